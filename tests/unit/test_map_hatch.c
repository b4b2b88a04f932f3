/* test_map_hatch.c - tests output/map_hatch.c. */
#include "geo/base_memory.h"
#include "output/map_hatch.h"
#include "output/map_path.h"
#include "tests/test.h"

static void add_square(cm__path *path, double left, double top, double side)
{
    CHECK(cm__path_begin(path) == CM_OK);
    CHECK(cm__path_add(path, left, top) == CM_OK && cm__path_add(path, left + side, top) == CM_OK);
    CHECK(cm__path_add(path, left + side, top + side) == CM_OK);
    CHECK(cm__path_add(path, left, top + side) == CM_OK);
}

static double length_of(const cm__path *path)
{
    double sum = 0;

    for (size_t part = 0; part < path->part_count; part++) {
        const size_t i = path->starts[part];
        CHECK(cm__path_part_end(path, part) == i + 2);
        sum += hypot(path->x_mm[i + 1] - path->x_mm[i], path->y_mm[i + 1] - path->y_mm[i]);
    }
    return sum;
}

/* Lines so far apart have, on an area, its size by their distance as their length. */
TEST(lines_cover_the_area_evenly)
{
    static const double rows[][2] = {{1, 45}, {0.7, 45}, {2.4, 0}, {0.5, 90}, {1, 30}, {1, -120}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__path area = {.closed = true}, lines = {0};
        add_square(&area, 12.3, 45.6, 40);
        add_square(&area, 22.3, 55.6, 20); /* a hole */
        CHECK(cm__hatch(&lines, &area, rows[i][0], rows[i][1]) == CM_OK);
        CHECK_NEAR(length_of(&lines) * rows[i][0] / (1600 - 400), 1, 0.03 * fmax(rows[i][0], 1));
        for (size_t v = 0; v < lines.vertex_count; v++) {
            const double x = lines.x_mm[v], y = lines.y_mm[v];
            const bool inside = x > 12.2999 && x < 52.3001 && y > 45.5999 && y < 85.6001;
            const bool in_hole = x > 22.3001 && x < 42.2999 && y > 55.6001 && y < 75.5999;
            CHECK(inside && !in_hole);
        }
        cm__path_clear(&area);
        cm__path_clear(&lines);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(neighbours_are_hatched_on_the_same_lines)
{
    cm__path left = {.closed = true}, right = {.closed = true}, lines = {0};

    add_square(&left, 0, 0, 10);
    add_square(&right, 10, 0, 10);
    CHECK(cm__hatch(&lines, &left, 1, 0) == CM_OK);
    const size_t half = lines.part_count;
    CHECK(cm__hatch(&lines, &right, 1, 0) == CM_OK);
    CHECK(half == 10 && lines.part_count == 2 * half);
    for (size_t i = 0; i < half; i++)
        CHECK(lines.y_mm[2 * i] == lines.y_mm[2 * (i + half)]);
    cm__path_clear(&left);
    cm__path_clear(&right);
    cm__path_clear(&lines);
}

TEST(nothing_has_no_lines)
{
    cm__path area = {.closed = true}, lines = {0};

    CHECK(cm__hatch(&lines, &area, 1, 45) == CM_OK && lines.part_count == 0);
    CHECK(cm__path_begin(&area) == CM_OK);
    for (int i = 0; i < 4; i++) /* all at one place */
        CHECK(cm__path_add(&area, 5, 5) == CM_OK);
    CHECK(cm__hatch(&lines, &area, 1, 0) == CM_OK && lines.part_count == 0);
    cm__path_clear(&area);
}

TEST_MAIN(RUN(lines_cover_the_area_evenly), RUN(neighbours_are_hatched_on_the_same_lines),
          RUN(nothing_has_no_lines))
