/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plan as the rooms below see it: one label per parcel, tallies that follow
 * every assignment. Read the arrays directly; change them only through
 * sz_plan_assign() and sz__plan_set(). */
#ifndef SIZHI_PLAN_PLAN_H
#define SIZHI_PLAN_PLAN_H

#include <stdbool.h>

#include "core/error.h"
#include "map/rims.h"
#include "sizhi/plan.h"

typedef struct sz_tally {
    const char *name;      /* the map's, or the plan's own when owns_name */
    bool owns_name;
    const char *code;      /* the map's */
    int32_t town;
    int32_t parcels;
    int32_t today;         /* parcels it has today */
    int32_t stayed;        /* of those, still here */
    int64_t households, planned, population;
} sz_tally;

/* What is counted over the whole plan when it is asked for. */
typedef struct sz_plan_cache {
    bool fresh;
    int32_t *parts;        /* [cap] number of parts of each community */
    double *area;          /* [cap] m2, summed in the order of parcels, so that it
                              does not depend on how the plan came about */
    int32_t cap;
} sz_plan_cache;

struct sz_plan {
    const sz_map *map;
    int32_t *of;           /* [map->n] community of each parcel, -1 none */
    int32_t n, cap;        /* communities */
    int32_t living;        /* of those, with parcels */
    sz_tally *tally;       /* [n] */
    int32_t *slot;         /* hash table of [slots] communities by name, -1 free */
    size_t slots;          /* a power of two above 2 n */
    int32_t *office_in;    /* [map->n_offices] parcel each office lies in, or -1 */
    sz_plan_cache *cache;
};

/* Community of TOWN that is called NAME, or -1. Expected O(1). */
int32_t sz__plan_find(const sz_plan *plan, int32_t town, const char *name);

/* Give every parcel its community at once: OF[map->n], -1 none. */
sz_status sz__plan_set(sz_plan *plan, const int32_t *of, sz_error *err);

/* Give communities other names all at once, so that they may exchange them: NAME
 * [plan->n], NULL leaves one as it is. Fails as sz_plan_rename() does; then some have
 * other names already. */
sz_status sz__plan_rename_all(sz_plan *plan, const char *const *name, sz_error *err);

/* Connected pieces of equal label: PART_OF[map->n] gets the piece of each
 * parcel, numbered by lowest parcel; parcels without community form pieces of
 * their own. Returns how many there are. O(parcels + borders). */
int32_t sz__plan_pieces(const sz_map *map, const int32_t *of, int32_t *part_of);

/* Parts of community C alone (-1: of ground that nobody has), whose N parcels are AT,
 * ascending, in the order of sz_plan_parts(): *COUNT of them in *PARTS, which the caller
 * frees. PART_OF [map->n] gets the part of each of those parcels, the rest is left as it
 * is. What lies round a part is found when there are several. O(their borders). */
sz_status sz__plan_parts_of(const sz_plan *plan, const sz_rims *rims, int32_t c,
                            const int32_t *at, int32_t n, sz_part **parts, size_t *count,
                            int32_t *part_of, sz_error *err);

/* For plan.c: put community C into the hash table by name, remake the table. */
void sz__plan_index_add(sz_plan *plan, int32_t c);
bool sz__plan_index(sz_plan *plan);

/* For plan.c: parcel that each office of MAP lies in, or -1; NULL when memory is
 * out. O(points of borders x log offices) on maps of short segments. */
int32_t *sz__plan_place_offices(const sz_map *map);

/* The same for N places, which stand STRIDE doubles apart from XY on, x before y. */
int32_t *sz__plan_place(const sz_map *map, const double *xy, size_t stride, int32_t n);

#endif
