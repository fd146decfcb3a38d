/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The backdrop: areas that sheets show beneath all lines. */
#include "core/i18n.h"
#include "io/backdrops.h"
#include "io/reading.h"

/* What the fields of one feature say. */
static sz_status read_kind(sz_reading *reading, sz_vector *v, OGRFeatureH feature,
                           int *kind, sz_error *err)
{
    sz_backdrop_tags tags = { 0 };
    const sz_wanted_tag wanted[] = {
        { SZ_ROLE_BUILDING, &tags.building }, { SZ_ROLE_LEISURE, &tags.leisure },
        { SZ_ROLE_NATURAL, &tags.natural },   { SZ_ROLE_WATERWAY, &tags.waterway },
        { SZ_ROLE_WATER, &tags.water },       { SZ_ROLE_KIND, &tags.kind },
        { SZ_ROLE_CLASS, &tags.class },       { SZ_ROLE_LEVEL, &tags.level },
    };
    *kind = reading->backdrop;
    if (*kind >= 0)
        return SZ_SUCCESS;
    sz_status status = sz__read_tags(reading, v, feature, wanted,
                                     sizeof wanted / sizeof *wanted, err);
    if (status == SZ_SUCCESS)
        *kind = sz__backdrop_of_tags(&tags);
    return status;
}

static sz_status read_area(sz_reading *reading, sz_vector *v, OGRFeatureH feature,
                           OGRGeometryH shape, sz_error *err)
{
    sz_source *s = &reading->source;
    sz_read_layer *layer = sz__reading_layer(reading);
    sz_backdrop_area area = { .fid = OGR_F_GetFID(feature) };
    sz_shape_kind shaped = sz__shape_kind(shape);
    char why[128] = "";
    int kind;
    reading->account->backdrop_read++;
    if (shaped != SZ_SHAPE_AREA)
        return sz__tell_dropped(reading, layer, area.fid, sz__shape_word(shaped), err);
    sz_status status = read_kind(reading, v, feature, &kind, err);
    if (status != SZ_SUCCESS)
        return status;
    if (kind < 0) {
        reading->account->backdrop_unclassed++;
        return SZ_SUCCESS;
    }
    area.kind = (sz_backdrop_kind)kind;
    area.ring_from = s->ring.n;
    if ((status = sz__vector_name(v, feature, SZ_ROLE_NAME, &s->names, &area.name, err)) ||
        (status = sz__take_rings(reading, v, shape, area.fid, why, err)))
        return status;
    area.ring_to = s->ring.n;
    if (area.ring_to == area.ring_from)
        return sz__tell_dropped(reading, layer, area.fid, why, err);
    if (why[0] && (status = sz__tell_repaired(reading, layer, area.fid, why, err)))
        return status;
    return sz__push(&s->backdrop, area) ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__read_backdrop(sz_reading *reading, sz_vector *vector, sz_error *err)
{
    const sz_account *account = reading->account;
    size_t before = reading->source.backdrop.n, unclassed = account->backdrop_unclassed;
    sz_status status = sz__read_each(reading, vector, read_area, err);
    if (status != SZ_SUCCESS || reading->source.backdrop.n > before)
        return status;
    if (account->backdrop_unclassed == unclassed)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("%s has no polygon to use as backdrop; roads and other lines are "
                          "for --lines"), vector->data.shown);
    return sz__fail(err, SZ_ERR_DATA, -1,
                    _("%s: none of its %zu polygons is known to be green, water or a "
                      "building: say what all are, as in --backdrop FILE:water, or give "
                      "--field backdrop.class=NAME"),
                    vector->data.shown, account->backdrop_unclassed - unclassed);
}
