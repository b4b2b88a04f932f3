/* test_links_flow.c - tests layers/links_flow.c. */
#include <clustermap/links.h>

#include "tests/links_fixture.h"

TEST(sums_links_between_areas)
{
    static const told rows[] = {{"a", "", ""},  {"b", "", "a"}, {"c", "", "a"}, {"d", "", "b"},
                                {"e", "", "x"}, {"f", "", "a"}, {"g", "", "d"}};
    static const char *const areas[] = {"東区", "北区", "北区", "東区", "北区", "", "南区"};
    /* 10^7 m away; the mean of 東区 is (1, 0), that of 北区 (1, 4) */
    static const double x[] = {1e7, 1e7 + 1, 1e7 + 1, 1e7 + 2, 1e7 + 1, 1e7 + 9, NAN};
    static const double y[] = {-1e7, -1e7 + 3, -1e7 + 5, -1e7, -1e7 + 4, -1e7, NAN};
    static const struct {
        const char *from, *to;
        double links, distance_m;
        size_t parts;
    } want[] = {{"東区", "北区", 2, 4, 1},
                {"北区", "東区", 1, 4, 1},
                {"", "北区", 1, NAN, 0},
                {"東区", "", 1, NAN, 0},
                {"東区", "南区", 1, NAN, 0}};
    const cm_links_places places = {.x = x, .y = y};
    cm_links links = links_of_parents(rows, 7);
    cm_features flows = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_links_flows(&flows, &links, areas, &places) == CM_OK);
    CHECK(flows.table.row_count == 5);
    for (size_t i = 0; i < 5; i++) {
        const double distance_m = number_in(&flows.table, i, "distance_m");
        CHECK(strcmp(text_in(&flows.table, i, "from_area"), want[i].from) == 0);
        CHECK(strcmp(text_in(&flows.table, i, "to_area"), want[i].to) == 0);
        CHECK(number_in(&flows.table, i, "links") == want[i].links);
        CHECK(number_in(&flows.table, i, "weight") == want[i].links);
        CHECK(isnan(want[i].distance_m) ? isnan(distance_m) : distance_m == want[i].distance_m);
        CHECK(flows.first_part[i + 1] - flows.first_part[i] == want[i].parts);
    }
    CHECK(flows.x[0] == 1e7 + 1 && flows.y[0] == -1e7 && flows.y[1] == -1e7 + 4);
    cm_features_clear(&flows);
    cm_links_clear(&links);
}

TEST(has_no_distance_within_an_area_and_takes_nobody)
{
    static const told rows[] = {{"a", "", ""}, {"b", "", "a"}};
    static const char *const areas[] = {"東区", "東区"};
    static const double x[] = {0, 8};
    const cm_links_places places = {.x = x, .y = x}, nowhere = {.x = NULL};
    cm_links links = links_of_parents(rows, 2), none = {.nodes = NULL};
    cm_features flows = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_links_flows(&flows, &links, areas, &places) == CM_OK);
    CHECK(flows.table.row_count == 1 && number_in(&flows.table, 0, "distance_m") == 0);
    CHECK(flows.part_count == 0);
    cm_features_clear(&flows);
    CHECK(cm_links_flows(&flows, &links, areas, &nowhere) == CM_OK);
    CHECK(isnan(number_in(&flows.table, 0, "distance_m")));
    cm_features_clear(&flows);
    CHECK(cm_links_flows(&flows, &none, NULL, &nowhere) == CM_OK && flows.table.row_count == 0);
    cm_features_clear(&flows);
    cm_links_clear(&links);
}

TEST_MAIN(RUN(sums_links_between_areas), RUN(has_no_distance_within_an_area_and_takes_nobody))
