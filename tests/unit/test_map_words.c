/* test_map_words.c - tests output/map_words.c. */
#include "output/map_words.h"
#include "tests/test.h"

TEST(every_word_is_there_in_both_languages)
{
    for (int word = 0; word < CM__WORD_COUNT; word++) {
        CHECK(cm__word_get((cm__word)word, CM_MAP_JAPANESE) != NULL);
        CHECK(cm__word_get((cm__word)word, CM_MAP_ENGLISH) != NULL);
        CHECK(cm__word_get((cm__word)word, CM_MAP_BOTH) != NULL);
    }
    CHECK(strcmp(cm__word_get(CM__WORD_LEGEND, CM_MAP_JAPANESE), "凡例") == 0);
    CHECK(strcmp(cm__word_get(CM__WORD_LEGEND, CM_MAP_ENGLISH), "Legend") == 0);
    CHECK(strcmp(cm__word_get(CM__WORD_LEGEND, CM_MAP_BOTH), "凡例 Legend") == 0);
}

TEST(groups_digits_by_three)
{
    static const struct {
        double value;
        const char *want;
    } rows[] = {{0, "0"},
                {7, "7"},
                {999, "999"},
                {1000, "1,000"},
                {150000, "150,000"},
                {1234567, "1,234,567"},
                {-1234, "-1,234"},
                {0.4, "0"},
                {-0.4, "0"},
                {999.6, "1,000"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text text = {0};
        test_now = rows[i].want;
        cm__word_add_grouped(&text, rows[i].value);
        CHECK(strcmp(text.bytes, rows[i].want) == 0);
        cm__text_clear(&text);
    }
}

TEST(says_dates_as_people_do)
{
    static const struct {
        const char *date, *japanese, *english;
    } rows[] = {
        {"2003", "2003年", "2003"},
        {"2003-04", "2003年4月", "2003-04"},
        {"2026-11-24", "2026年11月24日", "2026-11-24"},
        {"2026-1-24", "2026-1-24", "2026-1-24"},
        {"20031", "20031", "20031"},
        {"spring of 2003", "spring of 2003", "spring of 2003"},
        {"2003/04", "2003/04", "2003/04"},
        {"", "", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text japanese = {0}, english = {0};
        test_now = rows[i].date;
        cm__word_add_date(&japanese, rows[i].date, CM_MAP_JAPANESE);
        cm__word_add_date(&english, rows[i].date, CM_MAP_ENGLISH);
        CHECK(strcmp(japanese.bytes, rows[i].japanese) == 0);
        CHECK(strcmp(english.bytes, rows[i].english) == 0);
        cm__text_clear(&japanese);
        cm__text_clear(&english);
    }
}

TEST_MAIN(RUN(every_word_is_there_in_both_languages), RUN(groups_digits_by_three),
          RUN(says_dates_as_people_do))
