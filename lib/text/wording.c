/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding the fewest words for a piece of a community. */
#include "text/wording.h"

#include <string.h>

#include "core/array.h"
#include "core/bits.h"
#include "text/choices.h"

#define MOST_CLAUSES 6     /* of one region */
#define MOST_REGIONS 4     /* N个区域 */
#define SEEDS 64           /* parcels that a further region is tried from */
#define EFFORT 400000      /* steps of the search for the fewest clauses */

typedef struct region {
    size_t n;
    size_t choice[MOST_CLAUSES];
} region;

typedef struct finder {
    const sz_map *map;
    const int32_t *source;
    const sz_choices *choices;
    uint64_t *moved;       /* [words] */
    uint64_t *open;        /* [words] moved, and not in a region yet */
    uint64_t *work;        /* [(MOST_CLAUSES + 2) * words] one row for each depth */
    region region[MOST_REGIONS];
    size_t n_regions;
    bool *single;          /* [choices] candidates of the one region */
    long effort;
} finder;

static size_t words_of(const finder *f)
{
    return f->choices->words;
}

static bool within(const uint64_t *a, const uint64_t *b, size_t words)
{
    for (size_t i = 0; i < words; i++)
        if (a[i] & ~b[i])
            return false;
    return true;
}

/* Lowest item of A that is not in B, or -1. */
static int64_t first_beyond(const uint64_t *a, const uint64_t *b, size_t words)
{
    for (size_t i = 0; i < words; i++)
        if (a[i] & ~b[i])
            return (int64_t)(64 * i) + sz__lowest_bit(a[i] & ~b[i]);
    return -1;
}

static size_t count(const uint64_t *a, size_t words)
{
    size_t sum = 0;
    for (size_t i = 0; i < words; i++)
        for (uint64_t x = a[i]; x; x &= x - 1)
            sum++;
    return sum;
}

static void cut(uint64_t *a, const uint64_t *b, size_t words)
{
    for (size_t i = 0; i < words; i++)
        a[i] &= b[i];
}

/* ---- one region ---- */

/* Add clauses to region 0, at most DEPTH, until nothing but what moves is left of
 * REST; the candidates contain all that moves. */
static bool narrow(finder *f, const uint64_t *rest, size_t depth)
{
    size_t words = words_of(f);
    int64_t stray = first_beyond(rest, f->moved, words);
    if (stray < 0)
        return true;
    if (depth == 0 || f->effort <= 0)
        return false;
    region *r = &f->region[0];
    uint64_t *next = f->work + depth * words;
    for (size_t c = 0; c < f->choices->n; c++) {
        const uint64_t *on = f->choices->at[c].on;
        if (!f->single[c] || sz__bit(on, (size_t)stray))
            continue;
        f->effort--;
        memcpy(next, rest, words * sizeof *next);
        cut(next, on, words);
        r->choice[r->n++] = c;
        if (narrow(f, next, depth - 1))
            return true;
        r->n--;
    }
    return false;
}

static bool find_single(finder *f)
{
    size_t words = words_of(f);
    uint64_t *all = f->work, *rest = f->work + (MOST_CLAUSES + 1) * words;
    memset(all, 0, words * sizeof *all);
    for (size_t i = 0; i < f->choices->n_parcels; i++)
        sz__bit_set(all, i);
    memcpy(rest, all, words * sizeof *rest);
    for (size_t c = 0; c < f->choices->n; c++) {
        f->single[c] = within(f->moved, f->choices->at[c].on, words);
        if (f->single[c])
            cut(rest, f->choices->at[c].on, words);
    }
    if (!within(rest, f->moved, words))
        return false;
    f->effort = EFFORT;
    for (size_t depth = 1; depth <= MOST_CLAUSES; depth++) {
        f->region[0].n = 0;
        if (narrow(f, all, depth)) {
            f->n_regions = 1;
            return true;
        }
    }
    return false;
}

/* ---- several regions ---- */

/* Leave out clauses that are not needed. */
static void prune(finder *f, region *r, uint64_t *rest)
{
    size_t words = words_of(f);
    for (size_t k = r->n; k-- > 0;) {
        memset(rest, 0xff, words * sizeof *rest);
        for (size_t i = 0; i < r->n; i++)
            if (i != k)
                cut(rest, f->choices->at[r->choice[i]].on, words);
        /* bits beyond the last parcel are in no choice; with no clause left all are */
        if (r->n > 1 && within(rest, f->moved, words)) {
            memmove(r->choice + k, r->choice + k + 1, (r->n - k - 1) * sizeof *r->choice);
            r->n--;
        }
    }
    memset(rest, 0xff, words * sizeof *rest);
    for (size_t i = 0; i < r->n; i++)
        cut(rest, f->choices->at[r->choice[i]].on, words);
}

/* A region round parcel SEED of nothing but what moves; how much of what is open it
 * holds, 0 when there is none. REST gets its parcels. */
static size_t grow(finder *f, size_t seed, region *r, uint64_t *rest)
{
    size_t words = words_of(f), stray = 0;
    r->n = 0;
    memset(rest, 0, words * sizeof *rest);
    for (size_t i = 0; i < f->choices->n_parcels; i++)
        sz__bit_set(rest, i);
    while (!within(rest, f->moved, words)) {
        double best = 0;
        size_t at = 0;
        for (size_t c = 0; c < f->choices->n; c++) {
            const uint64_t *on = f->choices->at[c].on;
            size_t lost = 0, won = 0;
            if (!sz__bit(on, seed))
                continue;
            for (size_t i = 0; i < words; i++) {
                uint64_t gone = rest[i] & ~on[i], good = gone & f->open[i];
                uint64_t bad = gone & ~f->moved[i];
                lost += count(&good, 1);
                won += count(&bad, 1);
            }
            double value = (double)won / (1.0 + (double)lost);
            if (value > best) {
                best = value;
                at = c;
            }
        }
        if (best == 0 || r->n == MOST_CLAUSES)
            return 0;
        cut(rest, f->choices->at[at].on, words);
        r->choice[r->n++] = at;
    }
    prune(f, r, rest);
    for (size_t i = 0; i < words; i++) {
        uint64_t good = rest[i] & f->open[i];
        stray += count(&good, 1);
    }
    return stray;
}

/* Regions one after the other, each the largest that some open parcel gives. */
static void find_several(finder *f)
{
    size_t words = words_of(f);
    uint64_t *rest = f->work, *best_rest = f->work + words;
    memcpy(f->open, f->moved, words * sizeof *f->open);
    for (f->n_regions = 0; f->n_regions < MOST_REGIONS; f->n_regions++) {
        size_t best = 0, tried = 0;
        region r;
        for (size_t i = 0; i < f->choices->n_parcels && tried < SEEDS; i++) {
            if (!sz__bit(f->open, i))
                continue;
            tried++;
            size_t got = grow(f, i, &r, rest);
            if (got > best) {
                best = got;
                f->region[f->n_regions] = r;
                memcpy(best_rest, rest, words * sizeof *rest);
            }
        }
        if (best == 0)
            return;
        for (size_t i = 0; i < words; i++)
            f->open[i] &= ~best_rest[i];
    }
}

/* ---- units, parcels ---- */

/* Names of units that hold all of OPEN and nothing else; *N = -1 when there are none
 * such, or too many. */
static sz_status find_units(const finder *f, const uint64_t *open,
                            int32_t unit[SZ_MOST_UNITS], int32_t *n, sz_error *err)
{
    size_t parcels = f->choices->n_parcels;
    bool *moved = sz__alloc(2 * parcels, sizeof *moved);
    if (!moved)
        return sz__nomem(err);
    for (size_t i = 0; i < parcels; i++) {
        moved[i] = sz__bit(f->moved, i);
        moved[parcels + i] = sz__bit(open, i);
    }
    sz_status status = sz__wording_units(f->map, f->source, parcels, moved,
                                         moved + parcels, unit, n, err);
    free(moved);
    return status;
}

static bool keep_regions(const finder *f, sz_wording *out)
{
    size_t clauses = 0;
    for (size_t r = 0; r < f->n_regions; r++)
        clauses += f->region[r].n;
    out->clause = sz__alloc(clauses, sizeof *out->clause);
    out->region_row = sz__zalloc(f->n_regions + 1, sizeof *out->region_row);
    if (!out->clause || !out->region_row)
        return false;
    clauses = 0;
    for (size_t r = 0; r < f->n_regions; r++) {
        for (size_t i = 0; i < f->region[r].n; i++) {
            const sz_choice *c = &f->choices->at[f->region[r].choice[i]];
            out->clause[clauses++] = c->clause;
            out->angle = c->angle > out->angle ? c->angle : out->angle;
        }
        out->region_row[r + 1] = (int32_t)clauses;
    }
    out->n_regions = (int32_t)f->n_regions;
    return true;
}

static bool keep_units(const int32_t *unit, int32_t n, sz_wording *out)
{
    out->unit = sz__dup(unit, (size_t)n, sizeof *unit);
    out->n_units = n;
    return out->unit != NULL;
}

static bool keep_parcels(const finder *f, const uint64_t *open, sz_wording *out)
{
    size_t n = count(open, words_of(f));
    out->parcel = sz__alloc(n, sizeof *out->parcel);
    for (size_t i = 0; out->parcel && i < f->choices->n_parcels; i++)
        if (sz__bit(open, i)) /* the source is in order */
            out->parcel[out->n_parcels++] = f->source[i];
    return out->parcel != NULL;
}

/* Choose: one region, few units, regions, units, regions and units, else parcels. */
static sz_status choose(finder *f, sz_wording *out, sz_error *err)
{
    int32_t unit[SZ_MOST_UNITS], n = -1;
    if (find_single(f))
        return keep_regions(f, out) ? SZ_SUCCESS : sz__nomem(err);
    sz_status status = find_units(f, f->moved, unit, &n, err);
    if (status != SZ_SUCCESS)
        return status;
    if (n >= 0 && n <= 3)
        return keep_units(unit, n, out) ? SZ_SUCCESS : sz__nomem(err);
    find_several(f);
    if (count(f->open, words_of(f)) == 0)
        return keep_regions(f, out) ? SZ_SUCCESS : sz__nomem(err);
    if (n >= 0)
        return keep_units(unit, n, out) ? SZ_SUCCESS : sz__nomem(err);
    if (f->n_regions > 0)
        status = find_units(f, f->open, unit, &n, err);
    if (status != SZ_SUCCESS)
        return status;
    bool ok = n >= 0 ? keep_regions(f, out) && keep_units(unit, n, out)
                     : keep_parcels(f, f->moved, out);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

/* Parcels of the source that a line of the words runs through, by more than 2 m on
 * both sides. */
static sz_status count_crossed(sz_wording *w, const sz_map *m, const int32_t *source,
                               size_t n, sz_error *err)
{
    bool *hit = sz__zalloc(n, sizeof *hit);
    sz_status status = hit ? SZ_SUCCESS : sz__nomem(err);
    int32_t clauses = w->n_regions ? w->region_row[w->n_regions] : 0;
    for (int32_t k = 0; status == SZ_SUCCESS && k < clauses; k++) {
        sz_divide d;
        status = sz__divide_init(&d, m, &w->clause[k].name, 1, source, n, err);
        if (status != SZ_SUCCESS)
            break;
        for (size_t i = 0; i < n; i++) {
            double on, off;
            sz__divide_reach(&d, m, w->clause[k].dir, source[i], &on, &off);
            hit[i] = hit[i] || (on > 2 && off > 2);
        }
        sz__divide_release(&d);
    }
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++)
        w->crossed += hit[i];
    free(hit);
    return status;
}

sz_status sz__wording_find(sz_wording *out, const sz_map *m, const int32_t *source,
                           size_t n, const bool *moved, sz_error *err)
{
    sz_wording w = { 0 };
    sz_choices choices = { 0 };
    size_t all = 0;
    for (size_t i = 0; i < n; i++)
        all += moved[i];
    if (all == n) {
        w.whole = true;
        *out = w;
        return SZ_SUCCESS;
    }
    sz_status status = sz__choices_list(&choices, m, source, n, moved, err);
    if (status != SZ_SUCCESS)
        return status;
    finder f = { .map = m, .source = source, .choices = &choices };
    f.moved = sz__zalloc(choices.words, sizeof *f.moved);
    f.open = sz__zalloc(choices.words, sizeof *f.open);
    f.work = sz__alloc((MOST_CLAUSES + 2) * choices.words, sizeof *f.work);
    f.single = sz__alloc(choices.n, sizeof *f.single);
    bool ok = f.moved && f.open && f.work && f.single;
    for (size_t i = 0; ok && i < n; i++)
        if (moved[i])
            sz__bit_set(f.moved, i);
    status = ok ? choose(&f, &w, err) : sz__nomem(err);
    free(f.moved);
    free(f.open);
    free(f.work);
    free(f.single);
    sz__choices_release(&choices);
    if (status == SZ_SUCCESS)
        status = count_crossed(&w, m, source, n, err);
    if (status == SZ_SUCCESS)
        *out = w;
    else
        sz__wording_release(&w);
    return status;
}
