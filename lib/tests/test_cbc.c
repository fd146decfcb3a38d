/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Our proofs against a general solver, CBC, on the same towns with all columns
 * listed. */
#include <Cbc_C_Interface.h>
#include <math.h>

#include "bench/diagonal.h"
#include "solve/prove.h"
#include "tests/rasters.h"
#include "tests/suite.h"

typedef struct listing {
    SZ__ARRAY(int) start, row;
    SZ__ARRAY(double) one, cost;
} listing;

static double note(void *data, const sz_column *column, double reduced)
{
    listing *l = data;
    (void)reduced;
    ck_assert(sz__push(&l->start, (int)l->row.n) && sz__push(&l->cost, column->cost));
    for (sz_set rest = column->set; !sz__set_empty(&rest);)
        ck_assert(sz__push(&l->row, (int)sz__set_pop(&rest)) && sz__push(&l->one, 1.0));
    return INFINITY;
}

/* Least cost of an exact cover of N rows. */
static double cbc(listing *l, int n)
{
    int columns = (int)l->cost.n;
    double *ones = sz__zalloc((size_t)(columns + n), sizeof *ones);
    double *zeros = sz__zalloc((size_t)columns, sizeof *zeros);
    ck_assert(ones && zeros && sz__push(&l->start, (int)l->row.n));
    for (int i = 0; i < columns + n; i++)
        ones[i] = 1;
    Cbc_Model *model = Cbc_newModel();
    Cbc_setLogLevel(model, 0);
    Cbc_loadProblem(model, columns, n, l->start.at, l->row.at, l->one.at, zeros, ones,
                    l->cost.at, ones, ones);
    for (int j = 0; j < columns; j++)
        Cbc_setInteger(model, j);
    Cbc_setParameter(model, "slogLevel", "0");
    Cbc_setParameter(model, "logLevel", "0");
    Cbc_solve(model);
    double best = Cbc_isProvenOptimal(model) ? Cbc_getObjValue(model) : INFINITY;
    Cbc_deleteModel(model);
    free(ones);
    free(zeros);
    return best;
}

START_TEST(same_optimum)
{
    static const double nothing[SZ_SET_ATOMS + 1];
    sz_graph g;
    sz_task *task;
    sz_cover cover;
    sz_proof proof;
    int32_t n;
    ck_assert(diagonal_graph(&g, 6, 6, (uint64_t)_i + 1));
    sz_demand demand = { .min = 380, .max = 520, .target = 450 };
    ck_assert_int_eq(sz__tasks_make(&task, &n, &g, &demand, NULL), SZ_SUCCESS);
    sz_budget enough = { .steps = 100000000 }, all = { .steps = UINT64_MAX };
    sz_worth worth = { nothing, nothing, 0 };
    listing l = { SZ__ARRAY_INIT, SZ__ARRAY_INIT, SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    ck_assert_int_eq(sz__prove_task(&proof, task, INFINITY, &enough, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__cover_make(&cover, task, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__cover_find_reach(&cover, NULL), SZ_SUCCESS);
    ck_assert(sz__cover_tell(&cover, &worth, INFINITY, &all, note, &l));
    double best = cbc(&l, g.n) + cover.constant;
    if (proof.state == SZ_PROOF_IMPOSSIBLE)
        ck_assert(best >= INFINITY);
    else
        ck_assert_msg(fabs(best - proof.cost) < 1e-4 * best, "CBC %g, we %g", best,
                      proof.cost);
    free(l.start.at);
    free(l.row.at);
    free(l.one.at);
    free(l.cost.at);
    sz__cover_release(&cover);
    sz__tasks_free(task, n);
    raster_graph_free(&g);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("cbc");
    tcase_add_loop_test(tc, same_optimum, 0, 6);
    return run_suite("cbc", tc);
}
