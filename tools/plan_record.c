/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a plan came about, in the project's metadata, so that it can be made again. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "plan_show.h"
#include "plan_wish.h"
#include "talk.h"

/* A text that grows. */
struct line {
    char *text;
    size_t n, room;
    int failed;
};

static void put(struct line *line, const char *format, ...) TALK_FORMAT(2, 3);

static void put(struct line *line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int more = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (more < 0 || line->failed)
        return;
    if (line->n + (size_t)more + 1 > line->room) {
        size_t room = 2 * (line->n + (size_t)more + 1);
        char *text = realloc(line->text, room);
        if (!text) {
            line->failed = 1;
            return;
        }
        line->text = text;
        line->room = room;
    }
    va_start(args, format);
    vsnprintf(line->text + line->n, (size_t)more + 1, format, args);
    va_end(args);
    line->n += (size_t)more;
}

static void put_list(struct line *line, const char *option, const struct opt_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        put(line, " %s=%s", option, list->items[i]);
}

static char *describe(const struct plan_args *args, const sz_solve_options *o)
{
    static const char *const from_words[] = { "auto", "present", "scratch", "merge" };
    struct line line = { NULL, 0, 0, 0 };
    put(&line,
        "min=%lld max=%lld target=%lld communities=%s from=%s keep-units=%s "
        "cross-towns=%s seed=%lld iterations=%lld time=%g",
        (long long)o->min, (long long)o->max, (long long)o->target,
        args->communities ? args->communities : "0",
        from_words[args->merge_only ? 3 : args->from], o->split_units ? "no" : "yes",
        o->cross_towns ? "yes" : "no", (long long)args->seed,
        (long long)args->iterations, args->seconds);
    if (args->policy.policy)
        put(&line, " policy=%s", args->policy.policy);
    put_list(&line, "set", &args->policy.set);
    if (args->records)
        put(&line, " register=%s", args->records);
    if (o->allow_enclaves)
        put(&line, " allow-enclaves=yes");
    if (args->cut_by)
        put(&line, " cut-by=%s", args->cut_by);
    put_list(&line, "fix", &args->fixes);
    put_list(&line, "band", &args->bands);
    put_list(&line, "weight", &args->weights);
    put_list(&line, "share", &args->shares);
    put_list(&line, "link", &args->links);
    if (args->link_file)
        put(&line, " links=%s", args->link_file);
    put_list(&line, "lock-border", &args->lines);
    if (line.failed) {
        free(line.text);
        return NULL;
    }
    return line.text;
}

static sz_status set_number(sz_project *project, const char *key, int64_t number,
                            sz_error *err)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)number);
    return sz_project_set_meta(project, key, text, err);
}

sz_status plan_forget(sz_project *project, sz_error *err)
{
    static const char *const keys[] = { "min", "max", "seed", "options" };
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS;) {
        const sz_finding *f = sz_findings_at(sz_project_findings(project), i);
        char rule[64];
        if (!f)
            break;
        if (strncmp(f->rule, "import.", 7) == 0) {
            i++;
            continue;
        }
        snprintf(rule, sizeof rule, "%s", f->rule); /* dies with its finding */
        status = sz_project_set_findings(project, rule, NULL, err);
    }
    for (size_t i = 0; i < COUNT(keys) && status == SZ_SUCCESS; i++)
        status = sz_project_set_meta(project, keys[i], NULL, err);
    return status;
}

sz_status plan_record(sz_project *project, const struct plan_args *args,
                      const struct plan_wish *wish, sz_error *err)
{
    const sz_solve_options *o = &wish->options;
    char *options = describe(args, o);
    sz_status status = options ? SZ_SUCCESS : SZ_ERR_NOMEM;
    if (status == SZ_SUCCESS)
        status = set_number(project, "min", o->min, err);
    if (status == SZ_SUCCESS)
        status = set_number(project, "max", o->max, err);
    if (status == SZ_SUCCESS)
        status = set_number(project, "seed", args->seed, err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "keep_units", o->split_units ? "no" : "yes",
                                     err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "cross_towns",
                                     o->cross_towns ? "yes" : "no", err);
    if (status == SZ_SUCCESS)
        status = policy_record(project, wish->policy, err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "options", options, err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "version", sz_version(), err);
    free(options);
    return status;
}
