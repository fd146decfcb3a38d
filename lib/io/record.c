/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a project's dataset, layer by layer. */
#include "io/record.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/utf8.h"
#include "io/record_crs.h"
#include "io/store.h"

/* The layer that is being read. */
typedef struct reader {
    sz_record *rec;
    const char *path;
    const sz_layer_def *def;
    int column[20];        /* of each field of def, -1 not there */
    int more[4];           /* where the last field goes on (message2 ...), -1 */
    OGRFeatureH feature;
    int64_t fid;
    bool nomem;
    int bad_text;          /* field that is no UTF-8, or -1 */
} reader;

static bool there(const reader *in, int k)
{
    return in->column[k] >= 0 &&
           OGR_F_IsFieldSetAndNotNull(in->feature, in->column[k]);
}

static int32_t number_of(reader *in, const char *text, int k)
{
    if (!sz__utf8_valid(text, strlen(text), NULL)) {
        in->bad_text = k;
        return -1;
    }
    int32_t number = sz__names_add(&in->rec->names, text);
    in->nomem = in->nomem || number == -2;
    return number;
}

static int32_t get_text(reader *in, int k)
{
    if (!there(in, k))
        return -1;
    return number_of(in, OGR_F_GetFieldAsString(in->feature, in->column[k]), k);
}

/* The last field, put together from all its pieces. */
static int32_t get_long_text(reader *in, int k)
{
    char text[5 * 256];
    size_t n = 0;
    if (in->more[0] < 0 || !there(in, k))
        return get_text(in, k);
    for (int piece = -1; piece < 4; piece++) {
        int column = piece < 0 ? in->column[k] : in->more[piece];
        if (column < 0 || !OGR_F_IsFieldSetAndNotNull(in->feature, column))
            break;
        const char *part = OGR_F_GetFieldAsString(in->feature, column);
        size_t m = strlen(part);
        if (n + m >= sizeof text)
            break;
        memcpy(text + n, part, m);
        n += m;
    }
    text[n] = '\0';
    return number_of(in, text, k);
}

static int64_t get_int(const reader *in, int k, int64_t none)
{
    return there(in, k) ? OGR_F_GetFieldAsInteger64(in->feature, in->column[k]) : none;
}

static double get_real(const reader *in, int k, double none)
{
    return there(in, k) ? OGR_F_GetFieldAsDouble(in->feature, in->column[k]) : none;
}

/* Append the points of a line or ring; false when memory is out. */
static bool take_points(reader *in, OGRGeometryH g)
{
    sz_record *rec = in->rec;
    size_t n = (size_t)OGR_G_GetPointCount(g);
    if (!sz__reserve(&rec->xy, 2 * n))
        return false;
    double *xy = rec->xy.at + rec->xy.n;
    OGR_G_GetPoints(g, xy, 16, xy + 1, 16, NULL, 0);
    rec->xy.n += 2 * n;
    return true;
}

static bool take_polygon(reader *in, OGRGeometryH polygon)
{
    for (int k = 0; k < OGR_G_GetGeometryCount(polygon); k++) {
        size_t from = in->rec->xy.n / 2;
        if (!take_points(in, OGR_G_GetGeometryRef(polygon, k)) ||
            !sz__push(&in->rec->ring, (sz_ring){ from, in->rec->xy.n / 2, k > 0 }))
            return false;
    }
    return true;
}

static sz_status wrong_shape(const reader *in, const char *want, sz_error *err)
{
    return sz__fail(err, SZ_ERR_DATA, in->fid,
                    _("'%s', layer '%s', feature %lld: not a %s"), in->path,
                    in->def->name, (long long)in->fid, want);
}

/* The rings of the feature; none when it has no shape. */
static sz_status get_rings(reader *in, size_t *from, size_t *to, sz_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(in->feature);
    *from = *to = in->rec->ring.n;
    if (!g)
        return SZ_SUCCESS;
    bool ok = true;
    OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(g));
    if (type == wkbPolygon)
        ok = take_polygon(in, g);
    else if (type == wkbMultiPolygon)
        for (int k = 0; ok && k < OGR_G_GetGeometryCount(g); k++)
            ok = take_polygon(in, OGR_G_GetGeometryRef(g, k));
    else
        return wrong_shape(in, _("polygon"), err);
    *to = in->rec->ring.n;
    return ok ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status get_line(reader *in, size_t *from, size_t *to, sz_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(in->feature);
    if (!g || OGR_GT_Flatten(OGR_G_GetGeometryType(g)) != wkbLineString)
        return wrong_shape(in, _("line"), err);
    *from = in->rec->xy.n / 2;
    if (!take_points(in, g))
        return sz__nomem(err);
    *to = in->rec->xy.n / 2;
    return SZ_SUCCESS;
}

static sz_status get_point(reader *in, size_t *point, sz_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(in->feature);
    if (!g || OGR_GT_Flatten(OGR_G_GetGeometryType(g)) != wkbPoint)
        return wrong_shape(in, _("point"), err);
    *point = in->rec->xy.n / 2;
    return take_points(in, g) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_parcel(reader *in, sz_error *err)
{
    sz_rec_parcel p = {
        .number = get_int(in, 0, -1), .fid = in->fid, .name = get_text(in, 1),
        .town = get_text(in, 2), .unit = get_text(in, 3),
        .unit_id = get_int(in, 4, -1), .kind = get_text(in, 5),
        .households = get_int(in, 6, 0), .planned = get_int(in, 7, 0),
        .population = get_int(in, 8, 0), .area = get_real(in, 9, NAN),
        .community = get_text(in, 10), .comm_town = get_text(in, 11),
        .claims = get_text(in, 12), .proposed = get_text(in, 13),
        .prop_town = get_text(in, 14), .locked = get_int(in, 15, 0) != 0,
        .keep = get_text(in, 16),
    };
    sz_status status = get_rings(in, &p.ring_from, &p.ring_to, err);
    if (status != SZ_SUCCESS)
        return status;
    in->rec->proposed = in->rec->proposed || p.proposed >= 0;
    return sz__push(&in->rec->parcel, p) ? SZ_SUCCESS : sz__nomem(err);
}

/* A word for the class or the state of a line that nobody knows would pass for none. */
static sz_status check_line(const reader *in, const sz_rec_line *l, sz_error *err)
{
    const char *class = sz__name(&in->rec->names, l->barrier);
    const char *state = sz__name(&in->rec->names, l->state);
    if (*class && strcmp(class, sz_barrier_name(sz_barrier_from_name(class))) != 0)
        return sz__fail(err, SZ_ERR_DATA, in->fid,
                        _("'%s', layer '%s', feature %lld: class '%s' is none of none, rail, "
                          "river, expressway, arterial, street, lane, wall"), in->path,
                        in->def->name, (long long)in->fid, class);
    if (*state && strcmp(state, sz__line_state_name(sz__line_state_from_name(state))) != 0)
        return sz__fail(err, SZ_ERR_DATA, in->fid,
                        _("'%s', layer '%s', feature %lld: state '%s' is neither building "
                          "nor planned; leave it empty for what is built"), in->path,
                        in->def->name, (long long)in->fid, state);
    return SZ_SUCCESS;
}

static sz_status read_border(reader *in, sz_error *err)
{
    sz_rec_line l = { .left = get_int(in, 0, -1), .right = get_int(in, 1, -1),
                      .barrier = get_text(in, 2), .name = get_text(in, 3), .state = -1,
                      .length = get_real(in, 4, NAN) };
    sz_status status = get_line(in, &l.from, &l.to, err);
    if (status == SZ_SUCCESS)
        status = check_line(in, &l, err);
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&in->rec->border, l) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_barrier(reader *in, sz_error *err)
{
    sz_rec_line l = { .barrier = get_text(in, 0), .name = get_text(in, 1),
                      .bridge = get_int(in, 2, 0) != 0, .state = get_text(in, 3) };
    sz_status status = get_line(in, &l.from, &l.to, err);
    if (status == SZ_SUCCESS)
        status = check_line(in, &l, err);
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&in->rec->barrier, l) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_community(reader *in, sz_error *err)
{
    sz_rec_community c = {
        .name = get_text(in, 0), .town = get_text(in, 1), .code = get_text(in, 2),
        .status = get_text(in, 3), .today = get_text(in, 4),
        .households = get_int(in, 5, -1), .planned = get_int(in, 6, -1),
        .population = get_int(in, 7, -1), .area = get_real(in, 8, NAN),
        .parts = get_int(in, 9, -1),
    };
    sz_status status = get_rings(in, &c.ring_from, &c.ring_to, err);
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&in->rec->community, c) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_office(reader *in, sz_error *err)
{
    sz_rec_office o = { .community = get_text(in, 0), .town = get_text(in, 1),
                        .name = get_text(in, 2), .floor = get_real(in, 3, 0),
                        .staff = get_int(in, 4, 0),
                        .children = get_real(in, 5, 0) };
    sz_status status = get_point(in, &o.point, err);
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&in->rec->office, o) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_move(reader *in, sz_error *err)
{
    sz_rec_move m = { .from = get_text(in, 0), .from_town = get_text(in, 1),
                      .to = get_text(in, 2), .to_town = get_text(in, 3),
                      .households = get_int(in, 4, -1), .area = get_real(in, 5, NAN) };
    return sz__push(&in->rec->move, m) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_detached(reader *in, sz_error *err)
{
    sz_rec_detached d = { .plan = get_text(in, 0), .community = get_text(in, 1),
                          .town = get_text(in, 2), .within = get_text(in, 3),
                          .with_town = get_text(in, 4),
                          .enclave = get_int(in, 5, 0) != 0,
                          .households = get_int(in, 6, -1),
                          .area = get_real(in, 7, NAN), .part = get_int(in, 8, 0),
                          .state = get_text(in, 13),
                          .recorded = get_int(in, 14, 0) != 0,
                          .reason = get_text(in, 15), .who = get_text(in, 16),
                          .date = get_text(in, 17) };
    return sz__push(&in->rec->detached, d) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_finding(reader *in, sz_error *err)
{
    sz_rec_finding f = { .rule = get_text(in, 0), .level = get_text(in, 1),
                         .town = get_text(in, 2), .community = get_text(in, 3),
                         .value = get_real(in, 4, 0), .bound = get_real(in, 5, 0),
                         .source = get_text(in, 6), .clause = get_text(in, 7),
                         .waiver = get_text(in, 8), .message = get_long_text(in, 9),
                         .placed = OGR_F_GetGeometryRef(in->feature) != NULL };
    sz_status status = f.placed ? get_point(in, &f.point, err) : SZ_SUCCESS;
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&in->rec->finding, f) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_meta(reader *in, sz_error *err)
{
    sz_rec_meta m = { get_text(in, 0), get_text(in, 1) };
    if (m.key < 0)
        return SZ_SUCCESS;
    return sz__push(&in->rec->meta, m) ? SZ_SUCCESS : sz__nomem(err);
}

static void find_columns(reader *in, OGRLayerH layer)
{
    OGRFeatureDefnH defn = OGR_L_GetLayerDefn(layer);
    for (int k = 0; k < in->def->n_fields; k++)
        in->column[k] = OGR_FD_GetFieldIndex(defn, in->def->field[k].name);
    for (int k = 0; k < 4; k++) {
        char name[16];
        snprintf(name, sizeof name, "%.8s%d",
                 in->def->field[in->def->n_fields - 1].name, k + 2);
        in->more[k] = OGR_FD_GetFieldIndex(defn, name);
    }
}

/* Two layers read as one: features without a shape stand at the place that their
 * field `row` tells, the others fill the places between. */
typedef struct merge {
    OGRLayerH shaped, shapeless;
    OGRFeatureH waiting;   /* next one without a shape */
    int64_t row;           /* its place */
    int64_t at;            /* place of the feature read last */
} merge;

static void wait_next(merge *m)
{
    m->waiting = m->shapeless ? OGR_L_GetNextFeature(m->shapeless) : NULL;
    int column = m->waiting ? OGR_F_GetFieldIndex(m->waiting, "row") : -1;
    m->row = column < 0 ? 0 : OGR_F_GetFieldAsInteger64(m->waiting, column);
}

static merge merge_open(OGRLayerH shaped, OGRLayerH shapeless)
{
    merge m = { shaped, shapeless, NULL, 0, 0 };
    OGR_L_ResetReading(shaped);
    if (shapeless)
        OGR_L_ResetReading(shapeless);
    wait_next(&m);
    return m;
}

/* The next feature, *SHAPED telling from which layer; NULL at the end. */
static OGRFeatureH merge_next(merge *m, bool *shaped)
{
    OGRFeatureH next = NULL;
    m->at++;
    if (!m->waiting || m->row > m->at)
        next = OGR_L_GetNextFeature(m->shaped);
    *shaped = next != NULL;
    if (!next && m->waiting) {
        next = m->waiting;
        wait_next(m);
    }
    return next;
}

static sz_status read_layer(sz_record *rec, const char *path, const sz_store *store,
                            int which, sz_error *err)
{
    static sz_status (*const read[])(reader *, sz_error *) = {
        read_parcel, read_border,   read_barrier, read_community, read_office,
        read_move,   read_detached, read_finding, read_meta,
    };
    reader in = { .rec = rec, .path = path, .def = &sz__layer_defs[which],
                  .bad_text = -1 };
    sz_status status = SZ_SUCCESS;
    merge m = merge_open(store->layer[which], store->shapeless[which]);
    bool shaped;
    int was = -1;
    while (status == SZ_SUCCESS && (in.feature = merge_next(&m, &shaped)) != NULL) {
        if (shaped != was) /* the other layer has its fields elsewhere */
            find_columns(&in, shaped ? m.shaped : m.shapeless);
        was = shaped;
        in.fid = OGR_F_GetFID(in.feature);
        status = read[which](&in, err);
        if (status == SZ_SUCCESS && in.nomem)
            status = sz__nomem(err);
        if (status == SZ_SUCCESS && in.bad_text >= 0)
            status = sz__fail(err, SZ_ERR_DATA, in.fid,
                              _("'%s', layer '%s', feature %lld: field '%s' is not "
                                "UTF-8"), path, in.def->name, (long long)in.fid,
                              in.def->field[in.bad_text].name);
        OGR_F_Destroy(in.feature);
    }
    if (m.waiting)
        OGR_F_Destroy(m.waiting);
    return status;
}

static int by_number(const void *a, const void *b)
{
    const sz_rec_parcel *p = a, *q = b;
    uint64_t i = (uint64_t)p->number, j = (uint64_t)q->number; /* none (-1) last */
    if (i != j)
        return i < j ? -1 : 1;
    return p->fid < q->fid ? -1 : p->fid > q->fid;
}

sz_status sz__record_read(sz_record *out, const char *path, sz_error *err)
{
    sz_record rec = { 0 };
    sz_store store = { 0 };
    sz_gdal_trap trap;
    sz__gdal_trap(&trap);
    sz_status status = sz__store_open(&store, path, &trap, err);
    for (int i = 0; status == SZ_SUCCESS && i < SZ_DS_LAYERS; i++) {
        if (!store.layer[i])
            continue;
        if (i > 0)
            rec.has |= 1u << (i - 1);
        status = read_layer(&rec, path, &store, i, err);
    }
    if (status == SZ_SUCCESS && trap.failed)
        status = sz__fail(err, SZ_ERR_IO, -1, _("cannot read '%s': %s"), path,
                          trap.text);
    if (status == SZ_SUCCESS && rec.parcel.n == 0)
        status = sz__fail(err, SZ_ERR_DATA, -1, _("'%s' has no parcels"), path);
    if (status == SZ_SUCCESS) {
        OGRFeatureDefnH defn = OGR_L_GetLayerDefn(store.layer[SZ_DS_PARCELS]);
        rec.has_comm_town = OGR_FD_GetFieldIndex(defn, "comm_town") >= 0;
        rec.has_prop_town = OGR_FD_GetFieldIndex(defn, "prop_town") >= 0;
        qsort(rec.parcel.at, rec.parcel.n, sizeof *rec.parcel.at, by_number);
        status = sz__record_to_plane(&rec, path, store.layer[SZ_DS_PARCELS], err);
    }
    sz__store_close(&store);
    sz__gdal_untrap();
    if (status != SZ_SUCCESS) {
        sz__record_release(&rec);
        return status;
    }
    *out = rec;
    return SZ_SUCCESS;
}
