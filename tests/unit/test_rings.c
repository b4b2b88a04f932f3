/* test_rings.c - tests layers/rings.c. */
#include <clustermap/rings.h>

#include "tests/test.h"
#include <stdlib.h>

#define PI 3.14159265358979323846

static double number(const cm_features *rings, size_t row, const char *column)
{
    return cm_table_get_number(&rings->table, row, cm_table_find_column(&rings->table, column));
}

TEST(counts_from_inclusive_to_exclusive)
{
    double x[] = {0, 3, 5, 5, 9, 100}, y[] = {0, 4, 0, 0, 0, 0}, weight[] = {1, 2, 4, 8, 16, 32};
    const cm_points points = {.x = x, .y = y, .weight = weight, .count = 6};
    const cm_points centre = {.x = x, .y = y, .count = 1};
    const double radii[] = {5, 9, 10};
    cm_rings_options options = CM_RINGS_OPTIONS_INIT;
    cm_features rings = {.geometry = CM_GEOMETRY_NONE};

    options.radii_m = radii;
    options.radius_count = 3;
    CHECK(cm_rings_count(&rings, &points, &centre, &options) == CM_OK);
    CHECK(rings.table.row_count == 3);
    static const struct {
        double count, weight, cumulative;
    } want[] = {{1, 1, 1}, {3, 14, 4}, {1, 16, 5}}; /* 5 lies in 5..9, and 9 in 9..10 */
    for (size_t i = 0; i < 3 && i < rings.table.row_count; i++) {
        const double from = i > 0 ? radii[i - 1] : 0;
        const double area_km2 = PI * (radii[i] * radii[i] - from * from) / 1e6;
        CHECK(number(&rings, i, "count") == want[i].count);
        CHECK(number(&rings, i, "weight") == want[i].weight);
        CHECK(number(&rings, i, "cumulative_count") == want[i].cumulative);
        CHECK_NEAR(number(&rings, i, "area_km2"), area_km2, 1e-15);
        CHECK_NEAR(number(&rings, i, "per_km2"), want[i].weight / area_km2, 1e-6);
        CHECK(number(&rings, i, "ring_from_m") == from &&
              number(&rings, i, "ring_to_m") == radii[i]);
        CHECK(rings.first_part[i + 1] - rings.first_part[i] == (i > 0 ? 2 : 1));
    }
    cm_features_clear(&rings);
}

TEST(counts_classes_apart_and_clips_areas)
{
    double x[] = {1, 1, -1, 1}, y[] = {0, 0, 0, 0}, cx[] = {0, 50}, cy[] = {0, 0};
    const char *const classes[] = {"it", "bio", "it", NULL}, *const ids[] = {"駅", "港"};
    const double radii[] = {2}, wx[] = {0, 60, 60, 0, 0}, wy[] = {-60, -60, 60, 60, -60};
    const cm_points points = {.x = x, .y = y, .count = 4};
    const cm_points centres = {.x = cx, .y = cy, .count = 2};
    cm_rings_options options = CM_RINGS_OPTIONS_INIT;
    cm_features rings = {.geometry = CM_GEOMETRY_NONE}, window = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_features_init(&window, CM_GEOMETRY_POLYGON, NULL) == CM_OK);
    CHECK(cm_features_add_row(&window) == CM_OK);
    CHECK(cm_features_add_part(&window, wx, wy, 5, false) == CM_OK);
    options.radii_m = radii;
    options.radius_count = 1;
    options.classes = classes;
    options.centre_ids = ids;
    options.window = &window;
    CHECK(cm_rings_count(&rings, &points, &centres, &options) == CM_OK);
    CHECK(rings.table.row_count == 6); /* 2 centres of 3 classes: it, bio and none */
    const size_t class = cm_table_find_column(&rings.table, "class");
    const size_t centre = cm_table_find_column(&rings.table, "centre");
    CHECK(strcmp(cm_table_get_text(&rings.table, 1, class), "bio") == 0);
    CHECK(strcmp(cm_table_get_text(&rings.table, 2, class), "") == 0);
    CHECK(strcmp(cm_table_get_text(&rings.table, 3, centre), "港") == 0);
    CHECK(number(&rings, 0, "count") == 2 && number(&rings, 3, "count") == 0);
    CHECK_NEAR(number(&rings, 0, "area_km2"), PI * 2 / 1e6, 1e-15); /* half lies in the window */
    CHECK_NEAR(number(&rings, 3, "area_km2"), PI * 4 / 1e6, 1e-15);
    cm_features_clear(&rings);
    cm_features_clear(&window);
}

TEST(refuses_bad_radii_and_leaves_the_output)
{
    static const struct {
        const char *why;
        double radii[2];
        size_t count;
    } rows[] = {{"none", {1, 2}, 0},          {"zero", {0, 1}, 2},
                {"not ascending", {2, 2}, 2}, {"not a number", {1, NAN}, 2},
                {"too large", {1, 1e8}, 2},   {"negative", {-1, 1}, 2}};
    const cm_points none = {.count = 0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_rings_options options = CM_RINGS_OPTIONS_INIT;
        cm_features rings = {.geometry = CM_GEOMETRY_LINE};
        test_now = rows[i].why;
        options.radii_m = rows[i].radii;
        options.radius_count = rows[i].count;
        CHECK(cm_rings_count(&rings, &none, &none, &options) == CM_ERR_DOMAIN);
        CHECK(rings.geometry == CM_GEOMETRY_LINE);
    }
}

enum { TREES = 584 };

static FILE *open_golden(const char *name)
{
    const char *const data = getenv("CM_TEST_DATA");
    char path[1024], header[256];
    FILE *file;

    snprintf(path, sizeof path, "%s/golden/%s", data ? data : "", name);
    file = fopen(path, "r");
    CHECK(!file || fgets(header, sizeof header, file) != NULL);
    return file;
}

/* A line of the golden rings. */
typedef struct golden {
    double from, to, count, weight, area, count_per_area, weight_per_area, share;
} golden;

static size_t read_rings(golden *out, FILE *table)
{
    size_t count = 0;

    for (golden *g = out; count < CM_RINGS_MAX; g++, count++)
        if (fscanf(table, "%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf\n", &g->from, &g->to, &g->count,
                   &g->weight, &g->area, &g->count_per_area, &g->weight_per_area, &g->share) != 8)
            break;
    return count;
}

/* per_km2 counts members where there are no weights. */
static void check_rings(const cm_features *rings, const golden *want, size_t count, bool weighted)
{
    double members = 0, weight = 0, all = 0;

    CHECK(rings->table.row_count == count);
    for (size_t i = 0; i < count; i++)
        all += want[i].weight;
    for (size_t i = 0; i < rings->table.row_count; i++) {
        const golden *const g = &want[i];
        const double per_m2 = weighted ? g->weight_per_area : g->count_per_area;
        members += g->count;
        weight += number(rings, i, "weight");
        CHECK(number(rings, i, "ring_from_m") == g->from && number(rings, i, "ring_to_m") == g->to);
        CHECK(number(rings, i, "count") == g->count);
        CHECK(number(rings, i, "cumulative_count") == members);
        CHECK_NEAR(number(rings, i, "area_km2") * 1e6, g->area, 1e-9 * g->area);
        CHECK_NEAR(number(rings, i, "per_km2") / 1e6, per_m2, 1e-9 * per_m2);
        if (!weighted)
            continue;
        CHECK_NEAR(number(rings, i, "weight"), g->weight, 1e-9 * g->weight);
        CHECK_NEAR(weight / all, g->share, 1e-9 * g->share);
    }
}

/* Figures of another program: the longleaf pines in rings round a centre. */
TEST(equals_the_golden_rings)
{
    double x[TREES], y[TREES], weight[TREES], radii[CM_RINGS_MAX];
    double cx = 100.25, cy = 99.75;
    golden want[CM_RINGS_MAX];
    cm_points points = {.x = x, .y = y, .weight = weight, .count = TREES};
    const cm_points centre = {.x = &cx, .y = &cy, .count = 1};
    cm_rings_options options = CM_RINGS_OPTIONS_INIT;
    FILE *trees = open_golden("data_longleaf.csv"), *table = open_golden("rings_longleaf.csv");

    if (!trees || !table) {
        printf("skipped: no golden rings at hand\n");
        return;
    }
    for (size_t i = 0; i < TREES; i++)
        CHECK(fscanf(trees, "%*d,%lf,%lf,%lf\n", &x[i], &y[i], &weight[i]) == 3);
    options.radius_count = read_rings(want, table);
    fclose(trees);
    fclose(table);
    CHECK(options.radius_count == 14);
    for (size_t i = 0; i < options.radius_count; i++)
        radii[i] = want[i].to;
    options.radii_m = radii;
    for (int weighted = 1; weighted >= 0; weighted--) {
        cm_features rings = {.geometry = CM_GEOMETRY_NONE};
        points.weight = weighted ? weight : NULL;
        CHECK(cm_rings_count(&rings, &points, &centre, &options) == CM_OK);
        check_rings(&rings, want, options.radius_count, weighted);
        cm_features_clear(&rings);
    }
}

static bool stop(void *context, double share)
{
    *(double *)context = share;
    return share < 0.5;
}

TEST(stops_between_centres)
{
    double x[] = {0, 1, 2, 3}, radii[] = {5}, told = -1;
    const cm_points points = {.x = x, .y = x, .count = 4};
    cm_rings_options options = CM_RINGS_OPTIONS_INIT;
    cm_features rings = {.geometry = CM_GEOMETRY_NONE};

    options.radii_m = radii;
    options.radius_count = 1;
    options.progress = (cm_progress){stop, &told};
    CHECK(cm_rings_count(&rings, &points, &points, &options) == CM_ERR_STOPPED);
    CHECK(told == 0.5 && rings.table.column_count == 0);
}

TEST_MAIN(RUN(counts_from_inclusive_to_exclusive), RUN(counts_classes_apart_and_clips_areas),
          RUN(refuses_bad_radii_and_leaves_the_output), RUN(equals_the_golden_rings),
          RUN(stops_between_centres))
