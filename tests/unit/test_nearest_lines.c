/* test_nearest_lines.c - tests layers/nearest_lines.c. */
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

/* Many blocks of rows, points without neighbours among them, and pairs of another engine. */
TEST(makes_a_row_of_every_pair)
{
    enum { FROM = 50000, EACH = 3 };
    static double fx[FROM], fy[FROM];
    static size_t rows[FROM];
    double tx[] = {-1, 7, 9}, ty[] = {0, 0, 1};
    const cm_points from = {.x = fx, .y = fy, .row = rows, .count = FROM};
    const cm_points to = {.x = tx, .y = ty, .count = EACH};
    cm_nearest_pairs pairs = {0};
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    size_t row = 0, parts = 0;

    for (size_t i = 0; i < FROM; i++) {
        fx[i] = (double)(i % 10);
        rows[i] = 2 * i;
        CHECK(cm_nearest_pairs_begin(&pairs) == CM_OK);
        for (size_t j = 0; j < i % (EACH + 1); j++)
            CHECK(cm_nearest_pairs_add(&pairs, (uint32_t)j, (uint16_t)(j + 1), 5.0 * (double)i) ==
                  CM_OK);
    }
    CHECK(cm_nearest_lines(&lines, &pairs, &from, &to, NULL) == CM_OK);
    CHECK(lines.table.row_count == pairs.count && pairs.count == FROM / 4 * 6);
    for (size_t i = 0; i < FROM; i++)
        for (size_t j = 0; j < i % (EACH + 1); j++, row++) {
            char id[CM_CELL_MAX];
            const bool is_same = tx[j] == fx[i] && ty[j] == 0;
            snprintf(id, sizeof id, "%zu", 2 * i + 1);
            CHECK(strcmp(text(&lines, row, "from_id"), id) == 0);
            CHECK(number(&lines, row, "rank") == (double)j + 1);
            CHECK(number(&lines, row, "distance_m") == 5.0 * (double)i);
            CHECK(lines.first_part[row + 1] - lines.first_part[row] == !is_same);
            CHECK(is_same || (lines.x[lines.first_vertex[lines.first_part[row]]] == fx[i] &&
                              lines.x[lines.first_vertex[lines.first_part[row]] + 1] == tx[j]));
            CHECK(isnan(number(&lines, row, "azimuth_deg")) == is_same);
            parts += !is_same;
        }
    CHECK(lines.part_count == parts);
    cm_features_clear(&lines);
    cm_nearest_pairs_clear(&pairs);
}

TEST(keeps_the_azimuth_within_a_circle)
{
    double fx[] = {0}, fy[] = {0}, tx[] = {-1e-20, 0, -1}, ty[] = {1, -1, 0};
    const double want[] = {0, 180, 270};
    const cm_points from = {.x = fx, .y = fy, .count = 1}, to = {.x = tx, .y = ty, .count = 3};
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};

    options.k = 3;
    CHECK(cm_nearest_find(&lines, &from, &to, &options) == CM_OK && lines.table.row_count == 3);
    for (size_t i = 0; i < 3; i++)
        CHECK_NEAR(number(&lines, i, "azimuth_deg"), want[i], 1e-12);
    cm_features_clear(&lines);
}

static bool stop(void *context, double share)
{
    return ++*(int *)context < 2 || !(share >= 0);
}

TEST(stops_when_it_is_told_to)
{
    double x[] = {0, 1}, y[] = {0, 1};
    const cm_points points = {.x = x, .y = y, .count = 2};
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_nearest_pairs pairs = {0};
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    int calls = 1;

    options.progress = (cm_progress){stop, &calls};
    for (int i = 0; i < 2; i++) {
        CHECK(cm_nearest_pairs_begin(&pairs) == CM_OK);
        CHECK(cm_nearest_pairs_add(&pairs, 1, 1, 1) == CM_OK);
    }
    CHECK(cm_nearest_lines(&lines, &pairs, &points, &points, &options) == CM_ERR_STOPPED);
    CHECK(lines.table.column_count == 0);
    cm_nearest_pairs_clear(&pairs);
}

TEST_MAIN(RUN(gives_ranks_distances_and_azimuths),
          RUN(takes_k_of_each_class_and_ties_in_input_order), RUN(makes_a_row_of_every_pair),
          RUN(keeps_the_azimuth_within_a_circle), RUN(stops_when_it_is_told_to))
