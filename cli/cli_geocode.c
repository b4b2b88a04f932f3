/* cli_geocode.c - clustermap geocode MEMBERS -o OUT. */
#include <clustermap/geocode.h>

#include "cli/cli.h"
#include <clustermap/members.h>
#include <stdio.h>
#include <string.h>

#define NO_RANGE 0, 0, NULL

typedef struct geocode_request {
    cli_common common;
    const char *gazetteer, *min_level, *candidates, *rejects;
} geocode_request;

static const char *const levels[] = {"building", "block", "town", "city", "prefecture", NULL};

const cli_option cli_geocode_options[] = {
    {"gazetteer", 'g', CLI_TEXT, offsetof(geocode_request, gazetteer), "FILE.gaz",
     "the gazetteer; else $CLUSTERMAP_GAZETTEER, the user's, the installed one", NO_RANGE},
    {"min-level", 0, CLI_CHOICE, offsetof(geocode_request, min_level), "LEVEL",
     "coarsest level that is placed: building, block, town, city, prefecture; default town", 0, 0,
     levels},
    {"candidates", 0, CLI_TEXT, offsetof(geocode_request, candidates), "FILE.csv",
     "where equally good answers go", NO_RANGE},
    {"rejects", 0, CLI_TEXT, offsetof(geocode_request, rejects), "FILE.csv",
     "where members go that have no place", NO_RANGE},
    {0},
};

typedef struct geocode_work {
    cm_table members, unread, rejects, candidates;
    cm_features placed;
    cm_gazetteer *gazetteer;
    cm_geocode_report report;
} geocode_work;

static cli_exit read_members(geocode_work *work, cm_member_columns *columns,
                             const cli_common *common, const char *path)
{
    const cm_read_options options = cli_read_options(common);

    if (cm_table_read(&work->members, path, &options, &work->unread) ||
        cm_members_find_columns(columns, &work->members, &common->names, path))
        return cli_fail();
    if (columns->index[CM_MEMBER_ADDRESS] == CM_ABSENT &&
        (columns->index[CM_MEMBER_LON] == CM_ABSENT || columns->index[CM_MEMBER_LAT] == CM_ABSENT))
        return cli_say(CLI_FAILED, "%s: no column of addresses; name it with --address COL", path);
    if (work->members.row_count == 0 && work->unread.row_count == 0 && !common->where)
        return cli_say(CLI_FAILED, "%s: has a header and no members", path);
    cli_say_rejects(common, path, &work->unread);
    return CLI_DONE;
}

static cli_exit place_members(geocode_work *work, const cm_member_columns *columns,
                              const geocode_request *request)
{
    const cm_geocode_outputs outputs = {&work->placed, &work->rejects, &work->candidates,
                                        &work->report};
    cm_geocode_options options = CM_GEOCODE_OPTIONS_INIT;

    if (request->min_level)
        options.min_level = cm_level_find(request->min_level);
    options.progress = cli_progress(&request->common);
    if (cm_geocode_members(&outputs, &work->members, columns, work->gazetteer, &options))
        return cli_fail();
    return CLI_DONE;
}

/* A row that could not be read is a reject as well: its line and reason are kept, its text goes
 * into the address's place. */
static cm_status add_unread(cm_table *rejects, const cm_table *unread)
{
    const size_t line = cm_table_find_column(rejects, "line");
    const size_t reason = cm_table_find_column(rejects, "reason");
    const size_t rest = cm_table_find_column(rejects, "rest");
    cm_status status = CM_OK;

    if (line == CM_ABSENT || reason == CM_ABSENT || rest == CM_ABSENT)
        return CM_OK;
    for (size_t i = 0; i < unread->row_count && !status; i++) {
        const size_t row = rejects->row_count;
        status = cm_table_add_rows(rejects, 1);
        if (status)
            break;
        cm_table_set_integer(rejects, row, line, unread->columns[0].integers[i]);
        status = cm_table_set_text(rejects, row, reason, cm_table_get_text(unread, i, 1));
        if (!status)
            status = cm_table_set_text(rejects, row, rest, cm_table_get_text(unread, i, 2));
    }
    return status;
}

/* Each file is one table: a second one would replace the first. */
static cli_exit check_files(const geocode_request *request)
{
    const char *const files[] = {request->common.output, request->rejects, request->candidates};

    for (size_t i = 0; i < 3; i++) {
        if (i > 0 && files[i] && strcmp(files[i], "-") == 0)
            return cli_say(CLI_USAGE, "--%s: stdout is for the members",
                           i == 1 ? "rejects" : "candidates");
        for (size_t j = 0; j < i; j++)
            if (files[i] && files[j] && strcmp(files[i], files[j]) == 0)
                return cli_say(CLI_USAGE, "%.300s: is named for two tables", files[i]);
    }
    return CLI_DONE;
}

static cli_exit write_all(geocode_work *work, const geocode_request *request)
{
    const cm_export_options options = cli_export_options(&request->common);

    const cli_exit result = cli_features_write(&request->common, &work->placed);

    if (result)
        return result;
    if (add_unread(&work->rejects, &work->unread))
        return cli_fail();
    if (request->rejects &&
        cm_table_write(&work->rejects, request->rejects, CM_FORMAT_CSV, &options))
        return cli_fail();
    if (request->candidates &&
        cm_table_write(&work->candidates, request->candidates, CM_FORMAT_CSV, &options))
        return cli_fail();
    return CLI_DONE;
}

static void say_report(const geocode_work *work, const cli_common *common)
{
    const cm_geocode_report *const report = &work->report;
    char levels_text[256] = "";
    size_t length = 0;

    for (int level = CM_LEVEL_COUNT - 1; level > CM_LEVEL_NONE; level--)
        if (report->by_level[level] > 0 && length < sizeof levels_text)
            length += (size_t)snprintf(levels_text + length, sizeof levels_text - length,
                                       "%s%zu %s", length ? ", " : "", report->by_level[level],
                                       cm_level_name((cm_level)level));
    if (!common->quiet)
        cli_say(CLI_DONE, "%zu members: %zu placed (%s), %zu rejected", report->rows,
                report->placed, levels_text, report->rejected + work->unread.row_count);
}

static void print_report(const geocode_work *work)
{
    const cm_geocode_report *const report = &work->report;

    cli_json_begin();
    cli_json_count("rows", report->rows);
    cli_json_count("placed", report->placed);
    cli_json_count("rejected", report->rejected);
    cli_json_count("unreadable", work->unread.row_count);
    cli_json_count("tied", report->tied);
    cli_json_open("by_level", '{');
    for (int level = 0; level < CM_LEVEL_COUNT; level++)
        cli_json_count(cm_level_name((cm_level)level), report->by_level[level]);
    cli_json_close('}');
    cli_json_end();
}

static void clear(geocode_work *work)
{
    cm_gazetteer_destroy(work->gazetteer);
    cm_features_clear(&work->placed);
    cm_table_clear(&work->candidates);
    cm_table_clear(&work->rejects);
    cm_table_clear(&work->unread);
    cm_table_clear(&work->members);
}

static cli_exit work_through(geocode_work *work, const geocode_request *request, const char *path)
{
    cm_member_columns columns;
    cli_exit result = read_members(work, &columns, &request->common, path);

    if (!result && columns.index[CM_MEMBER_ADDRESS] != CM_ABSENT)
        result = cli_gazetteer_open(&work->gazetteer, &request->common, request->gazetteer, path);
    if (!result)
        result = place_members(work, &columns, request);
    return result ? result : write_all(work, request);
}

cli_exit cli_geocode(const cli_verb *verb, int argc, char **argv)
{
    geocode_request request = {.gazetteer = NULL};
    geocode_work work = {.gazetteer = NULL};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_files(&request);
    if (!result)
        result = work_through(&work, &request, argv[0]);
    if (!result && request.common.json)
        print_report(&work);
    if (!result)
        say_report(&work, &request.common);
    if (!result)
        result = cli_rejected(&request.common, &work.rejects);
    clear(&work);
    return result;
}
