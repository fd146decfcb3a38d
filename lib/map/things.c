/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbering and naming what a map holds besides ground: today's communities,
 * units, towns, offices, lines; and what a project's parcels carry. */
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "map/stages.h"

/* The map's number for a text of the source; -2 when memory is out. */
static int32_t take_name(sz_work *w, int32_t name)
{
    return sz__names_add(&w->map->names, sz__name(&w->source->names, name));
}

/* The map's name of community C: one without any is called by its feature. */
static int32_t community_name(sz_work *w, int32_t c)
{
    int32_t name = w->communities.at[c].b;
    if (name >= -1)
        return take_name(w, name);
    char text[32];
    snprintf(text, sizeof text, "#%lld", (long long)w->source->area.at[-2 - name].fid);
    return sz__names_add(&w->map->names, text);
}

/* Communities that claim ground, and known ones, in their order: NUMBER[c] is
 * the map's number or -1. */
static bool number_communities(sz_work *w, int32_t *number)
{
    sz_map *m = w->map;
    size_t n = w->communities.n;
    for (size_t c = 0; c < n; c++)
        number[c] = c < w->source->known.n ? 0 : -1;
    for (int32_t p = 0; p < m->n; p++) {
        const sz_ground *g = &w->ground[w->ground_of[p]];
        for (int32_t k = 0; k < g->claims; k++)
            number[w->claim.at[g->claim_from + k]] = 0;
        if (m->community[p] >= 0)
            number[m->community[p]] = 0;
    }
    if (!(m->communities = sz__zalloc(n, sizeof *m->communities)))
        return false;
    for (size_t c = 0; c < n; c++) {
        if (number[c] < 0)
            continue;
        sz_today_info *today = &m->communities[m->n_communities];
        number[c] = m->n_communities++;
        today->name = community_name(w, (int32_t)c);
        today->code = take_name(w, w->code.at[c]);
        if (today->name == -2 || today->code == -2)
            return false;
    }
    return true;
}

/* Claims of the parcels that more than one community claims. */
static bool file_claims(sz_work *w, const int32_t *number)
{
    sz_map *m = w->map;
    size_t n = 0;
    if (!(m->claim_row = sz__alloc((size_t)m->n + 1, sizeof *m->claim_row)))
        return false;
    for (int32_t p = 0; p < m->n; p++) {
        int32_t claims = w->ground[w->ground_of[p]].claims;
        m->claim_row[p] = (int32_t)n;
        n += claims > 1 ? (size_t)claims : 0;
    }
    m->claim_row[m->n] = (int32_t)n;
    if (!(m->claim = sz__alloc(n, sizeof *m->claim)))
        return false;
    for (int32_t p = 0; p < m->n; p++) {
        const sz_ground *g = &w->ground[w->ground_of[p]];
        for (int32_t k = 0; g->claims > 1 && k < g->claims; k++)
            m->claim[m->claim_row[p] + k] = number[w->claim.at[g->claim_from + k]];
        if (m->community[p] >= 0)
            m->community[p] = number[m->community[p]];
    }
    return true;
}

static bool make_communities(sz_work *w, int32_t **number)
{
    *number = sz__alloc(w->communities.n, sizeof **number);
    return *number && number_communities(w, *number) && file_claims(w, *number);
}

/* The map's number of a town of the source, which is given one at first use;
 * -2 when memory is out. */
static int32_t town_number(sz_pairs *towns, int32_t town)
{
    return town < 0 ? -1 : sz__pairs_add(towns, town, 0);
}

/* Towns in the order of the communities, then of the parcels, then of what the
 * proposed plan names. */
static bool make_towns(sz_work *w, const int32_t *number, sz_pairs *towns)
{
    sz_map *m = w->map;
    if (!(m->town = sz__alloc((size_t)m->n, sizeof *m->town)))
        return false;
    for (size_t c = 0; c < w->communities.n; c++)
        if (number[c] >= 0 &&
            (m->communities[number[c]].town =
                 town_number(towns, w->communities.at[c].a)) == -2)
            return false;
    for (int32_t p = 0; p < m->n; p++)
        if ((m->town[p] = town_number(towns, w->ground[w->ground_of[p]].town)) == -2)
            return false;
    return true;
}

static bool name_towns(sz_work *w, const sz_pairs *towns)
{
    sz_map *m = w->map;
    m->n_towns = (int32_t)towns->n;
    if (!(m->town_name = sz__alloc(towns->n, sizeof *m->town_name)))
        return false;
    for (size_t i = 0; i < towns->n; i++)
        if ((m->town_name[i] = take_name(w, towns->at[i].a)) == -2)
            return false;
    return true;
}

/* What the parcels of a project, or given ones, carry of a plan. */
static bool carry_plan(sz_work *w, sz_pairs *towns)
{
    sz_map *m = w->map;
    sz_built *b = &w->built;
    sz_pairs proposed = { 0 };
    bool good = (b->locked = sz__zalloc((size_t)m->n, 1)) &&
                (b->proposed = sz__alloc((size_t)m->n, sizeof *b->proposed));
    for (int32_t p = 0; good && p < m->n; p++) {
        int32_t area = w->ground[w->ground_of[p]].parcel;
        const sz_area *a = area < 0 ? NULL : &w->source->area.at[area];
        b->locked[p] = a && a->locked;
        b->proposed[p] = -1;
        if (a && a->proposed >= 0)
            b->proposed[p] = sz__pairs_add(&proposed, a->proposed_town, a->proposed);
        good = b->proposed[p] != -2;
    }
    b->n_proposed = (int32_t)proposed.n;
    b->proposed_name = sz__alloc(proposed.n, sizeof *b->proposed_name);
    b->proposed_town = sz__alloc(proposed.n, sizeof *b->proposed_town);
    good = good && b->proposed_name && b->proposed_town;
    for (size_t i = 0; good && i < proposed.n; i++) {
        b->proposed_name[i] = take_name(w, proposed.at[i].b);
        b->proposed_town[i] = town_number(towns, proposed.at[i].a);
        good = b->proposed_name[i] != -2 && b->proposed_town[i] != -2;
    }
    if (good && proposed.n == 0) {
        free(b->proposed);
        b->proposed = NULL;
    }
    sz__pairs_release(&proposed);
    return good;
}

/* The community that an office names; among several of one name that of the
 * parcel HERE it stands in, if it is one of them; -1 unknown. */
static int32_t office_community(const sz_work *w, const sz_office_spot *o,
                                const int32_t *number, int32_t here)
{
    int32_t found = -1, fits = 0;
    for (size_t c = 0; o->community >= 0 && c < w->communities.n; c++) {
        sz_pair id = w->communities.at[c];
        if (number[c] < 0 || id.b != o->community || (o->town >= 0 && id.a != o->town))
            continue;
        if (number[c] == here)
            return here;
        found = number[c];
        fits++;
    }
    return fits == 1 ? found : here;
}

static bool make_offices(sz_work *w, const int32_t *number)
{
    sz_map *m = w->map;
    const sz_source *s = w->source;
    if (!(m->offices = sz__alloc(s->office.n, sizeof *m->offices)))
        return false;
    for (size_t i = 0; i < s->office.n; i++) {
        const sz_office_spot *o = &s->office.at[i];
        int32_t name = take_name(w, o->name);
        if (name == -2)
            return false;
        int32_t p = sz__on_grid(&w->grid, o->x, o->y)
                        ? sz__index_locate(&w->index, sz__to_grid(&w->grid, o->x, o->y))
                        : -1;
        int32_t here = p < 0 ? -1 : m->community[p];
        m->offices[m->n_offices++] = (sz_office){ sz__name(&m->names, name),
            office_community(w, o, number, here), o->floor_m2, o->staff, o->x, o->y,
            o->children_m2 };
    }
    return true;
}

/* Barrier lines that meet the box of the map. */
static bool make_lines(sz_work *w)
{
    sz_map *m = w->map;
    const sz_source *s = w->source;
    size_t points = 0;
    for (size_t i = 0; i < s->line.n; i++)
        points += s->line.at[i].to - s->line.at[i].from;
    if (!(m->l_class = sz__alloc(s->line.n, 1)) ||
        !(m->l_bridge = sz__alloc(s->line.n, 1)) ||
        !(m->l_state = sz__alloc(s->line.n, 1)) ||
        !(m->l_name = sz__alloc(s->line.n, sizeof *m->l_name)) ||
        !(m->l_row = sz__zalloc(s->line.n + 1, sizeof *m->l_row)) ||
        !(m->l_xy = sz__alloc(points, 2 * sizeof *m->l_xy)))
        return false;
    for (size_t i = 0; i < s->line.n; i++) {
        const sz_barrier_line *line = &s->line.at[i];
        size_t n = line->to - line->from, at = m->l_row[m->n_lines];
        if (!w->line_near[i] || line->use == SZ_LINE_NAMES || n < 2)
            continue;
        if ((m->l_name[m->n_lines] = take_name(w, line->name)) == -2)
            return false;
        memcpy(m->l_xy + 2 * at, s->xy.at + 2 * line->from, 2 * n * sizeof *m->l_xy);
        m->l_class[m->n_lines] = (uint8_t)line->barrier;
        m->l_bridge[m->n_lines] = line->bridge;
        m->l_state[m->n_lines] = (uint8_t)line->state;
        m->l_row[++m->n_lines] = at + n;
    }
    return true;
}

static bool name_parcels(sz_work *w)
{
    sz_map *m = w->map;
    if (!(m->name = sz__alloc((size_t)m->n, sizeof *m->name)))
        return false;
    for (int32_t p = 0; p < m->n; p++) {
        int32_t area = w->ground[w->ground_of[p]].parcel;
        m->name[p] = area < 0 ? -1 : take_name(w, w->source->area.at[area].name);
        if (m->name[p] == -2)
            return false;
    }
    return true;
}

sz_status sz__name_things(sz_work *w, sz_error *err)
{
    sz_pairs towns = { 0 };
    int32_t *number = NULL;
    if (w->source->office.n > 0) {
        sz_status status = sz__need_index(w, err);
        if (status != SZ_SUCCESS)
            return status;
    }
    bool good = make_communities(w, &number) && make_towns(w, number, &towns) &&
                carry_plan(w, &towns) && name_towns(w, &towns) && name_parcels(w) &&
                make_offices(w, number) && make_lines(w);
    sz__pairs_release(&towns);
    free(number);
    return good ? sz__make_units(w, err) : sz__nomem(err);
}
