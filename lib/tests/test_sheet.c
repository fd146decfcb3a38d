/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whole sheets: formats, papers, and what must not be on them. */
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <unistd.h>

#include "core/platform.h"
#include "tests/paper.h"

static const struct { const char *ending, *magic; } formats[] = {
    { "a.pdf", "%PDF-1." }, { "a.SVG", "<?xml" }, { "a.png", "\x89PNG" },
};

/* How often WHAT stands in BYTES. */
static size_t count_in(const unsigned char *bytes, size_t n, const char *what)
{
    size_t k = strlen(what), found = 0;
    for (size_t i = 0; i + k <= n; i++)
        found += memcmp(bytes + i, what, k) == 0;
    return found;
}

/* All fonts of a PDF are embedded, as subsets: their names begin with six capitals and a
 * plus (ISO 32000-1, 9.6.4), and each description has a font file. */
static void check_fonts(const unsigned char *bytes, size_t n)
{
    static const char name[] = "/FontName /";
    size_t k = sizeof name - 1, fonts = 0;
    for (size_t i = 0; i + k + 7 <= n; i++) {
        if (memcmp(bytes + i, name, k) != 0)
            continue;
        fonts++;
        for (size_t j = 0; j < 6; j++)
            ck_assert(bytes[i + k + j] >= 'A' && bytes[i + k + j] <= 'Z');
        ck_assert_int_eq(bytes[i + k + 6], '+');
    }
    ck_assert_uint_ge(fonts, 2); /* regular and bold */
    ck_assert_uint_eq(count_in(bytes, n, "/FontFile"), fonts);
}

/* Names are text in an SVG, each in one piece, those along lines too, and nothing is
 * drawn as outlines of characters. */
static void check_svg(const unsigned char *bytes, size_t n)
{
    static const char *const words[] = {
        ">柳园社区<", ">东关社区<", ">桃源社区<", ">人民路<", ">建设大街<", ">白河<", "社区调整示意图<",
        ">图　例<", ">街道（镇）界<", "编制单位：槐荫街道办事处<", ">划转区域<", "font-family=",
    };
    for (size_t i = 0; i < COUNT(words); i++)
        ck_assert_msg(holds(bytes, n, words[i]), "no %s", words[i]);
    ck_assert(!holds(bytes, n, "glyph"));
    ck_assert_uint_eq(count_in(bytes, n, "<svg"), 1);
    ck_assert_uint_eq(count_in(bytes, n, "</svg>"), 1);
    ck_assert_mem_eq(bytes + n - 7, "</svg>\n", 7);
    ck_assert_uint_eq(count_in(bytes, n, "<text"), count_in(bytes, n, "</text>"));
    ck_assert_uint_eq(count_in(bytes, n, "<g "), count_in(bytes, n, "</g>"));
}

START_TEST(sheet_in_three_formats)
{
    sz_map *map = town(3, 0.15);
    sz_plan *before, *after;
    char path[300];
    sz_sheet_options o = options();
    sz_sheet_report report = { 0 };
    sz_error err = SZ_ERROR_INIT;
    unsigned char *first = NULL, *again = NULL;
    size_t n[2];
    plans(map, &before, &after);
    file_in_build(formats[_i].ending, path, sizeof path);
    for (int run = 0; run < 2; run++) {
        sz_status got = sz_sheet_write(before, after, &o, path, &report, &err);
        ck_assert_msg(got == SZ_SUCCESS, "%s", err.message);
        *(run ? &again : &first) = slurp(path, &n[run]);
        ck_assert(sz__remove(path));
    }
    ck_assert_uint_eq(n[0], n[1]);
    ck_assert_mem_eq(first, again, n[0]);
    ck_assert_mem_eq(first, formats[_i].magic, strlen(formats[_i].magic));
    /* some 2,000 m by 1,600 m and the jitter into 192 mm: 1:12,000 */
    ck_assert_double_eq(report.scale, 12000.0);
    ck_assert_uint_eq(report.glyphs_missing, 0);
    ck_assert_uint_gt(report.labels, 20);
    if (_i == 0)
        check_fonts(first, n[0]);
    if (_i == 1)
        check_svg(first, n[0]);
    if (_i == 2) { /* 420 x 297 mm at 150 dpi, in the header of a PNG */
        ck_assert_int_eq(first[18] << 8 | first[19], 2480);
        ck_assert_int_eq(first[22] << 8 | first[23], 1754);
    }
    free(first);
    free(again);
    sz_plan_free(before);
    sz_plan_free(after);
    sz_map_free(map);
}
END_TEST

/* Everything on the page that is taken lies apart, in greys and in colours, with a plan
 * and without, on every paper. */
START_TEST(nothing_overlaps)
{
    sz_map *map = town(4 + (uint64_t)_i, 0.15);
    sz_plan *before, *after;
    sz_page page;
    sz_sheet_options o = options();
    o.style = _i & 1 ? "grey" : NULL;
    o.paper = (sz_paper)(_i % 5);
    o.kind = _i & 4 && !(_i & 2) ? SZ_SHEET_PROPOSED : SZ_SHEET_COMPARE;
    o.approval = _i & 1 ? "" : "苏S（2026）12号";
    plans(map, &before, &after);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    ck_assert_int_eq(sz__page_draw(&page, cr, before, _i & 2 ? NULL : after, &o, NULL, NULL),
                     SZ_SUCCESS);
    ck_assert_int_eq(cairo_status(cr), CAIRO_STATUS_SUCCESS);
    check_apart(&page.placer);
    for (size_t i = 0; i < page.placer.taken.n; i++) {
        double c[4][2];
        corners(&page.placer.taken.at[i].box, c);
        for (int k = 0; k < 4; k++)
            ck_assert(c[k][0] >= 0 && c[k][0] <= page.layout.w && c[k][1] >= 0 &&
                      c[k][1] <= page.layout.h);
    }
    unsigned both = SZ_DRAWN_LIMIT | SZ_DRAWN_BEFORE | SZ_DRAWN_DETACHED |
                    SZ_DRAWN_GAPS;
    unsigned later = SZ_DRAWN_AFTER | SZ_DRAWN_MOVES | SZ_DRAWN_NEW;
    if (o.kind == SZ_SHEET_COMPARE)
        ck_assert_uint_eq(page.drawn & both, both);
    ck_assert_uint_eq(page.drawn & later, _i & 2 ? 0 : later);
    ck_assert_uint_eq(page.drawn & SZ_DRAWN_OVERLAPS, 0);
    sz__page_release(&page);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_plan_free(before);
    sz_plan_free(after);
    sz_map_free(map);
}
END_TEST

static const struct { sz_paper paper; int w, h; double scale; } papers[] = {
    /* 2,000 m and the jitter into the width of one frame, 6 mm kept free: 400, 282.9,
     * 570.2, 812.7 and 1,155.4 mm wide, 211, 149.2, 317.7, 472.3 and 696.3 high */
    { SZ_PAPER_A4, 3508, 2480, 12000 }, { SZ_PAPER_A3, 4961, 3508, 9000 },
    { SZ_PAPER_A2, 7016, 4961, 6000 },
};

/* Pixels at 300 dpi in the header of a PNG, and the scale that fits. */
START_TEST(papers_of_iso_216)
{
    sz_map *map = town(3, 0.0);
    sz_plan *before;
    char path[300];
    size_t n;
    sz_sheet_options o = options();
    sz_sheet_report report;
    o.paper = papers[_i].paper;
    o.png_dpi = 300;
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    file_in_build("paper.png", path, sizeof path);
    ck_assert_int_eq(sz_sheet_write(before, NULL, &o, path, &report, NULL), SZ_SUCCESS);
    unsigned char *bytes = slurp(path, &n);
    ck_assert_int_eq(bytes[18] << 8 | bytes[19], papers[_i].w);
    ck_assert_int_eq(bytes[22] << 8 | bytes[23], papers[_i].h);
    ck_assert_double_eq(report.scale, papers[_i].scale);
    free(bytes);
    ck_assert(sz__remove(path));
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

/* Whatever is drawn, the legend stays in its own room, and each entry in its own. */
START_TEST(legend_holds_everything)
{
    sz_map *map = town(3, 0.0);
    sz_plan *before;
    sz_page page;
    sz_sheet_options o = options();
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    const double box[] = { 100.0, 100.0, 100.0 + 132.0 * SZ_MM, 100.0 + 43.0 * SZ_MM };
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__page_draw(&page, cr, before, NULL, &o, NULL, NULL), SZ_SUCCESS);
    page.drawn = ~0u;
    page.placer.taken.n = 0;
    ck_assert_int_eq(sz__legend_draw(&page, box, NULL), SZ_SUCCESS);
    ck_assert_uint_gt(page.placer.taken.n, 18);
    check_apart(&page.placer);
    for (size_t i = 0; i < page.placer.taken.n; i++) {
        const sz_box *b = &page.placer.taken.at[i].box;
        ck_assert(b->x - b->hw >= box[0] && b->x + b->hw <= box[2] + 0.5);
        ck_assert(b->y - b->hh >= box[1] && b->y + b->hh <= box[3] + 2.0 * SZ_MM);
    }
    sz__page_release(&page);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

static const struct { const char *epoch, *date, *want; } dates[] = {
    { "1000000000", "2026年3月1日", "/CreationDate (20010909014640" },
    { NULL, "2026年3月1日", "/CreationDate (20260301000000" },
    { NULL, "2024-02-29", "/CreationDate (20240229000000" },
    { "951782400", NULL, "/CreationDate (20000229000000" },
    { "tomorrow", NULL, "/CreationDate (19700101000000" },
    { NULL, NULL, "/CreationDate (19700101000000" },
};

START_TEST(pdf_date_is_stated)
{
    sz_map *map = town(3, 0.0);
    sz_plan *before;
    char path[300];
    size_t n;
    sz_sheet_options o = options();
    o.date = dates[_i].date;
    unsetenv("SOURCE_DATE_EPOCH");
    if (dates[_i].epoch)
        setenv("SOURCE_DATE_EPOCH", dates[_i].epoch, 1);
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    file_in_build("date.pdf", path, sizeof path);
    ck_assert_int_eq(sz_sheet_write(before, NULL, &o, path, NULL, NULL), SZ_SUCCESS);
    unsigned char *bytes = slurp(path, &n);
    ck_assert_msg(holds(bytes, n, dates[_i].want), "%s", dates[_i].want);
    free(bytes);
    unsetenv("SOURCE_DATE_EPOCH");
    ck_assert(sz__remove(path));
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

START_TEST(missing_glyphs_are_counted)
{
    lattice l;
    sz_plan *before;
    char path[300];
    sz_sheet_report report;
    lattice_open(&l, 4, 3, 200.0, 0.0, 1);
    lattice_community(&l, "\xf3\xb0\x80\x80\xf3\xb0\x80\x81里"); /* U+F0000 .. 1 */
    lattice_today(&l, 0, 0, 4, 3, 0);
    sz_map *map = lattice_close(&l);
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    file_in_build("tofu.png", path, sizeof path);
    ck_assert_int_eq(sz_sheet_write(before, NULL, NULL, path, &report, NULL),
                     SZ_SUCCESS);
    ck_assert_uint_eq(report.glyphs_missing, 2);
    ck_assert(sz__remove(path));
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

/* Names that XML would take for its own; days as documents write them. */
START_TEST(svg_escapes)
{
    lattice l;
    sz_plan *before;
    char path[300];
    size_t n;
    lattice_open(&l, 4, 3, 200.0, 0.0, 1);
    lattice_community(&l, "A&B <里> \"C\"");
    lattice_today(&l, 0, 0, 4, 3, 0);
    sz_map *map = lattice_close(&l);
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    file_in_build("escape.svg", path, sizeof path);
    sz_sheet_options o = SZ_SHEET_OPTIONS_INIT;
    o.date = "2026-03-01";
    o.data_date = "上年末";
    ck_assert_int_eq(sz_sheet_write(before, NULL, &o, path, NULL, NULL), SZ_SUCCESS);
    unsigned char *bytes = slurp(path, &n);
    ck_assert(holds(bytes, n, ">编制日期：2026年3月1日<"));
    ck_assert(holds(bytes, n, ">资料截止日期：上年末<"));
    ck_assert(holds(bytes, n, ">A&amp;B &lt;里&gt; \"C\"<"));
    free(bytes);
    ck_assert(sz__remove(path));
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

static const struct {
    sz_sheet_kind kind;
    sz_paper paper;
    const char *path;
    double dpi;
    sz_status want;
    const char *says;
} refusals[] = {
    { 0, 0, "/nowhere/at/all/sheet.pdf", 0, SZ_ERR_IO, "/nowhere/at/all/sheet.pdf" },
    { 0, 0, "/nowhere/at/all/sheet.png", 0, SZ_ERR_IO, "/nowhere/at/all/sheet.png" },
    { 0, 0, "sheet.docx", 0, SZ_ERR_INVALID, "sheet.docx" },
    { 0, 0, ".pdf", 0, SZ_ERR_INVALID, ".pdf" },
    { 0, 0, "sheet", 0, SZ_ERR_INVALID, "sheet" },
    { 0, 0, "sheet.png", 5000, SZ_ERR_INVALID, "5000" },
    { 0, 0, "sheet.png", NAN, SZ_ERR_INVALID, "nan" },
    { SZ_SHEET_PROPOSED, 0, "sheet.png", 0, SZ_ERR_INVALID, "no plan" },
    { SZ_SHEET_PROBLEMS, 0, "sheet.png", 0, SZ_ERR_INVALID, "findings" },
    { 0, (sz_paper)9, "sheet.png", 0, SZ_ERR_INVALID, "paper 9" },
};

START_TEST(refusals_are_clear)
{
    sz_map *map = town(1, 0.0);
    sz_plan *before;
    sz_error err = SZ_ERROR_INIT;
    sz_sheet_options o = options();
    o.png_dpi = refusals[_i].dpi;
    o.kind = refusals[_i].kind;
    o.paper = refusals[_i].paper;
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_sheet_write(before, NULL, &o, refusals[_i].path, NULL, &err),
                     refusals[_i].want);
    ck_assert_msg(strstr(err.message, refusals[_i].says), "%s", err.message);
    ck_assert(!sz__exists(refusals[_i].path));
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

/* A directory stands where the file should go: it stays, nothing is left beside. */
START_TEST(failure_leaves_nothing)
{
    sz_map *map = town(1, 0.0);
    sz_plan *before;
    char dir[300], path[320];
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    file_in_build("dir", dir, sizeof dir);
    snprintf(path, sizeof path, "%s/taken.pdf", dir);
    ck_assert(sz__mkdir(dir) && sz__mkdir(path));
    ck_assert_int_eq(sz_sheet_write(before, NULL, NULL, path, NULL, NULL), SZ_ERR_IO);
    ck_assert(sz__is_dir(path));
    ck_assert(sz__remove_dir(path));
    ck_assert_msg(rmdir(dir) == 0, "something was left in %s", dir);
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("sheet");
    tcase_add_loop_test(tc, sheet_in_three_formats, 0, COUNT(formats));
    tcase_add_loop_test(tc, nothing_overlaps, 0, 8);
    tcase_add_loop_test(tc, papers_of_iso_216, 0, COUNT(papers));
    tcase_add_test(tc, legend_holds_everything);
    tcase_add_loop_test(tc, pdf_date_is_stated, 0, COUNT(dates));
    tcase_add_test(tc, svg_escapes);
    tcase_add_test(tc, missing_glyphs_are_counted);
    tcase_add_loop_test(tc, refusals_are_clear, 0, COUNT(refusals));
    tcase_add_test(tc, failure_leaves_nothing);
    return run_suite("sheet", tc);
}
