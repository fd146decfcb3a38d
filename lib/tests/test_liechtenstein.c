/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Real detached parts: the municipalities of Liechtenstein against the table made
 * from the same polygons with GEOS through Python. */
#include <cpl_conv.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <sizhi/sizhi.h>

#include "tests/suite.h"

#define TOUCH 120

/* One line of expected_parts.csv. */
typedef struct expected {
    char name[32], role[16], touches[TOUCH];
    int part, holes;
    double hectares, gap; /* gap: metres to the main part */
} expected;

static const char *path_of(const char *name)
{
    static char path[4][512];
    static int turn;
    const char *root = getenv("SZ_TESTDATA");
    char *at = path[turn++ & 3];
    snprintf(at, sizeof path[0], "%s/liechtenstein/%s", root ? root : "testdata", name);
    return at;
}

static int read_expected(expected *rows, int max)
{
    char line[512];
    int n = 0;
    FILE *file = fopen(path_of("expected_parts.csv"), "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
    while (n < max && fgets(line, sizeof line, file)) {
        expected *e = &rows[n++];
        char hectares[16];
        ck_assert_int_eq(sscanf(line, "%31[^,],%d,%15[^,],%15[^,],%d,%119[^,]", e->name,
                                &e->part, hectares, e->role, &e->holes, e->touches), 6);
        e->hectares = CPLAtof(hectares); /* has a point in any locale */
        e->gap = CPLAtof(strrchr(line, ',') + 1);
    }
    fclose(file);
    return n;
}

static const expected *find_expected(const expected *want, int n, const char *name,
                                     int part)
{
    for (int j = 0; j < n; j++)
        if (strcmp(want[j].name, name) == 0 && want[j].part == part)
            return &want[j];
    return NULL;
}

/* Whether two lists of names parted by semicolons have the same names. */
static bool same_names(const char *a, const char *b)
{
    char text[TOUCH];
    size_t n = 0, m = 0;
    snprintf(text, sizeof text, "%s", a);
    for (char *at = strtok(text, ";"); at; at = strtok(NULL, ";")) {
        const char *found = strstr(b, at);
        if (!found || (found > b && found[-1] != ';'))
            return false;
        n++;
    }
    for (const char *at = b; *at; at++)
        m += *at == ';';
    return n == m + 1;
}

/* The register of detached land, part by part against the table. */
static void check_register(const sz_plan *plan, const expected *want, int n_want)
{
    sz_policy *policy = NULL;
    sz_register *reg = NULL;
    size_t enclaves = 0;
    ck_assert_int_eq(sz_policy_open(NULL, &policy, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_register_make(plan, policy, &reg, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(sz_register_count(reg), 19);
    for (size_t i = 0; i < 19; i++) {
        const sz_detached *d = sz_register_at(reg, i);
        char name[64], within[64];
        sz_plan_shown_name(plan, d->community, name, sizeof name);
        sz_plan_shown_name(plan, d->within, within, sizeof within);
        const expected *e = find_expected(want, n_want, name, d->part);
        ck_assert_msg(e && strcmp(e->role, "exclave") == 0, "%s %d", name, d->part);
        ck_assert_msg(fabs(d->area_m2 / 1e4 - e->hectares) < 0.01 + 1e-3 * e->hectares,
                      "%s %d: %.2f ha not %.2f", name, d->part, d->area_m2 / 1e4,
                      e->hectares);
        ck_assert_msg(same_names(e->touches, d->around), "%s %d: %s not %s", name,
                      d->part, d->around, e->touches);
        ck_assert_msg(strncmp(d->around, within, strlen(within)) == 0, "%s %d: %s", name,
                      d->part, within);
        ck_assert_msg(fabs(d->gap_m - e->gap) < 0.5 + 1e-4 * e->gap,
                      "%s %d: %.2f m not %.2f", name, d->part, d->gap_m, e->gap);
        bool one = strchr(e->touches, ';') == NULL; /* none lies at the limit */
        ck_assert_int_eq(d->surround, one ? SZ_SURROUND_ONE : SZ_SURROUND_SEVERAL);
        ck_assert_int_eq(d->state, SZ_DETACHED_TO_CLEAR);
        enclaves += (size_t)d->enclave;
    }
    ck_assert_uint_eq(enclaves, 4);
    sz_register_free(reg);
    sz_policy_free(policy);
}

/* With nothing but the municipalities, and with roads, rivers and households that cut
 * them into parcels and weigh them. */
static const struct {
    const char *label;
    bool cut;
} rows[] = { { "municipalities alone", false }, { "cut and weighed", true } };

START_TEST(thirty_parts)
{
    expected want[40];
    int n_want = read_expected(want, COUNT(want)), detached = 0, enclaves = 0;
    const char *lines[] = { path_of("lines.geojson") };
    const char *households[] = { path_of("households_proxy.csv") };
    sz_import_options options = SZ_IMPORT_OPTIONS_INIT;
    sz_project *project = NULL;
    sz_part *parts = NULL;
    size_t n = 0;
    sz_error err = SZ_ERROR_INIT;
    options.communities = path_of("municipalities.geojson");
    options.map_crs = "EPSG:32632";
    options.lines = lines;
    options.households = households;
    options.n_lines = options.n_households = rows[_i].cut;
    sz_status status = sz_import(&options, &project, NULL, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s: %s", rows[_i].label, err.message);
    const sz_plan *plan = sz_project_present(project);
    ck_assert_int_eq(sz_plan_parts(plan, &parts, &n, NULL, NULL), SZ_SUCCESS);
    size_t parcels = sz_map_parcels(sz_project_map(project));
    if (rows[_i].cut)
        ck_assert_uint_gt(parcels, 500);
    else
        ck_assert_uint_eq(parcels, 30);
    ck_assert_uint_eq(n, 30);
    ck_assert_int_eq(n_want, 30);
    for (size_t i = 0, k = 0; i < n; i++) {
        sz_community c;
        char within[64];
        k = i && parts[i].community == parts[i - 1].community ? k + 1 : 0;
        sz_plan_community(plan, (size_t)parts[i].community, &c, NULL);
        const expected *e = find_expected(want, n_want, c.name, (int)k);
        ck_assert_msg(e != NULL, "%s %zu is not expected", c.name, k);
        double hectares = parts[i].area_m2 / 1e4;
        ck_assert_msg(fabs(hectares - e->hectares) < 0.01 + 1e-3 * e->hectares,
                      "%s %zu: %.2f ha not %.2f", c.name, k, hectares, e->hectares);
        ck_assert_int_eq(parts[i].main, strcmp(e->role, "main") == 0);
        detached += !parts[i].main;
        /* surrounded when the table names one neighbour only, and then by that one */
        bool alone = strchr(e->touches, ';') == NULL;
        ck_assert_msg(parts[i].enclave == (alone && !parts[i].main),
                      "%s %zu: enclave %d", c.name, k, parts[i].enclave);
        sz_plan_shown_name(plan, parts[i].within, within, sizeof within);
        ck_assert_msg(strstr(e->touches, within) != NULL, "%s %zu lies in %s", c.name,
                      k, within);
        enclaves += parts[i].enclave;
    }
    ck_assert_int_eq(detached, 19);
    ck_assert_int_gt(enclaves, 0);
    check_register(plan, want, n_want);
    sz_free(parts);
    sz_project_free(project);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("liechtenstein");
    tcase_add_loop_test(tc, thirty_parts, 0, COUNT(rows));
    return run_suite("liechtenstein", tc);
}
