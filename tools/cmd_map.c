/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi map: the 《社区调整示意图》 as PDF, SVG or PNG. */
#include <sizhi/audit.h>
#include <stdbool.h>
#include <stdlib.h>

#include "command.h"
#include "i18n.h"
#include "json.h"
#include "policy_option.h"
#include "show.h"
#include "sources.h"
#include "talk.h"
#include "terminal.h"

struct map_args {
    struct opt_list outputs;
    const char *title, *organisation, *date, *data_date, *approval;
    int kind, paper;
    struct policy_args policy;
    double dpi;
    int grey;
    int json;
};

#define AT(member) offsetof(struct map_args, member)

static const struct opt opts[] = {
    { .name = "output", .letter = 'o', .kind = OPT_LIST, .arg = "FILE",
      .at = AT(outputs), .required = 1,
      .help = N_("sheet to draw, ends in .pdf, .svg or .png; repeatable") },
    { .name = "kind", .kind = OPT_WORD, .words = "compare|present|proposed|problems",
      .at = AT(kind), .help = N_("both plans, today's, the proposed one, or what is wrong "
                                 "today") },
    { .name = "paper", .kind = OPT_WORD, .words = "A3|A4|A2|A1|A0", .at = AT(paper),
      .help = N_("size of the sheet, landscape") },
    POLICY_OPTIONS(struct map_args, policy),
    { .name = "title", .kind = OPT_TEXT, .arg = "TEXT", .at = AT(title),
      .help = N_("title of the sheet") },
    { .name = "organisation", .kind = OPT_TEXT, .arg = "TEXT", .at = AT(organisation),
      .help = N_("who drew it up (编制单位)") },
    { .name = "date", .kind = OPT_TEXT, .arg = "TEXT", .at = AT(date),
      .help = N_("date to print; today when not given") },
    { .name = "data-date", .kind = OPT_TEXT, .arg = "TEXT", .at = AT(data_date),
      .help = N_("until when the data are good (资料截止日期)") },
    { .name = "approval", .kind = OPT_TEXT, .arg = "TEXT", .at = AT(approval),
      .help = N_("number of the map approval (审图号); empty leaves room for it") },
    { .name = "dpi", .kind = OPT_REAL, .arg = "N", .at = AT(dpi), .low = 30,
      .high = 1200, .help = N_("resolution of a .png") },
    { .name = "grey", .kind = OPT_FLAG, .at = AT(grey),
      .help = N_("greys and hatches only") },
    { .name = "json", .kind = OPT_FLAG, .at = AT(json),
      .help = N_("print what was drawn as JSON") },
};

static void show(const char *path, const sz_sheet_report *r)
{
    printf(_("%s  1:%.0f, %zu texts"), path, r->scale, r->labels);
    if (r->labels_left_out > 0)
        printf(_(", %zu left out for want of room"), r->labels_left_out);
    if (r->glyphs_missing > 0)
        printf(_(", %zu characters that no font has"), r->glyphs_missing);
    putchar('\n');
}

static void json_sheet(json_object *list, const char *path, const sz_sheet_report *r)
{
    json_object *item = json_next(list);
    json_text(item, "output", path);
    json_real(item, "scale", r->scale, 0);
    json_count(item, "texts", (int64_t)r->labels);
    json_count(item, "texts_left_out", (int64_t)r->labels_left_out);
    json_count(item, "characters_missing", (int64_t)r->glyphs_missing);
}

static int draw(const struct map_args *args, const char *path,
                const sz_project *project, const sz_sheet_options *options)
{
    sz_error err = SZ_ERROR_INIT;
    int code = EXIT_DONE;
    json_object *out = args->json ? json_object_new_object() : NULL;
    json_text(out, "project", path);
    json_object *sheets = json_array_in(out, "sheets");
    for (size_t i = 0; i < args->outputs.n && code == EXIT_DONE; i++) {
        const char *output = args->outputs.items[i];
        sz_sheet_report report;
        if (sz_sheet_write(sz_project_present(project), sz_project_proposed(project),
                           options, output, &report, &err) != SZ_SUCCESS)
            code = talk_failure("map", &err);
        else if (args->json)
            json_sheet(sheets, output, &report);
        else
            show(output, &report);
    }
    if (args->json && code == EXIT_DONE)
        json_print(out);
    else
        json_object_put(out);
    return code;
}

/* What a sheet is drawn from, besides the options of the command line. */
struct supply {
    sz_project *project;
    const char **sources;
    sz_policy *policy;     /* NULL: none is asked for */
    sz_findings *findings;
};

/* Hold today's communities against the policy, for a sheet of problems. */
static sz_status find_problems(struct supply *s, sz_sheet_options *options,
                               sz_error *err)
{
    sz_status status = sz_audit(sz_project_present(s->project), s->policy, &s->findings,
                                NULL, err);
    options->policy = sz_policy_title(s->policy);
    options->findings = s->findings;
    return status;
}

static sz_status gather(struct supply *s, const char *path, const struct map_args *args,
                        sz_sheet_options *options, sz_error *err)
{
    bool problems = args->kind == SZ_SHEET_PROBLEMS;
    bool own = problems || args->policy.policy || args->policy.set.n;
    sz_status status = own ? policy_args_open(&args->policy, &s->policy, err)
                           : SZ_SUCCESS; /* the basis is what the project records */
    if (status == SZ_SUCCESS)
        status = sz_project_read(path, &s->project, err);
    if (status == SZ_SUCCESS)
        status = project_sources(s->project, &s->sources, &options->n_sources, err);
    if (status != SZ_SUCCESS)
        return status;
    options->sources = s->sources;
    options->basis =
        policy_basis_drawn(own ? sz_policy_value(s->policy, "count.basis")
                               : sz_project_meta(s->project, "basis"));
    options->crs_name = sz_project_meta(s->project, "crs_name");
    return problems ? find_problems(s, options, err) : SZ_SUCCESS;
}

static int map(const struct map_args *args, const char *path)
{
    sz_error err = SZ_ERROR_INIT;
    struct supply s = { 0 };
    char date[32];
    sz_sheet_options options = SZ_SHEET_OPTIONS_INIT;
    terminal_date(date, sizeof date);
    options.title = args->title;
    options.organisation = args->organisation;
    options.date = args->date ? args->date : date;
    options.data_date = args->data_date;
    options.approval = args->approval;
    options.png_dpi = args->dpi;
    options.grey = args->grey;
    options.kind = (sz_sheet_kind)args->kind;
    options.paper = (sz_paper)args->paper;
    int code = gather(&s, path, args, &options, &err) == SZ_SUCCESS
                   ? draw(args, path, s.project, &options)
                   : talk_failure("map", &err);
    sz_findings_free(s.findings);
    sz_policy_free(s.policy);
    free(s.sources);
    sz_project_free(s.project);
    return code;
}

static int run(int argc, char **argv)
{
    struct map_args args = { .dpi = 150 };
    const char *path = NULL;
    int code = EXIT_USAGE;
    enum parsed parsed = options_parse(&cmd_map, argc, argv, &args, &path);
    if (parsed == PARSED_HELP) {
        code = EXIT_DONE;
    } else if (parsed == PARSED) {
        code = map(&args, path);
    }
    opt_list_release(&args.outputs);
    opt_list_release(&args.policy.set);
    return code;
}

const struct command cmd_map = {
    "map", "PROJECT", N_("draw the sheet of today's and the proposed communities"),
    opts, COUNT(opts), run,
};
