/* gdal_deflate.h - bytes compressed by the deflate that GDAL carries. */
#ifndef CM_GDAL_DEFLATE_H
#define CM_GDAL_DEFLATE_H

#include "geo/base_text.h"

/* Adds length bytes (at least 1), compressed as a zlib stream (RFC 1950); out is left as it was on
 * failure. Equal bytes give equal streams with one version of GDAL's library.
 * Returns CM_OK or CM_ERR_NOMEM. Cost: about 10 ms a megabyte, a copy of the result. */
CM_MUST_CHECK cm_status cm__gdal_deflate(cm__text *out, const void *bytes, size_t length);

#endif
