/* cli_run_style.c - how a project's members look. */
#include "cli/cli_run.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const cm_symbol plain_member = {.shape = CM_SHAPE_CIRCLE,
                                       .size_mm = 2.2,
                                       .fill = {0, 114, 178, 255},
                                       .stroke = {34, 34, 34, 255},
                                       .stroke_mm = 0.12,
                                       .casing = {255, 255, 255, 255},
                                       .casing_mm = 0.18};

/* A category with a stroke of its own is told apart by it, as hollow symbols are. */
static const double hollow_stroke_mm = 0.35;

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

/* Adds a class for a value that fell under "others" because there are so many. */
static cm_status add_missing_class(cm_style *style, const char *value, cm_geometry geometry)
{
    cm_status status;

    if (find_value(style, value) != CM_ABSENT)
        return CM_OK;
    status = cm_style_set_category(style, value, NULL, NULL);
    if (!status && geometry == CM_GEOMETRY_POINT)
        style->classes[style->class_count - 1].symbol.size_mm = style->classes[0].symbol.size_mm;
    return status;
}

/* What the project asks for of a symbol. Of lines the fill is the colour of their stroke. */
static void apply(cm_symbol *symbol, const project_category *ask, cm_geometry geometry)
{
    cm_colour *const colour = geometry == CM_GEOMETRY_LINE ? &symbol->stroke : &symbol->fill;

    if (ask->shape)
        symbol->shape = cm_shape_find(ask->shape);
    if (ask->fill && cm_colour_read(colour, ask->fill))
        colour->alpha = 0;
    if (ask->stroke && cm_colour_read(&symbol->stroke, ask->stroke))
        symbol->stroke.alpha = 0;
    if (ask->stroke)
        symbol->stroke_mm = fmax(symbol->stroke_mm, hollow_stroke_mm);
    if (ask->size_mm > 0)
        symbol->size_mm = ask->size_mm;
}

/* Sets the symbol and label that the project asks for. */
static cm_status set_category(cm_style *style, const project *from, const project_category *ask,
                              const cm_features *features)
{
    const char *const label = project_text(from, ask->label, ask->label_en);
    const cm_status status = add_missing_class(style, ask->value, features->geometry);

    if (status)
        return status;
    cm_symbol symbol = style->classes[find_value(style, ask->value)].symbol;
    apply(&symbol, ask, features->geometry);
    return cm_style_set_category(style, ask->value, &symbol, label ? label : ask->value);
}

/* A class that nothing belongs to has no line in the legend. */
static void drop_empty_classes(cm_style *style)
{
    size_t kept = 0;

    for (size_t i = 0; i < style->class_count; i++)
        if (style->classes[i].count > 0)
            style->classes[kept++] = style->classes[i];
    style->class_count = kept;
}

cm_status run_set_categories(cm_style *style, const project *from, const project_category *asks,
                             size_t count, const cm_features *features)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < count && !status; i++) {
        status = set_category(style, from, &asks[i], features);
        if (!status)
            move_class(style, find_value(style, asks[i].value), i);
    }
    if (!status)
        status = cm_style_count(style, features);
    if (!status)
        drop_empty_classes(style);
    return status;
}

static cm_status style_categories(run_work *work)
{
    const project_members *const ask = &work->project.members;
    cm_status status = cm_style_categories(&work->style, &work->members, ask->category,
                                           project_text(&work->project, "その他", "others"));

    for (size_t i = 0; i < work->style.class_count && !status && ask->size_mm > 0; i++)
        work->style.classes[i].symbol.size_mm = ask->size_mm;
    if (!status)
        status = run_set_categories(&work->style, &work->project, ask->categories,
                                    ask->category_count, &work->members);
    if (!status)
        drop_empty_classes(&work->style);
    return status;
}

static cm_status style_single(run_work *work)
{
    const project_members *const ask = &work->project.members;
    const char *const title = project_text(&work->project, ask->title, ask->title_en);
    const char *const members = project_text(&work->project, "会員", "members");
    cm_symbol symbol = plain_member;

    if (ask->size_mm > 0)
        symbol.size_mm = ask->size_mm;
    return cm_style_single(&work->style, &symbol, title ? title : members);
}

cli_exit run_style_members(run_work *work)
{
    const project_members *const ask = &work->project.members;
    cm_status status;

    if (ask->category && cm_table_find_column(&work->members.table, ask->category) == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s:%ld: category: the list has no column '%.100s'",
                       work->project.path, ask->category_line, ask->category);
    const cli_exit sized = run_check_size(work, "members", &ask->size, &work->members);
    if (sized)
        return sized;
    status = ask->category ? style_categories(work) : style_single(work);
    if (!status)
        status = cm_style_count(&work->style, &work->members);
    if (!status)
        status = cm_style_set_title(&work->style,
                                    project_text(&work->project, ask->title, ask->title_en), NULL);
    if (!status && ask->label)
        status = cm_style_set_label_column(&work->style, RUN_LABEL_COLUMN);
    if (!status)
        status = run_set_size(&work->style, &work->project, &ask->size, &work->members);
    work->style.label.size_pt = ask->label_pt > 0 ? ask->label_pt : 6.5;
    work->style.label.colour = (cm_colour){17, 17, 17, 255};
    work->style.label.halo = (cm_colour){255, 255, 255, 255};
    work->style.label.halo_mm = 0.5;
    work->style.label.priority = 2;
    return status ? cli_fail() : CLI_DONE;
}
