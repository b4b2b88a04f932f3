/* qgis_zip.h - a ZIP archive of one file, as a .qgz is. */
#ifndef CM_QGIS_ZIP_H
#define CM_QGIS_ZIP_H

#include "geo/base_text.h"

/* Adds the archive, which for the same bytes is always the same: the file in it is of 1980-01-01.
 * name   of the file in it, UTF-8, at most 1000 bytes
 * Returns CM_OK, CM_ERR_NOMEM, CM_ERR_LIMIT (over 1 GiB). */
CM_MUST_CHECK cm_status cm__qgis_zip(cm__text *out, const char *name, const char *bytes,
                                     size_t length);

#endif
