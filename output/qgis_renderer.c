/* qgis_renderer.c - the classes of a style as a renderer of QGIS.
 *
 * Classes of a number are QGIS's ranges, classes of a text its categories, since users know how to
 * change these; what a bare field does not tell apart, an expression in its place does. Rules could
 * say all of it, but QGIS does not answer for them which symbol a feature has. */
#include "output/qgis_renderer.h"
#include "output/map_legend_sizes.h"
#include "output/map_legend_text.h"
#include "output/map_theme.h"
#include "output/qgis_class.h"
#include "output/qgis_expression.h"
#include "output/qgis_inert.h"
#include "output/qgis_symbol.h"
#include <math.h>

/* The next number below a limit that QGIS takes for another one. */
static double just_below(double limit)
{
    double below = fmin(nextafter(limit, -INFINITY), limit - CM__QGIS_NEAR);

    while (limit - below <= CM__QGIS_NEAR)
        below = nextafter(below, -INFINITY);
    return below;
}

/* The text beside a class's swatch, as the printed legend has it. class_index may be CM_ABSENT. */
static void add_label(cm__xml *xml, const cm__qgis_classes *classes, size_t class_index)
{
    const cm__sheet_classes counts = {.absent_count = classes->absent_count,
                                      .beyond_count = classes->beyond_count};
    cm__text text = {0};

    cm__legend_add_class_text(&text, classes->layer, class_index, &counts, classes->file->language);
    if (text.failed)
        xml->text.failed = text.failed;
    else
        cm__qgis_inert_attribute(xml, "label", text.bytes ? text.bytes : "");
    cm__text_clear(&text);
}

static void add_category(cm__xml *xml, const cm__qgis_classes *classes, size_t i)
{
    cm__text value = {0};

    cm__qgis_class_add_value(&value, classes, i);
    cm__xml_open(xml, "category");
    if (value.failed)
        xml->text.failed = value.failed;
    else
        cm__xml_attribute(xml, "value", value.bytes ? value.bytes : "");
    cm__xml_attribute_integer(xml, "symbol", (long long)i);
    add_label(xml, classes, cm__qgis_class_index(classes, i));
    cm__xml_attribute(xml, "render", "true");
    cm__xml_close(xml);
    cm__text_clear(&value);
}

/* QGIS's ranges are closed at both ends, and the first that takes a value has it: so that a limit
 * falls into the class above it, the one below ends just before. */
static void add_range(cm__xml *xml, const cm__qgis_classes *classes, size_t i)
{
    const cm__qgis_range range = cm__qgis_class_range(classes, i);

    cm__xml_open(xml, "range");
    cm__xml_attribute_number(xml, "lower", range.lower);
    cm__xml_attribute_number(xml, "upper", range.is_open ? just_below(range.upper) : range.upper);
    cm__xml_attribute_integer(xml, "symbol", (long long)i);
    add_label(xml, classes, cm__qgis_class_index(classes, i));
    cm__xml_attribute(xml, "render", "true");
    cm__xml_close(xml);
}

static void add_classes(cm__xml *xml, const cm__qgis_classes *classes)
{
    const bool are_ranges = classes->kind == CM__QGIS_RANGES;

    if (classes->kind == CM__QGIS_NOTHING || classes->kind == CM__QGIS_SINGLE)
        return;
    cm__xml_open(xml, are_ranges ? "ranges" : "categories");
    for (size_t i = 0; i < classes->count; i++)
        if (are_ranges)
            add_range(xml, classes, i);
        else
            add_category(xml, classes, i);
    cm__xml_close(xml);
}

/* As the page draws it, but for a fill that lets its ground through: here the ground is another
 * layer's. */
static cm_symbol find_symbol(const cm__qgis_classes *classes, size_t i)
{
    const cm_map_layer *const layer = classes->layer;
    cm_symbol symbol = cm__theme_class_symbol(layer, cm__qgis_class_index(classes, i));

    if (layer->style->kind == CM_STYLE_SINGLE && i > 0)
        symbol = cm__theme_unsized(layer->style->classes[0].symbol);
    if (layer->role == CM_MAP_BANDS && symbol.fill.alpha == 255)
        cm__theme_close_seam(&symbol);
    return symbol;
}

static cm_status add_symbols(cm__xml *xml, const cm__qgis_classes *classes)
{
    cm_status status = CM_OK;

    cm__xml_open(xml, "symbols");
    for (size_t i = 0; i < classes->count && !status; i++) {
        const cm_symbol symbol = find_symbol(classes, i);
        char name[CM_CELL_MAX];
        cm__integer_print(name, (int64_t)i);
        status = cm__qgis_add_symbol(xml, name, classes->layer, &symbol, classes->file);
    }
    cm__xml_close(xml);
    return status;
}

static cm_status open_renderer(cm__xml *xml, const cm__qgis_classes *classes, bool is_ordered)
{
    static const char *const types[] = {[CM__QGIS_NOTHING] = "nullSymbol",
                                        [CM__QGIS_SINGLE] = "singleSymbol",
                                        [CM__QGIS_CATEGORIES] = "categorizedSymbol",
                                        [CM__QGIS_RANGES] = "graduatedSymbol"};
    const bool has_classes =
        classes->kind == CM__QGIS_CATEGORIES || classes->kind == CM__QGIS_RANGES;
    cm__text value = {0};
    cm_status status;

    cm__xml_open(xml, "renderer-v2");
    cm__xml_attribute(xml, "type", types[classes->kind]);
    if (has_classes)
        cm__qgis_class_add_expression(&value, classes);
    status = value.failed;
    if (!status && has_classes)
        cm__xml_attribute(xml, "attr", value.bytes);
    if (classes->kind == CM__QGIS_RANGES)
        cm__xml_attribute(xml, "graduatedMethod", "GraduatedColor");
    cm__xml_attribute(xml, "enableorderby", is_ordered ? "1" : "0");
    cm__xml_attribute(xml, "forceraster", "0");
    cm__xml_attribute(xml, "symbollevels", "0");
    cm__text_clear(&value);
    return status;
}

/* Large symbols are drawn before small ones, and those of frequent classes before rare ones: as on
 * the page, lest they cover them. */
static bool is_ordered(const cm__qgis_classes *classes)
{
    const cm_map_layer *const layer = classes->layer;

    return classes->size_column != CM_ABSENT ||
           (cm__theme_is_members(layer) && classes->column != CM_ABSENT && classes->count > 1);
}

static cm_status add_order(cm__xml *xml, const cm__qgis_classes *classes)
{
    cm__text number = {0};
    cm_status status;

    if (classes->size_column != CM_ABSENT)
        cm__qgis_add_number_of(&number, &classes->layer->features->table, classes->size_column,
                               classes->file);
    else
        cm__qgis_class_add_frequency(&number, classes);
    status = number.failed;
    if (!status) {
        cm__xml_open(xml, "orderby");
        cm__xml_open(xml, "orderByClause");
        cm__xml_attribute(xml, "asc", "0");
        cm__xml_attribute(xml, "nullsFirst", "0");
        cm__xml_text(xml, number.bytes);
        cm__xml_close(xml);
        cm__xml_close(xml);
    }
    cm__text_clear(&number);
    return status;
}

/* The circle whose sizes the legend shows, for classes of several colours an empty one. */
static cm_symbol size_symbol(const cm_map_layer *layer)
{
    const size_t of = layer->style->class_count > 1 ? CM_ABSENT : 0;
    cm_symbol circle = cm__theme_class_symbol(layer, of);

    circle.shape = CM_SHAPE_CIRCLE;
    return circle;
}

static cm_status add_sizes(cm__xml *xml, const cm_map_layer *layer, const cm__legend_sizes *sizes,
                           const cm__qgis_file *file)
{
    cm_style plain = {.kind = CM_STYLE_SINGLE};
    cm_map_layer unsized = *layer;
    const cm_symbol circle = size_symbol(layer);
    cm_status status;

    unsized.style = &plain;
    status = cm__qgis_add_symbol(xml, "source", &unsized, &circle, file);
    cm__xml_open(xml, "classes");
    for (size_t i = 0; i < sizes->count; i++) {
        if (!*sizes->text[i]) /* every number has digits: there was no memory for them */
            status = CM_ERR_NOMEM;
        cm__xml_open(xml, "class");
        cm__xml_attribute_number(xml, "size", sizes->size_mm[i]);
        cm__xml_attribute(xml, "label", sizes->text[i]);
        cm__xml_close(xml);
    }
    cm__xml_close(xml);
    return status;
}

/* Of classes QGIS asks a symbol of its own whether there are sizes to be explained. */
static cm_status add_source_symbol(cm__xml *xml, const cm_map_layer *layer,
                                   const cm__qgis_file *file)
{
    const cm_symbol circle = size_symbol(layer);
    cm_status status;

    cm__xml_open(xml, "source-symbol");
    status = cm__qgis_add_symbol(xml, "0", layer, &circle, file);
    cm__xml_close(xml);
    return status;
}

/* The nested circles of the printed legend. */
static cm_status add_size_legend(cm__xml *xml, const cm_map_layer *layer, const cm__qgis_file *file)
{
    const cm_style_size *const size = &layer->style->size;
    cm__legend_sizes sizes;
    cm__text title = {0};
    cm_status status;

    if (layer->features->geometry != CM_GEOMETRY_POINT || !cm__legend_choose_sizes(&sizes, layer))
        return CM_OK;
    cm__legend_add_heading_text(&title, size->title ? size->title : size->column, size->unit,
                                file->language);
    status = title.failed;
    if (!status) {
        cm__xml_open(xml, "data-defined-size-legend");
        cm__xml_attribute(xml, "type", "collapsed");
        cm__xml_attribute(xml, "valign", "bottom");
        cm__qgis_inert_attribute(xml, "title", title.bytes);
        status = add_sizes(xml, layer, &sizes, file);
        cm__xml_close(xml);
    }
    if (!status)
        status = add_source_symbol(xml, layer, file);
    cm__text_clear(&title);
    return status;
}

cm_status cm__qgis_add_renderer(cm__xml *xml, const cm_map_layer *layer, const cm__qgis_file *file)
{
    const cm__qgis_classes classes = cm__qgis_classes_find(layer, file);
    cm_status status = open_renderer(xml, &classes, is_ordered(&classes));

    add_classes(xml, &classes);
    if (!status)
        status = add_symbols(xml, &classes);
    if (!status && classes.size_column != CM_ABSENT && classes.count > 0)
        status = add_size_legend(xml, layer, file);
    if (!status && is_ordered(&classes))
        status = add_order(xml, &classes);
    cm__xml_close(xml);
    return status ? status : xml->text.failed;
}
