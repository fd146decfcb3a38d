/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Outlines of sets of parcels, on a board of three by three blocks of 100 m. */
#include "map/outline.h"
#include "tests/drawn.h"

/* Column by column: '.' is in no set, a letter is a label. Shells and holes are areas
 * in blocks, piece after piece, the shell first, each ring followed by a space. */
static const struct {
    const char *label, *columns[3], *rings;
    int pieces;
} rows[] = {
    { "one block",             { "a..", "...", "..." }, "1 ", 1 },
    { "everything",            { "aaa", "aaa", "aaa" }, "9 ", 1 },
    { "a hole",                { "aaa", "a.a", "aaa" }, "9 -1 ", 1 },
    { "its filling is a set",  { "aaa", "aba", "aaa" }, "9 -1 1 ", 2 },
    { "two pieces",            { "aaa", "...", "aaa" }, "3 3 ", 2 },
    { "a corner joins nothing", { "a..", ".a.", "..a" }, "1 1 1 ", 3 },
    { "a hole at a corner of the shell", { ".aa", "a.a", "aaa" }, "8 -1 ", 1 },
    { "nothing",               { "...", "...", "..." }, "", 0 },
};

/* Label of the block that parcel I is. */
static int32_t label_of(const drawn *d, int32_t i, int row)
{
    sz_parcel p;
    sz_map_parcel(d->map, (size_t)i, &p);
    char letter = rows[row].columns[(int)(p.x / 100)][(int)(p.y / 100)];
    return letter == '.' ? -1 : letter - 'a';
}

static double outline_area(const sz_outline *o, int32_t r)
{
    double sum = 0;
    const double *xy = o->xy;
    size_t from = o->point_row[r], to = o->point_row[r + 1];
    ck_assert_double_eq(xy[2 * from], xy[2 * to - 2]);
    ck_assert_double_eq(xy[2 * from + 1], xy[2 * to - 1]);
    for (size_t i = from + 1; i < to; i++) {
        sum += xy[2 * i - 2] * xy[2 * i + 1] - xy[2 * i] * xy[2 * i - 1];
        for (size_t k = from; k + 1 < i && i + 1 < to; k++) /* no point comes twice */
            ck_assert(xy[2 * k] != xy[2 * i] || xy[2 * k + 1] != xy[2 * i + 1]);
    }
    return sum / 2;
}

START_TEST(outlines_by_hand)
{
    drawn d = draw_nothing();
    for (int x = 0; x < 3; x++)
        for (int y = 0; y < 3; y++)
            draw_box(&d, SZ_LAYER_PARCELS, "block", 100 * x, 100 * y, 100 * x + 100,
                     100 * y + 100);
    build(&d);
    int32_t label[9];
    char text[128] = "";
    sz_outline o = { 0 };
    ck_assert_uint_eq(sz_map_parcels(d.map), 9);
    for (int32_t i = 0; i < 9; i++)
        label[i] = label_of(&d, i, _i);
    ck_assert_int_eq(sz__outline(&o, d.map, label, 2, NULL), SZ_SUCCESS);
    ck_assert_int_eq(o.n, rows[_i].pieces);
    ck_assert_int_eq(o.piece_row[2], rows[_i].pieces);
    for (int32_t r = 0; r < o.ring_row[o.n]; r++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%g ",
                 outline_area(&o, r) / 10000);
    ck_assert_msg(strcmp(text, rows[_i].rings) == 0, "%s: %s", rows[_i].label, text);
    sz__outline_release(&o);
    rub_out(&d);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("outline");
    tcase_add_loop_test(tc, outlines_by_hand, 0, COUNT(rows));
    return run_suite("outline", tc);
}
