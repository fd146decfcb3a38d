/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Facts and tables: putting values in, adding up, handing out. */
#include "report/model.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text/day_words.h"
#include "text/english.h"

static const char *keep(sz_report *r, char *text)
{
    if (!text || !sz__push(&r->text, text)) {
        free(text);
        r->nomem = true;
        return "";
    }
    return text;
}

const char *sz__report_word(const sz_report *r, const char *zh)
{
    return sz__in(r->options.language, zh);
}

const char *sz__report_text(sz_report *r, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    char *text = n < 0 ? NULL : sz__alloc((size_t)n + 1, 1);
    if (text) {
        va_start(args, fmt);
        vsnprintf(text, (size_t)n + 1, fmt, args);
        va_end(args);
    }
    return keep(r, text);
}

void sz__number_text(double number, int decimals, char out[64], double *rounded)
{
    int64_t unit = 1;
    int places = abs(decimals) < 9 ? abs(decimals) : 9;
    for (int i = 0; i < places; i++)
        unit *= 10;
    *rounded = NAN;
    out[0] = '\0';
    if (!isfinite(number) || !(fabs(number) * (double)unit < 9e15))
        return;
    int64_t steps = (int64_t)llround(number * (double)unit);
    int64_t size = steps < 0 ? -steps : steps;
    *rounded = (double)steps / (double)unit;
    for (; decimals < 0 && places > 0 && size % 10 == 0; places--) {
        size /= 10;
        unit /= 10;
    }
    int n = snprintf(out, 64, "%s%lld", steps < 0 ? "-" : "", (long long)(size / unit));
    if (places > 0)
        snprintf(out + n, 64 - (size_t)n, ".%0*lld", places, (long long)(size % unit));
}

const char *sz__report_number(sz_report *r, double number, int decimals,
                              double *rounded)
{
    char text[64];
    sz__number_text(number, decimals, text, rounded);
    return *text ? sz__report_text(r, "%s", text) : "";
}

const char *sz__report_day(sz_report *r, const char *text)
{
    char out[SZ_DAY_WORDS];
    const char *said = sz__day_words(r->options.language, text, out);
    return said == out ? sz__report_text(r, "%s", out) : text;
}

const char *sz__report_name(sz_report *r, const sz_plan *plan, int32_t community)
{
    if (community < 0)
        return "";
    size_t n = sz_plan_shown_name(plan, community, NULL, 0);
    char *name = sz__alloc(n, 1);
    if (name)
        sz_plan_shown_name(plan, community, name, n);
    return keep(r, name);
}

/* ---- tables ---- */

sz_table *sz__table_begin(sz_report *r, const char *id, const char *title,
                          const sz_report_column *columns, size_t n)
{
    static sz_table lost; /* of no use, while memory is out */
    sz_table t = { .is = { .id = id, .title = sz__report_word(r, title), .note = "" } };
    for (size_t i = 0; i < n; i++) {
        sz_report_column c = columns[i];
        c.heading = sz__report_word(r, c.heading);
        if (sz_map_towns(r->map) > 1 || strcmp(c.key, "town") != 0)
            r->nomem |= !sz__push(&t.column, c);
    }
    if (!sz__push(&r->table, t)) {
        free(t.column.at);
        r->nomem = true;
        return &lost;
    }
    return &r->table.at[r->table.n - 1];
}

void sz__table_of_scenarios(const sz_report *r, sz_table *t)
{
    for (size_t s = 0, k = 0; k < t->column.n && s < r->n_scenarios; k++)
        if (strncmp(t->column.at[k].key, "scenario", strlen("scenario")) == 0)
            t->column.at[k].heading = r->scenario[s++].name;
}

static const sz_report_column *turn(const sz_table *t)
{
    return &t->column.at[t->cell.n % t->column.n];
}

void sz__cell_text(sz_report *r, sz_table *t, const char *text)
{
    if (!r->nomem)
        r->nomem = !sz__push(&t->cell, (sz_report_cell){ text, NAN, 0 });
}

bool sz__has_people(const sz_map *map)
{
    for (int32_t p = 0; p < map->n; p++)
        if (map->population[p] > 0)
            return true;
    return false;
}

void sz__cell_measure(sz_report *r, sz_table *t, double number, int decimals)
{
    sz_report_cell c = { "", NAN, 0 };
    if (r->nomem)
        return;
    c.text = sz__report_number(r, number, decimals, &c.number);
    r->nomem |= !sz__push(&t->cell, c);
}

void sz__cell_word(sz_report *r, sz_table *t, const char *zh)
{
    sz__cell_text(r, t, sz__report_word(r, zh));
}

void sz__cell_number(sz_report *r, sz_table *t, double number)
{
    if (!r->nomem)
        sz__cell_measure(r, t, number, turn(t)->decimals);
}

void sz__cell_mark(sz_report *r, sz_table *t, size_t row, size_t column)
{
    if (!r->nomem)
        t->cell.at[row * t->column.n + column].marked = 1;
}

void sz__cell_count(sz_report *r, sz_table *t, int64_t number)
{
    sz__cell_number(r, t, number < 0 ? NAN : (double)number);
}

void sz__cell_people(sz_report *r, sz_table *t, int64_t number)
{
    sz__cell_count(r, t, r->has_people ? number : -1);
}

void sz__cell_none(sz_report *r, sz_table *t)
{
    sz__cell_text(r, t, "");
}

void sz__cell_town(sz_report *r, sz_table *t, int32_t town)
{
    if (!r->nomem && strcmp(turn(t)->key, "town") == 0)
        sz__cell_text(r, t, sz_map_town_name(r->map, town));
}

static sz_report_cell sum(sz_report *r, const sz_table *t, size_t column)
{
    sz_report_cell out = { "", NAN, 0 };
    double total = 0;
    bool any = false;
    for (size_t i = 0; i < t->is.n_rows; i++) {
        double x = sz__table_cell(t, i, column)->number;
        any |= !isnan(x);
        total += isnan(x) ? 0 : x;
    }
    if (any)
        out.text = sz__report_number(r, total, t->column.at[column].decimals,
                                     &out.number);
    return out;
}

void sz__table_end(sz_report *r, sz_table *t, const char *note)
{
    bool summed = false;
    if (r->nomem)
        return;
    t->is.columns = t->column.at;
    t->is.n_columns = t->column.n;
    t->is.n_rows = t->cell.n / t->column.n;
    t->is.note = t->is.n_rows == 0 && *note ? sz__report_word(r, note) : "";
    for (size_t k = 0; k < t->column.n; k++)
        summed |= t->column.at[k].summed != 0;
    if (!summed || t->is.n_rows == 0)
        return;
    t->total = sz__alloc(t->column.n, sizeof *t->total);
    r->nomem |= !t->total;
    for (size_t k = 0; k < t->column.n && t->total; k++) {
        t->total[k] = (sz_report_cell){ "", NAN, 0 };
        if (t->column.at[k].summed) {
            t->total[k] = sum(r, t, k);
        } else if (!t->total_named && t->column.at[k].kind == SZ_VALUE_TEXT) {
            t->total[k].text = sz__report_word(r, "合计");
            t->total_named = true;
        }
    }
    t->is.has_total = 1;
}

void sz__table_note(const sz_report *r, sz_table *t, const char *note)
{
    if (!r->nomem)
        t->is.note = note;
}

const sz_table *sz__table_find(const sz_report *r, const char *id)
{
    for (size_t i = 0; i < r->table.n; i++)
        if (strcmp(r->table.at[i].is.id, id) == 0)
            return &r->table.at[i];
    return NULL;
}

const sz_report_cell *sz__table_cell(const sz_table *t, size_t row, size_t column)
{
    if (column >= t->column.n || row > t->is.n_rows)
        return NULL;
    if (row == t->is.n_rows)
        return t->total ? &t->total[column] : NULL;
    return &t->cell.at[row * t->column.n + column];
}

int sz__table_column(const sz_table *t, const char *key)
{
    for (size_t k = 0; k < t->column.n; k++)
        if (strcmp(t->column.at[k].key, key) == 0)
            return (int)k;
    return -1;
}

bool sz__column_is_empty(const sz_table *t, size_t k)
{
    for (size_t i = 0; i < t->is.n_rows; i++)
        if (*sz__table_cell(t, i, k)->text)
            return false;
    return t->is.n_rows > 0;
}

bool sz__column_is_vain(const sz_table *t, size_t k)
{
    return t->column.at[k].kind != SZ_VALUE_TEXT && sz__column_is_empty(t, k);
}

/* ---- facts ---- */

static void put(sz_report *r, sz_report_fact f)
{
    if (!r->nomem)
        r->nomem = !sz__push(&r->fact, f);
}

void sz__fact_text(sz_report *r, const char *key, const char *meaning, const char *text)
{
    put(r, (sz_report_fact){ key, sz__report_word(r, meaning), "", SZ_VALUE_TEXT, 0, text ? text : "", NAN });
}

void sz__fact_number(sz_report *r, const char *key, const char *meaning,
                     const char *unit, double number, int decimals)
{
    sz_report_fact f = { key, sz__report_word(r, meaning), sz__report_word(r, unit),
                         decimals ? SZ_VALUE_MEASURE : SZ_VALUE_COUNT, decimals, "",
                         NAN };
    f.text = sz__report_number(r, number, decimals, &f.number);
    put(r, f);
}

void sz__fact_count(sz_report *r, const char *key, const char *meaning,
                    const char *unit, int64_t number)
{
    sz__fact_number(r, key, meaning, unit, (double)number, 0);
}

const char *sz__fact_find(const sz_report *r, const char *key)
{
    for (size_t i = 0; i < r->fact.n; i++)
        if (strcmp(r->fact.at[i].key, key) == 0)
            return r->fact.at[i].text;
    return NULL;
}

/* ---- handing out ---- */

size_t sz_report_facts(const sz_report *report)
{
    return report ? report->fact.n : 0;
}

const sz_report_fact *sz_report_fact_at(const sz_report *report, size_t i)
{
    return i < sz_report_facts(report) ? &report->fact.at[i] : NULL;
}

size_t sz_report_tables(const sz_report *report)
{
    return report ? report->table.n : 0;
}

const sz_report_table *sz_report_table_at(const sz_report *report, size_t i)
{
    return i < sz_report_tables(report) ? &report->table.at[i].is : NULL;
}

const sz_report_cell *sz_report_cell_at(const sz_report *report, size_t table,
                                        size_t row, size_t column)
{
    return table < sz_report_tables(report)
               ? sz__table_cell(&report->table.at[table], row, column)
               : NULL;
}

const char *sz_report_notice(const sz_report *report)
{
    return report && report->said ? sz_description_notice(report->said) : "";
}
