/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sheets of one community, and all sheets in one file. */
#include "draw/contents.h"
#include "tests/paper.h"

/* A town with two plans and what is to be said of them. */
typedef struct subject {
    sz_map *map;
    sz_plan *before, *after;
    sz_description *words;
    sz_sheet_options options;
} subject;

static void open_subject(subject *s, uint64_t seed)
{
    s->map = town(seed, 0.15);
    plans(s->map, &s->before, &s->after);
    ck_assert_int_eq(sz_describe(s->before, s->after, NULL, &s->words, NULL), SZ_SUCCESS);
    s->options = options();
    s->options.description = s->words;
}

static void close_subject(subject *s)
{
    sz_description_free(s->words);
    sz_plan_free(s->before);
    sz_plan_free(s->after);
    sz_map_free(s->map);
}

/* How many sides of a community have words. */
static size_t sides_of(const sz_description *words, size_t c)
{
    const sz_described_community *d = sz_description_community(words, c);
    return (*d->north != 0) + (*d->east != 0) + (*d->south != 0) + (*d->west != 0);
}

/* Nothing overlaps, nothing leaves the paper, and the community has its name and its
 * sides. */
START_TEST(one_community)
{
    subject s;
    open_subject(&s, 5 + (uint64_t)_i);
    s.options.kind = SZ_SHEET_COMMUNITY;
    s.options.paper = (sz_paper)(_i % 5);
    s.options.style = _i & 1 ? "grey" : "safe";
    for (size_t c = 0; c < sz_plan_communities(s.after); c++) {
        sz_page page;
        cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
        cairo_t *cr = cairo_create(surface);
        s.options.community = (int32_t)c;
        ck_assert_int_eq(sz__page_draw(&page, cr, s.before, s.after, &s.options, NULL, NULL),
                         SZ_SUCCESS);
        ck_assert_int_eq(cairo_status(cr), CAIRO_STATUS_SUCCESS);
        check_apart(&page.placer);
        for (size_t i = 0; i < page.placer.taken.n; i++) {
            double k[4][2];
            corners(&page.placer.taken.at[i].box, k);
            for (int j = 0; j < 4; j++)
                ck_assert(k[j][0] >= 0 && k[j][0] <= page.layout.w && k[j][1] >= 0 &&
                          k[j][1] <= page.layout.h);
        }
        ck_assert_uint_ge(page.labels, 1 + sides_of(s.words, c));
        ck_assert(page.drawn & SZ_DRAWN_AFTER);
        ck_assert(!(page.drawn & (SZ_DRAWN_MOVES | SZ_DRAWN_ARROWS)));
        /* its ground is wholly in the frame, with room beside it */
        double box[4], w = page.extent[2] - page.extent[0];
        sz__layout_frame(&page.layout, 0, 1, box);
        ck_assert_double_gt(w, 0);
        ck_assert_double_le(w * 1000.0 * SZ_MM / page.denominator + 2 * page.inset[0],
                            box[2] - box[0]);
        sz__page_release(&page);
        cairo_destroy(cr);
        cairo_surface_destroy(surface);
    }
    close_subject(&s);
}
END_TEST

/* What is out of sight is left out, and what is in sight is as if it were not. */
START_TEST(sight_is_all_that_counts)
{
    sz_map *map = town(7, 0.15);
    const double large[4] = { 0, 0, 900, 900 }, small[4] = { 400, 420, 500, 480 };
    double extent[4];
    sz_view view[2];
    sz_rings rings[2];
    sz_raster raster[2];
    int seen[2] = { 0 };
    int32_t label[320];
    for (int p = 0; p < 320; p++)
        label[p] = map->community[p] < 0 ? 4 : map->community[p];
    sz_map_extent(map, extent);
    for (int i = 0; i < 2; i++) { /* both boxes have one middle */
        ck_assert_int_eq(sz__view_open(&view[i], map, 8000, extent, i ? small : large,
                                       NULL),
                         SZ_SUCCESS);
        ck_assert_int_eq(sz__rings(&rings[i], &view[i], label, 5, NULL), SZ_SUCCESS);
        ck_assert_int_eq(sz__raster(&raster[i], &rings[i], small, NULL), SZ_SUCCESS);
        for (int32_t b = 0; b < map->n_borders; b++)
            seen[i] += view[i].seen[b];
    }
    ck_assert_int_gt(seen[1], 0);
    ck_assert_int_lt(seen[1], seen[0] / 2);
    ck_assert_int_eq(seen[0], map->n_borders);
    ck_assert_int_eq(raster[0].w * raster[0].h, raster[1].w * raster[1].h);
    for (int i = 0; i < raster[0].w * raster[0].h; i++)
        ck_assert_int_eq(raster[0].label[i], raster[1].label[i]);
    for (int i = 0; i < 2; i++) {
        sz__raster_release(&raster[i]);
        sz__rings_release(&rings[i]);
        sz__view_release(&view[i]);
    }
    sz_map_free(map);
}
END_TEST

static int count(double fraction, const char *what, void *data)
{
    int *left = data;
    ck_assert(fraction > 0 && fraction <= 1 && what && *what);
    return (*left)-- > 0;
}

/* Today, both plans, the proposed one, and the five communities; with an office and the
 * distances to it one more; twice the same bytes. The first is for the public: its title,
 * which some sheets have, is counted. */
START_TEST(an_atlas)
{
    subject s;
    sz_reach_row row = { .community = 0, .office = 0, .farthest_m = NAN, .far_x = NAN };
    sz_reach_table reach = { &row, 1, NULL, NAN, 0 };
    size_t sheets = _i ? 9 : 8;
    char path[300];
    unsigned char *bytes[2];
    size_t n[2];
    sz_atlas_report report;
    sz_error err = SZ_ERROR_INIT;
    open_subject(&s, 5);
    s.options.for_public = !_i;
    s.options.title = "军区一带社区调整示意图";
    if (_i) {
        s.map->offices = calloc(1, sizeof *s.map->offices);
        s.map->offices[0] = (sz_office){ "", 0, 0.0, 0, s.map->x[0], s.map->y[0], 0 };
        s.map->n_offices = 1;
        sz_plan_free(s.before);
        sz_plan_free(s.after);
        plans(s.map, &s.before, &s.after);
        reach.metres = calloc((size_t)s.map->n, sizeof *reach.metres);
        s.options.reach = &reach;
    }
    file_in_build("atlas.pdf", path, sizeof path);
    for (int i = 0; i < 2; i++) {
        int left = 1000;
        sz_status got = sz_atlas_write(s.before, s.after, &s.options, path, count, &left,
                                       &report, &err);
        ck_assert_msg(got == SZ_SUCCESS, "%s", err.message);
        ck_assert_int_eq(left, 1000 - (int)sheets);
        bytes[i] = slurp(path, &n[i]);
        ck_assert(sz__remove(path));
    }
    ck_assert_uint_eq(report.sheets, sheets);
    ck_assert_uint_eq(report.withheld.shown, _i ? 0 : 1);
    ck_assert_uint_eq(report.glyphs_missing, 0);
    ck_assert_uint_eq(n[0], n[1]);
    ck_assert_mem_eq(bytes[0], bytes[1], n[0]);
    ck_assert(holds(bytes[0], n[0], _i ? "/Count 10" : "/Count 9"));
    free(reach.metres);
    ck_assert(holds(bytes[0], n[0], "/Outlines"));
    free(bytes[0]);
    free(bytes[1]);
    close_subject(&s);
}
END_TEST

/* The first page has title, office and date, a further one has not. */
START_TEST(first_page)
{
    static const char *const words[] = { ">城西街道社区调整图集<", ">城西街道办事处　　2026年3月1日<" };
    sz_content one = { "社区现状示意图", 2 };
    sz_contents contents = { .at = &one, .n = 1 };
    sz_sheet_options o = options();
    o.organisation = "城西街道办事处";
    o.date = "2026-03-01";
    for (int i = 0; i < 2; i++) {
        sz_surface *surface;
        size_t missing = 0, n;
        char path[300];
        file_in_build("contents.svg", path, sizeof path);
        ck_assert_int_eq(sz__surface_open(&surface, path, 842, 595, 72, "", NULL,
                                          SZ_LANGUAGE_ZH, NULL), SZ_SUCCESS);
        ck_assert_int_eq(sz__contents_draw(&contents, "城西街道社区调整图集", i,
                                           sz__surface_cairo(surface), &o, &missing, NULL),
                         SZ_SUCCESS);
        ck_assert_int_eq(sz__surface_finish(surface, NULL), SZ_SUCCESS);
        sz__surface_close(surface);
        unsigned char *bytes = slurp(path, &n);
        ck_assert(holds(bytes, n, ">目　录<"));
        for (size_t k = 0; k < 2; k++)
            ck_assert_int_eq(holds(bytes, n, words[k]), i == 0);
        ck_assert_uint_eq(missing, 0);
        free(bytes);
        ck_assert(sz__remove(path));
    }
}
END_TEST

static void refused(sz_status got, sz_status want, const sz_error *err, const char *say,
                    const char *path)
{
    ck_assert_int_eq(got, want);
    ck_assert_msg(strstr(err->message, say) != NULL, "%s", err->message);
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_null(file);
}

START_TEST(refusals_leave_nothing)
{
    subject s;
    char pdf[300], png[300];
    int left = 2;
    sz_error err = SZ_ERROR_INIT;
    open_subject(&s, 5);
    file_in_build("no.pdf", pdf, sizeof pdf);
    file_in_build("no.png", png, sizeof png);
    refused(sz_atlas_write(s.before, s.after, &s.options, png, NULL, NULL, NULL, &err),
            SZ_ERR_INVALID, &err, "must end in .pdf", png);
    refused(sz_atlas_write(s.before, s.after, &s.options, pdf, count, &left, NULL, &err),
            SZ_ERR_CANCELLED, &err, "given up", pdf);
    s.options.kind = SZ_SHEET_COMMUNITY;
    s.options.community = 77;
    refused(sz_sheet_write(s.before, s.after, &s.options, pdf, NULL, &err), SZ_ERR_INVALID,
            &err, "no community 77", pdf);
    s.options.community = -1;
    refused(sz_sheet_write(s.before, s.after, &s.options, pdf, NULL, &err), SZ_ERR_INVALID,
            &err, "no community -1", pdf);
    s.options.description = NULL;
    refused(sz_sheet_write(s.before, s.after, &s.options, pdf, NULL, &err), SZ_ERR_INVALID,
            &err, "need a description", pdf);
    refused(sz_atlas_write(s.before, s.after, &s.options, pdf, NULL, NULL, NULL, &err),
            SZ_ERR_INVALID, &err, "need a description", pdf);
    close_subject(&s);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("atlas");
    tcase_add_loop_test(tc, one_community, 0, 5);
    tcase_add_test(tc, sight_is_all_that_counts);
    tcase_add_loop_test(tc, an_atlas, 0, 2);
    tcase_add_test(tc, first_page);
    tcase_add_test(tc, refusals_leave_nothing);
    return run_suite("atlas", tc);
}
