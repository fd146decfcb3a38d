/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The cheapest cut between a source and a sink, by shortest augmenting layers (Dinic
 * 1970), with whole capacities. */
#ifndef SIZHI_TEXT_FLOW_H
#define SIZHI_TEXT_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Capacity TO from FROM, and BACK from TO to FROM. */
typedef struct sz_arc {
    int32_t from, to;
    int64_t there, back;
} sz_arc;

/*
 * Cut N nodes with ARC[n_arcs] apart: SIDE[node] = whether it stays with SOURCE. Of
 * the cheapest cuts the one with the fewest nodes on the source's side. False when
 * memory is out.
 */
bool sz__cheapest_cut(size_t n, const sz_arc *arc, size_t n_arcs, int32_t source,
                      int32_t sink, bool *side);

#endif
