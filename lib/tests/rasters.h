/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Random maps of pixels: every atom is a set of pixels, -1 is the outside, lakes
 * included. The graph's rings are traced along the pixels' edges, so there are
 * holes, islands, corner contacts, borders in several stretches and atoms of several
 * blobs. The second opinions here flood pixels and know nothing of rings. */
#ifndef SIZHI_TESTS_RASTERS_H
#define SIZHI_TESTS_RASTERS_H

#include <string.h>

#include "core/array.h"
#include "core/rng.h"
#include "plan/graph.h"

#define RASTER_SIDE 48
#define RASTER_CELLS (RASTER_SIDE * RASTER_SIDE)

typedef struct raster {
    int w, h;                /* without the rim; at most RASTER_SIDE - 2 */
    int32_t n;               /* atoms */
    int32_t cell[RASTER_CELLS]; /* atom of pixel (x, y) at [(y + 1) * SIDE + x + 1] */
} raster;

#define RASTER_AT(r, x, y) ((r)->cell[((y) + 1) * RASTER_SIDE + (x) + 1])

static const int raster_dx[4] = { 1, 0, -1, 0 }, raster_dy[4] = { 0, 1, 0, -1 };

/* Every pixel one atom: a square lattice. */
static inline void raster_grid(raster *r, int w, int h)
{
    r->w = w;
    r->h = h;
    r->n = w * h;
    memset(r->cell, -1, sizeof r->cell);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            RASTER_AT(r, x, y) = y * w + x;
}

/* Number the atoms that have pixels from 0, in the order of their first pixel. */
static inline void raster_renumber(raster *r)
{
    int32_t to[RASTER_CELLS];
    for (int i = 0; i < RASTER_CELLS; i++)
        to[i] = -1;
    r->n = 0;
    for (int y = 0; y < r->h; y++)
        for (int x = 0; x < r->w; x++) {
            int32_t *c = &RASTER_AT(r, x, y);
            if (*c >= 0 && to[*c] < 0)
                to[*c] = r->n++;
            *c = *c < 0 ? -1 : to[*c];
        }
}

/* A random map of about ATOMS atoms. WATER: of 100 pixels, so many become outside;
 * BLOBS: so many pairs of atoms anywhere become one. */
static inline void raster_random(raster *r, sz_rng *rng, int w, int h, int atoms,
                                 int water, int blobs)
{
    r->w = w;
    r->h = h;
    memset(r->cell, -1, sizeof r->cell);
    int left = w * h;
    for (int i = 0; i < atoms && i < w * h; i++) {
        int x = (int)sz__rng_below(rng, w), y = (int)sz__rng_below(rng, h);
        int32_t *c = &RASTER_AT(r, x, y);
        left -= *c < 0;
        *c = i;
    }
    while (left > 0) { /* a random pixel takes over a random neighbour */
        int x = (int)sz__rng_below(rng, w), y = (int)sz__rng_below(rng, h);
        int d = (int)sz__rng_below(rng, 4);
        if (RASTER_AT(r, x, y) >= 0)
            continue;
        int32_t c = RASTER_AT(r, x + raster_dx[d], y + raster_dy[d]);
        RASTER_AT(r, x, y) = c;
        left -= c >= 0;
    }
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            if ((int)sz__rng_below(rng, 100) < water)
                RASTER_AT(r, x, y) = -1;
    for (int b = 0; b < blobs; b++) {
        int32_t from = (int32_t)sz__rng_below(rng, atoms);
        int32_t to = (int32_t)sz__rng_below(rng, atoms);
        for (int i = 0; i < RASTER_CELLS; i++)
            if (r->cell[i] == from)
                r->cell[i] = to;
    }
    raster_renumber(r);
}

/* One step of a walk round an atom: the edge on the right of pixel (x, y) seen from
 * it in direction d; inside on the left. */
typedef struct raster_step { int x, y, d; } raster_step;

static inline int32_t raster_across(const raster *r, raster_step s)
{
    return RASTER_AT(r, s.x + raster_dx[s.d], s.y + raster_dy[s.d]);
}

/* The next edge counter-clockwise, and the pixel met diagonally at a convex corner
 * (-2 when there is none). */
static inline raster_step raster_next(const raster *r, raster_step s, int32_t *diagonal)
{
    int32_t own = RASTER_AT(r, s.x, s.y);
    int left = (s.d + 1) % 4; /* forward along the edge */
    int ax = s.x + raster_dx[left], ay = s.y + raster_dy[left];
    *diagonal = -2;
    if (RASTER_AT(r, ax, ay) != own) {
        *diagonal = RASTER_AT(r, ax + raster_dx[s.d], ay + raster_dy[s.d]);
        return (raster_step){ s.x, s.y, left };
    }
    if (RASTER_AT(r, ax + raster_dx[s.d], ay + raster_dy[s.d]) != own)
        return (raster_step){ ax, ay, s.d };
    return (raster_step){ ax + raster_dx[s.d], ay + raster_dy[s.d], (s.d + 3) % 4 };
}

typedef SZ__ARRAY(sz_ring_item) raster_ring;

/* Append the ring items of the walk that starts with S; SEEN marks edges walked. */
static inline bool raster_walk(const raster *r, raster_step s, uint8_t *seen,
                               raster_ring *out)
{
    size_t start = out->n;
    raster_step at = s;
    do {
        int32_t a = raster_across(r, at), diagonal;
        seen[((at.y + 1) * RASTER_SIDE + at.x + 1) * 4 + at.d] = 1;
        raster_step next = raster_next(r, at, &diagonal);
        int32_t b = raster_across(r, next);
        bool corner = diagonal != -2 && diagonal != a && diagonal != b;
        if (out->n > start && out->at[out->n - 1].edge &&
            out->at[out->n - 1].atom == a) {
            out->at[out->n - 1].length += 1;
        } else if (!sz__push(out, (sz_ring_item){ a, 1, 1, 0 })) {
            return false;
        }
        if (corner && !sz__push(out, (sz_ring_item){ diagonal, 0, 0, 0 }))
            return false;
        at = next;
    } while (memcmp(&at, &s, sizeof at) != 0);
    sz_ring_item *last = &out->at[out->n - 1], *first = &out->at[start];
    if (last > first && last->edge && last->atom == first->atom) {
        first->length += last->length; /* the walk began inside a border */
        out->n--;
    }
    return true;
}

static inline bool raster_rings(const raster *r, sz_graph *g, raster_ring *ring)
{
    for (int32_t v = 0; v < r->n; v++) {
        uint8_t seen[RASTER_CELLS * 4] = { 0 };
        int cycles = 0;
        bool pinched = false;
        g->row[v] = (int32_t)ring->n;
        for (int y = 0; y < r->h; y++)
            for (int x = 0; x < r->w; x++)
                for (int d = 0; d < 4; d++) {
                    raster_step s = { x, y, d };
                    if (RASTER_AT(r, x, y) != v || raster_across(r, s) == v ||
                        seen[((y + 1) * RASTER_SIDE + x + 1) * 4 + d])
                        continue;
                    if (!raster_walk(r, s, seen, ring))
                        return false;
                    cycles++;
                }
        for (size_t i = (size_t)g->row[v]; i < ring->n; i++)
            pinched |= ring->at[i].atom == v;
        g->simple[v] = cycles == 1 && !pinched;
    }
    g->row[r->n] = (int32_t)ring->n;
    return true;
}

static inline void raster_components(sz_graph *g)
{
    for (int32_t v = 0; v < g->n; v++)
        g->component[v] = v;
    for (bool again = true; again;) {
        again = false;
        for (int32_t v = 0; v < g->n; v++)
            for (int32_t i = g->row[v]; i < g->row[v + 1]; i++) {
                int32_t u = g->ring[i].atom;
                if (g->ring[i].edge && u >= 0 && g->component[u] < g->component[v]) {
                    g->component[v] = g->component[u];
                    again = true;
                }
            }
    }
    g->n_components = 0;
    for (int32_t v = 0; v < g->n; v++) /* the least atom stands for its component */
        g->component[v] = g->component[v] == v ? g->n_components++
                                               : g->component[g->component[v]];
}

/* The graph of R: weight 1 and area 1 for each pixel, one town, nobody's today, one
 * parcel for each atom. Free with sz__graph_release() or raster_graph_free(). False
 * when memory is out. */
static inline bool raster_graph(const raster *r, sz_graph *g)
{
    size_t n = (size_t)r->n;
    raster_ring ring = SZ__ARRAY_INIT;
    *g = (sz_graph){ .n = r->n, .n_parcels = r->n };
    g->row = sz__zalloc(n + 1, sizeof *g->row);
    g->simple = sz__zalloc(n, sizeof *g->simple);
    g->weight = sz__zalloc(n, sizeof *g->weight);
    g->area = sz__zalloc(n, sizeof *g->area);
    g->x = sz__zalloc(n, sizeof *g->x);
    g->y = sz__zalloc(n, sizeof *g->y);
    g->town = sz__zalloc(n, sizeof *g->town);
    g->today = sz__zalloc(n, sizeof *g->today);
    g->kept_weight = sz__zalloc(n, sizeof *g->kept_weight);
    g->locked = sz__zalloc(n, sizeof *g->locked);
    g->component = sz__zalloc(n, sizeof *g->component);
    g->member_row = sz__zalloc(n + 1, sizeof *g->member_row);
    g->member = sz__zalloc(n, sizeof *g->member);
    g->atom_of = sz__zalloc(n, sizeof *g->atom_of);
    if (!g->row || !g->simple || !g->weight || !g->area || !g->x || !g->y || !g->town ||
        !g->today || !g->kept_weight || !g->locked || !g->component || !g->member_row ||
        !g->member || !g->atom_of || !raster_rings(r, g, &ring)) {
        free(ring.at);
        return false;
    }
    g->ring = ring.at;
    for (int32_t v = 0; v < r->n; v++) {
        g->today[v] = -1;
        g->member[v] = g->atom_of[v] = v;
        g->member_row[v + 1] = v + 1;
    }
    for (int y = 0; y < r->h; y++)
        for (int x = 0; x < r->w; x++) {
            int32_t v = RASTER_AT(r, x, y);
            if (v < 0)
                continue;
            g->weight[v]++;
            g->area[v]++;
            g->x[v] = x;
            g->y[v] = y;
        }
    raster_components(g);
    return true;
}

static inline void raster_graph_free(sz_graph *g)
{
    free(g->row);
    free(g->ring);
    free(g->simple);
    free(g->weight);
    free(g->area);
    free(g->x);
    free(g->y);
    free(g->town);
    free(g->today);
    free(g->kept_weight);
    free(g->locked);
    free(g->component);
    free(g->member_row);
    free(g->member);
    free(g->atom_of);
    *g = (sz_graph){ 0 };
}

/* Pieces of the atoms with IN[atom], counted by flooding pixels: neighbouring pixels
 * hang together, all pixels of one atom do, and when OUTSIDE is set all outside
 * pixels are one more member. */
static inline int raster_pieces(const raster *r, const uint8_t *in, bool outside)
{
    int32_t stack[RASTER_CELLS], first[RASTER_CELLS], next[RASTER_CELLS];
    uint8_t seen[RASTER_CELLS] = { 0 };
    int pieces = 0, outer = r->n;
    for (int i = 0; i <= r->n; i++)
        first[i] = -1;
    for (int y = -1; y <= r->h; y++) /* pixels of each atom as a list */
        for (int x = -1; x <= r->w; x++) {
            int i = (y + 1) * RASTER_SIDE + x + 1;
            int32_t a = r->cell[i] < 0 ? outer : r->cell[i];
            next[i] = first[a];
            first[a] = i;
        }
    for (int32_t v = 0; v <= r->n; v++) {
        if (first[v] < 0 || seen[first[v]] || !(v == outer ? outside : in[v]))
            continue;
        int n = 0;
        pieces++;
        for (int i = first[v]; i >= 0; i = next[i])
            seen[stack[n++] = i] = 1;
        while (n) {
            int i = stack[--n], x = i % RASTER_SIDE - 1, y = i / RASTER_SIDE - 1;
            for (int d = 0; d < 4; d++) {
                int xx = x + raster_dx[d], yy = y + raster_dy[d];
                if (xx < -1 || yy < -1 || xx > r->w || yy > r->h)
                    continue;
                int j = (yy + 1) * RASTER_SIDE + xx + 1;
                int32_t a = r->cell[j] < 0 ? outer : r->cell[j];
                if (seen[j] || !(a == outer ? outside : in[a]))
                    continue;
                for (int k = first[a]; k >= 0; k = next[k])
                    seen[stack[n++] = k] = 1;
            }
        }
    }
    return pieces;
}

#endif
