/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts (片) of communities: pieces connected along borders, which of them is
 * the main one, what surrounds the others. */
#include <string.h>

#include "core/array.h"
#include "core/roots.h"
#include "map/map.h"
#include "plan/plan.h"

int32_t sz__plan_pieces(const sz_map *map, const int32_t *of, int32_t *part_of)
{
    for (int32_t p = 0; p < map->n; p++)
        part_of[p] = p;
    for (int32_t b = 0; b < map->n_borders; b++) {
        int32_t l = map->b_left[b], r = map->b_right[b];
        if (l >= 0 && r >= 0 && of[l] == of[r])
            sz__join(part_of, l, r);
    }
    /* Links lead to lower parcels: number the roots as they come, marked by ~. */
    int32_t n = 0;
    for (int32_t p = 0; p < map->n; p++)
        part_of[p] = part_of[p] == p ? ~n++ : part_of[part_of[p]];
    for (int32_t p = 0; p < map->n; p++)
        part_of[p] = ~part_of[p];
    return n;
}

/* A piece while its figures are gathered. */
typedef struct piece {
    sz_part part;
    int32_t lowest;        /* its lowest parcel */
    double largest;        /* area of its largest parcel */
} piece;

/* Of the N parcels AT; NULL: of all. */
static void gather(const sz_plan *plan, const int32_t *at_parcel, int32_t n,
                   const int32_t *piece_of, piece *pieces)
{
    const sz_map *m = plan->map;
    for (int32_t i = 0; i < n; i++) {
        int32_t p = at_parcel ? at_parcel[i] : i;
        piece *at = &pieces[piece_of[p]];
        sz_part *part = &at->part;
        if (part->parcels == 0) {
            part->community = plan->of[p];
            at->lowest = p;
        }
        if (part->parcels == 0 || m->area[p] > at->largest) {
            at->largest = m->area[p];
            part->x = m->x[p];
            part->y = m->y[p];
        }
        part->parcels++;
        part->households += m->households[p];
        part->area_m2 += m->area[p];
    }
}

/* Whether piece A is more of a main part than B, no office telling. */
static bool greater(const piece *a, const piece *b)
{
    if (a->part.households != b->part.households)
        return a->part.households > b->part.households;
    if (a->part.area_m2 != b->part.area_m2)
        return a->part.area_m2 > b->part.area_m2;
    return a->lowest < b->lowest;
}

/* Mark the main part of every community; CHIEF is scratch of [communities]. */
static void choose_main(const sz_plan *plan, const int32_t *piece_of, piece *pieces,
                        int32_t n, int32_t *chief)
{
    const sz_map *m = plan->map;
    for (int32_t c = 0; c < plan->n; c++)
        chief[c] = -1;
    for (int32_t o = 0; o < m->n_offices; o++) {
        int32_t c = m->offices[o].community, p = plan->office_in[o];
        if (c >= 0 && p >= 0 && plan->of[p] == c && chief[c] < 0)
            chief[c] = piece_of[p];
    }
    for (int32_t c = 0; c < plan->n; c++)
        if (chief[c] >= 0) {
            pieces[chief[c]].part.main = 1;
            chief[c] = -2;
        }
    for (int32_t i = 0; i < n; i++) {
        int32_t c = pieces[i].part.community;
        if (c >= 0 && chief[c] != -2 &&
            (chief[c] == -1 || greater(&pieces[i], &pieces[chief[c]])))
            chief[c] = i;
    }
    for (int32_t c = 0; c < plan->n; c++)
        if (chief[c] >= 0)
            pieces[chief[c]].part.main = 1;
}

/* One side of a border: piece PIECE meets ground of COMMUNITY (-1 none). */
typedef struct side {
    int32_t piece, community;
    bool outside;
    int32_t border;
} side;

static int by_piece(const void *a, const void *b)
{
    const side *x = a, *y = b;
    if (x->piece != y->piece)
        return x->piece < y->piece ? -1 : 1;
    if (x->community != y->community)
        return x->community < y->community ? -1 : 1;
    return x->border < y->border ? -1 : x->border > y->border;
}

/* What lies round the piece whose sides are AT[0 .. N-1]: `within`, `enclave`. */
static void surround(const sz_map *m, const side *at, size_t n, sz_part *part)
{
    double most = 0;
    int others = 0;
    bool gap = false;
    part->within = -1;
    for (size_t i = 0; i < n;) {
        int32_t c = at[i].community;
        double length = 0;
        for (; i < n && at[i].community == c; i++) {
            length += m->b_length[at[i].border];
            gap |= c < 0 && !at[i].outside;
        }
        if (c < 0)
            continue;
        others++;
        if (length > most) {
            most = length;
            part->within = c;
        }
    }
    part->enclave = !part->main && others == 1 && !gap;
}

/* Fill in `within` and `enclave` of all pieces. */
static sz_status look_around(const sz_plan *plan, const int32_t *piece_of,
                             piece *pieces, sz_error *err)
{
    const sz_map *m = plan->map;
    SZ__ARRAY(side) sides = SZ__ARRAY_INIT;
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t on[2] = { m->b_left[b], m->b_right[b] };
        if (on[0] >= 0 && on[1] >= 0 && piece_of[on[0]] == piece_of[on[1]])
            continue;
        for (int k = 0; k < 2; k++) {
            int32_t here = on[k], there = on[1 - k];
            if (here < 0 || plan->of[here] < 0)
                continue;
            side s = { piece_of[here], there < 0 ? -1 : plan->of[there], there < 0, b };
            if (!sz__push(&sides, s)) {
                free(sides.at);
                return sz__nomem(err);
            }
        }
    }
    if (sides.n)
        qsort(sides.at, sides.n, sizeof *sides.at, by_piece);
    for (size_t i = 0, j; i < sides.n; i = j) {
        int32_t which = sides.at[i].piece;
        for (j = i; j < sides.n && sides.at[j].piece == which; j++)
            ;
        surround(m, sides.at + i, j - i, &pieces[which].part);
    }
    free(sides.at);
    return SZ_SUCCESS;
}

/* Order of the answer: community, main part first, falling area, lowest parcel;
 * pieces of gaps last. */
static int by_rank(const void *a, const void *b)
{
    const piece *x = *(piece *const *)a, *y = *(piece *const *)b;
    if (x->part.community != y->part.community) {
        if (x->part.community < 0 || y->part.community < 0)
            return x->part.community < 0 ? 1 : -1;
        return x->part.community < y->part.community ? -1 : 1;
    }
    if (x->part.main != y->part.main)
        return x->part.main ? -1 : 1;
    if (x->part.area_m2 != y->part.area_m2)
        return x->part.area_m2 > y->part.area_m2 ? -1 : 1;
    return x->lowest < y->lowest ? -1 : x->lowest > y->lowest;
}

/* Put the pieces of communities in order into OUT, and turn PIECE_OF from
 * pieces into numbers of that order. RANK, RANK_OF are scratch of [n]. */
static size_t put_in_order(piece *pieces, int32_t n, sz_part *out, const piece **rank,
                           int32_t *rank_of, int32_t *piece_of, int32_t n_parcels)
{
    size_t parts = 0;
    for (int32_t i = 0; i < n; i++)
        rank[i] = &pieces[i];
    if (n)
        qsort(rank, (size_t)n, sizeof *rank, by_rank);
    for (int32_t i = 0; i < n; i++) {
        bool gap = rank[i]->part.community < 0;
        rank_of[rank[i] - pieces] = gap ? -1 : (int32_t)parts;
        if (!gap)
            out[parts++] = rank[i]->part;
    }
    for (int32_t p = 0; p < n_parcels; p++)
        piece_of[p] = rank_of[piece_of[p]];
    return parts;
}

/* ---- of one community ---- */

/* Number the pieces of the N parcels AT of community C in PIECE_OF; how many. */
static int32_t pieces_of(const sz_plan *plan, const sz_rims *rims, int32_t c,
                         const int32_t *at, int32_t n, int32_t *piece_of)
{
    int32_t pieces = 0;
    for (int32_t i = 0; i < n; i++)
        piece_of[at[i]] = at[i];
    for (int32_t i = 0; i < n; i++)
        for (int32_t k = rims->row[at[i]]; k < rims->row[at[i] + 1]; k++) {
            int32_t q = sz__across(plan->map, rims->border[k], at[i]);
            if (q > at[i] && plan->of[q] == c)
                sz__join(piece_of, at[i], q);
        }
    for (int32_t i = 0; i < n; i++)
        piece_of[at[i]] = piece_of[at[i]] == at[i] ? ~pieces++
                                                   : piece_of[piece_of[at[i]]];
    for (int32_t i = 0; i < n; i++)
        piece_of[at[i]] = ~piece_of[at[i]];
    return pieces;
}

/* The main one of the N pieces of community C. */
static int32_t main_of(const sz_plan *plan, int32_t c, const int32_t *piece_of,
                       const piece *pieces, int32_t n)
{
    const sz_map *m = plan->map;
    int32_t chief = 0;
    for (int32_t o = 0; o < m->n_offices && c >= 0; o++) {
        int32_t p = plan->office_in[o];
        if (m->offices[o].community == c && p >= 0 && plan->of[p] == c)
            return piece_of[p];
    }
    for (int32_t i = 1; i < n; i++)
        if (greater(&pieces[i], &pieces[chief]))
            chief = i;
    return chief;
}

/* What lies round each of the pieces; OUT has room for the sides of all. */
static void look_around_of(const sz_plan *plan, const sz_rims *rims, const int32_t *at,
                           int32_t n, const int32_t *piece_of, side *out, piece *pieces)
{
    const sz_map *m = plan->map;
    size_t found = 0;
    for (int32_t i = 0; i < n; i++)
        for (int32_t k = rims->row[at[i]]; k < rims->row[at[i] + 1]; k++) {
            int32_t b = rims->border[k], q = sz__across(m, b, at[i]);
            int32_t there = q < 0 ? -1 : plan->of[q];
            if (q >= 0 && there == plan->of[at[i]])
                continue;
            out[found++] = (side){ piece_of[at[i]], there, q < 0, b };
        }
    if (found)
        qsort(out, found, sizeof *out, by_piece);
    for (size_t i = 0, j; i < found; i = j) {
        for (j = i; j < found && out[j].piece == out[i].piece; j++)
            ;
        surround(m, out + i, j - i, &pieces[out[i].piece].part);
    }
}

sz_status sz__plan_parts_of(const sz_plan *plan, const sz_rims *rims, int32_t c,
                            const int32_t *at, int32_t n, sz_part **parts, size_t *count,
                            int32_t *part_of, sz_error *err)
{
    size_t borders = 0;
    for (int32_t i = 0; i < n; i++)
        borders += (size_t)(rims->row[at[i] + 1] - rims->row[at[i]]);
    int32_t found = pieces_of(plan, rims, c, at, n, part_of);
    piece *pieces = sz__zalloc((size_t)found, sizeof *pieces);
    const piece **rank = sz__alloc((size_t)found, sizeof *rank);
    int32_t *rank_of = sz__alloc((size_t)found, sizeof *rank_of);
    side *round = sz__alloc(borders, sizeof *round);
    sz_part *out = sz__alloc((size_t)found, sizeof *out);
    sz_status status = pieces && rank && rank_of && round && out ? SZ_SUCCESS
                                                                  : sz__nomem(err);
    if (status == SZ_SUCCESS && n > 0) {
        gather(plan, at, n, part_of, pieces);
        pieces[main_of(plan, c, part_of, pieces, found)].part.main = 1;
        if (found > 1)
            look_around_of(plan, rims, at, n, part_of, round, pieces);
        for (int32_t i = 0; i < found; i++)
            rank[i] = &pieces[i];
        qsort(rank, (size_t)found, sizeof *rank, by_rank);
        for (int32_t i = 0; i < found; i++) {
            rank_of[rank[i] - pieces] = i;
            out[i] = rank[i]->part;
        }
        for (int32_t i = 0; i < n; i++)
            part_of[at[i]] = rank_of[part_of[at[i]]];
    }
    free(round);
    free(rank_of);
    free((void *)rank);
    free(pieces);
    if (status != SZ_SUCCESS) {
        free(out);
        return status;
    }
    *parts = out;
    *count = (size_t)found;
    return SZ_SUCCESS;
}

/* ---- of all ---- */

sz_status sz_plan_parts(const sz_plan *plan, sz_part **parts, size_t *n, int32_t **of,
                        sz_error *err)
{
    const sz_map *m = plan->map;
    sz_status status = SZ_SUCCESS;
    piece *pieces = NULL;
    const piece **rank = NULL;
    int32_t *rank_of = NULL, *chief = NULL;
    sz_part *out = NULL;
    int32_t *piece_of = sz__alloc((size_t)m->n, sizeof *piece_of);
    if (!piece_of)
        goto nomem;
    int32_t count = sz__plan_pieces(m, plan->of, piece_of);
    pieces = sz__zalloc((size_t)count, sizeof *pieces);
    rank = sz__alloc((size_t)count, sizeof *rank);
    rank_of = sz__alloc((size_t)count, sizeof *rank_of);
    chief = sz__alloc((size_t)plan->n, sizeof *chief);
    out = sz__zalloc((size_t)count, sizeof *out);
    if (!pieces || !rank || !rank_of || !chief || !out)
        goto nomem;
    gather(plan, NULL, m->n, piece_of, pieces);
    choose_main(plan, piece_of, pieces, count, chief);
    status = look_around(plan, piece_of, pieces, err);
    if (status)
        goto done;
    *n = put_in_order(pieces, count, out, rank, rank_of, piece_of, m->n);
    *parts = out;
    out = NULL;
    if (of) {
        *of = piece_of;
        piece_of = NULL;
    }
    goto done;
nomem:
    status = sz__nomem(err);
done:
    free(out);
    free(chief);
    free(rank_of);
    free((void *)rank);
    free(pieces);
    free(piece_of);
    return status;
}
