/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi plan: a plan that keeps every hard constraint, written into a project. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "plan_show.h"
#include "talk.h"

struct plan_args {
    const char *output;
    struct opt_list locks;
    int64_t min, max, target, communities, seed, iterations, threads;
    double seconds;
    int from; /* index into "auto|present|scratch": enum sz_solve_from */
    int keep_units, cross_towns, unlock, json;
};

#define AT(member) offsetof(struct plan_args, member)
#define MANY 1e15 /* more than there are households; exact as a double */

static const struct opt opts[] = {
    { .name = "output", .letter = 'o', .kind = OPT_TEXT, .arg = "FILE",
      .at = AT(output), .help = N_("project to write; PROJECT itself when not given") },
    { .name = "min", .kind = OPT_WHOLE, .arg = "N", .at = AT(min), .high = MANY,
      .help = N_("fewest households of a community") },
    { .name = "max", .kind = OPT_WHOLE, .arg = "N", .at = AT(max), .low = 1,
      .high = MANY, .help = N_("most households of a community") },
    { .name = "target", .kind = OPT_WHOLE, .arg = "N", .at = AT(target), .high = MANY,
      .help = N_("wanted size; the middle when not given") },
    { .name = "communities", .kind = OPT_WHOLE, .arg = "N", .at = AT(communities),
      .high = INT32_MAX, .help = N_("wanted number; free when not given") },
    { .name = "from", .kind = OPT_WORD, .words = "auto|present|scratch",
      .at = AT(from), .help = N_("start from today's communities or from none") },
    { .name = "keep-units", .kind = OPT_FLAG, .arg = "yes|no", .at = AT(keep_units),
      .help = N_("units stay whole") },
    { .name = "cross-towns", .kind = OPT_FLAG, .arg = "yes|no", .at = AT(cross_towns),
      .help = N_("communities may cross town limits") },
    { .name = "lock", .kind = OPT_LIST, .arg = "NAME", .at = AT(locks),
      .help = N_("this community stays as it is; repeatable") },
    { .name = "unlock", .kind = OPT_FLAG, .at = AT(unlock),
      .help = N_("forget the locks that PROJECT holds") },
    { .name = "seed", .kind = OPT_WHOLE, .arg = "N", .at = AT(seed), .high = MANY,
      .help = N_("seed of the random numbers") },
    { .name = "iterations", .kind = OPT_WHOLE, .arg = "N", .at = AT(iterations),
      .high = 1e9, .help = N_("proposals per atom; more is better and slower") },
    { .name = "time", .kind = OPT_REAL, .arg = "SECONDS", .at = AT(seconds),
      .high = 1e7, .help = N_("stop after so long; the plan then depends on it") },
    { .name = "threads", .kind = OPT_WHOLE, .arg = "N", .at = AT(threads),
      .high = 4096, .help = N_("one per processor when not given") },
    { .name = "json", .kind = OPT_FLAG, .at = AT(json),
      .help = N_("print the result as JSON") },
};

/* Does "town/name" or "name" name this community? */
static int is_named(const sz_map *map, const sz_today *today, const char *wanted)
{
    const char *town = sz_map_town_name(map, today->town);
    size_t n = strlen(town);
    if (strcmp(today->name, wanted) == 0)
        return 1;
    return n > 0 && strncmp(wanted, town, n) == 0 && wanted[n] == '/' &&
           strcmp(today->name, wanted + n + 1) == 0;
}

/* Set the locks of one name; returns the exit code. */
static int lock_by_name(const sz_map *map, const char *wanted, unsigned char *locked)
{
    size_t found = 0, last = 0;
    for (size_t i = 0; i < sz_map_communities(map); i++) {
        sz_today today;
        if (sz_map_today(map, i, &today) != SZ_SUCCESS ||
            !is_named(map, &today, wanted))
            continue;
        last = i;
        found++;
    }
    if (found == 1) {
        locked[last] = 1;
        return EXIT_DONE;
    }
    if (found == 0)
        talk_error("plan", _("no community of this name: --lock=%s"), wanted);
    else
        talk_error("plan",
                   _("%zu communities have this name, write town/name: --lock=%s"),
                   found, wanted);
    return EXIT_USAGE;
}

/* The communities that stay: those with a locked parcel, and those of --lock. Every
 * parcel of them is then locked in the project. */
static int collect_locks(const struct plan_args *args, sz_project *project,
                         unsigned char *locked)
{
    const sz_map *map = sz_project_map(project);
    const sz_plan *present = sz_project_present(project);
    sz_error err = SZ_ERROR_INIT;
    for (size_t i = 0; i < sz_map_parcels(map) && !args->unlock; i++) {
        int32_t community = sz_plan_of(present, i);
        if (community >= 0 && sz_project_locked(project, i))
            locked[community] = 1;
    }
    for (size_t i = 0; i < args->locks.n; i++) {
        int code = lock_by_name(map, args->locks.items[i], locked);
        if (code != EXIT_DONE)
            return code;
    }
    for (size_t i = 0; i < sz_map_parcels(map); i++) {
        int32_t community = sz_plan_of(present, i);
        int lock = community >= 0 && locked[community];
        if (sz_project_lock(project, i, lock, &err) != SZ_SUCCESS)
            return talk_failure("plan", &err);
    }
    return EXIT_DONE;
}

/* Locks as the solver wants them; *out is malloc'ed. */
static int locks(const struct plan_args *args, sz_project *project, int32_t **out,
                 size_t *n)
{
    size_t n_today = sz_map_communities(sz_project_map(project));
    unsigned char *locked = calloc(n_today + 1, 1);
    int32_t *list = calloc(n_today + 1, sizeof *list);
    int code = EXIT_DATA;
    if (!locked || !list) {
        talk_error("plan", _("out of memory"));
        goto done;
    }
    code = collect_locks(args, project, locked);
    if (code != EXIT_DONE)
        goto done;
    *n = 0;
    for (size_t i = 0; i < n_today; i++)
        if (locked[i])
            list[(*n)++] = (int32_t)i;
    *out = list;
    list = NULL;
done:
    free(list);
    free(locked);
    return code;
}

/* Put the findings of this plan in the place of an earlier plan's: what an import
 * found stays, everything else is about a plan. */
static sz_status replace_findings(sz_project *project, const sz_findings *why,
                                  sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS;) {
        const sz_finding *f = sz_findings_at(sz_project_findings(project), i);
        char rule[64];
        if (!f)
            break;
        if (strncmp(f->rule, "import.", 7) == 0) {
            i++;
            continue;
        }
        snprintf(rule, sizeof rule, "%s", f->rule); /* dies with its finding */
        status = sz_project_set_findings(project, rule, NULL, err);
    }
    if (status == SZ_SUCCESS)
        status = sz_project_set_findings(project, "plan.", why, err);
    return status;
}

static sz_status set_number(sz_project *project, const char *key, int64_t number,
                            sz_error *err)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)number);
    return sz_project_set_meta(project, key, text, err);
}

/* Put into the metadata how the plan came about, so that it can be made again. */
static sz_status record(sz_project *project, const struct plan_args *args,
                        sz_error *err)
{
    static const char *const from_words[] = { "auto", "present", "scratch" };
    char options[512];
    snprintf(options, sizeof options,
             "min=%lld max=%lld target=%lld communities=%lld from=%s keep-units=%s "
             "cross-towns=%s seed=%lld iterations=%lld time=%g",
             (long long)args->min, (long long)args->max, (long long)args->target,
             (long long)args->communities, from_words[args->from],
             args->keep_units ? "yes" : "no", args->cross_towns ? "yes" : "no",
             (long long)args->seed, (long long)args->iterations, args->seconds);
    sz_status status = set_number(project, "min", args->min, err);
    if (status == SZ_SUCCESS)
        status = set_number(project, "max", args->max, err);
    if (status == SZ_SUCCESS)
        status = set_number(project, "seed", args->seed, err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "keep_units",
                                     args->keep_units ? "yes" : "no", err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "cross_towns",
                                     args->cross_towns ? "yes" : "no", err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "options", options, err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "version", sz_version(), err);
    return status;
}

static sz_solve_options solve_options(const struct plan_args *args)
{
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    o.min = args->min;
    o.max = args->max;
    o.target = args->target;
    o.communities = (int32_t)args->communities;
    o.from = (sz_solve_from)args->from;
    o.split_units = !args->keep_units;
    o.cross_towns = args->cross_towns;
    o.seed = (uint64_t)args->seed;
    o.iterations = (uint64_t)args->iterations;
    o.seconds = args->seconds;
    o.threads = (uint32_t)args->threads;
    o.progress = talk_progress;
    return o;
}

/* Solve, put the plan into the project, write it, print it. */
static int solve(const struct plan_args *args, const char *path, sz_project *project,
                 const sz_solve_options *options)
{
    const char *output = args->output ? args->output : path;
    sz_error err = SZ_ERROR_INIT;
    sz_solve_report report;
    sz_findings *why = NULL;
    sz_plan *plan = NULL;
    int code;
    sz_status status =
        sz_solve(sz_project_map(project), options, &plan, &report, &why, &err);
    int feasible = status == SZ_SUCCESS;
    if (feasible || (status == SZ_ERR_INFEASIBLE && plan)) {
        status = sz_project_propose(project, plan, &err);
        if (status == SZ_SUCCESS)
            status = replace_findings(project, why, &err);
        if (status == SZ_SUCCESS)
            status = record(project, args, &err);
        if (status == SZ_SUCCESS)
            status = sz_project_write(project, output, &err);
    }
    if (status != SZ_SUCCESS) {
        code = talk_failure("plan", &err);
        goto done;
    }
    struct plan_result result = { path, output, sz_project_present(project),
                                  sz_project_proposed(project), options, &report, why };
    status = args->json ? plan_show_json(&result, &err) : plan_show(&result, &err);
    code = feasible ? EXIT_DONE : EXIT_FINDINGS;
    if (status != SZ_SUCCESS)
        code = talk_failure("plan", &err);
    else if (report.stopped)
        talk(_("stopped before the end; the best plan so far is written"));
done:
    sz_findings_free(why);
    return code;
}

static int plan(const struct plan_args *args, const char *path)
{
    sz_error err = SZ_ERROR_INIT;
    sz_solve_options options = solve_options(args);
    sz_project *project = NULL;
    int32_t *locked = NULL;
    int code;
    if (sz_project_read(path, &project, &err) != SZ_SUCCESS) {
        code = talk_failure("plan", &err);
    } else {
        code = locks(args, project, &locked, &options.n_locked);
        options.locked = locked;
        if (code == EXIT_DONE)
            code = solve(args, path, project, &options);
    }
    free(locked);
    sz_project_free(project);
    return code;
}

static int run(int argc, char **argv)
{
    static const sz_solve_options defaults = SZ_SOLVE_OPTIONS_INIT;
    struct plan_args args = { .min = defaults.min,
                              .max = defaults.max,
                              .seed = (int64_t)defaults.seed,
                              .keep_units = 1 };
    const char *path = NULL;
    int code = EXIT_USAGE;
    enum parsed parsed = options_parse(&cmd_plan, argc, argv, &args, &path);
    if (parsed == PARSED_HELP) {
        code = EXIT_DONE;
    } else if (parsed == PARSED && args.min > args.max) {
        talk_error("plan", _("the minimum is above the maximum: --min=%lld --max=%lld"),
                   (long long)args.min, (long long)args.max);
    } else if (parsed == PARSED) {
        talk_catch_interrupt();
        code = plan(&args, path);
    }
    opt_list_release(&args.locks);
    return code;
}

const struct command cmd_plan = {
    "plan", "PROJECT", N_("find a plan that keeps every hard constraint"),
    opts, COUNT(opts), run,
};
