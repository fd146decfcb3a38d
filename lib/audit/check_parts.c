/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Does every community hang together, and does none enclose another? Pieces by
 * union over seams; what a piece encloses is what its removal cuts off from the
 * outside, so it is an articulation point of the pieces' graph (Hopcroft and
 * Tarjan 1973), searched from the outside. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/check_pieces.h"
#include "core/i18n.h"
#include "core/roots.h"

/* Number the pieces from 1 by their lowest parcel, into p->parent. */
static bool find_pieces(sz_pieces *p)
{
    size_t n = p->c->n;
    int32_t *piece = sz__alloc(n, sizeof *piece);
    if (!piece)
        return false;
    for (size_t i = 0; i < n; i++)
        p->parent[i] = (int32_t)i;
    for (size_t s = 0; s < p->c->seam.n; s++) {
        const sz_seam *e = &p->c->seam.at[s];
        if (e->right < 0 || p->of[e->left] != p->of[e->right])
            continue;
        sz__join(p->parent, e->left, e->right);
    }
    for (size_t i = 0; i < n; i++) {
        int32_t root = sz__root(p->parent, (int32_t)i);
        piece[i] = root == (int32_t)i ? ++p->n : piece[root];
    }
    memcpy(p->parent, piece, n * sizeof *piece);
    free(piece);
    return true;
}

/* Node of the outside or of a neighbour as seen from parcel FROM: another town is
 * outside where communities may not cross. */
static int32_t node_of(const sz_pieces *p, int32_t from, int32_t parcel)
{
    if (parcel < 0)
        return 0;
    const sz_rec_parcel *all = p->c->rec->parcel.at;
    return !p->c->cross_towns && all[from].town != all[parcel].town ? 0
                                                                    : p->parent[parcel];
}

static bool make_graph(sz_pieces *p)
{
    const sz_checkup *c = p->c;
    size_t nodes = (size_t)p->n + 1;
    p->first = sz__alloc(nodes, sizeof *p->first);
    p->households = sz__zalloc(nodes, sizeof *p->households);
    p->area = sz__zalloc(nodes, sizeof *p->area);
    p->noted = sz__zalloc(nodes, sizeof *p->noted);
    p->row = sz__zalloc(nodes + 1, sizeof *p->row);
    p->next = sz__alloc(4 * c->seam.n, sizeof *p->next);
    if (!p->first || !p->households || !p->area || !p->noted || !p->row || !p->next)
        return false;
    for (size_t i = c->n; i-- > 0;) {
        p->first[p->parent[i]] = (int32_t)i;
        p->households[p->parent[i]] += c->rec->parcel.at[i].households;
        p->area[p->parent[i]] += c->area[i];
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t s = 0; s < c->seam.n; s++) {
            const sz_seam *e = &c->seam.at[s];
            int32_t ends[2][2] = { { p->parent[e->left],
                                     node_of(p, e->left, e->right) },
                                   { 0, 0 } };
            if (e->right >= 0 && ends[0][1] == 0) { /* two towns */
                ends[1][0] = p->parent[e->right];
            }
            for (int k = 0; k < 2; k++) {
                int32_t u = ends[k][0], w = ends[k][1];
                if (u == w)
                    continue;
                if (pass == 0) {
                    p->row[u + 1]++;
                    p->row[w + 1]++;
                } else {
                    p->next[p->row[u]++] = w;
                    p->next[p->row[w]++] = u;
                }
            }
        }
        if (pass == 0)
            for (size_t u = 0; u < nodes; u++)
                p->row[u + 1] += p->row[u];
    }
    memmove(p->row + 1, p->row, nodes * sizeof *p->row);
    p->row[0] = 0;
    return true;
}

/* How many pieces each community has, and its largest one, of those that may not lie
 * apart if there are any. */
static void count_pieces(const sz_pieces *p, int32_t *pieces, int32_t *largest)
{
    for (int32_t k = 1; k <= p->n; k++) {
        int32_t of = p->of[p->first[k]];
        if (of < 0)
            continue;
        int32_t old = largest[of];
        pieces[of]++;
        if (old == 0 ||
            (p->noted[k] != p->noted[old] ? p->noted[old]
             : p->households[k] != p->households[old]
                 ? p->households[k] > p->households[old]
                 : p->area[k] > p->area[old]))
            largest[of] = k;
    }
}

/* LAND[i] = a number of the dry ground of parcel i: what seams join within its town,
 * or over towns where communities may cross. Nothing joins two of them. */
static void find_land(const sz_pieces *p, int32_t *land)
{
    const sz_checkup *c = p->c;
    const sz_rec_parcel *all = c->rec->parcel.at;
    for (size_t i = 0; i < c->n; i++)
        land[i] = (int32_t)i;
    for (size_t s = 0; s < c->seam.n; s++) {
        const sz_seam *e = &c->seam.at[s];
        if (e->right < 0 ||
            (!c->cross_towns && all[e->left].town != all[e->right].town))
            continue;
        sz__join(land, e->left, e->right);
    }
    for (size_t i = 0; i < c->n; i++)
        land[i] = sz__root(land, (int32_t)i);
}

/* TIED[k]: a unit has parcels in piece k and in another piece of its community. */
static bool find_tied(const sz_pieces *p, bool *tied)
{
    sz_member *list = NULL;
    size_t n = 0;
    if (!sz__check_members(p->c, &list, &n))
        return false;
    for (size_t i = 0, k; i < n; i = k)
        for (k = i + 1; k < n && sz__same_unit(&list[k], &list[i]); k++) {
            int32_t a = list[i].parcel, b = list[k].parcel;
            if (p->of[a] == p->of[b] && p->parent[a] != p->parent[b])
                tied[p->parent[a]] = tied[p->parent[b]] = true;
        }
    free(list);
    return true;
}

/* ROOT[k] = a number of what links of the plan join to piece k. */
static void find_linked(const sz_pieces *p, int32_t *root)
{
    for (int32_t k = 0; k <= p->n; k++)
        root[k] = k;
    for (size_t i = 0; i < p->c->link.n; i++) {
        const int32_t *link = p->c->link.at[i];
        if (p->of[link[0]] == p->of[link[1]])
            sz__join(root, p->parent[link[0]], p->parent[link[1]]);
    }
    for (int32_t k = 0; k <= p->n; k++)
        root[k] = sz__root(root, k);
}

/* A community may have a piece that is on record with its reason, or that a link of the
 * plan joins to the largest; one that was to be left alone may have any: worth a hint. It may
 * have one on other dry ground when a unit given in pieces obliges it to: worth a
 * warning. Everywhere else it must hang together. */
static sz_level level_of(const sz_pieces *p, int32_t k, int32_t largest, const int32_t *land,
                         const bool *tied, sz_level level)
{
    bool across = land[p->first[k]] != land[p->first[largest]];
    if (p->noted[k] ||
        (level == SZ_LEVEL_ERROR && sz__check_unjudged(p->c, p->of[p->first[k]])))
        return SZ_LEVEL_HINT;
    return level == SZ_LEVEL_ERROR && tied[k] && across ? SZ_LEVEL_WARN : level;
}

/* One finding for each piece of a community besides its largest. */
static sz_status tell_pieces(sz_pieces *p, const int32_t *pieces, const int32_t *largest,
                             sz_level level, sz_error *err)
{
    sz_checkup *c = p->c;
    int32_t *land = sz__alloc(c->n, sizeof *land);
    int32_t *root = sz__alloc((size_t)p->n + 1, sizeof *root);
    bool *tied = sz__zalloc((size_t)p->n + 1, sizeof *tied);
    bool ok = land && root && tied && find_tied(p, tied);
    sz_status status = ok ? SZ_SUCCESS : sz__nomem(err);
    if (ok) {
        find_land(p, land);
        find_linked(p, root);
    }
    for (int32_t k = 1; status == SZ_SUCCESS && k <= p->n; k++) {
        int32_t i = p->first[k], of = p->of[i];
        if (of < 0 || k == largest[of])
            continue;
        bool linked = root[k] == root[largest[of]] && level == SZ_LEVEL_ERROR;
        status = sz__check_say(c, "check.connected",
                               linked ? SZ_LEVEL_HINT
                                      : level_of(p, k, largest[of], land, tied, level), of,
                               pieces[of], 1, c->x[i], c->y[i], err,
                               _("%s is in %d pieces, one of %lld households and "
                                 "%.0f m2 lies apart"), sz__check_name(c, of),
                               (int)pieces[of], (long long)p->households[k], p->area[k]);
    }
    free(land);
    free(root);
    free(tied);
    return status;
}

typedef struct search {
    int32_t *seen, *low;   /* [n + 1] order of discovery, 0 not yet; lowest reached */
    int32_t *up, *at;      /* [n + 1] parent in the tree, next neighbour to look at */
    int32_t *plain;        /* [n + 1] pieces from here down that are not on record */
} search;

/* Depth first from the outside. When all below CHILD reaches no higher than its
 * parent, the parent encloses it. */
static sz_status tell_enclosed(sz_pieces *p, search *s, sz_level level, sz_error *err)
{
    sz_checkup *c = p->c;
    sz_status status = SZ_SUCCESS;
    int32_t u = 0, now = 1;
    memcpy(s->at, p->row, ((size_t)p->n + 1) * sizeof *s->at);
    s->seen[0] = s->low[0] = now;
    s->up[0] = -1;
    while (u >= 0 && status == SZ_SUCCESS) {
        if (s->at[u] < p->row[u + 1]) {
            int32_t w = p->next[s->at[u]++];
            if (!s->seen[w]) {
                s->seen[w] = s->low[w] = ++now;
                s->plain[w] = !p->noted[w];
                s->up[w] = u;
                u = w;
            } else if (s->seen[w] < s->low[u]) {
                s->low[u] = s->seen[w];
            }
            continue;
        }
        int32_t v = s->up[u];
        if (v > 0) {
            int32_t of = p->of[p->first[v]], i = p->first[u];
            bool allowed = c->allow_enclaves || sz__check_unjudged(c, of);
            bool judged = s->plain[u] && !(level == SZ_LEVEL_ERROR && allowed);
            if (s->low[u] >= s->seen[v] && of >= 0)
                status = sz__check_say(c, "check.enclave",
                                       judged ? level : SZ_LEVEL_HINT, of,
                                       (double)p->households[u], 0, c->x[i], c->y[i],
                                       err, _("%s encloses ground of %s"),
                                       sz__check_name(c, of),
                                       sz__check_name(c, p->of[i]));
            if (s->low[u] < s->low[v])
                s->low[v] = s->low[u];
            s->plain[v] += s->plain[u];
        }
        u = v;
    }
    return status;
}

/* Enclaves, with the room a search needs. */
static sz_status search_enclosed(sz_pieces *p, sz_level level, sz_error *err)
{
    size_t nodes = (size_t)p->n + 1;
    search s = { sz__zalloc(nodes, sizeof *s.seen), sz__zalloc(nodes, sizeof *s.low),
                 sz__alloc(nodes, sizeof *s.up), sz__alloc(nodes, sizeof *s.at),
                 sz__zalloc(nodes, sizeof *s.plain) };
    sz_status status = s.seen && s.low && s.up && s.at && s.plain
                           ? tell_enclosed(p, &s, level, err) : sz__nomem(err);
    free(s.seen);
    free(s.low);
    free(s.up);
    free(s.at);
    free(s.plain);
    return status;
}

/* The layer `communities`, which is of the PLAN, states the number of pieces. */
static sz_status check_stated(sz_pieces *p, const int32_t *pieces, sz_error *err)
{
    sz_checkup *c = p->c;
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < c->rec->community.n; i++) {
        const sz_rec_community *r = &c->rec->community.at[i];
        int32_t of = sz__check_find(c, r->town, r->name);
        if (of < 0 || r->parts < 0 || r->parts == pieces[of])
            continue;
        status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, of, (double)r->parts,
                               pieces[of], NAN, NAN, err,
                               _("%s is in %d pieces, layer 'communities' says %lld"),
                               sz__check_name(c, of), (int)pieces[of],
                               (long long)r->parts);
    }
    return status;
}

sz_status sz__check_parts(sz_checkup *c, const int32_t *of, const char *plan, bool tell,
                          sz_level level, sz_error *err)
{
    sz_pieces p = { .c = c, .of = of, .parent = sz__alloc(c->n, sizeof *p.parent) };
    int32_t *pieces = sz__zalloc(c->ident.name.n, sizeof *pieces);
    int32_t *largest = sz__zalloc(c->ident.name.n, sizeof *largest);
    sz_status status = SZ_SUCCESS;
    if (!p.parent || !pieces || !largest || !find_pieces(&p) || !make_graph(&p))
        status = sz__nomem(err);
    if (status == SZ_SUCCESS) {
        sz__check_find_noted(&p, plan);
        count_pieces(&p, pieces, largest);
    }
    if (status == SZ_SUCCESS && tell)
        status = tell_pieces(&p, pieces, largest, level, err);
    if (status == SZ_SUCCESS && tell)
        status = search_enclosed(&p, level, err);
    if (status == SZ_SUCCESS && tell) /* the plan that the file is about */
        status = check_stated(&p, pieces, err);
    if (status == SZ_SUCCESS)
        status = sz__check_detached(&p, plan, pieces, err);
    free(pieces);
    free(largest);
    free(p.parent);
    free(p.first);
    free(p.households);
    free(p.area);
    free(p.noted);
    free(p.row);
    free(p.next);
    return status;
}
