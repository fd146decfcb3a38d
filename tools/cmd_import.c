/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi import: an office's files -> a project, with an account of it. */
#include "command.h"
#include "i18n.h"
#include "json.h"
#include "show.h"
#include "table.h"
#include "talk.h"

#define FINDINGS_SHOWN 12 /* of each rule; all of them stand in the project */

struct import_args {
    sz_import_options options;
    struct opt_list lines, households, fields, sources, keeps, backdrop;
    const char *output;
    int cells; /* index into "auto|yes|no" */
    int json;
};

#define AT(member) offsetof(struct import_args, member)
#define ATO(member) offsetof(struct import_args, options.member)

static const struct opt opts[] = {
    { .name = "limit", .kind = OPT_TEXT, .arg = "FILE", .at = ATO(limit),
      .help = N_("polygon that must be covered (辖区界)") },
    { .name = "lines", .kind = OPT_LIST, .arg = "FILE", .at = AT(lines),
      .help = N_("roads, rivers, railways; repeatable") },
    { .name = "parcels", .kind = OPT_TEXT, .arg = "FILE", .at = ATO(parcels),
      .help = N_("polygons that are parcels") },
    { .name = "units", .kind = OPT_TEXT, .arg = "FILE", .at = ATO(units),
      .help = N_("polygons of units that stay whole") },
    { .name = "keep", .kind = OPT_LIST, .arg = "FILE:KIND", .at = AT(keeps),
      .help = N_("units of a further layer, as in grids.geojson:grid; repeatable") },
    { .name = "communities", .kind = OPT_TEXT, .arg = "FILE", .at = ATO(communities),
      .help = N_("today's communities") },
    { .name = "households", .kind = OPT_LIST, .arg = "FILE", .at = AT(households),
      .help = N_("points, polygons or CSV with households; repeatable") },
    { .name = "offices", .kind = OPT_TEXT, .arg = "FILE", .at = ATO(offices),
      .help = N_("points of the communities' offices") },
    { .name = "backdrop", .kind = OPT_LIST, .arg = "FILE[:KIND]", .at = AT(backdrop),
      .help = N_("water, green, buildings to show beneath all lines; repeatable") },
    { .name = "town", .kind = OPT_TEXT, .arg = "NAME", .at = ATO(town),
      .help = N_("name of the town when no file gives one") },
    { .name = "field", .kind = OPT_LIST, .arg = "ROLE=NAME", .at = AT(fields),
      .help = N_("take ROLE from the field NAME; repeatable") },
    { .name = "encoding", .kind = OPT_TEXT, .arg = "NAME", .at = ATO(encoding),
      .help = N_("encoding of .dbf and .csv texts") },
    { .name = "crs", .kind = OPT_TEXT, .arg = "CRS", .at = ATO(crs),
      .help = N_("CRS of files that do not state one") },
    { .name = "map-crs", .kind = OPT_TEXT, .arg = "CRS", .at = ATO(map_crs),
      .help = N_("working CRS; chosen for the data when not given") },
    { .name = "datum", .kind = OPT_TEXT, .arg = "gcj02|bd09", .at = ATO(datum),
      .help = N_("the input is shifted so; undone, unofficially") },
    { .name = "snap", .kind = OPT_REAL, .arg = "METRES", .at = ATO(snap), .low = 0,
      .high = 1000, .help = N_("join line ends that are closer than this") },
    { .name = "sliver", .kind = OPT_REAL, .arg = "M2", .at = ATO(sliver), .low = 0,
      .high = 1e9, .help = N_("give faces below this area to a neighbour") },
    { .name = "cells", .kind = OPT_WORD, .words = "auto|yes|no", .at = AT(cells),
      .help = N_("cut the ground by cells round household points") },
    { .name = "source", .kind = OPT_LIST, .arg = "TEXT", .at = AT(sources),
      .help = N_("attribution line to print on maps; repeatable") },
    { .name = "output", .letter = 'o', .kind = OPT_TEXT, .arg = "FILE",
      .at = AT(output), .required = 1,
      .help = N_("the project to write (GeoPackage)") },
    { .name = "json", .kind = OPT_FLAG, .at = AT(json),
      .help = N_("print the account as JSON") },
};

static const char *const limit_words[] = { "given", "areas", "lines", "points" };
static const char *const limit_texts[] = {
    N_("given"),
    N_("union of the polygons"),
    N_("outer face of the lines"),
    N_("box of the household points"),
};

static double share(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

static void row(struct table *t, const char *label)
{
    table_cell(t, "%s", _(label));
}

static void show_ground(struct table *t, const sz_account *a)
{
    char n[COUNT_TEXT];
    row(t, N_("limit"));
    table_cell(t, "%s", _(limit_texts[a->limit_from]));
    row(t, N_("working CRS"));
    table_cell(t, "%s (%s)", a->crs, a->crs_name);
    row(t, N_("towns"));
    table_count(t, (int64_t)a->towns);
    row(t, N_("communities"));
    table_count(t, (int64_t)a->communities);
    row(t, N_("units"));
    table_count(t, (int64_t)a->units);
    row(t, N_("parcels"));
    table_cell(t, _("%s, %.2f km2"), count_text((int64_t)a->parcels, n),
               a->area_m2 / 1e6);
    row(t, N_("borders"));
    table_cell(t, _("%s, %.1f km, %.1f %% of it on named lines"),
               count_text((int64_t)a->borders, n), a->border_m / 1e3,
               100.0 * share(a->named_border_m, a->border_m));
}

static void show_backdrop(struct table *t, const sz_account *a)
{
    char n[COUNT_TEXT], g[COUNT_TEXT], w[COUNT_TEXT], b[COUNT_TEXT], m[COUNT_TEXT];
    const size_t *kept = a->backdrop_kept;
    size_t rest = a->backdrop_read - kept[SZ_BACKDROP_GREEN] - kept[SZ_BACKDROP_WATER] -
                  kept[SZ_BACKDROP_BUILDING] - a->backdrop_unclassed - a->backdrop_outside;
    row(t, N_("backdrop"));
    table_cell(t, _("%s read; kept: %s green, %s water, %s building; left out: %zu of no "
                    "kind or under ground, %zu outside, %s of no use"),
               count_text((int64_t)a->backdrop_read, n),
               count_text((int64_t)kept[SZ_BACKDROP_GREEN], g),
               count_text((int64_t)kept[SZ_BACKDROP_WATER], w),
               count_text((int64_t)kept[SZ_BACKDROP_BUILDING], b), a->backdrop_unclassed,
               a->backdrop_outside, count_text((int64_t)rest, m));
}

static void show_input(struct table *t, const sz_account *a)
{
    char n[COUNT_TEXT], m[COUNT_TEXT], k[COUNT_TEXT];
    row(t, N_("lines"));
    table_cell(t, _("%s read, %s used; left out: %zu tunnels, %zu of no class, "
                    "%zu outside; %zu bridges kept"),
               count_text((int64_t)a->lines_read, n),
               count_text((int64_t)a->lines_used, m), a->tunnels_left_out,
               a->lines_unclassed, a->lines_outside, a->bridges_kept);
    if (a->backdrop_read > 0)
        show_backdrop(t, a);
    row(t, N_("households"));
    table_cell(t, _("%s in, %s placed, %s not placed (%zu features)"),
               count_text(a->households_in, n), count_text(a->households_placed, m),
               count_text(a->households_unplaced, k), a->spots_unplaced);
    row(t, N_("gaps"));
    table_cell(t, _("%zu, %.2f ha, %s households"), a->gaps, a->gap_m2 / 1e4,
               count_text(a->gap_households, n));
    row(t, N_("overlaps"));
    table_cell(t, _("%zu, %.2f ha, %s households"), a->overlaps, a->overlap_m2 / 1e4,
               count_text(a->overlap_households, n));
    row(t, N_("slivers"));
    table_cell(t, _("%s absorbed, %.2f ha; %zu of them between carriageways"),
               count_text((int64_t)a->slivers, n), a->sliver_m2 / 1e4, a->medians);
    row(t, N_("repairs"));
    table_cell(t, _("%zu features repaired, %zu of no use left out"), a->repairs,
               a->dropped);
    row(t, N_("detached parts"));
    table_count(t, (int64_t)a->detached);
}

static int show_account(const struct import_args *args, const sz_project *project,
                        const sz_account *a, sz_error *err)
{
    struct table t = TABLE("ll");
    show_ground(&t, a);
    show_input(&t, a);
    row(&t, N_("project"));
    table_cell(&t, "%s", args->output);
    table_print(&t, 0, stdout);
    if (a->detached > 0) {
        puts(_("\nDetached parts:"));
        if (show_detached(sz_project_present(project), err) != SZ_SUCCESS)
            return talk_failure("import", err);
    }
    if (sz_findings_count(sz_project_findings(project)) > 0) {
        puts(_("\nFindings:"));
        show_findings(sz_project_findings(project), "", FINDINGS_SHOWN);
    }
    return EXIT_DONE;
}

static void json_patch(json_object *object, const char *key, size_t n, double area_m2,
                       int64_t households)
{
    json_object *patch = json_object_in(object, key);
    json_count(patch, "count", (int64_t)n);
    json_real(patch, "area_m2", area_m2, 2);
    json_count(patch, "households", households);
}

static void json_input(json_object *out, const sz_account *a)
{
    json_object *lines = json_object_in(out, "lines");
    json_count(lines, "read", (int64_t)a->lines_read);
    json_count(lines, "used", (int64_t)a->lines_used);
    json_count(lines, "tunnels_left_out", (int64_t)a->tunnels_left_out);
    json_count(lines, "bridges_kept", (int64_t)a->bridges_kept);
    json_count(lines, "outside", (int64_t)a->lines_outside);
    json_count(lines, "unclassed", (int64_t)a->lines_unclassed);
    json_object *backdrop = json_object_in(out, "backdrop");
    json_count(backdrop, "read", (int64_t)a->backdrop_read);
    for (int k = 0; k < SZ_N_BACKDROPS; k++)
        json_count(backdrop, sz_backdrop_name((sz_backdrop_kind)k),
                   (int64_t)a->backdrop_kept[k]);
    json_count(backdrop, "unclassed", (int64_t)a->backdrop_unclassed);
    json_count(backdrop, "outside", (int64_t)a->backdrop_outside);
    json_object *households = json_object_in(out, "households");
    json_count(households, "in", a->households_in);
    json_count(households, "placed", a->households_placed);
    json_count(households, "unplaced", a->households_unplaced);
    json_count(households, "features_unplaced", (int64_t)a->spots_unplaced);
    json_patch(out, "gaps", a->gaps, a->gap_m2, a->gap_households);
    json_patch(out, "overlaps", a->overlaps, a->overlap_m2, a->overlap_households);
    json_object *slivers = json_object_in(out, "slivers");
    json_count(slivers, "count", (int64_t)a->slivers);
    json_real(slivers, "area_m2", a->sliver_m2, 2);
    json_count(slivers, "medians", (int64_t)a->medians);
    json_count(out, "repairs", (int64_t)a->repairs);
    json_count(out, "dropped", (int64_t)a->dropped);
}

static int json_account(const struct import_args *args, const sz_project *project,
                        const sz_account *a, sz_error *err)
{
    json_object *out = json_object_new_object();
    json_text(out, "project", args->output);
    json_text(out, "limit", limit_words[a->limit_from]);
    json_text(out, "crs", a->crs);
    json_text(out, "crs_name", a->crs_name);
    json_count(out, "towns", (int64_t)a->towns);
    json_count(out, "communities", (int64_t)a->communities);
    json_count(out, "units", (int64_t)a->units);
    json_count(out, "parcels", (int64_t)a->parcels);
    json_real(out, "area_m2", a->area_m2, 2);
    json_object *borders = json_object_in(out, "borders");
    json_count(borders, "count", (int64_t)a->borders);
    json_real(borders, "length_m", a->border_m, 2);
    json_real(borders, "named_m", a->named_border_m, 2);
    json_real(borders, "named_share", share(a->named_border_m, a->border_m), 4);
    json_input(out, a);
    const sz_plan *present = sz_project_present(project);
    if (json_detached(out, "detached", present, err) != SZ_SUCCESS) {
        json_object_put(out);
        return talk_failure("import", err);
    }
    json_findings(out, "findings", sz_project_findings(project), "");
    json_print(out);
    return EXIT_DONE;
}

/* What the lists of the command line are for the library. */
static void hand_over(struct import_args *args)
{
    sz_import_options *o = &args->options;
    o->lines = args->lines.items;
    o->n_lines = args->lines.n;
    o->keeps = args->keeps.items;
    o->n_keeps = args->keeps.n;
    o->backdrop = args->backdrop.items;
    o->n_backdrop = args->backdrop.n;
    o->households = args->households.items;
    o->n_households = args->households.n;
    o->fields = args->fields.items;
    o->n_fields = args->fields.n;
    o->sources = args->sources.items;
    o->n_sources = args->sources.n;
    o->cells = args->cells == 0 ? -1 : args->cells == 1;
    o->progress = talk_progress;
}

static int import(struct import_args *args)
{
    sz_error err = SZ_ERROR_INIT;
    sz_account account;
    sz_project *project = NULL;
    int code;
    hand_over(args);
    if (sz_import(&args->options, &project, &account, &err) != SZ_SUCCESS ||
        sz_project_write(project, args->output, &err) != SZ_SUCCESS)
        code = talk_failure("import", &err);
    else if (args->json)
        code = json_account(args, project, &account, &err);
    else
        code = show_account(args, project, &account, &err);
    sz_project_free(project);
    return code;
}

static int run(int argc, char **argv)
{
    struct import_args args = { .options = SZ_IMPORT_OPTIONS_INIT };
    int code = EXIT_USAGE;
    enum parsed parsed = options_parse(&cmd_import, argc, argv, &args, NULL);
    if (parsed == PARSED_HELP) {
        code = EXIT_DONE;
    } else if (parsed == PARSED) {
        talk_catch_interrupt();
        code = import(&args);
    }
    opt_list_release(&args.lines);
    opt_list_release(&args.keeps);
    opt_list_release(&args.backdrop);
    opt_list_release(&args.households);
    opt_list_release(&args.fields);
    opt_list_release(&args.sources);
    return code;
}

const struct command cmd_import = {
    "import", NULL, N_("build a project from an office's files"),
    opts, COUNT(opts), run,
};
