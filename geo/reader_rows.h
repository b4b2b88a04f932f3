/* reader_rows.h - the columns and rows of an OGR layer. */
#ifndef CM_READER_ROWS_H
#define CM_READER_ROWS_H

#include <clustermap/features.h>
#include <ogr_api.h>
#include <stdbool.h>

/* Reads all rows of a layer, in a block of GDAL calls: integers and booleans as integers, reals as
 * reals, all else as text, dates as ISO 8601. A key of another name than fid is the first column.
 * The features take no description.
 *
 * out     must be empty; untouched on failure
 * path    for messages
 * raw     texts are taken as they are; else they must be valid UTF-8
 * needed  names, ended by NULL, of the only columns that are taken, which GDAL then need not read
 *         (case does not matter); NULL: all
 * Returns CM_OK; CM_ERR_FORMAT (no geometry, a column without a name, invalid UTF-8, and as
 * cm__geometry_add); CM_ERR_NOMEM; CM_ERR_LIMIT. What GDAL itself reports is left to the block. */
CM_MUST_CHECK cm_status cm__rows_read(cm_features *out, OGRLayerH layer, const char *path, bool raw,
                                      const char *const *needed);

#endif
