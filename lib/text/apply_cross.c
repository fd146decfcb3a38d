/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parcels that the lines of a region run through: told, with what lies on either side,
 * since none is cut. A parcel that another clause leaves out is in no question. */
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"
#include "map/map.h"
#include "text/apply.h"

enum {
    MOST_KEPT = 100000,    /* of all statements: a hostile script has no end of them */
    MOST_SAID = 8          /* in one note */
};

void sz__cross_begin(sz_applying *a)
{
    a->crossing.n = 0;
    memset(a->out, 0, (size_t)a->map->n * sizeof *a->out);
}

void sz__cross_clause(sz_applying *a, const sz_clause *c, const sz_divide *d, int32_t n)
{
    for (int32_t i = 0; i < n && !a->quiet && !a->nomem; i++) {
        int32_t p = a->list[i];
        double on = 0.0, off = 0.0;
        sz__divide_reach(d, a->map, c->dir, p, &on, &off);
        if (on > SZ_REACHES && off > SZ_REACHES) {
            sz_crossing crossing = { *c, p, a->on[i],
                                     sz__divide_share(d, a->map, c->dir, p) };
            a->nomem = !sz__push(&a->crossing, crossing);
        } else if (!a->on[i]) {
            a->out[p] = true;
        }
    }
}

/* The first unit that parcel P is part of, or -1. */
static int32_t unit_of(const sz_map *m, int32_t p)
{
    int32_t u = -1;
    for (size_t k = 0; k < sz_map_unit_layers(m) && u < 0; k++)
        u = sz_map_unit_in(m, (size_t)p, k);
    return u;
}

static void keep(sz_applying *a, const sz_crossing *x, int32_t unit)
{
    size_t k = 0;
    int32_t line = sz__script_id(a->s, (int32_t)x->clause.lines.first, SZ_THING_LINE);
    const int32_t *names = sz__gazetteer_lines(a->s->gazetteer, line, &k);
    sz_crossed c = { .statement = (int32_t)a->statement, .parcel = (size_t)x->parcel,
                     .unit = unit, .taken = x->on,
                     .name = sz__name(&a->map->names, names[0]), .share = x->share,
                     .households = a->map->households[x->parcel] };
    sz__script_where(a->s, x->clause.at.from, &c.line, &c.column);
    if (a->report->crossed.n < MOST_KEPT && !sz__push(&a->report->crossed, c))
        a->nomem = true;
}

/* What TEXT has room for of "12 of 锦绣小区 (about 30 of 40 households)". */
static size_t say_one(const sz_map *m, const sz_crossing *x, int32_t unit, char *text,
                      size_t size)
{
    long long all = m->households[x->parcel];
    long long here = (long long)((double)all * x->share + 0.5);
    int n = unit >= 0
                ? snprintf(text, size, _("%d of %s (about %lld of %lld households here)"),
                           (int)x->parcel + 1, sz_map_unit_name(m, unit), here, all)
                : snprintf(text, size, _("%d (about %lld of %lld households here)"),
                           (int)x->parcel + 1, here, all);
    return n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1;
}

/* Tell of N crossings of one clause that are in question. */
static void say_clause(sz_applying *a, const sz_crossing *x, size_t n)
{
    char text[SZ_NOTE_SIZE];
    size_t len = 0, said = 0;
    long long households = 0;
    text[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        int32_t unit = unit_of(a->map, x[i].parcel);
        keep(a, &x[i], unit);
        households += a->map->households[x[i].parcel];
        if (said == MOST_SAID || len + 200 > sizeof text)
            continue;
        if (said++)
            len += (size_t)snprintf(text + len, sizeof text - len, "%s", _(", "));
        len += say_one(a->map, &x[i], unit, text + len, sizeof text - len);
    }
    sz__utf8_trim(text);
    if (said < n)
        sz__note(a, SZ_NOTE_HINT, x->clause.at,
                 _("the line, drawn on, runs through %zu parcels with %lld households, "
                   "each of which goes where its inner point lies: %s and %zu more"),
                 n, households, text, n - said);
    else
        sz__note(a, SZ_NOTE_HINT, x->clause.at,
                 _("the line, drawn on, runs through %zu parcels with %lld households, "
                   "each of which goes where its inner point lies: %s"),
                 n, households, text);
}

static bool same_clause(const sz_crossing *x, const sz_crossing *y)
{
    return x->clause.at.from == y->clause.at.from && x->clause.dir == y->clause.dir;
}

void sz__cross_say(sz_applying *a)
{
    size_t n = 0;
    for (size_t i = 0; i < a->crossing.n; i++)
        if (!a->out[a->crossing.at[i].parcel])
            a->crossing.at[n++] = a->crossing.at[i];
    for (size_t i = 0, k = 0; i < n && !a->nomem; i = k) {
        while (k < n && same_clause(&a->crossing.at[k], &a->crossing.at[i]))
            k++;
        say_clause(a, &a->crossing.at[i], k - i);
    }
    a->crossing.n = 0;
}

size_t sz_application_crossed(const sz_application *report, const sz_crossed **list)
{
    if (list)
        *list = report->crossed.at;
    return report->crossed.n;
}
