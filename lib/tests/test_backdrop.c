/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The backdrop as it is imported: what an area is, what becomes of it, and that nothing
 * else changes by it. */
#include <math.h>

#include "io/backdrops.h"
#include "tests/imports.h"

/* --- kinds ---------------------------------------------------------------- */

enum { NONE = -1, GREEN = SZ_BACKDROP_GREEN, WATER = SZ_BACKDROP_WATER,
       BUILDING = SZ_BACKDROP_BUILDING };

static const struct {
    sz_backdrop_tags tags;
    int kind;
} kinds[] = {
    { { .building = "yes" }, BUILDING },
    { { .building = "apartments" }, BUILDING },
    { { .building = "no" }, NONE },
    { { .building = "0", .leisure = "park" }, GREEN },
    { { .building = "yes", .leisure = "park", .water = "pond" }, BUILDING },
    { { .building = "yes", .level = "1" }, BUILDING },
    { { .building = "yes", .level = "-1" }, NONE },
    { { .natural = "water", .level = "-1" }, WATER },
    { { .building = "bunker" }, NONE },
    { { .kind = "grass" }, GREEN },
    { { .kind = "forest" }, GREEN },
    { { .kind = "village_green" }, GREEN },
    { { .kind = "recreation_ground" }, GREEN },
    { { .kind = "meadow" }, GREEN },
    { { .leisure = "park" }, GREEN },
    { { .leisure = "garden" }, GREEN },
    { { .leisure = "pitch" }, GREEN },
    { { .leisure = "stadium" }, NONE },
    { { .leisure = "swimming_pool" }, NONE },
    { { .natural = "wood" }, GREEN },
    { { .natural = "scrub" }, GREEN },
    { { .natural = "grassland" }, GREEN },
    { { .natural = "wetland" }, GREEN },
    { { .natural = "water" }, WATER },
    { { .natural = "water", .leisure = "park" }, WATER },
    { { .natural = "sand" }, NONE },
    { { .natural = "bare_rock" }, NONE },
    { { .waterway = "riverbank" }, WATER },
    { { .waterway = "dock" }, WATER },
    { { .waterway = "dam" }, NONE },
    { { .water = "river" }, WATER },
    { { .water = "no" }, NONE },
    { { .kind = "reservoir" }, WATER },
    { { .kind = "basin" }, WATER },
    { { .kind = "residential" }, NONE },
    { { .kind = "commercial" }, NONE },
    { { .kind = "residential", .natural = "wood" }, GREEN },
    { { .kind = "military" }, NONE },
    { { .kind = "military", .natural = "wood" }, NONE },
    { { .kind = "military", .building = "yes" }, NONE },
    { { .class = "parking" }, NONE },
    { { .kind = "school" }, NONE },
    /* vector tiles, and what is made of OSM */
    { { .kind = "building", .class = "commercial" }, BUILDING },
    { { .kind = "building_part" }, BUILDING },
    { { .kind = "natural_wood" }, GREEN },
    { { .kind = "water" }, WATER },
    { { .kind = "ocean" }, WATER },
    { { .kind = "pier" }, NONE },
    { { .class = "river_bank" }, WATER },
    { { .class = "park", .kind = "landuse" }, GREEN },
    /* our own words and those of offices */
    { { .kind = "green" }, GREEN },
    { { .class = "水系" }, WATER },
    { { .class = "河流水面" }, WATER },
    { { .class = "坑塘水面" }, WATER },
    { { .class = "湖泊" }, WATER },
    { { .class = "水库" }, WATER },
    { { .class = "池塘" }, WATER },
    { { .class = "公园与绿地" }, GREEN },
    { { .class = "其他林地" }, GREEN },
    { { .kind = "草地" }, GREEN },
    { { .class = "建筑物" }, BUILDING },
    { { .kind = "普通房屋" }, BUILDING },
    { { .kind = "楼栋" }, BUILDING },
    { { .kind = "水工建筑用地" }, NONE },
    { { .kind = "建筑工地" }, NONE },
    { { .kind = "城镇住宅用地" }, NONE },
    { { .kind = "军事设施用地", .class = "林地" }, NONE },
    { { .kind = "" }, NONE },
    { { .kind = "Park" }, NONE },
};

START_TEST(kind_of_an_area)
{
    int kind = sz__backdrop_of_tags(&kinds[_i].tags);
    ck_assert_msg(kind == kinds[_i].kind, "row %d: %d instead of %d", _i, kind,
                  kinds[_i].kind);
}
END_TEST

START_TEST(words_of_the_user)
{
    ck_assert_int_eq(sz__backdrop_of_word("green"), GREEN);
    ck_assert_int_eq(sz__backdrop_of_word("绿地"), GREEN);
    ck_assert_int_eq(sz__backdrop_of_word("water"), WATER);
    ck_assert_int_eq(sz__backdrop_of_word("水面"), WATER);
    ck_assert_int_eq(sz__backdrop_of_word("building"), BUILDING);
    ck_assert_int_eq(sz__backdrop_of_word("建筑"), BUILDING);
    ck_assert_int_eq(sz__backdrop_of_word("grass"), NONE);
    ck_assert_int_eq(sz__backdrop_of_word(""), NONE);
}
END_TEST

/* --- files ---------------------------------------------------------------- */

/* The two units with FILE, and what comes of it. */
static imported import_with(const char *file)
{
    sz_import_options o = units_only();
    o.backdrop = &file;
    o.n_backdrop = file ? 1 : 0;
    return import_well(&o);
}

static void fails_with(const char *file, sz_status status, const char *text)
{
    sz_import_options o = units_only();
    o.backdrop = &file;
    o.n_backdrop = 1;
    import_fails(&o, status, text);
}

/* Every feature read is kept, of no kind, outside or told to be of no use. */
static void adds_up(const imported *r)
{
    const sz_account *a = &r->account;
    size_t kept = 0;
    for (int k = 0; k < SZ_N_BACKDROPS; k++)
        kept += a->backdrop_kept[k];
    ck_assert_uint_eq(a->backdrop_read,
                      kept + a->backdrop_unclassed + a->backdrop_outside + a->dropped);
}

/* Something of everything. */
static const char *mixed(void)
{
    doc d = doc_open(4549);
    doc_square(&d, 10, 10, 20, "\"leisure\":\"park\",\"name\":\"绿洲\"");
    doc_feature(&d, "{\"type\":\"MultiPolygon\",\"coordinates\":["
                "[[[500050,3500010],[500090,3500010],[500090,3500050],[500050,3500050],"
                "[500050,3500010]],[[500060,3500020],[500060,3500040],[500080,3500040],"
                "[500060,3500020]]],[[[500150,3500010],[500160,3500010],[500160,3500020],"
                "[500150,3500010]]],[[[510000,3500010],[510010,3500010],[510010,3500020],"
                "[510000,3500010]]]]}", "\"natural\":\"water\",\"name\":\"白河\"");
    doc_square(&d, 190, 90, 30, "\"building\":\"yes\"");     /* across the limit */
    doc_square(&d, 1000, 0, 30, "\"building\":\"yes\"");     /* outside */
    doc_square(&d, 40, 60, 30, "\"landuse\":\"residential\""); /* of no kind */
    doc_line(&d, 0, 50, 200, 50, "\"natural\":\"water\"");
    doc_feature(&d, "{\"type\":\"Point\",\"coordinates\":[500010,3500010]}",
                "\"building\":\"yes\"");
    doc_feature(&d, "null", "\"building\":\"yes\"");
    doc_feature(&d, "{\"type\":\"Polygon\",\"coordinates\":[[[500110,3500010],"
                "[500110,3500010]]]}", "\"building\":\"yes\"");
    doc_feature(&d, "{\"type\":\"Polygon\",\"coordinates\":[[[500120,3500040],"
                "[500140,3500060],[500140,3500040],[500120,3500060],[500120,3500040]]]}",
                "\"landuse\":\"grass\""); /* a bow-tie */
    return doc_write(&d, "mixed.geojson");
}

START_TEST(account_of_all)
{
    imported r = import_with(mixed());
    ck_assert_uint_eq(r.account.backdrop_read, 10);
    ck_assert_uint_eq(r.account.backdrop_kept[GREEN], 2);
    ck_assert_uint_eq(r.account.backdrop_kept[WATER], 1);
    ck_assert_uint_eq(r.account.backdrop_kept[BUILDING], 1);
    ck_assert_uint_eq(r.account.backdrop_outside, 1);
    ck_assert_uint_eq(r.account.backdrop_unclassed, 1);
    ck_assert_uint_eq(r.account.dropped, 4);
    ck_assert_uint_eq(r.account.repairs, 1);
    adds_up(&r);
    ck_assert_int_eq(findings_with(&r, "import.dropped", "mixed.geojson, feature 5"), 1);
    ck_assert_int_eq(findings_with(&r, "import.dropped", "it is a line"), 1);
    ck_assert_int_eq(findings_with(&r, "import.dropped", "it is a point"), 1);
    ck_assert_int_eq(findings_with(&r, "import.dropped", "it has no shape"), 1);
    ck_assert_int_eq(findings_with(&r, "import.dropped", "fewer than three"), 1);
    ck_assert_int_eq(findings_with(&r, "import.repair", "area 0.0 m2 before, 200.0 m2"),
                     1);
    sz_project_free(r.project);
}
END_TEST

static double ring_area(const sz_backdrop *b, size_t r)
{
    double sum = 0;
    for (size_t i = b->ring[r]; i + 1 < b->ring[r + 1]; i++)
        sum += (b->xy[2 * i] - EAST) * (b->xy[2 * i + 3] - NORTH) -
               (b->xy[2 * i + 2] - EAST) * (b->xy[2 * i + 1] - NORTH);
    return fabs(sum) / 2;
}

START_TEST(polygons_of_the_map)
{
    static const struct {
        int kind;
        const char *name;
        size_t rings;
        double area[2];
    } want[] = {
        { GREEN, "绿洲", 1, { 400 } },
        { WATER, "白河", 2, { 1600, 200 } }, /* the third of its parts is outside */
        { WATER, "白河", 1, { 50 } },
        { BUILDING, "", 1, { 900 } },
        { GREEN, "", 1, { 100 } },           /* the bow-tie: two triangles */
        { GREEN, "", 1, { 100 } },
    };
    imported r = import_with(mixed());
    const sz_map *m = sz_project_map(r.project);
    sz_backdrop b;
    ck_assert_uint_eq(sz_map_backdrops(m), COUNT(want));
    for (size_t i = 0; i < COUNT(want); i++) {
        ck_assert_int_eq(sz_map_backdrop(m, i, &b), SZ_SUCCESS);
        ck_assert_int_eq(b.kind, want[i].kind);
        ck_assert_str_eq(b.name, want[i].name);
        ck_assert_uint_eq(b.n_rings, want[i].rings);
        for (size_t k = 0; k < b.n_rings; k++) {
            const double *first = b.xy + 2 * b.ring[k], *end = b.xy + 2 * b.ring[k + 1];
            ck_assert_double_eq(first[0], end[-2]);
            ck_assert_double_eq(first[1], end[-1]);
            ck_assert_double_eq_tol(ring_area(&b, k), want[i].area[k], 1e-6);
        }
    }
    ck_assert_int_eq(sz_map_backdrop(m, COUNT(want), &b), SZ_ERR_INVALID);
    sz_project_free(r.project);
}
END_TEST

START_TEST(kind_of_a_file)
{
    static const struct { const char *word; int kind; } words[] = {
        { "green", GREEN }, { "绿地", GREEN }, { "water", WATER }, { "水面", WATER },
        { "building", BUILDING }, { "建筑", BUILDING },
    };
    char spec[200];
    doc d = doc_open(4549);
    doc_square(&d, 10, 10, 20, "\"building\":\"yes\"");
    doc_square(&d, 50, 10, 20, "\"landuse\":\"residential\"");
    const char *path = doc_write(&d, "all.geojson");
    snprintf(spec, sizeof spec, "%s:%s", path, words[_i].word);
    imported r = import_with(spec);
    ck_assert_uint_eq(r.account.backdrop_kept[words[_i].kind], 2);
    ck_assert_uint_eq(r.account.backdrop_unclassed, 0);
    adds_up(&r);
    sz_project_free(r.project);
    snprintf(spec, sizeof spec, "%s|all:%s", path, words[_i].word); /* its layer */
    r = import_with(spec);
    ck_assert_uint_eq(r.account.backdrop_kept[words[_i].kind], 2);
    sz_project_free(r.project);
    snprintf(spec, sizeof spec, "%s:pond", path);
    fails_with(spec, SZ_ERR_INVALID, "'pond' is none of green, water, building");
    snprintf(spec, sizeof spec, "%s.none:%s", path, words[_i].word);
    fails_with(spec, SZ_ERR_IO, "there is no file");
}
END_TEST

START_TEST(files_of_no_use)
{
    doc d = doc_open(4549);
    doc_square(&d, 10, 10, 20, "\"landuse\":\"residential\"");
    doc_square(&d, 50, 10, 20, "\"landuse\":\"military\",\"natural\":\"wood\"");
    doc_line(&d, 0, 50, 200, 50, "\"landuse\":\"grass\"");
    doc_write(&d, "none.geojson");
    fails_with(in_dir("none.geojson"), SZ_ERR_DATA, "none of its 2 polygons");
    fails_with(in_dir("none.geojson"), SZ_ERR_DATA, "--field backdrop.class=NAME");
    d = doc_open(4549);
    doc_line(&d, 0, 50, 200, 50, "\"natural\":\"water\"");
    doc_write(&d, "lines.geojson");
    fails_with(in_dir("lines.geojson"), SZ_ERR_DATA, "no polygon to use as backdrop");
}
END_TEST

START_TEST(one_file_in_two_roles)
{
    const char *twice[2] = { mixed(), in_dir("mixed.geojson") };
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = two_units();
    o.backdrop = twice;
    o.n_backdrop = 2;
    import_fails(&o, SZ_ERR_INVALID, "given twice, as backdrop and as backdrop");
    twice[0] = in_dir("units.geojson:green");
    o.n_backdrop = 1;
    imported r = import_well(&o);
    ck_assert_uint_eq(r.account.parcels, 2);
    ck_assert_int_eq(r.account.households_in, 70);
    ck_assert_uint_eq(r.account.backdrop_kept[GREEN], 2);
    sz_project_free(r.project);
    o.units = NULL;
    import_fails(&o, SZ_ERR_INVALID, "nothing to import");
}
END_TEST

/* --- fields, texts, coordinates ------------------------------------------- */

START_TEST(field_of_the_user)
{
    const char *file = in_dir("own.geojson"), *fields[1] = { "backdrop.class=DLMC" };
    doc d = doc_open(4549);
    doc_square(&d, 10, 10, 20, "\"DLMC\":\"河流水面\",\"class\":\"17\"");
    doc_square(&d, 50, 10, 20, "\"DLMC\":\"乔木林地\",\"class\":\"21\"");
    doc_write(&d, "own.geojson");
    fails_with(file, SZ_ERR_DATA, "none of its 2 polygons");
    sz_import_options o = units_only();
    o.backdrop = &file;
    o.n_backdrop = 1;
    o.fields = fields;
    o.n_fields = 1;
    imported r = import_well(&o);
    ck_assert_uint_eq(r.account.backdrop_kept[WATER], 1);
    ck_assert_uint_eq(r.account.backdrop_kept[GREEN], 1);
    sz_project_free(r.project);
    fields[0] = "backdrop.households=n";
    import_fails(&o, SZ_ERR_INVALID, "backdrop has no role households");
}
END_TEST

/* A table of WKT in GBK: 类别,名称 and 绿地,东园. */
START_TEST(texts_in_gbk)
{
    const char *file = in_dir("gbk.csv");
    sz_backdrop b;
    files_write(file, "wkt,\xc0\xe0\xb1\xf0,\xc3\xfb\xb3\xc6\n"
                "\"POLYGON ((500010 3500010,500020 3500010,500020 3500020,"
                "500010 3500010))\",\xc2\xcc\xb5\xd8,\xb6\xab\xd4\xb0\n");
    sz_import_options o = units_only();
    o.backdrop = &file;
    o.n_backdrop = 1;
    o.crs = "EPSG:4549";
    for (int told = 0; told < 2; told++) {
        o.encoding = told ? "GBK" : NULL;
        imported r = import_well(&o);
        ck_assert_uint_eq(r.account.backdrop_kept[GREEN], 1);
        ck_assert_int_eq(sz_map_backdrop(sz_project_map(r.project), 0, &b), SZ_SUCCESS);
        ck_assert_str_eq(b.name, "东园");
        sz_project_free(r.project);
    }
}
END_TEST

/* Degrees beside the central meridian, 120: 0.0005 degrees at 31.6227 north are
 * a cos(lat) / sqrt(1 - e2 sin2(lat)) * 0.0005 * pi / 180 = 47.44 m, and a tenth of a
 * thousandth of latitude is 11.09 m. */
START_TEST(degrees_and_shifts)
{
    const char *file = in_dir("degrees.geojson");
    sz_backdrop b;
    doc d = doc_open(0);
    doc_feature(&d, "{\"type\":\"Polygon\",\"coordinates\":[[[120.0005,31.6227],"
                "[120.0010,31.6227],[120.0010,31.6228],[120.0005,31.6227]]]}",
                "\"natural\":\"water\"");
    doc_write(&d, "degrees.geojson");
    imported r = import_with(file);
    ck_assert_int_eq(sz_map_backdrop(sz_project_map(r.project), 0, &b), SZ_SUCCESS);
    ck_assert_double_eq_tol(b.xy[0], EAST + 47.44, 0.01);
    ck_assert_double_eq_tol(b.xy[2], EAST + 2 * 47.44, 0.02);
    ck_assert_double_eq_tol(b.xy[5] - b.xy[3], 11.09, 0.01);
    sz_project_free(r.project);
    sz_import_options o = units_only();
    o.backdrop = &file;
    o.n_backdrop = 1;
    o.datum = "backdrop=gcj02";
    r = import_well(&o);
    ck_assert_uint_eq(r.account.backdrop_outside, 1); /* by hundreds of metres */
    ck_assert_int_eq(findings_with(&r, "import.datum", "degrees.geojson"), 1);
    sz_project_free(r.project);
}
END_TEST

/* --- OpenStreetMap -------------------------------------------------------- */

/* Closed ways and a relation, which belong to the layer of areas. */
START_TEST(openstreetmap_areas)
{
    static const char text[] =
        "<osm version=\"0.6\">"
        "<node id=\"1\" lat=\"31.600\" lon=\"120.000\"/>"
        "<node id=\"2\" lat=\"31.600\" lon=\"120.010\"/>"
        "<node id=\"3\" lat=\"31.610\" lon=\"120.010\"/>"
        "<node id=\"4\" lat=\"31.610\" lon=\"120.000\"/>"
        "<node id=\"5\" lat=\"31.602\" lon=\"120.002\"/>"
        "<node id=\"6\" lat=\"31.602\" lon=\"120.004\"/>"
        "<node id=\"7\" lat=\"31.604\" lon=\"120.004\"/>"
        "<way id=\"11\"><nd ref=\"1\"/><nd ref=\"2\"/><nd ref=\"3\"/><nd ref=\"4\"/>"
        "<nd ref=\"1\"/><tag k=\"highway\" v=\"primary\"/></way>"
        "<way id=\"12\"><nd ref=\"5\"/><nd ref=\"6\"/><nd ref=\"7\"/><nd ref=\"5\"/>"
        "<tag k=\"waterway\" v=\"riverbank\"/></way>"
        "<way id=\"13\"><nd ref=\"1\"/><nd ref=\"2\"/><nd ref=\"3\"/><nd ref=\"4\"/>"
        "<nd ref=\"1\"/></way>"
        "<way id=\"14\"><nd ref=\"5\"/><nd ref=\"6\"/><nd ref=\"7\"/><nd ref=\"5\"/>"
        "<tag k=\"building\" v=\"yes\"/><tag k=\"layer\" v=\"-2\"/></way>"
        "<relation id=\"21\"><member type=\"way\" ref=\"13\" role=\"outer\"/>"
        "<member type=\"way\" ref=\"12\" role=\"inner\"/>"
        "<tag k=\"type\" v=\"multipolygon\"/><tag k=\"leisure\" v=\"park\"/>"
        "<tag k=\"name\" v=\"湖滨公园\"/></relation></osm>";
    const char *file = in_dir("map.osm");
    sz_backdrop b;
    files_write(file, text);
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.lines = o.backdrop = &file;
    o.n_lines = o.n_backdrop = 1;
    imported r = import_well(&o);
    ck_assert_uint_eq(r.account.parcels, 1);
    ck_assert_uint_eq(r.account.backdrop_read, 3);
    ck_assert_uint_eq(r.account.backdrop_kept[WATER], 1);
    ck_assert_uint_eq(r.account.backdrop_kept[GREEN], 1);
    ck_assert_uint_eq(r.account.backdrop_unclassed, 1);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(sz_map_backdrop(sz_project_map(r.project), i, &b), SZ_SUCCESS);
        ck_assert_uint_eq(b.n_rings, b.kind == SZ_BACKDROP_GREEN ? 2 : 1);
        ck_assert_str_eq(b.name, b.kind == SZ_BACKDROP_GREEN ? "湖滨公园" : "");
    }
    sz_project_free(r.project);
}
END_TEST

static imported import_nanjing(const char *backdrop)
{
    static char lines[256], households[256];
    const char *folder = getenv("SZ_TESTDATA");
    const char *line_files[] = { lines }, *household_files[] = { households };
    snprintf(lines, sizeof lines, "%s/nanjing_xinjiekou/lines.geojson", folder);
    snprintf(households, sizeof households, "%s/nanjing_xinjiekou/households_proxy.csv",
             folder);
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.lines = line_files;
    o.households = household_files;
    o.n_lines = o.n_households = 1;
    o.backdrop = &backdrop;
    o.n_backdrop = backdrop ? 1 : 0;
    return import_well(&o);
}

static void same_ground(const sz_map *a, const sz_map *b)
{
    ck_assert_uint_eq(sz_map_parcels(a), sz_map_parcels(b));
    ck_assert_uint_eq(sz_map_borders(a), sz_map_borders(b));
    ck_assert_uint_eq(sz_map_lines(a), sz_map_lines(b));
    for (size_t i = 0; i < sz_map_parcels(a); i++) {
        sz_parcel p, q;
        ck_assert_int_eq(sz_map_parcel(a, i, &p), SZ_SUCCESS);
        ck_assert_int_eq(sz_map_parcel(b, i, &q), SZ_SUCCESS);
        ck_assert_int_eq(p.households, q.households);
        ck_assert_double_eq(p.area_m2, q.area_m2);
        ck_assert_double_eq(p.x, q.x);
        ck_assert_double_eq(p.y, q.y);
    }
    for (size_t i = 0; i < sz_map_borders(a); i++) {
        sz_border p, q;
        ck_assert_int_eq(sz_map_border(a, i, &p), SZ_SUCCESS);
        ck_assert_int_eq(sz_map_border(b, i, &q), SZ_SUCCESS);
        ck_assert(p.left == q.left && p.right == q.right && p.barrier == q.barrier);
        ck_assert_str_eq(p.name, q.name);
        ck_assert_uint_eq(p.n_points, q.n_points);
        ck_assert_mem_eq(p.xy, q.xy, 2 * p.n_points * sizeof *p.xy);
    }
}

/* Every finding but those about the file of the backdrop. */
static void same_findings(const sz_findings *a, const sz_findings *with)
{
    size_t i = 0, n = sz_findings_count(a);
    for (size_t k = 0; k < sz_findings_count(with); k++) {
        const sz_finding *f = sz_findings_at(with, k);
        if (strstr(f->message, "map.osm.pbf"))
            continue;
        ck_assert_uint_lt(i, n);
        ck_assert_str_eq(sz_findings_at(a, i)->rule, f->rule);
        ck_assert_str_eq(sz_findings_at(a, i++)->message, f->message);
    }
    ck_assert_uint_eq(i, n);
}

/* Counted in the extract apart from us, with Python's json over its 1,491 areas: 1,277
 * with a building, 5 natural=water, 123 of landuse grass or village_green, leisure pitch,
 * park or garden, 86 others. Six of the buildings are stations of a metro, layer -1. */
START_TEST(old_town_of_nanjing)
{
    char file[256];
    snprintf(file, sizeof file, "%s/nanjing_xinjiekou/map.osm.pbf",
             getenv("SZ_TESTDATA"));
    imported with = import_nanjing(file), without = import_nanjing(NULL);
    ck_assert_uint_eq(with.account.backdrop_read, 1491);
    ck_assert_uint_eq(with.account.backdrop_kept[BUILDING], 1277 - 6);
    ck_assert_uint_eq(with.account.backdrop_kept[WATER], 5);
    ck_assert_uint_eq(with.account.backdrop_kept[GREEN], 123);
    ck_assert_uint_eq(with.account.backdrop_unclassed, 86 + 6);
    adds_up(&with);
    const sz_map *a = sz_project_map(without.project), *b = sz_project_map(with.project);
    ck_assert_uint_eq(sz_map_backdrops(a), 0);
    ck_assert_uint_eq(sz_map_backdrops(b), 1271 + 5 + 123);
    same_ground(a, b);
    same_findings(sz_project_findings(without.project),
                  sz_project_findings(with.project));
    with.account.backdrop_read = with.account.backdrop_unclassed = 0;
    memset(with.account.backdrop_kept, 0, sizeof with.account.backdrop_kept);
    ck_assert_uint_eq(without.account.backdrop_read, 0);
    ck_assert_int_eq(with.account.households_placed, without.account.households_placed);
    ck_assert_uint_eq(with.account.lines_used, without.account.lines_used);
    ck_assert_uint_eq(with.account.slivers, without.account.slivers);
    sz_project_free(with.project);
    sz_project_free(without.project);
}
END_TEST

/* --- areas given as lines -------------------------------------------------- */

START_TEST(areas_among_lines)
{
    const char *lines[1] = { in_dir("river.geojson") };
    doc d = doc_open(4549);
    doc_line(&d, 0, 50, 200, 50, "\"waterway\":\"river\",\"name\":\"白河\"");
    doc_square(&d, 10, 10, 20, "\"waterway\":\"riverbank\"");
    doc_write(&d, "river.geojson");
    sz_import_options o = units_only();
    o.lines = lines;
    o.n_lines = 1;
    imported r = import_well(&o);
    ck_assert_uint_eq(r.account.dropped, 1);
    ck_assert_int_eq(findings_with(&r, "import.dropped", "give areas to --backdrop"), 1);
    sz_project_free(r.project);
    lines[0] = two_units();
    o.units = NULL;
    import_fails(&o, SZ_ERR_DATA, "give areas to --backdrop");
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("backdrop");
    tcase_add_checked_fixture(tc, imports_open, imports_close);
    tcase_add_loop_test(tc, kind_of_an_area, 0, COUNT(kinds));
    tcase_add_test(tc, words_of_the_user);
    tcase_add_test(tc, account_of_all);
    tcase_add_test(tc, polygons_of_the_map);
    tcase_add_loop_test(tc, kind_of_a_file, 0, 6);
    tcase_add_test(tc, files_of_no_use);
    tcase_add_test(tc, one_file_in_two_roles);
    tcase_add_test(tc, field_of_the_user);
    tcase_add_test(tc, texts_in_gbk);
    tcase_add_test(tc, degrees_and_shifts);
    tcase_add_test(tc, openstreetmap_areas);
    tcase_add_test(tc, old_town_of_nanjing);
    tcase_add_test(tc, areas_among_lines);
    return run_suite("backdrop", tc);
}
