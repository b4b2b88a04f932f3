/* test_matrix.c - tests layers/matrix.c. */
#include "geo/base_memory.h"
#include "layers/matrix_cells.h"
#include "tests/test.h"
#include <clustermap/crs.h>

static cm_features make_points(const double *x, const double *y, size_t count)
{
    cm_features points = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, NULL) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        CHECK(cm_features_add_row(&points) == CM_OK);
        cm_features_set_point(&points, i, (cm_point){x[i], y[i]});
    }
    return points;
}

TEST(measures_in_the_plane)
{
    const double x[] = {1e7, 1e7 + 3, NAN, INFINITY, 1e7 - 1e-3},
                 y[] = {-1e7, -1e7 + 4, NAN, 0, -1e7};
    cm_features points = make_points(x, y, 5);
    cm__matrix matrix = {0};
    double got[5];

    CHECK(cm__matrix_open(&matrix, &points, &points, false) == CM_OK);
    cm__matrix_fill(got, &matrix, 0, 0, 5);
    CHECK(got[0] == 0 && got[1] == 5 && isnan(got[2]) && isnan(got[3]));
    CHECK_NEAR(got[4], 1e-3, 2e-9);
    cm__matrix_fill(got, &matrix, 1, 1, 3);
    CHECK(got[0] == 0 && isnan(got[1]));
    for (size_t row = 2; row < 4; row++) {
        cm__matrix_fill(got, &matrix, row, 0, 5);
        for (int i = 0; i < 5; i++)
            CHECK(isnan(got[i]));
    }
    cm__matrix_clear(&matrix);
    cm_features_clear(&points);
}

TEST(measures_along_the_ellipsoid)
{
    const double lon[] = {141.35, 139.3235, NAN, 127.68}, lat[] = {43.06, 35.6562, 35, 26.21};
    cm_features points = make_points(lon, lat, 4);
    cm__matrix matrix = {0};
    double got[4];

    CHECK(cm__matrix_open(&matrix, &points, &points, true) == CM_OK);
    for (size_t row = 0; row < 4; row++) {
        cm__matrix_fill(got, &matrix, row, 0, 4);
        for (size_t i = 0; i < 4; i++) {
            const double want = cm_geodesic_distance_m((cm_lonlat){lon[row], lat[row]},
                                                       (cm_lonlat){lon[i], lat[i]}, NULL);
            CHECK(row == 2 || i == 2 ? isnan(got[i]) : fabs(got[i] - want) < 2e-8);
        }
    }
    cm__matrix_clear(&matrix);
    cm_features_clear(&points);
}

TEST(takes_points_only)
{
    const double x[] = {0}, y[] = {0};
    cm_features points = make_points(x, y, 1), lines = {.geometry = CM_GEOMETRY_NONE};
    cm__matrix matrix = {0};

    CHECK(cm_features_init(&lines, CM_GEOMETRY_LINE, NULL) == CM_OK);
    CHECK(cm__matrix_open(&matrix, &points, &lines, true) == CM_ERR_FORMAT);
    CHECK(cm__matrix_open(&matrix, &lines, &points, false) == CM_ERR_FORMAT);
    cm_features_clear(&lines);
    cm_features_clear(&points);
    CHECK(matrix.from == NULL && cm__memory_live() == 0);
}

TEST_MAIN(RUN(measures_in_the_plane), RUN(measures_along_the_ellipsoid), RUN(takes_points_only))
