/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Figures put into words as a person would write them: what there is none of is not
 * counted out. */
#include <stdlib.h>
#include <string.h>

#include "report/model.h"

typedef struct part {
    const char *form;      /* with its number, "飞地%lld处" */
    int64_t n;
} part;

/* The parts that are not 0, or NONE when all of them are. */
static const char *join(sz_report *r, const part *parts, size_t n, const char *none)
{
    const char *list = "";
    for (size_t i = 0; i < n; i++)
        if (parts[i].n > 0) {
            const char *one = sz__report_text(r, sz__report_word(r, parts[i].form),
                                              (long long)parts[i].n);
            list = sz__report_text(r, "%s%s%s", list, *list ? sz__report_word(r, "、") : "",
                                   one);
        }
    return *list ? list : *none ? sz__report_word(r, none) : "";
}

#define JOIN(r, parts, none) join(r, parts, sizeof(parts) / sizeof *(parts), none)

static const char *sizes(sz_report *r, const sz_stand *s)
{
    const part parts[] = {
        { "规模在区间内的社区%lld个", (int64_t)s->audit.in_band },
        { "超过上限的%lld个", (int64_t)s->audit.above },
        { "低于下限的%lld个", (int64_t)s->audit.below },
    };
    return JOIN(r, parts, "");
}

static const char *ground(sz_report *r, const sz_stand *s)
{
    const part parts[] = {
        { "飞地%lld处", (int64_t)sz_register_count(s->reg) },
        { "空白点%lld处", (int64_t)s->audit.gaps },
        { "交叉重叠%lld处", s == r->now ? (int64_t)s->audit.overlaps : 0 },
    };
    return s->living == 0 ? "" : JOIN(r, parts, "无飞地、空白点和交叉重叠");
}

static const char *problems(sz_report *r, const sz_stand *s)
{
    const part parts[] = {
        { "“必须”类问题%lld个", (int64_t)s->audit.errors },
        { "“原则上”类问题%lld个", (int64_t)s->audit.warnings },
        { "“提示”类问题%lld个", (int64_t)s->audit.hints },
        { "“力争”类问题%lld个", (int64_t)s->audit.goals },
    };
    return s->living == 0 ? sz__report_word(r, "尚未划分社区")
                          : JOIN(r, parts, "未发现问题");
}

/* A city has thousands, so that the list grows in place. */
static void say_names(sz_report *r)
{
    SZ__ARRAY(char) list = SZ__ARRAY_INIT;
    for (int32_t c = 0; c < r->end->n && r->planned && !r->nomem; c++) {
        if (r->end->is[c].parcels == 0)
            continue;
        const char *parts[] = { list.n > 0 ? sz__report_word(r, "、") : "",
                                sz__report_name(r, r->end->plan, c) };
        for (int i = 0; i < 2; i++) {
            size_t n = strlen(parts[i]);
            r->nomem |= !sz__reserve(&list, n + 1);
            if (r->nomem)
                break;
            memcpy(list.at + list.n, parts[i], n);
            list.n += n;
        }
    }
    sz__fact_text(r, "names_after", "调整后的社区",
                  list.n > 0 ? sz__report_text(r, "%.*s", (int)list.n, list.at) : "");
    free(list.at);
}

void sz__facts_said(sz_report *r)
{
    static const struct {
        const char *key[2], *meaning[2];
        const char *(*of)(sz_report *r, const sz_stand *s);
    } rows[] = {
        { { "sizes_before", "sizes_after" }, { "调整前规模概况", "调整后规模概况" }, sizes },
        { { "ground_before", "ground_after" },
          { "调整前飞地、空白点和重叠概况", "调整后飞地、空白点和重叠概况" }, ground },
        { { "problems_before", "problems_after" },
          { "调整前问题概况", "调整后问题概况" }, problems },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sz__fact_text(r, rows[i].key[0], rows[i].meaning[0], rows[i].of(r, r->now));
        sz__fact_text(r, rows[i].key[1], rows[i].meaning[1],
                      r->planned ? rows[i].of(r, r->end) : "");
    }
    say_names(r);
}

void sz__fates_said(sz_report *r, const int64_t n[4])
{
    const part fates[] = {
        { "保持不变%lld个", n[SZ_FATE_KEPT] }, { "调整%lld个", n[SZ_FATE_ADJUSTED] },
        { "新设%lld个", n[SZ_FATE_NEW] }, { "撤销%lld个", n[SZ_FATE_ABOLISHED] },
    };
    sz__fact_text(r, "fates", "社区变化概况", JOIN(r, fates, ""));
}
