/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts on the ground, and atoms in pieces; see ground.h. */
#include "solve/ground.h"

#include "core/array.h"
#include "core/i18n.h"
#include "plan/plan.h"

/* Whether AUDIT has found community C in parts already. */
static bool is_known(const sz_audit *audit, int32_t c)
{
    for (size_t i = 0; i < audit->breaches.n; i++)
        if (audit->breaches.at[i].kind == SZ_BREACH_DETACHED &&
            audit->breaches.at[i].community == c)
            return true;
    return false;
}

sz_status sz__audit_ground(sz_audit *audit, const sz_case *c, sz_error *err)
{
    sz_part *parts = NULL;
    size_t n = 0, before = audit->breaches.n;
    int32_t *of = NULL, *lowest = NULL;
    sz_status status = sz_plan_parts(c->plan, &parts, &n, &of, err);
    if (status)
        return status;
    lowest = sz__alloc(n, sizeof *lowest);
    if (!lowest) {
        status = sz__nomem(err);
        goto done;
    }
    for (int32_t p = c->map->n - 1; p >= 0; p--)
        if (of[p] >= 0)
            lowest[of[p]] = p;
    sz_audit known = *audit;
    known.breaches.n = before;
    for (size_t i = 0; i < n && !status; i++) {
        if (parts[i].main || is_known(&known, parts[i].community))
            continue;
        sz_breach b = { SZ_BREACH_DETACHED, parts[i].community,
                        c->graph->atom_of[lowest[i]], parts[i].households };
        if (!sz__push(&audit->breaches, b))
            status = sz__nomem(err);
        known.breaches.at = audit->breaches.at;
    }
done:
    free(lowest);
    sz_free(of);
    sz_free(parts);
    return status;
}

/* PIECES[v] = in how many pieces atom v lies. */
static sz_status count_pieces(const sz_case *c, int32_t *pieces, sz_error *err)
{
    const sz_graph *g = c->graph;
    int32_t *piece_of = sz__alloc((size_t)g->n_parcels, sizeof *piece_of);
    if (!piece_of)
        return sz__nomem(err);
    sz__plan_pieces(c->map, g->atom_of, piece_of);
    for (int32_t v = 0; v < g->n; v++)
        pieces[v] = 0;
    for (int32_t p = 0, seen = 0; p < g->n_parcels; p++)
        if (piece_of[p] == seen) {   /* pieces are numbered as they appear */
            pieces[g->atom_of[p]]++;
            seen++;
        }
    free(piece_of);
    return SZ_SUCCESS;
}

sz_status sz__why_apart(const sz_case *c, sz_findings *list, size_t *n, sz_error *err)
{
    const sz_graph *g = c->graph;
    char buffer[64];
    int32_t *pieces = sz__alloc((size_t)g->n, sizeof *pieces);
    sz_status status = pieces ? count_pieces(c, pieces, err) : sz__nomem(err);
    for (int32_t v = 0; v < g->n && !status; v++) {
        if (pieces[v] < 2 || g->locked[v])
            continue;
        sz_finding f = sz__at_atom(c, "plan.unit-apart", v, pieces[v], 1);
        status = sz__findings_add(
            list, &f, err,
            _("%s lies in %ld pieces, and nothing within the maximum joins them: make "
              "each piece a unit of its own, or let units be cut"),
            sz__atom_name(c, v, buffer, sizeof buffer), (long)pieces[v]);
        ++*n;
    }
    free(pieces);
    return status;
}
