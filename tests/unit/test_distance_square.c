/* test_distance_square.c - tests layers/distance_square.c: however many parts there are in however
 * few cells, a cell has the nearest of them all, to the bit. */
#include "layers/density_mask.h"
#include "layers/distance_job.h"
#include "tests/distance_fixture.h"

static cm_features scatter(size_t count, double side, bool on_a_line)
{
    cm_features features = {.geometry = CM_GEOMETRY_NONE};
    uint64_t seed = 17;

    CHECK(cm_features_init(&features, CM_GEOMETRY_POINT, NULL) == CM_OK);
    for (size_t row = 0; row < count; row++) {
        const double u = random_share(&seed), v = on_a_line ? 0.3 + 0.1 * u : random_share(&seed);
        CHECK(cm_features_add_row(&features) == CM_OK);
        cm_features_set_point(&features, row, (cm_point){side * u, side * v});
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
    static const struct {
        const char *why;
        size_t count, columns, rows;
        double cell, side, max_m;
        bool on_a_line;
    } rows[] = {
        {"few parts, many cells", 5, 300, 200, 1, 200, INFINITY, false},
        {"as many parts as cells", 40000, 200, 200, 1, 200, INFINITY, false},
        {"each cell asks the tree", 60000, 90, 90, 1, 2, INFINITY, false},
        {"the same, within a distance", 60000, 90, 90, 1, 2, 30, false},
        {"a row of parts", 50000, 200, 200, 1, 200, INFINITY, true},
        {"one cell", 9000, 1, 1, 1, 200, INFINITY, false},
        {"one column", 900, 1, 500, 0.5, 200, 7, false},
        {"one row", 900, 500, 1, 0.5, 200, 7, true},
        {"all parts are too far", 900, 150, 20, 1e-3, 1, 1e-4, true},
    };
    const cm_distance_options options = CM_DISTANCE_OPTIONS_INIT;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static float values[60000];
        static int32_t nearest[60000];
        const cm_grid_shape shape = {0, 200, rows[i].cell, rows[i].columns, rows[i].rows};
        cm_features features = scatter(rows[i].count, rows[i].side, rows[i].on_a_line);
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
