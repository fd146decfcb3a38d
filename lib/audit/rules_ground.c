/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ground: parts that do not hang together, what lies around them, gaps, overlaps. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/rules.h"
#include "core/array.h"
#include "core/i18n.h"
#include "core/roots.h"
#include "core/utf8.h"

/* ---- parts ---- */

/* A part of a community at a node. */
typedef struct touch {
    int32_t node, part;
} touch;

static int by_node(const void *a, const void *b)
{
    const touch *x = a, *y = b;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    return (x->part > y->part) - (x->part < y->part);
}

/* POINT [parts]: 1 where a part of community C, which has several, meets another one in
 * a point. */
static sz_status find_points(const sz_scene *s, int32_t c, uint8_t *point, sz_error *err)
{
    const sz_map *m = s->map;
    const sz_roster *r = sz__roster(s, c);
    SZ__ARRAY(touch) list = SZ__ARRAY_INIT;
    bool ok = true;
    for (size_t i = 0; i < r->n; i++)
        for (int32_t k = s->rims.row[r->at[i]]; ok && k < s->rims.row[r->at[i] + 1];
             k++) {
            int32_t b = s->rims.border[k], part = s->piece[r->at[i]];
            ok = sz__push(&list, (touch){ m->b_from[b], part }) &&
                 sz__push(&list, (touch){ m->b_to[b], part });
        }
    if (list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_node);
    for (size_t i = 0; i < list.n; i++)
        for (size_t k = i + 1; k < list.n && list.at[k].node == list.at[i].node; k++)
            if (list.at[i].part != list.at[k].part)
                point[list.at[i].part] = point[list.at[k].part] = 1;
    free(list.at);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status say_part(sz_scene *s, const sz_part *p, bool point, sz_error *err)
{
    char name[160], within[160] = "";
    sz_plan_shown_name(s->plan, p->community, name, sizeof name);
    if (p->within >= 0)
        sz_plan_shown_name(s->plan, p->within, within, sizeof within);
    double households = (double)p->households;
    if (p->enclave)
        return sz__say(s, SZ_RULE_PART_ENCLAVE, SZ_N_KEYS, p->community, households, 0,
                       p->x, p->y, err,
                       _("%s: a part with %.0f households and %.0f m2 lies enclosed in "
                         "%s"), name, households, p->area_m2,
                       p->within >= 0 ? within : _("the outside"));
    if (point)
        return sz__say(s, SZ_RULE_PART_POINT, SZ_N_KEYS, p->community, households, 0,
                       p->x, p->y, err,
                       _("%s: a part with %.0f households and %.0f m2 meets the rest in "
                         "a point only"), name, households, p->area_m2);
    return sz__say(s, SZ_RULE_PART_DETACHED, SZ_N_KEYS, p->community, households, 0,
                   p->x, p->y, err,
                   _("%s: a part with %.0f households and %.0f m2 lies apart from the "
                     "rest"), name, households, p->area_m2);
}

/* A part that is not there today. */
static sz_status say_new(sz_scene *s, const sz_part *p, sz_error *err)
{
    char name[160];
    sz_plan_shown_name(s->plan, p->community, name, sizeof name);
    return sz__say(s, SZ_RULE_PART_NEW, SZ_N_KEYS, p->community, (double)p->households,
                   0, p->x, p->y, err,
                   _("%s: a part with %lld households and %.0f m2 would lie apart that "
                     "does not today"), name, (long long)p->households, p->area_m2);
}

/* Why a part that is historic by word W is waived: "历史形成 (街道办事处, 2026-03-01)";
 * NULL for others. */
static const char *excuse_of(const sz_scene *s, const sz_word *w, char *out, size_t size)
{
    const char *reason, *who = NULL, *date = NULL;
    if (w->state != SZ_DETACHED_HISTORIC)
        return NULL;
    if (w->record) {
        reason = w->record->reason;
        who = w->record->who;
        date = w->record->date;
    } else if (w->waiver) {
        reason = w->waiver->reason;
        who = w->waiver->who;
        date = w->waiver->date;
    } else { /* the policy's own word */
        reason = s->policy->value[SZ_KEY_DETACHED_TODAY].from.clause;
        reason = reason && *reason ? reason : "detached.today = historic";
    }
    reason = reason ? reason : "";
    if ((who && *who) || (date && *date))
        snprintf(out, size, "%s (%s, %s)", reason, who ? who : "", date ? date : "");
    else
        snprintf(out, size, "%s", reason);
    return *out ? out : NULL;
}

/* Whether link L of the plan joins parcels of community C. */
static bool is_of(const sz_scene *s, const int32_t l[2], int32_t c)
{
    return s->plan->of[l[0]] == c && s->plan->of[l[1]] == c;
}

/* ROOT [n] = a number of the parts of community C that links join. */
static void join_parts(const sz_scene *s, int32_t c, int32_t *root, size_t n)
{
    for (size_t i = 0; i < n; i++)
        root[i] = (int32_t)i;
    for (size_t i = 0; s->beside && i < s->beside->n_links; i++) {
        const int32_t *l = s->beside->links[i];
        if (is_of(s, l, c))
            sz__join(root, s->piece[l[0]], s->piece[l[1]]);
    }
    for (size_t i = 0; i < n; i++)
        root[i] = sz__root(root, (int32_t)i);
}

/* What is to be said of the N > 1 parts of community C, the main one first. */
static sz_status judge_parts(sz_scene *s, int32_t c, const sz_part *part, size_t n,
                             sz_error *err)
{
    const sz_roster *r = sz__roster(s, c);
    uint8_t *point = sz__zalloc(n, 1);
    int32_t *from = sz__alloc(n, sizeof *from), *linked = sz__alloc(n, sizeof *linked);
    sz_status status =
        point && from && linked ? find_points(s, c, point, err) : sz__nomem(err);
    if (status == SZ_SUCCESS)
        join_parts(s, c, linked, n);
    if (status == SZ_SUCCESS)
        status = sz__parts_from(s->today.part, s->today.n, s->today.of, part, n, s->piece,
                                r->at, (int32_t)r->n, from, err);
    for (size_t i = 1; i < n && status == SZ_SUCCESS; i++) {
        char excuse[240];
        bool joined = linked[i] == linked[0];
        s->excuse = from[i] < 0 ? NULL
                                : excuse_of(s, &s->today.word[from[i]], excuse,
                                            sizeof excuse);
        if (!s->excuse && joined)
            s->excuse = _("the plan links it to the rest");
        status = say_part(s, &part[i], point[i], err);
        s->excuse = NULL;
        if (status == SZ_SUCCESS && from[i] < 0 && !joined)
            status = say_new(s, &part[i], err);
    }
    free(point);
    free(from);
    free(linked);
    return status;
}

sz_status sz__rules_parts(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_roster *r = sz__roster(s, c);
    sz_part *part = NULL;
    size_t n = 0;
    sz_status status = sz__plan_parts_of(s->plan, &s->rims, c, r->at, (int32_t)r->n,
                                         &part, &n, s->piece, err);
    s->parts[c] = (int32_t)n;
    if (status == SZ_SUCCESS && n > 1)
        status = judge_parts(s, c, part, n, err);
    sz_free(part);
    return status;
}

/* ---- parted by a barrier ---- */

/* Sets of parcels of community C that hang together: along borders that are not blocked,
 * by links, and as units that stay whole. Into S->root. */
static void join_sides(sz_scene *s, int32_t c, const sz_roster *r)
{
    const sz_map *m = s->map;
    for (size_t i = 0; i < r->n; i++)
        s->root[r->at[i]] = r->at[i];
    for (size_t i = 0; i < r->n; i++)
        for (int32_t k = s->rims.row[r->at[i]]; k < s->rims.row[r->at[i] + 1]; k++) {
            int32_t b = s->rims.border[k], q = sz__across(m, b, r->at[i]);
            if (q > r->at[i] && s->plan->of[q] == c && !s->blocked.border[b])
                sz__join(s->root, r->at[i], q);
        }
    for (size_t i = 0; s->beside && i < s->beside->n_links; i++)
        if (is_of(s, s->beside->links[i], c))
            sz__join(s->root, s->beside->links[i][0], s->beside->links[i][1]);
    for (size_t k = 0; k < sz_map_unit_layers(m); k++) {
        const int32_t *unit = s->kept + k * (size_t)m->n;
        for (size_t i = 0; i < r->n; i++)
            if (unit[r->at[i]] >= 0)
                s->first[unit[r->at[i]]] = r->at[i];
        for (size_t i = 0; i < r->n; i++)
            if (unit[r->at[i]] >= 0)
                sz__join(s->root, r->at[i], s->first[unit[r->at[i]]]);
    }
}

/* Households beyond a barrier: within one part, all but the side with most of them. */
sz_status sz__rules_cut(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_map *m = s->map;
    const sz_roster *r = sz__roster(s, c);
    sz_part *part = NULL;
    int32_t *chief = NULL;
    size_t n = 0;
    if (!sz__policy_words(s->policy, SZ_KEY_CUT_BY, 0) || r->n == 0)
        return SZ_SUCCESS;
    sz_status status = sz__plan_parts_of(s->plan, &s->rims, c, r->at, (int32_t)r->n,
                                         &part, &n, s->piece, err);
    if (status == SZ_SUCCESS && !(chief = sz__alloc(n, sizeof *chief)))
        status = sz__nomem(err);
    if (status != SZ_SUCCESS)
        goto done;
    join_sides(s, c, r);
    for (size_t i = 0; i < n; i++)
        chief[i] = -1;
    for (size_t i = 0; i < r->n; i++)
        s->sum[r->at[i]] = 0;
    for (size_t i = 0; i < r->n; i++)
        s->sum[sz__root(s->root, r->at[i])] += m->households[r->at[i]];
    for (size_t i = 0; i < r->n; i++) { /* the most households are on the main side */
        int32_t p = r->at[i], *most = &chief[s->piece[p]];
        if (s->root[p] == p && (*most < 0 || s->sum[p] > s->sum[*most]))
            *most = p;
    }
    for (size_t i = 0; i < r->n && status == SZ_SUCCESS; i++) {
        int32_t p = r->at[i];
        char name[160];
        if (s->root[p] != p || chief[s->piece[p]] == p || s->sum[p] == 0)
            continue;
        sz_plan_shown_name(s->plan, c, name, sizeof name);
        status = sz__say(s, SZ_RULE_PART_CUT, SZ_KEY_CUT_BY, c, (double)s->sum[p], 0,
                         m->x[p], m->y[p], err,
                         _("%s: %lld households live beyond a railway, river or "
                           "expressway that no road of the map crosses there"),
                         name, (long long)s->sum[p]);
    }
done:
    free(chief);
    sz_free(part);
    return status;
}

/* ---- gaps and overlaps ---- */

/* Names of the estates that have ground in part K of what nobody has. */
static void name_estates(const sz_scene *s, int32_t k, char *out, size_t size)
{
    const sz_map *m = s->map;
    const sz_roster *r = sz__roster(s, -1);
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < r->n && used + 160 < size; i++) {
        int32_t u = s->piece[r->at[i]] == k ? m->unit[r->at[i]] : -1;
        const char *name = u < 0 ? "" : sz__name(&m->names, m->units[u].name);
        bool told = false;
        for (size_t j = 0; j < i && !told; j++)
            told = s->piece[r->at[j]] == k && m->unit[r->at[j]] == u;
        if (*name && !told)
            used += (size_t)snprintf(out + used, size - used, "%s%.*s",
                                     used ? _(", ") : "", (int)sz__utf8_cut(name, 120),
                                     name);
    }
}

sz_status sz__rules_gaps(sz_scene *s, int32_t all, sz_error *err)
{
    (void)all;
    const sz_roster *r = sz__roster(s, -1);
    sz_part *gap = NULL;
    size_t n = 0;
    sz_status status = sz__plan_parts_of(s->plan, &s->rims, -1, r->at, (int32_t)r->n,
                                         &gap, &n, s->piece, err);
    for (size_t i = 0; i < n && status == SZ_SUCCESS; i++) {
        char estates[480];
        name_estates(s, (int32_t)i, estates, sizeof estates);
        status = sz__say(s, SZ_RULE_COVER_GAP, SZ_N_KEYS, -1, (double)gap[i].households,
                         0, gap[i].x, gap[i].y, err,
                         *estates ? _("%.0f m2 with %lld households belong to no "
                                      "community; in it: %s")
                                  : _("%.0f m2 with %lld households belong to no "
                                      "community%s"),
                         gap[i].area_m2, (long long)gap[i].households, estates);
    }
    sz_free(gap);
    return status;
}

/* Ground that the same communities claim: one parcel, then all of it. */
typedef struct claimed {
    const int32_t *by;     /* [n] communities */
    int32_t n, parcel;     /* its first */
    double area;
    int64_t households;
} claimed;

static int by_claims(const void *a, const void *b)
{
    const claimed *x = a, *y = b;
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    for (int32_t i = 0; i < x->n; i++)
        if (x->by[i] != y->by[i])
            return x->by[i] < y->by[i] ? -1 : 1;
    return (x->parcel > y->parcel) - (x->parcel < y->parcel);
}

static int by_parcel(const void *a, const void *b)
{
    const claimed *x = a, *y = b;
    return (x->parcel > y->parcel) - (x->parcel < y->parcel);
}

/* Put together what the same claim: how many of LIST are left, by their first parcels. */
static size_t join_claimed(claimed *list, size_t n)
{
    size_t kept = 0;
    if (n > 0)
        qsort(list, n, sizeof *list, by_claims);
    for (size_t i = 0; i < n; i++) {
        claimed *last = kept > 0 ? &list[kept - 1] : NULL;
        bool same = last && last->n == list[i].n &&
                    memcmp(last->by, list[i].by, (size_t)last->n * sizeof *last->by) == 0;
        if (!same) {
            list[kept++] = list[i];
            continue;
        }
        last->area += list[i].area;
        last->households += list[i].households;
    }
    if (kept > 0)
        qsort(list, kept, sizeof *list, by_parcel);
    return kept;
}

sz_status sz__rules_overlaps(sz_scene *s, int32_t all, sz_error *err)
{
    (void)all;
    const sz_map *m = s->map;
    SZ__ARRAY(claimed) list = SZ__ARRAY_INIT;
    sz_status status = SZ_SUCCESS;
    for (int32_t p = 0; p < m->n && status == SZ_SUCCESS; p++) {
        int32_t from = m->claim_row[p], n = m->claim_row[p + 1] - from;
        if (n >= 2 && !sz__push(&list, (claimed){ m->claim + from, n, p, m->area[p],
                                                  m->households[p] }))
            status = sz__nomem(err);
    }
    list.n = join_claimed(list.at, list.n);
    for (size_t i = 0; i < list.n && status == SZ_SUCCESS; i++) {
        const claimed *x = &list.at[i];
        char first[160], second[160];
        sz_plan_shown_name(s->plan, x->by[0], first, sizeof first);
        sz_plan_shown_name(s->plan, x->by[1], second, sizeof second);
        status = sz__say(s, SZ_RULE_COVER_OVERLAP, SZ_N_KEYS, x->by[0], x->n, 1,
                         m->x[x->parcel], m->y[x->parcel], err,
                         _("%.0f m2 with %lld households are claimed by %d communities: "
                           "%s, %s%s"), x->area, (long long)x->households, (int)x->n,
                         first, second, x->n > 2 ? " ..." : "");
    }
    free(list.at);
    return status;
}

/* A community's parcels beyond its own town. */
sz_status sz__rules_crossed(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_map *m = s->map;
    const sz_roster *r = sz__roster(s, c);
    int32_t town = s->plan->tally[c].town, place = -1;
    int64_t households = 0;
    char name[160];
    for (size_t i = 0; i < r->n; i++) {
        int32_t p = r->at[i];
        if (town < 0 || m->town[p] < 0 || m->town[p] == town)
            continue;
        households += m->households[p];
        place = place < 0 ? p : place;
    }
    if (place < 0)
        return SZ_SUCCESS;
    sz_plan_shown_name(s->plan, c, name, sizeof name);
    return sz__say(s, SZ_RULE_TOWN_CROSSED, SZ_N_KEYS, c, (double)households, 0,
                   m->x[place], m->y[place], err,
                   _("%s has ground in %s, another town, with %lld households"), name,
                   sz__name(&m->names, m->town_name[m->town[place]]),
                   (long long)households);
}
