/* test_reader_crs.c - tests geo/reader_crs.c. */
#include "geo/gdal_driver.h"
#include "geo/reader_crs.h"
#include "tests/test.h"

static cm_status read_crs(cm_crs **out, int code, const char *given)
{
    OGRSpatialReferenceH stated = code ? OSRNewSpatialReference(NULL) : NULL;
    cm__gdal block;
    cm_status status;

    cm__gdal_begin(&block);
    if (stated)
        CHECK(OSRImportFromEPSG(stated, code) == OGRERR_NONE);
    status = cm__crs_read(out, stated, given, "a.gpkg");
    OSRDestroySpatialReference(stated);
    return cm__gdal_end(&block, status, CM_ERR_FORMAT, "a.gpkg");
}

TEST(prefers_what_the_input_states)
{
    static const struct {
        const char *why;
        int stated;
        const char *given, *want;
    } rows[] = {
        {"stated", 6680, NULL, "EPSG:6680"},
        {"stated and given", 6680, "EPSG:6677", "EPSG:6680"},
        {"given", 0, "EPSG:6677", "EPSG:6677"},
        {"with heights", 4979, NULL, "EPSG:4326"},
        {"neither", 0, NULL, NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_crs *crs = NULL;
        test_now = rows[i].why;
        CHECK(read_crs(&crs, rows[i].stated, rows[i].given) == CM_OK);
        CHECK((crs != NULL) == (rows[i].want != NULL));
        CHECK(!crs || strcmp(cm_crs_get_definition(crs), rows[i].want) == 0);
        cm_crs_destroy(crs);
    }
}

TEST(takes_an_undefined_plane_for_no_crs)
{
    static const struct {
        const char *why, *name;
        cm_status status;
    } rows[] = {
        {"a GeoPackage's", "Undefined Cartesian SRS", CM_OK},
        {"one that has a name", "the mine's own plane", CM_ERR_FORMAT},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        OGRSpatialReferenceH stated = OSRNewSpatialReference(NULL);
        cm_crs *crs = NULL;
        cm__gdal block;
        test_now = rows[i].why;
        cm__gdal_begin(&block);
        CHECK(OSRSetLocalCS(stated, rows[i].name) == OGRERR_NONE);
        CHECK(cm__crs_read(&crs, stated, NULL, "a.gpkg") == rows[i].status && !crs);
        CHECK(rows[i].status || cm__crs_read(&crs, stated, "EPSG:6677", "a.gpkg") == CM_OK);
        CHECK(rows[i].status || strcmp(cm_crs_get_definition(crs), "EPSG:6677") == 0);
        cm_crs_destroy(crs);
        OSRDestroySpatialReference(stated);
        CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_FORMAT, "a.gpkg") == CM_OK);
    }
}

TEST(names_the_file_whose_crs_is_of_no_use)
{
    cm_crs *crs = NULL;

    CHECK(read_crs(&crs, 2263, NULL) == CM_ERR_FORMAT && !crs); /* feet */
    CHECK(strncmp(cm_error_text(), "a.gpkg: the CRS ", 16) == 0);
    CHECK(read_crs(&crs, 0, "banana") == CM_ERR_FORMAT && !crs);
    CHECK(strstr(cm_error_text(), "banana") != NULL);
}

TEST_MAIN(RUN(prefers_what_the_input_states), RUN(takes_an_undefined_plane_for_no_crs),
          RUN(names_the_file_whose_crs_is_of_no_use))
