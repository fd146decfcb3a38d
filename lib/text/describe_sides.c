/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sides of each community: those that read back best. */
#include <string.h>

#include "core/i18n.h"
#include "text/describe.h"
#include "text/reader.h"

#define SHARE 0.02         /* of the border: shorter stretches are left out */
#define FINE 0.004         /* ... where the sides do not read back well otherwise */
#define WELL 0.98

typedef struct trial {
    const sz_describing *d;
    const sz_reader *reader;
    const bool *in;
    bool *got;
    int32_t anchor;
} trial;

/* Areas of IN and GOT: of both together into *ALL, of one only into *APART. */
static void compare_ground(const trial *t, double *all, double *apart)
{
    const sz_map *m = t->d->map;
    *all = *apart = 0;
    for (int32_t p = 0; p < m->n; p++) {
        *all += t->in[p] || t->got[p] ? m->area[p] : 0;
        *apart += t->in[p] != t->got[p] ? m->area[p] : 0;
    }
}

/* Sides with stretches from SHARE on, with RIMS or without, kept in *BEST when they read
 * back better. */
static sz_status try_sides(const trial *t, double share, bool rims, sz_sides *best,
                           sz_described_community *c, sz_error *err)
{
    sz_sides sides;
    double all, apart;
    sz_status status = sz__sides_find(&sides, t->d->map, t->in, t->d->after->of, share,
                                      t->reader, rims, err);
    if (status != SZ_SUCCESS)
        return status;
    status = sz__sides_read(&sides, t->reader, t->anchor, t->got, err);
    if (status != SZ_SUCCESS) {
        sz__sides_release(&sides);
        return status;
    }
    compare_ground(t, &all, &apart);
    double agreement = all > 0 ? 1 - apart / all : 1;
    if (!best->stretch || agreement > c->agreement) {
        sz__sides_release(best);
        *best = sides;
        c->agreement = agreement;
        c->differs_m2 = apart;
        c->border_m = sides.border_m;
        c->named_share = sides.border_m > 0 ? sides.named_m / sides.border_m : 0;
        return SZ_SUCCESS;
    }
    sz__sides_release(&sides);
    return status;
}

/* Sides of community C, whose main part is PART of OF_PART. */
static sz_status side_community(sz_describing *d, const sz_reader *reader, int32_t c,
                                const int32_t *of_part, int32_t part, sz_error *err)
{
    size_t n = (size_t)d->map->n;
    bool *in = sz__alloc(2 * n, sizeof *in);
    if (!in)
        return sz__nomem(err);
    for (size_t p = 0; p < n; p++)
        in[p] = of_part[p] == part;
    trial t = { d, reader, in, in + n, sz__sides_anchor(d->map, in) };
    sz_described_community *out = &d->out->community[c];
    sz_status status = t.anchor == -2 ? sz__nomem(err) : SZ_SUCCESS;
    for (int i = 0; i < 4 && status == SZ_SUCCESS && out->agreement < WELL; i++)
        status = try_sides(&t, i & 1 ? FINE : SHARE, i >= 2, &d->sides[c], out, err);
    free(in);
    return status;
}

typedef struct mains {
    sz_part *part;
    int32_t *of;           /* [parcels] */
    int32_t *main;         /* [communities] its main part or -1 */
} mains;

static sz_status find_mains(const sz_describing *d, mains *out, sz_error *err)
{
    size_t n = 0;
    out->main = sz__alloc((size_t)d->after->n, sizeof *out->main);
    if (!out->main)
        return sz__nomem(err);
    sz_status status = sz_plan_parts(d->after, &out->part, &n, &out->of, err);
    for (int32_t c = 0; c < d->after->n; c++)
        out->main[c] = -1;
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++)
        if (out->part[i].main)
            out->main[out->part[i].community] = (int32_t)i;
    return status;
}

sz_status sz__side_all(sz_describing *d, const sz_describe_options *o, sz_error *err)
{
    sz_description *out = d->out;
    sz_reader reader = { 0 };
    mains m = { 0 };
    sz_status status = find_mains(d, &m, err);
    if (status == SZ_SUCCESS)
        status = sz__reader_open(&reader, d->map, d->after->of, err);
    for (size_t c = 0; c < out->n_communities && status == SZ_SUCCESS; c++) {
        sz_described_community *own = &out->community[c];
        own->community = (int32_t)c;
        status = sz__tell(o->progress, o->progress_data,
                          (double)c / (double)out->n_communities,
                          _("describing communities"), err);
        if (status == SZ_SUCCESS && m.main[c] >= 0)
            status = side_community(d, &reader, (int32_t)c, m.of, m.main[c], err);
    }
    sz__reader_release(&reader);
    sz_free(m.part);
    sz_free(m.of);
    free(m.main);
    return status;
}
