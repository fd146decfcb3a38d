/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rows and columns of the set partitioning program; see master.h. */
#include "solve/master.h"

#include <math.h>
#include <string.h>

static size_t hash_of(const sz_column *c)
{
    uint64_t h = (uint64_t)c->label + 1;
    for (int i = 0; i < SZ_SET_WORDS; i++)
        h = (h ^ c->set.w[i]) * 0x9e3779b97f4a7c15u, h ^= h >> 29;
    return (size_t)h;
}

/* Rows in the order: atoms, zones that live today, the number of communities. */
sz_status sz__master_open(sz_master *m, const sz_cover *cover, const sz_set *rows,
                          double big, sz_error *err)
{
    *m = (sz_master){ .cover = cover, .count_row = { -1, -1 } };
    sz__linear_init(&m->lp, big);
    m->worth = (sz_worth){ m->atom, m->label, 0 };
    bool ok = true;
    for (int32_t v = 0; v < cover->n && ok; v++) {
        m->atom_row[v] = -1;
        if (!sz__set_has(rows, v))
            continue;
        m->atom_row[v] = m->lp.m;
        ok = sz__linear_row(&m->lp, 1, 0);
    }
    for (int32_t z = 0; z < cover->n_labels && ok; z++) {
        m->label_row[z] = -1;
        if (z == cover->n_labels - 1 || cover->task->fixed[z])
            continue;
        m->label_row[z] = m->lp.m;
        ok = sz__linear_row(&m->lp, 1, 1);
    }
    for (int i = 0; i < 2 && ok; i++) {
        m->count_row[i] = m->lp.m;
        ok = sz__linear_row(&m->lp, i ? cover->most : cover->fewest, i ? 1 : -1);
    }
    for (size_t j = 0; j < m->lp.col.n && ok; j++)
        ok = sz__push(&m->of, -1);
    if (ok)
        return SZ_SUCCESS;
    sz__master_release(m);
    return sz__nomem(err);
}

void sz__master_release(sz_master *m)
{
    sz__linear_release(&m->lp);
    free(m->pool.at);
    free(m->of.at);
    for (size_t k = 0; k < m->cut.n; k++)
        free(m->cut.at[k].has);
    free(m->cut.at);
    free(m->slot);
    m->pool.at = NULL;
    m->of.at = NULL;
    m->cut.at = NULL;
    m->cut.n = 0;
    m->slot = NULL;
}

static bool widen(sz_master *m)
{
    size_t slots = m->slots ? 2 * m->slots : 1024;
    int32_t *slot = sz__alloc(slots, sizeof *slot);
    if (!slot)
        return false;
    memset(slot, -1, slots * sizeof *slot);
    for (size_t i = 0; i < m->pool.n; i++) {
        size_t at = hash_of(&m->pool.at[i].column) & (slots - 1);
        while (slot[at] >= 0)
            at = (at + 1) & (slots - 1);
        slot[at] = (int32_t)i;
    }
    free(m->slot);
    m->slot = slot;
    m->slots = slots;
    return true;
}

int32_t sz__master_pool(sz_master *m, const sz_column *column)
{
    if (2 * (m->pool.n + 1) > m->slots && !widen(m))
        return -1;
    size_t at = hash_of(column) & (m->slots - 1);
    for (; m->slot[at] >= 0; at = (at + 1) & (m->slots - 1)) {
        const sz_column *c = &m->pool.at[m->slot[at]].column;
        if (c->label == column->label && sz__set_same(&c->set, &column->set))
            return m->slot[at];
    }
    if (!sz__push(&m->pool, (sz_pooled){ .column = *column, .at = -1 }))
        return -1;
    m->slot[at] = (int32_t)m->pool.n - 1;
    return m->slot[at];
}

static bool is_in(const sz_cut *cut, int32_t i)
{
    return (size_t)i / 64 < cut->words && cut->has[i / 64] >> (i % 64) & 1;
}

bool sz__master_activate(sz_master *m, int32_t i)
{
    sz_pooled *p = &m->pool.at[i];
    sz_linear_entry entry[SZ_SET_ATOMS + 3];
    size_t n = 0;
    if (p->at >= 0)
        return true;
    for (sz_set rest = p->column.set; !sz__set_empty(&rest);) {
        int32_t row = m->atom_row[sz__set_pop(&rest)];
        if (row >= 0)
            entry[n++] = (sz_linear_entry){ row, 1 };
    }
    if (m->label_row[p->column.label] >= 0)
        entry[n++] = (sz_linear_entry){ m->label_row[p->column.label], 1 };
    for (int k = 0; k < 2; k++)
        entry[n++] = (sz_linear_entry){ m->count_row[k], 1 };
    int32_t at = sz__linear_column(&m->lp, p->column.cost, entry, n);
    if (at < 0)
        return false;
    for (size_t k = 0; k < m->cut.n; k++) {
        sz_linear_entry e = { m->cut.at[k].row, 1 };
        if (is_in(&m->cut.at[k], i) && !sz__push(&m->lp.col.at[at], e))
            return false;
    }
    m->lp.col.at[at].banned = p->barred;
    p->at = at;
    return sz__push(&m->of, i);
}

bool sz__master_solve(sz_master *m, sz_budget *budget)
{
    uint64_t before = m->lp.pivots;
    if (!sz__linear_solve(&m->lp))
        return false;
    double rows = m->lp.m, pivots = (double)(m->lp.pivots - before);
    sz__budget_charge(budget, pivots * (rows * rows + 8 * (double)m->lp.col.n) / 4000);
    for (int32_t v = 0; v < m->cover->n; v++)
        m->atom[v] = m->atom_row[v] < 0 ? 0 : m->lp.dual[m->atom_row[v]];
    for (int32_t z = 0; z < m->cover->n_labels; z++)
        m->label[z] = m->label_row[z] < 0 ? 0 : m->lp.dual[m->label_row[z]];
    m->worth.any = 0;
    for (int k = 0; k < 2; k++)
        m->worth.any += m->lp.dual[m->count_row[k]];
    return true;
}

double sz__master_reduced(const sz_master *m, int32_t i)
{
    const sz_column *c = &m->pool.at[i].column;
    double reduced = c->cost - m->worth.any - m->label[c->label];
    for (sz_set rest = c->set; !sz__set_empty(&rest);)
        reduced -= m->atom[sz__set_pop(&rest)];
    for (size_t k = 0; k < m->cut.n; k++) {
        double dual = m->lp.dual[m->cut.at[k].row];
        if ((dual < 0 || dual > 0) && is_in(&m->cut.at[k], i))
            reduced -= dual;
    }
    return reduced;
}

bool sz__master_conflict(const sz_master *m, int32_t i, int32_t k)
{
    const sz_column *a = &m->pool.at[i].column, *b = &m->pool.at[k].column;
    sz_set both = sz__set_and(a->set, &b->set);
    return !sz__set_empty(&both) ||
           (a->label == b->label && m->label_row[a->label] >= 0);
}

bool sz__master_cut(sz_master *m, const int32_t *member, size_t n)
{
    sz_cut cut = { .words = m->pool.n / 64 + 1, .row = m->lp.m };
    cut.has = sz__zalloc(cut.words, sizeof *cut.has);
    if (!cut.has || !sz__push(&m->cut, cut)) {
        free(cut.has);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        cut.has[member[i] / 64] |= UINT64_C(1) << (member[i] % 64);
        int32_t at = m->pool.at[member[i]].at;
        if (at >= 0 && !sz__linear_entry(&m->lp, at, 1))
            return false;
    }
    if (!sz__linear_row(&m->lp, 1, 1))
        return false;
    while (m->of.n < m->lp.col.n) /* slack, and an artificial column perhaps */
        if (!sz__push(&m->of, -1))
            return false;
    return true;
}

void sz__master_bar(sz_master *m, int32_t i, bool barred)
{
    m->pool.at[i].barred = barred;
    if (m->pool.at[i].at >= 0)
        m->lp.col.at[m->pool.at[i].at].banned = barred;
}
