/* cli_yaml.c - puts a YAML file into structs, with libyaml. */
#include "cli/cli_yaml.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

enum { DEPTH_MAX = 8, NESTING_MAX = 32, FILE_MAX = 1 << 20 };

struct cli_yaml {
    yaml_document_t document;
    const char *path;
    bool is_open;
};

typedef struct place { /* where a value is read to, and how deep */
    cli_yaml *yaml;
    const cli_yaml_field *field;
    char *out;
    int depth;
} place;

static cli_yaml the_file; /* the program reads one project */

static long line_of(const yaml_node_t *node)
{
    return (long)node->start_mark.line + 1;
}

static const char *scalar(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : NULL;
}

/* A file that is far larger than any project is refused before it is parsed. */
static cli_exit check_size(FILE *file, const char *path)
{
    if (fseek(file, 0, SEEK_END) != 0 || ftell(file) < 0)
        return cli_say(CLI_FAILED, "%s: is not a regular file", path);
    if (ftell(file) > FILE_MAX)
        return cli_say(CLI_FAILED, "%s: is over 1 MiB, too large for a project", path);
    rewind(file);
    return CLI_DONE;
}

static bool opens(const yaml_event_t *event)
{
    return event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT;
}

static bool closes(const yaml_event_t *event)
{
    return event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT;
}

/* What has been seen of a file. */
typedef struct scan {
    const char *path;
    int depth, documents;
} scan;

static cli_exit check_event(scan *seen, const yaml_event_t *event)
{
    const unsigned long line = (unsigned long)event->start_mark.line + 1;

    seen->depth += opens(event) - closes(event);
    seen->documents += event->type == YAML_DOCUMENT_START_EVENT;
    if (seen->depth > NESTING_MAX)
        return cli_say(CLI_FAILED, "%s:%lu: is nested over %d deep", seen->path, line, NESTING_MAX);
    if (seen->documents > 1)
        return cli_say(CLI_FAILED, "%s:%lu: a second project begins here", seen->path, line);
    if (event->type == YAML_SCALAR_EVENT &&
        strlen((const char *)event->data.scalar.value) != event->data.scalar.length)
        return cli_say(CLI_FAILED, "%s:%lu: a zero byte in a text", seen->path, line);
    return CLI_DONE;
}

/* Looks through the file before it is loaded: deep nesting takes the loader the square of its time,
 * and the loader passes over what follows a zero byte or the first document. Errors are load's to
 * tell. */
static cli_exit check_events(FILE *file, const char *path)
{
    scan seen = {.path = path};
    yaml_parser_t parser;
    yaml_event_t event;
    bool ended = false;
    cli_exit result = CLI_DONE;

    if (!yaml_parser_initialize(&parser))
        return cli_say(CLI_FAILED, "%s: out of memory", path);
    yaml_parser_set_input_file(&parser, file);
    while (!result && !ended && yaml_parser_parse(&parser, &event)) {
        result = check_event(&seen, &event);
        ended = event.type == YAML_STREAM_END_EVENT || event.type == YAML_NO_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    rewind(file);
    return result;
}

static cli_exit load(cli_yaml *yaml, FILE *file)
{
    yaml_parser_t parser;
    cli_exit result = CLI_DONE;

    if (!yaml_parser_initialize(&parser))
        return cli_say(CLI_FAILED, "%s: out of memory", yaml->path);
    yaml_parser_set_input_file(&parser, file);
    yaml->is_open = yaml_parser_load(&parser, &yaml->document) != 0;
    if (!yaml->is_open)
        result = cli_say(CLI_FAILED, "%s:%lu: %s", yaml->path,
                         (unsigned long)parser.problem_mark.line + 1,
                         parser.problem ? parser.problem : "is not YAML");
    else if (!yaml_document_get_root_node(&yaml->document))
        result = cli_say(CLI_FAILED, "%s: is empty", yaml->path);
    yaml_parser_delete(&parser);
    return result;
}

/* To open a pipe is to wait for its other end. */
static cli_exit open_file(FILE **out, const char *path)
{
    struct stat found;

    if (stat(path, &found) == 0 && !S_ISREG(found.st_mode))
        return cli_say(CLI_FAILED, "%s: is not a regular file", path);
    *out = fopen(path, "rb");
    return *out ? CLI_DONE : cli_say(CLI_FAILED, "%s: %s", path, strerror(errno));
}

cli_exit cli_yaml_open(cli_yaml **out, const char *path)
{
    FILE *file = NULL;
    cli_exit result = open_file(&file, path);

    if (result)
        return result;
    the_file = (cli_yaml){.path = path};
    result = check_size(file, path);
    if (!result)
        result = check_events(file, path);
    if (!result)
        result = load(&the_file, file);
    fclose(file);
    if (result)
        cli_yaml_close(&the_file);
    else
        *out = &the_file;
    return result;
}

void cli_yaml_close(cli_yaml *yaml)
{
    if (yaml && yaml->is_open)
        yaml_document_delete(&yaml->document);
    if (yaml)
        yaml->is_open = false;
}

static cli_exit wrong(const place *to, const yaml_node_t *node, const char *expected)
{
    const char *const text = scalar(node);

    return cli_say(CLI_FAILED, "%s:%ld: %s: %s%.100s%s is not %s", to->yaml->path, line_of(node),
                   to->field->key, text ? "'" : "", text ? text : "this", text ? "'" : "",
                   expected);
}

static cli_exit read_flag(const place *to, const yaml_node_t *node)
{
    static const char *const words[] = {"false", "true", "no", "yes"};
    const char *const text = scalar(node);

    for (size_t i = 0; text && i < 4; i++)
        if (strcmp(text, words[i]) == 0) {
            *(bool *)(void *)to->out = i % 2 == 1;
            return CLI_DONE;
        }
    return wrong(to, node, "true or false");
}

static bool number_of(double *out, const place *to, const char *text, bool is_length)
{
    const char *end;

    if (!text)
        return false;
    if (is_length)
        return cli_length_read(out, text) && *out >= to->field->low && *out <= to->field->high;
    end = cli_number_read(out, text);
    return end && *end == '\0' && *out >= to->field->low && *out <= to->field->high;
}

static cli_exit read_number(const place *to, const yaml_node_t *node)
{
    const bool is_length = to->field->type == CLI_YAML_LENGTH;
    char expected[100];
    double number;

    snprintf(expected, sizeof expected, "%s within %g..%g%s",
             is_length ? "a length such as 500m or 2km" : "a number", to->field->low,
             to->field->high, is_length ? " m" : "");
    if (!number_of(&number, to, scalar(node), is_length))
        return wrong(to, node, expected);
    memcpy(to->out, &number, sizeof number);
    return CLI_DONE;
}

#define BOX_WORDS "a list of four numbers: west, south, east, north"

/* How many numbers a list must have; 0: any, ascending. */
static size_t tuple_count(const place *to)
{
    return to->field->type == CLI_YAML_PAIR ? 2 : to->field->type == CLI_YAML_BOX ? 4 : 0;
}

/* Adds one more number to a list: in its range, and above the one before it but in a pair. */
static cli_exit add_number(cli_list *list, const place *to, const yaml_node_t *node)
{
    double number;

    if (list->count == CLI_LIST_MAX ||
        !number_of(&number, to, scalar(node), to->field->type == CLI_YAML_LENGTHS))
        return wrong(to, node, "a number in its range");
    if (tuple_count(to) == 0 && list->count > 0 && !(number > list->values[list->count - 1]))
        return wrong(to, node, "above the one before it");
    list->values[list->count++] = number;
    return CLI_DONE;
}

static bool is_box(const cli_list *list)
{
    return list->values[2] > list->values[0] && list->values[3] > list->values[1];
}

static cli_exit read_numbers(const place *to, const yaml_node_t *node)
{
    static const char *const words[] = {
        [0] = "a list of one or more", [2] = "a list of two numbers", [4] = BOX_WORDS};
    const size_t want = tuple_count(to);
    cli_list list = {.count = 0};
    cli_exit result = CLI_DONE;

    if (node->type != YAML_SEQUENCE_NODE)
        return wrong(to, node, want ? words[want] : "a list");
    for (yaml_node_item_t *item = node->data.sequence.items.start;
         item < node->data.sequence.items.top && !result; item++)
        result = add_number(&list, to, yaml_document_get_node(&to->yaml->document, *item));
    if (!result && (want ? list.count != want || (want == 4 && !is_box(&list)) : list.count == 0))
        result = wrong(to, node, words[want]);
    if (!result)
        memcpy(to->out, &list, sizeof list);
    return result;
}

static const char *next_choice(const void *context, size_t i)
{
    return ((const char *const *)context)[i];
}

static cli_exit refuse_word(const place *to, const yaml_node_t *node, const char *text)
{
    const char *const *const choices = to->field->choices;
    const char *const near = cli_nearest_word(text, next_choice, choices);
    char known[256] = "";
    size_t length = 0;

    for (size_t i = 0; choices[i] && length < sizeof known; i++)
        length += (size_t)snprintf(known + length, sizeof known - length, "%s%s", i ? ", " : "",
                                   choices[i]);
    if (near)
        return cli_say(CLI_FAILED, "%s:%ld: %s: no '%.100s'; did you mean '%s'?", to->yaml->path,
                       line_of(node), to->field->key, text, near);
    return cli_say(CLI_FAILED, "%s:%ld: %s: no '%.100s'; there are %s", to->yaml->path,
                   line_of(node), to->field->key, text, known);
}

static cli_exit check_choice(const place *to, const yaml_node_t *node, const char **out)
{
    const char *const *const choices = to->field->choices;
    const char *const text = scalar(node);

    if (!text)
        return wrong(to, node, "a word");
    *out = text;
    for (size_t i = 0; choices && choices[i]; i++)
        if (strcmp(choices[i], text) == 0)
            return CLI_DONE;
    if (!choices)
        return CLI_DONE;
    return refuse_word(to, node, text);
}

static cli_exit read_text(const place *to, const yaml_node_t *node)
{
    const char *text = NULL;
    const cli_exit result = check_choice(to, node, &text);

    if (!result)
        memcpy(to->out, &text, sizeof text);
    if (to->field->line > 0) {
        const long line = line_of(node);
        memcpy(to->out - to->field->target + to->field->line, &line, sizeof line);
    }
    return result;
}

static cli_exit read_texts(const place *to, const yaml_node_t *node)
{
    cli_yaml_texts texts = {.count = 0};
    cli_exit result = CLI_DONE;

    if (node->type == YAML_SCALAR_NODE) {
        result = check_choice(to, node, &texts.values[texts.count++]);
    } else if (node->type == YAML_SEQUENCE_NODE) {
        for (yaml_node_item_t *item = node->data.sequence.items.start;
             item < node->data.sequence.items.top && !result; item++) {
            const yaml_node_t *const one = yaml_document_get_node(&to->yaml->document, *item);
            if (texts.count == CLI_YAML_TEXTS_MAX)
                return wrong(to, one, "one of at most 32");
            result = check_choice(to, one, &texts.values[texts.count++]);
        }
    } else {
        return wrong(to, node, "a list");
    }
    if (!result)
        memcpy(to->out, &texts, sizeof texts);
    return result;
}

static cli_exit read_map(cli_yaml *yaml, const yaml_node_t *node, char *out,
                         const cli_yaml_field *fields, int depth);

static cli_exit read_list(const place *to, const yaml_node_t *node)
{
    const cli_yaml_field *const field = to->field;
    size_t count = 0;
    cli_exit result = CLI_DONE;

    if (node->type != YAML_SEQUENCE_NODE)
        return wrong(to, node, "a list");
    for (yaml_node_item_t *item = node->data.sequence.items.start;
         item < node->data.sequence.items.top && !result; item++) {
        const yaml_node_t *const one = yaml_document_get_node(&to->yaml->document, *item);
        char *const target = to->out + count * field->item_size;
        const long line = line_of(one);
        if (count == field->item_max)
            return wrong(to, one, "one of so many that fit");
        memcpy(target + field->line, &line, sizeof line);
        result = read_map(to->yaml, one, target, field->fields, to->depth + 1);
        count++;
    }
    memcpy(to->out - field->target + field->count, &count, sizeof count);
    return result;
}

static cli_exit read_value(const place *to, const yaml_node_t *node)
{
    switch (to->field->type) {
    case CLI_YAML_TEXT:
    case CLI_YAML_CHOICE: return read_text(to, node);
    case CLI_YAML_FLAG: return read_flag(to, node);
    case CLI_YAML_NUMBER:
    case CLI_YAML_LENGTH: return read_number(to, node);
    case CLI_YAML_NUMBERS:
    case CLI_YAML_LENGTHS:
    case CLI_YAML_PAIR:
    case CLI_YAML_BOX: return read_numbers(to, node);
    case CLI_YAML_TEXTS: return read_texts(to, node);
    case CLI_YAML_MAP: return read_map(to->yaml, node, to->out, to->field->fields, to->depth + 1);
    case CLI_YAML_LIST: return read_list(to, node);
    }
    return CLI_FAILED;
}

static const char *next_key(const void *context, size_t i)
{
    return ((const cli_yaml_field *)context)[i].key;
}

static cli_exit unknown_key(const cli_yaml *yaml, const yaml_node_t *node,
                            const cli_yaml_field *fields)
{
    const char *const text = scalar(node);
    const char *const near = text ? cli_nearest_word(text, next_key, fields) : NULL;

    return cli_say(CLI_FAILED, "%s:%ld: no key '%.100s'%s%s%s", yaml->path, line_of(node),
                   text ? text : "?", near ? "; did you mean '" : "", near ? near : "",
                   near ? "'?" : "");
}

static cli_exit check_required(const cli_yaml *yaml, const yaml_node_t *node,
                               const cli_yaml_field *fields, const bool *seen)
{
    for (size_t i = 0; fields[i].key; i++)
        if (fields[i].required && !seen[i])
            return cli_say(CLI_FAILED, "%s:%ld: the key '%s' is missing", yaml->path, line_of(node),
                           fields[i].key);
    return CLI_DONE;
}

static cli_exit read_pair(cli_yaml *yaml, const yaml_node_pair_t *pair, const place *map,
                          bool *seen)
{
    const yaml_node_t *const key = yaml_document_get_node(&yaml->document, pair->key);
    const yaml_node_t *const value = yaml_document_get_node(&yaml->document, pair->value);
    const char *const text = scalar(key);
    const cli_yaml_field *const fields = map->field;

    for (size_t i = 0; text && fields[i].key; i++) {
        if (strcmp(fields[i].key, text) != 0)
            continue;
        const place to = {yaml, &fields[i], map->out + fields[i].target, map->depth};
        if (seen[i])
            return cli_say(CLI_FAILED, "%s:%ld: the key '%s' stands here twice", yaml->path,
                           line_of(key), text);
        seen[i] = true;
        return read_value(&to, value);
    }
    return unknown_key(yaml, key, fields);
}

static cli_exit read_map(cli_yaml *yaml, const yaml_node_t *node, char *out,
                         const cli_yaml_field *fields, int depth)
{
    bool seen[64] = {false};
    const place map = {yaml, fields, out, depth};
    cli_exit result = CLI_DONE;

    if (node->type != YAML_MAPPING_NODE || depth > DEPTH_MAX)
        return cli_say(CLI_FAILED, "%s:%ld: here 'key: value' pairs are expected", yaml->path,
                       line_of(node));
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         pair < node->data.mapping.pairs.top && !result; pair++)
        result = read_pair(yaml, pair, &map, seen);
    return result ? result : check_required(yaml, node, fields, seen);
}

cli_exit cli_yaml_read(cli_yaml *yaml, void *out, const cli_yaml_field *fields)
{
    return read_map(yaml, yaml_document_get_root_node(&yaml->document), out, fields, 0);
}
