/* style_size.c - markers in proportion to a number, and hatches instead of colours. */
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "output/style_class.h"
#include <math.h>
#include <string.h>

/* Hatches of the lowest and of the highest class: lines of the highest cover 45 % of the paper. */
static const double widest_mm = 2.4, closest_mm = 0.8, thinnest_mm = 0.12, thickest_mm = 0.36;

cm_status cm_style_set_size(cm_style *style, const cm_style_size *size)
{
    cm_style_size made = *size;
    cm_status status = CM_OK;

    if (!size->column) {
        style->size = (cm_style_size){0};
        return CM_OK;
    }
    if (!(size->value > 0 && size->value < INFINITY && size->size_mm >= CM__WIDTH_LEAST_MM &&
          size->size_mm <= 100))
        return cm__fail(CM_ERR_DOMAIN,
                        "a symbol of %g mm for %g: sizes are 0.1..100 mm for more than 0",
                        size->size_mm, size->value);
    status = cm__arena_add(&style->text, &made.column, size->column);
    if (!status)
        status = cm__arena_add(&style->text, &made.title, size->title);
    if (!status)
        status = cm__arena_add(&style->text, &made.unit, size->unit);
    if (!status)
        style->size = made;
    return status;
}

double cm_style_find_size(const cm_style *style, const cm_features *features, size_t row)
{
    const size_t column =
        style->size.column ? cm_table_find_column(&features->table, style->size.column) : CM_ABSENT;

    if (!style->size.column)
        return 0;
    const double value =
        column == CM_ABSENT ? NAN : cm_table_get_number(&features->table, row, column);
    if (!(value >= 0 && value < INFINITY))
        return NAN;
    if (features->geometry == CM_GEOMETRY_LINE)
        return fmax(CM__WIDTH_LEAST_MM, style->size.size_mm * value / style->size.value);
    return fmax(CM__SIZE_LEAST_MM, style->size.size_mm * sqrt(value / style->size.value));
}

void cm_style_hatch(cm_style *style)
{
    const cm_colour ink = {0x22, 0x22, 0x22, 255};
    const double last = style->class_count > 1 ? (double)(style->class_count - 1) : 1;

    for (size_t i = 0; i < style->class_count; i++) {
        cm_symbol *const symbol = &style->classes[i].symbol;
        const double share = (double)i / last;
        symbol->fill = (cm_colour){255, 255, 255, 255};
        symbol->stroke = ink;
        symbol->stroke_mm = fmax(symbol->stroke_mm, thinnest_mm);
        symbol->hatch_deg = 45;
        symbol->hatch_mm = widest_mm * pow(closest_mm / widest_mm, share);
        symbol->hatch_line_mm = thinnest_mm * pow(thickest_mm / thinnest_mm, share);
    }
}
