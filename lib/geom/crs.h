/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Coordinate reference systems: PROJ behind our own types.
 *
 * Coordinates are always x = easting or longitude, y = northing or latitude,
 * whatever order an authority gives; degrees for geographic systems. */
#ifndef SIZHI_GEOM_CRS_H
#define SIZHI_GEOM_CRS_H

#include <stdbool.h>

#include "core/error.h"

/* One PROJ context with everything made in it; for one thread at a time. */
typedef struct sz_crs_context sz_crs_context;

sz_status sz__crs_open(sz_crs_context **out, sz_error *err);
void sz__crs_close(sz_crs_context *context);

/* Chinese frames whose shift to CGCS2000 takes local parameters that are not
 * public, and the rest. */
typedef enum sz_frame {
    SZ_FRAME_OTHER,
    SZ_FRAME_BEIJING54,
    SZ_FRAME_NEW_BEIJING,
    SZ_FRAME_XIAN80
} sz_frame;

/* What is known of a CRS definition (authority code, WKT or PROJ string). */
typedef struct sz_crs_info {
    bool geographic;       /* degrees */
    bool local;            /* a plane without a link to the globe (a city's own
                              system): no transformation leads out of it */
    bool needs_params;     /* frame is not SZ_FRAME_OTHER: no silent shift */
    sz_frame frame;
    double metres;         /* metres per unit of a projected CRS */
    char name[128];        /* "CGCS2000 / 3-degree Gauss-Kruger CM 120E" */
    char code[32];         /* "EPSG:4549", or "" when it has no code */
} sz_crs_info;

/* SZ_ERR_DATA when PROJ cannot read DEFINITION, or when it is neither geographic
 * nor a plane (geocentric, vertical). */
sz_status sz__crs_describe(sz_crs_context *context, const char *definition,
                           sz_crs_info *out, sz_error *err);

/* The working CRS for data around LON, LAT (degrees, WGS 84): the CGCS2000
 * 3-degree Gauss-Kruger zone by central meridian in mainland China, TWD97 / TM2
 * zone 121 in Taiwan, Hong Kong 1980 grid and the Macao grid there, the UTM
 * zone elsewhere. Writes "EPSG:n" into CODE. */
void sz__crs_choose(double lon, double lat, char code[32]);

/* The 3-degree Gauss-Kruger zone of data in Beijing54 or Xian80 degrees, which
 * must stay in their frame; false for the other frames. */
bool sz__crs_choose_frame(sz_frame frame, double lon, char code[32]);

/* Longitude and latitude of one point on DEFINITION's own figure of the earth, in
 * its own frame: to choose by, within some hundred metres of WGS 84. HUGE_VAL when
 * the point does not fit. */
sz_status sz__crs_degrees(sz_crs_context *context, const char *definition, double *x,
                          double *y, sz_error *err);

/* How many metres a metre of ground measures in the plane DEFINITION at the corners
 * and the middle of BOX (min x, min y, max x, max y), eastward and northward: the
 * least and the most. NAN when some point does not fit. */
sz_status sz__crs_stretch(sz_crs_context *context, const char *definition,
                          const double box[4], double range[2], sz_error *err);

/* Transform N points x[i * stride], y[i * stride] in place from one definition to
 * another, all by the one operation that suits their middle best (so that shared
 * corners stay shared). SZ_ERR_DATA when no transformation is known or one side
 * needs local parameters and frames differ; points that fail become HUGE_VAL and
 * are counted in *FAILED (may be NULL). Points that are not finite fail. */
sz_status sz__crs_transform(sz_crs_context *context, const char *from, const char *to,
                            double *x, double *y, size_t stride, size_t n,
                            size_t *failed, sz_error *err);

/* Take the GCJ-02 or BD-09 shift out of longitude, latitude in degrees: the
 * published community formula, inverted by fixed-point iteration to below
 * 1 mm. Metre-level and unofficial. Points outside China's box are unchanged. */
typedef enum sz_datum { SZ_DATUM_NONE, SZ_DATUM_GCJ02, SZ_DATUM_BD09 } sz_datum;
void sz__datum_to_wgs84(sz_datum datum, double *lon, double *lat, size_t stride,
                        size_t n);
void sz__datum_from_wgs84(sz_datum datum, double *lon, double *lat, size_t stride,
                          size_t n);

#endif
