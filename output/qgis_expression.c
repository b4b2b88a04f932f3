/* qgis_expression.c - pieces of QGIS's expressions. */
#include "output/qgis_expression.h"
#include "output/style_class.h"
#include <string.h>

const char *cm__qgis_field_name(const cm_table *table, size_t column, const cm__qgis_file *file)
{
    return file->field_names ? file->field_names[column] : table->columns[column].name;
}

bool cm__qgis_has_other_name(const cm_table *table, size_t column, const cm__qgis_file *file)
{
    return file->other_names &&
           strcmp(file->other_names[column], cm__qgis_field_name(table, column, file)) != 0;
}

static void add_quoted(cm__text *out, const char *string, char quote)
{
    cm__text_add_bytes(out, &quote, 1);
    for (; *string; string++) {
        if (*string == quote)
            cm__text_add_bytes(out, &quote, 1);
        else if (*string == '\\' && quote == '\'')
            cm__text_add(out, "\\");
        cm__text_add_bytes(out, string, 1);
    }
    cm__text_add_bytes(out, &quote, 1);
}

void cm__qgis_add_string(cm__text *out, const char *string)
{
    add_quoted(out, string, '\'');
}

/* QGIS takes a name that the file has not for an error, but an attribute for a missing one. */
static void add_attribute(cm__text *out, const char *name)
{
    cm__text_add(out, "attribute($currentfeature, ");
    cm__qgis_add_string(out, name);
    cm__text_add(out, ")");
}

void cm__qgis_add_value(cm__text *out, const cm_table *table, size_t column,
                        const cm__qgis_file *file)
{
    const char *const name = cm__qgis_field_name(table, column, file);

    if (!cm__qgis_has_other_name(table, column, file)) {
        add_quoted(out, name, '"');
        return;
    }
    cm__text_add(out, "coalesce(");
    add_attribute(out, name);
    cm__text_add(out, ", ");
    add_attribute(out, file->other_names[column]);
    cm__text_add(out, ")");
}

void cm__qgis_add_field(cm__text *out, const cm_table *table, size_t column,
                        const cm__qgis_file *file)
{
    if (cm__qgis_has_other_name(table, column, file))
        cm__qgis_add_value(out, table, column, file);
    else
        cm__text_add(out, cm__qgis_field_name(table, column, file));
}

void cm__qgis_add_number_of(cm__text *out, const cm_table *table, size_t column,
                            const cm__qgis_file *file)
{
    const bool is_text = column != CM_ABSENT && table->columns[column].type == CM_COLUMN_TEXT;

    if (column == CM_ABSENT) {
        cm__text_add(out, "NULL");
        return;
    }
    cm__text_add(out, is_text ? "try(to_real(" : "");
    cm__qgis_add_value(out, table, column, file);
    cm__text_add(out, is_text ? "))" : "");
}

void cm__qgis_add_size(cm__text *out, const cm_map_layer *layer, const cm__qgis_file *file,
                       const char *factor)
{
    const cm_style_size *const size = &layer->style->size;
    const cm_table *const table = &layer->features->table;
    const size_t column = cm_table_find_column(table, size->column);
    const bool is_line = layer->features->geometry == CM_GEOMETRY_LINE;

    cm__text_add(out, "CASE WHEN ");
    cm__qgis_add_number_of(out, table, column, file);
    cm__text_add(out, " >= 0 THEN max(");
    cm__text_add_number(out, is_line ? CM__WIDTH_LEAST_MM : CM__SIZE_LEAST_MM);
    cm__text_add(out, ", ");
    cm__text_add_number(out, size->size_mm);
    cm__text_add(out, is_line ? " * " : " * sqrt(");
    cm__qgis_add_number_of(out, table, column, file);
    cm__text_add(out, " / ");
    cm__text_add_number(out, size->value);
    cm__text_add(out, is_line ? ")" : "))");
    if (factor && strcmp(factor, "1") != 0) {
        cm__text_add(out, " * ");
        cm__text_add(out, factor);
    }
    cm__text_add(out, " END");
}
