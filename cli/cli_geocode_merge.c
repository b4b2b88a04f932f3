/* cli_geocode_merge.c - the rejects of a list: rows without a place, and rows that could not be
 * read. */
#include "cli/cli_geocode.h"

static cm_status copy_row(cm_table *out, const cm_table *from, size_t row)
{
    const size_t to = out->row_count;
    cm_status status = cm_table_add_rows(out, 1);

    if (status)
        return status;
    out->lines[to] = from->lines[row];
    for (size_t c = 0; c < from->column_count && !status; c++) {
        if (from->columns[c].type == CM_COLUMN_TEXT)
            status = cm_table_set_text(out, to, c, cm_table_get_text(from, row, c));
        else if (from->columns[c].type == CM_COLUMN_INTEGER)
            cm_table_set_integer(out, to, c, from->columns[c].integers[row]);
        else
            cm_table_set_real(out, to, c, from->columns[c].reals[row]);
    }
    return status;
}

static cm_status add_unread(cm_table *out, const cm_table *unread, size_t row)
{
    const size_t to = out->row_count;
    cm_status status = cm_table_add_rows(out, 1);

    if (status)
        return status;
    out->lines[to] = unread->columns[0].integers[row];
    cm_table_set_integer(out, to, cm_table_find_column(out, "line"), out->lines[to]);
    status = cm_table_set_text(out, to, cm_table_find_column(out, "reason"),
                               cm_table_get_text(unread, row, 1));
    if (!status)
        status = cm_table_set_text(out, to, cm_table_find_column(out, "rest"),
                                   cm_table_get_text(unread, row, 2));
    return status;
}

cm_status cli_geocode_merge(cm_table *rejects, const cm_table *unread)
{
    cm_table all = {0};
    size_t i = 0, j = 0;
    cm_status status = CM_OK;

    if (unread->row_count == 0)
        return CM_OK;
    for (size_t c = 0; c < rejects->column_count && !status; c++)
        status =
            cm_table_add_column(&all, NULL, rejects->columns[c].name, rejects->columns[c].type);
    while (!status && (i < rejects->row_count || j < unread->row_count)) {
        const bool is_unread =
            j < unread->row_count &&
            (i == rejects->row_count || unread->columns[0].integers[j] < rejects->lines[i]);
        if (is_unread)
            status = add_unread(&all, unread, j++);
        else
            status = copy_row(&all, rejects, i++);
    }
    if (status) {
        cm_table_clear(&all);
        return status;
    }
    cm_table_clear(rejects);
    *rejects = all;
    return CM_OK;
}
