/* cli_run_qgis.c - the project for QGIS of a run: its layers, looks and page. */
#include "cli/cli_run.h"
#include <clustermap/qgis_project.h>
#include <stdio.h>
#include <string.h>

enum { NAME_SIZE = 256, ID_SIZE = 128 };

/* The layers of the project, with the names of files and tables. */
typedef struct qgis_layers {
    run_tables tables;
    cm_qgis_layer layers[3 * PROJECT_LAYERS_MAX + 2 + CM_MAP_INSETS_MAX];
    char gpkg[NAME_SIZE];
    char names[2 * PROJECT_LAYERS_MAX + 2][ID_SIZE];
    char grids[PROJECT_LAYERS_MAX][NAME_SIZE], grid_ids[PROJECT_LAYERS_MAX][ID_SIZE];
    char grid_titles[PROJECT_LAYERS_MAX][NAME_SIZE];
    cm_features shown[CM_MAP_INSETS_MAX]; /* the members of an inset that shows some of them */
    char shown_titles[CM_MAP_INSETS_MAX][NAME_SIZE];
    size_t count;
} qgis_layers;

static bool is_hidden(const run_work *work, const cm_map_layer *look)
{
    for (size_t i = 0; i < work->project.layer_count; i++)
        if (look->features == &work->layers[i].features || look->features == &work->layers[i].drawn)
            return work->layers[i].ask->no_draw;
    return false;
}

static void add_tables(qgis_layers *out, const run_work *work)
{
    run_list_tables(&out->tables, work);
    for (size_t i = 0; i < out->tables.count; i++) {
        const cm_features *const features = out->tables.layers[i];
        if (!out->tables.drawn[i] && features->geometry != CM_GEOMETRY_NONE)
            continue; /* what is drawn in its stead comes next */
        cm_qgis_layer *const layer = &out->layers[out->count++];
        snprintf(out->names[i], ID_SIZE, "%s%s", cm_gpkg_table_prefix(features->name),
                 features->name);
        *layer = (cm_qgis_layer){
            .look = out->tables.drawn[i], .file = out->gpkg, .table = out->names[i]};
        if (layer->look) {
            layer->hidden = is_hidden(work, layer->look);
            continue;
        }
        layer->features = features;
        layer->id = features->name;
    }
}

/* A grid is switched off: its bands show the same. */
static void add_grids(qgis_layers *out, const run_work *work)
{
    for (size_t i = 0; i < work->project.layer_count; i++) {
        const run_layer *const layer = &work->layers[i];
        if (!layer->grid.values || strcmp(layer->ask->type, "raster") == 0)
            continue; /* a raster is a file elsewhere */
        snprintf(out->grids[i], NAME_SIZE, "%s.tif", layer->ask->id);
        snprintf(out->grid_ids[i], ID_SIZE, "%s-grid", layer->ask->id);
        snprintf(out->grid_titles[i], NAME_SIZE, "%.200s%s", layer->features.title,
                 project_is_english(&work->project) ? " (grid)" : "（格子）");
        out->layers[out->count++] = (cm_qgis_layer){.grid = &layer->grid,
                                                    .grid_style = &layer->style,
                                                    .id = out->grid_ids[i],
                                                    .title = out->grid_titles[i],
                                                    .file = out->grids[i],
                                                    .hidden = true};
    }
}

/* The members that meet the condition, with the numbers that they have in the GeoPackage. */
static cm_status find_rows(cm_features *out, const int64_t **rows, const run_work *work,
                           const char *where)
{
    size_t column = 0;
    cm_status status = cm_features_copy(out, &work->drawn);

    if (!status)
        status = cm_table_add_column(&out->table, &column, "map_row", CM_COLUMN_INTEGER);
    for (size_t row = 0; !status && row < out->table.row_count; row++)
        cm_table_set_integer(&out->table, row, column, (long long)row + 1);
    if (!status)
        status = cm_features_filter(out, where);
    if (!status)
        *rows = out->table.columns[column].integers;
    return status;
}

/* The layer of the members' table; NULL if there is none. */
static const cm_qgis_layer *find_members(const qgis_layers *layers)
{
    for (size_t i = 0; i < layers->count; i++)
        if (layers->layers[i].look && layers->layers[i].look->role == CM_MAP_MEMBERS)
            return &layers->layers[i];
    return NULL;
}

/* An inset that shows some of the members has a layer of these to itself. */
static cli_exit add_insets(qgis_layers *out, const run_work *work)
{
    const cm_qgis_layer *const members = find_members(out);

    for (size_t i = 0; members && i < work->project.inset_count; i++) {
        const project_inset *const ask = &work->project.insets[i];
        const char *const title = project_text(&work->project, ask->title, ask->title_en);
        const int64_t *rows = NULL;
        if (!ask->where)
            continue;
        if (find_rows(&out->shown[i], &rows, work, ask->where))
            return cli_fail();
        snprintf(out->shown_titles[i], NAME_SIZE, "%.100s %.100s", members->look->title,
                 title ? title : ask->id);
        cm_qgis_layer *const layer = &out->layers[out->count++];
        *layer = *members;
        layer->title = out->shown_titles[i];
        layer->map = ask->id;
        layer->rows = rows;
        layer->row_count = out->shown[i].table.row_count;
    }
    return CLI_DONE;
}

static cli_exit write_project(run_work *work, const char *folder, const cm_qgis_project *made)
{
    char path[PROJECT_PATH_MAX];
    cli_exit result = run_file_path(path, folder, run_name(work), "gpkg");

    if (!result && cm_qgis_project_add(made, path))
        result = cli_fail();
    if (result || !project_wants(&work->project, "qgz"))
        return result;
    result = run_file_path(path, folder, run_name(work), "qgz");
    if (!result && cm_qgis_project_write(made, path))
        result = cli_fail();
    return result ? result : run_remember(work, path);
}

cli_exit run_write_project(run_work *work, const char *folder)
{
    const project *const from = &work->project;
    cm_qgis_project made = CM_QGIS_PROJECT_INIT;
    qgis_layers layers = {.count = 0};
    cli_exit result = CLI_DONE;

    if (!run_wants_gpkg(work))
        return CLI_DONE;
    if (!work->map)
        result = run_draw(work);
    if (result)
        return result;
    snprintf(layers.gpkg, sizeof layers.gpkg, "%.240s.gpkg", run_name(work));
    add_tables(&layers, work);
    if (project_wants(from, "tif"))
        add_grids(&layers, work);
    result = add_insets(&layers, work);
    made.name = run_name(work);
    made.title = project_text(from, from->title, from->title_en);
    made.out_crs = work->common.out_crs;
    made.map = work->map;
    made.layers = layers.layers;
    made.layer_count = layers.count;
    made.language = project_is_both(from)      ? CM_MAP_BOTH
                    : project_is_english(from) ? CM_MAP_ENGLISH
                                               : CM_MAP_JAPANESE;
    made.created_s = cli_created_s();
    if (!result)
        result = write_project(work, folder, &made);
    for (size_t i = 0; i < CM_MAP_INSETS_MAX; i++)
        cm_features_clear(&layers.shown[i]);
    return result;
}
