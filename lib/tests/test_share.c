/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbers of communities shared out over tasks. */
#include "solve/share.h"
#include "tests/suite.h"

/* One task of 3,000 households in a band of 300 to 500, which 6 to 10 communities can
 * hold, and what may be asked for. */
static const struct {
    int32_t today, least, most;
} asked[] = {
    { 3, 3, 8 },   /* as many as today cannot be */
    { 10, 7, 12 }, /* nor as many as the most */
    { 8, 8, 8 },
    { 7, 2, 20 },
};

/* No plan with a number that was not asked for is taken to be right, and some number
 * that can be is left. */
START_TEST(within_what_is_asked)
{
    sz_task t = { .min = 300, .max = 500, .target = 400, .weight = 3000,
                  .free_weight = 3000, .present = true, .n_today = asked[_i].today };
    t.graph.n = 60;
    sz__share_numbers(&t, 1, asked[_i].least, asked[_i].most);
    ck_assert_int_ge(t.want, asked[_i].least);
    ck_assert_int_le(t.want_most, asked[_i].most);
    ck_assert_int_le(t.want, t.want_most);
    ck_assert_int_le(t.want, 10);
    ck_assert_int_ge(t.want_most, 6);
    ck_assert_int_eq(t.least, 6);
    ck_assert_int_eq(t.most, 10);
}
END_TEST

/* 20 in two tasks of 3,000 and 6,000: together 20, each with what it can hold. */
START_TEST(over_two_tasks)
{
    sz_task t[2];
    for (int i = 0; i < 2; i++) {
        t[i] = (sz_task){ .min = 300, .max = 500, .target = 400 };
        t[i].weight = t[i].free_weight = 3000 * (i + 1);
        t[i].graph.n = 100;
    }
    sz__share_numbers(t, 2, 20, 20);
    ck_assert_int_eq(t[0].want + t[1].want, 20);
    ck_assert_int_eq(t[0].want_most + t[1].want_most, 20);
    ck_assert(t[0].want >= 6 && t[0].want <= 10);
    ck_assert(t[1].want >= 12 && t[1].want <= 20);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("share");
    tcase_add_loop_test(tc, within_what_is_asked, 0, COUNT(asked));
    tcase_add_test(tc, over_two_tasks);
    return run_suite("share", tc);
}
