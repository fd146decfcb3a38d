/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "io/dataset.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/i18n.h"
#include "core/platform.h"
#include "io/gdal_error.h"

/* The tags a line or polygon of an OSM file can be asked for, as plain fields. Of the
 * tags that make areas of closed ways the longest comes last: GDAL 3.6 passes over those
 * that are longer than the last. */
static const char osm_config[] =
    "closed_ways_are_polygons=aeroway,amenity,boundary,building,craft,geological,"
    "historic,landuse,leisure,military,natural,office,place,shop,sport,tourism,"
    "waterway=dock,waterway=riverbank,highway=platform,public_transport=platform\n"
    "attribute_name_laundering=no\n"
    "[points]\nosm_id=yes\nattributes=name,place,amenity,office\nother_tags=no\n"
    "[lines]\nosm_id=yes\n"
    "attributes=name,highway,railway,waterway,barrier,bridge,tunnel,layer,"
    "construction\n"
    "other_tags=no\n"
    "[multipolygons]\nosm_id=yes\n"
    "attributes=name,type,boundary,admin_level,building,landuse,place,leisure,natural,"
    "waterway,water,layer\n"
    "other_tags=no\n"
    "[multilinestrings]\nosm_id=yes\nattributes=name,type\nother_tags=no\n"
    "[other_relations]\nosm_id=yes\nattributes=name,type\nother_tags=no\n";

/* --- what is asked for --------------------------------------------------- */

static bool ends_with(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n >= m && EQUAL(path + n - m, ending);
}

/* A connection ("PG:...", "https:...", "/vsis3/...") rather than a local path; a
 * colon in second place is a drive. */
static bool is_connection(const char *path)
{
    const char *colon = strchr(path, ':');
    return strncmp(path, "/vsi", 4) == 0 || (colon && colon > path + 1);
}

/* Copies of the path and the layer (NULL: none) in SPEC; false: no memory. */
static bool split(const char *spec, char **path, char **layer)
{
    const char *bar = sz__exists(spec) ? NULL : strrchr(spec, '|');
    size_t n = bar ? (size_t)(bar - spec) : strlen(spec);
    *path = sz__dup(spec, n + 1, 1);
    *layer = bar ? sz__dup(bar + 1, strlen(bar + 1) + 1, 1) : NULL;
    if (*path)
        (*path)[n] = '\0';
    return *path && (!bar || *layer);
}

bool sz__dataset_exists(const char *spec)
{
    char *path = NULL, *layer = NULL;
    bool there =
        split(spec, &path, &layer) && (sz__exists(path) || is_connection(path));
    free(path);
    free(layer);
    return there;
}

/* The name GDAL knows a local file by: packed files through their file system. */
static char *gdal_name(const char *path)
{
    const char *prefix = "";
    if (is_connection(path))
        prefix = "";
    else if (ends_with(path, ".zip") || ends_with(path, ".kmz"))
        prefix = "/vsizip/";
    else if (ends_with(path, ".tar") || ends_with(path, ".tgz") ||
             ends_with(path, ".tar.gz"))
        prefix = "/vsitar/";
    else if (ends_with(path, ".gz"))
        prefix = "/vsigzip/";
    size_t size = strlen(prefix) + strlen(path) + 1;
    char *name = malloc(size);
    if (name)
        snprintf(name, size, "%s%s", prefix, path);
    return name;
}

static const char *base_name(const char *path)
{
    const char *base = path;
    for (const char *c = path; *c; c++)
        if ((*c == '/' || *c == '\\') && c[1])
            base = c + 1;
    return base;
}

/* A new directory in memory. Its name holds its own address, so no two that are in
 * use at once are the same. */
static char *scratch_new(void)
{
    enum { SIZE = 64 };
    char *name = malloc(SIZE);
    if (name)
        snprintf(name, SIZE, "/vsimem/sizhi-%p", (void *)name);
    return name;
}

/* --- opening ------------------------------------------------------------- */

static GDALDatasetH open_with(const char *name, const char *driver,
                              const char *const *options)
{
    const char *const allowed[] = { driver, NULL };
    return GDALOpenEx(name, GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                      driver ? allowed : NULL, options, NULL);
}

static GDALDatasetH open_osm(sz_dataset *d, const char *name)
{
    char config[100], option[120];
    if (!d->scratch && !(d->scratch = scratch_new()))
        return NULL;
    snprintf(config, sizeof config, "%s/osmconf.ini", d->scratch);
    snprintf(option, sizeof option, "CONFIG_FILE=%s", config);
    VSILFILE *file = VSIFOpenL(config, "wb");
    if (!file)
        return NULL;
    VSIFWriteL(osm_config, 1, sizeof osm_config - 1, file);
    VSIFCloseL(file);
    const char *const options[] = { option, NULL };
    return open_with(name, "OSM", options);
}

/* Where "<osm" begins when only a declaration, comments and space precede it; 0
 * when the text at the start of the file is something else. */
static size_t osm_start(const char *text)
{
    const char *at = text;
    while (*at) {
        at += strspn(at, " \t\r\n\xef\xbb\xbf");
        const char *end = strncmp(at, "<!--", 4) == 0  ? strstr(at, "-->")
                          : strncmp(at, "<?", 2) == 0 ? strstr(at, "?>")
                                                      : NULL;
        if (!end)
            break;
        at = end + (*end == '-' ? 3 : 2);
    }
    return strncmp(at, "<osm", 4) == 0 ? (size_t)(at - text) : 0;
}

/* GDAL knows OpenStreetMap XML by "<osm" in its first bytes; a long comment before
 * it hides that, so the file is read from there on. */
static GDALDatasetH open_osm_behind_comment(sz_dataset *d, const char *name)
{
    enum { HEAD = 1 << 16 };
    GDALDatasetH handle = NULL;
    char *head = calloc(1, HEAD + 1), *inner = NULL;
    VSILFILE *file = head ? VSIFOpenL(name, "rb") : NULL;
    size_t start = 0;
    if (file) {
        VSIFReadL(head, 1, HEAD, file);
        VSIFCloseL(file);
        start = osm_start(head);
    }
    size_t size = strlen(name) + 64;
    if (start > 0 && (inner = malloc(size)) != NULL) {
        snprintf(inner, size, "/vsisubfile/%zu,%s", start, name);
        handle = open_osm(d, inner);
        if (handle)
            d->repair = _("the comment before the OpenStreetMap data was passed over");
    }
    free(inner);
    free(head);
    return handle;
}

/* A copy of the shapefile NAME in memory, its lost index made anew there: the
 * user's folder stays as it is. */
static GDALDatasetH open_without_index(sz_dataset *d, const char *name,
                                       const char *const *options)
{
    static const char *const parts[] = { "shp", "SHP", "dbf", "DBF",
                                         "prj", "PRJ", "cpg", "CPG" };
    GDALDatasetH handle = NULL;
    char from[2048], to[2048];
    size_t stem = strlen(name) - 3;
    if (stem + 8 > sizeof from || (!d->scratch && !(d->scratch = scratch_new())))
        return NULL;
    VSIMkdir(d->scratch, 0755);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(from, sizeof from, "%.*s%s", (int)stem, name, parts[i]);
        snprintf(to, sizeof to, "%s/%.*s%s", d->scratch,
                 (int)(stem - (size_t)(base_name(name) - name)), base_name(name),
                 parts[i & ~(size_t)1]);
        VSILFILE *there = VSIFOpenL(from, "rb");
        if (there && VSIFCloseL(there) == 0 && CPLCopyFile(to, from) != 0)
            return NULL;
    }
    snprintf(to, sizeof to, "%s/%.*sshp", d->scratch,
             (int)(stem - (size_t)(base_name(name) - name)), base_name(name));
    CPLSetThreadLocalConfigOption("SHAPE_RESTORE_SHX", "YES");
    handle = open_with(to, "ESRI Shapefile", options);
    CPLSetThreadLocalConfigOption("SHAPE_RESTORE_SHX", NULL);
    if (handle)
        d->repair = _("the index (.shx) is missing and was made anew from the .shp");
    return handle;
}

/* Open NAME with the options its driver needs, and round what it stumbles over. */
static GDALDatasetH open_any(sz_dataset *d, const char *name)
{
    static const char *const shape[] = { "ENCODING=", NULL };
    static const char *const csv[] = { "HEADERS=YES", NULL };
    const char *const *options = NULL;
    GDALDriverH driver = GDALIdentifyDriverEx(name, GDAL_OF_VECTOR, NULL, NULL);
    const char *kind = driver ? GDALGetDriverShortName(driver) : "";
    if (strcmp(kind, "OSM") == 0) {
        GDALDatasetH osm = open_osm(d, name);
        return osm ? osm : open_osm_behind_comment(d, name);
    }
    if (strcmp(kind, "ESRI Shapefile") == 0)
        options = shape;
    else if (strcmp(kind, "CSV") == 0)
        options = csv;
    GDALDatasetH handle = open_with(name, driver ? kind : NULL, options);
    if (!handle && ends_with(name, ".shp"))
        handle = open_without_index(d, name, shape);
    if (!handle)
        handle = open_osm_behind_comment(d, name);
    d->raw_text = handle && options;
    return handle;
}

/* --- choosing a layer ---------------------------------------------------- */

static bool suits(OGRLayerH layer, sz_input input)
{
    OGRwkbGeometryType type = wkbFlatten(OGR_L_GetGeomType(layer));
    bool line = OGR_GT_IsSubClassOf(type, wkbCurve) || type == wkbMultiLineString ||
                type == wkbMultiCurve;
    bool point = type == wkbPoint || type == wkbMultiPoint;
    if (type == wkbUnknown || type == wkbGeometryCollection)
        return true;
    if (input == SZ_INPUT_LINES)
        return line;
    if (input == SZ_INPUT_OFFICES)
        return point;
    if (input == SZ_INPUT_HOUSEHOLDS)
        return !line && type != wkbNone;
    return !line && !point && type != wkbNone;
}

static void list_layers(GDALDatasetH handle, char *out, size_t size)
{
    size_t used = 0;
    int n = GDALDatasetGetLayerCount(handle);
    out[0] = '\0';
    for (int i = 0; i < n && used < size; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(handle, i);
        int wrote = snprintf(out + used, size - used, "%s%s", i ? ", " : "",
                             OGR_L_GetName(layer));
        used += wrote > 0 ? (size_t)wrote : size;
    }
}

/* The layer to read, by the rules of sz__dataset_open(). */
static sz_status choose(const sz_dataset *d, const char *path, const char *name,
                        sz_input input, OGRLayerH *out, sz_error *err)
{
    char all[240];
    int n = GDALDatasetGetLayerCount(d->handle), fit = 0;
    list_layers(d->handle, all, sizeof all);
    if (name) {
        *out = GDALDatasetGetLayerByName(d->handle, name);
        return *out ? SZ_SUCCESS
                    : sz__fail(err, SZ_ERR_DATA, -1,
                               _("%s has no layer \"%s\"; it has %s"), path, name, all);
    }
    if (n == 0)
        return sz__fail(err, SZ_ERR_DATA, -1, _("%s has no layer"), path);
    if (n == 1) {
        *out = GDALDatasetGetLayer(d->handle, 0);
        return SZ_SUCCESS;
    }
    for (int i = 0; i < n; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(d->handle, i);
        if (strcmp(OGR_L_GetName(layer), sz__input_word(input)) == 0) {
            *out = layer;
            return SZ_SUCCESS;
        }
        if (suits(layer, input)) {
            fit++;
            *out = layer;
        }
    }
    if (fit == 1)
        return SZ_SUCCESS;
    return sz__fail(err, SZ_ERR_DATA, -1,
                    _("%s has several layers (%s): choose one, as in \"%s|LAYER\""),
                    path, all, base_name(path));
}

/* An OSM file is read in one go; a selection makes GDAL skip what is not asked
 * for. Its layers are the same in every file. */
static sz_status choose_osm(sz_dataset *d, const char *path, const char *name,
                            sz_input input, sz_error *err)
{
    char sql[120];
    const char *layer = name ? name
                        : input == SZ_INPUT_LINES   ? "lines"
                        : input == SZ_INPUT_OFFICES ? "points"
                                                    : "multipolygons";
    if (!GDALDatasetGetLayerByName(d->handle, layer)) {
        OGRLayerH none;
        return choose(d, path, layer, input, &none, err);
    }
    snprintf(sql, sizeof sql, "SELECT * FROM %.80s", layer);
    d->layer = GDALDatasetExecuteSQL(d->handle, sql, NULL, NULL);
    d->is_result = true;
    return d->layer ? SZ_SUCCESS
                    : sz__fail(err, SZ_ERR_IO, -1, _("cannot read %s"), path);
}

static char *shown_name(const char *path, const char *layer)
{
    const char *base = base_name(path);
    size_t size = strlen(base) + (layer ? strlen(layer) : 0) + 64;
    char *shown = malloc(size);
    if (shown && layer)
        snprintf(shown, size, _("%s, layer %s"), base, layer);
    else if (shown)
        snprintf(shown, size, "%s", base);
    return shown;
}

/* GDAL would write the size of a .gz beside it for the next time: "NO", or NULL for
 * its own ways. */
static void leave_no_trace(const char *word)
{
    CPLSetThreadLocalConfigOption("CPL_VSIL_GZIP_WRITE_PROPERTIES", word);
}

/* Whether the file can be read and has nothing in it. */
static bool is_empty(const char *name)
{
    char byte;
    VSILFILE *file = VSIFOpenL(name, "rb");
    bool empty = file && VSIFReadL(&byte, 1, 1, file) == 0;
    if (file)
        VSIFCloseL(file);
    return empty;
}

sz_status sz__dataset_open(sz_dataset *out, const char *spec, sz_input input,
                           sz_error *err)
{
    sz_status status = SZ_SUCCESS;
    sz_gdal_trap trap = { "", false };
    char *path = NULL, *layer = NULL, *name = NULL;
    *out = (sz_dataset){ 0 };
    if (!split(spec, &path, &layer) || !(name = gdal_name(path)) ||
        !(out->shown = shown_name(path, layer))) {
        status = sz__nomem(err);
        goto done;
    }
    if (!sz__exists(path) && !is_connection(path)) {
        status = sz__fail(err, SZ_ERR_IO, -1, _("there is no file %s"), path);
        goto done;
    }
    sz__gdal_trap(&trap);
    leave_no_trace("NO");
    out->handle = open_any(out, name);
    sz__gdal_untrap();
    if (!out->handle && !sz__is_dir(path) && is_empty(name)) {
        status = sz__fail(err, SZ_ERR_DATA, -1, _("%s is empty: it has no bytes"), path);
        goto done;
    }
    if (!out->handle) {
        status = sz__fail(err, SZ_ERR_IO, -1, _("cannot open %s: %s"), path,
                          trap.text[0] ? trap.text : _("not a format GDAL reads"));
        goto done;
    }
    GDALDriverH driver = GDALGetDatasetDriver(out->handle);
    bool osm = driver && strcmp(GDALGetDriverShortName(driver), "OSM") == 0;
    status = osm ? choose_osm(out, path, layer, input, err)
                 : choose(out, path, layer, input, &out->layer, err);
done:
    if (status != SZ_SUCCESS)
        sz__dataset_close(out);
    free(path);
    free(layer);
    free(name);
    return status;
}

void sz__dataset_close(sz_dataset *dataset)
{
    if (dataset->is_result && dataset->layer)
        GDALDatasetReleaseResultSet(dataset->handle, dataset->layer);
    if (dataset->handle)
        GDALClose(dataset->handle);
    leave_no_trace(NULL);
    if (dataset->scratch)
        VSIRmdirRecursive(dataset->scratch);
    free(dataset->scratch);
    free(dataset->shown);
    *dataset = (sz_dataset){ 0 };
}
