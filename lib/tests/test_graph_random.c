/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From maps to graphs of atoms, on random maps with units of several pieces, lakes,
 * islands, towns and locks, against walks over pixels. */
#include "plan/graph.h"
#include "tests/raster_map.h"
#include "tests/same_ring.h"
#include "tests/suite.h"

/* A random map: pixels with unit, town and today's community; parcels are the
 * connected pieces of pixels that agree in all, cut further at random. */
typedef struct scene {
    raster parcel, atom;           /* atom: unit cut by town and lock, contracted */
    int32_t class_of[4 * RASTER_CELLS]; /* lock of each atom */
    int32_t town_of[4 * RASTER_CELLS];  /* 0 for all when towns do not matter */
    int32_t lock;
    sz_map map;
    sz_graph_options options;
} scene;

/* Atoms that can be reached from the outside without passing atom V, into SEEN. */
static void reach(const raster *r, int32_t v, uint8_t *seen)
{
    int32_t stack[RASTER_CELLS];
    int n = 0;
    memset(seen, 0, (size_t)r->n);
    for (bool again = true; again;) {
        again = false;
        n = 0;
        for (int y = 0; y < r->h; y++)
            for (int x = 0; x < r->w; x++) {
                int32_t a = RASTER_AT(r, x, y);
                if (a < 0 || a == v || seen[a])
                    continue;
                for (int d = 0; d < 4; d++) {
                    int32_t b = RASTER_AT(r, x + raster_dx[d], y + raster_dy[d]);
                    if (b < 0 || (b != v && seen[b])) {
                        stack[n++] = a;
                        break;
                    }
                }
            }
        while (n) {
            seen[stack[--n]] = 1;
            again = true;
        }
    }
}

/* Put what every atom encloses into it, the slow way. Other towns are outside
 * because R holds one town only. */
static void contract_slowly(raster *r, const int32_t *lock)
{
    for (int32_t v = 0; v < r->n; v++) {
        uint8_t seen[RASTER_CELLS], in[RASTER_CELLS] = { 0 };
        reach(r, v, seen);
        in[v] = 1;
        for (bool again = true; again;) {
            again = false;
            for (int y = 0; y < r->h; y++)
                for (int x = 0; x < r->w; x++) {
                    int32_t a = RASTER_AT(r, x, y);
                    if (a < 0 || in[a] || seen[a] || lock[a] != lock[v])
                        continue;
                    for (int d = 0; d < 4; d++) {
                        int32_t b = RASTER_AT(r, x + raster_dx[d], y + raster_dy[d]);
                        if (b >= 0 && in[b])
                            in[a] = again = true;
                    }
                }
        }
        for (int i = 0; i < RASTER_CELLS; i++)
            if (r->cell[i] >= 0 && in[r->cell[i]])
                r->cell[i] = v;
    }
}

/* Give the rim of a random rectangle to one atom, so that it encloses the rest. */
static void dig_moat(raster *r, sz_rng *rng)
{
    int32_t moat = (int32_t)sz__rng_below(rng, (uint32_t)r->n);
    int w = 3 + (int)sz__rng_below(rng, 3), h = 3 + (int)sz__rng_below(rng, 3);
    int left = (int)sz__rng_below(rng, (uint32_t)(r->w - w + 1));
    int low = (int)sz__rng_below(rng, (uint32_t)(r->h - h + 1));
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            if (x == 0 || y == 0 || x == w - 1 || y == h - 1)
                RASTER_AT(r, left + x, low + y) = moat;
    raster_renumber(r);
}

static void open_scene(scene *s, uint64_t stream)
{
    sz_rng rng;
    raster unit, cut, town, today;
    int32_t of[RASTER_CELLS];
    sz__rng_init(&rng, 31, stream);
    int w = 5 + (int)sz__rng_below(&rng, 10), h = 5 + (int)sz__rng_below(&rng, 8);
    int water = stream % 2 ? (int)sz__rng_below(&rng, 20) : 0;
    bool towns = stream % 3 == 0, locks = stream % 5 < 2;
    bool cross = stream % 4 == 0, split = stream % 7 == 0;
    raster_random(&unit, &rng, w, h, 4 + (int)sz__rng_below(&rng, 30), water,
                  (int)sz__rng_below(&rng, 3));
    for (int i = 0; i < (int)stream % 4; i++)
        dig_moat(&unit, &rng);
    raster_random(&cut, &rng, w, h, 20, 0, 0);
    raster_random(&town, &rng, w, h, towns ? 2 : 1, 0, 0);
    raster_random(&today, &rng, w, h, 12, 0, 0);
    for (int i = 0; i < RASTER_CELLS; i++)   /* locked specks within atoms */
        if (today.cell[i] >= 0 && sz__rng_below(&rng, 25) == 0)
            today.cell[i] = 1;
    s->lock = locks ? 1 : -1;
    s->options = (sz_graph_options){ .split_units = split, .cross_towns = cross,
                                     .locked = &s->lock, .n_locked = locks };
    s->parcel = s->atom = unit;
    for (int i = 0; i < RASTER_CELLS; i++)
        if (unit.cell[i] >= 0)
            s->parcel.cell[i] = ((unit.cell[i] * 2 + town.cell[i]) * 4 +
                                 today.cell[i] % 4) * 20 + cut.cell[i];
    raster_split(&s->parcel, of);
    raster_map(&s->parcel, &s->map);
    raster_communities(&s->map, 4);
    for (int32_t p = 0; p < s->map.n; p++) {
        int32_t c = of[p] / 20 % 4;
        s->map.unit[p] = of[p] / 160;
        s->map.town[p] = of[p] / 80 % 2;
        s->map.community[p] = c == 3 ? -1 : c;   /* a gap */
    }
    for (int i = 0; i < RASTER_CELLS; i++) {
        int32_t p = s->parcel.cell[i];
        if (p < 0)
            continue;
        int32_t lock = locks && s->map.community[p] == 1;
        int32_t side = cross ? 0 : s->map.town[p];
        int32_t a = ((split ? p : s->map.unit[p]) * 2 + side) * 2 + lock;
        s->atom.cell[i] = a;
        s->class_of[a] = lock;
        s->town_of[a] = side;
    }
}

/* raster_renumber() for labels up to 4 * RASTER_CELLS. */
static void renumber_wide(raster *r)
{
    static int32_t to[4 * RASTER_CELLS];
    memset(to, -1, sizeof to);
    r->n = 0;
    for (int i = 0; i < RASTER_CELLS; i++) {
        int32_t c = r->cell[i];
        if (c >= 0 && to[c] < 0)
            to[c] = r->n++;
        r->cell[i] = c < 0 ? -1 : to[c];
    }
}

/* The scene's atoms in TOWN, contracted and numbered; all else is outside. */
static void town_of_scene(const scene *s, int32_t town, raster *out)
{
    int32_t class_of[RASTER_CELLS];
    *out = s->atom;
    for (int i = 0; i < RASTER_CELLS; i++)
        if (out->cell[i] >= 0 && s->town_of[out->cell[i]] != town)
            out->cell[i] = -1;
    raster before = *out;
    renumber_wide(out);
    for (int i = 0; i < RASTER_CELLS; i++)
        if (out->cell[i] >= 0)
            class_of[out->cell[i]] = s->class_of[before.cell[i]];
    contract_slowly(out, class_of);
    raster_renumber(out);
}

/* Compare atom V of G with atom U of the pixel graph WANT, whose atoms are TO in
 * G. */
static void compare_atom(const sz_graph *g, int32_t v, const sz_graph *want, int32_t u,
                         const int32_t *to, uint64_t stream)
{
    int n = (int)(want->row[u + 1] - want->row[u]);
    sz_ring_item have[256], ring[256];
    ck_assert_int_le(n, COUNT(ring));
    ck_assert_msg(g->row[v + 1] - g->row[v] == n, "scene %d: atom %d: %d items not %d",
                  (int)stream, (int)v, (int)(g->row[v + 1] - g->row[v]), n);
    ck_assert_int_eq(g->simple[v], want->simple[u]);
    ck_assert_double_eq(g->area[v], want->area[u]);
    memcpy(have, g->ring + g->row[v], (size_t)n * sizeof *have);
    for (int i = 0; i < n; i++) {
        ring[i] = want->ring[want->row[u] + i];
        if (ring[i].atom >= 0)
            ring[i].atom = to[ring[i].atom];
    }
    ck_assert_msg(same_ring(have, ring, n, g->simple[v]), "scene %d: ring of atom %d",
                  (int)stream, (int)v);
}

/* Weights and the community of today, counted anew. */
static void compare_counts(const scene *s, const sz_graph *g, int32_t v)
{
    const sz_map *m = &s->map;
    int64_t sum[4] = { 0 }, total = 0;
    double area[4] = { 0 };
    int32_t best = -1;
    for (int32_t p = 0; p < m->n; p++) {
        int32_t c = m->community[p];
        if (g->atom_of[p] != v)
            continue;
        total += m->households[p];
        if (!s->options.cross_towns)
            ck_assert_int_eq(g->town[v], m->town[p]);
        ck_assert_int_eq(g->locked[v], s->lock >= 0 && c == s->lock);
        if (c < 0)
            continue;
        sum[c] += m->households[p];
        area[c] += m->area[p];
    }
    for (int32_t c = 0; c < 4; c++)
        if (area[c] > 0 && (best < 0 || sum[c] > sum[best] ||
                            (sum[c] == sum[best] && area[c] > area[best])))
            best = c;
    ck_assert_int_eq(g->weight[v], total);
    ck_assert_int_eq(g->today[v], best);
    ck_assert_int_eq(g->kept_weight[v], best < 0 ? 0 : sum[best]);
}

START_TEST(graphs_equal_pixels)
{
    static scene s;
    sz_graph g;
    int32_t atoms = 0, components = 0;
    open_scene(&s, (uint64_t)_i);
    ck_assert_int_eq(sz__graph_from_map(&g, &s.map, &s.options, NULL), SZ_SUCCESS);
    for (int32_t town = 0; town < 2; town++) {
        static raster r;
        sz_graph want;
        int32_t to[RASTER_CELLS];
        town_of_scene(&s, town, &r);
        for (int i = 0; i < RASTER_CELLS; i++)   /* same parcels in the same atoms */
            if (r.cell[i] >= 0)
                to[r.cell[i]] = g.atom_of[s.parcel.cell[i]];
        for (int i = 0; i < RASTER_CELLS; i++)
            if (r.cell[i] >= 0)
                ck_assert_int_eq(to[r.cell[i]], g.atom_of[s.parcel.cell[i]]);
        ck_assert(raster_graph(&r, &want));
        for (int32_t u = 0; u < want.n; u++)
            compare_atom(&g, to[u], &want, u, to, (uint64_t)_i);
        for (int32_t u = 0; u < want.n; u++)
            for (int32_t w = 0; w < want.n; w++)
                ck_assert_int_eq(want.component[u] == want.component[w],
                                 g.component[to[u]] == g.component[to[w]]);
        atoms += want.n;
        components += want.n_components;
        raster_graph_free(&want);
    }
    ck_assert_int_eq(g.n, atoms);
    ck_assert_int_eq(g.n_components, components);
    ck_assert_int_eq(g.member_row[g.n], s.map.n);
    for (int32_t v = 0, last = -1; v < g.n; v++) {
        compare_counts(&s, &g, v);
        ck_assert_int_gt(g.member[g.member_row[v]], last);   /* by lowest parcel */
        last = g.member[g.member_row[v]];
        for (int32_t i = g.member_row[v]; i < g.member_row[v + 1]; i++)
            ck_assert_int_eq(g.atom_of[g.member[i]], v);
    }
    sz__graph_release(&g);
    raster_map_release(&s.map);
}
END_TEST

/* Label of a pixel's ground: pieces of a unit can only be joined across ground of one
 * town and lock. */
static void grounds(const scene *s, raster *r)
{
    const sz_map *m = &s->map;
    *r = s->parcel;
    for (int i = 0; i < RASTER_CELLS; i++) {
        int32_t p = s->parcel.cell[i];
        if (p >= 0)
            r->cell[i] = (s->options.cross_towns ? 0 : m->town[p]) * 2 +
                         (s->lock >= 0 && m->community[p] == s->lock);
    }
    raster_split(r, NULL);
}

/* Bridged atoms: units stay whole, an atom is in one piece on each ground, rings are
 * those of the pixels. */
START_TEST(bridged_graphs)
{
    static scene s;
    static raster atom, ground, piece;
    sz_graph g, want, plain;
    int32_t of[RASTER_CELLS], at[RASTER_CELLS];
    open_scene(&s, (uint64_t)_i);
    ck_assert_int_eq(sz__graph_from_map(&plain, &s.map, &s.options, NULL), SZ_SUCCESS);
    s.options.bridge = INT64_MAX;
    ck_assert_int_eq(sz__graph_from_map(&g, &s.map, &s.options, NULL), SZ_SUCCESS);
    for (int32_t p = 0; p < s.map.n; p++)
        for (int32_t q = 0; q < p; q++)
            if (plain.atom_of[p] == plain.atom_of[q])
                ck_assert_int_eq(g.atom_of[p], g.atom_of[q]);
    atom = s.parcel;
    for (int i = 0; i < RASTER_CELLS; i++)
        if (atom.cell[i] >= 0)
            atom.cell[i] = g.atom_of[atom.cell[i]];
    atom.n = g.n;
    piece = atom;
    raster_split(&piece, of);
    grounds(&s, &ground);
    for (int i = 0; i < RASTER_CELLS; i++)
        if (piece.cell[i] >= 0)
            at[piece.cell[i]] = ground.cell[i];
    for (int32_t a = 0; a < piece.n; a++)
        for (int32_t b = 0; b < a; b++)
            ck_assert(of[a] != of[b] || at[a] != at[b]);
    if (s.options.cross_towns) {
        ck_assert(raster_graph(&atom, &want));
        for (int32_t v = 0; v < g.n; v++)
            compare_atom(&g, v, &want, v, want.member, (uint64_t)_i);
        raster_graph_free(&want);
    }
    sz__graph_release(&plain);
    sz__graph_release(&g);
    raster_map_release(&s.map);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("graph_random");
    tcase_add_loop_test(tc, bridged_graphs, 0, 400);
    tcase_add_loop_test(tc, graphs_equal_pixels, 0, 600);
    return run_suite("graph_random", tc);
}
