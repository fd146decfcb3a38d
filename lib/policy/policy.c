/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The public face of policies. */
#include "policy/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/utf8.h"

sz_status sz__policy_new(sz_policy **out, sz_error *err)
{
    sz_policy *p = sz__zalloc(1, sizeof *p);
    if (!p)
        return sz__nomem(err);
    for (int r = 0; r < SZ_N_RULES; r++)
        p->level[r] = sz__rules[r].level;
    *out = p;
    return SZ_SUCCESS;
}

sz_status sz_policy_open(const char *which, sz_policy **out, sz_error *err)
{
    sz_policy *p = NULL;
    if (!out)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no place for the policy"));
    sz_status status = sz__policy_new(&p, err);
    if (!status)
        status = sz__profile_read(p, which ? which : "law2026", err);
    if (!status)
        status = sz__policy_check(p, err);
    if (status)
        sz_policy_free(p);
    else
        *out = p;
    return status;
}

void sz_policy_free(sz_policy *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->chain.n; i++) {
        free(p->chain.at[i].id);
        free(p->chain.at[i].path);
        free(p->chain.at[i].extends);
        free(p->chain.at[i].document);
    }
    for (int k = 0; k < SZ_N_KEYS; k++)
        sz__value_release(&p->value[k]);
    for (int r = 0; r < SZ_N_RULES; r++)
        sz__value_release(&p->given[r]);
    for (size_t i = 0; i < p->stage.n; i++)
        free(p->stage.at[i].name);
    for (size_t i = 0; i < p->waiver.n; i++) {
        sz_own_waiver *w = &p->waiver.at[i];
        char *texts[] = { w->rule, w->town, w->community, w->reason, w->who, w->date };
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            free(texts[k]);
    }
    free(p->chain.at);
    free(p->stage.at);
    free(p->waiver.at);
    sz__policy_records_release(p);
    free(p);
}

/* Where the value of NAME is kept; NULL when there is no such key. */
static sz_value *place_of(sz_policy *p, const char *name)
{
    bool is_level = strncmp(name, "level.", 6) == 0;
    int n = is_level ? sz__rule_find(name + 6) : sz__key_find(name);
    return n < 0 ? NULL : is_level ? &p->given[n] : &p->value[n];
}

/* One assignment carried out: where, and what stood there. */
typedef struct change {
    sz_value *at;
    sz_value was;
} change;

const char *sz__from_word(int32_t from)
{
    return from == SZ_FROM_PLAN ? _("the plan's options") : "--set";
}

bool sz__is_practice(const char *clause)
{
    static const char practice[] = "通行做法";
    return clause && strncmp(clause, practice, sizeof practice - 1) == 0;
}

static sz_status assign(sz_policy *p, const char *assignment, int32_t from, change *c,
                        sz_error *err)
{
    char name[64];
    sz_place place = { sz__from_word(from), 0 };
    const char *equals = assignment ? strchr(assignment, '=') : NULL;
    size_t n = equals ? (size_t)(equals - assignment) : 0;
    while (n > 0 && assignment[n - 1] == ' ')
        n--;
    if (n == 0 || n >= sizeof name)
        return sz__policy_fail(err, place, _("\"%s\" is no KEY=VALUE"),
                               assignment ? assignment : "");
    memcpy(name, assignment, n);
    name[n] = '\0';
    if (!sz__utf8_valid(equals, strlen(equals), NULL))
        return sz__policy_fail(err, place, _("%s: the text is not UTF-8; give it in UTF-8"),
                               name);
    if ((c->at = place_of(p, name))) {
        c->was = *c->at;
        *c->at = (sz_value){ 0 };
    }
    return sz__policy_put(p, name, equals + 1, from, place, err);
}

static sz_status set_all(sz_policy *p, const char *const *assignments, size_t n,
                         int32_t from, sz_error *err)
{
    sz_level levels[SZ_N_RULES];
    change *done = sz__zalloc(n, sizeof *done);
    sz_status status = done ? SZ_SUCCESS : sz__nomem(err);
    size_t tried = 0;
    memcpy(levels, p->level, sizeof levels);
    while (status == SZ_SUCCESS && tried < n) {
        status = assign(p, assignments[tried], from, &done[tried], err);
        tried++;
    }
    if (status == SZ_SUCCESS)
        status = sz__policy_check(p, err);
    while (tried-- > 0) { /* backwards, since one key may have been set twice */
        if (status == SZ_SUCCESS) {
            sz__value_release(&done[tried].was);
        } else if (done[tried].at) {
            sz__value_release(done[tried].at);
            *done[tried].at = done[tried].was;
        }
    }
    if (status != SZ_SUCCESS)
        memcpy(p->level, levels, sizeof levels);
    free(done);
    return status;
}

sz_status sz_policy_set_all(sz_policy *p, const char *const *assignments, size_t n,
                            sz_error *err)
{
    return set_all(p, assignments, n, SZ_FROM_CALLER, err);
}

sz_status sz_policy_set_planned(sz_policy *p, const char *const *assignments, size_t n,
                                sz_error *err)
{
    return set_all(p, assignments, n, SZ_FROM_PLAN, err);
}

sz_status sz_policy_set(sz_policy *p, const char *assignment, sz_error *err)
{
    return sz_policy_set_all(p, &assignment, 1, err);
}

const char *sz_policy_id(const sz_policy *p)
{
    return p->chain.at[p->chain.n - 1].id;
}

const char *sz_policy_title(const sz_policy *p)
{
    const char *title = p->value[SZ_KEY_TITLE].text;
    return title ? title : "";
}

size_t sz_policy_entries(const sz_policy *p)
{
    return p ? SZ_N_KEYS + SZ_N_RULES : 0;
}

static void tell_origin(const sz_policy *p, const sz_value *v, sz_policy_entry *out)
{
    if (!v->text)
        return;
    out->value = v->text;
    out->line = v->from.line;
    out->clause = v->from.clause ? v->from.clause : "";
    if (v->from.profile < 0) {
        out->profile = sz__from_word(v->from.profile);
        return;
    }
    const sz_profile *from = &p->chain.at[v->from.profile];
    out->profile = from->id;
    out->document = from->document ? from->document : "";
}

sz_status sz_policy_entry_at(const sz_policy *p, size_t i, sz_policy_entry *out,
                             sz_error *err)
{
    if (!p || !out || i >= SZ_N_KEYS + SZ_N_RULES)
        return sz__fail(err, SZ_ERR_INVALID, (int64_t)i, _("no such entry of a policy"));
    *out = (sz_policy_entry){ .profile = "", .document = "", .clause = "" };
    if (i < SZ_N_KEYS) {
        out->key = sz__keys[i].name;
        out->meaning = _(sz__keys[i].meaning);
        tell_origin(p, &p->value[i], out);
    } else {
        const sz_rule_row *row = &sz__rules[i - SZ_N_KEYS];
        out->key = row->key;
        out->meaning = _(row->title);
        tell_origin(p, &p->given[i - SZ_N_KEYS], out);
    }
    return SZ_SUCCESS;
}

const char *sz_policy_value(const sz_policy *p, const char *key)
{
    bool is_level = key && strncmp(key, "level.", 6) == 0;
    int n = !p || !key ? -1 : is_level ? sz__rule_find(key + 6) : sz__key_find(key);
    if (n < 0)
        return NULL;
    return is_level ? sz_level_name(p->level[n]) : p->value[n].text;
}

size_t sz_policy_waivers(const sz_policy *p)
{
    return p ? p->waiver.n : 0;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

sz_status sz_policy_waiver(const sz_policy *p, size_t i, sz_waiver *out, sz_error *err)
{
    if (i >= sz_policy_waivers(p) || !out)
        return sz__fail(err, SZ_ERR_INVALID, (int64_t)i, _("no such waiver"));
    const sz_own_waiver *w = &p->waiver.at[i];
    *out = (sz_waiver){ w->rule, or_empty(w->town), or_empty(w->community),
                        or_empty(w->reason), or_empty(w->who), or_empty(w->date) };
    return SZ_SUCCESS;
}

size_t sz_policies(void)
{
    return sz__n_shipped;
}

sz_status sz_policies_at(size_t i, sz_policy_summary *out, sz_error *err)
{
    if (i >= sz__n_shipped || !out)
        return sz__fail(err, SZ_ERR_INVALID, (int64_t)i,
                        _("the library has no such policy"));
    *out = (sz_policy_summary){ sz__shipped[i].id, sz__shipped[i].title,
                                sz__shipped[i].extends };
    return SZ_SUCCESS;
}
