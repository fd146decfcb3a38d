/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The figures of the whole, by name. */
#include <math.h>
#include <string.h>

#include "policy/policy.h"
#include "report/model.h"
#include "text/crs_words.h"

#define KM2 1e-6

/* One figure of both plans: the key and its meaning for today's and the proposed one. */
typedef struct pair {
    const char *key[2], *meaning[2], *unit;
    int decimals;
} pair;

static void both(sz_report *r, const pair *p, double before, double after)
{
    sz__fact_number(r, p->key[0], p->meaning[0], p->unit, before, p->decimals);
    sz__fact_number(r, p->key[1], p->meaning[1], p->unit, r->planned ? after : NAN,
                    p->decimals);
}

#define PAIR(name, text, unit, decimals)                                           \
    { { name "_before", name "_after" }, { "调整前" text, "调整后" text }, unit,   \
      decimals }

/* SUBJECT: what the document is, OF_TOWN: the same of a town. */
static void heading(sz_report *r, const char *subject, const char *of_town)
{
    const sz_report_options *o = &r->options;
    const char *town = sz_map_towns(r->map) == 1 ? sz_map_town_name(r->map, 0) : "";
    const char *sources = "";
    char crs[SZ_CRS_WORDS];
    for (size_t i = 0; i < o->n_sources; i++)
        sources = sz__report_text(r, "%s%s%s", sources,
                                  i ? sz__report_word(r, "；") : "", o->sources[i]);
    sz__fact_text(r, "title", "标题",
                  o->title ? o->title
                  : *town  ? sz__report_text(r, sz__report_word(r, of_town), town)
                           : sz__report_word(r, subject));
    sz__fact_text(r, "town", "街镇", town);
    sz__fact_text(r, "organisation", "编制单位", o->organisation);
    sz__fact_text(r, "date", "编制日期", o->date);
    sz__fact_text(r, "data_date", "资料截止日期", o->data_date);
    sz__fact_text(r, "basis", "户数口径", o->basis ? o->basis : sz__report_word(r, "户数"));
    sz__fact_text(r, "crs", "坐标系",
                  sz__report_text(r, "%s",
                                  sz__crs_words(o->language, o->crs_name
                                                                 ? o->crs_name
                                                                 : sz_map_crs(r->map),
                                                crs)));
    sz__fact_text(r, "sources", "数据来源", sources);
}

static void policy(sz_report *r)
{
    static const struct {
        const char *key, *of, *meaning;
    } rows[] = {
        { "policy_document", "meta.document", "政策文件" },
        { "size_min", "size.min", "规模下限" },
        { "size_max", "size.max", "规模上限" },
        { "size_target", "size.target", "规模目标" },
        { "keep_whole", "keep.whole", "保持完整的单元" },
        { "clear_by", "border.clear_by", "作为清晰界线的要素" },
        { "duty_stays", "detached.stay", "飞地由原单位负责的事项" },
        { "committee", "staff.committee", "“两委”成员人数" },
        { "staff_quota", "staff.quota", "员额总数" },
        { "chain", "procedure.chain", "报批程序" },
        { "file_with", "procedure.file_with", "备案机关" },
        { "due", "procedure.due", "完成时限" },
    };
    sz__fact_text(r, "policy", "对照政策", sz_policy_title(r->policy));
    sz__fact_text(r, "policy_id", "政策代号", sz_policy_id(r->policy));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        sz__fact_text(r, rows[i].key, rows[i].meaning, sz__policy_said(r, rows[i].of));
    sz__fact_text(r, "units_named", "数据中政策要求保持完整的单元",
                  sz__policy_units_named(r));
    sz__fact_text(r, "units_kept", "数据中保持完整的单元", sz__policy_units_kept(r));
    sz__fact_count(r, "stages", "程序阶段数", "个", (int64_t)r->policy->stage.n);
}

static void whole(sz_report *r, double area)
{
    const sz_map *m = r->map;
    int64_t planned = 0, population = 0;
    for (int32_t p = 0; p < m->n; p++) {
        planned += m->planned[p];
        population += m->population[p];
    }
    sz__fact_count(r, "households", "户数", "户", sz_map_households(m));
    sz__fact_count(r, "unplaced", "数据中图上无位置的户数", "户", r->options.unplaced);
    sz__fact_count(r, "households_planned", "规划在建户数", "户", planned);
    sz__fact_number(r, "population", "人口", "人", r->has_people ? (double)population : NAN,
                    0);
    sz__fact_number(r, "area", "面积", "平方公里", area * KM2, SZ_AREA_DECIMALS);
    sz__fact_count(r, "towns", "街镇数", "个", (int64_t)sz_map_towns(m));
    sz__fact_text(r, "several_towns", "有多个街镇",
                  sz_map_towns(r->map) > 1 ? sz__report_word(r, "是") : "");
    sz__fact_count(r, "parcels", "地块数", "个", m->n);
    sz__fact_count(r, "units", "网格（整体单元）数", "个", (int64_t)sz_map_units(m));
    sz__fact_count(r, "lines", "界线要素数", "条", m->n_lines);
    sz__fact_count(r, "offices", "办公地点数", "处", m->n_offices);
}

/* Fewest, most and mean households of communities with ground, as they are counted. */
static void spread(const sz_stand *s, double out[3])
{
    double sum = 0;
    out[0] = out[1] = out[2] = NAN;
    for (int32_t c = 0; c < s->n; c++) {
        double x = (double)s->counted[c];
        if (s->is[c].parcels == 0)
            continue;
        out[0] = isnan(out[0]) || x < out[0] ? x : out[0];
        out[1] = isnan(out[1]) || x > out[1] ? x : out[1];
        sum += x;
    }
    if (s->living > 0)
        out[2] = sum / (double)s->living;
}

static void sizes(sz_report *r)
{
    static const pair rows[] = {
        PAIR("smallest", "最少户数", "户", 0), PAIR("largest", "最多户数", "户", 0),
        PAIR("mean", "平均户数", "户", 0),
    };
    double a[3], b[3];
    spread(r->now, a);
    spread(r->end, b);
    for (int i = 0; i < 3; i++)
        both(r, &rows[i], a[i], b[i]);
}

static void audits(sz_report *r)
{
    static const pair rows[] = {
        PAIR("communities", "社区数", "个", 0),
        PAIR("in_band", "规模在区间内的社区数", "个", 0),
        PAIR("above", "规模超过上限的社区数", "个", 0),
        PAIR("below", "规模低于下限的社区数", "个", 0),
        PAIR("counted", "计入户数", "户", 0),
        PAIR("detached", "飞地数", "处", 0), PAIR("gaps", "空白点数", "处", 0),
        PAIR("gap_households", "空白点户数", "户", 0),
        PAIR("gap_area", "空白点面积", "平方公里", SZ_AREA_DECIMALS),
        PAIR("clear_share", "四界清晰率", "%", 1),
        PAIR("errors", "“必须”类问题数", "个", 0),
        PAIR("warnings", "“原则上”类问题数", "个", 0),
        PAIR("hints", "“提示”类问题数", "个", 0),
        PAIR("goals", "“力争”类问题数", "个", 0), PAIR("waived", "已豁免问题数", "个", 0),
    };
    double x[2][sizeof rows / sizeof *rows];
    for (int i = 0; i < 2; i++) {
        const sz_stand *s = i ? r->end : r->now;
        const sz_audit_report *a = &s->audit;
        const double values[] = {
            (double)s->living, (double)a->in_band, (double)a->above, (double)a->below,
            (double)a->counted, (double)sz_register_count(s->reg), (double)a->gaps,
            (double)s->gap_households, s->area_m2[s->n] * KM2, 100 * a->clear_share,
            (double)a->errors, (double)a->warnings, (double)a->hints, (double)a->goals,
            (double)a->waived,
        };
        memcpy(x[i], values, sizeof values);
        /* of ground without communities nothing is in them, too large, a gap or a fault */
        for (size_t k = 1; k < sizeof rows / sizeof *rows && s->living == 0; k++)
            x[i][k] = NAN;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        both(r, &rows[i], x[0][i], x[1][i]);
    sz__fact_count(r, "ground_listed", "现状空白点和交叉重叠数", "处",
                   (int64_t)((r->now->living > 0 ? r->now->audit.gaps : 0) +
                             r->now->audit.overlaps));
    sz__fact_count(r, "overlaps", "现状交叉重叠数", "处", (int64_t)r->now->audit.overlaps);
}

static void change(sz_report *r)
{
    static const char *const keys[] = { "kept", "adjusted", "founded", "abolished" };
    static const char *const meanings[] = { "保持不变的社区数", "调整的社区数",
                                            "新设的社区数", "撤销的社区数" };
    int64_t n[4] = { 0 }, renamed = 0, households = 0, handovers = 0;
    double area = 0;
    for (int32_t c = 0; c < r->end->n; c++) {
        bool was = c < r->now->n && r->now->is[c].parcels > 0;
        bool is = r->end->is[c].parcels > 0;
        n[r->end->is[c].fate] += was || is;
        renamed += was && is && strcmp(r->now->is[c].name, r->end->is[c].name) != 0;
    }
    for (size_t i = 0; i < r->n_moves; i++)
        area += r->move[i].area_m2;
    for (size_t i = 0; i < r->n_moves; i++) {
        households += r->move[i].households;
        handovers += r->move[i].from >= 0 && r->move[i].to >= 0;
    }
    for (int i = 0; i < 4; i++)
        sz__fact_count(r, keys[i], meanings[i], "个", n[i]);
    sz__fates_said(r, n);
    sz__fact_count(r, "renamed", "更名的社区数", "个", renamed);
    sz__fact_count(r, "moves", "划转数", "处",
                   (int64_t)sz_description_moves(r->said));
    sz__fact_count(r, "handovers", "移交事项数", "项", handovers);
    sz__fact_count(r, "moves_households", "划转户数（含空白点）", "户", households);
    sz__fact_count(r, "moved_households", "离开原社区的户数", "户", r->moved);
    sz__fact_number(r, "moved_share", "离开原社区的户数占比", "%",
                    100 * (double)r->moved / (double)sz_map_households(r->map), 1);
    sz__fact_number(r, "moved_area", "划转面积", "平方公里", area * KM2,
                    SZ_AREA_DECIMALS);
}

static void service(sz_report *r)
{
    int64_t lacking = 0, unknown = 0, asked = 0;
    for (size_t i = 0; i < r->n_premises; i++) {
        const sz_premises *p = &r->premises[i];
        bool lacks = p->short_m2 > 0 || p->children_short_m2 > 0;
        lacking += lacks;
        asked += isfinite(p->need_m2) || isfinite(p->children_need_m2);
        unknown += !lacks && isfinite(p->need_m2) && isnan(p->short_m2);
    }
    int64_t now = 0;
    double share[2] = { 0, 0 };
    for (size_t i = 0; i < r->staff.n_sums; i++) {
        const sz_staff_sum *s = &r->staff.sums[i];
        now += s->now + s->unplaced;
        share[0] += s->before < 0 ? NAN : (double)s->before;
        share[1] += s->after < 0 ? NAN : (double)s->after;
    }
    static const pair shares = PAIR("staff", "核定人员数", "名", 0);
    sz__fact_count(r, "premises_asked", "政策规定用房面积的社区数", "个", asked);
    sz__fact_count(r, "premises_lacking", "用房不达标的社区数", "个", lacking);
    sz__fact_count(r, "premises_unknown", "用房情况不明的社区数", "个", unknown);
    sz__fact_number(r, "staff_now", "现有人员数", "名", r->has_staff ? (double)now : NAN,
                    0);
    both(r, &shares, r->has_staff ? share[0] : NAN, r->has_staff ? share[1] : NAN);
}

void sz__facts(sz_report *r)
{
    double area = 0;
    for (int32_t c = 0; c <= r->now->n; c++)
        area += r->now->area_m2[c];
    heading(r, "社区优化调整方案", "%s社区优化调整方案");
    sz__fact_text(r, "planned", "有调整方案", r->planned ? sz__report_word(r, "是") : "");
    policy(r);
    whole(r, area);
    audits(r);
    sz__facts_said(r);
    sizes(r);
    change(r);
    service(r);
}

void sz__facts_of_scenarios(sz_report *r)
{
    double area = 0;
    for (int32_t p = 0; p < r->map->n; p++)
        area += r->map->area[p];
    heading(r, "社区优化调整多方案论证材料", "%s社区优化调整多方案论证材料");
    policy(r);
    whole(r, area);
    sz__fact_count(r, "communities_today", "现有社区数", "个",
                   (int64_t)sz_plan_living(r->scenario[0].plan));
    sz__fact_count(r, "scenarios", "方案数（含维持现状）", "个", (int64_t)r->n_scenarios);
    sz__fact_count(r, "alternatives", "备选方案数", "个", (int64_t)r->n_scenarios - 1);
}
