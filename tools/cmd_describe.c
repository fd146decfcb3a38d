/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi describe: a plan in sentences, each read back. */
#include <sizhi/project.h>
#include <sizhi/text.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "json.h"
#include "lint_show.h"
#include "policy_option.h"
#include "show.h"
#include "talk.h"

enum { AUTO, PRESENT, PROPOSED };

struct describe_args {
    struct policy_args policy;
    int plan;
    int lang;
    int script;
    int json;
    const char *lint;
};

static const struct opt opts[] = {
    POLICY_OPTIONS_FOR(struct describe_args, policy),
    { .name = "plan", .kind = OPT_WORD, .words = "auto|present|proposed",
      .at = offsetof(struct describe_args, plan),
      .help = N_("which plan: today's, the proposed, or the latter when there is one") },
    { .name = "lang", .kind = OPT_WORD, .words = "zh|en",
      .at = offsetof(struct describe_args, lang),
      .help = N_("language of the sentences") },
    { .name = "script", .kind = OPT_FLAG, .at = offsetof(struct describe_args, script),
      .help = N_("print the changes as a script for 'sizhi apply'") },
    { .name = "lint", .kind = OPT_TEXT, .arg = "DRAFT",
      .at = offsetof(struct describe_args, lint),
      .help = N_("hold somebody's draft of a notice against the project") },
    { .name = "json", .kind = OPT_FLAG, .at = offsetof(struct describe_args, json),
      .help = N_("print the result as JSON") },
};

static double share(double part, double whole)
{
    return whole > 0 ? 100 * part / whole : 100;
}

/* How much of what was written reads back to the same ground; on stderr, so that a notice
 * that is kept in a file is the notice alone. */
static int show_agreement(const sz_description *d, const sz_plan *plan)
{
    const sz_agreement *a = sz_description_agreement(d);
    char n[COUNT_TEXT], m[COUNT_TEXT];
    if (a->moves > 0)
        fprintf(stderr, _("read back: %s of %s moves exactly, %.1f %% of their households, "
                 "%.1f %% of their area\n"),
               count_text((int64_t)a->moves_exact, n), count_text((int64_t)a->moves, m),
               share((double)a->households_exact, (double)a->households),
               share(a->area_exact_m2, a->area_m2));
    fprintf(stderr, _("sides: %s of %s communities agree to more than 95 %%, "),
           count_text((int64_t)a->sides_good, n), count_text((int64_t)a->communities, m));
    fprintf(stderr, _("%s of the %s with borders at least 90 %% named\n"),
           count_text((int64_t)a->named_good, n), count_text((int64_t)a->named, m));
    if (a->worst < 0)
        return 0;
    const sz_described_community *c = sz_description_community(d, (size_t)a->worst);
    char *name = shown_name(plan, a->worst);
    if (!name)
        return -1;
    fprintf(stderr, _("largest difference: %s, %.2f ha (agreement %.1f %%, border %.0f %% "
             "named)\n"),
           name, c->differs_m2 / 1e4, 100 * c->agreement, 100 * c->named_share);
    free(name);
    return 0;
}

static sz_status json_moves(json_object *out, const sz_description *d,
                            const sz_plan *plan, sz_error *err)
{
    json_object *moves = json_array_in(out, "moves");
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < sz_description_moves(d) && status == SZ_SUCCESS; i++) {
        const sz_described_move *m = sz_description_move(d, i);
        json_object *o = json_next(moves);
        status = json_community(o, "from_town", "from", plan, m->from, err);
        if (status == SZ_SUCCESS)
            status = json_community(o, "to_town", "to", plan, m->to, err);
        json_text(o, "sentence", m->sentence);
        json_text(o, "words", sz_words_name(m->words));
        json_count(o, "regions", (int64_t)m->regions);
        json_count(o, "clauses", (int64_t)m->clauses);
        json_count(o, "households", m->households);
        json_real(o, "area_m2", m->area_m2, 2);
        json_count(o, "parcels", (int64_t)m->parcels);
        json_flag(o, "exact", m->exact);
        json_real(o, "angle", m->angle, 1);
        json_count(o, "crossed", (int64_t)m->crossed);
    }
    return status;
}

static sz_status json_sides(json_object *out, const sz_description *d,
                            const sz_plan *plan, sz_error *err)
{
    json_object *communities = json_array_in(out, "communities");
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < sz_description_communities(d) && status == SZ_SUCCESS; i++) {
        const sz_described_community *c = sz_description_community(d, i);
        if (!c->sentence)
            continue;
        json_object *o = json_next(communities);
        status = json_community(o, "town", "community", plan, c->community, err);
        json_text(o, "north", c->north);
        json_text(o, "east", c->east);
        json_text(o, "south", c->south);
        json_text(o, "west", c->west);
        json_text(o, "sentence", c->sentence);
        json_real(o, "border_m", c->border_m, 2);
        json_real(o, "named_share", c->named_share, 4);
        json_real(o, "agreement", c->agreement, 4);
        json_real(o, "differs_m2", c->differs_m2, 2);
    }
    return status;
}

static sz_status print_json(const sz_description *d, const sz_plan *plan,
                            const char *which, sz_error *err)
{
    const sz_agreement *a = sz_description_agreement(d);
    json_object *out = json_object_new_object();
    json_text(out, "plan", which);
    json_text(out, "notice", sz_description_notice(d));
    json_text(out, "script", sz_description_script(d));
    sz_status status = json_moves(out, d, plan, err);
    if (status == SZ_SUCCESS)
        status = json_sides(out, d, plan, err);
    json_object *o = json_object_in(out, "agreement");
    json_count(o, "moves", (int64_t)a->moves);
    json_count(o, "moves_exact", (int64_t)a->moves_exact);
    json_count(o, "households", a->households);
    json_count(o, "households_exact", a->households_exact);
    json_real(o, "area_m2", a->area_m2, 2);
    json_real(o, "area_exact_m2", a->area_exact_m2, 2);
    json_count(o, "communities", (int64_t)a->communities);
    json_count(o, "sides_good", (int64_t)a->sides_good);
    json_count(o, "named", (int64_t)a->named);
    json_count(o, "named_good", (int64_t)a->named_good);
    if (status == SZ_SUCCESS)
        status = json_community(o, "worst_town", "worst", plan, a->worst, err);
    if (status == SZ_SUCCESS)
        json_print(out);
    else
        json_object_put(out);
    return status;
}

static sz_status say(const struct describe_args *args, const sz_project *project,
                     const sz_policy *policy, sz_error *err)
{
    sz_describe_options options = SZ_DESCRIBE_OPTIONS_INIT;
    const sz_plan *present = sz_project_present(project), *plan = present;
    sz_description *d = NULL;
    if (args->plan != PRESENT && sz_project_proposed(project))
        plan = sz_project_proposed(project);
    char *suffix = policy_words(policy, &options);
    options.language = args->lang ? SZ_LANGUAGE_EN : SZ_LANGUAGE_ZH;
    options.progress = talk_progress;
    sz_status status = sz_describe(present, plan, &options, &d, err);
    if (status == SZ_SUCCESS && args->json) {
        status = print_json(d, plan, plan == present ? "present" : "proposed", err);
    } else if (status == SZ_SUCCESS && args->script) {
        fputs(sz_description_script(d), stdout);
    } else if (status == SZ_SUCCESS) {
        fputs(sz_description_notice(d), stdout);
        fflush(stdout);
        status = show_agreement(d, plan) == 0 ? SZ_SUCCESS : SZ_ERR_NOMEM;
    }
    sz_description_free(d);
    free(suffix);
    return status;
}

static int describe(const char *path, const struct describe_args *args)
{
    sz_project *project = NULL;
    sz_policy *policy = NULL;
    sz_error err = SZ_ERROR_INIT;
    int code = EXIT_DONE;
    sz_status status = sz_project_read(path, &project, &err);
    if (status == SZ_SUCCESS)
        status = policy_args_open_for(&args->policy, &project, &path, 1, &policy, &err);
    if (status == SZ_SUCCESS && args->plan == PROPOSED && !sz_project_proposed(project)) {
        talk_error("describe", _("%s has no proposed plan; run 'sizhi plan' first"),
                   path);
        code = EXIT_DATA;
    } else if (status == SZ_SUCCESS && args->lint) {
        int wrong = 0;
        status = lint_draft(project, args->lint, args->json, &wrong, &err);
        code = wrong ? EXIT_FINDINGS : EXIT_DONE;
    } else if (status == SZ_SUCCESS) {
        status = say(args, project, policy, &err);
    }
    if (status != SZ_SUCCESS)
        code = talk_failure("describe", &err);
    sz_policy_free(policy);
    sz_project_free(project);
    return code;
}

static int run(int argc, char **argv)
{
    struct describe_args args = { 0 };
    const char *path = NULL;
    enum parsed parsed = options_parse(&cmd_describe, argc, argv, &args, &path);
    int code = parsed == PARSED_HELP ? EXIT_DONE : EXIT_USAGE;
    if (parsed == PARSED)
        code = describe(path, &args);
    opt_list_release(&args.policy.set);
    return code;
}

const struct command cmd_describe = {
    "describe", "PROJECT", N_("say a plan in sentences, and read them back"),
    opts, COUNT(opts), run,
};
