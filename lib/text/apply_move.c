/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Moves: the ground of the one reading, or of the one picked, to its receiver. */
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "map/map.h"
#include "text/apply.h"

typedef struct figures {
    int32_t parcels;
    int64_t households;
} figures;

static figures measure(const sz_applying *a, const bool *set)
{
    figures f = { 0, 0 };
    for (int32_t p = 0; p < a->map->n; p++)
        if (set[p]) {
            f.parcels++;
            f.households += a->map->households[p];
        }
    return f;
}

/* Readings of a statement that differ on the ground. */
typedef struct readings {
    bool *set[4];
    uint32_t number[4];    /* which of the statement's */
    size_t n;
} readings;

static void release(readings *r)
{
    for (size_t i = 0; i < r->n; i++)
        free(r->set[i]);
}

/* Try all readings of ST; those that fail are dropped. */
static void try_all(sz_applying *a, const sz_statement *st, readings *out)
{
    size_t bytes = (size_t)a->map->n * sizeof(bool);
    out->n = 0;
    a->quiet = true;
    for (uint32_t i = 0; i < st->readings.n && !a->nomem; i++) {
        bool again = !sz__apply_reading(a, st, &a->s->reading.at[st->readings.first + i]);
        for (size_t k = 0; k < out->n; k++)
            again = again || memcmp(out->set[k], a->set, bytes) == 0;
        if (again)
            continue;
        out->number[out->n] = st->readings.first + i;
        if ((out->set[out->n] = sz__dup(a->set, (size_t)a->map->n, sizeof(bool))))
            out->n++;
        else
            a->nomem = true;
    }
    a->quiet = false;
}

/* The number of the reading picked of N, from 0; -1, noted, when none is. */
static int32_t pick(sz_applying *a, const sz_statement *st, const figures *f, size_t n)
{
    char text[256];
    size_t len = 0;
    if (a->picked < a->options->n_picks) {
        int32_t choice = a->options->picks[a->picked++];
        if (choice >= 1 && (size_t)choice <= n)
            return choice - 1;
        sz__note(a, SZ_NOTE_ERROR, st->at, _("there is no reading %d to pick, but %zu"),
                 (int)choice, n);
        return -1;
    }
    for (size_t i = 0; i < n && len < sizeof text; i++)
        len += (size_t)snprintf(text + len, sizeof text - len,
                                _("%s%zu: %d parcels, %lld households"), i ? "; " : "",
                                i + 1, (int)f[i].parcels, (long long)f[i].households);
    sz__note(a, SZ_NOTE_ERROR, st->at, _("this can be read in %zu ways (%s); pick one"), n,
             text);
    sz__note_about(a, SZ_ABOUT_READINGS);
    return -1;
}

/* The ground that ST moves into a->set. */
static bool choose_reading(sz_applying *a, const sz_statement *st)
{
    readings all = { .n = 0, .number = { st->readings.first } };
    int32_t choice = 0;
    if (st->readings.n > 1)
        try_all(a, st, &all);
    if (all.n > 1 && !a->nomem) {
        figures f[4];
        for (size_t i = 0; i < all.n; i++)
            f[i] = measure(a, all.set[i]);
        choice = pick(a, st, f, all.n);
    }
    /* once more, for the notes that were not wanted of all of them */
    bool done = !a->nomem && choice >= 0 &&
                sz__apply_reading(a, st, &a->s->reading.at[all.number[choice]]);
    release(&all);
    return done;
}

/* The town that most of a->set lies in. */
static int32_t town_of_set(const sz_applying *a)
{
    for (int32_t p = 0; p < a->map->n; p++)
        if (a->set[p])
            return a->map->town[p];
    return -1;
}

/* Whether what moves from community FROM may. */
static bool may_move(sz_applying *a, const sz_statement *st, int32_t p, int32_t to)
{
    int32_t from = a->plan->of[p];
    bool locked = (from >= 0 && a->locked[from]) || (to >= 0 && a->locked[to]);
    if (!locked && !(a->options->locked && a->options->locked[p]))
        return true;
    sz__note(a, SZ_NOTE_ERROR, st->at,
             locked ? _("%s is locked") : _("a parcel of %s is locked"),
             from >= 0 && (a->locked[from] || !locked) ? a->plan->tally[from].name
                                                       : a->plan->tally[to].name);
    return false;
}

/* Of a notice: whether the ground is free to go to TO. A notice may say a move twice,
 * in its outline and under a heading, but not of the same ground two things. */
static bool agrees_before(sz_applying *a, const sz_statement *st, int32_t to)
{
    figures f = { 0, 0 };
    int32_t other = -1, same = -1;
    for (int32_t p = 0; p < a->map->n; p++) {
        if (!a->set[p] || a->mover[p] < 0)
            continue;
        if (a->plan->of[p] == to) {
            same = a->mover[p];
        } else {
            other = a->mover[p];
            f.parcels++;
            f.households += a->map->households[p];
        }
    }
    int32_t by = other >= 0 ? other : same;
    if (by < 0)
        return true;
    uint32_t line = a->report->outcome.at[by].line;
    uint32_t column = a->report->outcome.at[by].column;
    if (other < 0) {
        sz__note(a, SZ_NOTE_HINT, st->at, _("says again what %u:%u says"), (unsigned)line,
                 (unsigned)column);
        return true;
    }
    sz__note(a, SZ_NOTE_ERROR, st->at,
             _("%d parcels with %lld households of this go elsewhere by %u:%u"),
             (int)f.parcels, (long long)f.households, (unsigned)line, (unsigned)column);
    return false;
}

/* Put the parcels of a->set into community TO, -1: into none; the outcome of the
 * statement. */
static bool hand_over(sz_applying *a, const sz_statement *st, int32_t to)
{
    const sz_map *m = a->map;
    sz_outcome *out = &a->report->outcome.at[a->statement];
    for (int32_t p = 0; p < m->n; p++)
        if (a->set[p] && a->plan->of[p] != to && !may_move(a, st, p, to))
            return false;
    if (a->s->notice && !agrees_before(a, st, to))
        return false;
    for (int32_t p = 0; p < m->n; p++) {
        if (!a->set[p] || (a->s->notice ? sz__apply_in(a, p, to) : a->plan->of[p] == to))
            continue;
        a->mover[p] = (int32_t)a->statement;
        if (sz_plan_assign(a->plan, (size_t)p, to, NULL) != SZ_SUCCESS) {
            a->nomem = true;
            return false;
        }
        if (!sz__push(&a->report->parcel, p) || !sz__push(&a->report->to, to)) {
            a->nomem = true;
            return false;
        }
        out->parcels++;
        out->households += m->households[p];
        out->area_m2 += m->area[p];
    }
    out->to = to;
    return true;
}

bool sz__apply_move(sz_applying *a, const sz_statement *st)
{
    if (!choose_reading(a, st))
        return false;
    int32_t own = 0, total = 0;
    for (int32_t p = 0; p < a->map->n; p++)
        total += a->set[p];
    if (total == 0) {
        sz__note(a, SZ_NOTE_ERROR, st->at, _("nothing is left of this ground"));
        return false;
    }
    int32_t to = st->to_gap ? -1 : sz__apply_community(a, st->receiver, town_of_set(a));
    if (to < 0 && !st->to_gap)
        return false;
    for (int32_t p = 0; p < a->map->n; p++)
        own += a->set[p] && sz__apply_in(a, p, to);
    if (own && st->to_gap) {
        sz__note(a, SZ_NOTE_ERROR, st->at, _("%d parcels of this are no community's already"),
                 (int)own);
        return false;
    }
    if (own && !st->combines) {
        sz__note(a, SZ_NOTE_ERROR, a->s->ref.at[st->receiver].at,
                 own == total ? _("%.*s would receive its own ground")
                              : _("%.*s has some of this ground already"),
                 SZ_REF_TEXT(a, st->receiver));
        return false;
    }
    return hand_over(a, st, to);
}

bool sz__apply_sides(sz_applying *a, const sz_statement *st)
{
    int32_t id = sz__script_id(a->s, st->subject, SZ_THING_COMMUNITY);
    if (id < 0 || a->given[id] || a->s->ref.at[st->subject].fresh < 0 || st->sides.n == 0 ||
        (a->community[id] >= 0 && a->plan->tally[a->community[id]].parcels))
        return true; /* checked when all is done */
    if (!sz__apply_inside(a, st))
        return false;
    int32_t to = sz__apply_community(a, st->subject, town_of_set(a));
    return to >= 0 && hand_over(a, st, to);
}

/* ---- split ---- */

/* The side on which the community of ref lies by the sides that the script says of it:
 * opposite to that which the line bounds; SZ_N_DIRS: not said. */
static sz_dir said_side(const sz_applying *a, int32_t ref, int32_t line)
{
    const sz_script *s = a->s;
    int32_t id = sz__script_id(s, ref, SZ_THING_COMMUNITY);
    for (size_t i = 0; i < s->statement.n; i++) {
        const sz_statement *st = &s->statement.at[i];
        if (st->kind != SZ_ST_LIMITS || st->subject < 0 ||
            sz__script_id(s, st->subject, SZ_THING_COMMUNITY) != id)
            continue;
        for (uint32_t k = 0; k < st->sides.n; k++) {
            const sz_side *side = &s->side.at[st->sides.first + k];
            for (uint32_t l = 0; l < side->limits.n; l++) {
                int32_t r = s->limit.at[side->limits.first + l].ref;
                if (r < 0 || sz__script_id(s, r, SZ_THING_LINE) != line)
                    continue;
                for (int d = 0; d < 8; d++)
                    if (side->dirs == SZ_DIR_BIT(d))
                        return (sz_dir)((d + 4) % 8);
            }
        }
    }
    return SZ_N_DIRS;
}

/* Put the parcels of SUBJECT on the side DIR into a->set. */
static int32_t split_ground(sz_applying *a, const sz_divide *d, sz_dir dir, int32_t n)
{
    int32_t count = 0;
    sz__divide_split(d, a->map, dir, a->list, (size_t)n, a->on);
    memset(a->set, 0, (size_t)a->map->n * sizeof *a->set);
    for (int32_t i = 0; i < n; i++) {
        a->set[a->list[i]] = a->on[i];
        count += a->on[i];
    }
    return count;
}

/* The side of the first community named; SZ_N_DIRS, noted, when it cannot be told. */
static sz_dir first_side(sz_applying *a, const sz_statement *st, const sz_divide *d,
                         int32_t line, int32_t n)
{
    bool runs_east = d->axis[0] * d->axis[0] > d->axis[1] * d->axis[1];
    sz_dir first = runs_east ? SZ_DIR_N : SZ_DIR_W;
    if (st->command)
        return first;
    sz_dir said = said_side(a, (int32_t)st->refs.first, line);
    if (said != SZ_N_DIRS)
        return said;
    said = said_side(a, (int32_t)st->refs.first + 1, line);
    if (said != SZ_N_DIRS)
        return (sz_dir)((said + 4) % 8);
    figures f[2];
    for (int i = 0; i < 2; i++) {
        split_ground(a, d, (sz_dir)((first + 4 * i) % 8), n);
        f[i] = measure(a, a->set);
    }
    int32_t choice = pick(a, st, f, 2);
    return choice < 0 ? SZ_N_DIRS : (sz_dir)((first + 4 * choice) % 8);
}

/* What the line runs through, the first N of a->list being split to the side DIR. */
static void say_crossed(sz_applying *a, const sz_statement *st, const sz_divide *d,
                        sz_dir dir, int32_t n)
{
    sz_clause c = a->s->clause.at[st->clauses.first];
    c.dir = dir;
    sz__cross_begin(a);
    sz__cross_clause(a, &c, d, n);
    sz__cross_say(a);
}

/* Hand each half to who is named for it. */
static bool split_by(sz_applying *a, const sz_statement *st, const sz_divide *d,
                     sz_dir first, int32_t n)
{
    int32_t to[2], taken[2];
    for (int i = 0; i < 2; i++) {
        taken[i] = split_ground(a, d, (sz_dir)((first + 4 * i) % 8), n);
        if (taken[i] == 0 || taken[i] == n) {
            sz__note(a, SZ_NOTE_ERROR, st->at, _("the line leaves all on one side"));
            return false;
        }
        to[i] = sz__apply_community(a, (int32_t)st->refs.first + i, town_of_set(a));
        if (to[i] < 0)
            return false;
    }
    if (to[0] == to[1]) {
        sz__note(a, SZ_NOTE_ERROR, st->at, _("both parts have one name"));
        return false;
    }
    for (int i = 0; i < 2; i++) { /* both or neither */
        split_ground(a, d, (sz_dir)((first + 4 * i) % 8), n);
        for (int32_t p = 0; p < a->map->n; p++)
            if (a->set[p] && a->plan->of[p] != to[i] && !may_move(a, st, p, to[i]))
                return false;
    }
    split_ground(a, d, first, n);
    say_crossed(a, st, d, first, n);
    if (!hand_over(a, st, to[0]))
        return false;
    split_ground(a, d, (sz_dir)((first + 4) % 8), n);
    return hand_over(a, st, to[1]);
}

/* What the line cuts of community FROM: it runs one way or the other. */
static void collect_split(sz_applying *a, const sz_statement *st, int32_t from)
{
    static const sz_dir ways[] = { SZ_DIR_N, SZ_DIR_E };
    sz_clause c = a->s->clause.at[st->clauses.first];
    for (int32_t p = 0; p < a->map->n; p++)
        a->part[p] = sz__apply_in(a, p, from);
    for (int i = 0; i < 2; i++) {
        c.dir = ways[i];
        sz__collect_cuts(a, &c, 1);
    }
}

bool sz__apply_split(sz_applying *a, const sz_statement *st)
{
    const sz_clause *c = &a->s->clause.at[st->clauses.first];
    int32_t from = sz__apply_community(a, st->subject, -2), n = 0;
    int32_t line = sz__script_id(a->s, (int32_t)c->lines.first, SZ_THING_LINE);
    size_t k = 0;
    if (from < 0)
        return false;
    for (int32_t p = 0; p < a->map->n; p++) {
        a->touch[p] = sz__apply_in(a, p, from);
        if (a->touch[p])
            a->list[n++] = p;
    }
    if (a->cuts && line >= 0)
        collect_split(a, st, from);
    if (line < 0) { /* an alias of several */
        sz__note(a, SZ_NOTE_ERROR, c->at, _("this names several lines"));
        return false;
    }
    const int32_t *names = sz__gazetteer_lines(a->s->gazetteer, line, &k);
    if (!(sz__divide_touch(a->map, names, k, a->touch) > 0)) {
        sz__note(a, SZ_NOTE_ERROR, c->at, _("the line does not touch this ground"));
        return false;
    }
    sz_divide divide = { 0 };
    bool done = sz__divide_init(&divide, a->map, names, k, a->list, (size_t)n, NULL) ==
                SZ_SUCCESS;
    a->nomem = a->nomem || !done;
    sz_dir first = done ? first_side(a, st, &divide, line, n) : SZ_N_DIRS;
    done = first != SZ_N_DIRS && split_by(a, st, &divide, first, n);
    sz__divide_release(&divide);
    return done;
}
