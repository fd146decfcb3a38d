/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The solver on large maps: 100,000 parcels into 5,000 communities, a million into
 * 50,000; one thread. */
#include <string.h>

#include "bench/solving.h"
#include "bench/voronoi.h"

/* Bytes a graph of this kind takes, as its owner holds it. */
static double bytes_of(const sz_graph *g)
{
    double atom = sizeof *g->row + sizeof *g->simple + sizeof *g->weight +
                  sizeof *g->area + sizeof *g->x + sizeof *g->y + sizeof *g->town +
                  sizeof *g->today + sizeof *g->kept_weight + sizeof *g->locked +
                  sizeof *g->component;
    return atom * g->n + (double)sizeof *g->ring * g->row[g->n];
}

/* BASE: what the program takes without any map. */
static void large(int atoms, int communities, double limit, double base)
{
    sz_graph g;
    char what[80];
    if (!voronoi_graph(&g, atoms, 1)) {
        fprintf(stderr, "out of memory\n");
        exit(EXIT_FAILURE);
    }
    sz_demand demand = { .min = 1600, .max = 2400, .target = 2000 };
    sz_effort effort = { .seed = 1, .threads = 1, .per_atom = 100 };
    solving s = solving_run(&g, &demand, communities, &effort);
    double peak = (double)sz__peak_memory();
    printf("%d parcels, %d communities of 1600 to 2400 households: %lld pairs apart; "
           "the graph has %.0f bytes a parcel\n",
           atoms, (int)s.living, (long long)s.cut, bytes_of(&g) / atoms);
    solving_sound(&s);
    snprintf(what, sizeof what, "%d parcels: CPU time to a plan", atoms);
    solving_row(what, s.cpu, limit, false, "s");
    snprintf(what, sizeof what, "%d parcels: peak beyond the graph, bytes each", atoms);
    solving_row(what, (peak - base - bytes_of(&g)) / atoms, 200, false, "");
    free(s.label);
}

int main(int argc, char **argv)
{
    double base = (double)sz__peak_memory();
    bool one = argc > 1; /* only the smaller map, or only the larger */
    if (!one || strcmp(argv[1], "100000") == 0)
        large(100000, 5000, 30, base);
    if (!one || strcmp(argv[1], "1000000") == 0)
        large(1000000, 50000, 600, base);
    return solving_missed ? EXIT_FAILURE : EXIT_SUCCESS;
}
