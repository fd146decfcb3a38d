/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Workers of each community before and after: what there is, what is apportioned. */
#include <stdio.h>
#include <string.h>

#include "audit/apportion.h"
#include "audit/scene.h"
#include "core/array.h"
#include "core/i18n.h"
#include "sizhi/service.h"

void sz_staff_release(sz_staff_table *t)
{
    if (!t)
        return;
    free(t->rows);
    free(t->sums);
    *t = (sz_staff_table){ .quota = -1, .method = "" };
}

/* ---- the policy ---- */

typedef struct rules {
    const sz_policy *policy;
    int64_t quota, least, most, norm; /* quota -1: none; norm 0: none */
    sz_apportion method;
} rules;

static rules read_rules(const sz_policy *p)
{
    rules r = { .policy = p, .quota = sz__policy_count(p, SZ_KEY_QUOTA, -1),
                .least = sz__policy_count(p, SZ_KEY_STAFF_MIN, 0),
                .norm = sz__households_per_worker(p) };
    unsigned word = sz__policy_words(p, SZ_KEY_APPORTION, 1);
    while (word >> (r.method + 1))
        r.method++;
    if (r.quota < 0)
        r.method = SZ_APPORTION_NORM;
    r.most = sz__policy_count(p, SZ_KEY_STAFF_MAX, r.quota < 0 ? INT32_MAX : r.quota);
    return r;
}

/* "staff.quota = 171 (yaohai2020:26), staff.min = 5 (--set)": what is set of it. */
static const char *origins(const sz_policy *p, char *out, size_t size)
{
    static const sz_key keys[] = { SZ_KEY_QUOTA, SZ_KEY_STAFF_MIN, SZ_KEY_STAFF_MAX,
                                   SZ_KEY_PER_WORKER };
    size_t used = 0;
    *out = '\0';
    for (size_t i = 0; i < sizeof keys / sizeof *keys && used < size; i++) {
        const sz_value *v = &p->value[keys[i]];
        const char *id = sz__from_word(v->from.profile);
        char line[24] = "";
        if (!v->text)
            continue;
        if (v->from.profile >= 0) {
            id = p->chain.at[v->from.profile].id;
            snprintf(line, sizeof line, ":%d", v->from.line);
        }
        used += (size_t)snprintf(out + used, size - used, "%s%s = %s (%s%s)",
                                 used ? ", " : "", sz__keys[keys[i]].name, v->text, id,
                                 line);
    }
    return out;
}

/* ---- apportioning ---- */

/* Share out the workers of TOWN over its communities in scene S; SHARE by community. */
static sz_status share_town(const sz_scene *s, const rules *r, int32_t town,
                            int64_t *share, sz_error *err)
{
    int32_t n = 0, *who = sz__alloc((size_t)s->plan->n, sizeof *who);
    int64_t *weight = sz__alloc((size_t)s->plan->n, 2 * sizeof *weight);
    int64_t *seats = weight ? weight + s->plan->n : NULL;
    char where[256];
    sz_error why = SZ_ERROR_INIT;
    sz_status status = who && weight ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t c = 0; status == SZ_SUCCESS && c < s->plan->n; c++)
        if (s->of[c].parcels > 0 && s->plan->tally[c].town == town) {
            weight[n] = s->of[c].counted;
            who[n++] = c;
        }
    if (status == SZ_SUCCESS && n > 0)
        status = sz__apportion(seats, weight, n, r->quota, r->least, r->most, r->method,
                               r->norm, &why);
    if (status == SZ_ERR_INFEASIBLE)
        sz__fail(err, status, -1, _("workers of %s: %s; change one of %s"),
                 town < 0 ? _("the town") : sz_map_town_name(s->map, town), why.message,
                 origins(r->policy, where, sizeof where));
    else if (status != SZ_SUCCESS && why.status == status && err)
        *err = why;
    for (int32_t i = 0; status == SZ_SUCCESS && i < n; i++)
        share[who[i]] = seats[i];
    free(who);
    free(weight);
    return status;
}

/* SHARE [plan->n] of all towns, 0 without ground. */
static sz_status share_all(const sz_scene *s, const rules *r, int64_t *share,
                           sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    memset(share, 0, (size_t)s->plan->n * sizeof *share);
    for (int32_t t = -1; t < s->map->n_towns && status == SZ_SUCCESS; t++)
        status = share_town(s, r, t, share, err);
    return status;
}

/* ---- the table ---- */

typedef struct maker {
    rules r;
    sz_scene before, after;  /* after.plan is NULL when there is none */
    int64_t *share[2];       /* [communities of each plan] before, after */
    int64_t *now;            /* [communities] workers there are, -1 unknown */
    int32_t n;               /* communities */
    sz_staff_table *out;
} maker;

static const sz_scene *last(const maker *m)
{
    return m->after.plan ? &m->after : &m->before;
}

static bool has_ground(const sz_scene *s, int32_t c)
{
    return s->plan && c < s->plan->n && s->of[c].parcels > 0;
}

/* Workers there are; -1 where no office of the community tells. */
static sz_status count_workers(maker *m, sz_error *err)
{
    const sz_map *map = m->before.map;
    if (!(m->now = sz__alloc((size_t)m->n, sizeof *m->now)))
        return sz__nomem(err);
    for (int32_t c = 0; c < m->n; c++)
        m->now[c] = -1;
    for (int32_t o = 0; o < map->n_offices; o++) {
        int32_t c = map->offices[o].community;
        if (c >= 0 && map->offices[o].staff > 0)
            m->now[c] = (m->now[c] < 0 ? 0 : m->now[c]) + map->offices[o].staff;
    }
    return SZ_SUCCESS;
}

/* The row of community C, added to SUM. */
static sz_staff_row make_row(const maker *m, int32_t c, sz_staff_sum *sum)
{
    const sz_scene *s[2] = { &m->before, &m->after };
    int64_t counted[2] = { -1, -1 }, share[2] = { -1, -1 };
    for (int k = 0; k < 2; k++) {
        if (has_ground(s[k], c))
            counted[k] = s[k]->of[c].counted;
        if (m->share[k])
            share[k] = c < s[k]->plan->n ? m->share[k][c] : 0;
    }
    sum->now += m->now[c] > 0 ? m->now[c] : 0;
    sum->unknown += m->now[c] < 0 && c < m->before.plan->n && counted[0] >= 0;
    sum->before = share[0] < 0 ? -1 : sum->before + share[0];
    sum->after = share[1] < 0 ? -1 : sum->after + share[1];
    int64_t count = m->after.plan ? counted[1] : counted[0];
    int64_t norm = m->r.norm == 0 ? -1
                   : count < 0    ? 0
                                  : (count + m->r.norm - 1) / m->r.norm;
    return (sz_staff_row){ .community = c, .counted_before = counted[0],
                           .counted_after = counted[1], .now = m->now[c],
                           .before = share[0], .after = share[1], .norm = norm };
}

static sz_status fill_table(maker *m, sz_error *err)
{
    const sz_map *map = m->before.map;
    const sz_plan *plan = last(m)->plan;
    sz_staff_table *t = m->out;
    t->rows = sz__alloc((size_t)m->n, sizeof *t->rows);
    t->sums = sz__alloc((size_t)map->n_towns + 1, sizeof *t->sums);
    if (!t->rows || !t->sums)
        return sz__nomem(err);
    for (int32_t town = -1; town < map->n_towns; town++) {
        sz_staff_sum sum = { .town = town };
        size_t from = t->n;
        for (int32_t c = 0; c < m->n; c++)
            if (plan->tally[c].town == town &&
                (has_ground(&m->before, c) || has_ground(&m->after, c) || m->now[c] > 0))
                t->rows[t->n++] = make_row(m, c, &sum);
        for (int32_t o = 0; o < map->n_offices; o++)
            if (map->offices[o].community < 0 &&
                sz__office_town(m->before.plan, o) == town)
                sum.unplaced += map->offices[o].staff;
        if (t->n > from || sum.unplaced > 0)
            t->sums[t->n_sums++] = sum;
    }
    return SZ_SUCCESS;
}

/* Apportion one of the plans; the earlier one may fail, which is told. */
static sz_status share_plan(maker *m, int k, sz_error *err)
{
    const sz_scene *s = k ? &m->after : &m->before;
    sz_error why = SZ_ERROR_INIT;
    if (!s->plan)
        return SZ_SUCCESS;
    if (!(m->share[k] = sz__alloc((size_t)s->plan->n, sizeof *m->share[k])))
        return sz__nomem(err);
    sz_status status = share_all(s, &m->r, m->share[k], &why);
    if (status == SZ_ERR_INFEASIBLE && s != last(m)) {
        snprintf(m->out->why_not, sizeof m->out->why_not, "%s", why.message);
        free(m->share[k]);
        m->share[k] = NULL;
        return SZ_SUCCESS;
    }
    if (status != SZ_SUCCESS && err)
        *err = why;
    return status;
}

static sz_status make_table(maker *m, sz_error *err)
{
    static const char *const words[] = { "largest_remainder", "webster",
                                         "huntington_hill", "norm" };
    sz_status status = sz__scene_count(&m->before, err);
    if (status == SZ_SUCCESS && m->after.plan)
        status = sz__scene_count(&m->after, err);
    m->n = last(m)->plan->n;
    if (status == SZ_SUCCESS)
        status = count_workers(m, err);
    for (int k = 0; k < 2 && status == SZ_SUCCESS; k++)
        status = share_plan(m, k, err);
    if (status == SZ_SUCCESS)
        status = fill_table(m, err);
    m->out->quota = m->r.quota;
    m->out->method = words[m->r.method];
    return status;
}

sz_status sz_staff(const sz_plan *before, const sz_plan *after, const sz_policy *policy,
                   sz_staff_table *out, sz_error *err)
{
    if (!before || !policy || !out || (after && after->map != before->map) ||
        (after && after->n < before->n))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("workers need a plan, a later one of the same map or none, a "
                          "policy and a place for the table"));
    *out = (sz_staff_table){ .quota = -1, .method = "" };
    maker m = { .r = read_rules(policy), .out = out,
                .before = { .map = before->map, .plan = before, .policy = policy },
                .after = { .map = before->map, .plan = after, .policy = policy } };
    if (m.r.quota < 0 && m.r.norm == 0)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("policy %s says neither how many workers the town has nor for "
                          "how many households one is: set staff.quota or "
                          "staff.per_worker"), sz_policy_id(policy));
    sz_status status = make_table(&m, err);
    sz__scene_release(&m.before);
    sz__scene_release(&m.after);
    free(m.share[0]);
    free(m.share[1]);
    free(m.now);
    if (status != SZ_SUCCESS)
        sz_staff_release(out);
    return status;
}
