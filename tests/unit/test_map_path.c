/* test_map_path.c - tests output/map_path.c. */
#include "geo/base_memory.h"
#include "output/map_path.h"
#include "tests/test.h"

static void fill(cm__path *path, const double (*points)[2], size_t count, bool closed)
{
    path->closed = closed;
    CHECK(cm__path_begin(path) == CM_OK);
    for (size_t i = 0; i < count; i++)
        CHECK(cm__path_add(path, points[i][0], points[i][1]) == CM_OK);
}

static double area(const cm__path *path)
{
    double twice = 0;

    for (size_t p = 0; p < path->part_count; p++) {
        const size_t start = path->starts[p], end = cm__path_part_end(path, p);
        for (size_t i = start; i < end; i++) {
            const size_t next = i + 1 < end ? i + 1 : start;
            twice += path->x_mm[i] * path->y_mm[next] - path->x_mm[next] * path->y_mm[i];
        }
    }
    return fabs(twice) / 2;
}

TEST(keeps_parts_and_vertices)
{
    cm__path path = {0};

    for (int part = 0; part < 40; part++) {
        CHECK(cm__path_begin(&path) == CM_OK);
        for (int i = 0; i < part; i++)
            CHECK(cm__path_add(&path, part, i) == CM_OK);
    }
    CHECK(path.part_count == 40 && path.vertex_count == 40 * 39 / 2);
    CHECK(path.starts[0] == 0 && cm__path_part_end(&path, 0) == 0);
    CHECK(cm__path_part_end(&path, 39) == path.vertex_count);
    CHECK_NEAR(path.x_mm[path.starts[7] + 6], 7, 0);
    CHECK_NEAR(path.y_mm[path.starts[7] + 6], 6, 0);
    cm__path_clear(&path);
    CHECK(!path.x_mm && path.part_count == 0 && cm__memory_live() == 0);
}

TEST(refuses_a_vertex_that_is_not_finite)
{
    cm__path path = {0};

    CHECK(cm__path_begin(&path) == CM_OK);
    CHECK(cm__path_add(&path, NAN, 0) == CM_ERR_DOMAIN);
    CHECK(cm__path_add(&path, 0, -INFINITY) == CM_ERR_DOMAIN);
    CHECK(path.vertex_count == 0);
    cm__path_clear(&path);
}

TEST(cuts_areas_to_a_box)
{
    static const struct {
        const char *why;
        double ring[4][2];
        double area;
    } rows[] = {
        {"inside", {{1, 1}, {9, 1}, {9, 9}, {1, 9}}, 64},
        {"round the box", {{-1e6, -1e6}, {1e6, -1e6}, {1e6, 1e6}, {-1e6, 1e6}}, 100},
        {"over one side", {{-5, 2}, {5, 2}, {5, 4}, {-5, 4}}, 10},
        {"over a corner", {{5, 5}, {15, 5}, {15, 15}, {5, 15}}, 25},
        {"a corner cut off", {{0, 0}, {20, 0}, {0, 20}, {0, 10}}, 100},
        {"beside", {{11, 1}, {19, 1}, {19, 9}, {11, 9}}, 0},
        {"beyond a corner, its box is not", {{15, -5}, {20, -5}, {20, 15}, {19, 15}}, 0},
    };
    const cm_box box = {0, 0, 10, 10};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__path path = {0};
        test_now = rows[i].why;
        fill(&path, rows[i].ring, 4, true);
        CHECK(cm__path_cut(&path, &box) == CM_OK && path.closed);
        CHECK_NEAR(area(&path), rows[i].area, 1e-6);
        CHECK((path.vertex_count == 0) == (path.part_count == 0));
        cm__path_clear(&path);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(cuts_lines_to_the_stretches_inside)
{
    /* in, out over the right side, back in, out over the top, along outside, and in again */
    static const double line[][2] = {{5, 5}, {15, 5}, {5, 6}, {5, -6}, {2, -6}, {2, 3}};
    const cm_box box = {0, 0, 10, 10};
    cm__path path = {0};

    fill(&path, line, 6, false);
    CHECK(cm__path_cut(&path, &box) == CM_OK);
    CHECK(path.part_count == 3 && path.vertex_count == 7);
    CHECK_NEAR(path.x_mm[1], 10, 0);
    CHECK_NEAR(path.y_mm[1], 5, 1e-12);
    CHECK_NEAR(path.x_mm[path.starts[1]], 10, 0);
    CHECK_NEAR(path.y_mm[path.starts[1]], 5.5, 1e-12);
    CHECK_NEAR(path.x_mm[path.starts[2]], 2, 1e-12);
    CHECK_NEAR(path.y_mm[path.starts[2]], 0, 0);
    cm__path_clear(&path);
}

TEST(keeps_the_path_when_memory_runs_out)
{
    static const double ring[][2] = {{-5, -5}, {15, -5}, {15, 15}, {-5, 15}};
    const cm_box box = {0, 0, 10, 10};

    for (size_t nth = 1; nth < 20; nth++) {
        cm__path path = {0};
        fill(&path, ring, 4, true);
        cm__memory_fail_at(nth, true);
        const cm_status status = cm__path_cut(&path, &box);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(area(&path) >= 100);
        cm__path_clear(&path);
        CHECK(cm__memory_live() == 0);
    }
}

TEST_MAIN(RUN(keeps_parts_and_vertices), RUN(refuses_a_vertex_that_is_not_finite),
          RUN(cuts_areas_to_a_box), RUN(cuts_lines_to_the_stretches_inside),
          RUN(keeps_the_path_when_memory_runs_out))
