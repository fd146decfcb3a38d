/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How many communities each task gets when their number is given for all together, and
 * how many it can have. */
#ifndef SIZHI_SOLVE_SHARE_H
#define SIZHI_SOLVE_SHARE_H

#include "solve/window.h"

/* Set idle, want, want_most, least and most of the N TASKS, of which all together have
 * LEAST communities, or from LEAST to MOST when that is more; any number when LEAST is
 * 0. Where there can be no such number the nearest is set: certificates say why. */
void sz__share_numbers(sz_task *tasks, int32_t n, int32_t least, int32_t most);

/* Numbers of communities that a window may have, 0 for any. */
typedef struct sz_number {
    int32_t least, most;
} sz_number;

/* For a first plan of TASK, window by window: each gets its share of the number in the
 * middle of what is wanted. WANT is [tiling->n]. */
void sz__share_first(const sz_task *task, const sz_tiling *tiling, sz_number *want);

/* For a better one than LABEL, which has LIVING communities: each has what it has now,
 * some have one more or less where the whole has too few or too many, and what may be
 * more or less is spread over them in turn. SEEN has room for task->max_zones. */
void sz__share_again(const sz_task *task, const sz_tiling *tiling, const int32_t *label,
                     int32_t living, int32_t *seen, sz_number *want);

#endif
