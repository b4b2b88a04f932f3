/* test_density_strips.c - tests layers/density_strips.c: strips are the rows of one whole grid. */
#include "layers/density_fft.h"
#include "layers/density_strips.h"
#include "tests/density_fixture.h"

/* What a sink was given. */
typedef struct taken {
    float *values;
    size_t columns, rows, calls, fail_at; /* fail_at: the call that fails; 0: none */
    bool is_odd; /* rows that are no multiple of 256 came before the last */
} taken;

static cm_status take(void *context, const float *rows, size_t count)
{
    taken *const all = context;

    all->is_odd = all->is_odd || all->rows % 256 != 0;
    if (++all->calls == all->fail_at)
        return CM_ERR_IO;
    memcpy(all->values + all->rows * all->columns, rows, count * all->columns * sizeof *rows);
    all->rows += count;
    return CM_OK;
}

static taken make_taken(const cm_grid_shape *shape)
{
    taken all = {.columns = shape->columns};

    CHECK(cm__array_grow(&all.values, shape->columns * shape->rows, sizeof *all.values) == CM_OK);
    return all;
}

TEST(hands_on_the_rows_of_the_whole)
{
    static const struct {
        const char *why;
        size_t columns, rows;
        cm_kernel kernel;
        double bandwidth_m;
        cm_density_engine engine;
    } rows[] = {
        {"swept, in several strips", 4100, 2100, CM_KERNEL_QUARTIC, 400, CM_DENSITY_AUTO},
        {"few columns, tiles of odd rows", 300, 40000, CM_KERNEL_QUARTIC, 200, CM_DENSITY_EXACT},
        {"summed directly", 3000, 3000, CM_KERNEL_TRIANGULAR, 30, CM_DENSITY_AUTO},
        {"directly, few columns", 37, 300000, CM_KERNEL_QUARTIC, 75, CM_DENSITY_EXACT},
        {"fast", 2100, 2500, CM_KERNEL_QUARTIC, 900, CM_DENSITY_FAST},
        {"one strip", 100, 90, CM_KERNEL_GAUSSIAN, 30, CM_DENSITY_AUTO},
        {"one cell", 1, 1, CM_KERNEL_QUARTIC, 300, CM_DENSITY_AUTO}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cm_grid_shape shape = {0, 0, 10, rows[i].columns, rows[i].rows};
        const cm_box box = {0, -10 * (double)shape.rows, 10 * (double)shape.columns, 0};
        cm_points points = points_scatter(20000, &box, true, i);
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        cm_density_report want = {0}, got = {0};
        taken all = make_taken(&shape);
        const cm_density_sink sink = {take, &all};
        cm_grid grid = {0}, bare = {0};
        test_now = rows[i].why;
        options.kernel = rows[i].kernel;
        options.bandwidth_m = rows[i].bandwidth_m;
        options.engine = rows[i].engine;
        if (options.engine != CM_DENSITY_FAST || cm__fft_exists()) {
            CHECK(cm_grid_init(&grid, &shape, "EPSG:6680") == CM_OK);
            CHECK(cm_grid_init_bare(&bare, &shape, "EPSG:6680") == CM_OK);
            CHECK(cm_density_grid(&grid, &points, &options, &want) == CM_OK);
            CHECK(cm_density_strips(&bare, &points, &options, &sink, &got) == CM_OK);
            CHECK(all.rows == shape.rows && !all.is_odd && !bare.values && want.max > 0);
            CHECK(all.calls > 1 || shape.rows <= 90);
            CHECK(memcmp(all.values, grid.values,
                         shape.columns * shape.rows * sizeof *all.values) == 0);
            CHECK(got.max == want.max && got.error_bound == want.error_bound);
            CHECK(got.integral == want.integral); /* tiles are the same, and in the same order */
            CHECK(strcmp(got.engine, want.engine) == 0 && got.places == want.places);
            CHECK(bare.tag_count == grid.tag_count && strcmp(bare.unit, grid.unit) == 0);
        }
        cm_grid_clear(&bare);
        cm_grid_clear(&grid);
        cm_points_clear(&points);
        cm__array_free(&all.values);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(ends_where_the_sink_fails)
{
    const cm_grid_shape shape = {0, 0, 10, 4096, 3000};
    const cm_box box = {0, -30000, 40960, 0};

    for (size_t fail_at = 1; fail_at <= 3; fail_at++) {
        cm_points points = points_scatter(50, &box, false, 1);
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        taken all = make_taken(&shape);
        const cm_density_sink sink = {take, &all};
        cm_grid bare = {0};
        all.fail_at = fail_at;
        options.bandwidth_m = 500;
        CHECK(cm_grid_init_bare(&bare, &shape, NULL) == CM_OK);
        CHECK(cm_density_strips(&bare, &points, &options, &sink, NULL) == CM_ERR_IO);
        CHECK(all.calls == fail_at && !bare.title && bare.tag_count == 0);
        cm_grid_clear(&bare);
        cm_points_clear(&points);
        cm__array_free(&all.values);
    }
    CHECK(cm__memory_live() == 0);
}

/* What the progress was told: it never goes back, and is stopped at a share. */
typedef struct told {
    double last, stop_at;
    bool went_back;
} told;

static bool listen(void *context, double share)
{
    told *const all = context;

    all->went_back = all->went_back || share < all->last || share > 1;
    all->last = share;
    return share < all->stop_at;
}

TEST(tells_one_progress_of_all_strips)
{
    const cm_grid_shape shape = {0, 0, 10, 4096, 3000};
    const cm_box box = {0, -30000, 40960, 0};
    cm_points points = points_scatter(50, &box, false, 1);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    taken all = make_taken(&shape);
    const cm_density_sink sink = {take, &all};
    told progress = {.stop_at = 2};
    cm_grid bare = {0};

    options.bandwidth_m = 500;
    options.progress = (cm_progress){listen, &progress};
    CHECK(cm_grid_init_bare(&bare, &shape, NULL) == CM_OK);
    CHECK(cm_density_strips(&bare, &points, &options, &sink, NULL) == CM_OK);
    CHECK(!progress.went_back && progress.last > 0.9 && all.rows == 3000);
    progress = (told){.stop_at = 0.5};
    all.rows = 0;
    CHECK(cm_density_strips(&bare, &points, &options, &sink, NULL) == CM_ERR_STOPPED);
    CHECK(!progress.went_back && all.rows > 0 && all.rows < 3000);
    cm_grid_clear(&bare);
    cm_points_clear(&points);
    cm__array_free(&all.values);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(hands_on_the_rows_of_the_whole), RUN(ends_where_the_sink_fails),
          RUN(tells_one_progress_of_all_strips))
