/* cli_options.c - reads a verb's options by its tables. */
#include "cli/cli.h"
#include <clustermap/crs.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *cli_number_read(double *out, const char *text)
{
    const size_t length = strspn(text, "+-.0123456789eE"); /* no hexadecimal, nan, infinity */
    char *end;
    const double value = strtod(text, &end); /* the program never leaves the C locale */

    if (length == 0 || end != text + length || !isfinite(value))
        return NULL;
    *out = value;
    return end;
}

/* Reads a length up to a comma or the end; returns where that is, or NULL. */
static const char *length_read(double *out_m, const char *text)
{
    const char *unit = cli_number_read(out_m, text);

    if (unit && strncmp(unit, "km", 2) == 0) {
        *out_m *= 1000;
        unit += 2;
    } else if (unit && *unit == 'm') {
        unit++;
    }
    return unit && (*unit == '\0' || *unit == ',') ? unit : NULL;
}

bool cli_length_read(double *out_m, const char *text)
{
    const char *const end = length_read(out_m, text);

    return end && *end == '\0';
}

static cli_exit bad_value(const cli_option *option, const char *value, const char *what)
{
    return cli_say(CLI_USAGE, "--%s: '%.200s' is not %s", option->name, value, what);
}

static cli_exit refuse_number(const cli_option *option, const char *value)
{
    static const char *const kinds[] = {[CLI_INTEGER] = "a whole number",
                                        [CLI_NUMBER] = "a number",
                                        [CLI_LENGTH] = "a length such as 500m or 2km,"};
    char what[160];

    snprintf(what, sizeof what, "%s within %g..%g%s", kinds[option->type], option->low,
             option->high, option->type == CLI_LENGTH ? " m" : "");
    return bad_value(option, value, what);
}

static cli_exit store_number(void *target, const cli_option *option, const char *value)
{
    double number = 0;
    const char *const end =
        option->type == CLI_LENGTH ? length_read(&number, value) : cli_number_read(&number, value);

    if (!end || *end != '\0' || !(number >= option->low && number <= option->high))
        return refuse_number(option, value);
    if (option->type == CLI_INTEGER) {
        const long whole = (long)number; /* the ranges of integers lie within a long */
        if ((double)whole != number)
            return refuse_number(option, value);
        memcpy(target, &whole, sizeof whole);
    } else {
        memcpy(target, &number, sizeof number);
    }
    return CLI_DONE;
}

static bool list_is_good(const cli_list *list, const cli_option *option)
{
    if (option->type == CLI_TUPLE)
        return list->count == (size_t)option->high;
    for (size_t i = 0; i < list->count; i++)
        if (!(list->values[i] >= option->low && list->values[i] <= option->high) ||
            (i > 0 && !(list->values[i] > list->values[i - 1])))
            return false;
    return true;
}

static cli_exit store_list(cli_list *target, const cli_option *option, const char *value)
{
    cli_list list = {.count = 0};
    const char *at = value;
    char what[120];

    if (option->type == CLI_TUPLE)
        snprintf(what, sizeof what, "%.0f numbers: %s", option->high, option->unit);
    else
        snprintf(what, sizeof what, "a list of ascending %s within %g..%g: %s",
                 option->type == CLI_LENGTHS ? "lengths" : "numbers", option->low, option->high,
                 option->unit);
    for (;;) {
        double number;
        const char *const end =
            option->type == CLI_LENGTHS ? length_read(&number, at) : cli_number_read(&number, at);
        if (!end || (*end != ',' && *end != '\0') || list.count == CLI_LIST_MAX)
            return bad_value(option, value, what);
        list.values[list.count++] = number;
        if (*end == '\0')
            break;
        at = end + 1;
    }
    if (!list_is_good(&list, option))
        return bad_value(option, value, what);
    *target = list;
    return CLI_DONE;
}

static const char *next_choice(const void *context, size_t i)
{
    return ((const cli_option *)context)->choices[i];
}

static cli_exit store_choice(void *target, const cli_option *option, const char *value)
{
    char known[200] = "";
    size_t length = 0;

    for (size_t i = 0; option->choices[i]; i++) {
        if (strcmp(option->choices[i], value) == 0) {
            memcpy(target, &option->choices[i], sizeof value);
            return CLI_DONE;
        }
        length += (size_t)snprintf(known + length, sizeof known - length, "%s%s", i ? ", " : "",
                                   option->choices[i]);
    }
    const char *const near = cli_nearest_word(value, next_choice, option);
    if (near)
        return cli_say(CLI_USAGE, "--%s: no '%.100s'; did you mean '%s'?", option->name, value,
                       near);
    return cli_say(CLI_USAGE, "--%s: no '%.100s'; there are %s", option->name, value, known);
}

static cli_exit store(void *request, const cli_option *option, const char *value)
{
    char *const target = (char *)request + option->target;

    switch (option->type) {
    case CLI_FLAG: *(bool *)(void *)target = true; return CLI_DONE;
    case CLI_TEXT: memcpy(target, &value, sizeof value); return CLI_DONE;
    case CLI_CHOICE: return store_choice(target, option, value);
    case CLI_INTEGER:
    case CLI_NUMBER:
    case CLI_LENGTH: return store_number(target, option, value);
    case CLI_LENGTHS:
    case CLI_NUMBERS:
    case CLI_TUPLE: return store_list((cli_list *)(void *)target, option, value);
    }
    return CLI_USAGE;
}

const cli_option *cli_nth_option(const cli_verb *verb, size_t i, const char **heading)
{
    const cli_option *table = verb->options;
    const char *of_table = "Options";

    for (size_t group = 0; table; group++) {
        for (; table->name; table++)
            if (i-- == 0) {
                if (heading)
                    *heading = of_table;
                return table;
            }
        while (cli_groups[group].options && cli_groups[group].takes &&
               !(cli_groups[group].takes & verb->takes))
            group++;
        table = cli_groups[group].options;
        of_table = cli_groups[group].heading;
    }
    return NULL;
}

static const char *next_option(const void *context, size_t i)
{
    const cli_option *const option = cli_nth_option(context, i, NULL);

    return option ? option->name : NULL;
}

const cli_option *cli_find_option(const cli_verb *verb, const char *word, size_t length)
{
    const cli_option *option;

    for (size_t i = 0; (option = cli_nth_option(verb, i, NULL)) != NULL; i++) {
        if (word[1] != '-' && length == 2 && word[1] == option->letter)
            return option;
        if (word[1] == '-' && strlen(option->name) == length - 2 &&
            strncmp(option->name, word + 2, length - 2) == 0)
            return option;
    }
    return NULL;
}

static cli_exit unknown_option(const cli_verb *verb, const char *word, size_t length)
{
    char typed[64];

    snprintf(typed, sizeof typed, "%.*s", (int)(length > 2 ? length - 2 : 0), word + 2);
    const char *const near = length > 2 ? cli_nearest_word(typed, next_option, verb) : NULL;
    if (near)
        return cli_say(CLI_USAGE, "no option '%.*s'; did you mean '--%s'?", (int)length, word,
                       near);
    return cli_say(CLI_USAGE, "no option '%.*s'; see clustermap %s --help", (int)length, word,
                   verb->name);
}

/* Reads the option at argv[*i], moving *i to its value if that is the next word. */
static cli_exit read_option(void *request, int *i, int argc, char **argv, const cli_verb *verb)
{
    const char *const word = argv[*i];
    const size_t length = strcspn(word, "=");
    const cli_option *const option = cli_find_option(verb, word, length);
    const char *value = word[length] ? word + length + 1 : NULL;

    if (!option)
        return unknown_option(verb, word, length);
    if (option->type == CLI_FLAG && value)
        return cli_say(CLI_USAGE, "--%s takes no value", option->name);
    if (option->type != CLI_FLAG && !value) {
        if (*i + 1 >= argc)
            return cli_say(CLI_USAGE, "--%s needs a value", option->name);
        value = argv[++*i];
    }
    return store(request, option, value);
}

static bool format_is_known(const cli_verb *verb, cm_format format)
{
    const char *const name = format < CM_FORMAT_COUNT ? cm_format_name(format) : "";
    const size_t length = strlen(name);

    if (length == 0)
        return false;
    for (const char *at = verb->formats; (at = strstr(at, name)) != NULL; at += length)
        if ((at == verb->formats || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

cm_format cli_output_format(const cli_common *common, const char *path)
{
    if (common->format)
        return cm_format_find(common->format);
    return strcmp(path, "-") == 0 ? CM_FORMAT_CSV : cm_format_of_path(path);
}

static cli_exit check_format(const cli_common *common, const cli_verb *verb)
{
    const cm_format format = cli_output_format(common, common->output);
    const bool is_text = format == CM_FORMAT_CSV || format == CM_FORMAT_TSV ||
                         format == CM_FORMAT_GEOJSON || format == CM_FORMAT_HTML;

    if (common->format && !format_is_known(verb, format))
        return cli_say(CLI_USAGE, "--format: no '%.100s'; %s writes %s", common->format, verb->name,
                       verb->formats);
    if (!format_is_known(verb, format))
        return cli_say(CLI_USAGE, "%.300s: unknown extension; %s writes %s", common->output,
                       verb->name, verb->formats);
    if (strcmp(common->output, "-") == 0 && !is_text)
        return cli_say(CLI_USAGE, "-o -: %s does not go to stdout", cm_format_name(format));
    return CLI_DONE;
}

static cli_exit check_output(const cli_common *common, const cli_verb *verb)
{
    if (!(verb->takes & CLI_TAKES_OUTPUT))
        return CLI_DONE;
    if (!common->output)
        return cli_say(CLI_USAGE, "%s: no output; name it with -o", verb->name);
    if (common->json && strcmp(common->output, "-") == 0)
        return cli_say(CLI_USAGE, "--json and -o - both want stdout");
    return verb->formats ? check_format(common, verb) : CLI_DONE;
}

static cli_exit check_inputs(int count, const cli_verb *verb)
{
    if (count < verb->inputs_min)
        return cli_say(CLI_USAGE, "%s: no input; it takes %s", verb->name, verb->inputs);
    if (count > verb->inputs_max)
        return cli_say(CLI_USAGE, "%s: too many inputs; it takes %s", verb->name, verb->inputs);
    return CLI_DONE;
}

static cli_exit check_plane(const char *option, const char *definition)
{
    const size_t authority =
        strspn(definition, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    cm_crs *crs = NULL;

    if (authority == 0 || definition[authority] != ':') /* PROJ looks names up as well, loosely */
        return cli_say(CLI_USAGE, "--%s: '%.100s' is not of the form EPSG:6680", option,
                       definition);
    if (cm_crs_create(&crs, definition))
        return cli_say(CLI_USAGE, "--%s: %s", option, cm_error_text());
    cm_crs_destroy(crs);
    return CLI_DONE;
}

static cli_exit check_encoding(const char *encoding)
{
    static const char *const known[] = {"UTF-8",       "UTF8",  "CP932",  "Shift_JIS", "SJIS",
                                        "Windows-31J", "MS932", "EUC-JP", "EUCJP"};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcasecmp(known[i], encoding) == 0)
            return CLI_DONE;
    return cli_say(CLI_USAGE, "--encoding: no '%.60s'; there are UTF-8, CP932, EUC-JP", encoding);
}

static cli_exit check_planes(const cli_common *common)
{
    const char *const crs = common->crs;
    cli_exit result = CLI_DONE;

    if (crs && strcmp(crs, "auto") != 0 && strcmp(crs, "none") != 0)
        result = check_plane("crs", crs);
    if (!result && common->out_crs)
        result = check_plane("out-crs", common->out_crs);
    return result;
}

cli_exit cli_options_read(void *request, int *argc, char **argv, const cli_verb *verb)
{
    int inputs = 0;
    bool ended = false;
    cli_exit result = CLI_DONE;

    for (int i = 1; i < *argc && !result; i++) {
        char *const word = argv[i];
        if (ended || word[0] != '-' || word[1] == '\0')
            argv[inputs++] = word;
        else if (strcmp(word, "--") == 0)
            ended = true;
        else
            result = read_option(request, &i, *argc, argv, verb);
    }
    *argc = inputs;
    if (!result)
        result = check_inputs(inputs, verb);
    if (!result)
        result = check_planes(request);
    if (!result && ((const cli_common *)request)->encoding)
        result = check_encoding(((const cli_common *)request)->encoding);
    return result ? result : check_output(request, verb);
}
