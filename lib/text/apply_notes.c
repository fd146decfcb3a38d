/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Notes on statements, with their places; and the report that callers read. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"
#include "text/apply.h"

static char *copy(const char *text, size_t len)
{
    char *own = sz__alloc(len + 1, 1);
    if (own) {
        memcpy(own, text, len);
        own[len] = '\0';
    }
    return own;
}

void sz__note(sz_applying *a, sz_note_level level, sz_span at, const char *fmt, ...)
{
    char text[SZ_NOTE_SIZE];
    va_list args;
    if (a->quiet)
        return;
    va_start(args, fmt);
    int len = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    const sz_script *s = a->s;
    sz_where place = sz__script_place(s, at);
    sz_noted n = { .note = { .level = level, .statement = (int32_t)a->statement,
                             .line = place.line, .column = place.column,
                             .width = place.width, .source_column = place.from },
                   .at = at };
    if (len < 0)
        text[0] = '\0';
    else if ((size_t)len >= sizeof text)
        sz__utf8_trim(text);
    n.message = copy(text, strlen(text));
    n.source = copy(s->text + place.shown.from, place.shown.to - place.shown.from);
    n.note.message = n.message;
    n.note.source = n.source;
    if (!n.message || !n.source || !sz__push(&a->report->note, n)) {
        free(n.message);
        free(n.source);
        a->nomem = true;
    }
    a->report->errors += level == SZ_NOTE_ERROR;
}

void sz__note_about(sz_applying *a, sz_about about)
{
    if (!a->quiet && !a->nomem)
        a->report->note.at[a->report->note.n - 1].about = about;
}

void sz__named(sz_applying *a, int32_t c, int32_t was)
{
    struct sz_application *r = a->report;
    const sz_tally *t = &a->plan->tally[c];
    int32_t name = sz__names_add(&r->names, t->name);
    if (name < 0 || !sz__push(&r->naming, (sz_naming){
            c, t->town, was < 0 ? NULL : sz__name(&r->names, was),
            sz__name(&r->names, name) }))
        a->nomem = true;
}

bool sz__too_many(sz_applying *a, size_t i)
{
    enum { MOST = 1000 };
    if (a->report->errors < MOST)
        return false;
    a->statement = i < a->report->outcome.n ? i : a->report->outcome.n - 1;
    sz__note(a, SZ_NOTE_ERROR, a->s->statement.at[i].at,
             _("too many mistakes; the rest has not been tried"));
    return true;
}

void sz_application_free(sz_application *report)
{
    if (!report)
        return;
    for (size_t i = 0; i < report->note.n; i++) {
        free(report->note.at[i].source);
        free(report->note.at[i].message);
    }
    free(report->note.at);
    free(report->outcome.at);
    free(report->begins.at);
    free(report->parcel.at);
    free(report->to.at);
    free(report->names_begin.at);
    free(report->naming.at);
    free(report->crossed.at);
    sz__names_release(&report->names);
    free(report);
}

size_t sz_application_statements(const sz_application *report)
{
    return report->outcome.n;
}

sz_status sz_application_statement(const sz_application *report, size_t i,
                                   sz_outcome *out)
{
    if (i >= report->outcome.n)
        return SZ_ERR_INVALID;
    *out = report->outcome.at[i];
    return SZ_SUCCESS;
}

size_t sz_application_moved(const sz_application *report, size_t i,
                            const int32_t **parcels, const int32_t **to)
{
    if (i >= report->begins.n)
        return 0;
    size_t from = report->begins.at[i];
    size_t end = i + 1 < report->begins.n ? report->begins.at[i + 1] : report->parcel.n;
    if (parcels)
        *parcels = end > from ? report->parcel.at + from : NULL;
    if (to)
        *to = end > from ? report->to.at + from : NULL;
    return end - from;
}

size_t sz_application_named(const sz_application *report, size_t i,
                            const sz_naming **names)
{
    if (i >= report->names_begin.n)
        return 0;
    size_t from = report->names_begin.at[i];
    size_t end = i + 1 < report->names_begin.n ? report->names_begin.at[i + 1]
                                               : report->naming.n;
    if (names)
        *names = end > from ? report->naming.at + from : NULL;
    return end - from;
}

size_t sz_application_notes(const sz_application *report)
{
    return report->note.n;
}

sz_status sz_application_note(const sz_application *report, size_t i, sz_note *out)
{
    if (i >= report->note.n)
        return SZ_ERR_INVALID;
    *out = report->note.at[i].note;
    return SZ_SUCCESS;
}

size_t sz_application_errors(const sz_application *report)
{
    return report->errors;
}
