/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The two moves of a search: one atom to a neighbour's zone, and two zones merged and
 * parted again by the best cut of a spanning tree. */
#include "solve/search.h"

enum { FAR_PAIRS = 1 << 16 }; /* so many are no longer in a core's own cache */

/* Whether a change for the worse by DELTA is taken at this HEAT. */
static bool taken(sz_search *s, double delta, double heat)
{
    return delta <= 0 || delta < heat * s->patience[sz__rng_next(&s->rng) >> 54];
}

double sz__search_delta(const sz_search *s, int32_t v, int32_t a, int32_t b,
                        int64_t *worse)
{
    const sz_task *t = s->task;
    const sz_zone *from = &s->st.zone[a], *to = &s->st.zone[b];
    const double *sums_a = sz__search_sums(s, a), *sums_b = sz__search_sums(s, b);
    double less[SZ_MAX_SUMS], more[SZ_MAX_SUMS], *left = NULL, *joined = NULL;
    int64_t w = t->graph.weight[v];
    if (t->n_sums) {
        sz__sums_with(t, left = less, sums_a, v, -1);
        sz__sums_with(t, joined = more, sums_b, v, 1);
    }
    *worse = sz__outside(t, from->weight - w, left) +
             sz__outside(t, to->weight + w, joined) -
             sz__outside(t, from->weight, sums_a) - sz__outside(t, to->weight, sums_b) +
             sz__astray(t, v, b) - sz__astray(t, v, a);
    return sz__zone_cost(t, a, from->count - 1, from->weight - w, left) +
           sz__zone_cost(t, b, to->count + 1, to->weight + w, joined) -
           sz__zone_cost(t, a, from->count, from->weight, sums_a) -
           sz__zone_cost(t, b, to->count, to->weight, sums_b) + sz__seat(t, v, b) -
           sz__seat(t, v, a) + sz__border_delta(t, s->st.label, v, a, b);
}

#if defined(__GNUC__)
#define FETCH(at) __builtin_prefetch(at)
#else
#define FETCH(at) (void)(at)
#endif

static const int32_t *pair_of(const sz_search *s, uint64_t random)
{
    return s->pair[(random >> 32) * s->n_pairs >> 32];
}

/* The next random number. On a map that no cache holds, what the following ones will
 * look up is called in, one step further for each that comes nearer. */
static uint64_t draw(sz_search *s)
{
    uint64_t random = s->ahead[s->turn], drawn = sz__rng_next(&s->rng);
    s->ahead[s->turn] = drawn;
    s->turn = (s->turn + 1) % SZ_AHEAD;
    if (s->n_pairs < FAR_PAIRS)
        return random;
    uint64_t near = s->ahead[s->turn], next = s->ahead[(s->turn + 2) % SZ_AHEAD];
    const int32_t *pair = pair_of(s, next);
    FETCH(pair_of(s, drawn));
    FETCH(&s->st.label[pair[0]]);
    FETCH(&s->st.label[pair[1]]);
    FETCH(&s->task->graph.row[pair[next & 1]]);
    int32_t first = s->task->graph.row[pair_of(s, near)[near & 1]];
    FETCH(&s->task->graph.ring[first]);
    FETCH(&s->task->price[first]);
    return random;
}

void sz__search_flip(sz_search *s, double heat, bool strict)
{
    uint64_t random = draw(s);
    const int32_t *pair = pair_of(s, random);
    int32_t v = pair[random & 1], a = s->st.label[v],
            b = s->st.label[pair[~random & 1]];
    if (a == b)
        return;
    if (s->st.zone[a].count < 2)
        return;
    int64_t worse;
    double delta = sz__search_delta(s, v, a, b, &worse);
    if (strict && worse > 0)
        return;
    if (!taken(s, delta + s->pressure * (double)worse, heat) ||
        sz__state_ask(&s->st, v, b) != 0)
        return;
    sz__search_move(s, v, b, 0);
    s->cost += delta;
    s->violation += worse;
}

int32_t sz__search_unused(sz_search *s, int32_t z)
{
    const sz_task *t = s->task;
    const int32_t *member = sz__state_members(&s->st, z);
    int32_t best = -1;
    if (++s->near_now == 0)
        s->near_now = 1;
    for (int32_t m = 0; m < s->st.zone[z].count && (t->present || t->graph.held); m++) {
        int32_t home = t->home[member[m]];
        if (home < 0 || s->st.zone[home].count)
            continue;
        if (s->near_mark[home] != s->near_now) {
            s->near_mark[home] = s->near_now;
            s->near_border[home] = 0;
        }
        s->near_border[home] += t->move_price[member[m]];
        if (best < 0 || s->near_border[home] > s->near_border[best])
            best = home;
    }
    if (best >= 0)
        return best;
    for (int32_t i = t->n_today; i < t->max_zones; i++) {
        if (s->next_new >= t->max_zones)
            s->next_new = t->n_today;
        int32_t zone = s->next_new++;
        if (s->st.zone[zone].count == 0)
            return zone;
    }
    return -1;
}

/* What is known of a pair before it is cut. */
typedef struct pairing {
    int32_t a, b;
    const sz_haste *haste;
    double cost;            /* of both zones, their border, their moves */
    double judged;          /* the same with the violation priced in */
    int64_t violation;      /* of both, the number of communities and atoms that
                               must stay included */
    double best;            /* judged cost, */
    double best_cost;       /* cost */
    int64_t best_violation; /* and violation of the best offer so far */
    int32_t best_living;
    bool found;
} pairing;

static double judge(const sz_search *s, const pairing *p, double cost, int64_t out_a,
                    int64_t out_b, int64_t count)
{
    return cost + s->pressure * (p->haste->care[0] * (double)out_a +
                                 p->haste->care[1] * (double)out_b + (double)count);
}

static void survey(sz_search *s, pairing *p)
{
    const sz_task *t = s->task;
    const sz_tree *tree = &s->tree;
    p->cost = sz__zone_costs(s, p->a) + sz__zone_costs(s, p->b);
    int64_t count = sz__miscount(t, s->living);
    for (int32_t i = 0; i < tree->n; i++) {
        int32_t v = tree->gathered[i];
        p->cost += sz__seat(t, v, s->st.label[v]);
        count += sz__astray(t, v, s->st.label[v]);
    }
    for (int32_t e = 0; e < tree->n_borders; e++)
        if (s->st.label[tree->gathered[tree->edge[e].u]] !=
            s->st.label[tree->gathered[tree->edge[e].v]])
            p->cost += tree->edge[e].price;
    int64_t out_a = sz__zone_outside(s, p->a);
    int64_t out_b = s->st.zone[p->b].count ? sz__zone_outside(s, p->b) : 0;
    p->violation = out_a + out_b + count;
    p->judged = judge(s, p, p->cost, out_a, out_b, count);
    p->best = 0;
    p->found = false;
}

/* Note an offer if it is the best yet; true when it is. ASTRAY: violation by atoms that
 * must stay elsewhere. */
static bool offer(const sz_search *s, pairing *p, double cost, int64_t out_a,
                  int64_t out_b, int64_t astray, int32_t living)
{
    int64_t count = sz__miscount(s->task, living) + astray;
    if (p->haste->strict && out_a + out_b + count > p->violation)
        return false;
    double judged = judge(s, p, cost, out_a, out_b, count);
    if (p->found && judged >= p->best)
        return false;
    p->found = true;
    p->best = judged;
    p->best_cost = cost;
    p->best_violation = out_a + out_b + count;
    p->best_living = living;
    return true;
}

/* All in one zone, which is A or B. */
static void offer_merger(sz_search *s, pairing *p)
{
    const sz_task *t = s->task;
    const sz_tree *tree = &s->tree;
    bool both = s->st.zone[p->b].count > 0;
    int64_t w = s->st.zone[p->a].weight + s->st.zone[p->b].weight;
    double seat[2] = { 0, 0 }, sums[SZ_MAX_SUMS] = { 0 };
    int64_t astray[2] = { 0, 0 };
    for (int32_t i = 0; i < tree->n; i++) {
        int32_t v = tree->gathered[i];
        seat[0] += sz__seat(t, v, p->a);
        seat[1] += sz__seat(t, v, p->b);
        astray[0] += sz__astray(t, v, p->a);
        astray[1] += sz__astray(t, v, p->b);
        sz__sums_with(t, sums, sums, v, 1);
    }
    for (int side = 0; side < 2; side++) {
        int32_t z = side ? p->b : p->a, other = side ? p->a : p->b;
        double cost = sz__zone_cost(t, z, tree->n, w, sums) +
                      sz__zone_cost(t, other, 0, 0, NULL) + seat[side];
        int64_t out = sz__outside(t, w, sums);
        if (offer(s, p, cost, side ? 0 : out, side ? out : 0, astray[side],
                  s->living - both))
            for (int32_t i = 0; i < tree->n; i++)
                s->offer[i] = z;
    }
}

/* The best cut of the tree at hand. */
static void offer_cuts(sz_search *s, pairing *p)
{
    const sz_task *t = s->task;
    const sz_tree *tree = &s->tree;
    int64_t all = tree->weight[0];
    int32_t living = s->living + (s->st.zone[p->b].count == 0);
    int32_t below = -1;
    bool a_below = false;
    double rest[SZ_MAX_SUMS] = { 0 };
    const double *sums[2] = { NULL, rest };
    for (int32_t i = 1; i < tree->n; i++) {
        if (tree->ext[i] == 0 || tree->ext[i] == tree->ext[0])
            continue; /* one half would lie inside the other */
        if (t->n_sums)
            sums[0] = sz__tree_rest(tree, i, rest);
        int64_t w[2] = { tree->weight[i], all - tree->weight[i] };
        int32_t n[2] = { tree->size[i], tree->n - tree->size[i] };
        int64_t out[2] = { sz__outside(t, w[0], sums[0]), sz__outside(t, w[1], rest) };
        for (int flip = 0; flip < 2; flip++) {
            double seats = flip ? tree->seat_a[0] - tree->seat_a[i] + tree->seat_b[i]
                                : tree->seat_a[i] + tree->seat_b[0] - tree->seat_b[i];
            double cost = sz__zone_cost(t, p->a, n[flip], w[flip], sums[flip]) +
                          sz__zone_cost(t, p->b, n[!flip], w[!flip], sums[!flip]) +
                          tree->cut[i] + seats;
            int64_t astray = !t->has_held ? 0
                             : flip ? tree->astray_a[0] - tree->astray_a[i] +
                                          tree->astray_b[i]
                                    : tree->astray_a[i] + tree->astray_b[0] -
                                          tree->astray_b[i];
            if (offer(s, p, cost, out[flip], out[!flip], astray, living)) {
                below = i;
                a_below = !flip;
            }
        }
    }
    if (below < 0)
        return;
    for (int32_t i = 0; i < tree->n; i++) {
        bool in = i >= below && i < below + tree->size[below];
        s->offer[tree->at[i]] = in == a_below ? p->a : p->b;
    }
}

bool sz__search_relabel(sz_search *s, int32_t a, int32_t b)
{
    const sz_tree *tree = &s->tree;
    sz_zone *za = &s->st.zone[a], *zb = &s->st.zone[b];
    bool was[4] = { za->whole, za->open, zb->whole, zb->open };
    for (int32_t i = 0; i < tree->n; i++) {
        int32_t v = tree->gathered[i], now = s->st.label[v];
        if (s->offer[i] == now)
            continue;
        sz__search_move(s, v, s->offer[i], ~0u);
        s->offer[i] = now;
    }
    bool good = (!za->count || sz__state_is_open(&s->st, a)) &&
                (!zb->count || sz__state_is_open(&s->st, b));
    if (good) {
        za->whole = za->open = zb->whole = zb->open = true;
        return true;
    }
    for (int32_t i = 0; i < tree->n; i++)
        sz__search_move(s, tree->gathered[i], s->offer[i], ~0u);
    za->whole = was[0];
    za->open = was[1];
    zb->whole = was[2];
    zb->open = was[3];
    return false;
}

bool sz__search_pair(sz_search *s, int32_t a, int32_t b, const sz_haste *haste)
{
    pairing p = { .a = a, .b = b, .haste = haste };
    int32_t n = 0, count_a = s->st.zone[a].count, count_b = s->st.zone[b].count;
    for (int32_t i = 0; i < count_a; i++)
        s->list[n++] = sz__state_members(&s->st, a)[i];
    for (int32_t i = 0; i < count_b; i++)
        s->list[n++] = sz__state_members(&s->st, b)[i];
    sz__tree_gather(&s->tree, s->list, n);
    survey(s, &p);
    if (haste->recount && count_b)
        offer_merger(s, &p);
    for (int i = 0; i < haste->trees && n > 1 && (haste->recount || count_b); i++)
        if (sz__tree_grow(&s->tree, &s->rng, a, b))
            offer_cuts(s, &p);
    s->gain = p.found && p.judged - p.best > 1e-6 ? p.judged - p.best : 0;
    if (haste->dry || !p.found || (haste->heat <= 0 && s->gain <= 0) ||
        !taken(s, p.best - p.judged, haste->heat) || !sz__search_relabel(s, a, b))
        return false;
    s->cost += p.best_cost - p.cost;
    s->violation += p.best_violation - p.violation;
    s->living = p.best_living;
    return true;
}
