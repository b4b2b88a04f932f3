/* test_reader_shp_text.c - tests geo/reader_shp_text.c. */
#include "geo/base_memory.h"
#include "geo/reader_shp.h"
#include "tests/test.h"

#define KANJI_CP932 "\x89\xEF\x8E\xD0" /* 会社 */
#define KANJI "\xE4\xBC\x9A\xE7\xA4\xBE"
#define CIRCLED_CP932 "\x87\x40\xFB\xFC" /* 1 in a circle, and a character of NEC's and IBM's */

/* A column of that name with one text, one of numbers, and another of that text. */
static void make_features(cm_features *features, const char *name, const char *text)
{
    CHECK(cm_features_init(features, CM_GEOMETRY_POINT, NULL) == CM_OK);
    CHECK(cm_table_add_column(&features->table, NULL, name, CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&features->table, NULL, "n", CM_COLUMN_INTEGER) == CM_OK);
    CHECK(cm_table_add_column(&features->table, NULL, "again", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_features_add_row(features) == CM_OK);
    CHECK(cm_table_set_text(&features->table, 0, 0, text) == CM_OK);
    CHECK(cm_table_set_text(&features->table, 0, 2, text) == CM_OK);
}

TEST(makes_texts_utf8)
{
    static const struct {
        const char *why, *encoding, *name, *text;
        size_t width;
        const char *want_name, *want_text; /* NULL: an error */
    } rows[] = {
        {"ASCII, whatever the name", "ISO-8859-1", "name", "abc", 80, "name", "abc"},
        {"CP932, stated", "CP932", "name", KANJI_CP932, 80, "name", KANJI},
        {"by its number", "932", "name", KANJI_CP932, 80, "name", KANJI},
        {"by ESRI's name", "ANSI 932", "name", KANJI_CP932, 80, "name", KANJI},
        {"by another name", "SJIS", "name", KANJI_CP932, 80, "name", KANJI},
        {"NEC's characters", "CP932", "name", CIRCLED_CP932, 80, "name", "①髙"},
        {"UTF-8, stated", "UTF-8", "name", KANJI, 80, "name", KANJI},
        {"by its code page", "65001", "name", KANJI, 80, "name", KANJI},
        {"the name of the column too", "CP932", KANJI_CP932, KANJI_CP932, 80, KANJI, KANJI},
        {"CP932, not stated", NULL, "name", "\x8A\x94\x8E\xAE" KANJI_CP932, 80, "name",
         "株式" KANJI},
        {"UTF-8, not stated", NULL, "name", "株式" KANJI, 80, "name", "株式" KANJI},
        {"stated as what it cannot be", "ISO-8859-1", "name", "\x8A\x94\x8E\xAE" KANJI_CP932, 80,
         "name", "株式" KANJI},
        {"stated as what it is not", "UTF-8", "name", KANJI_CP932, 80, NULL, NULL},
        {"cut by its field", "UTF-8", "name", KANJI "\xE7\xA4", 8, "name", KANJI},
        {"cut by its field in CP932", "CP932", "name", KANJI_CP932 "\x89", 5, "name", KANJI},
        {"cut by its field, not stated", NULL, "name", "株式会\xE7\xA4", 11, "name", "株式会"},
        {"broken before its field ends", "UTF-8", "name", KANJI "\xE7\xA4", 9, NULL, NULL},
        {"a name that is cut", "UTF-8", "aaaaaaaa\xE7\xA4", "x", 80, "aaaaaaaa", "x"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const size_t widths[] = {rows[i].width, 9, rows[i].width};
        cm_features features = {0};
        test_now = rows[i].why;
        make_features(&features, rows[i].name, rows[i].text);
        const cm_status status = cm__shp_decode(&features, widths, rows[i].encoding, "a.shp");
        CHECK(status == (rows[i].want_text ? CM_OK : CM_ERR_FORMAT));
        if (status) {
            CHECK(strcmp(cm_error_text(),
                         "a.shp: row 1, column name: the text is not valid UTF-8") == 0);
        } else {
            CHECK(strcmp(features.table.columns[0].name, rows[i].want_name) == 0);
            CHECK(strcmp(cm_table_get_text(&features.table, 0, 0), rows[i].want_text) == 0);
            CHECK(strcmp(cm_table_get_text(&features.table, 0, 2), rows[i].want_text) == 0);
        }
        cm_features_clear(&features);
    }
}

TEST(reports_memory_that_is_not_there)
{
    cm_status status = CM_ERR_NOMEM;

    for (size_t nth = 1; status == CM_ERR_NOMEM; nth++) {
        const size_t widths[] = {80, 9, 80};
        cm_features features = {0};
        make_features(&features, KANJI_CP932, KANJI_CP932);
        cm__memory_fail_at(nth, false);
        status = cm__shp_decode(&features, widths, NULL, "a.shp");
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || status == CM_ERR_NOMEM);
        cm_features_clear(&features);
        CHECK(cm__memory_live() == 0);
    }
}

TEST_MAIN(RUN(makes_texts_utf8), RUN(reports_memory_that_is_not_there))
