/* test_text_decode.c - tests geo/text_decode.c. */
#include "geo/base_memory.h"
#include "geo/text_decode.h"
#include "tests/test.h"

/* Decodes a copy; the caller frees it. On failure the bytes must be as they were. */
static cm_status decode(char **out, size_t *length, cm__encoding encoding, const char *bytes,
                        size_t count)
{
    cm_status status;

    CHECK(cm__array_grow(out, count + 1, 1) == CM_OK);
    memcpy(*out, bytes, count);
    *length = count;
    status = cm__text_decode(out, length, encoding, "list.csv");
    CHECK(status == CM_OK || (*length == count && memcmp(*out, bytes, count) == 0));
    CHECK(status != CM_OK || (*out)[*length] == '\0');
    return status;
}

TEST(makes_everything_utf8)
{
    static const struct {
        const char *why;
        cm__encoding encoding;
        const char *bytes, *want;
    } rows[] = {
        {"nothing", CM__ENCODING_UTF8, "", ""},
        {"nothing", CM__ENCODING_CP932, "", ""},
        {"ASCII", CM__ENCODING_UTF8, "a,b\r\n", "a,b\r\n"},
        {"kanji", CM__ENCODING_UTF8, "札幌", "札幌"},
        {"byte order mark", CM__ENCODING_UTF8, "\xEF\xBB\xBFname", "name"},
        {"mark only", CM__ENCODING_UTF8, "\xEF\xBB\xBF", ""},
        {"two marks: the second is text", CM__ENCODING_UTF8, "\xEF\xBB\xBF\xEF\xBB\xBFn",
         "\xEF\xBB\xBFn"},
        {"emoji", CM__ENCODING_UTF8, "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
        {"last of all", CM__ENCODING_UTF8, "\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF"},
        {"kanji", CM__ENCODING_CP932, "\x8E\x44\x96\x79", "札幌"},
        {"circled digit of NEC", CM__ENCODING_CP932, "\x87\x40", "①"},
        {"ladder-high of IBM", CM__ENCODING_CP932, "\xFB\xFC", "髙"},
        {"wave dash", CM__ENCODING_CP932, "\x81\x60", "～"},
        {"half-width", CM__ENCODING_CP932, "\xBB\xAF\xCE\xDF\xDB", "ｻｯﾎﾟﾛ"},
        {"backslash and tilde stay", CM__ENCODING_CP932, "\\~", "\\~"},
        {"second byte a backslash", CM__ENCODING_CP932, "\x83\x5C", "ソ"},
        {"a firm's own character", CM__ENCODING_CP932, "\xF0\x40", "\xEE\x80\x80"},
        {"kanji", CM__ENCODING_EUC_JP, "\xBB\xA5\xCB\xDA", "札幌"},
        {"half-width", CM__ENCODING_EUC_JP, "\x8E\xBB\x8E\xAF", "ｻｯ"},
        {"JIS X 0212", CM__ENCODING_EUC_JP, "\x8F\xB0\xA1", "丂"},
        {"circled digit", CM__ENCODING_EUC_JP, "\xAD\xA1", "①"},
        {"wave dash as in CP932", CM__ENCODING_EUC_JP, "\xA1\xC1", "～"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = NULL;
        size_t length;
        test_now = rows[i].why;
        CHECK(decode(&text, &length, rows[i].encoding, rows[i].bytes, strlen(rows[i].bytes)) ==
              CM_OK);
        CHECK(length == strlen(rows[i].want) && strcmp(text, rows[i].want) == 0);
        cm__array_free(&text);
    }
}

#define BYTES(text) text, sizeof text - 1

TEST(refuses_what_is_invalid_and_says_where)
{
    static const struct {
        const char *why;
        cm__encoding encoding;
        const char *bytes;
        size_t count;
        const char *want;
    } rows[] = {
        {"stray byte", CM__ENCODING_UTF8, BYTES("ab\xFF"),
         "list.csv:1:3: byte 0xFF is not valid UTF-8"},
        {"on a later line", CM__ENCODING_UTF8, BYTES("a\r\nb\rc\nd\x80"),
         "list.csv:4:2: byte 0x80"},
        {"right after CR", CM__ENCODING_UTF8, BYTES("a\r\x80"), "list.csv:2:1: byte 0x80"},
        {"right after CRLF", CM__ENCODING_UTF8, BYTES("a\r\n\x80"), "list.csv:2:1: byte 0x80"},
        {"after the mark", CM__ENCODING_UTF8, BYTES("\xEF\xBB\xBF\x80"), "list.csv:1:1: byte 0x80"},
        {"after 20 letters", CM__ENCODING_UTF8, BYTES("abcdefghijklmnopqrst\xC0z"),
         ":1:21: byte 0xC0"},
        {"overlong of two", CM__ENCODING_UTF8, BYTES("\xC1\xBF"), ":1:1: byte 0xC1"},
        {"overlong of three", CM__ENCODING_UTF8, BYTES("\xE0\x9F\xBF"), ":1:1: byte 0xE0"},
        {"overlong of four", CM__ENCODING_UTF8, BYTES("\xF0\x8F\xBF\xBF"), ":1:1: byte 0xF0"},
        {"surrogate", CM__ENCODING_UTF8, BYTES("\xED\xA0\x80"), ":1:1: byte 0xED"},
        {"over U+10FFFF", CM__ENCODING_UTF8, BYTES("\xF4\x90\x80\x80"), ":1:1: byte 0xF4"},
        {"five bytes", CM__ENCODING_UTF8, BYTES("\xF8\x88\x80\x80\x80"), ":1:1: byte 0xF8"},
        {"cut after one", CM__ENCODING_UTF8, BYTES("a\xE5"), ":1:2: byte 0xE5"},
        {"cut after two", CM__ENCODING_UTF8, BYTES("a\xE5\x8C"), ":1:2: byte 0xE5"},
        {"third is no follower", CM__ENCODING_UTF8,
         BYTES("\xE5\x8C"
               "a"),
         ":1:1: byte 0xE5"},
        {"NUL", CM__ENCODING_UTF8, BYTES("a\nb\0c"), "list.csv:2:2: a NUL byte"},
        {"NUL", CM__ENCODING_CP932, BYTES("\0"), "list.csv:1:1: a NUL byte"},
        {"NUL", CM__ENCODING_EUC_JP, BYTES("ab\0"), "list.csv:1:3: a NUL byte"},
        {"NUL behind a first byte like UTF-16's", CM__ENCODING_EUC_JP, BYTES("\xFE\xA1\0"),
         ":1:3: a NUL"},
        {"UTF-16 under another name", CM__ENCODING_EUC_JP,
         BYTES("\xFE\xFF\0"
               "a"),
         ":1:1: byte 0xFE"},
        {"UTF-16 under another name", CM__ENCODING_CP932,
         BYTES("\xFF\xFE"
               "a\0"),
         ":1:1: byte 0xFF"},
        {"UTF-16, little end first", CM__ENCODING_UTF8,
         BYTES("\xFF\xFE"
               "a\0"),
         ":1:1: the text is UTF-16"},
        {"UTF-16, big end first", CM__ENCODING_UTF8,
         BYTES("\xFE\xFF\0"
               "a"),
         ":1:1: the text is UTF-16"},
        {"no such byte", CM__ENCODING_CP932, BYTES("a\n\xA0"),
         "list.csv:2:1: byte 0xA0 is not valid CP932"},
        {"cut", CM__ENCODING_CP932, BYTES("a\x8E"), ":1:2: byte 0x8E"},
        {"empty place of the table", CM__ENCODING_CP932, BYTES("\x81\xAD"), ":1:1: byte 0x81"},
        {"control characters", CM__ENCODING_EUC_JP, BYTES("\xBB\xA5\x80"),
         "list.csv:1:3: byte 0x80 is not valid EUC-JP"},
        {"the last control character", CM__ENCODING_EUC_JP, BYTES("\x9F"), ":1:1: byte 0x9F"},
        {"CP932 as EUC-JP", CM__ENCODING_EUC_JP, BYTES("\x8E\x44\x96\x79"), ":1:1: byte 0x8E"},
        {"cut", CM__ENCODING_EUC_JP, BYTES("\xBB"), ":1:1: byte 0xBB"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = NULL;
        size_t length;
        test_now = rows[i].why;
        CHECK(decode(&text, &length, rows[i].encoding, rows[i].bytes, rows[i].count) ==
              CM_ERR_FORMAT);
        CHECK(strstr(cm_error_text(), rows[i].want) != NULL);
        cm__array_free(&text);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(decodes_what_it_recognises)
{
    static const struct {
        const char *why, *bytes;
        size_t count;
        const char *want; /* NULL: an error */
    } rows[] = {
        {"UTF-8", BYTES("\xEF\xBB\xBF札幌市"), "札幌市"},
        {"CP932", BYTES("\x8E\x44\x96\x79\x8E\x73"), "札幌市"},
        {"EUC-JP", BYTES("\xBB\xA5\xCB\xDA\xBB\xD4"), "札幌市"},
        {"nothing", BYTES(""), ""},
        {"NUL", BYTES("a\0"), NULL},
        {"UTF-16",
         BYTES("\xFF\xFE"
               "a\0"),
         NULL},
        {"ISO-2022-JP", BYTES("\033$B;%K"), NULL},
        {"ISO-2022-JP of 1978", BYTES("a\033\033$@;%K"), NULL},
        {"an escape of another kind", BYTES("\033$A\033(B\033[B\033"), "\033$A\033(B\033[B\033"},
        {"an escape that is cut", BYTES("\033$"), "\033$"},
        {"damaged UTF-8", BYTES("札幌市\xE5"), NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = NULL;
        size_t length = rows[i].count;
        test_now = rows[i].why;
        CHECK(cm__array_grow(&text, length + 1, 1) == CM_OK);
        memcpy(text, rows[i].bytes, length);
        const cm_status status = cm__text_decode_any(&text, &length, "list.csv");
        CHECK(status == (rows[i].want ? CM_OK : CM_ERR_FORMAT));
        CHECK(!rows[i].want || strcmp(text, rows[i].want) == 0);
        cm__array_free(&text);
    }
}

TEST(survives_a_failed_allocation)
{
    char *text = NULL;
    size_t length = 2;

    CHECK(cm__array_grow(&text, 3, 1) == CM_OK);
    memcpy(text, "\x8E\x44", 2);
    cm__memory_fail_at(1, false);
    CHECK(cm__text_decode(&text, &length, CM__ENCODING_CP932, "list.csv") == CM_ERR_NOMEM);
    cm__memory_fail_at(0, false);
    CHECK(length == 2 && memcmp(text, "\x8E\x44", 2) == 0);
    CHECK(cm__text_decode(&text, &length, CM__ENCODING_CP932, "list.csv") == CM_OK && length == 3);
    cm__array_free(&text);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(makes_everything_utf8), RUN(refuses_what_is_invalid_and_says_where),
          RUN(decodes_what_it_recognises), RUN(survives_a_failed_allocation))
