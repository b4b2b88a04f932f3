/* qgis_expression.h - pieces of QGIS's expressions: fields, texts, and what a style works out for
 * each row. */
#ifndef CM_QGIS_EXPRESSION_H
#define CM_QGIS_EXPRESSION_H

#include "output/qgis_style.h"

/* All add to out, where a failure sticks. */

/* What the file calls a column of the layer's table. */
const char *cm__qgis_field_name(const cm_table *table, size_t column, const cm__qgis_file *file);
/* Whether the second file calls it otherwise; then only an expression finds it in both. */
bool cm__qgis_has_other_name(const cm_table *table, size_t column, const cm__qgis_file *file);

/* A column's value. */
void cm__qgis_add_value(cm__text *out, const cm_table *table, size_t column,
                        const cm__qgis_file *file);
/* The same where QGIS wants a field's bare name or an expression. */
void cm__qgis_add_field(cm__text *out, const cm_table *table, size_t column,
                        const cm__qgis_file *file);
/* A text between quotes. */
void cm__qgis_add_string(cm__text *out, const char *string);
/* A column's number, or NULL where it has none. column may be CM_ABSENT: NULL always. */
void cm__qgis_add_number_of(cm__text *out, const cm_table *table, size_t column,
                            const cm__qgis_file *file);

/* The size of a row's marker or the width of its line in millimetres as cm_style_find_size gives
 * it, times a factor (NULL: none); NULL where that is NaN. */
void cm__qgis_add_size(cm__text *out, const cm_map_layer *layer, const cm__qgis_file *file,
                       const char *factor);

#endif
