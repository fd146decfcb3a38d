/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ensembles through the public functions: laws, threads, stopping and going on. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "sizhi/sample.h"
#include "solve/trace.h"
#include "suite.h"
#include "tests/hotelling.h"

/* A rook grid of SIDE x SIDE nodes of one household each. */
static sz_problem *open_grid(int side)
{
    static int64_t households[64];
    static int32_t a[128], b[128];
    sz_problem_input input = SZ_PROBLEM_INPUT_INIT;
    sz_problem *problem = NULL;
    sz_error err = SZ_ERROR_INIT;
    input.nodes = (size_t)(side * side);
    for (int v = 0; v < side * side; v++) {
        households[v] = 1;
        for (int d = 0; d < 2; d++) {
            if (d ? v / side + 1 == side : v % side + 1 == side)
                continue;
            a[input.edges] = v;
            b[input.edges++] = v + (d ? side : 1);
        }
    }
    input.households = households;
    input.a = a;
    input.b = b;
    ck_assert_msg(sz_problem_new(&input, &problem, &err) == SZ_SUCCESS, "%s",
                  err.message);
    return problem;
}

static sz_solve_options exactly(int side)
{
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    o.min = o.max = side;
    o.communities = side;
    return o;
}

/* Weight of plans by class of cut edges. */
struct weights {
    int first;
    double sum, by_class[HOTELLING_CLASSES];
};

static int weigh(const sz_sampled *s, void *data)
{
    struct weights *w = data;
    int class = (int)s->figure[SZ_FIGURE_CUT_EDGES] - w->first;
    ck_assert(class >= 0 && class < HOTELLING_CLASSES);
    w->by_class[class] += s->weight;
    w->sum += s->weight;
    return 1;
}

/* Runs of sequential Monte Carlo as batches. */
START_TEST(smc_has_the_law)
{
    static double freq[HOTELLING_BATCHES][HOTELLING_CLASSES];
    const struct law *law = &laws[_i];
    sz_problem *problem = open_grid(law->side);
    sz_solve_options constraints = exactly(law->side);
    for (int b = 0; b < HOTELLING_BATCHES; b++) {
        sz_sample_options o = SZ_SAMPLE_OPTIONS_INIT;
        struct weights w = { .first = law->first };
        sz_ensemble *ensemble = NULL;
        sz_error err = SZ_ERROR_INIT;
        o.method = SZ_SAMPLE_SMC;
        o.chains = 1;
        o.plans = 400;
        o.seed = (uint64_t)b;
        o.threads = 1;
        o.each = weigh;
        o.each_data = &w;
        ck_assert_msg(sz_problem_sample(problem, &constraints, &o, &ensemble, &err) ==
                          SZ_SUCCESS, "%s", err.message);
        for (int i = 0; i < HOTELLING_CLASSES; i++)
            freq[b][i] = w.by_class[i] / w.sum;
        sz_ensemble_free(ensemble);
    }
    double d = hotelling(law, freq);
    ck_assert_msg(d < law->limit, "%d: %g", _i, d);
    sz_problem_free(problem);
}
END_TEST

/* Everything that is told, as bytes. */
struct log {
    unsigned char at[1 << 20];
    size_t n, rows, stop; /* stop after so many rows */
    unsigned char *state;
    size_t state_size;
};

static void put(struct log *log, const void *bytes, size_t size)
{
    ck_assert_uint_le(log->n + size, sizeof log->at);
    if (size)
        memcpy(log->at + log->n, bytes, size);
    log->n += size;
}

static int note(const sz_sampled *s, void *data)
{
    struct log *log = data;
    put(log, &s->chain, sizeof s->chain);
    put(log, &s->step, sizeof s->step);
    for (int f = 0; f < SZ_N_FIGURES; f++)
        if (!isnan(s->figure[f]))
            put(log, &s->figure[f], sizeof s->figure[f]);
    put(log, s->changed, s->n_changed * sizeof *s->changed);
    put(log, s->community, s->n_changed * sizeof *s->community);
    return ++log->rows != log->stop;
}

static int keep(const void *bytes, size_t size, void *data)
{
    struct log *log = data;
    free(log->state);
    log->state = malloc(size);
    ck_assert_ptr_nonnull(log->state);
    memcpy(log->state, bytes, size);
    log->state_size = size;
    return 1;
}

/* Run on the 6 x 6 grid into 6, with what is told and the summary in LOG. */
static void run(struct log *log, sz_sample_method method, uint32_t threads,
                const struct log *from)
{
    sz_problem *problem = open_grid(6);
    sz_solve_options constraints = SZ_SOLVE_OPTIONS_INIT;
    sz_sample_options o = SZ_SAMPLE_OPTIONS_INIT;
    sz_ensemble *ensemble = NULL;
    sz_error err = SZ_ERROR_INIT;
    constraints.min = 4;
    constraints.max = 8;
    constraints.communities = 6;
    o.method = method;
    o.chains = 3;
    o.plans = 300;
    o.thin = 100;
    o.burn_in = 777;
    o.seed = 11;
    o.threads = threads;
    o.labels = 1;
    o.each = note;
    o.each_data = log;
    o.checkpoint = keep;
    o.checkpoint_data = log;
    o.resume = from ? from->state : NULL;
    o.resume_size = from ? from->state_size : 0;
    ck_assert_msg(sz_problem_sample(problem, &constraints, &o, &ensemble, &err) ==
                      SZ_SUCCESS, "%s", err.message);
    const sz_sample_report *report = sz_ensemble_report(ensemble);
    ck_assert_int_eq(report->stopped, log->stop > 0);
    for (int f = 0; f < SZ_N_FIGURES && !log->stop; f++)
        if (report->figure[f].known)
            put(log, &report->figure[f], sizeof report->figure[f]);
    sz_ensemble_free(ensemble);
    sz_problem_free(problem);
}

START_TEST(threads_change_nothing)
{
    static struct log one, more;
    memset(&one, 0, sizeof one);
    run(&one, (sz_sample_method)_i, 1, NULL);
    ck_assert_uint_eq(one.rows, 900);
    for (uint32_t threads = 2; threads <= 4; threads += 2) {
        memset(&more, 0, sizeof more);
        run(&more, (sz_sample_method)_i, threads, NULL);
        ck_assert_uint_eq(one.n, more.n);
        ck_assert(memcmp(one.at, more.at, one.n) == 0);
        free(more.state);
    }
    free(one.state);
}
END_TEST

/* Stopped in the middle and taken up again, twice. */
START_TEST(a_checkpoint_goes_on_the_same)
{
    static struct log whole, part, rest, end;
    memset(&whole, 0, sizeof whole);
    memset(&part, 0, sizeof part);
    memset(&rest, 0, sizeof rest);
    memset(&end, 0, sizeof end);
    part.stop = 200;
    rest.stop = 300;
    run(&whole, (sz_sample_method)_i, 2, NULL);
    run(&part, (sz_sample_method)_i, 2, NULL);
    ck_assert_uint_lt(part.rows, 900);
    run(&rest, (sz_sample_method)_i, 1, &part);
    run(&end, (sz_sample_method)_i, 2, &rest);
    ck_assert_uint_gt(end.rows, 0);
    put(&part, rest.at, rest.n);
    put(&part, end.at, end.n);
    ck_assert_uint_eq(part.n, whole.n);
    ck_assert(memcmp(part.at, whole.at, whole.n) == 0);
    free(whole.state);
    free(part.state);
    free(rest.state);
    free(end.state);
}
END_TEST

static int go_until(double share, const char *what, void *data)
{
    return !what || strcmp(what, "sampling") != 0 || share < *(const double *)data;
}

/* 60 plans of the 6 x 6 grid by sequential Monte Carlo, up to this share of the steps. */
static sz_status run_smc(struct log *log, double until, const struct log *from)
{
    sz_problem *problem = open_grid(6);
    sz_solve_options constraints = SZ_SOLVE_OPTIONS_INIT;
    sz_sample_options o = SZ_SAMPLE_OPTIONS_INIT;
    sz_ensemble *ensemble = NULL;
    memset(log, 0, sizeof *log);
    constraints.min = 4;
    constraints.max = 8;
    constraints.communities = 6;
    o.method = SZ_SAMPLE_SMC;
    o.chains = 1;
    o.plans = 60;
    o.threads = until < 0.5 ? 1 : 2;
    o.labels = 1;
    o.each = note;
    o.each_data = log;
    o.progress = go_until;
    o.progress_data = &until;
    o.checkpoint = keep;
    o.checkpoint_data = log;
    o.resume = from ? from->state : NULL;
    o.resume_size = from ? from->state_size : 0;
    sz_status status = sz_problem_sample(problem, &constraints, &o, &ensemble, NULL);
    if (ensemble) {
        const sz_sample_report *report = sz_ensemble_report(ensemble);
        put(log, &report->trees, sizeof report->trees);
        put(log, &report->figure[SZ_FIGURE_CUT_EDGES],
            sizeof report->figure[SZ_FIGURE_CUT_EDGES]);
    }
    sz_ensemble_free(ensemble);
    sz_problem_free(problem);
    return status;
}

/* Stopped between communities and taken up again, twice; and once more from the last
 * checkpoint, from which all plans are told. */
START_TEST(smc_goes_on_the_same)
{
    static struct log whole, part, rest, end, again, cut;
    ck_assert_int_eq(run_smc(&whole, 2, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(whole.rows, 60);
    ck_assert_int_eq(run_smc(&part, 0.3, NULL), SZ_ERR_CANCELLED);
    ck_assert_int_eq(run_smc(&rest, 0.6, &part), SZ_ERR_CANCELLED);
    ck_assert_uint_eq(part.rows + rest.rows, 0);
    ck_assert_int_eq(run_smc(&end, 2, &rest), SZ_SUCCESS);
    ck_assert_int_eq(run_smc(&again, 2, &end), SZ_SUCCESS);
    ck_assert_uint_eq(end.n, whole.n);
    ck_assert(memcmp(end.at, whole.at, whole.n) == 0);
    ck_assert_uint_eq(again.n, whole.n);
    ck_assert(memcmp(again.at, whole.at, whole.n) == 0);
    free(again.state);
    for (size_t size = 0; size < rest.state_size; size += 1 + rest.state_size / 20) {
        cut.state = rest.state;
        cut.state_size = size;
        ck_assert_int_eq(run_smc(&again, 2, &cut), SZ_ERR_DATA);
    }
    memset(rest.state + rest.state_size - 8, 0x7f, 8); /* no such community */
    ck_assert_int_eq(run_smc(&again, 2, &rest), SZ_ERR_DATA);
    free(whole.state);
    free(part.state);
    free(rest.state);
    free(end.state);
}
END_TEST

/* A checkpoint that is not of this run, or cut off anywhere, is refused. */
START_TEST(a_bad_checkpoint_is_refused)
{
    static struct log log;
    sz_problem *problem = open_grid(6);
    sz_solve_options constraints = SZ_SOLVE_OPTIONS_INIT;
    sz_sample_options o = SZ_SAMPLE_OPTIONS_INIT;
    sz_ensemble *ensemble = NULL;
    memset(&log, 0, sizeof log);
    constraints.min = 4;
    constraints.max = 8;
    constraints.communities = 6;
    o.chains = 2;
    o.plans = 5;
    o.burn_in = 0;
    o.threads = 1;
    o.checkpoint = keep;
    o.checkpoint_data = &log;
    ck_assert_int_eq(sz_problem_sample(problem, &constraints, &o, &ensemble, NULL),
                     SZ_SUCCESS);
    sz_ensemble_free(ensemble);
    o.resume = log.state;
    o.checkpoint = NULL;
    for (size_t size = 0; size < log.state_size; size += 1 + log.state_size / 40) {
        o.resume_size = size;
        ck_assert_int_eq(sz_problem_sample(problem, &constraints, &o, &ensemble, NULL),
                         SZ_ERR_DATA);
    }
    o.resume_size = log.state_size;
    o.seed++;
    ck_assert_int_eq(sz_problem_sample(problem, &constraints, &o, &ensemble, NULL),
                     SZ_ERR_DATA);
    free(log.state);
    sz_problem_free(problem);
}
END_TEST

/* Chains of a first-order recursion, the first one shifted. The expected values are
 * from a second program, written after the paper with numpy and scipy. */
static const struct {
    size_t chains, length;
    double r_hat, effective;
} diagnosed[] = {
    { 4, 101, 1.08035337554, 39.4041118345 },
    { 2, 50, 1.18200208271, 8.71483221239 },
    { 3, 200, 1.12906218322, 18.5887166843 },
};

START_TEST(diagnostics_are_those_of_the_paper)
{
    static double value[1024], scratch[3072];
    uint64_t s = 12345;
    double r_hat, effective;
    size_t n = 0;
    for (size_t c = 0; c < diagnosed[_i].chains; c++) {
        double x = 0;
        for (size_t i = 0; i < diagnosed[_i].length; i++) {
            s = (s * 1103515245 + 12345) % 2147483648u;
            x = 0.5 * x + (double)(s / 65536 % 1000);
            value[n++] = x + (c == 0 ? 300 : 0);
        }
    }
    sz__diagnose(value, diagnosed[_i].chains, diagnosed[_i].length, scratch, &r_hat,
                 &effective);
    ck_assert_double_eq_tol(r_hat, diagnosed[_i].r_hat, 1e-9);
    ck_assert_double_eq_tol(effective, diagnosed[_i].effective, 1e-6);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("sample");
    tcase_add_loop_test(tc, smc_has_the_law, 0, COUNT(laws));
    tcase_add_loop_test(tc, threads_change_nothing, 0, 2);
    tcase_add_loop_test(tc, a_checkpoint_goes_on_the_same, 0, 2);
    tcase_add_test(tc, smc_goes_on_the_same);
    tcase_add_test(tc, a_bad_checkpoint_is_refused);
    tcase_add_loop_test(tc, diagnostics_are_those_of_the_paper, 0, COUNT(diagnosed));
    return run_suite("sample", tc);
}
