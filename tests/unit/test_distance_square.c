/* test_distance_square.c - tests layers/distance_square.c: however many parts there are in however
 * few cells, a cell has the nearest of them all, to the bit. */
#include "layers/density_mask.h"
#include "layers/distance_job.h"
#include "tests/distance_fixture.h"

/* Points, or lines of two places where there is a length. */
typedef struct scene {
    const char *why;
    size_t count, columns, rows;
    double cell, side, max_m, length;
    bool on_a_line;
} scene;

static cm_features scatter(const scene *of)
{
    const cm_geometry geometry = of->length > 0 ? CM_GEOMETRY_LINE : CM_GEOMETRY_POINT;
    cm_features features = {.geometry = CM_GEOMETRY_NONE};
    uint64_t seed = 17;

    CHECK(cm_features_init(&features, geometry, NULL) == CM_OK);
    for (size_t row = 0; row < of->count; row++) {
        const double u = of->side * random_share(&seed);
        const double v = of->on_a_line ? 60 + 0.1 * u : of->side * random_share(&seed);
        const double x[] = {u, u + of->length * (random_share(&seed) - 0.5)};
        const double y[] = {v, v + of->length * (random_share(&seed) - 0.5)};
        CHECK(cm_features_add_row(&features) == CM_OK);
        if (of->length > 0)
            CHECK(cm_features_add_part(&features, x, y, 2, false) == CM_OK);
        else
            cm_features_set_point(&features, row, (cm_point){u, v});
    }
    return features;
}

/* The way the library does it for one part and one cell, for all parts. */
static double nearest2(uint32_t *row, const cm__parts *parts, double x, double y)
{
    double least = INFINITY;

    for (size_t i = 0; i < parts->count; i++) {
        const double d2 = cm__part_distance2(parts, i, x, y);
        if (d2 < least || (d2 == least && parts->row[i] < *row))
            *row = parts->row[i];
        least = d2 < least ? d2 : least;
    }
    return least;
}

static size_t count_bad(const cm__distance_job *job)
{
    const size_t cells = job->shape->columns * job->shape->rows;
    const size_t step = 1 + cells * job->parts->count / 2000000;
    size_t bad = 0;

    for (size_t cell = 0; cell < cells; cell += step) {
        uint32_t row = 0;
        const double x = cm__distance_centre(job, cell % job->shape->columns);
        const double y = cm__distance_centre(job, cell / job->shape->columns);
        const double want = sqrt(nearest2(&row, job->parts, x, y));
        const bool is_near = want <= job->max_m;
        bad += job->values[cell] != (is_near ? (float)want : CM__NODATA);
        bad += job->rows[cell] != (is_near ? (int32_t)row : 0);
    }
    return bad;
}

TEST(gives_each_cell_the_nearest_of_all)
{
    static const scene rows[] = {
        {"few parts, many cells", 5, 300, 200, 1, 200, INFINITY, 0, false},
        {"as many parts as cells", 40000, 200, 200, 1, 200, INFINITY, 0, false},
        {"each cell asks the tree", 60000, 90, 90, 1, 2, INFINITY, 0, false},
        {"the same, within a distance", 60000, 90, 90, 1, 2, 30, 0, false},
        {"a row of parts", 50000, 200, 200, 1, 200, INFINITY, 0, true},
        {"one cell", 9000, 1, 1, 1, 200, INFINITY, 0, false},
        {"one column", 900, 1, 500, 0.5, 200, 7, 0, false},
        {"one row", 900, 500, 1, 0.5, 200, 7, 0, true},
        {"all parts are too far", 900, 150, 20, 1e-3, 1, 1e-4, 0, true},
        {"short lines, for the tree", 60000, 90, 90, 1, 2, INFINITY, 1e-3, false},
        {"long lines, not for the tree", 30000, 40, 40, 0.1, 3, INFINITY, 10, false},
        {"a row of short lines", 30000, 200, 200, 1, 200, INFINITY, 0.01, true},
    };
    const cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static float values[60000];
        static int32_t nearest[60000];
        const double north = rows[i].cell * (double)rows[i].rows;
        const cm_grid_shape shape = {0, north, rows[i].cell, rows[i].columns, rows[i].rows};
        cm_features features = scatter(&rows[i]);
        cm__parts parts = {0};
        cm__distance_tree tree = {0};
        test_now = rows[i].why;
        CHECK(cm__parts_gather(&parts, &features, &shape) == CM_OK);
        CHECK(cm__distance_tree_build(&tree, &parts) == CM_OK);
        const cm__distance_job job = {&shape,        &features, &parts, &tree,
                                      rows[i].max_m, values,    nearest};
        CHECK(cm__distance_square(&job, &options) == CM_OK);
        CHECK(count_bad(&job) == 0);
        cm__distance_tree_clear(&tree);
        cm__parts_clear(&parts);
        cm_features_clear(&features);
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(gives_each_cell_the_nearest_of_all))
