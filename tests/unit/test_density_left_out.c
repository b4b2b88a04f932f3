/* test_density_left_out.c - tests layers/density_left_out.c. */
#include "layers/density_left_out.h"
#include "layers/density_mass.h"
#include "tests/window_fixture.h"

/* By the definition, in long double. */
static long double log_sum_of(const cm__crowd *crowd, size_t i, long double h)
{
    long double nearest2 = INFINITY, sum = 0;

    for (size_t j = 0; j < crowd->count; j++)
        if (j != i)
            nearest2 = fminl(nearest2, cm__crowd_distance2(crowd, i, j));
    for (size_t j = 0; j < crowd->count; j++)
        if (j != i)
            sum += crowd->weight[j] *
                   expl(-(cm__crowd_distance2(crowd, i, j) - nearest2) / (2 * h * h));
    return logl(sum) - nearest2 / (2 * h * h);
}

static void check_sums(const cm_points *points, double narrowest, double widest)
{
    cm__crowd crowd = {.count = 0};
    cm__left_out of = {.crowd = NULL};
    double *sums = NULL;

    CHECK(cm__crowd_create(&crowd, points, 1, NULL) == CM_OK);
    CHECK(cm__left_out_create(&of, &crowd, 2) == CM_OK);
    CHECK(cm__array_grow(&sums, crowd.count, sizeof *sums) == CM_OK);
    for (double h = narrowest; h < widest; h *= 1.9) {
        CHECK(cm__left_out_sum(sums, &of, h) == CM_OK);
        for (size_t i = 0; i < crowd.count; i += 1 + crowd.count / 40) {
            const double want = (double)log_sum_of(&crowd, i, h);
            CHECK_NEAR(sums[i], want, 1e-8 + 1e-13 * fabs(want));
        }
    }
    cm__array_free(&sums);
    cm__left_out_clear(&of);
    cm__crowd_clear(&crowd);
}

TEST(is_the_sum_over_all_other_places)
{
    const cm_box box = {4e5, -1e5, 4e5 + 2000, -1e5 + 1500};

    for (int weighted = 0; weighted < 2; weighted++) {
        cm_points points = points_scatter(3000, &box, weighted, 3);
        points.x[5] = points.x[6] + 1e-7; /* almost one place */
        points.y[5] = points.y[6];
        points.x[7] += 1e6; /* far from all: its sum is below any double at the narrow ones */
        check_sums(&points, 0.5, 4000);
        cm_points_clear(&points);
    }
    CHECK(cm__memory_live() == 0);
}

/* A single place of great weight hides, on a lattice, what others there are. */
TEST(is_exact_beside_a_place_of_great_weight)
{
    const cm_box box = {0, 0, 2000, 2000};
    cm_points points = points_scatter(3000, &box, true, 3);

    points.weight[10] = 1e16;
    check_sums(&points, 20, 900);
    cm_points_clear(&points);
}

/* Over 100,000 in one tile: shared by the threads. */
TEST(is_the_sum_where_a_tile_is_shared)
{
    const cm_box box = {0, 0, 2000, 2000};
    cm_points points = points_scatter(120000, &box, false, 3);

    check_sums(&points, 700, 800);
    cm_points_clear(&points);
}

#define PI 3.14159265358979323846

/* What the reference makes of the sums at one bandwidth. */
typedef struct criteria {
    double least_squares, mean_log, sum_log, sum_log_edge;
} criteria;

static double sum_pairs(cm__left_out *of, double *logs, double h)
{
    double sum = 0;

    CHECK(cm__left_out_sum(logs, of, h) == CM_OK);
    for (size_t i = 0; i < of->crowd->count; i++)
        sum += exp(logs[i]);
    return sum;
}

/* The window is moved to where the crowd has its origin. */
static criteria criteria_at(const cm_points *points, const cm_window *window, double h)
{
    const double n = (double)points->count;
    cm__crowd crowd = {.count = 0};
    cm__left_out of = {.crowd = NULL};
    criteria found = {0, 0, 0, 0};
    double logs[GOLDEN_MAX];
    size_t origin = 0;

    for (size_t i = 1; i < points->count; i++)
        origin = points->x[i] < points->x[origin] ? i : origin;
    CHECK(cm__crowd_create(&crowd, points, 1, NULL) == CM_OK && crowd.count == points->count);
    CHECK(cm__left_out_create(&of, &crowd, 1) == CM_OK);
    const double wide = n + sum_pairs(&of, logs, h * sqrt(2)), narrow = sum_pairs(&of, logs, h);
    found.least_squares = (wide / (4 * n * n) - narrow / (n * (n - 1))) / (PI * h * h);
    for (size_t i = 0; i < crowd.count; i++) {
        const cm_point place = {crowd.x[i] + points->x[origin], crowd.y[i] + points->y[origin]};
        const double log_density = logs[i] - log(2 * PI * h * h);
        found.mean_log += (log_density - log(n - 1)) / n;
        found.sum_log += log_density;
        found.sum_log_edge += log_density - log(cm__mass_get(window, CM_KERNEL_GAUSSIAN, h, place));
    }
    cm__left_out_clear(&of);
    cm__crowd_clear(&crowd);
    return found;
}

static void check_golden(const char *name)
{
    char points_file[64], window_file[64], file[64];
    double h[GOLDEN_MAX], want[4][GOLDEN_MAX];

    snprintf(points_file, sizeof points_file, "data_%s.csv", name);
    snprintf(window_file, sizeof window_file, "data_%s_window.csv", name);
    snprintf(file, sizeof file, "bandwidth_%s.json", name);
    cm_points points = golden_points(points_file);
    cm_window *const window = golden_window(window_file);
    const size_t count = golden_list(h, file, "h");
    if (window) {
        CHECK(count == 6 && golden_list(want[0], file, "lscv") == 6);
        CHECK(golden_list(want[1], file, "loglik_cv") == 6);
        CHECK(golden_list(want[2], file, "sum_log_loo_noedge") == 6);
        CHECK(golden_list(want[3], file, "sum_log_loo_edge_uniform") == 6);
        for (size_t i = 0; i < 6; i++) {
            const criteria got = criteria_at(&points, window, h[i]);
            CHECK_NEAR(got.least_squares, want[0][i], 1e-9 * fabs(want[0][i]));
            CHECK_NEAR(got.mean_log, want[1][i], 1e-9 * fabs(want[1][i]));
            CHECK_NEAR(got.sum_log, want[2][i], 1e-9 * fabs(want[2][i]));
            CHECK_NEAR(got.sum_log_edge, want[3][i], 1e-9 * fabs(want[3][i]));
        }
        const double least = golden_number(file, "lscv_min"), most = golden_number(file, "lik_max");
        CHECK_NEAR(criteria_at(&points, window, golden_number(file, "lscv_hmin")).least_squares,
                   least, 1e-9 * fabs(least));
        CHECK_NEAR(criteria_at(&points, window, golden_number(file, "lik_hmax")).mean_log, most,
                   1e-9 * fabs(most));
    }
    cm_window_destroy(window);
    cm_points_clear(&points);
}

TEST(agrees_with_the_reference_figures)
{
    check_golden("redwood");
    check_golden("longleaf");
}

static void check_golden_points(const char *file, const char *points_file, double sd)
{
    cm_points points = golden_points(points_file);
    double want[GOLDEN_MAX], logs[GOLDEN_MAX];
    cm__crowd crowd = {.count = 0};
    cm__left_out of = {.crowd = NULL};

    if (points.count > 0) {
        CHECK(golden_column(want, file, "gaussian_loo_noedge") == points.count);
        CHECK(cm__crowd_create(&crowd, &points, 1, NULL) == CM_OK && crowd.count == points.count);
        CHECK(cm__left_out_create(&of, &crowd, 1) == CM_OK);
        CHECK(cm__left_out_sum(logs, &of, sd) == CM_OK);
        for (size_t i = 0; i < crowd.count; i++) { /* the tree has an order of its own */
            const double got = exp(logs[i]) / (2 * PI * sd * sd);
            size_t k = 0;
            while (k < points.count && !(fabs(got - want[k]) <= 1e-9 * want[k]))
                k++;
            CHECK(k < points.count);
        }
        cm__left_out_clear(&of);
        cm__crowd_clear(&crowd);
    }
    cm_points_clear(&points);
}

TEST(leaves_each_point_out_as_the_reference_does)
{
    check_golden_points("kde_redwood_points.csv", "data_redwood.csv", 0.053);
    check_golden_points("kde_longleaf_points.csv", "data_longleaf.csv", 10);
}

TEST_MAIN(RUN(is_the_sum_over_all_other_places), RUN(is_exact_beside_a_place_of_great_weight),
          RUN(is_the_sum_where_a_tile_is_shared), RUN(agrees_with_the_reference_figures),
          RUN(leaves_each_point_out_as_the_reference_does))
