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

#include "core/i18n.h"
#include "core/platform.h"
#include "draw/page.h"

typedef enum file_kind { PDF, SVG, PNG } file_kind;

struct sz_surface {
    file_kind kind;
    char *path, *beside;
    FILE *file;
    bool failed;           /* a write did not go through */
    int decimals;          /* SVG: digits since the point, -1 before one */
    size_t id_matched;     /* SVG: bytes of id="surface just passed */
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

static cairo_status_t write_svg(void *closure, const unsigned char *data,
                                unsigned length)
{
    sz_surface *s = closure;
    unsigned char kept[4096];
    unsigned n = 0;
    for (unsigned i = 0; i < length; i++) {
        if (!needless(s, data[i]))
            kept[n++] = data[i];
        if (n == sizeof kept || i + 1 == length) {
            if (n > 0 && write_bytes(s, kept, n) != CAIRO_STATUS_SUCCESS)
                return CAIRO_STATUS_WRITE_ERROR;
            n = 0;
        }
    }
    return CAIRO_STATUS_SUCCESS;
}

/* Seconds since 1970 as ISO 8601 in UTC. */
static void iso_of_epoch(int64_t seconds, char out[32])
{
    int64_t days = seconds / 86400, rest = seconds % 86400;
    /* days since 0000-03-01 in eras of 400 years (Hinnant's civil calendar) */
    days += 719468;
    int64_t era = days / 146097, doe = days - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int64_t day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
    int64_t year = yoe + era * 400 + (month <= 2);
    snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)(year % 10000),
             (int)month % 100, (int)day % 100, (int)(rest / 3600) % 100,
             (int)(rest / 60 % 60), (int)(rest % 60));
}

/* The day in a text such as 2026-03-01, 2026/3/1 or 2026年3月1日 as ISO 8601. */
static bool iso_of_text(const char *text, char out[32])
{
    long part[3] = { 0, 1, 1 };
    int n = 0;
    for (const char *p = text; *p && n < 3;) {
        if (!isdigit((unsigned char)*p)) {
            p++;
            continue;
        }
        char *end;
        part[n++] = strtol(p, &end, 10);
        p = end;
    }
    if (n < 1 || part[0] < 1900 || part[0] > 9999 || part[1] < 1 || part[1] > 12 ||
        part[2] < 1 || part[2] > 31)
        return false;
    snprintf(out, 32, "%04d-%02d-%02dT00:00:00Z", (int)part[0], (int)part[1],
             (int)part[2]);
    return true;
}

/* The date a PDF bears: SOURCE_DATE_EPOCH, else the sheet's own, else none that
 * means anything. Never the clock: the same sheet is the same bytes. */
static void pdf_date(const char *date, char out[32])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds = epoch ? strtoll(epoch, &end, 10) : -1;
    if (epoch && end != epoch && *end == '\0' && seconds >= 0 &&
        seconds < 253402300800)
        iso_of_epoch(seconds, out);
    else if (!date || !iso_of_text(date, out))
        iso_of_epoch(0, out);
}

static void create(sz_surface *s, double w, double h, double dpi, const char *title,
                   const char *date)
{
    char iso[32];
    switch (s->kind) {
    case PDF:
        s->surface = cairo_pdf_surface_create_for_stream(write_bytes, s, w, h);
        pdf_date(date, iso);
        cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_TITLE, title);
        cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_CREATOR,
                                       "sizhi");
        cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_CREATE_DATE, iso);
        break;
    case SVG:
        s->surface = cairo_svg_surface_create_for_stream(write_svg, s, w, h);
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
                           sz_error *err)
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
    free(surface->path);
    free(surface->beside);
    free(surface);
}
