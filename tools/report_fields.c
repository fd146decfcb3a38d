/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "report_fields.h"

#include <stdlib.h>
#include <string.h>

#include "apply_show.h"
#include "command.h"
#include "i18n.h"
#include "show.h"
#include "talk.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyz_0123456789."

/* A copy of N bytes; NULL when memory is out. */
static char *copy_bytes(const char *from, size_t n)
{
    char *own = malloc(n + 1);
    if (own) {
        memcpy(own, from, n);
        own[n] = '\0';
    }
    return own;
}

static size_t find(const struct report_fields *f, const char *name, size_t n)
{
    size_t i = 0;
    while (i < f->n && (strlen(f->names[i]) != n || strncmp(f->names[i], name, n) != 0))
        i++;
    return i;
}

/* A field, whose first stand-in is kept. */
static sz_status add(struct report_fields *f, const char *name, size_t n,
                     const char *stand_in, size_t m)
{
    size_t i = find(f, name, n);
    if (i == f->n) {
        char **names = realloc(f->names, (i + 1) * sizeof *names);
        f->names = names ? names : f->names;
        char **stand_ins = realloc(f->stand_ins, (i + 1) * sizeof *stand_ins);
        f->stand_ins = stand_ins ? stand_ins : f->stand_ins;
        if (!names || !stand_ins)
            return SZ_ERR_NOMEM;
        f->names[i] = copy_bytes(name, n);
        f->stand_ins[i] = copy_bytes("", 0);
        f->n = i + 1;
        if (!f->names[i] || !f->stand_ins[i])
            return SZ_ERR_NOMEM;
    }
    if (m == 0 || *f->stand_ins[i])
        return SZ_SUCCESS;
    free(f->stand_ins[i]);
    f->stand_ins[i] = copy_bytes(stand_in, m);
    return f->stand_ins[i] ? SZ_SUCCESS : SZ_ERR_NOMEM;
}

/* Fields of a template: {NAME}, {NAME|STAND-IN} and {if NAME}. */
static sz_status scan(struct report_fields *f, const char *text)
{
    sz_status status = SZ_SUCCESS;
    for (const char *at = strchr(text, '{'); at && !status; at = strchr(at, '{')) {
        at += 1 + (strncmp(at + 1, "if ", 3) == 0 ? 3 : 0);
        size_t n = strspn(at, LETTERS);
        const char *end = at + n;
        if (n > 0 && *end == '}')
            status = add(f, at, n, "", 0);
        else if (n > 0 && *end == '|')
            status = add(f, at, n, end + 1, strcspn(end + 1, "}"));
    }
    return status;
}

sz_status report_fields_read(struct report_fields *fields, const char *template,
                             sz_language language, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    size_t length;
    sz_error ignored = SZ_ERROR_INIT;
    char *own = template && !sz_template_text(template)
                    ? apply_read_file(template, &length, &ignored)
                    : NULL;
    if (own)
        status = scan(fields, own);
    for (size_t i = 0; i < sz_templates() && !status; i++) {
        const char *id = sz_template_id(i);
        size_t n = strlen(id);
        int english = n > 3 && strcmp(id + n - 3, ".en") == 0;
        if (english == (language == SZ_LANGUAGE_EN))
            status = scan(fields, sz_template_text(id));
    }
    free(own);
    return status ? (err->status = status) : status;
}

void report_fields_release(struct report_fields *fields)
{
    for (size_t i = 0; i < fields->n; i++) {
        free(fields->names[i]);
        free(fields->stand_ins[i]);
    }
    free(fields->names);
    free(fields->stand_ins);
}

int report_fields_known(const struct report_fields *fields, const struct opt_list *given)
{
    for (size_t i = 0; i < given->n; i++) {
        const char *text = given->items[i];
        size_t n = strcspn(text, "=");
        if (text[n] == '\0' || n == 0 || find(fields, text, n) < fields->n)
            continue; /* what is no NAME=TEXT the report says */
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)(n < sizeof name ? n : sizeof name - 1),
                 text);
        const char *near = nearest_word(name, (const char *const *)fields->names,
                                        fields->n);
        if (near)
            talk_error("report", _("no template has this field: --field %s= (did you mean "
                                   "%s?)"), name, near);
        else
            talk_error("report", _("no template has this field: --field %s= (see "
                                   "--show-template)"), name);
        return 0;
    }
    return 1;
}

const char *report_fields_meaning(const struct report_fields *fields, const char *name,
                                  int *length)
{
    static const char *const brackets[][2] = { { "【", "】" }, { "[", "]" } };
    size_t i = find(fields, name, strlen(name));
    const char *text = i < fields->n ? fields->stand_ins[i] : "";
    size_t n = strlen(text);
    for (size_t k = 0; k < COUNT(brackets); k++) {
        size_t a = strlen(brackets[k][0]), b = strlen(brackets[k][1]);
        if (n < a + b || strncmp(text, brackets[k][0], a) != 0 ||
            strcmp(text + n - b, brackets[k][1]) != 0)
            continue;
        text += a;
        n -= a + b;
    }
    *length = (int)n;
    return text;
}
