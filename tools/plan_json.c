/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Before and after, as JSON. */
#include "json.h"
#include "plan_detached.h"
#include "plan_figures.h"
#include "plan_policy.h"
#include "plan_show.h"
#include "plan_wish.h"
#include "proof_show.h"
#include "show.h"
#include "solve_json.h"

static void json_figures(json_object *out, const char *key, const struct figures *f)
{
    json_object *object = json_object_in(out, key);
    json_count(object, "communities", (int64_t)f->communities);
    json_count(object, "in_band", (int64_t)f->in_band);
    json_count(object, "smallest", f->smallest);
    json_count(object, "largest", f->largest);
    json_count(object, "detached", (int64_t)f->detached);
    json_count(object, "parcels_unclaimed", (int64_t)f->unclaimed);
}

static void json_alternatives(json_object *out, const struct plan_result *r)
{
    json_object *list = json_array_in(out, "alternatives");
    for (size_t k = 0; k < r->n; k++) {
        const sz_alternative *a = &r->alternatives[k];
        json_object *item = json_next(list);
        json_text(item, "output", r->outputs[k]);
        json_text(item, "character", a->character);
        json_flag(item, "feasible", a->report.feasible);
        json_count(item, "communities", (int64_t)a->report.communities);
        json_count(item, "moved", a->report.moved);
        json_count(item, "apart", a->apart);
        json_terms(item, &a->report);
    }
}

static void json_changes(json_object *out, const struct plan_result *r,
                         const struct change *changes)
{
    const sz_map *map = sz_plan_map(r->proposed);
    json_object *list = json_array_in(out, "communities");
    for (size_t i = 0; i < sz_plan_communities(r->proposed); i++) {
        const sz_community *c = &changes[i].community;
        json_object *item = json_next(list);
        json_text(item, "town", sz_map_town_name(map, c->town));
        json_text(item, "community", c->name);
        json_text(item, "code", c->code);
        json_text(item, "status", sz_fate_name(c->fate));
        json_count(item, "households_today", changes[i].today);
        json_count(item, "households", c->households);
        json_count(item, "received", changes[i].got);
        json_count(item, "given", changes[i].gave);
        json_real(item, "area_m2", c->area_m2, 2);
        json_count(item, "parcels", (int64_t)c->parcels);
        json_count(item, "parts", (int64_t)c->parts);
    }
}

static sz_status json_moves(json_object *out, const sz_plan *plan, const sz_move *moves,
                            size_t n, sz_error *err)
{
    json_object *list = json_array_in(out, "moves");
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++) {
        json_object *item = json_next(list);
        status = json_community(item, "from_town", "from", plan, moves[i].from, err);
        if (status == SZ_SUCCESS)
            status = json_community(item, "to_town", "to", plan, moves[i].to, err);
        json_count(item, "households", moves[i].households);
        json_real(item, "area_m2", moves[i].area_m2, 2);
        json_count(item, "parcels", (int64_t)moves[i].parcels);
    }
    return status;
}

static json_object *json_head(const struct plan_result *r)
{
    json_object *out = json_object_new_object();
    json_text(out, "project", r->project);
    json_text(out, "output", r->output);
    plan_policy_json(out, r->wish, r->args);
    json_solve(out, &r->wish->options, r->report);
    proof_show_json(out, r->report, plan_town_of, sz_plan_map(r->present));
    return out;
}

sz_status plan_show_json(const struct plan_result *r, sz_error *err)
{
    struct plan_figures f;
    json_object *out = json_head(r);
    sz_status status = plan_figures_of(&f, r, err);
    if (status != SZ_SUCCESS)
        goto done;
    json_figures(out, "today", &f.before);
    json_figures(out, "proposed", &f.after);
    json_changes(out, r, f.changes);
    json_alternatives(out, r);
    status = json_moves(out, r->proposed, f.moves, f.n_moves, err);
    if (status == SZ_SUCCESS)
        status = plan_detached_show(r, out, err);
    if (status != SZ_SUCCESS)
        goto done;
    json_findings(out, "findings", r->why, "");
    json_print(out);
    out = NULL;
done:
    json_object_put(out);
    plan_figures_release(&f);
    return status;
}
