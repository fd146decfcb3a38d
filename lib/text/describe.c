/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Describing a plan: words for each move, sides for each community, all read back. */
#include "text/describe.h"

#include <string.h>

#include "core/i18n.h"

#define GOOD 0.95
#define NAMED 0.9

static void sum_up(const sz_description *d, sz_agreement *a)
{
    *a = (sz_agreement){ .moves = d->n_moves, .worst = -1 };
    double worst = 0;
    for (size_t i = 0; i < d->n_moves; i++) {
        const sz_described_move *m = &d->move[i];
        a->moves_exact += m->exact != 0;
        a->households += m->households;
        a->area_m2 += m->area_m2;
        a->households_exact += m->exact ? m->households : 0;
        a->area_exact_m2 += m->exact ? m->area_m2 : 0;
    }
    for (size_t i = 0; i < d->n_communities; i++) {
        const sz_described_community *c = &d->community[i];
        if (!c->sentence)
            continue;
        bool good = c->agreement > GOOD, named = c->named_share >= NAMED;
        a->communities++;
        a->sides_good += good;
        a->named += named;
        a->named_good += named && good;
        if (c->differs_m2 > worst) {
            worst = c->differs_m2;
            a->worst = c->community;
        }
    }
}

/* Communities of PLAN into INFO, and which of them share a name into TWIN. */
static sz_status look_up(const sz_plan *plan, sz_community *info, bool *twin,
                         sz_error *err)
{
    sz_names names = SZ__NAMES_INIT;
    int32_t *first = sz__alloc((size_t)plan->n, sizeof *first);
    sz_status status = info && twin && first ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t c = 0; c < plan->n && status == SZ_SUCCESS; c++) {
        status = sz_plan_community(plan, (size_t)c, &info[c], err);
        if (status != SZ_SUCCESS)
            break;
        int32_t known = names.n, number = sz__names_add(&names, info[c].name);
        if (number == -2)
            status = sz__nomem(err);
        else if (number == known)
            first[number] = c;
        else if (number >= 0)
            twin[c] = twin[first[number]] = true;
    }
    sz__names_release(&names);
    free(first);
    return status;
}

static sz_status open_all(sz_describing *d, sz_error *err)
{
    size_t nb = (size_t)d->before->n, na = (size_t)d->after->n;
    d->was = sz__alloc(nb, sizeof *d->was);
    d->is = sz__alloc(na, sizeof *d->is);
    d->twin_was = sz__zalloc(nb, sizeof *d->twin_was);
    d->twin = sz__zalloc(na, sizeof *d->twin);
    d->sides = sz__zalloc(na, sizeof *d->sides);
    d->out->community = sz__zalloc(na, sizeof *d->out->community);
    if (!d->sides || !d->out->community)
        return sz__nomem(err);
    d->out->n_communities = na;
    d->manner.plan = d->after;
    d->manner.twin = d->twin;
    sz_status status = look_up(d->before, d->was, d->twin_was, err);
    return status == SZ_SUCCESS ? look_up(d->after, d->is, d->twin, err) : status;
}

static void describing_release(sz_describing *d)
{
    for (size_t i = 0; d->piece && i < d->out->n_moves; i++) {
        sz__wording_release(&d->piece[i].words);
        free(d->piece[i].parcel);
    }
    for (int32_t c = 0; d->sides && c < d->after->n; c++)
        sz__sides_release(&d->sides[c]);
    free(d->piece);
    free(d->sides);
    free(d->twin);
    free(d->twin_was);
    free(d->was);
    free(d->is);
}

sz_status sz_describe(const sz_plan *before, const sz_plan *after,
                      const sz_describe_options *options, sz_description **out,
                      sz_error *err)
{
    static const sz_describe_options standard = SZ_DESCRIBE_OPTIONS_INIT;
    const sz_describe_options *o = options ? options : &standard;
    if (before->map != after->map || before->n > after->n)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("the plans to compare do not belong together"));
    sz_describing d = { .map = after->map, .before = before, .after = after };
    sz_status status = sz__manner_set(&d.manner, o, err);
    if (status != SZ_SUCCESS)
        return status;
    d.out = sz__zalloc(1, sizeof *d.out);
    if (!d.out)
        return sz__nomem(err);
    status = open_all(&d, err);
    if (status == SZ_SUCCESS)
        status = sz__word_moves(&d, err);
    if (status == SZ_SUCCESS)
        status = sz__side_all(&d, o, err);
    if (status == SZ_SUCCESS)
        status = sz__say_all(&d, err);
    if (status == SZ_SUCCESS) {
        sum_up(d.out, &d.out->agreement);
        status = sz__changes(&d, err);
    }
    describing_release(&d);
    if (status == SZ_SUCCESS)
        *out = d.out;
    else
        sz_description_free(d.out);
    return status;
}

void sz_description_free(sz_description *d)
{
    if (!d)
        return;
    for (size_t i = 0; i < d->n_moves && d->move; i++)
        free((char *)d->move[i].sentence);
    for (size_t i = 0; i < d->n_communities; i++) {
        sz_described_community *c = &d->community[i];
        free((char *)c->north);
        free((char *)c->east);
        free((char *)c->south);
        free((char *)c->west);
        free((char *)c->sentence);
        free((char *)c->fate);
    }
    free(d->move);
    free(d->community);
    free(d->notice);
    free(d->script);
    free(d);
}

size_t sz_description_moves(const sz_description *d)
{
    return d->n_moves;
}

const sz_described_move *sz_description_move(const sz_description *d, size_t i)
{
    return i < d->n_moves ? &d->move[i] : NULL;
}

size_t sz_description_communities(const sz_description *d)
{
    return d->n_communities;
}

const sz_described_community *sz_description_community(const sz_description *d,
                                                       size_t i)
{
    return i < d->n_communities ? &d->community[i] : NULL;
}

const sz_agreement *sz_description_agreement(const sz_description *d)
{
    return &d->agreement;
}

const char *sz_description_notice(const sz_description *d)
{
    return d->notice;
}

const char *sz_description_script(const sz_description *d)
{
    return d->script;
}

const char *sz_words_name(sz_words words)
{
    static const char *const names[] = { "whole", "regions", "units", "parcels" };
    return names[words];
}
