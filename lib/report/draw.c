/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The maps of a document. */
#include "report/document.h"

sz_status sz__report_draw(const sz_report *r, const sz_block *map, sz_paper paper,
                          double dpi, const char *file, sz_error *err)
{
    sz_sheet_options o = SZ_SHEET_OPTIONS_INIT;
    o.title = map->text;
    o.organisation = r->options.organisation;
    o.date = r->options.date;
    o.data_date = r->options.data_date;
    o.crs_name = r->options.crs_name;
    o.basis = r->options.basis;
    o.sources = r->options.sources;
    o.n_sources = r->options.n_sources;
    o.png_dpi = dpi;
    o.language = r->options.language;
    o.kind = map->map;
    o.paper = paper;
    o.findings = r->now->findings;
    o.policy = sz_policy_title(r->policy);
    return sz_sheet_write(r->now->plan, r->planned ? r->end->plan : NULL, &o, file, NULL,
                          err);
}
