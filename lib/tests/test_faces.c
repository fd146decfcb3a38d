/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Faces: cases worked out by hand or by construction. */
#include <string.h>

#include "core/array.h"
#include "geom/faces.h"
#include "tests/paths.h"
#include "tests/suite.h"

/* Twice the area and the rings of each face, outer ring first, as in the table
 * below. */
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
    { "an island of two halves",
      SQUARE(0, 0, 9, 9) "; " SQUARE(3, 3, 5, 5) "; 4 3, 4 5",
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
            add_square(s, x + side / 20 + k % 2 * side / 2,
                       y + side / 20 + k / 2 * side / 2, in);
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

int main(void)
{
    TCase *tc = tcase_create("faces");
    tcase_add_loop_test(tc, by_hand, 0, COUNT(rows));
    tcase_add_loop_test(tc, squares_in_squares, 0, 4);
    tcase_add_test(tc, lattice);
    return run_suite("faces", tc);
}
