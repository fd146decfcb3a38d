/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Options of sizhi plan and sample that need no project: ranges, bands, weights,
 * classes. */
#include "plan_wish.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "talk.h"

void plan_wish_release(struct plan_wish *wish)
{
    for (size_t i = 0; wish->bands && i < wish->asked.n_bands; i++)
        free((char *)wish->bands[i].kind);
    free(wish->bands);
    free(wish->locked);
    free(wish->fix);
    free(wish->held);
    free(wish->uncrossed);
    free(wish->links);
    plan_links_free(wish->table, wish->n_table);
    sz_rules_free(wish->rules);
    sz_policy_free(wish->policy);
    *wish = (struct plan_wish){ 0 };
}

/* "LOW-HIGH", or "LOW" alone: both are it. False when it is neither. */
static bool read_range(const char *text, int64_t *low, int64_t *high)
{
    char *end = NULL;
    if (*text < '0' || *text > '9')
        return false;
    *low = *high = strtoll(text, &end, 10);
    if (*end == '-' && end[1] >= '0' && end[1] <= '9')
        *high = strtoll(end + 1, &end, 10);
    return *end == '\0' && *low <= *high && *high < 1000000000000000;
}

/* The part of "NAME=VALUE" before the sign, malloc'ed; *VALUE is what follows. NULL when
 * there is no sign, or nothing before it. */
static char *split(const char *text, const char **value)
{
    const char *sign = strrchr(text, '=');
    if (!sign || sign == text)
        return NULL;
    char *name = malloc((size_t)(sign - text) + 1);
    if (!name)
        return NULL;
    memcpy(name, text, (size_t)(sign - text));
    name[sign - text] = '\0';
    *value = sign + 1;
    return name;
}

static int read_bands(struct plan_wish *wish, const struct opt_list *list)
{
    if (list->n == 0)
        return EXIT_DONE;
    if (list->n > SZ_MAX_BANDS) {
        talk_error(talk_command(), _("at most %d kinds can have a band of their own"),
                   SZ_MAX_BANDS);
        return EXIT_USAGE;
    }
    if (!(wish->bands = calloc(SZ_MAX_BANDS, sizeof *wish->bands))) {
        talk_error(talk_command(), _("out of memory"));
        return EXIT_DATA;
    }
    wish->asked.bands = wish->bands;
    for (size_t i = 0; i < list->n; i++) {
        const char *value = NULL;
        sz_band *band = &wish->bands[i];
        band->kind = split(list->items[i], &value);
        wish->asked.n_bands = i + 1;
        if (!band->kind || !read_range(value, &band->min, &band->max)) {
            talk_error(talk_command(), _("a band reads KIND=MIN-MAX: --band=%s"),
                       list->items[i]);
            return EXIT_USAGE;
        }
    }
    return EXIT_DONE;
}

/* "NUMBER" into *WEIGHT, "NUMBERx" into *FACTOR. */
static bool read_weight(const char *text, double *weight, double *factor)
{
    char *end = NULL;
    double value = strtod(text, &end);
    bool times = strcmp(end, "x") == 0;
    if (end == text || !(value >= 0 && value <= 1e12) || (*end && !times))
        return false;
    if (times)
        *factor = value;
    else
        *weight = value;
    return !times || (value > 0 && value <= 1e6);
}

static int read_weights(sz_solve_options *o, const struct opt_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const char *value = NULL;
        char *name = split(list->items[i], &value);
        int term = name ? sz_term_from_name(name) : -1;
        bool good = term >= 0 && read_weight(value, &o->weight[term], &o->factor[term]);
        free(name);
        if (good)
            continue;
        talk_error(talk_command(),
                   _("a weight reads TERM=NUMBER, or TERM=NUMBERx for so many times the "
                     "default; terms are moved, ground, abolished, founded, border, "
                     "through, size, compact, distance, office, cut_edges: --weight=%s"),
                   list->items[i]);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static int read_shares(sz_solve_options *o, const struct opt_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const char *value = NULL;
        char *end = NULL, *name = split(list->items[i], &value);
        sz_barrier class = name ? sz_barrier_from_name(name) : SZ_BARRIER_NONE;
        bool known = name && (class || strcmp(name, sz_barrier_name(class)) == 0);
        double share = known ? strtod(value, &end) : -1;
        free(name);
        if (known && end != value && !*end && share >= 0 && share <= 1e3) {
            o->share[class] = share;
            continue;
        }
        talk_error(talk_command(),
                   _("a share reads CLASS=NUMBER; classes are none, rail, river, "
                     "expressway, arterial, street, lane, wall: --share=%s"),
                   list->items[i]);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static int read_classes(sz_solve_options *o, const char *list)
{
    if (list && strcmp(list, "none") == 0)
        return EXIT_DONE;
    for (const char *at = list; at && *at;) {
        size_t n = strcspn(at, ",");
        char word[16] = "";
        if (n < sizeof word)
            memcpy(word, at, n);
        sz_barrier class = sz_barrier_from_name(word);
        if (!class) {
            talk_error(talk_command(),
                       _("classes are rail, river, expressway, arterial, street, lane, "
                         "wall, with commas between, or none: --cut-by=%s"),
                       list);
            return EXIT_USAGE;
        }
        o->cut_by |= 1u << class;
        at += n + (at[n] == ',');
    }
    return EXIT_DONE;
}

static int read_communities(sz_solve_options *o, const char *text)
{
    int64_t low, high;
    if (!text)
        return EXIT_DONE;
    if (!read_range(text, &low, &high) || high > INT32_MAX) {
        talk_error(talk_command(), _("a number of communities reads N or MIN-MAX: "
                             "--communities=%s"), text);
        return EXIT_USAGE;
    }
    o->communities = (int32_t)low;
    o->communities_max = high > low ? (int32_t)high : 0;
    return EXIT_DONE;
}

int plan_wish_read(struct plan_wish *wish, const struct plan_args *args)
{
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    sz_error err = SZ_ERROR_INIT;
    *wish = (struct plan_wish){ .asked = o };
    if (args->min >= 0 && args->max > 0 && args->min > args->max) {
        talk_error(talk_command(),
                   _("the minimum is above the maximum: --min=%lld --max=%lld"),
                   (long long)args->min, (long long)args->max);
        return EXIT_USAGE;
    }
    if (policy_args_open(&args->policy, &wish->policy, &err) != SZ_SUCCESS)
        return talk_failure(talk_command(), &err);
    o.from = args->merge_only ? SZ_FROM_MERGE : (sz_solve_from)args->from;
    o.seed = (uint64_t)args->seed;
    o.iterations = (uint64_t)args->iterations;
    o.seconds = args->seconds;
    o.prove = args->prove;
    o.threads = (uint32_t)args->threads;
    o.progress = talk_progress;
    wish->asked = o;
    int code = read_communities(&wish->asked, args->communities);
    if (code == EXIT_DONE)
        code = read_bands(wish, &args->bands);
    if (code == EXIT_DONE)
        code = read_weights(&wish->asked, &args->weights);
    if (code == EXIT_DONE)
        code = read_shares(&wish->asked, &args->shares);
    if (code == EXIT_DONE)
        code = read_classes(&wish->asked, args->cut_by);
    return code;
}
