/* cli_between_density.c - the density at each date, as density --by writes it, and its changes. */
#include "cli/cli_between.h"
#include "cli/cli_density.h"

#include <clustermap/density.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

cli_exit between_density_check(const between_request *request)
{
    if (!request->density) {
        if (request->bandwidth || request->kernel)
            return cli_say(CLI_USAGE, "--%s needs --density",
                           request->bandwidth ? "bandwidth" : "kernel");
        return CLI_DONE;
    }
    if (cm_format_of_path(request->density) != CM_FORMAT_TIF)
        return cli_say(CLI_USAGE, "--density: '%.300s' is not a .tif", request->density);
    if (!cli_bandwidth_is_good(request->bandwidth))
        return cli_say(CLI_USAGE, "--bandwidth: '%.100s' is neither " CLI_BANDWIDTH_WORDS,
                       request->bandwidth);
    return CLI_DONE;
}

static const char *date_of(const between_work *work, size_t which)
{
    return cm_table_get_text(&work->dates.table, which, 0);
}

static bool is_there(const between_work *work, const between_request *request, size_t which,
                     size_t row)
{
    const cm_table *const members = &work->changes.table;

    if (work->list_count == 2)
        return true;
    return cm_between_is_there(cm_table_get_number(members, row, 2),
                               cm_table_get_number(members, row, 3), request->years.values[which]);
}

/* Adds the members of a date as points that name it. */
static cm_status add_date(cm_features *all, const between_work *work,
                          const between_request *request, size_t which)
{
    const cm_between_list *const list = &work->sides[work->list_count == 2 ? which : 0];
    cm_status status = CM_OK;

    for (size_t row = 0; row < list->members->row_count && !status; row++) {
        if (!isfinite(list->x[row]) || !isfinite(list->y[row]) ||
            !is_there(work, request, which, row))
            continue;
        status = cm_features_add_row(all);
        if (!status)
            status =
                cm_table_set_text(&all->table, all->table.row_count - 1, 0, date_of(work, which));
        if (status)
            break;
        cm_table_set_real(&all->table, all->table.row_count - 1, 1,
                          list->weight ? list->weight[row] : 1);
        cm_features_set_point(all, all->table.row_count - 1,
                              (cm_point){list->x[row], list->y[row]});
    }
    return status;
}

/* All dates' members as one layer, a class each. */
static cli_exit gather(density_work *density, const between_work *work,
                       const between_request *request)
{
    cm_features *const all = &density->input.features;
    cm_status status = cm_features_init(all, CM_GEOMETRY_POINT, work->dates.crs);

    if (!status)
        status = cm_table_add_column(&all->table, NULL, "date", CM_COLUMN_TEXT);
    if (!status)
        status = cm_table_add_column(&all->table, NULL, "weight", CM_COLUMN_REAL);
    for (size_t i = 0; i < work->dates.table.row_count && !status; i++) {
        const size_t before = all->table.row_count;
        status = add_date(all, work, request, i);
        if (!status && all->table.row_count == before)
            return cli_say(CLI_FAILED, "--density: %s has no member with a place",
                           date_of(work, i));
    }
    if (!status)
        status =
            cm_points_read(&density->points, all, NULL, request->common.weight ? "weight" : NULL);
    if (!status && work->lists[0].input.features.source)
        status = cm_features_set_source(all, work->lists[0].input.features.source);
    return status ? cli_fail() : CLI_DONE;
}

static cli_exit name_files(between_density *out, const between_work *work,
                           const between_request *request)
{
    char label[600];

    out->date_count = work->dates.table.row_count;
    for (size_t i = 0; i < out->date_count; i++) {
        if (!cli_path_labelled(out->dates[i].path, sizeof out->dates[i].path, request->density,
                               date_of(work, i)))
            return cli_say(CLI_FAILED, "%.300s: the path is too long", request->density);
        if (i == 0)
            continue;
        snprintf(label, sizeof label, "%.250s-less-%.250s", date_of(work, i), date_of(work, i - 1));
        if (!cli_path_labelled(out->differences[i - 1].path, sizeof out->differences[i - 1].path,
                               request->density, label))
            return cli_say(CLI_FAILED, "%.300s: the path is too long", request->density);
        out->difference_count = i;
    }
    for (size_t i = 0; i < out->difference_count; i++) {
        const cli_exit result = cli_check_target(&request->common, out->differences[i].path);
        if (result)
            return result;
    }
    return CLI_DONE;
}

static cm_status subtract(cm_grid *out, between_density *density, size_t which)
{
    cm_grid later = {.values = NULL}, earlier = {.values = NULL};
    cm_status status = cm_grid_read(&later, density->dates[which + 1].path, NULL);

    if (!status)
        status = cm_grid_read(&earlier, density->dates[which].path, NULL);
    if (!status)
        status = cm_between_difference(out, &later, &earlier);
    if (!status) {
        const cm_grid_statistics of = cm_grid_get_statistics(out);
        density->differences[which].min = of.min;
        density->differences[which].max = of.max;
        density->largest = fmax(density->largest, fmax(fabs(of.min), fabs(of.max)));
    }
    cm_grid_clear(&earlier);
    cm_grid_clear(&later);
    return status;
}

static cm_status set_number(cm_grid *grid, const char *key, double value)
{
    char text[32];

    snprintf(text, sizeof text, "%.9g", value); /* a cell is a float */
    return cm_grid_set_tag(grid, key, text);
}

/* The changes have one scale too, the same up and down. */
static cli_exit write_differences(between_density *out, const between_request *request)
{
    const cm_export_options options = cli_export_options(&request->common);
    cm_grid grids[CLI_LIST_MAX];
    cm_status status = CM_OK;
    size_t made = 0;

    for (; made < out->difference_count && !status; made++) {
        grids[made] = (cm_grid){.values = NULL};
        status = subtract(&grids[made], out, made);
    }
    for (size_t i = 0; i < out->difference_count && !status; i++) {
        status = set_number(&grids[i], "scale_min", -out->largest);
        if (!status)
            status = set_number(&grids[i], "scale_max", out->largest);
        if (!status)
            status = cm_grid_write(&grids[i], out->differences[i].path, &options);
    }
    for (size_t i = 0; i < made; i++)
        cm_grid_clear(&grids[i]);
    return status ? cli_fail() : CLI_DONE;
}

static void clear(density_work *density)
{
    cm_grid_clear(&density->grid);
    cm_table_clear(&density->bandwidths);
    cm_points_clear(&density->points);
    cli_input_clear(&density->input);
}

cli_exit between_density_write(between_work *work, const between_request *request)
{
    density_request ask = {.common = request->common,
                           .cell_m = request->cell_m,
                           .floor = -1,
                           .kernel = request->kernel,
                           .bandwidth = request->bandwidth,
                           .by = "date"};
    density_work density = {.plane = work->plane}; /* borrowed */
    between_density *const out = &work->density;
    cli_exit result = name_files(out, work, request);

    ask.common.output = request->density;
    ask.common.format = NULL;
    ask.common.json = false; /* its numbers go into this report */
    ask.common.quiet = true;
    if (!result)
        result = gather(&density, work, request);
    if (!result)
        result = density_compute(&density, &ask, request->density);
    out->bandwidth_m = density.options.bandwidth_m;
    out->rule = density.rule;
    out->kernel = cm_kernel_name(density.options.kernel);
    out->max = density.report.max;
    if (!result)
        result = write_differences(out, request);
    clear(&density);
    return result;
}

void between_density_print(const between_work *work)
{
    const between_density *const of = &work->density;

    cli_json_open("density", '{');
    cli_json_text("kernel", of->kernel);
    cli_json_number("bandwidth_m", of->bandwidth_m);
    cli_json_text("bandwidth_rule", of->rule);
    cli_json_number("scale_max", of->max);
    cli_json_open("files", '[');
    for (size_t i = 0; i < of->date_count; i++)
        cli_json_text(NULL, of->dates[i].path);
    cli_json_close(']');
    cli_json_open("differences", '[');
    for (size_t i = 0; i < of->difference_count; i++) {
        cli_json_open(NULL, '{');
        cli_json_text("file", of->differences[i].path);
        cli_json_number("min", of->differences[i].min);
        cli_json_number("max", of->differences[i].max);
        cli_json_close('}');
    }
    cli_json_close(']');
    cli_json_close('}');
}

void between_density_say(const between_work *work)
{
    const between_density *const of = &work->density;

    for (size_t i = 0; i < of->difference_count; i++)
        cli_say(CLI_DONE, "%s: from %.6g to %.6g per km2; %s, bandwidth %.6g m (%s)",
                of->differences[i].path, of->differences[i].min, of->differences[i].max, of->kernel,
                of->bandwidth_m, of->rule);
}
