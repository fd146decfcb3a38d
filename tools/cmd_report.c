/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sizhi report: tables and documents of a plan, or of several scenarios. */
#include <sizhi/project.h>
#include <sizhi/report.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "json.h"
#include "policy_option.h"
#include "projects.h"
#include "report_fields.h"
#include "report_set.h"
#include "sources.h"
#include "table.h"
#include "talk.h"
#include "terminal.h"

struct report_args {
    struct opt_list outputs;
    struct policy_args policy;
    const char *template, *shown;
    struct opt_list fields;
    const char *title, *organisation, *date, *data_date;
    int all, lang, json;
    struct opt_list written; /* what --all wrote, names of files */
};

#define AT(member) offsetof(struct report_args, member)

static const struct opt opts[] = {
    { .name = "output", .letter = 'o', .kind = OPT_LIST, .arg = "FILE", .at = AT(outputs),
      .help = N_("what to write, in the format that its ending names; repeatable") },
    { .name = "all", .kind = OPT_FLAG, .at = AT(all),
      .help = N_("all documents, tables, sheets and layers, into the folder that "
                 "--output names") },
    POLICY_OPTIONS_FOR(struct report_args, policy),
    { .name = "template", .kind = OPT_TEXT, .arg = "ID|FILE", .at = AT(template),
      .help = N_("what makes a document of the report; plan when not given, scenarios "
                 "for several projects") },
    { .name = "show-template", .kind = OPT_TEXT, .arg = "ID", .at = AT(shown),
      .operand = 1, .help = N_("print a template that comes with the program") },
    { .name = "field", .kind = OPT_LIST, .arg = "NAME=TEXT", .at = AT(fields),
      .help = N_("text of a field of the template (repeatable)") },
    { .name = "title", .kind = OPT_TEXT, .arg = "TEXT", .at = AT(title),
      .help = N_("title of the document") },
    { .name = "organisation", .kind = OPT_TEXT, .arg = "TEXT", .at = AT(organisation),
      .help = N_("who drew it up (编制单位)") },
    { .name = "date", .kind = OPT_TEXT, .arg = "TEXT", .at = AT(date),
      .help = N_("date to print; today when not given") },
    { .name = "data-date", .kind = OPT_TEXT, .arg = "TEXT", .at = AT(data_date),
      .help = N_("until when the data are good (资料截止日期)") },
    { .name = "lang", .kind = OPT_WORD, .words = "zh|en", .at = AT(lang),
      .help = N_("language of the documents") },
    { .name = "json", .kind = OPT_FLAG, .at = AT(json),
      .help = N_("print all figures and tables as JSON") },
};

/* ---- JSON ---- */

/* A number as it stands in the documents, digit for digit; null: there is none. */
static void json_value(json_object *out, const char *key, sz_value_kind kind,
                       const char *text, double number)
{
    if (kind == SZ_VALUE_TEXT)
        json_text(out, key, text);
    else
        json_object_object_add(out, key,
                               *text ? json_object_new_double_s(number, text) : NULL);
}

static void json_row(json_object *out, const sz_report *report, size_t table, size_t row)
{
    const sz_report_table *t = sz_report_table_at(report, table);
    for (size_t k = 0; k < t->n_columns; k++) {
        const sz_report_column *c = &t->columns[k];
        const sz_report_cell *cell = sz_report_cell_at(report, table, row, k);
        if (row < t->n_rows || c->summed)
            json_value(out, c->key, c->kind, cell->text, cell->number);
    }
}

static void json_table(json_object *tables, const sz_report *report, size_t table)
{
    const sz_report_table *t = sz_report_table_at(report, table);
    json_object *out = json_object_in(tables, t->id);
    json_text(out, "title", t->title);
    json_text(out, "note", *t->note ? t->note : NULL);
    json_object *columns = json_array_in(out, "columns");
    for (size_t k = 0; k < t->n_columns; k++) {
        json_object *c = json_next(columns);
        json_text(c, "key", t->columns[k].key);
        json_text(c, "heading", t->columns[k].heading);
        json_flag(c, "summed", t->columns[k].summed);
    }
    json_object *rows = json_array_in(out, "rows");
    for (size_t i = 0; i < t->n_rows; i++)
        json_row(json_next(rows), report, table, i);
    if (t->has_total)
        json_row(json_object_in(out, "total"), report, table, t->n_rows);
    else
        json_text(out, "total", NULL);
}

static void print_json(const sz_report *report, const struct report_args *args)
{
    json_object *out = json_object_new_object();
    json_object *written = json_object_new_array();
    const struct opt_list *files = args->all ? &args->written : &args->outputs;
    for (size_t i = 0; i < files->n; i++)
        json_object_array_add(written, json_object_new_string(files->items[i]));
    json_object_object_add(out, "written", written);
    json_object *open = json_object_new_array();
    for (size_t i = 0; i < sz_report_open_fields(report); i++)
        json_object_array_add(open,
                              json_object_new_string(sz_report_open_field(report, i)));
    json_object_object_add(out, "to_fill_in", open);
    json_object *facts = json_object_in(out, "facts");
    for (size_t i = 0; i < sz_report_facts(report); i++) {
        const sz_report_fact *f = sz_report_fact_at(report, i);
        json_value(facts, f->key, f->kind, f->text, f->number);
    }
    json_text(out, "notice", sz_report_notice(report));
    json_object *tables = json_object_in(out, "tables");
    for (size_t i = 0; i < sz_report_tables(report); i++)
        json_table(tables, report, i);
    json_print(out);
}

/* ---- the work ---- */

/* Of one project, or of all as scenarios. */
static sz_status make_once(const struct projects *p, const sz_policy *policy,
                           const sz_report_options *options, sz_report **out,
                           sz_error *err)
{
    if (p->n == 1)
        return sz_report_make(sz_project_present(p->at[0]), sz_project_proposed(p->at[0]),
                              policy, options, out, err);
    return sz_report_scenarios(sz_project_map(p->at[0]), p->plans,
                               (const char *const *)p->names + 1, p->n_plans, policy,
                               options, out, err);
}

/* Households that the import found no place for. */
static int64_t count_unplaced(const sz_project *project)
{
    const sz_findings *list = sz_project_findings(project);
    int64_t n = 0;
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
        if (strcmp(f->rule, "import.unplaced") == 0)
            n += (int64_t)f->value;
    }
    return n;
}

/* What the audit finds becomes part of the documents and is in their language; why a
 * report cannot be made is said in the user's, so a failure is repeated in that. */
static sz_status make(const struct report_args *args, const struct projects *p,
                      const sz_policy *policy, sz_report **out, sz_error *err)
{
    sz_report_options options = SZ_REPORT_OPTIONS_INIT;
    const char **sources = NULL;
    int32_t (*links)[2] = NULL;
    char date[32];
    sz_error own = SZ_ERROR_INIT;
    terminal_date(date, sizeof date);
    sz_status status = project_sources(p->at[0], &sources, &options.n_sources, err);
    if (status == SZ_SUCCESS)
        status = sz_project_links(p->at[0], &links, &options.n_links, err);
    options.links = (const int32_t (*)[2])links;
    options.title = args->title;
    options.organisation = args->organisation;
    options.date = args->date ? args->date : date;
    options.data_date = args->data_date;
    options.language = args->lang ? SZ_LANGUAGE_EN : SZ_LANGUAGE_ZH;
    options.basis = policy_basis_drawn(sz_policy_value(policy, "count.basis"),
                                       options.language);
    options.crs_name = sz_project_meta(p->at[0], "crs_name");
    options.limit_assumed = project_limit_assumed(p->at[0]);
    options.sources = sources;
    options.fields = args->fields.items;
    options.n_fields = args->fields.n;
    options.unplaced = count_unplaced(p->at[0]);
    options.progress = talk_progress;
    if (status == SZ_SUCCESS) {
        terminal_speak(args->lang ? "en" : "zh_CN");
        status = make_once(p, policy, &options, out, &own);
        terminal_speak(NULL);
        if (status != SZ_SUCCESS)
            status = make_once(p, policy, &options, out, err);
    }
    sz_free(links);
    free(sources);
    return status;
}

static sz_status write_all(struct report_args *args, const struct projects *p,
                           sz_report *report, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    if (args->all)
        return report_set(report, p->n == 1 ? p->at[0] : NULL,
                          args->lang ? SZ_LANGUAGE_EN : SZ_LANGUAGE_ZH,
                          args->outputs.items[0], &args->written, err);
    for (size_t i = 0; i < args->outputs.n && status == SZ_SUCCESS; i++) {
        status = sz_report_write(report, args->outputs.items[i], args->template, err);
        if (status == SZ_SUCCESS && !args->json)
            puts(args->outputs.items[i]);
    }
    return status;
}

/* The files of the set, below their folder. */
static void tell_set(const struct report_args *args)
{
    const char *folder = args->outputs.items[0];
    size_t n = strlen(folder);
    for (size_t i = 0; i < args->written.n; i++)
        printf("%s%s%s\n", folder, folder[n - 1] == '/' ? "" : "/", args->written.items[i]);
}

/* Each field with what is to be written there. */
static void tell_open(const sz_report *report, const struct report_fields *fields)
{
    struct table t = TABLE("ll");
    size_t n = sz_report_open_fields(report);
    if (n > 0)
        puts(_("left to be filled in (--field NAME=TEXT):"));
    for (size_t i = 0; i < n; i++) {
        const char *name = sz_report_open_field(report, i);
        int length;
        const char *meaning = report_fields_meaning(fields, name, &length);
        table_cell(&t, "%s", name);
        table_cell(&t, "%.*s", length, meaning);
    }
    table_print(&t, 2, stdout);
}

static int report(const char *const *paths, size_t n, struct report_args *args)
{
    struct projects p = PROJECTS_INIT;
    sz_policy *policy = NULL;
    sz_report *made = NULL;
    struct report_fields fields = { NULL, NULL, 0 };
    sz_error err = SZ_ERROR_INIT;
    int code = EXIT_USAGE;
    sz_status status = report_fields_read(&fields, args->template,
                                          args->lang ? SZ_LANGUAGE_EN : SZ_LANGUAGE_ZH,
                                          &err);
    if (status == SZ_SUCCESS && !report_fields_known(&fields, &args->fields))
        goto done;
    code = EXIT_DONE;
    if (status == SZ_SUCCESS)
        status = n == 1 ? projects_read_one(&p, paths[0], &err)
                        : projects_read(&p, paths, n, "维持现状", &err);
    if (status == SZ_SUCCESS)
        status = policy_args_open_for(&args->policy, p.at, paths, n, &policy, &err);
    if (status == SZ_SUCCESS)
        status = sz_project_records(p.at[0], policy, &err);
    if (status == SZ_SUCCESS)
        status = make(args, &p, policy, &made, &err);
    if (status == SZ_SUCCESS)
        status = write_all(args, &p, made, &err);
    if (status != SZ_SUCCESS) {
        code = made ? talk_failure("report", &err) : projects_failure("report", &p, &err);
    } else if (args->json) {
        print_json(made, args);
    } else {
        tell_set(args);
        tell_open(made, &fields);
    }
done:
    report_fields_release(&fields);
    sz_report_free(made);
    sz_policy_free(policy);
    projects_release(&p);
    return code;
}

static int show_template(const char *id)
{
    const char *text = sz_template_text(id);
    if (text) {
        fputs(text, stdout);
        return EXIT_DONE;
    }
    talk_error("report", _("there is no template %s; there are:"), id);
    for (size_t i = 0; i < sz_templates(); i++)
        talk("  %s", sz_template_id(i));
    return EXIT_USAGE;
}

/* Whether options go with each other; says what does not. */
static int is_clear(const struct report_args *args)
{
    if (args->outputs.n == 0 && (!args->json || args->all))
        talk_error("report", _("not given: %s"),
                   args->all ? "--output=FOLDER" : "--output=FILE, --json");
    else if (args->all && args->outputs.n > 1)
        talk_error("report", _("--all writes into one folder: %s"),
                   args->outputs.items[1]);
    else if (args->all && args->template)
        talk_error("report", _("--all and --template exclude each other"));
    else
        return 1;
    return 0;
}

static int run(int argc, char **argv)
{
    struct report_args args = { 0 };
    const char **paths = calloc((size_t)argc, sizeof *paths);
    size_t n = 0;
    if (!paths)
        return EXIT_DATA;
    enum parsed parsed = options_parse(&cmd_report, argc, argv, &args, paths);
    int code = parsed == PARSED_HELP ? EXIT_DONE : EXIT_USAGE;
    while (n < (size_t)argc && paths[n])
        n++;
    if (parsed == PARSED && args.shown)
        code = show_template(args.shown);
    else if (parsed == PARSED && is_clear(&args))
        code = report(paths, n, &args);
    free(paths);
    opt_list_release(&args.outputs);
    opt_list_release(&args.fields);
    opt_list_release(&args.written);
    opt_list_release(&args.policy.set);
    return code;
}

const struct command cmd_report = {
    "report", "PROJECT...", N_("write the documents and tables that an office hands in"),
    opts, COUNT(opts), run,
};
