/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parcels as polygons whose rings do not touch themselves. */
#include "core/array.h"
#include "map/map.h"
#include "map/pairs.h"

typedef SZ__ARRAY(int32_t) sz_ints;

/* Move what lies on the stack from FROM up to a ring of its own. */
static bool close_ring(sz_ints *stack, size_t from, sz_ints *piece, size_t *row,
                       size_t *rings)
{
    for (size_t i = from; i < stack->n; i++)
        if (!sz__push(piece, stack->at[i]))
            return false;
    stack->n = from;
    row[++*rings] = piece->n;
    return true;
}

sz_status sz__map_cut_walk(const sz_map *m, const int32_t *h, size_t n, int32_t **piece,
                           size_t **row, size_t *rings, sz_error *err)
{
    sz_pairs nodes = { 0 };
    sz_ints stack = SZ__ARRAY_INIT, out = SZ__ARRAY_INIT;
    int32_t *depth = sz__alloc(n, sizeof *depth);     /* by node: where on the stack */
    size_t *ends = sz__zalloc(n + 1, sizeof *ends), found = 0;
    bool good = depth && ends;
    for (size_t i = 0; i < n && good; i++) {
        size_t known = nodes.n;
        int32_t node = sz__pairs_add(&nodes, sz__map_from(m, h[i]), 0);
        if (!(good = node >= 0))
            break;
        bool met = (size_t)node < known && (size_t)depth[node] < stack.n &&
                   sz__map_from(m, stack.at[depth[node]]) == sz__map_from(m, h[i]);
        if (met)
            good = close_ring(&stack, (size_t)depth[node], &out, ends, &found);
        depth[node] = (int32_t)stack.n;
        good = good && sz__push(&stack, h[i]);
    }
    if (good && stack.n > 0)
        good = close_ring(&stack, 0, &out, ends, &found);
    sz__pairs_release(&nodes);
    free(stack.at);
    free(depth);
    if (!good) {
        free(out.at);
        free(ends);
        return sz__nomem(err);
    }
    *piece = out.at;
    *row = ends;
    *rings = found;
    return SZ_SUCCESS;
}

/* The rings of a parcel while they are gathered: shells and holes apart. */
typedef struct sz_gather {
    sz_ints walk;
    sz_xy xy[2];
    SZ__ARRAY(size_t) end[2];      /* points */
} sz_gather;

/* Add the ring of N half-edges, closed, to the shells or to the holes. */
static bool add_ring(const sz_map *m, sz_gather *g, const int32_t *h, size_t n)
{
    sz_xy ring = SZ__ARRAY_INIT;
    bool good = true;
    double sum = 0;
    for (size_t i = 0; i < n && good; i++)
        good = sz__map_edge_points(m, h[i], &ring);
    const double *xy = ring.at;
    for (size_t i = 0; good && i + 3 < ring.n; i += 2)
        sum += (xy[i] - xy[0]) * (xy[i + 3] - xy[1]) -
               (xy[i + 2] - xy[0]) * (xy[i + 1] - xy[1]);
    int hole = sum < 0;
    for (size_t i = 0; i < ring.n + 2 && good; i++)
        good = sz__push(&g->xy[hole], xy[i % ring.n]);
    good = good && sz__push(&g->end[hole], g->xy[hole].n / 2);
    free(ring.at);
    return good;
}

static sz_status gather(const sz_map *m, int32_t r, sz_gather *g, sz_error *err)
{
    int32_t *piece = NULL;
    size_t *row = NULL, rings = 0;
    int32_t h = m->ring[r];
    g->walk.n = 0;
    do {
        if (!sz__push(&g->walk, h))
            return sz__nomem(err);
        h = m->he_next[h];
    } while (h != m->ring[r]);
    sz_status status =
        sz__map_cut_walk(m, g->walk.at, g->walk.n, &piece, &row, &rings, err);
    for (size_t i = 0; i < rings && status == SZ_SUCCESS; i++)
        if (!add_ring(m, g, piece + row[i], row[i + 1] - row[i]))
            status = sz__nomem(err);
    free(piece);
    free(row);
    return status;
}

static sz_status assemble(const sz_gather *g, sz_polygon *out, sz_error *err)
{
    size_t shells = g->end[0].n, n = shells + g->end[1].n;
    sz_polygon p = { .rings = n };
    p.row = sz__alloc(n + 1, sizeof *p.row);
    p.shell = sz__alloc(n, sizeof *p.shell);
    p.xy = sz__alloc(g->xy[0].n + g->xy[1].n, sizeof *p.xy);
    if (!p.row || !p.shell || !p.xy) {
        sz__polygon_release(&p);
        return sz__nomem(err);
    }
    p.row[0] = 0;
    for (size_t i = 0; i < n; i++) {
        p.shell[i] = i < shells;
        p.row[i + 1] = i < shells ? g->end[0].at[i]
                                  : g->xy[0].n / 2 + g->end[1].at[i - shells];
    }
    size_t k = 0;
    for (int hole = 0; hole < 2; hole++)
        for (size_t i = 0; i < g->xy[hole].n; i++)
            p.xy[k++] = g->xy[hole].at[i];
    *out = p;
    return SZ_SUCCESS;
}

sz_status sz__map_polygon(const sz_map *m, int32_t i, sz_polygon *out, sz_error *err)
{
    sz_gather g = { 0 };
    sz_status status = SZ_SUCCESS;
    int32_t end = m->ring_row[i + 1];
    for (int32_t r = m->ring_row[i]; r < end && status == SZ_SUCCESS; r++)
        status = gather(m, r, &g, err);
    if (status == SZ_SUCCESS)
        status = assemble(&g, out, err);
    free(g.walk.at);
    for (int hole = 0; hole < 2; hole++) {
        free(g.xy[hole].at);
        free(g.end[hole].at);
    }
    return status;
}
