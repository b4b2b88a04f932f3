/* test_export_shp_lib.c - tests output/export_shp_lib.c. */
#include "output/export_shp_lib.h"
#include "tests/test.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

TEST(keeps_shapelib_silent)
{
    SAHooks hooks = cm__shapelib_hooks();

    hooks.Error("this must not be seen");
    CHECK(!SHPOpenLL("/none/at/all.shp", "rb", &hooks));
    CHECK(!DBFOpenLL("/none/at/all.dbf", "rb", &hooks));
}

TEST(tells_what_went_wrong)
{
    errno = ENOSPC;
    CHECK(cm__shapelib_failure("a.shp") == CM_ERR_IO);
    CHECK(strcmp(cm_error_text(), "a.shp: cannot be written: No space left on device") == 0);
    errno = 0;
    CHECK(cm__shapelib_failure("a.shp") == CM_ERR_IO);
    CHECK(strcmp(cm_error_text(), "a.shp: cannot be written: shapelib refuses") == 0);
    CHECK(cm__shapelib_mismatch("a.shp") == CM_ERR_FORMAT);
    CHECK(strcmp(cm_error_text(), "a.shp: reads back otherwise than written") == 0);
}

TEST(compares_the_length)
{
    char file[] = P_tmpdir "/test_export_shp_lib.XXXXXX";
    const int fd = mkstemp(file);

    CHECK(fd >= 0 && write(fd, "abc", 3) == 3 && close(fd) == 0);
    CHECK(cm__shapelib_check_size(file, "a.shp", 3) == CM_OK);
    CHECK(cm__shapelib_check_size(file, "a.shp", 4) == CM_ERR_IO);
    CHECK(strcmp(cm_error_text(), "a.shp: 4 bytes were written, 3 are there: is the disk full?") ==
          0);
    CHECK(unlink(file) == 0 && cm__shapelib_check_size(file, "a.shp", 3) == CM_ERR_IO);
}

static void put_big(unsigned char *out, unsigned value)
{
    for (int i = 0; i < 4; i++)
        out[i] = (unsigned char)(value >> (24 - 8 * i));
}

TEST(compares_the_header)
{
    char file[] = P_tmpdir "/test_export_shp_lib.XXXXXX";
    unsigned char bytes[100] = {0};
    const cm__shp_header want = {.length = 100, .type = SHPT_POINT, .extent = {1, 2, 3, 4}};
    const cm__shp_header none = {.length = 100, .type = SHPT_POINT, .extent = {1, 2, -1, -2}};
    const double extent[] = {1, 2, 3, 4};
    const int fd = mkstemp(file);

    put_big(bytes, 9994);
    put_big(bytes + 24, 50);
    bytes[28] = 0xE8, bytes[29] = 3, bytes[32] = SHPT_POINT;
    CHECK(fd >= 0 && pwrite(fd, bytes, 100, 0) == 100);
    CHECK(cm__shapelib_check_header(file, "a.shp", &none) == CM_OK);
    CHECK(cm__shapelib_check_header(file, "a.shp", &want) == CM_ERR_FORMAT);
    memcpy(bytes + 36, extent, sizeof extent); /* on a little-endian machine */
    CHECK(pwrite(fd, bytes, 100, 0) == 100);
    CHECK(cm__shapelib_check_header(file, "a.shp", &want) == CM_OK);
    CHECK(cm__shapelib_check_header(file, "a.shp", &none) == CM_ERR_FORMAT);
    for (size_t i = 0; i < 100; i++) {
        bytes[i] ^= 1;
        CHECK(pwrite(fd, bytes, 100, 0) == 100);
        CHECK(cm__shapelib_check_header(file, "a.shp", &want) == CM_ERR_FORMAT);
        bytes[i] ^= 1;
    }
    CHECK(ftruncate(fd, 99) == 0 && close(fd) == 0);
    CHECK(cm__shapelib_check_header(file, "a.shp", &want) == CM_ERR_IO);
    CHECK(unlink(file) == 0);
}

TEST_MAIN(RUN(keeps_shapelib_silent), RUN(tells_what_went_wrong), RUN(compares_the_length),
          RUN(compares_the_header))
