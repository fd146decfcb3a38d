/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the benchmarks of the solver share: runs that are audited, and rows of figures
 * asked and measured. */
#ifndef SIZHI_BENCH_SOLVING_H
#define SIZHI_BENCH_SOLVING_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/array.h"
#include "core/platform.h"
#include "solve/inspect.h"
#include "solve/engine.h"

/* One run and what it gave. */
typedef struct solving {
    int32_t *label;      /* [n]; free it */
    int32_t n;           /* communities, today's and new */
    double cpu, wall;    /* seconds */
    double proposals;
    int64_t moved, cut;  /* households, pairs of neighbours apart */
    double border;       /* metres */
    int32_t living;
    size_t breaches;
} solving;

static inline double solving_cpu(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static inline void solving_count(solving *s, const sz_graph *g)
{
    for (int32_t v = 0; v < g->n; v++) {
        s->moved += g->today[v] >= 0 && s->label[v] != g->today[v] ? g->weight[v] : 0;
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            if (u < v || s->label[u] == s->label[v] || g->ring[i].edge != SZ_EDGE)
                continue;
            s->cut++;
            s->border += (double)g->ring[i].length;
        }
    }
}

/* Solve and audit; ends the program when that fails. */
static inline solving solving_run(const sz_graph *g, const sz_demand *demand,
                                  int32_t communities, const sz_effort *effort)
{
    sz_best out;
    sz_inspection seen;
    sz_error err = SZ_ERROR_INIT;
    solving s = { 0 };
    double cpu = solving_cpu(), wall = sz__now();
    sz_status status = sz__engine_run(&out, g, demand, communities, effort, &err);
    s.cpu = solving_cpu() - cpu;
    s.wall = sz__now() - wall;
    if (!status) {
        s.label = out.label;
        s.n = demand->n_today + out.n_new;
        s.proposals = (double)out.proposals;
        int32_t *town = sz__zalloc((size_t)s.n, sizeof *town);
        status = town ? sz__inspect(&seen, g, s.label, s.n, town, demand, communities,
                                  &err)
                      : sz__nomem(&err);
        free(town);
    }
    if (status) {
        fprintf(stderr, "%s\n", err.message);
        exit(EXIT_FAILURE);
    }
    s.living = seen.living;
    s.breaches = seen.breaches.n;
    solving_count(&s, g);
    sz__inspection_release(&seen);
    out.label = NULL;
    sz__best_release(&out);
    return s;
}

static int solving_missed; /* rows out of their limits */

/* One row: VALUE in UNIT against the limit, which it may not be above (or below, with
 * AT_LEAST). */
static inline void solving_row(const char *what, double value, double limit,
                               bool at_least, const char *unit)
{
    bool good = at_least ? value >= limit : value <= limit;
    solving_missed += !good;
    printf("  %-52s %s %-9.4g %10.4g %s%s\n", what, at_least ? ">=" : "<=", limit,
           value, unit, good ? "" : "   MISSED");
    fflush(stdout);
}

/* The plan keeps every constraint. */
static inline void solving_sound(const solving *s)
{
    solving_row("breaches (band, connection, enclaves, number)", (double)s->breaches, 0,
                false, "");
}

#endif
