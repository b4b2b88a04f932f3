/* map_legend_sizes.c - the values of a legend's nested circles, and how they are drawn. */
#include "output/map_legend_sizes.h"
#include "geo/base_text.h"
#include "output/map_furniture.h"
#include <stdio.h>

/* The labels' baselines keep so far apart; the line from a circle's top to its label; air. */
static const double apart_mm = 3.3, line_mm = 3, gap_mm = 1, pad_mm = 0.8;
static const double least_line_mm = 0.1;

/* From here on a number is not written out: it would be wider than all the rest. */
static const double written_out_max = 1e12;

/* The largest of 1, 2, 5 x 10^n that is not above value. */
static double round_down(double value)
{
    const double power = pow(10, floor(log10(value)));
    const double share = value / power * (1 + 1e-12);

    return power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
}

static double largest(const cm_map_layer *of)
{
    const size_t column = cm_table_find_column(&of->features->table, of->style->size.column);
    double most = 0;

    for (size_t row = 0; column != CM_ABSENT && row < of->features->table.row_count; row++) {
        const double value = cm_table_get_number(&of->features->table, row, column);
        if (cm_features_has_place(of->features, row) && value < INFINITY)
            most = fmax(most, value); /* fmax passes NaN over */
    }
    return most;
}

static void add(cm__legend_sizes *out, double value, double size_mm)
{
    cm__text text = {0};

    cm__word_add_grouped(&text, value);
    if (value < 1 || value >= written_out_max) {
        cm__text_clear(&text);
        cm__text_add_number(&text, value);
    }
    out->size_mm[out->count] = size_mm;
    snprintf(out->text[out->count++], sizeof out->text[0], "%s", text.bytes ? text.bytes : "");
    cm__text_clear(&text);
}

/* A line's width is in proportion to the number itself. */
static void round_widths(cm__legend_sizes *out, double most, const cm_style_size *size)
{
    for (double value = round_down(most); out->count < CM__LEGEND_SIZES_MAX;
         value = round_down(value / 2)) {
        const double width_mm = size->size_mm * value / size->value;
        if (!(width_mm >= least_line_mm && value >= most * 1e-4))
            break;
        add(out, value, width_mm);
    }
}

bool cm__legend_choose_sizes(cm__legend_sizes *out, const cm_map_layer *layer)
{
    const cm_style_size *const size = &layer->style->size;
    const cm_geometry geometry = layer->features->geometry;
    const double most = size->column ? largest(layer) : 0;

    *out = (cm__legend_sizes){.count = 0};
    if (geometry == CM_GEOMETRY_POINT)
        return cm__legend_round_sizes(out, most, size->value, size->size_mm);
    if (geometry == CM_GEOMETRY_LINE && most > 0)
        round_widths(out, most, size);
    return out->count > 0;
}

bool cm__legend_round_sizes(cm__legend_sizes *out, double most, double of_value, double of_mm)
{
    double before_mm = INFINITY;

    *out = (cm__legend_sizes){.count = 0};
    if (!(most > 0))
        return false;
    for (double value = round_down(most); value >= most * 1e-4 && out->count < CM__LEGEND_SIZES_MAX;
         value = round_down(value * 0.99)) {
        const double size_mm = of_mm * sqrt(value / of_value);
        if (size_mm < 1)
            break;
        if (before_mm - size_mm < apart_mm && out->count > 0)
            continue;
        add(out, value, size_mm);
        before_mm = size_mm;
    }
    return out->count > 0;
}

double cm__legend_sizes_height(const cm__legend_sizes *sizes)
{
    return fmax(sizes->size_mm[0], apart_mm) + 2 * pad_mm;
}

cm_status cm__legend_sizes_width(double *out_mm, const cm__legend_sizes *sizes, const char *font)
{
    const cm__text_style style = cm__type_style(CM__TYPE_BODY);
    double text_mm = 0;
    cm_status status = CM_OK;

    for (size_t i = 0; i < sizes->count && !status; i++) {
        double width_mm = 0;
        status = cm__furniture_measure(&width_mm, font, sizes->text[i], &style);
        text_mm = fmax(text_mm, width_mm);
    }
    *out_mm = sizes->size_mm[0] + line_mm + gap_mm + text_mm;
    return status;
}

cm_status cm__legend_draw_sizes(cm__list *list, const cm__legend_row *row, cm_point at)
{
    const cm__legend_sizes *const sizes = &row->sizes;
    const cm__text_style style = cm__type_style(CM__TYPE_BODY);
    const cm_symbol thin = cm__ink_symbol((cm_colour){0}, cm__ink_grey(), 0.12);
    const double ground = at.y + row->height_mm - pad_mm, middle = at.x + sizes->size_mm[0] / 2;
    const double text_x = at.x + sizes->size_mm[0] + line_mm;
    cm_status status = CM_OK;

    for (size_t i = 0; i < sizes->count && !status; i++) {
        const double top = ground - sizes->size_mm[i];
        cm_symbol symbol = row->symbol;
        symbol.size_mm = sizes->size_mm[i];
        status = cm__list_add_marker(list, NULL, NULL, &symbol,
                                     (cm_point){middle, ground - sizes->size_mm[i] / 2});
        if (!status)
            status =
                cm__furniture_line(list, (cm_point){middle, top}, (cm_point){text_x, top}, &thin);
        if (!status)
            status = cm__furniture_text(
                list, sizes->text[i], &style,
                (cm_point){text_x + gap_mm, top + cm__type_middle_mm(&style)}, CM__ALIGN_START);
    }
    return status;
}
