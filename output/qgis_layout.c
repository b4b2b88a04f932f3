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

static bool is_within(const cm_box *inner, const cm_box *outer)
{
    return inner->x_min >= outer->x_min && inner->x_max <= outer->x_max &&
           inner->y_min >= outer->y_min && inner->y_max <= outer->y_max;
}

/* A list or a chart that stands on the map has the page's paper under it. */
static void add_paper(cm__qgis_layout *layout, const cm__group *what)
{
    const cm_symbol paper = cm__ink_symbol(cm__ink_paper(), cm__ink_grey(), 0.15);
    const cm__group *const panels = cm__qgis_find_group(layout->list, NULL, "panels");
    cm_box box;

    if (!panels || !cm__qgis_group_box(&box, what))
        return;
    for (size_t i = 0; i < panels->item_count; i++)
        if (is_within(&box, &panels->items[i].ink_mm)) {
            cm__qgis_item_box(layout, "paper", &panels->items[i].ink_mm, &paper);
            return;
        }
}

/* The bars of a chart and the line that they stand on. */
static void add_bars(cm__qgis_layout *layout, const cm__group *chart)
{
    for (size_t i = 0; chart && i < chart->item_count; i++) {
        const cm__item *const item = &chart->items[i];
        const bool is_line = item->path.vertex_count == 2;
        const cm_colour ink = is_line ? item->symbol.stroke : item->symbol.fill;
        const cm_symbol bar = cm__ink_symbol(ink, (cm_colour){0}, 0);
        if (item->kind == CM__ITEM_PATH)
            cm__qgis_item_box(layout, "chart", &item->ink_mm, &bar);
    }
}

static cm_status add_chart(cm__qgis_layout *layout)
{
    const cm__group *const chart = cm__qgis_find_group(layout->list, NULL, "timeline");

    add_paper(layout, chart);
    add_bars(layout, chart);
    return cm__qgis_add_texts(layout, chart, "chart");
}

static cm_status add_texts(cm__qgis_layout *layout)
{
    static const char *const groups[] = {"title", "subtitle", "credit", "index"};
    cm_status status = CM_OK;

    add_paper(layout, cm__qgis_find_group(layout->list, NULL, "index"));
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
        status = add_chart(&layout);
    if (!status)
        status = add_texts(&layout);
    cm__xml_close(xml);
    return status ? status : xml->text.failed;
}
