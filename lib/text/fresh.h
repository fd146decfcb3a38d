/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names that a text gives to communities which are not there yet: 更名为X社区,
 * 合并组建X社区, found X. They are found before the text is cut into tokens, so that
 * they are names wherever they stand. */
#ifndef SIZHI_TEXT_FRESH_H
#define SIZHI_TEXT_FRESH_H

#include "text/ast.h"
#include "text/fold.h"
#include "text/trie.h"

typedef struct sz_fresh {
    sz_trie trie;          /* folded name -> number in script->fresh */
    sz_trie shared;        /* the same for names that something else of the data has, too:
                              a community 新街口 in the town 新街口街道 */
} sz_fresh;

/* Whether NAME, given to a new community in a sentence, is found without quotes. */
bool sz__fresh_is_plain(const char *name);

/* Fill FRESH and SCRIPT->fresh; WORDS are those of sz__lex_words(). False when memory
 * is out. O(length). */
bool sz__fresh_find(sz_fresh *fresh, sz_script *script, const sz_folded *f,
                    const sz_trie *words);

#endif
