/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the ground of each face is: given parcel, unit, town, and the
 * communities that claim it today. */
#include <string.h>

#include "core/i18n.h"
#include "map/stages.h"

/* The town that an area states; a limit's name is a town. */
static int32_t stated_town(const sz_area *a)
{
    return a->layer == SZ_LAYER_LIMIT && a->town < 0 ? a->name : a->town;
}

/* Lowest area of LAYER over FACE, -1 none. */
static int32_t first_of(const sz_work *w, int32_t face, sz_layer layer)
{
    const sz_cover *c = w->cover.at + w->cover_row[face];
    for (int32_t k = 0; k < w->covers[face]; k++)
        if (w->source->area.at[c[k].area].layer == layer)
            return c[k].area;
    return -1;
}

/* Ground of each (area, town of a limit) for the areas that state no town. */
typedef struct sz_shares {
    sz_pairs pair;
    SZ__ARRAY(double) ground;
} sz_shares;

static bool weigh_towns(const sz_work *w, sz_shares *shares)
{
    for (int32_t f = 1; f < w->faces.n; f++) {
        int32_t limit = w->inside[f] ? first_of(w, f, SZ_LAYER_LIMIT) : -1;
        int32_t town = limit < 0 ? -1 : w->area_town[limit];
        for (int32_t k = 0; town >= 0 && k < w->covers[f]; k++) {
            int32_t area = w->cover.at[w->cover_row[f] + (size_t)k].area;
            if (w->area_town[area] >= 0)
                continue;
            int32_t p = sz__pairs_add(&shares->pair, area, town);
            if (p < 0 ||
                ((size_t)p == shares->ground.n && !sz__push(&shares->ground, 0.0)))
                return false;
            shares->ground.at[p] += (double)w->faces.area2[f];
        }
    }
    return true;
}

/* Towns of areas: the stated one, else that of the limit with most of it. */
static sz_status find_towns(sz_work *w, sz_error *err)
{
    const sz_source *s = w->source;
    sz_shares shares = { 0 };
    double *most = sz__zalloc(s->area.n, sizeof *most);
    w->area_town = sz__alloc(s->area.n, sizeof *w->area_town);
    bool good = most && w->area_town;
    for (size_t i = 0; good && i < s->area.n; i++)
        w->area_town[i] = stated_town(&s->area.at[i]);
    good = good && weigh_towns(w, &shares);
    for (size_t p = 0; good && p < shares.pair.n; p++) {
        sz_pair pair = shares.pair.at[p];
        if (shares.ground.at[p] > most[pair.a]) {
            most[pair.a] = shares.ground.at[p];
            w->area_town[pair.a] = pair.b;
        }
    }
    sz__pairs_release(&shares.pair);
    free(shares.ground.at);
    free(most);
    return good ? SZ_SUCCESS : sz__nomem(err);
}

static bool add_community(sz_work *w, int32_t town, int32_t name, int32_t code,
                          int32_t *out)
{
    size_t before = w->communities.n;
    *out = sz__pairs_add(&w->communities, town, name);
    if (*out < 0)
        return false;
    if ((size_t)*out == before) {
        if (!sz__push(&w->code, code))
            return false;
    } else if (w->code.at[*out] < 0) {
        w->code.at[*out] = code;
    }
    return true;
}

/* Number of the community that TEXT names in a project's parcel: "name" of
 * TOWN, or "town/name"; -1 when it is not known. */
static int32_t named_community(const sz_work *w, int32_t town, const char *text)
{
    const sz_names *names = &w->source->names;
    int32_t name = sz__names_find(names, text), other = -1;
    int32_t found = name < 0 ? -1 : sz__pairs_find(&w->communities, town, name);
    const char *slash = strchr(text, '/');
    if (found >= 0 || !slash)
        return found;
    for (int32_t i = 0; i < names->n && other < 0; i++)
        if (strlen(names->text[i]) == (size_t)(slash - text) &&
            strncmp(names->text[i], text, (size_t)(slash - text)) == 0)
            other = i;
    name = sz__names_find(names, slash + 1);
    return name < 0 || (other < 0 && slash != text)
               ? -1 : sz__pairs_find(&w->communities, other, name);
}

/* What AREA says of the community of its ground: itself, or its field. */
static bool say_community(sz_work *w, int32_t area)
{
    const sz_area *a = &w->source->area.at[area];
    int32_t town = w->area_town[area], *out = &w->area_community[area];
    if (a->layer == SZ_LAYER_COMMUNITIES) {
        int32_t name = a->name >= 0 ? a->name : a->code >= 0 ? a->code : -2 - area;
        return add_community(w, town, name, a->code, out);
    }
    bool field = a->layer == SZ_LAYER_PARCELS || a->layer == SZ_LAYER_UNITS;
    if (!field || a->community < 0)
        return true;
    return add_community(w, a->community_town >= 0 ? a->community_town : town,
                         a->community, -1, out);
}

/* Number the communities: known ones, those with polygons, those in fields. */
static sz_status find_communities(sz_work *w, sz_error *err)
{
    const sz_source *s = w->source;
    int32_t number;
    if (!(w->area_community = sz__alloc(s->area.n, sizeof *w->area_community)))
        return sz__nomem(err);
    for (size_t i = 0; i < s->known.n; i++)
        if (!add_community(w, s->known.at[i].town, s->known.at[i].name,
                           s->known.at[i].code, &number))
            return sz__nomem(err);
    for (size_t i = 0; i < s->area.n; i++)
        w->area_community[i] = -1;
    bool polygons = false;
    for (size_t i = 0; i < s->area.n; i++) {
        if (s->area.at[i].layer != SZ_LAYER_COMMUNITIES)
            continue;
        polygons = true;
        if (!say_community(w, (int32_t)i))
            return sz__nomem(err);
    }
    w->drawn = polygons ? (int32_t)w->communities.n : 0;
    for (size_t i = 0; i < s->area.n; i++)
        if (s->area.at[i].layer != SZ_LAYER_COMMUNITIES &&
            !say_community(w, (int32_t)i))
            return sz__nomem(err);
    return SZ_SUCCESS;
}

/* Add COMMUNITY to the set that starts at FROM, keeping it in order. */
static bool claim(sz_work *w, size_t from, int32_t community)
{
    size_t at = w->claim.n;
    while (at > from && w->claim.at[at - 1] > community)
        at--;
    if (at > from && w->claim.at[at - 1] == community)
        return true;
    if (!sz__push(&w->claim, community))
        return false;
    for (size_t i = w->claim.n - 1; i > at; i--)
        w->claim.at[i] = w->claim.at[i - 1];
    w->claim.at[at] = community;
    return true;
}

/* The claims that a project's own parcel lists. */
static sz_status listed_claims(sz_work *w, int32_t parcel, size_t from, sz_error *err)
{
    const sz_area *a = &w->source->area.at[parcel];
    const char *list = sz__name(&w->source->names, a->claims);
    char *text = sz__dup(list, strlen(list) + 1, 1);
    sz_status status = text ? SZ_SUCCESS : sz__nomem(err);
    for (char *word = text; word && status == SZ_SUCCESS;) {
        char *end = strchr(word, ';');
        if (end)
            *end = '\0';
        int32_t community = *word ? named_community(w, w->area_town[parcel], word) : -1;
        if (*word && community < 0)
            status = sz__fail(err, SZ_ERR_DATA, a->fid,
                              _("feature %lld of the parcels is claimed by '%s', which "
                                "is no community of the project"),
                              (long long)a->fid, word);
        else if (*word && !claim(w, from, community))
            status = sz__nomem(err);
        word = end ? end + 1 : NULL;
    }
    free(text);
    return status;
}

/* The set of communities that claim FACE: those whose polygons cover it, else
 * what its given parcel says, else its unit. */
static sz_status find_claims(sz_work *w, int32_t face, sz_error *err)
{
    sz_ground *g = &w->ground[face];
    size_t from = w->claim.n;
    for (int32_t k = 0; k < w->covers[face]; k++) {
        int32_t area = w->cover.at[w->cover_row[face] + (size_t)k].area;
        if (w->source->area.at[area].layer == SZ_LAYER_COMMUNITIES &&
            !claim(w, from, w->area_community[area]))
            return sz__nomem(err);
    }
    if (g->parcel >= 0 && w->source->area.at[g->parcel].claims >= 0) {
        sz_status status = listed_claims(w, g->parcel, from, err);
        if (status != SZ_SUCCESS)
            return status;
    }
    int32_t field = g->parcel < 0 ? -1 : w->area_community[g->parcel];
    if (field < 0 && g->unit >= 0)
        field = w->area_community[g->unit];
    if (w->claim.n == from && field >= 0 && !claim(w, from, field))
        return sz__nomem(err);
    g->claim_from = (int32_t)from;
    g->claims = (int32_t)(w->claim.n - from);
    return SZ_SUCCESS;
}

sz_status sz__find_ground(sz_work *w, sz_error *err)
{
    sz_status status;
    if ((status = find_towns(w, err)) != SZ_SUCCESS ||
        (status = find_communities(w, err)) != SZ_SUCCESS)
        return status;
    if (!(w->ground = sz__alloc((size_t)w->faces.n, sizeof *w->ground)))
        return sz__nomem(err);
    for (int32_t f = 0; f < w->faces.n; f++) {
        sz_ground *g = &w->ground[f];
        *g = (sz_ground){ .parcel = -1, .unit = -1, .town = -1 };
        if (!w->inside[f])
            continue;
        g->parcel = first_of(w, f, SZ_LAYER_PARCELS);
        g->unit = first_of(w, f, SZ_LAYER_UNITS);
        if ((status = find_claims(w, f, err)) != SZ_SUCCESS)
            return status;
        int32_t from = w->options->as_is ? g->parcel : first_of(w, f, SZ_LAYER_LIMIT);
        g->town = from < 0 ? -1 : w->area_town[from];
        g->town_given = w->options->as_is || g->town >= 0;
        if (g->town < 0 && g->claims)
            g->town = w->communities.at[w->claim.at[g->claim_from]].a;
        if (g->town < 0 && g->parcel >= 0)
            g->town = w->area_town[g->parcel];
        if (g->town < 0 && g->unit >= 0)
            g->town = w->area_town[g->unit];
        if (g->town < 0 && w->source->one_town) /* ground that no area covers, too */
            g->town = w->source->town;
    }
    return SZ_SUCCESS;
}

bool sz__same_claims(const sz_work *w, const sz_ground *a, const sz_ground *b)
{
    return a->claims == b->claims &&
           (a->claims == 0 ||
            memcmp(w->claim.at + a->claim_from, w->claim.at + b->claim_from,
                   (size_t)a->claims * sizeof *w->claim.at) == 0);
}
