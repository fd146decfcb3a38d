/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What statements claim of the whole, held against the plan when all are done: counts,
 * lists, nothing left of what is abolished, nothing changed of what is kept, parts. */
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
        check_parts(a);
}
