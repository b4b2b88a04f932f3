/* source.c - published tables of places, recognised by their content and read in due order. */
#include "geo/source.h"
#include "geo/base_error.h"
#include "geo/base_file.h"
#include "geo/base_memory.h"
#include "geo/reader_rejects.h"
#include "geo/source_formats.h"
#include "geo/source_names.h"
#include "geo/text_decode.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { HEAD_BYTES = 65536 };
#define FILE_BYTES ((size_t)16 << 30)

/* A file that was recognised. */
typedef struct source_file {
    const cm__source_format *format;
    char *bytes; /* as they are in the file, of what cannot be read twice: a pipe */
    size_t length;
} source_file;

static cm_status refuse_packed(const char *path)
{
    static const struct {
        const char *ending, *command;
    } packers[] = {{".xz", "xz -dk"}, {".gz", "gzip -dk"}, {".zip", "unzip"}, {".zst", "zstd -d"}};
    const size_t length = strlen(path);

    for (size_t i = 0; i < sizeof packers / sizeof *packers; i++) {
        const size_t size = strlen(packers[i].ending);
        if (length > size && strcmp(path + length - size, packers[i].ending) == 0)
            return cm__fail(CM_ERR_FORMAT, "%s: is packed; unpack it with: %s %s", path,
                            packers[i].command, path);
    }
    return CM_OK;
}

/* What of a beginning is whole lines; all of it, if it is the whole text. */
static size_t whole_lines(const char *head, size_t length)
{
    if (length == HEAD_BYTES)
        while (length > 0 && head[length - 1] != '\n' && head[length - 1] != '\r')
            length--;
    return length;
}

/* Reads the beginning of a file that can be read again. */
static cm_status read_head(char **out, size_t *length, const char *path)
{
    FILE *const file = fopen(path, "rb");
    char *head = NULL;
    cm_status status;

    if (!file)
        return cm__fail(CM_ERR_IO, "%s: %s", path, strerror(errno));
    status = cm__array_grow(&head, HEAD_BYTES + 1, 1);
    if (status)
        goto done;
    *length = fread(head, 1, HEAD_BYTES, file);
    if (ferror(file)) {
        status = cm__fail(CM_ERR_IO, "%s: %s", path, strerror(errno));
        goto done;
    }
    *length = whole_lines(head, *length);
    *out = head;
    head = NULL;
done:
    cm__array_free(&head);
    fclose(file);
    return status;
}

/* Copies the beginning of what is in memory already. */
static cm_status copy_head(char **out, size_t *length, const source_file *file)
{
    const size_t size = file->length < HEAD_BYTES ? file->length : HEAD_BYTES;
    const cm_status status = cm__array_grow(out, size + 1, 1);

    if (status)
        return status;
    memcpy(*out, file->bytes, size);
    *length = whole_lines(*out, size);
    return CM_OK;
}

static const cm__source_format *find_format(cm__csv *csv)
{
    /* Those of more columns before those that have part of them. */
    const cm__source_formats all[] = {cm__source_mlit(),          cm__source_geolonia(),
                                      cm__source_abr_positions(), cm__source_abr_parts(),
                                      cm__source_abr_names(),     cm__source_post()};
    size_t places[CM__SOURCE_FIELDS];

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (size_t k = 0; k < all[i].count; k++)
            if (cm__source_is_format(places, csv, &all[i].formats[k]))
                return &all[i].formats[k];
    return NULL;
}

static cm_status recognise(source_file *file, char **head, size_t length, const char *path)
{
    cm__csv csv = {0};
    bool found = false;
    cm_status status = cm__text_decode_any(head, &length, path);

    if (status)
        return status;
    cm__csv_init(&csv, *head, length, 0, path);
    status = cm__csv_next(&csv, &found);
    if (!status && found)
        file->format = find_format(&csv);
    cm__csv_clear(&csv);
    if (status == CM_ERR_NOMEM || file->format)
        return status;
    return cm__fail(CM_ERR_FORMAT,
                    "%s: is no known table of places; known are Geolonia's address data"
                    " (pref,city,town,koaza,lat,lng or latest.csv), the location reference"
                    " information, the Address Base Registry and Japan Post's postal codes",
                    path);
}

static cm_status open_file(source_file *file, double *bytes_all, const char *path)
{
    struct stat found;
    char *head = NULL;
    size_t length = 0;
    cm_status status = refuse_packed(path);

    if (status)
        return status;
    if (strcmp(path, "-") != 0 && stat(path, &found) == 0 && S_ISREG(found.st_mode)) {
        file->length = (size_t)found.st_size;
        status = read_head(&head, &length, path);
    } else {
        status = cm__file_read(&file->bytes, &file->length, path, FILE_BYTES);
        if (!status)
            status = copy_head(&head, &length, file);
    }
    if (!status)
        status = recognise(file, &head, length, path);
    *bytes_all += (double)file->length;
    cm__array_free(&head);
    return status;
}

static cm_status begin_rows(cm__source_rows *rows, source_file *file)
{
    char *bytes = file->bytes;
    size_t length = file->length;
    cm_status status = CM_OK;

    file->bytes = NULL;
    if (!bytes)
        status = cm__file_read(&bytes, &length, rows->path, FILE_BYTES);
    if (!status)
        status = cm__text_decode_any(&bytes, &length, rows->path);
    if (!status)
        status = cm__source_rows_begin(rows, &bytes, length);
    cm__array_free(&bytes);
    return status;
}

static cm_status read_file(cm__source_run *run, source_file *file, size_t source, const char *path)
{
    const cm__source_report before = run->report;
    cm__source_rows rows = {.run = run, .format = file->format, .path = path, .source = source};
    cm_status status = begin_rows(&rows, file);

    run->last_city = NULL; /* another file may know more of it */
    if (!status)
        status = file->format->read(&rows);
    cm__source_rows_clear(&rows);
    run->bytes_done += (double)file->length;
    if (!status && run->report.rows - before.rows == run->report.rejected - before.rejected)
        return cm__fail(CM_ERR_FORMAT, "%s: holds no usable row", path);
    return status;
}

static cm_status read_files(cm__source_run *run, source_file *files, const char *const *paths,
                            size_t count)
{
    cm_status status = CM_OK;

    for (int phase = 0; !status && phase < CM__SOURCE_PHASES; phase++)
        for (size_t i = 0; !status && i < count; i++)
            if ((int)files[i].format->phase == phase)
                status = read_file(run, &files[i], i, paths[i]);
    if (!status && run->told == 0)
        return cm__fail(CM_ERR_FORMAT, "%s: holds no row of use", count > 0 ? paths[0] : "sources");
    return status;
}

static cm_status open_files(cm__source_run *run, source_file *files, const char *const *paths,
                            size_t count)
{
    cm_status status = CM_OK;

    for (size_t i = 0; !status && i < count; i++) {
        status = open_file(&files[i], &run->bytes_all, paths[i]);
        if (!status)
            run->is_wanted[files[i].format->ids] = true;
    }
    run->is_wanted[CM__IDS_NONE] = false;
    return status;
}

cm_status cm__sources_read(cm__source_kind *kinds, cm__source_report *report,
                           const char *const *paths, size_t count,
                           const cm__source_listener *listener, cm_table *rejects)
{
    const size_t rejects_before = rejects ? rejects->row_count : 0;
    cm__source_run run = {.listener = listener, .rejects = rejects};
    source_file *files = NULL;
    cm_status status = cm__array_grow(&files, count + 1, sizeof *files);

    if (status)
        return status;
    memset(files, 0, (count + 1) * sizeof *files);
    status = open_files(&run, files, paths, count);
    if (!status)
        status = read_files(&run, files, paths, count);
    for (size_t i = 0; i < count; i++) {
        if (!status)
            kinds[i] = files[i].format->kind;
        cm__array_free(&files[i].bytes);
    }
    if (!status)
        *report = run.report;
    else if (rejects)
        cm__rejects_restore(rejects, rejects_before);
    cm__array_free(&files);
    cm__map_clear(&run.ids);
    cm__map_clear(&run.names);
    cm__text_clear(&run.scratch);
    return status;
}
