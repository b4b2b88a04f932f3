/* test_map_text.c - tests output/map_text.c. */
#include "geo/base_memory.h"
#include "output/map_text.h"
#include "tests/test.h"
#include <time.h>

static const cm__text_style plain = {.size_pt = 10};

TEST(measures_ink_and_advance)
{
    cm__text_extent one, three;

    CHECK(cm__text_measure(&one, NULL, "国", &plain) == CM_OK);
    CHECK(cm__text_measure(&three, CM__FONT_DEFAULT, "国国国", &plain) == CM_OK);
    CHECK_NEAR(one.advance_mm, 25.4 / 7.2, 0.001);
    CHECK_NEAR(three.advance_mm, 3 * one.advance_mm, 0.001);
    CHECK(one.ink_mm.x_min > 0 && one.ink_mm.x_max < one.advance_mm);
    CHECK(one.ink_mm.y_min < -2.5 && one.ink_mm.y_min > -3.5);
    CHECK(one.ink_mm.y_max > 0 && one.ink_mm.y_max < 1);
    CHECK_NEAR(three.ink_mm.x_max - three.ink_mm.x_min,
               one.ink_mm.x_max - one.ink_mm.x_min + 2 * one.advance_mm, 0.01);
    CHECK_NEAR(one.ascent_mm, 1.16 * 25.4 / 7.2, 0.02);
    CHECK_NEAR(one.descent_mm, 0.288 * 25.4 / 7.2, 0.02);
}

TEST(measures_a_column_from_top_to_bottom)
{
    const cm__text_style vertical = {.size_pt = 10, .vertical = true};
    cm__text_extent extent;

    CHECK(cm__text_measure(&extent, NULL, "国国国", &vertical) == CM_OK);
    CHECK_NEAR(extent.advance_mm, 3 * 25.4 / 7.2, 0.001);
    CHECK(extent.ink_mm.y_min > 0 && extent.ink_mm.y_max < extent.advance_mm);
    CHECK_NEAR(extent.ink_mm.x_min, -extent.ink_mm.x_max, 0.2); /* the baseline is the middle */
    CHECK(extent.ink_mm.x_max > 1.3 && extent.ink_mm.x_max < 1.8);
}

TEST(has_glyphs_for_what_japanese_lists_hold)
{
    static const char *const texts[] = {
        "㈱ソフト①", "髙橋﨑", "葛\xF3\xA0\x84\x80飾", "𠮟る", "㍿", "～－∥", "ﾊﾝｶｸ", "é",
        "",          " ",      "\xEF\xBF\xBD"};
    cm__text_extent extent;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        test_now = texts[i];
        CHECK(cm__text_measure(&extent, NULL, texts[i], &plain) == CM_OK);
        CHECK(extent.advance_mm >= 0 && extent.ascent_mm > 0 && extent.descent_mm > 0);
    }
}

TEST(names_a_character_without_a_glyph)
{
    cm__text_extent extent = {.advance_mm = -1};

    CHECK(cm__text_measure(&extent, NULL, "東京\xF3\xB0\x80\x81社", &plain) == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "U+F0001") && strstr(cm_error_text(), "東京"));
    CHECK(extent.advance_mm < 0);
}

TEST(cleans_untrusted_strings)
{
    static const struct {
        const char *why, *string, *want;
    } rows[] = {
        {"nothing to clean", "㈱A&B <i> \"札幌\" \\ % é", "㈱A&B <i> \"札幌\" \\ % é"},
        {"line ends", "a\r\nb\tc\x7F", "a  b c "},
        {"C1 controls and separators",
         "a\xC2\x85"
         "b\xE2\x80\xA8"
         "c\xE2\x80\xA9",
         "a b c "},
        {"invalid bytes", "\x93\xFA\xE6", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"overlong and surrogate", "\xC0\x80\xED\xA0\x80",
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"no characters", "\xEF\xBF\xBF\xEF\xB7\x90\xF4\x8F\xBF\xBE",
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"right-to-left override, isolate",
         "a\xE2\x80\xAE"
         "bc\xE2\x81\xA6"
         "d",
         "abcd"},
        {"variation selector stays", "葛\xF3\xA0\x84\x80", "葛\xF3\xA0\x84\x80"},
        {"empty", "", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text got = {0};
        test_now = rows[i].why;
        cm__string_clean(&got, rows[i].string);
        CHECK(strcmp(got.bytes ? got.bytes : "", rows[i].want) == 0);
        cm__text_clear(&got);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(knows_what_stands_upright_and_what_must_turn)
{
    const cm__text_style column = {.size_pt = 9, .vertical = true};
    static const struct {
        const char *string;
        bool is_wide, is_good_along;
    } rows[] = {{"札幌", true, true},
                {"データ", true, false},
                {"（株）", true, false},
                {"143°05′E", false, true},
                {"", false, true}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].string;
        CHECK(cm__text_is_wide(rows[i].string) == rows[i].is_wide);
        CHECK(cm__text_has_vertical_forms(NULL, rows[i].string, &column));
        CHECK(cm__text_has_vertical_forms(NULL, rows[i].string, &plain) == rows[i].is_good_along);
    }
}

TEST(is_fast_enough_for_a_search_of_places)
{
    cm__text_extent extent;
    char text[64];
    const clock_t start = clock();

    for (int i = 0; i < 200; i++) {
        snprintf(text, sizeof text, "株式会社 札幌%dソフト", i);
        CHECK(cm__text_measure(&extent, NULL, text, &plain) == CM_OK);
    }
    CHECK((double)(clock() - start) / CLOCKS_PER_SEC < 1); /* 0.05 s; sanitizers are slower */
}

TEST_MAIN(RUN(measures_ink_and_advance), RUN(measures_a_column_from_top_to_bottom),
          RUN(has_glyphs_for_what_japanese_lists_hold), RUN(names_a_character_without_a_glyph),
          RUN(cleans_untrusted_strings), RUN(knows_what_stands_upright_and_what_must_turn),
          RUN(is_fast_enough_for_a_search_of_places))
