/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The contents of an atlas: what each page is, and its number. */
#ifndef SIZHI_DRAW_CONTENTS_H
#define SIZHI_DRAW_CONTENTS_H

#include "draw/page.h"

typedef struct sz_content {
    char title[128];
    int page;              /* 0: a heading of those below it */
} sz_content;
typedef SZ__ARRAY(sz_content) sz_contents;

/* Pages that they take on the paper of OPTIONS. */
int sz__contents_pages(const sz_contents *contents, const sz_sheet_options *options);

/* Draw page I of them, 0 the first, which has the TITLE of the atlas, office and date;
 * *MISSING grows by the characters no font has. */
sz_status sz__contents_draw(const sz_contents *contents, const char *title, int i,
                            cairo_t *cr, const sz_sheet_options *options, size_t *missing,
                            sz_error *err);

#endif
