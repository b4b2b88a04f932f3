/* cli_qml.c - styles for QGIS beside what single verbs write: --qml. */
#include "cli/cli.h"
#include <clustermap/classify.h>
#include <math.h>

enum { PATH_LONGEST = 4096, CLASSES = 5 };

/* The smallest number of two significant digits that is not below value. */
static double round_up(double value)
{
    const double unit = pow(10, floor(log10(value)) - 1);

    return ceil(value / unit - 1e-9) * unit;
}

cm_status cli_levels_style(cm_style *out, const cli_list *levels, double max, const char *ramp)
{
    cm_class_limits limits = {.class_count = 0};

    for (size_t i = 0; i < levels->count && limits.class_count < CM_CLASSES_MAX; i++)
        limits.limits[limits.class_count++] = levels->values[i];
    if (limits.class_count == 0)
        limits.limits[limits.class_count++] = 0;
    const double last = limits.limits[limits.class_count - 1];
    const double least = fmax(last * 1.01, last * 0.99) + 1e-12;
    limits.limits[limits.class_count] = fmax(max, least) > 0 ? round_up(fmax(max, least)) : least;
    return cm_style_graduated(out, "level_from", &limits, ramp, CM_GEOMETRY_POLYGON);
}

cli_exit cli_qml_check(char *out, size_t size, const cli_common *common)
{
    if (cm_qml_path(out, size, common->output))
        return cli_fail();
    return cli_check_target(common, out);
}

static cm_status find_levels(cli_list *out, double max, bool from_zero)
{
    const double ends[] = {0, max};
    cm_class_limits limits;
    const cm_status status = cm_classify(&limits, ends, 2, CM_CLASSIFY_PRETTY, CLASSES);

    out->count = 0;
    for (size_t i = 0; i < limits.class_count && !status; i++)
        if (limits.limits[i] > 0 || from_zero)
            out->values[out->count++] = limits.limits[i];
    return status;
}

cli_exit cli_qml_grid(const cli_common *common, const cm_grid *grid, double max, bool from_zero)
{
    const cm_export_options written = cli_export_options(common);
    const cm_qml_options options = cli_qml_options(&written, CM_FORMAT_TIF);
    char path[PATH_LONGEST];
    cli_list levels;
    cm_style style = {.kind = CM_STYLE_SINGLE};
    cm_status status = find_levels(&levels, max, from_zero);

    if (!status)
        status = cli_levels_style(&style, &levels, max, from_zero ? "blues" : "ylorbr");
    if (!status)
        status = cm_qml_path(path, sizeof path, common->output);
    if (!status)
        status = cm_qml_write_grid(grid, &style, path, &options);
    cm_style_clear(&style);
    return status ? cli_fail() : CLI_DONE;
}

cli_exit cli_qml_bands(const cli_common *common, const cm_features *bands, const cli_list *levels,
                       double max)
{
    const cm_export_options written = cli_export_options(common);
    const cm_qml_options options =
        cli_qml_options(&written, cli_output_format(common, common->output));
    char path[PATH_LONGEST];
    cm_style style = {.kind = CM_STYLE_SINGLE};
    const cm_map_layer layer = {.features = bands,
                                .style = &style,
                                .id = "bands",
                                .title = bands->title ? bands->title : bands->name,
                                .role = CM_MAP_BANDS};
    cm_status status = cli_levels_style(&style, levels, max, "ylorbr");

    if (!status)
        status = cm_style_count(&style, bands);
    if (!status)
        status = cm_qml_path(path, sizeof path, common->output);
    if (!status)
        status = cm_qml_write(&layer, path, &options);
    cm_style_clear(&style);
    return status ? cli_fail() : CLI_DONE;
}
