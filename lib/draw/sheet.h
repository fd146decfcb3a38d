/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sheets and atlases for other rooms: options, and where on the ground pages lie. */
#ifndef SIZHI_DRAW_SHEET_H
#define SIZHI_DRAW_SHEET_H

#include "core/array.h"
#include "sizhi/sheet.h"

/* The caller's OPTIONS, which may be NULL, in our size, with defaults filled in: fields
 * its build did not know are zero. What is known to be wrong is an error. */
sz_status sz__sheet_options(sz_sheet_options *out, const sz_sheet_options *options,
                            sz_error *err);

/* Where a page has its map; of two frames, the last. */
typedef struct sz_page_place { /* all 0: it has none */
    double height;         /* of the page, points */
    double frame[4];       /* points: x0, y0, x1, y1, from the upper left corner */
    double x, y;           /* metres, at the frame's upper left corner */
    double metre;          /* metres in a point */
} sz_page_place;
typedef SZ__ARRAY(sz_page_place) sz_page_places;

/* As sz_sheet_write() and sz_atlas_write(); PLACES, unless NULL, gets one for each page. */
sz_status sz__sheet_draw(const sz_plan *before, const sz_plan *after,
                         const sz_sheet_options *options, const char *path,
                         sz_sheet_report *report, sz_page_places *places, sz_error *err);
sz_status sz__atlas_draw(const sz_plan *before, const sz_plan *after,
                         const sz_sheet_options *options, const char *path,
                         sz_progress_fn progress, void *data, sz_atlas_report *report,
                         sz_page_places *places, sz_error *err);

#endif
