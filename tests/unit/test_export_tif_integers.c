/* test_export_tif_integers.c - tests output/export_tif_integers.c in a folder of its own. */
#include "output/export_tif_head.h"
#include "tests/export_reread.h"

static char folder[] = P_tmpdir "/test_export_int.XXXXXX";

static cm_grid make_grid(size_t columns, size_t rows, const char *crs)
{
    const cm_grid_shape shape = {-73000.5, -103999.25, 50, columns, rows};
    cm_grid grid = {0};

    CHECK(cm_grid_init_bare(&grid, &shape, crs) == CM_OK);
    grid.has_nodata = true;
    CHECK(cm_grid_set_title(&grid, "最寄り") == CM_OK);
    return grid;
}

TEST(writes_whole_numbers)
{
    static const int32_t odd[] = {INT32_MIN, -1, 0, 1, 16777217, INT32_MAX};
    static int32_t values[300 * 260];
    cm_grid grid = make_grid(300, 260, "EPSG:6680");

    for (size_t i = 0; i < 300 * 260; i++)
        values[i] = i < 6 ? odd[i] : (int32_t)(i / 77);
    grid.nodata = -2147483648.0F;
    for (int deflate = 0; deflate <= 1; deflate++) {
        cm_export_options options = CM_EXPORT_OPTIONS_INIT;
        static int32_t found[300 * 260];
        int has_nodata = 0;
        reread from;
        options.tif_deflate = deflate;
        CHECK(cm_grid_write_integers(&grid, values, "a.tif", &options) == CM_OK);
        CHECK(reread_open(&from, "a.tif", "GTiff", GDAL_OF_RASTER));
        const GDALRasterBandH band = GDALGetRasterBand(from.file, 1);
        CHECK(GDALGetRasterDataType(band) == GDT_Int32);
        CHECK(GDALGetRasterNoDataValue(band, &has_nodata) == -2147483648.0 && has_nodata);
        CHECK(GDALGetMetadataItem(band, "STATISTICS_MEAN", NULL) == NULL);
        CHECK(GDALRasterIO(band, GF_Read, 0, 0, 300, 260, found, 300, 260, GDT_Int32, 0, 0) ==
              CE_None);
        CHECK(memcmp(found, values, sizeof found) == 0);
        CHECK(reread_close(&from) && count_names(".") == 1);
    }
    cm_grid_clear(&grid);
    CHECK(unlink("a.tif") == 0 && cm__memory_live() == 0);
}

TEST(refuses_what_it_cannot_write)
{
    static const int32_t values[4] = {1, 2, 3, 4};
    cm_grid grid = make_grid(2, 2, "EPSG:6680");

    CHECK(cm_grid_write_integers(&grid, values, "-", NULL) == CM_ERR_DOMAIN);
    CHECK(cm_grid_write_integers(&grid, values, "none/a.tif", NULL) == CM_ERR_IO);
    CHECK(count_names(".") == 0);
    cm_grid_clear(&grid);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), RUN(writes_whole_numbers),
          RUN(refuses_what_it_cannot_write), CHECK(rmdir(folder) == 0))
