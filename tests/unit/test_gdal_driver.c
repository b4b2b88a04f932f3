/* test_gdal_driver.c - tests geo/gdal_driver.c. */
#include "geo/base_error.h"
#include "geo/gdal_driver.h"
#include "tests/test.h"
#include <cpl_error.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const geojson[] = {"GeoJSON", NULL};

static void put(const char *path, const char *text)
{
    FILE *const file = fopen(path, "w");

    CHECK(file != NULL);
    if (!file)
        return;
    CHECK(fputs(text, file) >= 0);
    CHECK(fclose(file) == 0);
}

TEST(registers_the_few_drivers_it_promises)
{
    static const char *const wanted[] = {
        "GPKG", "ESRI Shapefile", "GeoJSON", "TopoJSON", "FlatGeobuf", "XLSX",
        "ODS",  "GTiff",          "COG",     "PDF",      "PostgreSQL", "MEM"};
    cm__gdal block;

    for (int twice = 0; twice < 2; twice++) {
        cm__gdal_begin(&block);
        for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
            CHECK(GDALGetDriverByName(wanted[i]) != NULL);
        CHECK(!GDALGetDriverByName("VRT") && !GDALGetDriverByName("CSV"));
        CHECK(GDALGetDriverCount() <= 13);
        CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_IO, "a") == CM_OK);
    }
}

TEST(keeps_the_first_failure_though_the_call_went_well)
{
    cm__gdal block, inner;

    cm__gdal_begin(&block);
    CPLError(CE_Warning, CPLE_AppDefined, "a warning");
    CPLError(CE_Failure, CPLE_AppDefined, "the disk\nis full.\n");
    CPLError(CE_Failure, CPLE_AppDefined, "and so on");
    cm__gdal_begin(&inner);
    CHECK(cm__gdal_end(&inner, CM_OK, CM_ERR_IO, "inner") == CM_OK);
    CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_IO, "out.gpkg") == CM_ERR_IO);
    CHECK(strcmp(cm_error_text(), "out.gpkg: the disk is full") == 0);
    CHECK(strcmp(block.warning, "a warning") == 0);
}

TEST(returns_the_block_s_own_failure_unchanged)
{
    cm__gdal block;
    cm_status status;

    cm__gdal_begin(&block);
    CPLError(CE_Failure, CPLE_AppDefined, "later words");
    status = cm__fail(CM_ERR_DOMAIN, "ours");
    CHECK(cm__gdal_end(&block, status, CM_ERR_IO, "a") == CM_ERR_DOMAIN);
    CHECK(strcmp(cm_error_text(), "ours") == 0);
}

TEST(takes_warnings_as_failures_when_strict)
{
    static const struct {
        const char *why;
        const char *words;
        bool strict;
        cm_status want;
    } rows[] = {
        {"lenient", "odd", false, CM_OK},
        {"strict", "odd", true, CM_ERR_FORMAT},
        {"harmless", "File a has GPKG non conformant file extension", true, CM_OK},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__gdal block;
        test_now = rows[i].why;
        cm__gdal_begin(&block);
        block.strict = rows[i].strict;
        CPLError(CE_Warning, CPLE_AppDefined, "%s", rows[i].words);
        CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_FORMAT, "a") == rows[i].want);
    }
}

TEST(opens_only_local_regular_files_with_the_driver_named)
{
    static const struct {
        const char *why;
        const char *path;
        cm_status want;
    } rows[] = {
        {"a layer", "a.geojson", CM_OK},
        {"a colon in the name", "GEOJSON:b", CM_OK},
        {"another driver's", "c.vrt", CM_ERR_FORMAT},
        {"a virtual path", "/vsimem/a.geojson", CM_ERR_IO},
        {"a virtual path, other slash", "\\vsicurl/a.geojson", CM_ERR_IO},
        {"the network", "http://localhost/a.geojson", CM_ERR_IO},
        {"not there", "none.geojson", CM_ERR_IO},
        {"a folder", "folder", CM_ERR_IO},
        {"a pipe", "pipe", CM_ERR_IO},
        {"text that is no name", "{\"type\":\"Point\",\"coordinates\":[1,2]}", CM_ERR_IO},
        {"a database, not asked for", "PG:dbname=none", CM_ERR_IO},
    };
    static const char point[] = "{\"type\":\"Point\",\"coordinates\":[141,43]}";
    char folder[] = P_tmpdir "/cm_driver_XXXXXX";

    CHECK(mkdtemp(folder) && chdir(folder) == 0);
    put("a.geojson", point);
    put("GEOJSON:b", point);
    put("c.vrt", "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>a.geojson"
                 "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>");
    CHECK(mkdir("folder", 0700) == 0 && mkfifo("pipe", 0600) == 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm__gdal_source source = {rows[i].path, geojson, GDAL_OF_VECTOR, NULL, false};
        GDALDatasetH opened = NULL;
        cm__gdal block;
        test_now = rows[i].why;
        cm__gdal_begin(&block);
        const cm_status status = cm__gdal_open(&block, &opened, &source);
        CHECK(status == rows[i].want);
        CHECK((opened != NULL) == (status == CM_OK));
        CHECK(!status || strncmp(cm_error_text(), rows[i].path, strlen(rows[i].path)) == 0);
        GDALClose(opened);
        CHECK(cm__gdal_end(&block, status, CM_ERR_IO, rows[i].path) == rows[i].want);
    }
    CHECK(remove("a.geojson") == 0 && remove("GEOJSON:b") == 0 && remove("c.vrt") == 0);
    CHECK(remove("folder") == 0 && remove("pipe") == 0 && chdir("/") == 0 && rmdir(folder) == 0);
}

TEST_MAIN(RUN(registers_the_few_drivers_it_promises),
          RUN(keeps_the_first_failure_though_the_call_went_well),
          RUN(returns_the_block_s_own_failure_unchanged),
          RUN(takes_warnings_as_failures_when_strict),
          RUN(opens_only_local_regular_files_with_the_driver_named))
