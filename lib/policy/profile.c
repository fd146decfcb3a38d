/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles: INI files, one upon the other. The one extended is read first, so that
 * later values take the place of earlier ones. */
#include <ini.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/nearest.h"
#include "core/utf8.h"
#include "policy/policy.h"

enum {
    DEEPEST = 16,   /* profiles upon each other */
    LONGEST = 198   /* bytes of a line, as many as inih holds */
};

/* One profile while it is read. */
typedef struct reader {
    sz_policy *policy;
    const char *text;      /* of one of the library's, from the next line on, */
    FILE *file;            /* or else its file */
    sz_place place;        /* of the line at hand */
    int32_t profile;
    bool gather;           /* first pass: only what it extends */
    char *extends;
    sz_place extends_at;
    const sz_place *by;     /* where another profile names this one, or NULL */
    SZ__ARRAY(char *) seen; /* keys so far */
    sz_error *err;
    sz_status status;
} reader;

/* ---- lines ---- */

/* The next line for inih, as fgets() would give it. */
static char *next_line(char *line, int size, void *data)
{
    reader *r = data;
    size_t n;
    if (r->status)
        return NULL;
    if (r->file) {
        if (!fgets(line, size, r->file))
            return NULL;
        n = strlen(line);
    } else {
        n = strcspn(r->text, "\n");
        n += r->text[n] == '\n';
        if (n == 0)
            return NULL;
        n = n < (size_t)size - 1 ? n : (size_t)size - 1;
        memcpy(line, r->text, n);
        line[n] = '\0';
        r->text += n;
    }
    r->place.line++;
    if (n > LONGEST && line[n - 1] != '\n')
        r->status = sz__policy_fail(r->err, r->place,
                                    _("the line is longer than %d bytes; part the list "
                                      "or shorten it"), LONGEST);
    else if (!sz__utf8_valid(line, n, NULL))
        r->status = sz__policy_fail(r->err, r->place,
                                    _("the line is not UTF-8; save the file as UTF-8"));
    return r->status ? NULL : line;
}

/* ---- sections ---- */

static sz_status copy(char **to, const char *text, sz_error *err)
{
    free(*to);
    *to = sz__dup(text, strlen(text) + 1, 1);
    return *to ? SZ_SUCCESS : sz__nomem(err);
}

/* One end of a time; it may be left out. */
static bool is_end(const char *text, size_t n)
{
    return n == 0 || sz__is_date(text, n);
}

/* 动员准备 = 2018-07-24..2018-08-03 */
static sz_status put_stage(reader *r, const char *name, const char *text)
{
    const char *dots = strstr(text, "..");
    size_t from = dots ? (size_t)(dots - text) : 0, to = dots ? strlen(dots + 2) : 0;
    sz_policy_stage stage = { 0 };
    if (!dots || !is_end(text, from) || !is_end(dots + 2, to) ||
        (from && to && strncmp(text, dots + 2, 10) > 0))
        return sz__policy_fail(r->err, r->place,
                               _("stages.%s: \"%s\" is no time like "
                                 "2018-07-24..2018-08-03"), name, text);
    memcpy(stage.from, text, from);
    memcpy(stage.to, dots + 2, to);
    sz_status status = copy(&stage.name, name, r->err);
    if (!status && !sz__push(&r->policy->stage, stage)) {
        free(stage.name);
        status = sz__nomem(r->err);
    }
    return status;
}

/* A waiver begins with its rule. */
static sz_status put_waiver(reader *r, const char *name, const char *text)
{
    sz_policy *p = r->policy;
    sz_own_waiver fresh = { .line = r->place.line };
    if (strcmp(name, "rule") == 0) {
        if (sz__rule_find(text) < 0)
            return sz__policy_fail(r->err, r->place, _("waiver: there is no rule %s"),
                                   text);
        if (!sz__push(&p->waiver, fresh))
            return sz__nomem(r->err);
    }
    if (p->waiver.n == 0)
        return sz__policy_fail(r->err, r->place,
                               _("a waiver begins with its rule: rule = part.detached"));
    sz_own_waiver *w = &p->waiver.at[p->waiver.n - 1];
    struct {
        const char *name;
        char **to;
    } fields[] = { { "rule", &w->rule },     { "town", &w->town },
                   { "community", &w->community }, { "reason", &w->reason },
                   { "who", &w->who },       { "date", &w->date } };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i].name, name) == 0)
            return copy(fields[i].to, text, r->err);
    return sz__policy_fail(r->err, r->place,
                           _("waiver: unknown key %s; there are rule, town, community, "
                             "reason, who, date"), name);
}

/* Waivers from the FIRST on must say why. */
static sz_status check_waivers(const reader *r, size_t first)
{
    for (size_t i = first; i < r->policy->waiver.n; i++) {
        const sz_own_waiver *w = &r->policy->waiver.at[i];
        sz_place place = { r->place.file, w->line };
        if (!w->reason || !*w->reason)
            return sz__policy_fail(r->err, place,
                                   _("a waiver of %s needs its reason: reason = ..."),
                                   w->rule);
    }
    return SZ_SUCCESS;
}

/* Whether NAME has been set in this file already; it is noted. */
static sz_status note(reader *r, const char *name, bool *twice)
{
    *twice = false;
    for (size_t i = 0; i < r->seen.n; i++)
        *twice |= strcmp(r->seen.at[i], name) == 0;
    char *own = sz__dup(name, strlen(name) + 1, 1);
    if (own && sz__push(&r->seen, own))
        return SZ_SUCCESS;
    free(own);
    return sz__nomem(r->err);
}

static sz_status put(reader *r, const char *section, const char *name,
                     const char *text)
{
    char key[128];
    bool twice;
    sz_status status;
    if (strcmp(section, "waiver") == 0)
        return put_waiver(r, name, text);
    snprintf(key, sizeof key, "%s.%s", section, name);
    if ((status = note(r, key, &twice)) != SZ_SUCCESS)
        return status;
    if (twice)
        return sz__policy_fail(r->err, r->place, _("%s is set twice in this file"), key);
    if (strcmp(section, "stages") == 0)
        return put_stage(r, name, text);
    if (strcmp(key, "meta.extends") == 0)
        return SZ_SUCCESS; /* the first pass has seen it */
    if (!section[0])
        return sz__policy_fail(r->err, r->place,
                               _("%s stands in no section; sections begin with a line "
                                 "such as [size]"), name);
    status = sz__policy_put(r->policy, key, text, r->profile, r->place, r->err);
    sz_profile *own = &r->policy->chain.at[r->profile];
    if (!status && strcmp(key, "meta.document") == 0)
        status = copy(&own->document, r->policy->value[SZ_KEY_DOCUMENT].text, r->err);
    return status;
}

static int handle(void *data, const char *section, const char *name, const char *text)
{
    reader *r = data;
    if (r->status)
        return 1;
    if (!r->gather)
        r->status = put(r, section, name, text);
    else if (strcmp(section, "meta") == 0 && strcmp(name, "extends") == 0) {
        r->status = copy(&r->extends, text, r->err);
        r->extends_at = r->place;
    }
    return 1;
}

/* ---- files ---- */

/* Read all lines of PROFILE; what it extends only, if GATHER. */
static sz_status scan(reader *r, const sz_profile *profile, bool gather)
{
    r->gather = gather;
    r->place = (sz_place){ profile->path ? profile->path : profile->id, 0 };
    r->file = NULL;
    r->text = NULL;
    for (size_t i = 0; !profile->path && i < sz__n_shipped; i++)
        if (strcmp(sz__shipped[i].id, profile->id) == 0)
            r->text = sz__shipped[i].text;
    if (profile->path && !(r->file = fopen(profile->path, "rb"))) {
        if (r->by)
            return sz__policy_fail(r->err, *r->by, _("cannot open the policy %s"),
                                   profile->path);
        return sz__fail(r->err, SZ_ERR_IO, -1, _("cannot open the policy %s"),
                        profile->path);
    }
    int line = ini_parse_stream(next_line, r, handle, r);
    bool unread = r->file && ferror(r->file); /* a folder opens, too */
    if (r->file)
        fclose(r->file);
    if (!r->status && unread)
        return sz__fail(r->err, SZ_ERR_IO, -1, _("cannot read the policy %s"),
                        profile->path);
    if (!r->status && line > 0) {
        r->place.line = line;
        r->status = sz__policy_fail(r->err, r->place,
                                    _("neither [section] nor key = value"));
    }
    return r->status;
}

static bool is_shipped(const char *id)
{
    for (size_t i = 0; i < sz__n_shipped; i++)
        if (strcmp(sz__shipped[i].id, id) == 0)
            return true;
    return false;
}

/* WHICH is neither one of the library's nor looks like a file. */
static sz_status fail_missing(const char *which, const sz_place *by, sz_error *err)
{
    const char *near = NULL;
    int least = 5;
    for (size_t i = 0; i < sz__n_shipped; i++) {
        int far = sz__edit_distance(which, sz__shipped[i].id);
        if (far < least) {
            least = far;
            near = sz__shipped[i].id;
        }
    }
    if (near && by)
        return sz__policy_fail(err, *by, _("there is no policy %s (did you mean %s?)"),
                               which, near);
    if (near)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("there is no policy %s (did you mean %s?)"), which, near);
    if (by)
        return sz__policy_fail(err, *by, _("there is no policy %s; 'sizhi policies' lists "
                                           "them, and a file is given as NAME.ini"),
                               which);
    return sz__fail(err, SZ_ERR_DATA, -1,
                    _("there is no policy %s; 'sizhi policies' lists them, and a file "
                      "is given as NAME.ini"), which);
}

/* Id and path of profile WHICH, named by the file BESIDE. */
static sz_status locate(sz_profile *out, const char *which, const char *beside,
                        const sz_place *by, sz_error *err)
{
    const char *slash = strrchr(which, '/');
    const char *last = slash ? slash + 1 : which;
    const char *dot = strrchr(last, '.');
    size_t n = dot && strcmp(dot, ".ini") == 0 ? (size_t)(dot - last) : strlen(last);
    if (is_shipped(which))
        return copy(&out->id, which, err);
    if (!slash && !dot)
        return fail_missing(which, by, err);
    const char *end = beside && which[0] != '/' ? strrchr(beside, '/') : NULL;
    size_t lead = end ? (size_t)(end - beside) + 1 : 0;
    out->path = sz__alloc(lead + strlen(which) + 1, 1);
    out->id = sz__alloc(n + 1, 1);
    if (!out->path || !out->id)
        return sz__nomem(err);
    memcpy(out->path, beside ? beside : "", lead);
    memcpy(out->path + lead, which, strlen(which) + 1);
    memcpy(out->id, last, n);
    out->id[n] = '\0';
    return SZ_SUCCESS;
}

static void release_profile(sz_profile *p)
{
    free(p->id);
    free(p->path);
}

/* Read profile WHICH, named BY another one beside the file BESIDE, DEPTH profiles above
 * the one asked for. */
static sz_status read_at(sz_policy *policy, const char *which, const char *beside,
                         const sz_place *by, int depth, sz_error *err)
{
    sz_profile profile = { 0 };
    reader r = { .policy = policy, .seen = SZ__ARRAY_INIT, .by = by, .err = err };
    size_t waivers = 0;
    sz_status status = locate(&profile, which, beside, by, err);
    if (!status && depth == DEEPEST)
        status = sz__fail(err, SZ_ERR_DATA, -1,
                          _("policy %s extends others without end"), profile.id);
    if (!status)
        status = scan(&r, &profile, true);
    if (!status && r.extends)
        status = read_at(policy, r.extends, profile.path, &r.extends_at, depth + 1,
                         err);
    if (status)
        goto done;
    r.profile = (int32_t)policy->chain.n;
    profile.extends = r.extends;
    if (!sz__push(&policy->chain, profile)) {
        status = sz__nomem(err);
        goto done;
    }
    const sz_profile *own = &policy->chain.at[r.profile];
    profile = (sz_profile){ 0 };
    r.extends = NULL;
    static const sz_key its_own[] = { SZ_KEY_TITLE, SZ_KEY_DOCUMENT, SZ_KEY_EFFECTIVE };
    for (size_t i = 0; i < sizeof its_own / sizeof *its_own; i++)
        sz__value_release(&policy->value[its_own[i]]);
    waivers = policy->waiver.n;
    status = scan(&r, own, false);
    if (!status)
        status = check_waivers(&r, waivers);
done:
    for (size_t i = 0; i < r.seen.n; i++)
        free(r.seen.at[i]);
    free(r.seen.at);
    free(r.extends);
    release_profile(&profile);
    return status;
}

sz_status sz__profile_read(sz_policy *policy, const char *which, sz_error *err)
{
    return read_at(policy, which, NULL, NULL, 0, err);
}
