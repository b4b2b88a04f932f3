/* reader_source.h - a file of layers, and the one of them that is meant. */
#ifndef CM_READER_SOURCE_H
#define CM_READER_SOURCE_H

#include "geo/base_text.h"
#include "geo/gdal_driver.h"
#include <ogr_api.h>
#include <stdbool.h>

/* A file while it is read; set path and allow_remote, the rest to zero. */
typedef struct cm__source {
    const char *path; /* as the user named it, "file.gpkg:layer"; borrowed */
    bool allow_remote;
    cm__gdal block;    /* the calls of GDAL on it; begun and ended by the caller */
    cm__text file;     /* its name without the layer's */
    const char *layer; /* NULL: not named */
    cm__text table;    /* the layer's name where it is in a database with a URI */
    GDALDatasetH dataset;
} cm__source;

/* Whether a path ends so, in upper or lower case. */
bool cm__path_ends_with(const char *path, const char *ending);

/* Opens the file, with the drivers of layers. A file of the very name wins over FILE:LAYER; texts
 * of a Shapefile are not decoded. Errors as cm__gdal_open; cm__source_close is due in any case. */
CM_MUST_CHECK cm_status cm__source_open(cm__source *source);

/* Whether the file is read by that driver. */
bool cm__source_is(const cm__source *source, const char *driver);

/* The layer named, or the only one that has a geometry.
 * Returns CM_OK, or CM_ERR_FORMAT with the names that could be meant. */
CM_MUST_CHECK cm_status cm__source_choose(const cm__source *source, OGRLayerH *out);

void cm__source_close(cm__source *source);

#endif
