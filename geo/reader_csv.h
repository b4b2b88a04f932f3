/* reader_csv.h - reads a member table from CSV or TSV. */
#ifndef CM_READER_CSV_H
#define CM_READER_CSV_H

#include <clustermap/reader.h>

/* Does what cm_table_read promises for a text file, but for options->where. A path that ends in
 * .tsv is separated by tabs, any other by what its first line holds. The arguments are
 * cm_table_read's; rejects, too, is untouched on failure. */
CM_MUST_CHECK cm_status cm__table_read_text(cm_table *out, const char *path,
                                            const cm_read_options *options, cm_table *rejects);

#endif
