/* reader_quick.c - points out of a CSV of numbers, by all threads.
 *
 * The file is read twice, in pieces that stay in a core's cache: first the line ends are counted,
 * so that every piece knows which rows are its own, then the rows are taken. */
#include "geo/reader_quick.h"
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/base_text.h"
#include "geo/database_name.h"
#include "geo/reader_csv.h"
#include "geo/reader_file.h"
#include "geo/reader_points.h"
#include "geo/reader_quick_rows.h"
#include "geo/reader_source.h"
#include "geo/text_encoding.h"
#include "geo/text_utf8.h"
#include <errno.h>
#include <fcntl.h>
#include <omp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 1 << 20, BUFFER = PIECE + CM__QUICK_ROW_MAX + 64, THREADS_MAX = 64 };
#define INPUT_MAX ((size_t)1 << 31)

/* What one piece holds: the rows that begin in it. */
typedef struct piece {
    size_t lines, first; /* line ends in it, and in those before it */
    size_t rows;         /* taken; SIZE_MAX: one is not for this reader */
    bool is_ascii;
} piece;

typedef struct quick {
    int fd;
    size_t length, body; /* of the file; where the first row begins */
    char *header;        /* its bytes, for csv */
    cm__csv csv;
    cm_table columns; /* the header's */
    cm__points_columns places;
    cm__quick_plan plan;
    unsigned char *targets;
    piece *pieces;
    size_t piece_count, rows;
    int threads;
    char *buffers; /* one of BUFFER bytes for each thread */
    bool is_odd;
} quick;

static bool is_candidate(const char *path, const cm_read_options *options)
{
    cm__encoding encoding = CM__ENCODING_UTF8;

    return options->version >= 2 && options->needed && !options->where &&
           !cm__path_is_remote(path) && !cm__path_is_database(path) &&
           (cm__path_ends_with(path, ".csv") || cm__path_ends_with(path, ".tsv") ||
            cm__path_ends_with(path, ".txt")) &&
           (!options->encoding || (cm__encoding_find(&encoding, options->encoding) == CM_OK &&
                                   encoding == CM__ENCODING_UTF8));
}

/* Reads up to so many bytes at an offset; fewer at the end of the file, or where it fails. */
static size_t read_at(int fd, char *out, size_t most, size_t offset)
{
    size_t done = 0;

    while (done < most) {
        const ssize_t got = pread(fd, out + done, most - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += (size_t)got;
    }
    return done;
}

/* The bytes of the header, if they are plain: the first line, behind a mark. */
static cm_status read_header(quick *of, bool *is_plain)
{
    cm__quick_count found;
    cm_status status = cm__array_grow(&of->header, (size_t)CM__QUICK_ROW_MAX + 1, 1);

    *is_plain = false;
    if (status)
        return status;
    const size_t length = read_at(of->fd, of->header, CM__QUICK_ROW_MAX, 0);
    const size_t mark = length >= 3 && memcmp(of->header, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    const char *const end = memchr(of->header, '\n', length);
    if (!end)
        return CM_OK;
    of->body = (size_t)(end - of->header) + 1;
    memmove(of->header, of->header + mark, of->body - mark);
    const size_t count = of->body - mark;
    of->header[count] = '\0';
    cm__quick_look(&found, of->header, count);
    *is_plain = !found.is_odd && cm__utf8_span(of->header, count) == count &&
                !strchr(" \t\r\n", of->header[0]) && of->body < of->length;
    return CM_OK;
}

/* Takes the header apart; a header that is refused is left to the other reader. */
static cm_status find_columns(quick *of, bool *is_plain, const char *path,
                              const cm_read_options *options)
{
    const size_t length = strlen(of->header);
    bool found = false;
    cm_status status;

    cm__csv_init(&of->csv, of->header, length, cm__path_ends_with(path, ".tsv") ? '\t' : '\0',
                 path);
    of->plan.separator = of->csv.separator;
    status = cm__csv_next(&of->csv, &found);
    if (!status && found)
        status = cm__csv_read_header(&of->columns, &of->csv);
    if (!status && found)
        status = cm__points_find_columns(&of->places, &of->columns, options, path);
    *is_plain = !status && found;
    return status == CM_ERR_NOMEM ? status : CM_OK;
}

static bool aim(quick *of, size_t field)
{
    if (of->targets[field] || of->plan.column_count == CM__QUICK_COLUMNS_MAX)
        return false;
    of->targets[field] = (unsigned char)++of->plan.column_count;
    return true;
}

/* Makes the plan, and the columns of the table; false: not for this reader. */
static cm_status make_plan(quick *of, cm_table *table, bool *is_plain,
                           const cm_read_options *options)
{
    const size_t fields = of->columns.column_count;
    cm_status status = cm__array_grow(&of->targets, fields, 1);

    if (status)
        return status;
    memset(of->targets, 0, fields);
    of->plan.targets = of->targets;
    of->plan.field_count = fields;
    of->plan.is_lonlat = of->places.is_lonlat;
    *is_plain = aim(of, of->places.x) && aim(of, of->places.y);
    for (const char *const *name = options->needed; *name && *is_plain && !status; name++) {
        const size_t field = cm_table_find_column(&of->columns, *name);
        if (field == CM_ABSENT)
            continue; /* whoever needs it says so */
        *is_plain = aim(of, field);
        if (*is_plain)
            status =
                cm_table_add_column(table, NULL, of->columns.columns[field].name, CM_COLUMN_REAL);
    }
    return status;
}

static cm_status make_pieces(quick *of, int wanted)
{
    const size_t body = of->length - of->body;
    const int threads = wanted > 0 ? wanted : omp_get_max_threads();
    cm_status status;

    of->piece_count = (body + PIECE - 1) / PIECE;
    of->threads = threads < THREADS_MAX ? threads : THREADS_MAX;
    if ((size_t)of->threads > of->piece_count)
        of->threads = (int)of->piece_count;
    status = cm__array_grow(&of->pieces, of->piece_count, sizeof *of->pieces);
    if (!status)
        status = cm__array_grow(&of->buffers, (size_t)of->threads, (size_t)BUFFER);
    return status;
}

static char *own_buffer(const quick *of)
{
    return of->buffers + (size_t)omp_get_thread_num() * BUFFER;
}

/* A row begins behind a line end: piece i counts those from a byte before it on. */
static void count_piece(quick *of, size_t i)
{
    const size_t begin = of->body + i * PIECE - 1;
    const size_t end = of->body + (i + 1) * PIECE < of->length ? begin + PIECE : of->length - 1;
    char *const text = own_buffer(of);
    cm__quick_count found = {.is_odd = true};

    if (read_at(of->fd, text, end - begin + 1, begin) == end - begin + 1)
        cm__quick_look(&found, text, end - begin);
    if (strchr("\"\x1A\x1B", text[end - begin])) /* of the last, which begins no row, or NUL */
        found.is_odd = true;
    of->pieces[i] = (piece){.lines = found.line_ends, .is_ascii = found.is_ascii};
    if (!found.is_odd)
        return;
#pragma omp atomic write
    of->is_odd = true;
}

/* Reads a piece with the rest of its last line, and where the rows begin that are its own: behind
 * its own line ends, at 1..PIECE of its bytes. Returns the bytes. */
static size_t read_piece(const quick *of, size_t i, char *text, size_t *from)
{
    const size_t begin = of->body + i * PIECE - 1;
    const size_t rest = of->length - begin; /* of what was counted: the file may be growing */
    size_t length = read_at(of->fd, text, rest < BUFFER - 64 ? rest : BUFFER - 64, begin);

    if (begin + length >= of->length && length > 0 && text[length - 1] != '\n')
        text[length++] = '\n'; /* the file's last line may end without one */
    const char *const end = memchr(text, '\n', length);
    *from = end ? (size_t)(end - text) + 1 : length;
    return length;
}

static size_t take_rows(const quick *of, const piece *own, char *text)
{
    size_t from;
    const size_t length = read_piece(of, (size_t)(own - of->pieces), text, &from);
    const size_t end = length < PIECE + 1 ? length : PIECE + 1;

    if (from >= end)
        return 0;
    const char *const last = memchr(text + end - 1, '\n', length - end + 1);
    const size_t whole = last ? (size_t)(last - text) - from : 0;
    if (!last || !(own->is_ascii || cm__utf8_span(text + from, whole) == whole))
        return SIZE_MAX;
    return cm__quick_take(&of->plan, text + from, end - from, own->first, own->lines);
}

static void take_piece(quick *of, size_t i)
{
    of->pieces[i].rows = take_rows(of, &of->pieces[i], own_buffer(of));
    if (of->pieces[i].rows != SIZE_MAX)
        return;
#pragma omp atomic write
    of->is_odd = true;
}

static void for_pieces(quick *of, void (*act)(quick *of, size_t i))
{
#pragma omp parallel for schedule(dynamic, 1) num_threads(of->threads)
    for (size_t i = 0; i < of->piece_count; i++) {
        bool is_odd;
#pragma omp atomic read
        is_odd = of->is_odd;
        if (!is_odd)
            act(of, i);
    }
}

static void number_pieces(quick *of)
{
    for (size_t i = 0; i < of->piece_count; i++) {
        of->pieces[i].first = of->rows;
        of->rows += of->pieces[i].lines;
    }
}

/* Room for all rows that there may be. */
static cm_status make_rows(quick *of, cm_features *out)
{
    double **const columns = of->plan.columns;
    cm_status status = cm__array_grow(&out->x, of->rows, sizeof *out->x);

    if (!status)
        status = cm__array_grow(&out->y, of->rows, sizeof *out->y);
    if (!status)
        status = cm__array_grow(&out->table.lines, of->rows, sizeof *out->table.lines);
    for (size_t c = 0; c < out->table.column_count && !status; c++) {
        status = cm__array_grow(&out->table.columns[c].reals, of->rows, sizeof(double));
        columns[2 + c] = out->table.columns[c].reals;
    }
    columns[0] = out->x;
    columns[1] = out->y;
    of->plan.lines = out->table.lines;
    out->vertex_capacity = out->table.row_capacity = of->rows;
    return status;
}

/* Blank lines were counted and gave no rows: what comes behind them moves up. */
static void close_ranks(quick *of, cm_features *out)
{
    size_t count = 0;

    for (size_t i = 0; i < of->piece_count; i++) {
        const piece *const from = &of->pieces[i];
        if (count != from->first) {
            for (size_t c = 0; c < of->plan.column_count; c++)
                memmove(of->plan.columns[c] + count, of->plan.columns[c] + from->first,
                        from->rows * sizeof(double));
            memmove(of->plan.lines + count, of->plan.lines + from->first,
                    from->rows * sizeof *of->plan.lines);
        }
        count += from->rows;
    }
    out->vertex_count = out->table.row_count = count;
}

static cm_status read_rows(quick *of, cm_features *out, bool *done, const cm_read_options *options)
{
    cm_status status = make_pieces(of, options->threads);

    if (status)
        return status;
    for_pieces(of, count_piece);
    number_pieces(of);
    if (of->is_odd || of->rows == 0)
        return CM_OK;
    status = make_rows(of, out);
    if (status)
        return status;
    for_pieces(of, take_piece);
    if (of->is_odd)
        return CM_OK;
    close_ranks(of, out);
    out->geometry = CM_GEOMETRY_POINT;
    *done = out->table.row_count > 0;
    return cm__arena_add(&out->table.text, &out->crs, of->places.crs);
}

static bool open_file(quick *of, const char *path)
{
    struct stat found;

    of->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (of->fd < 0 || fstat(of->fd, &found) != 0 || !S_ISREG(found.st_mode))
        return false;
    of->length = (size_t)found.st_size;
    return of->length > 0 && of->length <= INPUT_MAX;
}

static void clear(quick *of)
{
    if (of->fd >= 0)
        close(of->fd);
    cm__array_free(&of->buffers);
    cm__array_free(&of->pieces);
    cm__array_free(&of->targets);
    cm__csv_clear(&of->csv);
    cm_table_clear(&of->columns);
    cm__array_free(&of->header);
}

cm_status cm__quick_points(cm_features *out, bool *done, const char *path,
                           const cm_read_options *options)
{
    quick of = {.fd = -1};
    cm_features fresh = {.geometry = CM_GEOMETRY_NONE};
    bool is_plain = is_candidate(path, options) && open_file(&of, path);
    cm_status status = CM_OK;

    *done = false;
    if (is_plain)
        status = read_header(&of, &is_plain);
    if (!status && is_plain)
        status = find_columns(&of, &is_plain, path, options);
    if (!status && is_plain)
        status = make_plan(&of, &fresh.table, &is_plain, options);
    if (!status && is_plain)
        status = read_rows(&of, &fresh, done, options);
    *done = *done && !status;
    if (*done) {
        *out = fresh;
        fresh = (cm_features){.geometry = CM_GEOMETRY_NONE};
    }
    cm_features_clear(&fresh);
    clear(&of);
    return status;
}
