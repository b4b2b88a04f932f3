/* gazetteer_about.h - what a gazetteer says of itself: its sources, whom to name, its counts. */
#ifndef CM_GAZETTEER_ABOUT_H
#define CM_GAZETTEER_ABOUT_H

#include "geo/gazetteer_write.h"
#include "geo/source.h"
#include <clustermap/gazetteer.h>

typedef struct cm__gazetteer_about {
    const char *const *paths;     /* of the sources */
    const cm__source_kind *kinds; /* of each */
    size_t count;
    const char *created; /* "YYYY-MM-DD", or NULL */
    const cm_gazetteer_report *report;
} cm__gazetteer_about;

/* Writes the rows of the table meta: each source's name, kind and day of its file; each line that
 * maps must print once; and the counts.
 * Returns CM_OK or CM_ERR_NOMEM; what the file refuses is the writer's failure. */
CM_MUST_CHECK cm_status cm__gazetteer_write_about(cm__gazetteer_writer *writer,
                                                  const cm__gazetteer_about *about);

#endif
