/* test_address_fold.c - tests geo/address_fold.c. */
#include "geo/address_fold.h"
#include "geo/base_memory.h"
#include "tests/test.h"

static cm__address_fold *fold;

static bool is_same(const char *a, const char *b)
{
    static cm__address_char left[CM__ADDRESS_MAX], right[CM__ADDRESS_MAX];
    const size_t count = cm__address_fold_text(left, fold, a, strlen(a));

    if (cm__address_fold_text(right, fold, b, strlen(b)) != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (left[i].code != right[i].code || left[i].kind != right[i].kind)
            return false;
    return true;
}

TEST(folds_what_is_written_in_several_ways)
{
    static const struct {
        const char *why, *a, *b;
    } rows[] = {
        {"full-width digits", "０１２３４５６７８９", "0123456789"},
        {"full-width letters, and case", "ＡｂＣ", "aBc"},
        {"half-width katakana", "ｾﾝﾀｰ", "センター"},
        {"half-width with its voicing mark", "ﾊﾞｽﾀｰﾐﾅﾙﾋﾟｱ", "バスターミナルピア"},
        {"half-width ke of a place name", "龍ｹ崎", "龍ヶ崎"},
        {"decomposed kana, as some file systems give", "か\u3099し\u3099へ\u309A", "がじぺ"},
        {"hiragana and katakana", "さいたま", "サイタマ"},
        {"large and small ke, ga", "霞ケ関", "霞が関"},
        {"ke, half-width with a mark for ga", "霞ｶﾞ関", "霞ヶ関"},
        {"small tsu", "三ッ沢", "三ツ沢"},
        {"no in four ways", "丸の内之乃", "丸ノ内ノの"},
        {"old and new kanji", "國鐵瀧澤", "国鉄滝沢"},
        {"forms of names", "﨑濵髙邊", "崎浜高辺"},
        {"above the basic plane", "𠮷", "吉"},
        {"a compatibility ideograph", "\uFA19社", "神社"},
        {"a variation selector", "葛\U000E0100城", "葛城"},
        {"another variation selector", "祇\uFE00園", "祇園"},
        {"what has no width", "東\u200B京\uFEFF", "東京"},
        {"the repetition mark", "佐々木", "佐佐木"},
        {"the same after a blank", "佐 々木", "佐 佐木"},
        {"long vowels in Roman letters", "Kōbe Ôsaka Kyu\u0304shu\u0302", "kobe osaka kyushu"},
        {"every hyphen", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFF0D\u2500", "---------"},
        {"blanks of all kinds", "東\u3000京 都\t 区\u00A0市", "東京都区市"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK((test_now = rows[i].why, is_same(rows[i].a, rows[i].b)));
}

TEST(keeps_apart_what_is_different)
{
    static const struct {
        const char *why, *a, *b;
    } rows[] = {
        {"a long vowel is no hyphen yet", "セ-タ", "セータ"},
        {"ge is not ke", "ゲ", "ケ"},
        {"decomposed ge is not ke", "ケ\u3099", "ケ"},
        {"other kanji", "東京", "東都"},
        {"a digit and its kanji", "1", "一"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK((test_now = rows[i].why, !is_same(rows[i].a, rows[i].b)));
}

TEST(gives_digits_and_numerals_their_value)
{
    static const char text[] = "0123456789〇一二三四五六七八九";
    cm__address_char out[20];

    CHECK(cm__address_fold_text(out, fold, text, strlen(text)) == 20);
    for (uint32_t i = 0; i < 20; i++) {
        CHECK(out[i].code == i % 10);
        CHECK(out[i].kind == (i < 10 ? CM__ADDRESS_DIGIT : CM__ADDRESS_NUMERAL));
    }
}

TEST(says_which_bytes_a_character_came_from)
{
    cm__address_char out[8];

    CHECK(cm__address_fold_text(out, fold, "ｶﾞ 葛\U000E0100x", 15) == 3);
    CHECK(out[0].start == 0 && out[0].end == 6 && !out[0].gap);
    CHECK(out[1].start == 7 && out[1].end == 14 && out[1].gap);
    CHECK(cm__address_fold_text(out, fold, "x", 1) == 1 && out[0].end == 1);
}

TEST(takes_bytes_that_are_no_utf8_one_by_one)
{
    static const struct {
        const char *why, *bytes;
        size_t count;
    } rows[] = {
        {"a lone continuation",
         "\x80"
         "a",
         2},
        {"an overlong slash", "\xC0\xAF", 2},
        {"a surrogate", "\xED\xA0\x80", 3},
        {"over the last plane", "\xF4\x90\x80\x80", 4},
        {"cut at the end", "\xE6\x9D", 2},
        {"a byte that never is", "\xFF", 1},
    };
    cm__address_char out[8];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm__address_fold_text(out, fold, rows[i].bytes, strlen(rows[i].bytes)) ==
              rows[i].count);
        CHECK(out[0].code == 0xFFFD && out[0].end == 1);
    }
}

TEST(looks_at_no_more_than_its_limit)
{
    static cm__address_char out[CM__ADDRESS_MAX];
    static char text[CM__ADDRESS_MAX + 100];

    memset(text, 'a', sizeof text);
    CHECK(cm__address_fold_text(out, fold, text, sizeof text) == CM__ADDRESS_MAX);
}

TEST(says_when_there_is_no_memory)
{
    cm__address_fold *none = NULL;

    cm__memory_fail_at(1, false);
    CHECK(cm__address_fold_create(&none) == CM_ERR_NOMEM && !none);
    cm__memory_fail_at(0, false);
}

TEST_MAIN(CHECK(cm__address_fold_create(&fold) == CM_OK),
          RUN(folds_what_is_written_in_several_ways), RUN(keeps_apart_what_is_different),
          RUN(gives_digits_and_numerals_their_value), RUN(says_which_bytes_a_character_came_from),
          RUN(takes_bytes_that_are_no_utf8_one_by_one), RUN(looks_at_no_more_than_its_limit),
          RUN(says_when_there_is_no_memory), cm__address_fold_destroy(fold),
          CHECK(cm__memory_live() == 0))
