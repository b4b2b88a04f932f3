/* bench_proximity_nearest.c - how long neighbours and matrices of distances take, and how often
 * that goes into a look at every pair; scipy's figure was measured on an idle machine of two cores.
 */
#include "tests/test.h"
#include <clustermap/crs.h>
#include <clustermap/matrix.h>
#include <clustermap/nearest.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { POINTS = 1000000, K = 8, SAMPLE = 200, MATRIX = 5000 };
static const double SCIPY_S = 5.8; /* cKDTree of 10^6 points, 8 neighbours of 10^6, one thread */

static uint64_t state = 20030401;

static double random_number(void) /* xorshift64*, Vigna 2016 */
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (double)((state * 2685821657736338717u) >> 11) / 9007199254740992.0;
}

static double seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void *get_room(size_t count)
{
    void *const room = malloc(count * sizeof(double));

    if (!room)
        exit(1);
    return room;
}

typedef enum layout { SPREAD, CLUSTERED, ONE_LINE, ONE_PLACE, LAYOUTS } layout;

static cm_points settle(layout kind)
{
    cm_points points = {get_room(POINTS), get_room(POINTS), NULL, NULL, POINTS};

    for (size_t i = 0; i < POINTS; i++) {
        const double u = random_number(), v = random_number(), w = random_number();
        points.x[i] = 40000 * u - 93440;
        points.y[i] = 40000 * v - 124480;
        if (kind == CLUSTERED) {
            points.x[i] = 2000 * floor(20 * u) + 500 * pow(w, 20);
            points.y[i] = 2000 * floor(20 * v) + 500 * pow(random_number(), 20);
        }
        if (kind == ONE_LINE)
            points.y[i] = 2 * points.x[i];
        if (kind == ONE_PLACE)
            points.x[i] = points.y[i] = 1e7;
    }
    return points;
}

/* A look at every pair of a few points: checks the distances, and tells the seconds for all. */
static double compare(const cm_nearest_pairs *pairs, const cm_points *from, const cm_points *to)
{
    const double start = seconds(CLOCK_PROCESS_CPUTIME_ID);

    for (size_t s = 0; s < SAMPLE; s++) {
        const size_t i = s * (from->count / SAMPLE);
        double nearest[K];
        for (int k = 0; k < K; k++)
            nearest[k] = INFINITY;
        for (size_t j = 0; j < to->count; j++) {
            const double dx = to->x[j] - from->x[i], dy = to->y[j] - from->y[i];
            double distance2 = dx * dx + dy * dy;
            for (int k = 0; k < K && distance2 < nearest[K - 1]; k++)
                if (distance2 < nearest[k]) {
                    const double farther = nearest[k];
                    nearest[k] = distance2;
                    distance2 = farther;
                }
        }
        CHECK(pairs->first[i + 1] - pairs->first[i] == K);
        for (size_t k = 0; k < K; k++)
            CHECK_NEAR(pairs->distance_m[pairs->first[i] + k], sqrt(nearest[k]),
                       1e-12 * sqrt(nearest[k]));
    }
    return (seconds(CLOCK_PROCESS_CPUTIME_ID) - start) / SAMPLE * (double)from->count;
}

static void take_neighbours(const char *name, layout kind, int threads)
{
    cm_points from = settle(kind), to = settle(kind);
    cm_nearest_options options = CM_NEAREST_OPTIONS_INIT;
    cm_nearest_pairs pairs = {0};
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};

    options.k = K;
    options.threads = threads;
    const double start = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    CHECK(cm_nearest_search(&pairs, &from, &to, &options) == CM_OK);
    const double wall_s = seconds(CLOCK_MONOTONIC) - start;
    const double cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    const double again = seconds(CLOCK_PROCESS_CPUTIME_ID);
    CHECK(cm_nearest_lines(&lines, &pairs, &from, &to, &options) == CM_OK);
    const double lines_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - again;
    const double brute_s = compare(&pairs, &from, &to);
    printf("nearest %d of 10^6 to 10^6, %-12s %d threads: %.2f s (CPU %.2f), rows CPU %.2f s, "
           "%.1g x brute force, %.1f x scipy (%.1f s)\n",
           K, name, threads, wall_s, cpu_s, lines_s, brute_s / cpu_s, SCIPY_S / wall_s, SCIPY_S);
    cm_features_clear(&lines);
    cm_nearest_pairs_clear(&pairs);
    free(to.y);
    free(to.x);
    free(from.y);
    free(from.x);
}

/* Places in Japan, or in a square of metres. */
static cm_features scatter(bool is_geodesic)
{
    cm_features points = {.geometry = CM_GEOMETRY_NONE};

    if (cm_features_init(&points, CM_GEOMETRY_POINT, NULL))
        exit(1);
    for (size_t i = 0; i < MATRIX; i++) {
        const double u = random_number(), v = random_number();
        if (cm_features_add_row(&points))
            exit(1);
        cm_features_set_point(&points, i,
                              is_geodesic ? (cm_point){129 + 16 * u, 30 + 15 * v}
                                          : (cm_point){1e5 * u, 1e5 * v});
    }
    return points;
}

/* The full algorithm for some of the pairs: the seconds for all of them. */
static double measure_each(const cm_features *from, const cm_features *to)
{
    const double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    double sum_m = 0;

    for (size_t i = 0; i < SAMPLE; i++)
        for (size_t j = 0; j < MATRIX; j++)
            sum_m += cm_geodesic_distance_m((cm_lonlat){from->x[i], from->y[i]},
                                            (cm_lonlat){to->x[j], to->y[j]}, NULL);
    CHECK(sum_m > 0);
    return (seconds(CLOCK_PROCESS_CPUTIME_ID) - start) / SAMPLE * MATRIX;
}

static void take_matrix(bool is_geodesic, bool is_long)
{
    char path[] = P_tmpdir "/bench_proximity_nearest.XXXXXX";
    cm_features from = scatter(is_geodesic), to = scatter(is_geodesic);
    cm_matrix_options options = CM_MATRIX_OPTIONS_INIT;
    const int file = mkstemp(path);

    if (file < 0 || close(file) != 0)
        exit(1);
    options.is_geodesic = is_geodesic;
    options.is_long = is_long;
    const double start = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    CHECK(cm_matrix_write(path, &from, &to, &options) == CM_OK);
    const double wall_s = seconds(CLOCK_MONOTONIC) - start;
    const double cpu_s = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    printf("matrix %d x %d %s %s, as a file: %.2f s (CPU %.2f)", MATRIX, MATRIX,
           is_geodesic ? "geodesic" : "planar", is_long ? "long" : "wide", wall_s, cpu_s);
    if (is_geodesic)
        printf(", %.1f s CPU for the lengths alone by PROJ's algorithm", measure_each(&from, &to));
    printf("\n");
    unlink(path);
    cm_features_clear(&to);
    cm_features_clear(&from);
}

int main(void)
{
    static const char *const names[LAYOUTS] = {"spread", "clustered", "on a line", "at one place"};

    take_neighbours(names[SPREAD], SPREAD, 1);
    for (int kind = 0; kind < LAYOUTS; kind++)
        take_neighbours(names[kind], (layout)kind, 2);
    take_matrix(true, false);
    take_matrix(false, false);
    take_matrix(true, true);
    return test_failures != 0;
}
