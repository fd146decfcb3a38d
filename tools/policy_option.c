/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* --policy and --set; see policy_option.h. */
#include "policy_option.h"

#include <sizhi/project.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"

sz_status policy_args_open(const struct policy_args *args, sz_policy **out,
                           sz_error *err)
{
    sz_status status = sz_policy_open(args->policy, out, err);
    return status == SZ_SUCCESS
               ? sz_policy_set_all(*out, args->set.items, args->set.n, err)
               : status;
}

sz_status policy_record(sz_project *project, const sz_policy *policy, sz_error *err)
{
    sz_status status = sz_project_set_meta(project, "policy", sz_policy_id(policy), err);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "basis",
                                     sz_policy_value(policy, "count.basis"), err);
    return status;
}

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
