/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether chains agree, and how many independent draws theirs are worth: Vehtari,
 * Gelman, Simpson, Carpenter and Bürkner, Bayesian Analysis 16 (2021). Chains are split
 * in halves; values are replaced by normal scores of their ranks, so that neither heavy
 * tails nor units matter. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "solve/trace.h"

/* The z with P(Z <= z) = p: a rough start, then Newton's method on erfc. */
static double normal_score(double p)
{
    double q = p < 0.5 ? p : 1 - p, t = sqrt(-2 * log(q)), z = t - 0.5;
    for (int i = 0; i < 20; i++) {
        double over = 0.5 * erfc(z * 0.70710678118654752) - q;
        double step = over / (0.39894228040143268 * exp(-z * z / 2));
        z += step;
        if (fabs(step) < 1e-12)
            break;
    }
    return p < 0.5 ? -z : z;
}

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* SCORE[n] = normal scores of the ranks of VALUE[n], equal ones sharing their mean
 * rank; SORTED has room for n. */
static void rank_scores(const double *value, size_t n, double *sorted, double *score)
{
    memcpy(sorted, value, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_number);
    for (size_t i = 0; i < n; i++) {
        size_t low = 0, high = n; /* first not below, first above */
        for (size_t top = n; low < top;) {
            size_t mid = low + (top - low) / 2;
            if (sorted[mid] < value[i])
                low = mid + 1;
            else
                top = mid;
        }
        for (size_t from = low; from < high;) {
            size_t mid = from + (high - from) / 2;
            if (sorted[mid] <= value[i])
                from = mid + 1;
            else
                high = mid;
        }
        double rank = ((double)low + (double)high + 1) / 2;
        score[i] = normal_score((rank - 0.375) / ((double)n + 0.25));
    }
}

/* Rows of LENGTH values that start STRIDE apart; within each, means and variances. */
typedef struct rows {
    const double *at;
    size_t n, half, length; /* 2 per chain: the first and the last LENGTH values */
} rows;

static const double *row_at(const rows *r, size_t i)
{
    return r->at + (i / 2) * r->half + (i % 2 ? r->half - r->length : 0);
}

static double mean_of(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum / (double)n;
}

/* Mean over rows of the autocovariance at LAG, sums divided by the length. */
static double autocovariance(const rows *r, size_t lag)
{
    double sum = 0;
    for (size_t i = 0; i < r->n; i++) {
        const double *x = row_at(r, i);
        double mean = mean_of(x, r->length);
        for (size_t k = 0; k + lag < r->length; k++)
            sum += (x[k] - mean) * (x[k + lag] - mean);
    }
    return sum / (double)r->length / (double)r->n;
}

/* Mean variance within rows, and the estimate of the whole from it and between them. */
static void variances(const rows *r, double *within, double *whole)
{
    double length = (double)r->length, grand = 0, between = 0;
    for (size_t i = 0; i < r->n; i++)
        grand += mean_of(row_at(r, i), r->length) / (double)r->n;
    for (size_t i = 0; i < r->n; i++) {
        double off = mean_of(row_at(r, i), r->length) - grand;
        between += off * off / ((double)r->n - 1);
    }
    *within = autocovariance(r, 0) * length / (length - 1);
    *whole = *within * (length - 1) / length + between;
}

static double potential(const rows *r)
{
    double within, whole;
    variances(r, &within, &whole);
    if (!(whole > 0))
        return 1; /* nothing varies */
    return within > 0 ? sqrt(whole / within) : INFINITY;
}

/* By Geyer's initial monotone sequence of pairs of autocorrelations. */
static double effective_size(const rows *r)
{
    double within, whole, tau = -1, last = INFINITY;
    double all = (double)r->n * (double)r->length;
    variances(r, &within, &whole);
    if (!(whole > 0))
        return all;
    for (size_t lag = 0; lag + 1 < r->length; lag += 2) {
        double even = 1 - (within - autocovariance(r, lag)) / whole;
        double odd = 1 - (within - autocovariance(r, lag + 1)) / whole;
        double pair = lag == 0 ? 1 + odd : even + odd;
        if (!(pair > 0))
            break;
        last = pair < last ? pair : last;
        tau += 2 * last;
    }
    double most = all * log10(all);
    double size = tau > 0 ? all / tau : most;
    return size < most ? size : most;
}

void sz__diagnose(const double *value, size_t n_chains, size_t length, double *scratch,
                  double *r_hat, double *effective)
{
    size_t n = n_chains * length;
    double *sorted = scratch, *score = scratch + n, *folded = scratch + 2 * n;
    rows r = { score, 2 * n_chains, length, length / 2 };
    *r_hat = *effective = NAN;
    if (r.length < 2)
        return;
    rank_scores(value, n, sorted, score);
    double bulk = potential(&r);
    *effective = effective_size(&r);
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    for (size_t i = 0; i < n; i++)
        folded[i] = fabs(value[i] - median);
    rank_scores(folded, n, sorted, score);
    double tail = potential(&r);
    *r_hat = bulk > tail ? bulk : tail;
}
