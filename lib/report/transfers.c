/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is handed over and what is renewed when a plan is carried out: 移交清单, 证照标识更换
 * 清单. The data say from whom to whom and how much; what is not in them is left to be
 * filled in. */
#include <string.h>

#include "policy/policy.h"
#include "report/model.h"

#define NUMBER { "number", "序号", SZ_VALUE_COUNT, 0, 0 }
#define TEXT(key, heading) { key, heading, SZ_VALUE_TEXT, 0, 0 }
#define COUNT(key, heading) { key, heading, SZ_VALUE_COUNT, 0, 1 }
#define N_OF(a) (sizeof(a) / sizeof *(a))

/* Units of the rows of table "units" that go the same way, as a whole or in part. */
static const char *units_of(sz_report *r, const char *from, const char *to)
{
    const sz_table *t = sz__table_find(r, "units");
    const char *list = "";
    for (size_t i = 0; t && i < t->is.n_rows; i++) {
        size_t at[4] = { (size_t)sz__table_column(t, "from"),
                         (size_t)sz__table_column(t, "to"),
                         (size_t)sz__table_column(t, "unit"),
                         (size_t)sz__table_column(t, "whole") };
        if (strcmp(sz__table_cell(t, i, at[0])->text, from) != 0 ||
            strcmp(sz__table_cell(t, i, at[1])->text, to) != 0)
            continue;
        list = sz__report_text(r, "%s%s%s%s", list,
                               *list ? sz__report_word(r, "、") : "",
                               sz__table_cell(t, i, at[2])->text,
                               strcmp(sz__table_cell(t, i, at[3])->text,
                                      sz__report_word(r, "整体")) == 0
                                   ? "" : sz__report_word(r, "（部分）"));
    }
    return list;
}

static bool is_abolished(const sz_report *r, int32_t c)
{
    return c >= 0 && r->end->is[c].fate == SZ_FATE_ABOLISHED;
}

/* Each move, with columns for what the two sides agree on. */
static void handover(sz_report *r)
{
    static const sz_report_column columns[] = {
        NUMBER, TEXT("from", "移交单位"), TEXT("to", "接收单位"), COUNT("households", "户数"),
        TEXT("units", "涉及网格（整体单元）"), TEXT("assets", "集体资产"),
        TEXT("accounts", "财务账目"), TEXT("archives", "档案资料"), TEXT("seals", "印章"),
    };
    sz_table *t = sz__table_begin(r, "handover", "移交清单", columns, N_OF(columns));
    int64_t number = 0;
    for (size_t i = 0; i < r->n_moves; i++) {
        const sz_move *m = &r->move[i];
        if (m->from < 0 || m->to < 0) /* nobody hands over, or receives */
            continue;
        const char *from = sz__report_name(r, r->end->plan, m->from);
        const char *to = sz__report_name(r, r->end->plan, m->to);
        sz__cell_count(r, t, ++number);
        sz__cell_text(r, t, from);
        sz__cell_text(r, t, to);
        sz__cell_count(r, t, m->households);
        sz__cell_text(r, t, r->nomem ? "" : units_of(r, from, to));
        for (int k = 0; k < 3; k++)
            sz__cell_none(r, t);
        sz__cell_word(r, t, is_abolished(r, m->from) ? "撤销后缴销" : "不变");
    }
    sz__table_end(r, t, r->planned ? "没有移交事项" : "没有调整方案");
}

/* ---- 证照标识更换清单 ---- */

/* Households that come from other communities, of gaps too. */
static int64_t received(const sz_report *r, int32_t c)
{
    int64_t n = 0;
    for (size_t i = 0; i < r->n_moves; i++)
        n += r->move[i].to == c ? r->move[i].households : 0;
    return n;
}

static bool is_renamed(const sz_report *r, int32_t c)
{
    return c < r->now->n && strcmp(r->now->is[c].name, r->end->is[c].name) != 0;
}

/* A community that another name, other ground or another state makes new papers for. */
static void put_renewed(sz_report *r, sz_table *t, int64_t number, int32_t c)
{
    const sz_community *is = &r->end->is[c];
    bool renamed = is_renamed(r, c);
    const char *why = is->fate == SZ_FATE_NEW ? "新设" : is->fate == SZ_FATE_ABOLISHED
                      ? "撤销" : renamed ? "更名" : "接收划转";
    const char *code = is->fate == SZ_FATE_NEW ? "申请" : is->fate == SZ_FATE_ABOLISHED
                       ? "注销" : renamed ? "变更" : "不变";
    sz__cell_count(r, t, number);
    sz__cell_town(r, t, is->town);
    sz__cell_text(r, t, sz__report_name(r, r->end->plan, c));
    sz__cell_word(r, t, why);
    sz__cell_word(r, t, code);
    sz__cell_word(r, t, is->fate == SZ_FATE_NEW ? "制作" : is->fate == SZ_FATE_ABOLISHED
                        ? "收回" : renamed ? "更换" : "不变");
    sz__cell_count(r, t, renamed ? is->households : received(r, c));
    sz__cell_none(r, t);
    sz__cell_none(r, t);
}

static void certificates(sz_report *r)
{
    static const sz_report_column columns[] = {
        NUMBER, TEXT("town", "街镇"), TEXT("community", "社区"), TEXT("why", "事由"),
        TEXT("code", "统一社会信用代码"), TEXT("plates", "牌匾印章"),
        COUNT("households", "门牌户牌（户）"), TEXT("signs", "道路交通标识"),
        TEXT("stops", "公交站点名称"),
    };
    sz_table *t = sz__table_begin(r, "certificates", "证照标识更换清单", columns,
                                  N_OF(columns));
    int64_t number = 0;
    for (int32_t c = 0; c < r->end->n && r->planned; c++) {
        bool was = c < r->now->n && r->now->is[c].parcels > 0;
        bool is = r->end->is[c].parcels > 0;
        if ((was || is) && (was != is || is_renamed(r, c) || received(r, c) > 0))
            put_renewed(r, t, ++number, c);
    }
    sz__table_end(r, t, r->planned ? "没有需更换的证照标识" : "没有调整方案");
}

/* ---- 时间安排 ---- */

/* The stages of the policy's procedure. */
static void stages(sz_report *r)
{
    static const sz_report_column columns[] = {
        NUMBER, TEXT("stage", "阶段"), TEXT("from", "开始"), TEXT("until", "结束"),
    };
    sz_table *t = sz__table_begin(r, "stages", "时间安排表", columns, N_OF(columns));
    for (size_t i = 0; i < r->policy->stage.n; i++) {
        const sz_policy_stage *s = &r->policy->stage.at[i];
        sz__cell_count(r, t, (int64_t)i + 1);
        sz__cell_text(r, t, s->name);
        sz__cell_text(r, t, sz__report_day(r, s->from));
        sz__cell_text(r, t, sz__report_day(r, s->to));
    }
    sz__table_end(r, t, "对照政策未规定阶段");
}

void sz__tables_transfers(sz_report *r)
{
    handover(r);
    certificates(r);
    stages(r);
}
