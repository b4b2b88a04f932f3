/* cli_project.c - reads the project file and checks what its keys mean together. */
#include "cli/cli_project.h"
#include <clustermap/style.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static cli_exit bad(const project *in, long line, const char *what, const char *text)
{
    return cli_say(CLI_FAILED, "%s:%ld: %s%s%s%s", in->path, line, what, text ? " '" : "",
                   text ? text : "", text ? "'" : "");
}

static bool id_is_good(const char *id)
{
    return *id != '\0' && strlen(id) <= 60 &&
           strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
               strlen(id);
}

static bool colour_is_good(const char *text)
{
    cm_colour colour;

    return !text || cm_colour_read(&colour, text) == CM_OK;
}

static cli_exit check_category_value(const project *in, const project_category *first,
                                     const project_category *category)
{
    for (const project_category *other = first; other < category; other++)
        if (strcmp(other->value, category->value) == 0)
            return bad(in, category->line, "value: there are two categories", category->value);
    return CLI_DONE;
}

static cli_exit check_categories(const project *in, const project_category *categories,
                                 size_t count)
{
    cli_exit result = CLI_DONE;

    for (size_t i = 0; i < count && !result; i++) {
        if (!colour_is_good(categories[i].fill))
            return bad(in, categories[i].line,
                       "fill: not a colour such as #d95f02:", categories[i].fill);
        if (!colour_is_good(categories[i].stroke))
            return bad(in, categories[i].line,
                       "stroke: not a colour such as #d95f02:", categories[i].stroke);
        result = check_category_value(in, categories, &categories[i]);
    }
    return result;
}

static bool is_of_type(const project_layer *layer, const char *type)
{
    return strcmp(layer->type, type) == 0;
}

/* A layer that is computed, and not read. */
static bool is_computed(const project_layer *layer)
{
    return is_of_type(layer, "links") || is_of_type(layer, "density") ||
           is_of_type(layer, "rings") || is_of_type(layer, "hotspots");
}

static cli_exit check_rings(const project *in, const project_layer *layer)
{
    if (is_of_type(layer, "rings") && (!layer->centre.count || !layer->radii.count))
        return bad(in, layer->line, "rings need the keys 'centre' and 'radii'", NULL);
    if ((layer->background || layer->list) && layer->by)
        return bad(in, layer->line, "'by' excludes 'background' and 'list'", NULL);
    return CLI_DONE;
}

/* Limits of areas are the ends of classes; each of a density or a raster begins one. */
static cli_exit check_levels(const project *in, const project_layer *layer)
{
    const bool is_density = is_of_type(layer, "density");
    const bool begins = is_density || is_of_type(layer, "raster");
    const size_t count = layer->levels.count, most = CM_CLASSES_MAX + !begins;

    if (count > most)
        return cli_say(CLI_FAILED, "%s:%ld: levels: %zu are more than %zu", in->path, layer->line,
                       count, most);
    if (count == 1 && !begins)
        return bad(in, layer->line, "levels: a class has two limits, and here is one", NULL);
    if (count > 0 && is_density && layer->levels.values[0] < 0)
        return bad(in, layer->line, "levels: a density is never below 0", NULL);
    return CLI_DONE;
}

static cli_exit check_raster(const project *in, const project_layer *layer)
{
    if (is_of_type(layer, "raster") && layer->category && strcmp(layer->category, "value") != 0)
        return bad(in, layer->line, "category: the codes of a raster are called value, and not",
                   layer->category);
    return CLI_DONE;
}

/* The keys that a layer of its type cannot do without. */
static cli_exit check_type(const project *in, const project_layer *layer)
{
    if (!is_computed(layer) && !layer->file)
        return bad(in, layer->line, "the key 'file' is missing", NULL);
    if (is_of_type(layer, "links") && !layer->parent == !layer->links)
        return bad(in, layer->line, "links need one of the keys 'parent' and 'links'", NULL);
    if (layer->table && !layer->key)
        return bad(in, layer->line, "a table needs the key 'key': the column that it is joined by",
                   NULL);
    if (!cli_bandwidth_is_good(layer->bandwidth))
        return bad(in, layer->line, "bandwidth: neither " CLI_BANDWIDTH_WORDS ":",
                   layer->bandwidth);
    const cli_exit result = check_levels(in, layer);
    return result ? result : check_rings(in, layer);
}

/* The area of hot spots is a layer of areas that is read before them. */
static cli_exit check_window(const project *in, const project_layer *layer)
{
    if (!layer->window)
        return CLI_DONE;
    for (const project_layer *other = in->layers; other < layer; other++)
        if (strcmp(other->id, layer->window) == 0)
            return CLI_DONE;
    return bad(in, layer->line, "window: there is no layer before this one with the id",
               layer->window);
}

/* Whether files and tables of that name are the run's own. To SQLite, and to some file systems,
 * capital letters are the same. */
static bool is_own(const char *id)
{
    return strcasecmp(id, "members") == 0 || strcasecmp(id, "rejects") == 0 ||
           strcasecmp(id, "rejected") == 0;
}

static cli_exit check_layer(const project *in, const project_layer *layer)
{
    cm_colour colour;

    if (!id_is_good(layer->id) || is_own(layer->id))
        return bad(in, layer->line, "id: not letters, digits, - and _, or taken:", layer->id);
    for (const project_layer *other = in->layers; other < layer; other++)
        if (strcasecmp(other->id, layer->id) == 0)
            return bad(in, layer->line, "id: there are two layers", layer->id);
    if (!colour_is_good(layer->fill))
        return bad(in, layer->line, "fill: not a colour such as #d95f02:", layer->fill);
    if (!colour_is_good(layer->stroke))
        return bad(in, layer->line, "stroke: not a colour such as #d95f02:", layer->stroke);
    if (layer->ramp && cm_ramp_get(&colour, layer->ramp, 0))
        return bad(in, layer->line, "ramp: there is none named", layer->ramp);
    cli_exit result = check_categories(in, layer->categories, layer->category_count);
    if (!result)
        result = check_window(in, layer);
    if (!result)
        result = check_raster(in, layer);
    return result ? result : check_type(in, layer);
}

static bool has_layer(const project *in, const char *id)
{
    for (size_t i = 0; i < in->layer_count; i++)
        if (strcmp(in->layers[i].id, id) == 0)
            return true;
    return strcmp(id, "members") == 0;
}

static cli_exit check_inset(const project *in, const project_inset *inset)
{
    if (!id_is_good(inset->id) || has_layer(in, inset->id))
        return bad(in, inset->line, "id: not letters, digits, - and _, or taken:", inset->id);
    for (const project_inset *other = in->insets; other < inset; other++)
        if (strcmp(other->id, inset->id) == 0)
            return bad(in, inset->line, "id: there are two insets", inset->id);
    for (size_t i = 0; i < inset->layers.count; i++)
        if (!has_layer(in, inset->layers.values[i]))
            return bad(in, inset->line, "layers: there is none with the id",
                       inset->layers.values[i]);
    return CLI_DONE;
}

/* A file that is named and not there is a mistake of the project, at the line that names it. */
static cli_exit check_file(const project *in, long line, const char *name)
{
    char path[PROJECT_PATH_MAX];
    const cli_exit result = name ? project_path(path, in, name) : CLI_DONE;

    if (result || !name || cm_format_of_path(name) == CM_FORMAT_PG || access(path, R_OK) == 0)
        return result;
    return cli_say(CLI_FAILED, "%s:%ld: a file is expected, but '%.300s': %s", in->path, line, path,
                   strerror(errno));
}

static cli_exit check_tree(const project *in)
{
    if (in->tree.parent && in->tree.links)
        return bad(in, in->tree.line, "tree: 'parent' and 'links' exclude each other", NULL);
    return check_file(in, in->tree.line, in->tree.links);
}

static cli_exit check_files(const project *in)
{
    cli_exit result = check_file(in, in->members.file_line, in->members.file);

    if (!result)
        result = check_file(in, in->gazetteer_line, in->gazetteer);
    for (size_t i = 0; i < in->layer_count && !result; i++) {
        result = check_file(in, in->layers[i].file_line, in->layers[i].file);
        if (!result)
            result = check_file(in, in->layers[i].line, in->layers[i].table);
        if (!result)
            result = check_file(in, in->layers[i].line, in->layers[i].links);
        if (!result)
            result = check_file(in, in->layers[i].background_line, in->layers[i].background);
    }
    return result ? result : check_tree(in);
}

static cli_exit check_paper(const project *in)
{
    double width_mm, height_mm;

    if (!in->map.paper || project_paper(&width_mm, &height_mm, in->map.paper))
        return CLI_DONE;
    return cli_say(CLI_FAILED, "%s:%ld: paper: no '%.40s'; there are " PROJECT_PAPERS, in->path,
                   in->map.paper_line, in->map.paper);
}

/* Its rows and columns are the numbers that members have on the map. */
static cli_exit check_matrix(const project *in)
{
    const project_matrix *const ask = &in->matrix;

    if (ask->line && !in->members.index.numbers)
        return bad(in, ask->line, "matrix: the members need an index with numbers", NULL);
    for (size_t i = 0; i < in->layer_count && ask->from; i++)
        if (strcmp(in->layers[i].id, ask->from) == 0)
            return CLI_DONE;
    return ask->from ? bad(in, ask->line, "from: there is no layer with the id", ask->from)
                     : CLI_DONE;
}

static cli_exit check_timeline(const project *in)
{
    const project_timeline *const ask = &in->timeline;

    if (ask->column && ask->value_count > 0)
        return bad(in, ask->line, "timeline: 'column' and 'values' exclude each other", NULL);
    if (!ask->column && ask->value_count == 0 && (ask->title || ask->source))
        return bad(in, ask->line, "timeline: needs one of the keys 'column' and 'values'", NULL);
    for (size_t i = 0; i < ask->value_count; i++)
        if (ask->values[i].year != floor(ask->values[i].year) ||
            (i > 0 && !(ask->values[i].year > ask->values[i - 1].year)))
            return bad(in, ask->values[i].line,
                       "timeline: not a whole year after the one before it", NULL);
    return CLI_DONE;
}

static cli_exit check_all(const project *in)
{
    cli_exit result = check_categories(in, in->members.categories, in->members.category_count);

    if (in->name && !id_is_good(in->name))
        return cli_say(CLI_FAILED, "%s: name: '%.60s' is not letters, digits, - and _", in->path,
                       in->name);
    for (size_t i = 0; i < in->layer_count && !result; i++)
        result = check_layer(in, &in->layers[i]);
    if (!result)
        result = check_paper(in);
    if (!result)
        result = check_timeline(in);
    if (!result)
        result = check_matrix(in);
    for (size_t i = 0; i < in->inset_count && !result; i++)
        result = check_inset(in, &in->insets[i]);
    return result ? result : check_files(in);
}

cli_exit project_open(project *out, const char *path)
{
    *out = (project){.path = path, .joined = out->joined};
    cli_exit result = cli_yaml_open(&out->yaml, path);

    if (!result)
        result = cli_yaml_read(out->yaml, out, cli_project_keys);
    if (!result)
        result = check_all(out);
    if (result)
        project_close(out);
    return result;
}

void project_close(project *opened)
{
    cli_yaml_close(opened->yaml);
    opened->yaml = NULL;
}

cli_exit project_path(char *out, const project *from, const char *name)
{
    const char *const slash = strrchr(from->path, '/');
    const bool is_whole = name[0] == '/' || cm_format_of_path(name) == CM_FORMAT_PG;
    const int folder = is_whole || !slash ? 0 : (int)(slash + 1 - from->path);

    if (snprintf(out, PROJECT_PATH_MAX, "%.*s%s", folder, from->path, name) >= PROJECT_PATH_MAX)
        return cli_say(CLI_FAILED, "%s: a path is too long", from->path);
    return CLI_DONE;
}

cli_exit project_data_path(char *out, const project *from, const char *name)
{
    char folder[PROJECT_PATH_MAX];
    cli_exit result = CLI_DONE;

    if (from->data_is_given)
        snprintf(folder, sizeof folder, "%s", from->data);
    else
        result = project_path(folder, from, from->data);
    if (!result && snprintf(out, PROJECT_PATH_MAX, "%s/%s", folder, name) >= PROJECT_PATH_MAX)
        result = cli_say(CLI_FAILED, "%s: a path is too long", from->path);
    return result;
}

bool project_is_english(const project *from)
{
    return from->language && strcmp(from->language, "en") == 0;
}

bool project_is_both(const project *from)
{
    return from->language && strcmp(from->language, "both") == 0;
}

const char *project_pick(const project *from, const char *plain, const char *english)
{
    if (project_is_both(from))
        return plain ? plain : english;
    return english && project_is_english(from) ? english : plain;
}

const char *project_second(const project *from, const char *plain, const char *english)
{
    return project_is_both(from) && plain && english && strcmp(plain, english) != 0 ? english
                                                                                    : NULL;
}

/* Whether it is plain where the first of two texts ends: "企業 Enterprise", but not "400 m 400 m".
 */
static bool is_clear(const char *first, const char *second)
{
    const size_t length = strlen(first);

    return length > 0 && (unsigned char)first[length - 1] >= 0x80 &&
           (second[0] < '0' || second[0] > '9');
}

/* Without memory the first text has to do: whoever draws will say that there is none. */
const char *project_text(const project *from, const char *plain, const char *english)
{
    const char *const second = project_second(from, plain, english);
    cm_table *const joined = from->joined;
    char text[PROJECT_PATH_MAX];

    if (!second || !joined || strlen(plain) + strlen(second) + 2 > sizeof text ||
        (joined->column_count == 0 && cm_table_add_column(joined, NULL, "text", CM_COLUMN_TEXT)) ||
        cm_table_add_rows(joined, 1))
        return project_pick(from, plain, english);
    snprintf(text, sizeof text, "%s%s%s", plain, is_clear(plain, second) ? " " : " / ", second);
    if (cm_table_set_text(joined, joined->row_count - 1, 0, text))
        return plain;
    return cm_table_get_text(joined, joined->row_count - 1, 0);
}

void project_texts(const cli_yaml_texts *out[3], const project *from, const cli_yaml_texts *plain,
                   const cli_yaml_texts *english)
{
    const bool has_english = english->count > 0;

    out[0] = has_english && project_is_english(from) ? english : plain;
    out[1] = has_english && project_is_both(from) ? english : NULL;
    out[2] = NULL;
}

bool project_has_links(const project *from)
{
    for (size_t i = 0; i < from->layer_count; i++)
        if (strcmp(from->layers[i].type, "links") == 0)
            return true;
    return from->tree.parent || from->tree.links;
}

bool project_wants(const project *from, const char *output)
{
    if (from->outputs.count == 0)
        return strcmp(output, "pdf") == 0 || strcmp(output, "gpkg") == 0;
    for (size_t i = 0; i < from->outputs.count; i++)
        if (strcmp(from->outputs.values[i], output) == 0)
            return true;
    return false;
}
