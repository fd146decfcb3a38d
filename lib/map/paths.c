/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Everything that can be a boundary, as paths on the precision grid. */
#include <math.h>

#include "core/i18n.h"
#include "geom/shapes.h"
#include "map/stages.h"

/* Farthest that a coordinate may be from zero, metres: grid numbers of such
 * points at a grid of 1 mm are whole in a double. */
#define FAR 1e12

#define NO_BOX { HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL }

double sz__to_metres(const sz_grid *grid, int64_t k)
{
    return grid->per_metre > 0 ? (double)k / grid->per_metre : (double)k * grid->step;
}

static double to_steps(const sz_grid *grid, double metres)
{
    return grid->per_metre > 0 ? metres * grid->per_metre : metres / grid->step;
}

bool sz__on_grid(const sz_grid *grid, double x, double y)
{
    double dx = to_steps(grid, x) - (double)grid->x0;
    double dy = to_steps(grid, y) - (double)grid->y0;
    return fabs(dx) < SZ__GRID_MAX && fabs(dy) < SZ__GRID_MAX;
}

/* llround() of a number below 2^53, inline. */
static inline int64_t nearest(double v)
{
    int64_t whole = (int64_t)v;
    double rest = v - (double)whole;
    return whole + (rest >= 0.5) - (rest <= -0.5);
}

sz_gpoint sz__to_grid(const sz_grid *grid, double x, double y)
{
    return (sz_gpoint){
        (int32_t)(nearest(to_steps(grid, x)) - grid->x0),
        (int32_t)(nearest(to_steps(grid, y)) - grid->y0),
    };
}

/* A box that grows: min x, min y, max x, max y. */
static void widen(double box[4], const double *xy, size_t from, size_t to)
{
    if (from == to)
        return; /* there may be no points at all then */
    for (const double *p = xy + 2 * from; p < xy + 2 * to; p += 2) {
        box[0] = p[0] < box[0] ? p[0] : box[0];
        box[1] = p[1] < box[1] ? p[1] : box[1];
        box[2] = p[0] > box[2] ? p[0] : box[2];
        box[3] = p[1] > box[3] ? p[1] : box[3];
    }
}

static bool meets(const double a[4], const double b[4])
{
    return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/* Whether an area's rings are boundaries. */
static bool cuts(const sz_work *w, const sz_area *area)
{
    if (w->options->as_is)
        return area->layer == SZ_LAYER_PARCELS;
    return area->layer < SZ_LAYER_HOUSEHOLDS;
}

static void area_box(const sz_source *s, const sz_area *area, double box[4])
{
    for (size_t r = area->ring_from; r < area->ring_to; r++)
        widen(box, s->xy.at, s->ring.at[r].from, s->ring.at[r].to);
}

/* Whether an area's rings are boundaries that meet BOX, that of the limit. */
static bool cuts_in(const sz_work *w, const sz_area *area, const double box[4])
{
    double own[4] = NO_BOX;
    if (!cuts(w, area) || w->limit != SZ_LIMIT_GIVEN)
        return cuts(w, area);
    area_box(w->source, area, own);
    return meets(own, box);
}

/* What the limit comes from, and the box that lines must meet. */
static sz_status find_limit(sz_work *w, double box[4], sz_error *err)
{
    const sz_source *s = w->source;
    bool given = false, areas = false, lines = false;
    for (size_t i = 0; i < s->area.n; i++) {
        given |= cuts(w, &s->area.at[i]) && s->area.at[i].layer == SZ_LAYER_LIMIT;
        areas |= cuts(w, &s->area.at[i]) && s->area.at[i].layer != SZ_LAYER_KEEP;
    }
    for (size_t i = 0; i < s->line.n; i++)
        lines |= s->line.at[i].use == SZ_LINE_CUTS;
    w->limit = given ? SZ_LIMIT_GIVEN : areas ? SZ_LIMIT_AREAS
               : lines ? SZ_LIMIT_LINES : SZ_LIMIT_POINTS;
    if (w->limit == SZ_LIMIT_POINTS && s->spot.n == 0)
        return sz__fail(err, SZ_ERR_DATA, -1, _("nothing in the input bounds a parcel; "
                        "give a limit, parcels, units, communities or lines"));
    for (size_t i = 0; i < s->area.n; i++) {
        const sz_area *a = &s->area.at[i];
        if (!cuts(w, a) || a->layer == SZ_LAYER_KEEP ||
            (given && a->layer != SZ_LAYER_LIMIT))
            continue;
        area_box(s, a, box);
    }
    for (size_t i = 0; w->limit == SZ_LIMIT_LINES && i < s->line.n; i++)
        widen(box, s->xy.at, s->line.at[i].from, s->line.at[i].to);
    for (size_t i = 0; w->limit == SZ_LIMIT_POINTS && i < s->spot.n; i++)
        widen(box, &s->spot.at[i].x, 0, 1);
    if (box[0] > box[2]) /* what is there has no points */
        return sz__fail(err, SZ_ERR_DATA, -1, _("nothing in the input bounds a parcel; "
                        "give a limit, parcels, units, communities or lines"));
    if (w->limit == SZ_LIMIT_POINTS) {
        double margin = fmax(50, 0.05 * fmax(box[2] - box[0], box[3] - box[1]));
        box[0] -= margin;
        box[1] -= margin;
        box[2] += margin;
        box[3] += margin;
    }
    return SZ_SUCCESS;
}

/* The grid's step and its corner, at the corner of everything to be noded. */
static sz_status lay_grid(sz_work *w, const double limit_box[4], sz_error *err)
{
    const sz_source *s = w->source;
    double box[4] = { limit_box[0], limit_box[1], limit_box[2], limit_box[3] };
    for (size_t i = 0; w->limit == SZ_LIMIT_GIVEN && i < s->area.n; i++)
        if (cuts_in(w, &s->area.at[i], limit_box))
            area_box(s, &s->area.at[i], box);
    for (size_t i = 0; i < s->line.n; i++)
        if (w->line_near[i])
            widen(box, s->xy.at, s->line.at[i].from, s->line.at[i].to);
    sz_grid *g = &w->grid;
    g->step = w->options->grid > 0 ? w->options->grid : 0.01;
    double inverse = round(1 / g->step);
    g->per_metre = inverse >= 1 && fabs(inverse * g->step - 1) < 1e-9 ? inverse : 0;
    g->x0 = llround(to_steps(g, box[0]));
    g->y0 = llround(to_steps(g, box[1]));
    double wide = to_steps(g, fmax(box[2] - box[0], box[3] - box[1]));
    if (wide >= SZ__GRID_MAX - 2)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("the input is %.0f km wide, more than a grid of %g m holds; "
                          "give a limit or leave stray features out"),
                        fmax(box[2] - box[0], box[3] - box[1]) / 1000, g->step);
    return SZ_SUCCESS;
}

/* Which lines meet the box of the map, with what may follow them. */
static void find_near(sz_work *w, const double box[4])
{
    const sz_source *s = w->source;
    double f = fmax(w->options->follow, 0);
    double wide[4] = { box[0] - f, box[1] - f, box[2] + f, box[3] + f };
    for (size_t i = 0; i < s->line.n; i++) {
        double own[4] = NO_BOX;
        widen(own, s->xy.at, s->line.at[i].from, s->line.at[i].to);
        w->line_near[i] = meets(own, wide);
    }
}

static sz_status add_path(sz_work *w, sz_path path, size_t from, size_t to,
                          sz_error *err)
{
    const double *xy = w->source->xy.at;
    if (!sz__reserve(&w->point, to - from) || !sz__push(&w->path, path))
        return sz__nomem(err);
    for (size_t i = from; i < to; i++)
        w->point.at[w->point.n++] = sz__to_grid(&w->grid, xy[2 * i], xy[2 * i + 1]);
    return sz__push(&w->row, w->point.n) ? SZ_SUCCESS : sz__nomem(err);
}

/* +1 when the ring of points FROM .. TO runs counter-clockwise. The sum is
 * exact: it wraps round, but what it comes to fits. */
static int8_t ring_sign(const sz_gpoint *p, size_t from, size_t to)
{
    uint64_t sum = 0;
    for (size_t i = from; i + 1 < to; i++)
        sum += (uint64_t)((int64_t)p[i].x - p[from].x) *
                   (uint64_t)((int64_t)p[i + 1].y - p[from].y) -
               (uint64_t)((int64_t)p[i + 1].x - p[from].x) *
                   (uint64_t)((int64_t)p[i].y - p[from].y);
    return (int64_t)sum < 0 ? -1 : 1;
}

static sz_status add_rings(sz_work *w, int32_t area, sz_error *err)
{
    const sz_source *s = w->source;
    for (size_t r = s->area.at[area].ring_from; r < s->area.at[area].ring_to; r++) {
        const sz_ring *ring = &s->ring.at[r];
        size_t from = w->point.n;
        sz_status status = add_path(w, (sz_path){ SZ_PATH_RING, 1, area }, ring->from,
                                    ring->to, err);
        if (status != SZ_SUCCESS)
            return status;
        int8_t sign = ring_sign(w->point.at, from, w->point.n);
        w->path.at[w->path.n - 1].sign = ring->hole ? (int8_t)-sign : sign;
    }
    return SZ_SUCCESS;
}

static sz_status add_piece(sz_work *w, sz_path_kind kind, const double a[2],
                           const double b[2], sz_error *err)
{
    sz_gpoint p = sz__to_grid(&w->grid, a[0], a[1]);
    sz_gpoint q = sz__to_grid(&w->grid, b[0], b[1]);
    if (!sz__push(&w->point, p) || !sz__push(&w->point, q) ||
        !sz__push(&w->path, (sz_path){ (uint8_t)kind, 0, -1 }) ||
        !sz__push(&w->row, w->point.n))
        return sz__nomem(err);
    return SZ_SUCCESS;
}

static sz_status add_box(sz_work *w, const double box[4], sz_error *err)
{
    static const int corner[5][2] = {
        { 0, 1 }, { 2, 1 }, { 2, 3 }, { 0, 3 }, { 0, 1 },
    };
    for (int i = 0; i < 4; i++) {
        double a[2] = { box[corner[i][0]], box[corner[i][1]] };
        double b[2] = { box[corner[i + 1][0]], box[corner[i + 1][1]] };
        sz_status status = add_piece(w, SZ_PATH_BOX, a, b, err);
        if (status != SZ_SUCCESS)
            return status;
    }
    return SZ_SUCCESS;
}

static int by_place(const void *a, const void *b)
{
    const sz_gpoint *p = a, *q = b;
    return p->x != q->x ? (p->x > q->x) - (p->x < q->x) : (p->y > q->y) - (p->y < q->y);
}

/* Distinct grid points of the spots within BOX, in metres. */
static double *cell_centres(const sz_work *w, const double box[4], size_t *n)
{
    const sz_source *s = w->source;
    sz_gpoint *p = sz__alloc(s->spot.n, sizeof *p);
    double *xy = sz__alloc(s->spot.n, 2 * sizeof *xy);
    size_t m = 0;
    *n = 0;
    if (!p || !xy) {
        free(p);
        free(xy);
        return NULL;
    }
    for (size_t i = 0; i < s->spot.n; i++) {
        const sz_spot *spot = &s->spot.at[i];
        if (spot->x >= box[0] && spot->x <= box[2] && spot->y >= box[1] &&
            spot->y <= box[3])
            p[m++] = sz__to_grid(&w->grid, spot->x, spot->y);
    }
    qsort(p, m, sizeof *p, by_place);
    for (size_t i = 0; i < m; i++) {
        if (i > 0 && by_place(&p[i - 1], &p[i]) == 0)
            continue;
        xy[2 * *n] = sz__grid_x(&w->grid, p[i].x);
        xy[2 * *n + 1] = sz__grid_y(&w->grid, p[i].y);
        ++*n;
    }
    free(p);
    return xy;
}

static sz_status add_cells(sz_work *w, const double box[4], sz_error *err)
{
    sz_geos *geos = NULL;
    double *side = NULL;
    size_t n, sides = 0;
    double *xy = cell_centres(w, box, &n);
    sz_status status = xy ? SZ_SUCCESS : sz__nomem(err);
    if (status == SZ_SUCCESS && n > 1 &&
        (status = sz__geos_open(&geos, err)) == SZ_SUCCESS)
        status = sz__voronoi_sides(geos, xy, n, box, &side, &sides, err);
    for (size_t i = 0; i < sides && status == SZ_SUCCESS; i++)
        status = add_piece(w, SZ_PATH_CELL, &side[4 * i], &side[4 * i + 2], err);
    free(side);
    free(xy);
    sz__geos_close(geos);
    return status;
}

static sz_status add_all(sz_work *w, const double box[4], sz_error *err)
{
    const sz_source *s = w->source;
    sz_status status = SZ_SUCCESS;
    size_t paths = s->ring.n + s->line.n;
    if (!sz__reserve(&w->point, s->xy.n / 2) || !sz__reserve(&w->path, paths) ||
        !sz__reserve(&w->row, paths + 1) || !sz__push(&w->row, 0))
        return sz__nomem(err);
    for (size_t i = 0; i < s->area.n && status == SZ_SUCCESS; i++)
        if (cuts_in(w, &s->area.at[i], box))
            status = add_rings(w, (int32_t)i, err);
    for (size_t i = 0; i < s->line.n && status == SZ_SUCCESS; i++) {
        const sz_barrier_line *line = &s->line.at[i];
        sz_path path = { line->use == SZ_LINE_CUTS ? SZ_PATH_LINE : SZ_PATH_NAME, 0,
                         (int32_t)i };
        if (w->line_near[i] && line->use != SZ_LINE_SHOWN)
            status = add_path(w, path, line->from, line->to, err);
    }
    if (status == SZ_SUCCESS && w->limit == SZ_LIMIT_POINTS)
        status = add_box(w, box, err);
    if (status == SZ_SUCCESS && w->options->cells)
        status = add_cells(w, box, err);
    return status;
}

static sz_status check_numbers(const sz_source *s, sz_error *err)
{
    bool good = true;
    for (size_t i = 0; i < s->xy.n; i++)
        good &= fabs(s->xy.at[i]) < FAR;
    for (size_t i = 0; i < s->spot.n; i++)
        good &= fabs(s->spot.at[i].x) < FAR && fabs(s->spot.at[i].y) < FAR;
    for (size_t i = 0; i < s->office.n; i++)
        good &= fabs(s->office.at[i].x) < FAR && fabs(s->office.at[i].y) < FAR;
    return good ? SZ_SUCCESS
                : sz__fail(err, SZ_ERR_INVALID, -1,
                           _("a coordinate is not a number of metres"));
}

sz_status sz__find_paths(sz_work *w, sz_error *err)
{
    double box[4] = NO_BOX;
    sz_status status = check_numbers(w->source, err);
    if (status != SZ_SUCCESS || (status = find_limit(w, box, err)) != SZ_SUCCESS)
        return status;
    if (!(w->line_near = sz__zalloc(w->source->line.n, 1)))
        return sz__nomem(err);
    find_near(w, box);
    if ((status = lay_grid(w, box, err)) != SZ_SUCCESS ||
        (status = add_all(w, box, err)) != SZ_SUCCESS)
        return status;
    w->account->limit_from = w->limit;
    return w->options->snap > 0 ? sz__snap_paths(w, err) : SZ_SUCCESS;
}
