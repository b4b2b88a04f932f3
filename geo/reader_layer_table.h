/* reader_layer_table.h - reads a member table from a layer, as if it were a CSV. */
#ifndef CM_READER_LAYER_TABLE_H
#define CM_READER_LAYER_TABLE_H

#include <clustermap/reader.h>

/* Whether a path names a layer rather than a text or a workbook: "PG:...", "file.gpkg:layer", or a
 * file whose ending is that of a layer. */
bool cm__path_is_layer(const char *path);

/* Reads a layer of points, or one without a geometry, but for options->where. All columns are of
 * type text. Points are columns lon and lat (EPSG:6668) unless the layer has columns of these
 * names.
 *
 * out       must be empty; untouched on failure
 * options   NULL for the defaults
 * Returns as cm_features_read, and CM_ERR_FORMAT for lines and polygons. */
CM_MUST_CHECK cm_status cm__table_read_layer(cm_table *out, const char *path,
                                             const cm_read_options *options);

#endif
