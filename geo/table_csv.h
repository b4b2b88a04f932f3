/* table_csv.h - takes a text of separated values apart, record by record.
 *
 * A field that begins with a quote ends with one; inside it a quote is doubled, and separators and
 * line ends are text. Anywhere else a quote is a letter like any other. Lines end with CR, LF or
 * CRLF, mixed as they come; a line of nothing but blanks is passed over. */
#ifndef CM_TABLE_CSV_H
#define CM_TABLE_CSV_H

#include <clustermap/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CM__CSV_RECORD_MAX 1048576 /* bytes, with the line ends in its fields */
#define CM__CSV_FIELD_MAX 65536

/* Where a field lies in its record, without its quotes. */
typedef struct cm__csv_field {
    uint32_t begin, length;
    bool is_quoted, has_doubled;
} cm__csv_field;

/* A place in a text, and the record found there last. Read the fields freely. */
typedef struct cm__csv {
    const char *path; /* for messages only */
    char *text, *end, *next;
    size_t next_line;
    char separator;
    bool is_stop[256]; /* what ends a field without quotes */

    char *record; /* up to its line end */
    size_t record_length, record_line;
    cm__csv_field *fields;
    size_t field_count;    /* of the record; only the first field_capacity are in fields */
    size_t field_capacity; /* of fields */
    size_t field_limit;    /* fields beyond are counted only; the caller may lower it */
} cm__csv;

/* Starts at the text's beginning.
 *
 * out         to be cleared with cm__csv_clear
 * text        of length bytes without NUL, and a NUL; must stay until cm__csv_clear
 * separator   0: tab, semicolon or comma, by the first line that is not blank
 * path        for messages; borrowed */
void cm__csv_init(cm__csv *out, char *text, size_t length, char separator, const char *path);

/* Finds the next record.
 *
 * found   whether there is one more
 * Returns CM_OK; CM_ERR_FORMAT (a quote is never closed, or a field goes on behind its quote) or
 * CM_ERR_LIMIT (field, record), both with path:line:column; CM_ERR_NOMEM.
 * Cost: O(length of the record). */
CM_MUST_CHECK cm_status cm__csv_next(cm__csv *csv, bool *found);

/* The text of a field, NUL-terminated where it lies, doubled quotes undone. So the record is no
 * longer what it was: what is wanted of it is looked at before. The text lives as long as csv's. */
char *cm__csv_take(cm__csv *csv, size_t field);

/* Fails with path:line:column for a field of the record, of which none has been taken. */
cm_status cm__csv_fail(const cm__csv *csv, cm_status status, size_t field, const char *reason);

/* Releases the fields; the text is the caller's. */
void cm__csv_clear(cm__csv *csv);

#endif
