/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Moves: what one plan hands over compared with another. */
#include "core/array.h"
#include "core/i18n.h"
#include "map/map.h"
#include "plan/plan.h"

typedef struct handed {
    int32_t from, to, parcel;
} handed;

static int by_communities(const void *a, const void *b)
{
    const handed *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return x->parcel < y->parcel ? -1 : x->parcel > y->parcel;
}

sz_status sz_plan_moves(const sz_plan *before, const sz_plan *after, sz_move **moves,
                        size_t *n, sz_error *err)
{
    const sz_map *m = after->map;
    if (before->map != m)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("the plans are of different maps"));
    SZ__ARRAY(handed) list = SZ__ARRAY_INIT;
    SZ__ARRAY(sz_move) out = SZ__ARRAY_INIT;
    sz_status status = SZ_SUCCESS;
    for (int32_t p = 0; p < m->n; p++) {
        int32_t from = before->of[p], to = after->of[p];
        if (from >= after->n) {
            status = sz__fail(err, SZ_ERR_INVALID, p,
                              _("the later plan does not know community %s"),
                              before->tally[from].name);
            goto done;
        }
        if (from != to && !sz__push(&list, (handed){ from, to, p }))
            goto nomem;
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_communities);
    if (!sz__reserve(&out, 1))   /* an empty list is a block too */
        goto nomem;
    for (size_t i = 0; i < list.n; i++) {
        const handed *h = &list.at[i];
        if (i == 0 || h[-1].from != h->from || h[-1].to != h->to)
            if (!sz__push(&out, (sz_move){ .from = h->from, .to = h->to }))
                goto nomem;
        sz_move *move = &out.at[out.n - 1];
        move->households += m->households[h->parcel];
        move->area_m2 += m->area[h->parcel];
        move->parcels++;
    }
    *moves = out.at;
    *n = out.n;
    out.at = NULL;
    goto done;
nomem:
    status = sz__nomem(err);
done:
    free(out.at);
    free(list.at);
    return status;
}

int64_t sz_plan_moved(const sz_plan *before, const sz_plan *after)
{
    const sz_map *m = after->map;
    int64_t moved = 0;
    if (before->map != m)
        return -1;
    for (int32_t p = 0; p < m->n; p++)
        if (before->of[p] >= 0 && after->of[p] != before->of[p])
            moved += m->households[p];
    return moved;
}
