/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of the communities that a solver founds. */
#include "solve/naming.h"

#include <stdio.h>

#include "core/array.h"
#include "plan/plan.h"

typedef struct newcomer {
    int32_t number; /* among the new */
    int32_t town;
    int64_t heaviest;  /* households of the atom that gave the town */
    double x, y, area; /* sums, then the centre */
} newcomer;

static int by_place(const void *a, const void *b)
{
    const newcomer *p = a, *q = b;
    if (p->town != q->town)
        return p->town < q->town ? -1 : 1;
    if (p->y < q->y || p->y > q->y)
        return p->y > q->y ? -1 : 1;
    if (p->x < q->x || p->x > q->x)
        return p->x < q->x ? -1 : 1;
    return (p->number > q->number) - (p->number < q->number);
}

/* Centre of each, and where communities may cross towns, the town of its heaviest
 * atom. */
static void locate(newcomer *list, const sz_graph *graph, int32_t n_today,
                   const sz_best *out)
{
    for (int32_t i = 0; i < out->n_new; i++)
        list[i] = (newcomer){ .number = i, .town = out->new_town[i], .heaviest = -1 };
    for (int32_t v = 0; v < graph->n; v++) {
        if (out->label[v] < n_today)
            continue;
        newcomer *n = &list[out->label[v] - n_today];
        double area = graph->area[v] > 0 ? graph->area[v] : 1e-9;
        n->x += area * graph->x[v];
        n->y += area * graph->y[v];
        n->area += area;
        if (out->new_town[n->number] < 0 && graph->weight[v] > n->heaviest) {
            n->heaviest = graph->weight[v];
            n->town = graph->town[v];
        }
    }
    for (int32_t i = 0; i < out->n_new; i++) {
        list[i].x /= list[i].area;
        list[i].y /= list[i].area;
    }
}

sz_status sz__found_new(sz_plan *plan, const sz_map *map, const sz_graph *graph,
                        int32_t n_today, const sz_best *out, int32_t *number,
                        sz_error *err)
{
    const char *stem = map->n_communities ? "新设" : "社区";
    newcomer *list = sz__alloc((size_t)out->n_new, sizeof *list);
    sz_status status = list ? SZ_SUCCESS : sz__nomem(err);
    if (!status) {
        locate(list, graph, n_today, out);
        qsort(list, (size_t)out->n_new, sizeof *list, by_place);
    }
    for (int32_t i = 0, count = 0; i < out->n_new && !status; i++) {
        char name[48];
        if (i && list[i].town != list[i - 1].town)
            count = 0;
        do
            snprintf(name, sizeof name, "%s%ld", stem, (long)++count);
        while (sz__plan_find(plan, list[i].town, name) >= 0);
        status = sz_plan_found(plan, name, list[i].town, &number[list[i].number], err);
    }
    free(list);
    return status;
}
