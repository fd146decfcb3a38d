/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rivers that have a breadth: which parcels are their water, and which of their lines are
 * banks. */
#include "core/array.h"
#include "text/reader.h"

#define MOST_OF 0.6        /* of a parcel's outline that one river is, when it is water */

/* The river whose line half-edge H lies on, or -1. */
static int32_t river_of(const sz_map *m, int32_t h)
{
    return m->b_class[h >> 1] == SZ_BARRIER_RIVER ? m->b_name[h >> 1] : -1;
}

/* The only name that can be more than half of the outline of parcel P, or -1. */
static int32_t main_river(const sz_map *m, int32_t p)
{
    int32_t first = m->ring[m->ring_row[p]], h = first, name = -1;
    double ahead = 0; /* by so much it leads all others */
    do {
        double length = m->b_length[h >> 1];
        if (river_of(m, h) == name) {
            ahead += length;
        } else if (length <= ahead) {
            ahead -= length;
        } else {
            ahead = length - ahead;
            name = river_of(m, h);
        }
        h = m->he_next[h];
    } while (h != first);
    return name;
}

/* The name of the river that parcel P is water of, or -1: it is most of its outline, on
 * two sides or all round. On one side only it runs round the parcel, a spit of land. */
static int32_t river_round(const sz_map *m, int32_t p)
{
    int32_t first = m->ring[m->ring_row[p]], h = first, name = main_river(m, p);
    double own = 0, all = 0;
    int runs = 0;
    do {
        int32_t next = m->he_next[h];
        all += m->b_length[h >> 1];
        own += river_of(m, h) == name ? m->b_length[h >> 1] : 0;
        runs += river_of(m, h) == name && river_of(m, next) != name;
        h = next;
    } while (h != first);
    return name >= 0 && own >= MOST_OF * all && runs != 1 ? name : -1;
}

int32_t *sz__find_water(const sz_map *m)
{
    int32_t *water = sz__alloc((size_t)m->n, sizeof *water);
    for (int32_t p = 0; water && p < m->n; p++)
        water[p] = m->households[p] == 0 && m->planned[p] == 0 ? river_round(m, p) : -1;
    return water;
}

sz_shore sz__shore(const sz_reader *r, int32_t h)
{
    const sz_map *m = r->map;
    int32_t name = m->b_name[h >> 1];
    int32_t in = sz__map_left(m, h), out = sz__map_left(m, h ^ 1);
    if (name < 0 || m->b_class[h >> 1] != SZ_BARRIER_RIVER)
        return SZ_SHORE_NONE;
    bool wet_in = in >= 0 && r->water[in] == name;
    bool wet_out = out >= 0 && r->water[out] == name;
    return wet_in && wet_out ? SZ_SHORE_MIDDLE
           : wet_in          ? SZ_SHORE_FAR
           : wet_out         ? SZ_SHORE_NEAR
                             : SZ_SHORE_NONE;
}

static const struct {
    sz_rim rim;
    double x, y;
} banks[] = {
    { SZ_RIM_NORTH, 0, 1 }, { SZ_RIM_EAST, 1, 0 }, { SZ_RIM_SOUTH, 0, -1 },
    { SZ_RIM_WEST, -1, 0 },
};

sz_rim sz__bank(double x, double y)
{
    int best = 0;
    for (int i = 1; i < 4; i++)
        if (banks[i].x * x + banks[i].y * y > banks[best].x * x + banks[best].y * y)
            best = i;
    return banks[best].rim;
}

bool sz__on_shore(const sz_reader *r, int32_t h, sz_rim rim)
{
    const sz_map *m = r->map;
    sz_shore shore = sz__shore(r, h);
    if (rim < SZ_RIM_NORTH) /* nothing said is the middle */
        return shore == SZ_SHORE_NONE || shore == SZ_SHORE_MIDDLE;
    if (shore != SZ_SHORE_NEAR && shore != SZ_SHORE_FAR)
        return false;
    const double *a = m->b_xy + 2 * m->b_row[h >> 1];
    const double *z = m->b_xy + 2 * (m->b_row[(h >> 1) + 1] - 1);
    double x = z[1] - a[1], y = a[0] - z[0]; /* to the right of the border */
    bool turn = (h & 1) != (shore == SZ_SHORE_NEAR);
    for (int i = 0; i < 4; i++)
        if (banks[i].rim == rim)
            return (turn ? -1 : 1) * (banks[i].x * x + banks[i].y * y) > 0;
    return false;
}
