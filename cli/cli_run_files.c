/* cli_run_files.c - the files that a project wants: layers first, then the drawn maps. */
#include "cli/cli_run.h"
#include <stdio.h>
#include <string.h>

cli_exit run_file_path(char *out, const char *folder, const char *name, const char *extension)
{
    if (snprintf(out, PROJECT_PATH_MAX, "%s/%s.%s", folder, name, extension) >= PROJECT_PATH_MAX)
        return cli_say(CLI_FAILED, "%s: the path is too long", folder);
    return CLI_DONE;
}

cli_exit run_remember(run_work *work, const char *path)
{
    cm_table *const written = &work->written;
    cm_status status = CM_OK;

    if (written->column_count == 0)
        status = cm_table_add_column(written, NULL, "path", CM_COLUMN_TEXT);
    if (!status)
        status = cm_table_add_rows(written, 1);
    if (!status)
        status = cm_table_set_text(written, written->row_count - 1, 0, path);
    return status ? cli_fail() : CLI_DONE;
}

const char *run_name(const run_work *work)
{
    return work->project.name ? work->project.name : "map";
}

/* A layer, and after it what the map shows in its stead, if that is something else. */
static void list_layer(run_tables *out, const run_work *work, size_t i)
{
    const run_layer *const layer = &work->layers[i];
    const bool is_itself = layer->drawn.geometry == CM_GEOMETRY_NONE;

    out->layers[out->count] = &layer->features;
    out->cells[i] = run_cells_look(layer);
    snprintf(out->cell_ids[i], sizeof out->cell_ids[i], "%.100s-cells", layer->features.name);
    out->cells[i].id = out->cell_ids[i];
    out->drawn[out->count++] = is_itself                           ? &out->looks[i]
                               : layer->file_style.class_count > 0 ? &out->cells[i]
                                                                   : NULL;
    if (is_itself)
        return;
    snprintf(out->names[i], sizeof out->names[i], "%.100s-drawn", layer->features.name);
    snprintf(out->titles[i], sizeof out->titles[i], "%.200s%s", layer->features.title,
             project_is_english(&work->project) ? " (as drawn)" : "（図）");
    out->outlines[i] = layer->drawn;
    out->outlines[i].name = out->names[i];
    out->outlines[i].title = out->titles[i];
    out->layers[out->count] = &out->outlines[i];
    out->drawn[out->count++] = &out->looks[i];
}

/* The members with the names that are printed, then all that was computed or read. */
void run_list_tables(run_tables *out, const run_work *work)
{
    const size_t count = run_list_layers(out->looks, work, true);
    const bool is_english = project_is_english(&work->project);

    out->count = 0;
    if (work->drawn.geometry == CM_GEOMETRY_POINT) {
        out->members = work->drawn;
        out->members.title = out->looks[count - 1].title;
        out->layers[out->count] = &out->members;
        out->drawn[out->count++] = &out->looks[count - 1];
    }
    for (size_t i = 0; i < work->project.layer_count; i++)
        list_layer(out, work, i);
    if (work->rejects.row_count == 0)
        return;
    out->rejected =
        (cm_features){.table = work->rejects,
                      .geometry = CM_GEOMETRY_NONE,
                      .name = "rejected",
                      .title = is_english ? "Members without a place" : "位置の分からない会員"};
    out->layers[out->count] = &out->rejected;
    out->drawn[out->count++] = NULL;
}

bool run_wants_gpkg(const run_work *work)
{
    return project_wants(&work->project, "gpkg") || project_wants(&work->project, "qgz");
}

static cli_exit write_gpkg(run_work *work, const char *folder)
{
    cm_export_options options = cli_export_options(&work->common);
    run_tables tables;
    char path[PROJECT_PATH_MAX];
    cli_exit result = run_file_path(path, folder, run_name(work), "gpkg");

    if (result)
        return result;
    run_list_tables(&tables, work);
    options.drawn = tables.drawn;
    options.english = project_is_english(&work->project);
    result = cli_gpkg_write(&work->common, tables.layers, tables.count, path, &options);
    return result ? result : run_remember(work, path);
}

static cli_exit write_features(run_work *work, const char *folder, const cm_features *features,
                               cm_format format)
{
    const cm_export_options options = cli_export_options(&work->common);
    char path[PROJECT_PATH_MAX];
    cli_exit result = run_file_path(path, folder, features->name, cm_format_name(format));

    if (!result)
        result = cli_layer_write(&work->common, features, path, format, &options);
    return result ? result : run_remember(work, path);
}

static cli_exit write_format(run_work *work, const char *folder, cm_format format)
{
    cli_exit result = write_features(work, folder, &work->members, format);

    for (size_t i = 0; i < work->project.layer_count && !result; i++)
        if (strcmp(work->layers[i].ask->type, "outlines") != 0)
            result = write_features(work, folder, &work->layers[i].features, format);
    return result;
}

static cli_exit write_grids(run_work *work, const char *folder)
{
    const cm_export_options options = cli_export_options(&work->common);
    char path[PROJECT_PATH_MAX];
    cli_exit result = CLI_DONE;

    for (size_t i = 0; i < work->project.layer_count && !result; i++) {
        if (!work->layers[i].grid.values || strcmp(work->layers[i].ask->type, "raster") == 0)
            continue; /* a raster is a file already */
        result = run_file_path(path, folder, work->layers[i].ask->id, "tif");
        if (!result && cm_grid_write(&work->layers[i].grid, path, &options))
            result = cli_fail();
        if (!result)
            result = run_remember(work, path);
    }
    return result;
}

static cli_exit write_rejects(run_work *work, const char *folder)
{
    const cm_export_options options = cli_export_options(&work->common);
    char path[PROJECT_PATH_MAX];
    const cli_exit result = run_file_path(path, folder, "rejects", "csv");

    if (result || work->rejects.row_count == 0)
        return result;
    if (cm_table_write(&work->rejects, path, CM_FORMAT_CSV, &options))
        return cli_fail();
    return run_remember(work, path);
}

static cli_exit write_page(run_work *work, const char *folder)
{
    char path[PROJECT_PATH_MAX];
    cli_exit result = run_file_path(path, folder, run_name(work), "html");

    if (!result)
        result = run_write_web(work, path);
    return result ? result : run_remember(work, path);
}

cli_exit run_write_layers(run_work *work, const char *folder)
{
    static const cm_format formats[] = {CM_FORMAT_GEOJSON, CM_FORMAT_SHP, CM_FORMAT_FGB,
                                        CM_FORMAT_CSV};
    cli_exit result = write_rejects(work, folder);

    if (!result && run_wants_gpkg(work))
        result = write_gpkg(work, folder);
    for (size_t i = 0; i < sizeof formats / sizeof *formats && !result; i++)
        if (project_wants(&work->project, cm_format_name(formats[i])))
            result = write_format(work, folder, formats[i]);
    if (!result && project_wants(&work->project, "tif"))
        result = write_grids(work, folder);
    if (!result)
        result = run_write_qml(work, folder);
    if (!result && project_wants(&work->project, "html"))
        result = write_page(work, folder);
    return result ? result : run_step(work);
}

/* "map.svg" is followed by "map-2.svg", and by "map-proof.svg". */
static cli_exit next_path(char *out, const char *path, const char *mark)
{
    const char *const dot = strrchr(path, '.'), *const slash = strrchr(path, '/');
    const int stem = dot && (!slash || dot > slash) ? (int)(dot - path) : (int)strlen(path);

    if (snprintf(out, PROJECT_PATH_MAX, "%.*s-%s%s", stem, path, mark, path + stem) >=
        PROJECT_PATH_MAX)
        return cli_say(CLI_FAILED, "%s: the path is too long", path);
    return CLI_DONE;
}

/* Images have one page each. */
static cli_exit write_image(run_work *work, const cm_map *map, cm_format format, const char *path)
{
    const cm_status status =
        format == CM_FORMAT_SVG ? cm_map_write_svg(map, path) : cm_map_write_png(map, path);

    return status ? cli_fail() : run_remember(work, path);
}

static cli_exit write_document(run_work *work, const char *path)
{
    const cm_map *pages[RUN_PAGES_MAX + 2] = {work->map};
    size_t count = 1;

    for (size_t i = 0; i < work->more_count; i++)
        pages[count++] = work->more[i];
    if (work->proof)
        pages[count++] = work->proof;
    return cm_map_write_pages(pages, count, path) ? cli_fail() : run_remember(work, path);
}

static cli_exit write_next(run_work *work, const cm_map *map, cm_format format, const char *path,
                           const char *mark)
{
    char next[PROJECT_PATH_MAX];
    const cli_exit result = next_path(next, path, mark);

    return result ? result : write_image(work, map, format, next);
}

static cli_exit write_images(run_work *work, cm_format format, const char *path)
{
    cli_exit result = write_image(work, work->map, format, path);

    for (size_t i = 0; i < work->more_count && !result; i++) {
        char page[24];
        snprintf(page, sizeof page, "%zu", i + 2);
        result = write_next(work, work->more[i], format, path, page);
    }
    if (!result && work->proof)
        result = write_next(work, work->proof, format, path, "proof");
    return result;
}

cli_exit run_write_map(run_work *work, cm_format format, const char *path)
{
    cli_exit result;

    if (work->wants_proof && !work->proof && cm_map_proof(&work->proof, work->map))
        return cli_fail();
    result =
        format == CM_FORMAT_PDF ? write_document(work, path) : write_images(work, format, path);
    return result ? result : run_step(work);
}

cli_exit run_write_maps(run_work *work, const char *folder)
{
    static const cm_format formats[] = {CM_FORMAT_PDF, CM_FORMAT_SVG, CM_FORMAT_PNG};
    char path[PROJECT_PATH_MAX];
    cli_exit result = CLI_DONE;

    for (size_t i = 0; i < sizeof formats / sizeof *formats && !result; i++) {
        if (!project_wants(&work->project, cm_format_name(formats[i])))
            continue;
        if (!work->map)
            result = run_draw(work);
        if (!result)
            result = run_file_path(path, folder, run_name(work), cm_format_name(formats[i]));
        if (!result)
            result = run_write_map(work, formats[i], path);
    }
    return result;
}
