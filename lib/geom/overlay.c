/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Areas in common of one polygon with a set of them. */
#include "core/array.h"
#include "geom/geos.h"

typedef struct member {
    GEOSGeometry *shape;
    const GEOSPreparedGeometry *ready;  /* made when first asked */
    int32_t number;
} member;

struct sz_overlay {
    sz_geos *geos;
    GEOSSTRtree *tree;
    member *members;
    size_t n;
};

void sz__overlay_close(sz_overlay *overlay)
{
    if (!overlay)
        return;
    GEOSContextHandle_t h = overlay->geos->handle;
    if (overlay->tree)
        GEOSSTRtree_destroy_r(h, overlay->tree);
    for (size_t i = 0; i < overlay->n; i++) {
        if (overlay->members[i].ready)
            GEOSPreparedGeom_destroy_r(h, overlay->members[i].ready);
        GEOSGeom_destroy_r(h, overlay->members[i].shape);
    }
    free(overlay->members);
    free(overlay);
}

sz_status sz__overlay_open(sz_geos *geos, sz_overlay **out, const sz_polygon *set,
                           size_t n, sz_error *err)
{
    GEOSContextHandle_t h = geos->handle;
    sz_status status = SZ_SUCCESS;
    sz_overlay *overlay = sz__zalloc(1, sizeof *overlay);
    if (!overlay)
        return sz__nomem(err);
    overlay->geos = geos;
    overlay->members = sz__zalloc(n, sizeof *overlay->members);
    overlay->tree = GEOSSTRtree_create_r(h, 10);
    if (!overlay->members || !overlay->tree) {
        status = sz__nomem(err);
        goto done;
    }
    for (; overlay->n < n; overlay->n++) {
        member *m = &overlay->members[overlay->n];
        m->number = (int32_t)overlay->n;
        if (!(m->shape = sz__polygon_in(geos, &set[overlay->n]))) {
            status = sz__geos_failed(geos, err);
            goto done;
        }
        if (GEOSisEmpty_r(h, m->shape) == 0)
            GEOSSTRtree_insert_r(h, overlay->tree, m->shape, m);
    }
    *out = overlay;
    overlay = NULL;
done:
    sz__overlay_close(overlay);
    return status;
}

typedef SZ__ARRAY(member *) members;

typedef struct hits {
    members found;
    bool out_of_memory;
} hits;

static void note_hit(void *item, void *data)
{
    hits *h = data;
    if (!sz__push(&h->found, (member *)item))
        h->out_of_memory = true;
}

static int by_number(const void *a, const void *b)
{
    int32_t x = (*(member *const *)a)->number, y = (*(member *const *)b)->number;
    return (x > y) - (x < y);
}

/* Area of SHAPE (itself AREA large) inside M; negative when GEOS fails. */
static double common_area(const sz_geos *geos, member *m, const GEOSGeometry *shape,
                          double area)
{
    GEOSContextHandle_t h = geos->handle;
    double common = -1;
    if (!m->ready && !(m->ready = GEOSPrepare_r(h, m->shape)))
        return -1;
    char answer = GEOSPreparedCovers_r(h, m->ready, shape);
    if (answer != 0)
        return answer == 1 ? area : -1;
    GEOSGeometry *both = GEOSIntersection_r(h, m->shape, shape);
    if (!both)
        return -1;
    if (GEOSArea_r(h, both, &common) != 1)
        common = -1;
    GEOSGeom_destroy_r(h, both);
    return common;
}

sz_status sz__overlay_areas(sz_overlay *overlay, const sz_polygon *p, size_t *n,
                            int32_t **who, double **area, sz_error *err)
{
    sz_geos *geos = overlay->geos;
    GEOSContextHandle_t h = geos->handle;
    sz_status status = SZ_SUCCESS;
    hits hit = { SZ__ARRAY_INIT, false };
    int32_t *numbers = NULL;
    double *areas = NULL, own = 0;
    size_t kept = 0;
    GEOSGeometry *shape = sz__polygon_in(geos, p);
    if (!shape || GEOSArea_r(h, shape, &own) != 1) {
        status = sz__geos_failed(geos, err);
        goto done;
    }
    if (own > 0)
        GEOSSTRtree_query_r(h, overlay->tree, shape, note_hit, &hit);
    numbers = sz__alloc(hit.found.n, sizeof *numbers);
    areas = sz__alloc(hit.found.n, sizeof *areas);
    if (hit.out_of_memory || !numbers || !areas) {
        status = sz__nomem(err);
        goto done;
    }
    if (hit.found.n > 1)
        qsort(hit.found.at, hit.found.n, sizeof *hit.found.at, by_number);
    for (size_t i = 0; i < hit.found.n; i++) {
        double common = common_area(geos, hit.found.at[i], shape, own);
        if (common < 0) {
            status = sz__geos_failed(geos, err);
            goto done;
        }
        if (common > 0) {
            numbers[kept] = hit.found.at[i]->number;
            areas[kept++] = common;
        }
    }
    *n = kept;
    *who = numbers;
    *area = areas;
    numbers = NULL;
    areas = NULL;
done:
    if (shape)
        GEOSGeom_destroy_r(h, shape);
    free(hit.found.at);
    free(numbers);
    free(areas);
    return status;
}
