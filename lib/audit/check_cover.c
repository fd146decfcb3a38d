/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Do the parcels cover the limit, once? Every edge of a parcel must be met by
 * its reverse in the neighbour. Edges that are left over bound the ground, and what
 * is covered twice or not at all lies between them: they are cut at their crossings
 * and every face between them is counted. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/check_stages.h"
#include "core/i18n.h"
#include "geom/faces.h"

/* A directed edge in grid steps, its lower end first. */
typedef struct edge {
    uint64_t a, b;         /* ends: x << 32 | y, above the lowest */
    int32_t owner;         /* parcel, or -1 - border */
    int32_t sign;          /* +1: runs from a to b, the owner on its left */
} edge;

/* Edges whose uses do not cancel. */
typedef struct chain {
    SZ__ARRAY(sz_gpoint) point; /* two an edge */
    SZ__ARRAY(int32_t) times;   /* forward uses less backward ones */
    SZ__ARRAY(int32_t) owner;   /* the parcel, -1 when there are several */
} chain;

typedef struct cover {
    sz_checkup *c;
    int64_t x0, y0;        /* grid numbers of the lowest coordinates */
    SZ__ARRAY(edge) edge;
    chain ground;          /* bounds what parcels cover */
    chain change;          /* bounds what differs from the limit by the borders */
    bool limited;          /* the borders tell where the limit is */
    bool numbered;         /* parcels are numbered 1 .. n */
    uint8_t *wrong;        /* [borders] lies on other parcels' edges */
    size_t unnamed;        /* edges between parcels on no border */
    double unnamed_x, unnamed_y;
} cover;

static int64_t steps(const cover *v, double metres)
{
    return llround(metres / v->c->grid);
}

static void place_of(const cover *v, uint64_t key, double *x, double *y)
{
    *x = (double)(v->x0 + (int64_t)(key >> 32)) * v->c->grid;
    *y = (double)(v->y0 + (int64_t)(key & 0xffffffff)) * v->c->grid;
}

static sz_status find_origin(cover *v, sz_error *err)
{
    const sz_record *rec = v->c->rec;
    double low[2] = { INFINITY, INFINITY }, high[2] = { -INFINITY, -INFINITY };
    for (size_t i = 0; i < rec->xy.n; i++) {
        if (!isfinite(rec->xy.at[i]))
            return sz__fail(err, SZ_ERR_DATA, -1, _("a coordinate is no number"));
        low[i & 1] = fmin(low[i & 1], rec->xy.at[i]);
        high[i & 1] = fmax(high[i & 1], rec->xy.at[i]);
    }
    for (int k = 0; k < 2; k++)
        if ((high[k] - low[k]) / v->c->grid >= SZ__GRID_MAX)
            return sz__fail(err, SZ_ERR_DATA, -1,
                            _("the coordinates span %.0f km, more than a map can"),
                            (high[k] - low[k]) / 1000);
    v->x0 = steps(v, low[0]);
    v->y0 = steps(v, low[1]);
    return SZ_SUCCESS;
}

/* Edges between the points FROM .. TO, and from the last to the first when they are
 * a RING, turned round when SIGN is -1. */
static bool add_edges(cover *v, size_t from, size_t to, bool ring, int32_t owner,
                      int32_t sign)
{
    uint64_t last = 0;
    for (size_t i = from; i < to + ring; i++) {
        const double *p = v->c->rec->xy.at + 2 * (i < to ? i : from);
        uint64_t key = (uint64_t)(steps(v, p[0]) - v->x0) << 32 |
                       (uint64_t)(steps(v, p[1]) - v->y0);
        edge e = { last < key ? last : key, last < key ? key : last, owner,
                   last < key ? sign : -sign };
        if (i > from && key != last && !sz__push(&v->edge, e))
            return false;
        last = key;
    }
    return true;
}

/* Whether ring R runs against the clock. */
static bool runs_left(const cover *v, const sz_ring *r)
{
    const double *xy = v->c->rec->xy.at, *o = xy + 2 * r->from;
    double sum = 0;
    for (size_t i = r->from + 1; i < r->to; i++)
        sum += (xy[2 * i - 2] - o[0]) * (xy[2 * i + 1] - o[1]) -
               (xy[2 * i] - o[0]) * (xy[2 * i - 1] - o[1]);
    return sum > 0;
}

static bool collect(cover *v)
{
    const sz_record *rec = v->c->rec;
    for (size_t i = 0; i < v->c->n; i++) {
        const sz_rec_parcel *p = &rec->parcel.at[i];
        for (size_t k = p->ring_from; k < p->ring_to; k++) {
            const sz_ring *r = &rec->ring.at[k];
            int32_t sign = runs_left(v, r) != r->hole ? 1 : -1;
            if (!add_edges(v, r->from, r->to, true, (int32_t)i, sign))
                return false;
        }
    }
    for (size_t i = 0; i < rec->border.n; i++)
        if (!add_edges(v, rec->border.at[i].from, rec->border.at[i].to,
                       false, -1 - (int32_t)i, 1))
            return false;
    return true;
}

static int by_ends(const void *a, const void *b)
{
    const edge *p = a, *q = b;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    if (p->b != q->b)
        return p->b < q->b ? -1 : 1;
    if (p->owner != q->owner)
        return p->owner < q->owner ? -1 : 1;
    return p->sign - q->sign;
}

static bool add_chain(chain *ch, const edge *e, int32_t times, int32_t owner)
{
    sz_gpoint a = { (int32_t)(e->a >> 32), (int32_t)(e->a & 0xffffffff) };
    sz_gpoint b = { (int32_t)(e->b >> 32), (int32_t)(e->b & 0xffffffff) };
    return times == 0 || (sz__push(&ch->point, a) && sz__push(&ch->point, b) &&
                          sz__push(&ch->times, times) && sz__push(&ch->owner, owner));
}

/* Number of a parcel as the borders count it; 0 for the outside. */
static int64_t number_of(const cover *v, int32_t parcel)
{
    return parcel < 0 ? 0 : v->c->rec->parcel.at[parcel].number;
}

/* The uses of one edge: N entries with the same ends, borders first. */
static bool take_edge(cover *v, const edge *e, size_t n)
{
    int32_t net = 0, said = 0, side[2] = { -1, -1 }, uses[2] = { 0, 0 };
    size_t borders = 0;
    for (; borders < n && e[borders].owner < 0; borders++)
        ;
    for (size_t i = borders; i < n; i++) {
        int backward = e[i].sign < 0;
        net += e[i].sign;
        uses[backward]++;
        side[backward] = e[i].owner;
    }
    for (size_t i = 0; i < borders; i++) {
        size_t k = (size_t)(-1 - e[i].owner);
        const sz_rec_line *b = &v->c->rec->border.at[k];
        int backward = e[i].sign < 0;
        said += e[i].sign * ((b->left != 0) - (b->right != 0));
        if (uses[0] > 1 || uses[1] > 1 || borders > 1 ||
            (v->numbered && (number_of(v, side[backward]) != b->left ||
                             number_of(v, side[!backward]) != b->right)))
            v->wrong[k] = 1;
    }
    if (borders == 0 && v->limited && uses[0] + uses[1] > 0 && v->unnamed++ == 0)
        place_of(v, e->a, &v->unnamed_x, &v->unnamed_y);
    double dx = (double)(int64_t)((e->b >> 32) - (e->a >> 32));
    double dy = (double)(e->b & 0xffffffff) - (double)(e->a & 0xffffffff);
    sz_seam seam = { side[0] < 0 ? side[1] : side[0], side[0] < 0 ? -1 : side[1],
                     hypot(dx, dy) * v->c->grid };
    if (seam.left >= 0 && seam.left != seam.right && uses[0] <= 1 && uses[1] <= 1 &&
        !sz__push(&v->c->seam, seam))
        return false;
    int32_t owner = uses[0] + uses[1] == 1 ? seam.left : -1;
    return add_chain(&v->ground, e, net, owner) &&
           add_chain(&v->change, e, net - said, -1);
}

static bool cancel(cover *v)
{
    if (v->edge.n)
        qsort(v->edge.at, v->edge.n, sizeof *v->edge.at, by_ends);
    for (size_t i = 0, k; i < v->edge.n; i = k) {
        for (k = i + 1; k < v->edge.n && v->edge.at[k].a == v->edge.at[i].a &&
                        v->edge.at[k].b == v->edge.at[i].b; k++)
            ;
        if (!take_edge(v, &v->edge.at[i], k - i))
            return false;
    }
    return true;
}

/* Forward uses less backward ones of edge E after cutting. */
static int32_t times_of(const sz_edges *edges, int32_t e, const chain *ch)
{
    int32_t times = 0;
    for (size_t s = edges->source_row[e]; s < edges->source_row[e + 1]; s++) {
        int32_t t = ch->times.at[edges->source[s] >> 1];
        times += edges->source[s] & 1 ? -t : t;
    }
    return times;
}

/* How often each face is covered: nought outside, and one more on the left of an
 * edge than on its right. */
static int32_t *count_faces(const sz_edges *edges, const sz_faces *faces,
                            const chain *ch)
{
    int32_t *count = sz__zalloc((size_t)faces->n, sizeof *count);
    int32_t *queue = sz__alloc((size_t)faces->n, sizeof *queue);
    bool *seen = sz__zalloc((size_t)faces->n, sizeof *seen);
    if (!count || !queue || !seen) {
        free(count);
        count = NULL;
        goto done;
    }
    int32_t head = 0, tail = 0;
    queue[tail++] = 0;
    seen[0] = true;
    while (head < tail) {
        int32_t f = queue[head++];
        for (int32_t r = faces->ring_row[f]; r < faces->ring_row[f + 1]; r++) {
            int32_t h = faces->ring[r];
            do {
                int32_t other = faces->face[h ^ 1];
                if (!seen[other]) {
                    int32_t t = times_of(edges, h >> 1, ch);
                    count[other] = count[f] + (h & 1 ? t : -t);
                    seen[other] = true;
                    queue[tail++] = other;
                }
                h = faces->next[h];
            } while (h != faces->ring[r]);
        }
    }
done:
    free(queue);
    free(seen);
    return count;
}

/* Parcels whose edges meet only in part: seams that show when both are cut. */
static bool add_cut_seams(cover *v, const sz_edges *edges, const chain *ch)
{
    for (int32_t e = 0; e < edges->n_edges; e++) {
        int32_t side[2] = { -1, -1 };
        for (size_t s = edges->source_row[e]; s < edges->source_row[e + 1]; s++) {
            int32_t path = edges->source[s] >> 1, t = ch->times.at[path];
            int backward = (edges->source[s] & 1) != (t < 0);
            side[backward] = ch->owner.at[path];
        }
        const sz_gpoint *a = &edges->node[edges->a[e]], *b = &edges->node[edges->b[e]];
        double length = hypot((double)a->x - b->x, (double)a->y - b->y) * v->c->grid;
        if (side[0] >= 0 && side[1] >= 0 && side[0] != side[1] &&
            !sz__push(&v->c->seam, (sz_seam){ side[0], side[1], length }))
            return false;
    }
    return true;
}

typedef sz_status (*face_fn)(cover *v, int32_t count, double area, double x, double y,
                             double *sum, sz_error *err);

/* Cut a chain at its crossings and show each bounded face to FN. */
static sz_status walk_faces(cover *v, const chain *ch, face_fn fn, double *sum,
                            sz_error *err)
{
    size_t n = ch->times.n;
    sz_edges edges = { 0 };
    sz_faces faces = { 0 };
    int32_t *count = NULL;
    if (n == 0)
        return SZ_SUCCESS;
    size_t *row = sz__alloc(n + 1, sizeof *row);
    sz_status status = row ? SZ_SUCCESS : sz__nomem(err);
    for (size_t i = 0; row && i <= n; i++)
        row[i] = 2 * i;
    if (status == SZ_SUCCESS)
        status = sz__node_paths(&edges, ch->point.at, row, n, err);
    if (status == SZ_SUCCESS && !add_cut_seams(v, &edges, ch))
        status = sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = sz__faces(&faces, &edges, err);
    if (status == SZ_SUCCESS && !(count = count_faces(&edges, &faces, ch)))
        status = sz__nomem(err);
    for (int32_t f = 1; status == SZ_SUCCESS && f < faces.n; f++) {
        double area = (double)faces.area2[f] / 2 * v->c->grid * v->c->grid, x, y;
        int32_t h = faces.ring[faces.ring_row[f]];
        const sz_gpoint *p = &edges.node[edges.a[h >> 1]];
        place_of(v, (uint64_t)p->x << 32 | (uint64_t)p->y, &x, &y);
        if (area > v->c->report->tolerance_m2)
            status = fn(v, count[f], area, x, y, sum, err);
    }
    free(count);
    sz__faces_release(&faces);
    sz__edges_release(&edges);
    free(row);
    return status;
}

/* SUM: ground covered once too often. */
static sz_status on_ground(cover *v, int32_t count, double area, double x, double y,
                           double *sum, sz_error *err)
{
    if (count > 1) {
        *sum += (count - 1) * area;
        return sz__check_say(v->c, "check.overlap", SZ_LEVEL_ERROR, -1, area, 0, x, y,
                             err, _("%d parcels cover the same %.2f m2"), (int)count,
                             area);
    }
    if (count < 1 && !v->limited) /* a lake of the limit, or a gap: nobody says */
        return sz__check_say(v->c, "check.gap", SZ_LEVEL_HINT, -1, area, 0, x, y, err,
                             _("%.2f m2 amid the parcels belong to none"), area);
    return SZ_SUCCESS;
}

/* SUM: ground covered beyond what the borders say. */
static sz_status on_change(cover *v, int32_t count, double area, double x, double y,
                           double *sum, sz_error *err)
{
    if (count < 0)
        return sz__check_say(v->c, "check.gap", SZ_LEVEL_ERROR, -1, area, 0, x, y, err,
                             _("%.2f m2 of the limit belong to no parcel"), area);
    *sum += count * area;
    return SZ_SUCCESS;
}

typedef struct turn {
    sz_gpoint at;
    int32_t out;           /* edges that start here less those that end here */
} turn;

static int by_place(const void *a, const void *b)
{
    const turn *p = a, *q = b;
    if (p->at.x != q->at.x)
        return p->at.x < q->at.x ? -1 : 1;
    return p->at.y < q->at.y ? -1 : p->at.y > q->at.y;
}

/* Whether a chain consists of closed walks. Parcels do, so it is the borders with
 * the outside that do not close when it does not. */
static sz_status is_closed(const chain *ch, bool *closed, sz_error *err)
{
    size_t n = 2 * ch->times.n;
    turn *list = sz__alloc(n, sizeof *list);
    if (!list)
        return sz__nomem(err);
    for (size_t i = 0; i < n; i++)
        list[i] = (turn){ ch->point.at[i],
                          i & 1 ? -ch->times.at[i / 2] : ch->times.at[i / 2] };
    if (n)
        qsort(list, n, sizeof *list, by_place);
    *closed = true;
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += list[i].out;
        if (i + 1 == n || by_place(&list[i], &list[i + 1]) != 0) {
            *closed = *closed && sum == 0;
            sum = 0;
        }
    }
    free(list);
    return SZ_SUCCESS;
}

/* Borders that do not lie where they say, and edges on no border. */
static sz_status tell_borders(cover *v, sz_error *err)
{
    const sz_record *rec = v->c->rec;
    sz_status status = SZ_SUCCESS;
    for (size_t i = 0; status == SZ_SUCCESS && i < rec->border.n; i++) {
        const sz_rec_line *b = &rec->border.at[i];
        const double *p = rec->xy.at + 2 * b->from;
        if (v->wrong[i])
            status = sz__check_say(v->c, "check.stored", SZ_LEVEL_ERROR, -1,
                                   (double)b->left, (double)b->right, p[0], p[1], err,
                                   _("border %zu does not lie between parcels %lld and "
                                     "%lld as it says"), i + 1, (long long)b->left,
                                   (long long)b->right);
    }
    if (status == SZ_SUCCESS && v->unnamed > 0)
        status = sz__check_say(v->c, "check.stored", SZ_LEVEL_ERROR, -1,
                               (double)v->unnamed, 0, v->unnamed_x, v->unnamed_y, err,
                               _("%zu edges of parcels are in no border"), v->unnamed);
    return status;
}

static sz_status tell_cover(cover *v, sz_error *err)
{
    double twice = 0, beyond = 0;
    bool closed = true;
    sz_status status = is_closed(&v->change, &closed, err);
    if (status == SZ_SUCCESS && v->limited && !closed) {
        v->limited = false;
        status = sz__check_say(v->c, "check.stored", SZ_LEVEL_ERROR, -1, 0, 0, NAN, NAN,
                               err, _("the borders with the outside do not close"));
    }
    if (status == SZ_SUCCESS)
        status = walk_faces(v, &v->ground, on_ground, &twice, err);
    if (status == SZ_SUCCESS && v->limited)
        status = walk_faces(v, &v->change, on_change, &beyond, err);
    if (status == SZ_SUCCESS && beyond - twice > v->c->report->tolerance_m2)
        status = sz__check_say(v->c, "check.limit", SZ_LEVEL_ERROR, -1, beyond - twice,
                               0, NAN, NAN, err,
                               _("%.2f m2 of parcels lie beyond the limit"),
                               beyond - twice);
    return status;
}

/* Whether the parcels, sorted, have the numbers 1 .. n. */
static sz_status check_numbers(cover *v, sz_error *err)
{
    v->numbered = true;
    for (size_t i = 0; v->numbered && i < v->c->n; i++) {
        if (v->c->rec->parcel.at[i].number == (int64_t)i + 1)
            continue;
        v->numbered = false;
        return sz__check_say(v->c, "check.stored", SZ_LEVEL_ERROR, -1, (double)i + 1,
                             (double)v->c->n, v->c->x[i], v->c->y[i], err,
                             _("parcels are not numbered 1 to %zu: number %zu is not "
                               "there once"), v->c->n, i + 1);
    }
    return SZ_SUCCESS;
}

sz_status sz__check_cover(sz_checkup *c, sz_error *err)
{
    cover v = { .c = c, .limited = c->rec->border.n > 0,
                .wrong = sz__zalloc(c->rec->border.n, 1) };
    sz_status status = v.wrong ? find_origin(&v, err) : sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = check_numbers(&v, err);
    if (status == SZ_SUCCESS && (!collect(&v) || !cancel(&v)))
        status = sz__nomem(err);
    if (status == SZ_SUCCESS)
        status = tell_cover(&v, err);
    if (status == SZ_SUCCESS)
        status = tell_borders(&v, err);
    free(v.edge.at);
    free(v.ground.point.at);
    free(v.ground.times.at);
    free(v.ground.owner.at);
    free(v.change.point.at);
    free(v.change.times.at);
    free(v.change.owner.at);
    free(v.wrong);
    return status;
}
