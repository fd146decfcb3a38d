/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Building a map: a coverage of 100,000 polygons with shared jagged sides and
 * 1,000 communities, and a town of 6,400 units cut by 160 roads beside their
 * outlines. CPU seconds by stage, and the total against its limit. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/platform.h"
#include "core/rng.h"
#include "map/build.h"

#define BENDS 4               /* points within a side */

static double cpu(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

typedef struct stage_clock {
    double since;
    char what[64];
} stage_clock;

static int tick(double fraction, const char *what, void *data)
{
    stage_clock *c = data;
    double now = cpu();
    if (c->what[0])
        printf("  %-22s %.3f s\n", c->what, now - c->since);
    snprintf(c->what, sizeof c->what, "%s", fraction < 1 ? what : "");
    c->since = now;
    return 1;
}

/* The place of lattice point or side point K of 0 .. BENDS + 1 between x, y and
 * its right (D = 0) or upper neighbour: jagged, the same for both polygons. */
static void side_point(int n, int x, int y, int d, int k, double out[2])
{
    sz_rng rng;
    int ends = k == 0 || k == BENDS + 1;
    if (k == BENDS + 1) {
        x += d == 0;
        y += d == 1;
    }
    bool rim = x == 0 || y == 0 || x == n || y == n;
    uint64_t stream = ends ? 0 : 1 + 2 * (uint64_t)k + (uint64_t)d;
    sz__rng_init(&rng, (uint64_t)y * 100003 + (uint64_t)x, stream);
    double t = ends ? 0 : (double)k / (BENDS + 1), jitter = ends ? 20 : 4;
    out[0] = 100 * (x + (d == 0 ? t : 0)) + jitter * (sz__rng_unit(&rng) - 0.5);
    out[1] = 100 * (y + (d == 1 ? t : 0)) + jitter * (sz__rng_unit(&rng) - 0.5);
    if (rim && ends) {
        out[0] = x == 0 || x == n ? 100.0 * x : out[0];
        out[1] = y == 0 || y == n ? 100.0 * y : out[1];
    }
}

static void push_side(sz_source *s, int n, int x, int y, int d, bool back)
{
    for (int k = 0; k <= BENDS; k++) {
        double p[2];
        side_point(n, x, y, d, back ? BENDS + 1 - k : k, p);
        if (!sz__push(&s->xy, p[0]) || !sz__push(&s->xy, p[1]))
            exit(EXIT_FAILURE);
    }
}

/* The block of lattice cells X .. X + SIZE, Y .. Y + SIZE as an area. */
static void push_block(sz_source *s, int n, int x, int y, int size, sz_layer layer,
                       int32_t name)
{
    sz_area a = sz__area(layer);
    size_t from = s->xy.n / 2;
    for (int i = 0; i < size; i++)
        push_side(s, n, x + i, y, 0, false);
    for (int i = 0; i < size; i++)
        push_side(s, n, x + size, y + i, 1, false);
    for (int i = size - 1; i >= 0; i--)
        push_side(s, n, x + i, y + size, 0, true);
    for (int i = size - 1; i >= 0; i--)
        push_side(s, n, x, y + i, 1, true);
    double first[2] = { s->xy.at[2 * from], s->xy.at[2 * from + 1] };
    a.name = name;
    a.fid = (int64_t)s->area.n;
    a.households = layer == SZ_LAYER_COMMUNITIES ? -1 : 1 + (x * 7 + y * 13) % 97;
    a.ring_from = s->ring.n;
    a.ring_to = s->ring.n + 1;
    if (!sz__push(&s->xy, first[0]) || !sz__push(&s->xy, first[1]) ||
        !sz__push(&s->ring, (sz_ring){ from, s->xy.n / 2, false }) ||
        !sz__push(&s->area, a))
        exit(EXIT_FAILURE);
}

static void push_road(sz_source *s, int n, double at, bool across, int number)
{
    char name[32];
    size_t from = s->xy.n / 2;
    for (int i = 0; i <= 5 * n; i++) {
        double along = 20.0 * i, off = at + 3 * sin(along / 90);
        if (!sz__push(&s->xy, across ? off : along) ||
            !sz__push(&s->xy, across ? along : off))
            exit(EXIT_FAILURE);
    }
    snprintf(name, sizeof name, "road %d", number);
    sz_barrier_line line = { .barrier = SZ_BARRIER_STREET,
        .name = sz__names_add(&s->names, name), .from = from, .to = s->xy.n / 2 };
    if (!sz__push(&s->line, line))
        exit(EXIT_FAILURE);
}

static void draw(sz_source *s, int n, int community, int roads)
{
    char name[64];
    for (int y = 0; y < n; y++)
        for (int x = 0; x < n; x++)
            push_block(s, n, x, y, 1, SZ_LAYER_PARCELS, -1);
    for (int y = 0; y + community <= n; y += community)
        for (int x = 0; x + community <= n; x += community) {
            snprintf(name, sizeof name, "community %d %d", x, y);
            push_block(s, n, x, y, community, SZ_LAYER_COMMUNITIES,
                       sz__names_add(&s->names, name));
        }
    for (int i = 1; i <= roads; i++)
        for (int across = 0; across < 2; across++)
            push_road(s, n, 100.0 * n * i / (roads + 1) + 5, across, 2 * i + across);
}

static int run(const char *what, int n, int community, int roads, double limit)
{
    sz_source s = { 0 };
    sz_built built = { 0 };
    sz_account account = { 0 };
    sz_findings *findings = NULL;
    sz_error err = SZ_ERROR_INIT;
    stage_clock c = { 0, "" };
    sz_build_options o = { .sliver_m2 = 50, .sliver_width = 3, .median_width = 25,
                           .follow = 15, .progress = tick, .progress_data = &c };
    draw(&s, n, community, roads);
    printf("%s: %zu polygons, %zu lines, %zu points\n", what, s.area.n, s.line.n,
           s.xy.n / 2);
    double before = cpu();
    sz_status status = sz__findings_new(&findings, &err);
    if (status == SZ_SUCCESS)
        status = sz__map_build(&built, &s, &o, &account, findings, &err);
    double took = cpu() - before;
    if (status != SZ_SUCCESS)
        printf("%s\n", err.message);
    else
        printf("  %zu parcels, %zu borders, %zu slivers; %.3f CPU s, %.2f of its limit "
               "of %g s; peak %.0f MiB\n", account.parcels, account.borders,
               account.slivers, took, took / limit, limit,
               (double)sz__peak_memory() / 1048576);
    sz__built_release(&built);
    sz__source_release(&s);
    sz_findings_free(findings);
    return status == SZ_SUCCESS ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(void)
{
    int town = run("town", 80, 8, 80, 0.8);
    int coverage = run("coverage", 316, 10, 0, 0.8);
    return town == EXIT_SUCCESS ? coverage : town;
}
