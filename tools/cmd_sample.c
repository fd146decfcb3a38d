/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi sample: many plans at random, and where given ones stand among them. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "ground_options.h"
#include "i18n.h"
#include "plan_policy.h"
#include "plan_wish.h"
#include "sample_out.h"
#include "sample_show.h"
#include "talk.h"

struct sample_args {
    struct plan_args plan;
    const char *graph, *town, *resume, *svg;
    struct sample_out out;
    struct opt_list place;
    int64_t chains, plans, thin, burn_in;
    int lang; /* of the histograms: enum sz_language */
    int method; /* index into "recom|reversible|smc": enum sz_sample_method */
};

#define AT(member) offsetof(struct sample_args, member)
#define MANY 1e15

static const struct opt opts[] = {
    { .name = "graph", .kind = OPT_TEXT, .arg = "NODES,EDGES", .at = AT(graph),
      .operand = 1, .help = N_("two CSV files of a bare graph instead of a project") },
    { .name = "method", .kind = OPT_WORD, .words = "recom|reversible|smc",
      .at = AT(method), .help = N_("how plans are drawn, and from what law") },
    POLICY_OPTIONS(struct sample_args, plan.policy),
    { .name = "min", .kind = OPT_WHOLE, .arg = "N", .at = AT(plan.min), .high = MANY,
      .help = N_("fewest households of a community; the policy's when not given") },
    { .name = "max", .kind = OPT_WHOLE, .arg = "N", .at = AT(plan.max), .low = 1,
      .high = MANY,
      .help = N_("most households of a community; the policy's when not given") },
    { .name = "communities", .kind = OPT_TEXT, .arg = "N", .at = AT(plan.communities),
      .help = N_("their number; that of the first plan when not given") },
    GROUND_OPTIONS(AT(plan)),
    { .name = "town", .kind = OPT_TEXT, .arg = "NAME", .at = AT(town),
      .help = N_("only this town") },
    { .name = "chains", .kind = OPT_WHOLE, .arg = "N", .at = AT(chains), .low = 1,
      .high = 4096, .help = N_("chains, each from a plan of its own") },
    { .name = "plans", .kind = OPT_WHOLE, .arg = "N", .at = AT(plans), .low = 1,
      .high = MANY, .help = N_("plans of each chain") },
    { .name = "thin", .kind = OPT_WHOLE, .arg = "N", .at = AT(thin), .low = 1,
      .high = 1e9, .help = N_("steps from one plan to the next") },
    { .name = "burn-in", .kind = OPT_WHOLE, .arg = "N", .at = AT(burn_in),
      .high = MANY, .help = N_("steps before the first plan") },
    { .name = "seed", .kind = OPT_WHOLE, .arg = "N", .at = AT(plan.seed), .high = MANY,
      .help = N_("seed of the random numbers") },
    { .name = "threads", .kind = OPT_WHOLE, .arg = "N", .at = AT(plan.threads),
      .high = 4096, .help = N_("one per processor when not given") },
    { .name = "output", .letter = 'o', .kind = OPT_TEXT, .arg = "FILE.csv",
      .at = AT(out.rows.path), .help = N_("a row of figures for every plan") },
    { .name = "plans-out", .kind = OPT_TEXT, .arg = "FILE.csv",
      .at = AT(out.plans.path), .help = N_("the plans, each by what it changes") },
    { .name = "svg", .kind = OPT_TEXT, .arg = "FILE", .at = AT(svg),
      .help = N_("histograms of the figures, .svg, .pdf or .png") },
    { .name = "lang", .kind = OPT_WORD, .words = "zh|en", .at = AT(lang),
      .help = N_("language of the sheet") },
    { .name = "place", .kind = OPT_LIST, .arg = "PROJECT", .at = AT(place),
      .help = N_("tell where the plan of this project stands; repeatable") },
    { .name = "checkpoint", .kind = OPT_TEXT, .arg = "FILE", .at = AT(out.checkpoint),
      .help = N_("keep the state of the run here") },
    { .name = "resume", .kind = OPT_TEXT, .arg = "FILE", .at = AT(resume),
      .help = N_("go on from this checkpoint") },
    { .name = "json", .kind = OPT_FLAG, .at = AT(plan.json),
      .help = N_("print the result as JSON") },
};

/* Plans to be held against the ensemble, with their names. */
struct places {
    sz_plan **plan; /* [n]; those from `own` on are ours to free */
    const char **name, **drawn; /* on screen, and on the sheet */
    size_t n, own;
};

static void places_release(struct places *p)
{
    for (size_t i = p->own; i < p->n; i++)
        sz_plan_free(p->plan[i]);
    free(p->plan);
    free(p->name);
    free(p->drawn);
}

static void places_add(struct places *p, const sz_plan *plan, const char *name,
                       const char *drawn)
{
    p->plan[p->n] = (sz_plan *)plan;
    p->name[p->n] = name;
    p->drawn[p->n++] = drawn;
}

/* Community of TO that is called like community C of PLAN, founded when there is none;
 * -1 for none. */
static sz_status same_community(sz_plan *to, const sz_plan *plan, int32_t c,
                                int32_t *out, sz_error *err)
{
    sz_community old, other;
    sz_status status = sz_plan_community(plan, (size_t)c, &old, err);
    for (size_t i = 0; !status && i < sz_plan_communities(to); i++) {
        status = sz_plan_community(to, i, &other, err);
        if (!status && strcmp(other.name, old.name) == 0 && other.town == old.town) {
            *out = (int32_t)i;
            return SZ_SUCCESS;
        }
    }
    return status ? status : sz_plan_found(to, old.name, old.town, out, err);
}

/* The plan of the project at PATH as one of MAP, which must have the same parcels. */
static sz_status carry_plan(const sz_map *map, const char *path, sz_plan **out,
                            sz_error *err)
{
    sz_project *project = NULL;
    sz_plan *to = NULL;
    int32_t *number = NULL;
    sz_status status = sz_project_read(path, &project, err);
    if (status)
        return status;
    const sz_plan *plan = sz_project_proposed(project);
    plan = plan ? plan : sz_project_present(project);
    const sz_map *other = sz_project_map(project);
    size_t parcels = sz_map_parcels(map), n = sz_plan_communities(plan);
    if (sz_map_parcels(other) != parcels ||
        sz_map_households(other) != sz_map_households(map)) {
        *err = (sz_error){ SZ_ERR_DATA, -1, "" };
        snprintf(err->message, sizeof err->message,
                 _("%s is a project of other parcels or households"), path);
        status = SZ_ERR_DATA;
    }
    if (!status)
        status = sz_plan_present(map, &to, err);
    if (!status && !(number = malloc((n + 1) * sizeof *number))) {
        *err = (sz_error){ SZ_ERR_NOMEM, -1, "" };
        status = SZ_ERR_NOMEM;
    }
    for (size_t c = 0; c < n && !status; c++)
        status = same_community(to, plan, (int32_t)c, &number[c], err);
    for (size_t p = 0; p < parcels && !status; p++) {
        int32_t c = sz_plan_of(plan, p);
        status = sz_plan_assign(to, p, c < 0 ? -1 : number[c], err);
    }
    free(number);
    sz_project_free(project);
    if (status) {
        sz_plan_free(to);
        return status;
    }
    *out = to;
    return SZ_SUCCESS;
}

/* Today's plan, the proposed one, and those of --place. */
static int find_places(const struct sample_args *args, const sz_project *project,
                       struct places *p)
{
    size_t most = args->place.n + 2;
    sz_error err = SZ_ERROR_INIT;
    const sz_map *map = sz_project_map(project);
    p->plan = calloc(most, sizeof *p->plan);
    p->name = calloc(most, sizeof *p->name);
    p->drawn = calloc(most, sizeof *p->drawn);
    if (!p->plan || !p->name || !p->drawn) {
        talk_error("sample", _("out of memory"));
        return EXIT_DATA;
    }
    if (sz_map_communities(map) > 0)
        places_add(p, sz_project_present(project), _("today"),
                   args->lang ? "today" : "现状");
    if (sz_project_proposed(project))
        places_add(p, sz_project_proposed(project), _("proposed"),
                   args->lang ? "proposed" : "建议方案");
    p->own = p->n;
    for (size_t i = 0; i < args->place.n; i++) {
        sz_plan *plan = NULL;
        if (carry_plan(map, args->place.items[i], &plan, &err) != SZ_SUCCESS)
            return talk_failure("sample", &err);
        places_add(p, plan, args->place.items[i], args->place.items[i]);
    }
    return EXIT_DONE;
}

static sz_sample_options sample_options(struct sample_args *args)
{
    sz_sample_options o = SZ_SAMPLE_OPTIONS_INIT;
    o.method = (sz_sample_method)args->method;
    o.chains = args->method == SZ_SAMPLE_SMC ? 1 : (uint32_t)args->chains;
    o.plans = (uint64_t)args->plans;
    o.thin = (uint64_t)args->thin;
    o.burn_in = (uint64_t)args->burn_in;
    o.seed = (uint64_t)args->plan.seed;
    o.threads = (uint32_t)args->plan.threads;
    o.labels = args->out.plans.path != NULL;
    if (args->out.rows.path || args->out.plans.path)
        o.each = sample_out_plan;
    o.each_data = &args->out;
    if (args->out.checkpoint)
        o.checkpoint = sample_out_checkpoint;
    o.checkpoint_data = &args->out;
    o.progress = talk_progress;
    return o;
}

/* Print and draw what came of it. */
static int tell(const struct sample_args *args, const char *input,
                const sz_ensemble *ensemble, const struct places *places)
{
    const sz_sample_report *report = sz_ensemble_report(ensemble);
    struct sample_result result = { input, report, places->name,
                                    (uint64_t)args->plan.seed };
    sz_error err = SZ_ERROR_INIT;
    if (args->svg &&
        sz_ensemble_draw(ensemble, places->drawn,
                         args->lang ? SZ_LANGUAGE_EN : SZ_LANGUAGE_ZH, args->svg,
                         &err) != SZ_SUCCESS)
        return talk_failure("sample", &err);
    if (args->plan.json)
        sample_show_json(&result);
    else if (!sample_show(&result)) {
        talk_error("sample", _("out of memory"));
        return EXIT_DATA;
    }
    if (sample_disagrees(report))
        talk(_("the chains do not agree yet (R-hat above 1.05): draw more plans, or "
               "with a longer --thin"));
    if (report->stopped)
        talk(_("stopped before the end; what there is was kept"));
    return EXIT_DONE;
}

/* Run, with files opened before and closed after. */
static int sample(struct sample_args *args, const char *input, const sz_map *map,
                  const sz_problem *problem, const sz_solve_options *constraints,
                  int32_t town, const struct places *places)
{
    sz_error err = SZ_ERROR_INIT;
    sz_ensemble *ensemble = NULL;
    sz_sample_options o = sample_options(args);
    void *bytes = NULL;
    o.town = town;
    o.place = (const sz_plan *const *)places->plan;
    o.n_place = places->n;
    int code = args->resume
                   ? sample_out_resume(&args->out, args->resume, &bytes, &o.resume_size)
                   : sample_out_open(&args->out);
    if (code == EXIT_DONE) {
        o.resume = bytes;
        sz_status status = map ? sz_sample(map, constraints, &o, &ensemble, &err)
                               : sz_problem_sample(problem, constraints, &o, &ensemble,
                                                   &err);
        if (status == SZ_ERR_INFEASIBLE) {
            talk_failure("sample", &err);
            code = EXIT_FINDINGS;
        } else if (status != SZ_SUCCESS) {
            code = talk_failure("sample", &err);
        }
    }
    int closed = sample_out_close(&args->out, code == EXIT_DONE);
    code = code == EXIT_DONE ? closed : code;
    if (code == EXIT_DONE)
        code = tell(args, input, ensemble, places);
    sz_ensemble_free(ensemble);
    free(bytes);
    return code;
}

static int find_town(const sz_map *map, const char *name, int32_t *town)
{
    *town = -1;
    for (size_t t = 0; name && t < sz_map_towns(map); t++)
        if (strcmp(sz_map_town_name(map, (int32_t)t), name) == 0)
            *town = (int32_t)t;
    if (!name || *town >= 0)
        return EXIT_DONE;
    talk_error("sample", _("no town of this name: --town=%s"), name);
    return EXIT_USAGE;
}

static int sample_project(struct sample_args *args, const char *path,
                          struct plan_wish *wish)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = NULL;
    struct places places = { NULL, NULL, NULL, 0, 0 };
    int32_t town = -1;
    if (sz_project_read(path, &project, &err) != SZ_SUCCESS)
        return talk_failure("sample", &err);
    int code = plan_wish_find(wish, &args->plan, project);
    if (code == EXIT_DONE)
        code = find_town(sz_project_map(project), args->town, &town);
    if (code == EXIT_DONE)
        code = find_places(args, project, &places);
    if (code == EXIT_DONE)
        code = sample(args, path, sz_project_map(project), NULL, &wish->options, town,
                      &places);
    places_release(&places);
    sz_project_free(project);
    return code;
}

/* Options that need a map or a project. */
static bool suits_graph(const struct sample_args *a)
{
    const struct {
        const char *name;
        bool given;
    } others[] = {
        { "lock", a->plan.locks.n > 0 },  { "link", a->plan.links.n > 0 },
        { "links", a->plan.link_file != NULL },
        { "unlock", a->plan.unlock != 0 }, { "lock-border", a->plan.lines.n > 0 },
        { "town", a->town != NULL },      { "place", a->place.n > 0 },
    };
    for (size_t i = 0; i < COUNT(others); i++)
        if (others[i].given) {
            talk_error("sample", _("needs a project, not a graph: --%s"),
                       others[i].name);
            return false;
        }
    return true;
}

static int sample_graph(struct sample_args *args, const struct plan_wish *wish)
{
    sz_error err = SZ_ERROR_INIT;
    sz_problem *problem = NULL;
    struct places none = { NULL, NULL, NULL, 0, 0 };
    const char *comma = strchr(args->graph, ',');
    char *nodes = comma ? malloc(strlen(args->graph) + 1) : NULL;
    if (!comma) {
        talk_error("sample", _("not two files NODES,EDGES: --graph=%s"), args->graph);
        return EXIT_USAGE;
    }
    if (!suits_graph(args)) {
        free(nodes);
        return EXIT_USAGE;
    }
    int code = EXIT_DATA;
    if (!nodes) {
        talk_error("sample", _("out of memory"));
        return code;
    }
    memcpy(nodes, args->graph, strlen(args->graph) + 1);
    nodes[comma - args->graph] = '\0';
    if (sz_problem_read(nodes, nodes + (comma - args->graph) + 1, &problem, &err) !=
        SZ_SUCCESS)
        code = talk_failure("sample", &err);
    else
        code = sample(args, args->graph, NULL, problem, &wish->options, -1, &none);
    sz_problem_free(problem);
    free(nodes);
    return code;
}

static int run(int argc, char **argv)
{
    static const sz_sample_options usual = SZ_SAMPLE_OPTIONS_INIT;
    struct sample_args args = {
        .plan = PLAN_ARGS_INIT((int64_t)usual.seed),
        .chains = usual.chains,
        .plans = (int64_t)usual.plans,
        .thin = (int64_t)usual.thin,
        .burn_in = (int64_t)usual.burn_in,
    };
    struct plan_wish wish = { 0 };
    const char *path = NULL;
    int code = EXIT_USAGE;
    enum parsed parsed = options_parse(&cmd_sample, argc, argv, &args, &path);
    if (parsed == PARSED_HELP) {
        code = EXIT_DONE;
    } else if (parsed == PARSED &&
               (code = plan_wish_read(&wish, &args.plan)) == EXIT_DONE) {
        talk_catch_interrupt();
        if (!path)
            code = plan_policy_join(&wish, &args.plan, NULL);
        if (code == EXIT_DONE)
            code = path ? sample_project(&args, path, &wish) : sample_graph(&args, &wish);
    }
    plan_wish_release(&wish);
    opt_list_release(&args.plan.locks);
    opt_list_release(&args.plan.links);
    opt_list_release(&args.plan.lines);
    opt_list_release(&args.plan.policy.set);
    opt_list_release(&args.place);
    return code;
}

const struct command cmd_sample = {
    "sample", "PROJECT", N_("draw many plans at random, and place a plan among them"),
    opts, COUNT(opts), run,
};
