/* table_join.c - puts the columns of one table beside the rows of another, by a key. */
#include "geo/base_error.h"
#include "geo/base_map.h"
#include "geo/base_memory.h"
#include "geo/table_key.h"
#include <clustermap/table.h>
#include <string.h>

/* The row of each key. A key that is there twice would give a row two values. */
static cm_status index_rows(cm__map *out, const cm_table *other, size_t key)
{
    cm_status status = CM_OK;

    for (size_t row = 0; row < other->row_count && !status; row++) {
        char buffer[CM_CELL_MAX];
        size_t length;
        const char *const text = cm__table_key(other, row, key, buffer, &length);
        cm__map_entry *entry = NULL;
        if (length == 0)
            continue;
        status = cm__map_put(out, &entry, text, length);
        if (!status && entry->value != CM__MAP_NEW)
            status = cm__fail(CM_ERR_FORMAT, "the key '%.100s' is in two rows of what is joined",
                              entry->key);
        else if (!status)
            entry->value = (uint32_t)row;
    }
    return status;
}

static cm_status copy_cell(cm_table *table, size_t row, size_t column, const cm_column *from,
                           size_t from_row)
{
    switch (from->type) {
    case CM_COLUMN_TEXT: return cm_table_set_text(table, row, column, from->texts[from_row]);
    case CM_COLUMN_INTEGER:
        cm_table_set_integer(table, row, column, from->integers[from_row]);
        break;
    case CM_COLUMN_REAL: cm_table_set_real(table, row, column, from->reals[from_row]); break;
    }
    return CM_OK;
}

/* The columns from first on are those of the other table that were new, in its order. */
static cm_status copy_row(cm_table *table, size_t row, const cm_table *other, size_t other_row,
                          size_t first)
{
    cm_status status = CM_OK;

    for (size_t i = 0, at = first; i < other->column_count && at < table->column_count && !status;
         i++)
        if (strcmp(table->columns[at].name, other->columns[i].name) == 0)
            status = copy_cell(table, row, at++, &other->columns[i], other_row);
    return status;
}

static cm_status add_columns(cm_table *table, const cm_table *other, size_t key)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < other->column_count && !status; i++)
        if (i != key && cm_table_find_column(table, other->columns[i].name) == CM_ABSENT)
            status =
                cm_table_add_column(table, NULL, other->columns[i].name, other->columns[i].type);
    return status;
}

static cm_status join(cm_table *table, size_t key, const cm_table *other, const cm__map *rows,
                      cm_join_report *report)
{
    const size_t first = table->column_count;
    cm_status status = add_columns(table, other, report->other_key);

    for (size_t row = 0; row < table->row_count && !status; row++) {
        char buffer[CM_CELL_MAX];
        size_t length;
        const char *const text = cm__table_key(table, row, key, buffer, &length);
        const cm__map_entry *const found = cm__map_find(rows, text, length);
        report->matched += found != NULL;
        if (found)
            status = copy_row(table, row, other, found->value, first);
    }
    report->unmatched = table->row_count - report->matched;
    return status;
}

/* Takes the columns from first on away again; their texts stay in the arena. */
static void drop_columns(cm_table *table, size_t first)
{
    while (table->column_count > first) {
        cm_column *const column = &table->columns[--table->column_count];
        cm__array_free(&column->texts);
        cm__array_free(&column->integers);
        cm__array_free(&column->reals);
    }
}

/* The table itself grows, and is not exchanged for a copy: a layer keeps more in its arena. */
cm_status cm_table_join(cm_table *table, const char *key, const cm_table *other,
                        const char *other_key, cm_join_report *out_report)
{
    const size_t first = table->column_count;
    cm_join_report report = {0};
    cm__map rows = {0};
    size_t own = 0;
    cm_status status = cm__table_key_column(&own, table, key);

    if (!status)
        status = cm__table_key_column(&report.other_key, other, other_key ? other_key : key);
    if (!status)
        status = index_rows(&rows, other, report.other_key);
    if (!status)
        status = join(table, own, other, &rows, &report);
    cm__map_clear(&rows);
    if (status)
        drop_columns(table, first);
    else if (out_report)
        *out_report = report;
    return status;
}
