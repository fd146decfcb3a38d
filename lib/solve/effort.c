/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Time, progress and cancelling; see effort.h. */
#include "solve/effort.h"

#include <math.h>
#include <stdio.h>

#include "core/i18n.h"
#include "core/platform.h"

/* How the best plan stands, once every task that counts has one; or NULL. */
static const char *say_best(sz_watch *w)
{
    int64_t violation = 0, moved = 0;
    double cost = 0;
    int32_t known = 0;
    if (!w->standing)
        return NULL;
    for (int32_t i = 0; i < w->n_tasks; i++) {
        const sz_standing *s = &w->standing[i];
        known += s->known;
        violation += s->violation;
        moved += s->moved;
        cost += s->cost;
    }
    if (known == 0 || known < w->n_counted)
        return NULL;
    if (violation > 0)
        snprintf(w->what, sizeof w->what,
                 _("the best plan so far has %lld households too many or too few"),
                 (long long)violation);
    else
        snprintf(w->what, sizeof w->what,
                 _("the best plan so far is feasible, objective %.0f, %lld households "
                   "moved"), cost, (long long)moved);
    return w->what;
}

/* Ask the caller; true when he wants to stop. Within the critical section. */
static bool tell(sz_watch *w, double now)
{
    double share = w->work > 0 ? w->done / w->work : 1;
    if (w->effort->seconds > 0)
        share = fmax(share, (now - w->started) / w->effort->seconds);
    share = fmin(share, 0.999); /* the end is told once all is collected */
    if (share < w->told + 0.01 && now < w->told_at + 0.1)
        return false;
    w->told = fmax(share, w->told);
    w->told_at = now;
    return !w->effort->progress(w->told, say_best(w), w->effort->progress_data);
}

void sz__watch_start(sz_watch *watch, const sz_effort *effort, double work)
{
    *watch = (sz_watch){ .effort = effort, .started = sz__now(), .work = work };
    watch->told_at = watch->started;
    if (effort->progress && !effort->progress(0, NULL, effort->progress_data))
        watch->stop = 1;
}

void sz__watch_best(sz_watch *watch, int32_t number, double cost, int64_t violation,
                    int64_t moved)
{
#pragma omp critical(sizhi_solve_progress)
    if (watch->standing && number < watch->n_tasks) {
        sz_standing *s = &watch->standing[number];
        if (!s->known || violation < s->violation ||
            (violation == s->violation && cost < s->cost))
            *s = (sz_standing){ true, cost, violation, moved };
    }
}

bool sz__watch_over(sz_watch *watch)
{
    int stop;
#pragma omp atomic read
    stop = watch->stop;
    return stop || sz__watch_left(watch) <= 0;
}

bool sz__watch_note(sz_watch *watch, double more)
{
    if (watch->effort->progress) {
        bool stop = false;
        double now = sz__now();
#pragma omp critical(sizhi_solve_progress)
        {
            watch->done += more;
            if (!watch->stop)
                stop = tell(watch, now);
        }
        if (stop) {
#pragma omp atomic write
            watch->stop = 1;
        }
    }
    return sz__watch_over(watch);
}

double sz__watch_left(const sz_watch *watch)
{
    if (watch->effort->seconds <= 0)
        return INFINITY;
    return watch->started + watch->effort->seconds - sz__now();
}
