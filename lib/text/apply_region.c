/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ground of a region: its source, cut by clauses, places and parcels. */
#include <string.h>

#include "core/i18n.h"
#include "map/map.h"
#include "text/apply.h"

int32_t sz__apply_community(sz_applying *a, int32_t ref, int32_t town)
{
    const sz_ref *r = &a->s->ref.at[ref];
    int32_t id = sz__script_id(a->s, ref, SZ_THING_COMMUNITY);
    if (id < 0) {
        sz__note(a, SZ_NOTE_ERROR, r->at,
                 _("%.*s is the name of several communities; write the town before it"),
                 SZ_REF_TEXT(a, ref));
        return -1;
    }
    if (a->community[id] >= 0)
        return a->community[id];
    sz_error err = SZ_ERROR_INIT;
    if (town == -2) {
        sz__note(a, SZ_NOTE_ERROR, r->at, _("%.*s has no ground yet"),
                 SZ_REF_TEXT(a, ref));
        return -1;
    }
    sz_status status = sz_plan_found(a->plan, a->s->fresh.at[r->fresh], town,
                                     &a->community[id], &err);
    if (status == SZ_SUCCESS) {
        sz__named(a, a->community[id], -1);
        return a->community[id];
    }
    if (status == SZ_ERR_NOMEM)
        a->nomem = true;
    else
        sz__note(a, SZ_NOTE_ERROR, r->at, "%s", err.message);
    return -1;
}

/* Add the parcels of what ref names to a->part and a->touch. */
static bool add_source(sz_applying *a, int32_t ref)
{
    const sz_map *m = a->map;
    const sz_ref *r = &a->s->ref.at[ref];
    int32_t unit = sz__script_id(a->s, ref, SZ_THING_UNIT);
    int32_t parcel = sz__script_id(a->s, ref, SZ_THING_PARCEL);
    size_t n = 0;
    const sz_thing *t = r->name >= 0
                            ? sz__gazetteer_things(a->s->gazetteer, r->name, &n) : NULL;
    bool community = r->fresh >= 0;
    for (size_t i = 0; i < n; i++)
        community = community || t[i].kind == SZ_THING_COMMUNITY;
    if (community) {
        int32_t c = sz__apply_community(a, ref, -2);
        for (int32_t p = 0; c >= 0 && p < m->n; p++) {
            a->part[p] = a->part[p] || sz__apply_in(a, p, c);
            a->touch[p] = a->touch[p] || a->part[p] || a->before->of[p] == c;
        }
        return c >= 0;
    }
    if (unit < 0 && parcel < 0) {
        sz__note(a, SZ_NOTE_ERROR, r->at,
                 _("%.*s is the name of several units or parcels"), SZ_REF_TEXT(a, ref));
        return false;
    }
    for (int32_t p = 0; p < m->n; p++)
        if (sz__apply_in_unit(a, p, unit) || (unit < 0 && p == parcel))
            a->part[p] = a->touch[p] = true;
    return true;
}

/* The source of region R into a->part; false when it cannot be told. */
static bool set_source(sz_applying *a, const sz_statement *st, const sz_region *r)
{
    memset(a->part, 0, (size_t)a->map->n * sizeof *a->part);
    memset(a->touch, 0, (size_t)a->map->n * sizeof *a->touch);
    if (r->source >= 0)
        return add_source(a, r->source);
    if (r->gap) {
        for (int32_t p = 0; p < a->map->n; p++)
            a->part[p] = a->touch[p] = sz__apply_in(a, p, -1);
        return true;
    }
    if ((r->places.n || r->parcels.n) && r->clauses.n == 0) {
        for (int32_t p = 0; p < a->map->n; p++)
            a->part[p] = true; /* what is named, wherever it lies */
        return true;
    }
    if (r->inherits >= 0)
        return add_source(a, r->inherits);
    for (uint32_t i = 0; i < st->sources.n; i++)
        if (!add_source(a, (int32_t)(st->sources.first + i)))
            return false;
    return true;
}

static const char *dir_text(sz_dir dir)
{
    static const char *const text[] = { "以北", "以东北", "以东", "以东南", "以南",
                                        "以西南", "以西", "以西北", "以内", "以外" };
    return text[dir];
}

int32_t *sz__clause_lines(sz_applying *a, const sz_clause *c, size_t *n)
{
    SZ__ARRAY(int32_t) names = SZ__ARRAY_INIT;
    for (uint32_t i = 0; i < c->lines.n; i++) {
        size_t k = 0;
        int32_t line = sz__script_id(a->s, (int32_t)(c->lines.first + i), SZ_THING_LINE);
        if (line < 0) { /* an alias of several */
            sz__note(a, SZ_NOTE_ERROR, c->at, _("this names several lines"));
            free(names.at);
            return NULL;
        }
        const int32_t *of = sz__gazetteer_lines(a->s->gazetteer, line, &k);
        for (size_t j = 0; j < k; j++)
            if (!sz__push(&names, of[j])) {
                free(names.at);
                a->nomem = true;
                return NULL;
            }
    }
    *n = names.n;
    return names.at;
}

/* Keep of a->part what lies on the side of clause C of the list of N parcels. */
static bool cut_by(sz_applying *a, const sz_clause *c, const sz_divide *d, int32_t n)
{
    double angle = sz__divide_angle(d, c->dir);
    if (angle > SZ_ANGLE_WRONG) {
        sz__note(a, SZ_NOTE_ERROR, c->at,
                 _("%s contradicts the map: the line runs the other way there (%.0f "
                   "degrees off)"), dir_text(c->dir), angle);
        return false;
    }
    if (angle > SZ_ANGLE_DOUBTFUL)
        sz__note(a, SZ_NOTE_WARNING, c->at, _("%s is doubtful: the line runs aslant (%.0f "
                                              "degrees off)"), dir_text(c->dir), angle);
    sz__divide_split(d, a->map, c->dir, a->list, (size_t)n, a->on);
    sz__cross_clause(a, c, d, n);
    return true;
}

/* Keep of a->part, the first N of a->list being the source, what the clause selects. */
static bool apply_clause(sz_applying *a, const sz_clause *c, int32_t n)
{
    size_t k = 0;
    int32_t *names = sz__clause_lines(a, c, &k);
    sz_divide divide = { 0 };
    bool done = false;
    if (!names)
        return false;
    if (sz__divide_init(&divide, a->map, names, k, a->list, (size_t)n, NULL) !=
        SZ_SUCCESS)
        a->nomem = true;
    else if (divide.n == 0)
        sz__note(a, SZ_NOTE_ERROR, c->at, _("the line has no course in the map"));
    else if (!(sz__divide_touch(a->map, names, k, a->touch) > 0))
        sz__note(a, SZ_NOTE_ERROR, c->at, _("the line does not touch this ground"));
    else
        done = cut_by(a, c, &divide, n);
    for (int32_t i = 0; done && i < n; i++)
        a->part[a->list[i]] = a->part[a->list[i]] && a->on[i];
    sz__divide_release(&divide);
    free(names);
    return done;
}

/* Keep of a->part what the places name, each of which must be there. */
static bool apply_places(sz_applying *a, const sz_region *r)
{
    const sz_map *m = a->map;
    memset(a->on, 0, (size_t)m->n * sizeof *a->on);
    for (uint32_t i = 0; i < r->places.n; i++) {
        int32_t ref = (int32_t)(r->places.first + i);
        int32_t unit = sz__script_id(a->s, ref, SZ_THING_UNIT);
        int32_t parcel = sz__script_id(a->s, ref, SZ_THING_PARCEL);
        int32_t found = 0, outside = 0;
        for (int32_t p = 0; p < m->n; p++) {
            bool in = sz__apply_in_unit(a, p, unit) || (unit < 0 && p == parcel);
            found += in && a->part[p];
            outside += in && !a->part[p];
            a->on[p] = a->on[p] || (in && a->part[p]);
        }
        if (found && !outside)
            continue;
        sz__note(a, SZ_NOTE_ERROR, a->s->ref.at[ref].at,
                 unit < 0 && parcel < 0
                     ? _("%.*s is the name of several units or parcels")
                     : found ? _("%.*s lies on this ground in part only")
                             : _("%.*s does not lie on this ground"),
                 SZ_REF_TEXT(a, ref));
        return false;
    }
    for (int32_t p = 0; p < m->n; p++)
        a->part[p] = a->on[p];
    return true;
}

static bool apply_parcels(sz_applying *a, const sz_region *r)
{
    const sz_map *m = a->map;
    memset(a->on, 0, (size_t)m->n * sizeof *a->on);
    for (uint32_t i = 0; i < r->parcels.n; i++) {
        const sz_parcels *range = &a->s->parcels.at[r->parcels.first + i];
        if (range->first < 1 || range->last > m->n || range->first > range->last) {
            sz__note(a, SZ_NOTE_ERROR, range->at, _("parcels are numbered 1 to %d"),
                     (int)m->n);
            return false;
        }
        for (int64_t p = range->first - 1; p < range->last; p++) {
            if (!a->part[p]) {
                sz__note(a, SZ_NOTE_ERROR, range->at,
                         _("parcel %lld does not lie in the community named"),
                         (long long)p + 1);
                return false;
            }
            a->on[p] = true;
        }
    }
    for (int32_t p = 0; p < m->n; p++)
        a->part[p] = a->on[p];
    return true;
}

/* The ground of a region, without what is taken out of it, into a->part. */
static bool find_ground(sz_applying *a, const sz_statement *st, const sz_region *r)
{
    int32_t n = 0, left = 0;
    if (!set_source(a, st, r))
        return false;
    for (int32_t p = 0; p < a->map->n; p++)
        if (a->part[p])
            a->list[n++] = p;
    if (n == 0) {
        sz__note(a, SZ_NOTE_ERROR, r->at, _("the source has no ground (left)"));
        return false;
    }
    if (a->cuts && !a->quiet && r->clauses.n)
        sz__collect_cuts(a, a->s->clause.at + r->clauses.first, r->clauses.n);
    sz__cross_begin(a);
    for (uint32_t i = 0; i < r->clauses.n; i++)
        if (!apply_clause(a, &a->s->clause.at[r->clauses.first + i], n))
            return false;
    sz__cross_say(a);
    for (int32_t p = 0; p < a->map->n; p++)
        left += a->part[p];
    if (left == 0) {
        sz__note(a, SZ_NOTE_ERROR, r->at, _("no parcel of the source lies there"));
        return false;
    }
    return (r->places.n == 0 || apply_places(a, r)) &&
           (r->parcels.n == 0 || apply_parcels(a, r));
}

bool sz__apply_reading(sz_applying *a, const sz_statement *st, const sz_reading *reading)
{
    int32_t n = a->map->n;
    bool *own = sz__alloc((size_t)n, sizeof *own), done = own != NULL;
    a->nomem = a->nomem || !own;
    memset(a->set, 0, (size_t)n * sizeof *a->set);
    for (uint32_t i = 0; done && i < reading->regions.n; i++) {
        const sz_region *r = &a->s->region.at[reading->regions.first + i];
        done = find_ground(a, st, r);
        memcpy(own, a->part, (size_t)n * sizeof *own);
        for (uint32_t k = 0; done && k < r->less.n; k++) {
            done = find_ground(a, st, &a->s->region.at[r->less.first + k]);
            for (int32_t p = 0; done && p < n; p++)
                own[p] = own[p] && !a->part[p];
        }
        for (int32_t p = 0; done && p < n; p++)
            a->set[p] = a->set[p] || own[p];
    }
    free(own);
    return done;
}

/* ---- ground that only sides tell ---- */

/* Keep of a->part what LIMIT leaves inside when it bounds to the directions DIRS. */
static bool keep_inside(sz_applying *a, const sz_limit *limit, unsigned dirs, int32_t n)
{
    if (limit->kind == SZ_LIMIT_LEVEL)
        return true; /* there is nothing beyond */
    if (limit->kind != SZ_LIMIT_LINE) {
        sz__note(a, SZ_NOTE_ERROR, limit->at,
                 _("only a line tells how far the ground of a new community goes"));
        return false;
    }
    for (int d = 0; d < 8; d++) {
        sz_clause c = { .at = limit->at, .lines = { (uint32_t)limit->ref, 1 },
                        .dir = (sz_dir)((d + 4) % 8) };
        if ((dirs & SZ_DIR_BIT(d)) && !apply_clause(a, &c, n))
            return false;
    }
    return true;
}

bool sz__apply_inside(sz_applying *a, const sz_statement *st)
{
    int32_t n = a->map->n;
    sz__cross_begin(a);
    for (int32_t p = 0; p < n; p++) {
        a->part[p] = a->touch[p] = true;
        a->list[p] = p;
    }
    for (uint32_t i = 0; i < st->sides.n; i++) {
        const sz_side *side = &a->s->side.at[st->sides.first + i];
        if (side->limits.n > 1) {
            sz__note(a, SZ_NOTE_ERROR, side->at,
                     _("the ground of a new community is told by sides of one line each; "
                       "else say what moves: 将……划入"));
            return false;
        }
        if (!keep_inside(a, &a->s->limit.at[side->limits.first], side->dirs, n))
            return false;
    }
    sz__cross_say(a);
    memcpy(a->set, a->part, (size_t)n * sizeof *a->set);
    return true;
}
