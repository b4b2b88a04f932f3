/* test_map_label_index.c - tests output/map_label_index.c. */
#include "geo/base_memory.h"
#include "output/map_label_index.h"
#include "tests/test.h"

static cm__label labels[200];
static cm__label_index map;

static void build(size_t count)
{
    static cm__label_problem problem;

    problem =
        (cm__label_problem){.frame_mm = {0, 0, 100, 100}, .labels = labels, .label_count = count};
    for (size_t i = 0; i < count; i++)
        labels[i].at = (cm_point){(double)i, 0};
    CHECK(cm__label_index_build(&map, &problem) == CM_OK);
}

TEST(finds_what_disturbs)
{
    static const struct {
        const char *why;
        cm__label_shape a, b;
        bool same_place, want;
    } rows[] = {
        {"boxes overlap", {.box = {10, 10, 20, 13}}, {.box = {19, 12, 30, 15}}, false, true},
        {"boxes touch", {.box = {10, 10, 20, 13}}, {.box = {20, 10, 30, 13}}, false, true},
        {"no white between", {.box = {10, 10, 20, 13}}, {.box = {20.1, 10, 30, 13}}, false, true},
        {"white between", {.box = {10, 10, 20, 13}}, {.box = {20.3, 10, 30, 13}}, false, false},
        {"leader through a box",
         {.box = {10, 10, 20, 13}},
         {.box = {10, 40, 20, 43}, .has_leader = true, .leader = {{15, 5}, {15, 40}}},
         false,
         true},
        {"leader along a box",
         {.box = {10, 10, 20, 13}},
         {.box = {15, 40, 30, 43}, .has_leader = true, .leader = {{20.1, 5}, {20.1, 40}}},
         false,
         true},
        {"leader past a box",
         {.box = {10, 10, 20, 13}},
         {.box = {15, 40, 30, 43}, .has_leader = true, .leader = {{20.3, 5}, {20.3, 40}}},
         false,
         false},
        {"leaders cross",
         {.box = {40, 60, 50, 63}, .has_leader = true, .leader = {{40, 40}, {45, 60}}},
         {.box = {60, 55, 70, 58}, .has_leader = true, .leader = {{40, 50}, {60, 56}}},
         false,
         true},
        {"a leader ends on the other",
         {.box = {40, 60, 50, 63}, .has_leader = true, .leader = {{40, 40}, {40, 60}}},
         {.box = {60, 49, 70, 52}, .has_leader = true, .leader = {{40.1, 50}, {60, 50}}},
         false,
         true},
        {"leaders begin together by chance",
         {.box = {40, 60, 50, 63}, .has_leader = true, .leader = {{40, 40}, {40, 60}}},
         {.box = {60, 39, 70, 42}, .has_leader = true, .leader = {{40.1, 40}, {60, 40}}},
         false,
         true},
        {"leaders begin at one address",
         {.box = {40, 60, 50, 63}, .has_leader = true, .leader = {{40, 40}, {40, 60}}},
         {.box = {60, 39, 70, 42}, .has_leader = true, .leader = {{40.1, 40}, {60, 40}}},
         true,
         false},
        {"one leader on the other, from one address",
         {.box = {40, 60, 50, 63}, .has_leader = true, .leader = {{40, 41}, {40, 60}}},
         {.box = {39, 80, 39.5, 83}, .has_leader = true, .leader = {{40, 41}, {39.5, 80}}},
         true,
         true},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t met[2];
        test_now = rows[i].why;
        build(2);
        if (rows[i].same_place)
            labels[1].at = labels[0].at;
        const cm__label_shape *const a = &rows[i].a, *const b = &rows[i].b;
        cm__label_index_put(&map, 0, a);
        CHECK(cm__label_index_conflicts(met, 1, &map, 1, b) == rows[i].want);
        CHECK(cm__label_index_conflicts(met, 1, &map, 0, b) == 0); /* not with itself */
        cm__label_index_take(&map, 0);
        CHECK(cm__label_index_conflicts(met, 1, &map, 1, b) == 0);
        cm__label_index_put(&map, 1, b); /* the other way round */
        CHECK(cm__label_index_conflicts(met, 1, &map, 0, a) == rows[i].want);
        cm__label_index_clear(&map);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(reports_all_or_one_more_than_asked_for)
{
    const cm__label_shape wide = {.box = {5, 5, 95, 95}};
    static cm__label_shape shapes[200];
    size_t met[201];

    build(200);
    for (size_t i = 0; i < 150; i++) {
        const double x = 6 + (double)(i % 10) * 8, y = 6 + (double)i / 10 * 5;
        shapes[i] = (cm__label_shape){.box = {x, y, x + 7, y + 3}};
        cm__label_index_put(&map, i, &shapes[i]);
    }
    shapes[199] = wide;
    CHECK(cm__label_index_conflicts(met, 200, &map, 199, &shapes[199]) == 150);
    for (size_t i = 0; i < 150; i++)
        CHECK(met[i] == i);
    CHECK(cm__label_index_conflicts(met, 4, &map, 199, &shapes[199]) == 5);
    CHECK(cm__label_index_conflicts(met, 0, &map, 199, &shapes[199]) == 1);
    cm__label_index_put(&map, 199, &shapes[199]);
    CHECK(cm__label_index_conflicts(met, 200, &map, 160, &shapes[149]) == 2);
    CHECK(met[0] == 149 && met[1] == 199);
    cm__label_index_take(&map, 199);
    CHECK(cm__label_index_conflicts(met, 200, &map, 160, &shapes[149]) == 1);
    cm__label_index_clear(&map);
}

TEST_MAIN(RUN(finds_what_disturbs), RUN(reports_all_or_one_more_than_asked_for))
