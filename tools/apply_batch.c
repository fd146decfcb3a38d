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
static sz_status count_moves(struct batch_row *row, const sz_plan *before,
                             const sz_plan *plan, sz_error *err)
{
    sz_move *moves = NULL;
    size_t n = 0;
    sz_status status = sz_plan_moves(before, plan, &moves, &n, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++) {
        row->parcels += moves[i].parcels;
        row->households += moves[i].households;
        row->area_m2 += moves[i].area_m2;
    }
    sz_free(moves);
    return status;
}

/* How many parcels the list has, each once. */
static size_t count_cut(const struct cut_list *cuts)
{
    size_t n = 0;
    for (size_t i = 0; i < cuts->n; i++) {
        size_t k = 0;
        while (cuts->at[k].parcel != cuts->at[i].parcel)
            k++;
        n += k == i;
    }
    return n;
}

static void note_failure(struct batch_row *row, sz_status status, const sz_error *err)
{
    row->errors++;
    keep_first(row, "", err->message[0] ? err->message : sz_status_name(status));
}

/* Hold plans of one map against the policy, side by side; ROWS of those that were
 * applied get their figures. */
static sz_status judge(const struct batch *batch, const sz_map *map,
                       const sz_plan **plans, struct batch_row **rows, size_t n,
                       sz_error *err)
{
    sz_compare_options options = SZ_COMPARE_OPTIONS_INIT;
    sz_comparison *c = NULL;
    options.no_sentences = 1;
    sz_status status = sz_compare(map, plans, n, batch->policy, &options, &c, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++)
        rows[i]->figures = *sz_comparison_at(c, i + 1, sz_comparison_rows(c));
    sz_comparison_free(c);
    return status;
}

/* Run SCRIPT, read for JOB, on a copy of its plan; the new plan into *OUT. */
static sz_status run_on(struct batch_row *row, const struct job *job,
                        const sz_script *script, sz_plan **out, sz_error *err)
{
    sz_plan *before = NULL;
    sz_application *report = NULL;
    sz_status status = sz_plan_copy(job->start, &before, err);
    if (status == SZ_SUCCESS)
        status = sz_script_apply(script, before, &job->options, out, &report, err);
    if (status == SZ_SUCCESS)
        count_outcomes(row, report);
    if (status == SZ_SUCCESS && *out)
        status = count_moves(row, before, *out, err);
    row->applied = status == SZ_SUCCESS && *out;
    sz_application_free(report);
    sz_plan_free(before);
    return status;
}

/* The same on a project cut for the script, which goes with all that is of it: judged at
 * once. A script that cuts nothing runs as others do. */
static sz_status run_cut(struct batch_row *row, const struct batch *batch,
                         const char *text, size_t length, sz_script **script, sz_error *err)
{
    struct job own = { .project = NULL };
    struct cut_list cuts = { .at = NULL };
    sz_plan *plan = NULL;
    sz_status status = job_cut(batch->job, text, length, &own, script, &cuts, err);
    if (status == SZ_SUCCESS && !own.project) {
        status = run_on(row, batch->job, *script, &row->plan, err);
    } else if (status == SZ_SUCCESS) {
        row->cut = count_cut(&cuts);
        status = run_on(row, &own, *script, &plan, err);
        if (status == SZ_SUCCESS && plan)
            status = judge(batch, sz_project_map(own.project), (const sz_plan *[]){ plan },
                           &row, 1, err);
    }
    sz_plan_free(plan);
    sz_script_free(*script); /* it is of the names of its job */
    *script = NULL;
    cut_list_release(&cuts);
    job_close(&own);
    return status;
}

static void run_script(struct batch_row *row, const struct batch *batch)
{
    sz_error err = SZ_ERROR_INIT;
    sz_script *script = NULL;
    size_t length = 0;
    char *path = malloc(strlen(batch->dir) + strlen(row->file) + 2), *text = NULL;
    sz_status status = path ? SZ_SUCCESS : SZ_ERR_NOMEM;
    if (path) {
        sprintf(path, "%s/%s", batch->dir, row->file);
        if (!(text = apply_read_file(path, &length, &err)))
            status = err.status;
    }
    if (status == SZ_SUCCESS)
        status = sz_script_read(batch->job->names, text, length, &script, &err);
    if (status == SZ_SUCCESS)
        status = batch->cut ? run_cut(row, batch, text, length, &script, &err)
                            : run_on(row, batch->job, script, &row->plan, &err);
    if (status != SZ_SUCCESS)
        note_failure(row, status, &err);
    sz_script_free(script);
    free(text);
    free(path);
}

/* Judge the plans of the job's own map. */
static sz_status judge_all(const struct batch *batch, struct rows *rows, sz_error *err)
{
    const sz_plan **plans = malloc((rows->n + 1) * sizeof *plans);
    struct batch_row **of = malloc((rows->n + 1) * sizeof *of);
    size_t n = 0;
    for (size_t i = 0; plans && of && i < rows->n; i++)
        if (rows->at[i].plan) {
            plans[n] = rows->at[i].plan;
            of[n++] = &rows->at[i];
        }
    sz_status status = plans && of ? judge(batch, sz_plan_map(batch->job->start), plans,
                                           of, n, err) : SZ_ERR_NOMEM;
    free(plans);
    free(of);
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

int apply_batch(const struct batch *batch, const char *output, int json)
{
    struct rows rows = { NULL, 0, 0 };
    sz_error err = SZ_ERROR_INIT;
    int code = EXIT_DONE;
    if (list_scripts(batch->dir, &rows) != 0) {
        talk_error("apply", _("%s cannot be read: %s"), batch->dir, strerror(errno));
        code = EXIT_DATA;
    }
#pragma omp parallel for schedule(dynamic, 1)
    for (long i = 0; i < (long)rows.n; i++)
        run_script(&rows.at[i], batch);
    if (code == EXIT_DONE && judge_all(batch, &rows, &err) != SZ_SUCCESS)
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
