/* test_source_rows.c - tests geo/source_rows.c. */
#include "geo/source_rows.h"
#include "tests/source_fixture.h"

static const char *const columns[] = {"name", "緯度|Ｘ座標", NULL, "note"};

static bool begins_with_digit(const cm__csv *csv)
{
    return csv->record[csv->fields[0].begin] >= '0' && csv->record[csv->fields[0].begin] <= '9';
}

static const signed char fixed_places[] = {1, 0, -1, 2};

static const cm__source_format formats[] = {
    {.columns = columns, .column_count = 4, .required = 3, .strangers = "id|code"},
    {.columns = columns, .column_count = 4, .is_row = begins_with_digit, .places = fixed_places},
};

TEST(recognises_a_format)
{
    static const struct {
        const char *why, *text;
        int format;
        bool want;
        size_t name, number, note;
    } rows[] = {
        {"in order", "name,緯度,note", 0, true, 0, 1, 2},
        {"in another order, one is not needed", "x,緯度,y,NAME", 0, true, 3, 1, CM_ABSENT},
        {"the other name, in another width", "X座標,name", 0, true, 1, 0, CM_ABSENT},
        {"quotes and blanks", "\" name \", 緯度", 0, true, 0, 1, CM_ABSENT},
        {"one is missing", "name,note", 0, false, 0, CM_ABSENT, 0},
        {"one is too many", "name,緯度,code", 0, false, 0, 1, CM_ABSENT},
        {"the other one too many", "name,緯度,ID", 0, false, 0, 1, CM_ABSENT},
        {"part of a name", "name,緯", 0, false, 0, 0, 0},
        {"by content", "1,a,b", 1, true, 1, 0, 2},
        {"not by content", "a,1,b", 1, false, 0, 0, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[64];
        size_t places[CM__SOURCE_FIELDS];
        cm__csv csv;
        bool found;
        test_now = rows[i].why;
        memcpy(text, rows[i].text, strlen(rows[i].text) + 1);
        cm__csv_init(&csv, text, strlen(text), 0, "a.csv");
        CHECK(cm__csv_next(&csv, &found) == CM_OK && found);
        CHECK(cm__source_is_format(places, &csv, &formats[rows[i].format]) == rows[i].want);
        if (rows[i].want)
            CHECK(places[0] == rows[i].name && places[1] == rows[i].number &&
                  places[2] == CM_ABSENT && places[3] == rows[i].note);
        cm__csv_clear(&csv);
    }
}

static cm_status begin(cm__source_rows *rows, cm__source_run *run, int format, const char *text)
{
    char *bytes = NULL;
    const size_t length = strlen(text);

    *rows = (cm__source_rows){.run = run, .format = &formats[format], .path = "a.csv"};
    if (cm__array_grow(&bytes, length + 1, 1))
        return CM_ERR_NOMEM;
    memcpy(bytes, text, length + 1);
    const cm_status status = cm__source_rows_begin(rows, &bytes, length);
    CHECK(!bytes);
    return status;
}

TEST(gives_row_after_row)
{
    static const cm__source_listener listener = {0};
    cm_table rejects = {0};
    cm__source_run run = {.listener = &listener, .rejects = &rejects};
    cm__source_rows rows;
    bool found;

    CHECK(begin(&rows, &run, 0,
                "name,緯度,note\r\n\r\n a ,1,\"x \"\"y\"\" \"\r\nb,2\r\nc,3,,\nd,,\n\x1A") ==
          CM_OK);
    CHECK(cm__source_rows_next(&rows, &found) == CM_OK && found);
    CHECK(strcmp(rows.fields[0], "a") == 0 && strcmp(rows.fields[1], "1") == 0);
    CHECK(*rows.fields[2] == '\0' && strcmp(rows.fields[3], "x \"y\"") == 0);
    const char *const kept = rows.fields[0];
    CHECK(cm__source_rows_reject(&rows, "no good") == CM_OK);
    CHECK(cm__source_rows_next(&rows, &found) == CM_OK && found);
    CHECK(strcmp(rows.fields[0], "d") == 0 && *rows.fields[3] == '\0' && strcmp(kept, "a") == 0);
    CHECK(cm__source_rows_next(&rows, &found) == CM_OK && !found);
    CHECK(run.report.rows == 4 && run.report.rejected == 3 && rejects.row_count == 3);
    CHECK(strcmp(cm_table_get_text(&rejects, 0, 1), "a.csv:3: no good") == 0);
    CHECK(strcmp(cm_table_get_text(&rejects, 0, 2), " a,1,x \"y\"") == 0);
    CHECK(strcmp(cm_table_get_text(&rejects, 1, 1), "a.csv:4: 2 fields where there must be 3") ==
          0);
    CHECK(strcmp(cm_table_get_text(&rejects, 2, 2), "c,3,,") == 0);
    cm__source_rows_clear(&rows);
    cm_table_clear(&rejects);

    CHECK(begin(&rows, &run, 1, "1,a,b\n2,c,d\n") == CM_OK); /* the first record is a row */
    CHECK(cm__source_rows_next(&rows, &found) == CM_OK && found && *rows.fields[0] == 'a');
    CHECK(cm__source_rows_next(&rows, &found) == CM_OK && found && *rows.fields[1] == '2');
    CHECK(cm__source_rows_next(&rows, &found) == CM_OK && !found);
    cm__source_rows_clear(&rows);
    CHECK(begin(&rows, &run, 0, "name,other\na,b\n") == CM_ERR_FORMAT);
    cm__source_rows_clear(&rows);
    CHECK(begin(&rows, &run, 0, "") == CM_ERR_FORMAT);
    cm__source_rows_clear(&rows);
    CHECK(cm__memory_live() == 0);
}

TEST(cuts_a_rejected_text_between_characters)
{
    static const cm__source_listener listener = {0};
    cm_table rejects = {0};
    cm__source_run run = {.listener = &listener, .rejects = &rejects};
    cm__source_rows rows;
    cm__text text = {0};
    bool found;

    cm__text_add(&text, "name,緯度,note\na,");
    for (int i = 0; i < 1000; i++)
        cm__text_add(&text, "札");
    cm__text_add(&text, ",c\n");
    CHECK(!text.failed && begin(&rows, &run, 0, text.bytes) == CM_OK);
    CHECK(cm__source_rows_next(&rows, &found) == CM_OK && found);
    CHECK(cm__source_rows_reject(&rows, "no good") == CM_OK);
    CHECK(strlen(cm_table_get_text(&rejects, 0, 2)) == 2 + 3 * 340); /* of 1023 */
    cm__source_rows_clear(&rows);
    cm_table_clear(&rejects);
    cm__text_clear(&text);
    CHECK(cm__memory_live() == 0);
}

TEST(reads_places_in_japan)
{
    static const struct {
        const char *why, *lon, *lat;
        bool good;
    } rows[] = {
        {"Sapporo", "141.35", "43.06", true}, {"unknown", "", "", true},
        {"the corners", "122", "46", true},   {"the other corners", "154", "20", true},
        {"west", "121.999", "43", false},     {"east", "154.001", "43", false},
        {"south", "140", "19.999", false},    {"north", "140", "46.001", false},
        {"half", "140", "", false},           {"the other half", "", "43", false},
        {"not a number", "nan", "43", false}, {"endless", "140", "inf", false},
        {"1e999", "1e999", "43", false},      {"hexadecimal", "0x8C", "43", false},
        {"comma", "140", "43,5", false},      {"full width", "１４０", "43", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_lonlat place;
        test_now = rows[i].why;
        CHECK((cm__source_read_place(&place, rows[i].lon, rows[i].lat) == NULL) == rows[i].good);
        if (rows[i].good)
            CHECK(isnan(place.lon_deg) == (*rows[i].lon == '\0'));
    }
}

TEST(reads_digits)
{
    CHECK(cm__source_digits("01101", 5, 5) == 1101 && cm__source_digits("1101", 4, 5) == 1101);
    CHECK(cm__source_digits("1101", 5, 5) == 0 && cm__source_digits("011011", 4, 5) == 0);
    CHECK(cm__source_digits("", 0, 5) == 0 && cm__source_digits("1 ", 1, 5) == 0);
    CHECK(cm__source_digits("999999999", 1, 99) == 999999999);
    CHECK(cm__source_digits("9999999999", 1, 99) == 0 && cm__source_digits("-1", 1, 5) == 0);
}

TEST_MAIN(RUN(recognises_a_format), RUN(gives_row_after_row),
          RUN(cuts_a_rejected_text_between_characters), RUN(reads_places_in_japan),
          RUN(reads_digits))
