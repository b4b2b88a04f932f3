/* qgis_caption.h - what the fields of a layer are called in QGIS's tables and forms. */
#ifndef CM_QGIS_CAPTION_H
#define CM_QGIS_CAPTION_H

#include "output/qgis_style.h"

/* The Japanese caption of one of the toolkit's own columns, such as 面積（km²） of "area_km2";
 * NULL if it is none. */
const char *cm__qgis_find_caption(const char *column);

/* Adds <aliases>: for each field the caption of its column, or the column's own name where the file
 * had to shorten it. */
void cm__qgis_add_captions(cm__xml *xml, const cm_table *table, const cm__qgis_file *file);

#endif
