/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Findings and detached parts, as text and as JSON. */
#include "show.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"

static bool has_prefix(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* How often a rule occurs, and how often it has been printed. */
struct occurrence {
    const char *rule;
    size_t total, printed;
};

/* The place of a rule in the list, which has room; new ones are added. */
static struct occurrence *occurrence_of(struct occurrence *list, size_t *n,
                                        const char *rule)
{
    size_t i = 0;
    while (i < *n && strcmp(list[i].rule, rule) != 0)
        i++;
    if (i == *n)
        list[(*n)++] = (struct occurrence){ rule, 0, 0 };
    return &list[i];
}

static const char *level_text(sz_level level)
{
    switch (level) {
    case SZ_LEVEL_ERROR:
        return _("error");
    case SZ_LEVEL_WARN:
        return _("warning");
    case SZ_LEVEL_HINT:
        return _("hint");
    case SZ_LEVEL_GOAL:
        break;
    }
    return _("goal");
}

int show_findings(const sz_findings *findings, const char *prefix, size_t limit)
{
    struct table table = TABLE("ll");
    size_t n_rules = 0, n = sz_findings_count(findings);
    struct occurrence *rules = calloc(n + 1, sizeof *rules);
    if (!rules)
        return -1;
    for (size_t i = 0; i < n; i++)
        occurrence_of(rules, &n_rules, sz_findings_at(findings, i)->rule)->total++;
    for (size_t i = 0; i < n; i++) {
        const sz_finding *f = sz_findings_at(findings, i);
        struct occurrence *o = occurrence_of(rules, &n_rules, f->rule);
        if (!has_prefix(f->rule, prefix) || o->printed == limit)
            continue;
        table_cell(&table, "%s", level_text(f->level));
        table_cell(&table, "%s  [%s]", f->message, f->rule);
        if (++o->printed == limit && o->total > limit) {
            table_cell(&table, "%s", "");
            table_cell(&table, _("and %zu more of %s"), o->total - limit, f->rule);
        }
    }
    free(rules);
    return table_print(&table, 2, stdout);
}

void json_findings(json_object *object, const char *key, const sz_findings *findings,
                   const char *prefix)
{
    json_object *list = json_array_in(object, key);
    for (size_t i = 0; i < sz_findings_count(findings); i++) {
        const sz_finding *f = sz_findings_at(findings, i);
        if (!has_prefix(f->rule, prefix))
            continue;
        json_object *item = json_next(list);
        json_text(item, "rule", f->rule);
        json_text(item, "level", sz_level_name(f->level));
        json_text(item, "town", f->town);
        json_text(item, "community", f->community);
        json_real(item, "value", f->value, 2);
        json_real(item, "bound", f->bound, 2);
        json_text(item, "message", f->message);
        json_text(item, "source", f->source);
        json_text(item, "clause", f->clause);
        json_text(item, "waiver", f->waiver);
        if (f->placed) {
            json_real(item, "x", f->x, 2);
            json_real(item, "y", f->y, 2);
        }
    }
}

char *text_copy(const char *text)
{
    char *own = malloc(strlen(text) + 1);
    return own ? strcpy(own, text) : NULL;
}

char *shown_name(const sz_plan *plan, int32_t community)
{
    size_t size = community < 0 ? 1 : sz_plan_shown_name(plan, community, NULL, 0);
    char *name = calloc(size, 1);
    if (name && community >= 0)
        sz_plan_shown_name(plan, community, name, size);
    return name;
}

sz_status show_detached(const sz_plan *plan, sz_error *err)
{
    struct table table = TABLE("lllrr");
    sz_part *parts = NULL;
    size_t n = 0;
    sz_status status = sz_plan_parts(plan, &parts, &n, NULL, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++) {
        const sz_part *p = &parts[i];
        if (p->main)
            continue;
        if (table.n == 0) {
            table_cell(&table, "%s", _("community"));
            table_cell(&table, "%s", _("within"));
            table_cell(&table, "%s", "");
            table_cell(&table, "%s", _("households"));
            table_cell(&table, "%s", _("ha"));
        }
        char *name = shown_name(plan, p->community);
        char *within = shown_name(plan, p->within);
        table_cell(&table, "%s", name ? name : "");
        table_cell(&table, "%s", within ? within : "");
        table_cell(&table, "%s", p->enclave ? _("enclave") : "");
        table_count(&table, p->households);
        table_cell(&table, "%.2f", p->area_m2 / 1e4);
        free(name);
        free(within);
    }
    table_print(&table, 2, stdout);
    sz_free(parts);
    return status;
}

sz_status json_community(json_object *object, const char *town_key,
                         const char *name_key, const sz_plan *plan, int32_t community,
                         sz_error *err)
{
    sz_community c;
    if (community < 0) {
        json_text(object, town_key, NULL);
        json_text(object, name_key, NULL);
        return SZ_SUCCESS;
    }
    sz_status status = sz_plan_community(plan, (size_t)community, &c, err);
    if (status == SZ_SUCCESS) {
        json_text(object, town_key, sz_map_town_name(sz_plan_map(plan), c.town));
        json_text(object, name_key, c.name);
    }
    return status;
}

sz_status json_detached(json_object *object, const char *key, const sz_plan *plan,
                        sz_error *err)
{
    json_object *list = json_array_in(object, key);
    sz_part *parts = NULL;
    size_t n = 0;
    sz_status status = sz_plan_parts(plan, &parts, &n, NULL, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++) {
        const sz_part *p = &parts[i];
        if (p->main)
            continue;
        json_object *item = json_next(list);
        status = json_community(item, "town", "community", plan, p->community, err);
        if (status == SZ_SUCCESS)
            status = json_community(item, "within_town", "within", plan, p->within,
                                    err);
        json_flag(item, "enclave", p->enclave);
        json_count(item, "households", p->households);
        json_real(item, "area_m2", p->area_m2, 2);
        json_real(item, "x", p->x, 2);
        json_real(item, "y", p->y, 2);
    }
    sz_free(parts);
    return status;
}
