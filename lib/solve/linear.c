/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The primal simplex method; see linear.h. */
#include "solve/linear.h"

#include <math.h>
#include <string.h>

#include "core/array.h"

enum { ANEW = 120 };                  /* pivots between inversions */
#define SMALL_COST 1e-9               /* of `big` */
#define SMALL_PIVOT 1e-8

void sz__linear_init(sz_linear *lp, double big)
{
    *lp = (sz_linear){ .big = big };
}

void sz__linear_release(sz_linear *lp)
{
    for (size_t j = 0; j < lp->col.n; j++)
        free(lp->col.at[j].at);
    free(lp->col.at);
    free(lp->rhs);
    free(lp->disturbed);
    free(lp->inverse);
    free(lp->basis);
    free(lp->x);
    free(lp->dual);
    free(lp->work);
    *lp = (sz_linear){ 0 };
}

int32_t sz__linear_column(sz_linear *lp, double cost, const sz_linear_entry *entry,
                          size_t n)
{
    sz_linear_column c = { .cost = cost, .n = n, .cap = n, .place = -1 };
    c.at = sz__dup(entry, n, sizeof *entry);
    if (!c.at || !sz__push(&lp->col, c)) {
        free(c.at);
        return -1;
    }
    return (int32_t)lp->col.n - 1;
}

bool sz__linear_entry(sz_linear *lp, int32_t j, int32_t coef)
{
    sz_linear_column *c = &lp->col.at[j];
    return sz__push(c, (sz_linear_entry){ lp->m, coef });
}

static bool resize(double **at, size_t n)
{
    double *more = realloc(*at, n * sizeof *more);
    if (more)
        *at = more;
    return more != NULL;
}

/* Room for one more row. */
static bool make_room(sz_linear *lp)
{
    if (lp->m < lp->room)
        return true;
    int32_t room = 2 * lp->room + 64;
    size_t n = (size_t)room;
    double *inverse = sz__alloc(n * n, sizeof *inverse);
    int32_t *basis = realloc(lp->basis, n * sizeof *basis);
    if (basis)
        lp->basis = basis;
    if (!inverse || !basis || !resize(&lp->rhs, n) || !resize(&lp->disturbed, n) ||
        !resize(&lp->x, n) || !resize(&lp->dual, n) || !resize(&lp->work, n)) {
        free(inverse);
        return false;
    }
    for (int32_t i = 0; i < lp->m; i++)
        memcpy(inverse + (size_t)i * n, lp->inverse + (size_t)i * (size_t)lp->room,
               (size_t)lp->m * sizeof *inverse);
    free(lp->inverse);
    lp->inverse = inverse;
    lp->room = room;
    return true;
}

static double *row_of(const sz_linear *lp, int32_t i)
{
    return lp->inverse + (size_t)i * (size_t)lp->room;
}

static double cost_of(const sz_linear *lp, const sz_linear_column *c)
{
    return c->banned ? c->cost + lp->big : c->cost;
}

bool sz__linear_row(sz_linear *lp, double rhs, int slack)
{
    int32_t r = lp->m;
    if (!make_room(lp))
        return false;
    sz_linear_entry e = { r, slack };
    uint64_t noise = (uint64_t)(r + 1) * 0x9e3779b97f4a7c15u;
    lp->rhs[r] = rhs;
    lp->disturbed[r] = rhs + 1e-6 * (0.5 + (double)(noise >> 11) * 0x1p-53);
    int32_t own = slack ? sz__linear_column(lp, 0, &e, 1) : -1;
    double value = lp->disturbed[r], *row = row_of(lp, r);
    memset(row, 0, (size_t)(r + 1) * sizeof *row);
    for (int32_t i = 0; i < r; i++) { /* what the basis has in the row */
        const sz_linear_column *c = &lp->col.at[lp->basis[i]];
        row_of(lp, i)[r] = 0;
        for (size_t k = c->n; k > 0 && c->at[k - 1].row == r; k--) {
            value -= c->at[k - 1].coef * lp->x[i];
            for (int32_t q = 0; q < r; q++)
                row[q] -= c->at[k - 1].coef * row_of(lp, i)[q];
        }
    }
    if (slack && own < 0)
        return false;
    if (!slack || slack * value < 0) {
        e.coef = value < 0 ? -1 : 1;
        own = sz__linear_column(lp, lp->big, &e, 1);
        if (own < 0)
            return false;
    }
    row[r] = 1;
    for (int32_t q = 0; q <= r && e.coef < 0; q++)
        row[q] = -row[q];
    lp->x[r] = e.coef * value;
    lp->dual[r] = 0; /* made anew before it is used */
    lp->basis[r] = own;
    lp->col.at[own].place = r;
    lp->m++;
    return true;
}

double sz__linear_reduced(const sz_linear *lp, int32_t j)
{
    const sz_linear_column *c = &lp->col.at[j];
    double rc = cost_of(lp, c);
    for (size_t k = 0; k < c->n; k++)
        rc -= c->at[k].coef * lp->dual[c->at[k].row];
    return rc;
}

static void find_duals(sz_linear *lp)
{
    memset(lp->dual, 0, (size_t)lp->m * sizeof *lp->dual);
    for (int32_t i = 0; i < lp->m; i++) {
        double cost = cost_of(lp, &lp->col.at[lp->basis[i]]);
        const double *row = row_of(lp, i);
        for (int32_t q = 0; q < lp->m && (cost < 0 || cost > 0); q++)
            lp->dual[q] += cost * row[q];
    }
}

static void find_values(sz_linear *lp)
{
    for (int32_t i = 0; i < lp->m; i++) {
        const double *row = row_of(lp, i);
        double x = 0;
        for (int32_t q = 0; q < lp->m; q++)
            x += row[q] * lp->disturbed[q];
        lp->x[i] = x > 0 ? x : 0;
    }
}

/* One elimination step of the inversion of MATRIX beside the inverse. */
static void eliminate(sz_linear *lp, double *matrix, int32_t p)
{
    int32_t m = lp->m;
    size_t wide = (size_t)m;
    double *own = matrix + (size_t)p * wide, *inv = row_of(lp, p), by = 1 / own[p];
    for (int32_t q = 0; q < m; q++) {
        own[q] *= by;
        inv[q] *= by;
    }
    for (int32_t i = 0; i < m; i++) {
        double *other = matrix + (size_t)i * wide, *to = row_of(lp, i), f = other[p];
        if (i == p || !(f < 0 || f > 0))
            continue;
        for (int32_t q = p; q < m; q++)
            other[q] -= f * own[q];
        for (int32_t q = 0; q < m; q++)
            to[q] -= f * inv[q];
    }
}

/* Make the inverse anew from the basis, by Gauss and Jordan with row exchanges. */
static bool invert(sz_linear *lp)
{
    int32_t m = lp->m;
    size_t wide = (size_t)m;
    double *matrix = sz__zalloc(wide * wide, sizeof *matrix);
    if (!matrix)
        return false;
    for (int32_t i = 0; i < m; i++) {
        const sz_linear_column *c = &lp->col.at[lp->basis[i]];
        for (size_t k = 0; k < c->n; k++)
            matrix[(size_t)c->at[k].row * wide + (size_t)i] = c->at[k].coef;
        memset(row_of(lp, i), 0, wide * sizeof(double));
        row_of(lp, i)[i] = 1;
    }
    for (int32_t p = 0; p < m; p++) {
        int32_t best = p;
        for (int32_t i = p + 1; i < m; i++)
            if (fabs(matrix[(size_t)i * wide + (size_t)p]) >
                fabs(matrix[(size_t)best * wide + (size_t)p]))
                best = i;
        if (best != p) {
            double *a = matrix + (size_t)best * wide, *b = matrix + (size_t)p * wide;
            memcpy(lp->work, a, wide * sizeof *a);
            memcpy(a, b, wide * sizeof *a);
            memcpy(b, lp->work, wide * sizeof *a);
            a = row_of(lp, best);
            b = row_of(lp, p);
            memcpy(lp->work, a, wide * sizeof *a);
            memcpy(a, b, wide * sizeof *a);
            memcpy(b, lp->work, wide * sizeof *a);
        }
        eliminate(lp, matrix, p);
    }
    free(matrix);
    lp->since = 0;
    find_values(lp);
    return true;
}

/* Bring column J into the basis. False when nothing bounds it: cannot be, as all
 * columns that lower the cost are bounded by their rows. */
static bool pivot(sz_linear *lp, int32_t j, double reduced)
{
    int32_t m = lp->m, out = -1;
    const sz_linear_column *c = &lp->col.at[j];
    double *step = lp->work, best = INFINITY;
    memset(step, 0, (size_t)m * sizeof *step);
    for (int32_t i = 0; i < m; i++) {
        const double *row = row_of(lp, i);
        for (size_t k = 0; k < c->n; k++)
            step[i] += c->at[k].coef * row[c->at[k].row];
        if (step[i] < SMALL_PIVOT)
            continue;
        double ratio = lp->x[i] / step[i];
        if (ratio < best - 1e-12 || (ratio < best + 1e-12 && step[i] > step[out])) {
            best = ratio;
            out = i;
        }
    }
    if (out < 0)
        return false;
    double *own = row_of(lp, out), by = 1 / step[out];
    for (int32_t q = 0; q < m; q++) {
        own[q] *= by;
        lp->dual[q] += reduced * own[q];
    }
    for (int32_t i = 0; i < m; i++) {
        double *row = row_of(lp, i), f = step[i];
        if (i == out || !(f < 0 || f > 0))
            continue;
        for (int32_t q = 0; q < m; q++)
            row[q] -= f * own[q];
        lp->x[i] = fmax(0, lp->x[i] - f * best);
    }
    lp->x[out] = best;
    lp->col.at[lp->basis[out]].place = -1;
    lp->basis[out] = j;
    lp->col.at[j].place = out;
    lp->since++;
    lp->pivots++;
    return true;
}

/* The column that gains most per unit, -1 when none gains. */
static int32_t choose(const sz_linear *lp, double *reduced)
{
    int32_t best = -1;
    *reduced = -SMALL_COST * lp->big;
    for (size_t j = 0; j < lp->col.n; j++) {
        const sz_linear_column *c = &lp->col.at[j];
        if (c->place >= 0 || c->banned)
            continue;
        double rc = sz__linear_reduced(lp, (int32_t)j);
        if (rc < *reduced) {
            *reduced = rc;
            best = (int32_t)j;
        }
    }
    return best;
}

bool sz__linear_solve(sz_linear *lp)
{
    find_duals(lp);
    for (;;) {
        double reduced;
        int32_t j = choose(lp, &reduced);
        bool went = j >= 0 && pivot(lp, j, reduced);
        if (!went && lp->since == 0)
            return true;
        if (went && lp->since < ANEW)
            continue;
        if (!invert(lp)) /* and look again with exact figures */
            return false;
        find_duals(lp);
    }
}

double sz__linear_value(const sz_linear *lp)
{
    double value = 0;
    for (int32_t i = 0; i < lp->m; i++)
        value += lp->dual[i] * lp->rhs[i];
    return value;
}
