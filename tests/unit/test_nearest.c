/* test_nearest.c - tests layers/nearest.c. */
#include <clustermap/nearest.h>

#include "tests/test.h"

static const char *text(const cm_features *lines, size_t row, const char *column)
{
    return cm_table_get_text(&lines->table, row, cm_table_find_column(&lines->table, column));
}

static double number(const cm_features *lines, size_t row, const char *column)
{
    return cm_table_get_number(&lines->table, row, cm_table_find_column(&lines->table, column));
}

TEST(gives_ranks_distances_and_azimuths)
{
    double fx[] = {0, 100}, fy[] = {0, 0}, tx[] = {3, 0, -10}, ty[] = {4, 0, 0};
    const cm_points from = {.x = fx, .y = fy, .count = 2}, to = {.x = tx, .y = ty, .count = 3};
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};

    options.k = 3;
    options.max_m = 50;
    CHECK(cm_nearest_find(&lines, &from, &to, &options) == CM_OK);
    static const struct {
        const char *to;
        double distance_m, azimuth_deg;
        size_t parts;
    } want[] = {{"2", 0, NAN, 0}, {"1", 5, 36.86989764584402, 1}, {"3", 10, 270, 1}};
    CHECK(lines.table.row_count == 3); /* the second point has none within 50 m */
    for (size_t i = 0; i < 3 && i < lines.table.row_count; i++) {
        CHECK(strcmp(text(&lines, i, "from_id"), "1") == 0);
        CHECK(strcmp(text(&lines, i, "to_id"), want[i].to) == 0);
        CHECK(number(&lines, i, "rank") == (double)i + 1);
        CHECK_NEAR(number(&lines, i, "distance_m"), want[i].distance_m, 1e-12);
        CHECK(isnan(want[i].azimuth_deg)
                  ? isnan(number(&lines, i, "azimuth_deg"))
                  : fabs(number(&lines, i, "azimuth_deg") - want[i].azimuth_deg) < 1e-10);
        CHECK(lines.first_part[i + 1] - lines.first_part[i] == want[i].parts);
    }
    cm_features_clear(&lines);
}

TEST(takes_k_of_each_class_and_ties_in_input_order)
{
    double zero[] = {0}, tx[] = {1, -1, 0, 2}, ty[] = {0, 0, 1, 0};
    const char *const kinds[] = {"fund", "fund", "university", NULL};
    const char *const from_ids[] = {"会社"}, *const to_ids[] = {"a", "b", "c", "d"};
    const cm_points from = {.x = zero, .y = zero, .count = 1};
    const cm_points to = {.x = tx, .y = ty, .count = 4};
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};

    options.from_ids = from_ids;
    options.to_ids = to_ids;
    options.to_classes = kinds;
    CHECK(cm_nearest_find(&lines, &from, &to, &options) == CM_OK);
    CHECK(lines.table.row_count == 3);
    CHECK(strcmp(text(&lines, 0, "to_id"), "a") == 0 &&
          strcmp(text(&lines, 0, "class"), "fund") == 0);
    CHECK(strcmp(text(&lines, 1, "to_id"), "c") == 0);
    CHECK(strcmp(text(&lines, 2, "to_id"), "d") == 0 && strcmp(text(&lines, 2, "class"), "") == 0);
    CHECK(strcmp(text(&lines, 0, "from_id"), "会社") == 0);
    cm_features_clear(&lines);
}

TEST(takes_no_points_and_refuses_bad_options)
{
    const cm_points none = {.count = 0};
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    static const struct {
        const char *why;
        size_t k;
        double max_m;
        cm_status want;
    } rows[] = {{"no points", 1, 5, CM_OK},
                {"no neighbour", 0, 5, CM_ERR_DOMAIN},
                {"too many", 1001, 5, CM_ERR_DOMAIN},
                {"negative distance", 1, -1, CM_ERR_DOMAIN},
                {"not a distance", 1, NAN, CM_ERR_DOMAIN}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
        test_now = rows[i].why;
        options.k = rows[i].k;
        options.max_m = rows[i].max_m;
        CHECK(cm_nearest_find(&lines, &none, &none, &options) == rows[i].want);
        CHECK(lines.table.row_count == 0);
        cm_features_clear(&lines);
    }
}

TEST_MAIN(RUN(gives_ranks_distances_and_azimuths),
          RUN(takes_k_of_each_class_and_ties_in_input_order),
          RUN(takes_no_points_and_refuses_bad_options))
