/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The register of detached land: parts, what lies round them, how far from their
 * community, who does what there. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "audit/apart.h"
#include "audit/register.h"
#include "core/i18n.h"

const char *sz_surround_name(sz_surround surround)
{
    static const char *const words[] = { "one", "limit", "several", "gap", "none" };
    return (size_t)surround < sizeof words / sizeof *words ? words[surround] : "";
}

const char *sz__register_text(sz_register *reg, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *text = n < 0 ? NULL : sz__alloc((size_t)n + 1, 1);
    if (!text)
        return NULL;
    va_start(ap, fmt);
    vsnprintf(text, (size_t)n + 1, fmt, ap);
    va_end(ap);
    if (sz__push(&reg->text, text))
        return text;
    free(text);
    return NULL;
}

/* Name to show of community C, owned by the register. */
static const char *name_of(sz_register *reg, int32_t c)
{
    size_t size = sz_plan_shown_name(reg->plan, c, NULL, 0);
    char *name = sz__zalloc(size + 1, 1);
    if (!name)
        return NULL;
    sz_plan_shown_name(reg->plan, c, name, size);
    if (sz__push(&reg->text, name))
        return name;
    free(name);
    return NULL;
}

int32_t sz__part_number(const sz_part *part, size_t i)
{
    int32_t number = 0;
    while (i > 0 && part[i - 1].community == part[i].community) {
        i--;
        number++;
    }
    return number;
}

/* ---- what lies round a part ---- */

/* A stretch of the rim of part PART with ground of COMMUNITY on the other side. */
enum { GAP = -1, OUTSIDE = -2 };
typedef struct side {
    int32_t part, community;
    double length;
    int32_t border;
} side;

typedef SZ__ARRAY(side) sides;

static int by_part(const void *a, const void *b)
{
    const side *x = a, *y = b;
    if (x->part != y->part)
        return x->part < y->part ? -1 : 1;
    if (x->community != y->community)
        return x->community < y->community ? -1 : 1;
    return (x->border > y->border) - (x->border < y->border);
}

/* By falling length, then number. */
static int by_length(const void *a, const void *b)
{
    const side *x = a, *y = b;
    if (x->length < y->length || x->length > y->length)
        return x->length > y->length ? -1 : 1;
    return (x->community > y->community) - (x->community < y->community);
}

/* The rims of all parts of communities in pieces, sorted by part. */
static bool find_rims(const sz_register *reg, const uint8_t *pieces, sides *out)
{
    const sz_map *m = reg->plan->map;
    const int32_t *of = reg->part_of;
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t on[2] = { m->b_left[b], m->b_right[b] };
        for (int k = 0; k < 2; k++) {
            int32_t here = on[k], there = on[1 - k];
            if (here < 0 || of[here] < 0 || !pieces[reg->part[of[here]].community] ||
                (there >= 0 && of[there] == of[here]))
                continue;
            int32_t c = there < 0 ? OUTSIDE : reg->plan->of[there] < 0
                                                  ? GAP : reg->plan->of[there];
            if (!sz__push(out, (side){ of[here], c, m->b_length[b], b }))
                return false;
        }
    }
    if (out->n)
        qsort(out->at, out->n, sizeof *out->at, by_part);
    return true;
}

/* Communities round a part whose rim is AT[0 .. N - 1], by falling length, into SUM
 * [n]; how many. GAP and OUTSIDE are told apart. */
static size_t sum_sides(const side *at, size_t n, side *sum, bool *gap, bool *outside)
{
    size_t k = 0;
    *gap = *outside = false;
    for (size_t i = 0; i < n; i++) {
        *gap |= at[i].community == GAP;
        *outside |= at[i].community == OUTSIDE;
        if (at[i].community < 0)
            continue;
        if (k > 0 && sum[k - 1].community == at[i].community)
            sum[k - 1].length += at[i].length;
        else
            sum[k++] = at[i];
    }
    if (k)
        qsort(sum, k, sizeof *sum, by_length);
    return k;
}

static sz_status look_round(sz_register *reg, sz_detached *d, const side *at, size_t n,
                            sz_error *err)
{
    bool gap, outside;
    side *sum = sz__alloc(n, sizeof *sum);
    if (!sum)
        return sz__nomem(err);
    size_t k = sum_sides(at, n, sum, &gap, &outside);
    d->surround = k > 1     ? SZ_SURROUND_SEVERAL
                  : gap     ? SZ_SURROUND_GAP
                  : k == 0  ? SZ_SURROUND_NONE
                  : outside ? SZ_SURROUND_LIMIT
                            : SZ_SURROUND_ONE;
    d->within = k > 0 ? sum[0].community : -1;
    d->around = "";
    for (size_t i = 0; i < k && d->around; i++) {
        const char *name = name_of(reg, sum[i].community);
        d->around = name ? sz__register_text(reg, "%s%s%s", d->around, i ? ";" : "",
                                             name)
                         : NULL;
    }
    free(sum);
    return d->around ? SZ_SUCCESS : sz__nomem(err);
}

/* The way from part I to part MAIN, whose rims are among SIDES; ROW [parts + 1] says
 * where. */
static sz_status measure_gap(const sz_register *reg, sz_detached *d, const sides *all,
                             const size_t *row, size_t i, size_t main, sz_error *err)
{
    const sz_map *m = reg->plan->map;
    size_t na = row[i + 1] - row[i], nb = row[main + 1] - row[main];
    int32_t *rim = sz__alloc(na + nb, sizeof *rim);
    sz_apart apart;
    if (!rim)
        return sz__nomem(err);
    for (size_t k = 0; k < na; k++)
        rim[k] = all->at[row[i] + k].border;
    for (size_t k = 0; k < nb; k++)
        rim[na + k] = all->at[row[main] + k].border;
    sz_status status = sz__apart(m, rim, na, rim + na, nb, &apart, err);
    free(rim);
    if (status)
        return status;
    d->gap_m = apart.metres;
    d->near_class = (sz_barrier)m->b_class[apart.border];
    d->near_name = sz__name(&m->names, m->b_name[apart.border]);
    return SZ_SUCCESS;
}

/* ---- duties ---- */

/* A list of the policy, parted by commas of any kind, as 甲、乙. */
static const char *enumerate(sz_register *reg, const char *list)
{
    const char *out = "";
    static const char *const marks[] = { ",", "，", "、" };
    while (list && *list && out) {
        size_t n = strlen(list), skip = 0;
        for (size_t i = 0; i < 3; i++) {
            const char *at = strstr(list, marks[i]);
            if (at && (size_t)(at - list) < n) {
                n = (size_t)(at - list);
                skip = strlen(marks[i]);
            }
        }
        const char *next = list + n + skip;
        for (; n > 0 && *list == ' '; list++)
            n--;
        while (n > 0 && list[n - 1] == ' ')
            n--;
        if (n > 0)
            out = sz__register_text(reg, "%s%s%.*s", out, *out ? "、" : "", (int)n, list);
        list = next;
    }
    return out;
}

static sz_status split_duties(sz_register *reg, sz_detached *d, sz_error *err)
{
    enum { WITHIN = 1 };
    const sz_policy *p = reg->policy;
    const char *own = name_of(reg, d->community);
    const char *other = d->within >= 0 ? name_of(reg, d->within) : "";
    const char *stay = enumerate(reg, p->value[SZ_KEY_DUTIES_STAY].text);
    if (!own || !other || !stay)
        return sz__nomem(err);
    if (d->within < 0 || sz__policy_words(p, SZ_KEY_DUTIES_REST, WITHIN) != WITHIN)
        d->duty = sz__register_text(reg, "各项事务由%s负责", own);
    else if (!*stay)
        d->duty = sz__register_text(reg, "各项事务由%s负责", other);
    else
        d->duty = sz__register_text(reg, "%s由%s负责，%s积极配合；其余事务由%s负责", stay,
                                    own, other, other);
    return d->duty ? SZ_SUCCESS : sz__nomem(err);
}

/* ---- the register ---- */

/* Rows of all detached parts; false when memory is out. PIECES [communities] gets 1
 * for those in pieces. */
static bool list_parts(sz_register *reg, uint8_t *pieces)
{
    for (size_t i = 0; i < reg->n_parts; i++) {
        const sz_part *p = &reg->part[i];
        reg->row_of[i] = -1;
        if (p->main)
            continue;
        pieces[p->community] = 1;
        reg->row_of[i] = (int32_t)reg->row.n;
        sz_detached d = { .community = p->community,
                          .part = sz__part_number(reg->part, i),
                          .enclave = p->enclave, .households = p->households,
                          .area_m2 = p->area_m2, .parcels = p->parcels,
                          .x = p->x, .y = p->y, .reason = "", .who = "", .date = "",
                          .source = "", .clause = "" };
        if (!sz__push(&reg->row, d))
            return false;
    }
    return true;
}

/* Surroundings, gap and duties of each row. */
static sz_status fill_rows(sz_register *reg, const uint8_t *pieces, sz_error *err)
{
    sides all = SZ__ARRAY_INIT;
    size_t *row = sz__zalloc(reg->n_parts + 1, sizeof *row);
    sz_status status = row && find_rims(reg, pieces, &all) ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; i < all.n && !status; i++)
        row[all.at[i].part + 1]++;
    for (size_t i = 0; i < reg->n_parts && !status; i++)
        row[i + 1] += row[i];
    for (size_t i = 0, main = 0; i < reg->n_parts && !status; i++) {
        if (reg->row_of[i] < 0) {
            main = i; /* it stands before the other parts of its community */
            continue;
        }
        sz_detached *d = &reg->row.at[reg->row_of[i]];
        status = look_round(reg, d, all.at + row[i], row[i + 1] - row[i], err);
        if (!status)
            status = measure_gap(reg, d, &all, row, i, main, err);
        if (!status)
            status = split_duties(reg, d, err);
    }
    free(row);
    free(all.at);
    return status;
}

sz_status sz_register_make(const sz_plan *plan, const sz_policy *policy,
                           sz_register **out, sz_error *err)
{
    if (!plan || !policy || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a register needs a plan, a policy and a place for it"));
    sz_register *reg = sz__zalloc(1, sizeof *reg);
    uint8_t *pieces = sz__zalloc((size_t)plan->n, sizeof *pieces);
    sz_status status = reg && pieces ? SZ_SUCCESS : sz__nomem(err);
    if (!status) {
        reg->plan = plan;
        reg->policy = policy;
        status = sz_plan_parts(plan, &reg->part, &reg->n_parts, &reg->part_of, err);
    }
    if (!status) {
        reg->row_of = sz__alloc(reg->n_parts, sizeof *reg->row_of);
        reg->n_used = policy->record.n;
        reg->used = sz__zalloc(reg->n_used, sizeof *reg->used);
        if (!reg->row_of || !reg->used || !list_parts(reg, pieces))
            status = sz__nomem(err);
    }
    if (!status)
        status = fill_rows(reg, pieces, err);
    if (!status)
        status = sz__register_judge(reg, err);
    free(pieces);
    if (status) {
        sz_register_free(reg);
        return status;
    }
    reg->policy = NULL; /* it may go first */
    *out = reg;
    return SZ_SUCCESS;
}

void sz_register_free(sz_register *reg)
{
    if (!reg)
        return;
    for (size_t i = 0; i < reg->text.n; i++)
        free(reg->text.at[i]);
    free(reg->text.at);
    free(reg->row.at);
    free(reg->row_of);
    free(reg->used);
    sz_free(reg->part);
    sz_free(reg->part_of);
    free(reg);
}

size_t sz_register_count(const sz_register *reg)
{
    return reg ? reg->row.n : 0;
}

const sz_detached *sz_register_at(const sz_register *reg, size_t i)
{
    return i < sz_register_count(reg) ? &reg->row.at[i] : NULL;
}

size_t sz_register_of_state(const sz_register *reg, sz_detached_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < sz_register_count(reg); i++)
        n += reg->row.at[i].state == state;
    return n;
}

int32_t sz_register_of(const sz_register *reg, size_t parcel)
{
    if (!reg || parcel >= (size_t)reg->plan->map->n || reg->part_of[parcel] < 0)
        return -1;
    return reg->row_of[reg->part_of[parcel]];
}

int sz_register_used(const sz_register *reg, size_t i)
{
    return reg && i < reg->n_used && reg->used[i];
}
