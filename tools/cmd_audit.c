/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi audit: today's communities, or a plan's, against a policy. */
#include <sizhi/audit.h>
#include <sizhi/detached.h>
#include <sizhi/project.h>
#include <string.h>

#include "audit_service.h"
#include "audit_show.h"
#include "command.h"
#include "detached_show.h"
#include "i18n.h"
#include "json.h"
#include "policy_option.h"
#include "show.h"
#include "talk.h"

enum { AUTO, PRESENT, PROPOSED };
enum { AS_POLICY, STRAIGHT, NETWORK };

struct audit_args {
    struct policy_args policy;
    int plan;
    int distance;
    struct service_wish service;
    const char *tables;
    const char *output, *csv;
    const char *records, *table; /* of detached land, to read and to write */
    int64_t limit;
    int detached, json;
};

static const struct opt opts[] = {
    POLICY_OPTIONS_FOR(struct audit_args, policy),
    { .name = "plan", .kind = OPT_WORD, .words = "auto|present|proposed",
      .at = offsetof(struct audit_args, plan),
      .help = N_("which plan: today's, the proposed, or the latter when there is one") },
    { .name = "distance", .kind = OPT_WORD, .words = "policy|straight|network",
      .at = offsetof(struct audit_args, distance),
      .help = N_("how distances to offices are measured; network: along the roads") },
    { .name = "sites", .kind = OPT_TEXT, .arg = "FILE",
      .at = offsetof(struct audit_args, service.sites),
      .help = N_("points where an office could be; the best of each community") },
    { .name = "site-kinds", .kind = OPT_TEXT, .arg = "KIND,...",
      .at = offsetof(struct audit_args, service.kinds),
      .help = N_("the same for the parcels of units of these kinds") },
    { .name = "site-for", .kind = OPT_WORD, .words = "all|missing",
      .at = offsetof(struct audit_args, service.missing),
      .help = N_("for all communities, or those without an office only") },
    { .name = "crs", .kind = OPT_TEXT, .arg = "CRS",
      .at = offsetof(struct audit_args, service.crs),
      .help = N_("CRS of the sites, when their file does not say") },
    { .name = "tables", .kind = OPT_TEXT, .arg = "DIRECTORY",
      .at = offsetof(struct audit_args, tables),
      .help = N_("write workers, premises and sites as CSV files") },
    { .name = "output", .letter = 'o', .kind = OPT_TEXT, .arg = "FILE",
      .at = offsetof(struct audit_args, output),
      .help = N_("write the project with the findings in its layer") },
    { .name = "register", .kind = OPT_TEXT, .arg = "FILE",
      .at = offsetof(struct audit_args, records),
      .help = N_("CSV table of detached land with the states and reasons on record") },
    { .name = "detached", .kind = OPT_FLAG, .at = offsetof(struct audit_args, detached),
      .help = N_("print the register of detached land") },
    { .name = "detached-csv", .kind = OPT_TEXT, .arg = "FILE",
      .at = offsetof(struct audit_args, table),
      .help = N_("write the register of detached land as a CSV table") },
    { .name = "csv", .kind = OPT_TEXT, .arg = "FILE",
      .at = offsetof(struct audit_args, csv),
      .help = N_("write the findings as a table in CSV") },
    { .name = "list", .kind = OPT_WHOLE, .arg = "N", .low = 0, .high = 1e9,
      .at = offsetof(struct audit_args, limit),
      .help = N_("findings printed of each rule") },
    { .name = "json", .kind = OPT_FLAG, .at = offsetof(struct audit_args, json),
      .help = N_("print the result as JSON") },
};

/* What an audit works with and comes to. */
struct audit {
    sz_project *project;
    sz_policy *policy;
    const sz_plan *plan;   /* the project's */
    int proposed;          /* whether that is the proposed one */
    sz_findings *findings;
    sz_audit_report report;
    sz_register *reg;
    struct service service;
};

static void release(struct audit *a)
{
    service_release(&a->service);
    sz_findings_free(a->findings);
    sz_register_free(a->reg);
    sz_policy_free(a->policy);
    sz_project_free(a->project);
}

static sz_status print_json(const struct audit *a, sz_error *err)
{
    const sz_audit_report *r = &a->report;
    json_object *out = json_object_new_object();
    json_text(out, "policy", sz_policy_id(a->policy));
    json_text(out, "title", sz_policy_title(a->policy));
    json_text(out, "plan", a->proposed ? "proposed" : "present");
    json_count(out, "communities", (int64_t)r->communities);
    json_count(out, "in_band", (int64_t)r->in_band);
    json_count(out, "above", (int64_t)r->above);
    json_count(out, "below", (int64_t)r->below);
    json_count(out, "exempt", (int64_t)r->exempt);
    json_count(out, "households", r->households);
    json_count(out, "counted", r->counted);
    json_count(out, "population", r->population);
    json_real(out, "area_m2", r->area_m2, 2);
    json_count(out, "detached", (int64_t)r->detached);
    json_count(out, "gaps", (int64_t)r->gaps);
    json_count(out, "gap_households", r->gap_households);
    json_count(out, "overlaps", (int64_t)r->overlaps);
    json_real(out, "clear_share", r->clear_share, 4);
    json_count(out, "errors", (int64_t)r->errors);
    json_count(out, "warnings", (int64_t)r->warnings);
    json_count(out, "hints", (int64_t)r->hints);
    json_count(out, "goals", (int64_t)r->goals);
    json_count(out, "waived", (int64_t)r->waived);
    sz_status status = json_register(out, "register", a->reg, a->plan, err);
    json_findings(out, "findings", a->findings, "");
    if (status == SZ_SUCCESS)
        status = service_json(out, &a->service, err);
    if (status == SZ_SUCCESS)
        json_print(out);
    else
        json_object_put(out);
    return status;
}

/* ---- the work ---- */

static sz_status open_policy(struct audit *a, const struct audit_args *args,
                             const char *path, sz_error *err)
{
    sz_status status = policy_args_open_for(&args->policy, &a->project, &path, 1,
                                            &a->policy, err);
    if (status != SZ_SUCCESS || args->distance == AS_POLICY)
        return status;
    return sz_policy_set(a->policy, args->distance == NETWORK ? "reach.distance=network"
                                                         : "reach.distance=straight",
                         err);
}

/* Project, policy and what is on record: what the project holds, then what the table
 * says. */
static sz_status open_audit(struct audit *a, const struct audit_args *args,
                            const char *path, sz_error *err)
{
    sz_status status = sz_project_read(path, &a->project, err);
    if (status == SZ_SUCCESS)
        status = open_policy(a, args, path, err);
    if (status == SZ_SUCCESS)
        status = sz_project_records(a->project, a->policy, err);
    return status == SZ_SUCCESS && args->records
               ? sz_register_read(args->records, a->policy, err)
               : status;
}

/* Findings, the register of detached land, workers, premises and sites. */
static sz_status work_out(struct audit *a, const struct audit_args *args, sz_error *err)
{
    sz_status status = sz_project_audit(a->project, a->proposed, a->policy, &a->findings,
                                        &a->report, err);
    if (status == SZ_SUCCESS)
        status = sz_register_make(a->plan, a->policy, &a->reg, err);
    if (status == SZ_SUCCESS)
        talk_records(a->policy, a->reg);
    a->service.before = sz_project_present(a->project);
    a->service.after = a->proposed ? a->plan : NULL;
    a->service.policy = a->policy;
    return status == SZ_SUCCESS ? service_make(&a->service, &args->service, err) : status;
}

/* Put the findings in the place of an earlier audit's, whose rules are those of the
 * policy, and write the project. */
static sz_status write_project(struct audit *a, const char *path, sz_error *err)
{
    sz_status status = sz_project_set_records(a->project, a->policy, err);
    const char *rule = "";
    for (size_t i = 0; i < sz_policy_entries(a->policy) && status == SZ_SUCCESS; i++) {
        sz_policy_entry e;
        status = sz_policy_entry_at(a->policy, i, &e, err);
        if (status != SZ_SUCCESS || strncmp(e.key, "level.", 6) != 0)
            continue;
        rule = e.key + 6;
        status = sz_project_set_findings(a->project, rule, NULL, err);
    }
    if (status == SZ_SUCCESS)
        status = sz_project_set_findings(a->project, rule, a->findings, err);
    if (status == SZ_SUCCESS)
        status = policy_record(a->project, a->policy, NULL, err);
    return status == SZ_SUCCESS ? sz_project_write(a->project, path, err) : status;
}

static sz_status write_files(struct audit *a, const struct audit_args *args,
                             sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    if (args->table)
        status = sz_register_write(a->reg, args->table, err);
    if (status == SZ_SUCCESS && args->csv)
        status = sz_findings_write(a->findings, args->csv, err);
    if (status == SZ_SUCCESS && args->tables)
        status = service_write(&a->service, args->tables, err);
    return status == SZ_SUCCESS && args->output ? write_project(a, args->output, err)
                                                : status;
}

static sz_status show(const struct audit *a, const struct audit_args *args, sz_error *err)
{
    if (args->json)
        return print_json(a, err);
    audit_summary(a->policy, &a->report);
    service_show(&a->service);
    if (audit_tables(a->policy, a->findings, (size_t)args->limit) != 0)
        return err->status = SZ_ERR_NOMEM;
    if (args->detached)
        show_register(a->reg, a->plan);
    return SZ_SUCCESS;
}

static int audit(const char *path, const struct audit_args *args)
{
    struct audit a = { .project = NULL };
    sz_error err = SZ_ERROR_INIT;
    int code = EXIT_DATA;
    sz_status status = open_audit(&a, args, path, &err);
    const sz_plan *proposed = status == SZ_SUCCESS ? sz_project_proposed(a.project) : NULL;
    if (status == SZ_SUCCESS && args->plan == PROPOSED && !proposed) {
        talk_error("audit", _("%s has no proposed plan; run 'sizhi plan' first"), path);
        goto done;
    }
    a.proposed = proposed && args->plan != PRESENT;
    if (status == SZ_SUCCESS) {
        a.plan = a.proposed ? proposed : sz_project_present(a.project);
        status = work_out(&a, args, &err);
    }
    if (status == SZ_SUCCESS)
        status = write_files(&a, args, &err);
    if (status == SZ_SUCCESS)
        status = show(&a, args, &err);
    if (status != SZ_SUCCESS)
        code = talk_failure("audit", &err);
    else
        code = a.report.errors > 0 ? EXIT_FINDINGS : EXIT_DONE;
done:
    release(&a);
    return code;
}

static int run(int argc, char **argv)
{
    struct audit_args args = { .limit = 12 };
    const char *path = NULL;
    enum parsed parsed = options_parse(&cmd_audit, argc, argv, &args, &path);
    int code = parsed == PARSED_HELP ? EXIT_DONE : EXIT_USAGE;
    if (parsed == PARSED && args.service.sites && args.service.kinds)
        talk_error("audit", _("give --sites or --site-kinds, not both"));
    else if (parsed == PARSED)
        code = audit(path, &args);
    opt_list_release(&args.policy.set);
    return code;
}

const struct command cmd_audit = {
    "audit", "PROJECT", N_("hold today's communities, or a plan, against a policy"),
    opts, COUNT(opts), run,
};
