/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi describe --lint: a draft held against a project. */
#include "lint_show.h"

#include <sizhi/lint.h>
#include <stdlib.h>

#include "apply_show.h"
#include "i18n.h"
#include "place.h"
#include "show.h"
#include "table.h"

/* Remarks as they are told: class after class, each in the order of the text. */
static const struct {
    sz_remark_kind kind;
    const char *word, *heading;
} classes[] = {
    { SZ_REMARK_CONTRADICTS, N_("contradicts"), N_("contradicts the data, or itself") },
    { SZ_REMARK_OPEN, N_("open"), N_("open: it can be read in several ways") },
    { SZ_REMARK_UNREAD, N_("not understood"), N_("not understood") },
    { SZ_REMARK_MASKED, N_("masked"), N_("masked names") },
    { SZ_REMARK_BREAKS, N_("finding"), N_("findings: what it does to the plan, no contradiction") },
    { SZ_REMARK_HINT, N_("hint"), N_("hints: understood, and worth knowing") },
};

/* What was understood: a row for each statement. */
static int show_statements(const sz_lint *lint)
{
    struct table table = TABLE("rlllrrr");
    const sz_application *report = sz_lint_application(lint);
    sz_outcome o;
    for (size_t i = 0; sz_application_statement(report, i, &o) == SZ_SUCCESS; i++) {
        char *name = o.to >= 0 ? shown_name(sz_lint_plan(lint), o.to) : NULL;
        table_cell(&table, "%u:%u", (unsigned)o.line, (unsigned)o.column);
        table_cell(&table, "%s", shown_kind(o.kind));
        table_cell(&table, "%s", sz_lint_agrees(lint, i) ? _("agrees") : _("see below"));
        table_cell(&table, "%s", name ? name : o.parcels ? _("no community") : "");
        if (o.to >= 0 || o.parcels) {
            table_cell(&table, _("%zu parcels"), o.parcels);
            table_cell(&table, _("%lld households"), (long long)o.households);
            table_cell(&table, _("%.0f m2"), o.area_m2);
        } else {
            for (int k = 0; k < 3; k++)
                table_cell(&table, "%s", "");
        }
        free(name);
    }
    return table_print(&table, 0, stdout);
}

static void show_class(const sz_lint *lint, const char *path, size_t class)
{
    size_t n = sz_lint_count(lint, classes[class].kind);
    sz_remark r;
    if (n)
        printf("\n%s (%zu)\n", _(classes[class].heading), n);
    for (size_t i = 0; n && sz_lint_remark(lint, i, &r) == SZ_SUCCESS; i++) {
        if (r.kind != classes[class].kind)
            continue;
        printf("%s:%u:%u: %s: %s\n", path, (unsigned)r.line, (unsigned)r.column,
               _(classes[class].word), r.message);
        place_show(stdout, r.source, r.column - r.source_column, r.width);
    }
}

static sz_status show(const sz_lint *lint, const char *path)
{
    size_t statements = sz_application_statements(sz_lint_application(lint));
    if (statements)
        printf(_("understood (%zu)\n"), statements);
    if (show_statements(lint) != 0)
        return SZ_ERR_NOMEM;
    for (size_t k = 0; k < sizeof classes / sizeof *classes; k++)
        show_class(lint, path, k);
    printf(_("\n%zu statements understood, %zu contradictions, %zu open, %zu passages not "
             "understood, %zu masked, %zu of prose passed over; %zu findings\n"),
           statements, sz_lint_count(lint, SZ_REMARK_CONTRADICTS),
           sz_lint_count(lint, SZ_REMARK_OPEN), sz_lint_count(lint, SZ_REMARK_UNREAD),
           sz_lint_count(lint, SZ_REMARK_MASKED), sz_lint_count(lint, SZ_REMARK_PROSE),
           sz_lint_count(lint, SZ_REMARK_BREAKS));
    return SZ_SUCCESS;
}

static sz_status show_json(const sz_lint *lint, const char *path, sz_error *err)
{
    json_object *out = json_object_new_object(), *list;
    sz_remark r;
    json_text(out, "draft", path);
    sz_status status = json_statements(out, sz_lint_application(lint), sz_lint_plan(lint),
                                       err);
    list = json_array_in(out, "remarks");
    for (size_t i = 0; sz_lint_remark(lint, i, &r) == SZ_SUCCESS; i++) {
        json_object *row = json_next(list);
        json_text(row, "kind", sz_remark_name(r.kind));
        json_count(row, "statement", r.statement);
        json_count(row, "line", r.line);
        json_count(row, "column", r.column);
        json_count(row, "width", r.width);
        json_text(row, "source", r.source);
        json_count(row, "source_column", r.source_column);
        json_text(row, "message", r.message);
    }
    list = json_object_in(out, "counts");
    for (int k = 0; k < SZ_REMARK_KINDS; k++)
        json_count(list, sz_remark_name((sz_remark_kind)k),
                   (int64_t)sz_lint_count(lint, (sz_remark_kind)k));
    if (status == SZ_SUCCESS)
        json_print(out);
    else
        json_object_put(out);
    return status;
}

sz_status lint_draft(const sz_project *project, const char *path, int json, int *wrong,
                     sz_error *err)
{
    const sz_plan *plan = sz_project_present(project);
    sz_gazetteer *names = NULL;
    sz_lint *lint = NULL;
    size_t length = 0;
    char *text = apply_read_file(path, &length, err);
    sz_status status = text ? sz_gazetteer_new(plan, &names, err) : err->status;
    if (status == SZ_SUCCESS)
        status = sz_lint_draft(names, plan, text, length, NULL, &lint, err);
    if (status == SZ_SUCCESS)
        status = json ? show_json(lint, path, err) : show(lint, path);
    for (int k = 0; status == SZ_SUCCESS && k <= SZ_REMARK_MASKED; k++)
        *wrong = *wrong || sz_lint_count(lint, (sz_remark_kind)k) > 0;
    sz_lint_free(lint);
    sz_gazetteer_free(names);
    free(text);
    return status;
}
