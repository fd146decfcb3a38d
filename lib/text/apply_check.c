/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What statements claim of the whole, held against the plan when all are done: counts,
 * lists, nothing left of what is abolished, nothing changed of what is kept; and what
 * becomes of the plan: units cut, parts. */
#include <stdlib.h>

#include "core/i18n.h"
#include "map/map.h"
#include "text/apply.h"

static void check_count(sz_applying *a, const sz_statement *st)
{
    if (st->number[0] != a->before->living)
        sz__note(a, SZ_NOTE_ERROR, st->at, _("there are %d communities, not %lld"),
                 (int)a->before->living, (long long)st->number[0]);
    if (st->number[1] != a->plan->living)
        sz__note(a, SZ_NOTE_ERROR, st->at,
                 _("the script leaves %d communities, not %lld"), (int)a->plan->living,
                 (long long)st->number[1]);
}

/* Every community of the towns concerned must be listed, and be there. */
static void check_list(sz_applying *a, const sz_statement *st)
{
    const sz_plan *p = a->plan;
    bool *listed = sz__zalloc((size_t)p->n, sizeof *listed);
    bool *town = sz__zalloc((size_t)a->map->n_towns + 1, sizeof *town);
    a->nomem = a->nomem || !listed || !town;
    if (!a->nomem && st->number[0] >= 0 && st->number[0] != st->refs.n)
        sz__note(a, SZ_NOTE_ERROR, st->at,
                 _("the list says %lld communities and names %u"),
                 (long long)st->number[0], (unsigned)st->refs.n);
    for (uint32_t i = 0; !a->nomem && i < st->refs.n; i++) {
        int32_t ref = (int32_t)(st->refs.first + i);
        int32_t c = sz__apply_community(a, ref, -2);
        if (c < 0)
            continue;
        listed[c] = town[p->tally[c].town + 1] = true;
        if (p->tally[c].parcels == 0)
            sz__note(a, SZ_NOTE_ERROR, a->s->ref.at[ref].at, _("%.*s has no ground left"),
                     SZ_REF_TEXT(a, ref));
    }
    for (int32_t c = 0; !a->nomem && c < p->n; c++)
        if (p->tally[c].parcels && !listed[c] && town[p->tally[c].town + 1])
            sz__note(a, SZ_NOTE_ERROR, st->at, _("%s is not in the list"),
                     p->tally[c].name);
    free(listed);
    free(town);
}

static void check_abolished(sz_applying *a, const sz_statement *st)
{
    for (uint32_t i = 0; i < st->refs.n; i++) {
        int32_t ref = (int32_t)(st->refs.first + i);
        int32_t c = sz__apply_community(a, ref, -2);
        if (c >= 0 && a->plan->tally[c].parcels)
            sz__note(a, SZ_NOTE_ERROR, a->s->ref.at[ref].at,
                     _("%.*s is abolished, but %d parcels with %lld households are left "
                       "(余留区域)"), SZ_REF_TEXT(a, ref),
                     (int)a->plan->tally[c].parcels,
                     (long long)a->plan->tally[c].households);
    }
}

static void check_kept(sz_applying *a, const sz_statement *st)
{
    for (uint32_t i = 0; i < st->refs.n; i++) {
        int32_t ref = (int32_t)(st->refs.first + i), changed = 0;
        int32_t c = sz__apply_community(a, ref, -2);
        for (int32_t p = 0; c >= 0 && p < a->map->n; p++)
            changed += (a->plan->of[p] == c) != (a->before->of[p] == c);
        if (changed)
            sz__note(a, SZ_NOTE_ERROR, a->s->ref.at[ref].at,
                     _("%.*s is to stay as it is, but %d parcels of it change"),
                     SZ_REF_TEXT(a, ref), (int)changed);
    }
}

/* ---- what becomes of the plan ---- */

/* Whether a region of ST says itself that it lies in unit U. */
static bool names_unit(const sz_applying *a, const sz_statement *st, int32_t u)
{
    for (uint32_t i = 0; i < st->readings.n; i++) {
        sz_run run = a->s->reading.at[st->readings.first + i].regions;
        for (uint32_t k = 0; k < run.n; k++) {
            int32_t source = a->s->region.at[run.first + k].source;
            if (source >= 0 && sz__script_id(a->s, source, SZ_THING_UNIT) == u)
                return true;
        }
    }
    return false;
}

/* Parcel P is part of unit U, which the script touches. */
typedef struct member {
    int32_t unit, before, p;
} member;

static int by_unit(const void *a, const void *b)
{
    const member *x = a, *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    if (x->before != y->before)
        return x->before < y->before ? -1 : 1;
    return (x->p > y->p) - (x->p < y->p);
}

/* The parcels of units that some statement moved parcels of, N of them; NULL: no
 * memory. */
static member *touched_members(const sz_applying *a, size_t *n)
{
    const sz_map *m = a->map;
    size_t layers = sz_map_unit_layers(m);
    bool *touched = sz__zalloc((size_t)m->n_units, sizeof *touched);
    member *list = sz__alloc(layers * (size_t)m->n, sizeof *list);
    *n = 0;
    for (int pass = 0; pass < 2 && touched && list; pass++)
        for (int32_t p = 0; p < m->n; p++)
            for (size_t k = 0; k < layers; k++) {
                int32_t u = sz_map_unit_in(m, (size_t)p, k);
                if (u >= 0 && pass == 0 && a->mover[p] >= 0)
                    touched[u] = true;
                if (u >= 0 && pass == 1 && touched[u])
                    list[(*n)++] = (member){ u, a->before->of[p], p };
            }
    if (!touched) {
        free(list);
        list = NULL;
    }
    free(touched);
    return list;
}

/* Whether two of these parcels of a unit, N of them, were together and no longer are. */
static bool is_parted(const sz_applying *a, const member *of, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (of[i].before == of[i - 1].before &&
            a->plan->of[of[i].p] != a->plan->of[of[i - 1].p])
            return true;
    return false;
}

/* Say that the unit of these parcels is cut, at the last statement that moved some. */
static void say_parted(sz_applying *a, const member *of, size_t n)
{
    int32_t last = -1;
    int64_t moved = 0, all = 0;
    size_t parcels = 0;
    for (size_t i = 0; i < n; i++)
        if (a->mover[of[i].p] > last)
            last = a->mover[of[i].p];
    for (size_t i = 0; i < n; i++) {
        bool by = a->mover[of[i].p] == last;
        parcels += by;
        moved += by ? a->map->households[of[i].p] : 0;
        all += a->map->households[of[i].p];
    }
    const sz_statement *st = &a->s->statement.at[last];
    a->statement = (size_t)last;
    sz__note(a, names_unit(a, st, of->unit) ? SZ_NOTE_HINT : SZ_NOTE_WARNING, st->at,
             _("this cuts the unit %s: %zu of its %zu parcels, %lld of its %lld "
               "households"), sz_map_unit_name(a->map, of->unit), parcels, n,
             (long long)moved, (long long)all);
    sz__note_about(a, SZ_ABOUT_PLAN);
}

/* Units that were whole, or whole within a community, and are parted when all is done. */
static void check_units(sz_applying *a)
{
    size_t n = 0;
    member *list = touched_members(a, &n);
    a->nomem = a->nomem || !list;
    if (list && n)
        qsort(list, n, sizeof *list, by_unit);
    for (size_t i = 0, k = 0; list && i < n; i = k) {
        while (k < n && list[k].unit == list[i].unit)
            k++;
        if (is_parted(a, list + i, k - i))
            say_parted(a, list + i, k - i);
    }
    free(list);
}

static int32_t parts_of(const sz_plan *plan, int32_t c)
{
    sz_community community;
    return sz_plan_community(plan, (size_t)c, &community, NULL) == SZ_SUCCESS
               ? (int32_t)community.parts : -1;
}

/* Communities in more parts than before, said at the last statement that moved their
 * ground or gave them some. */
static void check_parts(sz_applying *a)
{
    for (int32_t c = 0; c < a->plan->n; c++) {
        int32_t was = c < a->before->n ? parts_of(a->before, c) : 1;
        int32_t is = parts_of(a->plan, c);
        a->nomem = a->nomem || was < 0 || is < 0;
        if (is <= was || is < 2)
            continue;
        for (size_t i = a->s->statement.n; i-- > 0;)
            if (a->report->outcome.at[i].parcels) {
                a->statement = i;
                if (a->report->outcome.at[i].to == c)
                    break;
            }
        sz__note(a, SZ_NOTE_WARNING, a->s->statement.at[a->statement].at,
                 _("%s is in %d parts now"), a->plan->tally[c].name, (int)is);
        sz__note_about(a, SZ_ABOUT_PLAN);
    }
}

void sz__apply_checks(sz_applying *a)
{
    for (size_t i = 0; i < a->s->statement.n && !a->nomem; i++) {
        const sz_statement *st = &a->s->statement.at[i];
        size_t errors = a->report->errors;
        if (sz__too_many(a, i))
            return;
        a->statement = i;
        switch (st->kind) {
        case SZ_ST_COUNT:
            check_count(a, st);
            break;
        case SZ_ST_LIST:
            check_list(a, st);
            break;
        case SZ_ST_ABOLISH:
            check_abolished(a, st);
            break;
        case SZ_ST_KEEP:
            check_kept(a, st);
            break;
        case SZ_ST_LIMITS:
            if (a->report->outcome.at[i].done)
                sz__check_limits(a, st);
            break;
        case SZ_ST_RING:
            sz__check_ring(a, st);
            break;
        default:
            break;
        }
        if (a->report->errors > errors)
            a->report->outcome.at[i].done = 0;
    }
    if (!a->nomem)
        check_units(a);
    if (!a->nomem)
        check_parts(a);
}
