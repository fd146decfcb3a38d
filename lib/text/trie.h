/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words by their characters: which of many words a text begins with, the longest
 * first. A hash table from (node, character) to node. */
#ifndef SIZHI_TEXT_TRIE_H
#define SIZHI_TEXT_TRIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sz_trie_edge {
    uint64_t key;          /* node and character */
    int32_t to;            /* node, 0 = free (nothing leads to the root) */
} sz_trie_edge;

typedef struct sz_trie {
    int32_t n, cap;        /* nodes; 0 is the root */
    int32_t *value;        /* [n] of the word that ends here, -1 none */
    sz_trie_edge *edge;    /* [slots] */
    size_t slots, edges;   /* slots is a power of two, or 0 */
} sz_trie;

/* Zero-initialise with { 0 }. */
void sz__trie_release(sz_trie *trie);

/* The value of the word TEXT, N characters; where it has none yet it becomes VALUE.
 * -2 when memory is out. Expected O(n). */
int32_t sz__trie_add(sz_trie *trie, const uint32_t *text, size_t n, int32_t value);

/* The value of exactly this word, or -1. */
int32_t sz__trie_find(const sz_trie *trie, const uint32_t *text, size_t n);

/* The value of the longest word that TEXT begins with, its length in *LEN; -1 when
 * none. A word that ends in an ASCII letter or digit does not end inside a run of
 * them. O(longest word). */
int32_t sz__trie_match(const sz_trie *trie, const uint32_t *text, size_t n,
                       size_t *len);

/* An ASCII letter or digit, or an underscore. */
static inline bool sz__is_ascii_word(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           (c >= 'A' && c <= 'Z');
}

#endif
