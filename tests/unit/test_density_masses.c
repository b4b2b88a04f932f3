/* test_density_masses.c - tests layers/density_masses.c. */
#include "layers/density_mass.h"
#include "layers/density_masses.h"
#include "tests/window_fixture.h"

enum { MANY = 2600 };
static const cm_box box = {1e5 - 300, 2e5 - 200, 1e5 + 2000, 2e5 + 2100};

static cm_window *make_window(void)
{
    cm_features polygons = polygons_make();

    polygons_add_star(&polygons, (cm_point){1e5 + 1000, 2e5 + 900}, 1000, 300, 7);
    polygons_add_box(&polygons, 1e5 + 800, 2e5 + 800, 1e5 + 900, 2e5 + 950, true);
    return window_make(&polygons);
}

TEST(are_the_masses_one_by_one)
{
    cm_window *const window = make_window();
    cm_points places = points_scatter(MANY, &box, false, 4);
    double got[MANY], again[MANY], own[MANY];

    for (size_t i = 0; i < MANY; i++)
        own[i] = 20 + (double)(i % 50);
    for (int i = 0; i < 2 * CM_KERNEL_COUNT; i++) {
        const double *const bandwidths = i % 2 ? own : NULL;
        cm_density_options options = CM_DENSITY_OPTIONS_INIT;
        options.kernel = (cm_kernel)(i / 2);
        test_now = cm_kernel_name(options.kernel);
        for (options.bandwidth_m = 25; options.bandwidth_m < 900; options.bandwidth_m *= 5) {
            options.threads = 1;
            CHECK(cm__masses_get(got, &places, window, &options, bandwidths) == CM_OK);
            options.threads = 3;
            CHECK(cm__masses_get(again, &places, window, &options, bandwidths) == CM_OK);
            CHECK(memcmp(got, again, sizeof got) == 0);
            for (size_t k = 0; k < MANY; k += 13) {
                const double bandwidth = bandwidths ? own[k] : options.bandwidth_m;
                const double want = cm__mass_get(window, options.kernel, bandwidth,
                                                 (cm_point){places.x[k], places.y[k]});
                CHECK_NEAR(got[k], want, 1e-9 * want + 1e-15);
            }
        }
    }
    cm_points_clear(&places);
    cm_window_destroy(window);
    CHECK(cm__memory_live() == 0);
}

/* Far apart: no lattice could be held. */
TEST(takes_places_that_are_anywhere)
{
    cm_window *const window = make_window();
    cm_points places = points_scatter(MANY, &box, false, 4);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    double got[MANY];

    places.x[3] = 1e9;
    places.y[8] = -1e9;
    options.kernel = CM_KERNEL_GAUSSIAN;
    options.bandwidth_m = 40;
    CHECK(cm__masses_get(got, &places, window, &options, NULL) == CM_OK);
    CHECK(got[3] == 0 && got[8] == 0);
    for (size_t k = 0; k < MANY; k += 17)
        CHECK_NEAR(
            got[k],
            cm__mass_get(window, CM_KERNEL_GAUSSIAN, 40, (cm_point){places.x[k], places.y[k]}),
            1e-15);
    for (size_t k = 0; k < MANY; k++) { /* all on one line, and at one place */
        places.x[k] = 1e5 + 700;
        places.y[k] = 2e5 + 600 + (k < MANY / 2 ? (double)k / 10 : 0);
    }
    CHECK(cm__masses_get(got, &places, window, &options, NULL) == CM_OK);
    for (size_t k = 0; k < MANY; k += 17)
        CHECK_NEAR(
            got[k],
            cm__mass_get(window, CM_KERNEL_GAUSSIAN, 40, (cm_point){places.x[k], places.y[k]}),
            1e-10);
    cm_points_clear(&places);
    cm_window_destroy(window);
}

static bool stop(void *context, double share)
{
    int *const calls = context;

    CHECK(share >= 0 && share <= 1);
    return ++*calls < 4;
}

TEST(stops_when_told_to)
{
    cm_window *const window = make_window();
    cm_points places = points_scatter(MANY, &box, false, 4);
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    double got[MANY];
    int calls = 0;

    options.bandwidth_m = 40;
    options.threads = 1;
    options.progress = (cm_progress){stop, &calls};
    CHECK(cm__masses_get(got, &places, window, &options, NULL) == CM_ERR_STOPPED && calls == 4);
    cm_points_clear(&places);
    cm_window_destroy(window);
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(are_the_masses_one_by_one), RUN(takes_places_that_are_anywhere),
          RUN(stops_when_told_to))
