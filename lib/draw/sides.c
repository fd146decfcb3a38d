/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What bounds a community, written on its four sides: beside its ground, within the
 * frame. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw/page.h"

#define RIM (1.2 * SZ_MM)  /* between a text and the line round it */
#define AWAY (3.0 * SZ_MM) /* from the ground, and at least from the frame */
#define LARGEST 11.0
#define WHOLE 7.0          /* in no smaller print are names kept whole */
#define SMALLEST 5.0

/* A text in its box. */
typedef struct plate {
    const char *what, *names;
    char words[2048];      /* both of them, with the ends of lines */
    sz_look look;
    double w, h;           /* of the text */
} plate;

/* Bytes of LIST up to where a line may end: behind the first comma, before "and". */
static size_t first_name(const char *list)
{
    static const struct { const char *mark; size_t keep; } ends[] = {
        { "、", sizeof "、" - 1 }, { ", ", 2 }, { " and ", 1 }
    };
    size_t least = strlen(list);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *at = strstr(list, ends[i].mark);
        if (at && (size_t)(at - list) + ends[i].keep < least)
            least = (size_t)(at - list) + ends[i].keep;
    }
    return least;
}

/* Begin a new line of P before the last N bytes. */
static void break_before(plate *p, size_t n)
{
    size_t used = strlen(p->words);
    if (used + 1 >= sizeof p->words)
        return;
    memmove(p->words + used - n + 1, p->words + used - n, n + 1);
    p->words[used - n] = '\n';
}

/* "北至：环城北路、东至路" in lines of whole names no wider than MOST; whether each of them
 * has room. */
static bool compose(sz_page *page, plate *p, double most)
{
    size_t line = 0; /* where the last one begins */
    bool whole = true;
    p->w = 0.0;
    snprintf(p->words, sizeof p->words, sz__page_word(page, "%s：%s"), p->what, "");
    for (const char *name = p->names; *name;) {
        size_t k = first_name(name), used = strlen(p->words);
        if (used + k + 2 > sizeof p->words)
            return false;
        memcpy(p->words + used, name, k);
        p->words[used + k] = '\0';
        if (used > line &&
            sz__text_extent(page->text, p->words + line, &p->look).w > most) {
            break_before(p, k);
            line = used + 1;
        }
        double w = sz__text_extent(page->text, p->words + line, &p->look).w;
        whole = whole && w <= most;
        p->w = fmax(p->w, fmin(w, most));
        name += k;
    }
    p->w += 1.0;
    return whole;
}

/* No wider than MOST and no higher than HIGH: smaller print where it is long. */
static void measure(sz_page *page, plate *p, double most, double high)
{
    for (p->look.size = LARGEST; p->look.size >= SMALLEST; p->look.size -= 0.5) {
        bool whole = compose(page, p, most);
        p->h = sz__text_column(page->text, NULL, p->words, &p->look, 0.0, 0.0, p->w);
        if (p->h <= high && (whole || p->look.size < WHOLE))
            return;
    }
    p->look.size = SMALLEST;
}

/* Draw P with its middle at X, Y. */
static sz_status put(sz_page *page, const plate *p, double x, double y, sz_error *err)
{
    sz_box box = sz__box(x, y, p->w / 2.0 + RIM, p->h / 2.0 + RIM);
    cairo_rectangle(page->cr, x - box.hw, y - box.hh, 2.0 * box.hw, 2.0 * box.hh);
    sz__ink(page->cr, &page->style, SZ_INK_PAPER);
    cairo_fill_preserve(page->cr);
    sz__stroke_solid(page->cr, &page->style, SZ_INK_AFTER, 0.2 * SZ_MM);
    sz__text_column(page->text, page->cr, p->words, &p->look, x - p->w / 2.0,
                    y - p->h / 2.0, p->w);
    page->labels++;
    return sz__placer_take(&page->placer, &box, 1) ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__side_names(sz_frame *f, sz_error *err)
{
    sz_page *page = f->page;
    const double *b = f->view.box, *e = page->extent;
    double low[2], high[2]; /* the ground's corners on paper, high is lower right */
    sz_status status = SZ_SUCCESS;
    if (page->subject < 0)
        return status;
    const sz_described_community *d =
        sz_description_community(page->options->description, (size_t)page->subject);
    const struct { const char *what, *names; int dx, dy; } side[] = {
        { "北至", d->north, 0, -1 },
        { "东至", d->east, 1, 0 },
        { "南至", d->south, 0, 1 },
        { "西至", d->west, -1, 0 },
    };
    sz__view_point(&f->view, e[0], e[3], low);
    sz__view_point(&f->view, e[2], e[1], high);
    for (int i = 0; i < 4 && status == SZ_SUCCESS; i++) {
        plate p = { .what = sz__page_word(page, side[i].what),
                    .look = { LARGEST, true, false, SZ_INK_AFTER, 0.0 } };
        bool level = side[i].dx == 0;
        double most = level ? (b[2] - b[0]) / 2.0 : page->inset[0] - 2.0 * (AWAY + RIM);
        double room = level ? page->inset[1] - 2.0 * (AWAY + RIM) : (b[3] - b[1]) / 2.0;
        if (!side[i].names || !*side[i].names)
            continue;
        p.names = sz__public_words(page, side[i].names);
        measure(page, &p, most, room);
        double x = (low[0] + high[0]) / 2.0, y = (low[1] + high[1]) / 2.0;
        if (side[i].dx)
            x = (side[i].dx > 0 ? high[0] : low[0]) +
                side[i].dx * (AWAY + RIM + p.w / 2.0);
        else
            y = (side[i].dy > 0 ? high[1] : low[1]) +
                side[i].dy * (AWAY + RIM + p.h / 2.0);
        status = put(page, &p, x, y, err);
    }
    return status;
}
