/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Policies: the library's profiles against the figures of the documents they are drawn
 * from, files that extend them, and what is refused. */
#include <math.h>
#include <string.h>

#include "core/platform.h"
#include "policy/policy.h"
#include "tests/suite.h"

static sz_policy *open_policy(const char *which)
{
    sz_policy *p = NULL;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_msg(sz_policy_open(which, &p, &err) == SZ_SUCCESS, "%s", err.message);
    return p;
}

/* Write TEXT to a file of this process; its path. */
static const char *write_file(const char *name, const char *text)
{
    static char path[2][96];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "policy_%llu_%s.ini",
             (unsigned long long)sz__process(), name);
    FILE *f = fopen(path[turn], "wb");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    ck_assert_int_eq(fclose(f), 0);
    return path[turn];
}

/* Figures read out of the documents by hand. */
static const struct {
    const char *policy, *key, *value;
} figures[] = {
    { "law2026", "size.min", "1000" },
    { "law2026", "size.max", "3000" },
    { "yangzhou2022", "count.basis", "housing_units" },
    { "yangzhou2022", "count.planned", "full" },
    { "yangzhou2022", "size.min", "2000" },
    { "yangzhou2022", "size.max", "3000" },
    { "yangzhou2022", "size.split_over", "3000" },
    { "yangzhou2022", "size.merge_under", "500" },
    { "yangzhou2022", "size.joint", "3000-5000" },
    { "yangzhou2022", "size.several_over", "5000" },
    { "yangzhou2022", "size.alone", "2000" },
    { "yangzhou2022", "staff.committee", "6-10" },
    { "yangzhou2022", "level.unit.grid", "error" },
    { "yangzhou2022", "level.part.detached", "warn" },
    { "qingjiangpu2018", "size.review_under", "1000" },
    { "qingjiangpu2018", "level.size.review", "error" },
    { "qingjiangpu2018", "office.min_m2", "600" },
    { "qingjiangpu2018", "procedure.due", "2018-08-22" },
    { "yaohai2020", "size.target", "3000" },
    { "yaohai2020", "size.target_population", "10000" },
    { "yaohai2020", "staff.quota", "171" },
    { "yaohai2020", "detached.stay", "征迁安置, 信访维稳" },
    { "cangnan2019", "band.village", "1500-3000" },
    { "cangnan2019", "band.new_estate", "3000-" },
    { "cangnan2019", "band.rural", "1000-" },
    { "cangnan2019", "village.farmland_mu", "0.2" },
    { "cangnan2019", "village.income_yuan", "100000" },
    { "resettlement", "resettlement.street_from", "10000" },
    { "resettlement", "resettlement.committee_from", "1000" },
    { "resettlement", "staff.min", "5" },
    { "resettlement", "office.per_100_m2", "32" },
    { "resettlement", "office.urban_m2", "800" },
    { "resettlement", "office.rural_m2", "400" },
    { "resettlement", "office.children_m2", "40" },
    { "bazhu2021", "office.min_m2", "100" },
    { "beijing2020", "staff.per_worker", "110-150" },
    { "beijing2020", "staff.min", "9" },
    { "beijing2020", "size.max_population", "9000" },
    { "donggang", "procedure.consent", "0.93" },
};

START_TEST(profiles_say_what_their_documents_say)
{
    sz_policy *p = open_policy(figures[_i].policy);
    const char *value = sz_policy_value(p, figures[_i].key);
    ck_assert_msg(value != NULL, "%s is not set", figures[_i].key);
    ck_assert_str_eq(value, figures[_i].value);
    sz_policy_free(p);
}
END_TEST

START_TEST(every_value_names_profile_line_and_clause)
{
    sz_error err = SZ_ERROR_INIT;
    ck_assert_uint_ge(sz_policies(), 9);
    for (size_t k = 0; k < sz_policies(); k++) {
        sz_policy_summary s;
        ck_assert_int_eq(sz_policies_at(k, &s, &err), SZ_SUCCESS);
        sz_policy *p = open_policy(s.id);
        ck_assert_str_eq(sz_policy_id(p), s.id);
        ck_assert_str_eq(sz_policy_title(p), s.title);
        for (size_t i = 0; i < sz_policy_entries(p); i++) {
            sz_policy_entry e;
            ck_assert_int_eq(sz_policy_entry_at(p, i, &e, &err), SZ_SUCCESS);
            ck_assert_ptr_nonnull(e.meaning);
            if (!e.value || strncmp(e.key, "meta.", 5) == 0)
                continue;
            ck_assert_msg(e.clause[0] != '\0', "%s: %s has no clause", s.id, e.key);
            ck_assert_msg(e.document[0] != '\0', "%s: no document", s.id);
            ck_assert_int_gt(e.line, 0);
        }
        sz_policy_free(p);
    }
}
END_TEST

START_TEST(a_file_extends_and_overrides)
{
    sz_error err = SZ_ERROR_INIT;
    const char *path = write_file("own", "[meta]\ntitle = 本区\nextends = yangzhou2022\n"
                                         "[size]\nmax = 2,800 | 会议纪要 第 3 条\n"
                                         "[text]\nsides = 北 \n");
    sz_policy *p = NULL;
    ck_assert_int_eq(sz_policy_open(path, &p, &err), SZ_ERR_DATA);
    ck_assert_int_eq(err.item, 7);
    ck_assert_ptr_nonnull(strstr(err.message, "text.sides: \"北\" is none of"));
    path = write_file("own", "[meta]\ntitle = 本区\nextends = yangzhou2022\n"
                             "[size]\nmax = 2,800 | 会议纪要 第 3 条\n"
                             "[text]\nsides = north, south，west、east\n");
    p = open_policy(path);
    ck_assert_int_eq(sz__policy_count(p, SZ_KEY_MAX, 0), 2800);
    ck_assert_int_eq(sz__policy_count(p, SZ_KEY_MIN, 0), 2000);
    const uint8_t sides[] = { 3, 1, 2, 0 };
    ck_assert_mem_eq(p->value[SZ_KEY_SIDES].order, sides, 4);
    sz_policy_entry e;
    ck_assert_int_eq(sz_policy_entry_at(p, SZ_KEY_MAX, &e, &err), SZ_SUCCESS);
    ck_assert_str_eq(e.clause, "会议纪要 第 3 条");
    ck_assert_int_eq(e.line, 5);
    ck_assert_int_eq(sz_policy_entry_at(p, SZ_KEY_MIN, &e, &err), SZ_SUCCESS);
    ck_assert_str_eq(e.profile, "yangzhou2022");
    sz_policy_free(p);
    sz__remove(path);
}
END_TEST

START_TEST(a_file_extends_one_beside_it)
{
    sz_error err = SZ_ERROR_INIT;
    char text[160];
    const char *base = write_file("base", "[count]\nbasis = resident\n"
                                          "[size]\nmin = 700\nmax = 900\n");
    snprintf(text, sizeof text, "[meta]\nextends = %s\n", base);
    const char *top = write_file("top", text);
    sz_policy *p = open_policy(top);
    ck_assert_int_eq(sz__policy_count(p, SZ_KEY_MIN, 0), 700);
    ck_assert_int_eq(sz__policy_count(p, SZ_KEY_TARGET, -1), -1);
    sz_policy_free(p);
    snprintf(text, sizeof text, "[meta]\nextends = %s\n", top);
    write_file("base", text);
    ck_assert_int_eq(sz_policy_open(top, &p, &err), SZ_ERR_DATA);
    ck_assert_ptr_nonnull(strstr(err.message, "without end"));
    sz__remove(top);
    sz__remove(base);
}
END_TEST

/* What is refused, in which line, in which words. */
static const struct {
    const char *text;
    int line;
    const char *says;
} bad[] = {
    { "[size]\nmx = 3\n", 2, "unknown key size.mx (did you mean size.max?)" },
    { "[sise]\nmax = 3\n", 2, "did you mean size.max?" },
    { "[size]\nmax = viele\n", 2, "is no whole number" },
    { "[size]\nmax = 2.5\n", 2, "is no whole number" },
    { "[size]\nmax = -1\n", 2, "is no whole number" },
    { "[size]\nmax = 0\n", 2, "must be 1 to 1e+09, not 0" },
    { "[size]\nmax =\n", 2, "has no value" },
    { "[size]\nmax = | 第三条\n", 2, "has no value" },
    { "[size]\nmax = 3000\nmax = 2000\n", 3, "set twice" },
    { "[size]\njoint = 5000-3000\n", 2, "ends before it begins" },
    { "[size]\njoint = 3000\n", 2, "is no range" },
    { "[size]\njoint = -\n", 2, "is no range" },
    { "[count]\ntolerance = 0,1\n", 2, "is no number with a decimal point" },
    { "[count]\ntolerance = 3\n", 2, "must be 0 to 0.5, not 3" },
    { "[count]\nbasis = 户\n", 2, "is none of: housing_units" },
    { "[count]\nbasis = occupied, resident\n", 2, "takes one of" },
    { "[text]\nsides = east, west\n", 2, "needs all of" },
    { "[border]\ncut_by = rail, rail\n", 2, "names rail twice" },
    { "[level]\nsize.above = fatal\n", 2, "none of: error warn hint goal" },
    { "[level]\nsize.abov = warn\n", 2, "did you mean level.size.above?" },
    { "[procedure]\ndue = 2018-8-22\n", 2, "is no date" },
    { "[stages]\n动员 = 2018-08-03\n", 2, "is no time like" },
    { "max = 3000\n", 1, "stands in no section" },
    { "[size]\nnonsense\n", 2, "neither [section] nor key = value" },
    { "[waiver]\nreason = x\n", 2, "begins with its rule" },
    { "[waiver]\nrule = size.huge\n", 2, "there is no rule size.huge" },
    { "[waiver]\nrule = size.above\nwhy = x\n", 3, "unknown key why" },
    { "[size]\nmin = \xB5\xD8\n", 2, "is not UTF-8" },
    { "[size]\nmin = 4000\nmax = 3000\n", 3, "size.min = 4000" },
    { "[staff]\nquota = 4\nmin = 5\n", 2, "contradicts itself: staff.min = 5" },
    { "[count]\nplanned = occupancy\n", 2, "needs a rate" },
    { "", -1, "gives no count.basis" },
    { "[count]\nbasis = resident\n[size]\nmin = 1\n", -1, "gives no size.max" },
    { "[meta]\nextends = yangzhou22\n", 2, "did you mean yangzhou2022?" },
    { "[meta]\nextends = nothing_such\n", 2, "'sizhi policies' lists them" },
    { "[meta]\nextends = no/such.ini\n", 2, "cannot open the policy no/such.ini" },
    { "[waiver]\nrule = size.below\ncommunity = 柳园\n", 2, "needs its reason" },
    { "[stages]\n动员 = 2026-13-01..\n", 2, "is no time like" },
};

START_TEST(mistakes_are_told_with_their_line)
{
    sz_error err = SZ_ERROR_INIT;
    sz_policy *p = NULL;
    const char *path = write_file("bad", bad[_i].text);
    ck_assert_int_ne(sz_policy_open(path, &p, &err), SZ_SUCCESS);
    ck_assert_msg(strstr(err.message, bad[_i].says) != NULL, "%s", err.message);
    ck_assert_int_eq(err.item, bad[_i].line);
    sz__remove(path);
}
END_TEST

START_TEST(long_lines_are_refused)
{
    char text[512] = "[procedure]\nchain = ";
    sz_error err = SZ_ERROR_INIT;
    sz_policy *p = NULL;
    while (strlen(text) < 300)
        strcat(text, "区政府, ");
    const char *path = write_file("long", text);
    ck_assert_int_eq(sz_policy_open(path, &p, &err), SZ_ERR_DATA);
    ck_assert_ptr_nonnull(strstr(err.message, "line 2: the line is longer than"));
    sz__remove(path);
}
END_TEST

START_TEST(a_folder_is_no_profile)
{
    sz_error err = SZ_ERROR_INIT;
    sz_policy *p = NULL;
    ck_assert_int_eq(sz_policy_open("./", &p, &err), SZ_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.message, "the policy ./"));
}
END_TEST

START_TEST(setting_changes_all_or_nothing)
{
    sz_error err = SZ_ERROR_INIT;
    sz_policy *p = open_policy(NULL);
    ck_assert_str_eq(sz_policy_id(p), "law2026");
    ck_assert_int_eq(sz_policy_set(p, "size.max=2800", &err), SZ_SUCCESS);
    ck_assert_str_eq(sz_policy_value(p, "size.max"), "2800");
    ck_assert_int_eq(sz_policy_set(p, "size.max=900", &err), SZ_ERR_DATA);
    ck_assert_str_eq(sz_policy_value(p, "size.max"), "2800");
    ck_assert_int_eq(sz__policy_count(p, SZ_KEY_MAX, 0), 2800);
    /* together they fit, one by one they would not; of three, one that is bad undoes all */
    const char *pair[] = { "size.max=900", "size.min=500", "size.max = bad" };
    ck_assert_int_eq(sz_policy_set_all(p, pair, 3, &err), SZ_ERR_DATA);
    ck_assert_int_eq(sz__policy_count(p, SZ_KEY_MAX, 0), 2800);
    ck_assert_int_eq(sz_policy_set_all(p, pair, 2, &err), SZ_SUCCESS);
    ck_assert_int_eq(sz__policy_count(p, SZ_KEY_MIN, 0), 500);
    ck_assert_int_eq(sz__policy_count(p, SZ_KEY_MAX, 0), 900);
    ck_assert_int_eq(sz_policy_set(p, "level.size.above = error", &err), SZ_SUCCESS);
    ck_assert_int_eq(p->level[SZ_RULE_SIZE_ABOVE], SZ_LEVEL_ERROR);
    ck_assert_int_eq(sz_policy_set(p, "level.size.above=bad", &err), SZ_ERR_DATA);
    ck_assert_int_eq(p->level[SZ_RULE_SIZE_ABOVE], SZ_LEVEL_ERROR);
    ck_assert_int_eq(sz_policy_set(p, "size.max", &err), SZ_ERR_DATA);
    ck_assert_int_eq(sz_policy_set(p, "meta.title=\xb7\xbd", &err), SZ_ERR_DATA);
    ck_assert_int_eq(sz_policy_set(p, "=3", &err), SZ_ERR_DATA);
    ck_assert_int_eq(sz_policy_set(p, NULL, &err), SZ_ERR_DATA);
    sz_policy_free(p);
}
END_TEST

START_TEST(waivers_are_records)
{
    sz_error err = SZ_ERROR_INIT;
    const char *path = write_file(
        "waived", "[meta]\nextends = law2026\n[waiver]\nrule = part.detached\n"
                  "community = 郡王里\nreason = 历史飞地\nwho = 街道办事处\n"
                  "date = 2026-03-01\nrule = size.above\ncommunity = 学府里\n"
                  "reason = 校园\n");
    sz_policy *p = open_policy(path);
    sz_waiver w;
    ck_assert_uint_eq(sz_policy_waivers(p), 2);
    ck_assert_int_eq(sz_policy_waiver(p, 0, &w, &err), SZ_SUCCESS);
    ck_assert_str_eq(w.rule, "part.detached");
    ck_assert_str_eq(w.community, "郡王里");
    ck_assert_str_eq(w.who, "街道办事处");
    ck_assert_int_eq(sz_policy_waiver(p, 1, &w, &err), SZ_SUCCESS);
    ck_assert_str_eq(w.rule, "size.above");
    ck_assert_str_eq(w.date, "");
    ck_assert_int_eq(sz_policy_waiver(p, 2, &w, &err), SZ_ERR_INVALID);
    sz_policy_free(p);
    sz__remove(path);
}
END_TEST

START_TEST(ranges_have_open_ends)
{
    sz_policy *p = open_policy("cangnan2019");
    ck_assert(p->value[SZ_KEY_BAND_RURAL].low == 1000);
    ck_assert(p->value[SZ_KEY_BAND_RURAL].high == HUGE_VAL);
    ck_assert_uint_eq(p->stage.n, 3);
    ck_assert_str_eq(p->stage.at[1].name, "组织实施");
    ck_assert_str_eq(p->stage.at[1].to, "2019-04-30");
    sz_policy_free(p);
    sz_policy_free(NULL);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("policy");
    tcase_add_loop_test(tc, profiles_say_what_their_documents_say, 0, COUNT(figures));
    tcase_add_test(tc, every_value_names_profile_line_and_clause);
    tcase_add_test(tc, a_file_extends_and_overrides);
    tcase_add_test(tc, a_file_extends_one_beside_it);
    tcase_add_loop_test(tc, mistakes_are_told_with_their_line, 0, COUNT(bad));
    tcase_add_test(tc, long_lines_are_refused);
    tcase_add_test(tc, a_folder_is_no_profile);
    tcase_add_test(tc, setting_changes_all_or_nothing);
    tcase_add_test(tc, waivers_are_records);
    tcase_add_test(tc, ranges_have_open_ends);
    return run_suite("policy", tc);
}
