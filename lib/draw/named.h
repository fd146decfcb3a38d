/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The communities of a frame as their names want them: what is to be written, and where
 * their ground has room for it. */
#ifndef SIZHI_DRAW_NAMED_H
#define SIZHI_DRAW_NAMED_H

#include "draw/page.h"

/* A community with ground in this frame. */
typedef struct sz_named {
    int32_t community;
    int x0, y0, x1, y1;    /* cells, both ends included */
    int32_t *sum;          /* cells of it above and left, (w + 1) * (h + 1) */
    double pole[2];        /* deepest point */
    double depth;
    int size;              /* the largest that fits wholly inside, as labels.c counts */
    bool done, counted;    /* it is labelled; with its figure */
    char name[128], count[64];
    bool fresh;            /* 新设 */
    bool crossed;          /* there is a line on its ground that texts keep off */
    sz_box line;
} sz_named;

/* Names, counts, extents of all living communities; *OUT is [*n], for
 * sz__named_free(). */
sz_status sz__named_gather(sz_frame *f, sz_named **out, size_t *n, sz_error *err);
void sz__named_free(sz_named *s, size_t n);

/* The best middle for a box of PROTO's size with at least SHARE of it on S's ground, free
 * in PLACER if there is one: deep, and near the pole. False when there is none. */
bool sz__named_room(const sz_frame *f, const sz_named *s, double share,
                    const sz_placer *placer, const sz_box *proto, sz_box *out);

#endif
