/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Annexes of a document (附件). Their list stands before them, and the text refers to them
 * by number, so that a template is gone through once to find them: what the list names is
 * then what is attached. */
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "report/template.h"

static sz_annex *find(const sz_composing *c, const char *key, size_t n)
{
    for (size_t i = 0; i < c->annex.n; i++)
        if (strlen(c->annex.at[i].key) == n && strncmp(c->annex.at[i].key, key, n) == 0)
            return &c->annex.at[i];
    return NULL;
}

const char *sz__annex_number(const sz_composing *c, const char *key)
{
    if (!c->annexes_known)
        return "0";
    const sz_annex *is = find(c, key, strlen(key));
    return is ? is->number : NULL;
}

static sz_status keep(sz_composing *c, const char *key, size_t n, const char *title)
{
    sz_annex is = { .key = sz__alloc(n + 1, 1),
                    .title = sz__dup(title, strlen(title) + 1, 1) };
    if (is.key) {
        memcpy(is.key, key, n);
        is.key[n] = '\0';
    }
    snprintf(is.number, sizeof is.number, "%zu", c->annex.n + 1);
    if (is.key && is.title && sz__push(&c->annex, is))
        return SZ_SUCCESS;
    free(is.key);
    free(is.title);
    return sz__nomem(c->err);
}

sz_status sz__annex_begin(sz_composing *c, size_t line, const char *words)
{
    size_t n = strcspn(words, " ");
    const char *title = words + n + strspn(words + n, " ");
    sz_text_bytes filled = SZ__ARRAY_INIT;
    if (n == 0 || !*title)
        return sz__template_bad(c, line, _("an annex has a key and a title"), words);
    if (!c->annexes_known && find(c, words, n))
        return sz__template_bad(c, line, _("two annexes have this key"), words);
    sz_status status = sz__fields_fill(c, line, title, &filled);
    sz_block b = { .kind = SZ_BLOCK_HEADING, .level = 1 };
    if (!status && !c->annexes_known) {
        status = keep(c, words, n, filled.at);
    } else if (!status) {
        c->n_annexes++;
        /* the only one has no number */
        if (c->annex.n > 1)
            snprintf(b.annex, sizeof b.annex, sz__report_word(c->r, "附件%zu"),
                     c->n_annexes);
        else
            snprintf(b.annex, sizeof b.annex, "%s", sz__report_word(c->r, "附件"));
        status = sz__block_put(c, b, filled.at, filled.n);
    }
    free(filled.at);
    return status;
}

sz_status sz__annexes_list(sz_composing *c)
{
    const sz_block b = { .kind = SZ_BLOCK_PARAGRAPH, .align = 4 };
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < c->annex.n && c->annexes_known && !status; i++) {
        const sz_annex *is = &c->annex.at[i];
        const char *const parts[] = { sz__report_word(c->r, i ? "　　　" : "附件："),
                                      c->annex.n > 1 ? is->number : "",
                                      c->annex.n > 1 ? ". " : "", is->title };
        sz_text_bytes text = SZ__ARRAY_INIT;
        for (size_t k = 0; k < sizeof parts / sizeof *parts && !status; k++)
            status = sz__bytes_add(&text, parts[k], strlen(parts[k])) ? SZ_SUCCESS
                                                                      : sz__nomem(c->err);
        if (!status)
            status = sz__block_put(c, b, text.at, text.n);
        free(text.at);
    }
    return status;
}

void sz__annexes_release(sz_composing *c)
{
    for (size_t i = 0; i < c->annex.n; i++) {
        free(c->annex.at[i].key);
        free(c->annex.at[i].title);
    }
    free(c->annex.at);
}
