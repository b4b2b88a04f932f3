/* cli_gazetteer.c - clustermap gazetteer build, info, find, near; and which gazetteer is used. */
#include <clustermap/gazetteer.h>

#include "cli/cli.h"
#include <clustermap/geocode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NO_RANGE 0, 0, NULL

enum { REJECTS_SAID = 5 };

typedef struct build_request {
    cli_common common;
    const char *rejects;
} build_request;

typedef struct find_request {
    cli_common common;
    const char *gazetteer;
} find_request;

const cli_option cli_gazetteer_build_options[] = {
    {"rejects", 0, CLI_TEXT, offsetof(build_request, rejects), "FILE.csv",
     "where rows go that could not be used", NO_RANGE, .kind = CLI_KIND_TABLE, .is_written = true},
    {0},
};
const cli_option cli_gazetteer_info_options[] = {{0}};
#define GAZETTEER_OPTION                                                                           \
    {                                                                                              \
        "gazetteer", 'g', CLI_TEXT, offsetof(find_request, gazetteer), "FILE.gaz",                 \
            "the gazetteer; else $CLUSTERMAP_GAZETTEER, the user's, the installed one", NO_RANGE,  \
            .kind = CLI_KIND_GAZETTEER                                                             \
    }
const cli_option cli_gazetteer_find_options[] = {GAZETTEER_OPTION, {0}};
const cli_option cli_gazetteer_near_options[] = {GAZETTEER_OPTION, {0}};

static bool is_readable(const char *path)
{
    return access(path, R_OK) == 0;
}

/* The first gazetteer that the environment offers, or NULL. */
static const char *find_file(char *buffer, size_t size)
{
    const char *const named = getenv("CLUSTERMAP_GAZETTEER");
    const char *const data = getenv("XDG_DATA_HOME");
    const char *const home = getenv("HOME");

    if (named && *named)
        return named;
    if (data && *data)
        snprintf(buffer, size, "%s/clustermap/japan.gaz", data);
    else
        snprintf(buffer, size, "%s/.local/share/clustermap/japan.gaz", home ? home : "");
    if (is_readable(buffer))
        return buffer;
    snprintf(buffer, size, "%s/clustermap/japan.gaz", CM_DATADIR);
    return is_readable(buffer) ? buffer : NULL;
}

/* Builds a gazetteer of one table in a file that is gone once it is open. */
static cli_exit open_table(cm_gazetteer **out, const char *table)
{
    const char *const folder = getenv("TMPDIR");
    char path[4096];
    cm_status status;

    if (snprintf(path, sizeof path, "%s/clustermap.XXXXXX",
                 folder && *folder ? folder : P_tmpdir) >= (int)sizeof path)
        return cli_say(CLI_FAILED, "$TMPDIR is too long");
    const int fd = mkstemp(path);
    if (fd < 0)
        return cli_say(CLI_FAILED, "%s: no temporary file can be made", path);
    close(fd);
    status = cm_gazetteer_build(path, &table, 1, NULL, NULL, NULL);
    if (!status)
        status = cm_gazetteer_open(out, path);
    unlink(path);
    return status ? cli_fail() : CLI_DONE;
}

static bool is_table(const char *path)
{
    const cm_format format = cm_format_of_path(path);

    return format == CM_FORMAT_CSV || format == CM_FORMAT_TSV;
}

cli_exit cli_gazetteer_open(cm_gazetteer **out, const cli_common *common, const char *file,
                            const char *beside)
{
    char buffer[4096];
    const char *path = file ? file : find_file(buffer, sizeof buffer);
    const char *const slash = beside ? strrchr(beside, '/') : NULL;

    if (!path && beside) {
        snprintf(buffer, sizeof buffer, "%.*splaces.csv", slash ? (int)(slash + 1 - beside) : 0,
                 beside);
        path = is_readable(buffer) ? buffer : NULL;
        if (path && !common->quiet)
            cli_say(CLI_DONE, "gazetteer: %s, beside the list", path);
    }
    if (!path)
        return cli_say(CLI_FAILED, "no gazetteer; name one with -g, or build one: clustermap "
                                   "gazetteer build TOWNS.csv -o japan.gaz");
    if (is_table(path))
        return open_table(out, path);
    return cm_gazetteer_open(out, path) ? cli_fail() : CLI_DONE;
}

static void report_build(const build_request *request, const cm_gazetteer_report *report)
{
    if (request->common.json) {
        cli_json_begin();
        cli_json_count("rows", report->rows);
        cli_json_count("rejected", report->rejected);
        cli_json_count("prefectures", report->prefectures);
        cli_json_count("cities", report->cities);
        cli_json_count("towns", report->towns);
        cli_json_count("koaza", report->koaza);
        cli_json_count("blocks", report->blocks);
        cli_json_count("buildings", report->buildings);
        cli_json_count("postal_codes", report->postal_codes);
        cli_json_count("without_place", report->without_place);
        cli_json_count("skipped", report->skipped);
        cli_json_count("outliers", report->outliers);
        cli_json_end();
    } else if (!request->common.quiet) {
        cli_say(CLI_DONE,
                "%s: %zu prefectures, %zu cities, %zu towns (%zu without a place) from %zu rows",
                request->common.output, report->prefectures, report->cities, report->towns,
                report->without_place, report->rows);
        if (report->blocks + report->buildings + report->postal_codes > 0)
            cli_say(CLI_DONE, "%s: %zu blocks, %zu buildings, %zu postal codes",
                    request->common.output, report->blocks, report->buildings,
                    report->postal_codes);
        if (report->skipped > 0)
            cli_say(CLI_DONE,
                    "rows passed over, such as abolished ones and positions without a name: %zu",
                    report->skipped);
        if (report->outliers > 0)
            cli_say(CLI_DONE,
                    "%zu blocks or buildings are without a place: it was over 500 m outside their "
                    "town",
                    report->outliers);
    }
}

/* A table that is built from is not to be lost. */
static cli_exit check_sources(const build_request *request, char *const *sources, int count)
{
    const char *const files[] = {request->common.output, request->rejects};

    for (int i = 0; i < count; i++)
        for (size_t k = 0; k < 2; k++)
            if (files[k] && cli_is_same_file(files[k], sources[i]))
                return cli_say(CLI_USAGE, "%.300s: is a source too", files[k]);
    return CLI_DONE;
}

static cli_exit check_build(const build_request *request)
{
    const cli_common *const common = &request->common;
    const char *const files[] = {common->output, request->rejects};

    if (strcmp(common->output, "-") == 0)
        return cli_say(CLI_USAGE, "-o -: a gazetteer does not go to stdout");
    if (request->rejects && cli_is_same_file(common->output, request->rejects))
        return cli_say(CLI_USAGE, "%.300s: is named for the gazetteer and for the rejects",
                       request->rejects);
    for (size_t i = 0; i < 2; i++)
        if (common->no_clobber && files[i] && access(files[i], F_OK) == 0)
            return cli_say(CLI_FAILED, "%s: is there already", files[i]);
    return CLI_DONE;
}

/* Each reason names its file and line, which of several sources is of it. */
static void say_rejects(const cli_common *common, const cm_table *rejects)
{
    const size_t reason = cm_table_find_column(rejects, "reason");

    for (size_t i = 0; !common->quiet && i < rejects->row_count && i < REJECTS_SAID; i++)
        cli_say(CLI_DONE, "rejected: %s", cm_table_get_text(rejects, i, reason));
    if (!common->quiet && rejects->row_count > REJECTS_SAID)
        cli_say(CLI_DONE, "%zu more rows rejected", rejects->row_count - REJECTS_SAID);
}

/* The table of rejects is one, with its header, even where nothing was rejected. */
static cm_status start_rejects(cm_table *rejects)
{
    cm_status status = cm_table_add_column(rejects, NULL, "line", CM_COLUMN_INTEGER);

    if (!status)
        status = cm_table_add_column(rejects, NULL, "reason", CM_COLUMN_TEXT);
    return status ? status : cm_table_add_column(rejects, NULL, "text", CM_COLUMN_TEXT);
}

cli_exit cli_gazetteer_build(const cli_verb *verb, int argc, char **argv)
{
    build_request request = {.rejects = NULL};
    cm_gazetteer_build_options options = CM_GAZETTEER_BUILD_OPTIONS_INIT;
    cm_gazetteer_report report = {0};
    cm_table rejects = {0};
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_build(&request);
    if (!result)
        result = check_sources(&request, argv, argc);
    if (result)
        return result;
    options.progress = cli_progress(&request.common);
    if (start_rejects(&rejects) ||
        cm_gazetteer_build(request.common.output, (const char *const *)argv, (size_t)argc, &options,
                           &rejects, &report))
        result = cli_fail();
    if (!result)
        say_rejects(&request.common, &rejects);
    if (!result && request.rejects &&
        cm_table_write(&rejects, request.rejects, CM_FORMAT_CSV, NULL))
        result = cli_fail();
    if (!result)
        report_build(&request, &report);
    cm_table_clear(&rejects);
    return result;
}

/* The file may be anyone's: what could steer a terminal is shown as a question mark. */
static void print_lines(const char *heading, const char *lines)
{
    printf("%s\n  ", heading);
    for (const char *c = lines; *c; c++)
        if (*c == '\n')
            fputs("\n  ", stdout);
        else
            putchar((unsigned char)*c < 0x20 || *c == 0x7F ? '?' : *c);
    putchar('\n');
}

static void print_info(const cli_common *common, const cm_gazetteer_info *info)
{
    if (common->json) {
        cli_json_begin();
        cli_json_count("prefectures", info->prefectures);
        cli_json_count("cities", info->cities);
        cli_json_count("towns", info->towns);
        cli_json_count("koaza", info->koaza);
        cli_json_count("blocks", info->blocks);
        cli_json_count("buildings", info->buildings);
        cli_json_count("postal_codes", info->postal_codes);
        cli_json_count("without_place", info->without_place);
        cli_json_text("created", info->created);
        cli_json_text("sources", info->sources);
        cli_json_text("attribution", info->attribution);
        cli_json_end();
        return;
    }
    printf("prefectures   %zu\ncities        %zu\ntowns         %zu\nkoaza         %zu\n"
           "blocks        %zu\nbuildings     %zu\npostal codes  %zu\nwithout place %zu\n",
           info->prefectures, info->cities, info->towns, info->koaza, info->blocks, info->buildings,
           info->postal_codes, info->without_place);
    if (*info->created)
        printf("created       %s\n", info->created);
    print_lines("sources", info->sources);
    print_lines("name in print", info->attribution);
}

cli_exit cli_gazetteer_info(const cli_verb *verb, int argc, char **argv)
{
    cli_common common = {.output = NULL};
    cm_gazetteer *gazetteer = NULL;
    cli_exit result = cli_options_read(&common, &argc, argv, verb);

    if (!result)
        result = cli_gazetteer_open(&gazetteer, &common, argv[0], NULL);
    if (!result) {
        const cm_gazetteer_info info = cm_gazetteer_get_info(gazetteer);
        print_info(&common, &info);
    }
    cm_gazetteer_destroy(gazetteer);
    return result;
}

static void print_answer(const char *input, const cm_geocode_answer *answer,
                         const double *distance_m)
{
    cli_json_begin();
    cli_json_text("input", input);
    cli_json_text("matched_prefecture", answer->prefecture);
    cli_json_text("matched_city", answer->city);
    cli_json_text("matched_town", answer->town);
    cli_json_text("matched_block", answer->block);
    if (distance_m)
        cli_json_number("distance_m", *distance_m);
    else
        cli_json_text("rest", answer->rest);
    cli_json_text("match_level", cm_level_name(answer->match_level));
    cli_json_text("coord_level", cm_level_name(answer->coord_level));
    cli_json_number("score", answer->score);
    cli_json_count("candidates", answer->candidates);
    cli_json_text("reason", answer->reason);
    cli_json_number("lon", answer->place.lon_deg);
    cli_json_number("lat", answer->place.lat_deg);
    cli_json_end();
}

/* Reads LON,LAT in degrees. */
static cli_exit read_place(cm_lonlat *out, const char *text)
{
    const char *end = cli_number_read(&out->lon_deg, text);

    if (end && *end == ',')
        end = cli_number_read(&out->lat_deg, end + 1);
    else
        end = NULL;
    if (!end || *end != '\0' || !(out->lon_deg >= -180 && out->lon_deg <= 180) ||
        !(out->lat_deg >= -90 && out->lat_deg <= 90))
        return cli_say(CLI_USAGE,
                       "%.100s: is no place; give longitude,latitude in degrees: 141.35,43.07",
                       text);
    return CLI_DONE;
}

cli_exit cli_gazetteer_near(const cli_verb *verb, int argc, char **argv)
{
    find_request request = {.gazetteer = NULL};
    cm_gazetteer *gazetteer = NULL;
    cm_geocode_answer answer;
    cm_lonlat place;
    double distance_m;
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    for (int i = 0; i < argc && !result; i++)
        result = read_place(&place, argv[i]); /* all, before the first is answered */
    if (!result)
        result = cli_gazetteer_open(&gazetteer, &request.common, request.gazetteer, NULL);
    for (int i = 0; i < argc && !result; i++) {
        result = read_place(&place, argv[i]);
        if (!result && cm_geocode_near(&answer, &distance_m, gazetteer, place))
            result = cli_fail();
        if (!result)
            print_answer(argv[i], &answer, &distance_m);
    }
    cm_gazetteer_destroy(gazetteer);
    return result;
}

cli_exit cli_gazetteer_find(const cli_verb *verb, int argc, char **argv)
{
    find_request request = {.gazetteer = NULL};
    cm_gazetteer *gazetteer = NULL;
    cm_geocode_answer answer;
    cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = cli_gazetteer_open(&gazetteer, &request.common, request.gazetteer, NULL);
    for (int i = 0; i < argc && !result; i++) {
        if (cm_geocode_address(&answer, gazetteer, argv[i], NULL))
            result = cli_fail();
        else
            print_answer(argv[i], &answer, NULL);
    }
    cm_gazetteer_destroy(gazetteer);
    return result;
}
