/* export_fgb.c - layers as FlatGeobuf, through GDAL. */
#include "geo/base_error.h"
#include "output/export_ogr.h"

/* GDAL's driver passes rows without a place over, in silence: they would be lost. */
static cm_status check_places(const cm__export_job *job)
{
    const cm_features *const layer = job->layer;
    size_t without = 0;

    for (size_t row = 0; row < layer->table.row_count; row++)
        without += layer->geometry == CM_GEOMETRY_NONE || !cm_features_has_place(layer, row);
    if (without > 0)
        return cm__fail(CM_ERR_DOMAIN,
                        "%s: %zu rows have no place, and FlatGeobuf holds none such (gpkg does)",
                        job->path, without);
    return CM_OK;
}

cm_status cm__export_fgb(const cm__export_job *job)
{
    static const char *const options[] = {"SPATIAL_INDEX=YES", NULL}; /* rows in its own order */
    cm__ogr_layer layer = {
        .job = job, .name = job->layer->name ? job->layer->name : "layer", .options = options};
    cm_status status = check_places(job);

    if (!status && job->layer->geometry == CM_GEOMETRY_NONE)
        status =
            cm__fail(CM_ERR_DOMAIN, "%s: a table without places cannot be FlatGeobuf", job->path);
    return status ? status : cm__ogr_file_write("FlatGeobuf", &layer, 1, NULL);
}
