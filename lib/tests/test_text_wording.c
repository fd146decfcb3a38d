/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words for moved pieces, on a lattice of named streets: shapes whose words are known,
 * then any shape at all, whose words must select exactly it. */
#include "text/wording.h"

#include <string.h>

#include "tests/lattice.h"
#include "tests/suite.h"

/* 6 by 6 crooked blocks; 横一路 .. 横五路 are the rows between them from the south,
 * 竖一路 .. 竖五路 the columns from the west. Blocks of the top row are estates. */
static sz_map *town(void)
{
    static const char *const digit[] = { "一", "二", "三", "四", "五" };
    lattice l;
    char name[32];
    lattice_open(&l, 6, 6, 100, 0.1, 3);
    for (int i = 0; i < 5; i++) {
        snprintf(name, sizeof name, "横%s路", digit[i]);
        lattice_line(&l, true, i + 1, SZ_BARRIER_STREET, name);
        snprintf(name, sizeof name, "竖%s路", digit[i]);
        lattice_line(&l, false, i + 1, SZ_BARRIER_STREET, name);
    }
    sz_map *m = lattice_close(&l);
    m->n_units = 6;
    m->units = calloc(6, sizeof *m->units);
    for (int x = 0; x < 6; x++) {
        snprintf(name, sizeof name, "花园%d区", x);
        m->units[x] = (sz_unit_info){ sz__names_add(&m->names, name), -1, 0 };
        m->unit[30 + x] = x;
    }
    return m;
}

static void all_parcels(int32_t source[36])
{
    for (int32_t p = 0; p < 36; p++)
        source[p] = p;
}

/* The words, which must read back. */
static sz_wording words(const sz_map *m, const bool moved[36])
{
    int32_t source[36];
    bool got[36];
    sz_wording w;
    all_parcels(source);
    ck_assert_int_eq(sz__wording_find(&w, m, source, 36, moved, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__wording_read(&w, m, source, 36, got, NULL), SZ_SUCCESS);
    ck_assert_mem_eq(got, moved, sizeof got);
    return w;
}

static void box(bool moved[36], int x0, int y0, int x1, int y1)
{
    for (int p = 0; p < 36; p++)
        if (p % 6 >= x0 && p % 6 < x1 && p / 6 >= y0 && p / 6 < y1)
            moved[p] = true;
}

/* Rectangles: as many clauses as sides that are not the town's own. */
static const struct row {
    const char *label;
    int x0, y0, x1, y1;
    int32_t clauses;
} rows[] = {
    { "half", 0, 0, 6, 3, 1 },
    { "corner", 3, 3, 6, 6, 2 },
    { "edge", 2, 0, 5, 2, 3 },
    { "middle", 1, 2, 4, 4, 4 },
    { "one block", 2, 2, 3, 3, 4 },
};

START_TEST(rectangles)
{
    const struct row *r = &rows[_i];
    sz_map *m = town();
    bool moved[36] = { false };
    box(moved, r->x0, r->y0, r->x1, r->y1);
    sz_wording w = words(m, moved);
    ck_assert_msg(w.n_regions == 1 && w.region_row[1] == r->clauses, "%s: %d regions",
                  r->label, w.n_regions);
    ck_assert_int_eq(w.n_units + w.n_parcels, 0);
    ck_assert_int_eq(w.crossed, 0);
    ck_assert_double_lt(w.angle, 20);
    sz__wording_release(&w);
    sz_map_free(m);
}
END_TEST

START_TEST(known_clauses)
{
    sz_map *m = town(); /* south of 横三路 and west of 竖二路 */
    bool moved[36] = { false };
    box(moved, 0, 0, 2, 3);
    sz_wording w = words(m, moved);
    ck_assert_int_eq(w.region_row[1], 2);
    for (int k = 0; k < 2; k++) {
        const char *name = sz__name(&m->names, w.clause[k].name);
        bool south = w.clause[k].dir == SZ_DIR_S;
        ck_assert_str_eq(name, south ? "横三路" : "竖二路");
        ck_assert(south || w.clause[k].dir == SZ_DIR_W);
    }
    sz__wording_release(&w);
    sz_map_free(m);
}
END_TEST

START_TEST(several_regions)
{
    sz_map *m = town(); /* an L and a block far away */
    bool moved[36] = { false };
    box(moved, 0, 0, 4, 1);
    box(moved, 0, 0, 1, 4);
    box(moved, 5, 4, 6, 5);
    sz_wording w = words(m, moved);
    ck_assert_int_eq(w.n_regions, 3);
    ck_assert_int_eq(w.n_parcels, 0);
    sz__wording_release(&w);
    sz_map_free(m);
}
END_TEST

START_TEST(units_and_lists)
{
    sz_map *m = town();
    bool moved[36] = { false };
    moved[31] = moved[33] = true; /* two estates are named as such */
    sz_wording w = words(m, moved);
    ck_assert_int_eq(w.n_units, 2);
    ck_assert_str_eq(sz__name(&m->names, w.unit[1]), "花园3区");
    sz__wording_release(&w);
    for (int p = 0; p < 36; p++) /* a chessboard has no words */
        moved[p] = (p / 6 + p) % 2;
    w = words(m, moved);
    ck_assert_int_eq(w.n_parcels, 18);
    sz__wording_release(&w);
    memset(moved, 1, sizeof moved);
    w = words(m, moved);
    ck_assert(w.whole);
    sz__wording_release(&w);
    sz_map_free(m);
}
END_TEST

/* Grids of two by two blocks (第1网格 .. 第9网格) in the first layer, estates of one block
 * each in the second; 同名 is a grid and an estate elsewhere. */
static sz_map *two_layers(void)
{
    sz_map *m = town();
    char name[32];
    free(m->units);
    m->n_units = 15;
    m->units = calloc(15, sizeof *m->units);
    m->n_more = 1;
    m->more_name = malloc(sizeof *m->more_name);
    m->more_name[0] = sz__names_add(&m->names, "小区");
    m->more = malloc(36 * sizeof *m->more);
    int32_t grid = sz__names_add(&m->names, "网格"), same = sz__names_add(&m->names, "同名");
    for (int u = 0; u < 9; u++) {
        snprintf(name, sizeof name, "第%d网格", u + 1);
        m->units[u] = (sz_unit_info){ u == 8 ? same : sz__names_add(&m->names, name), grid,
                                      0 };
    }
    for (int u = 9; u < 15; u++) {
        snprintf(name, sizeof name, "花园%d区", u - 9);
        m->units[u] = (sz_unit_info){ u == 14 ? same : sz__names_add(&m->names, name),
                                      m->more_name[0], 1 };
    }
    for (int p = 0; p < 36; p++) {
        m->unit[p] = p / 12 * 3 + p % 6 / 2;
        m->more[p] = p / 6 == 5 ? 9 + p % 6 : -1; /* the top row */
    }
    return m;
}

/* Blocks that move, by number from the south-west, and the units that name them. */
static const struct layer_row {
    const char *label;
    int32_t moved[12]; /* ends in -1 */
    const char *unit[4];
    int32_t parcels;
} layer_rows[] = {
    { "estates", { 30, 33, -1 }, { "花园0区", "花园3区" }, 0 },
    { "an estate and a grid", { 33, 0, 1, 6, 7, -1 }, { "第1网格", "花园3区" }, 0 },
    { "a grid with its estates", { 24, 25, 30, 31, 4, 5, 10, 11, -1 },
      { "第3网格", "第7网格" }, 0 },
    { "a grid in part has no name", { 24, 30, 33, 20, -1 }, { NULL }, 4 },
    { "a name of two", { 35, 31, -1 }, { NULL }, 2 },
};

START_TEST(units_of_layers)
{
    const struct layer_row *r = &layer_rows[_i];
    sz_map *m = two_layers();
    bool moved[36] = { false };
    int32_t n = 0;
    for (int i = 0; r->moved[i] >= 0; i++)
        moved[r->moved[i]] = true;
    for (int32_t b = 0; b < m->n_borders; b++) /* no street has a name */
        m->b_name[b] = -1;
    sz_wording w = words(m, moved);
    for (; n < 4 && r->unit[n]; n++)
        ck_assert_msg(n < w.n_units &&
                          strcmp(sz__name(&m->names, w.unit[n]), r->unit[n]) == 0,
                      "%s: unit %d of %d", r->label, (int)n + 1, (int)w.n_units);
    ck_assert_int_eq(w.n_units, n);
    ck_assert_int_eq(w.n_parcels, r->parcels);
    sz__wording_release(&w);
    sz_map_free(m);
}
END_TEST

START_TEST(any_shape)
{
    sz_map *m = town();
    sz_rng rng;
    sz__rng_init(&rng, 11, 0);
    for (int round = 0; round < 200; round++) {
        bool moved[36] = { false };
        int boxes = 1 + (int)sz__rng_below(&rng, 4);
        for (int k = 0; k < boxes; k++) {
            int x = (int)sz__rng_below(&rng, 6), y = (int)sz__rng_below(&rng, 6);
            box(moved, x, y, x + 1 + (int)sz__rng_below(&rng, 3),
                y + 1 + (int)sz__rng_below(&rng, 3));
        }
        sz_wording w = words(m, moved);
        sz__wording_release(&w);
    }
    sz_map_free(m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("text_wording");
    tcase_add_loop_test(tc, rectangles, 0, COUNT(rows));
    tcase_add_test(tc, known_clauses);
    tcase_add_test(tc, several_regions);
    tcase_add_test(tc, units_and_lists);
    tcase_add_loop_test(tc, units_of_layers, 0, COUNT(layer_rows));
    tcase_add_test(tc, any_shape);
    return run_suite("text_wording", tc);
}
