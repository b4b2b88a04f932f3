/* test_map_place.c - tests output/map_place.c. */
#include "geo/base_memory.h"
#include "output/map_place.h"
#include "tests/test.h"

static const cm_box frame = {20, 30, 120, 180};
static const cm__corner order[4] = {CM__CORNER_BOTTOM_RIGHT, CM__CORNER_BOTTOM_LEFT,
                                    CM__CORNER_TOP_RIGHT, CM__CORNER_TOP_LEFT};

static cm__path rectangle(cm_box box)
{
    const double x[] = {box.x_min, box.x_max, box.x_max, box.x_min};
    const double y[] = {box.y_min, box.y_min, box.y_max, box.y_max};
    cm__path path = {.closed = true};

    CHECK(cm__path_begin(&path) == CM_OK);
    for (int i = 0; i < 4; i++)
        CHECK(cm__path_add(&path, x[i], y[i]) == CM_OK);
    return path;
}

TEST(an_empty_frame_offers_its_first_corner)
{
    cm__ground ground;
    cm_box box;

    CHECK(cm__ground_init(&ground, &frame) == CM_OK);
    CHECK(cm__ground_find(&box, &ground, 40, 50, order));
    CHECK_NEAR(box.x_max, 117, 1e-9);
    CHECK_NEAR(box.y_max, 177, 1e-9);
    CHECK_NEAR(cm__box_width(&box), 40, 1e-9);
    CHECK_NEAR(cm__box_height(&box), 50, 1e-9);
    cm__ground_clear(&ground);
}

TEST(a_member_is_never_covered)
{
    cm__ground ground;
    cm_box box;

    CHECK(cm__ground_init(&ground, &frame) == CM_OK);
    cm__ground_add_member(&ground, (cm_point){110, 170}, 1);
    CHECK(cm__ground_find(&box, &ground, 40, 50, order));
    CHECK_NEAR(box.x_min, 23, 1e-9);
    CHECK_NEAR(box.y_max, 177, 1e-9);
    cm__ground_add_member(&ground, (cm_point){30, 170}, 1);
    CHECK(cm__ground_find(&box, &ground, 40, 50, order));
    CHECK_NEAR(box.x_max, 117, 1e-9);
    CHECK_NEAR(box.y_min, 33, 1e-9);
    cm__ground_clear(&ground);
}

TEST(along_a_side_when_no_corner_is_free_and_nowhere_when_none_is)
{
    static const cm_point corners[] = {{25, 35}, {115, 35}, {25, 175}, {115, 175}};
    cm__ground ground;
    cm_box box = {0};

    CHECK(cm__ground_init(&ground, &frame) == CM_OK);
    for (size_t i = 0; i < 4; i++)
        cm__ground_add_member(&ground, corners[i], 1);
    CHECK(cm__ground_find(&box, &ground, 20, 20, order));
    CHECK(box.x_min == 23 || fabs(box.x_max - 117) < 1e-9 || box.y_min == 33 ||
          fabs(box.y_max - 177) < 1e-9);
    for (size_t i = 0; i < 4; i++) {
        const cm_box clear = cm__box_grown(box, 1 + 2 - 1); /* reach, clearance, a cell */
        CHECK(!cm__box_holds_point(&clear, corners[i]));
    }
    for (double x = 20; x <= 120; x += 8)
        for (double y = 30; y <= 180; y += 8)
            cm__ground_add_member(&ground, (cm_point){x, y}, 1);
    box = (cm_box){1, 2, 3, 4};
    CHECK(!cm__ground_find(&box, &ground, 20, 20, order));
    CHECK(box.x_min == 1 && box.y_max == 4);
    cm__ground_clear(&ground);
}

TEST(covers_the_least_of_what_is_there)
{
    cm__path dark = rectangle((cm_box){70, 100, 120, 180});
    cm__path light = rectangle((cm_box){20, 100, 70, 180});
    cm__path line = rectangle((cm_box){90, 40, 100, 60});
    cm__ground ground;
    cm_box box;

    CHECK(cm__ground_init(&ground, &frame) == CM_OK);
    cm__ground_add_area(&ground, &dark, 1);
    CHECK(cm__ground_find(&box, &ground, 40, 50, order));
    CHECK(box.x_min == 23 && box.y_max == 177);
    cm__ground_add_area(&ground, &light, 0.5);
    CHECK(cm__ground_find(&box, &ground, 40, 50, order));
    CHECK(box.y_min == 33 && fabs(box.x_max - 117) < 1e-9);
    line.closed = false;
    cm__ground_add_line(&ground, &line, 5);
    CHECK(cm__ground_find(&box, &ground, 40, 50, order));
    CHECK(box.y_min == 33 && box.x_min == 23);
    cm__path_clear(&dark);
    cm__path_clear(&light);
    cm__path_clear(&line);
    cm__ground_clear(&ground);
}

TEST(an_area_counts_as_much_as_it_covers)
{
    /* a ring: what lies in its hole costs nothing */
    cm__path ring = rectangle((cm_box){20, 80, 120, 180}),
             hole = rectangle((cm_box){60, 110, 118, 178});
    cm__ground ground;
    double sum = 0;

    CHECK(cm__path_begin(&ring) == CM_OK);
    for (size_t i = 0; i < 4; i++)
        CHECK(cm__path_add(&ring, hole.x_mm[i], hole.y_mm[i]) == CM_OK);
    CHECK(cm__ground_init(&ground, &frame) == CM_OK);
    cm__ground_add_area(&ground, &ring, 0.25);
    for (size_t i = 0; i < ground.columns * ground.rows; i++)
        sum += ground.cost[i];
    CHECK_NEAR(sum, 0.25 * (100 * 100 - 58 * 68), 1e-6);
    cm__path_clear(&ring);
    cm__path_clear(&hole);
    cm__ground_clear(&ground);
}

TEST(what_is_forbidden_stays_free)
{
    const cm_box taken = {75, 120, 130, 190};
    cm__ground ground;
    cm_box box;

    CHECK(cm__ground_init(&ground, &frame) == CM_OK);
    cm__ground_forbid(&ground, &taken);
    CHECK(cm__ground_find(&box, &ground, 40, 50, order));
    CHECK(!cm__box_touches(&box, &taken));
    CHECK(!cm__ground_find(&box, &ground, 95, 50, order) || !cm__box_touches(&box, &taken));
    CHECK(!cm__ground_find(&box, &ground, 101, 5, order)); /* wider than the frame */
    cm__ground_clear(&ground);
}

TEST(what_lies_outside_the_frame_does_not_matter)
{
    cm__path far = rectangle((cm_box){-500, -500, -100, 900});
    cm__ground ground;
    cm_box box;

    CHECK(cm__ground_init(&ground, &frame) == CM_OK);
    cm__ground_add_area(&ground, &far, 1);
    cm__ground_add_line(&ground, &far, 1);
    cm__ground_add_member(&ground, (cm_point){-50, 1e6}, 1);
    cm__ground_forbid(&ground, &(cm_box){200, 0, 300, 300});
    for (size_t i = 0; i < ground.columns * ground.rows; i++)
        CHECK(ground.cost[i] == 0);
    CHECK(cm__ground_find(&box, &ground, 40, 50, order));
    cm__path_clear(&far);
    cm__ground_clear(&ground);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(an_empty_frame_offers_its_first_corner), RUN(a_member_is_never_covered),
          RUN(along_a_side_when_no_corner_is_free_and_nowhere_when_none_is),
          RUN(covers_the_least_of_what_is_there), RUN(an_area_counts_as_much_as_it_covers),
          RUN(what_is_forbidden_stays_free), RUN(what_lies_outside_the_frame_does_not_matter))
