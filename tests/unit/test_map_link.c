/* test_map_link.c - tests output/map_link.c. */
#include "geo/base_memory.h"
#include "output/map_link.h"
#include "output/map_path.h"
#include "tests/test.h"

static void add_line(cm__path *path, cm_point from, cm_point to)
{
    CHECK(cm__path_begin(path) == CM_OK);
    CHECK(cm__path_add(path, from.x, from.y) == CM_OK);
    CHECK(cm__path_add(path, to.x, to.y) == CM_OK);
}

TEST(an_arc_passes_beside_its_middle)
{
    static const struct {
        double bend, clear_mm, want_y, want_begin;
    } rows[] = {
        {0, 0, 0, 0}, {0.2, 0, -20, 0}, {-0.1, 0, 10, 0}, {0, 5, 0, 5}, {0, 80, 0, 100. / 3}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm__path path = {0};
        double low = INFINITY, high = -INFINITY;
        add_line(&path, (cm_point){0, 0}, (cm_point){100, 0});
        CHECK(cm__link_bend(&path, rows[i].bend, rows[i].clear_mm) == CM_OK);
        for (size_t v = 0; v < path.vertex_count; v++) {
            low = fmin(low, path.y_mm[v]);
            high = fmax(high, path.y_mm[v]);
        }
        /* y runs down the page: to the right of the way east is down */
        CHECK_NEAR(rows[i].want_y < 0 ? high : low, -rows[i].want_y, 0.01);
        CHECK_NEAR(path.x_mm[0], rows[i].want_begin, 1e-9);
        CHECK_NEAR(path.x_mm[path.vertex_count - 1], 100 - rows[i].want_begin, 1e-9);
        cm__path_clear(&path);
    }
    CHECK(cm__memory_live() == 0);
}

/* Half way between two corners the arc itself is y = 4 b x (1 - x / length) / length. */
TEST(a_long_arc_shows_no_corners)
{
    static const double lengths_mm[] = {20, 300, 2000};

    for (size_t i = 0; i < sizeof lengths_mm / sizeof *lengths_mm; i++) {
        const double length = lengths_mm[i];
        cm__path path = {0};
        double most = 0;
        add_line(&path, (cm_point){0, 0}, (cm_point){length, 0});
        CHECK(cm__link_bend(&path, 0.25, 0) == CM_OK);
        for (size_t v = 1; v < path.vertex_count; v++) {
            const double x = (path.x_mm[v - 1] + path.x_mm[v]) / 2;
            const double y = (path.y_mm[v - 1] + path.y_mm[v]) / 2;
            most = fmax(most, fabs(fabs(y) - 4 * 0.25 * x * (1 - x / length)));
        }
        CHECK(most > 0 && most <= 0.0101);
        cm__path_clear(&path);
    }
}

TEST(longer_lines_and_points_stay)
{
    cm__path path = {0};

    add_line(&path, (cm_point){0, 0}, (cm_point){10, 0});
    CHECK(cm__path_add(&path, 20, 5) == CM_OK);
    add_line(&path, (cm_point){7, 7}, (cm_point){7, 7}); /* a link within one building */
    CHECK(cm__link_bend(&path, 0.2, 1) == CM_OK);
    CHECK(path.part_count == 2 && cm__path_part_end(&path, 0) == 3 && path.x_mm[2] == 20);
    for (size_t i = 3; i < path.vertex_count; i++)
        CHECK(path.x_mm[i] == 7 && path.y_mm[i] == 7);
    cm__path_clear(&path);
}

TEST(heads_point_along_the_end)
{
    cm__path path = {0}, heads = {.closed = true};

    add_line(&path, (cm_point){0, 0}, (cm_point){0, 30});
    add_line(&path, (cm_point){5, 5}, (cm_point){5, 5}); /* no direction, no head */
    CHECK(cm__link_add_heads(&heads, &path, 2.5) == CM_OK);
    CHECK(heads.part_count == 1 && heads.vertex_count == 3);
    CHECK_NEAR(heads.x_mm[0], 0, 1e-12);
    CHECK_NEAR(heads.y_mm[0], 30, 1e-12);
    CHECK_NEAR((heads.y_mm[1] + heads.y_mm[2]) / 2, 27.5, 1e-12);
    CHECK_NEAR(heads.x_mm[1] + heads.x_mm[2], 0, 1e-12);
    CHECK(path.y_mm[1] < 30 && path.y_mm[1] > 27.5); /* the stroke ends inside the head */
    cm__path_clear(&path);
    cm__path_clear(&heads);
}

TEST_MAIN(RUN(an_arc_passes_beside_its_middle), RUN(a_long_arc_shows_no_corners),
          RUN(longer_lines_and_points_stay), RUN(heads_point_along_the_end))
