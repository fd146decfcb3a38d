/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making a report and freeing it. */
#include <math.h>
#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"
#include "report/model.h"

static const char *own(sz_report *r, const char *text)
{
    return text ? sz__report_text(r, "%s", text) : NULL;
}

static sz_status take_fields(sz_report *r, const sz_report_options *o, sz_error *err)
{
    for (size_t i = 0; i < o->n_fields; i++) {
        const char *equals = strchr(o->fields[i], '=');
        if (!equals || equals == o->fields[i])
            return sz__fail(err, SZ_ERR_INVALID, -1, _("'%s' is no NAME=TEXT"),
                            o->fields[i]);
        int n = (int)(equals - o->fields[i]);
        r->nomem |= !sz__push(&r->field,
                              (sz_own_field){ sz__report_text(r, "%.*s", n, o->fields[i]),
                                              own(r, equals + 1) });
    }
    return r->nomem ? sz__nomem(err) : SZ_SUCCESS;
}

/* Whether all texts are UTF-8, in which every format is written. */
static sz_status check_texts(const sz_report_options *o, sz_error *err)
{
    const struct { const char *name; const char *const *text; size_t n; } all[] = {
        { "title", &o->title, 1 }, { "organisation", &o->organisation, 1 },
        { "date", &o->date, 1 }, { "data-date", &o->data_date, 1 },
        { "basis", &o->basis, 1 }, { "crs-name", &o->crs_name, 1 },
        { "source", o->sources, o->n_sources }, { "field", o->fields, o->n_fields },
    };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        for (size_t i = 0; i < all[k].n; i++) {
            const char *text = all[k].text[i];
            if (text && !sz__utf8_valid(text, strlen(text), NULL))
                return sz__fail(err, SZ_ERR_INVALID, (int64_t)i,
                                _("%s: the text is not UTF-8; give it in UTF-8"),
                                all[k].name);
        }
    return SZ_SUCCESS;
}

sz_status sz__report_options(sz_report *r, const sz_report_options *options,
                             sz_error *err)
{
    sz_report_options *o = &r->options;
    *o = (sz_report_options)SZ_REPORT_OPTIONS_INIT;
    if (options) {
        size_t size = options->size < sizeof *o ? options->size : sizeof *o;
        if (size < sizeof options->size)
            return sz__fail(err, SZ_ERR_INVALID, -1, _("report options must start from "
                                                       "SZ_REPORT_OPTIONS_INIT"));
        memcpy(o, options, size);
    }
    o->size = sizeof *o;
    sz_status status = check_texts(o, err);
    if (!status)
        status = take_fields(r, o, err);
    o->title = own(r, o->title);
    o->organisation = own(r, o->organisation);
    o->date = o->date ? sz__report_day(r, own(r, o->date)) : NULL;
    o->data_date = o->data_date ? sz__report_day(r, own(r, o->data_date)) : NULL;
    o->basis = own(r, o->basis);
    o->crs_name = own(r, o->crs_name);
    o->fields = NULL;
    o->n_fields = 0;
    const char **sources = sz__zalloc(o->n_sources, sizeof *sources);
    for (size_t i = 0; sources && i < o->n_sources; i++)
        sources[i] = own(r, o->sources[i]);
    if (!sources)
        o->n_sources = 0;
    o->sources = sources;
    return status ? status : r->nomem || !sources ? sz__nomem(err) : SZ_SUCCESS;
}

static sz_status fill(sz_report *r, sz_error *err)
{
    sz__facts(r);
    sz__tables_communities(r);
    sz__tables_moves(r);
    sz__tables_transfers(r);
    sz__table_detached(r);
    sz_status status = sz__table_ground(r, err);
    if (status)
        return status;
    sz__tables_service(r);
    sz__tables_rules(r);
    return r->nomem ? sz__nomem(err) : SZ_SUCCESS;
}

sz_status sz_report_make(const sz_plan *before, const sz_plan *after,
                         const sz_policy *policy, const sz_report_options *options,
                         sz_report **out, sz_error *err)
{
    if (!before || !policy || !out ||
        (after && sz_plan_map(after) != sz_plan_map(before)))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("a report needs a policy and plans of one map"));
    sz_report *r = sz__zalloc(1, sizeof *r);
    if (!r)
        return sz__nomem(err);
    r->map = sz_plan_map(before);
    r->has_people = sz__has_people(r->map);
    r->policy = policy;
    sz_status status = sz__report_options(r, options, err);
    if (!status)
        status = sz__report_gather(r, before, after, err);
    if (!status)
        status = fill(r, err);
    if (status)
        sz_report_free(r);
    else
        *out = r;
    return status;
}

void sz_report_free(sz_report *report)
{
    if (!report)
        return;
    sz__report_forget(report);
    for (size_t i = 0; i < report->table.n; i++) {
        free(report->table.at[i].column.at);
        free(report->table.at[i].cell.at);
        free(report->table.at[i].total);
    }
    for (size_t i = 0; i < report->text.n; i++)
        free(report->text.at[i]);
    free((void *)report->options.sources);
    free(report->field.at);
    free(report->open.at);
    free(report->fact.at);
    free(report->table.at);
    free(report->text.at);
    free(report);
}
