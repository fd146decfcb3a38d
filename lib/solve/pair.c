/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Gathering a pair and drawing trees of it; see pair.h. */
#include "solve/pair.h"

#include <string.h>

#include "core/array.h"

/* Out of the way of the walk, whose loop needs all registers. */
#if defined(__GNUC__)
#define RARELY __attribute__((noinline, cold))
#else
#define RARELY
#endif

/* In a slot: the neighbour is looked up elsewhere. */
enum { WIDE = UINT16_MAX };

sz_status sz__pair_init(sz_pair *p, const sz_net *net, const sz_spot *spot,
                        int32_t most, sz_error *err)
{
    size_t n = (size_t)most;
    size_t slots = 16 * n > 32 * SZ_PAIR_SMALL ? 16 * n : 32 * SZ_PAIR_SMALL;
    *p = (sz_pair){ .net = net, .spot = spot, .used = SZ_PAIR_BYTES };
    p->atom = sz__alloc(n, sizeof *p->atom);
    p->slot = sz__alloc(slots + 2 * SZ_NET_NEAR, sizeof *p->slot);
    p->degree = sz__alloc(n, sizeof *p->degree);
    p->own = sz__alloc(n, sizeof *p->own);
    p->next = sz__alloc(n, sizeof *p->next);
    p->order = sz__alloc(n, sizeof *p->order);
    p->sum = sz__alloc(n, sizeof *p->sum);
    p->in = sz__zalloc(n, 1);
    p->cut = sz__alloc(n + 1, sizeof *p->cut);
    if (p->atom && p->slot && p->degree && p->own && p->next && p->order && p->sum &&
        p->in && p->cut)
        return SZ_SUCCESS;
    sz__pair_release(p);
    return sz__nomem(err);
}

void sz__pair_release(sz_pair *p)
{
    free(p->atom);
    free(p->slot);
    free(p->degree);
    free(p->own);
    free(p->next);
    free(p->order);
    free(p->sum);
    free(p->in);
    free(p->cut);
    *p = (sz_pair){ 0 };
}

/* Neighbours of atom V in the pair, counted; SEAM gets those of another zone. */
static int32_t count_wide(const sz_pair *p, int32_t v, int32_t *seam)
{
    int32_t count = 0, own = p->spot[v].zone;
    for (int32_t i = 0; i < p->net->atom[v].degree; i++) {
        int32_t zone = p->spot[sz__net_near(p->net, v, i)].zone;
        count += zone == p->a || zone == p->b;
        *seam += zone != own && (zone == p->a || zone == p->b);
    }
    return count;
}

/* The row of an atom with more than SZ_NET_NEAR neighbours. */
static int32_t fill_wide(const sz_pair *p, int32_t v, uint16_t *row, int32_t slots,
                         int32_t *seam)
{
    int32_t count = count_wide(p, v, seam), k = 0;
    if (count > slots) {
        for (int32_t s = 0; s < slots; s++)
            row[s] = WIDE;
        return count;
    }
    for (int32_t i = 0; i < p->net->atom[v].degree; i++) {
        sz_spot spot = p->spot[sz__net_near(p->net, v, i)];
        if (spot.zone == p->a || spot.zone == p->b)
            row[k++] = (uint16_t)spot.local;
    }
    return count;
}

/* Fill the SLOTS of ROW with its first COUNT entries, at most SZ_NET_NEAR, over and
 * over; what is left over leads to I itself. Eight at a time: what a copy has too much
 * is overwritten by the next one, or belongs to the next row. */
static inline void repeat(uint16_t *row, int32_t count, int32_t slots, int32_t i)
{
    uint16_t first[SZ_NET_NEAR], own[SZ_NET_NEAR];
    int32_t s = count;
    memcpy(first, row, sizeof first);
    for (int32_t k = 0; k < SZ_NET_NEAR; k++)
        own[k] = (uint16_t)i;
    for (; count && s + count <= slots; s += count)
        memcpy(row + s, first, sizeof first);
    memcpy(row + s, own, sizeof own);
}

void sz__pair_gather(sz_pair *p, int32_t a, int32_t b, int32_t n_a, int32_t n,
                     bool aloof)
{
    const sz_net *net = p->net;
    int32_t seam = 0;
    p->a = a;
    p->b = b;
    p->n_a = n_a;
    p->n = n;
    p->shift = n <= SZ_PAIR_SMALL ? 5 : 4;
    p->sum_all = 0;
    const int32_t slots = 1 << p->shift;
    for (int32_t i = 0; i < n; i++) {
        int32_t v = p->atom[i], own = i < n_a ? a : b, count = 0;
        const sz_net_atom *atom = &net->atom[v];
        uint16_t *row = p->slot + ((size_t)i << p->shift);
        if (atom->degree <= SZ_NET_NEAR) {
            const int32_t *near = net->near + SZ_NET_NEAR * (size_t)v;
            for (int32_t k = 0; k < SZ_NET_NEAR; k++) { /* -1 has a spot of no zone */
                sz_spot spot = p->spot[near[k]];
                int in = (spot.zone == a) | (spot.zone == b);
                row[count] = (uint16_t)spot.local;
                count += in;
                seam += in & (spot.zone != own);
            }
            repeat(row, count, slots, i);
        } else {
            count = fill_wide(p, v, row, slots, &seam);
            for (int32_t s = count; s < slots; s++)
                row[s] = count && s + slots % count < slots ? row[s - count]
                                                            : (uint16_t)i;
        }
        p->degree[i] = (uint16_t)count;
        uint64_t touches = aloof || count < atom->degree || atom->outer;
        p->own[i] = (uint64_t)atom->weight << SZ_PAIR_WEIGHT | touches;
        p->sum_all += p->own[i];
    }
    p->seam = seam / 2;
}

/* A random neighbour in the pair of local atom I, which has too many for its slots. */
RARELY static uint16_t pick_wide(const sz_pair *p, sz_rng *rng, int32_t i)
{
    int32_t v = p->atom[i];
    for (;;) {
        uint32_t k = sz__rng_below(rng, p->net->atom[v].degree);
        sz_spot spot = p->spot[sz__net_near(p->net, v, (int32_t)k)];
        if (spot.zone == p->a || spot.zone == p->b)
            return (uint16_t)spot.local;
    }
}

/* New random bytes; where they start. */
RARELY static const uint8_t *stock_up(sz_pair *p, sz_rng *rng)
{
    for (size_t i = 0; i < SZ_PAIR_BYTES; i += 8) {
        uint64_t word = sz__rng_next(rng);
        for (size_t k = 0; k < 8; k++) /* the same bytes on every machine */
            p->byte[i + k] = (uint8_t)(word >> 8 * k);
    }
    return p->byte;
}

/* Walk from every atom in turn until the tree is met; next[] is then the way without
 * loops, and order[] gets it from its end. SHIFT is a constant where it is called. */
static inline void grow(sz_pair *p, sz_rng *rng, int32_t root, const int shift)
{
    const uint16_t *slot = p->slot;
    const uint32_t mask = (1u << shift) - 1;
    uint16_t *next = p->next, *order = p->order;
    uint8_t *in = p->in;
    const uint8_t *byte = p->byte + p->used, *end = p->byte + SZ_PAIR_BYTES;
    int32_t n = p->n, count = 1;
    memset(in, 0, (size_t)n);
    in[root] = 1;
    next[root] = (uint16_t)root;
    order[0] = (uint16_t)root;
    for (int32_t s = 0; s < n; s++) {
        uint32_t u = (uint32_t)s, last = u;
        while (!in[u]) {
            if (byte == end)
                byte = stock_up(p, rng);
            last = u;
            u = slot[(size_t)u << shift | (*byte++ & mask)];
            if (u == WIDE)
                u = pick_wide(p, rng, (int32_t)last);
            next[last] = (uint16_t)u;
        }
        int32_t from = count;
        for (u = (uint32_t)s; !in[u]; u = next[u]) {
            in[u] = 1;
            order[count++] = (uint16_t)u;
        }
        for (int32_t i = from, k = count - 1; i < k; i++, k--) {
            uint16_t t = order[i];
            order[i] = order[k];
            order[k] = t;
        }
    }
    p->used = (int)(byte - p->byte);
}

void sz__pair_tree(sz_pair *p, sz_rng *rng, int32_t root, int64_t low, int64_t high)
{
    if (p->shift == 5)
        grow(p, rng, root, 5);
    else
        grow(p, rng, root, 4);
    const uint64_t mask = ((uint64_t)1 << SZ_PAIR_WEIGHT) - 1;
    uint64_t outer = (p->sum_all & mask) - 1, range = (uint64_t)(high - low);
    int32_t n_cuts = 0;
    p->n_cuts = 0;
    if (low > high)
        return;
    memcpy(p->sum, p->own, (size_t)p->n * sizeof *p->sum);
    for (int32_t i = p->n - 1; i > 0; i--) {
        uint16_t u = p->order[i];
        uint64_t sum = p->sum[u];
        p->sum[p->next[u]] += sum;
        p->cut[n_cuts] = u;
        n_cuts += ((sum >> SZ_PAIR_WEIGHT) - (uint64_t)low <= range) &
                  ((sum & mask) - 1 < outer);
    }
    p->n_cuts = n_cuts;
}

int32_t sz__pair_split(sz_pair *p, int32_t cut)
{
    int32_t below = 0;
    p->in[p->order[0]] = 0;
    for (int32_t i = 1; i < p->n; i++) {
        uint16_t u = p->order[i];
        p->in[u] = p->in[p->next[u]] | (u == cut);
        below += p->in[u];
    }
    return below;
}

int32_t sz__pair_seam(const sz_pair *p)
{
    int32_t seam = 0, slots = 1 << p->shift;
    for (int32_t i = 0; i < p->n; i++) {
        const uint16_t *row = p->slot + ((size_t)i << p->shift);
        uint8_t side = p->in[i];
        if (p->degree[i] <= slots) {
            for (int32_t k = 0; k < p->degree[i]; k++)
                seam += p->in[row[k]] ^ side;
            continue;
        }
        int32_t v = p->atom[i];
        for (int32_t k = 0; k < p->net->atom[v].degree; k++) {
            sz_spot spot = p->spot[sz__net_near(p->net, v, k)];
            if (spot.zone == p->a || spot.zone == p->b)
                seam += p->in[spot.local] ^ side;
        }
    }
    return seam / 2;
}

/* Let the least of HEAP[n] come to the top again after place I was changed. */
static void sink(uint64_t *heap, int32_t n, int32_t i)
{
    for (;;) {
        int32_t least = i, left = 2 * i + 1;
        if (left < n && heap[left] < heap[least])
            least = left;
        if (left + 1 < n && heap[left + 1] < heap[least])
            least = left + 1;
        if (least == i)
            return;
        uint64_t t = heap[i];
        heap[i] = heap[least];
        heap[least] = t;
        i = least;
    }
}

/* Most atoms of the pair that weigh no more than LEFT together; uses p->sum. */
static int32_t most_atoms(sz_pair *p, int64_t left)
{
    int32_t n = p->n, most = 0;
    uint64_t *heap = p->sum;
    memcpy(heap, p->own, (size_t)n * sizeof *heap);
    for (int32_t i = n / 2; i-- > 0;)
        sink(heap, n, i);
    while (n > 0) {
        left -= (int64_t)(heap[0] >> SZ_PAIR_WEIGHT);
        if (left < 0)
            break;
        most++;
        heap[0] = heap[--n];
        sink(heap, n, 0);
    }
    return most;
}

/* When three parts of LOW would be more than all, the cuts of a tree lie on one path
 * (three that do not would have three such parts behind them), and what lies between
 * the first and the last weighs no more than two parts of LOW leave over: one atom at
 * least for each cut but the first. */
int32_t sz__pair_most_cuts(sz_pair *p, int64_t low, int64_t high)
{
    if (3 * low <= low + high)
        return p->n - 1;
    int32_t most = 1 + most_atoms(p, high - low);
    return most < p->n - 1 ? most : p->n - 1;
}

/* Hang the tree from its centre of weight: parts of less than half are below their
 * edges. Those that lie in each other differ by at most HIGH - LOW, so one atom at
 * least for each but the first; those that do not share nothing. */
int32_t sz__pair_most_parts(sz_pair *p, int64_t low, int64_t high)
{
    int64_t all = (int64_t)(p->sum_all >> SZ_PAIR_WEIGHT);
    int64_t any = 2 * ((int64_t)p->n - 1);
    if (low + high == all)
        return 2 * sz__pair_most_cuts(p, low, high);
    if (low <= 0 || 2 * high >= all)
        return (int32_t)any;
    int64_t most = all / low * (1 + (int64_t)most_atoms(p, high - low));
    return (int32_t)(most < any ? most : any);
}
