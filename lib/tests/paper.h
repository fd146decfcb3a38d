/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A town to be drawn, with two plans, whether what is drawn lies apart, and files. */
#ifndef SIZHI_TESTS_PAPER_H
#define SIZHI_TESTS_PAPER_H

#include "core/platform.h"
#include "draw/page.h"
#include "tests/lattice.h"
#include "tests/suite.h"

/* A second opinion on boxes: the corners' shadows on all four normals. */
static inline void corners(const sz_box *b, double out[4][2])
{
    for (int i = 0; i < 4; i++) {
        double s = i & 1 ? b->hw : -b->hw, t = i & 2 ? b->hh : -b->hh;
        out[i][0] = b->x + s * b->ux - t * b->uy;
        out[i][1] = b->y + s * b->uy + t * b->ux;
    }
}

static inline bool shadows_part(const sz_box *a, const sz_box *b, double nx, double ny)
{
    double c[2][4][2], lo[2] = { DBL_MAX, DBL_MAX }, hi[2] = { -DBL_MAX, -DBL_MAX };
    corners(a, c[0]);
    corners(b, c[1]);
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < 4; i++) {
            double d = c[k][i][0] * nx + c[k][i][1] * ny;
            lo[k] = fmin(lo[k], d);
            hi[k] = fmax(hi[k], d);
        }
    return hi[0] <= lo[1] + 1e-6 || hi[1] <= lo[0] + 1e-6;
}

static inline bool overlap(const sz_box *a, const sz_box *b)
{
    return !shadows_part(a, b, a->ux, a->uy) && !shadows_part(a, b, -a->uy, a->ux) &&
           !shadows_part(a, b, b->ux, b->uy) && !shadows_part(a, b, -b->uy, b->ux);
}

static inline void check_apart(const sz_placer *placer)
{
    for (size_t i = 0; i < placer->taken.n; i++)
        for (size_t j = 0; j < i; j++)
            if (placer->taken.at[i].owner != placer->taken.at[j].owner)
                ck_assert_msg(!overlap(&placer->taken.at[i].box,
                                       &placer->taken.at[j].box),
                              "boxes %zu and %zu overlap at %.1f %.1f", i, j,
                              placer->taken.at[i].box.x, placer->taken.at[i].box.y);
}

/* A town of 20 by 16 blocks with a hole, a gap and two detached blocks. */
static inline sz_map *town(uint64_t seed, double jitter)
{
    static const char *const rows[] = { "环城北路", "建设大街", "人民路", "青山路" };
    static const char *const columns[] = { "长河路", "中山南路", "Ring Road", "学府路" };
    lattice l;
    lattice_open(&l, 20, 16, 100.0, jitter, seed);
    const char *const name[] = { "柳园社区", "东关", "西苑社区", "青山社区" };
    for (int c = 0; c < 4; c++) {
        lattice_community(&l, name[c]);
        lattice_today(&l, c % 2 * 10, c / 2 * 8, c % 2 * 10 + 10, c / 2 * 8 + 8, c);
    }
    lattice_today(&l, 3, 3, 5, 5, 3);   /* detached, a hole in community 0 */
    lattice_today(&l, 14, 3, 16, 5, -1); /* a gap in community 1 */
    for (int i = 0; i < 4; i++) {
        lattice_line(&l, true, 4 * i, SZ_BARRIER_ARTERIAL, rows[i]);
        lattice_line(&l, false, 5 * i, SZ_BARRIER_STREET, columns[i]);
    }
    lattice_line(&l, true, 6, SZ_BARRIER_RIVER, "白河");
    lattice_line(&l, false, 7, SZ_BARRIER_RAIL, "京沪铁路");
    return lattice_close(&l);
}

/* The plan: 3's detached blocks go to 0, the gap to 1, a strip from 2 to 3, and a
 * new community out of 1. */
static inline void plans(const sz_map *map, sz_plan **before, sz_plan **after)
{
    int32_t fresh;
    ck_assert_int_eq(sz_plan_present(map, before, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_copy(*before, after, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_plan_found(*after, "桃源社区", 0, &fresh, NULL), SZ_SUCCESS);
    for (size_t p = 0; p < (size_t)map->n; p++) {
        int32_t c = sz_plan_of(*before, p), to = c;
        size_t x = p % 20, y = p / 20;
        to = c == 3 && y < 8 ? 0 : c < 0 ? 1 : c == 2 && x > 7 ? 3 : to;
        to = c == 1 && y < 3 ? fresh : to;
        ck_assert_int_eq(sz_plan_assign(*after, p, to, NULL), SZ_SUCCESS);
    }
}

static inline const char *file_in_build(const char *name, char *out, size_t size)
{
    const char *dir = getenv("TMPDIR");
    snprintf(out, size, "%s/sizhi-draw-%llx-%s", dir ? dir : "/tmp",
             (unsigned long long)sz__process(), name);
    return out;
}

static inline unsigned char *slurp(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    unsigned char *bytes = malloc(1 << 24);
    ck_assert_msg(file && bytes, "cannot read %s", path);
    *n = fread(bytes, 1, 1 << 24, file);
    fclose(file);
    return bytes;
}

static inline bool holds(const unsigned char *bytes, size_t n, const char *what)
{
    size_t k = strlen(what);
    for (size_t i = 0; i + k <= n; i++)
        if (memcmp(bytes + i, what, k) == 0)
            return true;
    return false;
}

static inline sz_sheet_options options(void)
{
    static const char *const sources[] = { "道路：© OpenStreetMap 贡献者（ODbL 1.0）" };
    sz_sheet_options o = SZ_SHEET_OPTIONS_INIT;
    o.organisation = "槐荫街道办事处";
    o.date = "2026年3月1日";
    o.basis = "住宅套数";
    o.sources = sources;
    o.n_sources = 1;
    return o;
}

#endif
