/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeping figures and summing them up; see trace.h. */
#include "solve/trace.h"

#include <math.h>

#include "core/array.h"

sz_status sz__trace_init(sz_trace *t, sz_error *err)
{
    *t = (sz_trace){ .every = 1 };
    t->figure = sz__alloc(SZ_TRACE_KEPT, sizeof *t->figure);
    t->weight = sz__alloc(SZ_TRACE_KEPT, sizeof *t->weight);
    if (t->figure && t->weight)
        return SZ_SUCCESS;
    sz__trace_release(t);
    return sz__nomem(err);
}

void sz__trace_release(sz_trace *t)
{
    free(t->figure);
    free(t->weight);
    *t = (sz_trace){ 0 };
}

static void copy_figures(double to[SZ_N_FIGURES], const double from[SZ_N_FIGURES])
{
    for (int f = 0; f < SZ_N_FIGURES; f++)
        to[f] = from[f];
}

void sz__trace_add(sz_trace *t, const double figure[SZ_N_FIGURES], double weight)
{
    for (int f = 0; f < SZ_N_FIGURES; f++) {
        t->least[f] = t->seen ? fmin(t->least[f], figure[f]) : figure[f];
        t->most[f] = t->seen ? fmax(t->most[f], figure[f]) : figure[f];
        t->sum[f] += weight * figure[f];
    }
    t->total += weight;
    if (t->seen++ % t->every)
        return;
    if (t->n == SZ_TRACE_KEPT) {
        for (int32_t i = 0; 2 * i < t->n; i++) {
            copy_figures(t->figure[i], t->figure[2 * i]);
            t->weight[i] = t->weight[2 * i];
        }
        t->n /= 2;
        t->every *= 2;
        if ((t->seen - 1) % t->every)
            return;
    }
    copy_figures(t->figure[t->n], figure);
    t->weight[t->n++] = weight;
}

typedef struct entry {
    double value, weight;
    size_t at;
} entry;

static int by_value(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->value < y->value || x->value > y->value)
        return x->value < y->value ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

sz_status sz__trace_sorted(const sz_trace *trace, uint32_t n_chains, int f,
                           double **value, double **weight, size_t *n, sz_error *err)
{
    size_t total = 0, k = 0;
    for (uint32_t c = 0; c < n_chains; c++)
        total += (size_t)trace[c].n;
    entry *list = sz__alloc(total, sizeof *list);
    double *v = sz__alloc(total, sizeof *v), *w = sz__alloc(total, sizeof *w);
    if (!list || !v || !w) {
        free(list);
        free(v);
        free(w);
        return sz__nomem(err);
    }
    for (uint32_t c = 0; c < n_chains; c++)
        for (int32_t i = 0; i < trace[c].n; i++, k++)
            list[k] = (entry){ trace[c].figure[i][f], trace[c].weight[i], k };
    if (total)
        qsort(list, total, sizeof *list, by_value);
    for (size_t i = 0; i < total; i++) {
        v[i] = list[i].value;
        w[i] = list[i].weight;
    }
    free(list);
    *value = v;
    *weight = w;
    *n = total;
    return SZ_SUCCESS;
}

/* Value at share P of the sorted values: each stands in the middle of its weight. */
static double quantile(const double *value, const double *weight, size_t n, double p)
{
    double total = 0, before = 0;
    for (size_t i = 0; i < n; i++)
        total += weight[i];
    for (size_t i = 0; i < n; i++) {
        double here = before + weight[i] / 2;
        if (p * total <= here || i + 1 == n) {
            if (i == 0 || p * total >= here)
                return value[i];
            double last = before - weight[i - 1] / 2;
            return value[i - 1] +
                   (value[i] - value[i - 1]) * (p * total - last) / (here - last);
        }
        before += weight[i];
    }
    return NAN;
}

static sz_status diagnose_chains(const sz_trace *trace, uint32_t n_chains, int f,
                                 sz_figure_summary *out, sz_error *err)
{
    int32_t length = trace[0].n;
    for (uint32_t c = 1; c < n_chains; c++)
        length = trace[c].n < length ? trace[c].n : length;
    size_t n = (size_t)n_chains * (size_t)length;
    double *value = sz__alloc(n, sizeof *value);
    double *scratch = sz__alloc(3 * n, sizeof *scratch);
    sz_status status = value && scratch ? SZ_SUCCESS : sz__nomem(err);
    if (!status) {
        for (uint32_t c = 0; c < n_chains; c++)
            for (int32_t i = 0; i < length; i++)
                value[c * (size_t)length + (size_t)i] = trace[c].figure[i][f];
        sz__diagnose(value, n_chains, (size_t)length, scratch, &out->r_hat,
                     &out->effective);
    }
    free(value);
    free(scratch);
    return status;
}

sz_status sz__trace_summary(const sz_trace *trace, uint32_t n_chains, int f,
                            bool chained, sz_figure_summary *out, sz_error *err)
{
    static const double share[5] = { 0.025, 0.25, 0.5, 0.75, 0.975 };
    double *value = NULL, *weight = NULL, sum = 0, total = 0, squares = 0;
    size_t n = 0;
    *out = (sz_figure_summary){ .least = NAN, .most = NAN, .r_hat = NAN,
                                .effective = NAN };
    sz_status status = sz__trace_sorted(trace, n_chains, f, &value, &weight, &n, err);
    if (status)
        return status;
    for (uint32_t c = 0; c < n_chains; c++) {
        if (!trace[c].seen)
            continue;
        out->least = fmin(out->least, trace[c].least[f]);
        out->most = fmax(out->most, trace[c].most[f]);
        sum += trace[c].sum[f];
        total += trace[c].total;
    }
    out->mean = total > 0 ? sum / total : NAN;
    for (int i = 0; i < 5; i++)
        out->quantile[i] = quantile(value, weight, n, share[i]);
    total = 0;
    for (size_t i = 0; i < n; i++) {
        total += weight[i];
        squares += weight[i] * weight[i];
    }
    if (chained)
        status = diagnose_chains(trace, n_chains, f, out, err);
    else
        out->effective = squares > 0 ? total * total / squares : NAN;
    free(value);
    free(weight);
    return status;
}
