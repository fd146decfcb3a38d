/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a policy to options of the solver. */
#include "sizhi/rules.h"

#include <math.h>

#include "core/array.h"
#include "core/i18n.h"
#include "map/map.h"
#include "plan/counted.h"
#include "plan/exempt.h"
#include "plan/kept.h"
#include "policy/kinds.h"

enum { KINDS = SZ_N_BAND_KINDS };

_Static_assert(KINDS <= SZ_MAX_BANDS, "every kind may have a band");
_Static_assert(SZ_KEY_WEIGHT_CUT_EDGES - SZ_KEY_WEIGHT_MOVED + 1 == SZ_N_TERMS,
               "every term has a key");

struct sz_rules {
    const sz_policy *policy;
    SZ__ARRAY(int32_t) taken; /* entries of the policy */
    sz_band bands[KINDS];
    int64_t *count;           /* [parcels] */
    int32_t *unit;            /* [layers][parcels] units that stay whole */
    const int32_t **layer;    /* [layers] of these */
    int32_t *exempt;          /* communities */
    unsigned char *held;      /* [parcels] */
};

void sz_rules_free(sz_rules *r)
{
    if (!r)
        return;
    free(r->taken.at);
    free(r->count);
    free(r->unit);
    free(r->layer);
    free(r->exempt);
    free(r->held);
    free(r);
}

size_t sz_rules_count(const sz_rules *rules)
{
    return rules ? rules->taken.n : 0;
}

sz_status sz_rules_at(const sz_rules *rules, size_t i, sz_policy_entry *out,
                      sz_error *err)
{
    if (i >= sz_rules_count(rules))
        return sz__fail(err, SZ_ERR_INVALID, (int64_t)i, _("no such rule was taken"));
    return sz_policy_entry_at(rules->policy, (size_t)rules->taken.at[i], out, err);
}

/* Note that KEY was taken; false when memory is out. */
static bool take(sz_rules *r, sz_key key)
{
    return !sz__policy_has(r->policy, key) || sz__push(&r->taken, (int32_t)key);
}

/* Note that the level of RULE was taken, if a profile gives it. */
static bool take_level(sz_rules *r, sz_rule rule)
{
    return !r->policy->given[rule].text ||
           sz__push(&r->taken, SZ_N_KEYS + (int32_t)rule);
}

static bool take_band(sz_rules *r, sz_solve_options *o)
{
    const sz_policy *p = r->policy;
    o->min = sz__policy_count(p, SZ_KEY_MIN, o->min);
    o->max = sz__policy_count(p, SZ_KEY_MAX, o->max);
    o->target = sz__policy_count(p, SZ_KEY_TARGET, o->target);
    return take(r, SZ_KEY_MIN) && take(r, SZ_KEY_MAX) && take(r, SZ_KEY_TARGET);
}

static bool take_weights(sz_rules *r, sz_solve_options *o)
{
    for (int i = 0; i < SZ_N_TERMS; i++) {
        sz_key key = (sz_key)(SZ_KEY_WEIGHT_MOVED + i);
        const sz_value *v = &r->policy->value[key];
        if (!v->text)
            continue;
        if (v->words)
            o->factor[i] = v->low;
        else
            o->weight[i] = v->low;
        if (!take(r, key))
            return false;
    }
    return true;
}

/* ---- what needs a map ---- */

/* The band of each kind, that of the policy or the general one: a community is of the
 * kind that most of its households live on, whether that has a band or not. */
static bool take_kinds(sz_rules *r, const sz_map *m, sz_solve_options *o)
{
    const sz_policy *p = r->policy;
    int64_t all = sz_map_households(m), target = o->target;
    bool any = false;
    for (int32_t i = 0; r->count && i < m->n; i++)
        all += r->count[i] - m->households[i];
    target = target ? target : o->min + (o->max - o->min) / 2;
    for (int i = 0; i < KINDS; i++) {
        sz_key key = (sz_key)(SZ_KEY_BAND_URBAN + i);
        sz_band *band = &r->bands[i];
        double low, high;
        *band = (sz_band){ sz__band_word(key), 0, 0, 0 };
        if (!sz__policy_band(p, key, &low, &high))
            continue;
        any = true;
        band->min = low > 0 ? (int64_t)low : 0;
        /* no community has more households than the map */
        band->max = high < HUGE_VAL ? (int64_t)high
                    : all > band->min  ? all
                                       : band->min + 1;
        band->target = 0;
        if (high == HUGE_VAL || low == -HUGE_VAL)
            band->target = target < band->min   ? band->min
                           : target > band->max ? band->max
                                                : target;
        if (!take(r, key))
            return false;
    }
    if (any) {
        o->bands = r->bands;
        o->n_bands = KINDS;
    }
    return true;
}

static bool take_count(sz_rules *r, const sz_map *m, sz_solve_options *o)
{
    r->count = sz__alloc((size_t)m->n, sizeof *r->count);
    if (!r->count)
        return false;
    sz__counted_parcels(m, r->policy, r->count);
    o->count = r->count;
    return take(r, SZ_KEY_BASIS) && take(r, SZ_KEY_PLANNED) && take(r, SZ_KEY_OCCUPANCY);
}

/* Where some units may be cut, the others are a layer of their own. */
static bool take_units(sz_rules *r, const sz_map *m, sz_solve_options *o)
{
    bool cut = false;
    for (int32_t u = 0; u < m->n_units && !cut; u++)
        cut = !sz__policy_keeps(r->policy, sz_map_unit_kind(m, u));
    if (cut) {
        size_t layers = sz_map_unit_layers(m), n = (size_t)m->n;
        r->unit = sz__kept_units(m, r->policy);
        r->layer = sz__alloc(layers, sizeof *r->layer);
        if (!r->unit || !r->layer)
            return false;
        for (size_t k = 0; k < layers; k++)
            r->layer[k] = r->unit + k * n;
        o->split_units = 1;
        o->layers = r->layer;
        o->n_layers = layers;
    }
    return take(r, SZ_KEY_KEEP);
}

/* Communities of exempt kinds, and exempt units in others. */
static bool take_exempt(sz_rules *r, const sz_map *m, sz_solve_options *o)
{
    size_t n = (size_t)m->n_communities, exempted = 0;
    const unsigned char *asked = o->held;
    sz_exempt *of = sz__alloc(n, sizeof *of);
    r->exempt = sz__alloc(n, sizeof *r->exempt);
    r->held = sz__zalloc((size_t)m->n, sizeof *r->held);
    bool ok = of && r->exempt && r->held && sz__exempt_communities(m, r->policy, of);
    for (int32_t p = 0; ok && p < m->n; p++) {
        r->held[p] = m->community[p] >= 0 && sz__exempt_unit(m, r->policy, p) >= 0;
        if (r->held[p])
            o->held = r->held;
    }
    for (int32_t p = 0; ok && asked && p < m->n; p++)
        r->held[p] |= asked[p] != 0;
    for (size_t c = 0; ok && c < n; c++)
        if (of[c].exempt)
            r->exempt[exempted++] = (int32_t)c;
    o->exempt = r->exempt;
    o->n_exempt = exempted;
    free(of);
    return ok && take(r, SZ_KEY_EXEMPT);
}

/* Barriers that cut where nothing crosses them; borders on barriers that are not clear
 * count like those on none. */
static bool take_barriers(sz_rules *r, sz_solve_options *o)
{
    const sz_policy *p = r->policy;
    /* words are numbered from the first class on, which is 1 */
    if (sz__policy_binds(p, SZ_RULE_PART_CUT)) {
        o->cut_by = sz__policy_words(p, SZ_KEY_CUT_BY, 0) << 1;
        if (!take(r, SZ_KEY_CUT_BY))
            return false;
    }
    unsigned clear = sz__policy_words(p, SZ_KEY_CLEAR_BY, ~0u);
    for (int class = SZ_BARRIER_RAIL; class < SZ_N_BARRIERS; class++)
        if (!(clear >> (class - 1) & 1))
            o->share[class] = 1;
    return take(r, SZ_KEY_CLEAR_BY) && take_level(r, SZ_RULE_PART_CUT);
}

static bool take_levels(sz_rules *r, sz_solve_options *o)
{
    o->allow_enclaves = !sz__policy_binds(r->policy, SZ_RULE_PART_ENCLAVE);
    o->cross_towns = !sz__policy_binds(r->policy, SZ_RULE_TOWN_CROSSED);
    return take_level(r, SZ_RULE_PART_ENCLAVE) && take_level(r, SZ_RULE_TOWN_CROSSED);
}

sz_status sz_rules_take(const sz_policy *policy, const sz_map *map,
                        sz_solve_options *options, sz_rules **out, sz_error *err)
{
    if (!policy || !options || options->size != sizeof *options || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("taking rules needs a policy, options of this version and a "
                          "place for the rules"));
    sz_solve_options own = *options;
    sz_rules *r = sz__zalloc(1, sizeof *r);
    bool ok = r != NULL;
    if (ok) {
        r->policy = policy;
        ok = take_band(r, &own) && take_weights(r, &own);
    }
    if (ok && map)
        ok = take_count(r, map, &own) && take_kinds(r, map, &own) &&
             take_units(r, map, &own) && take_exempt(r, map, &own) &&
             take_barriers(r, &own) && take_levels(r, &own);
    if (!ok) {
        sz_rules_free(r);
        return sz__nomem(err);
    }
    *options = own;
    *out = r;
    return SZ_SUCCESS;
}
