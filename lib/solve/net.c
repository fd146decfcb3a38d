/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packing a graph; see net.h. */
#include "solve/net.h"

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"

typedef struct packer {
    const sz_graph *g;
    sz_net *net;
    bool cross_towns;
    int32_t *rank;     /* [n] new number of each atom, -1 for none */
    int32_t *met;      /* [n] by new number: place of its border in the row at hand */
    int32_t *row, *member; /* atoms by zone */
    int32_t *queue;    /* [n_zones] */
    uint8_t *seen;     /* [n_zones] */
} packer;

static void release_packer(packer *p)
{
    free(p->rank);
    free(p->met);
    free(p->row);
    free(p->member);
    free(p->queue);
    free(p->seen);
}

/* Members of zone Z get the next numbers; zones that they border join the queue at
 * TAIL, whose new end is returned. */
static int32_t number_zone(packer *p, const int32_t *label, int32_t z, int32_t tail)
{
    const sz_graph *g = p->g;
    for (int32_t m = p->row[z]; m < p->row[z + 1]; m++) {
        int32_t v = p->member[m];
        p->rank[v] = p->net->n;
        p->net->source[p->net->n++] = v;
        for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
            int32_t u = g->ring[i].atom;
            if (!g->ring[i].edge || u < 0 || label[u] < 0 || p->seen[label[u]])
                continue;
            p->seen[label[u]] = 1;
            p->queue[tail++] = label[u];
        }
    }
    return tail;
}

/* Number the atoms zone by zone, zones by the distance from the first. */
static void number_atoms(packer *p, const int32_t *label, int32_t n_zones)
{
    const sz_graph *g = p->g;
    for (int32_t v = 0; v < g->n; v++)
        if (label[v] >= 0)
            p->row[label[v] + 2]++;
    for (int32_t z = 0; z < n_zones; z++)
        p->row[z + 2] += p->row[z + 1];
    for (int32_t v = 0; v < g->n; v++)
        if (label[v] >= 0)
            p->member[p->row[label[v] + 1]++] = v;
    for (int32_t first = 0; first < n_zones; first++) {
        int32_t head = 0, tail = 0;
        if (p->seen[first])
            continue;
        p->seen[first] = 1;
        p->queue[tail++] = first;
        while (head < tail)
            tail = number_zone(p, label, p->queue[head++], tail);
    }
}

/* New number of what ring item ITEM of graph atom V leads to; -1: outside. */
static int32_t across(const packer *p, int32_t v, const sz_ring_item *item)
{
    int32_t u = item->atom;
    bool far = u < 0 || (!p->cross_towns && p->g->town[u] != p->g->town[v]);
    return far ? -1 : p->rank[u];
}

static void forget_row(packer *p, int32_t v)
{
    const sz_graph *g = p->g;
    for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
        int32_t u = across(p, v, &g->ring[i]);
        if (u >= 0)
            p->met[u] = -1;
    }
}

/* Neighbours of graph atom V that are met for the first time going round it; how many
 * there are. */
static int32_t degree_of(packer *p, int32_t v)
{
    const sz_graph *g = p->g;
    int32_t degree = 0;
    for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
        int32_t u = across(p, v, &g->ring[i]);
        if (g->ring[i].edge && u >= 0 && p->met[u] < 0)
            p->met[u] = degree++;
    }
    forget_row(p, v);
    return degree;
}

static void add_border(sz_net_border *border, const sz_ring_item *item)
{
    double mm = round(1000 * (double)item->length);
    int32_t length = mm < INT32_MAX / 64 ? (int32_t)mm : INT32_MAX / 64;
    border->length += length;
    border->bare += item->barrier == SZ_BARRIER_NONE ? length : 0;
}

/* Row of graph atom V. */
static void fill_row(packer *p, int32_t v)
{
    const sz_graph *g = p->g;
    sz_net *net = p->net;
    int32_t x = p->rank[v], degree = 0;
    for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
        int32_t u = across(p, v, &g->ring[i]);
        if (!g->ring[i].edge)
            continue;
        if (u < 0) {
            net->atom[x].outer = 1;
            continue;
        }
        if (p->met[u] < 0) {
            int32_t place = sz__net_place(net, x, degree);
            p->met[u] = place;
            net->border[place] = (sz_net_border){ 0, 0 };
            if (degree < SZ_NET_NEAR) {
                net->near[place] = u;
            } else {
                net->more[place - SZ_NET_NEAR * net->n] = u;
                net->owner[place - SZ_NET_NEAR * net->n] = x;
            }
            degree++;
        }
        add_border(&net->border[p->met[u]], &g->ring[i]);
    }
    forget_row(p, v);
    net->edges += degree;
}

/* What is known of each atom but its neighbours; room for those. */
static sz_status fill_atoms(packer *p, sz_error *err)
{
    const sz_graph *g = p->g;
    sz_net *net = p->net;
    for (int32_t x = 0; x < net->n; x++) {
        int32_t v = net->source[x], degree = degree_of(p, v);
        if (degree > UINT16_MAX)
            return sz__fail(err, SZ_ERR_INVALID, v,
                            _("atom %d has more neighbours than can be sampled: %d"),
                            (int)v, (int)degree);
        net->atom[x] = (sz_net_atom){ .weight = g->weight[v], .more = net->n_more,
                                      .degree = (uint16_t)degree,
                                      .locked = g->locked[v] };
        net->weight += g->weight[v];
        net->n_more += degree > SZ_NET_NEAR ? degree - SZ_NET_NEAR : 0;
    }
    size_t places = SZ_NET_NEAR * (size_t)net->n + (size_t)net->n_more;
    net->more = sz__alloc((size_t)net->n_more, sizeof *net->more);
    net->owner = sz__alloc((size_t)net->n_more, sizeof *net->owner);
    net->border = sz__zalloc(places, sizeof *net->border);
    return net->more && net->owner && net->border ? SZ_SUCCESS : sz__nomem(err);
}

/* Choose atoms no two of which are neighbours, those with fewest neighbours first:
 * they are the likeliest leaves of a tree. Uses p->met. */
static void choose_late(packer *p)
{
    sz_net *net = p->net;
    for (int degree = 1; degree <= SZ_NET_NEAR; degree++)
        for (int32_t v = 0; v < net->n; v++) {
            if (net->atom[v].degree != degree || p->met[v] >= 0)
                continue;
            net->atom[v].late = 1;
            for (int i = 0; i < degree; i++)
                p->met[sz__net_near(net, v, i)] = 0;
        }
}

sz_status sz__net_make(sz_net *out, const sz_graph *graph, const int32_t *label,
                       int32_t n_zones, bool cross_towns, sz_error *err)
{
    size_t n = (size_t)graph->n, zones = (size_t)n_zones;
    sz_net net = { .n = 0 };
    packer p = { .g = graph, .net = &net, .cross_towns = cross_towns };
    sz_status status = SZ_ERR_NOMEM;
    net.atom = sz__alloc(n, sizeof *net.atom);
    net.near = sz__alloc(n, SZ_NET_NEAR * sizeof *net.near);
    net.source = sz__alloc(n, sizeof *net.source);
    p.rank = sz__alloc(n, sizeof *p.rank);
    p.met = sz__alloc(n, sizeof *p.met);
    p.row = sz__zalloc(zones + 2, sizeof *p.row);
    p.member = sz__alloc(n, sizeof *p.member);
    p.queue = sz__alloc(zones, sizeof *p.queue);
    p.seen = sz__zalloc(zones, 1);
    if (!net.atom || !net.near || !net.source || !p.rank || !p.met || !p.row ||
        !p.member || !p.queue || !p.seen) {
        sz__nomem(err);
        goto done;
    }
    memset(net.near, -1, n * SZ_NET_NEAR * sizeof *net.near);
    memset(p.met, -1, n * sizeof *p.met);
    memset(p.rank, -1, n * sizeof *p.rank);
    number_atoms(&p, label, n_zones);
    if ((status = fill_atoms(&p, err)) != SZ_SUCCESS)
        goto done;
    for (int32_t x = 0; x < net.n; x++)
        fill_row(&p, net.source[x]);
    net.edges /= 2;
    choose_late(&p);
    *out = net;
    net = (sz_net){ 0 };
done:
    release_packer(&p);
    sz__net_release(&net);
    return status;
}

void sz__net_release(sz_net *net)
{
    free(net->atom);
    free(net->near);
    free(net->more);
    free(net->owner);
    free(net->border);
    free(net->source);
    *net = (sz_net){ 0 };
}
