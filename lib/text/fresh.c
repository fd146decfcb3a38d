/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding names of new communities. */
#include "text/fresh.h"

#include <string.h>

#include "text/words.h"

enum { LONGEST = 24 };     /* characters of a name */

typedef struct finder {
    sz_fresh *fresh;
    sz_script *script;
    const sz_folded *f;
    size_t listed[2];      /* where the last name of lists that are not OPEN, that are,
                              began, + 1 */
    bool nomem;
} finder;

static bool ends_name(uint32_t c)
{
    return c == '\n' || c == ',' || c == ';' || c == ':' || c == '(' || c == ')' ||
           c == '"' || c == '#' || c == '-' || c == 0x3001 || c == 0x3002;
}

/* Characters of the ending of a community's name (社区 居委会 村) at I, or 0. */
static size_t ending(const sz_folded *f, size_t i)
{
    const uint32_t *at = f->at + i;
    size_t left = f->n - i;
    if (left >= 2 && at[0] == 0x793e && at[1] == 0x533a)
        return 2;
    if (left >= 3 && at[0] == 0x5c45 && at[1] == 0x59d4 && at[2] == 0x4f1a)
        return 3;
    return left >= 1 && at[0] == 0x6751 ? 1 : 0;
}

/* Where the name that begins at I ends: behind its ending, or, when a mark may end it
 * (OPEN), before that; I when there is none. */
static size_t name_end(const sz_folded *f, size_t i, bool open)
{
    size_t k = i;
    for (; k < f->n && k < i + LONGEST && !ends_name(f->at[k]); k++) {
        size_t n = ending(f, k);
        if (n && k > i && (n > 1 || !ending(f, k + 1)))
            return k + n;
    }
    return open && (k == f->n || ends_name(f->at[k])) ? k : i;
}

bool sz__fresh_is_plain(const char *name)
{
    size_t n = 0;
    uint32_t *at = sz__fold_name(name, strlen(name), &n);
    sz_folded f = { .at = at, .n = n };
    bool plain = at && name_end(&f, 0, false) == n;
    for (size_t i = 0; plain && i < n; i++)
        plain = at[i] != ' ';
    free(at);
    return plain;
}

static bool names_community(const finder *d, int32_t name)
{
    size_t n;
    const sz_thing *t = sz__gazetteer_things(d->script->gazetteer, name, &n);
    for (size_t i = 0; i < n; i++)
        if (t[i].kind == SZ_THING_COMMUNITY)
            return true;
    return false;
}

/* Take characters FROM .. TO - 1 for a new name, unless it is known: to be a community,
 * or, when it may be no name at all (not MARKED out as one), to be anything. */
static void take(finder *d, size_t from, size_t to, bool marked)
{
    const sz_folded *f = d->f;
    size_t known = 0;
    int32_t a = sz__gazetteer_match(d->script->gazetteer, f->at + from, to - from,
                                    &known);
    bool shared = a >= 0 && known == to - from;
    if (to == from || (shared && (!marked || names_community(d, a))))
        return;
    uint32_t end = f->byte[to - 1];
    unsigned char c = (unsigned char)d->script->text[end];
    end += c < 0x80 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    size_t len = end - f->byte[from];
    int32_t id = (int32_t)d->script->fresh.n;
    int32_t got = sz__trie_add(shared ? &d->fresh->shared : &d->fresh->trie, f->at + from,
                               to - from, id);
    if (got != id) {
        d->nomem = d->nomem || got == -2;
        return;
    }
    char *name = sz__alloc(len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; name && i < len; i++) { /* without line ends of the layout */
        char b = d->script->text[f->byte[from] + i];
        if (b != '\n' && b != '\r')
            name[n++] = b;
    }
    if (name)
        name[n] = '\0';
    if (!name || !sz__push(&d->script->fresh, name)) {
        free(name);
        d->nomem = true;
        return;
    }
    size_t bare = to - from; /* the name without 社区 is known too */
    if (!shared && bare > 3 && ending(f, to - 2) == 2)
        d->nomem = sz__trie_add(&d->fresh->trie, f->at + from, bare - 2, id) == -2;
}

/* Where the quote that is open before I is closed; I when it is not, or on nothing. */
static size_t quote_end(const sz_folded *f, size_t i)
{
    size_t k = i;
    while (k < f->n && f->at[k] != '\n' && f->at[k] != '"')
        k++;
    return k < f->n && f->at[k] == '"' ? k : i;
}

/* Take the name at I, in quotes whatever it is made of, else OPEN as above; where it
 * ends, the quote included, or I when there is none. */
static size_t take_name(finder *d, size_t i, bool open)
{
    const sz_folded *f = d->f;
    bool quoted = i < f->n && f->at[i] == '"';
    size_t from = i + quoted;
    size_t end = quoted ? quote_end(f, from) : name_end(f, from, open);
    if (end == from)
        return i;
    take(d, from, end, quoted);
    return end + quoted;
}

/* Take the names from I on, divided by 和 、 or a comma; OPEN as above. */
static void take_list(finder *d, size_t i, bool open)
{
    const sz_folded *f = d->f;
    int names = 0;
    for (;;) {
        while (i < f->n && f->at[i] == ' ')
            i++;
        if (names > 0 && i < d->listed[open])
            return; /* from here on taken with a list that began before */
        size_t end = take_name(d, i, open);
        if (end == i)
            return;
        if (names++ > 0)
            d->listed[open] = i + 1;
        uint32_t c = end < f->n ? f->at[end] : '\n';
        if (c != 0x548c && c != 0x3001 && c != 0x53ca && !(open && c == ','))
            return;
        i = end + 1;
    }
}

/* Whether the word "in" stands at I of a command. */
static bool is_in(const uint32_t *at, size_t from, size_t i, size_t n)
{
    return i > from && i + 2 < n && at[i] == 'i' && at[i + 1] == 'n' &&
           !sz__is_ascii_word(at[i - 1]) && !sz__is_ascii_word(at[i + 2]);
}

/* Take the name of found NAME [in TOWN]; where it ends. */
static size_t take_found(finder *d, size_t after)
{
    size_t n = d->f->n;
    const uint32_t *at = d->f->at;
    while (after < n && at[after] == ' ')
        after++;
    if (after < n && at[after] == '"')
        return take_name(d, after, false);
    size_t end = after;
    while (end < n && !ends_name(at[end]) && !is_in(at, after, end, n))
        end++;
    size_t next = end;
    while (end > after && at[end - 1] == ' ')
        end--;
    take(d, after, end, true);
    return next;
}

/* What stands before a new name: the word class, or, in commands, the command that the
 * line began with. Where to go on. */
static size_t look(finder *d, sz_word word, sz_word command, size_t after)
{
    switch (word) {
    case SZ_W_FOUND: case SZ_W_SPLITOFF: case SZ_W_COMBINE: case SZ_W_SPLIT:
        take_list(d, after, false);
        return after;
    case SZ_W_RENAME:
        take_list(d, after, true);
        return after;
    case SZ_W_C_FOUND: /* behind its name, or a line of it would cost its square */
        return command == SZ_W_C_FOUND ? take_found(d, after) : after;
    case SZ_W_C_TO:
        if (command == SZ_W_C_RENAME)
            take_list(d, after, true);
        return after;
    case SZ_W_C_INTO:
        if (command == SZ_W_C_SPLIT)
            take_list(d, after, true);
        return after;
    default:
        return after;
    }
}

bool sz__fresh_find(sz_fresh *fresh, sz_script *script, const sz_folded *f,
                    const sz_trie *words)
{
    finder d = { .fresh = fresh, .script = script, .f = f };
    size_t n;
    const sz_word_entry *word = sz__words(&n);
    sz_word command = SZ_W_NONE;
    for (size_t i = 0; i < f->n && !d.nomem;) {
        size_t len = 1, known = 0;
        bool inside = i > 0 && sz__is_ascii_word(f->at[i]) &&
                      sz__is_ascii_word(f->at[i - 1]);
        int32_t w = inside ? -1 : sz__trie_match(words, f->at + i, f->n - i, &len);
        int32_t name = inside ? -1
                              : sz__gazetteer_match(script->gazetteer, f->at + i,
                                                    f->n - i, &known);
        if (f->at[i] == '\n' || f->at[i] == ';')
            command = SZ_W_NONE;
        if (name >= 0 && known > 1 && known >= len) {
            i += known;
            continue;
        }
        if (w >= 0 && word[w].word >= SZ_W_C_MERGE && command == SZ_W_NONE)
            command = word[w].word;
        i = w >= 0 ? look(&d, word[w].word, command, i + len) : i + 1;
    }
    return !d.nomem;
}
