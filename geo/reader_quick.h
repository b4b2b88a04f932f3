/* reader_quick.h - points out of a CSV of numbers, by all threads. */
#ifndef CM_READER_QUICK_H
#define CM_READER_QUICK_H

#include <clustermap/reader.h>

/* Reads what cm__points_of_table reads, for a local file of which only numbers are needed
 * (options->needed), in UTF-8 without quotes, and without a row to reject: any other it leaves to
 * that one.
 *
 * done   whether out is what cm__points_of_table would give, but for columns that are not needed
 * Returns CM_OK or CM_ERR_NOMEM: what is wrong with a file is said by the other. */
CM_MUST_CHECK cm_status cm__quick_points(cm_features *out, bool *done, const char *path,
                                         const cm_read_options *options);

#endif
