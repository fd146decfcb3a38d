/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Plans of maps on which units lie in pieces: what is written hangs together on the
 * ground where it can, or the unit at fault is named. */
#include "sizhi/solve.h"
#include "tests/raster_map.h"
#include "tests/suite.h"

/* One household on each parcel; units are the digits. */
static const struct {
    const char *label, *parcels, *units;
    int64_t min, max;
    sz_status want;
    const char *rule;   /* of the first finding */
} rows[] = {
    { "joined by what lies between", "abcdef", "0-0---", 3, 3, SZ_SUCCESS, "" },
    { "water between", "ab.c", "0-.0", 1, 9, SZ_SUCCESS, "plan.unit-apart" },
    { "too much between", "abcdef", "0----0", 3, 3, SZ_ERR_INFEASIBLE,
      "plan.unit-apart" },
};

START_TEST(units_in_pieces)
{
    raster r;
    sz_map map;
    sz_plan *plan = NULL;
    sz_part *parts = NULL;
    sz_findings *why = NULL;
    size_t n = 0, detached = 0;
    sz_error err = SZ_ERROR_INIT;
    sz_solve_options options = SZ_SOLVE_OPTIONS_INIT;
    raster_parse(&r, rows[_i].parcels);
    raster_map(&r, &map);
    for (int x = 0; x < r.w; x++) {
        int32_t p = RASTER_AT(&r, x, 0);
        if (p < 0)
            continue;
        map.households[p] = 1;
        map.unit[p] = rows[_i].units[x] == '-' ? -1 : 0;
    }
    map.n_units = 1;
    map.units = sz__zalloc(1, sizeof *map.units);
    map.units[0].name = sz__names_add(&map.names, "estate");
    options.min = rows[_i].min;
    options.max = rows[_i].max;
    options.threads = 1;
    sz_status status = sz_solve(&map, &options, &plan, NULL, &why, &err);
    ck_assert_msg(status == rows[_i].want, "%s: %s %s", rows[_i].label,
                  sz_status_name(status), err.message);
    ck_assert_int_eq(sz_plan_parts(plan, &parts, &n, NULL, NULL), SZ_SUCCESS);
    for (size_t i = 0; i < n; i++)
        detached += !parts[i].main;
    const sz_finding *first = sz_findings_at(why, 0);
    ck_assert_str_eq(first ? first->rule : "", rows[_i].rule);
    if (first && status) {
        ck_assert_ptr_nonnull(strstr(first->message, "estate"));
        ck_assert_int_eq((int)first->value, 2);
    } else if (first) {
        ck_assert_int_eq(first->level, SZ_LEVEL_WARN);
        ck_assert_int_eq((int)first->value, 1);
    }
    ck_assert_uint_eq(detached, first ? 1 : 0);
    sz_free(parts);
    sz_findings_free(why);
    sz_plan_free(plan);
    raster_map_release(&map);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("ground");
    tcase_add_loop_test(tc, units_in_pieces, 0, COUNT(rows));
    return run_suite("ground", tc);
}
