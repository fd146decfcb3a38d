/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Constraints and terms of the solver on made-up towns: every plan is judged here anew,
 * by floods over the borders of the map. */
#include <float.h>

#include "solve/search.h"
#include "solve/terms.h"
#include "tests/lattice.h"
#include "tests/suite.h"

enum { W = 12, H = 10, N = W * H };

/* A town of W x H blocks with six communities of today, a railway along column 6, a
 * river along row 5 and two kinds of units. */
static sz_map *town(uint64_t seed)
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

static int32_t block(int x, int y)
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

static run solve(const sz_map *m, const sz_solve_options *o)
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

static void done(run *r)
{
    sz_plan_free(r->plan);
    sz_findings_free(r->why);
    sz_solve_report_release(&r->report);
}

static sz_solve_options options(const sz_map *m, int64_t communities, double slack)
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
static int pieces(const sz_map *m, const bool *in, const unsigned char *blocked,
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

static verdict judge(const sz_map *m, const int32_t *of, const unsigned char *blocked,
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
static void check_sound(const sz_map *m, const run *r, int64_t min, int64_t max)
{
    verdict v = judge(m, r->of, NULL, NULL, 0);
    ck_assert_msg(r->status == SZ_SUCCESS, "%s", r->message);
    ck_assert_int_eq(v.detached + v.enclaves + v.nobody, 0);
    ck_assert_uint_eq(r->report.communities, (size_t)v.living);
    for (int c = 0; c < 64; c++)
        ck_assert(!v.households[c] ||
                  (v.households[c] >= min && v.households[c] <= max));
}

START_TEST(bands_by_kind)
{
    sz_map *m = town((uint64_t)_i);
    for (int32_t p = 0; p < m->n; p++) /* each block a unit of its own cannot be told: */
        m->unit[p] = -1;
    for (int y = 0; y < H; y++)
        m->unit[block(0, y)] = 1; /* a village along the west, one unit */
    sz_solve_options o = options(m, 6, 0.2);
    sz_band band = { "村", 300, 1100, 0 };
    o.bands = &band;
    o.n_bands = 1;
    run r = solve(m, &o);
    ck_assert_msg(r.status == SZ_SUCCESS, "%s", r.message);
    verdict v = judge(m, r.of, NULL, NULL, 0);
    ck_assert_int_eq(v.detached + v.enclaves + v.nobody, 0);
    for (int32_t c = 0; c < 64; c++) {
        int64_t village = 0;
        for (int32_t p = 0; p < m->n; p++)
            village += r.of[p] == c && m->unit[p] == 1 ? m->households[p] : 0;
        bool is_village = 2 * village > v.households[c];
        if (v.households[c])
            ck_assert_msg(v.households[c] >= (is_village ? 300 : o.min) &&
                          v.households[c] <= (is_village ? 1100 : o.max),
                          "%d has %d households, %d of them in the village", (int)c,
                          (int)v.households[c], (int)village);
    }
    done(&r);
    sz_map_free(m);
}
END_TEST

START_TEST(number_in_a_range)
{
    static const int32_t rows[][2] = { { 5, 5 }, { 7, 8 }, { 4, 5 }, { 6, 9 } };
    sz_map *m = town((uint64_t)_i + 10);
    sz_solve_options o = options(m, 6, 0.5);
    o.communities = rows[_i][0];
    o.communities_max = rows[_i][1];
    for (int from = SZ_FROM_PRESENT; from <= SZ_FROM_SCRATCH; from++) {
        o.from = (sz_solve_from)from;
        run r = solve(m, &o);
        check_sound(m, &r, o.min, o.max);
        ck_assert_int_ge((int)r.report.communities, rows[_i][0]);
        ck_assert_int_le((int)r.report.communities, rows[_i][1]);
        done(&r);
    }
    sz_map_free(m);
}
END_TEST

/* A community in the middle of another: as it is only where that is allowed. */
START_TEST(enclaves_where_allowed)
{
    sz_map *m = town(3);
    for (int32_t p = 0; p < m->n; p++) {
        int x = p % W, y = p / W;
        m->households[p] = 10;
        m->community[p] = x >= 4 && x < 8 && y >= 3 && y < 7;
    }
    m->n_communities = 2;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    o.min = 100;
    o.max = 1100;
    o.allow_enclaves = 1;
    run r = solve(m, &o);
    ck_assert_msg(r.status == SZ_SUCCESS, "%s", r.message);
    ck_assert_int_eq(r.report.moved, 0);
    done(&r);
    o.allow_enclaves = 0;
    r = solve(m, &o);
    check_sound(m, &r, o.min, o.max);
    ck_assert_int_gt(r.report.moved, 0);
    done(&r);
    sz_map_free(m);
}
END_TEST

START_TEST(held_parcels_stay)
{
    sz_map *m = town((uint64_t)_i + 20);
    unsigned char held[N] = { 0 };
    sz_solve_options o = options(m, 5, _i < 4 ? 0.15 : 0.4);
    for (int i = 0; i < 6; i++) /* the middle of each community of today */
        held[block(i % 3 * 4 + 2, i / 3 * 5 + 2)] = i != 2;
    o.held = held;
    o.iterations = 2000;
    o.communities = _i % 2 ? 5 : 0;
    o.from = _i < 4 ? SZ_FROM_PRESENT : SZ_FROM_SCRATCH;
    run r = solve(m, &o);
    check_sound(m, &r, o.min, o.max);
    for (int32_t p = 0; p < m->n; p++)
        ck_assert(!held[p] || r.of[p] == m->community[p]);
    done(&r);
    sz_map_free(m);
}
END_TEST

/* Two layers of units; what overlaps is one. */
START_TEST(layers_stay_together)
{
    sz_map *m = town((uint64_t)_i + 30);
    int32_t across[N], down[N];
    for (int32_t p = 0; p < m->n; p++)
        across[p] = down[p] = -1;
    across[block(3, 2)] = across[block(4, 2)] = 5; /* over a limit of today */
    down[block(4, 2)] = down[block(4, 3)] = 0;
    down[block(7, 6)] = down[block(8, 6)] = 1;
    const int32_t *layers[2] = { across, down };
    sz_solve_options o = options(m, 6, 0.25);
    o.layers = layers;
    o.n_layers = 2;
    o.from = _i % 2 ? SZ_FROM_SCRATCH : SZ_FROM_PRESENT;
    run r = solve(m, &o);
    check_sound(m, &r, o.min, o.max);
    ck_assert_int_eq(r.of[block(3, 2)], r.of[block(4, 2)]);
    ck_assert_int_eq(r.of[block(4, 2)], r.of[block(4, 3)]);
    ck_assert_int_eq(r.of[block(7, 6)], r.of[block(8, 6)]);
    done(&r);
    sz_map_free(m);
}
END_TEST

static void mark_class(const sz_map *m, sz_barrier barrier, unsigned char *out)
{
    for (int32_t b = 0; b < m->n_borders; b++)
        out[b] = m->b_class[b] == barrier;
}

/* The railway, with no road over it, parts the town from north to south: no community is
 * on both sides. A bridge joins them, and then one community may use it. */
START_TEST(barriers_cut_and_links_join)
{
    sz_map *m = town((uint64_t)_i + 40);
    for (int32_t b = 0; b < m->n_borders; b++)
        if (m->b_class[b] == SZ_BARRIER_STREET)
            m->b_class[b] = SZ_BARRIER_WALL;
    unsigned char *rail = calloc((size_t)m->n_borders, 1);
    const int32_t link[1][2] = { { block(5, 4), block(6, 4) } };
    int both = 0;
    mark_class(m, SZ_BARRIER_RAIL, rail);
    sz_solve_options o = options(m, 5, 0.35);
    o.cut_by = 1u << SZ_BARRIER_RAIL;
    o.from = _i % 2 ? SZ_FROM_SCRATCH : SZ_FROM_PRESENT;
    for (int bridge = 0; bridge < 2; bridge++) {
        o.links = bridge ? link : NULL;
        o.n_links = bridge ? 1 : 0;
        o.communities = bridge ? 3 : 0; /* three cannot all lie on one side */
        o.min = bridge ? sz_map_households(m) / 4 : o.min;
        o.max = bridge ? sz_map_households(m) * 2 / 5 : o.max;
        run r = solve(m, &o);
        verdict v = judge(m, r.of, rail, link, o.n_links);
        ck_assert_msg(r.status == SZ_SUCCESS && !v.detached && !v.enclaves && !v.nobody,
                      "bridge %d: %d parts, %d enclaves", bridge, v.detached,
                      v.enclaves);
        both = 0;
        for (int32_t c = 0; c < 64; c++) {
            bool west = false, east = false;
            for (int32_t p = 0; p < m->n; p++) {
                west |= r.of[p] == c && p % W < 6;
                east |= r.of[p] == c && p % W >= 6;
            }
            both += west && east;
        }
        ck_assert_int_eq(both, bridge);
        done(&r);
    }
    free(rail);
    sz_map_free(m);
}
END_TEST

/* A line that must be a border wherever it runs, though one could go round its end. */
START_TEST(locked_borders)
{
    sz_map *m = town((uint64_t)_i + 50);
    unsigned char *uncrossed = calloc((size_t)m->n_borders, 1);
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t l = m->b_left[b];
        uncrossed[b] = m->b_class[b] == SZ_BARRIER_RIVER && l >= 0 && l % W < 8;
    }
    sz_solve_options o = options(m, 5, 0.3);
    o.uncrossed = uncrossed;
    o.from = _i % 2 ? SZ_FROM_SCRATCH : SZ_FROM_PRESENT;
    run r = solve(m, &o);
    check_sound(m, &r, o.min, o.max);
    for (int32_t b = 0; b < m->n_borders; b++)
        ck_assert(!uncrossed[b] || r.of[m->b_left[b]] != r.of[m->b_right[b]]);
    done(&r);
    free(uncrossed);
    sz_map_free(m);
}
END_TEST

/* Communities of today as they merge: none is cut, each result is of whole ones. */
START_TEST(merging_never_cuts)
{
    sz_map *m = town((uint64_t)_i + 60);
    for (int32_t p = 0; p < m->n; p++) { /* twelve of 3 x 3 or so, and a gap */
        int x = p % W, y = p / W;
        m->community[p] = x / 3 + y / 4 * 4;
    }
    while (m->n_communities < 12) {
        m->communities = realloc(m->communities, 12 * sizeof *m->communities);
        char name[8];
        snprintf(name, sizeof name, "d%d", (int)m->n_communities);
        m->communities[m->n_communities++] =
            (sz_today_info){ sz__names_add(&m->names, name), -1, 0 };
    }
    m->community[block(5, 5)] = -1;
    sz_solve_options o = options(m, 5, 0.6);
    o.from = SZ_FROM_MERGE;
    run r = solve(m, &o);
    for (int32_t p = 0; p < m->n; p++)
        for (int32_t q = 0; q < p; q++)
            if (m->community[p] >= 0 && m->community[p] == m->community[q])
                ck_assert_int_eq(r.of[p], r.of[q]);
    check_sound(m, &r, o.min, o.max);
    /* the largest that went into it gives a community its name */
    int64_t size[12] = { 0 }, largest[12] = { 0 };
    for (int32_t p = 0; p < m->n; p++)
        if (m->community[p] >= 0)
            size[m->community[p]] += m->households[p];
    for (int32_t p = 0; p < m->n; p++)
        if (m->community[p] >= 0 && size[m->community[p]] > largest[r.of[p]])
            largest[r.of[p]] = size[m->community[p]];
    for (int32_t c = 0; c < 12; c++)
        ck_assert(largest[c] == 0 || largest[c] == size[c]);
    ck_assert_int_eq(r.report.from, SZ_FROM_MERGE);
    /* so few can be told to be the best without being asked */
    ck_assert_int_eq(r.report.proved, 1);
    ck_assert_uint_eq(r.report.n_proofs, 1);
    ck_assert_double_eq_tol(r.report.proof[0].cost, r.report.objective,
                            1e-9 * r.report.objective);
    ck_assert_double_eq_tol(r.report.objective_bound, r.report.objective,
                            1e-6 * r.report.objective);
    done(&r);
    sz_map_free(m);
}
END_TEST

/* One community too large is fixed with its neighbours; the rest stays, broken or not,
 * gaps too. */
START_TEST(fixing_changes_nothing_else)
{
    sz_map *m = town((uint64_t)_i + 70);
    int64_t before[6] = { 0 };
    for (int x = 0; x < 4; x++)
        m->households[block(x, 0)] += 200; /* c0, which c1 and c3 border */
    m->community[block(11, 0)] = m->community[block(11, 9)] = -1; /* far away */
    for (int32_t p = 0; p < m->n; p++)
        if (m->community[p] >= 0)
            before[m->community[p]] += m->households[p];
    sz_solve_options o = options(m, 6, 0.4);
    o.max = before[0] - 100;
    o.min = before[5] + 10; /* c5 is too small, and that is not looked at */
    o.min = o.min < before[1] && o.min < before[3] ? o.min : before[5];
    const int32_t fix[1] = { 0 };
    o.fix = fix;
    o.n_fix = 1;
    run r = solve(m, &o);
    ck_assert_msg(r.status == SZ_SUCCESS, "%s", r.message);
    for (int32_t p = 0; p < m->n; p++) {
        int32_t c = m->community[p];
        if (c == 2 || c == 4 || c == 5 || c < 0)
            ck_assert_int_eq(r.of[p], c);
    }
    verdict v = judge(m, r.of, NULL, NULL, 0);
    ck_assert_int_le(v.households[0], o.max);
    ck_assert_int_eq(v.nobody, 2);
    done(&r);
    sz_map_free(m);
}
END_TEST

/* All weights at once, offices, kinds: what the search adds up move by move is what it
 * adds up anew, and between any two plans the difference that the map shows. */
static sz_solve_options heavy(const sz_map *m, const sz_band *band)
{
    sz_solve_options o = options(m, 6, 0.3);
    static const double weights[SZ_N_TERMS] = { 1,  30,  400, 300, 50, 40,
                                                60, 200, 0.7, 90,  3 };
    memcpy(o.weight, weights, sizeof weights);
    o.bands = band;
    o.n_bands = 1;
    return o;
}

static void add_offices(sz_map *m)
{
    m->offices = calloc(4, sizeof *m->offices);
    m->n_offices = 4;
    for (int i = 0; i < 4; i++) { /* c4's stands in c0 */
        int32_t p = i < 3 ? block(i * 4 + 1, 1) : block(2, 2);
        m->offices[i] = (sz_office){ .name = "", .community = i < 3 ? i : 4,
                                     .x = m->x[p] + 7, .y = m->y[p] - 5 };
    }
}

/* Objective that the map shows for the plan of a search. */
static double shown(const sz_posed *posed, const sz_task *task, const sz_search *s)
{
    sz_error err = SZ_ERROR_INIT;
    sz_plan *plan = NULL;
    sz_terms terms;
    double sum = 0;
    int32_t label[N];
    ck_assert_int_eq(sz_plan_present(posed->map, &plan, &err), SZ_SUCCESS);
    for (int z = task->n_today; z < s->st.n_zones; z++) {
        char name[16];
        int32_t c;
        snprintf(name, sizeof name, "new%d", z);
        ck_assert_int_eq(sz_plan_found(plan, name, 0, &c, &err), SZ_SUCCESS);
        ck_assert_int_eq(c, z);
    }
    for (int32_t v = 0; v < posed->graph.n; v++)
        label[task->atom[v]] = s->st.label[v];
    for (int32_t p = 0; p < posed->map->n; p++)
        ck_assert_int_eq(sz_plan_assign(plan, (size_t)p, label[posed->graph.atom_of[p]],
                                        &err), SZ_SUCCESS);
    ck_assert_int_eq(sz__terms_count(&terms, NULL, posed, task, 1, plan, label,
                                     &err),
                     SZ_SUCCESS);
    for (int i = 0; i < SZ_N_TERMS; i++)
        sum += terms.cost[i];
    sz_plan_free(plan);
    return sum;
}

START_TEST(sums_agree)
{
    sz_map *m = town((uint64_t)_i + 80);
    sz_band band = { "村", 300, 1500, 0 };
    sz_posed posed;
    sz_task *tasks = NULL;
    sz_search s;
    sz_error err = SZ_ERROR_INIT;
    int32_t n = 0;
    double first = NAN;
    m->unit[block(0, 1)] = 1; /* one parcel: the way to an office is that of an atom */
    add_offices(m);
    sz_solve_options o = heavy(m, &band);
    if (_i % 3 == 1)
        o.cut_by = 1u << SZ_BARRIER_RIVER;
    ck_assert_msg(sz__pose(&posed, m, &o, &err) == SZ_SUCCESS, "%s", err.message);
    ck_assert_int_eq(sz__tasks_make(&tasks, &n, &posed.graph, &posed.demand, &err), 0);
    ck_assert(n == 1 || o.cut_by);
    ck_assert_int_eq(sz__search_init(&s, &tasks[0], 1, 1, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz__start_present(&s, &err), SZ_SUCCESS);
    for (int round = 0; round < 60; round++) {
        double cost, heat = 3000.0 / (round + 1);
        int64_t violation;
        for (int i = 0; i < 200; i++)
            sz__search_flip(&s, heat, false);
        sz_haste haste = { heat, 1, false, true, false, { 1, 1 } };
        const int32_t *pair = s.pair[sz__rng_below(&s.rng, s.n_pairs)];
        int32_t a = s.st.label[pair[0]], b = s.st.label[pair[1]];
        if (a == b)
            b = sz__search_unused(&s, a);
        if (b >= 0)
            sz__search_pair(&s, a, b, &haste);
        sz__search_add_up(&s, &cost, &violation);
        ck_assert_double_eq_tol(cost, s.cost, 1e-3);
        ck_assert_int_eq(violation, s.violation);
        if (n > 1)
            continue;
        double rest = shown(&posed, &tasks[0], &s) - cost;
        if (isnan(first))
            first = rest;
        ck_assert_msg(fabs(rest - first) < 0.1, "round %d: %f, first %f", round, rest,
                      first);
    }
    sz__search_release(&s);
    sz__tasks_free(tasks, n);
    sz__posed_release(&posed);
    sz_map_free(m);
}
END_TEST

/* Turn the map by a quarter, or make it twice as large. */
static void transform(sz_map *m, bool turn)
{
    size_t points = m->b_row[m->n_borders];
    for (size_t i = 0; i < points; i++) {
        double *q = m->b_xy + 2 * i, x = q[0];
        q[0] = turn ? -q[1] : 2 * x;
        q[1] = turn ? x : 2 * q[1];
    }
    for (int32_t p = 0; p < m->n; p++) {
        double x = m->x[p];
        m->x[p] = turn ? -m->y[p] : 2 * x;
        m->y[p] = turn ? x : 2 * m->y[p];
        m->area[p] *= turn ? 1 : 4;
    }
    for (int32_t b = 0; b < m->n_borders; b++)
        m->b_length[b] *= turn ? 1 : 2;
    for (int32_t i = 0; i < m->n_offices; i++) {
        double x = m->offices[i].x;
        m->offices[i].x = turn ? -m->offices[i].y : 2 * x;
        m->offices[i].y = turn ? x : 2 * m->offices[i].y;
    }
}

/* Default weights: a map that is turned or enlarged gives the same plan, its terms
 * grown as their units say. */
START_TEST(turned_and_enlarged)
{
    static const double power[SZ_N_TERMS] = { [SZ_TERM_GROUND] = 4, [SZ_TERM_BORDER] = 2,
                                              [SZ_TERM_THROUGH] = 2,
                                              [SZ_TERM_DISTANCE] = 2 };
    sz_map *m = town((uint64_t)_i + 90);
    bool turn = _i % 2;
    add_offices(m);
    sz_solve_options o = options(m, 5, 0.2);
    o.from = _i < 2 ? SZ_FROM_PRESENT : SZ_FROM_SCRATCH;
    run a = solve(m, &o);
    transform(m, turn);
    run b = solve(m, &o);
    int32_t as[64];
    memset(as, -1, sizeof as);
    for (int32_t p = 0; p < m->n; p++) { /* new ones are named from north to south */
        as[a.of[p]] = as[a.of[p]] < 0 ? b.of[p] : as[a.of[p]];
        ck_assert_int_eq(as[a.of[p]], b.of[p]);
    }
    for (int i = 0; i < SZ_N_TERMS; i++) {
        double times = turn || power[i] == 0 ? 1 : power[i];
        double want = times * a.report.term[i].result;
        ck_assert_double_eq_tol(b.report.term[i].result, want, 1e-6 * (1 + want));
    }
    done(&a);
    done(&b);
    sz_map_free(m);
}
END_TEST

/* Terms of today's plan, counted by hand on a map of squares. */
START_TEST(terms_by_hand)
{
    lattice l;
    lattice_open(&l, 4, 2, 1000, 0, 1);
    for (int i = 0; i < 2; i++)
        lattice_community(&l, i ? "东" : "西");
    lattice_today(&l, 0, 0, 2, 2, 0);
    lattice_today(&l, 2, 0, 4, 2, 1);
    lattice_line(&l, false, 2, SZ_BARRIER_RAIL, "铁路");
    lattice_line(&l, true, 1, SZ_BARRIER_RIVER, "河");
    sz_map *m = lattice_close(&l);
    for (int32_t p = 0; p < m->n; p++)
        m->households[p] = 100;
    m->offices = calloc(1, sizeof *m->offices);
    m->n_offices = 1;
    m->offices[0] = (sz_office){ .name = "", .community = 0, .x = m->x[6],
                                 .y = m->y[6] }; /* in 东 */
    for (int32_t b = 0; b < m->n_borders; b++)
        m->b_length[b] = 1000;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    o.min = 300;
    o.max = 500;
    run r = solve(m, &o);
    const sz_term_value *t = r.report.term;
    ck_assert_msg(r.status == SZ_SUCCESS, "%s", r.message);
    ck_assert_double_eq_tol(t[SZ_TERM_MOVED].present, 0, 1e-9);
    ck_assert_double_eq_tol(t[SZ_TERM_BORDER].present, 2 * 0.1, 1e-9);
    ck_assert_double_eq_tol(t[SZ_TERM_THROUGH].present, 4, 1e-9);
    ck_assert_double_eq_tol(t[SZ_TERM_SIZE].present, 0, 1e-9);
    ck_assert_double_eq_tol(t[SZ_TERM_OFFICE].present, 1, 1e-9);
    ck_assert_double_eq_tol(t[SZ_TERM_CUT_EDGES].present, 2, 1e-9);
    /* squares of 2 km: 2 pi (s^4 / 6) / s^4 - 1, each */
    ck_assert_double_eq_tol(t[SZ_TERM_COMPACT].present, 2 * 0.04719755, 5e-3);
    /* east, to the centre: 400 households at the root of a half km. west, to the
     * office: from (0,0) (1,0) (0,1) (1,1) to (2,1) */
    double far = 100 * (sqrt(5) + sqrt(2) + 2 + 1);
    ck_assert_double_eq_tol(t[SZ_TERM_DISTANCE].present, far + 400 * sqrt(0.5), 30);
    done(&r);
    sz_map_free(m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("rules");
    tcase_add_loop_test(tc, bands_by_kind, 0, 4);
    tcase_add_loop_test(tc, number_in_a_range, 0, 4);
    tcase_add_test(tc, enclaves_where_allowed);
    tcase_add_loop_test(tc, held_parcels_stay, 0, 8);
    tcase_add_loop_test(tc, layers_stay_together, 0, 4);
    tcase_add_loop_test(tc, barriers_cut_and_links_join, 0, 4);
    tcase_add_loop_test(tc, locked_borders, 0, 4);
    tcase_add_loop_test(tc, merging_never_cuts, 0, 4);
    tcase_add_loop_test(tc, fixing_changes_nothing_else, 0, 4);
    tcase_add_loop_test(tc, sums_agree, 0, 6);
    tcase_add_loop_test(tc, turned_and_enlarged, 0, 4);
    tcase_add_test(tc, terms_by_hand);
    return run_suite("rules", tc);
}
