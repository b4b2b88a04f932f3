/* cli_run_layers.c - the layers of a project: read from files, or computed from the members. */
#include "cli/cli_run.h"
#include <clustermap/contour.h>
#include <stdio.h>
#include <string.h>

/* Puts the columns of the table beside the rows that have its keys. */
static cli_exit join_table(run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    const cm_read_options options = CM_READ_OPTIONS_INIT;
    char path[PROJECT_PATH_MAX];
    cm_join_report report = {0};
    cm_table table = {0};
    cli_exit result = project_path(path, &work->project, ask->table);

    if (result)
        return result;
    if (cm_table_read(&table, path, &options, NULL))
        return cli_fail();
    if (cm_table_join(&layer->features.table, ask->key, &table, ask->table_key, &report))
        result = cli_say(CLI_FAILED, "%s:%ld: %s", work->project.path, ask->line, cm_error_text());
    cm_table_clear(&table);
    if (!result && report.unmatched > 0)
        cli_say(CLI_DONE, "layer %s: %zu of %zu areas have no row in %s", ask->id, report.unmatched,
                layer->features.table.row_count, path);
    return result;
}

static cli_exit check_geometry(const run_layer *layer, const char *path)
{
    static const struct {
        const char *type, *wants;
        bool allowed[4]; /* by cm_geometry */
    } kinds[] = {{"outlines", "lines or areas", {false, false, true, true}},
                 {"lines", "lines or areas", {false, false, true, true}},
                 {"areas", "areas", {false, false, false, true}},
                 {"points", "points", {false, true, false, false}}};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].type, layer->ask->type) == 0 &&
            !kinds[i].allowed[layer->features.geometry])
            return cli_say(CLI_FAILED, "%s: '%s' wants %s, and the file has others", path,
                           layer->ask->type, kinds[i].wants);
    return CLI_DONE;
}

/* A column that the project names must be there, and is looked for once the table is joined. */
static cli_exit check_column(const run_work *work, const run_layer *layer, const char *column)
{
    if (!column || cm_table_find_column(&layer->features.table, column) != CM_ABSENT)
        return CLI_DONE;
    return cli_say(CLI_FAILED, "%s:%ld: the layer '%s' has no column '%.100s'", work->project.path,
                   layer->ask->line, layer->ask->id, column);
}

static cli_exit read_file(run_work *work, run_layer *layer)
{
    cm_read_options options = CM_READ_OPTIONS_INIT;
    char path[PROJECT_PATH_MAX];
    cli_exit result = project_path(path, &work->project, layer->ask->file);

    if (result)
        return result;
    options.where = layer->ask->where;
    if (cm_features_read(&layer->features, path, &options, NULL))
        return cli_fail();
    result = check_geometry(layer, path);
    if (!result)
        result = run_take_full_shapes(work, layer);
    if (!result && layer->ask->table)
        result = join_table(work, layer);
    if (!result)
        result = check_column(work, layer, layer->ask->column);
    return result ? result : check_column(work, layer, layer->ask->category);
}

cli_exit run_gather_points(cm_points *out, const run_work *work, const project_layer *ask)
{
    cm_features chosen = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm_features_copy(&chosen, &work->members);

    if (!status && ask->where)
        status = cm_features_filter(&chosen, ask->where);
    if (!status)
        status = cm_points_read(out, &chosen, work->plane, ask->weight);
    cm_features_clear(&chosen);
    return status ? cli_fail() : CLI_DONE;
}

static cli_exit compute_grid(run_work *work, run_layer *layer, const cm_points *points)
{
    const project_layer *const ask = layer->ask;
    cm_density_options options = CM_DENSITY_OPTIONS_INIT;
    cli_bandwidth_found found;
    cm_grid_shape shape;
    cli_exit result;

    if (ask->kernel)
        options.kernel = cm_kernel_find(ask->kernel);
    options.threads = (int)work->common.threads;
    const cli_bandwidth bandwidth = {ask->bandwidth,
                                     ask->bandwidth_is,
                                     options.kernel,
                                     {.version = 1, .threads = options.threads}};
    result = cli_bandwidth_find(&found, points, &bandwidth);
    if (result)
        return result;
    options.bandwidth_m = found.bandwidth_m;
    const cm_box box = cli_reached_box(points, options.kernel, options.bandwidth_m);
    if (cm_grid_shape_cover(&shape, &box, ask->cell_m > 0 ? ask->cell_m : 50) ||
        cm_grid_init(&layer->grid, &shape,
                     work->plane ? cm_crs_get_definition(work->plane) : NULL) ||
        cm_density_grid(&layer->grid, points, &options, NULL) ||
        cm_grid_set_tag(&layer->grid, "bandwidth_rule", found.rule) ||
        cm_grid_set_source(&layer->grid, work->members.source))
        return cli_fail();
    return CLI_DONE;
}

/* Levels above all that there is leave nothing to draw. */
static void say_bandless(const run_layer *layer, double lowest)
{
    if (layer->features.table.row_count == 0)
        cli_say(CLI_DONE,
                "layer %s: nothing is drawn: its levels begin at %g, and it has %.3g at most",
                layer->ask->id, lowest, cm_grid_get_statistics(&layer->grid).max);
}

static cli_exit compute_density(run_work *work, run_layer *layer)
{
    cm_points points = {0};
    cli_list levels = layer->ask->levels;
    cli_exit result = run_gather_points(&points, work, layer->ask);

    if (!result && points.count == 0)
        result =
            cli_say(CLI_FAILED, "%s:%ld: no member meets it", work->project.path, layer->ask->line);
    if (!result)
        result = compute_grid(work, layer, &points);
    if (!result && !levels.count && run_classify_grid(&levels, layer->ask, &layer->grid))
        result = cli_fail();
    if (!result && cm_contour_bands(&layer->features, &layer->grid, levels.values, levels.count))
        result = cli_fail();
    if (!result && !work->common.quiet)
        say_bandless(layer, levels.values[0]);
    cm_points_clear(&points);
    return result;
}

/* What a layer without a title is called: by what is computed, or as its file titles it. */
static const char *find_title(const run_work *work, const run_layer *layer)
{
    static const char *const computed[][3] = {{"density", "会員の密度", "Density of members"},
                                              {"rings", "距離の輪", "Rings"},
                                              {"hotspots", "ホットスポット", "Hot spots"},
                                              {"links", "つながり", "Links"}};
    const char *const title = layer->grid.title ? layer->grid.title : layer->features.title;

    for (size_t i = 0; i < sizeof computed / sizeof *computed; i++)
        if (strcmp(layer->ask->type, computed[i][0]) == 0)
            return project_text(&work->project, computed[i][1], computed[i][2]);
    return title ? title : layer->ask->id;
}

static cm_status describe(const run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    const char *title = project_text(&work->project, ask->title, ask->title_en);
    const char *source = project_text(&work->project, ask->source, ask->source_en);
    cm_status status;

    if (!title)
        title = find_title(work, layer);
    status = cm_features_set_title(&layer->features, title);
    if (!status)
        status = cm_features_set_name(&layer->features, ask->id);
    if (layer->is_full && ask->data.source)
        source = project_text(&work->project, ask->data.source, ask->data.source_en);
    if (!status && source)
        status = cm_features_set_source(&layer->features, source);
    if (!status && layer->drawn.geometry != CM_GEOMETRY_NONE)
        status = cm_features_set_source(&layer->drawn, layer->features.source);
    return status;
}

cli_exit run_compute_layer(run_work *work, run_layer *layer)
{
    static const struct {
        const char *type;
        cm_map_role role;
        cli_exit (*make)(run_work *work, run_layer *layer);
    } kinds[] = {{"outlines", CM_MAP_OUTLINES, read_file},
                 {"areas", CM_MAP_BANDS, read_file},
                 {"lines", CM_MAP_LINES, read_file},
                 {"points", CM_MAP_PLACES, read_file},
                 {"links", CM_MAP_LINES, run_compute_links},
                 {"density", CM_MAP_BANDS, compute_density},
                 {"rings", CM_MAP_LINES, run_compute_rings},
                 {"hotspots", CM_MAP_LINES, run_compute_hotspots},
                 {"raster", CM_MAP_BANDS, run_compute_raster}};
    cli_exit result = CLI_FAILED;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].type, layer->ask->type) == 0) {
            layer->role = kinds[i].role;
            result = kinds[i].make(work, layer);
        }
    if (!result && describe(work, layer))
        result = cli_fail();
    return result ? result : run_step(work);
}
