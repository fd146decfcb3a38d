/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bytes as paths on the grid: noded, they must meet at nodes only, hold every path,
 * be noded for good, and their faces must fill the plane. */
#include "core/array.h"
#include "fuzz/fuzz.h"
#include "geom/faces.h"
#include "geom/snap.h"

enum { MANY = 300 }; /* edges that are compared each with each */

typedef struct paths {
    SZ__ARRAY(sz_gpoint) point;
    SZ__ARRAY(size_t) row;
} paths;

static void add(paths *p, sz_gpoint at)
{
    FUZZ_MUST(sz__push(&p->point, at));
}

static void end_path(paths *p)
{
    FUZZ_MUST(sz__push(&p->row, p->point.n));
}

static int32_t coordinate(fuzz_bytes *in, uint32_t kind)
{
    if (kind == 0)
        return (int32_t)fuzz_below(in, 16);
    if (kind == 1)
        return (int8_t)fuzz_take(in, 1) * 4;
    if (kind == 2)
        return (int16_t)fuzz_take(in, 2);
    return (int32_t)fuzz_take(in, 4) >> 1; /* half of them beyond the grid's end */
}

/* A byte for the kind and the length of each path, then its points. */
static paths decode(fuzz_bytes *in)
{
    paths p = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    end_path(&p);
    while (in->left > 0) {
        uint32_t head = fuzz_take(in, 1), kind = head & 3;
        size_t from = p.point.n;
        for (uint32_t i = 0; i < head >> 3; i++) {
            int32_t x = coordinate(in, kind);
            add(&p, (sz_gpoint){ x, coordinate(in, kind) });
        }
        if (head & 4 && p.point.n > from)
            add(&p, p.point.at[from]);
        end_path(&p);
    }
    return p;
}

static bool in_box(sz_gpoint a, sz_gpoint b, sz_gpoint p)
{
    return p.x >= (a.x < b.x ? a.x : b.x) && p.x <= (a.x < b.x ? b.x : a.x) &&
           p.y >= (a.y < b.y ? a.y : b.y) && p.y <= (a.y < b.y ? b.y : a.y);
}

static int side(sz_gpoint a, sz_gpoint b, sz_gpoint c)
{
    int64_t turn = sz__turn(a, b, c);
    return (turn > 0) - (turn < 0);
}

/* Edges have no node inside them and do not cross. */
static void check_apart(const sz_edges *e)
{
    for (int32_t i = 0; i < e->n_edges; i++) {
        sz_gpoint a = e->node[e->a[i]], b = e->node[e->b[i]];
        for (int32_t v = 0; v < e->n_nodes; v++)
            FUZZ_MUST(v == e->a[i] || v == e->b[i] || !in_box(a, b, e->node[v]) ||
                      side(a, b, e->node[v]) != 0);
        for (int32_t k = 0; k < i; k++) {
            sz_gpoint c = e->node[e->a[k]], d = e->node[e->b[k]];
            FUZZ_MUST(side(a, b, c) * side(a, b, d) >= 0 ||
                      side(c, d, a) * side(c, d, b) >= 0);
        }
    }
}

static void check_order(const sz_edges *e)
{
    for (int32_t v = 1; v < e->n_nodes; v++) {
        sz_gpoint p = e->node[v - 1], q = e->node[v];
        FUZZ_MUST(p.x < q.x || (p.x == q.x && p.y < q.y));
    }
    for (int32_t i = 0; i < e->n_edges; i++) {
        FUZZ_MUST(e->a[i] >= 0 && e->a[i] < e->b[i] && e->b[i] < e->n_nodes);
        FUZZ_MUST(i == 0 || e->a[i - 1] < e->a[i] ||
                  (e->a[i - 1] == e->a[i] && e->b[i - 1] < e->b[i]));
        FUZZ_MUST(e->source_row[i] < e->source_row[i + 1]);
    }
}

/* The edges of each path lead from its first point to its last: their steps, each
 * in the path's own direction, add up to the way between them. */
static void check_sources(const sz_edges *e, const paths *p)
{
    size_t n = p->row.n - 1;
    int64_t *way = sz__zalloc(2 * n, sizeof *way);
    FUZZ_MUST(way);
    for (int32_t i = 0; i < e->n_edges; i++)
        for (size_t k = e->source_row[i]; k < e->source_row[i + 1]; k++) {
            int32_t path = e->source[k] >> 1, sign = e->source[k] & 1 ? -1 : 1;
            FUZZ_MUST(path >= 0 && (size_t)path < n);
            way[2 * path] += sign * ((int64_t)e->node[e->b[i]].x - e->node[e->a[i]].x);
            way[2 * path + 1] +=
                sign * ((int64_t)e->node[e->b[i]].y - e->node[e->a[i]].y);
        }
    for (size_t i = 0; i < n; i++) {
        if (p->row.at[i] == p->row.at[i + 1])
            continue;
        sz_gpoint a = p->point.at[p->row.at[i]], b = p->point.at[p->row.at[i + 1] - 1];
        FUZZ_MUST(way[2 * i] == (int64_t)b.x - a.x &&
                  way[2 * i + 1] == (int64_t)b.y - a.y);
    }
    free(way);
}

/* Noding the edges again changes nothing. */
static void check_again(const sz_edges *e)
{
    paths p = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    sz_edges again;
    end_path(&p);
    for (int32_t i = 0; i < e->n_edges; i++) {
        add(&p, e->node[e->a[i]]);
        add(&p, e->node[e->b[i]]);
        end_path(&p);
    }
    FUZZ_MUST(sz__node_paths(&again, p.point.at, p.row.at, p.row.n - 1, NULL) == 0);
    FUZZ_MUST(again.rounds == 1 && again.n_edges == e->n_edges);
    for (int32_t i = 0; i < e->n_edges; i++)
        FUZZ_MUST(memcmp(&again.node[again.a[i]], &e->node[e->a[i]], 8) == 0 &&
                  memcmp(&again.node[again.b[i]], &e->node[e->b[i]], 8) == 0);
    sz__edges_release(&again);
    free(p.point.at);
    free(p.row.at);
}

/* Every kept half-edge is on one ring of its face, and the faces fill the inside of
 * the outer rings: each face's own area, by its half-edges, is what FACES says, and
 * all with the unbounded one add up to nothing. */
static void check_faces(const sz_edges *e, const sz_faces *f)
{
    int32_t seen = 0;
    double *area = sz__zalloc((size_t)f->n, sizeof *area), all = 0, size = 0;
    FUZZ_MUST(area);
    for (int32_t i = 0; i < f->n; i++)
        for (int32_t r = f->ring_row[i]; r < f->ring_row[i + 1]; r++) {
            int32_t h = f->ring[r];
            do {
                sz_gpoint a = e->node[h & 1 ? e->b[h >> 1] : e->a[h >> 1]];
                sz_gpoint b = e->node[h & 1 ? e->a[h >> 1] : e->b[h >> 1]];
                FUZZ_MUST(f->face[h] == i && f->face[h ^ 1] != i);
                double term = (double)a.x * b.y - (double)b.x * a.y;
                area[i] += term;
                size += term < 0 ? -term : term;
                seen++;
                h = f->next[h];
            } while (h != f->ring[r]);
        }
    FUZZ_MUST(seen == 2 * (e->n_edges - f->dangling));
    for (int32_t i = 0; i < f->n; i++) {
        double off = i ? area[i] - (double)f->area2[i] : 0;
        FUZZ_MUST(i == 0 || f->area2[i] > 0);
        FUZZ_MUST(off <= 1e-9 * size && -off <= 1e-9 * size);
        all += area[i];
    }
    FUZZ_MUST(all <= 1e-9 * size && -all <= 1e-9 * size);
    free(area);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes in = { data, size };
    paths p = decode(&in);
    sz_edges e;
    sz_faces f;
    sz_error err;
    sz_status status = sz__node_paths(&e, p.point.at, p.row.at, p.row.n - 1, &err);
    if (status == SZ_SUCCESS) {
        check_order(&e);
        check_sources(&e, &p);
        if (e.n_edges <= MANY) {
            check_apart(&e);
            check_again(&e);
        }
        FUZZ_MUST(sz__faces(&f, &e, &err) == SZ_SUCCESS);
        check_faces(&e, &f);
        sz__faces_release(&f);
        sz__edges_release(&e);
    } else {
        FUZZ_MUST_SAY(status == SZ_ERR_INVALID && err.message[0], err.message);
    }
    free(p.point.at);
    free(p.row.at);
    return 0;
}
