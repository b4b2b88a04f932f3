/* test_map_substitute.c - tests output/map_substitute.c. */
#include "output/map_substitute.h"
#include "tests/unit/map_scene.h"

static const cm_map_report *draw_in(scene *s, const char *font)
{
    init_scene(s);
    s->options.font = font;
    CHECK(make(s) == CM_OK);
    return cm_map_get_report(s->map);
}

TEST(names_what_the_font_lacks_and_where)
{
    scene s;
    const cm_map_report *const report = draw_in(&s, "DejaVu Sans");

    CHECK(report->font_lacks && report->font_text && report->font_instead);
    if (report->font_lacks && report->font_text && report->font_instead) {
        CHECK(strlen(report->font_lacks) == 3); /* a kanji or kana */
        CHECK(strstr(report->font_text, report->font_lacks) != NULL);
        CHECK(strcmp(report->font_instead, "DejaVu Sans") != 0);
    }
    CHECK(report->font_texts > 5);
    clear_scene(&s);
}

TEST(names_what_stands_in_for_a_font_that_is_not_there)
{
    scene s;
    const cm_map_report *const report = draw_in(&s, "No Such Family");

    CHECK(report->font_instead && strlen(report->font_instead) > 0);
    CHECK(report->font_lacks == NULL && report->font_text == NULL && report->font_texts == 0);
    clear_scene(&s);
}

TEST(says_nothing_where_nothing_stands_in)
{
    static const struct {
        const char *why, *font;
    } rows[] = {
        {"none is asked for", NULL},
        {"it has all", "Noto Sans CJK JP"},
        {"the same in other letters", "noto sans cjk jp"},
        {"no family in particular", "Sans-Serif"},
        {"others are asked for too", "DejaVu Sans, Noto Sans CJK JP"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scene s;
        test_now = rows[i].why;
        const cm_map_report *const report = draw_in(&s, rows[i].font);
        CHECK(!report->font_instead && !report->font_lacks && report->font_texts == 0);
        clear_scene(&s);
    }
}

TEST_MAIN(RUN(names_what_the_font_lacks_and_where),
          RUN(names_what_stands_in_for_a_font_that_is_not_there),
          RUN(says_nothing_where_nothing_stands_in))
