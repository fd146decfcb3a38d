/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Plans that keep detached land that may stay, and clear the rest. */
#include "sizhi/solve.h"
#include "tests/apart.h"

/* Of c0, 4 wide, lies one part enclosed in c1 and one at the limit beside c1; a third
 * lies in c2. Bands are wide enough for all to stay or go. */
#define TOWN "000011112222/000010112222/000011112202/000011112222/000011102222"

static const struct {
    const char *label;
    int historic[3];
    sz_solve_from from;
} keeps[] = {
    { "none", { 0, 0, 0 }, SZ_FROM_PRESENT }, { "the enclave", { 1, 0, 0 }, SZ_FROM_PRESENT },
    { "at the limit", { 0, 1, 0 }, SZ_FROM_PRESENT },
    { "far off", { 0, 0, 1 }, SZ_FROM_PRESENT }, { "all", { 1, 1, 1 }, SZ_FROM_PRESENT },
    { "all, merging only", { 1, 1, 1 }, SZ_FROM_MERGE },
    { "all, from scratch", { 1, 1, 1 }, SZ_FROM_SCRATCH },
};

START_TEST(plans_keep_and_clear)
{
    sz_map m;
    sz_detached_keep keep;
    sz_plan *plan = NULL;
    sz_error err = SZ_ERROR_INIT;
    const char *label = keeps[_i].label;
    draw(&m, TOWN);
    sz_plan *today = plan_of(&m, TOWN);
    sz_policy *policy = policy_with(NULL);
    size_t wanted = 0;
    for (int k = 0; k < 3; k++) {
        sz_detached_record r = { .community = "c0", .part = k + 1, .reason = "旧",
                                 .historic = keeps[_i].historic[k] };
        ck_assert_int_eq(sz_policy_record(policy, &r, NULL), SZ_SUCCESS);
        wanted += (size_t)r.historic;
    }
    sz_register *before = register_of(today, policy);
    ck_assert_uint_eq(sz_register_count(before), 3);
    ck_assert_int_eq(sz_register_keep(before, 0, 0, &keep, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(keep.kept, wanted);
    ck_assert_uint_eq(keep.n_links, wanted);
    ck_assert_uint_eq(keep.left, 0);
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    o.min = 100;
    o.max = keeps[_i].from == SZ_FROM_MERGE ? 650 : 260;
    o.from = keeps[_i].from;
    o.iterations = 500;
    o.held = keep.held;
    o.uncrossed = wanted ? keep.uncrossed : NULL;
    o.links = (const int32_t(*)[2])keep.links;
    o.n_links = keep.n_links;
    ck_assert_msg(sz_solve(&m, &o, &plan, NULL, NULL, &err) == SZ_SUCCESS, "%s: %s",
                  label, err.message);
    for (int32_t p = 0; p < m.n; p++) {
        int32_t row = sz_register_of(before, (size_t)p);
        ck_assert(row < 0 || !keeps[_i].historic[row] || sz_plan_of(plan, (size_t)p) == 0);
    }
    /* nothing lies apart but what may: the same pixels, no more */
    sz_register *after = register_of(plan, policy);
    ck_assert_msg(sz_register_count(after) == wanted, "%s: %zu", label,
                  sz_register_count(after));
    for (size_t i = 0; i < sz_register_count(after); i++) {
        ck_assert_int_eq(sz_register_at(after, i)->state, SZ_DETACHED_HISTORIC);
        ck_assert_uint_eq(sz_register_at(after, i)->parcels, 1);
    }
    sz_register_free(before);
    sz_register_free(after);
    sz_detached_keep_release(&keep);
    sz_policy_free(policy);
    sz_plan_free(plan);
    sz_plan_free(today);
    raster_map_release(&m);
}
END_TEST

/* A river runs through the part: it is linked across, once, and stays in one. */
START_TEST(cut_by_a_river)
{
    sz_map m;
    sz_detached_keep keep;
    sz_plan *plan = NULL;
    const char *picture = "11000011/11000011/00000000/00000000";
    draw(&m, picture);
    for (int32_t b = 0; b < m.n_borders; b++)
        if (m.b_left[b] >= 0 && m.b_right[b] >= 0 &&
            fabs(fabs(m.x[m.b_left[b]] - m.x[m.b_right[b]]) - 1) < 0.1 &&
            fmin(m.x[m.b_left[b]], m.x[m.b_right[b]]) > 6)
            m.b_class[b] = SZ_BARRIER_RIVER; /* between the last two columns */
    sz_plan *today = plan_of(&m, picture);
    sz_policy *policy = policy_with("detached.today=historic");
    sz_register *reg = register_of(today, policy);
    unsigned river = 1u << SZ_BARRIER_RIVER;
    ck_assert_int_eq(sz_register_keep(reg, 0, river, &keep, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(keep.kept, 1);
    ck_assert_uint_eq(keep.n_links, 2);
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    sz_error err = SZ_ERROR_INIT;
    o.min = 20;
    o.max = 300;
    o.cut_by = river;
    o.iterations = 500;
    o.held = keep.held;
    o.uncrossed = keep.uncrossed;
    o.links = (const int32_t(*)[2])keep.links;
    o.n_links = keep.n_links;
    ck_assert_msg(sz_solve(&m, &o, &plan, NULL, NULL, &err) == SZ_SUCCESS, "%s",
                  err.message);
    for (int32_t p = 0; p < m.n; p++)
        ck_assert(sz_register_of(reg, (size_t)p) < 0 || sz_plan_of(plan, (size_t)p) == 1);
    sz_plan_free(plan);
    sz_detached_keep_release(&keep);
    sz_register_free(reg);
    sz_policy_free(policy);
    sz_plan_free(today);
    raster_map_release(&m);
}
END_TEST

/* What lies in another town cannot be kept unless towns may be crossed. */
START_TEST(another_town)
{
    sz_map m;
    sz_detached_keep keep;
    draw(&m, "11000/11001");
    m.town[4] = -1; /* the part, in the lowest row */
    sz_plan *today = plan_of(&m, "11000/11001");
    sz_policy *policy = policy_with("detached.today=historic");
    sz_register *reg = register_of(today, policy);
    ck_assert_int_eq(sz_register_keep(reg, 0, 0, &keep, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(keep.kept, 0);
    ck_assert_uint_eq(keep.left, 1);
    ck_assert(!keep.held[4]);
    sz_detached_keep_release(&keep);
    ck_assert_int_eq(sz_register_keep(reg, 1, 0, &keep, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(keep.kept, 1);
    ck_assert_uint_eq(keep.left, 0);
    ck_assert(keep.held[4]);
    sz_detached_keep_release(&keep);
    sz_register_free(reg);
    sz_policy_free(policy);
    sz_plan_free(today);
    raster_map_release(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("detached_plan");
    tcase_add_loop_test(tc, plans_keep_and_clear, 0, COUNT(keeps));
    tcase_add_test(tc, cut_by_a_river);
    tcase_add_test(tc, another_town);
    return run_suite("detached_plan", tc);
}
