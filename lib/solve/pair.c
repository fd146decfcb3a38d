/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Gathering a pair, splitting it, and what its trees can have at most; see pair.h. */
#include "solve/pair.h"

#include <string.h>

#include "core/array.h"

enum { SPILL = 64 }; /* slots behind the last row that repeat() may write to */

sz_status sz__pair_init(sz_pair *p, const sz_net *net, const sz_spot *spot,
                        int32_t most, sz_error *err)
{
    size_t n = (size_t)most, words = n / 64 + 1;
    size_t small = most < SZ_PAIR_SMALL ? n : SZ_PAIR_SMALL;
    size_t slots = small << SZ_PAIR_SMALL_SHIFT;
    slots = slots > n << SZ_PAIR_SHIFT ? slots : n << SZ_PAIR_SHIFT;
    *p = (sz_pair){ .net = net, .spot = spot, .used = SZ_PAIR_BYTES };
    p->atom = sz__alloc(n, sizeof *p->atom);
    p->slot = sz__alloc(slots + SPILL, sizeof *p->slot);
    p->near = sz__zalloc(n * SZ_NET_NEAR + 1, sizeof *p->near);
    p->degree = sz__alloc(n, sizeof *p->degree);
    p->early = sz__alloc(words, sizeof *p->early);
    p->late = sz__alloc(n + 1, sizeof *p->late);
    p->own = sz__alloc(n, sizeof *p->own);
    p->next = sz__alloc(n, sizeof *p->next);
    p->order = sz__alloc(n + 1, sizeof *p->order);
    p->sum = sz__alloc(n, sizeof *p->sum);
    p->in = sz__zalloc(n + 1, 1);
    p->waiting = sz__alloc(words, sizeof *p->waiting);
    p->cut = sz__alloc(n + 1, sizeof *p->cut);
    if (p->atom && p->slot && p->near && p->degree && p->early && p->late && p->own &&
        p->next && p->order && p->sum && p->in && p->waiting && p->cut)
        return SZ_SUCCESS;
    sz__pair_release(p);
    return sz__nomem(err);
}

void sz__pair_release(sz_pair *p)
{
    free(p->atom);
    free(p->slot);
    free(p->near);
    free(p->degree);
    free(p->early);
    free(p->late);
    free(p->own);
    free(p->next);
    free(p->order);
    free(p->sum);
    free(p->in);
    free(p->waiting);
    free(p->cut);
    *p = (sz_pair){ 0 };
}

/* Whether the neighbours of local atom I in the pair stand in p->near. */
static inline bool is_narrow(const sz_pair *p, int32_t i)
{
    return p->degree[i] <= SZ_NET_NEAR;
}

/* Neighbours of local atom I in the pair, when it may have more than SZ_NET_NEAR;
 * APART gets those in zone OTHER. */
static int32_t look_wide(sz_pair *p, int32_t i, int32_t other, int32_t *apart)
{
    int32_t v = p->atom[i], count = 0;
    for (int32_t k = 0; k < p->net->atom[v].degree; k++) {
        sz_spot spot = p->spot[sz__net_near(p->net, v, k)];
        if (spot.zone != p->a && spot.zone != p->b)
            continue;
        if (count < SZ_NET_NEAR)
            p->near[SZ_NET_NEAR * i + count] = (uint16_t)spot.local;
        count++;
        *apart += spot.zone == other;
    }
    return count;
}

/* Look round atoms FROM .. TO - 1, members of zone OWN, the other one being OTHER:
 * neighbours, degrees, weights. Neighbours that are in OTHER. */
static int32_t look_round(sz_pair *p, int32_t from, int32_t to, int32_t own,
                          int32_t other, bool aloof)
{
    const sz_net *net = p->net;
    const sz_spot *spots = p->spot;
    int32_t seam = 0;
    for (int32_t i = from; i < to; i++) {
        int32_t v = p->atom[i], count = 0, apart = 0;
        const sz_net_atom *atom = &net->atom[v];
        if (atom->degree <= SZ_NET_NEAR) {
            const int32_t *near = net->near + SZ_NET_NEAR * (size_t)v;
            uint16_t *row = p->near + SZ_NET_NEAR * (size_t)i;
            for (int32_t k = 0; k < SZ_NET_NEAR; k++) { /* -1 has a spot of no zone */
                sz_spot spot = spots[near[k]];
                int out = spot.zone == other;
                row[count] = (uint16_t)spot.local;
                count += out | (spot.zone == own);
                apart += out;
            }
        } else {
            count = look_wide(p, i, other, &apart);
        }
        seam += own == other ? 0 : apart;
        p->degree[i] = (uint16_t)count;
        uint64_t touches = aloof || count < atom->degree || atom->outer;
        p->own[i] = (uint64_t)atom->weight << SZ_PAIR_WEIGHT | touches;
        p->sum_all += p->own[i];
    }
    return seam;
}

/* The row of local atom I, which has more than SZ_NET_NEAR neighbours in the pair. */
static void fill_wide(const sz_pair *p, int32_t i, uint16_t *row, int32_t slots)
{
    int32_t v = p->atom[i], count = p->degree[i], k = 0;
    if (count > slots) {
        for (int32_t s = 0; s < slots; s++)
            row[s] = (uint16_t)(p->n << p->scale);
        return;
    }
    for (int32_t j = 0; j < p->net->atom[v].degree; j++) {
        sz_spot spot = p->spot[sz__net_near(p->net, v, j)];
        if (spot.zone == p->a || spot.zone == p->b)
            row[k++] = (uint16_t)(spot.local << p->scale);
    }
    for (int32_t s = count; s < slots; s++)
        row[s] = s + slots % count < slots ? row[s - count]
                                           : (uint16_t)(i << p->scale);
}

/* Fill the SLOTS of ROW with COUNT neighbours, at most SZ_NET_NEAR, over and over; what
 * is left over leads to I itself. Eight at a time and, but for few neighbours, as often
 * as four need it: what is too much is overwritten by the next row. */
static inline void repeat(uint16_t *row, const uint16_t *near, int32_t count,
                          const int32_t slots, int32_t i, const int scale)
{
    uint16_t first[SZ_NET_NEAR], own[SZ_NET_NEAR];
    for (int32_t k = 0; k < SZ_NET_NEAR; k++) {
        first[k] = (uint16_t)(near[k] << scale);
        own[k] = (uint16_t)(i << scale);
    }
    if (count >= 4)
        for (int32_t k = 0; k < slots / 4; k++)
            memcpy(row + k * count, first, sizeof first);
    else
        for (int32_t s = 0; count && s + count <= slots; s += count)
            memcpy(row + s, first, sizeof first);
    int32_t end = count ? slots - slots % count : 0;
    memcpy(row + end, own, sizeof own);
}

/* Fill all slots. SHIFT and SCALE are constants where it is called. */
static inline void fill_slots(sz_pair *p, const int shift, const int scale)
{
    p->shift = shift;
    p->scale = scale;
    for (int32_t i = 0; i < p->n; i++) {
        uint16_t *row = p->slot + ((size_t)i << shift);
        if (is_narrow(p, i))
            repeat(row, p->near + SZ_NET_NEAR * (size_t)i, p->degree[i], 1 << shift, i,
                   scale);
        else
            fill_wide(p, i, row, 1 << shift);
    }
}

/* List the late atoms, and mark the others. */
static void part_late(sz_pair *p)
{
    const sz_net_atom *atom = p->net->atom;
    uint64_t word = 0;
    p->n_late = 0;
    p->early[p->n >> 6] = 0;
    for (int32_t i = 0; i < p->n; i++) {
        uint64_t late = atom[p->atom[i]].late;
        p->late[p->n_late] = (uint16_t)i;
        p->n_late += (int32_t)late;
        word = (i & 63 ? word : 0) | (late ^ 1) << (i & 63);
        p->early[i >> 6] = word;
    }
}

void sz__pair_gather(sz_pair *p, int32_t a, int32_t b, int32_t n_a, int32_t n,
                     bool aloof)
{
    p->a = a;
    p->b = b;
    p->n_a = n_a;
    p->n = n;
    p->sum_all = 0;
    p->seam = look_round(p, 0, n_a, a, b, aloof);
    look_round(p, n_a, n, b, a, aloof);
    if (n <= SZ_PAIR_SMALL)
        fill_slots(p, SZ_PAIR_SMALL_SHIFT, SZ_PAIR_SMALL_SHIFT + 1);
    else
        fill_slots(p, SZ_PAIR_SHIFT, 0);
    part_late(p);
}

int32_t sz__pair_root(const sz_pair *p, int32_t near)
{
    int32_t root = near;
    if (!is_narrow(p, near))
        return root;
    for (int32_t k = 0; k < p->degree[near]; k++) {
        int32_t u = p->near[SZ_NET_NEAR * near + k];
        root = p->degree[u] > p->degree[root] ? u : root;
    }
    return root;
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

/* Neighbours in the pair of local atom I that are on another side. */
static int32_t apart_wide(const sz_pair *p, int32_t i)
{
    int32_t v = p->atom[i], apart = 0;
    for (int32_t k = 0; k < p->net->atom[v].degree; k++) {
        sz_spot spot = p->spot[sz__net_near(p->net, v, k)];
        if (spot.zone == p->a || spot.zone == p->b)
            apart += p->in[spot.local] ^ p->in[i];
    }
    return apart;
}

int32_t sz__pair_seam(const sz_pair *p)
{
    int32_t seam = 0;
    for (int32_t i = 0; i < p->n; i++) {
        if (!is_narrow(p, i)) {
            seam += apart_wide(p, i);
            continue;
        }
        const uint16_t *near = p->near + SZ_NET_NEAR * (size_t)i;
        int32_t degree = p->degree[i];
        uint8_t side = p->in[i];
        for (int32_t k = 0; k < SZ_NET_NEAR; k++)
            seam += (p->in[k < degree ? near[k] : i] ^ side);
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
