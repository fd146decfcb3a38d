/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Faces: cases worked out by hand, properties of random input, and GEOS as a
 * second opinion. */
#include <geos_c.h>
#include <math.h>
#include <string.h>

#include "core/array.h"
#include "geom/faces.h"
#include "geom/snap.h"
#include "tests/paths.h"
#include "tests/suite.h"

static sz_faces faces_of(const sz_edges *e)
{
    sz_faces f = { 0 };
    sz_error err = SZ_ERROR_INIT;
    ck_assert_msg(sz__faces(&f, e, &err) == SZ_SUCCESS, "%s", err.message);
    return f;
}

static int32_t start_of(const sz_edges *e, int32_t h)
{
    return h & 1 ? e->b[h >> 1] : e->a[h >> 1];
}

/* "0: 0 0 h4; 1: 0 0 4 (32)": face: for each ring its lowest point and number of
 * half-edges, then twice the area */
static void print(const sz_edges *e, const sz_faces *f, char *text, size_t size)
{
    size_t n = 0;
    for (int32_t i = 0; i < f->n; i++) {
        n += (size_t)snprintf(text + n, size - n, "%s%lld", i ? "; " : "",
                              (long long)f->area2[i]);
        for (int32_t r = f->ring_row[i]; r < f->ring_row[i + 1]; r++) {
            int32_t low = INT32_MAX, length = 0, h = f->ring[r];
            do {
                low = start_of(e, h) < low ? start_of(e, h) : low;
                length++;
                h = f->next[h];
            } while (h != f->ring[r]);
            n += (size_t)snprintf(text + n, size - n, " %d@%d %d", length,
                                  e->node[low].x, e->node[low].y);
        }
    }
    snprintf(text + n, size - n, "; -%d", f->dangling);
}

#define SQUARE(x0, y0, x1, y1)                                                     \
    #x0 " " #y0 ", " #x1 " " #y0 ", " #x1 " " #y1 ", " #x0 " " #y1 ", " #x0 " " #y0

/* twice the area and rings (length @ lowest point) of each face, outer ring
 * first; face 0 is outside; then the edges left out */
static const struct {
    const char *label, *in, *out;
} rows[] = {
    { "nothing", "", "0; -0" },
    { "a line", "0 0, 5 5", "0; -1" },
    { "a square", SQUARE(0, 0, 4, 4), "0 4@0 0; 32 4@0 0; -0" },
    { "a square, backwards", "0 0, 0 4, 4 4, 4 0, 0 0", "0 4@0 0; 32 4@0 0; -0" },
    { "the same square twice", SQUARE(0, 0, 4, 4) "; " SQUARE(0, 0, 4, 4),
      "0 4@0 0; 32 4@0 0; -0" },
    { "halves", SQUARE(0, 0, 4, 4) "; 2 0, 2 4",
      "0 6@0 0; 16 4@0 0; 16 4@2 0; -0" },
    { "dangles inside and out", SQUARE(0, 0, 9, 9) "; 0 0, 5 5; 9 9, 20 20, 30 20",
      "0 4@0 0; 162 4@0 0; -3" },
    { "two squares joined by a road",
      SQUARE(0, 0, 4, 4) "; " SQUARE(10, 0, 14, 4) "; 4 2, 10 2",
      "0 5@0 0 5@10 0; 32 5@0 0; 32 5@10 0; -1" },
    { "two squares joined by two roads",
      SQUARE(0, 0, 4, 4) "; " SQUARE(10, 0, 14, 4) "; 4 0, 10 0; 4 4, 10 4",
      "0 8@0 0; 32 4@0 0; 48 4@4 0; 32 4@10 0; -0" },
    { "island", SQUARE(0, 0, 9, 9) "; " SQUARE(3, 3, 5, 5),
      "0 4@0 0; 154 4@0 0 4@3 3; 8 4@3 3; -0" },
    { "island on a pier", SQUARE(0, 0, 9, 9) "; " SQUARE(3, 3, 5, 5) "; 0 0, 3 3",
      "0 4@0 0; 154 4@0 0 4@3 3; 8 4@3 3; -1" },
    { "island in an island",
      SQUARE(0, 0, 20, 20) "; " SQUARE(5, 5, 15, 15) "; " SQUARE(8, 8, 12, 12),
      "0 4@0 0; 600 4@0 0 4@5 5; 168 4@5 5 4@8 8; 32 4@8 8; -0" },
    { "islands side by side and one above the other",
      SQUARE(0, 0, 20, 20) "; " SQUARE(2, 2, 4, 4) "; " SQUARE(6, 2, 8, 4) "; "
      SQUARE(2, 6, 4, 8),
      "0 4@0 0; 776 4@0 0 4@2 2 4@2 6 4@6 2; 8 4@2 2; 8 4@2 6; 8 4@6 2; -0" },
    { "an island of two halves", SQUARE(0, 0, 9, 9) "; " SQUARE(3, 3, 5, 5) "; 4 3, 4 5",
      "0 4@0 0; 154 4@0 0 6@3 3; 4 4@3 3; 4 4@4 3; -0" },
    { "islands in neighbouring faces",
      SQUARE(0, 0, 20, 10) "; 10 0, 10 10; " SQUARE(2, 2, 4, 4) "; "
      SQUARE(14, 4, 16, 6),
      "0 6@0 0; 192 4@0 0 4@2 2; 8 4@2 2; 192 4@10 0 4@14 4; 8 4@14 4; -0" },
    { "squares touch in a corner", SQUARE(0, 0, 4, 4) "; " SQUARE(4, 4, 8, 8),
      "0 8@0 0; 32 4@0 0; 32 4@4 4; -0" },
    /* the ring of the outer face passes (0, 0) twice */
    { "a loop inside touches a corner", SQUARE(0, 0, 9, 9) "; 0 0, 4 1, 1 4, 0 0",
      "0 4@0 0; 147 7@0 0; 15 3@0 0; -0" },
    { "a loop outside touches a corner", SQUARE(0, 0, 9, 9) "; 0 0, -4 -1, -1 -4, 0 0",
      "0 7@-4 -1; 15 3@-4 -1; 162 4@0 0; -0" },
    { "a path that closes on its middle", "0 0, 9 0, 9 9, 4 9, 4 0",
      "0 4@4 0; 90 4@4 0; -1" },
    { "bow tie", "0 0, 6 6, 6 0, 0 6, 0 0",
      "0 6@0 0; 18 3@0 0; 18 3@3 3; -0" },
    { "hash sign", "0 3, 9 3; 0 6, 9 6; 3 0, 3 9; 6 0, 6 9",
      "0 4@3 3; 18 4@3 3; -8" },
};

START_TEST(by_hand)
{
    char text[2048];
    paths p = parse(rows[_i].in);
    sz_edges e = node(&p);
    sz_faces f = faces_of(&e);
    print(&e, &f, text, sizeof text);
    ck_assert_msg(strcmp(text, rows[_i].out) == 0, "%s:\n got %s\nwant %s",
                  rows[_i].label, text, rows[_i].out);
    sz__faces_release(&f);
    sz__edges_release(&e);
    release(&p);
}
END_TEST


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
            ck_assert(is_outer || r < f->ring_row[i] + 1 + (i > 0) || f->ring[r - 1] < h);
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

/* Squares in squares: side SIDE at (X, Y), four, two or no smaller ones inside,
 * with gaps; twice the area that is left of each into AREA2, in (x, y) order. */
typedef struct squares {
    paths p;
    sz_rng rng;
    SZ__ARRAY(sz_gpoint) low;
    SZ__ARRAY(int64_t) area2;
} squares;

static void add_square(squares *s, int32_t x, int32_t y, int32_t side)
{
    add_point(&s->p, x, y);
    add_point(&s->p, x + side, y);
    add_point(&s->p, x + side, y + side);
    add_point(&s->p, x, y + side);
    add_point(&s->p, x, y);
    end_path(&s->p);
    int64_t area2 = 2 * (int64_t)side * side;
    size_t at = s->low.n;
    ck_assert(sz__push(&s->low, (sz_gpoint){ x, y }) && sz__push(&s->area2, 0));
    int32_t in = side * 2 / 5;
    for (int k = 0; k < 4 && side > 30; k++)
        if (sz__rng_below(&s->rng, 3)) {
            add_square(s, x + side / 20 + k % 2 * side / 2, y + side / 20 + k / 2 * side / 2,
                       in);
            area2 -= 2 * (int64_t)in * in;
        }
    s->area2.at[at] = area2;
}

START_TEST(squares_in_squares)
{
    squares s = { .area2 = SZ__ARRAY_INIT };
    sz__rng_init(&s.rng, (uint64_t)_i, 0);
    add_square(&s, 0, 0, 20000);
    add_square(&s, 30000, 5000, 20000);
    sz_edges e = node(&s.p);
    sz_faces f = faces_of(&e);
    ck_assert_uint_eq((size_t)f.n - 1, s.low.n);
    ck_assert_int_eq(f.ring_row[1], 2);
    for (int32_t i = 1; i < f.n; i++) { /* its lowest edge starts in its low corner */
        sz_gpoint low = e.node[e.a[f.ring[f.ring_row[i]] >> 1]];
        size_t k = 0;
        while (k < s.low.n && (s.low.at[k].x != low.x || s.low.at[k].y != low.y))
            k++;
        ck_assert_msg(k < s.low.n, "no square at %d %d", low.x, low.y);
        ck_assert_int_eq(f.area2[i], s.area2.at[k]);
    }
    sz__faces_release(&f);
    sz__edges_release(&e);
    release(&s.p);
    free(s.low.at);
    free(s.area2.at);
}
END_TEST

/* N lines across and N lines up, 100 apart, sticking out by 50. */
START_TEST(lattice)
{
    enum { N = 300 };
    paths p = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    for (int32_t i = 0; i < N; i++) {
        add_point(&p, -50, 100 * i);
        add_point(&p, 100 * N - 50, 100 * i);
        end_path(&p);
        add_point(&p, 100 * i, -50);
        add_point(&p, 100 * i, 100 * N - 50);
        end_path(&p);
    }
    sz_edges e = node(&p);
    sz_faces f = faces_of(&e);
    ck_assert_int_eq(e.n_nodes, N * N + 4 * N);
    ck_assert_int_eq(e.n_edges, 2 * N * (N + 1));
    ck_assert_int_eq(e.rounds, 2);
    ck_assert_int_eq(f.dangling, 4 * N);
    ck_assert_int_eq(f.n, 1 + (N - 1) * (N - 1));
    for (int32_t i = 1; i < f.n; i++)
        ck_assert(f.area2[i] == 20000);
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
    TCase *tc = tcase_create("faces");
    tcase_add_loop_test(tc, by_hand, 0, COUNT(rows));
    tcase_add_loop_test(tc, random_input, 0, COUNT(kinds) * SEEDS);
    tcase_add_loop_test(tc, squares_in_squares, 0, 4);
    tcase_add_test(tc, lattice);
    tcase_add_loop_test(tc, as_geos_does, 0, COUNT(kinds) * SEEDS);
    return run_suite("faces", tc);
}
