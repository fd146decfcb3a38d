/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Units: what must stay in one community. A polygon of the units is one; so are
 * the pieces of a given parcel that lines cut, and the given parcels that name
 * the same unit. Further layers have units of their own beside these. */
#include <stdio.h>

#include "core/utf8.h"
#include "map/stages.h"

/* First members of the pairs that stand for units. */
#define OF_AREA (-3)           /* second: an area */
#define OF_NAME (-2)           /* second: a name, whatever the town */
/* else: a town or -1; second: a name */

typedef struct sz_units {
    sz_work *w;
    sz_pairs unit;
    int32_t *pieces;           /* [areas] parcels cut from a given parcel */
    SZ__ARRAY(int32_t) wanted; /* [names of the map, or fewer] how often one was wanted
                                  for a unit: 0 while no unit has it */
} sz_units;

/* The unit of parcel P: its number, -1 none, -2 memory is out. */
static int32_t unit_of(sz_units *u, int32_t p)
{
    const sz_work *w = u->w;
    const sz_ground *g = &w->ground[w->ground_of[p]];
    if (g->unit >= 0)
        return sz__pairs_add(&u->unit, OF_AREA, g->unit);
    if (g->parcel < 0)
        return -1;
    const sz_area *a = &w->source->area.at[g->parcel];
    int32_t town = w->options->as_is ? OF_NAME : w->area_town[g->parcel];
    if (a->unit >= 0)
        return sz__pairs_add(&u->unit, town, a->unit);
    return u->pieces[g->parcel] > 1 ? sz__pairs_add(&u->unit, OF_AREA, g->parcel) : -1;
}

/* The map's number of TEXT, with its count in WANTED; -2 when memory is out. */
static int32_t number_of(sz_units *u, const char *text)
{
    int32_t name = sz__names_add(&u->w->map->names, text);
    while (name >= 0 && u->wanted.n <= (size_t)name)
        if (!sz__push(&u->wanted, 0))
            return -2;
    return name;
}

/* A name for a unit that no other has: TEXT, else "TEXT (2)" and so on. */
static int32_t free_name(sz_units *u, const char *text)
{
    char longer[512];
    int32_t base = number_of(u, text), name = base;
    while (name >= 0 && u->wanted.at[name] > 0) {
        snprintf(longer, sizeof longer, "%.*s (%d)", (int)sz__utf8_cut(text, 480), text,
                 (int)++u->wanted.at[base]);
        name = number_of(u, longer);
    }
    if (name >= 0)
        u->wanted.at[name] = 1;
    return name;
}

/* Name and kind of unit I. P is its first parcel. */
static bool describe(sz_units *u, int32_t i, int32_t p)
{
    sz_work *w = u->w;
    const sz_source *s = w->source;
    sz_pair id = u->unit.at[i];
    const sz_area *a = &s->area.at[id.a == OF_AREA ? id.b
                                                   : w->ground[w->ground_of[p]].parcel];
    sz_unit_info *unit = &w->map->units[i];
    int32_t text = id.a != OF_AREA ? id.b : a->name >= 0 ? a->name : a->code;
    char number[32] = "";
    if (text < 0)
        snprintf(number, sizeof number, "#%d", (int)i + 1);
    unit->name = free_name(u, text < 0 ? number : sz__name(&s->names, text));
    bool cut = a->kind < 0 && id.a == OF_AREA && a->layer == SZ_LAYER_PARCELS;
    const char *kind = cut ? "parcel" : sz__name(&s->names, a->kind);
    unit->kind = sz__names_add(&w->map->names, kind);
    return unit->name != -2 && unit->kind != -2;
}

static bool make_units(sz_units *u)
{
    sz_work *w = u->w;
    sz_map *m = w->map;
    u->pieces = sz__zalloc(w->source->area.n, sizeof *u->pieces);
    m->unit = sz__alloc((size_t)m->n, sizeof *m->unit);
    if (!u->pieces || !m->unit)
        return false;
    for (int32_t p = 0; p < m->n; p++) {
        int32_t area = w->ground[w->ground_of[p]].parcel;
        if (area >= 0)
            u->pieces[area]++;
    }
    for (int32_t p = 0; p < m->n; p++)
        if ((m->unit[p] = unit_of(u, p)) == -2)
            return false;
    m->n_units = (int32_t)u->unit.n;
    if (!(m->units = sz__zalloc(u->unit.n, sizeof *m->units)))
        return false;
    int32_t next = 0;
    for (int32_t p = 0; p < m->n; p++)
        if (m->unit[p] == next && !describe(u, next++, p))
            return false;
    return true;
}

/* First area of further layer SET over the ground of parcel P, -1 none. */
static int32_t kept_in(const sz_work *w, int32_t p, int32_t set)
{
    int32_t face = w->ground_of[p];
    for (int32_t k = 0; k < w->covers[face]; k++) {
        int32_t area = w->cover.at[w->cover_row[face] + (size_t)k].area;
        if (w->source->area.at[area].set == set)
            return area;
    }
    return -1;
}

/* Append the units of further layer SET: polygons of one name and town are one. */
static bool add_layer(sz_units *u, int32_t set)
{
    sz_work *w = u->w;
    const sz_source *s = w->source;
    sz_map *m = w->map;
    int32_t *row = m->more + (size_t)set * (size_t)m->n, first = m->n_units;
    sz_pairs units = { 0 };
    bool good = true;
    u->wanted.n = 0; /* names of another layer may be the same */
    for (int32_t p = 0; p < m->n && good; p++) {
        int32_t area = kept_in(w, p, set);
        row[p] = -1;
        if (area < 0)
            continue;
        const sz_area *a = &s->area.at[area];
        int32_t unit = a->name >= 0 ? sz__pairs_add(&units, a->town, a->name)
                                    : sz__pairs_add(&units, OF_AREA, area);
        good = unit >= 0;
        row[p] = first + unit;
        if (!good || first + unit < m->n_units)
            continue;
        sz_unit_info *more = realloc(m->units, ((size_t)m->n_units + 1) * sizeof *more);
        good = more != NULL;
        if (!good)
            break;
        m->units = more;
        char number[32];
        snprintf(number, sizeof number, "#%d", (int)unit + 1);
        more[m->n_units++] = (sz_unit_info){
            .name = free_name(u, a->name < 0 ? number : sz__name(&s->names, a->name)),
            .kind = sz__names_add(&m->names, sz__name(&s->names, s->set.at[set])),
            .layer = set + 1,
        };
        good = more[m->n_units - 1].name != -2 && more[m->n_units - 1].kind != -2;
    }
    sz__pairs_release(&units);
    return good;
}

static bool add_layers(sz_units *u)
{
    sz_map *m = u->w->map;
    const sz_source *s = u->w->source;
    if (s->set.n == 0)
        return true;
    m->more_name = sz__alloc(s->set.n, sizeof *m->more_name);
    m->more = sz__alloc(s->set.n * (size_t)m->n, sizeof *m->more);
    bool good = m->more_name && m->more;
    for (size_t k = 0; good && k < s->set.n; k++) {
        m->more_name[k] = sz__names_add(&m->names, sz__name(&s->names, s->set.at[k]));
        good = m->more_name[k] != -2 && add_layer(u, (int32_t)k);
        m->n_more = (int32_t)k + 1;
    }
    return good;
}

sz_status sz__make_units(sz_work *w, sz_error *err)
{
    sz_units u = { .w = w };
    bool good = make_units(&u) && add_layers(&u);
    sz__pairs_release(&u.unit);
    free(u.pieces);
    free(u.wanted.at);
    return good ? SZ_SUCCESS : sz__nomem(err);
}
