/* export_shp_lib.h - shapelib made silent, and its failures told. */
#ifndef CM_EXPORT_SHP_LIB_H
#define CM_EXPORT_SHP_LIB_H

#include <clustermap/place.h>
#include <clustermap/status.h>
#include <shapefil.h>
#include <stddef.h>

#define CM__SHAPEFILE_LONGEST 2147483647.0 /* bytes of any of its files */

/* How shapelib reaches files: as always, but without a word on stderr. */
SAHooks cm__shapelib_hooks(void);

/* Fails after a call of shapelib that could not write: CM_ERR_IO, or CM_ERR_NOMEM as errno says. */
cm_status cm__shapelib_failure(const char *path);

/* Fails with CM_ERR_FORMAT: what reads back is not what was written. */
cm_status cm__shapelib_mismatch(const char *path);

/* CM_OK if the file has this length. Otherwise CM_ERR_IO: shapelib's closing functions do not tell
 * that the disk was full, so the length does. path is for the message. */
CM_MUST_CHECK cm_status cm__shapelib_check_size(const char *file, const char *path, size_t want);

/* CM_OK if the file, .shp or .shx, has this length and says so in its header, which shapelib writes
 * last of all and which states the type and the extent too. Errors as above, and CM_ERR_FORMAT.
 * extent   an empty box where the layer has no vertex */
typedef struct cm__shp_header {
    size_t length;
    int type;
    cm_box extent;
} cm__shp_header;
CM_MUST_CHECK cm_status cm__shapelib_check_header(const char *file, const char *path,
                                                  const cm__shp_header *want);

#endif
