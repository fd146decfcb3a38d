/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sets of faces, with what is counted of each. */
#include "map/cells.h"

#include <math.h>

double sz__edge_length(const sz_work *w, int32_t e)
{
    sz_gpoint a = w->edges.node[w->edges.a[e]], b = w->edges.node[w->edges.b[e]];
    double dx = (double)b.x - a.x, dy = (double)b.y - a.y;
    return sqrt(dx * dx + dy * dy) * w->grid.step;
}

int32_t sz__cell(sz_work *w, int32_t face)
{
    int32_t *cell = w->cell, root = face;
    if (cell[face] < 0)
        return -1;
    while (cell[root] != root)
        root = cell[root];
    while (cell[face] != root) {
        int32_t up = cell[face];
        cell[face] = root;
        face = up;
    }
    return root;
}

void sz__cells_close(sz_cells *c)
{
    free(c->next);
    free(c->last);
    free(c->area);
    free(c->perimeter);
    free(c->first_area);
    free(c->of_area);
    free(c->of_community);
    free(c->of_town);
    *c = (sz_cells){ 0 };
}

/* Add BY to every count that cell A stands in. */
static void count(sz_cells *c, int32_t a, int32_t by)
{
    const sz_ground *g = &c->w->ground[c->w->like[a]];
    if (g->parcel >= 0)
        c->of_area[g->parcel] += by;
    if (g->unit >= 0)
        c->of_area[g->unit] += by;
    if (g->town >= 0)
        c->of_town[g->town] += by;
    for (int32_t k = 0; k < g->claims; k++)
        c->of_community[c->w->claim.at[g->claim_from + k]] += by;
}

int32_t sz__cells_unite(sz_cells *c, int32_t a, int32_t b, double border)
{
    int32_t *cell = c->w->cell, ground = c->w->like[b];
    int32_t low = a < b ? a : b, high = a < b ? b : a;
    count(c, a, -1);
    cell[high] = low;
    c->next[c->last[low]] = high;
    c->last[low] = c->last[high];
    c->area[low] += c->area[high];
    c->perimeter[low] += c->perimeter[high] - 2 * border;
    c->w->like[low] = ground;
    return low;
}

/* Whether a barrier or the side of a cell runs over edge E. */
static bool divided(const sz_work *w, int32_t e)
{
    for (size_t k = w->edges.source_row[e]; k < w->edges.source_row[e + 1]; k++) {
        uint8_t kind = w->path.at[w->edges.source[k] >> 1].kind;
        if (kind == SZ_PATH_LINE || kind == SZ_PATH_CELL)
            return true;
    }
    return false;
}

static bool same_ground(const sz_work *w, int32_t a, int32_t b)
{
    const sz_ground *g = &w->ground[a], *o = &w->ground[b];
    return g->parcel == o->parcel && g->unit == o->unit && g->town == o->town &&
           sz__same_claims(w, g, o);
}

/* Unite the faces that only outlines without meaning divide, such as that of
 * the lesser of two overlapping units. */
static void unite_alike(sz_cells *c)
{
    sz_work *w = c->w;
    for (int32_t e = 0; e < w->edges.n_edges; e++) {
        int32_t f = w->faces.face[2 * e], g = w->faces.face[2 * e + 1];
        if (f < 0 || f == g || !w->inside[f] || !w->inside[g] ||
            !same_ground(w, f, g) || divided(w, e))
            continue;
        int32_t a = sz__cell(w, f), b = sz__cell(w, g);
        if (a != b)
            sz__cells_unite(c, a, b, 0);
    }
}

/* Lengths round the cells, of edges that have another cell on the other side. */
static void measure(sz_cells *c)
{
    sz_work *w = c->w;
    for (int32_t f = 0; f < w->faces.n; f++)
        c->perimeter[f] = 0;
    for (int32_t e = 0; e < w->edges.n_edges; e++) {
        if (w->faces.face[2 * e] < 0)
            continue;
        int32_t a = sz__cell(w, w->faces.face[2 * e]);
        int32_t b = sz__cell(w, w->faces.face[2 * e + 1]);
        if (a == b)
            continue;
        double length = sz__edge_length(w, e);
        if (a >= 0)
            c->perimeter[a] += length;
        if (b >= 0)
            c->perimeter[b] += length;
    }
}

static bool allocate(sz_cells *c)
{
    sz_work *w = c->w;
    size_t n = (size_t)w->faces.n;
    return (w->cell = sz__alloc(n, sizeof *w->cell)) &&
           (w->like = sz__alloc(n, sizeof *w->like)) &&
           (c->next = sz__alloc(n, sizeof *c->next)) &&
           (c->last = sz__alloc(n, sizeof *c->last)) &&
           (c->area = sz__alloc(n, sizeof *c->area)) &&
           (c->perimeter = sz__zalloc(n, sizeof *c->perimeter)) &&
           (c->first_area = sz__alloc(n, sizeof *c->first_area)) &&
           (c->of_area = sz__zalloc(w->source->area.n, sizeof *c->of_area)) &&
           (c->of_community = sz__zalloc(w->communities.n, sizeof *c->of_community)) &&
           (c->of_town = sz__zalloc((size_t)w->source->names.n, sizeof *c->of_town));
}

sz_status sz__cells_open(sz_cells *c, sz_work *w, sz_error *err)
{
    *c = (sz_cells){ .w = w };
    if (!allocate(c)) {
        sz__cells_close(c);
        return sz__nomem(err);
    }
    double unit = 0.5 * w->grid.step * w->grid.step;
    for (int32_t f = 0; f < w->faces.n; f++) {
        w->cell[f] = w->inside[f] ? f : -1;
        w->like[f] = c->last[f] = f;
        c->next[f] = -1;
        c->area[f] = (double)w->faces.area2[f] * unit;
        if (w->inside[f])
            count(c, f, 1);
    }
    if (!w->options->as_is)
        unite_alike(c);
    measure(c);
    for (int32_t f = 0; f < w->faces.n; f++)
        if (w->cell[f] == f)
            c->first_area[w->like[f]] = c->area[f];
    return SZ_SUCCESS;
}
