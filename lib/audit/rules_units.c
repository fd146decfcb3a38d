/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units: grids, estates, converted villages, and what is not to be touched. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "audit/rules.h"
#include "core/array.h"
#include "core/i18n.h"
#include "policy/kinds.h"

/* One unit. */
typedef struct unit {
    int64_t households, counted, population;
    int32_t parcels;
    int32_t first;         /* its first parcel, or -1 */
    int32_t community;     /* of that */
    int32_t communities;   /* how many it lies in, ground of nobody counting as one */
    int32_t other;         /* a second one, or -1 */
    int32_t beyond;        /* its first parcel in another town than the first, or -1 */
} unit;

static unit gather(const sz_scene *s, int32_t number)
{
    const sz_map *m = s->map;
    const sz_roster *r = &s->members[number];
    unit u = { .parcels = (int32_t)r->n, .first = -1, .other = -1, .beyond = -1 };
    for (size_t i = 0; i < r->n; i++) {
        int32_t p = r->at[i], c = s->plan->of[p];
        u.households += m->households[p];
        u.counted += s->counted[p];
        u.population += m->population[p];
        if (u.first < 0) {
            u.first = p;
            u.community = c;
            u.communities = 1;
            continue;
        }
        if (c != u.community && (u.communities == 1 || c != u.other)) {
            u.communities++; /* exact up to two, which is what matters */
            u.other = c;
        }
        if (u.beyond < 0 && m->town[p] != m->town[u.first])
            u.beyond = p;
    }
    return u;
}

/* The rule for a kind that is to stay whole; SZ_N_RULES for others. */
static sz_rule whole_rule(const sz_scene *s, const char *word)
{
    static const char *const kept[] = { "grid", "estate", "village" };
    static const sz_rule rules[] = { SZ_RULE_UNIT_GRID, SZ_RULE_UNIT_ESTATE,
                                     SZ_RULE_UNIT_VILLAGE };
    unsigned keep = sz__policy_words(s->policy, SZ_KEY_KEEP, 0);
    for (int i = 0; i < 3; i++)
        if (strcmp(kept[i], word) == 0)
            return keep >> i & 1 ? rules[i] : SZ_N_RULES;
    return SZ_N_RULES;
}

static const char *town_name(const sz_map *m, int32_t p)
{
    return m->town[p] < 0 ? "" : sz__name(&m->names, m->town_name[m->town[p]]);
}

/* The form that a resettlement site of so many people may have, where it has another:
 * a sub-district, a community of its own, or a group of the community around. */
static sz_status form_rules(sz_scene *s, int32_t number, const unit *u, sz_error *err)
{
    const sz_map *m = s->map;
    const char *name = sz__name(&m->names, m->units[number].name);
    double street = sz__policy_number(s->policy, SZ_KEY_STREET_FROM, HUGE_VAL);
    double committee = sz__policy_number(s->policy, SZ_KEY_COMMITTEE_FROM, HUGE_VAL);
    double people = (double)u->population;
    bool own = u->communities == 1 && u->community >= 0 &&
               s->of[u->community].parcels == u->parcels;
    const char *message = NULL;
    if (people >= street)
        message = _("%s has %lld people: a sub-district may be set up");
    else if (people >= committee && !own)
        message = _("%s has %lld people: it may have a committee of its own");
    else if (people < committee && own && isfinite(committee))
        message = _("%s has %lld people: a group of the community around will do");
    if (!message || u->population == 0 || /* not known */
        sz__band_of_kind(sz_map_unit_kind(m, number)) != SZ_KEY_BAND_RESETTLEMENT)
        return SZ_SUCCESS;
    bool first = people >= street;
    return sz__say(s, SZ_RULE_RESETTLE, first ? SZ_KEY_STREET_FROM
                                              : SZ_KEY_COMMITTEE_FROM,
                   u->community, people, first ? street : committee, m->x[u->first],
                   m->y[u->first], err, message, name, (long long)u->population);
}

/* "三号网格 (网格)" */
static const char *titled(const sz_map *m, int32_t number, char *out, size_t size)
{
    const char *name = sz_map_unit_name(m, number), *kind = sz_map_unit_kind(m, number);
    if (*kind)
        snprintf(out, size, _("%s (%s)"), name, kind);
    else
        snprintf(out, size, "%s", name);
    return out;
}

static bool is_kept(const sz_scene *s, int32_t number, const unit *u)
{
    size_t layer = sz_map_unit_layer(s->map, number);
    return s->kept[layer * (size_t)s->map->n + (size_t)u->first] == number;
}

/* In several communities, though it is to stay whole. */
static sz_status whole_rules(sz_scene *s, int32_t number, const unit *u, sz_error *err)
{
    const sz_map *m = s->map;
    sz_rule whole = whole_rule(s, sz__kind_word(sz_map_unit_kind(m, number)));
    char a[160] = "", b[160] = "";
    if (whole == SZ_N_RULES || u->communities < 2)
        return SZ_SUCCESS;
    sz_plan_shown_name(s->plan, u->community, a, sizeof a);
    sz_plan_shown_name(s->plan, u->other, b, sizeof b);
    return sz__say(s, whole, SZ_KEY_KEEP, u->community, 2, 1, m->x[u->first],
                   m->y[u->first], err, _("%s lies in %s and in %s"),
                   sz_map_unit_name(m, number), *a ? a : _("no community"),
                   *b ? b : _("no community"));
}

/* What one unit shares with another. */
typedef struct overlap {
    int32_t unit;
    size_t parcels;
    int64_t households;
    int32_t first;
} overlap;

/* Units of layer K that stay whole and of which unit NUMBER, which does, has a part, while
 * neither holds the other. */
static sz_status overlap_rules(sz_scene *s, int32_t number, const unit *u, size_t k,
                               sz_error *err)
{
    const sz_map *m = s->map;
    const sz_roster *r = &s->members[number];
    const int32_t *other = s->kept + k * (size_t)m->n;
    SZ__ARRAY(overlap) list = SZ__ARRAY_INIT;
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < r->n && status == SZ_SUCCESS; i++) {
        size_t at = 0;
        while (at < list.n && list.at[at].unit != other[r->at[i]])
            at++;
        if (other[r->at[i]] < 0)
            continue;
        if (at == list.n &&
            !sz__push(&list, (overlap){ other[r->at[i]], 0, 0, r->at[i] }))
            status = sz__nomem(err);
        if (at < list.n) {
            list.at[at].parcels++;
            list.at[at].households += m->households[r->at[i]];
        }
    }
    for (size_t i = 0; i < list.n && status == SZ_SUCCESS; i++) {
        const overlap *o = &list.at[i];
        char a[240], b[240];
        if (o->parcels == r->n || o->parcels == s->members[o->unit].n)
            continue;
        status = sz__say(s, SZ_RULE_UNIT_CONFLICT, SZ_N_KEYS, u->community,
                         (double)o->households, 0, m->x[o->first], m->y[o->first], err,
                         _("%s and %s overlap with %lld households in both: a plan keeps "
                           "the two together"), titled(m, number, a, sizeof a),
                         titled(m, o->unit, b, sizeof b), (long long)o->households);
    }
    free(list.at);
    return status;
}

static sz_status conflict_rules(sz_scene *s, int32_t number, const unit *u, sz_error *err)
{
    const sz_map *m = s->map;
    sz_status status = SZ_SUCCESS;
    if (u->beyond >= 0)
        status = sz__say(s, SZ_RULE_UNIT_CONFLICT, SZ_N_KEYS, u->community, 2, 1,
                         m->x[u->beyond], m->y[u->beyond], err,
                         _("%s lies in two towns, %s and %s"),
                         sz_map_unit_name(m, number), town_name(m, u->first),
                         town_name(m, u->beyond));
    size_t layer = sz_map_unit_layer(m, number);
    for (size_t k = layer + 1; k < sz_map_unit_layers(m) && is_kept(s, number, u) &&
                               status == SZ_SUCCESS; k++)
        status = overlap_rules(s, number, u, k, err);
    return status;
}

/* The most households that a community of the kind of unit NUMBER may have. */
static double most_of(const sz_scene *s, int32_t number, sz_key *from)
{
    sz_key band = sz__band_of_kind(sz_map_unit_kind(s->map, number));
    double least, most = sz__policy_number(s->policy, SZ_KEY_MAX, HUGE_VAL);
    *from = sz__policy_band(s->policy, band, &least, &most) ? band : SZ_KEY_MAX;
    return most;
}

/* More households than a community may have: in a unit that stays whole, and in several
 * that overlap, none of which is too large alone. */
static sz_status above_rules(sz_scene *s, int32_t number, const unit *u, sz_error *err)
{
    const sz_map *m = s->map;
    sz_key from;
    double most = most_of(s, number, &from), x = m->x[u->first], y = m->y[u->first];
    char a[240], b[240];
    int32_t second = -1;
    long more = -2; /* besides these two */
    if ((double)u->counted > most && is_kept(s, number, u))
        return sz__say(s, SZ_RULE_UNIT_ABOVE, from, u->community, (double)u->counted,
                       most, x, y, err,
                       _("%s has %lld households, more than the %.0f that a community may "
                         "have"), sz_map_unit_name(m, number), (long long)u->counted,
                       most);
    if (s->bundle[number] != number || (double)s->bundled[number] <= most)
        return SZ_SUCCESS;
    for (int32_t v = number; v < m->n_units; v++)
        if (s->bundle[v] == number && s->members[v].n > 0) {
            second = v == number || second >= 0 ? second : v;
            more++;
            if ((double)gather(s, v).counted > most)
                return SZ_SUCCESS; /* told of that one */
        }
    if (second < 0)
        return SZ_SUCCESS;
    titled(m, number, a, sizeof a);
    titled(m, second, b, sizeof b);
    if (more > 0)
        return sz__say(s, SZ_RULE_UNIT_ABOVE, from, u->community,
                       (double)s->bundled[number], most, x, y, err,
                       _("%s, %s and %ld more units that overlap stay together and have "
                         "%lld households, more than the %.0f that a community may have"), a, b,
                       more, (long long)s->bundled[number], most);
    return sz__say(s, SZ_RULE_UNIT_ABOVE, from, u->community, (double)s->bundled[number],
                   most, x, y, err,
                   _("%s and %s overlap, stay together and have %lld households, more than "
                     "the %.0f that a community may have"), a, b,
                   (long long)s->bundled[number], most);
}

/* Exempt units of communities that are not exempt themselves. */
static sz_status exempt_rules(sz_scene *s, int32_t number, const unit *u, sz_error *err)
{
    const sz_map *m = s->map;
    const char *kind = sz_map_unit_kind(m, number);
    if (!sz__policy_exempts(s->policy, kind) ||
        (u->communities == 1 && sz__is_exempt(s, u->community)))
        return SZ_SUCCESS;
    return sz__say(s, SZ_RULE_UNIT_EXEMPT, SZ_KEY_EXEMPT, u->community,
                   (double)u->households, 0, m->x[u->first], m->y[u->first], err,
                   _("%s is not to be touched: %s"), sz_map_unit_name(m, number), kind);
}

/* An estate of "about" so many households, in a community with others. */
static sz_status alone_rules(sz_scene *s, int32_t number, const unit *u, sz_error *err)
{
    const sz_map *m = s->map;
    double alone = sz__policy_number(s->policy, SZ_KEY_ALONE, HUGE_VAL);
    double about = alone * (1 - sz__policy_number(s->policy, SZ_KEY_TOLERANCE, 0));
    if (strcmp(sz__kind_word(sz_map_unit_kind(m, number)), "estate") != 0 ||
        u->communities != 1 || u->community < 0 || (double)u->counted < about ||
        s->of[u->community].counted <= u->counted || sz__is_exempt(s, u->community))
        return SZ_SUCCESS;
    return sz__say(s, SZ_RULE_SIZE_ALONE, SZ_KEY_ALONE, u->community, (double)u->counted,
                   alone, m->x[u->first], m->y[u->first], err,
                   _("%s with %lld households may be a community of its own"),
                   sz_map_unit_name(m, number), (long long)u->counted);
}

sz_status sz__rules_unit(sz_scene *s, int32_t number, sz_error *err)
{
    static sz_status (*const rules[])(sz_scene *, int32_t, const unit *, sz_error *) = {
        whole_rules, conflict_rules, above_rules, exempt_rules, alone_rules, form_rules,
    };
    unit u = gather(s, number);
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < sizeof rules / sizeof *rules && u.first >= 0; i++)
        if (status == SZ_SUCCESS)
            status = rules[i](s, number, &u, err);
    return status;
}
