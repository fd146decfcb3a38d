/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The parcels of each unit, of all layers. */
#include <stdlib.h>
#include <string.h>

#include <stdio.h>

#include "audit/checkup.h"
#include "map/keeps.h"

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

/* Further units of parcel P into LIST, if given; the name of WANTED into NAME. */
static bool read_keeps(const sz_checkup *c, int32_t p, members *list, int64_t wanted,
                       char *name, size_t size)
{
    const sz_rec_parcel *parcel = &c->rec->parcel.at[p];
    if (parcel->keep < 0)
        return true;
    const char *text = sz__name(&c->rec->names, parcel->keep);
    char *copy = sz__dup(text, strlen(text) + 1, 1), *rest = copy, *layer, *called;
    bool ok = copy != NULL;
    int64_t number;
    while (ok && sz__keeps_next(&rest, &layer, &number, &called)) {
        if (number == wanted && name)
            snprintf(name, size, "%s", called);
        if (number > 0 && list)
            ok = sz__push(list, (sz_member){ number, parcel->town, p });
    }
    free(copy);
    return ok;
}

void sz__check_unit_name(const sz_checkup *c, const sz_member *member, char *out,
                         size_t size)
{
    const sz_rec_parcel *parcel = &c->rec->parcel.at[member->parcel];
    bool own = member->unit < 0 || member->unit == parcel->unit_id;
    snprintf(out, size, "%s", own ? sz__name(&c->rec->names, parcel->unit) : "");
    if (!own)
        read_keeps(c, member->parcel, NULL, member->unit, out, size);
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
        ok = ok && read_keeps(c, p, &list, 0, NULL, 0);
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_unit);
    *out = list.at;
    *n = list.n;
    if (!ok)
        free(list.at);
    return ok;
}
