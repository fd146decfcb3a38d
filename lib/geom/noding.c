/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Noding: numbering points, merging coincident pieces of paths, and rounds of
 * snapping until nothing moves any more. */
#include "geom/noding.h"

#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/radix.h"
#include "geom/snap.h"

enum { MAX_ROUNDS = 32 };

/* A stretch of a path between two nodes, a < b; source as in sz_edges. */
typedef struct piece {
    int32_t a, b, source;
} piece;

typedef struct pieces {
    piece *at;
    size_t n;
} pieces;

void sz__edges_release(sz_edges *edges)
{
    free(edges->node);
    free(edges->a);
    free(edges->b);
    free(edges->source_row);
    free(edges->source);
    *edges = (sz_edges){ 0 };
}

static piece piece_of(int32_t from, int32_t to, int32_t source)
{
    return from < to ? (piece){ from, to, source } : (piece){ to, from, source ^ 1 };
}

/* POINT, number ITEM, as something to sort by (x, y). */
static sz_keyed key_of(sz_gpoint point, size_t item, size_t more)
{
    uint32_t x = (uint32_t)point.x ^ 1u << 31, y = (uint32_t)point.y ^ 1u << 31;
    return (sz_keyed){ (uint64_t)x << 32 | y, (uint32_t)item, (uint32_t)more };
}

/* Number the distinct ones of N >= 1 points in (x, y) order: they become the
 * nodes of OUT, and the number of each point goes into ID[item]. KEYED gets
 * sorted. */
static sz_status number_points(sz_keyed *keyed, size_t n, sz_edges *out, int32_t *id,
                               sz_error *err)
{
    if (!sz__radix_sort(keyed, n))
        return sz__nomem(err);
    if (!(out->node = sz__alloc(n, sizeof *out->node)))
        return sz__nomem(err);
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t key = keyed[i].key;
        if (i == 0 || key != keyed[i - 1].key)
            out->node[count++] = (sz_gpoint){ (int32_t)((uint32_t)(key >> 32) ^ 1u << 31),
                                              (int32_t)((uint32_t)key ^ 1u << 31) };
        id[keyed[i].item] = (int32_t)(count - 1);
    }
    out->n_nodes = (int32_t)count;
    return SZ_SUCCESS;
}

static int by_end(const void *a, const void *b)
{
    const piece *p = a, *q = b;
    if (p->b != q->b)
        return p->b < q->b ? -1 : 1;
    return (p->source > q->source) - (p->source < q->source);
}

/* Pieces from the same node are few and nearly in order, save at hubs. */
static void sort_by_end(piece *at, size_t n)
{
    if (n > 32) {
        qsort(at, n, sizeof *at, by_end);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        piece p = at[i];
        size_t k = i;
        for (; k > 0 && by_end(&at[k - 1], &p) > 0; k--)
            at[k] = at[k - 1];
        at[k] = p;
    }
}

/* Room in OUT, whose nodes are there, for the edges of N pieces. */
static bool open_edges(sz_edges *out, size_t n)
{
    out->n_edges = 0;
    if (!(out->a = sz__alloc(n, sizeof *out->a)) ||
        !(out->b = sz__alloc(n, sizeof *out->b)) ||
        !(out->source = sz__alloc(n, sizeof *out->source)) ||
        !(out->source_row = sz__alloc(n + 1, sizeof *out->source_row)))
        return false;
    out->source_row[0] = 0;
    return true;
}

/* Merge the N pieces from one node into edges, the next of OUT. */
static void add_edges(sz_edges *out, piece *at, size_t n)
{
    size_t row = out->source_row[out->n_edges];
    sort_by_end(at, n);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || at[i - 1].b != at[i].b) {
            out->a[out->n_edges] = at[i].a;
            out->b[out->n_edges++] = at[i].b;
        }
        out->source[row++] = at[i].source;
        out->source_row[out->n_edges] = row;
    }
}

/* Merge coincident pieces into the edges of OUT, whose nodes are there. */
static sz_status merge_pieces(sz_edges *out, const pieces *p, sz_error *err)
{
    size_t *start = sz__zalloc((size_t)out->n_nodes + 1, sizeof *start);
    piece *sorted = sz__alloc(p->n, sizeof *sorted);
    if (!start || !sorted || !open_edges(out, p->n)) {
        free(start);
        free(sorted);
        return sz__nomem(err);
    }
    for (size_t i = 0; i < p->n; i++)
        start[p->at[i].a + 1]++;
    for (int32_t v = 0; v < out->n_nodes; v++)
        start[v + 1] += start[v];
    for (size_t i = 0; i < p->n; i++)
        sorted[start[p->at[i].a]++] = p->at[i];
    for (int32_t v = 0; v < out->n_nodes; v++) {
        size_t from = v ? start[v - 1] : 0; /* start[v] has moved to its end */
        add_edges(out, sorted + from, start[v] - from);
    }
    free(start);
    free(sorted);
    return SZ_SUCCESS;
}

/* Check the input; *POINTS is how many points have to be numbered. */
static sz_status check_paths(const sz_gpoint *point, const size_t *row, size_t n,
                             size_t *points, sz_error *err)
{
    *points = n ? row[n] - row[0] : 0;
    if (n > INT32_MAX / 2 || *points > INT32_MAX / 2)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("%zu paths with %zu points are too many; split the data"), n,
                        *points);
    for (size_t p = 0; p < n; p++)
        for (size_t i = row[p]; i < row[p + 1]; i++)
            if (point[i].x < -SZ__GRID_MAX || point[i].x > SZ__GRID_MAX ||
                point[i].y < -SZ__GRID_MAX || point[i].y > SZ__GRID_MAX)
                return sz__fail(err, SZ_ERR_INVALID, (int64_t)p,
                                _("path %zu: point (%d, %d) is outside the grid; use a "
                                  "nearer origin or a coarser grid"),
                                p, (int)point[i].x, (int)point[i].y);
    return SZ_SUCCESS;
}

static bool same_point(sz_gpoint p, sz_gpoint q)
{
    return p.x == q.x && p.y == q.y;
}

static bool stays(const sz_gpoint *point, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (!same_point(point[i - 1], point[i]))
            return false;
    return true;
}

/* The points of all paths that move, in KEYED, with their paths. A point's number
 * tells its neighbours on the path: those next to it, and there is a gap between
 * paths. */
static size_t key_points(const sz_gpoint *point, const size_t *row, size_t n,
                         sz_keyed *keyed)
{
    size_t used = 0;
    for (size_t p = 0; p < n; p++)
        if (!stays(point + row[p], row[p + 1] - row[p]))
            for (size_t i = row[p]; i < row[p + 1]; i++)
                keyed[used++] = key_of(point[i], i - row[0] + p + 1, p);
    return used;
}

/* The edges of OUT from the N points of its nodes, which KEYED has in the order of
 * nodes: each point has a piece to either side, and belongs to the lesser node. */
static bool join_points(sz_edges *out, const sz_keyed *keyed, size_t n,
                        const int32_t *id)
{
    SZ__ARRAY(piece) at = SZ__ARRAY_INIT;
    bool good = open_edges(out, n);
    for (size_t i = 0; i < n && good;) {
        int32_t v = id[keyed[i].item];
        for (at.n = 0; i < n && id[keyed[i].item] == v && good; i++) {
            const int32_t *here = id + keyed[i].item;
            int32_t source = (int32_t)(keyed[i].more << 1);
            good = sz__reserve(&at, 2);
            if (good && here[1] > v)
                at.at[at.n++] = (piece){ v, here[1], source };
            if (good && here[-1] > v)
                at.at[at.n++] = (piece){ v, here[-1], source | 1 };
        }
        if (good)
            add_edges(out, at.at, at.n);
    }
    free(at.at);
    return good;
}

/* Nodes and edges as the paths give them, crossing freely. Paths that stay in
 * one point are passed over, so every node has an edge. */
static sz_status first_edges(sz_edges *out, const sz_gpoint *point, const size_t *row,
                             size_t n, size_t points, sz_error *err)
{
    size_t numbers = points + n + 1;
    sz_keyed *keyed = sz__alloc(points, sizeof *keyed);
    int32_t *id = sz__alloc(numbers, sizeof *id);
    sz_status status = SZ_SUCCESS;
    if (!keyed || !id) {
        status = sz__nomem(err);
        goto done;
    }
    memset(id, -1, numbers * sizeof *id);
    size_t used = points ? key_points(point, row, n, keyed) : 0; /* POINT may be NULL */
    if (used && (status = number_points(keyed, used, out, id, err)) != SZ_SUCCESS)
        goto done;
    if (!join_points(out, keyed, used, id))
        status = sz__nomem(err);
done:
    free(keyed);
    free(id);
    return status;
}

static int along_edges(const void *a, const void *b)
{
    const sz_hit *p = a, *q = b;
    if (p->edge != q->edge)
        return p->edge < q->edge ? -1 : 1;
    return (p->along > q->along) - (p->along < q->along);
}

/* Number the nodes of E and the points of HITS anew: into OUT and ID, nodes
 * first. */
static sz_status renumber(sz_edges *out, const sz_edges *e, const sz_hits *hits,
                          int32_t *id, sz_error *err)
{
    size_t m = (size_t)e->n_nodes;
    sz_keyed *keyed = sz__alloc(m + hits->n, sizeof *keyed);
    if (!keyed)
        return sz__nomem(err);
    for (size_t i = 0; i < m + hits->n; i++)
        keyed[i] = key_of(i < m ? e->node[i] : hits->at[i - m].at, i, 0);
    sz_status status = number_points(keyed, m + hits->n, out, id, err);
    free(keyed);
    return status;
}

/* How many pieces E has when it is cut at HITS (sorted along edges). */
static size_t count_cut(const sz_edges *e, const sz_hits *hits)
{
    size_t n = e->source_row[e->n_edges];
    for (size_t k = 0; k < hits->n; k++) {
        int32_t i = hits->at[k].edge;
        n += e->source_row[i + 1] - e->source_row[i];
    }
    return n;
}

/* The pieces of E cut at HITS, by the new numbers ID. */
static void cut(const sz_edges *e, const sz_hits *hits, const int32_t *id, pieces *p)
{
    size_t k = 0;
    for (int32_t i = 0; i < e->n_edges; i++) {
        int32_t from = id[e->a[i]];
        for (bool last = false; !last;) {
            last = k == hits->n || hits->at[k].edge != i;
            int32_t to = last ? id[e->b[i]] : id[(size_t)e->n_nodes + k++];
            for (size_t s = e->source_row[i]; s < e->source_row[i + 1]; s++)
                p->at[p->n++] = piece_of(from, to, e->source[s]);
            from = to;
        }
    }
}

/* Bend the edges of E through the points they hit. */
static sz_status bend(sz_edges *e, sz_hits *hits, sz_error *err)
{
    sz_edges out = { .rounds = e->rounds };
    pieces p = { NULL, 0 };
    sz_status status;
    qsort(hits->at, hits->n, sizeof *hits->at, along_edges);
    size_t n = count_cut(e, hits);
    if (n > INT32_MAX / 2)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("%zu pieces of lines are too many; split the data"), n);
    p.at = sz__alloc(n, sizeof *p.at);
    int32_t *id = sz__alloc((size_t)e->n_nodes + hits->n, sizeof *id);
    if (!p.at || !id) {
        status = sz__nomem(err);
        goto done;
    }
    if ((status = renumber(&out, e, hits, id, err)) != SZ_SUCCESS)
        goto done;
    cut(e, hits, id, &p);
    if ((status = merge_pieces(&out, &p, err)) != SZ_SUCCESS)
        goto done;
    sz__edges_release(e);
    *e = out;
    out = (sz_edges){ 0 };
done:
    sz__edges_release(&out);
    free(p.at);
    free(id);
    return status;
}

static sz_status fail_unsettled(const sz_edges *e, const sz_hit *hit, sz_error *err)
{
    int32_t path = e->source[e->source_row[hit->edge]] >> 1;
    return sz__fail(err, SZ_ERR_GEOMETRY, path,
                    _("path %d and others still meet anew at (%d, %d) of the grid "
                      "after %d rounds of snapping; use a finer grid"),
                    (int)path, (int)hit->at.x, (int)hit->at.y, MAX_ROUNDS);
}

sz_status sz__node_paths(sz_edges *out, const sz_gpoint *point, const size_t *row,
                         size_t n, sz_error *err)
{
    sz_edges e = { 0 };
    sz_hits hits = SZ__ARRAY_INIT;
    size_t points;
    sz_status status = check_paths(point, row, n, &points, err);
    if (status != SZ_SUCCESS ||
        (status = first_edges(&e, point, row, n, points, err)) != SZ_SUCCESS)
        goto done;
    for (e.rounds = 1;; e.rounds++) {
        hits.n = 0;
        if (!sz__snap_pass(&e, &hits)) {
            status = sz__nomem(err);
            goto done;
        }
        if (hits.n == 0)
            break;
        if (e.rounds == MAX_ROUNDS) {
            status = fail_unsettled(&e, &hits.at[0], err);
            goto done;
        }
        if ((status = bend(&e, &hits, err)) != SZ_SUCCESS)
            goto done;
    }
    *out = e;
    e = (sz_edges){ 0 };
done:
    sz__edges_release(&e);
    free(hits.at);
    return status;
}
