/* progress.h - how a long call tells how far it is, and is told to stop. */
#ifndef CLUSTERMAP_PROGRESS_H
#define CLUSTERMAP_PROGRESS_H

#include <stdbool.h>

/* Called now and then, from one thread at a time. Returns false to stop the work: the call then
 * returns CM_ERR_STOPPED with its outputs untouched. */
typedef struct cm_progress {
    bool (*step)(void *context, double share); /* share done, 0..1; NULL: nobody listens */
    void *context;
} cm_progress;

#endif
