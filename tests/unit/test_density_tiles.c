/* test_density_tiles.c - tests layers/density_tiles.c with an engine that leaves marks. */
#include "layers/density_engine.h"
#include "tests/density_fixture.h"

enum { SCRATCH = 128 };

/* Adds 1 to each cell; the scratch must be aligned, and as this engine left it. */
static void mark(cm__tile_result *out, const cm__density_job *job, const cm__tile *tile,
                 void *scratch, cm__watch *watch)
{
    unsigned char *const memory = scratch;
    const unsigned char used = memory[0];

    for (size_t i = 0; i < SCRATCH; i++)
        out->error += memory[i] != used;
    out->error += watch->all == 0;
    out->error += (uintptr_t)scratch % 64 != 0;
    memset(memory, 1, SCRATCH);
    for (size_t row = tile->row_begin; row < tile->row_end; row++)
        for (size_t column = tile->column_begin; column < tile->column_end; column++)
            cm__job_row(job, row)[column]++;
    out->sum =
        (double)((tile->row_end - tile->row_begin) * (tile->column_end - tile->column_begin));
    out->max = (double)tile->row_end;
}

static const cm__engine marker = {
    .tile_columns = 100, .tile_cells = 1000, .scratch_bytes = SCRATCH, .run = mark};

TEST(works_every_cell_out_once)
{
    static const size_t shapes[][2] = {{1, 1},  {1, 5000}, {100, 10}, {101, 11},
                                       {99, 9}, {1234, 1}, {777, 333}};

    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (int threads = 0; threads <= 5; threads++) {
            const size_t count = shapes[i][0] * shapes[i][1];
            cm_density_options options = CM_DENSITY_OPTIONS_INIT;
            cm__density_job job = {.columns = shapes[i][0], .rows = shapes[i][1]};
            cm__tile_result result = {.sum = -7};
            size_t wrong = 0;
            options.threads = threads;
            CHECK(cm__array_grow(&job.values, count, sizeof *job.values) == CM_OK);
            memset(job.values, 0, count * sizeof *job.values);
            CHECK(cm__tiles_run(&result, &job, &marker, &options) == CM_OK);
            for (size_t k = 0; k < count; k++)
                wrong += job.values[k] != 1;
            CHECK(wrong == 0 && result.sum == (double)count && result.error == 0);
            CHECK(result.max == (double)shapes[i][1]);
            cm__array_free(&job.values);
        }
    CHECK(cm__memory_live() == 0);
}

typedef struct listener {
    double last;
    int steps, wrong, stop_after;
} listener;

static bool listen(void *context, double share)
{
    listener *const who = context;

    who->wrong += !(share >= who->last && share <= 1);
    who->last = share;
    return ++who->steps != who->stop_after;
}

TEST(tells_how_far_it_is_and_stops)
{
    for (int threads = 1; threads <= 3; threads++)
        for (int stop_after = 0; stop_after <= 1; stop_after++) {
            listener who = {.stop_after = stop_after};
            cm_density_options options = CM_DENSITY_OPTIONS_INIT;
            cm__density_job job = {.columns = 50, .rows = 500};
            cm__tile_result result = {.sum = -7};
            options.threads = threads;
            options.progress = (cm_progress){listen, &who};
            CHECK(cm__array_grow(&job.values, 25000, sizeof *job.values) == CM_OK);
            memset(job.values, 0, 25000 * sizeof *job.values);
            const cm_status status = cm__tiles_run(&result, &job, &marker, &options);
            CHECK(status == (stop_after ? CM_ERR_STOPPED : CM_OK));
            CHECK(who.wrong == 0 && who.steps >= 1);
            CHECK(stop_after ? result.sum == -7 : result.sum == 25000);
            CHECK(threads > 1 || stop_after || who.last == 1);
            cm__array_free(&job.values);
        }
}

/* Few columns make one tall tile, which may hold many places. */
TEST(stops_within_a_tile)
{
    static const struct {
        const char *why;
        cm_kernel kernel;
        double bandwidth_m;
    } rows[] = {{"swept", CM_KERNEL_QUARTIC, 200}, {"directly", CM_KERNEL_TRIANGULAR, 200}};
    const cm_grid_shape shape = {0, 1500, 10, 60, 150};
    const cm_box box = {0, 0, 600, 1500};
    cm_points points = points_scatter(60000, &box, false, 4);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        listener who = {.stop_after = 0};
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        cm_grid grid = {0};
        test_now = rows[i].why;
        options.kernel = rows[i].kernel;
        options.bandwidth_m = rows[i].bandwidth_m;
        options.engine = CM_DENSITY_EXACT;
        options.threads = 1;
        options.progress = (cm_progress){listen, &who};
        CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
        CHECK(cm_density_grid(&grid, &points, &options, NULL) == CM_OK);
        const int steps = who.steps;
        cm_grid_clear(&grid);
        who = (listener){.stop_after = steps - 3};
        CHECK(cm_grid_init(&grid, &shape, NULL) == CM_OK);
        CHECK(cm_density_grid(&grid, &points, &options, NULL) == CM_ERR_STOPPED);
        CHECK(who.steps == steps - 3 && who.last < 1);
        cm_grid_clear(&grid);
    }
    cm_points_clear(&points);
}

TEST_MAIN(RUN(works_every_cell_out_once), RUN(tells_how_far_it_is_and_stops),
          RUN(stops_within_a_tile))
