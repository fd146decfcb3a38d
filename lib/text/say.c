/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Saying communities, moves and sides. */
#include "text/say.h"

#include <stdio.h>
#include <string.h>

#include "text/fresh.h"

void sz__put(sz_say *out, const char *fmt, ...)
{
    va_list args, again;
    if (out->nomem)
        return;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    if (n < 0 || !sz__reserve(&out->text, (size_t)n + 1)) {
        out->nomem = true;
    } else {
        vsnprintf(out->text.at + out->text.n, (size_t)n + 1, fmt, again);
        out->text.n += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

const char *sz__said(const sz_say *out)
{
    return out->text.n ? out->text.at : "";
}

char *sz__say_take(sz_say *out)
{
    char *text = out->nomem ? NULL : out->text.n ? out->text.at : sz__zalloc(1, 1);
    if (out->nomem || !out->text.n)
        free(out->text.at);
    *out = (sz_say){ 0 };
    return text;
}

static bool zh(const sz_manner *m)
{
    return m->language == SZ_LANGUAGE_ZH;
}

static bool ends_in(const char *text, const char *end)
{
    size_t n = strlen(text), k = strlen(end);
    return n > k && memcmp(text + n - k, end, k) == 0;
}

static bool ends_in_any(const char *text, const char *const *ends, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ends_in(text, ends[i]))
            return true;
    return false;
}

#define N_OF(a) (sizeof(a) / sizeof *(a))

/* ---- names ---- */

void sz__say_community(sz_say *out, const sz_manner *m, int32_t c)
{
    static const char *const ends[] = { "社区", "社區", "村", "里", "居委会",
                                        "居民委员会" };
    if (c < 0) {
        sz__put(out, "%s", zh(m) ? "空白区域" : "ground of no community");
        return;
    }
    const sz_tally *t = &m->plan->tally[c];
    if (m->bare && m->bare[c]) {
        sz__put(out, "%s", t->name);
        return;
    }
    if (m->twin[c])
        sz__put(out, "%s", sz_map_town_name(m->plan->map, t->town));
    sz__put(out, "%s", t->name);
    if (!ends_in_any(t->name, ends, N_OF(ends)) && !strstr(t->name, m->suffix))
        sz__put(out, "%s", m->suffix);
}

void sz__say_fresh(sz_say *out, const sz_manner *m, int32_t c)
{
    sz_say name = { 0 };
    sz__say_community(&name, m, c);
    bool twice = strncmp(sz__said(&name), "新设", strlen("新设")) == 0; /* 新设新设1社区 */
    bool plain = !zh(m) || (!twice && sz__fresh_is_plain(sz__said(&name)));
    sz__put(out, plain ? "%s" : "“%s”", sz__said(&name));
    out->nomem = out->nomem || name.nomem;
    free(name.text.at);
}

static void say_limit(sz_say *out, const sz_manner *m, int32_t town)
{
    const char *name = sz_map_town_name(m->plan->map, town);
    if (!zh(m))
        sz__put(out, "the town limit");
    else if (ends_in(name, "街道"))
        sz__put(out, "街道界");
    else if (ends_in(name, "区") || ends_in(name, "區"))
        sz__put(out, "区界");
    else
        sz__put(out, "镇域界");
}

static const char *direction(const sz_manner *m, sz_dir dir)
{
    static const char *const words[SZ_N_DIRS][2] = {
        { "以北", "north" }, { "东北", "north-east" }, { "以东", "east" },
        { "东南", "south-east" }, { "以南", "south" }, { "西南", "south-west" },
        { "以西", "west" }, { "西北", "north-west" }, { "以内", "inside" },
        { "以外", "outside" },
    };
    return words[dir][!zh(m)];
}

static void say_clause(sz_say *out, const sz_manner *m, const sz_phrase *p)
{
    const char *name = sz__name(&m->plan->map->names, p->name);
    bool fused = p->dir < SZ_DIR_INSIDE && p->dir % 2;
    if (zh(m))
        sz__put(out, "%s%s%s", name, fused ? "以" : "", direction(m, p->dir));
    else
        sz__put(out, "%s %s%s", direction(m, p->dir),
                p->dir < SZ_DIR_INSIDE ? "of " : "", name);
}

/* ---- moves ---- */

void sz__say_parcels(sz_say *out, const char *comma, const int32_t *parcel, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t last = i;
        while (last + 1 < n && parcel[last + 1] == parcel[last] + 1)
            last++;
        sz__put(out, "%s%d", i ? comma : "", parcel[i] + 1);
        if (last > i)
            sz__put(out, "-%d", parcel[last] + 1);
        i = last;
    }
}

/* What parts item I of N in a list. */
static const char *between(const sz_manner *m, int32_t i, int32_t n)
{
    if (i == 0)
        return "";
    if (zh(m))
        return i == n - 1 ? "和" : "、";
    return i == n - 1 ? " and " : ", ";
}

static void say_regions(sz_say *out, const sz_manner *m, const sz_wording *w)
{
    static const char *const number[] = { "", "", "两", "三", "四", "五", "六" };
    for (int32_t r = 0; r < w->n_regions; r++) {
        if (r > 0 && zh(m))
            sz__put(out, "%s", r == w->n_regions - 1 ? "和" : "，");
        else if (r > 0)
            sz__put(out, "%s", r == w->n_regions - 1 ? "; and " : "; ");
        for (int32_t k = w->region_row[r]; k < w->region_row[r + 1]; k++) {
            int32_t i = k - w->region_row[r], n = w->region_row[r + 1] - w->region_row[r];
            sz__put(out, "%s", zh(m) ? (i ? "、" : "") : between(m, i, n));
            say_clause(out, m, &w->clause[k]);
        }
    }
    if (zh(m)) {
        if (w->n_regions > 1)
            sz__put(out, "%s个", number[w->n_regions]);
        sz__put(out, "区域");
    } else if (!zh(m) && w->n_regions > 1) {
        sz__put(out, " (%d areas)", w->n_regions);
    }
}

static void say_units(sz_say *out, const sz_manner *m, const sz_wording *w)
{
    for (int32_t i = 0; i < w->n_units; i++)
        sz__put(out, "%s%s", between(m, i, w->n_units),
                sz__name(&m->plan->map->names, w->unit[i]));
}

static void say_move_zh(sz_say *out, const sz_manner *m, const sz_wording *w,
                        int32_t from, int32_t to)
{
    if (w->n_regions > 0 && w->n_units > 0) { /* 和 between both would be ambiguous */
        sz_wording part = *w;
        part.n_units = 0;
        say_move_zh(out, m, &part, from, to);
        sz__put(out, "；");
        part = *w;
        part.n_regions = 0;
        say_move_zh(out, m, &part, from, to);
        return;
    }
    sz__put(out, "将");
    sz__say_community(out, m, from);
    if (w->whole)
        sz__put(out, "整体");
    if (w->n_regions > 0)
        say_regions(out, m, w);
    say_units(out, m, w);
    if (w->n_parcels > 0) {
        sz__put(out, "地块");
        sz__say_parcels(out, "、", w->parcel, (size_t)w->n_parcels);
    }
    sz__put(out, "%s", to < 0 ? "划为" : m->verb);
    sz__say_community(out, m, to);
    sz__put(out, "%s", to < 0 ? "" : "管辖");
    if (w->n_parcels > 0)
        sz__put(out, "（详见附图）");
}

static void say_move_en(sz_say *out, const sz_manner *m, const sz_wording *w,
                        int32_t from, int32_t to)
{
    sz__put(out, "From ");
    sz__say_community(out, m, from);
    sz__put(out, " to ");
    sz__say_community(out, m, to);
    sz__put(out, ": ");
    if (w->whole)
        sz__put(out, "all of it");
    if (w->n_regions > 0) {
        sz__put(out, "what lies ");
        say_regions(out, m, w);
    }
    if (w->n_regions > 0 && w->n_units > 0)
        sz__put(out, ", and also ");
    say_units(out, m, w);
    if (w->n_parcels > 0) {
        sz__put(out, "parcels ");
        sz__say_parcels(out, ", ", w->parcel, (size_t)w->n_parcels);
        sz__put(out, " (see the map)");
    }
}

void sz__say_move(sz_say *out, const sz_manner *m, const sz_wording *w, int32_t from,
                  int32_t to)
{
    if (zh(m))
        say_move_zh(out, m, w, from, to);
    else
        say_move_en(out, m, w, from, to);
}

/* ---- sides ---- */

/* （在建） behind a road that is not there yet, unless its name says so itself. */
static const char *state_of(const sz_manner *m, int32_t name)
{
    static const char *const words[][2] = {
        { "", "" }, { "（在建）", " (under construction)" }, { "（规划）", " (planned)" },
    };
    const sz_map *map = m->plan->map;
    const char *text = sz__name(&map->names, name);
    bool said = strstr(text, "在建") || strstr(text, "规划");
    return words[said ? SZ_LINE_BUILT : sz__map_line_state(map, name)][!zh(m)];
}

static void say_stretch(sz_say *out, const sz_manner *m, const sz_stretch *s,
                        int32_t town)
{
    static const char *const ends[] = { "街道", "镇", "鎮", "乡", "鄉", "区", "區" };
    static const char *const rims[SZ_N_RIMS][2] = {
        { "", "" }, { "外沿", "the outer edge of " }, { "内沿", "the inner edge of " },
        { "中心线", "the middle of " }, { "北岸", "the north bank of " },
        { "东岸", "the east bank of " }, { "南岸", "the south bank of " },
        { "西岸", "the west bank of " },
    };
    const sz_map *map = m->plan->map;
    switch (s->kind) {
    case SZ_STRETCH_LINE:
        sz__put(out, "%s%s%s%s", zh(m) ? "" : rims[s->rim][1],
                sz__name(&map->names, s->which), state_of(m, s->which),
                zh(m) ? rims[s->rim][0] : "");
        break;
    case SZ_STRETCH_COMMUNITY:
        sz__put(out, "%s", zh(m) ? "" : "the border of ");
        sz__say_community(out, m, s->which);
        sz__put(out, "%s", zh(m) ? "交界" : "");
        break;
    case SZ_STRETCH_TOWN: {
        const char *name = sz_map_town_name(map, s->which);
        bool full = ends_in_any(name, ends, N_OF(ends));
        sz__put(out, "%s%s%s", zh(m) ? "" : "the border of ", name,
                !zh(m) ? "" : full ? "交界" : "街道交界");
        break;
    }
    case SZ_STRETCH_LIMIT:
        say_limit(out, m, town);
        break;
    case SZ_STRETCH_GAP:
        sz__put(out, "%s", zh(m) ? "空白区域" : "ground of no community");
        break;
    }
}

void sz__say_side(sz_say *out, const sz_manner *m, const sz_sides *s, int side,
                  int32_t town)
{
    int32_t n = s->row[side + 1] - s->row[side];
    for (int32_t i = 0; i < n; i++) {
        sz__put(out, "%s", zh(m) ? (i ? "、" : "") : between(m, i, n));
        say_stretch(out, m, &s->stretch[s->row[side] + i], town);
    }
}

/* Whether both sides are one and the same stretch. */
static bool alike(const sz_sides *s, int a, int b)
{
    const sz_stretch *p = &s->stretch[s->row[a]], *q = &s->stretch[s->row[b]];
    return s->row[a + 1] - s->row[a] == 1 && s->row[b + 1] - s->row[b] == 1 &&
           p->kind == q->kind && p->which == q->which && p->rim == q->rim;
}

static const char *side_word(const sz_manner *m, int side)
{
    static const char *const words[4][2] = {
        { "北", "north" }, { "东", "east" }, { "南", "south" }, { "西", "west" },
    };
    return words[side][!zh(m)];
}

/* Sides SIDE and the OTHERS (bits) that are the same as it, in the order of the
 * manner: 东、南、西至; two that meet at the town's limit: 西南为. */
static void say_fused(sz_say *out, const sz_manner *m, const sz_sides *s, int side,
                      unsigned others, int32_t town)
{
    unsigned both = others | 1u << side;
    bool limit = s->stretch[s->row[side]].kind == SZ_STRETCH_LIMIT;
    bool corner = both == 3 || both == 6 || both == 12 || both == 9;
    if (limit && corner && zh(m)) {
        int ew = both >> SZ_SIDE_E & 1 ? SZ_SIDE_E : SZ_SIDE_W;
        int ns = both >> SZ_SIDE_N & 1 ? SZ_SIDE_N : SZ_SIDE_S;
        sz__put(out, "%s%s为", side_word(m, ew), side_word(m, ns));
    } else {
        sz__put(out, "%s", zh(m) ? "" : "to the ");
        int n = 0, i = 0;
        for (int k = 0; k < 4; k++)
            n += both >> k & 1;
        for (int k = 0; k < 4; k++)
            if (both >> m->order[k] & 1) {
                sz__put(out, "%s%s", zh(m) ? (i ? "、" : "") : between(m, i, n),
                        side_word(m, m->order[k]));
                i++;
            }
        sz__put(out, "%s", zh(m) ? "至" : " by ");
    }
    sz__say_side(out, m, s, side, town);
}

void sz__say_sides(sz_say *out, const sz_manner *m, const sz_sides *s, int32_t town)
{
    unsigned said = 0;
    for (int k = 0; k < 4; k++) {
        int side = m->order[k];
        unsigned others = 0;
        if (said >> side & 1 || s->row[side] == s->row[side + 1])
            continue;
        for (int j = 0; j < 4; j++)
            if (j != side && !(said >> j & 1) && alike(s, side, j))
                others |= 1u << j;
        sz__put(out, "%s", !said ? "" : zh(m) ? "，" : "; ");
        said |= others | 1u << side;
        say_fused(out, m, s, side, others, town);
    }
}

void sz__say_facts(sz_say *out, const sz_manner *m, const sz_community *c)
{
    const char *comma = zh(m) ? "，" : "; ";
    if (m->households)
        sz__put(out, zh(m) ? "%s辖区户数%lld户" : "%s%lld households", comma,
                (long long)c->households);
    if (m->population)
        sz__put(out, zh(m) ? "%s人口%lld人" : "%s%lld people", comma,
                (long long)c->population);
    if (m->area) { /* small ones in hectares, so that two decimals say something */
        bool small = c->area_m2 < 1e5;
        long long a = (long long)(c->area_m2 / (small ? 1e2 : 1e4) + 0.5);
        const char *unit = zh(m) ? (small ? "万平方米" : "平方公里")
                                 : (small ? " ha" : " km2");
        sz__put(out, zh(m) ? "%s面积约%lld.%02lld%s" : "%sabout %lld.%02lld%s", comma,
                a / 100, a % 100, unit);
    }
}
