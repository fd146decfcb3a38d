/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a proposed plan must keep besides its shape: every parcel in a community,
 * units whole, towns not crossed, locks; see check_band.c for the sizes. */
#include <math.h>
#include <stdlib.h>

#include "audit/check_stages.h"
#include "core/i18n.h"
#include "policy/kinds.h"

static sz_status check_assigned(sz_checkup *c, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < c->n; i++)
        if (c->proposed[i] < 0 && !c->left[i])
            status = sz__check_say(c, "check.gap", SZ_LEVEL_ERROR, -1, c->area[i], 0,
                                   c->x[i], c->y[i], err,
                                   _("parcel %lld is in no community of the plan"),
                                   (long long)c->rec->parcel.at[i].number);
    return status;
}

/* Today's community of parcel P when that is to stay as it is, else -1: a unit that lies
 * half in one is cut there. */
static int32_t lock_of(const sz_checkup *c, int32_t p)
{
    return c->present[p] >= 0 && c->aside[c->present[p]] ? c->present[p] : -1;
}

static bool is_cut(const sz_checkup *c, const sz_member *a, const sz_member *b)
{
    return c->proposed[a->parcel] != c->proposed[b->parcel] &&
           lock_of(c, a->parcel) == lock_of(c, b->parcel);
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
            if (!split && is_cut(c, &list[k], &list[i]))
                split = k;
        int32_t at = list[split].parcel;
        char name[256], kind[256];
        sz__check_unit_name(c, &list[i], name, sizeof name);
        if (split && sz__policy_keeps(c->made, sz__check_unit_kind(c, &list[i], kind,
                                                                  sizeof kind)))
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
        if (of < 0 || own < 0 || told[of] || sz__check_unjudged(c, of))
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

/* Why community K is to stay as it is. */
static const char *why_aside(const sz_checkup *c, int32_t k)
{
    return c->aside[k] & SZ_ASIDE_EXEMPT ? _("exempt")
           : c->aside[k] & SZ_ASIDE_FAR  ? _("not among those to be fixed or next to them")
                                         : _("locked");
}

/* Locked parcels stay where they are; a community that is to stay as it is loses and
 * gains none. */
static sz_status check_locks(sz_checkup *c, sz_error *err)
{
    const sz_rec_parcel *all = c->rec->parcel.at;
    sz_status status = SZ_SUCCESS;
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
        else if (now >= 0 && c->aside[now])
            status = sz__check_say(c, "check.locked", SZ_LEVEL_ERROR, now, 0, 0,
                                   c->x[i], c->y[i], err,
                                   _("%s is %s and loses parcel %lld"),
                                   sz__check_name(c, now), why_aside(c, now),
                                   (long long)all[i].number);
        else if (then >= 0 && c->aside[then])
            status = sz__check_say(c, "check.locked", SZ_LEVEL_ERROR, then, 0, 0,
                                   c->x[i], c->y[i], err,
                                   _("%s is %s and gains parcel %lld"),
                                   sz__check_name(c, then), why_aside(c, then),
                                   (long long)all[i].number);
    }
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
    return status == SZ_SUCCESS ? sz__check_band(c, err) : status;
}
