/* cli_run_style_layer.c - how a project's layers look. */
#include "cli/cli_run.h"
#include <clustermap/classify.h>
#include <math.h>
#include <string.h>

enum { CODES_TOLD = 8 };

static const cm_symbol plain_outline = {.fill = {255, 255, 255, 255},
                                        .stroke = {138, 138, 138, 255},
                                        .stroke_mm = 0.2,
                                        .dash_mm = {1.6, 0.6, 0.3, 0.6}};
static const cm_symbol plain_line = {
    .stroke = {70, 70, 70, 255}, .stroke_mm = 0.25, .dash_mm = {1.2, 0.8, 0, 0}};
static const cm_symbol plain_area = {
    .fill = {236, 231, 214, 255}, .stroke = {138, 138, 138, 255}, .stroke_mm = 0.15};
static const cm_symbol plain_point = {.shape = CM_SHAPE_SQUARE,
                                      .size_mm = 1.6,
                                      .fill = {255, 255, 255, 255},
                                      .stroke = {60, 60, 60, 255},
                                      .stroke_mm = 0.25};

static void apply_stroke(cm_symbol *symbol, const project_layer *ask)
{
    if (ask->stroke && cm_colour_read(&symbol->stroke, ask->stroke)) /* checked with the project */
        symbol->stroke.alpha = 0;
    if (ask->stroke_mm > 0)
        symbol->stroke_mm = ask->stroke_mm;
}

static void apply_colours(cm_symbol *symbol, const project_layer *ask)
{
    if (ask->fill && cm_colour_read(&symbol->fill, ask->fill))
        symbol->fill.alpha = 0;
    apply_stroke(symbol, ask);
}

/* The largest number of a column; -INFINITY if there is none. */
static double greatest_of(const cm_features *features, const char *name)
{
    const size_t column = cm_table_find_column(&features->table, name);
    double most = -INFINITY;

    for (size_t row = 0; column != CM_ABSENT && row < features->table.row_count; row++)
        if (cm_table_get_number(&features->table, row, column) < INFINITY)
            most = fmax(most, cm_table_get_number(&features->table, row, column));
    return most;
}

cli_exit run_check_size(const run_work *work, const char *layer, const project_size *ask,
                        const cm_features *features)
{
    if (!ask->column)
        return CLI_DONE;
    if (cm_table_find_column(&features->table, ask->column) == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s: size: '%s' has no column '%.100s'", work->project.path,
                       layer, ask->column);
    if (!(ask->value > 0 || greatest_of(features, ask->column) > 0))
        return cli_say(CLI_FAILED, "%s: size: of '%s' no row has a number above 0 in '%.100s'",
                       work->project.path, layer, ask->column);
    return CLI_DONE;
}

cm_status run_set_size(cm_style *style, const project *from, const project_size *ask,
                       const cm_features *features)
{
    cm_style_size size = {.column = ask->column,
                          .value = ask->value,
                          .size_mm = ask->mm > 0 ? ask->mm : 10,
                          .title = project_text(from, ask->title, ask->title_en),
                          .unit = project_text(from, ask->unit, ask->unit_en)};

    if (!ask->column)
        return CM_OK;
    if (!(size.value > 0))
        size.value = greatest_of(features, ask->column);
    return cm_style_set_size(style, &size);
}

static cm_symbol plain_symbol(const run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    cm_symbol symbol = layer->features.geometry == CM_GEOMETRY_POINT ? plain_point
                       : layer->role == CM_MAP_OUTLINES              ? plain_outline
                       : layer->role == CM_MAP_BANDS                 ? plain_area
                                                                     : plain_line;

    apply_colours(&symbol, ask);
    if (ask->shape)
        symbol.shape = cm_shape_find(ask->shape);
    if (ask->size_mm > 0)
        symbol.size_mm = ask->size_mm;
    if (ask->arrow_mm > 0) {
        symbol.arrow_mm = ask->arrow_mm;
        symbol.dash_mm[0] = symbol.dash_mm[1] = 0;
    }
    if (ask->size.column) /* broken wide lines are rows of blocks */
        memset(symbol.dash_mm, 0, sizeof symbol.dash_mm);
    return symbol;
}

static cm_status classify(cm_class_limits *limits, const cm_features *features, const char *name,
                          cm_classify_method method, size_t classes)
{
    const size_t column = cm_table_find_column(&features->table, name);
    cm_table values = {0};
    cm_status status = cm_table_add_column(&values, NULL, "value", CM_COLUMN_REAL);

    if (!status)
        status = cm_table_add_rows(&values, features->table.row_count);
    for (size_t row = 0; row < features->table.row_count && !status; row++)
        cm_table_set_real(&values, row, 0, cm_table_get_number(&features->table, row, column));
    if (!status)
        status = cm_classify(limits, values.columns[0].reals, values.row_count, method, classes);
    cm_table_clear(&values);
    return status;
}

/* Classes of a column of numbers, between the levels of the project or by its method. */
static cm_status style_numbers(const run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    const cm_classify_method method = cm_classify_method_find(ask->method ? ask->method : "jenks");
    cm_class_limits limits = {.class_count = 0};
    cm_status status = CM_OK;

    if (ask->levels.count > 1) {
        limits.class_count = ask->levels.count - 1;
        memcpy(limits.limits, ask->levels.values, ask->levels.count * sizeof(double));
    } else {
        status = classify(&limits, &layer->features, ask->column, method,
                          ask->classes > 0 ? (size_t)ask->classes : 5);
    }
    if (!status)
        status = cm_style_graduated(&layer->style, ask->column, &limits, ask->ramp,
                                    layer->features.geometry);
    if (!status)
        status = cm_style_set_title(&layer->style,
                                    project_text(&work->project, ask->title, ask->title_en),
                                    project_text(&work->project, ask->unit, ask->unit_en));
    return status;
}

/* Whether a layer is of a grid's cells of one code. */
static bool is_coded(const project_layer *ask)
{
    return strcmp(ask->type, "raster") == 0 && (ask->category || ask->category_count > 0);
}

/* The codes of a raster are in the column value. More than can be told apart by colours, as of what
 * is nearest, are areas with borders. */
static const char *category_of(const run_layer *layer)
{
    const project_layer *const ask = layer->ask;

    if (!is_coded(ask))
        return ask->category;
    return ask->category_count > 0 || layer->features.table.row_count <= CODES_TOLD ? "value"
                                                                                    : NULL;
}

static cm_status style_texts(const run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    cm_status status = cm_style_categories(&layer->style, &layer->features, category_of(layer),
                                           project_text(&work->project, "その他", "others"));

    for (size_t i = 0; i < layer->style.class_count && !status; i++)
        apply_stroke(&layer->style.classes[i].symbol, ask);
    if (!status)
        status = run_set_categories(&layer->style, &work->project, ask->categories,
                                    ask->category_count, &layer->features);
    if (!status)
        status = cm_style_set_title(&layer->style,
                                    project_text(&work->project, ask->title, ask->title_en), NULL);
    return status;
}

static cm_status style_shape(const run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    const char *const title = project_text(&work->project, ask->title, ask->title_en);
    const cm_symbol symbol = plain_symbol(layer);
    cm_status status = ask->column          ? style_numbers(work, layer)
                       : category_of(layer) ? style_texts(work, layer)
                                            : cm_style_single(&layer->style, &symbol, title);

    if (!status)
        status = cm_style_count(&layer->style, &layer->features);
    return status ? status
                  : run_set_size(&layer->style, &work->project, &ask->size, &layer->features);
}

static const char *unit_of_bands(const run_work *work, const run_layer *layer)
{
    const project_layer *const ask = layer->ask;

    if (strcmp(ask->type, "density") == 0)
        return project_is_both(&work->project)
                   ? "/km²"
                   : project_pick(&work->project, "件/km²", "members/km²");
    return ask->unit ? project_text(&work->project, ask->unit, ask->unit_en) : layer->grid.unit;
}

/* The classes are the levels that the grid reaches, closed by its maximum. */
static cm_status style_bands(const run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    const cm_table *const bands = &layer->features.table;
    const size_t from = cm_table_find_column(bands, "level_from");
    const double max = greatest_of(&layer->features, "level_to");
    cli_list levels = {.count = 0};
    cm_status status;

    for (size_t i = 0; i < bands->row_count && levels.count < CM_CLASSES_MAX; i++)
        levels.values[levels.count++] = cm_table_get_number(bands, i, from);
    status = cli_levels_style(&layer->style, &levels, max, ask->ramp ? ask->ramp : "ylorbr");
    if (!status)
        status = cm_style_set_title(&layer->style,
                                    project_text(&work->project, ask->title, ask->title_en),
                                    unit_of_bands(work, layer));
    return status ? status : cm_style_count(&layer->style, &layer->features);
}

static const char *label_column(const run_work *work, const cm_features *features,
                                const char *plain, const char *english)
{
    const char *const column = project_pick(&work->project, plain, english);

    return column && cm_table_find_column(&features->table, column) != CM_ABSENT ? column : NULL;
}

/* Names of areas stand wide and grey; those of places beside their symbols. */
static void style_labels(run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    const bool is_area = layer->features.geometry == CM_GEOMETRY_POLYGON;

    layer->style.label.size_pt = ask->label_pt > 0 ? ask->label_pt : is_area ? 11 : 7;
    layer->style.label.colour =
        is_area ? (cm_colour){105, 105, 105, 255} : (cm_colour){70, 70, 70, 255};
    layer->style.label.halo = (cm_colour){255, 255, 255, 255};
    layer->style.label.halo_mm = 0.5;
    layer->style.label.spacing_em = is_area ? 0.2 : 0;
    layer->style.label.bold = is_area;
    layer->style.label.vertical = ask->label_vertical;
    layer->style.label.priority = 1;
}

static cm_status style_as_it_is(const run_work *work, run_layer *layer)
{
    const char *const type = layer->ask->type;
    const bool is_bands = strcmp(type, "density") == 0 || strcmp(type, "bands") == 0 ||
                          (strcmp(type, "raster") == 0 && !is_coded(layer->ask));

    if (is_bands)
        return style_bands(work, layer);
    return strcmp(type, "hotspots") == 0 ? run_style_hotspots(work, layer)
                                         : style_shape(work, layer);
}

cli_exit run_style_layer(run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    const char *const wanted = project_pick(&work->project, ask->label, ask->label_en);
    const char *const column = label_column(work, &layer->features, ask->label, ask->label_en);
    const cli_exit sized = run_check_size(work, ask->id, &ask->size, &layer->features);
    cm_status status;

    if (sized)
        return sized;
    status = style_as_it_is(work, layer);
    if (wanted && !column)
        return cli_say(CLI_FAILED, "%s:%ld: label: the layer '%s' has no column '%.100s'",
                       work->project.path, ask->line, ask->id, wanted);
    if (!status && column)
        status = cm_style_set_label_column(&layer->style, column);
    if (!status && ask->hatch)
        cm_style_hatch(&layer->style);
    style_labels(layer);
    return status ? cli_fail() : CLI_DONE;
}
