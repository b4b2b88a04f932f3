/* qgis_layer.c - a layer of a project for QGIS: its source, CRS, description and look. */
#include "output/qgis_layer.h"
#include "geo/base_error.h"
#include "output/export_gpkg_about.h"
#include "output/export_ogr.h"
#include "output/qgis_inert.h"
#include "output/qgis_style.h"
#include <clustermap/crs.h>
#include <string.h>
#include <strings.h>

cm_status cm__qgis_add_crs(cm__xml *xml, const char *crs, const char *path)
{
    const bool has_code = strncasecmp(crs, "EPSG:", 5) == 0;
    cm__text wkt = {0};
    cm_status status = cm__ogr_wkt2(&wkt, crs, path);

    if (!status) {
        cm__xml_open(xml, "spatialrefsys");
        cm__xml_leaf(xml, "wkt", wkt.bytes);
        cm__xml_leaf(xml, "authid", has_code ? crs : "");
        cm__xml_close(xml);
    }
    cm__text_clear(&wkt);
    return status == CM_ERR_DOMAIN ? CM_ERR_FORMAT : status;
}

void cm__qgis_add_about(cm__xml *xml, const char *id, const char *title, const char *source)
{
    cm__xml_leaf(xml, "identifier", id);
    cm__xml_leaf(xml, "type", "dataset");
    cm__xml_leaf(xml, "title", title);
    if (!source || !*source)
        return;
    cm__xml_leaf(xml, "abstract", source);
    cm__xml_leaf(xml, "rights", source);
}

/* Rows are numbered as they were written; none is a set that SQL can say, too. */
static void add_subset(cm__text *out, const cm_qgis_layer *layer)
{
    cm__text_add(out, "|subset=\"fid\" IN (");
    for (size_t i = 0; i < layer->row_count; i++)
        cm__text_addf(out, "%s%lld", i > 0 ? "," : "", (long long)layer->rows[i]);
    cm__text_add(out, ")");
}

void cm__qgis_add_source(cm__text *out, const cm_qgis_layer *layer)
{
    cm__text_addf(out, "./%s", layer->file);
    if (layer->table)
        cm__text_addf(out, "|layername=%s", layer->table);
    if (layer->rows)
        add_subset(out, layer);
}

static const char *source_of(const cm_qgis_layer *layer)
{
    if (layer->look)
        return layer->look->features->source;
    return layer->grid ? layer->grid->source : layer->features ? layer->features->source : NULL;
}

/* The CRS of the layer in its file; NULL: none. */
static const char *crs_of(const cm__qgis_plan *plan, const cm_qgis_layer *layer)
{
    if (layer->grid)
        return layer->grid->crs;
    if (!layer->look || !layer->look->features->crs)
        return NULL;
    return plan->project->out_crs ? plan->project->out_crs : CM_CRS_LONLAT;
}

static cm_status add_kind(cm__xml *xml, const cm__qgis_part *part)
{
    static const char *const geometries[] = {[CM_GEOMETRY_NONE] = "No geometry",
                                             [CM_GEOMETRY_POINT] = "Point",
                                             [CM_GEOMETRY_LINE] = "Line",
                                             [CM_GEOMETRY_POLYGON] = "Polygon"};
    const cm_qgis_layer *const from = part->from;
    const cm_geometry geometry = from->look ? from->look->features->geometry : CM_GEOMETRY_NONE;

    cm__xml_attribute(xml, "type", from->grid && !from->look ? "raster" : "vector");
    if (from->grid && !from->look)
        return xml->text.failed;
    cm__xml_attribute(xml, "geometry", geometries[geometry]);
    cm__xml_attribute(xml, "labelsEnabled",
                      from->look && cm__qgis_has_labels(&part->look) ? "1" : "0");
    return xml->text.failed;
}

static cm_status add_source(cm__xml *xml, const cm__qgis_part *part)
{
    cm__text source = {0};
    cm_status status;

    cm__qgis_add_source(&source, part->from);
    status = source.failed;
    if (!status)
        cm__xml_leaf(xml, "datasource", source.bytes);
    cm__text_clear(&source);
    return status;
}

/* The look over the columns as the GeoPackage names them. */
static cm_status add_vector_look(cm__xml *xml, const cm__qgis_plan *plan, const cm_map_layer *look,
                                 bool is_plane)
{
    const cm__naming naming = cm__gpkg_naming();
    cm__column_names names = {0};
    cm_status status = cm__column_names_make(&names, &look->features->table, &naming);
    const cm__qgis_file file = {
        .field_names = names.names, .is_plane = is_plane, .language = plan->project->language};

    if (!status)
        status = cm__qgis_add_style(xml, look, &file);
    cm__column_names_clear(&names);
    return status;
}

static cm_status find_plane(bool *out, const char *crs)
{
    cm_crs *found = NULL;
    cm_status status = crs ? cm_crs_create(&found, crs) : CM_OK;

    *out = !found || !cm_crs_is_geographic(found);
    cm_crs_destroy(found);
    return status;
}

static cm_status add_look(cm__xml *xml, const cm__qgis_plan *plan, const cm__qgis_part *part,
                          const char *crs)
{
    const cm_qgis_layer *const from = part->from;
    const cm_style none = {.kind = CM_STYLE_SINGLE};
    bool is_plane = false;
    cm_status status = CM_OK;

    if (from->grid && !from->look)
        return cm__qgis_add_grid_style(xml, from->grid, from->grid_style);
    status = find_plane(&is_plane, crs);
    if (status || (!from->look && !from->features))
        return status;
    const cm_map_layer table = {.features = from->features, .style = &none};
    return add_vector_look(xml, plan, from->look ? &part->look : &table, is_plane);
}

cm_status cm__qgis_add_layer(cm__xml *xml, const cm__qgis_plan *plan, const cm__qgis_part *part)
{
    const cm_qgis_layer *const from = part->from;
    const bool is_raster = from->grid && !from->look;
    const char *const crs = crs_of(plan, from);
    cm_status status;

    cm__xml_open(xml, "maplayer");
    status = add_kind(xml, part);
    cm__xml_leaf(xml, "id", part->id);
    if (!status)
        status = add_source(xml, part);
    cm__qgis_inert_leaf(xml, "layername", part->title);
    cm__xml_open(xml, "provider");
    if (!is_raster)
        cm__xml_attribute(xml, "encoding", "UTF-8");
    cm__xml_text(xml, is_raster ? "gdal" : "ogr");
    cm__xml_close(xml);
    cm__xml_open(xml, "resourceMetadata");
    cm__qgis_add_about(xml, part->id, part->title, source_of(from));
    cm__xml_close(xml);
    if (!status && crs) {
        cm__xml_open(xml, "srs");
        status = cm__qgis_add_crs(xml, crs, from->file);
        cm__xml_close(xml);
    }
    if (!status)
        status = add_look(xml, plan, part, crs);
    cm__xml_close(xml);
    return status ? status : xml->text.failed;
}
