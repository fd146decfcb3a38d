/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Templates: plain text with named fields, made into a document. sizhi-report(1) has
 * the whole of it; in short: # headings, a line is a paragraph, {field}, {field|text that
 * stands in}, and lines of their own for {table}, {map}, {each}, {if}. */
#include "report/template.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"

/* ---- blocks ---- */

static sz_status push(sz_composing *c, sz_block b)
{
    if (sz__push(&c->out->block, b))
        return SZ_SUCCESS;
    free(b.text);
    free(b.column);
    return sz__nomem(c->err);
}

sz_status sz__block_put(sz_composing *c, sz_block b, const char *from, size_t n)
{
    b.text = sz__alloc(n + 1, 1);
    if (!b.text)
        return sz__nomem(c->err);
    memcpy(b.text, from, n);
    b.text[n] = '\0';
    return push(c, b);
}

/* A heading or paragraph: what the marks at its beginning say. */
static sz_status put_line(sz_composing *c, size_t line)
{
    const char *from = c->line.at[line];
    sz_block b = { .kind = SZ_BLOCK_PARAGRAPH };
    sz_text_bytes filled = SZ__ARRAY_INIT;
    size_t marks = strspn(from, "#");
    if (marks > 0 && marks <= 4 && from[marks] == ' ') {
        b.kind = SZ_BLOCK_HEADING;
        b.level = (int)marks - 1;
        from += marks + 1;
    } else if (strchr("^>!", *from) && from[1] == ' ') {
        b.align = *from == '^' ? 1 : *from == '>' ? 2 : 3;
        from += 2;
    }
    sz_status status = sz__fields_fill(c, line, from, &filled);
    if (!status && filled.n > 0)
        status = sz__block_put(c, b, filled.at, filled.n);
    free(filled.at);
    return status;
}

/* The scenario of the row at hand, -1: there is none. */
static int scenario_of(const sz_composing *c)
{
    return c->table && strcmp(c->table->is.id, "scenarios") == 0 ? (int)c->row : -1;
}

/* What is said of the change: of the scenario at hand, or of the one plan there is. NULL
 * after an error. */
static const sz_description *said_here(sz_composing *c, size_t line)
{
    const sz_report *r = c->r;
    int s = scenario_of(c);
    if (r->n_scenarios == 0 || s >= 0)
        return r->n_scenarios == 0 ? r->said : r->scenario[s].said;
    sz__template_bad(c, line, _("sentences are about one scenario: they stand between "
                                "{each scenarios} and {end}"), c->line.at[line]);
    return NULL;
}

/* The sentence of each move as a paragraph. */
static sz_status put_moves(sz_composing *c, size_t line)
{
    const sz_description *said = said_here(c, line);
    sz_status status = said ? SZ_SUCCESS : SZ_ERR_DATA;
    for (size_t i = 0; !status && i < sz_description_moves(said); i++) {
        sz_text_bytes text = SZ__ARRAY_INIT;
        const char *sentence = sz_description_move(said, i)->sentence;
        const char *stop = sz__report_word(c->r, "。");
        if (sz__bytes_add(&text, sentence, strlen(sentence)) &&
            sz__bytes_add(&text, stop, strlen(stop)))
            status = sz__block_put(c, (sz_block){ .kind = SZ_BLOCK_PARAGRAPH }, text.at, text.n);
        else
            status = sz__nomem(c->err);
        free(text.at);
    }
    return status;
}

/* Lines of the notice as paragraphs: those of the whole, or the one of each community,
 * which are the last. */
static sz_status put_notice(sz_composing *c, size_t line, bool of_communities)
{
    const sz_description *said = said_here(c, line);
    if (!said)
        return SZ_ERR_DATA;
    const char *at = sz_description_notice(said);
    int s = scenario_of(c);
    size_t lines = 0;
    size_t own = s < 0 ? c->r->end->living : sz_plan_living(c->r->scenario[s].plan);
    for (const char *p = at; *p; p++)
        lines += *p == '\n';
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < lines && !status; i++) {
        size_t n = strcspn(at, "\n");
        if ((i + own >= lines) == of_communities)
            status = sz__block_put(c, (sz_block){ .kind = SZ_BLOCK_PARAGRAPH }, at, n);
        at += n + 1;
    }
    return status;
}

/* The next word of a text with single spaces, which is cut; NULL: there is none. */
static char *next_word(char **at)
{
    char *word = *at + strspn(*at, " ");
    size_t n = strcspn(word, " ");
    *at = word + n + (word[n] != '\0');
    word[n] = '\0';
    return n > 0 ? word : NULL;
}

/* A table without rows is a sentence: what there is to say of it, with its title where that
 * does not stand above. */
static sz_status put_none(sz_composing *c, const sz_block *b)
{
    const sz_report_table *t = &b->table->is;
    const char *note = *t->note ? t->note : sz__report_word(c->r, "无");
    const char *const parts[] = { b->untitled ? "" : t->title,
                                  b->untitled ? "" : sz__report_word(c->r, "："), note,
                                  sz__report_word(c->r, "。") };
    sz_text_bytes text = SZ__ARRAY_INIT;
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !status; i++)
        status = sz__bytes_add(&text, parts[i], strlen(parts[i])) ? SZ_SUCCESS
                                                                  : sz__nomem(c->err);
    if (!status)
        status = sz__block_put(c, (sz_block){ .kind = SZ_BLOCK_PARAGRAPH }, text.at, text.n);
    free(text.at);
    return status;
}

/* {table ID COLUMN ...}: without columns all of them that have something in them. */
static sz_status put_table(sz_composing *c, size_t line, char *words)
{
    char *id = next_word(&words);
    sz_block b = { .kind = SZ_BLOCK_TABLE,
                   .table = id ? sz__table_find(c->r, id) : NULL };
    if (!b.table)
        return sz__template_bad(c, line, _("there is no such table"), id ? id : "");
    b.column = sz__alloc(b.table->column.n, sizeof *b.column);
    if (!b.column)
        return sz__nomem(c->err);
    for (char *key = next_word(&words); key; key = next_word(&words)) {
        int k = sz__table_column(b.table, key);
        if (k < 0 && strcmp(key, "town") == 0)
            continue; /* there are none to tell apart */
        if (k < 0 || b.n_columns == b.table->column.n) {
            free(b.column);
            return sz__template_bad(c, line, _("the table has no such column"), key);
        }
        b.column[b.n_columns++] = k;
    }
    for (size_t k = 0, named = b.n_columns; named == 0 && k < b.table->column.n; k++)
        if (!sz__column_is_empty(b.table, k))
            b.column[b.n_columns++] = (int)k;
    const sz_block *last = c->out->block.n ? &c->out->block.at[c->out->block.n - 1] : NULL;
    b.untitled = last && last->kind == SZ_BLOCK_HEADING &&
                 strcmp(last->text, b.table->is.title) == 0;
    if (b.table->is.n_rows == 0) {
        free(b.column);
        return put_none(c, &b);
    }
    return push(c, b);
}

/* {map scenario}: the scenario at hand, called by its name. */
static sz_status put_scenario(sz_composing *c)
{
    int s = scenario_of(c);
    const sz_scenario *of = &c->r->scenario[s];
    sz_block b = { .kind = SZ_BLOCK_MAP, .scenario = s,
                   .map = s > 0 ? SZ_SHEET_PROPOSED : SZ_SHEET_PRESENT };
    snprintf(b.map_word, sizeof b.map_word, "scenario%d", s);
    return sz__block_put(c, b, of->name, strlen(of->name));
}

static sz_status put_map(sz_composing *c, size_t line, const char *word)
{
    static const struct {
        const char *word, *caption;
        sz_sheet_kind kind;
    } kinds[] = {
        { "compare", "社区调整前后对照图", SZ_SHEET_COMPARE },
        { "present", "社区现状图", SZ_SHEET_PRESENT },
        { "proposed", "社区调整方案图", SZ_SHEET_PROPOSED },
        { "problems", "现状问题诊断图", SZ_SHEET_PROBLEMS },
    };
    if (scenario_of(c) >= 0 && strcmp(word, "scenario") == 0)
        return put_scenario(c);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && c->r->n_scenarios == 0; i++) {
        sz_block b = { .kind = SZ_BLOCK_MAP, .map = kinds[i].kind, .scenario = -1 };
        snprintf(b.map_word, sizeof b.map_word, "%s", kinds[i].word);
        if (strcmp(kinds[i].word, word) != 0)
            continue;
        if (b.map == SZ_SHEET_PROPOSED && !c->r->planned)
            return sz__template_bad(c, line, _("there is no plan to show"), word);
        const char *caption = sz__report_word(c->r, kinds[i].caption);
        return sz__block_put(c, b, caption, strlen(caption));
    }
    return sz__template_bad(c, line, _("there is no such map"), word);
}

sz_report_cell sz__block_cell(const sz_report *r, const sz_block *b, size_t row, size_t k)
{
    sz_report_cell cell = *sz__table_cell(b->table, row, (size_t)b->column[k]);
    bool said = row < b->table->is.n_rows || k > 0 || sz__block_column(b, k)->summed;
    for (size_t i = 0; i < b->n_columns && !said; i++)
        said = sz__block_column(b, i)->kind == SZ_VALUE_TEXT &&
               *sz__table_cell(b->table, row, (size_t)b->column[i])->text;
    if (!said)
        cell.text = sz__report_word(r, "合计");
    return cell;
}

/* ---- lines that direct ---- */

typedef enum directive {
    NONE, COMMENT, TABLE, MAP, OVERALL, PARAGRAPHS, MOVES, PAGE, ANNEX, ANNEXES,
    EACH, IF, ELSE, END
} directive;

/* What a line directs, and the words after it in REST (of SIZE). */
static directive read_directive(const char *line, char *rest, size_t size)
{
    static const char *const words[] = { "", "!", "table", "map", "overall",
                                         "paragraphs", "moves", "page", "annex",
                                         "annexes", "each", "if", "else", "end" };
    size_t n = strlen(line);
    rest[0] = '\0';
    if (n < 3 || line[0] != '{' || line[n - 1] != '}' || n >= size)
        return NONE;
    size_t k = strcspn(line + 1, " }");
    for (int i = COMMENT; i <= END; i++)
        if (strlen(words[i]) == k && strncmp(line + 1, words[i], k) == 0) {
            size_t from = 1 + k + strspn(line + 1 + k, " ");
            if (from < n - 1)
                snprintf(rest, size, "%.*s", (int)(n - 1 - from), line + from);
            return (directive)i;
        }
    return NONE;
}

static sz_status compose(sz_composing *c, size_t from, size_t to);

/* The {end} of the {each} or {if} at FROM, and its {else}, or the {end} again. */
static sz_status find_end(sz_composing *c, size_t from, size_t *other, size_t *end)
{
    char rest[4096];
    int depth = 0;
    *other = 0;
    for (size_t i = from; i < c->line.n; i++) {
        directive d = read_directive(c->line.at[i], rest, sizeof rest);
        depth += d == EACH || d == IF;
        if (d == ELSE && depth == 1)
            *other = i;
        if (d == END && --depth == 0) {
            *end = i;
            *other = *other ? *other : i;
            return SZ_SUCCESS;
        }
    }
    return sz__template_bad(c, from, _("there is no {end} to it"), c->line.at[from]);
}

static sz_status compose_each(sz_composing *c, size_t line, const char *id,
                              size_t end)
{
    const sz_table *outer = c->table, *table = sz__table_find(c->r, id);
    size_t row = c->row;
    sz_status status = SZ_SUCCESS;
    if (!table)
        return sz__template_bad(c, line, _("there is no such table"), id);
    c->table = table;
    for (c->row = 0; c->row < table->is.n_rows && !status; c->row++)
        status = compose(c, line + 1, end);
    c->table = outer;
    c->row = row;
    return status;
}

static sz_status compose_if(sz_composing *c, size_t line, const char *name,
                            size_t other, size_t end)
{
    const char *value = sz__field_value(c, name);
    if (!value)
        return sz__template_bad(c, line, _("there is no such field"), name);
    if (*value && strcmp(value, "0") != 0)
        return compose(c, line + 1, other);
    return other < end ? compose(c, other + 1, end) : SZ_SUCCESS;
}

static sz_status direct(sz_composing *c, directive d, size_t *line, char *rest)
{
    size_t other = *line, end = *line;
    sz_status status;
    switch (d) {
    case TABLE: return put_table(c, *line, rest);
    case MAP: return put_map(c, *line, rest);
    case OVERALL: return put_notice(c, *line, false);
    case PARAGRAPHS: return put_notice(c, *line, true);
    case MOVES: return put_moves(c, *line);
    case PAGE:
        if (*rest && strcmp(rest, "landscape") != 0)
            return sz__template_bad(c, *line, _("a page is landscape or nothing"), rest);
        return push(c, (sz_block){ .kind = SZ_BLOCK_PAGE, .landscape = *rest != '\0' });
    case ANNEX: return sz__annex_begin(c, *line, rest);
    case ANNEXES: return sz__annexes_list(c);
    case EACH:
    case IF:
        status = find_end(c, *line, &other, &end);
        if (!status)
            status = d == EACH ? compose_each(c, *line, rest, end)
                               : compose_if(c, *line, rest, other, end);
        *line = status ? *line : end;
        return status;
    case ELSE:
    case END: return sz__template_bad(c, *line, _("nothing is open here"),
                                      c->line.at[*line]);
    default: return SZ_SUCCESS;
    }
}

static sz_status compose(sz_composing *c, size_t from, size_t to)
{
    char rest[4096];
    sz_status status = SZ_SUCCESS;
    for (size_t i = from; i < to && !status; i++) {
        directive d = read_directive(c->line.at[i], rest, sizeof rest);
        if (d != NONE)
            status = direct(c, d, &i, rest);
        else if (c->line.at[i][0])
            status = put_line(c, i);
    }
    return status;
}

/* ---- the template ---- */

/* Cut TEXT into lines, without blanks at their ends. */
static bool cut(sz_composing *c, char *from)
{
    if (strncmp(from, "\xef\xbb\xbf", 3) == 0)
        from += 3;
    while (*from) {
        char *next = from + strcspn(from, "\n");
        char *end = next;
        next += *next == '\n';
        while (end > from && isspace((unsigned char)end[-1]))
            end--;
        *end = '\0';
        if (!sz__push(&c->line, from))
            return false;
        from = next;
    }
    return true;
}

sz_status sz__compose(const sz_report *r, const char *which, sz_document *out,
                      sz_error *err)
{
    const char *name = which ? which : r->n_scenarios > 0 ? "scenarios" : "plan";
    sz_composing c = { .r = r, .out = out, .name = name, .err = err };
    sz_error own = SZ_ERROR_INIT;
    char *all = sz__template_source(name, r->options.language, &own);
    sz_status status = SZ_SUCCESS;
    if (!all) {
        status = own.status ? own.status : sz__nomem(&own);
        if (err)
            *err = own;
    } else {
        status = cut(&c, all) ? compose(&c, 0, c.line.n) : sz__nomem(err);
        if (!status) {
            sz__document_release(out);
            c.annexes_known = true;
            status = compose(&c, 0, c.line.n);
        }
    }
    sz__annexes_release(&c);
    free(c.line.at);
    free(all);
    return status;
}

void sz__document_release(sz_document *d)
{
    for (size_t i = 0; i < d->block.n; i++) {
        free(d->block.at[i].text);
        free(d->block.at[i].column);
    }
    for (size_t i = 0; i < d->open.n; i++)
        free(d->open.at[i]);
    free(d->block.at);
    free(d->open.at);
    *d = (sz_document){ SZ__ARRAY_INIT, SZ__ARRAY_INIT };
}
