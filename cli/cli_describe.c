/* cli_describe.c - clustermap --describe: all verbs and options as JSON, so that forms can be made.
 */
#include "cli/cli.h"
#include <string.h>

static const struct {
    const char *name, *meaning, *extensions;
} kinds[] = {
    [CLI_KIND_PLAIN] = {NULL, NULL, NULL},
    [CLI_KIND_MEMBERS] = {"members", "a list of members, with places or addresses",
                          "csv tsv xlsx ods geojson json gpkg shp fgb"},
    [CLI_KIND_POINTS] = {"points", "a layer of points, or a table with coordinates",
                         "csv tsv xlsx ods geojson json gpkg shp fgb"},
    [CLI_KIND_FEATURES] = {"features", "a layer of any geometry, or a table with coordinates",
                           "csv tsv xlsx ods geojson json gpkg shp fgb"},
    [CLI_KIND_POLYGONS] = {"polygons", "a layer of polygons", "geojson json topojson gpkg shp fgb"},
    [CLI_KIND_LINES] = {"lines", "a layer of lines", "geojson json topojson gpkg shp fgb"},
    [CLI_KIND_GRID] = {"grid", "a raster of one band", "tif tiff"},
    [CLI_KIND_SERIES] = {"series", "grids beside the named file, OUT-VALUE.tif, and not itself",
                         "tif"},
    [CLI_KIND_TABLE] = {"table", "rows without a geometry", "csv tsv"},
    [CLI_KIND_PROJECT] = {"project", "a project file of run and map", "yaml yml"},
    [CLI_KIND_GAZETTEER] = {"gazetteer", "a gazetteer, or a table of places", "gaz csv tsv"},
    [CLI_KIND_MAP] = {"map", "a drawn sheet, or a page for the web", "pdf svg png"},
    [CLI_KIND_FOLDER] = {"folder", "a folder; it is made where it is not there", NULL},
    [CLI_KIND_FILE] = {"file", "a file of any kind", NULL},
    [CLI_KIND_TEXT] = {"text", "words, on the command line or on stdout", NULL},
    [CLI_KIND_COLUMN] = {"column", "the name of a column of what \"of\" names", NULL},
    [CLI_KIND_SQL] = {"sql", "an SQL WHERE over the columns of what \"of\" names", NULL},
    [CLI_KIND_CRS] = {"crs", "a coordinate reference system, such as EPSG:6680", NULL},
};

const char *cli_kind_name(cli_kind kind)
{
    return kinds[kind].name;
}

const char *cli_kind_meaning(cli_kind kind)
{
    return kinds[kind].meaning;
}

const char *cli_kind_extensions(cli_kind kind)
{
    return kinds[kind].extensions;
}

const char *cli_column_owner(const cli_verb *verb, const cli_option *option)
{
    if (option->of)
        return option->of;
    return verb->rows ? verb->rows : verb->operands[0].name;
}

static const char *type_name(cli_type type)
{
    static const char *const names[] = {"flag",   "text",    "choice",  "integer", "number",
                                        "length", "lengths", "numbers", "tuple"};

    return names[type];
}

/* What the file of an option or of -o may end with; the words of a list, or NULL. */
static const char *formats_of(const cli_verb *verb, const cli_option *option)
{
    const char *const dot = strrchr(option->unit, '.');

    if (dot)
        return dot + 1;
    if (option->kind == CLI_KIND_FOLDER)
        return NULL;
    return verb->formats ? verb->formats : verb->makes == CLI_KIND_GAZETTEER ? "gaz" : NULL;
}

/* What -o holds in a format, of which word is the first letter. */
static cli_kind kind_of_format(const cli_verb *verb, const char *word, size_t length)
{
    static const char *const sheets[] = {"pdf", "svg", "png", "html"};

    if (length == 3 && strncmp(word, "tif", length) == 0)
        return CLI_KIND_GRID;
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
        if (strlen(sheets[i]) == length && strncmp(word, sheets[i], length) == 0)
            return CLI_KIND_MAP;
    return verb->makes;
}

/* Steps to the next word of a list, and gives its length; 0 at the end. */
static size_t next_format(const char **word)
{
    *word += strspn(*word, " ");
    return strcspn(*word, " ");
}

/* Those of the formats that hold such a kind; PLAIN: all. */
static void describe_formats(const cli_verb *verb, const char *formats, cli_kind kind)
{
    char name[32];
    size_t length;

    cli_json_open("formats", '[');
    for (const char *word = formats; word && (length = next_format(&word)) > 0; word += length)
        if (length < sizeof name && (!kind || kind_of_format(verb, word, length) == kind)) {
            memcpy(name, word, length);
            name[length] = '\0';
            cli_json_text(NULL, name);
        }
    cli_json_close(']');
}

static void describe_output(const cli_verb *verb, const cli_option *option, cli_kind kind)
{
    const bool is_main = option && strcmp(option->name, "output") == 0;

    cli_json_open(NULL, '{');
    cli_json_text("option", option ? option->name : NULL);
    cli_json_text("kind", cli_kind_name(kind));
    describe_formats(verb, option ? formats_of(verb, option) : NULL,
                     is_main ? kind : CLI_KIND_PLAIN);
    cli_json_bool("optional", option && !option->is_needed);
    cli_json_close('}');
}

/* -o, once for each kind of file that its formats are. */
static void describe_main_output(const cli_verb *verb, const cli_option *option)
{
    const char *const formats = formats_of(verb, option);
    size_t length;
    unsigned done = 0;

    for (const char *word = formats; word && (length = next_format(&word)) > 0; word += length) {
        const cli_kind kind = kind_of_format(verb, word, length);
        if (!(done & 1U << kind))
            describe_output(verb, option, kind);
        done |= 1U << kind;
    }
}

static void describe_outputs(const cli_verb *verb)
{
    const cli_option *option;

    cli_json_open("outputs", '[');
    for (size_t i = 0; (option = cli_nth_option(verb, i, NULL)) != NULL; i++)
        if (option->is_written && strcmp(option->name, "output") == 0)
            describe_main_output(verb, option);
    if (verb->makes == CLI_KIND_TEXT)
        describe_output(verb, NULL, verb->makes);
    for (size_t i = 0; (option = cli_nth_option(verb, i, NULL)) != NULL; i++)
        if (option->is_written && strcmp(option->name, "output") != 0)
            describe_output(verb, option, option->kind);
    cli_json_close(']');
}

static void describe_operand(const cli_verb *verb, int i, bool is_last)
{
    const cli_operand *const operand = &verb->operands[i];
    const int max = is_last ? verb->inputs_max - i : 1;

    cli_json_open(NULL, '{');
    cli_json_text("name", operand->name);
    cli_json_text("help", operand->help ? operand->help : cli_kind_meaning(operand->kind));
    cli_json_text("kind", cli_kind_name(operand->kind));
    cli_json_open("kinds", '[');
    cli_json_text(NULL, cli_kind_name(operand->kind));
    if (operand->or_kind)
        cli_json_text(NULL, cli_kind_name(operand->or_kind));
    cli_json_close(']');
    cli_json_bool("optional", i >= verb->inputs_min);
    cli_json_bool("repeated", max > 1);
    cli_json_count("min", i >= verb->inputs_min ? 0 : 1);
    cli_json_count("max", (size_t)max);
    cli_json_close('}');
}

static void describe_operands(const cli_verb *verb)
{
    cli_json_open("operands", '[');
    for (int i = 0; i < CLI_OPERANDS_MAX && verb->operands[i].name; i++)
        describe_operand(verb, i, i + 1 == CLI_OPERANDS_MAX || !verb->operands[i + 1].name);
    cli_json_close(']');
}

static void describe_range(const cli_option *option)
{
    if (option->type == CLI_TUPLE) {
        cli_json_number("count", option->high);
    } else if (option->high > option->low) {
        cli_json_number("low", option->low);
        cli_json_number("high", option->high);
    }
    if (option->choices) {
        cli_json_open(option->type == CLI_CHOICE ? "choices" : "suggestions", '[');
        for (size_t i = 0; option->choices[i]; i++)
            cli_json_text(NULL, option->choices[i]);
        cli_json_close(']');
    }
}

/* What a text names: a column, rows, a file that is read or written. */
static void describe_kind(const cli_verb *verb, const cli_option *option)
{
    if (option->kind == CLI_KIND_PLAIN)
        return;
    cli_json_text("kind", cli_kind_name(option->kind));
    if (option->kind == CLI_KIND_COLUMN || option->kind == CLI_KIND_SQL) {
        cli_json_text("of", cli_column_owner(verb, option));
    } else if (option->kind != CLI_KIND_CRS) {
        cli_json_text("direction", option->is_written ? "output" : "input");
        if (option->is_written)
            describe_formats(verb, formats_of(verb, option), CLI_KIND_PLAIN);
    }
}

static void describe_option(const cli_verb *verb, const cli_option *option, const char *group)
{
    const char letter[2] = {option->letter, '\0'};

    cli_json_open(NULL, '{');
    cli_json_text("name", option->name);
    if (option->letter)
        cli_json_text("letter", letter);
    cli_json_text("type", type_name(option->type));
    cli_json_text("value", option->unit);
    cli_json_text("help", option->help);
    cli_json_text("group", group);
    cli_json_bool("required", option->is_needed);
    cli_json_bool("repeated", false); /* of one that is given twice the last counts */
    cli_json_bool("list", option->type >= CLI_LENGTHS);
    cli_json_text("default", option->preset);
    describe_range(option);
    describe_kind(verb, option);
    if (option->turns)
        cli_json_text("output_becomes", cli_kind_name(option->turns));
    cli_json_close('}');
}

static void describe_examples(const cli_verb *verb)
{
    cli_json_open("examples", '[');
    for (const cli_example *example = cli_examples; example->verb; example++)
        if (strcmp(example->verb, verb->name) == 0) {
            cli_json_open(NULL, '{');
            cli_json_text("why", example->why);
            cli_json_text("command", example->command);
            cli_json_close('}');
        }
    cli_json_close(']');
}

static void describe_verb(const cli_verb *verb, const char *heading)
{
    const cli_option *option;
    const char *group;

    cli_json_open(NULL, '{');
    cli_json_text("name", verb->name);
    cli_json_text("group", heading);
    cli_json_text("summary", verb->summary);
    cli_json_text("inputs", verb->inputs);
    cli_json_text("formats", verb->formats);
    describe_operands(verb);
    describe_outputs(verb);
    cli_json_open("options", '[');
    for (size_t i = 0; (option = cli_nth_option(verb, i, &group)) != NULL; i++)
        describe_option(verb, option, group);
    cli_json_close(']');
    describe_examples(verb);
    cli_json_close('}');
}

static void describe_main_options(void)
{
    cli_json_open("options", '[');
    for (const cli_option *option = cli_main_options; option->name; option++) {
        cli_json_open(NULL, '{');
        cli_json_text("name", option->name);
        if (option->letter == 'h')
            cli_json_text("letter", "h");
        cli_json_text("value", option->unit);
        cli_json_text("help", option->help);
        cli_json_close('}');
    }
    cli_json_close(']');
}

void cli_describe(void)
{
    const char *heading = NULL;

    cli_json_begin();
    cli_json_text("program", "clustermap");
    cli_json_text("version", CM_VERSION);
    cli_json_open("kinds", '{');
    for (size_t i = CLI_KIND_PLAIN + 1; i < sizeof kinds / sizeof *kinds; i++)
        cli_json_text(kinds[i].name, kinds[i].meaning);
    cli_json_close('}');
    describe_main_options();
    cli_json_open("verbs", '[');
    for (const cli_verb *verb = cli_verbs; verb->name; verb++) {
        heading = verb->heading ? verb->heading : heading;
        describe_verb(verb, heading);
    }
    cli_json_close(']');
    cli_json_end();
}
