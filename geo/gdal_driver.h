/* gdal_driver.h - GDAL made small, silent and honest: few drivers, each open names its own, and no
 * error is lost.
 *
 * Every run of GDAL calls stands between cm__gdal_begin and cm__gdal_end:
 *
 *     cm__gdal block;
 *     cm_status status;
 *
 *     cm__gdal_begin(&block);
 *     status = write_it(...);         returns cm__gdal_fail where a call of GDAL says no
 *     status = cm__gdal_end(&block, status, CM_ERR_IO, path);
 *
 * What GDAL reports as a failure meanwhile, even where its call returned success, or returns void
 * as GDALClose does, makes cm__gdal_end fail. Blocks may nest and know of their own thread only:
 * no option that makes GDAL start threads of its own may be used inside. */
#ifndef CM_GDAL_DRIVER_H
#define CM_GDAL_DRIVER_H

#include <clustermap/status.h>
#include <gdal.h>
#include <stdbool.h>

typedef struct cm__gdal {
    bool strict;    /* a warning is a failure too, unless it is known to be harmless; default false.
                       Set it after cm__gdal_begin */
    bool failed;    /* whether GDAL has reported a failure (or, if strict, a warning) */
    char text[320]; /* the first one's words, on one line; "" if none */
    char warning[320]; /* the first warning's words; "" if none */
} cm__gdal;

/* Registers the few drivers that we use, the first time, and from here on keeps GDAL's messages of
 * this thread in block instead of on stderr. */
void cm__gdal_begin(cm__gdal *block);

/* Gives GDAL its old error handler back.
 *
 * status      what the block came to: a failure is returned unchanged
 * otherwise   the code to fail with if status is CM_OK but GDAL had reported a failure
 * path        of the file, for the message "path: GDAL's words" */
CM_MUST_CHECK cm_status cm__gdal_end(cm__gdal *block, cm_status status, cm_status otherwise,
                                     const char *path);

/* Fails with "path: GDAL's words", or with "path: otherwise" if GDAL said nothing. For a call of
 * GDAL in a block that returned NULL or an error. */
cm_status cm__gdal_fail(const cm__gdal *block, cm_status status, const char *path,
                        const char *otherwise);

typedef struct cm__gdal_source {
    const char *path;
    const char *const *drivers; /* the only ones tried, such as "GPKG"; NULL-terminated; needed */
    unsigned flags;             /* GDAL_OF_VECTOR or GDAL_OF_RASTER, GDAL_OF_UPDATE */
    const char *const *options; /* the driver's open options, "KEY=VALUE"; NULL: none */
    bool allow_remote;          /* else only files of this machine */
} cm__gdal_source;

/* Opens a file with the drivers named and no other, inside a block. "PG:..." is opened if the
 * drivers hold "PostgreSQL". Close with GDALClose.
 * Returns CM_OK; CM_ERR_IO as cm__gdal_check_local; CM_ERR_FORMAT if none of the drivers can read
 * it (CM_ERR_IO for a database, whose address no message repeats); CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__gdal_open(const cm__gdal *block, GDALDatasetH *out,
                                      const cm__gdal_source *source);

/* Refuses what is not a local, regular file: a name that GDAL would look for elsewhere (one that
 * begins with /vsi or holds "://"), none there, a folder, a device. CM_OK or CM_ERR_IO. */
CM_MUST_CHECK cm_status cm__gdal_check_local(const char *path);

#endif
