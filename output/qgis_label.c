/* qgis_label.c - the names beside a layer's symbols, as QGIS places and draws them. */
#include "output/qgis_label.h"
#include "output/map_page.h"
#include "output/map_type.h"
#include "output/qgis_expression.h"
#include <math.h>
#include <stdio.h>

/* Of QGIS's enumeration of placements. */
enum { ALONG_LINE = 2, HORIZONTAL = 4, BESIDE_POINT = 6 };

/* QGIS looks for room for 100,000 names for over ten minutes: with more rows than this, names are
 * there to be switched on. */
enum { NAMED_MAX = 2000 };

/* The places beside a marker in the order in which the page tries them. */
static const char places[] = "R,TR,L,BR,TL,T,BL,B";
static const double gap_mm = 0.2;

static size_t label_column(const cm_map_layer *layer)
{
    const char *const column = layer->style->label.column;

    return column && layer->features->geometry != CM_GEOMETRY_NONE
               ? cm_table_find_column(&layer->features->table, column)
               : CM_ABSENT;
}

bool cm__qgis_has_labels(const cm_map_layer *layer)
{
    return label_column(layer) != CM_ABSENT && layer->features->table.row_count <= NAMED_MAX;
}

static void add_colour(cm__xml *xml, const char *name, cm_colour colour)
{
    char text[32];

    snprintf(text, sizeof text, "%u,%u,%u,%u", colour.red, colour.green, colour.blue, colour.alpha);
    cm__xml_attribute(xml, name, text);
}

/* Where the page's font is not there, one of the system's for Japanese is taken, without a warning.
 */
static void add_families(cm__xml *xml)
{
    static const char *const families[] = {CM__FONT_DEFAULT, "Noto Sans JP",  "Source Han Sans",
                                           "Yu Gothic",      "Hiragino Sans", "IPAGothic"};

    cm__xml_open(xml, "families");
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        cm__xml_open(xml, "family");
        cm__xml_attribute(xml, "name", families[i]);
        cm__xml_close(xml);
    }
    cm__xml_close(xml);
}

static void add_halo(cm__xml *xml, const cm_style_label *label)
{
    const bool drawn = label->halo.alpha > 0 && label->halo_mm > 0;

    cm__xml_open(xml, "text-buffer");
    cm__xml_attribute(xml, "bufferDraw", drawn ? "1" : "0");
    /* QGIS takes the width of the pen that goes round the letters */
    cm__xml_attribute_number(xml, "bufferSize", 2 * label->halo_mm);
    cm__xml_attribute(xml, "bufferSizeUnits", "MM");
    add_colour(xml, "bufferColor", label->halo);
    cm__xml_attribute(xml, "bufferJoinStyle", "128"); /* round */
    cm__xml_attribute(xml, "bufferNoFill", "0");
    cm__xml_close(xml);
}

static void add_source(cm__xml *xml, const cm_table *table, size_t column,
                       const cm__qgis_file *file)
{
    cm__text field = {0};

    cm__qgis_add_field(&field, table, column, file);
    if (field.failed)
        xml->text.failed = field.failed;
    else
        cm__xml_attribute(xml, "fieldName", field.bytes);
    cm__xml_attribute(xml, "isExpression",
                      cm__qgis_has_other_name(table, column, file) ? "1" : "0");
    cm__text_clear(&field);
}

static void add_text_style(cm__xml *xml, const cm_map_layer *layer, size_t column,
                           const cm__qgis_file *file)
{
    const cm_style_label *const label = &layer->style->label;
    const double size_pt = fmax(label->size_pt, CM__TYPE_LEAST_PT);

    cm__xml_open(xml, "text-style");
    add_source(xml, &layer->features->table, column, file);
    cm__xml_attribute(xml, "fontFamily", CM__FONT_DEFAULT);
    cm__xml_attribute_number(xml, "fontSize", size_pt);
    cm__xml_attribute(xml, "fontSizeUnit", "Point");
    cm__xml_attribute(xml, "fontWeight", label->bold ? "75" : "50");
    cm__xml_attribute(xml, "namedStyle", label->bold ? "Bold" : "Regular");
    /* in points, for text of which one is as large as one of the page */
    cm__xml_attribute_number(xml, "fontLetterSpacing", label->spacing_em * size_pt);
    add_colour(xml, "textColor", label->colour);
    cm__xml_attribute(xml, "textOpacity", "1");
    add_families(xml);
    add_halo(xml, label);
    cm__xml_close(xml);
}

static void add_placement(cm__xml *xml, cm_geometry geometry, int priority)
{
    const int placement = geometry == CM_GEOMETRY_POINT  ? BESIDE_POINT
                          : geometry == CM_GEOMETRY_LINE ? ALONG_LINE
                                                         : HORIZONTAL;

    cm__xml_open(xml, "placement");
    cm__xml_attribute_integer(xml, "placement", placement);
    if (placement == BESIDE_POINT) {
        cm__xml_attribute(xml, "predefinedPositionOrder", places);
        cm__xml_attribute(xml, "offsetType", "1"); /* from the symbol's edge, not its middle */
    } else if (placement == ALONG_LINE) {
        cm__xml_attribute(xml, "placementFlags", "10"); /* above it, as the page lies */
    }
    cm__xml_attribute_number(xml, "dist", placement == HORIZONTAL ? 0 : gap_mm);
    cm__xml_attribute(xml, "distUnits", "MM");
    /* QGIS's go from 0 to 10, the most important */
    cm__xml_attribute_integer(xml, "priority", priority <= 1 ? 10 : priority == 2 ? 7 : 4);
    cm__xml_close(xml);
}

void cm__qgis_add_labels(cm__xml *xml, const cm_map_layer *layer, const cm__qgis_file *file)
{
    const size_t column = label_column(layer);

    if (column == CM_ABSENT)
        return;
    cm__xml_open(xml, "labeling");
    cm__xml_attribute(xml, "type", "simple");
    cm__xml_open(xml, "settings");
    cm__xml_attribute(xml, "calloutType", "simple");
    add_text_style(xml, layer, column, file);
    add_placement(xml, layer->features->geometry, layer->style->label.priority);
    cm__xml_close(xml);
    cm__xml_close(xml);
}
