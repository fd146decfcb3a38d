/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Remedies in words; see remedy.h. */
#include "solve/remedy.h"

#include <math.h>
#include <stdio.h>

#include "core/i18n.h"
#include "solve/relax.h"

enum { STEPS = 3000000 }; /* sets looked at, for all towns */

static const char *ground(const sz_case *c, const sz_task *t)
{
    const char *name = t->town < 0 ? "" : sz_map_town_name(c->map, t->town);
    return *name ? name : _("the map");
}

static sz_status exhausted(const sz_case *c, const sz_task *t, sz_findings *list,
                           sz_error *err)
{
    sz_finding f = sz__at_atom(c, "plan.exhausted", t->atom[0], t->graph.n, 0);
    return sz__findings_add(list, &f, err,
                            _("%s has no plan that keeps every rule: all communities "
                              "that its %ld parcels or units could form have been "
                              "looked at, and no choice of them fits together"),
                            ground(c, t), (long)t->graph.n);
}

static sz_status tell_band(const sz_case *c, const sz_task *t, const sz_relaxed *r,
                           sz_findings *list, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    if (r->max) {
        sz_finding f = sz__at_atom(c, "plan.remedy-max", t->atom[0], (double)r->max,
                                   (double)t->max);
        f.level = SZ_LEVEL_HINT;
        status = sz__findings_add(
            list, &f, err,
            r->least_max ? _("with a maximum of %lld households %s has a plan, with "
                             "any below it has none")
                         : _("with a maximum of %lld households %s has a plan"),
            (long long)r->max, ground(c, t));
    }
    if (r->min && !status) {
        sz_finding f = sz__at_atom(c, "plan.remedy-min", t->atom[0], (double)r->min,
                                   (double)t->min);
        f.level = SZ_LEVEL_HINT;
        status = sz__findings_add(
            list, &f, err,
            r->greatest_min ? _("with a minimum of %lld households %s has a plan, with "
                                "any above it has none")
                            : _("with a minimum of %lld households %s has a plan"),
            (long long)r->min, ground(c, t));
    }
    return status;
}

static sz_status tell_others(const sz_case *c, const sz_task *t, const sz_relaxed *r,
                             sz_findings *list, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    if (r->want) {
        sz_finding f = sz__at_atom(c, "plan.remedy-number", t->atom[0], r->want,
                                   t->want);
        f.level = SZ_LEVEL_HINT;
        status = sz__findings_add(list, &f, err,
                                  _("with %ld communities %s has a plan, it was to "
                                    "have %ld"),
                                  (long)r->want, ground(c, t), (long)t->want);
    }
    if (r->unlock >= 0 && !status) {
        int32_t z = t->community[r->unlock];
        const char *name = sz__name(&c->map->names, c->map->communities[z].name);
        sz_finding f = sz__at_atom(c, "plan.remedy-unlock", t->atom[0], 0, 0);
        f.level = SZ_LEVEL_HINT;
        f.community = name;
        status = sz__findings_add(list, &f, err,
                                  _("%s has a plan if %s is not locked"), ground(c, t),
                                  name);
    }
    return status;
}

/* A parcel of atom V by which --link knows it, as "#7". */
static const char *link_end(const sz_case *c, int32_t v, char *buffer, size_t size)
{
    snprintf(buffer, size, "#%ld", (long)c->graph->member[c->graph->member_row[v]] + 1);
    return buffer;
}

/* The nearest atoms of task I and of another task of its town. */
static sz_status tell_link(const sz_case *c, const sz_best *out, int32_t i,
                           sz_findings *list, sz_error *err)
{
    const sz_graph *g = c->graph;
    const sz_task *t = &out->tasks[i];
    double nearest = INFINITY;
    int32_t from = -1, to = -1;
    char one[64], other[64], end[2][32];
    for (int32_t k = 0; k < out->n_tasks; k++) {
        const sz_task *o = &out->tasks[k];
        if (k == i || o->town != t->town || o->idle)
            continue;
        for (int32_t a = 0; a < t->graph.n; a++)
            for (int32_t b = 0; b < o->graph.n; b++) {
                int32_t v = t->atom[a], u = o->atom[b];
                double far = hypot(g->x[v] - g->x[u], g->y[v] - g->y[u]);
                if (far < nearest && !g->locked[v] && !g->locked[u]) {
                    nearest = far;
                    from = v;
                    to = u;
                }
            }
    }
    if (from < 0)
        return SZ_SUCCESS;
    sz_finding f = sz__at_atom(c, "plan.remedy-link", from, nearest, 0);
    f.level = SZ_LEVEL_HINT;
    return sz__findings_add(list, &f, err,
                            _("a link between %s and %s, which lie %.0f m apart, would "
                              "join this ground to the rest of %s: --link=%s,%s"),
                            sz__atom_name(c, from, one, sizeof one),
                            sz__atom_name(c, to, other, sizeof other), nearest,
                            ground(c, t), link_end(c, from, end[0], sizeof end[0]),
                            link_end(c, to, end[1], sizeof end[1]));
}

/* Whether what a community encloses, by SEEN, is all of task T: it has a plan of its own,
 * and lies within lines that ground does not connect across. */
static bool is_enclosed(const sz_inspection *seen, const sz_task *t)
{
    for (size_t i = 0; i < seen->breaches.n; i++)
        for (int32_t v = 0; v < t->graph.n; v++)
            if (seen->breaches.at[i].kind == SZ_BREACH_ENCLAVE &&
                seen->breaches.at[i].atom == t->atom[v])
                return true;
    return false;
}

sz_status sz__why_remedies(const sz_case *c, const sz_best *out, const sz_inspection *seen,
                           sz_findings *list, size_t *n, sz_error *err)
{
    size_t reasons = *n;
    uint64_t steps = STEPS;
    sz_status status = SZ_SUCCESS;
    for (int32_t i = 0; i < out->n_tasks && !status; i++) {
        const sz_task *t = &out->tasks[i];
        const sz_proof *p = &out->proofs[i];
        sz_relaxed r;
        if (!t->idle && !t->graph.bare && is_enclosed(seen, t)) {
            status = tell_link(c, out, i, list, err); /* no other figure would free it */
            continue;
        }
        if (t->idle || p->cost < INFINITY || p->state == SZ_PROOF_NONE)
            continue;
        status = sz__relax(&r, t, &steps, err);
        if (!status && p->state == SZ_PROOF_IMPOSSIBLE && reasons == 0) {
            status = exhausted(c, t, list, err);
            ++*n;
        }
        if (!status)
            status = tell_band(c, t, &r, list, err);
        if (!status)
            status = tell_others(c, t, &r, list, err);
        if (!status && !t->graph.bare)
            status = tell_link(c, out, i, list, err);
    }
    return status;
}
