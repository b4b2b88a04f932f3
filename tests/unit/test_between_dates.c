/* test_between_dates.c - tests layers/between_dates.c. */
#include "layers/between_dates.h"

#include "tests/between_fixture.h"

static const sided rows[] = {
    {"", "A", "", "", 0, 0}, {"x", "B", "", "", NAN, 1}, {"y", "C", "", "", 3, 4}};

TEST(takes_the_chosen_that_have_a_place)
{
    const double weight[] = {1, 2, 3};
    const bool chosen[] = {false, true, true};
    cm_points points = {.x = NULL};
    side list;

    side_make(&list, "list", rows, 3);
    CHECK(cm__dates_points(&points, &list.list, NULL) == CM_OK);
    CHECK(points.count == 2 && points.x[1] == 3 && !points.weight);
    cm_points_clear(&points);
    list.list.weight = weight;
    CHECK(cm__dates_points(&points, &list.list, chosen) == CM_OK);
    CHECK(points.count == 1 && points.y[0] == 4 && points.weight[0] == 3);
    CHECK(cm__between_has_place(&list.list, 0) && !cm__between_has_place(&list.list, 1));
    cm_points_clear(&points);
    cm_table_clear(&list.members);
}

TEST(adds_dates_and_how_far_their_centres_are)
{
    double x[] = {0, 2}, y[] = {0, 0};
    const cm_points points = {.x = x, .y = y, .count = 2}, one = {.x = x, .y = y, .count = 1};
    const cm__date first = {"1990", 5, CM_INTEGER_MISSING, CM_INTEGER_MISSING};
    const cm__date second = {"2000", 4, 1, 2};
    cm_features dates = {.geometry = CM_GEOMETRY_NONE};

    CHECK(cm__dates_init(&dates, "EPSG:6680") == CM_OK);
    CHECK(cm__dates_add(&dates, &first, &points) == CM_OK);
    CHECK(cm__dates_add(&dates, &second, &one) == CM_OK);
    CHECK(isnan(number_in(&dates.table, 0, "joined")) && number_in(&dates.table, 1, "left") == 2);
    CHECK(number_in(&dates.table, 0, "standard_distance_m") == 1 && dates.x[0] == 1);
    CHECK(isnan(number_in(&dates.table, 0, "centre_moved_m")));
    CHECK(number_in(&dates.table, 1, "centre_moved_m") == 1);
    CHECK(strcmp(dates.crs, "EPSG:6680") == 0);
    cm_features_clear(&dates);
}

TEST(names_members_by_id_or_row)
{
    static const char *const columns[] = {"id", "name"};
    cm_table table = table_make(columns, 2, NULL, 0);
    side list;

    side_make(&list, "list", rows, 3);
    CHECK(cm_table_add_rows(&table, 2) == CM_OK);
    CHECK(cm__between_set_names(&table, 0, &list.list, 0) == CM_OK);
    CHECK(cm__between_set_names(&table, 1, &list.list, 2) == CM_OK);
    CHECK(strcmp(text_in(&table, 0, "id"), "") == 0 &&
          strcmp(text_in(&table, 0, "name"), "A") == 0);
    CHECK(strcmp(text_in(&table, 1, "id"), "y") == 0);
    list.columns.index[CM_MEMBER_ID] = CM_ABSENT;
    CHECK(cm__between_set_names(&table, 1, &list.list, 2) == CM_OK);
    CHECK(strcmp(text_in(&table, 1, "id"), "3") == 0);
    cm_table_clear(&table);
    cm_table_clear(&list.members);
}

TEST_MAIN(RUN(takes_the_chosen_that_have_a_place), RUN(adds_dates_and_how_far_their_centres_are),
          RUN(names_members_by_id_or_row))
