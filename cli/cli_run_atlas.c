/* cli_run_atlas.c - a project's atlas: a page for each value of a column of its members. */
#include "cli/cli_members.h"
#include "cli/cli_run.h"
#include <stdio.h>
#include <string.h>

/* What a page shows. */
typedef struct page {
    size_t column;     /* of the members */
    const char *value; /* borrowed from them */
    cm_features drawn;
    cm_table lines;
    char subtitle[1024];
} page;

static bool is_on_page(const void *context, const cm_features *members, size_t row)
{
    const page *const of = context;
    char buffer[CM_CELL_MAX];

    return strcmp(cm_table_format(&members->table, row, of->column, buffer), of->value) == 0;
}

/* The page's members, numbered from 1 where the project wants numbers; the style counts them. */
static cm_status gather(page *of, run_work *work)
{
    cm_status status = cm_features_copy(&of->drawn, &work->drawn);

    if (!status)
        status = run_keep_rows(&of->drawn, is_on_page, of);
    if (!status)
        status = cm_style_count(&work->style, &of->drawn);
    if (!status && work->project.members.index.numbers)
        status = run_number_members(&of->lines, &of->drawn, work);
    return status;
}

static cli_exit draw(const page *of, run_work *work)
{
    cm_map_layer layers[PROJECT_LAYERS_MAX + 1];
    cm_map_options options = CM_MAP_OPTIONS_INIT;
    const size_t count = run_list_layers(layers, work, false);
    cm_map *map = NULL;
    const cli_exit result = run_set_page(&options, work);

    if (result)
        return result;
    for (size_t i = 0; i < count; i++)
        if (layers[i].role == CM_MAP_MEMBERS)
            layers[i].features = &of->drawn;
    options.subtitle = of->subtitle;
    options.plane = work->plane;
    options.scale = work->project.atlas.scale;
    options.centre = (cm_lonlat){NAN, NAN};
    options.bounds = (cm_box)CM_MAP_BOUNDS_NONE;
    run_set_index(&options, work, &of->lines);
    if (cm_map_create(&map, layers, count, &options))
        return cli_fail();
    return run_add_page(work, map);
}

static cli_exit make_page(run_work *work, size_t column, const char *value)
{
    const char *const subtitle =
        project_pick(&work->project, work->project.subtitle, work->project.subtitle_en);
    page made = {.column = column, .value = value};
    cli_exit result = gather(&made, work) ? cli_fail() : CLI_DONE;

    snprintf(made.subtitle, sizeof made.subtitle, "%.*s%s%.*s", (int)cli_whole_bytes(value, 400),
             value, subtitle ? "　" : "", subtitle ? (int)cli_whole_bytes(subtitle, 600) : 0,
             subtitle ? subtitle : "");
    if (!result)
        result = draw(&made, work);
    cm_table_clear(&made.lines);
    cm_features_clear(&made.drawn);
    return result;
}

/* The first row of each value. */
typedef struct values {
    size_t rows[RUN_PAGES_MAX];
    size_t count;
    bool too_many;
} values;

static void add_value(values *all, const cm_table *table, size_t row, size_t column)
{
    char own[CM_CELL_MAX], other[CM_CELL_MAX];
    const char *const value = cm_table_format(table, row, column, own);

    for (size_t i = 0; i < all->count; i++)
        if (strcmp(cm_table_format(table, all->rows[i], column, other), value) == 0)
            return;
    if (*value == '\0')
        return;
    all->too_many = all->count == RUN_PAGES_MAX;
    if (!all->too_many)
        all->rows[all->count++] = row;
}

/* All are found before the first page is drawn: too many of them are refused at once. */
static cli_exit list_values(values *out, const run_work *work, size_t column)
{
    const project_atlas *const ask = &work->project.atlas;
    const cm_table *const table = &work->drawn.table;

    for (size_t row = 0; row < table->row_count && !out->too_many; row++)
        add_value(out, table, row, column);
    if (out->too_many)
        return cli_say(CLI_FAILED, "%s:%ld: atlas: '%.100s' has more than %d values",
                       work->project.path, ask->line, ask->by, RUN_PAGES_MAX);
    return CLI_DONE;
}

cli_exit run_draw_atlas(run_work *work)
{
    const project_atlas *const ask = &work->project.atlas;
    const cm_table *const table = &work->drawn.table;
    const size_t column = ask->by ? cm_table_find_column(table, ask->by) : CM_ABSENT;
    values pages = {.count = 0};
    cli_exit result;

    if (!ask->by)
        return CLI_DONE;
    if (column == CM_ABSENT)
        return cli_say(CLI_FAILED, "%s:%ld: atlas: the list has no column '%.100s'",
                       work->project.path, ask->line, ask->by);
    result = list_values(&pages, work, column);
    for (size_t i = 0; i < pages.count && !result; i++) {
        char buffer[CM_CELL_MAX];
        result = make_page(work, column, cm_table_format(table, pages.rows[i], column, buffer));
    }
    if (cm_style_count(&work->style, &work->drawn))
        return cli_fail();
    return result;
}
