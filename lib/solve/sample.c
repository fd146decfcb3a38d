/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sz_sample(): from a map and constraints to an ensemble. */
#include "sizhi/sample.h"

#include <math.h>
#include <time.h>

#include "core/i18n.h"
#include "core/platform.h"
#include "plan/plan.h"
#include "solve/ensemble.h"
#include "solve/field.h"

static sz_status check_options(const sz_map *map, const sz_solve_options *c,
                               const sz_sample_options *o, sz_ensemble **out,
                               sz_error *err)
{
    if (!map || !c || c->size != sizeof *c || !o || o->size != sizeof *o || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("sampling needs a map, options of this version and a place "
                          "for the ensemble"));
    if ((int)o->method < 0 || o->method > SZ_SAMPLE_SMC || o->chains < 1 ||
        o->chains > 4096 || o->plans < 1 || o->thin < 1 ||
        o->plans > (UINT64_MAX / 4 - o->burn_in) / o->thin ||
        o->burn_in > UINT64_MAX / 4 || (o->n_place && !o->place))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("the method, the chains, plans, steps or plans to be placed "
                          "are no valid options"));
    if (o->town < -1 || (o->town >= 0 && (size_t)o->town >= sz_map_towns(map)))
        return sz__fail(err, SZ_ERR_INVALID, o->town, _("there is no town %d"),
                        (int)o->town);
    for (size_t i = 0; i < o->n_place; i++)
        if (!o->place[i] || sz_plan_map(o->place[i]) != map)
            return sz__fail(err, SZ_ERR_INVALID, (int64_t)i,
                            _("a plan to be placed is of another map"));
    bool held = false;
    for (size_t p = 0; c->held && p < sz_map_parcels(map); p++)
        held |= c->held[p] != 0;
    if (c->n_bands || held || c->n_fix)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("sampling knows no bands of kinds, held parcels or "
                          "communities to be fixed"));
    if (o->method == SZ_SAMPLE_SMC && o->chains > 1)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("sequential Monte Carlo has one chain"));
    return SZ_SUCCESS;
}

/* Sum the chains up. */
static sz_status sum_up(const sz_party *party, sz_ensemble *e, sz_error *err)
{
    const sz_sample_options *o = party->options;
    const sz_field *field = party->field;
    sz_sample_report *r = &e->report;
    sz_status status = SZ_SUCCESS;
    r->method = o->method;
    r->stopped = party->stopped;
    r->chains = o->chains;
    r->atoms = (size_t)field->net.n;
    r->communities = (size_t)field->n_zones;
    for (uint32_t c = 0; c < o->chains; c++) {
        const sz_run *run = &party->run[c];
        r->plans += run->trace.seen;
        r->kept += (uint64_t)run->trace.n;
        r->steps += run->walker.steps;
        r->fresh += run->walker.fresh;
        r->trees += run->walker.trees;
        e->trace[c] = run->trace;
    }
    for (int f = 0; f < SZ_N_FIGURES && !status; f++) {
        status = sz__trace_summary(e->trace, o->chains, f, o->method != SZ_SAMPLE_SMC,
                                   &r->figure[f], err);
        r->figure[f].known = field->scale.known[f];
    }
    for (size_t i = 0; i < o->n_place; i++)
        for (int f = 0; f < SZ_N_FIGURES; f++) {
            const sz_rank *rank = &party->rank[i];
            e->placed[i].figure[f] = rank->figure[f];
            e->placed[i].below[f] = rank->below[f] / party->ranked;
            e->placed[i].equal[f] = rank->equal[f] / party->ranked;
        }
    for (uint32_t c = 0; c < o->chains; c++) /* the traces are the ensemble's now */
        party->run[c].trace = (sz_trace){ 0 };
    r->n_placed = o->n_place;
    r->placed = e->placed;
    return status;
}

static sz_ensemble *new_ensemble(const sz_sample_options *o)
{
    sz_ensemble *e = sz__zalloc(1, sizeof *e);
    if (!e)
        return NULL;
    e->trace = sz__zalloc(o->chains, sizeof *e->trace);
    e->placed = sz__zalloc(o->n_place, sizeof *e->placed);
    e->report.chains = e->trace ? o->chains : 0;
    if (e->trace && e->placed)
        return e;
    sz_ensemble_free(e);
    return NULL;
}

void sz_ensemble_free(sz_ensemble *ensemble)
{
    if (!ensemble)
        return;
    for (uint32_t c = 0; c < ensemble->report.chains; c++)
        sz__trace_release(&ensemble->trace[c]);
    free(ensemble->trace);
    free(ensemble->placed);
    free(ensemble);
}

const sz_sample_report *sz_ensemble_report(const sz_ensemble *ensemble)
{
    return &ensemble->report;
}

sz_status sz_ensemble_values(const sz_ensemble *ensemble, sz_figure figure,
                             double **value, double **weight, size_t *n, sz_error *err)
{
    if (!ensemble || (int)figure < 0 || figure >= SZ_N_FIGURES || !value || !weight ||
        !n)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("values need an ensemble, a figure and places for them"));
    return sz__trace_sorted(ensemble->trace, ensemble->report.chains, (int)figure,
                            value, weight, n, err);
}

/* Start every chain, or take up the thread of a checkpoint. */
static sz_status gather_party(sz_party *party, const sz_posed *posed,
                              const int32_t *first, sz_error *err)
{
    const sz_sample_options *o = party->options;
    const sz_field *field = party->field;
    sz_status status = SZ_SUCCESS;
    party->run = sz__zalloc(o->chains, sizeof *party->run);
    party->rank = sz__zalloc(o->n_place, sizeof *party->rank);
    if (!party->run || !party->rank)
        return sz__nomem(err);
    for (uint32_t c = 0; c < o->chains && !status; c++) {
        int32_t *label = NULL;
        if (c > 0 && !o->resume)
            status = sz__field_another(field, posed, o, first, c, &label, err);
        if (!status)
            status = sz__run_init(&party->run[c], field, label ? label : first, o, c,
                                  err);
        free(label);
    }
    for (size_t i = 0; i < o->n_place && !status; i++)
        status = sz__field_figures(field, o->place[i], party->rank[i].figure, err);
    if (!status && o->resume && o->method != SZ_SAMPLE_SMC)
        status = sz__party_thaw(party, o->resume, o->resume_size, err);
    return status;
}

sz_status sz_sample(const sz_map *map, const sz_solve_options *constraints,
                    const sz_sample_options *options, sz_ensemble **out, sz_error *err)
{
    sz_posed posed;
    sz_field field = { 0 };
    sz_party party = { .options = options, .field = &field };
    int32_t *first = NULL;
    sz_ensemble *e = NULL;
    sz_status status = check_options(map, constraints, options, out, err);
    if (!status)
        status = sz__pose(&posed, map, constraints, err);
    if (status)
        return status;
    if ((status = sz__field_make(&field, &posed, options, &first, err)) != SZ_SUCCESS ||
        (status = gather_party(&party, &posed, first, err)) != SZ_SUCCESS)
        goto done;
    if (!(e = new_ensemble(options))) {
        status = sz__nomem(err);
        goto done;
    }
    double start = sz__now();
    clock_t cpu = clock();
    status = options->method == SZ_SAMPLE_SMC ? sz__smc(&party, err)
                                              : sz__party_go(&party, err);
    e->report.seconds = sz__now() - start;
    e->report.cpu_seconds = (double)(clock() - cpu) / CLOCKS_PER_SEC;
    if (!status)
        status = sum_up(&party, e, err);
    if (!status) {
        *out = e;
        e = NULL;
    }
done:
    sz_ensemble_free(e);
    sz__party_release(&party);
    sz__field_release(&field);
    sz__posed_release(&posed);
    free(first);
    return status;
}
