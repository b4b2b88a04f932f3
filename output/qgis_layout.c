/* qgis_layout.c - a map's page as a print layout of QGIS. */
#include "output/qgis_layout.h"
#include "output/map_inside.h"
#include "output/map_type.h"

static void add_page(cm__qgis_layout *layout)
{
    const cm__qgis_place page = {.box_mm = {0, 0, layout->list->width_mm, layout->list->height_mm},
                                 .background = cm__ink_paper()};

    cm__xml_open(layout->xml, "PageCollection");
    cm__qgis_item_area(layout->xml, cm__ink_paper(), (cm_colour){0}, 0);
    cm__qgis_item_open(layout, CM__QGIS_PAGE, "page", &page);
    cm__qgis_item_colours(layout, &page);
    cm__qgis_item_area(layout->xml, cm__ink_paper(), (cm_colour){0}, 0);
    cm__xml_close(layout->xml);
    cm__xml_close(layout->xml);
}

static cm_status add_texts(cm__qgis_layout *layout)
{
    static const char *const groups[] = {"title", "subtitle", "credit", "index"};
    cm_status status = CM_OK;

    for (size_t i = 0; i < sizeof groups / sizeof *groups && !status; i++)
        status = cm__qgis_add_texts(layout, cm__qgis_find_group(layout->list, NULL, groups[i]),
                                    groups[i]);
    return status;
}

cm_status cm__qgis_add_layout(cm__xml *xml, const cm__qgis_plan *plan)
{
    const cm__list *const list = cm__map_get_list(plan->project->map);
    cm__qgis_layout layout = {
        .xml = xml, .plan = plan, .list = list, .font = list->font ? list->font : CM__FONT_DEFAULT};
    cm_status status;

    cm__xml_open(xml, "Layout");
    cm__xml_attribute(xml, "name", cm__qgis_plan_theme(plan, 0));
    cm__xml_attribute(xml, "units", "mm");
    cm__xml_attribute_number(xml, "printResolution", plan->manifest->dpi);
    add_page(&layout);
    status = cm__qgis_add_maps(&layout);
    if (!status)
        status = cm__qgis_add_legend(&layout);
    if (!status)
        status = cm__qgis_add_scalebar(&layout);
    if (!status)
        status = cm__qgis_add_north(&layout);
    if (!status)
        status = add_texts(&layout);
    cm__xml_close(xml);
    return status ? status : xml->text.failed;
}
