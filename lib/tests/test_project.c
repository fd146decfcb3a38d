/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Projects in memory, and written to a GeoPackage and read again. */
#include "core/platform.h"
#include "io/claims.h"
#include "core/stage.h"
#include "sizhi/check.h"
#include "sizhi/detached.h"
#include "tests/files.h"
#include "tests/town.h"

/* The town with a plan that renames, founds and crosses a town limit, with locks,
 * findings and metadata. */
static sz_project *busy_project(void)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_laid();
    sz_plan *plan = town_plan(project);
    int32_t fresh;
    ck_assert_int_eq(sz_plan_found(plan, "新苑", 0, &fresh, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_assign(plan, town_find(project, "02"), fresh, &err), 0);
    ck_assert_int_eq(sz_plan_assign(plan, town_find(project, "10"),
                                    town_community(plan, "城西", "柳园"), &err), 0);
    int32_t west = town_community(plan, "城西", "西关");
    ck_assert_int_eq(sz_plan_rename(plan, (size_t)west, "河西", &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_propose(project, plan, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_lock(project, 7, 1, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_set_meta(project, "basis", "住宅套数", &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_set_meta(project, "source.1", "line\nbreak, \"q\"",
                                         &err), SZ_SUCCESS);
    sz_findings *list = NULL;
    ck_assert_int_eq(sz__findings_new(&list, &err), SZ_SUCCESS);
    sz_finding f = { "plan.size", SZ_LEVEL_WARN, "城东", "东关", 0.1, 1e-7, NULL, 1,
                     TOWN_X + 1.23, TOWN_Y + 4.56, "law2026:15", "第三条", "校园" };
    sz__findings_add(list, &f, &err, "%s", "太小");
    f.placed = 0;
    sz__findings_add(list, &f, &err, "second");
    ck_assert_int_eq(sz_project_set_findings(project, "plan.", list, &err), SZ_SUCCESS);
    sz_findings_free(list);
    return project;
}

static void same_findings(const sz_findings *a, const sz_findings *b)
{
    ck_assert_uint_eq(sz_findings_count(a), sz_findings_count(b));
    for (size_t i = 0; i < sz_findings_count(a); i++) {
        const sz_finding *p = sz_findings_at(a, i), *q = sz_findings_at(b, i);
        ck_assert_str_eq(p->rule, q->rule);
        ck_assert_int_eq(p->level, q->level);
        ck_assert_str_eq(p->town, q->town);
        ck_assert_str_eq(p->community, q->community);
        ck_assert_str_eq(p->message, q->message);
        ck_assert_str_eq(p->source, q->source);
        ck_assert_str_eq(p->clause, q->clause);
        ck_assert_str_eq(p->waiver, q->waiver);
        ck_assert_double_eq(p->value, q->value);
        ck_assert_double_eq(p->bound, q->bound);
        ck_assert_int_eq(p->placed, q->placed);
        if (p->placed) {
            ck_assert_double_eq(p->x, q->x);
            ck_assert_double_eq(p->y, q->y);
        }
    }
}

START_TEST(metadata_keeps_its_order)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    ck_assert_ptr_null(sz_project_meta(project, "a"));
    sz_project_set_meta(project, "a", "1", &err);
    sz_project_set_meta(project, "b", "2", &err);
    sz_project_set_meta(project, "c", "3", &err);
    sz_project_set_meta(project, "a", "4", &err);
    sz_project_set_meta(project, "b", NULL, &err);
    sz_project_set_meta(project, "nothing", NULL, &err);
    ck_assert_str_eq(sz_project_meta(project, "a"), "4");
    ck_assert_ptr_null(sz_project_meta(project, "b"));
    ck_assert_uint_eq(project->meta.n, 2);
    ck_assert_str_eq(project->meta.at[1].key, "c");
    ck_assert_int_eq(sz_project_set_meta(project, "", "x", &err), SZ_ERR_INVALID);
    sz_project_free(project);
}
END_TEST

START_TEST(findings_are_replaced_by_prefix)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *project = town_project();
    size_t before = sz_findings_count(sz_project_findings(project));
    sz_findings *list = NULL;
    sz__findings_new(&list, &err);
    sz_finding f = { .rule = "plan.x" };
    sz__findings_add(list, &f, &err, "one");
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(sz_project_set_findings(project, "plan.", list, &err), 0);
    ck_assert_uint_eq(sz_findings_count(sz_project_findings(project)), before + 1);
    ck_assert_int_eq(sz_project_set_findings(project, "plan.", NULL, &err), SZ_SUCCESS);
    ck_assert_uint_eq(sz_findings_count(sz_project_findings(project)), before);
    sz_findings_free(list);
    sz_project_free(project);
}
END_TEST

START_TEST(plans_of_other_maps_are_refused)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *a = town_project(), *b = town_project();
    ck_assert_int_eq(sz_project_propose(a, town_plan(b), &err), SZ_ERR_INVALID);
    ck_assert_ptr_null(sz_project_proposed(a));
    ck_assert_int_eq(sz_project_propose(a, town_plan(a), &err), SZ_SUCCESS);
    ck_assert_ptr_nonnull(sz_project_proposed(a));
    ck_assert_int_eq(sz_project_propose(a, NULL, &err), SZ_SUCCESS);
    ck_assert_ptr_null(sz_project_proposed(a));
    ck_assert_int_eq(sz_project_lock(a, 13, 1, &err), SZ_ERR_INVALID);
    ck_assert_int_eq(sz_project_locked(a, 13), 0);
    sz_project_free(a);
    sz_project_free(b);
}
END_TEST

START_TEST(what_is_written_is_read)
{
    sz_error err = SZ_ERROR_INIT;
    char dir[64], path[96];
    files_open(dir);
    sz_project *project = busy_project(), *again = NULL;
    snprintf(path, sizeof path, "%s/town.gpkg", dir);
    sz_status status = sz_project_write(project, path, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    status = sz_project_read(path, &again, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    town_same_maps(project->map, again->map, 1e-9);
    town_same_plans(project->present, again->present);
    town_same_plans(project->proposed, again->proposed);
    same_findings(project->findings, again->findings);
    for (size_t i = 0; i < 13; i++)
        ck_assert_int_eq(sz_project_locked(project, i), sz_project_locked(again, i));
    ck_assert_str_eq(sz_project_meta(again, "basis"), "住宅套数");
    ck_assert_str_eq(sz_project_meta(again, "source.1"), "line\nbreak, \"q\"");
    ck_assert_str_eq(sz_project_meta(again, "households"), "1240");
    ck_assert_str_eq(sz_project_meta(again, "crs"), "EPSG:4549");
    sz_project_free(project);
    sz_project_free(again);
    files_close(dir);
}
END_TEST

/* 柳园 and 西关 of 城西 change names; 东关 takes another one, and a new community takes
 * up what it laid down. */
START_TEST(names_that_are_handed_on)
{
    sz_error err = SZ_ERROR_INIT;
    char dir[64], path[96];
    files_open(dir);
    sz_project *project = town_project(), *again = NULL;
    sz_plan *plan = town_plan(project);
    size_t a = (size_t)town_community(plan, "城西", "柳园");
    size_t b = (size_t)town_community(plan, "城西", "西关");
    size_t c = (size_t)town_community(plan, "城东", "东关");
    int32_t fresh;
    ck_assert_int_eq(sz_plan_rename(plan, a, "三", &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_rename(plan, b, "柳园", &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_rename(plan, a, "西关", &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_rename(plan, c, "东升", &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_found(plan, "东关", 0, &fresh, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_assign(plan, town_find(project, "02"), fresh, &err), 0);
    ck_assert_int_eq(sz_project_propose(project, plan, &err), SZ_SUCCESS);
    snprintf(path, sizeof path, "%s/town.gpkg", dir);
    ck_assert_int_eq(sz_project_write(project, path, &err), SZ_SUCCESS);
    sz_status status = sz_project_read(path, &again, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    town_same_plans(project->proposed, again->proposed);
    sz_project_free(project);
    sz_project_free(again);
    files_close(dir);
}
END_TEST

START_TEST(the_same_project_gives_the_same_bytes)
{
    sz_error err = SZ_ERROR_INIT;
    char dir[64], a[96], b[96];
    files_open(dir);
    snprintf(a, sizeof a, "%s/a.gpkg", dir);
    snprintf(b, sizeof b, "%s/b.gpkg", dir);
    sz_project *project = busy_project(), *again = NULL;
    ck_assert_int_eq(sz_project_write(project, a, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_read(a, &again, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_write(again, b, &err), SZ_SUCCESS);
    ck_assert(files_same(a, b));
    ck_assert_int_eq(sz_project_set_meta(again, "basis", "x", &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_write(again, b, &err), SZ_SUCCESS);
    ck_assert(!files_same(a, b));
    sz_project_free(project);
    sz_project_free(again);
    files_close(dir);
}
END_TEST

START_TEST(a_failed_write_leaves_the_old_file)
{
    sz_error err = SZ_ERROR_INIT;
    char dir[64], a[96], b[96];
    files_open(dir);
    snprintf(a, sizeof a, "%s/a.gpkg", dir);
    snprintf(b, sizeof b, "%s/b.gpkg", dir);
    sz_project *project = town_project();
    ck_assert_int_eq(sz_project_write(project, a, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_write(project, b, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_set_meta(project, "households", "1241", &err), 0);
    ck_assert_int_eq(sz_project_write(project, b, &err), SZ_ERR_DATA);
    ck_assert(files_same(a, b));
    ck_assert_int_eq(files_count(dir), 2);
    snprintf(b, sizeof b, "%s/none/b.gpkg", dir);
    ck_assert_int_eq(sz_project_set_meta(project, "households", NULL, &err), 0);
    ck_assert_int_eq(sz_project_write(project, b, &err), SZ_ERR_IO);
    snprintf(b, sizeof b, "%s/b.shp", dir);
    ck_assert_int_eq(sz_project_write(project, b, &err), SZ_ERR_INVALID);
    ck_assert_int_eq(files_count(dir), 2);
    sz_project_free(project);
    files_close(dir);
}
END_TEST

START_TEST(an_old_journal_is_not_taken_for_the_new_file)
{
    sz_error err = SZ_ERROR_INIT;
    char dir[64], path[96], journal[112];
    files_open(dir);
    snprintf(path, sizeof path, "%s/a.gpkg", dir);
    snprintf(journal, sizeof journal, "%s-journal", path);
    sz_project *project = town_project();
    ck_assert_int_eq(sz_project_write(project, path, &err), SZ_SUCCESS);
    files_write(journal, "left behind");
    ck_assert_int_eq(sz_project_write(project, path, &err), SZ_SUCCESS);
    ck_assert(!sz__exists(journal));
    sz_project_free(project);
    files_close(dir);
}
END_TEST

START_TEST(what_is_no_project_is_refused)
{
    sz_error err = SZ_ERROR_INIT;
    char dir[64], path[96];
    sz_project *project = NULL;
    files_open(dir);
    snprintf(path, sizeof path, "%s/none.gpkg", dir);
    ck_assert_int_eq(sz_project_read(path, &project, &err), SZ_ERR_IO);
    files_write(path, "not a database");
    ck_assert_int_eq(sz_project_read(path, &project, &err), SZ_ERR_IO);
    ck_assert_int_eq(sz_project_read(dir, &project, &err), SZ_ERR_DATA);
    snprintf(path, sizeof path, "%s/x.geojson", dir);
    files_write(path, "{\"type\":\"FeatureCollection\",\"features\":[]}");
    ck_assert_int_eq(sz_project_read(path, &project, &err), SZ_ERR_DATA);
    ck_assert_int_eq(sz_project_read("", &project, &err), SZ_ERR_INVALID);
    ck_assert_ptr_null(project);
    files_close(dir);
}
END_TEST

START_TEST(files_are_put_back_when_one_cannot_be_replaced)
{
    sz_error err = SZ_ERROR_INIT;
    sz_stage stage;
    char dir[64], a[96], z[96];
    files_open(dir);
    snprintf(a, sizeof a, "%s/a.txt", dir);
    snprintf(z, sizeof z, "%s/z.txt", dir);
    files_write(a, "old");
    ck_assert_int_eq(sz__stage_open(&stage, dir, false, &err), SZ_SUCCESS);
    char *new_a = sz__stage_path(&stage, "a.txt");
    char *new_z = sz__stage_path(&stage, "z.txt");
    files_write(new_a, "new");
    files_write(new_z, "new");
    ck_assert(sz__mkdir(z)); /* a directory, which must stay as it is */
    char inner[128];
    snprintf(inner, sizeof inner, "%s/inner", z);
    files_write(inner, "x");
    ck_assert_int_eq(sz__stage_publish(&stage, &err), SZ_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.message, "z.txt"));
    ck_assert(files_hold(a, "old"));
    ck_assert(files_hold(inner, "x"));
    free(new_a);
    free(new_z);
    sz__remove_dir(z);
    files_close(dir);
}
END_TEST

START_TEST(claims_are_taken_apart)
{
    char text[] = "东关;/无;城西/柳\\;园\\/\\\\;a", *rest = text, *town, *name;
    ck_assert(sz__claims_next(&rest, &town, &name));
    ck_assert_ptr_null(town);
    ck_assert_str_eq(name, "东关");
    ck_assert(sz__claims_next(&rest, &town, &name));
    ck_assert_str_eq(town, "");
    ck_assert_str_eq(name, "无");
    ck_assert(sz__claims_next(&rest, &town, &name));
    ck_assert_str_eq(town, "城西");
    ck_assert_str_eq(name, "柳;园/\\");
    ck_assert(sz__claims_next(&rest, &town, &name));
    ck_assert_str_eq(name, "a");
    ck_assert(!sz__claims_next(&rest, &town, &name));
}
END_TEST

/* The town, with the island in 柳园 as detached land of 东关. */
static sz_project *project_with_enclave(void)
{
    sz_source source;
    town_source(&source);
    for (size_t i = 0; i < source.area.n; i++)
        if (source.area.at[i].name == town_text(&source, "岛"))
            source.area.at[i].community = town_text(&source, "东关");
    return town_from(&source);
}

/* How many findings that a check of PATH has of RULE and LEVEL. */
static int count_checks(const char *path, const char *rule, sz_level level)
{
    sz_findings *list = NULL;
    sz_check_report report;
    int n = 0;
    ck_assert_int_eq(sz_check(path, &report, &list, NULL), SZ_SUCCESS);
    for (size_t i = 0; i < sz_findings_count(list); i++)
        n += strcmp(sz_findings_at(list, i)->rule, rule) == 0 &&
             sz_findings_at(list, i)->level == level;
    sz_findings_free(list);
    return n;
}

/* What the file says of detached land: where it lies, and when ON RECORD, that it may
 * stay, in the next audit and for a check. */
static void check_notes(const char *path, const char *values, bool on_record)
{
    sz_error err = SZ_ERROR_INIT;
    sz_project *again = NULL;
    sz_policy *policy = NULL;
    sz_register *reg = NULL;
    sz_status status = sz_project_read(path, &again, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s: %s", path, err.message);
    ck_assert_int_eq(sz_policy_open(NULL, &policy, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_records(again, policy, &err), SZ_SUCCESS);
    ck_assert_uint_eq(sz_policy_records(policy), on_record);
    ck_assert_int_eq(sz_register_make(sz_project_present(again), policy, &reg, &err),
                     SZ_SUCCESS);
    ck_assert_uint_eq(sz_register_count(reg), 1);
    const sz_detached *d = sz_register_at(reg, 0);
    ck_assert_int_eq(d->households, 40);
    ck_assert_int_eq(d->surround, SZ_SURROUND_ONE);
    ck_assert_double_eq_tol(d->gap_m, 40, 1e-6); /* from x = 140 to x = 100 */
    ck_assert_int_eq(d->state, on_record ? SZ_DETACHED_HISTORIC : SZ_DETACHED_TO_CLEAR);
    ck_assert_str_eq(d->reason, on_record ? "历史形成" : "");
    ck_assert_str_eq(d->date, on_record ? "2026-03-01" : "");
    bool stays = values || on_record;
    ck_assert_int_eq(count_checks(path, "check.connected", SZ_LEVEL_HINT), stays);
    ck_assert_int_eq(count_checks(path, "check.connected", SZ_LEVEL_ERROR), !stays);
    ck_assert_int_eq(count_checks(path, "check.enclave", SZ_LEVEL_HINT), stays);
    ck_assert_int_eq(count_checks(path, "check.enclave", SZ_LEVEL_ERROR), !stays);
    ck_assert_int_eq(count_checks(path, "check.stored", SZ_LEVEL_ERROR), 0);
    sz_register_free(reg);
    sz_policy_free(policy);
    sz_project_free(again);
}

/* Nothing said, on record, and allowed by the policy, which the next audit decides on
 * anew. The plan leaves it as it is: a check of it minds or does not. */
static const struct {
    const char *label, *setting;
    bool on_record;
} notes[] = { { "nothing said", NULL, false },
              { "on record", NULL, true },
              { "allowed by the policy", "detached.today=historic", false } };

START_TEST(notes_of_detached_land_stay)
{
    sz_error err = SZ_ERROR_INIT;
    char dir[64], path[96];
    files_open(dir);
    sz_project *project = project_with_enclave();
    ck_assert_int_eq(sz_project_propose(project, town_plan(project), &err), SZ_SUCCESS);
    sz_policy *policy = NULL;
    sz_detached_record r = { "城东", "东关", "柳园", 1, 400, 1, "历史形成", "街道办事处",
                             "2026-03-01", "飞地.csv:2" };
    ck_assert_int_eq(sz_policy_open(NULL, &policy, &err), SZ_SUCCESS);
    if (notes[_i].setting)
        ck_assert_int_eq(sz_policy_set(policy, notes[_i].setting, &err), SZ_SUCCESS);
    if (notes[_i].on_record)
        ck_assert_int_eq(sz_policy_record(policy, &r, &err), SZ_SUCCESS);
    for (int twice = 0; twice < 2; twice++) /* the last word counts */
        ck_assert_int_eq(sz_project_set_records(project, policy, &err), SZ_SUCCESS);
    ck_assert_uint_eq(project->noted.n, notes[_i].on_record || notes[_i].setting);
    static const char *const ends[] = { "notes.gpkg", "notes_shp" };
    for (int k = 0; k < 2; k++) {
        snprintf(path, sizeof path, "%s/%s", dir, ends[k]);
        sz_export_options o = SZ_EXPORT_OPTIONS_INIT;
        o.format = k ? "ESRI Shapefile" : "GPKG";
        sz_status status = sz_project_export(project, path, &o, &err);
        ck_assert_msg(status == SZ_SUCCESS, "%s: %s", notes[_i].label, err.message);
        check_notes(path, notes[_i].setting, notes[_i].on_record);
    }
    files_close(dir);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

START_TEST(long_lists_of_duties_stay)
{
    sz_error err = SZ_ERROR_INIT;
    char setting[2000] = "detached.stay=征迁安置";
    sz_project *project = project_with_enclave();
    sz_policy *policy = NULL, *shown = NULL;
    for (int i = 0; i < 80; i++)
        snprintf(setting + strlen(setting), sizeof setting - strlen(setting), ", 事项%d", i);
    ck_assert_uint_gt(strlen(setting), 512);
    ck_assert_int_eq(sz_policy_open(NULL, &policy, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_policy_set(policy, setting, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_set_records(project, policy, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz__project_shown_policy(project, &shown, &err), SZ_SUCCESS);
    ck_assert_str_eq(sz_policy_value(shown, "detached.stay"),
                     setting + strlen("detached.stay="));
    sz_policy_free(shown);
    sz_policy_free(policy);
    sz_project_free(project);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("project");
    tcase_add_test(tc, long_lists_of_duties_stay);
    tcase_add_loop_test(tc, notes_of_detached_land_stay, 0, COUNT(notes));
    tcase_add_test(tc, metadata_keeps_its_order);
    tcase_add_test(tc, findings_are_replaced_by_prefix);
    tcase_add_test(tc, plans_of_other_maps_are_refused);
    tcase_add_test(tc, what_is_written_is_read);
    tcase_add_test(tc, names_that_are_handed_on);
    tcase_add_test(tc, the_same_project_gives_the_same_bytes);
    tcase_add_test(tc, a_failed_write_leaves_the_old_file);
    tcase_add_test(tc, an_old_journal_is_not_taken_for_the_new_file);
    tcase_add_test(tc, what_is_no_project_is_refused);
    tcase_add_test(tc, files_are_put_back_when_one_cannot_be_replaced);
    tcase_add_test(tc, claims_are_taken_apart);
    return run_suite("project", tc);
}
