/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi apply: a script of sentences or commands run on today's plan. */
#include <sizhi/sizhi.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "apply_batch.h"
#include "apply_findings.h"
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
    POLICY_OPTIONS(struct apply_args, policy),
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

static sz_status add_aliases(sz_gazetteer *names, const struct opt_list *list,
                             sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < list->n && status == SZ_SUCCESS; i++) {
        const char *is = strchr(list->items[i], '=');
        char *alias = is ? malloc((size_t)(is - list->items[i]) + 1) : NULL;
        if (!alias) {
            err->status = is ? SZ_ERR_NOMEM : SZ_ERR_INVALID;
            snprintf(err->message, sizeof err->message, _("--alias=%s is no ALIAS=NAME"),
                     list->items[i]);
            return err->status;
        }
        memcpy(alias, list->items[i], (size_t)(is - list->items[i]));
        alias[is - list->items[i]] = '\0';
        status = sz_gazetteer_alias(names, alias, is + 1, err);
        free(alias);
    }
    return status;
}

/* What is needed to run scripts. */
struct job {
    sz_project *project;
    sz_policy *policy;
    sz_gazetteer *names;
    const sz_plan *start;
    unsigned char *locked;
    int32_t *picks;
    sz_apply_options options;
};

static void close_job(struct job *job)
{
    sz_gazetteer_free(job->names);
    sz_policy_free(job->policy);
    sz_project_free(job->project);
    free(job->locked);
    free(job->picks);
}

/* What follows from the job's project. */
static sz_status look_up(struct job *job, const struct apply_args *args, sz_error *err)
{
    const sz_plan *proposed = sz_project_proposed(job->project);
    job->start = args->proposed && proposed ? proposed : sz_project_present(job->project);
    size_t n = sz_map_parcels(sz_project_map(job->project));
    if (!(job->locked = malloc(n ? n : 1)))
        return err->status = SZ_ERR_NOMEM;
    for (size_t i = 0; i < n; i++)
        job->locked[i] = sz_project_locked(job->project, i) != 0;
    job->options = (sz_apply_options)SZ_APPLY_OPTIONS_INIT;
    job->options.keep_going = args->keep_going;
    job->options.locked = job->locked;
    job->options.picks = job->picks;
    sz_status status = sz_gazetteer_new(job->start, &job->names, err);
    return status == SZ_SUCCESS ? add_aliases(job->names, &args->aliases, err) : status;
}

static sz_status open_job(struct job *job, const char *path,
                          const struct apply_args *args, sz_error *err)
{
    sz_status status = policy_args_open(&args->policy, &job->policy, err);
    if (status == SZ_SUCCESS)
        status = sz_project_read(path, &job->project, err);
    return status == SZ_SUCCESS ? look_up(job, args, err) : status;
}

/* Read the project again with these parcels cut, and *SCRIPT for it. */
static sz_status cut(struct job *job, const char *path, const struct apply_args *args,
                     const char *text, size_t length, const sz_parcel_cut *list, size_t n,
                     sz_script **script, sz_error *err)
{
    sz_project *project = NULL;
    size_t picks = job->options.n_picks;
    sz_status status = sz_project_read_cut(path, list, n, &project, err);
    if (status != SZ_SUCCESS)
        return status;
    sz_script_free(*script);
    *script = NULL;
    sz_gazetteer_free(job->names);
    sz_project_free(job->project);
    free(job->locked);
    job->names = NULL;
    job->locked = NULL;
    job->project = project;
    status = look_up(job, args, err);
    job->options.n_picks = picks;
    return status == SZ_SUCCESS ? sz_script_read(job->names, text, length, script, err)
                                : status;
}

/* A parcel that is to be cut, as it is before: the map goes, and the names with it. */
struct noted {
    size_t parcel;
    long long households;
    double area_m2;
    char *line;
};

static void free_noted(struct noted *noted, size_t n)
{
    for (size_t i = 0; noted && i < n; i++)
        free(noted[i].line);
    free(noted);
}

/* NULL when memory is out. */
static struct noted *note_parcels(const sz_map *map, const sz_parcel_cut *list, size_t n)
{
    struct noted *noted = calloc(n + 1, sizeof *noted);
    bool ok = noted != NULL;
    for (size_t i = 0; i < n && ok; i++) {
        sz_parcel p;
        if (sz_map_parcel(map, list[i].parcel, &p) == SZ_SUCCESS)
            noted[i] = (struct noted){ list[i].parcel, (long long)p.households, p.area_m2,
                                       text_copy(list[i].name) };
        ok = noted[i].line != NULL;
    }
    if (ok)
        return noted;
    free_noted(noted, n);
    return NULL;
}

/* Say which of the N parcels have got smaller: a slice that is too thin stays with its
 * parcel. FIRST: number of the first new one. */
static void tell_cuts(const sz_map *map, const struct noted *was, size_t n, size_t first)
{
    for (size_t i = 0; i < n; i++) {
        sz_parcel now;
        if (sz_map_parcel(map, was[i].parcel, &now) == SZ_SUCCESS &&
            now.area_m2 < was[i].area_m2 - 0.5)
            talk(_("parcel %zu (%lld households, %.0f m2) is cut along %s"),
                 was[i].parcel + 1, was[i].households, was[i].area_m2, was[i].line);
    }
    if (sz_map_parcels(map) > first)
        talk(_("%zu new parcels, numbered from %zu; households shared by area"),
             sz_map_parcels(map) - first, first + 1);
}

/* Cut what the script says, and say what was cut. */
static sz_status cut_parcels(struct job *job, const char *path,
                             const struct apply_args *args, const char *text,
                             size_t length, sz_script **script, sz_error *err)
{
    sz_cuts *cuts = NULL;
    size_t n = 0;
    sz_status status = sz_script_cuts(*script, job->start, &job->options, &cuts, err);
    if (status != SZ_SUCCESS)
        return status;
    const sz_parcel_cut *list = sz_cuts_list(cuts, &n);
    size_t before = sz_map_parcels(sz_project_map(job->project));
    struct noted *was = note_parcels(sz_project_map(job->project), list, n);
    if (!was)
        status = err->status = SZ_ERR_NOMEM;
    if (status == SZ_SUCCESS && n > 0)
        status = cut(job, path, args, text, length, list, n, script, err);
    if (status == SZ_SUCCESS && n > 0)
        tell_cuts(sz_project_map(job->project), was, n, before);
    free_noted(was, n);
    sz_cuts_free(cuts);
    return status;
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

static sz_status show(const struct job *job, const char *path, const char *script,
                      const struct apply_args *args, const sz_application *report,
                      const sz_plan *plan, const struct findings *f, sz_error *err)
{
    if (!args->json) {
        apply_show_notes(script, report);
        if (plan && apply_show_statements(report, plan) != 0)
            return err->status = SZ_ERR_NOMEM;
        if (plan && apply_findings(report, job->start, job->policy, apply_show_change,
                                   (void *)report, err) != SZ_SUCCESS)
            return err->status;
        if (!plan)
            talk(_("nothing has been applied"));
        else
            printf(_("findings: errors %zu -> %zu, warnings %zu -> %zu, hints %zu -> %zu\n"),
                   f->before.errors, f->after.errors, f->before.warnings,
                   f->after.warnings, f->before.hints, f->after.hints);
        return SZ_SUCCESS;
    }
    json_object *out = json_object_new_object();
    json_text(out, "project", path);
    json_text(out, "script", script);
    json_flag(out, "applied", plan != NULL);
    json_count(out, "households", plan ? sz_plan_moved(job->start, plan) : 0);
    json_count(out, "errors", (int64_t)sz_application_errors(report));
    json_object *statements = NULL;
    sz_status status = apply_json(out, &statements, report, plan, err);
    if (status == SZ_SUCCESS && plan)
        status = apply_findings(report, job->start, job->policy, apply_json_change,
                                statements, err);
    json_counts(out, "before", &f->before);
    if (plan) {
        json_counts(out, "after", &f->after);
        json_findings(out, "findings", f->list, "");
    }
    json_print(out);
    return status;
}

static sz_status write_project(struct job *job, const char *path, sz_plan *plan,
                               sz_error *err)
{
    sz_status status = sz_project_propose(job->project, plan, err);
    if (status == SZ_SUCCESS)
        status = plan_forget(job->project, err);
    if (status == SZ_SUCCESS)
        status = policy_record(job->project, job->policy, err);
    return status == SZ_SUCCESS ? sz_project_write(job->project, path, err) : status;
}

static int apply(struct job *job, const char *path, const char *script_path,
                 const struct apply_args *args)
{
    sz_error err = SZ_ERROR_INIT;
    sz_script *script = NULL;
    sz_application *report = NULL;
    sz_plan *plan = NULL;
    struct findings f = { .list = NULL };
    sz_findings *before = NULL;
    size_t length = 0;
    int code = EXIT_DONE;
    char *text = apply_read_file(script_path, &length, &err);
    sz_status status = text ? SZ_SUCCESS : err.status;
    if (status == SZ_SUCCESS)
        status = sz_script_read(job->names, text, length, &script, &err);
    if (status == SZ_SUCCESS && args->cut)
        status = cut_parcels(job, path, args, text, length, &script, &err);
    if (status == SZ_SUCCESS)
        status = sz_script_apply(script, job->start, &job->options, &plan, &report, &err);
    if (status == SZ_SUCCESS)
        status = sz_audit(job->start, job->policy, &before, &f.before, &err);
    if (status == SZ_SUCCESS && plan)
        status = sz_audit(plan, job->policy, &f.list, &f.after, &err);
    if (status == SZ_SUCCESS)
        status = show(job, path, script_path, args, report, plan, &f, &err);
    int wrong = status == SZ_SUCCESS && sz_application_errors(report) > 0;
    if (status == SZ_SUCCESS && plan && args->output && !args->dry_run) {
        status = write_project(job, args->output, plan, &err);
        plan = NULL; /* the project's now */
    }
    if (status != SZ_SUCCESS)
        code = talk_failure("apply", &err);
    else if (wrong)
        code = args->keep_going ? EXIT_FINDINGS : EXIT_DATA;
    else
        code = f.after.errors > f.before.errors ? EXIT_FINDINGS : EXIT_DONE;
    sz_findings_free(before);
    sz_findings_free(f.list);
    sz_application_free(report);
    sz_script_free(script);
    sz_plan_free(plan);
    free(text);
    return code;
}

/* Whether the command line makes sense together. */
static int is_whole(const struct apply_args *args, const char *script)
{
    if (!script == !args->batch)
        talk_error("apply", _("give either a script or --batch=DIR"));
    else if (args->batch && args->cut)
        talk_error("apply", _("--cut is for one script, not for a batch"));
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
    sz_error err = SZ_ERROR_INIT;
    enum parsed parsed = options_parse(&cmd_apply, argc, argv, &args, operands);
    int code = parsed == PARSED_HELP ? EXIT_DONE : EXIT_USAGE;
    size_t n_picks = 0;
    if (parsed != PARSED || !is_whole(&args, operands[1]))
        goto done;
    if (args.picks && !(job.picks = read_picks(args.picks, &n_picks))) {
        talk_error("apply", _("numbers are expected: --pick=%s"), args.picks);
        goto done;
    }
    if (open_job(&job, operands[0], &args, &err) != SZ_SUCCESS) {
        code = talk_failure("apply", &err);
        goto done;
    }
    job.options.n_picks = n_picks;
    const struct batch batch = { job.start, job.names, job.policy, &job.options,
                                 args.batch };
    code = args.batch ? apply_batch(&batch, args.dry_run ? NULL : args.output, args.json)
                      : apply(&job, operands[0], operands[1], &args);
done:
    close_job(&job);
    opt_list_release(&args.policy.set);
    opt_list_release(&args.aliases);
    return code;
}

const struct command cmd_apply = {
    "apply", "PROJECT [SCRIPT]", N_("run a script of sentences or commands on today's plan"),
    opts, COUNT(opts), run,
};
