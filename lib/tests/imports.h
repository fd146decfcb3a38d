/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Small files for importing, and what became of them. */
#ifndef SIZHI_TESTS_IMPORTS_H
#define SIZHI_TESTS_IMPORTS_H

#include <stdarg.h>
#include <string.h>

#include "sizhi/sizhi.h"
#include "tests/files.h"

/* A directory for each test; IN() gives the path of a file in it. */
static char import_dir[64];

static inline void imports_open(void)
{
    files_open(import_dir);
}

static inline void imports_close(void)
{
    files_close(import_dir);
}

static inline const char *in_dir(const char *name)
{
    static char paths[8][160];
    static int next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", import_dir, name);
    return path;
}

/* --- GeoJSON ------------------------------------------------------------- */

#define EAST 500000.0
#define NORTH 3500000.0

typedef struct doc {
    char text[8000];
    size_t n, features;
} doc;

static inline void doc_add(doc *d, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    d->n += (size_t)vsnprintf(d->text + d->n, sizeof d->text - d->n, fmt, args);
    va_end(args);
    ck_assert_uint_lt(d->n, sizeof d->text);
}

/* EPSG 0: the file does not say. */
static inline doc doc_open(int epsg)
{
    doc d = { "", 0, 0 };
    doc_add(&d, "{\"type\":\"FeatureCollection\",");
    if (epsg)
        doc_add(&d, "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                "\"urn:ogc:def:crs:EPSG::%d\"}},", epsg);
    doc_add(&d, "\"features\":[");
    return d;
}

/* A feature from its geometry's and its properties' JSON. */
static inline void doc_feature(doc *d, const char *geometry, const char *properties)
{
    doc_add(d, "%s{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":%s}",
            d->features++ ? "," : "", properties, geometry);
}

/* A square of side A with its south-west corner X, Y metres from the origin. */
static inline void doc_square(doc *d, double x, double y, double a,
                              const char *properties)
{
    char geometry[400];
    double w = EAST + x, s = NORTH + y;
    CPLsnprintf(geometry, sizeof geometry,
             "{\"type\":\"Polygon\",\"coordinates\":[[[%.9g,%.9g],[%.9g,%.9g],[%.9g,%."
             "9g],"
             "[%.9g,%.9g],[%.9g,%.9g]]]}",
             w, s, w + a, s, w + a, s + a, w, s + a, w, s);
    doc_feature(d, geometry, properties);
}

static inline void doc_line(doc *d, double x1, double y1, double x2, double y2,
                            const char *properties)
{
    char geometry[200];
    CPLsnprintf(geometry, sizeof geometry,
             "{\"type\":\"LineString\",\"coordinates\":[[%.9g,%.9g],[%.9g,%.9g]]}",
             EAST + x1, NORTH + y1, EAST + x2, NORTH + y2);
    doc_feature(d, geometry, properties);
}

static inline const char *doc_write(doc *d, const char *name)
{
    doc_add(d, "]}");
    const char *path = in_dir(name);
    files_write(path, d->text);
    return path;
}

/* Two squares of 1 ha side by side in EPSG:4549, 30 and 40 households. */
static inline const char *two_units(void)
{
    doc d = doc_open(4549);
    doc_square(&d, 0, 0, 100,
               "\"unit_id\":\"a\",\"community\":\"东关\",\"households\":30");
    doc_square(&d, 100, 0, 100,
               "\"unit_id\":\"b\",\"community\":\"西关\",\"households\":40");
    return doc_write(&d, "units.geojson");
}

static inline sz_import_options units_only(void)
{
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = two_units();
    return o;
}

/* --- importing ----------------------------------------------------------- */

typedef struct imported {
    sz_status status;
    sz_project *project;
    sz_account account;
    sz_error err;
} imported;

static inline imported import_files(const sz_import_options *options)
{
    imported r = { .err = SZ_ERROR_INIT };
    r.status = sz_import(options, &r.project, &r.account, &r.err);
    ck_assert_int_eq(r.status == SZ_SUCCESS, r.project != NULL);
    return r;
}

static inline imported import_well(const sz_import_options *options)
{
    imported r = import_files(options);
    ck_assert_msg(r.status == SZ_SUCCESS, "%s: %s", sz_status_name(r.status),
                  r.err.message);
    ck_assert_int_eq(r.account.households_in,
                     r.account.households_placed + r.account.households_unplaced);
    ck_assert_int_eq(sz_map_households(sz_project_map(r.project)),
                     r.account.households_placed);
    return r;
}

/* The import must fail with STATUS and a message that holds TEXT. */
static inline void import_fails(const sz_import_options *options, sz_status status,
                                const char *text)
{
    imported r = import_files(options);
    ck_assert_msg(r.status == status, "%s: %s", sz_status_name(r.status),
                  r.err.message);
    ck_assert_msg(strstr(r.err.message, text) != NULL, "%s", r.err.message);
    sz_project_free(r.project);
}

/* How many findings of RULE hold TEXT. */
static inline int findings_with(const imported *r, const char *rule, const char *text)
{
    const sz_findings *list = sz_project_findings(r->project);
    int n = 0;
    for (size_t i = 0; i < sz_findings_count(list); i++) {
        const sz_finding *f = sz_findings_at(list, i);
        n += strcmp(f->rule, rule) == 0 && strstr(f->message, text) != NULL;
    }
    return n;
}

#endif
