/* cli_run_hotspots.c - cells in which members lie together more than chance would have it. */
#include "cli/cli_run.h"
#include <clustermap/hotspot.h>
#include <stdio.h>
#include <string.h>

/* The layer that is the area of the count, in the plane. */
static cm_status find_window(cm_features *out, const run_work *work, const char *id)
{
    cm_status status = CM_OK;

    for (size_t i = 0; i < work->project.layer_count && id; i++)
        if (strcmp(work->project.layers[i].id, id) == 0)
            status = cm_features_copy(out, &work->layers[i].features);
    if (!status && id)
        status = cm_features_transform(out, work->plane);
    return status;
}

static cm_hotspot_options options_of(const run_work *work, const project_layer *ask)
{
    cm_hotspot_options options = CM_HOTSPOT_OPTIONS_INIT;

    if (ask->cell_m > 0)
        options.cell_m = ask->cell_m;
    options.band_m = ask->band_m > 0 ? ask->band_m : 2 * options.cell_m;
    options.crs = cm_crs_get_definition(work->plane);
    return options;
}

/* All cells are written; drawn are the outlines of those that stand out. */
cli_exit run_compute_hotspots(run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    cm_hotspot_options options = options_of(work, ask);
    cm_features window = {.geometry = CM_GEOMETRY_NONE};
    cm_points points = {0};
    cli_exit result = run_gather_points(&points, work, ask);

    if (!result && points.count == 0)
        result = cli_say(CLI_FAILED, "%s:%ld: no member meets it", work->project.path, ask->line);
    if (!result && find_window(&window, work, ask->window))
        result = cli_fail();
    if (ask->window)
        options.window = &window;
    if (!result && (cm_hotspot_cells(&layer->features, &points, &options) ||
                    cm_hotspot_outlines(&layer->drawn, &layer->features) ||
                    cm_features_set_source(&layer->features, work->members.source) ||
                    cm_features_set_source(&layer->drawn, work->members.source)))
        result = cli_say(CLI_FAILED, "%s:%ld: %s", work->project.path, ask->line, cm_error_text());
    cm_points_clear(&points);
    cm_features_clear(&window);
    return result;
}

/* ---- how they look ---- */

static const struct {
    const char *value;
    const char *label, *label_en;
    cm_colour colour;
    double stroke_mm, dash_mm;
} looks[] = {
    {"3", "多い（99 %）", "High (99 %)", {122, 1, 119, 255}, 0.5, 0},
    {"2", "多い（95 %）", "High (95 %)", {122, 1, 119, 255}, 0.35, 1},
    {"1", "多い（90 %）", "High (90 %)", {122, 1, 119, 255}, 0.25, 0.6},
    {"-1", "少ない（90 %）", "Low (90 %)", {0, 69, 120, 255}, 0.25, 0.6},
    {"-2", "少ない（95 %）", "Low (95 %)", {0, 69, 120, 255}, 0.35, 1},
    {"-3", "少ない（99 %）", "Low (99 %)", {0, 69, 120, 255}, 0.5, 0},
};

static const cm_colour cell_colours[] = {{158, 79, 158, 255},  {194, 140, 194, 255},
                                         {226, 196, 226, 255}, {190, 210, 228, 255},
                                         {130, 165, 200, 255}, {64, 110, 160, 255}};

static bool has_class(const cm_features *cells, const char *value)
{
    const size_t column = cm_table_find_column(&cells->table, "class_fdr");
    char text[CM_CELL_MAX];

    for (size_t row = 0; row < cells->table.row_count; row++)
        if (strcmp(cm_table_format(&cells->table, row, column, text), value) == 0)
            return true;
    return false;
}

/* What a reader must know of the test stands over its classes. */
static void describe_test(char *out, size_t size, const run_work *work, const project_layer *ask)
{
    const cm_hotspot_options options = options_of(work, ask);
    char band[40];

    run_print_length(band, sizeof band, options.band_m);
    snprintf(out, size,
             project_is_english(&work->project) ? "Gi*, %s band, FDR" : "Gi*、帯域%s、FDR", band);
}

static const char *text_of(const run_work *work, size_t look)
{
    return project_text(&work->project, looks[look].label, looks[look].label_en);
}

/* The outlines that the map shows. */
static cm_status style_outlines(const run_work *work, run_layer *layer)
{
    cm_status status = cm_style_categories(&layer->style, &layer->drawn, "class_fdr", NULL);

    layer->style.class_count = 0; /* only the looks of the table, in its order */
    for (size_t i = 0; i < sizeof looks / sizeof *looks && !status; i++) {
        const cm_symbol symbol = {.stroke = looks[i].colour,
                                  .stroke_mm = looks[i].stroke_mm,
                                  .dash_mm = {looks[i].dash_mm, looks[i].dash_mm, 0, 0}};
        if (has_class(&layer->drawn, looks[i].value))
            status =
                cm_style_set_category(&layer->style, looks[i].value, &symbol, text_of(work, i));
    }
    return status ? status : cm_style_count(&layer->style, &layer->drawn);
}

/* All cells, as their files show them: those of chance are bordered only. */
static cm_status style_cells(const run_work *work, run_layer *layer)
{
    const cm_symbol chance = {.stroke = {200, 200, 200, 255}, .stroke_mm = 0.1};
    cm_status status = cm_style_categories(&layer->file_style, &layer->features, "class_fdr", NULL);

    layer->file_style.class_count = 0;
    for (size_t i = 0; i < sizeof looks / sizeof *looks && !status; i++) {
        const cm_symbol symbol = {
            .fill = cell_colours[i], .stroke = cell_colours[i], .stroke_mm = 0.1};
        if (has_class(&layer->features, looks[i].value))
            status = cm_style_set_category(&layer->file_style, looks[i].value, &symbol,
                                           text_of(work, i));
    }
    if (!status && has_class(&layer->features, "0"))
        status = cm_style_set_category(&layer->file_style, "0", &chance,
                                       project_text(&work->project, "偶然の範囲", "Within chance"));
    return status ? status : cm_style_count(&layer->file_style, &layer->features);
}

cm_status run_style_hotspots(const run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    const char *const title = project_text(&work->project, ask->title, ask->title_en);
    char test[160];
    cm_status status = style_outlines(work, layer);

    describe_test(test, sizeof test, work, ask);
    if (!status)
        status = cm_style_set_title(&layer->style, title, test);
    if (!status)
        status = style_cells(work, layer);
    return status ? status : cm_style_set_title(&layer->file_style, title, test);
}
