/* test_between_years.c - tests layers/between_years.c. */
#include <clustermap/between.h>

#include "tests/between_fixture.h"

static const sided rows[] = {
    {"a", "A", "1976", "", 0, 0},     {"b", "B", "1976", "1990", 2, 0},
    {"c", "C", "1985", "1988", 4, 0}, {"d", "D", "1999-05", "", 10, 0},
    {"e", "E", "", "", 5, 5},         {"f", "F", "昭和62年", "", NAN, NAN}};

TEST(tells_who_is_there_in_each_year)
{
    static const double years[] = {1976, 1987, 1990, 1999};
    static const struct {
        double members, placed, joined, left, centre_x, spread, moved;
    } want[] = {{2, 2, NAN, NAN, 1, 1, NAN},
                {4, 3, 2, 0, 2, 1.632993161855452, 1},
                {2, 1, 0, 2, 0, 0, 2},
                {3, 2, 1, 0, 5, 5, 5}};
    static const double there[][4] = {{1, 1, 1, 1}, {1, 1, 0, 0}, {0, 1, 0, 0},
                                      {0, 0, 0, 1}, {0, 0, 0, 0}, {0, 1, 1, 1}};
    side list;
    compared got = {.report = {.ambiguous = 0}};
    const cm_between_outputs outputs = outputs_of(&got);
    cm_between_options options = CM_BETWEEN_OPTIONS_INIT;

    options.years = years;
    options.year_count = 4;
    side_make(&list, "list", rows, 6);
    CHECK(cm_between_years(&outputs, &list.list, &options) == CM_OK);
    CHECK(got.report.undated == 1 && got.dates.table.row_count == 4);
    for (size_t i = 0; i < 4; i++) {
        static const char *const names[] = {"members",       "placed",   "joined",
                                            "left",          "centre_x", "standard_distance_m",
                                            "centre_moved_m"};
        const double figures[] = {want[i].members,  want[i].placed, want[i].joined, want[i].left,
                                  want[i].centre_x, want[i].spread, want[i].moved};
        for (int k = 0; k < 7; k++) {
            const double value = number_in(&got.dates.table, i, names[k]);
            test_now = names[k];
            CHECK(isnan(figures[k]) ? isnan(value) : fabs(value - figures[k]) < 1e-12);
        }
    }
    CHECK(strcmp(text_in(&got.dates.table, 1, "date"), "1987") == 0);
    for (size_t row = 0; row < 6; row++)
        for (size_t i = 0; i < 4; i++)
            CHECK(cm_table_get_number(&got.changes.table, row, 4 + i) == there[row][i]);
    CHECK(number_in(&got.changes.table, 5, "founded") == 1987 &&
          number_in(&got.changes.table, 1, "closed") == 1990);
    CHECK(strcmp(got.changes.table.columns[4].name, "in_1976") == 0);
    compared_clear(&got);
    cm_table_clear(&list.members);
}

TEST(refuses_bad_years)
{
    static const struct {
        const char *why;
        double years[2];
        size_t count;
    } cases[] = {{"none", {0}, 0},           {"too many", {0}, 1001},  {"falling", {1999, 1976}, 2},
                 {"twice", {1999, 1999}, 2}, {"not a year", {NAN}, 1}, {"too late", {10000}, 1}};
    side list;
    compared got = {.report = {.ambiguous = 0}};
    const cm_between_outputs outputs = outputs_of(&got);
    cm_between_options options = CM_BETWEEN_OPTIONS_INIT;
    const double year = 1999;

    side_make(&list, "list", rows, 6);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_now = cases[i].why;
        options.years = cases[i].years;
        options.year_count = cases[i].count;
        CHECK(cm_between_years(&outputs, &list.list, &options) == CM_ERR_DOMAIN);
    }
    options.years = &year;
    options.year_count = 1;
    options.progress.step = stop_at_once;
    CHECK(cm_between_years(&outputs, &list.list, &options) == CM_ERR_STOPPED);
    options.progress.step = NULL;
    list.columns.index[CM_MEMBER_FOUNDED] = CM_ABSENT;
    CHECK(cm_between_years(&outputs, &list.list, &options) == CM_ERR_FORMAT);
    CHECK(got.changes.table.column_count == 0);
    cm_table_clear(&list.members);
}

TEST(is_there_from_founding_to_before_closing)
{
    CHECK(cm_between_is_there(1980, NAN, 1980) && !cm_between_is_there(1981, NAN, 1980));
    CHECK(!cm_between_is_there(NAN, NAN, 1980));
    CHECK(cm_between_is_there(1980, 1990, 1989) && !cm_between_is_there(1980, 1990, 1990));
}

TEST_MAIN(RUN(tells_who_is_there_in_each_year), RUN(refuses_bad_years),
          RUN(is_there_from_founding_to_before_closing))
