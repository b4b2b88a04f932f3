/* test_export_shp.c - tests output/export_shp.c in a folder of its own. */
#include "tests/export_reread.h"
#include <fcntl.h>

static char folder[] = P_tmpdir "/test_export_shp.XXXXXX";
static const char *const extensions[] = {"shp", "shx", "dbf", "prj", "cpg"};

static void remove_files(void)
{
    char name[8];

    for (int i = 0; i < 5; i++) {
        snprintf(name, sizeof name, "a.%s", extensions[i]);
        unlink(name);
    }
    CHECK(count_names(".") == 0);
}

static cm_status write_layer(const cm_features *layer, bool cp932)
{
    const cm_export_options options = {.version = 1, .shp_cp932 = cp932};
    cm__export_job job = make_job(layer, "a.shp", CM_FORMAT_SHP);

    job.options = &options;
    return cm__export_shp(&job);
}

TEST(keeps_japanese_texts_whole)
{
    cm_features points = make_points();

    cm_table_set_real(&points.table, 1, 2, -4); /* for short decimals */
    for (int cp932 = 0; cp932 < 2; cp932++) {
        reread from;
        test_now = cp932 ? "CP932" : "UTF-8";
        CHECK(write_layer(&points, cp932) == CM_OK && count_names(".") == 5);
        CHECK(holds("a.cpg", test_now));
        CHECK(reread_open(&from, "a.shp", "ESRI Shapefile", GDAL_OF_VECTOR));
        CHECK(OGR_L_GetFeatureCount(from.layer, 1) == HOSTILE_COUNT + 1);
        CHECK(reread_epsg(OGR_L_GetSpatialRef(from.layer)) == 6668);
        CHECK(strcmp(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(from.layer), 0)),
                     "名称") == 0);
        CHECK(reread_holds(&from, 0, JAPANESE "|9007199254740993|0.1|POINT (141.35 43.0625)"));
        CHECK(reread_holds(&from, 2, "<script>alert(1)</script>|1972|-2.0|POINT (141.37 43.0625)"));
        CHECK(reread_holds(&from, 3, "two\nlines\r\n|1973|-3.0|POINT (141.38 43.0625)"));
        CHECK(reread_holds(&from, HOSTILE_COUNT, "NULL|NULL|NULL|NULL"));
        CHECK(reread_close(&from));
    }
    remove_files();
    cm_features_clear(&points);
    CHECK(cm__memory_live() == 0);
}

TEST(turns_rings_as_the_format_wants)
{
    cm_features shapes = make_shapes(CM_GEOMETRY_POLYGON, "EPSG:6680");
    reread from;

    CHECK(write_layer(&shapes, false) == CM_OK);
    CHECK(reread_open(&from, "a.shp", "ESRI Shapefile", GDAL_OF_VECTOR));
    CHECK(reread_epsg(OGR_L_GetSpatialRef(from.layer)) == 6680);
    CHECK(reread_holds(&from, 0,
                       "中央区|POLYGON ((140.75 42.75,140.75 43.25,141.25 43.25,141.25 42.75,"
                       "140.75 42.75),(140.875 42.875,141.125 42.875,141.125 43.125,"
                       "140.875 43.125,140.875 42.875))"));
    CHECK(reread_holds(&from, 1,
                       "two|MULTIPOLYGON (((141.375 43.375,141.375 43.625,141.625 43.625,"
                       "141.625 43.375,141.375 43.375)),((141.75 42.75,141.75 43.25,142.25 43.25,"
                       "142.25 42.75,141.75 42.75),(141.875 42.875,142.125 42.875,142.125 43.125,"
                       "141.875 43.125,141.875 42.875)))"));
    CHECK(reread_holds(&from, 2, "nothing|NULL"));
    CHECK(OGR_L_GetFeatureCount(from.layer, 1) == 4);
    CHECK(reread_close(&from));
    cm_features_clear(&shapes);
    remove_files();
}

TEST(writes_lines_without_a_crs)
{
    cm_features shapes = make_shapes(CM_GEOMETRY_LINE, NULL);
    reread from;

    put("a.prj", "of the old file"), put("a.qix", "too"), put("a.qml", "mine");
    CHECK(write_layer(&shapes, false) == CM_OK);
    CHECK(access("a.prj", F_OK) != 0 && access("a.qix", F_OK) != 0 && holds("a.qml", "mine"));
    CHECK(unlink("a.qml") == 0);
    CHECK(reread_open(&from, "a.shp", "ESRI Shapefile", GDAL_OF_VECTOR));
    CHECK(reread_epsg(OGR_L_GetSpatialRef(from.layer)) == 0);
    CHECK(reread_holds(&from, 3,
                       "北区|LINESTRING (143.75 42.75,144.25 42.75,144.25 43.25,143.75 43.25,"
                       "143.75 42.75)"));
    CHECK(strncmp(reread_feature(&from, 1), "two|MULTILINESTRING ((141.375 43.375,", 37) == 0);
    CHECK(reread_close(&from));
    cm_features_clear(&shapes);
    remove_files();
}

TEST(says_every_crs_so_that_gdal_knows_it)
{
    static const struct {
        const char *crs;
        int want;
    } rows[] = {
        {"EPSG:6668", 6668}, {"EPSG:4612", 4612}, {"EPSG:6677", 6677}, {"EPSG:6691", 6691},
        {"EPSG:3857", 3857}, {"EPSG:4326", 4326}, {"EPSG:2451", 2451}, {"EPSG:30169", 30169},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features points = make_points();
        reread from;
        test_now = rows[i].crs;
        CHECK(cm_features_set_crs(&points, rows[i].crs) == CM_OK);
        CHECK(write_layer(&points, false) == CM_OK);
        CHECK(reread_open(&from, "a.shp", "ESRI Shapefile", GDAL_OF_VECTOR));
        CHECK(reread_epsg(OGR_L_GetSpatialRef(from.layer)) == rows[i].want);
        CHECK(reread_close(&from));
        cm_features_clear(&points);
    }
    remove_files();
}

TEST(writes_an_empty_layer)
{
    static const cm_geometry kinds[] = {CM_GEOMETRY_POINT, CM_GEOMETRY_LINE, CM_GEOMETRY_POLYGON};

    for (int i = 0; i < 3; i++) {
        cm_features layer = {0};
        reread from;
        CHECK(cm_features_init(&layer, kinds[i], "EPSG:6668") == CM_OK);
        CHECK(write_layer(&layer, false) == CM_OK);
        CHECK(reread_open(&from, "a.shp", "ESRI Shapefile", GDAL_OF_VECTOR));
        CHECK(OGR_L_GetFeatureCount(from.layer, 1) == 0 && reread_close(&from));
        cm_features_clear(&layer);
    }
    remove_files();
}

TEST(gives_the_same_bytes_twice)
{
    cm_features points = make_points();
    uint64_t sums[5];
    char name[8];

    for (int run = 0; run < 2; run++) {
        CHECK(write_layer(&points, false) == CM_OK);
        for (int i = 0; i < 5; i++) {
            snprintf(name, sizeof name, "a.%s", extensions[i]);
            CHECK(run == 0 || sums[i] == sum_of(name));
            sums[i] = sum_of(name);
        }
    }
    cm_features_clear(&points);
    remove_files();
}

TEST(refuses_what_cannot_be_a_shapefile)
{
    cm_features table = {0}, points = make_points();
    cm__export_job job = make_job(&points, "a.out", CM_FORMAT_SHP);

    CHECK(cm_features_init(&table, CM_GEOMETRY_NONE, NULL) == CM_OK);
    CHECK(write_layer(&table, false) == CM_ERR_DOMAIN);
    CHECK(cm__export_shp(&job) == CM_ERR_DOMAIN);
    CHECK(strcmp(cm_error_text(), "a.out: the name of a Shapefile ends in .shp") == 0);
    put("a.dbf", "old");
    const cm_export_options keep = {.version = 1, .no_clobber = true};
    job.path = "a.shp", job.options = &keep;
    CHECK(cm__export_shp(&job) == CM_ERR_IO && holds("a.dbf", "old") && count_names(".") == 1);
    cm_features_clear(&table);
    cm_features_clear(&points);
    remove_files();
}

TEST(writes_a_name_in_capitals)
{
    cm_features points = make_points();
    const cm__export_job job = make_job(&points, "A.SHP", CM_FORMAT_SHP);

    cm_table_set_real(&points.table, 1, 2, -4);
    reread from;

    CHECK(cm__export_shp(&job) == CM_OK && count_names(".") == 5);
    CHECK(reread_open(&from, "A.SHP", "ESRI Shapefile", GDAL_OF_VECTOR));
    CHECK(reread_holds(&from, 0, JAPANESE "|9007199254740993|0.1|POINT (141.35 43.0625)"));
    CHECK(reread_close(&from));
    CHECK(unlink("A.SHP") == 0 && unlink("A.shx") == 0 && unlink("A.dbf") == 0);
    CHECK(unlink("A.prj") == 0 && unlink("A.cpg") == 0 && count_names(".") == 0);
    cm_features_clear(&points);
}

TEST(keeps_the_old_files_when_the_disk_is_full)
{
    static const rlim_t sizes[] = {0, 4, 50, 99, 100, 101, 200, 400, 600};
    cm_features points = make_points();
    uint64_t sums[5];
    char name[8];

    CHECK(write_layer(&points, false) == CM_OK);
    for (int i = 0; i < 5; i++) {
        snprintf(name, sizeof name, "a.%s", extensions[i]);
        sums[i] = sum_of(name);
    }
    cm_features_set_point(&points, 0, (cm_point){130, 30});
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        limit_files(sizes[s]);
        const cm_status status = write_layer(&points, true);
        limit_files(RLIM_INFINITY);
        CHECK(status == CM_ERR_IO && count_names(".") == 5);
        for (int i = 0; i < 5; i++) {
            snprintf(name, sizeof name, "a.%s", extensions[i]);
            CHECK(sums[i] == sum_of(name));
        }
    }
    cm_features_clear(&points);
    remove_files();
}

TEST(fails_whole_when_memory_runs_out)
{
    cm_features points = make_points();
    const size_t live = cm__memory_live();
    size_t n = 1;

    for (cm_status status = CM_ERR_NOMEM; status && n < 200; n++) {
        cm__memory_fail_at(n, false);
        status = write_layer(&points, true);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(count_names(".") == (status ? 0 : 5) && cm__memory_live() == live);
    }
    CHECK(n > 10 && n < 200);
    cm_features_clear(&points);
    remove_files();
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(keeps_japanese_texts_whole), RUN(turns_rings_as_the_format_wants),
          RUN(writes_lines_without_a_crs), RUN(says_every_crs_so_that_gdal_knows_it),
          RUN(writes_an_empty_layer), RUN(gives_the_same_bytes_twice),
          RUN(refuses_what_cannot_be_a_shapefile), RUN(writes_a_name_in_capitals),
          RUN(keeps_the_old_files_when_the_disk_is_full), RUN(fails_whole_when_memory_runs_out),
          CHECK(rmdir(folder) == 0))
