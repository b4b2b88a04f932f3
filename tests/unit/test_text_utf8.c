/* test_text_utf8.c - tests geo/text_utf8.c. */
#include "geo/text_utf8.h"
#include "tests/test.h"
#include <string.h>
#include <utf8proc.h>

TEST(knows_a_character)
{
    static const struct {
        const char *why, *text;
        size_t want;
    } rows[] = {
        {"the end", "", 0},
        {"ASCII", "a", 1},
        {"two bytes", "\xC2\x80", 2},
        {"kanji", "髙", 3},
        {"emoji", "\xF0\x9F\x97\xBE", 4},
        {"the last of all", "\xF4\x8F\xBF\xBF", 4},
        {"over U+10FFFF", "\xF4\x90\x80\x80", 0},
        {"over all", "\xF5\x80\x80\x80", 0},
        {"overlong, two", "\xC1\xBF", 0},
        {"overlong, three", "\xE0\x9F\xBF", 0},
        {"not overlong", "\xE0\xA0\x80", 3},
        {"overlong, four", "\xF0\x8F\xBF\xBF", 0},
        {"before the surrogates", "\xED\x9F\xBF", 3},
        {"a surrogate", "\xED\xA0\x80", 0},
        {"a second byte alone", "\x80", 0},
        {"cut", "\xE3\x81", 0},
        {"cut by ASCII",
         "\xE3\x81"
         "a",
         0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm__utf8_length(rows[i].text) == rows[i].want);
    }
}

TEST(makes_texts_utf8)
{
    static const struct {
        const char *why, *text, *want;
    } rows[] = {
        {"nothing", "", ""},
        {"good", "a髙z", "a髙z"},
        {"CP932", "a\x8D\x82z", "a\uFFFD\uFFFDz"},
        {"at the end", "髙\xE3\x81", "髙\uFFFD\uFFFD"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text text = {0};
        test_now = rows[i].why;
        cm__text_add_utf8(&text, rows[i].text, strlen(rows[i].text));
        CHECK(!text.failed && strcmp(text.bytes, rows[i].want) == 0);
        cm__text_clear(&text);
    }
    cm__text text = {0};
    cm__text_add_utf8(&text, "髙", 2); /* a character that goes on beyond the length given */
    CHECK(strcmp(text.bytes, "\uFFFD\uFFFD") == 0);
    cm__text_clear(&text);
}

TEST(cuts_between_characters)
{
    static const struct {
        const char *why, *text;
        size_t most, want;
    } rows[] = {
        {"nothing", "", 0, 0},
        {"as long as may be", "a髙", 4, 4},
        {"between two", "a髙z", 4, 4},
        {"within one", "a髙z", 3, 1},
        {"within the first", "髙z", 2, 0},
        {"no room", "az", 0, 0},
        {"second bytes alone", "\x80\x80\x80\x80", 3, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm__utf8_cut(rows[i].text, rows[i].most) == rows[i].want);
    }
}

TEST(measures_valid_utf8)
{
    char text[64];

    for (size_t before = 0; before < 20; before++) {
        memset(text, 'a', sizeof text);
        memcpy(text + before, "区", 3);
        CHECK(cm__utf8_span(text, sizeof text) == sizeof text);
        CHECK(cm__utf8_span(text, before + 2) == before);
        text[before + 5] = '\x80';
        CHECK(cm__utf8_span(text, sizeof text) == before + 5);
    }
    CHECK(cm__utf8_span("a\0b", 3) == 3 && cm__utf8_span("", 0) == 0);
}

/* All sequences of four bytes that lie at the edges of the rules, against another library. */
TEST(agrees_with_utf8proc_at_every_edge)
{
    static const char edges[] = "\x01\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC"
                                "\xED\xEE\xEF\xF0\xF1\xF3\xF4\xF5\xFF";
    const size_t count = sizeof edges - 1;
    size_t wrong = 0;

    for (size_t i = 0; i < count * count * count * count; i++) {
        const char bytes[4] = {edges[i % count], edges[i / count % count],
                               edges[i / count / count % count], edges[i / count / count / count]};
        utf8proc_ssize_t at = 0, step = 1;
        for (utf8proc_int32_t code; at < 4 && step > 0; at += step > 0 ? step : 0)
            step = utf8proc_iterate((const utf8proc_uint8_t *)bytes + at, 4 - at, &code);
        wrong += cm__utf8_span(bytes, 4) != (size_t)at;
    }
    CHECK(wrong == 0);
}

TEST_MAIN(RUN(knows_a_character), RUN(makes_texts_utf8), RUN(cuts_between_characters),
          RUN(measures_valid_utf8), RUN(agrees_with_utf8proc_at_every_edge))
