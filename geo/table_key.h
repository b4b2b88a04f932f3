/* table_key.h - a cell as a key, by which rows of two tables meet. */
#ifndef CM_TABLE_KEY_H
#define CM_TABLE_KEY_H

#include <clustermap/table.h>

/* A key as it is compared: "01" and 1 are different codes, but a number that a table holds as 1 is
 * the text "1"; blanks round it do not count.
 * buffer   CM_CELL_MAX bytes; length 0: it is missing. Borrowed from the table or the buffer. */
const char *cm__table_key(const cm_table *table, size_t row, size_t column, char *buffer,
                          size_t *length);

/* The column of that name, or CM_ERR_FORMAT with a sentence. */
CM_MUST_CHECK cm_status cm__table_key_column(size_t *out, const cm_table *table, const char *name);

#endif
