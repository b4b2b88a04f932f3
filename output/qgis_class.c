/* qgis_class.c - which of a style's classes a row falls into, in the words of QGIS. */
#include "output/qgis_class.h"
#include "output/qgis_expression.h"
#include "output/qgis_symbol.h"
#include <math.h>
#include <string.h>

enum { FACTOR_DECIMALS = 9 };

/* Narrower classes are not ranges: their limits would be too near to each other. */
static const double narrow = 1e-12;

static const cm_table *table_of(const cm__qgis_classes *c)
{
    return &c->layer->features->table;
}

static const cm_style *style_of(const cm__qgis_classes *c)
{
    return c->layer->style;
}

static bool is_text(const cm__qgis_classes *c)
{
    return table_of(c)->columns[c->column].type == CM_COLUMN_TEXT;
}

/* A category's value as it is in the file. */
static const char *value_in_file(const cm__qgis_classes *c, size_t index)
{
    return c->file->values ? c->file->values[index] : style_of(c)->classes[index].value;
}

static bool is_missing(const cm_style_class *class)
{
    return class->value && class->value[0] == '\0';
}

/* ---- finding ---- */

/* Rows that the page draws without a class; of one symbol in proportion to a number, those that
 * have none. */
static void count_absent(cm__qgis_classes *c, const cm_map_layer *layer)
{
    const cm_style *const style = layer->style;
    const bool is_graduated = style->kind == CM_STYLE_GRADUATED && c->column != CM_ABSENT;

    for (size_t row = 0; row < layer->features->table.row_count; row++) {
        const bool absent = style->kind != CM_STYLE_SINGLE
                                ? cm_style_find_class(style, layer->features, row) == CM_ABSENT
                                : layer->features->geometry == CM_GEOMETRY_POINT &&
                                      isnan(cm_style_find_size(style, layer->features, row));
        if (!absent || !cm_features_has_place(layer->features, row))
            continue;
        c->absent_count++;
        c->beyond_count +=
            is_graduated && isfinite(cm_table_get_number(&layer->features->table, row, c->column));
    }
}

/* Whether the classes, but for that of missing values, follow each other without a gap, each wide
 * enough for QGIS. */
static bool are_ranges(const cm_style *style)
{
    double last = NAN;

    for (size_t i = 0; i < style->class_count; i++) {
        const cm_style_class *const class = &style->classes[i];
        const double width = class->upper - class->lower;
        if (class->value)
            continue;
        if (!(width == 0 || width > narrow) || (!isnan(last) && class->lower != last))
            return false;
        last = class->upper;
    }
    return !isnan(last);
}

/* Whether a row is below a limit, but so near that QGIS takes it for the limit itself. */
static bool has_row_at_limit(const cm__qgis_classes *c)
{
    for (size_t row = 0; row < table_of(c)->row_count; row++) {
        const double value = cm_table_get_number(table_of(c), row, c->column);
        for (size_t i = 0; i < style_of(c)->class_count; i++) {
            const double below = style_of(c)->classes[i].lower - value;
            if (!style_of(c)->classes[i].value && below > 0 && below <= CM__QGIS_NEAR)
                return true;
        }
    }
    return false;
}

/* A number below all classes, even with 1 added to it; below 0, so that it is taken for no value.
 */
static double find_sentinel(const cm_style *style)
{
    double least = INFINITY;

    for (size_t i = 0; i < style->class_count; i++)
        if (!style->classes[i].value)
            least = fmin(least, style->classes[i].lower);
    if (least >= 0)
        return -2;
    return least > -1e9 ? floor(least) - 2 : 2 * least;
}

static bool is_taken(const cm__qgis_classes *c, const char *value)
{
    char buffer[CM_CELL_MAX];

    for (size_t row = 0; row < table_of(c)->row_count; row++)
        if (strcmp(cm_table_format(table_of(c), row, c->column, buffer), value) == 0)
            return true;
    return false;
}

/* QGIS has one class for all that no other takes, and a missing value is among them: where that
 * is not to be, something stands for it. */
static void find_missing(cm__qgis_classes *c)
{
    static const char *const stand_ins[] = {"–", "（なし）", "（値なし）"};
    bool has_missing = false, has_rest = c->count > style_of(c)->class_count;

    for (size_t i = 0; i < style_of(c)->class_count; i++) {
        const cm_style_class *const class = &style_of(c)->classes[i];
        has_missing = has_missing || is_missing(class);
        has_rest = has_rest || !class->value;
        c->by_number = c->by_number || (class->value && !cm__xml_holds(class->value));
    }
    if (!has_missing || !has_rest)
        return;
    for (size_t i = 0; i < sizeof stand_ins / sizeof *stand_ins && !c->missing; i++)
        if (!is_taken(c, stand_ins[i]))
            c->missing = stand_ins[i];
    c->by_number = c->by_number || !c->missing;
}

static void find_kind(cm__qgis_classes *c)
{
    const cm_style *const style = style_of(c);

    c->kind = CM__QGIS_CATEGORIES;
    if (style->class_count == 0) {
        c->kind = CM__QGIS_NOTHING;
    } else if (style->kind == CM_STYLE_SINGLE) {
        c->kind = c->count > 1 ? CM__QGIS_CATEGORIES : CM__QGIS_SINGLE;
        c->by_number = true;
    } else if (style->kind == CM_STYLE_GRADUATED && c->column != CM_ABSENT && are_ranges(style) &&
               !has_row_at_limit(c)) {
        c->kind = CM__QGIS_RANGES;
        c->sentinel = find_sentinel(style);
    } else if (style->kind == CM_STYLE_GRADUATED || c->column == CM_ABSENT) {
        c->by_number = true;
    } else {
        /* of a real number QGIS and we write different texts */
        c->by_number = table_of(c)->columns[c->column].type == CM_COLUMN_REAL;
        find_missing(c);
    }
}

static cm__qgis_classes find_columns(const cm_map_layer *layer, const cm__qgis_file *file)
{
    cm__qgis_classes c = {
        .layer = layer, .file = file, .column = CM_ABSENT, .size_column = CM_ABSENT};

    if (layer->style->size.column)
        c.size_column = cm_table_find_column(&layer->features->table, layer->style->size.column);
    if (layer->style->column)
        c.column = cm_table_find_column(&layer->features->table, layer->style->column);
    return c;
}

cm__qgis_classes cm__qgis_classes_find(const cm_map_layer *layer, const cm__qgis_file *file)
{
    cm__qgis_classes c = find_columns(layer, file);

    if (layer->style->class_count > 0)
        count_absent(&c, layer);
    c.count = layer->style->class_count + (c.absent_count > 0);
    find_kind(&c);
    return c;
}

size_t cm__qgis_class_index(const cm__qgis_classes *c, size_t i)
{
    return i < style_of(c)->class_count ? i : CM_ABSENT;
}

/* ---- ranges ---- */

cm__qgis_range cm__qgis_class_range(const cm__qgis_classes *c, size_t i)
{
    const cm_style *const style = style_of(c);
    const size_t index = cm__qgis_class_index(c, i);
    cm__qgis_range range = {c->sentinel, c->sentinel, false};

    if (index == CM_ABSENT)
        return range;
    if (is_missing(&style->classes[index])) {
        range.lower = range.upper = c->sentinel + 1;
        return range;
    }
    range.lower = style->classes[index].lower;
    range.upper = style->classes[index].upper;
    for (size_t j = 0; j < style->class_count; j++)
        range.is_open = range.is_open || (!style->classes[j].value && j != index &&
                                          style->classes[j].lower == range.upper);
    return range;
}

static void add_number(cm__text *out, const cm__qgis_classes *c)
{
    cm__qgis_add_number_of(out, table_of(c), c->column, c->file);
}

/* The number itself, and what stands for none of them. */
static void add_ranges_expression(cm__text *out, const cm__qgis_classes *c)
{
    const bool has_rest = c->count > style_of(c)->class_count;
    bool has_missing = false;
    double least = INFINITY, most = -INFINITY;

    for (size_t i = 0; i < style_of(c)->class_count; i++) {
        const cm_style_class *const class = &style_of(c)->classes[i];
        has_missing = has_missing || class->value;
        least = class->value ? least : fmin(least, class->lower);
        most = class->value ? most : fmax(most, class->upper);
    }
    if (!has_missing && !has_rest) {
        if (is_text(c))
            add_number(out, c);
        else
            cm__qgis_add_field(out, table_of(c), c->column, c->file);
        return;
    }
    cm__text_add(out, "CASE WHEN ");
    add_number(out, c);
    cm__text_add(out, " IS NULL THEN ");
    cm__text_add_number(out, c->sentinel + has_missing);
    if (has_rest) {
        cm__text_add(out, " WHEN ");
        add_number(out, c);
        cm__text_add(out, " < ");
        cm__text_add_number(out, least);
        cm__text_add(out, " OR ");
        add_number(out, c);
        cm__text_add(out, " > ");
        cm__text_add_number(out, most);
        cm__text_add(out, " THEN ");
        cm__text_add_number(out, c->sentinel);
    }
    cm__text_add(out, " ELSE ");
    add_number(out, c);
    cm__text_add(out, " END");
}

/* ---- categories ---- */

static void add_value(cm__text *out, const cm__qgis_classes *c)
{
    cm__qgis_add_value(out, table_of(c), c->column, c->file);
}

static void add_is_missing(cm__text *out, const cm__qgis_classes *c)
{
    if (!is_text(c)) {
        add_value(out, c);
        cm__text_add(out, " IS NULL");
        return;
    }
    cm__text_add(out, "coalesce(");
    add_value(out, c);
    cm__text_add(out, ", '') = ''");
}

static void add_is_between(cm__text *out, const cm__qgis_classes *c, size_t index)
{
    const cm__qgis_range range = cm__qgis_class_range(c, index);

    add_number(out, c);
    if (is_missing(&style_of(c)->classes[index])) {
        cm__text_add(out, " IS NULL");
        return;
    }
    cm__text_add(out, " >= ");
    cm__text_add_number(out, range.lower);
    cm__text_add(out, " AND ");
    add_number(out, c);
    cm__text_add(out, range.is_open ? " < " : " <= ");
    cm__text_add_number(out, range.upper);
}

/* Whether a row is of the class, which has a value or limits. */
static void add_condition(cm__text *out, const cm__qgis_classes *c, size_t index)
{
    const cm_style *const style = style_of(c);
    const cm_style_class *const class = &style->classes[index];

    if (style->kind == CM_STYLE_SINGLE) {
        cm__qgis_add_number_of(out, table_of(c),
                               cm_table_find_column(table_of(c), style->size.column), c->file);
        cm__text_add(out, " >= 0");
    } else if (style->kind == CM_STYLE_GRADUATED) {
        add_is_between(out, c, index);
    } else if (is_missing(class)) {
        add_is_missing(out, c);
    } else {
        add_value(out, c);
        cm__text_add(out, " = ");
        if (is_text(c))
            cm__qgis_add_string(out, value_in_file(c, index));
        else
            cm__text_add(out, class->value);
    }
}

static bool is_rest(const cm__qgis_classes *c, size_t index)
{
    return style_of(c)->kind == CM_STYLE_CATEGORIES && !style_of(c)->classes[index].value;
}

/* The number of the class, as QGIS counts them; of all that have none, that of the rest. */
static void add_class_number(cm__text *out, const cm__qgis_classes *c)
{
    const bool has_conditions = c->column != CM_ABSENT || style_of(c)->kind == CM_STYLE_SINGLE;
    size_t rest = style_of(c)->class_count, conditions = 0;

    cm__text_add(out, "CASE");
    for (size_t i = 0; i < style_of(c)->class_count && has_conditions; i++) {
        if (is_rest(c, i)) {
            rest = i;
            continue;
        }
        cm__text_add(out, " WHEN ");
        add_condition(out, c, i);
        cm__text_addf(out, " THEN %zu", i);
        conditions++;
    }
    if (conditions == 0)
        out->length = 0;
    cm__text_addf(out, conditions ? " ELSE %zu END" : "%zu", rest);
}

void cm__qgis_class_add_frequency(cm__text *out, const cm__qgis_classes *c)
{
    size_t rest = c->absent_count;

    cm__text_add(out, "CASE");
    for (size_t i = 0; i < style_of(c)->class_count; i++) {
        if (is_rest(c, i)) {
            rest = style_of(c)->classes[i].count;
            continue;
        }
        cm__text_add(out, " WHEN ");
        add_condition(out, c, i);
        cm__text_addf(out, " THEN %zu", style_of(c)->classes[i].count);
    }
    cm__text_addf(out, " ELSE %zu END", rest);
}

static double factor_of(const cm_style *style, size_t index)
{
    return cm__qgis_marker_factor(style->classes[index].symbol.shape);
}

static bool has_one_factor(const cm_style *style)
{
    for (size_t i = 1; i < style->class_count; i++)
        if (factor_of(style, i) != factor_of(style, 0))
            return false;
    return true;
}

void cm__qgis_class_add_factor(cm__text *out, const cm_map_layer *layer, const cm__qgis_file *file)
{
    const cm__qgis_classes c = find_columns(layer, file);
    const cm_style *const style = layer->style;
    double rest = factor_of(style, 0); /* rows without a class have the shape of the first */

    if (has_one_factor(style) || c.column == CM_ABSENT) {
        cm__text_add_rounded(out, rest, FACTOR_DECIMALS);
        return;
    }
    cm__text_add(out, "CASE");
    for (size_t i = 0; i < style->class_count; i++) {
        if (is_rest(&c, i)) {
            rest = factor_of(style, i);
            continue;
        }
        cm__text_add(out, " WHEN ");
        add_condition(out, &c, i);
        cm__text_add(out, " THEN ");
        cm__text_add_rounded(out, factor_of(style, i), FACTOR_DECIMALS);
    }
    cm__text_add(out, " ELSE ");
    cm__text_add_rounded(out, rest, FACTOR_DECIMALS);
    cm__text_add(out, " END");
}

static void add_categories_expression(cm__text *out, const cm__qgis_classes *c)
{
    if (!c->missing) {
        cm__qgis_add_field(out, table_of(c), c->column, c->file);
        return;
    }
    cm__text_add(out, "CASE WHEN ");
    add_is_missing(out, c);
    cm__text_add(out, " THEN ");
    cm__qgis_add_string(out, c->missing);
    cm__text_add(out, " ELSE ");
    add_value(out, c);
    cm__text_add(out, " END");
}

void cm__qgis_class_add_expression(cm__text *out, const cm__qgis_classes *c)
{
    if (c->kind == CM__QGIS_RANGES)
        add_ranges_expression(out, c);
    else if (c->by_number)
        add_class_number(out, c);
    else
        add_categories_expression(out, c);
}

void cm__qgis_class_add_value(cm__text *out, const cm__qgis_classes *c, size_t i)
{
    const size_t index = cm__qgis_class_index(c, i);
    const cm_style_class *const class = index == CM_ABSENT ? NULL : &style_of(c)->classes[index];

    if (c->by_number)
        cm__text_addf(out, "%zu", i);
    else if (class && is_missing(class) && c->missing)
        cm__text_add(out, c->missing);
    else if (class && class->value)
        cm__text_add(out, value_in_file(c, index));
}
