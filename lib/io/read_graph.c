/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sz_problem_read(): a bare graph out of two CSV tables. */
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/names.h"
#include "io/csv.h"
#include "sizhi/problem.h"

/* Most households of a node: sums of all nodes stay far from overflowing. */
#define MOST INT64_C(1000000000000)

/* The tables while they are read; texts are numbers in the names beside them. */
typedef struct reader {
    sz_names ids, today, towns, units;
    SZ__ARRAY(int64_t) households;
    SZ__ARRAY(int32_t) today_of;
    SZ__ARRAY(int32_t) town_of;
    SZ__ARRAY(int32_t) unit_of;
    SZ__ARRAY(unsigned char) held;
    SZ__ARRAY(double) area;
    SZ__ARRAY(int32_t) a;
    SZ__ARRAY(int32_t) b;
    SZ__ARRAY(double) length;
    SZ__ARRAY(unsigned char) barrier;
} reader;

static void release(reader *r)
{
    sz__names_release(&r->ids);
    sz__names_release(&r->today);
    sz__names_release(&r->towns);
    sz__names_release(&r->units);
    void *blocks[] = { r->households.at, r->today_of.at, r->town_of.at, r->unit_of.at,
                       r->held.at, r->area.at, r->a.at, r->b.at, r->length.at,
                       r->barrier.at };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        free(blocks[i]);
}

typedef struct node_columns {
    int id, households, today, town, unit, held, area;
} node_columns;

static sz_status find_node_columns(const sz_csv *csv, node_columns *c, sz_error *err)
{
    sz_status status = sz__csv_need(csv, "id", &c->id, err);
    if (!status)
        status = sz__csv_need(csv, "households|pop|population", &c->households, err);
    c->today = sz__csv_column(csv, "community");
    c->town = sz__csv_column(csv, "town");
    c->unit = sz__csv_column(csv, "unit");
    c->held = sz__csv_column(csv, "locked");
    c->area = sz__csv_column(csv, "area_m2|area");
    return status;
}

/* Number of field COLUMN among NAMES, -1 when it is empty or there is no such column. */
static sz_status take_name(const sz_csv *csv, int column, sz_names *names, int32_t *out,
                           sz_error *err)
{
    *out = column < 0 ? -1 : sz__names_add(names, csv->field.at[column]);
    return *out == -2 ? sz__nomem(err) : SZ_SUCCESS;
}

static sz_status take_node(reader *r, const sz_csv *csv, const node_columns *c,
                           sz_error *err)
{
    int64_t households, held = 0;
    int32_t id, today, town, unit;
    double area = 1;
    size_t before = (size_t)r->ids.n;
    if (!*csv->field.at[c->id])
        return sz__csv_bad(csv, c->id, _("is empty"), err);
    sz_status status = take_name(csv, c->id, &r->ids, &id, err);
    if (!status && (size_t)r->ids.n == before)
        status = sz__csv_bad(csv, c->id, _("stands twice"), err);
    if (!status)
        status = sz__csv_whole(csv, c->households, 0, MOST, &households, err);
    if (!status && c->held >= 0 && *csv->field.at[c->held])
        status = sz__csv_whole(csv, c->held, 0, 1, &held, err);
    if (!status && c->area >= 0)
        status = sz__csv_number(csv, c->area, &area, err);
    if (!status)
        status = take_name(csv, c->today, &r->today, &today, err);
    if (!status)
        status = take_name(csv, c->town, &r->towns, &town, err);
    if (!status)
        status = take_name(csv, c->unit, &r->units, &unit, err);
    if (status)
        return status;
    return sz__push(&r->households, households) && sz__push(&r->today_of, today) &&
                   sz__push(&r->town_of, town) && sz__push(&r->unit_of, unit) &&
                   sz__push(&r->held, (unsigned char)held) && sz__push(&r->area, area)
               ? SZ_SUCCESS
               : sz__nomem(err);
}

static sz_status read_nodes(reader *r, const char *path, sz_error *err)
{
    sz_csv csv;
    node_columns columns;
    bool more = true;
    sz_status status = sz__csv_open(&csv, path, err);
    if (status)
        return status;
    status = find_node_columns(&csv, &columns, err);
    while (!status && (status = sz__csv_next(&csv, &more, err)) == SZ_SUCCESS && more)
        status = take_node(r, &csv, &columns, err);
    if (!status && r->ids.n == 0)
        status = sz__fail(err, SZ_ERR_DATA, -1, _("%s has no nodes"), path);
    sz__csv_close(&csv);
    return status;
}

/* Node whose id is in field COLUMN. */
static sz_status find_node(const reader *r, const sz_csv *csv, int column, int32_t *out,
                           sz_error *err)
{
    *out = sz__names_find(&r->ids, csv->field.at[column]);
    return *out < 0 ? sz__csv_bad(csv, column, _("is the id of no node"), err)
                    : SZ_SUCCESS;
}

static sz_status take_barrier(const sz_csv *csv, int column, unsigned char *out,
                              sz_error *err)
{
    const char *word = column < 0 ? "" : csv->field.at[column];
    *out = (unsigned char)sz_barrier_from_name(word);
    if (*out == SZ_BARRIER_NONE && *word && strcmp(word, "none") != 0)
        return sz__csv_bad(csv, column,
                           _("is no class of barrier: none, rail, river, expressway, "
                             "arterial, street, lane or wall"),
                           err);
    return SZ_SUCCESS;
}

static sz_status read_edges(reader *r, const char *path, sz_error *err)
{
    sz_csv csv;
    int a = -1, b = -1;
    bool more = true;
    sz_status status = sz__csv_open(&csv, path, err);
    if (status)
        return status;
    status = sz__csv_need(&csv, "a", &a, err);
    if (!status)
        status = sz__csv_need(&csv, "b", &b, err);
    int length = sz__csv_column(&csv, "length_m|length|shared_m|shared_perim");
    int barrier = sz__csv_column(&csv, "barrier|class");
    while (!status && (status = sz__csv_next(&csv, &more, err)) == SZ_SUCCESS && more) {
        int32_t from, to;
        double metres = 1;
        unsigned char class;
        status = find_node(r, &csv, a, &from, err);
        if (!status)
            status = find_node(r, &csv, b, &to, err);
        if (!status && from == to)
            status = sz__csv_bad(&csv, b, _("is both ends of this edge"), err);
        if (!status && length >= 0)
            status = sz__csv_number(&csv, length, &metres, err);
        if (!status)
            status = take_barrier(&csv, barrier, &class, err);
        if (!status && (!sz__push(&r->a, from) || !sz__push(&r->b, to) ||
                        !sz__push(&r->length, metres) || !sz__push(&r->barrier, class)))
            status = sz__nomem(err);
    }
    sz__csv_close(&csv);
    return status;
}

sz_status sz_problem_read(const char *nodes, const char *edges, sz_problem **out,
                          sz_error *err)
{
    reader r = { .ids = SZ__NAMES_INIT };
    if (!nodes || !edges || !out)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a graph is read from two files, nodes and edges"));
    sz_status status = read_nodes(&r, nodes, err);
    if (!status)
        status = read_edges(&r, edges, err);
    if (!status) {
        sz_problem_input in = SZ_PROBLEM_INPUT_INIT;
        in.nodes = (size_t)r.ids.n;
        in.households = r.households.at;
        in.edges = r.a.n;
        in.a = r.a.at;
        in.b = r.b.at;
        in.length_m = r.length.at;
        in.barrier = r.barrier.at;
        in.today = r.today_of.at;
        in.held = r.held.at;
        in.town = r.town_of.at;
        in.unit = r.unit_of.at;
        in.area_m2 = r.area.at;
        in.name = (const char *const *)r.ids.text;
        in.today_name = (const char *const *)r.today.text;
        in.town_name = (const char *const *)r.towns.text;
        status = sz_problem_new(&in, out, err);
    }
    release(&r);
    return status;
}
