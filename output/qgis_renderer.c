/* qgis_renderer.c - the classes of a style as a renderer of QGIS.
 *
 * What QGIS's own kinds of renderer say is said with them, since users know how to change these:
 * classes of a number between limits, classes of a text. Else a list of rules says it. */
#include "output/qgis_renderer.h"
#include "output/map_legend.h"
#include "output/map_theme.h"
#include "output/qgis_expression.h"
#include "output/qgis_symbol.h"
#include <math.h>
#include <string.h>

/* QGIS takes numbers nearer than this for equal (four times the least step from 1). */
static const double near = 9e-16;
/* Narrower classes could not be told apart so. */
static const double narrow = 1e-12;

typedef enum kind { NOTHING, SINGLE, CATEGORIES, GRADUATED, RULES } kind;

/* A style while its renderer is written. */
typedef struct work {
    cm__xml *xml;
    const cm_map_layer *layer;
    const cm__qgis_file *file;
    size_t column;       /* of the classes' values, or CM_ABSENT */
    size_t absent_count; /* rows with a place that no class takes */
    kind kind;
} work;

static const cm_style *style_of(const work *w)
{
    return w->layer->style;
}

/* Whether rows without a class, which the page draws hollow, need a class of their own here. */
static bool has_hollow(const work *w)
{
    return style_of(w)->kind != CM_STYLE_SINGLE && w->absent_count > 0;
}

static size_t count_absent(const cm_map_layer *layer)
{
    size_t count = 0;

    for (size_t row = 0; row < layer->features->table.row_count; row++)
        count += cm_style_find_class(layer->style, layer->features, row) == CM_ABSENT &&
                 cm_features_has_place(layer->features, row);
    return count;
}

/* ---- which kind ---- */

static bool are_ranges(const work *w)
{
    for (size_t i = 0; i < style_of(w)->class_count; i++) {
        const cm_style_class *const class = &style_of(w)->classes[i];
        const double width = class->upper - class->lower;
        if (class->value || !(width == 0 || width > narrow))
            return false;
    }
    return !has_hollow(w);
}

/* QGIS knows one class for all that no other takes, a missing value among them. */
static bool are_categories(const work *w)
{
    size_t rests = has_hollow(w);

    for (size_t i = 0; i < style_of(w)->class_count; i++) {
        const char *const value = style_of(w)->classes[i].value;
        rests += !value || *value == '\0';
        if (value && !cm__xml_holds(value))
            return false;
    }
    return rests < 2 && w->layer->features->table.columns[w->column].type != CM_COLUMN_REAL;
}

static kind choose_kind(const work *w)
{
    const cm_style *const style = style_of(w);

    if (style->class_count == 0)
        return NOTHING;
    if (style->kind == CM_STYLE_SINGLE)
        return SINGLE;
    if (w->column == CM_ABSENT)
        return RULES;
    if (style->kind == CM_STYLE_GRADUATED)
        return are_ranges(w) ? GRADUATED : RULES;
    return are_categories(w) ? CATEGORIES : RULES;
}

/* ---- classes ---- */

/* The text beside a class's swatch, as the printed legend has it. class_index may be CM_ABSENT. */
static void add_label(const work *w, size_t class_index)
{
    cm__text text = {0};

    cm__legend_add_class_text(&text, w->layer, class_index, w->absent_count, w->file->language);
    if (text.failed)
        w->xml->text.failed = text.failed;
    else
        cm__xml_attribute(w->xml, "label", text.bytes ? text.bytes : "");
    cm__text_clear(&text);
}

static void add_symbol_name(const work *w, const char *attribute, size_t class_index)
{
    const size_t i = class_index == CM_ABSENT ? style_of(w)->class_count : class_index;

    cm__xml_attribute_integer(w->xml, attribute, (long long)i);
}

static void add_category(const work *w, size_t class_index)
{
    const char *const value =
        class_index == CM_ABSENT ? NULL : style_of(w)->classes[class_index].value;

    cm__xml_open(w->xml, "category");
    cm__xml_attribute(w->xml, "value", value ? value : "");
    add_symbol_name(w, "symbol", class_index);
    add_label(w, class_index);
    cm__xml_attribute(w->xml, "render", "true");
    cm__xml_close(w->xml);
}

static void add_categories(const work *w)
{
    cm__xml_open(w->xml, "categories");
    for (size_t i = 0; i < style_of(w)->class_count; i++)
        add_category(w, i);
    if (has_hollow(w))
        add_category(w, CM_ABSENT);
    cm__xml_close(w->xml);
}

/* Whether another class begins where this one ends. */
static bool is_followed(const work *w, size_t class_index)
{
    const cm_style_class *const classes = style_of(w)->classes;

    for (size_t i = 0; i < style_of(w)->class_count; i++)
        if (!classes[i].value && i != class_index && classes[i].lower == classes[class_index].upper)
            return true;
    return false;
}

/* QGIS's ranges are closed at both ends, and the first that takes a value has it: so that a limit
 * falls into the class above it, the one below ends just before. */
static void add_range(const work *w, size_t class_index)
{
    const cm_style_class *const class = &style_of(w)->classes[class_index];
    const double before = fmin(nextafter(class->upper, -INFINITY), class->upper - near);

    cm__xml_open(w->xml, "range");
    cm__xml_attribute_number(w->xml, "lower", class->lower);
    cm__xml_attribute_number(w->xml, "upper", is_followed(w, class_index) ? before : class->upper);
    add_symbol_name(w, "symbol", class_index);
    add_label(w, class_index);
    cm__xml_attribute(w->xml, "render", "true");
    cm__xml_close(w->xml);
}

static void add_ranges(const work *w)
{
    cm__xml_open(w->xml, "ranges");
    for (size_t i = 0; i < style_of(w)->class_count; i++)
        add_range(w, i);
    cm__xml_close(w->xml);
}

/* ---- rules ---- */

static void add_number_rule(const work *w, cm__text *out, size_t class_index)
{
    const cm_style_class *const class = &style_of(w)->classes[class_index];
    const cm_table *const table = &w->layer->features->table;

    cm__qgis_add_number_of(out, table, w->column, w->file);
    if (class->value) {
        cm__text_add(out, " IS NULL");
        return;
    }
    cm__text_add(out, " >= ");
    cm__text_add_number(out, class->lower);
    cm__text_add(out, " AND ");
    cm__qgis_add_number_of(out, table, w->column, w->file);
    cm__text_add(out, is_followed(w, class_index) ? " < " : " <= ");
    cm__text_add_number(out, class->upper);
}

static void add_value_rule(const work *w, cm__text *out, const char *value)
{
    const cm_table *const table = &w->layer->features->table;
    const bool is_text = table->columns[w->column].type == CM_COLUMN_TEXT;
    const char *const name = cm__qgis_field_name(table, w->column, w->file);

    cm__qgis_add_field(out, name);
    if (*value) {
        cm__text_add(out, " = ");
        if (is_text)
            cm__qgis_add_string(out, value);
        else
            cm__text_add(out, value);
        return;
    }
    cm__text_add(out, " IS NULL");
    if (is_text) {
        cm__text_add(out, " OR ");
        cm__qgis_add_field(out, name);
        cm__text_add(out, " = ''");
    }
}

static void add_rule(const work *w, size_t class_index)
{
    const cm_style_class *const class =
        class_index == CM_ABSENT ? NULL : &style_of(w)->classes[class_index];
    cm__text filter = {0};

    if (!class || (!class->value && style_of(w)->kind == CM_STYLE_CATEGORIES) ||
        w->column == CM_ABSENT)
        cm__text_add(&filter, "ELSE");
    else if (style_of(w)->kind == CM_STYLE_GRADUATED)
        add_number_rule(w, &filter, class_index);
    else
        add_value_rule(w, &filter, class->value);
    cm__xml_open(w->xml, "rule");
    if (filter.failed)
        w->xml->text.failed = filter.failed;
    else
        cm__xml_attribute(w->xml, "filter", filter.bytes);
    add_symbol_name(w, "symbol", class_index);
    add_label(w, class_index);
    cm__xml_close(w->xml);
    cm__text_clear(&filter);
}

static void add_rules(const work *w)
{
    cm__xml_open(w->xml, "rules");
    for (size_t i = 0; i < style_of(w)->class_count && w->column != CM_ABSENT; i++)
        add_rule(w, i);
    if (has_hollow(w))
        add_rule(w, CM_ABSENT);
    cm__xml_close(w->xml);
}

/* ---- symbols ---- */

/* As the page draws it, but for a fill that lets its ground through: here the ground is another
 * layer's. */
static cm_symbol find_symbol(const work *w, size_t class_index)
{
    cm_symbol symbol = cm__theme_class_symbol(w->layer, class_index);

    if (w->layer->role == CM_MAP_BANDS && symbol.fill.alpha == 255)
        cm__theme_close_seam(&symbol);
    return symbol;
}

static cm_status add_symbols(const work *w)
{
    const size_t count = w->kind == NOTHING ? 0 : style_of(w)->class_count + has_hollow(w);
    cm_status status = CM_OK;

    cm__xml_open(w->xml, "symbols");
    for (size_t i = 0; i < count && !status; i++) {
        const cm_symbol symbol = find_symbol(w, i < style_of(w)->class_count ? i : CM_ABSENT);
        char name[CM_CELL_MAX];
        cm__integer_print(name, (int64_t)i);
        status = cm__qgis_add_symbol(w->xml, name, w->layer, &symbol, w->file);
        if (w->kind == SINGLE)
            break;
    }
    cm__xml_close(w->xml);
    return status;
}

static void open_renderer(const work *w)
{
    static const char *const types[] = {[NOTHING] = "nullSymbol",
                                        [SINGLE] = "singleSymbol",
                                        [CATEGORIES] = "categorizedSymbol",
                                        [GRADUATED] = "graduatedSymbol",
                                        [RULES] = "RuleRenderer"};
    cm__text attribute = {0};

    cm__xml_open(w->xml, "renderer-v2");
    cm__xml_attribute(w->xml, "type", types[w->kind]);
    cm__xml_attribute(w->xml, "forceraster", "0");
    cm__xml_attribute(w->xml, "symbollevels", "0");
    if (w->kind == CATEGORIES || w->kind == GRADUATED) {
        const bool is_text = w->kind == GRADUATED &&
                             w->layer->features->table.columns[w->column].type == CM_COLUMN_TEXT;
        const cm_table *const table = &w->layer->features->table;
        if (is_text)
            cm__qgis_add_number_of(&attribute, table, w->column, w->file);
        else
            cm__text_add(&attribute, cm__qgis_field_name(table, w->column, w->file));
        if (attribute.failed)
            w->xml->text.failed = attribute.failed;
        else
            cm__xml_attribute(w->xml, "attr", attribute.bytes);
    }
    if (w->kind == GRADUATED)
        cm__xml_attribute(w->xml, "graduatedMethod", "GraduatedColor");
    cm__text_clear(&attribute);
}

/* Large symbols are drawn before small ones, which they would cover. */
static cm_status add_order(const work *w)
{
    const cm_table *const table = &w->layer->features->table;
    const char *const size = style_of(w)->size.column;
    const size_t column = size ? cm_table_find_column(table, size) : CM_ABSENT;
    cm__text number = {0};
    cm_status status;

    if (column == CM_ABSENT)
        return CM_OK;
    cm__qgis_add_number_of(&number, table, column, w->file);
    status = number.failed;
    if (!status) {
        cm__xml_open(w->xml, "orderby");
        cm__xml_open(w->xml, "orderByClause");
        cm__xml_attribute(w->xml, "asc", "0");
        cm__xml_attribute(w->xml, "nullsFirst", "0");
        cm__xml_text(w->xml, number.bytes);
        cm__xml_close(w->xml);
        cm__xml_close(w->xml);
    }
    cm__text_clear(&number);
    return status;
}

cm_status cm__qgis_add_renderer(cm__xml *xml, const cm_map_layer *layer, const cm__qgis_file *file)
{
    work w = {.xml = xml, .layer = layer, .file = file};
    cm_status status;

    w.column = layer->style->column
                   ? cm_table_find_column(&layer->features->table, layer->style->column)
                   : CM_ABSENT;
    w.absent_count = count_absent(layer);
    w.kind = choose_kind(&w);
    open_renderer(&w);
    if (w.kind == CATEGORIES)
        add_categories(&w);
    else if (w.kind == GRADUATED)
        add_ranges(&w);
    else if (w.kind == RULES)
        add_rules(&w);
    status = add_symbols(&w);
    if (!status)
        status = add_order(&w);
    cm__xml_close(xml);
    return status ? status : xml->text.failed;
}
