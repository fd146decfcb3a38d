/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Apportionment. The divisor methods hand out seat after seat to the highest priority;
 * the largest remainder is worked out with whole numbers, so that ties are ties. */
#include "audit/apportion.h"

#include <math.h>
#include <stdbool.h>

#include "core/array.h"
#include "core/i18n.h"

/* ---- divisor methods ---- */

typedef struct claim {
    double priority;
    int64_t weight;
    int32_t who;
} claim;

/* Priority of weight W for a seat beyond the SEATS it has. */
static double priority_of(int64_t w, int64_t seats, sz_apportion method)
{
    double s = (double)seats;
    if (method == SZ_APPORTION_WEBSTER)
        return (double)w / (2 * s + 1);
    return seats == 0 ? (w > 0 ? HUGE_VAL : 0) : (double)w / sqrt(s * (s + 1));
}

static bool before(const claim *a, const claim *b)
{
    if (a->priority != b->priority)
        return a->priority > b->priority;
    return a->weight != b->weight ? a->weight > b->weight : a->who < b->who;
}

static void sift_down(claim *heap, int32_t n, int32_t i)
{
    for (;;) {
        int32_t best = i, left = 2 * i + 1;
        for (int32_t k = left; k <= left + 1 && k < n; k++)
            if (before(&heap[k], &heap[best]))
                best = k;
        if (best == i)
            return;
        claim c = heap[i];
        heap[i] = heap[best];
        heap[best] = c;
        i = best;
    }
}

static sz_status by_divisor(int64_t *seats, const int64_t *weight, int32_t n,
                            int64_t left, int64_t most, sz_apportion method,
                            sz_error *err)
{
    claim *heap = sz__alloc((size_t)n, sizeof *heap);
    if (!heap)
        return sz__nomem(err);
    int32_t live = 0;
    for (int32_t i = 0; i < n; i++)
        if (seats[i] < most)
            heap[live++] = (claim){ priority_of(weight[i], seats[i], method), weight[i],
                                    i };
    for (int32_t i = live / 2; i-- > 0;)
        sift_down(heap, live, i);
    for (; left > 0; left--) {
        int32_t who = heap[0].who;
        if (++seats[who] == most)
            heap[0] = heap[--live];
        else
            heap[0].priority = priority_of(weight[who], seats[who], method);
        sift_down(heap, live, 0);
    }
    free(heap);
    return SZ_SUCCESS;
}

/* ---- largest remainder ---- */

typedef struct rest {
    int64_t remainder, weight;
    int32_t who;
} rest;

static int by_remainder(const void *a, const void *b)
{
    const rest *x = a, *y = b;
    if (x->remainder != y->remainder)
        return x->remainder > y->remainder ? -1 : 1;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return (x->who > y->who) - (x->who < y->who);
}

/* Hold those of the FREE ones whose share of QUOTA is beyond a bound at that bound:
 * those below LEAST when they lack at least as much as those above MOST have too much,
 * else those above. What then is left still goes between the bounds of the others.
 * False when there was none to hold. */
static bool hold(int64_t *seats, const int64_t *weight, int32_t n, bool *free_one,
                 int64_t *quota, int64_t least, int64_t most)
{
    int64_t sum = 0, lack = 0, excess = 0, taken = 0;
    for (int32_t i = 0; i < n; i++)
        sum += free_one[i] ? weight[i] : 0;
    for (int32_t i = 0; i < n; i++) {
        int64_t over = weight[i] * *quota - most * sum;
        int64_t under = least * sum - weight[i] * *quota;
        excess += free_one[i] && over > 0 ? over : 0;
        lack += free_one[i] && under > 0 ? under : 0;
    }
    if (lack == 0 && excess == 0)
        return false;
    for (int32_t i = 0; i < n; i++) {
        int64_t share = weight[i] * *quota;
        bool held = lack >= excess ? share < least * sum : share > most * sum;
        if (!free_one[i] || !held)
            continue;
        free_one[i] = false;
        seats[i] = lack >= excess ? least : most;
        taken += seats[i];
    }
    *quota -= taken;
    return true;
}

static sz_status by_remainders(int64_t *seats, const int64_t *weight, int32_t n,
                               int64_t quota, int64_t least, int64_t most,
                               sz_error *err)
{
    rest *rests = sz__alloc((size_t)n, sizeof *rests);
    bool *free_one = sz__alloc((size_t)n, sizeof *free_one);
    int32_t m = 0;
    int64_t sum = 0;
    if (!rests || !free_one) {
        free(rests);
        free(free_one);
        return sz__nomem(err);
    }
    for (int32_t i = 0; i < n; i++)
        free_one[i] = true;
    while (hold(seats, weight, n, free_one, &quota, least, most))
        ;
    for (int32_t i = 0; i < n; i++) {
        sum += free_one[i] ? weight[i] : 0;
        m += free_one[i];
    }
    int64_t left = quota, each = sum == 0; /* nobody in those left: alike to all */
    sum += each * m;
    m = 0;
    for (int32_t i = 0; i < n; i++) {
        if (!free_one[i])
            continue;
        int64_t share = (weight[i] + each) * quota;
        seats[i] = share / sum;
        rests[m++] = (rest){ share % sum, weight[i], i };
        left -= seats[i];
    }
    qsort(rests, (size_t)m, sizeof *rests, by_remainder);
    for (int32_t k = 0; k < left; k++)
        seats[rests[k].who]++;
    free(rests);
    free(free_one);
    return SZ_SUCCESS;
}

/* ---- norm ---- */

static sz_status by_norm(int64_t *seats, const int64_t *weight, int32_t n, int64_t quota,
                         int64_t least, int64_t most, int64_t norm, sz_error *err)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < n; i++) {
        int64_t s = (weight[i] + norm - 1) / norm;
        seats[i] = s < least ? least : s > most ? most : s;
        sum += seats[i];
    }
    if (quota >= 0 && sum > quota)
        return sz__fail(err, SZ_ERR_INFEASIBLE, -1,
                        _("one worker for %lld households makes %lld workers, more than "
                          "the quota of %lld"),
                        (long long)norm, (long long)sum, (long long)quota);
    return SZ_SUCCESS;
}

sz_status sz__apportion(int64_t *seats, const int64_t *weight, int32_t n, int64_t quota,
                        int64_t least, int64_t most, sz_apportion method, int64_t norm,
                        sz_error *err)
{
    int64_t sum = 0;
    if (method == SZ_APPORTION_NORM)
        return by_norm(seats, weight, n, quota, least, most, norm, err);
    if (n * least > quota)
        return sz__fail(err, SZ_ERR_INFEASIBLE, -1,
                        _("%d communities with at least %lld workers each need %lld, "
                          "more than the quota of %lld"),
                        (int)n, (long long)least, (long long)(n * least),
                        (long long)quota);
    if (n * most < quota)
        return sz__fail(err, SZ_ERR_INFEASIBLE, -1,
                        _("%d communities with at most %lld workers each take %lld, "
                          "fewer than the quota of %lld"),
                        (int)n, (long long)most, (long long)(n * most),
                        (long long)quota);
    int64_t *equal = NULL;
    for (int32_t i = 0; i < n; i++)
        sum += weight[i];
    if (sum == 0) { /* nobody lives anywhere: alike to all */
        if (!(equal = sz__alloc((size_t)n, sizeof *equal)))
            return sz__nomem(err);
        for (int32_t i = 0; i < n; i++)
            equal[i] = 1;
        weight = equal;
    }
    sz_status status;
    if (method == SZ_APPORTION_REMAINDER) {
        status = by_remainders(seats, weight, n, quota, least, most, err);
    } else {
        for (int32_t i = 0; i < n; i++)
            seats[i] = least;
        status = by_divisor(seats, weight, n, quota - n * least, most, method, err);
    }
    free(equal);
    return status;
}
