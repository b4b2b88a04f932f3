/* bench_proximity_network.c - how long it takes to join a road network, to find the line that a
 * place is nearest to, to reach places from one of its places, and to draw what is reached. */
#include "tests/network_fixture.h"
#include <clustermap/service.h>
#include <time.h>

enum { SIDE = 708, BENDS = 3 }; /* 708 * 707 * 2 = 1.0e6 lines */

static double seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Streets between the corners of a shaken grid of 100 m, each with bends, in a random order. */
static void draw_streets(cm_features *out, uint64_t *seed)
{
    static double x[SIDE][SIDE], y[SIDE][SIDE];
    const size_t count = 2 * SIDE * (SIDE - 1);
    size_t *order = NULL;

    CHECK(cm_features_init(out, CM_GEOMETRY_LINE, NULL) == CM_OK);
    CHECK(cm__array_grow(&order, count, sizeof *order) == CM_OK);
    for (size_t r = 0; r < SIDE; r++)
        for (size_t c = 0; c < SIDE; c++) {
            x[r][c] = 100 * (double)c + 40 * random_share(seed) - 90000;
            y[r][c] = 100 * (double)r + 40 * random_share(seed) - 120000;
        }
    for (size_t i = 0; i < count; i++) {
        const size_t j = random_below(seed, i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (size_t i = 0; i < count; i++) {
        const size_t street = order[i] / 2, across = order[i] % 2;
        const size_t r = across ? street / (SIDE - 1) : street % (SIDE - 1);
        const size_t c = across ? street % (SIDE - 1) : street / (SIDE - 1);
        const size_t r2 = across ? r : r + 1, c2 = across ? c + 1 : c;
        double line_x[BENDS + 2], line_y[BENDS + 2];
        for (int k = 0; k < BENDS + 2; k++) {
            const double share = (double)k / (BENDS + 1), shake = k % (BENDS + 1) ? 6 : 0;
            line_x[k] = x[r][c] * (1 - share) + x[r2][c2] * share + shake * random_share(seed);
            line_y[k] = y[r][c] * (1 - share) + y[r2][c2] * share + shake * random_share(seed);
        }
        line_x[BENDS + 1] = x[r2][c2];
        line_y[BENDS + 1] = y[r2][c2];
        CHECK(cm_features_add_row(out) == CM_OK);
        CHECK(cm_features_add_part(out, line_x, line_y, BENDS + 2, false) == CM_OK);
    }
    cm__array_free(&order);
}

/* Twenty centres, three bands up to 2 km. */
static void serve(const cm_network *network, cm_network_place *places)
{
    const double limits[] = {500, 1000, 2000};
    const cm_network_places centres = {places, 20};
    cm_service_options options = CM_SERVICE_OPTIONS_INIT;
    cm_features areas = {.geometry = CM_GEOMETRY_NONE}, reached = {.geometry = CM_GEOMETRY_NONE};
    double length_km = 0, area_km2 = 0;

    options.limits = limits;
    options.limit_count = 3;
    const double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    CHECK(cm_service_find(NULL, &reached, network, centres, &options) == CM_OK);
    const double middle = seconds(CLOCK_PROCESS_CPUTIME_ID);
    CHECK(cm_service_find(&areas, NULL, network, centres, &options) == CM_OK);
    const double end = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (size_t row = 0; row < areas.table.row_count; row++) {
        length_km += cm_table_get_number(&areas.table, row, 3);
        area_km2 += cm_table_get_number(&areas.table, row, 4);
    }
    printf("network: %.3f s (CPU) for the lines reached from 20 centres within 2 km, %.0f km; "
           "%.2f s for their areas, %.0f km2\n",
           middle - start, length_km, end - middle, area_km2);
    cm_features_clear(&reached);
    cm_features_clear(&areas);
}

int main(void)
{
    enum { PLACES = 100000 };
    static cm_network_place places[PLACES];
    static double costs[PLACES];
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};
    cm_network_search *search = NULL;
    cm_network *network = NULL;
    uint64_t seed = 5;

    draw_streets(&lines, &seed);
    double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    CHECK(cm_network_create(&network, &lines, NULL) == CM_OK);
    const cm_network_summary summary = cm_network_get_summary(network);
    printf("network of %zu edges, %zu nodes, %zu vertices: %.2f s (CPU) to join\n",
           summary.edge_count, summary.node_count, lines.vertex_count,
           seconds(CLOCK_PROCESS_CPUTIME_ID) - start);
    start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (size_t i = 0; i < PLACES; i++)
        places[i] = cm_network_find_place(
            network,
            (cm_point){70000 * random_share(&seed) - 90000, 70000 * random_share(&seed) - 120000},
            INFINITY);
    printf("network: %.2f microseconds to find a place's line\n",
           (seconds(CLOCK_PROCESS_CPUTIME_ID) - start) / PLACES * 1e6);
    CHECK(cm_network_search_create(&search, network, places, PLACES, NULL) == CM_OK);
    start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < 5; i++)
        CHECK(cm_network_search_all(costs, search, &places[i], INFINITY) == CM_OK);
    printf("network: %.3f s (CPU) from one place to all nodes and %d places\n",
           (seconds(CLOCK_PROCESS_CPUTIME_ID) - start) / 5, PLACES);
    start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (size_t i = 0; i < 1000; i++) {
        cm_network_neighbour found[8];
        size_t count;
        CHECK(cm_network_search_nearest(found, &count, search, &places[i], 8, INFINITY) == CM_OK);
        CHECK(count == 8 && found[0].cost == 0);
    }
    printf("network: %.3f milliseconds for the 8 nearest of %d places\n",
           seconds(CLOCK_PROCESS_CPUTIME_ID) - start, PLACES);
    cm_network_search_destroy(search);
    serve(network, places);
    cm_network_destroy(network);
    cm_features_clear(&lines);
    return test_failures != 0;
}
