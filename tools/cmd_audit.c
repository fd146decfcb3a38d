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
    POLICY_OPTIONS(struct audit_args, policy),
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

static sz_status print_json(const sz_policy *policy, const char *which,
                            const sz_plan *plan, const sz_audit_report *r,
                            const sz_findings *findings, const sz_register *reg,
                            const struct service *service, sz_error *err)
{
    json_object *out = json_object_new_object();
    json_text(out, "policy", sz_policy_id(policy));
    json_text(out, "title", sz_policy_title(policy));
    json_text(out, "plan", which);
    json_count(out, "communities", (int64_t)r->communities);
    json_count(out, "in_band", (int64_t)r->in_band);
    json_count(out, "above", (int64_t)r->above);
    json_count(out, "below", (int64_t)r->below);
    json_count(out, "households", r->households);
    json_count(out, "counted", r->counted);
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
    sz_status status = json_register(out, "register", reg, plan, err);
    json_findings(out, "findings", findings, "");
    if (status == SZ_SUCCESS)
        status = service_json(out, service, err);
    if (status == SZ_SUCCESS)
        json_print(out);
    else
        json_object_put(out);
    return status;
}

/* ---- the work ---- */

/* The register of detached land, into a table if one is wanted. Records that fit
 * nothing are told. */
static sz_status draw_register(const struct audit_args *args, const sz_plan *plan,
                               const sz_policy *policy, sz_register **out,
                               sz_error *err)
{
    sz_status status = sz_register_make(plan, policy, out, err);
    if (status == SZ_SUCCESS && args->table)
        status = sz_register_write(*out, args->table, err);
    if (status == SZ_SUCCESS)
        talk_unused_records(policy, *out);
    return status;
}

/* Put the findings in the place of an earlier audit's, whose rules are those of the
 * policy, and write the project. */
static sz_status write_findings(sz_project *project, const sz_policy *policy,
                                const sz_findings *findings, const char *path,
                                sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    const char *rule = "";
    for (size_t i = 0; i < sz_policy_entries(policy) && status == SZ_SUCCESS; i++) {
        sz_policy_entry e;
        status = sz_policy_entry_at(policy, i, &e, err);
        if (status != SZ_SUCCESS || strncmp(e.key, "level.", 6) != 0)
            continue;
        rule = e.key + 6;
        status = sz_project_set_findings(project, rule, NULL, err);
    }
    if (status == SZ_SUCCESS)
        status = sz_project_set_findings(project, rule, findings, err);
    if (status == SZ_SUCCESS)
        status = policy_record(project, policy, err);
    return status == SZ_SUCCESS ? sz_project_write(project, path, err) : status;
}

static sz_status open_policy(const struct audit_args *args, sz_policy **out,
                             sz_error *err)
{
    sz_status status = policy_args_open(&args->policy, out, err);
    if (status != SZ_SUCCESS || args->distance == AS_POLICY)
        return status;
    return sz_policy_set(*out, args->distance == NETWORK ? "reach.distance=network"
                                                         : "reach.distance=straight",
                         err);
}

static int audit(const char *path, const struct audit_args *args)
{
    sz_project *project = NULL;
    sz_policy *policy = NULL;
    struct service service = { 0 };
    sz_findings *findings = NULL;
    sz_register *reg = NULL;
    sz_audit_report report;
    sz_error err = SZ_ERROR_INIT;
    int code = EXIT_DONE;
    sz_status status = open_policy(args, &policy, &err);
    if (status == SZ_SUCCESS)
        status = sz_project_read(path, &project, &err);
    if (status == SZ_SUCCESS) /* what the project holds, then what the table says */
        status = sz_project_records(project, policy, &err);
    if (status == SZ_SUCCESS && args->records)
        status = sz_register_read(args->records, policy, &err);
    if (status != SZ_SUCCESS) {
        code = talk_failure("audit", &err);
        goto done;
    }
    const sz_plan *proposed = sz_project_proposed(project);
    if (args->plan == PROPOSED && !proposed) {
        talk_error("audit", _("%s has no proposed plan; run 'sizhi plan' first"), path);
        code = EXIT_DATA;
        goto done;
    }
    int use = proposed && args->plan != PRESENT;
    const sz_plan *plan = use ? proposed : sz_project_present(project);
    status = sz_audit(plan, policy, &findings, &report, &err);
    if (status == SZ_SUCCESS)
        status = draw_register(args, plan, policy, &reg, &err);
    service.before = sz_project_present(project);
    service.after = use ? proposed : NULL;
    service.policy = policy;
    if (status == SZ_SUCCESS)
        status = service_make(&service, &args->service, &err);
    if (status == SZ_SUCCESS && args->tables)
        status = service_write(&service, args->tables, &err);
    if (status == SZ_SUCCESS && args->output)
        status = sz_project_set_records(project, policy, &err);
    if (status == SZ_SUCCESS && args->output)
        status = write_findings(project, policy, findings, args->output, &err);
    if (status == SZ_SUCCESS && args->json)
        status = print_json(policy, use ? "proposed" : "present", plan, &report,
                            findings, reg, &service, &err);
    if (status != SZ_SUCCESS) {
        code = talk_failure("audit", &err);
        goto done;
    }
    if (args->csv && (code = audit_csv(findings, args->csv)) != EXIT_DONE)
        goto done;
    if (!args->json) {
        audit_summary(policy, &report);
        service_show(&service);
        audit_tables(policy, findings, (size_t)args->limit);
        if (args->detached)
            show_register(reg, plan);
    }
    code = report.errors > 0 ? EXIT_FINDINGS : EXIT_DONE;
done:
    service_release(&service);
    sz_findings_free(findings);
    sz_register_free(reg);
    sz_policy_free(policy);
    sz_project_free(project);
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
