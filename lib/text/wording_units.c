/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words for a piece by the names of whole units: of all layers, estates, villages and
 * the like before grids and units of no kind, which people seldom know by name. */
#include <string.h>

#include "core/array.h"
#include "text/wording.h"

typedef struct chooser {
    const sz_map *map;
    const int32_t *source;
    size_t n;
    const bool *open;      /* [n] to be named */
    bool *usable;          /* [units] all of it moves, and nothing else has its name */
    bool *grid;            /* [units] drawn up by an office: people know it by no name */
    int32_t *size;         /* [units] open parcels in it */
    bool *done;            /* [n] in a unit taken */
} chooser;

static bool is_drawn_up(const sz_map *m, int32_t unit)
{
    const char *kind = sz_map_unit_kind(m, unit);
    return !*kind || strcmp(kind, "grid") == 0 || strstr(kind, "网格");
}

static int32_t unit_of(const sz_map *m, int32_t parcel, int32_t layer)
{
    return layer ? sz__map_more(m, layer - 1, parcel) : m->unit[parcel];
}

bool sz__in_unit_named(const sz_map *m, int32_t p, int32_t name)
{
    for (int32_t k = 0; k <= m->n_more; k++) {
        int32_t u = unit_of(m, p, k);
        if (u >= 0 && m->units[u].name == name)
            return true;
    }
    return false;
}

/* Units that share a name with one of another layer cannot be told from it. */
static void leave_out_twins(const sz_map *m, bool *usable, int32_t *holder)
{
    for (int32_t i = 0; i < m->names.n; i++)
        holder[i] = -1;
    for (int32_t u = 0; u < m->n_units; u++) {
        int32_t name = m->units[u].name;
        if (name >= 0 && holder[name] >= 0)
            usable[u] = usable[holder[name]] = false;
        else if (name >= 0)
            holder[name] = u;
    }
}

static void measure(chooser *c, const bool *moves)
{
    const sz_map *m = c->map;
    for (int32_t u = 0; u < m->n_units; u++) {
        c->usable[u] = m->units[u].name >= 0;
        c->grid[u] = is_drawn_up(m, u);
    }
    for (int32_t k = 0; k <= m->n_more; k++) {
        for (int32_t p = 0; p < m->n; p++)
            if (!moves[p] && unit_of(m, p, k) >= 0)
                c->usable[unit_of(m, p, k)] = false;
        for (size_t i = 0; i < c->n; i++)
            if (c->open[i] && unit_of(m, c->source[i], k) >= 0)
                c->size[unit_of(m, c->source[i], k)]++;
    }
}

/* The unit to name parcel I by, -1: there is none. The larger one; with GRIDS_LAST one
 * that is no grid before any grid. */
static int32_t best_unit(const chooser *c, size_t i, bool grids_last)
{
    int32_t best = -1;
    for (int32_t k = 0; k <= c->map->n_more; k++) {
        int32_t u = unit_of(c->map, c->source[i], k);
        if (u < 0 || !c->usable[u])
            continue;
        bool other = best >= 0 && grids_last && c->grid[u] != c->grid[best];
        if (best < 0 || (other ? c->grid[best] : c->size[u] > c->size[best]))
            best = u;
    }
    return best;
}

/* Whether every open parcel of UNIT is in another one of the N units, too. */
static bool is_needless(const chooser *c, const int32_t *unit, int32_t n, int32_t at)
{
    for (size_t i = 0; i < c->n; i++) {
        bool own = false, others = false;
        for (int32_t k = 0; c->open[i] && k <= c->map->n_more; k++) {
            int32_t u = unit_of(c->map, c->source[i], k);
            for (int32_t j = 0; u >= 0 && j < n; j++) {
                own = own || (unit[j] == u && j == at);
                others = others || (unit[j] == u && j != at);
            }
        }
        if (own && !others)
            return false;
    }
    return true;
}

/* Take units until all that is open is in one; how many, -1: it cannot be done. */
static int32_t take_units(chooser *c, bool grids_last, int32_t *unit)
{
    int32_t n = 0;
    memset(c->done, 0, c->n * sizeof *c->done);
    for (size_t i = 0; i < c->n; i++) {
        if (!c->open[i] || c->done[i])
            continue;
        int32_t u = best_unit(c, i, grids_last);
        if (u < 0 || n == SZ_MOST_UNITS)
            return -1;
        unit[n++] = u;
        for (size_t j = i; j < c->n; j++)
            for (int32_t k = 0; k <= c->map->n_more; k++)
                c->done[j] = c->done[j] || unit_of(c->map, c->source[j], k) == u;
    }
    for (int32_t j = n - 1; j >= 0; j--)
        if (is_needless(c, unit, n, j)) {
            memmove(unit + j, unit + j + 1, (size_t)(n - j - 1) * sizeof *unit);
            n--;
        }
    return n;
}

sz_status sz__wording_units(const sz_map *m, const int32_t *source, size_t n,
                            const bool *moved, const bool *open,
                            int32_t unit[SZ_MOST_UNITS], int32_t *count, sz_error *err)
{
    size_t units = (size_t)m->n_units;
    chooser c = { .map = m, .source = source, .n = n, .open = open };
    *count = -1;
    if (units == 0)
        return SZ_SUCCESS;
    c.usable = sz__alloc(units, sizeof *c.usable);
    c.grid = sz__alloc(units, sizeof *c.grid);
    c.size = sz__zalloc(units, sizeof *c.size);
    c.done = sz__alloc(n, sizeof *c.done);
    bool *moves = sz__zalloc((size_t)m->n, sizeof *moves);
    int32_t *holder = sz__alloc((size_t)m->names.n, sizeof *holder);
    bool ok = c.usable && c.grid && c.size && c.done && moves && holder;
    if (ok) {
        for (size_t i = 0; i < n; i++)
            moves[source[i]] = moved[i];
        measure(&c, moves);
        leave_out_twins(m, c.usable, holder);
        *count = take_units(&c, true, unit);
        if (*count < 0)
            *count = take_units(&c, false, unit);
        for (int32_t i = 0; i < *count; i++)
            unit[i] = m->units[unit[i]].name;
    }
    free(c.usable);
    free(c.grid);
    free(c.size);
    free(c.done);
    free(moves);
    free(holder);
    return ok ? SZ_SUCCESS : sz__nomem(err);
}
