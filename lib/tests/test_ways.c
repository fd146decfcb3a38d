/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ways along roads: a lattice by hand, and random maps against plain relaxation. */
#include <math.h>

#include "audit/ways.h"
#include "tests/raster_map.h"
#include "tests/suite.h"

/* Borders with the middle of a piece between these columns on Y = 1 become streets. */
static void pave(sz_map *m, double from, double to)
{
    for (int32_t b = 0; b < m->n_borders; b++) {
        const double *a = m->b_xy + 2 * m->b_row[b];
        const double *z = m->b_xy + 2 * (m->b_row[b + 1] - 1);
        double x = (a[0] + z[0]) / 2;
        if (a[1] == 1 && z[1] == 1 && x > from && x < to)
            m->b_class[b] = SZ_BARRIER_STREET;
    }
}

/* Three by three squares of 1 m, numbered from the lower left, and no roads. */
static void lattice(sz_map *m)
{
    raster r;
    raster_grid(&r, 3, 3);
    raster_map(&r, m);
    for (int32_t b = 0; b < m->n_borders; b++)
        m->b_class[b] = b % 2 ? SZ_BARRIER_RIVER : SZ_BARRIER_NONE;
}

static const int32_t all[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 };

static void ask(const sz_map *m, double x, double y, int32_t at, double out[9])
{
    sz_ways w;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_msg(sz__ways_open(&w, m, true, &err) == SZ_SUCCESS, "%s", err.message);
    for (int again = 0; again < 2; again++) /* a second search owes nothing to the first */
        ck_assert_int_eq(sz__ways_to(&w, x, y, at, all, 9, out, &err), SZ_SUCCESS);
    sz__ways_close(&w);
}

START_TEST(a_street_through_a_lattice)
{
    /* The street runs along y = 1, between the first and the second row. From (0.6, 0.5)
     * in square 0 to its nodes at x = 0 and 1 are hypot(0.6, 0.5) and hypot(0.4, 0.5);
     * every square of the two rows is half a diagonal from each of its nodes. */
    const double left = hypot(0.6, 0.5), right = hypot(0.4, 0.5), half = sqrt(0.5);
    const double want[9] = { 0.1, right + half, right + half + 1,
                             fmin(left, right) + half, right + half, right + half + 1,
                             HUGE_VAL, HUGE_VAL, HUGE_VAL };
    double out[9];
    sz_map m;
    lattice(&m);
    pave(&m, 0, 3);
    ask(&m, 0.6, 0.5, 0, out);
    for (int i = 0; i < 9; i++)
        ck_assert_msg(isinf(want[i]) ? out[i] == want[i] : fabs(out[i] - want[i]) < 1e-12,
                      "square %d: %g, not %g", i, out[i], want[i]);
    /* a place outside: from the node (0, 1), one metre west */
    const double outside[9] = { 1 + half, 2 + half, 3 + half, 1 + half, 2 + half,
                                3 + half, HUGE_VAL, HUGE_VAL, HUGE_VAL };
    ask(&m, -1, 1, -1, out);
    for (int i = 0; i < 9; i++)
        ck_assert_msg(isinf(outside[i]) ? out[i] == outside[i]
                                        : fabs(out[i] - outside[i]) < 1e-12,
                      "square %d: %g, not %g", i, out[i], outside[i]);
    raster_map_release(&m);
}
END_TEST

START_TEST(a_street_with_a_gap)
{
    /* The street stops at x = 1 and goes on at x = 2; a place in a square without a road
     * has no way to any other square. */
    double out[9];
    sz_map m;
    lattice(&m);
    pave(&m, 0, 1);
    pave(&m, 2, 3);
    ask(&m, 0.5, 0.5, 0, out);
    const double half = sqrt(0.5);
    const bool reached[9] = { true, true, false, true, true };
    for (int i = 0; i < 9; i++)
        ck_assert_int_eq(isfinite(out[i]) != 0, reached[i]);
    ck_assert_double_eq_tol(out[1], 2 * half, 1e-12);
    ask(&m, 1.5, 2.5, 7, out);
    for (int i = 0; i < 9; i++)
        ck_assert_int_eq(isfinite(out[i]) != 0, i == 7);
    raster_map_release(&m);
}
END_TEST

START_TEST(no_roads_at_all)
{
    sz_map m;
    sz_ways w;
    sz_error err = SZ_ERROR_INIT;
    double out[9];
    lattice(&m);
    ck_assert_int_eq(sz__ways_open(&w, &m, true, &err), SZ_ERR_DATA);
    sz__ways_close(&w);
    ck_assert_int_eq(sz__ways_open(&w, &m, false, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz__ways_to(&w, 0.5, 0.5, 0, all, 9, out, &err), SZ_SUCCESS);
    ck_assert_double_eq_tol(out[8], sqrt(8), 1e-12);
    sz__ways_close(&w);
    raster_map_release(&m);
}
END_TEST

/* ---- random maps ---- */

static bool road(const sz_map *m, int32_t b)
{
    return m->b_class[b] >= SZ_BARRIER_EXPRESSWAY && m->b_class[b] <= SZ_BARRIER_LANE;
}

/* Straight line from X, Y to the node at end E of border B. */
static double line_to(const sz_map *m, int32_t b, int e, double x, double y)
{
    const double *at = m->b_xy + 2 * (e ? m->b_row[b + 1] - 1 : m->b_row[b]);
    return hypot(at[0] - x, at[1] - y);
}

/* Least of COST and the line from X, Y, over the nodes round parcel P; or the other way
 * round, from the place into COST. */
static double at_rim(const sz_map *m, const bool *roads, int32_t p, double x, double y,
                     double *cost, bool into)
{
    double best = HUGE_VAL;
    for (int32_t b = 0; b < m->n_borders; b++)
        for (int e = 0; e < 2; e++) {
            int32_t node = e ? m->b_to[b] : m->b_from[b];
            if ((m->b_left[b] != p && m->b_right[b] != p) || !roads[node])
                continue;
            double line = line_to(m, b, e, x, y);
            if (into)
                cost[node] = fmin(cost[node], line);
            best = fmin(best, cost[node] + line);
        }
    return best;
}

START_TEST(random_maps_by_relaxation)
{
    raster r;
    sz_map m;
    sz_rng rng;
    sz_ways w;
    sz_error err = SZ_ERROR_INIT;
    sz__rng_init(&rng, 7, (uint64_t)_i);
    raster_random(&r, &rng, 6 + (int)sz__rng_below(&rng, 12), 8, 24, 10, 2);
    raster_split(&r, NULL);
    raster_map(&r, &m);
    bool *roads = sz__zalloc((size_t)m.n_nodes, sizeof *roads);
    double *cost = sz__alloc((size_t)m.n_nodes, sizeof *cost);
    double *out = sz__alloc((size_t)m.n, sizeof *out);
    int32_t *p = sz__alloc((size_t)m.n, sizeof *p);
    for (int32_t i = 0; i < m.n; i++)
        p[i] = i;
    for (int32_t b = 0; b < m.n_borders; b++) {
        m.b_class[b] = (uint8_t)sz__rng_below(&rng, SZ_N_BARRIERS);
        if (road(&m, b))
            roads[m.b_from[b]] = roads[m.b_to[b]] = true;
    }
    int32_t at = (int32_t)sz__rng_below(&rng, (uint32_t)m.n);
    double x = m.x[at] + 0.25, y = m.y[at] - 0.125;
    for (int32_t i = 0; i < m.n_nodes; i++)
        cost[i] = HUGE_VAL;
    at_rim(&m, roads, at, x, y, cost, true);
    for (bool more = true; more;) {
        more = false;
        for (int32_t b = 0; b < m.n_borders; b++) {
            double *a = &cost[m.b_from[b]], *z = &cost[m.b_to[b]];
            double from_z = *z + m.b_length[b], from_a = *a + m.b_length[b];
            if (!road(&m, b) || (from_z >= *a && from_a >= *z))
                continue;
            more = true;
            *a = fmin(*a, from_z);
            *z = fmin(*z, from_a);
        }
    }
    ck_assert_int_eq(sz__ways_open(&w, &m, true, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz__ways_to(&w, x, y, at, p, m.n, out, &err), SZ_SUCCESS);
    for (int32_t i = 0; i < m.n; i++) {
        double want = i == at ? hypot(0.25, 0.125)
                              : at_rim(&m, roads, i, m.x[i], m.y[i], cost, false);
        ck_assert_msg(isinf(want) ? isinf(out[i]) : fabs(out[i] - want) < 1e-9,
                      "parcel %d: %g, not %g", (int)i, out[i], want);
    }
    sz__ways_close(&w);
    free(p);
    free(out);
    free(cost);
    free(roads);
    raster_map_release(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("ways");
    tcase_add_test(tc, a_street_through_a_lattice);
    tcase_add_test(tc, a_street_with_a_gap);
    tcase_add_test(tc, no_roads_at_all);
    tcase_add_loop_test(tc, random_maps_by_relaxation, 0, 60);
    return run_suite("ways", tc);
}
