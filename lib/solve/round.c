/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What lies round a pair of zones, for the question of enclaves.
 *
 * Split into two connected halves, a pair leaves neither half enclosing anything if and
 * only if both halves border every piece of what is not in the pair, the outside being
 * part of it: a half is cut off from the outside exactly when a piece, or the other
 * half, is reached through it alone. Pieces are found as classes of the zones round
 * the pair. Zones are connected, so two that border are of one piece, and mostly the
 * atoms right beside the pair tell; where they do not, zones are searched outward from
 * every class by turns until all are joined but those that have nowhere to go. */
#include <string.h>

#include "core/roots.h"
#include "solve/walker.h"

/* Enter zone Z (the outside: n_zones) at the end of the list, if it is new. */
static void meet(sz_round *r, int32_t z)
{
    if (r->met[z] == r->now)
        return;
    r->met[z] = r->now;
    r->boss[z] = z;
    r->pending[z] = 1;
    r->list[r->n++] = z;
}

static void join(sz_round *r, int32_t y, int32_t z)
{
    int32_t a = sz__root(r->boss, y), b = sz__root(r->boss, z);
    if (a == b)
        return;
    r->boss[b] = a;
    r->pending[a] += r->pending[b];
}

static bool outside_pair(const sz_walker *c, int32_t z)
{
    return z != c->pair.a && z != c->pair.b;
}

/* Atom V of zone Z, which has been met, joins it with what it borders, if that has been
 * met too or FAR. */
static void join_round(sz_walker *c, int32_t v, int32_t z, bool far)
{
    sz_round *r = &c->round;
    if (c->net->atom[v].outer) {
        meet(r, c->n_zones);
        join(r, z, c->n_zones);
    }
    for (int32_t i = 0; i < c->net->atom[v].degree; i++) {
        int32_t y = c->spot[sz__net_near(c->net, v, i)].zone;
        if (y == z || !outside_pair(c, y))
            continue;
        if (far)
            meet(r, y);
        if (r->met[y] == r->now)
            join(r, z, y);
    }
}

/* List the zones that border the pair. */
static void list_round(sz_walker *c)
{
    sz_round *r = &c->round;
    const sz_pair *p = &c->pair;
    if (++r->now == 0) {
        memset(r->met, 0, ((size_t)c->n_zones + 1) * sizeof *r->met);
        r->now = 1;
    }
    r->n = 0;
    for (int32_t i = 0; i < p->n; i++) {
        int32_t v = p->atom[i];
        if (c->net->atom[v].outer)
            meet(r, c->n_zones);
        if (p->degree[i] == c->net->atom[v].degree)
            continue;
        for (int32_t k = 0; k < c->net->atom[v].degree; k++) {
            int32_t y = c->spot[sz__net_near(c->net, v, k)].zone;
            if (outside_pair(c, y))
                meet(r, y);
        }
    }
    r->n_near = r->n;
}

/* Classes of the zones that border the pair; only those with zones still to look at
 * when OPEN. */
static int32_t count_classes(sz_round *r, bool open)
{
    int32_t classes = 0;
    r->tick++;
    for (int32_t i = 0; i < r->n_near; i++) {
        int32_t class = sz__root(r->boss, r->list[i]);
        if (r->seen[class] == r->tick)
            continue;
        r->seen[class] = r->tick;
        classes += !open || r->pending[class] > 0;
    }
    return classes;
}

/* Search outward zone by zone; the list is the queue of all classes together. The
 * outside stays pending: everything that borders it has yet to be met. */
static void search(sz_walker *c)
{
    sz_round *r = &c->round;
    for (int32_t i = 0; i < r->n && count_classes(r, true) > 1; i++) {
        int32_t z = r->list[i];
        if (z == c->n_zones)
            continue;
        const int32_t *member = c->pool + c->zone[z].from;
        for (int32_t m = 0; m < c->zone[z].count; m++)
            join_round(c, member[m], z, true);
        r->pending[sz__root(r->boss, z)]--;
    }
}

static int32_t classes_round(sz_walker *c)
{
    sz_round *r = &c->round;
    const sz_pair *p = &c->pair;
    list_round(c);
    for (int32_t i = 0; i < p->n; i++) {
        int32_t v = p->atom[i];
        if (p->degree[i] == c->net->atom[v].degree)
            continue;
        for (int32_t k = 0; k < c->net->atom[v].degree; k++) {
            int32_t u = sz__net_near(c->net, v, k), y = c->spot[u].zone;
            if (outside_pair(c, y))
                join_round(c, u, y, false);
        }
    }
    if (count_classes(r, false) > 1)
        search(c);
    return count_classes(r, false);
}

bool sz__walker_is_open(sz_walker *c)
{
    sz_round *r = &c->round;
    const sz_pair *p = &c->pair;
    if (++r->split == 0) {
        memset(r->side[0], 0, ((size_t)c->n_zones + 1) * sizeof *r->side[0]);
        memset(r->side[1], 0, ((size_t)c->n_zones + 1) * sizeof *r->side[1]);
        r->split = 1;
    }
    for (int32_t i = 0; i < p->n; i++) {
        int32_t v = p->atom[i];
        uint32_t *side = r->side[p->in[i]];
        if (c->net->atom[v].outer)
            side[sz__root(r->boss, c->n_zones)] = r->split;
        for (int32_t k = 0; k < c->net->atom[v].degree; k++) {
            int32_t y = c->spot[sz__net_near(c->net, v, k)].zone;
            if (outside_pair(c, y))
                side[sz__root(r->boss, y)] = r->split;
        }
    }
    for (int32_t i = 0; i < r->n_near; i++) {
        int32_t class = sz__root(r->boss, r->list[i]);
        if (r->side[0][class] != r->split || r->side[1][class] != r->split)
            return false;
    }
    return true;
}

void sz__walker_sift(sz_walker *c)
{
    sz_pair *p = &c->pair;
    if (c->aloof)
        return;
    if (!c->round.classes)
        c->round.classes = classes_round(c);
    if (c->round.classes <= 1)
        return; /* one piece: the sums of the tree have told */
    int32_t kept = 0;
    for (int32_t i = 0; i < p->n_cuts; i++) {
        sz__pair_split(p, p->cut[i]);
        if (sz__walker_is_open(c))
            p->cut[kept++] = p->cut[i];
    }
    p->n_cuts = kept;
}

/* Whether zone Z parts the others, and the outside, into pieces. */
static bool parts(sz_walker *c, int32_t z)
{
    sz_round *r = &c->round;
    const sz_net *net = c->net;
    bool outer = false;
    for (int32_t y = 0; y <= c->n_zones; y++)
        r->boss[y] = y;
    for (int32_t v = 0; v < net->n; v++) {
        int32_t own = c->spot[v].zone;
        outer |= net->atom[v].outer;
        if (own == z)
            continue;
        if (net->atom[v].outer)
            r->boss[sz__root(r->boss, own)] = sz__root(r->boss, c->n_zones);
        for (int32_t i = 0; i < net->atom[v].degree; i++) {
            int32_t y = c->spot[sz__net_near(net, v, i)].zone;
            if (y != z)
                r->boss[sz__root(r->boss, own)] = sz__root(r->boss, y);
        }
    }
    int32_t first = outer ? c->n_zones : z == 0;
    for (int32_t y = 0; y < c->n_zones; y++)
        if (y != z && sz__root(r->boss, y) != sz__root(r->boss, first))
            return true;
    return false;
}

bool sz__walker_encloses(sz_walker *c)
{
    for (int32_t z = 0; z < c->n_zones; z++)
        if (!c->zone[z].fixed && parts(c, z))
            return true;
    return false;
}
