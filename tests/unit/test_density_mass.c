/* test_density_mass.c - tests layers/density_mass.c. */
#include "layers/density_mass.h"
#include "tests/window_fixture.h"

static const double PI = 3.14159265358979323846;

/* A gaussian over a rectangle is a product of error functions. */
TEST(is_the_closed_form_of_a_rectangle)
{
    static const double sides[][2] = {{1, 1}, {0.01, 3}, {40, 0.5}, {30, 25}};
    uint64_t state = 1;
    double worst = 0;

    for (size_t i = 0; i < 4; i++) {
        const double width = sides[i][0], height = sides[i][1];
        cm_window *const window = window_box(0, 0, width, height);
        for (int k = 0; k < 400; k++) {
            const double x = width * (k % 9 ? random_share(&state) : 0);
            const double y = height * (k % 7 ? random_share(&state) : 1);
            const double along = 0.5 * (erf(x / sqrt(2)) + erf((width - x) / sqrt(2)));
            const double up = 0.5 * (erf(y / sqrt(2)) + erf((height - y) / sqrt(2)));
            const double got = cm__mass_get(window, CM_KERNEL_GAUSSIAN, 1, (cm_point){x, y});
            worst = fmax(worst, fabs(got - along * up));
        }
        cm_window_destroy(window);
    }
    CHECK(worst <= 1e-15);
}

/* Half of a kernel lies on each side of a line through it, a quarter in a corner; all of it inside,
 * none outside. */
TEST(is_a_half_on_a_border_and_a_quarter_in_a_corner)
{
    cm_window *const window = window_box(0, 0, 100, 100);

    for (int i = 0; i < CM_KERNEL_COUNT; i++) {
        const cm_kernel kernel = (cm_kernel)i;
        test_now = cm_kernel_name(kernel);
        CHECK_NEAR(cm__mass_get(window, kernel, 3, (cm_point){0, 50}), 0.5, 1e-15);
        CHECK_NEAR(cm__mass_get(window, kernel, 3, (cm_point){60, 100}), 0.5, 1e-15);
        CHECK_NEAR(cm__mass_get(window, kernel, 3, (cm_point){100, 0}), 0.25, 1e-15);
        CHECK(cm__mass_get(window, kernel, 3, (cm_point){50, 60}) == 1);
        CHECK(cm__mass_get(window, kernel, 3, (cm_point){150, 60}) == 0);
        CHECK(cm__mass_get(window, kernel, 3, (cm_point){-1e6, 1e5}) == 0);
    }
    cm_window_destroy(window);
}

/* The kernel's integral by cells, for a window with a hole and an island far from the origin. */
TEST(is_the_sum_over_small_cells)
{
    enum { CELLS = 1000 };
    cm_features polygons = polygons_make();
    const cm_point at = {1e5 + 4.7, -5e4 + 5.6};
    const double side = 20.0 / CELLS;

    polygons_add_box(&polygons, 1e5, -5e4, 1e5 + 10, -5e4 + 10, false);
    polygons_add_box(&polygons, 1e5 + 3, -5e4 + 3, 1e5 + 7, -5e4 + 7, true);
    polygons_add_box(&polygons, 1e5 + 4, -5e4 + 4, 1e5 + 6, -5e4 + 6, false);
    cm_window *const window = window_make(&polygons);
    for (int i = 0; i < CM_KERNEL_COUNT; i++) {
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        cm_points one = points_make(1, false);
        double sum = 0;
        test_now = cm_kernel_name((cm_kernel)i);
        options.kernel = (cm_kernel)i;
        options.bandwidth_m = i == CM_KERNEL_GAUSSIAN ? 2.2 : 6.3;
        options.per_area_m2 = 1;
        one.x[0] = at.x;
        one.y[0] = at.y;
        for (int k = 0; k < CELLS * CELLS; k++) {
            const double x = 1e5 - 5 + side * (k % CELLS + 0.5);
            const double y = -5e4 - 5 + side * (k / CELLS + 0.5);
            if (cm_window_holds(window, (cm_point){x, y}))
                sum += density_of(&one, &options, x, y) * side * side;
        }
        CHECK_NEAR(cm__mass_get(window, options.kernel, options.bandwidth_m, at), sum,
                   i == CM_KERNEL_UNIFORM ? 2e-4 : 2e-5);
        cm_points_clear(&one);
    }
    cm_window_destroy(window);
}

/* A disc in a regular polygon of very many corners, from every place of it, and cut by its rim. */
TEST(is_exact_for_many_short_edges)
{
    enum { CORNERS = 1999 };
    cm_features polygons = polygons_make();
    double x[CORNERS], y[CORNERS];

    for (int i = 0; i < CORNERS; i++) {
        x[i] = 5 * cos(2 * PI * i / CORNERS);
        y[i] = 5 * sin(2 * PI * i / CORNERS);
    }
    CHECK(cm_features_add_row(&polygons) == CM_OK);
    CHECK(cm_features_add_part(&polygons, x, y, CORNERS, false) == CM_OK);
    cm_window *const window = window_make(&polygons);
    /* about the centre: the mass within 5, but for the chords' 1.6e-6 */
    const double q2 = 25.0 / 64, cut = 1.7e-6;
    CHECK_NEAR(cm__mass_get(window, CM_KERNEL_UNIFORM, 8, (cm_point){0, 0}), q2, cut);
    CHECK_NEAR(cm__mass_get(window, CM_KERNEL_TRIANGULAR, 8, (cm_point){0, 0}),
               3 * q2 - 2 * q2 * 0.625, 2 * cut);
    CHECK_NEAR(cm__mass_get(window, CM_KERNEL_QUARTIC, 8, (cm_point){0, 0}), 1 - pow(1 - q2, 3),
               2 * cut);
    CHECK_NEAR(cm__mass_get(window, CM_KERNEL_GAUSSIAN, 4, (cm_point){0, 0}), 1 - exp(-25.0 / 32),
               2 * cut);
    for (int i = 0; i < CM_KERNEL_COUNT; i++) {
        const cm_kernel kernel = (cm_kernel)i; /* the same from every direction */
        const double want = cm__mass_get(window, kernel, 1, (cm_point){4.5, 0});
        CHECK(want > 0.5 && want < 1);
        for (int k = 1; k < CORNERS; k += 100)
            CHECK_NEAR(cm__mass_get(window, kernel, 1, (cm_point){0.9 * x[k], 0.9 * y[k]}), want,
                       1e-14);
    }
    cm_window_destroy(window);
}

/* Neighbours share a border: what one loses the other has. */
TEST(adds_up_over_neighbours)
{
    cm_window *const left = window_box(0, 0, 10, 10), *const right = window_box(10, 0, 25, 10);
    cm_features polygons = polygons_make();
    uint64_t state = 8;

    polygons_add_box(&polygons, 0, 0, 10, 10, false);
    polygons_add_box(&polygons, 10, 0, 25, 10, false);
    cm_window *const both = window_make(&polygons), *const one = window_box(0, 0, 25, 10);
    for (int i = 0; i < 600; i++) {
        const cm_kernel kernel = (cm_kernel)(i % CM_KERNEL_COUNT);
        const cm_point at = {i % 5 ? 25 * random_share(&state) : 10, 10 * random_share(&state)};
        const double h = 0.3 + 5 * random_share(&state);
        const double want = cm__mass_get(one, kernel, h, at);
        CHECK_NEAR(cm__mass_get(both, kernel, h, at), want, 2e-15);
        CHECK_NEAR(cm__mass_get(left, kernel, h, at) + cm__mass_get(right, kernel, h, at), want,
                   2e-15);
    }
    cm_window_destroy(one);
    cm_window_destroy(both);
    cm_window_destroy(right);
    cm_window_destroy(left);
}

static void check_golden_points(const char *file, const char *points_file, const char *window_file,
                                double sd)
{
    cm_window *const window = golden_window(window_file);
    cm_points points = golden_points(points_file);
    double want[GOLDEN_MAX];

    if (window)
        CHECK(golden_column(want, file, "edge_mass") == points.count);
    for (size_t i = 0; window && i < points.count; i++)
        CHECK_NEAR(
            cm__mass_get(window, CM_KERNEL_GAUSSIAN, sd, (cm_point){points.x[i], points.y[i]}),
            want[i], 1e-9 * want[i]);
    cm_points_clear(&points);
    cm_window_destroy(window);
}

static void check_golden(const char *file, const char *window_file, double sd)
{
    cm_window *const window = golden_window(window_file);
    double x[GOLDEN_MAX], y[GOLDEN_MAX], want[GOLDEN_MAX], inside[GOLDEN_MAX];

    if (!window)
        return;
    const size_t count = golden_column(want, file, "edge_mass");
    CHECK(golden_column(x, file, "x") == count && golden_column(y, file, "y") == count);
    if (strstr(file, "grid16"))
        CHECK(golden_column(inside, file, "inside") == count && count == 256);
    for (size_t i = 0; i < count; i++) {
        CHECK_NEAR(cm__mass_get(window, CM_KERNEL_GAUSSIAN, sd, (cm_point){x[i], y[i]}), want[i],
                   1e-9 * want[i]);
        if (strstr(file, "grid16"))
            CHECK(cm_window_holds(window, (cm_point){x[i], y[i]}) == (inside[i] == 1));
    }
    cm_window_destroy(window);
}

TEST(agrees_with_the_reference_figures)
{
    check_golden("kde_redwood_grid16.csv", "data_redwood_window.csv", 0.053);
    check_golden("kde_longleaf_grid16.csv", "data_longleaf_window.csv", 10);
    check_golden_points("kde_redwood_points.csv", "data_redwood.csv", "data_redwood_window.csv",
                        0.053);
    check_golden_points("kde_longleaf_points.csv", "data_longleaf.csv", "data_longleaf_window.csv",
                        10);
    check_golden("relrisk_chorley.csv", "data_chorley_window.csv", 1.5);
}

TEST_MAIN(RUN(is_the_closed_form_of_a_rectangle),
          RUN(is_a_half_on_a_border_and_a_quarter_in_a_corner), RUN(is_the_sum_over_small_cells),
          RUN(is_exact_for_many_short_edges), RUN(adds_up_over_neighbours),
          RUN(agrees_with_the_reference_figures))
