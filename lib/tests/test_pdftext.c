/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Characters in a PDF, as a reader of PDF draws them: as much ink in each cell as in the
 * image that is drawn without a font file between. */
#include <gdal.h>

#include "tests/paper.h"

#define CELL 32            /* points, and at 72 dpi pixels */
#define MOST 48

/* Those whose outlines cairo loses when it copies them from the face, and neighbours:
 * regular 如 瘃, bold 忉 烪, bold 嚛 when others are there; and what is not one glyph for one
 * character: marks, a ligature, texts from the right, and the box of what no font has. */
static const char *const cells[MOST] = {
    "如", "意", "里", "女", "妙", "妇", "街", "道", "瘃", "忉", "烪", "嚛", "嚜", "噓", "臺", "灣",
    "鹽", "龍", "㐀", "é", "e\xcc\x81", "fi", "Ag", "12", "㎡", "（", "）", "……", "א", "אב", "\xee\x80\x80",
    "如\xee\x80\x80",
};

static void draw_cells(const char *path, bool bold)
{
    sz_surface *surface;
    sz_text *text;
    sz_style style = { 0 };
    ck_assert_int_eq(sz__text_open(&text, &style, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz__surface_open(&surface, path, 8 * CELL, 6 * CELL, 72.0, "", "",
                                      SZ_LANGUAGE_ZH, NULL), SZ_SUCCESS);
    cairo_t *cr = sz__surface_cairo(surface);
    sz__surface_page(surface);
    cairo_set_source_rgb(cr, 1.0, 1.0, 1.0);
    cairo_paint(cr);
    const sz_look look = { .size = 0.7 * CELL, .bold = bold, .ink = SZ_INK_TEXT };
    for (int i = 0; i < MOST && cells[i]; i++)
        sz__text_draw(text, cr, cells[i], &look, (i % 8 + 0.5) * CELL, (i / 8 + 0.5) * CELL,
                      0.0);
    ck_assert_int_eq(sz__surface_finish(surface, NULL), SZ_SUCCESS);
    sz__surface_close(surface);
    sz__text_close(text);
}

/* The ink in each cell of the picture at PATH, in black pixels. */
static void measure(const char *path, double ink[MOST])
{
    static const char *const true_to_size[] = { "DPI=72", NULL };
    static unsigned char grey[6 * CELL * 8 * CELL];
    GDALDatasetH d = GDALOpenEx(path, GDAL_OF_RASTER, NULL, true_to_size, NULL);
    ck_assert_ptr_nonnull(d);
    ck_assert_int_eq(GDALGetRasterXSize(d), 8 * CELL);
    ck_assert_int_eq(GDALGetRasterYSize(d), 6 * CELL);
    ck_assert_int_eq(GDALRasterIO(GDALGetRasterBand(d, 1), GF_Read, 0, 0, 8 * CELL, 6 * CELL,
                                  grey, 8 * CELL, 6 * CELL, GDT_Byte, 0, 0), CE_None);
    GDALClose(d);
    for (int i = 0; i < MOST; i++)
        ink[i] = 0.0;
    for (int i = 0; i < 6 * CELL * 8 * CELL; i++)
        ink[i / (8 * CELL) / CELL * 8 + i % (8 * CELL) / CELL] += 1.0 - grey[i] / 255.0;
}

START_TEST(no_character_is_lost)
{
    char path[2][300];
    double ink[2][MOST];
    file_in_build("cells.pdf", path[0], sizeof path[0]);
    file_in_build("cells.png", path[1], sizeof path[1]);
    for (int k = 0; k < 2; k++) {
        draw_cells(path[k], _i);
        measure(path[k], ink[k]);
    }
    for (int i = 0; i < MOST && cells[i]; i++) {
        ck_assert_double_gt(ink[1][i], 5.0);
        ck_assert_msg(fabs(ink[0][i] - ink[1][i]) < 0.1 * ink[1][i] + 2.0,
                      "%s, bold %d: ink %.1f in the PDF, %.1f in the image", cells[i], _i,
                      ink[0][i], ink[1][i]);
    }
}
END_TEST

int main(void)
{
    GDALAllRegister();
    TCase *tc = tcase_create("pdftext");
    tcase_add_loop_test(tc, no_character_is_lost, 0, 2);
    return run_suite("pdftext", tc);
}
