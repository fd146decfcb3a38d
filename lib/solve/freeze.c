/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The state of a run as bytes, the same on every machine: numbers of eight bytes,
 * least first. */
#include <string.h>

#include "core/i18n.h"
#include "solve/ensemble.h"

#define MAGIC 0x32656c706d61735aull /* "Zsample2" */

typedef struct writer {
    SZ__ARRAY(unsigned char) out;
    bool failed;
} writer;

static void put(writer *w, uint64_t number)
{
    unsigned char byte[8];
    for (int i = 0; i < 8; i++)
        byte[i] = (unsigned char)(number >> 8 * i);
    if (w->failed || !sz__reserve(&w->out, 8)) {
        w->failed = true;
        return;
    }
    memcpy(w->out.at + w->out.n, byte, 8);
    w->out.n += 8;
}

static void put_real(writer *w, double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    put(w, bits);
}

typedef struct reader {
    const unsigned char *at;
    size_t left;
    bool failed;
} reader;

static uint64_t take(reader *r)
{
    uint64_t number = 0;
    if (r->left < 8) {
        r->failed = true;
        return 0;
    }
    for (int i = 0; i < 8; i++)
        number |= (uint64_t)r->at[i] << 8 * i;
    r->at += 8;
    r->left -= 8;
    return number;
}

static double take_real(reader *r)
{
    uint64_t bits = take(r);
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

/* A whole number in LOW .. HIGH. */
static int32_t take_whole(reader *r, int32_t low, int32_t high)
{
    uint64_t number = take(r);
    if (number > INT32_MAX || (int32_t)number < low || (int32_t)number > high) {
        r->failed = true;
        return low;
    }
    return (int32_t)number;
}

static void put_trace(writer *w, const sz_trace *t)
{
    put(w, t->seen);
    put(w, t->every);
    put(w, (uint64_t)t->n);
    put_real(w, t->total);
    for (int f = 0; f < SZ_N_FIGURES; f++) {
        put_real(w, t->sum[f]);
        put_real(w, t->least[f]);
        put_real(w, t->most[f]);
        for (int32_t i = 0; i < t->n; i++)
            put_real(w, t->figure[i][f]);
    }
    for (int32_t i = 0; i < t->n; i++)
        put_real(w, t->weight[i]);
}

static void take_trace(reader *r, sz_trace *t)
{
    t->seen = take(r);
    t->every = take(r);
    t->n = take_whole(r, 0, SZ_TRACE_KEPT);
    r->failed |= t->every == 0;
    t->total = take_real(r);
    for (int f = 0; f < SZ_N_FIGURES; f++) {
        t->sum[f] = take_real(r);
        t->least[f] = take_real(r);
        t->most[f] = take_real(r);
        for (int32_t i = 0; i < t->n; i++)
            t->figure[i][f] = take_real(r);
    }
    for (int32_t i = 0; i < t->n; i++)
        t->weight[i] = take_real(r);
}

/* Members of every zone in their order: the next steps depend on it. */
static void put_walker(writer *w, const sz_walker *k)
{
    for (int i = 0; i < 4; i++)
        put(w, k->rng.s[i]);
    put(w, k->steps);
    put(w, k->trees);
    put(w, k->fresh);
    put(w, k->stuck);
    for (int32_t z = 0; z < k->n_zones; z++) {
        put(w, (uint64_t)k->zone[z].count);
        for (int32_t m = 0; m < k->zone[z].count; m++)
            put(w, (uint64_t)k->pool[k->zone[z].from + m]);
    }
}

static sz_status take_walker(reader *r, sz_walker *k, sz_error *err)
{
    int32_t n = k->net->n, next = 0;
    uint64_t s[4], steps[4];
    for (int i = 0; i < 4; i++)
        s[i] = take(r);
    for (int i = 0; i < 4; i++)
        steps[i] = take(r);
    int32_t *label = sz__alloc((size_t)n, sizeof *label);
    int32_t *order = sz__alloc((size_t)n, sizeof *order);
    sz_status status = label && order ? SZ_SUCCESS : sz__nomem(err);
    for (int32_t v = 0; v < n && !status; v++)
        label[v] = -1;
    for (int32_t z = 0; z < k->n_zones && !status && !r->failed; z++) {
        int32_t count = take_whole(r, 0, n - next);
        for (int32_t m = 0; m < count && !r->failed; m++) {
            int32_t v = take_whole(r, 0, n - 1);
            r->failed |= label[v] >= 0;
            label[v] = z;
            order[next++] = v;
        }
    }
    if (!status && !r->failed && next == n) {
        status = sz__walker_load(k, label, order, err);
        memcpy(k->rng.s, s, sizeof s);
        k->steps = steps[0];
        k->trees = steps[1];
        k->fresh = steps[2];
        k->stuck = steps[3];
    }
    r->failed |= next != n;
    free(label);
    free(order);
    return status;
}

static sz_status hand_over(const writer *w, unsigned char **bytes, size_t *size,
                           sz_error *err)
{
    if (w->failed) {
        free(w->out.at);
        return sz__nomem(err);
    }
    *bytes = w->out.at;
    *size = w->out.n;
    return SZ_SUCCESS;
}

/* Whether what follows is of this run. */
static sz_status take_head(reader *r, const sz_field *field, sz_error *err)
{
    bool fits = take(r) == MAGIC && take(r) == field->signature;
    if (fits && !r->failed)
        return SZ_SUCCESS;
    return sz__fail(err, SZ_ERR_DATA, -1,
                    _("the checkpoint is of another input, of other options or of "
                      "another version"));
}

static sz_status check_end(const reader *r, sz_error *err)
{
    return r->failed || r->left
               ? sz__fail(err, SZ_ERR_DATA, -1, _("the checkpoint is damaged"))
               : SZ_SUCCESS;
}

sz_status sz__party_freeze(const sz_party *party, unsigned char **bytes, size_t *size,
                           sz_error *err)
{
    const sz_sample_options *o = party->options;
    writer w = { SZ__ARRAY_INIT, false };
    put(&w, MAGIC);
    put(&w, party->field->signature);
    put(&w, party->done);
    put_real(&w, party->ranked);
    for (size_t i = 0; i < o->n_place; i++)
        for (int f = 0; f < SZ_N_FIGURES; f++) {
            put_real(&w, party->rank[i].below[f]);
            put_real(&w, party->rank[i].equal[f]);
        }
    for (uint32_t c = 0; c < o->chains; c++) {
        const sz_run *run = &party->run[c];
        put_walker(&w, &run->walker);
        put_trace(&w, &run->trace);
        for (int32_t v = 0; run->told && v < party->field->graph->n; v++)
            put(&w, (uint64_t)(run->told[v] + 1));
    }
    return hand_over(&w, bytes, size, err);
}

sz_status sz__party_thaw(sz_party *party, const unsigned char *bytes, size_t size,
                         sz_error *err)
{
    const sz_sample_options *o = party->options;
    reader r = { bytes, size, false };
    sz_status status = take_head(&r, party->field, err);
    if (status)
        return status;
    party->done = take(&r);
    party->ranked = take_real(&r);
    for (size_t i = 0; i < o->n_place; i++)
        for (int f = 0; f < SZ_N_FIGURES; f++) {
            party->rank[i].below[f] = take_real(&r);
            party->rank[i].equal[f] = take_real(&r);
        }
    for (uint32_t c = 0; c < o->chains && !status && !r.failed; c++) {
        sz_run *run = &party->run[c];
        status = take_walker(&r, &run->walker, err);
        if (status || r.failed)
            break;
        take_trace(&r, &run->trace);
        for (int32_t v = 0; run->told && v < party->field->graph->n; v++)
            run->told[v] = take_whole(&r, 0, party->field->n_zones) - 1;
    }
    return status ? status : check_end(&r, err);
}

sz_status sz__smc_freeze(const sz_field *field, const sz_smc_state *state,
                         unsigned char **bytes, size_t *size, sz_error *err)
{
    writer w = { SZ__ARRAY_INIT, false };
    size_t labels = state->n * (size_t)field->net.n;
    put(&w, MAGIC);
    put(&w, field->signature);
    put(&w, (uint64_t)state->step);
    put(&w, state->trees);
    for (size_t i = 0; i < state->n; i++)
        put_real(&w, state->weight[i]);
    for (size_t i = 0; i < labels; i++)
        put(&w, (uint64_t)(state->label[i] + 1));
    return hand_over(&w, bytes, size, err);
}

sz_status sz__smc_thaw(const sz_field *field, sz_smc_state *state,
                       const unsigned char *bytes, size_t size, sz_error *err)
{
    reader r = { bytes, size, false };
    size_t labels = state->n * (size_t)field->net.n;
    sz_status status = take_head(&r, field, err);
    if (status)
        return status;
    state->step = take_whole(&r, 0, state->steps);
    state->trees = take(&r);
    for (size_t i = 0; i < state->n && !r.failed; i++) {
        state->weight[i] = take_real(&r);
        r.failed |= !(state->weight[i] >= 0 && state->weight[i] <= 1e300);
    }
    for (size_t i = 0; i < labels && !r.failed; i++)
        state->label[i] = take_whole(&r, 0, field->n_zones) - 1;
    return check_end(&r, err);
}
