/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From the map's plane to the paper: the view of one frame, regions as rings,
 * and the raster that answers "whose ground is here, and how far to its edge".
 *
 * Paper coordinates are points (1/72 inch), x to the right, y downwards. */
#ifndef SIZHI_DRAW_PAPER_H
#define SIZHI_DRAW_PAPER_H

#include "core/error.h"
#include "map/map.h"

#define SZ_MM (72.0 / 25.4)
#define SZ_PI 3.14159265358979323846

/* Lines and marks reach beyond what they stand on by so much at most. */
#define SZ_SIGHT (6.0 * SZ_MM)

/* Whether the box round N points meets the frame BOX, or nearly. */
bool sz__in_sight(const double *xy, size_t n, const double box[4]);

/* Whether the line of N points comes into the frame BOX. */
bool sz__line_meets(const double *xy, size_t n, const double box[4]);

/* Detail below this is not drawn: nobody sees it and files grow by it. */
#define SZ_FINE (0.05 * SZ_MM)

/* A map as one frame shows it. */
typedef struct sz_view {
    const sz_map *map;
    double box[4];         /* frame: x0, y0, x1, y1 */
    double k;              /* points per metre */
    double mx, my;         /* metres in the middle of the frame */
    double cx, cy;         /* the middle of the frame */
    size_t *row;           /* [n_borders + 1] first point */
    double *xy;            /* borders on paper, simplified; of those out of sight only
                              the ends */
    uint8_t *seen;         /* [n_borders] it comes near the frame */
} sz_view;

/* The middle of EXTENT, in metres, comes to the middle of BOX. */
sz_status sz__view_open(sz_view *view, const sz_map *map, double denominator,
                        const double extent[4], const double box[4], sz_error *err);
void sz__view_release(sz_view *view);

static inline void sz__view_point(const sz_view *v, double x, double y, double out[2])
{
    out[0] = v->cx + (x - v->mx) * v->k;
    out[1] = v->cy - (y - v->my) * v->k;
}

/* Mark which of N points stay when what is finer than TOLERANCE goes (Douglas
 * and Peucker 1973); both ends stay. STACK holds 2 * N numbers. */
void sz__simplify(const double *xy, size_t n, double tolerance, uint8_t *keep,
                  size_t *stack);

/* Regions: the outlines of all parcels with the same label. */
typedef struct sz_rings {
    int32_t n_labels;
    size_t *first;         /* [n_labels + 1] rings of each label */
    size_t *row;           /* [rings + 1] points of each ring, not closed; none of one
                              that is out of sight */
    double *xy;
} sz_rings;

/* LABEL[parcel] is below N_LABELS; negative ones are nobody's. */
sz_status sz__rings(sz_rings *out, const sz_view *view, const int32_t *label,
                    int32_t n_labels, sz_error *err);
void sz__rings_release(sz_rings *rings);

/* Cells of the frame with the label of the region at their middle, -1 = none. */
typedef struct sz_raster {
    int w, h;
    double x0, y0, cell;
    int32_t *label;        /* [w * h] */
    float *depth;          /* [w * h] points to the nearest cell of another label,
                              within the frame */
} sz_raster;

sz_status sz__raster(sz_raster *out, const sz_rings *rings, const double box[4],
                     sz_error *err);
/* Cells have VALUE[label] instead, 0 or more; where regions overlap, that of the last. */
sz_status sz__raster_of(sz_raster *out, const sz_rings *rings, const int32_t *value,
                        const double box[4], sz_error *err);
void sz__raster_release(sz_raster *raster);

/* Index of the cell at X, Y, or -1 outside the frame. */
static inline int sz__raster_cell(const sz_raster *r, double x, double y)
{
    double cx = (x - r->x0) / r->cell, cy = (y - r->y0) / r->cell;
    if (!(cx >= 0.0 && cy >= 0.0 && cx < r->w && cy < r->h))
        return -1;
    return (int)cy * r->w + (int)cx;
}

static inline int32_t sz__raster_at(const sz_raster *r, double x, double y)
{
    int i = sz__raster_cell(r, x, y);
    return i < 0 ? -1 : r->label[i];
}

/* Whether X, Y lies in some region or within MARGIN of one. */
static inline bool sz__raster_near(const sz_raster *r, double x, double y,
                                   double margin)
{
    int i = sz__raster_cell(r, x, y);
    return i >= 0 && (r->label[i] >= 0 || (double)r->depth[i] <= margin);
}

#endif
