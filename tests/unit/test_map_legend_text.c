/* test_map_legend_text.c - tests output/map_legend_text.c. */
#include "output/map_legend_text.h"
#include "tests/unit/web_scene.h"

TEST(rows_say_class_and_number)
{
    static const struct {
        size_t layer, class_index;
        const char *want;
    } rows[] = {{0, 0, "会社（2）"}, {0, 1, "大学（1）"},           {1, 0, "区界"},
                {2, 0, "0.5–1"},     {2, CM_ABSENT, "値なし（0）"}, {3, 0, "線"}};
    web_scene s;
    cm__web web = {.options = NULL};

    make_web_scene(&s);
    CHECK(cm__web_load(&web, s.layers, 4, &s.options, "p") == CM_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__text text = {0};
        test_now = rows[i].want;
        cm__legend_text_class(&text, &web.sheet, rows[i].layer, rows[i].class_index);
        CHECK(strcmp(text.bytes, rows[i].want) == 0);
        cm__text_clear(&text);
    }
    cm__web_clear(&web);
    clear_web_scene(&s);
}

TEST(layers_and_classes_that_are_not_there_are_not_shown)
{
    web_scene s;
    cm__web web = {.options = NULL};

    make_web_scene(&s);
    CHECK(cm_style_set_category(&s.members_style, "nobody", NULL, NULL) == CM_OK);
    CHECK(cm__web_load(&web, s.layers, 4, &s.options, "p") == CM_OK);
    CHECK(cm__legend_shows_layer(&web.sheet, 0) && !cm__legend_shows_layer(&web.sheet, 3));
    CHECK(cm__legend_shows_class(&s.layers[0], 0));
    CHECK(!cm__legend_shows_class(&s.layers[0], s.members_style.class_count - 1));
    CHECK(cm__legend_has_heading(&web.sheet, 0) && !cm__legend_has_heading(&web.sheet, 1));
    CHECK(cm__legend_kind_of(&s.layers[0], &s.members_style.classes[0].symbol) ==
          CM__LEGEND_MARKER);
    CHECK(cm__legend_kind_of(&s.layers[1], &s.land_style.classes[0].symbol) == CM__LEGEND_LINE);
    CHECK(cm__legend_kind_of(&s.layers[2], &s.bands_style.classes[0].symbol) == CM__LEGEND_AREA);
    CHECK(cm__legend_role(0) == CM_MAP_MEMBERS);
    cm__web_clear(&web);
    clear_web_scene(&s);
}

TEST(headings_carry_the_unit_and_sizes_their_title)
{
    const cm_style_size size = {.column = "employees", .value = 40, .size_mm = 10};
    web_scene s;
    cm__web web = {.options = NULL};
    cm__text heading = {0}, sizes = {0}, unsized = {0};

    make_web_scene(&s);
    CHECK(cm_style_set_size(&s.members_style, &size) == CM_OK);
    CHECK(cm__web_load(&web, s.layers, 4, &s.options, "p") == CM_OK);
    cm__legend_text_heading(&heading, &web.sheet, 2);
    CHECK(strcmp(heading.bytes, "密度（件/km²）") == 0);
    cm__legend_text_sizes(&sizes, &web.sheet, 0);
    CHECK(strcmp(sizes.bytes, "employees") == 0);
    CHECK(cm__legend_count_unsized(&web.sheet, 0) == 1);
    cm__legend_text_unsized(&unsized, &web.sheet, 1200);
    CHECK(strcmp(unsized.bytes, "値なし（1,200）") == 0);
    CHECK(cm__legend_sizes_symbol(&web.sheet, 0).fill.red == 255); /* hollow: of no one class */
    cm__text_clear(&heading);
    cm__text_clear(&sizes);
    cm__text_clear(&unsized);
    cm__web_clear(&web);
    clear_web_scene(&s);
}

TEST_MAIN(RUN(rows_say_class_and_number), RUN(layers_and_classes_that_are_not_there_are_not_shown),
          RUN(headings_carry_the_unit_and_sizes_their_title))
