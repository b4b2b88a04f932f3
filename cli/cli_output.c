/* cli_output.c - what verbs write. */
#include "cli/cli.h"
#include <stdio.h>

cm_export_options cli_export_options(const cli_common *common)
{
    cm_export_options options = CM_EXPORT_OPTIONS_INIT;

    options.no_clobber = common->no_clobber;
    options.out_crs = common->out_crs;
    options.created_s = cli_created_s();
    return options;
}

cli_exit cli_layer_write(const cli_common *common, const cm_features *features, const char *path,
                         cm_format format, const cm_export_options *options)
{
    cm_export_report report = {0};

    if (cm_features_write(features, path, format, options, &report))
        return cli_fail();
    if (common->quiet)
        return CLI_DONE;
    if (report.cut_texts)
        cli_say(CLI_DONE, "%s: %zu texts were cut to the format's longest", path, report.cut_texts);
    if (report.lost_characters)
        cli_say(CLI_DONE, "%s: %zu characters are not in the encoding and were replaced", path,
                report.lost_characters);
    if (report.renamed_columns && common->verbose)
        cli_say(CLI_DONE, "%s: %zu column names were shortened", path, report.renamed_columns);
    return CLI_DONE;
}

cli_exit cli_features_write(const cli_common *common, const cm_features *features)
{
    const cm_export_options options = cli_export_options(common);

    return cli_layer_write(common, features, common->output,
                           cli_output_format(common, common->output), &options);
}
