/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "io/backdrops.h"

#include <stdlib.h>
#include <string.h>

#include "io/barriers.h"
#include "map/map.h"

#define N(table) (sizeof(table) / sizeof *(table))

enum { NONE = -1, GREEN = SZ_BACKDROP_GREEN, WATER = SZ_BACKDROP_WATER,
       BUILDING = SZ_BACKDROP_BUILDING };

typedef struct word_kind {
    const char *word;
    int kind;
} word_kind;

/* One word in a field of its own: values of OSM's tags (landuse, leisure, natural,
 * waterway, water) and of what is made of them, such as vector tiles. */
static const word_kind words[] = {
    { "water", WATER },          { "river", WATER },           { "riverbank", WATER },
    { "river_bank", WATER },     { "stream", WATER },          { "canal", WATER },
    { "ditch", WATER },          { "drain", WATER },           { "dock", WATER },
    { "lake", WATER },           { "pond", WATER },            { "reservoir", WATER },
    { "basin", WATER },          { "lagoon", WATER },          { "oxbow", WATER },
    { "moat", WATER },           { "bay", WATER },             { "ocean", WATER },
    { "sea", WATER },            { "aquaculture", WATER },     { "salt_pond", WATER },
    { "park", GREEN },           { "garden", GREEN },          { "pitch", GREEN },
    { "golf_course", GREEN },    { "nature_reserve", GREEN },  { "common", GREEN },
    { "dog_park", GREEN },       { "grass", GREEN },           { "forest", GREEN },
    { "village_green", GREEN },  { "recreation_ground", GREEN }, { "meadow", GREEN },
    { "flowerbed", GREEN },      { "greenery", GREEN },        { "orchard", GREEN },
    { "vineyard", GREEN },       { "plant_nursery", GREEN },   { "allotments", GREEN },
    { "wood", GREEN },           { "natural_wood", GREEN },    { "natural_forest", GREEN },
    { "scrub", GREEN },          { "shrubbery", GREEN },       { "grassland", GREEN },
    { "heath", GREEN },          { "wetland", GREEN },
    { "building_part", BUILDING },
};

/* Looked for anywhere in the text, first match wins: so what only sounds like a kind
 * comes before the kinds. */
static const word_kind chinese[] = {
    { "建筑用地", NONE },  { "建筑工地", NONE },  { "水面", WATER },
    { "水系", WATER },     { "水域", WATER },     { "水塘", WATER },
    { "水体", WATER },     { "河流", WATER },     { "河道", WATER },
    { "运河", WATER },     { "湖泊", WATER },     { "水库", WATER },
    { "池塘", WATER },     { "坑塘", WATER },     { "公园", GREEN },
    { "绿地", GREEN },     { "綠地", GREEN },     { "绿化", GREEN },
    { "林地", GREEN },     { "草地", GREEN },     { "草坪", GREEN },
    { "植被", GREEN },     { "湿地", GREEN },     { "建筑", BUILDING },
    { "建築", BUILDING },  { "房屋", BUILDING },  { "楼栋", BUILDING },
};

static int look_up(const char *word)
{
    for (size_t i = 0; i < N(words); i++)
        if (strcmp(words[i].word, word) == 0)
            return words[i].kind;
    return NONE;
}

int sz__backdrop_of_word(const char *word)
{
    static const word_kind own[] = {
        { "绿地", GREEN }, { "水面", WATER }, { "建筑", BUILDING },
    };
    for (size_t i = 0; i < N(own); i++)
        if (strcmp(own[i].word, word) == 0)
            return own[i].kind;
    return sz__backdrop_from_name(word);
}

/* A text of a field of classes: the library's own words, OSM's, Chinese. */
static int of_text(const char *text)
{
    int kind = sz__backdrop_of_word(text);
    if (kind == NONE)
        kind = look_up(text);
    for (size_t i = 0; kind == NONE && i < N(chinese); i++)
        if (strstr(text, chinese[i].word))
            return chinese[i].kind;
    return kind;
}

static bool is_military(const char *text)
{
    static const char *const own[] = { "military", "barracks", "bunker" };
    for (size_t i = 0; text && i < N(own); i++)
        if (strcmp(text, own[i]) == 0)
            return true;
    return text && (strstr(text, "军") || strstr(text, "軍"));
}

int sz__backdrop_of_tags(const sz_backdrop_tags *t)
{
    if (is_military(t->kind) || is_military(t->class) || is_military(t->building))
        return NONE;
    if (sz__says_yes(t->building)) /* stations of a metro would lie across streets */
        return t->level && strtol(t->level, NULL, 10) < 0 ? NONE : BUILDING;
    if (sz__says_yes(t->water))
        return WATER;
    const char *const texts[] = { t->waterway, t->natural, t->leisure, t->kind, t->class };
    for (size_t i = 0; i < N(texts); i++) {
        int kind = texts[i] ? of_text(texts[i]) : NONE;
        if (kind != NONE)
            return kind;
    }
    return NONE;
}
