/* qgis_option.c - the maps of named values in which QGIS keeps what a symbol is made of. */
#include "output/qgis_option.h"
#include <stdio.h>

enum { MM_DECIMALS = 6 };

void cm__qgis_open_map(cm__xml *xml, const char *name)
{
    cm__xml_open(xml, "Option");
    cm__xml_attribute(xml, "name", name);
    cm__xml_attribute(xml, "type", "Map");
}

static void add_value(cm__xml *xml, const char *name, const char *type, const char *value)
{
    cm__xml_open(xml, "Option");
    cm__xml_attribute(xml, "name", name);
    cm__xml_attribute(xml, "type", type);
    cm__xml_attribute(xml, "value", value);
    cm__xml_close(xml);
}

void cm__qgis_option(cm__xml *xml, const char *name, const char *value)
{
    add_value(xml, name, "QString", value);
}

void cm__qgis_option_number(cm__xml *xml, const char *name, double value)
{
    char digits[CM__ROUNDED_MAX];

    cm__number_print_rounded(digits, value, MM_DECIMALS);
    cm__qgis_option(xml, name, digits);
}

void cm__qgis_option_colour(cm__xml *xml, const char *name, cm_colour colour)
{
    char text[32];

    snprintf(text, sizeof text, "%u,%u,%u,%u", colour.red, colour.green, colour.blue, colour.alpha);
    cm__qgis_option(xml, name, text);
}

void cm__qgis_option_mm(cm__xml *xml, const char *name, double mm)
{
    char unit[64];

    snprintf(unit, sizeof unit, "%s_unit", name);
    cm__qgis_option_number(xml, name, mm);
    cm__qgis_option(xml, unit, "MM");
}

void cm__qgis_open_properties(cm__xml *xml)
{
    cm__xml_open(xml, "data_defined_properties");
    cm__qgis_open_map(xml, NULL);
    cm__qgis_option(xml, "name", "");
    cm__qgis_open_map(xml, "properties");
}

void cm__qgis_property(cm__xml *xml, const char *name, const char *expression)
{
    cm__qgis_open_map(xml, name);
    add_value(xml, "active", "bool", "true");
    cm__qgis_option(xml, "expression", expression);
    add_value(xml, "type", "int", "3"); /* worked out by an expression */
    cm__xml_close(xml);
}

void cm__qgis_close_properties(cm__xml *xml)
{
    cm__xml_close(xml);
    cm__qgis_option(xml, "type", "collection");
    cm__xml_close(xml);
    cm__xml_close(xml);
}
