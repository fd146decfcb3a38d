/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every script of a folder over all cores, into one table. */
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apply_batch.h"
#include "apply_show.h"
#include "command.h"
#include "i18n.h"
#include "talk.h"
#include "width.h"

struct rows {
    struct batch_row *at;
    size_t n, cap;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct batch_row *)a)->file, ((const struct batch_row *)b)->file);
}

static int add_name(struct rows *rows, const char *file)
{
    if (rows->n == rows->cap) {
        size_t cap = rows->cap ? 2 * rows->cap : 64;
        struct batch_row *more = realloc(rows->at, cap * sizeof *more);
        if (!more)
            return -1;
        rows->at = more;
        rows->cap = cap;
    }
    struct batch_row *row = &rows->at[rows->n];
    *row = (struct batch_row){ .figures = { .clear_share = NAN, .compactness = NAN,
                                            .mean_m = NAN, .farthest_m = NAN,
                                            .staff = -1, .staff_due = -1 } };
    size_t n = strlen(file);
    rows->n++;
    row->file = malloc(n + 1);
    row->name = malloc(3 * n + 1);
    if (!row->file || !row->name)
        return -1;
    strcpy(row->file, file);
    text_clean(file, row->name, 3 * n + 1);
    return 0;
}

/* Names of the scripts of DIR, sorted; -1 when it cannot be read. */
static int list_scripts(const char *dir, struct rows *rows)
{
    DIR *d = opendir(dir);
    int failed = !d;
    for (struct dirent *e; !failed && (e = readdir(d)) != NULL;)
        if (e->d_name[0] != '.')
            failed = add_name(rows, e->d_name) != 0;
    if (d)
        closedir(d);
    if (!failed && rows->n)
        qsort(rows->at, rows->n, sizeof *rows->at, by_name);
    return failed ? -1 : 0;
}

/* Keep the first error: the place where it is, and the message. */
static void keep_first(struct batch_row *row, const char *place, const char *message)
{
    int n = snprintf(row->first, sizeof row->first, "%s", place);
    text_clean(message, row->first + n, sizeof row->first - (size_t)n);
}

static void count_outcomes(struct batch_row *row, const sz_application *report)
{
    sz_outcome o;
    sz_note n;
    row->statements = sz_application_statements(report);
    row->errors = sz_application_errors(report);
    for (size_t i = 0; sz_application_statement(report, i, &o) == SZ_SUCCESS; i++)
        row->failed += !o.done;
    for (size_t i = 0; sz_application_note(report, i, &n) == SZ_SUCCESS; i++) {
        row->warnings += n.level == SZ_NOTE_WARNING;
        if (n.level == SZ_NOTE_ERROR && !row->first[0]) {
            char place[32];
            snprintf(place, sizeof place, "%u:%u: ", (unsigned)n.line, (unsigned)n.column);
            keep_first(row, place, n.message);
        }
    }
}

/* The figures of what the new plan moves against the one that scripts start from. */
static sz_status count_moves(struct batch_row *row, const sz_plan *before, sz_error *err)
{
    sz_move *moves = NULL;
    size_t n = 0;
    sz_status status = sz_plan_moves(before, row->plan, &moves, &n, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++) {
        row->parcels += moves[i].parcels;
        row->households += moves[i].households;
        row->area_m2 += moves[i].area_m2;
    }
    sz_free(moves);
    return status;
}

static void note_failure(struct batch_row *row, sz_status status, const sz_error *err)
{
    row->errors++;
    keep_first(row, "", err->message[0] ? err->message : sz_status_name(status));
}

/* Run one script on a copy of the plan of its own. */
static void run_script(struct batch_row *row, const struct batch *job)
{
    sz_error err = SZ_ERROR_INIT;
    sz_plan *before = NULL;
    sz_script *script = NULL;
    sz_application *report = NULL;
    size_t length = 0;
    char *path = malloc(strlen(job->dir) + strlen(row->file) + 2), *text = NULL;
    sz_status status = path ? SZ_SUCCESS : SZ_ERR_NOMEM;
    if (path) {
        sprintf(path, "%s/%s", job->dir, row->file);
        if (!(text = apply_read_file(path, &length, &err)))
            status = err.status;
    }
    if (status == SZ_SUCCESS)
        status = sz_plan_copy(job->start, &before, &err);
    if (status == SZ_SUCCESS)
        status = sz_script_read(job->names, text, length, &script, &err);
    if (status == SZ_SUCCESS)
        status = sz_script_apply(script, before, job->options, &row->plan, &report, &err);
    if (status == SZ_SUCCESS)
        count_outcomes(row, report);
    if (status == SZ_SUCCESS && row->plan)
        status = count_moves(row, before, &err);
    if (status != SZ_SUCCESS)
        note_failure(row, status, &err);
    sz_application_free(report);
    sz_script_free(script);
    sz_plan_free(before);
    free(text);
    free(path);
}

/* Hold the plans that there are against the policy, side by side. */
static sz_status judge(const struct batch *job, struct rows *rows, sz_error *err)
{
    sz_compare_options options = SZ_COMPARE_OPTIONS_INIT;
    const sz_plan **plans = malloc((rows->n + 1) * sizeof *plans);
    sz_comparison *c = NULL;
    size_t n = 0;
    options.no_sentences = 1;
    for (size_t i = 0; plans && i < rows->n; i++)
        if (rows->at[i].plan)
            plans[n++] = rows->at[i].plan;
    sz_status status = plans ? sz_compare(sz_plan_map(job->start), plans, n, job->policy,
                                          &options, &c, err) : SZ_ERR_NOMEM;
    for (size_t i = 0, k = 0; status == SZ_SUCCESS && i < rows->n; i++)
        if (rows->at[i].plan)
            rows->at[i].figures = *sz_comparison_at(c, ++k, sz_comparison_rows(c));
    sz_comparison_free(c);
    free(plans);
    return status;
}

static int write_rows(const struct rows *rows, const char *output, int json)
{
    const char *dot = output ? strrchr(output, '.') : NULL;
    if (dot && strcmp(dot, ".xlsx") == 0)
        return batch_xlsx(rows->at, rows->n, output);
    if (json || (dot && strcmp(dot, ".json") == 0))
        return batch_json(rows->at, rows->n, output);
    return batch_csv(rows->at, rows->n, output);
}

int apply_batch(const struct batch *job, const char *output, int json)
{
    struct rows rows = { NULL, 0, 0 };
    sz_error err = SZ_ERROR_INIT;
    int code = EXIT_DONE;
    if (list_scripts(job->dir, &rows) != 0) {
        talk_error("apply", _("%s cannot be read: %s"), job->dir, strerror(errno));
        code = EXIT_DATA;
    }
#pragma omp parallel for schedule(dynamic, 1)
    for (long i = 0; i < (long)rows.n; i++)
        run_script(&rows.at[i], job);
    if (code == EXIT_DONE && judge(job, &rows, &err) != SZ_SUCCESS)
        code = talk_failure("apply", &err);
    if (code == EXIT_DONE)
        code = write_rows(&rows, output, json);
    for (size_t i = 0; i < rows.n; i++) {
        if (code == EXIT_DONE && rows.at[i].errors)
            code = EXIT_FINDINGS;
        sz_plan_free(rows.at[i].plan);
        free(rows.at[i].file);
        free(rows.at[i].name);
    }
    free(rows.at);
    return code;
}
