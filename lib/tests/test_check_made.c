/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan is checked against what it was made with, as the metadata state it. */
#include <gdal.h>

#include "sizhi/check.h"
#include "tests/files.h"
#include "tests/town.h"

/* The plan has 东关 400 households, 柳园 of 城东 240, 柳园 of 城西 and 西关 300 each; 西关
 * has 200 of them in an estate. Seven more are planned in every parcel. */
typedef struct row {
    const char *label;
    const char *meta[8];   /* key, value, ... */
    const char *parcel, *town, *to; /* a parcel that goes elsewhere, or NULL */
    const char *want;      /* rules and communities of the errors, in their order */
} row;

static const row rows[] = {
    { "the general band", { "min", "301", "max", "450" }, NULL, NULL, NULL,
      "check.band 柳园;check.band 柳园;check.band 西关;" },
    { "a band by kind",
      { "min", "200", "max", "450", "band.1", "urban", "band.2", "小区=320-500" }, NULL,
      NULL, NULL, "check.band 西关;" },
    { "a band by kind allows more", { "min", "301", "max", "450", "band.1",
      "estate=250-350" }, NULL, NULL, NULL, "check.band 柳园;check.band 柳园;" },
    { "a kind without a band of its own", { "min", "301", "max", "450", "band.1",
      "estate" }, NULL, NULL, NULL,
      "check.band 柳园;check.band 柳园;check.band 西关;" },
    { "planned housing in full: 428", { "min", "200", "max", "427", "count.planned",
      "full" }, NULL, NULL, NULL, "check.band 东关;" },
    { "planned housing in full fits", { "min", "260", "max", "428", "count.planned",
      "full" }, NULL, NULL, NULL, "" },
    { "planned housing by half: 412 to 416", { "min", "200", "max", "411",
      "count.planned", "occupancy", "count.occupancy", "0.5" }, NULL, NULL, NULL,
      "check.band 东关;" },
    { "planned housing is reserve", { "min", "200", "max", "400", "count.planned",
      "reserve" }, NULL, NULL, NULL, "" },
    { "an exempt community is not judged", { "min", "301", "max", "450", "keep.exempt",
      "minority, estate" }, NULL, NULL, NULL, "check.band 柳园;check.band 柳园;" },
    { "an exempt community stays", { "min", "200", "max", "450", "keep.exempt",
      "estate" }, "22", "城西", "西关", "check.locked 西关;" },
    { "far from what was to be fixed", { "min", "301", "max", "450", "fix.1",
      "城东/东关" }, NULL, NULL, NULL, "check.band 柳园;" },
    { "far from it nothing changes", { "min", "200", "max", "450", "fix.1",
      "城西/西关" }, NULL, NULL, NULL, "check.locked 东关;" },
    { "an enclave", { "min", "200", "max", "450" }, "岛", "城东", "东关",
      "check.connected 东关;check.enclave 柳园;" },
    { "an enclave that is allowed", { "min", "200", "max", "450", "allow_enclaves",
      "yes" }, "岛", "城东", "东关", "check.connected 东关;" },
    { "a unit cut", { "min", "200", "max", "450" }, "30", "城西", "柳园",
      "check.unit 西关;" },
    { "a unit that may be cut", { "min", "200", "max", "450", "keep.whole", "grid" },
      "30", "城西", "柳园", "" },
    { "no way to count", { "min", "200", "max", "450", "count.planned", "banana" }, NULL,
      NULL, NULL, "check.stored ;" },
    { "a link to nowhere", { "min", "200", "max", "450", "link.1", "3,99" }, NULL, NULL,
      NULL, "check.stored ;" },
};

/* The errors of PATH as "rule community;" after each other. */
static void errors_of(const char *path, char *out, size_t size)
{
    sz_error err = SZ_ERROR_INIT;
    sz_check_report report;
    sz_findings *list = NULL;
    size_t used = 0;
    sz_status status = sz_check(path, &report, &list, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    out[0] = '\0';
    for (size_t i = 0; i < sz_findings_count(list) && used < size; i++) {
        const sz_finding *f = sz_findings_at(list, i);
        if (f->level == SZ_LEVEL_ERROR)
            used += (size_t)snprintf(out + used, size - used, "%s %s;", f->rule,
                                     f->community);
    }
    sz_findings_free(list);
}

static void set(sz_project *project, const char *key, const char *value)
{
    ck_assert_int_eq(sz_project_set_meta(project, key, value, NULL), SZ_SUCCESS);
}

START_TEST(judged_by_what_it_was_made_with)
{
    const row *r = &rows[_i];
    char dir[64], path[96], got[512];
    sz_project *project = town_project();
    sz_plan *plan = town_plan(project);
    files_open(dir);
    snprintf(path, sizeof path, "%s/a.gpkg", dir);
    for (int k = 0; k < 8 && r->meta[k]; k += 2)
        set(project, r->meta[k], r->meta[k + 1]);
    if (r->parcel)
        ck_assert_int_eq(sz_plan_assign(plan, town_find(project, r->parcel),
                                        town_community(plan, r->town, r->to), NULL),
                         SZ_SUCCESS);
    ck_assert_int_eq(sz_project_propose(project, plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_write(project, path, NULL), SZ_SUCCESS);
    errors_of(path, got, sizeof got);
    ck_assert_msg(strcmp(got, r->want) == 0, "%s: %s", r->label, got);
    sz_project_free(project);
    files_close(dir);
}
END_TEST

/* What a link joins is no fault: 岛 of 东关, linked to 00. */
START_TEST(linked_ground)
{
    char dir[64], path[96], got[512], link[64];
    sz_project *project = town_project();
    sz_plan *plan = town_plan(project);
    size_t island = town_find(project, "岛");
    files_open(dir);
    snprintf(path, sizeof path, "%s/a.gpkg", dir);
    snprintf(link, sizeof link, "%zu,%zu", island + 1, town_find(project, "00") + 1);
    set(project, "min", "200");
    set(project, "max", "450");
    set(project, "link.1", link);
    set(project, "allow_enclaves", "yes");
    ck_assert_int_eq(sz_plan_assign(plan, island, town_community(plan, "城东", "东关"),
                                    NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_propose(project, plan, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_project_write(project, path, NULL), SZ_SUCCESS);
    errors_of(path, got, sizeof got);
    ck_assert_str_eq(got, "");
    sz_project_free(project);
    files_close(dir);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("check_made");
    tcase_add_loop_test(tc, judged_by_what_it_was_made_with, 0, COUNT(rows));
    tcase_add_test(tc, linked_ground);
    GDALAllRegister();
    return run_suite("check_made", tc);
}
