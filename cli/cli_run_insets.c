/* cli_run_insets.c - the smaller maps of a project's page. */
#include "cli/cli_run.h"
#include <string.h>

/* The members that the inset shows, with a copy of the map's style: an inset of members at another
 * date shows fewer of them in the same symbols. */
static cli_exit choose_members(run_inset *inset, const run_work *work, const char *where)
{
    if (cm_features_copy(&inset->members, &work->drawn) ||
        cm_features_filter(&inset->members, where))
        return cli_fail();
    return CLI_DONE;
}

static bool is_wanted(const project_inset *ask, const char *id)
{
    for (size_t i = 0; i < ask->layers.count; i++)
        if (strcmp(ask->layers.values[i], id) == 0)
            return true;
    return false;
}

/* The layers of the inset, in the map's order; 0: the map's own. */
static size_t choose_layers(run_inset *inset, const run_work *work, const project_inset *ask)
{
    const bool named = ask->layers.count > 0;
    const size_t count = run_list_layers(inset->layers, work, named);
    size_t kept = 0;

    if (!named && !ask->where && !work->project.members.label_where)
        return 0;
    for (size_t i = 0; i < count; i++) {
        cm_map_layer layer = inset->layers[i];
        if (named && !is_wanted(ask, layer.id))
            continue;
        if (layer.role == CM_MAP_MEMBERS)
            layer.features = ask->where ? &inset->members : &work->drawn;
        inset->layers[kept++] = layer;
    }
    return kept;
}

static cli_exit make_inset(cm_map_inset *out, run_inset *inset, const run_work *work,
                           const project_inset *ask)
{
    cm_map_inset made = CM_MAP_INSET_INIT;
    const cli_exit result = ask->where ? choose_members(inset, work, ask->where) : CLI_DONE;

    made.id = ask->id;
    made.title = project_text(&work->project, ask->title, ask->title_en);
    made.kind = strcmp(ask->type, "locator") == 0 ? CM_MAP_LOCATOR : CM_MAP_DETAIL;
    made.layer_count = choose_layers(inset, work, ask);
    made.layers = made.layer_count > 0 ? inset->layers : NULL;
    made.scale = ask->scale;
    made.below = ask->below;
    if (ask->size_mm.count == 2) {
        made.width_mm = ask->size_mm.values[0];
        made.height_mm = ask->size_mm.values[1];
    }
    if (ask->centre.count == 2)
        made.centre = (cm_lonlat){ask->centre.values[0], ask->centre.values[1]};
    if (ask->bounds.count == 4)
        memcpy(&made.bounds, ask->bounds.values, sizeof made.bounds);
    *out = made;
    return result;
}

cli_exit run_list_insets(cm_map_inset *out, run_work *work)
{
    cli_exit result = CLI_DONE;

    for (size_t i = 0; i < work->project.inset_count && !result; i++)
        result = make_inset(&out[i], &work->insets[i], work, &work->project.insets[i]);
    return result;
}

void run_clear_insets(run_work *work)
{
    for (size_t i = 0; i < CM_MAP_INSETS_MAX; i++)
        cm_features_clear(&work->insets[i].members);
}
