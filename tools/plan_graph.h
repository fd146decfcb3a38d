/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi plan --graph: a bare graph out of two tables instead of a project. */
#ifndef TOOLS_PLAN_GRAPH_H
#define TOOLS_PLAN_GRAPH_H

#include "plan_wish.h"

/* Read args->graph, solve, print the communities. Returns the exit code. */
int plan_graph(const struct plan_args *args);

#endif
