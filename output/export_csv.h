/* export_csv.h - tables and points as comma- or tab-separated text, row by row. */
#ifndef CM_EXPORT_CSV_H
#define CM_EXPORT_CSV_H

#include "output/export_stream.h"
#include "output/export_writers.h"

/* {0} is closed. */
typedef struct cm__csv_file {
    cm__export_stream stream;
    const char *places[2]; /* names of coordinates that the table has no column for; NULL: none */
    char mark;             /* between fields */
    bool has_wkt;          /* a last column holds each row's place as text */
    bool is_single;        /* column */
    cm__text wkt;          /* of one row */
    cm_progress progress;
} cm__csv_file;

/* Opens the file and writes the header of the job's layer. out must be empty; to be cleared
 * whatever comes back. Errors as cm_features_write. */
CM_MUST_CHECK cm_status cm__csv_file_open(cm__csv_file *out, const cm__export_job *job);

/* Writes the rows of a layer that has the columns of the first. */
CM_MUST_CHECK cm_status cm__csv_file_add(cm__csv_file *file, const cm_features *layer);

/* Adds one field to a line, in quotes where it needs them.
 * mark        what stands between fields
 * is_single   the field is alone in its line, which must not be blank */
void cm__csv_add_field(cm__text *line, const char *text, char mark, bool is_single);

/* Puts the file in its place. */
CM_MUST_CHECK cm_status cm__csv_file_close(cm__csv_file *file);

/* Releases everything; a file that was not closed is removed. */
void cm__csv_file_clear(cm__csv_file *file);

#endif
