/* test_network_rows.c - tests layers/network_rows.c. */
#include "tests/network_fixture.h"

static const char THREE[] = "0 0, 600 0\n0 0, 0 600\n0 0, -600 0";

TEST(counts_the_rows_that_it_leaves_out)
{
    static const struct {
        const char *why;
        double speed;
        bool is_good;
    } rows[] = {{"slowest", 1e-3, true},   {"fastest", 1e4, true},    {"zero", 0, false},
                {"negative", -30, false},  {"missing", NAN, false},   {"infinite", INFINITY, false},
                {"too slow", 9e-4, false}, {"too fast", 10001, false}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features lines = draw(THREE);
        cm_network_options options = random_options();
        const double speeds[] = {36, rows[i].speed, 36};
        test_now = rows[i].why;
        options.oneway = NULL;
        add_numbers(&lines, "speed", speeds);
        cm_network *const network = join(&lines, &options);
        const cm_network_summary summary = cm_network_get_summary(network);
        CHECK(summary.row_count == 3 && summary.rejected_count == (rows[i].is_good ? 0 : 1));
        CHECK(summary.edge_count == (rows[i].is_good ? 3 : 2));
        CHECK(rows[i].is_good
                  ? !summary.rejected_why
                  : summary.rejected_row == 1 && strstr(summary.rejected_why, "speed") != NULL);
        cm_network_destroy(network);
        cm_features_clear(&lines);
    }
}

TEST(travels_at_the_speed_of_each_line)
{
    cm_features lines = draw(THREE);
    cm_network_options options = random_options();
    const double speeds[] = {36, 3.6, 4.8};

    options.oneway = NULL;
    add_numbers(&lines, "speed", speeds);
    cm_network *const network = join(&lines, &options);
    CHECK_NEAR(travel(network, (cm_point){600, 0}, (cm_point){0, 600}), 1 + 10, 1e-12);
    CHECK_NEAR(travel(network, (cm_point){-600, 0}, (cm_point){0, 300}), 7.5 + 5, 1e-12);
    cm_network_destroy(network);
    options.speed = NULL;
    options.speed_kmh = 6;
    cm_network *const plain = join(&lines, &options);
    CHECK_NEAR(travel(plain, (cm_point){600, 0}, (cm_point){0, 600}), 12, 1e-12);
    cm_network_destroy(plain);
    cm_features_clear(&lines);
}

TEST(shares_a_rows_minutes_over_its_lines)
{
    cm_features lines = draw("0 0, 100 0 | 100 0, 400 0\n400 0, 500 0\n500 0, 600 0");
    cm_network_options options = CM_NETWORK_OPTIONS_INIT;
    const double minutes[] = {8, 0, -1};

    options.unit = CM_NETWORK_MINUTES;
    options.minutes = "cost";
    add_numbers(&lines, "cost", minutes);
    cm_network *const network = join(&lines, &options);
    CHECK_NEAR(travel(network, (cm_point){0, 0}, (cm_point){100, 0}), 2, 1e-12);
    CHECK_NEAR(travel(network, (cm_point){50, 0}, (cm_point){500, 0}), 7, 1e-12); /* for nothing */
    CHECK(cm_network_get_summary(network).rejected_count == 1);
    CHECK(strstr(cm_network_get_summary(network).rejected_why, "minutes") != NULL);
    cm_network_destroy(network);
    cm_features_clear(&lines);
}

TEST(knows_the_words_for_one_way)
{
    static const struct {
        const char *word;
        bool there, back;
    } rows[] = {{"yes", true, false}, {"TRUE", true, false},    {"1", true, false},
                {"-1", false, true},  {"Reverse", false, true}, {"", true, true},
                {"no", true, true},   {"0", true, true},        {"perhaps", false, false}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_features lines = draw("0 0, 100 0\n0 0, 0 100");
        cm_network_options options = CM_NETWORK_OPTIONS_INIT;
        const char *const words[] = {rows[i].word, "no"};
        const bool is_rejected = !rows[i].there && !rows[i].back;
        test_now = rows[i].word;
        options.oneway = "way";
        add_texts(&lines, "way", words);
        cm_network *const network = join(&lines, &options);
        CHECK(cm_network_get_summary(network).rejected_count == is_rejected);
        const double there = travel(network, (cm_point){0, 0}, (cm_point){100, 0});
        const double back = travel(network, (cm_point){100, 0}, (cm_point){0, 0});
        CHECK(is_rejected || there == (rows[i].there ? 100 : INFINITY));
        CHECK(is_rejected || back == (rows[i].back ? 100 : INFINITY));
        cm_network_destroy(network);
        cm_features_clear(&lines);
    }
}

TEST(refuses_columns_that_are_not_there_and_layers_of_bad_rows)
{
    cm_features lines = draw(THREE);
    cm_network_options options = random_options();
    const double speeds[] = {0, -1, NAN};
    cm_network *network = NULL;

    CHECK(cm_network_create(&network, &lines, &options) == CM_ERR_FORMAT);
    CHECK(strstr(cm_error_text(), "no column 'speed'") != NULL);
    options.oneway = NULL;
    add_numbers(&lines, "speed", speeds);
    CHECK(cm_network_create(&network, &lines, &options) == CM_ERR_FORMAT && !network);
    CHECK(strstr(cm_error_text(), "every line of the network is rejected; row 1: the speed") !=
          NULL);
    cm_features_clear(&lines);
}

TEST_MAIN(RUN(counts_the_rows_that_it_leaves_out), RUN(travels_at_the_speed_of_each_line),
          RUN(shares_a_rows_minutes_over_its_lines), RUN(knows_the_words_for_one_way),
          RUN(refuses_columns_that_are_not_there_and_layers_of_bad_rows))
