/* cli_run_rings.c - rings round a place: what they hold, and how much more of it than elsewhere. */
#include "cli/cli_run.h"
#include <clustermap/quotient.h>
#include <clustermap/rings.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static cm_status make_centre(cm_features *out, const project_layer *ask)
{
    cm_status status = cm_features_init(out, CM_GEOMETRY_POINT, CM_CRS_LONLAT);

    if (!status)
        status = cm_features_add_row(out);
    if (!status)
        cm_features_set_point(out, 0, (cm_point){ask->centre.values[0], ask->centre.values[1]});
    return status;
}

static cm_status count_points(cm_features *out, const run_work *work, const project_layer *ask,
                              const cm_points *points, const cm_table *classes)
{
    cm_rings_options options = CM_RINGS_OPTIONS_INIT;
    cm_features centre = {.geometry = CM_GEOMETRY_NONE};
    cm_points middle = {0};
    cm_status status = make_centre(&centre, ask);

    options.radii_m = ask->radii.values;
    options.radius_count = ask->radii.count;
    options.classes = classes->column_count > 0 ? classes->columns[0].texts : NULL;
    options.crs = cm_crs_get_definition(work->plane);
    if (!status)
        status = cm_points_read(&middle, &centre, work->plane, NULL);
    if (!status)
        status = cm_rings_count(out, points, &middle, &options);
    cm_points_clear(&middle);
    cm_features_clear(&centre);
    return status;
}

/* ---- what the members are compared with ---- */

typedef struct background {
    double here[CM_RINGS_MAX], everywhere;
} background;

static double number(const cm_features *rings, size_t row, const char *column)
{
    return cm_table_get_number(&rings->table, row, cm_table_find_column(&rings->table, column));
}

/* Firms one by one: all that have a place are everywhere. */
static cm_status count_firms(background *out, const run_work *work, const project_layer *ask,
                             const cm_features *firms)
{
    const cm_table none = {0};
    cm_features rings = {.geometry = CM_GEOMETRY_NONE};
    cm_points points = {0};
    cm_status status = cm_points_read(&points, firms, work->plane, NULL);

    if (!status)
        status = count_points(&rings, work, ask, &points, &none);
    for (size_t i = 0; i < rings.table.row_count && !status; i++)
        out->here[i] = number(&rings, i, "count");
    out->everywhere = (double)points.count;
    cm_points_clear(&points);
    cm_features_clear(&rings);
    return status;
}

/* Or figures of them: a row for each ring, and one without ring_to_m of all. */
static cli_exit find_figures(background *out, const project_layer *ask, const cm_table *figures,
                             const char *path)
{
    const size_t to = cm_table_find_column(figures, "ring_to_m");
    const size_t count = cm_table_find_column(figures, "count");
    bool is_whole;

    *out = (background){.everywhere = NAN};
    for (size_t i = 0; i < ask->radii.count; i++)
        out->here[i] = NAN;
    for (size_t row = 0; row < figures->row_count && count != CM_ABSENT; row++) {
        const double radius_m = cm_table_get_number(figures, row, to);
        if (isnan(radius_m))
            out->everywhere = cm_table_get_number(figures, row, count);
        for (size_t i = 0; i < ask->radii.count; i++)
            if (fabs(radius_m - ask->radii.values[i]) < 1e-6)
                out->here[i] = cm_table_get_number(figures, row, count);
    }
    is_whole = out->everywhere >= 0;
    for (size_t i = 0; i < ask->radii.count; i++)
        is_whole = is_whole && out->here[i] >= 0;
    if (!is_whole)
        return cli_say(CLI_FAILED,
                       "%s: one row with ring_to_m and count is wanted for each ring, and one "
                       "without ring_to_m for all",
                       path);
    return CLI_DONE;
}

static cli_exit read_background(background *out, const run_work *work, const project_layer *ask)
{
    const cm_read_options options = CM_READ_OPTIONS_INIT;
    cm_features firms = {.geometry = CM_GEOMETRY_NONE};
    cm_table figures = {0};
    char path[PROJECT_PATH_MAX];
    cli_exit result = project_path(path, &work->project, ask->background);

    if (result)
        return result;
    if (!cm_table_read(&figures, path, &options, NULL) &&
        cm_table_find_column(&figures, "ring_to_m") != CM_ABSENT)
        result = find_figures(out, ask, &figures, path);
    else if (cm_features_read(&firms, path, &options, NULL) || count_firms(out, work, ask, &firms))
        result = cli_fail();
    cm_features_clear(&firms);
    cm_table_clear(&figures);
    return result;
}

/* ---- quotients ---- */

/* A ring without firms, or a place without members, has none. */
static void set_quotient(cm_table *table, size_t row, size_t column,
                         const cm_quotient_counts *counts)
{
    double quotient;

    if (!cm_quotient_get(&quotient, counts))
        cm_table_set_real(table, row, column, quotient);
}

static cm_status add_quotients(cm_features *rings, const background *all, double members)
{
    size_t firms, quotient;
    cm_status status = cm_table_add_column(&rings->table, &firms, "background", CM_COLUMN_REAL);

    if (!status)
        status = cm_table_add_column(&rings->table, &quotient, "quotient", CM_COLUMN_REAL);
    for (size_t row = 0; row < rings->table.row_count && !status; row++) {
        const cm_quotient_counts counts = {number(rings, row, "count"), all->here[row], members,
                                           all->everywhere};
        cm_table_set_real(&rings->table, row, firms, all->here[row]);
        set_quotient(&rings->table, row, quotient, &counts);
    }
    return status;
}

/* ---- the list ---- */

static cm_status list_ring(run_work *work, const cm_features *rings, size_t row)
{
    const bool english = project_is_english(&work->project);
    const bool compared = cm_table_find_column(&rings->table, "quotient") != CM_ABSENT;
    const double quotient = compared ? number(rings, row, "quotient") : NAN;
    char from[40], to[40], share[40] = "–";

    run_print_length(from, sizeof from, number(rings, row, "ring_from_m"));
    run_print_length(to, sizeof to, number(rings, row, "ring_to_m"));
    if (row == 0)
        snprintf(from, sizeof from, "0");
    if (!compared)
        return run_add_line(&work->index, "\t%s%s%s\t%.0f", from, english ? "–" : "～", to,
                            number(rings, row, "count"));
    if (!isnan(quotient))
        snprintf(share, sizeof share, quotient < 10 ? "%.1f" : "%.0f", quotient);
    return run_add_line(&work->index, "\t%s%s%s\t%.0f\t%.0f\t%s", from, english ? "–" : "～", to,
                        number(rings, row, "count"), number(rings, row, "background"), share);
}

/* The last line tells what 1 stands for. */
static cm_status list_all(run_work *work, const project_layer *ask, double members,
                          const background *all)
{
    const bool english = project_is_english(&work->project);

    if (!ask->background)
        return run_add_line(&work->index, "\t%s\t%.0f", english ? "All" : "全体", members);
    return run_add_line(&work->index, "\t%s\t%.0f\t%.0f\t1", english ? "All" : "全体", members,
                        all->everywhere);
}

/* What the figures are. On a page in both languages there is room for the quotient's two names
 * only. */
static cm_status list_columns(run_work *work, const project_layer *ask)
{
    const project *const from = &work->project;
    const char *const members = project_pick(from, "会員", "Members");
    const char *const firms = project_pick(from, ask->background_title, ask->background_title_en);

    if (!ask->background)
        return run_add_line(&work->index, "\t\t%s", members);
    return run_add_line(&work->index, "\t\t%s\t%.60s\t%s", members,
                        firms ? firms : project_pick(from, "全企業", "All firms"),
                        project_text(from, "特化係数", "LQ"));
}

static cm_status list_rings(run_work *work, const run_layer *layer, double members,
                            const background *all)
{
    const project_layer *const ask = layer->ask;
    const char *const title = project_text(&work->project, ask->title, ask->title_en);
    cm_status status = run_add_line(&work->index, "%.300s",
                                    title                                ? title
                                    : project_is_english(&work->project) ? "Rings"
                                                                         : "距離の輪");

    if (!status)
        status = list_columns(work, ask);
    for (size_t row = 0; row < layer->features.table.row_count && !status; row++)
        status = list_ring(work, &layer->features, row);
    return status ? status : list_all(work, ask, members, all);
}

/* What the rings say of the members beyond their number. */
static cli_exit tell_more(run_work *work, run_layer *layer, double members)
{
    const project_layer *const ask = layer->ask;
    background all = {.everywhere = 0};
    const cli_exit result = ask->background ? read_background(&all, work, ask) : CLI_DONE;

    if (result)
        return result;
    if (ask->background && add_quotients(&layer->features, &all, members))
        return cli_fail();
    return ask->list && list_rings(work, layer, members, &all) ? cli_fail() : CLI_DONE;
}

cli_exit run_compute_rings(run_work *work, run_layer *layer)
{
    const project_layer *const ask = layer->ask;
    cm_points points = {0};
    cm_table classes = {0};
    cli_exit result = run_gather_points(&points, work, ask);

    if (!result && ask->by)
        result = cli_point_texts(&classes, &work->members, &points, ask->by);
    if (!result && (count_points(&layer->features, work, ask, &points, &classes) ||
                    cm_features_set_source(&layer->features, work->members.source)))
        result = cli_fail();
    if (!result)
        result = tell_more(work, layer, (double)points.count);
    cm_table_clear(&classes);
    cm_points_clear(&points);
    return result;
}
