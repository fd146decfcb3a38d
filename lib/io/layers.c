/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The layers of a project and the fields of each. */
#include "io/layers.h"

#include <string.h>

static const sz_field parcel_fields[] = {
    { "parcel", OFTInteger64 },     { "name", OFTString },
    { "town", OFTString },          { "unit", OFTString },
    { "unit_id", OFTInteger64 },    { "kind", OFTString },
    { "households", OFTInteger64 }, { "planned", OFTInteger64 },
    { "population", OFTInteger64 }, { "area_m2", OFTReal },
    { "community", OFTString },     { "comm_town", OFTString },
    { "claims", OFTString },        { "proposed", OFTString },
    { "prop_town", OFTString },     { "locked", OFTInteger },
    { "keep", OFTString },
};
static const sz_field border_fields[] = {
    { "left", OFTInteger64 }, { "right", OFTInteger64 }, { "class", OFTString },
    { "name", OFTString },    { "length_m", OFTReal },
};
static const sz_field barrier_fields[] = {
    { "class", OFTString }, { "name", OFTString }, { "bridge", OFTInteger },
    { "state", OFTString },
};
static const sz_field community_fields[] = {
    { "community", OFTString },   { "town", OFTString },
    { "code", OFTString },        { "status", OFTString },
    { "today", OFTString },       { "households", OFTInteger64 },
    { "planned", OFTInteger64 },  { "population", OFTInteger64 },
    { "area_m2", OFTReal },       { "parts", OFTInteger64 },
    { "east", OFTString },        { "south", OFTString },
    { "west", OFTString },        { "north", OFTString },
    { "sides", OFTString }, /* the last, which may run on */
};
static const sz_field office_fields[] = {
    { "community", OFTString }, { "town", OFTString }, { "name", OFTString },
    { "floor_m2", OFTReal },    { "staff", OFTInteger64 }, { "child_m2", OFTReal },
};
static const sz_field move_fields[] = {
    { "from_comm", OFTString }, { "from_town", OFTString },
    { "to_comm", OFTString },   { "to_town", OFTString },
    { "households", OFTInteger64 }, { "area_m2", OFTReal },
    { "sentence", OFTString }, /* the last, which may run on */
};
static const sz_field detached_fields[] = {
    { "plan", OFTString },      { "community", OFTString }, { "town", OFTString },
    { "within", OFTString },    { "with_town", OFTString }, { "enclave", OFTInteger },
    { "households", OFTInteger64 }, { "area_m2", OFTReal },
    { "part", OFTInteger64 },   { "surround", OFTString }, { "gap_m", OFTReal },
    { "near_class", OFTString }, { "near_name", OFTString }, { "state", OFTString },
    { "recorded", OFTInteger }, { "reason", OFTString }, { "who", OFTString },
    { "date", OFTString },      { "duty", OFTString },
};
static const sz_field finding_fields[] = {
    { "rule", OFTString },  { "level", OFTString }, { "town", OFTString },
    { "community", OFTString }, { "value", OFTReal },   { "bound", OFTReal },
    { "source", OFTString }, { "clause", OFTString }, { "waiver", OFTString },
    { "message", OFTString }, /* the last, which may run on */
};
static const sz_field metadata_fields[] = {
    { "key", OFTString }, { "value", OFTString },
};
static const sz_field backdrop_fields[] = {
    { "kind", OFTString }, { "name", OFTString },
};

#define FIELDS(array) array, (int)(sizeof(array) / sizeof *(array))
const sz_layer_def sz__layer_defs[SZ_DS_LAYERS] = {
    [SZ_DS_PARCELS] = { "parcels", wkbPolygon, FIELDS(parcel_fields) },
    [SZ_DS_BORDERS] = { "borders", wkbLineString, FIELDS(border_fields) },
    [SZ_DS_BARRIERS] = { "barriers", wkbLineString, FIELDS(barrier_fields) },
    [SZ_DS_COMMUNITIES] = { "communities", wkbMultiPolygon, FIELDS(community_fields) },
    [SZ_DS_OFFICES] = { "offices", wkbPoint, FIELDS(office_fields) },
    [SZ_DS_MOVES] = { "moves", wkbMultiPolygon, FIELDS(move_fields) },
    [SZ_DS_DETACHED] = { "detached", wkbPolygon, FIELDS(detached_fields) },
    [SZ_DS_FINDINGS] = { "findings", wkbPoint, FIELDS(finding_fields) },
    [SZ_DS_METADATA] = { "metadata", wkbNone, FIELDS(metadata_fields) },
    [SZ_DS_BACKDROP] = { "backdrop", wkbPolygon, FIELDS(backdrop_fields) },
};

sz_dataset_layer sz__layer_find(const char *name)
{
    int layer = 0;
    while (layer < SZ_DS_LAYERS && strcmp(sz__layer_defs[layer].name, name) != 0)
        layer++;
    return (sz_dataset_layer)layer;
}
