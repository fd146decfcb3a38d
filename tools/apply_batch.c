/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every script of a folder over all cores, into one table. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apply_show.h"
#include "command.h"
#include "i18n.h"
#include "talk.h"

/* What one script came to. */
struct row {
    char *name;
    int applied;
    size_t statements, failed, communities, parcels, errors, warnings;
    int64_t households;
    double area_m2;
    char first[SZ_MESSAGE_SIZE + 32]; /* the first error, with its place */
};

struct rows {
    struct row *at;
    size_t n, cap;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct row *)a)->name, ((const struct row *)b)->name);
}

static int add_name(struct rows *rows, const char *name)
{
    if (rows->n == rows->cap) {
        size_t cap = rows->cap ? 2 * rows->cap : 64;
        struct row *more = realloc(rows->at, cap * sizeof *more);
        if (!more)
            return -1;
        rows->at = more;
        rows->cap = cap;
    }
    struct row *row = &rows->at[rows->n];
    memset(row, 0, sizeof *row);
    row->name = malloc(strlen(name) + 1);
    if (!row->name)
        return -1;
    strcpy(row->name, name);
    rows->n++;
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

static void count_outcomes(struct row *row, const sz_application *report)
{
    sz_outcome o;
    sz_note n;
    row->statements = sz_application_statements(report);
    row->errors = sz_application_errors(report);
    for (size_t i = 0; sz_application_statement(report, i, &o) == SZ_SUCCESS; i++)
        row->failed += !o.done;
    for (size_t i = 0; sz_application_note(report, i, &n) == SZ_SUCCESS; i++) {
        row->warnings += n.level == SZ_NOTE_WARNING;
        if (n.level == SZ_NOTE_ERROR && !row->first[0])
            snprintf(row->first, sizeof row->first, "%u:%u: %s", (unsigned)n.line,
                     (unsigned)n.column, n.message);
    }
}

/* The figures of what the new plan moves against the old one. */
static sz_status count_moves(struct row *row, const sz_plan *before, const sz_plan *after,
                             sz_error *err)
{
    sz_move *moves = NULL;
    size_t n = 0;
    sz_status status = sz_plan_moves(before, after, &moves, &n, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++) {
        row->parcels += moves[i].parcels;
        row->households += moves[i].households;
        row->area_m2 += moves[i].area_m2;
    }
    sz_free(moves);
    row->communities = sz_plan_living(after);
    return status;
}

/* Run one script on a copy of the plan of its own. */
static void run_script(struct row *row, const char *dir, const sz_plan *plan,
                       const sz_gazetteer *names, const sz_apply_options *options)
{
    sz_error err = SZ_ERROR_INIT;
    sz_plan *before = NULL, *after = NULL;
    sz_script *script = NULL;
    sz_application *report = NULL;
    size_t length = 0;
    char *path = malloc(strlen(dir) + strlen(row->name) + 2), *text = NULL;
    sz_status status = path ? SZ_SUCCESS : SZ_ERR_NOMEM;
    if (path) {
        sprintf(path, "%s/%s", dir, row->name);
        if (!(text = apply_read_file(path, &length, &err)))
            status = err.status;
    }
    if (status == SZ_SUCCESS)
        status = sz_plan_copy(plan, &before, &err);
    if (status == SZ_SUCCESS)
        status = sz_script_read(names, text, length, &script, &err);
    if (status == SZ_SUCCESS)
        status = sz_script_apply(script, before, options, &after, &report, &err);
    if (status == SZ_SUCCESS)
        count_outcomes(row, report);
    if (status == SZ_SUCCESS && after) {
        row->applied = 1;
        status = count_moves(row, before, after, &err);
    }
    if (status != SZ_SUCCESS) {
        row->errors++;
        snprintf(row->first, sizeof row->first, "%s",
                 err.message[0] ? err.message : sz_status_name(status));
    }
    sz_application_free(report);
    sz_script_free(script);
    sz_plan_free(after);
    sz_plan_free(before);
    free(text);
    free(path);
}

/* TEXT as a field; it is no longer than a name of a file or a message. */
static void csv_text(FILE *out, const char *text)
{
    char field[2 * SZ_MESSAGE_SIZE + 4];
    size_t n = sz_csv_field(text, field, sizeof field);
    char *more = n < sizeof field ? NULL : malloc(n + 1);
    if (more)
        sz_csv_field(text, more, n + 1);
    fputs(more ? more : field, out);
    free(more);
}

static void write_csv(FILE *out, const struct rows *rows)
{
    fputs("script,applied,statements,failed,communities,parcels,households,area_m2,"
          "errors,warnings,first\n", out);
    for (size_t i = 0; i < rows->n; i++) {
        const struct row *r = &rows->at[i];
        csv_text(out, r->name);
        fprintf(out, ",%d,%zu,%zu,%zu,%zu,%lld,%lld,%zu,%zu,", r->applied, r->statements,
                r->failed, r->communities, r->parcels, (long long)r->households,
                (long long)(r->area_m2 + 0.5), r->errors, r->warnings);
        csv_text(out, r->first);
        fputc('\n', out);
    }
}

static json_object *make_json(const struct rows *rows)
{
    json_object *list = json_object_new_array();
    for (size_t i = 0; i < rows->n; i++) {
        const struct row *r = &rows->at[i];
        json_object *row = json_next(list);
        json_text(row, "script", r->name);
        json_flag(row, "applied", r->applied);
        json_count(row, "statements", (int64_t)r->statements);
        json_count(row, "failed", (int64_t)r->failed);
        json_count(row, "communities", (int64_t)r->communities);
        json_count(row, "parcels", (int64_t)r->parcels);
        json_count(row, "households", r->households);
        json_real(row, "area_m2", r->area_m2, 2);
        json_count(row, "errors", (int64_t)r->errors);
        json_count(row, "warnings", (int64_t)r->warnings);
        json_text(row, "first", r->first);
    }
    return list;
}

/* The table to PATH, beside it first; -1 when it cannot be written. */
static int write_file(const char *path, const struct rows *rows, int json)
{
    char *beside = malloc(strlen(path) + 8);
    FILE *out = NULL;
    int failed = !beside;
    if (!failed) {
        sprintf(beside, "%s.part", path);
        out = fopen(beside, "wb");
        failed = !out;
    }
    if (out && json) {
        json_object *list = make_json(rows);
        fputs(json_object_to_json_string_ext(list, JSON_C_TO_STRING_PRETTY), out);
        fputc('\n', out);
        json_object_put(list);
    } else if (out) {
        write_csv(out, rows);
    }
    if (out) {
        failed = ferror(out) != 0;
        failed |= fclose(out) != 0;
        failed = failed || rename(beside, path) != 0;
    }
    int why = errno;
    if (failed && out)
        remove(beside);
    free(beside);
    errno = why;
    return failed ? -1 : 0;
}

int apply_batch(const sz_plan *plan, const sz_gazetteer *names, const char *dir,
                const sz_apply_options *options, const char *output, int json)
{
    struct rows rows = { NULL, 0, 0 };
    int code = EXIT_DONE;
    if (list_scripts(dir, &rows) != 0) {
        talk_error("apply", _("%s cannot be read: %s"), dir, strerror(errno));
        code = EXIT_DATA;
    }
#pragma omp parallel for schedule(dynamic, 1)
    for (long i = 0; i < (long)rows.n; i++)
        run_script(&rows.at[i], dir, plan, names, options);
    const char *dot = output ? strrchr(output, '.') : NULL;
    json = json || (dot && strcmp(dot, ".json") == 0);
    if (code == EXIT_DONE && !output && json)
        json_print(make_json(&rows));
    else if (code == EXIT_DONE && !output)
        write_csv(stdout, &rows);
    else if (code == EXIT_DONE && write_file(output, &rows, json) != 0) {
        talk_error("apply", _("%s cannot be written: %s"), output, strerror(errno));
        code = EXIT_DATA;
    }
    for (size_t i = 0; i < rows.n; i++) {
        if (code == EXIT_DONE && rows.at[i].errors)
            code = EXIT_FINDINGS;
        free(rows.at[i].name);
    }
    free(rows.at);
    return code;
}
