/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi map: the 《社区调整示意图》 as PDF, SVG or PNG. */
#include <sizhi/audit.h>
#include <sizhi/service.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    const char *title, *organisation, *date, *data_date, *approval, *style;
    int lang;
    int kind, paper;
    struct policy_args policy;
    const char *community; /* NULL: none is asked for */
    double dpi;
    int atlas;
    int for_public;
    int geo;
    int json;
};

#define AT(member) offsetof(struct map_args, member)

#define KINDS "compare|present|proposed|problems|grids|service"

/* In the order of KINDS. */
static const sz_sheet_kind kinds[] = { SZ_SHEET_COMPARE, SZ_SHEET_PRESENT,
                                       SZ_SHEET_PROPOSED, SZ_SHEET_PROBLEMS,
                                       SZ_SHEET_GRIDS, SZ_SHEET_SERVICE };

static const struct opt opts[] = {
    { .name = "output", .letter = 'o', .kind = OPT_LIST, .arg = "FILE",
      .at = AT(outputs), .required = 1,
      .help = N_("sheet to draw, ends in .pdf, .svg or .png; repeatable") },
    { .name = "kind", .kind = OPT_WORD, .words = KINDS,
      .at = AT(kind), .help = N_("both plans, today's, the proposed one, what is wrong "
                                 "today, the grids, or the distances to offices") },
    { .name = "community", .kind = OPT_TEXT, .arg = "NAME", .at = AT(community),
      .help = N_("only this community, with what bounds it on its four sides") },
    { .name = "atlas", .kind = OPT_FLAG, .at = AT(atlas),
      .help = N_("all sheets, and one for each community, in one .pdf") },
    { .name = "paper", .kind = OPT_WORD, .words = "A3|A4|A2|A1|A0", .at = AT(paper),
      .help = N_("size of the sheet, landscape") },
    POLICY_OPTIONS_FOR(struct map_args, policy),
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
    { .name = "lang", .kind = OPT_WORD, .words = "zh|en", .at = AT(lang),
      .help = N_("language of the sheet") },
    { .name = "style", .kind = OPT_TEXT, .arg = "NAME|FILE", .at = AT(style),
      .help = N_("colour, grey for a copier, safe for readers who do not tell red from "
                 "green, or a style file") },
    { .name = "public", .kind = OPT_FLAG, .at = AT(for_public),
      .help = N_("for the public: without what such a map may not show, with room for the "
                 "审图号") },
    { .name = "geo", .kind = OPT_FLAG, .at = AT(geo),
      .help = N_("say in the .pdf where on the ground its map lies (GeoPDF)") },
    { .name = "json", .kind = OPT_FLAG, .at = AT(json),
      .help = N_("print what was drawn as JSON") },
};

/* A line of what is not for the public. */
static void show_withheld(const sz_withheld *w)
{
    printf(_("  withheld: %zu lines, %zu units, limits of %zu parcels, %zu names, %zu "
             "figures, %zu places, %zu areas\n"), w->lines, w->units, w->parcels, w->names,
           w->figures, w->places, w->areas);
    if (w->shown > 0)
        talk(_("warning: %zu names of communities or given texts name a military site, a "
               "pipeline or a power line and are shown as they are: see whether they may "
               "be"), w->shown);
}

static void json_withheld(json_object *item, const sz_withheld *w)
{
    json_object *out = json_object_in(item, "withheld");
    json_count(out, "lines", (int64_t)w->lines);
    json_count(out, "units", (int64_t)w->units);
    json_count(out, "parcels", (int64_t)w->parcels);
    json_count(out, "names", (int64_t)w->names);
    json_count(out, "figures", (int64_t)w->figures);
    json_count(out, "places", (int64_t)w->places);
    json_count(out, "areas", (int64_t)w->areas);
    json_count(out, "shown", (int64_t)w->shown);
}

static void show(const char *path, const sz_sheet_report *r)
{
    printf(_("%s  1:%.0f, %zu texts"), path, r->scale, r->labels);
    if (r->labels_left_out > 0)
        printf(_(", %zu left out for want of room"), r->labels_left_out);
    if (r->numbered > 0)
        printf(_(", %zu communities by number"), r->numbered);
    if (r->names_left_out > 0)
        printf(_(", %zu of them without a name or number"), r->names_left_out);
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
    json_count(item, "names_left_out", (int64_t)r->names_left_out);
    json_count(item, "numbered", (int64_t)r->numbered);
    json_withheld(item, &r->withheld);
}

static void show_atlas(const char *path, const sz_atlas_report *r)
{
    char n[COUNT_TEXT], m[COUNT_TEXT];
    printf(_("%s  %s sheets, %s texts"), path, count_text((int64_t)r->sheets, n),
           count_text((int64_t)r->labels, m));
    if (r->labels_left_out > 0)
        printf(_(", %zu left out for want of room"), r->labels_left_out);
    if (r->numbered > 0)
        printf(_(", %zu communities by number"), r->numbered);
    if (r->names_left_out > 0)
        printf(_(", %zu of them without a name or number"), r->names_left_out);
    if (r->glyphs_missing > 0)
        printf(_(", %zu characters that no font has"), r->glyphs_missing);
    putchar('\n');
}

static void json_atlas(json_object *list, const char *path, const sz_atlas_report *r)
{
    json_object *item = json_next(list);
    json_text(item, "output", path);
    json_count(item, "sheets", (int64_t)r->sheets);
    json_count(item, "texts", (int64_t)r->labels);
    json_count(item, "texts_left_out", (int64_t)r->labels_left_out);
    json_count(item, "characters_missing", (int64_t)r->glyphs_missing);
    json_count(item, "names_left_out", (int64_t)r->names_left_out);
    json_count(item, "numbered", (int64_t)r->numbered);
    json_withheld(item, &r->withheld);
}

/* Draw one file: a sheet, or an atlas. */
static sz_status draw_one(const struct map_args *args, const char *output,
                          const sz_project *project, const sz_sheet_options *options,
                          json_object *sheets, sz_error *err)
{
    const sz_plan *before = sz_project_present(project);
    const sz_plan *after = sz_project_proposed(project);
    sz_atlas_report atlas;
    sz_sheet_report sheet;
    sz_status status;
    if (args->atlas)
        status = (args->geo ? sz_geopdf_atlas : sz_atlas_write)(
            before, after, options, output, talk_progress, NULL, &atlas, err);
    else
        status = (args->geo ? sz_geopdf_sheet : sz_sheet_write)(before, after, options,
                                                                output, &sheet, err);
    if (status != SZ_SUCCESS)
        return status;
    if (args->atlas && args->json)
        json_atlas(sheets, output, &atlas);
    else if (args->atlas)
        show_atlas(output, &atlas);
    else if (args->json)
        json_sheet(sheets, output, &sheet);
    else
        show(output, &sheet);
    if (args->for_public && !args->json)
        show_withheld(args->atlas ? &atlas.withheld : &sheet.withheld);
    return SZ_SUCCESS;
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
        if (draw_one(args, args->outputs.items[i], project, options, sheets, &err) !=
            SZ_SUCCESS)
            code = talk_failure("map", &err);
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
    sz_description *description;
    sz_reach_table reach;
    char *suffix;          /* of names, for the description */
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

/* What bounds every community of the plan that is shown. */
static sz_status find_sides(struct supply *s, sz_sheet_options *options, sz_error *err)
{
    const sz_plan *present = sz_project_present(s->project);
    const sz_plan *plan = sz_project_proposed(s->project);
    sz_describe_options words = SZ_DESCRIBE_OPTIONS_INIT;
    s->suffix = policy_words(s->policy, &words);
    words.language = options->language;
    words.progress = talk_progress;
    if (options->for_public) /* a few households would be told in words */
        words.tail = "area";
    sz_status status = sz_describe(present, plan ? plan : present, &words,
                                   &s->description, err);
    options->description = s->description;
    return status;
}

/* How far it is to the offices by the plan that is shown. */
static sz_status find_distances(struct supply *s, sz_sheet_options *options,
                                sz_error *err)
{
    const sz_plan *present = sz_project_present(s->project);
    const sz_plan *plan = sz_project_proposed(s->project);
    sz_status status = sz_reach(plan ? plan : present, s->policy, &s->reach, err);
    options->policy = sz_policy_title(s->policy);
    options->reach = &s->reach;
    return status;
}

static sz_status gather(struct supply *s, const char *path, const struct map_args *args,
                        sz_sheet_options *options, sz_error *err)
{
    bool problems = kinds[args->kind] == SZ_SHEET_PROBLEMS || args->atlas;
    bool service = kinds[args->kind] == SZ_SHEET_SERVICE;
    bool sides = args->community || args->atlas;
    bool own = problems || service || sides || args->policy.policy || args->policy.set.n;
    sz_status status = sz_project_read(path, &s->project, err);
    if (status == SZ_SUCCESS && own) /* else the basis is what the project records */
        status = policy_args_open_for(&args->policy, &s->project, &path, 1, &s->policy,
                                      err);
    if (status == SZ_SUCCESS)
        status = project_sources(s->project, &s->sources, &options->n_sources, err);
    if (status != SZ_SUCCESS)
        return status;
    options->sources = s->sources;
    options->basis =
        policy_basis_drawn(own ? sz_policy_value(s->policy, "count.basis")
                               : sz_project_meta(s->project, "basis"),
                           options->language);
    options->crs_name = sz_project_meta(s->project, "crs_name");
    options->limit_assumed = project_limit_assumed(s->project);
    if (problems)
        status = find_problems(s, options, err);
    service = service || (args->atlas && sz_map_offices(sz_project_map(s->project)) > 0);
    if (status == SZ_SUCCESS && service)
        status = find_distances(s, options, err);
    return status == SZ_SUCCESS && sides ? find_sides(s, options, err) : status;
}

/* The community of the plan that is shown called ARGS->community; where several towns
 * have one, 街道/社区. Says what is wrong and returns the exit code. */
static int find_community(const struct map_args *args, const sz_project *project,
                          sz_sheet_options *options)
{
    const sz_plan *plan = sz_project_proposed(project);
    size_t found = 0;
    plan = plan ? plan : sz_project_present(project);
    for (size_t c = 0; c < sz_plan_communities(plan); c++) {
        sz_community info;
        char whole[512];
        if (sz_plan_community(plan, c, &info, NULL) != SZ_SUCCESS || info.parcels == 0)
            continue;
        const char *town =
            info.town < 0 ? "" : sz_map_town_name(sz_plan_map(plan), info.town);
        snprintf(whole, sizeof whole, "%s/%s", town, info.name);
        if (strcmp(info.name, args->community) != 0 && strcmp(whole, args->community) != 0)
            continue;
        options->community = (int32_t)c;
        found++;
    }
    options->kind = SZ_SHEET_COMMUNITY;
    if (found == 1)
        return EXIT_DONE;
    talk_error("map", found ? _("several communities have this name, write TOWN/NAME: "
                                "--community=%s")
                            : _("no community on the map has this name: --community=%s"),
               args->community);
    return EXIT_USAGE;
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
    options.style = args->style;
    options.language = args->lang ? SZ_LANGUAGE_EN : SZ_LANGUAGE_ZH;
    options.for_public = args->for_public;
    options.kind = kinds[args->kind];
    options.paper = (sz_paper)args->paper;
    int code = gather(&s, path, args, &options, &err) == SZ_SUCCESS
                   ? EXIT_DONE
                   : talk_failure("map", &err);
    if (code == EXIT_DONE && args->community)
        code = find_community(args, s.project, &options);
    if (code == EXIT_DONE)
        code = draw(args, path, s.project, &options);
    sz_findings_free(s.findings);
    sz_description_free(s.description);
    sz_reach_release(&s.reach);
    free(s.suffix);
    sz_policy_free(s.policy);
    free(s.sources);
    sz_project_free(s.project);
    return code;
}

/* One sheet, one community, or all: not two of these. */
static bool is_clear(const struct map_args *args)
{
    bool kind = kinds[args->kind] != SZ_SHEET_COMPARE;
    if (kind + (args->community != NULL) + args->atlas <= 1)
        return true;
    talk_error("map", _("--kind, --community and --atlas exclude each other"));
    return false;
}

static int run(int argc, char **argv)
{
    struct map_args args = { .dpi = 150 };
    const char *path = NULL;
    int code = EXIT_USAGE;
    enum parsed parsed = options_parse(&cmd_map, argc, argv, &args, &path);
    if (parsed == PARSED_HELP) {
        code = EXIT_DONE;
    } else if (parsed == PARSED && is_clear(&args)) {
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
