/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Borders that have no line of their own take class and name of the barrier line
 * that runs along with them: the outline of a unit lies beside the road, not on
 * its centre line.
 *
 * Along a chain of edges the cheapest sequence of lines is found (Viterbi 1967):
 * a metre beside a line costs little, the less the nearer it is; a metre without
 * the line that is being followed costs most; changing the line costs as much as
 * some metres. So a border that follows two roads is cut where they change, and
 * a side street that crosses is passed by. */
#include <math.h>

#include "map/chains.h"

/* Costs of a metre: at the follow distance, per class down, without a name, with
 * no line at all, away from the line that is followed. The last two make a run
 * pay when about 60 % of it lies along its line. */
#define COST_FAR 0.5
#define COST_CLASS 0.03
#define COST_UNNAMED 0.1
#define COST_NONE 1.0
#define COST_AWAY 2.0
#define COST_CHANGE 8.0

#define ALONG 0.6              /* least share of a run along its line */
#define SHORTEST 20.0          /* of a run that is not the whole chain, metres */
#define SINE 0.4226            /* of 25 degrees, most between border and line */
#define STEP 5.0               /* metres between looks */
#define CHORD 8.0              /* half the chord that gives a direction, metres */

/* A line seen from an edge: over how much of it, at what cost. */
typedef struct sz_sight {
    int32_t attr;
    double length, cost;
} sz_sight;

/* Following ATTR (-1: none) over an edge, as the best way to there. */
typedef struct sz_state {
    int32_t attr, from;        /* from: state at the edge before, -1 at the first */
    double cost, along;        /* along: metres of the edge beside the line */
} sz_state;

typedef struct sz_follow {
    sz_work *w;
    SZ__ARRAY(sz_segment) seg; /* of lines; left is the attr */
    sz_index index;
    double reach;              /* grid steps */
    int32_t *attr;             /* [edges] the result */
    double *nearest;           /* [attrs] of the look being taken, squared */
    SZ__ARRAY(int32_t) seen;   /* attrs with one */
    int32_t *slot;             /* [attrs] in `sight`, -1 */
    SZ__ARRAY(sz_sight) sight; /* of the edge being looked at */
    SZ__ARRAY(double) at;      /* [edges of chain + 1] metres from its start */
    SZ__ARRAY(sz_gpoint) point;
    SZ__ARRAY(sz_state) state;
    SZ__ARRAY(size_t) row;     /* [edges of chain + 1] states of each edge */
    double x, y, ux, uy;       /* where the look is taken from, and its direction */
} sz_follow;

static bool load_lines(sz_follow *f)
{
    sz_work *w = f->w;
    const sz_source *s = w->source;
    for (size_t i = 0; i < s->line.n; i++) {
        const sz_barrier_line *line = &s->line.at[i];
        if (!w->line_near[i] || line->use == SZ_LINE_NAMES ||
            line->barrier == SZ_BARRIER_NONE)
            continue;
        int32_t attr = sz__pairs_add(&w->attrs, (int32_t)line->barrier, line->name);
        if (attr < 0)
            return false;
        for (size_t k = line->from; k + 1 < line->to; k++) {
            const double *p = s->xy.at + 2 * k;
            if (!sz__on_grid(&w->grid, p[0], p[1]) ||
                !sz__on_grid(&w->grid, p[2], p[3]))
                continue;
            if (!sz__push(&f->seg, sz__segment(sz__to_grid(&w->grid, p[0], p[1]),
                                               sz__to_grid(&w->grid, p[2], p[3]), attr,
                                               attr)))
                return false;
        }
    }
    return true;
}

/* Point of the chain at S metres from its start. */
static void point_at(const sz_follow *f, double s, double *x, double *y)
{
    size_t lo = 0, hi = f->at.n - 1;
    while (hi - lo > 1) {
        size_t mid = (lo + hi) / 2;
        if (f->at.at[mid] <= s)
            lo = mid;
        else
            hi = mid;
    }
    sz_gpoint a = f->point.at[lo], b = f->point.at[hi];
    double t = (s - f->at.at[lo]) / (f->at.at[hi] - f->at.at[lo]);
    *x = a.x + t * ((double)b.x - a.x);
    *y = a.y + t * ((double)b.y - a.y);
}

static void see(int32_t segment, void *data)
{
    sz_follow *f = data;
    const sz_segment *s = &f->seg.at[segment];
    double dx = (double)s->b.x - s->a.x, dy = (double)s->b.y - s->a.y;
    double d2 = sz__segment_distance2(s, f->x, f->y);
    if (d2 > f->reach * f->reach ||
        fabs(dx * f->uy - dy * f->ux) > SINE * sqrt(dx * dx + dy * dy))
        return;
    double *nearest = &f->nearest[s->left];
    if (*nearest == HUGE_VAL)
        f->seen.at[f->seen.n++] = s->left;
    *nearest = fmin(*nearest, d2);
}

static double cost_of(const sz_follow *f, int32_t attr, double d2)
{
    sz_pair pair = f->w->attrs.at[attr];
    return COST_FAR * sqrt(d2) / f->reach + COST_CLASS * (pair.a - 1) +
           (pair.b < 0 ? COST_UNNAMED : 0);
}

/* Look around from S metres along the chain, for METRES of it. */
static bool look(sz_follow *f, double s, double metres)
{
    double end = f->at.at[f->at.n - 1], ax, ay, bx, by;
    point_at(f, fmax(s - CHORD, 0), &ax, &ay);
    point_at(f, fmin(s + CHORD, end), &bx, &by);
    point_at(f, s, &f->x, &f->y);
    double length = hypot(bx - ax, by - ay);
    if (length == 0)
        return true;
    f->ux = (bx - ax) / length;
    f->uy = (by - ay) / length;
    int64_t r = (int64_t)ceil(f->reach), x = (int64_t)f->x, y = (int64_t)f->y;
    int64_t box[4] = { x - r, y - r, x + r + 1, y + r + 1 };
    f->seen.n = 0;
    sz__index_scan(&f->index, box, see, f);
    for (size_t i = 0; i < f->seen.n; i++) {
        int32_t attr = f->seen.at[i];
        double cost = cost_of(f, attr, f->nearest[attr]);
        f->nearest[attr] = HUGE_VAL;
        if (f->slot[attr] < 0) {
            f->slot[attr] = (int32_t)f->sight.n;
            if (!sz__push(&f->sight, (sz_sight){ attr, 0, 0 }))
                return false;
        }
        f->sight.at[f->slot[attr]].length += metres;
        f->sight.at[f->slot[attr]].cost += metres * cost;
    }
    return true;
}

static int by_attr(const void *a, const void *b)
{
    const sz_sight *p = a, *q = b;
    return (p->attr > q->attr) - (p->attr < q->attr);
}

/* All lines seen from edge I of the chain, by number. */
static bool look_from(sz_follow *f, size_t i)
{
    double from = f->at.at[i], length = f->at.at[i + 1] - from;
    int looks = (int)fmin(ceil(length / STEP), 10000);
    f->sight.n = 0;
    bool good = true;
    for (int k = 0; k < looks && good; k++)
        good = look(f, from + length * (k + 0.5) / looks, length / looks);
    for (size_t k = 0; k < f->sight.n; k++)
        f->slot[f->sight.at[k].attr] = -1;
    if (good && f->sight.n > 1)
        qsort(f->sight.at, f->sight.n, sizeof *f->sight.at, by_attr);
    return good;
}

/* Cost of ATTR over an edge of LENGTH, and what of it lies along. */
static double price(const sz_sight *sight, int32_t attr, double length, double *along)
{
    *along = 0;
    if (attr < 0)
        return COST_NONE * length;
    if (!sight)
        return COST_AWAY * length;
    *along = sight->length;
    return sight->cost + COST_AWAY * (length - sight->length);
}

/* States of edge I: going on with those of the edge before, or changing to a
 * line in sight or to none. Both lists are in order of attr. */
static bool advance(sz_follow *f, size_t i)
{
    double length = f->at.at[i + 1] - f->at.at[i];
    size_t old = i ? f->row.at[i - 1] : 0, old_end = i ? f->row.at[i] : 0, best = old;
    for (size_t k = old; k < old_end; k++)
        if (f->state.at[k].cost < f->state.at[best].cost)
            best = k;
    double change = i ? f->state.at[best].cost + COST_CHANGE : 0;
    size_t first = f->state.n, s = 0;
    bool none = false;
    while (old < old_end || s < f->sight.n || !none) {
        int32_t a = old < old_end ? f->state.at[old].attr : INT32_MAX;
        int32_t b = !none ? -1 : s < f->sight.n ? f->sight.at[s].attr : INT32_MAX;
        int32_t attr = a < b ? a : b;
        const sz_sight *sight = attr >= 0 && attr == b ? &f->sight.at[s] : NULL;
        sz_state next = { attr, i ? (int32_t)best : -1,
                          b == attr ? change : HUGE_VAL, 0 };
        if (a == attr && f->state.at[old].cost <= next.cost) {
            next.cost = f->state.at[old].cost;
            next.from = (int32_t)old;
        }
        next.cost += price(sight, attr, length, &next.along);
        old += a == attr;
        s += sight != NULL;
        none = true;
        if (!sz__push(&f->state, next))
            return false;
    }
    double least = HUGE_VAL;
    for (size_t k = first; k < f->state.n; k++)
        least = fmin(least, f->state.at[k].cost);
    size_t kept = first;       /* what costs more than changing later is no use */
    for (size_t k = first; k < f->state.n; k++)
        if (f->state.at[k].cost <= least + COST_CHANGE)
            f->state.at[kept++] = f->state.at[k];
    f->state.n = kept;
    return sz__push(&f->row, f->state.n);
}

/* Give the edges of a chain the lines of the cheapest way, run by run. */
static void decide(sz_follow *f, sz_chain chain)
{
    size_t last = f->row.at[chain.n - 1], best = last;
    for (size_t k = last; k < f->row.at[chain.n]; k++)
        if (f->state.at[k].cost < f->state.at[best].cost)
            best = k;
    int32_t state = (int32_t)best;
    for (size_t end = chain.n; end > 0;) {
        int32_t attr = f->state.at[state].attr;
        double along = 0;
        size_t from = end;
        while (from > 0 && f->state.at[state].attr == attr) {
            along += f->state.at[state].along;
            state = f->state.at[state].from;
            from--;
            if (state < 0)
                break;
        }
        double length = f->at.at[end] - f->at.at[from];
        bool whole = from == 0 && end == chain.n;
        if (attr >= 0 && along >= ALONG * length && (whole || length >= SHORTEST))
            for (size_t k = from; k < end; k++)
                f->attr[chain.h[k] >> 1] = attr;
        end = from;
    }
}

static bool follow_chain(sz_work *w, sz_chain chain, void *data)
{
    sz_follow *f = data;
    if (w->edge_attr[chain.h[0] >> 1] >= 0)
        return true;
    f->at.n = f->point.n = f->state.n = f->row.n = 0;
    if (!sz__push(&f->at, 0.0) || !sz__push(&f->row, 0) ||
        !sz__push(&f->point, w->edges.node[sz__start(w, chain.h[0])]))
        return false;
    for (size_t i = 0; i < chain.n; i++) {
        sz_gpoint to = w->edges.node[sz__start(w, chain.h[i] ^ 1)];
        sz_gpoint from = f->point.at[i];
        double length = hypot((double)to.x - from.x, (double)to.y - from.y);
        if (!sz__push(&f->point, to) ||
            !sz__push(&f->at, f->at.at[i] + length * w->grid.step))
            return false;
    }
    for (size_t i = 0; i < chain.n; i++)
        if (!look_from(f, i) || !advance(f, i))
            return false;
    decide(f, chain);
    return true;
}

static bool prepare(sz_follow *f)
{
    sz_work *w = f->w;
    size_t n = w->attrs.n;
    f->attr = sz__dup(w->edge_attr, (size_t)w->edges.n_edges, sizeof *f->attr);
    f->nearest = sz__alloc(n, sizeof *f->nearest);
    f->slot = sz__alloc(n, sizeof *f->slot);
    if (!f->attr || !f->nearest || !f->slot || !sz__reserve(&f->seen, n))
        return false;
    for (size_t i = 0; i < n; i++) {
        f->nearest[i] = HUGE_VAL;
        f->slot[i] = -1;
    }
    return true;
}

sz_status sz__follow_lines(sz_work *w, sz_error *err)
{
    if (!(w->options->follow > 0))
        return SZ_SUCCESS;
    sz_follow f = { .w = w, .reach = w->options->follow / w->grid.step };
    sz_status status = load_lines(&f) ? SZ_SUCCESS : sz__nomem(err);
    if (status != SZ_SUCCESS || f.seg.n == 0)
        goto done;
    if (!prepare(&f)) {
        status = sz__nomem(err);
        goto done;
    }
    if ((status = sz__index_build(&f.index, f.seg.at, f.seg.n, err)) != SZ_SUCCESS ||
        (status = sz__each_chain(w, follow_chain, &f, err)) != SZ_SUCCESS)
        goto done;
    free(w->edge_attr);
    w->edge_attr = f.attr;
    f.attr = NULL;
done:
    sz__index_release(&f.index);
    free(f.seg.at);
    free(f.attr);
    free(f.nearest);
    free(f.seen.at);
    free(f.slot);
    free(f.sight.at);
    free(f.at.at);
    free(f.point.at);
    free(f.state.at);
    free(f.row.at);
    return status;
}
