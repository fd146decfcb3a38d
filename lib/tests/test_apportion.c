/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Apportionment: worked examples of the literature, bounds, conservation. */
#include <string.h>

#include "audit/apportion.h"
#include "core/rng.h"
#include "tests/suite.h"

enum { MOST = 1000 };

static sz_status share(int64_t *seats, const int64_t *w, int32_t n, int64_t quota,
                       int64_t least, int64_t most, sz_apportion method)
{
    sz_error err = SZ_ERROR_INIT;
    return sz__apportion(seats, w, n, quota, least, most, method, 0, &err);
}

START_TEST(sums_and_bounds_hold)
{
    sz_rng rng;
    int64_t w[40], seats[40];
    sz__rng_init(&rng, 11, (uint64_t)_i);
    int32_t n = 1 + (int32_t)sz__rng_below(&rng, 40);
    for (int32_t i = 0; i < n; i++)
        w[i] = (int64_t)sz__rng_below(&rng, 5000);
    int64_t least = (int64_t)sz__rng_below(&rng, 4);
    int64_t most = least + 1 + (int64_t)sz__rng_below(&rng, 6);
    int64_t quota = n * least + (int64_t)sz__rng_below(
                                    &rng, (uint32_t)(n * (most - least) + 1));
    for (int method = 0; method < SZ_APPORTION_NORM; method++) {
        int64_t sum = 0;
        ck_assert_int_eq(share(seats, w, n, quota, least, most, (sz_apportion)method),
                         SZ_SUCCESS);
        for (int32_t i = 0; i < n; i++) {
            sum += seats[i];
            ck_assert_int_ge(seats[i], least);
            ck_assert_int_le(seats[i], most);
            for (int32_t k = 0; k < n; k++) /* who has more never gets less */
                if (w[k] > w[i])
                    ck_assert_int_ge(seats[k], seats[i]);
        }
        ck_assert_int_eq(sum, quota);
    }
}
END_TEST

START_TEST(textbook_example)
{
    /* Parties with 53,000, 24,000 and 23,000 votes and 7 seats: Hamilton's quotas are
     * 3.71, 1.68, 1.61, so 3 + 1 + 1 and the two largest remainders (.71, .68);
     * Sainte-Lague's quotients in falling order: 53000, 24000, 23000, 17667, 10600,
     * 8000, 7667 (53000/7 = 7571 comes next). */
    const int64_t w[] = { 53000, 24000, 23000 };
    int64_t seats[3];
    ck_assert_int_eq(share(seats, w, 3, 7, 0, MOST, SZ_APPORTION_REMAINDER), SZ_SUCCESS);
    const int64_t hamilton[] = { 4, 2, 1 }, webster[] = { 3, 2, 2 };
    ck_assert_mem_eq(seats, hamilton, sizeof hamilton);
    ck_assert_int_eq(share(seats, w, 3, 7, 0, MOST, SZ_APPORTION_WEBSTER), SZ_SUCCESS);
    ck_assert_mem_eq(seats, webster, sizeof webster);
    /* Huntington-Hill gives each one seat first, then 53000/sqrt(2) = 37477,
     * 53000/sqrt(6) = 21637, 24000/sqrt(2) = 16971, 23000/sqrt(2) = 16263 */
    ck_assert_int_eq(share(seats, w, 3, 7, 0, MOST, SZ_APPORTION_HUNTINGTON),
                     SZ_SUCCESS);
    ck_assert_mem_eq(seats, webster, sizeof webster);
}
END_TEST

START_TEST(published_examples)
{
    /* Balinski and Young's example of five states and 26 seats, on which the methods
     * differ. */
    static const int64_t five[] = { 9061, 7179, 5259, 3319, 1182 };
    static const int64_t want[][5] = {
        [SZ_APPORTION_REMAINDER] = { 9, 7, 5, 4, 1 },
        [SZ_APPORTION_WEBSTER] = { 9, 8, 5, 3, 1 },
        [SZ_APPORTION_HUNTINGTON] = { 9, 7, 6, 3, 1 },
    };
    /* The bill of 1792 that Washington vetoed: Hamilton's method, 120 seats, in the order
     * CT DE GA KY MD MA NH NJ NY NC PA RI SC VT VA. */
    static const int64_t states[] = { 236841, 55540,  70835,  68705,  278514,
                                      475327, 141822, 179570, 331589, 353523,
                                      432879, 68446,  206236, 85533,  630560 };
    static const int64_t bill[] = { 8, 2, 2, 2, 9, 16, 5, 6, 11, 12, 14, 2, 7, 3, 21 };
    int64_t seats[15];
    for (int method = 0; method < SZ_APPORTION_NORM; method++) {
        ck_assert_int_eq(share(seats, five, 5, 26, 0, MOST, (sz_apportion)method), 0);
        for (int i = 0; i < 5; i++)
            ck_assert_msg(seats[i] == want[method][i], "method %d: state %d has %d",
                          method, i, (int)seats[i]);
    }
    ck_assert_int_eq(share(seats, states, 15, 120, 0, MOST, SZ_APPORTION_REMAINDER), 0);
    ck_assert_mem_eq(seats, bill, sizeof bill);
}
END_TEST

START_TEST(nobody_in_what_is_left)
{
    /* The one with households is held at its bound; two without any share the rest. */
    const int64_t w[] = { 100, 0, 0 }, want[] = { 2, 2, 1 };
    int64_t seats[3];
    for (int method = 0; method < SZ_APPORTION_NORM; method++) {
        ck_assert_int_eq(share(seats, w, 3, 5, 0, 2, (sz_apportion)method), 0);
        ck_assert_mem_eq(seats, want, sizeof want);
    }
}
END_TEST

START_TEST(quota_of_the_town)
{
    /* 171 workers by households, 5 to 30 each, by hand: shares of 171 are 99.7, 42.7,
     * 20.5, 5.7, 2.3; 30 bounds the first, then of 141 the second (108.4 > 30) and so
     * on: with 30 at most, five communities take no more than 150. */
    const int64_t w[] = { 7000, 3000, 1440, 400, 160 };
    int64_t seats[5];
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz__apportion(seats, w, 5, 171, 5, 30, SZ_APPORTION_REMAINDER, 0,
                                   &err), SZ_ERR_INFEASIBLE);
    ck_assert_ptr_nonnull(strstr(err.message, "150"));
    ck_assert_int_eq(sz__apportion(seats, w, 5, 24, 5, 30, SZ_APPORTION_REMAINDER, 0,
                                   &err), SZ_ERR_INFEASIBLE);
    ck_assert_ptr_nonnull(strstr(err.message, "25"));
    /* 60 workers, 5 to 30: shares 35, 15, 7.2, 2, 0.8. They lack 3 + 4.2 below, and 5
     * are too many above: 5 and 5 first; 50 are left: 30.6, 13.1, 6.3; then 30, and 20:
     * 13.5, 6.5 by 3000 and 1440, the larger remainder the second's (13.51, 6.49). */
    const int64_t want[] = { 30, 14, 6, 5, 5 };
    ck_assert_int_eq(share(seats, w, 5, 60, 5, 30, SZ_APPORTION_REMAINDER), SZ_SUCCESS);
    ck_assert_mem_eq(seats, want, sizeof want);
}
END_TEST

START_TEST(norm_rounds_up)
{
    const int64_t w[] = { 2000, 130, 1431, 0 };
    const int64_t want[] = { 16, 9, 12, 9 };
    int64_t seats[4];
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz__apportion(seats, w, 4, -1, 9, 16, SZ_APPORTION_NORM, 130, &err),
                     SZ_SUCCESS);
    ck_assert_mem_eq(seats, want, sizeof want);
    ck_assert_int_eq(sz__apportion(seats, w, 4, 40, 9, 16, SZ_APPORTION_NORM, 130, &err),
                     SZ_ERR_INFEASIBLE);
}
END_TEST

START_TEST(nobody_anywhere)
{
    const int64_t w[] = { 0, 0, 0 }, want[] = { 2, 2, 1 };
    int64_t seats[3];
    for (int method = 0; method < SZ_APPORTION_NORM; method++) {
        ck_assert_int_eq(share(seats, w, 3, 5, 0, 9, (sz_apportion)method), SZ_SUCCESS);
        ck_assert_mem_eq(seats, want, sizeof want);
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("apportion");
    tcase_add_loop_test(tc, sums_and_bounds_hold, 0, 400);
    tcase_add_test(tc, textbook_example);
    tcase_add_test(tc, published_examples);
    tcase_add_test(tc, nobody_in_what_is_left);
    tcase_add_test(tc, quota_of_the_town);
    tcase_add_test(tc, norm_rounds_up);
    tcase_add_test(tc, nobody_anywhere);
    return run_suite("apportion", tc);
}
