/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Households at points or in buildings, and offices. */
#include <math.h>

#include "core/i18n.h"
#include "io/reading.h"

static sz_status read_counts(sz_vector *v, OGRFeatureH feature, sz_spot *spot,
                             sz_error *err)
{
    sz_status status = sz__vector_count(v, feature, SZ_ROLE_HOUSEHOLDS,
                                        &spot->households, err);
    if (status == SZ_SUCCESS)
        status = sz__vector_count(v, feature, SZ_ROLE_PLANNED, &spot->planned, err);
    if (status == SZ_SUCCESS)
        status =
            sz__vector_count(v, feature, SZ_ROLE_POPULATION, &spot->population, err);
    return status;
}

/* A building or estate, whose households are spread over the parcels it meets. */
static sz_status read_building(sz_reading *reading, sz_vector *v, const sz_spot *spot,
                               OGRGeometryH shape, sz_error *err)
{
    sz_source *s = &reading->source;
    sz_read_layer *layer = sz__reading_layer(reading);
    char why[128] = "";
    sz_area a = sz__area(SZ_LAYER_HOUSEHOLDS);
    a.fid = spot->fid;
    a.file = spot->file;
    a.name = spot->name;
    a.households = spot->households;
    a.planned = spot->planned;
    a.population = spot->population;
    a.ring_from = s->ring.n;
    sz_status status = sz__take_rings(reading, v, shape, a.fid, why, err);
    if (status != SZ_SUCCESS)
        return status;
    a.ring_to = s->ring.n;
    if (a.ring_to == a.ring_from)
        return sz__tell_unplaced(reading, layer, a.fid, a.households, why, err);
    if (why[0] && (status = sz__tell_repaired(reading, layer, a.fid, why, err)))
        return status;
    return sz__push(&s->area, a) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_spot(sz_reading *reading, sz_vector *v, OGRFeatureH feature,
                           OGRGeometryH shape, sz_error *err)
{
    sz_spot spot = { .fid = OGR_F_GetFID(feature), .file = v->file };
    sz_status status = read_counts(v, feature, &spot, err);
    if (status != SZ_SUCCESS ||
        (status = sz__vector_name(v, feature, SZ_ROLE_NAME, &reading->source.names,
                                  &spot.name, err)) != SZ_SUCCESS)
        return status;
    sz_shape_kind kind = sz__shape_kind(shape);
    if (kind == SZ_SHAPE_AREA)
        return read_building(reading, v, &spot, shape, err);
    if (kind != SZ_SHAPE_POINT)
        return sz__tell_unplaced(reading, sz__reading_layer(reading), spot.fid,
                                 spot.households, sz__shape_word(kind), err);
    status = sz__take_point(v, shape, spot.fid, &spot.x, &spot.y, err);
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&reading->source.spot, spot) ? SZ_SUCCESS : sz__nomem(err);
}

/* A floor area, 0 when there is none. */
static sz_status take_floor(sz_vector *v, OGRFeatureH feature, sz_role role,
                            double *out, sz_error *err)
{
    long long fid = (long long)OGR_F_GetFID(feature);
    sz_status status = sz__vector_number(v, feature, role, out, err);
    if (status == SZ_SUCCESS && *out < 0)
        return sz__fail(err, SZ_ERR_DATA, fid, _("%s, feature %lld: %s is below 0"),
                        v->data.shown, fid, sz__role_word(role));
    *out = isnan(*out) ? 0 : *out;
    return status;
}

static sz_status read_office(sz_reading *reading, sz_vector *v, OGRFeatureH feature,
                             OGRGeometryH shape, sz_error *err)
{
    sz_office_spot office = { .name = -1 };
    sz_names *names = &reading->source.names;
    int64_t fid = OGR_F_GetFID(feature);
    sz_status status;
    if ((status =
             sz__vector_name(v, feature, SZ_ROLE_NAME, names, &office.name, err)) ||
        (status = sz__vector_name(v, feature, SZ_ROLE_COMMUNITY, names,
                                  &office.community, err)) ||
        (status =
             sz__vector_name(v, feature, SZ_ROLE_TOWN, names, &office.town, err)) ||
        (status = take_floor(v, feature, SZ_ROLE_FLOOR, &office.floor_m2, err)) ||
        (status = take_floor(v, feature, SZ_ROLE_CHILDREN, &office.children_m2, err)) ||
        (status = sz__vector_count(v, feature, SZ_ROLE_STAFF, &office.staff, err)))
        return status;
    office.staff = office.staff < 0 ? 0 : office.staff;
    sz_shape_kind kind = sz__shape_kind(shape);
    if (kind != SZ_SHAPE_POINT)
        return sz__tell_dropped(reading, sz__reading_layer(reading), fid,
                                sz__shape_word(kind), err);
    status = sz__take_point(v, shape, fid, &office.x, &office.y, err);
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&reading->source.office, office) ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__read_households(sz_reading *reading, sz_vector *vector, sz_error *err)
{
    if (vector->field[SZ_ROLE_HOUSEHOLDS] < 0)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("%s has no field of household counts: give --field "
                          "households.households=NAME"),
                        vector->data.shown);
    size_t before = reading->source.spot.n + reading->source.area.n;
    sz__reading_layer(reading)->counts = true;
    sz_status status = sz__read_each(reading, vector, read_spot, err);
    if (status == SZ_SUCCESS &&
        reading->source.spot.n + reading->source.area.n == before)
        status = sz__fail(err, SZ_ERR_DATA, -1,
                          _("%s has no point or polygon with households"),
                          vector->data.shown);
    return status;
}

sz_status sz__read_offices(sz_reading *reading, sz_vector *vector, sz_error *err)
{
    size_t before = reading->source.office.n;
    sz_status status = sz__read_each(reading, vector, read_office, err);
    if (status == SZ_SUCCESS && reading->source.office.n == before)
        status = sz__fail(err, SZ_ERR_DATA, -1,
                          _("%s has no point to use as an office"), vector->data.shown);
    return status;
}
