/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a change of plan does to detached parts, and what keeps historic ones as they
 * are while a plan is sought. */
#include <string.h>

#include "audit/register.h"
#include "core/i18n.h"
#include "core/roots.h"

const char *sz_detached_fate_name(sz_detached_fate fate)
{
    static const char *const words[] = { "cleared", "kept", "new" };
    return (size_t)fate < sizeof words / sizeof *words ? words[fate] : "";
}

/* ---- change ---- */

/* What goes from one part to one community. */
typedef struct share {
    int32_t row, to;
    int64_t households;
    double area;
} share;

static int by_row(const void *a, const void *b)
{
    const share *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

static bool is_more(const share *a, const share *b)
{
    return a->households != b->households ? a->households > b->households
                                          : a->area > b->area;
}

/* TO[row] = the community that has most of each part of BEFORE now. */
static sz_status find_takers(const sz_register *before, const sz_register *after,
                             int32_t *to, sz_error *err)
{
    const sz_map *m = before->plan->map;
    SZ__ARRAY(share) list = SZ__ARRAY_INIT;
    bool ok = true;
    for (int32_t p = 0; p < m->n && ok; p++) {
        int32_t row = sz_register_of(before, (size_t)p);
        if (row >= 0)
            ok = sz__push(&list, (share){ row, after->plan->of[p], m->households[p],
                                          m->area[p] });
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_row);
    for (size_t i = 0; i < list.n && ok;) {
        share best = list.at[i];
        int32_t row = best.row;
        for (bool first = true; i < list.n && list.at[i].row == row; first = false) {
            share sum = list.at[i++];
            for (; i < list.n && by_row(&list.at[i], &sum) == 0; i++) {
                sum.households += list.at[i].households;
                sum.area += list.at[i].area;
            }
            if (first || is_more(&sum, &best))
                best = sum;
        }
        to[row] = best.to;
    }
    free(list.at);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

/* The list of changes: FROM [parts after] as sz__parts_from() gives it, TO [rows
 * before]. */
static size_t list_changes(const sz_register *before, const sz_register *after,
                           const int32_t *from, const int32_t *to,
                           sz_detached_change *out)
{
    size_t n = before->row.n;
    for (size_t i = 0; i < n; i++)
        out[i] = (sz_detached_change){ SZ_DETACHED_CLEARED, (int32_t)i, -1, to[i], 0 };
    for (size_t j = 0; j < after->n_parts; j++) {
        int32_t row = after->row_of[j];
        int32_t was = from[j] < 0 ? -1 : before->row_of[from[j]];
        if (row < 0)
            continue;
        const sz_detached *d = &after->row.at[row];
        sz_detached_change c = { SZ_DETACHED_KEPT, was, row, d->community,
                                 d->state != SZ_DETACHED_HISTORIC };
        if (was >= 0) {
            out[was] = c;
            continue;
        }
        c.fate = SZ_DETACHED_ADDED;
        out[n++] = c;
    }
    return n;
}

sz_status sz_register_changes(const sz_register *before, const sz_register *after,
                              sz_detached_change **changes, size_t *n, sz_error *err)
{
    if (!before || !after || !changes || !n || before->plan->map != after->plan->map)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("two registers of one map are needed"));
    int32_t *from = sz__alloc(after->n_parts, sizeof *from);
    int32_t *to = sz__alloc(before->row.n, sizeof *to);
    sz_detached_change *out = sz__alloc(before->row.n + after->row.n, sizeof *out);
    sz_status status = from && to && out ? SZ_SUCCESS : sz__nomem(err);
    if (!status)
        status = sz__parts_from(before->part, before->n_parts, before->part_of,
                                after->part, after->n_parts, after->part_of, NULL,
                                before->plan->map->n, from, err);
    if (!status)
        status = find_takers(before, after, to, err);
    if (!status) {
        *n = list_changes(before, after, from, to, out);
        *changes = out;
        out = NULL;
    }
    free(from);
    free(to);
    free(out);
    return status;
}

/* ---- keeping ---- */

void sz_detached_keep_release(sz_detached_keep *keep)
{
    free(keep->held);
    free(keep->uncrossed);
    free(keep->links);
    *keep = (sz_detached_keep){ NULL, NULL, NULL, 0, 0, 0 };
}

/* SHARED [units]: 1 where several communities of today have ground of the unit, so
 * that a plan that keeps units whole must decide on it. */
static void find_shared(const sz_register *reg, int32_t *owner, uint8_t *shared)
{
    const sz_map *m = reg->plan->map;
    for (int32_t u = 0; u < m->n_units; u++)
        owner[u] = -2;
    for (int32_t p = 0; p < m->n; p++) {
        int32_t u = m->unit[p], c = reg->plan->of[p];
        if (u < 0)
            continue;
        shared[u] |= owner[u] != -2 && owner[u] != c;
        owner[u] = c;
    }
}

/* Whether parcel P makes a better end of links than Q: in no unit that several have,
 * with the office, with more households, larger. */
static bool is_better(const sz_register *reg, const uint8_t *shared,
                      const uint8_t *office, int32_t p, int32_t q)
{
    const sz_map *m = reg->plan->map;
    bool clean_p = m->unit[p] < 0 || !shared[m->unit[p]];
    bool clean_q = m->unit[q] < 0 || !shared[m->unit[q]];
    if (clean_p != clean_q)
        return clean_p;
    if (office[p] != office[q])
        return office[p];
    if (m->households[p] != m->households[q])
        return m->households[p] > m->households[q];
    return m->area[p] > m->area[q];
}

/* ANCHOR [parts]: the parcel of each part that links end in. */
static sz_status find_anchors(const sz_register *reg, int32_t *anchor, sz_error *err)
{
    const sz_map *m = reg->plan->map;
    int32_t *owner = sz__alloc((size_t)m->n_units, sizeof *owner);
    uint8_t *shared = sz__zalloc((size_t)m->n_units, sizeof *shared);
    uint8_t *office = sz__zalloc((size_t)m->n, sizeof *office);
    sz_status status = owner && shared && office ? SZ_SUCCESS : sz__nomem(err);
    if (!status) {
        find_shared(reg, owner, shared);
        for (int32_t o = 0; o < m->n_offices; o++) {
            int32_t p = reg->plan->office_in[o];
            if (p >= 0 && reg->plan->of[p] == m->offices[o].community)
                office[p] = 1;
        }
        for (size_t i = 0; i < reg->n_parts; i++)
            anchor[i] = -1;
        for (int32_t p = 0; p < m->n; p++) {
            int32_t i = reg->part_of[p];
            if (i >= 0 && (anchor[i] < 0 ||
                           is_better(reg, shared, office, p, anchor[i])))
                anchor[i] = p;
        }
    }
    free(owner);
    free(shared);
    free(office);
    return status;
}

/* Hold the parts with KEPT [parts] set, and close their rims. */
static void hold_parts(const sz_register *reg, const uint8_t *kept,
                       sz_detached_keep *out)
{
    const sz_map *m = reg->plan->map;
    const int32_t *of = reg->part_of;
    for (int32_t p = 0; p < m->n; p++)
        if (of[p] >= 0 && kept[of[p]])
            out->held[p] = 1;
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        if (l < 0 || r < 0 || of[l] == of[r])
            continue;
        if ((of[l] >= 0 && kept[of[l]]) || (of[r] >= 0 && kept[of[r]]))
            out->uncrossed[b] = 1;
    }
}

typedef SZ__ARRAY(int32_t) ends; /* of links, two each */

static bool add_link(ends *links, int32_t p, int32_t q)
{
    return sz__push(links, p) && sz__push(links, q);
}

/* Link what barriers of the classes CUT_BY keep apart within the parts that are KEPT. */
static sz_status link_inside(const sz_register *reg, const uint8_t *kept,
                             unsigned cut_by, ends *links, sz_error *err)
{
    const sz_map *m = reg->plan->map;
    int32_t *up = sz__alloc((size_t)m->n, sizeof *up);
    bool ok = up != NULL;
    for (int32_t p = 0; p < m->n && ok; p++)
        up[p] = p;
    for (int pass = 0; pass < 2 && ok; pass++)
        for (int32_t b = 0; b < m->n_borders && ok; b++) {
            int32_t l = m->b_left[b], r = m->b_right[b];
            bool cut = m->b_class[b] && (cut_by >> m->b_class[b] & 1);
            if (l < 0 || r < 0 || reg->part_of[l] < 0 ||
                reg->part_of[l] != reg->part_of[r] || !kept[reg->part_of[l]] ||
                cut != (pass == 1) || sz__root(up, l) == sz__root(up, r))
                continue;
            ok = !cut || add_link(links, l, r);
            sz__join(up, l, r);
        }
    free(up);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

/* Choose the parts that are KEPT [parts] and link each to the main part of its
 * community. */
static sz_status link_parts(const sz_register *reg, int cross_towns, uint8_t *kept,
                            ends *links, sz_detached_keep *out, sz_error *err)
{
    const sz_map *m = reg->plan->map;
    int32_t *anchor = sz__alloc(reg->n_parts, sizeof *anchor);
    sz_status status = anchor ? find_anchors(reg, anchor, err) : sz__nomem(err);
    for (size_t i = 0, main = 0; i < reg->n_parts && !status; i++) {
        int32_t row = reg->row_of[i];
        if (row < 0) {
            main = i;
            continue;
        }
        if (reg->row.at[row].state != SZ_DETACHED_HISTORIC)
            continue;
        if (!cross_towns && m->town[anchor[i]] != m->town[anchor[main]]) {
            out->left++;
            continue;
        }
        kept[i] = 1;
        out->kept++;
        out->held[anchor[main]] = 1;
        if (!add_link(links, anchor[i], anchor[main]))
            status = sz__nomem(err);
    }
    free(anchor);
    return status;
}

sz_status sz_register_keep(const sz_register *today, int cross_towns, unsigned cut_by,
                           sz_detached_keep *out, sz_error *err)
{
    if (!today || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("no register, or no place for what keeps its parts"));
    const sz_map *m = today->plan->map;
    ends links = SZ__ARRAY_INIT;
    uint8_t *kept = sz__zalloc(today->n_parts, sizeof *kept);
    sz_detached_keep keep = {
        .held = sz__zalloc((size_t)m->n, 1),
        .uncrossed = sz__zalloc((size_t)m->n_borders, 1),
    };
    sz_status status = kept && keep.held && keep.uncrossed
                           ? link_parts(today, cross_towns, kept, &links, &keep, err)
                           : sz__nomem(err);
    if (!status)
        status = link_inside(today, kept, cut_by, &links, err);
    if (!status)
        hold_parts(today, kept, &keep);
    free(kept);
    keep.links = (int32_t(*)[2])links.at;
    keep.n_links = links.n / 2;
    if (status)
        sz_detached_keep_release(&keep);
    else
        *out = keep;
    return status;
}
