/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From the border of a community to its four sides. */
#include "text/reader.h"

#include <math.h>
#include <string.h>

#include "core/array.h"

#define SHORT_M 5.0        /* a stretch as short as this is never worth a name */
#define MUCH 0.25          /* a stretch that is so much of its side always is */
#define PLACE 0.5          /* weight of where a stretch lies beside how it faces */

/* One straight step of the border, walked with the ground on the left hand. */
typedef struct step {
    sz_stretch_kind kind;
    int32_t which;
    sz_rim rim;
    sz_shore shore;
    double length, nx, ny, x, y;   /* outward normal; middle */
} step;

/* Steps of one side that are one stretch. */
typedef struct run {
    sz_stretch what;
    sz_shore shore;
    double x, y;           /* sum of the outward normals, by length */
} run;

typedef struct border {
    SZ__ARRAY(step) step;
    const sz_map *map;
    const bool *in;
    const int32_t *of;
    const sz_reader *reader; /* or NULL */
    bool rims;
} border;

/* ---- the ring ---- */

/* Whether H is on the border, the ground on its left. */
static bool bounds(const border *b, int32_t h)
{
    int32_t l = sz__map_left(b->map, h), r = sz__map_left(b->map, h ^ 1);
    return l >= 0 && b->in[l] && (r < 0 || !b->in[r]);
}

static int32_t next_of(const border *b, int32_t h)
{
    int32_t n = b->map->he_next[h];
    while (!bounds(b, n))
        n = b->map->he_next[n ^ 1];
    return n;
}

/* Twice the area inside the walk from H, which is marked as SEEN. */
static double walk_area(const border *b, int32_t h, uint8_t *seen)
{
    const sz_map *m = b->map;
    const double *o = m->b_xy + 2 * m->b_row[h >> 1];
    double sum = 0;
    int32_t at = h;
    do {
        seen[at] = 1;
        double part = 0;
        for (size_t i = m->b_row[at >> 1]; i + 1 < m->b_row[(at >> 1) + 1]; i++) {
            const double *p = m->b_xy + 2 * i;
            part += (p[0] - o[0]) * (p[3] - o[1]) - (p[2] - o[0]) * (p[1] - o[1]);
        }
        sum += at & 1 ? -part : part;
        at = next_of(b, at);
    } while (at != h);
    return sum;
}

/* A half-edge of the outer ring; -1: there is no ground, -2: memory is out. */
static int32_t find_ring(const border *b)
{
    uint8_t *seen = sz__zalloc(2 * (size_t)b->map->n_borders, 1);
    int32_t best = -1;
    double most = -HUGE_VAL;
    for (int32_t h = 0; seen && h < 2 * b->map->n_borders; h++) {
        if (seen[h] || !bounds(b, h))
            continue;
        double area = walk_area(b, h, seen);
        if (area > most) {
            most = area;
            best = h;
        }
    }
    int32_t found = seen ? best : -2;
    free(seen);
    return found;
}

/* What half-edge H of the border says. */
static step what_bounds(const border *b, int32_t h)
{
    const sz_map *m = b->map;
    int32_t l = sz__map_left(m, h), r = sz__map_left(m, h ^ 1);
    if (m->b_name[h >> 1] >= 0)
        return (step){ .kind = SZ_STRETCH_LINE, .which = m->b_name[h >> 1],
                       .rim = b->rims ? sz__rim(b->reader->beside, h) : SZ_RIM_ANY,
                       .shore = b->reader ? sz__shore(b->reader, h) : SZ_SHORE_NONE };
    if (r < 0)
        return (step){ .kind = SZ_STRETCH_LIMIT, .which = -1 };
    if (m->town[r] != m->town[l])
        return (step){ .kind = SZ_STRETCH_TOWN, .which = m->town[r] };
    if (b->of[r] < 0)
        return (step){ .kind = SZ_STRETCH_GAP, .which = -1 };
    return (step){ .kind = SZ_STRETCH_COMMUNITY, .which = b->of[r] };
}

static bool take_steps(border *b, int32_t first)
{
    const sz_map *m = b->map;
    int32_t h = first;
    do {
        step s = what_bounds(b, h);
        size_t from = m->b_row[h >> 1], n = m->b_row[(h >> 1) + 1] - from;
        for (size_t i = 0; i + 1 < n; i++) {
            const double *p = m->b_xy + 2 * (from + (h & 1 ? n - 1 - i : i));
            const double *q = h & 1 ? p - 2 : p + 2;
            double dx = q[0] - p[0], dy = q[1] - p[1];
            s.length = hypot(dx, dy);
            if (s.length <= 0)
                continue;
            s.nx = dy / s.length;
            s.ny = -dx / s.length;
            s.x = (p[0] + q[0]) / 2;
            s.y = (p[1] + q[1]) / 2;
            if (!sz__push(&b->step, s))
                return false;
        }
        h = next_of(b, h);
    } while (h != first);
    return true;
}

/* ---- which side each step is on ---- */

/* Sides against the clock, as the border is walked. */
static const uint8_t walked[4] = { SZ_SIDE_E, SZ_SIDE_N, SZ_SIDE_W, SZ_SIDE_S };
static const sz_dir compass[4] = { SZ_DIR_N, SZ_DIR_E, SZ_DIR_S, SZ_DIR_W };

typedef struct frame {
    double x, y, w, h;     /* middle and half extent */
} frame;

static frame frame_of(const border *b)
{
    double x0 = HUGE_VAL, y0 = HUGE_VAL, x1 = -HUGE_VAL, y1 = -HUGE_VAL;
    for (size_t i = 0; i < b->step.n; i++) {
        const step *s = &b->step.at[i];
        x0 = fmin(x0, s->x), x1 = fmax(x1, s->x);
        y0 = fmin(y0, s->y), y1 = fmax(y1, s->y);
    }
    return (frame){ (x0 + x1) / 2, (y0 + y1) / 2, fmax((x1 - x0) / 2, 1),
                    fmax((y1 - y0) / 2, 1) };
}

/* How well a step fits a side: the way it faces, and where it lies. */
static double fit(const step *s, const frame *f, int side)
{
    const double *d = sz__dir_xy[compass[side]];
    double place = (s->x - f->x) / f->w * d[0] + (s->y - f->y) / f->h * d[1];
    return s->length * (s->nx * d[0] + s->ny * d[1] + PLACE * place);
}

/*
 * Part the ring into its four sides at best total fit: SIDE[i] of each step. The walk
 * from step 0 goes through stages: the side it begins on, the three others in order,
 * and the first again. CAME[5 * i + k]: stage k is entered at step i.
 */
static double part_ring(const border *b, const frame *f, int first, uint8_t *came,
                        uint8_t *side)
{
    double sum[5] = { 0, -HUGE_VAL, -HUGE_VAL, -HUGE_VAL, -HUGE_VAL };
    size_t n = b->step.n;
    for (size_t i = 0; i < n; i++)
        for (int k = 4; k >= 0; k--) {
            bool enters = k > 0 && i > 0 && sum[k - 1] > sum[k];
            came[5 * i + (size_t)k] = enters;
            if (enters)
                sum[k] = sum[k - 1];
            sum[k] += fit(&b->step.at[i], f, walked[(first + k) % 4]);
        }
    int k = sum[4] > sum[3] ? 4 : 3;
    double total = sum[k];
    for (size_t i = n; i-- > 0;) {
        side[i] = walked[(first + k) % 4];
        k -= came[5 * i + (size_t)k];
    }
    return total;
}

/* The best over the sides that step 0 may lie on; false when memory is out. */
static bool choose_sides(const border *b, uint8_t *side)
{
    size_t n = b->step.n;
    frame f = frame_of(b);
    uint8_t *came = sz__alloc(5 * n, 1), *trial = sz__alloc(n, 1);
    double best = -HUGE_VAL;
    for (int first = 0; came && trial && first < 4; first++) {
        double total = part_ring(b, &f, first, came, trial);
        if (total > best) {
            best = total;
            memcpy(side, trial, n);
        }
    }
    bool ok = came && trial;
    free(came);
    free(trial);
    return ok;
}

/* ---- what a side consists of ---- */

static bool same(const run *a, const run *b)
{
    return a->what.kind == b->what.kind && a->what.which == b->what.which &&
           a->shore == b->shore;
}

/* Put neighbours that are the same together; the new number. What is longer says which
 * rim it is. */
static size_t join_same(run *b, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept > 0 && same(&b[kept - 1], &b[i])) {
            run *last = &b[kept - 1];
            if (b[i].what.length_m > last->what.length_m)
                last->what.rim = b[i].what.rim;
            last->what.length_m += b[i].what.length_m;
            last->x += b[i].x;
            last->y += b[i].y;
        } else
            b[kept++] = b[i];
    return kept;
}

/* Leave out stretches shorter than LEAST, the shortest first, joining what meets then;
 * the longest stays, and what is much of its side. */
static size_t drop_short(run *b, size_t n, double least, double *dropped)
{
    double whole = 0;
    for (size_t i = 0; i < n; i++)
        whole += b[i].what.length_m;
    while (n > 1) {
        size_t at = 0;
        for (size_t i = 1; i < n; i++)
            if (b[i].what.length_m < b[at].what.length_m)
                at = i;
        double l = b[at].what.length_m;
        if (l > SHORT_M && (l >= least || l >= MUCH * whole))
            break;
        *dropped += l;
        memmove(b + at, b + at + 1, (n - at - 1) * sizeof *b);
        n = join_same(b, n - 1);
    }
    return n;
}

/* The runs of a side, clockwise, as stretches. */
static void keep_runs(const run *b, size_t n, sz_stretch *out)
{
    for (size_t i = 0; i < n; i++) {
        const run *r = &b[n - 1 - i];
        double land = r->shore == SZ_SHORE_NEAR ? -1 : 1;
        out[i] = r->what;
        if (r->shore == SZ_SHORE_MIDDLE)
            out[i].rim = SZ_RIM_CENTRE;
        else if (r->shore != SZ_SHORE_NONE)
            out[i].rim = sz__bank(land * r->x, land * r->y);
    }
}

/* Where the walk along the side of step 0 begins. */
static size_t side_start(const uint8_t *side, size_t n)
{
    size_t i = n;
    while (i > 1 && side[i - 1] == side[0])
        i--;
    return i % n;
}

static sz_status collect(const border *b, const uint8_t *side, double share,
                         sz_sides *out, sz_error *err)
{
    size_t n = b->step.n, start = side_start(side, n), used = 0;
    double least = share * out->border_m;
    run *own = sz__alloc(n, sizeof *own);
    out->stretch = sz__alloc(n, sizeof *out->stretch);
    if (!own || !out->stretch) {
        free(own);
        return sz__nomem(err);
    }
    for (int k = 0; k < 4; k++) {
        size_t count = 0;
        for (size_t i = 0; i < n; i++) {
            const step *s = &b->step.at[(start + i) % n];
            if (side[(start + i) % n] == k)
                own[count++] = (run){ { s->kind, s->which, s->rim, s->length }, s->shore,
                                      s->length * s->nx, s->length * s->ny };
        }
        count = drop_short(own, join_same(own, count), least, &out->dropped_m);
        keep_runs(own, count, out->stretch + used);
        out->row[k] = (int32_t)used;
        used += count;
    }
    out->row[4] = (int32_t)used;
    free(own);
    return SZ_SUCCESS;
}

sz_status sz__sides_find(sz_sides *out, const sz_map *map, const bool *in,
                         const int32_t *of, double share, const sz_reader *reader,
                         bool rims, sz_error *err)
{
    border b = { SZ__ARRAY_INIT, map, in, of, reader, rims && reader };
    sz_sides sides = { 0 };
    int32_t ring = find_ring(&b);
    bool ok = ring != -2 && (ring < 0 || take_steps(&b, ring));
    uint8_t *side = sz__alloc(b.step.n, 1);
    ok = ok && side && (b.step.n == 0 || choose_sides(&b, side));
    for (size_t i = 0; i < b.step.n; i++) {
        sides.border_m += b.step.at[i].length;
        if (b.step.at[i].kind != SZ_STRETCH_COMMUNITY && b.step.at[i].kind != SZ_STRETCH_GAP)
            sides.named_m += b.step.at[i].length;
    }
    sz_status status = ok ? SZ_SUCCESS : sz__nomem(err);
    if (ok && b.step.n > 0)
        status = collect(&b, side, share, &sides, err);
    free(side);
    free(b.step.at);
    if (status == SZ_SUCCESS)
        *out = sides;
    else
        sz__sides_release(&sides);
    return status;
}

void sz__sides_release(sz_sides *sides)
{
    free(sides->stretch);
    *sides = (sz_sides){ 0 };
}
