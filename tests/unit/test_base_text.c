/* test_base_text.c - tests geo/base_text.c. */
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "tests/test.h"

TEST(grows_piece_by_piece)
{
    cm__text text = {0};

    CHECK(!text.bytes);
    cm__text_add(&text, "");
    CHECK(text.bytes && strcmp(text.bytes, "") == 0);
    for (int i = 0; i < 1000; i++) {
        cm__text_addf(&text, "%03d", i);
        cm__text_add_bytes(&text, ",;", 1);
    }
    CHECK(text.length == 4000 && strlen(text.bytes) == 4000 && !text.failed);
    CHECK(strncmp(text.bytes + 4 * 256, "256,257,", 8) == 0);
    cm__text_clear(&text);
    CHECK(!text.bytes && text.length == 0 && cm__memory_live() == 0);
    cm__text_clear(&text);
}

TEST(holds_a_nul_inside)
{
    cm__text text = {0};

    cm__text_add_bytes(&text, "a\0b", 3);
    CHECK(text.length == 3 && memcmp(text.bytes, "a\0b", 4) == 0);
    cm__text_clear(&text);
}

TEST(adds_numbers)
{
    cm__text text = {0};

    cm__text_add_number(&text, 141.35);
    cm__text_add(&text, " ");
    cm__text_add_number(&text, NAN);
    cm__text_add(&text, " ");
    cm__text_add_rounded(&text, 2.50001, 3);
    cm__text_add(&text, " ");
    cm__text_add_rounded(&text, -INFINITY, 2);
    CHECK(strcmp(text.bytes, "141.35 nan 2.5 -inf") == 0);
    cm__text_clear(&text);
}

TEST(doubles_marks_between_marks)
{
    static const struct {
        const char *piece, *want;
    } rows[] = {{"", "''"}, {"a", "'a'"}, {"it's", "'it''s'"}, {"'", "''''"}, {"''x", "'''''x'"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text text = {0};
        cm__text_add_quoted(&text, '\'', rows[i].piece);
        CHECK(strcmp(text.bytes, rows[i].want) == 0);
        cm__text_clear(&text);
    }
}

TEST(remembers_the_first_failure)
{
    cm__text text = {0};

    cm__text_add(&text, "before");
    cm__memory_fail_at(1, false);
    cm__text_addf(&text, "%300s", "long");
    cm__memory_fail_at(0, false);
    CHECK(text.failed == CM_ERR_NOMEM);
    cm__text_add(&text, "after");
    cm__text_addf(&text, "%d", 1);
    cm__text_add_number(&text, 1);
    CHECK(strcmp(text.bytes, "before") == 0 && text.failed == CM_ERR_NOMEM);
    cm__text_clear(&text);
}

TEST(compares_without_the_case_of_ascii)
{
    static const struct {
        const char *why, *a, *b;
        bool want;
    } rows[] = {
        {"equal", "name", "name", true},
        {"case", "NaMe", "nAmE", true},
        {"first and last", "AZaz", "azAZ", true},
        {"both empty", "", "", true},
        {"one empty", "", "a", false},
        {"shorter", "nam", "name", false},
        {"longer", "names", "name", false},
        {"kanji", "区A", "区a", true},
        {"other kanji", "区", "市", false},
        {"next to the letters", "@", "`", false},
        {"next to the letters", "[", "{", false},
        {"only ASCII folds", "\xc3\x81", "\xc3\xa1", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm__text_is_same(rows[i].a, rows[i].b) == rows[i].want);
        CHECK(cm__text_is_same(rows[i].b, rows[i].a) == rows[i].want);
    }
}

TEST_MAIN(RUN(grows_piece_by_piece), RUN(holds_a_nul_inside), RUN(adds_numbers),
          RUN(doubles_marks_between_marks), RUN(remembers_the_first_failure),
          RUN(compares_without_the_case_of_ascii))
