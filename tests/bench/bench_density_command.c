/* bench_density_command.c - whole runs of `clustermap density` beside those programs of others that
 * are installed, on the same points: from the start of the process to the file on disk. */
#include "tests/bench/bench_process.h"
#include "tests/bench/city_points.h"
#include <limits.h>

#define EXTENT "-93440,-124480,-52480,-83520"

/* One line for the shell, started in the bench's own folder. */
typedef struct run {
    const char *who;
    const char *exists;  /* succeeds where it is installed */
    const char *prepare; /* not timed; NULL: nothing */
    const char *command;
} run;

typedef struct work {
    const char *name;
    const char *prepare; /* makes the points */
    run ours;
    size_t ours_runs;
    run peers[5];
} work;

static int shell(const char *command)
{
    char line[2000];

    snprintf(line, sizeof line, "{ %s ; } >/dev/null 2>&1", command);
    return system(line);
}

static void tell(const char *name, const char *who, bench_cost c, double ours_s)
{
    printf("%-26s %-10s", name, who);
    if (!c.is_good)
        printf(" failed");
    else
        printf(" %7.3f s (CPU %7.3f), %5.0f MB", c.wall_s, c.cpu_s, c.memory_mb);
    if (c.is_good && ours_s > 0)
        printf(", %.1f x ours", c.wall_s / ours_s);
    printf("\n");
}

static void compare(const work *w)
{
    if (w->prepare && shell(w->prepare) != 0) {
        printf("%-26s skipped: its points are absent\n", w->name);
        return;
    }
    const bench_cost ours = bench_measure(w->ours.command, w->ours_runs, 5);
    CHECK(ours.is_good);
    tell(w->name, "clustermap", ours, 0);
    for (size_t i = 0; i < sizeof w->peers / sizeof *w->peers && w->peers[i].who; i++) {
        const run *const peer = &w->peers[i];
        if (shell(peer->exists) != 0)
            printf("%-26s %-10s absent\n", w->name, peer->who);
        else if (peer->prepare && shell(peer->prepare) != 0)
            printf("%-26s %-10s failed to start\n", w->name, peer->who);
        else
            tell(w->name, peer->who, bench_measure(peer->command, 3, 5), ours.wall_s);
    }
    fflush(stdout);
}

static void write_points(const char *path, size_t count)
{
    cm_points points = city_settle(count);
    FILE *const file = fopen(path, "w");

    CHECK(file != NULL);
    if (file) {
        fprintf(file, "x,y\n");
        for (size_t i = 0; i < count; i++)
            fprintf(file, "%.2f,%.2f\n", points.x[i], points.y[i]);
        CHECK(fclose(file) == 0);
    }
    cm_points_clear(&points);
}

#define OURS(points, cell, more)                                                                   \
    {                                                                                              \
        "clustermap", NULL, NULL,                                                                  \
            "\"$CLUSTERMAP\" density " points                                                      \
            ".csv --x x --y y --crs EPSG:6680 --kernel quartic --bandwidth 2048 -q"                \
            " --cell " cell " --extent=" EXTENT " -o ours.tif" more                                \
    }
#define QGIS(cell)                                                                                 \
    {                                                                                              \
        "QGIS", "command -v qgis_process.bin", NULL,                                               \
            "qgis_process.bin run qgis:heatmapkerneldensityestimation -- INPUT=p.shp RADIUS=2048 " \
            "PIXEL_SIZE=" cell " KERNEL=0 OUTPUT=qgis.tif"                                         \
    }
#define SAGA(cell, low_x, high_x, low_y, high_y)                                                   \
    {                                                                                              \
        "SAGA", "command -v saga_cmd", NULL,                                                       \
            "saga_cmd -f=s grid_gridding 6 -POINTS p.shp -RADIUS 2048 -KERNEL 0"                   \
            " -TARGET_USER_SIZE " cell " -TARGET_USER_XMIN=" low_x " -TARGET_USER_XMAX=" high_x    \
            " -TARGET_USER_YMIN=" low_y " -TARGET_USER_YMAX=" high_y " -TARGET_OUT_GRID saga.sgrd" \
    }
#define GRASS(cell)                                                                                \
    {                                                                                              \
        "GRASS", "command -v grass",                                                               \
            "test -d grass || grass -c EPSG:6680 grass -e && grass grass/PERMANENT --exec"         \
            " v.in.ascii --o input=p4.csv output=p separator=comma skip=1 x=1 y=2",                \
            "grass grass/PERMANENT --exec sh -c 'g.region n=-83520 s=-124480 w=-93440 e=-52480 "   \
            "res=" cell " && v.kernel --q --o input=p output=k radius=2048 kernel=quartic'"        \
    }
#define SCIPY(points, cells)                                                                       \
    {                                                                                              \
        "scipy FFT", "/usr/bin/python3 -c 'import scipy'", NULL,                                   \
            "/usr/bin/python3 \"$PEERS\"/peer_fft.py " points ".csv " cells " 2048 fft.npy"        \
    }
#define SHAPES                                                                                     \
    "ogr2ogr -oo X_POSSIBLE_NAMES=x -oo Y_POSSIBLE_NAMES=y -a_srs EPSG:6680 -overwrite p.shp "     \
    "p4.csv"

static const work works[] = {
    {"10^4 points, 1024^2",
     SHAPES,
     OURS("p4", "40", ""),
     9,
     {QGIS("40"), SAGA("40", "-93420", "-52500", "-124460", "-83540"), GRASS("40"),
      SCIPY("p4", "1024")}},
    {"10^4 points, 4096^2",
     NULL,
     OURS("p4", "10", ""),
     5,
     {QGIS("10"), SAGA("10", "-93435", "-52485", "-124475", "-83525"), GRASS("10"),
      SCIPY("p4", "4096")}},
    {"10^6 points, 1024^2, fast",
     NULL,
     OURS("p6", "40", " --engine fast"),
     5,
     {SCIPY("p6", "1024")}},
    {"10^6 points, 4096^2, exact",
     NULL,
     OURS("p6", "10", " --engine exact"),
     3,
     {SCIPY("p6", "4096")}},
    {"10^7 points, 1024^2, fast", NULL, OURS("p7", "40", " --engine fast"), 3, {{0}}},
    {"all Japan, 250 m, R 25 km",
     "test -s \"$CM_TEST_DATA\"/points/nta_japan_points.csv.gz && "
     "zcat \"$CM_TEST_DATA\"/points/nta_japan_points.csv.gz >japan.csv",
     {"clustermap", NULL, NULL,
      "\"$CLUSTERMAP\" density japan.csv --kernel quartic --bandwidth 25km --cell 250m -q -o "
      "ours.tif"},
     3,
     {{0}}},
};

int main(int argc, char **argv)
{
    char folder[] = P_tmpdir "/bench_density.XXXXXX", remove[100];

    (void)argc;
    CHECK(bench_settle(argv[0], folder));
    if (test_failures)
        return 1;
    write_points("p4.csv", 10000);
    write_points("p6.csv", 1000000);
    write_points("p7.csv", 10000000);
    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        compare(&works[i]);
    snprintf(remove, sizeof remove, "rm -rf %s", folder);
    return test_failures != 0 || system(remove) != 0;
}
