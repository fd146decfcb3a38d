/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Building a map: one stage after the other. */
#include <string.h>

#include "core/i18n.h"
#include "map/stages.h"

static sz_status node(sz_work *w, sz_error *err)
{
    sz_status status =
        sz__node_paths(&w->edges, w->point.at, w->row.at, w->path.n, err);
    free(w->point.at);
    free(w->row.at);
    w->point.at = NULL;
    w->row.at = NULL;
    return status;
}

/* The map goes from work to result. */
static sz_status open_map(sz_work *w, sz_error *err)
{
    const char *crs = w->source->crs ? w->source->crs : "";
    if (!(w->map = sz__zalloc(1, sizeof *w->map)) ||
        !(w->map->crs = sz__dup(crs, strlen(crs) + 1, 1)))
        return sz__nomem(err);
    w->map->n = w->n_parcels;
    w->map->grid = w->grid.step;
    return SZ_SUCCESS;
}

static sz_status find_faces(sz_work *w, sz_error *err)
{
    return sz__faces(&w->faces, &w->edges, err);
}

/* What is done, and how far the work is when it begins. */
static const struct {
    const char *what;
    double at;
    sz_status (*run)(sz_work *w, sz_error *err);
} stages[] = {
    { N_("noding"), 0.0, sz__find_paths },
    { NULL, 0.1, node },
    { N_("finding faces"), 0.4, find_faces },
    { NULL, 0.5, sz__find_attrs },
    { N_("labelling"), 0.5, sz__find_cover },
    { NULL, 0.55, sz__find_ground },
    { N_("absorbing slivers"), 0.6, sz__absorb_slivers },
    { NULL, 0.7, sz__number_parcels },
    { N_("naming borders"), 0.7, sz__follow_lines },
    { NULL, 0.75, open_map },
    { NULL, 0.75, sz__make_borders },
    { NULL, 0.8, sz__make_rings },
    { N_("placing households"), 0.85, sz__settle_claims },
    { NULL, 0.85, sz__name_things },
    { NULL, 0.9, sz__place_households },
    { NULL, 0.95, sz__lay_backdrop },
    { NULL, 0.95, sz__find_conflicts },
    { NULL, 0.95, sz__write_account },
};

sz_status sz__map_build(sz_built *out, const sz_source *source,
                        const sz_build_options *options, sz_account *account,
                        sz_findings *findings, sz_error *err)
{
    sz_work w = { .source = source, .options = options, .account = account,
                  .findings = findings };
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        if (stages[i].what &&
            (status = sz__tell(options->progress, options->progress_data, stages[i].at,
                               _(stages[i].what), err)) != SZ_SUCCESS)
            goto done;
        if ((status = stages[i].run(&w, err)) != SZ_SUCCESS)
            goto done;
    }
    if ((status = sz__tell(options->progress, options->progress_data, 1,
                           _("map built"), err)) != SZ_SUCCESS)
        goto done;
    *out = w.built;
    out->map = w.map;
    w.map = NULL;
    w.built = (sz_built){ 0 };
done:
    sz__work_release(&w);
    return status;
}
