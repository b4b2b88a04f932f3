/* qgis_layer.h - a layer of a project for QGIS: its source, CRS, description and look. */
#ifndef CM_QGIS_LAYER_H
#define CM_QGIS_LAYER_H

#include "output/qgis_plan.h"
#include "output/xml.h"

/* Adds <spatialrefsys>, from which QGIS makes the CRS anew: its name alone would not do.
 * crs    "EPSG:n" or WKT; path: for messages
 * Returns CM_OK, CM_ERR_FORMAT (unknown), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__qgis_add_crs(cm__xml *xml, const char *crs, const char *path);

/* Adds what QGIS shows as a layer's metadata: title, and the source as abstract and rights.
 * source   NULL: not known */
void cm__qgis_add_about(cm__xml *xml, const char *id, const char *title, const char *source);

/* Adds a text that names the layer's file and table, as seen from the project. */
void cm__qgis_add_source(cm__text *out, const cm_qgis_layer *layer);

/* Adds <maplayer>. Returns CM_OK, CM_ERR_FORMAT (an unknown CRS), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__qgis_add_layer(cm__xml *xml, const cm__qgis_plan *plan,
                                           const cm__qgis_part *part);

#endif
