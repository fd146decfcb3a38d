/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The parts of a .docx that are the same for every document. Sizes of type are in half
 * points: 三号 is 32, 二号 44. */
#include "core/dated.h"
#include "report/docx.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE "http://schemas.openxmlformats.org/"
#define WORD OFFICE "wordprocessingml/2006/main"
#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define RELATION OFFICE "officeDocument/2006/relationships/"

void sz__docx_types(sz_say *out)
{
    static const char *const parts[][2] = {
        { "/word/document.xml", TYPE "document.main+xml" },
        { "/word/styles.xml", TYPE "styles+xml" },
        { "/word/fontTable.xml", TYPE "fontTable+xml" },
        { "/word/footer1.xml", TYPE "footer+xml" },
        { "/docProps/core.xml",
          "application/vnd.openxmlformats-package.core-properties+xml" },
    };
    sz__put(out, XML "<Types xmlns=\"" OFFICE "package/2006/content-types\">"
            "<Default Extension=\"rels\" ContentType=\""
            "application/vnd.openxmlformats-package.relationships+xml\"/>"
            "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            "<Default Extension=\"png\" ContentType=\"image/png\"/>");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        sz__put(out, "<Override PartName=\"%s\" ContentType=\"%s\"/>", parts[i][0],
                parts[i][1]);
    sz__put(out, "</Types>");
}

static void relation(sz_say *out, const char *id, const char *type, const char *target)
{
    sz__put(out, "<Relationship Id=\"%s\" Type=\"%s\" Target=\"%s\"/>", id, type, target);
}

#define RELATIONS XML "<Relationships xmlns=\"" OFFICE "package/2006/relationships\">"

void sz__docx_relations(sz_say *out)
{
    sz__put(out, RELATIONS);
    relation(out, "rId1", RELATION "officeDocument", "word/document.xml");
    relation(out, "rId2", OFFICE "package/2006/relationships/metadata/core-properties",
             "docProps/core.xml");
    sz__put(out, "</Relationships>");
}

void sz__docx_document_relations(sz_say *out, size_t n_maps)
{
    sz__put(out, RELATIONS);
    relation(out, "styles", RELATION "styles", "styles.xml");
    relation(out, "fonts", RELATION "fontTable", "fontTable.xml");
    relation(out, "footer", RELATION "footer", "footer1.xml");
    for (size_t i = 1; i <= n_maps; i++)
        sz__put(out, "<Relationship Id=\"map%zu\" Type=\"" RELATION "image\" "
                "Target=\"media/map%zu.png\"/>", i, i);
    sz__put(out, "</Relationships>");
}

void sz__docx_core(sz_say *out, const sz_report *r)
{
    char created[32];
    sz__iso_of(sz__stated(r->options.date), created);
    sz__put(out, XML "<cp:coreProperties xmlns:cp=\"" OFFICE
            "package/2006/metadata/core-properties\" "
            "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
            "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
            "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
    sz__xml_put(out, sz__fact_find(r, "title"));
    sz__put(out, "</dc:title><dc:creator>");
    sz__xml_put(out, r->options.organisation ? r->options.organisation : "sizhi");
    sz__put(out, "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">%s"
            "</dcterms:created></cp:coreProperties>", created);
}

/* ---- styles ---- */

typedef struct style {
    const char *id, *name, *font;
    int size;              /* half points */
    bool bold;
    int line;              /* twips, exact; 0: single */
    int before, after;     /* twips */
    int indent;            /* of the first line, hundredths of a character; negative: of
                              the right edge */
    const char *align;
    int level;             /* in the outline, -1 none */
    bool next;             /* stands on the page of what follows */
} style;

/* The type of GB/T 9704: 小标宋 二号 for the title; 黑体, 楷体 and 仿宋 三号 for the
 * headings of 一、 (一) 1.; 22 lines of 28 characters on a page, for which the characters
 * stand a little closer than 16 points. An annex has its mark in 黑体 at the left edge and
 * its title below, a list of annexes and a signature stand apart from the text, on one page. */
static const style styles[] = {
    { "Title", "Title", "方正小标宋简体", 44, false, 700, 0, 580, 0, "center", -1, true },
    { "Heading1", "heading 1", "黑体", 32, false, 580, 0, 0, 200, "both", 0, true },
    { "Heading2", "heading 2", "楷体_GB2312", 32, false, 580, 0, 0, 200, "both", 1, true },
    { "Heading3", "heading 3", "仿宋_GB2312", 32, true, 580, 0, 0, 200, "both", 2, true },
    { "AnnexMark", "Annex Mark", "黑体", 32, false, 580, 0, 0, 0, "left", -1, true },
    { "AnnexTitle", "Annex Title", "方正小标宋简体", 36, false, 640, 0, 200, 0, "center",
      0, true },
    { "Body", "Body Text", "仿宋_GB2312", 32, false, 580, 0, 0, 200, "both", -1, false },
    { "Plain", "Plain Text", "仿宋_GB2312", 32, false, 580, 0, 0, 0, "left", -1, false },
    { "Centre", "Centre", "仿宋_GB2312", 32, false, 580, 0, 0, 0, "center", -1, false },
    { "Right", "Signature", "仿宋_GB2312", 32, false, 580, 0, 0, -200, "right", -1, true },
    { "Annexes", "Annexes", "仿宋_GB2312", 32, false, 580, 0, 0, 200, "left", -1, true },
    { "Caption", "caption", "黑体", 28, false, 0, 160, 80, 0, "center", -1, true },
    { "Cell", "Table Text", "宋体", 18, false, 0, 20, 20, 0, "left", -1, false },
    { "Head", "Table Head", "黑体", 18, false, 0, 20, 20, 0, "center", -1, false },
    { "Note", "Table Note", "宋体", 21, false, 0, 60, 60, 0, "left", -1, false },
    { "Map", "Map", "宋体", 21, false, 0, 0, 0, 0, "center", -1, false },
    { "End", "Section End", "宋体", 2, false, 20, 0, 0, 0, "left", -1, false },
    { "Footer", "footer", "宋体", 28, false, 0, 0, 0, 0, "center", -1, false },
};

static void put_style(sz_say *out, const style *s)
{
    sz__put(out, "<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/>"
            "<w:basedOn w:val=\"Normal\"/><w:pPr>", s->id, s->name);
    if (s->next)
        sz__put(out, "<w:keepNext/>");
    sz__put(out, "<w:spacing w:before=\"%d\" w:after=\"%d\"", s->before, s->after);
    if (s->line > 0)
        sz__put(out, " w:line=\"%d\" w:lineRule=\"exact\"", s->line);
    sz__put(out, "/>");
    if (s->indent > 0)
        sz__put(out, "<w:ind w:firstLineChars=\"%d\" w:firstLine=\"%d\"/>", s->indent,
                s->indent * s->size / 10);
    if (s->indent < 0)
        sz__put(out, "<w:ind w:rightChars=\"%d\" w:right=\"%d\"/>", -s->indent,
                -s->indent * s->size / 10);
    sz__put(out, "<w:jc w:val=\"%s\"/>", s->align);
    if (s->level >= 0)
        sz__put(out, "<w:outlineLvl w:val=\"%d\"/>", s->level);
    sz__put(out, "</w:pPr><w:rPr><w:rFonts w:ascii=\"Times New Roman\" "
            "w:hAnsi=\"Times New Roman\" w:eastAsia=\"%s\"/>%s%s<w:sz w:val=\"%d\"/>"
            "<w:szCs w:val=\"%d\"/></w:rPr></w:style>", s->font, s->bold ? "<w:b/>" : "",
            s->size == 32 ? "<w:spacing w:val=\"-5\"/>" : "", s->size, s->size);
}

void sz__docx_styles(sz_say *out)
{
    sz__put(out, XML "<w:styles xmlns:w=\"" WORD "\"><w:docDefaults><w:rPrDefault><w:rPr>"
            "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
            "w:eastAsia=\"仿宋_GB2312\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>"
            "</w:rPr></w:rPrDefault></w:docDefaults>"
            "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
            "<w:name w:val=\"Normal\"/></w:style>");
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        put_style(out, &styles[i]);
    sz__put(out, "</w:styles>");
}

void sz__docx_fonts(sz_say *out)
{
    static const struct {
        const char *name, *other, *family;
    } fonts[] = { /* what stands in where the first is not installed */
        { "方正小标宋简体", "华文中宋", "roman" }, { "仿宋_GB2312", "仿宋", "modern" },
        { "楷体_GB2312", "楷体", "modern" },       { "黑体", "SimHei", "modern" },
        { "宋体", "SimSun", "roman" },
    };
    sz__put(out, XML "<w:fonts xmlns:w=\"" WORD "\">");
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
        sz__put(out, "<w:font w:name=\"%s\"><w:altName w:val=\"%s\"/>"
                "<w:charset w:val=\"86\"/><w:family w:val=\"%s\"/></w:font>",
                fonts[i].name, fonts[i].other, fonts[i].family);
    sz__put(out, "</w:fonts>");
}

void sz__docx_footer(sz_say *out)
{
    sz__put(out, XML "<w:ftr xmlns:w=\"" WORD "\"><w:p><w:pPr><w:pStyle "
            "w:val=\"Footer\"/></w:pPr><w:r><w:t xml:space=\"preserve\">— </w:t></w:r>"
            "<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r>"
            "<w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>");
}
