/* test_map_label_candidate.c - tests output/map_label_candidate.c. */
#include "output/map_label_candidate.h"
#include "tests/test.h"

static const cm__label member = {.kind = CM__LABEL_POINT,
                                 .style = {.halo_mm = 0.3},
                                 .extent = {.ink_mm = {0.5, -2, 14.5, 0.4}},
                                 .at = {100, 80},
                                 .reach_mm = 1.4};

static cm_box own_marker(const cm__label *label)
{
    return (cm_box){label->at.x - label->reach_mm, label->at.y - label->reach_mm,
                    label->at.x + label->reach_mm, label->at.y + label->reach_mm};
}

static bool overlaps(const cm_box *a, const cm_box *b)
{
    return a->x_min < b->x_max - 1e-9 && b->x_min < a->x_max - 1e-9 && a->y_min < b->y_max - 1e-9 &&
           b->y_min < a->y_max - 1e-9;
}

TEST(stands_beside_the_marker_without_covering_it)
{
    const cm_box marker = own_marker(&member);
    double best = INFINITY;

    for (size_t i = 0; i < CM__LABEL_BESIDE_COUNT; i++) {
        cm__label_shape shape;
        const double cost = cm__label_candidate_get(&shape, &member, i);
        CHECK(!shape.has_leader && !overlaps(&shape.box, &marker));
        CHECK_NEAR(shape.box.x_max - shape.box.x_min, 14.6, 1e-9);
        CHECK_NEAR(shape.box.y_max - shape.box.y_min, 3, 1e-9);
        CHECK(shape.box.x_min <= marker.x_max + 0.5 && shape.box.x_max >= marker.x_min - 0.5);
        CHECK(shape.box.y_min <= marker.y_max + 0.5 && shape.box.y_max >= marker.y_min - 0.5);
        CHECK(i == 0 ? cost == 0 : cost > 0);
        best = i == 1 ? cost : best;
        CHECK(i < 2 || cost > best); /* right, then upper right */
        if (i == 1)
            CHECK(shape.box.x_min > 100 && shape.box.y_max < 80);
    }
}

TEST(draws_leaders_from_the_marker_to_the_label)
{
    const size_t count = cm__label_candidate_count(&member);
    const cm_box marker = own_marker(&member);
    double longest = 0;

    CHECK(count >= CM__LABEL_BESIDE_COUNT + 8 * CM__LABEL_DIRECTIONS);
    for (size_t i = CM__LABEL_BESIDE_COUNT; i < count; i++) {
        cm__label_shape shape;
        const double cost = cm__label_candidate_get(&shape, &member, i);
        const double dx = shape.leader.to.x - shape.leader.from.x,
                     dy = shape.leader.to.y - shape.leader.from.y, length = hypot(dx, dy);
        CHECK(shape.has_leader && !overlaps(&shape.box, &marker));
        CHECK_NEAR(hypot(shape.leader.from.x - 100, shape.leader.from.y - 80), 1.4, 1e-9);
        CHECK_NEAR(cm__segment_inside_mm(&shape.leader, &shape.box), 0, 1e-9);
        CHECK_NEAR(
            fmax(fmax(shape.box.x_min - shape.leader.to.x, shape.leader.to.x - shape.box.x_max),
                 fmax(shape.box.y_min - shape.leader.to.y, shape.leader.to.y - shape.box.y_max)),
            0, 1e-9);
        CHECK(length >= 1 && length <= 40);
        CHECK(cost > 2 && cost >= length); /* dearer than any place beside the marker */
        longest = fmax(longest, length);
    }
    CHECK(longest > 38);
}

TEST(goes_all_the_way_round)
{
    int quarter[4] = {0};

    for (size_t i = 0; i < CM__LABEL_DIRECTIONS; i++) {
        cm__label_shape shape;
        cm__label_candidate_get(&shape, &member, CM__LABEL_BESIDE_COUNT + i);
        const double x = (shape.box.x_min + shape.box.x_max) / 2 - 100,
                     y = (shape.box.y_min + shape.box.y_max) / 2 - 80;
        if (fabs(x) > 1e-9 && fabs(y) > 1e-9)
            quarter[(x > 0) + 2 * (y > 0)]++;
    }
    for (int i = 0; i < 4; i++)
        CHECK(quarter[i] == 7);
}

TEST(keeps_a_ward_name_in_its_area)
{
    const cm__label ward = {.kind = CM__LABEL_AREA,
                            .style = {.halo_mm = 0.5},
                            .extent = {.ink_mm = {0, -4, 11, 0}},
                            .at = {50, 50},
                            .area_mm = {40, 45, 65, 60}};
    const size_t count = cm__label_candidate_count(&ward);
    cm_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < count; i++) {
        cm__label_shape shape;
        const double cost = cm__label_candidate_get(&shape, &ward, i);
        const double x = (shape.box.x_min + shape.box.x_max) / 2,
                     y = (shape.box.y_min + shape.box.y_max) / 2;
        CHECK(!shape.has_leader);
        CHECK_NEAR(cost, hypot(x - 50, y - 50), 1e-9);
        CHECK(i > 0 || cost == 0);
        all = (cm_box){fmin(all.x_min, shape.box.x_min), fmin(all.y_min, shape.box.y_min),
                       fmax(all.x_max, shape.box.x_max), fmax(all.y_max, shape.box.y_max)};
    }
    CHECK_NEAR(all.x_min, 40, 1e-9);
    CHECK_NEAR(all.x_max, 65, 1e-9);
    CHECK_NEAR(all.y_min, 45, 1e-9);
    CHECK_NEAR(all.y_max, 60, 1e-9);
}

TEST(starts_the_baseline_so_that_the_ink_fills_the_box)
{
    const cm_point at = cm__label_baseline(&member, &(cm_box){10, 20, 24.6, 23});

    CHECK_NEAR(at.x, 9.8, 1e-12);
    CHECK_NEAR(at.y, 22.3, 1e-12);
}

TEST_MAIN(RUN(stands_beside_the_marker_without_covering_it),
          RUN(draws_leaders_from_the_marker_to_the_label), RUN(goes_all_the_way_round),
          RUN(keeps_a_ward_name_in_its_area),
          RUN(starts_the_baseline_so_that_the_ink_fills_the_box))
