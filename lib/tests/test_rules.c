/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Constraints of the solver on made-up towns. */
#include "tests/rules.h"

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
    unsigned char *rail = sz__zalloc((size_t)m->n_borders, 1);
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
    return run_suite("rules", tc);
}
