/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Figures that the file states against those of its parcels: households in all,
 * areas, lengths, communities, moves, detached parts. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/check_stages.h"
#include "core/i18n.h"

/* Stored to the hundredth. */
static bool differs(double stored, double real)
{
    return !(fabs(stored - real) <= 0.02 + 1e-9 * fabs(real));
}

static sz_status check_households(sz_checkup *c, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < c->n; i++) {
        const sz_rec_parcel *p = &c->rec->parcel.at[i];
        if (p->households < 0 || p->planned < 0 || p->population < 0)
            status = sz__check_say(c, "check.households", SZ_LEVEL_ERROR, -1,
                                   (double)p->households, 0, c->x[i], c->y[i], err,
                                   _("parcel %lld has a count below nought"),
                                   (long long)p->number);
    }
    const char *said = sz__record_meta(c->rec, "households");
    int64_t imported = said ? strtoll(said, NULL, 10) : 0;
    if (status == SZ_SUCCESS && said && imported != c->report->households)
        status = sz__check_say(c, "check.households", SZ_LEVEL_ERROR, -1,
                               (double)c->report->households, (double)imported, NAN,
                               NAN, err,
                               _("the parcels hold %lld households, %lld were "
                                 "imported"), (long long)c->report->households,
                               (long long)imported);
    said = sz__record_meta(c->rec, "parcels");
    if (status == SZ_SUCCESS && said && strtoll(said, NULL, 10) != (int64_t)c->n)
        status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, -1, (double)c->n,
                               (double)strtoll(said, NULL, 10), NAN, NAN, err,
                               _("there are %zu parcels, the metadata say %s"), c->n,
                               said);
    return status;
}

static sz_status check_measures(sz_checkup *c, sz_error *err)
{
    const sz_record *rec = c->rec;
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < c->n; i++) {
        const sz_rec_parcel *p = &rec->parcel.at[i];
        if (!isnan(p->area) && differs(p->area, c->area[i]))
            status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, -1, p->area,
                                   c->area[i], c->x[i], c->y[i], err,
                                   _("parcel %lld is %.2f m2, its area_m2 says %.2f"),
                                   (long long)p->number, c->area[i], p->area);
    }
    for (size_t i = 0; status == SZ_SUCCESS && i < rec->border.n; i++) {
        const sz_rec_line *b = &rec->border.at[i];
        double length = sz__check_length(c, b->from, b->to);
        if (!isnan(b->length) && differs(b->length, length))
            status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, -1, b->length,
                                   length, rec->xy.at[2 * b->from],
                                   rec->xy.at[2 * b->from + 1], err,
                                   _("border %zu is %.2f m long, its length_m says "
                                     "%.2f"),
                                   i + 1, length, b->length);
    }
    return status;
}

typedef struct tally {
    int64_t households, planned, population;
    double area;
    int32_t first;         /* a parcel, or -1 */
    bool listed;
} tally;

static tally *tally_communities(const sz_checkup *c, const int32_t *of)
{
    size_t n = c->ident.name.n;
    tally *list = sz__zalloc(n, sizeof *list);
    for (size_t k = 0; list && k < n; k++)
        list[k].first = -1;
    for (size_t i = c->n; list && i-- > 0;) {
        const sz_rec_parcel *p = &c->rec->parcel.at[i];
        if (of[i] < 0)
            continue;
        tally *t = &list[of[i]];
        t->households += p->households;
        t->planned += p->planned;
        t->population += p->population;
        t->area += c->area[i];
        t->first = (int32_t)i;
    }
    return list;
}

static sz_status check_community(sz_checkup *c, const sz_rec_community *r, tally *t,
                                 int32_t ident, sz_error *err)
{
    double x = t->first < 0 ? NAN : c->x[t->first];
    double y = t->first < 0 ? NAN : c->y[t->first];
    const struct { const char *field; int64_t stored, real; } rows[] = {
        { "households", r->households, t->households },
        { "planned", r->planned, t->planned },
        { "population", r->population, t->population },
    };
    sz_status status = SZ_SUCCESS;
    for (int k = 0; status == SZ_SUCCESS && k < 3; k++)
        if (rows[k].stored >= 0 && rows[k].stored != rows[k].real)
            status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, ident,
                                   (double)rows[k].stored, (double)rows[k].real, x, y,
                                   err,
                                   _("%s: %s is %lld, layer 'communities' says %lld"),
                                   sz__check_name(c, ident), rows[k].field,
                                   (long long)rows[k].real, (long long)rows[k].stored);
    if (status == SZ_SUCCESS && !c->rec->chosen && !isnan(r->area) &&
        differs(r->area, t->area))
        status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, ident, r->area,
                               t->area, x, y, err,
                               _("%s: its parcels have %.2f m2, layer 'communities' "
                                 "says %.2f"), sz__check_name(c, ident), t->area,
                               r->area);
    double drawn = sz__check_area(c, r->ring_from, r->ring_to);
    if (status == SZ_SUCCESS && differs(drawn, t->area))
        status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, ident, drawn, t->area,
                               x, y, err,
                               _("%s: its parcels have %.2f m2, its shape in layer "
                                 "'communities' %.2f"), sz__check_name(c, ident),
                               t->area, drawn);
    return status;
}

static sz_status check_communities(sz_checkup *c, sz_error *err)
{
    tally *list = tally_communities(c, c->rec->proposed ? c->proposed : c->present);
    sz_status status = list ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; status == SZ_SUCCESS && i < c->rec->community.n; i++) {
        const sz_rec_community *r = &c->rec->community.at[i];
        int32_t ident = sz__check_find(c, r->town, r->name); /* known already */
        if (ident < 0 || list[ident].listed) {
            status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, ident, 0, 0, NAN,
                                   NAN, err,
                                   _("layer 'communities', feature %zu: %s is listed "
                                     "twice or has no name"), i + 1,
                                   sz__check_name(c, ident));
            continue;
        }
        list[ident].listed = true;
        status = check_community(c, r, &list[ident], ident, err);
    }
    for (size_t k = 0; status == SZ_SUCCESS && k < c->ident.name.n; k++)
        if (list[k].first >= 0 && !list[k].listed)
            status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, (int32_t)k, 0, 0,
                                   c->x[list[k].first], c->y[list[k].first], err,
                                   _("%s has parcels and is not in layer "
                                 "'communities'"),
                                   sz__check_name(c, (int32_t)k));
    free(list);
    return status;
}

/* What became of the communities: parcels of today, of the plan, and of both. */
typedef struct change {
    int32_t was, is, stayed;
} change;

/* The word that layer `communities` must have for R; *OTHER: another that will do. */
static const char *expect_status(const sz_rec_community *r, const change *of,
                                 const char **other)
{
    *other = NULL;
    if (of->is == 0) {
        *other = of->was == 0 ? "new" : NULL; /* founded, without ground yet */
        return "abolished";
    }
    if (of->was == 0) {
        *other = r->today >= 0 ? "adjusted" : NULL; /* known, without ground today */
        return "new";
    }
    if (of->was != of->is || of->stayed != of->is)
        return "adjusted";
    return r->today >= 0 && r->today != r->name ? "renamed" : "kept";
}

static sz_status check_status(sz_checkup *c, sz_error *err)
{
    change *list = sz__zalloc(c->ident.name.n, sizeof *list);
    sz_status status = list ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; list && i < c->n; i++) {
        int32_t was = c->present[i], is = was;
        if (c->rec->proposed)
            is = c->proposed[i] < 0 ? -1 : c->renamed[c->proposed[i]];
        if (was >= 0)
            list[was].was++;
        if (is >= 0)
            list[is].is++;
        if (is >= 0 && is == was)
            list[is].stayed++;
    }
    for (size_t i = 0; status == SZ_SUCCESS && i < c->rec->community.n; i++) {
        const sz_rec_community *r = &c->rec->community.at[i];
        int32_t ident = sz__check_find(c, r->town, r->name);
        if (ident < 0 || r->status < 0)
            continue;
        const char *says = sz__name(&c->rec->names, r->status), *other;
        const char *must = expect_status(r, &list[c->renamed[ident]], &other);
        if (strcmp(says, must) == 0 || (other && strcmp(says, other) == 0))
            continue;
        status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, ident, 0, 0, NAN, NAN,
                               err, _("%s is %s, layer 'communities' says %s"),
                               sz__check_name(c, ident), must, says);
    }
    free(list);
    return status;
}

/* Whether TEXT, claims parted by ';' with signs escaped by '\\', has NAME, of
 * whatever town. */
static bool has_claim(const char *text, const char *name)
{
    const char *at = name;     /* what is left of it to be met; NULL: it differs */
    for (;; text++) {
        if (*text == '\0' || *text == ';' || *text == '/') {
            if (*text != '/' && at && *at == '\0')
                return true;
            if (*text == '\0')
                return false;
            at = name;
            continue;
        }
        if (*text == '\\' && text[1])
            text++;
        at = at && *at == *text ? at + 1 : NULL;
    }
}

/* The community that has the ground today is among those that claim it. */
static sz_status check_claims(sz_checkup *c, sz_error *err)
{
    const sz_names *names = &c->rec->names;
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < c->n; i++) {
        const sz_rec_parcel *p = &c->rec->parcel.at[i];
        if (p->claims < 0 ||
            has_claim(sz__name(names, p->claims), sz__name(names, p->community)))
            continue;
        status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, -1, 0, 0, c->x[i],
                               c->y[i], err,
                               _("parcel %lld is of '%s' today, its claims are '%s'"),
                               (long long)p->number, sz__name(names, p->community),
                               sz__name(names, p->claims));
    }
    return status;
}

/* What goes from one community to another. */
typedef struct flow {
    int32_t from, to, parcel;
} flow;

static int by_flow(const void *a, const void *b)
{
    const flow *p = a, *q = b;
    if (p->from != q->from)
        return p->from < q->from ? -1 : 1;
    if (p->to != q->to)
        return p->to < q->to ? -1 : 1;
    return p->parcel < q->parcel ? -1 : p->parcel > q->parcel;
}

/* The row of layer `moves` that tells of F, or NULL. */
static const sz_rec_move *find_move(const sz_checkup *c, const flow *f)
{
    for (size_t i = 0; i < c->rec->move.n; i++) {
        const sz_rec_move *m = &c->rec->move.at[i];
        int32_t from = sz__check_find(c, m->from_town, m->from);
        int32_t to = sz__check_find(c, m->to_town, m->to);
        if ((from < 0 ? -1 : c->renamed[from]) == f->from &&
            (to < 0 ? -1 : c->renamed[to]) == f->to)
            return m;
    }
    return NULL;
}

static sz_status check_move(sz_checkup *c, const flow *f, size_t n, sz_error *err)
{
    int64_t households = 0;
    double area = 0;
    for (size_t i = 0; i < n; i++) {
        households += c->rec->parcel.at[f[i].parcel].households;
        area += c->area[f[i].parcel];
    }
    const sz_rec_move *m = find_move(c, f);
    if (m && m->households == households &&
        (c->rec->chosen || !differs(m->area, area)))
        return SZ_SUCCESS;
    return sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, f->from,
                         m ? (double)m->households : NAN, (double)households,
                         c->x[f->parcel], c->y[f->parcel], err,
                         _("from %s to %s go %lld households on %.2f m2, layer 'moves' "
                           "says otherwise"), sz__check_name(c, f->from),
                         sz__check_name(c, f->to), (long long)households, area);
}

static sz_status check_moves(sz_checkup *c, sz_error *err)
{
    for (size_t i = 0; i < c->rec->move.n; i++) {
        const sz_rec_move *m = &c->rec->move.at[i];
        if (sz__check_find(c, m->from_town, m->from) == -2 ||
            sz__check_find(c, m->to_town, m->to) == -2)
            return sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, -1, (double)i + 1,
                                 0, NAN, NAN, err,
                                 _("layer 'moves', feature %zu names a community that "
                                   "is not there"), i + 1);
    }
    flow *list = sz__alloc(c->n, sizeof *list);
    sz_status status = list ? SZ_SUCCESS : sz__nomem(err);
    size_t n = 0, flows = 0;
    for (size_t i = 0; list && c->rec->proposed && i < c->n; i++) {
        int32_t to = c->proposed[i] < 0 ? -1 : c->renamed[c->proposed[i]];
        if (to != c->present[i])
            list[n++] = (flow){ c->present[i], to, (int32_t)i };
    }
    if (n)
        qsort(list, n, sizeof *list, by_flow);
    for (size_t i = 0, k; status == SZ_SUCCESS && i < n; i = k, flows++) {
        for (k = i + 1; k < n && list[k].from == list[i].from &&
                        list[k].to == list[i].to; k++)
            ;
        status = check_move(c, &list[i], k - i, err);
    }
    if (status == SZ_SUCCESS && flows != c->rec->move.n)
        status = sz__check_say(c, "check.stored", SZ_LEVEL_ERROR, -1,
                               (double)c->rec->move.n, (double)flows, NAN, NAN, err,
                               _("there are %zu moves, layer 'moves' has %zu"), flows,
                               c->rec->move.n);
    free(list);
    return status;
}

sz_status sz__check_stored(sz_checkup *c, sz_error *err)
{
    sz_status status = check_households(c, err);
    if (status == SZ_SUCCESS && !c->rec->chosen)
        status = check_measures(c, err);
    if (status == SZ_SUCCESS && c->rec->has & SZ_REC_COMMUNITIES)
        status = check_communities(c, err);
    if (status == SZ_SUCCESS && c->rec->has & SZ_REC_COMMUNITIES)
        status = check_status(c, err);
    if (status == SZ_SUCCESS)
        status = check_claims(c, err);
    if (status == SZ_SUCCESS && c->rec->has & SZ_REC_MOVES)
        status = check_moves(c, err);
    return status;
}
