/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* --policy and --set, the same for every command that has them. */
#ifndef TOOLS_POLICY_OPTION_H
#define TOOLS_POLICY_OPTION_H

#include <sizhi/policy.h>
#include <sizhi/text.h>

#include "i18n.h"
#include "options.h"

struct policy_args {
    const char *policy;  /* NULL: law2026 */
    struct opt_list set;
};

/* The rows of a table of options; MEMBER is the policy_args in TYPE. The second is of
 * commands that hold a proposed plan against a policy: see policy_args_open_for(). */
#define POLICY_OPTIONS(TYPE, MEMBER)                                                   \
    POLICY_ROWS(TYPE, MEMBER, N_("the policy; law2026 when not given"))
#define POLICY_OPTIONS_FOR(TYPE, MEMBER)                                               \
    POLICY_ROWS(TYPE, MEMBER,                                                          \
                N_("the policy; the proposed plan's, else law2026, when not given"))
#define POLICY_ROWS(TYPE, MEMBER, HELP)                                                \
    { .name = "policy", .kind = OPT_TEXT, .arg = "ID|FILE",                            \
      .at = offsetof(TYPE, MEMBER.policy),                                             \
      .help = HELP },                              \
    { .name = "set", .kind = OPT_LIST, .arg = "KEY=VALUE",                             \
      .at = offsetof(TYPE, MEMBER.set),                                                \
      .help = N_("set a value of the policy, as in size.max=2800 (repeatable)") }

/* Open the policy and set its values; free with sz_policy_free(). */
sz_status policy_args_open(const struct policy_args *args, sz_policy **out,
                           sz_error *err);

/* The same for N projects: where --policy is not given, the policy that their proposed
 * plans were made with and what was set of it, which --set prevails over. Where they were made with different ones, that is told, and it is law2026.
 * PATHS are the projects'. SZ_ERR_DATA when the policy of a plan is a file. */
struct sz_project;
sz_status policy_args_open_for(const struct policy_args *args,
                               struct sz_project *const *projects,
                               const char *const *paths, size_t n, sz_policy **out,
                               sz_error *err);

/* Put into the metadata of PROJECT the policy's id, its count basis and what is set of it,
 * with the assignments of MORE (NULL: none). */
sz_status policy_record(struct sz_project *project, const sz_policy *policy,
                        const struct opt_list *more, sz_error *err);

/* The words that the policy wants in sentences, into OPTIONS; they live as long as the
 * policy. Returns the ending of names, which OPTIONS refers to: free it, NULL is fine. */
char *policy_words(const sz_policy *policy, sz_describe_options *options);

/* What is counted as a household, in the language of the program, and as sheets and
 * documents in a language say it; WORD itself when it is no basis. */
const char *policy_basis_text(const char *word);
const char *policy_basis_drawn(const char *word, sz_language language);

#endif
