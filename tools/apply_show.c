/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Showing what a script did. */
#include "apply_show.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "show.h"
#include "table.h"
#include "talk.h"
#include "width.h"

static const char *const levels[] = { N_("error"), N_("warning"), N_("hint") };

/* Bytes of the first N characters of TEXT. */
static size_t bytes_of(const char *text, uint32_t n)
{
    size_t i = 0;
    for (; text[i] && n > 0; n--)
        do
            i++;
        while (((unsigned char)text[i] & 0xc0) == 0x80);
    return i;
}

/* A caret line as wide as the text it stands under: Chinese is wide. */
static void carets(const sz_note *n)
{
    size_t from = bytes_of(n->source, n->column - 1);
    size_t to = from + bytes_of(n->source + from, n->width);
    char *part = malloc(to + 1);
    if (!part)
        return;
    memcpy(part, n->source, from);
    part[from] = '\0';
    size_t skip = text_width(part);
    memcpy(part, n->source + from, to - from);
    part[to - from] = '\0';
    size_t width = text_width(part);
    free(part);
    char line[512];
    if (skip + width >= sizeof line)
        width = skip < sizeof line - 1 ? sizeof line - 1 - skip : 0;
    if (width == 0)
        return;
    memset(line, ' ', skip);
    memset(line + skip, '^', width);
    line[skip + width] = '\0';
    talk("  %s", line);
}

void apply_show_notes(const char *script, const sz_application *report)
{
    sz_note n;
    for (size_t i = 0; sz_application_note(report, i, &n) == SZ_SUCCESS; i++) {
        talk("%s:%u:%u: %s: %s", script, (unsigned)n.line, (unsigned)n.column,
             _(levels[n.level]), n.message);
        talk("  %s", n.source);
        carets(&n);
    }
}

int apply_show_statements(const sz_application *report, const sz_plan *plan)
{
    struct table table = TABLE("rllrrl");
    sz_outcome o;
    for (size_t i = 0; sz_application_statement(report, i, &o) == SZ_SUCCESS; i++) {
        char *name = o.to >= 0 ? shown_name(plan, o.to) : NULL;
        table_cell(&table, "%u", (unsigned)o.line);
        table_cell(&table, "%s", o.kind);
        table_cell(&table, "%s", name ? name : "");
        table_count(&table, o.households);
        table_cell(&table, "%.0f m2", o.area_m2);
        table_cell(&table, "%s", o.done ? "" : _("failed"));
        free(name);
    }
    return table_print(&table, 0, stdout);
}

sz_status apply_json(json_object *out, const sz_application *report, const sz_plan *plan,
                     sz_error *err)
{
    json_object *list = json_array_in(out, "statements");
    sz_status status = SZ_SUCCESS;
    sz_outcome o;
    sz_note n;
    for (size_t i = 0; status == SZ_SUCCESS &&
                       sz_application_statement(report, i, &o) == SZ_SUCCESS; i++) {
        json_object *row = json_next(list);
        json_count(row, "line", o.line);
        json_count(row, "column", o.column);
        json_text(row, "kind", o.kind);
        json_flag(row, "done", o.done);
        status = json_community(row, "to_town", "to", plan, plan ? o.to : -1, err);
        json_count(row, "parcels", (int64_t)o.parcels);
        json_count(row, "households", o.households);
        json_real(row, "area_m2", o.area_m2, 2);
    }
    list = json_array_in(out, "notes");
    for (size_t i = 0; sz_application_note(report, i, &n) == SZ_SUCCESS; i++) {
        json_object *row = json_next(list);
        json_text(row, "level", levels[n.level]);
        json_count(row, "line", n.line);
        json_count(row, "column", n.column);
        json_count(row, "width", n.width);
        json_text(row, "source", n.source);
        json_text(row, "message", n.message);
    }
    return status;
}

char *apply_read_file(const char *path, size_t *length, sz_error *err)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t n = 0, cap = 0;
    int failed = !file;
    while (!failed) {
        if (n == cap) {
            cap = cap ? 2 * cap : 65536;
            char *more = realloc(text, cap);
            failed = !more;
            text = more ? more : text;
        }
        size_t got = failed ? 0 : fread(text + n, 1, cap - n, file);
        n += got;
        if (got == 0)
            break;
    }
    failed = failed || ferror(file);
    if (failed) {
        err->status = SZ_ERR_IO;
        snprintf(err->message, sizeof err->message, _("%s cannot be read: %s"), path,
                 strerror(errno));
        free(text);
        text = NULL;
    }
    if (file)
        fclose(file);
    *length = n;
    return text;
}
