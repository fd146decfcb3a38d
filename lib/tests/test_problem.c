/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bare graphs through the public functions: figures by hand, and every result audited
 * anew from the edges alone. */
#include "sizhi/problem.h"

#include <stdbool.h>
#include <string.h>

#include "tests/suite.h"

enum { MOST = 64 };

/* Connected pieces of the nodes of community C. */
static int pieces(const sz_problem_input *in, const sz_result *r, int32_t c)
{
    int of[MOST], n = 0;
    for (size_t v = 0; v < in->nodes; v++)
        of[v] = sz_result_of(r, v) == c ? (int)v : -1;
    for (int changed = 1; changed;) {
        changed = 0;
        for (size_t e = 0; e < in->edges; e++) {
            int *a = &of[in->a[e]], *b = &of[in->b[e]];
            if (*a < 0 || *b < 0 || *a == *b)
                continue;
            *a = *b = *a < *b ? *a : *b;
            changed = 1;
        }
    }
    for (size_t v = 0; v < in->nodes; v++)
        n += of[v] == (int)v;
    return n;
}

static int64_t households(const sz_problem_input *in, const sz_result *r, int32_t c)
{
    int64_t sum = 0;
    for (size_t v = 0; v < in->nodes; v++)
        sum += sz_result_of(r, v) == c ? in->households[v] : 0;
    return sum;
}

/* All of a feasible result's communities are whole, in the band and as reported. */
static void audit(const sz_problem_input *in, const sz_result *r,
                  const sz_solve_options *o)
{
    size_t living = 0;
    for (size_t c = 0; c < sz_result_communities(r); c++) {
        sz_community info;
        ck_assert_int_eq(sz_result_community(r, c, &info, NULL), SZ_SUCCESS);
        int64_t sum = households(in, r, (int32_t)c);
        ck_assert_int_eq(info.households, sum);
        if (info.parcels == 0)
            continue;
        living++;
        ck_assert_int_eq(pieces(in, r, (int32_t)c), 1);
        ck_assert_int_ge(sum, o->min);
        ck_assert_int_le(sum, o->max);
    }
    ck_assert_uint_eq(living, sz_result_report(r)->communities);
    for (size_t v = 0; v < in->nodes; v++)
        ck_assert_int_ge(sz_result_of(r, v), 0);
}

/* A ring of six, 100 each, in three of 200: every second edge is cut. */
static const int32_t ring_a[] = { 0, 1, 2, 3, 4, 5 }, ring_b[] = { 1, 2, 3, 4, 5, 0 };
static const int64_t hundred[] = { 100, 100, 100, 100, 100, 100 };

static sz_problem_input ring(void)
{
    sz_problem_input in = SZ_PROBLEM_INPUT_INIT;
    in.nodes = 6;
    in.households = hundred;
    in.edges = 6;
    in.a = ring_a;
    in.b = ring_b;
    return in;
}

static sz_solve_options band(int64_t min, int64_t max)
{
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    o.min = min;
    o.max = max;
    o.threads = 1;
    return o;
}

START_TEST(ring_into_three)
{
    sz_problem_input in = ring();
    sz_solve_options o = band(200, 200);
    sz_problem *p;
    sz_result *r;
    ck_assert_int_eq(sz_problem_new(&in, &p, NULL), SZ_SUCCESS);
    ck_assert_str_eq(sz_problem_node(p, 5), "5");
    ck_assert_int_eq(sz_problem_solve(p, &o, &r, NULL), SZ_SUCCESS);
    audit(&in, r, &o);
    ck_assert_uint_eq(sz_result_report(r)->communities, 3);
    ck_assert(sz_result_report(r)->feasible);
    ck_assert_uint_eq(sz_findings_count(sz_result_why(r)), 0);
    ck_assert_int_eq(sz_result_of(r, 6), -1);
    sz_result_free(r);
    sz_problem_free(p);
}
END_TEST

/* Today two communities of 400 and 200: in a band to 300, one node changes hands. One
 * that is held is another. */
START_TEST(ring_from_today)
{
    static const int32_t today[] = { 0, 0, 0, 0, 1, 1 };
    static const unsigned char held[] = { 1, 0, 0, 0, 0, 0 };
    static const char *const names[] = { "东关", "西关" };
    for (int pass = 0; pass < 2; pass++) {
        sz_problem_input in = ring();
        sz_solve_options o = band(300, 300);
        sz_problem *p;
        sz_result *r;
        sz_community info;
        in.today = today;
        in.today_name = names;
        in.held = pass ? held : NULL;
        ck_assert_int_eq(sz_problem_new(&in, &p, NULL), SZ_SUCCESS);
        ck_assert_uint_eq(sz_problem_communities(p), 2);
        ck_assert_int_eq(sz_problem_solve(p, &o, &r, NULL), SZ_SUCCESS);
        audit(&in, r, &o);
        ck_assert_int_eq(sz_result_report(r)->moved, 100);
        ck_assert_int_eq(sz_result_community(r, 0, &info, NULL), SZ_SUCCESS);
        ck_assert_str_eq(info.name, "东关");
        if (pass) {
            ck_assert_int_eq(sz_result_of(r, 0), 0);
            ck_assert_int_eq(sz_result_of(r, 3), 1);
        }
        sz_result_free(r);
        sz_problem_free(p);
    }
}
END_TEST

/* A row of 300, 100, 300, 100 in a band of 400: pairs would do, but 300 and 100 in the
 * middle are held in one community. Only a wider band helps, and none that goes without
 * them; how, is told. */
START_TEST(who_is_held_counts_in_remedies)
{
    static const int64_t households[] = { 300, 100, 300, 100 };
    static const int32_t a[] = { 0, 1, 2 }, b[] = { 1, 2, 3 }, today[] = { 0, 1, 1, 2 };
    static const unsigned char held[] = { 0, 1, 1, 0 };
    for (int pass = 0; pass < 2; pass++) {
        sz_problem_input in = SZ_PROBLEM_INPUT_INIT;
        sz_solve_options o = band(400, 400);
        sz_problem *p;
        sz_result *r;
        in.nodes = 4;
        in.edges = 3;
        in.households = households;
        in.a = a;
        in.b = b;
        in.today = today;
        in.held = pass ? held : NULL;
        ck_assert_int_eq(sz_problem_new(&in, &p, NULL), SZ_SUCCESS);
        ck_assert_int_eq(sz_problem_solve(p, &o, &r, NULL),
                         pass ? SZ_ERR_INFEASIBLE : SZ_SUCCESS);
        ck_assert_int_eq(sz_result_report(r)->feasible, !pass);
        const sz_findings *why = sz_result_why(r);
        bool least = false, most = false;
        for (size_t i = 0; i < sz_findings_count(why); i++) {
            const sz_finding *f = sz_findings_at(why, i);
            least |= strcmp(f->rule, "plan.remedy-min") == 0 &&
                     strstr(f->message, "minimum of 100 ");
            most |= strcmp(f->rule, "plan.remedy-max") == 0 &&
                    strstr(f->message, "maximum of 800 ");
        }
        ck_assert_int_eq(least, pass); /* 300, 400, 100 */
        ck_assert_int_eq(most, pass);  /* all in one */
        sz_result_free(r);
        sz_problem_free(p);
    }
}
END_TEST

/* K5 joined to K5 by one edge, and a cross edge that no map could have; units hold nodes
 * of both together. */
START_TEST(units_hold_on_graphs_no_map_has)
{
    int32_t a[64], b[64], unit[10];
    int64_t weight[10];
    size_t n = 0;
    for (int32_t i = 0; i < 10; i++) {
        weight[i] = 10;
        unit[i] = i == 0 || i == 9 ? 0 : -1;
        for (int32_t k = i + 1; k < 10; k++)
            if (i / 5 == k / 5 || (i == 0 && k == 9) || (i == 4 && k == 5)) {
                a[n] = i;
                b[n++] = k;
            }
    }
    sz_problem_input in = SZ_PROBLEM_INPUT_INIT;
    sz_solve_options o = band(40, 60);
    sz_problem *p;
    sz_result *r;
    in.nodes = 10;
    in.households = weight;
    in.edges = n;
    in.a = a;
    in.b = b;
    in.unit = unit;
    ck_assert_int_eq(sz_problem_new(&in, &p, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_problem_solve(p, &o, &r, NULL), SZ_SUCCESS);
    audit(&in, r, &o);
    ck_assert_uint_eq(sz_result_report(r)->communities, 2);
    ck_assert_uint_eq(sz_result_report(r)->atoms, 9);
    ck_assert_int_eq(sz_result_of(r, 0), sz_result_of(r, 9));
    sz_result_free(r);
    sz_problem_free(p);
}
END_TEST

/* Two towns are two problems; without a plan, the reasons are told and the best is
 * given all the same. */
START_TEST(towns_and_reasons)
{
    static const int32_t town[] = { 0, 0, 0, 1, 1, 1 };
    static const char *const towns[] = { "城东", "城西" };
    sz_problem_input in = ring();
    sz_solve_options o = band(200, 250);
    sz_problem *p;
    sz_result *r = NULL;
    sz_error err = SZ_ERROR_INIT;
    in.town = town;
    in.town_name = towns;
    ck_assert_int_eq(sz_problem_new(&in, &p, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_problem_solve(p, &o, &r, &err), SZ_ERR_INFEASIBLE);
    ck_assert_ptr_nonnull(r);
    ck_assert(!sz_result_report(r)->feasible);
    ck_assert_uint_ge(sz_findings_count(sz_result_why(r)), 2);
    ck_assert_ptr_nonnull(strstr(err.message, "城"));
    sz_result_free(r);
    o.cross_towns = 1;
    ck_assert_int_eq(sz_problem_solve(p, &o, &r, NULL), SZ_SUCCESS);
    audit(&in, r, &o);
    sz_result_free(r);
    sz_problem_free(p);
}
END_TEST

/* One thing wrong with the ring each time, and the item the error names. */
static const struct {
    const char *label;
    int64_t households;
    int32_t to, today;
    double length;
    unsigned char barrier;
    int64_t item;
} bad[] = {
    { "households", -1, 0, 0, 1, 0, 5 },
    { "too many", INT64_MAX, 0, 0, 1, 0, 5 },
    { "no such node", 1, 6, 0, 1, 0, 5 },
    { "negative node", 1, -1, 0, 1, 0, 5 },
    { "loop", 1, 5, 0, 1, 0, 5 },
    { "community", 1, 0, -2, 1, 0, 5 },
    { "community too high", 1, 0, 6, 1, 0, 5 },
    { "length", 1, 0, 0, -1, 0, 5 },
    { "barrier", 1, 0, 0, 1, 200, 5 },
};

START_TEST(bad_input)
{
    sz_problem_input in = ring();
    int64_t weight[6] = { 1, 1, 1, 1, 1, bad[_i].households };
    int32_t to[6] = { 1, 2, 3, 4, 5, bad[_i].to };
    int32_t today[6] = { 0, 0, 0, 0, 0, bad[_i].today };
    double length[6] = { 1, 1, 1, 1, 1, bad[_i].length };
    unsigned char barrier[6] = { 0, 0, 0, 0, 0, bad[_i].barrier };
    sz_problem *p = NULL;
    sz_error err = SZ_ERROR_INIT;
    in.households = weight;
    in.b = to;
    in.today = today;
    in.length_m = length;
    in.barrier = barrier;
    ck_assert_msg(sz_problem_new(&in, &p, &err) == SZ_ERR_INVALID, "%s", bad[_i].label);
    ck_assert_msg(err.item == bad[_i].item, "%s: %s", bad[_i].label, err.message);
    ck_assert_ptr_null(p);
}
END_TEST

START_TEST(bad_calls)
{
    sz_problem_input in = ring();
    sz_solve_options o = band(1, 2);
    sz_problem *p = NULL;
    sz_result *r = NULL;
    ck_assert_int_eq(sz_problem_new(NULL, &p, NULL), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_problem_new(&in, NULL, NULL), SZ_ERR_INVALID);
    in.size--;
    ck_assert_int_eq(sz_problem_new(&in, &p, NULL), SZ_ERR_INVALID);
    in = ring();
    in.nodes = 0;
    ck_assert_int_eq(sz_problem_new(&in, &p, NULL), SZ_ERR_INVALID);
    in = ring();
    in.a = NULL;
    ck_assert_int_eq(sz_problem_new(&in, &p, NULL), SZ_ERR_INVALID);
    in = ring();
    ck_assert_int_eq(sz_problem_new(&in, &p, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_problem_solve(NULL, &o, &r, NULL), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_problem_solve(p, NULL, &r, NULL), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_problem_solve(p, &o, NULL, NULL), SZ_ERR_INVALID);
    o.min = 3;
    ck_assert_int_eq(sz_problem_solve(p, &o, &r, NULL), SZ_ERR_INVALID);
    ck_assert_ptr_null(r);
    sz_problem_free(p);
    sz_problem_free(NULL);
    sz_result_free(NULL);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("problem");
    tcase_add_test(tc, ring_into_three);
    tcase_add_test(tc, ring_from_today);
    tcase_add_test(tc, who_is_held_counts_in_remedies);
    tcase_add_test(tc, units_hold_on_graphs_no_map_has);
    tcase_add_test(tc, towns_and_reasons);
    tcase_add_loop_test(tc, bad_input, 0, COUNT(bad));
    tcase_add_test(tc, bad_calls);
    return run_suite("problem", tc);
}
