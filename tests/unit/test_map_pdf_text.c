/* test_map_pdf_text.c - tests output/map_pdf_text.c. */
#include "geo/base_memory.h"
#include "output/map_pdf_text.h"
#include "tests/unit/map_sample.h"

static const sample_text plain = {.string = "北海道", .x = 10, .y = 20, .size_pt = 10};

/* The operators of one text; the caller clears them. */
static bool show(cm__text *out, const sample_text *text)
{
    cm__list list = {.width_mm = 60, .height_mm = 40};
    cm__pdf_fonts fonts = {.count = 0};
    bool shown = false;

    CHECK(cm__list_add_layer(&list, "layer", false) == CM_OK);
    CHECK(cm__list_add_group(&list, "group") == CM_OK);
    CHECK(sample_add_text(&list, text) == CM_OK);
    CHECK(cm__pdf_add_text(out, &shown, &fonts, NULL, &list.layers[0].groups[0].items[0]) == CM_OK);
    cm__pdf_fonts_clear(&fonts);
    cm__list_clear(&list);
    return shown;
}

static size_t count(const char *text, const char *piece)
{
    size_t found = 0;

    for (const char *at = text; at && (at = strstr(at, piece)); at += strlen(piece))
        found++;
    return found;
}

TEST(writes_a_text_by_its_kind)
{
    static const struct {
        const char *why;
        bool haloed, vertical;
        double spacing_em, angle_deg;
        const char *string;
        size_t places, arrays, hidden, told;
        const char *piece;
    } rows[] = {
        {"along a line", false, false, 0, 0, "北海道", 1, 1, 0, 0,
         "0.1333 g\nBT 0 Tr\n/F0 1 Tf\n3.5278 0 0 -3.5278 10 20 Tm[<"},
        {"upwards", false, false, 0, 90, "北海道", 1, 1, 0, 0, "0 -3.5278 -3.5278 0 10 20 Tm[<"},
        {"spaced", false, false, 0.2, 0, "北海道", 1, 1, 0, 0, ">-200<"},
        {"with a halo", true, false, 0, 0, "北海道", 2, 2, 1, 0,
         "/Span<</ActualText()>>BDC\n[]0 d 1 G 1.2 w 1 J\nBT 1 Tr\n"},
        {"in a column", false, true, 0, 0, "北海道", 3, 3, 0, 0, "3.5278 0 0 -3.5278"},
        {"one glyph, two characters", false, false, 0, 0, "葛\xF3\xA0\x84\x80", 1, 1, 0, 0, "Tm[<"},
        {"one glyph, set for two characters", false, false, 0, 0, "一\xE2\xBC\x80", 1, 1, 0, 1,
         "/Span<</ActualText<FEFF4E002F00>>>BDC\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sample_text text = plain;
        cm__text out = {0};
        test_now = rows[i].why;
        text.string = rows[i].string;
        text.haloed = rows[i].haloed;
        text.vertical = rows[i].vertical;
        text.spacing_em = rows[i].spacing_em;
        text.angle_deg = rows[i].angle_deg;
        CHECK(show(&out, &text));
        CHECK(count(out.bytes, " Tm[<") == rows[i].places);
        CHECK(count(out.bytes, ">]TJ\n") == rows[i].arrays);
        CHECK(count(out.bytes, "/ActualText()") == rows[i].hidden);
        CHECK(count(out.bytes, "/ActualText<") == rows[i].told);
        CHECK(count(out.bytes, "BDC") == count(out.bytes, "EMC"));
        CHECK(out.bytes && strstr(out.bytes, rows[i].piece) != NULL);
        cm__text_clear(&out);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(leaves_alone_what_it_cannot_embed)
{
    static const struct {
        const char *why, *string;
        bool shown;
    } rows[] = {
        {"nothing", "", true},
        {"kanji", "字", true},
        {"from right to left", "עברית", false},
        {"one word of it", "字 עברית 字", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sample_text text = plain;
        cm__text out = {0};
        test_now = rows[i].why;
        text.string = rows[i].string;
        CHECK(show(&out, &text) == rows[i].shown);
        cm__text_clear(&out);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(writes_a_text_by_its_kind), RUN(leaves_alone_what_it_cannot_embed))
