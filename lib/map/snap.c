/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Pulling points that lie near an earlier path on to it: the limit comes first,
 * then given parcels, units, communities, lines. Points go to the nearest
 * earlier point within reach, else to the nearest earlier piece; and a piece
 * that passes near an earlier point is led through it. */
#include <math.h>

#include "map/stages.h"

typedef struct sz_order {
    int32_t layer, path;
} sz_order;

/* A vertex that a piece is to be led through, at T of its length. */
typedef struct sz_via {
    double t;
    sz_gpoint point;
} sz_via;

/* Segment s of all paths runs from point seg[s].left to the next one. Points
 * move as they are pulled, the index keeps them where they were: so look twice
 * as far. */
typedef struct sz_snapper {
    sz_work *w;
    SZ__ARRAY(sz_segment) seg;     /* right: path */
    sz_index index;
    int32_t *rank;                 /* [paths] when each is laid */
    double reach2;                 /* square of it, grid steps */
    int64_t look;
    SZ__ARRAY(sz_gpoint) point;    /* the result, in the order of paths */
    SZ__ARRAY(size_t) row;
    SZ__ARRAY(sz_via) via;

    int32_t path;                  /* being laid, and what of it: */
    sz_gpoint p, q;                /* point p, or the piece from p to q */
    double best2;
    sz_gpoint best;
    bool nomem;
} sz_snapper;

static double distance2(sz_gpoint a, sz_gpoint b)
{
    double dx = (double)a.x - b.x, dy = (double)a.y - b.y;
    return dx * dx + dy * dy;
}

static bool lower(sz_gpoint a, sz_gpoint b)
{
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

static void take_nearer(sz_snapper *s, sz_gpoint at, double d2)
{
    if (d2 < s->best2 || (d2 == s->best2 && lower(at, s->best))) {
        s->best2 = d2;
        s->best = at;
    }
}

/* Ends of an earlier segment, where they are now; false for later ones. */
static bool earlier(const sz_snapper *s, int32_t segment, sz_gpoint *a, sz_gpoint *b)
{
    const sz_segment *seg = &s->seg.at[segment];
    *a = s->w->point.at[seg->left];
    *b = s->w->point.at[seg->left + 1];
    return s->rank[seg->right] < s->rank[s->path];
}

static void try_points(int32_t segment, void *data)
{
    sz_snapper *s = data;
    sz_gpoint a, b;
    if (!earlier(s, segment, &a, &b))
        return;
    if (distance2(a, s->p) <= s->reach2)
        take_nearer(s, a, distance2(a, s->p));
    if (distance2(b, s->p) <= s->reach2)
        take_nearer(s, b, distance2(b, s->p));
}

/* Share of the way from A to B at which P comes nearest. */
static double foot(sz_gpoint a, sz_gpoint b, sz_gpoint p)
{
    double dx = (double)b.x - a.x, dy = (double)b.y - a.y, d2 = dx * dx + dy * dy;
    return d2 > 0 ? (((double)p.x - a.x) * dx + ((double)p.y - a.y) * dy) / d2 : 0;
}

static sz_gpoint along(sz_gpoint a, sz_gpoint b, double t)
{
    return (sz_gpoint){ (int32_t)lround(a.x + t * ((double)b.x - a.x)),
                        (int32_t)lround(a.y + t * ((double)b.y - a.y)) };
}

static void try_piece(int32_t segment, void *data)
{
    sz_snapper *s = data;
    sz_gpoint a, b;
    if (!earlier(s, segment, &a, &b))
        return;
    sz_gpoint at = along(a, b, fmin(fmax(foot(a, b, s->p), 0), 1));
    if (distance2(at, s->p) <= s->reach2)
        take_nearer(s, at, distance2(at, s->p));
}

static void scan(sz_snapper *s, sz_gpoint p, sz_gpoint q, sz_index_fn fn)
{
    int64_t box[4] = {
        (p.x < q.x ? p.x : q.x) - s->look, (p.y < q.y ? p.y : q.y) - s->look,
        (p.x < q.x ? q.x : p.x) + s->look, (p.y < q.y ? q.y : p.y) + s->look,
    };
    sz__index_scan(&s->index, box, fn, s);
}

/* Where the point P is pulled to. */
static sz_gpoint pull(sz_snapper *s, sz_gpoint p)
{
    s->p = p;
    s->best2 = HUGE_VAL;
    scan(s, p, p, try_points);
    if (s->best2 == HUGE_VAL)
        scan(s, p, p, try_piece);
    return s->best2 == HUGE_VAL ? p : s->best;
}

static void lead_through(sz_snapper *s, sz_gpoint at)
{
    double t = foot(s->p, s->q, at);
    sz_gpoint near = along(s->p, s->q, t);
    if (t > 0 && t < 1 && distance2(at, s->p) > 0 && distance2(at, s->q) > 0 &&
        distance2(at, near) <= s->reach2 && !sz__push(&s->via, (sz_via){ t, at }))
        s->nomem = true;
}

static void try_vertices(int32_t segment, void *data)
{
    sz_snapper *s = data;
    sz_gpoint a, b;
    if (!earlier(s, segment, &a, &b))
        return;
    lead_through(s, a);
    lead_through(s, b);
}

static int by_way(const void *a, const void *b)
{
    const sz_via *p = a, *q = b;
    if (p->t != q->t)
        return (p->t > q->t) - (p->t < q->t);
    return lower(q->point, p->point) - lower(p->point, q->point);
}

/* Points of PATH, pulled, and of the earlier ones that its pieces pass, to the
 * end of S->point. */
static bool lay(sz_snapper *s, int32_t path)
{
    sz_gpoint *point = s->w->point.at;
    size_t from = s->w->row.at[path], to = s->w->row.at[path + 1];
    uint8_t kind = s->w->path.at[path].kind;
    bool pulled = kind != SZ_PATH_CELL && kind != SZ_PATH_BOX;
    s->path = path;
    for (size_t i = from; pulled && i < to; i++)
        point[i] = pull(s, point[i]);
    for (size_t i = from; i < to; i++) {
        if (!sz__push(&s->point, point[i]))
            return false;
        if (!pulled || i + 1 == to)
            continue;
        s->p = point[i];
        s->q = point[i + 1];
        s->via.n = 0;
        scan(s, s->p, s->q, try_vertices);
        if (s->via.n > 1)
            qsort(s->via.at, s->via.n, sizeof *s->via.at, by_way);
        for (size_t k = 0; k < s->via.n; k++)
            if (!sz__push(&s->point, s->via.at[k].point))
                return false;
    }
    return !s->nomem;
}

static int by_layer(const void *a, const void *b)
{
    const sz_order *p = a, *q = b;
    if (p->layer != q->layer)
        return (p->layer > q->layer) - (p->layer < q->layer);
    return (p->path > q->path) - (p->path < q->path);
}

/* The order in which paths are laid. */
static sz_order *find_order(const sz_work *w)
{
    sz_order *order = sz__alloc(w->path.n, sizeof *order);
    for (size_t i = 0; order && i < w->path.n; i++) {
        const sz_path *path = &w->path.at[i];
        order[i].path = (int32_t)i;
        order[i].layer = path->kind == SZ_PATH_RING
                             ? (int32_t)w->source->area.at[path->owner].layer
                             : SZ_LAYER_HOUSEHOLDS + (int32_t)path->kind;
    }
    if (order && w->path.n > 0)
        qsort(order, w->path.n, sizeof *order, by_layer);
    return order;
}

static bool load(sz_snapper *s)
{
    const sz_work *w = s->w;
    for (size_t p = 0; p < w->path.n; p++)
        for (size_t i = w->row.at[p]; i + 1 < w->row.at[p + 1]; i++) {
            sz_segment seg = sz__segment(w->point.at[i], w->point.at[i + 1], 0, 0);
            seg.left = (int32_t)i;
            seg.right = (int32_t)p;
            if (!sz__push(&s->seg, seg))
                return false;
        }
    return true;
}

/* Put what was laid back in the order of paths. */
static bool put_back(sz_snapper *s)
{
    sz_work *w = s->w;
    SZ__ARRAY(sz_gpoint) point = SZ__ARRAY_INIT;
    if (!sz__reserve(&point, s->point.n))
        return false;
    for (size_t p = 0; p < w->path.n; p++) {
        size_t from = s->row.at[s->rank[p]], to = s->row.at[s->rank[p] + 1];
        w->row.at[p] = point.n;
        for (size_t i = from; i < to; i++)
            point.at[point.n++] = s->point.at[i];
    }
    w->row.at[w->path.n] = point.n;
    free(w->point.at);
    w->point.at = point.at;
    w->point.n = point.n;
    w->point.cap = point.cap;
    return true;
}

sz_status sz__snap_paths(sz_work *w, sz_error *err)
{
    double reach = w->options->snap / w->grid.step;
    sz_snapper s = { .w = w, .reach2 = reach * reach,
                     .look = (int64_t)ceil(2 * reach) + 1 };
    sz_order *order = find_order(w);
    s.rank = sz__alloc(w->path.n, sizeof *s.rank);
    sz_status status = SZ_SUCCESS;
    bool good = order && s.rank && load(&s) && sz__push(&s.row, 0);
    if (good)
        status = sz__index_build(&s.index, s.seg.at, s.seg.n, err);
    if (status != SZ_SUCCESS)
        goto done;
    for (size_t i = 0; good && i < w->path.n; i++)
        s.rank[order[i].path] = (int32_t)i;
    for (size_t i = 0; good && i < w->path.n; i++)
        good = lay(&s, order[i].path) && sz__push(&s.row, s.point.n);
    if (!good || !put_back(&s))
        status = sz__nomem(err);
done:
    sz__index_release(&s.index);
    free(s.seg.at);
    free(s.rank);
    free(s.point.at);
    free(s.row.at);
    free(s.via.at);
    free(order);
    return status;
}
