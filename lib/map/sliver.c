/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Slivers: faces too small or too narrow to be parcels; the medians between two
 * carriageways of one road; and strips that a line cuts off a unit whose outline
 * follows it. The smallest goes first, into a neighbour of the same unit,
 * community and town if there is one (a strip only into such a one), then by the
 * length of the common border; until none is left that may go. */
#include <math.h>

#include "core/i18n.h"
#include "map/cells.h"

/* Share of its border that a median has on lines of one name, and how straight
 * it must lie along them when they have none (1: all parallel). */
#define MEDIAN_ALONG 0.6
#define MEDIAN_PARALLEL 0.8

#define MOST_LISTED 20

typedef struct sz_waiting {
    double area;
    int32_t cell;
} sz_waiting;

typedef struct sz_gone {
    double area;
    sz_gpoint place;
} sz_gone;

typedef struct sz_slivers {
    sz_cells cells;
    SZ__ARRAY(sz_waiting) heap;    /* smallest first; entries may be out of date */
    double *shared;                /* [faces] metres in common, at the neighbours */
    SZ__ARRAY(int32_t) neighbour;
    double *along;                 /* [attrs] metres on lines of this pair */
    int32_t *kin;                  /* [attrs] first pair of the same name */
    SZ__ARRAY(sz_gone) gone;       /* what changed unit, community or town */
} sz_slivers;

static bool before(sz_waiting a, sz_waiting b)
{
    return a.area != b.area ? a.area < b.area : a.cell < b.cell;
}

static bool push(sz_slivers *s, sz_waiting item)
{
    if (!sz__push(&s->heap, item))
        return false;
    size_t i = s->heap.n - 1;
    for (; i > 0 && before(item, s->heap.at[(i - 1) / 2]); i = (i - 1) / 2)
        s->heap.at[i] = s->heap.at[(i - 1) / 2];
    s->heap.at[i] = item;
    return true;
}

static sz_waiting pop(sz_slivers *s)
{
    sz_waiting top = s->heap.at[0], item = s->heap.at[--s->heap.n];
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < s->heap.n; i = child) {
        if (child + 1 < s->heap.n && before(s->heap.at[child + 1], s->heap.at[child]))
            child++;
        if (!before(s->heap.at[child], item))
            break;
        s->heap.at[i] = s->heap.at[child];
    }
    s->heap.at[i] = item;
    return top;
}

/* Called for each half-edge of a cell's outline. */
typedef bool (*sz_outline_fn)(sz_slivers *s, int32_t h, int32_t across, void *data);

static bool outline(sz_slivers *s, int32_t cell, sz_outline_fn fn, void *data)
{
    sz_work *w = s->cells.w;
    const sz_faces *f = &w->faces;
    for (int32_t face = cell; face >= 0; face = s->cells.next[face])
        for (int32_t r = f->ring_row[face]; r < f->ring_row[face + 1]; r++) {
            int32_t h = f->ring[r];
            do {
                int32_t across = sz__cell(w, f->face[h ^ 1]);
                if (across != cell && !fn(s, h, across, data))
                    return false;
                h = f->next[h];
            } while (h != f->ring[r]);
        }
    return true;
}

/* What lies along the outline of a cell: metres by kind of line, and for those
 * without name their direction, angles doubled so that both ways are one. */
typedef struct sz_sides {
    double dx, dy;
} sz_sides;

static bool weigh_line(sz_slivers *s, int32_t h, int32_t across, void *data)
{
    const sz_work *w = s->cells.w;
    sz_sides *sides = data;
    int32_t attr = w->edge_attr[h >> 1];
    (void)across;
    if (attr < 0)
        return true;
    double length = sz__edge_length(w, h >> 1);
    s->along[s->kin[attr]] += length;
    if (w->attrs.at[attr].b < 0) {
        sz_gpoint a = w->edges.node[w->edges.a[h >> 1]];
        sz_gpoint b = w->edges.node[w->edges.b[h >> 1]];
        double angle = 2 * atan2((double)b.y - a.y, (double)b.x - a.x);
        sides->dx += length * cos(angle);
        sides->dy += length * sin(angle);
    }
    return true;
}

static bool forget_line(sz_slivers *s, int32_t h, int32_t across, void *data)
{
    int32_t attr = s->cells.w->edge_attr[h >> 1];
    double *most = data;
    (void)across;
    if (attr < 0)
        return true;
    int32_t kin = s->kin[attr];
    bool named = s->cells.w->attrs.at[attr].b >= 0;
    most[named] = fmax(most[named], s->along[kin]);
    s->along[kin] = 0;
    return true;
}

/* Whether a cell lies between two carriageways: narrow, and most of its border
 * on lines of one name, or on parallel lines of one class without name. */
static bool is_median(sz_slivers *s, int32_t cell)
{
    const sz_cells *c = &s->cells;
    if (c->w->attrs.n == 0 || /* no line at all */
        !(2 * c->area[cell] < c->w->options->median_width * c->perimeter[cell]))
        return false;
    sz_sides sides = { 0, 0 };
    double most[2] = { 0, 0 };    /* without name, named */
    outline(s, cell, weigh_line, &sides);
    outline(s, cell, forget_line, most);
    double need = MEDIAN_ALONG * c->perimeter[cell];
    if (most[1] >= need)
        return true;
    return most[0] >= need && hypot(sides.dx, sides.dy) >= MEDIAN_PARALLEL * most[0];
}

typedef enum sz_sort { SZ_PARCEL, SZ_SLIVER, SZ_MEDIAN, SZ_STRIP } sz_sort;

static sz_sort sort_of(sz_slivers *s, int32_t cell)
{
    const sz_cells *c = &s->cells;
    const sz_build_options *o = c->w->options;
    if (c->area[cell] < o->sliver_m2 ||
        2 * c->area[cell] < o->sliver_width * c->perimeter[cell])
        return SZ_SLIVER;
    if (is_median(s, cell))
        return SZ_MEDIAN;
    const sz_ground *g = &c->w->ground[c->w->like[cell]];
    bool of_unit = g->parcel >= 0 || g->unit >= 0;
    return of_unit && 2 * c->area[cell] < o->follow * c->perimeter[cell] ? SZ_STRIP
                                                                         : SZ_PARCEL;
}

static bool weigh_neighbour(sz_slivers *s, int32_t h, int32_t across, void *data)
{
    (void)data;
    if (across < 0)
        return true;
    if (s->shared[across] == 0 && !sz__push(&s->neighbour, across))
        return false;
    s->shared[across] += sz__edge_length(s->cells.w, h >> 1);
    return true;
}

static bool claims(const sz_work *w, const sz_ground *g, int32_t community)
{
    for (int32_t k = 0; k < g->claims; k++)
        if (w->claim.at[g->claim_from + k] == community)
            return true;
    return false;
}

/* Whether nothing would be left of a unit, a given parcel, a community or a
 * town if ground G became like ground O. Beside communities with polygons, one
 * that only a field names, on the slivers that no polygon covers, may go. */
static bool last_of(const sz_cells *c, const sz_ground *g, const sz_ground *o)
{
    if ((g->parcel >= 0 && g->parcel != o->parcel && c->of_area[g->parcel] == 1) ||
        (g->unit >= 0 && g->unit != o->unit && c->of_area[g->unit] == 1) ||
        (g->town >= 0 && g->town != o->town && c->of_town[g->town] == 1))
        return true;
    for (int32_t k = 0; k < g->claims; k++) {
        int32_t community = c->w->claim.at[g->claim_from + k];
        bool minor = c->w->drawn > 0 && community >= c->w->drawn;
        if (!minor && c->of_community[community] == 1 && !claims(c->w, o, community))
            return true;
    }
    return false;
}

/* How far apart two grounds are: 0 alike, 4 in different towns. */
static int apart(const sz_work *w, const sz_ground *g, const sz_ground *o)
{
    if (g->town != o->town)
        return 4;
    bool same_claims = sz__same_claims(w, g, o);
    if (g->parcel == o->parcel && g->unit == o->unit)
        return same_claims ? 0 : 1;
    return same_claims ? 2 : 3;
}

/* The neighbour that takes CELL in, -1 when none may; *BORDER in common. */
static int32_t choose(sz_slivers *s, int32_t cell, sz_sort sort, double *border)
{
    sz_work *w = s->cells.w;
    const sz_ground *g = &w->ground[w->like[cell]];
    int32_t best = -1;
    int nearest = 0;
    *border = 0;
    for (size_t i = 0; i < s->neighbour.n; i++) {
        int32_t other = s->neighbour.at[i];
        const sz_ground *o = &w->ground[w->like[other]];
        double shared = s->shared[other];
        s->shared[other] = 0;
        int distance = apart(w, g, o);
        if (last_of(&s->cells, g, o) || (sort == SZ_STRIP && distance > 0))
            continue;
        if (best < 0 || distance < nearest || (distance == nearest &&
            (shared > *border || (shared == *border && other < best)))) {
            best = other;
            nearest = distance;
            *border = shared;
        }
    }
    s->neighbour.n = 0;
    return best;
}

/* Take CELL into a neighbour, which waits anew when it is a sliver itself. */
static bool absorb(sz_slivers *s, int32_t cell, sz_sort sort)
{
    sz_work *w = s->cells.w;
    double border;
    if (!outline(s, cell, weigh_neighbour, NULL))
        return false;
    int32_t into = choose(s, cell, sort, &border);
    if (into < 0)
        return true;
    int32_t h = w->faces.ring[w->faces.ring_row[w->like[cell]]];
    double area = s->cells.first_area[w->like[cell]];
    if (apart(w, &w->ground[w->like[cell]], &w->ground[w->like[into]]) > 0 &&
        !sz__push(&s->gone, (sz_gone){ area, w->edges.node[w->edges.a[h >> 1]] }))
        return false;
    w->account->slivers++;
    w->account->medians += sort == SZ_MEDIAN;
    w->account->sliver_m2 += area;
    int32_t root = sz__cells_unite(&s->cells, cell, into, border);
    return sort_of(s, root) == SZ_PARCEL ||
           push(s, (sz_waiting){ s->cells.area[root], root });
}

static int larger_first(const void *a, const void *b)
{
    const sz_gone *p = a, *q = b;
    if (p->area != q->area)
        return (p->area < q->area) - (p->area > q->area);
    if (p->place.x != q->place.x)
        return (p->place.x > q->place.x) - (p->place.x < q->place.x);
    return (p->place.y > q->place.y) - (p->place.y < q->place.y);
}

static sz_status list_gone(sz_slivers *s, sz_error *err)
{
    const sz_work *w = s->cells.w;
    sz_status status = SZ_SUCCESS;
    if (s->gone.n > 0)
        qsort(s->gone.at, s->gone.n, sizeof *s->gone.at, larger_first);
    for (size_t i = 0; i < s->gone.n && i < MOST_LISTED && status == SZ_SUCCESS; i++) {
        const sz_gone *g = &s->gone.at[i];
        sz_finding f = { .rule = "import.sliver", .level = SZ_LEVEL_HINT,
            .value = g->area, .bound = w->options->sliver_m2, .placed = 1,
            .x = sz__grid_x(&w->grid, g->place.x),
            .y = sz__grid_y(&w->grid, g->place.y) };
        status = sz__findings_add(w->findings, &f, err,
                                  _("a sliver of %.1f m2 went to a neighbour of "
                                    "another unit or community"), g->area);
    }
    return status;
}

static sz_status report(sz_slivers *s, sz_error *err)
{
    const sz_work *w = s->cells.w;
    const sz_account *a = w->account;
    sz_status status = list_gone(s, err);
    if (status != SZ_SUCCESS || a->slivers == 0)
        return status;
    sz_finding f = { .rule = "import.sliver", .level = SZ_LEVEL_HINT,
        .value = a->sliver_m2, .bound = w->options->sliver_m2 };
    if (s->gone.n == 0)
        return sz__findings_add(w->findings, &f, err,
                                _("%zu slivers of %.1f m2 in all went to neighbours of "
                                  "the same unit and community, %zu of them from between "
                                  "carriageways"), a->slivers, a->sliver_m2, a->medians);
    return sz__findings_add(w->findings, &f, err,
                            _("%zu slivers of %.1f m2 in all went to neighbours, %zu "
                              "of them from between carriageways; %zu changed unit or "
                              "community, the largest are listed"),
                            a->slivers, a->sliver_m2, a->medians, s->gone.n);
}

/* Number the pairs by name: what is of one name is one road, what has none is
 * one with others of its class. */
static bool find_kin(sz_slivers *s)
{
    const sz_pairs *attrs = &s->cells.w->attrs;
    int32_t names = s->cells.w->source->names.n;
    int32_t *first = sz__alloc((size_t)names, sizeof *first);
    if (!first)
        return false;
    for (int32_t i = 0; i < names; i++)
        first[i] = -1;
    for (size_t i = 0; i < attrs->n; i++) {
        int32_t name = attrs->at[i].b;
        s->kin[i] = name < 0 ? (int32_t)i : first[name] < 0 ? (int32_t)i : first[name];
        if (name >= 0)
            first[name] = s->kin[i];
    }
    free(first);
    return true;
}

/* One round: every sliver, smallest first, and what it makes a sliver. */
static bool absorb_round(sz_slivers *s)
{
    sz_work *w = s->cells.w;
    for (int32_t f = 0; f < w->faces.n; f++)
        if (sz__cell(w, f) == f && sort_of(s, f) != SZ_PARCEL &&
            !push(s, (sz_waiting){ s->cells.area[f], f }))
            return false;
    while (s->heap.n > 0) {
        sz_waiting item = pop(s);
        if (sz__cell(w, item.cell) != item.cell ||
            s->cells.area[item.cell] != item.area)
            continue;
        sz_sort sort = sort_of(s, item.cell);
        if (sort != SZ_PARCEL && !absorb(s, item.cell, sort))
            return false;
    }
    return true;
}

/* Rounds until nothing moves: a strip that had no neighbour of its own ground
 * may have one after others have gone. */
static bool absorb_all(sz_slivers *s)
{
    size_t before;
    do {
        before = s->cells.w->account->slivers;
        if (!absorb_round(s))
            return false;
    } while (s->cells.w->account->slivers > before);
    return true;
}

sz_status sz__absorb_slivers(sz_work *w, sz_error *err)
{
    sz_slivers s = { 0 };
    sz_status status = sz__cells_open(&s.cells, w, err);
    if (status != SZ_SUCCESS || w->options->as_is)
        goto done;
    s.shared = sz__zalloc((size_t)w->faces.n, sizeof *s.shared);
    s.along = sz__zalloc(w->attrs.n, sizeof *s.along);
    s.kin = sz__alloc(w->attrs.n, sizeof *s.kin);
    if (!s.shared || !s.along || !s.kin || !find_kin(&s) || !absorb_all(&s)) {
        status = sz__nomem(err);
        goto done;
    }
    status = report(&s, err);
done:
    sz__cells_close(&s.cells);
    free(s.heap.at);
    free(s.shared);
    free(s.neighbour.at);
    free(s.along);
    free(s.kin);
    free(s.gone.at);
    return status;
}
