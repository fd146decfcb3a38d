/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding the columns that matter, by growing connected sets: each set once, from its
 * lowest atom, with atoms passed over barred for good. What has been decided gives a
 * lower bound of the cost; what may still come is worth at most a knapsack of the
 * households left. */
#include <math.h>

#include "solve/cover.h"
#include "solve/objective.h"

typedef struct teller {
    const sz_cover *c;
    const sz_worth *worth;
    double base, below;            /* as given; as told since the root */
    sz_budget *budget;
    sz_tell_fn tell;
    void *data;
    double gain[SZ_SET_ATOMS];     /* worth of an atom less what it costs in any zone */
    int32_t order[SZ_SET_ATOMS];   /* atoms of positive gain by gain per household */
    int32_t n_order;
    int32_t local[SZ_SET_ATOMS];   /* those of them that the root reaches */
    int32_t n_local;
    double label[SZ_SET_ATOMS + 1]; /* [n_labels] cost of the use of each */
    bool out;                      /* of the budget */
    uint64_t root_steps;           /* left for this root */
    bool skip;                     /* the rest of this root */
} teller;

/* One growing set. */
typedef struct growth {
    sz_set set, near, barred;
    int64_t weight;
    double cost;   /* borders that are certain, less the gains of the atoms */
} growth;

/* Most that atoms not yet decided can be worth within ROOM households. */
static double hope(const teller *t, const growth *g, int64_t room)
{
    const int64_t *weight = t->c->task->graph.weight;
    double worth = 0;
    for (int32_t i = 0; i < t->n_local; i++) {
        int32_t v = t->local[i];
        if (sz__set_has(&g->set, v) || sz__set_has(&g->barred, v))
            continue;
        if (weight[v] > room)
            return worth + t->gain[v] * (double)room / (double)weight[v];
        room -= weight[v];
        worth += t->gain[v];
    }
    return worth;
}

/* SEATS [n_labels] are those of the set; tell what it can be. */
static void tell_set(teller *t, const growth *g, const double *seats)
{
    const sz_cover *c = t->c;
    bool allowed = false;
    for (int32_t z = 0; z < c->n_labels; z++) {
        double least = g->cost + seats[z] + t->label[z] - t->worth->any;
        if (!(least < t->below))
            continue;
        if (!allowed && !sz__cover_allows(c, &g->set))
            return;
        allowed = true;
        sz_column column = { g->set, z, sz__cover_cost(c, &g->set, z) };
        double reduced = column.cost - t->worth->any - t->worth->label[z];
        for (sz_set rest = g->set; !sz__set_empty(&rest);)
            reduced -= t->worth->atom[sz__set_pop(&rest)];
        if (reduced < t->below)
            t->below = t->tell(t->data, &column, reduced);
    }
}

/* Price of ties of V with SET: halves of the positive; the negative where INSIDE. */
static double ties(const sz_cover *c, int32_t v, const sz_set *set, bool inside)
{
    double sum = 0;
    for (int32_t i = c->tie_row[v]; i < c->tie_row[v + 1]; i++)
        if (sz__set_has(set, c->tie[i].to))
            sum += !inside ? fmax(0, c->tie[i].price) / 2 : -fmin(0, c->tie[i].price);
    return sum;
}

static void grow(teller *t, growth *g, const double *seats)
{
    const sz_cover *c = t->c;
    const sz_task *task = c->task;
    if (!sz__budget_step(t->budget)) {
        t->out = true;
        return;
    }
    if (t->budget->per_root && t->root_steps-- == 0) {
        t->skip = t->budget->cut_short = true;
        return;
    }
    if (g->weight >= task->min)
        tell_set(t, g, seats);
    double next_seats[SZ_SET_ATOMS + 1];
    sz_set next = sz__set_less(sz__set_less(g->near, &g->set), &g->barred);
    while (!sz__set_empty(&next) && !t->out && !t->skip) {
        int32_t v = sz__set_pop(&next);
        int64_t w = g->weight + task->graph.weight[v];
        double least = INFINITY;
        if (w <= task->max) {
            growth own = *g;
            own.cost += ties(c, v, &g->barred, false) + ties(c, v, &g->set, true) -
                        t->gain[v];
            own.weight = w;
            sz__set_add(&own.set, v);
            own.near = sz__set_or(own.near, &c->beside[v]);
            for (int32_t z = 0; z < c->n_labels; z++) {
                next_seats[z] = seats[z] + c->seat[(size_t)v * (size_t)c->n_labels +
                                                   (size_t)z];
                least = fmin(least, next_seats[z] + t->label[z]);
            }
            least += own.cost - t->worth->any;
            if (least < t->below || least - hope(t, &own, task->max - w) < t->below)
                grow(t, &own, next_seats);
        }
        sz__set_add(&g->barred, v);
        g->cost += ties(c, v, &g->set, false);
    }
}

/* Start at V: atoms of lower number are barred, and what it cannot reach. */
static void start(teller *t, int32_t v)
{
    const sz_cover *c = t->c;
    growth g = { .near = c->beside[v], .weight = c->task->graph.weight[v] };
    if (g.weight > c->task->max)
        return;
    for (int i = 0; i < SZ_SET_WORDS; i++)
        g.barred.w[i] = ~c->reach[v].w[i];
    t->below = t->base;
    t->skip = false;
    t->root_steps = t->budget->per_root;
    sz__set_add(&g.set, v);
    g.cost = ties(c, v, &g.barred, false) - t->gain[v];
    t->n_local = 0;
    for (int32_t i = 0; i < t->n_order; i++)
        if (sz__set_has(&c->reach[v], t->order[i]))
            t->local[t->n_local++] = t->order[i];
    grow(t, &g, c->seat + (size_t)v * (size_t)c->n_labels);
}

/* Atoms that are worth something, most per household first. */
static void sort_gains(teller *t)
{
    const int64_t *weight = t->c->task->graph.weight;
    for (int32_t v = 0; v < t->c->n; v++) {
        int32_t k = t->n_order;
        if (!sz__set_has(&t->c->free, v) || !(t->gain[v] > 0))
            continue;
        for (; k > 0; k--) {
            int32_t u = t->order[k - 1];
            if (t->gain[u] * (double)weight[v] >= t->gain[v] * (double)weight[u])
                break;
            t->order[k] = u;
        }
        t->order[k] = v;
        t->n_order++;
    }
}

bool sz__cover_tell(const sz_cover *cover, const sz_worth *worth, double below,
                    sz_budget *budget, sz_tell_fn tell, void *data)
{
    teller t = { .c = cover, .worth = worth, .base = below, .budget = budget,
                 .tell = tell, .data = data };
    for (int32_t v = 0; v < cover->n; v++)
        t.gain[v] = worth->atom[v] - cover->alone[v];
    for (int32_t z = 0; z < cover->n_labels; z++)
        t.label[z] = cover->label_cost[z] - worth->label[z];
    t.label[cover->n_labels - 1] += cover->task->prices.founded; /* whatever is in it */
    sort_gains(&t);
    for (int32_t v = 0; v < cover->n && !t.out; v++)
        if (sz__set_has(&cover->free, v))
            start(&t, v);
    return !t.out;
}
