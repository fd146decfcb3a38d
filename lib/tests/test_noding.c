/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Noding: cases worked out by hand, and properties of random input that are
 * checked by brute force. */
#include <math.h>
#include <string.h>

#include "geom/noding.h"
#include "geom/snap.h"
#include "tests/paths.h"
#include "tests/suite.h"

/* "0 0-5 5:+0-1" for an edge that path 0 runs along and path 1 against */
static void print(const sz_edges *e, char *text, size_t size)
{
    size_t n = 0;
    text[0] = '\0';
    for (int32_t i = 0; i < e->n_edges; i++) {
        sz_gpoint a = e->node[e->a[i]], b = e->node[e->b[i]];
        n += (size_t)snprintf(text + n, size - n, "%s%d %d-%d %d:", i ? ", " : "", a.x,
                              a.y, b.x, b.y);
        for (size_t k = e->source_row[i]; k < e->source_row[i + 1]; k++)
            n += (size_t)snprintf(text + n, size - n, "%c%d",
                                  e->source[k] & 1 ? '-' : '+', e->source[k] >> 1);
    }
}

static const struct {
    const char *label, *in, *out;
} rows[] = {
    { "nothing", "", "" },
    { "one point", "3 3", "" },
    { "stays in a point", "3 3, 3 3, 3 3", "" },
    { "a point on a line is no node", "3 0, 3 0; 0 0, 9 0", "0 0-9 0:+1" },
    { "one segment", "0 0, 7 3", "0 0-7 3:+0" },
    { "one segment, backwards", "7 3, 0 0", "0 0-7 3:-0" },
    { "points repeated", "0 0, 0 0, 7 3, 7 3", "0 0-7 3:+0" },
    { "cross at a grid point", "0 0, 10 10; 0 10, 10 0",
      "0 0-5 5:+0, 0 10-5 5:+1, 5 5-10 0:+1, 5 5-10 10:+0" },
    /* crossing at (1.5, 1.5): rounds up, as pixels own their lower left sides */
    { "cross between grid points", "0 0, 3 3; 0 3, 3 0",
      "0 0-2 2:+0, 0 3-2 2:+1, 2 2-3 0:+1, 2 2-3 3:+0" },
    { "T junction", "0 0, 10 0; 4 0, 4 7", "0 0-4 0:+0, 4 0-4 7:+1, 4 0-10 0:+0" },
    /* the line passes (50, 1/2): on the lower side of the pixel of (50, 1) */
    { "near miss snaps", "0 0, 100 1; 50 1, 50 9",
      "0 0-50 1:+0, 50 1-50 9:+1, 50 1-100 1:+0" },
    /* a falling line touches the pixel of (2, 0) in its lower left corner, which is
     * part of it, and that of (1, -1) in its upper right corner, which is not */
    { "touches a pixel it meets", "0 1, 3 -2; 2 0, 9 9",
      "0 1-2 0:+0, 2 0-3 -2:+0, 2 0-9 9:+1" },
    { "touches a pixel it misses", "0 1, 3 -2; 1 -1, -9 -9",
      "-9 -9-1 -1:-1, 0 1-3 -2:+0" },
    /* upper left and lower right corners are not part of a pixel either */
    { "rising lines touch nothing", "0 0, 3 3; 1 0, 5 -1; 0 1, -1 5",
      "-1 5-0 1:-2, 0 0-3 3:+0, 1 0-5 -1:+1" },
    { "miss", "0 0, 100 0; 50 1, 50 9", "0 0-100 0:+0, 50 1-50 9:+1" },
    { "overlap", "0 0, 6 0; 4 0, 9 0", "0 0-4 0:+0, 4 0-6 0:+0+1, 6 0-9 0:+1" },
    { "overlap, against", "0 0, 6 6; 9 9, 4 4",
      "0 0-4 4:+0, 4 4-6 6:+0-1, 6 6-9 9:-1" },
    { "within", "0 0, 9 0; 3 0, 5 0", "0 0-3 0:+0, 3 0-5 0:+0+1, 5 0-9 0:+0" },
    { "the same twice", "0 0, 4 1; 0 0, 4 1", "0 0-4 1:+0+1" },
    { "there and back", "0 0, 4 1, 0 0", "0 0-4 1:+0-0" },
    { "twice round", "0 0, 4 0, 4 4, 0 0, 4 0, 4 4, 0 0",
      "0 0-4 0:+0+0, 0 0-4 4:-0-0, 4 0-4 4:+0+0" },
    { "ring and its reverse", "0 0, 4 0, 4 4, 0 0; 0 0, 4 4, 4 0, 0 0",
      "0 0-4 0:+0-1, 0 0-4 4:-0+1, 4 0-4 4:+0-1" },
    { "two squares with a common side",
      "0 0, 4 0, 4 4, 0 4, 0 0; 4 0, 8 0, 8 4, 4 4, 4 0",
      "0 0-0 4:-0, 0 0-4 0:+0, 0 4-4 4:-0, 4 0-4 4:+0-1, 4 0-8 0:+1, 4 4-8 4:-1, "
      "8 0-8 4:+1" },
    { "the side shared in part", "0 0, 4 0, 4 4, 0 4, 0 0; 4 2, 8 2, 8 8, 4 8, 4 2",
      "0 0-0 4:-0, 0 0-4 0:+0, 0 4-4 4:-0, 4 0-4 2:+0, 4 2-4 4:+0-1, 4 2-8 2:+1, "
      "4 4-4 8:-1, 4 8-8 8:-1, 8 2-8 8:+1" },
    { "corner touch", "0 0, 4 0, 4 4, 0 0; 4 4, 8 4, 8 8, 4 4",
      "0 0-4 0:+0, 0 0-4 4:-0, 4 0-4 4:+0, 4 4-8 4:+1, 4 4-8 8:-1, 8 4-8 8:+1" },
    { "a path over itself", "0 0, 6 0, 3 -3, 3 3",
      "0 0-3 0:+0, 3 -3-3 0:+0, 3 -3-6 0:-0, 3 0-3 3:+0, 3 0-6 0:+0" },
    { "three lines through one point", "-6 0, 6 0; 0 -6, 0 6; -6 -6, 6 6",
      "-6 -6-0 0:+2, -6 0-0 0:+0, 0 -6-0 0:+1, 0 0-0 6:+1, 0 0-6 0:+0, 0 0-6 6:+2" },
    { "the far corners of the grid",
      "-536870912 -536870912, 536870912 536870912; "
      "-536870912 536870912, 536870912 -536870912",
      "-536870912 -536870912-0 0:+0, -536870912 536870912-0 0:+1, "
      "0 0-536870912 -536870912:+1, 0 0-536870912 536870912:+0" },
};

START_TEST(by_hand)
{
    char text[2048];
    paths p = parse(rows[_i].in);
    sz_edges e = node(&p);
    print(&e, text, sizeof text);
    ck_assert_msg(strcmp(text, rows[_i].out) == 0, "%s:\n got %s\nwant %s",
                  rows[_i].label, text, rows[_i].out);
    sz__edges_release(&e);
    release(&p);
}
END_TEST

START_TEST(out_of_range)
{
    static const sz_gpoint point[] = { { 0, 0 }, { 1, 1 }, { 0, 0 },
                                       { 0, -SZ__GRID_MAX - 1 } };
    static const size_t row[] = { 0, 2, 4 };
    sz_error err = SZ_ERROR_INIT;
    sz_edges e = { .rounds = -7 };
    ck_assert_int_eq(sz__node_paths(&e, point, row, 2, &err), SZ_ERR_INVALID);
    ck_assert_int_eq(err.item, 1);
    ck_assert(e.rounds == -7 && !e.node);
    ck_assert_int_eq(sz__node_paths(&e, point, row, 2, NULL), SZ_ERR_INVALID);
}
END_TEST

/* Random input: label, paths, points each, side of the square, step, and how many
 * times a path may be bent. Each time moves it by up to half a diagonal. */
static const struct {
    const char *label;
    int paths, points;
    int32_t side, step;
    int bends;
} kinds[] = {
    { "long lines, wide apart", 60, 2, 1000000, 1000000, 1 },
    { "long lines on a small grid", 30, 2, 100, 100, 2 },
    { "a knot", 25, 3, 12, 12, 4 },
    { "the whole grid", 40, 2, 1 << 30, 1 << 30, 1 },
    { "streets", 40, 12, 4000, 300, 2 },
    { "fine walks", 20, 40, 200, 6, 4 },
    { "one long path", 1, 100, 60000, 60000, 1 },
};
enum { SEEDS = 8 };

static int cmp(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int place(sz_gpoint p, sz_gpoint q)
{
    return p.x != q.x ? cmp(p.x, q.x) : cmp(p.y, q.y);
}

static int side_of(sz_gpoint a, sz_gpoint b, sz_gpoint p)
{
    return cmp(sz__turn(a, b, p), 0);
}

/* Whether p lies on a b, ends left out. */
static bool inside(sz_gpoint a, sz_gpoint b, sz_gpoint p)
{
    sz_gpoint lo = place(a, b) < 0 ? a : b, hi = place(a, b) < 0 ? b : a;
    return side_of(a, b, p) == 0 && place(lo, p) < 0 && place(p, hi) < 0;
}

static bool cross(sz_gpoint a, sz_gpoint b, sz_gpoint c, sz_gpoint d)
{
    return side_of(a, b, c) * side_of(a, b, d) < 0 &&
           side_of(c, d, a) * side_of(c, d, b) < 0;
}

/* Edges in order, meeting at nodes only, each node in use. */
static void check_planar(const sz_edges *e, const char *label)
{
    bool *used = sz__zalloc((size_t)e->n_nodes, sizeof *used);
    for (int32_t v = 1; v < e->n_nodes; v++)
        ck_assert_msg(place(e->node[v - 1], e->node[v]) < 0, "%s: node order", label);
    for (int32_t i = 0; i < e->n_edges; i++) {
        ck_assert(e->a[i] >= 0 && e->a[i] < e->b[i] && e->b[i] < e->n_nodes);
        ck_assert(i == 0 || e->a[i - 1] < e->a[i] ||
                  (e->a[i - 1] == e->a[i] && e->b[i - 1] < e->b[i]));
        used[e->a[i]] = used[e->b[i]] = true;
        sz_gpoint a = e->node[e->a[i]], b = e->node[e->b[i]];
        int bad = 0;
        for (int32_t v = 0; v < e->n_nodes; v++)
            bad += inside(a, b, e->node[v]);
        ck_assert_msg(bad == 0, "%s: %d nodes lie on edge %d", label, bad, i);
        for (int32_t k = 0; k < i; k++)
            bad += cross(a, b, e->node[e->a[k]], e->node[e->b[k]]);
        ck_assert_msg(bad == 0, "%s: %d edges cross edge %d", label, bad, i);
    }
    for (int32_t v = 0; v < e->n_nodes; v++)
        ck_assert_msg(used[v], "%s: node %d has no edge", label, v);
    free(used);
}

static int32_t find_node(const sz_edges *e, sz_gpoint p)
{
    for (int32_t v = 0; v < e->n_nodes; v++)
        if (place(e->node[v], p) == 0)
            return v;
    return -1;
}

static double distance(sz_gpoint p, sz_gpoint a, sz_gpoint b)
{
    double dx = (double)b.x - a.x, dy = (double)b.y - a.y, px = (double)p.x - a.x,
           py = (double)p.y - a.y, len = dx * dx + dy * dy,
           t = len > 0 ? fmin(1, fmax(0, (px * dx + py * dy) / len)) : 0;
    return hypot(px - t * dx, py - t * dy);
}

static int32_t root_of(int32_t *up, int32_t v)
{
    while (up[v] != v)
        v = up[v] = up[up[v]];
    return v;
}

/* The edges of path I, taken in their directions, make one connected trail from
 * the path's start to its end, which stays within REACH of the path. */
static void check_trail(const paths *p, size_t i, const sz_edges *e, double reach,
                        const char *label)
{
    const sz_gpoint *at = p->point.at + p->row.at[i];
    size_t n = p->row.at[i + 1] - p->row.at[i], edges = 0;
    int *balance = sz__zalloc((size_t)e->n_nodes, sizeof *balance);
    int32_t *up = sz__alloc((size_t)e->n_nodes, sizeof *up), root = -1;
    bool *on = sz__zalloc((size_t)e->n_nodes, sizeof *on);
    for (int32_t v = 0; v < e->n_nodes; v++)
        up[v] = v;
    for (int32_t k = 0; k < e->n_edges; k++)
        for (size_t s = e->source_row[k]; s < e->source_row[k + 1]; s++) {
            if ((size_t)(e->source[s] >> 1) != i)
                continue;
            int way = e->source[s] & 1 ? -1 : 1;
            balance[e->a[k]] += way;
            balance[e->b[k]] -= way;
            on[e->a[k]] = on[e->b[k]] = true;
            up[root_of(up, e->a[k])] = root_of(up, e->b[k]);
            edges++;
        }
    bool moves = false;
    for (size_t k = 1; k < n; k++)
        moves |= place(at[k - 1], at[k]) != 0;
    ck_assert_msg(moves == (edges > 0), "%s: path %zu", label, i);
    for (size_t k = 0; moves && k < n; k++) {
        int32_t v = find_node(e, at[k]);
        ck_assert_msg(v >= 0 && on[v], "%s: path %zu: point %zu is lost", label, i, k);
        balance[v] += (k == n - 1) - (k == 0);
    }
    for (int32_t v = 0; v < e->n_nodes; v++) {
        if (!on[v])
            continue;
        ck_assert_msg(balance[v] == 0, "%s: path %zu breaks at node %d", label, i, v);
        ck_assert_msg(root < 0 || root == root_of(up, v), "%s: path %zu", label, i);
        root = root_of(up, v);
        double far = INFINITY;
        for (size_t k = 1; k < n; k++)
            far = fmin(far, distance(e->node[v], at[k - 1], at[k]));
        ck_assert_msg(far <= reach, "%s: path %zu is moved by %g", label, i, far);
    }
    free(balance);
    free(up);
    free(on);
}

static bool equal(const sz_edges *e, const sz_edges *f)
{
    return e->n_nodes == f->n_nodes && e->n_edges == f->n_edges &&
           memcmp(e->node, f->node, (size_t)e->n_nodes * sizeof *e->node) == 0 &&
           memcmp(e->a, f->a, (size_t)e->n_edges * sizeof *e->a) == 0 &&
           memcmp(e->b, f->b, (size_t)e->n_edges * sizeof *e->b) == 0;
}

/* Noding what is noded changes nothing and takes one pass. */
static void check_stable(const sz_edges *e, const char *label)
{
    paths p = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    for (int32_t i = 0; i < e->n_edges; i++) {
        add_point(&p, e->node[e->b[i]].x, e->node[e->b[i]].y);
        add_point(&p, e->node[e->a[i]].x, e->node[e->a[i]].y);
        end_path(&p);
    }
    sz_edges f = node(&p);
    ck_assert_msg(equal(e, &f) && f.rounds == 1, "%s: changes when noded again", label);
    for (int32_t i = 0; i < f.n_edges; i++)
        ck_assert(f.source_row[i] == (size_t)i && f.source[i] == (i << 1 | 1));
    sz__edges_release(&f);
    release(&p);
}

/* The order of paths and their directions do not matter. */
static void check_order(const paths *p, const sz_edges *e, const char *label)
{
    paths q = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    size_t n = p->row.n - 1;
    for (size_t i = n; i-- > 0;) {
        for (size_t k = p->row.at[i + 1]; k-- > p->row.at[i];)
            add_point(&q, p->point.at[k].x, p->point.at[k].y);
        end_path(&q);
    }
    sz_edges f = node(&q);
    ck_assert_msg(equal(e, &f), "%s: depends on the order", label);
    for (int32_t i = 0; i < e->n_edges; i++) {
        size_t from = e->source_row[i], to = e->source_row[i + 1];
        ck_assert_uint_eq(f.source_row[i + 1], to);
        for (size_t k = from; k < to; k++) { /* 2 p + d becomes 2 (n - 1 - p) + 1 - d */
            int32_t want = (int32_t)(2 * n) - 1 - e->source[from + to - 1 - k];
            ck_assert_msg(f.source[k] == want, "%s: sources of edge %d", label, i);
        }
    }
    sz__edges_release(&f);
    release(&q);
}

START_TEST(random_input)
{
    int kind = _i / SEEDS;
    const char *label = kinds[kind].label;
    paths p = random_paths((uint64_t)_i, kinds[kind].paths, kinds[kind].points,
                           kinds[kind].side, kinds[kind].step);
    sz_edges e = node(&p);
    ck_assert_msg(e.rounds <= kinds[kind].bends + 1, "%s: %d rounds", label, e.rounds);
    check_planar(&e, label);
    for (size_t i = 0; i + 1 < p.row.n; i++)
        check_trail(&p, i, &e, (e.rounds - 1) * 0.70711, label);
    check_stable(&e, label);
    check_order(&p, &e, label);
    sz__edges_release(&e);
    release(&p);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("noding");
    tcase_add_loop_test(tc, by_hand, 0, COUNT(rows));
    tcase_add_test(tc, out_of_range);
    tcase_add_loop_test(tc, random_input, 0, COUNT(kinds) * SEEDS);
    return run_suite("noding", tc);
}
