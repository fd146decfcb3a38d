/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sequential Monte Carlo after McCartan and Imai (AOAS 17, 2023).
 *
 * Plans grow side by side: step by step each gets one community more, cut off the rest
 * along a spanning tree. Let t() count spanning trees. What is drawn for at step i is
 * the product of t() over the communities so far and the rest, whatever the order in
 * which they came. A plan before is drawn by weight, a tree of its rest uniformly, and
 * with b admissible cuts one of them is taken with probability b / M, M being a bound
 * for this rest; else all is drawn anew, the plan before too. From the set before, S,
 * the community C and the rest R come with probability
 * t(C) t(R) s(C,R) / (t(C+R) M(S)), s being edges between them. Looked at backwards, any
 * of the communities that border the rest may have been the last: let there be p. The
 * weight of the new plan is then
 *
 *     t(C) t(R)   1        t(C+R) M(S)        M(S)
 *     --------- * - * ------------------- = ----------
 *      t(C+R)     p   t(C) t(R) s(C,R)      p s(C,R)
 *
 * and that is exact: in the end each plan stands there once for each of its communities
 * that may be the rest, which is all of them. */
#include <math.h>
#include <string.h>

#include "core/i18n.h"
#include "core/platform.h"
#include "solve/ensemble.h"

enum {
    ATTEMPTS = 1000000,
    SAVE_EVERY = 10 /* seconds */
};

/* What one thread needs. */
typedef struct sz_cutter {
    sz_spot *spot;      /* [-1 .. n) */
    sz_pair pair;
    int32_t *cut;       /* [2 n] 2 * atom, + 1: the community is above it */
    uint8_t *met;       /* [zones] */
    uint64_t trees;
    bool failed;
} sz_cutter;

typedef struct cloud {
    const sz_field *field;
    const sz_sample_options *options;
    size_t n;           /* plans */
    int32_t free_zones, step; /* communities to be drawn; of them, done */
    int32_t *zone;      /* [free_zones] their numbers */
    int32_t *label, *next;  /* [n * atoms] -1: the rest */
    double *weight, *next_weight, *upto; /* [n]; running sums of weight */
    sz_cutter *cutter;  /* [threads] */
    unsigned threads;
    uint64_t trees;     /* drawn before a resume */
    double saved;       /* when */
} cloud;

static sz_status cutter_init(sz_cutter *k, const sz_net *net, int32_t zones,
                             sz_error *err)
{
    size_t n = (size_t)net->n;
    sz_spot *spot = sz__alloc(n + 1, sizeof *spot);
    if (spot) {
        spot[0] = (sz_spot){ -1, 0 };
        k->spot = spot + 1;
    }
    k->cut = sz__alloc(2 * n, sizeof *k->cut);
    k->met = sz__alloc((size_t)zones, 1);
    if (!k->spot || !k->cut || !k->met)
        return sz__nomem(err);
    return sz__pair_init(&k->pair, net, k->spot, net->n, err);
}

static void release_cloud(cloud *c)
{
    for (unsigned t = 0; c->cutter && t < c->threads; t++) {
        free(c->cutter[t].spot ? c->cutter[t].spot - 1 : NULL);
        free(c->cutter[t].cut);
        free(c->cutter[t].met);
        sz__pair_release(&c->cutter[t].pair);
    }
    free(c->cutter);
    free(c->zone);
    free(c->label);
    free(c->next);
    free(c->weight);
    free(c->next_weight);
    free(c->upto);
}

/* Gather the rest of a plan. */
static void gather_rest(sz_cutter *k, const sz_net *net, const int32_t *label)
{
    int32_t n = 0;
    for (int32_t v = 0; v < net->n; v++) {
        k->spot[v] = (sz_spot){ label[v] < 0 ? 0 : 1, n };
        if (label[v] < 0)
            k->pair.atom[n++] = v;
    }
    sz__pair_gather(&k->pair, 0, 0, n, n, true);
}

/* Weights of a community that leave the rest households for LEFT more. */
static void window(const cloud *c, int64_t all, int32_t left, int64_t *low,
                   int64_t *high)
{
    int64_t most = c->field->max, least = c->field->min;
    int64_t rest_most = most > (INT64_MAX / 4) / left ? INT64_MAX / 4 : most * left;
    *low = all - rest_most > least ? all - rest_most : least;
    *high = all - least * left < most ? all - least * left : most;
}

/* Admissible cuts of the tree at hand. */
static int32_t list_cuts(sz_cutter *k, int64_t low, int64_t high)
{
    const sz_pair *p = &k->pair;
    int64_t all = (int64_t)(p->sum_all >> SZ_PAIR_WEIGHT);
    int32_t n = 0;
    for (int32_t i = 1; i < p->n; i++) {
        int32_t u = p->order[i];
        int64_t below = (int64_t)(p->sum[u] >> SZ_PAIR_WEIGHT);
        if (below >= low && below <= high)
            k->cut[n++] = 2 * u;
        if (all - below >= low && all - below <= high)
            k->cut[n++] = 2 * u + 1;
    }
    return n;
}

/* Communities so far that border what is LABEL -1. */
static int32_t count_beside(sz_cutter *k, const cloud *c, const int32_t *label)
{
    const sz_net *net = &c->field->net;
    int32_t n = 0;
    memset(k->met, 0, (size_t)c->field->n_zones);
    for (int32_t v = 0; v < net->n; v++)
        for (int32_t i = 0; label[v] < 0 && i < net->atom[v].degree; i++) {
            int32_t z = label[sz__net_near(net, v, i)];
            if (z < 0 || c->field->fixed[z] || k->met[z])
                continue;
            k->met[z] = 1;
            n++;
        }
    return n;
}

/* Number of the plan before in which the share U of all weight ends. */
static size_t pick(const cloud *c, double u)
{
    size_t low = 0, high = c->n - 1;
    double at = u * c->upto[c->n - 1];
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (c->upto[mid] > at)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

/* Draw plan I of the next step; false when nothing comes of many attempts. */
static bool draw_plan(cloud *c, sz_cutter *k, size_t i)
{
    const sz_net *net = &c->field->net;
    int32_t left = c->free_zones - c->step - 1; /* communities in the rest then */
    int32_t *label = c->next + i * (size_t)net->n;
    sz_pair *p = &k->pair;
    sz_rng rng;
    sz__rng_init(&rng, c->options->seed, (uint64_t)c->step << 40 | i);
    sz__pair_fresh(p);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        const int32_t *from = c->label + pick(c, sz__rng_unit(&rng)) * (size_t)net->n;
        int64_t low, high;
        gather_rest(k, net, from);
        window(c, (int64_t)(p->sum_all >> SZ_PAIR_WEIGHT), left, &low, &high);
        if (low > high)
            continue;
        k->trees++;
        uint32_t root = sz__rng_below(&rng, (uint32_t)p->n);
        sz__pair_tree(p, &rng, (int32_t)root, 0, INT64_MAX / 4);
        int32_t n_cuts = list_cuts(k, low, high);
        if (!n_cuts)
            continue;
        int32_t most = sz__pair_most_parts(p, low, high);
        uint32_t chosen = sz__rng_below(&rng, (uint32_t)most);
        if (chosen >= (uint32_t)n_cuts)
            continue;
        sz__pair_split(p, k->cut[chosen] / 2);
        memcpy(label, from, (size_t)net->n * sizeof *label);
        for (int32_t m = 0; m < p->n; m++)
            if (p->in[m] != k->cut[chosen] % 2)
                label[p->atom[m]] = c->zone[c->step];
        c->next_weight[i] = (double)most / (double)sz__pair_seam(p) /
                            (double)count_beside(k, c, label);
        return true;
    }
    return false;
}

/* One community more for all plans. */
static sz_status next_step(cloud *c, sz_error *err)
{
    double sum = 0;
    for (size_t i = 0; i < c->n; i++)
        c->upto[i] = sum += c->weight[i];
#pragma omp parallel for schedule(static, 1) num_threads(c->threads)
    for (int32_t t = 0; t < (int32_t)c->threads; t++)
        for (size_t i = (size_t)t; i < c->n && !c->cutter[t].failed; i += c->threads)
            c->cutter[t].failed = !draw_plan(c, &c->cutter[t], i);
    for (unsigned t = 0; t < c->threads; t++)
        if (c->cutter[t].failed)
            return sz__fail(err, SZ_ERR_INFEASIBLE, -1,
                            _("no community %d of %d could be cut off in %d attempts; "
                              "the band is too narrow for sequential Monte Carlo"),
                            (int)c->step + 1, (int)c->free_zones, (int)ATTEMPTS);
    int32_t *label = c->label;
    double *weight = c->weight, total = 0;
    c->label = c->next;
    c->next = label;
    c->weight = c->next_weight;
    c->next_weight = weight;
    for (size_t i = 0; i < c->n; i++)
        total += c->weight[i];
    for (size_t i = 0; i < c->n; i++)
        c->weight[i] *= (double)c->n / total;
    c->step++;
    return SZ_SUCCESS;
}

static sz_status cloud_init(cloud *c, sz_party *party, sz_error *err)
{
    const sz_field *f = party->field;
    const sz_sample_options *o = party->options;
    size_t n = (size_t)f->net.n;
    *c = (cloud){ .field = f, .options = o, .n = (size_t)o->plans };
    c->threads = o->threads ? o->threads : sz__cpus();
    if (f->net.n > SZ_PAIR_MOST)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("%d atoms are too many for sequential Monte Carlo"),
                        (int)f->net.n);
    c->zone = sz__alloc((size_t)f->n_zones, sizeof *c->zone);
    bool fits = o->plans <= SIZE_MAX / sizeof *c->label / (n + 1);
    c->label = fits ? sz__alloc(c->n * n, sizeof *c->label) : NULL;
    c->next = fits ? sz__alloc(c->n * n, sizeof *c->next) : NULL;
    c->weight = sz__alloc(c->n, sizeof *c->weight);
    c->next_weight = sz__alloc(c->n, sizeof *c->next_weight);
    c->upto = sz__alloc(c->n, sizeof *c->upto);
    c->cutter = sz__zalloc(c->threads, sizeof *c->cutter);
    if (!c->zone || !c->label || !c->next || !c->weight || !c->next_weight ||
        !c->upto || !c->cutter)
        return sz__nomem(err);
    for (int32_t z = 0; z < f->n_zones; z++)
        if (!f->fixed[z])
            c->zone[c->free_zones++] = z;
    for (size_t i = 0; i < c->n; i++) {
        c->weight[i] = 1;
        for (int32_t v = 0; v < f->net.n; v++) {
            int32_t z = party->run[0].walker.spot[v].zone;
            c->label[i * n + (size_t)v] = f->fixed[z] ? z : -1;
        }
    }
    sz_status status = SZ_SUCCESS;
    for (unsigned t = 0; t < c->threads && !status; t++)
        status = cutter_init(&c->cutter[t], &f->net, f->n_zones, err);
    return status;
}

/* The ground to be divided must be of one piece. */
static sz_status check_whole(cloud *c, sz_error *err)
{
    sz_cutter *k = &c->cutter[0];
    const sz_net *net = &c->field->net;
    int32_t head = 0, tail = 0;
    gather_rest(k, net, c->label);
    if (k->pair.n == 0)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("all communities are locked"));
    for (int32_t i = 0; i < k->pair.n; i++)
        k->cut[i] = 0;
    int32_t *queue = k->cut + net->n;
    k->cut[0] = 1;
    queue[tail++] = k->pair.atom[0];
    while (head < tail) {
        int32_t v = queue[head++];
        for (int32_t i = 0; i < net->atom[v].degree; i++) {
            int32_t u = sz__net_near(net, v, i);
            if (c->label[u] >= 0 || k->cut[k->spot[u].local])
                continue;
            k->cut[k->spot[u].local] = 1;
            queue[tail++] = u;
        }
    }
    if (tail < k->pair.n)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("sequential Monte Carlo needs ground of one piece; choose a "
                          "town, or another method"));
    return SZ_SUCCESS;
}

/* Tell every plan with its weight; those that enclose something have none. */
static sz_status tell_all(cloud *c, sz_party *party, sz_error *err)
{
    const sz_net *net = &c->field->net;
    sz_run *run = &party->run[0];
    sz_walker *w = &run->walker;
    double total = 0;
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < c->n && !status; i++) {
        int32_t *label = c->label + i * (size_t)net->n;
        for (int32_t v = 0; v < net->n; v++)
            label[v] = label[v] < 0 ? c->zone[c->free_zones - 1] : label[v];
        if (!c->field->aloof) {
            status = sz__walker_load(w, label, NULL, err);
            c->weight[i] = !status && sz__walker_encloses(w) ? 0 : c->weight[i];
        }
        total += c->weight[i];
    }
    for (size_t i = 0; i < c->n && !status && !party->stopped; i++) {
        const int32_t *label = c->label + i * (size_t)net->n;
        sz_sampled plan = { .step = i + 1, .weight = c->weight[i] };
        if (!(plan.weight > 0))
            continue;
        plan.weight *= (double)c->n / total;
        if ((status = sz__walker_load(w, label, NULL, err)) != SZ_SUCCESS)
            break;
        sz__figures(&run->measure, &c->field->scale, w, plan.figure);
        status = sz__party_tell(party, &plan, net->source, label, (size_t)net->n, err);
        w->steps++;
        w->fresh++;
    }
    if (!status && !(total > 0))
        status = sz__fail(err, SZ_ERR_INFEASIBLE, -1,
                          _("every plan drawn encloses a community; draw more, or use "
                            "another method"));
    return status;
}

static uint64_t count_trees(const cloud *c)
{
    uint64_t trees = c->trees;
    for (unsigned t = 0; c->cutter && t < c->threads; t++)
        trees += c->cutter[t].trees;
    return trees;
}

static sz_smc_state state_of(const cloud *c)
{
    return (sz_smc_state){ .step = c->step, .steps = c->free_zones - 1,
                           .trees = count_trees(c), .n = c->n, .label = c->label,
                           .weight = c->weight };
}

static sz_status save(cloud *c, sz_error *err)
{
    const sz_sample_options *o = c->options;
    sz_smc_state state = state_of(c);
    unsigned char *bytes = NULL;
    size_t size = 0;
    sz_status status = sz__smc_freeze(c->field, &state, &bytes, &size, err);
    if (!status && !o->checkpoint(bytes, size, o->checkpoint_data))
        status = sz__fail(err, SZ_ERR_CANCELLED, -1, _("cancelled"));
    free(bytes);
    c->saved = sz__now();
    return status;
}

static sz_status resume(cloud *c, sz_error *err)
{
    const sz_sample_options *o = c->options;
    sz_smc_state state = state_of(c);
    sz_status status = sz__smc_thaw(c->field, &state, o->resume, o->resume_size, err);
    c->step = state.step;
    c->trees = state.trees;
    return status;
}

/* Step by step; each draws from streams of its own, so that a run can go on after any
 * of them. */
static sz_status grow_all(cloud *c, sz_error *err)
{
    const sz_sample_options *o = c->options;
    sz_status status = o->resume ? resume(c, err) : SZ_SUCCESS;
    c->saved = sz__now();
    while (!status && c->step < c->free_zones - 1) {
        if ((status = next_step(c, err)) != SZ_SUCCESS)
            break;
        status = sz__tell(o->progress, o->progress_data,
                          (double)c->step / c->free_zones, _("sampling"), err);
        bool last = status || c->step == c->free_zones - 1;
        sz_error other = SZ_ERROR_INIT;
        if (o->checkpoint && (last || sz__now() - c->saved > SAVE_EVERY)) {
            sz_status saved = save(c, status ? &other : err);
            status = status ? status : saved;
        }
    }
    return status;
}

sz_status sz__smc(sz_party *party, sz_error *err)
{
    cloud c;
    sz_status status = cloud_init(&c, party, err);
    if (!status)
        status = check_whole(&c, err);
    if (!status)
        status = grow_all(&c, err);
    party->run[0].walker.trees += count_trees(&c);
    if (!status)
        status = tell_all(&c, party, err);
    release_cloud(&c);
    return status;
}
