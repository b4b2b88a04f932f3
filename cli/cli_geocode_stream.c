/* cli_geocode_stream.c - a member list read, placed and written part by part. */
#include "cli/cli_geocode.h"
#include <stdio.h>

/* The share of the whole that a part is. */
typedef struct part_progress {
    cm_progress whole;
    double from, to;
} part_progress;

typedef struct stream {
    const geocode_request *request;
    const char *path;
    cm_table_reader *reader;
    cm_member_columns columns;
    cm_gazetteer *gazetteer;
    geocode_files files;
    part_progress progress;
    geocode_sum *sum;
} stream;

bool cli_geocode_streams(const geocode_request *request, const char *path)
{
    const cm_read_options options = cli_read_options(&request->common);
    const cm_format format = cli_output_format(&request->common, request->common.output);

    return cm_table_reader_takes(path, &options) &&
           (format == CM_FORMAT_CSV || format == CM_FORMAT_TSV || format == CM_FORMAT_GEOJSON);
}

static bool step_part(void *context, double share)
{
    const part_progress *const progress = context;

    return progress->whole.step(progress->whole.context,
                                progress->from + share * (progress->to - progress->from));
}

static cli_exit open_all(stream *s)
{
    const cli_common *const common = &s->request->common;
    const cm_read_options options = cli_read_options(common);
    cli_exit result = CLI_DONE;

    if (cm_table_reader_open(&s->reader, s->path, &options))
        return cli_fail();
    result = cli_geocode_columns(&s->columns, cm_table_reader_get_header(s->reader), s->request,
                                 s->path);
    if (!result && s->columns.index[CM_MEMBER_ADDRESS] != CM_ABSENT)
        result = cli_gazetteer_open(&s->gazetteer, common, s->request->gazetteer, s->path);
    if (!result)
        result = cli_geocode_files_open(&s->files, s->request);
    s->progress.whole = cli_progress(common);
    return result;
}

static cm_status place_part(stream *s, geocode_part *p)
{
    cm_geocode_report report;
    const cm_geocode_outputs outputs = {&p->placed, &p->rejects,
                                        s->files.candidates ? &p->candidates : NULL, &report};
    cm_geocode_options options = cli_geocode_options_of(s->request);
    cm_status status;

    options.progress = (cm_progress){step_part, &s->progress};
    status = cm_geocode_members(&outputs, &p->members, &s->columns, s->gazetteer, &options);
    if (status)
        return status;
    cm_geocode_report_add(&s->sum->report, &report);
    return cli_geocode_merge(&p->rejects, &p->unread);
}

/* Reads and places the next part; *found is false behind the last. */
static cm_status make_part(stream *s, geocode_part *p, bool *found)
{
    const cm_status status = cm_table_reader_next(&p->members, found, s->reader, &p->unread);

    if (status || !*found)
        return status;
    cli_say_some_rejects(&s->request->common, s->path, &p->unread, s->sum->unread);
    s->sum->unread += p->unread.row_count;
    s->progress.from = s->progress.to;
    s->progress.to = cm_table_reader_get_share(s->reader);
    return place_part(s, p);
}

/* Takes the next part through. A failure to write the part before it comes first. */
static cli_exit work_part(stream *s, bool *found)
{
    geocode_part p = {.placed = {.geometry = CM_GEOMETRY_NONE}};
    const cm_status status = make_part(s, &p, found);
    cli_exit result = CLI_DONE;

    if (status) {
        char why[512];
        snprintf(why, sizeof why, "%s", cm_error_text());
        result = cli_geocode_files_wait(&s->files);
        if (!result)
            result = cli_say(CLI_FAILED, "%s", why);
    } else if (*found) {
        result = cli_geocode_files_add(&s->files, &p);
    }
    cli_geocode_part_clear(&p);
    return result;
}

static cli_exit work_all(stream *s)
{
    bool found = true;
    cli_exit result = CLI_DONE;

    while (found && !result)
        result = work_part(s, &found);
    if (result)
        return result;
    if (s->sum->report.rows == 0 && s->sum->unread == 0)
        return cli_say(CLI_FAILED, "%s: has a header and no members", s->path);
    cli_say_more_rejects(&s->request->common, s->path, s->sum->unread);
    return cli_geocode_files_close(&s->files);
}

cli_exit cli_geocode_stream(geocode_sum *sum, const geocode_request *request, const char *path)
{
    stream s = {.request = request, .path = path, .sum = sum};
    cli_exit result = open_all(&s);

    if (!result)
        result = work_all(&s);
    cli_geocode_files_clear(&s.files);
    cm_gazetteer_destroy(s.gazetteer);
    cm_table_reader_destroy(s.reader);
    return result;
}
