/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Values of a policy as a document says them: the words that profiles are written in are
 * none that an office would write. */
#include <stdio.h>
#include <string.h>

#include "policy/keys.h"
#include "policy/kinds.h"
#include "policy/policy.h"
#include "report/model.h"

/* No two keys use a word in two ways. */
static const struct {
    const char *word, *zh;
} words[] = {
    { "housing_units", "住宅套数" }, { "occupied", "入住户数" },
    { "resident", "常住户数" }, { "registered", "户籍户数" },
    { "full", "全部计入" }, { "reserve", "不计入，预留空间" }, { "none", "不计入" },
    { "occupancy", "按入住率计入" },
    { "grid", "网格" }, { "estate", "居住小区" }, { "village", "村改居" },
    { "minority", "少数民族村" }, { "island", "单个海岛村" },
    { "historic", "历史文化村" }, { "military", "部队家属区" },
    { "campus", "院校家属区" }, { "works", "大型企业家属区" },
    { "rail", "铁路" }, { "river", "河流" }, { "expressway", "快速路" },
    { "arterial", "干道" }, { "street", "道路" }, { "lane", "街巷" }, { "wall", "围墙" },
    { "straight", "直线距离" }, { "network", "沿道路距离" },
    { "largest_remainder", "最大余数法" }, { "webster", "韦伯斯特法" },
    { "huntington_hill", "亨廷顿—希尔法" }, { "norm", "按户数配备标准" },
    { "clear", "清理" }, { "within", "所在地社区" }, { "community", "原社区" },
    { "east", "东" }, { "south", "南" }, { "west", "西" }, { "north", "北" },
    { "households", "户数" }, { "population", "人口" }, { "area", "面积" },
    { "boundary", "区域界线范围" }, { "name", "社区名称" },
    { "office", "党群服务中心选址" }, { "staff", "人员职数" },
    { "error", "必须" }, { "warn", "原则上" }, { "hint", "提示" }, { "goal", "力争" },
};

/* The ground that detached land of today without a record is: "historic" of villages is
 * another word. */
static const char *word_of(const char *key, const char *item, size_t n)
{
    if (strcmp(key, "detached.today") == 0 && n == 8 && strncmp(item, "historic", n) == 0)
        return "历史遗留";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].word) == n && strncmp(words[i].word, item, n) == 0)
            return words[i].zh;
    return NULL;
}

static const char *list_said(sz_report *r, const char *key, const char *value)
{
    const char *list = "";
    while (*value) {
        size_t whole = strcspn(value, ","), n = whole;
        while (n > 0 && value[n - 1] == ' ')
            n--;
        const char *word = word_of(key, value, n);
        const char *between = *list ? sz__report_word(r, "、") : "";
        list = word ? sz__report_text(r, "%s%s%s", list, between,
                                      sz__report_word(r, word))
                    : sz__report_text(r, "%s%s%.*s", list, between, (int)n, value);
        value += whole;
        value += strspn(value, ", ");
    }
    return list;
}

/* "2000-3000", either of which may be left out. */
static const char *range_said(sz_report *r, const char *value)
{
    const char *dash = strchr(value, '-');
    if (!dash)
        return value;
    const char *form = dash == value ? "至多%.*s%s" : dash[1] ? "%.*s至%s" : "至少%.*s%s";
    return sz__report_text(r, sz__report_word(r, form), (int)(dash - value), value,
                           dash + 1);
}

const char *sz__policy_said(sz_report *r, const char *key)
{
    const char *value = sz_policy_value(r->policy, key);
    int k = sz__key_find(key);
    if (!value || !*value)
        return "";
    switch (k < 0 ? SZ_TYPE_WORD : sz__keys[k].type) {
    case SZ_TYPE_LIST:
    case SZ_TYPE_WORD:
    case SZ_TYPE_WORDS:
    case SZ_TYPE_ORDER: return list_said(r, key, value);
    case SZ_TYPE_RANGE: return range_said(r, value);
    case SZ_TYPE_DATE: return sz__report_day(r, value);
    case SZ_TYPE_TEXT:
    case SZ_TYPE_COUNT:
    case SZ_TYPE_NUMBER:
    case SZ_TYPE_WEIGHT: break;
    }
    return value;
}

const char *sz__policy_units_named(sz_report *r)
{
    static const char *const kept[] = { "grid", "estate", "village" };
    const char *list = "";
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        bool there = false;
        for (size_t u = 0; u < sz_map_units(r->map) && !there; u++)
            there = strcmp(sz__kind_word(sz_map_unit_kind(r->map, (int32_t)u)),
                           kept[i]) == 0;
        if (there && sz__policy_keeps(r->policy, kept[i]))
            list = sz__report_text(r, "%s%s%s", list, *list ? "," : "", kept[i]);
    }
    return list_said(r, "keep.whole", list);
}

const char *sz__policy_units_kept(sz_report *r)
{
    const char *named = sz__policy_units_named(r);
    if (*named || sz_map_units(r->map) == 0)
        return named;
    return sz__report_word(r, "整体单元");
}
