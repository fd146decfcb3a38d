/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Validity, repair, areas in common, cells, inner points: on shapes whose answers
 * are plain to see. */
#include <math.h>
#include <string.h>

#include "core/rng.h"
#include "geom/form.h"
#include "geom/neck.h"
#include "geom/shapes.h"
#include "geom/simple.h"
#include "tests/suite.h"

static sz_geos *geos;

static void open_geos(void)
{
    ck_assert_int_eq(sz__geos_open(&geos, NULL), SZ_SUCCESS);
}

static void close_geos(void)
{
    sz__geos_close(geos);
    geos = NULL;
}

/* A polygon of up to three rings over static arrays. */
typedef struct shape {
    size_t row[4];
    bool shell[3];
    double xy[40];
    size_t rings;
} shape;

static sz_polygon view(shape *s)
{
    return (sz_polygon){ s->rings, s->row, s->shell, s->xy };
}

#define BOX(x, y, a) x, y, (x) + (a), y, (x) + (a), (y) + (a), x, (y) + (a), x, y

static shape square = { { 0, 5 }, { true }, { BOX(0, 0, 10) }, 1 };
static shape holed = { { 0, 5, 10 }, { true, false },
                       { BOX(0, 0, 10), BOX(4, 4, 2) }, 2 };
static shape two_parts = { { 0, 5, 10 }, { true, true },
                           { BOX(0, 0, 10), BOX(20, 0, 2) }, 2 };
static shape bow_tie = { { 0, 5 }, { true }, { 0, 0, 2, 2, 2, 0, 0, 2, 0, 0 }, 1 };
static shape hole_outside = { { 0, 5, 10 }, { true, false },
                              { BOX(0, 0, 10), BOX(20, 20, 2) }, 2 };
static shape overlapping = { { 0, 5, 10 }, { true, true },
                             { BOX(0, 0, 10), BOX(5, 0, 10) }, 2 };
static shape pinched = { { 0, 9 }, { true },
                         { 0, 0, 10, 0, 10, 10, 5, 10, 6, 6, 4, 6, 5, 10, 0, 10, 0, 0 },
                         1 };
static shape spike = { { 0, 6 }, { true }, { 0, 0, 10, 0, 10, 10, 0, 10, 0, 20, 0, 0 },
                       1 };
static shape flat = { { 0, 4 }, { true }, { 0, 0, 10, 0, 5, 0, 0, 0 }, 1 };
static shape open_ring = { { 0, 4 }, { true }, { 0, 0, 10, 0, 10, 10, 0, 10 }, 1 };
static shape nothing = { { 0 }, { false }, { 0 }, 0 };

/* Area by the shoelace formula, holes taken off. */
static double area_of(const sz_polygon *p)
{
    double sum = 0;
    for (size_t r = 0; r < p->rings; r++) {
        double ring = 0;
        for (size_t i = p->row[r]; i + 1 < p->row[r + 1]; i++) {
            const double *a = p->xy + 2 * i;
            ring += a[0] * a[3] - a[2] * a[1];
        }
        sum += p->shell[r] ? fabs(ring) / 2 : -fabs(ring) / 2;
    }
    return sum;
}

static const struct {
    const char *label;
    shape *s;
    bool valid;
    const char *why;     /* begins with; NULL: any */
    double area;         /* after repair; -1: GEOS takes no such ring */
    size_t rings;
} rows[] = {
    { "square", &square, true, "", 100, 1 },
    { "with a hole", &holed, true, "", 96, 2 },
    { "two parts", &two_parts, true, "", 104, 2 },
    { "bow tie", &bow_tie, false, "Self-intersection at 1 1", 2, 2 },
    { "hole outside", &hole_outside, false, "Hole lies outside shell", 104, 2 },
    { "overlapping parts", &overlapping, false, "Self-intersection", 150, 1 },
    { "ring touches itself", &pinched, false, "Ring Self-intersection at 5 10", 96, 2 },
    { "spike", &spike, false, "Ring Self-intersection", 100, 1 },
    { "flat", &flat, false, NULL, 0, 0 },
    { "open ring", &open_ring, false, NULL, -1, 0 },
    { "empty", &nothing, true, "", 0, 0 },
};

START_TEST(validity_and_repair)
{
    char why[128];
    bool valid = !rows[_i].valid;
    sz_polygon p = view(rows[_i].s), fixed = { 0 };
    ck_assert_int_eq(sz__polygon_valid(geos, &p, &valid, why, NULL), SZ_SUCCESS);
    ck_assert_msg(valid == rows[_i].valid, "%s: %s", rows[_i].label, why);
    if (rows[_i].why)
        ck_assert_msg(strncmp(why, rows[_i].why, strlen(rows[_i].why)) == 0, "%s: %s",
                      rows[_i].label, why);
    if (!valid)
        ck_assert_str_ne(why, "");
    if (rows[_i].area < 0) {
        ck_assert_int_eq(sz__polygon_repair(geos, &p, &fixed, NULL), SZ_ERR_GEOMETRY);
        return;
    }
    ck_assert_int_eq(sz__polygon_repair(geos, &p, &fixed, NULL), SZ_SUCCESS);
    ck_assert_double_eq_tol(area_of(&fixed), rows[_i].area, 1e-9);
    ck_assert_uint_eq(fixed.rings, rows[_i].rings);
    ck_assert_int_eq(sz__polygon_valid(geos, &fixed, &valid, NULL, NULL), SZ_SUCCESS);
    ck_assert(valid);
    sz__polygon_release(&fixed);
}
END_TEST

static bool in_square(double x, double y, double x0, double y0, double a)
{
    return x > x0 && x < x0 + a && y > y0 && y < y0 + a;
}

START_TEST(inner_points_lie_inside)
{
    double x = 0, y = 0;
    sz_polygon p = view(&holed);
    ck_assert_int_eq(sz__polygon_inner_point(geos, &p, &x, &y, NULL), SZ_SUCCESS);
    ck_assert(in_square(x, y, 0, 0, 10) && !in_square(x, y, 4, 4, 2));
    p = view(&nothing);
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz__polygon_inner_point(geos, &p, &x, &y, &err), SZ_ERR_GEOMETRY);
    ck_assert_str_ne(err.message, "");
}
END_TEST

/* Four 10 x 10 squares in a row, one 10 x 10 hole filled by a fifth. */
static shape strip[] = {
    { { 0, 5 }, { true }, { BOX(0, 0, 10) }, 1 },
    { { 0, 5 }, { true }, { BOX(10, 0, 10) }, 1 },
    { { 0, 5, 10 }, { true, false }, { BOX(20, 0, 10), BOX(22, 2, 4) }, 2 },
    { { 0 }, { false }, { 0 }, 0 },
    { { 0, 5 }, { true }, { BOX(22, 2, 4) }, 1 },
};

static const struct {
    const char *label;
    shape probe;
    size_t n;
    int32_t who[3];
    double area[3];
} probes[] = {
    { "inside one", { { 0, 5 }, { true }, { BOX(1, 1, 2) }, 1 }, 1, { 0 }, { 4 } },
    { "over two", { { 0, 5 }, { true }, { BOX(8, 2, 4) }, 1 }, 2, { 0, 1 }, { 8, 8 } },
    { "over a hole", { { 0, 5 }, { true }, { BOX(18, 0, 10) }, 1 }, 3, { 1, 2, 4 },
      { 20, 64, 16 } },
    { "exactly one", { { 0, 5 }, { true }, { BOX(10, 0, 10) }, 1 }, 1, { 1 }, { 100 } },
    { "touches only", { { 0, 5 }, { true }, { BOX(-5, 0, 5) }, 1 }, 0, { 0 }, { 0 } },
    { "far away", { { 0, 5 }, { true }, { BOX(500, 500, 5) }, 1 }, 0, { 0 }, { 0 } },
    { "empty", { { 0 }, { false }, { 0 }, 0 }, 0, { 0 }, { 0 } },
};

START_TEST(areas_in_common)
{
    sz_polygon set[5];
    for (int i = 0; i < 5; i++)
        set[i] = view(&strip[i]);
    sz_overlay *overlay = NULL;
    ck_assert_int_eq(sz__overlay_open(geos, &overlay, set, 5, NULL), SZ_SUCCESS);
    shape probe = probes[_i].probe;
    sz_polygon p = view(&probe);
    size_t n = 99;
    int32_t *who = NULL;
    double *area = NULL;
    ck_assert_int_eq(sz__overlay_areas(overlay, &p, &n, &who, &area, NULL), SZ_SUCCESS);
    ck_assert_msg(n == probes[_i].n, "%s: %zu", probes[_i].label, n);
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(who[i], probes[_i].who[i]);
        ck_assert_double_eq_tol(area[i], probes[_i].area[i], 1e-9);
    }
    free(who);
    free(area);
    sz__overlay_close(overlay);
}
END_TEST

/* Between (2, 5) and (8, 5) runs x = 5; four corners of a square meet at its
 * centre; one point and none have no sides. */
START_TEST(voronoi_sides_are_bisectors)
{
    const double box[4] = { 0, 0, 10, 10 };
    const double two[] = { 2, 5, 8, 5 }, four[] = { 2, 2, 8, 2, 8, 8, 2, 8 };
    double *sides = NULL, length = 0;
    size_t n = 0;
    ck_assert_int_eq(sz__voronoi_sides(geos, two, 2, box, &sides, &n, NULL), 0);
    for (size_t i = 0; i < n; i++) {
        ck_assert_double_eq_tol(sides[4 * i], 5, 1e-9);
        ck_assert_double_eq_tol(sides[4 * i + 2], 5, 1e-9);
        length += fabs(sides[4 * i + 3] - sides[4 * i + 1]);
    }
    ck_assert_double_eq_tol(length, 10, 1e-9);
    free(sides);
    ck_assert_int_eq(sz__voronoi_sides(geos, four, 4, box, &sides, &n, NULL), 0);
    length = 0;
    for (const double *s = sides; s < sides + 4 * n; s += 4)
        length += hypot(s[2] - s[0], s[3] - s[1]);
    ck_assert_double_eq_tol(length, 20, 1e-9);
    free(sides);
    for (size_t few = 0; few < 2; few++) {
        sides = NULL;
        ck_assert_int_eq(sz__voronoi_sides(geos, two, few, box, &sides, &n, NULL),
                         SZ_SUCCESS);
        ck_assert_uint_eq(n, 0);
        free(sides);
    }
}
END_TEST

/* A ring once round its middle is simple, one twice round (the pentagram, a square
 * walked two times) is not. */
START_TEST(stars_are_simple)
{
    const double pi = acos(-1);
    for (int round = 1; round <= 2; round++)
        for (int n = 5; n <= 31; n += 2) {
            double xy[64];
            for (int i = 0; i <= n; i++) {
                double angle = 2 * pi * (i % n) * round / n;
                xy[2 * i] = 5e5 + (10 + i % n % 3) * cos(angle);
                xy[2 * i + 1] = 3e6 + (10 + i % n % 3) * sin(angle);
            }
            ck_assert_int_eq(sz__ring_surely_simple(xy, (size_t)n + 1), round == 1);
        }
    double twice[] = { 0, 0, 2, 0, 2, 2, 0, 2, 0, 0, 2, 0, 2, 2, 0, 2, 0, 0 };
    ck_assert(!sz__ring_surely_simple(twice, 9));
    ck_assert(sz__ring_surely_simple(twice, 5));
}
END_TEST

/* On rings of few grid points anything can happen; what passes, GEOS must call
 * valid. */
START_TEST(surely_simple_is_valid)
{
    sz_rng rng;
    int simple = 0, valid = 0;
    sz__rng_init(&rng, 11, 0);
    for (int i = 0; i < 5000; i++) {
        size_t n = 3 + sz__rng_below(&rng, 6);
        shape s = { .row = { 0, n + 1 }, .shell = { true }, .rings = 1 };
        for (size_t k = 0; k < 2 * n; k++)
            s.xy[k] = sz__rng_below(&rng, 6);
        s.xy[2 * n] = s.xy[0];
        s.xy[2 * n + 1] = s.xy[1];
        sz_polygon p = view(&s);
        bool good = false;
        ck_assert_int_eq(sz__polygon_valid(geos, &p, &good, NULL, NULL), SZ_SUCCESS);
        bool passes = sz__ring_surely_simple(s.xy, n + 1);
        ck_assert_msg(good || !passes, "ring %d", i);
        simple += passes;
        valid += good;
    }
    ck_assert_msg(simple > 500 && valid < 4000, "%d simple, %d valid", simple, valid);
}
END_TEST

/* Worked out by hand: the L is a square of 10 without its upper right quarter; the
 * dumbbell is two squares of 10 joined by a corridor 4 long and 2 wide. */
static shape ell = { { 0, 7 }, { true },
                     { 0, 0, 10, 0, 10, 5, 5, 5, 5, 10, 0, 10, 0, 0 }, 1 };
static shape dumbbell = { { 0, 13 }, { true },
                          { 0, 0, 10, 0, 10, 4, 14, 4, 14, 0, 24, 0, 24, 10,
                            14, 10, 14, 6, 10, 6, 10, 10, 0, 10, 0, 0 }, 1 };

START_TEST(forms_of_plain_shapes)
{
    const double pi = 3.14159265358979323846;
    const struct {
        shape *s;
        double area, perimeter, polsby, reock, hull;
    } want[] = {
        { &square, 100, 40, pi / 4, 2 / pi, 1 },
        { &holed, 96, 48, 4 * pi * 96 / (48 * 48), 96 / (50 * pi), 0.96 },
        { &ell, 75, 40, 4 * pi * 75 / 1600, 75 / (50 * pi), 75 / 87.5 },
        { &dumbbell, 208, 84, 4 * pi * 208 / (84 * 84), 208 / (169 * pi), 208.0 / 240 },
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        sz_polygon p = view(want[i].s);
        sz_form f = { .area = want[i].area, .perimeter = want[i].perimeter };
        ck_assert_int_eq(sz__points_form(geos, p.xy, p.row[p.rings], &f, NULL),
                         SZ_SUCCESS);
        ck_assert_double_eq_tol(sz__polsby_popper(&f), want[i].polsby, 1e-9);
        ck_assert_double_eq_tol(sz__reock(&f), want[i].reock, 1e-6);
        ck_assert_double_eq_tol(sz__hull_ratio(&f), want[i].hull, 1e-9);
    }
}
END_TEST

/* A comb of two teeth 4 wide with a slit of 1 between them: the slit is no neck, nor are
 * the two teeth together; each is one, if it is large enough. */
static shape comb = { { 0, 9 }, { true },
                      { 0, 0, 9, 0, 9, 20, 5, 20, 5, 10, 4, 10, 4, 20, 0, 20, 0, 0 }, 1 };

START_TEST(necks_of_plain_shapes)
{
    const struct {
        const char *what;
        shape *s;
        double width, least, neck;
    } want[] = {
        { "square", &square, 9, 5, HUGE_VAL },
        { "dumbbell", &dumbbell, 3, 20, 2 },
        { "dumbbell, corridor wide enough", &dumbbell, 2, 20, HUGE_VAL },
        { "dumbbell, no part so large", &dumbbell, 3, 105, HUGE_VAL },
        { "teeth too small", &comb, 20, 41, 10 },
        { "teeth large enough", &comb, 8, 30, 4 },
        { "only the slit is so narrow", &comb, 4, 30, HUGE_VAL },
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        sz_neck got;
        sz_polygon p = view(want[i].s);
        ck_assert_int_eq(sz__ring_neck(p.xy, p.row[1] - 1, want[i].width, want[i].least,
                                       &got, NULL), SZ_SUCCESS);
        ck_assert_msg(got.width == want[i].neck, "%s: %g, not %g", want[i].what,
                      got.width, want[i].neck);
        if (isfinite(got.width)) {
            ck_assert_double_eq_tol(hypot(got.bx - got.ax, got.by - got.ay), got.width,
                                    1e-9);
            ck_assert_msg(got.beyond >= want[i].least, "%s: %g", want[i].what,
                          got.beyond);
        }
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("shapes");
    tcase_add_checked_fixture(tc, open_geos, close_geos);
    tcase_add_loop_test(tc, validity_and_repair, 0, COUNT(rows));
    tcase_add_test(tc, forms_of_plain_shapes);
    tcase_add_test(tc, necks_of_plain_shapes);
    tcase_add_test(tc, inner_points_lie_inside);
    tcase_add_loop_test(tc, areas_in_common, 0, COUNT(probes));
    tcase_add_test(tc, voronoi_sides_are_bisectors);
    tcase_add_test(tc, stars_are_simple);
    tcase_add_test(tc, surely_simple_is_valid);
    return run_suite("shapes", tc);
}
