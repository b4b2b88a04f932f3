/* test_distance.c - tests layers/distance.c against the distance by its definition. */
#include "tests/distance_fixture.h"

/* Any of features of a kind in a square of this side about a middle. */
typedef struct scene {
    const char *why;
    cm_geometry geometry;
    size_t count;
    double x, y, side, length; /* length: of a line or radius of a polygon */
    int shape; /* 0 anywhere, 1 on a line, 2 at one place, 3 on a circle, 4 on the cells' corners */
} scene;

static cm_point choose(const scene *of, uint64_t *seed)
{
    const double u = random_share(seed), v = random_share(seed), turn = 6.283185307179586 * u;
    const cm_point shares[] = {{u - 0.5, v - 0.5},
                               {u - 0.5, 0.3 * (u - 0.5)},
                               {0.1, 0.2},
                               {0.4 * cos(turn), 0.4 * sin(turn)},
                               {floor(20 * u) / 20 - 0.5, floor(20 * v) / 20 - 0.5}};

    return (cm_point){of->x + of->side * shares[of->shape].x,
                      of->y + of->side * shares[of->shape].y};
}

static void add_line(cm_features *features, const scene *of, uint64_t *seed)
{
    double x[4], y[4];

    for (int i = 0; i < 4; i++) {
        const cm_point at = choose(of, seed);
        x[i] = i ? x[i - 1] + of->length * (random_share(seed) - 0.5) : at.x;
        y[i] = i ? y[i - 1] + of->length * (random_share(seed) - 0.5) : at.y;
    }
    CHECK(cm_features_add_part(features, x, y, 4, false) == CM_OK);
}

/* A star of 12 corners with a hole, whose outer ring may cross itself. */
static void add_polygon(cm_features *features, const scene *of, uint64_t *seed)
{
    const cm_point at = choose(of, seed);
    double x[2][12], y[2][12];

    for (int i = 0; i < 12; i++) {
        const double turn = 6.283185307179586 * i / 12, share = 0.6 + 0.4 * random_share(seed);
        x[0][i] = at.x + of->length * share * cos(turn);
        y[0][i] = at.y + of->length * share * sin(turn);
        x[1][i] = at.x + 0.3 * of->length * cos(-turn);
        y[1][i] = at.y + 0.3 * of->length * sin(-turn);
    }
    CHECK(cm_features_add_part(features, x[0], y[0], 12, false) == CM_OK);
    CHECK(cm_features_add_part(features, x[1], y[1], 12, true) == CM_OK);
}

/* Every seventh row has no place. */
static cm_features make_features(const scene *of)
{
    cm_features features = {.geometry = CM_GEOMETRY_NONE};
    uint64_t seed = 7;

    CHECK(cm_features_init(&features, of->geometry, NULL) == CM_OK);
    for (size_t row = 0; row < of->count; row++) {
        CHECK(cm_features_add_row(&features) == CM_OK);
        if (row % 7 == 3)
            continue;
        if (of->geometry == CM_GEOMETRY_POINT)
            cm_features_set_point(&features, row, choose(of, &seed));
        else if (of->geometry == CM_GEOMETRY_LINE)
            add_line(&features, of, &seed);
        else
            add_polygon(&features, of, &seed);
    }
    return features;
}

/* How far a float of the library may lie from what is true, with coordinates of that size. */
static double tolerance(double want, double size)
{
    return want * 0x1p-24 + 1e-9 * want + 4e-16 * size;
}

static long double distance_to_row(const cm_features *features, size_t row,
                                   const cm_grid_shape *shape, size_t cell)
{
    const long double x =
        shape->x_min + ((long double)(cell % shape->columns) + 0.5L) * shape->cell_m;
    const long double y =
        shape->y_max - ((long double)(cell / shape->columns) + 0.5L) * shape->cell_m;

    return row_distance(features, row, x, y);
}

/* Cells all over the grid, more where there is less to try: as by definition; and its feature is as
 * near as the nearest, and no later than the first of those that are that near but for rounding. */
static void check_grid(const cm_grid *grid, const cm_allocation *allocation,
                       const cm_features *features, double size)
{
    const size_t step = 1 + allocation->count * features->vertex_count / 400000;
    size_t bad = 0, other = 0;

    for (size_t cell = step / 2; cell < allocation->count; cell += step) {
        const nearest_found want = distance_by_definition(features, &grid->shape, cell);
        const double allowed = tolerance(want.distance, size);
        const size_t row = (size_t)allocation->rows[cell];
        bad += !(fabs((double)grid->values[cell] - want.distance) <= allowed);
        if (row == want.row)
            continue;
        other++;
        bad += row == 0 || !(distance_to_row(features, row - 1, &grid->shape, cell) <=
                             (long double)(want.distance + allowed));
    }
    CHECK(bad == 0);
    CHECK(other * 50 <= allocation->count / step);
}

TEST(is_the_distance_by_its_definition)
{
    static const scene scenes[] = {
        {"one point", CM_GEOMETRY_POINT, 1, 0, 0, 1000, 0, 0},
        {"two points", CM_GEOMETRY_POINT, 2, 0, 0, 1000, 0, 0},
        {"points", CM_GEOMETRY_POINT, 200, 0, 0, 1000, 0, 0},
        {"many points, several in each cell", CM_GEOMETRY_POINT, 3000, 0, 0, 500, 0, 0},
        {"points on a line", CM_GEOMETRY_POINT, 900, 0, 0, 3000, 0, 1},
        {"points at one place", CM_GEOMETRY_POINT, 300, 0, 0, 1000, 0, 2},
        {"points on a circle", CM_GEOMETRY_POINT, 2000, 0, 0, 1000, 0, 3},
        {"points on corners of cells: ties", CM_GEOMETRY_POINT, 200, 0, 0, 1000, 0, 4},
        {"points far from the grid", CM_GEOMETRY_POINT, 500, 1e7, -1e7, 10, 0, 0},
        {"points within a millimetre", CM_GEOMETRY_POINT, 500, 100, 100, 1e-3, 0, 0},
        {"one line", CM_GEOMETRY_LINE, 1, 0, 0, 1000, 300, 0},
        {"lines", CM_GEOMETRY_LINE, 100, 0, 0, 1000, 200, 0},
        {"short lines", CM_GEOMETRY_LINE, 900, 0, 0, 800, 3, 0},
        {"long lines", CM_GEOMETRY_LINE, 30, 0, 0, 1000, 1e5, 0},
        {"lines without length", CM_GEOMETRY_LINE, 60, 0, 0, 1000, 0, 0},
        {"lines from one place", CM_GEOMETRY_LINE, 200, 0, 0, 1000, 200, 2},
        {"one polygon", CM_GEOMETRY_POLYGON, 1, 0, 0, 1000, 400, 2},
        {"polygons over each other", CM_GEOMETRY_POLYGON, 60, 0, 0, 1000, 90, 0},
        {"small polygons", CM_GEOMETRY_POLYGON, 90, 0, 0, 1000, 4, 0},
        {"polygons one in another", CM_GEOMETRY_POLYGON, 12, 0, 0, 1000, 300, 2},
        {"polygons far from the grid", CM_GEOMETRY_POLYGON, 50, -1e7, 1e6, 1000, 90, 0},
    };
    static const cm_grid_shape shapes[] = {{-500, 500, 9.7, 101, 97},
                                           {-73.25, 61.5, 1, 140, 131},
                                           {3, 2, 0.01, 1, 1},
                                           {-9, 4, 3, 200, 1}};
    const cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;

    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++)
        for (size_t k = 0; k < (scenes[i].count > 1000 ? 1 : sizeof shapes / sizeof *shapes); k++) {
            const scene *const of = &scenes[i];
            cm_features features = make_features(of);
            cm_allocation allocation = {0};
            cm_grid grid = {0};
            test_now = of->why;
            CHECK(cm_grid_init(&grid, &shapes[k], NULL) == CM_OK);
            CHECK(cm_distance_grid(&grid, &allocation, &features, &options, NULL) == CM_OK);
            CHECK(allocation.count == shapes[k].columns * shapes[k].rows);
            check_grid(&grid, &allocation, &features, fabs(of->x) + fabs(of->y) + of->length + 1e3);
            cm_allocation_clear(&allocation);
            cm_grid_clear(&grid);
            cm_features_clear(&features);
        }
    CHECK(cm__memory_live() == 0);
}

/* Where coordinates are whole numbers, so that nothing is rounded, the feature is the first. */
TEST(gives_a_tie_to_the_first_row)
{
    const cm_grid_shape shape = {0, 64, 1, 64, 64};
    const cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;
    cm_features features = {.geometry = CM_GEOMETRY_NONE};
    cm_allocation allocation = {0};
    cm_grid grid = {0};
    uint64_t seed = 3;
    size_t wrong = 0;

    CHECK(cm_features_init(&features, CM_GEOMETRY_POINT, NULL) == CM_OK);
    for (size_t row = 0; row < 400; row++) {
        CHECK(cm_features_add_row(&features) == CM_OK);
        cm_features_set_point(
            &features, row,
            (cm_point){floor(65 * random_share(&seed)), floor(65 * random_share(&seed))});
    }
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    CHECK(cm_distance_grid(&grid, &allocation, &features, &options, NULL) == CM_OK);
    for (size_t cell = 0; cell < allocation.count; cell++)
        wrong +=
            (size_t)allocation.rows[cell] != distance_by_definition(&features, &shape, cell).row;
    CHECK(wrong == 0);
    cm_allocation_clear(&allocation);
    cm_grid_clear(&grid);
    cm_features_clear(&features);
}

TEST(is_0_inside_a_polygon_and_on_its_border)
{
    const double outer_x[] = {2, 8, 8, 2}, outer_y[] = {2, 2, 8, 8};
    const double hole_x[] = {4, 4, 6.5, 6.5}, hole_y[] = {4, 6.5, 6.5, 4};
    const cm_grid_shape shape = {-0.5, 10.5, 1, 11, 11}; /* centres are whole numbers */
    const cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;
    cm_features features = {.geometry = CM_GEOMETRY_NONE};
    cm_grid grid = {0};

    CHECK(cm_features_init(&features, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_features_add_row(&features) == CM_OK);
    CHECK(cm_features_add_part(&features, outer_x, outer_y, 4, false) == CM_OK);
    CHECK(cm_features_add_part(&features, hole_x, hole_y, 4, true) == CM_OK);
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    CHECK(cm_distance_grid(&grid, NULL, &features, &options, NULL) == CM_OK);
    static const struct {
        const char *why;
        size_t column, row_from_south;
        double want;
    } rows[] = {
        {"on the outer corner", 2, 2, 0},
        {"on the outer border", 8, 5, 0},
        {"inside", 3, 3, 0},
        {"on the hole's border", 4, 5, 0},
        {"in the hole", 5, 5, 1},
        {"in the hole, nearer to its far side", 6, 5, 0.5},
        {"outside", 0, 5, 2},
        {"outside, at a corner", 10, 10, 2.8284271247461903},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(grid.values[(10 - rows[i].row_from_south) * 11 + rows[i].column] ==
              (float)rows[i].want);
    }
    CHECK(strcmp(grid.title, "distance") == 0 && strcmp(grid.unit, "unit") == 0);
    CHECK(strcmp(cm_grid_get_tag(&grid, "features"), "1") == 0);
    cm_grid_clear(&grid);
    cm_features_clear(&features);
}

TEST(has_nothing_beyond_max)
{
    static const scene scenes[] = {{"points", CM_GEOMETRY_POINT, 30, 0, 0, 1000, 0, 0},
                                   {"lines", CM_GEOMETRY_LINE, 9, 0, 0, 1000, 100, 0},
                                   {"polygons", CM_GEOMETRY_POLYGON, 9, 0, 0, 1000, 90, 0}};
    const cm_grid_shape shape = {-500, 500, 5, 200, 200};
    cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;

    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        cm_features features = make_features(&scenes[i]);
        cm_allocation all = {0}, near = {0};
        cm_grid whole = {0}, cut = {0};
        size_t bad = 0, beyond = 0;
        test_now = scenes[i].why;
        CHECK(cm_grid_init(&whole, &shape, "EPSG:6680") == CM_OK);
        CHECK(cm_grid_init(&cut, &shape, "EPSG:6680") == CM_OK);
        options.max_m = INFINITY;
        CHECK(cm_distance_grid(&whole, &all, &features, &options, NULL) == CM_OK);
        options.max_m = 60;
        CHECK(cm_distance_grid(&cut, &near, &features, &options, NULL) == CM_OK);
        for (size_t cell = 0; cell < all.count; cell++) {
            const int is_near = whole.values[cell] <= 60;
            beyond += !is_near;
            bad += cut.values[cell] != (is_near ? whole.values[cell] : cut.nodata);
            bad += near.rows[cell] != (is_near ? all.rows[cell] : 0);
        }
        CHECK(bad == 0 && beyond > 1000 && beyond < all.count && cut.has_nodata);
        CHECK(strcmp(cut.unit, "m") == 0 && strcmp(cm_grid_get_tag(&cut, "max_m"), "60") == 0);
        cm_allocation_clear(&all);
        cm_allocation_clear(&near);
        cm_grid_clear(&whole);
        cm_grid_clear(&cut);
        cm_features_clear(&features);
    }
}

TEST(does_not_depend_on_the_threads)
{
    static const scene scenes[] = {{"points", CM_GEOMETRY_POINT, 5000, 0, 0, 1000, 0, 0},
                                   {"polygons", CM_GEOMETRY_POLYGON, 300, 0, 0, 1000, 40, 0}};
    const cm_grid_shape shape = {-500, 500, 2, 500, 500};

    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        cm_features features = make_features(&scenes[i]);
        cm_grid grids[3] = {{.values = NULL}};
        cm_allocation allocations[3] = {{0}};
        for (int k = 0; k < 3; k++) {
            cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;
            options.threads = k == 0 ? 1 : k == 1 ? 2 : 7;
            CHECK(cm_grid_init(&grids[k], &shape, NULL) == CM_OK);
            CHECK(cm_distance_grid(&grids[k], &allocations[k], &features, &options, NULL) == CM_OK);
            CHECK(memcmp(grids[k].values, grids[0].values, 250000 * sizeof(float)) == 0);
            CHECK(memcmp(allocations[k].rows, allocations[0].rows, 250000 * sizeof(int32_t)) == 0);
        }
        for (int k = 0; k < 3; k++) {
            cm_grid_clear(&grids[k]);
            cm_allocation_clear(&allocations[k]);
        }
        cm_features_clear(&features);
    }
}

static bool stop_at_once(void *context, double share)
{
    *(double *)context = share;
    return false;
}

static cm_status refuse(const cm_features *features, double max_m, double *share)
{
    const cm_grid_shape shape = {0, 400, 1, 400, 400};
    cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;
    cm_distance_report report = {77, 77};
    cm_allocation allocation = {0};
    cm_grid grid = {0};

    options.max_m = max_m;
    if (share)
        options.progress = (cm_progress){stop_at_once, share};
    CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
    grid.values[5] = 42;
    const cm_status status = cm_distance_grid(&grid, &allocation, features, &options, &report);
    CHECK(grid.values[5] == 42 && !grid.title && !grid.has_nodata && grid.tag_count == 0);
    CHECK(!allocation.rows && report.features == 77);
    cm_grid_clear(&grid);
    return status;
}

TEST(refuses_what_it_cannot_measure)
{
    static const scene some = {"points", CM_GEOMETRY_POINT, 20, 0, 0, 100, 0, 0};
    cm_features features = make_features(&some), empty = {.geometry = CM_GEOMETRY_NONE};
    double share = -1;

    CHECK(refuse(&features, 0, NULL) == CM_ERR_DOMAIN);
    CHECK(refuse(&features, -1, NULL) == CM_ERR_DOMAIN);
    CHECK(refuse(&features, NAN, NULL) == CM_ERR_DOMAIN);
    CHECK(refuse(&features, 1e9, &share) == CM_ERR_STOPPED && share >= 0 && share <= 1);
    CHECK(refuse(&empty, 1e9, NULL) == CM_ERR_FORMAT);
    features.x[0] = 1.1e9;
    CHECK(refuse(&features, 1e9, NULL) == CM_ERR_DOMAIN);
    CHECK(strstr(cm_error_text(), "1.1e+09") != NULL);
    cm_features_clear(&features);
    CHECK(cm_features_init(&features, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(refuse(&features, 1e9, NULL) == CM_ERR_DOMAIN);
    CHECK(cm_features_add_row(&features) == CM_OK);
    CHECK(refuse(&features, 1e9, NULL) == CM_ERR_DOMAIN);
    cm_features_clear(&features);
    cm_allocation_clear(NULL);
}

TEST_MAIN(RUN(is_the_distance_by_its_definition); RUN(gives_a_tie_to_the_first_row);
          RUN(is_0_inside_a_polygon_and_on_its_border); RUN(has_nothing_beyond_max);
          RUN(does_not_depend_on_the_threads); RUN(refuses_what_it_cannot_measure))
