/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Readings of marks: whether a comma, or 和, between two clauses joins them in one
 * region or divides two regions.
 *
 * 、 joins. Readings whose number of regions is not the one said (三个区域) are dropped;
 * then those in which regions have more directions twice than in another. Of what remains, commas that join go before commas that divide, as in
 * published notices; 和 has no such habit: both readings stay. */
#include <string.h>

#include "core/i18n.h"
#include "text/parse.h"

/* One way to read all marks of a statement. */
typedef struct way {
    bool comma, and;       /* divides */
    uint32_t regions;
    uint32_t twice;        /* directions that a region has already */
} way;

/* The mark before clause C of the statement's clauses, which begin at FIRST. */
static bool divides(const sz_parser *p, const way *w, uint32_t first, uint32_t c)
{
    uint32_t mark = p->mark.at[c - first];
    return (mark == ',' && w->comma) || (mark == '&' && w->and);
}

static void measure(const sz_parser *p, way *w, uint32_t first)
{
    w->regions = 0;
    w->twice = 0;
    for (size_t i = 0; i < p->segment.n; i++) {
        sz_run run = p->segment.at[i].region.clauses;
        unsigned seen = 0;
        w->regions++;
        for (uint32_t c = run.first; c < run.first + run.n; c++) {
            bool cut = c > run.first && divides(p, w, first, c);
            unsigned bit = SZ_DIR_BIT(p->s->clause.at[c].dir);
            w->regions += cut;
            seen = cut ? 0 : seen;
            w->twice += (seen & bit) != 0;
            seen |= bit;
        }
    }
}

static bool add_region(sz_parser *p, const sz_segment *s, uint32_t from, uint32_t to,
                       bool last)
{
    sz_region r = s->region;
    r.clauses = (sz_run){ from, to - from };
    if (to > from)
        r.at.to = p->s->clause.at[to - 1].at.to;
    if (to > from && from > s->region.clauses.first)
        r.at.from = p->s->clause.at[from].at.from;
    if (!last) {
        r.less.n = 0;
        r.places.n = 0;
    } else if (r.at.to < s->region.at.to) {
        r.at.to = s->region.at.to;
    }
    r.whole = r.whole || (r.clauses.n == 0 && r.places.n == 0 && r.parcels.n == 0);
    if (from > s->region.clauses.first && r.source >= 0) {
        r.inherits = r.source; /* the source stands before the first clause only */
        r.source = -1;
    }
    if (!sz__push(&p->s->region, r))
        p->nomem = true;
    return !p->nomem;
}

static bool add_reading(sz_parser *p, const way *w, uint32_t first)
{
    sz_reading reading = { { (uint32_t)p->s->region.n, w->regions } };
    for (size_t i = 0; i < p->segment.n; i++) {
        const sz_segment *s = &p->segment.at[i];
        uint32_t from = s->region.clauses.first, end = from + s->region.clauses.n;
        for (uint32_t c = from + 1; c < end; c++)
            if (divides(p, w, first, c)) {
                if (!add_region(p, s, from, c, false))
                    return false;
                from = c;
            }
        if (!add_region(p, s, from, end, true))
            return false;
    }
    if (!sz__push(&p->s->reading, reading))
        p->nomem = true;
    return !p->nomem;
}

/* The ways that differ, *N of them. */
static void list_ways(const sz_parser *p, uint32_t first, way ways[4], size_t *n)
{
    bool commas = false, ands = false;
    for (size_t i = 0; i < p->mark.n; i++) {
        commas = commas || p->mark.at[i] == ',';
        ands = ands || p->mark.at[i] == '&';
    }
    *n = 0;
    for (int comma = 0; comma <= commas; comma++)
        for (int and = 0; and <= ands; and++) {
            ways[*n] = (way){ .comma = comma, .and = and };
            measure(p, &ways[(*n)++], first);
        }
}

/* Keep those of the ways that are as good as any. */
static void choose(way ways[4], size_t *n)
{
    uint32_t least = UINT32_MAX;
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++)
        least = ways[i].twice < least ? ways[i].twice : least;
    for (size_t i = 0; i < *n; i++)
        if (ways[i].twice == least)
            ways[kept++] = ways[i];
    *n = kept;
    kept = 0;
    for (size_t i = 0; i < *n; i++) {
        bool beaten = false; /* by the same way with commas that join */
        for (size_t k = 0; k < i; k++)
            beaten = beaten || (ways[i].comma && !ways[k].comma &&
                                ways[i].and == ways[k].and);
        if (!beaten)
            ways[kept++] = ways[i];
    }
    *n = kept;
}

/* Count places against 等10个小区. */
static bool check_places(sz_parser *p, const sz_statement *st)
{
    int32_t places = 0;
    for (size_t i = 0; i < p->segment.n; i++)
        places += (int32_t)p->segment.at[i].region.places.n;
    if (st->places_said < 0 || st->places_said == places)
        return true;
    sz__problem(p, st->at, _("the sentence says %d places and names %d"),
                (int)st->places_said, (int)places);
    return false;
}

bool sz__make_readings(sz_parser *p, sz_statement *st)
{
    uint32_t first = p->clauses_from;
    way ways[4];
    size_t n, fit = 0;
    list_ways(p, first, ways, &n);
    uint32_t named = ways[0].regions;
    if (!check_places(p, st))
        return false;
    for (size_t i = 0; i < n; i++)
        if (st->regions_said < 0 || (uint32_t)st->regions_said == ways[i].regions)
            ways[fit++] = ways[i];
    if (fit == 0) {
        sz__problem(p, st->at, _("the sentence says %d regions and names %u"),
                    (int)st->regions_said, (unsigned)named);
        return false;
    }
    choose(ways, &fit);
    st->readings.first = (uint32_t)p->s->reading.n;
    st->readings.n = (uint32_t)fit;
    for (size_t i = 0; i < fit; i++)
        if (!add_reading(p, &ways[i], first))
            return false;
    return true;
}
