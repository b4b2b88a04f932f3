/* test_map_furniture.c - tests output/map_furniture.c. */
#include "geo/base_memory.h"
#include "output/map_furniture.h"
#include "tests/test.h"

TEST(each_stroke_is_one_item)
{
    const cm_symbol ink = cm__ink_symbol((cm_colour){0}, cm__ink_black(), 0.2);
    const cm__text_style style = cm__type_style(CM__TYPE_BODY);
    const cm_box box = {10, 20, 40, 30};
    cm__list list = {.width_mm = 100, .height_mm = 100};

    CHECK(cm__list_add_layer(&list, "test", false) == CM_OK);
    CHECK(cm__list_add_group(&list, "g") == CM_OK);
    CHECK(cm__furniture_box(&list, "box", &box, &ink) == CM_OK);
    CHECK(cm__furniture_line(&list, (cm_point){1, 2}, (cm_point){3, 4}, &ink) == CM_OK);
    CHECK(cm__furniture_panel(&list, &box) == CM_OK);
    CHECK(cm__furniture_text(&list, "縮尺", &style, (cm_point){5, 6}, CM__ALIGN_END) == CM_OK);
    const cm__group *const group = &list.layers[0].groups[0];
    CHECK(group->item_count == 4);
    CHECK(strcmp(group->items[0].id, "box") == 0 && group->items[0].path.closed);
    CHECK_NEAR(group->items[0].ink_mm.x_min, 9.9, 1e-9); /* half the stroke more */
    CHECK_NEAR(group->items[0].ink_mm.y_max, 30.1, 1e-9);
    CHECK(group->items[1].path.vertex_count == 2 && !group->items[1].path.closed);
    CHECK(group->items[2].symbol.fill.alpha == 255);
    CHECK(group->items[3].align == CM__ALIGN_END && group->items[3].ink_mm.x_max < 5.1);
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
}

TEST(a_text_is_as_wide_as_its_letters)
{
    const cm__text_style style = cm__type_style(CM__TYPE_BODY);
    double one = 0, two = 0;

    CHECK(cm__furniture_measure(&one, NULL, "縮", &style) == CM_OK);
    CHECK(cm__furniture_measure(&two, NULL, "縮尺", &style) == CM_OK);
    CHECK_NEAR(one, style.size_pt * CM__MM_PER_PT, 0.01);
    CHECK_NEAR(two, 2 * one, 0.01);
}

TEST_MAIN(RUN(each_stroke_is_one_item), RUN(a_text_is_as_wide_as_its_letters))
