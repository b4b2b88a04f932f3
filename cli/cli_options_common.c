/* cli_options_common.c - the options that mean the same in every verb, as tables. */
#include "cli/cli.h"

static const char *const progress_choices[] = {"auto", "none", "bar", "json", NULL};
static const char *const encodings[] = {"UTF-8", "CP932", "EUC-JP", NULL};
static const char *const planes[] = {"auto", "none", NULL};

#define COMMON(member) offsetof(cli_common, member)
#define NAMED(role) (offsetof(cli_common, names) + (role) * sizeof(const char *))
#define NO_RANGE 0, 0, NULL

static const cli_option output_options[] = {
    {"output", 'o', CLI_TEXT, COMMON(output), "FILE",
     "where the result goes; - is stdout for text formats", NO_RANGE, .kind = CLI_KIND_FILE,
     .is_written = true, .is_needed = true},
    {"format", 0, CLI_TEXT, COMMON(format), "NAME", "format, instead of FILE's extension",
     NO_RANGE},
    {"no-clobber", 0, CLI_FLAG, COMMON(no_clobber), "", "do not replace a file", NO_RANGE},
    {0},
};
static const cli_option input_options[] = {
    {"where", 0, CLI_TEXT, COMMON(where), "SQL", "only rows that meet it: \"sector = 'it'\"",
     NO_RANGE, .kind = CLI_KIND_SQL},
    {"encoding", 0, CLI_TEXT, COMMON(encoding), "NAME",
     "of a text table: UTF-8, CP932, EUC-JP; else recognised", 0, 0, encodings},
    {"name", 0, CLI_TEXT, NAMED(CM_MEMBER_NAME), "COL", "column of the name", NO_RANGE,
     .kind = CLI_KIND_COLUMN},
    {"address", 0, CLI_TEXT, NAMED(CM_MEMBER_ADDRESS), "COL", "column of the address", NO_RANGE,
     .kind = CLI_KIND_COLUMN},
    {"lon", 0, CLI_TEXT, NAMED(CM_MEMBER_LON), "COL", "column of the longitude", NO_RANGE,
     .kind = CLI_KIND_COLUMN},
    {"lat", 0, CLI_TEXT, NAMED(CM_MEMBER_LAT), "COL", "column of the latitude", NO_RANGE,
     .kind = CLI_KIND_COLUMN},
    {"x", 0, CLI_TEXT, NAMED(CM_MEMBER_X), "COL", "column of the plane's east", NO_RANGE,
     .kind = CLI_KIND_COLUMN},
    {"y", 0, CLI_TEXT, NAMED(CM_MEMBER_Y), "COL", "column of the plane's north", NO_RANGE,
     .kind = CLI_KIND_COLUMN},
    {"allow-remote", 0, CLI_FLAG, COMMON(allow_remote), "", "allow network and virtual paths",
     NO_RANGE},
    {"strict", 0, CLI_FLAG, COMMON(strict), "", "exit 3 if a row was rejected", NO_RANGE},
    {0},
};
static const cli_option plane_options[] = {
    {"crs", 0, CLI_TEXT, COMMON(crs), "EPSG:n|auto|none", "plane of distances and areas", 0, 0,
     planes, .kind = CLI_KIND_CRS, .preset = "auto"},
    {"threads", 0, CLI_INTEGER, COMMON(threads), "N", "threads; default all", 1, 1024, NULL},
    {0},
};
static const cli_option weight_options[] = {
    {"weight", 0, CLI_TEXT, COMMON(weight), "COL", "column of the weights", NO_RANGE,
     .kind = CLI_KIND_COLUMN},
    {0},
};
static const cli_option layer_options[] = {
    {"out-crs", 0, CLI_TEXT, COMMON(out_crs), "EPSG:n", "CRS of the written features", NO_RANGE,
     .kind = CLI_KIND_CRS, .preset = "EPSG:6668"},
    {0},
};
static const cli_option json_options[] = {
    {"json", 0, CLI_FLAG, COMMON(json), "", "print the report as JSON on stdout", NO_RANGE},
    {0},
};
static const cli_option talk_options[] = {
    {"progress", 0, CLI_CHOICE, COMMON(progress), "HOW", "auto, none, bar or json, on stderr", 0, 0,
     progress_choices, .preset = "auto"},
    {"quiet", 'q', CLI_FLAG, COMMON(quiet), "", "say only what failed", NO_RANGE},
    {"verbose", 'v', CLI_FLAG, COMMON(verbose), "", "say more", NO_RANGE},
    {0},
};

const cli_group cli_groups[] = {
    {CLI_TAKES_OUTPUT, "Output", output_options},
    {CLI_TAKES_LAYER, "Output", layer_options},
    {CLI_TAKES_JSON, "Output", json_options},
    {CLI_TAKES_INPUT, "Reading", input_options},
    {CLI_TAKES_WEIGHT, "Reading", weight_options},
    {CLI_TAKES_PLANE, "Plane", plane_options},
    {0, "Talk", talk_options},
    {0, NULL, NULL},
};
