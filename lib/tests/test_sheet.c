/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whole sheets: formats, kinds, papers, and what must not be on them. */
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <unistd.h>

#include "core/array.h"
#include "core/findings.h"
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

/* What is only sometimes there is in the legend only then. */
START_TEST(overlaps_and_offices)
{
    sz_map *map = town(3, 0.0);
    sz_plan *before;
    sz_page page;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    sz_sheet_options o = options();
    map->n_offices = _i ? 2 : 0;
    map->offices = calloc(2, sizeof *map->offices);
    for (int i = 0; i < 2; i++) /* in the first block, and far outside */
        map->offices[i] = (sz_office){ "", 0, 0.0, 0, map->x[0] + 1e5 * i, map->y[0],
                                       0 };
    map->claim[0] = 0;
    map->claim[1] = 1;
    for (int p = 101; _i && p <= map->n; p++)
        map->claim_row[p] = 2;
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__page_draw(&page, cr, before, NULL, &o, NULL, NULL), SZ_SUCCESS);
    unsigned both = SZ_DRAWN_OVERLAPS | SZ_DRAWN_OFFICES;
    ck_assert_uint_eq(page.drawn & both, _i ? both : 0);
    unsigned lines = SZ_DRAWN_BARRIER << SZ_BARRIER_RIVER |
                     SZ_DRAWN_BARRIER << SZ_BARRIER_RAIL |
                     SZ_DRAWN_BARRIER << SZ_BARRIER_ARTERIAL |
                     SZ_DRAWN_BARRIER << SZ_BARRIER_STREET;
    ck_assert_uint_eq(page.drawn / SZ_DRAWN_BARRIER * SZ_DRAWN_BARRIER, lines);
    check_apart(&page.placer);
    sz__page_release(&page);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_plan_free(before);
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

/* One community too large, one too small, by what the findings say; others are fine. */
START_TEST(problems_are_shown)
{
    sz_map *map = town(3, 0.0);
    sz_plan *before;
    sz_page page;
    sz_community first, second, third;
    sz_findings *findings;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    sz_sheet_options o = options();
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_community(before, 0, &first, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_community(before, 1, &second, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_community(before, 2, &third, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__findings_new(&findings, NULL), SZ_SUCCESS);
    const char *town = first.town < 0 ? "" : sz_map_town_name(map, (size_t)first.town);
    const sz_finding found[] = {
        { .rule = "size.above", .town = town, .community = first.name, .value = 4321,
          .bound = 3000 },
        { .rule = "size.merge", .town = town, .community = second.name, .value = 123,
          .bound = 500 },
        { .rule = "size.below", .town = town, .community = third.name, .value = 45,
          .bound = 500, .waiver = "豁免：少数民族村" },
        { .rule = "size.above", .town = town, .community = first.name, .value = 4321,
          .bound = 3000, .waiver = "a second one, waived" },
        { .rule = "office.missing", .town = town, .community = second.name },
        { .rule = "size.above", .town = "elsewhere", .community = second.name },
    };
    for (size_t i = 0; i < COUNT(found); i++)
        ck_assert_int_eq(sz__findings_add(findings, &found[i], NULL, "-"), SZ_SUCCESS);
    o.kind = SZ_SHEET_PROBLEMS;
    o.findings = findings;
    o.style = _i ? "grey" : NULL;
    ck_assert_int_eq(sz__page_draw(&page, cr, before, NULL, &o, NULL, NULL), SZ_SUCCESS);
    ck_assert_int_eq(page.sized[0].class, SZ_GROUND_ABOVE);
    ck_assert_int_eq(page.sized[0].households, 4321);
    ck_assert_int_eq(page.sized[1].class, SZ_GROUND_BELOW);
    ck_assert_int_eq(page.sized[1].households, 123);
    ck_assert_int_eq(page.sized[2].class, SZ_GROUND_EXEMPT); /* no problem of its size */
    for (int32_t c = 3; c < page.n_communities; c++)
        ck_assert_int_eq(page.sized[c].class, SZ_GROUND_FINE);
    unsigned sizes = SZ_DRAWN_ABOVE | SZ_DRAWN_BELOW | SZ_DRAWN_EXEMPT;
    ck_assert_uint_eq(page.drawn & sizes, sizes);
    check_apart(&page.placer);
    sz__page_release(&page);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_findings_free(findings);
    sz_plan_free(before);
    sz_map_free(map);
}
END_TEST

/* Blocks of 2 by 2 as grids; the strip that goes from community 2 to 3 is of odd width, so
 * that 8 of them lie in two communities. */
static void add_grids(sz_map *map)
{
    char name[32];
    map->n_units = 80;
    map->units = calloc(80, sizeof *map->units);
    for (int32_t u = 0; u < 80; u++) {
        snprintf(name, sizeof name, "%d号", u + 1);
        map->units[u] = (sz_unit_info){ sz__names_add(&map->names, name),
                                        sz__names_add(&map->names, "网格"), 0 };
    }
    for (int32_t p = 0; p < map->n; p++)
        map->unit[p] = p / 20 / 2 * 10 + p % 20 / 2;
}

START_TEST(grids_and_those_that_break)
{
    sz_map *map = town(3, 0.1);
    sz_plan *before, *after;
    sz_page page;
    sz_error err = SZ_ERROR_INIT;
    char path[300];
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    sz_sheet_options o = options();
    o.kind = SZ_SHEET_GRIDS;
    o.style = _i ? "grey" : NULL;
    file_in_build("grids.png", path, sizeof path);
    plans(map, &before, &after);
    ck_assert_int_eq(sz_sheet_write(before, after, &o, path, NULL, &err), SZ_ERR_DATA);
    ck_assert_msg(strstr(err.message, "--keep"), "%s", err.message);
    ck_assert(!sz__exists(path));
    add_grids(map);
    ck_assert_int_eq(sz__page_draw(&page, cr, before, after, &o, NULL, NULL), SZ_SUCCESS);
    size_t broken = 0; /* counted a second time, by hand */
    for (int g = 0; g < 80; g++) {
        size_t p = (size_t)(g / 10 * 2 * 20 + g % 10 * 2);
        int32_t c = sz_plan_of(after, p);
        bool whole = sz_plan_of(after, p + 1) == c && sz_plan_of(after, p + 20) == c &&
                     sz_plan_of(after, p + 21) == c;
        broken += !whole;
        ck_assert_int_eq(page.grids.broken[g], !whole);
    }
    ck_assert_uint_eq(page.grids.n, 80);
    ck_assert_uint_eq(page.grids.n_broken, broken);
    ck_assert_uint_gt(broken, 0);
    unsigned bits = SZ_DRAWN_GRIDS | SZ_DRAWN_BROKEN | SZ_DRAWN_AFTER;
    ck_assert_uint_eq(page.drawn & bits, bits);
    ck_assert_uint_ge(page.labels, 5 + 60); /* names of communities and of most grids */
    check_apart(&page.placer);
    sz__page_release(&page);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    sz_plan_free(before);
    sz_plan_free(after);
    sz_map_free(map);
}
END_TEST

/* Offices of two communities, and distances made up for the purpose: who lives beyond
 * 300 m is hatched only where a policy has that bound. */
START_TEST(service_distances)
{
    sz_map *map = town(3, 0.1);
    sz_plan *before;
    sz_page page;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1191, 842);
    cairo_t *cr = cairo_create(surface);
    sz_sheet_options o = options();
    sz_reach_row rows[4] = { 0 };
    sz_reach_table reach = { rows, 4, NULL, _i ? 300.0 : NAN, 0 };
    sz_error err = SZ_ERROR_INIT;
    o.kind = SZ_SHEET_SERVICE;
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_sheet_write(before, NULL, &o, "no.png", NULL, &err),
                     SZ_ERR_INVALID);
    o.reach = &reach;
    err = (sz_error)SZ_ERROR_INIT;
    ck_assert_int_eq(sz_sheet_write(before, NULL, &o, "no.png", NULL, &err), SZ_ERR_DATA);
    ck_assert_msg(strstr(err.message, "--offices"), "%s", err.message);
    map->n_offices = 2;
    map->offices = calloc(2, sizeof *map->offices);
    sz_plan_free(before);
    before = NULL;
    reach.metres = calloc((size_t)map->n, sizeof *reach.metres);
    for (int c = 0; c < 2; c++)
        map->offices[c] = (sz_office){ "", c, 0.0, 0, map->x[45 + 10 * c], map->y[45], 0 };
    ck_assert_int_eq(sz_plan_present(map, &before, NULL), SZ_SUCCESS);
    for (int c = 0; c < 4; c++)
        rows[c] = (sz_reach_row){ c, c < 2 ? c : -1, 200, 700, map->x[5 + 10 * c],
                                  map->y[5], 0, 0 };
    for (int32_t p = 0; p < map->n; p++) {
        int32_t c = sz_plan_of(before, (size_t)p);
        reach.metres[p] = c < 0 || c > 1 ? NAN : hypot(map->x[p] - map->offices[c].x,
                                                       map->y[p] - map->offices[c].y);
    }
    ck_assert_int_eq(sz__page_draw(&page, cr, before, NULL, &o, NULL, NULL), SZ_SUCCESS);
    unsigned always = SZ_DRAWN_NEAR | SZ_DRAWN_MIDDLE | SZ_DRAWN_FARTHEST | SZ_DRAWN_OFFICES;
    unsigned bound = SZ_DRAWN_FAR | SZ_DRAWN_CIRCLE | SZ_DRAWN_BEYOND;
    ck_assert_uint_eq(page.drawn & always, always);
    ck_assert_uint_eq(page.drawn & (_i ? bound : SZ_DRAWN_FAR | SZ_DRAWN_CIRCLE),
                      _i ? bound : 0);
    check_apart(&page.placer);
    sz__page_release(&page);
    free(reach.metres);
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

/* Names that XML would take for its own. */
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
    ck_assert_int_eq(sz_sheet_write(before, NULL, NULL, path, NULL, NULL), SZ_SUCCESS);
    unsigned char *bytes = slurp(path, &n);
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
    tcase_add_loop_test(tc, problems_are_shown, 0, 2);
    tcase_add_loop_test(tc, overlaps_and_offices, 0, 2);
    tcase_add_loop_test(tc, grids_and_those_that_break, 0, 2);
    tcase_add_loop_test(tc, service_distances, 0, 2);
    tcase_add_loop_test(tc, pdf_date_is_stated, 0, COUNT(dates));
    tcase_add_test(tc, svg_escapes);
    tcase_add_test(tc, missing_glyphs_are_counted);
    tcase_add_loop_test(tc, refusals_are_clear, 0, COUNT(refusals));
    tcase_add_test(tc, failure_leaves_nothing);
    return run_suite("sheet", tc);
}
