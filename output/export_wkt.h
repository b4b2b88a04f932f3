/* export_wkt.h - a place as text, for tables that hold no geometry. */
#ifndef CM_EXPORT_WKT_H
#define CM_EXPORT_WKT_H

#include "geo/base_text.h"
#include <clustermap/features.h>

/* Adds the well-known text (OGC 06-103r4) of a row's place, such as "POINT (141.35 43.06)"; nothing
 * for a row without one. Numbers read back to the same double. */
void cm__wkt_add(cm__text *out, const cm_features *layer, size_t row);

#endif
