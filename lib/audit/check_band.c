/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sizes of the proposed plan's communities against the bands that it was made with:
 * the general one, and those of kinds of communities. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/check_stages.h"
#include "core/i18n.h"
#include "policy/kinds.h"
#include "sizhi/solve.h"

/* The whole number TEXT begins with, or NONE. */
static int64_t number_or(const char *text, int64_t none)
{
    char *end;
    int64_t number = text ? strtoll(text, &end, 10) : none;
    return text && end == text ? none : number;
}

typedef struct band {
    char kind[512];        /* "": the general one */
    int64_t min, max;
} band;

/* Bands by kind as the metadata band.1, band.2 .. state them, behind the general one:
 * "KIND=MIN-MAX", or "KIND" alone, which has the general one but counts apart. */
static size_t read_bands(const sz_checkup *c, band *out)
{
    size_t n = 1;
    out[0] = (band){ "", number_or(sz__record_meta(c->rec, "min"), INT64_MIN),
                     number_or(sz__record_meta(c->rec, "max"), INT64_MAX) };
    for (; n <= SZ_MAX_BANDS; n++) {
        char key[24];
        snprintf(key, sizeof key, "band.%zu", n);
        const char *text = sz__record_meta(c->rec, key);
        const char *sign = text ? strrchr(text, '=') : NULL;
        const char *dash = sign ? strchr(sign, '-') : NULL;
        if (!text)
            break;
        size_t length = sign ? (size_t)(sign - text) : strlen(text);
        out[n] = out[0];
        snprintf(out[n].kind, sizeof out[n].kind, "%.*s", (int)length, text);
        if (sign)
            out[n].min = number_or(sign + 1, out[0].min);
        if (dash)
            out[n].max = number_or(dash + 1, out[0].max);
    }
    return n;
}

/* Sums over one community. */
typedef struct sums {
    int64_t counted;       /* households as the policy counts them */
    int64_t kind[SZ_MAX_BANDS + 1]; /* households on ground of each kind */
    int32_t first;         /* its first parcel, or -1 */
} sums;

/* The band whose kind is that of parcel P; 0 the general one. */
static size_t kind_of(const sz_checkup *c, const band *bands, size_t n, size_t p)
{
    int32_t kind = c->rec->parcel.at[p].kind;
    for (size_t i = 1; kind >= 0 && i < n; i++)
        if (sz__same_kind(sz__name(&c->rec->names, kind), bands[i].kind))
            return i;
    return 0;
}

/* A share of planned housing is applied to the running sum, so that of all parcels the
 * whole of it comes out. */
static void add_up(const sz_checkup *c, const band *bands, size_t n, sums *of)
{
    int64_t planned = 0, before = 0;
    for (size_t k = 0; k < c->ident.name.n; k++)
        of[k].first = -1;
    for (size_t i = 0; i < c->n; i++) {
        const sz_rec_parcel *p = &c->rec->parcel.at[i];
        planned += p->planned;
        int64_t now = sz__counted(c->made, 0, planned);
        sums *s = c->proposed[i] < 0 ? NULL : &of[c->proposed[i]];
        if (s) {
            s->counted += p->households + now - before;
            s->kind[kind_of(c, bands, n, i)] += p->households;
            s->first = s->first < 0 ? (int32_t)i : s->first;
        }
        before = now;
    }
}

/* Of equals the general band, then the first. */
static size_t chief_kind(const sums *s, size_t n)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        best = s->kind[i] > s->kind[best] ? i : best;
    return best;
}

sz_status sz__check_band(sz_checkup *c, sz_error *err)
{
    band bands[SZ_MAX_BANDS + 1];
    size_t n = read_bands(c, bands), idents = c->ident.name.n;
    sums *of = sz__zalloc(idents, sizeof *of);
    sz_status status = of ? SZ_SUCCESS : sz__nomem(err);
    if (status == SZ_SUCCESS)
        add_up(c, bands, n, of);
    for (size_t k = 0; status == SZ_SUCCESS && k < idents; k++) {
        const sums *s = &of[k];
        const band *b = &bands[chief_kind(s, n)];
        bool below = s->counted < b->min;
        if (s->first < 0 || sz__check_unjudged(c, (int32_t)k) ||
            (!below && s->counted <= b->max))
            continue;
        int64_t bound = below ? b->min : b->max;
        const char *text = below ? _("%s has %lld households, fewer than %lld")
                                 : _("%s has %lld households, more than %lld");
        status = sz__check_say(c, "check.band", SZ_LEVEL_ERROR, (int32_t)k,
                               (double)s->counted, (double)bound, c->x[s->first],
                               c->y[s->first], err, text, sz__check_name(c, (int32_t)k),
                               (long long)s->counted, (long long)bound);
    }
    free(of);
    return status;
}
