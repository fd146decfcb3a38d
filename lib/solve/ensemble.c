/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rounds of chains; see ensemble.h. */
#include "solve/ensemble.h"

#include <math.h>
#include <string.h>

#include "core/i18n.h"
#include "core/platform.h"

sz_status sz__run_init(sz_run *run, const sz_field *field, const int32_t *label,
                       const sz_sample_options *options, uint32_t chain, sz_error *err)
{
    *run = (sz_run){ 0 };
    sz_walker *w = &run->walker;
    sz_status status =
        sz__walker_init(w, &field->net, label, field->n_zones, field->fixed, err);
    if (!status)
        status = sz__measure_init(&run->measure, &field->scale, err);
    if (!status)
        status = sz__trace_init(&run->trace, err);
    if (!status && options->labels) {
        run->told = sz__alloc((size_t)field->graph->n, sizeof *run->told);
        if (run->told)
            memset(run->told, -1, (size_t)field->graph->n * sizeof *run->told);
        else
            status = sz__nomem(err);
    }
    if (status) {
        sz__run_release(run);
        return status;
    }
    w->min = field->min;
    w->max = field->max;
    w->aloof = field->aloof;
    w->measure = field->scale.known[SZ_FIGURE_BORDER];
    sz__rng_init(&w->rng, options->seed, 0x73616d706c650000u + chain);
    return SZ_SUCCESS;
}

void sz__run_release(sz_run *run)
{
    sz__walker_release(&run->walker);
    sz__measure_release(&run->measure);
    sz__trace_release(&run->trace);
    free(run->told);
    free(run->met.at);
    free(run->atom.at);
    free(run->zone.at);
    *run = (sz_run){ 0 };
}

void sz__party_release(sz_party *party)
{
    for (uint32_t c = 0; party->run && c < party->options->chains; c++)
        sz__run_release(&party->run[c]);
    free(party->run);
    free(party->rank);
    free(party->parcel.at);
    free(party->community.at);
    *party = (sz_party){ 0 };
}

/* Note the plan at hand, and what has changed since the last one told. */
static bool meet(sz_run *run, const sz_field *field)
{
    sz_met met = { .step = run->walker.steps };
    sz__figures(&run->measure, &field->scale, &run->walker, met.figure);
    for (int32_t x = 0; run->told && x < field->net.n; x++) {
        int32_t v = field->net.source[x], zone = run->walker.spot[x].zone;
        if (run->told[v] == zone)
            continue;
        run->told[v] = zone;
        if (!sz__push(&run->atom, v) || !sz__push(&run->zone, zone))
            return false;
    }
    met.end = run->atom.n;
    return sz__push(&run->met, met);
}

/* Go on with one chain up to step TO. */
static void go_on(sz_run *run, const sz_party *party, uint64_t to)
{
    const sz_sample_options *o = party->options;
    sz_walker *w = &run->walker;
    run->met.n = run->atom.n = run->zone.n = 0;
    sz__pair_fresh(&w->pair);
    while (w->steps < to && !run->failed) {
        if (o->method == SZ_SAMPLE_REVERSIBLE)
            sz__reversible_step(w);
        else
            sz__recom_step(w);
        if (w->steps > o->burn_in && (w->steps - o->burn_in) % o->thin == 0)
            run->failed = !meet(run, party->field);
    }
}

static void rank_plan(sz_party *party, const double figure[SZ_N_FIGURES], double weight)
{
    party->ranked += weight;
    for (size_t i = 0; i < party->options->n_place; i++)
        for (int f = 0; f < SZ_N_FIGURES; f++) {
            double mine = party->rank[i].figure[f];
            double near = 1e-9 * fabs(mine);
            party->rank[i].below[f] += figure[f] < mine - near ? weight : 0;
            party->rank[i].equal[f] += fabs(figure[f] - mine) <= near ? weight : 0;
        }
}

typedef struct change {
    int32_t parcel, zone;
} change;

static int by_parcel(const void *a, const void *b)
{
    int32_t x = ((const change *)a)->parcel, y = ((const change *)b)->parcel;
    return x < y ? -1 : x > y;
}

/* From atoms to parcels. */
static bool list_parcels(sz_party *party, const int32_t *atom, const int32_t *zone,
                         size_t n)
{
    const sz_graph *g = party->field->graph;
    SZ__ARRAY(change) list = SZ__ARRAY_INIT;
    bool fine = true;
    for (size_t i = 0; i < n && fine; i++)
        for (int32_t m = g->member_row[atom[i]]; m < g->member_row[atom[i] + 1]; m++)
            fine = fine && sz__push(&list, (change){ g->member[m], zone[i] });
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_parcel);
    party->parcel.n = party->community.n = 0;
    for (size_t i = 0; i < list.n && fine; i++)
        fine = sz__push(&party->parcel, list.at[i].parcel) &&
               sz__push(&party->community, list.at[i].zone);
    free(list.at);
    return fine;
}

sz_status sz__party_tell(sz_party *party, sz_sampled *plan, const int32_t *atom,
                         const int32_t *zone, size_t n, sz_error *err)
{
    const sz_sample_options *o = party->options;
    sz__trace_add(&party->run[plan->chain].trace, plan->figure, plan->weight);
    rank_plan(party, plan->figure, plan->weight);
    if (!o->each)
        return SZ_SUCCESS;
    if (o->labels && !list_parcels(party, atom, zone, n))
        return sz__nomem(err);
    plan->n_changed = o->labels ? party->parcel.n : 0;
    plan->changed = party->parcel.at;
    plan->community = party->community.at;
    if (!o->each(plan, o->each_data))
        party->stopped = true;
    return SZ_SUCCESS;
}

/* Tell the plans of a round, chain by chain. */
static sz_status tell_round(sz_party *party, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (uint32_t c = 0; c < party->options->chains && !status; c++) {
        const sz_run *run = &party->run[c];
        size_t from = 0;
        if (run->failed)
            return sz__nomem(err);
        for (size_t i = 0; i < run->met.n && !status; i++) {
            const sz_met *met = &run->met.at[i];
            sz_sampled plan = { .chain = c, .step = met->step, .weight = 1 };
            memcpy(plan.figure, met->figure, sizeof plan.figure);
            bool moves = met->end > from; /* the lists may be empty */
            status = sz__party_tell(party, &plan, moves ? run->atom.at + from : NULL,
                                    moves ? run->zone.at + from : NULL, met->end - from,
                                    err);
            from = met->end;
        }
    }
    return status;
}

static sz_status save(const sz_party *party, bool *stop, sz_error *err)
{
    const sz_sample_options *o = party->options;
    unsigned char *bytes = NULL;
    size_t size = 0;
    sz_status status = sz__party_freeze(party, &bytes, &size, err);
    if (!status)
        *stop |= !o->checkpoint(bytes, size, o->checkpoint_data);
    free(bytes);
    return status;
}

/* Steps of each chain up to the end of the round that starts after DONE. */
static uint64_t round_end(uint64_t round, uint64_t done, uint64_t all)
{
    uint64_t end = done - done % round + round;
    return end < all ? end : all;
}

sz_status sz__party_go(sz_party *party, sz_error *err)
{
    const sz_sample_options *o = party->options;
    uint64_t all = o->burn_in + o->plans * o->thin;
    unsigned threads = o->threads ? o->threads : sz__cpus();
    double saved = sz__now(), told = 0;
    sz_status status = SZ_SUCCESS;
    threads = threads < o->chains ? threads : o->chains;
    while (party->done < all && !party->stopped && !status) {
        uint64_t to = round_end(party->field->round, party->done, all);
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
        for (int32_t c = 0; c < (int32_t)o->chains; c++)
            go_on(&party->run[c], party, to);
        party->done = to;
        if ((status = tell_round(party, err)) != SZ_SUCCESS)
            break;
        double now = sz__now(), share = (double)to / (double)all;
        if (o->progress && (now - told > 0.05 || to == all)) {
            told = now;
            party->stopped |= !o->progress(share, _("sampling"), o->progress_data);
        }
        bool last = to == all || party->stopped;
        if (o->checkpoint && (last || now - saved > 10)) {
            status = save(party, &party->stopped, err);
            saved = sz__now();
        }
    }
    return status;
}
