/* qgis_layout_furniture.c - legend, scale bar and north arrow of a print layout. */
#include "geo/base_number.h"
#include "output/map_arrange.h"
#include "output/map_legend_text.h"
#include "output/map_type.h"
#include "output/qgis_class.h"
#include "output/qgis_inert.h"
#include "output/qgis_layout.h"
#include "output/qgis_option.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double panel_line_mm = 0.15;
/* of a legend: the width of a swatch with its gap, and the least height of its row */
static const double swatch_mm = 7, row_mm = 2.6;
/* from the corner of QGIS's scale bar to that of its bar: room for numbers, and for half of one */
static const double north_width_mm = 6, north_height_mm = 11;
static const double bar_left_mm = 1.1, bar_top_mm = 3.8;

/* ---- legend ---- */

enum { COLUMNS_MAX = 12 };

/* The columns of the legend on the page, where texts jump up, and the text that begins each but the
 * first. */
typedef struct columns_of {
    const char *first[COLUMNS_MAX];
    size_t count;
} columns_of;

static columns_of find_columns(const cm__group *legend)
{
    columns_of columns = {.count = 1};
    double y_mm = -INFINITY;

    for (size_t i = 0; legend && i < legend->item_count; i++) {
        const cm__item *const item = &legend->items[i];
        if (item->kind != CM__ITEM_TEXT)
            continue;
        /* numbers beside nested circles go up a little */
        if (item->at.y < y_mm - 3 && columns.count < COLUMNS_MAX)
            columns.first[columns.count++] = item->string;
        y_mm = item->at.y;
    }
    return columns;
}

/* Whether a text, or the first line of it, begins a column. */
static bool begins_column(const columns_of *columns, const char *text)
{
    for (size_t i = 1; i < columns->count; i++)
        if (text && strncmp(text, columns->first[i], strlen(columns->first[i])) == 0)
            return true;
    return false;
}

/* The corner of the legend that is nearest to one of the frame: from there it grows. */
static int nearest_corner(const cm_box *box, const cm_box *frame)
{
    const bool is_right = box->x_min + box->x_max > frame->x_min + frame->x_max;
    const bool is_low = box->y_min + box->y_max > frame->y_min + frame->y_max;

    return (is_low ? 6 : 0) + (is_right ? 2 : 0);
}

static cm_status add_style(cm__qgis_layout *layout, const char *name, cm__type type,
                           const char *margin, const char *margin_mm)
{
    const cm__text_style style = cm__type_style(type);
    cm__text font = {0};
    cm_status status;

    cm__qgis_add_font(&font, layout->font, &style);
    status = font.failed;
    if (!status) {
        cm__xml_open(layout->xml, "style");
        cm__xml_attribute(layout->xml, "name", name);
        cm__xml_attribute(layout->xml, "alignment", "1");
        cm__xml_attribute(layout->xml, "indent", "0");
        cm__xml_attribute(layout->xml, margin, margin_mm);
        if (strcmp(name, "symbolLabel") == 0)
            cm__xml_attribute(layout->xml, "marginTop", "1.2");
        cm__xml_open(layout->xml, "styleFont");
        cm__xml_attribute(layout->xml, "description", font.bytes);
        cm__xml_close(layout->xml);
        cm__xml_close(layout->xml);
    }
    cm__text_clear(&font);
    return status;
}

static cm_status add_styles(cm__qgis_layout *layout)
{
    static const struct {
        const char *name;
        cm__type type;
        const char *margin, *margin_mm;
    } styles[] = {{"title", CM__TYPE_LEGEND, "marginBottom", "0.5"},
                  {"group", CM__TYPE_HEADING, "marginTop", "1.5"},
                  {"subgroup", CM__TYPE_HEADING, "marginTop", "1.5"},
                  {"symbol", CM__TYPE_BODY, "marginTop", "1.2"},
                  {"symbolLabel", CM__TYPE_BODY, "marginLeft", "1.5"}};
    cm_status status = CM_OK;

    cm__xml_open(layout->xml, "styles");
    for (size_t i = 0; i < sizeof styles / sizeof *styles && !status; i++)
        status = add_style(layout, styles[i].name, styles[i].type, styles[i].margin,
                           styles[i].margin_mm);
    cm__xml_close(layout->xml);
    return status;
}

static void add_option(cm__xml *xml, const char *name, const char *value)
{
    cm__xml_open(xml, "Option");
    cm__xml_attribute(xml, "name", name);
    cm__xml_attribute(xml, "type", "QString");
    cm__qgis_inert_attribute(xml, "value", value);
    cm__xml_close(xml);
}

/* Adds that a column begins at a class; QGIS calls classes by their number in the legend. */
static cm_status add_class_break(cm__xml *xml, const columns_of *columns,
                                 const cm__qgis_classes *classes, size_t i)
{
    const cm__sheet_classes counts = {.absent_count = classes->absent_count,
                                      .beyond_count = classes->beyond_count};
    char name[32 + CM_CELL_MAX] = "legend/column-break-";
    cm__text text = {0};
    cm_status status;

    cm__legend_add_class_text(&text, classes->layer, cm__qgis_class_index(classes, i), &counts,
                              classes->file->language);
    status = text.failed;
    if (!status && begins_column(columns, text.bytes)) {
        cm__integer_print(name + strlen(name), (int64_t)i);
        add_option(xml, name, "1");
    }
    cm__text_clear(&text);
    return status;
}

/* Columns begin where they do on the page: left to itself QGIS sets one that is half as long again,
 * and covers what the page leaves free. */
static cm_status add_breaks(cm__qgis_layout *layout, const columns_of *columns,
                            const cm__qgis_part *part, const char *heading)
{
    const cm__qgis_file file = {.language = layout->plan->project->language};
    const cm__qgis_classes classes = cm__qgis_classes_find(&part->look, &file);
    const bool has_sizes = part->look.style->size.column != NULL; /* which QGIS counts as well */
    cm_status status = CM_OK;

    if (begins_column(columns, heading) || begins_column(columns, part->title))
        add_option(layout->xml, "legend/column-break", "1");
    for (size_t i = 1; i < classes.count && !has_sizes && !status; i++)
        status = add_class_break(layout->xml, columns, &classes, i);
    return status;
}

/* What stands over the classes of a layer, with the unit of their values. */
static cm_status add_heading(cm__qgis_layout *layout, const cm__qgis_part *part,
                             const columns_of *columns)
{
    cm__xml *const xml = layout->xml;
    const cm_style *const style = part->look.style;
    const cm_map_language language = layout->plan->project->language;
    cm__text heading = {0};
    cm_status status;

    cm__text_add(&heading, style->title && *style->title ? style->title : part->title);
    if (style->unit && *style->unit) {
        cm__text_add(&heading, cm__word_get(CM__WORD_OPEN, language));
        cm__text_add(&heading, style->unit);
        cm__text_add(&heading, cm__word_get(CM__WORD_CLOSE, language));
    }
    status = heading.failed;
    if (!status) {
        cm__xml_open(xml, "customproperties");
        cm__qgis_open_map(xml, NULL);
        add_option(xml, "cached_name", heading.bytes);
        add_option(xml, "legend/title-label", heading.bytes);
        status = add_breaks(layout, columns, part, heading.bytes);
        cm__xml_close(xml);
        cm__xml_close(xml);
    }
    cm__text_clear(&heading);
    return status;
}

/* The layers that the map draws and explains, from the top of the legend down. */
static cm_status add_tree(cm__qgis_layout *layout, const columns_of *columns)
{
    static const cm_map_role order[] = {CM_MAP_MEMBERS, CM_MAP_PLACES, CM_MAP_LINES, CM_MAP_BANDS,
                                        CM_MAP_OUTLINES};
    const cm__qgis_plan *const plan = layout->plan;
    cm_status status = CM_OK;

    cm__xml_open(layout->xml, "layer-tree-group");
    for (size_t o = 0; o < sizeof order / sizeof *order; o++)
        for (size_t i = 0; i < plan->count && !status; i++) {
            const cm__qgis_part *const part = &plan->parts[i];
            if (!part->in_legend || part->look.role != order[o] ||
                !cm__qgis_plan_shows(plan, 0, part))
                continue;
            cm__xml_open(layout->xml, "layer-tree-layer");
            cm__xml_attribute(layout->xml, "id", part->id);
            cm__qgis_inert_attribute(layout->xml, "name", part->title);
            cm__xml_attribute(layout->xml, "checked", "Qt::Checked");
            cm__xml_attribute(layout->xml, "expanded", "1");
            cm__xml_attribute(layout->xml, "providerKey", "ogr");
            status = add_heading(layout, part, columns);
            cm__xml_close(layout->xml);
        }
    cm__xml_close(layout->xml);
    return status;
}

/* Whether a layer is too long to stand whole in one of so many columns of about equal height. */
static bool must_split(const cm__qgis_plan *plan, size_t columns)
{
    size_t rows = 0, most = 0;

    for (size_t i = 0; i < plan->count; i++) {
        if (!plan->parts[i].in_legend)
            continue;
        const size_t own = plan->parts[i].look.style->class_count + 1; /* with its heading */
        rows += own;
        most = own > most ? own : most;
    }
    return 2 * most * columns > 3 * rows;
}

cm_status cm__qgis_add_legend(cm__qgis_layout *layout)
{
    const cm__manifest *const manifest = layout->plan->manifest;
    cm__xml *const xml = layout->xml;
    const cm_box frame = manifest->map.page.frame_mm, box = manifest->legend_mm;
    const bool is_inside = box.x_min >= frame.x_min && box.x_max <= frame.x_max &&
                           box.y_min >= frame.y_min && box.y_max <= frame.y_max;
    const cm__qgis_place place = {.box_mm = box,
                                  .corner = is_inside ? nearest_corner(&box, &frame) : 0,
                                  .frame_mm = is_inside ? panel_line_mm : 0,
                                  .background = cm__ink_paper()};
    const columns_of columns = find_columns(cm__qgis_find_group(layout->list, NULL, "legend"));
    char uuid[CM__QGIS_UUID_SIZE];
    cm_status status;

    if (!manifest->has_legend)
        return CM_OK;
    cm__qgis_uuid(uuid, CM__QGIS_MAP, 0);
    cm__qgis_item_open(layout, CM__QGIS_LEGEND, "legend", &place);
    cm__xml_attribute(xml, "map_uuid", uuid);
    cm__xml_attribute(xml, "title", cm__word_get(CM__WORD_LEGEND, manifest->language));
    cm__xml_attribute(xml, "titleAlignment", "1");
    cm__xml_attribute_integer(xml, "columnCount", (long long)columns.count);
    cm__xml_attribute(xml, "splitLayer", must_split(layout->plan, columns.count) ? "1" : "0");
    cm__xml_attribute(xml, "equalColumnWidth", "0");
    cm__xml_attribute(xml, "resizeToContents", "1");
    cm__xml_attribute_number(xml, "symbolWidth", swatch_mm);
    cm__xml_attribute_number(xml, "symbolHeight", row_mm);
    cm__xml_attribute_number(xml, "boxSpace", is_inside ? CM__PANEL_PAD_MM : 0);
    cm__xml_attribute(xml, "columnSpace", "4");
    cm__xml_attribute(xml, "lineSpacing", "0.6");
    cm__xml_attribute(xml, "wmsLegendWidth", "50");
    cm__xml_attribute(xml, "wmsLegendHeight", "25");
    cm__xml_attribute(xml, "fontColor", "#1f1f1f");
    cm__qgis_item_colours(layout, &place);
    status = add_styles(layout);
    if (!status)
        status = add_tree(layout, &columns);
    cm__xml_close(xml);
    return status;
}

/* ---- scale bar ---- */

static const char *find_attribute(const cm__group *group, const char *name)
{
    return group && group->attribute && strcmp(group->attribute, name) == 0 ? group->value : NULL;
}

static const cm__item *find_item(const cm__group *group, const char *id)
{
    for (size_t i = 0; i < group->item_count; i++)
        if (group->items[i].id && strcmp(group->items[i].id, id) == 0)
            return &group->items[i];
    return NULL;
}

static double width_of(const cm__item *item)
{
    return item->path.vertex_count > 2 ? fabs(item->path.x_mm[1] - item->path.x_mm[0]) : 0;
}

/* Into how many parts the bar is divided: its black ones follow it, each as wide as a part. */
static int count_divisions(const cm__group *group, const cm__item *bar)
{
    const cm__item *const black = bar + 1;

    if (black >= group->items + group->item_count || !(width_of(black) > 0))
        return 1;
    return (int)lround(width_of(bar) / width_of(black));
}

static void add_bar(cm__qgis_layout *layout, const cm__item *bar, double metres, int divisions)
{
    cm__xml *const xml = layout->xml;
    const bool is_km = metres >= 1000;
    const cm__text_style small = cm__type_style(CM__TYPE_SMALL);
    const cm_box frame = bar->ink_mm;
    const cm__qgis_place place = {.box_mm = {frame.x_min - bar_left_mm, frame.y_min - bar_top_mm,
                                             frame.x_max + 12, frame.y_max + 0.5}};
    char uuid[CM__QGIS_UUID_SIZE];

    cm__qgis_uuid(uuid, CM__QGIS_MAP, 0);
    cm__qgis_item_open(layout, CM__QGIS_SCALEBAR, "scalebar", &place);
    cm__xml_attribute(xml, "mapUuid", uuid);
    cm__xml_attribute(xml, "style", "Single Box");
    cm__xml_attribute(xml, "unitType", is_km ? "km" : "meters");
    cm__xml_attribute(xml, "unitLabel", is_km ? "km" : "m");
    cm__xml_attribute(xml, "numMapUnitsPerScaleBarUnit", "1");
    cm__xml_attribute_number(xml, "numUnitsPerSegment", metres / divisions / (is_km ? 1000 : 1));
    cm__xml_attribute_integer(xml, "numSegments", divisions);
    cm__xml_attribute(xml, "numSegmentsLeft", "0");
    cm__xml_attribute(xml, "segmentSizeMode", "0");
    cm__xml_attribute_number(xml, "height", frame.y_max - frame.y_min);
    cm__xml_attribute(xml, "outlineWidth", "0.2");
    cm__xml_attribute(xml, "boxContentSpace", "0.5");
    cm__xml_attribute(xml, "labelBarSpace", "0.6");
    cm__qgis_item_colours(layout, &place);
    cm__qgis_item_text_style(layout, &small);
    cm__xml_close(xml);
}

cm_status cm__qgis_add_scalebar(cm__qgis_layout *layout)
{
    const cm__manifest *const manifest = layout->plan->manifest;
    const cm__group *const group = cm__qgis_find_group(layout->list, NULL, "scalebar");
    const char *const metres = find_attribute(group, "data-metres");
    const cm__item *const bar = group ? find_item(group, "scalebar-bar") : NULL;
    const cm_box frame = manifest->map.page.frame_mm, box = manifest->scalebar_mm;
    const bool is_inside = box.y_min >= frame.y_min && box.y_max <= frame.y_max;
    const cm_symbol paper = cm__ink_symbol(cm__ink_paper(), cm__ink_grey(), panel_line_mm);

    if (!bar || !metres)
        return CM_OK;
    if (is_inside)
        cm__qgis_item_box(layout, "paper", &box, &paper);
    add_bar(layout, bar, strtod(metres, NULL), count_divisions(group, bar));
    const cm__group ratio = {.items = group->items, .item_count = 1};
    return cm__qgis_add_texts(layout, &ratio, "scale");
}

/* ---- north ---- */

cm_status cm__qgis_add_north(cm__qgis_layout *layout)
{
    const cm__group *const group = cm__qgis_find_group(layout->list, NULL, "north");
    const char *const azimuth = find_attribute(group, "data-azimuth-deg");
    cm_box ink;

    if (!azimuth || !cm__qgis_group_box(&ink, group))
        return CM_OK;
    const double x = (ink.x_min + ink.x_max - north_width_mm) / 2;
    const double y = (ink.y_min + ink.y_max - north_height_mm) / 2;
    const cm__qgis_place place = {.box_mm = {x, y, x + north_width_mm, y + north_height_mm}};
    cm__qgis_item_open(layout, CM__QGIS_PICTURE, "north", &place);
    cm__xml_attribute(layout->xml, "file", "arrows/NorthArrow_04.svg");
    cm__xml_attribute(layout->xml, "mode", "0");
    cm__xml_attribute(layout->xml, "resizeMode", "0");
    cm__xml_attribute(layout->xml, "anchorPoint", "4");
    cm__xml_attribute(layout->xml, "pictureRotation", azimuth);
    cm__xml_attribute(layout->xml, "svgFillColor", "31,31,31,255");
    cm__xml_attribute(layout->xml, "svgBorderColor", "31,31,31,255");
    cm__xml_attribute(layout->xml, "svgBorderWidth", "0.2");
    cm__qgis_item_colours(layout, &place);
    cm__xml_close(layout->xml);
    return layout->xml->text.failed;
}
