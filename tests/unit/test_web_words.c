/* test_web_words.c - tests output/web_words.c. */
#include "output/web_words.h"
#include "tests/test.h"
#include <stdbool.h>

TEST(every_word_is_there_in_both_languages)
{
    const char *key, *text, *english;
    size_t i = 0;

    for (; cm__web_word(i, CM_MAP_JAPANESE, &key, &text); i++) {
        test_now = key;
        CHECK(*text && cm__web_word(i, CM_MAP_ENGLISH, &key, &english) && *english);
        CHECK(cm__web_find_word(key, strlen(key), CM_MAP_JAPANESE) == text);
        CHECK(cm__web_find_word(key, strlen(key), CM_MAP_ENGLISH) == english);
    }
    CHECK(i > 10);
    CHECK(!cm__web_find_word("legen", 5, CM_MAP_ENGLISH));
    CHECK(!cm__web_find_word("", 0, CM_MAP_ENGLISH));
    CHECK(cm__web_find_word("legend}}", 6, CM_MAP_ENGLISH) != NULL);
}

TEST(columns_are_called_as_a_reader_would)
{
    static const struct {
        cm_member_role role;
        const char *japanese, *english;
    } rows[] = {{CM_MEMBER_ADDRESS, "住所", "Address"},
                {CM_MEMBER_FOUNDED, "設立", "Founded"},
                {CM_MEMBER_LON, NULL, NULL}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const japanese = cm__web_role_word(rows[i].role, CM_MAP_JAPANESE);
        const char *const english = cm__web_role_word(rows[i].role, CM_MAP_ENGLISH);
        CHECK(rows[i].japanese ? strcmp(japanese, rows[i].japanese) == 0 : !japanese);
        CHECK(rows[i].english ? strcmp(english, rows[i].english) == 0 : !english);
    }
    CHECK(strcmp(cm__web_column_word("per_km2", CM_MAP_JAPANESE), "密度 (件/km²)") == 0);
    CHECK(!cm__web_column_word("per_km", CM_MAP_ENGLISH));
}

TEST_MAIN(RUN(every_word_is_there_in_both_languages), RUN(columns_are_called_as_a_reader_would))
