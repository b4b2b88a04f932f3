/* cli_export_style.c - the style for QGIS beside an exported layer. */
#include "cli/cli_export_style.h"
#include <string.h>

enum { DBF_NAME_LONGEST = 10 };

cli_exit export_check_theme(const cli_common *common, const map_look *look)
{
    const cm_format format = cli_output_format(common, common->output);

    if (strcmp(common->output, "-") == 0 ||
        (format != CM_FORMAT_SHP && format != CM_FORMAT_GEOJSON && format != CM_FORMAT_FGB))
        return cli_say(CLI_USAGE, "--theme writes a style beside .shp, .geojson or .fgb");
    if (strcmp(look->theme, "density") == 0)
        return cli_say(CLI_USAGE,
                       "--theme density is of a map; a style shows what the layer holds");
    if (strcmp(look->theme, "category") != 0 && !look->field)
        return cli_say(CLI_USAGE, "--theme %s needs --field, the column of its numbers",
                       look->theme);
    return CLI_DONE;
}

static bool has_long_names(const cm_table *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (strlen(table->columns[i].name) > DBF_NAME_LONGEST)
            return true;
    return false;
}

static cli_exit write_style(const cm_map_layer *layer, const cli_common *common, const char *path,
                            const cm_qml_options *options)
{
    if (cm_qml_write(layer, path, options))
        return cli_fail();
    if (common->verbose)
        cli_say(CLI_DONE, "wrote %s", path);
    return CLI_DONE;
}

cli_exit export_write_styled(const cli_common *common, const cm_features *features,
                             const cm_export_options *options, const map_look *look)
{
    const cm_format format = cli_output_format(common, common->output);
    const cm_qml_options qml = cli_qml_options(options, format);
    const bool wanted =
        look->theme || (format == CM_FORMAT_SHP && has_long_names(&features->table));
    cm_map_layer layer = {.features = features};
    run_work work = {.map = NULL};
    char path[PROJECT_PATH_MAX] = "";
    cli_exit result = CLI_DONE;

    /* first what may fail, so that then there is no file at all */
    if (wanted)
        result = cm_qml_path(path, sizeof path, common->output) ? cli_fail()
                                                                : cli_check_target(common, path);
    if (!result && look->theme)
        result = map_style_features(&layer, &work, look, features);
    if (!result)
        result = cli_layer_write(common, features, common->output, format, options);
    if (!result && wanted)
        result = write_style(&layer, common, path, &qml);
    run_clear(&work);
    return result;
}
