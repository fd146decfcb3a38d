/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Faces: the half-edges round every node in order, the closed walks (orbits)
 * that follow, and which walk lies in which face.
 *
 * An edge with one orbit on both its sides is a bridge of the graph. Bridges are
 * found on a first round of walks over all edges; without them no new ones
 * arise, so a second round is enough. */
#include "geom/faces.h"

#include <string.h>

#include "core/array.h"
#include "geom/nesting.h"

/* A closed walk. Counter-clockwise, it is the outer ring of a face; clockwise,
 * the outside of a connected lot of edges: a hole in some face. */
typedef struct orbit {
    int32_t half;          /* its lowest half-edge */
    int32_t lowest;        /* its lowest node */
    int32_t face;
    int64_t area2;
} orbit;

typedef SZ__ARRAY(orbit) orbits;

void sz__faces_release(sz_faces *faces)
{
    free(faces->next);
    free(faces->face);
    free(faces->ring_row);
    free(faces->ring);
    free(faces->area2);
    *faces = (sz_faces){ 0 };
}

/* A half-edge as its start sees it. */
typedef struct spoke {
    int32_t dx, dy;
    int32_t half;
} spoke;

static int by_angle(const void *a, const void *b)
{
    const spoke *p = a, *q = b;
    if ((p->half & 1) != (q->half & 1))
        return (p->half & 1) - (q->half & 1);
    int64_t turn = (int64_t)p->dx * q->dy - (int64_t)p->dy * q->dx;
    return (turn < 0) - (turn > 0);
}

static void sort_spokes(spoke *at, size_t n)
{
    if (n > 32) {
        qsort(at, n, sizeof *at, by_angle);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        spoke s = at[i];
        size_t k = i;
        for (; k > 0 && by_angle(&at[k - 1], &s) > 0; k--)
            at[k] = at[k - 1];
        at[k] = s;
    }
}

/* Put the N half-edges of one node in order, with room for as many spokes. */
static void order(const sz_edges *edges, int32_t *half, size_t n, spoke *room)
{
    for (size_t i = 0; i < n; i++) {
        int32_t e = half[i] >> 1;
        sz_gpoint a = edges->node[edges->a[e]], b = edges->node[edges->b[e]];
        room[i] = half[i] & 1 ? (spoke){ a.x - b.x, a.y - b.y, half[i] }
                              : (spoke){ b.x - a.x, b.y - a.y, half[i] };
    }
    sort_spokes(room, n);
    for (size_t i = 0; i < n; i++)
        half[i] = room[i].half;
}

/* False when memory is out; release ROTATION in any case. */
static bool rotate(const sz_edges *edges, sz_rotation *rotation)
{
    size_t n = (size_t)edges->n_edges, m = (size_t)edges->n_nodes, most = 0;
    size_t *row = rotation->row = sz__zalloc(m + 1, sizeof *row);
    int32_t *half = rotation->half = sz__alloc(2 * n, sizeof *half);
    if (!row || !half)
        return false;
    for (size_t e = 0; e < n; e++) {
        row[edges->a[e]]++;
        row[edges->b[e]]++;
    }
    for (size_t v = 0, sum = 0; v <= m; v++) {
        size_t count = row[v];
        most = count > most ? count : most;
        row[v] = sum;
        sum += count;
    }
    for (size_t e = 0; e < n; e++)
        half[row[edges->a[e]]++] = (int32_t)(2 * e);
    for (size_t e = 0; e < n; e++)
        half[row[edges->b[e]]++] = (int32_t)(2 * e + 1);
    memmove(row + 1, row, m * sizeof *row); /* every row had moved to its end */
    row[0] = 0;
    spoke *room = sz__alloc(most, sizeof *room);
    for (size_t v = 0; room && v < m; v++) {
        int32_t *at = half + row[v];
        size_t spokes = row[v + 1] - row[v];
        bool passed = spokes == 2 && !(at[0] & 1) && at[1] & 1; /* by one path */
        if (spokes > 1 && !passed)
            order(edges, at, spokes, room);
    }
    free(room);
    return room != NULL;
}

/* The half-edge after one that arrives at a node is the first clockwise from
 * its twin; those that DROP names (may be NULL) are out. */
static void link_up(const sz_edges *edges, const sz_rotation *rotation,
                    const bool *drop, int32_t *next)
{
    for (int32_t v = 0; v < edges->n_nodes; v++) {
        int32_t first = -1, last = -1;
        for (size_t k = rotation->row[v]; k < rotation->row[v + 1]; k++) {
            int32_t h = rotation->half[k];
            if (drop && drop[h >> 1]) {
                next[h ^ 1] = -1;
                continue;
            }
            if (last >= 0)
                next[h ^ 1] = last;
            else
                first = h;
            last = h;
        }
        if (first >= 0)
            next[first ^ 1] = last;
    }
}

static int32_t start_of(const sz_edges *edges, int32_t h)
{
    return h & 1 ? edges->b[h >> 1] : edges->a[h >> 1];
}

/* Walk from half-edge H all the way round; number the half-edges met ID. The
 * area fits 64 bits, sums on the way to it may not: they wrap. */
static orbit walk(const sz_edges *edges, const int32_t *next, int32_t h, int32_t id,
                  int32_t *number)
{
    orbit o = { .half = h, .lowest = start_of(edges, h) };
    sz_gpoint base = edges->node[o.lowest], p = base;
    uint64_t area2 = 0;
    int32_t at = h;
    do {
        number[at] = id;
        int32_t w = start_of(edges, at ^ 1);
        sz_gpoint q = edges->node[w];
        o.lowest = w < o.lowest ? w : o.lowest;
        area2 += (uint64_t)(((int64_t)p.x - base.x) * ((int64_t)q.y - base.y) -
                            ((int64_t)p.y - base.y) * ((int64_t)q.x - base.x));
        p = q;
        at = next[at];
    } while (at != h);
    o.area2 = (int64_t)area2;
    return o;
}

/* All orbits in the order of their lowest half-edges; NUMBER[h] tells whose
 * half-edge h is, SZ__DANGLING for those that are out. */
static bool walk_all(const sz_edges *edges, const int32_t *next, int32_t *number,
                     orbits *out)
{
    int32_t n = 2 * edges->n_edges;
    out->n = 0;
    for (int32_t h = 0; h < n; h++)
        number[h] = next[h] < 0 ? SZ__DANGLING : -1;
    for (int32_t h = 0; h < n; h++) {
        if (number[h] != -1)
            continue;
        orbit o = walk(edges, next, h, (int32_t)out->n, number);
        if (!sz__push(out, o))
            return false;
    }
    return true;
}

/* Leave the bridges out and walk again; false when memory is out. */
static bool drop_bridges(const sz_edges *edges, const sz_rotation *rotation,
                         sz_faces *f, orbits *all)
{
    for (int32_t e = 0; e < edges->n_edges; e++)
        f->dangling += f->face[2 * e] == f->face[2 * e + 1];
    if (f->dangling == 0)
        return true;
    bool *drop = sz__alloc((size_t)edges->n_edges, sizeof *drop);
    if (!drop)
        return false;
    for (int32_t e = 0; e < edges->n_edges; e++)
        drop[e] = f->face[2 * e] == f->face[2 * e + 1];
    link_up(edges, rotation, drop, f->next);
    free(drop);
    return walk_all(edges, f->next, f->face, all);
}

static int by_lowest(const void *a, const void *b)
{
    const int32_t *p = a, *q = b;
    return (p[0] > q[0]) - (p[0] < q[0]);
}

/* Give every orbit its face: a new one if it is an outer ring, else the one that
 * the nearest edge below has on its upper side. */
static bool nest(const sz_edges *edges, const sz_rotation *rotation, sz_faces *f,
                 orbits *all)
{
    size_t holes = 0;
    f->n = 1;
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].area2 > 0)
            all->at[i].face = f->n++;
        else
            holes++;
    int32_t(*hole)[2] = sz__alloc(holes, sizeof *hole); /* lowest node, orbit */
    int32_t *node = sz__alloc(holes, sizeof *node), *below = NULL;
    bool done = hole && node && (below = sz__alloc(holes, sizeof *below));
    if (!done)
        goto done;
    holes = 0;
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].area2 <= 0) {
            hole[holes][0] = all->at[i].lowest;
            hole[holes++][1] = (int32_t)i;
        }
    qsort(hole, holes, sizeof *hole, by_lowest);
    for (size_t i = 0; i < holes; i++)
        node[i] = hole[i][0];
    if (!(done = sz__edges_below(edges, rotation, f->next, node, holes, below)))
        goto done;
    for (size_t i = 0; i < holes; i++) /* an orbit below has been through already */
        all->at[hole[i][1]].face =
            below[i] < 0 ? 0 : all->at[f->face[2 * below[i]]].face;
done:
    free(hole);
    free(node);
    free(below);
    return done;
}

/* Rings and areas of faces, and faces of half-edges, from the orbits. */
static bool fill_in(const sz_edges *edges, sz_faces *f, const orbits *all)
{
    f->ring_row = sz__zalloc((size_t)f->n + 1, sizeof *f->ring_row);
    f->ring = sz__alloc(all->n, sizeof *f->ring);
    f->area2 = sz__zalloc((size_t)f->n, sizeof *f->area2);
    int32_t *fill = sz__alloc((size_t)f->n, sizeof *fill);
    bool done = f->ring_row && f->ring && f->area2 && fill;
    for (size_t i = 0; done && i < all->n; i++) {
        f->ring_row[all->at[i].face + 1]++;
        f->area2[all->at[i].face] += all->at[i].face ? all->at[i].area2 : 0;
    }
    for (int32_t k = 0; done && k < f->n; k++) {
        f->ring_row[k + 1] += f->ring_row[k];
        fill[k] = f->ring_row[k] + (k > 0); /* the first place is for the outer ring */
    }
    for (size_t i = 0; done && i < all->n; i++) {
        int32_t k = all->at[i].face;
        f->ring[all->at[i].area2 > 0 ? f->ring_row[k] : fill[k]++] = all->at[i].half;
    }
    for (int32_t h = 0; done && h < 2 * edges->n_edges; h++)
        if (f->face[h] >= 0)
            f->face[h] = all->at[f->face[h]].face;
    free(fill);
    return done;
}

sz_status sz__faces(sz_faces *out, const sz_edges *edges, sz_error *err)
{
    sz_faces f = { 0 };
    sz_rotation rotation = { NULL, NULL };
    orbits all = SZ__ARRAY_INIT;
    size_t n = 2 * (size_t)edges->n_edges;
    sz_status status = SZ_SUCCESS;
    f.next = sz__alloc(n, sizeof *f.next);
    f.face = sz__alloc(n, sizeof *f.face);
    if (!f.next || !f.face || !rotate(edges, &rotation)) {
        status = sz__nomem(err);
        goto done;
    }
    link_up(edges, &rotation, NULL, f.next);
    if (!walk_all(edges, f.next, f.face, &all) ||
        !drop_bridges(edges, &rotation, &f, &all) ||
        !nest(edges, &rotation, &f, &all) || !fill_in(edges, &f, &all)) {
        status = sz__nomem(err);
        goto done;
    }
    *out = f;
    f = (sz_faces){ 0 };
done:
    sz__faces_release(&f);
    free(rotation.row);
    free(rotation.half);
    free(all.at);
    return status;
}
