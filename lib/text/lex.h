/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tokens of a folded text: names first, longest match, then words, numbers, marks
 * and text that is none of these. */
#ifndef SIZHI_TEXT_LEX_H
#define SIZHI_TEXT_LEX_H

#include "text/ast.h"
#include "text/fold.h"
#include "text/trie.h"
#include "text/words.h"

typedef enum sz_token_kind {
    SZ_T_END,
    SZ_T_LINE,      /* a line end that ends a statement */
    SZ_T_MARK,      /* value: the character */
    SZ_T_WORD,      /* word, value */
    SZ_T_NAME,      /* value: number in the gazetteer */
    SZ_T_FRESH,     /* value: number in script->fresh */
    SZ_T_NUMBER,    /* number, decimals */
    SZ_T_TEXT       /* anything else, as long as it goes */
} sz_token_kind;

typedef struct sz_token {
    sz_token_kind kind;
    sz_word word;
    int32_t value;
    int32_t fresh;         /* of SZ_T_NAME: number in script->fresh of the new community
                              that goes by this name, too; -1 */
    uint8_t decimals;
    bool after_break;      /* a dropped line end stands before it */
    double number;         /* at most 1e15 */
    sz_span at;            /* bytes of the text */
} sz_token;

typedef SZ__ARRAY(sz_token) sz_tokens;

/* The words as a trie: made once for each text. False when memory is out. */
bool sz__lex_words(sz_trie *out);

/*
 * The tokens of SCRIPT->text, folded as F, ended by SZ_T_END; names that the text
 * gives to new communities are put into SCRIPT->fresh first, wherever they stand.
 */
sz_status sz__lex(sz_script *script, const sz_folded *f, sz_tokens *out, sz_error *err);

#endif
