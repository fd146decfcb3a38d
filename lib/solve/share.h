/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How many communities each task gets when their number is given for all together, and
 * how many it can have. */
#ifndef SIZHI_SOLVE_SHARE_H
#define SIZHI_SOLVE_SHARE_H

#include "solve/task.h"

/* Set idle, want, want_most, least and most of the N TASKS, of which all together have
 * LEAST communities, or from LEAST to MOST when that is more; any number when LEAST is
 * 0. Where there can be no such number the nearest is set: certificates say why. */
void sz__share_numbers(sz_task *tasks, int32_t n, int32_t least, int32_t most);

#endif
