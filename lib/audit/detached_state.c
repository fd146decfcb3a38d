/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether detached parts may stay: what was there today, and what the records, the
 * waivers and the policy say of it. */
#include <math.h>
#include <string.h>

#include "audit/register.h"

const char *sz_detached_state_name(sz_detached_state state)
{
    static const char *const words[] = { "to_clear", "historic", "new" };
    return (size_t)state < sizeof words / sizeof *words ? words[state] : "";
}

sz_status sz__parts_from(const sz_part *part, size_t n, const int32_t *part_of,
                         const sz_part *later, size_t n_later, const int32_t *later_of,
                         const int32_t *at, int32_t n_at, int32_t *from, sz_error *err)
{
    enum { NOTHING = -1, OTHER = -2 };
    int32_t *left = sz__alloc(n, sizeof *left); /* what is left of each piece */
    if (!left)
        return sz__nomem(err);
    for (size_t t = 0; t < n; t++)
        left[t] = -1;
    for (size_t j = 0; j < n_later; j++)
        from[j] = NOTHING;
    for (int32_t i = 0; i < n_at; i++) {
        int32_t p = at ? at[i] : i;
        int32_t t = part_of[p], j = later_of[p];
        if (j < 0)
            continue;
        if (t < 0 || part[t].community != later[j].community) {
            from[j] = OTHER;
            continue;
        }
        if (left[t] < 0 || j < left[t]) /* the main part, then the greater ones */
            left[t] = j;
        from[j] = from[j] == NOTHING || from[j] == t ? t : OTHER;
    }
    for (size_t j = 0; j < n_later; j++)
        if (from[j] < 0 || left[from[j]] != (int32_t)j)
            from[j] = -1;
    free(left);
    return SZ_SUCCESS;
}

/* ---- what is said of today's parts ---- */

static bool is_any_or(const char *wanted, const char *is)
{
    return !wanted || !*wanted || strcmp(wanted, is) == 0;
}

static const char *town_of(const sz_map *m, int32_t c)
{
    return sz_map_town_name(m, m->communities[c].town);
}

static const char *today_name(const sz_map *m, int32_t c)
{
    return c < 0 ? "" : sz__name(&m->names, m->communities[c].name);
}

/* Whether record R is about part NUMBER of a community, which is P. */
static bool fits(const sz_map *m, const sz_own_record *r, const sz_part *p,
                 int32_t number)
{
    double off = fabs(r->area - p->area_m2);
    return strcmp(r->community, today_name(m, p->community)) == 0 &&
           is_any_or(r->town, town_of(m, p->community)) &&
           is_any_or(r->within, today_name(m, p->within)) &&
           (r->part == 0 || r->part == number) &&
           (!(r->area > 0) || off <= 1 + 1e-3 * p->area_m2);
}

/* A waiver of part.detached is about every detached part, one of part.enclave about
 * those that are enclosed. */
static bool is_waived(const sz_map *m, const sz_own_waiver *w, const sz_part *p)
{
    bool rule = strcmp(w->rule, sz__rule_id(SZ_RULE_PART_DETACHED)) == 0 ||
                (p->enclave && strcmp(w->rule, sz__rule_id(SZ_RULE_PART_ENCLAVE)) == 0);
    return rule && is_any_or(w->community, today_name(m, p->community)) &&
           is_any_or(w->town, town_of(m, p->community));
}

/* USED [records] may be NULL. */
static sz_word word_on(const sz_policy *policy, const sz_map *m, const sz_part *p,
                       int32_t number, uint8_t *used)
{
    enum { HISTORIC = 2 };
    bool stays = sz__policy_words(policy, SZ_KEY_DETACHED_TODAY, 0) & HISTORIC;
    sz_word w = { .state = stays ? SZ_DETACHED_HISTORIC : SZ_DETACHED_TO_CLEAR };
    for (size_t i = 0; i < policy->waiver.n; i++)
        if (is_waived(m, &policy->waiver.at[i], p))
            w = (sz_word){ .waiver = &policy->waiver.at[i], .state = SZ_DETACHED_HISTORIC };
    for (size_t i = 0; i < policy->record.n; i++) {
        const sz_own_record *r = &policy->record.at[i];
        if (number == 0 || !fits(m, r, p, number))
            continue;
        if (used)
            used[i] = 1;
        /* a row that nobody has touched says what is so without it */
        if (!r->historic && !r->reason && w.state == SZ_DETACHED_TO_CLEAR)
            continue;
        w = (sz_word){ .record = r, .state = r->historic ? SZ_DETACHED_HISTORIC
                                                      : SZ_DETACHED_TO_CLEAR };
    }
    return w;
}

sz_status sz__present_open(sz_present *out, const sz_map *map, const sz_policy *policy,
                           uint8_t *used, sz_error *err)
{
    sz_status status = sz_plan_present(map, &out->plan, err);
    if (!status)
        status = sz_plan_parts(out->plan, &out->part, &out->n, &out->of, err);
    if (!status && !(out->word = sz__alloc(out->n, sizeof *out->word)))
        status = sz__nomem(err);
    for (size_t i = 0; i < out->n && !status; i++)
        out->word[i] = word_on(policy, map, &out->part[i],
                               sz__part_number(out->part, i), used);
    return status;
}

void sz__present_release(sz_present *p)
{
    sz_plan_free(p->plan);
    sz_free(p->part);
    sz_free(p->of);
    free(p->word);
    *p = (sz_present){ 0 };
}

/* ---- rows ---- */

/* A copy of TEXT that the register owns, "" for NULL. */
static bool keep(sz_register *reg, const char **to, const char *text)
{
    *to = text && *text ? sz__register_text(reg, "%s", text) : "";
    return *to != NULL;
}

/* The origin of a value of the policy: "yangzhou2022:13". */
static bool keep_origin(sz_register *reg, sz_detached *d, const sz_value *v)
{
    const sz_policy *p = reg->policy;
    if (!v->text)
        return true;
    if (v->from.profile < 0)
        d->source = sz__from_word(v->from.profile);
    else
        d->source = sz__register_text(reg, "%s:%d", p->chain.at[v->from.profile].id,
                                      v->from.line);
    return d->source && keep(reg, &d->clause, v->from.clause);
}

static bool judge_row(sz_register *reg, sz_detached *d, const sz_word *w)
{
    const sz_policy *p = reg->policy;
    d->state = w ? w->state : SZ_DETACHED_NEW;
    d->recorded = w && w->record;
    if (!w)
        return keep_origin(reg, d, &p->given[SZ_RULE_PART_NEW]);
    if (w->record)
        return keep(reg, &d->reason, w->record->reason) &&
               keep(reg, &d->who, w->record->who) &&
               keep(reg, &d->date, w->record->date) &&
               keep(reg, &d->source, w->record->source);
    if (!w->waiver) { /* the policy's own word is the reason, then */
        if (!keep_origin(reg, d, &p->value[SZ_KEY_DETACHED_TODAY]))
            return false;
        if (w->state == SZ_DETACHED_HISTORIC)
            d->reason = *d->clause ? d->clause : "detached.today = historic";
        return true;
    }
    d->source = sz__register_text(reg, "%s:%d", sz_policy_id(p), w->waiver->line);
    return d->source && keep(reg, &d->reason, w->waiver->reason) &&
           keep(reg, &d->who, w->waiver->who) && keep(reg, &d->date, w->waiver->date);
}

sz_status sz__register_judge(sz_register *reg, sz_error *err)
{
    sz_present now = { 0 };
    int32_t *from = sz__alloc(reg->n_parts, sizeof *from);
    sz_status status = from ? sz__present_open(&now, reg->plan->map, reg->policy,
                                               reg->used, err) : sz__nomem(err);
    if (!status)
        status = sz__parts_from(now.part, now.n, now.of, reg->part, reg->n_parts,
                                reg->part_of, NULL, reg->plan->map->n, from, err);
    for (size_t i = 0; i < reg->n_parts && !status; i++) {
        if (reg->row_of[i] < 0)
            continue;
        const sz_word *w = from[i] < 0 ? NULL : &now.word[from[i]];
        if (!judge_row(reg, &reg->row.at[reg->row_of[i]], w))
            status = sz__nomem(err);
    }
    free(from);
    sz__present_release(&now);
    return status;
}
