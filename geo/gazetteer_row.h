/* gazetteer_row.h - the cells of a gazetteer's rows, none of which is trusted. */
#ifndef CM_GAZETTEER_ROW_H
#define CM_GAZETTEER_ROW_H

#include "geo/gazetteer_file.h"

struct sqlite3_stmt;

/* Fails with CM_ERR_FORMAT and what is wrong with the file. */
cm_status cm__gazetteer_damaged(const cm_gazetteer *gazetteer, const char *what);

/* Steps through the rows of a question; ends it where it fails or is done. Under the lock.
 * status   an earlier failure ends it too
 * Returns whether there is a row. */
bool cm__gazetteer_step(cm_status *status, cm_gazetteer *gazetteer, struct sqlite3_stmt *statement);

/* Copies a text cell into the gazetteer, and reads it as tokens into gazetteer->name. One that is
 * no text, empty, or not UTF-8 is damage. Under the lock. */
CM_MUST_CHECK cm_status cm__gazetteer_read_name(const char **out, cm_gazetteer *gazetteer,
                                                struct sqlite3_stmt *row, int column);

/* The same into session->passing and session->name. */
CM_MUST_CHECK cm_status cm__gazetteer_read_passing(const char **out, cm__geocode_session *session,
                                                   struct sqlite3_stmt *row, int column);

/* Reads a longitude and, in the next column, a latitude; NaN where they are NULL. One that is out
 * of range is damage. */
CM_MUST_CHECK cm_status cm__gazetteer_read_place(cm_lonlat *out, const cm_gazetteer *gazetteer,
                                                 struct sqlite3_stmt *row, int column);

#endif
