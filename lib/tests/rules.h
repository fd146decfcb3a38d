/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A made-up town for the solver, and a judge of what it makes of it: every plan is judged
 * by floods over the borders of the map. */
#ifndef SIZHI_TESTS_RULES_H
#define SIZHI_TESTS_RULES_H

#include <float.h>

#include "solve/search.h"
#include "tests/lattice.h"
#include "tests/suite.h"

enum { W = 12, H = 10, N = W * H };

/* A town of W x H blocks with six communities of today, a railway along column 6, a
 * river along row 5 and two kinds of units. */
static inline sz_map *town(uint64_t seed)
{
    lattice l;
    lattice_open(&l, W, H, 100, 0.2, seed);
    for (int i = 0; i < 6; i++) {
        char name[8];
        snprintf(name, sizeof name, "c%d", i);
        int32_t c = lattice_community(&l, name);
        int x = i % 3 * 4, y = i / 3 * 5;
        lattice_today(&l, x, y, x + 4, y + 5, c);
    }
    lattice_line(&l, false, 6, SZ_BARRIER_RAIL, "宁铁");
    lattice_line(&l, true, 5, SZ_BARRIER_RIVER, "白河");
    lattice_line(&l, true, 3, SZ_BARRIER_STREET, "青山路");
    sz_map *m = lattice_close(&l);
    for (int32_t p = 0; p < m->n; p++) /* the lattice says side x side */
        m->area[p] = 0;
    for (int32_t b = 0; b < m->n_borders; b++) {
        const double *q = m->b_xy + 2 * m->b_row[b];
        double x = 500000, y = 3500000;
        double cross = (q[0] - x) * (q[3] - y) - (q[2] - x) * (q[1] - y);
        if (m->b_left[b] >= 0)
            m->area[m->b_left[b]] += cross / 2;
        if (m->b_right[b] >= 0)
            m->area[m->b_right[b]] -= cross / 2;
    }
    m->units = calloc(2, sizeof *m->units);
    m->n_units = 2;
    for (int u = 0; u < 2; u++)
        m->units[u] = (sz_unit_info){ sz__names_add(&m->names, u ? "河畔" : "柳园"),
                                      sz__names_add(&m->names, u ? "村" : "小区"), 0 };
    return m;
}

static inline int32_t block(int x, int y)
{
    return y * W + x;
}

/* The outcome of one run, with what its communities are. */
typedef struct run {
    sz_plan *plan;
    sz_solve_report report;
    sz_findings *why;
    sz_status status;
    int32_t of[N];
    char message[512];
} run;

static inline run solve(const sz_map *m, const sz_solve_options *o)
{
    run r = { 0 };
    sz_error err = SZ_ERROR_INIT;
    r.status = sz_solve(m, o, &r.plan, &r.report, &r.why, &err);
    ck_assert_msg(r.status == SZ_SUCCESS || r.status == SZ_ERR_INFEASIBLE, "%s",
                  err.message);
    for (int32_t p = 0; p < m->n; p++)
        r.of[p] = sz_plan_of(r.plan, (size_t)p);
    snprintf(r.message, sizeof r.message, "%s", err.message);
    return r;
}

static inline void done(run *r)
{
    sz_plan_free(r->plan);
    sz_findings_free(r->why);
    sz_solve_report_release(&r->report);
}

static inline sz_solve_options options(const sz_map *m, int64_t communities, double slack)
{
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    double each = (double)sz_map_households(m) / (double)communities;
    o.min = (int64_t)(each * (1 - slack));
    o.max = (int64_t)(each * (1 + slack));
    o.iterations = 300;
    o.threads = 1;
    return o;
}

/* Pieces of the parcels with IN: joined across borders that are not BLOCKED, by LINKS,
 * and, for OUTSIDE, by way of what is outside the map. */
static inline int pieces(const sz_map *m, const bool *in, const unsigned char *blocked,
                  const int32_t (*links)[2], size_t n_links, bool outside)
{
    int32_t boss[N + 1];
    int n = 0;
    for (int32_t p = 0; p <= m->n; p++)
        boss[p] = p;
    for (size_t i = 0; i < (size_t)m->n_borders + n_links; i++) {
        bool link = i >= (size_t)m->n_borders;
        int32_t l = link ? links[i - (size_t)m->n_borders][0] : m->b_left[i];
        int32_t r = link ? links[i - (size_t)m->n_borders][1] : m->b_right[i];
        bool cut = !link && blocked && blocked[i];
        l = l < 0 ? m->n : l;
        r = r < 0 ? m->n : r;
        for (int k = 0; k < 2; k++) { /* what is cut borders the outside on each side */
            int32_t a = k ? l : r, b = cut ? m->n : k ? r : l;
            if ((a == m->n ? !outside : !in[a]) || (b == m->n ? !outside : !in[b]))
                continue;
            while (boss[a] != a)
                a = boss[a];
            while (boss[b] != b)
                b = boss[b];
            boss[a] = b;
        }
    }
    for (int32_t p = 0; p <= m->n; p++)
        n += boss[p] == p && (p == m->n ? outside : in[p]);
    return n;
}

typedef struct verdict {
    int detached, enclaves, nobody, living;
    int64_t households[64];
} verdict;

static inline verdict judge(const sz_map *m, const int32_t *of, const unsigned char *blocked,
                     const int32_t (*links)[2], size_t n_links)
{
    verdict v = { 0 };
    for (int32_t p = 0; p < m->n; p++) {
        v.nobody += of[p] < 0;
        ck_assert_int_lt(of[p], 64);
        if (of[p] >= 0)
            v.households[of[p]] += m->households[p];
    }
    for (int32_t c = 0; c < 64; c++) {
        bool in[N], out[N];
        int count = 0;
        for (int32_t p = 0; p < m->n; p++) {
            in[p] = of[p] == c;
            out[p] = !in[p];
            count += in[p];
        }
        if (!count)
            continue;
        v.living++;
        v.detached += pieces(m, in, blocked, links, n_links, false) - 1;
        v.enclaves += pieces(m, out, blocked, links, n_links, true) - 1;
    }
    return v;
}

/* Every community whole, without enclaves, in [MIN, MAX]. */
static inline void check_sound(const sz_map *m, const run *r, int64_t min, int64_t max)
{
    verdict v = judge(m, r->of, NULL, NULL, 0);
    ck_assert_msg(r->status == SZ_SUCCESS, "%s", r->message);
    ck_assert_int_eq(v.detached + v.enclaves + v.nobody, 0);
    ck_assert_uint_eq(r->report.communities, (size_t)v.living);
    for (int c = 0; c < 64; c++)
        ck_assert(!v.households[c] ||
                  (v.households[c] >= min && v.households[c] <= max));
}

#endif
