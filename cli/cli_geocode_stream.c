/* cli_geocode_stream.c - a member list read, placed and written part by part. */
#include "cli/cli_geocode.h"

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
    cm_features_writer *members, *rejects, *candidates; /* NULL: not wanted */
    part_progress progress;
    geocode_sum *sum;
} stream;

/* A part of the list on its way. */
typedef struct part {
    cm_table members, unread, rejects, candidates;
    cm_features placed;
} part;

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

static void clear_part(part *p)
{
    cm_features_clear(&p->placed);
    cm_table_clear(&p->candidates);
    cm_table_clear(&p->rejects);
    cm_table_clear(&p->unread);
    cm_table_clear(&p->members);
}

static cm_status open_writers(stream *s)
{
    const cli_common *const common = &s->request->common;
    const cm_export_options options = cli_export_options(common);
    cm_status status = cm_features_writer_open(&s->members, common->output,
                                               cli_output_format(common, common->output), &options);

    if (!status && s->request->rejects)
        status = cm_features_writer_open(&s->rejects, s->request->rejects, CM_FORMAT_CSV, &options);
    if (!status && s->request->candidates)
        status = cm_features_writer_open(&s->candidates, s->request->candidates, CM_FORMAT_CSV,
                                         &options);
    return status;
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
    if (!result && open_writers(s))
        result = cli_fail();
    s->progress.whole = cli_progress(common);
    return result;
}

static cm_status write_table(cm_features_writer *writer, const cm_table *table)
{
    const cm_features layer = {.table = *table, .geometry = CM_GEOMETRY_NONE};

    return writer ? cm_features_writer_add(writer, &layer) : CM_OK;
}

static cm_status place_part(stream *s, part *p)
{
    cm_geocode_report report;
    const cm_geocode_outputs outputs = {&p->placed, &p->rejects,
                                        s->candidates ? &p->candidates : NULL, &report};
    cm_geocode_options options = cli_geocode_options_of(s->request);
    cm_status status;

    options.progress = (cm_progress){step_part, &s->progress};
    status = cm_geocode_members(&outputs, &p->members, &s->columns, s->gazetteer, &options);
    if (status)
        return status;
    cm_geocode_report_add(&s->sum->report, &report);
    return cli_geocode_merge(&p->rejects, &p->unread);
}

static cm_status write_part(const stream *s, const part *p)
{
    cm_status status = cm_features_writer_add(s->members, &p->placed);

    if (!status)
        status = write_table(s->rejects, &p->rejects);
    if (!status)
        status = write_table(s->candidates, &p->candidates);
    return status;
}

/* Takes the next part through; *found is false behind the last. */
static cm_status work_part(stream *s, part *p, bool *found)
{
    cm_status status = cm_table_reader_next(&p->members, found, s->reader, &p->unread);

    if (status || !*found)
        return status;
    cli_say_some_rejects(&s->request->common, s->path, &p->unread, s->sum->unread);
    s->sum->unread += p->unread.row_count;
    s->progress.from = s->progress.to;
    s->progress.to = cm_table_reader_get_share(s->reader);
    status = place_part(s, p);
    return status ? status : write_part(s, p);
}

static cli_exit work_all(stream *s)
{
    bool found = true;
    cm_status status = CM_OK;

    while (found && !status) {
        part p = {.placed = {.geometry = CM_GEOMETRY_NONE}};
        status = work_part(s, &p, &found);
        clear_part(&p);
    }
    if (status)
        return cli_fail();
    if (s->sum->report.rows == 0 && s->sum->unread == 0)
        return cli_say(CLI_FAILED, "%s: has a header and no members", s->path);
    cli_say_more_rejects(&s->request->common, s->path, s->sum->unread);
    if (cm_features_writer_close(s->members) ||
        (s->rejects && cm_features_writer_close(s->rejects)) ||
        (s->candidates && cm_features_writer_close(s->candidates)))
        return cli_fail();
    return CLI_DONE;
}

cli_exit cli_geocode_stream(geocode_sum *sum, const geocode_request *request, const char *path)
{
    stream s = {.request = request, .path = path, .sum = sum};
    cli_exit result = open_all(&s);

    if (!result)
        result = work_all(&s);
    cm_features_writer_destroy(s.candidates);
    cm_features_writer_destroy(s.rejects);
    cm_features_writer_destroy(s.members);
    cm_gazetteer_destroy(s.gazetteer);
    cm_table_reader_destroy(s.reader);
    return result;
}
