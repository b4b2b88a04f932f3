/* qgis_item.c - what the items of a print layout in QGIS have in common. */
#include "output/qgis_item.h"
#include "output/qgis_option.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DECIMALS = 4, BOLD = 75, PLAIN = 50 }; /* of millimetres; weights of Qt */

void cm__qgis_uuid(char out[static CM__QGIS_UUID_SIZE], cm__qgis_item_kind kind, size_t number)
{
    snprintf(out, CM__QGIS_UUID_SIZE, "{c1057e40-0000-4000-8%03d-%012zu}", kind - CM__QGIS_PAGE,
             number);
}

/* "12.5,20,mm" */
static void attribute_mm(cm__xml *xml, const char *name, double a, double b)
{
    cm__text text = {0};

    cm__text_add_rounded(&text, a, DECIMALS);
    cm__text_add(&text, ",");
    cm__text_add_rounded(&text, b, DECIMALS);
    cm__text_add(&text, ",mm");
    if (text.failed)
        xml->text.failed = text.failed;
    else
        cm__xml_attribute(xml, name, text.bytes);
    cm__text_clear(&text);
}

void cm__qgis_item_open(cm__qgis_layout *layout, cm__qgis_item_kind kind, const char *name,
                        const cm__qgis_place *place)
{
    cm__xml *const xml = layout->xml;
    const cm_box box = place->box_mm;
    const double x = place->corner % 3 == 2 ? box.x_max : box.x_min;
    const double y = place->corner / 3 == 2 ? box.y_max : box.y_min;
    char line[CM_CELL_MAX + 4], uuid[CM__QGIS_UUID_SIZE];

    cm__qgis_uuid(uuid, kind, (size_t)layout->of_kind[kind - CM__QGIS_PAGE]++);
    snprintf(line, sizeof line, "%.2f,mm", place->frame_mm);
    cm__xml_open(xml, "LayoutItem");
    cm__xml_attribute_integer(xml, "type", kind);
    cm__xml_attribute(xml, "id", name);
    cm__xml_attribute(xml, "uuid", uuid);
    cm__xml_attribute(xml, "templateUuid", uuid);
    attribute_mm(xml, "position", x, y);
    attribute_mm(xml, "positionOnPage", x, y);
    attribute_mm(xml, "size", box.x_max - box.x_min, box.y_max - box.y_min);
    cm__xml_attribute_integer(xml, "referencePoint", place->corner);
    cm__xml_attribute_integer(xml, "zValue", layout->items++);
    cm__xml_attribute(xml, "visibility", "1");
    cm__xml_attribute(xml, "opacity", "1");
    cm__xml_attribute(xml, "frame", place->frame_mm > 0 ? "true" : "false");
    if (place->frame_mm > 0)
        cm__xml_attribute(xml, "outlineWidthM", line);
    cm__xml_attribute(xml, "frameJoinStyle", "miter");
    cm__xml_attribute(xml, "background", place->background.alpha ? "true" : "false");
}

void cm__qgis_item_colour(cm__xml *xml, const char *name, cm_colour colour)
{
    cm__xml_open(xml, name);
    cm__xml_attribute_integer(xml, "red", colour.red);
    cm__xml_attribute_integer(xml, "green", colour.green);
    cm__xml_attribute_integer(xml, "blue", colour.blue);
    cm__xml_attribute_integer(xml, "alpha", colour.alpha);
    cm__xml_close(xml);
}

void cm__qgis_item_colours(cm__qgis_layout *layout, const cm__qgis_place *place)
{
    static const cm_colour line = {0x1f, 0x1f, 0x1f, 255}, paper = {255, 255, 255, 255};

    cm__qgis_item_colour(layout->xml, "FrameColor", line);
    cm__qgis_item_colour(layout->xml, "BackgroundColor",
                         place->background.alpha ? place->background : paper);
}

static void open_symbol(cm__xml *xml, const char *type, const char *class)
{
    cm__xml_open(xml, "symbol");
    cm__xml_attribute(xml, "name", "");
    cm__xml_attribute(xml, "type", type);
    cm__xml_attribute(xml, "alpha", "1");
    cm__xml_open(xml, "layer");
    cm__xml_attribute(xml, "class", class);
    cm__xml_attribute(xml, "enabled", "1");
    cm__qgis_open_map(xml, NULL);
}

static void close_symbol(cm__xml *xml)
{
    for (int i = 0; i < 3; i++) /* map, layer, symbol */
        cm__xml_close(xml);
}

void cm__qgis_item_area(cm__xml *xml, cm_colour fill, cm_colour line, double line_mm)
{
    open_symbol(xml, "fill", "SimpleFill");
    cm__qgis_option_colour(xml, "color", fill);
    cm__qgis_option(xml, "style", fill.alpha ? "solid" : "no");
    cm__qgis_option_colour(xml, "outline_color", line);
    cm__qgis_option(xml, "outline_style", line.alpha ? "solid" : "no");
    cm__qgis_option_mm(xml, "outline_width", line_mm);
    cm__qgis_option(xml, "joinstyle", "miter");
    close_symbol(xml);
}

void cm__qgis_item_line(cm__xml *xml, cm_colour line, double line_mm)
{
    open_symbol(xml, "line", "SimpleLine");
    cm__qgis_option_colour(xml, "line_color", line);
    cm__qgis_option_mm(xml, "line_width", line_mm);
    close_symbol(xml);
}

void cm__qgis_add_font(cm__text *out, const char *font, const cm__text_style *style)
{
    for (; *font; font++)
        if (*font != ',') /* which ends the family */
            cm__text_add_bytes(out, font, 1);
    cm__text_add(out, ",");
    cm__text_add_rounded(out, style->size_pt, DECIMALS);
    cm__text_addf(out, ",-1,5,%d,0,0,0,0,0", style->bold ? BOLD : PLAIN);
}

void cm__qgis_item_text_style(cm__qgis_layout *layout, const cm__text_style *style)
{
    cm__xml *const xml = layout->xml;
    char colour[32];

    snprintf(colour, sizeof colour, "%d,%d,%d,255", style->colour.red, style->colour.green,
             style->colour.blue);
    cm__xml_open(xml, "text-style");
    cm__xml_attribute(xml, "fontFamily", layout->font);
    cm__xml_attribute_number(xml, "fontSize", style->size_pt);
    cm__xml_attribute(xml, "fontSizeUnit", "Point");
    cm__xml_attribute_integer(xml, "fontWeight", style->bold ? BOLD : PLAIN);
    cm__xml_attribute(xml, "namedStyle", style->bold ? "Bold" : "Regular");
    cm__xml_attribute(xml, "textColor", colour);
    cm__xml_attribute(xml, "textOpacity", "1");
    cm__xml_close(xml);
}

void cm__qgis_item_box(cm__qgis_layout *layout, const char *name, const cm_box *box_mm,
                       const cm_symbol *symbol)
{
    const cm__qgis_place place = {.box_mm = *box_mm};

    cm__qgis_item_open(layout, CM__QGIS_SHAPE, name, &place);
    cm__xml_attribute(layout->xml, "shapeType", "1");
    cm__qgis_item_colours(layout, &place);
    cm__qgis_item_area(layout->xml, symbol->fill, symbol->stroke, symbol->stroke_mm);
    cm__xml_close(layout->xml);
}

static bool is_called(const char *id, const char *inset, const char *name)
{
    const size_t length = inset ? strlen(inset) : 0;

    if (!inset)
        return strcmp(id, name) == 0;
    return strncmp(id, inset, length) == 0 && id[length] == '-' &&
           strcmp(id + length + 1, name) == 0;
}

const cm__group *cm__qgis_find_group(const cm__list *list, const char *inset, const char *name)
{
    for (size_t i = 0; i < list->layer_count; i++)
        for (size_t k = 0; k < list->layers[i].group_count; k++)
            if (is_called(list->layers[i].groups[k].id, inset, name))
                return &list->layers[i].groups[k];
    return NULL;
}

bool cm__qgis_group_box(cm_box *out, const cm__group *group)
{
    cm_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; group && i < group->item_count; i++) {
        const cm_box ink = group->items[i].ink_mm;
        if (!(ink.x_min <= ink.x_max))
            continue;
        box = (cm_box){fmin(box.x_min, ink.x_min), fmin(box.y_min, ink.y_min),
                       fmax(box.x_max, ink.x_max), fmax(box.y_max, ink.y_max)};
    }
    if (!(box.x_min <= box.x_max))
        return false;
    *out = box;
    return true;
}
