/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* CSV tables; see csv.h. */
#include "io/csv.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"
#include "io/gdal_error.h"

void sz__csv_close(sz_csv *csv)
{
    free(csv->text);
    free(csv->header.at);
    free(csv->field.at);
    *csv = (sz_csv){ 0 };
}

/* The whole file into csv->text, NUL behind it. */
static sz_status read_all(sz_csv *csv, sz_error *err)
{
    sz_gdal_trap trap;
    sz__gdal_trap(&trap);
    VSILFILE *f = VSIFOpenL(csv->path, "rb");
    sz_status status = SZ_SUCCESS;
    SZ__ARRAY(char) text = SZ__ARRAY_INIT;
    if (!f)
        status = sz__fail(err, SZ_ERR_IO, -1, _("%s cannot be opened"), csv->path);
    for (size_t got = 1; !status && got > 0;) {
        if (!sz__reserve(&text, 65536 + 1)) {
            status = sz__nomem(err);
            break;
        }
        got = VSIFReadL(text.at + text.n, 1, 65536, f);
        text.n += got;
        text.at[text.n] = '\0';
        if (got == 0 && !VSIFEofL(f))
            status = sz__fail(err, SZ_ERR_IO, -1, _("%s cannot be read"), csv->path);
    }
    if (f)
        VSIFCloseL(f);
    sz__gdal_untrap();
    csv->text = text.at;
    csv->size = text.n;
    return status;
}

static sz_status check_text(sz_csv *csv, sz_error *err)
{
    if (csv->size >= 3 && memcmp(csv->text, "\xef\xbb\xbf", 3) == 0)
        csv->at = 3;
    if (memchr(csv->text, '\0', csv->size))
        return sz__fail(err, SZ_ERR_DATA, -1, _("%s holds NUL bytes: it is no CSV file"),
                        csv->path);
    if (!sz__utf8_valid(csv->text, csv->size, NULL))
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("%s is not UTF-8: save it as CSV in UTF-8"), csv->path);
    return SZ_SUCCESS;
}

/* Take the field at csv->at off the text, what ends it (',', '\n' or 0 at the end)
 * being overwritten and put into *END. False when a quote does not end. */
static bool take_field(sz_csv *csv, const char **field, char *end)
{
    char *in = csv->text + csv->at, *out = in, *start = in;
    bool quoted = false;
    for (; *in; in++) {
        if (*in == '\n')
            csv->next_line++;
        if (quoted) {
            if (*in != '"')
                *out++ = *in;
            else if (in[1] == '"')
                *out++ = *in++;
            else
                quoted = false;
        } else if (*in == '"' && out == start) {
            quoted = true;
        } else if (*in == ',' || *in == '\n') {
            break;
        } else {
            *out++ = *in;
        }
    }
    *end = *in;
    csv->at = (size_t)(in - csv->text) + (*in != '\0');
    *out = '\0';
    size_t len;
    start = (char *)sz__utf8_bare(start, &len);
    start[len] = '\0';
    *field = start;
    return !quoted;
}

/* The next record, whatever it holds, into csv->field; false at the end. */
static sz_status take_record(sz_csv *csv, bool *more, sz_error *err)
{
    char end = ',';
    csv->field.n = 0;
    csv->line = csv->next_line;
    *more = csv->at < csv->size;
    while (*more && end == ',') {
        const char *field;
        if (!take_field(csv, &field, &end))
            return sz__fail(err, SZ_ERR_DATA, csv->line,
                            _("%s, line %ld: a quote does not end"), csv->path,
                            csv->line);
        if (!sz__push(&csv->field, field))
            return sz__nomem(err);
    }
    return SZ_SUCCESS;
}

static sz_status read_header(sz_csv *csv, sz_error *err)
{
    bool more;
    sz_status status = sz__csv_next(csv, &more, err);
    if (status)
        return status;
    if (!more)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("%s is empty: a header line with the names of the columns is "
                          "needed"),
                        csv->path);
    for (size_t i = 0; i < csv->field.n; i++) {
        const char *name = csv->field.at[i];
        for (size_t k = 0; k < i; k++)
            if (*name && EQUAL(csv->field.at[k], name))
                return sz__fail(err, SZ_ERR_DATA, csv->line,
                                _("%s, line %ld: there are two columns %s"), csv->path,
                                csv->line, name);
        if (!sz__push(&csv->header, name))
            return sz__nomem(err);
    }
    return SZ_SUCCESS;
}

sz_status sz__csv_open(sz_csv *csv, const char *path, sz_error *err)
{
    *csv = (sz_csv){ .path = path, .next_line = 1 };
    sz_status status = read_all(csv, err);
    if (!status)
        status = check_text(csv, err);
    if (!status)
        status = read_header(csv, err);
    if (status)
        sz__csv_close(csv);
    return status;
}

sz_status sz__csv_next(sz_csv *csv, bool *more, sz_error *err)
{
    sz_status status;
    do
        status = take_record(csv, more, err);
    while (!status && *more && csv->field.n == 1 && !*csv->field.at[0]);
    if (!status && *more && csv->header.n && csv->field.n != csv->header.n)
        return sz__fail(err, SZ_ERR_DATA, csv->line,
                        _("%s, line %ld has %zu fields, the header has %zu"), csv->path,
                        csv->line, csv->field.n, csv->header.n);
    return status;
}

int sz__csv_column(const sz_csv *csv, const char *names)
{
    while (*names) {
        size_t len = strcspn(names, "|");
        for (size_t i = 0; i < csv->header.n; i++)
            if (EQUALN(csv->header.at[i], names, len) && !csv->header.at[i][len])
                return (int)i;
        names += len + (names[len] == '|');
    }
    return -1;
}

sz_status sz__csv_need(const sz_csv *csv, const char *names, int *out, sz_error *err)
{
    *out = sz__csv_column(csv, names);
    if (*out >= 0)
        return SZ_SUCCESS;
    return sz__fail(err, SZ_ERR_DATA, -1, _("%s has no column %.*s"), csv->path,
                    (int)strcspn(names, "|"), names);
}

sz_status sz__csv_bad(const sz_csv *csv, int column, const char *what, sz_error *err)
{
    char shown[80];
    const char *value = csv->field.at[column];
    snprintf(shown, sizeof shown, "%s", value);
    sz__utf8_trim(shown);
    return sz__fail(err, SZ_ERR_DATA, csv->line, _("%s, line %ld: %s \"%s\" %s"),
                    csv->path, csv->line, csv->header.at[column], shown, what);
}

sz_status sz__csv_whole(const sz_csv *csv, int column, int64_t low, int64_t high,
                        int64_t *out, sz_error *err)
{
    const char *text = csv->field.at[column];
    char *end = NULL;
    errno = 0;
    intmax_t value = strtoimax(text, &end, 10);
    if (!*text || *end || errno == EINVAL)
        return sz__csv_bad(csv, column, _("is no whole number"), err);
    if (errno == ERANGE || value < low || value > high) {
        char what[96];
        snprintf(what, sizeof what, _("is not between %lld and %lld"), (long long)low,
                 (long long)high);
        return sz__csv_bad(csv, column, what, err);
    }
    *out = value;
    return SZ_SUCCESS;
}

sz_status sz__csv_number(const sz_csv *csv, int column, double *out, sz_error *err)
{
    const char *text = csv->field.at[column];
    char *end = NULL;
    double value = CPLStrtod(text, &end); /* a decimal point in any locale */
    if (!*text || *end || !isfinite(value) || value < 0)
        return sz__csv_bad(csv, column, _("is no number of 0 and more"), err);
    *out = value;
    return SZ_SUCCESS;
}
