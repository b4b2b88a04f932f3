/* density_watch.h - threads at one work: how far they are, and whether they are to stop. */
#ifndef CM_DENSITY_WATCH_H
#define CM_DENSITY_WATCH_H

#include <clustermap/progress.h>
#include <stdbool.h>
#include <stddef.h>

/* Shared by the threads; to be looked at by itself when they have joined. */
typedef struct cm__watch {
    const cm_progress *progress; /* of the caller; NULL: nobody listens */
    size_t done, all;            /* parts of the work; all 0: no share is told but 0 */
    bool stopped;
} cm__watch;

/* Whether to go on. Only the thread that began the others talks to the caller, so that the caller
 * need not know of them; it is to ask several times a second. */
bool cm__watch_go_on(cm__watch *watch);

/* So many more parts are done. */
void cm__watch_count(cm__watch *watch, size_t parts);

#endif
