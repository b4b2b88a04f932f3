/* test_geocode_reason.c - tests geo/geocode_reason.c. */
#include "geo/base_memory.h"
#include "geo/geocode_reason.h"
#include "tests/test.h"

TEST(finds_each_word_and_no_other)
{
    static const struct {
        const char *why, *text;
        cm_reason want;
    } rows[] = {
        {"all is well", "", CM_REASON_NONE},
        {"a word alone", "no_address", CM_REASON_NO_ADDRESS},
        {"with its detail", "tie: 2 places answer to it", CM_REASON_TIE},
        {"a colon in the detail", "no_town: nothing: at all", CM_REASON_NO_TOWN},
        {"an unknown word", "no_way: out", CM_REASON_OTHER},
        {"the start of a word", "no_tow: x", CM_REASON_OTHER},
        {"more than a word", "no_towns: x", CM_REASON_OTHER},
        {"no word before the colon", ": x", CM_REASON_NONE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm_reason_find(rows[i].text) == rows[i].want);
    }
    for (int reason = 0; reason < CM_REASON_COUNT; reason++)
        CHECK(cm_reason_find(cm_reason_name((cm_reason)reason)) == (cm_reason)reason);
}

TEST(puts_the_word_before_the_detail)
{
    char longest[3000] = "";
    cm__text text = {0};

    cm__reason_give(&text, CM_REASON_TIE, "%d places", 3);
    CHECK(strcmp(text.bytes, "tie: 3 places") == 0);
    cm__reason_give(&text, CM_REASON_TYPO, "%s", "x");
    CHECK(strcmp(text.bytes, "typo: x") == 0);
    memset(longest, 'a', sizeof longest - 1);
    cm__reason_give(&text, CM_REASON_TYPO, "%s", longest);
    CHECK(strlen(text.bytes) == 1023 + 6);
    cm__text_clear(&text);
    cm__memory_fail_at(1, true);
    cm__reason_give(&text, CM_REASON_TYPO, "x");
    cm__memory_fail_at(0, false);
    CHECK(text.failed == CM_ERR_NOMEM);
    cm__text_clear(&text);
}

TEST_MAIN(RUN(finds_each_word_and_no_other), RUN(puts_the_word_before_the_detail))
