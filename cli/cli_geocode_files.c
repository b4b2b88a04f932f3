/* cli_geocode_files.c - the files that a list's parts go into, written while the next part is read
 * and placed. */
#include "cli/cli_geocode.h"
#include <stdio.h>

void cli_geocode_part_clear(geocode_part *part)
{
    cm_features_clear(&part->placed);
    cm_table_clear(&part->candidates);
    cm_table_clear(&part->rejects);
    cm_table_clear(&part->unread);
    cm_table_clear(&part->members);
}

cli_exit cli_geocode_files_open(geocode_files *out, const geocode_request *request)
{
    const cli_common *const common = &request->common;
    const cm_export_options options = cli_export_options(common);
    const cm_format format = cli_output_format(common, common->output);
    cm_status status = cm_features_writer_open(&out->members, common->output, format, &options);

    if (!status && request->rejects)
        status = cm_features_writer_open(&out->rejects, request->rejects, CM_FORMAT_CSV, &options);
    if (!status && request->candidates)
        status =
            cm_features_writer_open(&out->candidates, request->candidates, CM_FORMAT_CSV, &options);
    out->in_background = common->threads != 1;
    return status ? cli_fail() : CLI_DONE;
}

static cm_status write_table(cm_features_writer *writer, const cm_table *table)
{
    const cm_features layer = {.table = *table, .geometry = CM_GEOMETRY_NONE};

    return writer ? cm_features_writer_add(writer, &layer) : CM_OK;
}

/* Writes the part; by a thread of its own or by the caller's. */
static void *write_part(void *context)
{
    geocode_files *const files = context;
    cm_status status = cm_features_writer_add(files->members, &files->part.placed);

    if (!status)
        status = write_table(files->rejects, &files->part.rejects);
    if (!status)
        status = write_table(files->candidates, &files->part.candidates);
    if (status)
        snprintf(files->error, sizeof files->error, "%s", cm_error_text());
    files->has_failed = status != CM_OK;
    return NULL;
}

cli_exit cli_geocode_files_wait(geocode_files *files)
{
    if (files->is_busy)
        pthread_join(files->thread, NULL);
    files->is_busy = false;
    cli_geocode_part_clear(&files->part);
    return files->has_failed ? cli_say(CLI_FAILED, "%s", files->error) : CLI_DONE;
}

cli_exit cli_geocode_files_add(geocode_files *files, geocode_part *part)
{
    const cli_exit result = cli_geocode_files_wait(files);

    if (result)
        return result;
    files->part = *part;
    *part = (geocode_part){.placed = {.geometry = CM_GEOMETRY_NONE}};
    files->is_busy =
        files->in_background && pthread_create(&files->thread, NULL, write_part, files) == 0;
    if (files->is_busy)
        return CLI_DONE;
    write_part(files);
    return cli_geocode_files_wait(files);
}

cli_exit cli_geocode_files_close(geocode_files *files)
{
    const cli_exit result = cli_geocode_files_wait(files);

    if (result)
        return result;
    if (cm_features_writer_close(files->members) ||
        (files->rejects && cm_features_writer_close(files->rejects)) ||
        (files->candidates && cm_features_writer_close(files->candidates)))
        return cli_fail();
    return CLI_DONE;
}

void cli_geocode_files_clear(geocode_files *files)
{
    if (files->is_busy)
        pthread_join(files->thread, NULL);
    files->is_busy = false;
    cli_geocode_part_clear(&files->part);
    cm_features_writer_destroy(files->candidates);
    cm_features_writer_destroy(files->rejects);
    cm_features_writer_destroy(files->members);
}
