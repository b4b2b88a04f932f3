/* geocode_postal.c - what the postal code of an address says of its readings. */
#include "geo/gazetteer_lot.h"
#include "geo/geocode_search.h"
#include <string.h>

enum { POSTAL = 0x3012 };

/* The value of a token that is a number of so many digits, or UINT32_MAX. */
static uint32_t read_digits(const cm__search *search, size_t i, size_t digits)
{
    const cm__address_token *const token = &search->text->tokens[i];

    if (i >= search->text->count || !cm__address_is_number(token->code))
        return UINT32_MAX;
    const bool narrow = (unsigned char)search->address[token->start] < 0x80;
    if ((size_t)(token->end - token->start) != (narrow ? digits : 3 * digits))
        return UINT32_MAX;
    return token->code - CM__ADDRESS_NUMBER;
}

/* The code that the address begins with, or 0. */
static uint32_t find_code(const cm__search *search)
{
    const cm__address_text *const text = search->text;
    const size_t at = text->count > 0 && text->tokens[0].code == POSTAL ? 1 : 0;
    const uint32_t first = read_digits(search, at, 3), second = read_digits(search, at + 1, 4);

    if (first != UINT32_MAX && second != UINT32_MAX)
        return first * 10000 + second;
    const uint32_t whole = read_digits(search, at, 7);
    return whole == UINT32_MAX ? 0 : whole;
}

/* The digit at the start of a text, of either width, and its bytes; -1 if there is none. */
static int read_digit(const char *text, size_t *size)
{
    static const char wide_head[] = "\xEF\xBC"; /* of U+FF10 and those after it */
    const unsigned char last = strncmp(text, wide_head, 2) == 0 ? (unsigned char)text[2] : 0;

    *size = last >= 0x90 && last <= 0x99 ? 3 : 1;
    if (*size == 3)
        return last - 0x90;
    return *text >= '0' && *text <= '9' ? *text - '0' : -1;
}

uint32_t cm__search_read_postal(const char *text)
{
    uint32_t code = 0;
    size_t digits = 0, size;

    for (const char *c = text; *c; c += size) {
        const int digit = read_digit(c, &size);
        if (digit >= 0)
            code = code * 10 + (uint32_t)digit;
        else if ((unsigned char)*c < 0x80 && !strchr("- \t", *c))
            return 0; /* anything beyond ASCII is taken for the mark, a blank or a hyphen */
        digits += digit >= 0;
        if (digits > 7)
            return 0;
    }
    return digits == 7 ? code : 0;
}

static int64_t town_number(const cm__search *search, const cm__reading *reading)
{
    if (reading->alone)
        return reading->alone->number;
    return search->gazetteer->cities[reading->city].towns->towns[reading->town].number;
}

/* Whether the code may be of this reading. */
static bool is_of(const cm__search *search, const cm__reading *reading,
                  const cm__gazetteer_hit *towns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (towns[i].city == reading->city &&
            (towns[i].number == 0 || towns[i].number == town_number(search, reading)))
            return true;
    return false;
}

/* Keeps the readings that the code is of, if there are any. Returns how many. */
static size_t keep_of(cm__search *search, const cm__gazetteer_hit *towns, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < search->count; i++)
        if (is_of(search, &search->readings[i], towns, count))
            search->readings[kept++] = search->readings[i];
    if (kept > 0)
        search->count = kept;
    return kept;
}

/* An address that ends with its city lies in the one town that its code is of. */
static cm_status place_by_code(cm__search *search, const cm__gazetteer_hit *towns, size_t count)
{
    cm__reading *const reading = &search->readings[0];
    cm__gazetteer_place *const town = &search->alone[0];
    const cm__gazetteer_city *cities = search->gazetteer->cities;
    cm_status status;

    if (search->count != 1 || count != 1 || towns[0].number == 0 || reading->city == CM_ABSENT ||
        reading->end < search->text->count ||
        (towns[0].city != reading->city && cities[towns[0].city].parent != reading->city))
        return CM_OK;
    status = cm__gazetteer_get_town(town, search->session, towns[0].city, towns[0].number);
    if (status)
        return status;
    reading->city = towns[0].city;
    reading->town = (size_t)town->number;
    reading->alone = town;
    reading->score *= 0.7;
    reading->doubt = CM__DOUBT_PLACED_BY_POSTAL;
    return CM_OK;
}

cm_status cm__search_use_postal(cm__search *search, uint32_t given)
{
    cm__gazetteer_hit towns[CM__POSTAL_TOWNS_MAX];
    const uint32_t own = find_code(search);
    size_t count = 0;
    cm_status status;

    search->postal_code = own ? own : given;
    if (search->postal_code == 0 || search->count == 0 || search->count > CM__READINGS_MAX)
        return CM_OK;
    status = cm__gazetteer_find_postal(towns, &count, search->gazetteer, search->postal_code);
    if (status || count == 0)
        return status;
    if (search->readings[0].town == CM_ABSENT)
        return place_by_code(search, towns, count);
    if (keep_of(search, towns, count) > 0)
        return CM_OK;
    for (size_t i = 0; i < search->count; i++) {
        search->readings[i].score *= 0.8;
        search->readings[i].doubt = CM__DOUBT_POSTAL;
    }
    return CM_OK;
}
