/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parcels cut along the lines of a script.
 *
 *     300 +-----------+-----+-----+  a b c e f are 柳园, d 东关; 青山路 is the line between
 *         |     e     |  f  |     |  a and b, 槐荫路 the one west of c, 长江路 the one
 *     200 +-----+-----+-----+     |  between e and f, 长河路 the one west of d. 青山路,
 *         |  b  |           |     |  drawn on, halves c at y = 100, 长江路 at x = 150. c
 *     100 +-----+     c     |  d  |  has 101 households, 7 planned ones, 250 people; the
 *         |  a  |           |     |  others have 10 households each.
 *     0   +-----+-----------+-----+  后巷, a footway of no class, crosses c at y = 50.
 *         0    100   150   200   300
 */
#include <math.h>

#include "sizhi/check.h"
#include "sizhi/script.h"
#include "tests/files.h"
#include "tests/town.h"

enum { A, B, C, D, E, F };

/* C is called PARCEL, and what the picture calls 青山路 is called ROAD. */
static sz_project *open_place(bool unit, const char *parcel, const char *road)
{
    static const double box[6][4] = { { 0, 0, 100, 100 }, { 0, 100, 100, 200 },
        { 100, 0, 200, 200 }, { 200, 0, 300, 300 }, { 0, 200, 150, 300 },
        { 150, 200, 200, 300 } };
    sz_source s = { 0 };
    s.crs = sz__dup("EPSG:4549", 10, 1);
    for (int i = 0; i < 6; i++) {
        town_box(&s, box[i][0], box[i][1], box[i][2], box[i][3], false);
        town_parcel(&s, i == C ? parcel : "", 0, i == D ? "东关" : "柳园");
        sz_area *a = &s.area.at[s.area.n - 1];
        a->households = i == C ? 101 : 10;
        if (i == C && unit)
            a->unit = town_text(&s, "五金公司");
    }
    town_line(&s, SZ_BARRIER_STREET, SZ_LINE_CUTS, road, 0, 100, 100, 100);
    town_line(&s, SZ_BARRIER_STREET, SZ_LINE_CUTS, "槐荫路", 100, 0, 100, 200);
    town_line(&s, SZ_BARRIER_STREET, SZ_LINE_CUTS, "长江路", 150, 200, 150, 300);
    town_line(&s, SZ_BARRIER_RIVER, SZ_LINE_CUTS, "长河路", 200, 0, 200, 300);
    town_line(&s, SZ_BARRIER_NONE, SZ_LINE_SHOWN, "后巷", 100, 50, 200, 50);
    return town_from(&s);
}

typedef struct done {
    sz_project *project;
    sz_plan *plan;
    sz_application *report;
    size_t cuts;
} done;

/* The project in PATH cut as TEXT asks, and TEXT applied to it. */
static done cut_and_apply(const char *path, const char *text)
{
    done d = { .cuts = 0 };
    sz_error err = SZ_ERROR_INIT;
    sz_project *whole = NULL;
    sz_gazetteer *names = NULL;
    sz_script *script = NULL;
    sz_cuts *cuts = NULL;
    ck_assert_int_eq(sz_project_read(path, &whole, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_gazetteer_new(sz_project_present(whole), &names, &err), 0);
    ck_assert_int_eq(sz_script_read(names, text, strlen(text), &script, &err), 0);
    sz_status status = sz_script_cuts(script, sz_project_present(whole), NULL, &cuts, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    const sz_parcel_cut *list = sz_cuts_list(cuts, &d.cuts);
    status = sz_project_read_cut(path, list, d.cuts, &d.project, &err);
    ck_assert_msg(status == SZ_SUCCESS, "%s", err.message);
    sz_cuts_free(cuts);
    sz_script_free(script);
    sz_gazetteer_free(names);
    sz_project_free(whole);
    ck_assert_int_eq(sz_gazetteer_new(sz_project_present(d.project), &names, &err), 0);
    ck_assert_int_eq(sz_script_read(names, text, strlen(text), &script, &err), 0);
    ck_assert_int_eq(sz_script_apply(script, sz_project_present(d.project), NULL, &d.plan,
                                     &d.report, &err), 0);
    sz_script_free(script);
    sz_gazetteer_free(names);
    return d;
}

static const struct {
    const char *label, *text;
    bool unit;
    size_t cuts, parcels;  /* after */
    int64_t least, most;   /* households moved; which part has one more is open */
    double area_m2, drawn_on_m; /* moved; borders where a line is only drawn on */
    size_t errors;         /* of the check: 东关 lies in two parts then */
} rows[] = {
    /* 25 or 26 of c, and of e, cut at x = 100, a third: 3.33 of 10. c is crossed by 100 m
     * at y = 100 and 200 m at x = 150, e by 100 m */
    { "parts of two", "将柳园社区青山路以北、槐荫路以东、长江路以西划入东关社区", false, 3, 10, 28, 29, 10000, 400, 1 },
    { "a quarter", "将柳园社区青山路以南、长江路以东划入东关社区", false, 2, 9, 25, 26, 5000, 300, 0 },
    { "what is elsewhere is not cut", "将柳园社区青山路以南、槐荫路以西划入东关社区", false, 0, 6, 10, 10, 10000, 0, 1 },
    { "a unit is not cut", "将柳园社区青山路以南、槐荫路以东划入东关社区", true, 0, 6, 0, 101, -1, 0, 0 },
    { "one line", "将柳园社区青山路以南划入东关社区", false, 1, 7, 60, 61, 20000, 100, 0 },
    { "a footway", "将柳园社区后巷以南、槐荫路以东划入东关社区", false, 1, 7, 25, 26, 5000, 0, 0 },
    /* both halves leave: c and e are not cut again for the second sentence */
    { "both sides", "将柳园社区青山路以南划入东关社区；将柳园社区青山路以北划入东关社区", false, 1, 7, 60, 61, 20000, 100, 0 },
};

/* Metres of borders along lines that are only drawn on: there is nothing there. */
static double drawn_on(const sz_map *m)
{
    double sum = 0;
    for (int32_t b = 0; b < m->n_borders; b++)
        if (strstr(sz__name(&m->names, m->b_name[b]), "延长线")) {
            ck_assert_int_eq(m->b_class[b], SZ_BARRIER_NONE);
            sum += m->b_length[b];
        }
    for (int32_t l = 0; l < m->n_lines; l++)
        ck_assert(!strstr(sz__name(&m->names, m->l_name[l]), "延长线"));
    return sum;
}

START_TEST(parcels_are_cut_to_the_last_household)
{
    char dir[64], path[128], out[128];
    sz_error err = SZ_ERROR_INIT;
    sz_outcome o;
    sz_check_report check;
    sz_findings *found = NULL;
    files_open(dir);
    snprintf(path, sizeof path, "%s/town.gpkg", dir);
    snprintf(out, sizeof out, "%s/cut.gpkg", dir);
    sz_project *project = open_place(rows[_i].unit, "", "青山路");
    ck_assert_int_eq(sz_project_write(project, path, &err), SZ_SUCCESS);
    sz_project_free(project);
    done d = cut_and_apply(path, rows[_i].text);
    const sz_map *m = sz_project_map(d.project);
    ck_assert_msg(d.cuts == rows[_i].cuts && sz_map_parcels(m) == rows[_i].parcels,
                  "%s: %zu cuts, %zu parcels", rows[_i].label, d.cuts, sz_map_parcels(m));
    ck_assert_int_eq(sz_map_households(m), 151);
    ck_assert_msg(fabs(drawn_on(m) - rows[_i].drawn_on_m) < 0.01, "%s: %f", rows[_i].label,
                  drawn_on(m));
    int64_t planned = 0, people = 0;
    for (int32_t p = 0; p < m->n; p++) {
        planned += m->planned[p];
        people += m->population[p];
    }
    ck_assert_int_eq(planned, 6 * 7);
    ck_assert_int_eq(people, 6 * 250);
    ck_assert_int_eq(sz_application_statement(d.report, 0, &o), SZ_SUCCESS);
    ck_assert_msg(o.households >= rows[_i].least && o.households <= rows[_i].most,
                  "%s: %d", rows[_i].label, (int)o.households);
    if (rows[_i].area_m2 >= 0)
        ck_assert_msg(fabs(o.area_m2 - rows[_i].area_m2) < 1.0, "%s: %f", rows[_i].label,
                      o.area_m2);
    if (d.plan) { /* taken over by the project */
        ck_assert_int_eq(sz_project_propose(d.project, d.plan, &err), SZ_SUCCESS);
        ck_assert_int_eq(sz_project_write(d.project, out, &err), SZ_SUCCESS);
        ck_assert_int_eq(sz_check(out, &check, &found, &err), SZ_SUCCESS);
        ck_assert_msg(check.errors == rows[_i].errors, "%s: %zu errors: %s",
                      rows[_i].label, check.errors,
                      check.errors ? sz_findings_at(found, 0)->message : "");
        sz_findings_free(found);
        sz_project *again = NULL;
        ck_assert_int_eq(sz_project_read(out, &again, &err), SZ_SUCCESS);
        ck_assert_double_eq_tol(drawn_on(sz_project_map(again)), rows[_i].drawn_on_m, 0.01);
        sz_project_free(again);
    }
    sz_application_free(d.report);
    sz_project_free(d.project);
    files_close(dir);
}
END_TEST

/* What the lines run through when nothing is cut: c or nothing, half of it on either
 * side of 青山路 and of 长江路. */
static const struct {
    const char *label, *text;
    bool unit;
    size_t n;
    uint32_t column[2];
    const char *name[2];
} crossed[] = {
    { "one line", "将柳园社区青山路以南划入东关社区", false, 1, { 6 }, { "青山路" } },
    { "of a unit", "将柳园社区青山路以南划入东关社区", true, 1, { 6 }, { "青山路" } },
    { "two lines", "将柳园社区青山路以南、长江路以东划入东关社区", false, 2, { 6, 12 },
      { "青山路", "长江路" } },
    { "left out by another", "将柳园社区青山路以南、槐荫路以西划入东关社区", false, 0, { 0 }, { 0 } },
    { "a split", "split 柳园 by 青山路 into 北柳, 柳园", false, 1, { 13 }, { "青山路" } },
};

START_TEST(what_lines_run_through_is_listed)
{
    sz_error err = SZ_ERROR_INIT;
    sz_gazetteer *names = NULL;
    sz_script *script = NULL;
    sz_plan *plan = NULL;
    sz_application *report = NULL;
    const char *text = crossed[_i].text;
    sz_project *project = open_place(crossed[_i].unit, "", "青山路");
    const sz_plan *today = sz_project_present(project);
    const sz_crossed *list = NULL;
    ck_assert_int_eq(sz_gazetteer_new(today, &names, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_script_read(names, text, strlen(text), &script, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz_script_apply(script, today, NULL, &plan, &report, &err), SZ_SUCCESS);
    ck_assert_msg(sz_application_crossed(report, &list) == crossed[_i].n, "%s: %zu",
                  crossed[_i].label, sz_application_crossed(report, NULL));
    for (size_t k = 0; k < crossed[_i].n; k++) {
        ck_assert_uint_eq(list[k].parcel, C);
        ck_assert_int_eq(list[k].statement, 0);
        ck_assert_int_eq(list[k].households, 101);
        ck_assert_int_eq(list[k].unit >= 0, crossed[_i].unit);
        ck_assert_str_eq(list[k].name, crossed[_i].name[k]);
        ck_assert_uint_eq(list[k].line, 1);
        ck_assert_uint_eq(list[k].column, crossed[_i].column[k]);
        ck_assert_double_eq_tol(list[k].share, 0.5, 0.03);
    }
    sz_plan_free(plan);
    sz_application_free(report);
    sz_script_free(script);
    sz_gazetteer_free(names);
    sz_project_free(project);
}
END_TEST

/* 1 + 3 N bytes: a buffer is seldom full where a character ends. */
static char *long_name(char *out, const char *character, int n)
{
    strcpy(out, "A");
    for (int i = 0; i < n; i++)
        strcat(out, character);
    return out;
}

START_TEST(long_names_stay_whole)
{
    char dir[64], path[128], road[1000], parcel[1000], text[1200], want[1100];
    sz_error err = SZ_ERROR_INIT;
    files_open(dir);
    snprintf(path, sizeof path, "%s/town.gpkg", dir);
    long_name(parcel, "厂", 300);
    strcat(long_name(road, "青", 300), "路");
    sz_project *project = open_place(false, parcel, road);
    ck_assert_int_eq(sz_project_write(project, path, &err), SZ_SUCCESS);
    sz_project_free(project);
    snprintf(text, sizeof text, "将柳园社区%s以南划入东关社区", road);
    done d = cut_and_apply(path, text);
    const sz_map *m = sz_project_map(d.project);
    ck_assert_uint_eq(sz_map_parcels(m), 7);
    snprintf(want, sizeof want, "%s-2", parcel);
    ck_assert_str_eq(sz__name(&m->names, m->name[C]), parcel);
    ck_assert_str_eq(sz__name(&m->names, m->name[6]), want);
    snprintf(want, sizeof want, "%s延长线", road);
    ck_assert_int_ge(sz__names_find(&m->names, want), 0);
    ck_assert_double_eq_tol(drawn_on(m), 100, 0.01);
    sz_plan_free(d.plan);
    sz_application_free(d.report);
    sz_project_free(d.project);
    files_close(dir);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("cut");
    tcase_add_loop_test(tc, parcels_are_cut_to_the_last_household, 0, COUNT(rows));
    tcase_add_loop_test(tc, what_lines_run_through_is_listed, 0, COUNT(crossed));
    tcase_add_test(tc, long_names_stay_whole);
    return run_suite("cut", tc);
}
