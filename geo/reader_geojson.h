/* reader_geojson.h - the plainest kind of GeoJSON: polygons with texts. */
#ifndef CM_READER_GEOJSON_H
#define CM_READER_GEOJSON_H

#include <clustermap/features.h>
#include <stdbool.h>

/* Reads a GeoJSON file as cm_features_read would through GDAL, in a tenth of the time, if it is
 * plain: a collection of polygons, each with the same properties in the same order, all of them
 * texts without an escape that cannot be taken for a date; coordinates of two numbers; no CRS, no
 * id. What national outlines and their like are.
 *
 * out            must be empty; receives the layer in WGS 84
 * out_is_plain   false if it is not, or not sound: nothing was read, and GDAL is to be asked
 * Returns CM_OK or CM_ERR_NOMEM, CM_ERR_LIMIT. Cost: 100 MB a second. */
CM_MUST_CHECK cm_status cm__geojson_read(cm_features *out, bool *out_is_plain, const char *path);

#endif
