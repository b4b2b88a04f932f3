/* cli_members.c - a member list as links and between take it: placed, and nobody left out. */
#include "cli/cli_members.h"

#include <clustermap/geocode.h>
#include <string.h>
#include <strings.h>

/* Whether a path is of a table, whose members may have addresses alone. */
static bool is_table(const char *path)
{
    const cm_format format = cm_format_of_path(path);
    const char *const dot = strrchr(path, '.');

    return format == CM_FORMAT_CSV || format == CM_FORMAT_TSV || strcmp(path, "-") == 0 ||
           (dot && (strcasecmp(dot, ".xlsx") == 0 || strcasecmp(dot, ".ods") == 0 ||
                    strcasecmp(dot, ".txt") == 0));
}

static bool is_in_plane(const cli_common *common)
{
    return common->names.header[CM_MEMBER_X] || common->names.header[CM_MEMBER_Y] ||
           cli_read_options(common).ignore_crs;
}

/* By their coordinates and addresses. */
static cli_exit geocode(cli_members *out, const cli_common *common, cm_table *members,
                        cm_gazetteer *gazetteer)
{
    const cm_geocode_outputs outputs = {&out->input.features, NULL, NULL, NULL};
    cm_geocode_options options = CM_GEOCODE_OPTIONS_INIT;

    options.threads = (int)common->threads;
    options.progress = cli_progress(common);
    if (cm_geocode_members(&outputs, members, &out->columns, gazetteer, &options))
        return cli_fail();
    return CLI_DONE;
}

static cli_exit place(cli_members *out, const cli_common *common, cm_table *members,
                      const char *path, const char *gazetteer)
{
    const size_t *const index = out->columns.index;
    cm_gazetteer *places = NULL;
    cli_exit result = CLI_DONE;

    if (index[CM_MEMBER_ADDRESS] != CM_ABSENT)
        result = cli_gazetteer_open(&places, common, gazetteer, path);
    else if (index[CM_MEMBER_LON] == CM_ABSENT || index[CM_MEMBER_LAT] == CM_ABSENT)
        return cm_features_from_table(&out->input.features, members, CM_CRS_LONLAT) ? cli_fail()
                                                                                    : CLI_DONE;
    if (!result)
        result = geocode(out, common, members, places);
    cm_gazetteer_destroy(places);
    return result;
}

static cli_exit read_table(cli_members *out, const cli_common *common, const char *path,
                           const char *gazetteer)
{
    const cm_read_options options = cli_read_options(common);
    cm_table members = {.columns = NULL};
    cli_exit result = CLI_DONE;

    if (cm_table_read(&members, path, &options, &out->input.rejects) ||
        cm_members_find_columns(&out->columns, &members, &common->names, path))
        result = cli_fail();
    else if (members.row_count == 0 && !common->where)
        result = cli_say(CLI_FAILED, "%s: has a header and no members", path);
    if (!result)
        cli_say_rejects(common, path, &out->input.rejects);
    if (!result)
        result = place(out, common, &members, path, gazetteer);
    if (!result && cli_name_layer(&out->input.features, path))
        result = cli_fail();
    cm_table_clear(&members);
    return result;
}

cli_exit cli_members_read(cli_members *out, const cli_common *common, const char *path,
                          const char *gazetteer)
{
    cm_features *const features = &out->input.features;
    cli_exit result;

    if (is_table(path) && !is_in_plane(common))
        result = read_table(out, common, path, gazetteer);
    else
        result = cli_input_read(&out->input, common, path);
    if (!result && features->geometry != CM_GEOMETRY_POINT)
        result = cli_say(CLI_FAILED, "%s: members are points, not lines or polygons", path);
    if (!result && cm_members_find_columns(&out->columns, &features->table, &common->names, path))
        result = cli_fail();
    for (size_t row = 0; !result && row < features->table.row_count; row++)
        out->placed += cm_features_has_place(features, row);
    return result;
}

cli_exit cli_members_project(cli_members *members, const cli_common *common, const cm_crs *plane,
                             bool weighted)
{
    static const char *const names[] = {"x", "y", "weight"};
    cm_table *const places = &members->places;
    cm_points points = {.x = NULL};
    cm_status status = CM_OK;
    cli_exit result;

    for (int i = 0; i < 3 && !status; i++)
        status = cm_table_add_column(places, NULL, names[i], CM_COLUMN_REAL);
    if (!status)
        status = cm_table_add_rows(places, members->input.features.table.row_count + 1);
    if (status)
        return cli_fail();
    result = cli_points_read(&points, common, &members->input.features, plane, weighted);
    for (size_t i = 0; !result && i < points.count; i++) {
        cm_table_set_real(places, points.row[i], 0, points.x[i]);
        cm_table_set_real(places, points.row[i], 1, points.y[i]);
        cm_table_set_real(places, points.row[i], 2, points.weight ? points.weight[i] : 1);
    }
    cm_points_clear(&points);
    return result;
}

cli_exit cli_members_plane(cm_crs **out, const cli_common *common, const cli_members *const *lists,
                           size_t count)
{
    const cm_features *layers[2] = {NULL, NULL};
    size_t placed = 0;

    *out = NULL;
    for (size_t i = 0; i < count; i++) {
        placed += lists[i]->placed;
        layers[i] = &lists[i]->input.features;
    }
    return placed ? cli_plane_open(out, common, layers, count) : CLI_DONE;
}

void cli_members_clear(cli_members *members)
{
    cm_table_clear(&members->places);
    cli_input_clear(&members->input);
}

cli_exit cli_layers_write(const cli_common *common, const cm_features *const *layers, size_t count)
{
    const cm_export_options options = cli_export_options(common);

    if (cli_output_format(common, common->output) != CM_FORMAT_GPKG)
        return cli_features_write(common, layers[0]);
    if (cm_features_write_gpkg(layers, count, common->output, &options))
        return cli_fail();
    return CLI_DONE;
}

cli_exit cli_check_beside(const cli_common *common, const char *option, const char *path)
{
    if (!path)
        return CLI_DONE;
    const cm_format format = cm_format_of_path(path);
    if (format > CM_FORMAT_FGB)
        return cli_say(CLI_USAGE,
                       "--%s: '%.300s' has none of the extensions csv tsv geojson gpkg "
                       "shp fgb",
                       option, path);
    if (cli_is_same_file(common->output, path))
        return cli_say(CLI_USAGE, "%.300s: is named for two tables", path);
    return CLI_DONE;
}

cli_exit cli_beside_write(const cli_common *common, const cm_features *layer, const char *path)
{
    const cm_export_options options = cli_export_options(common);

    return path ? cli_layer_write(common, layer, path, cm_format_of_path(path), &options)
                : CLI_DONE;
}
