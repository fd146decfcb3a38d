/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts on the ground, and atoms in pieces; see ground.h. */
#include "solve/ground.h"

#include "core/array.h"
#include "core/i18n.h"
#include "plan/plan.h"

/* Whether AUDIT has found community C in parts already. */
static bool is_known(const sz_audit *audit, int32_t c)
{
    for (size_t i = 0; i < audit->breaches.n; i++)
        if (audit->breaches.at[i].kind == SZ_BREACH_DETACHED &&
            audit->breaches.at[i].community == c)
            return true;
    return false;
}

/* LAND[p] = piece of dry ground of parcel p: within its town, unless communities may
 * cross town limits. No plan can join what lies on two of them. */
static void find_land(const sz_case *c, int32_t *town, int32_t *land)
{
    for (int32_t p = 0; p < c->map->n; p++)
        town[p] = c->demand->cross_towns ? 0 : c->map->town[p] + 1;
    sz__plan_pieces(c->map, town, land);
}

/* A part that only a unit given in pieces ties to its community, with water or
 * another town between: nothing to mend, but to be known. */
static sz_status tell_across(const sz_case *c, const sz_part *part, sz_findings *list,
                             sz_error *err)
{
    const sz_tally *of = &c->plan->tally[part->community];
    sz_finding f = { .rule = "plan.unit-apart", .level = SZ_LEVEL_WARN,
                     .town = sz_map_town_name(c->map, of->town), .community = of->name,
                     .value = (double)part->households, .placed = 1, .x = part->x,
                     .y = part->y };
    return sz__findings_add(list, &f, err,
                            _("%s has a part of %lld households that no ground of the town "
                              "joins to it: a unit given in several pieces lies in both"),
                            of->name, (long long)part->households);
}

sz_status sz__audit_ground(sz_audit *audit, const sz_case *c, sz_findings *list,
                           sz_error *err)
{
    sz_part *parts = NULL;
    size_t n = 0, before = audit->breaches.n;
    int32_t *of = NULL, *lowest = NULL;
    int32_t *town = sz__alloc((size_t)c->map->n, sizeof *town);
    int32_t *land = sz__alloc((size_t)c->map->n, sizeof *land);
    sz_status status = town && land ? sz_plan_parts(c->plan, &parts, &n, &of, err)
                                    : sz__nomem(err);
    if (!status && !(lowest = sz__alloc(n, sizeof *lowest)))
        status = sz__nomem(err);
    if (status)
        goto done;
    for (int32_t p = c->map->n - 1; p >= 0; p--)
        if (of[p] >= 0)
            lowest[of[p]] = p;
    find_land(c, town, land);
    sz_audit known = *audit;
    known.breaches.n = before;
    int32_t home = -1; /* the dry ground of the main part, which comes first */
    for (size_t i = 0; i < n && !status; i++) {
        if (parts[i].main)
            home = land[lowest[i]];
        if (parts[i].main || is_known(&known, parts[i].community))
            continue;
        sz_breach b = { SZ_BREACH_DETACHED, parts[i].community,
                        c->graph->atom_of[lowest[i]], parts[i].households };
        if (land[lowest[i]] != home)
            status = tell_across(c, &parts[i], list, err);
        else if (!sz__push(&audit->breaches, b))
            status = sz__nomem(err);
        known.breaches.at = audit->breaches.at;
    }
done:
    free(town);
    free(land);
    free(lowest);
    sz_free(of);
    sz_free(parts);
    return status;
}

typedef struct member {
    int32_t unit, town, parcel;
} member;

static int by_unit(const void *a, const void *b)
{
    const member *x = a, *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    if (x->town != y->town)
        return x->town < y->town ? -1 : 1;
    return x->parcel < y->parcel ? -1 : x->parcel > y->parcel;
}

sz_status sz__audit_units(sz_audit *audit, const sz_case *c, sz_error *err)
{
    const sz_map *m = c->map;
    SZ__ARRAY(member) list = SZ__ARRAY_INIT;
    bool ok = true;
    for (int32_t p = 0; p < m->n && ok; p++) /* a unit in two towns is one in each */
        ok = m->unit[p] < 0 || sz__push(&list, (member){ m->unit[p], m->town[p], p });
    if (ok && list.n)
        qsort(list.at, list.n, sizeof *list.at, by_unit);
    for (size_t i = 0, k; i < list.n && ok; i = k) {
        const member *first = &list.at[i];
        int32_t of = c->plan->of[first->parcel], other = -1;
        int64_t rest = 0;
        for (k = i; k < list.n && list.at[k].unit == first->unit &&
                    list.at[k].town == first->town; k++) {
            int32_t p = list.at[k].parcel;
            if (c->plan->of[p] == of)
                continue;
            rest += m->households[p];
            other = other < 0 ? p : other;
        }
        if (other >= 0)
            ok = sz__push(&audit->breaches, ((sz_breach){ SZ_BREACH_UNIT, of,
                                             c->graph->atom_of[other], rest }));
    }
    free(list.at);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

/* PIECES[v] = 1 + how many pieces of atom v stand on the dry ground of an earlier
 * one: above 1, ground of the town lies between. */
static sz_status count_pieces(const sz_case *c, int32_t *pieces, sz_error *err)
{
    const sz_graph *g = c->graph;
    size_t n = (size_t)g->n_parcels;
    int32_t *piece_of = sz__alloc(n, sizeof *piece_of);
    int32_t *town = sz__alloc(n, sizeof *town), *land = sz__alloc(n, sizeof *land);
    int32_t *last = sz__alloc((size_t)g->n, sizeof *last); /* first parcel of a piece */
    int32_t *before = sz__alloc(n, sizeof *before);        /* the same, one earlier */
    sz_status status = piece_of && town && land && last && before ? SZ_SUCCESS
                                                                  : sz__nomem(err);
    if (status)
        goto done;
    sz__plan_pieces(c->map, g->atom_of, piece_of);
    find_land(c, town, land);
    for (int32_t v = 0; v < g->n; v++) {
        pieces[v] = 1;
        last[v] = -1;
    }
    for (int32_t p = 0, seen = 0; p < g->n_parcels; p++) {
        if (piece_of[p] != seen)   /* pieces are numbered as they appear */
            continue;
        int32_t v = g->atom_of[p], q = last[v];
        while (q >= 0 && land[q] != land[p])
            q = before[q];
        pieces[v] += q >= 0;
        before[p] = last[v];
        last[v] = p;
        seen++;
    }
done:
    free(piece_of);
    free(town);
    free(land);
    free(last);
    free(before);
    return status;
}

sz_status sz__why_apart(const sz_case *c, sz_findings *list, size_t *n, sz_error *err)
{
    const sz_graph *g = c->graph;
    char buffer[64];
    int32_t *pieces = sz__alloc((size_t)g->n, sizeof *pieces);
    sz_status status = pieces ? count_pieces(c, pieces, err) : sz__nomem(err);
    for (int32_t v = 0; v < g->n && !status; v++) {
        if (pieces[v] < 2 || g->locked[v])
            continue;
        sz_finding f = sz__at_atom(c, "plan.unit-apart", v, pieces[v], 1);
        status = sz__findings_add(
            list, &f, err,
            _("%s lies in %ld pieces, and nothing within the maximum joins them: make "
              "each piece a unit of its own, or let units be cut"),
            sz__atom_name(c, v, buffer, sizeof buffer), (long)pieces[v]);
        ++*n;
    }
    free(pieces);
    return status;
}
