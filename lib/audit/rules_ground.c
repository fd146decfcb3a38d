/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ground: parts that do not hang together, what lies around them, gaps, overlaps. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "audit/rules.h"
#include "core/array.h"
#include "core/i18n.h"
#include "core/roots.h"
#include "map/crossing.h"
#include "sizhi/detached.h"

/* ---- parts ---- */

/* Whether part A of a community, not its main one, meets another part of it in a
 * point: then *X, *Y are that point. NODE_PART has, by node, the last part of each
 * community seen there. */
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

/* Parts of communities in pieces at every node, sorted, each once. */
static sz_status find_touches(const sz_scene *s, touch **out, size_t *n, sz_error *err)
{
    const sz_map *m = s->map;
    SZ__ARRAY(touch) list = SZ__ARRAY_INIT;
    int32_t *pieces = sz__zalloc((size_t)s->plan->n, sizeof *pieces);
    bool ok = pieces != NULL;
    for (size_t i = 0; ok && i < s->n_parts; i++)
        if (s->part[i].community >= 0)
            pieces[s->part[i].community]++;
    for (int32_t h = 0; ok && h < 2 * m->n_borders; h++) {
        int32_t p = sz__map_left(m, h), c = p < 0 ? -1 : s->plan->of[p];
        if (c >= 0 && pieces[c] > 1) {
            ok = sz__push(&list, (touch){ m->b_from[h >> 1], s->part_of[p] }) &&
                 sz__push(&list, (touch){ m->b_to[h >> 1], s->part_of[p] });
        }
    }
    free(pieces);
    if (!ok) {
        free(list.at);
        return sz__nomem(err);
    }
    if (list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_node);
    size_t k = 0;
    for (size_t i = 0; i < list.n; i++)
        if (k == 0 || by_node(&list.at[k - 1], &list.at[i]) != 0)
            list.at[k++] = list.at[i];
    *out = list.at;
    *n = k;
    return SZ_SUCCESS;
}

/* POINT [parts]: 1 where a part meets another of its community in a point. */
static sz_status find_points(const sz_scene *s, uint8_t *point, sz_error *err)
{
    touch *at = NULL;
    size_t n = 0;
    sz_status status = find_touches(s, &at, &n, err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++)
        for (size_t k = i + 1; k < n && at[k].node == at[i].node; k++)
            if (s->part[at[i].part].community == s->part[at[k].part].community)
                point[at[i].part] = point[at[k].part] = 1;
    free(at);
    return status;
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
static sz_status say_new(sz_scene *s, const sz_detached *d, sz_error *err)
{
    char name[160];
    if (d->state != SZ_DETACHED_NEW)
        return SZ_SUCCESS;
    sz_plan_shown_name(s->plan, d->community, name, sizeof name);
    return sz__say(s, SZ_RULE_PART_NEW, SZ_N_KEYS, d->community, (double)d->households,
                   0, d->x, d->y, err,
                   _("%s: a part with %lld households and %.0f m2 would lie apart that "
                     "does not today"), name, (long long)d->households, d->area_m2);
}

/* Why a historic part is waived: "历史形成 (街道办事处, 2026-03-01)"; NULL for others. */
static const char *excuse_of(const sz_detached *d, char *out, size_t size)
{
    if (d->state != SZ_DETACHED_HISTORIC)
        return NULL;
    if (*d->who || *d->date)
        snprintf(out, size, "%s (%s, %s)", d->reason, d->who, d->date);
    else
        snprintf(out, size, "%s", d->reason);
    return *out ? out : NULL;
}

static sz_status part_rules(sz_scene *s, sz_error *err)
{
    sz_register *reg = NULL;
    uint8_t *point = sz__zalloc(s->n_parts, 1);
    sz_status status = point ? find_points(s, point, err) : sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz_register_make(s->plan, s->policy, &reg, err);
    for (size_t i = 0, row = 0; i < s->n_parts && status == SZ_SUCCESS; i++) {
        char excuse[240];
        if (s->part[i].main)
            continue;
        const sz_detached *d = sz_register_at(reg, row++);
        s->excuse = excuse_of(d, excuse, sizeof excuse);
        status = say_part(s, &s->part[i], point[i], err);
        s->excuse = NULL;
        if (status == SZ_SUCCESS)
            status = say_new(s, d, err);
    }
    sz_register_free(reg);
    free(point);
    return status;
}

/* ---- parted by a barrier ---- */

/* Households beyond a barrier: within one part, what hangs together without stepping
 * over the barriers that cut, save where a road passes over them. */
static sz_status cut_rules(sz_scene *s, sz_error *err)
{
    const sz_map *m = s->map;
    unsigned cut = sz__policy_words(s->policy, SZ_KEY_CUT_BY, 0) << 1; /* bit of class */
    uint8_t *crossed = sz__alloc((size_t)m->n_borders, 1);
    int32_t *up = sz__alloc((size_t)m->n, sizeof *up);
    int64_t *households = sz__zalloc((size_t)m->n, sizeof *households);
    int32_t *chief = sz__alloc(s->n_parts, sizeof *chief);
    sz_status status = SZ_SUCCESS;
    if (!crossed || !up || !households || !chief) {
        status = sz__nomem(err);
        goto done;
    }
    sz__map_crossed(m, cut, crossed);
    for (int32_t p = 0; p < m->n; p++)
        up[p] = p;
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        if (l < 0 || r < 0 || s->plan->of[l] != s->plan->of[r] ||
            (cut >> m->b_class[b] & 1 && !crossed[b]))
            continue;
        sz__join(up, l, r);
    }
    for (int32_t p = 0; p < m->n; p++)
        households[sz__root(up, p)] += m->households[p];
    for (size_t i = 0; i < s->n_parts; i++)
        chief[i] = -1;
    for (int32_t p = 0; p < m->n; p++) { /* the most households are on the main side */
        int32_t *c = s->plan->of[p] < 0 ? NULL : &chief[s->part_of[p]];
        if (c && up[p] == p && (*c < 0 || households[p] > households[*c]))
            *c = p;
    }
    for (int32_t p = 0; p < m->n && status == SZ_SUCCESS; p++) {
        int32_t c = s->plan->of[p];
        char name[160];
        if (c < 0 || up[p] != p || chief[s->part_of[p]] == p || households[p] == 0)
            continue;
        sz_plan_shown_name(s->plan, c, name, sizeof name);
        status = sz__say(s, SZ_RULE_PART_CUT, SZ_KEY_CUT_BY, c, (double)households[p], 0,
                         m->x[p], m->y[p], err,
                         _("%s: %lld households live beyond a railway, river or "
                           "expressway that no road of the map crosses there"),
                         name, (long long)households[p]);
    }
done:
    free(crossed);
    free(up);
    free(households);
    free(chief);
    return status;
}

/* ---- gaps and overlaps ---- */

static sz_status gap_rules(sz_scene *s, sz_error *err)
{
    const sz_map *m = s->map;
    int32_t *piece = sz__alloc((size_t)m->n, sizeof *piece);
    sz_part *gap = NULL;
    sz_status status = SZ_SUCCESS;
    int32_t n = piece ? sz__plan_pieces(m, s->plan->of, piece) : 0;
    if (!piece || !(gap = sz__zalloc((size_t)n, sizeof *gap)))
        status = sz__nomem(err);
    for (int32_t p = 0; p < m->n && status == SZ_SUCCESS; p++) {
        sz_part *g = &gap[piece[p]];
        if (s->plan->of[p] >= 0)
            continue;
        if (g->parcels++ == 0) {
            g->x = m->x[p];
            g->y = m->y[p];
        }
        g->households += m->households[p];
        g->area_m2 += m->area[p];
    }
    for (int32_t i = 0; i < n && status == SZ_SUCCESS; i++)
        if (gap[i].parcels > 0)
            status = sz__say(s, SZ_RULE_COVER_GAP, SZ_N_KEYS, -1,
                             (double)gap[i].households, 0, gap[i].x, gap[i].y, err,
                             _("%.0f m2 with %lld households belong to no community"),
                             gap[i].area_m2, (long long)gap[i].households);
    free(piece);
    free(gap);
    return status;
}

/* What several communities claim, by pairs: parcels that the same claim together. */
static sz_status overlap_rules(sz_scene *s, sz_error *err)
{
    const sz_map *m = s->map;
    uint8_t *told = sz__zalloc((size_t)m->n, 1);
    sz_status status = told ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t p = 0; p < m->n && status == SZ_SUCCESS; p++) {
        int32_t from = m->claim_row[p], n = m->claim_row[p + 1] - from;
        char first[160], second[160];
        if (n < 2 || told[p])
            continue;
        double area = 0;
        int64_t households = 0;
        for (int32_t q = p; q < m->n; q++) {
            if (m->claim_row[q + 1] - m->claim_row[q] != n ||
                memcmp(m->claim + m->claim_row[q], m->claim + from,
                       (size_t)n * sizeof *m->claim) != 0)
                continue;
            told[q] = 1;
            area += m->area[q];
            households += m->households[q];
        }
        sz_plan_shown_name(s->plan, m->claim[from], first, sizeof first);
        sz_plan_shown_name(s->plan, m->claim[from + 1], second, sizeof second);
        status = sz__say(s, SZ_RULE_COVER_OVERLAP, SZ_N_KEYS, m->claim[from], n, 1,
                         m->x[p], m->y[p], err,
                         _("%.0f m2 with %lld households are claimed by %d communities: "
                           "%s, %s%s"), area, (long long)households, (int)n, first,
                         second, n > 2 ? " ..." : "");
    }
    free(told);
    return status;
}

/* A community's parcels beyond its own town. */
static sz_status town_rules(sz_scene *s, sz_error *err)
{
    const sz_map *m = s->map;
    int32_t n = s->plan->n;
    int64_t *households = sz__zalloc((size_t)n, sizeof *households);
    int32_t *place = sz__alloc((size_t)n, sizeof *place);
    sz_status status = households && place ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t c = 0; c < n && status == SZ_SUCCESS; c++)
        place[c] = -1;
    for (int32_t p = 0; p < m->n && status == SZ_SUCCESS; p++) {
        int32_t c = s->plan->of[p];
        if (c < 0 || s->plan->tally[c].town < 0 || m->town[p] < 0 ||
            m->town[p] == s->plan->tally[c].town)
            continue;
        households[c] += m->households[p];
        place[c] = place[c] < 0 ? p : place[c];
    }
    for (int32_t c = 0; c < n && status == SZ_SUCCESS; c++) {
        char name[160];
        if (place[c] < 0)
            continue;
        sz_plan_shown_name(s->plan, c, name, sizeof name);
        status = sz__say(s, SZ_RULE_TOWN_CROSSED, SZ_N_KEYS, c, (double)households[c], 0,
                         m->x[place[c]], m->y[place[c]], err,
                         _("%s has ground in another town, with %lld households"), name,
                         (long long)households[c]);
    }
    free(households);
    free(place);
    return status;
}

sz_status sz__rules_ground(sz_scene *s, sz_error *err)
{
    sz_status status = part_rules(s, err);
    if (status == SZ_SUCCESS)
        status = cut_rules(s, err);
    if (status == SZ_SUCCESS)
        status = gap_rules(s, err);
    if (status == SZ_SUCCESS)
        status = overlap_rules(s, err);
    if (status == SZ_SUCCESS)
        status = town_rules(s, err);
    return status;
}
