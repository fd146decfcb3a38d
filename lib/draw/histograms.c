/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sz_ensemble_draw(): one small histogram for each figure of an ensemble, with the
 * places of given plans. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/array.h"
#include "core/i18n.h"
#include "draw/page.h"
#include "draw/paper.h"
#include "draw/scale.h"
#include "draw/style_file.h"
#include "sizhi/sample.h"
#include "text/english.h"

enum { BINS = 36, COLUMNS = 4, ROWS = 2 };

#define DPI 150.0
#define PAGE_W (420.0 * SZ_MM) /* A3 */
#define PAGE_H (297.0 * SZ_MM)
#define MARGIN (14.0 * SZ_MM)
#define HEAD (30.0 * SZ_MM)
#define GAP (9.0 * SZ_MM)
#define LINE 11.0 /* of the words for one placed plan */

/* Inks of the placed plans, in turn. */
static const sz_ink_id place_ink[] = { SZ_INK_BEFORE, SZ_INK_AFTER, SZ_INK_MOVE,
                                       SZ_INK_RIVER };
#define PLACE_INKS (sizeof place_ink / sizeof *place_ink)

static const char *const title[SZ_N_FIGURES] = {
    [SZ_FIGURE_CUT_EDGES] = "跨社区相邻对",
    [SZ_FIGURE_MOVED] = "划转户数（户）",
    [SZ_FIGURE_BORDER] = "社区边界总长（米）",
    [SZ_FIGURE_BARE] = "不沿界线要素的边界长（米）",
    [SZ_FIGURE_DEVIATION] = "与平均规模的最大偏差（%）",
    [SZ_FIGURE_SMALLEST] = "最小社区户数（户）",
    [SZ_FIGURE_LARGEST] = "最大社区户数（户）",
};

typedef struct chart {
    cairo_t *cr;
    sz_text *text;
    sz_style style;
    const sz_ensemble *ensemble;
    const sz_sample_report *report;
    const char *const *names;
    sz_language language;
} chart;

/* What stands here in Chinese, in the language of the sheet. */
static const char *word(const chart *c, const char *zh) __attribute__((format_arg(2)));

static const char *word(const chart *c, const char *zh)
{
    return sz__in(c->language, zh);
}

/* One panel: its place on paper, the values it spans. */
typedef struct panel {
    double x, y, w, h; /* of the bars */
    double low, high;
} panel;

static void put(chart *c, const char *line, const sz_look *look, double x, double y,
                double align)
{
    sz_extent e = sz__text_extent(c->text, line, look);
    sz__text_draw(c->text, c->cr, line, look, x + (0.5 - align) * e.w, y, 0);
}

static void value_text(char *buffer, size_t size, int f, double value)
{
    if (f == SZ_FIGURE_DEVIATION)
        sz__tenths(buffer, size, llround(1000 * value));
    else
        sz__thousands(buffer, size, llround(value));
}

static const char *law(sz_sample_method method)
{
    return method == SZ_SAMPLE_RECOM
               ? "抽样方法：合并再分割（ReCom）；其分布无已知公式，仅供了解可能的范围"
           : method == SZ_SAMPLE_REVERSIBLE
               ? "抽样方法：可逆合并再分割；方案出现的机会与各社区生成树数之积成正比"
               : "抽样方法：序贯蒙特卡罗（加权）；方案的机会与各社区生成树数之积成正比";
}

static void draw_head(chart *c)
{
    const sz_look large = { 17, true, false, SZ_INK_TEXT, 0 };
    const sz_look small = { 9.5, false, false, SZ_INK_SOFT, 0 };
    const sz_sample_report *r = c->report;
    char line[256], plans[32], kept[32];
    sz__thousands(plans, sizeof plans, (int64_t)r->plans);
    sz__thousands(kept, sizeof kept, (int64_t)r->kept);
    put(c, word(c, "随机方案集合的指标分布"), &large, MARGIN, MARGIN + 8, 0);
    snprintf(line, sizeof line,
             word(c, "%s 个方案（%u 条链，直方图取其中 %s 个），%zu 个划分单元，"
                     "%zu 个社区"), plans, (unsigned)r->chains, kept, r->atoms, r->communities);
    put(c, line, &small, MARGIN, MARGIN + 30, 0);
    put(c, word(c, law(r->method)), &small, MARGIN, MARGIN + 45, 0);
    double x = PAGE_W - MARGIN;
    for (size_t i = r->n_placed; i-- > 0;) {
        const sz_look look = { 9.5, true, false, place_ink[i % PLACE_INKS], 0 };
        const char *name = c->names ? c->names[i] : word(c, "方案");
        put(c, name, &look, x, MARGIN + 45, 1);
        x -= sz__text_extent(c->text, name, &look).w + 5;
        cairo_rectangle(c->cr, x - 12, MARGIN + 44, 12, 2);
        sz__ink(c->cr, &c->style, place_ink[i % PLACE_INKS]);
        cairo_fill(c->cr);
        x -= 24;
    }
}

/* The range of the values, and of the placed plans where they are not far off. */
static void span(panel *p, const chart *c, int f, const double *value, size_t n)
{
    p->low = value[0];
    p->high = value[n - 1];
    for (size_t i = 0; i < c->report->n_placed; i++) {
        double at = c->report->placed[i].figure[f], room = 1.5 * (p->high - p->low);
        if (at < p->low && at > value[0] - room)
            p->low = at;
        if (at > p->high && at < value[n - 1] + room)
            p->high = at;
    }
    double pad = 0.02 * (p->high - p->low);
    if (!(pad > 0))
        pad = fabs(p->high) > 0 ? 0.01 * fabs(p->high) : 1;
    p->low -= pad;
    p->high += pad;
}

static void draw_bars(chart *c, const panel *p, const double *value,
                      const double *weight, size_t n)
{
    double bin[BINS] = { 0 }, most = 0;
    for (size_t i = 0; i < n; i++) {
        int k = (int)(BINS * (value[i] - p->low) / (p->high - p->low));
        k = k < 0 ? 0 : k >= BINS ? BINS - 1 : k;
        bin[k] += weight[i];
        most = fmax(most, bin[k]);
    }
    for (int k = 0; k < BINS && most > 0; k++) {
        double h = p->h * bin[k] / most;
        if (h > 0)
            cairo_rectangle(c->cr, p->x + p->w * k / BINS, p->y + p->h - h,
                            p->w / BINS - 0.6, h);
    }
    cairo_set_source_rgb(c->cr, 0.72, 0.75, 0.80);
    cairo_fill(c->cr);
    cairo_move_to(c->cr, p->x, p->y + p->h);
    cairo_line_to(c->cr, p->x + p->w, p->y + p->h);
    sz__stroke_solid(c->cr, &c->style, SZ_INK_TEXT, 0.7);
}

/* A line for each placed plan, with the share of plans below it; an arrow instead where
 * it is off the panel. */
static void draw_places(chart *c, const panel *p, int f)
{
    for (size_t i = 0; i < c->report->n_placed; i++) {
        const sz_placed *placed = &c->report->placed[i];
        sz_ink_id ink = place_ink[i % PLACE_INKS];
        const sz_look look = { 8, false, false, ink, 1.6 };
        double at = (placed->figure[f] - p->low) / (p->high - p->low);
        bool left = at < 0, right = at > 1;
        double x = p->x + p->w * (left ? 0 : right ? 1 : at);
        double y = p->y - LINE * ((double)(c->report->n_placed - i) - 0.5);
        char share[32], words[96];
        sz__tenths(share, sizeof share,
                   llround(1000 * (placed->below[f] + placed->equal[f] / 2)));
        snprintf(words, sizeof words, word(c, "%s第 %s 百分位%s"), left ? "← " : "", share,
                 right ? " →" : "");
        if (!left && !right) {
            cairo_move_to(c->cr, x, y - LINE / 2);
            cairo_line_to(c->cr, x, p->y + p->h);
            sz__stroke_solid(c->cr, &c->style, ink, 1.4);
        }
        bool over = x > p->x + p->w / 2;
        put(c, words, &look, x + (over ? -3 : 3), y, over ? 1 : 0);
    }
}

/* "1.043", with a point in any locale. */
static const char *thousandths(char *buffer, size_t size, double value)
{
    long long number = value < 1e6 ? llround(1000 * value) : 1000000000;
    snprintf(buffer, size, "%lld.%03lld", number / 1000, number % 1000);
    return buffer;
}

static sz_status draw_panel(chart *c, panel *p, int f, sz_error *err)
{
    const sz_look head = { 10.5, true, false, SZ_INK_TEXT, 0 };
    const sz_look axis = { 8, false, false, SZ_INK_TEXT, 0 };
    const sz_look note = { 8, false, false, SZ_INK_SOFT, 0 };
    const sz_figure_summary *s = &c->report->figure[f];
    double *value = NULL, *weight = NULL;
    size_t n = 0;
    char line[160], number[32], r_hat[32];
    sz_status status =
        sz_ensemble_values(c->ensemble, (sz_figure)f, &value, &weight, &n, err);
    if (status || n == 0)
        goto done;
    double top = p->y - LINE * (double)c->report->n_placed;
    put(c, word(c, title[f]), &head, p->x, top - 26, 0);
    sz__thousands(number, sizeof number, (int64_t)s->effective);
    if (isnan(s->r_hat))
        snprintf(line, sizeof line, word(c, "有效样本量 %s"), number);
    else
        snprintf(line, sizeof line, word(c, "R-hat %s，有效样本量 %s%s"),
                 thousandths(r_hat, sizeof r_hat, s->r_hat), number,
                 s->r_hat > 1.05 ? word(c, "；各链尚不一致") : "");
    put(c, line, &note, p->x, top - 12, 0);
    span(p, c, f, value, n);
    draw_bars(c, p, value, weight, n);
    for (int k = 0; k <= 2; k++) {
        value_text(number, sizeof number, f, p->low + (p->high - p->low) * k / 2);
        put(c, number, &axis, p->x + p->w * k / 2, p->y + p->h + 9, 0.5 * k);
    }
    draw_places(c, p, f);
done:
    free(value);
    free(weight);
    return status;
}

static sz_status draw_all(chart *c, sz_error *err)
{
    double w = (PAGE_W - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS;
    double h = (PAGE_H - MARGIN - HEAD - MARGIN) / ROWS;
    sz_status status = SZ_SUCCESS;
    sz__ink(c->cr, &c->style, SZ_INK_PAPER);
    cairo_paint(c->cr);
    draw_head(c);
    for (int f = 0, at = 0; f < SZ_N_FIGURES && !status; f++) {
        if (!c->report->figure[f].known)
            continue;
        double words = LINE * (double)c->report->n_placed;
        panel p = { .x = MARGIN + (at % COLUMNS) * (w + GAP),
                    .y = MARGIN + HEAD + (at / COLUMNS) * h + 36 + words,
                    .w = w,
                    .h = fmax(h - 76 - words, h / 4) };
        status = draw_panel(c, &p, f, err);
        at++;
    }
    return status;
}

sz_status sz_ensemble_draw(const sz_ensemble *ensemble, const char *const *names,
                           sz_language language, const char *path, sz_error *err)
{
    sz_surface *surface = NULL;
    if (!ensemble || !path)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("drawing needs an ensemble and a path"));
    chart c = { .ensemble = ensemble,
                .report = sz_ensemble_report(ensemble),
                .names = names,
                .language = language };
    sz_status status = sz__style_read(&c.style, NULL, err);
    if (!status)
        status = sz__surface_open(&surface, path, PAGE_W, PAGE_H, DPI,
                                  word(&c, "随机方案集合的指标分布"), NULL,
                                  language, err);
    if (!status)
        status = sz__text_open(&c.text, &c.style, err);
    if (!status) {
        c.cr = sz__surface_cairo(surface);
        status = draw_all(&c, err);
    }
    if (!status)
        status = sz__surface_finish(surface, err);
    sz__text_close(c.text);
    sz__surface_close(surface);
    return status;
}
