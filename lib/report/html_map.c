/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The maps of an HTML page, as SVG: one plan, or both in one frame, the later one above
 * the earlier one, so that a slider can cut it away. Coordinates are tenths of points, as
 * whole numbers; all maps of a page have one scale. */
#include <math.h>
#include <string.h>

#include "core/utf8.h"
#include "draw/areas.h"
#include "draw/colours.h"
#include "draw/strands.h"
#include "draw/style_file.h"
#include "report/html.h"

#define WIDTH 960.0        /* points */
#define ROOM 8.0           /* round the map */
#define TENTHS(x) ((long)lround(10 * (x)))

/* One plan, as a map shows it. */
typedef struct layer {
    const sz_plan *plan;
    const char *when;      /* 现状, 调整后 */
    const sz_stand *stand; /* NULL: a scenario's */
    sz_community *is;      /* [communities] owned */
    int32_t n;
    sz_rings rings;        /* of communities, and last of ground that nobody has */
} layer;

typedef struct drawing {
    sz_say *out;
    const sz_report *r;
    int number;            /* of the map on the page, from 1 */
    layer layers[2];       /* [n_layers] the earlier one first */
    int n_layers;
    sz_view view;
    double box[4];
    sz_style style;
    int32_t *colour;
    int32_t n;             /* communities of all plans */
    sz_html_shown shown;
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

static void put_figures(const drawing *d, const layer *l, int32_t c)
{
    sz_say *out = d->out;
    double area;
    char text[64];
    sz__xml_put(out, l->is[c].name);
    sz__number_text((l->stand ? l->stand->area_m2[c] : l->is[c].area_m2) / 1e6,
                    SZ_AREA_DECIMALS, text, &area);
    if (!l->stand) /* called by its file */
        sz__put(out, "&#10;");
    if (!l->stand)
        sz__xml_put(out, l->when);
    sz__put(out, sz__report_word(d->r, "（%s）&#10;户数 %lld"),
            l->stand ? l->stand->when : "", (long long)l->is[c].households);
    if (d->r->has_people)
        sz__put(out, sz__report_word(d->r, "&#10;人口 %lld"), (long long)l->is[c].population);
    sz__put(out, sz__report_word(d->r, "&#10;面积 %s 平方公里"), text);
    const layer *other = l == d->layers ? &d->layers[1] : &d->layers[0];
    if (d->n_layers == 2 && c < other->n)
        sz__put(out, sz__report_word(d->r, "&#10;%s户数 %lld"), other->when,
                (long long)other->is[c].households);
}

/* Too large, too small, neither. */
static void size_rgb(signed char size, double rgb[3])
{
    static const double rgbs[3][3] = { { 0.72, 0.82, 0.94 }, { 0.95, 0.95, 0.92 },
                                       { 0.97, 0.71, 0.65 } };
    memcpy(rgb, rgbs[size + 1], sizeof *rgbs);
}

static void put_community(drawing *d, const layer *l, int32_t c)
{
    double rgb[3];
    const sz_rings *rings = &l->rings;
    if (rings->first[c] == rings->first[c + 1])
        return;
    if (d->shown.sizes)
        size_rgb(l->stand->size[c], rgb);
    else
        sz__fill_rgb(&d->style, d->colour[c], rgb);
    sz__put(d->out, "<path class=\"c\" fill=\"#%02x%02x%02x\" data-c=\"",
            (unsigned)lround(255 * rgb[0]), (unsigned)lround(255 * rgb[1]),
            (unsigned)lround(255 * rgb[2]));
    sz__html_key(d->out, d->r, sz_map_town_name(d->r->map, l->is[c].town),
                 l->is[c].name);
    sz__put(d->out, "\" d=\"");
    put_rings(d->out, rings, c);
    sz__put(d->out, "\"><title>");
    put_figures(d, l, c);
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
static sz_status put_names(drawing *d, const layer *l, const char *clip, sz_error *err)
{
    sz_raster ground = { 0 };
    double *pole = sz__zalloc(3 * (size_t)d->n + 3, sizeof *pole);
    sz_status status = pole ? sz__raster(&ground, &l->rings, d->box, err) : sz__nomem(err);
    if (!status)
        find_poles(&ground, d->n, pole);
    sz__put(d->out, "<g class=\"names\" clip-path=\"url(#%s%d)\">\n", clip, d->number);
    for (int32_t c = 0; c < l->n && !status; c++) {
        const char *name = l->is[c].name;
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

static void put_plan(drawing *d, const layer *l, const char *name)
{
    sz__put(d->out, "<g class=\"%s\">\n<path class=\"gap\" d=\"", name);
    put_rings(d->out, &l->rings, d->n);
    sz__put(d->out, "\"/>\n");
    if (sz_plan_living(l->plan) > 0) /* else nothing is divided yet */
        d->shown.gaps = d->shown.gaps || l->rings.first[d->n] < l->rings.first[d->n + 1];
    for (int32_t c = 0; c < l->n; c++)
        put_community(d, l, c);
    sz__put(d->out, "</g>\n");
}

/* ---- what lies above ---- */

/* Ground that changes hands, as on the sheets: what had no community is only given one. */
static sz_status put_moved(drawing *d, const sz_plan *was, const sz_plan *is,
                           sz_error *err)
{
    const sz_map *m = d->r->map;
    sz_rings rings = { 0 };
    int32_t *moved = sz__alloc((size_t)m->n, sizeof *moved);
    if (!moved)
        return sz__nomem(err);
    for (int32_t p = 0; p < m->n; p++) {
        moved[p] = was->of[p] >= 0 && is->of[p] >= 0 && was->of[p] != is->of[p];
        d->shown.moved = d->shown.moved || moved[p];
    }
    sz_status status = sz__rings(&rings, &d->view, moved, 2, err);
    if (!status && d->shown.moved) {
        sz__put(d->out, "<path class=\"moved\" fill=\"url(#hatch%d)\" d=\"", d->number);
        put_rings(d->out, &rings, 1);
        sz__put(d->out, "\"/>\n");
    }
    sz__rings_release(&rings);
    free(moved);
    return status;
}

/* Green and water upon the ground of all towns; buildings would be most of the page. */
static sz_status put_backdrop(drawing *d, const sz_rings *all, const sz_raster *ground,
                              sz_error *err)
{
    sz_areas areas = { .from = { 0 } };
    sz_status status = sz__areas_open(&areas, &d->view, ground, 0.0, NULL, err);
    if (status || areas.from[SZ_BACKDROP_BUILDING] == 0) {
        sz__areas_release(&areas);
        return status;
    }
    sz__put(d->out, "<clipPath id=\"land\"><path clip-rule=\"evenodd\" d=\"");
    put_rings(d->out, all, 0);
    sz__put(d->out, "\"/></clipPath>\n<g clip-path=\"url(#land)\">\n");
    for (int kind = 0; kind < SZ_BACKDROP_BUILDING; kind++) {
        if (areas.from[kind] == areas.from[kind + 1])
            continue;
        sz__put(d->out, "<path class=\"%s\" d=\"", sz_backdrop_name((sz_backdrop_kind)kind));
        for (int32_t a = areas.from[kind]; a < areas.from[kind + 1]; a++)
            put_rings(d->out, &areas.rings, a);
        sz__put(d->out, "\"/>\n");
        d->shown.areas |= 1U << kind;
    }
    sz__put(d->out, "</g>\n");
    sz__areas_release(&areas);
    return SZ_SUCCESS;
}

/* Drawn once, with the backdrop; the other maps of the page show them again. */
static sz_status put_lines(drawing *d, sz_error *err)
{
    if (d->number > 1) {
        sz__put(d->out, "<use href=\"#lines\"/>\n");
        return SZ_SUCCESS;
    }
    sz_raster ground = { 0 };
    sz_strands lines = { 0 };
    sz_rings rings = { 0 };
    int32_t *all = sz__zalloc((size_t)d->r->map->n, sizeof *all);
    sz_status status = all ? sz__rings(&rings, &d->view, all, 1, err) : sz__nomem(err);
    if (!status)
        status = sz__raster(&ground, &rings, d->box, err);
    if (!status)
        status = sz__strands_of_barriers(&lines, &d->view, &ground, ROOM, err);
    sz__put(d->out, "<g id=\"lines\" class=\"lines\">\n");
    if (!status)
        status = put_backdrop(d, &rings, &ground, err);
    for (size_t i = 0; i < lines.line.n && !status; i++) {
        const sz_strand *s = &lines.line.at[i];
        sz__put(d->out, "<path class=\"%s\" d=\"", sz_barrier_name(s->barrier));
        put_path(d->out, lines.xy.at + 2 * s->from, s->to - s->from, false);
        sz__put(d->out, "\"/>\n");
        d->shown.lines |= 1U << s->barrier;
    }
    sz__put(d->out, "</g>\n");
    sz__strands_release(&lines);
    sz__raster_release(&ground);
    sz__rings_release(&rings);
    free(all);
    return status;
}

/* ---- the whole ---- */

static sz_status find_rings(drawing *d, layer *l, sz_error *err)
{
    const sz_map *m = d->r->map;
    int32_t *of = sz__alloc((size_t)m->n, sizeof *of);
    if (!of)
        return sz__nomem(err);
    for (int32_t p = 0; p < m->n; p++)
        of[p] = l->plan->of[p] < 0 ? d->n : l->plan->of[p];
    sz_status status = sz__rings(&l->rings, &d->view, of, d->n + 1, err);
    free(of);
    return status;
}

static sz_status open_layer(drawing *d, const sz_plan *plan, const char *when,
                            const sz_stand *stand, sz_error *err)
{
    layer *l = &d->layers[d->n_layers++];
    sz_status status = SZ_SUCCESS;
    *l = (layer){ .plan = plan, .when = when, .stand = stand, .n = plan->n };
    l->is = sz__zalloc((size_t)l->n, sizeof *l->is);
    if (!l->is)
        return sz__nomem(err);
    for (int32_t c = 0; c < l->n && !status; c++)
        status = sz_plan_community(plan, (size_t)c, &l->is[c], err);
    return status ? status : find_rings(d, l, err);
}

/* By all plans of the report: a community has one colour on all maps. */
static sz_status find_colours(drawing *d, sz_error *err)
{
    const sz_report *r = d->r;
    sz_neighbours g = { 0 };
    int32_t n_colours;
    size_t n = r->n_scenarios ? r->n_scenarios : 2;
    const sz_plan **plans = sz__alloc(n, sizeof *plans);
    if (!plans)
        return sz__nomem(err);
    for (size_t i = 0; i < n; i++)
        plans[i] = r->n_scenarios ? r->scenario[i].plan : r->stand[i].plan;
    sz_status status = sz__neighbours(&g, plans, n, err);
    d->n = g.n;
    if (!status)
        status = sz__colours(&g, &d->colour, &n_colours, err);
    sz__neighbours_release(&g);
    free(plans);
    return status;
}

static sz_status open_drawing(drawing *d, const sz_block *b, sz_error *err)
{
    const sz_report *r = d->r;
    double extent[4];
    sz_map_extent(r->map, extent);
    double w = fmax(extent[2] - extent[0], 1), h = fmax(extent[3] - extent[1], 1);
    double k = fmin((WIDTH - 2 * ROOM) / w, (WIDTH - 2 * ROOM) / h);
    d->box[2] = w * k + 2 * ROOM;
    d->box[3] = h * k + 2 * ROOM;
    sz_status status =
        sz__view_open(&d->view, d->r->map, 72 / 0.0254 / k, extent, d->box, err);
    if (!status)
        status = find_colours(d, err);
    if (!status && b->scenario >= 0)
        return open_layer(d, r->scenario[b->scenario].plan,
                          r->scenario[b->scenario].name, NULL, err);
    d->shown.sizes = b->map == SZ_SHEET_PROBLEMS;
    if (!status && b->map != SZ_SHEET_PROPOSED)
        status = open_layer(d, r->now->plan, r->now->when, r->now, err);
    if (!status && r->planned && b->map != SZ_SHEET_PRESENT && !d->shown.sizes)
        status = open_layer(d, r->end->plan, r->end->when, r->end, err);
    return status;
}

/* What the slider shows of the earlier plan, and what of the later one. */
static void open_svg(const drawing *d)
{
    long w = TENTHS(d->box[2]), h = TENTHS(d->box[3]), at = d->n_layers == 2 ? w / 2 : w;
    int k = d->number;
    sz__put(d->out, "<svg class=\"map\" xmlns=\"http://www.w3.org/2000/svg\" "
            "viewBox=\"0 0 %ld %ld\" role=\"img\">\n<defs><clipPath id=\"rest%d\"><rect "
            "class=\"left\" x=\"0\" y=\"0\" width=\"%ld\" height=\"%ld\"/></clipPath>"
            "<clipPath id=\"cut%d\"><rect class=\"right\" x=\"%ld\" y=\"0\" "
            "width=\"%ld\" height=\"%ld\"/></clipPath>"
            "<pattern id=\"hatch%d\" class=\"hatch\" width=\"60\" height=\"60\" "
            "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
            "<path d=\"M0 0v60\"/></pattern></defs>\n", w, h, k, at, h, k, at, w, h, k);
}

/* From the ground up: one plan or both, what moves, lines, names. */
static sz_status put_layers(drawing *d, const sz_block *b, sz_error *err)
{
    const sz_report *r = d->r;
    const layer *last = &d->layers[d->n_layers - 1];
    const sz_plan *today = r->n_scenarios ? r->scenario[0].plan : r->now->plan;
    bool both = d->n_layers == 2;
    bool moves = both || b->scenario > 0 || b->map == SZ_SHEET_PROPOSED;
    sz_status status = SZ_SUCCESS;
    put_plan(d, &d->layers[0], "before");
    if (both) {
        sz__put(d->out, "<g clip-path=\"url(#cut%d)\">\n", d->number);
        put_plan(d, last, "after");
    }
    if (moves)
        status = put_moved(d, today, last->plan, err);
    if (both)
        sz__put(d->out, "</g>\n");
    if (!status)
        status = put_lines(d, err);
    if (!status)
        status = put_names(d, &d->layers[0], "rest", err);
    if (!status && both)
        status = put_names(d, last, "cut", err);
    return status;
}

sz_status sz__html_map(sz_say *out, const sz_report *r, const sz_block *b, int number,
                       sz_error *err)
{
    drawing d = { .out = out, .r = r, .number = number };
    sz_status status = sz__style_read(&d.style, NULL, err);
    if (!status)
        status = open_drawing(&d, b, err);
    sz__put(out, "<figure class=\"map\">");
    if (d.n_layers == 2)
        sz__put(out, "<p class=\"slide\"><span>%s</span><input class=\"slider\" "
                "type=\"range\" min=\"0\" max=\"1000\" value=\"500\" aria-label=\"%s\"/>"
                "<span>%s</span></p>\n", sz__report_word(r, "调整前"),
                sz__report_word(r, "调整前后"), sz__report_word(r, "调整后"));
    sz__put(out, "<div class=\"frame\">\n");
    if (!status) {
        open_svg(&d);
        status = put_layers(&d, b, err);
    }
    if (d.n_layers == 2)
        sz__put(out, "<path class=\"edge\" d=\"M%ld 0v%ld\"/>\n", TENTHS(d.box[2]) / 2,
                TENTHS(d.box[3]));
    sz__put(out, "</svg>\n<div class=\"tip\" hidden=\"hidden\"></div></div>\n");
    sz__html_legend(out, r, &d.shown);
    if (b->text)
        sz__html_text(out, "figcaption", b->text);
    sz__put(out, "</figure>\n");
    for (int i = 0; i < d.n_layers; i++) {
        sz__rings_release(&d.layers[i].rings);
        free(d.layers[i].is);
    }
    sz__view_release(&d.view);
    free(d.colour);
    return status;
}
