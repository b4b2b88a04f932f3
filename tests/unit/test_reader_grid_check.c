/* test_reader_grid_check.c - tests geo/reader_grid_check.c. */
#include "geo/base_memory.h"
#include "geo/reader_grid_check.h"
#include "tests/reader_fixture.h"

enum { SIDE = 64 };

/* A raster of so many bands; of one without values if 0. */
static void make_raster(const char *name, int bands, const char *words)
{
    char **const options = CSLTokenizeString2(words, " ", 0);
    float values[SIDE];
    cm__gdal block;

    cm__gdal_begin(&block);
    GDALDatasetH file = GDALCreate(GDALGetDriverByName("GTiff"), fixture_path(name), SIDE, SIDE,
                                   bands > 0 ? bands : 1, GDT_Float32, (CSLConstList)options);
    for (int band = 1; band <= bands; band++)
        for (int row = 0; row < SIDE; row++) {
            for (int i = 0; i < SIDE; i++)
                values[i] = sqrtf((float)(row * SIDE + i * band));
            CHECK(GDALRasterIO(GDALGetRasterBand(file, band), GF_Write, 0, row, SIDE, 1, values,
                               SIDE, 1, GDT_Float32, 0, 0) == CE_None);
        }
    GDALClose(file);
    CSLDestroy(options);
    CHECK(cm__gdal_end(&block, CM_OK, CM_ERR_IO, name) == CM_OK);
}

static cm_status check(const char *name)
{
    GDALDatasetH file;
    cm__gdal block;
    cm_status status = CM_ERR_IO;

    cm__gdal_begin(&block);
    file = GDALOpen(fixture_path(name), GA_ReadOnly);
    if (file)
        status = cm__grid_check_blocks(file, name);
    GDALClose(file);
    return cm__gdal_end(&block, status, CM_ERR_FORMAT, name);
}

TEST(accepts_what_is_whole)
{
    static const struct {
        const char *why, *words;
        int bands;
    } rows[] = {
        {"not compressed", "TILED=YES", 1},
        {"strips", "COMPRESS=DEFLATE BLOCKYSIZE=7", 1},
        {"tiles", "COMPRESS=DEFLATE TILED=YES BLOCKXSIZE=48 BLOCKYSIZE=16 PREDICTOR=3", 1},
        {"bands side by side", "COMPRESS=DEFLATE INTERLEAVE=PIXEL", 3},
        {"bands one by one", "COMPRESS=DEFLATE INTERLEAVE=BAND", 3},
        {"another compression", "COMPRESS=LZW", 1},
        {"ZSTD", "COMPRESS=ZSTD TILED=YES BLOCKXSIZE=48 BLOCKYSIZE=16 PREDICTOR=3", 1},
        {"blocks that were never written", "COMPRESS=DEFLATE SPARSE_OK=TRUE", 0},
        {"big", "COMPRESS=DEFLATE BIGTIFF=YES", 1},
    };

    fixture_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        make_raster("a.tif", rows[i].bands, rows[i].words);
        CHECK(check("a.tif") == CM_OK);
    }
    fixture_end();
    CHECK(cm__memory_live() == 0);
}

/* The last 400 bytes are of the last tile. */
TEST(finds_damage_that_gdal_does_not_see)
{
    size_t length, found = 0;

    fixture_begin();
    make_raster("a.tif", 1, "COMPRESS=DEFLATE TILED=YES BLOCKXSIZE=32 BLOCKYSIZE=32");
    unsigned char *const bytes = fixture_get("a.tif", &length);
    for (size_t at = length - 400; at < length; at += 10) {
        const unsigned char byte = bytes[at];
        bytes[at] = (unsigned char)(byte ^ 0x10);
        fixture_put_bytes("a.tif", bytes, length);
        bytes[at] = byte;
        found += check("a.tif") == CM_ERR_FORMAT;
    }
    CHECK(found == 40);
    CHECK(strstr(cm_error_text(), "a.tif: block 1, 1 of the grid is damaged") != NULL);
    fixture_end();
}

TEST_MAIN(RUN(accepts_what_is_whole), RUN(finds_damage_that_gdal_does_not_see))
