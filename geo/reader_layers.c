/* reader_layers.c - which layers a file has. */
#include "geo/base_error.h"
#include "geo/reader_source.h"
#include <clustermap/reader.h>
#include <string.h>

static const char *name_geometry(OGRLayerH layer)
{
    switch (wkbFlatten(OGR_L_GetGeomType(layer))) {
    case wkbPoint:
    case wkbMultiPoint: return "points";
    case wkbLineString:
    case wkbMultiLineString: return "lines";
    case wkbPolygon:
    case wkbMultiPolygon: return "polygons";
    case wkbNone: return "none";
    default: return "";
    }
}

static cm_status begin(cm_table *out)
{
    const cm_status status = cm_table_add_column(out, NULL, "name", CM_COLUMN_TEXT);

    return status ? status : cm_table_add_column(out, NULL, "geometry", CM_COLUMN_TEXT);
}

static cm_status add(cm_table *out, OGRLayerH layer)
{
    cm_status status = cm_table_add_rows(out, 1);

    if (!status)
        status = cm_table_set_text(out, out->row_count - 1, 0, OGR_L_GetName(layer));
    if (!status)
        status = cm_table_set_text(out, out->row_count - 1, 1, name_geometry(layer));
    return status;
}

cm_status cm_layers_list(cm_table *out, const char *path, const cm_read_options *options)
{
    cm__source source = {.path = path, .allow_remote = options && options->allow_remote};
    cm_table layers = {0};
    cm_status status = begin(&layers);

    cm__gdal_begin(&source.block);
    if (!status)
        status = cm__source_open(&source);
    for (int i = 0; !status && i < GDALDatasetGetLayerCount(source.dataset); i++) {
        OGRLayerH layer = GDALDatasetGetLayer(source.dataset, i);
        if (!source.layer || strcmp(OGR_L_GetName(layer), source.layer) == 0)
            status = add(&layers, layer);
    }
    cm__source_close(&source);
    status = cm__gdal_end(&source.block, status, CM_ERR_FORMAT, source.path);
    if (!status) {
        *out = layers; /* handed over */
        layers = (cm_table){0};
    }
    cm_table_clear(&layers);
    return status;
}
