/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the files of the HTML page share. */
#ifndef SIZHI_REPORT_HTML_H
#define SIZHI_REPORT_HTML_H

#include "report/document.h"
#include "report/xml.h"

/* Style sheet and script of the page; made from lib/report/page. */
extern const char sz__page_css[], sz__page_js[];

/* What ties a community on the map to its rows: its name, and its town when the map has
 * more than one, as tables do. */
void sz__html_key(sz_say *out, const sz_report *r, const char *town, const char *name);

/* html_map.c: both plans as one SVG, the later one above the earlier one. */
sz_status sz__html_map(sz_say *out, const sz_report *r, sz_error *err);

#endif
