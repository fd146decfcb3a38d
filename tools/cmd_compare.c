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
#include "show.h"
#include "talk.h"

struct compare_args {
    struct policy_args policy;
    const char *csv;
    int lang, all, json;
    int sentences;
};

static const struct opt opts[] = {
    POLICY_OPTIONS(struct compare_args, policy),
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

/* Projects, and the proposed plans of those that have one. */
struct projects {
    sz_project **at;       /* [n] */
    size_t n;
    const sz_plan **plans; /* [n_plans] */
    const char **paths;    /* [n_plans] */
    size_t n_plans;
    char **names;          /* [n_plans + 1] of the scenarios, today's first */
};

static void projects_release(struct projects *p)
{
    for (size_t i = 0; i < p->n; i++)
        sz_project_free(p->at[i]);
    for (size_t i = 0; p->names && i <= p->n_plans; i++)
        free(p->names[i]);
    free(p->at);
    free(p->plans);
    free(p->paths);
    free(p->names);
}

/* The part of PATH that tells files apart: without folders and .gpkg, malloc'ed. */
static char *short_name(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t n = strlen(name);
    if (n > 5 && strcmp(name + n - 5, ".gpkg") == 0)
        n -= 5;
    char *own = malloc(n + 1);
    if (own) {
        memcpy(own, name, n);
        own[n] = '\0';
    }
    return own;
}

/* Names of the scenarios; whole paths where short ones are the same. */
static int name_all(struct projects *p)
{
    int same = 0;
    if (!(p->names = calloc(p->n_plans + 1, sizeof *p->names)) ||
        !(p->names[0] = text_copy(_("today"))))
        return -1;
    for (size_t i = 0; i < p->n_plans; i++) {
        if (!(p->names[i + 1] = short_name(p->paths[i])))
            return -1;
        for (size_t k = 0; k <= i; k++)
            same |= strcmp(p->names[k], p->names[i + 1]) == 0;
    }
    for (size_t i = 0; same && i < p->n_plans; i++) {
        free(p->names[i + 1]);
        if (!(p->names[i + 1] = text_copy(p->paths[i])))
            return -1;
    }
    return 0;
}

static sz_status read_all(struct projects *p, const char *const *paths, size_t n,
                          sz_error *err)
{
    p->at = calloc(n, sizeof *p->at);
    p->plans = calloc(n, sizeof *p->plans);
    p->paths = calloc(n, sizeof *p->paths);
    if (!p->at || !p->plans || !p->paths)
        return err->status = SZ_ERR_NOMEM;
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < n && status == SZ_SUCCESS; i++) {
        status = sz_project_read(paths[i], &p->at[i], err);
        p->n += status == SZ_SUCCESS;
        const sz_plan *plan = status ? NULL : sz_project_proposed(p->at[i]);
        if (status == SZ_SUCCESS && !plan) {
            talk(_("%s has no proposed plan; it is the same as today"), paths[i]);
            plan = sz_project_present(p->at[i]);
        }
        p->plans[p->n_plans] = plan;
        p->paths[p->n_plans] = paths[i];
        p->n_plans += plan != NULL;
    }
    return status == SZ_SUCCESS && name_all(p) != 0 ? (err->status = SZ_ERR_NOMEM)
                                                    : status;
}

/* Exit code for a failed comparison: other ground is told with its file. */
static int failure(const struct projects *p, sz_status status, sz_error *err)
{
    if (status == SZ_ERR_DATA && err->item >= 0 && p->names) {
        talk_error("compare", "%s: %s (%s)", p->paths[err->item], err->message,
                   p->paths[0]);
        return EXIT_DATA;
    }
    return talk_failure("compare", err);
}

static int compare(const char *const *paths, size_t n, const struct compare_args *args)
{
    struct projects p = { 0 };
    sz_policy *policy = NULL;
    sz_comparison *comparison = NULL;
    sz_describe_options words = SZ_DESCRIBE_OPTIONS_INIT;
    sz_compare_options options = SZ_COMPARE_OPTIONS_INIT;
    sz_error err = SZ_ERROR_INIT;
    int code = EXIT_DONE;
    sz_status status = policy_args_open(&args->policy, &policy, &err);
    if (status == SZ_SUCCESS)
        status = read_all(&p, paths, n, &err);
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
        code = failure(&p, status, &err);
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
