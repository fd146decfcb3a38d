/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts in the encodings offices use: by name, by language byte, from real .dbf and
 * .csv files. */
#include <gdal.h>
#include <ogr_api.h>

#include "io/encoding.h"
#include "tests/imports.h"

static const struct {
    const char *said, *bytes, *text; /* text NULL: the bytes are no such text */
} spellings[] = {
    { "GBK", "\xc9\xe7\xc7\xf8", "社区" },
    { "gb2312", "\xc9\xe7\xc7\xf8", "社区" },
    { "936", "\xc9\xe7\xc7\xf8", "社区" },
    { "CP936", "\xc9\xe7\xc7\xf8", "社区" },
    { "ANSI 936", "\xc9\xe7\xc7\xf8", "社区" },
    { "GB18030", "\x95\x32\x82\x36", "\U00020000" },
    { "Big-5", "\xaa\xc0\xb0\xcf", "社區" },
    { "950", "\xaa\xc0\xb0\xcf", "社區" },
    { "shiftjis", "\x93\xfa\x96\x7b", "日本" },
    { "EUC-KR", "\xc7\xd1\xb1\xb9", "한국" },
    { "koi8r", "\xcd\xc9\xd2", "мир" },
    { "1251", "\xec\xe8\xf0", "мир" },
    { "latin2", "\xe8", "č" },
    { "ISO-8859-1", "\xe9", "é" },
    { "ISO 88591", "\xe9", "é" },
    { "874", "\xe4\xb7\xc2", "ไทย" },
    { "UTF-8", "社区", "社区" },
    { "65001", "社区", "社区" },
    { "UTF-8", "\xc9\xe7", NULL },
    { "GBK", "\xc9", NULL },
    { "GBK", "\xff\xff", NULL },
};

START_TEST(known_by_many_names)
{
    sz_encoding e = { 0 };
    ck_assert_int_eq(sz__encoding_set(&e, spellings[_i].said, "test", NULL),
                     SZ_SUCCESS);
    const char *text = sz__encoding_text(&e, spellings[_i].bytes);
    if (spellings[_i].text)
        ck_assert_str_eq(text ? text : "(none)", spellings[_i].text);
    else
        ck_assert_ptr_null(text);
    sz__encoding_release(&e);
}
END_TEST

static const char *const strangers[] = { "klingon", "", "UTF-16", "UCS-2", "99999" };

START_TEST(unknown_names_are_refused)
{
    sz_encoding e = { 0 };
    sz_error err = SZ_ERROR_INIT;
    ck_assert_int_eq(sz__encoding_set(&e, strangers[_i], "test", &err), SZ_ERR_INVALID);
    ck_assert_str_ne(err.message, "");
}
END_TEST

START_TEST(field_names_cut_inside_a_character)
{
    sz_encoding gbk = { 0 }, utf8 = { 0 };
    char name[64];
    ck_assert_int_eq(sz__encoding_set(&gbk, "GBK", "test", NULL), SZ_SUCCESS);
    ck_assert(sz__encoding_field(&gbk, "\xc9\xe7\xc7\xf8\xc3", name, sizeof name));
    ck_assert_str_eq(name, "社区");
    ck_assert(sz__encoding_field(&utf8, "社区\xe5\x90", name, sizeof name));
    ck_assert_str_eq(name, "社区");
    ck_assert(
        !sz__encoding_field(&utf8, "\xc9\xe7\xc7\xf8\xc3\xfb", name, sizeof name));
    sz__encoding_release(&gbk);
}
END_TEST

/* --- real .dbf files, each given one point so that it can be an office ------ */

static void copy(const char *folder, const char *from, const char *to)
{
    char path[300];
    size_t n;
    snprintf(path, sizeof path, "%s/bad_input/%s/%s", getenv("SZ_TESTDATA"), folder,
             from);
    char *bytes = files_bytes(path, &n);
    FILE *f = fopen(in_dir(to), "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, n, f), n);
    ck_assert_int_eq(fclose(f), 0);
    free(bytes);
}

/* A shapefile of one point, without a .dbf of its own. */
static void write_point(const char *stem)
{
    char name[64];
    GDALAllRegister();
    GDALDatasetH data = GDALCreate(GDALGetDriverByName("ESRI Shapefile"),
                                   in_dir("point.shp"), 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH layer = GDALDatasetCreateLayer(data, "point", NULL, wkbPoint, NULL);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, EAST + 50, NORTH + 50);
    OGR_F_SetGeometryDirectly(feature, point);
    ck_assert_int_eq(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    GDALClose(data);
    static const char *const parts[] = { "shp", "shx" };
    for (int i = 0; i < 2; i++) {
        snprintf(name, sizeof name, "point.%s", parts[i]);
        const char *from = in_dir(name);
        snprintf(name, sizeof name, "%s.%s", stem, parts[i]);
        ck_assert(sz__rename(from, in_dir(name)));
    }
    ck_assert(sz__remove(in_dir("point.dbf")));
}

static const struct {
    const char *stem, *option, *name, *why;
} dbfs[] = {
    { "gbk", NULL, "简体国语", "assumed" },
    { "gb2312", NULL, "简体国语", "assumed" },
    { "gbk", "GBK", "简体国语", "--encoding" },
    { "big5", "BIG5", "繁體國語", "--encoding" },
    { "cpg_big5", NULL, "國語", ".cpg" },
    { "cpg_shiftjis", NULL, "カタカナひらがな", ".cpg" },
    { "cpg_euckr", NULL, "한국말", ".cpg" },
    { "cpg_koi8r", NULL, "русский", ".cpg" },
    { "cpg_latin2", NULL, "čeština", ".cpg" },
    { "cpg_win1251", NULL, "РУССКИЙ", ".cpg" },
    { "cpg_win874", NULL, "ภาษาไทย", ".cpg" },
};

START_TEST(dbf_texts)
{
    char dbf[64], cpg[64], shp[64];
    const char *stem = dbfs[_i].stem;
    snprintf(dbf, sizeof dbf, "%s.dbf", stem);
    snprintf(cpg, sizeof cpg, "%s.cpg", stem);
    snprintf(shp, sizeof shp, "%s.shp", stem);
    write_point(stem);
    copy("dbf_encodings", dbf, dbf);
    if (strncmp(stem, "cpg_", 4) == 0)
        copy("dbf_encodings", cpg, cpg);
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = two_units();
    o.offices = in_dir(shp);
    o.crs = "EPSG:4549";
    o.encoding = dbfs[_i].option;
    imported r = import_well(&o);
    sz_office office;
    ck_assert_int_eq(sz_map_office(sz_project_map(r.project), 0, &office), SZ_SUCCESS);
    ck_assert_str_eq(office.name, dbfs[_i].name);
    ck_assert_int_eq(findings_with(&r, "import.encoding", dbfs[_i].why), 1);
    sz_project_free(r.project);
}
END_TEST

/* Big5 that nothing announces is read as GB18030, and said to be. */
START_TEST(big5_unannounced_is_said)
{
    write_point("big5");
    copy("dbf_encodings", "big5.dbf", "big5.dbf");
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = two_units();
    o.offices = in_dir("big5.shp");
    o.crs = "EPSG:4549";
    imported r = import_well(&o);
    ck_assert_int_eq(findings_with(&r, "import.encoding", "GB18030"), 1);
    ck_assert_int_eq(findings_with(&r, "import.encoding", "assumed"), 1);
    sz_project_free(r.project);
}
END_TEST

/* The language byte at place 29 of a .dbf: 0x4d is GBK. */
START_TEST(language_byte)
{
    write_point("gbk");
    copy("dbf_encodings", "gbk.dbf", "gbk.dbf");
    FILE *f = fopen(in_dir("gbk.dbf"), "r+b");
    ck_assert_ptr_nonnull(f);
    ck_assert_int_eq(fseek(f, 29, SEEK_SET), 0);
    ck_assert_int_eq(fputc(0x4d, f), 0x4d);
    ck_assert_int_eq(fclose(f), 0);
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = two_units();
    o.offices = in_dir("gbk.shp");
    o.crs = "EPSG:4549";
    imported r = import_well(&o);
    sz_office office;
    ck_assert_int_eq(sz_map_office(sz_project_map(r.project), 0, &office), SZ_SUCCESS);
    ck_assert_str_eq(office.name, "简体国语");
    ck_assert_int_eq(findings_with(&r, "import.encoding", "language byte"), 1);
    sz_project_free(r.project);
}
END_TEST

START_TEST(utf16_dbf_is_refused)
{
    write_point("cpg_utf16");
    copy("dbf_encodings", "cpg_utf16.dbf", "cpg_utf16.dbf");
    copy("dbf_encodings", "cpg_utf16.cpg", "cpg_utf16.cpg");
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = two_units();
    o.offices = in_dir("cpg_utf16.shp");
    o.crs = "EPSG:4549";
    import_fails(&o, SZ_ERR_DATA, "UTF-16");
}
END_TEST

/* --- CSV ------------------------------------------------------------------ */

static const struct {
    const char *label, *text, *option, *crs;
    int64_t households;
    const char *fails;   /* part of the message, NULL: it works */
} csvs[] = {
    { "plain", "name,x,y,households\na,500050,3500050,12\n", NULL, "EPSG:4549", 12,
      NULL },
    { "UTF-8 with mark", "\xef\xbb\xbf名称,X坐标,Y坐标,户数\n甲,500050,3500050,12\n",
      NULL, "EPSG:4549", 12, NULL },
    { "GBK",
      "\xc3\xfb\xb3\xc6,X\xd7\xf8\xb1\xea,Y\xd7\xf8\xb1\xea,\xbb\xa7\xca\xfd\n"
      "\xbc\xd7,500050,3500050,12\n",
      NULL, "EPSG:4549", 12, NULL },
    { "semicolons, Windows lines", "name;x;y;hh\r\na;500050;3500050;7\r\n", NULL,
      "EPSG:4549", 7, NULL },
    { "tabs", "name\tx\ty\thh\na\t500050\t3500050\t7\n", NULL, "EPSG:4549", 7, NULL },
    { "WKT", "WKT,hh\n\"POINT (500050 3500050)\",5\n", NULL, "EPSG:4549", 5, NULL },
    { "WKT under another name", "geom,hh\n\"POINT (500050 3500050)\",5\n", NULL,
      "EPSG:4549", 5, NULL },
    { "WKT of a building",
      "wkt,hh\n\"POLYGON ((500010 3500010, 500020 3500010, 500020 3500020, 500010 "
      "3500010))\",5\n",
      NULL, "EPSG:4549", 5, NULL },
    { "degrees", "lon,lat,hh\n120.0005,31.6195,9\n", NULL, NULL, 9, NULL },
    { "degrees in Chinese", "经度,纬度,户数\n120.0005,31.6195,9\n", NULL, NULL, 9,
      NULL },
    { "an empty place", "x,y,hh\n500050,3500050,12\n,,3\n", NULL, "EPSG:4549", 15,
      NULL },
    { "spaces and a point", "x,y,hh\n 500050 , 3500050 , 12.0 \n", NULL, "EPSG:4549",
      12, NULL },
    { "no CRS", "x,y,hh\n500050,3500050,12\n", NULL, NULL, 0, "--crs" },
    { "no count", "x,y\n500050,3500050\n", NULL, "EPSG:4549", 0, "household counts" },
    { "no place", "name,hh\na,3\n", NULL, NULL, 0, "lon and lat" },
    { "no rows", "x,y,hh\n", NULL, "EPSG:4549", 0, "no point" },
    { "x in words", "x,y,hh\neast,3500050,1\n", NULL, "EPSG:4549", 0, "x is not a" },
    { "x without end", "x,y,hh\n1e999,3500050,1\n", NULL, "EPSG:4549", 0,
      "x is not a" },
    { "broken WKT", "wkt,hh\n\"POINT (1\",1\n", NULL, "EPSG:4549", 0, "no point" },
    { "broken WKT, other name", "geom,hh\n\"POINT (1\",1\n", NULL, "EPSG:4549", 0,
      "no shape in WKT" },
    { "degrees turned", "lon,lat,hh\n31.6195,120.0005,9\n", NULL, NULL, 0,
      "wrong way round" },
    { "degrees against --crs", "lon,lat,hh\n120.0005,31.6195,9\n", NULL, "EPSG:4549", 0,
      "not in degrees" },
    { "wrong option", "\xc3\xfb\xb3\xc6,x,y,hh\n\xbc\xd7,500050,3500050,12\n", "UTF-8",
      "EPSG:4549", 0, "not text in UTF-8" },
};

START_TEST(csv_variants)
{
    const char *households[1] = { in_dir("points.csv") };
    files_write(households[0], csvs[_i].text);
    /* two squares round the point, in degrees and in metres the same ground */
    sz_import_options o = SZ_IMPORT_OPTIONS_INIT;
    o.units = two_units();
    o.households = households;
    o.n_households = 1;
    o.crs = csvs[_i].crs;
    o.encoding = csvs[_i].option;
    if (csvs[_i].fails) {
        import_fails(&o, SZ_ERR_DATA, csvs[_i].fails);
        return;
    }
    imported r = import_well(&o);
    ck_assert_msg(r.account.households_in == csvs[_i].households, "%s: %lld",
                  csvs[_i].label, (long long)r.account.households_in);
    sz_project_free(r.project);
}
END_TEST

int main(void)
{
    TCase *tc = tcase_create("encoding");
    tcase_add_checked_fixture(tc, imports_open, imports_close);
    tcase_add_loop_test(tc, known_by_many_names, 0, COUNT(spellings));
    tcase_add_loop_test(tc, unknown_names_are_refused, 0, COUNT(strangers));
    tcase_add_test(tc, field_names_cut_inside_a_character);
    tcase_add_loop_test(tc, dbf_texts, 0, COUNT(dbfs));
    tcase_add_test(tc, big5_unannounced_is_said);
    tcase_add_test(tc, language_byte);
    tcase_add_test(tc, utf16_dbf_is_refused);
    tcase_add_loop_test(tc, csv_variants, 0, COUNT(csvs));
    return run_suite("encoding", tc);
}
