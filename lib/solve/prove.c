/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Column generation, listing, and the verdict; see prove.h. */
#include "solve/prove.h"

#include <math.h>
#include <string.h>

#include "core/platform.h"
#include "solve/alike.h"
#include "solve/branch.h"

enum {
    PER_ROOT = 6,
    MOST_POOL = 400000,
    MOST_NODES = 20000,
    ROUGH_NODES = 60,
    CHOICE_NODES = 200,
    FIRST_LOOK = 2000
};

typedef struct prover {
    sz_task *task;
    sz_cover cover;
    sz_master m;
    sz_budget *budget;
    sz_proof *out;
    double best;          /* cost of the columns of the best plan, or `none` */
    double none;          /* above every plan, below all that is none */
    /* columns offered by the pricing at hand */
    bool choice;          /* from columns that are given */
    bool closed;          /* no choice is better */
    SZ__ARRAY(sz_column) offer;
    double reduced[PER_ROOT]; /* of the last of them, which share a root */
    int n_root, root;
    double least;         /* reduced cost */
    double below;         /* listing: reduced costs from here on do not matter */
    size_t most_pool;
    bool nomem;
} prover;

/* Keep the best few of each root. */
static double offer_column(void *data, const sz_column *column, double reduced)
{
    prover *p = data;
    sz_set set = column->set;
    int root = sz__set_pop(&set);
    if (root != p->root) {
        p->root = root;
        p->n_root = 0;
    }
    p->least = fmin(p->least, reduced);
    if (p->n_root < PER_ROOT && !sz__push(&p->offer, *column)) {
        p->nomem = true;
        return -INFINITY;
    }
    int at = p->n_root < PER_ROOT ? p->n_root++ : PER_ROOT - 1;
    sz_column *first = p->offer.at + p->offer.n - p->n_root;
    for (; at > 0 && p->reduced[at - 1] > reduced; at--) {
        p->reduced[at] = p->reduced[at - 1];
        first[at] = first[at - 1];
    }
    p->reduced[at] = reduced;
    first[at] = *column;
    return p->n_root < PER_ROOT ? p->below : p->reduced[PER_ROOT - 1];
}

/* Take all columns below the gap into the pool; where they are too many, fewer. */
static double list_column(void *data, const sz_column *column, double reduced)
{
    prover *p = data;
    if (reduced >= p->below)
        return p->below;
    if (sz__master_pool(&p->m, column) < 0) {
        p->nomem = true;
        return -INFINITY;
    }
    if (p->m.pool.n > p->most_pool) {
        p->below *= 0.8;
        p->most_pool += MOST_POOL / 8;
    }
    return p->below;
}

static bool add_column(prover *p, const sz_column *column)
{
    int32_t i = sz__master_pool(&p->m, column);
    return i >= 0 && sz__master_activate(&p->m, i);
}

/* Atoms of zone LABEL of the plan at hand. */
static sz_set zone_of(const prover *p, int32_t label)
{
    sz_set zone = { { 0 } };
    for (int32_t v = 0; v < p->cover.n; v++)
        if (p->task->label[v] == label && sz__set_has(&p->cover.free, v))
            sz__set_add(&zone, v);
    return zone;
}

/* The communities of the plan at hand. */
static bool add_present(prover *p)
{
    bool ok = true;
    for (sz_set rest = p->cover.free; !sz__set_empty(&rest) && ok;) {
        sz_set one = rest;
        int32_t label = p->task->label[sz__set_pop(&one)], fresh = p->cover.n_labels - 1;
        sz_column c = { zone_of(p, label), label < p->task->n_today ? label : fresh, 0 };
        c.cost = sz__cover_cost(&p->cover, &c.set, c.label);
        ok = add_column(p, &c);
        rest = sz__set_less(rest, &c.set);
    }
    return ok;
}

/* More than the forms of all zones can cost together: each is at most as long as the
 * whole, and has the area of its least atom. */
static double worst_form(const prover *p)
{
    const sz_task *t = p->task;
    const sz_graph *g = &t->graph;
    double x[2] = { INFINITY, -INFINITY }, y[2] = { INFINITY, -INFINITY };
    double least = INFINITY, area = 0;
    for (int32_t v = 0; v < g->n; v++) {
        double round = sqrt(g->area[v]);
        x[0] = fmin(x[0], g->x[v] - round);
        x[1] = fmax(x[1], g->x[v] + round);
        y[0] = fmin(y[0], g->y[v] - round);
        y[1] = fmax(y[1], g->y[v] + round);
        least = g->area[v] > 0 ? fmin(least, g->area[v]) : least;
        area += g->area[v];
    }
    double far2 = (x[1] - x[0]) * (x[1] - x[0]) + (y[1] - y[0]) * (y[1] - y[0]);
    if (!t->has_form || !(area > 0))
        return 0;
    return p->cover.most * t->prices.compact * 7 * far2 / least +
           t->prices.distance * (double)t->weight * sqrt(far2);
}

/* What nobody would pay: no plan costs, or gains, half of it. */
static double find_big(const prover *p)
{
    const sz_cover *c = &p->cover;
    double sum = 1 + fabs(p->out->cost < INFINITY ? p->out->cost : 0);
    for (int32_t v = 0; v < c->n; v++) {
        double most = 0;
        if (!sz__set_has(&c->free, v))
            continue;
        for (int32_t z = 0; z < c->n_labels; z++)
            if (c->seat[(size_t)v * (size_t)c->n_labels + (size_t)z] < INFINITY)
                most = fmax(most, c->seat[(size_t)v * (size_t)c->n_labels + (size_t)z]);
        sum += most + fabs(c->alone[v]);
        for (int32_t i = c->tie_row[v]; i < c->tie_row[v + 1]; i++)
            sum += fabs(c->tie[i].price) / 2;
    }
    const sz_prices *q = &p->task->prices;
    sum += (c->most + c->n_labels) *
           (q->founded + q->abolished + q->office + 5 * q->size);
    return 2 * sum + worst_form(p);
}

/* Column generation; true when the root is solved, false when the budget ran out or
 * memory did (p->nomem). While prices are far off, a look at some sets of each root is
 * enough; where nothing is found, more are looked at. */
static bool solve_root(prover *p)
{
    double rounding = 1e-9 * p->m.lp.big;
    for (p->budget->per_root = FIRST_LOOK;;) {
        if (!sz__master_solve(&p->m, p->budget)) {
            p->nomem = true;
            return false;
        }
        double value = sz__linear_value(&p->m.lp);
        p->offer.n = 0;
        p->root = -1;
        p->least = 0;
        p->below = -rounding;
        p->budget->cut_short = false;
        bool done = sz__cover_tell(&p->cover, &p->m.worth, -rounding, p->budget,
                                   offer_column, p);
        if (!done || p->nomem)
            return false;
        if (!p->budget->cut_short) { /* least is the least there is */
            double bound = value + p->cover.most * fmin(p->least, -rounding);
            p->out->root = fmax(p->out->root, bound + p->cover.constant);
            if (p->offer.n == 0)
                return true;
        }
        if (p->offer.n == 0)
            p->budget->per_root *= 8;
        for (size_t i = 0; i < p->offer.n; i++)
            if (!add_column(p, &p->offer.at[i])) {
                p->nomem = true;
                return false;
            }
    }
}

/* Put the plan found into the task. */
static void take_plan(prover *p, const sz_branching *b)
{
    int32_t fresh = p->task->n_today;
    for (size_t k = 0; k < b->plan.n; k++) {
        const sz_column *c = &p->m.pool.at[b->plan.at[k]].column;
        int32_t label = c->label < p->task->n_today ? c->label : fresh++;
        for (sz_set rest = c->set; !sz__set_empty(&rest);)
            p->task->label[sz__set_pop(&rest)] = label;
    }
    for (int32_t v = 0; v < p->cover.n; v++)
        if (!sz__set_has(&p->cover.free, v))
            p->task->label[v] = p->task->home[v];
    p->task->n_zones = fresh;
    p->best = b->best;
    p->out->cost = b->best + p->cover.constant;
    p->out->better = true;
}

/* A plan from the columns at hand, so that fewer need be listed. */
static bool look_about(prover *p)
{
    sz_branching b = { .m = &p->m, .budget = p->budget, .best = p->best,
                       .most_nodes = ROUGH_NODES, .rough = true };
    bool ok = sz__branch(&b);
    if (ok && b.found)
        take_plan(p, &b);
    free(b.plan.at);
    return ok;
}

/* List all columns that a better plan can have. *BEYOND: a plan with any that are left
 * out costs no less. */
static bool list_all(prover *p, double value, const sz_worth *worth, double *beyond)
{
    double gap = p->best - value;
    p->below = gap;
    p->budget->per_root = 0;
    p->most_pool = p->m.pool.n + MOST_POOL;
    for (size_t i = 0; i < p->m.pool.n; i++)
        sz__master_bar(&p->m, (int32_t)i, false);
    if (!sz__cover_tell(&p->cover, worth, gap, p->budget, list_column, p))
        return false;
    *beyond = p->below < gap ? value + p->below : INFINITY;
    return true;
}

/* From the root to the end: list, branch, judge. */
static bool finish(prover *p)
{
    sz_proof *out = p->out;
    double value = sz__linear_value(&p->m.lp), beyond;
    double atom[SZ_SET_ATOMS], label[SZ_SET_ATOMS + 1];
    sz_worth worth = { atom, label, p->m.worth.any };
    memcpy(atom, p->m.atom, sizeof atom);
    memcpy(label, p->m.label, sizeof label);
    if (p->best - value > sz__branch_slack(p->best) && !look_about(p))
        return false;
    if (p->best - value <= sz__branch_slack(p->best)) {
        out->bound = out->cost;
        return true;
    }
    if (!list_all(p, value, &worth, &beyond))
        return !p->nomem;
    sz_branching b = { .m = &p->m, .budget = p->budget, .best = p->best,
                       .most_nodes = MOST_NODES };
    bool ok = sz__branch(&b);
    out->nodes = b.nodes;
    out->cuts = (int32_t)p->m.cut.n;
    if (ok && b.found)
        take_plan(p, &b);
    double bound = fmin(fmin(b.open, beyond), b.best);
    out->bound = fmax(out->bound, fmin(out->cost, bound + p->cover.constant));
    if (bound >= p->none - sz__branch_slack(p->none))
        out->bound = INFINITY; /* nobody pays that: there is none */
    free(b.plan.at);
    return ok;
}

/* Put the N COLUMNS into the pool. */
static bool add_choice(prover *p, const sz_column *columns, size_t n)
{
    sz__budget_charge(p->budget, (double)n * (1 + p->cover.n / 32.0));
    for (size_t i = 0; i < n; i++) {
        sz_column c = columns[i];
        size_t before = p->m.pool.n;
        int32_t at = sz__master_pool(&p->m, &c);
        if (at < 0)
            return false;
        if (p->m.pool.n > before)
            p->m.pool.at[at].column.cost = sz__cover_cost(&p->cover, &c.set, c.label);
    }
    return true;
}

/* One of all atoms that are in the same of the N COLUMNS and of the plan at hand. */
static sz_set find_rows(const prover *p, const sz_column *columns, size_t n)
{
    sz_alike alike;
    sz__alike_start(&alike, &p->cover.free);
    for (sz_set rest = p->cover.free; !sz__set_empty(&rest);) {
        sz_set one = rest, zone = zone_of(p, p->task->label[sz__set_pop(&one)]);
        sz__alike_part(&alike, &zone);
        rest = sz__set_less(rest, &zone);
    }
    for (size_t i = 0; i < n && alike.n < p->cover.n; i++)
        sz__alike_part(&alike, &columns[i].set);
    return sz__alike_first(&alike);
}

/* The best choice of the columns in the pool. */
static bool choose(prover *p)
{
    sz_branching b = { .m = &p->m, .budget = p->budget, .best = p->best,
                       .most_nodes = CHOICE_NODES };
    bool ok = sz__branch(&b);
    p->out->nodes = b.nodes;
    if (ok && b.found)
        take_plan(p, &b);
    p->closed = ok && b.open >= b.best - sz__branch_slack(b.best);
    free(b.plan.at);
    return ok;
}

/* From the root on; false when memory is out. */
static bool search_all(prover *p)
{
    bool ready = !sz__cover_find_reach(&p->cover, NULL);
    bool root = ready && solve_root(p), ok = ready && !p->nomem;
    p->out->bound = p->out->root;
    return ok && root ? finish(p) : ok;
}

static sz_status prove(prover *p, double cost, const sz_column *columns, size_t n,
                       sz_error *err)
{
    sz_proof *out = p->out;
    double start = sz__now();
    uint64_t steps = p->budget->steps;
    *out = (sz_proof){ .cost = cost, .bound = -INFINITY, .root = -INFINITY };
    if (p->task->graph.n > SZ_SET_ATOMS || p->task->idle)
        return SZ_SUCCESS;
    sz_status status = sz__cover_make(&p->cover, p->task, err);
    if (status)
        return status;
    sz_set rows = p->choice ? find_rows(p, columns, n) : p->cover.free;
    status = sz__master_open(&p->m, &p->cover, &rows, find_big(p), err);
    bool ok = !status;
    if (ok) {
        p->none = p->m.lp.big / 2;
        p->best = cost < INFINITY ? cost - p->cover.constant : p->none;
        ok = cost < INFINITY ? add_present(p) : true;
        if (ok)
            ok = p->choice ? add_choice(p, columns, n) && choose(p) : search_all(p);
        out->columns = p->m.pool.n;
    }
    if (!ok && !status)
        status = sz__nomem(err);
    bool closed = p->choice ? p->closed
                            : out->bound >= out->cost - sz__branch_slack(out->cost);
    out->state = out->bound >= INFINITY ? SZ_PROOF_IMPOSSIBLE
                 : closed               ? SZ_PROOF_BEST
                                        : SZ_PROOF_GAP;
    out->steps = steps - p->budget->steps;
    out->seconds = sz__now() - start;
    sz__master_release(&p->m);
    sz__cover_release(&p->cover);
    free(p->offer.at);
    return status;
}

sz_status sz__prove_task(sz_proof *out, sz_task *task, double cost, sz_budget *budget,
                    sz_error *err)
{
    prover p = { .task = task, .budget = budget, .out = out };
    return prove(&p, cost, NULL, 0, err);
}

sz_status sz__prove_choice(sz_proof *out, sz_task *task, double cost,
                           const sz_column *columns, size_t n, sz_budget *budget,
                           sz_error *err)
{
    prover p = { .task = task, .budget = budget, .out = out, .choice = true };
    return prove(&p, cost, columns, n, err);
}
