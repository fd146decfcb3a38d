/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sides of named lines: by hand on single lines, then on a lattice of streets. */
#include "text/side.h"

#include <math.h>
#include <string.h>

#include "plan/plan.h"
#include "sizhi/sizhi.h"
#include "tests/lattice.h"
#include "tests/suite.h"

enum { STREET = 0 };

/* A map of lines only, all of one name, and a source that spans BOX. */
typedef struct sketch {
    sz_map map;
    size_t row[8];
    double xy[64];
    int32_t name[8], parcel[2];
    double x[2], y[2], area[2];
} sketch;

static void sketch_open(sketch *s, double x1, double y1, double x2, double y2)
{
    memset(s, 0, sizeof *s);
    s->x[0] = x1, s->y[0] = y1, s->x[1] = x2, s->y[1] = y2;
    s->parcel[1] = 1;
    s->map.n = 2;
    s->map.x = s->x, s->map.y = s->y, s->map.area = s->area;
    s->map.l_row = s->row, s->map.l_xy = s->xy, s->map.l_name = s->name;
}

static void sketch_line(sketch *s, const double *xy, size_t n)
{
    int32_t i = s->map.n_lines++;
    memcpy(s->xy + 2 * s->row[i], xy, 2 * n * sizeof *xy);
    s->row[i + 1] = s->row[i] + n;
    s->name[i] = STREET;
}

#define LINE(s, ...)                                                                   \
    sketch_line(s, (const double[]){ __VA_ARGS__ },                                    \
                sizeof((const double[]){ __VA_ARGS__ }) / (2 * sizeof(double)))

static sz_divide sketch_divide(const sketch *s)
{
    static const int32_t name = STREET;
    sz_divide d;
    ck_assert_int_eq(sz__divide_init(&d, &s->map, &name, 1, s->parcel, 2, NULL),
                     SZ_SUCCESS);
    return d;
}

static bool on(const sz_divide *d, double x, double y, sz_dir dir)
{
    sz_look look = sz__divide_look(d, x, y);
    return sz__divide_side(d, &look, dir);
}

START_TEST(straight)
{
    sketch s;
    sketch_open(&s, 0, -500, 1000, 500);
    LINE(&s, 100, 0, 50, 0);
    LINE(&s, 100, 0, 200, 0); /* pieces of any direction are one line */
    sz_divide d = sketch_divide(&s);
    ck_assert_double_eq_tol(d.length_m, 150, 1e-9);
    ck_assert_double_eq_tol(sz__divide_angle(&d, SZ_DIR_N), 0, 1e-6);
    ck_assert_double_eq_tol(sz__divide_angle(&d, SZ_DIR_SW), 45, 1e-6);
    ck_assert_double_eq_tol(sz__divide_angle(&d, SZ_DIR_E), 90, 1e-6);
    ck_assert_double_eq(sz__divide_angle(&d, SZ_DIR_INSIDE), 90);
    for (double x = 0; x <= 1000; x += 125) { /* far beyond its ends, too */
        ck_assert(on(&d, x, 10, SZ_DIR_N) && !on(&d, x, -10, SZ_DIR_N));
        ck_assert(on(&d, x, -10, SZ_DIR_S) && !on(&d, x, 10, SZ_DIR_S));
        ck_assert(on(&d, x, 10, SZ_DIR_NE) && on(&d, x, -10, SZ_DIR_SE));
    }
    sz__divide_release(&d);
}
END_TEST

START_TEST(diagonal)
{
    sketch s; /* rises to the north-east: it has a north side and a west side */
    sketch_open(&s, -500, -500, 500, 500);
    LINE(&s, 0, 0, 100, 100);
    sz_divide d = sketch_divide(&s);
    ck_assert_double_eq_tol(sz__divide_angle(&d, SZ_DIR_N), 45, 1e-6);
    ck_assert(on(&d, -300, 0, SZ_DIR_N) && on(&d, -300, 0, SZ_DIR_W));
    ck_assert(on(&d, 300, 0, SZ_DIR_S) && on(&d, 300, 0, SZ_DIR_E));
    ck_assert(on(&d, 300, 400, SZ_DIR_NW) && on(&d, 400, 300, SZ_DIR_SE));
    sz__divide_release(&d);
}
END_TEST

START_TEST(corner)
{
    sketch s; /* to the east, then to the north */
    sketch_open(&s, 0, -200, 400, 200);
    LINE(&s, 0, 0, 200, 0, 200, 200);
    sz_divide d = sketch_divide(&s);
    ck_assert(on(&d, 150, 50, SZ_DIR_N) && on(&d, 150, 50, SZ_DIR_W));
    ck_assert(on(&d, 250, -50, SZ_DIR_S) && on(&d, 250, -50, SZ_DIR_E));
    ck_assert(on(&d, 100, -50, SZ_DIR_S) && on(&d, 100, -50, SZ_DIR_E));
    sz_look look = sz__divide_look(&d, 230, -30); /* seen from its corner: south-east */
    ck_assert_double_eq_tol(look.nx, sqrt(0.5), 1e-9);
    ck_assert_double_eq_tol(look.ny, -sqrt(0.5), 1e-9);
    ck_assert_double_eq_tol(look.distance, hypot(30, 30), 1e-9);
    sz__divide_release(&d);
}
END_TEST

START_TEST(gaps)
{
    sketch s; /* the gap rises by 60 m over 100 m: extensions would pass each other */
    sketch_open(&s, 0, -300, 300, 300);
    LINE(&s, 0, 0, 100, 0);
    LINE(&s, 200, 60, 300, 60);
    LINE(&s, 5000, 5000, 5100, 5000); /* another place of that name */
    sz_divide d = sketch_divide(&s);
    ck_assert_double_eq(d.length_m, 200);
    ck_assert(on(&d, 190, 52, SZ_DIR_S) && on(&d, 190, 58, SZ_DIR_N));
    ck_assert(on(&d, 110, 10, SZ_DIR_N) && on(&d, 110, 2, SZ_DIR_S));
    sz__divide_release(&d);
}
END_TEST

/* 德安里 and its road in small: to the north of the source both arms of the road split
 * to go round a place, and none of the four ramps points at another. */
START_TEST(roundabout)
{
    sketch s;
    sketch_open(&s, -500, -500, 500, 0);
    LINE(&s, 0, -600, 0, -20, -15, 5);
    LINE(&s, 0, -20, 15, 5);
    LINE(&s, 0, 600, 0, 120, -35, 95);
    LINE(&s, 0, 120, 35, 95);
    sz_divide d = sketch_divide(&s);
    for (double y = -500; y <= 0; y += 50)
        for (double x = 25; x <= 500; x += 25) {
            ck_assert(on(&d, x, y, SZ_DIR_E) && !on(&d, x, y, SZ_DIR_W));
            ck_assert(on(&d, -x, y, SZ_DIR_W) && !on(&d, -x, y, SZ_DIR_E));
        }
    sz__divide_release(&d);
}
END_TEST

START_TEST(goes_on)
{
    sketch s; /* a branch of that name beside the road: drawn on it would cross it */
    sketch_open(&s, -500, -500, 500, 500);
    LINE(&s, 0, -500, 0, 500);
    LINE(&s, 40, 100, 140, 200);
    sz_divide d = sketch_divide(&s);
    ck_assert(on(&d, -100, -130, SZ_DIR_W) && !on(&d, -100, -130, SZ_DIR_E));
    ck_assert(on(&d, 300, -200, SZ_DIR_E) && on(&d, -300, 400, SZ_DIR_W));
    sz__divide_release(&d);
}
END_TEST

START_TEST(outside)
{
    sketch s; /* a small source; the second line ends to the north-east of it */
    sketch_open(&s, 0, 0, 100, 100);
    LINE(&s, 50, 20, 50, 130);
    LINE(&s, 120, 140, 190, 210);
    sz_divide d = sketch_divide(&s);
    for (double y = 5; y < 100; y += 10)
        for (double x = 5; x < 50; x += 10)
            ck_assert(on(&d, x, y, SZ_DIR_W) && on(&d, 100 - x, y, SZ_DIR_E));
    sz__divide_release(&d);
}
END_TEST

START_TEST(alone_outside)
{
    sketch s; /* the road ends before the source: drawn on, it parts it all the same */
    sketch_open(&s, 0, 0, 400, 100);
    LINE(&s, 100, 250, 100, 130);
    sz_divide d = sketch_divide(&s);
    ck_assert(on(&d, 90, 10, SZ_DIR_W) && on(&d, 110, 10, SZ_DIR_E));
    ck_assert(on(&d, 380, 90, SZ_DIR_E));
    sz__divide_release(&d);
}
END_TEST

START_TEST(off_a_ramp)
{
    sketch s; /* a ramp leaves to the east: what lies off its end is to the east */
    sketch_open(&s, -500, -500, 500, 500);
    LINE(&s, 0, -500, 0, 0, 0, 500);
    LINE(&s, 0, 0, 60, 5);
    sz_divide d = sketch_divide(&s);
    for (double y = -60; y <= 60; y += 10)
        ck_assert(on(&d, 300, y, SZ_DIR_E) && !on(&d, 300, y, SZ_DIR_W));
    sz_look look = sz__divide_look(&d, 300, 5);
    ck_assert_double_eq_tol(look.distance, 240, 1e-9);
    ck_assert_double_eq_tol(look.nx, 1, 1e-9);
    sz__divide_release(&d);
}
END_TEST

START_TEST(ring)
{
    sketch s; /* a ring road with a street of the same name that leaves it */
    sketch_open(&s, -300, -300, 300, 300);
    LINE(&s, 100, 100, -100, 100, -100, -100);
    LINE(&s, -100, -100, 100, -100, 100, 100);
    sz_divide d = sketch_divide(&s);
    ck_assert(d.ring);
    ck_assert_double_eq(sz__divide_angle(&d, SZ_DIR_INSIDE), 0);
    ck_assert(on(&d, 30, -70, SZ_DIR_INSIDE) && !on(&d, 130, -70, SZ_DIR_INSIDE));
    ck_assert(on(&d, -200, 0, SZ_DIR_OUTSIDE) && !on(&d, 0, 0, SZ_DIR_OUTSIDE));
    ck_assert(on(&d, 0, 150, SZ_DIR_N) && !on(&d, 0, -150, SZ_DIR_N));
    sz__divide_release(&d);
}
END_TEST

/* Where X, Y lies by all points of the lines of NAME that are abreast of it, 30 m to the
 * north and south: 1 east of them all by 10 m and more, -1 west, 0 neither. */
static int abreast(const sz_map *m, int32_t name, double x, double y)
{
    double west = HUGE_VAL, east = -HUGE_VAL;
    for (int32_t l = 0; l < m->n_lines; l++)
        for (size_t i = m->l_row[l]; m->l_name[l] == name && i + 1 < m->l_row[l + 1]; i++)
            for (int t = 0; t <= 50; t++) {
                const double *s = m->l_xy + 2 * i;
                double u = s[0] + (s[2] - s[0]) * t / 50, v = s[1] + (s[3] - s[1]) * t / 50;
                if (fabs(v - y) > 30)
                    continue;
                west = fmin(west, u);
                east = fmax(east, u);
            }
    return x > east + 10 && east > west ? 1 : x < west - 10 && east > west ? -1 : 0;
}

/* 敦化南路一段 runs from south to north through 大安區 on four carriageways, with a
 * roundabout between them. Whatever 里 it touches, east of it is not west of it. */
START_TEST(carriageways)
{
    static const char *li[] = { "德安里", "建倫里", "仁愛里", "敦安里" };
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    sz_project *project = NULL;
    const char *top = getenv("SZ_TESTDATA");
    char units[1024], path[1024];
    const char *lines = path;
    snprintf(units, sizeof units, "%s/taipei_daan/units.geojson", top ? top : "testdata");
    snprintf(path, sizeof path, "%s/taipei_daan/lines.geojson", top ? top : "testdata");
    o.units = units;
    o.lines = &lines;
    o.n_lines = 1;
    ck_assert_int_eq(sz_import(&o, &project, NULL, NULL), SZ_SUCCESS);
    const sz_plan *plan = sz_project_present(project);
    const sz_map *m = plan->map;
    int32_t road = sz__names_find(&m->names, "敦化南路一段"), judged = 0;
    int32_t *source = malloc((size_t)m->n * sizeof *source);
    for (size_t k = 0; k < sizeof li / sizeof *li; k++) {
        size_t n = 0;
        sz_divide d;
        for (int32_t p = 0; p < m->n; p++)
            if (plan->of[p] >= 0 && strcmp(plan->tally[plan->of[p]].name, li[k]) == 0)
                source[n++] = p;
        ck_assert_uint_gt(n, 20);
        ck_assert_int_eq(sz__divide_init(&d, m, &road, 1, source, n, NULL), SZ_SUCCESS);
        for (size_t i = 0; i < n; i++) {
            double x = m->x[source[i]], y = m->y[source[i]];
            int where = abreast(m, road, x, y);
            judged += where != 0;
            ck_assert_msg(!where || on(&d, x, y, SZ_DIR_E) == (where > 0),
                          "%s, parcel %d", li[k], (int)source[i]);
        }
        sz__divide_release(&d);
    }
    ck_assert_int_gt(judged, 60);
    free(source);
    sz_project_free(project);
}
END_TEST

START_TEST(nothing)
{
    sketch s;
    sketch_open(&s, 0, 0, 1, 1);
    sz_divide d = sketch_divide(&s);
    ck_assert_uint_eq(d.n, 0);
    sz__divide_release(&d);
}
END_TEST

/* 6 by 6 blocks of 100 m, crooked by up to 20 m; 横路 is row 2, 竖路 column 4. */
START_TEST(streets)
{
    lattice l;
    lattice_open(&l, 6, 6, 100, 0.1, 7);
    lattice_line(&l, true, 2, SZ_BARRIER_STREET, "横路");
    lattice_line(&l, false, 4, SZ_BARRIER_STREET, "竖路");
    sz_map *m = lattice_close(&l);
    int32_t all[36], names[2] = { sz__names_find(&m->names, "横路"),
                                  sz__names_find(&m->names, "竖路") };
    bool in[36], got[36];
    for (int32_t p = 0; p < 36; p++)
        all[p] = p;
    sz_divide d[2];
    for (int k = 0; k < 2; k++)
        ck_assert_int_eq(sz__divide_init(&d[k], m, &names[k], 1, all, 36, NULL), 0);
    sz__divide_split(&d[0], m, SZ_DIR_N, all, 36, got);
    for (int p = 0; p < 36; p++)
        ck_assert_int_eq(got[p], p / 6 >= 2);
    sz__divide_split(&d[1], m, SZ_DIR_W, all, 36, got);
    double on_m, off_m;
    for (int p = 0; p < 36; p++) {
        in[p] = got[p] && p / 6 < 2;
        ck_assert_int_eq(got[p], p % 6 < 4);
        sz__divide_reach(&d[1], m, SZ_DIR_W, p, &on_m, &off_m);
        ck_assert(fmin(on_m, off_m) < 0.02); /* a street cuts no block */
        ck_assert(fmax(on_m, off_m) > 50);
    }
    /* the 8 blocks south-west have 4 streets of 横路 and 2 of 竖路 */
    double want = 0;
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t p = m->b_left[b], q = m->b_right[b];
        if (p >= 0 && q >= 0 && in[p] != in[q])
            want += m->b_length[b];
    }
    ck_assert_double_gt(want, 500);
    ck_assert_double_eq_tol(sz__divide_touch(m, names, 2, in), want, 1e-6);
    sz__divide_release(&d[0]);
    sz__divide_release(&d[1]);
    sz_map_free(m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("text_side");
    tcase_add_test(tc, straight);
    tcase_add_test(tc, diagonal);
    tcase_add_test(tc, corner);
    tcase_add_test(tc, gaps);
    tcase_add_test(tc, roundabout);
    tcase_add_test(tc, goes_on);
    tcase_add_test(tc, outside);
    tcase_add_test(tc, alone_outside);
    tcase_add_test(tc, off_a_ramp);
    tcase_add_test(tc, carriageways);
    tcase_add_test(tc, ring);
    tcase_add_test(tc, nothing);
    tcase_add_test(tc, streets);
    return run_suite("text_side", tc);
}
