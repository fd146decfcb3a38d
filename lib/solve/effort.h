/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How much work a run may do, and the watch that all its searches share: time,
 * progress and cancelling. */
#ifndef SIZHI_SOLVE_EFFORT_H
#define SIZHI_SOLVE_EFFORT_H

#include <stdbool.h>
#include <stdint.h>

#include "sizhi/core.h"

typedef struct sz_effort {
    uint64_t seed;
    uint64_t per_atom;    /* proposals; 0: the default, or as many as SECONDS allow */
    double seconds;       /* 0: no limit */
    uint32_t threads;     /* 0: one per processor */
    uint32_t chains;      /* for each task; 0: the default */
    int32_t window;       /* atoms of a window; 0: the default */
    bool prove;           /* look for proofs; a third of SECONDS goes to the search */
    uint64_t proof_steps; /* sets looked at for a task, at most; 0: the default */
    sz_progress_fn progress;
    void *progress_data;
} sz_effort;

/* The best plan of one task so far. */
typedef struct sz_standing {
    bool known;
    double cost;
    int64_t violation, moved; /* households */
} sz_standing;

typedef struct sz_watch {
    const sz_effort *effort;
    sz_standing *standing; /* [n_tasks] or NULL; of those that count */
    int32_t n_tasks, n_counted;
    char what[160];        /* how the best plan stands */
    double started;
    double work, done;    /* proposals expected and made */
    double told, told_at; /* share last told and when */
    int stop;             /* set and read atomically */
} sz_watch;

/* Start the watch of a run that expects WORK proposals. */
void sz__watch_start(sz_watch *watch, const sz_effort *effort, double work);

/* MORE proposals have been made: tell the caller, at each hundredth and ten times a
 * second. True when he wants to stop or time is over. From any thread. */
bool sz__watch_note(sz_watch *watch, double more);

/* A search of task NUMBER has come to this. From any thread. */
void sz__watch_best(sz_watch *watch, int32_t number, double cost, int64_t violation,
                    int64_t moved);

/* Whether it is time to stop. */
bool sz__watch_over(sz_watch *watch);

/* Seconds left, INFINITY without a limit. */
double sz__watch_left(const sz_watch *watch);

#endif
