/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parcels -> atoms: units are put together, their pieces joined, then whatever one
 * atom encloses is put into it.
 *
 * An atom that is cut off from the outside by atom v can only be in v's community,
 * or it would be an enclave there. Such atoms lie below the cut vertices of the
 * graph of atoms with the outside as one more vertex; they are found block by block
 * from Tarjan's depth-first search (1972). Merging them leaves nothing that could
 * be cut off, so once is enough. */
#include "plan/contract.h"

#include "core/array.h"
#include "core/roots.h"
#include "map/map.h"
#include "plan/blocked.h"

bool sz__same_ground(const sz_map *map, bool cross_towns, int32_t p, int32_t q)
{
    return cross_towns || map->town[p] == map->town[q];
}

/* FIRST[p] = lowest parcel that is one atom with p: what units of any layers that
 * overlap hold together. */
static sz_status join_units(const sz_map *m, const sz_graph_options *options,
                            const int32_t *lock, int32_t *first, sz_error *err)
{
    bool cross = options->cross_towns, ok = true;
    for (int32_t p = 0; p < m->n; p++)
        first[p] = p;
    if (!options->split_units)
        ok = sz__join_units(m, m->unit, cross, lock, first);
    for (int32_t k = 0; k < m->n_more && !options->split_units && ok; k++)
        ok = sz__join_units(m, m->more + (size_t)k * (size_t)m->n, cross, lock, first);
    for (size_t i = 0; i < options->n_layers && ok; i++)
        ok = sz__join_units(m, options->layers[i], cross, lock, first);
    for (int32_t p = 0; p < m->n; p++)
        first[p] = sz__root(first, p);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

/* Turn FIRST (lowest parcel of the same atom) into numbers; how many. */
static int32_t number_atoms(int32_t n_parcels, int32_t *first)
{
    int32_t n = 0;
    for (int32_t p = 0; p < n_parcels; p++)
        first[p] = first[p] == p ? n++ : first[first[p]];
    return n;
}

/* The two groups of border B, n for the outside; false when they do not differ. */
static bool border_ends(const sz_map *m, const int32_t *of, int32_t n, int32_t b,
                        int32_t *l, int32_t *r)
{
    *l = m->b_left[b] < 0 ? n : of[m->b_left[b]];
    *r = m->b_right[b] < 0 ? n : of[m->b_right[b]];
    return *l != *r;
}

void sz__adjacency_release(sz_adjacency *adj)
{
    free(adj->row);
    free(adj->at);
    *adj = (sz_adjacency){ 0, NULL, NULL };
}

/* The two groups of link I; false when they do not differ or lie in two towns that
 * must not be crossed. */
static bool link_ends(const sz_map *m, const sz_graph_options *options,
                      const int32_t *of, size_t i, int32_t *l, int32_t *r)
{
    const int32_t *link = options->links[i];
    *l = of[link[0]];
    *r = of[link[1]];
    return *l != *r && sz__same_ground(m, options->cross_towns, link[0], link[1]);
}

sz_status sz__adjacency_find(sz_adjacency *adj, const sz_map *m,
                             const sz_graph_options *options, const int32_t *of,
                             int32_t n, sz_error *err)
{
    size_t borders = (size_t)m->n_borders;
    *adj = (sz_adjacency){ n, NULL, NULL };
    adj->row = sz__zalloc((size_t)n + 2, sizeof *adj->row);
    adj->at = sz__alloc(4 * borders + 2 * options->n_links, sizeof *adj->at);
    if (!adj->row || !adj->at) {
        sz__adjacency_release(adj);
        return sz__nomem(err);
    }
    for (int pass = 0; pass < 2; pass++) {
        /* pass 0 counts into row[v + 1]; pass 1 fills, row[v] running ahead */
        for (int32_t b = 0; b < m->n_borders; b++) {
            int32_t end[2];
            if (!border_ends(m, of, n, b, &end[0], &end[1]))
                continue;
            bool apart = end[0] < n && end[1] < n &&
                         (sz__is_blocked(options, b) ||
                          !sz__same_ground(m, options->cross_towns, m->b_left[b],
                                           m->b_right[b]));
            for (int k = 0; k < 2; k++) {
                int32_t v = end[k], u = apart ? n : end[1 - k];
                if (pass == 0) {
                    adj->row[v + 1]++;
                    adj->row[n + 1] += apart;
                } else {
                    adj->at[adj->row[v]++] = u;
                    if (apart)
                        adj->at[adj->row[n]++] = v;
                }
            }
        }
        for (size_t i = 0; i < options->n_links; i++) {
            int32_t l, r;
            if (!link_ends(m, options, of, i, &l, &r))
                continue;
            if (pass == 0) {
                adj->row[l + 1]++;
                adj->row[r + 1]++;
            } else {
                adj->at[adj->row[l]++] = r;
                adj->at[adj->row[r]++] = l;
            }
        }
        for (int32_t v = 0; pass == 0 && v <= n; v++)
            adj->row[v + 1] += adj->row[v];
    }
    for (int32_t v = n; v >= 0; v--)
        adj->row[v + 1] = adj->row[v];
    adj->row[0] = 0;
    return SZ_SUCCESS;
}

/* Depth-first search from the outside. ORDER gets the vertices as they are met,
 * *MET of them; PARENT, DISC (place in ORDER, -1 not met) and LOW (lowest place
 * reached from the subtree by one edge) are Tarjan's. NEXT is scratch. */
static void search(const sz_adjacency *adj, int32_t *order, int32_t *met, int32_t *parent,
                   int32_t *disc, int32_t *low, int32_t *next)
{
    int32_t n = 0, v = adj->n;
    for (int32_t u = 0; u <= adj->n; u++) {
        disc[u] = -1;
        next[u] = adj->row[u];
    }
    parent[v] = -1;
    low[v] = disc[v] = n;
    order[n++] = v;
    while (v >= 0) {
        if (next[v] == adj->row[v + 1]) {
            int32_t up = parent[v];
            if (up >= 0 && low[v] < low[up])
                low[up] = low[v];
            v = up;
            continue;
        }
        int32_t u = adj->at[next[v]++];
        if (disc[u] < 0) {
            parent[u] = v;
            low[u] = disc[u] = n;
            order[n++] = u;
            v = u;
        } else if (u != parent[v] && disc[u] < low[v]) {
            low[v] = disc[u];
        }
    }
    *met = n;
}

/* TOP[v] = the vertex by which the block that v hangs in is joined to the rest on
 * the side of the outside: what cuts v off, or adj->n when nothing does. */
static sz_status find_tops(const sz_adjacency *adj, int32_t *top, sz_error *err)
{
    size_t n = (size_t)adj->n + 1;
    int32_t met = 0, *block = sz__alloc(5 * n, sizeof *block);
    if (!block)
        return sz__nomem(err);
    int32_t *order = block, *parent = order + n, *disc = parent + n, *low = disc + n;
    search(adj, order, &met, parent, disc, low, low + n);
    for (int32_t v = 0; v <= adj->n; v++)
        top[v] = adj->n;
    for (int32_t i = 1; i < met; i++) {
        int32_t v = order[i], up = parent[v];
        top[v] = low[v] >= disc[up] ? up : top[up];
    }
    free(block);
    return SZ_SUCCESS;
}

/* INTO[w] = the atom that takes w in, w itself when none does. Two atoms of one lock
 * that hang in one block, and have a way to each other in it through atoms of that
 * lock, go into the block's top together. STACK is scratch. */
static void take_in(const sz_adjacency *adj, const int32_t *top, const int32_t *lock,
                    int32_t *into, int32_t *stack)
{
    for (int32_t v = 0; v < adj->n; v++)
        into[v] = v;
    for (int32_t v = 0; v < adj->n; v++) {
        int32_t n = 0;
        stack[n++] = v;
        while (n) {
            int32_t u = stack[--n];
            for (int32_t i = adj->row[u]; i < adj->row[u + 1]; i++) {
                int32_t w = adj->at[i];
                if (w == adj->n || top[w] != v || into[w] != w || lock[w] != lock[v])
                    continue;
                into[w] = v;
                stack[n++] = w;
            }
        }
    }
}

/* Merge what one atom encloses into it. */
static sz_status merge_enclosed(const sz_map *m, const sz_graph_options *options,
                                const int32_t *lock, int32_t *atom_of, int32_t *n,
                                sz_error *err)
{
    sz_status status;
    sz_adjacency adj;
    int32_t atoms = *n, *block = NULL;
    status = sz__adjacency_find(&adj, m, options, atom_of, atoms, err);
    if (status)
        return status;
    block = sz__alloc(4 * ((size_t)atoms + 1), sizeof *block);
    if (!block) {
        status = sz__nomem(err);
        goto done;
    }
    int32_t *top = block, *into = top + atoms + 1, *stack = into + atoms + 1;
    int32_t *atom_lock = stack + atoms + 1;
    for (int32_t p = 0; p < m->n; p++)
        atom_lock[atom_of[p]] = lock[p];
    status = find_tops(&adj, top, err);
    if (status)
        goto done;
    take_in(&adj, top, atom_lock, into, stack);

    /* stack[v] = lowest parcel of the atoms that end up with v */
    for (int32_t v = 0; v < atoms; v++) {
        while (into[v] != into[into[v]])
            into[v] = into[into[v]];
        stack[v] = -1;
    }
    for (int32_t p = 0; p < m->n; p++) {
        int32_t v = into[atom_of[p]];
        if (stack[v] < 0)
            stack[v] = p;
        atom_of[p] = stack[v];
    }
    *n = number_atoms(m->n, atom_of);
done:
    free(block);
    sz__adjacency_release(&adj);
    return status;
}

sz_status sz__contract(const sz_map *map, const sz_graph_options *options,
                       const int32_t *lock, int32_t *atom_of, int32_t *n, sz_error *err)
{
    sz_status status = join_units(map, options, lock, atom_of, err);
    if (status)
        return status;
    *n = number_atoms(map->n, atom_of);
    if (options->bridge > 0)
        status = sz__bridge_units(map, options, lock, atom_of, n, err);
    if (status)
        return status;
    if (options->allow_enclaves)
        return SZ_SUCCESS;
    return merge_enclosed(map, options, lock, atom_of, n, err);
}
