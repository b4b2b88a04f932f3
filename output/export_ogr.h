/* export_ogr.h - what the exporters ask of OGR: CRS, features, and whether they read back. */
#ifndef CM_EXPORT_OGR_H
#define CM_EXPORT_OGR_H

#include "geo/base_text.h"
#include "geo/gdal_driver.h"
#include <ogr_srs_api.h>

/* Makes a CRS for GDAL, its axes east and north. Inside a block of gdal_driver.h.
 *
 * out    release with OSRDestroySpatialReference
 * crs    "EPSG:n" or WKT, as cm_crs_get_definition says it; path is for messages
 * Returns CM_OK or CM_ERR_DOMAIN. */
CM_MUST_CHECK cm_status cm__ogr_crs_create(const cm__gdal *block, OGRSpatialReferenceH *out,
                                           const char *crs, const char *path);

/* Adds a CRS as ESRI's WKT, as a .prj holds it. Returns CM_OK, CM_ERR_DOMAIN if the CRS cannot be
 * said so, or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__ogr_esri_wkt(cm__text *out, const char *crs, const char *path);

#endif
