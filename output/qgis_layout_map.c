/* qgis_layout_map.c - the maps of a print layout: the page's own, and the insets. */
#include "output/map_frame.h"
#include "output/map_furniture.h"
#include "output/map_type.h"
#include "output/qgis_layer.h"
#include "output/qgis_layout.h"
#include <clustermap/crs.h>
#include <math.h>
#include <stdio.h>

static const double neatline_mm = 0.25, overview_mm = 0.5;
enum { OUTSIDE = 1, UPRIGHT = 0, UPWARDS = 1, DOWNWARDS = 2, OVER_ALL = 3 };
enum { DEGREES = 3, DEGREES_AND_MINUTES = 1, WITH_SECONDS = 2 }; /* of degrees */

static const cm__manifest_frame *frame_of(const cm__qgis_layout *layout, size_t map)
{
    const cm__manifest *const manifest = layout->plan->manifest;

    return map > 0 ? &manifest->insets[map - 1] : &manifest->map;
}

/* The colour of where no layer says what is there. */
static cm_colour ground_of(const cm__qgis_layout *layout, const char *inset)
{
    const cm__group *const group = cm__qgis_find_group(layout->list, inset, "ground");

    return group && group->item_count > 0 ? group->items[0].symbol.fill : cm__ink_paper();
}

static void add_extent(cm__xml *xml, const cm__page *page)
{
    const cm_box extent = cm__page_get_extent(page);

    cm__xml_open(xml, "Extent");
    cm__xml_attribute_number(xml, "xmin", extent.x_min);
    cm__xml_attribute_number(xml, "ymin", extent.y_min);
    cm__xml_attribute_number(xml, "xmax", extent.x_max);
    cm__xml_attribute_number(xml, "ymax", extent.y_max);
    cm__xml_close(xml);
}

/* Degrees stand outside the neatline and run along their sides. */
static void add_annotation(cm__xml *xml, double step_s)
{
    static const struct {
        const char *side;
        int direction;
    } sides[] = {{"left", UPWARDS}, {"right", DOWNWARDS}, {"top", UPRIGHT}, {"bottom", UPRIGHT}};
    char name[48];

    cm__xml_attribute(xml, "showAnnotation", "1");
    cm__xml_attribute_integer(xml, "annotationFormat",
                              fmod(step_s, 3600) == 0 ? DEGREES
                              : fmod(step_s, 60) == 0 ? DEGREES_AND_MINUTES
                                                      : WITH_SECONDS);
    cm__xml_attribute(xml, "annotationPrecision", "0");
    cm__xml_attribute(xml, "frameAnnotationDistance", "0.7");
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        snprintf(name, sizeof name, "%sAnnotationPosition", sides[i].side);
        cm__xml_attribute_integer(xml, name, OUTSIDE);
        snprintf(name, sizeof name, "%sAnnotationDirection", sides[i].side);
        cm__xml_attribute_integer(xml, name, sides[i].direction);
        snprintf(name, sizeof name, "%sAnnotationDisplay", sides[i].side);
        cm__xml_attribute(xml, name, i < 2 ? "1" : "2"); /* latitudes; longitudes */
    }
}

static cm_status add_graticule(cm__qgis_layout *layout)
{
    cm__xml *const xml = layout->xml;
    const double step_deg = layout->plan->manifest->graticule_step_s / 3600;
    const cm__text_style style = cm__type_style(CM__TYPE_SMALL);
    cm_status status;

    if (!(step_deg > 0))
        return CM_OK;
    cm__xml_open(xml, "ComposerMapGrid");
    cm__xml_attribute(xml, "name", "graticule");
    cm__xml_attribute(xml, "uuid", "{c1057e40-0000-4000-a000-000000000000}");
    cm__xml_attribute(xml, "show", "1");
    cm__xml_attribute(xml, "gridStyle", "0");
    cm__xml_attribute_integer(xml, "position", OVER_ALL);
    cm__xml_attribute(xml, "unit", "0");
    cm__xml_attribute_number(xml, "intervalX", step_deg);
    cm__xml_attribute_number(xml, "intervalY", step_deg);
    add_annotation(xml, layout->plan->manifest->graticule_step_s);
    cm__xml_open(xml, "lineStyle");
    cm__qgis_item_line(xml, cm__ink_graticule(), 0.1);
    cm__xml_close(xml);
    status = cm__qgis_add_crs(xml, CM_CRS_LONLAT, "graticule");
    cm__qgis_item_text_style(layout, &style);
    cm__xml_close(xml);
    return status;
}

/* Where the map lies, in a locator. */
static void add_overview(cm__xml *xml)
{
    char uuid[CM__QGIS_UUID_SIZE];

    cm__qgis_uuid(uuid, CM__QGIS_MAP, 0);
    cm__xml_open(xml, "ComposerMapOverview");
    cm__xml_attribute(xml, "name", "extent");
    cm__xml_attribute(xml, "uuid", "{c1057e40-0000-4000-b000-000000000000}");
    cm__xml_attribute(xml, "show", "1");
    cm__xml_attribute(xml, "frameMap", uuid);
    cm__xml_attribute_integer(xml, "position", OVER_ALL);
    cm__qgis_item_area(xml, (cm_colour){0}, cm__ink_locator(), overview_mm);
    cm__xml_close(xml);
}

/* Names of symbols keep clear of what stands on the map. */
static void add_blocking(cm__qgis_layout *layout)
{
    static const cm__qgis_item_kind furniture[] = {CM__QGIS_LEGEND, CM__QGIS_SCALEBAR,
                                                   CM__QGIS_PICTURE};
    const cm__manifest *const manifest = layout->plan->manifest;
    char uuid[CM__QGIS_UUID_SIZE];

    cm__xml_open(layout->xml, "labelBlockingItems");
    for (size_t i = 0; i < 3 + manifest->inset_count; i++) {
        if (i >= 3 && manifest->insets[i - 3].is_outside)
            continue;
        cm__qgis_uuid(uuid, i < 3 ? furniture[i] : CM__QGIS_MAP, i < 3 ? 0 : i - 2);
        cm__xml_open(layout->xml, "item");
        cm__xml_attribute(layout->xml, "uuid", uuid);
        cm__xml_close(layout->xml);
    }
    cm__xml_close(layout->xml);
}

static cm_status add_map(cm__qgis_layout *layout, size_t map)
{
    cm__xml *const xml = layout->xml;
    const cm__manifest_frame *const frame = frame_of(layout, map);
    const cm__qgis_place place = {.box_mm = frame->page.frame_mm,
                                  .frame_mm = neatline_mm,
                                  .background = ground_of(layout, frame->id)};
    cm_status status = CM_OK;

    cm__qgis_item_open(layout, CM__QGIS_MAP, frame->id ? frame->id : "map", &place);
    cm__xml_attribute(xml, "followPreset", "true");
    cm__xml_attribute(xml, "followPresetName", cm__qgis_plan_theme(layout->plan, map));
    cm__xml_attribute(xml, "keepLayerSet", "false");
    cm__xml_attribute(xml, "drawCanvasItems", "false");
    cm__xml_attribute(xml, "mapRotation", "0");
    cm__xml_attribute(xml, "labelMargin", "0,mm");
    cm__qgis_item_colours(layout, &place);
    add_extent(xml, &frame->page);
    if (frame->crs) /* the first in the item is the map's */
        status = cm__qgis_add_crs(xml, frame->crs, layout->plan->project->name);
    if (!status && map == 0)
        status = add_graticule(layout);
    if (frame->is_locator)
        add_overview(xml);
    if (map == 0)
        add_blocking(layout);
    cm__xml_close(xml);
    return status;
}

/* What a map in the frame stands on, with its heading. */
static void add_paper(cm__qgis_layout *layout, const cm__manifest_frame *inset)
{
    const cm_symbol paper = cm__ink_symbol(cm__ink_paper(), cm__ink_grey(), 0.15);

    if (!inset->is_outside)
        cm__qgis_item_box(layout, "paper", &inset->box_mm, &paper);
}

cm_status cm__qgis_add_maps(cm__qgis_layout *layout)
{
    const cm__manifest *const manifest = layout->plan->manifest;
    cm_status status = add_map(layout, 0);

    if (manifest->graticule_step_s > 0) {
        const cm_box band = cm__box_grown(manifest->map.page.frame_mm, CM__FRAME_BAND_MM);
        const cm_symbol line = cm__ink_symbol((cm_colour){0}, cm__ink_black(), 0.25);
        cm__qgis_item_box(layout, "band", &band, &line);
    }
    for (size_t i = 0; i < manifest->inset_count && !status; i++) {
        add_paper(layout, &manifest->insets[i]);
        status = add_map(layout, i + 1);
        if (!status)
            status = cm__qgis_add_texts(
                layout, cm__qgis_find_group(layout->list, manifest->insets[i].id, "frame"),
                "heading");
    }
    return status ? status : layout->xml->text.failed;
}
