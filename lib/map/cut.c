/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Closed walks that touch themselves, cut into rings that do not. */
#include "core/array.h"
#include "core/error.h"
#include "map/map.h"
#include "map/pairs.h"

typedef SZ__ARRAY(int32_t) sz_ints;

/* Move what lies on the stack from FROM up to a ring of its own. */
static bool close_ring(sz_ints *stack, size_t from, sz_ints *piece, size_t *row,
                       size_t *rings)
{
    for (size_t i = from; i < stack->n; i++)
        if (!sz__push(piece, stack->at[i]))
            return false;
    stack->n = from;
    row[++*rings] = piece->n;
    return true;
}

sz_status sz__map_cut_walk(const sz_map *m, const int32_t *h, size_t n, int32_t **piece,
                           size_t **row, size_t *rings, sz_error *err)
{
    sz_pairs nodes = { 0 };
    sz_ints stack = SZ__ARRAY_INIT, out = SZ__ARRAY_INIT;
    int32_t *depth = sz__alloc(n, sizeof *depth);     /* by node: where on the stack */
    size_t *ends = sz__zalloc(n + 1, sizeof *ends), found = 0;
    bool good = depth && ends;
    for (size_t i = 0; i < n && good; i++) {
        size_t known = nodes.n;
        int32_t node = sz__pairs_add(&nodes, sz__map_from(m, h[i]), 0);
        if (!(good = node >= 0))
            break;
        bool met = (size_t)node < known && (size_t)depth[node] < stack.n &&
                   sz__map_from(m, stack.at[depth[node]]) == sz__map_from(m, h[i]);
        if (met)
            good = close_ring(&stack, (size_t)depth[node], &out, ends, &found);
        depth[node] = (int32_t)stack.n;
        good = good && sz__push(&stack, h[i]);
    }
    if (good && stack.n > 0)
        good = close_ring(&stack, 0, &out, ends, &found);
    sz__pairs_release(&nodes);
    free(stack.at);
    free(depth);
    if (!good) {
        free(out.at);
        free(ends);
        return sz__nomem(err);
    }
    *piece = out.at;
    *row = ends;
    *rings = found;
    return SZ_SUCCESS;
}
