/* test_reader_grid.c - tests geo/reader_grid.c. */
#include "geo/base_memory.h"
#include "tests/reader_fixture.h"
#include <clustermap/crs.h>
#include <clustermap/export.h>
#include <clustermap/reader.h>
#include <ogr_srs_api.h>

enum { COLUMNS = 40, ROWS = 30 };

/* A raster as another programme might write it. */
typedef struct raster {
    double transform[6];
    GDALDataType type;
    double nodata, scale, offset; /* nodata NaN: none */
    const char *options[4];
} raster;

static const raster plain = {{1000, 50, 0, 5000, 0, -50}, GDT_Float32, NAN, 1, 0, {NULL}};

static void make_raster(const char *name, const raster *how)
{
    double values[COLUMNS];
    cm__gdal block;

    cm__gdal_begin(&block);
    GDALDatasetH file = GDALCreate(GDALGetDriverByName("GTiff"), fixture_path(name), COLUMNS, ROWS,
                                   1, how->type, (CSLConstList)(uintptr_t)how->options);
    GDALRasterBandH band = GDALGetRasterBand(file, 1);
    if (how->transform[1] != 0)
        CHECK(GDALSetGeoTransform(file, (double *)(uintptr_t)how->transform) == CE_None);
    if (!isnan(how->nodata))
        CHECK(GDALSetRasterNoDataValue(band, how->nodata) == CE_None);
    if (how->scale != 1)
        CHECK(GDALSetRasterScale(band, how->scale) == CE_None &&
              GDALSetRasterOffset(band, how->offset) == CE_None);
    for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i < COLUMNS; i++)
            values[i] = i == 3 && row == 2 && !isnan(how->nodata) ? how->nodata : row * COLUMNS + i;
        CHECK(GDALRasterIO(band, GF_Write, 0, row, COLUMNS, 1, values, COLUMNS, 1, GDT_Float64, 0,
                           0) == CE_None);
    }
    GDALClose(file);
    CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_IO, name) == CM_OK);
}

TEST(reads_back_what_is_written)
{
    const cm_grid_shape shape = {-73000, -102000, 50, 300, 270};
    cm_grid want = {0}, got = {0};

    fixture_begin();
    CHECK(cm_grid_init(&want, &shape, "EPSG:6680") == CM_OK);
    for (size_t i = 0; i < shape.columns * shape.rows; i++)
        want.values[i] = (float)(i % 997) / 7;
    want.values[5] = -9999;
    want.has_nodata = true;
    want.nodata = -9999;
    CHECK(cm_grid_set_title(&want, "企業密度") == CM_OK);
    CHECK(cm_grid_set_unit(&want, "1/km2") == CM_OK);
    CHECK(cm_grid_set_source(&want, "国税庁") == CM_OK);
    CHECK(cm_grid_set_tag(&want, "KERNEL", "quartic") == CM_OK);
    CHECK(cm_grid_set_tag(&want, "BANDWIDTH_M", "500") == CM_OK);
    CHECK(cm_grid_write(&want, fixture_path("a.tif"), NULL) == CM_OK);
    CHECK(cm_grid_read(&got, fixture_path("a.tif"), NULL) == CM_OK);
    CHECK(memcmp(&got.shape, &shape, sizeof shape) == 0);
    CHECK(memcmp(got.values, want.values, shape.columns * shape.rows * sizeof(float)) == 0);
    CHECK(got.has_nodata && got.nodata == -9999);
    CHECK(strcmp(got.crs, "EPSG:6680") == 0 && strcmp(got.title, "企業密度") == 0);
    CHECK(strcmp(got.unit, "1/km2") == 0 && strcmp(got.source, "国税庁") == 0);
    CHECK(strcmp(cm_grid_get_tag(&got, "KERNEL"), "quartic") == 0);
    CHECK(strcmp(cm_grid_get_tag(&got, "BANDWIDTH_M"), "500") == 0 && got.tag_count == 2);
    cm_grid_clear(&got);
    cm_grid_clear(&want);
    fixture_end();
}

TEST(keeps_an_equal_area_plane)
{
    const double lon_deg[] = {141.354, 139.767}, lat_deg[] = {43.062, 35.681};
    const cm_grid_shape shape = {0, 1000, 100, 10, 10};
    cm_grid grid = {0}, got = {0};
    cm_crs *plane = NULL, *again = NULL, *lonlat = NULL;
    double x[2] = {141.354, 141.354}, y[2] = {43.062, 43.062};

    fixture_begin();
    CHECK(cm_crs_choose(&plane, lon_deg, lat_deg, 2) == CM_OK);
    CHECK(cm_grid_init(&grid, &shape, cm_crs_get_definition(plane)) == CM_OK);
    CHECK(cm_grid_write(&grid, fixture_path("a.tif"), NULL) == CM_OK);
    CHECK(cm_grid_read(&got, fixture_path("a.tif"), NULL) == CM_OK);
    CHECK(cm_crs_create(&again, got.crs) == CM_OK && cm_crs_create(&lonlat, "EPSG:6668") == CM_OK);
    CHECK(cm_crs_transform(lonlat, plane, &x[0], &y[0], 1, NULL) == CM_OK);
    CHECK(cm_crs_transform(lonlat, again, &x[1], &y[1], 1, NULL) == CM_OK);
    CHECK_NEAR(x[0], x[1], 1e-6);
    CHECK_NEAR(y[0], y[1], 1e-6);
    CHECK(strcmp(cm_crs_get_name(again), cm_crs_get_name(plane)) == 0);
    cm_crs_destroy(lonlat);
    cm_crs_destroy(again);
    cm_crs_destroy(plane);
    cm_grid_clear(&got);
    cm_grid_clear(&grid);
    fixture_end();
}

TEST(reads_the_values_of_other_programmes)
{
    static const struct {
        const char *why;
        raster how;
        float first, nodata, other; /* of cells 0, the one without data, and 100 */
    } rows[] = {
        {"float32", {{1000, 50, 0, 5000, 0, -50}, GDT_Float32, -9999, 1, 0, {NULL}}, 0, -9999, 100},
        {"float64 in strips",
         {{1000, 50, 0, 5000, 0, -50}, GDT_Float64, -1e300, 1, 0, {NULL}},
         0,
         -3.40282347e38F,
         100},
        {"nodata is NaN's neighbour",
         {{1000, 50, 0, 5000, 0, -50}, GDT_Float32, 1e30, 1, 0, {"TILED=YES", "COMPRESS=LZW"}},
         0,
         1e30F,
         100},
        {"integers",
         {{1000, 50, 0, 5000, 0, -50}, GDT_Int16, -1, 1, 0, {"COMPRESS=DEFLATE"}},
         0,
         -1,
         100},
        {"scaled integers",
         {{1000, 50, 0, 5000, 0, -50},
          GDT_UInt16,
          65535,
          0.5,
          10,
          {"COMPRESS=DEFLATE", "PREDICTOR=2"}},
         10,
         65535,
         60},
    };

    fixture_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_grid grid = {0};
        char name[32];
        test_now = rows[i].why;
        snprintf(name, sizeof name, "%zu.tif", i);
        make_raster(name, &rows[i].how);
        CHECK(cm_grid_read(&grid, fixture_path(name), NULL) == CM_OK);
        CHECK(grid.values && grid.values[0] == rows[i].first && grid.values[100] == rows[i].other);
        CHECK(grid.has_nodata && grid.nodata == rows[i].nodata);
        CHECK(grid.values && grid.values[2 * COLUMNS + 3] == rows[i].nodata);
        CHECK(grid.shape.x_min == 1000 && grid.shape.y_max == 5000 && grid.shape.cell_m == 50);
        CHECK(!grid.crs && !grid.title && !grid.unit && grid.tag_count == 0);
        cm_grid_clear(&grid);
    }
    fixture_end();
}

TEST(refuses_what_is_no_grid_of_square_cells)
{
    static const struct {
        const char *why;
        double transform[6];
        GDALDataType type;
        const char *words;
    } rows[] = {
        {"without a place", {0, 0, 0, 0, 0, 0}, GDT_Float32, "does not say where"},
        {"turned", {0, 50, 1, 0, 0, -50}, GDT_Float32, "turned"},
        {"south up", {0, 50, 0, 0, 0, 50}, GDT_Float32, "not north up"},
        {"west first", {0, -50, 0, 0, 0, -50}, GDT_Float32, "not north up"},
        {"oblong", {0, 50, 0, 0, 0, -51}, GDT_Float32, "not square"},
        {"far away", {1e12, 50, 0, 0, 0, -50}, GDT_Float32, "corner"},
        {"cells of a light year", {0, 1e16, 0, 0, 0, -1e16}, GDT_Float32, "cell"},
        {"complex numbers", {0, 50, 0, 0, 0, -50}, GDT_CFloat32, "complex"},
    };

    fixture_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        raster how = plain;
        cm_grid grid = {0};
        char name[32];
        test_now = rows[i].why;
        memcpy(how.transform, rows[i].transform, sizeof how.transform);
        how.type = rows[i].type;
        snprintf(name, sizeof name, "%zu.tif", i);
        make_raster(name, &how);
        CHECK(cm_grid_read(&grid, fixture_path(name), NULL) == CM_ERR_FORMAT && !grid.values);
        CHECK(strncmp(cm_error_text(), fixture_path(name), strlen(fixture_path(name))) == 0);
        CHECK(strstr(cm_error_text(), rows[i].words) != NULL);
    }
    fixture_put("a.tif", "II*");
    CHECK(cm_grid_read(&(cm_grid){0}, fixture_path("a.tif"), NULL) == CM_ERR_FORMAT);
    CHECK(cm_grid_read(&(cm_grid){0}, fixture_path("none.tif"), NULL) == CM_ERR_IO);
    CHECK(cm_grid_read(&(cm_grid){0}, "/vsicurl/http://localhost/a.tif", NULL) == CM_ERR_IO);
    fixture_end();
    CHECK(cm__memory_live() == 0);
}

TEST(refuses_a_raster_that_is_too_large_before_it_takes_memory)
{
    const char *const options[] = {"SPARSE_OK=TRUE", "COMPRESS=DEFLATE", "TILED=YES", NULL};
    double transform[6] = {0, 1, 0, 0, 0, -1};
    cm_grid grid = {0};
    cm__gdal block;

    fixture_begin();
    cm__gdal_begin(&block);
    GDALDatasetH file = GDALCreate(GDALGetDriverByName("GTiff"), fixture_path("a.tif"), 50000,
                                   50000, 1, GDT_Byte, (CSLConstList)(uintptr_t)options);
    CHECK(GDALSetGeoTransform(file, transform) == CE_None);
    GDALClose(file);
    CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_IO, "a.tif") == CM_OK);
    CHECK(cm_grid_read(&grid, fixture_path("a.tif"), NULL) == CM_ERR_LIMIT && !grid.values);
    CHECK(strstr(cm_error_text(), "2500000000") != NULL);
    fixture_end();
}

TEST(takes_the_crs_that_is_stated_or_given)
{
    static const struct {
        const char *why, *given;
        bool ignore;
        const char *want;
    } rows[] = {
        {"none", NULL, false, NULL},
        {"given", "EPSG:6680", false, "EPSG:6680"},
        {"none wanted", "EPSG:6680", true, NULL},
    };

    fixture_begin();
    make_raster("a.tif", &plain);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_read_options options = CM_READ_OPTIONS_INIT;
        cm_grid grid = {0};
        test_now = rows[i].why;
        options.crs = rows[i].given;
        options.ignore_crs = rows[i].ignore;
        CHECK(cm_grid_read(&grid, fixture_path("a.tif"), &options) == CM_OK);
        CHECK(!grid.crs == !rows[i].want);
        CHECK(!grid.crs || strcmp(grid.crs, rows[i].want) == 0);
        cm_grid_clear(&grid);
    }
    fixture_end();
}

TEST(takes_the_description_of_the_file_for_want_of_the_band_s)
{
    cm_grid grid = {0};
    cm__gdal block;

    fixture_begin();
    make_raster("a.tif", &plain);
    cm__gdal_begin(&block);
    GDALDatasetH file = GDALOpen(fixture_path("a.tif"), GA_Update);
    CHECK(GDALSetMetadataItem(file, "TIFFTAG_IMAGEDESCRIPTION", "密度", NULL) == CE_None);
    CHECK(GDALSetMetadataItem(file, "TIFFTAG_COPYRIGHT", "\x83\x66", NULL) == CE_None);
    GDALClose(file);
    CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_IO, "a.tif") == CM_OK);
    CHECK(cm_grid_read(&grid, fixture_path("a.tif"), NULL) == CM_OK);
    CHECK(grid.title && strcmp(grid.title, "密度") == 0);
    CHECK(!grid.source && grid.tag_count == 0); /* not UTF-8 */
    cm_grid_clear(&grid);
    fixture_end();
}

TEST(refuses_every_cut_file)
{
    static const char *const options[][4] = {
        {NULL}, {"COMPRESS=DEFLATE", "TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"}};

    fixture_begin();
    for (size_t i = 0; i < 2; i++) {
        raster how = plain;
        size_t length;
        memcpy(how.options, options[i], sizeof how.options);
        if (i == 1)
            how.options[3] = NULL;
        make_raster("a.tif", &how);
        unsigned char *const bytes = fixture_get("a.tif", &length);
        for (size_t part = 0; part < 60; part++) {
            cm_grid grid = {0};
            fixture_put_bytes("a.tif", bytes, length * part / 60);
            CHECK(cm_grid_read(&grid, fixture_path("a.tif"), NULL) == CM_ERR_FORMAT);
            cm_grid_clear(&grid);
        }
    }
    fixture_end();
}

TEST(reports_memory_that_is_not_there)
{
    cm_status status = CM_ERR_NOMEM;

    fixture_begin();
    make_raster("a.tif", &plain);
    for (size_t nth = 1; status == CM_ERR_NOMEM; nth++) {
        cm_grid grid = {0};
        cm__memory_fail_at(nth, false);
        status = cm_grid_read(&grid, fixture_path("a.tif"), NULL);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || (status == CM_ERR_NOMEM && !grid.values));
        cm_grid_clear(&grid);
        CHECK(cm__memory_live() == 0);
    }
    fixture_end();
}

TEST_MAIN(RUN(reads_back_what_is_written), RUN(keeps_an_equal_area_plane),
          RUN(reads_the_values_of_other_programmes), RUN(refuses_what_is_no_grid_of_square_cells),
          RUN(refuses_a_raster_that_is_too_large_before_it_takes_memory),
          RUN(takes_the_crs_that_is_stated_or_given),
          RUN(takes_the_description_of_the_file_for_want_of_the_band_s),
          RUN(refuses_every_cut_file), RUN(reports_memory_that_is_not_there))
