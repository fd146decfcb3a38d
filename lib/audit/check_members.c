/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The parcels of each unit, of all layers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/checkup.h"
#include "map/keeps.h"
#include "policy/kinds.h"

static int by_unit(const void *a, const void *b)
{
    const sz_member *p = a, *q = b;
    if (p->unit != q->unit)
        return p->unit < q->unit ? -1 : 1;
    if (p->town != q->town)
        return p->town < q->town ? -1 : 1;
    return p->parcel < q->parcel ? -1 : p->parcel > q->parcel;
}

typedef struct members {
    sz_member *at;
    size_t n, cap;
} members;

/* The further units of a parcel, one by one. */
typedef struct keeps {
    char *copy, *rest;
    char *layer, *name;
    int64_t number;
} keeps;

/* False when memory is out. Free the copy in any case. */
static bool open_keeps(const sz_checkup *c, int32_t p, keeps *k)
{
    int32_t keep = c->rec->parcel.at[p].keep;
    const char *text = keep < 0 ? "" : sz__name(&c->rec->names, keep);
    k->copy = k->rest = sz__dup(text, strlen(text) + 1, 1);
    return k->copy != NULL;
}

static bool next_keep(keeps *k)
{
    return k->rest && sz__keeps_next(&k->rest, &k->layer, &k->number, &k->name);
}

/* Name and kind of the unit of MEMBER, either may be NULL. */
static void tell(const sz_checkup *c, const sz_member *member, char *name, char *kind,
                 size_t size)
{
    const sz_rec_parcel *p = &c->rec->parcel.at[member->parcel];
    bool own = member->unit < 0 || member->unit == p->unit_id;
    keeps k;
    if (name)
        snprintf(name, size, "%s", own ? sz__name(&c->rec->names, p->unit) : "");
    if (kind)
        snprintf(kind, size, "%s",
                 own && p->kind >= 0 ? sz__name(&c->rec->names, p->kind) : "");
    if (own)
        return;
    for (bool more = open_keeps(c, member->parcel, &k); more && next_keep(&k);) {
        if (k.number != member->unit)
            continue;
        if (name)
            snprintf(name, size, "%s", k.name);
        if (kind)
            snprintf(kind, size, "%s", k.layer);
    }
    free(k.copy);
}

void sz__check_unit_name(const sz_checkup *c, const sz_member *member, char *out,
                         size_t size)
{
    tell(c, member, out, NULL, size);
}

const char *sz__check_unit_kind(const sz_checkup *c, const sz_member *member, char *out,
                                size_t size)
{
    tell(c, member, NULL, out, size);
    return out;
}

bool sz__check_exempt(const sz_checkup *c, int32_t p, const sz_policy *policy, bool *ok)
{
    int32_t kind = c->rec->parcel.at[p].kind;
    bool exempt = kind >= 0 && sz__policy_exempts(policy, sz__name(&c->rec->names, kind));
    keeps k;
    for (bool more = *ok = open_keeps(c, p, &k); more && next_keep(&k);)
        exempt |= sz__policy_exempts(policy, k.layer);
    free(k.copy);
    return exempt;
}

/* Further units of parcel P into LIST; false when memory is out. */
static bool push_keeps(const sz_checkup *c, int32_t p, members *list)
{
    keeps k;
    bool ok = open_keeps(c, p, &k);
    while (ok && next_keep(&k))
        if (k.number > 0)
            ok = sz__push(list, (sz_member){ k.number, c->rec->parcel.at[p].town, p });
    free(k.copy);
    return ok;
}

bool sz__check_members(const sz_checkup *c, sz_member **out, size_t *n)
{
    const sz_rec_parcel *all = c->rec->parcel.at;
    members list = SZ__ARRAY_INIT;
    bool ok = true;
    for (size_t i = 0; i < c->n && ok; i++) {
        int32_t town = all[i].town, p = (int32_t)i;
        if (all[i].unit_id >= 0)
            ok = sz__push(&list, (sz_member){ all[i].unit_id, town, p });
        else if (all[i].unit >= 0) /* no number: the town and the name */
            ok = sz__push(&list, (sz_member){ -1 - all[i].unit, town, p });
        ok = ok && (all[i].keep < 0 || push_keeps(c, p, &list));
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_unit);
    *out = list.at;
    *n = list.n;
    if (!ok)
        free(list.at);
    return ok;
}
