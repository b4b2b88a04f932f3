/* cli_map.c - clustermap map PROJECT.yaml|LAYER... -o OUT.pdf; and how a project becomes a page. */
#include <clustermap/map.h>

#include "cli/cli_map_layers.h"
#include "cli/cli_run.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NO_RANGE 0, 0, NULL

typedef struct map_request {
    cli_common common;
    map_look look;
    const char *gazetteer, *data, *paper, *scale;
    bool landscape, lint, proof;
    double dpi;
} map_request;

const cli_option cli_map_options[] = {
    MAP_LOOK_OPTIONS(map_request, "the map's title", "ja, en, or both on one page", map_languages),
    {"paper", 0, CLI_TEXT, offsetof(map_request, paper), "SIZE", PROJECT_PAPERS, NO_RANGE},
    {"landscape", 0, CLI_FLAG, offsetof(map_request, landscape), "", "the sheet lies on its side",
     NO_RANGE},
    {"scale", 0, CLI_TEXT, offsetof(map_request, scale), "1:N", "the exact scale", NO_RANGE},
    {"dpi", 0, CLI_NUMBER, offsetof(map_request, dpi), "N", "pixels per inch of PNG", 36, 1200,
     NULL, .preset = "300"},
    {"lint", 0, CLI_FLAG, offsetof(map_request, lint), "",
     "check each page as a cartographer would; exit 1 if a point is missed", NO_RANGE},
    {"proof", 0, CLI_FLAG, offsetof(map_request, proof), "",
     "also the map in grey and as the colour-blind see it: a page of the PDF, else NAME-proof",
     NO_RANGE},
    {"gazetteer", 'g', CLI_TEXT, offsetof(map_request, gazetteer), "FILE.gaz",
     "the gazetteer, instead of the project's", NO_RANGE, .kind = CLI_KIND_GAZETTEER},
    {"data", 0, CLI_TEXT, offsetof(map_request, data), "DIR",
     "folder of full outlines, instead of the project's", NO_RANGE, .kind = CLI_KIND_FOLDER},
    {0},
};

static void set_texts(cm_map_options *options, const project *from)
{
    options->language = project_is_both(from)      ? CM_MAP_BOTH
                        : project_is_english(from) ? CM_MAP_ENGLISH
                                                   : CM_MAP_JAPANESE;
    options->title = project_pick(from, from->title, from->title_en);
    options->second_title = project_second(from, from->title, from->title_en);
    options->subtitle = project_pick(from, from->subtitle, from->subtitle_en);
    options->second_subtitle = project_second(from, from->subtitle, from->subtitle_en);
    options->as_of = from->as_of;
    options->author = from->author;
    options->font = from->map.font;
}

/* The project's keys allow no other words; NULL: none. */
static cm_map_gather read_gather(const char *word)
{
    static const char *const words[] = {[CM_MAP_GATHER_NEVER] = "never",
                                        [CM_MAP_GATHER_HEXAGONS] = "hexagons",
                                        [CM_MAP_GATHER_CIRCLES] = "circles"};

    for (size_t i = CM_MAP_GATHER_NEVER; word && i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0)
            return (cm_map_gather)i;
    return CM_MAP_GATHER_AUTO;
}

static cli_exit set_page(cm_map_options *options, const project *from)
{
    const project_map *const ask = &from->map;

    if (!project_paper(&options->width_mm, &options->height_mm, ask->paper ? ask->paper : "A4"))
        return cli_say(CLI_USAGE, "--paper: no '%.40s'; there are " PROJECT_PAPERS, ask->paper);
    if (ask->landscape) {
        const double width_mm = options->width_mm;
        options->width_mm = options->height_mm;
        options->height_mm = width_mm;
    }
    if (ask->margin_mm > 0)
        options->margin_mm = ask->margin_mm;
    if (ask->dpi > 0)
        options->dpi = ask->dpi;
    options->scale = ask->scale;
    options->gather = read_gather(ask->gather);
    if (ask->centre.count == 2)
        options->centre = (cm_lonlat){ask->centre.values[0], ask->centre.values[1]};
    if (ask->bounds.count == 4)
        memcpy(&options->bounds, ask->bounds.values, sizeof options->bounds);
    return CLI_DONE;
}

/* A source that is cut off is one that is not named. */
cli_exit run_join_credit(run_work *work)
{
    const cli_yaml_texts *lists[3];
    const size_t size = sizeof work->credit;
    size_t length = 0;

    project_texts(lists, &work->project, &work->project.credit, &work->project.credit_en);
    work->credit[0] = '\0';
    for (size_t l = 0; lists[l]; l++)
        for (size_t i = 0; i < lists[l]->count && length < size; i++)
            length += (size_t)snprintf(work->credit + length, size - length, "%s%s",
                                       length > 0 ? "\n" : "", lists[l]->values[i]);
    if (length >= size)
        return cli_say(CLI_FAILED, "%s: credit: its lines are over %zu bytes together",
                       work->project.path, size - 1);
    return CLI_DONE;
}

size_t run_list_layers(cm_map_layer *out, const run_work *work, bool all)
{
    size_t count = 0;

    for (size_t i = 0; i < work->project.layer_count; i++) {
        const run_layer *const layer = &work->layers[i];
        if (layer->ask->no_draw && !all)
            continue;
        out[count++] =
            (cm_map_layer){.features = layer->drawn.geometry == CM_GEOMETRY_NONE ? &layer->features
                                                                                 : &layer->drawn,
                           .style = &layer->style,
                           .id = layer->ask->id,
                           .title = layer->features.title,
                           .role = layer->role,
                           .approximate = layer->ask->approximate && !layer->is_full,
                           .no_legend = layer->ask->no_legend,
                           .bend = layer->ask->bend,
                           .clear_mm = layer->ask->bend != 0 ? 1.5 : 0};
    }
    if (work->drawn.geometry != CM_GEOMETRY_POINT)
        return count;
    const bool some_named = !all && work->named.table.row_count > 0;
    out[count++] = (cm_map_layer){.features = some_named ? &work->named : &work->drawn,
                                  .style = &work->style,
                                  .id = "members",
                                  .title = project_text(&work->project, "会員", "Members"),
                                  .role = CM_MAP_MEMBERS};
    return count;
}

cli_exit run_set_page(cm_map_options *options, const run_work *work)
{
    const cli_exit result = set_page(options, &work->project);

    set_texts(options, &work->project);
    options->credit = work->credit[0] ? work->credit : NULL;
    options->created_s = cli_created_s();
    options->progress = cli_progress_silent(); /* only so that Ctrl-C stops the drawing, too */
    return result;
}

cli_exit run_add_page(run_work *work, cm_map *page)
{
    if (work->more_count == RUN_PAGES_MAX) {
        cm_map_destroy(page);
        return cli_say(CLI_FAILED, "%s: more than %d pages", work->project.path, RUN_PAGES_MAX);
    }
    work->more[work->more_count++] = page;
    return CLI_DONE;
}

cli_exit run_draw(run_work *work)
{
    cm_map_layer layers[PROJECT_LAYERS_MAX + 1];
    cm_map_options options = CM_MAP_OPTIONS_INIT;
    cm_map_inset insets[CM_MAP_INSETS_MAX];
    const size_t count = run_list_layers(layers, work, false);
    cli_exit result;

    result = run_join_credit(work);
    if (!result)
        result = run_set_page(&options, work);
    if (!result)
        result = run_set_timeline(&options, work);
    if (!result)
        result = run_list_insets(insets, work);
    if (result)
        return result;
    options.plane = work->plane;
    options.insets = insets;
    run_set_index(&options, work, &work->index);
    options.inset_count = work->project.inset_count;
    if (cm_map_create(&work->map, layers, count, &options))
        return cli_fail();
    result = run_draw_atlas(work);
    if (!result)
        result = run_draw_tree(work);
    return result ? result : run_step(work);
}

static cli_exit check_request(const map_request *request, double *scale)
{
    const char *const text = request->scale;
    double width_mm, height_mm;
    const char *end = NULL;

    if (request->paper && !project_paper(&width_mm, &height_mm, request->paper))
        return cli_say(CLI_USAGE, "--paper: no '%.40s'; there are " PROJECT_PAPERS, request->paper);
    if (!text)
        return CLI_DONE;
    end = cli_number_read(scale, strncmp(text, "1:", 2) == 0 ? text + 2 : text);
    if (!end || *end != '\0' || !(*scale >= 100 && *scale <= 1e8))
        return cli_say(CLI_USAGE, "--scale: '%.60s' is not 1:N with N within 100..1e8", text);
    return CLI_DONE;
}

/* Nothing is drawn for a target that is then refused. */
static cli_exit check_target(const cli_common *common)
{
    if (common->no_clobber && access(common->output, F_OK) == 0)
        return cli_say(CLI_FAILED, "%s: is there already, and --no-clobber keeps it",
                       common->output);
    return CLI_DONE;
}

static void overrule(project *asked, const map_request *request, double scale)
{
    if (request->look.title)
        asked->title = asked->title_en = request->look.title;
    if (request->paper)
        asked->map.paper = request->paper;
    if (request->landscape)
        asked->map.landscape = true;
    if (scale > 0)
        asked->map.scale = scale;
    if (request->dpi > 0)
        asked->map.dpi = request->dpi;
}

static void report(const run_work *work)
{
    if (work->common.json)
        run_print_report(work);
    run_say_members(work);
}

static bool is_project(const char *path)
{
    const char *const dot = strrchr(path, '.');

    return dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

/* What a project says itself is not said again beside it. */
static cli_exit check_project(const map_request *request, int count)
{
    const cli_common *const common = &request->common;

    if (count > 1)
        return cli_say(CLI_USAGE, "a project file stands alone: it names its layers itself");
    if (common->where || common->crs || common->weight || common->encoding || request->look.theme ||
        request->look.field)
        return cli_say(CLI_USAGE, "--where, --crs, --weight, --encoding, --theme and --field are "
                                  "for layers: a project says them itself");
    return CLI_DONE;
}

static cli_exit prepare(map_layers *made, run_work *work, const map_request *request, char **paths,
                        int count)
{
    cli_exit result = is_project(paths[0]) ? check_project(request, count)
                                           : map_check_look(&request->look, paths, count);

    if (result)
        return result;
    work->common = request->common;
    work->gazetteer = request->gazetteer;
    work->data = request->data;
    work->project.language = request->look.language;
    work->project.joined = &work->joined;
    return is_project(paths[0]) ? run_prepare(work, paths[0])
                                : map_read_layers(made, work, &request->look, paths, count);
}

cli_exit cli_map(const cli_verb *verb, int argc, char **argv)
{
    map_request request = {.dpi = 0};
    map_layers made = {.is_themed = false};
    run_work work = {.map = NULL};
    double scale = 0;
    cli_exit checked = CLI_DONE, result = cli_options_read(&request, &argc, argv, verb);

    if (!result)
        result = check_request(&request, &scale);
    if (!result)
        result = prepare(&made, &work, &request, argv, argc);
    work.wants_proof = request.proof;
    overrule(&work.project, &request, scale);
    if (!result)
        result = check_target(&request.common);
    if (!result)
        result = run_draw(&work);
    if (!result)
        result = run_write_map(&work, cli_output_format(&request.common, request.common.output),
                               request.common.output);
    if (!result && request.lint)
        checked = run_lint(&work);
    if (!result)
        report(&work);
    run_clear(&work);
    return result ? result : checked;
}
