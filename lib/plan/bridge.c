/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units that lie in several pieces: the ground between the pieces goes into the
 * atom, so that whoever has the unit hangs together.
 *
 * The pieces are joined one after the other along the cheapest way, by households
 * and then by the number of pieces passed; what lies on the way comes along with all
 * of its unit. Dijkstra's search from one piece ends at the next, so it stays near. */
#include "core/array.h"
#include "core/roots.h"
#include "map/map.h"
#include "plan/contract.h"
#include "plan/plan.h"

typedef struct stop {
    int64_t cost;
    int32_t piece;
} stop;

typedef struct bridger {
    int32_t *lock;             /* [pieces] */
    sz_adjacency adj;          /* of pieces */
    int32_t *atom;             /* [pieces] the atom each belonged to at first */
    int32_t *boss;             /* [atoms] union-find: groups of atoms, lowest first */
    int64_t *weight;           /* [atoms] of the group a boss stands for */
    int32_t *first, *last;     /* [atoms] pieces of a boss's group, as a list */
    int32_t *next;             /* [pieces] */
    int64_t *cost;             /* [pieces] */
    int32_t *back;             /* [pieces] on the way from there, -1 at the start */
    uint32_t now;              /* number of the search; marks of others are void */
    uint32_t *held;            /* [pieces] search that starts from it */
    uint32_t *seen;            /* [pieces] search in which cost, back were set */
    uint32_t *stuck;           /* [pieces] search from it that found no way */
    int32_t *queue;            /* [pieces] */
    SZ__ARRAY(stop) heap;
} bridger;

static int32_t group_of(bridger *b, int32_t piece)
{
    return sz__root(b->boss, b->atom[piece]);
}

static bool before(stop a, stop b)
{
    return a.cost != b.cost ? a.cost < b.cost : a.piece < b.piece;
}

/* Offer piece P at COST, reached from BACK. False when memory is out. */
static bool offer(bridger *b, int32_t p, int64_t cost, int32_t back)
{
    if (b->seen[p] == b->now && b->cost[p] <= cost)
        return true;
    b->seen[p] = b->now;
    b->cost[p] = cost;
    b->back[p] = back;
    stop new = { cost, p };
    if (!sz__push(&b->heap, new))
        return false;
    size_t i = b->heap.n - 1;
    for (; i && before(new, b->heap.at[(i - 1) / 2]); i = (i - 1) / 2)
        b->heap.at[i] = b->heap.at[(i - 1) / 2];
    b->heap.at[i] = new;
    return true;
}

static stop take_cheapest(bridger *b)
{
    stop top = b->heap.at[0], last = b->heap.at[--b->heap.n];
    size_t i = 0, n = b->heap.n;
    for (size_t k; (k = 2 * i + 1) < n; i = k) {
        k += k + 1 < n && before(b->heap.at[k + 1], b->heap.at[k]);
        if (!before(b->heap.at[k], last))
            break;
        b->heap.at[i] = b->heap.at[k];
    }
    if (n)
        b->heap.at[i] = last;
    return top;
}

/* Hold the pieces of GROUP that hang together with piece P: they are in b->queue,
 * and the search starts from them. Returns how many. */
static int32_t hold(bridger *b, int32_t p, int32_t group)
{
    int32_t head = 0, tail = 0;
    b->now++;
    b->held[p] = b->now;
    b->queue[tail++] = p;
    while (head < tail) {
        int32_t u = b->queue[head++];
        for (int32_t i = b->adj.row[u]; i < b->adj.row[u + 1]; i++) {
            int32_t w = b->adj.at[i];
            if (w == b->adj.n || b->held[w] == b->now || group_of(b, w) != group)
                continue;
            b->held[w] = b->now;
            b->queue[tail++] = w;
        }
    }
    return tail;
}

/* The nearest piece of GROUP besides the HELD ones; -1 when there is no way, -2 when
 * memory is out. The way back is in b->back. */
static int32_t find_way(bridger *b, int32_t group, int32_t held)
{
    b->heap.n = 0;
    for (int32_t i = 0; i < held; i++)
        if (!offer(b, b->queue[i], 0, -1))
            return -2;
    while (b->heap.n) {
        stop at = take_cheapest(b);
        int32_t own = group_of(b, at.piece);
        if (at.cost > b->cost[at.piece])
            continue;
        if (own == group && b->held[at.piece] != b->now)
            return at.piece;
        for (int32_t i = b->adj.row[at.piece]; i < b->adj.row[at.piece + 1]; i++) {
            int32_t w = b->adj.at[i];
            if (w == b->adj.n || b->lock[w] != b->lock[at.piece])
                continue;
            int32_t g = group_of(b, w);
            int64_t toll = g == group || g == own ? 0 : b->weight[g];
            if (!offer(b, w, at.cost + toll * b->adj.n + 1, at.piece))
                return -2;
        }
    }
    return -1;
}

/* Put group G into group INTO; the boss is the lower of the two. */
static int32_t unite(bridger *b, int32_t into, int32_t g)
{
    int32_t boss = into < g ? into : g, other = into < g ? g : into;
    b->boss[other] = boss;
    b->weight[boss] += b->weight[other];
    b->next[b->last[boss]] = b->first[other];
    b->last[boss] = b->last[other];
    return boss;
}

/* Take all that lies on the way back from piece P into GROUP, unless it comes to
 * more than MOST households. Returns the group, -1 when it does. */
static int32_t take_way(bridger *b, int32_t p, int32_t group, int64_t most)
{
    int64_t sum = b->weight[group];
    int32_t last = group;
    for (int32_t q = p; q >= 0; q = b->back[q]) {
        int32_t g = group_of(b, q);
        sum += g == group || g == last ? 0 : b->weight[g];
        last = g;
    }
    if (sum > most)
        return -1;
    for (int32_t q = p; q >= 0; q = b->back[q]) {
        int32_t g = group_of(b, q);
        if (g != group)
            group = unite(b, group, g);
    }
    return group;
}

/* Join the pieces of GROUP as far as there is a way. False when memory is out. */
static bool join(bridger *b, int32_t group, int64_t most)
{
    uint32_t before_all = b->now;
    for (int32_t p = b->first[group]; p >= 0;) {
        if (b->stuck[p] > before_all) {
            p = b->next[p];
            continue;
        }
        int32_t held = hold(b, p, group), to = find_way(b, group, held);
        if (to == -2)
            return false;
        int32_t grown = to < 0 ? -1 : take_way(b, to, group, most);
        if (grown >= 0) {
            group = grown;
            p = b->first[group];
            continue;
        }
        for (int32_t i = 0; i < held; i++)
            b->stuck[b->queue[i]] = b->now;
    }
    return true;
}

static void release(bridger *b)
{
    sz__adjacency_release(&b->adj);
    void *blocks[] = { b->lock, b->atom, b->boss, b->weight, b->first, b->last, b->next, b->cost,
                       b->back, b->held, b->seen, b->stuck, b->queue, b->heap.at };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        free(blocks[i]);
}

static bool allocate(bridger *b, size_t pieces, size_t atoms)
{
    b->lock = sz__alloc(pieces, sizeof *b->lock);
    b->atom = sz__alloc(pieces, sizeof *b->atom);
    b->boss = sz__alloc(atoms, sizeof *b->boss);
    b->weight = sz__zalloc(atoms, sizeof *b->weight);
    b->first = sz__alloc(atoms, sizeof *b->first);
    b->last = sz__alloc(atoms, sizeof *b->last);
    b->next = sz__alloc(pieces, sizeof *b->next);
    b->cost = sz__alloc(pieces, sizeof *b->cost);
    b->back = sz__alloc(pieces, sizeof *b->back);
    b->held = sz__zalloc(pieces, sizeof *b->held);
    b->seen = sz__zalloc(pieces, sizeof *b->seen);
    b->stuck = sz__zalloc(pieces, sizeof *b->stuck);
    b->queue = sz__alloc(pieces, sizeof *b->queue);
    return b->lock && b->atom && b->boss && b->weight && b->first && b->last && b->next &&
           b->cost && b->back && b->held && b->seen && b->stuck && b->queue;
}

/* Groups of one atom each, with their lists of pieces in ascending order. */
static void fill(bridger *b, const sz_map *m, const int64_t *count,
                 const int32_t *lock, const int32_t *atom_of, const int32_t *piece_of, int32_t atoms)
{
    for (int32_t a = 0; a < atoms; a++) {
        b->boss[a] = a;
        b->first[a] = -1;
    }
    for (int32_t p = 0; p < m->n; p++) {
        b->atom[piece_of[p]] = atom_of[p];
        b->lock[piece_of[p]] = lock[p];
        b->weight[atom_of[p]] += count[p];
    }
    for (int32_t q = b->adj.n - 1; q >= 0; q--) {
        int32_t a = b->atom[q];
        b->next[q] = b->first[a];
        if (b->first[a] < 0)
            b->last[a] = q;
        b->first[a] = q;
    }
}

sz_status sz__bridge_units(const sz_map *map, const sz_graph_options *options,
                           const int32_t *lock, int32_t *atom_of, int32_t *n,
                           sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    bridger b = { 0 };
    int32_t atoms = *n, *number = NULL;
    int32_t *piece_of = sz__alloc((size_t)map->n, sizeof *piece_of);
    if (!piece_of)
        return sz__nomem(err);
    int32_t pieces = sz__plan_pieces(map, atom_of, piece_of);
    if (pieces == atoms)
        goto done;
    status = sz__adjacency_find(&b.adj, map, options, piece_of, pieces, err);
    if (status)
        goto done;
    number = sz__alloc((size_t)atoms, sizeof *number);
    if (!number || !allocate(&b, (size_t)pieces, (size_t)atoms))
        goto nomem;
    fill(&b, map, sz__count_or(options->count, map->households), lock, atom_of, piece_of,
         atoms);
    for (int32_t a = 0; a < atoms; a++)
        if (b.boss[a] == a && b.first[a] != b.last[a] && !join(&b, a, options->bridge))
            goto nomem;
    *n = 0;   /* a boss is the lowest of its group, so the order stays */
    for (int32_t a = 0; a < atoms; a++)
        number[a] = b.boss[a] == a ? (*n)++ : -1;
    for (int32_t p = 0; p < map->n; p++)
        atom_of[p] = number[group_of(&b, piece_of[p])];
    goto done;
nomem:
    status = sz__nomem(err);
done:
    release(&b);
    free(number);
    free(piece_of);
    return status;
}
