/* export_writers.h - what each file format's writer is given. */
#ifndef CM_EXPORT_WRITERS_H
#define CM_EXPORT_WRITERS_H

#include <clustermap/crs.h>
#include <clustermap/export.h>

/* A layer on its way into a file. */
typedef struct cm__export_job {
    const cm_features *layer; /* its coordinates and crs are those of the file */
    bool is_geographic;       /* so x is a longitude */
    const char *path;
    cm_format format;
    const cm_export_options *options; /* never NULL */
    cm_export_report *report;         /* never NULL; starts as zeros */
} cm__export_job;

/* The progress that was asked for; none where the options are older than it. */
cm_progress cm__export_progress(const cm_export_options *options);

/* Before a row of so many is written or read back: asks now and then whether to go on. Returns
 * CM_OK, or CM_ERR_STOPPED. */
CM_MUST_CHECK cm_status cm__export_step(const cm_progress *progress, const char *path, size_t row,
                                        size_t count);

/* A layer whose coordinates are those of the file; table and the rest are borrowed. */
typedef struct cm__export_placed {
    cm_features layer;
    cm_crs *from, *to;
    double *x, *y;
    bool is_geographic;
} cm__export_placed;

/* Gives a layer the coordinates of the file: see cm_features_write. out must be empty, or hold a
 * layer of the same CRS before it, whose place it takes; to be cleared whatever comes back. */
CM_MUST_CHECK cm_status cm__export_place(cm__export_placed *out, const cm_features *layer,
                                         const char *path, cm_format format,
                                         const cm_export_options *options);
void cm__export_placed_clear(cm__export_placed *view);

/* Each writes the layer and replaces the target when all is whole: see cm_features_write. */
CM_MUST_CHECK cm_status cm__export_csv(const cm__export_job *job);
CM_MUST_CHECK cm_status cm__export_geojson(const cm__export_job *job);
CM_MUST_CHECK cm_status cm__export_shp(const cm__export_job *job);
CM_MUST_CHECK cm_status cm__export_fgb(const cm__export_job *job);
CM_MUST_CHECK cm_status cm__export_pg(const cm__export_job *job);

/* Writes count layers, all with the same path and options, into one GeoPackage. A layer without a
 * name takes the file's. */
CM_MUST_CHECK cm_status cm__export_gpkg(const cm__export_job *jobs, size_t count);

#endif
