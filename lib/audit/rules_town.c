/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What concerns several communities at once: neighbours planned together, borders that
 * interlace, offices shared, the quota of workers. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "audit/rules.h"
#include "core/array.h"
#include "core/i18n.h"
#include "core/roots.h"

/* ---- neighbours ---- */

typedef struct contact {
    int32_t b;             /* the other community */
    int32_t border;
} contact;

static int by_pair(const void *x, const void *y)
{
    const contact *p = x, *q = y;
    if (p->b != q->b)
        return p->b < q->b ? -1 : 1;
    return (p->border > q->border) - (p->border < q->border);
}

/* Borders of community A with those of greater number, by pair. */
static sz_status find_contacts(const sz_scene *s, int32_t a, contact **out, size_t *n,
                               sz_error *err)
{
    const sz_roster *r = sz__roster(s, a);
    SZ__ARRAY(contact) list = SZ__ARRAY_INIT;
    for (size_t i = 0; i < r->n; i++)
        for (int32_t k = s->rims.row[r->at[i]]; k < s->rims.row[r->at[i] + 1]; k++) {
            int32_t q = sz__across(s->map, s->rims.border[k], r->at[i]);
            int32_t c = q < 0 ? -1 : s->plan->of[q];
            if (c > a && !sz__push(&list, (contact){ c, s->rims.border[k] })) {
                free(list.at);
                return sz__nomem(err);
            }
        }
    if (list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_pair);
    *out = list.at;
    *n = list.n;
    return SZ_SUCCESS;
}

static bool in_range(const sz_scene *s, int32_t c)
{
    const sz_value *v = &s->policy->value[SZ_KEY_JOINT];
    double w = (double)s->of[c].counted;
    return s->of[c].parcels > 0 && !sz__is_exempt(s, c) && w > v->low && w <= v->high;
}

/* Communities in range that hang together within a town: UP. */
static void join_neighbours(const sz_scene *s, int32_t *up)
{
    for (int32_t c = 0; c < s->plan->n; c++)
        up[c] = c;
    for (int32_t c = 0; c < s->plan->n; c++) {
        const sz_roster *r = sz__roster(s, c);
        if (!in_range(s, c))
            continue;
        for (size_t i = 0; i < r->n; i++)
            for (int32_t k = s->rims.row[r->at[i]]; k < s->rims.row[r->at[i] + 1];
                 k++) {
                int32_t q = sz__across(s->map, s->rims.border[k], r->at[i]);
                int32_t d = q < 0 ? -1 : s->plan->of[q];
                if (d > c && s->plan->tally[d].town == s->plan->tally[c].town &&
                    in_range(s, d))
                    sz__join(up, c, d);
            }
    }
}

/* Groups of neighbours of the size that may be planned together. */
sz_status sz__rules_joint(sz_scene *s, int32_t all, sz_error *err)
{
    (void)all;
    if (!sz__policy_has(s->policy, SZ_KEY_JOINT))
        return SZ_SUCCESS;
    int32_t *up = sz__alloc((size_t)s->plan->n, sizeof *up);
    sz_status status = up ? SZ_SUCCESS : sz__nomem(err);
    if (up)
        join_neighbours(s, up);
    for (int32_t c = 0; c < s->plan->n && status == SZ_SUCCESS; c++) {
        char names[240] = "";
        size_t used = 0;
        int64_t sum = 0;
        int members = 0;
        if (sz__root(up, c) != c || !in_range(s, c))
            continue;
        for (int32_t k = c; k < s->plan->n; k++) {
            if (sz__root(up, k) != c)
                continue;
            sum += s->of[k].counted;
            if (members++ && used < sizeof names - 8)
                used += (size_t)snprintf(names + used, sizeof names - used, _(", "));
            if (used < sizeof names - 160)
                used += sz_plan_shown_name(s->plan, k, names + used,
                                           sizeof names - used) - 1;
        }
        if (members > 1)
            status = sz__say(s, SZ_RULE_SIZE_JOINT, SZ_KEY_JOINT, c, (double)sum,
                             members, s->of[c].x, s->of[c].y, err,
                             _("%d neighbours with %lld households together may be "
                               "planned anew as one: %s"), members, (long long)sum,
                             names);
    }
    free(up);
    return status;
}

/* ---- interlaced borders ---- */

/* One common stretch of a pair: its length, its ends, its middle. */
typedef struct stretch {
    double length, ends;
    double x, y;
} stretch;

/* The stretch of N borders AT that hangs together from border K on; DONE marks those
 * that were used. It grows at both ends while a border of the pair goes on there. */
static stretch follow(const sz_map *m, const contact *at, size_t n, size_t k,
                      uint8_t *done)
{
    int32_t first = at[k].border, ends[2] = { m->b_from[first], m->b_to[first] };
    const double *xy = m->b_xy;
    size_t lo = m->b_row[first], hi = m->b_row[first + 1] - 1, mid = (lo + hi) / 2;
    double tip[2][2] = { { xy[2 * lo], xy[2 * lo + 1] }, { xy[2 * hi], xy[2 * hi + 1] } };
    stretch out = { m->b_length[first], 0, xy[2 * mid], xy[2 * mid + 1] };
    done[k] = 1;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < n; i++) {
            int32_t b = at[i].border;
            for (int e = 0; e < 2 && !done[i]; e++) {
                bool start = m->b_from[b] == ends[e], stop = m->b_to[b] == ends[e];
                if (!start && !stop)
                    continue;
                size_t row = start ? m->b_row[b + 1] - 1 : m->b_row[b];
                ends[e] = start ? m->b_to[b] : m->b_from[b];
                tip[e][0] = xy[2 * row];
                tip[e][1] = xy[2 * row + 1];
                out.length += m->b_length[b];
                done[i] = 1;
                more = true;
            }
        }
    }
    out.ends = hypot(tip[1][0] - tip[0][0], tip[1][1] - tip[0][1]);
    return out;
}

sz_status sz__rules_interlaced(sz_scene *s, int32_t a, sz_error *err)
{
    double bound = sz__policy_number(s->policy, SZ_KEY_INTERLACED, HUGE_VAL);
    contact *at = NULL;
    size_t n = 0;
    if (!sz__policy_has(s->policy, SZ_KEY_INTERLACED))
        return SZ_SUCCESS;
    sz_status status = find_contacts(s, a, &at, &n, err);
    uint8_t *done = status == SZ_SUCCESS ? sz__zalloc(n, 1) : NULL;
    if (status == SZ_SUCCESS && !done)
        status = sz__nomem(err);
    for (size_t from = 0, to; from < n && status == SZ_SUCCESS; from = to) {
        for (to = from; to < n && at[to].b == at[from].b;)
            to++;
        for (size_t k = from; k < to && status == SZ_SUCCESS; k++) {
            char one[160], other[160];
            if (done[k])
                continue;
            stretch t = follow(s->map, at + from, to - from, k - from, done + from);
            /* a closed stretch is an enclave, which has a rule of its own */
            if (!(t.ends > 0) || t.length <= bound * t.ends)
                continue;
            sz_plan_shown_name(s->plan, a, one, sizeof one);
            sz_plan_shown_name(s->plan, at[k].b, other, sizeof other);
            status = sz__say(s, SZ_RULE_SHAPE_INTERLACED, SZ_KEY_INTERLACED, a,
                             t.length / t.ends, bound, t.x, t.y, err,
                             _("%s and %s: %.0f m of common border between ends that "
                               "are %.0f m apart"), one, other, t.length, t.ends);
        }
    }
    free(done);
    free(at);
    return status;
}

/* ---- offices ---- */

/* Communities of lower number with their office where that of C stands. */
static sz_status shared_rules(sz_scene *s, int32_t c, const char *name, sz_error *err)
{
    const sz_map *m = s->map;
    const sz_office *o = &m->offices[s->of[c].office];
    sz_status status = SZ_SUCCESS;
    for (int32_t k = 0; k < c && status == SZ_SUCCESS; k++) {
        int32_t q = s->of[k].office;
        char other[160];
        if (q < 0 || m->offices[q].x != o->x || m->offices[q].y != o->y)
            continue;
        sz_plan_shown_name(s->plan, k, other, sizeof other);
        status = sz__say(s, SZ_RULE_OFFICE_SHARED, SZ_N_KEYS, c, 2, 1, o->x, o->y, err,
                         _("%s and %s have one office"), other, name);
    }
    return status;
}

sz_status sz__rules_office(sz_scene *s, int32_t c, sz_error *err)
{
    const sz_map *m = s->map;
    const sz_figures *f = &s->of[c];
    sz_status status = SZ_SUCCESS;
    char name[160], other[160];
    if (m->n_offices == 0 || f->parcels == 0)
        return SZ_SUCCESS; /* no list of offices was given: nothing is known */
    sz_plan_shown_name(s->plan, c, name, sizeof name);
    if (f->office < 0)
        return sz__say(s, SZ_RULE_OFFICE_MISSING, SZ_N_KEYS, c, 0, 1, f->x, f->y, err,
                       _("%s has no office"), name);
    const sz_office *o = &m->offices[f->office];
    int32_t p = s->plan->office_in[f->office];
    int32_t in = p < 0 ? -1 : s->plan->of[p];
    if (in != c) {
        sz_plan_shown_name(s->plan, in, other, sizeof other);
        const char *where = p < 0    ? _("the office of %s stands outside the map%s")
                            : in < 0 ? _("the office of %s stands on ground that no "
                                         "community has%s")
                                     : _("the office of %s stands in %s");
        status = sz__say(s, SZ_RULE_OFFICE_OUTSIDE, SZ_N_KEYS, c, 0, 0, o->x, o->y, err,
                         where, name, in < 0 ? "" : other);
    }
    return status == SZ_SUCCESS ? shared_rules(s, c, name, err) : status;
}

/* Workers of a town against its quota; item 0: of communities without a town. */
sz_status sz__rules_quota(sz_scene *s, int32_t item, sz_error *err)
{
    const sz_map *m = s->map;
    int64_t quota = sz__policy_count(s->policy, SZ_KEY_QUOTA, -1), sum = 0;
    int32_t t = item - 1;
    for (int32_t o = 0; o < m->n_offices; o++)
        sum += sz__office_town(s->plan, o) == t ? m->offices[o].staff : 0;
    if (quota < 0 || sum <= quota)
        return SZ_SUCCESS;
    return sz__say(s, SZ_RULE_STAFF_QUOTA, SZ_KEY_QUOTA, -1, (double)sum, (double)quota,
                   NAN, NAN, err, _("%s has %lld workers, more than the quota of %lld"),
                   t < 0 ? _("the town") : sz__name(&m->names, m->town_name[t]),
                   (long long)sum, (long long)quota);
}
