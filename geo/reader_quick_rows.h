/* reader_quick_rows.h - rows of numbers, taken out of a piece of CSV without making texts of them.
 */
#ifndef CM_READER_QUICK_ROWS_H
#define CM_READER_QUICK_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CM__QUICK_ROW_MAX = 65536, CM__QUICK_COLUMNS_MAX = 8 };

/* What is in a piece. */
typedef struct cm__quick_count {
    size_t line_ends;
    bool is_odd;   /* a quote, NUL, escape, Ctrl-Z or a CR alone: not for this reader */
    bool is_ascii; /* no byte over 127 */
} cm__quick_count;

/* Looks at length bytes; one more must be there. Cost: O(length), at the memory's speed. */
void cm__quick_look(cm__quick_count *out, const char *text, size_t length);

/* What is wanted of a row. */
typedef struct cm__quick_plan {
    char separator;
    bool is_lonlat;               /* of x and y, which then have a range */
    size_t field_count;           /* of the header */
    const unsigned char *targets; /* of each field: 0, or 1 + its place in columns */
    size_t column_count;          /* the first is x, the second y */
    double *columns[CM__QUICK_COLUMNS_MAX];
    int64_t *lines;
} cm__quick_plan;

/* Takes the rows that begin in text[0..end), whose line ends must all be there. The number of a
 * missing cell is NaN, as is that of one which is no number in a column behind x and y.
 *
 * row     where the first goes: its line in the file is row + 2, behind the header
 * room    the most rows: more can only be in a file that was changed since they were counted
 * Returns the number of rows; SIZE_MAX if one of them is not for this reader: it would be rejected,
 * is over CM__QUICK_ROW_MAX bytes, or there is no room for it. */
size_t cm__quick_take(const cm__quick_plan *plan, const char *text, size_t end, size_t row,
                      size_t room);

#endif
