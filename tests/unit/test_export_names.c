/* test_export_names.c - tests output/export_names.c. */
#include "geo/base_memory.h"
#include "geo/text_utf8.h"
#include "output/export_names.h"
#include "tests/test.h"

static const char *const taken[] = {"fid", "geom", NULL};

TEST(makes_names_fit)
{
    static const struct {
        const char *why;
        cm__naming naming;
        const char *given[4], *want[4];
        size_t renamed;
    } rows[] = {
        {"any", {0}, {"a", "名称"}, {"a", "名称"}, 0},
        {"equal", {0}, {"a", "a", "A", "a_2"}, {"a", "a_2", "A_3", "a_2_2"}, 3},
        {"not UTF-8", {0}, {"a\xFF"}, {"a\uFFFD"}, 1},
        {"used by the format", {.taken = taken}, {"FID", "geom"}, {"FID_2", "geom_2"}, 2},
        {"DBF", {.longest = 10}, {"name_en", "parent_origin"}, {"name_en", "parent_ori"}, 1},
        {"DBF, equal once cut",
         {.longest = 10},
         {"matched_prefecture", "matched_place", "matched_pr"},
         {"matched_pr", "matched_pl", "matched__2"},
         3},
        {"three kanji in UTF-8", {.longest = 10}, {"都道府県名"}, {"都道府"}, 1},
        {"five in CP932", {.longest = 10, .cp932 = true}, {"都道府県名称"}, {"都道府県名"}, 1},
        {"halfwidth katakana",
         {.longest = 10, .cp932 = true},
         {"ｱｲｳｴｵｶｷｸｹｺｻ", "ﾝaﾟaﾝaﾟaﾝaﾟ"},
         {"ｱｲｳｴｵｶｷｸｹｺ", "ﾝaﾟaﾝaﾟaﾝa"},
         2},
        {"equal kanji, cut", {.longest = 10}, {"都道府県", "都道府"}, {"都道府", "都道_2"}, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = {0};
        cm__column_names names = {0};
        test_now = rows[i].why;
        for (size_t c = 0; c < 4 && rows[i].given[c]; c++)
            CHECK(cm_table_add_column(&table, NULL, rows[i].given[c], CM_COLUMN_TEXT) == CM_OK);
        CHECK(cm__column_names_make(&names, &table, &rows[i].naming) == CM_OK);
        for (size_t c = 0; c < table.column_count; c++)
            CHECK(strcmp(names.names[c], rows[i].want[c]) == 0);
        CHECK(names.renamed == rows[i].renamed);
        cm__column_names_clear(&names);
        cm_table_clear(&table);
    }
}

TEST(takes_100000_equal_names_without_a_pause)
{
    cm_table table = {0};
    cm__column_names names = {0};
    const cm__naming any = {0};

    for (size_t i = 0; i < 100000; i++)
        if (cm_table_add_column(&table, NULL, "a", CM_COLUMN_TEXT))
            break;
    CHECK(table.column_count == 100000);
    CHECK(cm__column_names_make(&names, &table, &any) == CM_OK && names.renamed == 99999);
    CHECK(strcmp(names.names[8], "a_9") == 0 && strcmp(names.names[99999], "a_100000") == 0);
    cm__column_names_clear(&names);
    cm_table_clear(&table);
    CHECK(cm__memory_live() == 0);
}

TEST(fails_whole_when_memory_runs_out)
{
    cm_table table = {0};
    const cm__naming any = {0};
    size_t n = 1;

    CHECK(cm_table_add_column(&table, NULL, "a", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&table, NULL, "b", CM_COLUMN_TEXT) == CM_OK);
    const size_t live = cm__memory_live();
    for (cm_status status = CM_ERR_NOMEM; status && n < 100; n++) {
        cm__column_names names = {0};
        cm__memory_fail_at(n, false);
        status = cm__column_names_make(&names, &table, &any);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        CHECK(status == CM_OK || !names.names);
        cm__column_names_clear(&names);
        CHECK(cm__memory_live() == live);
    }
    CHECK(n > 4 && n < 100);
    cm_table_clear(&table);
}

TEST_MAIN(RUN(makes_names_fit), RUN(takes_100000_equal_names_without_a_pause),
          RUN(fails_whole_when_memory_runs_out))
