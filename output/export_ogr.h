/* export_ogr.h - what the exporters ask of OGR: CRS, features, and whether they read back. */
#ifndef CM_EXPORT_OGR_H
#define CM_EXPORT_OGR_H

#include "geo/base_text.h"
#include "geo/gdal_driver.h"
#include "output/export_file.h"
#include "output/export_names.h"
#include "output/export_writers.h"
#include <ogr_srs_api.h>

/* Makes a CRS for GDAL, its axes east and north. Inside a block of gdal_driver.h.
 *
 * out    release with OSRDestroySpatialReference
 * crs    "EPSG:n" or WKT, as cm_crs_get_definition says it; path is for messages
 * Returns CM_OK or CM_ERR_DOMAIN. */
CM_MUST_CHECK cm_status cm__ogr_crs_create(const cm__gdal *block, OGRSpatialReferenceH *out,
                                           const char *crs, const char *path);

/* Adds a CRS as ESRI's WKT, as a .prj holds it. Returns CM_OK, CM_ERR_DOMAIN if the CRS cannot be
 * said so, or CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__ogr_esri_wkt(cm__text *out, const char *crs, const char *path);

/* Adds a CRS as WKT of 2019, on one line, which QGIS makes it anew from. Errors as above. */
CM_MUST_CHECK cm_status cm__ogr_wkt2(cm__text *out, const char *crs, const char *path);

/* One layer of a file that GDAL writes. */
typedef struct cm__ogr_layer {
    const cm__export_job *job;
    const char *name;           /* in the file */
    cm__naming naming;          /* of its columns */
    const char *const *options; /* the driver's, for creating the layer */
    const char *no_crs;         /* the CRS that stands for none; NULL: nothing does */
    bool keeps_order;           /* the format holds the rows in the order written */
    bool rounds;                /* GDAL hands real cells on in 15 digits; places are exact */
    unsigned long long sum;     /* of all rows, as they were handed to GDAL */
    /* Called when the layer is there and has no rows yet, inside the block; NULL: nothing is. */
    cm_status (*prepare)(void *context, const cm__gdal *block, GDALDatasetH file);
    void *context;
} cm__ogr_layer;

/* Adds the layer to a file that is open for writing, and sets layer->sum. Inside a block, and in
 * a transaction of the caller's where the format has them.
 * Returns CM_OK, CM_ERR_DOMAIN (CRS), CM_ERR_IO (GDAL fails), CM_ERR_NOMEM. */
CM_MUST_CHECK cm_status cm__ogr_layer_write(const cm__gdal *block, GDALDatasetH file,
                                            cm__ogr_layer *layer);

/* Compares the layer of a file that was opened anew with what was written: rows, extent, and the
 * sum of all values. Returns CM_OK, or CM_ERR_FORMAT. */
CM_MUST_CHECK cm_status cm__ogr_layer_check(const cm__gdal *block, GDALDatasetH file,
                                            const cm__ogr_layer *layer);

/* What a format does besides writing layers. {0} is nothing. */
typedef struct cm__ogr_steps {
    const char *const *stale; /* as in cm__export_folder */
    /* Before: may put a file in the folder, to which the layers are then added; NULL: none. After
     * they were written and read back, NULL: nothing more. Outside of any block. */
    cm_status (*begin)(void *context, const cm__export_folder *folder, bool *is_there);
    cm_status (*finish)(void *context, const cm__export_folder *folder);
    void *context;
} cm__ogr_steps;

/* Writes a file of count layers by the driver of that name, reads it back, and puts it in the place
 * of the target. steps may be NULL. */
CM_MUST_CHECK cm_status cm__ogr_file_write(const char *driver, cm__ogr_layer *layers, size_t count,
                                           const cm__ogr_steps *steps);

#endif
