/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Applying a script: statement by statement on a copy of the plan, then the checks of
 * what the statements claim. */
#include "text/apply.h"

#include <string.h>

#include "core/i18n.h"
#include "map/map.h"

static const char *kind_name(sz_statement_kind kind)
{
    static const char *const names[] = { "count", "list", "abolish", "move", "split",
        "found", "rename", "keep", "limits", "ring", "lock", "assert" };
    return names[kind];
}

/* Whether the community of today with number ID goes by another name now. */
static bool was_laid_down(const sz_applying *a, int32_t id)
{
    return a->community[id] == id && id < a->before->n &&
           strcmp(a->plan->tally[id].name, a->before->tally[id].name) != 0;
}

/* A new community takes up the name that the one of today with number ID laid down. */
static bool found_again(sz_applying *a, const sz_statement *st, int32_t id, int32_t town)
{
    sz_error err = SZ_ERROR_INIT;
    sz_status status = sz_plan_found(a->plan, a->before->tally[id].name,
                                     town == -2 ? a->before->tally[id].town : town,
                                     &a->community[id], &err);
    a->nomem = a->nomem || status == SZ_ERR_NOMEM;
    if (status != SZ_SUCCESS && status != SZ_ERR_NOMEM)
        sz__note(a, SZ_NOTE_ERROR, a->s->ref.at[st->subject].at, "%s", err.message);
    if (status == SZ_SUCCESS)
        sz__named(a, a->community[id], -1);
    return status == SZ_SUCCESS;
}

/* 新设A社区: with its town when that can be told, else when it gets its first ground. */
static bool do_found(sz_applying *a, const sz_statement *st)
{
    int32_t town = a->map->n_towns == 1 ? 0 : -2;
    int32_t id = sz__script_id(a->s, st->subject, SZ_THING_COMMUNITY);
    if (st->refs.n)
        town = sz__script_id(a->s, (int32_t)st->refs.first, SZ_THING_TOWN);
    if (a->map->n_towns == 0)
        town = -1;
    if (st->receiver >= 0) { /* out of another one */
        int32_t from = sz__apply_community(a, st->receiver, -2);
        if (from < 0)
            return false;
        town = a->plan->tally[from].town;
    }
    if (a->s->ref.at[st->subject].fresh < 0) {
        if (id >= 0 && was_laid_down(a, id))
            return found_again(a, st, id, town);
        if (id >= 0 && a->plan->tally[a->community[id]].parcels == 0)
            return true; /* an empty one takes its name up again */
        sz__note(a, SZ_NOTE_ERROR, a->s->ref.at[st->subject].at,
                 _("there is a community %.*s already"), SZ_REF_TEXT(a, st->subject));
        return false;
    }
    if (town == -2 || a->community[id] >= 0)
        return true;
    return sz__apply_community(a, st->subject, town) >= 0;
}

/* The name that ST gives; NULL when it is that of several communities. */
static const char *new_name(const sz_applying *a, const sz_statement *st)
{
    const sz_ref *to = &a->s->ref.at[st->receiver];
    int32_t id = sz__script_id(a->s, st->receiver, SZ_THING_COMMUNITY);
    if (to->fresh >= 0)
        return a->s->fresh.at[to->fresh];
    return id >= 0 ? a->before->tally[id].name : NULL;
}

/* Of a notice: the community of today that ST gives another name, or -1. */
static int32_t renamed_today(const sz_applying *a, const sz_statement *st)
{
    if (st->kind != SZ_ST_RENAME || a->s->ref.at[st->subject].fresh >= 0)
        return -1;
    int32_t id = sz__script_id(a->s, st->subject, SZ_THING_COMMUNITY);
    return id < a->before->n ? id : -1;
}

/* Give all new names of a notice at once: it speaks of the communities as they are
 * before it, and what one lays down another may take up. Names that cannot be given so
 * are left for their statements to find out. */
static void rename_all(sz_applying *a)
{
    const char **name = sz__zalloc((size_t)a->plan->n, sizeof *name);
    const sz_script *s = a->s;
    int32_t n = a->before->n;
    bool fits = name != NULL;
    a->renamed = true;
    for (size_t i = 0; i < s->statement.n && fits; i++) {
        int32_t c = renamed_today(a, &s->statement.at[i]);
        const char *to = c >= 0 ? new_name(a, &s->statement.at[i]) : NULL;
        fits = c < 0 || (to && (!name[c] || strcmp(name[c], to) == 0));
        if (c >= 0)
            name[c] = to;
    }
    for (int32_t c = 0; c < n && fits; c++)
        for (int32_t x = 0; name[c] && x < a->plan->n && fits; x++)
            fits = x == c || a->plan->tally[x].town != a->plan->tally[c].town ||
                   strcmp(name[c], name[x] ? name[x] : a->plan->tally[x].name) != 0;
    if (fits && sz__plan_rename_all(a->plan, name, NULL) != SZ_SUCCESS)
        a->nomem = true;
    for (size_t i = 0; i < s->statement.n && fits && !a->nomem; i++) {
        int32_t c = renamed_today(a, &s->statement.at[i]);
        int32_t id = c < 0 ? -1 : sz__script_id(s, s->statement.at[i].receiver,
                                                SZ_THING_COMMUNITY);
        if (id >= 0)
            a->community[id] = c;
    }
    a->nomem = a->nomem || !name;
    free(name);
}

/* Whether ST has been done together with all of its notice; its naming is reported. */
static bool done_with_all(sz_applying *a, const sz_statement *st)
{
    if (a->s->notice && !a->renamed)
        rename_all(a);
    int32_t c = a->s->notice && !a->nomem ? renamed_today(a, st) : -1;
    const char *name = c >= 0 ? new_name(a, st) : NULL;
    if (!name || strcmp(a->plan->tally[c].name, name) != 0 ||
        strcmp(a->before->tally[c].name, name) == 0)
        return false;
    int32_t was = sz__names_add(&a->report->names, a->before->tally[c].name);
    a->nomem = a->nomem || was < 0;
    if (!a->nomem)
        sz__named(a, c, was);
    return true;
}

static bool do_rename(sz_applying *a, const sz_statement *st)
{
    if (done_with_all(a, st) || a->nomem)
        return !a->nomem;
    int32_t c = sz__apply_community(a, st->subject, -2);
    const sz_ref *to = &a->s->ref.at[st->receiver];
    int32_t id = sz__script_id(a->s, st->receiver, SZ_THING_COMMUNITY);
    const char *name = new_name(a, st);
    sz_error err = SZ_ERROR_INIT;
    if (c < 0)
        return false;
    int32_t was = sz__names_add(&a->report->names, a->plan->tally[c].name);
    sz_status status = was < 0 ? SZ_ERR_NOMEM
                               : sz_plan_rename(a->plan, (size_t)c, name, &err);
    if (status == SZ_ERR_NOMEM) {
        a->nomem = true;
        return false;
    }
    if (status != SZ_SUCCESS) {
        sz__note(a, SZ_NOTE_ERROR, to->at, "%s", err.message);
        return false;
    }
    if (id >= 0)
        a->community[id] = c;
    sz__named(a, c, was);
    return true;
}

/* 撤销A, or lock A: each must be there. */
static bool do_named(sz_applying *a, const sz_statement *st, bool lock)
{
    for (uint32_t i = 0; i < st->refs.n; i++) {
        int32_t ref = (int32_t)(st->refs.first + i);
        int32_t c = sz__apply_community(a, ref, -2);
        if (c < 0)
            return false;
        if (lock)
            a->locked[c] = true;
    }
    return true;
}

static bool compare(int64_t x, sz_relation how, int64_t y)
{
    switch (how) {
    case SZ_EQ: return x == y;
    case SZ_NE: return x != y;
    case SZ_LT: return x < y;
    case SZ_LE: return x <= y;
    case SZ_GT: return x > y;
    case SZ_GE: return x >= y;
    }
    return false;
}

static bool do_assert(sz_applying *a, const sz_statement *st)
{
    if (st->test == SZ_TEST_COMMUNITIES) {
        if (compare(a->plan->living, st->compare, st->number[0]))
            return true;
        sz__note(a, SZ_NOTE_ERROR, st->at, _("does not hold: there are %d communities"),
                 (int)a->plan->living);
        return false;
    }
    for (uint32_t i = 0; i < st->refs.n; i++) {
        int32_t c = sz__apply_community(a, (int32_t)(st->refs.first + i), -2);
        sz_community f;
        if (c < 0)
            return false;
        if (sz_plan_community(a->plan, (size_t)c, &f, NULL) != SZ_SUCCESS) {
            a->nomem = true;
            return false;
        }
        int64_t parcels = (int64_t)f.parcels, parts = (int64_t)f.parts;
        bool holds = st->test == SZ_TEST_HOUSEHOLDS
                         ? compare(f.households, st->compare, st->number[0])
                     : st->test == SZ_TEST_PARCELS
                         ? compare(parcels, st->compare, st->number[0])
                     : st->test == SZ_TEST_CONNECTED ? parts == 1 : parcels == 0;
        if (holds)
            continue;
        sz__note(a, SZ_NOTE_ERROR, st->at,
                 _("does not hold: %s has %lld households, %lld parcels, %lld parts"),
                 f.name, (long long)f.households, (long long)parcels, (long long)parts);
        return false;
    }
    return true;
}

static bool do_statement(sz_applying *a, const sz_statement *st)
{
    switch (st->kind) {
    case SZ_ST_MOVE:
        return sz__apply_move(a, st);
    case SZ_ST_SPLIT:
        return sz__apply_split(a, st);
    case SZ_ST_FOUND:
        return do_found(a, st);
    case SZ_ST_RENAME:
        return do_rename(a, st);
    case SZ_ST_ABOLISH:
        return do_named(a, st, false);
    case SZ_ST_LOCK:
        return do_named(a, st, true);
    case SZ_ST_ASSERT:
        return do_assert(a, st);
    case SZ_ST_LIMITS:
        return sz__apply_sides(a, st);
    default:
        return true; /* checked when all are done */
    }
}

/* What was wrong with the text is wrong with the script. */
static void note_problems(sz_applying *a)
{
    for (size_t i = 0; i < a->s->problem.n; i++) {
        a->statement = a->s->statement.n;
        sz__note(a, SZ_NOTE_ERROR, a->s->problem.at[i].at, "%s",
                 a->s->problem.at[i].message);
        if (!a->nomem)
            a->report->note.at[a->report->note.n - 1].note.statement = -1;
    }
}

/* Which communities the script gives ground to. */
static void find_given(sz_applying *a)
{
    for (size_t i = 0; i < a->s->statement.n; i++) {
        const sz_statement *st = &a->s->statement.at[i];
        bool split = st->kind == SZ_ST_SPLIT, move = st->kind == SZ_ST_MOVE && !st->to_gap;
        for (uint32_t k = 0; k < (split ? st->refs.n : (uint32_t)move); k++) {
            int32_t ref = split ? (int32_t)(st->refs.first + k) : st->receiver;
            int32_t id = sz__script_id(a->s, ref, SZ_THING_COMMUNITY);
            if (id >= 0)
                a->given[id] = true;
        }
    }
}

static bool prepare(sz_applying *a)
{
    size_t n = (size_t)a->map->n;
    size_t ids = (size_t)sz__gazetteer_plan(a->s->gazetteer)->n + a->s->fresh.n;
    a->community = sz__alloc(ids, sizeof *a->community);
    a->given = sz__zalloc(ids, sizeof *a->given);
    a->locked = sz__zalloc((size_t)a->before->n + ids, sizeof *a->locked);
    a->set = sz__zalloc(n, sizeof *a->set);
    a->part = sz__zalloc(n, sizeof *a->part);
    a->on = sz__zalloc(n, sizeof *a->on);
    a->out = sz__zalloc(n, sizeof *a->out);
    a->touch = sz__zalloc(n, sizeof *a->touch);
    a->list = sz__alloc(n, sizeof *a->list);
    a->report = sz__zalloc(1, sizeof *a->report);
    a->mover = sz__alloc(n, sizeof *a->mover);
    if (!a->given || !a->mover || !a->community || !a->locked || !a->set || !a->part ||
        !a->on || !a->out || !a->touch || !a->list || !a->report || sz_plan_copy(a->before, &a->plan, NULL) != SZ_SUCCESS)
        return false;
    for (size_t p = 0; p < n; p++)
        a->mover[p] = -1;
    for (size_t i = 0; i < ids; i++)
        a->community[i] = i < ids - a->s->fresh.n ? (int32_t)i : -1;
    find_given(a);
    return true;
}

static void run(sz_applying *a)
{
    note_problems(a);
    for (size_t i = 0; i < a->s->statement.n && !a->nomem; i++) {
        if (sz__too_many(a, i))
            return;
        const sz_statement *st = &a->s->statement.at[i];
        sz_outcome out = { .kind = kind_name(st->kind), .to = -1 };
        sz__script_where(a->s, st->at.from, &out.line, &out.column);
        a->statement = i;
        if (!sz__push(&a->report->outcome, out) ||
            !sz__push(&a->report->begins, a->report->parcel.n) ||
            !sz__push(&a->report->names_begin, a->report->naming.n)) {
            a->nomem = true;
            return;
        }
        bool done = do_statement(a, st);
        a->report->outcome.at[i].done = done;
    }
    if (!a->nomem)
        sz__apply_checks(a);
}

sz_status sz_script_apply(const sz_script *script, const sz_plan *plan,
                          const sz_apply_options *options, sz_plan **result,
                          sz_application **report, sz_error *err)
{
    return sz__script_apply(script, plan, options, NULL, result, report, err);
}

sz_status sz__script_apply(const sz_script *script, const sz_plan *plan,
                           const sz_apply_options *options, struct sz_cuts *cuts,
                           sz_plan **result, sz_application **report, sz_error *err)
{
    static const sz_apply_options defaults = SZ_APPLY_OPTIONS_INIT;
    sz_applying a = { .s = script, .map = plan->map, .before = plan, .cuts = cuts,
                      .options = options ? options : &defaults };
    const sz_plan *of = sz__gazetteer_plan(script->gazetteer);
    if (of->map != plan->map || of->n > plan->n)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("the plan is not of the map that the script was read for"));
    a.nomem = !prepare(&a);
    if (!a.nomem)
        run(&a);
    sz_status status = a.nomem ? sz__nomem(err) : SZ_SUCCESS;
    if (status == SZ_SUCCESS) {
        bool whole = a.report->errors == 0 || a.options->keep_going;
        *report = a.report;
        a.report = NULL;
        *result = whole ? a.plan : NULL;
        if (whole)
            a.plan = NULL;
    }
    sz_application_free(a.report);
    sz_plan_free(a.plan);
    free(a.community);
    free(a.locked);
    free(a.set);
    free(a.part);
    free(a.on);
    free(a.out);
    free(a.crossing.at);
    free(a.touch);
    free(a.list);
    free(a.mover);
    free(a.given);
    return status;
}

/* ---- the public names of what this room calls by its own ---- */

sz_status sz_gazetteer_new(const sz_plan *plan, sz_gazetteer **out, sz_error *err)
{
    return sz__gazetteer_new(plan, out, err);
}

void sz_gazetteer_free(sz_gazetteer *gazetteer)
{
    sz__gazetteer_free(gazetteer);
}

sz_status sz_gazetteer_alias(sz_gazetteer *gazetteer, const char *alias,
                             const char *name, sz_error *err)
{
    return sz__gazetteer_alias(gazetteer, alias, name, err);
}

sz_status sz_script_read(const sz_gazetteer *gazetteer, const char *text, size_t length,
                         sz_script **out, sz_error *err)
{
    static const sz_parse_options options = { .notice = false };
    return sz__script_parse(gazetteer, text, length, &options, out, err);
}

void sz_script_free(sz_script *script)
{
    sz__script_free(script);
}
