/* cli_info.c - clustermap info FILE: what a file holds. */
#include "cli/cli.h"
#include <clustermap/crs.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

const cli_option cli_info_options[] = {{0}};

static const char *geometry_name(cm_geometry geometry)
{
    static const char *const names[] = {"none", "point", "line", "polygon"};

    return names[geometry];
}

static const char *type_name(cm_column_type type)
{
    static const char *const names[] = {"text", "integer", "real"};

    return names[type];
}

static void print_json_box(cm_box box)
{
    cli_json_open("extent", '[');
    cli_json_number(NULL, box.x_min);
    cli_json_number(NULL, box.y_min);
    cli_json_number(NULL, box.x_max);
    cli_json_number(NULL, box.y_max);
    cli_json_close(']');
}

static size_t count_placed(const cm_features *features)
{
    size_t count = 0;

    for (size_t row = 0; row < features->table.row_count; row++)
        count += cm_features_has_place(features, row);
    return count;
}

static void print_features_json(const cm_features *features)
{
    cli_json_begin();
    cli_json_text("name", features->name);
    cli_json_text("title", features->title);
    cli_json_text("source", features->source);
    cli_json_text("geometry", geometry_name(features->geometry));
    cli_json_text("crs", features->crs);
    cli_json_count("rows", features->table.row_count);
    cli_json_count("placed", count_placed(features));
    print_json_box(cm_features_get_bounds(features));
    cli_json_open("columns", '[');
    for (size_t i = 0; i < features->table.column_count; i++) {
        cli_json_open(NULL, '{');
        cli_json_text("name", features->table.columns[i].name);
        cli_json_text("type", type_name(features->table.columns[i].type));
        cli_json_close('}');
    }
    cli_json_close(']');
    cli_json_end();
}

static void print_line(const char *key, const char *value)
{
    if (value && *value)
        printf("%-9s %s\n", key, value);
}

static void print_box(cm_box box)
{
    if (box.x_min <= box.x_max)
        printf("%-9s %.10g,%.10g,%.10g,%.10g\n", "extent", box.x_min, box.y_min, box.x_max,
               box.y_max);
}

static void print_features(const cm_features *features)
{
    print_line("layer", features->name);
    print_line("title", features->title);
    print_line("source", features->source);
    print_line("geometry", geometry_name(features->geometry));
    print_line("crs", features->crs ? features->crs : "none");
    printf("%-9s %zu, %zu with a place\n", "rows", features->table.row_count,
           count_placed(features));
    print_box(cm_features_get_bounds(features));
    for (size_t i = 0; i < features->table.column_count; i++)
        printf("%-9s %s %s\n", "column", features->table.columns[i].name,
               type_name(features->table.columns[i].type));
}

static cm_box grid_box(const cm_grid_shape *shape)
{
    return (cm_box){shape->x_min, shape->y_max - (double)shape->rows * shape->cell_m,
                    shape->x_min + (double)shape->columns * shape->cell_m, shape->y_max};
}

static void print_grid_json(const cm_grid *grid, const cm_grid_statistics *statistics)
{
    cli_json_begin();
    cli_json_text("title", grid->title);
    cli_json_text("unit", grid->unit);
    cli_json_text("source", grid->source);
    cli_json_text("crs", grid->crs);
    cli_json_count("columns", grid->shape.columns);
    cli_json_count("rows", grid->shape.rows);
    cli_json_number("cell_m", grid->shape.cell_m);
    print_json_box(grid_box(&grid->shape));
    cli_json_number("min", statistics->min);
    cli_json_number("max", statistics->max);
    cli_json_number("mean", statistics->mean);
    cli_json_number("sd", statistics->sd);
    cli_json_number("sum", statistics->sum);
    cli_json_open("tags", '{');
    for (size_t i = 0; i < grid->tag_count; i++)
        cli_json_text(grid->tags[i].key, grid->tags[i].value);
    cli_json_close('}');
    cli_json_end();
}

static void print_grid(const cm_grid *grid, const cm_grid_statistics *statistics)
{
    print_line("title", grid->title);
    print_line("unit", grid->unit);
    print_line("source", grid->source);
    print_line("crs", grid->crs ? grid->crs : "none");
    printf("%-9s %zu x %zu cells of %.10g m\n", "grid", grid->shape.columns, grid->shape.rows,
           grid->shape.cell_m);
    print_box(grid_box(&grid->shape));
    printf("%-9s min %.9g, max %.9g, mean %.9g, sd %.9g, sum %.9g\n", "values", statistics->min,
           statistics->max, statistics->mean, statistics->sd, statistics->sum);
    for (size_t i = 0; i < grid->tag_count; i++)
        printf("%-9s %s = %s\n", "tag", grid->tags[i].key, grid->tags[i].value);
}

static cli_exit show_grid(const cli_common *common, const char *path)
{
    const cm_read_options options = cli_read_options(common);
    cm_grid grid = {.values = NULL};

    if (cm_grid_read(&grid, path, &options))
        return cli_fail();
    const cm_grid_statistics statistics = cm_grid_get_statistics(&grid);
    if (common->json)
        print_grid_json(&grid, &statistics);
    else
        print_grid(&grid, &statistics);
    cm_grid_clear(&grid);
    return CLI_DONE;
}

/* A table without coordinates is a list whose members are not placed yet. */
static cli_exit show_features(const cli_common *common, const char *path)
{
    cli_input input;
    const cli_exit result = cli_input_read(&input, common, path);

    if (result)
        return result;
    if (common->json)
        print_features_json(&input.features);
    else
        print_features(&input.features);
    cli_input_clear(&input);
    return CLI_DONE;
}

cli_exit cli_info(const cli_verb *verb, int argc, char **argv)
{
    cli_common common = {.output = NULL};
    const cli_exit result = cli_options_read(&common, &argc, argv, verb);

    if (result)
        return result;
    return cm_format_of_path(argv[0]) == CM_FORMAT_TIF ? show_grid(&common, argv[0])
                                                       : show_features(&common, argv[0]);
}
