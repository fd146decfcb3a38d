/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words by their characters. */
#include "text/trie.h"

#include <stdlib.h>

#include "core/array.h"

void sz__trie_release(sz_trie *trie)
{
    free(trie->value);
    free(trie->edge);
    *trie = (sz_trie){ 0 };
}

static uint64_t edge_key(int32_t node, uint32_t c)
{
    return (uint64_t)(uint32_t)node << 32 | c;
}

/* The slot of KEY, or the free one where it would stand. */
static size_t find_slot(const sz_trie *trie, uint64_t key)
{
    size_t mask = trie->slots - 1;
    uint64_t hash = key * UINT64_C(0x9e3779b97f4a7c15);
    size_t s = (size_t)(hash ^ hash >> 32) & mask; /* the node is in the upper half */
    while (trie->edge[s].to && trie->edge[s].key != key)
        s = (s + 1) & mask;
    return s;
}

static int32_t step(const sz_trie *trie, int32_t node, uint32_t c)
{
    return trie->slots ? trie->edge[find_slot(trie, edge_key(node, c))].to : 0;
}

static bool widen(sz_trie *trie)
{
    sz_trie wide = *trie;
    wide.slots = trie->slots ? 2 * trie->slots : 64;
    if (!(wide.edge = sz__zalloc(wide.slots, sizeof *wide.edge)))
        return false;
    for (size_t s = 0; s < trie->slots; s++)
        if (trie->edge[s].to)
            wide.edge[find_slot(&wide, trie->edge[s].key)] = trie->edge[s];
    free(trie->edge);
    *trie = wide;
    return true;
}

/* A new node, 0 when memory is out. */
static int32_t new_node(sz_trie *trie)
{
    size_t cap = (size_t)trie->cap;
    if (trie->n == trie->cap &&
        !sz__grow((void **)&trie->value, &cap, cap + 1, sizeof *trie->value))
        return 0;
    trie->cap = (int32_t)cap;
    trie->value[trie->n] = -1;
    return trie->n++;
}

/* The node that C leads to from NODE, made where there is none; 0: no memory. */
static int32_t grow_step(sz_trie *trie, int32_t node, uint32_t c)
{
    if (2 * trie->edges >= trie->slots && !widen(trie))
        return 0;
    size_t s = find_slot(trie, edge_key(node, c));
    if (trie->edge[s].to)
        return trie->edge[s].to;
    int32_t to = new_node(trie);
    if (to) {
        trie->edge[s] = (sz_trie_edge){ edge_key(node, c), to };
        trie->edges++;
    }
    return to;
}

int32_t sz__trie_add(sz_trie *trie, const uint32_t *text, size_t n, int32_t value)
{
    if (trie->n == 0) {
        new_node(trie);
        if (trie->n == 0)
            return -2;
    }
    int32_t node = 0;
    for (size_t i = 0; i < n; i++)
        if (!(node = grow_step(trie, node, text[i])))
            return -2;
    if (trie->value[node] < 0)
        trie->value[node] = value;
    return trie->value[node];
}

int32_t sz__trie_find(const sz_trie *trie, const uint32_t *text, size_t n)
{
    int32_t node = 0;
    if (n == 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (!(node = step(trie, node, text[i])))
            return -1;
    return trie->value[node];
}

int32_t sz__trie_match(const sz_trie *trie, const uint32_t *text, size_t n,
                       size_t *len)
{
    int32_t node = 0, best = -1;
    for (size_t i = 0; i < n && (node = step(trie, node, text[i])) != 0; i++) {
        bool inside = i + 1 < n && sz__is_ascii_word(text[i]) &&
                      sz__is_ascii_word(text[i + 1]);
        if (trie->value[node] >= 0 && !inside) {
            best = trie->value[node];
            *len = i + 1;
        }
    }
    return best;
}
