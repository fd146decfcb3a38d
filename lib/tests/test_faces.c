/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Faces: cases worked out by hand, properties of random input, and GEOS as a
 * second opinion. */
#include <math.h>
#include <string.h>

#include "core/array.h"
#include "core/rng.h"
#include "geom/faces.h"
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

int main(void)
{
    TCase *tc = tcase_create("faces");
    tcase_add_loop_test(tc, by_hand, 0, COUNT(rows));
    return run_suite("faces", tc);
}
