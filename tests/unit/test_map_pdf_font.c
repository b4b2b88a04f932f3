/* test_map_pdf_font.c - tests output/map_pdf_font.c. */
#include "geo/base_memory.h"
#include "output/map_font.h"
#include "output/map_pdf_font.h"
#include "tests/test.h"
#include <clustermap/table.h>

static const cm__text_style regular = {.size_pt = 10}, large = {.size_pt = 20},
                            bold = {.size_pt = 10, .bold = true};

/* The font and the glyph of a character; the caller ends the layout. */
static PangoLayout *set(PangoFont **out_font, PangoGlyph *out_glyph, const char *character,
                        const cm__text_style *style)
{
    PangoLayout *const layout = cm__font_layout(NULL, character, style);
    const PangoGlyphItem *const run = cm__font_line(layout)->runs->data;

    *out_font = run->item->analysis.font;
    *out_glyph = run->glyphs->glyphs[0].glyph;
    return layout;
}

TEST(a_font_is_one_in_all_sizes)
{
    cm__pdf_fonts fonts = {.count = 0};
    PangoFont *font;
    PangoGlyph glyph;
    PangoLayout *const layouts[] = {set(&font, &glyph, "字", &regular),
                                    set(&font, &glyph, "字", &large),
                                    set(&font, &glyph, "字", &bold)};
    static const size_t want[] = {0, 0, 1};

    for (size_t i = 0; i < 3; i++) {
        const PangoGlyphItem *const run = cm__font_line(layouts[i])->runs->data;
        CHECK(cm__pdf_fonts_find(&fonts, run->item->analysis.font) == want[i]);
    }
    CHECK(fonts.count == 2);
    CHECK(cm__pdf_fonts_find(&fonts, NULL) == CM_ABSENT);
    for (size_t i = 0; i < 3; i++)
        g_object_unref(layouts[i]);
    cm__pdf_fonts_clear(&fonts);
    CHECK(cm__memory_live() == 0);
}

TEST(a_glyph_is_noted_once_with_its_first_text)
{
    static const struct {
        const char *why, *text;
        bool is_first;
    } rows[] = {
        {"new", "字", true},       {"the same", "字", true}, {"another text", "宇", false},
        {"longer", "字字", false}, {"none", "", false},
    };
    cm__pdf_fonts fonts = {.count = 0};
    PangoFont *font;
    PangoGlyph glyph;
    PangoLayout *const layout = set(&font, &glyph, "字", &regular);

    CHECK(cm__pdf_fonts_find(&fonts, font) == 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm__pdf_glyph *found = NULL;
        bool is_first = !rows[i].is_first;
        test_now = rows[i].why;
        CHECK(cm__pdf_font_glyph(&found, &is_first, &fonts.all[0], font, glyph, rows[i].text,
                                 strlen(rows[i].text)) == CM_OK);
        CHECK(is_first == rows[i].is_first && fonts.all[0].count == 1);
        CHECK(found && found->width == 1000 && found->code > 0);
    }
    cm__pdf_fonts_clear(&fonts);
    g_object_unref(layout);
    CHECK(cm__memory_live() == 0);
}

TEST(embeds_no_more_than_is_shown)
{
    static const char *const pieces[] = {
        "1 0 obj\n<</Type/Font/Subtype/Type0/BaseFont/",
        "+NotoSansCJKjp-Regular/Encoding/Identity-H/DescendantFonts[2 0 R]/ToUnicode 4 0 R>>",
        "/Subtype/CIDFontType0/",
        "/FontFile3 5 0 R",
        "\n1 beginbfchar\n<",
        "><5B57>\nendbfchar\n",
        "5 0 obj\n<</Subtype/CIDFontType0C/Length "};
    cm__pdf_fonts fonts = {.count = 0};
    cm__text out = {0};
    size_t offsets[CM__PDF_FONT_OBJECTS + 1] = {0};
    PangoFont *font;
    PangoGlyph glyph;
    PangoLayout *const layout = set(&font, &glyph, "字", &regular);
    const cm__pdf_glyph *found;
    bool is_first;

    CHECK(cm__pdf_fonts_find(&fonts, font) == 0);
    CHECK(cm__pdf_font_glyph(&found, &is_first, &fonts.all[0], font, glyph, "字", 3) == CM_OK);
    CHECK(cm__pdf_font_add(&out, offsets, 1, &fonts.all[0]) == CM_OK);
    CHECK(out.length > 1000 && out.length < 10000); /* of 16 MB */
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        test_now = pieces[i];
        CHECK(memmem(out.bytes, out.length, pieces[i], strlen(pieces[i])) != NULL);
    }
    for (size_t i = 1; i <= CM__PDF_FONT_OBJECTS; i++)
        CHECK(strtoul(out.bytes + offsets[i], NULL, 10) == i);
    cm__text_clear(&out);
    cm__pdf_fonts_clear(&fonts);
    g_object_unref(layout);
    CHECK(cm__memory_live() == 0);
}

TEST(writes_characters_beyond_the_first_plane_as_pairs)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"", ""}, {"A", "0041"}, {"字A", "5B570041"}, {"𠮷", "D842DFB7"}, {"😀", "D83DDE00"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text out = {0};
        test_now = rows[i].text;
        cm__pdf_add_utf16(&out, rows[i].text, strlen(rows[i].text));
        CHECK(strcmp(out.bytes ? out.bytes : "", rows[i].want) == 0);
        cm__text_clear(&out);
    }
}

TEST_MAIN(RUN(a_font_is_one_in_all_sizes), RUN(a_glyph_is_noted_once_with_its_first_text),
          RUN(embeds_no_more_than_is_shown), RUN(writes_characters_beyond_the_first_plane_as_pairs))
