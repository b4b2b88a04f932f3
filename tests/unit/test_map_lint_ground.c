/* test_map_lint_ground.c - tests output/map_lint_ground.c: what lies under texts. */
#include "output/map_furniture.h"
#include "output/map_lint_ground.h"
#include "tests/unit/map_scene.h"

static const cm_colour black = {0, 0, 0, 255}, grey = {128, 128, 128, 255};

/* A page of 100 x 60 mm with a grey square, and a black text over it. */
static void make_page(cm__list *list, cm__item_kind over)
{
    const cm_box square = {20, 20, 60, 40}, cover = {10, 10, 90, 50};
    const cm_symbol fill = cm__ink_symbol(grey, (cm_colour){0}, 0);
    const cm_symbol ink = cm__ink_symbol(black, (cm_colour){0}, 0);
    const cm__text_style style = {.size_pt = 40, .colour = black};

    *list = (cm__list){.width_mm = 100, .height_mm = 60};
    CHECK(cm__list_add_layer(list, "ground", false) == CM_OK);
    CHECK(cm__list_add_group(list, "square") == CM_OK);
    CHECK(cm__furniture_box(list, NULL, &square, &fill) == CM_OK);
    CHECK(cm__furniture_text(list, "■■■■", &style, (cm_point){15, 38}, CM__ALIGN_START) == CM_OK);
    if (over == CM__ITEM_PATH)
        CHECK(cm__furniture_box(list, NULL, &cover, &ink) == CM_OK);
}

TEST(texts_are_left_out_and_all_else_is_painted)
{
    cm__lint_ground ground = {0};
    cm__list list;
    double least = 0;

    make_page(&list, CM__ITEM_TEXT);
    CHECK(cm__lint_ground_paint(&ground, &list) == CM_OK);
    CHECK(ground.width == 500 && ground.height == 300);
    const cm_box inside = {22, 22, 58, 38}, half = {40, 25, 80, 35}, off = {200, 10, 220, 20};
    CHECK(cm__lint_ground_share(&ground, &inside, black, 4.5, &least) == 0);
    CHECK_NEAR(least, 5.3, 0.05); /* black on grey */
    CHECK(cm__lint_ground_share(&ground, &inside, grey, 4.5, &least) == 1);
    CHECK_NEAR(least, 1, 1e-9);
    CHECK_NEAR(cm__lint_ground_share(&ground, &half, grey, 2, &least), 0.5, 0.01);
    CHECK(cm__lint_ground_share(&ground, &off, grey, 21, &least) == 0 && isinf(least));
    cm__lint_ground_clear(&ground);
    CHECK(list.layers[0].groups[0].item_count == 2); /* the page itself is as it was */
    cm__list_clear(&list);
    make_page(&list, CM__ITEM_PATH);
    CHECK(cm__lint_ground_paint(&ground, &list) == CM_OK);
    CHECK(cm__lint_ground_share(&ground, &inside, black, 4.5, &least) == 1);
    cm__lint_ground_clear(&ground);
    cm__list_clear(&list);
    CHECK(cm__memory_live() == 0);
}

TEST(a_large_page_is_painted_coarsely)
{
    cm__lint_ground ground = {0};
    cm__list list = {.width_mm = 2000, .height_mm = 500};

    CHECK(cm__lint_ground_paint(&ground, &list) == CM_OK);
    CHECK(ground.width == 4000 && ground.height == 1000);
    cm__lint_ground_clear(&ground);
    cm__list_clear(&list);
}

TEST(nothing_is_kept_when_memory_runs_out)
{
    cm__list list;

    make_page(&list, CM__ITEM_PATH);
    const size_t live = cm__memory_live();
    for (size_t n = 1; n <= 3; n++) {
        cm__lint_ground ground = {0};
        cm__memory_fail_at(n, true);
        CHECK(cm__lint_ground_paint(&ground, &list) == CM_ERR_NOMEM);
        cm__memory_fail_at(0, false);
        cm__lint_ground_clear(&ground);
        CHECK(cm__memory_live() == live);
    }
    cm__list_clear(&list);
}

TEST_MAIN(RUN(texts_are_left_out_and_all_else_is_painted), RUN(a_large_page_is_painted_coarsely),
          RUN(nothing_is_kept_when_memory_runs_out))
