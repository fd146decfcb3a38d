/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Paths on the grid, their edges and faces, for the tests of noding and faces. */
#ifndef SIZHI_TESTS_PATHS_H
#define SIZHI_TESTS_PATHS_H

#include "core/array.h"
#include "core/rng.h"
#include "geom/faces.h"
#include "tests/suite.h"

typedef struct paths {
    SZ__ARRAY(sz_gpoint) point;
    SZ__ARRAY(size_t) row;
} paths;

static inline void add_point(paths *p, int32_t x, int32_t y)
{
    ck_assert(sz__push(&p->point, (sz_gpoint){ x, y }));
}

static inline void end_path(paths *p)
{
    if (p->row.n == 0)
        ck_assert(sz__push(&p->row, 0));
    ck_assert(sz__push(&p->row, p->point.n));
}

static inline void release(paths *p)
{
    free(p->point.at);
    free(p->row.at);
}

static inline sz_edges node(const paths *p)
{
    sz_edges e = { 0 };
    sz_error err = SZ_ERROR_INIT;
    size_t none = 0;
    sz_status got = sz__node_paths(&e, p->point.at, p->row.n ? p->row.at : &none,
                                   p->row.n ? p->row.n - 1 : 0, &err);
    ck_assert_msg(got == SZ_SUCCESS, "%s", err.message);
    return e;
}

/* "0 0, 5 5; 1 1, 2 2" -> two paths of two points */
static inline paths parse(const char *text)
{
    paths p = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    char *end;
    while (*text) {
        long x = strtol(text, &end, 10), y = strtol(end, &end, 10);
        add_point(&p, (int32_t)x, (int32_t)y);
        if (*end != ',')
            end_path(&p);
        text = *end ? end + 1 : end;
    }
    return p;
}

static inline sz_faces faces_of(const sz_edges *e)
{
    sz_faces f = { 0 };
    sz_error err = SZ_ERROR_INIT;
    ck_assert_msg(sz__faces(&f, e, &err) == SZ_SUCCESS, "%s", err.message);
    return f;
}

static inline int32_t start_of(const sz_edges *e, int32_t h)
{
    return h & 1 ? e->b[h >> 1] : e->a[h >> 1];
}

/* Random walks: N paths of POINTS points in a square of SIDE grid units round
 * the origin, each point up to STEP from the last one. */
static inline paths random_paths(uint64_t seed, int n, int points, int32_t side,
                                 int32_t step)
{
    paths p = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    sz_rng rng;
    sz__rng_init(&rng, seed, 0);
    int32_t lo = -(side / 2), hi = lo + side - 1;
    for (int i = 0; i < n; i++) {
        int64_t x = lo + (int64_t)sz__rng_below(&rng, (uint32_t)side);
        int64_t y = lo + (int64_t)sz__rng_below(&rng, (uint32_t)side);
        for (int k = 0; k < points; k++) {
            add_point(&p, (int32_t)x, (int32_t)y);
            x += (int64_t)sz__rng_below(&rng, 2 * (uint32_t)step + 1) - step;
            y += (int64_t)sz__rng_below(&rng, 2 * (uint32_t)step + 1) - step;
            x = x < lo ? lo : x > hi ? hi : x;
            y = y < lo ? lo : y > hi ? hi : y;
        }
        end_path(&p);
    }
    return p;
}

#endif
