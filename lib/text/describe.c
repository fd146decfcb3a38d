/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Describing a plan: words for each move, sides for each community, all read back. */
#include "text/describe.h"

#include <string.h>

#include "core/i18n.h"
#include "text/reader.h"

#define SHARE 0.02         /* of the border: shorter stretches are left out */
#define FINE 0.004         /* ... where the sides do not read back well otherwise */
#define WELL 0.98
#define GOOD 0.95
#define NAMED 0.9

/* ---- moves ---- */

/* Parcels of each community of the plan before, ascending: ROW[n + 2], the gap
 * first. */
static bool list_sources(const sz_describing *d, int32_t **row, int32_t **list)
{
    size_t n = d->before->n < 0 ? 0 : (size_t)d->before->n;
    int32_t *r = sz__zalloc(n + 3, sizeof *r);
    int32_t *l = sz__alloc((size_t)d->map->n, sizeof *l);
    *row = r;
    *list = l;
    if (!r || !l)
        return false;
    for (int32_t p = 0; p < d->map->n; p++)
        r[d->before->of[p] + 3]++;
    for (size_t c = 0; c <= n; c++)
        r[c + 2] += r[c + 1];
    for (int32_t p = 0; p < d->map->n; p++)
        l[r[d->before->of[p] + 2]++] = p;
    return true;
}

static sz_words words_of(const sz_wording *w)
{
    return w->whole        ? SZ_WORDS_WHOLE
           : w->n_parcels  ? SZ_WORDS_PARCELS
           : w->n_units    ? SZ_WORDS_UNITS
                           : SZ_WORDS_REGIONS;
}

/* Words for piece I out of SOURCE, read back. */
static sz_status word_piece(sz_describing *d, size_t i, const int32_t *source, size_t n,
                            sz_error *err)
{
    sz_described_move *m = &d->out->move[i];
    sz_piece *piece = &d->piece[i];
    bool *moved = sz__alloc(2 * n, sizeof *moved), *got = moved ? moved + n : NULL;
    piece->parcel = sz__alloc(m->parcels, sizeof *piece->parcel);
    sz_status status = moved && piece->parcel ? SZ_SUCCESS : sz__nomem(err);
    for (size_t k = 0; k < n && status == SZ_SUCCESS; k++) {
        moved[k] = d->after->of[source[k]] == m->to;
        if (moved[k])
            piece->parcel[piece->n++] = source[k];
    }
    if (status == SZ_SUCCESS)
        status = sz__wording_find(&piece->words, d->map, source, n, moved, err);
    if (status == SZ_SUCCESS)
        status = sz__wording_read(&piece->words, d->map, source, n, got, err);
    if (status == SZ_SUCCESS) {
        const sz_wording *w = &piece->words;
        sz_say say = { 0 };
        sz__say_move(&say, &d->manner, w, m->from, m->to);
        m->sentence = sz__say_take(&say);
        m->words = words_of(w);
        m->regions = (size_t)w->n_regions;
        m->clauses = w->n_regions ? (size_t)w->region_row[w->n_regions] : 0;
        m->exact = memcmp(moved, got, n * sizeof *moved) == 0;
        m->angle = w->angle;
        m->crossed = (size_t)w->crossed;
        status = m->sentence ? SZ_SUCCESS : sz__nomem(err);
    }
    free(moved);
    return status;
}

static sz_status word_moves(sz_describing *d, sz_error *err)
{
    sz_move *moves = NULL;
    int32_t *row = NULL, *list = NULL;
    sz_description *out = d->out;
    sz_status status = sz_plan_moves(d->before, d->after, &moves, &out->n_moves, err);
    if (status != SZ_SUCCESS)
        return status;
    out->move = sz__zalloc(out->n_moves, sizeof *out->move);
    d->piece = sz__zalloc(out->n_moves, sizeof *d->piece);
    if (!out->move || !d->piece || !list_sources(d, &row, &list))
        status = sz__nomem(err);
    for (size_t i = 0; i < out->n_moves && status == SZ_SUCCESS; i++) {
        const sz_move *m = &moves[i];
        size_t from = (size_t)row[m->from + 1], n = (size_t)row[m->from + 2] - from;
        out->move[i] = (sz_described_move){ .from = m->from, .to = m->to,
            .households = m->households, .area_m2 = m->area_m2, .parcels = m->parcels };
        status = word_piece(d, i, list + from, n, err);
    }
    free(row);
    free(list);
    sz_free(moves);
    return status;
}

/* ---- sides ---- */

typedef struct trial {
    const sz_describing *d;
    const sz_reader *reader;
    const bool *in;
    bool *got;
    int32_t anchor;
} trial;

/* Areas of IN and GOT: of both together into *ALL, of one only into *APART. */
static void compare_ground(const trial *t, double *all, double *apart)
{
    const sz_map *m = t->d->map;
    *all = *apart = 0;
    for (int32_t p = 0; p < m->n; p++) {
        *all += t->in[p] || t->got[p] ? m->area[p] : 0;
        *apart += t->in[p] != t->got[p] ? m->area[p] : 0;
    }
}

/* Sides with stretches from SHARE on, with RIMS or without, kept in *BEST when they read
 * back better. */
static sz_status try_sides(const trial *t, double share, bool rims, sz_sides *best,
                           sz_described_community *c, sz_error *err)
{
    sz_sides sides;
    double all, apart;
    sz_status status = sz__sides_find(&sides, t->d->map, t->in, t->d->after->of, share,
                                      rims ? t->reader->beside : NULL, err);
    if (status != SZ_SUCCESS)
        return status;
    status = sz__sides_read(&sides, t->reader, t->anchor, t->got, err);
    if (status != SZ_SUCCESS) {
        sz__sides_release(&sides);
        return status;
    }
    compare_ground(t, &all, &apart);
    double agreement = all > 0 ? 1 - apart / all : 1;
    if (!best->stretch || agreement > c->agreement) {
        sz__sides_release(best);
        *best = sides;
        c->agreement = agreement;
        c->differs_m2 = apart;
        c->border_m = sides.border_m;
        c->named_share = sides.border_m > 0 ? sides.named_m / sides.border_m : 0;
        return SZ_SUCCESS;
    }
    sz__sides_release(&sides);
    return status;
}

static sz_status side_texts(sz_describing *d, int32_t c, sz_error *err)
{
    sz_described_community *out = &d->out->community[c];
    const sz_sides *s = &d->sides[c];
    const char **text[4] = { &out->north, &out->east, &out->south, &out->west };
    int32_t town = d->is[c].town;
    sz_say say = { 0 };
    for (int k = 0; k < 4; k++) {
        sz__say_side(&say, &d->manner, s, k, town);
        if (!(*text[k] = sz__say_take(&say)))
            return sz__nomem(err);
    }
    sz__say_sides(&say, &d->manner, s, town);
    sz__say_facts(&say, &d->manner, &d->is[c]);
    out->sentence = sz__say_take(&say);
    return out->sentence ? SZ_SUCCESS : sz__nomem(err);
}

/* Sides of community C, whose main part is PART of OF_PART. */
static sz_status side_community(sz_describing *d, const sz_reader *reader, int32_t c,
                                const int32_t *of_part, int32_t part, sz_error *err)
{
    size_t n = (size_t)d->map->n;
    bool *in = sz__alloc(2 * n, sizeof *in);
    if (!in)
        return sz__nomem(err);
    for (size_t p = 0; p < n; p++)
        in[p] = of_part[p] == part;
    trial t = { d, reader, in, in + n, sz__sides_anchor(d->map, in) };
    sz_described_community *out = &d->out->community[c];
    sz_status status = t.anchor == -2 ? sz__nomem(err) : SZ_SUCCESS;
    for (int i = 0; i < 4 && status == SZ_SUCCESS && out->agreement < WELL; i++)
        status = try_sides(&t, i & 1 ? FINE : SHARE, i >= 2, &d->sides[c], out, err);
    free(in);
    return status == SZ_SUCCESS ? side_texts(d, c, err) : status;
}

typedef struct mains {
    sz_part *part;
    int32_t *of;           /* [parcels] */
    int32_t *main;         /* [communities] its main part or -1 */
} mains;

static sz_status find_mains(const sz_describing *d, mains *out, sz_error *err)
{
    size_t n = 0;
    out->main = sz__alloc((size_t)d->after->n, sizeof *out->main);
    if (!out->main)
        return sz__nomem(err);
    sz_status status = sz_plan_parts(d->after, &out->part, &n, &out->of, err);
    for (int32_t c = 0; c < d->after->n; c++)
        out->main[c] = -1;
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++)
        if (out->part[i].main)
            out->main[out->part[i].community] = (int32_t)i;
    return status;
}

static sz_status side_all(sz_describing *d, const sz_describe_options *o, sz_error *err)
{
    sz_description *out = d->out;
    sz_reader reader = { 0 };
    mains m = { 0 };
    sz_status status = find_mains(d, &m, err);
    if (status == SZ_SUCCESS)
        status = sz__reader_open(&reader, d->map, d->after->of, err);
    for (size_t c = 0; c < out->n_communities && status == SZ_SUCCESS; c++) {
        sz_described_community *own = &out->community[c];
        own->community = (int32_t)c;
        status = sz__tell(o->progress, o->progress_data,
                          (double)c / (double)out->n_communities,
                          _("describing communities"), err);
        if (status == SZ_SUCCESS && m.main[c] >= 0)
            status = side_community(d, &reader, (int32_t)c, m.of, m.main[c], err);
    }
    sz__reader_release(&reader);
    sz_free(m.part);
    sz_free(m.of);
    free(m.main);
    return status;
}

/* ---- all of it ---- */

static sz_status tell_fates(sz_describing *d, sz_error *err)
{
    for (int32_t c = 0; c < d->after->n; c++) {
        sz_say say = { 0 };
        sz__say_fate(&say, d, c);
        if (!(d->out->community[c].fate = sz__say_take(&say)))
            return sz__nomem(err);
    }
    return SZ_SUCCESS;
}

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
        status = tell_fates(&d, err);
    if (status == SZ_SUCCESS)
        status = word_moves(&d, err);
    if (status == SZ_SUCCESS)
        status = side_all(&d, o, err);
    if (status == SZ_SUCCESS) {
        sum_up(d.out, &d.out->agreement);
        d.out->notice = sz__notice(&d);
        status = d.out->notice ? sz__changes(&d, err) : sz__nomem(err);
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
