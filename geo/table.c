/* table.c - rows and typed columns: the form in which member lists are held. */
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include <assert.h>
#include <clustermap/table.h>
#include <math.h>
#include <string.h>

enum { COLUMNS_MAX = 100000, NAME_MAX_BYTES = 65535, ROWS_FIRST = 16 };
#define ROWS_MAX ((size_t)2000000000)

static cm_status grow_cells(cm_column *column, size_t capacity)
{
    switch (column->type) {
    case CM_COLUMN_INTEGER:
        return cm__array_grow(&column->integers, capacity, sizeof *column->integers);
    case CM_COLUMN_REAL: return cm__array_grow(&column->reals, capacity, sizeof *column->reals);
    case CM_COLUMN_TEXT: break;
    }
    return cm__array_grow(&column->texts, capacity, sizeof *column->texts);
}

static void set_missing(cm_column *column, size_t begin, size_t end)
{
    for (size_t row = begin; row < end; row++) {
        switch (column->type) {
        case CM_COLUMN_TEXT: column->texts[row] = ""; break;
        case CM_COLUMN_INTEGER: column->integers[row] = CM_INTEGER_MISSING; break;
        case CM_COLUMN_REAL: column->reals[row] = NAN; break;
        }
    }
}

static void clear_cells(cm_column *column)
{
    cm__array_free(&column->texts);
    cm__array_free(&column->integers);
    cm__array_free(&column->reals);
}

void cm_table_clear(cm_table *table)
{
    if (!table)
        return;
    for (size_t c = 0; c < table->column_count; c++)
        clear_cells(&table->columns[c]);
    cm__array_free(&table->columns);
    cm__array_free(&table->lines);
    cm__arena_destroy(&table->text);
    *table = (cm_table){0};
}

/* There is no field for the room in columns: it is always the count's next power of two. */
static cm_status make_column_room(cm_table *table)
{
    const size_t count = table->column_count;

    if (count >= COLUMNS_MAX)
        return cm__fail(CM_ERR_LIMIT, "a table has at most %d columns", COLUMNS_MAX);
    if ((count & (count - 1)) != 0)
        return CM_OK;
    return cm__array_grow(&table->columns, count ? 2 * count : 1, sizeof *table->columns);
}

cm_status cm_table_add_column(cm_table *table, size_t *out_index, const char *name,
                              cm_column_type type)
{
    cm_column column = {.type = type};
    const size_t length = strlen(name);
    cm_status status;

    if (!(length >= 1 && length <= NAME_MAX_BYTES))
        return cm__fail(CM_ERR_DOMAIN, "a column's name of %zu bytes is not within 1..%d", length,
                        NAME_MAX_BYTES);
    status = make_column_room(table);
    if (!status)
        status = cm__arena_copy(&table->text, &column.name, name, length);
    if (!status && table->row_capacity > 0)
        status = grow_cells(&column, table->row_capacity);
    if (status)
        return status;
    set_missing(&column, 0, table->row_count);
    table->columns[table->column_count] = column;
    if (out_index)
        *out_index = table->column_count;
    table->column_count++;
    return CM_OK;
}

/* A failure half-way leaves some columns with more room than row_capacity says: harmless. */
static cm_status make_row_room(cm_table *table, size_t needed)
{
    size_t capacity = table->row_capacity ? 2 * table->row_capacity : ROWS_FIRST;
    cm_status status;

    if (needed <= table->row_capacity)
        return CM_OK;
    capacity = capacity < needed ? needed : capacity;
    status = cm__array_grow(&table->lines, capacity, sizeof *table->lines);
    for (size_t c = 0; !status && c < table->column_count; c++)
        status = grow_cells(&table->columns[c], capacity);
    if (!status)
        table->row_capacity = capacity;
    return status;
}

cm_status cm_table_add_rows(cm_table *table, size_t count)
{
    const size_t begin = table->row_count;
    cm_status status;

    if (count == 0)
        return CM_OK;
    if (count > ROWS_MAX - begin)
        return cm__fail(CM_ERR_LIMIT, "a table has at most %zu rows", ROWS_MAX);
    status = make_row_room(table, begin + count);
    if (status)
        return status;
    memset(table->lines + begin, 0, count * sizeof *table->lines);
    for (size_t c = 0; c < table->column_count; c++)
        set_missing(&table->columns[c], begin, begin + count);
    table->row_count = begin + count;
    return CM_OK;
}

static cm_status copy_cells(cm_table *out, size_t c, const cm_column *from)
{
    const cm_column *const to = &out->columns[c];
    const size_t count = out->row_count;
    cm_status status = CM_OK;

    if (from->type == CM_COLUMN_INTEGER)
        memcpy(to->integers, from->integers, count * sizeof *to->integers);
    else if (from->type == CM_COLUMN_REAL)
        memcpy(to->reals, from->reals, count * sizeof *to->reals);
    else
        for (size_t row = 0; !status && row < count; row++)
            status = cm_table_set_text(out, row, c, from->texts[row]);
    return status;
}

cm_status cm_table_copy(cm_table *out, const cm_table *table)
{
    cm_table copy = {0};
    cm_status status = CM_OK;

    for (size_t c = 0; !status && c < table->column_count; c++)
        status = cm_table_add_column(&copy, NULL, table->columns[c].name, table->columns[c].type);
    if (!status)
        status = cm_table_add_rows(&copy, table->row_count);
    if (!status && table->row_count > 0) {
        memcpy(copy.lines, table->lines, table->row_count * sizeof *copy.lines);
        for (size_t c = 0; !status && c < table->column_count; c++)
            status = copy_cells(&copy, c, &table->columns[c]);
    }
    if (status) {
        cm_table_clear(&copy);
        return status;
    }
    *out = copy;
    return CM_OK;
}

size_t cm_table_find_column(const cm_table *table, const char *name)
{
    size_t folded = CM_ABSENT;

    for (size_t c = 0; c < table->column_count; c++) {
        if (strcmp(table->columns[c].name, name) == 0)
            return c;
        if (folded == CM_ABSENT && cm__text_is_same(table->columns[c].name, name))
            folded = c;
    }
    return folded;
}

static cm_column *column_of(const cm_table *table, size_t row, size_t column)
{
    assert(row < table->row_count && column < table->column_count);
    (void)row; /* where assert is off */
    return &table->columns[column];
}

cm_status cm_table_set_text(cm_table *table, size_t row, size_t column, const char *value)
{
    cm_column *const cells = column_of(table, row, column);

    assert(cells->type == CM_COLUMN_TEXT);
    if (!value || *value == '\0') {
        cells->texts[row] = "";
        return CM_OK;
    }
    return cm__arena_add(&table->text, &cells->texts[row], value);
}

void cm_table_set_integer(cm_table *table, size_t row, size_t column, int64_t value)
{
    cm_column *const cells = column_of(table, row, column);

    assert(cells->type == CM_COLUMN_INTEGER);
    cells->integers[row] = value;
}

void cm_table_set_real(cm_table *table, size_t row, size_t column, double value)
{
    cm_column *const cells = column_of(table, row, column);

    assert(cells->type == CM_COLUMN_REAL);
    cells->reals[row] = value;
}

const char *cm_table_get_text(const cm_table *table, size_t row, size_t column)
{
    const cm_column *const cells = column_of(table, row, column);

    assert(cells->type == CM_COLUMN_TEXT);
    return cells->texts[row];
}

const char *cm_table_format(const cm_table *table, size_t row, size_t column, char *buffer)
{
    const cm_column *const cells = column_of(table, row, column);

    if (cells->type == CM_COLUMN_TEXT)
        return cells->texts[row];
    buffer[0] = '\0';
    if (cells->type == CM_COLUMN_INTEGER && cells->integers[row] != CM_INTEGER_MISSING)
        cm__integer_print(buffer, cells->integers[row]);
    else if (cells->type == CM_COLUMN_REAL && !isnan(cells->reals[row]))
        cm__number_print(buffer, cells->reals[row]);
    return buffer;
}

double cm_table_get_number(const cm_table *table, size_t row, size_t column)
{
    const cm_column *const cells = column_of(table, row, column);
    double value = NAN;

    if (cells->type == CM_COLUMN_REAL)
        return cells->reals[row];
    if (cells->type == CM_COLUMN_INTEGER)
        return cells->integers[row] == CM_INTEGER_MISSING ? NAN : (double)cells->integers[row];
    return cm__number_is(&value, cells->texts[row]) ? value : NAN;
}

static void select_cells(cm_column *column, const size_t *rows, size_t count)
{
    for (size_t to = 0; to < count; to++) {
        switch (column->type) {
        case CM_COLUMN_TEXT: column->texts[to] = column->texts[rows[to]]; break;
        case CM_COLUMN_INTEGER: column->integers[to] = column->integers[rows[to]]; break;
        case CM_COLUMN_REAL: column->reals[to] = column->reals[rows[to]]; break;
        }
    }
}

void cm_table_select_rows(cm_table *table, const size_t *rows, size_t count)
{
    for (size_t to = 0; to < count; to++) {
        assert(rows[to] < table->row_count && (to == 0 || rows[to] > rows[to - 1]));
        table->lines[to] = table->lines[rows[to]];
    }
    for (size_t c = 0; c < table->column_count; c++)
        select_cells(&table->columns[c], rows, count);
    table->row_count = count;
}
