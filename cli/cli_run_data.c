/* cli_run_data.c - full outlines and the national gazetteer from the project's folder of such data.
 */
#include "cli/cli_run.h"
#include <unistd.h>

bool run_find_full_gazetteer(char *out, const run_work *work)
{
    return work->project.data && project_data_path(out, &work->project, "japan.gaz") == CLI_DONE &&
           access(out, R_OK) == 0;
}

static cli_exit take_shapes(cm_features *features, const run_work *work, const project_data *ask)
{
    cm_features full = {.geometry = CM_GEOMETRY_NONE};
    cm_crs *crs = NULL;
    char path[PROJECT_PATH_MAX];
    cli_exit result = project_data_path(path, &work->project, ask->file);

    if (!result && cm_features_read(&full, path, NULL, NULL))
        result = cli_fail();
    if (!result && full.crs && features->crs &&
        (cm_crs_create(&crs, features->crs) || cm_features_transform(&full, crs)))
        result = cli_fail();
    if (!result && cm_features_take_shapes(features, ask->key, &full, ask->data_key))
        result = cli_say(CLI_FAILED, "%.300s: %s", path, cm_error_text());
    cm_crs_destroy(crs);
    cm_features_clear(&full);
    return result;
}

cli_exit run_take_full_shapes(run_work *work, run_layer *layer)
{
    const project_data *const ask = &layer->ask->data;
    cli_exit result;

    if (!work->project.data || !ask->file)
        return CLI_DONE;
    result = take_shapes(&layer->features, work, ask);
    layer->is_full = !result;
    return result;
}
