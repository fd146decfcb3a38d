/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sheet while it is drawn: one page, one or two frames on it. */
#ifndef SIZHI_DRAW_PAGE_H
#define SIZHI_DRAW_PAGE_H

#include <cairo.h>

#include "core/array.h"
#include "draw/areas.h"
#include "draw/layout.h"
#include "draw/placer.h"
#include "draw/sheet.h"
#include "draw/strands.h"
#include "draw/style.h"
#include "draw/text.h"
#include "sizhi/sheet.h"
#include "text/english.h"

/* What has been drawn, and so belongs into the legend. Barriers have the bits
 * SZ_DRAWN_BARRIER << class. */
typedef enum sz_drawn {
    SZ_DRAWN_LIMIT = 1 << 0, SZ_DRAWN_BEFORE = 1 << 1, SZ_DRAWN_AFTER = 1 << 2,
    SZ_DRAWN_PARCELS = 1 << 3, SZ_DRAWN_MOVES = 1 << 4, SZ_DRAWN_ARROWS = 1 << 5,
    SZ_DRAWN_DETACHED = 1 << 6, SZ_DRAWN_GAPS = 1 << 7, SZ_DRAWN_OVERLAPS = 1 << 8,
    SZ_DRAWN_OFFICES = 1 << 9, SZ_DRAWN_NEW = 1 << 10, SZ_DRAWN_BARRIER = 1 << 11,
    SZ_DRAWN_ABOVE = 1 << 20, SZ_DRAWN_BELOW = 1 << 21, SZ_DRAWN_EXEMPT = 1 << 22,
    SZ_DRAWN_GRIDS = 1 << 23, SZ_DRAWN_BROKEN = 1 << 24, SZ_DRAWN_NEAR = 1 << 25,
    SZ_DRAWN_MIDDLE = 1 << 26, SZ_DRAWN_BEYOND = 1 << 27, SZ_DRAWN_FAR = 1 << 28,
    SZ_DRAWN_CIRCLE = 1 << 29, SZ_DRAWN_FARTHEST = 1 << 30
} sz_drawn;

/* A community as the findings have it. */
typedef struct sz_sized {
    sz_ground_class class;
    int64_t households;    /* as counted there */
} sz_sized;

/* Grids of the map, as the plan that is shown has them. */
typedef struct sz_grids {
    int32_t *of;           /* [parcels] the unit that is its grid, -1 none; NULL: this is
                              no sheet of grids */
    uint8_t *broken;       /* [n_units] it lies in several communities */
    size_t n, n_broken;
    int64_t outside;       /* households in no grid */
} sz_grids;

/* Communities that have a number instead of a name, by it from 1 on. */
typedef SZ__ARRAY(int32_t) sz_numbering;

typedef struct sz_numbered {
    int32_t community, number;
} sz_numbered;

typedef struct sz_page {
    cairo_t *cr;
    sz_text *text;
    sz_style style;
    sz_placer placer;
    const sz_map *map;
    const sz_plan *before, *after; /* AFTER is NULL unless it is shown */
    const sz_sheet_options *options;
    sz_layout layout;
    double extent[4];      /* what is shown, metres: x0, y0, x1, y1 */
    double inset[2];       /* kept free beside and above it, points */
    int32_t subject;       /* of SZ_SHEET_COMMUNITY, else -1 */
    bool later;            /* it is shown as in the second plan */
    double zoom;           /* of what is being drawn: 1 inside frames */
    int frames;
    sz_sized *sized;       /* [n_communities] of SZ_SHEET_PROBLEMS, else NULL */
    sz_grids grids;        /* of SZ_SHEET_GRIDS */
    const sz_reach_row **reach; /* [n_communities] of SZ_SHEET_SERVICE, else NULL */
    double bands[2];       /* metres to the office, of its grounds */
    int32_t n_communities; /* of both plans */
    int32_t *colour;       /* [n_communities] */
    sz_move *moves;        /* empty without AFTER */
    size_t n_moves;
    bool settled;          /* there are communities today */
    double denominator;
    unsigned drawn;
    unsigned backdrop;     /* 1 << sz_backdrop_kind of what has been drawn */
    size_t labels, left_out;
    size_t nameless;       /* of what is left out, names of communities */
    sz_numbering *numbers, own; /* of all sheets of the atlas, else own ones */
    SZ__ARRAY(sz_numbered) index; /* those of them that this sheet has */
    size_t listed;         /* of these, so many stand in the index within the frames, */
    size_t noted;          /* and so many more in the notes */
    sz_withheld withheld;
} sz_page;

/* One frame: the map with one of the plans. */
typedef struct sz_frame {
    sz_page *page;
    const sz_plan *plan;
    bool after;
    sz_view view;
    double inner[4];       /* where texts stand: the frame without a rim */
    int32_t *of;           /* [parcels] community; n_communities in gaps */
    sz_rings rings;        /* by that */
    sz_raster ground;      /* of them */
    sz_strands barriers;
    sz_areas areas;
} sz_frame;

/* What the code says in Chinese, in the language of the sheet. */
static inline __attribute__((format_arg(2))) const char *
sz__page_word(const sz_page *page, const char *zh)
{
    return sz__in(page->options->language, zh);
}

/* frame.c: the ground, the lines, the boundaries. */
sz_status sz__frame_open(sz_frame *frame, sz_page *page, const sz_plan *plan,
                         bool after, const double box[4], sz_error *err);
void sz__frame_release(sz_frame *frame);
sz_status sz__frame_draw(sz_frame *frame, sz_error *err);
void sz__ground_fill(sz_frame *frame); /* of communities, under all else */

/* path.c: add to the current path the rings of labels FROM .. TO - 1, a line of N
 * points, all lines of STRANDS. */
void sz__rings_path(cairo_t *cr, const sz_rings *rings, int32_t from, int32_t to);
void sz__strand_path(cairo_t *cr, const double *xy, size_t n);
void sz__strands_path(cairo_t *cr, const sz_strands *strands);

/* backdrop.c: green, water and buildings, cut off MARGIN beyond the limit; the lines of
 * rivers where no water is drawn, as the current path, *ANY when some are in the frame.
 * areanames.c: names of waters and parks. */
sz_status sz__backdrop_draw(sz_frame *frame, double margin, sz_error *err);
sz_status sz__rivers_path(sz_frame *frame, bool *any, sz_error *err);
sz_status sz__area_names(sz_frame *frame, sz_error *err);

/* marks.c: gaps, overlaps and detached parts, offices. The first is beneath the
 * lines, the second above them. */
sz_status sz__marks_ground(sz_frame *frame, sz_error *err);
sz_status sz__marks_above(sz_frame *frame, sz_error *err);
sz_status sz__marks_labels(sz_frame *frame, sz_error *err);

/* moves.c */
sz_status sz__moves_ground(sz_frame *frame, sz_error *err);
sz_status sz__moves_arrows(sz_frame *frame, sz_error *err);

/* sides.c: what bounds the subject, on its four sides. */
sz_status sz__side_names(sz_frame *frame, sz_error *err);

/* labels.c: names and households of communities. */
sz_status sz__labels(sz_frame *frame, sz_error *err);

/* linetext.c: names of roads, railways, rivers. */
sz_status sz__line_names(sz_frame *frame, sz_error *err);

/* problems.c: the size of each community of the first plan by the findings, into
 * page->sized. */
sz_status sz__problems_find(sz_page *page, sz_error *err);

/* An attribution line without the 资料来源 that many begin with, and that the sheet says
 * itself. */
const char *sz__bare_source(const char *source);

/* grids.c: whether there are any; what the plan that is shown makes of them; the broken
 * ones; their names. */
bool sz__grids_any(const sz_map *map);
sz_status sz__grids_find(sz_page *page, sz_error *err);
sz_status sz__grids_ground(sz_frame *frame, sz_error *err);
sz_status sz__grids_labels(sz_frame *frame, sz_error *err);

/* reach.c: the distances of each community; the ground by distance; circles and the
 * farthest. */
sz_status sz__reach_find(sz_page *page, sz_error *err);
sz_status sz__reach_ground(sz_frame *frame, sz_error *err);
sz_status sz__reach_above(sz_frame *frame, sz_error *err);

/* index.c: the number of a community that has no room for its name, 0 when memory is out;
 * what the list says of entry I, "12 柳园社区"; the list of those that are not listed yet, as
 * far as the frame has blank paper. */
int32_t sz__index_number(sz_page *page, int32_t community);
void sz__index_entry(const sz_page *page, size_t i, char *out, size_t size);
sz_status sz__index_draw(sz_frame *frame, sz_error *err);

/* public.c: what is not for the public. Count what is withheld whatever the frame; leave
 * such lines out; a number of households, "不足10户" for a few of them; the same
 * of households or people, without the unit; words that name such a thing, "（略）"
 * instead. */
bool sz__withheld_name(const char *name);
sz_status sz__withhold(sz_page *page, sz_error *err);
bool sz__is_few(int64_t households);
void sz__withhold_lines(const sz_page *page, sz_strands *strands);
bool sz__is_withheld_area(const sz_map *map, size_t i);
void sz__households_text(sz_page *page, int64_t households, char *out, size_t size);
void sz__people_text(sz_page *page, int64_t people, char *out, size_t size);
const char *sz__public_words(sz_page *page, const char *words);

/* names.c: how a community is called on the sheet. */
void sz__sheet_name(const sz_plan *plan, int32_t community, char *buffer, size_t size);

/* callout.c: texts that take the room they need. A callout is up to two lines with one
 * middle, beside what they explain. */
typedef struct sz_callout {
    const char *line[2];   /* line[1] may be NULL */
    sz_look look[2];
    bool tight;            /* hardly anything is kept free round it */
    bool upright;          /* line[0] from top to bottom, wide characters only; no line[1] */
} sz_callout;
sz_box sz__callout_box(sz_page *page, const sz_callout *callout, double x, double y);
/* Draw where there is certainly room, and take the room. */
sz_status sz__callout_put(sz_page *page, const sz_callout *callout, const sz_box *box,
                          sz_error *err);
/* Find room round the point AT and draw with a leader line, up to REACH long over
 * blank paper, a third of that over others' ground; *PLACED tells whether there was
 * any. */
sz_status sz__callout_near(sz_frame *frame, const sz_callout *callout,
                           const double at[2], double reach, bool *placed,
                           sz_error *err);

/* Take the room of BOX, in coordinates of what is being drawn. */
sz_status sz__page_take(sz_page *page, const sz_box *box, sz_error *err);

/* A fixed text of the page's furniture: drawn and taken. ALIGN 0 = from X to the
 * right, 0.5 = middle at X, 1 = ends at X. */
sz_status sz__page_text(sz_page *page, const char *line, const sz_look *look, double x,
                        double y, double align, sz_error *err);

/* margin.c: what stands round the frames; legend.c, table.c: parts of it. */
sz_status sz__margin_draw(sz_page *page, const double strip[4], sz_error *err);
sz_status sz__legend_draw(sz_page *page, const double box[4], sz_error *err);
double sz__legend_width(const sz_page *page, const double box[4]); /* what it takes */
sz_status sz__table_draw(sz_page *page, const double box[4], sz_error *err);

/* titles.c: any title; of the sheet, and of one frame. */
sz_status sz__title_lines(sz_page *page, const char *title, sz_error *err);
sz_status sz__title_draw(sz_page *page, sz_error *err);
sz_status sz__frame_title(sz_page *page, const sz_plan *plan, bool after,
                          const double box[4], sz_error *err);

/* The number of the page in an atlas, above the right end of the last frame. */
sz_status sz__folio_draw(sz_page *page, int number, int pages, sz_error *err);

/* page.c: what follows is the furniture of the page, or no more of it; blank paper with the
 * line round it. */
void sz__page_furnish(sz_page *page, bool on);
void sz__page_paper(sz_page *page);

/* The whole page on CR; PAGE is left open for the caller to look at and
 * to release. NUMBERS, or NULL, are those of the sheets before it, and get more. */
sz_status sz__page_draw(sz_page *page, cairo_t *cr, const sz_plan *before,
                        const sz_plan *after, const sz_sheet_options *options,
                        sz_numbering *numbers, sz_error *err);
void sz__page_release(sz_page *page);

/* Where the map lies on a page that has been drawn. */
sz_page_place sz__page_place(const sz_page *page);

/* surface.c: a cairo surface of W by H points for the file that PATH's ending asks for;
 * the file appears at the end, whole, or not at all. */
typedef struct sz_surface sz_surface;
sz_status sz__surface_open(sz_surface **out, const char *path, double w, double h,
                           double dpi, const char *title, const char *date,
                           sz_language language, sz_error *err);
cairo_t *sz__surface_cairo(sz_surface *surface);
/* A bookmark to the page that comes next, below the bookmark PARENT or at the top (0); its
 * number. Then that page. Of a PDF only. */
int sz__surface_bookmark(sz_surface *surface, const char *title, int parent);
void sz__surface_page(sz_surface *surface);
bool sz__surface_has_pages(const sz_surface *surface);
sz_status sz__surface_finish(sz_surface *surface, sz_error *err);
void sz__surface_close(sz_surface *surface);

#endif
