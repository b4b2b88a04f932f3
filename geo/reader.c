/* reader.c - reads a member table, whatever kind of file it is in. */
#include "geo/reader_csv.h"
#include "geo/reader_layer_table.h"
#include "geo/reader_rejects.h"
#include "geo/reader_source.h"
#include "geo/reader_workbook.h"

cm_status cm_table_read(cm_table *out, const char *path, const cm_read_options *options,
                        cm_table *rejects)
{
    const size_t rejects_before = rejects ? rejects->row_count : 0;
    cm_table table = {0};
    cm_status status;

    if (cm__path_ends_with(path, ".xlsx") || cm__path_ends_with(path, ".ods"))
        status = cm__table_read_workbook(&table, path, options);
    else if (cm__path_is_layer(path))
        status = cm__table_read_layer(&table, path, options);
    else
        status = cm__table_read_text(&table, path, options, rejects);
    if (!status && options && options->where)
        status = cm_table_filter(&table, options->where);
    if (status) {
        if (rejects)
            cm__rejects_restore(rejects, rejects_before);
        cm_table_clear(&table);
        return status;
    }
    *out = table;
    return CM_OK;
}
