/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which field plays which role: a table of the names that offices use, and the
 * user's own word (role=NAME, layer.role=NAME) above it. */
#ifndef SIZHI_IO_SYNONYMS_H
#define SIZHI_IO_SYNONYMS_H

#include <stdbool.h>

#include "core/error.h"

typedef enum sz_role {
    SZ_ROLE_NAME,
    SZ_ROLE_TOWN,
    SZ_ROLE_COMMUNITY,
    SZ_ROLE_CODE,
    SZ_ROLE_UNIT,          /* number of a unit, grid or estate */
    SZ_ROLE_KIND,
    SZ_ROLE_HOUSEHOLDS,
    SZ_ROLE_PLANNED,
    SZ_ROLE_POPULATION,
    SZ_ROLE_FLOOR,
    SZ_ROLE_STAFF,
    SZ_ROLE_CHILDREN,      /* floor area of the children's room */
    SZ_ROLE_CLASS,         /* of a line, of an area of the backdrop */
    SZ_ROLE_HIGHWAY,       /* OSM's own tags */
    SZ_ROLE_RAILWAY,
    SZ_ROLE_WATERWAY,
    SZ_ROLE_BARRIER,
    SZ_ROLE_BUILDING,
    SZ_ROLE_LEISURE,
    SZ_ROLE_NATURAL,
    SZ_ROLE_WATER,
    SZ_ROLE_BRIDGE,
    SZ_ROLE_TUNNEL,
    SZ_ROLE_LEVEL,         /* OSM's layer */
    SZ_ROLE_STATE,         /* of a line: built, under construction, planned */
    SZ_ROLE_CONSTRUCTION,  /* OSM: what a highway=construction becomes */
    SZ_ROLE_LON,
    SZ_ROLE_LAT,
    SZ_ROLE_X,
    SZ_ROLE_Y,
    SZ_ROLE_WKT,
    SZ_ROLE_COMM_TOWN,     /* parcels that a project exported */
    SZ_ROLE_CLAIMS,
    SZ_ROLE_PROPOSED,
    SZ_ROLE_PROP_TOWN,
    SZ_ROLE_LOCKED,
    SZ_N_ROLES
} sz_role;

/* What a file is imported as. */
typedef enum sz_input {
    SZ_INPUT_LIMIT,
    SZ_INPUT_LINES,
    SZ_INPUT_PARCELS,
    SZ_INPUT_UNITS,
    SZ_INPUT_KEEP,
    SZ_INPUT_COMMUNITIES,
    SZ_INPUT_HOUSEHOLDS,
    SZ_INPUT_OFFICES,
    SZ_INPUT_BACKDROP,
    SZ_N_INPUTS
} sz_input;

const char *sz__role_word(sz_role role);   /* "households" */
const char *sz__input_word(sz_input input); /* "parcels" */

/* Whether files imported as INPUT use ROLE. */
bool sz__input_has_role(sz_input input, sz_role role);

/* One override: NAME is the field that plays ROLE in files imported as INPUT
 * (SZ_N_INPUTS: in all that use the role). */
typedef struct sz_override {
    sz_input input;
    sz_role role;
    const char *name;      /* inside the option's text */
    bool met;              /* some file had that field */
} sz_override;

/* Read "role=NAME" or "layer.role=NAME"; SZ_ERR_INVALID names the valid words. */
sz_status sz__override_read(sz_override *out, const char *text, sz_error *err);

/* How well a field called NAME plays ROLE in INPUT: 0 is best, -1 not at all. */
int sz__synonym_rank(sz_input input, sz_role role, const char *name);

#endif
