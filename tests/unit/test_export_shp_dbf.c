/* test_export_shp_dbf.c - tests output/export_shp_dbf.c in a folder of its own. */
#include "output/export_shp_dbf.h"
#include "output/export_shp_lib.h"
#include "tests/export_fixture.h"

static char folder[] = P_tmpdir "/test_export_shp_dbf.XXXXXX";
static cm_export_report report;

static cm_status write_table(const cm_table *table, bool cp932)
{
    cm__dbf dbf = {0};
    cm_status status;

    report = (cm_export_report){0};
    status = cm__dbf_plan(&dbf, table, cp932, "a.shp", &report);
    if (!status)
        status = cm__dbf_write(&dbf, "a.dbf", "a.shp", 951782400); /* 2000-02-29 */
    if (!status)
        status = cm__dbf_check(&dbf, "a.dbf", "a.shp");
    cm__dbf_clear(&dbf);
    return status;
}

static cm_table make_column(cm_column_type type, size_t rows)
{
    cm_table table = {0};

    CHECK(cm_table_add_column(&table, NULL, "a", type) == CM_OK);
    CHECK(cm_table_add_rows(&table, rows) == CM_OK);
    return table;
}

/* The text of a cell of a.dbf, as shapelib reads it; borrowed from the handle. */
static int holds_cell(int row, int column, const char *want)
{
    DBFHandle handle = DBFOpen("a.dbf", "rb");
    const char *const got = handle ? DBFReadStringAttribute(handle, row, column) : NULL;
    const int same = got && strcmp(got, want) == 0;

    if (!same)
        printf("cell %d, %d holds '%s'\n", row, column, got ? got : "(nothing)");
    if (handle)
        DBFClose(handle);
    return same;
}

TEST(writes_texts)
{
    static const struct {
        const char *why;
        bool cp932;
        const char *text, *want;
    } rows[] = {
        {"UTF-8", false, JAPANESE, JAPANESE},
        {"CP932", true, JAPANESE, "\x87\x40\xFB\xFC\xFA\xB1\x81\x60\x81\x7C\x87\x8A\xB6\xCC\xDE"},
        {"a new line stays", false, "two\nlines", "two\nlines"},
        {"quotes", false, "'\";--", "'\";--"},
        {"missing", false, "", ""},
        {"invalid bytes", false, "\x82", "\uFFFD"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = make_column(CM_COLUMN_TEXT, 2);
        test_now = rows[i].why;
        CHECK(cm_table_set_text(&table, 1, 0, rows[i].text) == CM_OK);
        CHECK(write_table(&table, rows[i].cp932) == CM_OK);
        CHECK(holds_cell(0, 0, "") && holds_cell(1, 0, rows[i].want));
        CHECK(report.cut_texts == 0 && report.lost_characters == 0);
        cm_table_clear(&table);
    }
    CHECK(unlink("a.dbf") == 0 && cm__memory_live() == 0);
}

TEST(cuts_long_texts_between_characters_and_counts_them)
{
    cm_table table = make_column(CM_COLUMN_TEXT, 3);
    char kanji[100 * 3 + 1] = "", want[254 + 1];

    for (int i = 0; i < 100; i++)
        memcpy(kanji + 3 * i, "髙", 4);
    CHECK(cm_table_set_text(&table, 0, 0, kanji) == CM_OK);
    CHECK(cm_table_set_text(&table, 1, 0, "short") == CM_OK);
    CHECK(write_table(&table, false) == CM_OK && report.cut_texts == 1);
    memcpy(want, kanji, 252), want[252] = '\0'; /* 84 kanji */
    CHECK(holds_cell(0, 0, want) && holds_cell(1, 0, "short"));
    CHECK(write_table(&table, true) == CM_OK && report.cut_texts == 0); /* 200 bytes of CP932 */
    cm_table_clear(&table);
    CHECK(unlink("a.dbf") == 0);
}

TEST(counts_characters_that_cp932_has_not)
{
    cm_table table = make_column(CM_COLUMN_TEXT, 2);

    CHECK(cm_table_set_text(&table, 0, 0, EMOJI "a" EMOJI) == CM_OK);
    CHECK(cm_table_set_text(&table, 1, 0, EMOJI) == CM_OK);
    CHECK(write_table(&table, true) == CM_OK && report.lost_characters == 3);
    CHECK(holds_cell(0, 0, "?a?"));
    cm_table_clear(&table);
    CHECK(unlink("a.dbf") == 0);
}

TEST(writes_reals_that_read_back_equal)
{
    static const double values[] = {0,    0.1,    -1e300, 5e-324,  1.0 / 3, -1234567.125,
                                    1e15, 123456, NAN,    INFINITY};
    const size_t count = sizeof values / sizeof *values;
    cm_table table = make_column(CM_COLUMN_REAL, count);

    for (size_t i = 0; i < count; i++)
        cm_table_set_real(&table, i, 0, values[i]);
    CHECK(write_table(&table, false) == CM_OK);
    for (size_t i = 0; i < count; i++) {
        DBFHandle handle = DBFOpen("a.dbf", "rb");
        CHECK(handle &&
              (!isfinite(values[i]) || DBFReadDoubleAttribute(handle, (int)i, 0) == values[i]));
        CHECK(handle && DBFIsAttributeNULL(handle, (int)i, 0) == !isfinite(values[i]));
        DBFClose(handle);
    }
    cm_table_clear(&table);
    CHECK(unlink("a.dbf") == 0);
}

TEST(shows_the_decimals_that_a_column_needs)
{
    static const struct {
        const char *why;
        double values[2];
        int want;
    } rows[] = {
        {"whole numbers", {1, -2}, 1},    {"one", {1, 0.5}, 1},         {"three", {0.125, 7}, 3},
        {"too many", {0.1 + 0.2, 0}, 15}, {"an exponent", {1e300}, 15}, {"none", {NAN, NAN}, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = make_column(CM_COLUMN_REAL, 2);
        int decimals = -1;
        test_now = rows[i].why;
        cm_table_set_real(&table, 0, 0, rows[i].values[0]);
        cm_table_set_real(&table, 1, 0, rows[i].values[1]);
        CHECK(write_table(&table, false) == CM_OK);
        DBFHandle handle = DBFOpen("a.dbf", "rb");
        CHECK(handle && DBFGetFieldInfo(handle, 0, NULL, NULL, &decimals) == FTDouble);
        CHECK(decimals == rows[i].want);
        DBFClose(handle);
        cm_table_clear(&table);
    }
    CHECK(unlink("a.dbf") == 0);
}

TEST(writes_integers_as_wide_as_they_are)
{
    static const struct {
        const char *why;
        int64_t value;
        int width;
        const char *want;
    } rows[] = {
        {"small", 7, 18, "7"},
        {"missing", CM_INTEGER_MISSING, 18, ""},
        {"18 digits", 999999999999999999, 18, "999999999999999999"},
        {"the largest", INT64_MAX, 19, "9223372036854775807"},
        {"the smallest", INT64_MIN + 1, 20, "-9223372036854775807"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = make_column(CM_COLUMN_INTEGER, 1);
        int width = 0, decimals = -1;
        test_now = rows[i].why;
        cm_table_set_integer(&table, 0, 0, rows[i].value);
        CHECK(write_table(&table, false) == CM_OK && holds_cell(0, 0, rows[i].want));
        DBFHandle handle = DBFOpen("a.dbf", "rb");
        CHECK(handle && DBFGetFieldInfo(handle, 0, NULL, &width, &decimals) != FTInvalid);
        CHECK(width == rows[i].width && decimals == 0);
        DBFClose(handle);
        cm_table_clear(&table);
    }
    CHECK(unlink("a.dbf") == 0);
}

TEST(names_fields_within_10_bytes)
{
    static const char *const given[] = {"name_en", "parent_origin", "parent_orig", "都道府県名"};
    static const struct {
        bool cp932;
        const char *want[4];
    } rows[] = {
        {false, {"name_en", "parent_ori", "parent_o_2", "都道府"}},
        {true, {"name_en", "parent_ori", "parent_o_2", "\x93\x73\x93\xB9\x95\x7B\x8C\xA7\x96\xBC"}},
    };
    cm_table table = {0};
    char name[12];

    for (size_t i = 0; i < 4; i++)
        CHECK(cm_table_add_column(&table, NULL, given[i], CM_COLUMN_TEXT) == CM_OK);
    for (size_t r = 0; r < 2; r++) {
        CHECK(write_table(&table, rows[r].cp932) == CM_OK);
        CHECK(report.renamed_columns == (rows[r].cp932 ? 2 : 3));
        DBFHandle handle = DBFOpen("a.dbf", "rb");
        for (int i = 0; i < 4 && handle; i++) {
            DBFGetFieldInfo(handle, i, name, NULL, NULL);
            CHECK(strcmp(name, rows[r].want[i]) == 0);
        }
        DBFClose(handle);
    }
    cm_table_clear(&table);
    CHECK(unlink("a.dbf") == 0);
}

TEST(names_fields_that_cp932_cannot_spell)
{
    cm_table table = {0};
    char name[12];

    CHECK(cm_table_add_column(&table, NULL, EMOJI, CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_column(&table, NULL, "한", CM_COLUMN_TEXT) == CM_OK);
    CHECK(write_table(&table, true) == CM_OK);
    CHECK(report.renamed_columns == 2 && report.lost_characters == 0);
    DBFHandle handle = DBFOpen("a.dbf", "rb");
    for (int i = 0; i < 2 && handle; i++) {
        DBFGetFieldInfo(handle, i, name, NULL, NULL);
        CHECK(strcmp(name, i ? "column_2" : "column_1") == 0);
    }
    DBFClose(handle);
    cm_table_clear(&table);
    CHECK(unlink("a.dbf") == 0);
}

TEST(gives_a_table_without_columns_an_id)
{
    cm_table table = {0};

    CHECK(cm_table_add_rows(&table, 2) == CM_OK && write_table(&table, false) == CM_OK);
    CHECK(holds_cell(0, 0, "1") && holds_cell(1, 0, "2"));
    cm_table_clear(&table);
    CHECK(unlink("a.dbf") == 0);
}

TEST(bears_the_date_and_the_code_page_it_is_told)
{
    cm_table table = make_column(CM_COLUMN_TEXT, 1);

    for (int cp932 = 0; cp932 < 2; cp932++) {
        CHECK(write_table(&table, cp932) == CM_OK);
        const char *const bytes = bytes_of("a.dbf", NULL);
        CHECK(bytes && bytes[1] == 100 && bytes[2] == 2 && bytes[3] == 29);
        CHECK(bytes && bytes[29] == (cp932 ? 19 : 0));
        CHECK(count_names(".") == 1); /* no .cpg of shapelib's own */
    }
    cm_table_clear(&table);
    CHECK(unlink("a.dbf") == 0);
}

TEST(refuses_what_dbase_cannot_hold)
{
    cm_table table = {0};
    char text[255];

    memset(text, 'x', sizeof text), text[254] = '\0';
    for (int i = 0; i < 255; i++)
        CHECK(cm_table_add_column(&table, NULL, "a", CM_COLUMN_TEXT) == CM_OK);
    CHECK(cm_table_add_rows(&table, 1) == CM_OK);
    for (size_t i = 0; i < 254; i++)
        CHECK(cm_table_set_text(&table, 0, i, text) == CM_OK);
    CHECK(write_table(&table, false) == CM_OK); /* 64,516 bytes a row */
    CHECK(cm_table_add_column(&table, NULL, "a", CM_COLUMN_TEXT) == CM_OK);
    CHECK(write_table(&table, false) == CM_ERR_LIMIT);
    CHECK(strcmp(cm_error_text(),
                 "a.shp: 256 columns are over the 255 of a Shapefile (use gpkg)") == 0);
    cm_table_clear(&table);
    CHECK(unlink("a.dbf") == 0 && cm__memory_live() == 0);
}

TEST(finds_damage_when_it_reads_back)
{
    cm_table table = make_column(CM_COLUMN_TEXT, 100);
    cm__dbf dbf = {0};

    CHECK(cm_table_set_text(&table, 50, 0, JAPANESE) == CM_OK);
    CHECK(cm__dbf_plan(&dbf, &table, false, "a.shp", &report) == CM_OK);
    CHECK(cm__dbf_write(&dbf, "a.dbf", "a.shp", 0) == CM_OK);
    CHECK(cm__dbf_check(&dbf, "a.dbf", "a.shp") == CM_OK);
    FILE *file = fopen("a.dbf", "r+");
    CHECK(file && fseek(file, 50 * (long)dbf.record_length + 70, SEEK_SET) == 0);
    CHECK(file && putc('x', file) == 'x' && fclose(file) == 0);
    CHECK(cm__dbf_check(&dbf, "a.dbf", "a.shp") == CM_ERR_FORMAT);
    CHECK(truncate("a.dbf", 1000) == 0 && cm__dbf_check(&dbf, "a.dbf", "a.shp") == CM_ERR_IO);
    cm__dbf_clear(&dbf);
    cm_table_clear(&table);
    CHECK(unlink("a.dbf") == 0);
}

TEST(a_text_is_read_back_as_it_was_cut)
{
    char long_text[3 * 90 + 1] = "";
    cm__encoder encoder = {0};
    cm__text out = {0};

    for (size_t i = 0; i < 90; i++)
        memcpy(long_text + 3 * i, "製", 4);
    for (int cp932 = 0; cp932 < 2; cp932++) {
        CHECK(cm__encoder_open(&encoder, cp932 != 0) == CM_OK);
        CHECK(cm__dbf_text_as_read(&out, long_text, &encoder) == CM_OK);
        CHECK(out.length == (cp932 ? 90 * 3 : 84 * 3) && encoder.lost == 0);
        CHECK(memcmp(out.bytes, long_text, out.length) == 0);
        CHECK(cm__dbf_text_as_read(&out, " é  ", &encoder) == CM_OK);
        CHECK(strcmp(out.bytes, cp932 ? " ?" : " é") == 0);
        cm__encoder_close(&encoder);
    }
    cm__text_clear(&out);
}

TEST_MAIN(CHECK(mkdtemp(folder) && chdir(folder) == 0), RUN(writes_texts),
          RUN(cuts_long_texts_between_characters_and_counts_them),
          RUN(counts_characters_that_cp932_has_not), RUN(writes_reals_that_read_back_equal),
          RUN(shows_the_decimals_that_a_column_needs), RUN(writes_integers_as_wide_as_they_are),
          RUN(names_fields_within_10_bytes), RUN(names_fields_that_cp932_cannot_spell),
          RUN(gives_a_table_without_columns_an_id),
          RUN(bears_the_date_and_the_code_page_it_is_told), RUN(refuses_what_dbase_cannot_hold),
          RUN(finds_damage_when_it_reads_back), CHECK(rmdir(folder) == 0),
          RUN(a_text_is_read_back_as_it_was_cut))
