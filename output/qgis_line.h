/* qgis_line.h - strokes of QGIS: dashed, bent, with heads. */
#ifndef CM_QGIS_LINE_H
#define CM_QGIS_LINE_H

#include "output/qgis_style.h"

/* Begins a symbol, and in it a symbol layer with its map of values open: close the map, then add
 * properties or a symbol of its own, then close the layer. type: "marker", "line", "fill". */
void cm__qgis_open_symbol(cm__xml *xml, const char *name, const char *type);
void cm__qgis_open_layer(cm__xml *xml, const char *class_name);

/* A layer of a line's or an area's symbol: the symbol's stroke with its dashes. */
void cm__qgis_add_stroke(cm__xml *xml, const cm_symbol *symbol);
/* The same for an area's outer edge alone, without those of its holes. */
void cm__qgis_add_outer_stroke(cm__xml *xml, const cm_symbol *symbol);

/* The layers of a line's symbol: its stroke, as wide as the style's size column says, and its head;
 * bent and short of its places as the layer is.
 * Returns CM_OK or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__qgis_add_line(cm__xml *xml, const cm_map_layer *layer,
                                          const cm_symbol *symbol, const cm__qgis_file *file);

#endif
