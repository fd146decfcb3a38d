/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Round the end of a barrier: the barriers that meet there part the ground into
 * sectors, and a road in the sectors on either side leads across. */
#include "map/crossing.h"

enum {
    ROADS = 1u << SZ_BARRIER_EXPRESSWAY | 1u << SZ_BARRIER_ARTERIAL |
            1u << SZ_BARRIER_STREET | 1u << SZ_BARRIER_LANE
};

static bool is_of(const sz_map *m, int32_t h, unsigned classes)
{
    return classes >> m->b_class[h >> 1] & 1;
}

/* The half-edge that leaves the node after H does, clockwise. */
static int32_t clockwise(const sz_map *m, int32_t h)
{
    return m->he_next[h ^ 1];
}

/* Whether a road passes over the barrier at the node that half-edge H leaves, where H
 * is a barrier: one road before the next barrier clockwise, and one after it. */
static bool passes(const sz_map *m, int32_t h, unsigned classes)
{
    unsigned roads = ROADS & ~classes;
    bool here = false, beyond = false, first = true;
    for (int32_t g = clockwise(m, h); g != h; g = clockwise(m, g)) {
        if (is_of(m, g, classes))
            first = false;
        else if (is_of(m, g, roads) && first)
            here = true;
        else if (is_of(m, g, roads))
            beyond = true;
    }
    return here && beyond;
}

void sz__map_crossed(const sz_map *m, unsigned classes, uint8_t *crossed)
{
    classes &= ~(1u << SZ_BARRIER_NONE);
    for (int32_t b = 0; b < m->n_borders; b++)
        crossed[b] = m->he_next && is_of(m, 2 * b, classes) &&
                     (passes(m, 2 * b, classes) || passes(m, 2 * b + 1, classes));
}
