/* reader_crs.h - the CRS of an input. */
#ifndef CM_READER_CRS_H
#define CM_READER_CRS_H

#include <clustermap/crs.h>
#include <ogr_srs_api.h>

/* Makes the CRS that an input states, in a block of GDAL calls, else the one that is given.
 *
 * out      receives NULL if there is neither
 * stated   what GDAL found in the input; NULL: nothing, as is a GeoPackage's undefined plane
 * given    as for cm_crs_create; NULL: none
 * Returns CM_OK; CM_ERR_FORMAT "path: the CRS ..." as cm_crs_create; CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__crs_read(cm_crs **out, OGRSpatialReferenceH stated, const char *given,
                                     const char *path);

#endif
