/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a script would cut: the parcels of its sources that a line of a clause, drawn on
 * at its ends, runs through, so that one part is meant and another is not. */
#include <string.h>

#include "core/i18n.h"
#include "map/map.h"
#include "text/apply.h"

enum { OUT, IN, THROUGH };

void sz_cuts_free(sz_cuts *cuts)
{
    if (!cuts)
        return;
    for (size_t i = 0; i < cuts->course.n; i++)
        free(cuts->course.at[i].segments);
    free(cuts->course.at);
    free(cuts->cut.at);
    free(cuts->seen.at);
    free(cuts->is_cut);
    free(cuts);
}

const sz_parcel_cut *sz_cuts_list(const sz_cuts *cuts, size_t *n)
{
    *n = cuts->cut.n;
    return cuts->cut.at;
}

/* Of the class that most borders of this name have. */
static sz_barrier class_of(const sz_map *m, int32_t name)
{
    int32_t count[SZ_N_BARRIERS] = { 0 }, best = 0;
    for (int32_t b = 0; b < m->n_borders; b++)
        if (m->b_name[b] == name)
            count[m->b_class[b]]++;
    for (int32_t k = 0; k < SZ_N_BARRIERS; k++)
        best = count[k] > count[best] ? k : best;
    if (count[best])
        return (sz_barrier)best;
    for (int32_t l = 0; l < m->n_lines; l++)
        if (m->l_name[l] == name)
            return (sz_barrier)m->l_class[l];
    return SZ_BARRIER_NONE;
}

static bool is_whole(const sz_map *m, int32_t p)
{
    for (int32_t k = 0; k < m->n_more; k++)
        if (sz__map_more(m, k, p) >= 0)
            return true;
    return m->unit[p] >= 0;
}

/* The number of the course of DIVIDE, called NAME, which is copied; -1: no memory. */
static int32_t keep_course(sz_applying *a, const sz_divide *divide, int32_t name)
{
    sz_cuts *cuts = a->cuts;
    for (size_t i = 0; i < cuts->course.n; i++) {
        const sz_course *c = &cuts->course.at[i];
        if (c->name == name && c->n == divide->n &&
            memcmp(c->segments, divide->seg, 4 * c->n * sizeof *c->segments) == 0)
            return (int32_t)i;
    }
    sz_course c = { name, divide->n, sz__dup(divide->seg, 4 * divide->n, sizeof(double)) };
    if (c.segments && sz__push(&cuts->course, c))
        return (int32_t)cuts->course.n - 1;
    free(c.segments);
    return -1;
}

/* Let parcel P be cut along a course, once. */
static bool add_cut(sz_applying *a, int32_t p, int32_t course)
{
    sz_cuts *cuts = a->cuts;
    const sz_course *c = &cuts->course.at[course];
    for (size_t i = 0; i < cuts->seen.n; i++)
        if (cuts->seen.at[i].parcel == p && cuts->seen.at[i].course == course)
            return true;
    cuts->is_cut[p] = true;
    sz_parcel_cut cut = { (size_t)p, class_of(a->map, c->name), sz__name(&a->map->names, c->name),
                   c->n, c->segments };
    return sz__push(&cuts->seen, (sz_seen){ p, course }) && sz__push(&cuts->cut, cut);
}

/* Where the parcels LIST[0 .. N - 1] lie by the line of clause C: OUT, IN, THROUGH. */
static bool place(sz_applying *a, const sz_clause *c, const int32_t *list, int32_t n,
                  uint8_t *at, int32_t *course)
{
    size_t k = 0;
    int32_t *names = sz__clause_lines(a, c, &k);
    sz_divide divide = { 0 };
    *course = -1;
    if (!names)
        return false;
    bool ok = sz__divide_init(&divide, a->map, names, k, list, (size_t)n, NULL) ==
              SZ_SUCCESS;
    a->nomem = a->nomem || !ok;
    bool fits = ok && divide.n > 0 && sz__divide_angle(&divide, c->dir) <= SZ_ANGLE_WRONG;
    if (fits) {
        *course = keep_course(a, &divide, names[0]);
        a->nomem = a->nomem || *course < 0;
        sz__divide_split(&divide, a->map, c->dir, list, (size_t)n, a->on);
    }
    for (int32_t i = 0; fits && i < n; i++) {
        double on = 0.0, off = 0.0;
        sz__divide_reach(&divide, a->map, c->dir, list[i], &on, &off);
        at[i] = on > SZ_REACHES && off > SZ_REACHES ? THROUGH : a->on[i] ? IN : OUT;
    }
    sz__divide_release(&divide);
    free(names);
    return fits && !a->nomem;
}

void sz__collect_cuts(sz_applying *a, const sz_clause *clause, uint32_t clauses)
{
    const sz_map *m = a->map;
    int32_t *list = sz__alloc((size_t)m->n, sizeof *list), n = 0, course;
    uint8_t *at = sz__alloc((size_t)m->n, 1), *worst = sz__alloc((size_t)m->n, 1);
    a->nomem = a->nomem || !list || !at || !worst;
    for (int32_t p = 0; !a->nomem && p < m->n; p++)
        if (a->part[p] || (a->touch[p] && a->cuts->is_cut[p])) {
            worst[n] = IN; /* a parcel cut before may be here in part */
            list[n++] = p;
        }
    for (uint32_t i = 0; !a->nomem && i < clauses; i++) {
        if (!place(a, &clause[i], list, n, at, &course))
            goto done; /* the clause is wrong: said when the script is applied */
        for (int32_t k = 0; k < n; k++)
            if (worst[k] != OUT)
                worst[k] = at[k] == IN ? worst[k] : at[k];
    }
    for (uint32_t i = 0; !a->nomem && i < clauses; i++) {
        if (!place(a, &clause[i], list, n, at, &course))
            goto done;
        for (int32_t k = 0; k < n; k++)
            if (worst[k] == THROUGH && at[k] == THROUGH && !is_whole(m, list[k]) &&
                !add_cut(a, list[k], course))
                a->nomem = true;
    }
done:
    free(list);
    free(at);
    free(worst);
}

/* A parcel that is cut cannot be meant by its number. */
static sz_status check_numbers(const sz_script *s, const sz_cuts *cuts, sz_error *err)
{
    for (size_t i = 0; i < s->parcels.n; i++)
        for (size_t k = 0; k < cuts->cut.n; k++) {
            int64_t p = (int64_t)cuts->cut.at[k].parcel + 1;
            uint32_t line, column;
            if (p < s->parcels.at[i].first || p > s->parcels.at[i].last)
                continue;
            sz__script_where(s, s->parcels.at[i].at.from, &line, &column);
            return sz__fail(err, SZ_ERR_DATA, p,
                            _("line %u: parcel %lld is named by its number, but %s cuts it; "
                              "name its ground by lines"),
                            (unsigned)line, (long long)p, cuts->cut.at[k].name);
        }
    return SZ_SUCCESS;
}

sz_status sz_script_cuts(const sz_script *script, const sz_plan *plan,
                         const sz_apply_options *options, sz_cuts **out, sz_error *err)
{
    sz_apply_options o = SZ_APPLY_OPTIONS_INIT;
    sz_plan *result = NULL;
    sz_application *report = NULL;
    sz_cuts *cuts = sz__zalloc(1, sizeof *cuts);
    sz_status status = cuts ? SZ_SUCCESS : sz__nomem(err);
    if (options)
        o = *options;
    o.keep_going = 1;
    if (cuts && !(cuts->is_cut = sz__zalloc((size_t)plan->map->n, sizeof(bool))))
        status = sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz__script_apply(script, plan, &o, cuts, &result, &report, err);
    if (status == SZ_SUCCESS)
        status = check_numbers(script, cuts, err);
    sz_application_free(report);
    sz_plan_free(result);
    if (status == SZ_SUCCESS)
        *out = cuts;
    else
        sz_cuts_free(cuts);
    return status;
}
