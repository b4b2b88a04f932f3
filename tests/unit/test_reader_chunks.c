/* test_reader_chunks.c - tests geo/reader_chunks.c: the parts are what the whole is. */
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/reader_chunks.h"
#include "tests/test.h"
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[] = P_tmpdir "/test_reader_chunks.XXXXXX";

static void write_bytes(const char *bytes, size_t length)
{
    FILE *const file = fopen(path, "wb");

    CHECK(file && fwrite(bytes, 1, length, file) == length && fclose(file) == 0);
}

static void show(cm__text *out, const cm_table *table)
{
    char cell[CM_CELL_MAX];

    for (size_t row = 0; row < table->row_count; row++) {
        cm__text_addf(out, "%d:", (int)table->lines[row]);
        for (size_t c = 0; c < table->column_count; c++) {
            cm__text_add(out, cm_table_format(table, row, c, cell));
            cm__text_add(out, "|");
        }
        cm__text_add(out, "/");
    }
}

static void show_header(cm__text *out, const cm_table *table)
{
    for (size_t c = 0; c < table->column_count; c++) {
        cm__text_add(out, table->columns[c].name);
        cm__text_add(out, "|");
    }
    cm__text_add(out, "/");
}

/* What the whole reads as, or the sentence of its failure. */
static cm_status show_whole(cm__text *out, const cm_read_options *options)
{
    cm_table table = {0}, rejects = {0};
    const cm_status status = cm_table_read(&table, path, options, &rejects);

    if (status)
        cm__text_add(out, cm_error_text());
    else
        show_header(out, &table);
    show(out, &table);
    show(out, &rejects);
    cm_table_clear(&table);
    cm_table_clear(&rejects);
    return status;
}

static cm_status show_parts(cm__text *out, const cm_read_options *options, size_t piece)
{
    cm_table_reader *reader = NULL;
    cm_table rejects = {0};
    bool found = true;
    cm_status status = cm__table_reader_open(&reader, path, options, piece);

    if (!status)
        show_header(out, cm_table_reader_get_header(reader));
    while (!status && found) {
        cm_table table = {0};
        status = cm_table_reader_next(&table, &found, reader, &rejects);
        show(out, &table);
        cm_table_clear(&table);
    }
    if (status) {
        out->length = 0;
        cm__text_add(out, cm_error_text());
    } else {
        show(out, &rejects);
    }
    cm_table_clear(&rejects);
    cm_table_reader_destroy(reader);
    return status;
}

static void compare(const char *bytes, size_t length, const cm_read_options *options)
{
    cm__text whole = {0};
    const size_t sizes[] = {1, 2, 3, 4, 5, 6, 7, 8, 11, 13, 16, 31, 64, 1 << 20};

    write_bytes(bytes, length);
    const cm_status want = show_whole(&whole, options);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        cm__text parts = {0};
        CHECK(show_parts(&parts, options, sizes[i]) == want);
        if (strcmp(whole.bytes, parts.bytes) != 0)
            printf("%s, pieces of %zu:\n%.200s\n%.200s\n", test_now, sizes[i], whole.bytes,
                   parts.bytes);
        CHECK(strcmp(whole.bytes, parts.bytes) == 0);
        cm__text_clear(&parts);
    }
    cm__text_clear(&whole);
}

TEST(reads_the_same_with_a_border_anywhere)
{
    static const struct {
        const char *why, *text;
        size_t length; /* 0: up to the NUL */
    } rows[] = {
        {"usual", "name,address\nA,B\nC,D\nE,F\n", 0},
        {"no line end at the end", "name,address\nA,B\nC,D", 0},
        {"header only", "name,address\n", 0},
        {"header without line end", "name,address", 0},
        {"empty", "", 0},
        {"blank lines only", "\n\r\n  \n\r\r\n", 0},
        {"byte order mark",
         "\xEF\xBB\xBFname,b\n\xEF\xBB\xBF"
         "A,1\nB,2\n",
         0},
        {"byte order mark only", "\xEF\xBB\xBF", 0},
        {"CR only", "a,b\rc,d\re,f\r\r\rg,h", 0},
        {"CRLF", "a,b\r\nc,d\r\n\r\ne,f\r\n", 0},
        {"mixed", "a,b\r\nc,d\re,f\n\n\r\ng,h\n\r", 0},
        {"semicolons", "a;b\n1,5;2\n3;4\n", 0},
        {"tabs, and rows of tabs", "a\tb\n1,5\t\n\t\n\t\t\n 2\t3", 0},
        {"quoted fields over lines", "a,b\n\"x\ny\",1\n\"p\r\nq\r\",2\n\"\n\n\n\",3\nz,4\n", 0},
        {"two of them in a row", "a,b\n\"x\ny\",\"p\nq\"\nz,4\n\"r\",\"\n\ns\"\nt,5\n", 0},
        {"doubled quotes", "a,b\n\"x\"\"y\",1\n\"\"\"\",\"\"\n\"\"\"\n\"\"\",2\n", 0},
        {"header over two lines", "\"a\nb\",c\n1,2\n", 0},
        {"a header's quoted comma", "\"a;b,c\";d\n1;2\n", 0},
        {"blank lines before the header", "\n\n \n\t\na,b\n\n1,2\n   \n3,4\n", 0},
        {"too many fields", "a,b\n1,2,3\n4,5\n\"6\n6\",7,8\n9\n", 0},
        {"nothing but rejects", "a,b\n1,2,3\n1,2,3\n1,2,3\n1,2,3,4\n", 0},
        {"Ctrl-Z at the end", "a,b\n1,2\n\x1A", 0},
        {"Ctrl-Z behind a cell", "a,b\n1,2\x1A", 0},
        {"Ctrl-Z in the middle", "a,b\n1,\x1A\n2,3\n", 0},
        {"NUL", "a,b\n1,2\n3,\0\n", 13},
        {"UTF-16",
         "\xFF\xFE"
         "a\0,\0b\0\n\0",
         10},
        {"ISO-2022-JP", "a,b\n1,2\n\x1B$B5~\x1B(B,3\n", 0},
        {"kanji", "名称,住所\nエー,北海道江別市文京台11\nビー,京都市中京区山本町\n", 0},
        {"a kanji that is cut", "名称,住所\nエー,北海道\nビー,京\xE9\x83\nC,D\n", 0},
        {"a kanji that is cut at the end", "名称,住所\nエー,北海道\nビー,京\xE9\x83", 0},
        {"a quote that is never closed", "a,b\n1,2\n3,\"4\n5,6\n7,8\n", 0},
        {"a field behind its quote", "a,b\n1,2\n\"3\"x,4\n5,6\n7,8\n", 0},
        {"a header without a name", "a,,b\n1,2,3\n", 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_now = rows[i].why;
        compare(rows[i].text, rows[i].length ? rows[i].length : strlen(rows[i].text), NULL);
    }
}

TEST(reads_named_encodings_with_a_border_anywhere)
{
    static const struct {
        const char *why, *encoding, *text;
    } rows[] = {
        {"CP932", "CP932", "\x96\xBC\x8F\xCC,b\n\x83\x5C,\x95\x5C\n\xB1,\x94\\\n"},
        {"EUC-JP", "EUC-JP", "\xCC\xBE\xBE\xCE,b\n\xA5\xBD,1\n\x8E\xB1,2\n"},
        {"not CP932", "CP932", "a,b\n1,2\n\x83\x5C,\x85\n3,4\n"},
        {"not EUC-JP", "EUC-JP", "a,b\n1,2\n\x83\x5C,\x85\n3,4\n"},
        {"not UTF-8", "UTF-8", "a,b\n1,2\n\x83\x5C,\x85\n3,4\n"},
        {"escapes in what is said to be UTF-8", "UTF-8", "a,b\n1,\x1B$B5~\x1B(B\n"},
        {"what UTF-16 begins with, later", "UTF-8", "a,b\n\xFF\xFE,1\n"},
        {"a surrogate", "UTF-8", "名称,b\nx,\xED\xA0\x80\n"},
        {"unknown", "KOI8-R", "a,b\n1,2\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cm_read_options options = CM_READ_OPTIONS_INIT;
        options.encoding = rows[i].encoding;
        test_now = rows[i].why;
        compare(rows[i].text, strlen(rows[i].text), &options);
    }
}

/* Some megabytes, so that borders are where they are in use. */
TEST(reads_a_long_table_in_many_parts)
{
    static const char line[] = "\"株式会社\n%zu\",\"北海道江別市文京台%zu \"\"ビル\"\"\",x\r\n";
    cm__text text = {0}, whole = {0}, parts = {0};

    cm__text_add(&text, "名称,住所,c\n");
    for (size_t i = 0; i < 50000; i++) {
        cm__text_addf(&text, line, i, i);
        if (i % 1000 == 0)
            cm__text_add(&text, "1,2,3,4\n\n");
    }
    write_bytes(text.bytes, text.length);
    CHECK(show_whole(&whole, NULL) == CM_OK && show_parts(&parts, NULL, 1 << 20) == CM_OK);
    CHECK(whole.length == parts.length && strcmp(whole.bytes, parts.bytes) == 0);
    cm__text_add(&text, "\x81\n"); /* the encoding is known by then */
    write_bytes(text.bytes, text.length);
    parts.length = 0;
    CHECK(show_parts(&parts, NULL, 1 << 20) == CM_ERR_FORMAT);
    CHECK(strstr(parts.bytes, ":100102:1: byte 0x81 is not valid UTF-8") != NULL);
    cm__text_clear(&text);
    cm__text_clear(&whole);
    cm__text_clear(&parts);
}

/* What never ends does not fill the memory. */
TEST(refuses_lines_and_quotes_without_an_end)
{
    static const struct {
        const char *why, *head;
        char filler;
        cm_status want;
        const char *sentence;
    } rows[] = {
        {"a field", "a,b\n1,", 'x', CM_ERR_LIMIT, ""},
        {"a quote", "a,b\n1,\"", '\n', CM_ERR_FORMAT, ":2:3: the quote that opens here is never"},
        {"blanks", "a,b\n", ' ', CM_ERR_LIMIT, ":2:1: the line is over 1 MiB"},
        {"a header's quote", "\"", '\n', CM_ERR_FORMAT, ":1:1: the quote that opens here is never"},
        {"blank lines are none", "a,b\n", '\n', CM_OK, ""},
        {"before the header neither", "", '\n', CM_ERR_LIMIT, ":1:1: the header does not end"},
    };
    enum { LENGTH = 6 << 20 };
    char *const bytes = malloc(LENGTH);

    for (size_t i = 0; i < sizeof rows / sizeof *rows && bytes; i++) {
        cm__text shown = {0};
        test_now = rows[i].why;
        memset(bytes, rows[i].filler, LENGTH);
        memcpy(bytes, rows[i].head, strlen(rows[i].head));
        write_bytes(bytes, LENGTH);
        CHECK(show_parts(&shown, NULL, 1 << 20) == rows[i].want);
        CHECK(strstr(shown.bytes, rows[i].sentence) != NULL);
        cm__text_clear(&shown);
    }
    free(bytes);
}

TEST(says_what_it_cannot_read)
{
    cm_read_options options = CM_READ_OPTIONS_INIT;
    cm_table_reader *reader = NULL;

    CHECK(cm_table_reader_takes("a.csv", NULL) && cm_table_reader_takes("-", &options));
    CHECK(!cm_table_reader_takes("a.XLSX", NULL) && !cm_table_reader_takes("a.ods", NULL));
    CHECK(cm_table_reader_open(&reader, "a.ods", NULL) == CM_ERR_DOMAIN);
    CHECK(cm_table_reader_open(&reader, "/nonexistent/a.csv", NULL) == CM_ERR_IO);
    CHECK(cm_table_reader_open(&reader, "/", NULL) == CM_ERR_IO);
    CHECK(cm_table_reader_open(&reader, "http://a/b.csv", NULL) == CM_ERR_IO && !reader);
    options.where = "a = 1";
    CHECK(!cm_table_reader_takes("a.csv", &options));
    cm_table_reader_destroy(NULL);
}

TEST(reads_a_pipe_and_knows_how_far_it_is)
{
    static const char text[] = "a,b\n1,2\n3,4\n";
    cm_table_reader *reader = NULL;
    cm_table table = {0};
    bool found;

    write_bytes(text, sizeof text - 1);
    CHECK(cm__table_reader_open(&reader, path, NULL, 4) == CM_OK);
    const double begun = cm_table_reader_get_share(reader);
    CHECK(begun > 0 && begun < 1);
    CHECK(cm_table_reader_next(&table, &found, reader, NULL) == CM_OK && found);
    CHECK(table.row_count >= 1 && table.lines[0] == 2);
    CHECK(cm_table_reader_get_share(reader) > begun);
    cm_table_clear(&table);
    cm_table_reader_destroy(reader);
    reader = NULL;
    CHECK(freopen(path, "rb", stdin) != NULL);
    CHECK(cm_table_reader_open(&reader, "-", NULL) == CM_OK);
    CHECK(cm_table_reader_next(&table, &found, reader, NULL) == CM_OK && table.row_count == 2);
    cm_table_clear(&table);
    CHECK(cm_table_reader_next(&table, &found, reader, NULL) == CM_OK && !found);
    cm_table_clear(&table);
    cm_table_reader_destroy(reader);
}

TEST(survives_every_failed_allocation)
{
    static const char text[] = "a,\"b\"\n1,2\n3,4,5\n\"6\n\",7\n8,9\n10,11\n";
    const size_t live = cm__memory_live();

    write_bytes(text, sizeof text - 1);
    for (size_t nth = 1;; nth++) {
        cm__text shown = {0};
        cm__memory_fail_at(nth, false);
        const cm_status status = show_parts(&shown, NULL, 8);
        const bool over = cm__memory_fail_at(0, false) < nth;
        CHECK(status == (over ? CM_OK : CM_ERR_NOMEM) || shown.failed == CM_ERR_NOMEM);
        cm__text_clear(&shown);
        CHECK(cm__memory_live() == live);
        if (over)
            break;
    }
}

TEST_MAIN(CHECK(mkstemp(path) >= 0), RUN(reads_the_same_with_a_border_anywhere),
          RUN(reads_named_encodings_with_a_border_anywhere), RUN(reads_a_long_table_in_many_parts),
          RUN(refuses_lines_and_quotes_without_an_end), RUN(says_what_it_cannot_read),
          RUN(reads_a_pipe_and_knows_how_far_it_is), RUN(survives_every_failed_allocation),
          CHECK(unlink(path) == 0))
