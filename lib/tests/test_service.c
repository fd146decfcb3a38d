/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Workers, premises and sites on the town of town.h by hand, sites on random maps by
 * trying all. 东关 has 300 households and the only office: 320.5 m2, 24 m2 for children,
 * 11 workers; 柳园 of 城东 has 240, 柳园 and 西关 of 城西 have 300 each. */
#include <math.h>
#include <string.h>

#include "core/platform.h"
#include "io/project.h"
#include "sizhi/service.h"
#include "tests/raster_map.h"
#include "tests/town.h"

static sz_policy *policy_with(const char *values)
{
    char text[256];
    sz_policy *p = NULL;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz_policy_open("law2026", &p, &err), SZ_SUCCESS);
    snprintf(text, sizeof text, "%s", values);
    for (char *at = strtok(text, ";"); at; at = strtok(NULL, ";"))
        ck_assert_msg(sz_policy_set(p, at, &err) == SZ_SUCCESS, "%s", err.message);
    return p;
}

/* ---- workers ---- */

static const sz_staff_row *row_of(const sz_staff_table *t, int32_t c)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->rows[i].community == c)
            return &t->rows[i];
    ck_abort_msg("no row of community %d", (int)c);
}

START_TEST(workers_of_two_towns)
{
    /* A quota of 9 for each town. 城东: 300 and 240 of 540 make 5 and 4; with the gap's
     * 100 households in the plan 400 and 240 of 640: 5.625 and 3.375, so 6 and 3. 城西:
     * 300 and 300, and the odd one goes to the lower number. */
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    sz_policy *policy = policy_with("staff.quota=9;staff.min=1;staff.per_worker=40-80");
    sz_plan *plan = town_plan(project);
    sz_staff_table t;
    ck_assert_msg(sz_staff(sz_project_present(project), plan, policy, &t, &err) == 0,
                  "%s", err.message);
    int32_t east = town_community(plan, "城东", "东关");
    const sz_staff_row *a = row_of(&t, east);
    const sz_staff_row *b = row_of(&t, town_community(plan, "城东", "柳园"));
    ck_assert_int_eq(a->counted_before, 300);
    ck_assert_int_eq(a->counted_after, 400);
    ck_assert_int_eq(a->now, 11);
    ck_assert_int_eq(a->before, 5);
    ck_assert_int_eq(a->after, 6);
    ck_assert_int_eq(a->norm, 5);
    ck_assert_int_eq(b->now, -1);
    ck_assert_int_eq(b->before, 4);
    ck_assert_int_eq(b->after, 3);
    ck_assert_uint_eq(t.n, 4);
    ck_assert_uint_eq(t.n_sums, 2);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(t.sums[i].before, 9);
        ck_assert_int_eq(t.sums[i].after, 9);
        ck_assert_int_eq(t.sums[i].now, i == 0 ? 11 : 0);
        ck_assert_int_eq(t.sums[i].unknown, i == 0 ? 1 : 2);
    }
    ck_assert_str_eq(t.method, "largest_remainder");
    ck_assert_int_eq(t.quota, 9);
    sz_staff_release(&t);
    sz_plan_free(plan);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

START_TEST(a_quota_that_cannot_be_met)
{
    /* Two communities a town with at least 5 need 10. Once one of 城东 is abolished it
     * can be met there, and today's figures say why they are not. */
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    sz_policy *policy = policy_with("staff.quota=9;staff.min=5");
    sz_plan *plan = town_plan(project);
    sz_staff_table t;
    ck_assert_int_eq(sz_staff(sz_project_present(project), NULL, policy, &t, &err),
                     SZ_ERR_INFEASIBLE);
    ck_assert_ptr_nonnull(strstr(err.message, "10"));
    ck_assert_ptr_nonnull(strstr(err.message, "staff.quota = 9"));
    ck_assert_ptr_nonnull(strstr(err.message, "staff.min = 5"));
    const char *moved[] = { "10", "11", "岛", "30", "31", "32" };
    for (int i = 0; i < COUNT(moved); i++)
        ck_assert_int_eq(sz_plan_assign(plan, town_find(project, moved[i]),
                                        i < 3 ? town_community(plan, "城东", "东关")
                                              : town_community(plan, "城西", "柳园"),
                                        NULL), SZ_SUCCESS);
    ck_assert_msg(sz_staff(sz_project_present(project), plan, policy, &t, &err) == 0,
                  "%s", err.message);
    ck_assert_str_ne(t.why_not, "");
    const sz_staff_row *gone = row_of(&t, town_community(plan, "城东", "柳园"));
    ck_assert_int_eq(gone->before, -1);
    ck_assert_int_eq(gone->after, 0);
    ck_assert_int_eq(gone->counted_after, -1);
    ck_assert_int_eq(row_of(&t, town_community(plan, "城东", "东关"))->after, 9);
    sz_staff_release(&t);
    sz_policy_free(policy);
    policy = policy_with("");
    ck_assert_int_eq(sz_staff(plan, NULL, policy, &t, &err), SZ_ERR_DATA);
    sz_policy_free(policy);
    /* without a quota, one for 100 households, 2 at least */
    policy = policy_with("staff.per_worker=80-100;staff.min=4");
    ck_assert_int_eq(sz_staff(sz_project_present(project), NULL, policy, &t, &err), 0);
    ck_assert_str_eq(t.method, "norm");
    ck_assert_int_eq(row_of(&t, 0)->before, 4);
    ck_assert_int_eq(row_of(&t, 0)->after, -1);
    sz_staff_release(&t);
    sz_policy_free(policy);
    sz_plan_free(plan);
    sz_project_free(project);
}
END_TEST

/* ---- premises ---- */

START_TEST(premises_need_and_have)
{
    /* 32 m2 for 100 households: 96 m2 of 300, 76.8 of 240. */
    static const struct {
        const char *values, *by;
        double need, lacks, goal_lacks, children_lacks;
    } rows[] = {
        { "office.per_100_m2=32", "office.per_100_m2", 96, 0, NAN, NAN },
        { "office.per_100_m2=32;office.min_m2=600", "office.min_m2", 600, 279.5, NAN,
          NAN },
        { "office.per_100_m2=200;office.min_m2=600", "office.min_m2", 600, 279.5, NAN,
          NAN },
        { "office.per_100_m2=220;office.min_m2=600", "office.per_100_m2", 660, 339.5,
          NAN, NAN },
        { "office.urban_m2=800;office.rural_m2=400", "", NAN, NAN, 479.5, NAN },
        { "office.children_m2=40", "", NAN, NAN, NAN, 16 },
        { "office.children_m2=20", "", NAN, NAN, NAN, 0 },
    };
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    const sz_plan *plan = sz_project_present(project);
    int32_t east = town_community(plan, "城东", "东关");
    for (int i = 0; i < COUNT(rows); i++) {
        sz_policy *policy = policy_with(rows[i].values);
        sz_premises *list = NULL;
        size_t n = 0;
        ck_assert_int_eq(sz_premises_of(plan, policy, &list, &n, &err), SZ_SUCCESS);
        ck_assert_uint_eq(n, 4);
        for (size_t k = 0; k < n; k++) {
            bool has = list[k].community == east;
            const double is[] = { list[k].need_m2, list[k].short_m2,
                                  list[k].goal_short_m2, list[k].children_short_m2 };
            const double want[] = { rows[i].need, rows[i].lacks, rows[i].goal_lacks,
                                    rows[i].children_lacks };
            ck_assert_double_eq(list[k].have_m2, has ? 320.5 : 0);
            ck_assert_uint_eq(list[k].offices, has);
            for (int j = 0; has && j < COUNT(want); j++)
                ck_assert_msg(isnan(want[j]) ? isnan(is[j]) : is[j] == want[j],
                              "row %d, figure %d: %g, not %g", i, j, is[j], want[j]);
            if (has)
                ck_assert_str_eq(list[k].need_by, rows[i].by);
            else if (!isnan(list[k].need_m2)) /* no office: all of it lacks */
                ck_assert_double_eq(list[k].short_m2, list[k].need_m2);
        }
        sz_free(list);
        sz_policy_free(policy);
    }
    sz_project_free(project);
}
END_TEST

/* ---- sites ---- */

START_TEST(the_best_of_three)
{
    /* Candidates in the middle of 00, 01 and 02 of 东关: from 01 its blocks are 100, 0,
     * 100 m off, from the others 0, 100, 200. One lies in the gap, one outside. */
    const sz_site sites[] = {
        { "南", 0, TOWN_X + 50, TOWN_Y + 50 }, { "中", 700, TOWN_X + 50, TOWN_Y + 150 },
        { "北", 0, TOWN_X + 50, TOWN_Y + 250 }, { "空", 0, TOWN_X + 150, TOWN_Y + 250 },
        { "外", 0, TOWN_X - 50, TOWN_Y + 50 },
    };
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    sz_policy *policy = policy_with("");
    const sz_plan *plan = sz_project_present(project);
    int32_t east = town_community(plan, "城东", "东关");
    sz_siting *list = NULL;
    size_t n = 0, outside = 0;
    ck_assert_int_eq(sz_place_offices(plan, policy, sites, 5, 0, &list, &n, &outside,
                                      &err), SZ_SUCCESS);
    ck_assert_uint_eq(n, 4);
    ck_assert_uint_eq(outside, 2);
    for (size_t i = 0; i < n; i++) {
        bool has = list[i].community == east;
        ck_assert_int_eq(list[i].site, has ? 1 : -1);
        ck_assert_uint_eq(list[i].candidates, has ? 3 : 0);
        if (!has)
            continue;
        ck_assert_double_eq_tol(list[i].mean_m, 200.0 / 3, 1e-6);
        ck_assert_double_eq_tol(list[i].farthest_m, 100, 1e-6);
        ck_assert_double_eq_tol(list[i].now_mean_m, 100, 1e-6);
        ck_assert_double_eq_tol(list[i].now_farthest_m, 200, 1e-6);
    }
    sz_free(list);
    ck_assert_int_eq(sz_place_offices(plan, policy, sites, 5, 1, &list, &n, NULL, &err),
                     SZ_SUCCESS);
    ck_assert_uint_eq(n, 3); /* 东关 has an office */
    sz_free(list);
    sz_policy_free(policy);
    /* Along 青山路 from 南 and 中 one block has no way, from 北 none has a way but
     * itself; of 南 and 中, alike in that, 南 comes first. */
    policy = policy_with("reach.distance=network");
    ck_assert_int_eq(sz_place_offices(plan, policy, sites, 5, 0, &list, &n, NULL, &err),
                     SZ_SUCCESS);
    ck_assert_int_eq(list[0].site, 0);
    ck_assert_int_eq(list[0].cut_off, 100);
    ck_assert_double_eq_tol(list[0].farthest_m, 2 * hypot(50, 50), 1e-6);
    sz_free(list);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

/* A row of a table of sites, with decimal points in any locale. */
static void put_site(FILE *file, const char *name, double x, double y, const char *area)
{
    long cx = lround(100 * x), cy = lround(100 * y);
    fprintf(file, "%s,%ld.%02ld,%ld.%02ld,%s\n", name, cx / 100, cx % 100, cy / 100,
            cy % 100, area);
}

START_TEST(sites_from_kinds_and_files)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    const sz_map *map = sz_project_map(project);
    sz_site *sites = NULL;
    size_t n = 0;
    ck_assert_int_eq(sz_sites_of_kinds(map, "公园, 小区", &sites, &n, &err), SZ_SUCCESS);
    ck_assert_uint_eq(n, 2);
    ck_assert_str_eq(sites[0].name, "30");
    ck_assert_double_eq_tol(sites[1].y, TOWN_Y + 150, 30);
    sz_free(sites);
    ck_assert_int_eq(sz_sites_of_kinds(map, "公园", &sites, &n, &err), SZ_ERR_DATA);
    ck_assert_ptr_nonnull(strstr(err.message, "公园"));

    char path[64];
    snprintf(path, sizeof path, "sites_%llu.csv", (unsigned long long)sz__process());
    FILE *file = fopen(path, "wb");
    fputs("name,x,y,用房面积\n", file);
    put_site(file, "老粮站", TOWN_X + 50, TOWN_Y + 150, "650");
    put_site(file, "空地", TOWN_X + 350, TOWN_Y + 50, "");
    fclose(file);
    ck_assert_msg(sz_sites_read(map, path, "EPSG:4549", &sites, &n, &err) == SZ_SUCCESS,
                  "%s", err.message);
    ck_assert_uint_eq(n, 2);
    ck_assert_str_eq(sites[0].name, "老粮站");
    ck_assert_double_eq(sites[0].floor_m2, 650);
    ck_assert_double_eq(sites[1].floor_m2, 0);
    ck_assert_double_eq_tol(sites[1].x, TOWN_X + 350, 1e-6);
    sz_free(sites);
    ck_assert_int_eq(sz_sites_read(map, path, NULL, &sites, &n, &err), SZ_ERR_DATA);
    sz__remove(path);
    sz_project_free(project);
}
END_TEST

START_TEST(random_maps_by_trying_all)
{
    raster r;
    sz_map m;
    sz_rng rng;
    sz_plan *plan = NULL;
    sz_siting *list = NULL;
    sz_site sites[40];
    size_t n = 0;
    sz_error err = SZ_ERROR_INIT;
    sz__rng_init(&rng, 23, (uint64_t)_i);
    raster_random(&r, &rng, 12, 9, 30, 10, 2);
    raster_split(&r, NULL);
    raster_map(&r, &m);
    raster_communities(&m, 4);
    for (int32_t p = 0; p < m.n; p++)
        m.community[p] = (int32_t)sz__rng_below(&rng, 4);
    for (int i = 0; i < 40; i++)
        sites[i] = (sz_site){ "", 0, (double)sz__rng_below(&rng, 12) + 0.4,
                              (double)sz__rng_below(&rng, 9) + 0.7 };
    sz_policy *policy = policy_with("");
    ck_assert_int_eq(sz_plan_present(&m, &plan, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_place_offices(plan, policy, sites, 40, 0, &list, &n, NULL, &err),
                     SZ_SUCCESS);
    for (size_t k = 0; k < n; k++) {
        double best = HUGE_VAL;
        int64_t households = 0;
        for (int i = 0; i < 40; i++) {
            double sum = 0;
            int32_t in = RASTER_AT(&r, (int)sites[i].x, (int)sites[i].y);
            if (in < 0 || m.community[in] != list[k].community)
                continue;
            households = 0;
            for (int32_t p = 0; p < m.n; p++)
                if (m.community[p] == list[k].community) {
                    sum += (double)m.households[p] *
                           hypot(m.x[p] - sites[i].x, m.y[p] - sites[i].y);
                    households += m.households[p];
                }
            best = fmin(best, sum);
        }
        ck_assert_int_eq(list[k].site >= 0, isfinite(best) != 0);
        if (list[k].site >= 0)
            ck_assert_double_eq_tol(list[k].mean_m, best / (double)households, 1e-9);
    }
    sz_free(list);
    sz_plan_free(plan);
    sz_policy_free(policy);
    raster_map_release(&m);
}
END_TEST

/* ---- how far it is ---- */

START_TEST(distances_are_those_of_the_audit)
{
    /* Straight ones are by Pythagoras; 东关 is the only community with an office. */
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    const sz_plan *plan = sz_project_present(project);
    const sz_map *m = sz_plan_map(plan);
    sz_policy *policy = policy_with(_i ? "reach.farthest=120" : "size.max=3000");
    sz_reach_table t;
    int32_t east = town_community(plan, "城东", "东关");
    ck_assert_msg(sz_reach(plan, policy, &t, &err) == SZ_SUCCESS, "%s", err.message);
    ck_assert_uint_eq(t.n, 4);
    ck_assert_int_eq(t.network, 0);
    ck_assert(_i ? t.bound_m == 120 : isnan(t.bound_m));
    for (size_t i = 0; i < t.n; i++) {
        const sz_reach_row *r = &t.rows[i];
        double farthest = 0, sum = 0;
        int64_t beyond = 0, households = 0;
        ck_assert_int_eq(r->office >= 0, r->community == east);
        for (size_t p = 0; p < (size_t)m->n; p++) {
            if (sz_plan_of(plan, p) != r->community)
                continue;
            if (r->office < 0) {
                ck_assert(isnan(t.metres[p]));
                continue;
            }
            double d = hypot(m->x[p] - m->offices[r->office].x,
                             m->y[p] - m->offices[r->office].y);
            ck_assert_double_eq_tol(t.metres[p], d, 1e-9);
            farthest = m->households[p] > 0 ? fmax(farthest, d) : farthest;
            beyond += d > 120 ? m->households[p] : 0;
            sum += d * (double)m->households[p];
            households += m->households[p];
        }
        if (r->office < 0) {
            ck_assert(isnan(r->farthest_m) && isnan(r->far_x));
            continue;
        }
        ck_assert_int_eq(households, 300);
        ck_assert_double_eq_tol(r->farthest_m, farthest, 1e-9);
        ck_assert_double_eq_tol(r->mean_m, sum / 300, 1e-9);
        ck_assert_double_eq_tol(hypot(r->far_x - m->offices[r->office].x,
                                      r->far_y - m->offices[r->office].y), farthest,
                                1e-9);
        ck_assert_int_eq(r->beyond, _i ? beyond : 0);
        ck_assert_int_gt(beyond, 0);
    }
    sz_reach_release(&t);
    sz_reach_release(NULL);
    ck_assert_int_eq(sz_reach(plan, NULL, &t, &err), SZ_ERR_INVALID);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

/* ---- tables ---- */

START_TEST(tables_are_written)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    const sz_plan *plan = sz_project_present(project);
    sz_policy *policy = policy_with("staff.quota=9;office.min_m2=600");
    sz_staff_table staff;
    sz_service_tables t = { .plan = plan, .staff = &staff };
    sz_premises *premises = NULL;
    char dir[64], path[128], text[2000] = "";
    ck_assert_int_eq(sz_staff(plan, NULL, policy, &staff, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_premises_of(plan, policy, &premises, &t.n_premises, &err), 0);
    t.premises = premises;
    snprintf(dir, sizeof dir, "tables_%llu", (unsigned long long)sz__process());
    ck_assert_msg(sz_service_write(&t, dir, &err) == SZ_SUCCESS, "%s", err.message);
    static const struct {
        const char *file, *line;
    } rows[] = {
        { "staff.csv", "\n城东,东关,300,,11,5,,,-6\n" },
        { "staff.csv", "\n城东,柳园,240,,,4,,,\n" },
        { "premises.csv", "\n城东,东关,300,城市,1,0,320.50,600.00,office.min_m2,279.50,"
                          ",,24.00,,,不达标\n" },
    };
    for (int i = 0; i < COUNT(rows); i++) {
        snprintf(path, sizeof path, "%s/%s", dir, rows[i].file);
        FILE *f = fopen(path, "rb");
        ck_assert_ptr_nonnull(f);
        text[fread(text, 1, sizeof text - 1, f)] = '\0';
        fclose(f);
        ck_assert_msg(strstr(text, rows[i].line) != NULL, "no %s in %s", rows[i].line,
                      text);
    }
    sz__remove(path);
    snprintf(path, sizeof path, "%s/staff.csv", dir);
    sz__remove(path);
    remove(dir);
    sz_free(premises);
    sz_staff_release(&staff);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("service");
    tcase_add_test(tc, workers_of_two_towns);
    tcase_add_test(tc, a_quota_that_cannot_be_met);
    tcase_add_test(tc, premises_need_and_have);
    tcase_add_test(tc, the_best_of_three);
    tcase_add_test(tc, sites_from_kinds_and_files);
    tcase_add_loop_test(tc, random_maps_by_trying_all, 0, 40);
    tcase_add_loop_test(tc, distances_are_those_of_the_audit, 0, 2);
    tcase_add_test(tc, tables_are_written);
    return run_suite("service", tc);
}
