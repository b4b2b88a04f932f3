/* geos_clip.h - the parts of many small polygons that lie in one large one. */
#ifndef CM_GEOS_CLIP_H
#define CM_GEOS_CLIP_H

#include <clustermap/features.h>
#include <clustermap/progress.h>

typedef struct cm__geos_clip_job {
    const cm_features *shapes; /* polygons */
    const size_t *rows;        /* of shapes, each once */
    size_t count;              /* of rows */
    const cm_features *window; /* one row of polygons, as cm__geos_unite makes it */
    bool are_sound; /* the shapes' sides do not cross; else they are mended where they do */
    int threads;    /* 0: all; the result is the same for any number */
    const cm_progress *progress; /* told shares from 0 to 1 */
} cm__geos_clip_job;

/* Clips rows of a layer of polygons to a window. The window is cut down with the shapes, half by
 * half, so that each shape meets only what is about it.
 *
 * out   must be empty; receives a row without columns for each of `rows`, in their order, without a
 *       part where nothing of it lies in the window
 * Returns CM_OK, CM_ERR_FORMAT (GEOS failed), CM_ERR_NOMEM, CM_ERR_LIMIT, CM_ERR_STOPPED.
 * Cost: O((count + vertices of the window) log count). */
CM_MUST_CHECK cm_status cm__geos_clip(cm_features *out, const cm__geos_clip_job *job);

#endif
