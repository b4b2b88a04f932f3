/* test_gdal_deflate.c - tests geo/gdal_deflate.c. */
#include "geo/base_memory.h"
#include "geo/gdal_deflate.h"
#include "tests/test.h"
#include <cpl_conv.h>
#include <cpl_vsi.h>

TEST(inflates_to_what_it_was)
{
    static unsigned char bytes[100000];
    const size_t lengths[] = {1, 2, 1000, sizeof bytes};

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i / 64);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        cm__text text = {0};
        size_t length = 0;
        cm__text_add(&text, "x");
        CHECK(cm__gdal_deflate(&text, bytes, lengths[i]) == CM_OK);
        CHECK(text.bytes[0] == 'x' && (text.bytes[1] & 15) == 8);
        void *const back = CPLZLibInflate(text.bytes + 1, text.length - 1, NULL, 0, &length);
        CHECK(back && length == lengths[i] && memcmp(back, bytes, length) == 0);
        CHECK(lengths[i] < 1000 || text.length < lengths[i]);
        VSIFree(back);
        cm__text_clear(&text);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(reports_a_failed_allocation)
{
    cm__text text = {0};

    cm__memory_fail_at(1, true);
    CHECK(cm__gdal_deflate(&text, "a", 1) == CM_ERR_NOMEM);
    cm__memory_fail_at(0, false);
    cm__text_clear(&text);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(inflates_to_what_it_was), RUN(reports_a_failed_allocation))
