/* qgis_grid.c - how QGIS colours the cells of a grid. */
#include "geo/base_error.h"
#include "output/qgis_inert.h"
#include "output/qgis_style.h"
#include <clustermap/table.h>
#include <float.h>
#include <math.h>
#include <stdio.h>

static void add_colour(cm__xml *xml, cm_colour colour)
{
    char text[8];

    snprintf(text, sizeof text, "#%02x%02x%02x", colour.red, colour.green, colour.blue);
    cm__xml_attribute(xml, "color", text);
    cm__xml_attribute_integer(xml, "alpha", colour.alpha);
}

static void open_renderer(cm__xml *xml, const char *type)
{
    cm__xml_open(xml, "rasterrenderer");
    cm__xml_attribute(xml, "type", type);
    cm__xml_attribute(xml, "band", "1");
    cm__xml_attribute(xml, "opacity", "1");
    cm__xml_attribute(xml, "alphaBand", "-1");
}

static void add_item(cm__xml *xml, double until, cm_colour colour, const char *label)
{
    cm__xml_open(xml, "item");
    cm__xml_attribute_number(xml, "value", until);
    add_colour(xml, colour);
    cm__qgis_inert_attribute(xml, "label", label ? label : "");
    cm__xml_close(xml);
}

/* The greatest float below a limit: a cell of the limit itself is of the class above. */
static double just_below(double limit)
{
    const float nearest = (float)limit;

    return (double)nearest < limit ? (double)nearest : (double)nextafterf(nearest, -INFINITY);
}

/* A cell has the colour of the first item that is not less than it. */
static void add_items(cm__xml *xml, const cm_style *style)
{
    const cm_style_class *const classes = style->classes;
    const size_t last = style->class_count - 1;

    for (size_t i = 0; i < last; i++)
        add_item(xml, just_below(classes[i].upper), classes[i].symbol.fill, classes[i].label);
    add_item(xml, INFINITY, classes[last].symbol.fill, classes[last].label);
}

/* Cells below the first class are not drawn, and not in the legend. */
static void add_transparency(cm__xml *xml, double limit)
{
    cm__xml_open(xml, "rasterTransparency");
    cm__xml_open(xml, "singleValuePixelList");
    cm__xml_open(xml, "pixelListEntry");
    cm__xml_attribute_number(xml, "min", -FLT_MAX);
    cm__xml_attribute_number(xml, "max", just_below(limit));
    cm__xml_attribute(xml, "percentTransparent", "100");
    cm__xml_close(xml);
    cm__xml_close(xml);
    cm__xml_close(xml);
}

static void add_classes(cm__xml *xml, const cm_style *style)
{
    const double least = style->classes[0].lower,
                 most = style->classes[style->class_count - 1].upper;

    open_renderer(xml, "singlebandpseudocolor");
    cm__xml_attribute_number(xml, "classificationMin", least);
    cm__xml_attribute_number(xml, "classificationMax", most);
    add_transparency(xml, least);
    cm__xml_open(xml, "rastershader");
    cm__xml_open(xml, "colorrampshader");
    cm__xml_attribute(xml, "colorRampType", "DISCRETE");
    cm__xml_attribute(xml, "classificationMode", "1");
    cm__xml_attribute(xml, "clip", "0");
    cm__xml_attribute_number(xml, "minimumValue", least);
    cm__xml_attribute_number(xml, "maximumValue", most);
    add_items(xml, style);
    cm__xml_close(xml);
    cm__xml_close(xml);
    cm__xml_close(xml);
}

static void add_palette(cm__xml *xml, const cm_style *style)
{
    open_renderer(xml, "paletted");
    cm__xml_open(xml, "colorPalette");
    for (size_t i = 0; i < style->class_count; i++) {
        const cm_style_class *const class = &style->classes[i];
        double value;
        if (!class->value || !cm__number_is(&value, class->value))
            continue;
        cm__xml_open(xml, "paletteEntry");
        cm__xml_attribute_number(xml, "value", value);
        add_colour(xml, class->symbol.fill);
        cm__qgis_inert_attribute(xml, "label", class->label ? class->label : class->value);
        cm__xml_close(xml);
    }
    cm__xml_close(xml);
    cm__xml_close(xml);
}

static void add_number(cm__xml *xml, const char *name, double value)
{
    char digits[CM_CELL_MAX];

    cm__number_print(digits, value);
    cm__xml_leaf(xml, name, digits);
}

/* From white to black between the least and the greatest value. */
static void add_shades(cm__xml *xml, const cm_grid *grid)
{
    const cm_grid_statistics statistics = cm_grid_get_statistics(grid);

    open_renderer(xml, "singlebandgray");
    cm__xml_attribute(xml, "grayBand", "1");
    cm__xml_attribute(xml, "gradient", "WhiteToBlack");
    cm__xml_open(xml, "contrastEnhancement");
    add_number(xml, "minValue", statistics.min);
    add_number(xml, "maxValue", statistics.max);
    cm__xml_leaf(xml, "algorithm", "StretchToMinimumMaximum");
    cm__xml_close(xml);
    cm__xml_close(xml);
}

cm_status cm__qgis_add_pipe(cm__xml *xml, const cm_grid *grid, const cm_style *style)
{
    if (style && style->kind == CM_STYLE_SINGLE && style->class_count > 0)
        return cm__fail(CM_ERR_DOMAIN, "a grid is coloured by classes, not by one symbol");
    cm__xml_open(xml, "pipe");
    if (!style || style->class_count == 0)
        add_shades(xml, grid);
    else if (style->kind == CM_STYLE_GRADUATED)
        add_classes(xml, style);
    else
        add_palette(xml, style);
    cm__xml_close(xml);
    return xml->text.failed;
}

cm_status cm__qgis_add_grid_style(cm__xml *xml, const cm_grid *grid, const cm_style *style)
{
    const cm_status status = cm__qgis_add_pipe(xml, grid, style);

    cm__xml_leaf(xml, "blendMode", "0");
    return status ? status : xml->text.failed;
}
