/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the parts of a .docx share. Lengths of pages are in twips, 1/20 point. */
#ifndef SIZHI_REPORT_DOCX_H
#define SIZHI_REPORT_DOCX_H

#include "report/document.h"
#include "report/xml.h"

/* A4 and the type area of GB/T 9704-2012: 37 mm above, 28 mm at the binding edge, 156 by
 * 225 mm; turned for landscape. */
#define SZ_DOCX_SHORT 11906
#define SZ_DOCX_LONG 16838
#define SZ_DOCX_TOP 2098
#define SZ_DOCX_BIND 1587
#define SZ_DOCX_AREA_W 8844
#define SZ_DOCX_AREA_H 12756

/* docx_parts.c: the parts that say nothing of the report but its title. N_MAPS pictures
 * are called word/media/map1.png and so on. */
void sz__docx_types(sz_say *out);
void sz__docx_relations(sz_say *out);
void sz__docx_core(sz_say *out, const sz_report *r);
void sz__docx_styles(sz_say *out);
void sz__docx_fonts(sz_say *out);
void sz__docx_footer(sz_say *out);
void sz__docx_document_relations(sz_say *out, size_t n_maps);

/* docx_table.c: a table as wide as the type area of the page. */
void sz__docx_table(sz_say *out, const sz_report *r, const sz_block *block,
                    bool landscape);

#endif
