/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Polygons: the limit, parcels, units, communities. */
#include <stdio.h>

#include "core/i18n.h"
#include "io/reading.h"

static sz_layer layer_of(sz_input input)
{
    switch (input) {
    case SZ_INPUT_LIMIT:
        return SZ_LAYER_LIMIT;
    case SZ_INPUT_PARCELS:
        return SZ_LAYER_PARCELS;
    case SZ_INPUT_UNITS:
        return SZ_LAYER_UNITS;
    case SZ_INPUT_COMMUNITIES:
        return SZ_LAYER_COMMUNITIES;
    case SZ_INPUT_KEEP:
        return SZ_LAYER_KEEP;
    default:
        return SZ_LAYER_HOUSEHOLDS;
    }
}

static sz_status read_counts(sz_vector *v, OGRFeatureH feature, sz_area *a,
                             sz_error *err)
{
    sz_status status = sz__vector_count(v, feature, SZ_ROLE_HOUSEHOLDS, &a->households,
                                        err);
    if (status == SZ_SUCCESS)
        status = sz__vector_count(v, feature, SZ_ROLE_PLANNED, &a->planned, err);
    if (status == SZ_SUCCESS)
        status = sz__vector_count(v, feature, SZ_ROLE_POPULATION, &a->population, err);
    return status;
}

/* A community without a name goes by its number in the file; without that, all such
 * would be one community. */
static sz_status number_community(sz_reading *reading, sz_area *a, sz_error *err)
{
    char name[32];
    sz_read_layer *layer = sz__reading_layer(reading);
    snprintf(name, sizeof name, "#%lld", (long long)a->fid);
    a->name = sz__names_add(&reading->source.names, name);
    layer->unnamed++;
    return a->name == -2 ? sz__nomem(err) : SZ_SUCCESS;
}

/* The texts of one feature. A limit's name is its town, a community's its own; a
 * unit goes by its number where it has one, since names repeat. */
static sz_status read_texts(sz_reading *reading, sz_vector *v, OGRFeatureH feature,
                            sz_area *a, sz_error *err)
{
    struct {
        sz_role role;
        int32_t *to;
    } wanted[] = {
        { SZ_ROLE_TOWN, &a->town },       { SZ_ROLE_CODE, &a->code },
        { SZ_ROLE_COMMUNITY, &a->community }, { SZ_ROLE_KIND, &a->kind },
        { SZ_ROLE_NAME, &a->name },       { SZ_ROLE_UNIT, &a->unit },
        { SZ_ROLE_COMM_TOWN, &a->community_town }, { SZ_ROLE_CLAIMS, &a->claims },
        { SZ_ROLE_PROPOSED, &a->proposed }, { SZ_ROLE_PROP_TOWN, &a->proposed_town },
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (v->field[wanted[i].role] < 0)
            continue;
        sz_status status = sz__vector_name(v, feature, wanted[i].role,
                                           &reading->source.names, wanted[i].to, err);
        if (status != SZ_SUCCESS)
            return status;
    }
    if (v->input == SZ_INPUT_LIMIT) {
        a->name = a->town;
    } else if (v->input == SZ_INPUT_COMMUNITIES) {
        a->name = a->community;
        a->community = -1;
        if (a->name < 0)
            return number_community(reading, a, err);
    } else if (v->input == SZ_INPUT_PARCELS) {
        if (a->name < 0)
            a->name = a->unit;
        if (v->field[SZ_ROLE_PROP_TOWN] < 0)
            a->proposed_town = a->town;
        return SZ_SUCCESS; /* parcels of one unit stay together */
    } else {
        a->name = a->unit >= 0 ? a->unit : a->name;
    }
    a->unit = -1;
    return SZ_SUCCESS;
}

static sz_status read_lock(sz_vector *v, OGRFeatureH feature, sz_area *a, sz_error *err)
{
    int64_t locked = 0;
    sz_status status = SZ_SUCCESS;
    if (v->field[SZ_ROLE_LOCKED] >= 0)
        status = sz__vector_count(v, feature, SZ_ROLE_LOCKED, &locked, err);
    a->locked = locked > 0;
    return status;
}

/* Whether this layer's counts are the ones to use: one source of households only,
 * or each would be counted twice. */
static sz_status decide_counts(sz_reading *reading, sz_vector *v, sz_error *err)
{
    if (v->field[SZ_ROLE_HOUSEHOLDS] < 0)
        return SZ_SUCCESS;
    if (!reading->counted) {
        reading->counted = true;
        sz__reading_layer(reading)->counts = true;
        return SZ_SUCCESS;
    }
    sz_finding f = { .rule = "import.households", .level = SZ_LEVEL_HINT };
    if (v->input == SZ_INPUT_COMMUNITIES) {
        sz__reading_layer(reading)->stated = true;
        return sz__findings_add(reading->findings, &f, err,
                                _("%s: its households are not counted, since another "
                                  "file gives them; an audit compares the two"),
                                v->data.shown);
    }
    v->field[SZ_ROLE_HOUSEHOLDS] = -1;
    v->field[SZ_ROLE_PLANNED] = -1;
    v->field[SZ_ROLE_POPULATION] = -1;
    return sz__findings_add(reading->findings, &f, err,
                            _("%s: its households are not counted, since another file "
                              "gives them"),
                            v->data.shown);
}

/* A layer of communities says where they are; what units or parcels say is left. */
static sz_status decide_communities(sz_reading *reading, sz_vector *v, sz_error *err)
{
    if (!reading->options->communities || v->input == SZ_INPUT_COMMUNITIES ||
        v->field[SZ_ROLE_COMMUNITY] < 0)
        return SZ_SUCCESS;
    v->field[SZ_ROLE_COMMUNITY] = -1;
    sz_finding f = { .rule = "import.communities", .level = SZ_LEVEL_HINT };
    return sz__findings_add(reading->findings, &f, err,
                            _("%s: its communities are not used, since a layer gives "
                              "them"),
                            v->data.shown);
}

/* The figures of a community are kept apart from those that are counted. */
static sz_status keep_stated(sz_reading *reading, sz_area *a, sz_error *err)
{
    sz_stated stated = { reading->layer.n - 1, a->name, a->town, a->households,
                         a->population, a->ring_from, a->ring_to };
    a->households = a->planned = a->population = -1;
    return sz__push(&reading->stated, stated) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_area(sz_reading *reading, sz_vector *v, OGRFeatureH feature,
                           OGRGeometryH shape, sz_error *err)
{
    sz_source *s = &reading->source;
    sz_read_layer *layer = sz__reading_layer(reading);
    char why[128] = "";
    sz_area a = sz__area(layer_of(v->input));
    a.fid = OGR_F_GetFID(feature);
    a.file = v->file;
    if (v->input == SZ_INPUT_KEEP)
        a.set = (int32_t)s->set.n - 1;
    sz_status status = read_counts(v, feature, &a, err);
    if (status == SZ_SUCCESS)
        status = read_lock(v, feature, &a, err);
    if (status != SZ_SUCCESS)
        return status;
    sz_shape_kind kind = sz__shape_kind(shape);
    if (kind != SZ_SHAPE_AREA)
        return sz__tell_unplaced(reading, layer, a.fid, layer->stated ? 0 : a.households,
                                 sz__shape_word(kind), err);
    a.ring_from = s->ring.n;
    if ((status = read_texts(reading, v, feature, &a, err)) != SZ_SUCCESS ||
        (status = sz__take_rings(reading, v, shape, a.fid, why, err)) != SZ_SUCCESS)
        return status;
    a.ring_to = s->ring.n;
    if (layer->stated && (status = keep_stated(reading, &a, err)) != SZ_SUCCESS)
        return status;
    if (a.ring_to == a.ring_from)
        return sz__tell_unplaced(reading, layer, a.fid, a.households, why, err);
    if (why[0] && (status = sz__tell_repaired(reading, layer, a.fid, why, err)))
        return status;
    return sz__push(&s->area, a) ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__read_areas(sz_reading *reading, sz_vector *vector, sz_error *err)
{
    sz_status status = decide_counts(reading, vector, err);
    size_t before = reading->source.area.n;
    if (status == SZ_SUCCESS)
        status = decide_communities(reading, vector, err);
    if (status == SZ_SUCCESS)
        status = sz__read_each(reading, vector, read_area, err);
    if (status == SZ_SUCCESS && reading->source.area.n == before)
        status = sz__fail(err, SZ_ERR_DATA, -1, _("%s has no polygon to use as %s"),
                          vector->data.shown, sz__input_word(vector->input));
    return status;
}
