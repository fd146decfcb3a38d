/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Households come as points, as polygons, or in a field of given parcels, of
 * units or, when nothing finer has one, of communities. Whole ones are spread by
 * largest remainder; what finds no ground is listed, so that what went in is what is on
 * the map and what is listed. */
#include "map/households.h"

#include <math.h>
#include <string.h>

#include "core/i18n.h"
#include "map/share.h"

/* A point this far outside every parcel still belongs to the nearest, metres. */
#define REACH 30.0

static sz_counted of_area(const sz_work *w, int32_t area)
{
    const sz_source *s = w->source;
    const sz_area *a = &s->area.at[area];
    const sz_ring *ring = a->ring_from < a->ring_to ? &s->ring.at[a->ring_from] : NULL;
    sz_counted f = { { a->households, a->planned, a->population }, a->fid, a->file,
                     a->name, 0, 0 };
    if (ring && ring->from < ring->to) {
        f.x = s->xy.at[2 * ring->from];
        f.y = s->xy.at[2 * ring->from + 1];
    }
    return f;
}

static sz_status list_unplaced(sz_placing *p, const sz_counted *f, int64_t households,
                               sz_error *err)
{
    const sz_names *names = &p->w->source->names;
    sz_finding finding = { .rule = "import.unplaced", .level = SZ_LEVEL_WARN,
        .value = (double)households, .bound = 0, .placed = 1, .x = f->x, .y = f->y };
    p->w->account->spots_unplaced++;
    return sz__findings_add(p->w->findings, &finding, err,
                            _("%lld households of feature %lld%s%s in %s lie outside "
                              "every parcel and are not placed"),
                            (long long)households, (long long)f->fid,
                            f->name >= 0 ? " " : "", sz__name(names, f->name),
                            f->file >= 0 ? sz__name(names, f->file) : "?");
}

sz_status sz__place(sz_placing *p, const sz_counted *f, sz_error *err)
{
    int64_t nowhere[SZ_N_COUNTS] = { 0, 0, 0 };
    if (!sz__reserve(&p->part, p->who.n))
        return sz__nomem(err);
    for (int c = 0; c < SZ_N_COUNTS; c++) {
        if (!p->here[c] || f->count[c] <= 0)
            continue;
        if (!sz__share(f->count[c], p->weight.at, p->who.n, p->part.at))
            return sz__nomem(err);
        for (size_t i = 0; i < p->who.n; i++) {
            if (p->who.at[i] >= 0)
                p->on[c][p->who.at[i]] += p->part.at[i];
            else
                nowhere[c] += p->part.at[i];
        }
    }
    if (p->here[SZ_HOUSEHOLDS] && f->count[SZ_HOUSEHOLDS] > 0) {
        sz_account *account = p->w->account;
        account->households_in += f->count[SZ_HOUSEHOLDS];
        account->households_placed += f->count[SZ_HOUSEHOLDS] - nowhere[SZ_HOUSEHOLDS];
        account->households_unplaced += nowhere[SZ_HOUSEHOLDS];
    }
    if (!nowhere[SZ_HOUSEHOLDS] && !nowhere[SZ_PLANNED] && !nowhere[SZ_POPULATION])
        return SZ_SUCCESS;
    return list_unplaced(p, f, nowhere[SZ_HOUSEHOLDS], err);
}

/* The feature goes to parcel WHO as a whole. */
static sz_status place_whole(sz_placing *p, const sz_counted *f, int32_t who,
                             sz_error *err)
{
    p->who.n = p->weight.n = 0;
    if (!sz__push(&p->who, who) || !sz__push(&p->weight, 1.0))
        return sz__nomem(err);
    return sz__place(p, f, err);
}

typedef struct sz_nearest {
    const sz_segment *seg;
    double x, y, distance2;
    int32_t parcel;
} sz_nearest;

static void try_segment(int32_t segment, void *data)
{
    sz_nearest *n = data;
    const sz_segment *s = &n->seg[segment];
    int32_t parcel = s->left < 0 ? s->right : s->left;
    double d = sz__segment_distance2(s, n->x, n->y);
    if ((s->left < 0 || s->right < 0) &&
        (d < n->distance2 || (d == n->distance2 && parcel < n->parcel))) {
        n->distance2 = d;
        n->parcel = parcel;
    }
}

int32_t sz__parcel_near(sz_placing *p, double x, double y)
{
    const sz_work *w = p->w;
    if (!sz__on_grid(&w->grid, x, y))
        return -1;
    sz_gpoint at = sz__to_grid(&w->grid, x, y);
    int32_t parcel = sz__index_locate(&w->index, at);
    if (parcel >= 0)
        return parcel;
    double reach = REACH / w->grid.step;
    int64_t r = (int64_t)ceil(reach);
    int64_t box[4] = { at.x - r, at.y - r, at.x + r, at.y + r };
    sz_nearest nearest = { w->seg.at, at.x, at.y, reach * reach, INT32_MAX };
    sz__index_scan(&w->index, box, try_segment, &nearest);
    if (nearest.parcel == INT32_MAX)
        return -1;
    p->drawn_in++;
    return nearest.parcel;
}

static sz_status place_spots(sz_placing *p, sz_error *err)
{
    const sz_source *s = p->w->source;
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; i < s->spot.n && status == SZ_SUCCESS; i++) {
        const sz_spot *o = &s->spot.at[i];
        sz_counted f = { { o->households, o->planned, o->population }, o->fid, o->file,
                         o->name, o->x, o->y };
        status = place_whole(p, &f, sz__parcel_near(p, o->x, o->y), err);
    }
    for (size_t i = 0; i < s->area.n && status == SZ_SUCCESS; i++)
        if (s->area.at[i].layer == SZ_LAYER_HOUSEHOLDS)
            status = sz__place_polygon(p, (int32_t)i, err);
    if (status == SZ_SUCCESS && p->drawn_in > 0) {
        sz_finding f = { .rule = "import.near", .level = SZ_LEVEL_HINT,
            .value = (double)p->drawn_in, .bound = REACH };
        status = sz__findings_add(p->w->findings, &f, err,
                                  _("%zu features with households lie up to %g m "
                                    "outside every parcel and went to the nearest"),
                                  p->drawn_in, REACH);
    }
    return status;
}

/* Parcels by the given parcel or unit that their ground is of. */
typedef struct sz_of_area {
    int32_t *row, *parcel;         /* [areas + 1], [parcels] */
    uint8_t *covers;               /* [areas] has ground on some parcel */
} sz_of_area;

static int32_t owner(const sz_work *w, int32_t p, sz_layer layer)
{
    const sz_ground *g = &w->ground[w->ground_of[p]];
    return layer == SZ_LAYER_PARCELS ? g->parcel : g->unit;
}

static bool find_owned(const sz_work *w, sz_layer layer, sz_of_area *o)
{
    size_t areas = w->source->area.n;
    o->row = sz__zalloc(areas + 1, sizeof *o->row);
    o->parcel = sz__alloc((size_t)w->map->n, sizeof *o->parcel);
    o->covers = sz__zalloc(areas, 1);
    if (!o->row || !o->parcel || !o->covers)
        return false;
    for (int32_t f = 0; f < w->faces.n; f++)
        for (int32_t k = 0; w->parcel_of[f] >= 0 && k < w->covers[f]; k++)
            o->covers[w->cover.at[w->cover_row[f] + (size_t)k].area] = 1;
    for (int32_t p = 0; p < w->map->n; p++)
        if (owner(w, p, layer) >= 0)
            o->row[owner(w, p, layer) + 1]++;
    for (size_t a = 0; a < areas; a++)
        o->row[a + 1] += o->row[a];
    for (int32_t p = 0; p < w->map->n; p++)
        if (owner(w, p, layer) >= 0)
            o->parcel[o->row[owner(w, p, layer)]++] = p;
    for (size_t a = areas; a > 0; a--)
        o->row[a] = o->row[a - 1];
    o->row[0] = 0;
    return true;
}

/* Ground of each area that no parcel is named after, because others that
 * overlap it came first, by parcel. */
static bool add_covered(sz_placing *p, int32_t area)
{
    const sz_work *w = p->w;
    for (int32_t f = 0; f < w->faces.n; f++) {
        if (w->parcel_of[f] < 0)
            continue;
        for (int32_t k = 0; k < w->covers[f]; k++)
            if (w->cover.at[w->cover_row[f] + (size_t)k].area == area &&
                (!sz__push(&p->who, w->parcel_of[f]) ||
                 !sz__push(&p->weight, (double)w->faces.area2[f])))
                return false;
    }
    return true;
}

static sz_status place_field(sz_placing *p, sz_layer layer, sz_error *err)
{
    const sz_work *w = p->w;
    sz_of_area owned = { 0 };
    sz_status status = find_owned(w, layer, &owned) ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; i < w->source->area.n && status == SZ_SUCCESS; i++) {
        if (w->source->area.at[i].layer != layer)
            continue;
        sz_counted f = of_area(w, (int32_t)i);
        bool good = true;
        p->who.n = p->weight.n = 0;
        for (int32_t k = owned.row[i]; good && k < owned.row[i + 1]; k++)
            good = sz__push(&p->who, owned.parcel[k]) &&
                   sz__push(&p->weight, w->map->area[owned.parcel[k]]);
        if (good && p->who.n == 0 && owned.covers[i])
            good = add_covered(p, (int32_t)i);
        if (good && p->who.n == 0)
            good = sz__push(&p->who, -1) && sz__push(&p->weight, 1.0);
        status = good ? sz__place(p, &f, err) : sz__nomem(err);
    }
    free(owned.row);
    free(owned.parcel);
    free(owned.covers);
    return status;
}

/* Ground of each community's polygon, by parcel: rows of areas. */
typedef struct sz_claimed {
    size_t *row;                   /* [areas + 1] */
    int32_t *parcel;
    double *ground;
} sz_claimed;

static bool is_claim(const sz_work *w, int32_t face, int32_t k, int32_t *area)
{
    *area = w->cover.at[w->cover_row[face] + (size_t)k].area;
    return w->source->area.at[*area].layer == SZ_LAYER_COMMUNITIES;
}

static bool find_claimed(const sz_work *w, sz_claimed *c)
{
    size_t areas = w->source->area.n;
    int32_t area;
    if (!(c->row = sz__zalloc(areas + 1, sizeof *c->row)))
        return false;
    for (int32_t f = 0; f < w->faces.n; f++)
        for (int32_t k = 0; w->parcel_of[f] >= 0 && k < w->covers[f]; k++)
            if (is_claim(w, f, k, &area))
                c->row[area + 1]++;
    for (size_t a = 0; a < areas; a++)
        c->row[a + 1] += c->row[a];
    c->parcel = sz__alloc(c->row[areas], sizeof *c->parcel);
    c->ground = sz__alloc(c->row[areas], sizeof *c->ground);
    if (!c->parcel || !c->ground)
        return false;
    for (int32_t f = 0; f < w->faces.n; f++)
        for (int32_t k = 0; w->parcel_of[f] >= 0 && k < w->covers[f]; k++)
            if (is_claim(w, f, k, &area)) {
                size_t at = c->row[area]++;
                c->parcel[at] = w->parcel_of[f];
                c->ground[at] = (double)w->faces.area2[f];
            }
    memmove(c->row + 1, c->row, areas * sizeof *c->row);
    c->row[0] = 0;
    return true;
}

/* Nothing finer is counted: those of a community are spread over its ground. */
static sz_status place_communities(sz_placing *p, sz_error *err)
{
    const sz_work *w = p->w;
    sz_claimed c = { NULL, NULL, NULL };
    sz_status status = find_claimed(w, &c) ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; i < w->source->area.n && status == SZ_SUCCESS; i++) {
        if (w->source->area.at[i].layer != SZ_LAYER_COMMUNITIES)
            continue;
        sz_counted f = of_area(w, (int32_t)i);
        bool good = true;
        p->who.n = p->weight.n = 0;
        for (size_t k = c.row[i]; good && k < c.row[i + 1]; k++)
            good = sz__push(&p->who, c.parcel[k]) && sz__push(&p->weight, c.ground[k]);
        if (good && p->who.n == 0)
            good = sz__push(&p->who, -1) && sz__push(&p->weight, 1.0);
        status = good ? sz__place(p, &f, err) : sz__nomem(err);
    }
    free(c.row);
    free(c.parcel);
    free(c.ground);
    return status;
}

/* What each source of counts gives: features and their sum. */
typedef enum sz_basis {
    SZ_BASIS_SPOTS, SZ_BASIS_PARCELS, SZ_BASIS_UNITS, SZ_BASIS_COMMUNITIES, SZ_N_BASES
} sz_basis;

typedef struct sz_given {
    bool any[SZ_N_BASES][SZ_N_COUNTS];
    int64_t sum[SZ_N_BASES][SZ_N_COUNTS];
} sz_given;

static void add_given(sz_given *g, sz_basis basis, int64_t households, int64_t planned,
                      int64_t population)
{
    int64_t count[SZ_N_COUNTS] = { households, planned, population };
    for (int c = 0; c < SZ_N_COUNTS; c++)
        if (count[c] >= 0) {
            g->any[basis][c] = true;
            g->sum[basis][c] += count[c];
        }
}

static void find_given(const sz_source *s, sz_given *g)
{
    for (size_t i = 0; i < s->spot.n; i++)
        add_given(g, SZ_BASIS_SPOTS, s->spot.at[i].households, s->spot.at[i].planned,
                  s->spot.at[i].population);
    for (size_t i = 0; i < s->area.n; i++) {
        const sz_area *a = &s->area.at[i];
        sz_basis basis = a->layer == SZ_LAYER_HOUSEHOLDS ? SZ_BASIS_SPOTS
                         : a->layer == SZ_LAYER_PARCELS  ? SZ_BASIS_PARCELS
                         : a->layer == SZ_LAYER_UNITS    ? SZ_BASIS_UNITS
                         : a->layer == SZ_LAYER_COMMUNITIES ? SZ_BASIS_COMMUNITIES
                                                            : SZ_N_BASES;
        if (basis != SZ_N_BASES)
            add_given(g, basis, a->households, a->planned, a->population);
    }
}

/* Say that households given twice are taken once. */
static sz_status tell_twice(sz_placing *p, const sz_given *g, int used, int left,
                            sz_error *err)
{
    static const char *const names[] = { N_("points or polygons of households"),
                                         N_("the given parcels"), N_("the units"),
                                         N_("today's communities") };
    sz_finding f = { .rule = "import.twice", .level = SZ_LEVEL_HINT,
        .value = (double)g->sum[left][SZ_HOUSEHOLDS],
        .bound = (double)g->sum[used][SZ_HOUSEHOLDS] };
    return sz__findings_add(p->w->findings, &f, err,
                            _("households are given by %s and by %s: the first, %lld, "
                              "are taken, the second, %lld, are not"),
                            _(names[used]), _(names[left]),
                            (long long)g->sum[used][SZ_HOUSEHOLDS],
                            (long long)g->sum[left][SZ_HOUSEHOLDS]);
}

/* For each count the first basis that gives it serves. */
static sz_status place_all(sz_placing *p, sz_error *err)
{
    sz_given given = { 0 };
    int used[SZ_N_COUNTS] = { -1, -1, -1 };
    sz_status status = SZ_SUCCESS;
    find_given(p->w->source, &given);
    for (int b = 0; b < SZ_N_BASES && status == SZ_SUCCESS; b++) {
        bool some = false;
        for (int c = 0; c < SZ_N_COUNTS; c++) {
            p->here[c] = given.any[b][c] && used[c] < 0;
            some |= p->here[c];
        }
        if (given.any[b][SZ_HOUSEHOLDS] && !p->here[SZ_HOUSEHOLDS])
            status = tell_twice(p, &given, used[SZ_HOUSEHOLDS], b, err);
        for (int c = 0; c < SZ_N_COUNTS; c++)
            used[c] = p->here[c] ? b : used[c];
        if (some && b == SZ_BASIS_SPOTS && status == SZ_SUCCESS)
            status = sz__need_index(p->w, err);
        if (some && status == SZ_SUCCESS)
            status = b == SZ_BASIS_SPOTS         ? place_spots(p, err)
                     : b == SZ_BASIS_COMMUNITIES ? place_communities(p, err)
                     : place_field(p, b == SZ_BASIS_PARCELS ? SZ_LAYER_PARCELS
                                                            : SZ_LAYER_UNITS, err);
    }
    return status;
}

sz_status sz__place_households(sz_work *w, sz_error *err)
{
    sz_map *m = w->map;
    sz_placing p = { .w = w };
    size_t n = (size_t)m->n;
    p.on[SZ_HOUSEHOLDS] = m->households = sz__zalloc(n, sizeof *m->households);
    p.on[SZ_PLANNED] = m->planned = sz__zalloc(n, sizeof *m->planned);
    p.on[SZ_POPULATION] = m->population = sz__zalloc(n, sizeof *m->population);
    sz_status status = m->households && m->planned && m->population
                           ? place_all(&p, err) : sz__nomem(err);
    sz__overlay_close(p.overlay);
    sz__outline_release(&p.outline);
    free(p.parcel);
    free(p.shell);
    sz__geos_close(p.geos);
    free(p.who.at);
    free(p.weight.at);
    free(p.part.at);
    return status;
}
