/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The backdrop: areas that lie on the ground and bound nothing. They come last, when
 * parcels, borders and names are numbered, so that a map is the same without them. */
#include <string.h>

#include "map/stages.h"

/* What the map will have. */
typedef struct backdrop {
    SZ__ARRAY(uint8_t) kind;
    SZ__ARRAY(int32_t) name;
    SZ__ARRAY(size_t) row;      /* first ring of each, and the end */
    SZ__ARRAY(size_t) ring;     /* first point of each, and the end */
    SZ__ARRAY(double) xy;
} backdrop;

static void backdrop_release(backdrop *b)
{
    free(b->kind.at);
    free(b->name.at);
    free(b->row.at);
    free(b->ring.at);
    free(b->xy.at);
}

/* Whether the box of a ring meets BOX. */
static bool meets(const sz_source *s, const sz_ring *ring, const double box[4])
{
    const double *first = s->xy.at + 2 * ring->from;
    double own[4] = { first[0], first[1], first[0], first[1] };
    for (const double *p = first; p < s->xy.at + 2 * ring->to; p += 2) {
        own[0] = p[0] < own[0] ? p[0] : own[0];
        own[1] = p[1] < own[1] ? p[1] : own[1];
        own[2] = p[0] > own[2] ? p[0] : own[2];
        own[3] = p[1] > own[3] ? p[1] : own[3];
    }
    return own[0] <= box[2] && box[0] <= own[2] && own[1] <= box[3] && box[1] <= own[3];
}

/* One polygon: rings FROM .. TO - 1 of the source. */
static bool add_polygon(backdrop *b, sz_work *w, const sz_backdrop_area *area, size_t from,
                        size_t to)
{
    const sz_source *s = w->source;
    int32_t name = sz__names_add(&w->map->names, sz__name(&s->names, area->name));
    if (name == -2 || !sz__push(&b->kind, (uint8_t)area->kind) ||
        !sz__push(&b->name, name))
        return false;
    for (size_t r = from; r < to; r++) {
        size_t n = 2 * (s->ring.at[r].to - s->ring.at[r].from);
        if (!sz__reserve(&b->xy, n))
            return false;
        memcpy(b->xy.at + b->xy.n, s->xy.at + 2 * s->ring.at[r].from,
               n * sizeof *b->xy.at);
        b->xy.n += n;
        if (!sz__push(&b->ring, b->xy.n / 2))
            return false;
    }
    return sz__push(&b->row, b->ring.n - 1);
}

/* All polygons of an area that meet BOX (NULL: all of them). */
static bool add_area(backdrop *b, sz_work *w, const sz_backdrop_area *area,
                     const double box[4])
{
    const sz_source *s = w->source;
    size_t before = b->kind.n;
    for (size_t from = area->ring_from, to; from < area->ring_to; from = to) {
        for (to = from + 1; to < area->ring_to && s->ring.at[to].hole; to++)
            ;
        if ((!box || meets(s, &s->ring.at[from], box)) &&
            !add_polygon(b, w, area, from, to))
            return false;
    }
    if (b->kind.n > before)
        w->account->backdrop_kept[area->kind]++;
    else
        w->account->backdrop_outside++;
    return true;
}

sz_status sz__lay_backdrop(sz_work *w, sz_error *err)
{
    sz_map *m = w->map;
    const sz_source *s = w->source;
    backdrop b = { 0 };
    double box[4];
    sz_map_extent(m, box);
    bool good = sz__push(&b.row, 0) && sz__push(&b.ring, 0);
    for (size_t i = 0; good && i < s->backdrop.n; i++)
        good = add_area(&b, w, &s->backdrop.at[i], w->options->as_is ? NULL : box);
    if (!good) {
        backdrop_release(&b);
        return sz__nomem(err);
    }
    m->n_backdrops = (int32_t)b.kind.n;
    m->k_kind = b.kind.at;
    m->k_name = b.name.at;
    m->k_row = b.row.at;
    m->k_ring = b.ring.at;
    m->k_xy = b.xy.at;
    return SZ_SUCCESS;
}
