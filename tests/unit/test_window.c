/* test_window.c - tests layers/window.c. */
#include "layers/window_tree.h"
#include "tests/window_fixture.h"

TEST(refuses_what_bounds_nothing)
{
    cm_features points = {.geometry = CM_GEOMETRY_NONE}, none = polygons_make();
    cm_features far = polygons_make();
    cm_window *window = NULL;

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm_window_create(&window, &points) == CM_ERR_FORMAT);
    CHECK(cm_window_create(&window, &none) == CM_ERR_FORMAT);
    polygons_add_box(&far, 0, 0, 2e9, 1, false);
    CHECK(cm_window_create(&window, &far) == CM_ERR_DOMAIN && window == NULL);
    cm_features_clear(&points);
    cm_features_clear(&none);
    cm_features_clear(&far);
    cm_window_destroy(NULL);
}

/* Two squares side by side, the left one with a hole, and an island in the hole. */
TEST(tells_inside_from_outside)
{
    static const struct {
        const char *why;
        double x, y;
        int turns;
        bool holds;
    } rows[] = {
        {"in the left square", 1, 1, 1, true},    {"in the hole", 3.2, 5, 0, false},
        {"on the island", 5, 5, 1, true},         {"in the right square", 15, 5, 1, true},
        {"beside it all", 25, 5, 0, false},       {"above", 5, 11, 0, false},
        {"level with a corner", -1, 0, 0, false}, {"on a common border", 10, 5, 1, true},
        {"on the east border", 20, 5, 0, true},   {"on the west border", 0, 5, 1, true},
        {"on the top border", 5, 10, 0, true},    {"on a corner", 20, 10, 0, true},
        {"on the hole's border", 3, 5, 0, true},  {"on a common corner", 10, 0, 1, true},
    };
    cm_features polygons = polygons_make();

    polygons_add_box(&polygons, 0, 0, 10, 10, false);
    polygons_add_box(&polygons, 3, 3, 7, 7, true);
    polygons_add_box(&polygons, 4, 4, 6, 6, false);
    polygons_add_box(&polygons, 10, 0, 20, 10, false);
    cm_window *const window = window_make(&polygons);
    const cm_box bounds = cm_window_get_bounds(window);
    CHECK(bounds.x_min == 0 && bounds.y_min == 0 && bounds.x_max == 20 && bounds.y_max == 10);
    CHECK_NEAR(cm_window_get_area(window), 100 - 16 + 4 + 100, 1e-12);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm_point place = {rows[i].x, rows[i].y};
        test_now = rows[i].why;
        CHECK(cm__window_wind(window, place) == rows[i].turns);
        CHECK(cm_window_holds(window, place) == rows[i].holds);
    }
    cm_window_destroy(window);
}

/* The plain rule, on every edge: the tree may leave none out. */
TEST(agrees_with_a_walk_along_every_edge)
{
    cm_features polygons = polygons_make();
    uint64_t state = 3;

    for (int i = 0; i < 9; i++)
        polygons_add_star(&polygons, (cm_point){i % 3 * 30, i / 3 * 30}, 14, 5 + (size_t)i * 60,
                          (uint64_t)i);
    cm_window *const window = window_make(&polygons);
    for (int k = 0; k < 3000; k++) {
        const cm_point place = {-20 + 100 * random_share(&state), -20 + 100 * random_share(&state)};
        const double *const x = window->polygons.x, *const y = window->polygons.y;
        bool inside = false;
        double nearest2 = INFINITY;
        for (size_t p = 0; p < window->polygons.part_count; p++)
            for (size_t i = window->polygons.first_vertex[p];
                 i + 1 < window->polygons.first_vertex[p + 1]; i++) {
                if ((y[i] > place.y) != (y[i + 1] > place.y) &&
                    place.x < x[i] + (place.y - y[i]) / (y[i + 1] - y[i]) * (x[i + 1] - x[i]))
                    inside = !inside;
                nearest2 = fmin(nearest2, (x[i] - place.x) * (x[i] - place.x) +
                                              (y[i] - place.y) * (y[i] - place.y));
            }
        CHECK(cm_window_holds(window, place) == inside);
        const cm_box spot = {place.x, place.y, place.x, place.y};
        CHECK(cm__window_is_near(window, &spot, sqrt(nearest2) * 1.0001));
        CHECK(!cm__window_is_near(window, &spot, 0) || nearest2 < 400);
    }
    cm_window_destroy(window);
}

TEST(keeps_the_points_inside)
{
    cm_window *const window = window_box(0, 0, 10, 10);
    cm_points points = points_make(3, true), kept = {0};

    for (size_t i = 0; i < 3; i++) {
        points.x[i] = 8 * (double)i;
        points.y[i] = 5;
        points.weight[i] = 1 + (double)i;
    }
    CHECK(cm_window_select(&kept, window, &points) == CM_OK && kept.count == 2);
    CHECK(kept.x[1] == 8 && kept.y[1] == 5 && kept.weight[1] == 2 && !kept.row);
    cm_points_clear(&kept);
    cm__memory_fail_at(2, true);
    CHECK(cm_window_select(&kept, window, &points) == CM_ERR_NOMEM && !kept.x);
    cm__memory_fail_at(0, false);
    cm_points_clear(&points);
    cm_window_destroy(window);
    CHECK(cm__memory_live() == 0);
}

TEST(leaves_nothing_behind_without_memory)
{
    cm_features polygons = polygons_make();
    cm_window *window = NULL;
    size_t nth = 0;
    cm_status status;

    for (int i = 0; i < 40; i++)
        polygons_add_box(&polygons, i * 2, 0, i * 2 + 1, 1, false);
    const size_t live = cm__memory_live();
    do {
        cm__memory_fail_at(++nth, false);
        status = cm_window_create(&window, &polygons);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || (status == CM_ERR_NOMEM && cm__memory_live() == live));
    } while (status != CM_OK && nth < 100);
    CHECK(nth > 4 && status == CM_OK);
    cm_window_destroy(window);
    cm_features_clear(&polygons);
}

TEST_MAIN(RUN(refuses_what_bounds_nothing), RUN(tells_inside_from_outside),
          RUN(agrees_with_a_walk_along_every_edge), RUN(keeps_the_points_inside),
          RUN(leaves_nothing_behind_without_memory))
