/* test_export_shp_encode.c - tests output/export_shp_encode.c. */
#include "geo/base_memory.h"
#include "output/export_shp_encode.h"
#include "tests/test.h"

TEST(encodes_for_a_shapefile)
{
    static const struct {
        const char *why;
        bool cp932;
        const char *text, *want;
        size_t lost;
    } rows[] = {
        {"nothing", true, "", "", 0},
        {"UTF-8 as it is", false, "①髙", "①髙", 0},
        {"UTF-8 made whole", false, "a\xE9\xAB", "a\uFFFD\uFFFD", 0},
        {"NEC's and IBM's characters", true, "①髙﨑㈱", "\x87\x40\xFB\xFC\xFA\xB1\x87\x8A", 0},
        {"both wave dashes", true, "～〜", "\x81\x60\x81\x60", 0},
        {"minus, full width", true, "－", "\x81\x7C", 0},
        {"halfwidth katakana", true, "ｶﾌﾞ", "\xB6\xCC\xDE", 0},
        {"not in CP932", true, "a\xF0\x9F\x97\xBE한z", "a??z", 2},
        {"not UTF-8", true, "a\x82z", "a?z", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__encoder encoder = {0};
        cm__text out = {0};
        test_now = rows[i].why;
        CHECK(cm__encoder_open(&encoder, rows[i].cp932) == CM_OK);
        cm__encoder_put(&encoder, &out, "前の");
        cm__encoder_put(&encoder, &out, rows[i].text);
        CHECK(!out.failed && strcmp(out.bytes, rows[i].want) == 0);
        CHECK(encoder.lost == rows[i].lost);
        cm__encoder_close(&encoder);
        cm__text_clear(&out);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(encodes_texts_of_any_length)
{
    cm__encoder encoder = {0};
    cm__text text = {0}, out = {0};

    for (int i = 0; i < 1000; i++)
        cm__text_add(&text, i % 7 ? "髙" : "\xF0\x9F\x97\xBE");
    CHECK(cm__encoder_open(&encoder, true) == CM_OK);
    cm__encoder_put(&encoder, &out, text.bytes);
    CHECK(out.length == 857 * 2 + 143 && encoder.lost == 143);
    cm__encoder_close(&encoder);
    cm__text_clear(&text);
    cm__text_clear(&out);
}

TEST(cuts_between_characters)
{
    static const struct {
        const char *why;
        bool cp932;
        const char *bytes;
        size_t longest, want;
    } rows[] = {
        {"fits", false, "髙髙", 6, 6},
        {"UTF-8, inside", false, "髙髙", 5, 3},
        {"UTF-8, at the border", false, "髙髙", 3, 3},
        {"none fits", false, "髙", 2, 0},
        {"four bytes", false, "a\xF0\x9F\x97\xBE", 4, 1},
        {"CP932, inside", true, "\xFB\xFC\x87\x40", 3, 2},
        {"CP932, one byte a character", true, "\xB6\xCC\xDE", 2, 2},
        {"CP932, mixed", true, "a\x87\x40z", 2, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm__encoder encoder = {.is_cp932 = rows[i].cp932};
        test_now = rows[i].why;
        CHECK(cm__encoder_fit(&encoder, rows[i].bytes, strlen(rows[i].bytes), rows[i].longest) ==
              rows[i].want);
    }
}

TEST_MAIN(RUN(encodes_for_a_shapefile), RUN(encodes_texts_of_any_length),
          RUN(cuts_between_characters))
