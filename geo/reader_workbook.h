/* reader_workbook.h - reads a member table from an XLSX or ODS workbook. */
#ifndef CM_READER_WORKBOOK_H
#define CM_READER_WORKBOOK_H

#include <clustermap/reader.h>

/* Reads the first sheet, its first row the header, through GDAL, but for options->where.
 *
 * out       must be empty; untouched on failure
 * options   NULL for the defaults; only allow_remote matters here
 * Returns CM_OK; CM_ERR_FORMAT (damaged, no header, a header without a name); CM_ERR_IO;
 * CM_ERR_NOMEM; CM_ERR_LIMIT (2 GiB, 64 KiB in a cell, 100000 columns). */
CM_MUST_CHECK cm_status cm__table_read_workbook(cm_table *out, const char *path,
                                                const cm_read_options *options);

#endif
