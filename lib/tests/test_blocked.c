/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ground between rivers: what connects, what hangs on its neighbour, and that plans and
 * audits see the same. Five columns, rivers on either side of the third. */
#include <math.h>

#include "plan/blocked.h"
#include "sizhi/audit.h"
#include "sizhi/solve.h"
#include "tests/apart.h"

enum { RIVER = 1u << SZ_BARRIER_RIVER };

/* Communities as PICTURE shows them, households (tens) as PEOPLE does; UNITS shows unit 0,
 * an estate, where there is one. */
static void draw_rivers(sz_map *m, const char *picture, const char *people,
                        const char *units)
{
    int w = width_of(picture), h = (int)((strlen(picture) + 1) / (size_t)(w + 1)), p = 0;
    draw(m, picture);
    for (int y = h - 1; y >= 0; y--)
        for (int x = 0; x < w; x++, p++) {
            m->households[p] = 10 * (people[y * (w + 1) + x] - '0');
            m->planned[p] = 0;
            m->unit[p] = -1;
            if (units && units[y * (w + 1) + x] == '0')
                m->unit[p] = 0;
        }
    if (units) {
        m->n_units = 1;
        m->units = sz__zalloc(1, sizeof *m->units);
        m->units[0].name = sz__names_add(&m->names, "花园");
        m->units[0].kind = sz__names_add(&m->names, "小区");
    }
    for (int32_t b = 0; b < m->n_borders; b++) {
        int32_t l = m->b_left[b], r = m->b_right[b];
        double west = l < 0 || r < 0 ? 0 : fmin(m->x[l], m->x[r]);
        if (l >= 0 && r >= 0 && fabs(m->x[l] - m->x[r]) > 0.5 && west > 1 && west < 3)
            m->b_class[b] = SZ_BARRIER_RIVER;
    }
}

/* "|" where parcel (X, Y) of the width W is blocked from its eastern neighbour, "-" where
 * it is not. */
static char east(const sz_map *m, const sz_blocked *blocked, int w, int x, int y)
{
    int32_t p = y * w + x;
    for (int32_t b = 0; b < m->n_borders; b++)
        if ((m->b_left[b] == p && m->b_right[b] == p + 1) ||
            (m->b_left[b] == p + 1 && m->b_right[b] == p))
            return blocked->border[b] ? '|' : '-';
    return '?';
}

/* Ways east of each row, the highest first; then whether the third column connects between
 * the rows, ':' yes, ' ' no. */
static const struct {
    const char *label, *picture, *people, *want;
} rows[] = {
    { "nobody between: with its community", "00011", "11011", "--|-" },
    { "nobody between: of the other", "00111", "11011", "-|--" },
    { "somebody between: cut off", "00011", "11111", "-||-" },
    { "nobody's ground", "00-11", "11011", "--|-" },
    { "each row with its own", "00111/00011", "11011/11011", "-|--/--|-" },
    { "households farther up: one ground", "00011/00011", "11111/11011", "-||-/-||-" },
    { "nobody anywhere", "00011", "00000", "-||-" },
    { "an empty bank hangs across", "00011", "11000", "---- " },
};

START_TEST(what_hangs_on_what)
{
    sz_map m;
    sz_blocked blocked;
    sz_ground ground = { .cut_by = RIVER };
    char got[64] = "";
    const char *label = rows[_i].label;
    draw_rivers(&m, rows[_i].picture, rows[_i].people, NULL);
    ck_assert_int_eq(sz__blocked_find(&blocked, &m, &ground, NULL), SZ_SUCCESS);
    int h = m.n / 5, n = 0;
    for (int y = h - 1; y >= 0; y--) {
        for (int x = 0; x < 4; x++)
            got[n++] = east(&m, &blocked, 5, x, y);
        got[n++] = '/';
    }
    got[n - 1] = '\0';
    ck_assert_msg(strncmp(got, rows[_i].want, strlen(got)) == 0, "%s: %s", label, got);
    sz__blocked_release(&blocked);
    raster_map_release(&m);
}
END_TEST

/* Two rows of the third column with a host each do not lead across. */
START_TEST(no_way_across)
{
    sz_map m;
    sz_blocked blocked;
    sz_ground ground = { .cut_by = RIVER };
    draw_rivers(&m, "00111/00011", "11011/11011", NULL);
    ck_assert_int_eq(sz__blocked_find(&blocked, &m, &ground, NULL), SZ_SUCCESS);
    for (int32_t b = 0; b < m.n_borders; b++)
        if ((m.b_left[b] == 2 && m.b_right[b] == 7) ||
            (m.b_left[b] == 7 && m.b_right[b] == 2))
            ck_assert_int_eq(blocked.border[b], SZ_BLOCKED);
    ck_assert_int_eq(blocked.host[2], 1);
    ck_assert_int_eq(blocked.host[7], 8);
    ck_assert_int_eq(blocked.host[0], -1);
    sz__blocked_release(&blocked);
    raster_map_release(&m);
}
END_TEST

static const struct {
    const char *label, *picture, *people, *units;
    sz_status plan;        /* for 20 to 60 households a community */
    int cut;               /* findings of part.cut today */
} towns[] = {
    { "two banks", "00011/00011", "11011/11011", NULL, SZ_SUCCESS, 0 },
    { "households between", "00011/00011", "11111/11111", NULL, SZ_ERR_INFEASIBLE, 1 },
    { "a unit on either side", "00011/00011", "11111/11111", "..0../.00..", SZ_SUCCESS,
      0 },
    { "a community on both banks", "00001/00001", "11011/11011", NULL, SZ_SUCCESS, 1 },
};

START_TEST(plans_and_audits_agree)
{
    sz_map m;
    sz_error err = SZ_ERROR_INIT;
    sz_plan *plan = NULL, *today = NULL;
    sz_findings *list = NULL;
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    int cut[2] = { 0 };
    draw_rivers(&m, towns[_i].picture, towns[_i].people, towns[_i].units);
    o.min = 30;
    o.max = 60;
    o.cut_by = RIVER;
    o.iterations = 500;
    sz_policy *policy = policy_with(NULL);
    today = plan_of(&m, towns[_i].picture);
    sz_status status = sz_solve(&m, &o, &plan, NULL, NULL, &err);
    ck_assert_msg(status == towns[_i].plan, "%s: %s", towns[_i].label, err.message);
    for (int k = 0; k < 2; k++) {
        const sz_plan *at = k ? plan : today;
        if (!at || (k && status != SZ_SUCCESS))
            continue;
        ck_assert_int_eq(sz_audit(at, policy, &list, NULL, &err), SZ_SUCCESS);
        for (size_t i = 0; i < sz_findings_count(list); i++)
            cut[k] += strcmp(sz_findings_at(list, i)->rule, "part.cut") == 0;
        sz_findings_free(list);
    }
    ck_assert_msg(cut[0] == towns[_i].cut, "%s: %d today", towns[_i].label, cut[0]);
    ck_assert_msg(cut[1] == 0, "%s: %d in the plan", towns[_i].label, cut[1]);
    sz_policy_free(policy);
    sz_plan_free(plan);
    sz_plan_free(today);
    raster_map_release(&m);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("blocked");
    tcase_add_loop_test(tc, what_hangs_on_what, 0, COUNT(rows));
    tcase_add_test(tc, no_way_across);
    tcase_add_loop_test(tc, plans_and_audits_agree, 0, COUNT(towns));
    return run_suite("blocked", tc);
}
