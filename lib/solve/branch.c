/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Branch and bound: whether two atoms go together (Ryan and Foster), or an atom to a
 * zone. */
#include "solve/branch.h"

#include <math.h>
#include <string.h>

#include "solve/cliques.h"

enum { AT_ONCE = 200, ROOT_ROUNDS = 60, NODE_ROUNDS = 3 };
#define WHOLE 1e-4    /* values this near to 0 or 1 are */

/* Shares in which atoms lie together, and in zones, in the solution at hand. */
typedef struct shares {
    int32_t n, labels;
    double *together;  /* [n * n] */
    double *in;        /* [n * labels] */
    int32_t *used;     /* columns of the pool with a share */
    double *x;
    size_t n_used, room;
    bool whole;        /* no artificial column has a share */
} shares;

static bool open_shares(shares *s, const sz_cover *c)
{
    size_t n = (size_t)c->n;
    *s = (shares){ .n = c->n, .labels = c->n_labels, .room = 4 * n + 1024 };
    s->together = sz__alloc(n * n, sizeof(double));
    s->in = sz__alloc(n * (size_t)c->n_labels, sizeof(double));
    s->used = sz__alloc(s->room, sizeof *s->used);
    s->x = sz__alloc(s->room, sizeof *s->x);
    return s->together && s->in && s->used && s->x;
}

static void close_shares(shares *s)
{
    free(s->together);
    free(s->in);
    free(s->used);
    free(s->x);
}

static void find_shares(const sz_master *m, shares *s)
{
    memset(s->together, 0, (size_t)s->n * (size_t)s->n * sizeof(double));
    memset(s->in, 0, (size_t)s->n * (size_t)s->labels * sizeof(double));
    s->n_used = 0;
    s->whole = true;
    for (int32_t r = 0; r < m->lp.m && s->n_used < s->room; r++) {
        int32_t j = m->lp.basis[r], i = m->of.at[j];
        double x = m->lp.x[r];
        if (x < WHOLE)
            continue;
        if (i < 0) {
            s->whole &= m->lp.col.at[j].cost < m->lp.big / 2;
            continue;
        }
        s->whole &= !m->pool.at[i].barred;
        s->used[s->n_used] = i;
        s->x[s->n_used++] = x;
        for (sz_set a = m->pool.at[i].column.set; !sz__set_empty(&a);) {
            int32_t v = sz__set_pop(&a);
            s->in[v * s->labels + m->pool.at[i].column.label] += x;
            for (sz_set b = a; !sz__set_empty(&b);) {
                int32_t u = sz__set_pop(&b);
                s->together[v * s->n + u] += x;
                s->together[u * s->n + v] += x;
            }
        }
    }
}

/* ---- columns ---- */

typedef struct offer {
    double reduced;
    int32_t at;
} offer;

static int by_reduced(const void *a, const void *b)
{
    const offer *x = a, *y = b;
    if (x->reduced < y->reduced || x->reduced > y->reduced)
        return x->reduced < y->reduced ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* Solve over all columns that are not barred: those that would help are let in until
 * there are none. *VALUE: the bound. */
static bool solve_node(sz_branching *b, double *value)
{
    sz_master *m = b->m;
    SZ__ARRAY(offer) offers = SZ__ARRAY_INIT;
    bool ok = true, again = true;
    while (ok && again) {
        ok = sz__master_solve(m, b->budget);
        sz__budget_charge(b->budget, (double)m->pool.n / 20);
        offers.n = 0;
        for (size_t i = 0; i < m->pool.n && ok; i++) {
            if (m->pool.at[i].at >= 0 || m->pool.at[i].barred)
                continue;
            double reduced = sz__master_reduced(m, (int32_t)i);
            if (reduced < -1e-9 * m->lp.big)
                ok = sz__push(&offers, (offer){ reduced, (int32_t)i });
        }
        again = offers.n > 0;
        if (again)
            qsort(offers.at, offers.n, sizeof *offers.at, by_reduced);
        for (size_t k = 0; k < offers.n && k < AT_ONCE && ok; k++)
            ok = sz__master_activate(m, offers.at[k].at);
    }
    free(offers.at);
    *value = sz__linear_value(&m->lp);
    return ok;
}

/* Columns that cost too much to be in a better plan, at the duals of the root. */
static void bury(sz_branching *b, double value)
{
    sz_master *m = b->m;
    double most = b->best - value + sz__branch_slack(b->best);
    for (size_t i = 0; i < m->pool.n; i++)
        if (!m->pool.at[i].dead && sz__master_reduced(m, (int32_t)i) > most) {
            m->pool.at[i].dead = true;
            sz__master_bar(m, (int32_t)i, true);
        }
}

/* Whether column C goes against a decision. */
static bool against(const sz_branching *b, const sz_column *c)
{
    for (int32_t k = 0; k < b->n_steps; k++) {
        int32_t u = b->step[k].b;
        bool first = sz__set_has(&c->set, b->step[k].a);
        bool second = u >= 0 ? sz__set_has(&c->set, u) : c->label == -1 - u;
        if (b->step[k].yes ? first != second : first && second)
            return true;
    }
    return false;
}

static void bar_all(sz_branching *b)
{
    for (size_t i = 0; i < b->m->pool.n; i++) {
        const sz_pooled *p = &b->m->pool.at[i];
        bool barred = p->dead || against(b, &p->column);
        if (barred != p->barred)
            sz__master_bar(b->m, (int32_t)i, barred);
    }
}

/* ---- branches ---- */

/* The pair of atoms, or atom and zone, that is most undecided. False: all is whole. */
static bool find_undecided(const shares *s, int32_t *a, int32_t *b, bool *likely)
{
    double most = 10 * WHOLE;
    *a = -1;
    for (int32_t i = 0; i < s->n; i++)
        for (int32_t j = i + 1; j < s->n; j++) {
            double x = s->together[i * s->n + j], open = fmin(x, 1 - x);
            if (open > most + 1e-9) {
                most = open;
                *a = i;
                *b = j;
                *likely = x >= 0.5;
            }
        }
    for (int32_t i = 0; i < s->n && *a < 0; i++)
        for (int32_t z = 0; z < s->labels; z++) {
            double x = s->in[i * s->labels + z], open = fmin(x, 1 - x);
            if (open > 10 * WHOLE) {
                *a = i;
                *b = -1 - z;
                *likely = x >= 0.5;
                break;
            }
        }
    return *a >= 0;
}

/* The solution at hand is a plan. */
static bool take_plan(sz_branching *b, const shares *s)
{
    double cost = 0;
    b->plan.n = 0;
    for (size_t k = 0; k < s->n_used; k++)
        if (s->x[k] > 0.5) {
            cost += b->m->pool.at[s->used[k]].column.cost;
            if (!sz__push(&b->plan, s->used[k]))
                return false;
        }
    b->best = cost;
    b->found = true;
    return true;
}

/* Tighten the node at hand with cuts; *VALUE its bound so far. */
static bool tighten(sz_branching *b, shares *s, double *value)
{
    int rounds = b->n_steps ? NODE_ROUNDS : ROOT_ROUNDS, added = 1;
    for (int i = 0; i < rounds && added && !b->rough; i++) {
        double before = *value;
        if (*value >= b->best - sz__branch_slack(b->best) || b->budget->stopped ||
            b->budget->steps == 0)
            return true;
        if (b->n_steps == 0)
            bury(b, *value);
        find_shares(b->m, s);
        if (!sz__add_cliques(b->m, s->used, s->x, s->n_used, b->budget, &added) ||
            (added && !solve_node(b, value)))
            return false;
        if (b->n_steps && *value - before < 0.02 * (b->best - before))
            break;
    }
    return true;
}

static bool dive(sz_branching *b, double above)
{
    double value = above;
    shares s = { 0 };
    if (b->budget->stop && !b->budget->stopped)
        b->budget->stopped = b->budget->stop(b->budget->data, 0);
    if (b->budget->stopped || b->budget->steps == 0 || b->nodes >= b->most_nodes) {
        b->open = fmin(b->open, above);
        return true;
    }
    b->nodes++;
    bar_all(b);
    bool ok = open_shares(&s, b->m->cover) && solve_node(b, &value) &&
              tighten(b, &s, &value);
    value = fmax(value, above);
    int32_t first = 0, second = 0;
    bool likely = false;
    if (ok && value < b->best - sz__branch_slack(b->best)) {
        find_shares(b->m, &s);
        if (b->n_steps == SZ_SET_ATOMS) {
            b->open = fmin(b->open, value); /* no room for more decisions */
        } else if (find_undecided(&s, &first, &second, &likely)) {
            for (int way = 0; way < 2 && ok; way++) {
                b->step[b->n_steps].a = first;
                b->step[b->n_steps].b = second;
                b->step[b->n_steps++].yes = way == 0 ? likely : !likely;
                ok = dive(b, value);
                b->n_steps--;
            }
        } else if (s.whole) {
            ok = take_plan(b, &s);
        } else {
            b->open = fmin(b->open, value); /* cannot be told by these columns */
        }
    }
    close_shares(&s);
    return ok;
}

bool sz__branch(sz_branching *b)
{
    b->open = INFINITY;
    return dive(b, -INFINITY);
}
