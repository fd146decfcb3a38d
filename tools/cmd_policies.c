/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi policies: the profiles there are; sizhi policies show: one, with the source of
 * each value. */
#include <sizhi/policy.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "json.h"
#include "policy_option.h"
#include "table.h"
#include "talk.h"

struct policies_args {
    struct opt_list set;
    int all;
    int json;
};

static const struct opt opts[] = {
    { .name = "set", .kind = OPT_LIST, .arg = "KEY=VALUE",
      .at = offsetof(struct policies_args, set),
      .help = N_("show: set a value, as in size.max=2800 (repeatable)") },
    { .name = "all", .kind = OPT_FLAG, .at = offsetof(struct policies_args, all),
      .help = N_("show: keys without a value, too, and what each means") },
    { .name = "json", .kind = OPT_FLAG, .at = offsetof(struct policies_args, json),
      .help = N_("print as JSON") },
};

static int run_show(int argc, char **argv);

static const struct command cmd_show = {
    "policies", "show ID|FILE", N_("print a policy and where each value comes from"),
    opts, COUNT(opts), run_show,
};

/* ---- the list ---- */

static int list(int json)
{
    struct table t = TABLE("lll");
    json_object *out = json ? json_object_new_object() : NULL;
    json_object *all = json ? json_array_in(out, "policies") : NULL;
    for (size_t i = 0; i < sz_policies(); i++) {
        sz_policy_summary s;
        sz_error err = SZ_ERROR_INIT;
        if (sz_policies_at(i, &s, &err) != SZ_SUCCESS)
            return talk_failure("policies", &err);
        if (json) {
            json_object *row = json_next(all);
            json_text(row, "id", s.id);
            json_text(row, "title", s.title);
            json_text(row, "extends", s.extends);
            continue;
        }
        table_cell(&t, "%s", s.id);
        table_cell(&t, "%s", s.title);
        table_cell(&t, s.extends[0] ? _("extends %s") : "%s", s.extends);
    }
    if (json)
        json_print(out);
    else
        table_print(&t, 0, stdout);
    return EXIT_DONE;
}

/* ---- one policy ---- */

static void show_text(const sz_policy *policy, int all)
{
    struct table t = TABLE("llll");
    sz_error err = SZ_ERROR_INIT;
    printf("%s  %s\n\n", sz_policy_id(policy), sz_policy_title(policy));
    for (size_t i = 0; i < sz_policy_entries(policy); i++) {
        sz_policy_entry e;
        if (sz_policy_entry_at(policy, i, &e, &err) != SZ_SUCCESS ||
            (!e.value && !all))
            continue;
        table_cell(&t, "%s", e.key);
        table_cell(&t, "%s", e.value ? e.value : "-");
        if (e.line > 0)
            table_cell(&t, "%s:%d", e.profile, e.line);
        else
            table_cell(&t, "%s", e.profile);
        table_cell(&t, "%s", all ? e.meaning : e.clause);
    }
    table_print(&t, 0, stdout);
    for (size_t i = 0; i < sz_policy_waivers(policy); i++) {
        sz_waiver w;
        if (sz_policy_waiver(policy, i, &w, &err) == SZ_SUCCESS)
            printf(_("waived: %s, %s: %s (%s, %s)\n"), w.rule, w.community, w.reason,
                   w.who, w.date);
    }
}

static void show_json(const sz_policy *policy)
{
    json_object *out = json_object_new_object();
    sz_error err = SZ_ERROR_INIT;
    json_text(out, "id", sz_policy_id(policy));
    json_text(out, "title", sz_policy_title(policy));
    json_object *entries = json_array_in(out, "entries");
    for (size_t i = 0; i < sz_policy_entries(policy); i++) {
        sz_policy_entry e;
        if (sz_policy_entry_at(policy, i, &e, &err) != SZ_SUCCESS || !e.value)
            continue;
        json_object *row = json_next(entries);
        json_text(row, "key", e.key);
        json_text(row, "value", e.value);
        json_text(row, "profile", e.profile);
        json_count(row, "line", e.line);
        json_text(row, "document", e.document);
        json_text(row, "clause", e.clause);
    }
    json_object *waivers = json_array_in(out, "waivers");
    for (size_t i = 0; i < sz_policy_waivers(policy); i++) {
        sz_waiver w;
        if (sz_policy_waiver(policy, i, &w, &err) != SZ_SUCCESS)
            continue;
        json_object *row = json_next(waivers);
        json_text(row, "rule", w.rule);
        json_text(row, "town", w.town);
        json_text(row, "community", w.community);
        json_text(row, "reason", w.reason);
        json_text(row, "who", w.who);
        json_text(row, "date", w.date);
    }
    json_print(out);
}

static int run_show(int argc, char **argv)
{
    struct policies_args args = { 0 };
    const char *which = NULL;
    sz_policy *policy = NULL;
    sz_error err = SZ_ERROR_INIT;
    int code = EXIT_DONE;
    enum parsed parsed = options_parse(&cmd_show, argc, argv, &args, &which);
    if (parsed != PARSED) {
        opt_list_release(&args.set);
        return parsed == PARSED_HELP ? EXIT_DONE : EXIT_USAGE;
    }
    const struct policy_args wanted = { which, args.set };
    if (policy_args_open(&wanted, &policy, &err) != SZ_SUCCESS)
        code = talk_failure("policies", &err);
    else if (args.json)
        show_json(policy);
    else
        show_text(policy, args.all);
    sz_policy_free(policy);
    opt_list_release(&args.set);
    return code;
}

static int run(int argc, char **argv)
{
    struct policies_args args = { 0 };
    if (argc > 1 && strcmp(argv[1], "show") == 0)
        return run_show(argc - 1, argv + 1);
    enum parsed parsed = options_parse(&cmd_policies, argc, argv, &args, NULL);
    int code = parsed == PARSED_HELP ? EXIT_DONE : EXIT_USAGE;
    if (parsed == PARSED && (args.all || args.set.n))
        talk_error("policies", _("--set and --all are for: sizhi policies show ID"));
    else if (parsed == PARSED)
        code = list(args.json);
    opt_list_release(&args.set);
    return code;
}

const struct command cmd_policies = {
    "policies", NULL, N_("list the policies there are; policies show ID prints one"),
    opts, COUNT(opts), run,
};
