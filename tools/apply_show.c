/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Showing what a script did. */
#include "apply_show.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "place.h"
#include "show.h"
#include "table.h"
#include "talk.h"

static const char *const levels[] = { N_("error"), N_("warning"), N_("hint") };

/* What the library calls the kinds of statements, marked for the catalogue. */
static const char *const kinds[] = { N_("count"),  N_("list"),   N_("abolish"),
                                     N_("move"),   N_("split"),  N_("found"),
                                     N_("rename"), N_("keep"),   N_("limits"),
                                     N_("ring"),   N_("lock"),   N_("assert") };

const char *shown_kind(const char *kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i]) == 0)
            return _(kinds[i]);
    return kind;
}

void apply_show_notes(const char *script, const sz_application *report)
{
    sz_note n;
    for (size_t i = 0; sz_application_note(report, i, &n) == SZ_SUCCESS; i++) {
        talk("%s:%u:%u: %s: %s", script, (unsigned)n.line, (unsigned)n.column,
             _(levels[n.level]), n.message);
        place_show(stderr, n.source, n.column - n.source_column, n.width);
    }
}

int apply_show_statements(const sz_application *report, const sz_plan *plan)
{
    struct table table = TABLE("rllrrl");
    sz_outcome o;
    for (size_t i = 0; sz_application_statement(report, i, &o) == SZ_SUCCESS; i++) {
        char *name = o.to >= 0 ? shown_name(plan, o.to) : NULL;
        table_cell(&table, "%u", (unsigned)o.line);
        table_cell(&table, "%s", shown_kind(o.kind));
        table_cell(&table, "%s", name ? name : o.parcels ? _("no community") : "");
        table_count(&table, o.households);
        table_cell(&table, _("%.0f m2"), o.area_m2);
        table_cell(&table, "%s", o.done ? "" : _("failed"));
        free(name);
    }
    return table_print(&table, 0, stdout);
}

sz_status json_statements(json_object *out, const sz_application *report,
                          const sz_plan *plan, sz_error *err)
{
    json_object *list = json_array_in(out, "statements");
    sz_status status = SZ_SUCCESS;
    sz_outcome o;
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
    return status;
}

static const char *const change_keys[] = { "came", "gone", "changed" };

void apply_show_change(void *data, size_t statement, enum change change,
                       const sz_finding *f)
{
    static const char *const signs[] = { "+", "-", "~" };
    sz_outcome o;
    if (f->level == SZ_LEVEL_HINT ||
        sz_application_statement(data, statement, &o) != SZ_SUCCESS)
        return;
    printf("%u  %s %s %s: %s\n", (unsigned)o.line, signs[change], sz_level_name(f->level),
           f->rule, f->message);
}

void apply_json_change(void *data, size_t statement, enum change change,
                       const sz_finding *f)
{
    json_object *row = json_object_array_get_idx(data, statement), *list = NULL;
    json_object_object_get_ex(row, change_keys[change], &list);
    json_object *o = json_next(list);
    json_text(o, "rule", f->rule);
    json_text(o, "level", sz_level_name(f->level));
    json_text(o, "town", f->town);
    json_text(o, "community", f->community);
    json_real(o, "value", f->value, 4);
    json_real(o, "bound", f->bound, 4);
    json_text(o, "message", f->message);
}

/* What the lines of each statement run through, into its object. */
static void json_crossed(json_object *statements, const sz_application *report,
                         const sz_plan *start)
{
    const sz_crossed *list = NULL;
    size_t n = sz_application_crossed(report, &list);
    for (size_t i = 0; i < n; i++) {
        const sz_crossed *c = &list[i];
        json_object *rows = NULL;
        json_object_object_get_ex(
            json_object_array_get_idx(statements, (size_t)c->statement), "crossed", &rows);
        json_object *row = json_next(rows);
        json_count(row, "line", c->line);
        json_count(row, "column", c->column);
        json_count(row, "parcel", (int64_t)c->parcel + 1);
        json_text(row, "name", c->name);
        json_text(row, "unit", c->unit < 0 ? NULL
                                            : sz_map_unit_name(sz_plan_map(start), c->unit));
        json_count(row, "households", c->households);
        json_real(row, "share", c->share, 2);
        json_flag(row, "taken", c->taken);
    }
}

sz_status apply_json(json_object *out, json_object **statements,
                     const sz_application *report, const sz_plan *start,
                     const sz_plan *plan, sz_error *err)
{
    sz_status status = json_statements(out, report, plan, err);
    json_object *list = json_array_in(out, "notes");
    json_object_object_get_ex(out, "statements", statements);
    for (size_t i = 0; i < json_object_array_length(*statements); i++) {
        for (int k = 0; k < 3; k++)
            json_array_in(json_object_array_get_idx(*statements, i), change_keys[k]);
        json_array_in(json_object_array_get_idx(*statements, i), "crossed");
    }
    json_crossed(*statements, report, start);
    sz_note n;
    for (size_t i = 0; sz_application_note(report, i, &n) == SZ_SUCCESS; i++) {
        json_object *row = json_next(list);
        json_text(row, "level", levels[n.level]);
        json_count(row, "line", n.line);
        json_count(row, "column", n.column);
        json_count(row, "width", n.width);
        json_text(row, "source", n.source);
        json_count(row, "source_column", n.source_column);
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
