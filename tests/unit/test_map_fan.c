/* test_map_fan.c - tests output/map_fan.c. */
#include "geo/base_memory.h"
#include "output/map_fan.h"
#include "tests/test.h"

static const cm_box frame = {10, 10, 190, 250};

static cm__marker at(double x, double y, size_t class_index, size_t row)
{
    return (cm__marker){.row = row,
                        .class_index = class_index,
                        .reach_mm = 1.2,
                        .place_mm = {x, y},
                        .at_mm = {x, y}};
}

static double moved(const cm__marker *marker)
{
    return hypot(marker->at_mm.x - marker->place_mm.x, marker->at_mm.y - marker->place_mm.y);
}

/* The least distance of two of the symbols, in their size. */
static double least_apart(const cm__marker *markers, size_t count)
{
    double least = INFINITY;

    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            least = fmin(least, hypot(markers[i].at_mm.x - markers[j].at_mm.x,
                                      markers[i].at_mm.y - markers[j].at_mm.y) /
                                    (markers[i].reach_mm + markers[j].reach_mm));
    return least;
}

TEST(a_member_alone_stays_where_it_is)
{
    cm__marker markers[] = {at(50, 50, 0, 0), at(60, 50, 0, 1), at(50, 60, 1, 2)};
    cm__fan_report report;

    CHECK(cm__fan_markers(markers, 3, &frame, &report) == CM_OK);
    for (size_t i = 0; i < 3; i++)
        CHECK(moved(&markers[i]) == 0);
    CHECK(report.moved == 0 && report.stacked == 0 && report.farthest_mm == 0);
}

TEST(members_of_one_place_stand_side_by_side_near_it)
{
    static const struct {
        size_t count;
        double farthest; /* in symbol sizes */
    } rows[] = {{2, 0.5}, {3, 0.58}, {4, 0.87}, {7, 1}, {12, 1.6}, {19, 2}, {61, 4.1}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__marker markers[CM__FAN_PLACE_MAX];
        cm__fan_report report;
        double x = 0, y = 0;
        for (size_t k = 0; k < rows[i].count; k++)
            markers[k] = at(100, 100, k % 3, k);
        CHECK(cm__fan_markers(markers, rows[i].count, &frame, &report) == CM_OK);
        CHECK(least_apart(markers, rows[i].count) > 0.89);
        CHECK(report.farthest_mm <= rows[i].farthest * 2.4 + 0.01 && report.stacked == 0);
        for (size_t k = 0; k < rows[i].count; k++) {
            x += markers[k].at_mm.x / (double)rows[i].count;
            y += markers[k].at_mm.y / (double)rows[i].count;
        }
        CHECK_NEAR(hypot(x - 100, y - 100), 0, 1); /* round it, not beside it */
    }
}

TEST(a_member_of_a_crowd_keeps_off_its_neighbours)
{
    cm__marker markers[5];
    cm__fan_report report;

    for (size_t k = 0; k < 3; k++)
        markers[k] = at(100, 100, 0, k);
    markers[3] = at(102.4, 100, 0, 3);
    markers[4] = at(99, 101.5, 0, 4);
    CHECK(cm__fan_markers(markers, 5, &frame, &report) == CM_OK);
    CHECK(least_apart(markers, 5) > 0.88);
    for (size_t k = 0; k < 5; k++)
        CHECK(moved(&markers[k]) < 1.6 * 2.4);
}

TEST(symbols_that_overlap_are_pushed_apart_but_not_far)
{
    cm__marker markers[40];
    cm__fan_report report;

    for (size_t k = 0; k < 40; k++) /* more than there is room for: 8 x 5 places, 1 mm apart */
        markers[k] = at(100 + (double)(k % 8), 100 + (double)(k / 8), 0, k);
    CHECK(cm__fan_markers(markers, 40, &frame, &report) == CM_OK);
    for (size_t k = 0; k < 40; k++)
        CHECK(moved(&markers[k]) <= 1.5 * 1.2 + 1e-9);
    CHECK(report.moved > 20 && report.farthest_mm <= 1.5 * 1.2 + 1e-9);

    cm__marker pair[] = {at(100, 100, 0, 0), at(101, 100, 0, 1)};
    CHECK(cm__fan_markers(pair, 2, &frame, &report) == CM_OK);
    CHECK(least_apart(pair, 2) > 0.89 && pair[0].at_mm.y == 100);
}

TEST(no_symbol_leaves_the_frame)
{
    cm__marker markers[19];
    cm__fan_report report;

    for (size_t k = 0; k < 19; k++)
        markers[k] = at(frame.x_min + 1.3, frame.y_max - 1.3, 0, k);
    CHECK(cm__fan_markers(markers, 19, &frame, &report) == CM_OK);
    for (size_t k = 0; k < 19; k++) {
        CHECK(markers[k].at_mm.x >= frame.x_min + 1.2 - 1e-9);
        CHECK(markers[k].at_mm.y <= frame.y_max - 1.2 + 1e-9);
    }
    CHECK(least_apart(markers, 19) > 0.85);
}

TEST(classes_stand_together)
{
    cm__marker markers[7];
    cm__fan_report report;

    for (size_t k = 0; k < 7; k++)
        markers[k] = at(100, 100, k % 2, k);
    CHECK(cm__fan_markers(markers, 7, &frame, &report) == CM_OK);
    for (size_t i = 0; i < 7; i++)
        for (size_t j = 0; j < 7; j++)
            if (markers[i].class_index < markers[j].class_index)
                CHECK(markers[i].at_mm.y <= markers[j].at_mm.y + 0.3);
}

TEST(too_many_lie_on_top_of_each_other_and_are_counted)
{
    cm__marker *markers = NULL;
    cm__fan_report report;

    CHECK(cm__array_grow(&markers, CM__FAN_TOTAL_MAX + 1, sizeof *markers) == CM_OK);
    for (size_t k = 0; k <= CM__FAN_TOTAL_MAX; k++)
        markers[k] = at(20 + (double)(k % 100), 20 + (double)(k / 100), 0, k);
    markers[7] = markers[8];
    CHECK(cm__fan_markers(markers, CM__FAN_TOTAL_MAX + 1, &frame, &report) == CM_OK);
    CHECK(report.moved == 0 && report.stacked == 2);
    for (size_t k = 0; k < CM__FAN_PLACE_MAX + 1; k++)
        markers[k] = at(100, 100, 0, k);
    CHECK(cm__fan_markers(markers, CM__FAN_PLACE_MAX + 1, &frame, &report) == CM_OK);
    CHECK(report.stacked == CM__FAN_PLACE_MAX + 1);
    cm__array_free(&markers);
}

TEST(the_same_members_give_the_same_picture)
{
    cm__marker first[30], again[30];
    cm__fan_report report;

    for (size_t k = 0; k < 30; k++)
        first[k] = again[k] = at(100 + (double)(k * 7 % 11), 100 + (double)(k * 5 % 7), k % 3, k);
    CHECK(cm__fan_markers(first, 30, &frame, &report) == CM_OK);
    CHECK(cm__fan_markers(again, 30, &frame, &report) == CM_OK);
    CHECK(memcmp(first, again, sizeof first) == 0);
    CHECK(cm__fan_markers(NULL, 0, &frame, &report) == CM_OK);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(a_member_alone_stays_where_it_is),
          RUN(members_of_one_place_stand_side_by_side_near_it),
          RUN(a_member_of_a_crowd_keeps_off_its_neighbours),
          RUN(symbols_that_overlap_are_pushed_apart_but_not_far), RUN(no_symbol_leaves_the_frame),
          RUN(classes_stand_together), RUN(too_many_lie_on_top_of_each_other_and_are_counted),
          RUN(the_same_members_give_the_same_picture))
