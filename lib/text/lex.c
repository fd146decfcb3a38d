/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cutting a folded text into tokens. */
#include "text/lex.h"

#include <string.h>

#include "text/fresh.h"
#include "text/trie.h"

bool sz__lex_words(sz_trie *out)
{
    size_t n, len;
    const sz_word_entry *words = sz__words(&n);
    for (size_t i = 0; i < n; i++) {
        uint32_t *word = sz__fold_name(words[i].text, strlen(words[i].text), &len);
        int32_t id = word ? sz__trie_add(out, word, len, (int32_t)i) : -2;
        free(word);
        if (id == -2)
            return false;
    }
    return true;
}

typedef struct lexer {
    const sz_script *script;
    const sz_folded *f;
    const sz_fresh *fresh;
    const sz_trie *words;
    const sz_word_entry *word;
    sz_tokens *out;
    size_t i;              /* next character */
    bool nomem;
} lexer;

static uint32_t byte_end(const lexer *l, size_t to)
{
    uint32_t from = l->f->byte[to - 1];
    unsigned char c = (unsigned char)l->script->text[from];
    return from + (c < 0x80 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2);
}

/* Put the token T of characters FROM .. TO - 1 and go on after them. */
static void put(lexer *l, sz_token t, size_t from, size_t to)
{
    t.at = (sz_span){ l->f->byte[from], byte_end(l, to) };
    t.after_break = l->f->after_break[from];
    if (!sz__push(l->out, t))
        l->nomem = true;
    l->i = to;
}

/* Text that is nothing else: joined to text that stands directly before it. */
static void put_text(lexer *l)
{
    size_t i = l->i, end = i + 1;
    if (sz__is_ascii_word(l->f->at[i]))
        while (end < l->f->n && sz__is_ascii_word(l->f->at[end]))
            end++;
    sz_token *last = l->out->n ? &l->out->at[l->out->n - 1] : NULL;
    if (last && last->kind == SZ_T_TEXT && i > 0 && !l->f->after_break[i] &&
        last->at.to == byte_end(l, i)) {
        last->at.to = byte_end(l, end);
        l->i = end;
    } else {
        put(l, (sz_token){ .kind = SZ_T_TEXT }, i, end);
    }
}

static int digit(uint32_t c)
{
    return c >= '0' && c <= '9' ? (int)c - '0' : -1;
}

/* A number in digits, with decimals. */
static bool lex_digits(lexer *l)
{
    const uint32_t *at = l->f->at;
    size_t i = l->i, n = l->f->n;
    sz_token t = { .kind = SZ_T_NUMBER };
    if (digit(at[i]) < 0)
        return false;
    for (; i < n && digit(at[i]) >= 0; i++)
        t.number = t.number < 1e14 ? 10 * t.number + digit(at[i]) : t.number;
    double scale = 1.0;
    if (i + 1 < n && at[i] == '.' && digit(at[i + 1]) >= 0)
        for (i++; i < n && digit(at[i]) >= 0; i++)
            if (t.decimals < 9) {
                scale /= 10.0;
                t.decimals++;
                t.number += scale * digit(at[i]);
            }
    if (i < n && sz__is_ascii_word(at[i]))
        return false; /* 12a is text */
    put(l, t, l->i, i);
    return true;
}

/* A number in characters, below 100, that counts something: 三个, 十二个, 两块. */
static bool lex_numeral(lexer *l)
{
    const uint32_t *at = l->f->at;
    size_t i = l->i;
    int value = 0;
    for (int v; i < l->f->n && i < l->i + 3 && (v = sz__numeral(at[i])) >= 0; i++)
        value = v == 10 ? 10 * (value ? value : 1) : value + v;
    if (i == l->i || (at[i] != 0x4e2a && at[i] != 0x5757)) /* 个 块 */
        return false;
    put(l, (sz_token){ .kind = SZ_T_NUMBER, .number = value }, l->i, i);
    return true;
}

static bool is_mark(uint32_t c)
{
    return c < 0x80 ? !sz__is_ascii_word(c)
                    : (c >= 0x3001 && c <= 0x301f) || c == 0xb7 || c == 0x2026;
}

/* The longest name or word here; a name goes before a word of its length, except one
 * of a single character and a short form. */
static bool lex_known(lexer *l)
{
    const uint32_t *at = l->f->at + l->i;
    size_t n = l->f->n - l->i, name = 0, fresh = 0, word = 0;
    int32_t a = sz__gazetteer_match(l->script->gazetteer, at, n, &name);
    int32_t b = sz__trie_match(&l->fresh->trie, at, n, &fresh);
    int32_t w = sz__trie_match(l->words, at, n, &word);
    bool digits = a >= 0;
    for (size_t i = 0; i < name; i++)
        digits = digits && digit(at[i]) >= 0;
    if (digits)
        a = -1, name = 0;
    size_t longest = fresh > name ? fresh : name;
    int32_t shared = name ? sz__trie_find(&l->fresh->shared, at, name) : -1;
    bool full = fresh > name || shared >= 0 ||
                (a >= 0 && sz__gazetteer_exact(l->script->gazetteer, a));
    if ((a >= 0 || b >= 0) &&
        (longest > word || (longest == word && word > 1 && full))) {
        sz_token t = { .kind = fresh > name ? SZ_T_FRESH : SZ_T_NAME,
                       .value = fresh > name ? b : a, .fresh = shared };
        put(l, t, l->i, l->i + longest);
    } else if (w >= 0) {
        sz_token t = { .kind = SZ_T_WORD, .word = l->word[w].word,
                       .value = l->word[w].value };
        put(l, t, l->i, l->i + word);
    } else {
        return false;
    }
    return true;
}

static void lex_next(lexer *l)
{
    uint32_t c = l->f->at[l->i];
    bool inside = l->i > 0 && sz__is_ascii_word(c) &&
                  sz__is_ascii_word(l->f->at[l->i - 1]);
    if (c == ' ' || c == '"')
        l->i++;
    else if (c == '\n')
        put(l, (sz_token){ .kind = SZ_T_LINE }, l->i, l->i + 1);
    else if (!inside && (lex_known(l) || lex_digits(l) || lex_numeral(l)))
        return;
    else if (is_mark(c))
        put(l, (sz_token){ .kind = SZ_T_MARK, .value = (int32_t)c }, l->i, l->i + 1);
    else
        put_text(l);
}

sz_status sz__lex(sz_script *script, const sz_folded *f, sz_tokens *out, sz_error *err)
{
    sz_trie words = { 0 };
    sz_fresh fresh = { 0 };
    size_t n;
    lexer l = { .script = script, .f = f, .fresh = &fresh, .words = &words,
                .word = sz__words(&n), .out = out };
    bool done = sz__lex_words(&words) && sz__fresh_find(&fresh, script, f, &words);
    while (done && l.i < f->n && !l.nomem)
        lex_next(&l);
    uint32_t end = (uint32_t)script->length;
    done = done && !l.nomem &&
           sz__push(out, (sz_token){ .kind = SZ_T_END, .at = { end, end } });
    sz__trie_release(&words);
    sz__trie_release(&fresh.trie);
    sz__trie_release(&fresh.shared);
    return done ? SZ_SUCCESS : sz__nomem(err);
}
