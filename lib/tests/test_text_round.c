/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Round trips on real ground: the script and the notice of any plan, read as text and
 * applied to today's plan, give that plan. Plans are the solver's, and random ones that
 * move, merge, split, abolish, found and rename. */
#include <string.h>

#include "core/rng.h"
#include "map/map.h"
#include "plan/plan.h"
#include "sizhi/sizhi.h"
#include "tests/suite.h"
#include "text/ast.h"

static const struct place {
    const char *label;
    const char *units, *communities, *lines, *households, *crs;
    int64_t min, max;      /* of the solver's plans */
    int solved, random;    /* how many plans of each sort */
} places[] = {
    { "Da'an", "taipei_daan/units.geojson", NULL, "taipei_daan/lines.geojson", NULL, NULL,
      2000, 3000, 2, 6 },
    { "Nanjing", NULL, NULL, "nanjing_xinjiekou/lines.geojson",
      "nanjing_xinjiekou/households_proxy.csv", NULL, 2000, 3000, 2, 6 },
    { "Liechtenstein", NULL, "liechtenstein/municipalities.geojson",
      "liechtenstein/lines.geojson", "liechtenstein/households_proxy.csv", NULL, 1000,
      2500, 2, 6 },
    { "San Francisco", "sf_blockgroups/blockgroups.shp", NULL, NULL, NULL, "EPSG:4269",
      3000, 9000, 2, 6 },
    { "Tainan", "tainan_before/units.geojson", "tainan_before/li_gbk.shp", NULL, NULL, NULL,
      2000, 3000, 0, 3 }, /* seven towns, names that two have, no lines: the largest */
};

static const char *data(const char *name)
{
    static char path[8][1024];
    static int next;
    const char *top = getenv("SZ_TESTDATA");
    char *at = path[next++ % 8];
    snprintf(at, sizeof path[0], "%s/%s", top ? top : "testdata", name);
    return name ? at : NULL;
}

static sz_project *import(const struct place *p)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = NULL;
    const char *lines = p->lines ? data(p->lines) : NULL;
    const char *households = p->households ? data(p->households) : NULL;
    o.units = p->units ? data(p->units) : NULL;
    o.communities = p->communities ? data(p->communities) : NULL;
    o.lines = &lines;
    o.n_lines = lines != NULL;
    o.households = &households;
    o.n_households = households != NULL;
    o.crs = p->crs;
    sz_status status = sz_import(&o, &project, NULL, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s: %s", p->label, err.message);
    return project;
}

/* ---- plans ---- */

static void put(sz_plan *plan, int32_t p, int32_t c)
{
    ck_assert_int_eq(sz_plan_assign(plan, (size_t)p, c, NULL), SZ_SUCCESS);
}

/* Give a parcel at a border of communities to the other side. */
static void move_one(sz_plan *plan, sz_rng *rng)
{
    const sz_map *m = plan->map;
    for (int tries = 0; tries < 50; tries++) {
        int32_t b = (int32_t)sz__rng_below(rng, (uint32_t)m->n_borders);
        int32_t p = m->b_left[b], q = m->b_right[b];
        if (p < 0 || q < 0 || plan->of[q] < 0 || plan->of[p] == plan->of[q])
            continue;
        put(plan, p, plan->of[q]);
        return;
    }
}

/* Give all of a community to one of its neighbours. */
static void merge_one(sz_plan *plan, sz_rng *rng)
{
    const sz_map *m = plan->map;
    for (int tries = 0; tries < 50; tries++) {
        int32_t b = (int32_t)sz__rng_below(rng, (uint32_t)m->n_borders);
        int32_t p = m->b_left[b], q = m->b_right[b];
        if (p < 0 || q < 0 || plan->of[p] < 0 || plan->of[q] < 0 ||
            plan->of[p] == plan->of[q])
            continue;
        int32_t from = plan->of[p], to = plan->of[q];
        for (int32_t i = 0; i < m->n; i++)
            if (plan->of[i] == from)
                put(plan, i, to);
        return;
    }
}

/* Found a community on the parcels of another that lie east (or north) of one of its
 * parcels. */
static void split_one(sz_plan *plan, sz_rng *rng, const char *name)
{
    const sz_map *m = plan->map;
    int32_t p = (int32_t)sz__rng_below(rng, (uint32_t)m->n), from = plan->of[p], fresh;
    const double *axis = sz__rng_below(rng, 2) ? m->x : m->y;
    if (from < 0 || sz_plan_found(plan, name, plan->tally[from].town, &fresh, NULL))
        return;
    for (int32_t i = 0; i < m->n; i++)
        if (plan->of[i] == from && axis[i] >= axis[p])
            put(plan, i, fresh);
}

static void rename_one(sz_plan *plan, int32_t c, const char *name)
{
    if (c >= 0 && c < plan->n && plan->tally[c].parcels)
        sz_plan_rename(plan, (size_t)c, name, NULL); /* taken: then it keeps its own */
}

/* Two communities of one town change names with each other. */
static void swap_names(sz_plan *plan, sz_rng *rng)
{
    char one[256], two[256];
    if (plan->map->n_communities < 2)
        return;
    int32_t a = (int32_t)sz__rng_below(rng, (uint32_t)plan->map->n_communities), b = a;
    while (b == a)
        b = (int32_t)sz__rng_below(rng, (uint32_t)plan->map->n_communities);
    if (plan->tally[a].town != plan->tally[b].town)
        return;
    snprintf(one, sizeof one, "%s", plan->tally[a].name);
    snprintf(two, sizeof two, "%s", plan->tally[b].name);
    rename_one(plan, a, "两可");
    rename_one(plan, b, one);
    rename_one(plan, a, two);
}

static sz_plan *random_plan(const sz_project *project, uint64_t seed)
{
    static const char *const names[] = {
        "河西", "东, 南（新）", "Upper End in the Hills: North-East", "社区9",
        "这是一个特别长的名称它有二十四个以上的汉字所以要用引号括起来", "move to",
    };
    sz_plan *plan = NULL;
    sz_rng rng;
    sz__rng_init(&rng, seed, 7);
    ck_assert_int_eq(sz_plan_copy(sz_project_present(project), &plan, NULL), 0);
    int steps = 1 + (int)sz__rng_below(&rng, 12);
    for (int i = 0; i < steps; i++) {
        const char *name = names[sz__rng_below(&rng, COUNT(names))];
        switch (sz__rng_below(&rng, 5)) {
        case 0: merge_one(plan, &rng); break;
        case 1: split_one(plan, &rng, name); break;
        case 2:
            rename_one(plan, plan->of[sz__rng_below(&rng, (uint32_t)plan->map->n)], name);
            break;
        default:
            for (int k = 0; k < 6; k++)
                move_one(plan, &rng);
        }
    }
    if (seed % 3 == 0)
        swap_names(plan, &rng);
    return plan;
}

static sz_plan *solved_plan(const sz_project *project, const struct place *place, int i)
{
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    sz_solve_report report = { 0 };
    sz_error err = SZ_ERROR_INIT;
    sz_plan *plan = NULL;
    o.min = place->min / (1 + i % 2);
    o.max = place->max;
    o.seed = (uint64_t)i + 1;
    o.threads = 1;
    o.iterations = 20;
    o.split_units = i == 1;
    o.from = i == 1 ? SZ_FROM_SCRATCH : SZ_FROM_AUTO;
    sz_status status = sz_solve(sz_project_map(project), &o, &plan, &report, NULL, &err);
    ck_assert_msg(status == SZ_SUCCESS || status == SZ_ERR_INFEASIBLE, "%s: %s",
                  place->label, err.message);
    sz_solve_report_release(&report);
    return plan;
}

/* ---- round trips ---- */

/* The plan that TEXT makes of today's; NOTICE: read as a notice. */
static sz_plan *apply(const sz_plan *today, const char *text, bool notice,
                      const char *label)
{
    const sz_parse_options options = { .notice = notice };
    sz_gazetteer *names = NULL;
    sz_script *script = NULL;
    sz_application *report = NULL;
    sz_plan *plan = NULL;
    sz_note n;
    ck_assert_int_eq(sz_gazetteer_new(today, &names, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__script_parse(names, text, strlen(text), &options, &script, NULL),
                     SZ_SUCCESS);
    ck_assert_int_eq(sz_script_apply(script, today, NULL, &plan, &report, NULL), 0);
    for (size_t i = 0; sz_application_note(report, i, &n) == SZ_SUCCESS; i++)
        ck_assert_msg(n.level != SZ_NOTE_ERROR, "%s: %u:%u: %s\n%s", label,
                      (unsigned)n.line, (unsigned)n.column, n.message, n.source);
    sz_application_free(report);
    sz_script_free(script);
    sz_gazetteer_free(names);
    return plan;
}

/* Fail unless both are the same, parcel for parcel: communities by number or, founded
 * ones, by NAMED names, else by which come together. */
static void same_plan(const sz_plan *a, const sz_plan *b, bool named, const char *label)
{
    int32_t *other = malloc(((size_t)a->n + 1) * sizeof *other);
    ck_assert_int_eq(a->living, b->living);
    for (int32_t c = 0; c < a->n; c++)
        other[c] = -2;
    for (int32_t p = 0; p < a->map->n; p++) {
        int32_t c = a->of[p], d = b->of[p];
        ck_assert_msg((c < 0) == (d < 0), "%s: parcel %d", label, (int)p + 1);
        if (c < 0)
            continue;
        if (other[c] == -2)
            other[c] = d;
        ck_assert_msg(other[c] == d, "%s: parcel %d is in %s, not %s", label, (int)p + 1,
                      b->tally[d].name, a->tally[c].name);
        ck_assert_msg(c >= a->map->n_communities || c == d, "%s: parcel %d is in %s",
                      label, (int)p + 1, b->tally[d].name);
        ck_assert_msg(!named || strcmp(a->tally[c].name, b->tally[d].name) == 0,
                      "%s: %s is called %s", label, a->tally[c].name, b->tally[d].name);
    }
    free(other);
}

static void round_trip(const sz_project *project, sz_plan *plan, const char *label,
                       bool swapped)
{
    const sz_plan *today = sz_project_present(project);
    sz_description *d = NULL;
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz_describe(today, plan, NULL, &d, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s: %s", label, err.message);
    sz_plan *made = apply(today, sz_description_script(d), false, label);
    same_plan(plan, made, true, label);
    sz_plan_free(made);
    if (!swapped) { /* a notice cannot say a swap of names */
        const sz_agreement *a = sz_description_agreement(d);
        ck_assert_msg(a->moves == a->moves_exact, "%s: %zu of %zu moves read back", label,
                      a->moves_exact, a->moves);
        made = apply(today, sz_description_notice(d), true, label);
        same_plan(plan, made, false, label);
        sz_plan_free(made);
    }
    sz_description_free(d);
    sz_plan_free(plan);
}

START_TEST(any_plan)
{
    const struct place *place = &places[_i];
    sz_project *project = import(place);
    char label[64];
    for (int i = 0; i < place->solved; i++) {
        snprintf(label, sizeof label, "%s, solved %d", place->label, i);
        round_trip(project, solved_plan(project, place, i), label, false);
    }
    for (int i = 0; i < place->random; i++) {
        snprintf(label, sizeof label, "%s, random %d", place->label, i);
        round_trip(project, random_plan(project, (uint64_t)i), label, i % 3 == 0);
    }
    sz_project_free(project);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("text_round");
    tcase_add_loop_test(tc, any_plan, 0, COUNT(places));
    return run_suite("text_round", tc);
}
