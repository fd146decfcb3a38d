/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A policy among the options of sizhi plan; see plan_policy.h. */
#include "plan_policy.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "table.h"
#include "talk.h"

/* The option that takes the place of KEY, as it was given; false when none was. */
static bool given_for(const struct plan_args *a, const struct plan_wish *w,
                      const char *key, char *out, size_t size)
{
    const struct {
        const char *key, *option, *text;
        int64_t number, none;
    } rows[] = {
        { "size.min", "min", NULL, a->min, -1 },
        { "size.max", "max", NULL, a->max, 0 },
        { "size.target", "target", NULL, a->target, 0 },
        { "keep.whole", "keep-units", a->keep_units > 0 ? "yes" : "no", a->keep_units, -1 },
        { "border.cut_by", "cut-by", a->cut_by, a->cut_by != NULL, 0 },
        { "level.part.cut", "cut-by", a->cut_by, a->cut_by != NULL, 0 },
        { "level.part.enclave", "allow-enclaves", a->allow_enclaves > 0 ? "yes" : "no",
          a->allow_enclaves, -1 },
        { "level.town.crossed", "cross-towns", a->cross_towns > 0 ? "yes" : "no",
          a->cross_towns, -1 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (strcmp(rows[i].key, key) != 0 || rows[i].number == rows[i].none)
            continue;
        if (rows[i].text)
            snprintf(out, size, "--%s=%s", rows[i].option, rows[i].text);
        else
            snprintf(out, size, "--%s=%lld", rows[i].option, (long long)rows[i].number);
        return true;
    }
    int term = strncmp(key, "weight.", 7) == 0 ? sz_term_from_name(key + 7) : -1;
    bool weight = term >= 0 && (w->asked.weight[term] >= 0 || w->asked.factor[term] > 0);
    if (weight)
        snprintf(out, size, "--weight=%s", key + 7);
    return weight;
}

/* An option and --set for the same thing. */
static bool decided_twice(const struct plan_wish *w, const struct plan_args *args)
{
    for (size_t i = 0; i < args->policy.set.n; i++) {
        const char *text = args->policy.set.items[i];
        size_t n = strcspn(text, "= ");
        char key[64], option[160];
        if (n >= sizeof key)
            continue;
        memcpy(key, text, n);
        key[n] = '\0';
        if (!given_for(args, w, key, option, sizeof option))
            continue;
        talk_error(talk_command(),
                   _("%s and --set %s decide the same: give one of them"), option,
                   text);
        return true;
    }
    return false;
}

/* A bound as whoever gave it writes it: "--max=900", "size.min = 1000 (law2026, line
 * 15)". */
static void told(const struct plan_wish *w, const struct plan_args *args, const char *key,
                 char *out, size_t size)
{
    sz_policy_entry e = { .key = "" };
    sz_error err = SZ_ERROR_INIT;
    if (given_for(args, w, key, out, size))
        return;
    for (size_t i = 0; i < sz_policy_entries(w->policy); i++)
        if (sz_policy_entry_at(w->policy, i, &e, &err) == SZ_SUCCESS &&
            strcmp(e.key, key) == 0)
            break;
    if (e.line > 0)
        snprintf(out, size, _("%s = %s (%s, line %d)"), e.key, e.value, e.profile, e.line);
    else
        snprintf(out, size, "--set %s=%s", e.key, e.value ? e.value : "");
}

/* Bounds that contradict each other. */
static bool contradicts(const struct plan_wish *w, const struct plan_args *args)
{
    const sz_solve_options *o = &w->options;
    const struct {
        const char *low, *high;
        bool wrong;
    } rows[] = {
        { "size.min", "size.max", o->min > o->max },
        { "size.min", "size.target", o->target && o->target < o->min },
        { "size.target", "size.max", o->target > o->max },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char low[240], high[240];
        if (!rows[i].wrong)
            continue;
        told(w, args, rows[i].low, low, sizeof low);
        told(w, args, rows[i].high, high, sizeof high);
        if (i == 0)
            talk_error(talk_command(), _("the minimum is above the maximum: %s %s"),
                       low, high);
        else
            talk_error(talk_command(), _("the target lies outside the band: %s %s"),
                       low, high);
        return true;
    }
    return false;
}

/* The bands asked for, and those of the policy for other kinds. */
static bool join_bands(struct plan_wish *w)
{
    sz_solve_options *o = &w->options;
    size_t n = w->asked.n_bands;
    if (n == 0)
        return true;
    for (size_t i = 0; i < o->n_bands; i++) {
        /* of one kind the first band counts; one that is the general one is there only
         * so that its kind is counted apart */
        if (n < SZ_MAX_BANDS)
            w->bands[n++] = o->bands[i];
        else if (o->bands[i].max > 0)
            return false;
    }
    o->bands = w->bands;
    o->n_bands = n;
    return true;
}

/* What was asked for takes the place of what the policy says. */
static void prevail(struct plan_wish *w, const struct plan_args *args)
{
    const sz_solve_options *asked = &w->asked;
    sz_solve_options *o = &w->options;
    if (args->min >= 0)
        o->min = args->min;
    if (args->max > 0)
        o->max = args->max;
    if (args->target > 0)
        o->target = args->target;
    if (args->cut_by)
        o->cut_by = asked->cut_by;
    if (args->cross_towns >= 0)
        o->cross_towns = args->cross_towns;
    if (args->allow_enclaves >= 0)
        o->allow_enclaves = args->allow_enclaves;
    if (args->keep_units >= 0) {
        o->split_units = !args->keep_units;
        o->layers = NULL;
        o->n_layers = 0;
    }
    for (int i = 0; i < SZ_N_TERMS; i++) {
        if (asked->weight[i] < 0 && asked->factor[i] <= 0)
            continue;
        o->weight[i] = asked->weight[i];
        o->factor[i] = asked->factor[i];
    }
    for (int i = 0; i < SZ_N_BARRIERS; i++)
        if (asked->share[i] >= 0)
            o->share[i] = asked->share[i];
}

int plan_policy_join(struct plan_wish *w, const struct plan_args *args, const sz_map *map)
{
    sz_error err = SZ_ERROR_INIT;
    if (decided_twice(w, args))
        return EXIT_USAGE;
    w->options = w->asked;
    for (int i = 0; i < SZ_N_TERMS; i++) {
        w->options.weight[i] = -1;
        w->options.factor[i] = 0;
    }
    w->options.bands = NULL;
    w->options.n_bands = 0;
    if (sz_rules_take(w->policy, map, &w->options, &w->rules, &err) != SZ_SUCCESS)
        return talk_failure(talk_command(), &err);
    prevail(w, args);
    if (!join_bands(w)) {
        talk_error(talk_command(), _("at most %d kinds can have a band of their own"),
                   SZ_MAX_BANDS);
        return EXIT_USAGE;
    }
    return contradicts(w, args) ? EXIT_USAGE : EXIT_DONE;
}

void plan_policy_show(const struct plan_wish *w, const struct plan_args *args)
{
    struct table t = TABLE("lllll");
    sz_error err = SZ_ERROR_INIT;
    printf(_("\nRules of policy %s, %s:\n"), sz_policy_id(w->policy),
           sz_policy_title(w->policy));
    for (size_t i = 0; i < sz_rules_count(w->rules); i++) {
        sz_policy_entry e;
        char option[160];
        if (sz_rules_at(w->rules, i, &e, &err) != SZ_SUCCESS)
            continue;
        bool other = given_for(args, w, e.key, option, sizeof option);
        table_cell(&t, "%s", e.key);
        table_cell(&t, "%s", e.value);
        if (e.line > 0)
            table_cell(&t, "%s:%d", e.profile, e.line);
        else
            table_cell(&t, "%s", e.profile);
        table_cell(&t, "%s", e.clause);
        if (other)
            table_cell(&t, _("instead %s"), option);
        else
            table_cell(&t, "%s", "");
    }
    table_print(&t, 2, stdout);
}

void plan_policy_json(json_object *out, const struct plan_wish *w,
                      const struct plan_args *args)
{
    json_object *policy = json_object_in(out, "policy");
    sz_error err = SZ_ERROR_INIT;
    json_text(policy, "id", sz_policy_id(w->policy));
    json_text(policy, "title", sz_policy_title(w->policy));
    json_object *list = json_array_in(policy, "rules");
    for (size_t i = 0; i < sz_rules_count(w->rules); i++) {
        sz_policy_entry e;
        char option[160];
        if (sz_rules_at(w->rules, i, &e, &err) != SZ_SUCCESS)
            continue;
        bool other = given_for(args, w, e.key, option, sizeof option);
        json_object *rule = json_next(list);
        json_text(rule, "key", e.key);
        json_text(rule, "value", e.value);
        json_text(rule, "profile", e.profile);
        json_count(rule, "line", e.line);
        json_text(rule, "clause", e.clause);
        json_text(rule, "instead", other ? option : NULL);
    }
}
