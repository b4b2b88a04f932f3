/* test_qgis_zip.c - tests output/qgis_zip.c: GDAL reads what it makes. */
#include "geo/base_memory.h"
#include "output/qgis_zip.h"
#include "tests/test.h"
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <stdlib.h>
#include <zlib.h>

/* What GDAL reads from the archive under that name. */
static int holds(const cm__text *zip, const char *name, const char *want)
{
    char path[1200], got[4096];
    VSILFILE *file;

    CPLPushErrorHandler(
        CPLQuietErrorHandler); /* an empty file makes GDAL complain, and come back */
    VSIFCloseL(VSIFileFromMemBuffer("/vsimem/a.qgz", (GByte *)zip->bytes, zip->length, FALSE));
    snprintf(path, sizeof path, "/vsizip/{/vsimem/a.qgz}/%s", name);
    file = VSIFOpenL(path, "rb");
    const size_t length = file ? VSIFReadL(got, 1, sizeof got - 1, file) : 0;
    got[length] = '\0';
    if (file)
        VSIFCloseL(file);
    VSIUnlink("/vsimem/a.qgz");
    CPLPopErrorHandler();
    return file && length == strlen(want) && strcmp(got, want) == 0;
}

TEST(others_read_back_what_went_in)
{
    static const struct {
        const char *name, *bytes;
    } rows[] = {{"a.qgs", "<qgis/>"}, {"empty.qgs", ""}, {"札幌.qgs", "日本語\n日本語\n日本語\n"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text zip = {0}, again = {0};
        test_now = rows[i].name;
        CHECK(cm__qgis_zip(&zip, rows[i].name, rows[i].bytes, strlen(rows[i].bytes)) == CM_OK);
        CHECK(holds(&zip, rows[i].name, rows[i].bytes));
        CHECK(cm__qgis_zip(&again, rows[i].name, rows[i].bytes, strlen(rows[i].bytes)) == CM_OK);
        CHECK(zip.length == again.length && memcmp(zip.bytes, again.bytes, zip.length) == 0);
        cm__text_clear(&zip);
        cm__text_clear(&again);
    }
}

TEST(says_the_sum_of_the_bytes)
{
    cm__text zip = {0};
    const uint32_t sum = (uint32_t)crc32_z(0, (const unsigned char *)"<qgis/>", 7);

    CHECK(cm__qgis_zip(&zip, "a.qgs", "<qgis/>", 7) == CM_OK);
    CHECK(memcmp(zip.bytes + 14, &sum, 4) == 0); /* little-endian, as this machine is */
    CHECK(memcmp(zip.bytes, "PK\3\4\x14\0\0\x08\x08\0\0\0\x21\0", 14) == 0);
    cm__text_clear(&zip);
}

TEST(stands_behind_what_was_there)
{
    cm__text zip = {0};

    cm__text_add(&zip, "before");
    CHECK(cm__qgis_zip(&zip, "a.qgs", "<qgis/>", 7) == CM_OK);
    const cm__text alone = {.bytes = zip.bytes + 6, .length = zip.length - 6};
    CHECK(holds(&alone, "a.qgs", "<qgis/>"));
    cm__text_clear(&zip);
}

TEST(refuses_what_the_format_does_not_hold)
{
    cm__text zip = {0};

    CHECK(cm__qgis_zip(&zip, "a.qgs", "", ((size_t)1 << 30) + 1) == CM_ERR_LIMIT);
    CHECK(zip.length == 0);
}

TEST(fails_whole_when_memory_runs_out)
{
    size_t n = 1;

    for (cm_status status = CM_ERR_NOMEM; status && n < 30; n++) {
        cm__text zip = {0};
        cm__memory_fail_at(n, false);
        status = cm__qgis_zip(&zip, "a.qgs", "<qgis/>", 7);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        cm__text_clear(&zip);
        CHECK(cm__memory_live() == 0);
    }
    CHECK(n > 2 && n < 30);
}

TEST_MAIN(RUN(others_read_back_what_went_in), RUN(says_the_sum_of_the_bytes),
          RUN(stands_behind_what_was_there), RUN(refuses_what_the_format_does_not_hold),
          RUN(fails_whole_when_memory_runs_out))
