/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Uniform spanning trees by Wilson's algorithm (STOC 1996): from every atom in turn
 * walk at random until the tree is met, and add the walk without its loops.
 *
 * The expected number of steps is the sum of degree times effective resistance to the
 * root, whatever the order of starts. A step costs the latency of one load, the end of
 * a walk a branch that nothing foretells, four times as much. Therefore starts come
 * from words of bits, not from a loop over atoms that are mostly in the tree already,
 * and the atoms that the net calls late come last: when all their neighbours are in
 * the tree, each is a leaf below any one of them, without a walk. */
#include <string.h>

#include "solve/pair.h"

/* Out of the way of the walk, whose loop needs all registers. */
#if defined(__GNUC__)
#define RARELY __attribute__((noinline, cold))
#else
#define RARELY
#endif

/* The lowest bit of WORD, which is not 0. */
static inline int32_t lowest(uint64_t word)
{
#if defined(__GNUC__)
    return __builtin_ctzll(word);
#else
    int32_t bit = 0;
    for (; !(word & 1); word >>= 1)
        bit++;
    return bit;
#endif
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
    sz_rng own = *rng; /* where no byte can be part of it */
    for (size_t i = 0; i < SZ_PAIR_BYTES; i += 8) {
        uint64_t word = sz__rng_next(&own);
        for (size_t k = 0; k < 8; k++) /* the same bytes on every machine */
            p->byte[i + k] = (uint8_t)(word >> 8 * k);
    }
    *rng = own;
    return p->byte;
}

/* Put the way from atom S to LAST, the one before the tree, into the tree, its end
 * first; COUNT atoms are there. How many then are. */
static inline int32_t add_path(sz_pair *p, uint32_t s, uint32_t last, int32_t count)
{
    uint16_t *order = p->order;
    int32_t from = count;
    for (uint32_t u = s;; u = p->next[u]) {
        p->in[u] = 1;
        p->waiting[u >> 6] &= ~((uint64_t)1 << (u & 63));
        order[count++] = (uint16_t)u;
        if (u == last)
            break;
    }
    for (int32_t i = from, k = count - 1; i < k; i++, k--) {
        uint16_t t = order[i];
        order[i] = order[k];
        order[k] = t;
    }
    return count;
}

/* Walk from atom S until the tree is met; next[] is then the way without loops. Where
 * it left the last atom before. SHIFT and SCALE are constants where it is called. BYTE
 * is what is left of the stock. */
static inline uint32_t walk(sz_pair *p, sz_rng *rng, uint32_t s, const uint8_t **byte,
                            const int shift, const int scale)
{
    const uint8_t *at = *byte, *end = p->byte + SZ_PAIR_BYTES, *in = p->in;
    const uint32_t mask = (1u << shift) - 1;
    uint16_t *next = p->next;
    size_t place = (size_t)s << scale; /* as slots tell it */
    uint32_t u = s, last;
    for (;;) {
        do {
            if (at == end)
                at = stock_up(p, rng);
            const uint16_t *slot = p->slot + (*at++ & mask);
            place = *(const uint16_t *)((const char *)slot +
                                        (place << (shift + 1 - scale)));
            last = u;
            u = (uint32_t)(place >> scale);
            next[last] = (uint16_t)u;
        } while (!in[u]);
        if (u != (uint32_t)p->n)
            break;
        u = pick_wide(p, rng, (int32_t)last);
        place = (size_t)u << scale;
        next[last] = (uint16_t)u;
        if (in[u])
            break;
    }
    *byte = at;
    return last;
}

/* Hang the late atoms that are not among the COUNT in the tree below any neighbour. */
static void hang_late(sz_pair *p, sz_rng *rng, int32_t count)
{
    sz_rng own = *rng;
    int32_t first = count;
    for (int32_t i = 0; i < p->n_late; i++) {
        uint16_t u = p->late[i];
        p->order[count] = u;
        count += !p->in[u];
    }
    for (int32_t i = first; i < count; i++) {
        uint16_t u = p->order[i];
        uint32_t k = sz__rng_below(&own, p->degree[u]);
        p->next[u] = p->near[SZ_NET_NEAR * (size_t)u + k];
    }
    *rng = own;
}

/* Draw the tree: next[] and order[]. */
static inline void grow(sz_pair *p, sz_rng *rng, int32_t root, const int shift,
                        const int scale)
{
    const uint8_t *byte = p->byte + p->used;
    int32_t n = p->n, count = 1, words = n / 64 + 1;
    memset(p->in, 0, (size_t)n);
    p->in[n] = 1; /* a slot that says so ends the walk, for a look elsewhere */
    p->in[root] = 1;
    p->next[root] = (uint16_t)root;
    p->order[0] = (uint16_t)root;
    memcpy(p->waiting, p->early, (size_t)words * sizeof *p->waiting);
    for (int32_t w = 0; w < words; w++) {
        uint64_t word = p->waiting[w];
        while (word) {
            uint32_t s = (uint32_t)(64 * w + lowest(word));
            word &= word - 1;
            if (p->in[s])
                continue;
            uint32_t last = walk(p, rng, s, &byte, shift, scale);
            if (last == s) {
                p->in[s] = 1;
                p->order[count++] = (uint16_t)s;
                continue;
            }
            count = add_path(p, s, last, count);
            word &= p->waiting[w];
        }
    }
    p->used = (int)(byte - p->byte);
    hang_late(p, rng, count);
}

void sz__pair_tree(sz_pair *p, sz_rng *rng, int32_t root, int64_t low, int64_t high)
{
    if (p->scale)
        grow(p, rng, root, SZ_PAIR_SMALL_SHIFT, SZ_PAIR_SMALL_SHIFT + 1);
    else
        grow(p, rng, root, SZ_PAIR_SHIFT, 0);
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
