/* test_hotspot.c - tests layers/hotspot.c. */
#include <clustermap/hotspot.h>

#include "tests/density_fixture.h"

/* Five places in a row, 1 apart, with the values 1 0 0 0 9. */
static cm_points row_of_five(void)
{
    static const double values[] = {1, 0, 0, 0, 9};
    cm_points places = points_make(5, true);

    for (size_t i = 0; i < 5; i++) {
        places.x[i] = (double)i;
        places.y[i] = 7;
        places.weight[i] = values[i];
    }
    return places;
}

TEST(scores_by_the_formula)
{
    /* mean 2, variance (1 + 4 + 4 + 4 + 49) / 5 = 12.4; within 1: 2 3 3 3 2 places */
    static const double sums[] = {1, 1, 0, 9, 9}, within[] = {2, 3, 3, 3, 2};
    cm_points places = row_of_five();
    double z[5];

    CHECK(cm_hotspot_scores(z, &places, 1) == CM_OK);
    for (size_t i = 0; i < 5; i++) {
        const double n = within[i];
        CHECK_NEAR(z[i], (sums[i] - 2 * n) / (sqrt(12.4) * sqrt((5 * n - n * n) / 4)), 1e-12);
    }
    CHECK(cm_hotspot_scores(z, &places, 0.5) == CM_OK); /* each alone */
    CHECK_NEAR(z[4], 7 / sqrt(12.4), 1e-12);
    CHECK(cm_hotspot_scores(z, &places, 3) == CM_OK);
    CHECK(!isnan(z[0]) && isnan(z[1]) && isnan(z[3])); /* all five lie within 3 of the second */
    cm_points_clear(&places);
}

TEST(refuses_what_it_cannot_score)
{
    cm_points places = row_of_five(), none = {0};
    double z[5] = {42};

    CHECK(cm_hotspot_scores(z, &places, 0) == CM_ERR_DOMAIN);
    CHECK(cm_hotspot_scores(z, &places, NAN) == CM_ERR_DOMAIN);
    CHECK(cm_hotspot_scores(z, &places, 2e9) == CM_ERR_DOMAIN);
    CHECK(cm_hotspot_scores(z, &none, 1) == CM_ERR_DOMAIN);
    for (size_t i = 0; i < 5; i++)
        places.weight[i] = 3;
    CHECK(cm_hotspot_scores(z, &places, 1) == CM_ERR_DOMAIN);
    CHECK(z[0] == 42);
    cm_points_clear(&places);
}

/* The same by looking at all pairs, of places near and far. */
TEST(bins_lose_no_neighbour)
{
    static const double bands[] = {1, 30, 400, 5000};
    const cm_box box = {0, 0, 1000, 3000};
    cm_points places = points_scatter(300, &box, true, 5);
    double z[300], mean = 0, variance = 0;

    for (size_t i = 0; i < 300; i++)
        mean += places.weight[i] / 300;
    for (size_t i = 0; i < 300; i++)
        variance += (places.weight[i] - mean) * (places.weight[i] - mean) / 300;
    for (size_t b = 0; b < 4; b++) {
        CHECK(cm_hotspot_scores(z, &places, bands[b]) == CM_OK);
        for (size_t i = 0; i < 300; i++) {
            double sum = 0, n = 0;
            for (size_t j = 0; j < 300; j++)
                if (hypot(places.x[i] - places.x[j], places.y[i] - places.y[j]) <= bands[b]) {
                    sum += places.weight[j];
                    n++;
                }
            if (n < 300)
                CHECK_NEAR(z[i], (sum - mean * n) / sqrt(variance * (300 * n - n * n) / 299), 1e-9);
            else
                CHECK(isnan(z[i]));
        }
    }
    cm_points_clear(&places);
}

TEST(tells_chances_and_classes)
{
    static const struct {
        double z, chance;
        int class_of_it;
    } rows[] = {{0, 1, 0},
                {1.6448536269514722, 0.10, 0}, /* not below it */
                {1.7, 0.089130925517086, 1},
                {-1.97, 0.0488383706, -2},
                {2.5758293035489, 0.01, 2},
                {-2.6, 0.0093223760, -3}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_NEAR(cm_hotspot_chance(rows[i].z), rows[i].chance, 1e-9);
        CHECK(cm_hotspot_class(rows[i].z, rows[i].chance) == rows[i].class_of_it);
    }
    CHECK(isnan(cm_hotspot_chance(NAN)));
}

TEST(adjusts_by_benjamini_and_hochberg)
{
    /* by rank: 0.01 * 5 / 1, 0.02 * 5 / 2, 0.03 * 5 / 3, 0.04 * 5 / 4, 0.5; each not above the next
     */
    double chances[] = {0.04, 0.01, NAN, 0.5, 0.03, 0.02}, all_sure[] = {0, 0, 0}, few[] = {0.9};
    static const double want[] = {0.05, 0.05, NAN, 0.5, 0.05, 0.05};

    CHECK(cm_hotspot_adjust(chances, 6) == CM_OK);
    for (size_t i = 0; i < 6; i++)
        CHECK(isnan(want[i]) ? isnan(chances[i]) : fabs(chances[i] - want[i]) < 1e-15);
    CHECK(cm_hotspot_adjust(all_sure, 3) == CM_OK && all_sure[2] == 0);
    CHECK(cm_hotspot_adjust(few, 1) == CM_OK && few[0] == 0.9);
    CHECK(cm_hotspot_adjust(NULL, 0) == CM_OK);
}

/* The greatest distance to a nearest neighbour. */
static double reach_of(const cm_points *places)
{
    double most = 0;

    for (size_t i = 0; i < places->count; i++) {
        double least = INFINITY;
        for (size_t j = 0; j < places->count; j++)
            if (j != i)
                least =
                    fmin(least, hypot(places->x[i] - places->x[j], places->y[i] - places->y[j]));
        most = fmax(most, least);
    }
    return most;
}

TEST(agrees_with_spdep_on_columbus)
{
    cm_points places = points_make(GOLDEN_MAX, true);
    double z[GOLDEN_MAX], want[GOLDEN_MAX];

    places.count = golden_column(places.x, "data_columbus_centroids.csv", "x");
    if (places.count > 0) {
        CHECK(golden_column(places.y, "data_columbus_centroids.csv", "y") == places.count);
        CHECK(golden_column(places.weight, "data_columbus_centroids.csv", "HOVAL") == places.count);
        CHECK(golden_column(want, "lisa_columbus_HOVAL_dband_maxnn.csv", "Gistar_z_B") ==
              places.count);
        CHECK(cm_hotspot_scores(z, &places, reach_of(&places) * (1 + 1e-12)) == CM_OK);
        for (size_t i = 0; i < places.count; i++)
            CHECK_NEAR(z[i], want[i], 1e-9 * fabs(want[i]));
    }
    cm_points_clear(&places);
}

TEST_MAIN(RUN(scores_by_the_formula); RUN(refuses_what_it_cannot_score);
          RUN(bins_lose_no_neighbour); RUN(tells_chances_and_classes);
          RUN(adjusts_by_benjamini_and_hochberg); RUN(agrees_with_spdep_on_columbus))
