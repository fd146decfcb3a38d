/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The file behind a sheet: PDF, SVG or PNG, written beside its place and put
 * there in one step when it is whole. The bytes depend on the drawing and on the
 * stated date alone. */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/dated.h"
#include "core/i18n.h"
#include "core/platform.h"
#include "draw/page.h"
#include "draw/svgtext.h"

typedef enum file_kind { PDF, SVG, PNG } file_kind;

#define SVG_END "</svg>\n"

struct sz_surface {
    file_kind kind;
    char *path, *beside;
    FILE *file;
    bool failed;           /* a write did not go through */
    int pages;             /* begun by sz__surface_page() */
    int decimals;          /* SVG: digits since the point, -1 before one */
    size_t id_matched;     /* SVG: bytes of id="surface just passed */
    unsigned char end[sizeof SVG_END - 1]; /* SVG: the last bytes, not yet written */
    size_t n_end;
    sz_language language;  /* SVG: of the texts */
    sz_svg_texts texts;    /* SVG: to be written before its end */
    cairo_surface_t *surface;
    cairo_t *cr;
};

/* Whether PATH ends in ENDING, whatever its case. */
static bool ends_in(const char *path, const char *ending)
{
    size_t n = strlen(path), k = strlen(ending);
    for (size_t i = 0; n > k && i < k; i++)
        if (tolower((unsigned char)path[n - k + i]) != ending[i])
            return false;
    return n > k;
}

static sz_status kind_of_path(const char *path, file_kind *kind, sz_error *err)
{
    static const struct { const char *ending; file_kind kind; } known[] = {
        { ".pdf", PDF }, { ".svg", SVG }, { ".png", PNG },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ends_in(path, known[i].ending)) {
            *kind = known[i].kind;
            return SZ_SUCCESS;
        }
    return sz__fail(err, SZ_ERR_INVALID, -1,
                    _("%s: a sheet's file must end in .pdf, .svg or .png"), path);
}

static cairo_status_t write_bytes(void *closure, const unsigned char *data,
                                  unsigned length)
{
    sz_surface *s = closure;
    if (fwrite(data, 1, length, s->file) == length)
        return CAIRO_STATUS_SUCCESS;
    s->failed = true;
    return CAIRO_STATUS_WRITE_ERROR;
}

/* Whether this byte of an SVG is to be left out. Cairo writes millionths of a
 * point, where hundredths do and make a file half the size; and it numbers its
 * surfaces over the whole run of a program, where a sheet shall always be the same
 * bytes. A sheet has one surface and nothing refers to it. */
static bool needless(sz_surface *s, unsigned char byte)
{
    static const char id[] = "id=\"surface";
    bool digit = byte >= '0' && byte <= '9';
    if (s->decimals >= 0 && digit)
        s->decimals++;
    else
        s->decimals = byte == '.' ? 0 : -1;
    if (s->id_matched == sizeof id - 1 && digit)
        return true;
    if (s->id_matched < sizeof id - 1 && byte == (unsigned char)id[s->id_matched])
        s->id_matched++;
    else
        s->id_matched = byte == (unsigned char)id[0];
    return s->decimals > 2;
}

/* The byte before which as many have come as an end has; the last ones are held back. */
static bool push_end(sz_surface *s, unsigned char byte, unsigned char *out)
{
    bool full = s->n_end == sizeof s->end;
    *out = s->end[0];
    if (full)
        memmove(s->end, s->end + 1, sizeof s->end - 1);
    s->end[full ? s->n_end - 1 : s->n_end++] = byte;
    return full;
}

static cairo_status_t write_svg(void *closure, const unsigned char *data,
                                unsigned length)
{
    sz_surface *s = closure;
    unsigned char kept[4096];
    unsigned n = 0;
    for (unsigned i = 0; i < length; i++) {
        if (!needless(s, data[i]) && push_end(s, data[i], &kept[n]))
            n++;
        if (n == sizeof kept || i + 1 == length) {
            if (n > 0 && write_bytes(s, kept, n) != CAIRO_STATUS_SUCCESS)
                return CAIRO_STATUS_WRITE_ERROR;
            n = 0;
        }
    }
    return CAIRO_STATUS_SUCCESS;
}

/* The texts, and the end that was held back for them. Viewers without the face take
 * another one; the texts keep their widths. */
static sz_status end_svg(sz_surface *s, sz_error *err)
{
    static const char face[] =
        "<g font-family=\"'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',"
        "'SimHei',sans-serif\"",
        chinese[] = " xml:lang=\"zh-CN\"",
        rest[] = " xml:space=\"preserve\" paint-order=\"stroke\" "
                 "stroke-linejoin=\"round\">\n",
        close[] = "</g>\n";
    if (s->texts.failed)
        return sz__nomem(err);
    if (s->texts.n > 0) {
        write_bytes(s, (const unsigned char *)face, sizeof face - 1);
        if (s->language == SZ_LANGUAGE_ZH) /* else what is named may be of any */
            write_bytes(s, (const unsigned char *)chinese, sizeof chinese - 1);
        write_bytes(s, (const unsigned char *)rest, sizeof rest - 1);
        write_bytes(s, (const unsigned char *)s->texts.at, (unsigned)s->texts.n);
        write_bytes(s, (const unsigned char *)close, sizeof close - 1);
    }
    write_bytes(s, s->end, (unsigned)s->n_end);
    return SZ_SUCCESS;
}

static void create(sz_surface *s, double w, double h, double dpi, const char *title,
                   const char *date)
{
    char iso[32];
    switch (s->kind) {
    case PDF:
        s->surface = cairo_pdf_surface_create_for_stream(write_bytes, s, w, h);
        sz__iso_of(sz__stated(date), iso);
        cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_TITLE, title);
        cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_CREATOR,
                                       "sizhi");
        cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_CREATE_DATE, iso);
        break;
    case SVG:
        s->surface = cairo_svg_surface_create_for_stream(write_svg, s, w, h);
        sz__svg_texts_attach(s->surface, &s->texts);
        break;
    case PNG:
        s->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                (int)lround(w * dpi / 72.0),
                                                (int)lround(h * dpi / 72.0));
        break;
    }
    s->cr = cairo_create(s->surface);
    if (s->kind == PNG)
        cairo_scale(s->cr, dpi / 72.0, dpi / 72.0);
}

sz_status sz__surface_open(sz_surface **out, const char *path, double w, double h,
                           double dpi, const char *title, const char *date,
                           sz_language language, sz_error *err)
{
    file_kind kind = PDF;
    sz_status status = kind_of_path(path, &kind, err);
    if (status != SZ_SUCCESS)
        return status;
    size_t size = strlen(path) + 32;
    sz_surface *s = calloc(1, sizeof *s);
    if (!s || !(s->path = malloc(size)) || !(s->beside = malloc(size))) {
        sz__surface_close(s);
        return sz__nomem(err);
    }
    s->kind = kind;
    s->language = language;
    s->decimals = -1;
    snprintf(s->path, size, "%s", path);
    snprintf(s->beside, size, "%s.%" PRIx64 ".part", path, sz__process());
    s->file = fopen(s->beside, "wb");
    if (!s->file) {
        status = sz__fail(err, SZ_ERR_IO, -1, _("cannot write %s: %s"), path,
                          strerror(errno));
        sz__surface_close(s);
        return status;
    }
    create(s, w, h, dpi, title, date);
    *out = s;
    return SZ_SUCCESS;
}

bool sz__surface_has_pages(const sz_surface *surface)
{
    return surface->kind == PDF;
}

void sz__surface_page(sz_surface *surface)
{
    if (surface->pages++ > 0)
        cairo_show_page(surface->cr);
}

int sz__surface_bookmark(sz_surface *surface, const char *title, int parent)
{
    char place[32];
    snprintf(place, sizeof place, "page=%d", surface->pages + 1);
    return cairo_pdf_surface_add_outline(surface->surface, parent, title, place,
                                         (cairo_pdf_outline_flags_t)0);
}

cairo_t *sz__surface_cairo(sz_surface *surface)
{
    return surface->cr;
}

static sz_status cairo_failure(const sz_surface *s, cairo_status_t status,
                               sz_error *err)
{
    if (status == CAIRO_STATUS_NO_MEMORY)
        return sz__nomem(err);
    return sz__fail(err, SZ_ERR_IO, -1, _("cannot write %s: %s"), s->path,
                    cairo_status_to_string(status));
}

sz_status sz__surface_finish(sz_surface *s, sz_error *err)
{
    cairo_status_t status = cairo_status(s->cr);
    if (status == CAIRO_STATUS_SUCCESS && s->kind == PNG)
        status = cairo_surface_write_to_png_stream(s->surface, write_bytes, s);
    cairo_surface_finish(s->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(s->surface);
    if (status != CAIRO_STATUS_SUCCESS)
        return cairo_failure(s, status, err);
    if (s->kind == SVG) {
        sz_status ended = end_svg(s, err);
        if (ended != SZ_SUCCESS)
            return ended;
    }
    int closed = fclose(s->file);
    s->file = NULL;
    if (closed != 0 || s->failed || !sz__rename(s->beside, s->path))
        return sz__fail(err, SZ_ERR_IO, -1, _("cannot write %s: %s"), s->path,
                        strerror(errno));
    s->beside[0] = '\0'; /* it is in its place */
    return SZ_SUCCESS;
}

void sz__surface_close(sz_surface *surface)
{
    if (!surface)
        return;
    if (surface->cr)
        cairo_destroy(surface->cr);
    if (surface->surface)
        cairo_surface_destroy(surface->surface);
    if (surface->file)
        fclose(surface->file);
    if (surface->beside && surface->beside[0])
        sz__remove(surface->beside);
    free(surface->texts.at);
    free(surface->path);
    free(surface->beside);
    free(surface);
}
