/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The register of detached land: what lies round the parts, their states, and what an
 * audit says of them. */
#include <math.h>

#include "sizhi/audit.h"
#include "tests/apart.h"

/* ---- what lies round a part ---- */

#define SPLIT "征迁安置、信访维稳由c1负责，c0积极配合；其余事务由c0负责"

static const struct {
    const char *label, *picture, *setting;
    int32_t within;
    sz_surround surround;
    const char *around;
    int enclave;
    size_t parcels;
    double gap;
    const char *duty;
} around[] = {
    { "enclosed by one", "00000/01000/00000/11100", NULL, 0, SZ_SURROUND_ONE, "c0", 1,
      1, 1, SPLIT },
    { "one and the limit", "11000/11001", NULL, 0, SZ_SURROUND_LIMIT, "c0", 1, 1, 2,
      SPLIT },
    { "several", "11000/11022/00001", NULL, 0, SZ_SURROUND_SEVERAL, "c0;c2", 0, 1, 2,
      SPLIT },
    { "several, the longer border first", "11022/11022/00011", NULL, 2,
      SZ_SURROUND_SEVERAL, "c2;c0", 0, 2, 1,
      "征迁安置、信访维稳由c1负责，c2积极配合；其余事务由c2负责" },
    { "one and a gap", "11000/1100-/00001", NULL, 0, SZ_SURROUND_GAP, "c0", 0, 1, 2,
      SPLIT },
    { "the outside alone", "110.1/110.1", NULL, -1, SZ_SURROUND_NONE, "", 0, 2, 2,
      "各项事务由c1负责" },
    { "in a point", "1100/0010/0000", NULL, 0, SZ_SURROUND_ONE, "c0", 1, 1, 0, SPLIT },
    { "over a corner", "1100000/1100000/0000000/0000010/0000000", NULL, 0,
      SZ_SURROUND_ONE, "c0", 1, 1, 3.1622776601683795, SPLIT }, /* 3 east, 1 south */
    { "all duties stay", "11000/11001", "detached.rest=community", 0,
      SZ_SURROUND_LIMIT, "c0", 1, 1, 2, "各项事务由c1负责" },
    { "one duty stays", "11000/11001", "detached.stay=征迁安置", 0, SZ_SURROUND_LIMIT,
      "c0", 1, 1, 2, "征迁安置由c1负责，c0积极配合；其余事务由c0负责" },
};

START_TEST(what_lies_round)
{
    sz_map m;
    draw(&m, around[_i].picture);
    sz_plan *plan = plan_of(&m, around[_i].picture);
    sz_policy *policy = policy_with(around[_i].setting);
    sz_register *reg = register_of(plan, policy);
    const char *label = around[_i].label;
    const sz_detached *d = sz_register_at(reg, 0);
    ck_assert_msg(sz_register_count(reg) == 1, "%s: %zu", label,
                  sz_register_count(reg));
    ck_assert_int_eq(d->community, 1);
    ck_assert_int_eq(d->part, 1);
    ck_assert_msg(d->within == around[_i].within, "%s: %d", label, d->within);
    ck_assert_msg(d->surround == around[_i].surround, "%s: %s", label,
                  sz_surround_name(d->surround));
    ck_assert_msg(strcmp(d->around, around[_i].around) == 0, "%s: %s", label, d->around);
    ck_assert_int_eq(d->enclave, around[_i].enclave);
    ck_assert_uint_eq(d->parcels, around[_i].parcels);
    ck_assert_int_eq(d->households, 10 * (int64_t)around[_i].parcels);
    ck_assert_double_eq_tol(d->area_m2, (double)around[_i].parcels, 1e-9);
    ck_assert_msg(fabs(d->gap_m - around[_i].gap) < 1e-9, "%s: %.9f m", label, d->gap_m);
    ck_assert_msg(strcmp(d->duty, around[_i].duty) == 0, "%s: %s", label, d->duty);
    size_t in = 0;
    for (size_t p = 0; p < (size_t)m.n; p++)
        in += sz_register_of(reg, p) == 0;
    ck_assert_uint_eq(in, around[_i].parcels);
    sz_register_free(reg);
    sz_policy_free(policy);
    sz_plan_free(plan);
    raster_map_release(&m);
}
END_TEST

/* The border of the main part that is nearest: the north side of the bar below lies 1 m
 * from the part, all its borders are a street but that one. */
START_TEST(nearest_border)
{
    sz_map m;
    draw(&m, "00000/01000/00000/11100");
    for (int32_t b = 0; b < m.n_borders; b++) {
        const double *a = m.b_xy + 2 * m.b_row[b];
        const double *z = m.b_xy + 2 * (m.b_row[b + 1] - 1);
        bool north = a[1] > 0.5 && a[1] < 1.5 && z[1] > 0.5 && z[1] < 1.5;
        m.b_class[b] = north ? SZ_BARRIER_RIVER : SZ_BARRIER_STREET;
        m.b_name[b] = sz__names_add(&m.names, north ? "白河" : "青山路");
    }
    sz_plan *plan = plan_of(&m, "00000/01000/00000/11100");
    sz_policy *policy = policy_with(NULL);
    sz_register *reg = register_of(plan, policy);
    const sz_detached *d = sz_register_at(reg, 0);
    ck_assert_int_eq(d->near_class, SZ_BARRIER_RIVER);
    ck_assert_str_eq(d->near_name, "白河");
    sz_register_free(reg);
    sz_policy_free(policy);
    sz_plan_free(plan);
    raster_map_release(&m);
}
END_TEST

/* ---- states and changes ---- */

typedef struct note {
    const char *town, *community, *within;
    int32_t part;
    double area;
    int historic;
} note;

/* States are c historic, t to be cleared, n new, of the plan's parts in their order.
 * Changes are of today's parts in their order, then of new ones: - cleared, and to
 * whom, = kept, + new, with ! where it is refused. */
static const struct {
    const char *label, *today, *plan, *setting;
    note notes[3];
    const char *states, *changes, *used;
} states[] = {
    { "today, nothing said", "11000/11001", "11000/11001", NULL, { { 0 } }, "t", "=!",
      "" },
    { "the policy lets it stay", "11000/11001", "11000/11001",
      "detached.today=historic", { { 0 } }, "h", "=", "" },
    { "a record lets it stay", "11000/11001", "11000/11001", NULL,
      { { "", "c1", "", 0, 0, 1 } }, "h", "=", "y" },
    { "a record of this part only", "110001/110000/110001", "110001/110000/110001", NULL,
      { { "t", "c1", "c0", 2, 1, 1 } }, "th", "=! =", "y" },
    { "a record says that it goes", "11000/11001", "11000/11001",
      "detached.today=historic", { { "", "c1", "", 1, 0, 0 } }, "t", "=!", "y" },
    { "the last record counts", "11000/11001", "11000/11001", NULL,
      { { "", "c1", "", 0, 0, 1 }, { "", "c1", "", 1, 0, 0 } }, "t", "=!", "yy" },
    { "records of something else", "11000/11001", "11000/11001", NULL,
      { { "", "c0", "", 0, 0, 1 }, { "u", "c1", "", 0, 0, 1 },
        { "", "c1", "c2", 0, 0, 1 } }, "t", "=!", "nnn" },
    { "a record of another size, of another part", "11000/11001", "11000/11001", NULL,
      { { "", "c1", "", 1, 30, 1 }, { "", "c1", "", 2, 0, 1 } }, "t", "=!", "nn" },
    { "cleared by who is round it", "11000/11001", "11000/11000", NULL, { { 0 } }, "",
      "-0", "" },
    { "cleared by growing together", "11000/11001", "11000/11111", NULL, { { 0 } }, "",
      "-1", "" },
    { "given up by nobody", "11000/11001", "11000/1100-", NULL, { { 0 } }, "", "-_", "" },
    { "new", "11000/11000", "11000/11001", NULL, { { 0 } }, "n", "+!", "" },
    { "cut off", "11100/11100/00000", "10100/10100/00000", NULL, { { 0 } }, "n", "+!", "" },
    { "new, whatever the policy says of today's", "11000/11000", "11000/11001",
      "detached.today=historic", { { 0 } }, "n", "+!", "" },
    { "smaller than today", "1100000/1100011", "1100000/1100001", NULL,
      { { "", "c1", "", 0, 0, 1 } }, "h", "=", "y" },
    { "larger than today", "1100000/1100001", "1100000/1100011", NULL,
      { { "", "c1", "", 0, 0, 1 } }, "n", "-1 +!", "y" },
    { "moved on", "1100000/1100001", "1100000/1100010", NULL,
      { { "", "c1", "", 0, 0, 1 } }, "n", "-0 +!", "y" },
    { "fallen in two: the greater half stays", "110000/110111", "110000/110101", NULL,
      { { "", "c1", "", 0, 0, 1 } }, "hn", "= +!", "y" },
    { "the main part is the other one now", "111000/000000/000011", "000100/000000/000011", NULL,
      { { "", "c1", "", 0, 0, 1 } }, "n", "-1 +!", "y" },
    { "the same, with its own ground", "111000/000000/000011", "100000/000000/000011", NULL,
      { { "", "c1", "", 0, 0, 1 } }, "t", "-1 +!", "y" },
    { "one should go, one stays, one goes", "110001/220000/110001", "110000/220000/110001",
      NULL, { { "", "c1", "", 2, 0, 1 } }, "th", "=! = -0", "y" },
};

/* "=! -0 +!" of the changes. */
static void write_changes(const sz_register *before, const sz_register *after,
                          char *out, size_t size)
{
    static const char signs[] = "-=+";
    sz_detached_change *list = NULL;
    size_t n = 0, at = 0;
    ck_assert_int_eq(sz_register_changes(before, after, &list, &n, NULL), SZ_SUCCESS);
    *out = '\0';
    for (size_t i = 0; i < n; i++) {
        const sz_detached_change *c = &list[i];
        ck_assert_int_eq(c->fate == SZ_DETACHED_CLEARED, c->after < 0);
        ck_assert_int_eq(c->fate == SZ_DETACHED_ADDED, c->before < 0);
        at += (size_t)snprintf(out + at, size - at, "%s%c", i ? " " : "",
                               signs[c->fate]);
        if (c->fate == SZ_DETACHED_CLEARED)
            at += (size_t)snprintf(out + at, size - at, "%c",
                                   c->to < 0 ? '_' : (char)('0' + c->to));
        if (c->refused)
            at += (size_t)snprintf(out + at, size - at, "!");
    }
    sz_free(list);
}

START_TEST(states_and_changes)
{
    sz_map m;
    char found[16] = "", changes[80];
    const char *label = states[_i].label;
    draw(&m, states[_i].today);
    sz_plan *today = plan_of(&m, states[_i].today);
    sz_plan *plan = plan_of(&m, states[_i].plan);
    sz_policy *policy = policy_with(states[_i].setting);
    for (int k = 0; k < 3 && states[_i].notes[k].community; k++) {
        const note *t = &states[_i].notes[k];
        sz_detached_record r = { t->town, t->community, t->within, t->part, t->area,
                                 t->historic, "历史形成", "街道办事处", "2026-03-01",
                                 "飞地.csv:2" };
        ck_assert_int_eq(sz_policy_record(policy, &r, NULL), SZ_SUCCESS);
    }
    sz_register *before = register_of(today, policy), *after = register_of(plan, policy);
    for (size_t i = 0; i < sz_register_count(after); i++) {
        const sz_detached *d = sz_register_at(after, i);
        snprintf(found + i, 2, "%c", "thn"[d->state]);
        bool recorded = *d->who != '\0';
        ck_assert_str_eq(d->reason, recorded                           ? "历史形成"
                                    : d->state == SZ_DETACHED_HISTORIC
                                        ? "detached.today = historic"
                                        : "");
        ck_assert_str_eq(d->date, recorded ? "2026-03-01" : "");
        if (!recorded && !states[_i].setting)
            ck_assert_int_eq(strncmp(d->source, "law2026:", 8), 0);
    }
    ck_assert_msg(strcmp(found, states[_i].states) == 0, "%s: %s", label, found);
    write_changes(before, after, changes, sizeof changes);
    ck_assert_msg(strcmp(changes, states[_i].changes) == 0, "%s: %s", label, changes);
    for (size_t k = 0; k < strlen(states[_i].used); k++)
        ck_assert_msg(sz_register_used(after, k) == (states[_i].used[k] == 'y'),
                      "%s: record %zu", label, k);
    sz_register_free(before);
    sz_register_free(after);
    sz_policy_free(policy);
    sz_plan_free(plan);
    sz_plan_free(today);
    raster_map_release(&m);
}
END_TEST

/* ---- waivers, and what an audit says ---- */

#define WAIVER(rule) "[meta]\nextends = law2026\n[waiver]\nrule = " rule "\n" \
                     "community = c1\nreason = 历史飞地\nwho = 街道\ndate = 2026-01-02\n"

/* Of c1 one part is enclosed, one lies between two others. */
#define TWO_KINDS "000000/010000/000000/110022/110001"

static const struct {
    const char *label, *profile, *today, *plan;
    const char *states;
    int detached, enclave, fresh; /* findings with errors */
    int waived;
} audits[] = {
    { "nothing waived", "[meta]\nextends = law2026\n", TWO_KINDS, TWO_KINDS, "tt", 1, 1,
      0, 0 },
    { "all detached land", WAIVER("part.detached"), TWO_KINDS, TWO_KINDS, "hh", 0, 0, 0,
      2 },
    { "enclaves only", WAIVER("part.enclave"), TWO_KINDS, TWO_KINDS, "th", 1, 0, 0, 1 },
    { "another rule", WAIVER("part.cut"), TWO_KINDS, TWO_KINDS, "tt", 1, 1, 0, 0 },
    { "new land is not excused", WAIVER("part.cut"), "11000/11000", "11000/11001", "n",
      0, 1, 1, 0 },
};

START_TEST(audit_says)
{
    sz_map m;
    char found[16] = "";
    sz_policy *policy = NULL;
    sz_findings *list = NULL;
    int count[4] = { 0 };
    const char *path = write_file("audit.ini", audits[_i].profile);
    const char *label = audits[_i].label;
    draw(&m, audits[_i].today);
    sz_plan *plan = plan_of(&m, audits[_i].plan);
    ck_assert_int_eq(sz_policy_open(path, &policy, NULL), SZ_SUCCESS);
    ck_assert_int_eq(sz_audit(plan, policy, &list, NULL, NULL), SZ_SUCCESS);
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
        const char *const rules[] = { "part.detached", "part.enclave", "part.new" };
        for (int k = 0; k < 3; k++)
            if (strcmp(f->rule, rules[k]) == 0)
                count[f->waiver[0] ? 3 : k]++;
        if (f->waiver[0])
            ck_assert_str_eq(f->waiver, "历史飞地 (街道, 2026-01-02)");
    }
    ck_assert_msg(count[0] == audits[_i].detached && count[1] == audits[_i].enclave &&
                      count[2] == audits[_i].fresh && count[3] == audits[_i].waived,
                  "%s: %d %d %d %d", label, count[0], count[1], count[2], count[3]);
    sz_register *reg = register_of(plan, policy);
    for (size_t i = 0; i < sz_register_count(reg); i++)
        snprintf(found + i, 2, "%c", "thn"[sz_register_at(reg, i)->state]);
    ck_assert_msg(strcmp(found, audits[_i].states) == 0, "%s: %s", label, found);
    sz_register_free(reg);
    sz_findings_free(list);
    sz_policy_free(policy);
    sz_plan_free(plan);
    raster_map_release(&m);
    sz__remove(path);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("detached");
    tcase_add_loop_test(tc, what_lies_round, 0, COUNT(around));
    tcase_add_test(tc, nearest_border);
    tcase_add_loop_test(tc, states_and_changes, 0, COUNT(states));
    tcase_add_loop_test(tc, audit_says, 0, COUNT(audits));
    return run_suite("detached", tc);
}
