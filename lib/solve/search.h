/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The state of one search in a task: a plan, its cost, the best plan so far, and the
 * moves. Nothing allocates after sz__search_init().
 *
 * A plan is judged by (violation, cost), in this order. Violation: households outside
 * the band, and the target for each community too few or too many. Cost, in
 * households: those that moved (empty ground counts a little), borders by length and
 * barrier, communities founded and abolished, deviation from the target. Every zone
 * is connected and encloses nothing from the moment sz__search_ready() says so. */
#ifndef SIZHI_SOLVE_SEARCH_H
#define SIZHI_SOLVE_SEARCH_H

#include "plan/state.h"
#include "solve/effort.h"
#include "solve/objective.h"
#include "solve/pool.h"
#include "solve/tree.h"

enum { SZ_AHEAD = 6 };

typedef struct sz_search {
    const sz_task *task;
    sz_state st;
    sz_tree tree;
    sz_rng rng;
    uint64_t ahead[SZ_AHEAD]; /* random numbers of the next flips, from `turn` on */
    unsigned turn;
    double cost;
    int64_t violation;
    int32_t living;      /* zones with atoms */
    double *sums;        /* [max_zones * task->n_sums] of the zones, or NULL */
    double pressure;     /* price of a household of violation while searching */

    /* the best plan so far: labels that differ are among the dirty atoms */
    int32_t *best;       /* [n] */
    double best_cost;
    int64_t best_violation;
    int32_t *dirty, n_dirty;
    uint8_t *is_dirty;   /* [n] */

    int32_t (*pair)[2];  /* [n_pairs] neighbouring atoms that may move */
    uint32_t n_pairs;
    int32_t (*local)[2]; /* room for as many: those of some zones only */
    double hot, cold;    /* heats that suit the task */
    int pair_every;      /* one proposal of so many re-cuts a pair; 0: the default */
    double patience[1024]; /* -log(u): how much worse a move may be, over heat */
    int32_t *offer;      /* [n] by slot: zone in the offer at hand */
    int32_t *list;       /* [n] copy of a zone's members */
    int32_t *near, n_near;   /* [max_zones] zones found by sz__search_near() */
    uint32_t *near_mark, near_now; /* [max_zones] */
    double *near_border; /* [max_zones] price of the common border */
    int32_t *hops;       /* [max_zones] */
    double gain;         /* of the last dry move, violation priced in; 0 for none */
    uint64_t proposals;
    sz_watch *watch;     /* asked now and then; NULL: nobody */
    int32_t standing;    /* 1 + number of the task, whose best the watch is told; or 0 */
    double until;        /* clock at which this search is to end; 0: any time */
    bool stopped;        /* it had to end before its work was done */
    sz_pool *pool;       /* that gets plans met while it is cold; NULL: none */
    int32_t next_new;    /* where to look for an unused zone */
} sz_search;

/* Heats at which a search of TASK starts and ends: in borders, and in households of an
 * atom where leaving home has a price. */
void sz__task_heats(const sz_task *task, double *hot, double *cold);

sz_status sz__search_init(sz_search *s, const sz_task *task, uint64_t seed,
                          uint64_t stream, sz_error *err);
void sz__search_release(sz_search *s);

/* The plan in s->st is whole and open all over: prove it, add up cost and violation,
 * and take it for the best if it is. */
sz_status sz__search_ready(sz_search *s, sz_error *err);

/* Cost and violation of the plan at hand, added up anew. O(n). */
void sz__search_add_up(const sz_search *s, double *cost, int64_t *violation);

/* Tell WATCH, which may be NULL, that the best plan of task NUMBER so far is LABEL. */
void sz__search_tell(sz_watch *watch, const sz_task *task, int32_t number,
                     const int32_t *label, double cost, int64_t violation);

/* Compare with the best so far and keep the better. */
void sz__search_keep(sz_search *s);

/* Sums of all zones anew, after labels were set past sz__search_move(). O(n). */
void sz__search_sum_up(sz_search *s);

/* Go back to the best plan. */
void sz__search_back(sz_search *s);

/* Sums of zone Z, NULL where the task has none. */
static inline double *sz__search_sums(const sz_search *s, int32_t z)
{
    return s->sums ? s->sums + (size_t)z * (size_t)s->task->n_sums : NULL;
}

/* Households of living zone Z outside the band. */
static inline int64_t sz__zone_outside(const sz_search *s, int32_t z)
{
    return sz__outside(s->task, s->st.zone[z].weight, sz__search_sums(s, z));
}

/* Cost of zone Z as it is. */
static inline double sz__zone_costs(const sz_search *s, int32_t z)
{
    const sz_zone *zone = &s->st.zone[z];
    return sz__zone_cost(s->task, z, zone->count, zone->weight, sz__search_sums(s, z));
}

static inline bool sz__zone_fixed(const sz_task *t, int32_t z)
{
    return z < t->n_today && t->fixed[z];
}

/* Living zones that border Z and are not fixed, into s->near, ascending by number,
 * with the price of the common border in s->near_border. */
void sz__search_near(sz_search *s, int32_t z);

/* Move V to zone TO, tallies, cost and best in view. */
void sz__search_move(sz_search *s, int32_t v, int32_t to, unsigned verdict);

/* ---- moves.c ---- */

/* How sz__search_pair() judges. */
typedef struct sz_haste {
    double heat;        /* of annealing; 0: only what is better */
    int trees;          /* spanning trees to try */
    bool strict;        /* never raise the violation */
    bool recount;       /* the number of communities may change */
    bool dry;           /* only say what would be gained, in s->gain */
    double care[2];     /* weight of the violation of the first and second zone */
} sz_haste;

/* What it costs to move V from zone A, its own, to zone B; *WORSE: by how much the
 * violation rises. A has other atoms. O(degree). */
double sz__search_delta(const sz_search *s, int32_t v, int32_t a, int32_t b,
                        int64_t *worse);

/* Move a random atom to a random neighbour's zone, if the heat allows. */
void sz__search_flip(sz_search *s, double heat, bool strict);

/* Merge zones A and B and part them again by the best cut found, or leave them merged;
 * B may be an unused zone: then A is split, or left. True when the plan changed. */
bool sz__search_pair(sz_search *s, int32_t a, int32_t b, const sz_haste *haste);

/* An unused zone, for a piece of Z: from today's plan a community whose ground Z holds
 * most of, or else a new one; -1 when there is none left. */
int32_t sz__search_unused(sz_search *s, int32_t z);

/* The set of s->tree takes the zones in s->offer, A or B each. False, and nothing
 * changed, when one of them would enclose something. Cost and violation are left. */
bool sz__search_relabel(sz_search *s, int32_t a, int32_t b);

/* ---- start.c, bisect.c, mend.c, anneal.c ---- */

/* A first plan from today's: whole and open, of any sizes. */
sz_status sz__start_present(sz_search *s, sz_error *err);

/* A first plan without regard to today's: the free ground cut in two, and so on. */
sz_status sz__start_scratch(sz_search *s, sz_error *err);

/* Cut zone Z into Q, near enough the target each; what it became are Z and unused
 * zones. Cost and violation are left. */
void sz__bisect(sz_search *s, int32_t z, int32_t q);

/* Bring sizes into the band: splits, merges, transfers along paths. */
void sz__mend(sz_search *s);

/* Cool from HEAT to COLD over PROPOSALS, faster when the time would not do; ends with
 * the plan at hand, the best one is kept. */
void sz__anneal(sz_search *s, double heat, double cold, uint64_t proposals);

#endif
