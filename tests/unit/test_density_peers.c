/* test_density_peers.c - densities beside those of GRASS and SAGA, where they are installed: the
 * same definition, by other people. */
#include "layers/density_fft.h"
#include "tests/density_fixture.h"
#include <stdio.h>
#include <unistd.h>

enum { COLUMNS = 80, ROWS = 60, CELLS = COLUMNS * ROWS };
#define RADIUS_M 777
#define HERE "cd \"$PEERS_FOLDER\" && HOME=. && export HOME && "

static const cm_grid_shape shape = {-93000, -121000, 50, COLUMNS, ROWS};

static bool shell(const char *command)
{
    char line[2000];

    snprintf(line, sizeof line, HERE "{ %s ; } >log 2>&1", command);
    return system(line) == 0;
}

static bool is_installed(const char *program)
{
    char line[200];

    snprintf(line, sizeof line, "command -v %s >/dev/null", program);
    if (system(line) == 0)
        return true;
    printf("density_peers: skipped: %s is not installed\n", program);
    return false;
}

/* A file of the folder; path has room for 200. */
static FILE *open_here(const char *name, const char *mode)
{
    char path[200];

    snprintf(path, sizeof path, "%s/%s", getenv("PEERS_FOLDER"), name);
    return fopen(path, mode);
}

/* Beyond the grid on all sides, and some at one place. */
static cm_points settle(void)
{
    const cm_box box = {-94000, -125000, -88000, -120000};
    cm_points points = points_scatter(600, &box, false, 11);
    FILE *const file = open_here("p.csv", "w");

    for (size_t i = 0; i < 5; i++) {
        points.x[i] = points.x[9];
        points.y[i] = points.y[9];
    }
    CHECK(file != NULL && fprintf(file, "x,y\n") > 0);
    for (size_t i = 0; file && i < points.count; i++)
        CHECK(fprintf(file, "%.17g,%.17g\n", points.x[i], points.y[i]) > 0);
    CHECK(file && fclose(file) == 0);
    return points;
}

/* Ours per m2, by either engine. */
static void get_ours(cm_grid *out, double *bound, const cm_points *points, cm_kernel kernel,
                     cm_density_engine engine)
{
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cm_density_report report = {0};

    options.kernel = kernel;
    options.bandwidth_m = RADIUS_M;
    options.per_area_m2 = 1;
    options.engine = engine;
    CHECK(cm_grid_init(out, &shape, NULL) == CM_OK);
    CHECK(cm_density_grid(out, points, &options, &report) == CM_OK);
    *bound = report.error_bound * report.max;
}

/* How many cells differ by more than a share of theirs, and what an engine says it may be off. */
static size_t count_other(const cm_points *points, cm_kernel kernel, const double *theirs,
                          double share)
{
    static const cm_density_engine engines[] = {CM_DENSITY_EXACT, CM_DENSITY_FAST};
    size_t other = 0;

    for (size_t e = 0; e < (cm__fft_exists() ? 2 : 1); e++) {
        cm_grid grid = {0};
        double bound = 0, most = 0;
        get_ours(&grid, &bound, points, kernel, engines[e]);
        for (size_t i = 0; i < CELLS; i++)
            most = fmax(most, theirs[i]);
        for (size_t i = 0; i < CELLS; i++)
            other += !(fabs(grid.values[i] - theirs[i]) <=
                       share * theirs[i] + (engines[e] == CM_DENSITY_EXACT ? 1e-12 * most : bound));
        CHECK(most > 0);
        cm_grid_clear(&grid);
    }
    return other;
}

TEST(are_those_of_grass)
{
    static const cm_kernel kernels[] = {CM_KERNEL_EPANECHNIKOV, CM_KERNEL_QUARTIC,
                                        CM_KERNEL_TRIWEIGHT};
    cm_points points = {0};

    if (!is_installed("grass"))
        return;
    points = settle();
    CHECK(shell("grass -c EPSG:6680 grass -e && grass grass/PERMANENT --exec v.in.ascii --q "
                "input=p.csv output=p separator=comma skip=1 x=1 y=2"));
    for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++) {
        static double theirs[CELLS];
        char line[500];
        test_now = cm_kernel_name(kernels[k]);
        snprintf(line, sizeof line,
                 "grass grass/PERMANENT --exec sh -c 'g.region n=-121000 s=-124000 w=-93000 "
                 "e=-89000 res=50 && v.kernel --q --o input=p output=k radius=%d kernel=%s && "
                 "r.out.bin --q --o -f bytes=8 input=k output=k.bin'",
                 RADIUS_M, test_now);
        CHECK(shell(line));
        FILE *const file = open_here("k.bin", "rb");
        CHECK(file && fread(theirs, sizeof *theirs, CELLS, file) == CELLS);
        CHECK(count_other(&points, kernels[k], theirs, 1e-6) == 0);
        if (file)
            fclose(file);
    }
    cm_points_clear(&points);
}

/* SAGA counts members per cell, in floats, from the south up, and its extent is that of the cells'
 * centres. */
TEST(are_those_of_saga)
{
    static double theirs[CELLS];
    static float cells[CELLS];
    cm_points points = {0};

    if (!is_installed("saga_cmd") || !is_installed("ogr2ogr"))
        return;
    points = settle();
    CHECK(shell("ogr2ogr -oo X_POSSIBLE_NAMES=x -oo Y_POSSIBLE_NAMES=y -a_srs EPSG:6680 "
                "-overwrite p.shp p.csv && saga_cmd -f=s grid_gridding 6 -POINTS p.shp -RADIUS 777 "
                "-KERNEL 0 -TARGET_USER_SIZE 50 -TARGET_USER_XMIN=-92975 "
                "-TARGET_USER_XMAX=-89025 -TARGET_USER_YMIN=-123975 -TARGET_USER_YMAX=-121025 "
                "-TARGET_OUT_GRID saga.sgrd"));
    FILE *const file = open_here("saga.sdat", "rb");
    CHECK(file && fread(cells, sizeof *cells, CELLS, file) == CELLS);
    for (size_t i = 0; i < CELLS; i++)
        theirs[(ROWS - 1 - i / COLUMNS) * COLUMNS + i % COLUMNS] =
            (double)cells[i] / (shape.cell_m * shape.cell_m);
    CHECK(count_other(&points, CM_KERNEL_QUARTIC, theirs, 1e-6) == 0);
    if (file)
        fclose(file);
    cm_points_clear(&points);
}

static void begin(void)
{
    static char folder[] = P_tmpdir "/test_density_peers.XXXXXX";

    CHECK(mkdtemp(folder) && setenv("PEERS_FOLDER", folder, 1) == 0);
}

static void end(void)
{
    CHECK(system("rm -rf \"$PEERS_FOLDER\"") == 0);
}

TEST_MAIN(begin(), RUN(are_those_of_grass), RUN(are_those_of_saga), end())
