/* test_links_layer.c - tests layers/links_layer.c. */
#include "layers/links_columns.h"
#include <clustermap/crs.h>

#include "tests/links_fixture.h"

static const told rows[] = {{"a", "1980", ""},    {"b", "1990", "a"}, {"c", "", "a"},
                            {"d", "", "outside"}, {"e", "", "a"},     {"twin", "", ""},
                            {"twin", "", ""},     {"f", "", "twin"}};
static const double x[] = {0, 3, NAN, 5, 0, 7, 8, 9}, y[] = {0, 4, NAN, 5, 0, 7, 8, 9};
static const cm_links_places places = {.x = x, .y = y, .crs = "EPSG:6680"};

TEST(draws_links_between_places_and_keeps_the_others)
{
    static const struct {
        const char *from, *to, *note;
        double distance_m;
        size_t parts;
    } want[] = {{"a", "b", "", 5, 1},
                {"a", "c", "to: no place", NAN, 0},
                {"outside", "d", "from: not in the list", NAN, 0},
                {"a", "e", "at one place", 0, 0},
                {"twin", "f", "from: ambiguous", NAN, 0}};
    cm_links links = links_of_parents(rows, 8);
    cm_features lines = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm_links_lines(&lines, &links, &places) == CM_OK);
    CHECK(lines.table.row_count == 5 && lines.geometry == CM_GEOMETRY_LINE);
    for (size_t i = 0; i < 5; i++) {
        const double distance_m = number_in(&lines.table, i, "distance_m");
        test_now = want[i].to;
        CHECK(strcmp(text_in(&lines.table, i, "from"), want[i].from) == 0);
        CHECK(strcmp(text_in(&lines.table, i, "to"), want[i].to) == 0);
        CHECK(strcmp(text_in(&lines.table, i, "kind"), "parent") == 0);
        CHECK(strcmp(text_in(&lines.table, i, "note"), want[i].note) == 0);
        CHECK(isnan(want[i].distance_m) ? isnan(distance_m) : distance_m == want[i].distance_m);
        CHECK(lines.first_part[i + 1] - lines.first_part[i] == want[i].parts);
    }
    CHECK(number_in(&lines.table, 0, "year") == 1990 && isnan(number_in(&lines.table, 1, "year")));
    CHECK(lines.x[0] == 0 && lines.x[1] == 3 && lines.y[1] == 4 &&
          number_in(&lines.table, 0, "weight") == 1);
    cm_features_clear(&lines);
    cm_links_clear(&links);
}

TEST(tells_every_node_and_who_has_no_place)
{
    static const struct {
        const char *id, *name, *reason;
        double degree;
    } want[] = {{"3", "c", "no place", 1},
                {"", "outside", "not in the list", 1},
                {"", "twin", "ambiguous", 1}};
    cm_links links = links_of_parents(rows, 8);
    cm_links_measures measures = {.node_count = 0};
    cm_features nodes = {.geometry = CM_GEOMETRY_NONE};
    cm_table unplaced = {.columns = NULL};

    CHECK(cm_links_measure(&measures, &links, NULL) == CM_OK);
    CHECK(cm_links_nodes(&nodes, &links, &measures, &places) == CM_OK);
    CHECK(nodes.table.row_count == 10);
    CHECK(number_in(&nodes.table, 0, "degree") == 3 &&
          number_in(&nodes.table, 0, "degree_in") == 0);
    CHECK(number_in(&nodes.table, 0, "degree_out") == 3 &&
          number_in(&nodes.table, 0, "descendants") == 3);
    CHECK(number_in(&nodes.table, 1, "generation") == 1 &&
          number_in(&nodes.table, 1, "founded") == 1990);
    CHECK(number_in(&nodes.table, 3, "component") == 2 &&
          number_in(&nodes.table, 3, "component_size") == 2);
    CHECK(number_in(&nodes.table, 7, "in_list") == 1 && number_in(&nodes.table, 8, "in_list") == 0);
    CHECK(nodes.x[1] == 3 && nodes.y[1] == 4 && isnan(nodes.x[2]) && isnan(nodes.x[8]));
    CHECK(cm_links_unplaced(&unplaced, &links, &measures, &places) == CM_OK);
    CHECK(unplaced.row_count == 3);
    for (size_t i = 0; i < 3; i++) {
        CHECK(strcmp(text_in(&unplaced, i, "id"), want[i].id) == 0);
        CHECK(strcmp(text_in(&unplaced, i, "name"), want[i].name) == 0);
        CHECK(strcmp(text_in(&unplaced, i, "reason"), want[i].reason) == 0);
        CHECK(number_in(&unplaced, i, "degree") == want[i].degree);
    }
    cm_table_clear(&unplaced);
    cm_features_clear(&nodes);
    cm_links_measures_clear(&measures);
    cm_links_clear(&links);
}

TEST(measures_on_the_ellipsoid_if_told_to)
{
    const double lon[] = {141.35, 135.2}, lat[] = {43.07, 34.65}, plane_x[] = {0, 1},
                 plane_y[] = {0, 0};
    const cm_links_places degrees = {plane_x, plane_y, lon, lat, NULL};
    const cm_links_places nowhere = {.x = NULL};
    cm_links links = links_of_parents((const told[]){{"a", "", ""}, {"b", "", "a"}}, 2);

    CHECK_NEAR(
        cm_link_distance_m(links.links, &links, &degrees),
        cm_geodesic_distance_m((cm_lonlat){lon[0], lat[0]}, (cm_lonlat){lon[1], lat[1]}, NULL),
        1e-6);
    CHECK(cm_link_distance_m(links.links, &links, &degrees) > 1e6);
    CHECK(isnan(cm_link_distance_m(links.links, &links, &nowhere)));
    CHECK(!cm__links_has_place(&links, &degrees, 2));
    cm_links_clear(&links);
}

TEST_MAIN(RUN(draws_links_between_places_and_keeps_the_others),
          RUN(tells_every_node_and_who_has_no_place), RUN(measures_on_the_ellipsoid_if_told_to))
