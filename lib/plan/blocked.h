/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Borders across which ground does not connect: the one definition, for plans and for
 * audits. */
#ifndef SIZHI_PLAN_BLOCKED_H
#define SIZHI_PLAN_BLOCKED_H

#include "core/error.h"
#include "map/map.h"

/* What connects, and what does not. */
typedef struct sz_ground {
    unsigned cut_by;       /* bits (1 << sz_barrier) of barriers that cut */
    bool cross_towns;      /* communities may cross town limits */
    const unsigned char *uncrossed; /* [borders] nonzero: blocked whatever it is; NULL */
    const int32_t *const *layers; /* [n_layers][parcels] units, whose parcels hang
                              together anyway; -1: none */
    size_t n_layers;
    const int32_t (*links)[2]; /* [n_links] parcels that do */
    size_t n_links;
} sz_ground;

/* Values of blocked borders. */
enum { SZ_BLOCKED = 1, SZ_BLOCKED_UNCROSSED = 2 };

typedef struct sz_blocked {
    uint8_t *border;       /* [borders] nonzero: ground does not connect across */
    int32_t *host;         /* [parcels] see below; -1: none. NULL when there is none */
} sz_blocked;

/*
 * A border of a class that cuts is blocked, save where a road passes over it (see
 * crossing.h).
 *
 * Ground on which nobody lives or will live, and that nothing reaches so, hangs on ground
 * beside it, within its town and community where there is such: all its borders are
 * blocked but one way to its host. It may not part a town, and does not lead across a
 * river either. What does not border ground with households at all is left as it is.
 *
 * O(parcels + borders), and a sort of the units and of the borders of such ground.
 * Release OUT in any case.
 */
sz_status sz__blocked_find(sz_blocked *out, const sz_map *map, const sz_ground *ground,
                           sz_error *err);
void sz__blocked_release(sz_blocked *blocked);

/* SZ_ERR_INVALID for a link that does not join two parcels of MAP. */
sz_status sz__links_check(const sz_map *map, const int32_t (*links)[2], size_t n,
                          sz_error *err);

/* Join in ROOT (see core/roots.h) parcels of equal UNIT (-1: none), town, unless
 * CROSS_TOWNS, and LOCK, unless that is NULL. False when memory is out. */
bool sz__join_units(const sz_map *map, const int32_t *unit, bool cross_towns,
                    const int32_t *lock, int32_t *root);

#endif
