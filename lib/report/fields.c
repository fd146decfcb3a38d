/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fields of templates: where a name gets its value, and putting it into a line. */
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/nearest.h"
#include "report/template.h"

sz_status sz__template_bad(sz_composing *c, size_t line, const char *what,
                           const char *word)
{
    return sz__fail(c->err, SZ_ERR_DATA, (int64_t)line + 1, "%s:%zu: %s: %s", c->name,
                    line + 1, what, word);
}

/* Whether row I of another table is about the community of the row at hand. */
static bool same_community(const sz_composing *c, const sz_table *other, size_t i)
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
static const char *value_beside(const sz_composing *c, const char *name)
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

const char *sz__field_value(const sz_composing *c, const char *name)
{
    int k = c->table ? sz__table_column(c->table, name) : -1;
    if (k >= 0)
        return sz__table_cell(c->table, c->row, (size_t)k)->text;
    for (size_t i = 0; i < c->r->field.n; i++)
        if (strcmp(c->r->field.at[i].name, name) == 0)
            return c->r->field.at[i].value;
    if (strncmp(name, "annex.", strlen("annex.")) == 0)
        return sz__annex_number(c, name + strlen("annex."));
    const char *beside = value_beside(c, name);
    return beside ? beside : sz__fact_find(c->r, name);
}

bool sz__bytes_add(sz_text_bytes *t, const char *from, size_t n)
{
    if (!sz__reserve(t, n + 1))
        return false;
    memcpy(t->at + t->n, from, n);
    t->n += n;
    t->at[t->n] = '\0';
    return true;
}

static sz_status note_open(sz_composing *c, const char *name)
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

/* Take KEY for what NAME was meant to be when none was nearer so far. */
static void approach(const char *name, const char *key, int *least, const char **near)
{
    int far = sz__edit_distance(name, key);
    if (far < *least) {
        *least = far;
        *near = key;
    }
}

/* There is no field NAME, but perhaps one that is called much like it. */
static sz_status no_field(sz_composing *c, size_t line, const char *name)
{
    const char *near = NULL;
    char word[160];
    int least = 4;
    for (size_t i = 0; i < c->r->fact.n; i++)
        approach(name, c->r->fact.at[i].key, &least, &near);
    for (size_t i = 0; c->table && i < c->table->column.n; i++)
        approach(name, c->table->column.at[i].key, &least, &near);
    if (near && strlen(near) > (size_t)least) {
        snprintf(word, sizeof word, _("%s (did you mean %s?)"), name, near);
        name = word;
    }
    return sz__template_bad(c, line,
                            _("there is no such field; give it as NAME=TEXT, or write "
                              "what stands in for it as {NAME|TEXT}"), name);
}

/* The field "NAME" or "NAME|STAND-IN" that INSIDE is. */
static sz_status put_field(sz_composing *c, size_t line, char *inside,
                           sz_text_bytes *out)
{
    char *stand_in = strchr(inside, '|');
    if (stand_in)
        *stand_in++ = '\0';
    const char *value = sz__field_value(c, inside);
    if ((!value || !*value) && stand_in) {
        bool open = *stand_in == '[' || strncmp(stand_in, "【", strlen("【")) == 0;
        if (open && note_open(c, inside) != SZ_SUCCESS)
            return SZ_ERR_NOMEM;
        value = stand_in;
    }
    if (!value)
        return no_field(c, line, inside);
    if (!*value && !stand_in)
        return sz__template_bad(c, line,
                                _("this field has no value; give it as NAME=TEXT, or write "
                                  "what stands in for it as {NAME|TEXT}"), inside);
    return sz__bytes_add(out, value, strlen(value)) ? SZ_SUCCESS : sz__nomem(c->err);
}

sz_status sz__fields_fill(sz_composing *c, size_t line, const char *from,
                          sz_text_bytes *out)
{
    sz_status status = sz__bytes_add(out, "", 0) ? SZ_SUCCESS : sz__nomem(c->err);
    while (*from && !status) {
        size_t n = strcspn(from, "{");
        if (!sz__bytes_add(out, from, n))
            return sz__nomem(c->err);
        from += n;
        if (!*from)
            break;
        if (from[1] == '{') {
            from += 2;
            status = sz__bytes_add(out, "{", 1) ? SZ_SUCCESS : sz__nomem(c->err);
            continue;
        }
        const char *end = strchr(from, '}');
        if (!end)
            return sz__template_bad(c, line, _("a brace is not closed"), from);
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
