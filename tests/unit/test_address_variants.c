/* test_address_variants.c - tests geo/address_variants.c. */
#include "geo/address_variants.h"
#include "tests/test.h"
#include <stdbool.h>
#include <stdint.h>

static uint32_t next_char(const unsigned char **at)
{
    const size_t size = **at < 0x80 ? 1 : **at < 0xE0 ? 2 : **at < 0xF0 ? 3 : 4;
    uint32_t code = size == 1 ? **at : **at & (0x7FU >> size);

    for (size_t i = 1; i < size; i++)
        code = code << 6 | ((*at)[i] & 0x3FU);
    *at += size;
    return code;
}

TEST(has_each_character_in_one_group_only)
{
    static uint8_t seen[0x30000];
    size_t count = 0;

    for (const char *const *line = cm__address_variants; *line; line++)
        for (const unsigned char *at = (const unsigned char *)*line; *at;) {
            const uint32_t code = next_char(&at);
            if (code == ' ')
                continue;
            count++;
            CHECK(code < sizeof seen && !seen[code]++);
        }
    CHECK(count > 1500);
}

TEST(has_no_group_of_one)
{
    for (const char *const *line = cm__address_variants; *line; line++) {
        size_t length = 0;
        for (const unsigned char *at = (const unsigned char *)*line;;) {
            const bool end = *at == '\0';
            const uint32_t code = end ? ' ' : next_char(&at);
            if (code == ' ')
                CHECK(length >= 2);
            length = code == ' ' ? 0 : length + 1;
            if (end)
                break;
        }
    }
}

TEST_MAIN(RUN(has_each_character_in_one_group_only), RUN(has_no_group_of_one))
