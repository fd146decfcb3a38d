/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What-ifs: after any moves an auditor has exactly what a full audit of its plan finds,
 * and says what went and what came. */
#include <math.h>
#include <string.h>

#include "core/rng.h"
#include "plan/plan.h"
#include "sizhi/audit.h"
#include "tests/district.h"
#include "tests/town.h"

static sz_policy *open_policy(const char *id, const char *const *values, size_t n)
{
    sz_policy *p = NULL;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz_policy_open(id, &p, &err), SZ_SUCCESS);
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(sz_policy_set(p, values[i], &err) == SZ_SUCCESS, "%s",
                      err.message);
    return p;
}

static void same_finding(const sz_finding *a, const sz_finding *b)
{
    ck_assert_str_eq(a->rule, b->rule);
    ck_assert_str_eq(a->message, b->message);
    ck_assert_str_eq(a->town, b->town);
    ck_assert_str_eq(a->community, b->community);
    ck_assert_str_eq(a->source, b->source);
    ck_assert_str_eq(a->waiver, b->waiver);
    ck_assert_int_eq(a->level, b->level);
    ck_assert(a->value == b->value || (isnan(a->value) && isnan(b->value)));
    ck_assert(a->bound == b->bound || (isnan(a->bound) && isnan(b->bound)));
    ck_assert_int_eq(a->placed, b->placed);
    ck_assert(!a->placed || (a->x == b->x && a->y == b->y));
}

/* Fail unless A has what a full audit has, to the last bit. */
static void same_as_full(const sz_auditor *a, const sz_policy *policy)
{
    sz_findings *kept = NULL, *full = NULL;
    sz_audit_report r, f;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz_auditor_findings(a, &kept, &r, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_audit(sz_auditor_plan(a), policy, &full, &f, &err), SZ_SUCCESS);
    ck_assert_uint_eq(sz_findings_count(kept), sz_findings_count(full));
    for (size_t i = 0; i < sz_findings_count(full); i++)
        same_finding(sz_findings_at(kept, i), sz_findings_at(full, i));
    ck_assert_uint_eq(r.in_band, f.in_band);
    ck_assert_uint_eq(r.detached, f.detached);
    ck_assert_uint_eq(r.gaps, f.gaps);
    ck_assert_uint_eq(r.errors, f.errors);
    ck_assert_int_eq(r.counted, f.counted);
    ck_assert(r.clear_share == f.clear_share ||
              (isnan(r.clear_share) && isnan(f.clear_share)));
    sz_findings_free(kept);
    sz_findings_free(full);
}

/* A random step: one to four parcels, mostly to where a neighbour is, else anywhere. */
static void random_step(sz_rng *rng, const sz_plan *plan, sz_shift *shifts, size_t *n)
{
    const sz_map *m = sz_plan_map(plan);
    *n = 1 + sz__rng_below(rng, 4);
    for (size_t i = 0; i < *n; i++) {
        int32_t to = (int32_t)sz__rng_below(rng, (uint32_t)plan->n + 1) - 1;
        size_t p = sz__rng_below(rng, (uint32_t)m->n);
        if (m->n_borders > 0 && sz__rng_below(rng, 4) > 0) {
            uint32_t b = sz__rng_below(rng, (uint32_t)m->n_borders);
            int32_t l = m->b_left[b], r = m->b_right[b];
            if (l >= 0 && r >= 0) {
                p = (size_t)l;
                to = plan->of[r];
            }
        }
        shifts[i] = (sz_shift){ p, to };
    }
}

/* STEPS random steps, now and then taken back; checked against a full audit every
 * EVERY. */
static void wander(const sz_plan *plan, const sz_policy *policy, uint64_t seed, int steps,
                   int every)
{
    sz_auditor *a = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_rng rng;
    sz__rng_init(&rng, seed, 0);
    ck_assert_msg(sz_auditor_open(plan, policy, &a, &err) == SZ_SUCCESS, "%s",
                  err.message);
    same_as_full(a, policy);
    for (int i = 1; i <= steps; i++) {
        sz_shift shifts[4];
        size_t n;
        if (sz_auditor_steps(a) > 0 && sz__rng_below(&rng, 3) == 0) {
            ck_assert_int_eq(sz_auditor_undo(a, &err), SZ_SUCCESS);
        } else {
            random_step(&rng, sz_auditor_plan(a), shifts, &n);
            ck_assert_int_eq(sz_auditor_move(a, shifts, n, &err), SZ_SUCCESS);
        }
        if (i % every == 0)
            same_as_full(a, policy);
    }
    while (sz_auditor_steps(a) > 0)
        ck_assert_int_eq(sz_auditor_undo(a, &err), SZ_SUCCESS);
    for (int32_t p = 0; p < plan->map->n; p++)
        ck_assert_int_eq(sz_auditor_plan(a)->of[p], plan->of[p]);
    same_as_full(a, policy);
    sz_auditor_free(a);
}

/* Every rule that a move can change has a bound that some of a random district break. */
static const char *const strict[] = {
    "size.min=800", "size.max=2200", "size.merge_under=600", "size.joint=700-2000",
    "size.alone=40", "size.max_population=5000", "shape.neck=90", "shape.hull=0.8",
    "shape.polsby_popper=0.4", "shape.reock=0.4", "shape.interlaced=1.3",
    "reach.farthest=600", "reach.mean=300", "reach.area_km2=0.4", "office.min_m2=310",
    "staff.quota=40", "band.rural=500-1500", "keep.exempt=estate",
};

START_TEST(random_districts)
{
    district d = { .side = 10 + _i, .communities = 9 + _i, .seed = 100 + (uint64_t)_i };
    sz_error err = SZ_ERROR_INIT;
    sz_built built = { 0 };
    sz_plan *plan = NULL;
    ck_assert_msg(district_build(&d, &built, &err), "%s", err.message);
    ck_assert_int_eq(sz_plan_present(built.map, &plan, &err), SZ_SUCCESS);
    sz_policy *policy = open_policy("yangzhou2022", strict, COUNT(strict));
    wander(plan, policy, d.seed, 40, 1);
    sz_policy_free(policy);
    sz_plan_free(plan);
    sz__built_release(&built);
}
END_TEST

START_TEST(the_town_under_every_profile)
{
    sz_policy_summary summary;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz_policies_at((size_t)_i, &summary, &err), SZ_SUCCESS);
    sz_project *project = town_project();
    sz_policy *policy = open_policy(summary.id, strict + 6, 5);
    wander(sz_project_present(project), policy, (uint64_t)_i, 40, 1);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

START_TEST(daan)
{
    char path[512];
    const char *root = getenv("SZ_TESTDATA");
    sz_import_options options = SZ_IMPORT_OPTIONS_INIT;
    sz_project *project = NULL;
    sz_error err = SZ_ERROR_INIT;
    snprintf(path, sizeof path, "%s/taipei_daan/units.geojson", root ? root : "testdata");
    options.units = path;
    ck_assert_msg(sz_import(&options, &project, NULL, &err) == SZ_SUCCESS, "%s",
                  err.message);
    sz_policy *policy = open_policy("yangzhou2022", strict, COUNT(strict));
    wander(sz_project_present(project), policy, 7, 40, 10);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

static size_t count_of(const sz_findings *list, const char *rule)
{
    size_t n = 0;
    for (size_t i = 0; i < sz_findings_count(list); i++)
        n += strcmp(sz_findings_at(list, i)->rule, rule) == 0;
    return n;
}

/* Block 12, which nobody has, goes to 东关, then the middle of 柳园 to 东关 as well. */
START_TEST(what_goes_and_comes)
{
    static const char *const values[] = { "size.min=250", "size.max=350" };
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    const sz_plan *present = sz_project_present(project);
    sz_policy *policy = open_policy("law2026", values, 2);
    sz_auditor *a = NULL;
    int32_t to = town_community(present, "城东", "东关");
    ck_assert_int_eq(sz_auditor_open(present, policy, &a, &err), SZ_SUCCESS);
    sz_shift gap = { town_find(project, "12"), to };
    ck_assert_int_eq(sz_auditor_move(a, &gap, 1, &err), SZ_SUCCESS);
    ck_assert_uint_eq(count_of(sz_auditor_gone(a), "cover.gap"), 1);
    ck_assert_uint_eq(count_of(sz_auditor_came(a), "size.above"), 1);
    ck_assert_uint_eq(count_of(sz_auditor_came(a), "cover.gap"), 0);
    sz_shift island = { town_find(project, "岛"), to };
    ck_assert_int_eq(sz_auditor_move(a, &island, 1, &err), SZ_SUCCESS);
    ck_assert_uint_eq(count_of(sz_auditor_came(a), "part.enclave"), 1);
    /* the figure of 东关 changes: it is in both */
    ck_assert_uint_eq(count_of(sz_auditor_gone(a), "size.above"), 1);
    ck_assert_uint_eq(count_of(sz_auditor_came(a), "size.above"), 1);
    ck_assert_uint_eq(sz_auditor_steps(a), 2);
    ck_assert_int_eq(sz_auditor_undo(a, &err), SZ_SUCCESS);
    ck_assert_uint_eq(count_of(sz_auditor_gone(a), "part.enclave"), 1);
    ck_assert_int_eq(sz_auditor_undo(a, &err), SZ_SUCCESS);
    ck_assert_uint_eq(count_of(sz_auditor_came(a), "cover.gap"), 1);
    ck_assert_int_eq(sz_auditor_undo(a, &err), SZ_ERR_INVALID);
    sz_auditor_free(a);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

START_TEST(a_new_community_and_what_is_refused)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    const sz_plan *present = sz_project_present(project);
    sz_policy *policy = open_policy("law2026", NULL, 0);
    sz_auditor *a = NULL;
    int32_t c = -1;
    ck_assert_int_eq(sz_auditor_open(present, policy, &a, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_auditor_found(a, "新园社区", 0, &c, &err), SZ_SUCCESS);
    same_as_full(a, policy);
    sz_shift some[] = { { town_find(project, "10"), c }, { town_find(project, "00"), c },
                        { 10000, c } };
    ck_assert_int_eq(sz_auditor_move(a, some, 3, &err), SZ_ERR_INVALID);
    ck_assert_uint_eq(sz_auditor_steps(a), 0);
    ck_assert_int_eq(sz_auditor_move(a, some, 2, &err), SZ_SUCCESS);
    same_as_full(a, policy);
    int32_t other = -1;
    ck_assert_int_eq(sz_auditor_found(a, "新园社区", 0, &other, &err), SZ_ERR_INVALID);
    same_as_full(a, policy);
    ck_assert_int_eq(sz_auditor_undo(a, &err), SZ_SUCCESS);
    same_as_full(a, policy);
    sz_auditor_free(a);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

/* 柳园 stands in both towns until that of 城西, the higher number, is called 西园, and
 * again once 东关 of 城东 has both changed and taken that name. */
START_TEST(names_come_and_go)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    const sz_plan *present = sz_project_present(project);
    sz_policy *policy = open_policy("law2026", NULL, 0);
    sz_auditor *a = NULL;
    ck_assert_int_eq(sz_auditor_open(present, policy, &a, &err), SZ_SUCCESS);
    size_t west = (size_t)town_community(present, "城西", "柳园");
    size_t east = (size_t)town_community(present, "城东", "东关");
    ck_assert_int_eq(sz_auditor_rename(a, west, "西园", &err), SZ_SUCCESS);
    same_as_full(a, policy);
    ck_assert_uint_eq(count_of(sz_auditor_gone(a), "name.same"), 1);
    ck_assert_uint_eq(count_of(sz_auditor_came(a), "name.same"), 0);
    ck_assert_uint_eq(sz_auditor_steps(a), 0);
    ck_assert_int_eq(sz_auditor_rename(a, east, "柳园", &err), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_auditor_rename(a, 99, "柳园", &err), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_auditor_rename(a, east, "", &err), SZ_ERR_INVALID);
    same_as_full(a, policy);
    ck_assert_int_eq(sz_auditor_rename(a, east, "西园", &err), SZ_SUCCESS);
    same_as_full(a, policy);
    ck_assert_uint_eq(count_of(sz_auditor_gone(a), "name.same"), 0);
    ck_assert_uint_eq(count_of(sz_auditor_came(a), "name.same"), 1);
    sz_shift some = { town_find(project, "12"), (int32_t)east };
    ck_assert_int_eq(sz_auditor_move(a, &some, 1, &err), SZ_SUCCESS);
    same_as_full(a, policy);
    ck_assert_int_eq(sz_auditor_undo(a, &err), SZ_SUCCESS);
    same_as_full(a, policy);
    sz_auditor_free(a);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("auditor");
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, random_districts, 0, 6);
    tcase_add_loop_test(tc, the_town_under_every_profile, 0, (int)sz_policies());
    tcase_add_test(tc, daan);
    tcase_add_test(tc, what_goes_and_comes);
    tcase_add_test(tc, names_come_and_go);
    tcase_add_test(tc, a_new_community_and_what_is_refused);
    return run_suite("auditor", tc);
}
