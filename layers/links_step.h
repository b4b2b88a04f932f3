/* links_step.h - how work over many rows or links listens to who waits for it. */
#ifndef CM_LINKS_STEP_H
#define CM_LINKS_STEP_H

#include "geo/base_error.h"
#include <clustermap/progress.h>
#include <stddef.h>

/* Asks once in 16384 rounds whether to go on.  Returns CM_OK or CM_ERR_STOPPED. */
static inline cm_status cm__links_step(const cm_progress *progress, size_t done, size_t of)
{
    if (!progress->step || done % 16384 != 0)
        return CM_OK;
    if (progress->step(progress->context, of ? (double)done / (double)of : 1))
        return CM_OK;
    return cm__fail(CM_ERR_STOPPED, "stopped");
}

#endif
