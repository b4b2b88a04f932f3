/* cli_input.c - what verbs read: layers, and the plane in which they are measured. */
#include "cli/cli.h"
#include <clustermap/crs.h>
#include <clustermap/points.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { REJECTS_SAID = 5 };

static bool plane_is_none(const cli_common *common)
{
    return common->crs && strcmp(common->crs, "none") == 0;
}

static bool plane_is_auto(const cli_common *common)
{
    return !common->crs || strcmp(common->crs, "auto") == 0;
}

cm_read_options cli_read_options(const cli_common *common)
{
    cm_read_options options = CM_READ_OPTIONS_INIT;

    options.encoding = common->encoding;
    options.where = common->where;
    options.allow_remote = common->allow_remote;
    options.names = common->names;
    options.threads = (int)common->threads;
    options.ignore_crs = plane_is_none(common);
    if (!plane_is_none(common) && !plane_is_auto(common))
        options.crs = common->crs;
    return options;
}

void cli_say_some_rejects(const cli_common *common, const char *path, const cm_table *rejects,
                          size_t before)
{
    const size_t line = cm_table_find_column(rejects, "line");
    const size_t reason = cm_table_find_column(rejects, "reason");

    if (common->quiet || line == CM_ABSENT || reason == CM_ABSENT)
        return;
    for (size_t i = 0; i < rejects->row_count && before + i < REJECTS_SAID; i++)
        cli_say(CLI_DONE, "%s:%" PRId64 ": rejected: %s", path, rejects->columns[line].integers[i],
                cm_table_get_text(rejects, i, reason));
}

void cli_say_more_rejects(const cli_common *common, const char *path, size_t count)
{
    if (!common->quiet && count > REJECTS_SAID)
        cli_say(CLI_DONE, "%s: %zu more rows rejected", path, count - REJECTS_SAID);
}

void cli_say_rejects(const cli_common *common, const char *path, const cm_table *rejects)
{
    cli_say_some_rejects(common, path, rejects, 0);
    cli_say_more_rejects(common, path, rejects->row_count);
}

cli_exit cli_rejected(const cli_common *common, const cm_table *rejects)
{
    return common->strict && rejects->row_count > 0 ? CLI_REJECTED : CLI_DONE;
}

/* A list whose members were forgotten is a mistake; one of which --where leaves none is not. */
static bool is_bare_header(const cli_input *input, const cli_common *common, const char *path)
{
    const cm_format format = cm_format_of_path(path);

    return input->features.table.row_count == 0 && input->rejects.row_count == 0 &&
           !common->where && (format == CM_FORMAT_CSV || format == CM_FORMAT_TSV);
}

cm_status cli_name_layer(cm_features *features, const char *path)
{
    const char *const slash = strrchr(path, '/');
    const char *const base = slash ? slash + 1 : path;
    char name[256];

    if (features->name && *features->name)
        return CM_OK;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(base, "."), base);
    return cm_features_set_name(features, *name && strcmp(name, "-") != 0 ? name : "layer");
}

static cli_exit refuse_all(const char *path, const cm_table *rejects)
{
    const size_t line = cm_table_find_column(rejects, "line");
    const size_t reason = cm_table_find_column(rejects, "reason");

    if (line == CM_ABSENT || reason == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s: every row was rejected", path);
    return cli_say(CLI_FAILED, "%s:%" PRId64 ": every row was rejected; this one: %s", path,
                   rejects->columns[line].integers[0], cm_table_get_text(rejects, 0, reason));
}

cli_exit cli_input_read(cli_input *out, const cli_common *common, const char *path)
{
    return cli_input_read_numbers(out, common, path, NULL);
}

cli_common cli_common_of_to(const cli_common *common, char **paths, const char *where)
{
    cli_common to = *common;

    if (where)
        to.where = where;
    else
        to.quiet = to.quiet || strcmp(paths[0], paths[1]) == 0;
    return to;
}

cli_exit cli_input_read_numbers(cli_input *out, const cli_common *common, const char *path,
                                const char *const *needed)
{
    cm_read_options options = cli_read_options(common);
    cli_exit result = CLI_DONE;

    options.needed = needed;
    *out = (cli_input){.features = {.geometry = CM_GEOMETRY_NONE}};
    if (cm_features_read(&out->features, path, &options, &out->rejects) ||
        cli_name_layer(&out->features, path))
        result = cli_fail();
    else if (is_bare_header(out, common, path))
        result = cli_say(CLI_FAILED, "%s: has a header and no rows", path);
    else if (out->features.table.row_count == 0 && out->rejects.row_count > 0)
        result = refuse_all(path, &out->rejects);
    if (result)
        cli_input_clear(out);
    else
        cli_say_rejects(common, path, &out->rejects);
    return result;
}

cli_exit cli_template_read(cm_grid *out, cli_common *common, const char *path)
{
    const cm_read_options options = cli_read_options(common);

    if (!path)
        return CLI_DONE;
    if (cm_grid_read(out, path, &options))
        return cli_fail();
    if (!common->crs)
        common->crs = out->crs ? out->crs : "none";
    return CLI_DONE;
}

void cli_input_clear(cli_input *input)
{
    cm_table_clear(&input->rejects);
    cm_features_clear(&input->features);
}

const char *cli_crs_text(const cm_crs *plane)
{
    if (!plane)
        return "none";
    const char *const definition = cm_crs_get_definition(plane);
    return strncmp(definition, "EPSG:", 5) == 0 ? definition : cm_crs_get_name(plane);
}

/* Adds the vertices of a layer, as degrees, to those of the layers before it. */
static cm_status gather(cm_features *all, const cm_features *layer, const cm_crs *lonlat)
{
    cm_features copy = {.geometry = CM_GEOMETRY_NONE};
    cm_status status = cm_features_copy(&copy, layer);

    if (!status)
        status = cm_features_transform(&copy, lonlat);
    for (size_t i = 0; i < copy.vertex_count && !status; i++) {
        status = cm_features_add_row(all);
        if (!status)
            cm_features_set_point(all, all->table.row_count - 1, (cm_point){copy.x[i], copy.y[i]});
    }
    cm_features_clear(&copy);
    return status;
}

static cm_status choose_plane(cm_crs **out, const cm_features *const *layers, size_t count)
{
    cm_features all = {.geometry = CM_GEOMETRY_NONE};
    cm_crs *lonlat = NULL;
    cm_status status = cm_crs_create(&lonlat, CM_CRS_LONLAT);

    if (!status)
        status = cm_features_init(&all, CM_GEOMETRY_POINT, CM_CRS_LONLAT);
    for (size_t i = 0; i < count && !status; i++)
        status = gather(&all, layers[i], lonlat);
    if (!status)
        status = cm_crs_choose(out, all.x, all.y, all.vertex_count);
    cm_features_clear(&all);
    cm_crs_destroy(lonlat);
    return status;
}

cli_exit cli_plane_open(cm_crs **out, const cli_common *common, const cm_features *const *layers,
                        size_t count)
{
    *out = NULL;
    if (plane_is_none(common))
        return CLI_DONE;
    if (!plane_is_auto(common)) {
        if (cm_crs_create(out, common->crs))
            return cli_say(CLI_USAGE, "--crs: %s", cm_error_text());
        if (cm_crs_is_geographic(*out)) {
            cm_crs_destroy(*out);
            *out = NULL;
            return cli_say(CLI_USAGE, "--crs: '%.100s' is in degrees, not a plane", common->crs);
        }
        return CLI_DONE;
    }
    for (size_t i = 0; i < count; i++)
        if (!layers[i]->crs)
            return cli_say(
                CLI_FAILED,
                "the layer '%s' has no CRS; name its plane with --crs EPSG:n, or --crs none",
                layers[i]->name ? layers[i]->name : "?");
    if (choose_plane(out, layers, count))
        return cli_fail();
    if (!common->quiet)
        cli_say(CLI_DONE, "plane: %s%s%s", cli_crs_text(*out),
                cli_crs_text(*out) == cm_crs_get_name(*out) ? "" : ", ",
                cli_crs_text(*out) == cm_crs_get_name(*out) ? "" : cm_crs_get_name(*out));
    return CLI_DONE;
}

/* The library knows rows and columns; of which of a verb's inputs they are is known here. */
static cli_exit fail_of(const cm_features *features)
{
    return cli_say(CLI_FAILED, "%s: %s", features->name ? features->name : "the input",
                   cm_error_text());
}

cli_exit cli_points_read(cm_points *out, const cli_common *common, const cm_features *features,
                         const cm_crs *plane, bool weighted)
{
    if (cm_points_read(out, features, plane, weighted ? common->weight : NULL))
        return fail_of(features);
    return CLI_DONE;
}

cli_exit cli_points_take(cm_points *out, const cli_common *common, cm_features *features,
                         const cm_crs *plane)
{
    return cm_points_take(out, features, plane, common->weight) ? fail_of(features) : CLI_DONE;
}

static cm_status add_point_text(cm_table *texts, const cm_features *features, size_t row,
                                size_t column)
{
    char buffer[CM_CELL_MAX];
    const char *text = buffer;
    cm_status status = cm_table_add_rows(texts, 1);

    if (status)
        return status;
    if (column == CM_ABSENT)
        snprintf(buffer, sizeof buffer, "%zu", row + 1);
    else
        text = cm_table_format(&features->table, row, column, buffer);
    return cm_table_set_text(texts, texts->row_count - 1, 0, text);
}

cli_exit cli_point_texts(cm_table *texts, const cm_features *features, const cm_points *points,
                         const char *column)
{
    const size_t found = cm_table_find_column(&features->table, column ? column : "id");
    const size_t count = points ? points->count : features->table.row_count;
    cm_status status;

    if (column && found == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s: no column '%s'",
                       features->name ? features->name : "the input", column);
    status = cm_table_add_column(texts, NULL, column ? column : "id", CM_COLUMN_TEXT);
    for (size_t i = 0; i < count && !status; i++)
        status = add_point_text(texts, features, points ? points->row[i] : i, found);
    return status ? cli_fail() : CLI_DONE;
}

size_t cli_say_unplaced(const cli_common *common, const char *path, const cm_features *features,
                        const char *what)
{
    const size_t count = features->table.row_count;
    size_t first = count, unplaced = 0;

    for (size_t row = 0; row < count; row++) {
        if (cm_features_has_place(features, row))
            continue;
        first = first < row ? first : row;
        unplaced++;
    }
    if (unplaced > 0 && !common->quiet)
        cli_say(CLI_DONE, "%s: %zu of %zu rows have no place, the first of them row %zu: %s", path,
                unplaced, count, first + 1, what);
    return unplaced;
}
