/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Borders across which ground does not connect; see blocked.h. */
#include "plan/blocked.h"

#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/roots.h"
#include "map/crossing.h"

sz_status sz__links_check(const sz_map *map, const int32_t (*links)[2], size_t n,
                          sz_error *err)
{
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 2; k++)
            if (!links || links[i][k] < 0 || links[i][k] >= map->n)
                return sz__fail(err, SZ_ERR_INVALID, -1,
                                _("a link joins two parcels of the map, there is no "
                                  "parcel %ld"), links ? (long)links[i][k] + 1 : 0L);
    return SZ_SUCCESS;
}

/* ---- units ---- */

typedef struct member {
    int32_t unit, town, lock, parcel;
} member;

static int by_unit(const void *a, const void *b)
{
    const member *x = a, *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    if (x->town != y->town)
        return x->town < y->town ? -1 : 1;
    if (x->lock != y->lock)
        return x->lock < y->lock ? -1 : 1;
    return x->parcel < y->parcel ? -1 : x->parcel > y->parcel;
}

bool sz__join_units(const sz_map *m, const int32_t *unit, bool cross_towns,
                    const int32_t *lock, int32_t *root)
{
    member *list = sz__alloc((size_t)m->n, sizeof *list);
    size_t n = 0;
    if (!list)
        return false;
    for (int32_t p = 0; p < m->n; p++)
        if (unit[p] >= 0)
            list[n++] = (member){ unit[p], cross_towns ? -1 : m->town[p],
                                  lock ? lock[p] : -1, p };
    if (n)
        qsort(list, n, sizeof *list, by_unit);
    for (size_t i = 1; i < n; i++)
        if (list[i - 1].unit == list[i].unit && list[i - 1].town == list[i].town &&
            list[i - 1].lock == list[i].lock)
            sz__join(root, list[i - 1].parcel, list[i].parcel);
    free(list);
    return true;
}

/* ---- ground without households ---- */

static bool same_ground(const sz_map *m, const sz_ground *g, int32_t b)
{
    int32_t l = m->b_left[b], r = m->b_right[b];
    return l >= 0 && r >= 0 && (g->cross_towns || m->town[l] == m->town[r]);
}

/* ROOT = what hangs together whatever lies between: units, links. */
static bool join_anyway(const sz_map *m, const sz_ground *g, int32_t *root)
{
    bool ok = true;
    for (int32_t p = 0; p < m->n; p++)
        root[p] = p;
    for (size_t k = 0; k < g->n_layers && ok; k++)
        ok = sz__join_units(m, g->layers[k], g->cross_towns, NULL, root);
    for (size_t i = 0; i < g->n_links; i++)
        sz__join(root, g->links[i][0], g->links[i][1]);
    return ok;
}

/* ROOT = what hangs together. */
static bool join_ground(const sz_map *m, const sz_ground *g, const uint8_t *blocked,
                        int32_t *root)
{
    bool ok = join_anyway(m, g, root);
    for (int32_t b = 0; b < m->n_borders; b++)
        if (!blocked[b] && same_ground(m, g, b))
            sz__join(root, m->b_left[b], m->b_right[b]);
    return ok;
}

/* EMPTY [parcels]: on ground without households; whether there is such. */
static bool find_empty(const sz_map *m, int32_t *root, uint8_t *empty)
{
    bool any = false;
    memset(empty, 1, (size_t)m->n);
    for (int32_t p = 0; p < m->n; p++)
        if (m->households[p] > 0 || m->planned[p] > 0)
            empty[sz__root(root, p)] = 0;
    for (int32_t p = m->n - 1; p >= 0; p--) { /* roots are the lowest of their set */
        empty[p] = empty[sz__root(root, p)];
        any |= empty[p];
    }
    return any;
}

/* A way from empty ground to its neighbour. */
typedef struct way {
    int32_t border;
    bool town, community;  /* within one */
    double length;
    bool open;             /* it is taken */
} way;

static int by_rank(const void *a, const void *b)
{
    const way *x = a, *y = b;
    if (x->town != y->town)
        return x->town ? -1 : 1;
    if (x->community != y->community)
        return x->community ? -1 : 1;
    if (x->length != y->length)
        return x->length > y->length ? -1 : 1;
    return x->border < y->border ? -1 : x->border > y->border;
}

/* Borders of empty ground, the best ways first, those within a set of ROOT left out;
 * false when memory is out. */
static bool list_ways(const sz_map *m, const sz_ground *g, const uint8_t *empty,
                      int32_t *root, way **out, size_t *n)
{
    SZ__ARRAY(way) list = SZ__ARRAY_INIT;
    bool ok = true;
    for (int32_t b = 0; b < m->n_borders && ok; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        if (!same_ground(m, g, b) || (g->uncrossed && g->uncrossed[b]) ||
            (!empty[l] && !empty[r]) || sz__root(root, l) == sz__root(root, r))
            continue;
        ok = sz__push(&list, (way){ b, m->town[l] == m->town[r],
                                    m->community[l] == m->community[r],
                                    m->b_length[b], false });
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_rank);
    *out = list.at;
    *n = list.n;
    return ok;
}

/* Hang empty ground on hosts along the best ways (Kruskal 1956): each set of ROOT gets one
 * host at most, HOST of its root. */
static void hang(const sz_map *m, way *list, size_t n, int32_t *root, int32_t *host)
{
    for (size_t i = 0; i < n; i++) {
        int32_t b = list[i].border;
        int32_t l = sz__root(root, m->b_left[b]), r = sz__root(root, m->b_right[b]);
        int32_t both = host[l] >= 0 ? host[l] : host[r];
        list[i].open = l != r && !(host[l] >= 0 && host[r] >= 0);
        if (!list[i].open)
            continue;
        sz__join(root, l, r);
        host[sz__root(root, l)] = both;
    }
}

static sz_status hang_empty(const sz_map *m, const sz_ground *g, int32_t *root,
                            const uint8_t *empty, sz_blocked *out, sz_error *err)
{
    way *list = NULL;
    size_t n = 0;
    int32_t *host = out->host = sz__alloc((size_t)m->n, sizeof *host);
    if (!host || !join_anyway(m, g, root) || !list_ways(m, g, empty, root, &list, &n)) {
        free(list);
        return sz__nomem(err);
    }
    for (int32_t p = 0; p < m->n; p++)
        host[p] = empty[p] ? -1 : p;
    hang(m, list, n, root, host);
    for (size_t i = 0; i < n; i++) {
        int32_t b = list[i].border;
        if (host[sz__root(root, m->b_left[b])] >= 0 ||
            host[sz__root(root, m->b_right[b])] >= 0)
            out->border[b] = list[i].open ? 0 : SZ_BLOCKED;
    }
    for (int32_t p = m->n - 1; p >= 0; p--) /* roots are the lowest of their set */
        host[p] = empty[p] ? host[sz__root(root, p)] : -1;
    free(list);
    return SZ_SUCCESS;
}

void sz__blocked_release(sz_blocked *b)
{
    free(b->border);
    free(b->host);
    *b = (sz_blocked){ NULL, NULL };
}

sz_status sz__blocked_find(sz_blocked *out, const sz_map *m, const sz_ground *g,
                           sz_error *err)
{
    size_t n = (size_t)m->n;
    int32_t *root = sz__alloc(n, sizeof *root);
    uint8_t *empty = sz__alloc(n, sizeof *empty);
    sz_status status = SZ_SUCCESS;
    *out = (sz_blocked){ sz__zalloc((size_t)m->n_borders, 1), NULL };
    if (!root || !empty || !out->border) {
        status = sz__nomem(err);
        goto done;
    }
    sz__map_crossed(m, g->cut_by, out->border);
    for (int32_t b = 0; b < m->n_borders; b++) {
        bool cut = m->b_class[b] && (g->cut_by >> m->b_class[b] & 1) && !out->border[b];
        out->border[b] = g->uncrossed && g->uncrossed[b] ? SZ_BLOCKED_UNCROSSED
                         : cut                           ? SZ_BLOCKED
                                                         : 0;
    }
    if (!join_ground(m, g, out->border, root))
        status = sz__nomem(err);
    else if (find_empty(m, root, empty))
        status = hang_empty(m, g, root, empty, out, err);
done:
    free(root);
    free(empty);
    return status;
}
