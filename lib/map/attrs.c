/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What each noded edge carries: of the barrier lines that run over it, the
 * strongest class, then a named one, then the first. A border of a project may
 * have a name alone: where a line is only drawn on, nothing bars the way. */
#include "map/stages.h"

/* Whether a line tells what runs along an edge. */
static bool tells(const sz_barrier_line *l)
{
    return l->barrier != SZ_BARRIER_NONE || (l->use == SZ_LINE_NAMES && l->name >= 0);
}

/* Whether line A names an edge rather than line B. */
static bool stronger(const sz_source *s, int32_t a, int32_t b)
{
    const sz_barrier_line *p = &s->line.at[a], *q = &s->line.at[b];
    if (p->barrier != q->barrier)
        return p->barrier != SZ_BARRIER_NONE &&
               (q->barrier == SZ_BARRIER_NONE || p->barrier < q->barrier);
    if ((p->name >= 0) != (q->name >= 0))
        return p->name >= 0;
    return a < b;
}

sz_status sz__find_attrs(sz_work *w, sz_error *err)
{
    const sz_source *s = w->source;
    const sz_edges *e = &w->edges;
    if (!(w->edge_attr = sz__alloc((size_t)e->n_edges, sizeof *w->edge_attr)))
        return sz__nomem(err);
    for (int32_t i = 0; i < e->n_edges; i++) {
        int32_t best = -1;
        for (size_t k = e->source_row[i]; k < e->source_row[i + 1]; k++) {
            const sz_path *path = &w->path.at[e->source[k] >> 1];
            bool line = path->kind == SZ_PATH_LINE || path->kind == SZ_PATH_NAME;
            if (line && tells(&s->line.at[path->owner]) &&
                (best < 0 || stronger(s, path->owner, best)))
                best = path->owner;
        }
        w->edge_attr[i] = -1;
        if (best < 0)
            continue;
        const sz_barrier_line *line = &s->line.at[best];
        w->edge_attr[i] = sz__pairs_add(&w->attrs, (int32_t)line->barrier, line->name);
        if (w->edge_attr[i] == -2)
            return sz__nomem(err);
    }
    return SZ_SUCCESS;
}
