/* test_service.c - tests layers/service.c. */
#include "tests/network_fixture.h"
#include <clustermap/service.h>

enum { CENTRE, FROM, TO, LENGTH, AREA };

typedef struct served {
    cm_network *network;
    cm_network_places centres;
    cm_features areas, lines;
} served;

static served serve(const cm_features *lines, const cm_point *places, size_t count,
                    const cm_service_options *options)
{
    served all = {.areas = {.geometry = CM_GEOMETRY_NONE}, .lines = {.geometry = CM_GEOMETRY_NONE}};
    double x[16], y[16];
    const cm_points points = {.x = x, .y = y, .count = count};

    for (size_t i = 0; i < count; i++) {
        x[i] = places[i].x;
        y[i] = places[i].y;
    }
    all.network = join(lines, NULL);
    CHECK(cm_network_find_places(&all.centres, all.network, &points, 100, NULL) == CM_OK);
    CHECK(cm_service_find(&all.areas, &all.lines, all.network, all.centres, options) == CM_OK);
    return all;
}

static void clear(served *all)
{
    cm_features_clear(&all->lines);
    cm_features_clear(&all->areas);
    cm_network_places_clear(&all->centres);
    cm_network_destroy(all->network);
}

static const double LIMITS[] = {100, 250, 1000};

typedef struct want {
    const char *centre;
    double from, to, length_km;
} want;

static void check_rows(const cm_features *layer, const want *rows, size_t count)
{
    CHECK(layer->table.row_count == count);
    for (size_t i = 0; i < count && i < layer->table.row_count; i++) {
        CHECK(strcmp(cm_table_get_text(&layer->table, i, CENTRE), rows[i].centre) == 0);
        CHECK(cm_table_get_number(&layer->table, i, FROM) == rows[i].from);
        CHECK(cm_table_get_number(&layer->table, i, TO) == rows[i].to);
        CHECK_NEAR(cm_table_get_number(&layer->table, i, LENGTH), rows[i].length_km, 1e-12);
    }
}

/* A road of 1 km, a side road of 200 m at its middle, and a road elsewhere. */
static const char ROADS[] = "0 0, 500 0, 1000 0\n500 0, 500 200\n3000 0, 3100 0";
static const cm_point CENTRES[] = {{0, 0}, {1000, 0}, {2000, 2000}};

TEST(shares_the_lines_among_the_nearest_centres)
{
    static const want rows[] = {{"1", 0, 100, 0.1},           {"1", 100, 250, 0.15},
                                {"1", 250, 1000, 0.25 + 0.2}, {"2", 0, 100, 0.1},
                                {"2", 100, 250, 0.15},        {"2", 250, 1000, 0.25}};
    cm_features lines = draw(ROADS);
    cm_service_options options = CM_SERVICE_OPTIONS_INIT;

    options.limits = LIMITS;
    options.limit_count = 3;
    served all = serve(&lines, CENTRES, 3, &options);
    CHECK(all.centres.places[2].edge == CM_ABSENT); /* no row, no error */
    check_rows(&all.areas, rows, 6);
    check_rows(&all.lines, rows, 6);
    /* the first centre's last band: the road on from 250 m, and the side road */
    CHECK(all.lines.first_part[3] - all.lines.first_part[2] == 2);
    clear(&all);
    cm_features_clear(&lines);
}

TEST(gives_each_centre_all_that_it_reaches)
{
    static const want rows[] = {{"a", 0, 100, 0.1},           {"a", 100, 250, 0.15},
                                {"a", 250, 1000, 0.75 + 0.2}, {"b", 0, 100, 0.1},
                                {"b", 100, 250, 0.15},        {"b", 250, 1000, 0.75 + 0.2}};
    const char *const ids[] = {"a", "b", "c"};
    cm_features lines = draw(ROADS);
    cm_service_options options = CM_SERVICE_OPTIONS_INIT;

    options.limits = LIMITS;
    options.limit_count = 3;
    options.owner = CM_SERVICE_EACH;
    options.centre_ids = ids;
    served all = serve(&lines, CENTRES, 3, &options);
    check_rows(&all.areas, rows, 6);
    check_rows(&all.lines, rows, 6);
    for (size_t band = 0; band < 3; band++) /* alike from both ends */
        CHECK_NEAR(cm_table_get_number(&all.areas.table, band, AREA),
                   cm_table_get_number(&all.areas.table, band + 3, AREA), 1e-6);
    clear(&all);
    cm_features_clear(&lines);
}

TEST(merges_the_centres)
{
    static const want rows[] = {{"", 0, 100, 0.2}, {"", 100, 250, 0.3}, {"", 250, 1000, 0.5 + 0.2}};
    cm_features lines = draw(ROADS);
    cm_service_options options = CM_SERVICE_OPTIONS_INIT;

    options.limits = LIMITS;
    options.limit_count = 3;
    options.owner = CM_SERVICE_MERGED;
    served all = serve(&lines, CENTRES, 3, &options);
    check_rows(&all.areas, rows, 3);
    check_rows(&all.lines, rows, 3);
    clear(&all);
    cm_features_clear(&lines);
}

/* The bands' areas lie side by side: together as large as one band to the last limit. */
TEST(shares_the_ground_without_a_rest)
{
    random_network random;

    for (uint64_t seed = 1; seed <= 8; seed++) {
        uint64_t dice = seed;
        cm_point places[4];
        make_random(&random, seed);
        for (size_t i = 0; i < 4; i++) /* places where lines begin are near a line */
            places[i] = (cm_point){random.x[random.from[i]], random.y[random.from[i]]};
        cm_service_options options = CM_SERVICE_OPTIONS_INIT;
        const double limits[] = {300 + 500 * random_share(&dice), 1200, 2500}, last[] = {2500};
        options.width_m = 80;
        options.limits = limits;
        options.limit_count = 3;
        served bands = serve(&random.lines, places, 4, &options);
        options.limits = last;
        options.limit_count = 1;
        options.owner = CM_SERVICE_MERGED;
        served whole = serve(&random.lines, places, 4, &options);
        double sum[2] = {0, 0};
        for (size_t row = 0; row < bands.areas.table.row_count; row++) {
            sum[0] += cm_table_get_number(&bands.areas.table, row, LENGTH);
            sum[1] += cm_table_get_number(&bands.areas.table, row, AREA);
        }
        CHECK(bands.areas.table.row_count > 3 && whole.areas.table.row_count == 1);
        CHECK_NEAR(sum[0], cm_table_get_number(&whole.areas.table, 0, LENGTH), 1e-9);
        CHECK_NEAR(sum[1], cm_table_get_number(&whole.areas.table, 0, AREA), 1e-4 * sum[1]);
        clear(&whole);
        clear(&bands);
        cm_features_clear(&random.lines);
    }
}

TEST(refuses_bad_options_and_takes_no_centre)
{
    cm_features lines = draw(ROADS), out = {.geometry = CM_GEOMETRY_NONE};
    cm_network *const network = join(&lines, NULL);
    const double falling[] = {5, 5}, zero[] = {0}, huge[] = {1.1e9}, nan[] = {NAN}, good[] = {5};
    const struct {
        const char *why;
        const double *limits;
        size_t count;
        double width_m;
        cm_status want;
    } rows[] = {{"good", good, 1, 1, CM_OK},
                {"no band", good, 0, 100, CM_ERR_DOMAIN},
                {"too many bands", good, 65, 100, CM_ERR_DOMAIN},
                {"not ascending", falling, 2, 100, CM_ERR_DOMAIN},
                {"zero", zero, 1, 100, CM_ERR_DOMAIN},
                {"huge", huge, 1, 100, CM_ERR_DOMAIN},
                {"not a number", nan, 1, 100, CM_ERR_DOMAIN},
                {"narrow", good, 1, 0.9, CM_ERR_DOMAIN},
                {"wide", good, 1, 1.1e5, CM_ERR_DOMAIN},
                {"widest", good, 1, 1e5, CM_OK}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_service_options options = CM_SERVICE_OPTIONS_INIT;
        test_now = rows[i].why;
        options.limits = rows[i].limits;
        options.limit_count = rows[i].count;
        options.width_m = rows[i].width_m;
        CHECK(cm_service_find(&out, NULL, network, (cm_network_places){NULL, 0}, &options) ==
              rows[i].want);
        CHECK(out.table.row_count == 0 && (rows[i].want || out.geometry == CM_GEOMETRY_POLYGON));
        cm_features_clear(&out);
    }
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

static bool count_down(void *context, double share)
{
    int *const left = context;

    CHECK(share >= 0 && share <= 1);
    return (*left)-- > 0;
}

TEST(stops_when_it_is_asked_to)
{
    cm_features lines = draw(ROADS);
    cm_service_options options = CM_SERVICE_OPTIONS_INIT;
    cm_network *const network = join(&lines, NULL);
    cm_network_place centre = cm_network_find_place(network, (cm_point){0, 0}, 1);
    cm_status status = CM_ERR_STOPPED;
    int tries = 0;

    options.limits = LIMITS;
    options.limit_count = 3;
    for (; status == CM_ERR_STOPPED && tries < 30; tries++) {
        int left = tries;
        cm_features areas = {.geometry = CM_GEOMETRY_NONE}, reached = areas;
        options.progress = (cm_progress){count_down, &left};
        status =
            cm_service_find(&areas, &reached, network, (cm_network_places){&centre, 1}, &options);
        CHECK(status == CM_OK || (areas.geometry == CM_GEOMETRY_NONE && !reached.first_part));
        cm_features_clear(&areas);
        cm_features_clear(&reached);
    }
    CHECK(status == CM_OK && tries > 3);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(shares_the_lines_among_the_nearest_centres),
          RUN(gives_each_centre_all_that_it_reaches), RUN(merges_the_centres),
          RUN(shares_the_ground_without_a_rest), RUN(refuses_bad_options_and_takes_no_centre),
          RUN(stops_when_it_is_asked_to))
