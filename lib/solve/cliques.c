/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Clique cuts; see cliques.h. */
#include "solve/cliques.h"

#include <string.h>

enum {
    AT_ONCE = 40,
    MOST_CUTS = 400,
    MOST_USED = 512,
    MOST_MEMBERS = 40,
    PER_STEP = 4 /* looks at two columns that take as long as one at a set */
};
#define VIOLATED 0.02

typedef struct clique {
    double over;
    int32_t n, at[MOST_MEMBERS]; /* places in `used`, ascending */
} clique;

typedef struct finder {
    sz_master *m;
    const int32_t *used;
    const double *x;
    int32_t n;
    sz_budget *budget;
    uint64_t looks;              /* at two columns, not charged yet */
    int32_t order[MOST_USED];    /* by share, greatest first */
    uint64_t (*beside)[MOST_USED / 64]; /* [n] who conflicts with whom */
    SZ__ARRAY(clique) found;
} finder;

/* Charge what was looked at; false when there is nothing left. */
static bool charge(finder *f)
{
    sz__budget_charge(f->budget, (double)f->looks / PER_STEP);
    f->looks = 0;
    return f->budget->steps > 0;
}

static bool apart(const finder *f, int32_t a, int32_t b)
{
    return f->beside[a][b / 64] >> (b % 64) & 1;
}

static void find_conflicts(finder *f)
{
    for (int32_t a = 0; a < f->n; a++) {
        int32_t k = a;
        for (; k > 0 && f->x[f->order[k - 1]] < f->x[a]; k--)
            f->order[k] = f->order[k - 1];
        f->order[k] = a;
        for (int32_t b = 0; b < f->n; b++)
            if (a != b && sz__master_conflict(f->m, f->used[a], f->used[b]))
                f->beside[a][b / 64] |= UINT64_C(1) << (b % 64);
    }
    f->looks += (uint64_t)f->n * (uint64_t)f->n;
}

/* Grow a clique from A and B by the greatest shares. */
static bool grow(finder *f, int32_t a, int32_t b)
{
    clique c = { .over = f->x[a] + f->x[b] - 1, .n = 2, .at = { a, b } };
    for (int32_t i = 0; i < f->n && c.n < MOST_MEMBERS; i++) {
        int32_t v = f->order[i], k = 0;
        while (k < c.n && apart(f, v, c.at[k]))
            k++;
        f->looks += (uint64_t)k + 1;
        if (k < c.n)
            continue;
        c.at[c.n++] = v;
        c.over += f->x[v];
    }
    if (c.over < VIOLATED)
        return true;
    for (int32_t i = 1; i < c.n; i++) {
        int32_t v = c.at[i], k = i;
        for (; k > 0 && c.at[k - 1] > v; k--)
            c.at[k] = c.at[k - 1];
        c.at[k] = v;
    }
    return sz__push(&f->found, c);
}

static int by_over(const void *a, const void *b)
{
    const clique *x = a, *y = b;
    if (x->over < y->over - 1e-9 || x->over > y->over + 1e-9)
        return x->over > y->over ? -1 : 1;
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    return memcmp(x->at, y->at, (size_t)x->n * sizeof *x->at);
}

/* A clique's columns, and all others of the pool that exclude each of them, and each
 * other; fewer when the budget ends. */
static bool add(finder *f, const clique *c)
{
    SZ__ARRAY(int32_t) list = SZ__ARRAY_INIT;
    bool ok = true;
    for (int32_t i = 0; i < c->n && ok; i++)
        ok = sz__push(&list, f->used[c->at[i]]);
    for (size_t i = 0; i < f->m->pool.n && ok; i++) {
        size_t k = 0;
        if (i % 1024 == 0 && !charge(f))
            break;
        if (f->m->pool.at[i].dead)
            continue;
        while (k < list.n && list.at[k] != (int32_t)i &&
               sz__master_conflict(f->m, (int32_t)i, list.at[k]))
            k++;
        f->looks += (uint64_t)k + 1;
        if (k == list.n)
            ok = sz__push(&list, (int32_t)i);
    }
    ok = ok && sz__master_cut(f->m, list.at, list.n);
    free(list.at);
    return ok;
}

bool sz__add_cliques(sz_master *m, const int32_t *used, const double *x, size_t n,
                     sz_budget *budget, int *added)
{
    finder f = { .m = m, .used = used, .x = x, .budget = budget,
                 .n = (int32_t)(n < MOST_USED ? n : MOST_USED) };
    f.beside = sz__zalloc((size_t)f.n, sizeof *f.beside);
    bool ok = f.beside != NULL;
    *added = 0;
    if (ok)
        find_conflicts(&f);
    for (int32_t a = 0; a < f.n && ok && charge(&f); a++)
        for (int32_t b = a + 1; b < f.n && ok; b++)
            if (apart(&f, a, b))
                ok = grow(&f, a, b);
    if (f.found.n)
        qsort(f.found.at, f.found.n, sizeof *f.found.at, by_over);
    for (size_t i = 0; i < f.found.n && ok && *added < AT_ONCE && charge(&f); i++) {
        if (i > 0 && by_over(&f.found.at[i - 1], &f.found.at[i]) == 0)
            continue;
        if (m->cut.n >= MOST_CUTS)
            break;
        ok = add(&f, &f.found.at[i]);
        ++*added;
    }
    free(f.beside);
    free(f.found.at);
    return ok;
}
