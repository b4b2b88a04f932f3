/* geos_buffer.h - the union of all that lies within a distance of features. */
#ifndef CM_GEOS_BUFFER_H
#define CM_GEOS_BUFFER_H

#include "layers/buffer_outline.h"
#include <clustermap/features.h>
#include <clustermap/progress.h>

typedef struct cm__buffer_job {
    const cm_features *features; /* points, lines or polygons that are valid */
    const cm__arc *arc;
    bool dissolve;               /* all rows into one, else each by itself */
    int threads;                 /* 0: all; the result is the same for any number */
    const cm_progress *progress; /* told shares from 0 to 1 */
} cm__buffer_job;

/* Adds one row, or the rows of the features, to a layer of polygons; GEOS's own buffer would
 * straighten lines by a hundredth of the radius first, so outlines of all straight pieces are
 * united instead.
 *
 * out   receives its rows and their parts; what it has is not to be used on failure
 * Returns CM_OK, CM_ERR_FORMAT (GEOS failed), CM_ERR_NOMEM, CM_ERR_LIMIT, CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__geos_buffer(cm_features *out, const cm__buffer_job *job);

#endif
