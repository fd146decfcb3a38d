/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi compare: proposed plans of several projects and today's, side by side. */
#include <sizhi/compare.h>
#include <sizhi/project.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "compare_show.h"
#include "i18n.h"
#include "policy_option.h"
#include "projects.h"
#include "show.h"
#include "talk.h"

struct compare_args {
    struct policy_args policy;
    const char *csv;
    int lang, all, json;
    int sentences;
};

static const struct opt opts[] = {
    POLICY_OPTIONS_FOR(struct compare_args, policy),
    { .name = "all", .kind = OPT_FLAG, .at = offsetof(struct compare_args, all),
      .help = N_("print communities too that are the same in every scenario") },
    { .name = "sentences", .kind = OPT_FLAG, .arg = "",
      .at = offsetof(struct compare_args, sentences),
      .help = N_("the sentences that differ; without them it is faster") },
    { .name = "lang", .kind = OPT_WORD, .words = "zh|en",
      .at = offsetof(struct compare_args, lang),
      .help = N_("language of the sentences") },
    { .name = "csv", .kind = OPT_TEXT, .arg = "FILE",
      .at = offsetof(struct compare_args, csv),
      .help = N_("write the figures as a table in CSV") },
    { .name = "json", .kind = OPT_FLAG, .at = offsetof(struct compare_args, json),
      .help = N_("print the result as JSON") },
};

static int compare(const char *const *paths, size_t n, const struct compare_args *args)
{
    struct projects p = PROJECTS_INIT;
    sz_policy *policy = NULL;
    sz_comparison *comparison = NULL;
    sz_describe_options words = SZ_DESCRIBE_OPTIONS_INIT;
    sz_compare_options options = SZ_COMPARE_OPTIONS_INIT;
    sz_error err = SZ_ERROR_INIT;
    int code = EXIT_DONE;
    sz_status status = projects_read(&p, paths, n, _("today"), &err);
    if (status == SZ_SUCCESS)
        status = policy_args_open_for(&args->policy, p.at, paths, n, &policy, &err);
    char *suffix = status == SZ_SUCCESS ? policy_words(policy, &words) : NULL;
    words.language = args->lang ? SZ_LANGUAGE_EN : SZ_LANGUAGE_ZH;
    words.progress = talk_progress;
    options.words = &words;
    options.no_sentences = !args->sentences;
    if (status == SZ_SUCCESS) /* what the first project holds of detached land */
        status = sz_project_records(p.at[0], policy, &err);
    if (status == SZ_SUCCESS)
        status = sz_compare(sz_project_map(p.at[0]), p.plans, p.n_plans, policy, &options,
                            &comparison, &err);
    if (status != SZ_SUCCESS) {
        code = projects_failure("compare", &p, &err);
    } else {
        struct compare_shown shown = { comparison, (const char *const *)p.names,
                                       args->all };
        if (args->csv)
            code = compare_csv(&shown, args->csv);
        if (code == EXIT_DONE && args->json)
            compare_json(&shown, policy);
        else if (code == EXIT_DONE && compare_text(&shown) != 0) {
            err.status = SZ_ERR_NOMEM;
            code = talk_failure("compare", &err);
        }
    }
    sz_comparison_free(comparison);
    sz_policy_free(policy);
    projects_release(&p);
    free(suffix);
    return code;
}

static int run(int argc, char **argv)
{
    struct compare_args args = { .sentences = 1 };
    const char **paths = calloc((size_t)argc, sizeof *paths);
    size_t n = 0;
    if (!paths)
        return EXIT_DATA;
    enum parsed parsed = options_parse(&cmd_compare, argc, argv, &args, paths);
    int code = parsed == PARSED_HELP ? EXIT_DONE : EXIT_USAGE;
    while (n < (size_t)argc && paths[n])
        n++;
    if (parsed == PARSED)
        code = compare(paths, n, &args);
    free(paths);
    opt_list_release(&args.policy.set);
    return code;
}

const struct command cmd_compare = {
    "compare", "PROJECT...", N_("set scenarios side by side, with today's plan"),
    opts, COUNT(opts), run,
};
