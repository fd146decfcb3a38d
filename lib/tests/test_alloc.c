/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Memory that runs out: the program is linked so that every malloc(), calloc() and
 * realloc() of the library comes here, and each job is done again and again with
 * another one refused. It must say SZ_ERR_NOMEM or do without, leave its outputs as
 * they were, and, as the sanitizers see, neither crash nor leak. */
#include <stdint.h>

#include "core/error.h"
#include "plan/graph.h"
#include "sizhi/check.h"
#include "sizhi/project.h"
#include "sizhi/report.h"
#include "sizhi/script.h"
#include "sizhi/sheet.h"
#include "sizhi/solve.h"
#include "tests/files.h"
#include "tests/town.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);

static struct {
    bool armed;
    bool for_good;         /* all from the refused one on */
    long asked, refuse;    /* how many have been asked for, the first refused */
    const char *broken;    /* what did not hold */
} memory;

/* An assertion of a job: no call that allocates. */
#define KEPT(condition) ((condition) ? (void)0 : (void)(memory.broken = #condition))

static bool refused(void)
{
    if (!memory.armed)
        return false;
    memory.asked++;
    return memory.for_good ? memory.asked >= memory.refuse
                           : memory.asked == memory.refuse;
}

void *__wrap_malloc(size_t size)
{
    return refused() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return refused() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return refused() ? NULL : __real_realloc(block, size);
}

/* What the jobs work on, made while memory is there. */
typedef struct bench {
    char dir[64], stored[128], written[128], units[128], lines[128], backdrop[140];
    sz_source source;
    sz_project *project;
    sz_plan *proposed;     /* a plan of its map with one parcel moved */
    sz_policy *policy;
    sz_report *report;     /* of that plan */
} bench;

static void open_bench(bench *b)
{
    static const char units[] =
        "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"a\",\"hh\":7},\"geometry\":"
        "{\"type\":\"Polygon\",\"coordinates\":[[[120,30],[120.01,30],[120.01,30.01],"
        "[120,30.01],[120,30]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"b\",\"hh\":5},\"geometry\":"
        "{\"type\":\"Polygon\",\"coordinates\":[[[120.01,30],[120.02,30.01],"
        "[120.02,30],[120.01,30.01],[120.01,30]]]}}]}";
    static const char lines[] = "wkt,name,highway\n\"LINESTRING (119.9 30.005,120.1 "
                                "30.005)\",青山路,primary\n";
    static const char backdrop[] = /* a bow-tie, and a pond with an island */
        "wkt,name,natural\n\"POLYGON ((120 30,120.01 30.01,120.01 30,120 30.01,120 30))\","
        "林,wood\n\"POLYGON ((120 30,120.01 30,120.01 30.01,120 30),(120.004 30.002,"
        "120.008 30.002,120.008 30.006,120.004 30.002))\",塘,water\n";
    sz_error err = SZ_ERROR_INIT;
    *b = (bench){ .project = town_laid() };
    files_open(b->dir);
    snprintf(b->stored, sizeof b->stored, "%s/stored.gpkg", b->dir);
    snprintf(b->units, sizeof b->units, "%s/units.geojson", b->dir);
    snprintf(b->lines, sizeof b->lines, "%s/lines.csv", b->dir);
    files_write(b->units, units);
    files_write(b->lines, lines);
    snprintf(b->backdrop, sizeof b->backdrop, "%s/backdrop.csv", b->dir);
    files_write(b->backdrop, backdrop);
    town_source(&b->source);
    ck_assert_int_eq(sz_plan_copy(sz_project_present(b->project), &b->proposed, &err), 0);
    ck_assert_int_eq(sz_plan_assign(b->proposed, town_find(b->project, "12"), 1, &err), 0);
    sz_plan *plan = NULL;
    ck_assert_int_eq(sz_plan_copy(b->proposed, &plan, &err), 0);
    ck_assert_int_eq(sz_project_propose(b->project, plan, &err), 0);
    sz_status status = sz_project_write(b->project, b->stored, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    ck_assert_int_eq(sz_policy_open("yaohai2020", &b->policy, &err), 0);
    status = sz_report_make(sz_project_present(b->project), b->proposed, b->policy, NULL,
                            &b->report, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
}

static void close_bench(bench *b)
{
    sz_report_free(b->report);
    sz_policy_free(b->policy);
    sz_plan_free(b->proposed);
    sz_project_free(b->project);
    sz__source_release(&b->source);
    files_close(b->dir);
}

/* --- the jobs: outputs are as they were unless the job succeeds ------------ */

#define UNTOUCHED(type) ((type *)(void *)&memory) /* no pointer a job would give */

static sz_status build_map(bench *b, sz_error *err)
{
    sz_built built = { .map = UNTOUCHED(sz_map) };
    sz_account account = { 0 };
    sz_build_options options = { .snap = 1, .sliver_m2 = 500, .sliver_width = 3,
                                 .median_width = 40, .follow = 15, .cells = true };
    sz_findings *findings = NULL;
    sz_status status = sz__findings_new(&findings, err);
    if (status == SZ_SUCCESS)
        status = sz__map_build(&built, &b->source, &options, &account, findings, err);
    sz_findings_free(findings);
    if (status == SZ_SUCCESS)
        sz__built_release(&built);
    else
        KEPT(built.map == UNTOUCHED(sz_map));
    return status;
}

static sz_status make_graph(bench *b, sz_error *err)
{
    const int32_t locked = 0;
    sz_graph graph = { .n = -7 };
    sz_graph_options options = { .locked = &locked, .n_locked = 1, .bridge = 1000 };
    sz_status status = sz__graph_from_map(&graph, sz_project_map(b->project), &options,
                                          err);
    if (status == SZ_SUCCESS)
        sz__graph_release(&graph);
    else
        KEPT(graph.n == -7);
    return status;
}

static sz_status use_plan(bench *b, sz_error *err)
{
    sz_plan *plan = UNTOUCHED(sz_plan);
    sz_part *parts = UNTOUCHED(sz_part);
    sz_move *moves = UNTOUCHED(sz_move);
    int32_t *of = UNTOUCHED(int32_t), number = -7;
    size_t n = 77;
    sz_status status = sz_plan_copy(b->proposed, &plan, err);
    if (status != SZ_SUCCESS) {
        KEPT(plan == UNTOUCHED(sz_plan));
        return status;
    }
    size_t before = sz_plan_communities(plan);
    status = sz_plan_found(plan, "新社区", 0, &number, err);
    if (status != SZ_SUCCESS)
        KEPT(number == -7 && sz_plan_communities(plan) == before);
    else if ((status = sz_plan_rename(plan, (size_t)number, "新社区二", err)) == SZ_SUCCESS &&
             (status = sz_plan_parts(plan, &parts, &n, &of, err)) == SZ_SUCCESS) {
        sz_free(parts);
        sz_free(of);
        n = 77;
        status = sz_plan_moves(sz_project_present(b->project), plan, &moves, &n, err);
        if (status == SZ_SUCCESS)
            sz_free(moves);
        else
            KEPT(moves == UNTOUCHED(sz_move) && n == 77);
    } else {
        KEPT(parts == UNTOUCHED(sz_part) && of == UNTOUCHED(int32_t) && n == 77);
    }
    sz_plan_free(plan);
    return status;
}

static sz_status solve_from(bench *b, sz_solve_from from, sz_error *err)
{
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    sz_plan *plan = UNTOUCHED(sz_plan);
    sz_findings *why = UNTOUCHED(sz_findings);
    sz_solve_report report;
    o.min = 200;
    o.max = 500;
    o.iterations = 20;
    o.threads = 1;
    o.from = from;
    sz_status status = sz_solve(sz_project_map(b->project), &o, &plan, &report, &why, err);
    if (status == SZ_SUCCESS || status == SZ_ERR_INFEASIBLE) {
        sz_plan_free(plan);
        sz_findings_free(why);
        return SZ_SUCCESS;
    }
    KEPT(plan == UNTOUCHED(sz_plan) && why == UNTOUCHED(sz_findings));
    return status;
}

static sz_status solve_present(bench *b, sz_error *err)
{
    return solve_from(b, SZ_FROM_PRESENT, err);
}

static sz_status solve_scratch(bench *b, sz_error *err)
{
    return solve_from(b, SZ_FROM_SCRATCH, err);
}

/* The file that a job writes is whole or not there, and nothing is beside it. */
static sz_status written(const bench *b, sz_status status, int before)
{
    int after = files_count(b->dir);
    KEPT(after == before + (status == SZ_SUCCESS));
    if (status == SZ_SUCCESS)
        KEPT(VSIUnlink(b->written) == 0);
    return status;
}

static sz_status write_project(bench *b, sz_error *err)
{
    snprintf(b->written, sizeof b->written, "%s/w.gpkg", b->dir);
    int before = files_count(b->dir);
    return written(b, sz_project_write(b->project, b->written, err), before);
}

static sz_status export_layer(bench *b, sz_error *err)
{
    sz_export_options o = SZ_EXPORT_OPTIONS_INIT;
    snprintf(b->written, sizeof b->written, "%s/w.geojson", b->dir);
    o.layer = "communities";
    int before = files_count(b->dir);
    return written(b, sz_project_export(b->project, b->written, &o, err), before);
}

static sz_status write_sheet(bench *b, const char *name, sz_error *err)
{
    const char *const sources[] = { "© OpenStreetMap contributors, ODbL" };
    sz_sheet_options o = SZ_SHEET_OPTIONS_INIT;
    sz_sheet_report report;
    o.png_dpi = 30;
    o.organisation = "城东街道办事处";
    o.sources = sources;
    o.n_sources = 1;
    snprintf(b->written, sizeof b->written, "%s/%s", b->dir, name);
    int before = files_count(b->dir);
    return written(b, sz_sheet_write(sz_project_present(b->project), b->proposed, &o,
                                     b->written, &report, err), before);
}

static sz_status write_png(bench *b, sz_error *err)
{
    return write_sheet(b, "w.png", err);
}

static sz_status write_svg(bench *b, sz_error *err)
{
    return write_sheet(b, "w.svg", err);
}

static sz_status make_report(bench *b, sz_error *err)
{
    const char *text = "内政部", *field = "guiding=以人民为中心";
    sz_report *report = UNTOUCHED(sz_report);
    sz_report_options o = SZ_REPORT_OPTIONS_INIT;
    o.organisation = "城东街道办事处";
    o.sources = &text;
    o.fields = &field;
    o.n_sources = o.n_fields = 1;
    sz_status status = sz_report_make(sz_project_present(b->project), b->proposed,
                                      b->policy, &o, &report, err);
    if (status == SZ_SUCCESS)
        sz_report_free(report);
    else
        KEPT(report == UNTOUCHED(sz_report));
    return status;
}

static sz_status make_scenarios(bench *b, sz_error *err)
{
    const sz_plan *plans[] = { b->proposed, sz_project_present(b->project) };
    const char *names[] = { "甲", "乙" };
    sz_report *report = UNTOUCHED(sz_report);
    sz_status status = sz_report_scenarios(sz_project_map(b->project), plans, names, 2,
                                           b->policy, NULL, &report, err);
    if (status != SZ_SUCCESS) {
        KEPT(report == UNTOUCHED(sz_report));
        return status;
    }
    snprintf(b->written, sizeof b->written, "%s/w.html", b->dir);
    int before = files_count(b->dir);
    status = written(b, sz_report_write(report, b->written, NULL, err), before);
    sz_report_free(report);
    return status;
}

/* Two files in a folder that is new. */
static sz_status write_folder(bench *b, sz_error *err)
{
    sz_folder *folder = UNTOUCHED(sz_folder);
    snprintf(b->written, sizeof b->written, "%s/set", b->dir);
    int before = files_count(b->dir);
    sz_status status = sz_folder_open(b->written, &folder, err);
    if (status != SZ_SUCCESS) {
        KEPT(folder == UNTOUCHED(sz_folder) && files_count(b->dir) == before);
        return status;
    }
    const char *first = sz_folder_path(folder, "一.md");
    const char *second = first ? sz_folder_path(folder, "二.md") : NULL;
    status = second ? sz_report_write(b->report, first, "transfer", err) : sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz_report_write(b->report, second, "reply", err);
    if (status == SZ_SUCCESS)
        status = sz_folder_publish(folder, err);
    sz_folder_free(folder);
    KEPT(files_count(b->dir) == before + (status == SZ_SUCCESS));
    if (status == SZ_SUCCESS)
        KEPT(files_count(b->written) == 2 && VSIRmdirRecursive(b->written) == 0);
    return status;
}

/* "青山" in GBK: the text is recoded, whatever comes of it. */
static sz_status read_script(bench *b, sz_error *err)
{
    static const char text[] = "\xc7\xe0\xc9\xbd\n";
    sz_gazetteer *names = NULL;
    sz_script *script = UNTOUCHED(sz_script);
    sz_status status = sz_gazetteer_new(sz_project_present(b->project), &names, err);
    if (status == SZ_SUCCESS)
        status = sz_script_read(names, text, sizeof text - 1, &script, err);
    if (status == SZ_SUCCESS)
        sz_script_free(script);
    else
        KEPT(script == UNTOUCHED(sz_script));
    sz_gazetteer_free(names);
    return status;
}

static sz_status write_report(bench *b, const char *name, const char *template,
                              sz_error *err)
{
    snprintf(b->written, sizeof b->written, "%s/%s", b->dir, name);
    int before = files_count(b->dir);
    return written(b, sz_report_write(b->report, b->written, template, err), before);
}

static sz_status write_page(bench *b, sz_error *err)
{
    return write_report(b, "w.html", NULL, err);
}

static sz_status write_workbook(bench *b, sz_error *err)
{
    return write_report(b, "w.xlsx", NULL, err);
}

static sz_status write_document(bench *b, sz_error *err)
{
    return write_report(b, "w.docx", "community", err);
}

static sz_status read_project(bench *b, sz_error *err)
{
    sz_project *project = UNTOUCHED(sz_project);
    sz_status status = sz_project_read(b->stored, &project, err);
    if (status == SZ_SUCCESS)
        sz_project_free(project);
    else
        KEPT(project == UNTOUCHED(sz_project));
    return status;
}

static sz_status check_project(bench *b, sz_error *err)
{
    sz_findings *found = UNTOUCHED(sz_findings);
    sz_check_report report = { .parcels = 77 };
    sz_status status = sz_check(b->stored, &report, &found, err);
    if (status == SZ_SUCCESS)
        sz_findings_free(found);
    else
        KEPT(found == UNTOUCHED(sz_findings) && report.parcels == 77);
    return status;
}

static sz_status import_files(bench *b, sz_error *err)
{
    const char *lines[] = { b->lines }, *fields[] = { "lines.name=name" };
    const char *backdrop[] = { b->backdrop };
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    sz_project *project = UNTOUCHED(sz_project);
    sz_account account = { .parcels = 77 };
    o.units = b->units;
    o.lines = lines;
    o.n_lines = 1;
    o.backdrop = backdrop;
    o.n_backdrop = 1;
    o.fields = fields;
    o.n_fields = 1;
    o.crs = "EPSG:4326";
    o.datum = "gcj02";
    sz_status status = sz_import(&o, &project, &account, err);
    if (status == SZ_SUCCESS)
        sz_project_free(project);
    else
        KEPT(project == UNTOUCHED(sz_project) && account.parcels == 77);
    return status;
}

static const struct {
    const char *label;
    sz_status (*run)(bench *b, sz_error *err);
    int runs;              /* at most so many of its allocations are refused */
} jobs[] = {
    { "building a map", build_map, 120 },
    { "making a graph", make_graph, 60 },
    { "using a plan", use_plan, 40 },
    { "solving from today", solve_present, 60 },
    { "solving from scratch", solve_scratch, 60 },
    { "writing a project", write_project, 16 },
    { "exporting a layer", export_layer, 30 },
    { "drawing a PNG", write_png, 8 },
    { "drawing an SVG", write_svg, 16 },
    { "making a report", make_report, 80 },
    { "making scenarios", make_scenarios, 60 },
    { "writing a folder", write_folder, 40 },
    { "reading a script", read_script, 40 },
    { "writing a page", write_page, 60 },
    { "writing a workbook", write_workbook, 20 },
    { "writing a document", write_document, 60 },
    { "reading a project", read_project, 40 },
    { "checking a project", check_project, 40 },
    { "importing", import_files, 60 },
};

/* Do job I with allocation REFUSE refused; how many it asked for. */
static long run_once(bench *b, int i, long refuse, bool for_good, sz_status *status)
{
    sz_error err = SZ_ERROR_INIT;
    memory.asked = 0;
    memory.refuse = refuse;
    memory.for_good = for_good;
    memory.armed = true;
    *status = jobs[i].run(b, &err);
    memory.armed = false;
    ck_assert_msg(!memory.broken, "%s, allocation %ld: %s", jobs[i].label, refuse,
                  memory.broken);
    if (*status != SZ_SUCCESS)
        ck_assert_msg(*status == SZ_ERR_NOMEM && err.status == SZ_ERR_NOMEM &&
                          err.message[0],
                      "%s, allocation %ld: %s (%s)", jobs[i].label, refuse,
                      sz_status_name(*status), err.message);
    return memory.asked;
}

START_TEST(nothing_left)
{
    bench b;
    sz_status status;
    open_bench(&b);
    long all = run_once(&b, _i, 0, false, &status);
    ck_assert_msg(status == SZ_SUCCESS, "%s", jobs[_i].label);
    long step = all / jobs[_i].runs + 1, failed = 0, runs = 0;
    for (long k = 1; k <= all; k += step, runs++) {
        run_once(&b, _i, k, runs % 2, &status);
        failed += status == SZ_ERR_NOMEM;
    }
    ck_assert_msg(2 * failed > runs, "%s: %ld of %ld failed", jobs[_i].label, failed,
                  runs);
    run_once(&b, _i, 0, false, &status);
    ck_assert_int_eq(status, SZ_SUCCESS);
    close_bench(&b);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("alloc");
    tcase_add_loop_test(tc, nothing_left, 0, COUNT(jobs));
    return run_suite("alloc", tc);
}
