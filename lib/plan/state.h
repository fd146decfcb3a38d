/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan of atoms under change: labels, members, tallies, and exact answers to
 * what a move would break, mostly in O(degree).
 *
 * One state is for one thread. Nothing here allocates after sz__state_init(). */
#ifndef SIZHI_PLAN_STATE_H
#define SIZHI_PLAN_STATE_H

#include "plan/ring.h"

/* One community of a state. */
typedef struct sz_zone {
    int64_t weight;
    double area;
    int32_t count;      /* atoms */
    int32_t from, room; /* its slab of the pool */
    bool whole;         /* proven: connected */
    bool open;          /* proven: all that is not in it hangs together, through
                           the outside or not, so it has no enclave in it */
} sz_zone;

/* What a move would break; 0 is a good move. */
enum {
    SZ_MOVE_CUTS = 1,     /* what it leaves falls into more parts */
    SZ_MOVE_HOLLOWS = 2,  /* it becomes an enclave in what it leaves */
    SZ_MOVE_ENCLOSES = 4, /* something is cut off from the outside by what it joins */
    SZ_MOVE_APART = 8     /* it has no border with what it joins */
};

typedef struct sz_state {
    const sz_graph *graph;
    int32_t n_zones;    /* zones 0 .. n_zones - 1 are in use, empty ones included */
    int32_t max_zones;
    int32_t *label;     /* [-1 .. n): zone, SZ_NOBODY; label[-1] = SZ_OUT */
    sz_zone *zone;      /* [max_zones] */
    uint64_t searches;  /* questions that the counts did not answer */

    uint8_t *plain;     /* [n] the ring is one cycle that does not meet the atom */
    uint64_t *tie;      /* [ring items] of a bare graph, see sz__ties_find(); else NULL */
    uint8_t *flat;      /* [n_components] one disc: no lake, every atom plain */
    int32_t *pool, *spare; /* members, zone by zone */
    int32_t pool_end, pool_size;
    int32_t *place;     /* [n] position in its zone's slab */
    uint32_t *mark;     /* [n] search: when it was seen */
    uint32_t now;
    int32_t *group;     /* [n] search: which flood reached it */
    int32_t *queue;     /* [n] */
    int32_t *boss, *pending; /* [n + 1] search: union of floods, atoms waiting */
} sz_state;

/* A state of GRAPH in which no atom has a zone. O(n). */
sz_status sz__state_init(sz_state *st, const sz_graph *graph, int32_t max_zones,
                         sz_error *err);
void sz__state_release(sz_state *st);

/* Take over N_ZONES zones and labels (SZ_NOBODY or below n_zones). Nothing is
 * proven then. O(n). */
void sz__state_load(sz_state *st, const int32_t *label, int32_t n_zones);

/* Find out which zones are whole and open. O(n), allocates. */
sz_status sz__state_prove(sz_state *st, sz_error *err);

/* The same of any labels below N_ZONES (negative: none): VERDICT [n_zones] gets these
 * bits. */
enum { SZ_ZONE_WHOLE = 1, SZ_ZONE_OPEN = 2 };
sz_status sz__prove(const sz_graph *graph, const int32_t *label, int32_t n_zones,
                    uint8_t *verdict, sz_error *err);

/*
 * What would break if atom V went to zone TO (SZ_NOBODY: to none)? The answer is
 * exact on any plan: CUTS when TO's leaving raises the number of V's old zone's
 * parts, ENCLOSES when the number of connected pieces of everything outside TO, the
 * outside included, rises, HOLLOWS when V has no border but with its old zone, APART
 * when TO has atoms but none that V shares a border with.
 */
unsigned sz__state_ask(sz_state *st, int32_t v, int32_t to);

/* Move V to zone TO. VERDICT is what sz__state_ask() said; proofs of zones outlive
 * a good move only. O(1), now and then O(n). */
void sz__state_move(sz_state *st, int32_t v, int32_t to, unsigned verdict);

/* Whether zone Z is connected, and whether all that is not in it hangs together
 * (supposing that the whole graph does, through the outside or not). By search, about
 * O(atoms in it and round it); sets no proofs. */
bool sz__state_is_whole(sz_state *st, int32_t z);
bool sz__state_is_open(sz_state *st, int32_t z);

/* Members of zone Z, valid until the next move. */
static inline const int32_t *sz__state_members(const sz_state *st, int32_t z)
{
    return st->pool + st->zone[z].from;
}

#endif
