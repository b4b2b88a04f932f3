/* fuzz_csv.c - any bytes at all are refused with a place, or are a table that, written as CSV and
 * read again, is the same. The first byte chooses the encoding that is named. */
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/reader_csv.h"
#include "geo/text_utf8.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A file in memory, since the reader takes a path. */
static const char *path_of(const void *bytes, size_t length)
{
    static char path[64];
    static int descriptor = -1;

    if (descriptor < 0) {
        descriptor = memfd_create("fuzz_csv", 0);
        snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    }
    if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, bytes, length, 0) != (ssize_t)length)
        abort();
    return path;
}

static void write_cell(cm__text *out, const char *cell, bool is_last)
{
    cm__text_add(out, "\"");
    for (; *cell != '\0'; cell++)
        cm__text_add_bytes(out, *cell == '"' ? "\"\"" : cell, *cell == '"' ? 2 : 1);
    cm__text_add(out, is_last ? "\"\n" : "\",");
}

static void write_table(cm__text *out, const cm_table *table)
{
    for (size_t c = 0; c < table->column_count; c++)
        write_cell(out, table->columns[c].name, c + 1 == table->column_count);
    for (size_t row = 0; row < table->row_count; row++)
        for (size_t c = 0; c < table->column_count; c++)
            write_cell(out, table->columns[c].texts[row], c + 1 == table->column_count);
}

/* Every text is UTF-8, every column has a name, every row a line after the one before. */
static void check_table(const cm_table *table)
{
    for (size_t c = 0; c < table->column_count; c++) {
        const char *const name = table->columns[c].name;
        if (*name == '\0' || cm__utf8_span(name, strlen(name)) != strlen(name))
            abort();
        for (size_t row = 0; row < table->row_count; row++) {
            const char *const cell = table->columns[c].texts[row];
            if (cm__utf8_span(cell, strlen(cell)) != strlen(cell))
                abort();
        }
    }
    for (size_t row = 0; row < table->row_count; row++)
        if (table->lines[row] <= (row ? table->lines[row - 1] : 1))
            abort();
}

static void check_equal(const cm_table *a, const cm_table *b)
{
    if (a->column_count != b->column_count || a->row_count != b->row_count)
        abort();
    for (size_t c = 0; c < a->column_count; c++) {
        if (strcmp(a->columns[c].name, b->columns[c].name) != 0)
            abort();
        for (size_t row = 0; row < a->row_count; row++)
            if (strcmp(a->columns[c].texts[row], b->columns[c].texts[row]) != 0)
                abort();
    }
}

static void check_round_trip(const cm_table *table)
{
    cm_read_options options = CM_READ_OPTIONS_INIT;
    cm_table again = {0};
    cm__text written = {0};

    options.encoding = "UTF-8";
    write_table(&written, table);
    if (written.failed)
        abort();
    const char *const path = path_of(written.bytes, written.length);
    const cm_status status = cm__table_read_text(&again, path, &options, NULL);
    if (!status)
        check_equal(table, &again);
    else if (status != CM_ERR_LIMIT) /* the quotes may take a line over its limit */
        abort();
    cm_table_clear(&again);
    cm__text_clear(&written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const encodings[] = {NULL, "UTF-8", "CP932", "EUC-JP"};
    cm_read_options options = CM_READ_OPTIONS_INIT;
    cm_table table = {0}, rejects = {0};

    if (size == 0)
        return 0;
    options.encoding = encodings[data[0] % 4];
    const char *const path = path_of(data + 1, size - 1);
    if (cm__table_read_text(&table, path, &options, &rejects)) {
        if (table.columns || strncmp(cm_error_text(), path, strlen(path)) != 0)
            abort();
    } else {
        check_table(&table);
        check_round_trip(&table);
    }
    cm_table_clear(&rejects);
    cm_table_clear(&table);
    if (cm__memory_live() != 0)
        abort();
    return 0;
}
