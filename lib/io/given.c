/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Figures of the community table: kept, and held against the parcels; see given.h. And the
 * audit of a project, which knows of them. */
#include "io/given.h"

#include <stdio.h>
#include <string.h>

#include "audit/beside.h"
#include "core/i18n.h"
#include "map/map.h"

/* Pairs of parcels. */
typedef struct sz_links {
    int32_t (*at)[2];
    size_t n, cap;
} sz_links;

/* ---- kept ---- */

/* Whether parcel P lies within the bounds of the area that A is of. */
static bool is_near(const sz_source *s, const sz_map *m, const sz_stated *a, int32_t p)
{
    bool low[2] = { false, false }, high[2] = { false, false };
    const double at[2] = { m->x[p], m->y[p] };
    for (size_t r = a->ring_from; r < a->ring_to; r++)
        for (size_t i = s->ring.at[r].from; i < s->ring.at[r].to; i++)
            for (int k = 0; k < 2; k++) {
                low[k] |= s->xy.at[2 * i + (size_t)k] <= at[k];
                high[k] |= s->xy.at[2 * i + (size_t)k] >= at[k];
            }
    return low[0] && low[1] && high[0] && high[1];
}

/* The community of today that A is of, -1: none. Names repeat across towns: where the
 * table does not tell the town, the ground does. */
static int32_t community_of(const sz_source *s, const sz_map *m, const sz_stated *a)
{
    const char *name = sz__name(&s->names, a->name);
    const char *town = a->town < 0 ? NULL : sz__name(&s->names, a->town);
    int32_t found = -1;
    int matches = 0;
    for (int32_t c = 0; c < m->n_communities; c++) {
        const sz_today_info *i = &m->communities[c];
        if (strcmp(sz__name(&m->names, i->name), name) != 0 ||
            (town && strcmp(sz_map_town_name(m, i->town), town) != 0))
            continue;
        found = c;
        matches++;
    }
    for (int32_t p = 0; p < m->n && matches > 1; p++) {
        int32_t c = m->community[p];
        if (c >= 0 && strcmp(sz__name(&m->names, m->communities[c].name), name) == 0 &&
            is_near(s, m, a, p))
            return c;
    }
    return found;
}

/* The files whose counts were taken, one after the other; malloc'ed, NULL: no memory. */
static char *name_counted(const sz_reading *reading)
{
    size_t size = 1, used = 0;
    for (size_t i = 0; i < reading->layer.n; i++)
        if (reading->layer.at[i].counts)
            size += strlen(reading->layer.at[i].shown) + 2;
    char *out = sz__zalloc(size, 1);
    for (size_t i = 0; i < reading->layer.n && out; i++)
        if (reading->layer.at[i].counts)
            used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "",
                                     reading->layer.at[i].shown);
    return out;
}

static void add(int64_t *sum, int64_t more)
{
    if (more >= 0)
        *sum = (*sum < 0 ? 0 : *sum) + more;
}

static sz_status keep_one(sz_project *project, size_t number, int32_t c,
                          const sz_given_figures *g, sz_error *err)
{
    const sz_map *m = project->map;
    const char *town = sz_map_town_name(m, m->communities[c].town);
    const char *name = sz__name(&m->names, m->communities[c].name);
    char key[32], households[24] = "", population[24] = "";
    if (g->households >= 0)
        snprintf(households, sizeof households, "%lld", (long long)g->households);
    if (g->population >= 0)
        snprintf(population, sizeof population, "%lld", (long long)g->population);
    snprintf(key, sizeof key, "given.%zu", number);
    size_t size = strlen(town) + strlen(name) + sizeof households + sizeof population + 8;
    char *text = sz__alloc(size, 1);
    if (!text)
        return sz__nomem(err);
    snprintf(text, size, "%s%s%s=%s,%s", town, *town ? "/" : "", name, households,
             population);
    sz_status status = sz_project_set_meta(project, key, text, err);
    free(text);
    return status;
}

sz_status sz__given_keep(sz_project *project, const sz_reading *reading, sz_error *err)
{
    const sz_map *m = project->map;
    size_t n = 0;
    sz_status status = SZ_SUCCESS;
    if (reading->stated.n == 0)
        return SZ_SUCCESS;
    sz_given_figures *of = sz__alloc((size_t)m->n_communities, sizeof *of);
    if (!of)
        return sz__nomem(err);
    for (int32_t c = 0; c < m->n_communities; c++)
        of[c] = (sz_given_figures){ -1, -1 };
    for (size_t i = 0; i < reading->stated.n; i++) {
        const sz_stated *a = &reading->stated.at[i];
        int32_t c = community_of(&reading->source, m, a);
        if (c < 0) /* none of its ground is on the map: the import says so */
            continue;
        add(&of[c].households, a->households);
        add(&of[c].population, a->population);
    }
    for (int32_t c = 0; c < m->n_communities && status == SZ_SUCCESS; c++)
        if (of[c].households >= 0 || of[c].population >= 0)
            status = keep_one(project, ++n, c, &of[c], err);
    free(of);
    if (status == SZ_SUCCESS)
        status = sz_project_set_meta(project, "given.by",
                                     reading->layer.at[reading->stated.at[0].layer].shown,
                                     err);
    if (status != SZ_SUCCESS)
        return status;
    char *counted = name_counted(reading);
    status = counted ? sz_project_set_meta(project, "counted.by", counted, err)
                     : sz__nomem(err);
    free(counted);
    return status;
}

/* ---- held against ---- */

/* Does TEXT, "town/name" or "name" up to END, name community C? */
static bool is_named(const sz_map *m, int32_t c, const char *text, const char *end)
{
    const char *town = sz_map_town_name(m, m->communities[c].town);
    const char *name = sz__name(&m->names, m->communities[c].name);
    size_t n = strlen(town), k = strlen(name);
    if (n > 0) {
        if ((size_t)(end - text) <= n || strncmp(text, town, n) != 0 || text[n] != '/')
            return false;
        text += n + 1;
    }
    return (size_t)(end - text) == k && strncmp(text, name, k) == 0;
}

/* The number that TEXT begins with, or -1. */
static int64_t count_of(const char *text)
{
    return *text >= '0' && *text <= '9' ? strtoll(text, NULL, 10) : -1;
}

/* OUT [communities] = what the metadata give; whether there is any. */
static bool read_given(const sz_project *project, sz_given_figures *out)
{
    const sz_map *m = project->map;
    char key[32];
    for (int32_t c = 0; c < m->n_communities; c++)
        out[c] = (sz_given_figures){ -1, -1 };
    for (size_t i = 1;; i++) {
        snprintf(key, sizeof key, "given.%zu", i);
        const char *text = sz_project_meta(project, key);
        const char *sign = text ? strrchr(text, '=') : NULL;
        const char *comma = sign ? strchr(sign, ',') : NULL;
        if (!text)
            return i > 1;
        for (int32_t c = 0; c < m->n_communities && comma; c++)
            if (is_named(m, c, text, sign))
                out[c] = (sz_given_figures){ count_of(sign + 1), count_of(comma + 1) };
    }
}

/* Metadata link.1, link.2 .. are "17,23", numbers of parcels; what is none is for sz_check()
 * to tell. */
sz_status sz_project_links(const sz_project *project, int32_t (**out)[2], size_t *n,
                           sz_error *err)
{
    sz_links links = SZ__ARRAY_INIT;
    for (size_t i = 1;; i++) {
        char key[32], *end;
        snprintf(key, sizeof key, "link.%zu", i);
        const char *text = sz_project_meta(project, key);
        if (!text)
            break;
        long long a = strtoll(text, &end, 10), b = *end == ',' ? strtoll(end + 1, NULL, 10) : 0;
        if (a < 1 || b < 1 || a > project->map->n || b > project->map->n)
            continue;
        if (!sz__reserve(&links, 1)) {
            free(links.at);
            return sz__nomem(err);
        }
        links.at[links.n][0] = (int32_t)(a - 1);
        links.at[links.n++][1] = (int32_t)(b - 1);
    }
    *out = links.at;
    *n = links.n;
    return SZ_SUCCESS;
}

sz_status sz_project_audit(const sz_project *project, int proposed,
                           const sz_policy *policy, sz_findings **findings,
                           sz_audit_report *report, sz_error *err)
{
    if (!project || !policy || !findings || (proposed && !project->proposed))
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("an audit needs a plan, a policy and a place for findings"));
    int32_t (*links)[2] = NULL;
    size_t n_links = 0;
    sz_given_figures *given =
        sz__alloc((size_t)project->map->n_communities, sizeof *given);
    sz_status status = given ? SZ_SUCCESS : sz__nomem(err);
    if (status == SZ_SUCCESS && proposed)
        status = sz_project_links(project, &links, &n_links, err);
    if (status == SZ_SUCCESS) {
        sz_beside beside = { project->locked, read_given(project, given) ? given : NULL,
                             sz_project_meta(project, "given.by"),
                             sz_project_meta(project, "counted.by"),
                             (const int32_t (*)[2])links, n_links };
        status = sz__audit(proposed ? project->proposed : project->present, policy, &beside,
                           findings, report, err);
    }
    free(given);
    free(links);
    return status;
}
