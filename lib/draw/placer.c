/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "draw/placer.h"

#include <math.h>
#include <string.h>

#include "core/array.h"

sz_box sz__box_along(const double a[2], const double b[2], double hh)
{
    double dx = b[0] - a[0], dy = b[1] - a[1], length = hypot(dx, dy);
    double ux = length > 0.0 ? dx / length : 1.0, uy = length > 0.0 ? dy / length : 0.0;
    return (sz_box){ (a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0, ux, uy, length / 2.0,
                     hh };
}

/* Whether the axes of A separate A and B. */
static bool parted(const sz_box *a, const sz_box *b)
{
    double dx = b->x - a->x, dy = b->y - a->y;
    double c = fabs(a->ux * b->ux + a->uy * b->uy);
    double s = fabs(a->ux * b->uy - a->uy * b->ux);
    double along = fabs(dx * a->ux + dy * a->uy);
    double across = fabs(dy * a->ux - dx * a->uy);
    return along >= a->hw + b->hw * c + b->hh * s - 1e-9 ||
           across >= a->hh + b->hw * s + b->hh * c - 1e-9;
}

bool sz__boxes_meet(const sz_box *a, const sz_box *b)
{
    return !parted(a, b) && !parted(b, a);
}

bool sz__placer_open(sz_placer *placer, double width, double height)
{
    memset(placer, 0, sizeof *placer);
    placer->w = width;
    placer->h = height;
    placer->cell = 24.0;
    placer->nx = (int)(width / placer->cell) + 1;
    placer->ny = (int)(height / placer->cell) + 1;
    placer->bucket = sz__zalloc((size_t)placer->nx * (size_t)placer->ny,
                                sizeof *placer->bucket);
    return placer->bucket != NULL;
}

void sz__placer_release(sz_placer *placer)
{
    for (int i = 0; placer->bucket && i < placer->nx * placer->ny; i++)
        free(placer->bucket[i].at);
    free(placer->bucket);
    free(placer->taken.at);
    memset(placer, 0, sizeof *placer);
}

/* Half extents of the upright rectangle round BOX. */
static void reach(const sz_box *box, double *rx, double *ry)
{
    *rx = fabs(box->ux) * box->hw + fabs(box->uy) * box->hh;
    *ry = fabs(box->uy) * box->hw + fabs(box->ux) * box->hh;
}

static int bucket_of(double x, double cell, int n)
{
    double i = floor(x / cell);
    return i < 0.0 ? 0 : i > n - 1 ? n - 1 : (int)i;
}

/* Buckets that BOX may touch: columns x[0] .. x[1], rows y[0] .. y[1]. */
static void buckets(const sz_placer *p, const sz_box *box, int x[2], int y[2])
{
    double rx, ry;
    reach(box, &rx, &ry);
    x[0] = bucket_of(box->x - rx, p->cell, p->nx);
    x[1] = bucket_of(box->x + rx, p->cell, p->nx);
    y[0] = bucket_of(box->y - ry, p->cell, p->ny);
    y[1] = bucket_of(box->y + ry, p->cell, p->ny);
}

static bool within(const sz_box *box, const double frame[4])
{
    double rx, ry;
    reach(box, &rx, &ry);
    return box->x - rx >= frame[0] && box->x + rx <= frame[2] &&
           box->y - ry >= frame[1] && box->y + ry <= frame[3];
}

static bool meets_taken(const sz_placer *p, const sz_box *box)
{
    int x[2], y[2];
    buckets(p, box, x, y);
    for (int j = y[0]; j <= y[1]; j++)
        for (int i = x[0]; i <= x[1]; i++) {
            size_t b = (size_t)j * (size_t)p->nx + (size_t)i;
            for (size_t k = 0; k < p->bucket[b].n; k++)
                if (sz__boxes_meet(box, &p->taken.at[p->bucket[b].at[k]].box))
                    return true;
        }
    return false;
}

bool sz__placer_free(const sz_placer *placer, const sz_box *box, size_t n,
                     const double frame[4])
{
    const double page[4] = { 0.0, 0.0, placer->w, placer->h };
    for (size_t i = 0; i < n; i++)
        if (!within(&box[i], frame ? frame : page) || meets_taken(placer, &box[i]))
            return false;
    return true;
}

bool sz__placer_take(sz_placer *placer, const sz_box *box, size_t n)
{
    int32_t owner = placer->owners++;
    for (size_t k = 0; k < n; k++) {
        int x[2], y[2];
        if (!sz__push(&placer->taken, (sz_taken){ box[k], owner }))
            return false;
        buckets(placer, &box[k], x, y);
        for (int j = y[0]; j <= y[1]; j++)
            for (int i = x[0]; i <= x[1]; i++) {
                size_t b = (size_t)j * (size_t)placer->nx + (size_t)i;
                if (!sz__push(&placer->bucket[b], (int32_t)(placer->taken.n - 1)))
                    return false;
            }
    }
    return true;
}
