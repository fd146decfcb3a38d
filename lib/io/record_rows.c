/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A feature of each layer as a row of the record. */
#include <math.h>
#include <string.h>

#include "core/i18n.h"
#include "io/record_feature.h"
#include "map/map.h"

/* More than any ground has, and nine million parcels of it still fit 64 bits. */
#define MOST INT64_C(1000000000000)

/* Counts that are added up. Those below nought are for sz_check() to tell. */
static sz_status check_counts(const sz_feature_reader *in, const sz_rec_parcel *p,
                              sz_error *err)
{
    const struct { const char *field; int64_t count; } rows[] = {
        { "households", p->households }, { "planned", p->planned },
        { "population", p->population },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].count > MOST || rows[i].count < -MOST)
            return sz__fail(err, SZ_ERR_DATA, in->fid,
                            _("'%s', layer '%s', feature %lld: %s is %lld, more than a "
                              "parcel can have"), in->path, in->def->name,
                            (long long)in->fid, rows[i].field, (long long)rows[i].count);
    return SZ_SUCCESS;
}

static sz_status read_parcel(sz_feature_reader *in, sz_error *err)
{
    sz_rec_parcel p = {
        .number = sz__get_int(in, 0, -1), .fid = in->fid, .name = sz__get_text(in, 1),
        .town = sz__get_text(in, 2), .unit = sz__get_text(in, 3),
        .unit_id = sz__get_int(in, 4, -1), .kind = sz__get_text(in, 5),
        .households = sz__get_int(in, 6, 0), .planned = sz__get_int(in, 7, 0),
        .population = sz__get_int(in, 8, 0), .area = sz__get_real(in, 9, NAN),
        .community = sz__get_text(in, 10), .comm_town = sz__get_text(in, 11),
        .claims = sz__get_text(in, 12), .proposed = sz__get_text(in, 13),
        .prop_town = sz__get_text(in, 14), .locked = sz__get_int(in, 15, 0) != 0,
        .keep = sz__get_text(in, 16),
    };
    sz_status status = sz__get_rings(in, &p.ring_from, &p.ring_to, err);
    if (status == SZ_SUCCESS)
        status = check_counts(in, &p, err);
    if (status != SZ_SUCCESS)
        return status;
    in->rec->proposed = in->rec->proposed || p.proposed >= 0;
    return sz__push(&in->rec->parcel, p) ? SZ_SUCCESS : sz__nomem(err);
}

/* A word for the class or the state of a line that nobody knows would pass for none. */
static sz_status check_line(const sz_feature_reader *in, const sz_rec_line *l,
                            sz_error *err)
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

static sz_status read_border(sz_feature_reader *in, sz_error *err)
{
    sz_rec_line l = { .left = sz__get_int(in, 0, -1), .right = sz__get_int(in, 1, -1),
                      .barrier = sz__get_text(in, 2), .name = sz__get_text(in, 3),
                      .state = -1,
                      .length = sz__get_real(in, 4, NAN) };
    sz_status status = sz__get_line(in, &l.from, &l.to, err);
    if (status == SZ_SUCCESS)
        status = check_line(in, &l, err);
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&in->rec->border, l) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_barrier(sz_feature_reader *in, sz_error *err)
{
    sz_rec_line l = { .barrier = sz__get_text(in, 0), .name = sz__get_text(in, 1),
                      .bridge = sz__get_int(in, 2, 0) != 0, .state = sz__get_text(in, 3) };
    sz_status status = sz__get_line(in, &l.from, &l.to, err);
    if (status == SZ_SUCCESS)
        status = check_line(in, &l, err);
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&in->rec->barrier, l) ? SZ_SUCCESS : sz__nomem(err);
}

/* A ring that a sheet can fill: closed, and more than a line there and back. */
static sz_status check_ring(const sz_feature_reader *in, size_t r, size_t number,
                            sz_error *err)
{
    const sz_ring *ring = &in->rec->ring.at[r];
    const double *first = in->rec->xy.at + 2 * ring->from;
    size_t n = ring->to - ring->from;
    if (n < 4)
        return sz__fail(err, SZ_ERR_DATA, in->fid,
                        _("'%s', layer '%s', feature %lld: ring %zu has %zu points, a "
                          "polygon needs four, the last as the first"), in->path,
                        in->def->name, (long long)in->fid, number, n);
    for (size_t i = 0; i < 2 * n; i++)
        if (!isfinite(first[i]))
            return sz__fail(err, SZ_ERR_DATA, in->fid,
                            _("'%s', layer '%s', feature %lld: ring %zu, point %zu: a "
                              "coordinate is not a finite number"), in->path,
                            in->def->name, (long long)in->fid, number, i / 2 + 1);
    const double *last = first + 2 * n - 2;
    if (first[0] == last[0] && first[1] == last[1])
        return SZ_SUCCESS;
    return sz__fail(err, SZ_ERR_DATA, in->fid,
                    _("'%s', layer '%s', feature %lld: ring %zu is open: it begins at "
                      "%.10g %.10g and ends at %.10g %.10g"), in->path, in->def->name,
                    (long long)in->fid, number, first[0], first[1], last[0], last[1]);
}

static sz_status read_backdrop(sz_feature_reader *in, sz_error *err)
{
    int32_t word = sz__get_text(in, 0);
    sz_rec_backdrop b = { .kind = sz__backdrop_from_name(sz__name(&in->rec->names, word)),
                          .name = sz__get_text(in, 1) };
    sz_status status = SZ_SUCCESS;
    if (b.kind < 0)
        return sz__fail(err, SZ_ERR_DATA, in->fid,
                        _("'%s', layer '%s', feature %lld: kind '%s' is none of green, "
                          "water, building"), in->path, in->def->name,
                        (long long)in->fid, sz__name(&in->rec->names, word));
    if ((status = sz__get_rings(in, &b.ring_from, &b.ring_to, err)) != SZ_SUCCESS)
        return status;
    if (b.ring_from == b.ring_to)
        return sz__fail(err, SZ_ERR_DATA, in->fid,
                        _("'%s', layer '%s', feature %lld: it has no shape"), in->path,
                        in->def->name, (long long)in->fid);
    for (size_t r = b.ring_from; r < b.ring_to && status == SZ_SUCCESS; r++)
        status = check_ring(in, r, r - b.ring_from + 1, err);
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&in->rec->backdrop, b) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_community(sz_feature_reader *in, sz_error *err)
{
    sz_rec_community c = {
        .name = sz__get_text(in, 0), .town = sz__get_text(in, 1),
        .code = sz__get_text(in, 2),
        .status = sz__get_text(in, 3), .today = sz__get_text(in, 4),
        .households = sz__get_int(in, 5, -1), .planned = sz__get_int(in, 6, -1),
        .population = sz__get_int(in, 7, -1), .area = sz__get_real(in, 8, NAN),
        .parts = sz__get_int(in, 9, -1),
    };
    sz_status status = sz__get_rings(in, &c.ring_from, &c.ring_to, err);
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&in->rec->community, c) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_office(sz_feature_reader *in, sz_error *err)
{
    sz_rec_office o = { .community = sz__get_text(in, 0), .town = sz__get_text(in, 1),
                        .name = sz__get_text(in, 2), .floor = sz__get_real(in, 3, 0),
                        .staff = sz__get_int(in, 4, 0),
                        .children = sz__get_real(in, 5, 0) };
    sz_status status = sz__get_point(in, &o.point, err);
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&in->rec->office, o) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_move(sz_feature_reader *in, sz_error *err)
{
    sz_rec_move m = { .from = sz__get_text(in, 0), .from_town = sz__get_text(in, 1),
                      .to = sz__get_text(in, 2), .to_town = sz__get_text(in, 3),
                      .households = sz__get_int(in, 4, -1),
                      .area = sz__get_real(in, 5, NAN) };
    return sz__push(&in->rec->move, m) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_detached(sz_feature_reader *in, sz_error *err)
{
    sz_rec_detached d = { .plan = sz__get_text(in, 0), .community = sz__get_text(in, 1),
                          .town = sz__get_text(in, 2), .within = sz__get_text(in, 3),
                          .with_town = sz__get_text(in, 4),
                          .enclave = sz__get_int(in, 5, 0) != 0,
                          .households = sz__get_int(in, 6, -1),
                          .area = sz__get_real(in, 7, NAN), .part = sz__get_int(in, 8, 0),
                          .state = sz__get_text(in, 13),
                          .recorded = sz__get_int(in, 14, 0) != 0,
                          .reason = sz__get_text(in, 15), .who = sz__get_text(in, 16),
                          .date = sz__get_text(in, 17) };
    return sz__push(&in->rec->detached, d) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_finding(sz_feature_reader *in, sz_error *err)
{
    sz_rec_finding f = { .rule = sz__get_text(in, 0), .level = sz__get_text(in, 1),
                         .town = sz__get_text(in, 2), .community = sz__get_text(in, 3),
                         .value = sz__get_real(in, 4, 0), .bound = sz__get_real(in, 5, 0),
                         .source = sz__get_text(in, 6), .clause = sz__get_text(in, 7),
                         .waiver = sz__get_text(in, 8), .message = sz__get_long_text(in, 9),
                         .placed = OGR_F_GetGeometryRef(in->feature) != NULL };
    sz_status status = f.placed ? sz__get_point(in, &f.point, err) : SZ_SUCCESS;
    if (status != SZ_SUCCESS)
        return status;
    return sz__push(&in->rec->finding, f) ? SZ_SUCCESS : sz__nomem(err);
}

static sz_status read_meta(sz_feature_reader *in, sz_error *err)
{
    sz_rec_meta m = { sz__get_text(in, 0), sz__get_text(in, 1) };
    if (m.key < 0)
        return SZ_SUCCESS;
    return sz__push(&in->rec->meta, m) ? SZ_SUCCESS : sz__nomem(err);
}

sz_status sz__record_add(sz_feature_reader *in, sz_dataset_layer layer, sz_error *err)
{
    static sz_status (*const add[])(sz_feature_reader *, sz_error *) = {
        read_parcel, read_border,   read_barrier, read_community, read_office,
        read_move,   read_detached, read_finding, read_meta,      read_backdrop,
    };
    return add[layer](in, err);
}
