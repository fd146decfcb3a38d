/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Certificates and breaches in words. */
#include "solve/why.h"

#include <stdio.h>

#include "core/array.h"
#include "core/i18n.h"
#include "solve/clash.h"
#include "solve/ground.h"
#include "solve/neck.h"

/* Words for the ground of a message: the town's name, or "the map". */
static const char *ground(const sz_case *c, int32_t town)
{
    const char *name = sz_map_town_name(c->map, town);
    return *name ? name : _("the map");
}

const char *sz__atom_name(const sz_case *c, int32_t v, char *buffer, size_t size)
{
    const sz_map *m = c->map;
    int32_t p = c->graph->member[c->graph->member_row[v]];
    if (c->merging && m->community[p] >= 0)
        return sz__name(&m->names, m->communities[m->community[p]].name);
    int32_t unit = m->unit[p];
    for (int32_t k = 0; k < m->n_more && unit < 0; k++)
        unit = sz__map_more(m, k, p);
    const char *name = unit < 0 ? "" : sz__name(&m->names, m->units[unit].name);
    if (!*name)
        name = sz__name(&m->names, m->name[p]);
    if (*name)
        return name;
    snprintf(buffer, size, _("parcel %ld"), (long)p + 1);
    return buffer;
}

sz_finding sz__at_atom(const sz_case *c, const char *rule, int32_t v, double value,
                       double bound)
{
    return (sz_finding){ .rule = rule,
                         .level = SZ_LEVEL_ERROR,
                         .town = sz_map_town_name(c->map, c->graph->town[v]),
                         .value = value,
                         .bound = bound,
                         .placed = 1,
                         .x = c->graph->x[v],
                         .y = c->graph->y[v] };
}

static sz_status big_atoms(const sz_case *c, sz_findings *list, size_t *n,
                           sz_error *err)
{
    char buffer[64];
    sz_status status = SZ_SUCCESS;
    for (int32_t v = 0; v < c->graph->n && !status; v++) {
        int64_t w = c->graph->weight[v];
        if (w <= c->demand->max || c->graph->locked[v])
            continue;
        sz_finding f =
            sz__at_atom(c, "plan.atom-above-max", v, (double)w, (double)c->demand->max);
        status = sz__findings_add(
            list, &f, err,
            _("%s alone has %lld households, the maximum is %lld: cut it into smaller "
              "units, or raise the maximum to %lld"),
            sz__atom_name(c, v, buffer, sizeof buffer), (long long)w,
            (long long)c->demand->max, (long long)w);
        ++*n;
    }
    return status;
}

/* A connected piece of unlocked ground of a task. */
typedef struct region {
    int32_t atom; /* in the whole graph: one with most households */
    int64_t weight, most;
    int32_t atoms;
} region;

typedef struct regions {
    region *at;
    size_t n, cap;
} regions;

static bool find_regions(const sz_task *t, regions *out)
{
    const sz_graph *g = &t->graph;
    uint8_t *seen = sz__zalloc((size_t)g->n, 1);
    int32_t *queue = sz__alloc((size_t)g->n, sizeof *queue);
    bool ok = seen && queue;
    for (int32_t v = 0; v < g->n && ok; v++) {
        if (seen[v] || g->locked[v])
            continue;
        region r = { t->atom[v], 0, g->weight[v], 0 };
        int32_t head = 0, tail = 0;
        seen[v] = 1;
        queue[tail++] = v;
        while (head < tail) {
            int32_t u = queue[head++];
            r.weight += g->weight[u];
            if (g->weight[u] > r.most) {
                r.most = g->weight[u];
                r.atom = t->atom[u];
            }
            for (int32_t i = g->row[u]; i < g->row[u + 1]; i++) {
                int32_t w = g->ring[i].atom;
                if (w >= 0 && g->ring[i].edge && !seen[w] && !g->locked[w]) {
                    seen[w] = 1;
                    queue[tail++] = w;
                }
            }
        }
        r.atoms = tail;
        ok = sz__push(out, r);
    }
    free(seen);
    free(queue);
    return ok;
}

/* Names of up to three lines that nothing crosses about region R, "镜湖、珍珠河"; "" when
 * none of them has a name. */
static const char *lines_about(const sz_case *c, const region *r, char *buffer, size_t size)
{
    const sz_map *m = c->map;
    const sz_graph *g = c->graph;
    int32_t named[3], n = 0;
    size_t used = 0;
    buffer[0] = '\0';
    for (int32_t b = 0; b < m->n_borders && n < 3; b++) {
        int32_t p = m->b_left[b], q = m->b_right[b], k = 0;
        if (p < 0 || q < 0 || m->b_name[b] < 0)
            continue;
        int32_t here = g->component[g->atom_of[p]] == g->component[r->atom];
        int32_t there = g->component[g->atom_of[q]] == g->component[r->atom];
        while (k < n && named[k] != m->b_name[b])
            k++;
        if (here == there || k < n)
            continue;
        named[n++] = m->b_name[b];
        int wrote = snprintf(buffer + used, size - used, "%s%s", k ? "、" : "",
                             sz__name(&m->names, m->b_name[b]));
        used += wrote > 0 ? (size_t)wrote : 0;
        if (used >= size)
            used = size - 1;
    }
    return buffer;
}

static sz_status isolated(const sz_case *c, const sz_task *t, const region *r,
                          const sz_finding *f, sz_findings *list, sz_error *err)
{
    char about[192], buffer[64];
    const char *name = sz__atom_name(c, r->atom, buffer, sizeof buffer);
    const char *where = ground(c, t->town);
    if (*lines_about(c, r, about, sizeof about))
        return sz__findings_add(
            list, f, err,
            _("%s and all that hangs together with it, %ld parcels or units of %s, are cut "
              "off by %s and have %lld households, the minimum is %lld: lower the minimum "
              "to %lld, unlock what is round them, or link them where one can cross"),
            name, (long)r->atoms, where, about, (long long)r->weight,
            (long long)c->demand->min, (long long)r->weight);
    return sz__findings_add(
        list, f, err,
        _("%s and all that hangs together with it, %ld parcels or units of %s, are apart "
          "from all else and have %lld households, the minimum is %lld: lower the minimum "
          "to %lld, unlock what is round them, or link them where one can cross"),
        name, (long)r->atoms, where, (long long)r->weight, (long long)c->demand->min,
        (long long)r->weight);
}

/* The least band that would hold W households in Q or Q + 1 communities. */
static sz_status indivisible(const sz_case *c, const sz_task *t, const region *r,
                             bool whole_town, sz_findings *list, sz_error *err)
{
    int64_t w = r->weight, q = w / c->demand->max; /* q are too few, q + 1 too many */
    const char *rule = whole_town ? "plan.town-indivisible"
                                  : "plan.component-indivisible";
    sz_finding f = sz__at_atom(c, rule, r->atom, (double)w,
                               (double)(q ? q * c->demand->max : c->demand->min));
    const char *where = ground(c, t->town);
    if (q == 0 && whole_town)
        return sz__findings_add(
            list, &f, err,
            _("%s has %lld households in all, the minimum of one community is %lld: "
              "lower "
              "the minimum to %lld, or let communities cross the town limit"),
            where, (long long)w, (long long)c->demand->min, (long long)w);
    if (q == 0)
        return isolated(c, t, r, &f, list, err);
    return sz__findings_add(
        list, &f, err,
        _("%lld households of %s fit neither %lld communities (at most %lld) nor %lld "
          "(at "
          "least %lld): raise the maximum to %lld or lower the minimum to %lld"),
        (long long)w, where, (long long)q, (long long)(q * c->demand->max),
        (long long)q + 1, (long long)((q + 1) * c->demand->min),
        (long long)((w + q - 1) / q), (long long)(w / (q + 1)));
}

static sz_status bottlenecks(const sz_case *c, const sz_task *t, sz_findings *list,
                             size_t *n, sz_error *err)
{
    char buffer[64];
    sz_neck *necks = NULL;
    size_t count = 0;
    sz_status status = sz__find_necks(t, &necks, &count, err);
    for (size_t i = 0; i < count && !status; i++) {
        int32_t v = t->atom[necks[i].atom];
        sz_finding f = sz__at_atom(c, "plan.bottleneck", v, (double)necks[i].joined,
                                   (double)c->demand->max);
        status = sz__findings_add(
            list, &f, err,
            _("%lld households reach the rest of %s only through %s and cannot be "
              "communities of their own; with it they are %lld, the maximum is %lld: "
              "cut "
              "it into smaller units, or raise the maximum or lower the minimum"),
            (long long)necks[i].behind, ground(c, t->town),
            sz__atom_name(c, v, buffer, sizeof buffer), (long long)necks[i].joined,
            (long long)c->demand->max);
        ++*n;
    }
    free(necks);
    return status;
}

static sz_status clashes(const sz_case *c, const sz_task *t, sz_findings *list,
                         size_t *n, sz_error *err)
{
    char buffer[64];
    sz_clash *found = NULL;
    size_t count = 0;
    sz_status status = sz__find_clashes(t, &found, &count, err);
    for (size_t i = 0; i < count && !status; i++) {
        int32_t v = t->atom[found[i].atom];
        sz_finding f = sz__at_atom(c, "plan.clash", v, (double)found[i].weight,
                                   (double)c->demand->min);
        status = sz__findings_add(
            list, &f, err,
            _("%s and what must go with it (%ld parcels or units) have %lld "
              "households, "
              "the minimum is %lld, and with any neighbour and what must go with that "
              "they are %lld or more, the maximum is %lld: cut a neighbour into "
              "smaller "
              "units, or change one of these"),
            sz__atom_name(c, v, buffer, sizeof buffer), (long)found[i].atoms,
            (long long)found[i].weight, (long long)c->demand->min,
            (long long)found[i].least, (long long)c->demand->max);
        ++*n;
    }
    free(found);
    return status;
}

static sz_status locked_sizes(const sz_case *c, int32_t *n_locked, sz_findings *list,
                              size_t *n, sz_error *err)
{
    const sz_graph *g = c->graph;
    size_t n_today = (size_t)c->demand->n_today;
    int64_t *weight = sz__zalloc(n_today, sizeof *weight);
    int32_t *atom = sz__alloc(n_today, sizeof *atom);
    sz_status status = weight && atom ? SZ_SUCCESS : sz__nomem(err);
    for (size_t t = 0; t < n_today && !status; t++)
        atom[t] = -1;
    for (int32_t v = 0; v < g->n && !status; v++)
        if (g->locked[v] && g->today[v] >= 0) {
            weight[g->today[v]] += g->weight[v];
            atom[g->today[v]] = v;
        }
    for (size_t t = 0; t < n_today && !status; t++) {
        if (atom[t] < 0)
            continue;
        ++*n_locked;
        bool below = weight[t] < c->demand->min;
        if (!below && weight[t] <= c->demand->max)
            continue;
        int64_t bound = below ? c->demand->min : c->demand->max;
        const char *name = sz__name(&c->map->names, c->map->communities[t].name);
        sz_finding f = sz__at_atom(c, "plan.locked-out-of-band", atom[t],
                                   (double)weight[t], (double)bound);
        f.community = name;
        status = sz__findings_add(
            list, &f, err,
            below
                ? _("%s is locked with %lld households, the minimum is %lld: unlock it")
                : _("%s is locked with %lld households, the maximum is %lld: unlock "
                    "it"),
            name, (long long)weight[t], (long long)bound);
        ++*n;
    }
    free(weight);
    free(atom);
    return status;
}

/* Pieces of ground one by one, and how many communities they allow together. */
static sz_status pieces(const sz_case *c, const sz_task *tasks, int32_t n_tasks,
                        int64_t *fewest_all, int64_t *most_all, sz_findings *list,
                        size_t *n, sz_error *err)
{
    regions r = { NULL, 0, 0 };
    sz_status status = SZ_SUCCESS;
    int32_t *in_town = sz__zalloc((size_t)c->map->n_towns + 1, sizeof *in_town);
    if (!in_town)
        status = sz__nomem(err);
    for (int32_t i = 0; i < n_tasks && !status; i++)
        in_town[tasks[i].town + 1]++;
    for (int32_t i = 0; i < n_tasks && !status; i++) {
        const sz_task *t = &tasks[i];
        r.n = 0;
        if (!find_regions(t, &r))
            status = sz__nomem(err);
        for (size_t k = 0; k < r.n && !status; k++) {
            int32_t fewest, most;
            sz__task_bounds(t, r.at[k].weight, &fewest, &most);
            *fewest_all += fewest;
            *most_all += most < r.at[k].atoms ? most : r.at[k].atoms;
            /* too few atoms for so many: one is above the maximum, which is told */
            if (fewest <= most || r.at[k].weight / fewest >= c->demand->min)
                continue;
            bool whole = in_town[t->town + 1] == 1 && r.n == 1 && t->n_fixed == 0;
            status = indivisible(c, t, &r.at[k], whole, list, err);
            ++*n;
        }
        if (!status)
            status = bottlenecks(c, t, list, n, err);
        if (!status)
            status = clashes(c, t, list, n, err);
    }
    free(r.at);
    free(in_town);
    return status;
}

sz_status sz__why_impossible(const sz_case *c, const sz_task *tasks, int32_t n_tasks,
                             sz_findings *list, size_t *n, sz_error *err)
{
    int64_t fewest = 0, most = 0;
    int32_t locked = 0;
    *n = 0;
    sz_status status = big_atoms(c, list, n, err);
    if (!status)
        status = sz__why_apart(c, list, n, err);
    if (!status)
        status = locked_sizes(c, &locked, list, n, err);
    if (!status)
        status = pieces(c, tasks, n_tasks, &fewest, &most, list, n, err);
    fewest += locked;
    most += locked;
    if (status || !c->communities || fewest > most ||
        (c->communities >= fewest && c->communities <= most))
        return status;
    sz_finding f = { .rule = "plan.number-impossible",
                     .level = SZ_LEVEL_ERROR,
                     .value = c->communities,
                     .bound = (double)(c->communities < fewest ? fewest : most) };
    ++*n;
    return sz__findings_add(
        list, &f, err,
        _("%ld communities are asked for, but the households allow %lld to %lld within "
          "the band: ask for one of these, or change the band"),
        (long)c->communities, (long long)fewest, (long long)most);
}
