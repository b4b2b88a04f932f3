/* cli_map_layers.c - clustermap map LAYER...: a page of layers and lists, without a project file.
 */
#include "cli/cli_map_layers.h"
#include <clustermap/reader.h>
#include <stdio.h>
#include <string.h>

const char *const map_themes[] = {"category", "density", "graduated", "choropleth", NULL};
const char *const map_languages[] = {"ja", "en", "both", NULL};
const char *const map_page_languages[] = {"ja", "en", NULL};

static const double largest_mm = 10; /* of symbols in proportion */

static const char *theme_of(const map_look *look)
{
    return look->theme ? look->theme : "category";
}

cli_exit map_check_look(const map_look *look, char **paths, int count)
{
    const bool is_numeric =
        strcmp(theme_of(look), "graduated") == 0 || strcmp(theme_of(look), "choropleth") == 0;
    bool has_grid = false;

    for (int i = 0; i < count; i++)
        has_grid = has_grid || cm_format_of_path(paths[i]) == CM_FORMAT_TIF;
    if (count > PROJECT_LAYERS_MAX - 1)
        return cli_say(CLI_USAGE, "%d layers are more than %d", count, PROJECT_LAYERS_MAX - 1);
    if (is_numeric && !has_grid && !look->field)
        return cli_say(CLI_USAGE, "--theme %s needs --field, the column of its numbers",
                       look->theme);
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

/* A theme of classes belongs to the first layer that has its column: of areas or lines in colours,
 * and of members, which take categories otherwise, in proportion to a number. */
static bool takes_theme(const map_look *look, const cm_features *features, bool is_taken)
{
    const bool is_density = strcmp(theme_of(look), "density") == 0;
    const bool is_choropleth = strcmp(theme_of(look), "choropleth") == 0;
    const bool is_category = strcmp(theme_of(look), "category") == 0;

    if (is_taken || is_density || !has_column(features, look->field))
        return false;
    switch (features->geometry) {
    case CM_GEOMETRY_POLYGON: return true;
    case CM_GEOMETRY_LINE: return !is_choropleth;
    case CM_GEOMETRY_POINT: return !is_choropleth && !is_category;
    default: return false;
    }
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

/* Bands as of contour have their classes in themselves. */
static bool is_bands(const cm_features *features)
{
    return features->geometry == CM_GEOMETRY_POLYGON && has_column(features, "level_from") &&
           has_column(features, "level_to");
}

/* A list that this program wrote is called members, which is no title for people. */
static const char *title_of_members(const run_work *work)
{
    const char *const title = title_of(&work->members);

    return title && strcmp(title, "members") != 0 ? title
                                                  : project_text(&work->project, "会員", "Members");
}

static cm_map_role role_of(const char *type)
{
    return strcmp(type, "points") == 0     ? CM_MAP_PLACES
           : strcmp(type, "outlines") == 0 ? CM_MAP_OUTLINES
           : strcmp(type, "lines") == 0    ? CM_MAP_LINES
                                           : CM_MAP_BANDS;
}

/* The next layer, of that type; its features are there already. The page calls it as its file does.
 */
static cli_exit set_layer(map_layers *made, run_work *work, const map_look *look, const char *type,
                          bool is_themed)
{
    const size_t i = work->project.layer_count;
    project_layer *const ask = &work->project.layers[i];
    cm_features *const features = &work->layers[i].features;

    make_id(made->ids[i], sizeof made->ids[i], features->name, i);
    if (cm_features_set_title(features, title_of(features)))
        return cli_fail();
    *ask = (project_layer){.type = type,
                           .id = made->ids[i],
                           .title = features->title,
                           .label = has_column(features, "name") ? "name" : NULL,
                           .label_en = has_column(features, "name_en") ? "name_en" : NULL,
                           .fill = strcmp(type, "outlines") == 0 ? "#ffffff" : NULL};
    if (is_themed && strcmp(theme_of(look), "category") == 0)
        ask->category = look->field;
    else if (is_themed)
        ask->column = look->field;
    work->layers[i].ask = ask;
    work->layers[i].role = role_of(type);
    work->project.layer_count++;
    return CLI_DONE;
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
        ask->category = has_column(members, look->field) ? look->field
                        : has_column(members, "type")    ? "type"
                                                         : NULL;
    ask->title = title_of_members(work);
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

static bool is_classed(const map_look *look)
{
    return strcmp(theme_of(look), "category") != 0;
}

/* A grid shows its values in classes, unless they are codes and no such theme is asked for. */
static cli_exit read_grid(map_layers *made, run_work *work, const map_look *look, const char *path)
{
    const size_t i = work->project.layer_count;
    run_layer *const layer = &work->layers[i];
    project_layer *const ask = &work->project.layers[i];
    const cm_read_options options = cli_read_options(&work->common);
    cli_exit result;

    if (cm_grid_read(&layer->grid, path, &options))
        return cli_fail();
    const bool is_codes = !is_classed(look) && run_holds_codes(&layer->grid);
    *ask = (project_layer){.type = "raster", .category = is_codes ? "value" : NULL};
    layer->ask = ask;
    result = run_shape_grid(layer, path);
    if (!result && (cli_name_layer(&layer->features, path) ||
                    cm_features_set_title(&layer->features, layer->grid.title)))
        result = cli_fail();
    if (!result)
        result = set_layer(made, work, look, "raster", false);
    ask->category = is_codes ? "value" : NULL;
    made->is_themed = made->is_themed || (is_classed(look) && !look->field);
    return result;
}

static cli_exit read_features(map_layers *made, run_work *work, const map_look *look,
                              const char *path)
{
    const bool has_members = work->members.geometry == CM_GEOMETRY_POINT;
    cli_input input;
    cli_exit result = cli_input_read(&input, &work->common, path);

    if (result)
        return result;
    made->rejected += input.rejects.row_count;
    const bool is_themed = takes_theme(look, &input.features, made->is_themed) &&
                           !(input.features.geometry == CM_GEOMETRY_POINT && has_members);
    const char *const type = is_bands(&input.features) && !is_themed
                                 ? "bands"
                                 : type_of(&input.features, has_members, is_themed);
    if (!type) {
        result = cli_say(CLI_FAILED, "%s: has no places: geocode it first", path);
    } else if (strcmp(type, "members") == 0) {
        made->is_themed = made->is_themed || is_themed;
        result = take_members(work, look, &input.features, path);
        if (is_themed)
            work->project.members.size = (project_size){.column = look->field, .mm = largest_mm};
    } else {
        work->layers[work->project.layer_count].features = input.features;
        input.features = (cm_features){.geometry = CM_GEOMETRY_NONE};
        made->is_themed = made->is_themed || is_themed;
        result = set_layer(made, work, look, type, is_themed);
    }
    cli_input_clear(&input);
    return result;
}

static cli_exit read_one(map_layers *made, run_work *work, const map_look *look, const char *path)
{
    if (work->project.layer_count >= PROJECT_LAYERS_MAX - 1)
        return cli_say(CLI_FAILED, "%s: more than %d layers", path, PROJECT_LAYERS_MAX - 1);
    return cm_format_of_path(path) == CM_FORMAT_TIF ? read_grid(made, work, look, path)
                                                    : read_features(made, work, look, path);
}

/* All layers of a GeoPackage that have places, if none of them is named. */
static cli_exit read_layers(map_layers *made, run_work *work, const map_look *look,
                            const char *path)
{
    const cm_read_options options = cli_read_options(&work->common);
    cm_table layers = {0};
    size_t count = 0;
    cli_exit result = CLI_DONE;

    if (cm_format_of_path(path) != CM_FORMAT_GPKG)
        return read_one(made, work, look, path);
    if (cm_layers_list(&layers, path, &options))
        return cli_fail();
    for (size_t i = 0; i < layers.row_count; i++)
        count += strcmp(cm_table_get_text(&layers, i, 1), "none") != 0;
    for (size_t i = 0; i < layers.row_count && count > 1 && !result; i++) {
        char named[PROJECT_PATH_MAX];
        if (strcmp(cm_table_get_text(&layers, i, 1), "none") == 0)
            continue;
        if (snprintf(named, sizeof named, "%s:%s", path, cm_table_get_text(&layers, i, 0)) >=
            (int)sizeof named)
            result = cli_say(CLI_FAILED, "%.200s: a layer's name is too long", path);
        else
            result = read_one(made, work, look, named);
    }
    cm_table_clear(&layers);
    return result || count > 1 ? result : read_one(made, work, look, path);
}

/* A theme that no layer can show is a mistake, and not a plain map. */
static cli_exit check_theme(const map_layers *made, const run_work *work, const map_look *look)
{
    const bool has_members = work->members.geometry == CM_GEOMETRY_POINT;

    if (strcmp(theme_of(look), "density") == 0)
        return has_members || made->is_themed
                   ? CLI_DONE
                   : cli_say(CLI_FAILED, "--theme density: no layer has points");
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

    /* the members' own plane, as a project has it: a map of Japan may lie under a town's */
    if (work->members.geometry == CM_GEOMETRY_POINT)
        layers[count++] = &work->members;
    for (size_t i = 0; i < work->project.layer_count && !work->members.vertex_count; i++)
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
        result = read_layers(made, work, look, paths[i]);
    if (!result)
        result = check_theme(made, work, look);
    if (!result && strcmp(theme_of(look), "density") == 0 &&
        work->members.geometry == CM_GEOMETRY_POINT)
        add_density(made, work);
    if (!result)
        result = open_plane(work);
    if (!result)
        result = style_all(work);
    if (!result && !work->project.title)
        work->project.title = work->members.geometry == CM_GEOMETRY_POINT
                                  ? title_of_members(work)
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
