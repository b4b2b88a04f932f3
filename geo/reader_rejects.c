/* reader_rejects.c - the table of rows that could not be read. */
#include "geo/reader_rejects.h"

enum { LINE, REASON, TEXT };

static cm_status make_columns(cm_table *rejects)
{
    cm_status status;

    if (rejects->column_count > 0)
        return CM_OK;
    status = cm_table_add_column(rejects, NULL, "line", CM_COLUMN_INTEGER);
    if (!status)
        status = cm_table_add_column(rejects, NULL, "reason", CM_COLUMN_TEXT);
    if (!status)
        status = cm_table_add_column(rejects, NULL, "text", CM_COLUMN_TEXT);
    if (status)
        cm_table_clear(rejects);
    return status;
}

cm_status cm__rejects_add(cm_table *rejects, int64_t line, const char *reason, const char *text)
{
    const size_t row = rejects->row_count;
    cm_status status = make_columns(rejects);

    if (!status)
        status = cm_table_add_rows(rejects, 1);
    if (status)
        return status;
    status = cm_table_set_text(rejects, row, REASON, reason);
    if (!status)
        status = cm_table_set_text(rejects, row, TEXT, text);
    if (status) {
        cm__rejects_restore(rejects, row);
        return status;
    }
    cm_table_set_integer(rejects, row, LINE, line);
    rejects->lines[row] = line;
    return CM_OK;
}

void cm__rejects_restore(cm_table *rejects, size_t rows)
{
    if (rows == 0)
        cm_table_clear(rejects);
    else
        rejects->row_count = rows;
}
