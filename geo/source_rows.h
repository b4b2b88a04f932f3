/* source_rows.h - the rows of one published table, whatever it is, and the reading it is part of.
 */
#ifndef CM_SOURCE_ROWS_H
#define CM_SOURCE_ROWS_H

#include "geo/base_map.h"
#include "geo/base_text.h"
#include "geo/source.h"
#include "geo/table_csv.h"
#include <stdbool.h>

enum { CM__SOURCE_FIELDS = 24, CM__SOURCE_NAME_MAX = 300 };

struct cm__source_rows;

/* Files are read in this order, whatever the order given: those that name municipalities in full,
 * those that leave out what the first know, those that only say where things are. */
typedef enum cm__source_phase {
    CM__SOURCE_NAMES,
    CM__SOURCE_PARTS,
    CM__SOURCE_POSITIONS,
    CM__SOURCE_PHASES
} cm__source_phase;

/* By what the rows of a position file are joined. */
typedef enum cm__source_ids {
    CM__IDS_NONE,
    CM__IDS_CITY,     /* lg_code; of prefectures too */
    CM__IDS_TOWN,     /* and machiaza_id */
    CM__IDS_BLOCK,    /* and blk_id */
    CM__IDS_LOT,      /* or prc_id */
    CM__IDS_BUILDING, /* or blk_id, rsdt_id, rsdt2_id */
    CM__IDS_COUNT
} cm__source_ids;

/* A kind of table. One with a header is told by the columns that it has, one without by is_row. */
typedef struct cm__source_format {
    cm__source_kind kind;
    cm__source_phase phase;
    cm__source_ids ids; /* of positions */
    const char *const
        *columns; /* names, "one|or another"; in any width; NULL for one that the table has not */
    size_t column_count, required; /* the first so many must be there */
    const char *strangers; /* "one|or another" that must not: the table would be another; or NULL */
    bool (*is_row)(
        const cm__csv *csv);   /* of a table without header, by its first record; or NULL */
    const signed char *places; /* then: the field of each column, -1 if there is none */
    cm_status (*read)(struct cm__source_rows *rows);
} cm__source_format;

/* The reading of all files. */
typedef struct cm__source_run {
    const cm__source_listener *listener;
    cm_table *rejects;
    cm__source_report report;
    size_t told;                   /* calls of the listener that were of use */
    bool is_wanted[CM__IDS_COUNT]; /* ids for which a position file is there */
    cm__map ids;                   /* to the listener's numbers */
    cm__map names;                 /* see source_names.c */
    cm__text scratch;
    const char *last_prefecture, *last_city; /* in names */
    uint32_t last_code;
    double bytes_done, bytes_all;
} cm__source_run;

/* One file under reading. */
typedef struct cm__source_rows {
    cm__source_run *run;
    const cm__source_format *format;
    const char *path;
    size_t source;
    char *bytes;
    size_t length;
    cm__csv csv;
    size_t places[CM__SOURCE_FIELDS];      /* of the columns, CM_ABSENT if not there */
    size_t field_count;                    /* that a row must have */
    const char *fields[CM__SOURCE_FIELDS]; /* of the row, by column; "" if absent. They live as
                                              long as the file */
} cm__source_rows;

/* Whether a table whose first record this is is of that format; it may be taken apart.
 * places   receives where the columns are */
bool cm__source_is_format(size_t *places, cm__csv *csv, const cm__source_format *format);

/* Begins with a file.
 * bytes   its text in UTF-8, NUL-terminated; taken over also on failure */
CM_MUST_CHECK cm_status cm__source_rows_begin(cm__source_rows *rows, char **bytes, size_t length);
void cm__source_rows_clear(cm__source_rows *rows);

/* Finds the next row that has as many fields as the header, blanks round them taken off; rejects
 * those that have not. Returns CM_OK, CM_ERR_STOPPED, and what cm__csv_next and rejecting do. */
CM_MUST_CHECK cm_status cm__source_rows_next(cm__source_rows *rows, bool *found);

/* Counts the row as rejected and keeps it with the reason. */
CM_MUST_CHECK cm_status cm__source_rows_reject(cm__source_rows *rows, const char *wrong);

/* Reads the two numbers of a place in Japan; both empty: NaN. Returns what is wrong, or NULL. */
const char *cm__source_read_place(cm_lonlat *out, const char *lon, const char *lat);

/* The number of a text of least to most digits and nothing else; 0 if it is none. */
uint32_t cm__source_digits(const char *text, size_t least, size_t most);

#endif
