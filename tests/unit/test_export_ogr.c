/* test_export_ogr.c - tests output/export_ogr.c in a folder of its own. */
#include "output/export_ogr.h"
#include "tests/export_reread.h"

static char folder[] = P_tmpdir "/test_export_ogr.XXXXXX";

TEST(writes_a_file_by_a_driver_s_name)
{
    static const char *const stale[] = {".old", NULL};
    cm_features points = make_points();
    const cm__export_job job = make_job(&points, "a.gpkg", CM_FORMAT_GPKG);
    cm__ogr_layer layer = {.job = &job, .name = "members", .keeps_order = true};
    reread from;

    put("a.gpkg.old", "old");
    CHECK(cm__ogr_file_write("GPKG", &layer, 1, &(cm__ogr_steps){.stale = stale}) == CM_OK &&
          count_names(".") == 1);
    CHECK(layer.sum != 0 && reread_open(&from, "a.gpkg", "GPKG", GDAL_OF_VECTOR));
    CHECK(OGR_L_GetFeatureCount(from.layer, 1) == HOSTILE_COUNT + 1 && reread_close(&from));
    cm_features_clear(&points);
    CHECK(unlink("a.gpkg") == 0);
}

TEST(passes_on_what_gdal_says)
{
    cm_features points = make_points();
    const cm__export_job job = make_job(&points, "a.gpkg", CM_FORMAT_GPKG);
    cm__ogr_layer layer = {.job = &job, .name = "<refused>"};

    CHECK(cm__ogr_file_write("GPKG", &layer, 1, NULL) == CM_ERR_IO);
    CHECK(strncmp(cm_error_text(), "a.gpkg: The layer name may not contain special", 46) == 0);
    CHECK(count_names(".") == 0);
    layer.name = "members";
    CHECK(cm_features_set_crs(&points, "EPSG:1") == CM_OK);
    CHECK(cm__ogr_file_write("GPKG", &layer, 1, NULL) == CM_ERR_DOMAIN && count_names(".") == 0);
    cm_features_clear(&points);
}

TEST(compares_the_extent_that_the_file_states)
{
    static const char *const drivers[] = {"GPKG", NULL};
    const cm__gdal_source source = {"a.gpkg", drivers, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL,
                                    false};
    cm_features points = make_points();
    const cm__export_job job = make_job(&points, "a.gpkg", CM_FORMAT_GPKG);
    cm__ogr_layer layer = {.job = &job, .name = "members", .keeps_order = true};
    GDALDatasetH file = NULL;
    reread from;
    cm__gdal block;

    CHECK(cm__ogr_file_write("GPKG", &layer, 1, NULL) == CM_OK);
    CHECK(reread_open(&from, "a.gpkg", "GPKG", GDAL_OF_VECTOR));
    CHECK(cm__ogr_layer_check(&from.block, from.file, &layer) == CM_OK && reread_close(&from));
    cm__gdal_begin(&block);
    CHECK(cm__gdal_open(&block, &file, &source) == CM_OK);
    GDALDatasetExecuteSQL(file, "UPDATE gpkg_contents SET max_x = 141.47", NULL, NULL);
    GDALClose(file);
    CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_IO, "a.gpkg") == CM_OK);
    CHECK(reread_open(&from, "a.gpkg", "GPKG", GDAL_OF_VECTOR));
    CHECK(cm__ogr_layer_check(&from.block, from.file, &layer) == CM_ERR_FORMAT);
    CHECK(reread_close(&from));
    cm_features_clear(&points);
    CHECK(unlink("a.gpkg") == 0);
}

/* GDAL's own GeoJSON does not hold what was written: coordinates are rounded, and on a full disk it
 * is cut while every call reports success. Both must be met when the file is read back. */
TEST(finds_what_a_driver_loses)
{
    cm_features points = make_points();
    const cm__export_job job = make_job(&points, "a.json", CM_FORMAT_GEOJSON);
    cm__ogr_layer layer = {.job = &job, .name = "members", .keeps_order = true};

    cm_features_set_point(&points, 0, (cm_point){141.123456789012, 43});
    put("a.json", "old");
    CHECK(cm__ogr_file_write("GeoJSON", &layer, 1, NULL) == CM_ERR_FORMAT);
    CHECK(strcmp(cm_error_text(), "a.json: reads back otherwise than written") == 0);
    limit_files(1000);
    const cm_status status = cm__ogr_file_write("GeoJSON", &layer, 1, NULL);
    limit_files(RLIM_INFINITY);
    CHECK(status && holds("a.json", "old") && count_names(".") == 1);
    cm_features_clear(&points);
    CHECK(unlink("a.json") == 0 && cm__memory_live() == 0);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(writes_a_file_by_a_driver_s_name), RUN(passes_on_what_gdal_says),
          RUN(compares_the_extent_that_the_file_states), RUN(finds_what_a_driver_loses),
          CHECK(rmdir(folder) == 0))
