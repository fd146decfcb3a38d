/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* --policy and --set; see policy_option.h. */
#include "policy_option.h"

#include <sizhi/project.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "plan_forget.h"
#include "talk.h"

sz_status policy_args_open(const struct policy_args *args, sz_policy **out,
                           sz_error *err)
{
    sz_status status = sz_policy_open(args->policy, out, err);
    return status == SZ_SUCCESS
               ? sz_policy_set_all(*out, args->set.items, args->set.n, err)
               : status;
}

/* ---- what a plan was made with ---- */

static const char *set_at(const sz_project *project, size_t i)
{
    char key[32];
    snprintf(key, sizeof key, "set.%zu", i + 1);
    return sz_project_meta(project, key);
}

static sz_status record_set(sz_project *project, size_t i, const char *text,
                            sz_error *err)
{
    char key[32];
    snprintf(key, sizeof key, "set.%zu", i + 1);
    return sz_project_set_meta(project, key, text, err);
}

/* Values that no profile sets. */
static sz_status record_values(sz_project *project, const sz_policy *policy, size_t *n,
                               sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < sz_policy_entries(policy) && status == SZ_SUCCESS; i++) {
        sz_policy_entry e;
        status = sz_policy_entry_at(policy, i, &e, err);
        if (status != SZ_SUCCESS || !e.value || e.line > 0)
            continue;
        size_t size = strlen(e.key) + strlen(e.value) + 2;
        char *text = malloc(size);
        if (!text)
            return err->status = SZ_ERR_NOMEM;
        snprintf(text, size, "%s=%s", e.key, e.value);
        status = record_set(project, (*n)++, text, err);
        free(text);
    }
    return status;
}

sz_status policy_record(sz_project *project, const sz_policy *policy,
                        const struct opt_list *more, sz_error *err)
{
    size_t n = 0;
    sz_status status = sz_project_set_meta(project, "policy", sz_policy_id(policy), err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "basis",
                                     sz_policy_value(policy, "count.basis"), err);
    if (status == SZ_SUCCESS)
        status = record_values(project, policy, &n, err);
    for (size_t i = 0; more && i < more->n && status == SZ_SUCCESS; i++)
        status = record_set(project, n++, more->items[i], err);
    return status == SZ_SUCCESS ? plan_end_list(project, "set", n, err) : status;
}

static int same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Whether the plans of both were made with the same policy, and the same set of it. */
static int same_rules(const sz_project *a, const sz_project *b)
{
    int same = same_text(sz_project_meta(a, "policy"), sz_project_meta(b, "policy"));
    for (size_t i = 0; same; i++) {
        const char *x = set_at(a, i), *y = set_at(b, i);
        same = same_text(x, y);
        if (!x)
            break;
    }
    return same;
}

static int is_shipped(const char *id)
{
    sz_policy_summary s;
    for (size_t i = 0; i < sz_policies(); i++)
        if (sz_policies_at(i, &s, NULL) == SZ_SUCCESS && strcmp(s.id, id) == 0)
            return 1;
    return 0;
}

/* Open the policy that the plan of PROJECT was made with, and set what was set of it. */
static sz_status open_planned(const sz_project *project, const char *path,
                              sz_policy **out, sz_error *err)
{
    const char *id = sz_project_meta(project, "policy");
    struct opt_list set = { NULL, 0 };
    if (id && !is_shipped(id)) {
        snprintf(err->message, sizeof err->message,
                 _("%s: its plan was made with the policy %s, which is a file; name it "
                   "with --policy"), path, id);
        return err->status = SZ_ERR_DATA;
    }
    while (set_at(project, set.n))
        set.n++;
    if (set.n > 0 && !(set.items = malloc(set.n * sizeof *set.items)))
        return err->status = SZ_ERR_NOMEM;
    for (size_t i = 0; i < set.n; i++)
        set.items[i] = set_at(project, i);
    sz_status status = sz_policy_open(id, out, err);
    if (status == SZ_SUCCESS && set.n > 0)
        status = sz_policy_set_planned(*out, set.items, set.n, err);
    free(set.items);
    return status;
}

/* "a.gpkg: yangzhou2022 size.max=2600" of each. */
static void tell_rules(sz_project *const *projects, const char *const *paths, size_t n)
{
    talk("%s", _("the plans were made with different policies or bands; all are held "
                 "against law2026 (for others: --policy, --set):"));
    for (size_t i = 0; i < n; i++) {
        char line[240];
        const char *id = sz_project_meta(projects[i], "policy"), *set;
        size_t used = 0;
        if (!sz_project_proposed(projects[i]))
            continue;
        line[0] = '\0';
        for (size_t k = 0; (set = set_at(projects[i], k)) && used < sizeof line; k++)
            used += (size_t)snprintf(line + used, sizeof line - used, " %s", set);
        talk("  %s: %s%s", paths[i], id ? id : "law2026", line);
    }
}

sz_status policy_args_open_for(const struct policy_args *args,
                               sz_project *const *projects, const char *const *paths,
                               size_t n, sz_policy **out, sz_error *err)
{
    size_t first = n;
    for (size_t i = n; i-- > 0 && !args->policy;)
        if (sz_project_proposed(projects[i]))
            first = i;
    for (size_t i = first; i < n; i++)
        if (sz_project_proposed(projects[i]) && !same_rules(projects[first], projects[i])) {
            tell_rules(projects, paths, n);
            first = n;
        }
    sz_status status = first == n
                           ? policy_args_open(args, out, err)
                           : open_planned(projects[first], paths[first], out, err);
    if (status == SZ_SUCCESS && first < n)
        status = sz_policy_set_all(*out, args->set.items, args->set.n, err);
    if (status != SZ_SUCCESS)
        err->item = -1; /* a line of a profile, which is no number of a project */
    return status;
}

/* ---- words ---- */

/* The first of a list parted by commas, malloc'ed. */
static char *first_of(const char *list)
{
    size_t n = list ? strcspn(list, ",") : 0;
    char *first = list ? malloc(n + 1) : NULL;
    if (first) {
        memcpy(first, list, n);
        first[n] = '\0';
    }
    return first;
}

char *policy_words(const sz_policy *policy, sz_describe_options *options)
{
    char *suffix = first_of(sz_policy_value(policy, "name.suffix"));
    options->sides = sz_policy_value(policy, "text.sides");
    options->verb = sz_policy_value(policy, "text.verb");
    options->tail = sz_policy_value(policy, "text.tail");
    options->suffix = suffix;
    return suffix;
}

static const char *const bases[][3] = {
    { "housing_units", N_("housing units"), "住宅套数" },
    { "occupied", N_("occupied homes"), "入住户数" },
    { "resident", N_("resident households"), "常住户数" },
    { "registered", N_("registered households"), "户籍户数" },
};

const char *policy_basis_text(const char *word)
{
    for (size_t i = 0; i < COUNT(bases); i++)
        if (strcmp(bases[i][0], word) == 0)
            return _(bases[i][1]);
    return word;
}

const char *policy_basis_drawn(const char *word, sz_language language)
{
    for (size_t i = 0; word && i < COUNT(bases); i++)
        if (strcmp(bases[i][0], word) == 0)
            return bases[i][language == SZ_LANGUAGE_EN ? 1 : 2];
    return word;
}
