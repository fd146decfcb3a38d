/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A project in memory: one map, its plans, findings and metadata. */
#ifndef SIZHI_IO_PROJECT_H
#define SIZHI_IO_PROJECT_H

#include "core/array.h"
#include "map/build.h"
#include "sizhi/project.h"

typedef struct sz_meta {
    char *key, *value;     /* owned */
} sz_meta;

struct sz_project {
    sz_map *map;
    sz_plan *present;
    sz_plan *proposed;     /* NULL: none yet */
    uint8_t *locked;       /* [parcels] */
    sz_findings *findings; /* never NULL */
    struct { sz_meta *at; size_t n, cap; } meta; /* in the order of their setting */
};

/*
 * A project of what sz__map_build() made. BUILT and FINDINGS (NULL: none) are
 * taken over, also on failure; BUILT is left empty. A proposed plan arises when
 * BUILT has one: its communities are those of today with the same town and name,
 * the others are new.
 */
sz_status sz__project_new(sz_project **out, sz_built *built, sz_findings *findings,
                          sz_error *err);

#endif
