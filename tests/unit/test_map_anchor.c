/* test_map_anchor.c - tests output/map_anchor.c. */
#include "output/map_anchor.h"
#include "tests/test.h"

static void add_ring(cm__path *path, const double (*corners)[2], size_t count)
{
    path->closed = true;
    CHECK(cm__path_begin(path) == CM_OK);
    for (size_t i = 0; i < count; i++)
        CHECK(cm__path_add(path, corners[i][0], corners[i][1]) == CM_OK);
}

static const double square[][2] = {{0, 0}, {20, 0}, {20, 20}, {0, 20}};
static const double l_shape[][2] = {{0, 0}, {6, 0}, {6, 30}, {40, 30}, {40, 40}, {0, 40}};
static const double hole[][2] = {{5, 5}, {5, 15}, {15, 15}, {15, 5}};

TEST(the_middle_of_a_square_is_its_anchor)
{
    cm__path path = {0};
    cm__anchor anchor;

    add_ring(&path, square, 4);
    CHECK(cm__anchor_find(&anchor, &path, 1, NULL, 0));
    CHECK_NEAR(anchor.at.x, 10, 0.2);
    CHECK_NEAR(anchor.at.y, 10, 0.2);
    CHECK_NEAR(anchor.clear_mm, 10, 0.3);
    cm__path_clear(&path);
}

TEST(a_wide_name_goes_where_the_area_is_wide)
{
    cm__path path = {0};
    cm__anchor anchor;

    add_ring(&path, l_shape, 6);
    CHECK(cm__anchor_find(&anchor, &path, 4, NULL, 0));
    CHECK(anchor.at.y > 30 && anchor.at.x > 10); /* in the foot of the L, off its corner */
    CHECK_NEAR(anchor.clear_mm, 4.8, 0.3);       /* 20 by 5: the foot's width allows it */
    cm__path_clear(&path);
}

TEST(the_anchor_is_not_in_a_hole)
{
    cm__path path = {0};
    cm__anchor anchor;

    add_ring(&path, square, 4);
    add_ring(&path, hole, 4);
    CHECK(cm__anchor_find(&anchor, &path, 1, NULL, 0));
    CHECK(anchor.at.x < 5 || anchor.at.x > 15 || anchor.at.y < 5 || anchor.at.y > 15);
    CHECK(anchor.clear_mm > 2 && anchor.clear_mm < 3.6);
    CHECK_NEAR(cm__path_area(&path), 300, 1e-9);
    cm__path_clear(&path);
}

TEST(the_anchor_keeps_off_what_is_blocked)
{
    const cm_box right = {8, -5, 30, 30}, all = {-1, -1, 21, 21};
    cm__path path = {0};
    cm__anchor anchor;

    add_ring(&path, square, 4);
    CHECK(cm__anchor_find(&anchor, &path, 1, &right, 1));
    CHECK_NEAR(anchor.at.x, 4, 0.3);
    CHECK_NEAR(anchor.clear_mm, 4, 0.3);
    CHECK(!cm__anchor_find(&anchor, &path, 1, &all, 1));
    cm__path_clear(&path);
}

TEST(nothing_has_no_anchor)
{
    static const double line[][2] = {{0, 0}, {10, 0}, {5, 0}};
    cm__path path = {0};
    cm__anchor anchor;

    CHECK(!cm__anchor_find(&anchor, &path, 2, NULL, 0));
    CHECK(cm__path_area(&path) == 0);
    add_ring(&path, line, 3);
    CHECK(!cm__anchor_find(&anchor, &path, 2, NULL, 0));
    cm__path_clear(&path);
}

TEST_MAIN(RUN(the_middle_of_a_square_is_its_anchor), RUN(a_wide_name_goes_where_the_area_is_wide),
          RUN(the_anchor_is_not_in_a_hole), RUN(the_anchor_keeps_off_what_is_blocked),
          RUN(nothing_has_no_anchor))
