/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ground and first plans of chains; see field.h. */
#include "solve/field.h"

#include <math.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "solve/inspect.h"
#include "solve/engine.h"

enum {
    STARTS = 8,            /* searches for the first plan of a chain */
    START_PROPOSALS = 100, /* per atom: any plan in the band will do */
    ROUND_MOST = 4096,     /* steps of a round */
    ROUND_ATOMS = 1 << 21  /* and how many atoms they touch */
};

/* Whether a breach by the plan of a search keeps chains from starting there. */
static bool matters(const sz_breach *b, const uint8_t *fixed, const int32_t *town,
                    int32_t only)
{
    if (b->kind == SZ_BREACH_NUMBER)
        return only < 0;
    if (b->community < 0 || fixed[b->community] ||
        (only >= 0 && town[b->community] != only))
        return false;
    return b->kind == SZ_BREACH_BELOW || b->kind == SZ_BREACH_ABOVE ||
           b->kind == SZ_BREACH_ENCLAVE ||
           (b->kind == SZ_BREACH_DETACHED && b->value > 0);
}

static sz_status no_start(const sz_breach *b, sz_error *err)
{
    return sz__fail(err, SZ_ERR_INFEASIBLE, b->community,
                    b->kind == SZ_BREACH_NUMBER
                        ? _("no plan to start from: the search ends with %lld "
                            "communities; see what sizhi plan says")
                    : b->kind == SZ_BREACH_ENCLAVE
                        ? _("no plan to start from: a community encloses %lld "
                            "households; see what sizhi plan says")
                    : b->kind == SZ_BREACH_DETACHED
                        ? _("no plan to start from: %lld households are apart from "
                            "their community; see what sizhi plan says")
                        : _("no plan to start from: the search ends with a community "
                            "of %lld households; see what sizhi plan says"),
                    (long long)b->value);
}

/* Communities with locked atoms. */
static uint8_t *find_fixed(const sz_graph *g, int32_t n)
{
    uint8_t *fixed = sz__zalloc((size_t)n, 1);
    for (int32_t v = 0; fixed && v < g->n; v++)
        if (g->locked[v] && g->today[v] >= 0)
            fixed[g->today[v]] = 1;
    return fixed;
}

/* Search a plan for chain CHAIN: OUT, *N communities, and in *FIXED which of them are
 * locked. */
static sz_status search_plan(const sz_posed *posed, const sz_sample_options *o,
                             int32_t communities, uint32_t chain, sz_best *out,
                             uint8_t **fixed, int32_t *n, sz_error *err)
{
    const sz_graph *g = &posed->graph;
    sz_demand demand = posed->demand;
    uint64_t each = posed->options->iterations;
    sz_effort effort = { .seed = posed->options->seed + 0x9e3779b9u * chain,
                         .per_atom = each ? each : START_PROPOSALS,
                         .threads = o->threads,
                         .chains = 1,
                         .progress = o->progress,
                         .progress_data = o->progress_data };
    sz_inspection seen;
    if (chain > 0 && posed->from != SZ_FROM_MERGE)
        demand.present = false; /* apart from each other */
    if (chain > 0)
        demand.communities_max = 0;
    sz_status status = sz__engine_run(out, g, &demand, communities, &effort, err);
    if (status)
        return status;
    if (out->stopped) {
        sz__best_release(out);
        return sz__fail(err, SZ_ERR_CANCELLED, -1, _("stopped before the first plan"));
    }
    *n = demand.n_today + out->n_new;
    *fixed = find_fixed(g, *n);
    int32_t *town = sz__alloc((size_t)*n, sizeof *town);
    if (!*fixed || !town) {
        status = sz__nomem(err);
        goto done;
    }
    for (int32_t c = 0; c < *n; c++)
        town[c] = c < demand.n_today ? demand.today_town[c]
                                     : out->new_town[c - demand.n_today];
    status = sz__inspect(&seen, g, out->label, *n, town, &demand, communities, err);
    for (size_t i = 0; !status && i < seen.breaches.n; i++)
        if (matters(&seen.breaches.at[i], *fixed, town, o->town))
            status = no_start(&seen.breaches.at[i], err);
    sz__inspection_release(&seen);
done:
    free(town);
    if (status) {
        sz__best_release(out);
        free(*fixed);
        *fixed = NULL;
    }
    return status;
}

/* Label parts of communities that hang together; all but the heaviest of each get -1.
 * LABEL may have -1 already. */
static sz_status keep_main_parts(const sz_graph *g, bool cross_towns, int32_t *label,
                                 int32_t n, sz_error *err)
{
    int32_t *part = sz__alloc((size_t)g->n, sizeof *part);
    int32_t *queue = sz__alloc((size_t)g->n, sizeof *queue);
    int32_t *best = sz__alloc((size_t)n, sizeof *best);
    int64_t *weight = sz__alloc((size_t)n, sizeof *weight);
    sz_status status = part && queue && best && weight ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t c = 0; c < n && !status; c++)
        best[c] = -1;
    for (int32_t v = 0; v < g->n && !status; v++)
        part[v] = -1;
    for (int32_t v = 0; v < g->n && !status; v++) {
        int32_t head = 0, tail = 0;
        int64_t sum = 0;
        if (label[v] < 0 || part[v] >= 0)
            continue;
        part[v] = v;
        queue[tail++] = v;
        while (head < tail) {
            int32_t at = queue[head++];
            sum += g->weight[at];
            for (int32_t i = g->row[at]; i < g->row[at + 1]; i++) {
                int32_t u = g->ring[i].atom;
                if (!g->ring[i].edge || u < 0 || part[u] >= 0 || label[u] != label[v] ||
                    (!cross_towns && g->town[u] != g->town[v]))
                    continue;
                part[u] = v;
                queue[tail++] = u;
            }
        }
        if (best[label[v]] < 0 || sum > weight[label[v]]) {
            best[label[v]] = v;
            weight[label[v]] = sum;
        }
    }
    for (int32_t v = 0; v < g->n && !status; v++)
        if (label[v] >= 0 && part[v] != best[label[v]])
            label[v] = -1;
    free(part);
    free(queue);
    free(best);
    free(weight);
    return status;
}

/* Number the communities that have atoms from 0 on; how many. NUMBER [n] of each. */
static int32_t compress(int32_t *label, int32_t n_atoms, int32_t *number, int32_t n)
{
    int32_t next = 0;
    memset(number, -1, (size_t)n * sizeof *number);
    for (int32_t v = 0; v < n_atoms; v++)
        if (label[v] >= 0) {
            if (number[label[v]] < 0)
                number[label[v]] = next++;
            label[v] = number[label[v]];
        }
    return next;
}

static uint64_t mix(uint64_t hash, uint64_t number)
{
    hash = (hash ^ number) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static uint64_t sign(const sz_field *f, const sz_sample_options *o)
{
    uint64_t hash = mix(0, o->method);
    uint64_t number[] = { o->chains, o->plans, o->thin, o->burn_in, o->seed,
                          (uint64_t)(o->labels != 0), (uint64_t)o->n_place,
                          (uint64_t)f->min, (uint64_t)f->max, (uint64_t)f->aloof,
                          (uint64_t)f->n_zones, (uint64_t)f->net.n,
                          (uint64_t)f->net.n_more };
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
        hash = mix(hash, number[i]);
    for (int32_t z = 0; z < f->n_zones; z++)
        hash = mix(hash, f->fixed[z]);
    for (int32_t v = 0; v < f->net.n; v++) {
        hash = mix(hash, (uint64_t)f->net.source[v]);
        hash = mix(hash, (uint64_t)f->net.atom[v].weight);
        for (int32_t i = 0; i < f->net.atom[v].degree; i++)
            hash = mix(hash, (uint64_t)sz__net_near(&f->net, v, i));
    }
    return hash;
}

/* What the figures need, once the net is there. */
static sz_status set_scale(sz_field *f, const sz_posed *posed, sz_error *err)
{
    const sz_graph *g = &posed->graph;
    const sz_map *m = posed->map;
    sz_scale *s = &f->scale;
    size_t n = (size_t)f->net.n;
    *s = (sz_scale){ .net = &f->net,
                     .n_zones = f->n_zones,
                     .n_today = m->n_communities };
    s->today = sz__alloc(n, sizeof *s->today);
    s->kept = sz__alloc(n, sizeof *s->kept);
    if (!s->today || !s->kept)
        return sz__nomem(err);
    for (int32_t x = 0; x < f->net.n; x++) {
        int32_t v = f->net.source[x];
        s->today[x] = g->today[v];
        s->kept[x] = g->kept_weight[v];
        for (int32_t i = g->member_row[v]; i < g->member_row[v + 1]; i++)
            if (m->community[g->member[i]] >= 0)
                s->settled += posed->count[g->member[i]];
    }
    s->ideal = (double)f->net.weight / f->n_zones;
    for (int k = 0; k < SZ_N_FIGURES; k++)
        s->known[k] = true;
    s->known[SZ_FIGURE_MOVED] = s->settled > 0;
    s->known[SZ_FIGURE_BORDER] = s->known[SZ_FIGURE_BARE] = !g->bare;
    return SZ_SUCCESS;
}

sz_status sz__field_make(sz_field *field, const sz_posed *posed,
                         const sz_sample_options *o, int32_t **first, sz_error *err)
{
    const sz_graph *g = &posed->graph;
    sz_best out;
    uint8_t *fixed = NULL;
    int32_t n = 0, *number = NULL;
    *field = (sz_field){ .graph = g,
                         .min = posed->demand.min,
                         .max = posed->demand.max,
                         .aloof = g->bare || posed->options->allow_enclaves };
    sz_status status =
        search_plan(posed, o, posed->communities, 0, &out, &fixed, &n, err);
    if (status)
        return status;
    for (int32_t v = 0; v < g->n && o->town >= 0; v++)
        if (g->town[v] != o->town)
            out.label[v] = -1;
    number = sz__alloc((size_t)n, sizeof *number);
    field->fixed = sz__zalloc((size_t)n, 1);
    status = number && field->fixed ? SZ_SUCCESS : sz__nomem(err);
    if (!status)
        status = keep_main_parts(g, posed->demand.cross_towns, out.label, n, err);
    if (!status) {
        field->n_zones = compress(out.label, g->n, number, n);
        for (int32_t c = 0; c < n; c++)
            if (number[c] >= 0)
                field->fixed[number[c]] = fixed[c];
        status = sz__net_make(&field->net, g, out.label, field->n_zones,
                              posed->demand.cross_towns, err);
    }
    if (!status)
        status = set_scale(field, posed, err);
    if (!status) {
        int64_t pair = 2 * (int64_t)field->net.n / field->n_zones + 1;
        int64_t round = ROUND_ATOMS / pair;
        round = round > ROUND_MOST ? ROUND_MOST : round;
        field->round = (uint64_t)(round < 1 ? 1 : round);
        field->signature = sign(field, o);
        *first = out.label;
        out.label = NULL;
    }
    free(number);
    free(fixed);
    sz__best_release(&out);
    return status;
}

void sz__field_release(sz_field *field)
{
    sz__net_release(&field->net);
    free(field->scale.today);
    free(field->scale.kept);
    free(field->fixed);
    *field = (sz_field){ 0 };
}

/* Zones of a later plan: those of locked communities keep the numbers they have in the
 * field, so that what is fixed is fixed in every chain. */
static sz_status fit(const sz_field *f, int32_t *label, int32_t n, const int32_t *first,
                     sz_error *err)
{
    int32_t *number = sz__alloc((size_t)n, sizeof *number), next = 0;
    if (!number)
        return sz__nomem(err);
    memset(number, -1, (size_t)n * sizeof *number);
    for (int32_t x = 0; x < f->net.n; x++) {
        int32_t v = f->net.source[x];
        if (f->net.atom[x].locked && label[v] >= 0)
            number[label[v]] = first[v];
    }
    sz_status status = SZ_SUCCESS;
    for (int32_t x = 0; x < f->net.n && !status; x++) {
        int32_t c = label[f->net.source[x]];
        if (c >= 0 && number[c] < 0) {
            while (next < f->n_zones && f->fixed[next])
                next++;
            number[c] = next++;
        }
        if (c < 0 || number[c] >= f->n_zones)
            status = sz__fail(err, SZ_ERR_INFEASIBLE, -1,
                              _("no other plan of %d communities to start from was "
                                "found; ask for fewer chains"),
                              (int)f->n_zones);
        else
            label[f->net.source[x]] = number[c];
    }
    while (next < f->n_zones && f->fixed[next])
        next++;
    if (!status && next < f->n_zones)
        status = sz__fail(err, SZ_ERR_INFEASIBLE, -1,
                          _("no other plan of %d communities to start from was found; "
                            "ask for fewer chains"),
                          (int)f->n_zones);
    free(number);
    return status;
}

sz_status sz__field_another(const sz_field *field, const sz_posed *posed,
                            const sz_sample_options *o, const int32_t *first,
                            uint32_t c, int32_t **label, sz_error *err)
{
    const sz_graph *g = &posed->graph;
    sz_best out;
    uint8_t *fixed = NULL;
    int32_t n = 0, wanted = posed->communities;
    if (!wanted && o->town < 0) /* as many as the first plan has */
        wanted = field->n_zones;
    sz_status status = SZ_ERR_INFEASIBLE;
    for (uint32_t i = 0; i < STARTS && status == SZ_ERR_INFEASIBLE; i++) {
        status = search_plan(posed, o, wanted, c + i * o->chains, &out, &fixed, &n,
                             err);
        if (status)
            continue;
        status = keep_main_parts(g, posed->demand.cross_towns, out.label, n, err);
        if (!status)
            status = fit(field, out.label, n, first, err);
        if (!status) {
            *label = out.label;
            out.label = NULL;
        }
        free(fixed);
        sz__best_release(&out);
    }
    return status;
}

/* Community of PLAN that has most households of atom V; ties by area, then first. */
static int32_t plan_of_atom(const sz_graph *g, const sz_map *m, const sz_plan *plan,
                            int32_t v)
{
    int32_t best = -1;
    int64_t most = -1;
    double area = 0;
    for (int32_t i = g->member_row[v]; i < g->member_row[v + 1]; i++) {
        int32_t c = sz_plan_of(plan, (size_t)g->member[i]);
        int64_t weight = 0;
        double ground = 0;
        for (int32_t k = g->member_row[v]; k < g->member_row[v + 1]; k++)
            if (sz_plan_of(plan, (size_t)g->member[k]) == c) {
                weight += m->households[g->member[k]];
                ground += m->area[g->member[k]];
            }
        if (weight > most || (weight == most && ground > area)) {
            best = c;
            most = weight;
            area = ground;
        }
    }
    return best;
}

sz_status sz__field_figures(const sz_field *field, const sz_plan *plan,
                            double figure[SZ_N_FIGURES], sz_error *err)
{
    const sz_graph *g = field->graph;
    int32_t n = (int32_t)sz_plan_communities(plan) + 1;
    sz_scale scale = field->scale;
    sz_measure measure = { 0 };
    sz_walker w = { 0 };
    int32_t *label = sz__alloc((size_t)g->n, sizeof *label);
    int32_t *number = sz__alloc((size_t)n, sizeof *number);
    sz_status status = label && number ? SZ_SUCCESS : sz__nomem(err);
    if (!status) {
        memset(label, -1, (size_t)g->n * sizeof *label);
        for (int32_t x = 0; x < field->net.n; x++) {
            int32_t v = field->net.source[x];
            int32_t c = plan_of_atom(g, sz_plan_map(plan), plan, v);
            label[v] = c < 0 ? n - 1 : c;
        }
        scale.n_zones = compress(label, g->n, number, n);
        status = sz__walker_init(&w, &field->net, label, scale.n_zones, NULL, err);
    }
    if (!status)
        status = sz__measure_init(&measure, &scale, err);
    if (!status)
        sz__figures(&measure, &scale, &w, figure);
    sz__measure_release(&measure);
    sz__walker_release(&w);
    free(label);
    free(number);
    return status;
}
