/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the options of sizhi plan ask of the solver: names looked up in the project,
 * ranges and weights read. */
#ifndef TOOLS_PLAN_WISH_H
#define TOOLS_PLAN_WISH_H

#include <sizhi/sizhi.h>

#include "options.h"
#include "plan_links.h"
#include "policy_option.h"

struct plan_args {
    const char *output, *communities, *cut_by, *link_file, *graph;
    const char *records; /* of detached land */
    struct opt_list locks, holds, fixes, bands, weights, shares, links, lines;
    int64_t min, max, target, seed, iterations, threads, alternatives;
    double seconds;
    int from; /* index into "auto|present|scratch|merge": enum sz_solve_from */
    int keep_units, cross_towns, allow_enclaves; /* -1: not given */
    int merge_only, unlock, prove, json;
    struct policy_args policy;
};

/* Nothing given: min -1, max and target 0. */
#define PLAN_ARGS_INIT(SEED)                                                           \
    { .min = -1, .seed = (SEED), .alternatives = 1, .keep_units = -1,                  \
      .cross_towns = -1, .allow_enclaves = -1 }

/* Options of the solver with all they point to. */
struct plan_wish {
    sz_solve_options asked;   /* by options of the command line */
    sz_solve_options options; /* and with the rules of the policy */
    sz_policy *policy;
    sz_rules *rules;
    int32_t *locked, *fix;
    unsigned char *held, *uncrossed;
    sz_band *bands;
    int32_t (*links)[2];      /* those given as options, then those of the table */
    struct plan_link *table;
    size_t n_table;
};

/* What needs no project: policy, numbers, bands, weights, classes. Says what is wrong and
 * returns the exit code. */
int plan_wish_read(struct plan_wish *wish, const struct plan_args *args);

/* What names things of PROJECT: locks, parcels that stay, communities to fix, lines,
 * links; and the rules of the policy for it. Locks are set in the project. */
int plan_wish_find(struct plan_wish *wish, const struct plan_args *args,
                   sz_project *project);

void plan_wish_release(struct plan_wish *wish);

#endif
