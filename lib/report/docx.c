/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A document as .docx (ECMA-376, WordprocessingML), on pages and in type after GB/T
 * 9704-2012. */
#include "report/docx.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "core/platform.h"
#include "report/package.h"

#define MAP_DPI 220.0
#define EMU_PER_TWIP 635
#define LONG_WORD 12       /* characters of ASCII, */
#define LONG_LIST 30       /* and with 、 between them */

typedef struct writing {
    const sz_output *out;
    sz_package *package;
    sz_say text;           /* word/document.xml */
    bool landscape;        /* the page at hand */
    bool begun;            /* something stands on it */
    const sz_block *last;  /* the block before, or NULL */
    size_t n_maps;
    sz_error *err;
} writing;

/* ---- pages ---- */

static void put_section(sz_say *out, bool landscape)
{
    int w = landscape ? SZ_DOCX_LONG : SZ_DOCX_SHORT;
    int h = landscape ? SZ_DOCX_SHORT : SZ_DOCX_LONG;
    int area_w = landscape ? SZ_DOCX_AREA_H : SZ_DOCX_AREA_W;
    int area_h = landscape ? SZ_DOCX_AREA_W : SZ_DOCX_AREA_H;
    int top = landscape ? SZ_DOCX_BIND : SZ_DOCX_TOP; /* turned to the left */
    int left = landscape ? w - area_w - SZ_DOCX_TOP : SZ_DOCX_BIND;
    sz__put(out, "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/>"
            "<w:pgSz w:w=\"%d\" w:h=\"%d\"%s/><w:pgMar w:top=\"%d\" w:right=\"%d\" "
            "w:bottom=\"%d\" w:left=\"%d\" w:header=\"851\" w:footer=\"992\" "
            "w:gutter=\"0\"/></w:sectPr>", w, h,
            landscape ? " w:orient=\"landscape\"" : "", top, w - area_w - left,
            h - area_h - top, left);
}

/* A page on which nothing stands is turned in place. */
static void turn_page(writing *w, bool landscape)
{
    if (!w->begun) {
        w->landscape = landscape;
        return;
    }
    w->begun = false;
    sz__put(&w->text, "<w:p><w:pPr><w:pStyle w:val=\"End\"/>");
    put_section(&w->text, w->landscape);
    sz__put(&w->text, "</w:pPr></w:p>");
    w->landscape = landscape;
}

/* ---- maps ---- */

/* The bytes of FILE, which is deleted. */
static sz_status take_file(const char *file, const char *path, char **bytes, size_t *n,
                           sz_error *err)
{
    FILE *f = fopen(file, "rb");
    long size = f && fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;
    *bytes = size > 0 ? sz__alloc((size_t)size, 1) : NULL;
    *n = (size_t)(size > 0 ? size : 0);
    bool good = *bytes && fseek(f, 0, SEEK_SET) == 0 && fread(*bytes, 1, *n, f) == *n;
    if (f)
        fclose(f);
    return sz__remove(file) && good ? SZ_SUCCESS : sz__unwritten(path, err);
}

static sz_status add_map(writing *w, const sz_block *b)
{
    char name[64], *bytes = NULL;
    size_t n = 0;
    char *file = sz__stage_path(w->out->stage, "map.png");
    if (!file)
        return sz__nomem(w->err);
    sz_status status = sz__report_draw(w->out->report, b, SZ_PAPER_A4, MAP_DPI, file,
                                       w->err);
    if (!status)
        status = take_file(file, w->out->path, &bytes, &n, w->err);
    snprintf(name, sizeof name, "word/media/map%zu.png", ++w->n_maps);
    if (!status)
        status = sz__package_add(w->package, name, bytes, n, w->err);
    free(bytes);
    free(file);
    return status;
}

/* As large as the page lets it be, below the mark and the title of an annex. */
static sz_status put_map(writing *w, const sz_block *b)
{
    double width = w->landscape ? SZ_DOCX_AREA_H : SZ_DOCX_AREA_W;
    double height = (w->landscape ? SZ_DOCX_AREA_W : SZ_DOCX_AREA_H) - 1500;
    double scale = width / 297 < height / 210 ? width / 297 : height / 210;
    long long x = (long long)(297 * scale) * EMU_PER_TWIP;
    long long y = (long long)(210 * scale) * EMU_PER_TWIP;
    sz_status status = add_map(w, b);
    if (status)
        return status;
    sz_say *out = &w->text;
    sz__put(out, "<w:p><w:pPr><w:pStyle w:val=\"Map\"/></w:pPr><w:r><w:drawing>"
            "<wp:inline><wp:extent cx=\"%lld\" cy=\"%lld\"/><wp:docPr id=\"%zu\" "
            "name=\"map%zu\" descr=\"", x, y, w->n_maps, w->n_maps);
    sz__xml_put(out, b->text);
    sz__put(out, "\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/"
            "drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"%zu\" "
            "name=\"map%zu.png\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip "
            "r:embed=\"map%zu\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"%lld\" cy=\"%lld\"/>"
            "</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>"
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>",
            w->n_maps, w->n_maps, w->n_maps, x, y);
    return SZ_SUCCESS;
}

/* ---- the document ---- */

/* Whether it has words so long, of names or of numbers of units, or so long a list of
 * numbers, that lines up to both edges would be torn apart. */
static bool has_long_word(const char *text)
{
    size_t word = 0, list = 0;
    for (; *text; text++) {
        bool comma = strncmp(text, "、", strlen("、")) == 0;
        bool graph = isgraph((unsigned char)*text) != 0;
        word = graph ? word + 1 : 0;
        list = graph || comma ? list + 1 : 0;
        text += comma ? strlen("、") - 1 : 0;
        if (word >= LONG_WORD || list >= LONG_LIST)
            return true;
    }
    return false;
}

static void put_text(sz_say *out, const char *style, const char *text, bool apart)
{
    bool torn = strcmp(style, "Body") == 0 && has_long_word(text);
    sz__put(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s%s</w:pPr><w:r><w:t "
            "xml:space=\"preserve\">", style,
            apart ? "<w:spacing w:before=\"580\"/>" : "",
            torn ? "<w:jc w:val=\"left\"/>" : "");
    sz__xml_put(out, text);
    sz__put(out, "</w:t></w:r></w:p>");
}

static void put_heading(sz_say *out, const sz_block *b)
{
    static const char *const styles[] = { "Title", "Heading1", "Heading2", "Heading3" };
    if (*b->annex)
        put_text(out, "AnnexMark", b->annex, false);
    put_text(out, *b->annex ? "AnnexTitle" : styles[b->level], b->text, false);
}

/* The list of annexes and the signature stand a line apart from what is before them. */
static void put_paragraph(writing *w, const sz_block *b)
{
    static const char *const styles[] = { "Body", "Centre", "Right", "Plain", "Annexes" };
    bool same = w->last && w->last->kind == SZ_BLOCK_PARAGRAPH && w->last->align == b->align;
    bool end = strcmp(styles[b->align], "Right") == 0 ||
               strcmp(styles[b->align], "Annexes") == 0;
    put_text(&w->text, styles[b->align], b->text, end && !same && w->begun);
}

static sz_status put_block(writing *w, const sz_block *b)
{
    bool turned = b->kind == SZ_BLOCK_PAGE;
    switch (b->kind) {
    case SZ_BLOCK_HEADING: put_heading(&w->text, b); break;
    case SZ_BLOCK_PARAGRAPH: put_paragraph(w, b); break;
    case SZ_BLOCK_TABLE: sz__docx_table(&w->text, w->out->report, b, w->landscape); break;
    case SZ_BLOCK_MAP: w->begun = true; return put_map(w, b);
    case SZ_BLOCK_PAGE: turn_page(w, b->landscape); break;
    }
    w->begun |= !turned;
    w->last = b;
    return w->text.nomem ? sz__nomem(w->err) : SZ_SUCCESS;
}

static sz_status put_document(writing *w)
{
    sz_status status = SZ_SUCCESS;
    sz__put(&w->text, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/"
            "2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
            "relationships\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/"
            "wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/"
            "2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/"
            "picture\"><w:body>");
    for (size_t i = 0; i < w->out->document->block.n && !status; i++)
        status = put_block(w, &w->out->document->block.at[i]);
    put_section(&w->text, w->landscape);
    sz__put(&w->text, "</w:body></w:document>");
    return status;
}

/* Add TEXT as a part and forget it. */
static sz_status add(writing *w, const char *name, sz_say *text)
{
    sz_status status = text->nomem ? sz__nomem(w->err)
                                   : sz__package_add(w->package, name, sz__said(text),
                                                     text->text.n, w->err);
    free(text->text.at);
    *text = (sz_say){ 0 };
    return status;
}

static sz_status put_parts(writing *w)
{
    static const struct {
        const char *name;
        void (*put)(sz_say *out);
    } parts[] = {
        { "[Content_Types].xml", sz__docx_types }, { "_rels/.rels", sz__docx_relations },
        { "word/styles.xml", sz__docx_styles },    { "word/fontTable.xml", sz__docx_fonts },
        { "word/footer1.xml", sz__docx_footer },
    };
    sz_say part = { 0 };
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !status; i++) {
        parts[i].put(&part);
        status = add(w, parts[i].name, &part);
    }
    if (!status) {
        sz__docx_core(&part, w->out->report);
        status = add(w, "docProps/core.xml", &part);
    }
    if (!status)
        status = put_document(w);
    if (!status)
        status = add(w, "word/document.xml", &w->text);
    if (!status) {
        sz__docx_document_relations(&part, w->n_maps);
        status = add(w, "word/_rels/document.xml.rels", &part);
    }
    return status;
}

sz_status sz__write_docx(const sz_output *out, sz_error *err)
{
    writing w = { .out = out, .err = err };
    sz_status status = sz__package_open(&w.package, out->file, out->path, err);
    if (status)
        return status;
    status = put_parts(&w);
    free(w.text.text.at);
    if (status)
        sz__package_discard(w.package);
    else
        status = sz__package_finish(w.package, err);
    return status;
}
