/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi check: is everything that must hold of a project true of its file? */
#include "command.h"
#include "i18n.h"
#include "json.h"
#include "show.h"
#include "table.h"
#include "talk.h"

struct check_args {
    int json;
};

static const struct opt opts[] = {
    { .name = "json", .kind = OPT_FLAG, .at = offsetof(struct check_args, json),
      .help = N_("print the findings as JSON") },
};

static void show(const sz_check_report *r, const sz_findings *findings)
{
    struct table t = TABLE("ll");
    char n[COUNT_TEXT];
    table_cell(&t, "%s", _("parcels"));
    table_cell(&t, _("%s, %.2f km2"), count_text((int64_t)r->parcels, n),
               r->area_m2 / 1e6);
    table_cell(&t, "%s", _("households"));
    table_count(&t, r->households);
    table_cell(&t, "%s", _("towns"));
    table_count(&t, (int64_t)r->towns);
    table_cell(&t, "%s", _("units"));
    table_count(&t, (int64_t)r->units);
    table_cell(&t, "%s", _("communities"));
    table_count(&t, (int64_t)r->communities);
    if (r->backdrop > 0) {
        table_cell(&t, "%s", _("backdrop"));
        table_count(&t, (int64_t)r->backdrop);
    }
    table_cell(&t, "%s", _("checked"));
    table_cell(&t, "%s", r->proposed ? _("the proposed plan") : _("today's plan"));
    table_cell(&t, "%s", _("tolerance"));
    table_cell(&t, _("%.3g m2"), r->tolerance_m2);
    table_cell(&t, "%s", _("errors"));
    table_count(&t, (int64_t)r->errors);
    table_print(&t, 0, stdout);
    if (sz_findings_count(findings) > 0) {
        puts(_("\nFindings:"));
        show_findings(findings, "", SIZE_MAX);
    }
}

static void print_json(const char *path, const sz_check_report *r,
                       const sz_findings *findings)
{
    json_object *out = json_object_new_object();
    json_text(out, "project", path);
    json_text(out, "checked", r->proposed ? "proposed" : "today");
    json_count(out, "parcels", (int64_t)r->parcels);
    json_count(out, "communities", (int64_t)r->communities);
    json_count(out, "units", (int64_t)r->units);
    json_count(out, "towns", (int64_t)r->towns);
    json_count(out, "households", r->households);
    json_count(out, "backdrop", (int64_t)r->backdrop);
    json_real(out, "area_m2", r->area_m2, 2);
    json_real(out, "tolerance_m2", r->tolerance_m2, 3);
    json_count(out, "errors", (int64_t)r->errors);
    json_findings(out, "findings", findings, "");
    json_print(out);
}

static int run(int argc, char **argv)
{
    struct check_args args = { 0 };
    const char *path = NULL;
    sz_check_report report;
    sz_findings *findings = NULL;
    sz_error err = SZ_ERROR_INIT;
    enum parsed parsed = options_parse(&cmd_check, argc, argv, &args, &path);
    if (parsed != PARSED)
        return parsed == PARSED_HELP ? EXIT_DONE : EXIT_USAGE;
    if (sz_check(path, &report, &findings, &err) != SZ_SUCCESS)
        return talk_failure("check", &err);
    if (args.json)
        print_json(path, &report, findings);
    else
        show(&report, findings);
    sz_findings_free(findings);
    return report.errors > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

const struct command cmd_check = {
    "check", "PROJECT", N_("verify a project from its file alone"),
    opts, COUNT(opts), run,
};
