/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The four sides of communities on a lattice of streets, and the ground they enclose. */
#include "text/reader.h"

#include <string.h>

#include "tests/lattice.h"
#include "tests/suite.h"
#include "text/flow.h"

/* 8 by 8 crooked blocks: 横2路 横4路 横6路 are rows 2, 4, 6 from the south, 竖.. the
 * columns from the west; other streets have no name. */
static sz_map *town(uint64_t seed)
{
    lattice l;
    char name[32];
    lattice_open(&l, 8, 8, 100, 0.1, seed);
    for (int i = 2; i < 8; i += 2) {
        snprintf(name, sizeof name, "横%d路", i);
        lattice_line(&l, true, i, SZ_BARRIER_STREET, name);
        snprintf(name, sizeof name, "竖%d路", i);
        lattice_line(&l, false, i, SZ_BARRIER_STREET, name);
    }
    return lattice_close(&l);
}

/* Community 0 is the box, 1 what is south of row Y0, 2 the rest. */
static void plan_box(int32_t of[64], bool in[64], int x0, int y0, int x1, int y1)
{
    for (int p = 0; p < 64; p++) {
        in[p] = p % 8 >= x0 && p % 8 < x1 && p / 8 >= y0 && p / 8 < y1;
        of[p] = in[p] ? 0 : p / 8 < y0 ? 1 : 2;
    }
}

/* "N横4路|E竖4路 ..." */
static const char *say(const sz_map *m, const sz_sides *s)
{
    static char text[256];
    text[0] = '\0';
    for (int k = 0; k < 4; k++) {
        size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, "%c", "NESW"[k]);
        for (int32_t i = s->row[k]; i < s->row[k + 1]; i++) {
            const sz_stretch *t = &s->stretch[i];
            n = strlen(text);
            if (t->kind == SZ_STRETCH_LINE)
                snprintf(text + n, sizeof text - n, "(%s)", sz__name(&m->names, t->which));
            else if (t->kind == SZ_STRETCH_COMMUNITY)
                snprintf(text + n, sizeof text - n, "(%d)", t->which);
            else
                snprintf(text + n, sizeof text - n, "(%s)",
                         t->kind == SZ_STRETCH_LIMIT ? "limit" : "?");
        }
    }
    return text;
}

static const struct row {
    int x0, y0, x1, y1;
    const char *want;
} rows[] = {
    { 2, 2, 6, 4, "N(横4路)E(竖6路)S(横2路)W(竖2路)" },
    { 0, 0, 4, 6, "N(横6路)E(竖4路)S(limit)W(limit)" },
    { 4, 2, 8, 8, "N(limit)E(limit)S(横2路)W(竖4路)" },
    { 2, 3, 6, 6, "N(横6路)E(竖6路)S(1)W(竖2路)" },
    { 3, 2, 6, 6, "N(横6路)E(竖6路)S(横2路)W(2)" },
};

START_TEST(boxes)
{
    const struct row *r = &rows[_i];
    sz_map *m = town(5);
    int32_t of[64];
    bool in[64], got[64];
    sz_sides s;
    plan_box(of, in, r->x0, r->y0, r->x1, r->y1);
    ck_assert_int_eq(sz__sides_find(&s, m, in, of, 0.02, NULL, false, NULL), SZ_SUCCESS);
    ck_assert_str_eq(say(m, &s), r->want);
    int32_t anchor = sz__sides_anchor(m, in);
    ck_assert(anchor >= 0 && in[anchor]);
    sz_reader reader;
    bool found;
    ck_assert_int_eq(sz__reader_open(&reader, m, of, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__sides_follow(&s, &reader, anchor, got, &found, NULL), 0);
    ck_assert(found);
    ck_assert_mem_eq(got, in, sizeof in);
    ck_assert_int_eq(sz__sides_enclose(&s, &reader, anchor, got, NULL), SZ_SUCCESS);
    ck_assert_mem_eq(got, in, sizeof in);
    sz__reader_release(&reader);
    sz__sides_release(&s);
    sz_map_free(m);
}
END_TEST

START_TEST(several_on_one_side)
{
    sz_map *m = town(6); /* an L: the east side is 竖6路, then 横4路, then 竖4路 */
    int32_t of[64];
    bool in[64], got[64];
    sz_sides s;
    sz_reader reader;
    plan_box(of, in, 2, 2, 4, 6);
    for (int p = 0; p < 64; p++)
        if (p % 8 >= 4 && p % 8 < 6 && p / 8 >= 4 && p / 8 < 6) {
            in[p] = true;
            of[p] = 0;
        }
    ck_assert_int_eq(sz__sides_find(&s, m, in, of, 0.02, NULL, false, NULL), SZ_SUCCESS);
    ck_assert_str_eq(say(m, &s), "N(横6路)E(竖6路)(横4路)(竖4路)S(横2路)W(竖2路)");
    ck_assert_double_eq_tol(s.named_m, s.border_m, 1e-6);
    ck_assert_double_eq(s.dropped_m, 0);
    ck_assert_int_eq(sz__reader_open(&reader, m, of, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__sides_read(&s, &reader, sz__sides_anchor(m, in), got, NULL), 0);
    ck_assert_mem_eq(got, in, sizeof in);
    sz__reader_release(&reader);
    sz__sides_release(&s);
    sz_map_free(m);
}
END_TEST

/* A road of two or of three carriageways, 25 m apart: which of them is said where it
 * matters, and without a word the middle one is meant. */
static const struct lanes {
    int lanes, x1;     /* the community ends at column x1; the lanes are 3, 4 (and 5) */
    sz_rim rim;
} lanes[] = {
    { 2, 3, SZ_RIM_INNER }, { 2, 4, SZ_RIM_OUTER }, { 3, 3, SZ_RIM_INNER },
    { 3, 4, SZ_RIM_ANY },   { 3, 5, SZ_RIM_OUTER },
};

START_TEST(carriageways)
{
    const struct lanes *r = &lanes[_i];
    lattice l;
    lattice_open(&l, 8, 8, 25, 0.05, 2);
    lattice_line(&l, true, 4, SZ_BARRIER_STREET, "横路");
    for (int x = 0; x < r->lanes; x++)
        lattice_line(&l, false, 3 + x, SZ_BARRIER_ARTERIAL, "大道");
    sz_map *m = lattice_close(&l);
    int32_t of[64];
    bool in[64], got[64], found;
    sz_sides s;
    sz_reader reader;
    plan_box(of, in, 0, 0, r->x1, 4);
    ck_assert_int_eq(sz__reader_open(&reader, m, of, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__sides_find(&s, m, in, of, 0.02, &reader, true, NULL), 0);
    ck_assert_str_eq(say(m, &s), "N(横路)E(大道)S(limit)W(limit)");
    ck_assert_int_eq(s.stretch[s.row[SZ_SIDE_E]].rim, r->rim);
    ck_assert_int_eq(sz__sides_follow(&s, &reader, 9, got, &found, NULL), 0);
    ck_assert(found);
    ck_assert_mem_eq(got, in, sizeof in);
    sz__reader_release(&reader);
    sz__sides_release(&s);
    sz_map_free(m);
}
END_TEST

/* Sides that lie are read as they lie: 竖4路 for 竖6路 loses two columns. */
START_TEST(wrong_side)
{
    sz_map *m = town(5);
    int32_t of[64];
    bool in[64], got[64];
    sz_sides s;
    sz_reader reader;
    plan_box(of, in, 0, 2, 6, 6);
    ck_assert_int_eq(sz__sides_find(&s, m, in, of, 0.02, NULL, false, NULL), SZ_SUCCESS);
    s.stretch[s.row[SZ_SIDE_E]].which = sz__names_find(&m->names, "竖4路");
    ck_assert_int_eq(sz__reader_open(&reader, m, of, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__sides_read(&s, &reader, 8 * 3 + 1, got, NULL), SZ_SUCCESS);
    for (int p = 0; p < 64; p++)
        ck_assert_int_eq(got[p], p % 8 < 4 && p / 8 >= 2 && p / 8 < 6);
    sz__reader_release(&reader);
    sz__sides_release(&s);
    sz_map_free(m);
}
END_TEST

/* Against every cut of 7 nodes. */
START_TEST(cheapest_cut)
{
    sz_rng rng;
    sz__rng_init(&rng, 21, 0);
    for (int round = 0; round < 100; round++) {
        sz_arc arc[14];
        bool side[7];
        for (int a = 0; a < 14; a++)
            arc[a] = (sz_arc){ (int32_t)sz__rng_below(&rng, 7),
                               (int32_t)sz__rng_below(&rng, 7),
                               (int64_t)sz__rng_below(&rng, 9),
                               (int64_t)sz__rng_below(&rng, 9) };
        int64_t best = INT64_MAX, cost = 0;
        for (unsigned set = 1; set < 64; set += 2) { /* 0 in, 6 out */
            int64_t sum = 0;
            for (int a = 0; a < 14; a++) {
                bool f = set >> arc[a].from & 1, t = set >> arc[a].to & 1;
                sum += f && !t ? arc[a].there : t && !f ? arc[a].back : 0;
            }
            best = sum < best ? sum : best;
        }
        ck_assert(sz__cheapest_cut(7, arc, 14, 0, 6, side));
        ck_assert(side[0] && !side[6]);
        for (int a = 0; a < 14; a++)
            cost += side[arc[a].from] && !side[arc[a].to]   ? arc[a].there
                    : side[arc[a].to] && !side[arc[a].from] ? arc[a].back
                                                            : 0;
        ck_assert_int_eq(cost, best);
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("text_sides");
    tcase_add_loop_test(tc, boxes, 0, COUNT(rows));
    tcase_add_test(tc, several_on_one_side);
    tcase_add_loop_test(tc, carriageways, 0, COUNT(lanes));
    tcase_add_test(tc, wrong_side);
    tcase_add_test(tc, cheapest_cut);
    return run_suite("text_sides", tc);
}
