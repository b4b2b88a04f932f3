/* test_text_width.c - tests geo/text_width.c. */
#include "geo/text_width.h"
#include "tests/test.h"

TEST(folds_what_a_header_may_differ_in)
{
    static const struct {
        const char *why, *text, *want;
    } rows[] = {
        {"nothing", "", ""},
        {"case", "Name_EN", "nameen"},
        {"full width", "ＮＡＭＥ　１", "name1"},
        {"half-width katakana", "ﾌﾟﾛｸﾞﾗﾑ ｶﾃｺﾞﾘｰ", "プログラムカテゴリー"},
        {"blanks of all kinds", " 企\t業\r\n\xC2\xA0名\xE3\x80\x80", "企業名"},
        {"byte order mark", "\xEF\xBB\xBF名称", "名称"},
        {"zero-width blank", "名\xE2\x80\x8B称", "名称"},
        {"parentheses", "従業員数（人）", "従業員数(人)"},
        {"decomposed", "カ\xE3\x82\x99", "ガ"},
        {"abbreviation", "㈱", "(株)"},
        {"kept", "住所-1", "住所-1"},
        {"sharp s", "Straße", "strasse"},
    };
    char folded[CM__FOLDED_MAX];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm__text_fold(folded, rows[i].text) && strcmp(folded, rows[i].want) == 0);
    }
}

TEST(does_not_fold_what_is_long_or_damaged)
{
    char text[2000], folded[CM__FOLDED_MAX] = "x";

    memset(text, 'a', sizeof text);
    text[255] = '\0';
    CHECK(cm__text_fold(folded, text) && strlen(folded) == 255);
    text[255] = 'a';
    text[256] = '\0';
    CHECK(!cm__text_fold(folded, text));
    text[256] = 'a';
    text[1999] = '\0';
    CHECK(!cm__text_fold(folded, text));
    text[0] = '\0';
    for (int i = 0; i < 14; i++)
        strcat(text, "\xEF\xB7\xBA"); /* one character that NFKC makes 18 */
    CHECK(cm__text_fold(folded, text) == false);
    CHECK(!cm__text_fold(folded, "a\xFF") && !cm__text_fold(folded, "\xE5\x8C"));
}

TEST(narrows_full_width_letters_only)
{
    static const struct {
        const char *why, *text, *want;
    } rows[] = {
        {"nothing", "", ""},
        {"digits", "札幌市１２－３４", "札幌市12-34"},
        {"blank", "北区　２Ｆ", "北区 2F"},
        {"first and last", "！～", "!~"},
        {"middle, where the second byte changes", "＿｀", "_`"},
        {"ASCII", "abc 1", "abc 1"},
        {"katakana stay", "ソフトｿﾌﾄ｡｟", "ソフトｿﾌﾄ｡｟"},
        {"other marks stay", "、。‐―−", "、。‐―−"},
        {"cut", "\xEF\xBC", "\xEF\xBC"},
    };
    char text[128];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        snprintf(text, sizeof text, "%s", rows[i].text);
        CHECK(cm__text_narrow(text) == strlen(rows[i].want) && strcmp(text, rows[i].want) == 0);
    }
}

TEST_MAIN(RUN(folds_what_a_header_may_differ_in), RUN(does_not_fold_what_is_long_or_damaged),
          RUN(narrows_full_width_letters_only))
