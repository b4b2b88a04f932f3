/* style_graduated.c - classes between limits: their colours, and labels of few digits. */
#include "geo/base_arena.h"
#include "geo/base_text.h"
#include "output/style_class.h"
#include <math.h>

#define EN_DASH "\xe2\x80\x93"

#define DECIMALS_MAX 12
#define PLAIN_MAX 1e15 /* from here on, and where 12 decimals do not do, as 1e+15 */
#define ALL_DIGITS (-1)

static double narrowest(const cm_class_limits *limits)
{
    double width = INFINITY;

    for (size_t i = 0; i < limits->class_count; i++)
        width = fmin(width, limits->limits[i + 1] - limits->limits[i]);
    return width;
}

static bool decimals_do(const cm_class_limits *limits, int decimals, double tolerance)
{
    const double unit = pow(10, decimals);

    for (size_t i = 0; i <= limits->class_count; i++) {
        const double limit = limits->limits[i];
        if (!(fabs(round(limit * unit) / unit - limit) <= tolerance))
            return false;
    }
    return true;
}

/* The fewest decimals that are true to a twentieth of the narrowest class, so that limits stay
 * apart and none is printed as a value of the next class's middle. */
static int find_decimals(const cm_class_limits *limits)
{
    const double first = limits->limits[0], last = limits->limits[limits->class_count];
    const double width = narrowest(limits);
    /* one class of one value: to 6 digits */
    const double tolerance = width > 0 ? 0.05 * width : 1e-6 * fabs(first);

    if (!(fmax(-first, last) < PLAIN_MAX))
        return ALL_DIGITS;
    for (int decimals = 0; decimals <= DECIMALS_MAX; decimals++)
        if (decimals_do(limits, decimals, tolerance))
            return decimals;
    return ALL_DIGITS;
}

static void add_number(cm__text *text, double value, int decimals)
{
    if (decimals == ALL_DIGITS)
        cm__text_add_number(text, value);
    else
        cm__text_add_rounded(text, value, decimals);
}

static void add_label(cm__text *text, const cm_style_class *class, int decimals, bool negative)
{
    add_number(text, class->lower, decimals);
    if (!(class->upper > class->lower))
        return;
    cm__text_add(text, negative ? " " EN_DASH " " : EN_DASH); /* not "-5–-3" */
    add_number(text, class->upper, decimals);
}

static cm_status add_class(cm_style *style, double lower, double upper, const cm_symbol *symbol)
{
    const cm_status status = cm__style_add_class(style, NULL, NULL, symbol);

    if (status)
        return status;
    style->classes[style->class_count - 1].lower = lower;
    style->classes[style->class_count - 1].upper = upper;
    return CM_OK;
}

static cm_status set_labels(cm_style *style, int decimals)
{
    const bool negative = style->classes[0].lower < 0;
    cm_status status = CM_OK;

    for (size_t i = 0; !status && i < style->class_count; i++) {
        cm__text text = {0};
        add_label(&text, &style->classes[i], decimals, negative);
        status = text.failed;
        if (!status)
            status = cm__arena_add(&style->text, &style->classes[i].label, text.bytes);
        cm__text_clear(&text);
    }
    return status;
}

cm_status cm_style_graduated(cm_style *out, const char *column, const cm_class_limits *limits,
                             const char *ramp, cm_geometry geometry)
{
    cm_style style = {.kind = CM_STYLE_GRADUATED, .label = cm__style_plain_label()};
    cm_status status = cm__arena_add(&style.text, &style.column, column);

    for (size_t i = 0; !status && i < limits->class_count; i++) {
        const char *const name = ramp ? ramp : "ylorbr";
        cm_colour colour;
        status = cm_ramp_get(&colour, name,
                             geometry == CM_GEOMETRY_LINE
                                 ? cm__ramp_place_line(name, i, limits->class_count)
                                 : cm__ramp_place(name, i, limits->class_count));
        if (!status) {
            const cm_symbol symbol = cm__symbol_graduated(colour, geometry);
            status = add_class(&style, limits->limits[i], limits->limits[i + 1], &symbol);
        }
    }
    if (!status && limits->class_count > 0)
        status = set_labels(&style, find_decimals(limits));
    if (status)
        cm_style_clear(&style);
    else
        *out = style;
    return status;
}
