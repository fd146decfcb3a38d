/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Style files: INI, see sizhi-style(5). */
#ifndef SIZHI_DRAW_STYLE_FILE_H
#define SIZHI_DRAW_STYLE_FILE_H

#include "core/error.h"
#include "draw/style.h"

/* A style that comes with the library. */
typedef struct sz_shipped_style {
    const char *id, *text;
} sz_shipped_style;
extern const sz_shipped_style sz__styles[];
extern const size_t sz__n_styles;

/*
 * Read the style WHICH: the id of one of the library's, or a file with a slash or a point
 * in its name; NULL is "colour". The factors that a sheet chooses are all 1 in it, but
 * PARCELS.
 *
 * SZ_ERR_IO when the file cannot be read, SZ_ERR_DATA for what stands in it or an id that
 * there is not, SZ_ERR_NOMEM; *OUT is then as it was.
 */
sz_status sz__style_read(sz_style *out, const char *which, sz_error *err);

#endif
