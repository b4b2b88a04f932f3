/* test_map_label_ground.c - tests output/map_label_ground.c. */
#include "geo/base_memory.h"
#include "output/map_label_ground.h"
#include "tests/test.h"

static const cm_point here = {50, 50};
static cm__label_ground ground;

static void build(const cm__label_obstacle *obstacles, size_t count)
{
    static cm__label_problem problem;

    problem = (cm__label_problem){
        .frame_mm = {0, 0, 100, 100}, .obstacles = obstacles, .obstacle_count = count};
    CHECK(cm__label_ground_build(&ground, &problem) == CM_OK);
}

TEST(refuses_the_frame_and_furniture)
{
    static const cm__label_obstacle legend[] = {{{70, 60, 100, 100}, INFINITY}};
    static const struct {
        const char *why;
        cm__label_shape shape;
        bool possible;
    } rows[] = {
        {"free", {.box = {20, 20, 40, 23}}, true},
        {"over the frame", {.box = {90, 20, 100.1, 23}}, false},
        {"up to the frame", {.box = {90, 20, 100, 23}}, true},
        {"on the legend", {.box = {65, 70, 75, 73}}, false},
        {"as good as touching the legend", {.box = {60, 70, 69.95, 73}}, false},
        {"just beside the legend", {.box = {60, 70, 69.8, 73}}, true},
        {"leader over the legend",
         {.box = {80, 50, 95, 53}, .has_leader = true, .leader = {{80, 62}, {80, 53}}},
         false},
        {"leader past the legend",
         {.box = {50, 90, 65, 93}, .has_leader = true, .leader = {{69, 59}, {60, 90}}},
         true},
        {"leader from outside the frame",
         {.box = {50, 90, 65, 93}, .has_leader = true, .leader = {{60, 101}, {60, 93}}},
         false},
    };

    build(legend, 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(isfinite(cm__label_ground_cost(&ground, &rows[i].shape, here)) == rows[i].possible);
    }
    cm__label_ground_clear(&ground);
}

TEST(charges_markers_by_what_is_covered)
{
    static const cm__label_obstacle markers[] = {{{30, 30, 32, 32}, 5}, {{49, 49, 51, 51}, 5}};
    cm__label_shape shape = {.box = {10, 60, 30, 63}};

    build(markers, 2);
    CHECK(cm__label_ground_cost(&ground, &shape, here) == 0);
    shape.box = (cm_box){20, 31, 40, 34};
    const double half = cm__label_ground_cost(&ground, &shape, here);
    shape.box = (cm_box){20, 29, 40, 33};
    const double whole = cm__label_ground_cost(&ground, &shape, here);
    CHECK(half >= 10 && half < 20 && whole >= 20 && whole < 30);
    shape.box = (cm_box){20, 32.3, 40, 35}; /* near: might be taken for its name */
    const double near = cm__label_ground_cost(&ground, &shape, here);
    CHECK(near > 5 && near < 10); /* as dear as a leader */
    shape.box = (cm_box){20, 32.9, 40, 36};
    const double less = cm__label_ground_cost(&ground, &shape, here);
    CHECK(less > 0 && less < near);
    shape.box = (cm_box){20, 33.3, 40, 36};
    CHECK(cm__label_ground_cost(&ground, &shape, here) == 0);
    shape.box = (cm_box){52, 47, 70, 50}; /* near its own marker is where it belongs */
    CHECK(cm__label_ground_cost(&ground, &shape, here) == 0);
    cm__label_ground_clear(&ground);
}

TEST(does_not_add_up_what_is_hopeless)
{
    cm__label_obstacle markers[64];
    const cm__label_shape shape = {.box = {4, 20, 96, 24}};

    for (size_t i = 0; i < 64; i++) {
        const double x = 5 + 1.4 * (double)i;
        markers[i] = (cm__label_obstacle){{x, 21, x + 1, 23}, 500};
    }
    build(markers, 64);
    const double cost = cm__label_ground_cost(&ground, &shape, here);
    CHECK(cost >= CM__LABEL_HOPELESS_COST && cost < 32 * 1000);
    cm__label_ground_clear(&ground);
}

TEST(charges_leaders_for_crossing_other_markers_once)
{
    static const cm__label_obstacle markers[] = {{{59, 49, 61, 51}, 5}, {{49, 49, 51, 51}, 5}};
    const cm__label_shape over = {.box = {80, 48, 95, 51},
                                  .has_leader = true,
                                  .leader = {{50.8, 50}, {80, 50}}},
                          past = {.box = {80, 60, 95, 63},
                                  .has_leader = true,
                                  .leader = {{50.8, 50.6}, {80, 61}}};

    build(markers, 2);
    CHECK_NEAR(cm__label_ground_cost(&ground, &over, here), 2 * 0.5 * 5, 1e-9);
    CHECK(cm__label_ground_cost(&ground, &past, here) == 0);
    cm__label_ground_clear(&ground);
}

static double common_area(const cm_box *a, const cm_box *b)
{
    const double x = fmin(a->x_max, b->x_max) - fmax(a->x_min, b->x_min);
    const double y = fmin(a->y_max, b->y_max) - fmax(a->y_min, b->y_min);

    return x > 0 && y > 0 ? x * y : 0;
}

TEST(finds_the_same_as_looking_at_all)
{
    static cm__label_obstacle markers[300];
    unsigned state = 3;
    double covered = 0, near = 0;

    for (size_t i = 0; i < 300; i++) {
        state = state * 1664525u + 1013904223u;
        const double x = (state >> 8) * 0x1p-24 * 100;
        state = state * 1664525u + 1013904223u;
        const double y = (state >> 8) * 0x1p-24 * 100;
        markers[i] = (cm__label_obstacle){{x - 1, y - 1, x + 1, y + 1}, 3};
    }
    const cm__label_shape shape = {.box = {30, 40, 62, 47}};
    for (size_t i = 0; i < 300; i++) {
        covered += 3 * common_area(&shape.box, &markers[i].box_mm);
        near += 3 * 1.2 * common_area(&(cm_box){28.8, 38.8, 63.2, 48.2}, &markers[i].box_mm);
    }
    build(markers, 300);
    CHECK(covered > 0 && near > 8); /* of all that is near not more than 8 is charged */
    CHECK_NEAR(cm__label_ground_cost(&ground, &shape, here), covered + 8, 1e-9);
    CHECK_NEAR(cm__label_ground_cost(&ground, &shape, here), covered + 8, 1e-9);
    cm__label_ground_clear(&ground);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(refuses_the_frame_and_furniture), RUN(charges_markers_by_what_is_covered),
          RUN(does_not_add_up_what_is_hopeless),
          RUN(charges_leaders_for_crossing_other_markers_once),
          RUN(finds_the_same_as_looking_at_all))
