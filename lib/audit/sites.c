/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the office of a community should be: the 1-median of the candidates on its
 * ground. */
#include <math.h>
#include <string.h>

#include "audit/scene.h"
#include "core/i18n.h"
#include "sizhi/service.h"

/* ---- candidates by kind ---- */

/* Whether KIND is one of KINDS, parted by commas. */
static bool is_among(const char *kind, const char *kinds)
{
    size_t length = strlen(kind);
    while (length > 0 && *kinds) {
        size_t n = strcspn(kinds, ","), bare;
        const char *word = kinds + strspn(kinds, " ");
        for (bare = n - (size_t)(word - kinds); bare > 0 && word[bare - 1] == ' ';)
            bare--;
        if (bare == length && memcmp(word, kind, bare) == 0)
            return true;
        kinds += n + (kinds[n] == ',');
    }
    return false;
}

sz_status sz_sites_of_kinds(const sz_map *map, const char *kinds, sz_site **sites,
                            size_t *n, sz_error *err)
{
    size_t count = 0, bytes = 0;
    if (!map || !kinds || !sites || !n)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("sites need a map, kinds and a place for the list"));
    char *texts = NULL;
    sz_site *list = NULL;
    for (int fill = 0; fill < 2; fill++) {
        for (int32_t p = 0; p < map->n; p++) {
            if (!is_among(sz_map_unit_kind(map, map->unit[p]), kinds))
                continue;
            const char *name = sz__name(&map->names, map->name[p]);
            if (!*name)
                name = sz_map_unit_name(map, map->unit[p]);
            size_t size = strlen(name) + 1;
            if (fill) {
                memcpy(texts, name, size);
                list[count] = (sz_site){ texts, 0, map->x[p], map->y[p] };
                texts += size;
            }
            count++;
            bytes += size;
        }
        if (count == 0)
            return sz__fail(err, SZ_ERR_DATA, -1,
                            _("no parcel of the map belongs to a unit of kind %s"),
                            kinds);
        if (fill)
            break;
        if (!(list = sz__alloc(1, count * sizeof *list + bytes)))
            return sz__nomem(err);
        texts = (char *)(list + count);
        count = 0;
    }
    *sites = list;
    *n = count;
    return SZ_SUCCESS;
}

/* ---- the best one ---- */

typedef struct chooser {
    sz_scene scene;
    const sz_site *sites;
    int32_t *in;           /* [sites] parcel each lies in, or -1 */
    int32_t *site_row, *site_item; /* sites by community */
    SZ__ARRAY(sz_siting) out;
} chooser;

/* Figures of a site from the ways to the parcels of R: mean, farthest, cut off. */
static void measure(const chooser *k, const sz_roster *r, sz_siting *out)
{
    const int64_t *households = k->scene.map->households;
    const double *metres = k->scene.metres;
    int64_t reached = 0;
    double sum = 0;
    *out = (sz_siting){ .mean_m = NAN, .farthest_m = NAN };
    for (size_t i = 0; i < r->n; i++) {
        int64_t h = households[r->at[i]];
        if (h == 0)
            continue;
        if (isinf(metres[i])) {
            out->cut_off += h;
            continue;
        }
        reached += h;
        sum += metres[i] * (double)h;
        out->farthest_m = fmax(out->farthest_m, metres[i]); /* passes over a NaN */
    }
    if (reached > 0)
        out->mean_m = sum / (double)reached;
}

static bool better(const sz_siting *a, const sz_siting *b)
{
    if (a->cut_off != b->cut_off)
        return a->cut_off < b->cut_off;
    return a->mean_m < b->mean_m;
}

static sz_status choose(chooser *k, int32_t c, sz_error *err)
{
    const sz_figures *f = &k->scene.of[c];
    const sz_roster *r = sz__roster(&k->scene, c);
    sz_siting best = { .site = -1, .mean_m = NAN, .farthest_m = NAN };
    for (int32_t i = k->site_row[c]; i < k->site_row[c + 1]; i++) {
        int32_t site = k->site_item[i];
        sz_siting one;
        sz_status status = sz__ways_to(&k->scene.ways, k->sites[site].x,
                                       k->sites[site].y, k->in[site], r->at,
                                       (int32_t)r->n, k->scene.metres, err);
        if (status != SZ_SUCCESS)
            return status;
        measure(k, r, &one);
        one.site = site;
        if (best.site < 0 || better(&one, &best))
            best = one;
    }
    best.community = c;
    best.candidates = (size_t)(k->site_row[c + 1] - k->site_row[c]);
    best.now_mean_m = f->mean;
    best.now_farthest_m = f->farthest;
    best.now_cut_off = f->cut_off;
    return sz__push(&k->out, best) ? SZ_SUCCESS : sz__nomem(err);
}

/* Sites by the community they lie in; how many lie in none into *OUTSIDE. */
static sz_status sort_sites(chooser *k, size_t n, size_t *outside, sz_error *err)
{
    const sz_plan *plan = k->scene.plan;
    _Static_assert(sizeof(sz_site) % sizeof(double) == 0, "a stride in doubles");
    k->in = sz__plan_place(plan->map, n ? &k->sites->x : NULL,
                           sizeof *k->sites / sizeof(double), (int32_t)n);
    k->site_row = sz__zalloc((size_t)plan->n + 2, sizeof *k->site_row);
    k->site_item = sz__alloc(n, sizeof *k->site_item);
    if (!k->in || !k->site_row || !k->site_item)
        return sz__nomem(err);
    *outside = 0;
    for (size_t i = 0; i < n; i++) {
        int32_t c = k->in[i] < 0 ? -1 : plan->of[k->in[i]];
        *outside += c < 0;
        if (c >= 0)
            k->site_row[c + 2]++;
    }
    for (int32_t c = 0; c < plan->n; c++)
        k->site_row[c + 2] += k->site_row[c + 1];
    for (size_t i = 0; i < n; i++) {
        int32_t c = k->in[i] < 0 ? -1 : plan->of[k->in[i]];
        if (c >= 0)
            k->site_item[k->site_row[c + 1]++] = (int32_t)i;
    }
    return SZ_SUCCESS;
}

sz_status sz_place_offices(const sz_plan *plan, const sz_policy *policy,
                           const sz_site *sites, size_t n_sites, int missing,
                           sz_siting **rows, size_t *n, size_t *outside, sz_error *err)
{
    size_t none = 0;
    if (!plan || !policy || (!sites && n_sites) || n_sites > INT32_MAX || !rows || !n)
        return sz__fail(err, SZ_ERR_INVALID, -1,
                        _("office sites need a plan, a policy, candidates and a place "
                          "for the list"));
    chooser k = { .scene = { .map = plan->map, .plan = plan, .policy = policy },
                  .sites = sites };
    sz_status status = sz__scene_count(&k.scene, err);
    if (status == SZ_SUCCESS)
        status = sort_sites(&k, n_sites, &none, err);
    for (int32_t c = 0; c < plan->n && status == SZ_SUCCESS; c++)
        if (k.scene.of[c].parcels > 0 && (!missing || k.scene.of[c].office < 0))
            status = choose(&k, c, err);
    free(k.in);
    free(k.site_row);
    free(k.site_item);
    sz__scene_release(&k.scene);
    if (status != SZ_SUCCESS) {
        free(k.out.at);
        return status;
    }
    *rows = k.out.at;
    *n = k.out.n;
    if (outside)
        *outside = none;
    return SZ_SUCCESS;
}
