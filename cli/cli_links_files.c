/* cli_links_files.c - the layers of links, and the files that they go into. */
#include "cli/cli_links.h"

#include <stdio.h>
#include <string.h>

enum { LAYERS_MAX = 8, PATH_SIZE = 4096 };

static const char *const tree_layers[] = {"tree_nodes", "tree_edges", "tree_axis", NULL};

static bool is_one_file(const cli_common *common)
{
    return cli_output_format(common, common->output) == CM_FORMAT_GPKG;
}

bool links_wants_nodes(const links_request *request)
{
    return request->nodes || is_one_file(&request->common);
}

/* Before anything is written: the tree's files beside -o. */
cli_exit links_check_files(const links_request *request)
{
    const cli_common *const common = &request->common;
    char path[PATH_SIZE];

    if (!request->tree || is_one_file(common))
        return CLI_DONE;
    if (strcmp(common->output, "-") == 0)
        return cli_say(CLI_USAGE, "--tree writes files beside -o, and stdout has none");
    for (const char *const *layer = tree_layers; *layer; layer++) {
        if (!cli_path_labelled(path, sizeof path, common->output, *layer))
            return cli_say(CLI_FAILED, "%.300s: the path is too long", common->output);
        const cli_exit result = cli_check_target(common, path);
        if (result)
            return result;
    }
    return CLI_DONE;
}

static cli_exit write_tree(links_work *work, const links_request *request)
{
    const cli_common *const common = &request->common;
    const cm_features *const layers[] = {&work->tree_nodes, &work->tree_edges, &work->tree_axis};
    const cm_export_options options = cli_export_options(common);
    char path[PATH_SIZE];
    cli_exit result = CLI_DONE;

    for (size_t i = 0; i < 3 && !result; i++) {
        if (cli_path_labelled(path, sizeof path, common->output, tree_layers[i]))
            result = cli_layer_write(common, layers[i], path,
                                     cli_output_format(common, common->output), &options);
    }
    return result;
}

cli_exit links_write(links_work *work, const links_request *request)
{
    const cli_common *const common = &request->common;
    const cm_features unplaced = {.table = work->unplaced, .name = "unplaced"};
    const cm_features *layers[LAYERS_MAX];
    size_t count = 0;
    cli_exit result;

    if (request->between_areas)
        layers[count++] = &work->flows;
    layers[count++] = &work->lines;
    if (is_one_file(common))
        layers[count++] = &work->nodes;
    if (request->tree) {
        layers[count++] = &work->tree_nodes;
        layers[count++] = &work->tree_edges;
        layers[count++] = &work->tree_axis;
    }
    if (work->unplaced.row_count > 0)
        layers[count++] = &unplaced;
    result = cli_layers_write(common, layers, count);
    if (!result && request->tree && !is_one_file(common))
        result = write_tree(work, request);
    if (!result)
        result = cli_beside_write(common, &work->nodes, request->nodes);
    return result ? result : cli_beside_write(common, &unplaced, request->unplaced);
}
