/* reader_rejects.h - the table of rows that could not be read. */
#ifndef CM_READER_REJECTS_H
#define CM_READER_REJECTS_H

#include <clustermap/table.h>

/* Adds a row to the columns line, reason and text, which are made if rejects is empty. Rejects is
 * untouched on failure: CM_ERR_NOMEM or CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__rejects_add(cm_table *rejects, int64_t line, const char *reason,
                                        const char *text);

/* Takes away all rows but the first so many: what a call that failed has added. */
void cm__rejects_restore(cm_table *rejects, size_t rows);

#endif
