/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A bare graph into districts with few cut edges, connected and of equal size. Build and
 * run:
 *
 *     cc -o graph graph.c $(pkg-config --cflags --libs sizhi)
 *     ./graph nodes.csv edges.csv 3 605737 611824
 *
 * Without files it parts a graph of its own, a lattice of 8 x 8 nodes, into four.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <sizhi/sizhi.h>

enum { SIDE = 8, NODES = SIDE * SIDE, EDGES = 2 * SIDE * (SIDE - 1) };

/* A lattice from arrays, ten households in each node. */
static sz_status make_lattice(sz_problem **out, sz_error *err)
{
    static int64_t households[NODES];
    static int32_t a[EDGES], b[EDGES];
    size_t n = 0;
    for (int32_t v = 0; v < NODES; v++) {
        households[v] = 10;
        if (v % SIDE + 1 < SIDE) {
            a[n] = v;
            b[n++] = v + 1;
        }
        if (v + SIDE < NODES) {
            a[n] = v;
            b[n++] = v + SIDE;
        }
    }
    sz_problem_input input = SZ_PROBLEM_INPUT_INIT;
    input.nodes = NODES;
    input.households = households;
    input.edges = n;
    input.a = a;
    input.b = b;
    return sz_problem_new(&input, out, err);
}

static void show(const sz_problem *problem, const sz_result *result)
{
    const sz_solve_report *report = sz_result_report(result);
    printf("%zu nodes, %zu communities, %" PRId64 " of %zu edges cut\n",
           sz_problem_nodes(problem), report->communities, report->cut_edges,
           sz_problem_edges(problem));
    for (size_t c = 0; c < sz_result_communities(result); c++) {
        sz_community community;
        if (sz_result_community(result, c, &community, NULL) != SZ_SUCCESS)
            continue;
        printf("%zu: %" PRId64 " households:", c, community.households);
        for (size_t i = 0; i < sz_problem_nodes(problem); i++)
            if (sz_result_of(result, i) == (int32_t)c)
                printf(" %s", sz_problem_node(problem, i));
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    if (argc != 1 && argc != 6) {
        fprintf(stderr, "usage: %s [NODES EDGES COMMUNITIES MIN MAX]\n", argv[0]);
        return 2;
    }
    sz_error err = SZ_ERROR_INIT;
    sz_problem *problem = NULL;
    sz_result *result = NULL;
    sz_solve_options options = SZ_SOLVE_OPTIONS_INIT;
    options.communities = argc == 6 ? atoi(argv[3]) : 4;
    options.min = argc == 6 ? atoll(argv[4]) : 160;
    options.max = argc == 6 ? atoll(argv[5]) : 160;
    for (int term = 0; term < SZ_N_TERMS; term++) /* cut edges and nothing else */
        options.weight[term] = term == SZ_TERM_CUT_EDGES;

    sz_status status = argc == 6 ? sz_problem_read(argv[1], argv[2], &problem, &err)
                                 : make_lattice(&problem, &err);
    if (status == SZ_SUCCESS)
        status = sz_problem_solve(problem, &options, &result, &err);
    if (result)
        show(problem, result);
    if (status != SZ_SUCCESS)
        fprintf(stderr, "%s\n", err.message);
    sz_result_free(result);
    sz_problem_free(problem);
    return status == SZ_SUCCESS ? EXIT_SUCCESS : EXIT_FAILURE;
}
