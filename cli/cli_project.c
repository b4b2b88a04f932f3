/* cli_project.c - reads the project file and checks what its keys mean together. */
#include "cli/cli_project.h"
#include <clustermap/style.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
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

static cli_exit check_categories(const project *in, const project_category *categories,
                                 size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!colour_is_good(categories[i].fill))
            return bad(in, categories[i].line,
                       "fill: not a colour such as #d95f02:", categories[i].fill);
        if (!colour_is_good(categories[i].stroke))
            return bad(in, categories[i].line,
                       "stroke: not a colour such as #d95f02:", categories[i].stroke);
    }
    return CLI_DONE;
}

static bool is_of_type(const project_layer *layer, const char *type)
{
    return strcmp(layer->type, type) == 0;
}

/* A layer that is computed, and not read. */
static bool is_computed(const project_layer *layer)
{
    return is_of_type(layer, "links") || is_of_type(layer, "density") || is_of_type(layer, "rings");
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
    if (is_of_type(layer, "rings") && (!layer->centre.count || !layer->radii.count))
        return bad(in, layer->line, "rings need the keys 'centre' and 'radii'", NULL);
    if (!cli_bandwidth_is_good(layer->bandwidth))
        return bad(in, layer->line, "bandwidth: neither " CLI_BANDWIDTH_WORDS ":",
                   layer->bandwidth);
    return CLI_DONE;
}

static cli_exit check_layer(const project *in, const project_layer *layer)
{
    cm_colour colour;

    if (!id_is_good(layer->id) || strcmp(layer->id, "members") == 0)
        return bad(in, layer->line, "id: not letters, digits, - and _, or taken:", layer->id);
    for (const project_layer *other = in->layers; other < layer; other++)
        if (strcmp(other->id, layer->id) == 0)
            return bad(in, layer->line, "id: there are two layers", layer->id);
    if (!colour_is_good(layer->fill))
        return bad(in, layer->line, "fill: not a colour such as #d95f02:", layer->fill);
    if (!colour_is_good(layer->stroke))
        return bad(in, layer->line, "stroke: not a colour such as #d95f02:", layer->stroke);
    if (layer->ramp && cm_ramp_get(&colour, layer->ramp, 0))
        return bad(in, layer->line, "ramp: there is none named", layer->ramp);
    const cli_exit result = check_categories(in, layer->categories, layer->category_count);
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
    for (size_t i = 0; i < in->inset_count && !result; i++)
        result = check_inset(in, &in->insets[i]);
    return result ? result : check_files(in);
}

cli_exit project_open(project *out, const char *path)
{
    *out = (project){.path = path};
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

bool project_is_english(const project *from)
{
    return from->language && strcmp(from->language, "en") == 0;
}

const char *project_text(const project *from, const char *plain, const char *english)
{
    return english && project_is_english(from) ? english : plain;
}

const cli_yaml_texts *project_texts(const project *from, const cli_yaml_texts *plain,
                                    const cli_yaml_texts *english)
{
    return english->count > 0 && project_is_english(from) ? english : plain;
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
