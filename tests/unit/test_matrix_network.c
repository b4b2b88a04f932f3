/* test_matrix_network.c - tests layers/matrix_network.c. */
#include "layers/matrix_cells.h"
#include "layers/matrix_network.h"
#include "tests/network_fixture.h"

static cm_features make_points(const double *x, size_t count)
{
    cm_features points = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, NULL) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        CHECK(cm_features_add_row(&points) == CM_OK);
        cm_features_set_point(&points, i, (cm_point){x[i], isnan(x[i]) ? NAN : 3});
    }
    return points;
}

static bool listen(void *context, double share)
{
    double *const last = context;

    CHECK(share >= *last && share <= 1);
    *last = share;
    return true;
}

/* Room for two rows only, so that they come in rounds. */
TEST(makes_rows_ready_round_by_round)
{
    cm_features lines = draw("0 0, 100 0\n200 0, 300 0");
    const double from_x[] = {10, 250, NAN, 60, 10}, to_x[] = {20, NAN, 210};
    cm_features from = make_points(from_x, 5), to = make_points(to_x, 3);
    cm_network *const network = join(&lines, NULL);
    double last = 0, got[3];
    cm__matrix_travel_how how = {INFINITY, 2, {NULL, NULL}};
    cm__matrix_travel travel = {.network = NULL};
    static const double want[5][3] = {
        {16, NAN, NAN}, {NAN, NAN, 46}, {NAN, NAN, NAN}, {46, NAN, NAN}, {16, NAN, NAN}};

    CHECK(cm__matrix_travel_open(&travel, network, &from, &to, &how) == CM_OK);
    CHECK(travel.room == 5); /* all fit */
    travel.room = 2;
    how.progress = (cm_progress){listen, &last};
    const cm__matrix matrix = {.from = &from, .to = &to, .travel = &travel};
    for (size_t row = 0; row < 5; row++) {
        if (row == travel.first + travel.count)
            CHECK(cm__matrix_travel_on(&travel, &how) == CM_OK);
        CHECK(travel.first == row / 2 * 2 && travel.count == (row < 4 ? 2 : 1));
        cm__matrix_fill(got, &matrix, row, 0, 3);
        for (int i = 0; i < 3; i++)
            CHECK(isnan(want[row][i]) ? isnan(got[i]) : fabs(got[i] - want[row][i]) < 1e-12);
        cm__matrix_fill(got, &matrix, row, 2, 3); /* the end of a row */
        CHECK(isnan(want[row][2]) ? isnan(got[0]) : fabs(got[0] - want[row][2]) < 1e-12);
    }
    CHECK(last > 0.5);
    cm__matrix_travel_clear(&travel);
    how.max_gap_m = 2;
    last = 0;
    CHECK(cm__matrix_travel_open(&travel, network, &from, &to, &how) == CM_OK);
    CHECK(cm__matrix_travel_on(&travel, &how) == CM_OK && isnan(travel.distances_m[0]));
    cm__matrix_travel_clear(&travel);
    cm_network_destroy(network);
    cm_features_clear(&to);
    cm_features_clear(&from);
    cm_features_clear(&lines);
}

TEST(refuses_minutes)
{
    cm_features lines = draw("0 0, 100 0");
    const double x[] = {10};
    cm_features points = make_points(x, 1);
    cm_network_options minutes = CM_NETWORK_OPTIONS_INIT;
    cm__matrix_travel travel = {.network = NULL};
    const cm__matrix_travel_how how = {INFINITY, 1, {NULL, NULL}};

    minutes.unit = CM_NETWORK_MINUTES;
    cm_network *const network = join(&lines, &minutes);
    CHECK(cm__matrix_travel_open(&travel, network, &points, &points, &how) == CM_ERR_DOMAIN);
    CHECK(!travel.network);
    cm_network_destroy(network);
    cm_features_clear(&points);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(makes_rows_ready_round_by_round), RUN(refuses_minutes))
