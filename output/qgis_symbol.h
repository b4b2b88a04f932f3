/* qgis_symbol.h - a class's symbol as one of QGIS. */
#ifndef CM_QGIS_SYMBOL_H
#define CM_QGIS_SYMBOL_H

#include "output/qgis_style.h"

/* Adds a symbol for the layer's geometry.
 *
 * name   by which the renderer's classes find it
 * Markers and lines are as large as the style's size column says, where it has one; a marker that
 * it says nothing of is hollow. Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__qgis_add_symbol(cm__xml *xml, const char *name,
                                            const cm_map_layer *layer, const cm_symbol *symbol,
                                            const cm__qgis_file *file);

/* How large QGIS calls a marker by its size_mm: QGIS measures what is round the shape, we its area.
 */
double cm__qgis_marker_factor(cm_shape shape);

#endif
