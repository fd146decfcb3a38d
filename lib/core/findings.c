/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists of findings. */
#include "core/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/array.h"

struct sz_findings {
    sz_finding *at;
    size_t n, cap;
};

const char *sz_level_name(sz_level level)
{
    static const char *const names[] = { "error", "warn", "hint", "goal" };
    return (unsigned)level < 4 ? names[level] : "unknown";
}

sz_status sz__findings_new(sz_findings **out, sz_error *err)
{
    sz_findings *list = calloc(1, sizeof *list);
    if (!list)
        return sz__nomem(err);
    *out = list;
    return SZ_SUCCESS;
}

static void release(sz_finding *f)
{
    free((char *)f->rule);
    free((char *)f->town);
    free((char *)f->community);
    free((char *)f->message);
    free((char *)f->source);
    free((char *)f->clause);
    free((char *)f->waiver);
}

void sz_findings_free(sz_findings *list)
{
    if (!list)
        return;
    for (size_t i = 0; i < list->n; i++)
        release(&list->at[i]);
    free(list->at);
    free(list);
}

size_t sz_findings_count(const sz_findings *list)
{
    return list ? list->n : 0;
}

size_t sz_findings_of_level(const sz_findings *list, sz_level level)
{
    size_t n = 0;
    for (size_t i = 0; i < sz_findings_count(list); i++)
        n += list->at[i].level == level && !list->at[i].waiver[0];
    return n;
}

const sz_finding *sz_findings_at(const sz_findings *list, size_t i)
{
    return list && i < list->n ? &list->at[i] : NULL;
}

static char *copy(const char *text)
{
    return text ? sz__dup(text, strlen(text) + 1, 1) : sz__zalloc(1, 1);
}

static sz_status append(sz_findings *list, const sz_finding *f, const char *message,
                        sz_error *err)
{
    sz_finding own = *f;
    own.rule = copy(f->rule);
    own.town = copy(f->town);
    own.community = copy(f->community);
    own.message = copy(message);
    own.source = copy(f->source);
    own.clause = copy(f->clause);
    own.waiver = copy(f->waiver);
    if (own.rule && own.town && own.community && own.message && own.source &&
        own.clause && own.waiver && sz__push(list, own))
        return SZ_SUCCESS;
    release(&own);
    return sz__nomem(err);
}

sz_status sz__findings_add(sz_findings *list, const sz_finding *f, sz_error *err,
                           const char *fmt, ...)
{
    if (!list)
        return SZ_SUCCESS;
    char message[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    return append(list, f, message, err);
}

sz_status sz__findings_append(sz_findings *list, const sz_findings *from, sz_error *err)
{
    for (size_t i = 0; i < sz_findings_count(from); i++) {
        sz_status status = append(list, &from->at[i], from->at[i].message, err);
        if (status != SZ_SUCCESS)
            return status;
    }
    return SZ_SUCCESS;
}

/* Figures that are both not there are the same. */
static bool same_figure(double a, double b)
{
    return a == b || (a != a && b != b);
}

static bool is_same(const sz_finding *a, const sz_finding *b)
{
    return a->level == b->level && same_figure(a->value, b->value) &&
           same_figure(a->bound, b->bound) && a->placed == b->placed &&
           same_figure(a->x, b->x) && same_figure(a->y, b->y) &&
           strcmp(a->rule, b->rule) == 0 && strcmp(a->message, b->message) == 0 &&
           strcmp(a->town, b->town) == 0 && strcmp(a->community, b->community) == 0 &&
           strcmp(a->source, b->source) == 0 && strcmp(a->clause, b->clause) == 0 &&
           strcmp(a->waiver, b->waiver) == 0;
}

sz_status sz__findings_less(const sz_findings *a, const sz_findings *b, sz_findings *out,
                            sz_error *err)
{
    size_t from = 0; /* the lists mostly go along with each other */
    for (size_t i = 0; i < sz_findings_count(a); i++) {
        size_t n = sz_findings_count(b), k = 0;
        while (k < n && !is_same(&a->at[i], &b->at[(from + k) % n]))
            k++;
        if (k < n) {
            from = (from + k + 1) % n;
            continue;
        }
        sz_status status = append(out, &a->at[i], a->at[i].message, err);
        if (status != SZ_SUCCESS)
            return status;
    }
    return SZ_SUCCESS;
}

void sz__findings_clear(sz_findings *list)
{
    for (size_t i = 0; i < list->n; i++)
        release(&list->at[i]);
    list->n = 0;
}
