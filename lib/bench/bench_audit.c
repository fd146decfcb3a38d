/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Audits of a district of 10,000 parcels and 180 communities: in full, and of 1,000
 * variants of its plan, each a move of a parcel over a border and its undoing. Profile
 * yangzhou2022 with bounds for what it leaves open, so that every rule has work. */
#include <stdlib.h>
#include <time.h>

#include "bench/solving.h"
#include "plan/plan.h"
#include "sizhi/audit.h"
#include "tests/district.h"

enum { SIDE = 100, COMMUNITIES = 180, VARIANTS = 1000, RUNS = 5 };

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void check(sz_status status, const sz_error *err)
{
    if (status == SZ_SUCCESS)
        return;
    fprintf(stderr, "%s\n", err->message);
    exit(EXIT_FAILURE);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double full(const sz_plan *plan, const sz_policy *policy, size_t *findings)
{
    double best = 1e9;
    sz_error err = SZ_ERROR_INIT;
    for (int i = 0; i < RUNS; i++) {
        sz_findings *list = NULL;
        double from = seconds();
        check(sz_audit(plan, policy, &list, NULL, &err), &err);
        best = fmin(best, seconds() - from);
        *findings = sz_findings_count(list);
        sz_findings_free(list);
    }
    return best;
}

/* TIMES [2 * VARIANTS]: of each move and of each undoing. */
static void variants(const sz_plan *plan, const sz_policy *policy, double *times)
{
    sz_auditor *a = NULL;
    sz_error err = SZ_ERROR_INIT;
    const sz_map *m = sz_plan_map(plan);
    sz_rng rng;
    sz__rng_init(&rng, 1, 0);
    check(sz_auditor_open(plan, policy, &a, &err), &err);
    for (int i = 0; i < VARIANTS;) {
        uint32_t b = sz__rng_below(&rng, (uint32_t)m->n_borders);
        int32_t l = m->b_left[b], r = m->b_right[b];
        if (l < 0 || r < 0 || plan->of[l] < 0 || plan->of[r] < 0 ||
            plan->of[l] == plan->of[r])
            continue;
        sz_shift shift = { (size_t)l, plan->of[r] };
        double from = seconds();
        check(sz_auditor_move(a, &shift, 1, &err), &err);
        double mid = seconds();
        check(sz_auditor_undo(a, &err), &err);
        times[i] = mid - from;
        times[VARIANTS + i++] = seconds() - mid;
    }
    sz_auditor_free(a);
}

int main(void)
{
    static const char *const bounds[] = {
        "size.max_population=9000", "reach.area_km2=0.7", "reach.farthest=900",
        "reach.mean=500", "office.min_m2=400", "staff.quota=400", "shape.neck=60",
    };
    static double times[2 * VARIANTS];
    district d = { .side = SIDE, .communities = COMMUNITIES, .seed = 1 };
    sz_error err = SZ_ERROR_INIT;
    sz_built built = { 0 };
    sz_plan *plan = NULL;
    sz_policy *policy = NULL;
    size_t findings = 0;
    if (!district_build(&d, &built, &err))
        check(SZ_ERR_NOMEM, &err);
    check(sz_plan_present(built.map, &plan, &err), &err);
    check(sz_policy_open("yangzhou2022", &policy, &err), &err);
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        check(sz_policy_set(policy, bounds[i], &err), &err);
    double whole = full(plan, policy, &findings);
    printf("%d parcels, %zu communities: %zu findings\n", (int)built.map->n,
           sz_plan_living(plan), findings);
    solving_row("full audit: CPU time", whole, 1, false, "s");
    variants(plan, policy, times);
    qsort(times, 2 * VARIANTS, sizeof *times, by_size);
    solving_row("move or undo: median", 1e3 * times[VARIANTS], 1, false, "ms");
    solving_row("move or undo: 99 of 100 within", 1e3 * times[2 * VARIANTS * 99 / 100], 1,
                false, "ms");
    sz_policy_free(policy);
    sz_plan_free(plan);
    sz__built_release(&built);
    return solving_missed ? EXIT_FAILURE : EXIT_SUCCESS;
}
