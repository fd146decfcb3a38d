/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbering the parcels: by the lowest face of each cell, or, for a project's
 * own parcels, by their order in the file. */
#include "core/i18n.h"
#include "map/cells.h"

static sz_status number_cells(sz_work *w, sz_error *err)
{
    for (int32_t f = 0; f < w->faces.n; f++) {
        int32_t cell = sz__cell(w, f);
        if (cell == f) {
            w->ground_of[w->n_parcels] = w->like[f];
            w->parcel_of[f] = w->n_parcels++;
        } else {
            w->parcel_of[f] = cell < 0 ? -1 : w->parcel_of[cell];
        }
    }
    if (w->n_parcels == 0)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("the input encloses no ground; give a limit, or lines that "
                          "close round at least one block"));
    return SZ_SUCCESS;
}

/* Face F of a project's parcel AREA becomes that parcel. */
static sz_status take_face(sz_work *w, int32_t f, int32_t area, int32_t number,
                           sz_error *err)
{
    const sz_area *a = &w->source->area.at[area];
    if (w->covers[f] > 1) {
        const sz_area *b =
            &w->source->area.at[w->cover.at[w->cover_row[f] + 1].area];
        return sz__fail(err, SZ_ERR_DATA, a->fid,
                        _("parcels %lld and %lld of the project overlap"),
                        (long long)a->fid, (long long)b->fid);
    }
    if (w->ground_of[number] >= 0)
        return sz__fail(err, SZ_ERR_DATA, a->fid,
                        _("parcel %lld of the project is in several pieces"),
                        (long long)a->fid);
    w->ground_of[number] = f;
    w->parcel_of[f] = number;
    return SZ_SUCCESS;
}

static sz_status number_as_is(sz_work *w, sz_error *err)
{
    const sz_source *s = w->source;
    int32_t *number = sz__alloc(s->area.n, sizeof *number);
    sz_status status = number ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; i < s->area.n && status == SZ_SUCCESS; i++) {
        number[i] = s->area.at[i].layer == SZ_LAYER_PARCELS ? w->n_parcels : -1;
        if (number[i] >= 0)
            w->ground_of[w->n_parcels++] = -1;
    }
    for (int32_t f = 0; f < w->faces.n && status == SZ_SUCCESS; f++) {
        w->parcel_of[f] = -1;
        if (w->inside[f]) {
            int32_t area = w->cover.at[w->cover_row[f]].area;
            status = take_face(w, f, area, number[area], err);
        }
    }
    for (size_t i = 0; i < s->area.n && status == SZ_SUCCESS; i++)
        if (number[i] >= 0 && w->ground_of[number[i]] < 0)
            status = sz__fail(err, SZ_ERR_DATA, s->area.at[i].fid,
                              _("parcel %lld of the project has no ground"),
                              (long long)s->area.at[i].fid);
    free(number);
    return status;
}

/* What is on the left of each half-edge. */
static sz_status find_left(sz_work *w, sz_error *err)
{
    size_t n = 2 * (size_t)w->edges.n_edges;
    if (!(w->left = sz__alloc(n, sizeof *w->left)))
        return sz__nomem(err);
    for (size_t h = 0; h < n; h++)
        w->left[h] = w->faces.face[h] < 0 ? -1 : w->parcel_of[w->faces.face[h]];
    return SZ_SUCCESS;
}

sz_status sz__number_parcels(sz_work *w, sz_error *err)
{
    size_t most = (size_t)w->faces.n;
    if (w->options->as_is && w->source->area.n > most)
        most = w->source->area.n;
    w->parcel_of = sz__alloc((size_t)w->faces.n, sizeof *w->parcel_of);
    w->ground_of = sz__alloc(most, sizeof *w->ground_of);
    if (!w->parcel_of || !w->ground_of)
        return sz__nomem(err);
    sz_status status = w->options->as_is ? number_as_is(w, err) : number_cells(w, err);
    return status == SZ_SUCCESS ? find_left(w, err) : status;
}
