/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Listing the clauses that a source offers. */
#include "text/choices.h"

#include <string.h>

#include "core/array.h"
#include "text/abreast.h"

#define MOST_NAMES 96      /* of the lines that touch a source most */

typedef struct touch {
    int32_t name;
    double inner;          /* metres between what moves and what stays */
    double all;            /* metres of border of the source */
} touch;

typedef SZ__ARRAY(touch) touches;

static int by_touch(const void *a, const void *b)
{
    const touch *p = a, *q = b;
    if (p->inner != q->inner)
        return p->inner > q->inner ? -1 : 1;
    if (p->all != q->all)
        return p->all > q->all ? -1 : 1;
    return p->name < q->name ? -1 : p->name > q->name;
}

/* STATE[p]: 0 outside the source, 1 stays, 2 moves. */
static bool find_touches(touches *out, const sz_map *m, const uint8_t *state)
{
    int32_t *slot = sz__alloc((size_t)m->names.n, sizeof *slot);
    bool ok = slot != NULL;
    for (int32_t i = 0; ok && i < m->names.n; i++)
        slot[i] = -1;
    for (int32_t b = 0; ok && b < m->n_borders; b++) {
        int l = m->b_left[b] < 0 ? 0 : state[m->b_left[b]];
        int r = m->b_right[b] < 0 ? 0 : state[m->b_right[b]], name = m->b_name[b];
        if (name < 0 || (!l && !r))
            continue;
        if (slot[name] < 0) {
            slot[name] = (int32_t)out->n;
            ok = sz__push(out, (touch){ name, 0, 0 });
        }
        if (!ok)
            break;
        touch *t = &out->at[slot[name]];
        t->all += m->b_length[b];
        t->inner += l + r == 3 ? m->b_length[b] : 0;
    }
    free(slot);
    if (ok && out->n > 1)
        qsort(out->at, out->n, sizeof *out->at, by_touch);
    if (out->n > MOST_NAMES)
        out->n = MOST_NAMES;
    return ok;
}

static bool trivial(const sz_choices *t, const uint64_t *on)
{
    size_t some = 0;
    for (size_t i = 0; i < t->n_parcels; i++)
        some += sz__bit(on, i);
    return some == 0 || some == t->n_parcels;
}

/* Of clauses that select the same parcels the cheapest is kept. */
static void add(sz_choices *t, sz_choice choice)
{
    for (size_t i = 0; i < t->n; i++)
        if (memcmp(t->at[i].on, choice.on, t->words * sizeof *choice.on) == 0) {
            if (choice.cost < t->at[i].cost) {
                choice.on = t->at[i].on;
                t->at[i] = choice;
            }
            return;
        }
    t->at[t->n++] = choice;
}

/* Whether the line's own points say otherwise of a parcel than the clause, as far as
 * ABREAST can tell: a reader of the map would not find it there. */
static bool disputed(const sz_choices *t, const sz_divide *d, sz_dir dir,
                     const signed char *abreast, const uint64_t *on)
{
    if (dir >= SZ_DIR_INSIDE || d->ring)
        return false;
    const double *to = sz__dir_xy[dir];
    bool left = d->axis[0] * to[1] - d->axis[1] * to[0] > 0;
    for (size_t i = 0; i < t->n_parcels; i++)
        if (abreast[i] != 0 && sz__bit(on, i) != ((abreast[i] > 0) == left))
            return true;
    return false;
}

/* Every direction that fits the line. */
static void add_line(sz_choices *t, const sz_divide *d, const touch *line,
                     const sz_look *look, const signed char *abreast)
{
    for (int dir = 0; dir < SZ_N_DIRS; dir++) {
        double angle = sz__divide_angle(d, (sz_dir)dir);
        if (angle > SZ_ANGLE_DOUBTFUL + 1e-6) /* a reader would ask what is meant */
            continue;
        int cost = (dir < SZ_DIR_INSIDE && dir % 2 ? 2 : 0) + (line->inner > 0 ? 0 : 3);
        uint64_t *on = t->pool + t->n * t->words;
        memset(on, 0, t->words * sizeof *on);
        for (size_t i = 0; i < t->n_parcels; i++)
            if (sz__divide_side(d, &look[i], (sz_dir)dir))
                sz__bit_set(on, i);
        if (!trivial(t, on) && !disputed(t, d, (sz_dir)dir, abreast, on))
            add(t, (sz_choice){ { line->name, (sz_dir)dir }, cost, angle, on });
    }
}

/* Stable, by cost: the lines that part most come first among equals. */
static void sort_choices(sz_choices *t)
{
    for (size_t i = 1; i < t->n; i++) {
        sz_choice choice = t->at[i];
        size_t k = i;
        for (; k > 0 && t->at[k - 1].cost > choice.cost; k--)
            t->at[k] = t->at[k - 1];
        t->at[k] = choice;
    }
}

sz_status sz__choices_list(sz_choices *out, const sz_map *m, const int32_t *source,
                         size_t n, const bool *moved, sz_error *err)
{
    sz_choices t = { .n_parcels = n, .words = (n + 63) / 64 };
    touches lines = SZ__ARRAY_INIT;
    uint8_t *state = sz__zalloc((size_t)m->n, 1);
    sz_look *look = sz__alloc(n, sizeof *look);
    signed char *abreast = sz__alloc(n, 1);
    sz_status status = SZ_SUCCESS;
    bool ok = state && look && abreast;
    for (size_t i = 0; ok && i < n; i++)
        state[source[i]] = moved[i] ? 2 : 1;
    ok = ok && find_touches(&lines, m, state);
    t.at = sz__alloc(lines.n * SZ_N_DIRS, sizeof *t.at);
    t.pool = sz__alloc(lines.n * SZ_N_DIRS * t.words, sizeof *t.pool);
    ok = ok && t.at && t.pool;
    for (size_t k = 0; ok && status == SZ_SUCCESS && k < lines.n; k++) {
        sz_divide d;
        status = sz__divide_init(&d, m, &lines.at[k].name, 1, source, n, err);
        if (status != SZ_SUCCESS)
            break;
        for (size_t i = 0; i < n && d.n > 0; i++)
            look[i] = sz__divide_look(&d, m->x[source[i]], m->y[source[i]]);
        ok = sz__abreast(m, lines.at[k].name, d.axis, source, n, abreast);
        if (ok && d.n > 0)
            add_line(&t, &d, &lines.at[k], look, abreast);
        sz__divide_release(&d);
    }
    free(state);
    free(look);
    free(abreast);
    free(lines.at);
    if (ok && status == SZ_SUCCESS) {
        sort_choices(&t);
        *out = t;
        return SZ_SUCCESS;
    }
    sz__choices_release(&t);
    return ok ? status : sz__nomem(err);
}

void sz__choices_release(sz_choices *choices)
{
    free(choices->at);
    free(choices->pool);
    *choices = (sz_choices){ 0 };
}
