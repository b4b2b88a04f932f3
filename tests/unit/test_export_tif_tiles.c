/* test_export_tif_tiles.c - tests output/export_tif_tiles.c in a folder of its own. */
#include "output/export_tif_tiles.h"
#include "tests/export_fixture.h"
#include <fcntl.h>

static char folder[] = P_tmpdir "/test_export_tif_tiles.XXXXXX";

static float *make_values(size_t count)
{
    float *values = NULL;

    CHECK(cm__array_grow(&values, count, sizeof *values) == CM_OK);
    for (size_t i = 0; i < count; i++)
        values[i] = (float)((i * 2654435761u) % 1000003) / 7;
    return values;
}

static int open_file(void)
{
    const int fd = open("a.tiles", O_RDWR | O_CREAT | O_TRUNC, 0600);

    CHECK(fd >= 0);
    return fd;
}

TEST(knows_where_tiles_lie)
{
    const cm_grid_shape shape = {0, 0, 1, 600, 257};
    cm__tif_tiles tiles = {0};

    CHECK(cm__tif_tiles_init(&tiles, &shape, "a.tif", 16) == CM_OK);
    CHECK(tiles.across == 3 && tiles.count == 6);
    cm__tif_window where = cm__tif_tiles_window(&tiles, 0);
    CHECK(where.column == 0 && where.row == 0 && where.width == 256 && where.height == 256);
    where = cm__tif_tiles_window(&tiles, 5);
    CHECK(where.column == 512 && where.row == 256 && where.width == 88 && where.height == 1);
    cm__tif_tiles_clear(&tiles);
    CHECK(cm__memory_live() == 0);
}

/* One behind the other, without a gap, whoever packs them; over more than one batch. */
TEST(writes_the_same_tiles_with_any_threads)
{
    const cm_grid_shape shape = {0, 0, 1, 2500, 2100};
    float *values = make_values(2500 * 2100);
    uint64_t sum = 0;

    for (int threads = 1; threads <= 7; threads += 3) {
        const int fd = open_file();
        cm__tif_tiles tiles = {0};
        uint64_t end = 24;
        CHECK(cm__tif_tiles_init(&tiles, &shape, "a.tif", 24) == CM_OK && tiles.count == 90);
        tiles.threads = threads;
        CHECK(cm__tif_tiles_add(&tiles, fd, values, 2048) == CM_OK && tiles.done == 80);
        CHECK(cm__tif_tiles_add(&tiles, fd, values + 2048 * 2500, 52) == CM_OK);
        for (size_t i = 0; i < tiles.count; i++) {
            CHECK(tiles.tiles[i].offset == end);
            end += tiles.tiles[i].length;
        }
        CHECK(tiles.done == tiles.count && tiles.end == end &&
              lseek(fd, 0, SEEK_END) == (off_t)end);
        CHECK(cm__tif_tiles_check(&tiles, fd) == CM_OK && close(fd) == 0);
        CHECK(threads == 1 || sum == sum_of("a.tiles"));
        sum = sum_of("a.tiles");
        cm__tif_tiles_clear(&tiles);
    }
    cm__array_free(&values);
    CHECK(unlink("a.tiles") == 0 && cm__memory_live() == 0);
}

TEST(finds_a_byte_that_is_not_its_own)
{
    const cm_grid_shape shape = {0, 0, 1, 700, 300};
    float *values = make_values(700 * 300);

    for (int deflate = 0; deflate <= 1; deflate++) {
        const int fd = open_file();
        cm__tif_tiles tiles = {0};
        unsigned char byte;
        CHECK(cm__tif_tiles_init(&tiles, &shape, "a.tif", 16) == CM_OK);
        tiles.deflate = deflate;
        CHECK(cm__tif_tiles_add(&tiles, fd, values, 300) == CM_OK);
        for (size_t i = 0; i < tiles.count; i++) {
            const off_t at = (off_t)(tiles.tiles[i].offset + tiles.tiles[i].length * i / 6);
            CHECK(pread(fd, &byte, 1, at) == 1);
            byte ^= 1;
            CHECK(pwrite(fd, &byte, 1, at) == 1);
            CHECK(cm__tif_tiles_check(&tiles, fd) == CM_ERR_FORMAT);
            CHECK(strstr(cm_error_text(), "a.tif: the tile at row ") != NULL);
            byte ^= 1;
            CHECK(pwrite(fd, &byte, 1, at) == 1);
            CHECK(cm__tif_tiles_check(&tiles, fd) == CM_OK);
        }
        CHECK(ftruncate(fd, (off_t)tiles.end - 1) == 0);
        CHECK(cm__tif_tiles_check(&tiles, fd) == CM_ERR_FORMAT);
        CHECK(strcmp(cm_error_text(),
                     "a.tif: the tile at row 256, column 512 reads back otherwise") == 0);
        CHECK(close(fd) == 0);
        cm__tif_tiles_clear(&tiles);
    }
    cm__array_free(&values);
    CHECK(unlink("a.tiles") == 0 && cm__memory_live() == 0);
}

TEST(knows_values_again_to_the_bit)
{
    unsigned char *scratch = NULL;
    float *values = make_values(300 * 300);
    const cm__tif_window where = {0, 0, 200, 100};

    CHECK(cm__array_grow(&scratch, (size_t)CM__TIF_TILE_BYTES, 1) == CM_OK);
    const uint64_t sum = cm__tif_value_sum(scratch, &where, values, 300);
    values[200] = 0; /* beyond the window */
    CHECK(cm__tif_value_sum(scratch, &where, values, 300) == sum);
    for (size_t i = 0; i < 100; i += 7) {
        const float old = values[i * 300 + 2 * i];
        values[i * 300 + 2 * i] = -old;
        CHECK(cm__tif_value_sum(scratch, &where, values, 300) != sum);
        values[i * 300 + 2 * i] = old;
    }
    CHECK(cm__tif_value_sum(scratch, &where, values, 300) == sum);
    cm__array_free(&values);
    cm__array_free(&scratch);
}

TEST(says_what_the_system_says)
{
    const cm_grid_shape shape = {0, 0, 1, 700, 300};
    float *values = make_values(700 * 300);
    const int fd = open_file();
    cm__tif_tiles tiles = {0};

    CHECK(cm__tif_tiles_init(&tiles, &shape, "a.tif", 16) == CM_OK);
    limit_files(100000);
    CHECK(cm__tif_tiles_add(&tiles, fd, values, 300) == CM_ERR_IO);
    limit_files(RLIM_INFINITY);
    CHECK(strcmp(cm_error_text(), "a.tif: File too large") == 0);
    CHECK(close(fd) == 0 && unlink("a.tiles") == 0);
    cm__tif_tiles_clear(&tiles);
    cm__array_free(&values);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), signal(SIGXFSZ, SIG_IGN),
          RUN(knows_where_tiles_lie), RUN(writes_the_same_tiles_with_any_threads),
          RUN(finds_a_byte_that_is_not_its_own), RUN(knows_values_again_to_the_bit),
          RUN(says_what_the_system_says), CHECK(rmdir(folder) == 0))
