/* source_plane.h - rows whose place is told in one of the plane rectangular zones. */
#ifndef CM_SOURCE_PLANE_H
#define CM_SOURCE_PLANE_H

#include "geo/source_rows.h"

typedef struct cm__source_plane_row {
    cm__source_place row; /* its place is still to come; texts live as long as the file */
    unsigned zone;
    double east_m, north_m;
} cm__source_plane_row;

/* Rows that wait, so that they are transformed together; {0} is empty. */
typedef struct cm__source_plane_rows {
    cm__source_plane_row *rows;
    size_t count, capacity;
} cm__source_plane_rows;

CM_MUST_CHECK cm_status cm__source_plane_add(cm__source_plane_rows *rows,
                                             const cm__source_plane_row *row);
/* Tells the listener all that wait; a place outside Japan becomes unknown. */
CM_MUST_CHECK cm_status cm__source_plane_tell(cm__source_plane_rows *waiting,
                                              cm__source_rows *rows);
void cm__source_plane_clear(cm__source_plane_rows *rows);

#endif
