/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checking a plan by floods over its parts; see seen.h. */
#include "solve/inspect.h"

#include <string.h>

#include "core/array.h"

/* A part: a connected piece of a community within a town. */
typedef struct part {
    int32_t community, town, atom; /* least atom */
    int64_t weight;
    double area;
    bool outer; /* borders the outside of the town */
} part;

typedef struct auditor {
    const sz_graph *g;
    const int32_t *label;
    const sz_demand *demand;
    sz_inspection *out;
    int32_t *part_of; /* [n] */
    int32_t *queue;   /* [n] */
    SZ__ARRAY(part) part;
    int32_t *row, *next_part;        /* [parts + 1], [links] parts that border */
    int32_t *town_first, *town_next; /* [towns + 1] and [parts]: parts by town */
    int32_t n_towns;
    int32_t *reached; /* [parts] round in which it was reached */
    uint8_t *suspect; /* [communities] it may cut something off */
    int32_t *looked;  /* [communities] town in which it was looked at last, + 2 */
} auditor;

static bool note(auditor *a, sz_breach_kind kind, int32_t community, int32_t atom,
                 int64_t value)
{
    return sz__push(&a->out->breaches, (sz_breach){ kind, community, atom, value, 0 });
}

static int32_t town_of(const auditor *a, int32_t v)
{
    return a->demand->cross_towns ? -1 : a->g->town[v];
}

/* Whether item I stands for the outside. A line that ground does not connect across
 * stands there as outside, too, with what lies beyond it behind: but who is within such
 * lines is within them, so on a map it is none. */
static bool is_outside(const sz_graph *g, int32_t i, int32_t end)
{
    return g->ring[i].edge && g->ring[i].atom < 0 &&
           (g->bare || i + 1 >= end || g->ring[i + 1].edge || g->ring[i + 1].length <= 0);
}

/* Whether item I stands for a border, be it one that ground does not connect across. */
static bool is_border(const sz_graph *g, int32_t i)
{
    return g->ring[i].atom >= 0 &&
           (g->ring[i].edge || (!g->bare && g->ring[i].length > 0));
}

static bool find_parts(auditor *a)
{
    const sz_graph *g = a->g;
    for (int32_t v = 0; v < g->n; v++)
        a->part_of[v] = -1;
    for (int32_t v = 0; v < g->n; v++) {
        if (a->part_of[v] >= 0)
            continue;
        part p = { a->label[v], town_of(a, v), v, 0, 0, false };
        int32_t number = (int32_t)a->part.n, head = 0, tail = 0;
        a->part_of[v] = number;
        a->queue[tail++] = v;
        while (head < tail) {
            int32_t u = a->queue[head++];
            p.weight += g->weight[u];
            p.area += g->area[u];
            for (int32_t i = g->row[u]; i < g->row[u + 1]; i++) {
                int32_t w = g->ring[i].atom;
                p.outer = p.outer || is_outside(g, i, g->row[u + 1]);
                if (!g->ring[i].edge || w < 0)
                    continue;
                if (town_of(a, w) != p.town) {
                    p.outer = true;
                } else if (a->label[w] == p.community && a->part_of[w] < 0) {
                    a->part_of[w] = number;
                    a->queue[tail++] = w;
                }
            }
        }
        if (!sz__push(&a->part, p))
            return false;
    }
    return true;
}

/* Which parts of one town border, and the parts of each town as a list. */
static bool link_parts(auditor *a)
{
    const sz_graph *g = a->g;
    size_t n = a->part.n;
    for (size_t p = 0; p < n; p++)
        if (a->part.at[p].town >= a->n_towns)
            a->n_towns = a->part.at[p].town + 1;
    a->row = sz__zalloc(n + 2, sizeof *a->row);
    a->reached = sz__zalloc(n, sizeof *a->reached);
    a->town_first = sz__alloc((size_t)a->n_towns + 1, sizeof *a->town_first);
    a->town_next = sz__alloc(n, sizeof *a->town_next);
    if (!a->row || !a->reached || !a->town_first || !a->town_next)
        return false;
    for (int32_t t = 0; t <= a->n_towns; t++)
        a->town_first[t] = -1;
    for (size_t p = n; p-- > 0;) {
        a->town_next[p] = a->town_first[a->part.at[p].town + 1];
        a->town_first[a->part.at[p].town + 1] = (int32_t)p;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (int32_t v = 0; v < g->n; v++)
            for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
                int32_t u = g->ring[i].atom, p = a->part_of[v];
                if (!is_border(g, i) || a->part_of[u] == p ||
                    town_of(a, u) != town_of(a, v))
                    continue;
                if (pass == 0)
                    a->row[p + 2]++;
                else
                    a->next_part[a->row[p + 1]++] = a->part_of[u];
            }
        for (size_t p = 1; pass == 0 && p <= n; p++)
            a->row[p + 1] += a->row[p];
        if (pass == 0 &&
            !(a->next_part = sz__alloc((size_t)a->row[n + 1], sizeof *a->next_part)))
            return false;
    }
    return true;
}

/* Households of TOWN that cannot be reached from outside without community C; *ATOM
 * is one of their places, -1 when all can. ROUND is new each time. */
static int64_t shut_in(auditor *a, int32_t town, int32_t c, int32_t round,
                       int32_t *atom)
{
    int32_t head = 0, tail = 0;
    int64_t weight = 0;
    for (int32_t p = a->town_first[town + 1]; p >= 0; p = a->town_next[p])
        if (a->part.at[p].outer && a->part.at[p].community != c) {
            a->reached[p] = round;
            a->queue[tail++] = p;
        }
    while (head < tail) {
        int32_t p = a->queue[head++];
        for (int32_t i = a->row[p]; i < a->row[p + 1]; i++) {
            int32_t q = a->next_part[i];
            if (a->reached[q] != round && a->part.at[q].community != c) {
                a->reached[q] = round;
                a->queue[tail++] = q;
            }
        }
    }
    *atom = -1;
    for (int32_t p = a->town_first[town + 1]; p >= 0; p = a->town_next[p])
        if (a->reached[p] != round && a->part.at[p].community != c) {
            *atom = *atom < 0 ? a->part.at[p].atom : *atom;
            weight += a->part.at[p].weight;
        }
    return weight;
}

/* Whether some part of TOWN borders the outside at all. */
static bool has_outside(const auditor *a, int32_t town)
{
    for (int32_t p = a->town_first[town + 1]; p >= 0; p = a->town_next[p])
        if (a->part.at[p].outer)
            return true;
    return false;
}

/* A search from part START, which borders the outside, for parts whose loss would cut
 * others off from it (Tarjan): their communities are suspects. SEEN, LOW, UP and AT are
 * [parts]; *CLOCK counts those seen. */
static void search_cuts(auditor *a, int32_t start, int32_t *seen, int32_t *low,
                        int32_t *up, int32_t *at, int32_t *clock)
{
    int32_t p = start;
    up[p] = -1;
    seen[p] = ++*clock;
    low[p] = 0;
    while (p >= 0) {
        if (at[p] < a->row[p + 1]) {
            int32_t q = a->next_part[at[p]++];
            if (!seen[q]) {
                up[q] = p;
                seen[q] = ++*clock;
                low[q] = a->part.at[q].outer ? 0 : seen[q];
                p = q;
            } else if (seen[q] < low[p]) {
                low[p] = seen[q];
            }
            continue;
        }
        int32_t above = up[p];
        if (above >= 0 && low[p] >= seen[above] && a->part.at[above].community >= 0)
            a->suspect[a->part.at[above].community] = 1;
        if (above >= 0 && low[p] < low[above])
            low[above] = low[p];
        p = above;
    }
}

/* Communities that have to be looked at: those of which a part is a cut, or that lie in
 * several parts; all, where something has no way to the outside at all. */
static bool find_suspects(auditor *a, int32_t n)
{
    int32_t parts = (int32_t)a->part.n, clock = 0;
    int32_t *seen = sz__zalloc(4 * (size_t)parts, sizeof *seen);
    if (!seen)
        return false;
    for (int32_t p = 0; p < parts; p++)
        seen[3 * parts + p] = a->row[p];
    for (int32_t p = 0; p < parts; p++)
        if (a->part.at[p].outer && !seen[p])
            search_cuts(a, p, seen, seen + parts, seen + 2 * parts, seen + 3 * parts,
                        &clock);
    for (int32_t p = 0; p < parts; p++) {
        int32_t c = a->part.at[p].community;
        if (c >= 0 && a->looked[c]++)
            a->suspect[c] = 1;
    }
    if (clock < parts)
        memset(a->suspect, 1, (size_t)n);
    memset(a->looked, 0, (size_t)n * sizeof *a->looked);
    free(seen);
    return true;
}

static bool check_enclaves(auditor *a, int32_t n)
{
    int32_t round = 0, atom;
    a->suspect = sz__zalloc((size_t)n, sizeof *a->suspect);
    a->looked = sz__zalloc((size_t)n, sizeof *a->looked);
    if (!a->suspect || !a->looked || !find_suspects(a, n))
        return false;
    for (int32_t t = -1; t < a->n_towns; t++) {
        if (!has_outside(a, t))
            continue;
        for (int32_t p = a->town_first[t + 1]; p >= 0; p = a->town_next[p]) {
            int32_t c = a->part.at[p].community;
            if (c < 0 || !a->suspect[c] || a->looked[c] == t + 2)
                continue;
            a->looked[c] = t + 2;
            int64_t weight = shut_in(a, t, c, ++round, &atom);
            if (atom >= 0 && !note(a, SZ_BREACH_ENCLAVE, c, atom, weight))
                return false;
        }
    }
    return true;
}

/* The band of community C, by the kind that most of its households live on; SUMS are
 * households by community and kind, or NULL. */
static sz_limits band_of(const auditor *a, const int64_t *sums, int32_t c)
{
    const sz_demand *d = a->demand;
    int32_t kinds = a->g->n_kinds, best = 0;
    for (int32_t k = 1; sums && k < kinds; k++)
        if (sums[c * kinds + k] > sums[c * kinds + best])
            best = k;
    return best ? d->bands[best - 1] : (sz_limits){ d->min, d->max, d->target };
}

/* Whether the sizes of N communities are in their bands. */
static bool check_sizes(auditor *a, int32_t n, const int64_t *weight,
                        const int32_t *atom)
{
    const sz_graph *g = a->g;
    size_t kinds = (size_t)g->n_kinds;
    int64_t *sums = a->demand->bands ? sz__zalloc((size_t)n * kinds, sizeof *sums) : NULL;
    bool ok = !a->demand->bands || sums;
    for (int32_t v = 0; v < g->n && sums; v++)
        for (size_t k = 0; k < kinds && a->label[v] >= 0; k++)
            sums[(size_t)a->label[v] * kinds + k] += g->by_kind[(size_t)v * kinds + k];
    for (int32_t c = 0; c < n && ok; c++) {
        sz_limits band = band_of(a, sums, c);
        bool below = weight[c] < band.min;
        if (atom[c] < 0 || (!below && weight[c] <= band.max))
            continue;
        ok = note(a, below ? SZ_BREACH_BELOW : SZ_BREACH_ABOVE, c, atom[c], weight[c]);
        if (ok)
            a->out->breaches.at[a->out->breaches.n - 1].bound =
                below ? band.min : band.max;
    }
    free(sums);
    return ok;
}

/* Sizes and parts of each community. */
static bool check_communities(auditor *a, int32_t n)
{
    int64_t *weight = sz__zalloc((size_t)n, sizeof *weight);
    int32_t *main_part = sz__alloc((size_t)n, sizeof *main_part);
    bool ok = weight && main_part;
    for (int32_t c = 0; c < n && ok; c++)
        main_part[c] = -1;
    for (size_t i = 0; i < a->part.n && ok; i++) {
        const part *p = &a->part.at[i];
        if (p->community < 0)
            continue;
        weight[p->community] += p->weight;
        int32_t m = main_part[p->community];
        if (m < 0 || p->weight > a->part.at[m].weight ||
            (p->weight == a->part.at[m].weight && p->area > a->part.at[m].area))
            main_part[p->community] = (int32_t)i;
    }
    for (size_t i = 0; i < a->part.n && ok; i++) {
        const part *p = &a->part.at[i];
        if (p->community < 0)
            ok = note(a, SZ_BREACH_NOBODY, -1, p->atom, p->weight);
        else if (main_part[p->community] != (int32_t)i)
            ok = note(a, SZ_BREACH_DETACHED, p->community, p->atom, p->weight);
    }
    for (int32_t c = 0; c < n && ok; c++) {
        if (main_part[c] < 0)
            continue;
        int32_t atom = a->part.at[main_part[c]].atom;
        if (!a->out->living++ || weight[c] < a->out->smallest)
            a->out->smallest = weight[c];
        a->out->largest = weight[c] > a->out->largest ? weight[c] : a->out->largest;
        main_part[c] = atom; /* from here on, an atom of it */
    }
    ok = ok && check_sizes(a, n, weight, main_part);
    free(weight);
    free(main_part);
    return ok;
}

static bool check_atoms(auditor *a, const int32_t *town, int32_t n)
{
    const sz_graph *g = a->g;
    uint8_t *locked = sz__zalloc((size_t)n, sizeof *locked);
    bool ok = locked != NULL;
    for (int32_t v = 0; v < g->n && ok; v++)
        if (g->locked[v] && g->today[v] >= 0)
            locked[g->today[v]] = 1;
    for (int32_t v = 0; v < g->n && ok; v++) {
        int32_t c = a->label[v];
        if (g->locked[v] ? c != g->today[v] : c >= 0 && locked[c])
            ok = note(a, SZ_BREACH_LOCKED, g->locked[v] ? g->today[v] : c, v,
                      g->weight[v]);
        if (ok && c >= 0 && !a->demand->cross_towns && town[c] >= 0 &&
            town[c] != g->town[v] && !g->locked[v])
            ok = note(a, SZ_BREACH_TOWN, c, v, g->weight[v]);
    }
    free(locked);
    return ok;
}

sz_status sz__inspect(sz_inspection *out, const sz_graph *graph, const int32_t *label,
                    int32_t n_communities, const int32_t *town, const sz_demand *demand,
                    int32_t want, sz_error *err)
{
    auditor a = { .g = graph, .label = label, .demand = demand, .out = out };
    size_t n = (size_t)graph->n;
    *out = (sz_inspection){ 0 };
    a.part_of = sz__alloc(n, sizeof *a.part_of);
    a.queue = sz__alloc(n, sizeof *a.queue);
    bool ok = a.part_of && a.queue && find_parts(&a) && link_parts(&a) &&
              check_communities(&a, n_communities) && check_enclaves(&a, n_communities) &&
              check_atoms(&a, town, n_communities);
    int32_t most = demand->communities_max > want ? demand->communities_max : want;
    if (ok && want && (out->living < want || out->living > most)) {
        ok = note(&a, SZ_BREACH_NUMBER, -1, -1, out->living);
        if (ok)
            out->breaches.at[out->breaches.n - 1].bound =
                out->living < want ? want : most;
    }
    free(a.part_of);
    free(a.queue);
    free(a.part.at);
    free(a.row);
    free(a.next_part);
    free(a.town_first);
    free(a.town_next);
    free(a.reached);
    free(a.suspect);
    free(a.looked);
    if (ok)
        return SZ_SUCCESS;
    sz__inspection_release(out);
    return sz__nomem(err);
}

void sz__inspection_release(sz_inspection *seen)
{
    free(seen->breaches.at);
    *seen = (sz_inspection){ 0 };
}
