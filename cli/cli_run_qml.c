/* cli_run_qml.c - a style beside each file of a project, so that QGIS shows it as the map does. */
#include "cli/cli_run.h"
#include <string.h>

/* Names are printed shortened, from a column that no file has: QGIS takes them from the list's. */
static const char *label_column(const run_work *work)
{
    const project_members *const ask = &work->project.members;
    const char *const wanted = project_text(&work->project, ask->label, ask->label_en);

    if (!ask->label || cm_table_find_column(&work->members.table, wanted) == CM_ABSENT)
        return ask->label;
    return wanted;
}

cm_map_layer run_cells_look(const run_layer *layer)
{
    return (cm_map_layer){.features = &layer->features,
                          .style = &layer->file_style,
                          .id = layer->features.name,
                          .title = layer->features.title,
                          .role = CM_MAP_BANDS};
}

void run_file_layer(cm_map_layer *out, cm_style *style, const run_work *work,
                    const cm_features *features)
{
    cm_map_layer layers[PROJECT_LAYERS_MAX + 1];
    const size_t count = run_list_layers(layers, work, true);

    *out = (cm_map_layer){.features = features};
    for (size_t i = 0; i < count; i++)
        if (layers[i].features == features ||
            (features == &work->members && layers[i].role == CM_MAP_MEMBERS))
            *out = layers[i];
    for (size_t i = 0; i < work->project.layer_count; i++)
        if (features == &work->layers[i].features && work->layers[i].file_style.class_count > 0)
            *out = run_cells_look(&work->layers[i]);
    if (!out->style)
        return;
    *style = *out->style;
    out->style = style;
    if (out->role == CM_MAP_MEMBERS) {
        out->features = features;
        style->label.column = label_column(work);
    }
}

/* The files of a layer have one name and so one style, which must do for all of them. */
static bool find_options(cm_qml_options *out, const run_work *work, const cm_grid *grid)
{
    const cm_export_options written = cli_export_options(&work->common);
    const bool in_shp = project_wants(&work->project, "shp");
    const bool in_others =
        project_wants(&work->project, "geojson") || project_wants(&work->project, "fgb");
    const bool in_tif = grid && grid->values && project_wants(&work->project, "tif");

    *out = cli_qml_options(&written, in_others || !in_shp ? CM_FORMAT_GEOJSON : CM_FORMAT_SHP);
    out->language = project_is_english(&work->project) ? CM_MAP_ENGLISH : CM_MAP_JAPANESE;
    out->with_shp = in_shp;
    out->grid = in_tif ? grid : NULL;
    return in_shp || in_others || in_tif;
}

static cli_exit write_one(run_work *work, const char *folder, const cm_features *features,
                          const run_layer *layer)
{
    cm_style style;
    cm_map_layer drawn;
    cm_qml_options options;
    char path[PROJECT_PATH_MAX];
    cli_exit result;

    if (!find_options(&options, work, layer ? &layer->grid : NULL))
        return CLI_DONE;
    result = run_file_path(path, folder, features->name, "qml");
    run_file_layer(&drawn, &style, work, features);
    options.grid_style = drawn.style;
    if (!result && cm_qml_write(&drawn, path, &options))
        result = cli_fail();
    return result ? result : run_remember(work, path);
}

cli_exit run_write_qml(run_work *work, const char *folder)
{
    cli_exit result = write_one(work, folder, &work->members, NULL);

    for (size_t i = 0; i < work->project.layer_count && !result; i++)
        if (strcmp(work->layers[i].ask->type, "outlines") != 0)
            result = write_one(work, folder, &work->layers[i].features, &work->layers[i]);
    return result;
}
