/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A line sweeps over the nodes in (x, y) order, so it leans a little to the left
 * and meets vertical edges in order, too. The edges it cuts are kept from below
 * to above in a treap (Seidel and Aragon 1996) whose priorities are hashed edge
 * numbers. Since edges meet at nodes only, all that is ever asked is on which
 * side of an edge a node lies. */
#include "geom/nesting.h"

#include "core/array.h"
#include "geom/snap.h"

typedef struct sweep {
    const sz_edges *edges;
    int32_t *lower, *upper; /* [n_edges] subtrees, -1 = none */
    int32_t *passed;        /* [n_nodes + 1] asked nodes before each node */
    int32_t root;
} sweep;

static uint32_t priority(int32_t edge)
{
    uint32_t h = (uint32_t)edge * 2654435769u;
    h = (h ^ h >> 15) * 2246822519u;
    return h ^ h >> 13;
}

/* Cut the tree ROOT in two at P: edges below it (and those that end in it, if
 * ENDING) into *LOW, the rest into *HIGH. */
static void split(sweep *s, int32_t root, sz_gpoint p, bool ending, int32_t *low,
                  int32_t *high)
{
    while (root >= 0) {
        int64_t side = sz__turn(s->edges->node[s->edges->a[root]],
                                s->edges->node[s->edges->b[root]], p);
        if (side > 0 || (side == 0 && ending)) {
            *low = root;
            low = &s->upper[root];
            root = *low;
        } else {
            *high = root;
            high = &s->lower[root];
            root = *high;
        }
    }
    *low = *high = -1;
}

/* One tree of LOW and HIGH, all of LOW being below all of HIGH. */
static int32_t join(sweep *s, int32_t low, int32_t high)
{
    int32_t root, *slot = &root;
    while (low >= 0 && high >= 0)
        if (priority(low) > priority(high)) {
            *slot = low;
            slot = &s->upper[low];
            low = *slot;
        } else {
            *slot = high;
            slot = &s->lower[high];
            high = *slot;
        }
    *slot = low >= 0 ? low : high;
    return root;
}

/* Whether the edge of H is one that the answers can depend on. */
static bool matters(const sweep *s, const int32_t *next, int32_t h)
{
    int32_t a = s->edges->a[h >> 1], b = s->edges->b[h >> 1];
    return next[h] >= 0 && s->passed[b] > s->passed[a + 1];
}

/* Move the line over node V; the highest edge below V. */
static int32_t advance(sweep *s, const sz_rotation *rotation, const int32_t *next,
                       int32_t v)
{
    int32_t low, ending, high;
    sz_gpoint p = s->edges->node[v];
    split(s, s->root, p, false, &low, &high);
    split(s, high, p, true, &ending, &high);
    int32_t below = low;
    while (below >= 0 && s->upper[below] >= 0)
        below = s->upper[below];
    for (size_t k = rotation->row[v]; k < rotation->row[v + 1]; k++) {
        int32_t h = rotation->half[k];
        if (h & 1)
            break;
        if (!matters(s, next, h))
            continue;
        s->lower[h >> 1] = s->upper[h >> 1] = -1;
        low = join(s, low, h >> 1);
    }
    s->root = join(s, low, high);
    return below;
}

bool sz__edges_below(const sz_edges *edges, const sz_rotation *rotation,
                     const int32_t *next, const int32_t *node, size_t n,
                     int32_t *below)
{
    sweep s = { edges, sz__alloc((size_t)edges->n_edges, sizeof *s.lower),
                sz__alloc((size_t)edges->n_edges, sizeof *s.upper),
                sz__alloc((size_t)edges->n_nodes + 1, sizeof *s.passed), -1 };
    bool done = s.lower && s.upper && s.passed;
    size_t asked = 0;
    for (int32_t v = 0; done && v <= edges->n_nodes; v++) {
        s.passed[v] = (int32_t)asked;
        asked += asked < n && node[asked] == v;
    }
    asked = 0;
    for (int32_t v = 0; done && asked < n; v++) {
        bool ask = node[asked] == v, moves = ask;
        for (size_t k = rotation->row[v]; !moves && k < rotation->row[v + 1]; k++)
            moves = matters(&s, next, rotation->half[k]);
        if (!moves)
            continue;
        int32_t found = advance(&s, rotation, next, v);
        if (ask)
            below[asked++] = found;
    }
    free(s.lower);
    free(s.upper);
    free(s.passed);
    return done;
}
