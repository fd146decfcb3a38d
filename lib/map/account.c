/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The account of a map, and findings of what is wrong with today's
 * communities: gaps, overlaps, detached parts. */
#include <stdio.h>

#include "core/i18n.h"
#include "map/parts.h"
#include "map/stages.h"

static bool contested(const sz_map *m, int32_t p)
{
    return m->claim_row[p + 1] > m->claim_row[p];
}

static bool same_claims(const sz_map *m, int32_t p, int32_t q)
{
    int32_t n = m->claim_row[p + 1] - m->claim_row[p];
    if (n != m->claim_row[q + 1] - m->claim_row[q])
        return false;
    for (int32_t k = 0; k < n; k++)
        if (m->claim[m->claim_row[p] + k] != m->claim[m->claim_row[q] + k])
            return false;
    return true;
}

static bool gap(const sz_map *m, int32_t p)
{
    return m->community[p] < 0;
}

static bool together_gap(const void *data, int32_t p, int32_t q)
{
    return gap(data, p) && gap(data, q);
}

static bool together_overlap(const void *data, int32_t p, int32_t q)
{
    return contested(data, p) && same_claims(data, p, q);
}

static bool together_today(const void *data, int32_t p, int32_t q)
{
    const sz_map *m = data;
    return m->community[p] >= 0 && m->community[p] == m->community[q];
}

/* Ground and households of the part whose lowest parcel is ROOT, and its
 * largest parcel. */
typedef struct sz_sum {
    double area;
    int64_t households;
    int32_t largest;
} sz_sum;

static void add_up(const sz_map *m, const int32_t *part, sz_sum *sum)
{
    for (int32_t p = 0; p < m->n; p++)
        sum[p] = (sz_sum){ 0, 0, p };
    for (int32_t p = 0; p < m->n; p++) {
        sz_sum *s = &sum[part[p]];
        s->area += m->area[p];
        s->households += m->households[p];
        if (m->area[p] > m->area[s->largest])
            s->largest = p;
    }
}

/* Whether another community that claims the ground of parcel P is called like K. */
static bool is_namesake(const sz_map *m, int32_t p, int32_t k)
{
    for (int32_t i = m->claim_row[p]; i < m->claim_row[p + 1]; i++)
        if (i != k && m->communities[m->claim[i]].name ==
                          m->communities[m->claim[k]].name)
            return true;
    return false;
}

/* "A, B" of the communities that claim parcel P, as much as fits; those of one name
 * with their towns. */
static void list_claims(const sz_map *m, int32_t p, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (int32_t k = m->claim_row[p]; k < m->claim_row[p + 1]; k++) {
        const char *name = sz__name(&m->names, m->communities[m->claim[k]].name);
        const char *town = is_namesake(m, p, k)
                               ? sz_map_town_name(m, m->communities[m->claim[k]].town)
                               : "";
        int n = snprintf(text + used, size - used, "%s%s%s%s", used ? ", " : "", town,
                         *town ? " " : "", name);
        if (n < 0 || (size_t)n >= size - used) {
            text[used] = '\0';
            return;
        }
        used += (size_t)n;
    }
}

static sz_status find_gap(sz_work *w, int32_t p, const sz_sum *s, sz_error *err)
{
    const sz_map *m = w->map;
    w->account->gaps++;
    w->account->gap_m2 += s->area;
    w->account->gap_households += s->households;
    sz_finding f = { .rule = "import.gap", .level = SZ_LEVEL_WARN,
        .town = sz_map_town_name(m, m->town[p]), .value = s->area, .bound = 0,
        .placed = 1, .x = m->x[s->largest], .y = m->y[s->largest] };
    return sz__findings_add(w->findings, &f, err,
                            _("no community claims this ground: %.0f m2, %lld "
                              "households"),
                            s->area, (long long)s->households);
}

static sz_status find_overlap(sz_work *w, int32_t p, const sz_sum *s, sz_error *err)
{
    const sz_map *m = w->map;
    char names[400];
    list_claims(m, p, names, sizeof names);
    w->account->overlaps++;
    w->account->overlap_m2 += s->area;
    w->account->overlap_households += s->households;
    sz_finding f = { .rule = "import.overlap", .level = SZ_LEVEL_WARN,
        .town = sz_map_town_name(m, m->town[p]),
        .community = sz__name(&m->names, m->communities[m->community[p]].name),
        .value = s->area, .bound = 0, .placed = 1, .x = m->x[s->largest],
        .y = m->y[s->largest] };
    return sz__findings_add(w->findings, &f, err,
                            _("%s all claim this ground: %.0f m2, %lld households"),
                            names, s->area, (long long)s->households);
}

static sz_status examine_today(sz_work *w, sz_error *err)
{
    const sz_map *m = w->map;
    int32_t *part = sz__alloc((size_t)m->n, sizeof *part);
    sz_sum *sum = sz__alloc((size_t)m->n, sizeof *sum);
    int32_t *parts = sz__zalloc((size_t)m->n_communities, sizeof *parts);
    sz_status status = part && sum && parts ? SZ_SUCCESS : sz__nomem(err);
    if (status != SZ_SUCCESS || m->n_communities == 0)
        goto done;
    sz__find_parts(m, part, together_gap, m);
    add_up(m, part, sum);
    for (int32_t p = 0; p < m->n && status == SZ_SUCCESS; p++)
        if (gap(m, p) && part[p] == p)
            status = find_gap(w, p, &sum[p], err);
    sz__find_parts(m, part, together_overlap, m);
    add_up(m, part, sum);
    for (int32_t p = 0; p < m->n && status == SZ_SUCCESS; p++)
        if (contested(m, p) && part[p] == p)
            status = find_overlap(w, p, &sum[p], err);
    sz__find_parts(m, part, together_today, m);
    for (int32_t p = 0; p < m->n; p++)
        if (!gap(m, p) && part[p] == p && parts[m->community[p]]++ > 0)
            w->account->detached++;
done:
    free(part);
    free(sum);
    free(parts);
    return status;
}

/* Whether the line over edge E runs within the limit there. */
static bool runs_inside(const sz_work *w, int32_t e)
{
    int32_t left = w->faces.face[2 * e], right = w->faces.face[2 * e + 1];
    if (left >= 0)
        return w->parcel_of[left] >= 0 || w->parcel_of[right] >= 0;
    return sz__index_locate(&w->index, w->edges.node[w->edges.a[e]]) >= 0 ||
           sz__index_locate(&w->index, w->edges.node[w->edges.b[e]]) >= 0;
}

static sz_status count_lines(sz_work *w, sz_error *err)
{
    const sz_source *s = w->source;
    const sz_edges *e = &w->edges;
    sz_status status = s->line.n > 0 ? sz__need_index(w, err) : SZ_SUCCESS;
    if (status != SZ_SUCCESS)
        return status;
    uint8_t *used = sz__zalloc(s->line.n, 1);
    if (!used)
        return sz__nomem(err);
    for (int32_t i = 0; i < e->n_edges; i++)
        for (size_t k = e->source_row[i]; k < e->source_row[i + 1]; k++) {
            const sz_path *path = &w->path.at[e->source[k] >> 1];
            if (path->kind == SZ_PATH_LINE && !used[path->owner])
                used[path->owner] = runs_inside(w, i);
        }
    for (size_t i = 0; i < s->line.n; i++) {
        if (s->line.at[i].use == SZ_LINE_NAMES)
            continue;
        bool in = used[i] || (s->line.at[i].use == SZ_LINE_SHOWN && w->line_near[i]);
        w->account->lines_used += in;
        w->account->lines_outside += !in;
    }
    free(used);
    return SZ_SUCCESS;
}

sz_status sz__write_account(sz_work *w, sz_error *err)
{
    const sz_map *m = w->map;
    sz_account *a = w->account;
    sz_status status;
    a->towns += (size_t)m->n_towns;
    a->communities += (size_t)m->n_communities;
    a->units += (size_t)m->n_units;
    a->parcels += (size_t)m->n;
    a->borders += (size_t)m->n_borders;
    for (int32_t p = 0; p < m->n; p++)
        a->area_m2 += m->area[p];
    for (int32_t b = 0; b < m->n_borders; b++) {
        a->border_m += m->b_length[b];
        if (m->b_class[b] != SZ_BARRIER_NONE && m->b_name[b] >= 0)
            a->named_border_m += m->b_length[b];
    }
    if ((status = count_lines(w, err)) != SZ_SUCCESS ||
        (status = sz__find_twofold(w, err)) != SZ_SUCCESS ||
        (status = sz__find_outside(w, err)) != SZ_SUCCESS)
        return status;
    return examine_today(w, err);
}
