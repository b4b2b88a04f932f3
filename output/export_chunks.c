/* export_chunks.c - writes a layer part by part: text formats only. */
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "output/export_csv.h"
#include "output/export_geojson.h"
#include "output/export_writers.h"
#include <assert.h>

struct cm_features_writer {
    cm__arena *words;
    const char *path;
    cm_format format;
    cm_export_options options;
    size_t column_count;
    bool has_begun;
    cm__export_placed view; /* of the part that is written now; its CRS stay */
    cm__csv_file csv;       /* one of the two, by format */
    cm__geojson_file geojson;
};

static bool is_geojson(const cm_features_writer *writer)
{
    return writer->format == CM_FORMAT_GEOJSON;
}

cm_status cm_features_writer_open(cm_features_writer **out, const char *path, cm_format format,
                                  const cm_export_options *options)
{
    static const cm_export_options usual = CM_EXPORT_OPTIONS_INIT;
    cm_features_writer *writer = NULL;
    cm_status status;

    if (format != CM_FORMAT_CSV && format != CM_FORMAT_TSV && format != CM_FORMAT_GEOJSON)
        return cm__fail(CM_ERR_DOMAIN, "%s: %s cannot be written part by part", path,
                        cm_format_name(format));
    status = cm__array_grow(&writer, 1, sizeof *writer);
    if (status)
        return status;
    *writer = (cm_features_writer){.format = format, .options = options ? *options : usual};
    status = cm__arena_add(&writer->words, &writer->path, path);
    if (!status)
        status = cm__arena_add(&writer->words, &writer->options.out_crs, writer->options.out_crs);
    if (status)
        cm_features_writer_destroy(writer);
    else
        *out = writer;
    return status;
}

static cm_status begin(cm_features_writer *writer, const cm__export_placed *view)
{
    cm_export_report report = {0};
    const cm__export_job job = {.layer = &view->layer,
                                .is_geographic = view->is_geographic,
                                .path = writer->path,
                                .format = writer->format,
                                .options = &writer->options,
                                .report = &report};

    if (writer->has_begun) {
        assert(view->layer.table.column_count == writer->column_count);
        return CM_OK;
    }
    writer->has_begun = true;
    writer->column_count = view->layer.table.column_count;
    return is_geojson(writer) ? cm__geojson_file_open(&writer->geojson, &job)
                              : cm__csv_file_open(&writer->csv, &job);
}

cm_status cm_features_writer_add(cm_features_writer *writer, const cm_features *part)
{
    cm__export_placed *const view = &writer->view;
    cm_status status = cm__export_place(view, part, writer->path, writer->format, &writer->options);

    if (!status)
        status = begin(writer, view);
    if (!status)
        status = is_geojson(writer) ? cm__geojson_file_add(&writer->geojson, &view->layer)
                                    : cm__csv_file_add(&writer->csv, &view->layer);
    return status;
}

cm_status cm_features_writer_close(cm_features_writer *writer)
{
    assert(writer->has_begun);
    return is_geojson(writer) ? cm__geojson_file_close(&writer->geojson)
                              : cm__csv_file_close(&writer->csv);
}

void cm_features_writer_destroy(cm_features_writer *writer)
{
    if (!writer)
        return;
    cm__geojson_file_clear(&writer->geojson);
    cm__csv_file_clear(&writer->csv);
    cm__export_placed_clear(&writer->view);
    cm__arena_destroy(&writer->words);
    cm__array_free(&writer);
}
