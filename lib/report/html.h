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

/* A table with the columns of the block, which is of its kind. */
void sz__html_table(sz_say *out, const sz_report *r, const sz_block *block);

/* TEXT between <TAG> and </TAG>. */
void sz__html_text(sz_say *out, const char *tag, const char *text);

/* html_document.c: what a template made: what stands in the place of navigation, and what
 * stands below it. */
void sz__html_contents(sz_say *out, const sz_report *r, const sz_document *document);
sz_status sz__html_document(sz_say *out, const sz_report *r, const sz_document *document,
                            sz_error *err);

/* html_legend.c: the key of what a map shows. */
typedef struct sz_html_shown {
    bool sizes;            /* communities are coloured by size instead */
    bool gaps, moved;
    unsigned lines, areas; /* 1 << sz_barrier, 1 << sz_backdrop_kind; all maps of a page have
                              them, the first one says so */
} sz_html_shown;
void sz__html_legend(sz_say *out, const sz_report *r, const sz_html_shown *shown);

/* html_map.c: the map that the block asks for, which is NUMBER on its page, from 1. */
sz_status sz__html_map(sz_say *out, const sz_report *r, const sz_block *block, int number,
                       sz_error *err);

#endif
