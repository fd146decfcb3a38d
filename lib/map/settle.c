/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ground that several communities claim goes, for today's plan, to the one whose
 * own ground shares the longest border with it; the claims stay on record. */
#include "map/parts.h"
#include "map/stages.h"

static const sz_ground *ground(const sz_work *w, int32_t parcel)
{
    return &w->ground[w->ground_of[parcel]];
}

/* Contested parcels next to each other with the same claims are one part. */
static bool together(const void *data, int32_t p, int32_t q)
{
    const sz_work *w = data;
    return ground(w, p)->claims > 1 && sz__same_claims(w, ground(w, p), ground(w, q));
}

static bool claimed_by(const sz_work *w, const sz_ground *g, int32_t community)
{
    for (int32_t k = 0; k < g->claims; k++)
        if (w->claim.at[g->claim_from + k] == community)
            return true;
    return false;
}

/* Border of each (part, claimant) with ground that is the claimant's alone. */
typedef struct sz_fronts {
    sz_pairs pair;
    SZ__ARRAY(double) length;
} sz_fronts;

static bool add_front(const sz_work *w, sz_fronts *f, int32_t part, int32_t contested,
                      int32_t other, double length)
{
    const sz_ground *g = ground(w, contested), *o = ground(w, other);
    if (g->claims < 2 || o->claims != 1 ||
        !claimed_by(w, g, w->claim.at[o->claim_from]))
        return true;
    int32_t i = sz__pairs_add(&f->pair, part, w->claim.at[o->claim_from]);
    if (i < 0 || ((size_t)i == f->length.n && !sz__push(&f->length, 0.0)))
        return false;
    f->length.at[i] += length;
    return true;
}

/* The claimant of PART's parcels with the longest front, the lowest on a tie. */
static int32_t winner(const sz_work *w, const sz_fronts *f, int32_t part,
                      int32_t parcel)
{
    const sz_ground *g = ground(w, parcel);
    int32_t best = w->claim.at[g->claim_from];
    double longest = 0;
    for (int32_t k = 0; k < g->claims; k++) {
        int32_t community = w->claim.at[g->claim_from + k];
        int32_t i = sz__pairs_find(&f->pair, part, community);
        if (i >= 0 && f->length.at[i] > longest) {
            longest = f->length.at[i];
            best = community;
        }
    }
    return best;
}

static bool settle_contested(sz_work *w)
{
    sz_map *m = w->map;
    sz_fronts fronts = { 0 };
    int32_t *part = sz__alloc((size_t)m->n, sizeof *part);
    bool good = part;
    if (good)
        sz__find_parts(m, part, together, w);
    for (int32_t b = 0; good && b < m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        good = r < 0 ||
               (add_front(w, &fronts, part[l], l, r, m->b_length[b]) &&
                add_front(w, &fronts, part[r], r, l, m->b_length[b]));
    }
    for (int32_t p = 0; good && p < m->n; p++)
        if (ground(w, p)->claims > 1)
            m->community[p] = winner(w, &fronts, part[p], p);
    sz__pairs_release(&fronts.pair);
    free(fronts.length.at);
    free(part);
    return good;
}

sz_status sz__settle_claims(sz_work *w, sz_error *err)
{
    sz_map *m = w->map;
    if (!(m->community = sz__alloc((size_t)m->n, sizeof *m->community)))
        return sz__nomem(err);
    bool contested = false;
    for (int32_t p = 0; p < m->n; p++) {
        const sz_ground *g = ground(w, p);
        m->community[p] = g->claims ? w->claim.at[g->claim_from] : -1;
        contested |= g->claims > 1;
        if (w->options->as_is)
            m->community[p] = w->area_community[g->parcel];
    }
    if (contested && !w->options->as_is && !settle_contested(w))
        return sz__nomem(err);
    for (int32_t p = 0; p < m->n; p++) {
        sz_ground *g = &w->ground[w->ground_of[p]];
        int32_t community = m->community[p];
        if (!g->town_given && community >= 0 && w->communities.at[community].a >= 0)
            g->town = w->communities.at[community].a;
    }
    return SZ_SUCCESS;
}
