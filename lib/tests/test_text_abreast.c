/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which side of a line parcels are on, by the points abreast of them: a road of two
 * pieces from west to east, the eastern one 100 m farther north, and another road. */
#include <string.h>

#include "tests/suite.h"
#include "text/abreast.h"

static double lines[] = { 0, 0, 500, 0,  500, 100, 1000, 100,  0, -300, 1000, -300 };
static size_t line_row[] = { 0, 2, 4, 6 };
static int32_t line_name[] = { 7, 7, 8 };

/* Where parcels are, and the side that a look at the sketch says. */
static const struct {
    double x, y;
    signed char east, west; /* walking east, walking west */
} rows[] = {
    { 250, 40, 1, -1 },    /* north of the western piece */
    { 250, -40, -1, 1 },
    { 750, 140, 1, -1 },
    { 750, 40, -1, 1 },    /* north of where the western piece would go on */
    { 510, 50, 0, 0 },     /* between both: some on either side */
    { 250, 5, 0, 0 },      /* too near to tell */
    { 1200, 0, 0, 0 },     /* nothing is abreast */
};

START_TEST(by_hand)
{
    enum { N = sizeof rows / sizeof *rows };
    static const double to_east[2] = { 1, 0 }, to_west[2] = { -1, 0 };
    double x[N], y[N], area[N];
    int32_t source[N];
    signed char side[N];
    sz_map m = { .n_lines = 3, .l_name = line_name, .l_row = line_row, .l_xy = lines,
                 .x = x, .y = y, .area = area };
    for (int32_t i = 0; i < N; i++) {
        x[i] = rows[i].x;
        y[i] = rows[i].y;
        area[i] = 100;
        source[i] = i;
    }
    ck_assert(sz__abreast(&m, 7, to_east, source, N, side));
    for (int i = 0; i < N; i++)
        ck_assert_msg(side[i] == rows[i].east, "row %d: %d", i, side[i]);
    ck_assert(sz__abreast(&m, 7, to_west, source, N, side));
    for (int i = 0; i < N; i++)
        ck_assert_msg(side[i] == rows[i].west, "row %d: %d", i, side[i]);
    ck_assert(sz__abreast(&m, 9, to_east, source, N, side)); /* there is no such line */
    for (int i = 0; i < N; i++)
        ck_assert_int_eq(side[i], 0);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("text_abreast");
    tcase_add_test(tc, by_hand);
    return run_suite("text_abreast", tc);
}
