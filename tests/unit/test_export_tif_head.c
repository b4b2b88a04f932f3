/* test_export_tif_head.c - tests output/export_tif_head.c. */
#include "output/export_tif_head.h"
#include "tests/export_fixture.h"
#include <cpl_vsi.h>

static cm_grid make_grid(const char *crs)
{
    const cm_grid_shape shape = {-1000, 500, 25, 600, 300};
    cm_grid grid = {0};

    CHECK(cm_grid_init_bare(&grid, &shape, crs) == CM_OK);
    CHECK(cm_grid_set_title(&grid, "density " JAPANESE) == CM_OK);
    CHECK(cm_grid_set_unit(&grid, "1/km2") == CM_OK);
    CHECK(cm_grid_set_tag(&grid, "KERNEL", "quartic") == CM_OK);
    return grid;
}

static cm_status make_head(cm__text *out, const cm_grid *grid, bool is_big)
{
    const cm_grid_statistics statistics = {0, 7, 3.5, 1, 100, 180000};
    cm__tif_tiles tiles = {0};
    cm_status status = cm__tif_tiles_init(&tiles, &grid->shape, "a.tif", 16);

    if (!status)
        status = cm__tif_head_make(out, grid, &statistics, &tiles, is_big);
    cm__tif_tiles_clear(&tiles);
    return status;
}

/* What GDAL says of a head as of a file. */
static cm_status check_head(const cm_grid *grid, const cm__text *head)
{
    static const char name[] = "/vsimem/test_export_tif_head.tif";
    cm__gdal block;
    cm__tif from = {.grid = grid, .path = "a.tif", .block = &block};
    cm_status status = CM_ERR_FORMAT;

    cm__gdal_begin(&block);
    VSIFCloseL(VSIFileFromMemBuffer(name, (GByte *)head->bytes, head->length, FALSE));
    from.file = GDALOpenEx(name, GDAL_OF_RASTER, NULL, NULL, NULL);
    CHECK(from.file != NULL);
    if (from.file) {
        double min = -1, max = -1, mean = -1, sd = -1;
        from.band = GDALGetRasterBand(from.file, 1);
        CHECK(GDALGetRasterStatistics(from.band, 0, 0, &min, &max, &mean, &sd) == CE_None);
        CHECK(min == 0 && max == 7 && mean == 3.5 && sd == 1);
        CHECK((GDALGetSpatialRef(from.file) != NULL) == (grid->crs != NULL));
        status = cm__tif_head_check(&from);
        GDALClose(from.file);
    }
    cm__text_clear(&from.text);
    VSIUnlink(name);
    return cm__gdal_end(&block, status, CM_ERR_FORMAT, "a.tif");
}

TEST(says_what_the_grid_is)
{
    static const char *const crs[] = {NULL, "EPSG:6680"};

    for (int i = 0; i < 4; i++) {
        cm_grid grid = make_grid(crs[i % 2]);
        cm__text head = {0}, same = {0};
        CHECK(make_head(&head, &grid, i / 2) == CM_OK && make_head(&same, &grid, i / 2) == CM_OK);
        CHECK(head.length == same.length && memcmp(head.bytes, same.bytes, head.length) == 0);
        CHECK(head.bytes[0] == 'I' && head.bytes[2] == (i / 2 ? 43 : 42));
        CHECK(head.length < 10000 && check_head(&grid, &head) == CM_OK);
        CHECK(cm_grid_set_tag(&grid, "KERNEL", "uniform") == CM_OK);
        CHECK(check_head(&grid, &head) == CM_ERR_FORMAT);
        cm__text_clear(&same);
        cm__text_clear(&head);
        cm_grid_clear(&grid);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(refuses_an_unknown_crs_and_leaves_nothing)
{
    cm_grid grid = make_grid("EPSG:1");
    cm__text head = {0};

    CHECK(make_head(&head, &grid, false) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "a.tif: ") == cm_error_text());
    char **const left = VSIReadDir("/vsimem/");
    CHECK(!left || !*left);
    cm__text_clear(&head);
    cm_grid_clear(&grid);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(says_what_the_grid_is), RUN(refuses_an_unknown_crs_and_leaves_nothing))
