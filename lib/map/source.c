/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Releasing what goes into a map and what comes out. */
#include "map/stages.h"

void sz__source_release(sz_source *s)
{
    free(s->crs);
    sz__names_release(&s->names);
    free(s->xy.at);
    free(s->ring.at);
    free(s->area.at);
    free(s->line.at);
    free(s->backdrop.at);
    free(s->spot.at);
    free(s->office.at);
    free(s->known.at);
    free(s->set.at);
    *s = (sz_source){ 0 };
}

void sz__built_release(sz_built *b)
{
    sz_map_free(b->map);
    free(b->proposed);
    free(b->proposed_name);
    free(b->proposed_town);
    free(b->locked);
    *b = (sz_built){ 0 };
}

void sz__work_release(sz_work *w)
{
    free(w->point.at);
    free(w->row.at);
    free(w->path.at);
    free(w->line_near);
    sz__edges_release(&w->edges);
    sz__faces_release(&w->faces);
    sz__pairs_release(&w->attrs);
    free(w->edge_attr);
    free(w->cover.at);
    free(w->cover_row);
    free(w->covers);
    free(w->inside);
    free(w->ground);
    free(w->claim.at);
    sz__pairs_release(&w->communities);
    free(w->code.at);
    free(w->area_town);
    free(w->area_community);
    free(w->cell);
    free(w->like);
    free(w->parcel_of);
    free(w->ground_of);
    free(w->left);
    free(w->border_area);
    free(w->seg.at);
    sz__index_release(&w->index);
    sz_map_free(w->map);
    sz__built_release(&w->built);
    *w = (sz_work){ 0 };
}
