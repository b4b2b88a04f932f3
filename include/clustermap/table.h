/* table.h - rows and typed columns: the form in which member lists and attributes are held.
 *
 * A missing cell is a text that is "", an integer that is CM_INTEGER_MISSING, or a real that is
 * NaN. Texts are UTF-8, live in the table's own arena and keep their address until the table is
 * cleared, so a borrowed text stays valid while rows are added. */
#ifndef CLUSTERMAP_TABLE_H
#define CLUSTERMAP_TABLE_H

#include <clustermap/status.h>
#include <stddef.h>
#include <stdint.h>

#define CM_ABSENT SIZE_MAX           /* a column that is not there */
#define CM_INTEGER_MISSING INT64_MIN /* an integer cell without a value */
#define CM_CELL_MAX 32               /* bytes that hold any number's text, with its NUL */

typedef enum cm_column_type { CM_COLUMN_TEXT, CM_COLUMN_INTEGER, CM_COLUMN_REAL } cm_column_type;

typedef struct cm_column {
    const char *name; /* never NULL; borrowed from the table */
    cm_column_type type;
    const char **texts; /* exactly one of the three, by type, holds row_count values */
    int64_t *integers;
    double *reals;
} cm_column;

/* Read the fields freely; change them only through the functions below. {0} is an empty table. */
typedef struct cm_table {
    cm_column *columns;
    size_t column_count;
    size_t row_count, row_capacity;
    int64_t *lines;         /* the line of its file where each row began, 0 unknown */
    struct cm__arena *text; /* owns every text and name */
} cm_table;

/* Releases everything and leaves the table zeroed. NULL is allowed. */
void cm_table_clear(cm_table *table);

/* Makes an independent copy. out must be empty; untouched on failure.
 * Returns CM_OK or CM_ERR_NOMEM. Cost: O(cells). */
CM_MUST_CHECK cm_status cm_table_copy(cm_table *out, const cm_table *table);

/* Adds a column whose cells are all missing.
 *
 * out_index   receives its place; may be NULL
 * name        UTF-8, 1 to 65535 bytes; copied. The name need not be unique: find returns the first
 * Returns CM_OK, CM_ERR_DOMAIN (name), CM_ERR_NOMEM, or CM_ERR_LIMIT above 100000 columns. */
CM_MUST_CHECK cm_status cm_table_add_column(cm_table *table, size_t *out_index, const char *name,
                                            cm_column_type type);

/* Adds count rows whose cells are all missing and whose line is 0. Cost: O(count) on average.
 * Returns CM_OK, CM_ERR_NOMEM or CM_ERR_LIMIT (over 2e9 rows); the table is as before on failure.
 */
CM_MUST_CHECK cm_status cm_table_add_rows(cm_table *table, size_t count);

/* The column of that name: exact, else the first that differs only in ASCII case; or CM_ABSENT. */
size_t cm_table_find_column(const cm_table *table, const char *name);

/* Sets one cell. row and column must exist and the column's type must fit (asserted).
 * value   copied; NULL and "" are both missing.  Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm_table_set_text(cm_table *table, size_t row, size_t column,
                                          const char *value);
void cm_table_set_integer(cm_table *table, size_t row, size_t column, int64_t value);
void cm_table_set_real(cm_table *table, size_t row, size_t column, double value);

/* The text of a text cell, "" if missing; borrowed. The column must be of type text (asserted). */
const char *cm_table_get_text(const cm_table *table, size_t row, size_t column);

/* Any cell as text: a text itself, a number in the shortest form that reads back equal, a missing
 * cell as "".
 * buffer   CM_CELL_MAX bytes that a number is written into
 * Returns buffer or the text; borrowed from them. */
const char *cm_table_format(const cm_table *table, size_t row, size_t column, char *buffer);

/* Any cell as a number: NaN if it is missing or its text is not wholly a finite number. */
double cm_table_get_number(const cm_table *table, size_t row, size_t column);

typedef struct cm_join_report {
    size_t matched, unmatched; /* rows of the table whose key the other has, and has not */
    size_t other_key;          /* the key's column in the other table */
} cm_join_report;

/* Puts the other table's columns beside the rows of the same key; a column whose name the table has
 * already is not added. Keys are compared as texts, without blanks round them; a missing key meets
 * nothing, and rows that meet nothing have missing cells.
 *
 * other_key   NULL: as key
 * out_report  may be NULL
 * Returns CM_OK, CM_ERR_FORMAT (no such column; a key in two rows of the other table, named),
 * CM_ERR_NOMEM, CM_ERR_LIMIT; the table is as before on failure. Cost: O(cells). */
CM_MUST_CHECK cm_status cm_table_join(cm_table *table, const char *key, const cm_table *other,
                                      const char *other_key, cm_join_report *out_report);

/* Keeps the rows named, in the order named; indices must be ascending and exist (asserted). */
void cm_table_select_rows(cm_table *table, const size_t *rows, size_t count);

#endif
