/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bare graphs out of CSV tables: what is read, and what is said of bad ones. */
#include "sizhi/problem.h"
#include "tests/files.h"
#include "tests/suite.h"

static char dir[64], nodes[96], edges[96];

static void open_dir(void)
{
    files_open(dir);
    snprintf(nodes, sizeof nodes, "%s/nodes.csv", dir);
    snprintf(edges, sizeof edges, "%s/edges.csv", dir);
}

static void close_dir(void)
{
    files_close(dir);
}

/* Texts of the two files, and what stands in the message. */
static const struct {
    const char *nodes, *edges;
    sz_status want;
    const char *message;
} bad[] = {
    { NULL, "a,b\n", SZ_ERR_IO, "nodes.csv cannot be opened" },
    { "", "a,b\n", SZ_ERR_DATA, "nodes.csv is empty" },
    { "\n\n", "a,b\n", SZ_ERR_DATA, "nodes.csv is empty" },
    { "id,pop\n", "a,b\n", SZ_ERR_DATA, "nodes.csv has no nodes" },
    { "name,pop\n0,1\n", "a,b\n", SZ_ERR_DATA, "nodes.csv has no column id" },
    { "id,people\n0,1\n", "a,b\n", SZ_ERR_DATA, "nodes.csv has no column households" },
    { "id,pop,ID\n0,1,0\n", "a,b\n", SZ_ERR_DATA, "line 1: there are two columns ID" },
    { "id,pop\n0,1\n1\n", "a,b\n", SZ_ERR_DATA, "line 3 has 1 fields, the header has 2" },
    { "id,pop\n0,1\n0,2\n", "a,b\n", SZ_ERR_DATA, "line 3: id \"0\" stands twice" },
    { "id,pop\n0,1\n,2\n", "a,b\n", SZ_ERR_DATA, "line 3: id \"\" is empty" },
    { "id,pop\n0,1\n\n1,many\n", "a,b\n", SZ_ERR_DATA,
      "line 4: pop \"many\" is no whole number" },
    { "id,pop\n0,1.5\n", "a,b\n", SZ_ERR_DATA, "pop \"1.5\" is no whole number" },
    { "id,pop\n0,-1\n", "a,b\n", SZ_ERR_DATA, "pop \"-1\" is not between 0 and" },
    { "id,pop\n0,99999999999999999999\n", "a,b\n", SZ_ERR_DATA, "is not between" },
    { "id,pop,area\n0,1,nan\n", "a,b\n", SZ_ERR_DATA, "area \"nan\" is no number" },
    { "id,pop,locked\n0,1,2\n", "a,b\n", SZ_ERR_DATA, "locked \"2\" is not between" },
    { "id,pop\n\"0,1\n", "a,b\n", SZ_ERR_DATA, "line 2: a quote does not end" },
    { "id,pop\n\xff,1\n", "a,b\n", SZ_ERR_DATA, "nodes.csv is not UTF-8" },
    { "id,pop\n0,1\n1,1\n", NULL, SZ_ERR_IO, "edges.csv cannot be opened" },
    { "id,pop\n0,1\n1,1\n", "a,c\n", SZ_ERR_DATA, "edges.csv has no column b" },
    { "id,pop\n0,1\n1,1\n", "a,b\n0,1\n0,7\n", SZ_ERR_DATA,
      "edges.csv, line 3: b \"7\" is the id of no node" },
    { "id,pop\n0,1\n1,1\n", "a,b\n1,1\n", SZ_ERR_DATA,
      "line 2: b \"1\" is both ends of this edge" },
    { "id,pop\n0,1\n1,1\n", "a,b,length\n0,1,-3\n", SZ_ERR_DATA,
      "length \"-3\" is no number of 0 and more" },
    { "id,pop\n0,1\n1,1\n", "a,b,barrier\n0,1,fence\n", SZ_ERR_DATA,
      "barrier \"fence\" is no class of barrier" },
};

START_TEST(bad_tables)
{
    sz_error err = SZ_ERROR_INIT;
    sz_problem *p = NULL;
    open_dir();
    if (bad[_i].nodes)
        files_write(nodes, bad[_i].nodes);
    if (bad[_i].edges)
        files_write(edges, bad[_i].edges);
    sz_status got = sz_problem_read(nodes, edges, &p, &err);
    ck_assert_msg(got == bad[_i].want, "%s: %s", bad[_i].message, sz_status_name(got));
    ck_assert_msg(strstr(err.message, bad[_i].message), "%s: %s", bad[_i].message,
                  err.message);
    ck_assert_ptr_null(p);
    close_dir();
}
END_TEST

/* Quotes, a byte order mark, both line ends, blanks, columns in any order. */
START_TEST(good_tables)
{
    sz_problem *p = NULL;
    sz_error err = SZ_ERROR_INIT;
    open_dir();
    files_write(nodes, "\xef\xbb\xbfPop,community,\"ID\",note\r\n"
                       "5, 东关 ,\"a, \"\"b\"\"\",\r\n"
                       "\r\n"
                       "6,,c,\"two\nlines\"\r\n"
                       "7,西关,d,x");
    files_write(edges, "b,a,shared_perim\nc,\"a, \"\"b\"\"\",0.5\nd,c,2e3\n");
    ck_assert_msg(sz_problem_read(nodes, edges, &p, &err) == SZ_SUCCESS, "%s",
                  err.message);
    ck_assert_uint_eq(sz_problem_nodes(p), 3);
    ck_assert_uint_eq(sz_problem_edges(p), 2);
    ck_assert_uint_eq(sz_problem_communities(p), 2);
    ck_assert_int_eq(sz_problem_households(p), 18);
    ck_assert_str_eq(sz_problem_node(p, 0), "a, \"b\"");
    ck_assert_str_eq(sz_problem_node(p, 2), "d");
    ck_assert_str_eq(sz_problem_node(p, 3), "");
    ck_assert_int_eq(sz_problem_today(p, 0), 0);
    ck_assert_int_eq(sz_problem_today(p, 1), -1);
    ck_assert_int_eq(sz_problem_today(p, 2), 1);
    sz_problem_free(p);
    close_dir();
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("read_graph");
    tcase_add_loop_test(tc, bad_tables, 0, COUNT(bad));
    tcase_add_test(tc, good_tables);
    return run_suite("read_graph", tc);
}
