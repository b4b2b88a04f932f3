/* export_geojson.h - layers as GeoJSON, feature by feature. */
#ifndef CM_EXPORT_GEOJSON_H
#define CM_EXPORT_GEOJSON_H

#include "output/export_stream.h"
#include "output/export_writers.h"
#include <clustermap/place.h>

/* {0} is closed. */
typedef struct cm__geojson_file {
    cm__export_stream stream;
    const cm_features *layer; /* whose rows are written now */
    bool is_geographic, has_rows;
    cm_box bounds;
    cm__text *keys; /* a column's name as `"name":`, escaped once */
    size_t key_count;
    cm_progress progress;
} cm__geojson_file;

/* As the functions of export_csv.h. */
CM_MUST_CHECK cm_status cm__geojson_file_open(cm__geojson_file *out, const cm__export_job *job);
CM_MUST_CHECK cm_status cm__geojson_file_add(cm__geojson_file *file, const cm_features *layer);
CM_MUST_CHECK cm_status cm__geojson_file_close(cm__geojson_file *file);
void cm__geojson_file_clear(cm__geojson_file *file);

#endif
