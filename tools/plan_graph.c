/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Planning a bare graph: what it is read from, what counts, what is printed. */
#include "plan_graph.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "i18n.h"
#include "plan_policy.h"
#include "proof_show.h"
#include "show.h"
#include "solve_json.h"
#include "talk.h"
#include "terminal.h"

/* Options that need a map or a project. */
static bool suits_graph(const struct plan_args *a)
{
    const struct {
        const char *name;
        bool given;
    } others[] = {
        { "output", a->output != NULL }, { "lock", a->locks.n > 0 },
        { "hold", a->holds.n > 0 },      { "fix", a->fixes.n > 0 },
        { "band", a->bands.n > 0 },      { "link", a->links.n > 0 },
        { "links", a->link_file != NULL },
        { "lock-border", a->lines.n > 0 }, { "unlock", a->unlock != 0 },
        { "alternatives", a->alternatives > 1 }, { "register", a->records != NULL },
    };
    for (size_t i = 0; i < COUNT(others); i++)
        if (others[i].given) {
            talk_error("plan", _("needs a project, not a graph: --%s"), others[i].name);
            return false;
        }
    return true;
}

/* "NODES,EDGES" into *EDGES and what is left of TEXT: at the comma that leaves two
 * files, else at the first. */
static void split(char *text, const char **edges)
{
    char *first = strchr(text, ',');
    for (char *at = first; at; at = strchr(at + 1, ',')) {
        *at = '\0';
        *edges = at + 1;
        if (terminal_file_exists(text) && terminal_file_exists(*edges))
            return;
        *at = ',';
    }
    *first = '\0';
    *edges = first + 1;
}

/* A graph knows neither ground nor roads: cut edges count, and households that move,
 * 1 each; or else only what --weight names. */
static void weigh(sz_solve_options *o, bool named)
{
    for (int i = 0; i < SZ_N_TERMS; i++)
        if (o->weight[i] < 0 && o->factor[i] <= 0)
            o->weight[i] = !named && (i == SZ_TERM_CUT_EDGES || i == SZ_TERM_MOVED);
}

/* What is printed about one run. */
struct outcome {
    const char *nodes, *edges; /* files */
    const sz_problem *problem;
    const struct plan_args *args;
    const struct plan_wish *wish;
    const sz_result *result;
};

/* A bare graph has no towns with names. */
static const char *no_town(const void *data, int32_t town)
{
    (void)data;
    (void)town;
    return "";
}

static sz_status show_text(const struct outcome *o, sz_error *err)
{
    const sz_solve_report *r = sz_result_report(o->result);
    struct table t = TABLE("lrrl");
    char n[COUNT_TEXT], m[COUNT_TEXT];
    table_cell(&t, "%s", _("community"));
    table_cell(&t, "%s", _("households"));
    table_cell(&t, "%s", _("nodes"));
    table_cell(&t, "%s", _("status"));
    for (size_t i = 0; i < sz_result_communities(o->result); i++) {
        sz_community c;
        sz_status status = sz_result_community(o->result, i, &c, err);
        if (status != SZ_SUCCESS)
            return status;
        table_cell(&t, "%s", c.name);
        table_count(&t, c.households);
        table_count(&t, (int64_t)c.parcels);
        table_cell(&t, "%s", sz_fate_name(c.fate));
    }
    table_print(&t, 0, stdout);
    printf(_("\nband %s to %s households; "), count_text(o->wish->options.min, n),
           count_text(o->wish->options.max, m));
    printf(_("%zu communities, %s of %s edges cut"), r->communities,
           count_text(r->cut_edges, n),
           count_text((int64_t)sz_problem_edges(o->problem), m));
    if (sz_problem_communities(o->problem) > 0)
        printf(_(", %s households moved"), count_text(r->moved, n));
    printf(_("\nobjective %.3f"), r->objective);
    if (r->proved && r->feasible)
        fputs(_(", proved to be the least"), stdout);
    else if (r->objective_bound > 0)
        printf(_(", at least %.3f for any plan"), r->objective_bound);
    putchar('\n');
    proof_show(r, no_town, NULL);
    if (sz_findings_count(sz_result_why(o->result)) > 0) {
        puts(r->feasible ? _("\nFindings:")
                         : _("\nThis plan breaks rules; what is at fault:"));
        show_findings(sz_result_why(o->result), "", SIZE_MAX);
    }
    return SZ_SUCCESS;
}

/* Whether TEXT is a whole number as JSON writes it. */
static bool is_whole(const char *text)
{
    size_t n = strspn(text, "0123456789");
    return n > 0 && n < 16 && !text[n] && (text[0] != '0' || n == 1);
}

/* Ids as numbers when all of them are. */
static void json_assignment(json_object *out, const struct outcome *o)
{
    json_object *list = json_array_in(out, "assignment");
    size_t n = sz_problem_nodes(o->problem);
    bool whole = true;
    for (size_t i = 0; i < n && whole; i++)
        whole = is_whole(sz_problem_node(o->problem, i));
    for (size_t i = 0; i < n; i++) {
        json_object *item = json_next(list);
        const char *id = sz_problem_node(o->problem, i);
        if (whole)
            json_count(item, "id", strtoll(id, NULL, 10));
        else
            json_text(item, "id", id);
        json_count(item, "community", sz_result_of(o->result, i));
    }
}

static sz_status show_json(const struct outcome *o, sz_error *err)
{
    json_object *out = json_object_new_object();
    json_text(out, "nodes_file", o->nodes);
    json_text(out, "edges_file", o->edges);
    json_count(out, "nodes", (int64_t)sz_problem_nodes(o->problem));
    json_count(out, "edges", (int64_t)sz_problem_edges(o->problem));
    plan_policy_json(out, o->wish, o->args);
    json_solve(out, &o->wish->options, sz_result_report(o->result));
    proof_show_json(out, sz_result_report(o->result), no_town, NULL);
    json_object *list = json_array_in(out, "communities");
    for (size_t i = 0; i < sz_result_communities(o->result); i++) {
        sz_community c;
        sz_status status = sz_result_community(o->result, i, &c, err);
        if (status != SZ_SUCCESS) {
            json_object_put(out);
            return status;
        }
        json_object *item = json_next(list);
        json_count(item, "community", (int64_t)i);
        json_text(item, "name", c.name);
        json_text(item, "status", sz_fate_name(c.fate));
        json_count(item, "households", c.households);
        json_count(item, "nodes", (int64_t)c.parcels);
        json_count(item, "parts", (int64_t)c.parts);
    }
    json_assignment(out, o);
    json_findings(out, "findings", sz_result_why(o->result), "");
    json_print(out);
    return SZ_SUCCESS;
}

/* Solve and print; the exit code. */
static int solve(const struct plan_args *args, struct outcome *o)
{
    sz_error err = SZ_ERROR_INIT;
    sz_result *result = NULL;
    sz_status status = sz_problem_solve(o->problem, &o->wish->options, &result, &err);
    bool feasible = status == SZ_SUCCESS;
    if (!result)
        return talk_failure("plan", &err);
    o->result = result;
    status = args->json ? show_json(o, &err) : show_text(o, &err);
    int code = feasible ? EXIT_DONE : EXIT_FINDINGS;
    if (status != SZ_SUCCESS)
        code = talk_failure("plan", &err);
    sz_result_free(result);
    return code;
}

int plan_graph(const struct plan_args *args)
{
    struct plan_wish wish;
    sz_error err = SZ_ERROR_INIT;
    sz_problem *problem = NULL;
    const char *edges = NULL;
    char *nodes = NULL;
    if (!suits_graph(args))
        return EXIT_USAGE;
    if (!strchr(args->graph, ',')) {
        talk_error("plan", _("a graph reads NODES,EDGES, two files: --graph=%s"),
                   args->graph);
        return EXIT_USAGE;
    }
    int code = plan_wish_read(&wish, args);
    if (code == EXIT_DONE)
        code = plan_policy_join(&wish, args, NULL);
    if (code == EXIT_DONE && !(nodes = calloc(strlen(args->graph) + 1, 1))) {
        talk_error("plan", _("out of memory"));
        code = EXIT_DATA;
    }
    if (code == EXIT_DONE) {
        strcpy(nodes, args->graph);
        split(nodes, &edges);
        if (sz_problem_read(nodes, edges, &problem, &err) != SZ_SUCCESS)
            code = talk_failure("plan", &err);
    }
    if (code == EXIT_DONE) {
        struct outcome o = { nodes, edges, problem, args, &wish, NULL };
        weigh(&wish.options, args->weights.n > 0);
        talk_catch_interrupt();
        code = solve(args, &o);
    }
    sz_problem_free(problem);
    free(nodes);
    plan_wish_release(&wish);
    return code;
}
