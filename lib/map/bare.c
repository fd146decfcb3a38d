/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Maps without shapes, from a caller's arrays; see bare.h. */
#include "map/bare.h"

#include <math.h>
#include <stdio.h>

#include "core/array.h"
#include "core/i18n.h"

/* Most households in all: sums of them, and of their squares as doubles, stay exact
 * enough. */
#define MOST_HOUSEHOLDS (INT64_MAX / 1024)

static sz_status bad_node(sz_error *err, size_t i, const char *what)
{
    return sz__fail(err, SZ_ERR_INVALID, (int64_t)i, _("node %zu of the graph: %s"), i,
                    what);
}

/* Whether NUMBER[I], if given, is -1 or below N. */
static bool is_number(const int32_t *number, size_t i, size_t n)
{
    return !number || number[i] == -1 || (number[i] >= 0 && (size_t)number[i] < n);
}

static sz_status check_nodes(const sz_problem_input *in, sz_error *err)
{
    int64_t sum = 0;
    for (size_t i = 0; i < in->nodes; i++) {
        int64_t w = in->households[i];
        if (w < 0 || w > MOST_HOUSEHOLDS || (sum += w) > MOST_HOUSEHOLDS)
            return bad_node(err, i, _("its households are negative or too many"));
        if (!is_number(in->today, i, in->nodes) || !is_number(in->town, i, in->nodes) ||
            !is_number(in->unit, i, in->nodes))
            return bad_node(err, i,
                            _("its community, town or unit is below -1, or not below the "
                              "number of nodes"));
        if ((in->x && !isfinite(in->x[i])) || (in->y && !isfinite(in->y[i])) ||
            (in->area_m2 && !(in->area_m2[i] >= 0 && isfinite(in->area_m2[i]))))
            return bad_node(err, i, _("its place or area is no number"));
    }
    return SZ_SUCCESS;
}

static sz_status check_edges(const sz_problem_input *in, sz_error *err)
{
    for (size_t e = 0; e < in->edges; e++) {
        int32_t a = in->a[e], b = in->b[e];
        const char *what = NULL;
        if (a < 0 || b < 0 || (size_t)a >= in->nodes || (size_t)b >= in->nodes)
            what = _("there is no such node");
        else if (a == b)
            what = _("it leads from a node to itself");
        else if (in->length_m && !(in->length_m[e] >= 0 && isfinite(in->length_m[e])))
            what = _("its length is negative or no number");
        else if (in->barrier && in->barrier[e] >= SZ_N_BARRIERS)
            what = _("its barrier is of no known class");
        if (what)
            return sz__fail(err, SZ_ERR_INVALID, (int64_t)e,
                            _("edge %zu of the graph, from %ld to %ld: %s"), e, (long)a,
                            (long)b, what);
    }
    return SZ_SUCCESS;
}

static sz_status check(const sz_problem_input *in, sz_error *err)
{
    if (!in || in->size != sizeof *in || !in->households ||
        (in->edges && (!in->a || !in->b)))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a graph needs households and edges, in an input of this "
                          "version"));
    if (in->nodes < 1 || in->nodes > INT32_MAX / 4 || in->edges > INT32_MAX / 4)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a graph has between 1 and %ld nodes and at most as many "
                          "edges"),
                        (long)(INT32_MAX / 4));
    sz_status status = check_nodes(in, err);
    return status ? status : check_edges(in, err);
}

/* One more than the highest of N numbers; 0 for none. */
static int32_t count_of(const int32_t *number, size_t n)
{
    int32_t count = 0;
    for (size_t i = 0; number && i < n; i++)
        count = number[i] >= count ? number[i] + 1 : count;
    return count;
}

static bool allocate(sz_map *m)
{
    size_t n = (size_t)m->n, borders = (size_t)m->n_borders;
    m->crs = sz__zalloc(1, 1);
    m->name = sz__alloc(n, sizeof *m->name);
    m->town = sz__alloc(n, sizeof *m->town);
    m->unit = sz__alloc(n, sizeof *m->unit);
    m->community = sz__alloc(n, sizeof *m->community);
    m->households = sz__alloc(n, sizeof *m->households);
    m->planned = sz__zalloc(n, sizeof *m->planned);
    m->population = sz__zalloc(n, sizeof *m->population);
    m->area = sz__alloc(n, sizeof *m->area);
    m->x = sz__alloc(n, sizeof *m->x);
    m->y = sz__alloc(n, sizeof *m->y);
    m->claim_row = sz__zalloc(n + 1, sizeof *m->claim_row);
    m->ring_row = sz__zalloc(n + 1, sizeof *m->ring_row);
    m->b_left = sz__alloc(borders, sizeof *m->b_left);
    m->b_right = sz__alloc(borders, sizeof *m->b_right);
    m->b_class = sz__zalloc(borders, sizeof *m->b_class);
    m->b_name = sz__alloc(borders, sizeof *m->b_name);
    m->b_length = sz__zalloc(borders, sizeof *m->b_length);
    m->b_row = sz__zalloc(borders + 1, sizeof *m->b_row);
    m->l_row = sz__zalloc(1, sizeof *m->l_row);
    m->town_name = sz__alloc((size_t)m->n_towns, sizeof *m->town_name);
    m->units = sz__alloc((size_t)m->n_units, sizeof *m->units);
    m->communities = sz__alloc((size_t)m->n_communities, sizeof *m->communities);
    return m->crs && m->name && m->town && m->unit && m->community && m->households &&
           m->planned && m->population && m->area && m->x && m->y && m->claim_row &&
           m->ring_row && m->b_left && m->b_right && m->b_class && m->b_name &&
           m->b_length && m->b_row && m->l_row && m->town_name && m->units &&
           m->communities;
}

/* Number of NAME[I], or of I + BASE where nothing is given; -2: memory is out. */
static int32_t name_of(sz_map *m, const char *const *name, size_t i, size_t base)
{
    char number[24];
    if (name)
        return sz__names_add(&m->names, name[i]);
    snprintf(number, sizeof number, "%zu", i + base);
    return sz__names_add(&m->names, number);
}

static bool fill_names(sz_map *m, const sz_problem_input *in)
{
    for (int32_t v = 0; v < m->n; v++)
        if ((m->name[v] = name_of(m, in->name, (size_t)v, 0)) == -2)
            return false;
    for (int32_t t = 0; t < m->n_towns; t++)
        if ((m->town_name[t] = name_of(m, in->town_name, (size_t)t, 1)) == -2)
            return false;
    for (int32_t u = 0; u < m->n_units; u++)
        m->units[u] = (sz_unit_info){ -1, -1, 0 };
    for (int32_t c = 0; c < m->n_communities; c++) {
        int32_t name = name_of(m, in->today_name, (size_t)c, 1);
        if (name == -2)
            return false;
        m->communities[c] = (sz_today_info){ name, -1, -1 };
    }
    return true;
}

/* A community of today is of the town of its nodes, if that is one. */
static void place_communities(sz_map *m)
{
    enum { OF_NONE = -2 };
    for (int32_t c = 0; c < m->n_communities; c++)
        m->communities[c].town = OF_NONE;
    for (int32_t v = 0; v < m->n; v++) {
        if (m->community[v] < 0)
            continue;
        int32_t *town = &m->communities[m->community[v]].town;
        *town = *town == OF_NONE || *town == m->town[v] ? m->town[v] : -1;
    }
    for (int32_t c = 0; c < m->n_communities; c++)
        if (m->communities[c].town == OF_NONE)
            m->communities[c].town = -1;
}

static void fill(sz_map *m, const sz_problem_input *in)
{
    size_t edges = in->edges;
    for (int32_t v = 0; v < m->n; v++) {
        m->town[v] = in->town ? in->town[v] : -1;
        m->unit[v] = in->unit ? in->unit[v] : -1;
        m->community[v] = in->today ? in->today[v] : -1;
        m->households[v] = in->households[v];
        m->area[v] = in->area_m2 ? in->area_m2[v] : 1;
        m->x[v] = in->x ? in->x[v] : 0;
        m->y[v] = in->y ? in->y[v] : 0;
    }
    for (size_t e = 0; e < edges; e++) {
        m->b_left[e] = in->a[e];
        m->b_right[e] = in->b[e];
        m->b_class[e] = in->barrier ? in->barrier[e] : SZ_BARRIER_NONE;
        m->b_length[e] = in->length_m ? in->length_m[e] : 1;
    }
    for (int32_t v = 0; v < m->n; v++) {
        m->b_left[edges + (size_t)v] = v;
        m->b_right[edges + (size_t)v] = -1;
    }
    for (int32_t b = 0; b < m->n_borders; b++)
        m->b_name[b] = -1;
}

sz_status sz__map_bare(sz_map **out, const sz_problem_input *input, sz_error *err)
{
    sz_status status = check(input, err);
    if (status)
        return status;
    sz_map *m = sz__zalloc(1, sizeof *m);
    if (!m)
        return sz__nomem(err);
    m->n = (int32_t)input->nodes;
    m->n_borders = (int32_t)(input->edges + input->nodes);
    m->n_communities = count_of(input->today, input->nodes);
    m->n_towns = count_of(input->town, input->nodes);
    m->n_units = count_of(input->unit, input->nodes);
    if (!allocate(m) || !fill_names(m, input)) {
        sz_map_free(m);
        return sz__nomem(err);
    }
    fill(m, input);
    place_communities(m);
    *out = m;
    return SZ_SUCCESS;
}
