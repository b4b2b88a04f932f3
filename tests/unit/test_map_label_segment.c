/* test_map_label_segment.c - tests output/map_label_segment.c. */
#include "output/map_label_segment.h"
#include "tests/test.h"

TEST(tells_whether_segments_meet)
{
    static const struct {
        const char *why;
        cm__segment a, b;
        bool want;
    } rows[] = {
        {"crossing", {{0, 0}, {4, 4}}, {{0, 4}, {4, 0}}, true},
        {"ending on the other", {{0, 0}, {4, 0}}, {{2, 0}, {2, 3}}, true},
        {"sharing an end", {{0, 0}, {4, 0}}, {{4, 0}, {5, 3}}, true},
        {"in one line, overlapping", {{0, 0}, {4, 0}}, {{3, 0}, {9, 0}}, true},
        {"in one line, apart", {{0, 0}, {4, 0}}, {{5, 0}, {9, 0}}, false},
        {"the same", {{0, 0}, {4, 1}}, {{0, 0}, {4, 1}}, true},
        {"parallel", {{0, 0}, {4, 0}}, {{0, 1}, {4, 1}}, false},
        {"would cross if longer", {{0, 0}, {1, 1}}, {{0, 4}, {4, 0}}, false},
        {"a point on it", {{0, 0}, {4, 4}}, {{2, 2}, {2, 2}}, true},
        {"a point beside it", {{0, 0}, {4, 4}}, {{2, 3}, {2, 3}}, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm__segment back = {rows[i].b.to, rows[i].b.from};
        test_now = rows[i].why;
        CHECK(cm__segments_meet(&rows[i].a, &rows[i].b) == rows[i].want);
        CHECK(cm__segments_meet(&back, &rows[i].a) == rows[i].want);
        CHECK(!rows[i].want || !cm__segments_are_apart(&rows[i].a, &rows[i].b, 0));
    }
}

TEST(says_apart_only_beyond_the_margin)
{
    const cm__segment a = {{0, 0}, {4, 1}}, b = {{6, 0}, {9, 5}}, c = {{2, 3}, {2, 9}};

    CHECK(cm__segments_are_apart(&a, &b, 1.9) && !cm__segments_are_apart(&a, &b, 2.1));
    CHECK(cm__segments_are_apart(&c, &a, 1.9) && !cm__segments_are_apart(&c, &a, 2.1));
}

TEST(measures_the_distance_to_the_nearest_point)
{
    const cm__segment segment = {{1, 1}, {5, 1}}, point = {{1, 1}, {1, 1}};

    CHECK_NEAR(cm__segment_distance2(&segment, (cm_point){3, 4}), 9, 1e-12);
    CHECK_NEAR(cm__segment_distance2(&segment, (cm_point){-2, 5}), 25, 1e-12);
    CHECK_NEAR(cm__segment_distance2(&segment, (cm_point){8, -3}), 25, 1e-12);
    CHECK_NEAR(cm__segment_distance2(&point, (cm_point){4, 5}), 25, 1e-12);
}

TEST(measures_what_lies_in_a_box)
{
    static const cm_box box = {2, 2, 6, 4};
    static const struct {
        const char *why;
        cm__segment segment;
        bool meets;
        double inside;
    } rows[] = {
        {"through it", {{0, 3}, {9, 3}}, true, 4},
        {"aslant through it", {{1, 1}, {9, 9}}, true, 2 * 1.4142135623730951},
        {"ends in it", {{4, 0}, {4, 3}}, true, 1},
        {"all in it", {{3, 3}, {5, 3}}, true, 2},
        {"touches a corner", {{0, 4}, {4, 0}}, true, 0},
        {"along its side", {{0, 2}, {9, 2}}, true, 4},
        {"passes a corner", {{0, 3.9}, {3.9, 0}}, false, 0},
        {"beside it", {{0, 5}, {9, 5}}, false, 0},
        {"short of it", {{0, 3}, {1.9, 3}}, false, 0},
        {"a point in it", {{3, 3}, {3, 3}}, true, 0},
        {"a point outside", {{3, 5}, {3, 5}}, false, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm__segment back = {rows[i].segment.to, rows[i].segment.from};
        test_now = rows[i].why;
        CHECK(cm__segment_meets_box(&rows[i].segment, &box) == rows[i].meets);
        CHECK(cm__segment_meets_box(&back, &box) == rows[i].meets);
        CHECK_NEAR(cm__segment_inside_mm(&rows[i].segment, &box), rows[i].inside, 1e-12);
    }
}

TEST_MAIN(RUN(tells_whether_segments_meet), RUN(says_apart_only_beyond_the_margin),
          RUN(measures_the_distance_to_the_nearest_point), RUN(measures_what_lies_in_a_box))
