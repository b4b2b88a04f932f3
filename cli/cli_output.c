/* cli_output.c - what verbs write. */
#include "cli/cli.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

cm_export_options cli_export_options(const cli_common *common)
{
    cm_export_options options = CM_EXPORT_OPTIONS_INIT;

    options.no_clobber = common->no_clobber;
    options.out_crs = common->out_crs;
    options.created_s = cli_created_s();
    options.progress = cli_progress_silent();
    return options;
}

cm_qml_options cli_qml_options(const cm_export_options *written, cm_format format)
{
    cm_qml_options options = CM_QML_OPTIONS_INIT;

    options.no_clobber = written->no_clobber;
    options.shp_cp932 = written->shp_cp932;
    options.out_crs = written->out_crs;
    options.format = format;
    return options;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* What stands before the last slash, with it. */
static size_t folder_length(const char *path)
{
    const char *const slash = strrchr(path, '/');

    return slash ? (size_t)(slash - path) + 1 : 0;
}

static bool find_folder(struct stat *out, const char *path)
{
    char folder[4096] = ".";
    const size_t length = folder_length(path);

    if (length >= sizeof folder)
        return false;
    if (length > 0)
        snprintf(folder, sizeof folder, "%.*s", (int)length, path);
    return stat(folder, out) == 0;
}

cli_exit cli_check_target(const cli_common *common, const char *path)
{
    struct stat found;

    if (cm_format_of_path(path) == CM_FORMAT_PG)
        return CLI_DONE;
    errno = 0;
    if (stat(path, &found) == 0) {
        if (!S_ISREG(found.st_mode))
            return cli_say(CLI_FAILED, "%.300s: is not a regular file, so it is not replaced",
                           path);
        if (common->no_clobber)
            return cli_say(CLI_FAILED, "%.300s: is there already, and is not to be replaced", path);
    }
    if (!find_folder(&found, path))
        return cli_say(CLI_FAILED, "%.300s: %s", path, strerror(errno ? errno : ENAMETOOLONG));
    return CLI_DONE;
}

bool cli_is_same_file(const char *a, const char *b)
{
    struct stat at_a, at_b;
    const bool has_a = stat(a, &at_a) == 0, has_b = stat(b, &at_b) == 0;

    if (strcmp(a, b) == 0)
        return true;
    if (has_a || has_b)
        return has_a && has_b && is_same(&at_a, &at_b);
    return strcmp(a + folder_length(a), b + folder_length(b)) == 0 && find_folder(&at_a, a) &&
           find_folder(&at_b, b) && is_same(&at_a, &at_b);
}

bool cli_path_labelled(char *out, size_t size, const char *output, const char *label)
{
    const char *const name = output + folder_length(output);
    const char *const dot = strrchr(name, '.');
    const size_t stem = dot ? (size_t)(dot - output) : strlen(output);
    const int length = snprintf(out, size, "%.*s-%s%s", (int)stem, output, label, output + stem);

    if (length < 0 || (size_t)length >= size)
        return false;
    for (char *c = out + stem + 1; c < out + stem + 1 + strlen(label); c++)
        if (strchr("/\\:*?\"<>|", *c) || (unsigned char)*c <= ' ')
            *c = '_';
    return true;
}

/* What was there and is not ours is told: whoever named a file of theirs by mistake sees it. */
static void say_kept(const cli_common *common, const char *path, const cm_export_report *report)
{
    if (report->kept_tables && !common->quiet)
        cli_say(CLI_DONE, "%s: %zu layers or tables of others were kept", path,
                report->kept_tables);
}

cli_exit cli_gpkg_write(const cli_common *common, const cm_features *const *layers, size_t count,
                        const char *path, const cm_export_options *options)
{
    cm_export_report report = {0};

    if (cm_features_write_gpkg(layers, count, path, options, &report))
        return cli_fail();
    say_kept(common, path, &report);
    return CLI_DONE;
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
    say_kept(common, path, &report);
    return CLI_DONE;
}

cli_exit cli_features_write(const cli_common *common, const cm_features *features)
{
    const cm_export_options options = cli_export_options(common);

    return cli_layer_write(common, features, common->output,
                           cli_output_format(common, common->output), &options);
}
