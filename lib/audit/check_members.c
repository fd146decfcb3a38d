/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The parcels of each unit. */
#include <stdlib.h>

#include "audit/checkup.h"

static int by_unit(const void *a, const void *b)
{
    const sz_member *p = a, *q = b;
    if (p->unit != q->unit)
        return p->unit < q->unit ? -1 : 1;
    if (p->town != q->town)
        return p->town < q->town ? -1 : 1;
    return p->parcel < q->parcel ? -1 : p->parcel > q->parcel;
}

bool sz__check_members(const sz_checkup *c, sz_member **out, size_t *n)
{
    const sz_rec_parcel *all = c->rec->parcel.at;
    sz_member *list = sz__alloc(c->n, sizeof *list);
    if (!list)
        return false;
    *n = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (all[i].unit_id >= 0)
            list[(*n)++] = (sz_member){ all[i].unit_id, all[i].town, (int32_t)i };
        else if (all[i].unit >= 0) /* no number: the town and the name */
            list[(*n)++] = (sz_member){ -1 - all[i].unit, all[i].town, (int32_t)i };
    }
    if (*n)
        qsort(list, *n, sizeof *list, by_unit);
    *out = list;
    return true;
}
