/* export_shp_shapes.h - the shapes of a layer as .shp and .shx. */
#ifndef CM_EXPORT_SHP_SHAPES_H
#define CM_EXPORT_SHP_SHAPES_H

#include "output/export_shp_lib.h"
#include <clustermap/features.h>
#include <clustermap/progress.h>

/* {0} is none. */
typedef struct cm__shapes {
    const cm_features *layer;
    int type; /* SHPT_... */
    double *x, *y;
    int *starts;
    SHPObject *shape;     /* the newest row's */
    cm_progress progress; /* set between init and write; {0}: none */
} cm__shapes;

/* The bytes that .shp will have. */
double cm__shapes_file_size(const cm_features *layer);

/* Makes room for the largest row. out must be empty.
 * layer   of points, lines or polygons; borrowed.  Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__shapes_init(cm__shapes *out, const cm_features *layer);

/* Writes .shp and .shx: a row without a place is a null shape, outer rings are clockwise.
 * file   the path of .shp; path is for messages.  Returns CM_OK, CM_ERR_IO, CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__shapes_write(cm__shapes *shapes, const char *file, const char *path);

/* Reads them back: CM_ERR_FORMAT unless every coordinate is the layer's, CM_ERR_IO if one of the
 * files is cut.
 * index   the path of .shx */
CM_MUST_CHECK cm_status cm__shapes_check(cm__shapes *shapes, const char *file, const char *index,
                                         const char *path);

void cm__shapes_clear(cm__shapes *shapes);

#endif
