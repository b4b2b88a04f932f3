/* main.c - the table of verbs, and how the program talks. */
#include "cli/cli.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    COMPUTES = CLI_TAKES_OUTPUT | CLI_TAKES_INPUT | CLI_TAKES_PLANE | CLI_TAKES_JSON,
    WEIGHS = COMPUTES | CLI_TAKES_WEIGHT,
    MANY = 10000
};

#define FEATURE_FORMATS "csv tsv geojson gpkg shp fgb pg"

const cli_verb cli_verbs[] = {
    {"gazetteer build", cli_gazetteer_build, "builds a gazetteer from published tables of places",
     "SOURCE.csv...", CLI_TAKES_OUTPUT | CLI_TAKES_JSON, cli_gazetteer_build_options, 1, MANY, NULL,
     .operands = {{"SOURCE", CLI_KIND_TABLE,
                   .help = "a published table of places; its kind is recognised"}},
     .heading = "Where things are", .makes = CLI_KIND_GAZETTEER},
    {"gazetteer info", cli_gazetteer_info, "says what a gazetteer holds and whom to name",
     "FILE.gaz", CLI_TAKES_JSON, cli_gazetteer_info_options, 1, 1, NULL,
     .operands = {{"FILE", CLI_KIND_GAZETTEER}}, .makes = CLI_KIND_TEXT},
    {"gazetteer find", cli_gazetteer_find, "finds addresses; one line of JSON each", "ADDRESS...",
     0, cli_gazetteer_find_options, 1, MANY, NULL,
     .operands = {{"ADDRESS", CLI_KIND_TEXT,
                   .help = "a postal address, in one word for the shell"}},
     .makes = CLI_KIND_TEXT},
    {"gazetteer near", cli_gazetteer_near,
     "finds the nearest known address of places; one line of JSON each", "LON,LAT...", 0,
     cli_gazetteer_near_options, 1, MANY, NULL,
     .operands = {{"LON,LAT", CLI_KIND_TEXT, .help = "longitude and latitude in degrees"}},
     .makes = CLI_KIND_TEXT},
    {"geocode", cli_geocode, "finds where the members of a list are, by their addresses", "MEMBERS",
     CLI_TAKES_OUTPUT | CLI_TAKES_INPUT | CLI_TAKES_JSON | CLI_TAKES_LAYER, cli_geocode_options, 1,
     1, FEATURE_FORMATS, .operands = {{"MEMBERS", CLI_KIND_MEMBERS}}, .makes = CLI_KIND_FEATURES},
    {"density", cli_density, "members per km2 on a grid, or at points", "POINTS", WEIGHS,
     cli_density_options, 1, 1, "tif csv tsv", .operands = {{"POINTS", CLI_KIND_POINTS}},
     .makes = CLI_KIND_TABLE, .heading = "What is computed"},
    {"contour", cli_contour, "the areas of a grid between levels", "GRID.tif",
     CLI_TAKES_OUTPUT | CLI_TAKES_INPUT | CLI_TAKES_JSON | CLI_TAKES_LAYER, cli_contour_options, 1,
     1, FEATURE_FORMATS, .operands = {{"GRID", CLI_KIND_GRID}}, .rows = "--points",
     .makes = CLI_KIND_FEATURES},
    {"distance", cli_distance, "metres to the nearest feature on a grid", "FEATURES", COMPUTES,
     cli_distance_options, 1, 1, "tif", .operands = {{"FEATURES", CLI_KIND_FEATURES}},
     .makes = CLI_KIND_GRID},
    {"rings", cli_rings, "what lies within distances of a centre", "POINTS",
     WEIGHS | CLI_TAKES_LAYER, cli_rings_options, 1, 1, FEATURE_FORMATS,
     .operands = {{"POINTS", CLI_KIND_POINTS}}, .makes = CLI_KIND_FEATURES},
    {"nearest", cli_nearest, "the nearest neighbours of each point", "FROM TO",
     COMPUTES | CLI_TAKES_LAYER, cli_nearest_options, 2, 2, FEATURE_FORMATS,
     .operands = {{"FROM", CLI_KIND_POINTS},
                  {"TO", CLI_KIND_POINTS,
                   .help = "the same, of what is measured to; may be FROM again"}},
     .makes = CLI_KIND_FEATURES},
    {"matrix", cli_matrix, "the distance from each point to each other one", "FROM TO", COMPUTES,
     cli_matrix_options, 2, 2, "csv tsv",
     .operands = {{"FROM", CLI_KIND_POINTS},
                  {"TO", CLI_KIND_POINTS,
                   .help = "the same, of what is measured to; may be FROM again"}},
     .makes = CLI_KIND_TABLE},
    {"buffer", cli_buffer, "what lies within a distance of features", "FEATURES",
     COMPUTES | CLI_TAKES_LAYER, cli_buffer_options, 1, 1, FEATURE_FORMATS,
     .operands = {{"FEATURES", CLI_KIND_FEATURES}}, .makes = CLI_KIND_FEATURES},
    {"voronoi", cli_voronoi, "the area that is nearest to each place, or to those of a class",
     "POINTS", COMPUTES | CLI_TAKES_LAYER, cli_voronoi_options, 1, 1, FEATURE_FORMATS,
     .operands = {{"POINTS", CLI_KIND_POINTS}}, .makes = CLI_KIND_FEATURES},
    {"links", cli_links, "who came from whom: lines, generations, a family tree", "MEMBERS",
     WEIGHS | CLI_TAKES_LAYER, cli_links_options, 1, 1, FEATURE_FORMATS,
     .operands = {{"MEMBERS", CLI_KIND_MEMBERS}}, .makes = CLI_KIND_FEATURES},
    {"between", cli_between, "a list at two dates, or at several: who joined, left and moved",
     "MEMBERS [LATER]", WEIGHS | CLI_TAKES_LAYER, cli_between_options, 1, 2, FEATURE_FORMATS,
     .operands = {{"MEMBERS", CLI_KIND_MEMBERS},
                  {"LATER", CLI_KIND_MEMBERS,
                   .help = "the list at a later date; none with --at-year"}},
     .makes = CLI_KIND_FEATURES},
    {"service", cli_service, "what is reached over a network of lines within bands of travel",
     "CENTRES", COMPUTES | CLI_TAKES_LAYER, cli_service_options, 1, 1, FEATURE_FORMATS,
     .operands = {{"CENTRES", CLI_KIND_POINTS}}, .makes = CLI_KIND_FEATURES},
    {"map", cli_map, "draws the printed map of a project, or of layers", "PROJECT.yaml | LAYER...",
     WEIGHS, cli_map_options, 1, 64, "pdf svg png",
     .operands = {{"LAYER", CLI_KIND_FEATURES, CLI_KIND_PROJECT,
                   "a project file; or layers, and tables with coordinates"}},
     .makes = CLI_KIND_MAP, .heading = "How it leaves"},
    {"export", cli_export, "writes layers into another format, or as a page for the web",
     "LAYER...", CLI_TAKES_OUTPUT | CLI_TAKES_INPUT | CLI_TAKES_JSON | CLI_TAKES_LAYER,
     cli_export_options_table, 1, 64, FEATURE_FORMATS " html",
     .operands = {{"LAYER", CLI_KIND_FEATURES}}, .makes = CLI_KIND_FEATURES},
    {"run", cli_run, "the whole way: from a member list to maps and layers", "PROJECT.yaml",
     CLI_TAKES_JSON, cli_run_options, 1, 1, NULL, .operands = {{"PROJECT", CLI_KIND_PROJECT}},
     .makes = CLI_KIND_FOLDER},
    {"info", cli_info, "what a file holds: columns, CRS, extent, statistics", "FILE",
     CLI_TAKES_INPUT | CLI_TAKES_JSON, cli_info_options, 1, 1, NULL,
     .operands = {{"FILE", CLI_KIND_FILE}}, .makes = CLI_KIND_TEXT},
    {.name = NULL},
};

long long cli_created_s(void)
{
    const char *const text = getenv("SOURCE_DATE_EPOCH");
    char *end;
    const long long value = text ? strtoll(text, &end, 10) : 0;

    return text && end != text && *end == '\0' && value >= 0 ? value : 0;
}

static const char *next_verb(const void *context, size_t i)
{
    (void)context;
    return cli_verbs[i].name;
}

const cli_verb *cli_find_verb(int *length, int count, char **words)
{
    char two[64];

    snprintf(two, sizeof two, "%s %s", words[0], count > 1 ? words[1] : "");
    for (const cli_verb *verb = cli_verbs; verb->name; verb++) {
        *length = strchr(verb->name, ' ') ? 2 : 1;
        if (strcmp(verb->name, *length == 2 ? two : words[0]) == 0)
            return verb;
    }
    return NULL;
}

static cli_exit unknown_verb(int argc, char **argv)
{
    char typed[64];
    const bool begins = strcmp(argv[1], "gazetteer") == 0;

    snprintf(typed, sizeof typed, "%s%s%s", argv[1], begins && argc > 2 ? " " : "",
             begins && argc > 2 ? argv[2] : "");
    const char *const near = cli_nearest_word(typed, next_verb, NULL);
    if (near)
        return cli_say(CLI_USAGE, "no verb '%s'; did you mean '%s'?", typed, near);
    return cli_say(CLI_USAGE, "no verb '%s'; see clustermap --help", typed);
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

static cli_exit dispatch(int argc, char **argv)
{
    int words;

    if (argc < 2)
        return cli_say(CLI_USAGE, "no verb; see clustermap --help");
    if (strcmp(argv[1], "--version") == 0)
        return puts("clustermap " CM_VERSION), CLI_DONE;
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return cli_print_verbs(), CLI_DONE;
    if (strcmp(argv[1], "--describe") == 0)
        return cli_describe(), CLI_DONE;
    if (strcmp(argv[1], "--complete") == 0)
        return cli_complete(argc - 2, argv + 2), CLI_DONE;

    const cli_verb *const verb = cli_find_verb(&words, argc - 1, argv + 1);
    if (!verb && strcmp(argv[1], "gazetteer") == 0 && asks_for_help(argc, argv))
        return cli_print_verbs(), CLI_DONE;
    if (!verb)
        return unknown_verb(argc, argv);
    if (asks_for_help(argc - words, argv + words))
        return cli_print_help(verb), CLI_DONE;
    return verb->run(verb, argc - words, argv + words);
}

int main(int argc, char **argv)
{
    cli_catch_signals();
    cli_exit result = dispatch(argc, argv);

    cli_say_end(result);
    if (fflush(stdout) != 0 || ferror(stdout))
        result = cli_say(CLI_FAILED, "standard output: %s", strerror(errno));
    return (int)result;
}
