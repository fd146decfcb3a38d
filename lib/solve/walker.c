/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Zones of a chain and their figures; see walker.h. */
#include "solve/walker.h"

#include <string.h>

#include "core/array.h"
#include "core/i18n.h"

void sz__walker_release(sz_walker *c)
{
    free(c->zone);
    free(c->spot ? c->spot - 1 : NULL);
    free(c->pool);
    free(c->spare);
    free(c->round.boss);
    free(c->round.met);
    free(c->round.pending);
    free(c->round.seen);
    free(c->round.side[0]);
    free(c->round.side[1]);
    free(c->round.list);
    sz__pair_release(&c->pair);
    *c = (sz_walker){ 0 };
}

static bool alloc_round(sz_round *r, size_t zones)
{
    r->boss = sz__alloc(zones + 1, sizeof *r->boss);
    r->met = sz__zalloc(zones + 1, sizeof *r->met);
    r->pending = sz__alloc(zones + 1, sizeof *r->pending);
    r->seen = sz__zalloc(zones + 1, sizeof *r->seen);
    r->side[0] = sz__zalloc(zones + 1, sizeof *r->side[0]);
    r->side[1] = sz__zalloc(zones + 1, sizeof *r->side[1]);
    r->list = sz__alloc(zones + 1, sizeof *r->list);
    return r->boss && r->met && r->pending && r->seen && r->side[0] && r->side[1] &&
           r->list;
}

sz_status sz__walker_init(sz_walker *c, const sz_net *net, const int32_t *label,
                         int32_t n_zones, const uint8_t *fixed, sz_error *err)
{
    size_t n = (size_t)net->n, zones = (size_t)n_zones;
    *c = (sz_walker){ .net = net, .n_zones = n_zones };
    c->pool_size = net->n + net->n / 2 + 8 * n_zones + 64;
    c->zone = sz__zalloc(zones, sizeof *c->zone);
    sz_spot *spot = sz__alloc(n + 1, sizeof *spot);
    if (spot) {
        spot[0] = (sz_spot){ -1, 0 };
        c->spot = spot + 1;
    }
    c->pool = sz__alloc((size_t)c->pool_size, sizeof *c->pool);
    c->spare = sz__alloc((size_t)c->pool_size, sizeof *c->spare);
    sz_status status = SZ_ERR_NOMEM;
    int32_t *own = sz__alloc(n, sizeof *own);
    if (!c->zone || !c->spot || !c->pool || !c->spare || !own ||
        !alloc_round(&c->round, zones)) {
        sz__nomem(err);
        goto done;
    }
    for (int32_t z = 0; z < n_zones; z++)
        c->zone[z].fixed = fixed && fixed[z];
    for (int32_t v = 0; v < net->n; v++)
        own[v] = label[net->source[v]];
    int32_t most = net->n < SZ_PAIR_MOST ? net->n : SZ_PAIR_MOST;
    if ((status = sz__pair_init(&c->pair, net, c->spot, most, err)) == SZ_SUCCESS)
        status = sz__walker_load(c, own, NULL, err);
done:
    free(own);
    if (status)
        sz__walker_release(c);
    return status;
}

/* Add the borders of atom V with other zones, each seen from both sides. */
static void add_seams(const sz_walker *c, int32_t v, sz_seams *sum, int64_t *fixed)
{
    const sz_net *net = c->net;
    int32_t own = c->spot[v].zone;
    for (int32_t i = 0; i < net->atom[v].degree; i++) {
        int32_t zone = c->spot[sz__net_near(net, v, i)].zone;
        if (zone == own)
            continue;
        sz_net_border border = net->border[sz__net_place(net, v, i)];
        sum->edges++;
        sum->length += border.length;
        sum->bare += border.bare;
        *fixed += c->zone[own].fixed || c->zone[zone].fixed;
    }
}

sz_status sz__walker_load(sz_walker *c, const int32_t *label, const int32_t *order,
                          sz_error *err)
{
    const sz_net *net = c->net;
    for (int32_t z = 0; z < c->n_zones; z++) {
        c->zone[z].count = 0;
        c->zone[z].weight = 0;
    }
    for (int32_t v = 0; v < net->n; v++) {
        c->spot[v] = (sz_spot){ label[v], 0 };
        c->zone[label[v]].count++;
    }
    int32_t end = 0, first = 0, second = 0;
    for (int32_t z = 0; z < c->n_zones; z++) {
        sz_walker_zone *zone = &c->zone[z];
        int32_t count = zone->fixed ? 0 : zone->count;
        second = count > first ? first : count > second ? count : second;
        first = count > first ? count : first;
        zone->from = end;
        zone->room = zone->count;
        end += zone->room;
        zone->count = 0;
    }
    if (first + second > SZ_PAIR_MOST)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("two communities have %lld atoms, more than the %d that "
                          "sampling can merge"),
                        (long long)first + second, (int)SZ_PAIR_MOST);
    c->pool_end = end;
    c->seams = (sz_seams){ 0, 0, 0 };
    c->fixed_edges = 0;
    for (int32_t i = 0; i < net->n; i++) {
        int32_t v = order ? order[i] : i;
        sz_walker_zone *zone = &c->zone[label[v]];
        c->pool[zone->from + zone->count++] = v;
        zone->weight += net->atom[v].weight;
        add_seams(c, v, &c->seams, &c->fixed_edges);
    }
    c->seams.edges /= 2;
    c->seams.length /= 2;
    c->seams.bare /= 2;
    c->fixed_edges /= 2;
    return SZ_SUCCESS;
}

bool sz__walker_draw(sz_walker *c, int32_t *u, int32_t *v)
{
    const sz_net *net = c->net;
    uint32_t places = SZ_NET_NEAR * (uint32_t)net->n;
    if (c->seams.edges == c->fixed_edges)
        return false;
    for (;;) {
        uint32_t place = sz__rng_below(&c->rng, places + (uint32_t)net->n_more);
        *u = (int32_t)(place < places ? place / SZ_NET_NEAR
                                      : (uint32_t)net->owner[place - places]);
        *v = place < places ? net->near[place] : net->more[place - places];
        if (*v < 0)
            continue;
        int32_t a = c->spot[*u].zone, b = c->spot[*v].zone;
        if (a != b && !c->zone[a].fixed && !c->zone[b].fixed)
            return true;
    }
}

/* On a large map what is known of an atom is far from the processor. */
static void call_for(const sz_net *net, int32_t v)
{
#if defined(__GNUC__)
    __builtin_prefetch(&net->near[SZ_NET_NEAR * (size_t)v]);
    __builtin_prefetch(&net->atom[v]);
#else
    (void)net;
    (void)v;
#endif
}

void sz__walker_gather(sz_walker *c, int32_t u, int32_t v)
{
    int32_t zone[2] = { c->spot[u].zone, c->spot[v].zone }, n = 0;
    for (int i = 0; i < 2; i++) {
        const sz_walker_zone *z = &c->zone[zone[i]];
        const int32_t *member = c->pool + z->from;
        for (int32_t m = 0; m < z->count; m++) {
            call_for(c->net, member[m]);
            c->pair.atom[n] = member[m];
            c->spot[member[m]].local = n++;
        }
    }
    sz__pair_gather(&c->pair, zone[0], zone[1], c->zone[zone[0]].count, n, c->aloof);
    c->round.classes = 0;
}

/* Lay all stretches out anew, without gaps, but for COUNT places for zone Z and OTHER
 * for zone Y, whose members are not kept. */
static void repack(sz_walker *c, int32_t z, int32_t count, int32_t y, int32_t other)
{
    int32_t end = 0;
    for (int32_t i = 0; i < c->n_zones; i++) {
        sz_walker_zone *zone = &c->zone[i];
        int32_t room = i == z ? count : i == y ? other : zone->count;
        if (i != z && i != y && zone->count)
            memcpy(c->spare + end, c->pool + zone->from,
                   (size_t)zone->count * sizeof *c->pool);
        zone->from = end;
        zone->room = room;
        end += room;
    }
    int32_t *old = c->pool;
    c->pool = c->spare;
    c->spare = old;
    c->pool_end = end;
}

/* A stretch of COUNT places for zone Z; false when the pool has no room left. */
static bool make_room(sz_walker *c, int32_t z, int32_t count)
{
    sz_walker_zone *zone = &c->zone[z];
    if (count <= zone->room)
        return true;
    int32_t room = count + count / 4 + 4;
    if (room > c->pool_size - c->pool_end)
        return false;
    zone->from = c->pool_end;
    zone->room = room;
    c->pool_end += room;
    return true;
}

/* Lengths of the borders between the two zones of the pair as they are now. */
static void measure(const sz_walker *c, int64_t *length, int64_t *bare)
{
    const sz_net *net = c->net;
    const sz_pair *p = &c->pair;
    for (int32_t m = 0; m < p->n; m++) {
        int32_t v = p->atom[m];
        if (c->spot[v].zone != p->a)
            continue;
        for (int32_t i = 0; i < net->atom[v].degree; i++) {
            if (c->spot[sz__net_near(net, v, i)].zone != p->b)
                continue;
            sz_net_border border = net->border[sz__net_place(net, v, i)];
            *length += border.length;
            *bare += border.bare;
        }
    }
}

bool sz__walker_take(sz_walker *c, int32_t seam)
{
    sz_pair *p = &c->pair;
    int32_t same = 0, below = 0; /* atoms that stay when "below" becomes B */
    for (int32_t i = 0; i < p->n; i++) {
        below += p->in[i];
        same += p->in[i] == (i >= p->n_a);
    }
    int32_t swap = 2 * same < p->n; /* "below" becomes A */
    if (same == 0 || same == p->n)
        return false;
    int64_t length = 0, bare = 0;
    if (c->measure)
        measure(c, &length, &bare);
    c->seams.length -= length;
    c->seams.bare -= bare;
    c->seams.edges += seam - p->seam;
    int32_t zone[2] = { p->a, p->b }, count[2];
    count[!swap] = below;
    count[swap] = p->n - below;
    if (!make_room(c, p->a, count[0]) || !make_room(c, p->b, count[1]))
        repack(c, p->a, count[0], p->b, count[1]);
    int32_t *to[2] = { c->pool + c->zone[p->a].from, c->pool + c->zone[p->b].from };
    int64_t weight = 0;
    for (int32_t i = 0; i < p->n; i++) {
        int32_t v = p->atom[i], side = p->in[i] ^ swap;
        *to[side]++ = v;
        c->spot[v].zone = zone[side];
        weight += side ? (int64_t)(p->own[i] >> SZ_PAIR_WEIGHT) : 0;
    }
    int64_t all = (int64_t)(p->sum_all >> SZ_PAIR_WEIGHT);
    for (int i = 0; i < 2; i++) {
        c->zone[zone[i]].count = count[i];
        c->zone[zone[i]].weight = i ? weight : all - weight;
    }
    length = bare = 0;
    if (c->measure)
        measure(c, &length, &bare);
    c->seams.length += length;
    c->seams.bare += bare;
    return true;
}
