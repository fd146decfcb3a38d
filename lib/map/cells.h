/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cells: sets of faces that become one parcel. Each is known by its lowest
 * face; SZ_WORK.cell points the way there (union-find). */
#ifndef SIZHI_MAP_CELLS_H
#define SIZHI_MAP_CELLS_H

#include "map/stages.h"

typedef struct sz_cells {
    sz_work *w;
    int32_t *next, *last;    /* [faces] chain of the cell's faces; its last */
    double *area, *perimeter;/* [faces] at the cell, m2 and metres */
    double *first_area;      /* [faces] at the face a cell is like: its area before
                                anything was absorbed */
    int32_t *of_area;        /* [areas] cells that are parcel or unit of it */
    int32_t *of_community;   /* [communities] cells that it claims */
    int32_t *of_town;        /* [names of source] cells */
} sz_cells;

/* The cell of FACE, -1 outside. */
int32_t sz__cell(sz_work *w, int32_t face);

/* One cell a face inside, then those without anything between them united. */
sz_status sz__cells_open(sz_cells *c, sz_work *w, sz_error *err);
void sz__cells_close(sz_cells *c);

/* Unite two cells that have BORDER metres in common; the ground is B's. */
int32_t sz__cells_unite(sz_cells *c, int32_t a, int32_t b, double border);

/* Length of an edge in metres. */
double sz__edge_length(const sz_work *w, int32_t e);

#endif
