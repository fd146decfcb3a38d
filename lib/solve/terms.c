/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The terms of the objective: their words and units, and what they come to for a plan
 * of a map. */
#include "solve/terms.h"

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "map/bare.h"

#define PI 3.14159265358979323846

static const struct {
    const char *name, *unit;
} terms[SZ_N_TERMS] = {
    [SZ_TERM_MOVED] = { "moved", "households" },
    [SZ_TERM_GROUND] = { "ground", "km2" },
    [SZ_TERM_ABOLISHED] = { "abolished", "communities" },
    [SZ_TERM_FOUNDED] = { "founded", "communities" },
    [SZ_TERM_BORDER] = { "border", "km" },
    [SZ_TERM_THROUGH] = { "through", "km" },
    [SZ_TERM_SIZE] = { "size", "" },
    [SZ_TERM_COMPACT] = { "compact", "" },
    [SZ_TERM_DISTANCE] = { "distance", "household km" },
    [SZ_TERM_OFFICE] = { "office", "communities" },
    [SZ_TERM_CUT_EDGES] = { "cut_edges", "pairs" },
};

const char *sz_term_name(sz_term term)
{
    return (int)term >= 0 && term < SZ_N_TERMS ? terms[term].name : "";
}

const char *sz_term_unit(sz_term term)
{
    return (int)term >= 0 && term < SZ_N_TERMS ? terms[term].unit : "";
}

int sz_term_from_name(const char *name)
{
    for (int i = 0; name && i < SZ_N_TERMS; i++)
        if (strcmp(name, terms[i].name) == 0)
            return i;
    return -1;
}

/* Sums over one community. */
typedef struct sums {
    int32_t parcels, first;      /* a parcel of it */
    int64_t households;
    int64_t kind[SZ_MAX_BANDS + 1];
    double area, x, y, polar;    /* moments of its ground about its first parcel */
    double far;                  /* households times metres to its office */
    double wx, wy, square;       /* moments of its households about its first parcel */
} sums;

typedef struct counter {
    const sz_posed *posed;
    const sz_map *map;
    const sz_task *tasks;
    const sz_plan *plan;
    int32_t *task_of; /* [atoms] or -1 */
    sums *community;  /* [plan->n] */
    sz_terms *out;
    double *share;    /* [n_tasks] or NULL */
} counter;

/* Price of one unit of TERM at these prices. */
static double price_of(const sz_prices *p, sz_term term)
{
    switch (term) {
    case SZ_TERM_MOVED:
        return p->moved;
    case SZ_TERM_GROUND:
        return p->ground * 1e6;
    case SZ_TERM_ABOLISHED:
        return p->abolished;
    case SZ_TERM_FOUNDED:
        return p->founded;
    case SZ_TERM_BORDER:
        return p->border * 1e3;
    case SZ_TERM_THROUGH:
        return p->through * 1e3;
    case SZ_TERM_SIZE:
        return p->size;
    case SZ_TERM_COMPACT:
        return p->compact;
    case SZ_TERM_DISTANCE:
        return p->distance * 1e3;
    case SZ_TERM_OFFICE:
        return p->office;
    case SZ_TERM_CUT_EDGES:
        return p->cut_edge;
    }
    return 0;
}

double sz__terms_weight(const sz_task *tasks, int32_t n_tasks, sz_term term)
{
    double sum = 0, atoms = 0;
    for (int32_t i = 0; i < n_tasks; i++) {
        sum += tasks[i].graph.n * price_of(&tasks[i].prices, term);
        atoms += tasks[i].graph.n;
    }
    return atoms > 0 ? sum / atoms : 0;
}

/* Add VALUE of TERM at the prices of ATOM's task. */
static void add(counter *c, sz_term term, double value, int32_t atom)
{
    int32_t t = c->task_of[atom];
    c->out->value[term] += value;
    if (t < 0)
        return;
    double cost = value * price_of(&c->tasks[t].prices, term);
    c->out->cost[term] += cost;
    if (c->share)
        c->share[t] += cost;
}

/* What each parcel brings to its community, and what it takes from today's. */
static void count_parcels(counter *c)
{
    const sz_map *m = c->map;
    for (int32_t p = 0; p < m->n; p++) {
        int32_t now = c->plan->of[p], was = m->community[p];
        int32_t atom = c->posed->graph.atom_of[p];
        if (was >= 0 && now != was) {
            add(c, SZ_TERM_MOVED, (double)c->posed->count[p], atom);
            add(c, SZ_TERM_GROUND, m->area[p] / 1e6, atom);
        }
        if (now < 0)
            continue;
        sums *s = &c->community[now];
        if (s->parcels++ == 0)
            s->first = p;
        double w = (double)c->posed->count[p];
        double x = m->x[p] - m->x[s->first], y = m->y[p] - m->y[s->first];
        s->households += c->posed->count[p];
        s->kind[c->posed->kind ? c->posed->kind[p] : 0] += m->households[p];
        s->wx += w * x;
        s->wy += w * y;
        s->square += w * (x * x + y * y);
        if (c->posed->desk && now < m->n_communities && c->posed->desk[now].known)
            s->far += w * hypot(m->x[p] - c->posed->desk[now].x,
                                m->y[p] - c->posed->desk[now].y);
    }
}

/* Add the line B to the moments of community OF, which lies on its left (SIGN 1) or
 * right (-1). */
static void add_line(counter *c, int32_t b, int32_t of, double sign)
{
    const sz_map *m = c->map;
    sums *s = &c->community[of];
    double x0 = m->x[s->first], y0 = m->y[s->first];
    for (size_t i = m->b_row[b]; i + 1 < m->b_row[b + 1]; i++) {
        double ax = m->b_xy[2 * i] - x0, ay = m->b_xy[2 * i + 1] - y0;
        double bx = m->b_xy[2 * i + 2] - x0, by = m->b_xy[2 * i + 3] - y0;
        double cross = sign * (ax * by - bx * ay);
        double squares = ax * ax + ax * bx + bx * bx + ay * ay + ay * by + by * by;
        s->area += cross / 2;
        s->x += cross * (ax + bx) / 6;
        s->y += cross * (ay + by) / 6;
        s->polar += cross * squares / 12;
    }
}

static void count_borders(counter *c)
{
    const sz_map *m = c->map;
    bool shapes = !sz__map_is_bare(m);
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        int32_t of_l = l < 0 ? -1 : c->plan->of[l], of_r = r < 0 ? -1 : c->plan->of[r];
        if (shapes && of_l >= 0 && of_l != of_r)
            add_line(c, b, of_l, 1);
        if (shapes && of_r >= 0 && of_r != of_l)
            add_line(c, b, of_r, -1);
        if (l < 0 || r < 0 ||
            (!c->posed->demand.cross_towns && m->town[l] != m->town[r]))
            continue;
        int32_t atom = c->posed->graph.atom_of[l];
        double km = m->b_length[b] / 1e3;
        if (of_l != of_r)
            add(c, SZ_TERM_BORDER, km * c->posed->share[m->b_class[b]], atom);
        else if (of_l >= 0)
            add(c, SZ_TERM_THROUGH, km * sz__strong_share[m->b_class[b]], atom);
    }
}

/* Pairs of bordering atoms in different communities, each once. */
static void count_pairs(counter *c, const int32_t *label)
{
    const sz_graph *g = &c->posed->graph;
    for (int32_t v = 0; v < g->n; v++)
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            if (u <= v || g->ring[i].edge != SZ_EDGE || label[u] == label[v])
                continue;
            bool again = false;
            for (int32_t k = g->row[v]; k < i && !again; k++)
                again = g->ring[k].atom == u && g->ring[k].edge == SZ_EDGE;
            if (!again)
                add(c, SZ_TERM_CUT_EDGES, 1, v);
        }
}

static void count_communities(counter *c)
{
    const sz_posed *p = c->posed;
    const sz_map *m = c->map;
    for (int32_t z = 0; z < c->plan->n; z++) {
        const sums *s = &c->community[z];
        if (s->parcels == 0)
            continue;
        int32_t atom = p->graph.atom_of[s->first], kind = 0;
        for (int32_t k = 1; k <= (int32_t)p->options->n_bands; k++)
            kind = s->kind[k] > s->kind[kind] ? k : kind;
        sz_limits general = { p->demand.min, p->demand.max, p->demand.target };
        const sz_limits *band = kind ? &p->bands[kind - 1] : &general;
        double off = (double)(s->households - band->target) * 2 /
                     (double)(band->max - band->min + 1);
        add(c, SZ_TERM_SIZE, off * off, atom);
        if (s->area > 0) {
            double inertia = s->polar - (s->x * s->x + s->y * s->y) / s->area;
            add(c, SZ_TERM_COMPACT, 2 * PI * inertia / (s->area * s->area) - 1, atom);
        }
        bool known = p->desk && z < m->n_communities && p->desk[z].known;
        double spread = (double)s->households * s->square - s->wx * s->wx - s->wy * s->wy;
        add(c, SZ_TERM_DISTANCE, (known ? s->far : sqrt(fmax(spread, 0))) / 1e3, atom);
        if (z >= m->n_communities)
            add(c, SZ_TERM_FOUNDED, 1, atom);
    }
}

/* Communities of today that have died, and offices that stand elsewhere. */
static void count_today(counter *c, const int32_t *label)
{
    const sz_posed *p = c->posed;
    const sz_map *m = c->map;
    for (int32_t v = m->n - 1; v >= 0; v--) /* first parcels of the dead */
        if (m->community[v] >= 0 && c->community[m->community[v]].parcels == 0)
            c->community[m->community[v]].first = v;
    for (int32_t z = 0; z < m->n_communities; z++) {
        const sums *s = &c->community[z];
        const sz_desk *desk = p->desk ? &p->desk[z] : NULL;
        if (s->parcels == 0 && s->first >= 0)
            add(c, SZ_TERM_ABOLISHED, 1, p->graph.atom_of[s->first]);
        else if (s->parcels && desk && desk->known && desk->atom >= 0 &&
                 label[desk->atom] != z)
            add(c, SZ_TERM_OFFICE, 1, desk->atom);
    }
}

sz_status sz__terms_count(sz_terms *out, double *share, const sz_posed *posed,
                          const sz_task *tasks, int32_t n_tasks, const sz_plan *plan,
                          const int32_t *label, sz_error *err)
{
    size_t atoms = (size_t)posed->graph.n;
    counter c = { .posed = posed, .map = posed->map, .tasks = tasks, .plan = plan,
                  .out = out, .share = share };
    *out = (sz_terms){ { 0 }, { 0 } };
    for (int32_t i = 0; i < n_tasks && share; i++)
        share[i] = 0;
    c.task_of = sz__alloc(atoms, sizeof *c.task_of);
    c.community = sz__zalloc((size_t)plan->n, sizeof *c.community);
    sz_status status = c.task_of && c.community ? SZ_SUCCESS : sz__nomem(err);
    if (!status) {
        for (size_t v = 0; v < atoms; v++)
            c.task_of[v] = -1;
        for (int32_t i = 0; i < n_tasks; i++)
            for (int32_t v = 0; v < tasks[i].graph.n; v++)
                c.task_of[tasks[i].atom[v]] = i;
        for (int32_t z = 0; z < plan->n; z++)
            c.community[z].first = -1;
        count_parcels(&c);
        count_borders(&c);
        count_pairs(&c, label);
        count_communities(&c);
        count_today(&c, label);
    }
    free(c.task_of);
    free(c.community);
    return status;
}
