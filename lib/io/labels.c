/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From the texts of a record to the numbers of a map. */
#include "io/labels.h"

#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "io/claims.h"
#include "map/keeps.h"

/* Things that are identified by town and name. */
typedef struct identity {
    int32_t name, town;    /* name: in the map's names */
    int32_t next;          /* next with the same name, or -1 */
} identity;

typedef struct index {
    SZ__ARRAY(identity) at;
    int32_t *head;         /* [heads] first with this name, or -1 */
    int32_t heads;
} index;

/* A parcel is in this unit of a further layer. */
typedef struct kept {
    int32_t parcel, unit;
} kept;

typedef struct labels {
    sz_map *map;
    const sz_record *rec;
    int32_t *name;         /* [names of the record] in the map's names */
    index community, unit;
    SZ__ARRAY(int32_t) town;             /* names */
    SZ__ARRAY(sz_today_info) today;
    SZ__ARRAY(sz_unit_info) units;
    SZ__ARRAY(int32_t) claim;
    SZ__ARRAY(int32_t) layer;            /* names of the further layers of units */
    SZ__ARRAY(kept) kept;
} labels;

/* Number of (TOWN, NAME), -1 when it is not there. */
static int32_t find(const index *ix, int32_t name, int32_t town)
{
    int32_t i = name < ix->heads ? ix->head[name] : -1;
    while (i >= 0 && ix->at.at[i].town != town)
        i = ix->at.at[i].next;
    return i;
}

static bool add(index *ix, int32_t name, int32_t town)
{
    if (name >= ix->heads) {
        int32_t heads = 2 * name + 64;
        int32_t *head = realloc(ix->head, (size_t)heads * sizeof *head);
        if (!head)
            return false;
        for (int32_t i = ix->heads; i < heads; i++)
            head[i] = -1;
        ix->head = head;
        ix->heads = heads;
    }
    if (!sz__push(&ix->at, (identity){ name, town, ix->head[name] }))
        return false;
    ix->head[name] = (int32_t)ix->at.n - 1;
    return true;
}

/* Number of the town, added when it is new; -1 for no name, -2 without memory. */
static int32_t town_number(labels *l, int32_t name)
{
    if (name < 0)
        return -1;
    for (size_t t = 0; t < l->town.n; t++)
        if (l->town.at[t] == name)
            return (int32_t)t;
    return sz__push(&l->town, name) ? (int32_t)l->town.n - 1 : -2;
}

/* Number of the community, added when it is new; -2 without memory. */
static int32_t community_number(labels *l, int32_t name, int32_t town, int32_t code)
{
    if (name < 0)
        return -1;
    int32_t c = find(&l->community, name, town);
    if (c >= 0)
        return c;
    if (!add(&l->community, name, town) ||
        !sz__push(&l->today, (sz_today_info){ name, code, town }))
        return -2;
    return (int32_t)l->today.n - 1;
}

static int32_t translate(const labels *l, int32_t name)
{
    return name < 0 ? -1 : l->name[name];
}

static bool take_names(labels *l)
{
    const sz_names *from = &l->rec->names;
    if (!(l->name = sz__alloc((size_t)from->n, sizeof *l->name)))
        return false;
    for (int32_t i = 0; i < from->n; i++)
        if ((l->name[i] = sz__names_add(&l->map->names, from->text[i])) < 0)
            return false;
    return true;
}

/* Towns and communities in the order in which they were numbered when the file was
 * written. */
static bool take_numbering(labels *l)
{
    char key[32];
    const char *name;
    for (int k = 1; snprintf(key, sizeof key, "town.%d", k) > 0 &&
                    (name = sz__record_meta(l->rec, key)) != NULL; k++)
        if (town_number(l, sz__names_add(&l->map->names, name)) == -2)
            return false;
    for (size_t i = 0; i < l->rec->community.n; i++) {
        const sz_rec_community *c = &l->rec->community.at[i];
        int32_t town = town_number(l, translate(l, c->town));
        if (town == -2 || community_number(l, translate(l, c->today), town,
                                           translate(l, c->code)) == -2)
            return false;
    }
    return true;
}

/* The unit's number: the one stated, or else by town and name. -3: out of range. */
static int32_t unit_number(labels *l, const sz_rec_parcel *p, int32_t town)
{
    int32_t name = translate(l, p->unit);
    sz_unit_info none = { -1, -1, 0 };
    if (p->unit_id >= 0) {
        if (p->unit_id < 1 || p->unit_id > 16 * (int64_t)l->rec->parcel.n + 65536)
            return -3;
        while ((int64_t)l->units.n < p->unit_id)
            if (!sz__push(&l->units, none))
                return -2;
        if (l->units.at[p->unit_id - 1].layer > 0)
            return -3; /* a unit of a further layer has that number */
        l->units.at[p->unit_id - 1] = (sz_unit_info){ name, translate(l, p->kind), 0 };
        return (int32_t)p->unit_id - 1;
    }
    if (name < 0)
        return -1;
    int32_t unit = find(&l->unit, name, town);
    if (unit >= 0)
        return unit;
    if (!add(&l->unit, name, town) ||
        !sz__push(&l->units, (sz_unit_info){ name, translate(l, p->kind), 0 }))
        return -2;
    return (int32_t)l->units.n - 1;
}

/* The communities that claim a parcel, of which TOWN is the own town. */
static bool take_claims(labels *l, const sz_rec_parcel *p, int32_t town)
{
    if (p->claims < 0)
        return true;
    const char *list = sz__name(&l->rec->names, p->claims);
    char *copy = sz__dup(list, strlen(list) + 1, 1), *rest = copy, *of, *name;
    bool ok = copy != NULL;
    while (ok && sz__claims_next(&rest, &of, &name)) {
        int32_t t = of ? town_number(l, sz__names_add(&l->map->names, of)) : town;
        int32_t number = sz__names_add(&l->map->names, name);
        int32_t c = t == -2 || number == -2 ? -2 : community_number(l, number, t, -1);
        ok = c != -2 && (c < 0 || sz__push(&l->claim, c));
    }
    free(copy);
    return ok;
}

/* Number of the further layer of this name, from 1; -2 without memory. */
static int32_t layer_number(labels *l, const char *text)
{
    int32_t name = sz__names_add(&l->map->names, text);
    for (size_t k = 0; k < l->layer.n; k++)
        if (l->layer.at[k] == name)
            return (int32_t)k + 1;
    return name != -2 && sz__push(&l->layer, name) ? (int32_t)l->layer.n : -2;
}

/* The units of further layers that parcel I is in. */
static sz_status take_keeps(labels *l, int32_t i, sz_error *err)
{
    const sz_rec_parcel *p = &l->rec->parcel.at[i];
    if (p->keep < 0)
        return SZ_SUCCESS;
    const char *list = sz__name(&l->rec->names, p->keep);
    char *copy = sz__dup(list, strlen(list) + 1, 1), *rest = copy, *layer, *name;
    sz_unit_info none = { -1, -1, 0 };
    int64_t number;
    sz_status status = copy ? SZ_SUCCESS : sz__nomem(err);
    while (!status && sz__keeps_next(&rest, &layer, &number, &name)) {
        if (number < 1 || number > 16 * (int64_t)l->rec->parcel.n + 65536) {
            status = sz__fail(err, SZ_ERR_DATA, p->fid,
                              _("layer 'parcels', feature %lld: keep is '%s', and no list "
                                "like grid/14/NAME"), (long long)p->fid, list);
            break;
        }
        int32_t of = layer_number(l, layer), text = sz__names_add(&l->map->names, name);
        bool ok = of != -2 && text != -2;
        while (ok && (int64_t)l->units.n < number)
            ok = sz__push(&l->units, none);
        ok = ok && sz__push(&l->kept, (kept){ i, (int32_t)number - 1 });
        if (!ok)
            status = sz__nomem(err);
        else
            l->units.at[number - 1] = (sz_unit_info){ text, l->layer.at[of - 1], of };
    }
    free(copy);
    return status;
}

static sz_status take_parcel(labels *l, int32_t i, sz_error *err)
{
    const sz_rec_parcel *p = &l->rec->parcel.at[i];
    sz_map *m = l->map;
    int32_t town = town_number(l, translate(l, p->town));
    int32_t of = town_number(l, translate(l, sz__rec_comm_town(l->rec, p)));
    int32_t community = community_number(l, translate(l, p->community), of, -1);
    int32_t unit = unit_number(l, p, town);
    m->claim_row[i] = (int32_t)l->claim.n;
    if (unit == -3)
        return sz__fail(err, SZ_ERR_DATA, p->fid,
                        _("layer 'parcels', feature %lld: unit_id is %lld"),
                        (long long)p->fid, (long long)p->unit_id);
    if (town == -2 || of == -2 || community == -2 || unit == -2 ||
        !take_claims(l, p, town))
        return sz__nomem(err);
    m->name[i] = translate(l, p->name);
    m->town[i] = town;
    m->unit[i] = unit;
    m->community[i] = community;
    m->households[i] = p->households;
    m->planned[i] = p->planned;
    m->population[i] = p->population;
    return take_keeps(l, i, err);
}

/* Further layers of units as rows of the map. */
static bool fill_layers(labels *l)
{
    sz_map *m = l->map;
    size_t cells = l->layer.n * (size_t)m->n;
    if (l->layer.n == 0)
        return true;
    if (!(m->more = sz__alloc(cells, sizeof *m->more)))
        return false;
    for (size_t i = 0; i < cells; i++)
        m->more[i] = -1;
    for (size_t i = 0; i < l->kept.n; i++) {
        const kept *k = &l->kept.at[i];
        int32_t row = l->units.at[k->unit].layer - 1;
        m->more[(size_t)row * (size_t)m->n + (size_t)k->parcel] = k->unit;
    }
    m->n_more = (int32_t)l->layer.n;
    m->more_name = l->layer.at;
    l->layer.at = NULL;
    return true;
}

static bool take_lines(labels *l)
{
    sz_map *m = l->map;
    size_t n = l->rec->barrier.n, points = 0;
    for (size_t i = 0; i < n; i++)
        points += l->rec->barrier.at[i].to - l->rec->barrier.at[i].from;
    free(m->l_class);
    free(m->l_bridge);
    free(m->l_state);
    free(m->l_name);
    free(m->l_row);
    free(m->l_xy);
    m->n_lines = (int32_t)n;
    m->l_class = sz__alloc(n, sizeof *m->l_class);
    m->l_bridge = sz__alloc(n, sizeof *m->l_bridge);
    m->l_state = sz__alloc(n, sizeof *m->l_state);
    m->l_name = sz__alloc(n, sizeof *m->l_name);
    m->l_row = sz__alloc(n + 1, sizeof *m->l_row);
    m->l_xy = sz__alloc(points, 2 * sizeof *m->l_xy);
    if (!m->l_class || !m->l_bridge || !m->l_state || !m->l_name || !m->l_row || !m->l_xy)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        const sz_rec_line *line = &l->rec->barrier.at[i];
        m->l_class[i] = (uint8_t)sz_barrier_from_name(
            sz__name(&l->rec->names, line->barrier));
        m->l_bridge[i] = line->bridge;
        m->l_state[i] = (uint8_t)sz__line_state_from_name(
            sz__name(&l->rec->names, line->state));
        m->l_name[i] = translate(l, line->name);
        m->l_row[i] = at;
        memcpy(m->l_xy + 2 * at, l->rec->xy.at + 2 * line->from,
               (line->to - line->from) * 2 * sizeof(double));
        at += line->to - line->from;
    }
    m->l_row[n] = at;
    return true;
}

/* Areas of the record are polygons of the map, shell by shell. */
static void name_backdrop(labels *l)
{
    int32_t k = 0;
    for (size_t i = 0; i < l->rec->backdrop.n; i++) {
        const sz_rec_backdrop *b = &l->rec->backdrop.at[i];
        for (size_t r = b->ring_from; r < b->ring_to; r++)
            if (r == b->ring_from || !l->rec->ring.at[r].hole)
                l->map->k_name[k++] = translate(l, b->name);
    }
}

static bool take_offices(labels *l)
{
    sz_map *m = l->map;
    size_t n = l->rec->office.n;
    free(m->offices);
    m->n_offices = (int32_t)n;
    if (!(m->offices = sz__alloc(n, sizeof *m->offices)))
        return false;
    for (size_t i = 0; i < n; i++) {
        const sz_rec_office *o = &l->rec->office.at[i];
        int32_t town = town_number(l, translate(l, o->town));
        int32_t c = community_number(l, translate(l, o->community), town, -1);
        if (town == -2 || c == -2)
            return false;
        m->offices[i] = (sz_office){
            .name = sz__name(&m->names, translate(l, o->name)), .community = c,
            .floor_m2 = o->floor, .staff = o->staff, .children_m2 = o->children,
            .x = l->rec->xy.at[2 * o->point], .y = l->rec->xy.at[2 * o->point + 1],
        };
    }
    return true;
}

/* Hand the lists over to the map in the place of its own. */
static void hand_over(labels *l)
{
    sz_map *m = l->map;
    m->claim_row[m->n] = (int32_t)l->claim.n;
    free(m->town_name);
    free(m->units);
    free(m->communities);
    free(m->claim);
    m->n_towns = (int32_t)l->town.n;
    m->town_name = l->town.at;
    m->n_units = (int32_t)l->units.n;
    m->units = l->units.at;
    m->n_communities = (int32_t)l->today.n;
    m->communities = l->today.at;
    m->claim = l->claim.at;
    l->town.at = l->claim.at = NULL;
    l->units.at = NULL;
    l->today.at = NULL;
}

sz_status sz__labels_take(sz_map *map, const sz_record *rec, sz_error *err)
{
    labels l = { .map = map, .rec = rec };
    sz_status status = SZ_SUCCESS;
    if (!take_names(&l) || !take_numbering(&l))
        status = sz__nomem(err);
    for (int32_t i = 0; status == SZ_SUCCESS && i < map->n; i++)
        status = take_parcel(&l, i, err);
    if (status == SZ_SUCCESS && (!take_lines(&l) || !take_offices(&l) || !fill_layers(&l)))
        status = sz__nomem(err);
    if (status == SZ_SUCCESS) {
        name_backdrop(&l);
        hand_over(&l);
    }
    free(l.name);
    free(l.community.at.at);
    free(l.community.head);
    free(l.unit.at.at);
    free(l.unit.head);
    free(l.town.at);
    free(l.today.at);
    free(l.units.at);
    free(l.claim.at);
    free(l.layer.at);
    free(l.kept.at);
    return status;
}

int32_t sz__labels_town(const sz_map *map, const sz_record *rec, int32_t name)
{
    int32_t number = sz__names_find(&map->names, sz__name(&rec->names, name));
    for (int32_t t = 0; number >= 0 && t < map->n_towns; t++)
        if (map->town_name[t] == number)
            return t;
    return -1;
}
