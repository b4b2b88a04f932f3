/* cli_run_links.c - links between a project's members, as lines on its map. */
#include "cli/cli_run.h"
#include <clustermap/members.h>
#include <stdio.h>

static cli_exit read_told(cm_table *out, const run_work *work, const char *table)
{
    const cm_read_options options = CM_READ_OPTIONS_INIT;
    char path[PROJECT_PATH_MAX];
    const cli_exit result = project_path(path, &work->project, table);

    if (result)
        return result;
    return cm_table_read(out, path, &options, NULL) ? cli_fail() : CLI_DONE;
}

cli_exit run_find_links(cm_links *out, run_work *work, const char *parent, const char *table)
{
    cm_links_options options = CM_LINKS_OPTIONS_INIT;
    cm_member_names names = work->project.members.columns;
    cm_member_columns columns;
    cm_table told = {0};
    cli_exit result = table ? read_told(&told, work, table) : CLI_DONE;

    if (result)
        return result;
    if (parent)
        names.header[CM_MEMBER_PARENT_ORIGIN] = parent;
    options.progress = cli_progress(&work->common);
    if (cm_members_find_columns(&columns, &work->listed.table, &names,
                                work->project.members.file) ||
        (table ? cm_links_from_table(out, &work->listed.table, &columns, &told, &options)
               : cm_links_from_parents(out, &work->listed.table, &columns, &options)))
        result = cli_fail();
    cm_table_clear(&told);
    return result;
}

/* How many links have no line, since an end is not in the list or has no place. */
static void say_lineless(const run_work *work, const run_layer *layer)
{
    const size_t count = layer->features.table.row_count;
    size_t lines = 0;

    for (size_t row = 0; row < count; row++)
        lines += cm_features_has_place(&layer->features, row);
    if (lines < count && !work->common.quiet)
        cli_say(CLI_DONE,
                "layer %s: %zu of %zu links have no line: an end has no place, or both "
                "are at one",
                layer->ask->id, count - lines, count);
}

cli_exit run_compute_links(run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    cm_features places = {.geometry = CM_GEOMETRY_NONE};
    cm_links links = {0};
    cli_exit result = run_find_links(&links, work, ask->parent, ask->links);

    if (!result &&
        (cm_features_copy(&places, &work->listed) || cm_features_transform(&places, work->plane)))
        result = cli_fail();
    if (!result) {
        const cm_links_places at = {
            .x = places.x, .y = places.y, .crs = cm_crs_get_definition(work->plane)};
        if (cm_links_lines(&layer->features, &links, &at) ||
            (ask->where && cm_features_filter(&layer->features, ask->where)) ||
            cm_features_set_source(&layer->features, work->members.source))
            result = cli_fail();
    }
    if (!result)
        say_lineless(work, layer);
    cm_links_clear(&links);
    cm_features_clear(&places);
    return result;
}
