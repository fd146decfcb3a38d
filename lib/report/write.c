/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing a report in the format that the path asks for, whole or not at all. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "report/document.h"

typedef struct format {
    const char *ending;
    sz_status (*write)(const sz_output *out, sz_error *err);
    bool document;         /* made by a template, */
    bool everything;       /* when one is asked for; else it has all of the report */
    bool directory;        /* a file for each table */
} format;

static const format formats[] = {
    { ".md", sz__write_markdown, true, false, false },
    { ".docx", sz__write_docx, true, false, false },
    { ".html", sz__write_html, true, true, false },
    { ".xlsx", sz__write_xlsx, false, true, false },
    { ".csv", sz__write_csv, false, true, true },
    { "/", sz__write_csv, false, true, true },
};

static const char endings[] = ".docx, .xlsx, .html, .md, .csv, /";

static bool ends_in(const char *path, const char *ending)
{
    size_t n = strlen(path), k = strlen(ending);
    for (size_t i = 0; n > k && i < k; i++)
        if (tolower((unsigned char)path[n - k + i]) != ending[i])
            return false;
    return n > k;
}

sz_status sz__unwritten(const char *path, sz_error *err)
{
    return sz__fail(err, SZ_ERR_IO, -1, _("cannot write '%s'"), path);
}

/* A stage for the file, or for the files of the directory, that PATH is. */
static sz_status open_stage(sz_stage *stage, const format *f, const char *path,
                            char **file, sz_error *err)
{
    size_t n = strlen(path);
    if (!f->directory)
        return sz__stage_for(stage, path, file, err);
    while (n > 1 && path[n - 1] == '/')
        n--;
    char *dir = sz__dup(path, n + 1, 1);
    if (!dir)
        return sz__nomem(err);
    dir[n] = '\0';
    sz_status status = sz__stage_open(stage, dir, true, err);
    free(dir);
    return status;
}

static sz_status write_as(const sz_report *r, const format *f, const char *path,
                          const sz_document *document, sz_error *err)
{
    sz_stage stage = { NULL, NULL, false };
    char *file = NULL;
    sz_status status = open_stage(&stage, f, path, &file, err);
    const sz_output out = { r, document, &stage, file, path };
    if (!status)
        status = f->write(&out, err);
    if (!status)
        status = sz__stage_publish(&stage, err);
    sz__stage_discard(&stage);
    free(file);
    return status;
}

sz_status sz_report_write(sz_report *report, const char *path, const char *which,
                          sz_error *err)
{
    const format *f = NULL;
    sz_document document = { SZ__ARRAY_INIT, SZ__ARRAY_INIT };
    if (!report || !path || !*path)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("no report or no path to write"));
    for (size_t i = 0; i < sizeof formats / sizeof *formats && !f; i++)
        if (ends_in(path, formats[i].ending))
            f = &formats[i];
    if (!f)
        return sz__fail(err, SZ_ERR_INVALID, -1, _("%s: a report must end in %s"), path,
                        endings);
    sz_status status = SZ_SUCCESS;
    bool composed = f->document && (which || !f->everything || report->n_scenarios > 0);
    if (composed)
        status = sz__compose(report, which, &document, err);
    if (!status)
        status = write_as(report, f, path, composed ? &document : NULL, err);
    if (!status)
        status = sz__report_note_open(report, &document, err);
    sz__document_release(&document);
    return status;
}

/* ---- what is left to be filled in ---- */

sz_status sz__report_note_open(sz_report *r, const sz_document *d, sz_error *err)
{
    for (size_t i = 0; i < d->open.n; i++) {
        bool told = false;
        for (size_t k = 0; k < r->open.n && !told; k++)
            told = strcmp(r->open.at[k], d->open.at[i]) == 0;
        if (!told)
            r->nomem |= !sz__push(&r->open, sz__report_text(r, "%s", d->open.at[i]));
    }
    return r->nomem ? sz__nomem(err) : SZ_SUCCESS;
}

size_t sz_report_open_fields(const sz_report *report)
{
    return report ? report->open.n : 0;
}

const char *sz_report_open_field(const sz_report *report, size_t i)
{
    return i < sz_report_open_fields(report) ? report->open.at[i] : NULL;
}

size_t sz_templates(void)
{
    return sz__n_templates;
}

const char *sz_template_id(size_t i)
{
    return i < sz__n_templates ? sz__templates[i].id : NULL;
}

const char *sz_template_text(const char *id)
{
    for (size_t i = 0; id && i < sz__n_templates; i++)
        if (strcmp(sz__templates[i].id, id) == 0)
            return sz__templates[i].text;
    return NULL;
}
