/* reader_grid_check.h - proves that the compressed blocks of a GeoTIFF are whole. */
#ifndef CM_READER_GRID_CHECK_H
#define CM_READER_GRID_CHECK_H

#include <clustermap/status.h>
#include <gdal.h>

/* Unpacks each block that is compressed by DEFLATE up to its checksum, in a block of GDAL calls:
 * GDAL stops before that, and takes damaged values for good. Other compressions have none.
 * Returns CM_OK; CM_ERR_FORMAT, naming the block; CM_ERR_IO; CM_ERR_NOMEM; CM_ERR_LIMIT. */
CM_MUST_CHECK cm_status cm__grid_check_blocks(GDALDatasetH file, const char *path);

#endif
