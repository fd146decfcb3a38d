/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Weights into prices: the objective of one task, folded into what moves look up. */
#include <math.h>

#include "core/array.h"
#include "solve/objective.h"

#define PI 3.14159265358979323846

/* Default weights in shares of the target: the border all round a square community off
 * any barrier; all the ground of a community moved; a community founded or abolished;
 * an end of the band; a round of strong barriers with one community on both sides;
 * an office in another community. */
static const struct {
    double border, ground, founded, size, through, office;
} shares[2] = {
    { 1.0, 0, 0, 0.1, 0, 0 },            /* from scratch */
    { 0.1, 0.05, 0.15, 0.01, 0, 0.02 },  /* from today's plan */
};

static double weight_of(const sz_rates *r, sz_term term, double given)
{
    double weight = r && r->weight[term] >= 0 ? r->weight[term] : given;
    return r && r->factor[term] > 0 ? weight * r->factor[term] : weight;
}

/* Defaults suit the density of the task: a community of target size is as large as its
 * share of the ground. */
static void weigh(sz_task *t, const sz_rates *r)
{
    const sz_graph *g = &t->graph;
    double area = 0;
    for (int32_t v = 0; v < g->n; v++)
        area += g->area[v];
    double unit = (double)(t->target > 0 ? t->target : 1);
    double k = fmax(1, (double)t->weight / unit), each = area / k;
    double per_round = each > 0 ? unit / (4 * sqrt(each)) * 1e3 : 0; /* of 1 km */
    int p = t->present;
    t->prices = (sz_prices){
        .moved = p ? weight_of(r, SZ_TERM_MOVED, 1) : 0,
        .ground = !p ? 0
                     : weight_of(r, SZ_TERM_GROUND,
                                 each > 0 ? shares[p].ground * unit / each * 1e6 : 0) /
                           1e6,
        .abolished = p ? weight_of(r, SZ_TERM_ABOLISHED, shares[p].founded * unit) : 0,
        .founded = p ? weight_of(r, SZ_TERM_FOUNDED, shares[p].founded * unit) : 0,
        .border = weight_of(r, SZ_TERM_BORDER, shares[p].border * per_round) / 1e3,
        .through = weight_of(r, SZ_TERM_THROUGH, shares[p].through * per_round) / 1e3,
        .size = weight_of(r, SZ_TERM_SIZE, shares[p].size * unit),
        .compact = weight_of(r, SZ_TERM_COMPACT, 0),
        .distance = weight_of(r, SZ_TERM_DISTANCE, 0) / 1e3,
        .office = p ? weight_of(r, SZ_TERM_OFFICE, shares[p].office * unit) : 0,
        .cut_edge = weight_of(r, SZ_TERM_CUT_EDGES, 0),
        .excess = 20,
    };
}

/* Whether item I of V's ring is the first that shows its neighbour. */
static bool is_first(const sz_graph *g, int32_t v, int32_t i)
{
    for (int32_t k = g->row[v]; k < i; k++)
        if (g->ring[k].edge == SZ_EDGE && g->ring[k].atom == g->ring[i].atom)
            return false;
    return true;
}

static void price_borders(sz_task *t)
{
    const sz_graph *g = &t->graph;
    const sz_prices *p = &t->prices;
    for (int32_t v = 0; v < g->n; v++)
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            const sz_ring_item *item = &g->ring[i];
            if (item->atom < 0 || item->atom == v)
                continue;
            int barrier = item->barrier & ~SZ_APART;
            double off = g->off ? g->off[i]
                                : item->length * sz__border_share[barrier];
            double strong = g->strong ? g->strong[i]
                                      : item->length * sz__strong_share[barrier];
            double price = p->border * off - p->through * strong;
            if (p->cut_edge > 0 && item->edge == SZ_EDGE && is_first(g, v, i))
                price += p->cut_edge;
            if (item->barrier & SZ_APART)
                price -= SZ_FORBIDDEN * (double)t->target;
            t->price[i] = (float)price;
            t->has_gaps |= !item->edge && t->price[i] != 0;
        }
}

static void price_moves(sz_task *t)
{
    const sz_graph *g = &t->graph;
    for (int32_t v = 0; v < g->n; v++) {
        t->move_price[v] = 0;
        if (t->home[v] >= 0 && t->present)
            t->move_price[v] = (float)(t->prices.moved * (double)g->kept_weight[v] +
                                       t->prices.ground * g->area[v]);
        if (t->home[v] < 0 || !g->held || !g->held[v])
            continue;
        t->has_held = true;
        t->move_price[v] += (float)(SZ_FORBIDDEN * (double)t->target);
    }
}

/* Centre of the task, so that moments keep their digits. */
static void find_middle(const sz_graph *g, double *x, double *y)
{
    *x = *y = 0;
    for (int32_t v = 0; v < g->n; v++) {
        *x += g->x[v] / g->n;
        *y += g->y[v] / g->n;
    }
}

static sz_status take_sums(sz_task *t, sz_error *err)
{
    const sz_graph *g = &t->graph;
    int32_t n = t->n_limits > 1 ? t->n_limits : 0;
    t->at_shape = t->at_centre = -1;
    if (t->prices.compact > 0) {
        t->at_shape = n;
        n += 4;
    }
    if (t->prices.distance > 0) {
        t->at_centre = n;
        n += 3;
    }
    t->has_form = t->at_shape >= 0 || t->at_centre >= 0;
    t->n_sums = n;
    if (n == 0)
        return SZ_SUCCESS;
    if (!(t->sums = sz__zalloc((size_t)g->n * (size_t)n, sizeof *t->sums)))
        return sz__nomem(err);
    double x0, y0;
    find_middle(g, &x0, &y0);
    for (int32_t v = 0; v < g->n; v++) {
        double *s = t->sums + (size_t)v * (size_t)n, a = g->area[v];
        double w = (double)g->weight[v], x = g->x[v] - x0, y = g->y[v] - y0;
        for (int32_t k = 0; k < t->n_limits && t->n_limits > 1; k++)
            s[k] = (double)g->by_kind[v * t->n_limits + k];
        if (t->at_centre >= 0) {
            double *c = s + t->at_centre, own = 0;
            if (g->form) {
                x = g->form[v].home_x - x0;
                y = g->form[v].home_y - y0;
                own = g->form[v].square;
            }
            c[0] = w * x;
            c[1] = w * y;
            c[2] = own + w * (x * x + y * y);
        }
        if (t->at_shape >= 0) {
            double *c = s + t->at_shape, own = a * a / (2 * PI);
            x = g->form ? g->form[v].x - x0 : g->x[v] - x0;
            y = g->form ? g->form[v].y - y0 : g->y[v] - y0;
            own = g->form ? g->form[v].inertia : own;
            c[0] = a;
            c[1] = a * x;
            c[2] = a * y;
            c[3] = own + a * (x * x + y * y);
        }
    }
    return SZ_SUCCESS;
}

/* Offices as the zones of the task see them. */
static sz_status take_offices(sz_task *t, const sz_demand *demand, sz_error *err)
{
    if (!demand->offices || !t->present || t->n_today == 0 ||
        !(t->prices.office > 0 || t->prices.distance > 0))
        return SZ_SUCCESS;
    if (!(t->office = sz__alloc((size_t)t->n_today, sizeof *t->office)))
        return sz__nomem(err);
    for (int32_t z = 0; z < t->n_today; z++) {
        int32_t low = 0, high = t->graph.n; /* t->atom ascends */
        sz_desk desk = demand->offices[t->community[z]];
        while (low < high) {
            int32_t middle = low + (high - low) / 2;
            if (t->atom[middle] < desk.atom)
                low = middle + 1;
            else
                high = middle;
        }
        bool here = desk.known && low < t->graph.n && t->atom[low] == desk.atom;
        desk.atom = here ? low : -1;
        t->office[z] = desk;
    }
    return SZ_SUCCESS;
}

/* The bands of all kinds; task->min and max are what none of them is beyond. */
static void take_limits(sz_task *t, const sz_demand *demand)
{
    t->n_limits = 1;
    t->limits[0] = (sz_limits){ demand->min, demand->max, demand->target };
    for (int32_t k = 1; demand->bands && k < t->graph.n_kinds; k++) {
        sz_limits *b = &t->limits[t->n_limits++];
        *b = demand->bands[k - 1];
        t->min = b->min < t->min ? b->min : t->min;
        t->max = b->max > t->max ? b->max : t->max;
    }
}

sz_status sz__task_price(sz_task *t, const sz_demand *demand, sz_error *err)
{
    take_limits(t, demand);
    weigh(t, demand->rates);
    price_borders(t);
    price_moves(t);
    sz_status status = take_sums(t, err);
    return status ? status : take_offices(t, demand, err);
}
