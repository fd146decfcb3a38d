/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cutting parcels of a project that is being read: the largest piece stays in the
 * parcel's place, the others come behind all parcels. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "geom/shapes.h"
#include "io/record.h"
#include "map/share.h"

#define LEAST 1.0          /* m2 of a piece */
#define NEAR 1e-6          /* metres: on a line, with rounding of coordinates */

typedef struct cutter {
    sz_record *rec;
    sz_geos *geos;
    const sz_parcel_cut *cut;     /* [n] all */
    size_t n;
    size_t first, last;    /* those of the parcel in hand: cut[order[first]] ... */
    size_t *order;         /* [n] by parcel */
    SZ__ARRAY(double) segments; /* of the parcel in hand */
} cutter;

/* The rings of parcel P as a polygon that borrows nothing. */
static sz_status outline(const cutter *c, const sz_rec_parcel *p, sz_polygon *out,
                         sz_error *err)
{
    size_t rings = p->ring_to - p->ring_from, points = 0;
    for (size_t r = p->ring_from; r < p->ring_to; r++)
        points += c->rec->ring.at[r].to - c->rec->ring.at[r].from;
    *out = (sz_polygon){ 0, sz__zalloc(rings + 1, sizeof *out->row),
                         sz__zalloc(rings, sizeof *out->shell),
                         sz__alloc(points, 2 * sizeof *out->xy) };
    if (!out->row || !out->shell || !out->xy) {
        sz__polygon_release(out);
        return sz__nomem(err);
    }
    for (size_t r = p->ring_from; r < p->ring_to; r++) {
        const sz_ring *ring = &c->rec->ring.at[r];
        size_t at = out->row[out->rings], n = ring->to - ring->from;
        memcpy(out->xy + 2 * at, c->rec->xy.at + 2 * ring->from, 2 * n * sizeof *out->xy);
        out->shell[out->rings++] = !ring->hole;
        out->row[out->rings] = at + n;
    }
    return SZ_SUCCESS;
}

static double ring_area(const sz_polygon *p, size_t r)
{
    const double *o = p->xy + 2 * p->row[r];
    double sum = 0.0;
    for (size_t i = p->row[r]; i + 1 < p->row[r + 1]; i++) {
        const double *a = p->xy + 2 * i;
        sum += (a[0] - o[0]) * (a[3] - o[1]) - (a[2] - o[0]) * (a[1] - o[1]);
    }
    return fabs(sum) / 2;
}

static double area_of(const sz_polygon *p)
{
    double sum = 0.0;
    for (size_t r = 0; r < p->rings; r++)
        sum += p->shell[r] ? ring_area(p, r) : -ring_area(p, r);
    return sum;
}

/* Append points FROM .. TO - 1 of P, then their ring; false: no memory. */
static bool add_ring(sz_record *rec, const sz_polygon *p, size_t r)
{
    size_t from = rec->xy.n / 2;
    for (size_t i = 2 * p->row[r]; i < 2 * p->row[r + 1]; i++)
        if (!sz__push(&rec->xy, p->xy[i]))
            return false;
    return sz__push(&rec->ring, (sz_ring){ from, rec->xy.n / 2, !p->shell[r] });
}

/* Whether the point is on one of the segments of CUT. */
static bool is_on(const sz_parcel_cut *cut, const double *p)
{
    for (size_t s = 0; s < cut->n_segments; s++) {
        const double *a = cut->segments + 4 * s;
        double dx = a[2] - a[0], dy = a[3] - a[1], length = hypot(dx, dy);
        double along = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length;
        double off = ((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) / length;
        if (length > 0 && fabs(off) < NEAR && along > -NEAR && along < length + NEAR)
            return true;
    }
    return false;
}

/* Whether a line of this name is as near as a road is wide: what else a cut runs along
 * is the line drawn on. */
static bool is_drawn(const sz_record *rec, int32_t name, const double *p)
{
    enum { WIDE = 5 };
    for (size_t l = 0; l < rec->barrier.n; l++) {
        const sz_rec_line *line = &rec->barrier.at[l];
        for (size_t i = line->from; line->name == name && i + 1 < line->to; i++) {
            const double *a = rec->xy.at + 2 * i;
            double dx = a[2] - a[0], dy = a[3] - a[1], square = dx * dx + dy * dy;
            double t = square > 0 ? ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square : 0;
            t = t < 0 ? 0 : t > 1 ? 1 : t;
            if (hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy) < WIDE)
                return true;
        }
    }
    return false;
}

/* Number of NAME with END behind it; -2: no memory. */
static int32_t longer(sz_names *names, const char *name, const char *end)
{
    size_t size = strlen(name) + strlen(end) + 1;
    char *text = sz__alloc(size, 1);
    if (!text)
        return -2;
    snprintf(text, size, "%s%s", name, end);
    int32_t number = sz__names_add(names, text);
    free(text);
    return number;
}

/* Name the side from P to the point behind it, which CUT has made: as the line, or,
 * where that is only drawn on, 青山路延长线. There is no road or river there: such a
 * border has no class, and no line is drawn. */
static bool name_side(sz_record *rec, const sz_parcel_cut *cut, const double *p,
                      const double *middle)
{
    sz_rec_line line = { .left = -1, .right = -1, .length = NAN,
                         .from = rec->xy.n / 2, .to = rec->xy.n / 2 + 2 };
    line.name = sz__names_add(&rec->names, cut->name);
    bool drawn = line.name != -2 && is_drawn(rec, line.name, middle);
    line.barrier = sz__names_add(&rec->names, sz_barrier_name(drawn ? cut->barrier
                                                                    : SZ_BARRIER_NONE));
    if (!drawn)
        line.name = longer(&rec->names, cut->name, SZ_REC_DRAWN_ON);
    for (int v = 0; v < 4; v++)
        if (!sz__push(&rec->xy, p[v]))
            return false;
    return line.barrier != -2 && line.name != -2 && sz__push(&rec->border, line);
}

/* Name the sides of the piece that a line has made. Each is a side of two pieces, once
 * in either direction: it is named where it runs east. */
static bool name_borders(const cutter *c, const sz_polygon *piece)
{
    for (size_t r = 0; r < piece->rings; r++)
        for (size_t i = piece->row[r]; i + 1 < piece->row[r + 1]; i++) {
            const double *p = piece->xy + 2 * i;
            double middle[2] = { (p[0] + p[2]) / 2, (p[1] + p[3]) / 2 };
            bool named = p[2] < p[0] || (p[2] == p[0] && p[3] < p[1]);
            for (size_t k = c->first; !named && k < c->last; k++) {
                const sz_parcel_cut *cut = &c->cut[c->order[k]];
                named = is_on(cut, p) && is_on(cut, middle) && is_on(cut, p + 2);
                if (named && !name_side(c->rec, cut, p, middle))
                    return false;
            }
        }
    return true;
}

/* Piece number K of N of parcel P into the record; the first takes its place. */
static bool add_piece(const cutter *c, size_t p, const sz_polygon *piece, size_t k)
{
    sz_record *rec = c->rec;
    sz_rec_parcel own = rec->parcel.at[p];
    own.ring_from = rec->ring.n;
    for (size_t r = 0; r < piece->rings; r++)
        if (!add_ring(rec, piece, r))
            return false;
    own.ring_to = rec->ring.n;
    own.area = NAN;
    if (k == 0) {
        rec->parcel.at[p] = own;
        return true;
    }
    const char *name = sz__name(&rec->names, own.name);
    if (*name) { /* no two parcels have one name */
        char number[24];
        snprintf(number, sizeof number, "-%zu", k + 1);
        if ((own.name = longer(&rec->names, name, number)) == -2)
            return false;
    }
    own.number = (int64_t)rec->parcel.n + 1;
    return sz__push(&rec->parcel, own);
}

/* Share one count of the parcel over its pieces, which are INDEX[0 .. N - 1]. */
static bool share(cutter *c, const size_t *index, const double *area, size_t n,
                  size_t field)
{
    int64_t *part = sz__alloc(n, sizeof *part);
    int64_t *first = (int64_t *)((char *)&c->rec->parcel.at[index[0]] + field);
    int64_t total = *first;
    bool ok = part && (total <= 0 || sz__share(total, area, n, part));
    for (size_t k = 0; ok && total > 0 && k < n; k++)
        *(int64_t *)((char *)&c->rec->parcel.at[index[k]] + field) = part[k];
    free(part);
    return ok;
}

static bool put_pieces(cutter *c, size_t p, sz_polygon *piece, size_t n)
{
    double *area = sz__alloc(n, sizeof *area);
    size_t *index = sz__alloc(n, sizeof *index), most = 0;
    bool ok = area && index;
    for (size_t k = 0; ok && k < n; k++)
        if (area_of(&piece[k]) > area_of(&piece[most]))
            most = k;
    if (ok) {
        sz_polygon largest = piece[most];
        piece[most] = piece[0];
        piece[0] = largest;
    }
    for (size_t k = 0; ok && k < n; k++) {
        area[k] = area_of(&piece[k]);
        index[k] = k == 0 ? p : c->rec->parcel.n;
        ok = add_piece(c, p, &piece[k], k) && name_borders(c, &piece[k]);
    }
    ok = ok && share(c, index, area, n, offsetof(sz_rec_parcel, households)) &&
         share(c, index, area, n, offsetof(sz_rec_parcel, planned)) &&
         share(c, index, area, n, offsetof(sz_rec_parcel, population));
    free(area);
    free(index);
    return ok;
}

/* ---- what the pieces have in common with others ---- */

/* Whether Q, which is neither end, is on the side from P to the point behind it. */
static bool is_between(const double *p, const double *q)
{
    for (int i = 0; i < 2; i++) /* nearly all sides of a map are elsewhere */
        if (q[i] < fmin(p[i], p[i + 2]) - NEAR || q[i] > fmax(p[i], p[i + 2]) + NEAR)
            return false;
    double dx = p[2] - p[0], dy = p[3] - p[1], length = hypot(dx, dy);
    double along = ((q[0] - p[0]) * dx + (q[1] - p[1]) * dy) / length;
    double off = ((q[0] - p[0]) * dy - (q[1] - p[1]) * dx) / length;
    return length > 0 && fabs(off) < NEAR && along > NEAR && along < length - NEAR;
}

/* Which side of the path of points FROM .. TO - 1 has Q on it: the number of the point
 * behind Q; 0: none. */
static size_t side_with(const sz_record *rec, size_t from, size_t to, const double *q)
{
    for (size_t i = from; i + 1 < to; i++)
        if (is_between(rec->xy.at + 2 * i, q))
            return i + 1;
    return 0;
}

/* Put point Q behind the first points, up to BEHIND, of the path FROM .. TO - 1. */
static bool put_in(sz_record *rec, const double q[2], size_t behind, size_t *from,
                   size_t *to)
{
    size_t first = rec->xy.n / 2;
    for (size_t i = *from; i < *to; i++)
        if ((i == behind && (!sz__push(&rec->xy, q[0]) || !sz__push(&rec->xy, q[1]))) ||
            !sz__reserve(&rec->xy, 2) || !sz__push(&rec->xy, rec->xy.at[2 * i]) ||
            !sz__push(&rec->xy, rec->xy.at[2 * i + 1]))
            return false;
    *from = first;
    *to = rec->xy.n / 2;
    return true;
}

/* Let all others that have a side with Q on it have Q as a point, too. Else, Q being moved
 * onto the grid, theirs would cross what the cut has made, and leave a splinter. */
static bool share_point(sz_record *rec, double x, double y)
{
    const double q[2] = { x, y };
    bool ok = true;
    for (size_t r = 0; ok && r < rec->ring.n; r++) {
        sz_ring *ring = &rec->ring.at[r];
        size_t behind = side_with(rec, ring->from, ring->to, q);
        ok = !behind || put_in(rec, q, behind, &ring->from, &ring->to);
    }
    for (size_t l = 0; ok && l < rec->border.n; l++) {
        sz_rec_line *line = &rec->border.at[l];
        size_t behind = side_with(rec, line->from, line->to, q);
        ok = !behind || put_in(rec, q, behind, &line->from, &line->to);
    }
    return ok;
}

/* The points that the cuts have put on sides of WHOLE are points of its neighbours, too. */
static bool share_points(sz_record *rec, const sz_polygon *whole, const sz_polygon *piece,
                         size_t n)
{
    bool ok = true;
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; ok && i < piece[k].row[piece[k].rings]; i++) {
            const double *q = piece[k].xy + 2 * i;
            bool new = false;
            for (size_t r = 0; r < whole->rings; r++)
                for (size_t j = whole->row[r]; j + 1 < whole->row[r + 1]; j++)
                    new = new || is_between(whole->xy + 2 * j, q);
            ok = !new || share_point(rec, q[0], q[1]);
        }
    return ok;
}

/* Cut the parcel that the cuts from c->first to c->last are about. */
static sz_status cut_parcel(cutter *c, sz_error *err)
{
    size_t p = c->cut[c->order[c->first]].parcel, n = 0;
    sz_polygon whole = { 0 }, *piece = NULL;
    c->segments.n = 0;
    if (p >= c->rec->parcel.n)
        return sz__fail(err, SZ_ERR_INVALID, (int64_t)p, _("there is no parcel %zu to cut"),
                        p + 1);
    if (c->rec->parcel.at[p].unit >= 0 || c->rec->parcel.at[p].keep >= 0)
        return sz__fail(err, SZ_ERR_INVALID, (int64_t)p,
                        _("parcel %zu is part of a unit, which is not cut"), p + 1);
    for (size_t k = c->first; k < c->last; k++) {
        const sz_parcel_cut *cut = &c->cut[c->order[k]];
        for (size_t i = 0; i < 4 * cut->n_segments; i++)
            if (!sz__push(&c->segments, cut->segments[i]))
                return sz__nomem(err);
    }
    sz_status status = outline(c, &c->rec->parcel.at[p], &whole, err);
    if (status == SZ_SUCCESS)
        status = sz__polygon_slice(c->geos, &whole, c->segments.at, c->segments.n / 4,
                                   LEAST, &piece, &n, err);
    if (status == SZ_SUCCESS && n > 1 &&
        !(put_pieces(c, p, piece, n) && share_points(c->rec, &whole, piece, n)))
        status = sz__nomem(err);
    for (size_t k = 0; k < n; k++)
        sz__polygon_release(&piece[k]);
    free(piece);
    sz__polygon_release(&whole);
    return status;
}

sz_status sz__record_cut(sz_record *rec, const sz_parcel_cut *cuts, size_t n, sz_error *err)
{
    cutter c = { .rec = rec, .cut = cuts, .n = n };
    sz_status status = sz__geos_open(&c.geos, err);
    c.order = sz__alloc(n, sizeof *c.order);
    if (status == SZ_SUCCESS && !c.order)
        status = sz__nomem(err);
    for (size_t i = 0; status == SZ_SUCCESS && i < n; i++) { /* few: by insertion */
        size_t k = i;
        for (; k > 0 && cuts[c.order[k - 1]].parcel > cuts[i].parcel; k--)
            c.order[k] = c.order[k - 1];
        c.order[k] = i;
    }
    for (c.first = 0; status == SZ_SUCCESS && c.first < n; c.first = c.last) {
        c.last = c.first + 1;
        while (c.last < n && cuts[c.order[c.last]].parcel == cuts[c.order[c.first]].parcel)
            c.last++;
        status = cut_parcel(&c, err);
    }
    sz__geos_close(c.geos);
    free(c.order);
    free(c.segments.at);
    return status;
}
