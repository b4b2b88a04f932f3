/* qgis_label.h - the names beside a layer's symbols, as QGIS places and draws them. */
#ifndef CM_QGIS_LABEL_H
#define CM_QGIS_LABEL_H

#include "output/qgis_style.h"

/* Adds <labeling>; nothing if the layer has no labels. */
void cm__qgis_add_labels(cm__xml *xml, const cm_map_layer *layer, const cm__qgis_file *file);

#endif
