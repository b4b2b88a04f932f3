/* cli_export.c - clustermap export LAYER... -o OUT: layers in another format. */
#include <clustermap/export.h>

#include "cli/cli_export_style.h"
#include <string.h>
#include <strings.h>

enum { LAYERS_MAX = 64 };

typedef struct export_request {
    cli_common common;
    map_look look; /* of a page, or of a style beside the file */
    const char *shp_encoding;
    bool wkt;
} export_request;

static const char *const encodings[] = {"UTF-8", "CP932", NULL};

const cli_option cli_export_options_table[] = {
    MAP_LOOK_OPTIONS(export_request, "an .html page's title",
                     "an .html page's language: ja or en; default ja", map_page_languages),
    {"shp-encoding", 0, CLI_CHOICE, offsetof(export_request, shp_encoding), "NAME",
     "of a Shapefile's texts: UTF-8 or CP932", 0, 0, encodings, .preset = "UTF-8"},
    {"wkt", 0, CLI_FLAG, offsetof(export_request, wkt), "",
     "CSV and TSV: places of any kind as well-known text in a column WKT", 0, 0, NULL},
    {0},
};

static cli_exit check_names(const cli_input *inputs, int count, char **paths)
{
    for (int i = 0; i < count; i++)
        for (int j = 0; j < i; j++)
            if (strcasecmp(inputs[i].features.name, inputs[j].features.name) == 0)
                return cli_say(CLI_FAILED, "%s: %s has a layer '%s' as well", paths[i], paths[j],
                               inputs[i].features.name);
    return CLI_DONE;
}

/* A field alone is that of categories; no theme: none is asked for. */
static map_look look_of(const export_request *request)
{
    map_look look = request->look;

    if (!look.theme && look.field)
        look.theme = "category";
    return look;
}

static cli_exit write_one(const export_request *request, const cm_features *features)
{
    const cli_common *const common = &request->common;
    const map_look look = look_of(request);
    cm_export_options options = cli_export_options(common);

    options.csv_wkt = request->wkt;
    options.shp_cp932 = request->shp_encoding && strcmp(request->shp_encoding, "CP932") == 0;
    return export_write_styled(common, features, &options, &look);
}

static cli_exit write_all(const export_request *request, const cli_input *inputs, int count)
{
    const cm_features *layers[LAYERS_MAX];
    const cm_export_options options = cli_export_options(&request->common);

    if (count == 1)
        return write_one(request, &inputs[0].features);
    if (cli_output_format(&request->common, request->common.output) != CM_FORMAT_GPKG)
        return cli_say(CLI_USAGE, "%.300s: several layers go into one .gpkg only",
                       request->common.output);
    for (int i = 0; i < count; i++)
        layers[i] = &inputs[i].features;
    return cli_gpkg_write(&request->common, layers, (size_t)count, request->common.output,
                          &options);
}

static void report(const cli_input *inputs, int count)
{
    cli_json_begin();
    cli_json_open("layers", '[');
    for (int i = 0; i < count; i++) {
        cli_json_open(NULL, '{');
        cli_json_text("name", inputs[i].features.name);
        cli_json_count("rows", inputs[i].features.table.row_count);
        cli_json_count("rejected", inputs[i].rejects.row_count);
        cli_json_close('}');
    }
    cli_json_close(']');
    cli_json_end();
}

static void report_page(const run_work *work)
{
    cli_json_begin();
    cli_json_count("members", work->members.table.row_count);
    cli_json_open("layers", '[');
    for (size_t i = 0; i < work->project.layer_count; i++) {
        cli_json_open(NULL, '{');
        cli_json_text("name", work->project.layers[i].id);
        cli_json_count("rows", work->layers[i].features.table.row_count);
        cli_json_close('}');
    }
    cli_json_close(']');
    cli_json_end();
}

/* A page shows all layers together, looking as `map` draws them. */
static cli_exit write_page(const export_request *request, char **paths, int count)
{
    map_layers made = {.is_themed = false};
    run_work work = {.map = NULL};
    cli_exit result = map_check_look(&request->look, paths, count);

    if (!result && request->common.crs && strcmp(request->common.crs, "none") == 0)
        result = cli_say(CLI_USAGE, "--crs none: a page needs a plane on the earth");

    work.common = request->common;
    if (!result)
        result = map_read_layers(&made, &work, &request->look, paths, count);
    if (!result)
        result = run_write_web(&work, request->common.output);
    if (!result && request->common.json)
        report_page(&work);
    run_clear(&work);
    return !result && made.rejected > 0 && request->common.strict ? CLI_REJECTED : result;
}

/* A file holds a theme as a style beside it; the rest of a look is lost in it. */
static cli_exit check_look(const export_request *request, int count)
{
    const map_look look = look_of(request);

    if (look.title || look.language)
        return cli_say(CLI_USAGE, "--title and --lang are for .html only");
    if (!look.theme)
        return CLI_DONE;
    if (count > 1)
        return cli_say(CLI_USAGE, "--theme and --field are of one layer, but for .html");
    return export_check_theme(&request->common, &look);
}

static cli_exit write_layers(const export_request *request, char **paths, int count)
{
    cli_input inputs[LAYERS_MAX] = {{.features = {.geometry = CM_GEOMETRY_NONE}}};
    cli_exit result = check_look(request, count);

    for (int i = 0; i < count && !result; i++)
        result = cli_input_read(&inputs[i], &request->common, paths[i]);
    if (!result)
        result = check_names(inputs, count, paths);
    if (!result)
        result = write_all(request, inputs, count);
    if (!result && request->common.json)
        report(inputs, count);
    for (int i = 0; i < count; i++) {
        if (!result)
            result = cli_rejected(&request->common, &inputs[i].rejects);
        cli_input_clear(&inputs[i]);
    }
    return result;
}

cli_exit cli_export(const cli_verb *verb, int argc, char **argv)
{
    export_request request = {.shp_encoding = NULL};
    const cli_exit result = cli_options_read(&request, &argc, argv, verb);

    if (result)
        return result;
    return cli_output_format(&request.common, request.common.output) == CM_FORMAT_HTML
               ? write_page(&request, argv, argc)
               : write_layers(&request, argv, argc);
}
