/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi plan: a plan that keeps every hard constraint, written into a project. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "ground_options.h"
#include "i18n.h"
#include "plan_detached.h"
#include "plan_graph.h"
#include "plan_forget.h"
#include "plan_show.h"
#include "plan_wish.h"
#include "talk.h"

#define AT(member) offsetof(struct plan_args, member)
#define MANY 1e15 /* more than there are households; exact as a double */

static const struct opt opts[] = {
    { .name = "output", .letter = 'o', .kind = OPT_TEXT, .arg = "FILE",
      .at = AT(output), .help = N_("project to write; PROJECT itself when not given") },
    POLICY_OPTIONS(struct plan_args, policy),
    { .name = "register", .kind = OPT_TEXT, .arg = "FILE", .at = AT(records),
      .help = N_("CSV table of detached land with the states and reasons on record") },
    { .name = "min", .kind = OPT_WHOLE, .arg = "N", .at = AT(min), .high = MANY,
      .help = N_("fewest households of a community; the policy's when not given") },
    { .name = "max", .kind = OPT_WHOLE, .arg = "N", .at = AT(max), .low = 1,
      .high = MANY, .help = N_("most households of a community; the policy's when not given") },
    { .name = "target", .kind = OPT_WHOLE, .arg = "N", .at = AT(target), .high = MANY,
      .help = N_("wanted size; the policy's, or the middle") },
    { .name = "band", .kind = OPT_LIST, .arg = "KIND=MIN-MAX", .at = AT(bands),
      .help = N_("band of communities of one kind; repeatable") },
    { .name = "communities", .kind = OPT_TEXT, .arg = "N|MIN-MAX", .at = AT(communities),
      .help = N_("wanted number; free when not given") },
    { .name = "from", .kind = OPT_WORD, .words = "auto|present|scratch|merge",
      .at = AT(from), .help = N_("start from today's communities or from none") },
    { .name = "merge-only", .kind = OPT_FLAG, .at = AT(merge_only),
      .help = N_("whole communities merge, none is cut") },
    { .name = "fix", .kind = OPT_LIST, .arg = "NAME", .at = AT(fixes),
      .help = N_("only this community and its neighbours may change; repeatable") },
    GROUND_OPTIONS(0),
    { .name = "hold", .kind = OPT_LIST, .arg = "NAME", .at = AT(holds),
      .help = N_("this unit or parcel stays in its community; repeatable") },
    { .name = "alternatives", .kind = OPT_WHOLE, .arg = "N", .at = AT(alternatives),
      .low = 1, .high = 100,
      .help = N_("write up to so many plans that differ: FILE-2, FILE-3 ...") },
    { .name = "weight", .kind = OPT_LIST, .arg = "TERM=NUMBER[x]", .at = AT(weights),
      .help = N_("what a term of the objective counts; repeatable") },
    { .name = "share", .kind = OPT_LIST, .arg = "CLASS=NUMBER", .at = AT(shares),
      .help = N_("what a border on such a barrier counts; repeatable") },
    { .name = "seed", .kind = OPT_WHOLE, .arg = "N", .at = AT(seed), .high = MANY,
      .help = N_("seed of the random numbers") },
    { .name = "iterations", .kind = OPT_WHOLE, .arg = "N", .at = AT(iterations),
      .high = 1e9, .help = N_("proposals per atom; more is better and slower") },
    { .name = "time", .kind = OPT_REAL, .arg = "SECONDS", .at = AT(seconds),
      .high = 1e7, .help = N_("stop after so long; the plan then depends on it") },
    { .name = "threads", .kind = OPT_WHOLE, .arg = "N", .at = AT(threads),
      .high = 4096, .help = N_("one per processor when not given") },
    { .name = "prove", .kind = OPT_FLAG, .at = AT(prove),
      .help = N_("look for the best plan of small towns and prove it") },
    { .name = "graph", .kind = OPT_TEXT, .arg = "NODES,EDGES", .at = AT(graph),
      .operand = 1, .help = N_("two CSV files of a bare graph instead of a project") },
    { .name = "json", .kind = OPT_FLAG, .at = AT(json),
      .help = N_("print the result as JSON") },
};

/* Put the findings of this plan in the place of an earlier plan's: what an import
 * found stays, everything else is about a plan. */
static sz_status replace_findings(sz_project *project, const sz_findings *why,
                                  sz_error *err)
{
    sz_status status = plan_forget(project, err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_findings(project, "plan.", why, err);
    return status;
}

/* The file of alternative I: "a.gpkg", "a-2.gpkg" ...; malloc'ed. */
static char *output_name(const char *output, size_t i)
{
    const char *dot = strrchr(output, '.'), *slash = strrchr(output, '/');
    size_t room = strlen(output) + 32;
    char *name = malloc(room);
    if (!dot || (slash && dot < slash))
        dot = output + strlen(output);
    if (name && i == 0)
        snprintf(name, room, "%s", output);
    else if (name)
        snprintf(name, room, "%.*s-%zu%s", (int)(dot - output), output, i + 1, dot);
    return name;
}

/* Put an alternative into the project and write that. */
static sz_status write_plan(const struct plan_args *args, const struct plan_wish *wish,
                            sz_project *project, sz_alternative *a, const char *output,
                            sz_error *err)
{
    sz_plan *plan = a->plan;
    a->plan = NULL;
    sz_status status = sz_project_propose(project, plan, err);
    if (status == SZ_SUCCESS)
        status = replace_findings(project, a->why, err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_records(project, wish->policy, err);
    if (status == SZ_SUCCESS)
        status = plan_record(project, args, wish, err);
    if (status == SZ_SUCCESS)
        status = sz_project_write(project, output, err);
    return status;
}

/* Solve, put the plans into the project, write it, print. The first stays in it. */
static int solve(const struct plan_args *args, const char *path, sz_project *project,
                 const struct plan_wish *wish)
{
    const sz_solve_options *options = &wish->options;
    const char *output = args->output ? args->output : path;
    sz_error err = SZ_ERROR_INIT;
    sz_alternative *list = NULL;
    size_t n = 0, wanted = (size_t)args->alternatives;
    char **names = calloc(wanted, sizeof *names);
    int code = EXIT_DATA;
    sz_status status = SZ_ERR_NOMEM;
    if (names)
        status = sz_solve_alternatives(sz_project_map(project), options, wanted, &list,
                                       &n, &err);
    int feasible = status == SZ_SUCCESS;
    if (status == SZ_ERR_INFEASIBLE && list)
        status = SZ_SUCCESS;
    for (size_t i = n; i-- > 0 && status == SZ_SUCCESS;) {
        if (!(names[i] = output_name(output, i)))
            status = SZ_ERR_NOMEM;
        else
            status = write_plan(args, wish, project, &list[i], names[i], &err);
    }
    if (status == SZ_SUCCESS) {
        struct plan_result result = {
            path, output, sz_project_present(project), sz_project_proposed(project),
            args, wish, &list[0].report, list[0].why, list, n,
            (const char *const *)names
        };
        status = args->json ? plan_show_json(&result, &err) : plan_show(&result, &err);
        code = feasible ? EXIT_DONE : EXIT_FINDINGS;
        if (list[0].report.stopped)
            talk(_("stopped before the end; the best plan so far is written"));
    }
    if (status != SZ_SUCCESS)
        code = talk_failure("plan", &err);
    for (size_t i = 0; names && i < wanted; i++)
        free(names[i]);
    free(names);
    sz_alternatives_free(list, n);
    return code;
}

/* Whether anybody lives or will live on the map, whatever the policy counts. */
static int has_people(const sz_map *map)
{
    for (size_t i = 0; i < sz_map_parcels(map); i++) {
        sz_parcel p;
        if (sz_map_parcel(map, i, &p) == SZ_SUCCESS &&
            (p.households > 0 || p.planned > 0 || p.population > 0))
            return 1;
    }
    return 0;
}

static int plan(const struct plan_args *args, const char *path)
{
    sz_error err = SZ_ERROR_INIT;
    struct plan_wish wish;
    sz_project *project = NULL;
    int code = plan_wish_read(&wish, args);
    if (code == EXIT_DONE) {
        talk_catch_interrupt();
        if (sz_project_read(path, &project, &err) != SZ_SUCCESS)
            code = talk_failure("plan", &err);
    }
    if (code == EXIT_DONE && !has_people(sz_project_map(project))) {
        talk_error("plan", _("%s has no households to plan for: import it with "
                             "--households, or --field households=NAME"), path);
        code = EXIT_DATA;
    }
    if (code == EXIT_DONE)
        code = plan_detached_read(&wish, args, project);
    if (code == EXIT_DONE)
        code = plan_wish_find(&wish, args, project);
    if (code == EXIT_DONE)
        code = plan_detached_keep(&wish, project);
    if (code == EXIT_DONE)
        code = solve(args, path, project, &wish);
    plan_wish_release(&wish);
    sz_project_free(project);
    return code;
}

static int run(int argc, char **argv)
{
    static const sz_solve_options defaults = SZ_SOLVE_OPTIONS_INIT;
    struct plan_args args = PLAN_ARGS_INIT((int64_t)defaults.seed);
    struct opt_list *const lists[] = { &args.locks, &args.holds, &args.fixes,
                                       &args.bands, &args.weights, &args.shares,
                                       &args.links, &args.lines,
                                       &args.policy.set };
    const char *path = NULL;
    int code = EXIT_USAGE;
    enum parsed parsed = options_parse(&cmd_plan, argc, argv, &args, &path);
    if (parsed == PARSED_HELP)
        code = EXIT_DONE;
    else if (parsed == PARSED)
        code = args.graph ? plan_graph(&args) : plan(&args, path);
    for (size_t i = 0; i < COUNT(lists); i++)
        opt_list_release(lists[i]);
    return code;
}

const struct command cmd_plan = {
    "plan", "PROJECT", N_("find a plan that keeps every hard constraint"),
    opts, COUNT(opts), run,
};
