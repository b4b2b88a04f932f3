/* reader_chunks.c - reads a member table from CSV or TSV part by part, however long it is.
 *
 * Bytes are read in pieces, cut behind a line end, which is inside no character of our encodings,
 * and decoded. Of the text, the whole records become a chunk's rows where they lie, and the chunk
 * takes the text over; what is behind them begins the next text. */
#include "geo/reader_chunks.h"
#include "geo/base_arena.h"
#include "geo/base_error.h"
#include "geo/base_file.h"
#include "geo/base_memory.h"
#include "geo/reader_csv.h"
#include "geo/reader_file.h"
#include "geo/reader_layer_table.h"
#include "geo/reader_rejects.h"
#include "geo/reader_source.h"
#include "geo/text_decode.h"
#include <string.h>

enum {
    PIECE = 1 << 18,
    ROWS_MAX = 1 << 14,
    RAW_MAX = 2 * CM__CSV_RECORD_MAX,                    /* bytes without a line end */
    WAITING_MAX = CM__CSV_RECORD_MAX + CM__CSV_FIELD_MAX /* bytes of a record that does not end */
};

struct cm_table_reader {
    cm__arena *words;
    const char *path;
    cm__file_pieces file;
    char *raw; /* what is read and not decoded */
    size_t raw_length, raw_capacity;
    cm__text_part part;
    char *text; /* what is decoded and not in a chunk; csv looks at it */
    size_t length;
    cm__csv csv;
    cm_table header; /* columns only */
    size_t piece;    /* bytes that are read at once */
    long long done;  /* bytes */
    bool at_end, has_csv;
};

bool cm_table_reader_takes(const char *path, const cm_read_options *options)
{
    return !cm__path_is_layer(path) && !cm__path_ends_with(path, ".xlsx") &&
           !cm__path_ends_with(path, ".ods") &&
           !(options && (options->where || options->allow_remote));
}

/* Up to where the raw bytes can be decoded: behind the last line end that is surely whole. */
static size_t find_cut(const cm_table_reader *reader)
{
    size_t cut = reader->raw_length;

    if (reader->at_end)
        return cut;
    while (cut > 0 && reader->raw[cut - 1] != '\n' &&
           !(reader->raw[cut - 1] == '\r' && cut < reader->raw_length))
        cut--;
    return cut;
}

static cm_status read_piece(cm_table_reader *reader)
{
    const size_t wanted = reader->raw_length + reader->piece;
    size_t count = 0;
    cm_status status = CM_OK;

    if (wanted > reader->raw_capacity) {
        status = cm__array_grow(&reader->raw, wanted, 1);
        if (status)
            return status;
        reader->raw_capacity = wanted;
    }
    status = cm__file_pieces_read(&reader->file, reader->raw + reader->raw_length, reader->piece,
                                  &count);
    if (status)
        return status;
    reader->raw_length += count;
    reader->done += (long long)count;
    reader->at_end = count == 0;
    if (reader->at_end && reader->raw_length > 0 && reader->raw[reader->raw_length - 1] == 0x1A)
        reader->raw_length--; /* old programs end a file with Ctrl-Z, which is no row */
    return CM_OK;
}

/* Makes csv look at the text that has grown, or moved, from `next` on. */
static void look_at(cm_table_reader *reader, size_t next)
{
    cm__csv *const csv = &reader->csv;

    csv->text = reader->text;
    csv->end = reader->text + reader->length;
    csv->next = csv->record = reader->text + next;
}

static cm_status append(cm_table_reader *reader, const char *bytes, size_t length)
{
    const size_t next = reader->has_csv ? (size_t)(reader->csv.next - reader->csv.text) : 0;
    const cm_status status = cm__array_grow(&reader->text, reader->length + length + 1, 1);

    if (status)
        return status;
    if (length > 0)
        memcpy(reader->text + reader->length, bytes, length);
    reader->length += length;
    reader->text[reader->length] = '\0';
    if (reader->has_csv)
        look_at(reader, next);
    return CM_OK;
}

/* Decodes the first bytes of what is read. */
static cm_status decode_raw(cm_table_reader *reader, size_t cut)
{
    char *bytes = NULL;
    size_t length = cut;
    cm_status status = cm__array_grow(&bytes, cut + 1, 1);

    if (status)
        return status;
    memcpy(bytes, reader->raw, cut);
    status = cm__text_decode_part(&bytes, &length, &reader->part, reader->path);
    if (!status)
        status = append(reader, bytes, length);
    cm__array_free(&bytes);
    if (status)
        return status;
    reader->raw_length -= cut;
    memmove(reader->raw, reader->raw + cut, reader->raw_length);
    return CM_OK;
}

/* Drops what has been read of the text, none of which is a row's. */
static void compact(cm_table_reader *reader)
{
    const size_t used = (size_t)(reader->csv.next - reader->text);

    reader->length -= used;
    memmove(reader->text, reader->text + used, reader->length + 1);
    look_at(reader, 0);
}

/* Adds at least one line to the text, unless the input is at its end. */
static cm_status fill(cm_table_reader *reader)
{
    size_t cut = 0;
    cm_status status = CM_OK;

    while (cut == 0 && !reader->at_end && !status) {
        status = read_piece(reader);
        cut = find_cut(reader);
        if (!status && cut == 0 && reader->raw_length > RAW_MAX)
            status = cm__fail(CM_ERR_LIMIT, "%s:%zu:1: the line is over 1 MiB", reader->path,
                              reader->part.line);
    }
    if (status || cut == 0)
        return status;
    return decode_raw(reader, cut);
}

/* Finds the next record. The text ends with a line, and a record as well unless the line end is in
 * quotes: then csv stays before the record, and is_cut says that the text must go on first. */
static cm_status next_record(cm_table_reader *reader, bool *found, bool *is_cut)
{
    cm__csv *const csv = &reader->csv;
    cm_status status = cm__csv_next(csv, found);

    *is_cut = false;
    if (reader->at_end)
        return status;
    if (status == CM_ERR_FORMAT && csv->end - csv->record <= WAITING_MAX) {
        csv->next = csv->record;
        csv->next_line = csv->record_line;
        *found = false;
        status = CM_OK;
    }
    *is_cut = !status && !*found;
    return status;
}

/* The separator is that of the first line, so nothing is looked at before that is there. */
static cm_status read_header(cm_table_reader *reader)
{
    const char separator = cm__path_ends_with(reader->path, ".tsv") ? '\t' : '\0';
    bool found = false, is_cut = true;
    cm_status status = CM_OK;

    while (is_cut && !status) {
        status = fill(reader);
        if (!status && !reader->text)
            status = append(reader, "", 0);
        if (status)
            break;
        cm__csv_clear(&reader->csv);
        cm__csv_init(&reader->csv, reader->text, reader->length, separator, reader->path);
        reader->csv.field_limit = CM__CSV_COLUMNS_MAX;
        reader->has_csv = false; /* to begin again with what is added */
        status = next_record(reader, &found, &is_cut);
        if (!status && is_cut && reader->length > RAW_MAX)
            status = cm__fail(CM_ERR_LIMIT, "%s:1:1: the header does not end within 2 MiB",
                              reader->path);
    }
    if (status)
        return status;
    if (!found)
        return cm__fail(CM_ERR_FORMAT, "%s:1:1: the file is empty: a header is needed",
                        reader->path);
    reader->has_csv = true;
    return cm__csv_read_header(&reader->header, &reader->csv);
}

static cm_status open_reader(cm_table_reader *reader, const char *path,
                             const cm_read_options *options)
{
    const char *const name = options ? options->encoding : NULL;
    cm_status status = cm__arena_add(&reader->words, &reader->path, path);

    reader->part.line = 1;
    reader->part.is_known = name != NULL;
    if (!status && name)
        status = cm__encoding_find(&reader->part.encoding, name);
    if (!status && cm__path_is_remote(path))
        status =
            cm__fail(CM_ERR_IO, "%s: a name that begins with /vsi or holds :// is refused", path);
    if (!status)
        status = cm__file_pieces_open(&reader->file, reader->path);
    return status ? status : read_header(reader);
}

cm_status cm_table_reader_open(cm_table_reader **out, const char *path,
                               const cm_read_options *options)
{
    return cm__table_reader_open(out, path, options, PIECE);
}

cm_status cm__table_reader_open(cm_table_reader **out, const char *path,
                                const cm_read_options *options, size_t piece)
{
    cm_table_reader *reader = NULL;
    cm_status status;

    if (!cm_table_reader_takes(path, options))
        return cm__fail(CM_ERR_DOMAIN, "%s: cannot be read part by part", path);
    status = cm__array_grow(&reader, 1, sizeof *reader);
    if (status)
        return status;
    *reader = (cm_table_reader){.piece = piece};
    status = open_reader(reader, path, options);
    if (status)
        cm_table_reader_destroy(reader);
    else
        *out = reader;
    return status;
}

void cm_table_reader_destroy(cm_table_reader *reader)
{
    if (!reader)
        return;
    cm_table_clear(&reader->header);
    cm__csv_clear(&reader->csv);
    cm__file_pieces_close(&reader->file);
    cm__array_free(&reader->text);
    cm__array_free(&reader->raw);
    cm__arena_destroy(&reader->words);
    cm__array_free(&reader);
}

const cm_table *cm_table_reader_get_header(const cm_table_reader *reader)
{
    return &reader->header;
}

double cm_table_reader_get_share(const cm_table_reader *reader)
{
    if (reader->file.length <= 0 || reader->done <= 0)
        return 0;
    return reader->done < reader->file.length ? (double)reader->done / (double)reader->file.length
                                              : 1;
}

/* Whether a part has enough, of rows or of rejects. */
static bool is_full(const cm_table *table, const cm_table *rejects, size_t rejects_before)
{
    return table->row_count >= ROWS_MAX ||
           (rejects && rejects->row_count >= rejects_before + ROWS_MAX);
}

static cm_status read_rows(cm_table *table, cm_table_reader *reader, cm_table *rejects)
{
    const size_t before = rejects ? rejects->row_count : 0;
    bool found = true, is_cut = false;
    cm_status status = CM_OK;

    while (!status && (found || is_cut) && !is_full(table, rejects, before)) {
        status = next_record(reader, &found, &is_cut);
        if (!status && found)
            status = cm__csv_read_row(table, &reader->csv, rejects);
        if (status || !is_cut)
            continue;
        if (table->row_count > 0)
            break; /* the text must stay where it is */
        compact(reader);
        status = fill(reader);
    }
    return status;
}

/* Gives the text to the table whose cells lie in it, and begins another with what is left. */
static cm_status hand_over(cm_table *table, cm_table_reader *reader)
{
    const size_t used = (size_t)(reader->csv.next - reader->text), left = reader->length - used;
    char *text = NULL;
    cm_status status = cm__array_grow(&text, left + 1, 1);

    if (status)
        return status;
    memcpy(text, reader->text + used, left + 1);
    status = cm__arena_adopt(&table->text, &reader->text);
    if (status) {
        cm__array_free(&text);
        return status;
    }
    reader->text = text;
    reader->length = left;
    look_at(reader, 0);
    return CM_OK;
}

/* Reads on until there is a piece's length of text to look at. */
static cm_status fill_text(cm_table_reader *reader)
{
    cm_status status = CM_OK;

    compact(reader);
    while (!status && !reader->at_end && reader->length < reader->piece)
        status = fill(reader);
    return status;
}

cm_status cm_table_reader_next(cm_table *out, bool *found, cm_table_reader *reader,
                               cm_table *rejects)
{
    const size_t rejects_before = rejects ? rejects->row_count : 0;
    cm_table table = {0};
    cm_status status = cm_table_copy(&table, &reader->header);

    if (!status)
        status = fill_text(reader);
    if (!status)
        status = read_rows(&table, reader, rejects);
    if (!status)
        status = hand_over(&table, reader);
    if (status) {
        if (rejects)
            cm__rejects_restore(rejects, rejects_before);
        cm_table_clear(&table);
        return status;
    }
    *found = table.row_count > 0 || (rejects && rejects->row_count > rejects_before);
    *out = table;
    return CM_OK;
}
