/* geocode_search.c - from the start of an address down to its city. */
#include "geo/geocode_search.h"
#include "geo/base_error.h"
#include <string.h>

enum { POSTAL = 0x3012, OPEN = '(', CLOSE = ')', ROOM = CM__ADDRESS_MAX + 1 };
enum { WARD = 0x533A, COUNTY = 0x90E1, ISLAND = 0x5CF6 };
enum { KEY_TOKENS_MAX = 24 }; /* the longest town has 15 characters */
enum { WARD_TOKENS_MAX = 6, COUNTY_TOKENS_MAX = 6 };
enum { CITIES_READ_MAX = 8 };   /* of a town's name that many cities have, for koaza and the like */
enum { CITIES_MENDED_MAX = 4 }; /* one wrong character is mended only where the city is sure */

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

/* Whether a token is a number of so many digits, all of one width. */
static bool has_digits(const cm__search *search, size_t i, size_t digits)
{
    const cm__address_token *const token = &search->text->tokens[i];

    if (i >= search->text->count || !cm__address_is_number(token->code))
        return false;
    const bool narrow = (unsigned char)search->address[token->start] < 0x80;
    return (size_t)(token->end - token->start) == (narrow ? digits : 3 * digits);
}

/* Passes over a postal code at the start, with its mark or without. */
static size_t skip_postal(const cm__search *search, size_t at)
{
    const cm__address_text *const text = search->text;
    const bool marked = at < text->count && text->tokens[at].code == POSTAL;

    if (marked)
        at++;
    if (has_digits(search, at, 3) && has_digits(search, at + 1, 4) && at + 2 < text->count)
        return at + 2;
    return has_digits(search, at, 7) && (marked || at + 1 < text->count) ? at + 1 : at;
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

cm_status cm__search_below(cm__search *search, const cm__reading *start, size_t at, bool *found)
{
    const cm_gazetteer *const gazetteer = search->gazetteer;
    cm__reading reading = *start;
    cm_status status = CM_OK;

    if (gazetteer->cities[start->city].id != 0)
        return cm__search_towns(search, start, at, found);
    reading.score *= 0.89; /* the ward is left out */
    if (reading.doubt == CM__DOUBT_NONE)
        reading.doubt = CM__DOUBT_CITY;
    for (size_t i = 0; i < gazetteer->city_count && !status; i++) {
        reading.city = i;
        if (gazetteer->cities[i].parent == start->city)
            status = cm__search_towns(search, &reading, at, found);
    }
    return status;
}

/* A city that is named twice, the second time perhaps with its ward: reads on after that. */
static cm_status search_repeated(cm__search *search, const cm__reading *start, size_t at,
                                 bool *found)
{
    const cm_gazetteer *const gazetteer = search->gazetteer;
    cm__reading reading = *start;
    cm__name_match match;

    cm__lexicon_find(&match, &gazetteer->names, CM__SCOPE_PREFECTURE, search->text, at, ROOM);
    if (match.count > 0 && match.values[0] == start->prefecture)
        at = match.end;
    cm__lexicon_find(&match, &gazetteer->names, (uint32_t)(CM__SCOPE_CITY_IN + start->prefecture),
                     search->text, at, ROOM);
    for (size_t i = 0; i < match.count && i < CM__NAME_MATCHES_MAX; i++) {
        const size_t city = match.values[i];
        if (city != start->city && gazetteer->cities[city].parent != start->city &&
            gazetteer->cities[start->city].parent != city)
            continue;
        if (gazetteer->cities[city].id != 0)
            reading.city = city;
        reading.end = match.end;
        cm__search_offer(search, &reading);
        return cm__search_below(search, &reading, match.end, found);
    }
    return CM_OK;
}

/* A ward that the gazetteer does not know, since wards were made anew: its towns are looked for in
 * all wards of the city. */
static cm_status search_new_ward(cm__search *search, const cm__reading *start, size_t at,
                                 bool *found)
{
    const cm__address_text *const text = search->text;
    cm__reading reading = *start;

    if (search->gazetteer->cities[start->city].id != 0)
        return CM_OK;
    for (size_t i = at + 1; i < text->count && i < at + WARD_TOKENS_MAX; i++)
        if (text->tokens[i].code == WARD) {
            reading.score *= 0.9;
            reading.doubt = CM__DOUBT_MERGED;
            return cm__search_below(search, &reading, i + 1, found);
        }
    return CM_OK;
}

cm_status cm__search_city(cm__search *search, const cm__reading *start, size_t at, bool *found)
{
    bool below = false;
    cm_status status;

    cm__search_offer(search, start);
    status = cm__search_below(search, start, at, &below);
    if (!status && !below && at < search->text->count)
        status = search_repeated(search, start, at, &below);
    if (!status && !below && at < search->text->count)
        status = search_new_ward(search, start, at, &below);
    if (!status && search->gazetteer->cities[start->city].id == 0 && (!below || search->count > 1))
        status = cm__search_mend_ward(search, start, at, &below);
    *found = *found || below;
    return status;
}

bool cm__search_cities(cm_status *status, cm__search *search, uint32_t scope, size_t at,
                       bool *found)
{
    const cm__gazetteer_city *const cities = search->gazetteer->cities;
    cm__name_match match;

    cm__lexicon_find(&match, &search->gazetteer->names, scope, search->text, at, ROOM);
    for (size_t i = 0; i < match.count && i < CM__NAME_MATCHES_MAX && !*status; i++) {
        const cm__reading start = {.prefecture = cities[match.values[i]].prefecture,
                                   .city = match.values[i],
                                   .town = CM_ABSENT,
                                   .koaza = CM_ABSENT,
                                   .end = match.end,
                                   .score = search->start_score,
                                   .doubt = search->start_doubt};
        *status = cm__search_city(search, &start, match.end, found);
    }
    return match.count > 0;
}

/* Whether the tokens are the short form of a jo and a chome: two numbers side by side. Without a
 * city they rather are a chome and a block. */
static bool is_short_form(const cm__address_text *text, size_t at, size_t end)
{
    for (size_t i = at; i + 1 < end; i++)
        if (cm__address_is_number(text->tokens[i].code) &&
            cm__address_is_number(text->tokens[i + 1].code) &&
            (text->tokens[i].mark == CM__MARK_NONE || text->tokens[i].mark == CM__MARK_HYPHEN))
            return true;
    return false;
}

/* Offers one of many towns of a name, without reading the others of its city. */
static cm_status offer_alone(cm__search *search, cm__reading *reading, size_t i, size_t at,
                             bool *found)
{
    cm__gazetteer_place *const town = &search->alone[i];
    cm_status status =
        cm__gazetteer_get_town(town, search->session, reading->city, (int64_t)reading->town);

    if (status || !cm__lexicon_is_name(search->session->name, search->text, at))
        return status;
    reading->end = at + search->session->name->count;
    reading->alone = town;
    cm__search_offer(search, reading);
    *found = true;
    return CM_OK;
}

/* Offers the cities that have a town of this key. */
static cm_status search_key(cm__search *search, size_t prefecture, size_t at, size_t end,
                            bool *found)
{
    cm__gazetteer_hit hits[CM__READINGS_MAX];
    char key[KEY_TOKENS_MAX * CM__ADDRESS_CODE_MAX + 1];
    const cm__gazetteer_city *const cities = search->gazetteer->cities;
    size_t count = 0;
    cm_status status;

    if (is_short_form(search->text, at, end))
        return CM_OK;
    cm__address_spell(key, search->text, at, end);
    status = cm__gazetteer_find_key(hits, CM__READINGS_MAX, &count, search->gazetteer, key);
    const bool many = count > CITIES_READ_MAX;
    for (size_t i = 0; i < count && i < CM__READINGS_MAX && !status; i++) {
        cm__reading start = {.prefecture = cities[hits[i].city].prefecture,
                             .city = hits[i].city,
                             .town = many ? (size_t)hits[i].number : CM_ABSENT,
                             .koaza = CM_ABSENT,
                             .end = at,
                             .score = 0.85,
                             .doubt = CM__DOUBT_CITY};
        if (prefecture != CM_ABSENT && prefecture != start.prefecture)
            continue;
        status = many ? offer_alone(search, &start, i, at, found)
                      : cm__search_towns(search, &start, at, found);
    }
    return status;
}

/* Reads a town where no city is named: the longest name of any city; where the text may also name a
 * city, one that is longer than that. */
static cm_status search_anywhere(cm__search *search, size_t prefecture, size_t at, bool *found)
{
    const size_t named =
        search->count > 0 && search->readings[0].city != CM_ABSENT && search->readings[0].end > at
            ? search->readings[0].end - at
            : 1; /* one character is too little */
    size_t length = search->text->count - at;
    cm_status status = CM_OK;

    length = length < KEY_TOKENS_MAX ? length : KEY_TOKENS_MAX;
    for (; length > named && !*found && !status; length--)
        status = search_key(search, prefecture, at, at + length, found);
    return status;
}

/* A county, or an island, that the gazetteer does not put before its towns and villages. */
static bool search_behind_county(cm_status *status, cm__search *search, uint32_t scope, size_t at,
                                 bool *found)
{
    const cm__address_text *const text = search->text;

    for (size_t i = at + 1; i < text->count && i < at + COUNTY_TOKENS_MAX && !*status; i++)
        if ((text->tokens[i].code == COUNTY || text->tokens[i].code == ISLAND) &&
            cm__search_cities(status, search, scope, i + 1, found))
            return true;
    return false;
}

/* Whether the best readings leave something to be mended: no town, or one that may be only the
 * beginning of a name. */
static bool is_doubtful(const cm__search *search)
{
    return search->count == 0 || search->readings[0].town == CM_ABSENT ||
           search->readings[0].unsure;
}

static cm_status search_prefecture(cm__search *search, size_t prefecture, size_t at)
{
    const cm__reading start = {.prefecture = prefecture,
                               .city = CM_ABSENT,
                               .town = CM_ABSENT,
                               .koaza = CM_ABSENT,
                               .end = at,
                               .score = 1};
    const uint32_t scope = (uint32_t)(CM__SCOPE_CITY_IN + prefecture);
    bool found = false;
    cm_status status = CM_OK;

    if (cm__search_cities(&status, search, scope, at, &found) || status ||
        search_behind_county(&status, search, scope, at, &found) || status)
        return status;
    cm__search_offer(search, &start);
    status = cm__search_city_reading(search, prefecture, at, &found);
    if (status || search->readings[0].city != CM_ABSENT)
        return status;
    status = search_anywhere(search, prefecture, at, &found);
    if (!status && is_doubtful(search))
        status = cm__search_mend_city(search, prefecture, at, &found);
    return status;
}

/* A prefecture without its last word, and a city of it. */
static bool search_short(cm_status *status, cm__search *search, size_t at, bool *found)
{
    cm__name_match match;

    cm__lexicon_find(&match, &search->gazetteer->names, CM__SCOPE_PREFECTURE_SHORT, search->text,
                     at, ROOM);
    return match.count > 0 &&
           cm__search_cities(status, search, CM__SCOPE_CITY_IN + match.values[0], match.end, found);
}

/* A city; a prefecture without its last word, and a city of it; a city behind its county.
 * Returns whether there is one. */
static bool search_named(cm_status *status, cm__search *search, size_t at, bool *found)
{
    bool any = cm__search_cities(status, search, CM__SCOPE_CITY, at, found);

    if (*status || *found)
        return any;
    any = search_short(status, search, at, found) || any;
    return any || (!*status && search_behind_county(status, search, CM__SCOPE_CITY, at, found));
}

/* In Roman letters or kana, or with an error in the prefecture. */
static cm_status search_unnamed(cm__search *search, size_t at, bool *any, bool *found)
{
    const cm_status status = cm__search_readings(search, at, found);

    *any = search->count > 0;
    return status || *any ? status : cm__search_mend_prefecture(search, at, any, found);
}

/* Reads an address without its prefecture: a city in one of the ways above, else a town. */
static cm_status search_open(cm__search *search, size_t at)
{
    bool found = false;
    cm_status status = CM_OK;
    bool any = search_named(&status, search, at, &found);

    if (!status && !any)
        status = search_unnamed(search, at, &any, &found);
    if (!status && !found)
        status = search_anywhere(search, CM_ABSENT, at, &found);
    if (!status && !any && is_doubtful(search))
        status = cm__search_mend_city(search, CM_ABSENT, at, &found);
    return status;
}

static cm_status repair(cm__search *search, const cm__reading *reading)
{
    cm__reading start = *reading;

    if (reading->city == CM_ABSENT || search->gazetteer->cities[reading->city].id == 0)
        return CM_OK;
    if (reading->town == CM_ABSENT)
        return cm__search_repair(search, reading, reading->end);
    if (!reading->open || reading->alone)
        return CM_OK;
    start.town = start.koaza = CM_ABSENT;
    start.score = reading->city_score;
    start.end = reading->below;
    return cm__search_mend_town(search, &start, reading->below, reading->end);
}

/* Mends the town of each city that is read without one, or with one that does not fit. */
static cm_status repair_all(cm__search *search)
{
    cm__reading starts[CITIES_MENDED_MAX];
    const size_t count = search->count;
    cm_status status = CM_OK;

    if (count == 0 || count > CITIES_MENDED_MAX)
        return CM_OK;
    memcpy(starts, search->readings, count * sizeof *starts);
    for (size_t i = 0; i < count && !status; i++)
        status = repair(search, &starts[i]);
    return status;
}

cm_status cm__search_run(cm__search *search)
{
    const cm__address_text *const text = search->text;
    const size_t at = skip_postal(search, skip_remark(text, skip_postal(search, 0)));
    cm__name_match match;
    cm_status status;

    search->count = 0;
    search->start_score = 1;
    search->start_doubt = CM__DOUBT_NONE;
    if (at >= text->count)
        return CM_OK;
    cm__lexicon_find(&match, &search->gazetteer->names, CM__SCOPE_PREFECTURE, text, at, ROOM);
    if (match.count > 0)
        status = search_prefecture(search, match.values[0], match.end);
    else
        status = search_open(search, at);
    return status ? status : repair_all(search);
}
