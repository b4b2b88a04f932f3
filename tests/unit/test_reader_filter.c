/* test_reader_filter.c - tests geo/reader_filter.c. */
#include "geo/base_memory.h"
#include "tests/test.h"
#include <clustermap/reader.h>

/* Three firms; what is not text is a column of its type. */
static void make_table(cm_table *table)
{
    static const char *const names[] = {"name", "code", "founded",   "mixed",
                                        "業種", "a b",  "say \"x\"", "empty"};
    static const char *const cells[3][8] = {
        {"Hudson", "0123", "1973", "12", "it", "p", "x", ""},
        {"データベース", "0124", "1985", "about 5", "バイオ", "q", "", ""},
        {"B.U.G.", "124", "1991.5", "", "it", "", "y", ""},
    };
    size_t staff, share;

    for (size_t i = 0; i < 8; i++)
        CHECK(cm_table_add_column(table, NULL, names[i], CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(table, &staff, "staff", CM_COLUMN_INTEGER) == CM_OK);
    CHECK(cm_table_add_column(table, &share, "share", CM_COLUMN_REAL) == CM_OK);
    CHECK(cm_table_add_rows(table, 3) == CM_OK);
    for (size_t row = 0; row < 3; row++)
        for (size_t i = 0; i < 8; i++)
            CHECK(cm_table_set_text(table, row, i, cells[row][i]) == CM_OK);
    cm_table_set_integer(table, 0, staff, 500);
    cm_table_set_integer(table, 1, staff, INT64_C(9007199254740993));
    cm_table_set_real(table, 2, share, 0.25);
}

/* The first letters of the names that are left. */
static void left(const cm_table *table, char *out)
{
    for (size_t row = 0; row < table->row_count; row++)
        *out++ =
            *cm_table_get_text(table, row, 0) == '\xE3' ? 'D' : *cm_table_get_text(table, row, 0);
    *out = '\0';
}

TEST(keeps_the_rows_that_meet_the_expression)
{
    static const struct {
        const char *why, *where, *want; /* H, D, B */
    } rows[] = {
        {"a text", "業種 = 'it'", "HB"},
        {"a Japanese name and value, quoted", "\"業種\" = 'バイオ'", "D"},
        {"a name with a blank", "\"a b\" = 'q'", "D"},
        {"a name with quotes", "\"say \\\"x\\\"\" = 'x'", "H"},
        {"texts that are numbers, against a number", "founded <= 1990", "HD"},
        {"a broken number", "founded > 1991", "B"},
        {"a range", "founded BETWEEN 1980 AND 1992", "DB"},
        {"one of several", "founded IN (1973, 1985)", "HD"},
        {"arithmetic", "founded + 10 < 1990", "H"},
        {"texts that are numbers, against a text", "code = '0123'", "H"},
        {"a text that is another number", "code = '124'", "B"},
        {"both in one", "code <> '0123' AND founded <= 1990", "D"},
        {"the same texts as numbers", "code = 124", "DB"},
        {"a pattern on numbers", "code LIKE '012%'", "HD"},
        {"upper and lower case are equal", "NAME = 'hudson'", "H"},
        {"a missing text", "mixed IS NULL", "B"},
        {"a column without values", "empty IS NULL", "HDB"},
        {"an integer", "staff > 400", "HD"},
        {"an integer that no double holds", "staff = 9007199254740993", "D"},
        {"a missing integer", "staff IS NULL", "B"},
        {"a real", "share = 0.25", "B"},
        {"a missing real", "share IS NULL", "HD"},
        {"none", "founded > 2100", ""},
        {"everything", "", "HDB"},
        {"a column's name inside a text", "name <> 'founded code FID'", "HDB"},
        {"a quote inside a text", "name <> 'it''s \"FID\"'", "HDB"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = {0};
        char got[8];
        test_now = rows[i].why;
        make_table(&table);
        const cm_status status = cm_table_filter(&table, rows[i].where);
        CHECK(status == CM_OK);
        if (status)
            printf("%s\n", cm_error_text());
        left(&table, got);
        CHECK(strcmp(got, rows[i].want) == 0);
        cm_table_clear(&table);
    }
}

TEST(refuses_an_expression_that_it_does_not_understand)
{
    static const struct {
        const char *why, *where, *words;
    } rows[] = {
        {"an unknown column", "sektor = 'it'", "\"sektor\" not recognised"},
        {"an unknown column, quoted", "\"セクター\" = 'it'", "\"セクター\" not recognised"},
        {"a syntax error", "founded <=", "syntax error"},
        {"a quote that is not closed", "name = 'it", "end-of-string"},
        {"a quoted name that is not closed", "\"name", "end-of-string"},
        {"a number against words", "mixed < 10", "\"mixed\" is a text, as \"about 5\" in row 2"},
        {"what only a file has", "FID < 2", "\"FID\" not recognised"},
        {"a second statement", "founded < 1990; DROP TABLE x", "syntax error"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = {0};
        test_now = rows[i].why;
        make_table(&table);
        CHECK(cm_table_filter(&table, rows[i].where) == CM_ERR_FORMAT);
        CHECK(table.row_count == 3);
        CHECK(strstr(cm_error_text(), rows[i].words) != NULL);
        CHECK(!strchr(cm_error_text(), '\n'));
        cm_table_clear(&table);
    }
}

TEST(keeps_the_places_of_the_rows)
{
    cm_features features = {0};
    cm_table table = {0};

    make_table(&table);
    CHECK(cm_features_from_table(&features, &table, "EPSG:6668") == CM_OK);
    for (size_t row = 0; row < 3; row++)
        cm_features_set_point(&features, row, (cm_point){140 + (double)row, 43});
    CHECK(cm_features_filter(&features, "founded > 1980") == CM_OK);
    CHECK(features.table.row_count == 2 && features.vertex_count == 2);
    CHECK(features.x[0] == 141 && features.x[1] == 142);
    CHECK(cm_features_filter(&features, "nope = 1") == CM_ERR_FORMAT);
    CHECK(features.table.row_count == 2);
    cm_features_clear(&features);
}

TEST(takes_a_table_without_rows_or_columns)
{
    cm_table table = {0};

    CHECK(cm_table_filter(&table, "1 = 1") == CM_OK && table.row_count == 0);
    CHECK(cm_table_add_column(&table, NULL, "a", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_filter(&table, "a = 'x'") == CM_OK && table.row_count == 0);
    cm_table_clear(&table);
}

TEST(reports_memory_that_is_not_there)
{
    for (size_t nth = 1; nth <= 3; nth++) {
        cm_table table = {0};
        make_table(&table);
        const size_t live = cm__memory_live();
        cm__memory_fail_at(nth, false);
        CHECK(cm_table_filter(&table, "founded <= 1990") == CM_ERR_NOMEM);
        cm__memory_fail_at(0, false);
        CHECK(table.row_count == 3 && cm__memory_live() == live);
        cm_table_clear(&table);
    }
}

TEST_MAIN(RUN(keeps_the_rows_that_meet_the_expression),
          RUN(refuses_an_expression_that_it_does_not_understand), RUN(keeps_the_places_of_the_rows),
          RUN(takes_a_table_without_rows_or_columns), RUN(reports_memory_that_is_not_there))
