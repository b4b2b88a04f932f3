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

static bool names_plane(const cli_common *common)
{
    return common->names.header[CM_MEMBER_X] || common->names.header[CM_MEMBER_Y];
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
    const bool in_plane = cli_read_options(common).ignore_crs;
    const bool has_places = index[CM_MEMBER_LON] != CM_ABSENT && index[CM_MEMBER_LAT] != CM_ABSENT;
    cm_gazetteer *places = NULL;
    cli_exit result = CLI_DONE;

    if (in_plane && has_places) { /* plane units: they are not longitudes, and read as they are */
        cm_table_clear(&out->input.rejects);
        return cli_input_read(&out->input, common, path);
    }
    cli_say_rejects(common, path, &out->input.rejects);
    if (in_plane || (!has_places && index[CM_MEMBER_ADDRESS] == CM_ABSENT))
        return cm_features_from_table(&out->input.features, members,
                                      in_plane ? NULL : CM_CRS_LONLAT)
                   ? cli_fail()
                   : CLI_DONE;
    if (index[CM_MEMBER_ADDRESS] != CM_ABSENT)
        result = cli_gazetteer_open(&places, common, gazetteer, path);
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
        result = place(out, common, &members, path, gazetteer);
    if (!result && cli_name_layer(&out->input.features, path))
        result = cli_fail();
    cm_table_clear(&members);
    return result;
}

/* Coordinates that are none are a mistake of the list; an address that is too coarse is not. */
static void count_bad_places(cli_members *out, const cli_common *common, const char *path)
{
    const cm_features *const features = &out->input.features;

    for (size_t row = 0; row < features->table.row_count; row++)
        if (!cm_features_has_place(features, row) &&
            cm_reason_find(cli_members_reason(out, row)) == CM_REASON_BAD_PLACE)
            out->bad_places++;
    if (out->bad_places && !common->quiet)
        cli_say(CLI_DONE, "%s: members whose coordinates are none: %zu", path, out->bad_places);
}

cli_exit cli_members_read(cli_members *out, const cli_common *common, const char *path,
                          const char *gazetteer)
{
    cm_features *const features = &out->input.features;
    cli_exit result;

    if (is_table(path) && !names_plane(common) &&
        !(strcmp(path, "-") == 0 && cli_read_options(common).ignore_crs)) /* stdin is read once */
        result = read_table(out, common, path, gazetteer);
    else
        result = cli_input_read(&out->input, common, path);
    if (!result && features->geometry != CM_GEOMETRY_POINT)
        result = cli_say(CLI_FAILED, "%s: members are points, not lines or polygons", path);
    if (!result && cm_members_find_columns(&out->columns, &features->table, &common->names, path))
        result = cli_fail();
    for (size_t row = 0; !result && row < features->table.row_count; row++)
        out->placed += cm_features_has_place(features, row);
    if (!result)
        count_bad_places(out, common, path);
    return result;
}

void cli_members_restore(cm_features *layer, const cli_members *members, const int64_t *rows)
{
    const cm_features *const list = &members->input.features;

    for (size_t row = 0; row < layer->table.row_count; row++) {
        const int64_t from = rows ? rows[row] : (int64_t)row + 1;
        if (from < 1 || (size_t)from > list->table.row_count ||
            !cm_features_has_place(list, (size_t)from - 1))
            continue;
        cm_features_set_point(layer, row, (cm_point){list->x[from - 1], list->y[from - 1]});
    }
}

const char *cli_members_reason(const cli_members *members, size_t row)
{
    const cm_table *const table = &members->input.features.table;
    const size_t column = cm_table_find_column(table, "reason");
    const bool is_geocoded = cm_table_find_column(table, "coord_level") != CM_ABSENT;

    if (!is_geocoded || column == CM_ABSENT || table->columns[column].type != CM_COLUMN_TEXT)
        return "";
    return cm_table_get_text(table, row, column);
}

cli_exit cli_members_rejected(const cli_members *members, const cli_common *common)
{
    if (common->strict && members->bad_places > 0)
        return CLI_REJECTED;
    return cli_rejected(common, &members->input.rejects);
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
    return cli_gpkg_write(common, layers, count, common->output, &options);
}

static cli_exit check_one(const cli_common *common, const cli_beside *file)
{
    const cm_format format = file->path ? cm_format_of_path(file->path) : CM_FORMAT_COUNT;

    if (!file->path)
        return CLI_DONE;
    if (format > CM_FORMAT_FGB && format != CM_FORMAT_PG)
        return cli_say(CLI_USAGE,
                       "--%s: '%.300s' has none of the extensions csv tsv geojson gpkg shp fgb",
                       file->option, file->path);
    if (cli_is_same_file(common->output, file->path))
        return cli_say(CLI_USAGE, "%.300s: is named for two tables", file->path);
    return cli_check_target(common, file->path);
}

cli_exit cli_check_beside(const cli_common *common, const cli_beside *a, const cli_beside *b)
{
    cli_exit result = check_one(common, a);

    if (!result)
        result = check_one(common, b);
    if (!result && a->path && b->path && cli_is_same_file(a->path, b->path))
        result = cli_say(CLI_USAGE, "%.300s: is named for two tables", a->path);
    return result;
}

cli_exit cli_beside_write(const cli_common *common, const cm_features *layer, const char *path)
{
    const cm_export_options options = cli_export_options(common);

    return path ? cli_layer_write(common, layer, path, cm_format_of_path(path), &options)
                : CLI_DONE;
}
