/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A small linear program: least cost of x >= 0 with equations and inequalities whose
 * coefficients are small integers, by the primal simplex method with the inverse of
 * the basis kept in full. Columns and rows can be added, and columns banned, between
 * solutions; each solution starts from the last basis. Made for set partitioning with
 * some hundred rows: right-hand sides are disturbed a little, at random but always the
 * same, so that it does not cycle; duals are exact all the same.
 *
 * Every row that nothing satisfies yet has an artificial column at cost `big`. A value
 * with artificials in it is still a lower bound for every x without them. */
#ifndef SIZHI_SOLVE_LINEAR_H
#define SIZHI_SOLVE_LINEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sz_linear_entry {
    int32_t row;
    int32_t coef;
} sz_linear_entry;

typedef struct sz_linear_column {
    double cost;
    sz_linear_entry *at;
    size_t n, cap;
    int32_t place;   /* row in which it is basic, -1 */
    bool banned;
} sz_linear_column;

typedef struct sz_linear {
    double big;
    int32_t m, room;             /* rows */
    double *rhs, *disturbed;     /* [m] */
    struct { sz_linear_column *at; size_t n, cap; } col;
    double *inverse;             /* [m x room] by row */
    int32_t *basis;              /* [m] */
    double *x;                   /* [m] of basic columns */
    double *dual;                /* [m] */
    double *work;                /* [m] */
    int since;                   /* pivots since the inverse was made anew */
    uint64_t pivots;
} sz_linear;

void sz__linear_init(sz_linear *lp, double big);
void sz__linear_release(sz_linear *lp);

/* Add a column with N entries; its number, or -1 when memory is out. */
int32_t sz__linear_column(sz_linear *lp, double cost, const sz_linear_entry *entry,
                          size_t n);

/* Give column J a coefficient in row lp->m, which is about to be added. */
bool sz__linear_entry(sz_linear *lp, int32_t j, int32_t coef);

/* Add row lp->m: = RHS (SLACK 0), at most RHS (1), at least RHS (-1). False when memory
 * is out. */
bool sz__linear_row(sz_linear *lp, double rhs, int slack);

/* Least cost with the columns that are not banned. False when memory is out. Then
 * lp->dual and sz__linear_value() hold; the value is of the undisturbed program. */
bool sz__linear_solve(sz_linear *lp);
double sz__linear_value(const sz_linear *lp);

/* Value of column J now. */
static inline double sz__linear_x(const sz_linear *lp, int32_t j)
{
    return lp->col.at[j].place < 0 ? 0 : lp->x[lp->col.at[j].place];
}

/* Cost of column J less what its entries are worth at the duals at hand. */
double sz__linear_reduced(const sz_linear *lp, int32_t j);

#endif
