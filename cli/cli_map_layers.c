/* cli_map_layers.c - clustermap map LAYER...: a page of layers and lists, without a project file.
 */
#include "cli/cli_map_layers.h"
#include <stdio.h>
#include <string.h>

const char *const map_themes[] = {"category", "density", "graduated", "choropleth", NULL};
const char *const map_languages[] = {"ja", "en", NULL};

static const char *theme_of(const map_look *look)
{
    return look->theme ? look->theme : "category";
}

cli_exit map_check_look(const map_look *look, const cli_common *common, int count)
{
    const bool wants_field =
        strcmp(theme_of(look), "graduated") == 0 || strcmp(theme_of(look), "choropleth") == 0;

    if (count > PROJECT_LAYERS_MAX - 1)
        return cli_say(CLI_USAGE, "%d layers are more than %d", count, PROJECT_LAYERS_MAX - 1);
    if (wants_field && !look->field)
        return cli_say(CLI_USAGE, "--theme %s needs --field, the column of its numbers",
                       look->theme);
    if (common->crs && strcmp(common->crs, "none") == 0)
        return cli_say(CLI_USAGE, "--crs none: a map needs a plane on the earth");
    return CLI_DONE;
}

/* What a layer becomes; its role follows from its geometry and the theme. */
static const char *type_of(const cm_features *features, bool has_members, bool is_themed)
{
    switch (features->geometry) {
    case CM_GEOMETRY_POINT: return has_members ? "points" : "members";
    case CM_GEOMETRY_LINE: return "lines";
    case CM_GEOMETRY_POLYGON: return is_themed ? "areas" : "outlines";
    default: return NULL;
    }
}

static bool has_column(const cm_features *features, const char *column)
{
    return column && cm_table_find_column(&features->table, column) != CM_ABSENT;
}

/* A theme of classes belongs to the first layer that has its column. */
static bool takes_theme(const map_look *look, const cm_features *features, bool is_taken)
{
    const bool of_areas =
        features->geometry == CM_GEOMETRY_POLYGON &&
        (strcmp(theme_of(look), "graduated") == 0 || strcmp(theme_of(look), "choropleth") == 0 ||
         strcmp(theme_of(look), "category") == 0);

    return !is_taken && of_areas && has_column(features, look->field);
}

/* Ids of the page are letters, digits, - and _: a name of others is called by its place. */
static void make_id(char *out, size_t size, const char *name, size_t i)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

    if (name && *name && strlen(name) < 40 && name[strspn(name, allowed)] == '\0')
        snprintf(out, size, "%s-%zu", name, i + 1);
    else
        snprintf(out, size, "layer-%zu", i + 1);
}

static const char *title_of(const cm_features *features)
{
    return features->title ? features->title : features->name;
}

static void set_layer(map_layers *made, run_work *work, const map_look *look, const char *type)
{
    const size_t i = work->project.layer_count;
    project_layer *const ask = &work->project.layers[i];
    const cm_features *const features = &work->layers[i].features;
    const bool is_areas = strcmp(type, "areas") == 0;

    make_id(made->ids[i], sizeof made->ids[i], features->name, i);
    *ask = (project_layer){.type = type,
                           .id = made->ids[i],
                           .title = title_of(features),
                           .label = has_column(features, "name") ? "name" : NULL,
                           .label_en = has_column(features, "name_en") ? "name_en" : NULL,
                           .fill = strcmp(type, "outlines") == 0 ? "#ffffff" : NULL};
    if (is_areas && strcmp(theme_of(look), "category") == 0)
        ask->category = look->field;
    else if (is_areas)
        ask->column = look->field;
    work->layers[i].ask = ask;
    work->layers[i].role = is_areas                        ? CM_MAP_BANDS
                           : strcmp(type, "points") == 0   ? CM_MAP_PLACES
                           : strcmp(type, "outlines") == 0 ? CM_MAP_OUTLINES
                                                           : CM_MAP_LINES;
    work->project.layer_count++;
}

/* Takes the points over as the members; rows without a place are told and left out. */
static cli_exit take_members(run_work *work, const map_look *look, cm_features *points,
                             const char *path)
{
    project_members *const ask = &work->project.members;
    const cm_features *const members = &work->members;

    work->members = *points;
    *points = (cm_features){.geometry = CM_GEOMETRY_NONE};
    work->report.rows = members->table.row_count;
    if (run_keep_placed(&work->members))
        return cli_fail();
    if (members->table.row_count == 0)
        return cli_say(CLI_FAILED, "%s: none of %zu rows has a place", path, work->report.rows);
    if (members->table.row_count < work->report.rows)
        cli_say(CLI_DONE, "%s: %zu rows have no place", path,
                work->report.rows - members->table.row_count);
    ask->label = has_column(members, "name") ? "name" : NULL;
    ask->label_en = has_column(members, "name_en") ? "name_en" : NULL;
    if (strcmp(theme_of(look), "category") == 0)
        ask->category = look->field ? look->field : has_column(members, "type") ? "type" : NULL;
    ask->title = title_of(members);
    return CLI_DONE;
}

/* The density of the members, as `clustermap density` computes it by itself. */
static void add_density(map_layers *made, run_work *work)
{
    const size_t i = work->project.layer_count++;
    project_layer *const ask = &work->project.layers[i];

    snprintf(made->ids[i], sizeof made->ids[i], "density");
    *ask = (project_layer){.type = "density",
                           .id = made->ids[i],
                           .title = "会員の密度",
                           .title_en = "Density of members",
                           .weight = work->common.weight};
    work->layers[i].ask = ask;
}

static cli_exit read_layer(map_layers *made, run_work *work, const map_look *look, const char *path)
{
    const bool has_members = work->members.geometry == CM_GEOMETRY_POINT;
    cli_input input;
    cli_exit result;

    if (cm_format_of_path(path) == CM_FORMAT_TIF)
        return cli_say(CLI_FAILED,
                       "%s: is a grid, and a map takes points, lines and areas; contour makes "
                       "areas of it",
                       path);
    result = cli_input_read(&input, &work->common, path);
    if (result)
        return result;
    made->rejected += input.rejects.row_count;
    const bool is_themed = takes_theme(look, &input.features, made->is_themed);
    const char *const type = type_of(&input.features, has_members, is_themed);
    if (!type) {
        result = cli_say(CLI_FAILED, "%s: has no places: geocode it first", path);
    } else if (strcmp(type, "members") == 0) {
        result = take_members(work, look, &input.features, path);
    } else {
        work->layers[work->project.layer_count].features = input.features;
        input.features = (cm_features){.geometry = CM_GEOMETRY_NONE};
        made->is_themed = made->is_themed || is_themed;
        set_layer(made, work, look, type);
    }
    cli_input_clear(&input);
    return result;
}

/* A theme that no layer can show is a mistake, and not a plain map. */
static cli_exit check_theme(const map_layers *made, const run_work *work, const map_look *look)
{
    const bool has_members = work->members.geometry == CM_GEOMETRY_POINT;

    if (strcmp(theme_of(look), "density") == 0)
        return has_members ? CLI_DONE : cli_say(CLI_FAILED, "--theme density: no layer has points");
    if (made->is_themed || !look->field ||
        (strcmp(theme_of(look), "category") == 0 && has_column(&work->members, look->field)))
        return CLI_DONE;
    return cli_say(CLI_FAILED, "--field: no layer that '%s' can show has a column '%.100s'",
                   theme_of(look), look->field);
}

static cli_exit open_plane(run_work *work)
{
    const cm_features *layers[PROJECT_LAYERS_MAX + 1];
    size_t count = 0;

    if (work->members.geometry == CM_GEOMETRY_POINT)
        layers[count++] = &work->members;
    for (size_t i = 0; i < work->project.layer_count; i++)
        if (work->layers[i].features.geometry != CM_GEOMETRY_NONE)
            layers[count++] = &work->layers[i].features;
    return cli_plane_open(&work->plane, &work->common, layers, count);
}

static cli_exit style_all(run_work *work)
{
    cli_exit result = CLI_DONE;

    if (work->members.geometry == CM_GEOMETRY_POINT) {
        result = run_label_members(work);
        if (!result)
            result = run_style_members(work);
    }
    for (size_t i = 0; i < work->project.layer_count && !result; i++) {
        if (strcmp(work->layers[i].ask->type, "density") == 0)
            result = run_compute_layer(work, &work->layers[i]);
        if (!result)
            result = run_style_layer(work, &work->layers[i]);
    }
    return result;
}

cli_exit map_read_layers(map_layers *made, run_work *work, const map_look *look, char **paths,
                         int count)
{
    cli_exit result = CLI_DONE;

    work->project.path = paths[0];
    work->project.language = look->language;
    work->project.title = work->project.title_en = look->title;
    work->steps = 4;
    work->progress = cli_progress(&work->common);
    for (int i = 0; i < count && !result; i++)
        result = read_layer(made, work, look, paths[i]);
    if (!result)
        result = check_theme(made, work, look);
    if (!result && strcmp(theme_of(look), "density") == 0)
        add_density(made, work);
    if (!result)
        result = open_plane(work);
    if (!result)
        result = style_all(work);
    if (!result && !work->project.title)
        work->project.title = work->members.geometry == CM_GEOMETRY_POINT
                                  ? title_of(&work->members)
                                  : title_of(&work->layers[0].features);
    return result;
}

/* The work borrows the features for the call, as members or as its first layer. */
static cli_exit style_members(run_work *work, const map_look *look, const cm_features *features)
{
    project_members *const ask = &work->project.members;
    cli_exit result;

    ask->category = look->field ? look->field : has_column(features, "type") ? "type" : NULL;
    ask->title = title_of(features);
    work->members = *features;
    result = run_style_members(work);
    work->members = (cm_features){.geometry = CM_GEOMETRY_NONE};
    return result;
}

static cli_exit style_layer(run_work *work, const map_look *look, const cm_features *features)
{
    static const struct {
        const char *type;
        cm_map_role role;
    } kinds[] = {[CM_GEOMETRY_NONE] = {"points", CM_MAP_PLACES},
                 [CM_GEOMETRY_POINT] = {"points", CM_MAP_MEMBERS},
                 [CM_GEOMETRY_LINE] = {"lines", CM_MAP_LINES},
                 [CM_GEOMETRY_POLYGON] = {"areas", CM_MAP_BANDS}};
    const bool is_category = strcmp(look->theme, "category") == 0;
    run_layer *const layer = &work->layers[0];
    project_layer *const ask = &work->project.layers[0];
    cli_exit result;

    *ask = (project_layer){.type = kinds[features->geometry].type,
                           .id = "layer",
                           .title = title_of(features),
                           .category = is_category ? look->field : NULL,
                           .column = is_category ? NULL : look->field};
    layer->ask = ask;
    layer->role = kinds[features->geometry].role;
    layer->features = *features;
    result = run_style_layer(work, layer);
    layer->features = (cm_features){.geometry = CM_GEOMETRY_NONE};
    return result;
}

cli_exit map_style_features(cm_map_layer *out, run_work *work, const map_look *look,
                            const cm_features *features)
{
    const bool as_members =
        features->geometry == CM_GEOMETRY_POINT && strcmp(look->theme, "category") == 0;
    cm_style *const style = as_members ? &work->style : &work->layers[0].style;
    cli_exit result;

    work->project.path = features->name ? features->name : "layer";
    if (look->field && !has_column(features, look->field))
        return cli_say(CLI_FAILED, "--field: the layer has no column '%.100s'", look->field);
    result = as_members ? style_members(work, look, features) : style_layer(work, look, features);
    if (!result && features->geometry != CM_GEOMETRY_LINE && has_column(features, "name") &&
        cm_style_set_label_column(style, "name"))
        result = cli_fail();
    *out = (cm_map_layer){.features = features,
                          .style = style,
                          .id = "layer",
                          .title = title_of(features),
                          .role = as_members ? CM_MAP_MEMBERS : work->layers[0].role};
    return result;
}
