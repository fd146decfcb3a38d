/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A district at random, built as an import builds one: crooked blocks in rows, streets,
 * rails and rivers between some rows, towns that halve it, communities round random
 * blocks, estates and grids, an office in each community. */
#ifndef SIZHI_TESTS_DISTRICT_H
#define SIZHI_TESTS_DISTRICT_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/findings.h"
#include "core/rng.h"
#include "map/build.h"
#include "sizhi/account.h"

typedef struct district {
    int side;              /* blocks in a row */
    int communities;
    uint64_t seed;
} district;

/* A number in -0.5 .. 0.5 that belongs to I, J, K. */
static inline double district_jitter(const district *d, int i, int j, int k)
{
    sz_rng rng;
    sz__rng_init(&rng, d->seed, (uint64_t)((i * 4096 + j) * 8 + k) + 1);
    return sz__rng_unit(&rng) - 0.5;
}

enum { DISTRICT_STEPS = 4 }; /* pieces of a side */

/* Point STEP of the side that leaves corner (I, J) along x (ACROSS) or y. */
static inline void district_point(const district *d, int i, int j, bool across, int step,
                                  double out[2])
{
    double f = (double)step / DISTRICT_STEPS, bend = step % DISTRICT_STEPS ? 6 : 0;
    int k = across ? i + 1 : i, l = across ? j : j + 1;
    for (int axis = 0; axis < 2; axis++) {
        double from = (axis ? j : i) * 100.0 + 30 * district_jitter(d, i, j, axis);
        double to = (axis ? l : k) * 100.0 + 30 * district_jitter(d, k, l, axis);
        out[axis] = (axis ? 3000000.0 : 500000.0) + from + f * (to - from) +
                    bend * district_jitter(d, i, j, 2 + (across ? 0 : 3) + step % 3);
    }
}

static inline bool district_side(sz_source *s, const district *d, int i, int j,
                                 bool across, bool back)
{
    bool ok = true;
    for (int k = 0; k < DISTRICT_STEPS && ok; k++) {
        double p[2];
        district_point(d, i, j, across, back ? DISTRICT_STEPS - k : k, p);
        ok = sz__push(&s->xy, p[0]) && sz__push(&s->xy, p[1]);
    }
    return ok;
}

/* The ring of block (I, J). */
static inline bool district_ring(sz_source *s, const district *d, int i, int j)
{
    size_t from = s->xy.n / 2;
    double first[2];
    district_point(d, i, j, true, 0, first);
    return district_side(s, d, i, j, true, false) &&
           district_side(s, d, i + 1, j, false, false) &&
           district_side(s, d, i, j + 1, true, true) &&
           district_side(s, d, i, j, false, true) && sz__push(&s->xy, first[0]) &&
           sz__push(&s->xy, first[1]) &&
           sz__push(&s->ring, (sz_ring){ from, s->xy.n / 2, false });
}

static inline int32_t district_text(sz_source *s, const char *fmt, int number)
{
    char text[48];
    snprintf(text, sizeof text, fmt, number);
    return sz__names_add(&s->names, text);
}

static inline int district_town(const district *d, int i)
{
    return i >= d->side / 2;
}

/* Middle of community C: its block. */
static inline void district_middle(const district *d, int c, int *i, int *j)
{
    sz_rng rng;
    sz__rng_init(&rng, d->seed, (uint64_t)c + ((uint64_t)1 << 40));
    *i = (int)sz__rng_below(&rng, (uint32_t)d->side);
    *j = (int)sz__rng_below(&rng, (uint32_t)d->side);
}

/* The community of block (I, J): that of its town with the nearest middle. */
static inline int district_community(const district *d, int i, int j)
{
    int best = -1, least = 0;
    for (int c = 0; c < d->communities; c++) {
        int x, y;
        district_middle(d, c, &x, &y);
        int far = (x - i) * (x - i) + (y - j) * (y - j);
        if (district_town(d, x) == district_town(d, i) && (best < 0 || far < least)) {
            best = c;
            least = far;
        }
    }
    return best;
}

static inline bool district_block(sz_source *s, const district *d, int i, int j,
                                  sz_rng *rng)
{
    static const char *const kinds[] = { "小区", "网格", "村改居", "安置点" };
    int c = district_community(d, i, j), u = (i / 2) * d->side + j;
    sz_area a = sz__area(SZ_LAYER_PARCELS);
    a.fid = (int64_t)s->area.n + 1;
    a.town = district_text(s, "第%d镇", district_town(d, i));
    if (c >= 0 && sz__rng_below(rng, 300) > 0)
        a.community = district_text(s, "社区%d", c % (d->communities - 1));
    a.households = sz__rng_below(rng, 72);
    a.planned = sz__rng_below(rng, 12) == 0 ? 30 : 0;
    a.population = 3 * a.households;
    if (u % 3 == 0) {
        a.unit = district_text(s, "单元%d", u);
        a.kind = district_text(s, kinds[u / 3 % 4], 0);
    }
    a.ring_from = s->ring.n;
    a.ring_to = s->ring.n + 1;
    return district_ring(s, d, i, j) && sz__push(&s->area, a);
}

/* A line between the rows J - 1 and J (ACROSS), or columns. */
static inline bool district_line(sz_source *s, const district *d, int j, bool across,
                                 sz_barrier barrier)
{
    sz_barrier_line line = { .barrier = barrier, .use = SZ_LINE_CUTS, .fid = 1,
                             .file = -1, .from = s->xy.n / 2,
                             .name = district_text(s, across ? "横%d路" : "纵%d路", j) };
    bool ok = true;
    for (int i = 0; i < d->side && ok; i++)
        ok = district_side(s, d, across ? i : j, across ? j : i, across, false);
    double last[2];
    district_point(d, across ? d->side - 1 : j, across ? j : d->side - 1, across,
                   DISTRICT_STEPS, last);
    ok = ok && sz__push(&s->xy, last[0]) && sz__push(&s->xy, last[1]);
    line.to = s->xy.n / 2;
    return ok && sz__push(&s->line, line);
}

static inline bool district_source(sz_source *s, const district *d)
{
    static const sz_barrier classes[] = { SZ_BARRIER_STREET, SZ_BARRIER_RIVER,
                                          SZ_BARRIER_ARTERIAL, SZ_BARRIER_RAIL };
    sz_rng rng;
    sz__rng_init(&rng, d->seed, 0);
    *s = (sz_source){ 0 };
    s->crs = sz__dup("EPSG:4549", 10, 1);
    bool ok = s->crs != NULL;
    for (int i = 0; i < d->side && ok; i++)
        for (int j = 0; j < d->side && ok; j++)
            ok = district_block(s, d, i, j, &rng);
    for (int j = 2; j < d->side && ok; j += 3) {
        ok = district_line(s, d, j, true, classes[j / 3 % 4]);
        if (ok && j % 2)
            ok = district_line(s, d, j, false, classes[(j / 3 + 1) % 4]);
    }
    for (int c = 0; c + 1 < d->communities && ok; c++) {
        int x, y;
        district_middle(d, c % 11 == 10 ? c - 1 : c, &x, &y); /* some share one */
        ok = sz__push(&s->office, (sz_office_spot){
            500050.0 + 100 * x, 3000050.0 + 100 * y, -1, district_text(s, "社区%d", c),
            district_text(s, "第%d镇", district_town(d, x)), 300 + c, 5 + c % 7,
            20 + c % 30 });
    }
    return ok;
}

/* Build it; false when that fails, ERR saying why. The caller frees BUILT->map. */
static inline bool district_build(const district *d, sz_built *built, sz_error *err)
{
    sz_source source;
    sz_account account = { 0 };
    sz_build_options options = { .as_is = true };
    sz_findings *findings = NULL;
    bool ok = district_source(&source, d) &&
              sz__findings_new(&findings, err) == SZ_SUCCESS &&
              sz__map_build(built, &source, &options, &account, findings, err) ==
                  SZ_SUCCESS;
    sz__source_release(&source);
    sz_findings_free(findings);
    return ok;
}

#endif
