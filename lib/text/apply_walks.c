/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Walks round a community that a script states, held against the lines of the map. */
#include "core/i18n.h"
#include "map/map.h"
#include "text/apply.h"

bool sz__has_line(const sz_applying *a, int32_t line, int32_t name)
{
    size_t n = 0;
    const int32_t *names = line >= 0 ? sz__gazetteer_lines(a->s->gazetteer, line, &n) : NULL;
    for (size_t i = 0; i < n; i++)
        if (names[i] == name)
            return true;
    return false;
}

/* Metres of the border of the parcels a->part that follow the line. */
static double along(const sz_applying *a, int32_t line)
{
    const sz_map *m = a->map;
    double sum = 0.0;
    for (int32_t b = 0; b < m->n_borders; b++) {
        bool left = m->b_left[b] >= 0 && a->part[m->b_left[b]];
        bool right = m->b_right[b] >= 0 && a->part[m->b_right[b]];
        if (left != right && sz__has_line(a, line, m->b_name[b]))
            sum += m->b_length[b];
    }
    return sum;
}

bool sz__lines_meet(sz_applying *a, int32_t one, int32_t two)
{
    const sz_map *m = a->map;
    uint8_t *at = sz__zalloc((size_t)m->n_nodes, 1);
    bool yes = false;
    a->nomem = a->nomem || !at;
    for (int32_t b = 0; at && b < m->n_borders; b++) {
        uint8_t bits = (uint8_t)((sz__has_line(a, one, m->b_name[b]) ? 1 : 0) |
                                 (sz__has_line(a, two, m->b_name[b]) ? 2 : 0));
        at[m->b_from[b]] |= bits;
        at[m->b_to[b]] |= bits;
    }
    for (int32_t n = 0; at && n < m->n_nodes; n++)
        yes = yes || at[n] == 3;
    free(at);
    return yes;
}

static int32_t line_of(const sz_applying *a, int32_t ref)
{
    return ref < 0 ? -1 : sz__script_id(a->s, ref, SZ_THING_LINE);
}

/* Whether NODE is on the line walked: it is one of the two that cross there. */
static bool node_on(const sz_applying *a, const sz_limit *node, int32_t line)
{
    return node->kind == SZ_LIMIT_PLACE || line_of(a, node->ref) == line ||
           (node->kind == SZ_LIMIT_CROSSING && line_of(a, node->ref2) == line) ||
           node->kind == SZ_LIMIT_LINE;
}

static bool same_node(const sz_applying *a, const sz_limit *x, const sz_limit *y)
{
    int32_t p = line_of(a, x->ref), q = line_of(a, x->ref2);
    int32_t r = line_of(a, y->ref), s = line_of(a, y->ref2);
    return (p == r && q == s) || (p == s && q == r);
}

void sz__check_ring(sz_applying *a, const sz_statement *st)
{
    const sz_step *step = &a->s->step.at[st->steps.first];
    int32_t c = st->subject < 0 ? -1 : sz__apply_community(a, st->subject, -2);
    uint32_t n = st->steps.n;
    if (c < 0)
        return;
    for (int32_t p = 0; p < a->map->n; p++)
        a->part[p] = a->plan->of[p] == c;
    for (uint32_t i = 0; i < n; i++) {
        const sz_limit *node = &step[i].node;
        if (node->kind == SZ_LIMIT_CROSSING &&
            !sz__lines_meet(a, line_of(a, node->ref), line_of(a, node->ref2)))
            sz__note(a, SZ_NOTE_ERROR, node->at, _("these lines do not meet in the map"));
        int32_t line = line_of(a, step[i].along);
        if (i == 0)
            continue;
        if (!node_on(a, node, line) || !node_on(a, &step[i - 1].node, line))
            sz__note(a, SZ_NOTE_ERROR, step[i].at,
                     _("this line does not lead from the one place to the other"));
        else if (!(along(a, line) > 0))
            sz__note(a, SZ_NOTE_WARNING, a->s->ref.at[step[i].along].at,
                     _("the border does not follow this line"));
    }
    if (n > 1 && !same_node(a, &step[0].node, &step[n - 1].node))
        sz__note(a, SZ_NOTE_ERROR, step[n - 1].at,
                 _("the walk does not end where it began"));
}
