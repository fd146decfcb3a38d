/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which ground lies on one side of a named line: `青山路以南`, `环城路以内`.
 *
 * All pieces of the names are one divide. Gaps in it are bridged where both ends point
 * at each other; its outermost ends go on along their tangents until they leave the
 * source, but not where another piece goes on, nor from outside back into it. A point is
 * judged from the nearest point of the divide; at a corner the bisector counts, off a
 * loose end the way the point is seen from there. Parcels are never cut: a parcel goes
 * where its own point goes. */
#ifndef SIZHI_TEXT_SIDE_H
#define SIZHI_TEXT_SIDE_H

#include <stdbool.h>

#include "core/error.h"
#include "map/map.h"

/* Directions, clockwise from north. */
typedef enum sz_dir {
    SZ_DIR_N, SZ_DIR_NE, SZ_DIR_E, SZ_DIR_SE, SZ_DIR_S, SZ_DIR_SW, SZ_DIR_W, SZ_DIR_NW,
    SZ_DIR_INSIDE,   /* 以内, of a ring only */
    SZ_DIR_OUTSIDE,  /* 以外 */
    SZ_N_DIRS
} sz_dir;

/* Unit vector of a compass direction: x east, y north. */
extern const double sz__dir_xy[8][2];

/* How well a direction fits a line: by the angle between it and the line's normal. */
#define SZ_ANGLE_DOUBTFUL 45.0 /* degrees: from here on say so */
#define SZ_ANGLE_WRONG 67.5    /* from here on the word does not fit the line */

typedef struct sz_divide {
    size_t n;              /* segments; 0: there is no such line */
    double *seg;           /* [4 * n] ax, ay, bx, by; chains run along the axis */
    int32_t *before, *after; /* [n] the segment that goes on at a and at b, or -1 */
    bool *loop;            /* [n] part of a ring */
    int32_t levels;        /* boxes of 8, of 64 ... segments, for the search */
    size_t level[12];      /* where each level begins in box */
    double *box;           /* min x, min y, max x, max y each */
    double axis[2];        /* main direction of the line near the source, unit */
    double length_m;       /* of the line's own segments */
    bool ring;             /* closes, so that it has an inside */
} sz_divide;

/*
 * The divide of N_NAMES names (numbers in map->names, ascending or not) for a source
 * of N parcels. The imported lines of these names count, or, when there is none, the
 * borders. No such line at all: the divide is empty (n = 0), SZ_SUCCESS.
 * O(lines + borders + segments log segments).
 */
sz_status sz__divide_init(sz_divide *out, const sz_map *map, const int32_t *names,
                          size_t n_names, const int32_t *parcels, size_t n,
                          sz_error *err);
void sz__divide_release(sz_divide *divide);

/* What a point sees of the divide. */
typedef struct sz_look {
    double nx, ny;         /* unit, from the line to the point */
    double distance;       /* metres */
    bool left;             /* on the left hand when walking along the axis */
    bool inside;           /* of a ring */
} sz_look;

/* Look from a point at a divide that is not empty. O(log segments) as a rule. */
sz_look sz__divide_look(const sz_divide *divide, double x, double y);

/* Whether who looks so is on the side DIR: by the normal at the nearest point, or by
 * that of the whole line where the nearest stretch runs along DIR. */
bool sz__divide_side(const sz_divide *divide, const sz_look *look, sz_dir dir);

/* Degrees between DIR and the line's normal, 0 .. 90, held against
 * SZ_ANGLE_DOUBTFUL and SZ_ANGLE_WRONG; 以内 and 以外: 0 of a ring, else 90. */
double sz__divide_angle(const sz_divide *divide, sz_dir dir);

/* ON[i] = whether PARCELS[i] lies on the side DIR. O(n log segments). */
void sz__divide_split(const sz_divide *divide, const sz_map *map, sz_dir dir,
                      const int32_t *parcels, size_t n, bool *on);

/*
 * How far PARCEL reaches beyond the divide to the side DIR and to the other side, by
 * its corners, metres; 0: not at all. The divide cuts it when both are more than a
 * metre or two. O(points log segments).
 */
void sz__divide_reach(const sz_divide *divide, const sz_map *map, sz_dir dir,
                      int32_t parcel, double *on, double *off);

/* The share of PARCEL's area on the side DIR, 0 .. 1: by some two hundred points of a
 * grid, so to a percent or two. O(points log segments). */
double sz__divide_share(const sz_divide *divide, const sz_map *map, sz_dir dir,
                        int32_t parcel);

/* Metres of border of these names that parcels with IN[parcel] (of [map->n]) have.
 * 0: the line does not touch the source (it may still end inside a parcel of it). */
double sz__divide_touch(const sz_map *map, const int32_t *names, size_t n_names,
                        const bool *in);

#endif
