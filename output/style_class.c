/* style_class.c - the classes of a style: adding them, and which one a feature falls into. */
#include "output/style_class.h"
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <math.h>
#include <string.h>

cm_status cm__style_add_class(cm_style *style, const char *value, const char *label,
                              const cm_symbol *symbol)
{
    cm_style_class added = {.symbol = *symbol};
    cm_status status = cm__arena_add(&style->text, &added.value, value);

    if (!status)
        status = cm__arena_add(&style->text, &added.label, label);
    if (!status)
        status = cm__array_grow(&style->classes, style->class_count + 1, sizeof *style->classes);
    if (status)
        return status;
    style->classes[style->class_count++] = added;
    return CM_OK;
}

static size_t find_category(const cm_style *style, const char *value)
{
    size_t others = CM_ABSENT;

    for (size_t i = 0; i < style->class_count; i++) {
        const char *const category = style->classes[i].value;
        if (!category)
            others = i;
        else if (strcmp(category, value) == 0)
            return i;
    }
    return others;
}

static size_t find_graduated(const cm_style *style, double value)
{
    size_t closed = CM_ABSENT; /* the value is the upper limit of this one, and no other has it */

    for (size_t i = 0; i < style->class_count; i++) {
        const cm_style_class *const class = &style->classes[i];
        if (class->value) {
            if (isnan(value) && class->value[0] == '\0')
                return i;
        } else if (value >= class->lower && value < class->upper) {
            return i;
        } else if (value >= class->lower && value <= class->upper) {
            closed = i;
        }
    }
    return closed;
}

static size_t find_in_column(const cm_style *style, const cm_table *table, size_t row,
                             size_t column)
{
    char number[CM_CELL_MAX];

    if (style->kind == CM_STYLE_GRADUATED)
        return find_graduated(style, cm_table_get_number(table, row, column));
    return find_category(style, cm_table_format(table, row, column, number));
}

size_t cm_style_find_class(const cm_style *style, const cm_features *features, size_t row)
{
    size_t column;

    if (style->kind == CM_STYLE_SINGLE)
        return style->class_count > 0 ? 0 : CM_ABSENT;
    column = cm_table_find_column(&features->table, style->column);
    return column == CM_ABSENT ? CM_ABSENT : find_in_column(style, &features->table, row, column);
}

cm_status cm_style_count(cm_style *style, const cm_features *features)
{
    const bool has_column = style->kind != CM_STYLE_SINGLE;
    const size_t column = has_column ? cm_table_find_column(&features->table, style->column) : 0;

    if (has_column && column == CM_ABSENT)
        return cm__fail(CM_ERR_FORMAT, "there is no column '%.100s' to style by", style->column);
    for (size_t i = 0; i < style->class_count; i++)
        style->classes[i].count = 0;
    for (size_t row = 0; row < features->table.row_count; row++) {
        size_t found = 0;
        if (features->geometry != CM_GEOMETRY_NONE && !cm_features_has_place(features, row))
            continue;
        if (has_column)
            found = find_in_column(style, &features->table, row, column);
        if (found < style->class_count)
            style->classes[found].count++;
    }
    return CM_OK;
}
