/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The public face of a map. */
#include "map/map.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const barrier_names[SZ_N_BARRIERS] = {
    "none", "rail", "river", "expressway", "arterial", "street", "lane", "wall",
};

const char *sz_barrier_name(sz_barrier barrier)
{
    return (unsigned)barrier < SZ_N_BARRIERS ? barrier_names[barrier] : "unknown";
}

sz_barrier sz_barrier_from_name(const char *name)
{
    for (int i = 0; name && i < SZ_N_BARRIERS; i++)
        if (strcmp(name, barrier_names[i]) == 0)
            return (sz_barrier)i;
    return SZ_BARRIER_NONE;
}

void sz_map_free(sz_map *m)
{
    if (!m)
        return;
    void *parts[] = { m->crs, m->name, m->town, m->unit, m->community, m->households,
        m->planned, m->population, m->area, m->x, m->y, m->claim_row, m->claim,
        m->ring_row, m->ring, m->b_left, m->b_right, m->b_from, m->b_to, m->b_class,
        m->b_name, m->b_length, m->b_row, m->b_xy, m->he_next, m->town_name, m->units,
        m->more_name, m->more,
        m->communities, m->offices, m->l_class, m->l_bridge, m->l_state, m->l_name, m->l_row,
        m->l_xy, m->k_kind, m->k_name, m->k_row, m->k_ring, m->k_xy };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        free(parts[i]);
    sz__names_release(&m->names);
    free(m);
}

size_t sz_map_parcels(const sz_map *m) { return (size_t)m->n; }
size_t sz_map_borders(const sz_map *m) { return (size_t)m->n_borders; }
size_t sz_map_lines(const sz_map *m) { return (size_t)m->n_lines; }
size_t sz_map_towns(const sz_map *m) { return (size_t)m->n_towns; }
size_t sz_map_units(const sz_map *m) { return (size_t)m->n_units; }
size_t sz_map_unit_layers(const sz_map *m) { return 1 + (size_t)m->n_more; }
size_t sz_map_communities(const sz_map *m) { return (size_t)m->n_communities; }
size_t sz_map_offices(const sz_map *m) { return (size_t)m->n_offices; }
size_t sz_map_backdrops(const sz_map *m) { return (size_t)m->n_backdrops; }
const char *sz_map_crs(const sz_map *m) { return m->crs; }

void sz_map_extent(const sz_map *m, double box[4])
{
    box[0] = box[1] = HUGE_VAL;
    box[2] = box[3] = -HUGE_VAL;
    for (size_t i = 0; i < m->b_row[m->n_borders]; i++) {
        box[0] = fmin(box[0], m->b_xy[2 * i]);
        box[1] = fmin(box[1], m->b_xy[2 * i + 1]);
        box[2] = fmax(box[2], m->b_xy[2 * i]);
        box[3] = fmax(box[3], m->b_xy[2 * i + 1]);
    }
}

int64_t sz_map_households(const sz_map *m)
{
    int64_t sum = 0;
    for (int32_t p = 0; p < m->n; p++)
        sum += m->households[p];
    return sum;
}

sz_status sz_map_parcel(const sz_map *m, size_t i, sz_parcel *out)
{
    if (i >= (size_t)m->n)
        return SZ_ERR_INVALID;
    *out = (sz_parcel){ sz__name(&m->names, m->name[i]), m->town[i], m->unit[i],
        m->community[i], m->households[i], m->planned[i], m->population[i], m->area[i],
        m->x[i], m->y[i] };
    return SZ_SUCCESS;
}

sz_status sz_map_border(const sz_map *m, size_t i, sz_border *out)
{
    if (i >= (size_t)m->n_borders)
        return SZ_ERR_INVALID;
    *out = (sz_border){ m->b_left[i], m->b_right[i], (sz_barrier)m->b_class[i],
        sz__name(&m->names, m->b_name[i]), m->b_length[i],
        m->b_row[i + 1] - m->b_row[i], m->b_xy + 2 * m->b_row[i] };
    return SZ_SUCCESS;
}

sz_status sz_map_line(const sz_map *m, size_t i, sz_line *out)
{
    if (i >= (size_t)m->n_lines)
        return SZ_ERR_INVALID;
    *out = (sz_line){ (sz_barrier)m->l_class[i], sz__name(&m->names, m->l_name[i]),
        m->l_bridge[i], m->l_row[i + 1] - m->l_row[i], m->l_xy + 2 * m->l_row[i],
        (sz_line_state)m->l_state[i] };
    return SZ_SUCCESS;
}

static const char *const backdrops[] = {
    [SZ_BACKDROP_GREEN] = "green", [SZ_BACKDROP_WATER] = "water",
    [SZ_BACKDROP_BUILDING] = "building",
};

const char *sz_backdrop_name(sz_backdrop_kind kind)
{
    return (unsigned)kind < SZ_N_BACKDROPS ? backdrops[kind] : "";
}

int sz__backdrop_from_name(const char *name)
{
    for (int i = 0; i < SZ_N_BACKDROPS; i++)
        if (strcmp(backdrops[i], name) == 0)
            return i;
    return -1;
}

sz_status sz_map_backdrop(const sz_map *m, size_t i, sz_backdrop *out)
{
    if (i >= (size_t)m->n_backdrops)
        return SZ_ERR_INVALID;
    *out = (sz_backdrop){ (sz_backdrop_kind)m->k_kind[i], sz__name(&m->names, m->k_name[i]),
        m->k_row[i + 1] - m->k_row[i], m->k_ring + m->k_row[i], m->k_xy };
    return SZ_SUCCESS;
}

static const char *const states[] = {
    [SZ_LINE_BUILT] = "", [SZ_LINE_BUILDING] = "building", [SZ_LINE_PLANNED] = "planned",
};

const char *sz__line_state_name(sz_line_state state)
{
    return states[state];
}

sz_line_state sz__line_state_from_name(const char *name)
{
    for (int i = SZ_LINE_BUILDING; i <= SZ_LINE_PLANNED; i++)
        if (strcmp(states[i], name) == 0)
            return (sz_line_state)i;
    return SZ_LINE_BUILT;
}

sz_line_state sz__map_line_state(const sz_map *m, int32_t name)
{
    sz_line_state state = SZ_LINE_BUILT;
    for (int32_t i = 0; i < m->n_lines; i++) {
        if (m->l_name[i] != name)
            continue;
        if (m->l_state[i] == SZ_LINE_BUILT)
            return SZ_LINE_BUILT;
        if (m->l_state[i] > state)
            state = (sz_line_state)m->l_state[i];
    }
    return state;
}

sz_status sz_map_today(const sz_map *m, size_t i, sz_today *out)
{
    if (i >= (size_t)m->n_communities)
        return SZ_ERR_INVALID;
    const sz_today_info *today = &m->communities[i];
    *out = (sz_today){ sz__name(&m->names, today->name),
        sz__name(&m->names, today->code), today->town };
    return SZ_SUCCESS;
}

sz_status sz_map_office(const sz_map *m, size_t i, sz_office *out)
{
    if (i >= (size_t)m->n_offices)
        return SZ_ERR_INVALID;
    *out = m->offices[i];
    return SZ_SUCCESS;
}

const char *sz_map_town_name(const sz_map *m, int32_t town)
{
    bool known = town >= 0 && town < m->n_towns;
    return known ? sz__name(&m->names, m->town_name[town]) : "";
}

const char *sz_map_unit_name(const sz_map *m, int32_t unit)
{
    bool known = unit >= 0 && unit < m->n_units;
    return known ? sz__name(&m->names, m->units[unit].name) : "";
}

const char *sz_map_unit_kind(const sz_map *m, int32_t unit)
{
    bool known = unit >= 0 && unit < m->n_units;
    return known ? sz__name(&m->names, m->units[unit].kind) : "";
}

const char *sz_map_unit_layer_name(const sz_map *m, size_t layer)
{
    bool known = layer > 0 && layer <= (size_t)m->n_more;
    return known ? sz__name(&m->names, m->more_name[layer - 1]) : "";
}

size_t sz_map_unit_layer(const sz_map *m, int32_t unit)
{
    return unit >= 0 && unit < m->n_units ? (size_t)m->units[unit].layer : 0;
}

int32_t sz_map_unit_in(const sz_map *m, size_t parcel, size_t layer)
{
    if (parcel >= (size_t)m->n || layer > (size_t)m->n_more)
        return -1;
    return layer == 0 ? m->unit[parcel]
                      : sz__map_more(m, (int32_t)layer - 1, (int32_t)parcel);
}

const int32_t *sz_map_claims(const sz_map *m, size_t i, size_t *n)
{
    *n = i < (size_t)m->n ? (size_t)(m->claim_row[i + 1] - m->claim_row[i]) : 0;
    return *n ? m->claim + m->claim_row[i] : NULL;
}
