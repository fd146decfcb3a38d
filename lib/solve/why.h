/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Why there is no plan, and what a plan breaks: findings with names and places. */
#ifndef SIZHI_SOLVE_WHY_H
#define SIZHI_SOLVE_WHY_H

#include "core/findings.h"
#include "map/map.h"
#include "sizhi/plan.h"
#include "solve/inspect.h"
#include "solve/engine.h"

/* What findings are about. */
typedef struct sz_case {
    const sz_map *map;
    const sz_plan *plan;      /* names of communities */
    const sz_graph *graph;
    const sz_demand *demand;
    int32_t communities;      /* least wanted number, 0 for any */
    const int32_t (*links)[2]; /* [n_links] pairs of parcels that connect */
    size_t n_links;
    bool merging;             /* atoms are whole communities of today */
} sz_case;

/* Name of atom V: its unit's or its parcel's, in BUFFER when it has none. */
const char *sz__atom_name(const sz_case *c, int32_t v, char *buffer, size_t size);

/* A finding of level error about atom V, without its texts. */
sz_finding sz__at_atom(const sz_case *c, const char *rule, int32_t v, double value,
                       double bound);

/* Parts of the map that no plan can satisfy: an atom over the maximum or in pieces
 * that nothing joins, ground whose households fit no number of communities, an
 * impossible number, a locked community outside the band. *N: how many were found. */
sz_status sz__why_impossible(const sz_case *c, const sz_task *tasks, int32_t n_tasks,
                             sz_findings *list, size_t *n, sz_error *err);

/* What the plan breaks. */
sz_status sz__why_broken(const sz_case *c, const sz_inspection *seen, sz_findings *list,
                         sz_error *err);

#endif
