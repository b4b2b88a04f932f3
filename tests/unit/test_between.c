/* test_between.c - tests layers/between.c. */
#include <clustermap/between.h>

#include "tests/between_fixture.h"

static const sided before_rows[] = {{"1", "甲", "", "", 0, 0},  {"2", "乙", "", "", 0, 0},
                                    {"", "㈱丙", "", "", 0, 0}, {"", "丁", "", "", NAN, NAN},
                                    {"5", "戊", "", "", 5, 5},  {"", "己株式会社", "", "", 1, 1},
                                    {"", "双子", "", "", 1, 0}, {"", "双子", "", "", 2, 0}};
static const sided after_rows[] = {
    {"2", "乙改め", "", "", 60, 80}, {"", "（株）丙", "", "", 60, 80.1},
    {"", "丁", "", "", 7, 7},        {"1", "新しい甲", "", "", 0, 0},
    {"9", "辛", "", "", 9, 9},       {"", "己", "", "", 1, 1},
    {"", "双子", "", "", 1, 0},      {"", "双子", "", "", 2, 0},
    {"", "双子", "", "", 3, 0}};

TEST(tells_who_joined_left_moved_and_stayed)
{
    static const struct {
        const char *why, *change;
        double distance_m, before, after, x;
    } want[] = {{"the same id, 100 m away", "stayed", 100, 2, 1, 60},
                {"the same name, farther", "moved", 100.08002, 3, 2, 60},
                {"no place before", "unplaced", NAN, 4, 3, 7},
                {"another name, the same id", "stayed", 0, 1, 4, 0},
                {"new", "joined", NAN, NAN, 5, 9},
                {"without its legal form", "stayed", 0, 6, 6, 1},
                {"the first of two of one name", "stayed", 0, 7, 7, 1},
                {"the second", "stayed", 0, 8, 8, 2},
                {"a third", "joined", NAN, NAN, 9, 3},
                {"gone", "left", NAN, 5, NAN, 5}};
    side before, after;
    compared got = {.report = {.ambiguous = 0}};
    const cm_between_outputs outputs = outputs_of(&got);

    side_make(&before, "2001", before_rows, 8);
    side_make(&after, "2003", after_rows, 9);
    CHECK(cm_between_lists(&outputs, &before.list, &after.list, NULL) == CM_OK);
    CHECK(got.changes.table.row_count == 10);
    for (size_t i = 0; i < 10; i++) {
        const cm_table *const table = &got.changes.table;
        const double numbers[][2] = {{number_in(table, i, "row_before"), want[i].before},
                                     {number_in(table, i, "row_after"), want[i].after}};
        const double distance_m = number_in(table, i, "distance_m");
        test_now = want[i].why;
        CHECK(strcmp(text_in(table, i, "change"), want[i].change) == 0);
        CHECK(isnan(want[i].distance_m) ? isnan(distance_m)
                                        : fabs(distance_m - want[i].distance_m) < 1e-4);
        for (int k = 0; k < 2; k++)
            CHECK(numbers[k][0] == numbers[k][1] || (isnan(numbers[k][0]) && isnan(numbers[k][1])));
        CHECK(got.changes.x[i] == want[i].x);
    }
    CHECK(got.moves.table.row_count == 1 && got.moves.part_count == 1);
    CHECK(got.moves.x[0] == 0 && got.moves.x[1] == 60 && got.moves.y[1] == 80.1);
    CHECK(got.report.changes[CM_CHANGE_STAYED] == 5 && got.report.changes[CM_CHANGE_JOINED] == 2);
    CHECK(got.report.ambiguous == 1);
    CHECK(got.dates.table.row_count == 2 && number_in(&got.dates.table, 0, "members") == 8);
    CHECK(number_in(&got.dates.table, 0, "placed") == 7 &&
          number_in(&got.dates.table, 1, "joined") == 2);
    CHECK(strcmp(text_in(&got.dates.table, 1, "date"), "2003") == 0);
    compared_clear(&got);
    cm_table_clear(&before.members);
    cm_table_clear(&after.members);
}

TEST(takes_nobody_and_refuses_a_bad_distance)
{
    side none, one;
    compared got = {.report = {.ambiguous = 0}};
    const cm_between_outputs outputs = outputs_of(&got);
    cm_between_options options = CM_BETWEEN_OPTIONS_INIT;

    side_make(&none, "none", NULL, 0);
    side_make(&one, "one", after_rows, 1);
    CHECK(cm_between_lists(&outputs, &none.list, &none.list, NULL) == CM_OK);
    CHECK(got.changes.table.row_count == 0 && isnan(got.dates.x[0]));
    compared_clear(&got);
    CHECK(cm_between_lists(&outputs, &one.list, &none.list, NULL) == CM_OK);
    CHECK(got.report.changes[CM_CHANGE_LEFT] == 1);
    compared_clear(&got);
    options.moved_m = NAN;
    CHECK(cm_between_lists(&outputs, &one.list, &none.list, &options) == CM_ERR_DOMAIN);
    options.moved_m = -1;
    CHECK(cm_between_lists(&outputs, &one.list, &none.list, &options) == CM_ERR_DOMAIN);
    options.moved_m = 0;
    options.progress.step = stop_at_once;
    CHECK(cm_between_lists(&outputs, &none.list, &one.list, &options) == CM_ERR_STOPPED);
    CHECK(got.changes.table.column_count == 0);
    cm_table_clear(&one.members);
    cm_table_clear(&none.members);
}

TEST(names_the_changes)
{
    CHECK(strcmp(cm_change_name(CM_CHANGE_JOINED), "joined") == 0);
    CHECK(strcmp(cm_change_name(CM_CHANGE_UNPLACED), "unplaced") == 0);
}

TEST_MAIN(RUN(tells_who_joined_left_moved_and_stayed), RUN(takes_nobody_and_refuses_a_bad_distance),
          RUN(names_the_changes))
