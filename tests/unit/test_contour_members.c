/* test_contour_members.c - tests layers/contour_members.c. */
#include <clustermap/contour.h>
#include <clustermap/contour_members.h>

#include "tests/density_fixture.h"

/* A cone: the height is 100 less the distance from 1005,-1005 over ten. */
static cm_features bands_of_a_cone(void)
{
    static const double levels[] = {20, 50, 80};
    const cm_grid_shape shape = {0, 0, 10, 201, 201};
    cm_features bands = {.geometry = CM_GEOMETRY_NONE};
    cm_grid grid = {.values = NULL};

    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    for (size_t i = 0; i < 201 * 201; i++) {
        const double distance = hypot((double)(i % 201) - 100, (double)(i / 201) - 100);
        grid.values[i] = (float)fmax(0, 100 - distance);
    }
    CHECK(cm_contour_bands(&bands, &grid, levels, 3) == CM_OK);
    cm_grid_clear(&grid);
    return bands;
}

static double number(const cm_features *bands, size_t row, const char *column)
{
    return cm_table_get_number(&bands->table, row, cm_table_find_column(&bands->table, column));
}

TEST(counts_what_lies_above_each_level)
{
    cm_features bands = bands_of_a_cone();
    cm_points members = points_make(1000, true);
    size_t want[3] = {0};
    double weight[3] = {0};
    uint64_t state = 4;

    for (size_t i = 0; i < 1000; i++) {
        members.x[i] = 2010 * random_share(&state);
        members.y[i] = -2010 * random_share(&state);
        members.weight[i] = random_share(&state);
        const double height = 100 - hypot(members.x[i] - 1005, members.y[i] + 1005) / 10;
        for (size_t k = 0; k < 3; k++)
            if (height > 20 + 30 * (double)k) {
                want[k]++;
                weight[k] += members.weight[i];
            }
    }
    CHECK(cm_contour_count(&bands, &members) == CM_OK);
    for (size_t k = 0; k < 3; k++) {
        const double next = k < 2 ? number(&bands, k + 1, "above_km2") : 0;
        CHECK(number(&bands, k, "members_above") == (double)want[k]);
        CHECK(number(&bands, k, "members") == (double)(want[k] - (k < 2 ? want[k + 1] : 0)));
        CHECK_NEAR(number(&bands, k, "weight_above"), weight[k], 1e-9);
        CHECK_NEAR(number(&bands, k, "weight"), weight[k] - (k < 2 ? weight[k + 1] : 0), 1e-9);
        CHECK_NEAR(number(&bands, k, "above_km2"), number(&bands, k, "area_km2") + next, 1e-12);
    }
    cm_points_clear(&members);
    cm_features_clear(&bands);
}

TEST(does_without_members_and_weights)
{
    cm_features bands = bands_of_a_cone(), again = bands_of_a_cone();
    cm_points members = points_make(1, false);

    members.x[0] = 1005;
    members.y[0] = -1005;
    CHECK(cm_contour_count(&bands, NULL) == CM_OK);
    CHECK(cm_table_find_column(&bands.table, "members") == CM_ABSENT);
    CHECK(number(&bands, 0, "above_km2") > number(&bands, 0, "area_km2"));
    CHECK(cm_contour_count(&again, &members) == CM_OK);
    CHECK(number(&again, 0, "members") == 0 && number(&again, 0, "members_above") == 1);
    CHECK(cm_table_find_column(&again.table, "weight") == CM_ABSENT);
    cm_points_clear(&members);
    cm_features_clear(&again);
    cm_features_clear(&bands);
}

TEST(refuses_what_has_no_bands)
{
    cm_features points = {.geometry = CM_GEOMETRY_NONE}, plain = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm_features_init(&plain, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_contour_count(&points, NULL) == CM_ERR_FORMAT);
    CHECK(cm_contour_count(&plain, NULL) == CM_ERR_FORMAT && plain.table.column_count == 0);
    cm_features_clear(&plain);
    cm_features_clear(&points);
}

TEST(leaves_nothing_behind_without_memory)
{
    cm_points members = points_make(1, true);
    const size_t live = cm__memory_live();
    cm_status status;
    size_t nth = 0;

    members.x[0] = members.y[0] = members.weight[0] = 1;
    do {
        cm_features bands = bands_of_a_cone();
        cm__memory_fail_at(++nth, false);
        status = cm_contour_count(&bands, &members);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        cm_features_clear(&bands);
        CHECK(cm__memory_live() == live);
    } while (status != CM_OK && nth < 200);
    CHECK(nth > 10 && status == CM_OK);
    cm_points_clear(&members);
}

TEST_MAIN(RUN(counts_what_lies_above_each_level), RUN(does_without_members_and_weights),
          RUN(refuses_what_has_no_bands), RUN(leaves_nothing_behind_without_memory))
