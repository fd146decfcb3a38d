/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the layer `detached` says against the pieces that a check finds. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/check_pieces.h"
#include "core/i18n.h"

/* Whether piece K is the one that a row of the layer `detached` shows. */
static bool is_row(const sz_pieces *p, int32_t k, int32_t of, const sz_rec_detached *d)
{
    return p->of[p->first[k]] == of && p->households[k] == d->households &&
           (p->c->rec->chosen ||
            fabs(p->area[k] - d->area) <= 0.02 + 1e-9 * d->area);
}

void sz__check_find_noted(sz_pieces *p, const char *plan)
{
    const sz_record *rec = p->c->rec;
    for (size_t i = 0; i < rec->detached.n; i++) {
        const sz_rec_detached *d = &rec->detached.at[i];
        if (strcmp(sz__name(&rec->names, d->plan), plan) != 0 || d->reason < 0 ||
            strcmp(sz__name(&rec->names, d->state), "historic") != 0)
            continue;
        int32_t of = sz__check_find(p->c, d->town, d->community), k = 1;
        while (k <= p->n && (p->noted[k] || !is_row(p, k, of, d)))
            k++;
        if (of >= 0 && k <= p->n)
            p->noted[k] = true;
    }
}

/* What a piece meets: ground of COMMUNITY (-1 none), LENGTH metres of it. */
typedef struct meeting {
    int32_t piece, community;
    double length;
} meeting;

static int by_meeting(const void *a, const void *b)
{
    const meeting *p = a, *q = b;
    if (p->piece != q->piece)
        return p->piece < q->piece ? -1 : 1;
    return p->community < q->community ? -1 : p->community > q->community;
}

typedef struct meetings {
    SZ__ARRAY(meeting) list;   /* one for each piece and community, sorted */
    size_t *row;               /* [pieces + 2] */
} meetings;

static bool find_meetings(const sz_pieces *p, meetings *m)
{
    const sz_checkup *c = p->c;
    for (size_t s = 0; s < c->seam.n; s++) {
        const sz_seam *e = &c->seam.at[s];
        if (e->right < 0 || p->parent[e->left] == p->parent[e->right])
            continue;
        if (!sz__push(&m->list, (meeting){ p->parent[e->left], p->of[e->right],
                                           e->length }) ||
            !sz__push(&m->list, (meeting){ p->parent[e->right], p->of[e->left],
                                           e->length }))
            return false;
    }
    if (!(m->row = sz__zalloc((size_t)p->n + 2, sizeof *m->row)))
        return false;
    if (m->list.n)
        qsort(m->list.at, m->list.n, sizeof *m->list.at, by_meeting);
    size_t n = 0;
    for (size_t i = 0; i < m->list.n; i++)
        if (n > 0 && by_meeting(&m->list.at[n - 1], &m->list.at[i]) == 0)
            m->list.at[n - 1].length += m->list.at[i].length;
        else
            m->list.at[n++] = m->list.at[i];
    m->list.n = n;
    for (size_t i = 0; i < n; i++)
        m->row[m->list.at[i].piece + 1]++;
    for (int32_t k = 0; k <= p->n; k++)
        m->row[k + 1] += m->row[k];
    return true;
}

/* Whether piece K lies within what D says: the community that it has most border
 * with, an enclave when it meets nothing else but the outside. */
static bool is_within(const sz_pieces *p, const meetings *m, int32_t k,
                      const sz_rec_detached *d)
{
    int32_t within = sz__check_find(p->c, d->with_town, d->within), others = 0;
    bool gap = false;
    double most = 0, own = -1;
    for (size_t i = m->row[k]; i < m->row[k + 1]; i++) {
        const meeting *e = &m->list.at[i];
        gap = gap || e->community < 0;
        if (e->community < 0)
            continue;
        others++;
        most = fmax(most, e->length);
        own = e->community == within ? e->length : own;
    }
    bool named = others == 0 ? within == -1 : own >= most * (1 - 1e-6) - 0.02;
    return named && d->enclave == (others == 1 && !gap);
}

/* Whether some piece of the community is the one that the layer shows; *WITHIN: and
 * lies where the layer says. */
static bool is_piece(const sz_pieces *p, const meetings *m, const sz_rec_detached *d,
                     int32_t of, bool *within)
{
    bool found = false;
    *within = false;
    for (int32_t k = 1; k <= p->n && !*within; k++)
        if (is_row(p, k, of, d)) {
            found = true;
            *within = is_within(p, m, k, d);
        }
    return found;
}

sz_status sz__check_detached(sz_pieces *p, const char *plan, int32_t *pieces,
                                sz_error *err)
{
    sz_checkup *c = p->c;
    meetings m = { SZ__ARRAY_INIT, NULL };
    if (!(c->rec->has & SZ_REC_DETACHED))
        return SZ_SUCCESS;
    sz_status status = find_meetings(p, &m) ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; status == SZ_SUCCESS && i < c->rec->detached.n; i++) {
        const sz_rec_detached *d = &c->rec->detached.at[i];
        if (strcmp(sz__name(&c->rec->names, d->plan), plan) != 0)
            continue;
        int32_t of = sz__check_find(c, d->town, d->community);
        bool within, known = of >= 0 && is_piece(p, &m, d, of, &within);
        if (known)
            pieces[of]--;
        if (!known)
            status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, of,
                                   (double)d->households, 0, NAN, NAN, err,
                                   _("layer 'detached', feature %zu is no piece of %s"),
                                   i + 1, sz__check_name(c, of));
        else if (!within)
            status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, of,
                                   (double)d->households, 0, NAN, NAN, err,
                                   _("layer 'detached', feature %zu: what is round this "
                                     "piece of %s is not what the layer says"),
                                   i + 1, sz__check_name(c, of));
    }
    free(m.list.at);
    free(m.row);
    for (size_t k = 0; status == SZ_SUCCESS && k < c->ident.name.n; k++)
        if (pieces[k] > 1)
            status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, (int32_t)k,
                                   pieces[k] - 1, 0, NAN, NAN, err,
                                   _("layer 'detached' leaves out %d pieces of %s "
                                     "(%s)"),
                                   (int)pieces[k] - 1, sz__check_name(c, (int32_t)k),
                                   plan);
    return status;
}
