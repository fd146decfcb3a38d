/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One HTML page: what a template makes, or everything there is, both plans on one map
 * with a slider, the figures, the sentences, the tables. It loads nothing, and says so to the
 * browser. */
#include "report/html.h"

#include <stdio.h>
#include <string.h>

void sz__html_text(sz_say *out, const char *tag, const char *text)
{
    sz__put(out, "<%s>", tag);
    sz__xml_put(out, text);
    sz__put(out, "</%s>", tag);
}

void sz__html_key(sz_say *out, const sz_report *r, const char *town, const char *name)
{
    if (sz_map_towns(r->map) > 1) {
        sz__xml_put(out, town);
        sz__put(out, "/");
    }
    sz__xml_put(out, name);
}

static void put_head(sz_say *out, const sz_report *r)
{
    sz__put(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>"
            "\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'unsafe-inline'; script-src 'unsafe-inline'\"/>\n<meta "
            "name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n",
            r->options.language == SZ_LANGUAGE_ZH ? "zh-CN" : "en");
    sz__html_text(out, "title", sz__fact_find(r, "title"));
    sz__put(out, "\n<style>\n%s</style>\n</head>\n<body>\n", sz__page_css);
}

/* Title and navigation of the page with everything. */
static void put_contents(sz_say *out, const sz_report *r)
{
    sz__put(out, "<header>");
    sz__html_text(out, "h1", sz__fact_find(r, "title"));
    sz__put(out, "<p>");
    static const char *const keys[] = { "organisation", "date", "policy", "sources" };
    for (size_t i = 0, told = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *text = sz__fact_find(r, keys[i]);
        if (!*text)
            continue;
        sz__put(out, told++ ? "　" : "");
        sz__xml_put(out, text);
    }
    sz__put(out, "</p></header>\n<nav><a href=\"#maps\">%s</a> <a "
            "href=\"#facts\">%s</a> <a href=\"#text\">%s</a>",
            sz__report_word(r, "示意图"), sz__report_word(r, "总体指标"),
            sz__report_word(r, "文字方案"));
    for (size_t i = 0; i < r->table.n; i++) {
        sz__put(out, " <a href=\"#%s\">", r->table.at[i].is.id);
        sz__xml_put(out, r->table.at[i].is.title);
        sz__put(out, "</a>");
    }
    sz__put(out, "</nav>\n");
}

/* ---- figures ---- */

static void put_figure(sz_say *out, const sz_report_fact *f)
{
    sz__put(out, "<td class=\"%s\" data-fact=\"%s\">",
            f->kind == SZ_VALUE_TEXT ? "t" : "n", f->key);
    sz__xml_put(out, f->text);
    sz__put(out, "</td>");
}

static void put_unit(sz_say *out, const char *unit)
{
    sz__put(out, "<td class=\"u\">");
    sz__xml_put(out, unit);
    sz__put(out, "</td>");
}

/* The fact after F, when F is of today's plan and there is another one. */
static const sz_report_fact *later(const sz_report *r, size_t i)
{
    const sz_report_fact *f = &r->fact.at[i];
    size_t n = strlen(f->key);
    return r->planned && n > 7 && strcmp(f->key + n - 7, "_before") == 0 &&
                   i + 1 < r->fact.n
               ? f + 1
               : NULL;
}

/* What a figure of both plans means: 调整前户数, "households before", without the when. */
static void put_meaning(sz_say *out, const sz_report *r, const char *meaning)
{
    char bare[128];
    const char *end = strrchr(meaning, ' ');
    if (r->options.language == SZ_LANGUAGE_ZH || !end)
        snprintf(bare, sizeof bare, "%s", meaning + strlen("调整前"));
    else
        snprintf(bare, sizeof bare, "%.*s", (int)(end - meaning), meaning);
    sz__html_text(out, "td", bare);
}

static void open_table(sz_say *out, const sz_report *r, const char *const *heads,
                       size_t n)
{
    sz__put(out, "<div class=\"scroll all\"><table><thead><tr>");
    for (size_t i = 0; i < n; i++)
        sz__html_text(out, "th", sz__report_word(r, heads[i]));
    sz__put(out, "</tr></thead><tbody>\n");
}

/* Those of both plans beside each other, then the rest. */
static void put_facts(sz_say *out, const sz_report *r)
{
    static const char *const both[] = { "指标", "调整前", "调整后", "单位" };
    static const char *const one[] = { "指标", "数值", "单位" };
    sz__put(out, "<section id=\"facts\"><h2>%s</h2>\n", sz__report_word(r, "总体指标"));
    if (r->planned)
        open_table(out, r, both, 4);
    for (size_t i = 0; i < r->fact.n; i++) {
        const sz_report_fact *f = &r->fact.at[i], *next = later(r, i);
        if (!next)
            continue;
        sz__put(out, "<tr%s>", *f->text || *next->text ? "" : " class=\"vain\"");
        put_meaning(out, r, f->meaning);
        put_figure(out, f);
        put_figure(out, next);
        put_unit(out, f->unit);
        sz__put(out, "</tr>\n");
    }
    if (r->planned)
        sz__put(out, "</tbody></table></div>\n");
    open_table(out, r, one, 3);
    for (size_t i = 0; i < r->fact.n; i++) {
        if (later(r, i)) {
            i++;
            continue;
        }
        sz__put(out, "<tr%s>", *r->fact.at[i].text ? "" : " class=\"vain\"");
        sz__html_text(out, "td", r->fact.at[i].meaning);
        put_figure(out, &r->fact.at[i]);
        put_unit(out, r->fact.at[i].unit);
        sz__put(out, "</tr>\n");
    }
    sz__put(out, "</tbody></table></div></section>\n");
}

/* ---- map and sentences ---- */

static sz_status put_maps(sz_say *out, const sz_report *r, sz_error *err)
{
    const sz_block map = { .kind = SZ_BLOCK_MAP, .map = SZ_SHEET_COMPARE, .scenario = -1 };
    sz__put(out, "<section id=\"maps\"><h2>%s</h2>\n", sz__report_word(r, "示意图"));
    sz_status status = sz__html_map(out, r, &map, 1, err);
    sz__put(out, "</section>\n");
    return status;
}

static void put_notice(sz_say *out, const sz_report *r)
{
    const char *at = sz_description_notice(r->said);
    sz__put(out, "<section id=\"text\"><h2>%s</h2>\n", sz__report_word(r, "文字方案"));
    while (*at) {
        size_t n = strcspn(at, "\n");
        char *line = sz__dup(at, n + 1, 1);
        out->nomem |= !line;
        if (!line)
            return;
        line[n] = '\0';
        sz__html_text(out, "p", line);
        sz__put(out, "\n");
        free(line);
        at += n + (at[n] == '\n');
    }
    sz__put(out, "</section>\n");
}

/* ---- tables ---- */

static void put_row(sz_say *out, const sz_report *r, const sz_block *b, size_t i)
{
    const sz_table *t = b->table;
    int town = sz__table_column(t, "town"), name = sz__table_column(t, "community");
    sz__put(out, "<tr");
    if (name >= 0 && i < t->is.n_rows) {
        sz__put(out, " data-c=\"");
        sz__html_key(out, r, town < 0 ? "" : sz__table_cell(t, i, (size_t)town)->text,
                     sz__table_cell(t, i, (size_t)name)->text);
        sz__put(out, "\"");
    }
    sz__put(out, ">");
    for (size_t k = 0; k < b->n_columns; k++) {
        const sz_report_cell c = sz__block_cell(r, b, i, k);
        sz__put(out, "<td class=\"%s%s\">",
                sz__block_column(b, k)->kind == SZ_VALUE_TEXT ? "t" : "n",
                c.marked ? " best" : "");
        sz__xml_put(out, c.text);
        sz__put(out, "</td>");
    }
    sz__put(out, "</tr>\n");
}

void sz__html_table(sz_say *out, const sz_report *r, const sz_block *b)
{
    const sz_table *t = b->table;
    if (t->is.n_rows > 0) {
        sz__put(out, "\n<div class=\"scroll\"><table class=\"data\"><thead><tr>");
        for (size_t k = 0; k < b->n_columns; k++)
            sz__html_text(out, "th", sz__block_column(b, k)->heading);
        sz__put(out, "</tr></thead><tbody>\n");
        for (size_t i = 0; i < t->is.n_rows; i++)
            put_row(out, r, b, i);
        sz__put(out, "</tbody>");
        if (t->total) {
            sz__put(out, "<tfoot>");
            put_row(out, r, b, t->is.n_rows);
            sz__put(out, "</tfoot>");
        }
        sz__put(out, "</table></div>");
    }
    if (*t->is.note)
        sz__html_text(out, "p", t->is.note);
}

/* A table with all of its columns that have something to say. */
static void put_table(sz_say *out, const sz_report *r, const sz_table *t)
{
    sz_block b = { .kind = SZ_BLOCK_TABLE, .table = t };
    b.column = sz__alloc(t->column.n, sizeof *b.column);
    out->nomem |= !b.column;
    if (!b.column)
        return;
    for (size_t k = 0; k < t->column.n; k++)
        if (!sz__column_is_vain(t, k))
            b.column[b.n_columns++] = (int)k;
    sz__put(out, "<section id=\"%s\">", t->is.id);
    sz__html_text(out, "h2", t->is.title);
    sz__html_table(out, r, &b);
    sz__put(out, "</section>\n");
    free(b.column);
}

/* ---- the page ---- */

static sz_status put_everything(sz_say *out, const sz_report *r, sz_error *err)
{
    put_contents(out, r);
    sz_status status = put_maps(out, r, err);
    if (status)
        return status;
    put_facts(out, r);
    put_notice(out, r);
    for (size_t i = 0; i < r->table.n; i++)
        put_table(out, r, &r->table.at[i]);
    return SZ_SUCCESS;
}

sz_status sz__write_html(const sz_output *out, sz_error *err)
{
    sz_say page = { 0 };
    put_head(&page, out->report);
    if (out->document)
        sz__html_contents(&page, out->report, out->document);
    sz_status status = out->document
                           ? sz__html_document(&page, out->report, out->document, err)
                           : put_everything(&page, out->report, err);
    sz__put(&page, "<script>\n//<![CDATA[\n%s//]]>\n</script>\n</body>\n</html>\n",
            sz__page_js);
    if (!status && page.nomem)
        status = sz__nomem(err);
    FILE *f = status ? NULL : fopen(out->file, "wb");
    if (!status && !f)
        status = sz__unwritten(out->path, err);
    if (f) {
        bool good = fwrite(page.text.at, 1, page.text.n, f) == page.text.n;
        good = fclose(f) == 0 && good;
        status = good ? SZ_SUCCESS : sz__unwritten(out->path, err);
    }
    free(page.text.at);
    return status;
}
