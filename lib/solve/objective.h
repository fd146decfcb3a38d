/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a plan of a task costs, and what a change of it changes. All of the objective
 * and of the band is here; searches only ask.
 *
 * cost = sum over atoms of the seat each has (sz__seat()), over borders between zones
 * of their price, and over zones of what they are (sz__zone_cost()). What a zone is
 * depends on sums over its atoms only: their number, their households, and where the
 * demand wants it, households by kind, area and moments. So the price of a flip is
 * O(degree), and that of every cut of a tree comes from sums over subtrees. */
#ifndef SIZHI_SOLVE_OBJECTIVE_H
#define SIZHI_SOLVE_OBJECTIVE_H

#include <math.h>

#include "solve/task.h"

/* What no plan gives up but for a hard constraint, in targets. */
enum { SZ_FORBIDDEN = 100 };

/* Whether atom V is not to leave home. */
static inline bool sz__is_held(const sz_task *t, int32_t v)
{
    return (double)t->move_price[v] >= SZ_FORBIDDEN / 2.0 * (double)t->target;
}

/* Violation by atom V in zone Z: it must stay at home, but does not. */
static inline int64_t sz__astray(const sz_task *t, int32_t v, int32_t z)
{
    return z != t->home[v] && sz__is_held(t, v) ? t->target : 0;
}

/* The band of a zone with these SUMS: of the kind that most of its households live on;
 * of equals the first, the general one before all. */
static inline const sz_limits *sz__limits(const sz_task *t, const double *sums)
{
    int32_t best = 0;
    for (int32_t k = 1; k < t->n_limits; k++)
        if (sums[k] > sums[best])
            best = k;
    return &t->limits[best];
}

/* Households of a zone outside the band. SUMS may be NULL where t->n_sums is 0. */
static inline int64_t sz__outside(const sz_task *t, int64_t w, const double *sums)
{
    const sz_limits *band = sz__limits(t, sums);
    return w < band->min ? band->min - w : w > band->max ? w - band->max : 0;
}

/* Violation by the number of communities. */
static inline int64_t sz__miscount(const sz_task *t, int32_t living)
{
    int32_t least = t->want ? t->want : t->least;
    int32_t most = t->want ? t->want_most : t->most;
    if (!least || (living >= least && living <= most))
        return 0;
    return (living < least ? least - living : living - most) * t->target;
}

/* Whether the number of communities may become another. */
static inline bool sz__may_recount(const sz_task *t, int32_t living)
{
    return !t->want || t->want < t->want_most || living != t->want;
}

/* Shape of a zone and the way to its centre, for sz__zone_cost(). */
double sz__form_cost(const sz_task *t, int32_t z, int64_t w, const double *sums);

/* Cost of zone Z with COUNT atoms, W households and these SUMS. */
static inline double sz__zone_cost(const sz_task *t, int32_t z, int32_t count,
                                   int64_t w, const double *sums)
{
    if (count == 0)
        return z < t->n_today ? t->prices.abolished : 0;
    const sz_limits *band = sz__limits(t, sums);
    double off = (double)(w - band->target) * 2 / (double)(band->max - band->min + 1);
    double cost = t->prices.size * off * off + (z < t->n_today ? 0 : t->prices.founded);
    if (t->office && z < t->n_today && t->office[z].atom >= 0)
        cost += t->prices.office;
    return t->has_form ? cost + sz__form_cost(t, z, w, sums) : cost;
}

/* Households of atom V times metres to an office. */
static inline double sz__way_to(const sz_graph *g, int32_t v, const sz_desk *desk)
{
    double x = g->form ? g->form[v].home_x : g->x[v];
    double y = g->form ? g->form[v].home_y : g->y[v];
    return (double)g->weight[v] * hypot(x - desk->x, y - desk->y);
}

/* What atom V pays for being in zone Z (-1: none at hand), apart from what it pays
 * anywhere. */
static inline double sz__seat(const sz_task *t, int32_t v, int32_t z)
{
    double price = z >= 0 && t->home[v] == z ? -(double)t->move_price[v] : 0;
    if (t->office && z >= 0 && z < t->n_today) {
        const sz_desk *desk = &t->office[z];
        price -= desk->atom == v ? t->prices.office : 0;
        if (desk->known && t->prices.distance > 0)
            price += t->prices.distance * sz__way_to(&t->graph, v, desk);
    }
    return price;
}

/* OUT = SUMS plus SIGN times those of atom V. */
static inline void sz__sums_with(const sz_task *t, double *out, const double *sums,
                                 int32_t v, int sign)
{
    size_t own = (size_t)v * (size_t)t->n_sums; /* there may be none at all */
    for (int32_t i = 0; i < t->n_sums; i++)
        out[i] = sums[i] + sign * t->sums[own + (size_t)i];
}

/* Price of the borders of atom V that would be no border in zone A, less that of those
 * that would be none in zone B. */
static inline double sz__border_delta(const sz_task *t, const int32_t *label,
                                      int32_t v, int32_t a, int32_t b)
{
    const sz_graph *g = &t->graph;
    double delta = 0;
    for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
        int32_t l = label[g->ring[i].atom];
        delta += (l == a ? t->price[i] : 0) - (l == b ? t->price[i] : 0);
    }
    return delta;
}

#endif
