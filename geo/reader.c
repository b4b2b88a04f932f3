/* reader.c - reads a member table, whatever kind of file it is in. */
#include "geo/base_text.h"
#include "geo/reader_csv.h"
#include "geo/reader_workbook.h"
#include <clustermap/reader.h>
#include <string.h>

static bool is_workbook(const char *path)
{
    const char *const dot = strrchr(path, '.');

    return dot && (cm__text_is_same(dot, ".xlsx") || cm__text_is_same(dot, ".ods"));
}

/* Makes rejects what they were when they had so many rows. */
static void restore_rejects(cm_table *rejects, size_t rows)
{
    if (rows == 0)
        cm_table_clear(rejects);
    else
        rejects->row_count = rows;
}

cm_status cm_table_read(cm_table *out, const char *path, const cm_read_options *options,
                        cm_table *rejects)
{
    const size_t rejects_before = rejects ? rejects->row_count : 0;
    cm_table table = {0};
    cm_status status;

    if (is_workbook(path))
        status = cm__table_read_workbook(&table, path, options);
    else
        status = cm__table_read_text(&table, path, options, rejects);
    if (!status && options && options->where)
        status = cm_table_filter(&table, options->where);
    if (status) {
        if (rejects)
            restore_rejects(rejects, rejects_before);
        cm_table_clear(&table);
        return status;
    }
    *out = table;
    return CM_OK;
}
