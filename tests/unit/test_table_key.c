/* test_table_key.c - tests geo/table_key.c. */
#include "geo/table_key.h"
#include "tests/test.h"

TEST(compares_cells_as_texts_without_blanks)
{
    static const struct {
        const char *cell, *want;
    } rows[] = {{"01101", "01101"}, {" 01101\t", "01101"}, {"", ""}, {"  ", ""}, {"a b", "a b"}};
    cm_table table = {0};
    char buffer[CM_CELL_MAX];
    size_t length = 0, column = 9;

    CHECK(cm_table_add_column(&table, NULL, "code", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&table, NULL, "number", CM_COLUMN_INTEGER) == CM_OK);
    CHECK(cm_table_add_rows(&table, sizeof rows / sizeof *rows) == CM_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(cm_table_set_text(&table, i, 0, rows[i].cell) == CM_OK);
        const char *const key = cm__table_key(&table, i, 0, buffer, &length);
        CHECK(length == strlen(rows[i].want) && strncmp(key, rows[i].want, length) == 0);
    }
    cm_table_set_integer(&table, 0, 1, 1101);
    CHECK(strcmp(cm__table_key(&table, 0, 1, buffer, &length), "1101") == 0 && length == 4);
    CHECK(cm__table_key_column(&column, &table, "number") == CM_OK && column == 1);
    CHECK(cm__table_key_column(&column, &table, "none") == CM_ERR_FORMAT);
    CHECK(strcmp(cm_error_text(), "there is no column 'none' to join by") == 0);
    cm_table_clear(&table);
}

TEST_MAIN(RUN(compares_cells_as_texts_without_blanks))
