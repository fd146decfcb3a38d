/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bare graphs through the solver: a problem is a map without shapes, a result a plan of
 * it. */
#include "sizhi/problem.h"
#include "sizhi/sample.h"

#include "core/array.h"
#include "core/findings.h"
#include "core/i18n.h"
#include "map/bare.h"

struct sz_problem {
    sz_map *map;
    size_t edges;
    uint8_t *held; /* [nodes] or NULL */
};

struct sz_result {
    sz_plan *plan;
    sz_findings *why;
    sz_solve_report report;
};

sz_status sz_problem_new(const sz_problem_input *input, sz_problem **out, sz_error *err)
{
    if (!out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a problem needs a place to be put into"));
    sz_problem *p = sz__zalloc(1, sizeof *p);
    sz_status status = p ? sz__map_bare(&p->map, input, err) : sz__nomem(err);
    if (!status && input->held && !(p->held = sz__dup(input->held, input->nodes, 1)))
        status = sz__nomem(err);
    if (status) {
        sz_problem_free(p);
        return status;
    }
    p->edges = input->edges;
    *out = p;
    return SZ_SUCCESS;
}

void sz_problem_free(sz_problem *problem)
{
    if (!problem)
        return;
    sz_map_free(problem->map);
    free(problem->held);
    free(problem);
}

size_t sz_problem_nodes(const sz_problem *problem)
{
    return sz_map_parcels(problem->map);
}

size_t sz_problem_edges(const sz_problem *problem)
{
    return problem->edges;
}

int64_t sz_problem_households(const sz_problem *problem)
{
    return sz_map_households(problem->map);
}

size_t sz_problem_communities(const sz_problem *problem)
{
    return sz_map_communities(problem->map);
}

const char *sz_problem_node(const sz_problem *problem, size_t i)
{
    const sz_map *m = problem->map;
    return i < sz_map_parcels(m) ? sz__name(&m->names, m->name[i]) : "";
}

int32_t sz_problem_today(const sz_problem *problem, size_t i)
{
    return i < sz_map_parcels(problem->map) ? problem->map->community[i] : -1;
}

/* HELD = what the problem holds and what the options hold; NULL for nothing. */
static sz_status join_held(const sz_problem *problem, const sz_solve_options *options,
                           unsigned char **held, sz_error *err)
{
    size_t n = sz_problem_nodes(problem);
    *held = NULL;
    if (!problem->held || !options->held)
        return SZ_SUCCESS;
    if (!(*held = sz__dup(options->held, n, 1)))
        return sz__nomem(err);
    for (size_t i = 0; i < n; i++)
        (*held)[i] |= problem->held[i];
    return SZ_SUCCESS;
}

sz_status sz_problem_solve(const sz_problem *problem, const sz_solve_options *options,
                           sz_result **out, sz_error *err)
{
    if (!problem || !options || options->size != sizeof *options || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("solving needs a problem, options of this version and a place "
                          "for the result"));
    sz_solve_options own = *options;
    unsigned char *held;
    sz_status status = join_held(problem, options, &held, err);
    if (status)
        return status;
    if (problem->held)
        own.held = held ? held : problem->held;
    sz_result *r = sz__zalloc(1, sizeof *r);
    status = r ? sz_solve(problem->map, &own, &r->plan, &r->report, &r->why, err)
               : sz__nomem(err);
    free(held);
    if (r && r->plan) {
        *out = r;
        return status;
    }
    sz_result_free(r);
    return status;
}

sz_status sz_problem_sample(const sz_problem *problem,
                            const sz_solve_options *constraints,
                            const sz_sample_options *options, sz_ensemble **out,
                            sz_error *err)
{
    if (!problem)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("sampling needs a problem"));
    if (!constraints)
        return sz_sample(problem->map, NULL, options, out, err);
    sz_solve_options own = *constraints;
    if (!own.held)
        own.held = problem->held;
    return sz_sample(problem->map, &own, options, out, err);
}

void sz_result_free(sz_result *result)
{
    if (!result)
        return;
    sz_plan_free(result->plan);
    sz_findings_free(result->why);
    sz_solve_report_release(&result->report);
    free(result);
}

const sz_solve_report *sz_result_report(const sz_result *result)
{
    return &result->report;
}

const sz_findings *sz_result_why(const sz_result *result)
{
    return result->why;
}

size_t sz_result_communities(const sz_result *result)
{
    return sz_plan_communities(result->plan);
}

int32_t sz_result_of(const sz_result *result, size_t i)
{
    return sz_plan_of(result->plan, i);
}

sz_status sz_result_community(const sz_result *result, size_t community,
                              sz_community *out, sz_error *err)
{
    return sz_plan_community(result->plan, community, out, err);
}
