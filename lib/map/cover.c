/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which areas cover each face, without one point-in-polygon test.
 *
 * Every edge knows which rings run over it and how, so crossing it changes the
 * winding numbers of exactly those areas. From the unbounded face, which nothing
 * covers, this reaches every face; a part that hangs free within a face lies
 * across an edge of it, too. */
#include <string.h>

#include "map/stages.h"

/* Change of AREA's winding number from the left to the right of half-edge H,
 * by source K of its edge. */
static int32_t step_across(const sz_work *w, size_t k, int32_t h)
{
    int32_t source = w->edges.source[k];
    bool along = (source & 1) == (h & 1);
    int32_t sign = w->path.at[source >> 1].sign;
    return along ? -sign : sign;
}

/* Append AREA with winding number WINDING to the face being made; areas come
 * in ascending order, repeated ones add up. */
static bool put(sz_work *w, size_t from, int32_t area, int32_t winding)
{
    if (w->cover.n > from && w->cover.at[w->cover.n - 1].area == area) {
        w->cover.at[w->cover.n - 1].winding += winding;
        return true;
    }
    while (w->cover.n > from && w->cover.at[w->cover.n - 1].winding == 0)
        w->cover.n--;
    return sz__push(&w->cover, (sz_cover){ area, winding });
}

/* Cover of face TO, from that of the face on the left of half-edge H. */
static bool cross(sz_work *w, int32_t h, int32_t to)
{
    const sz_edges *e = &w->edges;
    int32_t face = w->faces.face[h];
    size_t old = w->cover_row[face], old_end = old + (size_t)w->covers[face];
    size_t from = w->cover.n;
    for (size_t k = e->source_row[h >> 1]; k < e->source_row[(h >> 1) + 1]; k++) {
        const sz_path *path = &w->path.at[e->source[k] >> 1];
        if (path->kind != SZ_PATH_RING)
            continue;
        for (; old < old_end && w->cover.at[old].area <= path->owner; old++) {
            sz_cover c = w->cover.at[old];
            if (!put(w, from, c.area, c.winding))
                return false;
        }
        if (!put(w, from, path->owner, step_across(w, k, h)))
            return false;
    }
    for (; old < old_end; old++) {
        sz_cover c = w->cover.at[old];
        if (!put(w, from, c.area, c.winding))
            return false;
    }
    while (w->cover.n > from && w->cover.at[w->cover.n - 1].winding == 0)
        w->cover.n--;
    w->cover_row[to] = from;
    w->covers[to] = (int32_t)(w->cover.n - from);
    return true;
}

/* Go through the edges, crossing those with one side known, until no side is
 * unknown. Edges come from left to right and so does what is known: the first
 * round leaves next to nothing to do. */
static bool cross_all(sz_work *w, int32_t *edge)
{
    const int32_t *face = w->faces.face;
    int32_t n = 0, *covers = w->covers;
    for (int32_t e = 0; e < w->edges.n_edges; e++)
        if (face[2 * e] >= 0)
            edge[n++] = e;
    while (n > 0) {
        int32_t left = 0;
        for (int32_t i = 0; i < n; i++) {
            int32_t h = 2 * edge[i], f = face[h], g = face[h + 1];
            if (covers[f] < 0 && covers[g] < 0)
                edge[left++] = edge[i];
            else if (covers[g] < 0 && !cross(w, h, g))
                return false;
            else if (covers[f] < 0 && !cross(w, h + 1, f))
                return false;
        }
        n = left;
    }
    return true;
}

static sz_status find_cover(sz_work *w, sz_error *err)
{
    size_t n = (size_t)w->faces.n;
    int32_t *edge = sz__alloc((size_t)w->edges.n_edges, sizeof *edge);
    w->cover_row = sz__zalloc(n, sizeof *w->cover_row);
    w->covers = sz__alloc(n, sizeof *w->covers);
    bool good = edge && w->cover_row && w->covers && sz__reserve(&w->cover, n);
    if (good) {
        memset(w->covers, -1, n * sizeof *w->covers);
        w->covers[0] = 0;
        good = cross_all(w, edge);
    }
    free(edge);
    return good ? SZ_SUCCESS : sz__nomem(err);
}

/* Whether edge E belongs to what fences the map in when no area does. */
static bool fence(const sz_work *w, int32_t e)
{
    uint8_t kind = w->limit == SZ_LIMIT_LINES ? SZ_PATH_LINE : SZ_PATH_BOX;
    for (size_t k = w->edges.source_row[e]; k < w->edges.source_row[e + 1]; k++)
        if (w->path.at[w->edges.source[k] >> 1].kind == kind)
            return true;
    return false;
}

/* Without areas, everything is inside that cannot be reached from the unbounded
 * face but across the fence. */
static sz_status find_fenced(sz_work *w, sz_error *err)
{
    const sz_faces *f = &w->faces;
    int32_t *stack = sz__alloc((size_t)f->n, sizeof *stack), depth = 1;
    if (!stack)
        return sz__nomem(err);
    for (int32_t i = 0; i < f->n; i++)
        w->inside[i] = i > 0;
    stack[0] = 0;
    while (depth > 0) {
        int32_t face = stack[--depth];
        for (int32_t r = f->ring_row[face]; r < f->ring_row[face + 1]; r++) {
            int32_t h = f->ring[r];
            do {
                int32_t to = f->face[h ^ 1];
                if (w->inside[to] && !fence(w, h >> 1)) {
                    w->inside[to] = 0;
                    stack[depth++] = to;
                }
                h = f->next[h];
            } while (h != f->ring[r]);
        }
    }
    free(stack);
    return SZ_SUCCESS;
}

sz_status sz__find_cover(sz_work *w, sz_error *err)
{
    sz_status status = find_cover(w, err);
    if (status != SZ_SUCCESS)
        return status;
    if (!(w->inside = sz__zalloc((size_t)w->faces.n, 1)))
        return sz__nomem(err);
    if (w->limit == SZ_LIMIT_LINES || w->limit == SZ_LIMIT_POINTS)
        return find_fenced(w, err);
    for (int32_t i = 1; i < w->faces.n; i++)
        for (int32_t k = 0; k < w->covers[i]; k++) {
            const sz_cover *c = &w->cover.at[w->cover_row[i] + (size_t)k];
            sz_layer layer = w->source->area.at[c->area].layer;
            w->inside[i] |= layer == SZ_LAYER_LIMIT ||
                            (w->limit == SZ_LIMIT_AREAS && layer != SZ_LAYER_KEEP);
        }
    return SZ_SUCCESS;
}
