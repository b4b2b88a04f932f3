/* test_centre.c - tests layers/centre.c. */
#include <clustermap/centre.h>

#include "tests/density_fixture.h"

/* The two numbers of "mean_center": [x, y]. */
static cm_point golden_mean(const char *name)
{
    FILE *const file = golden_open(name);
    char line[4096];
    cm_point mean = {NAN, NAN};

    while (file && fgets(line, sizeof line, file)) {
        const char *const at = strstr(line, "\"mean_center\": [");
        char *end;
        if (!at)
            continue;
        mean.x = strtod(at + strlen("\"mean_center\": ["), &end);
        mean.y = strtod(end + 1, NULL);
    }
    if (file)
        fclose(file);
    return mean;
}

static void compare(const char *data, const char *figures, bool weighted)
{
    cm_points points = points_make(GOLDEN_MAX, weighted);

    points.count = golden_column(points.x, data, "x");
    if (points.count > 0) {
        const cm_point mean = golden_mean(figures);
        CHECK(golden_column(points.y, data, "y") == points.count);
        CHECK(!weighted || golden_column(points.weight, data, "w") == points.count);
        const cm_centre centre = cm_centre_get(&points);
        CHECK((double)centre.count == golden_number(figures, "n"));
        CHECK_NEAR(centre.weight, golden_number(figures, "sum_w"), 1e-9 * centre.weight);
        CHECK_NEAR(centre.mean.x, mean.x, 1e-9 * fabs(mean.x));
        CHECK_NEAR(centre.mean.y, mean.y, 1e-9 * fabs(mean.y));
        CHECK_NEAR(centre.standard_distance_m, golden_number(figures, "standard_distance_n"),
                   1e-9 * centre.standard_distance_m);
    }
    cm_points_clear(&points);
}

TEST(gives_the_reference_figures)
{
    compare("data_centro_chorley_lung.csv", "centrography_chorley_lung.json", false);
    compare("data_centro_longleaf_weighted.csv", "centrography_longleaf_weighted.json", true);
}

TEST(loses_nothing_far_away)
{
    double x[] = {1e7, 1e7 + 2}, y[] = {-1e7, -1e7}, heavy[] = {3, 1}, none[] = {0, 0};
    cm_points points = {.x = x, .y = y, .count = 2};
    cm_centre centre = cm_centre_get(&points);

    CHECK(centre.mean.x == 1e7 + 1 && centre.mean.y == -1e7 && centre.standard_distance_m == 1);
    points.weight = heavy;
    centre = cm_centre_get(&points);
    CHECK(centre.mean.x == 1e7 + 0.5 && centre.weight == 4 && centre.count == 2);
    CHECK_NEAR(centre.standard_distance_m, sqrt(0.75), 1e-15);
    points.weight = none;
    centre = cm_centre_get(&points);
    CHECK(isnan(centre.mean.x) && isnan(centre.standard_distance_m) && centre.weight == 0);
    points.count = 0;
    centre = cm_centre_get(&points);
    CHECK(isnan(centre.mean.y) && centre.count == 0);
}

TEST_MAIN(RUN(gives_the_reference_figures), RUN(loses_nothing_far_away))
