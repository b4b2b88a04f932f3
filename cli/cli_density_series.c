/* cli_density_series.c - a grid for each class or year, all with one shape, bandwidth and scale. */
#include "cli/cli_density.h"
#include <clustermap/members.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SERIES_MAX = 64, PATH_SIZE = 4096, LABEL_SIZE = 200 };

/* One of the grids. */
typedef struct element {
    char label[LABEL_SIZE], path[PATH_SIZE];
    cm_grid grid;
    cm_density_report report;
    double min;
} element;

typedef struct series {
    cm_table texts; /* of --by, for each point */
    cm_table years; /* of --at-year, for each point; NaN if unknown */
    element *elements;
    size_t count;
    double min, max;
} series;

static const char *shown(const element *of)
{
    return of->label[0] ? of->label : "blank";
}

static size_t find_label(const series *all, const char *label)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->elements[i].label, label) == 0)
            return i;
    return CM_ABSENT;
}

static cli_exit add_element(series *all, const char *label, const density_request *request)
{
    element *const fresh = &all->elements[all->count];

    if (all->count == SERIES_MAX)
        return cli_say(CLI_FAILED, "--by: column '%.100s' has over %d values; choose with --where",
                       request->by ? request->by : "", SERIES_MAX);
    *fresh = (element){.min = 0};
    snprintf(fresh->label, sizeof fresh->label, "%s", label);
    if (strlen(label) >= LABEL_SIZE ||
        !cli_path_labelled(fresh->path, sizeof fresh->path, request->common.output, shown(fresh)))
        return cli_say(CLI_FAILED, "--by: '%.60s...' is too long for a file's name", label);
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->elements[i].path, fresh->path) == 0)
            return cli_say(CLI_FAILED, "--by: '%.100s' and '%.100s' would be the same file",
                           all->elements[i].label, label);
    all->count++;
    return CLI_DONE;
}

static cli_exit find_classes(series *all, const density_work *work, const density_request *request)
{
    cli_exit result =
        cli_point_texts(&all->texts, &work->input.features, &work->points, request->by);

    for (size_t i = 0; i < work->points.count && !result; i++) {
        const char *const text = cm_table_get_text(&all->texts, i, 0);
        if (find_label(all, text) == CM_ABSENT)
            result = add_element(all, text, request);
    }
    return result;
}

static cli_exit find_years(series *all, const density_work *work, const density_request *request)
{
    const cm_table *const table = &work->input.features.table;
    cm_member_columns columns;
    cli_exit result = CLI_DONE;
    size_t unknown = 0;
    char buffer[CM_CELL_MAX];

    if (cm_members_find_columns(&columns, table, &request->common.names, "the list"))
        return cli_fail();
    const size_t column = columns.index[CM_MEMBER_FOUNDED];
    if (column == CM_ABSENT)
        return cli_say(CLI_FAILED, "--at-year: there is no column of the founding year");
    if (cm_table_add_column(&all->years, NULL, "year", CM_COLUMN_REAL) ||
        cm_table_add_rows(&all->years, work->points.count))
        return cli_fail();
    for (size_t i = 0; i < work->points.count; i++) {
        all->years.columns[0].reals[i] =
            cm_member_year(cm_table_format(table, work->points.row[i], column, buffer));
        unknown += isnan(all->years.columns[0].reals[i]) != 0;
    }
    for (size_t i = 0; i < request->years.count && !result; i++) {
        char label[32];
        snprintf(label, sizeof label, "%.0f", request->years.values[i]);
        result = add_element(all, label, request);
    }
    if (!result && unknown && !request->common.quiet)
        cli_say(CLI_DONE, "%zu points without a founding year are left out", unknown);
    return result;
}

static bool belongs(const series *all, size_t which, size_t point, const density_request *request)
{
    if (request->by)
        return strcmp(cm_table_get_text(&all->texts, point, 0), all->elements[which].label) == 0;
    return all->years.columns[0].reals[point] <= request->years.values[which];
}

enum { X, Y, WEIGHT, BANDWIDTH, NUMBERS };

/* The points of an element, as columns of a table: x, y, weight and bandwidth. */
static cm_status select_points(cm_table *out, const series *all, size_t which,
                               const density_work *work, const density_request *request)
{
    const cm_points *const points = &work->points;
    const bool has_own = work->bandwidths.column_count > 0;
    cm_status status = CM_OK;

    for (int i = 0; i < NUMBERS && !status; i++)
        status = cm_table_add_column(out, NULL, "number", CM_COLUMN_REAL);
    for (size_t i = 0; i < points->count && !status; i++) {
        if (!belongs(all, which, i, request))
            continue;
        status = cm_table_add_rows(out, 1);
        if (status)
            break;
        const size_t row = out->row_count - 1;
        cm_table_set_real(out, row, X, points->x[i]);
        cm_table_set_real(out, row, Y, points->y[i]);
        cm_table_set_real(out, row, WEIGHT, points->weight ? points->weight[i] : 1);
        if (has_own)
            cm_table_set_real(out, row, BANDWIDTH, work->bandwidths.columns[0].reals[i]);
    }
    return status;
}

static cli_exit compute_element(series *all, size_t which, density_work *work,
                                const density_request *request)
{
    element *const of = &all->elements[which];
    cm_table numbers = {.columns = NULL};
    cm_points points = {.x = NULL};
    density_set set = {&points, NULL};
    cm_status status = select_points(&numbers, all, which, work, request);

    if (!status && numbers.row_count == 0) {
        cm_table_clear(&numbers);
        return cli_say(CLI_FAILED, "--at-year: no member was founded by %s", of->label);
    }
    if (!status) {
        points.x = numbers.columns[X].reals;
        points.y = numbers.columns[Y].reals;
        points.weight = numbers.columns[WEIGHT].reals;
        points.count = numbers.row_count;
        if (work->bandwidths.column_count)
            set.bandwidths_m = numbers.columns[BANDWIDTH].reals;
        status = cm_grid_init(&of->grid, &work->grid.shape, work->grid.crs);
    }
    if (!status)
        status = density_sum_grid(&of->grid, work, request, &set);
    cm_table_clear(&numbers);
    if (status)
        return cli_say(CLI_FAILED, "%s: %s", shown(of), cm_error_text());
    of->report = work->report;
    of->min = request->relative_to ? work->relative.min : 0;
    return CLI_DONE;
}

static cm_status set_number(cm_grid *grid, const char *key, double value)
{
    char text[32];

    snprintf(text, sizeof text, "%.9g", value); /* a cell is a float */
    return cm_grid_set_tag(grid, key, text);
}

static cli_exit write_element(element *of, const series *all, const density_work *work,
                              const density_request *request)
{
    char title[LABEL_SIZE + 32];

    snprintf(title, sizeof title, "%s: %s", of->grid.title ? of->grid.title : "density", shown(of));
    if (cm_grid_set_title(&of->grid, title) ||
        cm_grid_set_tag(&of->grid, request->by ? "class" : "at_year", shown(of)) ||
        set_number(&of->grid, "scale_min", all->min) ||
        set_number(&of->grid, "scale_max", all->max))
        return cli_fail();
    return density_write_grid(&of->grid, work, request, of->path);
}

/* The run as a whole: classes add up, years hold each other. */
static void sum_up(series *all, density_work *work, const density_request *request)
{
    cm_density_report *const whole = &work->report;

    *whole = all->elements[all->count - 1].report;
    all->min = INFINITY;
    all->max = -INFINITY;
    for (size_t i = 0; i < all->count; i++) {
        const cm_density_report *const one = &all->elements[i].report;
        all->min = fmin(all->min, all->elements[i].min);
        all->max = fmax(all->max, one->max);
        whole->error_bound = fmax(whole->error_bound, one->error_bound);
        if (!request->by || i + 1 == all->count)
            continue;
        whole->points += one->points;
        whole->places += one->places;
        whole->weight += one->weight;
        whole->integral += one->integral;
    }
    whole->max = all->max;
    work->relative.min = all->min;
}

static void print_rows(const series *all, const density_request *request)
{
    cli_json_open("classes", '[');
    for (size_t i = 0; i < all->count; i++) {
        const element *const of = &all->elements[i];
        cli_json_open(NULL, '{');
        cli_json_text("class", of->label);
        cli_json_text("file", of->path);
        cli_json_count("points", of->report.points);
        cli_json_count("places", of->report.places);
        cli_json_number("weight", of->report.weight);
        cli_json_number("max", of->report.max);
        if (!request->relative_to)
            cli_json_number("integral", of->report.integral);
        cli_json_close('}');
    }
    cli_json_close(']');
}

static void report(const series *all, const density_work *work, const density_request *request)
{
    if (request->common.json) {
        cli_json_begin();
        density_print_report(work, request);
        print_rows(all, request);
        cli_json_end();
    }
    for (size_t i = 0; i < all->count && !request->common.quiet; i++)
        cli_say(CLI_DONE, "%s: %zu points, max %.6g; on the common scale of %.6g..%.6g",
                all->elements[i].path, all->elements[i].report.points, all->elements[i].report.max,
                all->min, all->max);
}

/* Before anything is written: a refusal in the middle would leave some of the files. */
static cli_exit check_targets(const series *all, const density_request *request)
{
    for (size_t i = 0; i < all->count; i++) {
        const cli_exit result = cli_check_target(&request->common, all->elements[i].path);
        if (result)
            return result;
    }
    return CLI_DONE;
}

static cli_exit run(series *all, density_work *work, const density_request *request)
{
    cli_exit result =
        request->by ? find_classes(all, work, request) : find_years(all, work, request);
    const double start_s = density_now_s();
    const double cells = (double)(work->grid.shape.columns * work->grid.shape.rows);

    if (!result && cells * (double)all->count > CM_GRID_CELLS_MAX)
        result = cli_say(CLI_FAILED, "%zu grids of %.0f cells are over %.0f cells", all->count,
                         cells, CM_GRID_CELLS_MAX);
    if (!result)
        result = check_targets(all, request);
    for (size_t i = 0; i < all->count && !result; i++)
        result = compute_element(all, i, work, request);
    if (!result)
        sum_up(all, work, request);
    work->seconds = density_now_s() - start_s;
    for (size_t i = 0; i < all->count && !result; i++)
        result = write_element(&all->elements[i], all, work, request);
    if (!result)
        report(all, work, request);
    return result;
}

cli_exit density_series(density_work *work, const density_request *request)
{
    element elements[SERIES_MAX];
    series all = {.elements = elements};
    const cli_exit result = run(&all, work, request);

    for (size_t i = 0; i < all.count; i++)
        cm_grid_clear(&elements[i].grid);
    cm_table_clear(&all.years);
    cm_table_clear(&all.texts);
    return result;
}
