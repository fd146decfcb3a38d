/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the plan is held against, and what it breaks: 政策依据表, 问题清单. */
#include <math.h>
#include <string.h>

#include "policy/policy.h"
#include "report/model.h"

#define TEXT(key, heading) { key, heading, SZ_VALUE_TEXT, 0, 0 }

static const char *level_word(sz_level level)
{
    static const char *const words[] = { "必须", "原则上", "提示", "力争" };
    return words[level];
}

static void put_findings(sz_report *r, sz_table *t, const sz_stand *s, int64_t *number)
{
    for (size_t i = 0; i < sz_findings_count(s->findings); i++) {
        const sz_finding *f = sz_findings_at(s->findings, i);
        sz__cell_count(r, t, ++*number);
        sz__cell_text(r, t, s->when);
        if (sz_map_towns(r->map) > 1) /* else the table has no such column */
            sz__cell_text(r, t, f->town);
        sz__cell_text(r, t, f->community);
        sz__cell_text(r, t, f->rule);
        sz__cell_word(r, t, level_word(f->level));
        sz__cell_text(r, t, f->message);
        sz__cell_number(r, t, f->value);
        sz__cell_number(r, t, f->bound);
        sz__cell_text(r, t, f->source);
        sz__cell_text(r, t, f->clause);
        sz__cell_text(r, t, f->waiver);
    }
}

static void findings(sz_report *r)
{
    static const sz_report_column columns[] = {
        { "number", "序号", SZ_VALUE_COUNT, 0, 0 }, TEXT("when", "时点"),
        TEXT("town", "街镇"), TEXT("community", "社区"), TEXT("rule", "规则"),
        TEXT("level", "程度"), TEXT("message", "问题"),
        { "value", "数值", SZ_VALUE_MEASURE, -2, 0 },
        { "bound", "标准", SZ_VALUE_MEASURE, -2, 0 },
        TEXT("source", "配置出处"), TEXT("clause", "依据条文"), TEXT("waiver", "豁免"),
    };
    sz_table *t = sz__table_begin(r, "findings", "问题清单", columns,
                                  sizeof columns / sizeof *columns);
    int64_t number = 0;
    bool divided = r->now->living > 0; /* else that nobody has the ground is no fault */
    if (divided)
        put_findings(r, t, r->now, &number);
    if (r->planned)
        put_findings(r, t, r->end, &number);
    sz__table_end(r, t, divided || r->planned ? "未发现问题" : "尚未划分社区");
}

/* The document that a value is drawn from: what is common practice is in none. */
static const char *document_of(const sz_policy_entry *e)
{
    return e->document && !sz__is_practice(e->clause) ? e->document : "";
}

static void basis(sz_report *r)
{
    static const sz_report_column columns[] = {
        TEXT("key", "项目"), TEXT("meaning", "含义"), TEXT("value", "取值"),
        TEXT("document", "文件"), TEXT("clause", "条文"), TEXT("source", "配置出处"),
    };
    sz_table *t = sz__table_begin(r, "basis", "政策依据表", columns,
                                  sizeof columns / sizeof *columns);
    const char *own = sz_policy_value(r->policy, "meta.document");
    bool several = false;
    for (size_t i = 0; i < sz_policy_entries(r->policy); i++) {
        sz_policy_entry e;
        if (sz_policy_entry_at(r->policy, i, &e, NULL) != SZ_SUCCESS || !e.value ||
            strncmp(e.key, "meta.", 5) == 0)
            continue;
        sz__cell_text(r, t, e.key);
        sz__cell_text(r, t, e.meaning);
        sz__cell_text(r, t, sz__policy_said(r, e.key));
        sz__cell_text(r, t, document_of(&e));
        several |= *document_of(&e) && strcmp(document_of(&e), own ? own : "") != 0;
        sz__cell_text(r, t, e.clause ? e.clause : "");
        sz__cell_text(r, t, e.line > 0 ? sz__report_text(r, "%s:%d", e.profile, e.line)
                            : e.profile ? e.profile
                                        : "");
    }
    sz__table_end(r, t, "");
    sz__fact_text(r, "several_documents", "条文出自多个文件",
                  several ? sz__report_word(r, "是") : "");
}

void sz__tables_rules(sz_report *r)
{
    findings(r);
    basis(r);
}
