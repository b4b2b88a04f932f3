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
    char file[] = "/tmp/test_export_shp_lib.XXXXXX";
    const int fd = mkstemp(file);

    CHECK(fd >= 0 && write(fd, "abc", 3) == 3 && close(fd) == 0);
    CHECK(cm__shapelib_check_size(file, "a.shp", 3) == CM_OK);
    CHECK(cm__shapelib_check_size(file, "a.shp", 4) == CM_ERR_IO);
    CHECK(strcmp(cm_error_text(), "a.shp: 4 bytes were written, 3 are there: is the disk full?") ==
          0);
    CHECK(unlink(file) == 0 && cm__shapelib_check_size(file, "a.shp", 3) == CM_ERR_IO);
}

TEST_MAIN(RUN(keeps_shapelib_silent), RUN(tells_what_went_wrong), RUN(compares_the_length))
