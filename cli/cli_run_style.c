/* cli_run_style.c - how a project's members and layers look. */
#include "cli/cli_run.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const cm_symbol plain_outline = {.fill = {255, 255, 255, 255},
                                        .stroke = {138, 138, 138, 255},
                                        .stroke_mm = 0.2,
                                        .dash_mm = {1.6, 0.6, 0.3, 0.6}};
static const cm_symbol plain_line = {
    .stroke = {70, 70, 70, 255}, .stroke_mm = 0.25, .dash_mm = {1.2, 0.8, 0, 0}};
static const cm_symbol plain_member = {.shape = CM_SHAPE_CIRCLE,
                                       .size_mm = 2.2,
                                       .fill = {0, 114, 178, 255},
                                       .stroke = {34, 34, 34, 255},
                                       .stroke_mm = 0.12,
                                       .casing = {255, 255, 255, 255},
                                       .casing_mm = 0.18};

static void apply_colours(cm_symbol *symbol, const project_layer *ask)
{
    if (ask->fill && cm_colour_read(&symbol->fill, ask->fill)) /* checked with the project */
        symbol->fill.alpha = 0;
    if (ask->stroke && cm_colour_read(&symbol->stroke, ask->stroke))
        symbol->stroke.alpha = 0;
    if (ask->stroke_mm > 0)
        symbol->stroke_mm = ask->stroke_mm;
}

static cm_status style_shape(const run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    const char *const title = project_text(&work->project, ask->title, ask->title_en);
    cm_symbol symbol = layer->role == CM_MAP_OUTLINES ? plain_outline : plain_line;

    apply_colours(&symbol, ask);
    return cm_style_single(&layer->style, &symbol, title);
}

/* The smallest number of two significant digits that is not below value. */
static double round_up(double value)
{
    const double unit = pow(10, floor(log10(value)) - 1);

    return ceil(value / unit - 1e-9) * unit;
}

/* The classes are the levels that the grid reaches, closed by its maximum. */
static cm_status style_bands(const run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    const cm_table *const bands = &layer->features.table;
    const size_t from = cm_table_find_column(bands, "level_from");
    const double max = cm_grid_get_statistics(&layer->grid).max;
    cm_class_limits limits = {.class_count = 0};
    cm_status status;

    for (size_t i = 0; i < bands->row_count && limits.class_count < CM_CLASSES_MAX; i++)
        limits.limits[limits.class_count++] = bands->columns[from].reals[i];
    if (limits.class_count == 0)
        limits.limits[limits.class_count++] = 0;
    limits.limits[limits.class_count] =
        round_up(fmax(max, limits.limits[limits.class_count - 1] * 1.01 + 1e-12));
    status = cm_style_graduated(&layer->style, "level_from", &limits,
                                ask->ramp ? ask->ramp : "ylorbr", CM_GEOMETRY_POLYGON);
    if (!status)
        status = cm_style_set_title(&layer->style,
                                    project_text(&work->project, ask->title, ask->title_en),
                                    project_text(&work->project, "件/km²", "members/km²"));
    return status ? status : cm_style_count(&layer->style, &layer->features);
}

static const char *label_column(const run_work *work, const cm_features *features,
                                const char *plain, const char *english)
{
    const char *const column = project_text(&work->project, plain, english);

    return column && cm_table_find_column(&features->table, column) != CM_ABSENT ? column : NULL;
}

cli_exit run_style_layer(run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    const char *const wanted = project_text(&work->project, ask->label, ask->label_en);
    const char *const column = label_column(work, &layer->features, ask->label, ask->label_en);
    cm_status status =
        layer->role == CM_MAP_BANDS ? style_bands(work, layer) : style_shape(work, layer);

    if (wanted && !column)
        return cli_say(CLI_FAILED, "%s:%ld: label: the layer '%s' has no column '%.100s'",
                       work->project.path, ask->line, ask->id, wanted);
    if (!status && column)
        status = cm_style_set_label_column(&layer->style, column);
    layer->style.label.size_pt = ask->label_pt > 0 ? ask->label_pt : 11;
    layer->style.label.colour = (cm_colour){120, 120, 120, 255};
    layer->style.label.halo = (cm_colour){255, 255, 255, 255};
    layer->style.label.halo_mm = 0.4;
    layer->style.label.spacing_em = 0.2;
    layer->style.label.bold = true;
    layer->style.label.priority = 1;
    return status ? cli_fail() : CLI_DONE;
}

static size_t find_value(const cm_style *style, const char *value)
{
    for (size_t i = 0; i < style->class_count; i++)
        if (style->classes[i].value && strcmp(style->classes[i].value, value) == 0)
            return i;
    return CM_ABSENT;
}

/* Moves a class to its place in the legend; the others keep their order. */
static void move_class(cm_style *style, size_t from, size_t to)
{
    const cm_style_class moved = style->classes[from];

    for (; from > to; from--)
        style->classes[from] = style->classes[from - 1];
    style->classes[to] = moved;
}

/* Sets the symbol and label that the project asks for; a value that fell under "others" because
 * there are so many gets a class of its own. */
static cm_status set_category(run_work *work, const project_category *ask)
{
    const char *const label = project_text(&work->project, ask->label, ask->label_en);
    const size_t found = find_value(&work->style, ask->value);
    cm_symbol symbol = found == CM_ABSENT ? plain_member : work->style.classes[found].symbol;

    if (ask->shape)
        symbol.shape = cm_shape_find(ask->shape);
    if (ask->fill && cm_colour_read(&symbol.fill, ask->fill))
        symbol.fill.alpha = 0;
    if (ask->size_mm > 0)
        symbol.size_mm = ask->size_mm;
    return cm_style_set_category(&work->style, ask->value, &symbol, label ? label : ask->value);
}

/* A class that no member on the map belongs to has no line in the legend. */
static void drop_empty_classes(cm_style *style)
{
    size_t kept = 0;

    for (size_t i = 0; i < style->class_count; i++)
        if (style->classes[i].count > 0)
            style->classes[kept++] = style->classes[i];
    style->class_count = kept;
}

static cm_status style_categories(run_work *work)
{
    const project_members *const ask = &work->project.members;
    const bool english = project_is_english(&work->project);
    cm_status status = cm_style_categories(&work->style, &work->members, ask->category,
                                           english ? "others" : "その他");

    for (size_t i = 0; i < work->style.class_count && !status && ask->size_mm > 0; i++)
        work->style.classes[i].symbol.size_mm = ask->size_mm;
    for (size_t i = 0; i < ask->category_count && !status; i++) {
        status = set_category(work, &ask->categories[i]);
        if (!status)
            move_class(&work->style, find_value(&work->style, ask->categories[i].value), i);
    }
    if (!status)
        status = cm_style_count(&work->style, &work->members);
    if (!status)
        drop_empty_classes(&work->style);
    return status;
}

static cm_status style_single(run_work *work)
{
    const project_members *const ask = &work->project.members;
    cm_symbol symbol = plain_member;

    if (ask->size_mm > 0)
        symbol.size_mm = ask->size_mm;
    return cm_style_single(&work->style, &symbol,
                           project_is_english(&work->project) ? "members" : "会員");
}

cli_exit run_style_members(run_work *work)
{
    const project_members *const ask = &work->project.members;
    cm_status status;

    if (ask->category && cm_table_find_column(&work->members.table, ask->category) == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s:%ld: category: the list has no column '%.100s'",
                       work->project.path, ask->category_line, ask->category);
    status = ask->category ? style_categories(work) : style_single(work);

    if (!status)
        status = cm_style_count(&work->style, &work->members);
    if (!status)
        status = cm_style_set_title(&work->style,
                                    project_text(&work->project, ask->title, ask->title_en), NULL);
    if (!status && ask->label)
        status = cm_style_set_label_column(&work->style, RUN_LABEL_COLUMN);
    work->style.label.size_pt = ask->label_pt > 0 ? ask->label_pt : 6.5;
    work->style.label.colour = (cm_colour){17, 17, 17, 255};
    work->style.label.halo = (cm_colour){255, 255, 255, 255};
    work->style.label.halo_mm = 0.35;
    work->style.label.priority = 2;
    return status ? cli_fail() : CLI_DONE;
}
