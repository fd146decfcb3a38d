/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Linting a draft: a notice is read, done to a copy of the plan as far as it goes, and
 * what came of it sorted by place. */
#include "sizhi/lint.h"

#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"
#include "map/map.h"
#include "text/apply.h"

typedef struct remark {
    sz_remark as;
    uint32_t from;         /* byte of the text, to sort by */
    char *source, *message; /* owned, or NULL when they are the application's */
} remark;

struct sz_lint {
    sz_application *application;
    sz_plan *plan;
    SZ__ARRAY(remark) remark;
    size_t count[SZ_REMARK_KINDS];
    bool *wrong;           /* [statements] */
};

const char *sz_remark_name(sz_remark_kind kind)
{
    static const char *const names[] = { "contradicts", "open", "unread", "masked", "hint",
                                         "prose", "breaks" };
    return (size_t)kind < SZ_REMARK_KINDS ? names[kind] : "";
}

void sz_lint_free(sz_lint *lint)
{
    if (!lint)
        return;
    for (size_t i = 0; i < lint->remark.n; i++) {
        free(lint->remark.at[i].source);
        free(lint->remark.at[i].message);
    }
    free(lint->remark.at);
    free(lint->wrong);
    sz_application_free(lint->application);
    sz_plan_free(lint->plan);
    free(lint);
}

static char *copy(const char *text, size_t len)
{
    char *own = sz__alloc(len + 1, 1);
    if (own) {
        memcpy(own, text, len);
        own[len] = '\0';
    }
    return own;
}

static bool add(sz_lint *lint, remark r)
{
    lint->count[r.as.kind]++;
    if (r.as.statement >= 0 && r.as.kind <= SZ_REMARK_UNREAD)
        lint->wrong[r.as.statement] = true;
    return sz__push(&lint->remark, r);
}

/* A remark of its own at AT, which says MESSAGE (LEN bytes). */
static bool add_place(sz_lint *lint, const sz_script *s, sz_remark_kind kind, sz_span at,
                      const char *message, size_t len)
{
    sz_where w = sz__script_place(s, at);
    remark r = { { kind, -1, w.line, w.column, w.width, w.from, NULL, NULL }, at.from,
                 copy(s->text + w.shown.from, w.shown.to - w.shown.from),
                 copy(message, len) };
    for (char *c = r.message; c && *c; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' ';
    r.as.source = r.source;
    r.as.message = r.message;
    if (r.source && r.message && add(lint, r))
        return true;
    free(r.source);
    free(r.message);
    return false;
}

static sz_remark_kind kind_of(const sz_noted *n)
{
    if (n->about == SZ_ABOUT_READINGS)
        return SZ_REMARK_OPEN;
    if (n->note.level == SZ_NOTE_HINT)
        return SZ_REMARK_HINT;
    return n->about == SZ_ABOUT_PLAN ? SZ_REMARK_BREAKS : SZ_REMARK_CONTRADICTS;
}

/* What the application says of statements; what it says of mistakes in the text is
 * taken from the script. */
static bool add_notes(sz_lint *lint)
{
    for (size_t i = 0; i < lint->application->note.n; i++) {
        const sz_noted *n = &lint->application->note.at[i];
        if (n->note.statement < 0)
            continue;
        remark r = { { kind_of(n), n->note.statement, n->note.line, n->note.column,
                       n->note.width, n->note.source_column, n->note.source,
                       n->note.message }, n->at.from, NULL, NULL };
        if (!add(lint, r))
            return false;
    }
    return true;
}

static bool add_problems(sz_lint *lint, const sz_script *s)
{
    for (size_t i = 0; i < s->problem.n; i++) {
        const sz_problem *p = &s->problem.at[i];
        if (!add_place(lint, s, p->masked ? SZ_REMARK_MASKED : SZ_REMARK_UNREAD, p->at,
                       p->message, strlen(p->message)))
            return false;
    }
    for (size_t i = 0; i < s->skipped.n; i++) {
        const sz_skipped *k = &s->skipped.at[i];
        const char *said = k->masked ? _("names are masked") : _("this is not understood");
        size_t len = strlen(said);
        sz_remark_kind kind = !k->ground ? SZ_REMARK_PROSE
                              : k->masked ? SZ_REMARK_MASKED : SZ_REMARK_UNREAD;
        if (kind == SZ_REMARK_PROSE) {
            said = s->text + k->at.from;
            len = k->at.to - k->at.from;
            len = len > 96 ? sz__utf8_cut(said, 96) : len;
        }
        if (!add_place(lint, s, kind, k->at, said, len))
            return false;
    }
    return true;
}

static int by_place(const void *a, const void *b)
{
    const remark *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->as.kind != y->as.kind)
        return x->as.kind < y->as.kind ? -1 : 1;
    return strcmp(x->as.message, y->as.message);
}

static sz_status collect(sz_lint *lint, const sz_script *s, sz_error *err)
{
    lint->wrong = sz__zalloc(s->statement.n, sizeof *lint->wrong);
    if (!lint->wrong || !add_notes(lint) || !add_problems(lint, s))
        return sz__nomem(err);
    if (lint->remark.n)
        qsort(lint->remark.at, lint->remark.n, sizeof *lint->remark.at, by_place);
    return SZ_SUCCESS;
}

sz_status sz_lint_draft(const sz_gazetteer *gazetteer, const sz_plan *plan,
                        const char *text, size_t length,
                        const sz_apply_options *options, sz_lint **out, sz_error *err)
{
    static const sz_parse_options parse = { .notice = true };
    sz_apply_options apply = SZ_APPLY_OPTIONS_INIT;
    sz_script *script = NULL;
    sz_lint *lint = sz__zalloc(1, sizeof *lint);
    sz_status status = lint ? SZ_SUCCESS : sz__nomem(err);
    if (options)
        apply = *options;
    apply.keep_going = 1;
    if (status == SZ_SUCCESS)
        status = sz__script_parse(gazetteer, text, length, &parse, &script, err);
    if (status == SZ_SUCCESS)
        status = sz_script_apply(script, plan, &apply, &lint->plan, &lint->application,
                                 err);
    if (status == SZ_SUCCESS)
        status = collect(lint, script, err);
    sz__script_free(script);
    if (status == SZ_SUCCESS)
        *out = lint;
    else
        sz_lint_free(lint);
    return status;
}

const sz_application *sz_lint_application(const sz_lint *lint)
{
    return lint->application;
}

int sz_lint_agrees(const sz_lint *lint, size_t i)
{
    return i < lint->application->outcome.n && !lint->wrong[i];
}

const sz_plan *sz_lint_plan(const sz_lint *lint)
{
    return lint->plan;
}

size_t sz_lint_remarks(const sz_lint *lint)
{
    return lint->remark.n;
}

sz_status sz_lint_remark(const sz_lint *lint, size_t i, sz_remark *out)
{
    if (i >= lint->remark.n)
        return SZ_ERR_INVALID;
    *out = lint->remark.at[i].as;
    return SZ_SUCCESS;
}

size_t sz_lint_count(const sz_lint *lint, sz_remark_kind kind)
{
    return (size_t)kind < SZ_REMARK_KINDS ? lint->count[kind] : 0;
}
