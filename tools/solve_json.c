/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A report of the solver as JSON. */
#include "solve_json.h"

static const char *mode(sz_solve_from from)
{
    return from == SZ_FROM_MERGE     ? "merge"
           : from == SZ_FROM_SCRATCH ? "scratch"
                                     : "present";
}

static void json_bands(json_object *out, const sz_solve_options *options)
{
    json_object *list = json_array_in(out, "bands");
    for (size_t i = 0; i < options->n_bands; i++) {
        if (options->bands[i].max == 0)
            continue; /* the general one */
        json_object *band = json_next(list);
        json_text(band, "kind", options->bands[i].kind);
        json_count(band, "min", options->bands[i].min);
        json_count(band, "max", options->bands[i].max);
    }
}

void json_terms(json_object *out, const sz_solve_report *r)
{
    json_object *terms = json_object_in(out, "terms");
    json_object *bounds = json_object_in(out, "bounds");
    for (int i = 0; i < SZ_N_TERMS; i++) {
        const char *name = sz_term_name((sz_term)i);
        json_object *term = json_object_in(terms, name);
        json_text(term, "unit", sz_term_unit((sz_term)i));
        json_real(term, "weight", r->term[i].weight, 6);
        json_real(term, "result", r->term[i].result, 6);
        json_real(term, "present", r->term[i].present, 6);
        json_real(term, "bound", r->term[i].bound, 6);
        json_real(bounds, name, r->term[i].bound, 6);
    }
}

void json_solve(json_object *out, const sz_solve_options *options,
                const sz_solve_report *r)
{
    json_flag(out, "feasible", r->feasible);
    json_flag(out, "stopped", r->stopped);
    json_flag(out, "proved", r->proved);
    json_text(out, "mode", mode(r->from));
    json_count(out, "seed", (int64_t)options->seed);
    json_count(out, "min", options->min);
    json_count(out, "max", options->max);
    json_bands(out, options);
    json_count(out, "atoms", (int64_t)r->atoms);
    json_count(out, "households", r->households);
    json_count(out, "moved", r->moved);
    json_real(out, "border_m", r->border_m, 2);
    json_real(out, "border_off_m", r->border_off_m, 2);
    json_count(out, "cut_edges", r->cut_edges);
    json_object *objective = json_object_in(out, "objective");
    json_real(objective, "result", r->objective, 3);
    json_real(objective, "present", r->objective_present, 3);
    json_real(objective, "bound", r->objective_bound, 3);
    json_terms(out, r);
    json_count(out, "proposals", (int64_t)r->proposals);
    json_real(out, "seconds", r->seconds, 3);
}
