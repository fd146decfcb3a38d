/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "io/barriers.h"

#include <stdlib.h>
#include <string.h>

typedef struct word_class {
    const char *word;
    sz_barrier barrier;
} word_class;

#define N(table) (sizeof(table) / sizeof *(table))
#define UNDERGROUND ((sz_barrier)SZ_N_BARRIERS)

/* A "_link" is what it leads to. */
static const word_class highways[] = {
    { "motorway", SZ_BARRIER_EXPRESSWAY },    { "trunk", SZ_BARRIER_EXPRESSWAY },
    { "primary", SZ_BARRIER_ARTERIAL },       { "secondary", SZ_BARRIER_ARTERIAL },
    { "tertiary", SZ_BARRIER_STREET },        { "residential", SZ_BARRIER_STREET },
    { "unclassified", SZ_BARRIER_STREET },    { "road", SZ_BARRIER_STREET },
    { "living_street", SZ_BARRIER_LANE },     { "alley", SZ_BARRIER_LANE },
};

/* Lanes where people have given them a name; without one they are mostly ways
 * across car parks and into yards, which would cut estates apart. */
static const char *const small_ways[] = { "service", "pedestrian" };

static const word_class railways[] = {
    { "rail", SZ_BARRIER_RAIL },         { "light_rail", SZ_BARRIER_RAIL },
    { "narrow_gauge", SZ_BARRIER_RAIL }, { "preserved", SZ_BARRIER_RAIL },
    { "subway", SZ_BARRIER_RAIL },
};

static const word_class waterways[] = {
    { "river", SZ_BARRIER_RIVER },
    { "canal", SZ_BARRIER_RIVER },
};

/* Borders only where people have given them a name. */
static const char *const small_waters[] = { "stream", "ditch", "drain", "wadi",
    "tidal_channel" };

static const word_class walls[] = {
    { "wall", SZ_BARRIER_WALL },
    { "city_wall", SZ_BARRIER_WALL },
};

/* General words of "kind" fields, for lines whose class says nothing. */
static const word_class kinds[] = {
    { "railway", SZ_BARRIER_RAIL },        { "water", SZ_BARRIER_RIVER },
    { "waterway", SZ_BARRIER_RIVER },      { "major_road", SZ_BARRIER_ARTERIAL },
    { "minor_road", SZ_BARRIER_STREET },   { "highway", SZ_BARRIER_EXPRESSWAY },
};

/* Looked for anywhere in the text, first match wins: so the longer words come
 * before those they contain. */
static const word_class chinese[] = {
    { "人行", SZ_BARRIER_NONE },       { "步行道", SZ_BARRIER_NONE },
    { "小径", SZ_BARRIER_NONE },       { "自行车", SZ_BARRIER_NONE },
    { "地铁", UNDERGROUND },           { "隧道", UNDERGROUND },
    { "铁路", SZ_BARRIER_RAIL },       { "鐵路", SZ_BARRIER_RAIL },
    { "轻轨", SZ_BARRIER_RAIL },       { "高铁", SZ_BARRIER_RAIL },
    { "高速", SZ_BARRIER_EXPRESSWAY }, { "快速", SZ_BARRIER_EXPRESSWAY },
    { "高架", SZ_BARRIER_EXPRESSWAY }, { "次干", SZ_BARRIER_ARTERIAL },
    { "主干", SZ_BARRIER_ARTERIAL },   { "国道", SZ_BARRIER_ARTERIAL },
    { "省道", SZ_BARRIER_ARTERIAL },   { "县道", SZ_BARRIER_STREET },
    { "乡道", SZ_BARRIER_STREET },     { "支路", SZ_BARRIER_STREET },
    { "内部", SZ_BARRIER_LANE },       { "巷", SZ_BARRIER_LANE },
    { "弄", SZ_BARRIER_LANE },         { "胡同", SZ_BARRIER_LANE },
    { "围墙", SZ_BARRIER_WALL },       { "城墙", SZ_BARRIER_WALL },
    { "河", SZ_BARRIER_RIVER },        { "江", SZ_BARRIER_RIVER },
    { "运河", SZ_BARRIER_RIVER },      { "渠", SZ_BARRIER_RIVER },
    { "湖", SZ_BARRIER_RIVER },        { "水系", SZ_BARRIER_RIVER },
    { "街", SZ_BARRIER_STREET },       { "路", SZ_BARRIER_STREET },
};

/* Ends of names, for files that say nothing else. */
static const word_class endings[] = {
    { "铁路", SZ_BARRIER_RAIL },       { "鐵路", SZ_BARRIER_RAIL },
    { "铁路线", SZ_BARRIER_RAIL },     { "高铁", SZ_BARRIER_RAIL },
    { "河", SZ_BARRIER_RIVER },        { "江", SZ_BARRIER_RIVER },
    { "渠", SZ_BARRIER_RIVER },        { "浜", SZ_BARRIER_RIVER },
    { "港", SZ_BARRIER_RIVER },        { "溪", SZ_BARRIER_RIVER },
    { "泾", SZ_BARRIER_RIVER },        { "塘", SZ_BARRIER_RIVER },
    { "高速", SZ_BARRIER_EXPRESSWAY }, { "高速公路", SZ_BARRIER_EXPRESSWAY },
    { "快速路", SZ_BARRIER_EXPRESSWAY }, { "高架", SZ_BARRIER_EXPRESSWAY },
    { "高架路", SZ_BARRIER_EXPRESSWAY }, { "大道", SZ_BARRIER_ARTERIAL },
    { "国道", SZ_BARRIER_ARTERIAL },   { "省道", SZ_BARRIER_ARTERIAL },
    { "巷", SZ_BARRIER_LANE },         { "弄", SZ_BARRIER_LANE },
    { "里", SZ_BARRIER_LANE },         { "胡同", SZ_BARRIER_LANE },
    { "围墙", SZ_BARRIER_WALL },       { "城墙", SZ_BARRIER_WALL },
};

static bool given(const char *text)
{
    return text && *text;
}

static bool is_one_of(const char *const *words, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

bool sz__says_yes(const char *text)
{
    static const char *const no[] = { "no", "0", "f", "F", "false", "False", "否", "无",
        "n", "N" };
    return given(text) && !is_one_of(no, N(no), text);
}

static sz_barrier look_up(const word_class *table, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(table[i].word, word) == 0)
            return table[i].barrier;
    return SZ_BARRIER_NONE;
}

static sz_barrier of_highway(const char *word, const char *name)
{
    char stem[32];
    if (is_one_of(small_ways, N(small_ways), word))
        return given(name) ? SZ_BARRIER_LANE : SZ_BARRIER_NONE;
    size_t n = strlen(word);
    if (n > 5 && n < sizeof stem && strcmp(word + n - 5, "_link") == 0)
        n -= 5;
    if (n >= sizeof stem)
        return SZ_BARRIER_NONE;
    memcpy(stem, word, n);
    stem[n] = '\0';
    return look_up(highways, N(highways), stem);
}

static sz_barrier of_waterway(const char *word, const char *name)
{
    if (is_one_of(small_waters, N(small_waters), word))
        return given(name) ? SZ_BARRIER_RIVER : SZ_BARRIER_NONE;
    return look_up(waterways, N(waterways), word);
}

static sz_barrier of_chinese(const char *text)
{
    for (size_t i = 0; i < N(chinese); i++)
        if (strstr(text, chinese[i].word))
            return chinese[i].barrier;
    return SZ_BARRIER_NONE;
}

/* The longest ending that fits. */
static sz_barrier of_ending(const char *name)
{
    size_t len = strlen(name), best = 0;
    sz_barrier barrier = SZ_BARRIER_STREET;
    for (size_t i = 0; i < N(endings); i++) {
        size_t n = strlen(endings[i].word);
        if (n <= len && n > best && strcmp(name + len - n, endings[i].word) == 0) {
            best = n;
            barrier = endings[i].barrier;
        }
    }
    return barrier;
}

/* One text in a field of classes: the library's own words, OSM's, Chinese. */
static sz_barrier of_word(const char *word, const char *name)
{
    sz_barrier barrier = sz_barrier_from_name(word);
    if (barrier == SZ_BARRIER_NONE)
        barrier = of_highway(word, name);
    if (barrier == SZ_BARRIER_NONE)
        barrier = look_up(railways, N(railways), word);
    if (barrier == SZ_BARRIER_NONE)
        barrier = of_waterway(word, name);
    if (barrier == SZ_BARRIER_NONE)
        barrier = look_up(walls, N(walls), word);
    if (barrier == SZ_BARRIER_NONE)
        barrier = of_chinese(word);
    return barrier;
}

static sz_barrier of_tags(const sz_line_tags *t)
{
    sz_barrier barrier = SZ_BARRIER_NONE;
    if (given(t->railway))
        barrier = look_up(railways, N(railways), t->railway);
    if (barrier == SZ_BARRIER_NONE && given(t->highway)) {
        bool becomes = strcmp(t->highway, "construction") == 0 && given(t->construction) &&
                       given(t->name);
        barrier = of_highway(becomes ? t->construction : t->highway, t->name);
    }
    if (barrier == SZ_BARRIER_NONE && given(t->waterway))
        barrier = of_waterway(t->waterway, t->name);
    if (barrier == SZ_BARRIER_NONE && given(t->barrier))
        barrier = look_up(walls, N(walls), t->barrier);
    if (barrier != SZ_BARRIER_NONE)
        return barrier;
    if (given(t->class)) /* it alone decides: "rail", "construction" is no rail */
        return of_word(t->class, t->name);
    if (!given(t->kind))
        return SZ_BARRIER_NONE;
    barrier = of_word(t->kind, t->name);
    return barrier != SZ_BARRIER_NONE ? barrier
                                      : look_up(kinds, N(kinds), t->kind);
}

sz_line_state sz__line_state(const sz_line_tags *t)
{
    static const struct {
        const char *word;
        sz_line_state state;
    } words[] = {
        { "在建", SZ_LINE_BUILDING }, { "施工", SZ_LINE_BUILDING },
        { "construction", SZ_LINE_BUILDING }, { "building", SZ_LINE_BUILDING },
        { "规划", SZ_LINE_PLANNED }, { "拟建", SZ_LINE_PLANNED },
        { "planned", SZ_LINE_PLANNED }, { "proposed", SZ_LINE_PLANNED },
    };
    const char *const texts[] = { t->state, t->highway, t->class, t->kind };
    for (size_t k = 0; k < N(texts); k++)
        for (size_t i = 0; i < N(words) && given(texts[k]); i++)
            if (strstr(texts[k], words[i].word))
                return words[i].state;
    return SZ_LINE_BUILT;
}

/* Rails below ground that no one has tagged as a tunnel. */
static bool is_metro_below(const sz_line_tags *t)
{
    bool metro = (given(t->railway) && strcmp(t->railway, "subway") == 0) ||
                 (given(t->class) && strcmp(t->class, "subway") == 0) ||
                 (given(t->kind) && strcmp(t->kind, "subway") == 0);
    return metro && given(t->level) && strtol(t->level, NULL, 10) < 0;
}

sz_line_fate sz__line_class(const sz_line_tags *tags, sz_barrier *barrier, bool *bridge)
{
    *bridge = sz__says_yes(tags->bridge);
    *barrier = tags->classed        ? of_tags(tags)
               : given(tags->name) ? of_ending(tags->name)
                                   : SZ_BARRIER_STREET;
    if (*barrier == SZ_BARRIER_NONE)
        return SZ_LINE_UNCLASSED;
    /* an archway through a building is a tunnel to OSM, but open to the street */
    bool archway = given(tags->tunnel) && strcmp(tags->tunnel, "building_passage") == 0;
    if (*barrier == UNDERGROUND || (sz__says_yes(tags->tunnel) && !archway) ||
        is_metro_below(tags)) {
        *barrier = SZ_BARRIER_NONE;
        return SZ_LINE_TUNNEL;
    }
    return SZ_LINE_KEPT;
}
