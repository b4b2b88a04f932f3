/* test_reader_workbook.c - tests geo/reader_workbook.c. */
#include "geo/base_memory.h"
#include "geo/reader_workbook.h"
#include "tests/reader_fixture.h"
#include <cpl_vsi.h>

#define CELL(at, value) "<c r=\"" at "\"><v>" value "</v></c>"
#define TEXT(at, value) "<c r=\"" at "\" t=\"str\"><v>" value "</v></c>"
#define ROW(number, cells) "<row r=\"" number "\">" cells "</row>"

/* Adds a file to an archive: a few words, and blanks after them. */
static void pack(const char *archive, const char *name, const char *text, size_t megabytes)
{
    static char blanks[1 << 20];
    char path[600];
    VSILFILE *file;

    snprintf(path, sizeof path, "/vsizip/%s/%s", fixture_path(archive), name);
    file = VSIFOpenL(path, "wb");
    CHECK(file != NULL);
    if (!file)
        return;
    CHECK(VSIFWriteL(text, 1, strlen(text), file) == strlen(text));
    memset(blanks, ' ', sizeof blanks);
    for (size_t i = 0; i < megabytes; i++)
        CHECK(VSIFWriteL(blanks, 1, sizeof blanks, file) == sizeof blanks);
    CHECK(VSIFCloseL(file) == 0);
}

/* A workbook of one sheet with these rows. */
static void make_xlsx(const char *name, const char *rows)
{
    char sheet[4096], path[600];

    snprintf(sheet, sizeof sheet,
             "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
             "<sheetData>%s</sheetData></worksheet>",
             rows);
    snprintf(path, sizeof path, "/vsizip/%s", fixture_path(name));
    VSILFILE *const archive = VSIFOpenL(path, "wb");
    CHECK(archive != NULL);
    pack(name, "[Content_Types].xml",
         "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "
         "PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-"
         "officedocument.spreadsheetml.worksheet+xml\"/></Types>",
         0);
    pack(
        name, "xl/workbook.xml",
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
        "<sheets><sheet name=\"members\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        0);
    pack(name, "xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/"
         "officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
         "</Relationships>",
         0);
    pack(name, "xl/worksheets/sheet1.xml", sheet, 0);
    if (archive)
        VSIFCloseL(archive);
}

static cm_status read_workbook(cm_table *out, const char *name)
{
    return cm__table_read_workbook(out, fixture_path(name), NULL);
}

TEST(reads_every_cell_as_text)
{
    static const struct {
        const char *why, *cell, *want;
    } rows[] = {
        {"words", TEXT("A2", "株式会社"), "株式会社"},
        {"an integer", CELL("A2", "1985"), "1985"},
        {"an integer with decimals", CELL("A2", "1985.0"), "1985"},
        {"below nought", CELL("A2", "-3.00"), "-3"},
        {"a number", CELL("A2", "141.3512345678901"), "141.3512345678901"},
        {"a small number", CELL("A2", "1e-07"), "1e-07"},
        {"digits that begin with 0", TEXT("A2", "0123"), "0123"},
        {"a date of digits and points", TEXT("A2", "2003.10.0a"), "2003.10.0a"},
        {"only a point", TEXT("A2", ".0"), ".0"},
        {"true", "<c r=\"A2\" t=\"b\"><v>1</v></c>", "1"},
        {"marks of XML", TEXT("A2", "A &amp; B &lt;c&gt;"), "A & B <c>"},
        {"blanks round it", TEXT("A2", " a "), " a "},
    };
    char sheet[1024];

    fixture_begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = {0};
        char name[32];
        test_now = rows[i].why;
        snprintf(sheet, sizeof sheet, "%s<row r=\"2\">%s</row>", ROW("1", TEXT("A1", " 名称　")),
                 rows[i].cell);
        snprintf(name, sizeof name, "%zu.xlsx", i);
        make_xlsx(name, sheet);
        CHECK(read_workbook(&table, name) == CM_OK);
        CHECK(table.column_count == 1 && table.row_count == 1);
        if (table.row_count == 1) {
            CHECK(strcmp(table.columns[0].name, "名称") == 0 && table.lines[0] == 2);
            CHECK(strcmp(cm_table_get_text(&table, 0, 0), rows[i].want) == 0);
        }
        cm_table_clear(&table);
    }
    fixture_end();
}

TEST(takes_headers_rows_and_columns_as_they_lie)
{
    cm_table table = {0};

    fixture_begin();
    make_xlsx("a.xlsx", ROW("2", TEXT("A2", "name") CELL("B2", "2003.0") TEXT("D2", " ")
                                     TEXT("E2", "lon")) ROW("3", TEXT("A3", "a") CELL("E3", "141"))
                            ROW("5", TEXT("A5", "b") CELL("B5", "7")));
    CHECK(read_workbook(&table, "a.xlsx") == CM_OK);
    CHECK(table.column_count == 3 && table.row_count == 2);
    if (table.column_count == 3 && table.row_count == 2) {
        CHECK(strcmp(table.columns[0].name, "name") == 0);
        CHECK(strcmp(table.columns[1].name, "2003") == 0);
        CHECK(strcmp(table.columns[2].name, "lon") == 0);
        CHECK(strcmp(cm_table_get_text(&table, 0, 2), "141") == 0);
        CHECK(strcmp(cm_table_get_text(&table, 1, 1), "7") == 0);
        CHECK(table.lines[0] == 3 && table.lines[1] == 5);
    }
    cm_table_clear(&table);
    fixture_end();
}

TEST(reads_ods_and_sheets_of_other_programmes)
{
    static const char *const files[] = {"a.ods", "a.xlsx"};

    fixture_begin();
    fixture_put("a.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                             "\"properties\":{\"名称\":\"データ\",\"n\":1985,\"lon\":141.5,"
                             "\"since\":\"2003-09-29\"},\"geometry\":null}]}");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        cm_table table = {0};
        double lon = 0;
        test_now = files[i];
        fixture_convert("a.geojson", files[i], i == 0 ? "-f ODS" : "-f XLSX");
        CHECK(read_workbook(&table, files[i]) == CM_OK);
        CHECK(table.column_count == 4 && table.row_count == 1);
        if (table.column_count == 4 && table.row_count == 1) {
            CHECK(strcmp(cm_table_get_text(&table, 0, 0), "データ") == 0);
            CHECK(strcmp(cm_table_get_text(&table, 0, 1), "1985") == 0);
            lon = cm_table_get_number(&table, 0, 2);
        }
        CHECK(lon == 141.5);
        cm_table_clear(&table);
        CHECK(cm_table_read(&table, fixture_path(files[i]),
                            &(cm_read_options){.version = 1, .where = "n > 1990"}, NULL) == CM_OK);
        CHECK(table.row_count == 0 && table.column_count == 4);
        cm_table_clear(&table);
    }
    fixture_end();
}

TEST(refuses_what_it_cannot_read_whole)
{
    static const struct {
        const char *why, *rows, *words;
        cm_status want;
    } sheets[] = {
        {"an empty sheet", "", "header", CM_ERR_FORMAT},
        {"a column without a header", ROW("1", TEXT("A1", "name")) ROW("2", TEXT("B2", "x")),
         "1:2: the column has no header", CM_ERR_FORMAT},
        {"a row that is far away",
         ROW("1", TEXT("A1", "name")) ROW("1048576", TEXT("A1048576", "x")), "xlsx", CM_ERR_FORMAT},
        {"broken XML", ROW("1", "<c"), "xlsx", CM_ERR_FORMAT},
    };

    fixture_begin();
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        cm_table table = {0};
        char name[32];
        test_now = sheets[i].why;
        snprintf(name, sizeof name, "%zu.xlsx", i);
        make_xlsx(name, sheets[i].rows);
        CHECK(read_workbook(&table, name) == sheets[i].want && !table.columns);
        CHECK(strstr(cm_error_text(), sheets[i].words) != NULL);
        CHECK(strncmp(cm_error_text(), fixture_folder, strlen(fixture_folder)) == 0);
    }
    fixture_put("text.xlsx", "name,lon\na,1\n");
    CHECK(read_workbook(&(cm_table){0}, "text.xlsx") == CM_ERR_FORMAT);
    CHECK(read_workbook(&(cm_table){0}, "none.xlsx") == CM_ERR_IO);
    CHECK(cm__table_read_workbook(&(cm_table){0}, "/vsizip/a.xlsx", NULL) == CM_ERR_IO);
    fixture_end();
    CHECK(cm__memory_live() == 0);
}

TEST(refuses_every_cut_workbook)
{
    fixture_begin();
    make_xlsx("a.xlsx", ROW("1", TEXT("A1", "name")) ROW("2", TEXT("A2", "x")));
    size_t length;
    unsigned char *const bytes = fixture_get("a.xlsx", &length);
    for (size_t cut = 0; cut < length; cut += 16) {
        cm_table table = {0};
        fixture_put_bytes("a.xlsx", bytes, cut);
        CHECK(read_workbook(&table, "a.xlsx") == CM_ERR_FORMAT);
        cm_table_clear(&table);
    }
    fixture_end();
}

TEST(stops_a_workbook_that_unpacks_to_more_than_it_may)
{
    char path[600];
    cm_table table = {0};

    fixture_begin();
    snprintf(path, sizeof path, "/vsizip/%s", fixture_path("a.xlsx"));
    VSILFILE *const archive = VSIFOpenL(path, "wb");
    CHECK(archive != NULL);
    pack("a.xlsx", "xl/workbook.xml", "<workbook/>", 520);
    if (archive)
        VSIFCloseL(archive);
    CHECK(read_workbook(&table, "a.xlsx") == CM_ERR_LIMIT && !table.columns);
    CHECK(strstr(cm_error_text(), "unpacks to over") != NULL);
    fixture_end();
}

TEST(reports_memory_that_is_not_there)
{
    cm_status status = CM_ERR_NOMEM;

    fixture_begin();
    make_xlsx("a.xlsx", ROW("1", TEXT("A1", "name")) ROW("2", TEXT("A2", "x")));
    for (size_t nth = 1; status == CM_ERR_NOMEM; nth++) {
        cm_table table = {0};
        cm__memory_fail_at(nth, false);
        status = read_workbook(&table, "a.xlsx");
        cm__memory_fail_at(0, false);
        CHECK(status == CM_OK || (status == CM_ERR_NOMEM && !table.columns));
        cm_table_clear(&table);
        CHECK(cm__memory_live() == 0);
    }
    fixture_end();
}

TEST_MAIN(RUN(reads_every_cell_as_text), RUN(takes_headers_rows_and_columns_as_they_lie),
          RUN(reads_ods_and_sheets_of_other_programmes), RUN(refuses_what_it_cannot_read_whole),
          RUN(refuses_every_cut_workbook), RUN(stops_a_workbook_that_unpacks_to_more_than_it_may),
          RUN(reports_memory_that_is_not_there))
