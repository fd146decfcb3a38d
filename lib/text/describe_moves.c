/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words for each move, read back as words. */
#include <string.h>

#include "text/describe.h"

/* Parcels of each community of the plan before, ascending: ROW[n + 2], the gap
 * first. */
static bool list_sources(const sz_describing *d, int32_t **row, int32_t **list)
{
    size_t n = d->before->n < 0 ? 0 : (size_t)d->before->n;
    int32_t *r = sz__zalloc(n + 3, sizeof *r);
    int32_t *l = sz__alloc((size_t)d->map->n, sizeof *l);
    *row = r;
    *list = l;
    if (!r || !l)
        return false;
    for (int32_t p = 0; p < d->map->n; p++)
        r[d->before->of[p] + 3]++;
    for (size_t c = 0; c <= n; c++)
        r[c + 2] += r[c + 1];
    for (int32_t p = 0; p < d->map->n; p++)
        l[r[d->before->of[p] + 2]++] = p;
    return true;
}

static sz_words words_of(const sz_wording *w)
{
    return w->whole        ? SZ_WORDS_WHOLE
           : w->n_parcels  ? SZ_WORDS_PARCELS
           : w->n_units    ? SZ_WORDS_UNITS
                           : SZ_WORDS_REGIONS;
}

static void take_words(sz_described_move *m, const sz_wording *w)
{
    m->words = words_of(w);
    m->regions = (size_t)w->n_regions;
    m->clauses = w->n_regions ? (size_t)w->region_row[w->n_regions] : 0;
    m->angle = w->angle;
    m->crossed = (size_t)w->crossed;
}

sz_status sz__by_numbers(sz_describing *d, size_t i, sz_error *err)
{
    sz_piece *piece = &d->piece[i];
    int32_t *parcel = sz__dup(piece->parcel, piece->n, sizeof *parcel);
    if (!parcel)
        return sz__nomem(err);
    sz__wording_release(&piece->words);
    piece->words = (sz_wording){ .parcel = parcel, .n_parcels = (int32_t)piece->n };
    take_words(&d->out->move[i], &piece->words);
    return SZ_SUCCESS;
}

/* Words for piece I out of SOURCE, read back. */
static sz_status word_piece(sz_describing *d, size_t i, const int32_t *source, size_t n,
                            sz_error *err)
{
    sz_described_move *m = &d->out->move[i];
    sz_piece *piece = &d->piece[i];
    bool *moved = sz__alloc(2 * n, sizeof *moved), *got = moved ? moved + n : NULL;
    piece->parcel = sz__alloc(m->parcels, sizeof *piece->parcel);
    sz_status status = moved && piece->parcel ? SZ_SUCCESS : sz__nomem(err);
    for (size_t k = 0; k < n && status == SZ_SUCCESS; k++) {
        moved[k] = d->after->of[source[k]] == m->to;
        if (moved[k])
            piece->parcel[piece->n++] = source[k];
    }
    if (status == SZ_SUCCESS)
        status = sz__wording_find(&piece->words, d->map, source, n, moved, err);
    if (status == SZ_SUCCESS)
        status = sz__wording_read(&piece->words, d->map, source, n, got, err);
    if (status == SZ_SUCCESS) {
        take_words(m, &piece->words);
        m->exact = memcmp(moved, got, n * sizeof *moved) == 0;
    }
    free(moved);
    return status;
}

sz_status sz__word_moves(sz_describing *d, sz_error *err)
{
    sz_move *moves = NULL;
    int32_t *row = NULL, *list = NULL;
    sz_description *out = d->out;
    sz_status status = sz_plan_moves(d->before, d->after, &moves, &out->n_moves, err);
    if (status != SZ_SUCCESS)
        return status;
    out->move = sz__zalloc(out->n_moves, sizeof *out->move);
    d->piece = sz__zalloc(out->n_moves, sizeof *d->piece);
    if (!out->move || !d->piece || !list_sources(d, &row, &list))
        status = sz__nomem(err);
    for (size_t i = 0; i < out->n_moves && status == SZ_SUCCESS; i++) {
        const sz_move *m = &moves[i];
        size_t from = (size_t)row[m->from + 1], n = (size_t)row[m->from + 2] - from;
        out->move[i] = (sz_described_move){ .from = m->from, .to = m->to,
            .households = m->households, .area_m2 = m->area_m2, .parcels = m->parcels };
        status = word_piece(d, i, list + from, n, err);
    }
    free(row);
    free(list);
    sz_free(moves);
    return status;
}
