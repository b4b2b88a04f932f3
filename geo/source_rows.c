/* source_rows.c - the rows of one published table, whatever it is. */
#include "geo/source_rows.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include "geo/reader_rejects.h"
#include "geo/text_utf8.h"
#include "geo/text_width.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROWS_BETWEEN = 4096 }; /* so often is the caller asked whether to go on */

static bool is_ascii(const char *text)
{
    while (*text > 0)
        text++;
    return *text == '\0';
}

/* Folding is slow, and a header is compared with those of every format: only what may differ in
 * width is folded. */
static bool is_same_header(const char *a, const char *b)
{
    char folded_a[CM__FOLDED_MAX], folded_b[CM__FOLDED_MAX];
    const bool a_is_ascii = is_ascii(a), b_is_ascii = is_ascii(b);

    if (a_is_ascii || b_is_ascii)
        return a_is_ascii && b_is_ascii && cm__text_is_same(a, b);
    if (strcmp(a, b) == 0)
        return true;
    return cm__text_fold(folded_a, a) && cm__text_fold(folded_b, b) && *folded_a &&
           strcmp(folded_a, folded_b) == 0;
}

/* Whether a header is one of "one|or another". */
static bool is_one_of(const char *header, const char *names)
{
    char name[CM__FOLDED_MAX];

    for (;;) {
        const size_t length = strcspn(names, "|");
        snprintf(name, sizeof name, "%.*s", (int)length, names);
        if (is_same_header(header, name))
            return true;
        if (names[length] == '\0')
            return false;
        names += length + 1;
    }
}

/* The text of a field, which may be asked for again. */
static char *take(cm__csv *csv, size_t field)
{
    char *const text = cm__csv_take(csv, field);

    if (csv->fields[field].has_doubled) {
        csv->fields[field].has_doubled = false;
        csv->fields[field].length = (uint32_t)strlen(text);
    }
    return text;
}

static bool is_blank(char letter)
{
    return letter == ' ' || letter == '\t';
}

static const char *take_trimmed(cm__csv *csv, size_t field)
{
    char *text = take(csv, field);
    char *end = text + csv->fields[field].length;

    while (is_blank(*text))
        text++;
    while (end > text && is_blank(end[-1]))
        *--end = '\0';
    return text;
}

static size_t find_header(cm__csv *csv, const char *names)
{
    for (size_t i = 0; names && i < csv->field_count; i++)
        if (is_one_of(take_trimmed(csv, i), names))
            return i;
    return CM_ABSENT;
}

bool cm__source_is_format(size_t *places, cm__csv *csv, const cm__source_format *format)
{
    if (format->is_row) {
        for (size_t i = 0; i < format->column_count; i++)
            places[i] = format->places[i] < 0 ? CM_ABSENT : (size_t)format->places[i];
        return format->is_row(csv);
    }
    for (size_t i = 0; i < format->column_count; i++) {
        places[i] = find_header(csv, format->columns[i]);
        if (places[i] == CM_ABSENT && format->columns[i] && i < format->required)
            return false;
    }
    return find_header(csv, format->strangers) == CM_ABSENT;
}

/* Old programs end a file with Ctrl-Z, which is no row. */
static void drop_mark(char *bytes, size_t *length)
{
    if (*length > 0 && bytes[*length - 1] == 0x1A)
        bytes[--*length] = '\0';
}

cm_status cm__source_rows_begin(cm__source_rows *rows, char **bytes, size_t length)
{
    bool found = false;
    cm_status status;

    rows->bytes = *bytes;
    rows->length = length;
    *bytes = NULL;
    drop_mark(rows->bytes, &rows->length);
    cm__csv_init(&rows->csv, rows->bytes, rows->length, 0, rows->path);
    status = cm__csv_next(&rows->csv, &found);
    if (status)
        return status;
    if (!found || !cm__source_is_format(rows->places, &rows->csv, rows->format))
        return cm__fail(CM_ERR_FORMAT, "%s: changed while it was read", rows->path);
    rows->field_count = rows->csv.field_count;
    if (rows->format->is_row) {
        const char separator = rows->csv.separator;
        cm__csv_clear(&rows->csv);
        cm__csv_init(&rows->csv, rows->bytes, rows->length, separator, rows->path);
    }
    return CM_OK;
}

void cm__source_rows_clear(cm__source_rows *rows)
{
    cm__csv_clear(&rows->csv);
    cm__array_free(&rows->bytes);
}

static cm_status ask_whether_to_go_on(const cm__source_rows *rows)
{
    const cm__source_run *const run = rows->run;
    const double here = (double)(rows->csv.next - rows->csv.text);

    if (run->report.rows % ROWS_BETWEEN != 0 || !run->listener->goes_on || !(run->bytes_all > 0))
        return CM_OK;
    /* Decoding makes a text longer than its file. */
    const double share = fmin((run->bytes_done + here) / run->bytes_all, 1);
    if (run->listener->goes_on(run->listener->context, share))
        return CM_OK;
    return cm__fail(CM_ERR_STOPPED, "%s: stopped", rows->path);
}

cm_status cm__source_rows_next(cm__source_rows *rows, bool *found)
{
    cm__csv *const csv = &rows->csv;

    for (;;) {
        char wrong[96];
        cm_status status = cm__csv_next(csv, found);
        if (status || !*found)
            return status;
        rows->run->report.rows++;
        status = ask_whether_to_go_on(rows);
        if (status)
            return status;
        if (csv->field_count == rows->field_count)
            break;
        snprintf(wrong, sizeof wrong, "%zu fields where there must be %zu", csv->field_count,
                 rows->field_count);
        status = cm__source_rows_reject(rows, wrong);
        if (status)
            return status;
    }
    for (size_t i = 0; i < rows->format->column_count; i++)
        rows->fields[i] = rows->places[i] == CM_ABSENT ? "" : take_trimmed(csv, rows->places[i]);
    return CM_OK;
}

cm_status cm__source_rows_reject(cm__source_rows *rows, const char *wrong)
{
    cm__csv *const csv = &rows->csv;
    const long long line = (long long)csv->record_line;
    char reason[512], text[1024];
    size_t length = 0;

    rows->run->report.rejected++;
    if (!rows->run->rejects)
        return CM_OK;
    for (size_t i = 0; i < csv->field_count && length < sizeof text; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s", i ? "," : "",
                                   take(csv, i));
    length = strlen(text);
    text[cm__utf8_span(text, length)] = '\0'; /* not cut inside a character */
    snprintf(reason, sizeof reason, "%.300s:%lld: %s", rows->path, line, wrong);
    return cm__rejects_add(rows->run->rejects, line, reason, text);
}

static bool read_degrees(double *out, const char *text, double low, double high)
{
    *out = NAN;
    return *text == '\0' || (cm__number_is(out, text) && *out >= low && *out <= high);
}

const char *cm__source_read_place(cm_lonlat *out, const char *lon, const char *lat)
{
    if (!read_degrees(&out->lat_deg, lat, 20, 46))
        return "the latitude is not a number within 20..46";
    if (!read_degrees(&out->lon_deg, lon, 122, 154))
        return "the longitude is not a number within 122..154";
    if (isnan(out->lat_deg) != isnan(out->lon_deg))
        return "only one of latitude and longitude is given";
    return NULL;
}

uint32_t cm__source_digits(const char *text, size_t least, size_t most)
{
    const size_t length = strspn(text, "0123456789");
    uint32_t number = 0;

    if (length < least || length > most || text[length] != '\0' || length > 9)
        return 0;
    for (; *text != '\0'; text++)
        number = 10 * number + (uint32_t)(*text - '0');
    return number;
}
