/* qgis_symbol.c - a class's symbol as one of QGIS. */
#include "output/qgis_symbol.h"
#include "output/map_path.h"
#include "output/map_theme.h"
#include "output/qgis_class.h"
#include "output/qgis_expression.h"
#include "output/qgis_line.h"
#include "output/qgis_option.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define PI 3.14159265358979323846

/* A shape's name in QGIS, how it is turned to be ours, and its area there where its size is 2. All
 * are ours exactly but the cross, whose arms are a fifth of its size wide, not a third. */
static const struct {
    const char *name;
    double angle_deg, area;
} shapes[CM_SHAPE_COUNT] = {
    [CM_SHAPE_CIRCLE] = {"circle", 0, PI},
    [CM_SHAPE_SQUARE] = {"square", 0, 4},
    [CM_SHAPE_TRIANGLE] = {"equilateral_triangle", 0, 1.299038105676658},
    [CM_SHAPE_DIAMOND] = {"diamond", 0, 2},
    [CM_SHAPE_STAR] = {"star", 0, 1.122569941449363},
    [CM_SHAPE_PENTAGON] = {"pentagon", 0, 2.377641290737884},
    [CM_SHAPE_TRIANGLE_DOWN] = {"equilateral_triangle", 180, 1.299038105676658},
    [CM_SHAPE_CROSS] = {"cross_fill", 0, 1.44},
    [CM_SHAPE_HEXAGON] = {"hexagon", 30, 2.598076211353316},
};

double cm__qgis_marker_factor(cm_shape shape)
{
    return sqrt(PI / shapes[shape].area);
}

void cm__qgis_open_layer(cm__xml *xml, const char *class_name)
{
    cm__xml_open(xml, "layer");
    cm__xml_attribute(xml, "class", class_name);
    cm__xml_attribute(xml, "enabled", "1");
    cm__xml_attribute(xml, "locked", "0");
    cm__xml_attribute(xml, "pass", "0");
    cm__qgis_open_map(xml, NULL);
}

void cm__qgis_open_symbol(cm__xml *xml, const char *name, const char *type)
{
    cm__xml_open(xml, "symbol");
    cm__xml_attribute(xml, "name", name);
    cm__xml_attribute(xml, "type", type);
    cm__xml_attribute(xml, "alpha", "1");
    cm__xml_attribute(xml, "clip_to_extent", "1");
    cm__xml_attribute(xml, "force_rhr", "0");
}

/* ---- markers ---- */

static void add_outline(cm__xml *xml, cm_colour colour, double width_mm)
{
    const bool drawn = colour.alpha > 0 && width_mm > 0;

    cm__qgis_option_colour(xml, "outline_color", colour);
    cm__qgis_option(xml, "outline_style", drawn ? "solid" : "no");
    cm__qgis_option_mm(xml, "outline_width", drawn ? width_mm : 0);
    cm__qgis_option(xml, "joinstyle", "round");
}

/* "CASE WHEN size IS NULL THEN value END", but for the swatches of a legend, which are no row's. */
static void add_unless_sized(cm__xml *xml, const char *property, const char *size,
                             const char *value)
{
    cm__text expression = {0};

    cm__text_addf(&expression, "CASE WHEN $id >= 0 AND %s IS NULL THEN %s END", size, value);
    if (expression.failed)
        xml->text.failed = expression.failed;
    else
        cm__qgis_property(xml, property, expression.bytes);
    cm__text_clear(&expression);
}

static void add_unless_sized_colour(cm__xml *xml, const char *property, const char *size,
                                    cm_colour colour)
{
    char value[64];

    snprintf(value, sizeof value, "color_rgba(%u,%u,%u,%u)", colour.red, colour.green, colour.blue,
             colour.alpha);
    add_unless_sized(xml, property, size, value);
}

static void add_unless_sized_mm(cm__xml *xml, const char *property, const char *size, double mm)
{
    char value[CM__ROUNDED_MAX];

    cm__number_print_rounded(value, mm, 6);
    add_unless_sized(xml, property, size, value);
}

/* Size and hollowness of a marker in proportion to a number. */
static cm_status add_sizing(cm__xml *xml, const cm_map_layer *layer, const cm_symbol *symbol,
                            const cm__qgis_file *file, bool is_casing)
{
    const cm_symbol hollow = cm__theme_unsized(*symbol);
    cm__text size = {0}, factor = {0};
    cm_status status;

    cm__qgis_class_add_factor(&factor, layer, file);
    cm__qgis_add_size(&size, layer, file, factor.bytes);
    status = factor.failed ? factor.failed : size.failed;
    if (status)
        goto done;
    cm__qgis_open_properties(xml);
    cm__qgis_property(xml, "size", size.bytes);
    if (is_casing) {
        add_unless_sized_mm(xml, "outlineWidth", size.bytes, cm__casing_width_mm(&hollow));
    } else {
        add_unless_sized_colour(xml, "fillColor", size.bytes, hollow.fill);
        add_unless_sized_colour(xml, "outlineColor", size.bytes, hollow.stroke);
        add_unless_sized_mm(xml, "outlineWidth", size.bytes, hollow.stroke_mm);
    }
    cm__qgis_close_properties(xml);
done:
    cm__text_clear(&factor);
    cm__text_clear(&size);
    return status;
}

static cm_status add_marker_layer(cm__xml *xml, const cm_map_layer *layer, const cm_symbol *symbol,
                                  const cm__qgis_file *file, bool is_casing)
{
    const cm_colour none = {0};
    cm_status status = CM_OK;

    cm__qgis_open_layer(xml, "SimpleMarker");
    cm__qgis_option(xml, "name", shapes[symbol->shape].name);
    cm__qgis_option_number(xml, "angle", shapes[symbol->shape].angle_deg);
    cm__qgis_option_mm(xml, "size", symbol->size_mm * cm__qgis_marker_factor(symbol->shape));
    cm__qgis_option(xml, "scale_method", "diameter");
    cm__qgis_option_colour(xml, "color", is_casing ? none : symbol->fill);
    if (is_casing)
        add_outline(xml, symbol->casing, cm__casing_width_mm(symbol));
    else
        add_outline(xml, symbol->stroke, symbol->stroke_mm);
    cm__xml_close(xml);
    if (layer->style->size.column)
        status = add_sizing(xml, layer, symbol, file, is_casing);
    cm__xml_close(xml);
    return status;
}

static cm_status add_marker(cm__xml *xml, const cm_map_layer *layer, const cm_symbol *symbol,
                            const cm__qgis_file *file)
{
    cm_status status = CM_OK;

    if (symbol->casing.alpha > 0 && symbol->casing_mm > 0)
        status = add_marker_layer(xml, layer, symbol, file, true);
    return status ? status : add_marker_layer(xml, layer, symbol, file, false);
}

/* ---- areas ---- */

static void add_hatch(cm__xml *xml, const cm_symbol *symbol)
{
    const cm_symbol line = {.stroke = symbol->stroke, .stroke_mm = symbol->hatch_line_mm};

    cm__qgis_open_layer(xml, "LinePatternFill");
    cm__qgis_option_number(xml, "angle", symbol->hatch_deg);
    cm__qgis_option_mm(xml, "distance", symbol->hatch_mm);
    cm__xml_close(xml);
    cm__qgis_open_symbol(xml, "hatch", "line");
    cm__qgis_add_stroke(xml, &line);
    cm__xml_close(xml);
    cm__xml_close(xml);
}

/* A ring's inner edge is the outer one of the next: dashes of both would fill each other's gaps. */
static bool are_rings(const cm_map_layer *layer)
{
    return cm_table_find_column(&layer->features->table, "ring_to_m") != CM_ABSENT;
}

static void add_area(cm__xml *xml, const cm_map_layer *layer, const cm_symbol *symbol)
{
    const bool dashed = symbol->dash_mm[0] + symbol->dash_mm[1] > 0;
    const bool filled = symbol->fill.alpha > 0;

    cm__qgis_open_layer(xml, "SimpleFill");
    cm__qgis_option_colour(xml, "color", symbol->fill);
    cm__qgis_option(xml, "style", filled ? "solid" : "no");
    add_outline(xml, symbol->stroke, dashed ? 0 : symbol->stroke_mm);
    cm__xml_close(xml);
    cm__xml_close(xml);
    if (symbol->hatch_mm > 0)
        add_hatch(xml, symbol);
    if (!dashed || !cm__theme_has_stroke(symbol))
        return;
    if (are_rings(layer))
        cm__qgis_add_outer_stroke(xml, symbol);
    else
        cm__qgis_add_stroke(xml, symbol);
}

cm_status cm__qgis_add_symbol(cm__xml *xml, const char *name, const cm_map_layer *layer,
                              const cm_symbol *symbol, const cm__qgis_file *file)
{
    static const char *const types[] = {[CM_GEOMETRY_NONE] = "marker",
                                        [CM_GEOMETRY_POINT] = "marker",
                                        [CM_GEOMETRY_LINE] = "line",
                                        [CM_GEOMETRY_POLYGON] = "fill"};
    const cm_geometry geometry = layer->features->geometry;
    cm_status status = CM_OK;

    cm__qgis_open_symbol(xml, name, types[geometry]);
    if (geometry == CM_GEOMETRY_POLYGON)
        add_area(xml, layer, symbol);
    else if (geometry == CM_GEOMETRY_LINE)
        status = cm__qgis_add_line(xml, layer, symbol, file);
    else
        status = add_marker(xml, layer, symbol, file);
    cm__xml_close(xml);
    return status;
}
