/* test_density_splat.c - tests layers/density_splat.c. */
#include "layers/density_splat.h"
#include "tests/density_fixture.h"

enum { COLUMNS = 150, ROWS = 120, STRIDE = 152 };
static const cm__frame frame = {.unit = 1, .reach = {-20, -20, 120, 90}};

typedef struct splatted {
    double values[ROWS * STRIDE];
    cm__spread spread;
} splatted;

static cm_status spread(splatted *out, const cm_points *points, const cm_density_options *options)
{
    static const size_t size[2] = {COLUMNS, ROWS};
    const cm__fft_grid grid = {out->values, COLUMNS, ROWS, STRIDE};
    cm__bins bins = {0};
    cm__survey survey;

    memset(out, 0, sizeof *out);
    cm__points_survey(&survey, points, &frame, options->threads);
    CHECK(cm__bins_fill(&bins, size, points, &frame, options->threads) == CM_OK);
    const cm_status status = cm__splat(&out->spread, &grid, &bins, &survey, &frame, options);
    cm__bins_clear(&bins);
    return status;
}

/* The cubic B-spline. */
static double spline(double x)
{
    const double d = fabs(x);

    return d < 1   ? (4 - 6 * d * d + 3 * d * d * d) / 6
           : d < 2 ? (2 - d) * (2 - d) * (2 - d) / 6
                   : 0;
}

static void spread_by_definition(double *values, const cm_points *points)
{
    memset(values, 0, ROWS * STRIDE * sizeof *values);
    for (size_t i = 0; i < points->count; i++) {
        const double x = points->x[i], y = points->y[i];
        if (x < -20 || y < -20 || x > 120 || y > 90)
            continue;
        for (int row = (int)floor(y) - 1; row < floor(y) + 3; row++)
            for (int column = (int)floor(x) - 1; column < floor(x) + 3; column++)
                values[(row + ROWS) % ROWS * STRIDE + (column + COLUMNS) % COLUMNS] +=
                    (points->weight ? points->weight[i] : 1) * spline(column - x) * spline(row - y);
    }
}

TEST(spreads_by_the_definition_of_the_spline)
{
    static const struct {
        const char *why;
        size_t count;
        double step; /* of the coordinates; 0: anywhere */
        bool weighted;
    } rows[] = {{"none", 0, 0, false},
                {"one", 1, 0, true},
                {"many", 30000, 0, false},
                {"with weights", 30000, 0, true},
                {"many a place", 30000, 7, true},
                {"all at one place", 3000, 1e6, false}};
    const cm_box box = {-30, -30, 130, 100};
    static splatted got, want;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_points points = points_scatter(rows[i].count, &box, rows[i].weighted, 40 + i);
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        double off = 0, most = 0;
        for (size_t k = 0; k < points.count && rows[i].step > 0; k++) {
            points.x[k] = rows[i].step * round(points.x[k] / rows[i].step);
            points.y[k] = rows[i].step * round(points.y[k] / rows[i].step);
        }
        test_now = rows[i].why;
        options.threads = 2;
        CHECK(spread(&got, &points, &options) == CM_OK);
        spread_by_definition(want.values, &points);
        for (size_t k = 0; k < ROWS * STRIDE; k++) {
            off += fabs(got.values[k] - want.values[k]);
            most = fmax(most, want.values[k]);
        }
        CHECK(off <= got.spread.rounding + 1e-13 * most * ROWS * COLUMNS);
        CHECK(got.spread.rounding <= 1e-9 * (got.spread.weight + 1));
        cm_points_clear(&points);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(knows_the_places_and_the_norm_of_their_weights)
{
    cm_points points = points_make(7, true);
    const double x[] = {1, 2, 1, -0.0, 0.0, 500, 500}, weight[] = {2, 3, 5, 0, 4, 9, 9};
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    static splatted got;

    for (int i = 0; i < 7; i++) {
        points.x[i] = x[i];
        points.y[i] = 5;
        points.weight[i] = weight[i];
    }
    options.threads = 1;
    CHECK(spread(&got, &points, &options) == CM_OK);
    CHECK(got.spread.distinct == 4 && got.spread.weight == 14);
    CHECK_NEAR(got.spread.norm, sqrt(7 * 7 + 3 * 3 + 4 * 4), 1e-14);
    cm_points_clear(&points);
}

TEST(gives_the_same_bytes_in_any_order_and_on_any_threads)
{
    enum { COUNT = 40000 };
    const cm_box box = {-30, -30, 130, 100};
    cm_points points = points_scatter(COUNT, &box, true, 3), turned = points_make(COUNT, true);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    static splatted want, got;

    for (size_t i = 0; i < COUNT; i++) {
        points.x[i] = round(4 * points.x[i]) / 4;
        points.y[i] = round(4 * points.y[i]) / 4;
        turned.x[(i * 271 + 19) % COUNT] = points.x[i];
        turned.y[(i * 271 + 19) % COUNT] = points.y[i];
        turned.weight[(i * 271 + 19) % COUNT] = points.weight[i];
    }
    for (options.threads = 1; options.threads <= 4; options.threads++) {
        CHECK(spread(options.threads == 1 ? &want : &got, options.threads == 1 ? &points : &turned,
                     &options) == CM_OK);
        CHECK(options.threads == 1 || memcmp(&want, &got, sizeof want) == 0);
    }
    cm_points_clear(&turned);
    cm_points_clear(&points);
}

static bool refuse(void *context, double share)
{
    (void)context;
    (void)share;
    return false;
}

TEST(stops_when_it_is_told_to)
{
    const cm_box box = {0, 0, 100, 80};
    cm_points points = points_scatter(1000, &box, false, 3);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    static splatted got;

    options.progress.step = refuse;
    options.threads = 2;
    CHECK(spread(&got, &points, &options) == CM_ERR_STOPPED && got.spread.distinct == 0);
    cm_points_clear(&points);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(spreads_by_the_definition_of_the_spline),
          RUN(knows_the_places_and_the_norm_of_their_weights),
          RUN(gives_the_same_bytes_in_any_order_and_on_any_threads), RUN(stops_when_it_is_told_to))
