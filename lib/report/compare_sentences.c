/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sentences that tell scenarios apart. */
#include <stdlib.h>
#include <string.h>

#include "map/map.h"
#include "report/compare.h"
#include "sizhi/text.h"

/* Note that scenario S says TEXT of ROW. */
static bool note(sz_comparing *k, size_t s, sz_sentence_kind kind, int32_t row,
                 const char *text)
{
    sz_comparison *out = k->out;
    if (!text || !*text)
        return true;
    sz_said said = { .kind = kind, .row = row, .text = sz__names_add(&out->texts, text) };
    if (said.text < 0)
        return false;
    for (size_t i = 0; i < out->said.n; i++) {
        sz_said *old = &out->said.at[i];
        if (old->text == said.text && old->row == row && old->kind == kind) {
            old->by[s] = 1;
            return true;
        }
    }
    said.by = sz__zalloc(out->scenarios, 1);
    if (!said.by || !sz__push(&out->said, said)) {
        free(said.by);
        return false;
    }
    said.by[s] = 1;
    return true;
}

static sz_status collect(sz_comparing *k, size_t s, sz_error *err)
{
    sz_description *d = NULL;
    sz_status status = sz_describe(k->plan[0], k->plan[s], k->options->words, &d, err);
    bool ok = true;
    if (status != SZ_SUCCESS)
        return status;
    for (size_t i = 0; ok && i < sz_description_moves(d); i++) {
        const sz_described_move *m = sz_description_move(d, i);
        ok = note(k, s, SZ_SENTENCE_MOVE, k->row[s][m->to >= 0 ? m->to : m->from],
                  m->sentence);
    }
    for (size_t i = 0; ok && i < sz_description_communities(d); i++) {
        const sz_described_community *c = sz_description_community(d, i);
        ok = note(k, s, SZ_SENTENCE_FATE, k->row[s][i], c->fate) &&
             note(k, s, SZ_SENTENCE_SIDES, k->row[s][i], c->sentence);
    }
    sz_description_free(d);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

/* Whether all scenarios but today's say it, or, of two, both. */
static bool shared(const sz_comparison *out, const sz_said *said)
{
    for (size_t s = out->scenarios > 2; s < out->scenarios; s++)
        if (!said->by[s])
            return false;
    return true;
}

/* Whether only today's plan says it, of several: no way to tell the others apart. */
static bool bygone(const sz_comparison *out, const sz_said *said)
{
    for (size_t s = 1; s < out->scenarios; s++)
        if (said->by[s])
            return false;
    return out->scenarios > 2;
}

static int by_row(const void *a, const void *b)
{
    const sz_said *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return x->text < y->text ? -1 : x->text > y->text;
}

sz_status sz__compare_sentences(sz_comparing *k, sz_error *err)
{
    sz_comparison *out = k->out;
    sz_status status = SZ_SUCCESS;
    size_t kept = 0;
    for (size_t s = 0; s < out->scenarios && status == SZ_SUCCESS; s++)
        status = collect(k, s, err);
    for (size_t i = 0; i < out->said.n; i++) {
        sz_said said = out->said.at[i];
        if (shared(out, &said) || bygone(out, &said))
            free(said.by);
        else
            out->said.at[kept++] = said;
    }
    out->said.n = kept;
    if (kept > 0)
        qsort(out->said.at, kept, sizeof *out->said.at, by_row);
    return status;
}
