/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Plans put together of what searches came by: against every choice there is, and
 * counted anew. */
#include "solve/groups.h"
#include "tests/rough_town.h"

enum { PLANS = 6, MOST_COLUMNS = 128, MOST_ATOMS = 64 };

/* The plan of TOWN and those of rough searches with other seeds, in POOL. */
static void fill_pool(sz_pool *pool, const town *t, int w, int h, uint64_t seed)
{
    sz_task *task = t->out.tasks;
    ck_assert_int_eq(sz__pool_open(pool, task, PLANS, NULL), SZ_SUCCESS);
    sz__pool_add(pool, task->label);
    for (uint64_t i = 1; i < PLANS; i++) {
        town other;
        open_town(&other, w, h, seed);
        other.effort.seed = 100 * seed + i;
        sz__best_release(&other.out);
        ck_assert_int_eq(sz__engine_run(&other.out, &other.g, &other.demand, 0,
                                        &other.effort, NULL),
                         SZ_SUCCESS);
        ck_assert_int_le(other.out.tasks->max_zones, pool->zones);
        sz__pool_add(pool, other.out.tasks->label);
        close_town(&other);
    }
}

/* Communities as bits of at most 64 atoms. */
typedef struct listing {
    const sz_task *task;
    uint64_t column[MOST_COLUMNS];
    int n;
    uint64_t part[MOST_ATOMS]; /* of the choice under way */
    int32_t *label;
    double least;
    int choices;
} listing;

static void list_columns(listing *l, const sz_pool *pool)
{
    for (int32_t p = 0; p < pool->n; p++)
        for (int32_t z = 0; z < pool->zones; z++) {
            uint64_t set = 0;
            bool known = false;
            for (int32_t v = 0; v < pool->atoms; v++)
                set |= (uint64_t)(pool->label[p * pool->atoms + v] == z) << v;
            for (int i = 0; i < l->n; i++)
                known |= l->column[i] == set;
            if (!set || known)
                continue;
            ck_assert_int_lt(l->n, MOST_COLUMNS);
            l->column[l->n++] = set;
        }
}

/* Every choice of columns that has each atom of LEFT just once. */
static void choose(listing *l, uint64_t left, int parts)
{
    if (left == 0) {
        int64_t violation;
        sz_task task = *l->task;
        task.label = l->label;
        task.n_zones = parts;
        for (int i = 0; i < parts; i++)
            for (int32_t v = 0; v < task.graph.n; v++)
                if (l->part[i] >> v & 1)
                    l->label[v] = i;
        l->least = fmin(l->least, cost_of(&task, &violation));
        l->choices++;
    }
    for (int i = 0; i < l->n && left; i++) {
        if (!(l->column[i] & left & (~left + 1)) || l->column[i] & ~left)
            continue;
        l->part[parts] = l->column[i];
        choose(l, left & ~l->column[i], parts + 1);
    }
}

/* In one group, the best choice is found. */
START_TEST(the_best_choice)
{
    int mixed = 0;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        town t;
        sz_pool pool;
        sz_polish p;
        int64_t violation;
        int32_t label[MOST_ATOMS];
        open_town(&t, 8, 6, seed);
        sz_task *task = t.out.tasks;
        fill_pool(&pool, &t, 8, 6, seed);
        listing l = { .task = task, .label = label, .least = INFINITY };
        list_columns(&l, &pool);
        choose(&l, (UINT64_C(1) << task->graph.n) - 1, 0);
        double before = cost_of(task, &violation);
        ck_assert_int_eq(violation, 0);
        ck_assert_int_eq(sz__polish_groups(&p, task, &pool, 1000000, &t.watch, 1, NULL),
                         SZ_SUCCESS);
        double after = cost_of(task, &violation);
        ck_assert_int_eq(violation, 0);
        ck_assert_double_eq_tol(before - p.gain, after, 1e-3);
        ck_assert_double_eq_tol(after, l.least, 1e-3);
        check_sound(&t);
        mixed += l.choices > PLANS;
        sz__pool_release(&pool);
        close_town(&t);
    }
    ck_assert_int_gt(mixed, 0);
}
END_TEST

/* More communities than a group can have: what was gained is what the plan costs less,
 * nothing breaks, and threads do not matter. */
START_TEST(many_groups)
{
    double gain = 0;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        town t, other;
        sz_pool pool;
        sz_polish p, same;
        int64_t violation;
        open_town(&t, 20, 16, seed);
        open_town(&other, 20, 16, seed);
        fill_pool(&pool, &t, 20, 16, seed);
        sz_task *task = t.out.tasks;
        double before = cost_of(task, &violation);
        ck_assert_int_eq(sz__polish_groups(&p, task, &pool, 3000000, &t.watch, 1, NULL),
                         SZ_SUCCESS);
        ck_assert_double_eq_tol(before - p.gain, cost_of(task, &violation), 1e-3);
        ck_assert_int_eq(violation, 0);
        check_sound(&t);
        ck_assert_int_eq(sz__polish_groups(&same, other.out.tasks, &pool, 3000000,
                                           &other.watch, 3, NULL),
                         SZ_SUCCESS);
        ck_assert_uint_eq(same.steps, p.steps);
        ck_assert_mem_eq(task->label, other.out.tasks->label,
                         (size_t)t.g.n * sizeof *task->label);
        gain += p.gain;
        sz__pool_release(&pool);
        close_town(&t);
        close_town(&other);
    }
    ck_assert_double_gt(gain, 0);
}
END_TEST

/* The oldest plans make room. */
START_TEST(the_last_are_kept)
{
    town t;
    sz_pool all, part[2];
    open_town(&t, 5, 4, 1);
    int32_t n = t.g.n, label[20];
    ck_assert_int_eq(n, 20);
    ck_assert_int_eq(sz__pool_open(&all, t.out.tasks, 4, NULL), SZ_SUCCESS);
    for (int32_t i = 0; i < 2; i++)
        part[i] = sz__pool_part(&all, i, 2);
    for (int32_t k = 0; k < 4; k++) { /* 4, 8, 12 atoms of zone 1; and 16 */
        for (int32_t v = 0; v < n; v++)
            label[v] = v < 4 * (k + 1);
        sz__pool_add(&part[k / 3], label);
    }
    ck_assert_int_eq(part[0].n, 2);
    ck_assert_int_eq(part[1].n, 1);
    sz__pool_join(&all, part, 2);
    ck_assert_int_eq(all.n, 3);
    static const int32_t want[] = { 12, 8, 16 };
    for (int32_t i = 0; i < 3; i++) {
        ck_assert_int_eq(all.count[i * all.zones + 1], want[i]);
        ck_assert_int_eq(all.label[i * n + want[i] - 1], 1);
        ck_assert_int_eq(all.label[i * n + want[i]], 0);
    }
    sz__pool_release(&all);
    close_town(&t);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("pool");
    tcase_add_test(tc, the_best_choice);
    tcase_add_test(tc, many_groups);
    tcase_add_test(tc, the_last_are_kept);
    return run_suite("pool", tc);
}
