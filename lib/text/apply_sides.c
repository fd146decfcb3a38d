/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sides and facts that a script states, held against the plan that it makes: a notice
 * whose two halves contradict each other is told where and by how much. */
#include <math.h>
#include <string.h>

#include "core/i18n.h"
#include "map/map.h"
#include "text/apply.h"
#include "text/sides.h"

/* What may lie at a border: ground of a community, a town, a unit; a line; ground of no
 * community; or, when all are negative, what is no ground of the community's town. */
typedef struct beyond {
    int32_t community, town, unit, line;
    bool gap;
} beyond;

static bool is_beyond(const sz_applying *a, const beyond *who, int32_t b, int32_t in,
                      int32_t out)
{
    const sz_map *m = a->map;
    if (who->line >= 0)
        return sz__has_line(a, who->line, m->b_name[b]);
    if (who->gap)
        return out >= 0 && a->plan->of[out] < 0;
    if (who->community >= 0)
        return out >= 0 && a->plan->of[out] == who->community;
    if (who->town >= 0)
        return out >= 0 && m->town[out] == who->town;
    if (who->unit >= 0) /* its wall, from outside or inside */
        return (out >= 0 && sz__apply_in_unit(a, out, who->unit)) ||
               sz__apply_in_unit(a, in, who->unit);
    return out < 0 || m->town[out] != m->town[in];
}

/* Metres of border B that face one of DIRS, the ground on its left when LEFT. */
static double facing(const sz_map *m, int32_t b, bool left, unsigned dirs)
{
    double sum = 0.0;
    for (size_t i = m->b_row[b]; i + 1 < m->b_row[b + 1]; i++) {
        const double *p = m->b_xy + 2 * i;
        double dx = p[2] - p[0], dy = p[3] - p[1], length = hypot(dx, dy);
        double nx = left ? dy : -dy, ny = left ? -dx : dx; /* the outside is right */
        bool faces = false;
        for (int d = 0; d < 8; d++)
            faces = faces || ((dirs & SZ_DIR_BIT(d)) &&
                              nx * sz__dir_xy[d][0] + ny * sz__dir_xy[d][1] >
                                  0.38 * length); /* 67.5 degrees */
        sum += faces ? length : 0.0;
    }
    return sum;
}

/* Metres of the border of a->part that WHO lies at; *NEAR of them that face DIRS. */
static double border_with(const sz_applying *a, const beyond *who, unsigned dirs,
                          double *near)
{
    const sz_map *m = a->map;
    double metres = 0.0;
    *near = 0.0;
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        bool left = l >= 0 && a->part[l], right = r >= 0 && a->part[r];
        if (left == right || !is_beyond(a, who, b, left ? l : r, left ? r : l))
            continue;
        metres += m->b_length[b];
        *near += facing(m, b, left, dirs);
    }
    return metres;
}

/* Whether SIDES has WHO on a side next to one of DIRS. */
static bool on_side(const sz_applying *a, const sz_sides *sides, unsigned dirs,
                    const beyond *who)
{
    static const unsigned next[4] = { /* of N, E, S, W */
        SZ_DIR_BIT(SZ_DIR_N) | SZ_DIR_BIT(SZ_DIR_NE) | SZ_DIR_BIT(SZ_DIR_NW),
        SZ_DIR_BIT(SZ_DIR_E) | SZ_DIR_BIT(SZ_DIR_NE) | SZ_DIR_BIT(SZ_DIR_SE),
        SZ_DIR_BIT(SZ_DIR_S) | SZ_DIR_BIT(SZ_DIR_SE) | SZ_DIR_BIT(SZ_DIR_SW),
        SZ_DIR_BIT(SZ_DIR_W) | SZ_DIR_BIT(SZ_DIR_NW) | SZ_DIR_BIT(SZ_DIR_SW),
    };
    for (int side = 0; side < 4; side++)
        for (int32_t i = sides->row[side]; (next[side] & dirs) && i < sides->row[side + 1];
             i++) {
            const sz_stretch *s = &sides->stretch[i];
            bool out = s->kind == SZ_STRETCH_LIMIT || s->kind == SZ_STRETCH_TOWN;
            if (s->kind == SZ_STRETCH_LINE ? sz__has_line(a, who->line, s->which)
                : who->gap ? s->kind == SZ_STRETCH_GAP
                : who->community >= 0
                    ? s->kind == SZ_STRETCH_COMMUNITY && s->which == who->community
                : who->town >= 0 ? s->kind == SZ_STRETCH_TOWN && s->which == who->town
                                 : out && who->unit < 0 && who->line < 0)
                return true;
        }
    return false;
}

/* Hold WHO against the border to the directions; what is said when it is nowhere. */
static void check_at(sz_applying *a, const sz_sides *sides, unsigned dirs,
                     const sz_limit *l, const beyond *who, const char *nowhere)
{
    double near, metres = border_with(a, who, dirs, &near);
    if (!(metres > 0))
        sz__note(a, SZ_NOTE_WARNING, l->at, "%s", nowhere);
    else if (near < 0.15 * metres && !on_side(a, sides, dirs, who))
        sz__note(a, SZ_NOTE_WARNING, l->at,
                 _("this bounds it for %.0f m, but on another side"), metres);
}

/* 新丰交界, 镇域界, 围墙: what must lie beyond. */
static void check_beyond(sz_applying *a, const sz_sides *sides, unsigned dirs,
                         const sz_limit *l)
{
    beyond who = { -1, -1, -1, -1, l->kind == SZ_LIMIT_GAP };
    double near;
    if (l->kind != SZ_LIMIT_LEVEL && l->kind != SZ_LIMIT_GAP) {
        int32_t id = sz__script_id(a->s, l->ref, SZ_THING_COMMUNITY);
        int32_t town = sz__script_id(a->s, l->ref, SZ_THING_TOWN);
        who.community = id >= 0 ? a->community[id] : -1;
        who.unit = sz__script_id(a->s, l->ref, SZ_THING_UNIT);
        /* of a town and a community of one name, the one that is there */
        if (town >= 0 && (who.community < 0 || !(border_with(a, &who, dirs, &near) > 0)))
            who = (beyond){ -1, town, -1, -1, false };
        if (who.community < 0 && who.town < 0 && who.unit < 0) {
            sz__note(a, SZ_NOTE_HINT, l->at, _("the data do not tell what this is"));
            return;
        }
    }
    check_at(a, sides, dirs, l, &who, _("this does not lie at the border"));
}

/* Metres from the border of a->part to the line. */
static double distance_to(const sz_applying *a, const sz_divide *line)
{
    const sz_map *m = a->map;
    double nearest = HUGE_VAL;
    for (int32_t b = 0; b < m->n_borders; b++) {
        bool left = m->b_left[b] >= 0 && a->part[m->b_left[b]];
        bool right = m->b_right[b] >= 0 && a->part[m->b_right[b]];
        for (size_t i = m->b_row[b]; left != right && i < m->b_row[b + 1]; i++)
            nearest = fmin(nearest, sz__divide_look(line, m->b_xy[2 * i],
                                                    m->b_xy[2 * i + 1]).distance);
    }
    return nearest;
}

/* The border of a->part, N parcels in a->list, is not at the line of L, which is to bound
 * it to the directions: say what lies beyond the line, or how far it is away. */
static void say_apart(sz_applying *a, const sz_limit *l, unsigned dirs,
                      const sz_divide *line, size_t n)
{
    bool *beyond_it = sz__zalloc(n, sizeof *beyond_it);
    int64_t households = 0;
    double area = 0.0;
    int parcels = 0;
    a->nomem = a->nomem || !beyond_it;
    for (int dir = 0; beyond_it && dir < 8; dir++) {
        if (!(dirs & SZ_DIR_BIT(dir)))
            continue;
        sz__divide_split(line, a->map, (sz_dir)dir, a->list, n, a->on);
        for (size_t i = 0; i < n; i++)
            beyond_it[i] = beyond_it[i] || a->on[i];
    }
    for (size_t i = 0; beyond_it && i < n; i++)
        if (beyond_it[i]) {
            parcels++;
            households += a->map->households[a->list[i]];
            area += a->map->area[a->list[i]];
        }
    free(beyond_it);
    if (parcels > 0)
        sz__note(a, SZ_NOTE_WARNING, l->at,
                 _("the border does not follow this line: %d parcels with %lld households "
                   "(%.2f ha) lie beyond it"), parcels, (long long)households, area / 1e4);
    else
        sz__note(a, SZ_NOTE_WARNING, l->at,
                 _("the border does not follow this line: it ends %.0f m before it"),
                 distance_to(a, line));
}

static void check_line(sz_applying *a, const sz_sides *sides, unsigned dirs,
                       const sz_limit *l, int32_t line)
{
    const beyond who = { -1, -1, -1, line, false };
    sz_divide divide = { 0 };
    double near;
    size_t k = 0, n = 0;
    if (border_with(a, &who, dirs, &near) > 0) {
        check_at(a, sides, dirs, l, &who, "");
        return;
    }
    const int32_t *names = sz__gazetteer_lines(a->s->gazetteer, line, &k);
    for (int32_t p = 0; p < a->map->n; p++)
        if (a->part[p])
            a->list[n++] = p;
    if (sz__divide_init(&divide, a->map, names, k, a->list, n, NULL) != SZ_SUCCESS)
        a->nomem = true;
    else if (divide.n == 0)
        sz__note(a, SZ_NOTE_WARNING, l->at, _("the border does not follow this line"));
    else
        say_apart(a, l, dirs, &divide, n);
    sz__divide_release(&divide);
}

static void check_side(sz_applying *a, const sz_sides *sides, const sz_side *side)
{
    for (uint32_t i = 0; i < side->limits.n && !a->nomem; i++) {
        const sz_limit *l = &a->s->limit.at[side->limits.first + i];
        int32_t line = l->kind == SZ_LIMIT_LINE
                           ? sz__script_id(a->s, l->ref, SZ_THING_LINE) : -1;
        if (line >= 0)
            check_line(a, sides, side->dirs, l, line);
        else if (l->kind == SZ_LIMIT_CROSSING &&
                 !sz__lines_meet(a, sz__script_id(a->s, l->ref, SZ_THING_LINE),
                       sz__script_id(a->s, l->ref2, SZ_THING_LINE)))
            sz__note(a, SZ_NOTE_WARNING, l->at, _("these lines do not meet in the map"));
        else if (l->kind != SZ_LIMIT_CROSSING && l->kind != SZ_LIMIT_LINE)
            check_beyond(a, sides, side->dirs, l);
    }
}

static void check_facts(sz_applying *a, const sz_statement *st, int32_t c)
{
    const sz_tally *t = &a->plan->tally[c];
    const sz_facts *f = &st->facts;
    sz_community community;
    if (f->households >= 0 && f->households != t->households)
        sz__note(a, SZ_NOTE_WARNING, st->at, _("%s has %lld households, not %lld"), t->name,
                 (long long)t->households, (long long)f->households);
    if (f->population >= 0 && f->population != t->population)
        sz__note(a, SZ_NOTE_WARNING, st->at, _("%s has %lld people, not %lld"), t->name,
                 (long long)t->population, (long long)f->population);
    if ((f->area_m2 < 0 && f->detached < 0) ||
        sz_plan_community(a->plan, (size_t)c, &community, NULL) != SZ_SUCCESS)
        return;
    if (f->detached >= 0 && (size_t)f->detached + 1 != community.parts)
        sz__note(a, SZ_NOTE_WARNING, st->at, _("%s has %zu detached parts, not %lld"),
                 t->name, community.parts ? community.parts - 1 : 0,
                 (long long)f->detached);
    if (f->area_m2 < 0)
        return;
    double step = f->unit_m2 * pow(10.0, -f->decimals);
    if (fabs(community.area_m2 - f->area_m2) > 0.5 * step * (1 + 1e-9))
        sz__note(a, SZ_NOTE_WARNING, st->at, _("%s has %.0f m2, not %.0f"), t->name,
                 community.area_m2, f->area_m2);
}

void sz__check_limits(sz_applying *a, const sz_statement *st)
{
    int32_t c = st->subject < 0 ? -1 : sz__apply_community(a, st->subject, -2);
    sz_sides sides = { 0 };
    if (c < 0)
        return;
    check_facts(a, st, c);
    for (int32_t p = 0; p < a->map->n; p++)
        a->part[p] = a->plan->of[p] == c;
    if (a->plan->tally[c].parcels == 0)
        return;
    if (sz__sides_find(&sides, a->map, a->part, a->plan->of, 0.0, NULL, false, NULL) !=
        SZ_SUCCESS) {
        a->nomem = true;
        return;
    }
    for (uint32_t i = 0; i < st->sides.n; i++)
        check_side(a, &sides, &a->s->side.at[st->sides.first + i]);
    sz__sides_release(&sides);
}
