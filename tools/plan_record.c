/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a plan came about, in the project's metadata, so that it can be made again. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "plan_forget.h"
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

/* Whether units of any kind may be cut; of some kinds the policy may allow it. */
static int cut_units(const sz_solve_options *o)
{
    return o->split_units && o->n_layers == 0;
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
        from_words[args->merge_only ? 3 : args->from], cut_units(o) ? "no" : "yes",
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

static sz_status set_numbered(sz_project *project, const char *list, size_t i,
                              const char *text, sz_error *err)
{
    char key[32];
    snprintf(key, sizeof key, "%s.%zu", list, i + 1);
    return sz_project_set_meta(project, key, text, err);
}

/* What a check has to know to judge the plan by what it was made with. */
static sz_status set_rules(sz_project *project, const struct plan_wish *wish,
                           sz_error *err)
{
    const sz_solve_options *o = &wish->options;
    const sz_map *map = sz_project_map(project);
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < N_KEPT && status == SZ_SUCCESS; i++)
        status = sz_project_set_meta(project, plan_kept_keys[i],
                                     sz_policy_value(wish->policy, plan_kept_keys[i]), err);
    for (size_t i = 0; i < o->n_bands && status == SZ_SUCCESS; i++) {
        const sz_band *b = &o->bands[i];
        struct line line = { NULL, 0, 0, 0 };
        put(&line, "%s", b->kind);
        if (b->max > 0)
            put(&line, "=%lld-%lld", (long long)b->min, (long long)b->max);
        status = line.failed ? SZ_ERR_NOMEM
                             : set_numbered(project, "band", i, line.text, err);
        free(line.text);
    }
    if (status == SZ_SUCCESS)
        status = plan_end_list(project, "band", o->n_bands, err);
    for (size_t i = 0; i < o->n_fix && status == SZ_SUCCESS; i++) {
        sz_today today;
        struct line line = { NULL, 0, 0, 0 };
        status = sz_map_today(map, (size_t)o->fix[i], &today);
        if (status == SZ_SUCCESS) {
            const char *town = sz_map_town_name(map, today.town);
            put(&line, "%s%s%s", town, *town ? "/" : "", today.name);
            status = line.failed ? SZ_ERR_NOMEM
                                 : set_numbered(project, "fix", i, line.text, err);
        }
        free(line.text);
    }
    if (status == SZ_SUCCESS)
        status = plan_end_list(project, "fix", o->n_fix, err);
    for (size_t i = 0; i < o->n_links && status == SZ_SUCCESS; i++) {
        char text[64];
        snprintf(text, sizeof text, "%ld,%ld", (long)o->links[i][0] + 1,
                 (long)o->links[i][1] + 1);
        status = set_numbered(project, "link", i, text, err);
    }
    if (status == SZ_SUCCESS)
        status = plan_end_list(project, "link", o->n_links, err);
    return status == SZ_SUCCESS
               ? sz_project_set_meta(project, "allow_enclaves",
                                     o->allow_enclaves ? "yes" : NULL, err)
               : status;
}

/* The policy, and over it what options gave in its place. */
static sz_status set_policy(sz_project *project, const struct plan_args *args,
                            const sz_policy *policy, sz_error *err)
{
    char min[48], max[48], target[48];
    const char *given[3];
    struct opt_list list = { given, 0 };
    snprintf(min, sizeof min, "size.min=%lld", (long long)args->min);
    snprintf(max, sizeof max, "size.max=%lld", (long long)args->max);
    snprintf(target, sizeof target, "size.target=%lld", (long long)args->target);
    if (args->min >= 0)
        given[list.n++] = min;
    if (args->max > 0)
        given[list.n++] = max;
    if (args->target > 0)
        given[list.n++] = target;
    return policy_record(project, policy, &list, err);
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
        status = sz_project_set_meta(project, "keep_units", cut_units(o) ? "no" : "yes",
                                     err);
    if (status == SZ_SUCCESS)
        status = set_rules(project, wish, err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "cross_towns",
                                     o->cross_towns ? "yes" : "no", err);
    if (status == SZ_SUCCESS)
        status = set_policy(project, args, wish->policy, err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "options", options, err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "version", sz_version(), err);
    free(options);
    return status;
}
