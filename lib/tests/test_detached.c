/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The register of detached land on maps drawn by hand: every pixel is a parcel of 1 m
 * by 1 m with 10 households, pictures show communities (digits), gaps (-) and the
 * outside (.), the highest row first. What must come out is read off the pictures. */
#include <math.h>
#include <string.h>

#include "core/platform.h"
#include "sizhi/audit.h"
#include "sizhi/detached.h"
#include "sizhi/solve.h"
#include "tests/raster_map.h"
#include "tests/suite.h"

/* ---- maps and plans ---- */

static int width_of(const char *picture)
{
    return (int)strcspn(picture, "/");
}

/* The map of PICTURE, whose communities are today's. */
static void draw(sz_map *m, const char *picture)
{
    raster r = { .w = width_of(picture) };
    int32_t community[RASTER_CELLS];
    r.h = (int)((strlen(picture) + 1) / (size_t)(r.w + 1));
    memset(r.cell, -1, sizeof r.cell);
    for (int y = 0; y < r.h; y++)
        for (int x = 0; x < r.w; x++) {
            char c = picture[(r.h - 1 - y) * (r.w + 1) + x];
            if (c == '.')
                continue;
            community[r.n] = c == '-' ? -1 : c - '0';
            RASTER_AT(&r, x, y) = r.n++;
        }
    raster_map(&r, m);
    raster_communities(m, 5);
    memset(m->b_class, 0, (size_t)m->n_borders);
    for (int32_t p = 0; p < m->n; p++) {
        m->community[p] = community[p];
        m->households[p] = 10;
    }
}

/* A plan of M as PICTURE shows it; free it. */
static sz_plan *plan_of(const sz_map *m, const char *picture)
{
    sz_plan *plan = NULL;
    int w = width_of(picture), p = 0;
    int h = (int)((strlen(picture) + 1) / (size_t)(w + 1));
    ck_assert_int_eq(sz_plan_present(m, &plan, NULL), SZ_SUCCESS);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            char c = picture[(h - 1 - y) * (w + 1) + x];
            if (c != '.')
                ck_assert_int_eq(sz_plan_assign(plan, (size_t)p++,
                                                c == '-' ? -1 : c - '0', NULL), 0);
        }
    return plan;
}

static sz_policy *policy_with(const char *setting)
{
    sz_policy *policy = NULL;
    ck_assert_int_eq(sz_policy_open(NULL, &policy, NULL), SZ_SUCCESS);
    if (setting)
        ck_assert_int_eq(sz_policy_set(policy, setting, NULL), SZ_SUCCESS);
    return policy;
}

static sz_register *register_of(const sz_plan *plan, const sz_policy *policy)
{
    sz_register *reg = NULL;
    sz_error err = SZ_ERROR_INIT;
    ck_assert_msg(sz_register_make(plan, policy, &reg, &err) == SZ_SUCCESS, "%s",
                  err.message);
    return reg;
}

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

static const char *write_file(const char *name, const char *text)
{
    static char path[96];
    snprintf(path, sizeof path, "detached_%llu_%s", (unsigned long long)sz__process(),
             name);
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    ck_assert_int_eq(fclose(f), 0);
    return path;
}

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

/* ---- tables ---- */

/* What is written is read again: the same states without the policy's word. */
START_TEST(table_is_read_again)
{
    sz_map m;
    char path[96], line[512];
    const char *picture = "110001/110000/110001";
    draw(&m, picture);
    sz_plan *plan = plan_of(&m, picture);
    sz_policy *policy = policy_with(NULL), *again = policy_with(NULL);
    sz_detached_record r = { "", "c1", "", 2, 0, 1, "旧城\"飞地\", 保留", "民政局",
                             "2026/3/1", "" };
    ck_assert_int_eq(sz_policy_record(policy, &r, NULL), SZ_SUCCESS);
    sz_register *reg = register_of(plan, policy);
    snprintf(path, sizeof path, "%s", write_file("table.csv", ""));
    ck_assert_int_eq(sz_register_write(reg, path, NULL), SZ_SUCCESS);
    FILE *f = fopen(path, "rb");
    ck_assert_ptr_nonnull(fgets(line, sizeof line, f));
    ck_assert_str_eq(line, "\xef\xbb\xbf序号,街镇,社区,片,面积m2,户数,所在社区,周边社区,"
                           "包围情况,被包围,最近界线,相距m,状态,理由,决定单位,日期,"
                           "职责分工\n");
    ck_assert_ptr_nonnull(fgets(line, sizeof line, f));
    ck_assert_str_eq(line, "1,t,c1,1,1.00,10,c0,c0,辖区界和一个社区,是,,3.00,待清理,,,,"
                           "征迁安置、信访维稳由c1负责，c0积极配合；其余事务由c0负责\n");
    ck_assert_ptr_nonnull(fgets(line, sizeof line, f));
    ck_assert_str_eq(line, "2,t,c1,2,1.00,10,c0,c0,辖区界和一个社区,是,,3.00,历史遗留,"
                           "\"旧城\"\"飞地\"\", 保留\",民政局,2026/3/1,"
                           "征迁安置、信访维稳由c1负责，c0积极配合；其余事务由c0负责\n");
    ck_assert_ptr_null(fgets(line, sizeof line, f));
    fclose(f);
    ck_assert_int_eq(sz_register_read(path, again, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(sz_policy_records(again), 1);
    ck_assert_int_eq(sz_policy_record_at(again, 0, &r, NULL), SZ_SUCCESS);
    ck_assert_str_eq(r.reason, "旧城\"飞地\", 保留");
    ck_assert_str_eq(r.town, "t");
    ck_assert_double_eq_tol(r.area_m2, 1, 1e-9);
    ck_assert_ptr_nonnull(strstr(r.source, "table.csv:3"));
    sz_register *second = register_of(plan, again);
    ck_assert_int_eq(sz_register_at(second, 0)->state, SZ_DETACHED_TO_CLEAR);
    ck_assert_int_eq(sz_register_at(second, 1)->state, SZ_DETACHED_HISTORIC);
    ck_assert_uint_eq(sz_register_of_state(second, SZ_DETACHED_HISTORIC), 1);
    sz_register_free(reg);
    sz_register_free(second);
    sz_policy_free(policy);
    sz_policy_free(again);
    sz_plan_free(plan);
    raster_map_release(&m);
    sz__remove(path);
}
END_TEST

static const struct {
    const char *label, *table, *word; /* WORD: of the error, NULL when it is read */
    size_t records;
} tables[] = {
    { "English headings", "community,state,reason\nc1,historic,旧\nc2,to_clear,新\n",
      NULL, 2 },
    { "rows that state nothing", "社区,状态,理由\nc1,待清理,\nc1,,\nc1,新增,无\n", NULL,
      0 },
    { "no state", "社区,理由\nc1,旧\n", "状态", 0 },
    { "no reason", "社区,状态,理由\nc2,待清理,\nc1,历史遗留,\n", "line 3", 0 },
    { "an unknown state", "社区,状态,理由\nc1,保留,旧\n", "保留", 0 },
    { "a reason for nothing", "社区,状态,理由\nc1,,旧\n", "line 2", 0 },
    { "no community", "社区,状态,理由\n,历史遗留,旧\n", "社区", 0 },
    { "a part that is no number", "社区,片,状态,理由\nc1,一,历史遗留,旧\n", "一", 0 },
    { "an area that is no number", "社区,面积m2,状态,理由\nc1,大,历史遗留,旧\n", "大", 0 },
    { "no file", NULL, "opened", 0 },
};

START_TEST(tables_read)
{
    sz_error err = SZ_ERROR_INIT;
    sz_policy *policy = policy_with(NULL);
    const char *path = tables[_i].table ? write_file("read.csv", tables[_i].table)
                                        : "no/such.csv";
    sz_status status = sz_register_read(path, policy, &err);
    const char *label = tables[_i].label;
    if (tables[_i].word) {
        ck_assert_msg(status != SZ_SUCCESS, "%s is read", label);
        ck_assert_msg(strstr(err.message, tables[_i].word) != NULL, "%s: %s", label,
                      err.message);
    } else {
        ck_assert_msg(status == SZ_SUCCESS, "%s: %s", label, err.message);
        ck_assert_msg(sz_policy_records(policy) == tables[_i].records, "%s: %zu", label,
                      sz_policy_records(policy));
    }
    sz_policy_free(policy);
    if (tables[_i].table)
        sz__remove(path);
}
END_TEST

/* ---- plans ---- */

/* Of c0, 4 wide, lies one part enclosed in c1 and one at the limit beside c1; a third
 * lies in c2. Bands are wide enough for all to stay or go. */
#define TOWN "000011112222/000010112222/000011112202/000011112222/000011102222"

static const struct {
    const char *label;
    int historic[3];
    sz_solve_from from;
} keeps[] = {
    { "none", { 0, 0, 0 }, SZ_FROM_PRESENT }, { "the enclave", { 1, 0, 0 }, SZ_FROM_PRESENT },
    { "at the limit", { 0, 1, 0 }, SZ_FROM_PRESENT },
    { "far off", { 0, 0, 1 }, SZ_FROM_PRESENT }, { "all", { 1, 1, 1 }, SZ_FROM_PRESENT },
    { "all, merging only", { 1, 1, 1 }, SZ_FROM_MERGE },
    { "all, from scratch", { 1, 1, 1 }, SZ_FROM_SCRATCH },
};

START_TEST(plans_keep_and_clear)
{
    sz_map m;
    sz_detached_keep keep;
    sz_plan *plan = NULL;
    sz_error err = SZ_ERROR_INIT;
    const char *label = keeps[_i].label;
    draw(&m, TOWN);
    sz_plan *today = plan_of(&m, TOWN);
    sz_policy *policy = policy_with(NULL);
    size_t wanted = 0;
    for (int k = 0; k < 3; k++) {
        sz_detached_record r = { .community = "c0", .part = k + 1, .reason = "旧",
                                 .historic = keeps[_i].historic[k] };
        ck_assert_int_eq(sz_policy_record(policy, &r, NULL), SZ_SUCCESS);
        wanted += (size_t)r.historic;
    }
    sz_register *before = register_of(today, policy);
    ck_assert_uint_eq(sz_register_count(before), 3);
    ck_assert_int_eq(sz_register_keep(before, 0, 0, &keep, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(keep.kept, wanted);
    ck_assert_uint_eq(keep.n_links, wanted);
    ck_assert_uint_eq(keep.left, 0);
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    o.min = 100;
    o.max = keeps[_i].from == SZ_FROM_MERGE ? 650 : 260;
    o.from = keeps[_i].from;
    o.iterations = 500;
    o.held = keep.held;
    o.uncrossed = wanted ? keep.uncrossed : NULL;
    o.links = (const int32_t(*)[2])keep.links;
    o.n_links = keep.n_links;
    ck_assert_msg(sz_solve(&m, &o, &plan, NULL, NULL, &err) == SZ_SUCCESS, "%s: %s",
                  label, err.message);
    for (int32_t p = 0; p < m.n; p++) {
        int32_t row = sz_register_of(before, (size_t)p);
        ck_assert(row < 0 || !keeps[_i].historic[row] || sz_plan_of(plan, (size_t)p) == 0);
    }
    /* nothing lies apart but what may: the same pixels, no more */
    sz_register *after = register_of(plan, policy);
    ck_assert_msg(sz_register_count(after) == wanted, "%s: %zu", label,
                  sz_register_count(after));
    for (size_t i = 0; i < sz_register_count(after); i++) {
        ck_assert_int_eq(sz_register_at(after, i)->state, SZ_DETACHED_HISTORIC);
        ck_assert_uint_eq(sz_register_at(after, i)->parcels, 1);
    }
    sz_register_free(before);
    sz_register_free(after);
    sz_detached_keep_release(&keep);
    sz_policy_free(policy);
    sz_plan_free(plan);
    sz_plan_free(today);
    raster_map_release(&m);
}
END_TEST

/* A river runs through the part: it is linked across, once, and stays in one. */
START_TEST(cut_by_a_river)
{
    sz_map m;
    sz_detached_keep keep;
    sz_plan *plan = NULL;
    const char *picture = "11000011/11000011/00000000/00000000";
    draw(&m, picture);
    for (int32_t b = 0; b < m.n_borders; b++)
        if (m.b_left[b] >= 0 && m.b_right[b] >= 0 &&
            fabs(fabs(m.x[m.b_left[b]] - m.x[m.b_right[b]]) - 1) < 0.1 &&
            fmin(m.x[m.b_left[b]], m.x[m.b_right[b]]) > 6)
            m.b_class[b] = SZ_BARRIER_RIVER; /* between the last two columns */
    sz_plan *today = plan_of(&m, picture);
    sz_policy *policy = policy_with("detached.today=historic");
    sz_register *reg = register_of(today, policy);
    unsigned river = 1u << SZ_BARRIER_RIVER;
    ck_assert_int_eq(sz_register_keep(reg, 0, river, &keep, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(keep.kept, 1);
    ck_assert_uint_eq(keep.n_links, 2);
    sz_solve_options o = SZ_SOLVE_OPTIONS_INIT;
    sz_error err = SZ_ERROR_INIT;
    o.min = 20;
    o.max = 300;
    o.cut_by = river;
    o.iterations = 500;
    o.held = keep.held;
    o.uncrossed = keep.uncrossed;
    o.links = (const int32_t(*)[2])keep.links;
    o.n_links = keep.n_links;
    ck_assert_msg(sz_solve(&m, &o, &plan, NULL, NULL, &err) == SZ_SUCCESS, "%s",
                  err.message);
    for (int32_t p = 0; p < m.n; p++)
        ck_assert(sz_register_of(reg, (size_t)p) < 0 || sz_plan_of(plan, (size_t)p) == 1);
    sz_plan_free(plan);
    sz_detached_keep_release(&keep);
    sz_register_free(reg);
    sz_policy_free(policy);
    sz_plan_free(today);
    raster_map_release(&m);
}
END_TEST

/* What lies in another town cannot be kept unless towns may be crossed. */
START_TEST(another_town)
{
    sz_map m;
    sz_detached_keep keep;
    draw(&m, "11000/11001");
    m.town[4] = -1; /* the part, in the lowest row */
    sz_plan *today = plan_of(&m, "11000/11001");
    sz_policy *policy = policy_with("detached.today=historic");
    sz_register *reg = register_of(today, policy);
    ck_assert_int_eq(sz_register_keep(reg, 0, 0, &keep, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(keep.kept, 0);
    ck_assert_uint_eq(keep.left, 1);
    ck_assert(!keep.held[4]);
    sz_detached_keep_release(&keep);
    ck_assert_int_eq(sz_register_keep(reg, 1, 0, &keep, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(keep.kept, 1);
    ck_assert_uint_eq(keep.left, 0);
    ck_assert(keep.held[4]);
    sz_detached_keep_release(&keep);
    sz_register_free(reg);
    sz_policy_free(policy);
    sz_plan_free(today);
    raster_map_release(&m);
}
END_TEST

START_TEST(records_refused)
{
    sz_policy *policy = policy_with(NULL);
    sz_error err = SZ_ERROR_INIT;
    sz_detached_record r = { .historic = 1, .reason = "旧" };
    ck_assert_int_eq(sz_policy_record(policy, &r, &err), SZ_ERR_DATA);
    r = (sz_detached_record){ .community = "c1", .historic = 1 };
    ck_assert_int_eq(sz_policy_record(policy, &r, &err), SZ_ERR_DATA);
    r.historic = 0;
    ck_assert_int_eq(sz_policy_record(policy, &r, NULL), SZ_SUCCESS);
    ck_assert_uint_eq(sz_policy_records(policy), 1);
    sz_policy_free(policy);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("detached");
    tcase_add_loop_test(tc, what_lies_round, 0, COUNT(around));
    tcase_add_test(tc, nearest_border);
    tcase_add_loop_test(tc, states_and_changes, 0, COUNT(states));
    tcase_add_loop_test(tc, audit_says, 0, COUNT(audits));
    tcase_add_test(tc, table_is_read_again);
    tcase_add_loop_test(tc, tables_read, 0, COUNT(tables));
    tcase_add_loop_test(tc, plans_keep_and_clear, 0, COUNT(keeps));
    tcase_add_test(tc, cut_by_a_river);
    tcase_add_test(tc, another_town);
    tcase_add_test(tc, records_refused);
    return run_suite("detached", tc);
}
