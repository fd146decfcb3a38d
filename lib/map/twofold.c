/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Given parcels, and units, that overlap each other: the ground went to the one
 * that comes first in the file, and this says so. */
#include "core/i18n.h"
#include "map/stages.h"

#define MOST_LISTED 20

typedef struct sz_twice {
    int32_t first, second;         /* areas */
    double area;                   /* m2 */
    int32_t face;                  /* where */
} sz_twice;

typedef struct sz_twofold {
    sz_pairs pair;
    SZ__ARRAY(sz_twice) found;
} sz_twofold;

static bool add(sz_twofold *t, const sz_work *w, int32_t first, int32_t second,
                int32_t face)
{
    double area = (double)w->faces.area2[face] * 0.5 * w->grid.step * w->grid.step;
    int32_t i = sz__pairs_add(&t->pair, first, second);
    if (i < 0)
        return false;
    if ((size_t)i == t->found.n &&
        !sz__push(&t->found, (sz_twice){ first, second, 0, face }))
        return false;
    t->found.at[i].area += area;
    return true;
}

/* Each pair of given parcels, or of units, over FACE: the first with each other. */
static bool look(sz_twofold *t, const sz_work *w, int32_t face)
{
    int32_t first[2] = { -1, -1 };
    for (int32_t k = 0; k < w->covers[face]; k++) {
        int32_t area = w->cover.at[w->cover_row[face] + (size_t)k].area;
        sz_layer layer = w->source->area.at[area].layer;
        if (layer != SZ_LAYER_PARCELS && layer != SZ_LAYER_UNITS)
            continue;
        int32_t *lowest = &first[layer == SZ_LAYER_UNITS];
        if (*lowest >= 0 && !add(t, w, *lowest, area, face))
            return false;
        if (*lowest < 0)
            *lowest = area;
    }
    return true;
}

static int larger_first(const void *a, const void *b)
{
    const sz_twice *p = a, *q = b;
    if (p->area != q->area)
        return (p->area < q->area) - (p->area > q->area);
    if (p->first != q->first)
        return (p->first > q->first) - (p->first < q->first);
    return (p->second > q->second) - (p->second < q->second);
}

static sz_status list(const sz_work *w, const sz_twice *t, sz_error *err)
{
    const sz_source *s = w->source;
    const sz_area *a = &s->area.at[t->first], *b = &s->area.at[t->second];
    int32_t h = w->faces.ring[w->faces.ring_row[t->face]];
    sz_gpoint p = w->edges.node[w->edges.a[h >> 1]];
    sz_finding f = { .rule = "import.twofold", .level = SZ_LEVEL_WARN, .value = t->area,
        .placed = 1, .x = sz__grid_x(&w->grid, p.x), .y = sz__grid_y(&w->grid, p.y) };
    return sz__findings_add(w->findings, &f, err,
                            _("features %lld and %lld of %s overlap on %.1f m2, which "
                              "went to the first"),
                            (long long)a->fid, (long long)b->fid,
                            a->file >= 0 ? sz__name(&s->names, a->file) : "?", t->area);
}

sz_status sz__find_twofold(sz_work *w, sz_error *err)
{
    sz_twofold t = { 0 };
    sz_status status = SZ_SUCCESS;
    double most = w->options->sliver_m2 > 1 ? w->options->sliver_m2 : 1, rest = 0;
    size_t listed = 0;
    for (int32_t f = 1; f < w->faces.n && status == SZ_SUCCESS; f++)
        if (w->inside[f] && !look(&t, w, f))
            status = sz__nomem(err);
    if (t.found.n > 0)
        qsort(t.found.at, t.found.n, sizeof *t.found.at, larger_first);
    for (size_t i = 0; i < t.found.n && status == SZ_SUCCESS; i++) {
        if (listed < MOST_LISTED && t.found.at[i].area >= most) {
            status = list(w, &t.found.at[i], err);
            listed++;
        } else {
            rest += t.found.at[i].area;
        }
    }
    if (status == SZ_SUCCESS && t.found.n > listed) {
        sz_finding f = { .rule = "import.twofold", .level = SZ_LEVEL_HINT,
                         .value = rest };
        status = sz__findings_add(w->findings, &f, err,
                                  _("%zu more pairs of features overlap, on %.1f m2 in "
                                    "all"), t.found.n - listed, rest);
    }
    sz__pairs_release(&t.pair);
    free(t.found.at);
    return status;
}
