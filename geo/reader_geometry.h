/* reader_geometry.h - OGR's geometries as points, lines and rings of a layer. */
#ifndef CM_READER_GEOMETRY_H
#define CM_READER_GEOMETRY_H

#include <clustermap/features.h>
#include <ogr_api.h>

/* Room for the vertices of one part; {0} is empty. */
typedef struct cm__vertices {
    double *x, *y;
    size_t capacity;
} cm__vertices;

void cm__vertices_clear(cm__vertices *vertices);

/* What a geometry of this type becomes; CM_GEOMETRY_NONE for a collection, an unknown type, or
 * none. */
cm_geometry cm__geometry_of(OGRwkbGeometryType type);

/* Gives the last row of a layer this geometry, in a block of GDAL calls: heights are left away,
 * curves become lines, outer rings turn counter-clockwise and holes clockwise, an empty geometry is
 * none.
 *
 * geometry   NULL is allowed
 * path       for messages, which name the row
 * Returns CM_OK; CM_ERR_FORMAT (another kind of geometry than the layer's, more than one point, a
 * coordinate that is not finite, a ring or line of too few vertices); CM_ERR_NOMEM; CM_ERR_LIMIT.
 */
CM_MUST_CHECK cm_status cm__geometry_add(cm_features *features, OGRGeometryH geometry,
                                         cm__vertices *vertices, const char *path);

#endif
