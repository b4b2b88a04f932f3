/* test_map_font.c - tests output/map_font.c. */
#include "output/map_font.h"
#include "tests/test.h"

static double width(const char *string, const cm__text_style *style)
{
    PangoLayout *const layout = cm__font_layout(NULL, string, style);
    PangoRectangle logical;

    pango_layout_line_get_extents(cm__font_line(layout), NULL, &logical);
    g_object_unref(layout);
    return logical.width;
}

TEST(has_points_as_unit_and_rounds_nothing)
{
    cm__text_style style = {.size_pt = 8.3};
    const double one = width("i", &style);

    CHECK_NEAR(width("東", &style), 8.3 * PANGO_SCALE, 1);
    CHECK_NEAR(width("iiiiiiiiii", &style), 10.0 * one, 10);
    CHECK(fmod(one, PANGO_SCALE) > 1);
    style.size_pt = 16.6;
    CHECK_NEAR(width("i", &style), 2 * one, 2);
    CHECK_NEAR(cm__font_mm(72 * PANGO_SCALE), 25.4, 1e-12);
}

TEST(sets_bold_and_spacing)
{
    const cm__text_style plain = {.size_pt = 10};
    cm__text_style style = plain;

    style.spacing_em = 0.2; /* between the letters, not round them */
    CHECK_NEAR(width("東京都", &style) - width("東京都", &plain), 2 * 2 * PANGO_SCALE, 2);
    style = plain;
    style.bold = true;
    CHECK(width("Sapporo", &style) > width("Sapporo", &plain));
}

TEST(reads_no_markup)
{
    const cm__text_style style = {.size_pt = 10};
    PangoLayout *const layout = cm__font_layout(NULL, "<b>&amp;</b>", &style);

    CHECK(strcmp(pango_layout_get_text(layout), "<b>&amp;</b>") == 0);
    CHECK(pango_layout_get_line_count(layout) == 1);
    g_object_unref(layout);
}

static PangoGlyph glyph_of(const char *string, bool vertical)
{
    const cm__text_style style = {.size_pt = 10, .vertical = vertical};
    PangoLayout *const layout = cm__font_layout(NULL, string, &style);
    const PangoGlyphItem *const run = cm__font_line(layout)->runs->data;
    const PangoGlyph glyph = run->glyphs->glyphs[0].glyph;

    g_object_unref(layout);
    return glyph;
}

TEST(draws_the_chosen_variant_of_a_kanji)
{
    CHECK(glyph_of("葛", false) != glyph_of("葛\xF3\xA0\x84\x80", false));
    CHECK(width("葛\xF3\xA0\x84\x80", &(cm__text_style){.size_pt = 10}) == 10 * PANGO_SCALE);
}

TEST(begins_from_the_left_as_svg_does)
{
    const cm__text_style style = {.size_pt = 10};
    PangoLayout *const layout = cm__font_layout(NULL, "שלום ABC", &style);
    const PangoGlyphItem *const run = cm__font_line(layout)->runs->data;

    CHECK(run->item->offset == 0 && run->item->analysis.level == 1); /* Hebrew, then ABC */
    g_object_unref(layout);
}

TEST(draws_the_vertical_forms_of_brackets_and_long_vowels)
{
    static const char *const turned[] = {"ー北", "（北", "）北", "「北", "、北", "〜北"};

    for (size_t i = 0; i < sizeof turned / sizeof *turned; i++)
        CHECK(glyph_of(turned[i], true) != glyph_of(turned[i], false));
    CHECK(glyph_of("北", true) == glyph_of("北", false));
}

TEST_MAIN(RUN(has_points_as_unit_and_rounds_nothing), RUN(sets_bold_and_spacing),
          RUN(reads_no_markup), RUN(draws_the_chosen_variant_of_a_kanji),
          RUN(begins_from_the_left_as_svg_does),
          RUN(draws_the_vertical_forms_of_brackets_and_long_vowels))
