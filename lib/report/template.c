/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Templates: plain text with named fields, made into a document. sizhi-report(1) has
 * the whole of it; in short: # headings, a line is a paragraph, {field}, {field|text that
 * stands in}, and lines of their own for {table}, {map}, {each}, {if}. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"
#include "report/document.h"

typedef struct composing {
    const sz_report *r;
    sz_document *out;
    const char *name;      /* of the template, for messages */
    SZ__ARRAY(char *) line; /* cut out of the text */
    const sz_table *table; /* of the row at hand, or NULL */
    size_t row;
    sz_error *err;
} composing;

typedef SZ__ARRAY(char) text;

static sz_status bad(composing *c, size_t line, const char *what, const char *word)
{
    return sz__fail(c->err, SZ_ERR_DATA, (int64_t)line + 1, "%s:%zu: %s: %s", c->name,
                    line + 1, what, word);
}

/* ---- fields ---- */

/* Whether row I of another table is about the community of the row at hand. */
static bool same_community(const composing *c, const sz_table *other, size_t i)
{
    static const char *const keys[] = { "town", "community" };
    for (size_t n = 0; n < 2; n++) {
        int k = sz__table_column(c->table, keys[n]);
        int l = sz__table_column(other, keys[n]);
        if ((k < 0) != (l < 0) || (n == 1 && k < 0))
            return false;
        if (k >= 0 && strcmp(sz__table_cell(c->table, c->row, (size_t)k)->text,
                             sz__table_cell(other, i, (size_t)l)->text) != 0)
            return false;
    }
    return true;
}

/* TABLE.COLUMN: what another table says of the community of the row at hand, "" when it
 * has no row of it. NULL: there is no such field. */
static const char *value_beside(const composing *c, const char *name)
{
    char id[64];
    const char *point = strchr(name, '.');
    if (!c->table || !point || (size_t)(point - name) >= sizeof id)
        return NULL;
    snprintf(id, sizeof id, "%.*s", (int)(point - name), name);
    const sz_table *other = sz__table_find(c->r, id);
    int k = other ? sz__table_column(other, point + 1) : -1;
    for (size_t i = 0; k >= 0 && i < other->is.n_rows; i++)
        if (same_community(c, other, i))
            return sz__table_cell(other, i, (size_t)k)->text;
    return k < 0 ? NULL : "";
}

/* Value of a field: of the row at hand, the caller's, of the same community in another
 * table, the report's. NULL: there is no such field. */
static const char *value_of(const composing *c, const char *name)
{
    int k = c->table ? sz__table_column(c->table, name) : -1;
    if (k >= 0)
        return sz__table_cell(c->table, c->row, (size_t)k)->text;
    for (size_t i = 0; i < c->r->field.n; i++)
        if (strcmp(c->r->field.at[i].name, name) == 0)
            return c->r->field.at[i].value;
    const char *beside = value_beside(c, name);
    return beside ? beside : sz__fact_find(c->r, name);
}

static bool add(text *t, const char *from, size_t n)
{
    if (!sz__reserve(t, n + 1))
        return false;
    memcpy(t->at + t->n, from, n);
    t->n += n;
    t->at[t->n] = '\0';
    return true;
}

static sz_status note_open(composing *c, const char *name)
{
    for (size_t i = 0; i < c->out->open.n; i++)
        if (strcmp(c->out->open.at[i], name) == 0)
            return SZ_SUCCESS;
    char *own = sz__dup(name, strlen(name) + 1, 1);
    if (own && sz__push(&c->out->open, own))
        return SZ_SUCCESS;
    free(own);
    return sz__nomem(c->err);
}

/* The field "NAME" or "NAME|STAND-IN" that INSIDE is. */
static sz_status put_field(composing *c, size_t line, char *inside, text *out)
{
    char *stand_in = strchr(inside, '|');
    if (stand_in)
        *stand_in++ = '\0';
    const char *value = value_of(c, inside);
    if ((!value || !*value) && stand_in) {
        bool open = *stand_in == '[' || strncmp(stand_in, "【", strlen("【")) == 0;
        if (open && note_open(c, inside) != SZ_SUCCESS)
            return SZ_ERR_NOMEM;
        value = stand_in;
    }
    if (!value)
        return bad(c, line, _("there is no such field; give it as NAME=TEXT, or write "
                              "what stands in for it as {NAME|TEXT}"), inside);
    if (!*value && !stand_in)
        return bad(c, line, _("this field has no value; give it as NAME=TEXT, or write "
                              "what stands in for it as {NAME|TEXT}"), inside);
    return add(out, value, strlen(value)) ? SZ_SUCCESS : sz__nomem(c->err);
}

/* FROM with its fields filled in; "{{" is a brace. */
static sz_status fill(composing *c, size_t line, const char *from, text *out)
{
    sz_status status = add(out, "", 0) ? SZ_SUCCESS : sz__nomem(c->err);
    while (*from && !status) {
        size_t n = strcspn(from, "{");
        if (!add(out, from, n))
            return sz__nomem(c->err);
        from += n;
        if (!*from)
            break;
        if (from[1] == '{') {
            from += 2;
            status = add(out, "{", 1) ? SZ_SUCCESS : sz__nomem(c->err);
            continue;
        }
        const char *end = strchr(from, '}');
        if (!end)
            return bad(c, line, _("a brace is not closed"), from);
        char *inside = sz__dup(from + 1, (size_t)(end - from), 1);
        if (!inside)
            return sz__nomem(c->err);
        inside[end - from - 1] = '\0';
        status = put_field(c, line, inside, out);
        free(inside);
        from = end + 1;
    }
    return status;
}

/* ---- blocks ---- */

static sz_status push(composing *c, sz_block b)
{
    if (sz__push(&c->out->block, b))
        return SZ_SUCCESS;
    free(b.text);
    free(b.column);
    return sz__nomem(c->err);
}

static sz_status put_text(composing *c, sz_block b, const char *from, size_t n)
{
    b.text = sz__alloc(n + 1, 1);
    if (!b.text)
        return sz__nomem(c->err);
    memcpy(b.text, from, n);
    b.text[n] = '\0';
    return push(c, b);
}

/* A heading or paragraph: what the marks at its beginning say. */
static sz_status put_line(composing *c, size_t line)
{
    const char *from = c->line.at[line];
    sz_block b = { .kind = SZ_BLOCK_PARAGRAPH };
    text filled = SZ__ARRAY_INIT;
    size_t marks = strspn(from, "#");
    if (marks > 0 && marks <= 4 && from[marks] == ' ') {
        b.kind = SZ_BLOCK_HEADING;
        b.level = (int)marks - 1;
        from += marks + 1;
    } else if (strchr("^>!", *from) && from[1] == ' ') {
        b.align = *from == '^' ? 1 : *from == '>' ? 2 : 3;
        from += 2;
    }
    sz_status status = fill(c, line, from, &filled);
    if (!status && filled.n > 0)
        status = put_text(c, b, filled.at, filled.n);
    free(filled.at);
    return status;
}

/* Lines of the notice as paragraphs: those of the whole, or the one of each community,
 * which are the last. */
static sz_status put_notice(composing *c, bool of_communities)
{
    const char *at = sz_description_notice(c->r->said);
    size_t lines = 0, own = c->r->end->living;
    for (const char *p = at; *p; p++)
        lines += *p == '\n';
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < lines && !status; i++) {
        size_t n = strcspn(at, "\n");
        if ((i + own >= lines) == of_communities)
            status = put_text(c, (sz_block){ .kind = SZ_BLOCK_PARAGRAPH }, at, n);
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

/* Whether nothing stands in column K of a table that has rows. */
static bool is_empty(const sz_table *t, size_t k)
{
    for (size_t i = 0; i < t->is.n_rows; i++)
        if (*sz__table_cell(t, i, k)->text)
            return false;
    return t->is.n_rows > 0;
}

/* {table ID COLUMN ...}: without columns all of them that have something in them. */
static sz_status put_table(composing *c, size_t line, char *words)
{
    char *id = next_word(&words);
    sz_block b = { .kind = SZ_BLOCK_TABLE,
                   .table = id ? sz__table_find(c->r, id) : NULL };
    if (!b.table)
        return bad(c, line, _("there is no such table"), id ? id : "");
    b.column = sz__alloc(b.table->column.n, sizeof *b.column);
    if (!b.column)
        return sz__nomem(c->err);
    for (char *key = next_word(&words); key; key = next_word(&words)) {
        int k = sz__table_column(b.table, key);
        if (k < 0 && strcmp(key, "town") == 0)
            continue; /* there are none to tell apart */
        if (k < 0 || b.n_columns == b.table->column.n) {
            free(b.column);
            return bad(c, line, _("the table has no such column"), key);
        }
        b.column[b.n_columns++] = k;
    }
    for (size_t k = 0, named = b.n_columns; named == 0 && k < b.table->column.n; k++)
        if (!is_empty(b.table, k))
            b.column[b.n_columns++] = (int)k;
    return push(c, b);
}

static sz_status put_map(composing *c, size_t line, const char *word)
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
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].word, word) == 0) {
            const char *caption = sz__report_word(c->r, kinds[i].caption);
            return put_text(c, (sz_block){ .kind = SZ_BLOCK_MAP, .map = kinds[i].kind,
                                           .map_word = kinds[i].word },
                            caption, strlen(caption));
        }
    return bad(c, line, _("there is no such map"), word);
}

/* ---- lines that direct ---- */

typedef enum directive {
    NONE, COMMENT, TABLE, MAP, OVERALL, PARAGRAPHS, PAGE, EACH, IF, ELSE, END
} directive;

/* What a line directs, and the words after it in REST (of SIZE). */
static directive read_directive(const char *line, char *rest, size_t size)
{
    static const char *const words[] = { "", "!", "table", "map", "overall",
                                         "paragraphs", "page", "each", "if", "else",
                                         "end" };
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

static sz_status compose(composing *c, size_t from, size_t to);

/* The {end} of the {each} or {if} at FROM, and its {else}, or the {end} again. */
static sz_status find_end(composing *c, size_t from, size_t *other, size_t *end)
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
    return bad(c, from, _("there is no {end} to it"), c->line.at[from]);
}

static sz_status compose_each(composing *c, size_t line, const char *id, size_t end)
{
    const sz_table *outer = c->table, *table = sz__table_find(c->r, id);
    size_t row = c->row;
    sz_status status = SZ_SUCCESS;
    if (!table)
        return bad(c, line, _("there is no such table"), id);
    c->table = table;
    for (c->row = 0; c->row < table->is.n_rows && !status; c->row++)
        status = compose(c, line + 1, end);
    c->table = outer;
    c->row = row;
    return status;
}

static sz_status compose_if(composing *c, size_t line, const char *name, size_t other,
                            size_t end)
{
    const char *value = value_of(c, name);
    if (!value)
        return bad(c, line, _("there is no such field"), name);
    if (*value && strcmp(value, "0") != 0)
        return compose(c, line + 1, other);
    return other < end ? compose(c, other + 1, end) : SZ_SUCCESS;
}

static sz_status direct(composing *c, directive d, size_t *line, char *rest)
{
    size_t other = *line, end = *line;
    sz_status status;
    switch (d) {
    case TABLE: return put_table(c, *line, rest);
    case MAP: return put_map(c, *line, rest);
    case OVERALL: return put_notice(c, false);
    case PARAGRAPHS: return put_notice(c, true);
    case PAGE:
        if (*rest && strcmp(rest, "landscape") != 0)
            return bad(c, *line, _("a page is landscape or nothing"), rest);
        return push(c, (sz_block){ .kind = SZ_BLOCK_PAGE, .landscape = *rest != '\0' });
    case EACH:
    case IF:
        status = find_end(c, *line, &other, &end);
        if (!status)
            status = d == EACH ? compose_each(c, *line, rest, end)
                               : compose_if(c, *line, rest, other, end);
        *line = status ? *line : end;
        return status;
    case ELSE:
    case END: return bad(c, *line, _("nothing is open here"), c->line.at[*line]);
    default: return SZ_SUCCESS;
    }
}

static sz_status compose(composing *c, size_t from, size_t to)
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

/* A template that comes with the library, in the language: of "plan" the English twin is
 * "plan.en". NULL: there is none of this id. */
static const char *shipped(const char *id, sz_language language)
{
    char twin[64];
    const char *found = NULL;
    if (language == SZ_LANGUAGE_EN && strlen(id) < sizeof twin - 3) {
        snprintf(twin, sizeof twin, "%s.en", id);
        found = sz_template_text(twin);
    }
    return found ? found : sz_template_text(id);
}

/* The template as a text of its own; NULL after an error. */
static char *read_template(const char *which, sz_language language, sz_error *err)
{
    const char *own = shipped(which, language);
    if (own)
        return sz__dup(own, strlen(own) + 1, 1);
    text t = SZ__ARRAY_INIT;
    char block[4096];
    FILE *f = fopen(which, "rb");
    if (!f) {
        sz__fail(err, SZ_ERR_IO, -1, _("cannot read the template '%s'"), which);
        return NULL;
    }
    bool good = add(&t, "", 0);
    for (size_t n; good && (n = fread(block, 1, sizeof block, f)) > 0;)
        good = add(&t, block, n);
    bool broken = ferror(f) != 0;
    fclose(f);
    if (!good)
        sz__nomem(err);
    else if (broken)
        sz__fail(err, SZ_ERR_IO, -1, _("cannot read the template '%s'"), which);
    else if (!sz__utf8_valid(t.at, t.n, NULL) || strlen(t.at) != t.n)
        sz__fail(err, SZ_ERR_DATA, -1, _("%s: the template is no text in UTF-8"), which);
    else
        return t.at;
    free(t.at);
    return NULL;
}

/* Cut TEXT into lines, without blanks at their ends. */
static bool cut(composing *c, char *from)
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
    const char *name = which ? which : "plan";
    composing c = { .r = r, .out = out, .name = name, .err = err };
    sz_error own = SZ_ERROR_INIT;
    char *all = read_template(name, r->options.language, &own);
    sz_status status = SZ_SUCCESS;
    if (!all) {
        status = own.status ? own.status : sz__nomem(&own);
        if (err)
            *err = own;
    } else {
        status = cut(&c, all) ? compose(&c, 0, c.line.n) : sz__nomem(err);
    }
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
