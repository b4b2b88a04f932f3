/* geocode_roman.c - addresses that begin in Roman letters or in kana, down to the city. */
#include "geo/address_roman.h"
#include "geo/gazetteer_roman.h"
#include "geo/geocode_search.h"

enum { ROOM = CM__ADDRESS_MAX + 1, WORDS_MAX = 16 };

/* A city in Roman letters is not confirmed to the letter. */
#define ROMAN_SCORE 0.95

/* The letters that are read, and the same as a text in which names are found. */
typedef struct roman {
    cm__search *search;
    cm__roman_text letters;
    const cm__address_text *text;
    double score;
    cm__doubt doubt;
} roman;

static void read_letters(roman *r, size_t at)
{
    cm__address_text *const text = r->search->session->name;

    cm__roman_read(&r->letters, r->search->text, at);
    for (size_t i = 0; i < r->letters.count; i++)
        text->tokens[i] = (cm__address_token){.code = r->letters.letters[i].letter};
    text->count = r->letters.count;
    r->text = text;
}

/* The longest names of a scope at a letter that end with a word. */
static void find(cm__name_match *out, const roman *r, uint32_t scope, size_t at)
{
    size_t limit = ROOM;

    do {
        cm__lexicon_find(out, &r->search->gazetteer->readings, scope, r->text, at, limit);
        limit = out->end;
    } while (out->count > 0 && out->end < r->letters.count && !r->letters.letters[out->end].first);
}

/* The token of the address after the letters before `end`. */
static size_t token_at(const roman *r, size_t end)
{
    return (size_t)r->letters.letters[end - 1].token + 1;
}

static size_t held(const cm__name_match *match)
{
    return match->count < CM__NAME_MATCHES_MAX ? match->count : CM__NAME_MATCHES_MAX;
}

static cm_status read_city(const roman *r, size_t city, size_t end, bool *found)
{
    const cm__reading start = {.prefecture = r->search->gazetteer->cities[city].prefecture,
                               .city = city,
                               .town = CM_ABSENT,
                               .koaza = CM_ABSENT,
                               .end = token_at(r, end),
                               .score = r->score,
                               .doubt = r->doubt};

    return cm__search_city(r->search, &start, start.end, found);
}

static cm_status read_cities(const roman *r, uint32_t scope, size_t at, bool *found)
{
    cm__name_match match;
    cm_status status = CM_OK;

    find(&match, r, scope, at);
    for (size_t i = 0; i < held(&match) && !status; i++)
        status = read_city(r, match.values[i], match.end, found);
    return status;
}

/* Reads what is below a prefecture: its cities in letters, or in kanji. */
static cm_status read_prefecture(const roman *r, size_t prefecture, size_t end, bool *found)
{
    cm__search *const search = r->search;
    const cm__reading start = {.prefecture = prefecture,
                               .city = CM_ABSENT,
                               .town = CM_ABSENT,
                               .koaza = CM_ABSENT,
                               .end = token_at(r, end),
                               .score = 1,
                               .doubt = r->doubt};
    cm_status status = CM_OK;

    cm__search_offer(search, &start);
    if (end < r->letters.count)
        return read_cities(r, (uint32_t)(CM__SCOPE_READ_CITY_IN + prefecture), end, found);
    search->start_score = ROMAN_SCORE;
    cm__search_cities(&status, search, (uint32_t)(CM__SCOPE_CITY_IN + prefecture), start.end,
                      found);
    search->start_score = 1;
    return status;
}

static cm_status read_down(const roman *r, bool *found)
{
    cm__name_match match;
    cm_status status;

    find(&match, r, CM__SCOPE_READ_PREFECTURE, 0);
    status = match.count > 0 ? read_prefecture(r, match.values[0], match.end, found) : CM_OK;
    return status ? status : read_cities(r, CM__SCOPE_READ_CITY, 0, found);
}

/* Passes over a county, which stands between a town and its prefecture. */
static size_t skip_county(const cm__roman_text *letters, size_t at)
{
    const size_t next = at + cm__roman_word_length(letters, at);

    return next < letters->count && cm__roman_is_word(letters, next, "gun") ? next + 3 : at;
}

static bool has(const cm__name_match *match, size_t value)
{
    for (size_t i = 0; i < held(match); i++)
        if (match->values[i] == value)
            return true;
    return false;
}

/* What stands after a ward or city where the larger comes last. */
typedef struct above {
    cm__name_match cities, prefectures; /* count 0: not there */
    size_t end;
} above;

static void find_above(above *out, const roman *r, size_t at, bool with_city)
{
    out->cities.count = 0;
    out->end = skip_county(&r->letters, at);
    if (with_city)
        find(&out->cities, r, CM__SCOPE_READ_CITY, at);
    if (out->cities.count > 0)
        out->end = out->cities.end;
    find(&out->prefectures, r, CM__SCOPE_READ_PREFECTURE, out->end);
    if (out->prefectures.count > 0)
        out->end = out->prefectures.end;
    if (cm__roman_is_word(&r->letters, out->end, "japan"))
        out->end += cm__roman_word_length(&r->letters, out->end);
}

static bool is_below(const above *a, const cm__gazetteer_city *city)
{
    return (a->cities.count == 0 || (city->parent != CM_ABSENT && has(&a->cities, city->parent))) &&
           (a->prefectures.count == 0 || has(&a->prefectures, city->prefecture));
}

/* Reads the cities of a match that are below what stands after them. */
static cm_status read_below(const roman *r, const cm__name_match *match, const above *a, bool *any,
                            bool *found)
{
    const cm__gazetteer_city *const cities = r->search->gazetteer->cities;
    cm_status status = CM_OK;

    if (a->cities.count == 0 && a->prefectures.count == 0)
        return CM_OK;
    for (size_t i = 0; i < held(match) && !status; i++) {
        const cm__gazetteer_city *const city = &cities[match->values[i]];
        if (!is_below(a, city) || (city->parent != CM_ABSENT && has(match, city->parent)))
            continue; /* Sakai is the city, not its ward of that name */
        *any = true;
        status = read_city(r, match->values[i], a->end, found);
    }
    return status;
}

/* Chuo-ku, Sapporo, Hokkaido: the smaller first. What stands after it may be a city, or a
 * prefecture of that name. */
static cm_status read_up(const roman *r, bool *any, bool *found)
{
    cm__name_match match;
    above a;
    cm_status status;

    find(&match, r, CM__SCOPE_READ_CITY, 0);
    if (match.count == 0 || match.end >= r->letters.count)
        return CM_OK;
    find_above(&a, r, match.end, true);
    status = read_below(r, &match, &a, any, found);
    if (status || *any)
        return status;
    find_above(&a, r, match.end, false);
    return read_below(r, &match, &a, any, found);
}

/* Words that are not known may stand before the ward. */
static cm_status read_up_behind(cm__search *search, size_t at, bool *found)
{
    const cm__address_text *const text = search->text;
    roman r = {.search = search, .score = ROMAN_SCORE * 0.85, .doubt = CM__DOUBT_PART};
    bool any = false;
    cm_status status = CM_OK;
    size_t words = 0;

    for (size_t i = at + 1; i < text->count && words < WORDS_MAX && !status && !any; i++) {
        if (!cm__roman_is_letter(text, i) ||
            (cm__roman_is_letter(text, i - 1) && !text->tokens[i].gap))
            continue;
        words++;
        read_letters(&r, i);
        status = read_up(&r, &any, found);
    }
    return status;
}

static cm_status read_roman(cm__search *search, size_t at, bool *found)
{
    roman r = {.search = search, .score = ROMAN_SCORE, .doubt = search->start_doubt};
    bool any = false;
    cm_status status;

    read_letters(&r, at);
    status = read_down(&r, found);
    if (!status) {
        read_letters(&r, at);
        status = read_up(&r, &any, found);
    }
    if (!status && (search->count == 0 || search->readings[0].city == CM_ABSENT))
        status = read_up_behind(search, at, found);
    return status;
}

/* A city by its kana, of a prefecture or of any. */
static cm_status read_kana_city(cm__search *search, uint32_t scope, size_t at, bool *found)
{
    roman r = {.search = search, .score = ROMAN_SCORE, .doubt = search->start_doubt};
    cm__name_match match;
    cm_status status = CM_OK;

    cm__lexicon_find(&match, &search->gazetteer->readings, scope, search->text, at, ROOM);
    for (size_t i = 0; i < held(&match) && !status; i++) {
        r.letters.letters[0].token = (uint16_t)(match.end - 1);
        status = read_city(&r, match.values[i], 1, found);
    }
    return status;
}

static cm_status read_kana(cm__search *search, size_t at, bool *found)
{
    cm__name_match match;
    cm__reading start = {.city = CM_ABSENT, .town = CM_ABSENT, .koaza = CM_ABSENT, .score = 1};
    cm_status status = CM_OK;

    cm__lexicon_find(&match, &search->gazetteer->readings, CM__SCOPE_READ_PREFECTURE, search->text,
                     at, ROOM);
    if (match.count > 0) {
        start.prefecture = match.values[0];
        start.end = match.end;
        cm__search_offer(search, &start);
        status = read_kana_city(search, (uint32_t)(CM__SCOPE_READ_CITY_IN + start.prefecture),
                                match.end, found);
    }
    return status ? status : read_kana_city(search, CM__SCOPE_READ_CITY, at, found);
}

static bool is_kana(const cm__address_text *text, size_t at)
{
    return at < text->count && text->tokens[at].code >= 0x30A1 && text->tokens[at].code <= 0x30F4;
}

cm_status cm__search_readings(cm__search *search, size_t at, bool *found)
{
    if (cm__roman_is_letter(search->text, at))
        return read_roman(search, at, found);
    if (is_kana(search->text, at))
        return read_kana(search, at, found);
    return cm__address_is_number(search->text->tokens[at].code) ? read_up_behind(search, at, found)
                                                                : CM_OK;
}

cm_status cm__search_city_reading(cm__search *search, size_t prefecture, size_t at, bool *found)
{
    const uint32_t scope = (uint32_t)(CM__SCOPE_READ_CITY_IN + prefecture);
    roman r = {.search = search, .score = ROMAN_SCORE, .doubt = search->start_doubt};

    if (!cm__roman_is_letter(search->text, at))
        return is_kana(search->text, at) ? read_kana_city(search, scope, at, found) : CM_OK;
    read_letters(&r, at);
    return read_cities(&r, scope, 0, found);
}
