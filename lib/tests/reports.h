/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reports on the town of town.h, whose figures are known by hand: 13 parcels of 250
 * people, 12 of 100 households and one of 40; block 12, which nobody has today, goes to
 * 东关. */
#ifndef SIZHI_TESTS_REPORTS_H
#define SIZHI_TESTS_REPORTS_H

#include <math.h>
#include <string.h>

#include "report/document.h"
#include "tests/files.h"
#include "tests/town.h"

static inline sz_policy *policy_with(const char *a, const char *b)
{
    sz_policy *p = NULL;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz_policy_open("law2026", &p, &err), SZ_SUCCESS);
    ck_assert(!a || sz_policy_set(p, a, &err) == SZ_SUCCESS);
    ck_assert(!b || sz_policy_set(p, b, &err) == SZ_SUCCESS);
    return p;
}

/* A report on the town's plan, or on today; with further fields of templates. */
typedef struct made {
    sz_project *project;
    sz_policy *policy;
    sz_plan *plan;
    sz_report *report;
} made;

static inline made make_in(sz_language language, sz_project *project, bool planned,
                    const char *field)
{
    sz_error err = SZ_ERROR_INIT;
    made m = { project, policy_with("staff.quota=9", "office.min_m2=400"), NULL, NULL };
    sz_report_options options = SZ_REPORT_OPTIONS_INIT;
    options.language = language;
    options.date = "2026-03-01";
    options.fields = &field;
    options.n_fields = field != NULL;
    if (planned)
        m.plan = town_plan(project);
    sz_status status = sz_report_make(sz_project_present(project), m.plan, m.policy,
                                      &options, &m.report, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    return m;
}

static inline made make_of(sz_project *project, bool planned, const char *field)
{
    return make_in(SZ_LANGUAGE_ZH, project, planned, field);
}

static inline made make(bool planned, const char *field)
{
    return make_of(town_project(), planned, field);
}

static inline void unmake(made *m)
{
    sz_report_free(m->report);
    sz_plan_free(m->plan);
    sz_policy_free(m->policy);
    sz_project_free(m->project);
}

static inline const char *fact(const made *m, const char *key)
{
    for (size_t i = 0; i < sz_report_facts(m->report); i++)
        if (strcmp(sz_report_fact_at(m->report, i)->key, key) == 0)
            return sz_report_fact_at(m->report, i)->text;
    ck_abort_msg("no fact %s", key);
}

/* A cell by table, row and column; row -1 is the total. */
static inline const char *cell(const made *m, const char *id, int row, const char *key)
{
    for (size_t i = 0; i < sz_report_tables(m->report); i++) {
        const sz_report_table *t = sz_report_table_at(m->report, i);
        for (size_t k = 0; strcmp(t->id, id) == 0 && k < t->n_columns; k++)
            if (strcmp(t->columns[k].key, key) == 0)
                return sz_report_cell_at(m->report, i, row < 0 ? t->n_rows : (size_t)row,
                                         k)->text;
    }
    ck_abort_msg("no column %s of %s", key, id);
}

/* What a template makes: paragraphs and headings, a line each. */
static inline char *composed(const made *m, const char *path, sz_status want, sz_error *err)
{
    static char out[4096];
    sz_document d = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    out[0] = '\0';
    ck_assert_msg(sz__compose(m->report, path, &d, err) == want, "%s", err->message);
    for (size_t i = 0; i < d.block.n; i++)
        if (d.block.at[i].text)
            snprintf(out + strlen(out), sizeof out - strlen(out), "%d%s\n",
                     d.block.at[i].level, d.block.at[i].text);
    sz__document_release(&d);
    return out;
}

/* The bytes of FILE when the report is written as NAME. */
static inline char *written(const made *m, const char *name, const char *file, size_t *size)
{
    char dir[64], path[128];
    sz_error err = SZ_ERROR_INIT;
    files_open(dir);
    snprintf(path, sizeof path, "%s/%s", dir, name);
    sz_status status = sz_report_write(m->report, path, NULL, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    snprintf(path, sizeof path, "%s/%s", dir, file);
    char *bytes = files_bytes(path, size);
    files_close(dir);
    return bytes;
}

/* The town's plan and one that gives block 12 to 柳园 of 城东; today's is the third. */
static inline made make_scenarios(void)
{
    sz_error err = SZ_ERROR_INIT;
    made m = make(true, NULL);
    sz_plan *other = NULL;
    sz_report *report = NULL;
    const char *const names[] = { "甲<&>", "乙" };
    ck_assert_int_eq(sz_plan_copy(sz_project_present(m.project), &other, &err),
                     SZ_SUCCESS);
    for (size_t p = 0; p < sz_map_parcels(sz_project_map(m.project)); p++)
        if (sz_plan_of(other, p) < 0)
            ck_assert_int_eq(sz_plan_assign(other, p, 1, &err), SZ_SUCCESS);
    const sz_plan *const plans[] = { m.plan, other };
    sz_status status = sz_report_scenarios(sz_project_map(m.project), plans, names, 2,
                                           m.policy, NULL, &report, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    sz_plan_free(other);
    sz_report_free(m.report);
    m.report = report;
    return m;
}

#endif
