/* voronoi_clip.h - what of Voronoi cells lies in the window. */
#ifndef CM_VORONOI_CLIP_H
#define CM_VORONOI_CLIP_H

#include <clustermap/features.h>
#include <clustermap/progress.h>

#define CM__VORONOI_WHOLE SIZE_MAX         /* the shape lies in the window as it is */
#define CM__VORONOI_NOTHING (SIZE_MAX - 1) /* nothing of it does */

/* {0} is empty. */
typedef struct cm__voronoi_clip {
    size_t *row_of;  /* of each shape: its row in cut, or one of the above */
    cm_features cut; /* those that meet the window's border */
} cm__voronoi_clip;

typedef struct cm__voronoi_clip_options {
    const bool *is_bent; /* of each shape: to be mended, even if it is away from the border;
                            NULL: none */
    bool are_convex;     /* each shape is one convex ring */
    int threads;         /* 0: all */
    const cm_progress *progress;
} cm__voronoi_clip_options;

/* shapes   a layer of polygons, each row of one connected area
 * window   one row of polygons, as cm__geos_unite makes it
 * Returns CM_OK, CM_ERR_DOMAIN (a vertex of the window that is not within -1e9..1e9),
 * CM_ERR_FORMAT (GEOS failed), CM_ERR_NOMEM, CM_ERR_LIMIT, CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__voronoi_clip_shapes(cm__voronoi_clip *out, const cm_features *shapes,
                                                const cm_features *window,
                                                const cm__voronoi_clip_options *options);

void cm__voronoi_clip_clear(cm__voronoi_clip *clip);

#endif
