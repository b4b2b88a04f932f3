/* reader_quick_rows.c - rows of numbers, taken out of a piece of CSV without making texts of them.
 */
#include "geo/reader_quick_rows.h"
#include "geo/base_number.h"
#include "geo/base_vector.h"
#include <math.h>
#include <string.h>

enum { LANES = 32, ROUNDS_MAX = 255, NUMBER_MAX = 300, DIGITS_MAX = 15 };

typedef unsigned char letters __attribute__((vector_size(LANES)));

/* A row of which x and y are both missing stays, without a place; with one of them it does not. */
typedef enum cell { CELL_NUMBER, CELL_MISSING, CELL_BAD } cell;

static size_t add_up(const letters *counts)
{
    size_t sum = 0;

    for (int i = 0; i < LANES; i++)
        sum += (*counts)[i];
    return sum;
}

/* LANES bytes at a time, of which a byte counts up to 255. A comparison that holds is -1. */
CM__EVERY_MACHINE static size_t look_at_rounds(cm__quick_count *out, const char *text,
                                               size_t rounds, size_t *lone_returns)
{
    letters ends = {0}, returns = {0}, odd = {0}, high = {0};

    for (size_t i = 0; i < rounds; i++) {
        letters here, next;
        memcpy(&here, text + i * LANES, sizeof here);
        memcpy(&next, text + i * LANES + 1, sizeof next);
        ends -= (letters)(here == '\n');
        returns -= (letters)((here == '\r') & (next != '\n'));
        odd |= (letters)((here == '"') | (here == 0) | (here == 0x1A) | (here == 0x1B));
        high |= here;
    }
    for (int i = 0; i < LANES; i++) {
        out->is_odd = out->is_odd || odd[i] != 0;
        out->is_ascii = out->is_ascii && high[i] < 0x80;
    }
    *lone_returns += add_up(&returns);
    return add_up(&ends);
}

void cm__quick_look(cm__quick_count *out, const char *text, size_t length)
{
    size_t at = 0, lone_returns = 0;

    *out = (cm__quick_count){.is_ascii = true};
    while (length - at >= LANES) {
        const size_t all = (length - at) / LANES;
        const size_t rounds = all < ROUNDS_MAX ? all : ROUNDS_MAX;
        out->line_ends += look_at_rounds(out, text + at, rounds, &lone_returns);
        at += rounds * LANES;
    }
    for (; at < length; at++) {
        const unsigned char here = (unsigned char)text[at];
        out->line_ends += here == '\n';
        lone_returns += here == '\r' && text[at + 1] != '\n';
        out->is_odd = out->is_odd || here == '"' || here == 0 || here == 0x1A || here == 0x1B;
        out->is_ascii = out->is_ascii && here < 0x80;
    }
    out->is_odd = out->is_odd || lone_returns > 0;
}

static bool is_digit(char letter)
{
    return (unsigned char)(letter - '0') <= 9;
}

static const char *find_end(const char *at, char separator)
{
    while (*at != separator && *at != '\n')
        at++;
    return at;
}

/* Any field that is not a plain decimal, by the reader of all numbers. */
static cell take_field(double *out, const char *at, const char *end)
{
    char text[NUMBER_MAX + 1];
    size_t length = (size_t)(end - at);

    if (length > 0 && *end == '\n' && end[-1] == '\r')
        length--;
    *out = NAN;
    if (length == 0)
        return CELL_MISSING;
    if (length > NUMBER_MAX)
        return CELL_BAD;
    memcpy(text, at, length);
    text[length] = '\0';
    return cm__number_is(out, text) ? CELL_NUMBER : CELL_BAD;
}

/* A decimal of 15 digits at most is an integer divided by a power of ten, both exact in a double,
 * so that the quotient is the double nearest to it (Clinger 1990). Returns where the field ends. */
static const char *take_number(double *out, cell *kind, const char *begin, char separator)
{
    static const double power_of_ten[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                          1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char *at = begin + (*begin == '-'), *const digits = at;
    const char *point = NULL;
    uint64_t whole = 0;

    while (is_digit(*at))
        whole = 10 * whole + (uint64_t)(*at++ - '0');
    if (*at == '.') {
        point = ++at;
        while (is_digit(*at))
            whole = 10 * whole + (uint64_t)(*at++ - '0');
    }
    const ptrdiff_t count = at - digits - (point != NULL);
    const bool has_return = *at == '\r' && at[1] == '\n';
    if (count >= 1 && count <= DIGITS_MAX && (*at == separator || *at == '\n' || has_return)) {
        const double size = (double)whole / power_of_ten[point ? at - point : 0];
        *out = *begin == '-' ? -size : size;
        *kind = CELL_NUMBER;
        return at + has_return;
    }
    at = find_end(begin, separator);
    *kind = take_field(out, begin, at);
    return at;
}

/* Behind the blanks of a line that holds nothing else; NULL if it holds something. */
static const char *skip_blank(const char *at, char separator)
{
    while ((*at == ' ' || *at == '\t' || *at == '\r') && *at != separator)
        at++;
    return *at == '\n' ? at : NULL;
}

static bool is_place(const cm__quick_plan *plan, const double *row, const cell *kinds)
{
    if (kinds[0] == CELL_MISSING && kinds[1] == CELL_MISSING)
        return true;
    return kinds[0] == CELL_NUMBER && kinds[1] == CELL_NUMBER &&
           (!plan->is_lonlat || (fabs(row[0]) <= 180 && fabs(row[1]) <= 90));
}

/* Takes one row; NULL if it is not for this reader. Returns its line end. */
static const char *take_row(const cm__quick_plan *plan, const char *at, size_t row)
{
    cell kinds[CM__QUICK_COLUMNS_MAX] = {CELL_MISSING, CELL_MISSING};
    double values[CM__QUICK_COLUMNS_MAX];

    for (size_t c = 0; c < plan->column_count; c++) {
        kinds[c] = CELL_MISSING;
        values[c] = NAN;
    }
    for (size_t field = 0;; field++, at++) {
        if (field == plan->field_count)
            return NULL;
        const unsigned target = plan->targets[field];
        if (target > 0)
            at = take_number(&values[target - 1], &kinds[target - 1], at, plan->separator);
        else
            at = find_end(at, plan->separator);
        if (*at == '\n')
            break;
    }
    if (!is_place(plan, values, kinds))
        return NULL;
    for (size_t c = 0; c < plan->column_count; c++)
        plan->columns[c][row] = values[c];
    return at;
}

size_t cm__quick_take(const cm__quick_plan *plan, const char *text, size_t end, size_t row,
                      size_t room)
{
    const size_t first = row;
    int64_t line = 2 + (int64_t)row;
    const char *at = text;

    for (; at < text + end; line++, at++) {
        const char *const begin = at;
        const bool may_be_blank = *at == '\n' || *at == '\r' || *at == ' ' || *at == '\t';
        const char *const blank = may_be_blank ? skip_blank(at, plan->separator) : NULL;
        if (blank) {
            at = blank;
            continue;
        }
        at = row - first < room ? take_row(plan, at, row) : NULL;
        if (!at || at - begin > CM__QUICK_ROW_MAX)
            return SIZE_MAX;
        plan->lines[row++] = line;
    }
    return row - first;
}
