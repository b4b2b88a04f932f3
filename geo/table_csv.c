/* table_csv.c - takes a text of separated values apart, record by record. */
#include "geo/table_csv.h"
#include "geo/base_error.h"
#include "geo/base_memory.h"
#include <string.h>

enum { FIELDS_FIRST = 16 };

static bool is_line_end(char letter)
{
    return letter == '\n' || letter == '\r' || letter == '\0';
}

/* Whether a line ends with this letter: CRLF with the second. */
static bool ends_line(const char *at)
{
    return *at == '\n' || (*at == '\r' && at[1] != '\n');
}

static bool is_blank(char letter)
{
    return letter == ' ' || letter == '\t';
}

/* The line end that begins at `at`, stepped over. */
static char *skip_line_end(char *at)
{
    if (*at == '\0')
        return at;
    return at + 1 + (at[0] == '\r' && at[1] == '\n');
}

static bool is_mark(char letter)
{
    return letter == ',' || letter == ';' || letter == '\t';
}

/* The first line that is not blank. */
static const char *first_line(const char *text)
{
    const char *line = text;

    for (; is_blank(*text) || *text == '\n' || *text == '\r'; text++)
        if (!is_blank(*text))
            line = text + 1;
    return line;
}

/* Behind the quote that ends what begins behind a quote, or at the end of all. */
static const char *skip_quoted(const char *at)
{
    for (; *at != '\0'; at++)
        if (*at == '"' && *++at != '"')
            break;
    return at;
}

/* Tabs first, since no header holds one; else the mark of which the line holds more, where it does
 * not stand in quotes. */
static char find_separator(const char *line)
{
    size_t counts[256] = {0};
    bool begins = true;

    while (!is_line_end(*line)) {
        if (begins && *line == '"') {
            line = skip_quoted(line + 1);
            begins = false;
            continue;
        }
        counts[(unsigned char)*line]++;
        begins = is_mark(*line);
        line++;
    }
    if (counts['\t'] > 0)
        return '\t';
    return counts[';'] > counts[','] ? ';' : ',';
}

void cm__csv_init(cm__csv *out, char *text, size_t length, char separator, const char *path)
{
    *out = (cm__csv){.path = path,
                     .text = text,
                     .end = text + length,
                     .next = text,
                     .next_line = 1,
                     .separator = separator ? separator : find_separator(first_line(text)),
                     .record = text,
                     .record_line = 1,
                     .field_limit = SIZE_MAX};
    out->is_stop['\0'] = true;
    out->is_stop['\n'] = true;
    out->is_stop['\r'] = true;
    out->is_stop[(unsigned char)out->separator] = true;
}

void cm__csv_clear(cm__csv *csv)
{
    cm__array_free(&csv->fields);
    *csv = (cm__csv){0};
}

/* Counts from the record on, for the records before it may have been taken apart. */
static cm_status fail_at(const cm__csv *csv, cm_status status, const char *at, const char *reason)
{
    const char *begin = csv->record;
    size_t line = csv->record_line;

    for (const char *end = begin; end < at; end++)
        if (ends_line(end)) {
            begin = end + 1;
            line++;
        }
    return cm__fail(status, "%s:%zu:%zu: %s", csv->path, line, (size_t)(at - begin) + 1, reason);
}

cm_status cm__csv_fail(const cm__csv *csv, cm_status status, size_t field, const char *reason)
{
    return fail_at(csv, status, csv->record + csv->fields[field].begin, reason);
}

static cm_status add_field(cm__csv *csv, cm__csv_field field)
{
    const size_t count = csv->field_count;

    if (count >= csv->field_limit) {
        csv->field_count++;
        return CM_OK;
    }
    if (count == csv->field_capacity) {
        const size_t capacity = count ? 2 * count : FIELDS_FIRST;
        const cm_status status = cm__array_grow(&csv->fields, capacity, sizeof *csv->fields);
        if (status)
            return status;
        csv->field_capacity = capacity;
    }
    csv->fields[count] = field;
    csv->field_count++;
    return CM_OK;
}

static cm_status check_limits(const cm__csv *csv, const char *begin, const char *end)
{
    if (end - begin > CM__CSV_FIELD_MAX)
        return fail_at(csv, CM_ERR_LIMIT, begin, "the field that begins here is over 64 KiB");
    if (end - csv->record > CM__CSV_RECORD_MAX)
        return fail_at(csv, CM_ERR_LIMIT, csv->record, "the line is over 1 MiB");
    return CM_OK;
}

/* Steps over a field without quotes to the separator or line end behind it. */
static cm_status scan_plain(cm__csv *csv, char **at)
{
    const char *const begin = *at;
    const char *end = begin;
    cm_status status;

    while (!csv->is_stop[(unsigned char)*end])
        end++;
    status = check_limits(csv, begin, end);
    if (status)
        return status;
    *at += end - begin;
    return add_field(csv, (cm__csv_field){.begin = (uint32_t)(begin - csv->record),
                                          .length = (uint32_t)(end - begin)});
}

/* The quote that ends the field which begins behind a quote; NULL if there is none. */
static char *find_closing(const cm__csv *csv, char *begin, bool *has_doubled)
{
    char *at = memchr(begin, '"', (size_t)(csv->end - begin));

    while (at && at[1] == '"') {
        *has_doubled = true;
        at = memchr(at + 2, '"', (size_t)(csv->end - at - 2));
    }
    return at;
}

/* The same for a field that begins with a quote. */
static cm_status scan_quoted(cm__csv *csv, char **at)
{
    char *const begin = *at + 1;
    cm__csv_field field = {.begin = (uint32_t)(begin - csv->record), .is_quoted = true};
    char *const closing = find_closing(csv, begin, &field.has_doubled);
    cm_status status;

    if (!closing)
        return fail_at(csv, CM_ERR_FORMAT, *at, "the quote that opens here is never closed");
    status = check_limits(csv, begin, closing);
    if (status)
        return status;
    if (!csv->is_stop[(unsigned char)closing[1]])
        return fail_at(csv, CM_ERR_FORMAT, closing + 1, "the field goes on behind its quote");
    field.length = (uint32_t)(closing - begin);
    for (const char *letter = begin; letter < closing; letter++)
        csv->next_line += ends_line(letter);
    *at = closing + 1;
    return add_field(csv, field);
}

static bool is_blank_line(const char *at)
{
    while (is_blank(*at))
        at++;
    return is_line_end(*at);
}

/* A line of tabs is a row of empty cells where tabs separate, as one of commas is elsewhere. */
static void skip_blank_lines(cm__csv *csv)
{
    while (csv->next < csv->end && is_blank_line(csv->next)) {
        char *at = csv->next;
        while (!is_line_end(*at) && *at != csv->separator)
            at++;
        if (*at == csv->separator)
            return;
        csv->next = skip_line_end(at);
        csv->next_line++;
    }
}

cm_status cm__csv_next(cm__csv *csv, bool *found)
{
    cm_status status = CM_OK;
    char *at;

    skip_blank_lines(csv);
    *found = csv->next < csv->end;
    if (!*found)
        return CM_OK;
    csv->record = at = csv->next;
    csv->record_line = csv->next_line;
    csv->field_count = 0;
    for (;;) {
        status = *at == '"' ? scan_quoted(csv, &at) : scan_plain(csv, &at);
        if (status)
            return status;
        if (*at != csv->separator)
            break;
        at++;
    }
    csv->record_length = (size_t)(at - csv->record);
    csv->next = skip_line_end(at);
    csv->next_line++;
    return CM_OK;
}

char *cm__csv_take(cm__csv *csv, size_t field)
{
    const cm__csv_field where = csv->fields[field];
    char *const text = csv->record + where.begin;
    char *end = text + where.length;

    if (where.has_doubled) {
        char *to = text;
        for (const char *from = text; from < end; from += from[0] == '"' ? 2 : 1)
            *to++ = *from;
        end = to;
    }
    *end = '\0';
    return text;
}
