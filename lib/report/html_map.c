/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The map of the HTML page: both plans as SVG in one frame, the later one above the
 * earlier one, so that a slider can cut it away. Coordinates are tenths of points, as
 * whole numbers. */
#include <math.h>
#include <string.h>

#include "core/utf8.h"
#include "draw/colours.h"
#include "draw/strands.h"
#include "draw/style_file.h"
#include "report/html.h"

#define WIDTH 960.0        /* points */
#define ROOM 8.0           /* round the map */
#define TENTHS(x) ((long)lround(10 * (x)))

typedef struct drawing {
    sz_say *out;
    const sz_report *r;
    sz_view view;
    double box[4];
    sz_style style;
    int32_t *colour;
    int32_t n;             /* communities of both plans */
    sz_rings rings[2];     /* of them, and last of ground that nobody has */
} drawing;

static void put_path(sz_say *out, const double *xy, size_t n, bool closed)
{
    long x = 0, y = 0;
    for (size_t i = 0; i < n; i++) {
        long to_x = TENTHS(xy[2 * i]), to_y = TENTHS(xy[2 * i + 1]);
        if (i == 0)
            sz__put(out, "M%ld %ldl", to_x, to_y);
        else if (to_x != x || to_y != y)
            sz__put(out, "%ld %ld ", to_x - x, to_y - y);
        x = to_x;
        y = to_y;
    }
    sz__put(out, closed ? "z" : "");
}

static void put_rings(sz_say *out, const sz_rings *rings, int32_t label)
{
    for (size_t i = rings->first[label]; i < rings->first[label + 1]; i++)
        put_path(out, rings->xy + 2 * rings->row[i], rings->row[i + 1] - rings->row[i],
                 true);
}

/* ---- communities ---- */

static void put_figures(sz_say *out, const sz_report *r, const sz_stand *s, int32_t c)
{
    double area;
    char text[64];
    sz__xml_put(out, s->is[c].name);
    sz__number_text(s->area_m2[c] / 1e6, SZ_AREA_DECIMALS, text, &area);
    sz__put(out, sz__report_word(r, "（%s）&#10;户数 %lld&#10;人口 %lld&#10;面积 %s 平方公里"),
            s->when, (long long)s->is[c].households, (long long)s->is[c].population,
            text);
    const sz_stand *other = s == r->now ? r->end : r->now;
    if (r->planned && c < other->n)
        sz__put(out, sz__report_word(r, "&#10;%s户数 %lld"), other->when,
                (long long)other->is[c].households);
}

static void put_community(drawing *d, const sz_stand *s, const sz_rings *rings, int32_t c)
{
    double rgb[3];
    if (rings->first[c] == rings->first[c + 1])
        return;
    sz__fill_rgb(&d->style, d->colour[c], rgb);
    sz__put(d->out, "<path class=\"c\" fill=\"#%02x%02x%02x\" data-c=\"",
            (unsigned)lround(255 * rgb[0]), (unsigned)lround(255 * rgb[1]),
            (unsigned)lround(255 * rgb[2]));
    sz__html_key(d->out, d->r, sz_map_town_name(d->r->map, s->is[c].town),
                 s->is[c].name);
    sz__put(d->out, "\" d=\"");
    put_rings(d->out, rings, c);
    sz__put(d->out, "\"><title>");
    put_figures(d->out, d->r, s, c);
    sz__put(d->out, "</title></path>\n");
}

/* The deepest cell of each community: POLE [3 n] x, y and depth. */
static void find_poles(const sz_raster *g, int32_t n, double *pole)
{
    for (int y = 0; y < g->h; y++)
        for (int x = 0; x < g->w; x++) {
            size_t i = (size_t)y * (size_t)g->w + (size_t)x;
            int32_t c = g->label[i];
            if (c < 0 || c >= n || (double)g->depth[i] <= pole[3 * c + 2])
                continue;
            pole[3 * c] = g->x0 + (x + 0.5) * g->cell;
            pole[3 * c + 1] = g->y0 + (y + 0.5) * g->cell;
            pole[3 * c + 2] = (double)g->depth[i];
        }
}

/* Names where they fit into their ground. */
static sz_status put_names(drawing *d, const sz_stand *s, const sz_rings *rings,
                           const char *clip, sz_error *err)
{
    sz_raster ground = { 0 };
    double *pole = sz__zalloc(3 * (size_t)d->n + 3, sizeof *pole);
    sz_status status = pole ? sz__raster(&ground, rings, d->box, err) : sz__nomem(err);
    if (!status)
        find_poles(&ground, d->n, pole);
    sz__put(d->out, "<g class=\"names\" clip-path=\"url(#%s)\">\n", clip);
    for (int32_t c = 0; c < s->n && !status; c++) {
        const char *name = s->is[c].name;
        double size = 3.4 * pole[3 * c + 2] / (1 + 0.5 * (double)sz__utf8_columns(name));
        if (size < 3)
            continue;
        sz__put(d->out, "<text x=\"%ld\" y=\"%ld\" font-size=\"%ld\">",
                TENTHS(pole[3 * c]), TENTHS(pole[3 * c + 1]), TENTHS(fmin(size, 13)));
        sz__xml_put(d->out, name);
        sz__put(d->out, "</text>\n");
    }
    sz__put(d->out, "</g>\n");
    sz__raster_release(&ground);
    free(pole);
    return status;
}

static void put_plan(drawing *d, const sz_stand *s, const sz_rings *rings,
                     const char *id)
{
    sz__put(d->out, "<g id=\"%s\">\n<path class=\"gap\" d=\"", id);
    put_rings(d->out, rings, d->n);
    sz__put(d->out, "\"/>\n");
    for (int32_t c = 0; c < s->n; c++)
        put_community(d, s, rings, c);
    sz__put(d->out, "</g>\n");
}

/* ---- what lies above ---- */

/* Ground that changes hands. */
static sz_status put_moved(drawing *d, sz_error *err)
{
    const sz_map *m = d->r->map;
    sz_rings rings = { 0 };
    int32_t *moved = sz__alloc((size_t)m->n, sizeof *moved);
    if (!moved)
        return sz__nomem(err);
    for (int32_t p = 0; p < m->n; p++)
        moved[p] = d->r->now->plan->of[p] != d->r->end->plan->of[p];
    sz_status status = sz__rings(&rings, &d->view, moved, 2, err);
    if (!status) {
        sz__put(d->out, "<path id=\"moved\" d=\"");
        put_rings(d->out, &rings, 1);
        sz__put(d->out, "\"/>\n");
    }
    sz__rings_release(&rings);
    free(moved);
    return status;
}

static sz_status put_lines(drawing *d, sz_error *err)
{
    sz_raster ground = { 0 };
    sz_strands lines = { 0 };
    sz_rings rings = { 0 };
    int32_t *all = sz__zalloc((size_t)d->r->map->n, sizeof *all);
    sz_status status = all ? sz__rings(&rings, &d->view, all, 1, err) : sz__nomem(err);
    if (!status)
        status = sz__raster(&ground, &rings, d->box, err);
    if (!status)
        status = sz__strands_of_barriers(&lines, &d->view, &ground, ROOM, err);
    sz__put(d->out, "<g class=\"lines\">\n");
    for (size_t i = 0; i < lines.line.n && !status; i++) {
        const sz_strand *s = &lines.line.at[i];
        sz__put(d->out, "<path class=\"%s\" d=\"", sz_barrier_name(s->barrier));
        put_path(d->out, lines.xy.at + 2 * s->from, s->to - s->from, false);
        sz__put(d->out, "\"/>\n");
    }
    sz__put(d->out, "</g>\n");
    sz__strands_release(&lines);
    sz__raster_release(&ground);
    sz__rings_release(&rings);
    free(all);
    return status;
}

/* ---- the whole ---- */

static sz_status find_rings(drawing *d, const sz_plan *plan, sz_rings *out,
                            sz_error *err)
{
    const sz_map *m = d->r->map;
    int32_t *of = sz__alloc((size_t)m->n, sizeof *of);
    if (!of)
        return sz__nomem(err);
    for (int32_t p = 0; p < m->n; p++)
        of[p] = plan->of[p] < 0 ? d->n : plan->of[p];
    sz_status status = sz__rings(out, &d->view, of, d->n + 1, err);
    free(of);
    return status;
}

static sz_status open_drawing(drawing *d, sz_error *err)
{
    double extent[4];
    sz_neighbours g = { 0 };
    int32_t n_colours;
    const sz_plan *later = d->r->planned ? d->r->end->plan : NULL;
    sz_map_extent(d->r->map, extent);
    double w = fmax(extent[2] - extent[0], 1), h = fmax(extent[3] - extent[1], 1);
    double k = fmin((WIDTH - 2 * ROOM) / w, (WIDTH - 2 * ROOM) / h);
    d->box[2] = w * k + 2 * ROOM;
    d->box[3] = h * k + 2 * ROOM;
    sz_status status =
        sz__view_open(&d->view, d->r->map, 72 / 0.0254 / k, extent, d->box, err);
    if (!status)
        status = sz__neighbours(&g, d->r->now->plan, later, err);
    d->n = g.n;
    if (!status)
        status = sz__colours(&g, &d->colour, &n_colours, err);
    if (!status)
        status = find_rings(d, d->r->now->plan, &d->rings[0], err);
    if (!status && later)
        status = find_rings(d, later, &d->rings[1], err);
    sz__neighbours_release(&g);
    return status;
}

/* What the slider shows of the earlier plan, and what of the later one. */
static void open_svg(const drawing *d)
{
    long w = TENTHS(d->box[2]), h = TENTHS(d->box[3]);
    long at = d->r->planned ? w / 2 : w;
    sz__put(d->out, "<svg id=\"map\" xmlns=\"http://www.w3.org/2000/svg\" "
            "viewBox=\"0 0 %ld %ld\" role=\"img\">\n<defs><clipPath id=\"rest\"><rect "
            "id=\"left\" x=\"0\" y=\"0\" width=\"%ld\" height=\"%ld\"/></clipPath>"
            "<clipPath id=\"cut\"><rect id=\"right\" x=\"%ld\" y=\"0\" width=\"%ld\" "
            "height=\"%ld\"/></clipPath>"
            "<pattern id=\"hatch\" width=\"60\" height=\"60\" patternUnits=\""
            "userSpaceOnUse\" patternTransform=\"rotate(45)\"><path d=\"M0 0v60\"/>"
            "</pattern></defs>\n", w, h, at, h, at, w, h);
}

/* From the ground up: both plans, what moves, lines, names. */
static sz_status put_layers(drawing *d, sz_error *err)
{
    const sz_report *r = d->r;
    sz_status status = SZ_SUCCESS;
    put_plan(d, r->now, &d->rings[0], "before");
    if (r->planned) {
        sz__put(d->out, "<g clip-path=\"url(#cut)\">\n");
        put_plan(d, r->end, &d->rings[1], "after");
        status = put_moved(d, err);
        sz__put(d->out, "</g>\n");
    }
    if (!status)
        status = put_lines(d, err);
    if (!status)
        status = put_names(d, r->now, &d->rings[0], "rest", err);
    if (!status && r->planned)
        status = put_names(d, r->end, &d->rings[1], "cut", err);
    return status;
}

sz_status sz__html_map(sz_say *out, const sz_report *r, sz_error *err)
{
    drawing d = { .out = out, .r = r };
    sz_status status = sz__style_read(&d.style, NULL, err);
    if (!status)
        status = open_drawing(&d, err);
    if (!status) {
        open_svg(&d);
        status = put_layers(&d, err);
    }
    if (!status && r->planned)
        sz__put(out, "<path id=\"edge\" d=\"M%ld 0v%ld\"/>\n", TENTHS(d.box[2]) / 2,
                TENTHS(d.box[3]));
    sz__put(out, "</svg>\n");
    sz__rings_release(&d.rings[0]);
    sz__rings_release(&d.rings[1]);
    sz__view_release(&d.view);
    free(d.colour);
    return status;
}
