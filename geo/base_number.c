/* base_number.c - numbers as text, with a point whatever the locale.
 *
 * printf and strtod follow the locale of the program around us, whose decimal mark may be a comma
 * or of several bytes. So what printf wrote is mended, and strtod is only given integers with an
 * exponent, which every locale reads alike. */
#include "geo/base_number.h"
#include <assert.h>
#include <clustermap/table.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 500, EXACT_DIGITS = 15, EXACT_POWER = 22 };

/* 10^22 is the last power of ten that a double holds exactly. */
static const double power_of_ten[EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                     1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                     1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* Puts a point in the place of the locale's mark, whatever its length. Returns the new length. */
static size_t mend_mark(char *number)
{
    static const char usual[] = "-+0123456789eE";
    char *const mark = number + strspn(number, usual);
    const size_t length = strcspn(mark, usual);

    if (length > 0) {
        *mark = '.';
        memmove(mark + 1, mark + length, strlen(mark + length) + 1);
    }
    return strlen(number);
}

static size_t print_special(char *out, double value)
{
    const char *const word = isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    const size_t length = strlen(word);

    memcpy(out, word, length + 1);
    return length;
}

/* Writes whole / 10^decimals. */
static size_t print_decimal(char *out, bool is_negative, uint64_t whole, int decimals)
{
    char reversed[CM_CELL_MAX];
    size_t count = 0, length = 0;

    for (int digit = 0; whole > 0 || digit <= decimals; digit++) {
        if (digit == decimals && digit > 0)
            reversed[count++] = '.';
        reversed[count++] = (char)('0' + whole % 10);
        whole /= 10;
    }
    if (is_negative)
        out[length++] = '-';
    while (count > 0)
        out[length++] = reversed[--count];
    out[length] = '\0';
    return length;
}

/* Whether the number's size is one that printf gives no exponent. */
static bool is_tried(double value)
{
    return fabs(value) >= 1e-4 && fabs(value) < 1e15;
}

/* Most numbers in files are decimals of few digits. Such a one is an integer divided by a power of
 * ten, both of them exact, so that the quotient is the double that the text reads back to. Returns
 * 0 if the value is no such number, or printf would give it an exponent. */
static size_t print_short(char *out, double value)
{
    const double size = fabs(value);

    if (size != 0 && !is_tried(value))
        return 0;
    for (int decimals = 0; decimals <= EXACT_POWER; decimals++) {
        const double whole = nearbyint(size * power_of_ten[decimals]);
        if (!(whole < 1e15))
            return 0;
        if (whole / power_of_ten[decimals] == size)
            return print_decimal(out, signbit(value), (uint64_t)whole, decimals);
    }
    return 0;
}

/* The digits of a number that is tried, of a size of 1 or more and no integer (print_short has had
 * those), one after the other as a fixed point of 64 bits: exact, since each of them takes a factor
 * of 2 off the fraction's denominator. Ends at the first at which the nearest decimal lies nearer
 * to the value than to its neighbours (Steele and White 1990), as printf and strtod would find: no
 * decimal of 17 digits lies in the middle between two such numbers. */
static size_t print_long(char *out, double value)
{
    uint64_t bits, fraction, half, whole;
    int decimals = 0;
    bool is_found = false;

    memcpy(&bits, &value, sizeof bits);
    const int shift = 1075 - (int)(bits >> 52 & 0x7FF); /* the mantissa's bits behind the point */
    assert(shift > 0 && shift <= 52);
    bits = (bits & UINT64_C(0xFFFFFFFFFFFFF)) | UINT64_C(0x10000000000000);
    whole = bits >> shift;
    fraction = bits << (64 - shift);
    half = UINT64_C(1) << (63 - shift);
    while (!is_found) {
        const uint64_t low = (fraction & UINT32_MAX) * 10;
        const uint64_t high = (fraction >> 32) * 10 + (low >> 32);
        whole = whole * 10 + (high >> 32);
        fraction = high << 32 | (low & UINT32_MAX);
        half = half <= UINT64_MAX / 10 ? half * 10 : UINT64_MAX;
        decimals++;
        is_found = fraction < half || 0 - fraction < half;
    }
    const bool is_middle = fraction == UINT64_C(1) << 63; /* of two decimals: to the even one */
    whole += is_middle ? whole % 2 : fraction >> 63;
    return print_decimal(out, value < 0, whole, decimals);
}

size_t cm__number_print(char *out, double value)
{
    /* A denormal has fewer digits than 15; what print_short has tried has more. */
    const int least = fabs(value) < DBL_MIN ? 1 : is_tried(value) ? EXACT_DIGITS + 1 : EXACT_DIGITS;
    size_t length;

    if (!isfinite(value))
        return print_special(out, value);
    length = print_short(out, value);
    if (length == 0 && fabs(value) >= 1 && is_tried(value))
        length = print_long(out, value);
    if (length > 0)
        return length;
    for (int digits = least; digits <= DBL_DECIMAL_DIG; digits++) {
        snprintf(out, CM_CELL_MAX, "%.*g", digits, value);
        if (strtod(out, NULL) == value) /* in the same locale: before the mark is mended */
            break;
    }
    return mend_mark(out);
}

size_t cm__number_print_rounded(char *out, double value, int decimals)
{
    size_t length;

    assert(decimals >= 0 && decimals <= 17);
    if (!isfinite(value))
        return print_special(out, value);
    snprintf(out, CM__ROUNDED_MAX, "%.*f", decimals, value);
    length = mend_mark(out);
    if (decimals > 0) {
        while (out[length - 1] == '0')
            length--;
        length -= out[length - 1] == '.';
        out[length] = '\0';
    }
    if (strcmp(out, "-0") == 0) {
        memcpy(out, "0", 2);
        length = 1;
    }
    return length;
}

size_t cm__integer_print(char *out, int64_t value)
{
    return (size_t)snprintf(out, CM_CELL_MAX, "%" PRId64, value);
}

/* A number taken apart: digits, without leading zeros, times a power of ten. */
typedef struct decimal {
    char digits[DIGITS_MAX + 16]; /* room for the exponent behind them */
    size_t count;
    long exponent;
    const char *end;
    bool is_negative, is_number;
} decimal;

/* Takes digits; their places count as decimals if shift is 1. */
static const char *take_digits(decimal *out, const char *at, long shift)
{
    for (; *at >= '0' && *at <= '9'; at++) {
        out->is_number = true;
        out->exponent -= shift;
        if (out->count == 0 && *at == '0')
            continue;
        if (out->count < DIGITS_MAX)
            out->digits[out->count] = *at;
        out->count++;
    }
    return at;
}

/* Takes "e-12"; where no digit follows the e, it is no exponent. */
static const char *take_exponent(decimal *out, const char *at)
{
    enum { EXPONENT_MAX = 100000 };
    const bool is_negative = at[1] == '-';
    const char *digit = at + 1 + (at[1] == '-' || at[1] == '+');
    long exponent = 0;

    if (!(*digit >= '0' && *digit <= '9'))
        return at;
    for (; *digit >= '0' && *digit <= '9'; digit++)
        exponent = exponent < EXPONENT_MAX ? 10 * exponent + (*digit - '0') : EXPONENT_MAX;
    out->exponent += is_negative ? -exponent : exponent;
    return digit;
}

static bool take_apart(decimal *out, const char *text)
{
    const char *at = text + (*text == '-' || *text == '+');

    out->is_negative = *text == '-';
    out->is_number = false;
    out->count = 0;
    out->exponent = 0;
    at = take_digits(out, at, 0);
    if (*at == '.')
        at = take_digits(out, at + 1, 1);
    if (!out->is_number || out->count > DIGITS_MAX)
        return false;
    if (*at == 'e' || *at == 'E')
        at = take_exponent(out, at);
    out->end = at;
    return true;
}

static double size_of(decimal *number)
{
    const long exponent = number->exponent;
    uint64_t whole = 0;

    if (number->count == 0)
        return 0;
    if (number->count > EXACT_DIGITS || exponent < -EXACT_POWER || exponent > EXACT_POWER) {
        snprintf(number->digits + number->count, 16, "e%ld", exponent);
        return strtod(number->digits, NULL);
    }
    for (size_t i = 0; i < number->count; i++)
        whole = 10 * whole + (uint64_t)(number->digits[i] - '0');
    return exponent < 0 ? (double)whole / power_of_ten[-exponent]
                        : (double)whole * power_of_ten[exponent];
}

const char *cm__number_read(double *out, const char *text)
{
    decimal number;

    if (!take_apart(&number, text))
        return NULL;
    const double size = size_of(&number);
    if (!isfinite(size))
        return NULL;
    *out = number.is_negative ? -size : size;
    return number.end;
}

bool cm__number_is(double *out, const char *text)
{
    double value;
    const char *const end = cm__number_read(&value, text + strspn(text, " \t"));

    if (!end || end[strspn(end, " \t")] != '\0')
        return false;
    *out = value;
    return true;
}
