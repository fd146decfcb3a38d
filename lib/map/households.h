/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Placing households, planned households and people on parcels. */
#ifndef SIZHI_MAP_HOUSEHOLDS_H
#define SIZHI_MAP_HOUSEHOLDS_H

#include "geom/shapes.h"
#include "map/outline.h"
#include "map/stages.h"

/* The three counts of a feature; -1 where its file gives none. */
enum { SZ_HOUSEHOLDS, SZ_PLANNED, SZ_POPULATION, SZ_N_COUNTS };

typedef struct sz_placing {
    sz_work *w;
    int64_t *on[SZ_N_COUNTS];      /* [parcels] of the map */
    bool here[SZ_N_COUNTS];        /* counts that the layer being placed gives */
    SZ__ARRAY(int32_t) who;        /* parcels that share a feature */
    SZ__ARRAY(double) weight;
    SZ__ARRAY(int64_t) part;
    sz_geos *geos;                 /* opened when a polygon lies across borders */
    sz_outline outline;            /* of every parcel, */
    sz_polygon *parcel;            /* [parcels] seen as polygons */
    bool *shell;                   /* [most rings] the first is a shell */
    sz_overlay *overlay;
    size_t drawn_in;               /* features just outside that were taken in */
} sz_placing;

/* A feature whose counts are to be placed. */
typedef struct sz_counted {
    int64_t count[SZ_N_COUNTS];
    int64_t fid;
    int32_t file, name;
    double x, y;                   /* somewhere in it */
} sz_counted;

/* Share a feature's counts over p->who by p->weight. A parcel of -1 is nowhere:
 * its share is not placed, and is listed. */
sz_status sz__place(sz_placing *p, const sz_counted *f, sz_error *err);

/* The parcel at X, Y, or the nearest within 30 m, or -1. */
int32_t sz__parcel_near(sz_placing *p, double x, double y);

/* Place the polygon AREA by area in common. */
sz_status sz__place_polygon(sz_placing *p, int32_t area, sz_error *err);

#endif
