/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The titles: of the sheet, in two lines where it is long, and of each frame. */
#include <stdio.h>
#include <string.h>

#include "core/utf8.h"
#include "draw/page.h"

#define LARGE 24.0
#define LOW 14.0           /* two lines before anything smaller in one */
#define SMALLEST 8.0
#define MOST 1024          /* bytes of a title */

/* TEXT without what SIZE has no room for, in whole characters. */
static const char *whole(char *out, size_t size, const char *text)
{
    size_t n = sz__utf8_cut(text, strlen(text) < size ? strlen(text) : size - 1);
    memcpy(out, text, n);
    out[n] = '\0';
    return out;
}

/* The town of the subject, "" where there is but one without a name. */
static const char *town_of(const sz_page *page)
{
    sz_community c;
    if (sz_plan_community(page->before, (size_t)page->subject, &c, NULL) != SZ_SUCCESS ||
        c.town < 0)
        return "";
    return sz_map_town_name(page->map, c.town);
}

static double width(sz_page *page, const char *text, const sz_look *look)
{
    return sz__text_extent(page->text, text, look).w;
}

/* "调整前（15个社区）", "城西街道调整后" */
sz_status sz__frame_title(sz_page *page, const sz_plan *plan, bool after,
                          const double box[4], sz_error *err)
{
    char title[256], town[81];
    sz_look look = { 12.0, true, false, SZ_INK_TEXT, 0.0 };
    const char *when = sz__page_word(page, after || page->later ? "调整后"
                                           : page->after        ? "调整前"
                                                                : "现状");
    if (page->subject >= 0) {
        when = sz__page_word(page, page->later ? "调整后" : "现状");
        whole(town, sizeof town, town_of(page));
        snprintf(title, sizeof title, *town ? sz__page_word(page, "%.80s%s") : "%s%s", town,
                 when);
    } else if (sz_plan_living(plan) == 0) {
        snprintf(title, sizeof title, sz__page_word(page, "%s（尚未划分社区）"), when);
    } else {
        snprintf(title, sizeof title, sz__page_word(page, "%s（%zu个社区）"), when,
                 sz_plan_living(plan));
    }
    while (look.size > SMALLEST && width(page, title, &look) > (box[2] - box[0]) / page->zoom)
        look.size -= 0.5;
    return sz__page_text(page, title, &look, (box[0] + box[2]) / 2.0 / page->zoom,
                         box[1] / page->zoom - 3.6 * SZ_MM, 0.5, err);
}

/* Where TITLE is best parted: at the blank next to its middle, if one is near. */
static size_t middle_of(const char *title)
{
    size_t n = strlen(title), half = sz__utf8_cut(title, n / 2);
    for (size_t d = 0; d < n / 4; d++) {
        if (title[half - d] == ' ')
            return half - d;
        if (half + d < n && title[half + d] == ' ')
            return half + d;
    }
    return half;
}

/* In one line, else in two, else in two that lose their end. */
sz_status sz__title_lines(sz_page *page, const char *title, sz_error *err)
{
    double w = page->layout.w / page->zoom, room = w - 40.0 * SZ_MM;
    double at = 16.0 * SZ_MM;
    char line[2][MOST];
    sz_look look = { LARGE, true, false, SZ_INK_TEXT, 0.0 };
    while (look.size > LOW && width(page, title, &look) > room)
        look.size -= 1.0;
    if (width(page, title, &look) <= room)
        return sz__page_text(page, title, &look, w / 2.0, at, 0.5, err);
    size_t half = middle_of(title);
    whole(line[0], half + 1, title);
    whole(line[1], MOST, title + half + (title[half] == ' '));
    while (look.size > SMALLEST && (width(page, line[0], &look) > room ||
                                    width(page, line[1], &look) > room))
        look.size -= 0.5;
    sz_status status = SZ_SUCCESS;
    for (int i = 0; i < 2; i++)
        sz__text_shorten(page->text, line[i], &look, room);
    for (int i = 0; i < 2 && status == SZ_SUCCESS; i++)
        status = sz__page_text(page, line[i], &look, w / 2.0,
                               at + (i ? 0.65 : -0.65) * look.size, 0.5, err);
    return status;
}

/* The given title, or one with the town's name. */
sz_status sz__title_draw(sz_page *page, sz_error *err)
{
    static const char *const kinds[] = { "社区调整示意图", "社区现状示意图",
                                         "社区调整方案图", "社区问题诊断图",
                                         "四至示意图", "社区网格示意图",
                                         "社区服务半径示意图" };
    char own[512], name[201];
    sz_sheet_kind kind = page->options->kind;
    const char *given = page->options->title;
    if (given) {
        char title[MOST];
        return sz__title_lines(page, whole(title, sizeof title, given), err);
    }
    name[0] = '\0';
    if (page->subject >= 0)
        sz__sheet_name(page->before, page->subject, name, sizeof name);
    else if (sz_map_towns(page->map) == 1)
        whole(name, sizeof name, sz_map_town_name(page->map, 0));
    if (kind == SZ_SHEET_COMPARE && !page->after)
        kind = SZ_SHEET_PRESENT;
    snprintf(own, sizeof own, *name ? sz__page_word(page, "%.200s%s") : "%s%s", name,
             sz__page_word(page, kinds[kind]));
    return sz__title_lines(page, own, err);
}

sz_status sz__folio_draw(sz_page *page, int number, int pages, sz_error *err)
{
    const sz_look look = { 9.0, false, false, SZ_INK_TEXT, 0.0 };
    char text[64];
    double box[4];
    sz__layout_frame(&page->layout, page->frames - 1, page->frames, box);
    snprintf(text, sizeof text, sz__page_word(page, "第%d页　共%d页"), number, pages);
    sz__page_furnish(page, true);
    sz_status status = sz__page_text(page, text, &look, box[2] / page->zoom,
                                     box[1] / page->zoom - 3.6 * SZ_MM, 1.0, err);
    sz__page_furnish(page, false);
    return status;
}
