/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a proposed plan must keep besides its shape: every parcel in a community,
 * units whole, towns not crossed, locks, the band. */
#include <math.h>
#include <stdlib.h>

#include "audit/check_stages.h"
#include "core/i18n.h"

static sz_status check_assigned(sz_checkup *c, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < c->n; i++)
        if (c->proposed[i] < 0)
            status = sz__check_say(c, "check.gap", SZ_LEVEL_ERROR, -1, c->area[i], 0,
                                   c->x[i], c->y[i], err,
                                   _("parcel %lld is in no community of the plan"),
                                   (long long)c->rec->parcel.at[i].number);
    return status;
}

static sz_status check_units(sz_checkup *c, sz_error *err)
{
    const sz_rec_parcel *all = c->rec->parcel.at;
    sz_member *list = NULL;
    size_t n = 0;
    sz_status status = sz__check_members(c, &list, &n) ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0, k; status == SZ_SUCCESS && i < n; i = k) {
        size_t split = 0;
        for (k = i + 1; k < n && sz__same_unit(&list[k], &list[i]); k++)
            if (!split && c->proposed[list[k].parcel] != c->proposed[list[i].parcel])
                split = k;
        int32_t at = list[split].parcel;
        char name[256];
        sz__check_unit_name(c, &list[i], name, sizeof name);
        if (split)
            status = sz__check_say(c, "check.unit", SZ_LEVEL_ERROR, c->proposed[at],
                                   (double)(k - i), 0, c->x[at], c->y[at], err,
                                   _("unit '%s' is cut: parcel %lld is in %s, parcel "
                                     "%lld in %s"),
                                   name,
                                   (long long)all[list[i].parcel].number,
                                   sz__check_name(c, c->proposed[list[i].parcel]),
                                   (long long)all[at].number,
                                   sz__check_name(c, c->proposed[at]));
    }
    free(list);
    return status;
}

/* One finding for each community that has parcels of another town than its own or,
 * when it has none, of two. */
static sz_status check_towns(sz_checkup *c, sz_error *err)
{
    size_t idents = c->ident.name.n;
    int32_t *town = sz__alloc(idents, sizeof *town);
    bool *told = sz__zalloc(idents, sizeof *told);
    sz_status status = town && told ? SZ_SUCCESS : sz__nomem(err);
    for (size_t k = 0; status == SZ_SUCCESS && k < idents; k++)
        town[k] = c->ident.town.at[k];
    for (size_t i = 0; status == SZ_SUCCESS && i < c->n; i++) {
        int32_t of = c->proposed[i], own = c->rec->parcel.at[i].town;
        if (of < 0 || own < 0 || told[of])
            continue;
        if (town[of] < 0)
            town[of] = own;
        if (town[of] == own)
            continue;
        told[of] = true;
        status = sz__check_say(c, "check.town", SZ_LEVEL_ERROR, of, 0, 0, c->x[i],
                               c->y[i], err, _("%s of %s has parcel %lld of %s"),
                               sz__check_name(c, of),
                               sz__name(&c->rec->names, town[of]),
                               (long long)c->rec->parcel.at[i].number,
                               sz__name(&c->rec->names, own));
    }
    free(town);
    free(told);
    return status;
}

/* Locked parcels stay where they are; a community that is locked whole gains none. */
static sz_status check_locks(sz_checkup *c, sz_error *err)
{
    const sz_rec_parcel *all = c->rec->parcel.at;
    size_t idents = c->ident.name.n;
    uint8_t *state = sz__zalloc(idents, 1); /* 1: has locked ones, 2: has open ones */
    sz_status status = state ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; state && i < c->n; i++)
        if (c->present[i] >= 0)
            state[c->present[i]] |= all[i].locked ? 1 : 2;
    for (size_t i = 0; status == SZ_SUCCESS && i < c->n; i++) {
        int32_t now = c->present[i];
        int32_t then = c->proposed[i] < 0 ? -1 : c->renamed[c->proposed[i]];
        if (now == then)
            continue;
        if (all[i].locked)
            status = sz__check_say(c, "check.locked", SZ_LEVEL_ERROR, now, 0, 0,
                                   c->x[i], c->y[i], err,
                                   _("parcel %lld is locked and goes from %s to %s"),
                                   (long long)all[i].number, sz__check_name(c, now),
                                   sz__check_name(c, then));
        else if (then >= 0 && state[then] == 1)
            status = sz__check_say(c, "check.locked", SZ_LEVEL_ERROR, then, 0, 0,
                                   c->x[i], c->y[i], err,
                                   _("%s is locked and gains parcel %lld"),
                                   sz__check_name(c, then), (long long)all[i].number);
    }
    free(state);
    return status;
}

/* The whole number TEXT begins with, or NONE. */
static int64_t number_or(const char *text, int64_t none)
{
    char *end;
    int64_t number = text ? strtoll(text, &end, 10) : none;
    return text && end == text ? none : number;
}

static sz_status check_band(sz_checkup *c, sz_error *err)
{
    int64_t min = number_or(sz__record_meta(c->rec, "min"), INT64_MIN);
    int64_t max = number_or(sz__record_meta(c->rec, "max"), INT64_MAX);
    size_t idents = c->ident.name.n;
    int64_t *sum = sz__zalloc(idents, sizeof *sum);
    int32_t *first = sz__alloc(idents, sizeof *first);
    sz_status status = sum && first ? SZ_SUCCESS : sz__nomem(err);
    for (size_t k = 0; first && k < idents; k++)
        first[k] = -1;
    for (size_t i = c->n; status == SZ_SUCCESS && i-- > 0;)
        if (c->proposed[i] >= 0) {
            sum[c->proposed[i]] += c->rec->parcel.at[i].households;
            first[c->proposed[i]] = (int32_t)i;
        }
    for (size_t k = 0; status == SZ_SUCCESS && k < idents; k++) {
        if (first[k] < 0 || (sum[k] >= min && sum[k] <= max))
            continue;
        int64_t bound = sum[k] < min ? min : max;
        const char *text = sum[k] < min ? _("%s has %lld households, fewer than %lld")
                                        : _("%s has %lld households, more than %lld");
        status = sz__check_say(c, "check.band", SZ_LEVEL_ERROR, (int32_t)k,
                               (double)sum[k], (double)bound, c->x[first[k]],
                               c->y[first[k]], err, text,
                               sz__check_name(c, (int32_t)k), (long long)sum[k],
                               (long long)bound);
    }
    free(sum);
    free(first);
    return status;
}

sz_status sz__check_rules(sz_checkup *c, sz_error *err)
{
    sz_status status = check_assigned(c, err);
    if (status == SZ_SUCCESS && !c->split_units)
        status = check_units(c, err);
    if (status == SZ_SUCCESS && !c->cross_towns)
        status = check_towns(c, err);
    if (status == SZ_SUCCESS)
        status = check_locks(c, err);
    return status == SZ_SUCCESS ? check_band(c, err) : status;
}
