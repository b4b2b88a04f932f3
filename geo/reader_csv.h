/* reader_csv.h - reads a member table from CSV or TSV. */
#ifndef CM_READER_CSV_H
#define CM_READER_CSV_H

#include "geo/table_csv.h"
#include <clustermap/reader.h>

/* Does what cm_table_read promises for a text file, but for options->where. A path that ends in
 * .tsv is separated by tabs, any other by what its first line holds. The arguments are
 * cm_table_read's; rejects, too, is untouched on failure. */
CM_MUST_CHECK cm_status cm__table_read_text(cm_table *out, const char *path,
                                            const cm_read_options *options, cm_table *rejects);

enum { CM__CSV_COLUMNS_MAX = 100000 };

/* Makes columns of the record that was found last, with csv->field_limit at CM__CSV_COLUMNS_MAX
 * before, and lowers that to what rows may have. table must be empty.
 * Errors as cm_table_read. */
CM_MUST_CHECK cm_status cm__csv_read_header(cm_table *table, cm__csv *csv);

/* Makes a row of the record that was found last, or a reject. Its cells are texts where the record
 * lies, so that must last as long as the table. Errors as cm_table_read. */
CM_MUST_CHECK cm_status cm__csv_read_row(cm_table *table, cm__csv *csv, cm_table *rejects);

#endif
