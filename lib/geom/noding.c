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

/* Number the distinct ones of N >= 1 points in (x, y) order: they become the
 * nodes of OUT, and the number of each point goes into ID[n]. */
static sz_status number_points(const sz_gpoint *point, size_t n, sz_edges *out,
                               int32_t *id, sz_error *err)
{
    sz_gpoint lo = point[0], hi = point[0];
    for (size_t i = 1; i < n; i++) {
        lo.x = point[i].x < lo.x ? point[i].x : lo.x;
        lo.y = point[i].y < lo.y ? point[i].y : lo.y;
        hi.y = point[i].y > hi.y ? point[i].y : hi.y;
    }
    uint64_t high = (uint64_t)((int64_t)hi.y - lo.y) + 1;
    sz_keyed *keyed = sz__alloc(n, sizeof *keyed);
    sz_gpoint *fit = NULL;
    if (!keyed)
        return sz__nomem(err);
    for (size_t i = 0; i < n; i++)
        keyed[i] = (sz_keyed){ (uint64_t)((int64_t)point[i].x - lo.x) * high +
                                   (uint64_t)((int64_t)point[i].y - lo.y),
                               (uint32_t)i };
    if (!sz__radix_sort(keyed, n))
        goto nomem;
    size_t count = 1;
    for (size_t i = 1; i < n; i++)
        count += keyed[i].key != keyed[i - 1].key;
    if (!(fit = sz__alloc(count, sizeof *fit)))
        goto nomem;
    count = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || keyed[i].key != keyed[i - 1].key)
            fit[count++] = point[keyed[i].item];
        id[keyed[i].item] = (int32_t)(count - 1);
    }
    free(keyed);
    out->node = fit;
    out->n_nodes = (int32_t)count;
    return SZ_SUCCESS;
nomem:
    free(keyed);
    return sz__nomem(err);
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

/* Sort pieces by (a, b, source); false when memory is out. */
static bool sort_pieces(pieces *p, int32_t n_nodes)
{
    size_t *start = sz__zalloc((size_t)n_nodes + 1, sizeof *start);
    piece *sorted = sz__alloc(p->n, sizeof *sorted);
    if (!start || !sorted) {
        free(start);
        free(sorted);
        return false;
    }
    for (size_t i = 0; i < p->n; i++)
        start[p->at[i].a + 1]++;
    for (int32_t v = 0; v < n_nodes; v++)
        start[v + 1] += start[v];
    for (size_t i = 0; i < p->n; i++)
        sorted[start[p->at[i].a]++] = p->at[i];
    for (int32_t v = 0; v < n_nodes; v++) {
        size_t from = v ? start[v - 1] : 0; /* start[v] has moved to its end */
        sort_by_end(sorted + from, start[v] - from);
    }
    free(start);
    free(p->at);
    p->at = sorted;
    return true;
}

static bool same_edge(const piece *p, const piece *q)
{
    return p->a == q->a && p->b == q->b;
}

/* Merge coincident pieces into the edges of OUT, whose nodes are there. */
static sz_status merge_pieces(sz_edges *out, pieces *p, sz_error *err)
{
    if (!sort_pieces(p, out->n_nodes))
        return sz__nomem(err);
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        n += i == 0 || !same_edge(&p->at[i - 1], &p->at[i]);
    out->a = sz__alloc(n, sizeof *out->a);
    out->b = sz__alloc(n, sizeof *out->b);
    out->source_row = sz__alloc(n + 1, sizeof *out->source_row);
    out->source = sz__alloc(p->n, sizeof *out->source);
    if (!out->a || !out->b || !out->source_row || !out->source)
        return sz__nomem(err);
    n = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (i == 0 || !same_edge(&p->at[i - 1], &p->at[i])) {
            out->a[n] = p->at[i].a;
            out->b[n] = p->at[i].b;
            out->source_row[n++] = i;
        }
        out->source[i] = p->at[i].source;
    }
    out->source_row[n] = p->n;
    out->n_edges = (int32_t)n;
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

/* Nodes and edges as the paths give them, crossing freely. Paths that stay in
 * one point are passed over, so every node has an edge. */
static sz_status first_edges(sz_edges *out, const sz_gpoint *point, const size_t *row,
                             size_t n, size_t points, sz_error *err)
{
    sz_gpoint *use = sz__alloc(points, sizeof *use);
    int32_t *id = sz__alloc(points, sizeof *id);
    pieces p = { sz__alloc(points, sizeof *p.at), 0 };
    sz_status status = SZ_SUCCESS;
    if (!use || !id || !p.at) {
        status = sz__nomem(err);
        goto done;
    }
    if (points == 0)
        point = use; /* it may be NULL, to which not even 0 may be added */
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (!stays(point + row[i], row[i + 1] - row[i]))
            for (size_t k = row[i]; k < row[i + 1]; k++)
                use[used++] = point[k];
    if (used &&
        (status = number_points(use, used, out, id, err)) != SZ_SUCCESS)
        goto done;
    used = 0;
    for (size_t i = 0; i < n; i++) {
        size_t length = row[i + 1] - row[i];
        if (stays(point + row[i], length))
            continue;
        for (size_t k = 1; k < length; k++)
            if (id[used + k - 1] != id[used + k])
                p.at[p.n++] = piece_of(id[used + k - 1], id[used + k], (int32_t)i << 1);
        used += length;
    }
    status = merge_pieces(out, &p, err);
done:
    free(use);
    free(id);
    free(p.at);
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
    sz_gpoint *use = sz__alloc(m + hits->n, sizeof *use);
    if (!use)
        return sz__nomem(err);
    memcpy(use, e->node, m * sizeof *use);
    for (size_t i = 0; i < hits->n; i++)
        use[m + i] = hits->at[i].at;
    sz_status status = number_points(use, m + hits->n, out, id, err);
    free(use);
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
