/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The gazetteer: names of a plan and its map, and their short forms. */
#include "text/gazetteer.h"

#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/nearest.h"
#include "core/utf8.h"
#include "map/map.h"
#include "text/fold.h"
#include "text/trie.h"

typedef SZ__ARRAY(sz_thing) things;

typedef struct entry {
    things things;
    char *text;            /* as given when it came in, owned */
    bool exact;            /* somebody's full name, no short form */
} entry;

/* Line names that go by one name: numbers of map->names. */
typedef SZ__ARRAY(int32_t) group;

struct sz_gazetteer {
    const sz_plan *plan;
    sz_trie trie;          /* folded name -> number in entry */
    SZ__ARRAY(entry) entry;
    SZ__ARRAY(group) group;
};

void sz__gazetteer_free(sz_gazetteer *g)
{
    if (!g)
        return;
    for (size_t i = 0; i < g->entry.n; i++) {
        free(g->entry.at[i].things.at);
        free(g->entry.at[i].text);
    }
    for (size_t i = 0; i < g->group.n; i++)
        free(g->group.at[i].at);
    free(g->entry.at);
    free(g->group.at);
    sz__trie_release(&g->trie);
    free(g);
}

/* Number of the entry of this text, made when new; -1 when the text folds to
 * nothing, -2 when memory is out. */
static int32_t entry_of(sz_gazetteer *g, const char *text, size_t len)
{
    size_t n;
    uint32_t *folded = sz__fold_name(text, len, &n);
    if (!folded)
        return sz__utf8_valid(text, len, NULL) ? -2 : -1;
    int32_t id = -1;
    if (n > 0)
        id = sz__trie_add(&g->trie, folded, n, (int32_t)g->entry.n);
    free(folded);
    if (id < 0 || (size_t)id < g->entry.n)
        return id;
    entry e = { SZ__ARRAY_INIT, sz__alloc(len + 1, 1), false };
    if (!e.text)
        return -2;
    memcpy(e.text, text, len);
    e.text[len] = '\0';
    if (sz__push(&g->entry, e))
        return id;
    free(e.text);
    return -2;
}

static bool has_kind(const entry *e, sz_thing_kind kind)
{
    for (size_t i = 0; i < e->things.n; i++)
        if (e->things.at[i].kind == kind)
            return true;
    return false;
}

/* Let the LEN bytes of TEXT name THING. A short form (not EXACT) gives way to what
 * has that text as its full name. False when memory is out. */
static bool add(sz_gazetteer *g, const char *text, size_t len, sz_thing thing,
                bool exact)
{
    int32_t id = entry_of(g, text, len);
    if (id < 0)
        return id == -1;
    entry *e = &g->entry.at[id];
    if (!exact && e->exact && has_kind(e, thing.kind))
        return true;
    for (size_t i = 0; i < e->things.n; i++)
        if (e->things.at[i].kind == thing.kind && e->things.at[i].id == thing.id)
            return true;
    e->exact = e->exact || exact;
    return sz__push(&e->things, thing);
}

/* Length of NAME without the first of these endings that it has, two characters of
 * Chinese at least being left; its own length when it has none. */
static size_t stem(const char *name, const char *const *endings, size_t n)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < n; i++) {
        size_t end = strlen(endings[i]);
        if (len >= end + 6 && strcmp(name + len - end, endings[i]) == 0)
            return len - end;
    }
    return len;
}

static size_t community_stem(const char *name)
{
    static const char *const endings[] = { "社区居民委员会", "社区居委会", "居民委员会",
                                           "村民委员会", "社区", "居委会", "村委会",
                                           "村" };
    return stem(name, endings, sizeof endings / sizeof *endings);
}

static size_t town_stem(const char *name)
{
    static const char *const endings[] = { "街道办事处", "街道", "镇", "乡" };
    return stem(name, endings, sizeof endings / sizeof *endings);
}

/* Text put together: the LEN bytes of A, then B. */
typedef struct joined {
    char at[1024];
    size_t n;
} joined;

static bool join(joined *j, const char *a, size_t len, const char *b)
{
    size_t tail = strlen(b);
    if (len + tail >= sizeof j->at)
        return false;
    memcpy(j->at, a, len);
    memcpy(j->at + len, b, tail + 1);
    j->n = len + tail;
    return true;
}

/* The short forms of community C, also behind the names of its town. */
static bool add_community_forms(sz_gazetteer *g, int32_t c)
{
    static const char *const tails[] = { "", "社区" };
    const sz_tally *t = &g->plan->tally[c];
    sz_thing thing = { SZ_THING_COMMUNITY, c };
    size_t bare = community_stem(t->name);
    const char *town = sz_map_town_name(g->plan->map, t->town);
    size_t towns[2] = { strlen(town), town_stem(town) };
    joined j, k;
    for (size_t i = 0; i < 2; i++) {
        if (!join(&j, t->name, bare, tails[i]))
            continue;
        if (!add(g, j.at, j.n, thing, false))
            return false;
        for (size_t w = 0; *town && w < 2; w++)
            if (join(&k, town, towns[w], j.at) && !add(g, k.at, k.n, thing, false))
                return false;
    }
    for (size_t w = 0; *town && w < 2; w++)
        if (join(&k, town, towns[w], t->name) && !add(g, k.at, k.n, thing, false))
            return false;
    return true;
}

static bool add_communities(sz_gazetteer *g, bool exact)
{
    for (int32_t c = 0; c < g->plan->n; c++) {
        const char *name = g->plan->tally[c].name;
        if (exact ? !add(g, name, strlen(name), (sz_thing){ SZ_THING_COMMUNITY, c }, true)
                  : !add_community_forms(g, c))
            return false;
    }
    return true;
}

static bool add_towns(sz_gazetteer *g, bool exact)
{
    static const char *const tails[] = { "街道", "镇", "乡" };
    for (int32_t t = 0; t < g->plan->map->n_towns; t++) {
        const char *name = sz_map_town_name(g->plan->map, t);
        size_t len = strlen(name), bare = town_stem(name);
        sz_thing thing = { SZ_THING_TOWN, t };
        joined j;
        if (!add(g, name, exact ? len : bare, thing, exact))
            return false;
        for (size_t i = 0; !exact && bare == len && i < 3; i++)
            if (join(&j, name, bare, tails[i]) && !add(g, j.at, j.n, thing, false))
                return false;
    }
    return true;
}

static bool add_places(sz_gazetteer *g)
{
    const sz_map *m = g->plan->map;
    for (int32_t u = 0; u < m->n_units; u++) {
        const char *name = sz_map_unit_name(m, u);
        if (!add(g, name, strlen(name), (sz_thing){ SZ_THING_UNIT, u }, true))
            return false;
    }
    for (int32_t p = 0; p < m->n; p++) {
        const char *name = sz__name(&m->names, m->name[p]);
        if (!add(g, name, strlen(name), (sz_thing){ SZ_THING_PARCEL, p }, true))
            return false;
    }
    return true;
}

/* Let the LEN bytes of TEXT name the line called NAME (in map->names), beside other
 * lines that it names already. */
static bool add_line(sz_gazetteer *g, const char *text, size_t len, int32_t name,
                     bool exact)
{
    int32_t id = entry_of(g, text, len);
    if (id < 0)
        return id == -1;
    const entry *e = &g->entry.at[id];
    for (size_t i = 0; i < e->things.n; i++)
        if (e->things.at[i].kind == SZ_THING_LINE)
            return (!exact && e->exact) ||
                   sz__push(&g->group.at[e->things.at[i].id], name);
    int32_t fresh = (int32_t)g->group.n;
    return sz__push(&g->group, (group)SZ__ARRAY_INIT) &&
           sz__push(&g->group.at[fresh], name) &&
           add(g, text, len, (sz_thing){ SZ_THING_LINE, fresh }, exact);
}

/* The name of a line without the direction before its last character, if it has one:
 * 长江东路 -> 长江路. 环城东路 is named so as well. */
static bool undirected(const char *name, joined *out)
{
    static const char *const parts[] = { "东", "西", "南", "北", "中" };
    static const char *const ends[] = { "路", "街", "大道", "大街" };
    size_t len = strlen(name);
    for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
        for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
            size_t end = strlen(ends[e]);
            if (len >= end + 3 + 6 && strcmp(name + len - end, ends[e]) == 0 &&
                memcmp(name + len - end - 3, parts[p], 3) == 0)
                return join(out, name, len - end - 3, ends[e]);
        }
    return false;
}

/* A railway goes by several names, also within one notice: 宁铁线, 宁铁铁路,
 * 宁铁线铁路, 宁铁铁路线. */
static bool add_railway_forms(sz_gazetteer *g, const char *text, int32_t name)
{
    static const char *const ends[] = { "铁路线", "线铁路", "铁路", "线" };
    size_t bare = stem(text, ends, 3);
    joined j;
    for (size_t i = 0; i < 4 && bare < strlen(text); i++)
        if (join(&j, text, bare, ends[i]) && !add_line(g, j.at, j.n, name, false))
            return false;
    return true;
}

/* 一环路 is called 一环 too. */
static bool add_line_forms(sz_gazetteer *g, int32_t name)
{
    const char *text = sz__name(&g->plan->map->names, name);
    size_t len = strlen(text);
    joined j;
    if (!add_railway_forms(g, text, name))
        return false;
    if (undirected(text, &j) && !add_line(g, j.at, j.n, name, false))
        return false;
    bool ring = len >= 9 && strcmp(text + len - 6, "环路") == 0;
    return !ring || add_line(g, text, len - 3, name, false);
}

/* Names of all lines, in the order of the map: borders first, then lines as they were
 * imported; then the short forms. */
static bool add_lines(sz_gazetteer *g)
{
    const sz_map *m = g->plan->map;
    uint8_t *seen = sz__zalloc((size_t)m->names.n, 1);
    bool done = seen != NULL;
    for (int32_t b = 0; done && b < m->n_borders; b++)
        if (m->b_name[b] >= 0)
            seen[m->b_name[b]] = 1;
    for (int32_t l = 0; done && l < m->n_lines; l++)
        if (m->l_name[l] >= 0)
            seen[m->l_name[l]] = 1;
    for (int32_t i = 0; done && i < m->names.n; i++)
        if (seen[i])
            done = add_line(g, m->names.text[i], strlen(m->names.text[i]), i, true);
    for (int32_t i = 0; done && i < m->names.n; i++)
        if (seen[i])
            done = add_line_forms(g, i);
    free(seen);
    return done;
}

sz_status sz__gazetteer_new(const sz_plan *plan, sz_gazetteer **out, sz_error *err)
{
    sz_gazetteer *g = sz__zalloc(1, sizeof *g);
    if (!g)
        return sz__nomem(err);
    g->plan = plan;
    if (!add_communities(g, true) || !add_towns(g, true) || !add_places(g) ||
        !add_lines(g) || !add_communities(g, false) || !add_towns(g, false)) {
        sz__gazetteer_free(g);
        return sz__nomem(err);
    }
    *out = g;
    return SZ_SUCCESS;
}

sz_status sz__gazetteer_alias(sz_gazetteer *g, const char *alias, const char *name,
                              sz_error *err)
{
    int32_t from = sz__gazetteer_find(g, name);
    if (from < 0)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("nothing is called %s"), name);
    int32_t to = entry_of(g, alias, strlen(alias));
    if (to == -1)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("an alias needs a name"));
    for (size_t i = 0; to >= 0 && to != from && i < g->entry.at[from].things.n; i++)
        if (!sz__push(&g->entry.at[to].things, g->entry.at[from].things.at[i]))
            return sz__nomem(err);
    return to == -2 ? sz__nomem(err) : SZ_SUCCESS;
}

const sz_plan *sz__gazetteer_plan(const sz_gazetteer *g)
{
    return g->plan;
}

int32_t sz__gazetteer_match(const sz_gazetteer *g, const uint32_t *text, size_t n,
                            size_t *len)
{
    return sz__trie_match(&g->trie, text, n, len);
}

int32_t sz__gazetteer_find(const sz_gazetteer *g, const char *name)
{
    size_t n;
    uint32_t *folded = sz__fold_name(name, strlen(name), &n);
    int32_t id = folded ? sz__trie_find(&g->trie, folded, n) : -1;
    free(folded);
    return id;
}

bool sz__gazetteer_exact(const sz_gazetteer *g, int32_t name)
{
    return g->entry.at[name].exact;
}

const sz_thing *sz__gazetteer_things(const sz_gazetteer *g, int32_t name, size_t *n)
{
    *n = g->entry.at[name].things.n;
    return g->entry.at[name].things.at;
}

const int32_t *sz__gazetteer_lines(const sz_gazetteer *g, int32_t line, size_t *n)
{
    *n = g->group.at[line].n;
    return g->group.at[line].at;
}

const char *sz__gazetteer_name(const sz_gazetteer *g, sz_thing thing)
{
    const sz_map *m = g->plan->map;
    switch (thing.kind) {
    case SZ_THING_COMMUNITY:
        return thing.id < g->plan->n ? g->plan->tally[thing.id].name : "";
    case SZ_THING_LINE:
        return sz__name(&m->names, g->group.at[thing.id].at[0]);
    case SZ_THING_UNIT:
        return sz_map_unit_name(m, thing.id);
    case SZ_THING_PARCEL:
        return sz__name(&m->names, m->name[thing.id]);
    case SZ_THING_TOWN:
        return sz_map_town_name(m, thing.id);
    }
    return "";
}

const char *sz__gazetteer_nearest(const sz_gazetteer *g, const char *text, size_t len,
                                  unsigned kinds)
{
    char word[64];
    const char *best = NULL;
    if (len >= sizeof word)
        return NULL;
    memcpy(word, text, len);
    word[len] = '\0';
    int least = (int)community_stem(word) / 2; /* one of two characters of Chinese, two
                                                  of four; 社区 does not count */
    for (size_t i = 0; i < g->entry.n; i++) {
        const entry *e = &g->entry.at[i];
        bool fits = false;
        for (size_t k = 0; e->exact && k < e->things.n; k++)
            fits = fits || (kinds & e->things.at[k].kind);
        int d = fits ? sz__edit_distance(word, e->text) : least + 1;
        if (d <= least && (!best || d < least)) {
            best = e->text;
            least = d;
        }
    }
    return best;
}
