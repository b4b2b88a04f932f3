/* map_index.h - the list in the margin. */
#ifndef CM_MAP_INDEX_H
#define CM_MAP_INDEX_H

#include "output/map_sheet.h"
#include "output/map_wrap.h"

/* One printed line. */
typedef struct cm__index_line {
    const char *number, *text; /* number: NULL or "12" */
    const char *cells;         /* figures of a table, parted by tabs; NULL: none */
    size_t table;              /* of these: where they stand */
    bool is_heading, is_title;
    bool is_tied; /* stays in one column with the line before it */
    cm_point at;  /* of its baseline, from the list's upper left corner */
} cm__index_line;

enum { CM__INDEX_CELLS_MAX = 24 };

/* Consecutive lines with figures, whose columns stand under each other. */
typedef struct cm__index_table {
    size_t end;      /* the first of the asked lines after it */
    size_t columns;  /* of figures */
    double label_mm; /* the width of what stands before them */
    double
        right_mm[CM__INDEX_CELLS_MAX]; /* right edges of the columns, from the labels' left one */
    bool is_short;                     /* and not to be broken */
} cm__index_table;

/* {0} is no list, of no size. */
typedef struct cm__index {
    cm__index_line *lines;
    size_t count;
    cm__index_table *tables;
    size_t table_count;
    double number_mm; /* the width that numbers take */
    double column_mm;
    double width_mm, height_mm;
    cm__lines texts;
    struct cm__arena *numbers;
} cm__index;

/* Breaks the lines into the column's width, in two lines at most, of two languages in four.
 * out   must be empty; cleared by cm__index_clear, also after a failure
 * Returns CM_OK; CM_ERR_DOMAIN (too many lines, a width out of range); CM_ERR_FORMAT (the font
 * lacks a character); CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__index_collect(cm__index *out, const cm__sheet *sheet);

/* Sets the lines in columns: as many as fit the width, of equal height; a heading stays with what
 * follows it. */
void cm__index_fill(cm__index *index, double width_mm);

/* Sets the lines in columns of the height at most, as many as that takes. */
void cm__index_stack(cm__index *index, double height_mm);

/* Adds the group `index`. at is the upper left corner. */
CM_MUST_CHECK cm_status cm__index_draw(cm__list *list, const cm__index *index, cm_point at);

void cm__index_clear(cm__index *index);

#endif
