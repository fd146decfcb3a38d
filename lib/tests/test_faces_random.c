/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Faces of random input: properties checked by brute force, and GEOS as a second
 * opinion. */
#include <geos_c.h>
#include <math.h>

#include "core/array.h"
#include "geom/faces.h"
#include "geom/snap.h"
#include "tests/paths.h"
#include "tests/suite.h"

static const struct {
    const char *label;
    int paths, points;
    int32_t side, step;
} kinds[] = {
    { "long lines", 50, 2, 1000000, 1000000 },
    { "a knot", 25, 3, 12, 12 },
    { "streets", 40, 12, 4000, 300 },
    { "scribbles", 60, 30, 3000, 60 },
    { "the whole grid", 30, 2, 1 << 30, 1 << 30 },
};
enum { SEEDS = 6 };

static int64_t area2_of(const sz_edges *e, const sz_faces *f, int32_t h)
{
    sz_gpoint o = e->node[start_of(e, h)];
    int64_t sum = 0; /* no overflow here: far fewer than 2^31 edges, near to O */
    int32_t at = h;
    do {
        sum += sz__turn(o, e->node[start_of(e, at)], e->node[start_of(e, at ^ 1)]);
        at = f->next[at];
    } while (at != h);
    return sum;
}

/* Whether the walk from H goes round node V, that it does not pass: by the
 * crossings of a line that goes down from V, leaning a little to the left. */
static bool goes_round(const sz_edges *e, const sz_faces *f, int32_t h, int32_t v)
{
    int32_t at = h;
    bool in = false;
    do {
        int32_t a = e->a[at >> 1], b = e->b[at >> 1];
        if (a < v && v <= b && sz__turn(e->node[a], e->node[b], e->node[v]) > 0)
            in = !in;
        at = f->next[at];
    } while (at != h);
    return in;
}

static int32_t root_of(int32_t *up, int32_t v)
{
    while (up[v] != v)
        v = up[v] = up[up[v]];
    return v;
}

/* Whether the ends of edge SKIP are connected by other edges. */
static bool in_a_cycle(const sz_edges *e, int32_t skip, int32_t *up)
{
    for (int32_t v = 0; v < e->n_nodes; v++)
        up[v] = v;
    for (int32_t i = 0; i < e->n_edges; i++)
        if (i != skip)
            up[root_of(up, e->a[i])] = root_of(up, e->b[i]);
    return root_of(up, e->a[skip]) == root_of(up, e->b[skip]);
}

static void check_bridges(const sz_edges *e, const sz_faces *f, const char *label)
{
    int32_t *up = sz__alloc((size_t)e->n_nodes, sizeof *up), dangling = 0;
    for (int32_t i = 0; i < e->n_edges; i++) {
        int32_t left = f->face[2 * i], right = f->face[2 * i + 1];
        bool kept = in_a_cycle(e, i, up);
        if (kept)
            ck_assert_msg(left >= 0 && left < f->n && right >= 0 && right < f->n &&
                              left != right,
                          "%s: edge %d has faces %d, %d", label, i, left, right);
        else
            ck_assert_msg(left == SZ__DANGLING && right == SZ__DANGLING &&
                              f->next[2 * i] == -1 && f->next[2 * i + 1] == -1,
                          "%s: bridge %d has faces %d, %d", label, i, left, right);
        dangling += !kept;
    }
    ck_assert_int_eq(dangling, f->dangling);
    free(up);
}

/* Rings are closed, in order, and hold every kept half-edge once; areas add up. */
static void check_rings(const sz_edges *e, const sz_faces *f, const char *label)
{
    int32_t halves = 0, last_outer = -1;
    int64_t inner = 0, outer = 0;
    bool *seen = sz__zalloc(2 * (size_t)e->n_edges, sizeof *seen);
    for (int32_t i = 0; i < f->n; i++) {
        int64_t area2 = 0;
        for (int32_t r = f->ring_row[i]; r < f->ring_row[i + 1]; r++) {
            int32_t h = f->ring[r], at = h;
            int64_t a = area2_of(e, f, h);
            bool is_outer = i > 0 && r == f->ring_row[i];
            ck_assert_msg(is_outer == (a > 0), "%s: face %d", label, i);
            ck_assert(r <= f->ring_row[i] + (i > 0) || f->ring[r - 1] < h);
            ck_assert(!is_outer || h > last_outer);
            last_outer = is_outer ? h : last_outer;
            do {
                ck_assert(!seen[at] && at >= h && f->face[at] == i);
                ck_assert(start_of(e, f->next[at]) == start_of(e, at ^ 1));
                seen[at] = true;
                halves++;
                at = f->next[at];
            } while (at != h);
            area2 += a;
        }
        ck_assert_msg(f->area2[i] == (i ? area2 : 0), "%s: area of face %d", label, i);
        ck_assert(i == 0 || area2 > 0);
        *(i ? &inner : &outer) += area2;
    }
    ck_assert_msg(halves == 2 * (e->n_edges - f->dangling), "%s: half-edges", label);
    ck_assert_msg(inner == -outer, "%s: areas do not add up", label);
    free(seen);
}

/* A hole lies in the smallest outer ring that goes round it. */
static void check_nesting(const sz_edges *e, const sz_faces *f, const char *label)
{
    for (int32_t i = 0; i < f->n; i++)
        for (int32_t r = f->ring_row[i] + (i > 0); r < f->ring_row[i + 1]; r++) {
            int32_t v = INT32_MAX, at = f->ring[r], best = 0;
            int64_t least = INT64_MAX;
            do {
                v = start_of(e, at) < v ? start_of(e, at) : v;
                at = f->next[at];
            } while (at != f->ring[r]);
            for (int32_t k = 1; k < f->n; k++) {
                int32_t h = f->ring[f->ring_row[k]];
                int64_t a = area2_of(e, f, h);
                if (a < least && goes_round(e, f, h, v)) {
                    best = k;
                    least = a;
                }
            }
            ck_assert_msg(best == i, "%s: a hole in %d is in face %d", label, best, i);
        }
}

static void check_euler(const sz_edges *e, const sz_faces *f, const char *label)
{
    int32_t *up = sz__alloc((size_t)e->n_nodes, sizeof *up), nodes = 0, lots = 0;
    for (int32_t v = 0; v < e->n_nodes; v++)
        up[v] = -1;
    for (int32_t i = 0; i < e->n_edges; i++)
        if (f->face[2 * i] >= 0) {
            up[e->a[i]] = up[e->a[i]] < 0 ? e->a[i] : up[e->a[i]];
            up[e->b[i]] = up[e->b[i]] < 0 ? e->b[i] : up[e->b[i]];
            up[root_of(up, e->a[i])] = root_of(up, e->b[i]);
        }
    for (int32_t v = 0; v < e->n_nodes; v++) {
        nodes += up[v] >= 0;
        lots += up[v] == v;
    }
    ck_assert_msg(nodes - (e->n_edges - f->dangling) + f->n == 1 + lots,
                  "%s: %d nodes, %d edges, %d faces, %d lots", label, nodes,
                  e->n_edges - f->dangling, f->n, lots);
    free(up);
}

START_TEST(random_input)
{
    int kind = _i / SEEDS;
    const char *label = kinds[kind].label;
    paths p = random_paths((uint64_t)_i, kinds[kind].paths, kinds[kind].points,
                           kinds[kind].side, kinds[kind].step);
    sz_edges e = node(&p);
    sz_faces f = faces_of(&e);
    ck_assert_int_gt(f.n, 5);
    check_bridges(&e, &f, label);
    check_rings(&e, &f, label);
    check_nesting(&e, &f, label);
    check_euler(&e, &f, label);
    sz__faces_release(&f);
    sz__edges_release(&e);
    release(&p);
}
END_TEST

static int by_size(const void *a, const void *b)
{
    const double *p = a, *q = b;
    return (*p > *q) - (*p < *q);
}

static GEOSGeometry *segment(GEOSContextHandle_t geos, sz_gpoint a, sz_gpoint b)
{
    GEOSCoordSequence *seq = GEOSCoordSeq_create_r(geos, 2, 2);
    GEOSCoordSeq_setXY_r(geos, seq, 0, a.x, a.y);
    GEOSCoordSeq_setXY_r(geos, seq, 1, b.x, b.y);
    return GEOSGeom_createLineString_r(geos, seq);
}

/* Areas of the polygons that GEOS makes of lines, in order. */
static double *polygonize(GEOSContextHandle_t geos, const GEOSGeometry *lines, int *n)
{
    const GEOSGeometry *in[] = { lines };
    GEOSGeometry *out = GEOSPolygonize_r(geos, in, 1);
    ck_assert_ptr_nonnull(out);
    *n = GEOSGetNumGeometries_r(geos, out);
    double *area = sz__alloc((size_t)*n, sizeof *area);
    for (int i = 0; i < *n; i++)
        GEOSArea_r(geos, GEOSGetGeometryN_r(geos, out, i), &area[i]);
    qsort(area, (size_t)*n, sizeof *area, by_size);
    GEOSGeom_destroy_r(geos, out);
    return area;
}

/* GEOS polygonizes our edges, and it nodes and polygonizes the input itself.
 * The latter has no grid, so it is asked of lines so far apart that no face can
 * vanish, and areas may differ by what a wavering of one unit makes. */
START_TEST(as_geos_does)
{
    int kind = _i / SEEDS, n = 0;
    GEOSContextHandle_t geos = GEOS_init_r();
    paths p = random_paths((uint64_t)_i, kinds[kind].paths, kinds[kind].points,
                           kinds[kind].side, kinds[kind].step);
    sz_edges e = node(&p);
    sz_faces f = faces_of(&e);
    double *ours = sz__alloc((size_t)f.n, sizeof *ours);
    for (int32_t i = 1; i < f.n; i++)
        ours[i - 1] = 0.5 * (double)f.area2[i];
    qsort(ours, (size_t)f.n - 1, sizeof *ours, by_size);

    GEOSGeometry **part = sz__alloc((size_t)e.n_edges, sizeof *part);
    for (int32_t i = 0; i < e.n_edges; i++)
        part[i] = segment(geos, e.node[e.a[i]], e.node[e.b[i]]);
    GEOSGeometry *all = GEOSGeom_createCollection_r(geos, GEOS_MULTILINESTRING, part,
                                                    (unsigned)e.n_edges);
    double *theirs = polygonize(geos, all, &n);
    ck_assert_int_eq(n, f.n - 1);
    for (int i = 0; i < n; i++)
        ck_assert_msg(fabs(ours[i] - theirs[i]) <= 1e-9 * ours[i] + 1e-3,
                      "%s: %.17g and %.17g", kinds[kind].label, ours[i], theirs[i]);
    GEOSGeom_destroy_r(geos, all);
    free(theirs);
    if (kinds[kind].points == 2) {
        for (int i = 0; i < kinds[kind].paths; i++)
            part[i] = segment(geos, p.point.at[2 * i], p.point.at[2 * i + 1]);
        all = GEOSGeom_createCollection_r(geos, GEOS_MULTILINESTRING, part,
                                          (unsigned)kinds[kind].paths);
        GEOSGeometry *noded = GEOSUnaryUnion_r(geos, all);
        theirs = polygonize(geos, noded, &n);
        ck_assert_int_eq(n, f.n - 1);
        for (int i = 0; i < n; i++)
            ck_assert_msg(fabs(ours[i] - theirs[i]) <= 4.0 * kinds[kind].side,
                          "%s: %.17g and %.17g", kinds[kind].label, ours[i], theirs[i]);
        GEOSGeom_destroy_r(geos, noded);
        GEOSGeom_destroy_r(geos, all);
        free(theirs);
    }
    free(part);
    free(ours);
    sz__faces_release(&f);
    sz__edges_release(&e);
    release(&p);
    GEOS_finish_r(geos);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("faces_random");
    tcase_add_loop_test(tc, random_input, 0, COUNT(kinds) * SEEDS);
    tcase_add_loop_test(tc, as_geos_does, 0, COUNT(kinds) * SEEDS);
    return run_suite("faces_random", tc);
}
