/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A task as a set partitioning problem: every free atom in just one of the communities
 * that are allowed, at least cost.
 *
 * A column is a connected set of free atoms within the band that encloses nothing,
 * together with the zone it becomes: one of today's, or a new one. Its cost is what
 * the objective of the task says of that zone, with half of each of its borders, and
 * all of those with locked ground. The costs of a partition and `constant` add up to
 * the cost that sz__search_add_up() finds. Columns are never listed beforehand:
 * sz__cover_tell() finds those that matter at given prices of the atoms. */
#ifndef SIZHI_SOLVE_COVER_H
#define SIZHI_SOLVE_COVER_H

#include "solve/set.h"
#include "solve/task.h"

/* A border or tie between two free atoms. */
typedef struct sz_tie {
    int32_t to;
    double price;        /* if it is a border between two zones */
} sz_tie;

typedef struct sz_cover {
    const sz_task *task;
    int32_t n;           /* atoms of the task, locked ones included */
    int32_t n_labels;    /* zones of today, and one for all that are new */
    sz_set free;         /* atoms that are not locked */
    sz_set rim;          /* atoms that border the outside */
    sz_set *beside;      /* [n] neighbours that connect */
    sz_set *reach;       /* [n] free atoms of no lower number that a community with this
                            atom can have; NULL before sz__cover_find_reach() */
    int32_t *tie_row;    /* [n + 1] */
    sz_tie *tie;         /* between free atoms, both ways */
    double *alone;       /* [n] what an atom costs in any zone: the least seat, borders
                            with locked ground, half of those of negative price */
    double *seat;        /* [n * n_labels] what it costs more in this zone; INFINITY: it
                            must stay at home */
    double *label_cost;  /* [n_labels] of a zone, whatever is in it; INFINITY: locked */
    double constant;     /* what any plan costs besides its columns */
    int32_t fewest, most; /* columns in a plan */
} sz_cover;

typedef struct sz_column {
    sz_set set;
    int32_t label;       /* zone of today, or n_labels - 1: a new one */
    double cost;
} sz_column;

/* Room for SZ_SET_ATOMS atoms is all there is: TASK must not have more. */
sz_status sz__cover_make(sz_cover *cover, const sz_task *task, sz_error *err);
void sz__cover_release(sz_cover *cover);

/* Get ready for sz__cover_tell(). */
sz_status sz__cover_find_reach(sz_cover *cover, sz_error *err);

/* Cost of SET as zone LABEL, which may be any set of free atoms. */
double sz__cover_cost(const sz_cover *cover, const sz_set *set, int32_t label);

/* Whether SET is a community that is allowed: the band, no enclave; and the rest can
 * still be cut into such as far as sums go. SET is connected. */
bool sz__cover_allows(const sz_cover *cover, const sz_set *set);

/* Prices that columns are judged by: what an atom is worth, what the use of a zone
 * costs, and a community costs whatever it is. */
typedef struct sz_worth {
    const double *atom;  /* [n] */
    const double *label; /* [n_labels] */
    double any;
} sz_worth;

/* How much work may be done; one step is one set looked at. */
typedef struct sz_budget {
    uint64_t steps;      /* left */
    bool (*stop)(void *data, double fraction); /* or NULL; asked now and then */
    void *data;
    bool stopped;
    uint64_t per_root;   /* at most so many for sets with one lowest atom; 0: no limit */
    bool cut_short;      /* some of these did not suffice */
} sz_budget;

/* Take a step; false when there are none left. */
static inline bool sz__budget_step(sz_budget *b)
{
    if (b->steps == 0 || b->stopped)
        return false;
    if ((--b->steps & 0x3fff) == 0 && b->stop)
        b->stopped = b->stop(b->data, 0);
    return true;
}

/* Take many at once, for other work of about that length. */
static inline void sz__budget_charge(sz_budget *b, double steps)
{
    b->steps = steps < (double)b->steps ? b->steps - (uint64_t)steps : 0;
}

/* A column whose cost is REDUCED above what it is worth. Returns the value below which
 * reduced costs matter from now on, for sets with the same lowest atom. */
typedef double (*sz_tell_fn)(void *data, const sz_column *column, double reduced);

/* Tell every column whose cost is less than BELOW above what it is worth, by growing
 * sets atom by atom; what cannot come there is cut off. False when the budget did not
 * suffice. */
bool sz__cover_tell(const sz_cover *cover, const sz_worth *worth, double below,
                    sz_budget *budget, sz_tell_fn tell, void *data);

#endif
