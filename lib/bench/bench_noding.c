/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Noding and faces: lines that cross, against GEOS in the same run, and a
 * coverage of 100,000 cells that is noded already.
 *
 *     bench_noding [LINES.geojson ...]
 *
 * reads lines in degrees; without a file, a jittered lattice of about 7,000
 * segments. Processor time, best of several runs. */
#include <geos_c.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "core/array.h"
#include "core/platform.h"
#include "core/rng.h"
#include "geom/faces.h"

typedef struct lines {
    SZ__ARRAY(sz_gpoint) point;
    SZ__ARRAY(size_t) row;
} lines;

static void must(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "bench_noding: %s\n", what);
        exit(EXIT_FAILURE);
    }
}

static void add(lines *l, double x, double y)
{
    must(sz__push(&l->point, (sz_gpoint){ (int32_t)lround(x), (int32_t)lround(y) }),
         "out of memory");
}

static void end_line(lines *l)
{
    must((l->row.n || sz__push(&l->row, 0)) && sz__push(&l->row, l->point.n),
         "out of memory");
}

static void release(lines *l)
{
    free(l->point.at);
    free(l->row.at);
}

static double cpu(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Seconds of processor time for noding and for faces, best of RUNS. */
static void run(const lines *l, int runs, double took[2], sz_edges *e, sz_faces *f)
{
    sz_error err = SZ_ERROR_INIT;
    took[0] = took[1] = INFINITY;
    for (int i = 0; i < runs; i++) {
        sz__edges_release(e);
        sz__faces_release(f);
        double t0 = cpu();
        must(!sz__node_paths(e, l->point.at, l->row.at, l->row.n - 1, &err),
             err.message);
        double t1 = cpu();
        must(!sz__faces(f, e, &err), err.message);
        double t2 = cpu();
        took[0] = fmin(took[0], t1 - t0);
        took[1] = fmin(took[1], t2 - t1);
    }
}

/* Hexagons with jittered corners, each corner the same in its three cells. */
static lines hexagons(int side)
{
    lines l = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    int across = 2 * side + 2;
    sz_gpoint *corner = sz__alloc((size_t)across * (size_t)(side + 1), sizeof *corner);
    sz_rng rng;
    must(corner != NULL, "out of memory");
    must(sz__reserve(&l.point, 7 * (size_t)side * (size_t)side), "out of memory");
    sz__rng_init(&rng, 1, 0);
    for (int r = 0; r <= side; r++)
        for (int c = 0; c < across; c++)
            corner[r * across + c] =
                (sz_gpoint){ c * 5000 + (int32_t)sz__rng_below(&rng, 1000),
                             r * 9000 + (c + r) % 2 * 3000 +
                                 (int32_t)sz__rng_below(&rng, 1000) };
    for (int r = 0; r < side; r++)
        for (int c = r % 2; c + 2 < across && c / 2 < side; c += 2) {
            const sz_gpoint *low = corner + r * across + c, *high = low + across;
            const sz_gpoint *ring[] = { low, low + 1, low + 2, high + 2, high + 1, high,
                                        low };
            for (size_t k = 0; k < 7; k++)
                add(&l, ring[k]->x, ring[k]->y);
            end_line(&l);
        }
    free(corner);
    return l;
}

static void coverage(void)
{
    lines l = hexagons(317);
    sz_edges e = { 0 };
    sz_faces f = { 0 };
    double took[2];
    uint64_t before = sz__peak_memory();
    run(&l, 1, took, &e, &f);
    double bytes = (double)(sz__peak_memory() - before);
    run(&l, 5, took, &e, &f);
    double all = took[0] + took[1];
    printf("coverage: %zu cells, %d edges, %d faces, %d round(s)\n", l.row.n - 1,
           e.n_edges, f.n - 1, e.rounds);
    printf("  noding %.3f s, faces %.3f s, together %.0f ns and %.0f bytes an edge; "
           "limit 0.35 s: %.2f of it\n",
           took[0], took[1], 1e9 * all / e.n_edges, bytes / e.n_edges, all / 0.35);
    must(f.n - 1 == (int32_t)(l.row.n - 1), "faces are not the cells");
    sz__edges_release(&e);
    sz__faces_release(&f);
    release(&l);
}

/* Streets from edge to edge of a town, wavering. */
static lines lattice(int side)
{
    lines l = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    sz_rng rng;
    sz__rng_init(&rng, 2, 0);
    for (int i = 0; i < 2 * side; i++) {
        for (int k = 0; k <= side; k++) {
            double along = k * 10000 + sz__rng_unit(&rng) * 4000,
                   across = i / 2 * 10000 + sz__rng_unit(&rng) * 4000;
            add(&l, i % 2 ? across : along, i % 2 ? along : across);
        }
        end_line(&l);
    }
    return l;
}

/* Lines of geometry G in degrees, as centimetres round their first point. */
static void take_lines(GEOSContextHandle_t geos, const GEOSGeometry *g, lines *l,
                       double origin[2])
{
    static const double cm = 11131949; /* per degree of the equator */
    int type = GEOSGeomTypeId_r(geos, g);
    if (type == GEOS_POINT || type == GEOS_POLYGON)
        return;
    if (type != GEOS_LINESTRING) {
        for (int i = 0; i < GEOSGetNumGeometries_r(geos, g); i++)
            take_lines(geos, GEOSGetGeometryN_r(geos, g, i), l, origin);
        return;
    }
    const GEOSCoordSequence *seq = GEOSGeom_getCoordSeq_r(geos, g);
    unsigned n = 0;
    GEOSCoordSeq_getSize_r(geos, seq, &n);
    for (unsigned i = 0; i < n; i++) {
        double x, y;
        GEOSCoordSeq_getXY_r(geos, seq, i, &x, &y);
        if (l->point.n == 0) {
            origin[0] = x;
            origin[1] = y;
        }
        add(l, (x - origin[0]) * cm * cos(origin[1] * 0.01745329252),
            (y - origin[1]) * cm);
    }
    end_line(l);
}

static lines read_lines(GEOSContextHandle_t geos, const char *file)
{
    lines l = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    struct { char *at; size_t n, cap; } text = SZ__ARRAY_INIT;
    double origin[2] = { 0, 0 };
    FILE *in = fopen(file, "rb");
    must(in != NULL, file);
    for (int c; (c = getc(in)) != EOF;)
        must(sz__push(&text, (char)c), "out of memory");
    fclose(in);
    must(sz__push(&text, '\0'), "out of memory");
    GEOSGeoJSONReader *reader = GEOSGeoJSONReader_create_r(geos);
    GEOSGeometry *g = GEOSGeoJSONReader_readGeometry_r(geos, reader, text.at);
    must(g != NULL, file);
    take_lines(geos, g, &l, origin);
    must(l.row.n > 1, "no lines in the file");
    GEOSGeom_destroy_r(geos, g);
    GEOSGeoJSONReader_destroy_r(geos, reader);
    free(text.at);
    return l;
}

/* L in metres as one multilinestring. */
static GEOSGeometry *as_geos(GEOSContextHandle_t geos, const lines *l)
{
    size_t n = l->row.n - 1;
    GEOSGeometry **part = sz__alloc(n, sizeof *part);
    must(part != NULL, "out of memory");
    for (size_t i = 0; i < n; i++) {
        unsigned length = (unsigned)(l->row.at[i + 1] - l->row.at[i]);
        GEOSCoordSequence *seq = GEOSCoordSeq_create_r(geos, length, 2);
        for (unsigned k = 0; k < length; k++) {
            sz_gpoint p = l->point.at[l->row.at[i] + k];
            GEOSCoordSeq_setXY_r(geos, seq, k, p.x / 100.0, p.y / 100.0);
        }
        part[i] = GEOSGeom_createLineString_r(geos, seq);
    }
    GEOSGeometry *all = GEOSGeom_createCollection_r(geos, GEOS_MULTILINESTRING, part,
                                                    (unsigned)n);
    free(part);
    return all;
}

/* The same by GEOS: union (on a grid of GRID metres; 0: in floating point), then
 * polygons. Seconds, best of RUNS; how many polygons. */
static double run_geos(GEOSContextHandle_t geos, const GEOSGeometry *g, double grid,
                       int runs, int *faces)
{
    double best = INFINITY;
    for (int i = 0; i < runs; i++) {
        double start = cpu();
        GEOSGeometry *noded = grid > 0 ? GEOSUnaryUnionPrec_r(geos, g, grid)
                                       : GEOSUnaryUnion_r(geos, g);
        const GEOSGeometry *in[] = { noded };
        GEOSGeometry *out = GEOSPolygonize_r(geos, in, 1);
        best = fmin(best, cpu() - start);
        must(out != NULL, "GEOS fails");
        *faces = GEOSGetNumGeometries_r(geos, out);
        GEOSGeom_destroy_r(geos, noded);
        GEOSGeom_destroy_r(geos, out);
    }
    return best;
}

static void against_geos(GEOSContextHandle_t geos, const lines *l, const char *name)
{
    sz_edges e = { 0 };
    sz_faces f = { 0 };
    double took[2];
    int floating = 0, fixed = 0;
    run(l, 20, took, &e, &f);
    GEOSGeometry *g = as_geos(geos, l);
    double all = took[0] + took[1], theirs = run_geos(geos, g, 0, 5, &floating),
           theirs_fixed = run_geos(geos, g, 0.01, 5, &fixed);
    printf("%s: %zu segments -> %d edges, %d dangling, %d faces, %d rounds\n", name,
           l->point.n - (l->row.n - 1), e.n_edges, f.dangling, f.n - 1, e.rounds);
    printf("  noding %.2f ms, faces %.2f ms; GEOS %.2f ms (%d faces), on the same grid "
           "%.2f ms (%d faces)\n",
           1e3 * took[0], 1e3 * took[1], 1e3 * theirs, floating, 1e3 * theirs_fixed,
           fixed);
    printf("  ratio to GEOS %.3f, on the same grid %.3f (limit 1.5)\n", all / theirs,
           all / theirs_fixed);
    GEOSGeom_destroy_r(geos, g);
    sz__edges_release(&e);
    sz__faces_release(&f);
}

static void segment(lines *l, double x0, double y0, double x1, double y1)
{
    add(l, x0, y0);
    add(l, x1, y1);
    end_line(l);
}

/* Shapes that defeat a plain grid. */
static lines hard(int shape)
{
    enum { N = 5000 };
    lines l = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    sz_rng rng;
    sz__rng_init(&rng, 3, 0);
    for (int i = 0; i < N; i++) {
        double t = i / (double)N, u = sz__rng_unit(&rng), v = sz__rng_unit(&rng);
        if (shape == 0) /* a hub */
            segment(&l, 0, 0, 2e7 * cos(6.28 * t), 2e7 * sin(6.28 * t));
        else if (shape == 1) /* a hatch, all aslant, uncut */
            segment(&l, 1000 * i, 0, 1000 * i + 2e7, 2e7);
        else if (shape == 2) /* islands in an island */
            for (int k = 0; k < 4; k++)
                segment(&l, 3000 * (i % 141) + 1000 * (k == 1 || k == 2),
                        3000 * (i / 141) + 1000 * (k > 1),
                        3000 * (i % 141) + 1000 * (k < 2),
                        3000 * (i / 141) + 1000 * (k == 1 || k == 2));
        else if (shape == 3) /* a dense heap, and a few lines across a country */
            segment(&l, i % 200 ? 3e4 * u : -5e8 + 1e9 * u, i % 200 ? 3e4 * v : -5e8,
                    i % 200 ? 3e4 * u + 100 : -5e8 + 1e9 * v,
                    i % 200 ? 3e4 * v + 100 : 5e8);
        else if (i < 700) /* long lines that all cross each other */
            segment(&l, 2e7 * u, 0, 2e7 * v, 2e7);
    }
    return l;
}

static void hard_shapes(void)
{
    static const char *const names[] = { "hub", "hatch", "islands", "heap", "knot" };
    for (int shape = 0; shape < 5; shape++) {
        lines l = hard(shape);
        sz_edges e = { 0 };
        sz_faces f = { 0 };
        double took[2];
        run(&l, 2, took, &e, &f);
        printf("%s: %zu segments -> %d edges, %d faces, %d rounds: "
               "noding %.0f ns, faces %.0f ns an edge\n",
               names[shape], l.point.n - (l.row.n - 1), e.n_edges, f.n - 1, e.rounds,
               1e9 * took[0] / e.n_edges, 1e9 * took[1] / e.n_edges);
        sz__edges_release(&e);
        sz__faces_release(&f);
        release(&l);
    }
}

int main(int argc, char **argv)
{
    coverage();
    hard_shapes();
    GEOSContextHandle_t geos = GEOS_init_r();
    for (int i = 1; i < argc || i == 1; i++) {
        lines l = argc > 1 ? read_lines(geos, argv[i]) : lattice(60);
        against_geos(geos, &l, argc > 1 ? argv[i] : "lattice");
        release(&l);
    }
    GEOS_finish_r(geos);
    return EXIT_SUCCESS;
}
