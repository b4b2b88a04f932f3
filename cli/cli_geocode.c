/* cli_geocode.c - clustermap geocode MEMBERS -o OUT. */
#include "cli/cli_geocode.h"
#include <string.h>

#define NO_RANGE 0, 0, NULL

static const char *const levels[] = {"building", "block", "town", "city", "prefecture", NULL};

const cli_option cli_geocode_options[] = {
    {"gazetteer", 'g', CLI_TEXT, offsetof(geocode_request, gazetteer), "FILE.gaz",
     "the gazetteer; else $CLUSTERMAP_GAZETTEER, the user's, the installed one", NO_RANGE,
     .kind = CLI_KIND_GAZETTEER},
    {"min-level", 0, CLI_CHOICE, offsetof(geocode_request, min_level), "LEVEL",
     "coarsest level that is placed: building, block, town, city, prefecture", 0, 0, levels,
     .preset = "town"},
    {"candidates", 0, CLI_TEXT, offsetof(geocode_request, candidates), "FILE.csv",
     "where equally good answers go", NO_RANGE, .kind = CLI_KIND_TABLE, .is_written = true},
    {"rejects", 0, CLI_TEXT, offsetof(geocode_request, rejects), "FILE.csv",
     "where members go that have no place", NO_RANGE, .kind = CLI_KIND_TABLE, .is_written = true},
    {"threads", 0, CLI_INTEGER, offsetof(geocode_request, common.threads), "N",
     "threads; default all", 1, 1024, NULL},
    {0},
};

typedef struct geocode_work {
    cm_table members, unread, rejects, candidates;
    cm_features placed;
    cm_gazetteer *gazetteer;
    cm_member_columns columns;
} geocode_work;

cm_geocode_options cli_geocode_options_of(const geocode_request *request)
{
    cm_geocode_options options = CM_GEOCODE_OPTIONS_INIT;

    if (request->min_level)
        options.min_level = cm_level_find(request->min_level);
    options.threads = (int)request->common.threads;
    return options;
}

cli_exit cli_geocode_columns(cm_member_columns *out, const cm_table *members,
                             const geocode_request *request, const char *path)
{
    if (cm_members_find_columns(out, members, &request->common.names, path))
        return cli_fail();
    if (out->index[CM_MEMBER_ADDRESS] == CM_ABSENT &&
        (out->index[CM_MEMBER_LON] == CM_ABSENT || out->index[CM_MEMBER_LAT] == CM_ABSENT))
        return cli_say(CLI_FAILED, "%s: no column of addresses; name it with --address COL", path);
    return CLI_DONE;
}

static cli_exit read_members(geocode_work *work, const geocode_request *request, const char *path)
{
    const cli_common *const common = &request->common;
    const cm_read_options options = cli_read_options(common);
    cli_exit result;

    if (cm_table_read(&work->members, path, &options, &work->unread))
        return cli_fail();
    result = cli_geocode_columns(&work->columns, &work->members, request, path);
    if (!result && work->members.row_count == 0 && work->unread.row_count == 0 && !common->where)
        result = cli_say(CLI_FAILED, "%s: has a header and no members", path);
    return result;
}

static cli_exit place_members(geocode_work *work, geocode_sum *sum, const geocode_request *request)
{
    const cm_geocode_outputs outputs = {&work->placed, &work->rejects, &work->candidates,
                                        &sum->report};
    cm_geocode_options options = cli_geocode_options_of(request);

    options.progress = cli_progress(&request->common);
    sum->unread = work->unread.row_count;
    if (cm_geocode_members(&outputs, &work->members, &work->columns, work->gazetteer, &options) ||
        cli_geocode_merge(&work->rejects, &work->unread))
        return cli_fail();
    return CLI_DONE;
}

static cli_exit check_beside(const char *option, const char *file)
{
    if (file && strcmp(file, "-") == 0)
        return cli_say(CLI_USAGE, "--%s: stdout is for the members", option);
    if (file && cm_format_of_path(file) == CM_FORMAT_PG)
        return cli_say(CLI_USAGE, "--%s: is written as CSV, not into a database", option);
    return CLI_DONE;
}

/* Each file is one table: a second one would replace the first. */
static cli_exit check_files(const geocode_request *request)
{
    const char *const files[] = {request->common.output, request->rejects, request->candidates};
    cli_exit result = check_beside("rejects", request->rejects);

    if (!result)
        result = check_beside("candidates", request->candidates);
    for (size_t i = 0; i < 3 && !result; i++)
        for (size_t j = 0; j < i && !result; j++)
            if (files[i] && files[j] && cli_is_same_file(files[i], files[j]))
                result = cli_say(CLI_USAGE, "%.300s: is named for two tables", files[i]);
    return result;
}

static cli_exit write_all(geocode_work *work, const geocode_request *request)
{
    const cm_export_options options = cli_export_options(&request->common);

    const cli_exit result = cli_features_write(&request->common, &work->placed);

    if (result)
        return result;
    if (request->rejects &&
        cm_table_write(&work->rejects, request->rejects, CM_FORMAT_CSV, &options))
        return cli_fail();
    if (request->candidates &&
        cm_table_write(&work->candidates, request->candidates, CM_FORMAT_CSV, &options))
        return cli_fail();
    return CLI_DONE;
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

/* The whole list at once, where it cannot be taken part by part. */
static cli_exit work_whole(geocode_sum *sum, const geocode_request *request, const char *path)
{
    geocode_work work = {.gazetteer = NULL};
    cli_exit result = read_members(&work, request, path);

    if (!result && work.columns.index[CM_MEMBER_ADDRESS] != CM_ABSENT)
        result = cli_gazetteer_open(&work.gazetteer, &request->common, request->gazetteer, path);
    if (!result) {
        cli_say_rejects(&request->common, path, &work.unread);
        result = place_members(&work, sum, request);
    }
    if (!result)
        result = write_all(&work, request);
    clear(&work);
    return result;
}

cli_exit cli_geocode(const cli_verb *verb, int argc, char **argv)
{
    geocode_request request = {.gazetteer = NULL};
    geocode_sum sum = {.unread = 0};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_files(&request);
    if (!result)
        result = cli_geocode_streams(&request, argv[0])
                     ? cli_geocode_stream(&sum, &request, argv[0])
                     : work_whole(&sum, &request, argv[0]);
    if (result)
        return result;
    if (request.common.json)
        cli_geocode_print(&sum);
    cli_geocode_say(&sum, &request);
    return request.common.strict && sum.report.rejected + sum.unread > 0 ? CLI_REJECTED : CLI_DONE;
}
