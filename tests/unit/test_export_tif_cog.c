/* test_export_tif_cog.c - tests output/export_tif_cog.c in a folder of its own. */
#include "output/export_tif_cog.h"
#include "tests/export_reread.h"

static char folder[] = P_tmpdir "/test_export_tif_cog.XXXXXX";

static cm_grid make_grid(void)
{
    const cm_grid_shape shape = {-73000.5, -103999.25, 50, 700, 600};
    cm_grid grid = {0};

    CHECK(cm_grid_init(&grid, &shape, "EPSG:6680") == CM_OK);
    for (size_t i = 0; i < 700 * 600; i++)
        grid.values[i] = (float)((i * 2654435761u) % 1000003) / 7;
    CHECK(cm_grid_set_title(&grid, "density") == CM_OK);
    CHECK(cm_grid_set_unit(&grid, "1/km2") == CM_OK);
    CHECK(cm_grid_set_tag(&grid, "KERNEL", "quartic") == CM_OK);
    return grid;
}

TEST(has_the_values_the_words_and_overviews)
{
    cm_grid grid = make_grid();
    const cm_grid_statistics want = cm_grid_get_statistics(&grid);

    for (int deflate = 0; deflate <= 1; deflate++) {
        const cm_export_options options = {.version = 3, .tif_deflate = deflate, .tif_cog = true};
        float found[700];
        double min, max, mean, sd;
        reread from;
        CHECK(cm_grid_write(&grid, "a.tif", &options) == CM_OK && count_names(".") == 1);
        CHECK(reread_open(&from, "a.tif", "GTiff", GDAL_OF_RASTER));
        const GDALRasterBandH band = GDALGetRasterBand(from.file, 1);
        CHECK(strcmp(GDALGetMetadataItem(from.file, "LAYOUT", "IMAGE_STRUCTURE"), "COG") == 0);
        CHECK(strcmp(GDALGetMetadataItem(from.file, "COMPRESSION", "IMAGE_STRUCTURE"),
                     deflate ? "DEFLATE" : "ZSTD") == 0);
        CHECK(GDALGetOverviewCount(band) == 2);
        CHECK(strcmp(GDALGetMetadataItem(from.file, "KERNEL", NULL), "quartic") == 0);
        CHECK(strcmp(GDALGetRasterUnitType(band), "1/km2") == 0);
        CHECK(strcmp(GDALGetDescription(band), "density") == 0);
        CHECK(reread_epsg(GDALGetSpatialRef(from.file)) == 6680);
        CHECK(GDALGetRasterStatistics(band, 0, 0, &min, &max, &mean, &sd) == CE_None);
        CHECK(min == want.min && max == want.max && mean == want.mean && sd == want.sd);
        for (int row = 0; row < 600; row += 37) {
            CHECK(GDALRasterIO(band, GF_Read, 0, row, 700, 1, found, 700, 1, GDT_Float32, 0, 0) ==
                  CE_None);
            CHECK(memcmp(found, grid.values + (size_t)row * 700, sizeof found) == 0);
        }
        CHECK(reread_close(&from));
    }
    cm_grid_clear(&grid);
    CHECK(unlink("a.tif") == 0 && cm__memory_live() == 0);
}

static bool stop_later(void *context, double share)
{
    int *const calls = context;

    (void)share;
    return ++*calls <= 2; /* one batch of tiles is packed, and the copy is begun */
}

TEST(is_stopped_and_leaves_nothing)
{
    int calls = 0;
    const cm_export_options options = {
        .version = 3, .tif_cog = true, .progress = {stop_later, &calls}};
    cm_grid grid = make_grid();

    put("a.tif", "old");
    CHECK(cm_grid_write(&grid, "a.tif", &options) == CM_ERR_STOPPED && calls >= 3);
    CHECK(strcmp(cm_error_text(), "a.tif: the writing was stopped") == 0);
    CHECK(count_names(".") == 1 && holds("a.tif", "old"));
    cm_grid_clear(&grid);
    CHECK(unlink("a.tif") == 0);
}

TEST(keeps_the_old_file_when_the_disk_is_full)
{
    const cm_export_options options = {.version = 3, .tif_cog = true};
    cm_grid grid = make_grid();
    struct stat found;

    CHECK(cm_grid_write(&grid, "a.tif", &options) == CM_OK && stat("a.tif", &found) == 0);
    put("a.tif", "old");
    for (off_t size = 0; size < found.st_size; size += found.st_size / 7) {
        limit_files((rlim_t)size);
        const cm_status status = cm_grid_write(&grid, "a.tif", &options);
        limit_files(RLIM_INFINITY);
        CHECK(status && holds("a.tif", "old") && count_names(".") == 1);
    }
    cm_grid_clear(&grid);
    CHECK(unlink("a.tif") == 0);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(has_the_values_the_words_and_overviews), RUN(is_stopped_and_leaves_nothing),
          RUN(keeps_the_old_file_when_the_disk_is_full), CHECK(rmdir(folder) == 0))
