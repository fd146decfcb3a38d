/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The register of detached land as a table that is written and read again, and records. */
#include "tests/apart.h"

/* What is written is read again: the same states without the policy's word. */
START_TEST(table_is_read_again)
{
    sz_map m;
    char path[96], line[512];
    const char *picture = "110001/110000/110001";
    draw(&m, picture);
    sz_plan *plan = plan_of(&m, picture);
    sz_policy *policy = policy_with(NULL), *again = policy_with(NULL);
    sz_detached_record r = { "", "c1", "", 2, 0, 1, "旧城\"飞地\", 保留", "民政局",
                             "2026/3/1", "" };
    ck_assert_int_eq(sz_policy_record(policy, &r, NULL), SZ_SUCCESS);
    sz_register *reg = register_of(plan, policy);
    snprintf(path, sizeof path, "%s", write_file("table.csv", ""));
    ck_assert_int_eq(sz_register_write(reg, path, NULL), SZ_SUCCESS);
    FILE *f = fopen(path, "rb");
    ck_assert_ptr_nonnull(fgets(line, sizeof line, f));
    ck_assert_str_eq(line, "\xef\xbb\xbf序号,街镇,社区,片,面积m2,户数,所在社区,周边社区,"
                           "包围情况,被包围,最近界线,相距m,状态,理由,决定单位,日期,"
                           "职责分工\n");
    ck_assert_ptr_nonnull(fgets(line, sizeof line, f));
    ck_assert_str_eq(line, "1,t,c1,1,1.00,10,c0,c0,辖区界和一个社区,是,,3.00,待清理,,,,"
                           "征迁安置、信访维稳由c1负责，c0积极配合；其余事务由c0负责\n");
    ck_assert_ptr_nonnull(fgets(line, sizeof line, f));
    ck_assert_str_eq(line, "2,t,c1,2,1.00,10,c0,c0,辖区界和一个社区,是,,3.00,历史遗留,"
                           "\"旧城\"\"飞地\"\", 保留\",民政局,2026/3/1,"
                           "征迁安置、信访维稳由c1负责，c0积极配合；其余事务由c0负责\n");
    ck_assert_ptr_null(fgets(line, sizeof line, f));
    fclose(f);
    ck_assert_int_eq(sz_register_read(path, again, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(sz_policy_records(again), 2);
    ck_assert_int_eq(sz_policy_record_at(again, 1, &r, NULL), SZ_SUCCESS);
    ck_assert_str_eq(r.reason, "旧城\"飞地\", 保留");
    ck_assert_str_eq(r.town, "t");
    ck_assert_double_eq_tol(r.area_m2, 1, 1e-9);
    ck_assert_ptr_nonnull(strstr(r.source, "table.csv:3"));
    sz_register *second = register_of(plan, again);
    ck_assert_int_eq(sz_register_at(second, 0)->state, SZ_DETACHED_TO_CLEAR);
    ck_assert(!sz_register_at(second, 0)->recorded); /* a row nobody touched */
    ck_assert(sz_register_used(second, 0));
    ck_assert_int_eq(sz_register_at(second, 1)->state, SZ_DETACHED_HISTORIC);
    ck_assert_uint_eq(sz_register_of_state(second, SZ_DETACHED_HISTORIC), 1);
    sz_register_free(reg);
    sz_register_free(second);
    sz_policy_free(policy);
    sz_policy_free(again);
    sz_plan_free(plan);
    raster_map_release(&m);
    sz__remove(path);
}
END_TEST

static const struct {
    const char *label, *table, *word; /* WORD: of the error, NULL when it is read */
    size_t records;
} tables[] = {
    { "English headings", "community,state,reason\nc1,historic,旧\nc2,to_clear,新\n",
      NULL, 2 },
    { "rows that state nothing", "社区,状态,理由\nc1,,\nc1,新增,无\n", NULL, 0 },
    { "to be cleared, for no reason", "社区,状态,理由\nc1,待清理,\n", NULL, 1 },
    { "no state", "社区,理由\nc1,旧\n", "状态", 0 },
    { "no reason", "社区,状态,理由\nc2,待清理,\nc1,历史遗留,\n", "line 3", 0 },
    { "an unknown state", "社区,状态,理由\nc1,保留,旧\n", "保留", 0 },
    { "a reason for nothing", "社区,状态,理由\nc1,,旧\n", "line 2", 0 },
    { "no community", "社区,状态,理由\n,历史遗留,旧\n", "社区", 0 },
    { "a part that is no number", "社区,片,状态,理由\nc1,一,历史遗留,旧\n", "一", 0 },
    { "an area that is no number", "社区,面积m2,状态,理由\nc1,大,历史遗留,旧\n", "大", 0 },
    { "no file", NULL, "opened", 0 },
};

START_TEST(tables_read)
{
    sz_error err = SZ_ERROR_INIT;
    sz_policy *policy = policy_with(NULL);
    const char *path = tables[_i].table ? write_file("read.csv", tables[_i].table)
                                        : "no/such.csv";
    sz_status status = sz_register_read(path, policy, &err);
    const char *label = tables[_i].label;
    if (tables[_i].word) {
        ck_assert_msg(status != SZ_SUCCESS, "%s is read", label);
        ck_assert_msg(strstr(err.message, tables[_i].word) != NULL, "%s: %s", label,
                      err.message);
    } else {
        ck_assert_msg(status == SZ_SUCCESS, "%s: %s", label, err.message);
        ck_assert_msg(sz_policy_records(policy) == tables[_i].records, "%s: %zu", label,
                      sz_policy_records(policy));
    }
    sz_policy_free(policy);
    if (tables[_i].table)
        sz__remove(path);
}
END_TEST

/* Where detached land may stay, a row that says it is to be cleared says so without a
 * reason too. */
START_TEST(to_be_cleared_without_a_reason)
{
    sz_map m;
    const char *picture = "110001/110000/110001";
    draw(&m, picture);
    sz_plan *plan = plan_of(&m, picture);
    sz_policy *policy = policy_with("detached.today=historic");
    const char *path = write_file("clear.csv", "社区,片,状态,理由\nc1,2,待清理,\n");
    ck_assert_int_eq(sz_register_read(path, policy, NULL), SZ_SUCCESS);
    sz_register *reg = register_of(plan, policy);
    ck_assert_int_eq(sz_register_at(reg, 0)->state, SZ_DETACHED_HISTORIC);
    ck_assert_int_eq(sz_register_at(reg, 1)->state, SZ_DETACHED_TO_CLEAR);
    ck_assert(sz_register_at(reg, 1)->recorded);
    ck_assert_ptr_nonnull(strstr(sz_register_at(reg, 1)->source, "clear.csv:2"));
    sz_register_free(reg);
    sz_policy_free(policy);
    sz_plan_free(plan);
    raster_map_release(&m);
    sz__remove(path);
}
END_TEST

START_TEST(records_refused)
{
    sz_policy *policy = policy_with(NULL);
    sz_error err = SZ_ERROR_INIT;
    sz_detached_record r = { .historic = 1, .reason = "旧" };
    ck_assert_int_eq(sz_policy_record(policy, &r, &err), SZ_ERR_DATA);
    r = (sz_detached_record){ .community = "c1", .historic = 1 };
    ck_assert_int_eq(sz_policy_record(policy, &r, &err), SZ_ERR_DATA);
    r.historic = 0;
    ck_assert_int_eq(sz_policy_record(policy, &r, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(sz_policy_records(policy), 1);
    sz_policy_free(policy);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("detached_table");
    tcase_add_test(tc, table_is_read_again);
    tcase_add_loop_test(tc, tables_read, 0, COUNT(tables));
    tcase_add_test(tc, to_be_cleared_without_a_reason);
    tcase_add_test(tc, records_refused);
    return run_suite("detached_table", tc);
}
