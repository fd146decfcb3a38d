/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbers of communities shared out over tasks; see share.h. */
#include "solve/share.h"

#include <math.h>

/* Cost of Q communities in task T: their common distance from the target. */
static double strain(const sz_task *t, int32_t q)
{
    double each = (double)t->free_weight / q - (double)t->target;
    return q * each * each;
}

static void share_out(sz_task *tasks, int32_t n, int32_t communities)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < n; i++) {
        sz_task *t = &tasks[i];
        int32_t fewest, most, q;
        if (t->idle)
            continue;
        sz__task_bounds(t, t->free_weight, &fewest, &most);
        q = (int32_t)lround((double)t->free_weight / (double)t->target);
        q = q > most ? most : q;
        t->want = t->free_weight || !t->n_fixed ? (q < fewest ? fewest : q) : 0;
        sum += t->want + t->n_fixed;
    }
    while (sum != communities) { /* one more or less where it strains least */
        int step = sum < communities ? 1 : -1;
        int32_t best = -1;
        double best_strain = 0;
        for (int32_t i = 0; i < n; i++) {
            sz_task *t = &tasks[i];
            int32_t fewest, most, q = t->want + step;
            sz__task_bounds(t, t->free_weight, &fewest, &most);
            if (t->want == 0 || q < fewest || q > most)
                continue;
            double more = strain(t, q) - strain(t, t->want);
            if (best < 0 || more < best_strain) {
                best = i;
                best_strain = more;
            }
        }
        if (best < 0)
            break; /* cannot be: the certificate says so */
        tasks[best].want += step;
        sum += step;
    }
    for (int32_t i = 0; i < n; i++) {
        tasks[i].want += tasks[i].n_fixed;
        tasks[i].want_most = tasks[i].want;
    }
}

/* Any number from LEAST to MOST will do: start from what each task would have, and let
 * each have an equal share of what may be more or less. */
static void share_range(sz_task *tasks, int32_t n, int32_t least, int32_t most)
{
    int64_t sum = 0;
    int32_t with = 0, turn = 0;
    for (int32_t i = 0; i < n; i++) {
        const sz_task *t = &tasks[i];
        double natural = t->present ? t->n_today
                                    : (double)t->free_weight / (double)t->target;
        sum += t->idle ? 0 : lround(natural) + t->n_fixed * !t->present;
    }
    sum = sum < least ? least : sum > most ? most : sum;
    share_out(tasks, n, (int32_t)sum);
    for (int32_t i = 0; i < n; i++)
        with += tasks[i].want > tasks[i].n_fixed;
    for (int32_t i = 0; i < n; i++) {
        sz_task *t = &tasks[i];
        if (t->want <= t->n_fixed)
            continue;
        int32_t less = (int32_t)((sum - least) / with) + (turn < (sum - least) % with);
        int32_t more = (int32_t)((most - sum) / with) + (turn < (most - sum) % with);
        t->want = t->want - less > t->n_fixed ? t->want - less : t->n_fixed + 1;
        t->want_most += more;
        turn++;
    }
}

/* Ground without households that borders nothing else of its town can be no
 * community. Mark it where the town has other ground. */
static void find_idle(sz_task *tasks, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        sz_task *t = &tasks[i];
        if (t->weight > 0 || t->min <= 0 || t->n_fixed > 0)
            continue;
        for (int32_t k = 0; k < n && !t->idle; k++)
            t->idle = tasks[k].town == t->town && tasks[k].weight > 0;
    }
}

/* Where any number will do, the band still leaves a few: a search that knows them does
 * not stick to a number that cannot be. */
static void infer_numbers(sz_task *tasks, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        sz_task *t = &tasks[i];
        int32_t fewest, most;
        sz__task_bounds(t, t->free_weight, &fewest, &most);
        if (t->idle || t->free_weight == 0 || fewest > most)
            continue;
        t->least = fewest + t->n_fixed;
        t->most = most + t->n_fixed;
    }
}

void sz__share_numbers(sz_task *tasks, int32_t n, int32_t least, int32_t most)
{
    find_idle(tasks, n);
    if (least > 0 && most > least)
        share_range(tasks, n, least, most);
    else if (least > 0)
        share_out(tasks, n, least);
    infer_numbers(tasks, n);
}
