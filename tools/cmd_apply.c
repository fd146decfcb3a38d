/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi apply: a script of sentences or commands run on today's plan. */
#include <sizhi/sizhi.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "apply_batch.h"
#include "apply_findings.h"
#include "apply_job.h"
#include "apply_show.h"
#include "command.h"
#include "i18n.h"
#include "json.h"
#include "plan_forget.h"
#include "policy_option.h"
#include "show.h"
#include "talk.h"

struct apply_args {
    struct policy_args policy;
    const char *output, *batch, *picks;
    struct opt_list aliases;
    int proposed, keep_going, dry_run, json, cut;
};

#define AT(member) offsetof(struct apply_args, member)

static const struct opt opts[] = {
    { .name = "output", .letter = 'o', .kind = OPT_TEXT, .arg = "FILE", .at = AT(output),
      .help = N_("write the project with the new plan; with --batch the table") },
    { .name = "batch", .kind = OPT_TEXT, .arg = "DIR", .at = AT(batch),
      .help = N_("run every script of a folder, each on the same plan, into one table") },
    { .name = "proposed", .kind = OPT_FLAG, .at = AT(proposed),
      .help = N_("start from the project's proposed plan") },
    { .name = "pick", .kind = OPT_TEXT, .arg = "N,N...", .at = AT(picks),
      .help = N_("readings to take of statements that have several, in their order") },
    { .name = "alias", .kind = OPT_LIST, .arg = "ALIAS=NAME", .at = AT(aliases),
      .help = N_("another name of a community, line, unit or parcel (repeatable)") },
    { .name = "cut", .kind = OPT_FLAG, .at = AT(cut),
      .help = N_("cut parcels that a line of the script runs through, never units") },
    { .name = "keep-going", .kind = OPT_FLAG, .at = AT(keep_going),
      .help = N_("leave out statements that fail, and do the rest") },
    { .name = "dry-run", .kind = OPT_FLAG, .at = AT(dry_run),
      .help = N_("write nothing, say what would be done") },
    POLICY_OPTIONS_FOR(struct apply_args, policy),
    { .name = "json", .kind = OPT_FLAG, .at = AT(json),
      .help = N_("print the result as JSON") },
};

/* "1,2" as numbers, malloc'ed; NULL when it is none. */
static int32_t *read_picks(const char *text, size_t *n)
{
    int32_t *picks = malloc((strlen(text) + 1) * sizeof *picks);
    *n = 0;
    for (const char *p = text; picks;) {
        char *end;
        long value = strtol(p, &end, 10);
        if (end == p || value < 1 || value > 1000 || (*end && *end != ',')) {
            free(picks);
            return NULL;
        }
        picks[(*n)++] = (int32_t)value;
        if (!*end)
            break;
        p = end + 1;
    }
    return picks;
}

/* Say which parcels have been cut. */
static void tell_cuts(const struct cut_list *cuts, const sz_map *map)
{
    for (size_t i = 0; i < cuts->n; i++)
        talk(_("parcel %zu (%lld households, %.0f m2) is cut along %s"),
             cuts->at[i].parcel + 1, (long long)cuts->at[i].households,
             cuts->at[i].area_m2, cuts->at[i].line);
    if (cuts->n)
        talk(_("%zu new parcels, numbered from %zu; households shared by area"),
             sz_map_parcels(map) - cuts->first, cuts->first + 1);
}

static void json_cuts(json_object *out, const struct cut_list *cuts, const sz_map *map)
{
    json_object *list = json_array_in(out, "cuts");
    sz_parcel p;
    for (size_t i = 0; i < cuts->n; i++) {
        const struct cut_parcel *c = &cuts->at[i];
        json_object *row = json_next(list);
        json_count(row, "parcel", (int64_t)c->parcel + 1);
        json_text(row, "name", c->line);
        json_count(row, "households", c->households);
        json_real(row, "area_m2", c->area_m2, 2);
        json_count(row, "households_left", c->households_left);
        json_real(row, "area_left_m2", c->area_left_m2, 2);
    }
    list = json_array_in(out, "new_parcels");
    for (size_t i = cuts->first; cuts->n && sz_map_parcel(map, i, &p) == SZ_SUCCESS; i++) {
        json_object *row = json_next(list);
        json_count(row, "parcel", (int64_t)i + 1);
        json_count(row, "households", p.households);
        json_real(row, "area_m2", p.area_m2, 2);
    }
}

/* Findings of the policy before and after. */
struct findings {
    sz_audit_report before, after;
    sz_findings *list;     /* of the new plan */
};

static void json_counts(json_object *out, const char *key, const sz_audit_report *r)
{
    json_object *o = json_object_in(out, key);
    json_count(o, "errors", (int64_t)r->errors);
    json_count(o, "warnings", (int64_t)r->warnings);
    json_count(o, "hints", (int64_t)r->hints);
}

/* What one script came to. */
struct result {
    const struct job *job;     /* of the project that it ran on */
    const sz_policy *policy;
    const char *script;
    struct cut_list cuts;
    sz_application *report;
    sz_plan *plan;             /* NULL: it does not apply */
    struct findings findings;
};

static sz_status show(const struct result *r, sz_error *err)
{
    const struct findings *f = &r->findings;
    tell_cuts(&r->cuts, sz_project_map(r->job->project));
    apply_show_notes(r->script, r->report);
    if (r->plan && apply_show_statements(r->report, r->plan) != 0)
        return err->status = SZ_ERR_NOMEM;
    if (r->plan && apply_findings(r->report, r->job->start, r->policy, apply_show_change,
                                  (void *)r->report, err) != SZ_SUCCESS)
        return err->status;
    if (!r->plan)
        talk(_("nothing has been applied"));
    else
        printf(_("findings: errors %zu -> %zu, warnings %zu -> %zu, hints %zu -> %zu\n"),
               f->before.errors, f->after.errors, f->before.warnings, f->after.warnings,
               f->before.hints, f->after.hints);
    return SZ_SUCCESS;
}

static sz_status show_json(const struct result *r, sz_error *err)
{
    const struct findings *f = &r->findings;
    const struct job *job = r->job;
    const sz_application *report = r->report;
    const sz_plan *plan = r->plan;
    json_object *out = json_object_new_object();
    json_text(out, "project", job->path);
    json_text(out, "script", r->script);
    json_flag(out, "applied", plan != NULL);
    json_count(out, "households", plan ? sz_plan_moved(job->start, plan) : 0);
    json_count(out, "errors", (int64_t)sz_application_errors(report));
    json_object *statements = NULL;
    sz_status status = apply_json(out, &statements, report, job->start, plan, err);
    if (status == SZ_SUCCESS && plan)
        status = apply_findings(report, job->start, r->policy, apply_json_change,
                                statements, err);
    json_cuts(out, &r->cuts, sz_project_map(job->project));
    json_counts(out, "before", &f->before);
    if (plan) {
        json_counts(out, "after", &f->after);
        json_findings(out, "findings", f->list, "");
    }
    json_print(out);
    return status;
}

static sz_status write_project(const struct job *job, const sz_policy *policy,
                               const char *path, sz_plan *plan, sz_error *err)
{
    sz_status status = sz_project_propose(job->project, plan, err);
    if (status == SZ_SUCCESS)
        status = plan_forget(job->project, err);
    if (status == SZ_SUCCESS)
        status = policy_record(job->project, policy, NULL, err);
    return status == SZ_SUCCESS ? sz_project_write(job->project, path, err) : status;
}

/* Run SCRIPT, held by the result's job, and audit the plan before and after. */
static sz_status run_script(struct result *r, const sz_script *script, sz_error *err)
{
    const struct job *job = r->job;
    struct findings *f = &r->findings;
    sz_findings *before = NULL;
    sz_status status = sz_script_apply(script, job->start, &job->options, &r->plan,
                                       &r->report, err);
    if (status == SZ_SUCCESS)
        status = sz_audit(job->start, r->policy, &before, &f->before, err);
    if (status == SZ_SUCCESS && r->plan)
        status = sz_audit(r->plan, r->policy, &f->list, &f->after, err);
    sz_findings_free(before);
    return status;
}

static int apply(const struct job *job, const sz_policy *policy, const char *path,
                 const struct apply_args *args)
{
    struct result r = { .job = job, .policy = policy, .script = path };
    struct job cut = { .project = NULL };
    sz_error err = SZ_ERROR_INIT;
    sz_script *script = NULL;
    size_t length = 0;
    int code = EXIT_DONE;
    char *text = apply_read_file(path, &length, &err);
    sz_status status = text ? SZ_SUCCESS : err.status;
    if (status == SZ_SUCCESS)
        status = sz_script_read(job->names, text, length, &script, &err);
    if (status == SZ_SUCCESS && args->cut)
        status = job_cut(job, text, length, &cut, &script, &r.cuts, &err);
    if (cut.project)
        r.job = &cut;
    if (status == SZ_SUCCESS)
        status = run_script(&r, script, &err);
    if (status == SZ_SUCCESS)
        status = args->json ? show_json(&r, &err) : show(&r, &err);
    int wrong = status == SZ_SUCCESS && sz_application_errors(r.report) > 0;
    if (status == SZ_SUCCESS && r.plan && args->output && !args->dry_run) {
        status = write_project(r.job, policy, args->output, r.plan, &err);
        r.plan = NULL; /* the project's now */
    }
    if (status != SZ_SUCCESS)
        code = talk_failure("apply", &err);
    else if (wrong)
        code = args->keep_going ? EXIT_FINDINGS : EXIT_DATA;
    else if (r.findings.after.errors > r.findings.before.errors)
        code = EXIT_FINDINGS;
    sz_findings_free(r.findings.list);
    sz_application_free(r.report);
    sz_script_free(script);
    sz_plan_free(r.plan);
    cut_list_release(&r.cuts);
    job_close(&cut);
    free(text);
    return code;
}

/* Whether the command line makes sense together. */
static int is_whole(const struct apply_args *args, const char *script)
{
    if (!script == !args->batch)
        talk_error("apply", _("give either a script or --batch=DIR"));
    else if (script && !args->output && !args->dry_run)
        talk_error("apply", _("give -o FILE, or --dry-run"));
    else
        return 1;
    talk(_("see 'sizhi %s --help'"), "apply");
    return 0;
}

static int run(int argc, char **argv)
{
    struct apply_args args = { .output = NULL };
    const char *operands[2] = { NULL, NULL };
    struct job job = { .project = NULL };
    sz_policy *policy = NULL;
    int32_t *picks = NULL;
    sz_error err = SZ_ERROR_INIT;
    enum parsed parsed = options_parse(&cmd_apply, argc, argv, &args, operands);
    int code = parsed == PARSED_HELP ? EXIT_DONE : EXIT_USAGE;
    if (parsed != PARSED || !is_whole(&args, operands[1]))
        goto done;
    if (args.picks && !(picks = read_picks(args.picks, &job.n_picks))) {
        talk_error("apply", _("numbers are expected: --pick=%s"), args.picks);
        goto done;
    }
    job.path = operands[0];
    job.aliases = &args.aliases;
    job.proposed = args.proposed;
    job.keep_going = args.keep_going;
    job.picks = picks;
    sz_status status = job_open(&job, &err);
    if (status == SZ_SUCCESS) /* from today's plan on, that of the project is no matter */
        status = policy_args_open_for(&args.policy, &job.project, &job.path,
                                      args.proposed ? 1 : 0, &policy, &err);
    const struct batch batch = { &job, policy, args.batch, args.cut };
    if (status != SZ_SUCCESS)
        code = talk_failure("apply", &err);
    else if (args.batch)
        code = apply_batch(&batch, args.dry_run ? NULL : args.output, args.json);
    else
        code = apply(&job, policy, operands[1], &args);
done:
    job_close(&job);
    sz_policy_free(policy);
    free(picks);
    opt_list_release(&args.policy.set);
    opt_list_release(&args.aliases);
    return code;
}

const struct command cmd_apply = {
    "apply", "PROJECT [SCRIPT]", N_("run a script of sentences or commands on today's plan"),
    opts, COUNT(opts), run,
};
