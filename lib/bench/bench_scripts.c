/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A thousand scripts on the core of Tainan (6,102 units), each read, applied and held
 * against the policy, on two threads: what sizhi apply --batch does without its files.
 * Every fourth is a whole plan of the solver as describe writes it, the others are half
 * of its lines each. */
#include <string.h>

#ifdef _OPENMP
#include <omp.h>
#endif

#include "bench/solving.h"
#include "core/rng.h"
#include "sizhi/sizhi.h"

enum { SCRIPTS = 1000 };

static void check(sz_status status, const sz_error *err)
{
    if (status != SZ_SUCCESS && status != SZ_ERR_INFEASIBLE) {
        fprintf(stderr, "%s\n", err->message);
        exit(EXIT_FAILURE);
    }
}

static sz_project *read_map(void)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    sz_project *project = NULL;
    sz_error err = SZ_ERROR_INIT;
    char units[1024], today[1024];
    const char *top = getenv("SZ_TESTDATA");
    top = top ? top : "testdata";
    snprintf(units, sizeof units, "%s/tainan_before/units.geojson", top);
    snprintf(today, sizeof today, "%s/tainan_before/li_gbk.shp", top);
    o.units = units;
    o.communities = today;
    check(sz_import(&o, &project, NULL, &err), &err);
    return project;
}

/* The script of a plan for 1,000 to 3,000 households. */
static sz_description *describe(const sz_project *project, uint64_t seed)
{
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    sz_error err = SZ_ERROR_INIT;
    sz_plan *plan = NULL;
    sz_solve_report report;
    sz_description *d = NULL;
    o.min = 1000;
    o.max = 3000;
    o.seed = seed;
    o.iterations = 200;
    check(sz_solve(sz_project_map(project), &o, &plan, &report, NULL, &err), &err);
    check(sz_describe(sz_project_present(project), plan, NULL, &d, &err), &err);
    sz_solve_report_release(&report);
    sz_plan_free(plan);
    return d;
}

static bool begins(const char *line, const char *word)
{
    return strncmp(line, word, strlen(word)) == 0;
}

/* Script I out of WHOLE, malloc'ed. */
static char *make_script(const char *whole, int i)
{
    sz_rng rng;
    char *out = malloc(strlen(whole) + 1), *to = out;
    sz__rng_init(&rng, 1, (uint64_t)i);
    for (const char *line = whole; out && *line;) {
        size_t n = strcspn(line, "\n") + 1;
        bool keep = i % 4 == 0 || begins(line, "found") ||
                    (!begins(line, "撤销") && sz__rng_below(&rng, 2) == 0);
        if (keep) {
            memcpy(to, line, n);
            to += n;
        }
        line += n;
    }
    if (!out)
        exit(EXIT_FAILURE);
    *to = '\0';
    return out;
}

static sz_plan *run(const sz_gazetteer *names, const sz_plan *present, const char *text)
{
    sz_error err = SZ_ERROR_INIT;
    sz_plan *before = NULL, *after = NULL;
    sz_script *script = NULL;
    sz_application *report = NULL;
    check(sz_plan_copy(present, &before, &err), &err);
    check(sz_script_read(names, text, strlen(text), &script, &err), &err);
    check(sz_script_apply(script, before, NULL, &after, &report, &err), &err);
    sz_application_free(report);
    sz_script_free(script);
    sz_plan_free(before);
    return after;
}

int main(void)
{
    sz_project *project = read_map();
    sz_error err = SZ_ERROR_INIT;
    sz_description *whole[2] = { describe(project, 1), describe(project, 2) };
    sz_gazetteer *names = NULL;
    sz_policy *policy = NULL;
    sz_comparison *compared = NULL;
    sz_compare_options options = SZ_COMPARE_OPTIONS_INIT;
    static char *text[SCRIPTS];
    static sz_plan *plan[SCRIPTS];
    size_t bad = 0;
    for (int i = 0; i < SCRIPTS; i++)
        text[i] = make_script(sz_description_script(whole[i % 2]), i);
    check(sz_policy_open(NULL, &policy, &err), &err);
#ifdef _OPENMP
    omp_set_num_threads(2);
#endif
    double cpu = solving_cpu(), wall = sz__now();
    check(sz_gazetteer_new(sz_project_present(project), &names, &err), &err);
#pragma omp parallel for schedule(dynamic, 1)
    for (int i = 0; i < SCRIPTS; i++)
        plan[i] = run(names, sz_project_present(project), text[i]);
    double applied = sz__now() - wall;
    for (int i = 0; i < SCRIPTS; i++)
        bad += !plan[i];
    options.no_sentences = 1;
    check(sz_compare(sz_project_map(project), (const sz_plan *const *)plan,
                     bad ? 0 : SCRIPTS, policy, &options, &compared, &err), &err);
    wall = sz__now() - wall;
    printf("a thousand scripts on Tainan, two threads: %.1f s applying, %.1f s of CPU "
           "time in all\n", applied, solving_cpu() - cpu);
    solving_row("scripts that do not apply", (double)bad, 0, false, "");
    solving_row("applied and held against the policy", wall, 60, false, "s");
    for (int i = 0; i < SCRIPTS; i++) {
        sz_plan_free(plan[i]);
        free(text[i]);
    }
    sz_comparison_free(compared);
    sz_policy_free(policy);
    sz_gazetteer_free(names);
    sz_description_free(whole[0]);
    sz_description_free(whole[1]);
    sz_project_free(project);
    return solving_missed ? EXIT_FAILURE : EXIT_SUCCESS;
}
