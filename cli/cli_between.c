/* cli_between.c - clustermap between MEMBERS1 MEMBERS2 -o OUT, or MEMBERS --at-year 1976,1999. */
#include "cli/cli_between.h"

#include <clustermap/density.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NO_RANGE 0, 0, NULL
#define NAMED(role) (offsetof(cli_common, names) + (role) * sizeof(const char *))

static const char *const kernels[] = {
    "uniform", "triangular", "epanechnikov", "quartic", "triweight", "gaussian", NULL};

const cli_option cli_between_options[] = {
    {"at-year", 0, CLI_NUMBERS, offsetof(between_request, years), "1976,1999",
     "one list at these years, by the column of the founding year (and of the closing)", -9999,
     9999, NULL},
    {"moved", 0, CLI_LENGTH, offsetof(between_request, moved_m), "LENGTH",
     "a place that differs by more has moved", 0, 1e9, NULL, .preset = "100m"},
    {"moves", 0, CLI_TEXT, offsetof(between_request, moves), "FILE",
     "where the lines of those who moved go; in a GeoPackage the layer moves", NO_RANGE,
     .kind = CLI_KIND_FEATURES, .is_written = true},
    {"dates", 0, CLI_TEXT, offsetof(between_request, dates), "FILE",
     "where the dates go, with centre and spread; in a GeoPackage the layer years (or dates)",
     NO_RANGE, .kind = CLI_KIND_FEATURES, .is_written = true},
    {"density", 0, CLI_TEXT, offsetof(between_request, density), "OUT.tif",
     "also the density at each date, OUT-DATE.tif, with one bandwidth and one scale, and what "
     "changed, OUT-LATER-less-EARLIER.tif",
     NO_RANGE, .kind = CLI_KIND_SERIES, .is_written = true},
    {"bandwidth", 0, CLI_TEXT, offsetof(between_request, bandwidth), "B",
     "of the density: a length, or scott, silverman, lscv, likelihood", 0, 0, cli_bandwidth_rules,
     .preset = "scott"},
    {"kernel", 0, CLI_CHOICE, offsetof(between_request, kernel), "K", "of the density", 0, 0,
     kernels, .preset = "quartic"},
    {"cell", 0, CLI_LENGTH, offsetof(between_request, cell_m), "LENGTH",
     "of the density: side of a cell", 1e-6, 1e7, NULL, .preset = "50m"},
    {"id", 0, CLI_TEXT, NAMED(CM_MEMBER_ID), "COL", "column of what tells members apart", NO_RANGE,
     .kind = CLI_KIND_COLUMN},
    {"founded", 0, CLI_TEXT, NAMED(CM_MEMBER_FOUNDED), "COL", "column of the founding year",
     NO_RANGE, .kind = CLI_KIND_COLUMN},
    {"closed", 0, CLI_TEXT, NAMED(CM_MEMBER_CLOSED), "COL", "column of the closing year", NO_RANGE,
     .kind = CLI_KIND_COLUMN},
    {"gazetteer", 'g', CLI_TEXT, offsetof(between_request, gazetteer), "FILE.gaz",
     "for addresses; else $CLUSTERMAP_GAZETTEER, the user's, the installed one; with --crs none "
     "no address is looked up",
     NO_RANGE, .kind = CLI_KIND_GAZETTEER},
    {0},
};

static cli_exit check_request(const between_request *request, int inputs)
{
    const cli_beside moves = {"moves", request->moves}, dates = {"dates", request->dates};
    cli_exit result;

    if (request->years.count && inputs == 2)
        return cli_say(CLI_USAGE, "--at-year is for one list, and there are two");
    if (!request->years.count && inputs == 1)
        return cli_say(CLI_USAGE, "between: name a second list, or --at-year");
    if (request->years.count && request->moves)
        return cli_say(CLI_USAGE, "--moves is for two lists: one list tells one place each");
    result = cli_check_beside(&request->common, &moves, &dates);
    return result ? result : between_density_check(request);
}

static cli_exit read_all(between_work *work, const between_request *request, char **paths)
{
    const cli_members *const lists[] = {&work->lists[0], &work->lists[1]};
    cli_exit result = CLI_DONE;

    for (size_t i = 0; i < work->list_count && !result; i++)
        result = cli_members_read(&work->lists[i], &request->common, paths[i], request->gazetteer);
    if (!result)
        result = cli_members_plane(&work->plane, &request->common, lists, work->list_count);
    for (size_t i = 0; i < work->list_count && !result; i++)
        result = cli_members_project(&work->lists[i], &request->common, work->plane, true);
    return result;
}

static void set_sides(between_work *work, const between_request *request)
{
    for (size_t i = 0; i < work->list_count; i++) {
        const cli_members *const list = &work->lists[i];
        const cm_column *const places = list->places.columns;
        work->sides[i] =
            (cm_between_list){.members = &list->input.features.table,
                              .columns = &list->columns,
                              .x = places[0].reals,
                              .y = places[1].reals,
                              .weight = request->common.weight ? places[2].reals : NULL,
                              .name = list->input.features.name ? list->input.features.name : ""};
    }
    if (work->list_count == 2 && strcmp(work->sides[0].name, work->sides[1].name) == 0) {
        work->sides[0].name = "before";
        work->sides[1].name = "after";
    }
}

static cli_exit compare(between_work *work, const between_request *request, const char *path)
{
    const cm_between_outputs outputs = {&work->changes, &work->moves, &work->dates, &work->report};
    cm_between_options options = CM_BETWEEN_OPTIONS_INIT;
    cm_status status;

    set_sides(work, request);
    options.moved_m = request->moved_m;
    options.progress = cli_progress(&request->common);
    options.years = request->years.values;
    options.year_count = request->years.count;
    if (work->plane)
        options.crs = cm_crs_get_definition(work->plane);
    else if (!cli_read_options(&request->common).ignore_crs)
        options.crs = CM_CRS_LONLAT; /* of nothing: nobody has a place */
    status = work->list_count == 2
                 ? cm_between_lists(&outputs, &work->sides[0], &work->sides[1], &options)
                 : cm_between_years(&outputs, &work->sides[0], &options);
    if (status)
        return cli_say(CLI_FAILED, "%s: %s", path, cm_error_text());
    if (cm_features_set_name(&work->changes, work->list_count == 2 ? "changes" : "members") ||
        cm_features_set_name(&work->dates, work->list_count == 2 ? "dates" : "years") ||
        cm_features_set_source(&work->changes, work->lists[0].input.features.source))
        return cli_fail();
    if (work->list_count == 2 && cm_features_set_name(&work->moves, "moves"))
        return cli_fail();
    return CLI_DONE;
}

/* Where all lists are in one CRS, the members stand where their lists say. */
static cli_exit restore(between_work *work)
{
    const char *const first = work->lists[0].input.features.crs;
    const char *const last = work->lists[work->list_count - 1].input.features.crs;
    const cm_table *const table = &work->changes.table;

    if (!first || !last || strcmp(first, last) != 0)
        return CLI_DONE;
    if (cm_features_set_crs(&work->changes, first))
        return cli_fail();
    if (work->list_count == 1) {
        cli_members_restore(&work->changes, &work->lists[0], NULL);
        return CLI_DONE;
    }
    cli_members_restore(&work->changes, &work->lists[0],
                        table->columns[cm_table_find_column(table, "row_before")].integers);
    cli_members_restore(&work->changes, &work->lists[1],
                        table->columns[cm_table_find_column(table, "row_after")].integers);
    return CLI_DONE;
}

static cli_exit write_all(between_work *work, const between_request *request)
{
    const cli_common *const common = &request->common;
    const cm_features *layers[3] = {&work->changes, &work->dates, &work->moves};
    cli_exit result = cli_layers_write(common, layers, work->list_count == 2 ? 3 : 2);

    if (!result)
        result = cli_beside_write(common, &work->moves, request->moves);
    return result ? result : cli_beside_write(common, &work->dates, request->dates);
}

static void say(const between_work *work, const between_request *request)
{
    const size_t *const changes = work->report.changes;
    const cm_table *const dates = &work->dates.table;
    const double *const spread =
        dates->columns[cm_table_find_column(dates, "standard_distance_m")].reals;
    const int64_t *const members = dates->columns[cm_table_find_column(dates, "members")].integers;

    if (request->common.quiet)
        return;
    if (work->list_count == 2)
        cli_say(CLI_DONE,
                "%zu joined, %zu left, %zu moved, %zu stayed, %zu in both without a place",
                changes[CM_CHANGE_JOINED], changes[CM_CHANGE_LEFT], changes[CM_CHANGE_MOVED],
                changes[CM_CHANGE_STAYED], changes[CM_CHANGE_UNPLACED]);
    for (size_t i = 0; i < dates->row_count; i++) {
        if (isnan(spread[i]))
            cli_say(CLI_DONE, "%s: %" PRId64 " members", cm_table_get_text(dates, i, 0),
                    members[i]);
        else
            cli_say(CLI_DONE, "%s: %" PRId64 " members, standard distance %.0f m",
                    cm_table_get_text(dates, i, 0), members[i], spread[i]);
    }
    if (work->report.undated)
        cli_say(CLI_DONE, "%zu members without a founding year are left out", work->report.undated);
    if (work->report.ambiguous)
        cli_say(CLI_DONE, "%zu members share a name with another, and were taken in their order",
                work->report.ambiguous);
    between_density_say(work);
}

static void print_dates(const between_work *work)
{
    const cm_table *const dates = &work->dates.table;

    cli_json_open(work->list_count == 2 ? "dates" : "years", '[');
    for (size_t row = 0; row < dates->row_count; row++) {
        cli_json_open(NULL, '{');
        cli_json_text("date", cm_table_get_text(dates, row, 0));
        for (size_t c = 1; c < dates->column_count; c++)
            cli_json_number(dates->columns[c].name, cm_table_get_number(dates, row, c));
        cli_json_close('}');
    }
    cli_json_close(']');
}

static void print(const between_work *work, const between_request *request)
{
    cli_json_begin();
    if (work->list_count == 2) {
        for (int i = 0; i < CM_CHANGE_COUNT; i++)
            cli_json_count(cm_change_name((cm_change)i), work->report.changes[i]);
        cli_json_number("moved_m", request->moved_m);
        cli_json_count("ambiguous", work->report.ambiguous);
    } else {
        cli_json_count("members", work->changes.table.row_count);
        cli_json_count("undated", work->report.undated);
    }
    print_dates(work);
    if (request->density)
        between_density_print(work);
    cli_json_text("crs", cli_crs_text(work->plane));
    cli_json_end();
}

static void clear(between_work *work)
{
    cm_features_clear(&work->dates);
    cm_features_clear(&work->moves);
    cm_features_clear(&work->changes);
    cm_crs_destroy(work->plane);
    cli_members_clear(&work->lists[1]);
    cli_members_clear(&work->lists[0]);
}

static cli_exit run(between_work *work, const between_request *request, char **paths)
{
    cli_exit result = read_all(work, request, paths);

    if (!result)
        result = compare(work, request, paths[0]);
    if (!result && request->density)
        result = between_density_write(work, request);
    if (!result)
        result = restore(work);
    return result ? result : write_all(work, request);
}

cli_exit cli_between(const cli_verb *verb, int argc, char **argv)
{
    between_request request = {.moved_m = 100, .cell_m = 50};
    between_work work = {.plane = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_request(&request, argc);
    work.list_count = argc == 2 ? 2 : 1;
    if (!result)
        result = run(&work, &request, argv);
    if (!result) {
        say(&work, &request);
        if (request.common.json)
            print(&work, &request);
    }
    for (size_t i = 0; i < work.list_count && !result; i++)
        result = cli_members_rejected(&work.lists[i], &request.common);
    clear(&work);
    return result;
}
