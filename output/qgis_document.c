/* qgis_document.c - the document that is a project of QGIS. */
#include "output/qgis_document.h"
#include "output/map_inside.h"
#include "output/qgis_inert.h"
#include "output/qgis_layer.h"
#include "output/qgis_layout.h"
#include "output/qgis_zip.h"
#include <clustermap/crs.h>
#include <math.h>

/* Each of QGIS's own properties is an element that says its type. */
static void add_property(cm__xml *xml, const char *group, const char *name, const char *type,
                         const char *value)
{
    cm__xml_open(xml, group);
    cm__xml_open(xml, name);
    cm__xml_attribute(xml, "type", type);
    cm__xml_text(xml, value);
    cm__xml_close(xml);
    cm__xml_close(xml);
}

static void add_properties(cm__xml *xml)
{
    cm__xml_open(xml, "properties");
    add_property(xml, "Paths", "Absolute", "bool", "false");
    add_property(xml, "SpatialRefSys", "ProjectionsEnabled", "int", "1"); /* else the project's CRS
                                                                             is not looked at */
    add_property(xml, "Measure", "Ellipsoid", "QString", "EPSG:7019");    /* GRS 80 */
    cm__xml_close(xml);
}

/* The topmost layer first. */
static cm_status add_tree(cm__xml *xml, const cm__qgis_plan *plan)
{
    cm_status status = CM_OK;

    cm__xml_open(xml, "layer-tree-group");
    for (size_t i = plan->count; i-- > 0 && !status;) {
        const cm__qgis_part *const part = &plan->parts[i];
        cm__text source = {0};
        cm__qgis_add_source(&source, part->from);
        status = source.failed;
        cm__xml_open(xml, "layer-tree-layer");
        cm__xml_attribute(xml, "id", part->id);
        cm__qgis_inert_attribute(xml, "name", part->title);
        cm__xml_attribute(xml, "checked",
                          cm__qgis_plan_shows(plan, 0, part) ? "Qt::Checked" : "Qt::Unchecked");
        cm__xml_attribute(xml, "expanded", part->in_legend ? "1" : "0");
        cm__xml_attribute(xml, "providerKey",
                          part->from->grid && !part->from->look ? "gdal" : "ogr");
        cm__xml_attribute(xml, "source", source.bytes);
        cm__xml_close(xml);
        cm__text_clear(&source);
    }
    cm__xml_close(xml);
    return status;
}

/* What QGIS shows first: the map's frame. */
static cm_status add_canvas(cm__xml *xml, const cm__qgis_plan *plan, const char *plane)
{
    static const char *const sides[] = {"xmin", "ymin", "xmax", "ymax"};
    const cm_map_report *const report =
        plan->project->map ? cm_map_get_report(plan->project->map) : NULL;
    cm_status status = CM_OK;

    cm__xml_open(xml, "mapcanvas");
    cm__xml_attribute(xml, "name", "theMapCanvas");
    if (report) {
        const double at[] = {report->frame_plane.x_min, report->frame_plane.y_min,
                             report->frame_plane.x_max, report->frame_plane.y_max};
        cm__xml_open(xml, "extent");
        for (size_t i = 0; i < 4; i++) {
            char digits[CM_CELL_MAX];
            cm__number_print(digits, at[i]);
            cm__xml_leaf(xml, sides[i], digits);
        }
        cm__xml_close(xml);
    }
    if (plane) {
        cm__xml_open(xml, "destinationsrs");
        status = cm__qgis_add_crs(xml, plane, plan->project->name);
        cm__xml_close(xml);
    }
    cm__xml_close(xml);
    return status;
}

static void add_themes(cm__xml *xml, const cm__qgis_plan *plan)
{
    cm__xml_open(xml, "visibility-presets");
    for (size_t map = 0; map < cm__qgis_plan_maps(plan); map++) {
        cm__xml_open(xml, "visibility-preset");
        cm__xml_attribute(xml, "name", cm__qgis_plan_theme(plan, map));
        cm__xml_attribute(xml, "has-expanded-info", "1");
        for (size_t i = 0; i < plan->count; i++) {
            if (!cm__qgis_plan_shows(plan, map, &plan->parts[i]))
                continue;
            cm__xml_open(xml, "layer");
            cm__xml_attribute(xml, "id", plan->parts[i].id);
            cm__xml_attribute(xml, "visible", "1");
            cm__xml_attribute(xml, "expanded", "1");
            cm__xml_attribute(xml, "style", "default");
            cm__xml_close(xml);
        }
        cm__xml_close(xml);
    }
    cm__xml_close(xml);
}

static cm_status add_layers(cm__xml *xml, const cm__qgis_plan *plan)
{
    cm_status status = CM_OK;

    cm__xml_open(xml, "projectlayers");
    for (size_t i = 0; i < plan->count && !status; i++)
        status = cm__qgis_add_layer(xml, plan, &plan->parts[i]);
    cm__xml_close(xml);
    return status;
}

static const char *find_plane(const cm_qgis_project *project)
{
    if (project->map)
        return cm_map_get_report(project->map)->crs;
    if (project->plane)
        return project->plane;
    return project->out_crs ? project->out_crs : CM_CRS_LONLAT;
}

static cm_status write_project(cm__xml *xml, const cm__qgis_plan *plan)
{
    const char *const plane = find_plane(plan->project);
    cm_status status = CM_OK;

    cm__xml_open(xml, "qgis");
    cm__xml_attribute(xml, "version", "3.16.0");
    cm__xml_attribute(xml, "projectname", cm__qgis_plan_theme(plan, 0));
    cm__xml_leaf(xml, "title", cm__qgis_plan_theme(plan, 0));
    if (plane) {
        cm__xml_open(xml, "projectCrs");
        status = cm__qgis_add_crs(xml, plane, plan->project->name);
        cm__xml_close(xml);
    }
    if (!status)
        status = add_tree(xml, plan);
    if (!status)
        status = add_canvas(xml, plan, plane);
    if (!status)
        status = add_layers(xml, plan);
    add_themes(xml, plan);
    add_properties(xml);
    if (!status && plan->manifest) {
        cm__xml_open(xml, "Layouts");
        status = cm__qgis_add_layout(xml, plan);
        cm__xml_close(xml);
    }
    cm__xml_close(xml);
    return status ? status : xml->text.failed;
}

cm_status cm__qgis_document(cm__text *out, const cm_qgis_project *project)
{
    cm__qgis_plan plan = {0};
    cm__xml xml = {0};
    cm_status status = cm__qgis_plan_make(&plan, project);

    if (!status)
        status = write_project(&xml, &plan);
    if (!status) {
        cm__text_add(out, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n");
        cm__text_add_bytes(out, xml.text.bytes, xml.text.length);
    }
    cm__xml_clear(&xml);
    cm__qgis_plan_clear(&plan);
    return status ? status : out->failed;
}

cm_status cm__qgis_archive(cm__text *out, const cm_qgis_project *project)
{
    cm__text document = {0}, name = {0};
    cm_status status = cm__qgis_document(&document, project);

    cm__text_addf(&name, "%.900s.qgs", project->name ? project->name : "");
    if (!status)
        status = name.failed;
    if (!status)
        status = cm__qgis_zip(out, name.bytes, document.bytes, document.length);
    cm__text_clear(&name);
    cm__text_clear(&document);
    return status;
}
