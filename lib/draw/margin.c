/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The strip below the frames: legend, table, scale bar and notes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/utf8.h"
#include "draw/page.h"
#include "draw/scale.h"
#include "text/crs_words.h"
#include "text/day_words.h"

/* A text that grows. */
typedef struct words {
    char *at;
    size_t n, cap;
    bool failed;
    const sz_page *page;
} words;

static void say(words *w, const char *text)
{
    size_t k = strlen(text);
    if (w->failed || !sz__reserve(w, k + 1)) {
        w->failed = true;
        return;
    }
    memcpy(w->at + w->n, text, k + 1);
    w->n += k;
}

/* One more item of a list. */
static void say_next(words *w, const char *text)
{
    say(w, sz__page_word(w->page, "、"));
    say(w, text);
}

static void say_line(words *w, const char *what, const char *text)
{
    if (!text || !text[0])
        return;
    say(w, w->n ? "\n" : "");
    say(w, sz__page_word(w->page, what));
    say(w, text);
}

static void say_day(words *w, const char *what, const char *day)
{
    char out[SZ_DAY_WORDS];
    if (day)
        say_line(w, what, sz__day_words(w->page->options->language, day, out));
}

/* The sentence of the four sides, with its end. */
static void say_sides(words *w, sz_page *page)
{
    const sz_described_community *d = sz_description_community(
        page->options->description, (size_t)page->subject);
    say_line(w, "四至：", sz__public_words(page, d->sentence));
    if (d->sentence && *d->sentence)
        say(w, sz__page_word(page, "。"));
}

/* Names of the communities with one fate, the first twenty of them. */
static sz_status say_fate(const sz_page *page, words *w, sz_fate fate, const char *what,
                          sz_error *err)
{
    size_t n = sz_plan_communities(page->after), found = 0;
    for (size_t c = 0; c < n; c++) {
        sz_community info;
        char name[128];
        sz_status status = sz_plan_community(page->after, c, &info, err);
        if (status != SZ_SUCCESS)
            return status;
        if (info.fate != fate)
            continue;
        sz__sheet_name(page->after, (int32_t)c, name, sizeof name);
        if (++found == 1)
            say_line(w, what, name);
        else if (found <= 20)
            say_next(w, name);
    }
    if (found > 20) {
        char rest[48];
        snprintf(rest, sizeof rest, sz__page_word(page, "等%zu个"), found);
        say(w, rest);
    }
    return SZ_SUCCESS;
}

/* page->noted numbers that the index within the frames had no room for, and how many more
 * there are. */
static void say_index(const sz_page *page, words *w)
{
    size_t end = page->listed + page->noted, rest = page->index.n - end;
    char text[320];
    for (size_t i = page->listed; i < end; i++) {
        sz__index_entry(page, i, text, sizeof text);
        if (i == page->listed)
            say_line(w, "社区编号：", text);
        else
            say_next(w, text);
    }
    snprintf(text, sizeof text, sz__page_word(page, "另有%zu个社区，图上无处列出其编号"), rest);
    if (rest > 0)
        say_line(w, "社区编号：", text);
}

static sz_status compose(sz_page *page, words *w, sz_error *err)
{
    const sz_sheet_options *o = page->options;
    sz_status status = SZ_SUCCESS;
    char crs[SZ_CRS_WORDS];
    if (page->subject >= 0)
        say_sides(w, page);
    say_line(w, "注：", sz__page_word(page, "本图为示意图，界线不作为权属和划界依据。"));
    if (o->limit_assumed)
        say(w, sz__page_word(page, "辖区界为资料覆盖范围的外缘，不是法定界线。"));
    say_line(w, "编制单位：", o->organisation);
    say_day(w, "编制日期：", o->date);
    say_line(w, "对照政策：", o->policy);
    say_day(w, "资料截止日期：", o->data_date);
    say_line(w, "坐标系：",
             sz__crs_words(o->language, o->crs_name ? o->crs_name : sz_map_crs(page->map),
                           crs));
    say_line(w, "户数口径：", o->basis);
    if (o->approval || o->for_public)
        say_line(w, "审图号：", o->approval && o->approval[0] ? o->approval : "＿＿＿＿＿＿＿＿");
    for (size_t i = 0; i < o->n_sources; i++)
        say_line(w, i ? "　　　　　" : "资料来源：",
                 sz__bare_source(o->sources[i]));
    if (page->after && page->settled) {
        status = say_fate(page, w, SZ_FATE_NEW, "新设社区：", err);
        if (status == SZ_SUCCESS)
            status = say_fate(page, w, SZ_FATE_ABOLISHED, "撤销社区：", err);
    }
    if (status == SZ_SUCCESS && w->failed)
        status = sz__nomem(err);
    return status;
}

static bool fits(sz_page *page, const words *w, const sz_look *look, double width,
                 double room)
{
    return sz__text_column(page->text, NULL, w->at, look, 0.0, 0.0, width) <= room;
}

/* As many entries of the index after the first N bytes as fit; none if nothing does. */
static void fit_index(sz_page *page, words *w, size_t n, const sz_look *look, double width,
                      double room)
{
    size_t all = page->noted, good = 0;
    for (size_t most = all; good < most;) {
        page->noted = good + (most - good + 1) / 2;
        w->n = n;
        say_index(page, w);
        if (w->failed)
            return;
        if (fits(page, w, look, width, room))
            good = page->noted;
        else
            most = page->noted - 1;
    }
    page->noted = good;
    page->left_out += all - good;
    page->nameless += all - good;
    w->n = n;
    say_index(page, w);
}

/* Notes that do not fit even in small print lose their end. */
static void cut_to_fit(sz_page *page, words *w, const sz_look *look, double width,
                       double room)
{
    static const char dots[] = "……";
    if (fits(page, w, look, width, room))
        return;
    page->left_out++;
    do {
        size_t keep = sz__utf8_cut(w->at, w->n - w->n / 16 - sizeof dots);
        memcpy(w->at + keep, dots, sizeof dots);
        w->n = keep + sizeof dots - 1;
    } while (w->n > 2 * sizeof dots && !fits(page, w, look, width, room));
}

/* The notes in the largest size with which they fit BOX. */
static sz_status draw_notes(sz_page *page, const double box[4], sz_error *err)
{
    words w = { .page = page };
    sz_status status = compose(page, &w, err);
    if (status == SZ_SUCCESS) { /* there is always the remark on use */
        sz_look look = { 8.5, false, false, SZ_INK_TEXT, 0.0 };
        double width = box[2] - box[0], room = box[3] - box[1];
        size_t n = w.n;
        page->noted = page->index.n - page->listed;
        say_index(page, &w);
        while (!w.failed && look.size > 4.5 && !fits(page, &w, &look, width, room))
            look.size -= 0.25;
        if (!w.failed && page->noted > 0 && !fits(page, &w, &look, width, room))
            fit_index(page, &w, n, &look, width, room);
        if (w.failed) {
            free(w.at);
            return sz__nomem(err);
        }
        cut_to_fit(page, &w, &look, width, room);
        double h = sz__text_column(page->text, page->cr, w.at, &look, box[0], box[1],
                                   width);
        sz_box taken = sz__box(box[0] + width / 2.0, box[1] + h / 2.0, width / 2.0,
                               h / 2.0);
        status = sz__page_take(page, &taken, err);
    }
    free(w.at);
    return status;
}

/* "0", "500", "1,000 米" or whole kilometres. */
static void bar_figure(const sz_page *page, double metres, bool in_km, bool with_unit,
                       char *out, size_t size)
{
    char number[32];
    sz__thousands(number, sizeof number, (int64_t)(in_km ? metres / 1000.0 : metres));
    snprintf(out, size, "%s%s", number, !with_unit ? "" : sz__page_word(page, in_km ? " 千米" : " 米"));
}

static sz_status draw_scale(sz_page *page, double x, double y, sz_error *err)
{
    char text[64], number[32];
    sz_look big = { 9.0, true, false, SZ_INK_TEXT, 0.0 };
    sz_look small = { 7.5, false, false, SZ_INK_TEXT, 0.0 };
    double step = sz__scale_step(page->denominator, 75.0);
    double w = step / page->denominator * 1000.0 * SZ_MM, h = 1.3 * SZ_MM;
    bool in_km = step >= 1000.0;
    sz__thousands(number, sizeof number, (int64_t)(page->denominator + 0.5));
    snprintf(text, sizeof text, sz__page_word(page, "比例尺 1:%s"), number);
    sz_status status = sz__page_text(page, text, &big, x, y + 4.2 * SZ_MM, 0.0, err);
    x += 44.0 * SZ_MM;
    for (int i = 0; i < 4; i++) {
        cairo_rectangle(page->cr, x + i * w, y + 4.0 * SZ_MM, w, h);
        sz__ink(page->cr, &page->style, i % 2 ? SZ_INK_PAPER : SZ_INK_TEXT);
        cairo_fill_preserve(page->cr);
        sz__stroke_solid(page->cr, &page->style, SZ_INK_TEXT, 0.15 * SZ_MM);
    }
    for (int i = 0; status == SZ_SUCCESS && i <= 4; i += i ? i : 1) {
        bar_figure(page, i * step, in_km, i == 4, text, sizeof text);
        bar_figure(page, i * step, in_km, false, number, sizeof number);
        /* the figure, not its unit, stands over the mark */
        double half = sz__text_extent(page->text, number, &small).w / 2.0;
        status = sz__page_text(page, text, &small, x + i * w - half, y + 2.2 * SZ_MM,
                               0.0, err);
    }
    return status;
}

sz_status sz__margin_draw(sz_page *page, const double strip[4], sz_error *err)
{
    double legend[4] = { strip[0], strip[1], strip[0] + 132.0 * SZ_MM, strip[3] };
    legend[2] = strip[0] + sz__legend_width(page, legend);
    double table[4] = { legend[2] + 4.0 * SZ_MM, strip[1],
                        legend[2] + 88.0 * SZ_MM, strip[3] };
    double notes[4] = { table[2] + 4.0 * SZ_MM, strip[1] + 8.5 * SZ_MM, strip[2],
                        strip[3] };
    sz_status status = sz__legend_draw(page, legend, err);
    if (status == SZ_SUCCESS)
        status = sz__table_draw(page, table, err);
    if (status == SZ_SUCCESS)
        status = draw_scale(page, notes[0], strip[1], err);
    return status == SZ_SUCCESS ? draw_notes(page, notes, err) : status;
}
