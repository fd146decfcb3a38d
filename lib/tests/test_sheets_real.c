/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sheets of all real data sets, of every kind, on A3: no text overlaps another, none
 * leaves the paper, and every community has its name or a number that the index lists. */
#include <sizhi/sizhi.h>

#include "core/findings.h"
#include "tests/paper.h"

static const char *path_of(const char *name)
{
    static char path[8][512];
    static int turn;
    const char *root = getenv("SZ_TESTDATA");
    char *at = path[turn++ & 7];
    snprintf(at, sizeof path[0], "%s/%s", root ? root : "testdata", name);
    return at;
}

static const struct { const char *what, *units, *communities, *lines, *households,
    *backdrop; } sets[] = {
    { "Da'an", "taipei_daan/units.geojson", NULL, "taipei_daan/lines.geojson", NULL,
      NULL },
    { "Tainan", "tainan_before/units.geojson", NULL, NULL, NULL, NULL },
    { "Liechtenstein", NULL, "liechtenstein/municipalities.geojson",
      "liechtenstein/lines.geojson", "liechtenstein/households_proxy.csv", NULL },
    { "Nanjing", NULL, NULL, "nanjing_xinjiekou/lines.geojson",
      "nanjing_xinjiekou/households_proxy.csv", "nanjing_xinjiekou/map.osm.pbf" },
};

static sz_project *import_set(int i)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    sz_project *project = NULL;
    sz_error err = SZ_ERROR_INIT;
    o.units = sets[i].units ? path_of(sets[i].units) : NULL;
    o.communities = sets[i].communities ? path_of(sets[i].communities) : NULL;
    const char *lines = sets[i].lines ? path_of(sets[i].lines) : NULL;
    const char *households = sets[i].households ? path_of(sets[i].households) : NULL;
    o.lines = &lines;
    o.n_lines = lines != NULL;
    o.households = &households;
    o.n_households = households != NULL;
    const char *backdrop = sets[i].backdrop ? path_of(sets[i].backdrop) : NULL;
    o.backdrop = &backdrop;
    o.n_backdrop = backdrop != NULL;
    ck_assert_msg(sz_import(&o, &project, NULL, &err) == SZ_SUCCESS, "%s: %s",
                  sets[i].what, err.message);
    return project;
}

/* A plan of no merit with much to show: along every fifteenth border the parcel on the left
 * joins the community on the right; where there are none, twelve strips become some. */
static sz_plan *some_plan(const sz_plan *before)
{
    const sz_map *m = sz_plan_map(before);
    sz_plan *after;
    double box[4];
    int32_t strip[12];
    ck_assert_int_eq(sz_plan_copy(before, &after, NULL), SZ_SUCCESS);
    for (int32_t b = 0; sz_plan_living(before) > 0 && b < m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        if (l >= 0 && r >= 0 && m->town[l] == m->town[r] && b % 15 == 0 &&
            sz_plan_of(after, (size_t)r) >= 0)
            ck_assert_int_eq(sz_plan_assign(after, (size_t)l, sz_plan_of(after, (size_t)r),
                                            NULL), SZ_SUCCESS);
    }
    if (sz_plan_living(before) > 0)
        return after;
    sz_map_extent(m, box);
    for (int i = 0; i < 12; i++) {
        char name[32];
        snprintf(name, sizeof name, "第%d社区", i + 1);
        ck_assert_int_eq(sz_plan_found(after, name, m->town[0], &strip[i], NULL), SZ_SUCCESS);
    }
    for (int32_t p = 0; p < m->n; p++) {
        int i = (int)(12.0 * (m->x[p] - box[0]) / (box[2] - box[0]));
        ck_assert_int_eq(sz_plan_assign(after, (size_t)p, strip[i < 12 ? i : 11], NULL),
                         SZ_SUCCESS);
    }
    return after;
}

static void draw(const char *what, const sz_plan *before, const sz_plan *after,
                 const sz_sheet_options *o)
{
    sz_page page;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    sz_error err = SZ_ERROR_INIT;
    ck_assert_msg(sz__page_draw(&page, cr, before, after, o, NULL, &err) == SZ_SUCCESS, "%s: %s",
                  what, err.message);
    check_apart(&page.placer);
    ck_assert_msg(page.nameless == 0, "%s, kind %d: %zu communities without a name", what,
                  (int)o->kind, page.nameless);
    ck_assert_uint_eq(page.listed, page.index.n);
    for (size_t i = 0; i < page.placer.taken.n; i++) {
        double c[4][2];
        corners(&page.placer.taken.at[i].box, c);
        for (int k = 0; k < 4; k++)
            ck_assert(c[k][0] >= 0 && c[k][0] <= page.layout.w && c[k][1] >= 0 &&
                      c[k][1] <= page.layout.h);
    }
    sz__page_release(&page);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
}

START_TEST(every_kind_of_sheet)
{
    sz_project *project = import_set(_i);
    const sz_plan *before = sz_project_present(project);
    sz_plan *after = some_plan(before);
    sz_sheet_options o = options();
    sz_findings *none;
    static const sz_sheet_kind kinds[] = { SZ_SHEET_COMPARE, SZ_SHEET_PRESENT,
                                           SZ_SHEET_PROPOSED, SZ_SHEET_PROBLEMS };
    ck_assert_int_eq(sz__findings_new(&none, NULL), SZ_SUCCESS);
    o.findings = none;
    for (size_t k = 0; k < COUNT(kinds); k++) {
        o.kind = kinds[k];
        draw(sets[_i].what, before, after, &o);
    }
    sz_findings_free(none);
    sz_plan_free(after);
    sz_project_free(project);
}
END_TEST

/* More communities than there is room for names: 320 on A4, in two frames, and then in one
 * frame, with the same numbers. */
START_TEST(a_crowd_is_numbered)
{
    lattice l;
    char name[64];
    sz_plan *before, *after;
    sz_page page;
    sz_numbering numbers = SZ__ARRAY_INIT;
    int32_t number[320] = { 0 };
    sz_sheet_options o = options();
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    lattice_open(&l, 20, 16, 100.0, 0.15, 3);
    for (int i = 0; i < 320; i++) {
        snprintf(name, sizeof name, "名称不短的第%d社区", i + 1);
        lattice_today(&l, i % 20, i / 20, i % 20 + 1, i / 20 + 1, lattice_community(&l, name));
    }
    sz_map *map = lattice_close(&l);
    o.paper = SZ_PAPER_A4;
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_copy(before, &after, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_rename(after, 41, "更名", NULL), SZ_SUCCESS);
    for (int sheet = 0; sheet < 2; sheet++) {
        o.kind = sheet ? SZ_SHEET_PRESENT : SZ_SHEET_COMPARE;
        ck_assert_int_eq(sz__page_draw(&page, cr, before, after, &o, &numbers, NULL),
                         SZ_SUCCESS);
        check_apart(&page.placer);
        /* each has its number; the paper has no room to say of all whose it is */
        ck_assert_uint_eq(page.nameless, page.index.n - page.listed - page.noted);
        ck_assert_uint_gt(page.index.n, 100);
        bool seen[320] = { false };
        for (size_t i = 0; i < page.index.n; i++) { /* each once */
            const sz_numbered *e = &page.index.at[i];
            ck_assert(!seen[e->community]);
            seen[e->community] = true;
            ck_assert(number[e->community] == 0 || number[e->community] == e->number);
            number[e->community] = e->number;
            /* the number of a community is one in both frames */
            ck_assert_int_eq(sz__index_number(&page, e->community), e->number);
            char text[320], renamed[64];
            snprintf(renamed, sizeof renamed, "%d 名称不短的第42社区→更名社区", (int)e->number);
            sz__index_entry(&page, i, text, sizeof text);
            if (e->community == 41 && !sheet)
                ck_assert_str_eq(text, renamed);
        }
        sz__page_release(&page);
    }
    free(numbers.at);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_plan_free(before);
    sz_plan_free(after);
    sz_map_free(map);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("sheets_real");
    tcase_set_timeout(tc, 300);
    tcase_add_loop_test(tc, every_kind_of_sheet, 0, COUNT(sets));
    tcase_add_test(tc, a_crowd_is_numbered);
    return run_suite("sheets_real", tc);
}
