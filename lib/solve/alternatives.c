/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Several plans that differ: by what they are made for, and by distance. */
#include <stdbool.h>
#include <string.h>

#include "core/array.h"
#include "core/error.h"
#include "core/i18n.h"
#include "sizhi/solve.h"

/* What a plan can be made for: the term that counts more, and by how much. */
static const struct {
    const char *name;
    sz_term term;
    double factor;
    bool needs_present;
} characters[] = {
    { "moves", SZ_TERM_MOVED, 4, true },
    { "roads", SZ_TERM_BORDER, 4, false },
    { "sizes", SZ_TERM_SIZE, 20, false },
};
enum { CHARACTERS = 3 };

/* Several runs told as one. */
typedef struct teller {
    sz_progress_fn progress;
    void *data;
    double done, runs;
    bool stopped;
} teller;

static int tell(double fraction, const char *what, void *data)
{
    teller *t = data;
    int on = t->progress((t->done + fraction) / t->runs, what, t->data);
    if (!on)
        t->stopped = true;
    return on;
}

static void release(sz_alternative *a)
{
    sz_plan_free(a->plan);
    sz_findings_free(a->why);
    sz_solve_report_release(&a->report);
    *a = (sz_alternative){ 0 };
}

void sz_alternatives_free(sz_alternative *alternatives, size_t n)
{
    for (size_t i = 0; alternatives && i < n; i++)
        release(&alternatives[i]);
    free(alternatives);
}

/* Households by which plan A differs from the nearest of N others. */
static int64_t distance(const sz_alternative *a, const sz_alternative *others, size_t n)
{
    int64_t least = a->report.households;
    for (size_t i = 0; i < n && least > 0; i++) {
        int64_t apart = sz_plan_apart(a->plan, others[i].plan);
        least = apart < least ? apart : least;
    }
    return least;
}

/* What to run: run I of a pool. */
static sz_solve_options vary(const sz_solve_options *asked, size_t i, double runs,
                             teller *t, const char **name)
{
    sz_solve_options o = *asked;
    *name = i == 0 ? "asked" : i <= CHARACTERS ? characters[i - 1].name : "spread";
    if (i > 0 && i <= CHARACTERS) {
        double *factor = &o.factor[characters[i - 1].term];
        *factor = (*factor > 0 ? *factor : 1) * characters[i - 1].factor;
    } else if (i > CHARACTERS) {
        o.seed = asked->seed + 7919 * (uint64_t)(i - CHARACTERS);
        double *factor = &o.factor[characters[i % CHARACTERS].term];
        *factor = (*factor > 0 ? *factor : 1) * (i % 2 ? 2 : 0.5);
    }
    o.seconds = asked->seconds / runs;
    o.prove = i == 0 && asked->prove;
    if (asked->progress) {
        o.progress = tell;
        o.progress_data = t;
    }
    return o;
}

/* Whether candidate A, made for a term, is better in it than the plan that was asked
 * for, and no worse in the constraints. */
static bool deserves(const sz_alternative *a, const sz_alternative *asked, size_t i)
{
    if (asked->report.feasible && !a->report.feasible)
        return false;
    sz_term term = characters[i - 1].term;
    return a->report.term[term].result < asked->report.term[term].result;
}

/* Take from POOL what is wanted, moving it to OUT: the asked one, then characters, then
 * the farthest. Returns how many. */
static size_t choose(sz_alternative *pool, size_t runs, sz_alternative *out,
                     size_t wanted)
{
    size_t n = 0;
    for (size_t i = 0; i <= CHARACTERS && i < runs && n < wanted; i++) {
        if (!pool[i].plan || (i > 0 && !deserves(&pool[i], &out[0], i)))
            continue;
        int64_t apart = distance(&pool[i], out, n);
        if (apart == 0 && n > 0)
            continue;
        out[n] = pool[i];
        out[n++].apart = apart;
        pool[i] = (sz_alternative){ 0 };
    }
    while (n < wanted) {
        size_t best = runs;
        int64_t farthest = 0;
        for (size_t i = 1; i < runs; i++) {
            if (!pool[i].plan || (out[0].report.feasible && !pool[i].report.feasible))
                continue;
            int64_t apart = distance(&pool[i], out, n);
            if (apart > farthest) {
                farthest = apart;
                best = i;
            }
        }
        if (best == runs)
            break;
        out[n] = pool[best];
        out[n].character = "spread";
        out[n++].apart = farthest;
        pool[best] = (sz_alternative){ 0 };
    }
    return n;
}

sz_status sz_solve_alternatives(const sz_map *map, const sz_solve_options *options,
                                size_t wanted, sz_alternative **out, size_t *n,
                                sz_error *err)
{
    if (!options || options->size != sizeof *options || !out || !n || wanted < 1 ||
        wanted > 100)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("alternatives need options of this version, a number from 1 "
                          "to 100 and a place for them"));
    size_t runs = wanted == 1 ? 1 : 1 + CHARACTERS + wanted;
    teller t = { options->progress, options->progress_data, 0, (double)runs, false };
    sz_alternative *pool = sz__zalloc(runs, sizeof *pool);
    sz_alternative *list = sz__zalloc(wanted, sizeof *list);
    sz_status status = pool && list ? SZ_SUCCESS : sz__nomem(err), first = SZ_SUCCESS;
    for (size_t i = 0; i < runs && !status && !t.stopped; i++) {
        const char *name;
        sz_error own = SZ_ERROR_INIT;
        sz_solve_options o = vary(options, i, (double)runs, &t, &name);
        t.done = (double)i;
        if (i > 0 && i <= CHARACTERS && characters[i - 1].needs_present &&
            pool[0].report.from == SZ_FROM_SCRATCH)
            continue;
        pool[i].character = name;
        sz_status got =
            sz_solve(map, &o, &pool[i].plan, &pool[i].report, &pool[i].why, &own);
        if (i == 0 && got && err)
            *err = own;
        first = i == 0 ? got : first;
        if (got && got != SZ_ERR_INFEASIBLE)
            status = got;
    }
    if (!status) {
        *n = choose(pool, runs, list, wanted);
        *out = list;
        list = NULL;
        status = first;
    }
    sz_alternatives_free(pool, pool ? runs : 0);
    sz_alternatives_free(list, list ? wanted : 0);
    return status;
}
