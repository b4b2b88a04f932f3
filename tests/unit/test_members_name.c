/* test_members_name.c - tests geo/members_name.c. */
#include "geo/members_name.h"

#include "tests/test.h"

TEST(writes_a_legal_form_one_way)
{
    static const struct {
        const char *why, *name, *key, *bare;
    } rows[] = {{"in full", "株式会社ハドソン", "株式会社ハドソン", "ハドソン"},
                {"one character", "㈱ハドソン", "株式会社ハドソン", "ハドソン"},
                {"in brackets", "（株） ハドソン", "株式会社ハドソン", "ハドソン"},
                {"half-width kana", "(株)ﾊﾄﾞｿﾝ", "株式会社ハドソン", "ハドソン"},
                {"at the end", "ハドソン(株)", "ハドソン株式会社", "ハドソン"},
                {"limited", "㈲ＡＢＣ", "有限会社abc", "abc"},
                {"a foundation", "(公財)科学センター", "公益財団法人科学センター", "科学センター"},
                {"English", "Hudson Co., Ltd.", "hudsonco.,ltd.", "hudson"},
                {"English without the last point", "Hudson Co.,Ltd", "hudsonco.,ltd.", "hudson"},
                {"none", "北海道大学", "北海道大学", "北海道大学"},
                {"nothing else", "株式会社", "株式会社", "株式会社"},
                {"blanks", "　 ", "", ""},
                {"empty", "", "", ""}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char key[CM__NAME_MAX], bare[CM__NAME_MAX];
        test_now = rows[i].why;
        CHECK(strcmp(cm__member_key(key, rows[i].name, false), rows[i].key) == 0);
        CHECK(strcmp(cm__member_key(bare, rows[i].name, true), rows[i].bare) == 0);
    }
}

TEST(leaves_what_it_cannot_fold)
{
    char long_name[2000], key[CM__NAME_MAX];
    const char *const broken = "\xff\xfe";

    memset(long_name, 'A', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    CHECK(cm__member_key(key, long_name, false) == long_name);
    CHECK(cm__member_key(key, broken, true) == broken);
    long_name[CM__FOLDED_MAX - 1] = '\0'; /* the longest that folds, and its form in full */
    memcpy(long_name, "\xe3\x88\xb1", 3);
    long_name[CM__FOLDED_MAX - 10] = '\0';
    CHECK(strlen(cm__member_key(key, long_name, false)) == CM__FOLDED_MAX - 10 - 3 + 12);
}

TEST_MAIN(RUN(writes_a_legal_form_one_way), RUN(leaves_what_it_cannot_fold))
