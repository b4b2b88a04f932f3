/* bench_read_points.c - how fast points are read: from a CSV of numbers, with a weight, and a CSV
 * that needs the usual reader. */
#include "tests/bench/bench.h"
#include "tests/bench/city_points.h"
#include <clustermap/reader.h>
#include <unistd.h>

enum { ROWS = 3000000, RUNS = 5 };

static void put_list(const char *path, const cm_points *points, bool weighted, bool quoted)
{
    FILE *const file = fopen(path, "w");

    CHECK(file != NULL);
    if (!file)
        return;
    fprintf(file, "x,y%s\n", weighted ? ",weight" : "");
    for (size_t i = 0; i < points->count; i++) {
        fprintf(file, "%.2f,%.2f", points->x[i], points->y[i]);
        fprintf(file, weighted ? ",%zu\n" : "\n", i % 9 + 1);
    }
    fprintf(file, quoted ? "\"0\",0\n" : "0,0\n");
    CHECK(fclose(file) == 0);
}

static void take(const char *what, const char *path)
{
    static const char *const needed[] = {"weight", NULL};
    double wall_s[RUNS], cpu_s[RUNS];
    cm_read_options options = CM_READ_OPTIONS_INIT;

    options.needed = needed;
    options.ignore_crs = true;
    options.names.header[CM_MEMBER_X] = "x";
    options.names.header[CM_MEMBER_Y] = "y";
    for (int i = 0; i < RUNS; i++) {
        const double start = bench_now_s(CLOCK_MONOTONIC);
        const double cpu = bench_now_s(CLOCK_PROCESS_CPUTIME_ID);
        cm_features features = {.geometry = CM_GEOMETRY_NONE};
        CHECK(cm_features_read(&features, path, &options, NULL) == CM_OK);
        wall_s[i] = bench_now_s(CLOCK_MONOTONIC) - start;
        cpu_s[i] = bench_now_s(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        CHECK(features.table.row_count == ROWS + 1);
        cm_features_clear(&features);
    }
    const double wall = bench_median(wall_s, RUNS), cpu = bench_median(cpu_s, RUNS);
    printf("read %-12s %d points: %.3f s (CPU %.3f), %.1f million rows/s (%.1f of CPU)\n", what,
           ROWS, wall, cpu, ROWS / wall / 1e6, ROWS / cpu / 1e6);
}

int main(void)
{
    char folder[] = P_tmpdir "/bench_read_points.XXXXXX", path[64];
    cm_points points = city_settle(ROWS);

    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/points.csv", folder);
    put_list(path, &points, false, false);
    take("x,y", path);
    put_list(path, &points, true, false);
    take("x,y,weight", path);
    put_list(path, &points, false, true);
    take("with a quote", path);
    CHECK(unlink(path) == 0 && rmdir(folder) == 0);
    cm_points_clear(&points);
    return test_failures != 0;
}
