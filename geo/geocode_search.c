/* geocode_search.c - from the start of an address down to its city. */
#include "geo/geocode_search.h"
#include "geo/base_error.h"
#include <string.h>

enum { POSTAL = 0x3012, OPEN = '(', CLOSE = ')', ROOM = CM__ADDRESS_MAX + 1 };
enum { KEY_TOKENS_MAX = 24 }; /* the longest town has 15 characters */

/* Readings are ordered by how deep they go, then by how much of the text they explain. */
static int compare(const cm__reading *a, const cm__reading *b)
{
    if ((a->town == CM_ABSENT) != (b->town == CM_ABSENT))
        return a->town == CM_ABSENT ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return (a->score > b->score) - (a->score < b->score);
}

void cm__search_offer(cm__search *search, const cm__reading *reading)
{
    const int order = search->count ? compare(reading, &search->readings[0]) : 1;

    if (order < 0)
        return;
    if (order > 0)
        search->count = 0;
    for (size_t i = 0; i < search->count && i < CM__READINGS_MAX; i++)
        if (search->readings[i].city == reading->city &&
            search->readings[i].town == reading->town &&
            search->readings[i].koaza == reading->koaza)
            return;
    if (search->count < CM__READINGS_MAX)
        search->readings[search->count] = *reading;
    search->count++;
}

static size_t width(const cm__address_token *token)
{
    return (size_t)(token->end - token->start);
}

/* Whether the token is a number of so many digits, of either width. */
static bool has_digits(const cm__address_text *text, size_t i, size_t digits)
{
    return i < text->count && cm__address_is_number(text->tokens[i].code) &&
           (width(&text->tokens[i]) == digits || width(&text->tokens[i]) == 3 * digits);
}

/* Passes over a postal code at the start, with its mark or without. */
static size_t skip_postal(const cm__address_text *text, size_t at)
{
    const bool marked = at < text->count && text->tokens[at].code == POSTAL;

    if (marked)
        at++;
    if (has_digits(text, at, 3) && has_digits(text, at + 1, 4) && at + 2 < text->count)
        return at + 2;
    return marked && has_digits(text, at, 7) ? at + 1 : at;
}

/* Passes over a remark in brackets at the start; an opening one alone is passed over too. */
static size_t skip_remark(const cm__address_text *text, size_t at)
{
    if (at >= text->count || text->tokens[at].code != OPEN)
        return at;
    for (size_t i = at + 1; i < text->count; i++)
        if (text->tokens[i].code == CLOSE)
            return i + 1;
    return at + 1;
}

static cm_status search_city(cm__search *search, const cm__reading *start, size_t at, bool *found)
{
    const cm_gazetteer *const gazetteer = search->gazetteer;
    cm__reading reading = *start;

    cm__search_offer(search, start);
    if (gazetteer->cities[start->city].id != 0)
        return cm__search_towns(search, start, at, found);
    reading.score *= 0.89; /* the ward is left out */
    reading.doubt = CM__DOUBT_CITY;
    for (size_t i = 0; i < gazetteer->city_count; i++) {
        reading.city = i;
        if (gazetteer->cities[i].parent != start->city)
            continue;
        const cm_status status = cm__search_towns(search, &reading, at, found);
        if (status)
            return status;
    }
    return CM_OK;
}

/* Reads a city of the scope at token `at`, and what is below it. */
static cm_status search_cities(cm__search *search, uint32_t scope, size_t at, bool *found)
{
    cm__name_match match;
    cm_status status = CM_OK;

    cm__lexicon_find(&match, &search->gazetteer->names, scope, search->text, at, ROOM);
    for (size_t i = 0; i < match.count && i < CM__NAME_MATCHES_MAX && !status; i++) {
        const size_t city = match.values[i];
        const cm__reading start = {.prefecture = search->gazetteer->cities[city].prefecture,
                                   .city = city,
                                   .town = CM_ABSENT,
                                   .koaza = CM_ABSENT,
                                   .end = match.end,
                                   .score = 1};
        status = search_city(search, &start, match.end, found);
    }
    if (match.count > 0)
        *found = true;
    return status;
}

/* Offers the cities that have a town of this key. */
static cm_status search_key(cm__search *search, size_t prefecture, size_t at, size_t end,
                            bool *found)
{
    cm__gazetteer_hit hits[CM__READINGS_MAX];
    char key[KEY_TOKENS_MAX * CM__ADDRESS_CODE_MAX + 1];
    cm_gazetteer *const gazetteer = search->gazetteer;
    size_t count = 0;
    cm_status status;

    cm__address_spell(key, search->text, at, end);
    status = cm__gazetteer_find_key(hits, CM__READINGS_MAX, &count, gazetteer, key);
    for (size_t i = 0; i < count && i < CM__READINGS_MAX && !status; i++) {
        const size_t in = gazetteer->cities[hits[i].city].prefecture;
        const cm__reading start = {.prefecture = in,
                                   .city = hits[i].city,
                                   .town = CM_ABSENT,
                                   .koaza = CM_ABSENT,
                                   .end = at,
                                   .score = 0.85,
                                   .doubt = CM__DOUBT_CITY};
        if (prefecture == CM_ABSENT || prefecture == in)
            status = cm__search_towns(search, &start, at, found);
    }
    return status;
}

/* Reads a town where no city is named: the longest name of any city. */
static cm_status search_anywhere(cm__search *search, size_t prefecture, size_t at)
{
    size_t length = search->text->count - at;
    bool found = false;
    cm_status status = CM_OK;

    length = length < KEY_TOKENS_MAX ? length : KEY_TOKENS_MAX;
    for (; length > 0 && !found && !status; length--)
        status = search_key(search, prefecture, at, at + length, &found);
    return status;
}

static cm_status search_prefecture(cm__search *search, size_t prefecture, size_t at)
{
    const cm__reading start = {prefecture, CM_ABSENT, CM_ABSENT, CM_ABSENT, at, 1, CM__DOUBT_NONE};
    bool found = false;
    cm_status status =
        search_cities(search, (uint32_t)(CM__SCOPE_CITY_IN + prefecture), at, &found);

    if (!status && !found) {
        cm__search_offer(search, &start);
        status = search_anywhere(search, prefecture, at);
    }
    return status;
}

cm_status cm__search_run(cm__search *search)
{
    const cm__address_text *const text = search->text;
    const cm__lexicon *const names = &search->gazetteer->names;
    const size_t at = skip_postal(text, skip_remark(text, skip_postal(text, 0)));
    cm__name_match match;
    bool found = false;
    cm_status status;

    search->count = 0;
    if (at >= text->count)
        return CM_OK;
    cm__lexicon_find(&match, names, CM__SCOPE_PREFECTURE, text, at, ROOM);
    if (match.count > 0)
        return search_prefecture(search, match.values[0], match.end);
    status = search_cities(search, CM__SCOPE_CITY, at, &found);
    if (status || found)
        return status;
    cm__lexicon_find(&match, names, CM__SCOPE_PREFECTURE_SHORT, text, at, ROOM);
    if (match.count > 0)
        status = search_cities(search, CM__SCOPE_CITY_IN + match.values[0], match.end, &found);
    if (status || found)
        return status;
    return search_anywhere(search, CM_ABSENT, at);
}
