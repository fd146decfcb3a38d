/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* PROJ behind our own types: no network, nothing printed, x before y. */
#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/utf8.h"
#include "geom/crs.h"

struct sz_crs_context {
    PJ_CONTEXT *proj;
    char said[160];        /* PROJ's last error text */
};

static void keep_message(void *data, int level, const char *text)
{
    sz_crs_context *context = data;
    if (level != PJ_LOG_ERROR || !text)
        return;
    size_t length = sz__utf8_cut(text, sizeof context->said - 1);
    memcpy(context->said, text, length);
    context->said[length] = '\0';
    context->said[strcspn(context->said, "\r\n")] = '\0';
}

sz_status sz__crs_open(sz_crs_context **out, sz_error *err)
{
    sz_crs_context *context = sz__zalloc(1, sizeof *context);
    if (!context || !(context->proj = proj_context_create())) {
        free(context);
        return sz__nomem(err);
    }
    proj_context_set_enable_network(context->proj, 0);
    proj_log_func(context->proj, context, keep_message);
    proj_log_level(context->proj, PJ_LOG_ERROR);
    *out = context;
    return SZ_SUCCESS;
}

void sz__crs_close(sz_crs_context *context)
{
    if (!context)
        return;
    proj_context_destroy(context->proj);
    free(context);
}

static bool is_crs(const PJ *p)
{
    return p && proj_is_crs(p);
}

/* The horizontal system in DEFINITION, the compound around it taken off. What is
 * bound to WGS 84 by parameters of its own (TOWGS84) stays bound. NULL when PROJ
 * cannot read it or there is none. */
static PJ *horizontal(sz_crs_context *context, const char *definition)
{
    context->said[0] = '\0';
    PJ *crs = proj_create(context->proj, definition);
    if (crs && !is_crs(crs)) {
        /* "+proj=utm +zone=50" is an operation unless it says that it is a CRS */
        proj_destroy(crs);
        size_t size = strlen(definition) + sizeof " +type=crs";
        char *typed = malloc(size);
        if (!typed)
            return NULL;
        snprintf(typed, size, "%s +type=crs", definition);
        crs = proj_create(context->proj, typed);
        free(typed);
    }
    if (crs && proj_get_type(crs) == PJ_TYPE_COMPOUND_CRS) {
        PJ *flat = proj_crs_get_sub_crs(context->proj, crs, 0);
        proj_destroy(crs);
        crs = flat;
    }
    return crs;
}

/* Letters and digits of a name in lower case, other ASCII left out. */
static void squeeze(const char *name, char *out, size_t size)
{
    size_t n = 0;
    for (; *name && n + 1 < size; name++) {
        unsigned char c = (unsigned char)*name;
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + 32);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
            out[n++] = (char)c;
    }
    out[n] = '\0';
}

static sz_frame frame_of_name(const char *name)
{
    static const struct {
        const char *word;
        sz_frame frame;
    } words[] = {
        { "newbeijing", SZ_FRAME_NEW_BEIJING },   { "beijing1954", SZ_FRAME_BEIJING54 },
        /* a figure of the earth without a datum: what else uses it in these parts */
        { "unknownbasedonkrass", SZ_FRAME_BEIJING54 },
        { "unknownbasedoniau1976", SZ_FRAME_XIAN80 },
        { "beijing54", SZ_FRAME_BEIJING54 },      { "xian1980", SZ_FRAME_XIAN80 },
        { "xian80", SZ_FRAME_XIAN80 },            { "北京1954", SZ_FRAME_BEIJING54 },
        { "北京54", SZ_FRAME_BEIJING54 },         { "西安1980", SZ_FRAME_XIAN80 },
        { "西安80", SZ_FRAME_XIAN80 },
    };
    char plain[128];
    squeeze(name, plain, sizeof plain);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(plain, words[i].word))
            return words[i].frame;
    return SZ_FRAME_OTHER;
}

/* By the datum's name first, which ESRI and EPSG write differently, then by the
 * system's own. One that brings its parameters is like any other. */
static sz_frame frame_of(sz_crs_context *context, const PJ *crs)
{
    sz_frame frame = SZ_FRAME_OTHER;
    if (proj_get_type(crs) == PJ_TYPE_BOUND_CRS)
        return frame;
    PJ *datum = proj_crs_get_datum_forced(context->proj, crs);
    if (datum && proj_get_name(datum))
        frame = frame_of_name(proj_get_name(datum));
    proj_destroy(datum);
    if (frame == SZ_FRAME_OTHER && proj_get_name(crs))
        frame = frame_of_name(proj_get_name(crs));
    return frame;
}

static double metres_per_unit(sz_crs_context *context, const PJ *crs)
{
    double factor = 1.0;
    PJ *axes = proj_crs_get_coordinate_system(context->proj, crs);
    if (axes)
        proj_cs_get_axis_info(context->proj, axes, 0, NULL, NULL, NULL, &factor, NULL,
                              NULL, NULL);
    proj_destroy(axes);
    return factor;
}

/* "EPSG:4549" if CRS carries a code or is surely one that the database knows. */
static void find_code(sz_crs_context *context, const PJ *crs, char code[32])
{
    const char *authority = proj_get_id_auth_name(crs, 0);
    const char *number = proj_get_id_code(crs, 0);
    code[0] = '\0';
    if (authority && number) {
        snprintf(code, 32, "%s:%s", authority, number);
        return;
    }
    int *confidence = NULL;
    PJ_OBJ_LIST *found = proj_identify(context->proj, crs, "EPSG", NULL, &confidence);
    if (found && proj_list_get_count(found) == 1 && confidence[0] >= 90) {
        PJ *known = proj_list_get(context->proj, found, 0);
        number = known ? proj_get_id_code(known, 0) : NULL;
        if (number)
            snprintf(code, 32, "EPSG:%s", number);
        proj_destroy(known);
    }
    proj_int_list_destroy(confidence);
    proj_list_destroy(found);
}

static sz_status unreadable(const sz_crs_context *context, const char *definition,
                            sz_error *err)
{
    return sz__fail(err, SZ_ERR_DATA, -1, _("cannot read the CRS \"%.80s\"%s%.120s"),
                    definition, context->said[0] ? ": " : "", context->said);
}

sz_status sz__crs_describe(sz_crs_context *context, const char *definition,
                           sz_crs_info *out, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    sz_crs_info info = { .metres = 1.0 };
    PJ *crs = horizontal(context, definition), *inner = NULL;
    if (!is_crs(crs)) {
        status = unreadable(context, definition, err);
        goto done;
    }
    info.frame = frame_of(context, crs);
    info.needs_params = info.frame != SZ_FRAME_OTHER;
    if (proj_get_type(crs) == PJ_TYPE_BOUND_CRS &&
        (inner = proj_get_source_crs(context->proj, crs)) != NULL) {
        proj_destroy(crs);
        crs = inner;
    }
    const char *name = proj_get_name(crs);
    size_t length = name ? sz__utf8_cut(name, sizeof info.name - 1) : 0;
    memcpy(info.name, name ? name : "", length);
    switch (proj_get_type(crs)) {
    case PJ_TYPE_GEOGRAPHIC_2D_CRS:
    case PJ_TYPE_GEOGRAPHIC_3D_CRS:
        info.geographic = true;
        break;
    case PJ_TYPE_PROJECTED_CRS:
        break;
    case PJ_TYPE_ENGINEERING_CRS:
        info.local = true;
        break;
    default:
        status = sz__fail(err, SZ_ERR_DATA, -1,
                          _("the CRS \"%.80s\" is neither geographic nor projected"),
                          info.name);
        goto done;
    }
    if (!info.geographic)
        info.metres = metres_per_unit(context, crs);
    if (!inner) /* its code alone would lose the parameters */
        find_code(context, crs, info.code);
    *out = info;
done:
    proj_destroy(crs);
    return status;
}

/* Why a shift between two systems cannot be made, if so. */
static sz_status check_frames(sz_crs_context *context, const PJ *from, const PJ *to,
                              sz_error *err)
{
    sz_frame a = frame_of(context, from), b = frame_of(context, to);
    if (a != b)
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("shifting \"%.80s\" to \"%.80s\" needs local parameters that "
                          "are not public: transform the file with your surveying "
                          "office's parameters first, or bring all files in one frame"),
                        proj_get_name(from), proj_get_name(to));
    bool local = proj_get_type(from) == PJ_TYPE_ENGINEERING_CRS ||
                 proj_get_type(to) == PJ_TYPE_ENGINEERING_CRS;
    if (local && !proj_is_equivalent_to(from, to, PJ_COMP_EQUIVALENT))
        return sz__fail(err, SZ_ERR_DATA, -1,
                        _("no transformation leads from \"%.80s\" to \"%.80s\": a "
                          "local system has no link to the globe"),
                        proj_get_name(from), proj_get_name(to));
    return SZ_SUCCESS;
}

/* The operation that suits the point (X, Y) best, x before y on both sides. */
static PJ *operation_at(sz_crs_context *context, const PJ *from, const PJ *to, double x,
                        double y)
{
    PJ *any = proj_create_crs_to_crs_from_pj(context->proj, from, to, NULL, NULL);
    PJ *turned = any ? proj_normalize_for_visualization(context->proj, any) : NULL;
    PJ *best = NULL;
    if (turned) {
        proj_trans(turned, PJ_FWD, proj_coord(x, y, 0, HUGE_VAL));
        best = proj_trans_get_last_used_operation(turned);
    }
    proj_destroy(any);
    if (best) {
        proj_destroy(turned);
        return best;
    }
    return turned;
}

/* Middle of the box of the finite points; false when there are none. */
static bool middle(const double *x, const double *y, size_t stride, size_t n,
                   double at[2])
{
    double box[4] = { HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL };
    for (size_t i = 0; i < n * stride; i += stride) {
        if (!isfinite(x[i]) || !isfinite(y[i]))
            continue;
        box[0] = x[i] < box[0] ? x[i] : box[0];
        box[1] = y[i] < box[1] ? y[i] : box[1];
        box[2] = x[i] > box[2] ? x[i] : box[2];
        box[3] = y[i] > box[3] ? y[i] : box[3];
    }
    at[0] = box[0] / 2 + box[2] / 2;
    at[1] = box[1] / 2 + box[3] / 2;
    return box[0] <= box[2];
}

static size_t mark_failures(double *x, double *y, size_t stride, size_t n)
{
    size_t failed = 0;
    for (size_t i = 0; i < n * stride; i += stride)
        if (!isfinite(x[i]) || !isfinite(y[i])) {
            x[i] = y[i] = HUGE_VAL;
            failed++;
        }
    return failed;
}

/* The way from DEFINITION to degrees in its own frame, for points around X, Y. */
static sz_status way_to_degrees(sz_crs_context *context, const char *definition,
                                double x, double y, PJ **out, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    PJ *crs = horizontal(context, definition), *globe = NULL;
    if (!is_crs(crs)) {
        status = unreadable(context, definition, err);
        goto done;
    }
    globe = proj_crs_get_geodetic_crs(context->proj, crs);
    *out = globe ? operation_at(context, crs, globe, x, y) : NULL;
    if (!*out)
        status = sz__fail(err, SZ_ERR_DATA, -1,
                          _("no transformation leads from \"%.80s\" to degrees"),
                          proj_get_name(crs));
done:
    proj_destroy(globe);
    proj_destroy(crs);
    return status;
}

sz_status sz__crs_degrees(sz_crs_context *context, const char *definition, double *x,
                          double *y, sz_error *err)
{
    PJ *way = NULL;
    sz_status status = way_to_degrees(context, definition, *x, *y, &way, err);
    if (status != SZ_SUCCESS)
        return status;
    PJ_COORD at = proj_trans(way, PJ_FWD, proj_coord(*x, *y, 0, HUGE_VAL));
    *x = at.xy.x;
    *y = at.xy.y;
    proj_destroy(way);
    return SZ_SUCCESS;
}

/* Metres on the ground between two near points in degrees, to a thousandth: every
 * figure of the earth is WGS 84's here. */
static double ground(PJ_COORD a, PJ_COORD b)
{
    static const double radius = 6378137, e2 = 0.00669437999014;
    static const double degree = 0.017453292519943295;
    double s = sin((a.lp.phi + b.lp.phi) / 2 * degree), w = sqrt(1 - e2 * s * s);
    double east = remainder(b.lp.lam - a.lp.lam, 360) * degree * radius / w;
    double north = (b.lp.phi - a.lp.phi) * degree * radius * (1 - e2) / (w * w * w);
    return hypot(east * sqrt(1 - s * s), north);
}

sz_status sz__crs_stretch(sz_crs_context *context, const char *definition,
                          const double box[4], double range[2], sz_error *err)
{
    static const double share[5][2] = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 },
                                        { 0.5, 0.5 } };
    static const double step = 100;
    double mid[2] = { (box[0] + box[2]) / 2, (box[1] + box[3]) / 2 };
    PJ *way = NULL;
    sz_status status = way_to_degrees(context, definition, mid[0], mid[1], &way, err);
    if (status != SZ_SUCCESS)
        return status;
    range[0] = HUGE_VAL;
    range[1] = 0;
    for (int k = 0; k < 10; k++) {
        const double *at = share[k / 2];
        double x = box[0] + at[0] * (box[2] - box[0]);
        double y = box[1] + at[1] * (box[3] - box[1]);
        double dx = k % 2 ? step / 2 : 0, dy = k % 2 ? 0 : step / 2;
        PJ_COORD a = proj_trans(way, PJ_FWD, proj_coord(x - dx, y - dy, 0, HUGE_VAL));
        PJ_COORD b = proj_trans(way, PJ_FWD, proj_coord(x + dx, y + dy, 0, HUGE_VAL));
        double stretch = step / ground(a, b);
        if (!isfinite(stretch)) {
            range[0] = range[1] = NAN;
            break;
        }
        range[0] = fmin(range[0], stretch);
        range[1] = fmax(range[1], stretch);
    }
    proj_destroy(way);
    return SZ_SUCCESS;
}

enum { KEPT_BITS = 15 };

/* A point before and after. */
typedef struct moved {
    double x, y, to_x, to_y;
} moved;

static size_t slot_of(double x, double y)
{
    uint64_t a, b;
    memcpy(&a, &x, sizeof a);
    memcpy(&b, &y, sizeof b);
    return (size_t)((a * 31 + b) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - KEPT_BITS));
}

/* Move the points. Neighbours repeat each other's: of those that fall on one slot the
 * last is kept, and need not be moved again. False when memory is out. */
static bool move(PJ *operation, double *x, double *y, size_t stride, size_t n)
{
    size_t slots = (size_t)1 << KEPT_BITS;
    moved *kept = sz__alloc(slots, sizeof *kept);
    if (!kept)
        return false;
    for (size_t i = 0; i < slots; i++)
        kept[i].x = NAN; /* is no point's */
    for (size_t i = 0; i < n * stride; i += stride) {
        moved *m = &kept[slot_of(x[i], y[i])];
        if (m->x != x[i] || m->y != y[i]) {
            PJ_COORD to = proj_trans(operation, PJ_FWD,
                                     proj_coord(x[i], y[i], 0, HUGE_VAL));
            *m = (moved){ x[i], y[i], to.xy.x, to.xy.y };
        }
        x[i] = m->to_x;
        y[i] = m->to_y;
    }
    free(kept);
    return true;
}

sz_status sz__crs_transform(sz_crs_context *context, const char *from, const char *to,
                            double *x, double *y, size_t stride, size_t n,
                            size_t *failed, sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    PJ *a = horizontal(context, from), *b = NULL, *operation = NULL;
    double at[2];
    if (!is_crs(a)) {
        status = unreadable(context, from, err);
        goto done;
    }
    if (!is_crs(b = horizontal(context, to))) {
        status = unreadable(context, to, err);
        goto done;
    }
    if ((status = check_frames(context, a, b, err)) != SZ_SUCCESS)
        goto done;
    size_t bad = mark_failures(x, y, stride, n);
    if (!proj_is_equivalent_to_with_ctx(context->proj, a, b,
                                        PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) &&
        middle(x, y, stride, n, at)) {
        context->said[0] = '\0';
        operation = operation_at(context, a, b, at[0], at[1]);
        if (!operation) {
            status = sz__fail(err, SZ_ERR_DATA, -1,
                              _("no transformation leads from \"%.80s\" to \"%.80s\""),
                              proj_get_name(a), proj_get_name(b));
            goto done;
        }
        if (!move(operation, x, y, stride, n)) {
            status = sz__nomem(err);
            goto done;
        }
        bad = mark_failures(x, y, stride, n);
    }
    if (failed)
        *failed = bad;
done:
    proj_destroy(operation);
    proj_destroy(a);
    proj_destroy(b);
    return status;
}
