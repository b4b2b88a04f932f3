/* test_base_crc.c - tests geo/base_crc.c. */
#include "geo/base_crc.h"
#include "tests/test.h"

TEST(sums_as_others_do)
{
    static const struct {
        const char *bytes;
        uint32_t want;
    } rows[] = {{"", 0}, {"a", 0xE8B7BE43}, {"123456789", 0xCBF43926}, {"IEND", 0xAE426082}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(cm__crc32(0, rows[i].bytes, strlen(rows[i].bytes)) == rows[i].want);
}

TEST(goes_on_where_it_stopped)
{
    for (size_t cut = 0; cut <= 9; cut++)
        CHECK(cm__crc32(cm__crc32(0, "123456789", cut), "123456789" + cut, 9 - cut) == 0xCBF43926);
}

TEST_MAIN(RUN(sums_as_others_do), RUN(goes_on_where_it_stopped))
