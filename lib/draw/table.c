/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The small table: today and the plan in a few figures, or what is wrong today. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw/page.h"
#include "draw/scale.h"

typedef struct figures {
    int64_t communities, households, smallest, largest, detached, unclaimed;
} figures;

static sz_status count(const sz_plan *plan, figures *out, sz_error *err)
{
    *out = (figures){ 0 };
    for (size_t c = 0; c < sz_plan_communities(plan); c++) {
        sz_community info;
        sz_status status = sz_plan_community(plan, c, &info, err);
        if (status != SZ_SUCCESS)
            return status;
        if (info.parcels == 0)
            continue;
        if (out->communities++ == 0 || info.households < out->smallest)
            out->smallest = info.households;
        if (info.households > out->largest)
            out->largest = info.households;
        out->detached += (int64_t)info.parts - 1;
        out->households += info.households;
    }
    out->unclaimed = sz_map_households(sz_plan_map(plan)) - out->households;
    return SZ_SUCCESS;
}

#define COLUMNS 3
#define ROWS 7

/* "户数过多的社区" and "户数过少的社区" of a sheet of problems. */
static void count_sized(const sz_page *page, int64_t n[SZ_N_GROUNDS])
{
    memset(n, 0, SZ_N_GROUNDS * sizeof *n);
    for (int32_t c = 0; c < page->n_communities; c++)
        n[page->sized[c].class]++;
}

typedef struct grid {
    char cell[ROWS][COLUMNS][64];
} grid;

static void fill_column(sz_page *page, grid *g, int column, const figures *f)
{
    const struct { int64_t value; bool people; } rows[] = {
        { f->communities, false }, { f->households, true }, { f->largest, true },
        { f->smallest, true }, { f->detached, false }, { f->unclaimed, true },
    };
    for (int i = 0; i < 6; i++) {
        char *cell = g->cell[i + 1][column];
        if (!f->communities)
            snprintf(cell, sizeof g->cell[0][0], "—");
        else if (rows[i].people)
            sz__people_text(page, rows[i].value, cell, sizeof g->cell[0][0]);
        else
            sz__thousands(cell, sizeof g->cell[0][0], rows[i].value);
    }
}

/* A row of a figure, and one of households or people. */
static void fill_row(const sz_page *page, grid *g, int row, const char *head,
                     int64_t value)
{
    snprintf(g->cell[row][0], sizeof g->cell[0][0], "%s", sz__page_word(page, head));
    sz__thousands(g->cell[row][1], sizeof g->cell[0][0], value);
}

static void fill_people(sz_page *page, grid *g, int row, const char *head, int64_t people)
{
    fill_row(page, g, row, head, people);
    sz__people_text(page, people, g->cell[row][1], sizeof g->cell[0][0]);
}

/* The figures of the one community that the sheet is about. */
static sz_status fill_subject(sz_page *page, grid *g, sz_error *err)
{
    sz_community c;
    char number[32];
    const sz_described_community *d =
        sz_description_community(page->options->description, (size_t)page->subject);
    sz_status status = sz_plan_community(page->before, (size_t)page->subject, &c, err);
    if (status != SZ_SUCCESS)
        return status;
    snprintf(g->cell[0][0], sizeof g->cell[0][0], "%s", sz__page_word(page, "指　标"));
    snprintf(g->cell[0][1], sizeof g->cell[0][1], "%s", sz__page_word(page, "数　值"));
    fill_people(page, g, 1, "户数", c.households);
    fill_people(page, g, 2, "人口", c.population);
    if (c.population <= 0)
        snprintf(g->cell[2][1], sizeof g->cell[0][0], "—");
    fill_row(page, g, 3, "面积（公顷）", llround(c.area_m2 / 1e4));
    fill_row(page, g, 4, "地块（个）", (int64_t)c.parcels);
    fill_row(page, g, 5, "飞地（处）", (int64_t)c.parts - 1);
    snprintf(g->cell[6][0], sizeof g->cell[0][0], "%s",
             sz__page_word(page, "四至有名率"));
    sz__tenths(number, sizeof number, llround(1000.0 * d->named_share));
    snprintf(g->cell[6][1], sizeof g->cell[0][0], "%s%%", number);
    return SZ_SUCCESS;
}

/* What is special on the sheets of grids and of distances, from row FROM on. */
static void fill_grids(sz_page *page, grid *g)
{
    fill_row(page, g, 3, "网格（个）", (int64_t)page->grids.n);
    fill_row(page, g, 4, "被拆分的网格（个）", (int64_t)page->grids.n_broken);
    fill_people(page, g, 5, "网格外户数", page->grids.outside);
    g->cell[6][0][0] = g->cell[6][1][0] = '\0';
}

static void fill_reach(sz_page *page, grid *g)
{
    const sz_reach_table *t = page->options->reach;
    int64_t without = 0, beyond = 0, cut_off = 0;
    double farthest = 0.0;
    for (size_t i = 0; i < t->n; i++) {
        without += t->rows[i].office < 0;
        beyond += t->rows[i].beyond;
        cut_off += t->rows[i].cut_off;
        farthest = fmax(farthest, t->rows[i].farthest_m); /* passes over a NaN */
    }
    fill_row(page, g, 3, "无办公地点社区", without);
    fill_row(page, g, 4, "最远距离（米）", llround(farthest));
    fill_people(page, g, 5, "超出服务距离户数", beyond);
    if (isnan(t->bound_m))
        snprintf(g->cell[5][1], sizeof g->cell[0][0], "—");
    fill_people(page, g, 6, "无路可达户数", cut_off);
}

static sz_status fill(sz_page *page, grid *g, sz_error *err)
{
    static const char *const head[ROWS] = { "指　标", "社区数（个）", "社区总户数",
                                            "最大社区户数", "最小社区户数",
                                            "飞地（处）", "空白点内户数" };
    figures f;
    static const char *const sized[] = { "户数过多社区", "户数过少社区" };
    if (page->subject >= 0)
        return fill_subject(page, g, err);
    for (int i = 0; i < ROWS; i++)
        snprintf(g->cell[i][0], sizeof g->cell[i][0], "%s", sz__page_word(page, head[i]));
    snprintf(g->cell[0][1], sizeof g->cell[0][1], "%s",
             sz__page_word(page, page->later   ? "调整后"
                                 : page->after ? "调整前"
                                               : "现状"));
    snprintf(g->cell[0][2], sizeof g->cell[0][2], "%s", sz__page_word(page, "调整后"));
    sz_status status = count(page->before, &f, err);
    if (status != SZ_SUCCESS)
        return status;
    fill_column(page, g, 1, &f);
    if (page->sized) { /* in place of the largest and the smallest */
        int64_t n[SZ_N_GROUNDS];
        count_sized(page, n);
        for (int i = 0; i < 2; i++) {
            snprintf(g->cell[3 + i][0], sizeof g->cell[0][0], "%s",
                     sz__page_word(page, sized[i]));
            sz__thousands(g->cell[3 + i][1], sizeof g->cell[0][0],
                          n[i ? SZ_GROUND_BELOW : SZ_GROUND_ABOVE]);
        }
    }
    if (page->grids.of)
        fill_grids(page, g);
    if (page->reach)
        fill_reach(page, g);
    if (page->after && (status = count(page->after, &f, err)) == SZ_SUCCESS)
        fill_column(page, g, 2, &f);
    return status;
}

/* "划转户数 1,234 户，占 5.6%" below the table. */
static sz_status draw_moved(sz_page *page, const double at[2], sz_error *err)
{
    char number[32], share[32], text[96];
    sz_look look = { 7.5, true, false, SZ_INK_MOVE, 0.0 };
    int64_t moved = sz_plan_moved(page->before, page->after);
    int64_t all = sz_map_households(page->map);
    sz__people_text(page, moved, number, sizeof number);
    sz__tenths(share, sizeof share, all > 0 ? (2000 * moved + all) / (2 * all) : 0);
    snprintf(text, sizeof text, sz__page_word(page, "划转 %s 户，占总户数 %s%%"), number,
             share);
    return sz__page_text(page, text, &look, at[0], at[1], 0.0, err);
}

sz_status sz__table_draw(sz_page *page, const double box[4], sz_error *err)
{
    grid g;
    int columns = page->after ? 3 : 2;
    sz_status status = fill(page, &g, err);
    if (status != SZ_SUCCESS)
        return status;
    double first = 30.0 * SZ_MM, w = 24.0 * SZ_MM, h = 4.9 * SZ_MM;
    double top = box[1] + 1.0 * SZ_MM, right = box[0] + first + (columns - 1) * w;
    int rows = ROWS;
    while (rows > 1 && !g.cell[rows - 1][0][0])
        rows--;
    for (int i = 0; i <= rows; i++) {
        cairo_move_to(page->cr, box[0], top + i * h);
        cairo_line_to(page->cr, right, top + i * h);
        sz__stroke_solid(page->cr, &page->style, SZ_INK_FRAME,
                         (i <= 1 || i == rows ? 0.25 : 0.08) * SZ_MM);
    }
    for (int i = 0; i < rows; i++)
        for (int j = 0; status == SZ_SUCCESS && j < columns; j++) {
            sz_look look = { 7.5, i == 0, false, SZ_INK_TEXT, 0.0 };
            double x = j ? box[0] + first + j * w - 2.0 * SZ_MM : box[0] + 1.0 * SZ_MM;
            status = sz__page_text(page, g.cell[i][j], &look, x, top + (i + 0.5) * h,
                                   j ? 1.0 : 0.0, err);
        }
    const double at[2] = { box[0] + 1.0 * SZ_MM, top + (ROWS + 0.65) * h };
    if (status == SZ_SUCCESS && page->after && page->settled)
        status = draw_moved(page, at, err);
    return status;
}
