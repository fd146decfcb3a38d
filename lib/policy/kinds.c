/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Kinds of units, and how households count; see kinds.h. */
#include "policy/kinds.h"

#include <math.h>
#include <string.h>

/* Kinds that stay whole or are exempt, and the word of the policy for them. */
static const struct {
    const char *kind, *word;
} words[] = {
    { "grid", "grid" },          { "网格", "grid" },        { "微网格", "grid" },
    { "estate", "estate" },      { "小区", "estate" },      { "住宅小区", "estate" },
    { "老旧小区", "estate" },    { "高层住宅", "estate" },  { "公寓", "estate" },
    { "village", "village" },    { "村改居", "village" },   { "村改社区", "village" },
    { "minority", "minority" },  { "少数民族村", "minority" },
    { "island", "island" },      { "海岛村", "island" },    { "单个海岛村", "island" },
    { "historic", "historic" },  { "历史文化村", "historic" },
    { "传统村落", "historic" },  { "重点历史文化村", "historic" },
    { "military", "military" },  { "部队", "military" },    { "部队家属区", "military" },
    { "campus", "campus" },      { "院校", "campus" },      { "院校家属区", "campus" },
    { "works", "works" },        { "企业家属区", "works" }, { "大型企业家属区", "works" },
};

/* Kinds that may have a band of their own. */
static const struct {
    const char *kind;
    sz_key band;
} bands[] = {
    { "urban", SZ_KEY_BAND_URBAN },           { "城市", SZ_KEY_BAND_URBAN },
    { "城市社区", SZ_KEY_BAND_URBAN },        { "rural", SZ_KEY_BAND_RURAL },
    { "农村", SZ_KEY_BAND_RURAL },            { "农村社区", SZ_KEY_BAND_RURAL },
    { "行政村", SZ_KEY_BAND_RURAL },          { "village", SZ_KEY_BAND_VILLAGE },
    { "村改居", SZ_KEY_BAND_VILLAGE },        { "村改社区", SZ_KEY_BAND_VILLAGE },
    { "城中村", SZ_KEY_BAND_VILLAGE },        { "resettlement", SZ_KEY_BAND_RESETTLEMENT },
    { "安置", SZ_KEY_BAND_RESETTLEMENT },     { "安置点", SZ_KEY_BAND_RESETTLEMENT },
    { "安置社区", SZ_KEY_BAND_RESETTLEMENT }, { "new_estate", SZ_KEY_BAND_NEW_ESTATE },
    { "新建住宅区", SZ_KEY_BAND_NEW_ESTATE }, { "新建小区", SZ_KEY_BAND_NEW_ESTATE },
    { "old_town", SZ_KEY_FACTOR_OLD_TOWN },   { "老城区", SZ_KEY_FACTOR_OLD_TOWN },
    { "老旧小区", SZ_KEY_FACTOR_OLD_TOWN },   { "平房", SZ_KEY_FACTOR_OLD_TOWN },
    { "high_rise", SZ_KEY_FACTOR_HIGH_RISE }, { "高层住宅", SZ_KEY_FACTOR_HIGH_RISE },
    { "公寓", SZ_KEY_FACTOR_HIGH_RISE },
};

const char *sz__kind_word(const char *kind)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].kind, kind) == 0)
            return words[i].word;
    return kind;
}

sz_key sz__band_of_kind(const char *kind)
{
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
        if (strcmp(bands[i].kind, kind) == 0)
            return bands[i].band;
    return SZ_N_KEYS;
}

const char *sz__band_word(sz_key band)
{
    static const char *const own[SZ_N_BAND_KINDS] = {
        "urban", "rural", "village", "resettlement", "new_estate", "old_town",
        "high_rise",
    };
    return own[band - SZ_KEY_BAND_URBAN];
}

bool sz__policy_band(const sz_policy *p, sz_key band, double *least, double *most)
{
    if (band == SZ_N_KEYS || !sz__policy_has(p, band))
        return false;
    const sz_value *v = &p->value[band];
    if (band < SZ_KEY_FACTOR_OLD_TOWN) {
        *least = v->low;
        *most = v->high;
    } else { /* in whole households */
        *least = floor(v->low * sz__policy_number(p, SZ_KEY_MIN, 0) + 0.5);
        *most = floor(v->low * sz__policy_number(p, SZ_KEY_MAX, HUGE_VAL) + 0.5);
    }
    return true;
}

bool sz__same_kind(const char *a, const char *b)
{
    sz_key band = sz__band_of_kind(a);
    return *a && *b &&
           (strcmp(sz__kind_word(a), sz__kind_word(b)) == 0 ||
            (band != SZ_N_KEYS && band == sz__band_of_kind(b)));
}

bool sz__policy_keeps(const sz_policy *policy, const char *kind)
{
    static const char *const kept[] = { "grid", "estate", "village" };
    unsigned keep = sz__policy_words(policy, SZ_KEY_KEEP, ~0u);
    for (unsigned i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strcmp(kept[i], sz__kind_word(kind)) == 0)
            return keep >> i & 1;
    return true;
}

bool sz__policy_exempts(const sz_policy *policy, const char *kind)
{
    const char *list = policy->value[SZ_KEY_EXEMPT].text, *word = sz__kind_word(kind);
    size_t n = strlen(word);
    for (const char *at = list; at && n > 0 && (at = strstr(at, word)) != NULL; at += n) {
        bool starts = at == list || strchr(", ", at[-1]);
        if (starts && (at[n] == '\0' || strchr(", ", at[n])))
            return true;
    }
    return false;
}

int64_t sz__counted(const sz_policy *p, int64_t households, int64_t planned)
{
    enum { FULL = 1, RESERVE = 2, NONE = 4, OCCUPANCY = 8 };
    unsigned how = sz__policy_words(p, SZ_KEY_PLANNED, NONE);
    if (how == FULL)
        return households + planned;
    if (how == OCCUPANCY)
        return households +
               (int64_t)floor((double)planned *
                              sz__policy_number(p, SZ_KEY_OCCUPANCY, 0));
    return households;
}
