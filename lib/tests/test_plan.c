/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Plans: tallies under change, fates, moves, names. */
#include "plan/plan.h"
#include "tests/raster_map.h"
#include "tests/suite.h"

typedef struct fixture {
    raster r;
    sz_map map;
    sz_plan *plan;
} fixture;

/* Six parcels in a row, today's communities 0 0 1 1 - 2. */
static void open_row(fixture *f)
{
    static const int32_t today[] = { 0, 0, 1, 1, -1, 2 };
    raster_parse(&f->r, "abcdef");
    raster_map(&f->r, &f->map);
    raster_communities(&f->map, 3);
    for (int32_t p = 0; p < f->map.n; p++) {
        f->map.community[p] = today[p];
        f->map.households[p] = 10 * (p + 1);
    }
    f->plan = NULL;
    ck_assert_int_eq(sz_plan_present(&f->map, &f->plan, NULL), SZ_SUCCESS);
}

static void close_fixture(fixture *f)
{
    sz_plan_free(f->plan);
    raster_map_release(&f->map);
}

static sz_community community(const sz_plan *plan, int32_t c)
{
    sz_community out;
    ck_assert_int_eq(sz_plan_community(plan, (size_t)c, &out, NULL), SZ_SUCCESS);
    return out;
}

START_TEST(present_is_today)
{
    fixture f;
    open_row(&f);
    ck_assert_uint_eq(sz_plan_communities(f.plan), 3);
    ck_assert_uint_eq(sz_plan_living(f.plan), 3);
    sz_community c = community(f.plan, 1);
    ck_assert_str_eq(c.name, "c1");
    ck_assert_int_eq(c.fate, SZ_FATE_KEPT);
    ck_assert_int_eq(c.households, 70);
    ck_assert_uint_eq(c.parcels, 2);
    ck_assert_uint_eq(c.parts, 1);
    ck_assert_double_eq(c.area_m2, 2);
    ck_assert_int_eq(sz_plan_of(f.plan, 4), -1);
    ck_assert_int_eq(sz_plan_of(f.plan, 99), -1);
    close_fixture(&f);
}
END_TEST

/* Steps on the row map, one after the other, and the fate of each community. */
static const struct {
    const char *label;
    size_t parcel;
    int32_t to;
    size_t living, parts0;
    sz_fate want[4];
} steps[] = {
    { "one leaves", 1, 1, 4 - 1, 1, { SZ_FATE_ADJUSTED, SZ_FATE_ADJUSTED, SZ_FATE_KEPT,
                                      SZ_FATE_NEW } },
    { "and comes back", 1, 0, 3, 1, { SZ_FATE_KEPT, SZ_FATE_KEPT, SZ_FATE_KEPT,
                                      SZ_FATE_NEW } },
    { "a gap is filled", 4, 2, 3, 1, { SZ_FATE_KEPT, SZ_FATE_KEPT, SZ_FATE_ADJUSTED,
                                       SZ_FATE_NEW } },
    { "emptied: first", 5, 0, 3, 2, { SZ_FATE_ADJUSTED, SZ_FATE_KEPT, SZ_FATE_ADJUSTED,
                                      SZ_FATE_NEW } },
    { "emptied: last", 4, 3, 3, 2, { SZ_FATE_ADJUSTED, SZ_FATE_KEPT, SZ_FATE_ABOLISHED,
                                     SZ_FATE_NEW } },
    { "as many as today, but others", 1, 2, 4, 2,
      { SZ_FATE_ADJUSTED, SZ_FATE_KEPT, SZ_FATE_ADJUSTED, SZ_FATE_NEW } },
};

START_TEST(fates_follow)
{
    fixture f;
    int32_t founded = -2;
    open_row(&f);
    ck_assert_int_eq(sz_plan_found(f.plan, "new", 0, &founded, NULL), SZ_SUCCESS);
    ck_assert_int_eq(founded, 3);
    for (int s = 0; s < COUNT(steps); s++) {
        ck_assert_int_eq(sz_plan_assign(f.plan, steps[s].parcel, steps[s].to, NULL),
                         SZ_SUCCESS);
        ck_assert_msg(sz_plan_living(f.plan) == steps[s].living, "%s: %zu live",
                      steps[s].label, sz_plan_living(f.plan));
        ck_assert_msg(community(f.plan, 0).parts == steps[s].parts0, "%s: parts",
                      steps[s].label);
        for (int32_t c = 0; c < 4; c++)
            ck_assert_msg(community(f.plan, c).fate == steps[s].want[c],
                          "%s: community %d is %s", steps[s].label, (int)c,
                          sz_fate_name(community(f.plan, c).fate));
    }
    close_fixture(&f);
}
END_TEST

/* Random assignments on two plans in turn, one a copy of the other; then every
 * tally is counted anew. */
START_TEST(tallies_equal_a_recount)
{
    fixture f = { .plan = NULL };
    sz_plan *copy = NULL;
    sz_rng rng;
    sz__rng_init(&rng, 5, (uint64_t)_i);
    raster_random(&f.r, &rng, 8, 8, 20, 10, 0);
    raster_split(&f.r, NULL);
    raster_map(&f.r, &f.map);
    raster_communities(&f.map, 3);
    for (int32_t p = 0; p < f.map.n; p++)
        f.map.community[p] = (int32_t)sz__rng_below(&rng, 4) - 1;
    ck_assert_int_eq(sz_plan_present(&f.map, &f.plan, NULL), SZ_SUCCESS);
    int32_t added;
    ck_assert_int_eq(sz_plan_found(f.plan, "x", 0, &added, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_copy(f.plan, &copy, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_found(copy, "y", -1, &added, NULL), SZ_SUCCESS);
    sz_plan *plans[] = { f.plan, copy };
    for (int i = 0; i < 60; i++) {
        sz_plan *plan = plans[i & 1];
        uint32_t p = sz__rng_below(&rng, (uint32_t)f.map.n);
        int32_t c = (int32_t)sz__rng_below(&rng, (uint32_t)plan->n + 1) - 1;
        ck_assert_int_eq(sz_plan_assign(plan, p, c, NULL), SZ_SUCCESS);
    }
    for (int k = 0; k < 2; k++)
        for (int32_t c = 0; c < plans[k]->n; c++) {
            int64_t households = 0, planned = 0, population = 0;
            double area = 0;
            size_t parcels = 0;
            for (int32_t p = 0; p < f.map.n; p++) {
                if (sz_plan_of(plans[k], (size_t)p) != c)
                    continue;
                households += f.map.households[p];
                planned += f.map.planned[p];
                population += f.map.population[p];
                area += f.map.area[p];
                parcels++;
            }
            sz_community got = community(plans[k], c);
            ck_assert_int_eq(got.households, households);
            ck_assert_int_eq(got.planned, planned);
            ck_assert_int_eq(got.population, population);
            ck_assert_uint_eq(got.parcels, parcels);
            ck_assert_double_eq(got.area_m2, area);
        }
    sz_plan_free(copy);
    close_fixture(&f);
}
END_TEST

START_TEST(moves_are_listed)
{
    /* 0 0 1 1 - 2  ->  0 1 0 - 1 3 */
    static const int32_t after[] = { 0, 1, 0, -1, 1, 3 };
    static const sz_move want[] = {
        { -1, 1, 50, 1, 1 }, { 0, 1, 20, 1, 1 }, { 1, -1, 40, 1, 1 },
        { 1, 0, 30, 1, 1 }, { 2, 3, 60, 1, 1 },
    };
    fixture f;
    sz_plan *later = NULL;
    sz_move *moves = NULL;
    size_t n = 0;
    int32_t added;
    open_row(&f);
    ck_assert_int_eq(sz_plan_copy(f.plan, &later, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_found(later, "new", 0, &added, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__plan_set(later, after, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_moves(f.plan, later, &moves, &n, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(n, COUNT(want));
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(moves[i].from, want[i].from);
        ck_assert_int_eq(moves[i].to, want[i].to);
        ck_assert_int_eq(moves[i].households, want[i].households);
        ck_assert_double_eq(moves[i].area_m2, want[i].area_m2);
        ck_assert_uint_eq(moves[i].parcels, want[i].parcels);
    }
    ck_assert_int_eq(sz_plan_moved(f.plan, later), 20 + 40 + 30 + 60);
    sz_free(moves);
    moves = NULL;
    ck_assert_int_eq(sz_plan_moves(later, later, &moves, &n, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(n, 0);
    sz_free(moves);
    /* backwards, the earlier plan would have to know what was founded later */
    ck_assert_int_eq(sz_plan_moves(later, f.plan, &moves, &n, NULL), SZ_ERR_INVALID);
    sz_plan_free(later);
    close_fixture(&f);
}
END_TEST

/* Two towns; c0 of town 0 gets a namesake in town 1. */
START_TEST(namesakes_show_their_town)
{
    fixture f;
    char text[32];
    int32_t added;
    sz_error err = SZ_ERROR_INIT;
    open_row(&f);
    int32_t *towns = sz__alloc(2, sizeof *towns);
    towns[0] = f.map.town_name[0];
    towns[1] = sz__names_add(&f.map.names, "东区");
    free(f.map.town_name);
    f.map.town_name = towns;
    f.map.n_towns = 2;

    ck_assert_uint_eq(sz_plan_shown_name(f.plan, 0, text, sizeof text), 3);
    ck_assert_str_eq(text, "c0");
    ck_assert_int_eq(sz_plan_found(f.plan, "c0", 0, &added, &err), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_plan_found(f.plan, "c0", 1, &added, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(sz_plan_shown_name(f.plan, 0, text, sizeof text), 5);
    ck_assert_str_eq(text, "t c0");
    sz_plan_shown_name(f.plan, added, text, sizeof text);
    ck_assert_str_eq(text, "东区 c0");
    ck_assert_uint_eq(sz_plan_shown_name(f.plan, added, text, 5), 10);
    ck_assert_str_eq(text, "东");   /* cut between characters */
    ck_assert_uint_eq(sz_plan_shown_name(f.plan, added, NULL, 0), 10);
    ck_assert_uint_eq(sz_plan_shown_name(f.plan, -1, text, sizeof text), 1);
    ck_assert_str_eq(text, "");

    ck_assert_int_eq(sz_plan_rename(f.plan, 0, "c1", &err), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_plan_rename(f.plan, 0, "c9", NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_rename(f.plan, 0, "c9", NULL), SZ_SUCCESS);
    ck_assert_str_eq(community(f.plan, 0).name, "c9");
    sz_plan_shown_name(f.plan, added, text, sizeof text);
    ck_assert_str_eq(text, "c0");
    ck_assert_int_eq(sz__plan_find(f.plan, 0, "c9"), 0);
    ck_assert_int_eq(sz__plan_find(f.plan, 0, "c0"), -1);
    ck_assert_int_eq(sz__plan_find(f.plan, 1, "c0"), added);
    close_fixture(&f);
}
END_TEST

START_TEST(many_communities_are_found_again)
{
    fixture f;
    char name[16];
    int32_t c;
    open_row(&f);
    for (int32_t i = 3; i < 300; i++) {
        snprintf(name, sizeof name, "c%d", (int)i);
        ck_assert_int_eq(sz_plan_found(f.plan, name, -1, &c, NULL), SZ_SUCCESS);
        ck_assert_int_eq(c, i);
    }
    for (int32_t i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "c%d", (int)i);
        ck_assert_int_eq(sz__plan_find(f.plan, i < 3 ? 0 : -1, name), i);
    }
    close_fixture(&f);
}
END_TEST

START_TEST(bad_arguments_are_refused)
{
    fixture f;
    sz_community out;
    int32_t c;
    sz_error err = SZ_ERROR_INIT;
    open_row(&f);
    ck_assert_int_eq(sz_plan_assign(f.plan, 6, 0, &err), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_plan_assign(f.plan, 0, 3, &err), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_plan_assign(f.plan, 0, -2, &err), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_plan_community(f.plan, 3, &out, &err), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_plan_found(f.plan, "", 0, &c, &err), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_plan_found(f.plan, "x", 1, &c, &err), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_plan_rename(f.plan, 3, "x", &err), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_plan_present(NULL, &f.plan, &err), SZ_ERR_INVALID);
    static const int32_t bad[] = { 0, 0, 0, 0, 0, 7 };
    ck_assert_int_eq(sz__plan_set(f.plan, bad, &err), SZ_ERR_INVALID);
    ck_assert_int_eq(err.item, 5);
    ck_assert_int_eq(sz_plan_of(f.plan, 2), 1);   /* untouched */
    close_fixture(&f);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("plan");
    tcase_add_test(tc, present_is_today);
    tcase_add_test(tc, fates_follow);
    tcase_add_loop_test(tc, tallies_equal_a_recount, 0, 50);
    tcase_add_test(tc, moves_are_listed);
    tcase_add_test(tc, namesakes_show_their_town);
    tcase_add_test(tc, many_communities_are_found_again);
    tcase_add_test(tc, bad_arguments_are_refused);
    return run_suite("plan", tc);
}
