/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sheets for the public: what must not be on them, and what is told of it. */
#include "tests/paper.h"

static sz_map *town_with_secrets(void)
{
    static const char *const names[] = { "柳园社区", "东关社区" };
    lattice l;
    lattice_open(&l, 10, 8, 100.0, 0.0, 1);
    for (int c = 0; c < 2; c++) {
        lattice_community(&l, names[c]);
        lattice_today(&l, 5 * c, 0, 5 * c + 5, 8, c);
    }
    lattice_line(&l, true, 2, SZ_BARRIER_WALL, "某部队围墙");
    lattice_line(&l, true, 4, SZ_BARRIER_LANE, "输油管线便道");
    lattice_line(&l, true, 6, SZ_BARRIER_STREET, "军区路"); /* where everybody walks */
    lattice_line(&l, false, 3, SZ_BARRIER_LANE, "柳巷");
    sz_map *map = lattice_close(&l);
    map->n_units = 2;
    map->units = calloc(2, sizeof *map->units);
    map->units[0] = (sz_unit_info){ sz__names_add(&map->names, "一号院"),
                                    sz__names_add(&map->names, "部队"), 0 };
    map->units[1] = (sz_unit_info){ sz__names_add(&map->names, "二号院"),
                                    sz__names_add(&map->names, "小区"), 0 };
    map->unit[0] = 0;
    map->unit[1] = 1;
    for (int32_t p = 0; p < map->n; p++) /* 东关: 7 households in all */
        map->households[p] = p % 10 < 5 ? 50 : p == 9 ? 7 : 0;
    return map;
}

/* The public one has none of what the other has, and says how many. */
START_TEST(nothing_secret_is_shown)
{
    sz_map *map = town_with_secrets();
    sz_plan *before;
    char path[300];
    sz_sheet_report report;
    sz_sheet_options o = options();
    o.for_public = _i;
    o.organisation = "部队家属委员会"; /* the office's own words, printed and counted */
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    file_in_build("public.svg", path, sizeof path);
    ck_assert_int_eq(sz_sheet_write(before, NULL, &o, path, &report, NULL), SZ_SUCCESS);
    ck_assert(sz__remove(path));
    const sz_withheld *w = &report.withheld;
    ck_assert_uint_eq(w->lines, _i ? 2 : 0);
    ck_assert_uint_eq(w->units, _i ? 1 : 0);
    ck_assert_uint_eq(w->parcels, _i ? 80 : 0);
    ck_assert_uint_eq(w->figures, _i ? 2 : 0); /* on the map and in the table */
    ck_assert_uint_eq(w->places, 0);
    ck_assert_uint_eq(w->shown, _i ? 1 : 0);
    sz_page page;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    ck_assert_int_eq(sz__page_draw(&page, cr, before, NULL, &o, NULL, NULL), SZ_SUCCESS);
    unsigned gone = SZ_DRAWN_PARCELS | SZ_DRAWN_BARRIER << SZ_BARRIER_WALL;
    unsigned stay = SZ_DRAWN_BARRIER << SZ_BARRIER_LANE | SZ_DRAWN_BARRIER << SZ_BARRIER_STREET;
    ck_assert_uint_eq(page.drawn & gone, _i ? 0 : gone);
    ck_assert_uint_eq(page.drawn & stay, stay);
    check_apart(&page.placer);
    sz__page_release(&page);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

static const struct { const char *name; bool withheld; } names[] = {
    { "建军路", false },   { "八一公园", false }, { "管城区", false }, { "", false },
    { "某部队围墙", true }, { "220千伏变电站", true }, { "西气东输输气干线", true },
};

START_TEST(names_that_give_away)
{
    ck_assert_int_eq(sz__withheld_name(names[_i].name), names[_i].withheld);
}
END_TEST

static const struct { int64_t households; const char *inside, *outside; } counts[] = {
    { 0, "0户", "0户" },   { 1, "1户", "不足10户" },  { 9, "9户", "不足10户" },
    { 10, "10户", "10户" }, { 12345, "12,345户", "12,345户" },
};

START_TEST(few_are_not_counted)
{
    for (int to_all = 0; to_all < 2; to_all++) {
        char text[64];
        sz_sheet_options o = { .for_public = to_all };
        sz_page page = { .options = &o };
        sz__households_text(&page, counts[_i].households, text, sizeof text);
        ck_assert_str_eq(text, to_all ? counts[_i].outside : counts[_i].inside);
        sz__people_text(&page, counts[_i].households, text, sizeof text);
        strcat(text, "户");
        ck_assert_str_eq(text, to_all ? counts[_i].outside : counts[_i].inside);
    }
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("public");
    tcase_add_loop_test(tc, nothing_secret_is_shown, 0, 2);
    tcase_add_loop_test(tc, names_that_give_away, 0, COUNT(names));
    tcase_add_loop_test(tc, few_are_not_counted, 0, COUNT(counts));
    return run_suite("public", tc);
}
