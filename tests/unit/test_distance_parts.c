/* test_distance_parts.c - tests layers/distance_parts.c. */
#include "layers/distance_parts.h"
#include "tests/distance_fixture.h"

static const cm_grid_shape shape = {100, 50, 1, 10, 10};

static cm_features make_points(const cm_point *places, size_t count)
{
    cm_features features = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&features, CM_GEOMETRY_POINT, NULL) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        CHECK(cm_features_add_row(&features) == CM_OK);
        cm_features_set_point(&features, i, places[i]);
    }
    return features;
}

TEST(measures_from_the_corner_and_leaves_out_what_is_there)
{
    static const cm_point places[] = {{103, 48}, {101, 40}, {NAN, NAN}, {103, 48}, {103, 48}};
    cm_features features = make_points(places, 5);
    cm__parts parts = {0};

    CHECK(cm__parts_gather(&parts, &features, &shape) == CM_OK);
    CHECK(parts.count == 2 && parts.features == 4 && !parts.bx);
    for (size_t i = 0; i < parts.count; i++) {
        const bool is_first = parts.row[i] == 1;
        CHECK(parts.ax[i] == (is_first ? 3 : 1) && parts.ay[i] == (is_first ? 2 : 10));
        CHECK(is_first || parts.row[i] == 2);
    }
    cm__parts_clear(&parts);
    cm_features_clear(&features);
    CHECK(cm__memory_live() == 0);
}

TEST(keeps_neighbours_together)
{
    cm_point places[1024];
    double way = 0;

    for (size_t i = 0; i < 1024; i++) /* 32 x 32, shuffled */
        places[i] = (cm_point){(double)(i * 389 % 1024 % 32), (double)(i * 389 % 1024 / 32)};
    cm_features features = make_points(places, 1024);
    cm__parts parts = {0};
    CHECK(cm__parts_gather(&parts, &features, &shape) == CM_OK && parts.count == 1024);
    for (size_t i = 1; i < parts.count; i++)
        way += hypot(parts.ax[i] - parts.ax[i - 1], parts.ay[i] - parts.ay[i - 1]);
    CHECK_NEAR(way, 1023, 1e-9); /* each is beside the one before */
    for (size_t i = 0; i < parts.count; i++)
        CHECK(places[parts.row[i] - 1].x - 100 == parts.ax[i]);
    cm__parts_clear(&parts);
    cm_features_clear(&features);
}

TEST(turns_segments_the_same_way)
{
    const double x[] = {105, 102, 102, 105}, y[] = {45, 41, 43, 45};
    const double back_x[] = {102, 105}, back_y[] = {41, 45};
    cm_features features = {.geometry = CM_GEOMETRY_NONE};
    cm__parts parts = {0};

    CHECK(cm_features_init(&features, CM_GEOMETRY_LINE, NULL) == CM_OK);
    CHECK(cm_features_add_row(&features) == CM_OK);
    CHECK(cm_features_add_part(&features, x, y, 4, false) == CM_OK);
    CHECK(cm_features_add_row(&features) == CM_OK);
    CHECK(cm_features_add_part(&features, back_x, back_y, 2, false) == CM_OK);
    CHECK(cm__parts_gather(&parts, &features, &shape) == CM_OK);
    CHECK(parts.count == 3 && parts.features == 2); /* the second row's is the first row's first */
    for (size_t i = 0; i < parts.count; i++) {
        const double length2 =
            pow(parts.bx[i] - parts.ax[i], 2) + pow(parts.by[i] - parts.ay[i], 2);
        CHECK(parts.row[i] == 1 && parts.ax[i] <= parts.bx[i]);
        CHECK_NEAR(parts.inverse[i] * length2, 1, 1e-15);
    }
    cm__parts_clear(&parts);
    cm_features_clear(&features);
}

TEST(finds_the_foot_and_the_distance)
{
    static const struct {
        const char *why;
        double ax, ay, bx, by, x, y, foot_x, foot_y;
    } rows[] = {
        {"beside", 0, 0, 10, 0, 3, 4, 3, 0},
        {"before its beginning", 0, 0, 10, 0, -3, 4, 0, 0},
        {"after its end", 0, 0, 10, 0, 13, -4, 10, 0},
        {"on it", 0, 0, 6, 8, 3, 4, 3, 4},
        {"without length", 5, 5, 5, 5, 8, 9, 5, 5},
        {"too short to divide by", 5, 5, 5 + 1e-200, 5, 8, 9, 5, 5},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double ax = rows[i].ax, ay = rows[i].ay, bx = rows[i].bx, by = rows[i].by;
        const double length2 = (bx - ax) * (bx - ax) + (by - ay) * (by - ay);
        double inverse = length2 > 0 ? 1 / length2 : 0;
        const cm__parts parts = {
            .ax = &ax, .ay = &ay, .bx = &bx, .by = &by, .inverse = &inverse, .count = 1};
        const cm_point foot = cm__part_foot(&parts, 0, rows[i].x, rows[i].y);
        const double want = hypot(rows[i].x - rows[i].foot_x, rows[i].y - rows[i].foot_y);
        test_now = rows[i].why;
        CHECK_NEAR(foot.x, rows[i].foot_x, 1e-14);
        CHECK_NEAR(foot.y, rows[i].foot_y, 1e-14);
        CHECK_NEAR(sqrt(cm__part_distance2(&parts, 0, rows[i].x, rows[i].y)), want, 1e-14);
    }
}

TEST(refuses_what_has_no_place)
{
    static const cm_point nowhere = {NAN, NAN}, far = {0, -1.5e9};
    cm_features none = {.geometry = CM_GEOMETRY_NONE};
    cm_features empty = make_points(&nowhere, 1), distant = make_points(&far, 1);
    cm__parts parts = {0};

    CHECK(cm__parts_gather(&parts, &none, &shape) == CM_ERR_FORMAT);
    CHECK(cm__parts_gather(&parts, &empty, &shape) == CM_ERR_DOMAIN);
    CHECK(cm__parts_gather(&parts, &distant, &shape) == CM_ERR_DOMAIN);
    CHECK(!parts.ax && parts.count == 0);
    cm_features_clear(&distant);
    cm_features_clear(&empty);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(measures_from_the_corner_and_leaves_out_what_is_there);
          RUN(keeps_neighbours_together); RUN(turns_segments_the_same_way);
          RUN(finds_the_foot_and_the_distance); RUN(refuses_what_has_no_place))
