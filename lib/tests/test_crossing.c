/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Roads over barriers. */
#include "map/crossing.h"
#include "solve/pose.h"
#include "tests/town.h"

enum { RIVER = 1u << SZ_BARRIER_RIVER, STREET = 1u << SZ_BARRIER_STREET };

/* The border between the parcels called A and B. */
static int32_t border_of(const sz_project *project, const char *a, const char *b)
{
    const sz_map *m = sz_project_map(project);
    int32_t p = (int32_t)town_find(project, a), q = (int32_t)town_find(project, b);
    for (int32_t i = 0; i < m->n_borders; i++)
        if ((m->b_left[i] == p && m->b_right[i] == q) ||
            (m->b_left[i] == q && m->b_right[i] == p))
            return i;
    ck_abort_msg("%s and %s have no border", a, b);
    return -1;
}

/* 青山路 passes over 白河 at (200, 100) and nowhere else. */
START_TEST(the_street_crosses_the_river_once)
{
    sz_project *project = town_project();
    const sz_map *m = sz_project_map(project);
    uint8_t *crossed = malloc((size_t)m->n_borders);
    int n = 0;
    ck_assert_ptr_nonnull(crossed);
    sz__map_crossed(m, RIVER, crossed);
    for (int32_t i = 0; i < m->n_borders; i++) {
        n += crossed[i];
        if (m->b_class[i] != SZ_BARRIER_RIVER)
            ck_assert_int_eq(crossed[i], 0);
    }
    ck_assert_int_eq(crossed[border_of(project, "10", "20")], 1);
    ck_assert_int_eq(crossed[border_of(project, "11", "21")], 1);
    ck_assert_int_eq(crossed[border_of(project, "12", "22")], 0);
    ck_assert_int_eq(n, 2);
    /* a street that is itself in the way leads nowhere, and rivers are no roads */
    sz__map_crossed(m, RIVER | STREET, crossed);
    for (int32_t i = 0; i < m->n_borders; i++)
        ck_assert_int_eq(crossed[i], 0);
    sz__map_crossed(m, STREET, crossed);
    for (int32_t i = 0; i < m->n_borders; i++)
        ck_assert_int_eq(crossed[i], 0);
    free(crossed);
    sz_project_free(project);
}
END_TEST

START_TEST(plans_reach_over_bridges_only)
{
    sz_project *project = town_project();
    sz_error err = SZ_ERROR_INIT;
    sz_posed posed = { 0 };
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    o.cut_by = RIVER;
    ck_assert_msg(sz__pose(&posed, sz_project_map(project), &o, &err) == SZ_SUCCESS,
                  "%s", err.message);
    ck_assert_int_eq(posed.blocked.border[border_of(project, "10", "20")], 0);
    ck_assert_int_eq(posed.blocked.border[border_of(project, "11", "21")], 0);
    ck_assert_int_eq(posed.blocked.border[border_of(project, "12", "22")], SZ_BLOCKED);
    ck_assert_int_eq(posed.blocked.border[border_of(project, "00", "10")], 0);
    sz__posed_release(&posed);
    sz_project_free(project);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("crossing");
    tcase_add_test(tc, the_street_crosses_the_river_once);
    tcase_add_test(tc, plans_reach_over_bridges_only);
    return run_suite("crossing", tc);
}
