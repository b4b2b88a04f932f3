/* test_reader_csv.c - tests geo/reader_csv.c. */
#include "geo/base_memory.h"
#include "geo/reader_csv.h"
#include "geo/text_width.h"
#include "tests/test.h"
#include <stdlib.h>
#include <unistd.h>

static char path[] = P_tmpdir "/test_reader_csv.XXXXXX";

static void write_bytes(const char *bytes, size_t length)
{
    FILE *const file = fopen(path, "wb");

    CHECK(file && fwrite(bytes, 1, length, file) == length && fclose(file) == 0);
}

static cm_status read_bytes(cm_table *out, cm_table *rejects, const char *bytes, size_t length)
{
    write_bytes(bytes, length);
    return cm__table_read_text(out, path, NULL, rejects);
}

/* The table as "a|b/1:c|d/" with the lines of its rows. */
static const char *show(const cm_table *table)
{
    static char out[2048];
    char cell[CM_CELL_MAX];
    size_t used = 0;

    for (size_t c = 0; c < table->column_count; c++)
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%s", c ? "|" : "",
                                 table->columns[c].name);
    used += (size_t)snprintf(out + used, sizeof out - used, "/");
    for (size_t row = 0; row < table->row_count; row++) {
        used += (size_t)snprintf(out + used, sizeof out - used, "%d:", (int)table->lines[row]);
        for (size_t c = 0; c < table->column_count; c++)
            used += (size_t)snprintf(out + used, sizeof out - used, "%s%s", c ? "|" : "",
                                     cm_table_format(table, row, c, cell));
        used += (size_t)snprintf(out + used, sizeof out - used, "/");
    }
    return out;
}

TEST(reads_tables)
{
    static const struct {
        const char *why, *text, *want;
    } rows[] = {
        {"usual", "name,address\nA,B\nC,D\n", "name|address/2:A|B/3:C|D/"},
        {"header only", "name,address\n", "name|address/"},
        {"header without line end", "name", "name/"},
        {"byte order mark", "\xEF\xBB\xBF\"name\"\nA\n", "name/2:A/"},
        {"CR only", "a,b\rc,d\r", "a|b/2:c|d/"},
        {"CRLF", "a,b\r\nc,d\r\n", "a|b/2:c|d/"},
        {"semicolons", "a;b\n1,5;2\n", "a|b/2:1,5|2/"},
        {"tabs", "a\tb\n1,5\t\n", "a|b/2:1,5|/"},
        {"headers are trimmed, cells are not", "\xE3\x80\x80 a ,\" b \"\"\"\n c ,\td\n",
         "a|b \"/2: c |\td/"},
        {"header over two lines", "\"従業員\n数\n\",b\n1,2\n", "従業員\n数|b/4:1|2/"},
        {"fewer fields are missing cells", "a,b,c\n1\n1,2\n1,2,3\n", "a|b|c/2:1||/3:1|2|/4:1|2|3/"},
        {"blank lines", "\n\na,b\n\n1,2\n \n\n3,4\n\n", "a|b/5:1|2/8:3|4/"},
        {"a row of separators stays", "a,b\n,\n", "a|b/2:|/"},
        {"one header for two columns", "a,a\n1,2\n", "a|a/2:1|2/"},
        {"numbers stay texts", "a\n007\n1e999\nNaN\n", "a/2:007/3:1e999/4:NaN/"},
        {"quoted line ends count", "a,b\n\"1\n\n\",2\n3,4\n", "a|b/2:1\n\n|2/5:3|4/"},
        {"Ctrl-Z at the end", "a\n1\n\x1A", "a/2:1/"},
        {"right to left, emoji, combining", "a\n\xE2\x80\xAEx\n\xF0\x9F\x98\x80\ne\xCC\x81\n",
         "a/2:\xE2\x80\xAEx/3:\xF0\x9F\x98\x80/4:e\xCC\x81/"},
        {"what spreadsheets would run", "a\n=1+1\n@x\n", "a/2:=1+1/3:@x/"},
        {"CP932", "\x96\xBC\x8F\xCC,\x8F\x5A\x8F\x8A\r\n\xBB\xAF,\x83\x5C\r\n",
         "名称|住所/2:ｻｯ|ソ/"},
        {"EUC-JP", "\xCC\xBE\xBE\xCE,\xBD\xBB\xBD\xEA\n\xA5\xBD,\x8E\xBB\n", "名称|住所/2:ソ|ｻ/"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = {0};
        test_now = rows[i].why;
        CHECK(read_bytes(&table, NULL, rows[i].text, strlen(rows[i].text)) == CM_OK);
        CHECK(strcmp(show(&table), rows[i].want) == 0);
        cm_table_clear(&table);
    }
    CHECK(cm__memory_live() == 0);
}

#define BYTES(text) text, sizeof text - 1

TEST(refuses_with_file_line_and_column)
{
    static const struct {
        const char *why, *bytes;
        size_t length;
        const char *want; /* behind the path */
    } rows[] = {
        {"empty", BYTES(""), ":1:1: the file is empty: a header is needed"},
        {"mark only", BYTES("\xEF\xBB\xBF"), ":1:1: the file is empty"},
        {"blank lines only", BYTES("\n \r\n\t\n"), ":1:1: the file is empty"},
        {"Ctrl-Z only", BYTES("\x1A"), ":1:1: the file is empty"},
        {"a header without a name", BYTES("a,,c\n1,2,3\n"),
         ":1:3: column 2 of the header has no name"},
        {"separator last", BYTES("\na,b,\n"), ":2:5: column 3 of the header"},
        {"a blank name", BYTES("a,\xE3\x80\x80\n"), ":1:3: column 2"},
        {"a quoted blank name", BYTES("\"a\nb\",\" \"\n"), ":2:5: column 2"},
        {"separators only", BYTES(",,\n"), ":1:1: column 1"},
        {"tabs only, then no header", BYTES("\ta\n"), ":1:1: column 1"},
        {"invalid byte", BYTES("name\nA\xFF\n"), ":2:2: byte 0xFF is not valid"},
        {"NUL", BYTES("name\nA\0\n"), ":2:2: a NUL byte"},
        {"UTF-16", BYTES("\xFF\xFEn\0"), ":1:1: the text is UTF-16"},
        {"never closed", BYTES("a,b\n1,\"2\n3,4\n"), ":2:3: the quote"},
        {"goes on behind its quote", BYTES("a\n\"b\"c\n"), ":2:4: the field"},
        {"more fields than the header, no rejects", BYTES("a,b\n1,2\n1,22,3,4\n"),
         ":3:6: 4 fields, but the header has 2"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_table table = {0};
        test_now = rows[i].why;
        CHECK(read_bytes(&table, NULL, rows[i].bytes, rows[i].length) == CM_ERR_FORMAT);
        CHECK(strncmp(cm_error_text(), path, strlen(path)) == 0);
        CHECK(strncmp(cm_error_text() + strlen(path), rows[i].want, strlen(rows[i].want)) == 0);
        CHECK(!table.columns && !table.text);
    }
    CHECK(cm__memory_live() == 0);
}

TEST(keeps_rejected_rows_with_line_reason_and_text)
{
    static const char text[] = "a,b\n1,2\n3,\"4\n\"\"\",5\n6,7\n8,9,,\r\n";
    cm_table table = {0}, rejects = {0};

    CHECK(read_bytes(&table, &rejects, text, strlen(text)) == CM_OK);
    CHECK(strcmp(show(&table), "a|b/2:1|2/5:6|7/") == 0);
    CHECK(strcmp(show(&rejects), "line|reason|text/"
                                 "3:3|3 fields, but the header has 2|3,\"4\n\"\"\",5/"
                                 "6:6|4 fields, but the header has 2|8,9,,/") == 0);
    CHECK(rejects.columns[0].type == CM_COLUMN_INTEGER);
    cm_table_clear(&table);
    CHECK(read_bytes(&table, &rejects, "a\n1,2\n", 6) == CM_OK); /* more of them */
    CHECK(rejects.row_count == 3 && table.row_count == 0);
    CHECK(strcmp(cm_table_get_text(&rejects, 2, 2), "1,2") == 0);
    cm_table_clear(&table);
    cm_table_clear(&rejects);
    CHECK(cm__memory_live() == 0);
}

TEST(keeps_the_limits)
{
    static const struct {
        const char *why;
        size_t columns, field;
        cm_status want;
        const char *text; /* of the error, behind the path */
    } rows[] = {
        {"100000 columns", 100000, 1, CM_OK, NULL},
        {"one more", 100001, 1, CM_ERR_LIMIT, ":1:199999: over 100000 columns"},
        {"field of 64 KiB", 2, 65536, CM_OK, NULL},
        {"one byte more", 2, 65537, CM_ERR_LIMIT, ":2:1: the field"},
        {"line of under 1 MiB", 16, 65535, CM_OK, NULL},
        {"line of over 1 MiB", 17, 65535, CM_ERR_LIMIT, ":2:1: the line"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const size_t columns = rows[i].columns, field = rows[i].field;
        char *const bytes = malloc(columns * (field + 3)), *at = bytes;
        cm_table table = {0};
        test_now = rows[i].why;
        for (size_t c = 0; c < columns; c++)
            at += sprintf(at, c + 1 < columns ? "h," : "h\n");
        for (size_t c = 0; c < columns; c++) {
            memset(at, 'x', field);
            at += field;
            *at++ = c + 1 < columns ? ',' : '\n';
        }
        CHECK(read_bytes(&table, NULL, bytes, (size_t)(at - bytes)) == rows[i].want);
        if (rows[i].want == CM_OK)
            CHECK(strlen(cm_table_get_text(&table, 0, columns - 1)) == field);
        else
            CHECK(strstr(cm_error_text(), rows[i].text) == cm_error_text() + strlen(path));
        cm_table_clear(&table);
        free(bytes);
    }
}

TEST(refuses_a_header_too_long_for_a_name)
{
    char *const bytes = malloc(65540);
    cm_table table = {0};

    memset(bytes, 'h', 65540);
    memcpy(bytes + 65535, "\nx\n", 3);
    CHECK(read_bytes(&table, NULL, bytes, 65538) == CM_OK && table.row_count == 1);
    cm_table_clear(&table);
    memcpy(bytes + 65535, "h\nx\n", 4);
    CHECK(read_bytes(&table, NULL, bytes, 65539) == CM_ERR_LIMIT);
    CHECK(strstr(cm_error_text(), ":1:1: a header") != NULL);
    free(bytes);
}

/* A sparse file: refused by its size, before a byte is read. */
TEST(refuses_a_file_over_2_gib)
{
    cm_table table = {0};

    write_bytes("a\n", 2);
    CHECK(truncate(path, ((off_t)1 << 31) + 1) == 0);
    CHECK(cm__table_read_text(&table, path, NULL, NULL) == CM_ERR_LIMIT && !table.columns);
    CHECK(truncate(path, 0) == 0);
}

TEST(reads_the_encoding_named)
{
    static const struct {
        const char *why, *encoding, *text;
        cm_status status;
        const char *want;
    } rows[] = {
        {"katakana that look like EUC-JP", "cp932", "a\n\xB6\xC5\n", CM_OK, "a/2:ｶﾅ/"},
        {"the same bytes", "EUC-JP", "a\n\xB6\xC5\n", CM_OK, "a/2:凝/"},
        {"UTF-8", "utf8", "a\n区\n", CM_OK, "a/2:区/"},
        {"not that encoding", "UTF-8", "a\n\xB6\xC5\n", CM_ERR_FORMAT,
         ":2:1: byte 0xB6 is not valid UTF-8"},
        {"unknown", "latin1", "a\n", CM_ERR_DOMAIN, "no encoding is called \"latin1\""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_read_options options = CM_READ_OPTIONS_INIT;
        cm_table table = {0};
        test_now = rows[i].why;
        options.encoding = rows[i].encoding;
        write_bytes(rows[i].text, strlen(rows[i].text));
        CHECK(cm__table_read_text(&table, path, &options, NULL) == rows[i].status);
        CHECK(strstr(rows[i].status ? cm_error_text() : show(&table), rows[i].want) != NULL);
        cm_table_clear(&table);
    }
}

TEST(separates_tsv_by_tabs)
{
    char name[64];
    cm_table table = {0};

    write_bytes("sales (yen, taxed)\n1,5\n", 23);
    snprintf(name, sizeof name, "%s.TSV", path);
    CHECK(rename(path, name) == 0);
    CHECK(cm__table_read_text(&table, name, NULL, NULL) == CM_OK);
    CHECK(strcmp(show(&table), "sales (yen, taxed)/2:1,5/") == 0);
    cm_table_clear(&table);
    CHECK(rename(name, path) == 0);
}

TEST(keeps_texts_apart_while_the_table_changes)
{
    cm_table table = {0};

    CHECK(read_bytes(&table, NULL, "a,b\n1,2\n3,4\n", 12) == CM_OK);
    CHECK(cm_table_set_text(&table, 0, 0, "longer than it was") == CM_OK);
    CHECK(cm_table_add_rows(&table, 100) == CM_OK);
    CHECK(strcmp(cm_table_get_text(&table, 0, 1), "2") == 0);
    CHECK(strcmp(cm_table_get_text(&table, 1, 0), "3") == 0);
    cm_table_clear(&table);
}

/* The list as it was compiled, and as an office's spreadsheet saves it: other headers, CP932, CRLF,
 * and full-width digits, hyphens and blanks in the addresses. */
TEST(reads_the_same_members_in_either_encoding)
{
    const char *const folder = getenv("CM_TEST_DATA");
    char utf8[512], cp932[512], address[2][512];
    cm_table tables[2] = {{0}};

    snprintf(utf8, sizeof utf8, "%s/members/sapporo_it.csv", folder ? folder : "");
    snprintf(cp932, sizeof cp932, "%s/members/sapporo_it_cp932.csv", folder ? folder : "");
    if (access(utf8, R_OK) != 0 || access(cp932, R_OK) != 0) {
        printf("skipped: no %s\n", utf8);
        return;
    }
    CHECK(cm__table_read_text(&tables[0], utf8, NULL, NULL) == CM_OK);
    CHECK(cm__table_read_text(&tables[1], cp932, NULL, NULL) == CM_OK);
    CHECK(tables[0].row_count == 54 && tables[1].row_count == 54);
    CHECK(tables[0].column_count == 9 && tables[1].column_count == 9);
    CHECK(strcmp(tables[1].columns[0].name, "名称") == 0);
    for (size_t row = 0; row < 54; row++)
        for (size_t c = 0; c < 9; c++) {
            for (size_t t = 0; t < 2; t++) {
                snprintf(address[t], sizeof *address, "%s", cm_table_get_text(&tables[t], row, c));
                if (c == 4)
                    cm__text_narrow(address[t]);
            }
            CHECK(strcmp(address[0], address[1]) == 0);
        }
    cm_table_clear(&tables[0]);
    cm_table_clear(&tables[1]);
}

TEST_MAIN(CHECK(close(mkstemp(path)) == 0), RUN(reads_tables),
          RUN(refuses_with_file_line_and_column),
          RUN(keeps_rejected_rows_with_line_reason_and_text), RUN(keeps_the_limits),
          RUN(refuses_a_header_too_long_for_a_name), RUN(refuses_a_file_over_2_gib),
          RUN(reads_the_encoding_named), RUN(separates_tsv_by_tabs),
          RUN(keeps_texts_apart_while_the_table_changes),
          RUN(reads_the_same_members_in_either_encoding), unlink(path))
