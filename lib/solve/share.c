/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbers of communities shared out over tasks; see share.h. */
#include "solve/share.h"

#include <math.h>
#include <string.h>

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
    sum = 0;
    for (int32_t i = 0; i < n; i++) /* which need not be what was to be shared */
        sum += tasks[i].want;
    sum = sum < least ? least : sum > most ? most : sum;
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

void sz__share_first(const sz_task *t, const sz_tiling *tiling, sz_number *want)
{
    double all = (t->want + t->want_most) / 2 - t->n_fixed, sum = 0;
    int32_t given = 0;
    for (int32_t i = 0; i < tiling->n; i++) {
        for (int32_t k = tiling->row[i]; k < tiling->row[i + 1]; k++)
            sum += (double)t->graph.weight[tiling->member[k]];
        int32_t q = (int32_t)lround(all * sum / fmax(1, (double)t->free_weight)) - given;
        q = q < 1 ? 1 : q;
        given += q;
        want[i] = t->want ? (sz_number){ q, q } : (sz_number){ 0, 0 };
    }
}

/* LESS communities fewer and MORE of them more will do: N windows get them in turn. */
static void spread(sz_number *want, int32_t n, int32_t less, int32_t more)
{
    for (int32_t turn = 0; less >= 0 && more >= 0 && less + more > 0 && turn < 4 * n;
         turn++) {
        sz_number *w = &want[turn % n];
        if (less > 0 && w->least > 1) {
            w->least--;
            less--;
        }
        if (more > 0) {
            w->most++;
            more--;
        }
    }
}

void sz__share_again(const sz_task *t, const sz_tiling *tiling, const int32_t *label,
                     int32_t living, int32_t *seen, sz_number *want)
{
    int32_t off = living < t->want        ? t->want - living
                  : living > t->want_most ? t->want_most - living
                                          : 0;
    memset(seen, 0, (size_t)t->max_zones * sizeof *seen);
    for (int32_t i = 0; i < tiling->n; i++) {
        int32_t own = 0, fewest, most;
        int64_t weight = 0;
        for (int32_t k = tiling->row[i]; k < tiling->row[i + 1]; k++) {
            own += seen[label[tiling->member[k]]]++ == 0;
            weight += t->graph.weight[tiling->member[k]];
        }
        sz__task_bounds(t, weight, &fewest, &most);
        int32_t step = off > 0 && own < most ? 1 : off < 0 && own > fewest ? -1 : 0;
        off -= step;
        want[i] = t->want ? (sz_number){ own + step, own + step } : (sz_number){ 0, 0 };
    }
    if (t->want)
        spread(want, tiling->n, living - t->want, t->want_most - living);
}
