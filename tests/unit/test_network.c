/* test_network.c - tests layers/network.c. */
#include "tests/network_fixture.h"

TEST(refuses_what_is_no_network)
{
    const char *const bad = "0 0, 0 0";
    cm_features lines = draw(bad), empty = {.geometry = CM_GEOMETRY_NONE};
    cm_features points = {.geometry = CM_GEOMETRY_NONE};
    cm_network *network = NULL;

    CHECK(cm_network_create(&network, &lines, NULL) == CM_ERR_FORMAT);
    CHECK(strcmp(cm_error_text(), "no line of the network has a length") == 0);
    CHECK(cm_features_init(&empty, CM_GEOMETRY_LINE, NULL) == CM_OK);
    CHECK(cm_network_create(&network, &empty, NULL) == CM_ERR_FORMAT);
    CHECK(strcmp(cm_error_text(), "the network has no line") == 0);
    CHECK(cm_features_add_row(&empty) == CM_OK); /* a row without a line */
    CHECK(cm_network_create(&network, &empty, NULL) == CM_ERR_FORMAT);
    CHECK(cm_features_init(&points, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm_features_add_row(&points) == CM_OK);
    CHECK(cm_network_create(&network, &points, NULL) == CM_ERR_FORMAT);
    CHECK(strcmp(cm_error_text(), "the network is not of lines") == 0);
    lines.x[0] = 1.1e9;
    CHECK(cm_network_create(&network, &lines, NULL) == CM_ERR_DOMAIN);
    CHECK(!network);
    cm_network_destroy(NULL);
    cm_features_clear(&points);
    cm_features_clear(&empty);
    cm_features_clear(&lines);
}

TEST(keeps_its_options_within_their_ranges)
{
    cm_features lines = draw("0 0, 1 0");
    const cm_network_options good = CM_NETWORK_OPTIONS_INIT;
    static const struct {
        const char *why;
        double tolerance_m, speed_kmh, walk_kmh;
        cm_status want;
    } rows[] = {{"least", 0, 1e-3, 1e-3, CM_OK},        {"most", 1000, 1e4, 1e4, CM_OK},
                {"tolerance", -1, 4, 4, CM_ERR_DOMAIN}, {"tolerance", 1001, 4, 4, CM_ERR_DOMAIN},
                {"none", NAN, 4, 4, CM_ERR_DOMAIN},     {"speed", 1, 0, 4, CM_ERR_DOMAIN},
                {"speed", 1, 10001, 4, CM_ERR_DOMAIN},  {"speed", 1, NAN, 4, CM_ERR_DOMAIN},
                {"walk", 1, 4, -4, CM_ERR_DOMAIN},      {"walk", 1, 4, INFINITY, CM_ERR_DOMAIN}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_network_options options = good;
        cm_network *network = NULL;
        test_now = rows[i].why;
        options.tolerance_m = rows[i].tolerance_m;
        options.speed_kmh = rows[i].speed_kmh;
        options.walk_kmh = rows[i].walk_kmh;
        const cm_status got = cm_network_create(&network, &lines, &options);
        /* at the largest tolerance the line is below it, and no line is left */
        CHECK(got == rows[i].want || (rows[i].tolerance_m == 1000 && got == CM_ERR_FORMAT));
        CHECK((got == CM_OK) == (network != NULL));
        cm_network_destroy(network);
    }
    const double ones[] = {1};
    cm_network_options options = good;
    cm_network *network = NULL;
    add_numbers(&lines, "a", ones);
    options.speed = "a";
    CHECK(cm_network_create(&network, &lines, &options) == CM_ERR_DOMAIN); /* metres */
    options.unit = CM_NETWORK_MINUTES;
    options.minutes = "a";
    CHECK(cm_network_create(&network, &lines, &options) == CM_ERR_DOMAIN); /* both */
    cm_features_clear(&lines);
}

/* The way to the line is walked, whatever the speed on the line. */
TEST(walks_to_its_lines)
{
    cm_features lines = draw("0 0, 1000 0");
    cm_network_options options = CM_NETWORK_OPTIONS_INIT;

    options.unit = CM_NETWORK_MINUTES;
    options.speed_kmh = 60;
    options.walk_kmh = 6;
    cm_network *const network = join(&lines, &options);
    CHECK_NEAR(travel(network, (cm_point){0, 100}, (cm_point){1000, -200}), 1 + 1 + 2, 1e-12);
    CHECK(travel(network, (cm_point){0, 100}, (cm_point){0, 100}) == 0);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

/* What it needs it has copied. */
TEST(outlives_its_layer)
{
    cm_features lines = draw("0 0, 3 4, 3 10\n3 10, 0 10");
    cm_network *const network = join(&lines, NULL);

    cm_features_clear(&lines);
    CHECK_NEAR(travel(network, (cm_point){0, 0}, (cm_point){0, 10}), 14, 1e-12);
    cm_network_destroy(network);
}

static bool count_down(void *context, double share)
{
    int *const left = context;

    CHECK(share >= 0 && share <= 1);
    return (*left)-- > 0;
}

TEST(stops_when_it_is_asked_to)
{
    cm_features lines = draw("0 0, 3 4, 3 10\n3 10, 0 10");
    cm_network_options options = CM_NETWORK_OPTIONS_INIT;
    cm_status status = CM_ERR_STOPPED;
    int tries = 0;

    for (; status == CM_ERR_STOPPED && tries < 20; tries++) {
        int left = tries;
        cm_network *network = NULL;
        options.progress = (cm_progress){count_down, &left};
        status = cm_network_create(&network, &lines, &options);
        CHECK((status == CM_OK) == (network != NULL));
        cm_network_destroy(network);
    }
    CHECK(status == CM_OK && tries > 3);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(refuses_what_is_no_network), RUN(keeps_its_options_within_their_ranges),
          RUN(walks_to_its_lines), RUN(outlives_its_layer), RUN(stops_when_it_is_asked_to))
