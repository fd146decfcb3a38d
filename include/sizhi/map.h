/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file map.h  The planar map: parcels, borders, barriers, units.
 *
 * A map is immutable once built: any number of threads may read it at once.
 * Coordinates are x = easting, y = northing in metres of the map's working
 * CRS. Parcels, borders and the rest are numbered from 0; -1 means none (no
 * unit, no community, the outside). Texts are UTF-8, owned by the map, valid
 * until sz_map_free().
 */
#ifndef SIZHI_MAP_H
#define SIZHI_MAP_H

#include <sizhi/core.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sz_map sz_map;

/** Classes of barrier (界线要素), strongest first; 0 is no barrier at all. */
typedef enum sz_barrier {
    SZ_BARRIER_NONE = 0,
    SZ_BARRIER_RAIL = 1,
    SZ_BARRIER_RIVER = 2,
    SZ_BARRIER_EXPRESSWAY = 3,
    SZ_BARRIER_ARTERIAL = 4,
    SZ_BARRIER_STREET = 5,
    SZ_BARRIER_LANE = 6,
    SZ_BARRIER_WALL = 7
} sz_barrier;
#define SZ_N_BARRIERS 8

/** Stable word of a class: "none", "rail", "river", ... "wall". */
SZ_API const char *sz_barrier_name(sz_barrier barrier);

/** Class of a word that sz_barrier_name() gives; SZ_BARRIER_NONE for others. */
SZ_API sz_barrier sz_barrier_from_name(const char *name);

/** One parcel (地块): a face of the planar map. */
typedef struct sz_parcel {
    const char *name;   /**< its name in the input, or "" */
    int32_t town;       /**< number of its town, or -1 */
    int32_t unit;       /**< number of the unit it belongs to, or -1 */
    int32_t community;  /**< today's community, or -1 in a gap (空白点) */
    int64_t households; /**< 户数 */
    int64_t planned;    /**< planned and unfinished households */
    int64_t population;
    double area_m2;     /**< plane area in the working CRS */
    double x, y;        /**< a point inside the parcel */
} sz_parcel;

/** One border (共边): a maximal stretch between the same two parcels, of one
 * barrier class and name. Walking from its first point to its last, @c left
 * lies on the left hand. */
typedef struct sz_border {
    int32_t left, right; /**< parcels; -1 is the outside */
    sz_barrier barrier;
    const char *name;    /**< name of the line it follows, or "" */
    double length_m;
    size_t n_points;     /**< at least 2 */
    const double *xy;    /**< [2 * n_points] x, y */
} sz_border;

/** Whether a line is there yet. */
typedef enum sz_line_state {
    SZ_LINE_BUILT = 0,
    SZ_LINE_BUILDING = 1, /**< under construction (在建) */
    SZ_LINE_PLANNED = 2   /**< 规划 */
} sz_line_state;

/** One named line (界线要素) as it was imported. */
typedef struct sz_line {
    sz_barrier barrier;
    const char *name;
    int bridge;          /**< nonzero on a bridge */
    size_t n_points;
    const double *xy;    /**< [2 * n_points] x, y */
    sz_line_state state;
} sz_line;

/** What lies on the ground and bounds nothing (底图要素): sheets show it, nothing is
 * counted by it. In the order of drawing. */
typedef enum sz_backdrop_kind {
    SZ_BACKDROP_GREEN = 0,    /**< parks, woods, lawns (绿地) */
    SZ_BACKDROP_WATER = 1,    /**< rivers, lakes, ponds as areas (水面) */
    SZ_BACKDROP_BUILDING = 2  /**< 建筑 */
} sz_backdrop_kind;
#define SZ_N_BACKDROPS 3

/** Stable word of a kind: "green", "water", "building". */
SZ_API const char *sz_backdrop_name(sz_backdrop_kind kind);

/** One polygon of the backdrop. */
typedef struct sz_backdrop {
    sz_backdrop_kind kind;
    const char *name;    /**< or "" */
    size_t n_rings;      /**< the outer ring first, then holes */
    const size_t *ring;  /**< [n_rings + 1] where each ring begins, in points of @c xy; its
                              first point is repeated at its end */
    const double *xy;    /**< x, y of all points of the map's backdrop */
} sz_backdrop;

/** A line that cuts a parcel. */
typedef struct sz_parcel_cut {
    size_t parcel;         /**< from 0 */
    sz_barrier barrier;    /**< what the border that arises is, and is called; where no
                                line of that name is drawn, SZ_BARRIER_NONE, and
                                with 延长线 behind */
    const char *name;
    size_t n_segments;
    const double *segments; /**< [4 * n_segments] x1 y1 x2 y2 in the map's CRS; they may
                                 reach beyond the parcel */
} sz_parcel_cut;

/** One community as it is today. */
typedef struct sz_today {
    const char *name;
    const char *code;
    int32_t town;        /**< number of its town, or -1 */
} sz_today;

/** One office (办公地点). */
typedef struct sz_office {
    const char *name;
    int32_t community;   /**< today's community it serves, or -1 */
    double floor_m2;     /**< 0 when unknown */
    int64_t staff;       /**< 0 when unknown */
    double x, y;
    double children_m2;  /**< floor area of the children's room (儿童之家), part of
                              floor_m2; 0 when unknown */
} sz_office;

SZ_API void sz_map_free(sz_map *map); /**< NULL is fine */

SZ_API size_t sz_map_parcels(const sz_map *map);
SZ_API size_t sz_map_borders(const sz_map *map);
SZ_API size_t sz_map_lines(const sz_map *map);
SZ_API size_t sz_map_towns(const sz_map *map);
SZ_API size_t sz_map_units(const sz_map *map);       /**< of all layers */
SZ_API size_t sz_map_communities(const sz_map *map); /**< today's */
SZ_API size_t sz_map_offices(const sz_map *map);
SZ_API size_t sz_map_backdrops(const sz_map *map);

/** Working CRS as PROJ reads it, such as "EPSG:4549". */
SZ_API const char *sz_map_crs(const sz_map *map);

/** Extent of all parcels: box = { min x, min y, max x, max y } in metres. */
SZ_API void sz_map_extent(const sz_map *map, double box[4]);

/** Households of all parcels. O(parcels). */
SZ_API int64_t sz_map_households(const sz_map *map);

/* Each of these fills *out with item i; i must be below the count above, else
 * SZ_ERR_INVALID and *out is untouched. O(1). */
SZ_API sz_status sz_map_parcel(const sz_map *map, size_t i, sz_parcel *out);
SZ_API sz_status sz_map_border(const sz_map *map, size_t i, sz_border *out);
SZ_API sz_status sz_map_line(const sz_map *map, size_t i, sz_line *out);
SZ_API sz_status sz_map_today(const sz_map *map, size_t i, sz_today *out);
SZ_API sz_status sz_map_office(const sz_map *map, size_t i, sz_office *out);
SZ_API sz_status sz_map_backdrop(const sz_map *map, size_t i, sz_backdrop *out);

SZ_API const char *sz_map_town_name(const sz_map *map, int32_t town); /**< "" for -1 */
SZ_API const char *sz_map_unit_name(const sz_map *map, int32_t unit); /**< "" for -1 */
SZ_API const char *sz_map_unit_kind(const sz_map *map, int32_t unit); /**< 网格, 小区,
                                          ...; "" for -1 and where none is known */

/* Units of several layers may overlap: a grid (网格), an estate (小区) and a village
 * (村改居) stay whole together, so what units of any layers share holds all of them
 * together. A parcel is in one unit of each layer at most. Layer 0 is that of
 * sz_parcel.unit; units of all layers have numbers of one range. O(1). */
SZ_API size_t sz_map_unit_layers(const sz_map *map); /**< at least 1 */
SZ_API const char *sz_map_unit_layer_name(const sz_map *map, size_t layer); /**< "" for
                                          the first, else its kind of units */
SZ_API size_t sz_map_unit_layer(const sz_map *map, int32_t unit); /**< 0 for -1 */
/** Unit of a parcel in a layer, -1 for none. */
SZ_API int32_t sz_map_unit_in(const sz_map *map, size_t parcel, size_t layer);

/**
 * All communities that claim parcel @p i today, when more than one does (交叉重叠).
 *
 * @param n  number of claims: 0, or 2 and more
 * @return [n] numbers of communities, owned by the map
 */
SZ_API const int32_t *sz_map_claims(const sz_map *map, size_t i, size_t *n);

#ifdef __cplusplus
}
#endif

#endif
