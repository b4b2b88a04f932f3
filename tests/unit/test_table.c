/* test_table.c - tests geo/table.c. */
#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/table.h>
#include <stdlib.h>

/* A table of a text, an integer and a real, with so many rows numbered from 0. */
static cm_table numbered(size_t rows)
{
    cm_table table = {0};
    char text[32];

    CHECK(cm_table_add_column(&table, NULL, "name", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&table, NULL, "Count", CM_COLUMN_INTEGER) == CM_OK);
    CHECK(cm_table_add_column(&table, NULL, "count", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_table_add_rows(&table, rows) == CM_OK);
    for (size_t row = 0; row < rows; row++) {
        snprintf(text, sizeof text, "member %zu", row);
        CHECK(cm_table_set_text(&table, row, 0, text) == CM_OK);
        cm_table_set_integer(&table, row, 1, (int64_t)row);
        cm_table_set_real(&table, row, 2, (double)row / 2);
        table.lines[row] = (int64_t)row + 2;
    }
    return table;
}

static bool is_row(const cm_table *table, size_t row, size_t number)
{
    char text[32];

    snprintf(text, sizeof text, "member %zu", number);
    return strcmp(cm_table_get_text(table, row, 0), text) == 0 &&
           table->columns[1].integers[row] == (int64_t)number &&
           table->columns[2].reals[row] == (double)number / 2 &&
           table->lines[row] == (int64_t)number + 2;
}

TEST(holds_what_was_set_while_it_grows)
{
    cm_table table = numbered(3);
    const char *const first = cm_table_get_text(&table, 0, 0);

    for (size_t i = 0; i < 1000; i++)
        CHECK(cm_table_add_rows(&table, 1) == CM_OK);
    CHECK(table.row_count == 1003);
    for (size_t row = 0; row < 3; row++)
        CHECK(is_row(&table, row, row));
    CHECK(cm_table_get_text(&table, 0, 0) == first);
    cm_table_clear(&table);
    CHECK(cm__memory_live() == 0 && !table.columns && table.row_count == 0);
    cm_table_clear(&table);
    cm_table_clear(NULL);
}

TEST(starts_every_cell_missing)
{
    cm_table table = numbered(20);
    char buffer[CM_CELL_MAX];
    size_t text, integer, real;

    CHECK(cm_table_add_column(&table, &text, "t", CM_COLUMN_TEXT) == CM_OK && text == 3);
    CHECK(cm_table_add_column(&table, &integer, "i", CM_COLUMN_INTEGER) == CM_OK && integer == 4);
    CHECK(cm_table_add_column(&table, &real, "r", CM_COLUMN_REAL) == CM_OK && real == 5);
    CHECK(cm_table_add_rows(&table, 20) == CM_OK && cm_table_add_rows(&table, 0) == CM_OK);
    CHECK(table.row_count == 40 && table.lines[39] == 0);
    for (size_t row = 0; row < 40; row++)
        for (size_t column = row < 20 ? 3 : 0; column < 6; column++) {
            CHECK(strcmp(cm_table_format(&table, row, column, buffer), "") == 0);
            CHECK(isnan(cm_table_get_number(&table, row, column)));
        }
    cm_table_clear(&table);
}

TEST(shows_any_cell_as_text_and_as_number)
{
    static const struct {
        const char *why, *text;
        double number;
    } texts[] = {
        {"plain", "35.5", 35.5},     {"exponent", "-1.5e3", -1500}, {"blanks round", " 7\t", 7},
        {"comma", "35,5", NAN},      {"not a number", "nan", NAN},  {"infinite", "inf", NAN},
        {"overflows", "1e999", NAN}, {"hexadecimal", "0x10", NAN},  {"words", "about 7", NAN},
        {"unit", "7km", NAN},        {"full-width", "７", NAN},     {"blank", " ", NAN},
    };
    cm_table table = numbered(1);
    char buffer[CM_CELL_MAX];

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        test_now = texts[i].why;
        CHECK(cm_table_set_text(&table, 0, 0, texts[i].text) == CM_OK);
        CHECK(strcmp(cm_table_format(&table, 0, 0, buffer), texts[i].text) == 0);
        const double got = cm_table_get_number(&table, 0, 0);
        CHECK(isnan(texts[i].number) ? isnan(got) : got == texts[i].number);
    }
    cm_table_set_integer(&table, 0, 1, INT64_MAX);
    CHECK(strcmp(cm_table_format(&table, 0, 1, buffer), "9223372036854775807") == 0);
    cm_table_set_integer(&table, 0, 1, -3);
    CHECK(cm_table_get_number(&table, 0, 1) == -3);
    cm_table_set_real(&table, 0, 2, 0.1);
    CHECK(strcmp(cm_table_format(&table, 0, 2, buffer), "0.1") == 0);
    CHECK(cm_table_get_number(&table, 0, 2) == 0.1);
    CHECK(cm_table_set_text(&table, 0, 0, NULL) == CM_OK);
    CHECK(strcmp(cm_table_get_text(&table, 0, 0), "") == 0);
    cm_table_clear(&table);
}

TEST(finds_the_exact_name_then_any_case)
{
    static const struct {
        const char *why, *name;
        size_t want;
    } rows[] = {
        {"exact", "Count", 1},
        {"exact, not the first of its case", "count", 2},
        {"case differs", "COUNT", 1},
        {"case differs", "NAME", 0},
        {"part of a name", "nam", CM_ABSENT},
        {"longer", "names", CM_ABSENT},
        {"nothing", "", CM_ABSENT},
        {"no ASCII letter differs", "n\xc3\xa1me", CM_ABSENT},
    };
    cm_table table = numbered(0);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        CHECK(cm_table_find_column(&table, rows[i].name) == rows[i].want);
    }
    cm_table_clear(&table);
}

TEST(refuses_names_and_counts_out_of_range)
{
    cm_table table = numbered(2);
    char *name = calloc(65537, 1);

    CHECK(cm_table_add_column(&table, NULL, "", CM_COLUMN_TEXT) == CM_ERR_DOMAIN);
    memset(name, 'a', 65536);
    CHECK(cm_table_add_column(&table, NULL, name, CM_COLUMN_TEXT) == CM_ERR_DOMAIN);
    name[65535] = '\0';
    CHECK(cm_table_add_column(&table, NULL, name, CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_rows(&table, 2000000000 - 1) == CM_ERR_LIMIT);
    CHECK(cm_table_add_rows(&table, SIZE_MAX) == CM_ERR_LIMIT);
    CHECK(table.row_count == 2 && table.column_count == 4);
    while (table.column_count < 100000)
        if (cm_table_add_column(&table, NULL, "c", CM_COLUMN_TEXT))
            break;
    CHECK(table.column_count == 100000);
    CHECK(cm_table_add_column(&table, NULL, "c", CM_COLUMN_TEXT) == CM_ERR_LIMIT);
    free(name);
    cm_table_clear(&table);
}

TEST(keeps_the_rows_selected)
{
    static const struct {
        const char *why;
        size_t count, rows[4];
    } cases[] = {
        {"none", 0, {0}}, {"the first", 1, {0}}, {"some", 3, {1, 4, 9}}, {"the last", 1, {9}}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cm_table table = numbered(10);
        test_now = cases[i].why;
        cm_table_select_rows(&table, cases[i].rows, cases[i].count);
        CHECK(table.row_count == cases[i].count);
        for (size_t row = 0; row < cases[i].count; row++)
            CHECK(is_row(&table, row, cases[i].rows[row]));
        CHECK(cm_table_add_rows(&table, 1) == CM_OK);
        CHECK(strcmp(cm_table_get_text(&table, cases[i].count, 0), "") == 0);
        cm_table_clear(&table);
    }
}

TEST(copies_without_sharing)
{
    cm_table table = numbered(100), copy = {0}, empty = {0};

    CHECK(cm_table_copy(&copy, &table) == CM_OK);
    cm_table_clear(&table);
    CHECK(copy.row_count == 100 && copy.column_count == 3);
    CHECK(strcmp(copy.columns[1].name, "Count") == 0);
    for (size_t row = 0; row < 100; row++)
        CHECK(is_row(&copy, row, row));
    CHECK(cm_table_add_column(&copy, NULL, "more", CM_COLUMN_TEXT) == CM_OK);
    cm_table_clear(&copy);
    CHECK(cm_table_copy(&copy, &empty) == CM_OK && copy.column_count == 0);
    cm_table_clear(&copy);
    CHECK(cm__memory_live() == 0);
}

/* One of everything that allocates. */
static cm_status whole_road(cm_table *table)
{
    cm_status status = cm_table_add_column(table, NULL, "more", CM_COLUMN_REAL);

    if (!status)
        status = cm_table_add_column(table, NULL, "and more", CM_COLUMN_TEXT);
    if (!status)
        status = cm_table_add_rows(table, 50);
    return status ? status : cm_table_set_text(table, 0, 0, "member 0");
}

TEST(is_as_before_when_memory_fails)
{
    cm_table whole = numbered(16);

    cm__memory_fail_at(0, false);
    CHECK(whole_road(&whole) == CM_OK);
    const size_t count = cm__memory_fail_at(0, false);
    cm_table_clear(&whole);
    for (size_t nth = 1; nth <= count; nth++)
        for (int for_ever = 0; for_ever <= 1; for_ever++) {
            cm_table table = numbered(16), copy = {0};
            cm__memory_fail_at(nth, for_ever);
            CHECK(whole_road(&table) == CM_ERR_NOMEM);
            CHECK(!for_ever || cm_table_copy(&copy, &table) == CM_ERR_NOMEM);
            cm__memory_fail_at(0, false);
            CHECK(!copy.columns && cm_table_copy(&copy, &table) == CM_OK);
            for (size_t row = 0; row < 16; row++)
                CHECK(is_row(&table, row, row) && is_row(&copy, row, row));
            cm_table_clear(&copy);
            CHECK(whole_road(&table) == CM_OK && is_row(&table, 15, 15));
            cm_table_clear(&table);
        }
    CHECK(cm__memory_live() == 0 && count > 3);
}

TEST_MAIN(RUN(holds_what_was_set_while_it_grows), RUN(starts_every_cell_missing),
          RUN(shows_any_cell_as_text_and_as_number), RUN(finds_the_exact_name_then_any_case),
          RUN(refuses_names_and_counts_out_of_range), RUN(keeps_the_rows_selected),
          RUN(copies_without_sharing), RUN(is_as_before_when_memory_fails))
