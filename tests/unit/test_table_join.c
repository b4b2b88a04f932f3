/* test_table_join.c - tests geo/table_join.c. */
#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/reader.h>
#include <clustermap/table.h>
#include <stdlib.h>
#include <unistd.h>

static cm_table read_csv(const char *text)
{
    char path[] = P_tmpdir "/test_join.XXXXXX";
    const int file = mkstemp(path);
    cm_table table = {0};
    cm_read_options options = CM_READ_OPTIONS_INIT;

    CHECK(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text));
    CHECK(close(file) == 0);
    options.encoding = "UTF-8";
    CHECK(cm_table_read(&table, path, &options, NULL) == CM_OK);
    CHECK(unlink(path) == 0);
    return table;
}

static const char *cell(const cm_table *table, size_t row, const char *column)
{
    static char buffer[CM_CELL_MAX];

    return cm_table_format(table, row, cm_table_find_column(table, column), buffer);
}

TEST(puts_columns_beside_rows_of_the_same_key)
{
    cm_table wards = read_csv("code,name\n01101,中央区\n01102,北区\n, \n01103,東区\n");
    cm_table firms = read_csv("city,firms,name\n 01102 ,7,x\n01101,12,y\n09999,1,z\n");
    cm_join_report report;

    CHECK(cm_table_join(&wards, "code", &firms, "city", &report) == CM_OK);
    CHECK(report.matched == 2 && report.unmatched == 2);
    CHECK(wards.column_count == 3 && wards.row_count == 4);
    CHECK(strcmp(cell(&wards, 0, "firms"), "12") == 0);
    CHECK(strcmp(cell(&wards, 1, "firms"), "7") == 0);
    CHECK(strcmp(cell(&wards, 2, "firms"), "") == 0 && strcmp(cell(&wards, 3, "firms"), "") == 0);
    CHECK(strcmp(cell(&wards, 0, "name"), "中央区") == 0);
    cm_table_clear(&wards);
    cm_table_clear(&firms);
    CHECK(cm__memory_live() == 0);
}

TEST(refuses_keys_that_do_not_tell)
{
    static const struct {
        const char *why, *key, *other_key, *sentence;
    } rows[] = {{"no such column", "kod", NULL, "'kod'"},
                {"none in the other", "code", NULL, "'code'"},
                {"a key twice", "code", "city", "'1' is in two rows"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table wards = read_csv("code,name\n1,a\n2,b\n");
        cm_table firms = read_csv("city,firms\n1,7\n2,8\n1,9\n");
        test_now = rows[i].why;
        CHECK(cm_table_join(&wards, rows[i].key, &firms, rows[i].other_key, NULL) == CM_ERR_FORMAT);
        CHECK(strstr(cm_error_text(), rows[i].sentence) != NULL);
        CHECK(wards.column_count == 2);
        cm_table_clear(&wards);
        cm_table_clear(&firms);
    }
}

TEST(keeps_the_table_when_memory_runs_out)
{
    for (size_t n = 1;; n++) {
        cm_table wards = read_csv("code,name\n1,a\n2,b\n");
        cm_table firms = read_csv("city,firms\n1,7\n2,8\n");
        const size_t live = cm__memory_live();
        cm__memory_fail_at(n, true);
        const cm_status status = cm_table_join(&wards, "code", &firms, "city", NULL);
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK ||
              (status == CM_ERR_NOMEM && wards.column_count == 2 && cm__memory_live() == live));
        cm_table_clear(&wards);
        cm_table_clear(&firms);
        if (status == CM_OK)
            break;
    }
    CHECK(cm__memory_live() == 0);
}

TEST_MAIN(RUN(puts_columns_beside_rows_of_the_same_key), RUN(refuses_keys_that_do_not_tell),
          RUN(keeps_the_table_when_memory_runs_out))
