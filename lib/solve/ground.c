/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts on the ground, and atoms in pieces; see ground.h. */
#include "solve/ground.h"

#include <math.h>

#include "core/array.h"
#include "core/i18n.h"
#include "plan/plan.h"

/* Whether AUDIT has found community C in parts already. */
static bool is_known(const sz_inspection *seen, int32_t c)
{
    for (size_t i = 0; i < seen->breaches.n; i++)
        if (seen->breaches.at[i].kind == SZ_BREACH_DETACHED &&
            seen->breaches.at[i].community == c)
            return true;
    return false;
}

static int32_t root(int32_t *boss, int32_t i)
{
    while (boss[i] != i)
        i = boss[i] = boss[boss[i]];
    return i;
}

/* LAND[p] = piece of dry ground of parcel p: within its town, unless communities may
 * cross town limits. No plan can join what lies on two of them, but for links. BOSS
 * [parcels] is scratch. */
static void find_land(const sz_case *c, int32_t *town, int32_t *land, int32_t *boss)
{
    for (int32_t p = 0; p < c->map->n; p++) {
        town[p] = c->demand->cross_towns ? 0 : c->map->town[p] + 1;
        boss[p] = p;
    }
    sz__plan_pieces(c->map, town, land);
    for (size_t i = 0; i < c->n_links; i++) {
        int32_t p = c->links[i][0], q = c->links[i][1];
        if (town[p] == town[q])
            boss[root(boss, land[p])] = root(boss, land[q]);
    }
    for (int32_t p = 0; p < c->map->n; p++)
        land[p] = root(boss, land[p]);
}

/* Parts that links of their own community join to its main part: 1 in LINKED [n]. */
static bool find_linked(const sz_case *c, const sz_part *parts, size_t n,
                        const int32_t *of, uint8_t *linked)
{
    int32_t *boss = sz__alloc(n, sizeof *boss), home = -1;
    if (!boss)
        return false;
    for (size_t i = 0; i < n; i++)
        boss[i] = (int32_t)i;
    for (size_t i = 0; i < c->n_links; i++) {
        int32_t a = of[c->links[i][0]], b = of[c->links[i][1]];
        if (a >= 0 && b >= 0 && parts[a].community == parts[b].community)
            boss[root(boss, a)] = root(boss, b);
    }
    for (size_t i = 0; i < n; i++) {
        if (parts[i].main)
            home = (int32_t)i;
        linked[i] = home >= 0 && root(boss, (int32_t)i) == root(boss, home);
    }
    free(boss);
    return true;
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

sz_status sz__inspect_ground(sz_inspection *seen, const sz_case *c, sz_findings *list,
                           sz_error *err)
{
    sz_part *parts = NULL;
    size_t n = 0, before = seen->breaches.n;
    int32_t *of = NULL, *lowest = NULL;
    int32_t *town = sz__alloc((size_t)c->map->n, sizeof *town);
    int32_t *land = sz__alloc((size_t)c->map->n, sizeof *land);
    int32_t *boss = sz__alloc((size_t)c->map->n, sizeof *boss);
    uint8_t *linked = NULL;
    sz_status status = town && land && boss
                           ? sz_plan_parts(c->plan, &parts, &n, &of, err)
                           : sz__nomem(err);
    if (!status && (!(lowest = sz__alloc(n, sizeof *lowest)) ||
                    !(linked = sz__alloc(n, sizeof *linked)) ||
                    !find_linked(c, parts, n, of, linked)))
        status = sz__nomem(err);
    if (status)
        goto done;
    for (int32_t p = c->map->n - 1; p >= 0; p--)
        if (of[p] >= 0)
            lowest[of[p]] = p;
    find_land(c, town, land, boss);
    sz_inspection known = *seen;
    known.breaches.n = before;
    int32_t home = -1; /* the dry ground of the main part, which comes first */
    for (size_t i = 0; i < n && !status; i++) {
        if (parts[i].main)
            home = land[lowest[i]];
        if (parts[i].main || linked[i] || is_known(&known, parts[i].community))
            continue;
        sz_breach b = { SZ_BREACH_DETACHED, parts[i].community,
                        c->graph->atom_of[lowest[i]], parts[i].households, 0 };
        if (land[lowest[i]] != home)
            status = tell_across(c, &parts[i], list, err);
        else if (!sz__push(&seen->breaches, b))
            status = sz__nomem(err);
        known.breaches.at = seen->breaches.at;
    }
done:
    free(town);
    free(land);
    free(boss);
    free(linked);
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

sz_status sz__inspect_units(sz_inspection *seen, const sz_case *c, const int32_t *unit,
                          sz_error *err)
{
    const sz_map *m = c->map;
    SZ__ARRAY(member) list = SZ__ARRAY_INIT;
    bool ok = true;
    for (int32_t p = 0; p < m->n && ok; p++) /* a unit in two towns is one in each */
        ok = unit[p] < 0 || sz__push(&list, (member){ unit[p], m->town[p], p });
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
            ok = sz__push(&seen->breaches, ((sz_breach){ SZ_BREACH_UNIT, of,
                                             c->graph->atom_of[other], rest, 0 }));
    }
    free(list.at);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__inspect_held(sz_inspection *seen, const sz_case *c, const uint8_t *held,
                         sz_error *err)
{
    const sz_map *m = c->map;
    for (int32_t p = 0; p < m->n; p++) {
        int32_t home = m->community[p];
        sz_breach b = { SZ_BREACH_HELD, home, c->graph->atom_of[p], m->households[p], 0 };
        if (held[p] && home >= 0 && c->plan->of[p] != home &&
            !sz__push(&seen->breaches, b))
            return sz__nomem(err);
    }
    return SZ_SUCCESS;
}

sz_status sz__inspect_borders(sz_inspection *seen, const sz_case *c, const uint8_t *uncrossed,
                            sz_error *err)
{
    const sz_map *m = c->map;
    size_t n = (size_t)c->plan->n;
    double *length = sz__zalloc(n, sizeof *length);
    int32_t *atom = sz__alloc(n, sizeof *atom);
    sz_status status = length && atom ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t b = 0; b < m->n_borders && !status; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        if (!uncrossed[b] || l < 0 || r < 0 || c->plan->of[l] < 0 ||
            c->plan->of[l] != c->plan->of[r])
            continue;
        length[c->plan->of[l]] += m->b_length[b];
        atom[c->plan->of[l]] = c->graph->atom_of[l];
    }
    for (size_t z = 0; z < n && !status; z++) {
        sz_breach b = { SZ_BREACH_BORDER, (int32_t)z, 0, (int64_t)ceil(length[z]), 0 };
        if (length[z] <= 0)
            continue;
        b.atom = atom[z];
        if (!sz__push(&seen->breaches, b))
            status = sz__nomem(err);
    }
    free(length);
    free(atom);
    return status;
}

void sz__inspect_waive(sz_inspection *seen, const sz_graph *graph, int32_t n_today,
                     const uint8_t *aside)
{
    size_t kept = 0;
    for (size_t i = 0; i < seen->breaches.n; i++) {
        const sz_breach *b = &seen->breaches.at[i];
        bool gap = b->kind == SZ_BREACH_NOBODY && graph->locked[b->atom];
        if (!gap && (b->community < 0 || b->community >= n_today || !aside[b->community]))
            seen->breaches.at[kept++] = *b;
    }
    seen->breaches.n = kept;
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
    find_land(c, town, land, before);
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
