/* test_export_tif.c - tests output/export_tif.c in a folder of its own. */
#include "output/export_tif.h"
#include "tests/export_reread.h"
#include <fcntl.h>

static char folder[] = P_tmpdir "/test_export_tif.XXXXXX";

/* Values that rise to the east, with a few odd ones; the first cell has none. */
static cm_grid make_grid(size_t columns, size_t rows, const char *crs)
{
    const cm_grid_shape shape = {-73000.5, -103999.25, 50, columns, rows};
    cm_grid grid = {0};

    CHECK(cm_grid_init(&grid, &shape, crs) == CM_OK);
    for (size_t i = 0; i < columns * rows; i++)
        grid.values[i] = (float)(i % columns) * 0.1f;
    grid.values[0] = -9999;
    grid.values[columns * rows - 1] = 1e-45f;
    grid.nodata = -9999;
    grid.has_nodata = true;
    CHECK(cm_grid_set_title(&grid, "企業密度 " JAPANESE) == CM_OK);
    CHECK(cm_grid_set_unit(&grid, "1/km2") == CM_OK);
    CHECK(cm_grid_set_source(&grid, "国税庁 <b>&\"'") == CM_OK);
    CHECK(cm_grid_set_tag(&grid, "KERNEL", "quartic") == CM_OK);
    CHECK(cm_grid_set_tag(&grid, "NOTE", "two\nlines ]]> '\";-- " EMOJI) == CM_OK);
    return grid;
}

static int has_item(GDALMajorObjectH object, const char *key, const char *want)
{
    const char *const got = GDALGetMetadataItem(object, key, NULL);
    const int same = got && strcmp(got, want) == 0;

    if (!same)
        printf("%s is %s\n", key, got ? got : "(not there)");
    return same;
}

TEST(writes_what_gdal_reads)
{
    static const struct {
        const char *why;
        size_t columns, rows;
    } rows[] = {{"one cell", 1, 1},
                {"a row", 300, 1},
                {"one tile", 256, 256},
                {"four tiles", 257, 257},
                {"several", 700, 300}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_grid grid = make_grid(rows[i].columns, rows[i].rows, "EPSG:6680");
        double place[6];
        reread from;
        float last = 0;
        test_now = rows[i].why;
        CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_OK && count_names(".") == 1);
        CHECK(reread_open(&from, "a.tif", "GTiff", GDAL_OF_RASTER));
        CHECK(GDALGetRasterXSize(from.file) == (int)rows[i].columns);
        CHECK(GDALGetRasterYSize(from.file) == (int)rows[i].rows);
        CHECK(GDALGetGeoTransform(from.file, place) == CE_None && place[0] == -73000.5);
        CHECK(place[3] == -103999.25 && place[1] == 50 && place[5] == -50);
        CHECK(reread_epsg(GDALGetSpatialRef(from.file)) == 6680);
        CHECK(GDALRasterIO(GDALGetRasterBand(from.file, 1), GF_Read, (int)rows[i].columns - 1,
                           (int)rows[i].rows - 1, 1, 1, &last, 1, 1, GDT_Float32, 0, 0) == CE_None);
        CHECK(last == 1e-45f);
        CHECK(reread_close(&from) && count_names(".") == 1);
        cm_grid_clear(&grid);
    }
    CHECK(unlink("a.tif") == 0 && cm__memory_live() == 0);
}

TEST(writes_deflate_where_it_is_asked_for)
{
    cm_export_options options = CM_EXPORT_OPTIONS_INIT;
    cm_grid grid = make_grid(300, 20, "EPSG:6680");

    for (int old_version = 0; old_version <= 1; old_version++) {
        reread from;
        options.tif_deflate = true;
        options.version = old_version ? 1 : 2; /* which knew of no such choice */
        CHECK(cm_grid_write(&grid, "a.tif", &options) == CM_OK);
        CHECK(reread_open(&from, "a.tif", "GTiff", GDAL_OF_RASTER));
        CHECK(strcmp(GDALGetMetadataItem(from.file, "COMPRESSION", "IMAGE_STRUCTURE"),
                     old_version ? "ZSTD" : "DEFLATE") == 0);
        CHECK(reread_close(&from));
    }
    cm_grid_clear(&grid);
    CHECK(unlink("a.tif") == 0);
}

TEST(describes_the_grid)
{
    cm_grid grid = make_grid(300, 20, "EPSG:6680");
    reread from;
    int is_there = 0;

    CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_OK);
    CHECK(reread_open(&from, "a.tif", "GTiff", GDAL_OF_RASTER));
    const GDALRasterBandH band = GDALGetRasterBand(from.file, 1);
    CHECK(has_item(from.file, "AREA_OR_POINT", "Area"));
    CHECK(has_item(from.file, "KERNEL", "quartic"));
    CHECK(has_item(from.file, "NOTE", "two\nlines ]]> '\";-- " EMOJI));
    CHECK(has_item(from.file, "TIFFTAG_COPYRIGHT", "国税庁 <b>&\"'"));
    CHECK(has_item(from.file, "TIFFTAG_IMAGEDESCRIPTION", "企業密度 " JAPANESE));
    CHECK(has_item(from.file, "TIFFTAG_SOFTWARE", "clustermap " CM_VERSION));
    CHECK(!GDALGetMetadataItem(from.file, "TIFFTAG_DATETIME", NULL));
    CHECK(strcmp(GDALGetDescription(band), "企業密度 " JAPANESE) == 0);
    CHECK(strcmp(GDALGetRasterUnitType(band), "1/km2") == 0);
    CHECK(GDALGetRasterNoDataValue(band, &is_there) == -9999 && is_there);
    CHECK(GDALGetRasterDataType(band) == GDT_Float32);
    CHECK(strcmp(GDALGetMetadataItem(from.file, "COMPRESSION", "IMAGE_STRUCTURE"), "ZSTD") == 0);
    CHECK(strcmp(GDALGetMetadataItem(from.file, "PREDICTOR", "IMAGE_STRUCTURE"), "3") == 0);
    const cm_grid_statistics want = cm_grid_get_statistics(&grid);
    double min, max, mean, sd;
    CHECK(GDALGetRasterStatistics(band, 0, 0, &min, &max, &mean, &sd) == CE_None);
    CHECK(min == want.min && max == want.max && mean == want.mean && sd == want.sd);
    CHECK(min == 0 && max == (double)(299 * 0.1f));
    CHECK(reread_close(&from));
    cm_grid_clear(&grid);
    CHECK(unlink("a.tif") == 0);
}

TEST(keeps_every_value_and_every_crs)
{
    static const struct {
        const char *crs;
        int want;
    } rows[] = {{NULL, 0},
                {"EPSG:6668", 6668},
                {"EPSG:6669", 6669},
                {"EPSG:6687", 6687},
                {"EPSG:3857", 3857}};
    static const float odd[] = {0, -0.0f, 1e38f, -1e-38f, 1e-45f, INFINITY, NAN, 3};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_grid grid = {0};
        const cm_grid_shape shape = {140, 45, 0.001, 4, 2};
        reread from;
        test_now = rows[i].crs ? rows[i].crs : "none";
        CHECK(cm_grid_init(&grid, &shape, rows[i].crs) == CM_OK);
        memcpy(grid.values, odd, sizeof odd);
        CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_OK && count_names(".") == 1);
        CHECK(reread_open(&from, "a.tif", "GTiff", GDAL_OF_RASTER));
        const OGRSpatialReferenceH srs = GDALGetSpatialRef(from.file);
        CHECK(reread_epsg(srs) == rows[i].want);
        CHECK(reread_close(&from));
        cm_grid_clear(&grid);
    }
    CHECK(unlink("a.tif") == 0);
}

TEST(knows_nodata_of_any_kind)
{
    static const float kinds[] = {-9999, 0, NAN, -3.4028235e38f, 0.1f};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        cm_grid grid = make_grid(10, 10, NULL);
        grid.nodata = kinds[i];
        for (size_t c = 0; c < 100; c++) /* nothing but nodata: no statistics */
            grid.values[c] = kinds[i];
        CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_OK);
        cm_grid_clear(&grid);
    }
    CHECK(unlink("a.tif") == 0);
}

/* A row of tiles is more than the cache holds the second time. */
TEST(gives_the_same_bytes_twice)
{
    cm_grid grid = make_grid(9000, 300, "EPSG:6680");

    CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_OK);
    const uint64_t sum = sum_of("a.tif");
    const GIntBig cache = GDALGetCacheMax64();
    GDALSetCacheMax64(1 << 20);
    CHECK(cm_grid_write(&grid, "b.tif", NULL) == CM_OK && sum == sum_of("b.tif"));
    GDALSetCacheMax64(cache);
    cm_grid_clear(&grid);
    CHECK(unlink("a.tif") == 0 && unlink("b.tif") == 0);
}

/* What the tiles of a grid must be read back as: they are packed into another file. */
static cm__tif_tiles tiles_of(const cm_grid *grid)
{
    const int fd = open("b.tiles", O_RDWR | O_CREAT | O_TRUNC, 0600);
    cm__tif_tiles tiles = {0};

    CHECK(fd >= 0 && cm__tif_tiles_init(&tiles, &grid->shape, "a.tif", 16) == CM_OK);
    CHECK(cm__tif_tiles_add(&tiles, fd, grid->values, grid->shape.rows) == CM_OK);
    CHECK(close(fd) == 0 && unlink("b.tiles") == 0);
    return tiles;
}

static cm_status check_as(const cm_grid *grid, bool every)
{
    cm__tif_tiles tiles = tiles_of(grid);
    const cm_status status = cm__tif_check(grid, &tiles, "a.tif", every);

    cm__tif_tiles_clear(&tiles);
    return status;
}

TEST(finds_any_difference_when_it_reads_back)
{
    cm_grid grid = make_grid(300, 20, "EPSG:6680"), other = make_grid(300, 20, "EPSG:6680");

    CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_OK);
    CHECK(check_as(&other, false) == CM_OK && check_as(&other, true) == CM_OK);
    other.values[300 * 17 + 299] = -0.0f, grid.values[300 * 17 + 299] = 0;
    CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_OK);
    CHECK(check_as(&other, false) == CM_ERR_FORMAT);
    CHECK(strcmp(cm_error_text(), "a.tif: the tile at row 0, column 256 reads back otherwise") ==
          0);
    other.values[300 * 17 + 299] = 0;
    CHECK(check_as(&other, false) == CM_OK);
    other.shape.x_min += 1e-9;
    CHECK(check_as(&other, false) == CM_ERR_FORMAT);
    other.shape = grid.shape;
    other.nodata = 7;
    CHECK(check_as(&other, false) == CM_ERR_FORMAT);
    other.nodata = grid.nodata, other.has_nodata = false;
    CHECK(check_as(&other, false) == CM_ERR_FORMAT);
    other.has_nodata = true;
    CHECK(cm_grid_set_unit(&other, NULL) == CM_OK);
    CHECK(check_as(&other, false) == CM_ERR_FORMAT);
    CHECK(cm_grid_set_unit(&other, "1/km2") == CM_OK);
    CHECK(cm_grid_set_tag(&other, "KERNEL", "gaussian") == CM_OK);
    CHECK(check_as(&other, false) == CM_ERR_FORMAT);
    CHECK(truncate("a.tif", 500) == 0);
    CHECK(check_as(&grid, false) == CM_ERR_FORMAT);
    cm_grid_clear(&other);
    cm_grid_clear(&grid);
    CHECK(unlink("a.tif") == 0);
}

/* Of seven tiles in the middle none is among the three that are always read. */
TEST(reads_every_tile_where_it_must)
{
    cm_grid grid = make_grid(2304, 10, NULL), other = make_grid(2304, 10, NULL);

    other.values[256 * 4] = 3;
    for (size_t i = 2304; i < 2304 + 250; i++) /* the first takes the most bytes */
        grid.values[i] = other.values[i] = (float)((i * 2654435761u) % 1000003);
    CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_OK);
    CHECK(check_as(&other, true) == CM_ERR_FORMAT && check_as(&other, false) == CM_OK);
    cm_grid_clear(&other);
    cm_grid_clear(&grid);
    CHECK(unlink("a.tif") == 0);
}

TEST(gives_the_same_bytes_row_by_row)
{
    cm_export_options options = CM_EXPORT_OPTIONS_INIT;
    cm_grid grid = make_grid(500, 1100, "EPSG:6680");
    float *const values = grid.values;

    CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_OK);
    for (options.threads = 1; options.threads <= 5; options.threads++) {
        cm_grid_writer *writer = NULL;
        grid.values = NULL;
        CHECK(cm_grid_writer_open(&writer, &grid, "b.tif", &options) == CM_OK);
        CHECK(cm_grid_writer_add(writer, values, 256) == CM_OK);
        CHECK(cm_grid_writer_add(writer, values + 256 * 500, 768) == CM_OK);
        CHECK(cm_grid_writer_add(writer, values + 1024 * 500, 76) == CM_OK);
        CHECK(access("b.tif", F_OK) != 0);
        CHECK(cm_grid_writer_close(writer, &grid) == CM_OK);
        cm_grid_writer_destroy(writer);
        grid.values = values;
        CHECK(sum_of("a.tif") == sum_of("b.tif") && unlink("b.tif") == 0);
    }
    cm_grid_clear(&grid);
    CHECK(count_names(".") == 1 && unlink("a.tif") == 0);
}

/* The file that is being written, beside its target. */
static int open_unfinished(void)
{
    DIR *listing = opendir(".");
    char path[512] = "";

    for (const struct dirent *entry = readdir(listing); entry; entry = readdir(listing))
        if (strncmp(entry->d_name, ".a.tif.", 7) == 0)
            snprintf(path, sizeof path, "%s/a.tif", entry->d_name);
    closedir(listing);
    return open(path, O_RDWR);
}

TEST(finds_a_byte_that_the_disk_has_changed)
{
    cm_grid grid = make_grid(2304, 10, NULL);

    for (int share = 0; share < 7; share++) {
        cm_grid_writer *writer = NULL;
        unsigned char byte;
        struct stat found;
        CHECK(cm_grid_writer_open(&writer, &grid, "a.tif", NULL) == CM_OK);
        CHECK(cm_grid_writer_add(writer, grid.values, 10) == CM_OK);
        const int fd = open_unfinished();
        CHECK(fd >= 0 && fstat(fd, &found) == 0 && found.st_size > 100);
        const off_t at = 20 + (found.st_size - 21) * share / 6;
        CHECK(pread(fd, &byte, 1, at) == 1);
        byte ^= 4;
        CHECK(pwrite(fd, &byte, 1, at) == 1 && close(fd) == 0);
        CHECK(cm_grid_writer_close(writer, &grid) == CM_ERR_FORMAT);
        cm_grid_writer_destroy(writer);
        CHECK(count_names(".") == 0);
    }
    cm_grid_clear(&grid);
}

static bool stop_at_once(void *context, double share)
{
    (void)context;
    return share <= 0;
}

TEST(leaves_nothing_of_a_file_that_is_not_closed)
{
    const cm_export_options options = {.version = 3, .progress = {stop_at_once, NULL}};
    cm_grid grid = make_grid(300, 600, NULL);
    cm_grid_writer *writer = NULL;

    put("a.tif", "old");
    CHECK(cm_grid_writer_open(&writer, &grid, "a.tif", NULL) == CM_OK);
    CHECK(cm_grid_writer_add(writer, grid.values, 512) == CM_OK && count_names(".") == 2);
    cm_grid_writer_destroy(writer);
    CHECK(count_names(".") == 1 && holds("a.tif", "old"));
    CHECK(cm_grid_write(&grid, "a.tif", &options) == CM_ERR_STOPPED);
    CHECK(count_names(".") == 1 && holds("a.tif", "old"));
    cm_grid_writer_destroy(NULL);
    cm_grid_clear(&grid);
    CHECK(unlink("a.tif") == 0 && cm__memory_live() == 0);
}

TEST(takes_the_old_file_s_overviews_away)
{
    cm_grid grid = make_grid(3, 3, "EPSG:6680");

    put("a.tif", "old"), put("a.tif.ovr", "old"), put("a.tif.aux.xml", "old"), put("a.qml", "mine");
    CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_OK && count_names(".") == 2);
    cm_grid_clear(&grid);
    CHECK(unlink("a.tif") == 0 && unlink("a.qml") == 0);
}

TEST(refuses_what_it_cannot_write)
{
    const cm_export_options keep = {.version = 1, .no_clobber = true};
    const cm_grid none = {0};
    cm_grid grid = make_grid(3, 3, "EPSG:6680");

    CHECK(cm_grid_write(&grid, "-", NULL) == CM_ERR_DOMAIN);
    CHECK(cm_grid_write(&none, "a.tif", NULL) == CM_ERR_DOMAIN);
    CHECK(cm_grid_write(&grid, ".", NULL) == CM_ERR_IO);
    CHECK(cm_grid_write(&grid, "none/a.tif", NULL) == CM_ERR_IO);
    put("a.tif", "old");
    CHECK(cm_grid_write(&grid, "a.tif", &keep) == CM_ERR_IO && holds("a.tif", "old"));
    CHECK(cm_grid_set_tag(&grid, "a=b", "c") == CM_OK);
    CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_ERR_DOMAIN);
    cm_grid_clear(&grid);
    grid = make_grid(3, 3, "EPSG:1");
    CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_ERR_DOMAIN && holds("a.tif", "old"));
    cm_grid_clear(&grid);
    CHECK(unlink("a.tif") == 0);
}

TEST(keeps_the_old_file_when_the_disk_is_full)
{
    cm_grid grid = make_grid(700, 300, "EPSG:6680");
    struct stat found;

    for (size_t i = 1; i < 700 * 300; i++) /* hard to compress */
        grid.values[i] = (float)((i * 2654435761u) % 1000003);
    CHECK(cm_grid_write(&grid, "a.tif", NULL) == CM_OK && stat("a.tif", &found) == 0);
    put("a.tif", "old");
    for (off_t size = 0; size < found.st_size; size += found.st_size / 20 + 1) {
        limit_files((rlim_t)size);
        const cm_status status = cm_grid_write(&grid, "a.tif", NULL);
        limit_files(RLIM_INFINITY);
        CHECK(status && holds("a.tif", "old") && count_names(".") == 1);
    }
    limit_files((rlim_t)found.st_size - 1);
    CHECK(cm_grid_write(&grid, "a.tif", NULL) && holds("a.tif", "old"));
    limit_files(RLIM_INFINITY);
    cm_grid_clear(&grid);
    CHECK(count_names(".") == 1 && unlink("a.tif") == 0);
}

TEST(fails_whole_when_memory_runs_out)
{
    cm_grid grid = make_grid(30, 30, "EPSG:6680");
    const size_t live = cm__memory_live();
    size_t n = 1;

    for (cm_status status = CM_ERR_NOMEM; status && n < 100; n++) {
        cm__memory_fail_at(n, false);
        status = cm_grid_write(&grid, "a.tif", NULL);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(count_names(".") == (status ? 0 : 1) && cm__memory_live() == live);
    }
    CHECK(n > 5 && n < 100 && unlink("a.tif") == 0);
    cm_grid_clear(&grid);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(writes_what_gdal_reads), RUN(writes_deflate_where_it_is_asked_for),
          RUN(describes_the_grid), RUN(keeps_every_value_and_every_crs),
          RUN(knows_nodata_of_any_kind), RUN(gives_the_same_bytes_twice),
          RUN(finds_any_difference_when_it_reads_back), RUN(reads_every_tile_where_it_must),
          RUN(gives_the_same_bytes_row_by_row), RUN(finds_a_byte_that_the_disk_has_changed),
          RUN(leaves_nothing_of_a_file_that_is_not_closed),
          RUN(takes_the_old_file_s_overviews_away), RUN(refuses_what_it_cannot_write),
          RUN(keeps_the_old_file_when_the_disk_is_full), RUN(fails_whole_when_memory_runs_out),
          CHECK(rmdir(folder) == 0))
