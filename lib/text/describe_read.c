/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The texts of a description. The Chinese notice is read as `sizhi describe --lint` and
 * `sizhi apply` read one, and must give the later plan: a move that it does not give is
 * said by the numbers of its parcels instead. */
#include <string.h>

#include "sizhi/script.h"
#include "text/apply.h"
#include "text/describe.h"

/* ---- saying ---- */

static bool say(char **text, sz_say *say)
{
    free(*text);
    return (*text = sz__say_take(say)) != NULL;
}

static bool say_sides(sz_describing *d, int32_t c)
{
    sz_described_community *out = &d->out->community[c];
    const sz_sides *s = &d->sides[c];
    const char **text[4] = { &out->north, &out->east, &out->south, &out->west };
    int32_t town = d->is[c].town;
    sz_say own = { 0 };
    for (int k = 0; k < 4; k++) {
        sz__say_side(&own, &d->manner, s, k, town);
        if (!say((char **)text[k], &own))
            return false;
    }
    sz__say_sides(&own, &d->manner, s, town);
    sz__say_facts(&own, &d->manner, &d->is[c]);
    return say((char **)&out->sentence, &own);
}

/* All texts in the language of the manner, and the notice of them. */
static sz_status say_texts(sz_describing *d, sz_error *err)
{
    sz_description *out = d->out;
    bool ok = true;
    for (size_t i = 0; ok && i < out->n_moves; i++) {
        sz_described_move *m = &out->move[i];
        sz_say own = { 0 };
        sz__say_move(&own, &d->manner, &d->piece[i].words, m->from, m->to);
        ok = say((char **)&m->sentence, &own);
    }
    for (int32_t c = 0; ok && c < d->after->n; c++) {
        sz_say own = { 0 };
        sz__say_fate(&own, d, c);
        ok = say((char **)&out->community[c].fate, &own) &&
             (d->is[c].parcels == 0 || say_sides(d, c));
    }
    free(out->notice);
    out->notice = ok ? sz__notice(d) : NULL;
    return out->notice ? SZ_SUCCESS : sz__nomem(err);
}

/* ---- reading ---- */

/* The community of READ that is C of the later plan: by its number, or, a new one, by
 * the name that the notice gives it. */
static int32_t find_read(const sz_describing *d, const sz_plan *read, int32_t c)
{
    int32_t found = -1;
    sz_say name = { 0 };
    if (c < d->before->n)
        return c;
    sz__say_community(&name, &d->manner, c);
    for (int32_t r = d->before->n; r < read->n && found < 0; r++)
        if (strcmp(read->tally[r].name, sz__said(&name)) == 0)
            found = r;
    free(name.text.at);
    return found;
}

/* Which move takes parcels from community FROM to TO; n_moves: none. */
static size_t move_of(const sz_description *out, int32_t from, int32_t to)
{
    size_t i = 0;
    while (i < out->n_moves && (out->move[i].from != from || out->move[i].to != to))
        i++;
    return i;
}

/* GOOD[move] = whether READ puts every parcel of it where the later plan has it; nothing
 * else may have gone where it goes. */
static sz_status judge_moves(const sz_describing *d, const sz_plan *read, bool *good,
                             sz_error *err)
{
    const sz_description *out = d->out;
    int32_t n = d->after->n;
    int32_t *to = sz__alloc((size_t)n, sizeof *to);
    if (!to)
        return sz__nomem(err);
    for (int32_t c = 0; c < n; c++)
        to[c] = find_read(d, read, c);
    for (size_t i = 0; i < out->n_moves; i++)
        good[i] = true;
    for (int32_t p = 0; p < d->map->n; p++) {
        int32_t from = d->before->of[p], want = d->after->of[p], got = read->of[p];
        if (got == (want < 0 ? -1 : to[want]))
            continue;
        size_t i = move_of(out, from, want);
        if (i < out->n_moves)
            good[i] = false;
        for (i = 0; i < out->n_moves; i++) /* who took what is not its own? */
            if (out->move[i].from == from &&
                (out->move[i].to < 0 ? -1 : to[out->move[i].to]) == got)
                good[i] = false;
    }
    free(to);
    return SZ_SUCCESS;
}

static sz_status read_notice(const sz_describing *d, const sz_gazetteer *names,
                             bool *good, sz_error *err)
{
    static const sz_parse_options options = { .notice = true };
    sz_apply_options all = SZ_APPLY_OPTIONS_INIT;
    sz_script *s = NULL;
    sz_plan *read = NULL;
    sz_application *report = NULL;
    all.keep_going = 1;
    sz_status status = sz__script_parse(names, d->out->notice, strlen(d->out->notice),
                                        &options, &s, err);
    if (status == SZ_SUCCESS)
        status = sz_script_apply(s, d->before, &all, &read, &report, err);
    if (status == SZ_SUCCESS)
        status = judge_moves(d, read, good, err);
    sz_application_free(report);
    sz_plan_free(read);
    sz__script_free(s);
    return status;
}

/* Say by numbers what does not read back, until everything does or no more can be done. */
static sz_status read_all(sz_describing *d, bool *good, sz_error *err)
{
    sz_gazetteer *names = NULL;
    bool again = true;
    sz_status status = sz__gazetteer_new(d->before, &names, err);
    while (status == SZ_SUCCESS && again) {
        again = false;
        status = say_texts(d, err);
        if (status == SZ_SUCCESS)
            status = read_notice(d, names, good, err);
        for (size_t i = 0; i < d->out->n_moves && status == SZ_SUCCESS; i++) {
            if (good[i] || d->out->move[i].words == SZ_WORDS_PARCELS)
                continue;
            status = sz__by_numbers(d, i, err);
            again = true;
        }
    }
    sz__gazetteer_free(names);
    return status;
}

sz_status sz__say_all(sz_describing *d, sz_error *err)
{
    sz_language language = d->manner.language;
    bool *good = sz__zalloc(d->out->n_moves, sizeof *good);
    if (!good)
        return sz__nomem(err);
    d->manner.language = SZ_LANGUAGE_ZH;
    sz_status status = d->out->n_moves ? read_all(d, good, err) : say_texts(d, err);
    for (size_t i = 0; i < d->out->n_moves; i++)
        d->out->move[i].exact = d->out->move[i].exact && good[i];
    if (status == SZ_SUCCESS)
        status = sz__read_limits(d, err);
    d->manner.language = language;
    if (status == SZ_SUCCESS && language != SZ_LANGUAGE_ZH)
        status = say_texts(d, err);
    free(good);
    return status;
}
