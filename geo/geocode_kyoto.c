/* geocode_kyoto.c - the streets by which addresses in Kyoto begin. */
#include "geo/geocode_search.h"

/* The words of "up (north) of", "down (south) of", "enter to the east": folded. */
enum {
    UP = 0x4E0A,
    DOWN = 0x4E0B,
    ENTER = 0x5165,
    RU = 0x30EB,
    GA = 0x30B1, /* folded with ke */
    EAST = 0x6771,
    WEST = 0x897F,
    SOUTH = 0x5357,
    NORTH = 0x5317,
    SIDE = 0x5074
};

static uint32_t code_at(const cm__address_text *text, size_t i)
{
    return i < text->count ? text->tokens[i].code : 0;
}

static bool is_direction(uint32_t code)
{
    return code == EAST || code == WEST || code == SOUTH || code == NORTH;
}

/* Whether a street's last word ends with token i: agaru, sagaru, iru in their spellings. */
static bool ends_street(const cm__address_text *text, size_t i, size_t at)
{
    const uint32_t code = code_at(text, i);
    uint32_t before;

    if (code == ENTER)
        return i > at && is_direction(code_at(text, i - 1)) && code_at(text, i + 1) != RU;
    if (code != RU || i <= at)
        return false;
    before = code_at(text, i - 1);
    if (before == GA && i > at + 1)
        before = code_at(text, i - 2);
    return before == UP || before == DOWN || before == ENTER;
}

/* Passes over "2-chome" and "west side" between the street and the town. */
static size_t skip_between(const cm__address_text *text, size_t i)
{
    if (i < text->count && cm__address_is_number(text->tokens[i].code) &&
        text->tokens[i].mark == CM__MARK_CHOME)
        i++;
    if (is_direction(code_at(text, i)) && code_at(text, i + 1) == SIDE)
        i += 2;
    return i;
}

size_t cm__search_skip_streets(const cm__address_text *text, size_t at, size_t limit)
{
    for (size_t i = limit; i-- > at;)
        if (ends_street(text, i, at))
            return i + 1;
    return limit;
}

size_t cm__search_skip_side(const cm__address_text *text, size_t at)
{
    return skip_between(text, at);
}
