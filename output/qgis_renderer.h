/* qgis_renderer.h - the classes of a style as a renderer of QGIS. */
#ifndef CM_QGIS_RENDERER_H
#define CM_QGIS_RENDERER_H

#include "output/qgis_style.h"

/* Adds <renderer-v2>. Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__qgis_add_renderer(cm__xml *xml, const cm_map_layer *layer,
                                              const cm__qgis_file *file);

#endif
