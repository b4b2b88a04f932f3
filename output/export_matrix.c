/* export_matrix.c - a matrix of distances as text, in pieces that threads make ready. */
#include <clustermap/matrix.h>

#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_number.h"
#include "layers/matrix_cells.h"
#include "layers/matrix_network.h"
#include "output/export_csv.h"
#include <math.h>
#include <omp.h>
#include <string.h>

enum {
    PIECE_BYTES = 1 << 20, /* a piece is as many cells as fit for certain, but one at least */
    PIECES_A_THREAD = 4
};

/* Fields made ready once: field i is bytes[starts[i]] .. bytes[starts[i + 1] - 1]. */
typedef struct fields {
    cm__text text;
    size_t *starts;
    size_t longest;
} fields;

/* Some of the cells, counted row by row, and their text. */
typedef struct piece {
    size_t begin, end;
    double *distances_m;
    char *bytes;
    size_t length;
} piece;

typedef struct writing {
    const cm_matrix_options *options;
    cm__matrix matrix;
    cm__matrix_travel travel; /* over a network, if there is one */
    size_t rows, columns;
    char mark;
    fields from, to;
    piece *pieces;
    size_t piece_count, cells_a_piece, bytes_a_piece;
    int threads;
    cm__export_stream stream;
} writing;

static cm_status make_fields(fields *out, const writing *work, const char *const *ids, size_t count)
{
    const bool is_single = !work->options->is_long && work->columns == 0;
    char number[CM_CELL_MAX];
    cm_status status = cm__array_grow(&out->starts, count + 1, sizeof *out->starts);

    if (status)
        return status;
    for (size_t i = 0; i < count; i++) {
        out->starts[i] = out->text.length;
        if (!ids)
            cm__integer_print(number, (int64_t)i + 1);
        cm__csv_add_field(&out->text, !ids ? number : ids[i] ? ids[i] : "", work->mark, is_single);
        const size_t length = out->text.length - out->starts[i];
        out->longest = length > out->longest ? length : out->longest;
    }
    out->starts[count] = out->text.length;
    return out->text.failed;
}

static char *put_field(char *at, const fields *of, size_t i)
{
    const size_t length = of->starts[i + 1] - of->starts[i];

    if (length > 0)
        memcpy(at, of->text.bytes + of->starts[i], length);
    return at + length;
}

static char *put_distance(char *at, double distance_m)
{
    return isnan(distance_m) ? at : at + cm__number_print(at, distance_m);
}

/* One cell, with what stands before and behind it. */
static char *put_cell(char *at, const writing *work, size_t row, size_t column, double distance_m)
{
    const bool is_long = work->options->is_long;

    if (is_long || column == 0)
        at = put_field(at, &work->from, row);
    *at++ = work->mark;
    if (is_long) {
        at = put_field(at, &work->to, column);
        *at++ = work->mark;
    }
    at = put_distance(at, distance_m);
    if (is_long || column + 1 == work->columns)
        *at++ = '\n';
    return at;
}

/* Allocates nothing, so that no thread but the caller's can fail. */
static void fill_piece(const writing *work, piece *of)
{
    char *at = of->bytes;

    for (size_t cell = of->begin; cell < of->end;) {
        const size_t row = cell / work->columns, first = cell % work->columns;
        const size_t left = of->end - cell, in_row = work->columns - first;
        const size_t count = left < in_row ? left : in_row;
        cm__matrix_fill(of->distances_m, &work->matrix, row, first, first + count);
        for (size_t i = 0; i < count; i++)
            at = put_cell(at, work, row, first + i, of->distances_m[i]);
        cell += count;
    }
    of->length = (size_t)(at - of->bytes);
}

static cm_status make_pieces(writing *work)
{
    const size_t longest = work->from.longest + work->to.longest + CM_CELL_MAX + 3;
    const size_t count = (size_t)work->threads * PIECES_A_THREAD;
    cm_status status = cm__array_grow(&work->pieces, count, sizeof *work->pieces);

    if (status)
        return status;
    work->cells_a_piece = longest < PIECE_BYTES ? PIECE_BYTES / longest : 1;
    work->bytes_a_piece = work->cells_a_piece * longest;
    memset(work->pieces, 0, count * sizeof *work->pieces);
    work->piece_count = count;
    for (size_t i = 0; i < count && !status; i++) {
        piece *const p = &work->pieces[i];
        status = cm__array_grow(&p->distances_m, work->cells_a_piece, sizeof *p->distances_m);
        if (!status)
            status = cm__array_grow(&p->bytes, work->bytes_a_piece, 1);
    }
    return status;
}

static cm_status add_header(writing *work)
{
    cm__text *const text = &work->stream.text;

    cm__text_add(text, "from_id");
    if (work->options->is_long) {
        cm__text_add_bytes(text, &work->mark, 1);
        cm__text_add(text, "to_id");
        cm__text_add_bytes(text, &work->mark, 1);
        cm__text_add(text, "distance_m");
    }
    for (size_t i = 0; i < work->columns && !work->options->is_long; i++) {
        cm__text_add_bytes(text, &work->mark, 1);
        cm__text_add_bytes(text, work->to.text.bytes + work->to.starts[i],
                           work->to.starts[i + 1] - work->to.starts[i]);
    }
    cm__text_add(text, "\n");
    return cm__export_stream_step(&work->stream);
}

/* A matrix without columns has its ids alone. */
static cm_status add_bare_rows(writing *work)
{
    cm__text *const text = &work->stream.text;
    cm_status status = CM_OK;

    for (size_t i = 0; i < work->rows && !work->options->is_long && !status; i++) {
        cm__text_add_bytes(text, work->from.text.bytes + work->from.starts[i],
                           work->from.starts[i + 1] - work->from.starts[i]);
        cm__text_add(text, "\n");
        status = cm__export_stream_step(&work->stream);
    }
    return status;
}

/* The pieces from begin on, as many as there are; *end is where the next begin. */
static cm_status add_pieces(writing *work, size_t begin, size_t *end)
{
    const size_t rows = work->matrix.travel ? work->travel.first + work->travel.count : work->rows;
    const size_t cells = rows * work->columns;
    size_t count = 0;
    cm_status status = CM_OK;

    for (; count < work->piece_count && begin < cells; count++) {
        piece *const p = &work->pieces[count];
        p->begin = begin;
        p->end = cells - begin < work->cells_a_piece ? cells : begin + work->cells_a_piece;
        begin = p->end;
    }
#pragma omp parallel for num_threads(work->threads) schedule(dynamic, 1) if (count > 1)
    for (size_t i = 0; i < count; i++)
        fill_piece(work, &work->pieces[i]);
    for (size_t i = 0; i < count && !status; i++) {
        cm__text_add_bytes(&work->stream.text, work->pieces[i].bytes, work->pieces[i].length);
        status = cm__export_stream_step(&work->stream);
    }
    *end = begin;
    return status;
}

static cm__matrix_travel_how travel_how(const cm_matrix_options *options)
{
    return (cm__matrix_travel_how){options->max_gap_m, options->threads, options->progress};
}

/* Over a network, makes more rows ready if all that were are written. */
static cm_status go_on(writing *work, size_t done)
{
    if (!work->matrix.travel || done < (work->travel.first + work->travel.count) * work->columns)
        return CM_OK;
    const cm__matrix_travel_how how = travel_how(work->options);
    return cm__matrix_travel_on(&work->travel, &how);
}

static cm_status add_cells(writing *work)
{
    const cm_progress *const progress = &work->options->progress;
    const size_t cells = work->rows * work->columns;
    size_t done = 0;
    cm_status status = CM_OK;

    while (done < cells && !status) {
        if (progress->step && !progress->step(progress->context, (double)done / (double)cells))
            return cm__fail(CM_ERR_STOPPED, "the matrix was stopped");
        status = go_on(work, done);
        if (!status)
            status = add_pieces(work, done, &done);
    }
    return status;
}

static cm_status prepare(writing *work)
{
    const cm_matrix_options *const options = work->options;
    cm_status status = make_fields(&work->from, work, options->from_ids, work->rows);

    if (!status)
        status = make_fields(&work->to, work, options->to_ids, work->columns);
    if (!status)
        status = make_pieces(work);
    return status;
}

static cm_status check(const writing *work, const char *path)
{
    if (work->options->format != CM_FORMAT_CSV && work->options->format != CM_FORMAT_TSV)
        return cm__fail(CM_ERR_DOMAIN, "%s: a matrix is written as csv or tsv, not as %s", path,
                        cm_format_name(work->options->format));
    if (work->columns > 0 && work->rows > SIZE_MAX / work->columns)
        return cm__fail(CM_ERR_LIMIT, "%zu x %zu cells are too many", work->rows, work->columns);
    return CM_OK;
}

static void clear(writing *work)
{
    cm__export_stream_clear(&work->stream);
    for (size_t i = 0; i < work->piece_count; i++) {
        cm__array_free(&work->pieces[i].bytes);
        cm__array_free(&work->pieces[i].distances_m);
    }
    cm__array_free(&work->pieces);
    cm__array_free(&work->to.starts);
    cm__text_clear(&work->to.text);
    cm__array_free(&work->from.starts);
    cm__text_clear(&work->from.text);
    cm__matrix_travel_clear(&work->travel);
    cm__matrix_clear(&work->matrix);
}

static cm_status open_matrix(writing *work, const cm_features *from, const cm_features *to)
{
    const cm_matrix_options *const options = work->options;
    const cm_network *const network = options->version >= 2 ? options->network : NULL;
    cm_status status;

    if (network && options->is_geodesic)
        return cm__fail(CM_ERR_DOMAIN, "distances are either geodesic or over a network");
    status = cm__matrix_open(&work->matrix, from, to, options->is_geodesic);
    if (status || !network)
        return status;
    const cm__matrix_travel_how how = travel_how(options);
    status = cm__matrix_travel_open(&work->travel, network, from, to, &how);
    if (!status)
        work->matrix.travel = &work->travel;
    return status;
}

cm_status cm_matrix_write(const char *path, const cm_features *from, const cm_features *to,
                          const cm_matrix_options *options)
{
    static const cm_matrix_options usual = CM_MATRIX_OPTIONS_INIT;
    writing work = {.options = options ? options : &usual,
                    .rows = from->table.row_count,
                    .columns = to->table.row_count};
    cm_status status = check(&work, path);

    work.mark = work.options->format == CM_FORMAT_TSV ? '\t' : ',';
    work.threads = work.options->threads > 0 ? work.options->threads : omp_get_max_threads();
    if (!status)
        status = open_matrix(&work, from, to);
    if (!status)
        status = prepare(&work);
    if (!status)
        status = cm__export_stream_open(&work.stream, path, work.options->no_clobber);
    if (!status)
        status = add_header(&work);
    if (!status)
        status = work.columns > 0 ? add_cells(&work) : add_bare_rows(&work);
    if (!status)
        status = cm__export_stream_close(&work.stream);
    clear(&work);
    return status;
}
