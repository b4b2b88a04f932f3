/* torture_proximity_network.c - every allocation of a network, of travel over it and of service
 * areas fails once, and for ever: nothing leaks, nothing changes. */
#include "tests/network_fixture.h"
#include <clustermap/matrix.h>
#include <clustermap/network_nearest.h>
#include <clustermap/service.h>
#include <unistd.h>

enum { PLACES = 12 };

typedef cm_status (*road)(const cm_features *lines, const cm_points *points);

static cm_status build(const cm_features *lines, const cm_points *points)
{
    const cm_network_options options = random_options();
    cm_network *network = NULL;
    const cm_status status = cm_network_create(&network, lines, &options);

    (void)points;
    CHECK((status == CM_OK) == (network != NULL));
    cm_network_destroy(network);
    return status;
}

/* The network itself and the places' lines, without which there is no travel. */
static cm_status open_trip(cm_network_trip *out, const cm_features *lines, const cm_points *points)
{
    cm_network *network = NULL;
    cm_status status = cm_network_create(&network, lines, NULL);

    *out = (cm_network_trip){.network = network, .from = points, .to = points};
    if (!status)
        status = cm_network_find_places(&out->from_places, network, points, INFINITY, NULL);
    out->to_places = out->from_places;
    return status;
}

static void close_trip(cm_network_trip *trip)
{
    cm_network *const network = (cm_network *)(uintptr_t)trip->network;

    cm_network_places_clear(&trip->from_places);
    cm_network_destroy(network);
}

static cm_status find_nearest(const cm_features *lines, const cm_points *points)
{
    const char *const classes[PLACES] = {"fund", "大学", "fund", NULL};
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_nearest_pairs pairs = {.count = 0};
    cm_features out = {.geometry = CM_GEOMETRY_NONE};
    cm_network_trip trip;
    cm_status status = open_trip(&trip, lines, points);

    options.k = 3;
    options.to_classes = classes;
    if (!status)
        status = cm_network_nearest(&pairs, &out, &trip, &options);
    CHECK((status == CM_OK) == (out.table.row_count > 0 && pairs.first));
    cm_features_clear(&out);
    cm_nearest_pairs_clear(&pairs);
    close_trip(&trip);
    return status;
}

static cm_status measure(const cm_features *lines, const cm_points *points)
{
    cm_network_distances_options options = CM_NETWORK_DISTANCES_OPTIONS_INIT;
    double out[PLACES * PLACES];
    cm_network_trip trip;
    cm_status status = open_trip(&trip, lines, points);

    options.threads = 3;
    if (!status)
        status =
            cm_network_distances(out, trip.network, trip.from_places, trip.to_places, &options);
    CHECK(status || out[PLACES + 1] == 0);
    close_trip(&trip);
    return status;
}

static char path[] = P_tmpdir "/torture_network.XXXXXX";

static cm_status write_matrix(const cm_features *lines, const cm_points *points)
{
    cm_matrix_options options = CM_MATRIX_OPTIONS_INIT;
    cm_features places = {.geometry = CM_GEOMETRY_NONE};
    cm_network_trip trip;
    cm_status status = open_trip(&trip, lines, points);

    if (!status)
        status = cm_features_init(&places, CM_GEOMETRY_POINT, NULL);
    for (size_t i = 0; i < points->count && !status; i++) {
        status = cm_features_add_row(&places);
        if (!status)
            cm_features_set_point(&places, i, (cm_point){points->x[i], points->y[i]});
    }
    options.network = trip.network;
    options.threads = 2;
    if (!status)
        status = cm_matrix_write(path, &places, &places, &options);
    cm_features_clear(&places);
    close_trip(&trip);
    return status;
}

static cm_status serve(const cm_features *lines, const cm_points *points)
{
    const double limits[] = {300, 900};
    cm_service_options options = CM_SERVICE_OPTIONS_INIT;
    cm_features areas = {.geometry = CM_GEOMETRY_NONE}, reached = {.geometry = CM_GEOMETRY_NONE};
    cm_network_trip trip;
    cm_status status = open_trip(&trip, lines, points);

    options.limits = limits;
    options.limit_count = 2;
    if (!status)
        status = cm_service_find(&areas, &reached, trip.network, trip.from_places, &options);
    CHECK((status == CM_OK) == (areas.table.row_count > 0 && reached.table.row_count > 0));
    cm_features_clear(&reached);
    cm_features_clear(&areas);
    close_trip(&trip);
    return status;
}

/* budget: how many allocations it takes when all goes well */
static void torture(road take, const cm_features *lines, const cm_points *points, size_t budget)
{
    const size_t before = cm__memory_live();

    cm__memory_fail_at(0, false);
    CHECK(take(lines, points) == CM_OK);
    const size_t count = cm__memory_fail_at(0, false);
    CHECK(count > 5 && count <= budget);
    for (size_t nth = 1; nth <= count; nth++)
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            cm__memory_fail_at(nth, for_ever);
            CHECK(take(lines, points) == CM_ERR_NOMEM);
            CHECK(cm__memory_live() == before);
        }
    cm__memory_fail_at(0, false);
}

TEST(survives_every_failed_allocation)
{
    uint64_t dice = 6;
    double x[PLACES], y[PLACES];
    const cm_points points = {.x = x, .y = y, .count = PLACES};
    random_network random;

    make_random(&random, 6);
    for (size_t i = 0; i < PLACES; i++) {
        x[i] = 1e6 + 3000 * random_share(&dice);
        y[i] = -2e5 + 3000 * random_share(&dice);
    }
    torture(build, &random.lines, &points, 50);
    torture(find_nearest, &random.lines, &points, 700);
    torture(measure, &random.lines, &points, 90);
    torture(write_matrix, &random.lines, &points, 250);
    torture(serve, &random.lines, &points, 400);
    cm_features_clear(&random.lines);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(CHECK(close(mkstemp(path)) == 0), RUN(survives_every_failed_allocation), unlink(path))
