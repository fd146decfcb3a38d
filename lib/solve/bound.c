/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bounds from totals; see bound.h. */
#include "solve/bound.h"

#include <math.h>

#include "core/array.h"

/* One community of today that is not locked. */
typedef struct holding {
    int64_t weight;  /* households of its atoms */
    int64_t leave;   /* that count as moved if all leave */
    int64_t must;    /* of these, at least so many move while it lives */
    int64_t lacks;   /* below the minimum */
    int32_t zone;
} holding;

typedef struct books {
    const sz_task *task;
    const int64_t *leave; /* [n] */
    holding *at;          /* [n] today's communities with atoms */
    int32_t n;
    int32_t *of;          /* [n_today] place in `at`, -1 */
    int64_t strangers;    /* that move for certain */
} books;

enum { MOST_SUMS = 1 << 20, MOST_LOTS = 1 << 17 };

/* Least sum of household numbers of some of the N atoms of LIST that is at least NEED,
 * by marking all sums that there are. NEED where the sums are too many to mark, or
 * memory is out: no worse as a bound than before. */
static int64_t least_sum(const sz_task *t, const int32_t *list, int32_t n, int64_t need,
                         int64_t most)
{
    if (need <= 0 || most > MOST_SUMS)
        return need > 0 ? need : 0;
    size_t words = (size_t)most / 64 + 1;
    uint64_t *sum = sz__zalloc(words, sizeof *sum);
    if (!sum)
        return need;
    sum[0] = 1;
    for (int32_t i = 0; i < n; i++) {
        size_t by = (size_t)t->graph.weight[list[i]], skip = by / 64;
        unsigned bits = by % 64;
        if (by == 0 || skip >= words)
            continue;
        for (size_t w = words; w-- > skip;) {
            uint64_t shifted = sum[w - skip] << bits;
            if (bits && w > skip)
                shifted |= sum[w - skip - 1] >> (64 - bits);
            sum[w] |= shifted;
        }
    }
    int64_t found = need;
    while (found < most && !(sum[found / 64] >> (found % 64) & 1))
        found++;
    free(sum);
    return found;
}

static bool open_books(books *b, const sz_task *t, const int64_t *leave)
{
    const sz_graph *g = &t->graph;
    *b = (books){ .task = t, .leave = leave ? leave : g->kept_weight };
    b->at = sz__zalloc((size_t)t->n_today, sizeof *b->at);
    b->of = sz__alloc((size_t)t->n_today, sizeof *b->of);
    if (!b->at || !b->of)
        return false;
    for (int32_t z = 0; z < t->n_today; z++)
        b->of[z] = -1;
    for (int32_t v = 0; v < g->n; v++) {
        int32_t z = t->home[v];
        if (z < 0) {
            b->strangers += b->leave[v];
            continue;
        }
        if (t->fixed[z])
            continue;
        if (b->of[z] < 0) {
            b->of[z] = b->n;
            b->at[b->n++].zone = z;
        }
        b->at[b->of[z]].weight += g->weight[v];
        b->at[b->of[z]].leave += b->leave[v];
    }
    return true;
}

/* What each community must give or lacks. */
static bool judge(books *b, sz_bound *out)
{
    const sz_task *t = b->task;
    int32_t *row = sz__zalloc((size_t)b->n + 1, sizeof *row);
    int32_t *list = sz__alloc((size_t)t->graph.n, sizeof *list);
    if (!row || !list) {
        free(row);
        free(list);
        return false;
    }
    for (int pass = 0; pass < 2; pass++) { /* count, then fill from the ends */
        for (int32_t v = 0; v < t->graph.n; v++) {
            int32_t i = t->home[v] < 0 ? -1 : b->of[t->home[v]];
            if (i < 0)
                continue;
            if (pass)
                list[--row[i]] = v;
            else
                row[i]++;
        }
        for (int32_t i = 0, sum = 0; i <= b->n && !pass; i++) {
            sum += i < b->n ? row[i] : 0;
            row[i] = sum;
        }
    }
    for (int32_t i = 0; i < b->n; i++) {
        holding *h = &b->at[i];
        int64_t over = h->weight - t->max;
        if (over > 0) {
            int64_t give = least_sum(t, list + row[i], row[i + 1] - row[i], over,
                                     h->weight);
            h->must = give - (h->weight - h->leave); /* the free ones may go first */
            h->must = h->must > 0 ? h->must : 0;
            out->surplus += over;
        }
        h->lacks = h->weight < t->min ? t->min - h->weight : 0;
        out->deficit += h->lacks;
    }
    free(row);
    free(list);
    return true;
}

static int by_leave(const void *a, const void *b)
{
    const holding *x = a, *y = b;
    if (x->leave != y->leave)
        return x->leave < y->leave ? -1 : 1;
    return (x->zone > y->zone) - (x->zone < y->zone);
}

/* Least over all choices of communities to abolish of the greater of GIVEN, what must
 * be given, and GOT, what must be got: a knapsack of the households given up, by the
 * households no longer lacking. Where it would be large, households are counted in
 * lots, rounded down. */
static int64_t weigh_abolishing(const books *b, int64_t given, int64_t got, bool *ok)
{
    int64_t lot = (got - given) / MOST_LOTS + 1, lots = (got - given) / lot;
    int64_t *spared = sz__alloc((size_t)lots + 1, sizeof *spared), least = got;
    *ok = spared != NULL;
    for (int64_t w = 0; w <= lots && *ok; w++)
        spared[w] = w ? INT64_MIN / 2 : 0;
    for (int32_t i = 0; i < b->n && *ok; i++) {
        const holding *h = &b->at[i];
        for (int64_t w = lots, by = h->leave / lot; w >= by && h->lacks; w--)
            if (spared[w - by] + h->lacks > spared[w])
                spared[w] = spared[w - by] + h->lacks;
    }
    for (int64_t w = 0; w <= lots && *ok; w++) {
        int64_t gives = given + w * lot, gets = got - spared[w];
        int64_t most = gives > gets ? gives : gets;
        least = most < least ? most : least;
    }
    free(spared);
    return least;
}

/* Households that move at least, if so many communities are FOUNDED and some may be
 * abolished. */
static int64_t balance(const books *b, int64_t gratis, int32_t founded, bool abolish,
                       bool *ok)
{
    int64_t given = 0, got = founded * b->task->min - gratis;
    *ok = true;
    for (int32_t i = 0; i < b->n; i++) {
        given += b->at[i].must;
        got += b->at[i].lacks;
    }
    if (got <= given)
        return given;
    return abolish ? weigh_abolishing(b, given, got, ok) : got;
}

sz_status sz__bound_moved(sz_bound *out, const sz_task *task, const int64_t *leave,
                          sz_error *err)
{
    books b;
    int32_t fewest, most;
    int64_t gratis = 0;
    *out = (sz_bound){ 0 };
    if (!open_books(&b, task, leave) || !judge(&b, out)) {
        free(b.at);
        free(b.of);
        return sz__nomem(err);
    }
    sz__task_bounds(task, task->free_weight, &fewest, &most);
    if (task->free_weight == 0)
        fewest = 0;
    if (task->want > task->n_fixed) {
        fewest = task->want - task->n_fixed;
        most = task->want_most - task->n_fixed;
    }
    out->founded = fewest > b.n ? fewest - b.n : 0;
    out->abolished = b.n > most ? b.n - most : 0;
    for (int32_t v = 0; v < task->graph.n; v++) {
        int32_t z = task->home[v];
        if (z < 0 || !task->fixed[z])
            gratis += task->graph.weight[v] - (z < 0 ? 0 : b.leave[v]);
    }
    bool ok; /* one abolished beyond that would have to be founded again */
    int64_t moved = balance(&b, gratis, out->founded, b.n > fewest, &ok), whole = 0;
    qsort(b.at, (size_t)b.n, sizeof *b.at, by_leave);
    for (int32_t i = 0; i < out->abolished; i++)
        whole += b.at[i].leave;
    out->moved = (moved > whole ? moved : whole) + b.strangers;
    free(b.at);
    free(b.of);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

double sz__bound_size(const sz_task *t)
{
    int32_t fewest, most;
    double least = INFINITY, wide = (double)(t->max - t->min + 1) / 2;
    sz__task_bounds(t, t->free_weight, &fewest, &most);
    if (t->n_limits > 1 || t->free_weight == 0)
        return 0;
    if (t->want > t->n_fixed) {
        fewest = t->want - t->n_fixed;
        most = t->want_most - t->n_fixed;
    }
    for (int32_t k = fewest; k <= most; k++) {
        double off = ((double)t->free_weight / k - (double)t->target) / wide;
        least = fmin(least, k * off * off);
    }
    return least < INFINITY ? least : 0;
}
