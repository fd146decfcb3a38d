/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lines: what can be a boundary. */
#include "core/i18n.h"
#include "io/barriers.h"
#include "io/reading.h"

/* Whether the file says of what class its lines are. */
static bool is_classed(const sz_vector *v)
{
    static const sz_role roles[] = { SZ_ROLE_CLASS, SZ_ROLE_KIND, SZ_ROLE_HIGHWAY,
        SZ_ROLE_RAILWAY, SZ_ROLE_WATERWAY, SZ_ROLE_BARRIER };
    bool classed = false;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        classed = classed || v->field[roles[i]] >= 0;
    return classed;
}

typedef struct line_part {
    sz_reading *reading;
    sz_barrier_line line;
    size_t parts;
} line_part;

static sz_status add_part(void *data, size_t from, size_t to, sz_error *err)
{
    line_part *p = data;
    p->line.from = from;
    p->line.to = to;
    p->parts++;
    return sz__push(&p->reading->source.line, p->line) ? SZ_SUCCESS : sz__nomem(err);
}

/* The tags of one feature. */
static sz_status read_tags(sz_reading *reading, sz_vector *v, OGRFeatureH feature,
                           sz_line_tags *tags, sz_error *err)
{
    const sz_wanted_tag wanted[] = {
        { SZ_ROLE_NAME, &tags->name },         { SZ_ROLE_CLASS, &tags->class },
        { SZ_ROLE_KIND, &tags->kind },         { SZ_ROLE_HIGHWAY, &tags->highway },
        { SZ_ROLE_RAILWAY, &tags->railway },   { SZ_ROLE_WATERWAY, &tags->waterway },
        { SZ_ROLE_BARRIER, &tags->barrier },   { SZ_ROLE_BRIDGE, &tags->bridge },
        { SZ_ROLE_TUNNEL, &tags->tunnel },     { SZ_ROLE_LEVEL, &tags->level },
        { SZ_ROLE_STATE, &tags->state },
        { SZ_ROLE_CONSTRUCTION, &tags->construction },
    };
    return sz__read_tags(reading, v, feature, wanted, sizeof wanted / sizeof *wanted, err);
}

static sz_status read_line(sz_reading *reading, sz_vector *v, OGRFeatureH feature,
                           OGRGeometryH shape, sz_error *err)
{
    sz_account *account = reading->account;
    sz_read_layer *layer = sz__reading_layer(reading);
    int64_t fid = OGR_F_GetFID(feature);
    sz_line_tags tags = { .classed = is_classed(v) };
    line_part part = { .reading = reading, .line = { .fid = fid, .file = v->file } };
    sz_shape_kind kind = sz__shape_kind(shape);
    account->lines_read++;
    layer->areas += kind == SZ_SHAPE_AREA;
    if (kind != SZ_SHAPE_LINE)
        return sz__tell_dropped(reading, layer, fid, sz__shape_word(kind), err);
    sz_status status = read_tags(reading, v, feature, &tags, err);
    if (status != SZ_SUCCESS)
        return status;
    switch (sz__line_class(&tags, &part.line.barrier, &part.line.bridge)) {
    case SZ_LINE_TUNNEL:
        account->tunnels_left_out++;
        return SZ_SUCCESS;
    case SZ_LINE_UNCLASSED:
        account->lines_unclassed++;
        return SZ_SUCCESS;
    case SZ_LINE_KEPT:
        break;
    }
    account->bridges_kept += part.line.bridge;
    part.line.state = sz__line_state(&tags);
    part.line.name = sz__names_add(&reading->source.names, tags.name);
    if (part.line.name == -2)
        return sz__nomem(err);
    status = sz__take_lines(reading, v, shape, fid, add_part, &part, err);
    if (status == SZ_SUCCESS && part.parts == 0)
        status = sz__tell_dropped(reading, layer, fid,
                                  _("it has fewer than two points"), err);
    return status;
}

static sz_status note_unclassed_file(sz_reading *reading, const sz_vector *v,
                                     sz_error *err)
{
    sz_finding f = { .rule = "import.class", .level = SZ_LEVEL_HINT };
    return sz__findings_add(reading->findings, &f, err,
                            _("%s has no field of classes: lines are classed by the "
                              "end "
                              "of their names, the rest as streets; else give --field "
                              "lines.class=NAME"),
                            v->data.shown);
}

/* Rivers as areas bound nothing: what to do about it. */
static sz_status note_areas(sz_reading *reading, const sz_vector *v, sz_error *err)
{
    sz_finding f = { .rule = "import.dropped", .level = SZ_LEVEL_HINT };
    size_t areas = sz__reading_layer(reading)->areas;
    if (areas == 0)
        return SZ_SUCCESS;
    return sz__findings_add(reading->findings, &f, err,
                            _("%s: %zu areas bound nothing: give areas to --backdrop, and "
                              "lines, such as a river's middle or bank, to --lines"),
                            v->data.shown, areas);
}

sz_status sz__read_lines(sz_reading *reading, sz_vector *vector, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    size_t before = reading->account->lines_read, lines = reading->source.line.n;
    size_t unclassed = reading->account->lines_unclassed;
    if (!is_classed(vector))
        status = note_unclassed_file(reading, vector, err);
    if (status == SZ_SUCCESS)
        status = sz__read_each(reading, vector, read_line, err);
    if (status == SZ_SUCCESS)
        status = note_areas(reading, vector, err);
    if (status != SZ_SUCCESS || reading->source.line.n > lines)
        return status;
    size_t read = reading->account->lines_read - before;
    if (read > 0 && reading->account->lines_unclassed - unclassed == read)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("%s: none of its %zu lines is of a known class: give --field "
                          "lines.class=NAME"),
                        vector->data.shown, read);
    if (sz__reading_layer(reading)->areas > 0)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("%s has areas and no line to use as a boundary: give areas to "
                          "--backdrop, and lines, such as a river's middle or bank, to "
                          "--lines"), vector->data.shown);
    return sz__fail(err, SZ_ERR_DATA, -1, _("%s has no line to use as a boundary"),
                    vector->data.shown);
}
