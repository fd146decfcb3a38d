/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The linear program of a set partitioning problem under way: all columns found so
 * far, of which some are active in the program; rows for atoms, zones, the number of
 * communities, and cuts. For prove.c and branch.c. */
#ifndef SIZHI_SOLVE_MASTER_H
#define SIZHI_SOLVE_MASTER_H

#include "core/array.h"
#include "solve/cover.h"
#include "solve/linear.h"

typedef struct sz_pooled {
    sz_column column;
    int32_t at;          /* its number in the program, -1: not active */
    bool dead;           /* no plan that is better has it */
    bool barred;         /* dead, or by the branch at hand */
} sz_pooled;

/* Columns that each have an atom, or the zone, in common with each other: a plan has at
 * most one of them. */
typedef struct sz_cut {
    uint64_t *has;       /* bits by place in the pool */
    size_t words;
    int32_t row;
} sz_cut;

typedef struct sz_master {
    const sz_cover *cover;
    sz_linear lp;
    int32_t atom_row[SZ_SET_ATOMS];        /* -1: none */
    int32_t label_row[SZ_SET_ATOMS + 1];
    int32_t count_row[2];                  /* -1: none */
    SZ__ARRAY(sz_pooled) pool;
    SZ__ARRAY(int32_t) of;   /* by number in the program: place in the pool, -1 */
    SZ__ARRAY(sz_cut) cut;
    int32_t *slot;                         /* hash table of the pool, -1 empty */
    size_t slots;
    double atom[SZ_SET_ATOMS], label[SZ_SET_ATOMS + 1]; /* duals */
    sz_worth worth;                        /* points to these */
} sz_master;

/* BIG: more than any plan costs. Atoms not in ROWS, which are free ones, need no row:
 * each is in the same columns as one that is. */
sz_status sz__master_open(sz_master *m, const sz_cover *cover, const sz_set *rows,
                          double big, sz_error *err);
void sz__master_release(sz_master *m);

/* Put COLUMN into the pool if it is not there; its place, -1 when memory is out. */
int32_t sz__master_pool(sz_master *m, const sz_column *column);

/* Let column I of the pool take part. False when memory is out. */
bool sz__master_activate(sz_master *m, int32_t i);

/* Solve with the active columns that are not barred, and find duals. Charges the
 * budget for the pivots. */
bool sz__master_solve(sz_master *m, sz_budget *budget);

/* Reduced cost of column I of the pool, cuts included. */
double sz__master_reduced(const sz_master *m, int32_t i);

/* Whether no plan has both of these columns. */
bool sz__master_conflict(const sz_master *m, int32_t i, int32_t k);

/* Of the N columns MEMBER, which conflict with each other, a plan has one. */
bool sz__master_cut(sz_master *m, const int32_t *member, size_t n);

/* Bar column I from the program, or let it in. */
void sz__master_bar(sz_master *m, int32_t i, bool barred);

#endif
