/* cli_run_members.c - the members of a project: read, placed, and those without a place set apart.
 */
#include "cli/cli_run.h"
#include <clustermap/members.h>
#include <stdio.h>
#include <string.h>

enum { LEFT_OUT_SAID = 20 }; /* names on stderr; the report has them all */

static cli_exit read_table(cm_table *members, cm_member_columns *columns, run_work *work,
                           const char *path)
{
    const project_members *const ask = &work->project.members;
    cm_read_options options = CM_READ_OPTIONS_INIT;

    options.encoding = ask->encoding;
    options.where = ask->where;
    if (cm_table_read(members, path, &options, &work->unread) ||
        cm_members_find_columns(columns, members, &ask->columns, path))
        return cli_fail();
    cli_say_rejects(&work->common, path, &work->unread);
    return CLI_DONE;
}

static cli_exit open_gazetteer(cm_gazetteer **out, const run_work *work, const char *list)
{
    char path[PROJECT_PATH_MAX];
    cli_exit result = CLI_DONE;

    if (!work->gazetteer && run_find_full_gazetteer(path, work))
        return cli_gazetteer_open(out, &work->common, path, NULL);
    if (work->gazetteer || !work->project.gazetteer)
        return cli_gazetteer_open(out, &work->common, work->gazetteer, list);
    result = project_path(path, &work->project, work->project.gazetteer);
    return result ? result : cli_gazetteer_open(out, &work->common, path, NULL);
}

cm_status run_keep_rows(cm_features *members,
                        bool (*wanted)(const void *context, const cm_features *members, size_t row),
                        const void *context)
{
    cm_table indices = {0}; /* borrowed as an array of the right size */
    size_t *rows = NULL, count = 0;
    cm_status status = cm_table_add_column(&indices, NULL, "row", CM_COLUMN_INTEGER);

    if (!status)
        status = cm_table_add_rows(&indices, members->table.row_count + 1);
    if (!status) {
        rows = (size_t *)(void *)indices.columns[0].integers;
        for (size_t row = 0; row < members->table.row_count; row++)
            if (wanted(context, members, row))
                rows[count++] = row;
        status = cm_features_select_rows(members, rows, count);
    }
    cm_table_clear(&indices);
    return status;
}

static bool is_placed(const void *context, const cm_features *members, size_t row)
{
    (void)context;
    return cm_features_has_place(members, row);
}

cm_status run_keep_placed(cm_features *members)
{
    return run_keep_rows(members, is_placed, NULL);
}

static cli_exit place(run_work *work, cm_table *members, const cm_member_columns *columns,
                      cm_gazetteer *gazetteer)
{
    const cm_geocode_outputs outputs = {&work->members, &work->rejects, NULL, &work->report};
    cm_geocode_options options = CM_GEOCODE_OPTIONS_INIT;

    if (work->project.min_level)
        options.min_level = cm_level_find(work->project.min_level);
    if (cm_geocode_members(&outputs, members, columns, gazetteer, &options) ||
        (project_has_links(&work->project) && cm_features_copy(&work->listed, &work->members)) ||
        run_keep_placed(&work->members) || cm_features_set_name(&work->members, "members"))
        return cli_fail();
    return CLI_DONE;
}

cli_exit run_read_members(run_work *work)
{
    char path[PROJECT_PATH_MAX];
    cm_table members = {0};
    cm_member_columns columns;
    cm_gazetteer *gazetteer = NULL;
    cli_exit result = project_path(path, &work->project, work->project.members.file);

    if (!result)
        result = read_table(&members, &columns, work, path);
    if (!result && columns.index[CM_MEMBER_ADDRESS] != CM_ABSENT)
        result = open_gazetteer(&gazetteer, work, path);
    if (!result)
        result = place(work, &members, &columns, gazetteer);
    if (!result && work->members.table.row_count == 0)
        result = cli_say(CLI_FAILED, "%s: none of %zu members has a place", path,
                         work->report.rows + work->unread.row_count);
    cm_gazetteer_destroy(gazetteer);
    cm_table_clear(&members);
    return result;
}

/* The first word of a reason is its kind. */
static size_t kind_length(const char *reason)
{
    return strcspn(reason, ": ");
}

static bool said_before(const cm_table *rejects, size_t column, size_t row)
{
    const char *const reason = cm_table_get_text(rejects, row, column);

    for (size_t i = 0; i < row; i++) {
        const char *const other = cm_table_get_text(rejects, i, column);
        if (kind_length(other) == kind_length(reason) &&
            strncmp(other, reason, kind_length(reason)) == 0)
            return true;
    }
    return false;
}

static size_t count_kind(const cm_table *rejects, size_t column, const char *reason)
{
    size_t count = 0;

    for (size_t i = 0; i < rejects->row_count; i++) {
        const char *const other = cm_table_get_text(rejects, i, column);
        count += kind_length(other) == kind_length(reason) &&
                 strncmp(other, reason, kind_length(reason)) == 0;
    }
    return count;
}

static void say_reasons(const run_work *work)
{
    const cm_table *const rejects = &work->rejects;
    const size_t column = cm_table_find_column(rejects, "reason");

    for (size_t i = 0; column != CM_ABSENT && i < rejects->row_count; i++) {
        const char *const reason = cm_table_get_text(rejects, i, column);
        if (said_before(rejects, column, i))
            continue;
        cli_say(CLI_DONE, "%zu rejected, %.300s", count_kind(rejects, column, reason), reason);
    }
}

void run_say_members(const run_work *work)
{
    const cm_map_report *const map = work->map ? cm_map_get_report(work->map) : NULL;
    const size_t outside = map ? map->outside : 0;

    if (work->common.quiet)
        return;
    cli_say(CLI_DONE, "%zu members: %zu on the map, %zu outside its frame, %zu rejected",
            work->report.rows + work->unread.row_count, work->members.table.row_count - outside,
            outside, work->rejects.row_count + work->unread.row_count);
    say_reasons(work);
    if (map && map->gathered > 0)
        cli_say(CLI_DONE,
                "%zu members are gathered in hexagons %g m wide, since their symbols would hide "
                "each other; their names are not printed",
                map->gathered, map->gathered_m);
    for (size_t i = 0; map && i < map->labels_left_out && i < LEFT_OUT_SAID; i++)
        cli_say(CLI_DONE, "no room for the label '%.200s'", map->left_out[i]);
    if (map && map->labels_left_out > LEFT_OUT_SAID)
        cli_say(CLI_DONE, "no room for %zu more labels; --json lists them all",
                map->labels_left_out - LEFT_OUT_SAID);
}

void run_print_report(const run_work *work)
{
    const cm_map_report *const map = work->map ? cm_map_get_report(work->map) : NULL;

    cli_json_begin();
    cli_json_count("members", work->report.rows + work->unread.row_count);
    cli_json_count("placed", work->members.table.row_count);
    cli_json_count("rejected", work->rejects.row_count + work->unread.row_count);
    cli_json_text("crs", cli_crs_text(work->plane));
    if (map) {
        cli_json_number("scale", map->scale);
        cli_json_count("on_map", map->members);
        cli_json_count("outside", map->outside);
        cli_json_count("gathered", map->gathered);
        cli_json_number("gathered_m", map->gathered_m);
        cli_json_count("labels", map->labels);
        cli_json_open("labels_left_out", '[');
        for (size_t i = 0; i < map->labels_left_out; i++)
            cli_json_text(NULL, map->left_out[i]);
        cli_json_close(']');
    }
    cli_json_open("written", '[');
    for (size_t i = 0; i < work->written.row_count; i++)
        cli_json_text(NULL, cm_table_get_text(&work->written, i, 0));
    cli_json_close(']');
    run_print_lint(work);
    cli_json_end();
}
